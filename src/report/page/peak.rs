//! The largest backlog around a holiday, as a section of the page.

use super::evidence::{Evidence, Row};
use crate::metrics::forecast::Forecast;
use crate::metrics::peak::{PeakRow, RushRow};
use crate::model::calendar::date_of;
use crate::report::chart::context::Run;
use crate::report::number::{self, Estimate, Unit};
use crate::report::words::{self, Phrase, forecast as ahead, peak as say};
use crate::units::Language;

/// Cities that the page names.
const CITIES: usize = 6;

/// The largest backlog of the whole network.
fn worst(rows: &[PeakRow]) -> Option<&PeakRow> {
    let all = rows.iter().filter(|row| row.city.is_none());
    all.max_by(|a, b| a.top.total_cmp(&b.top))
}

/// What is told of a peak in a sentence.
fn gaps(run: &Run, row: &PeakRow) -> [(&'static str, String); 4] {
    let peak = &run.scenario.peaks[row.peak];
    let worst = date_of(run.scenario.start, row.worst_day);
    [
        ("name", run.named(&peak.id, &peak.name, &peak.name_zh)),
        ("top", needs(row.top, run.language)),
        (
            "before",
            row.before
                .map_or_else(|| "–".into(), |before| needs(before, run.language)),
        ),
        ("date", number::date(worst, run.language)),
    ]
}

fn needs(mean: f64, language: Language) -> String {
    number::count((mean + 0.5) as u64, language)
}

/// The largest backlog in a line; none where nothing rises.
pub fn headline(run: &Run, rows: &[PeakRow]) -> Option<String> {
    let gaps = gaps(run, worst(rows).filter(|row| row.rises)?);
    let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
    Some(say::PEAK_HEADLINE.fill(run.language, &gaps))
}

/// How sure the largest backlog is, in brackets; empty with one replication.
fn sure(row: &PeakRow, believed: Option<[f64; 2]>, language: Language) -> String {
    let chance = row.band.map(|ends| range(ends, language));
    let all = believed.map(|ends| range(ends, language));
    match (&chance, &all) {
        (Some(chance), Some(all)) => say::PEAK_SURE.fill(language, &[("chance", chance), ("all", all)]),
        (Some(chance), None) => say::PEAK_SURE_CHANCE.fill(language, &[("chance", chance)]),
        _ => String::new(),
    }
}

fn range([low, high]: [f64; 2], language: Language) -> String {
    let (low, high) = (needs(low, language), needs(high, language));
    if low == high {
        return low;
    }
    say::PEAK_RANGE.fill(language, &[("low", &low), ("high", &high)])
}

/// The section of the page; none without peaks.
pub fn section(run: &Run, rows: &[PeakRow], forecast: Option<&Forecast>) -> Option<Evidence> {
    let worst = worst(rows)?;
    let (scenario, language) = (run.scenario, run.language);
    let believed = |row| forecast.and_then(|forecast| forecast.top90(row, scenario.cities.len()));
    let date = |day| number::date(date_of(scenario.start, day), language);
    let cars = |value: f64| needs(value, language);
    let share = |value: f64| exact(value).headline(Unit::Share, language);
    let over = |row: &PeakRow| match row.over {
        Some(day) => date(day),
        None if row.rises => say::PEAK_NOT_OVER.say(language).to_string(),
        None => say::PEAK_NO_RISE.say(language).to_string(),
    };
    let finding = match worst.over {
        Some(_) => say::PEAK_FINDING,
        None => say::PEAK_FINDING_ON,
    };
    let more = [
        ("share", share(worst.worst_day_share)),
        ("over", over(worst)),
        ("sure", sure(worst, believed(worst), language)),
    ];
    let gaps: Vec<(&str, String)> = gaps(run, worst).into_iter().chain(more).collect();
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // Of every peak all cities together, then those with the largest backlogs.
    let mut shown: Vec<&PeakRow> = Vec::new();
    for whole in rows.iter().filter(|row| row.city.is_none()) {
        let of_peak = rows.iter().filter(|row| row.peak == whole.peak && row.city.is_some());
        let mut cities: Vec<&PeakRow> = of_peak.filter(|row| row.top > 0.0).collect();
        cities.sort_by(|a, b| b.top.total_cmp(&a.top).then(a.city.cmp(&b.city)));
        cities.truncate(CITIES);
        shown.push(whole);
        shown.append(&mut cities);
    }
    let with_band = worst.band.is_some();
    // Where no backlog comes back the sentence says so for all.
    let with_over = shown.iter().any(|row| row.over.is_some() || !row.rises);
    let lines = shown.into_iter().map(|row| {
        let city = row.city.map(|city| &scenario.cities[city]);
        let place = city.map_or_else(
            || say::PEAK_ALL.say(language).to_string(),
            |city| run.named(&city.id, &city.name, &city.name_zh),
        );
        let days = scenario.peaks[row.peak].within_days.to_string();
        Row {
            // Of one peak its name need not stand in every line.
            code: match scenario.peaks.len() {
                1 => String::new(),
                _ => scenario.peaks[row.peak].id.clone(),
            },
            cells: [place, row.before.map_or_else(String::new, cars), cars(row.top)]
                .into_iter()
                .chain(with_band.then(|| {
                    let ends = believed(row).or(row.band);
                    ends.map_or_else(String::new, |ends| range(ends, language))
                }))
                .chain([date(row.worst_day)])
                .chain(with_over.then(|| over(row)))
                .chain([row.seen.map_or_else(String::new, |seen| {
                    say::PEAK_SEEN.fill(language, &[("share", &share(seen)), ("days", &days)])
                })])
                .chain(row.rush.map(|rush| help(&rush, language)))
                .collect(),
            against: false,
        }
    });
    let text = |phrase: Phrase| phrase.say(language).to_string();
    let with_rescue = rows.iter().any(|row| row.rush.is_some());
    let band = match forecast {
        Some(_) => ahead::COLUMN_AHEAD,
        None => ahead::COLUMN_CHANCE,
    };
    // Heads, and whether figures stand below.
    let columns = [
        Some((say::PEAK_WHERE, false)),
        Some((say::PEAK_BEFORE, true)),
        Some((say::PEAK_TOP, true)),
        with_band.then_some((band, true)),
        Some((say::PEAK_DAY, false)),
        with_over.then_some((say::PEAK_OVER, false)),
        Some((say::PEAK_WITHIN, false)),
        with_rescue.then_some((say::PEAK_RESCUE, false)),
    ];
    let columns = || columns.into_iter().flatten();
    let notes = [
        Some(say::NOTE_PEAK),
        with_band.then_some(say::NOTE_PEAK_90),
        with_rescue.then_some(say::NOTE_PEAK_RESCUE),
    ];
    Some(Evidence {
        title: text(say::SECTION_PEAK),
        finding: words::sentence(&finding.fill(language, &gaps), language),
        note: words::joined(&notes.into_iter().flatten().map(text).collect::<Vec<_>>(), language),
        head: columns().map(|(head, _)| text(head)).collect(),
        figures: columns().map(|(_, figures)| figures).collect(),
        // Names may break, what stands beside them does not.
        short: (1..columns().count()).collect(),
        rows: lines.collect(),
    })
}

/// How soon help is there on the two worst days; nothing without a rescue.
fn help(rush: &RushRow, language: Language) -> String {
    let (Some(minutes), Some(within)) = (rush.response_minutes, rush.within) else {
        return String::new();
    };
    let minutes = needs(minutes, language);
    let share = exact(within).headline(Unit::Share, language);
    say::PEAK_HELP.fill(language, &[("minutes", &minutes), ("share", &share)])
}

fn exact(mean: f64) -> Estimate {
    Estimate {
        mean,
        ci95: Some([mean; 2]),
    }
}
