//! `aftersales backtest`: a forecast of a past period, or one that was kept, against what was observed.

use super::arguments::Backtest as Asked;
use super::table::aligned;
use super::words::backtest as say;
use super::{Door, End, ahead, check, progress, run, words};
use crate::metrics::catalogue::Metric;
use crate::metrics::warning::Warning;
use crate::report::backtest::{self as report, Input};
use crate::report::folder::Folder;
use crate::report::forecast;
use crate::report::manifest::{self, Manifest};
use crate::report::words as labels;
use crate::scenario::Loaded;
use crate::study::backtest::bands::Bands;
use crate::study::backtest::observed::{Known, Observation, read};
use crate::study::backtest::{Backtest, Score, backtest};
use crate::study::failure::{Deed, Failure};
use crate::study::run::{Number, Options, run as simulate};
use crate::units::Language;
use jiff::ToSpan;
use jiff::civil::Date;
use std::io::Write;

/// The figures that are told by day.
const BY_DAY: [Metric; 8] = [
    Metric::Jobs,
    Metric::Served,
    Metric::InSystem,
    Metric::LeadTime,
    Metric::FirstSlot,
    Metric::FullyBooked,
    Metric::FreeDays,
    Metric::Utilisation,
];

/// Replications from which on a band of 90 % holds 18 of 20 values to come, beside or between so many.
const FEW: u32 = 19;

/// A forecast to be judged.
struct Made {
    bands: Bands,
    /// Seed and replications; none where it had been kept.
    by: Option<(u64, u32)>,
    interrupted: bool,
}

pub(super) fn run(door: &Door, asked: &Asked, command_line: Vec<String>) -> Result<End, Failure> {
    let target = asked.common.folder();
    let loaded = check::load(door, &asked.common);
    let free = Folder::check(&target);
    if let Err(failure) = &free {
        door.mistake(&failure.message(door.language));
    }
    let kept = asked.forecast.as_deref().map(|path| kept(door, path));
    let sound = ahead::sound(door, &asked.common, asked.beliefs, true, loaded.as_ref());
    let observed = loaded.as_ref().map(|loaded| observed(door, asked, loaded));
    let (Some(loaded), Ok(()), None | Some(Some(_)), true, Some(Some(observed))) =
        (loaded, &free, &kept, sound, observed)
    else {
        return Ok(End::Mistaken);
    };
    let kept = kept.flatten();
    let period = match &kept {
        Some(bands) => bands.period(),
        None => {
            let (start, days) = (loaded.scenario.start, i64::from(loaded.scenario.days));
            Some((start, start.saturating_add((days - 1).days())))
        }
    };
    let judged = |one: &Observation| {
        let (first, last) = period.unwrap_or_default();
        first.max(asked.from.unwrap_or(first)) <= one.date && one.date <= last
    };
    // Known before anything is simulated.
    if !observed.iter().any(judged) {
        return Ok(nothing(door, asked, observed.len(), period));
    }
    let folder = Folder::prepare(&target)?;
    let made = match kept {
        Some(bands) => Made {
            bands,
            by: None,
            interrupted: false,
        },
        None => match forecast_now(door, asked, &loaded, &folder)? {
            Some(made) => made,
            None => return Ok(End::Mistaken),
        },
    };
    let found = backtest(&made.bands, &observed, asked.from);
    if found.series.is_empty() {
        return Ok(nothing(door, asked, observed.len(), made.bands.period()));
    }
    let input = Input {
        scenario: &loaded.scenario,
        found: &found,
        made: made.by,
        beliefs: !loaded.scenario.uncertainty.is_empty(),
    };
    folder.write(report::JSON, |out| report::write_json(&input, out))?;
    folder.write(report::CSV, |out| report::write_csv(&found, out))?;
    if let Some(chart) = (!asked.no_charts).then(|| input.chart(door.language)).flatten() {
        folder.write("charts/backtest.svg", |out| out.write_all(chart.svg.as_bytes()))?;
        folder.write("charts/backtest.png", |out| out.write_all(&chart.png))?;
    }
    let manifest = Manifest {
        resolved: loaded.resolved.clone(),
        plans: Vec::new(),
        sequential: None,
        seed: asked.common.seed,
        replications: made.by.map_or(0, |(_, replications)| replications),
        command_line,
        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    folder.write(manifest::FILE, |out| manifest.write(out))?;
    folder.publish()?;
    tell(door, asked, &input)?;
    if let Some((_, replications)) = made.by.filter(|(_, replications)| *replications < FEW) {
        // What comes is equally likely between any two of them.
        let held = 100 * replications.saturating_sub(1) / (replications + 1);
        door.warning(&say::FEW.with(door.language, &[&replications, &held]));
    }
    if found.left_out > 0 {
        door.warning(&say::LEFT_OUT.with(door.language, &[&found.left_out]));
    }
    Ok(if made.interrupted { End::Interrupted } else { End::Done })
}

/// Tells that nothing of what was observed is forecast.
fn nothing(door: &Door, asked: &Asked, values: usize, period: Option<(Date, Date)>) -> End {
    let (first, last) = period.map_or_else(Default::default, |(first, last)| (first.to_string(), last.to_string()));
    let path = asked.observed.display();
    door.mistake(&say::NOTHING_JUDGED.with(door.language, &[&path, &values, &first, &last]));
    End::Mistaken
}

/// The table of what was observed; none after telling all its mistakes.
fn observed(door: &Door, asked: &Asked, loaded: &Loaded) -> Option<Vec<Observation>> {
    let path = asked.observed.display().to_string();
    let bytes = match std::fs::read(&asked.observed) {
        Ok(bytes) => bytes,
        Err(error) => {
            door.mistake(&say::UNREADABLE.with(door.language, &[&"--observed", &path, &error]));
            return None;
        }
    };
    let known = Known {
        cities: loaded.scenario.cities.iter().map(|city| city.id.clone()).collect(),
        teams: loaded.scenario.teams.clone(),
        metrics: BY_DAY.to_vec(),
    };
    match read(bytes, &known) {
        Ok(observed) => Some(observed),
        Err(mistakes) => {
            for mistake in &mistakes {
                door.mistake(&say::mistake(&path, mistake, door.language));
            }
            None
        }
    }
}

/// A forecast that was kept; none after telling why it cannot be read.
fn kept(door: &Door, path: &std::path::Path) -> Option<Bands> {
    let shown = path.display();
    match std::fs::read(path) {
        Ok(bytes) => match Bands::read(&bytes) {
            Ok(bands) => Some(bands),
            Err(line) => {
                door.mistake(&say::NO_FORECAST.with(door.language, &[&shown, &line]));
                None
            }
        },
        Err(error) => {
            door.mistake(&say::UNREADABLE.with(door.language, &[&"--forecast", &shown, &error]));
            None
        }
    }
}

/// Simulates the scenario, with its beliefs if it has some, and keeps the forecast in the folder; none after telling
/// what the scenario refuses of a draw.
fn forecast_now(door: &Door, asked: &Asked, loaded: &Loaded, folder: &Folder) -> Result<Option<Made>, Failure> {
    let common = &asked.common;
    let unsure = !loaded.scenario.uncertainty.is_empty();
    let mut plan = None;
    if unsure {
        plan = ahead::draw(door, (common, asked.beliefs), loaded, 1, common.replications);
        if plan.is_none() {
            return Ok(None);
        }
    }
    let interrupt = run::interruption();
    let options = Options {
        seed: common.seed,
        first: 1,
        replications: common.replications,
        number: Number::Fixed,
        threads: common.threads(),
        warnings: loaded.warnings.iter().cloned().map(Warning::Input).collect(),
    };
    let line = progress::Line::new(door, options.replications);
    let outcome = simulate(
        &loaded.scenario,
        &options,
        None,
        &|progress| line.show(progress),
        &interrupt,
    );
    line.clear();
    let outcome = outcome?;
    let start = loaded.scenario.start;
    let mut interrupted = outcome.interrupted;
    let mut all = None;
    if let Some(plan) = &plan {
        all = ahead::simulate(door, common, loaded, plan, &outcome, &interrupt)?;
        interrupted |= ahead::told(door, Some(plan), all.as_ref()) == End::Interrupted;
    }
    let all = all.as_ref().map_or(&outcome.daily, |forecast| &forecast.daily);
    folder.write(forecast::FILE, |out| forecast::write(all, &outcome.daily, start, out))?;
    Ok(Some(Made {
        bands: Bands::of(all, &outcome.daily, start),
        by: Some((common.seed, outcome.summary.replications)),
        interrupted,
    }))
}

/// Says what came out and where it is.
fn tell(door: &Door, asked: &Asked, input: &Input) -> Result<(), Failure> {
    let language = door.language;
    if asked.json {
        let mut text = Vec::new();
        report::write_json(input, &mut text).map_err(|error| Failure::disk(Deed::Write, "stdout", error))?;
        return door.say(&String::from_utf8_lossy(&text));
    }
    if door.quiet {
        return Ok(());
    }
    let name = match language {
        Language::En => &input.scenario.name,
        Language::Zh => &input.scenario.name_zh,
    };
    door.say(&say::HEADING.with(language, &[name]))?;
    door.say(&table(input.found, input.beliefs, language))?;
    door.say(say::NOTE.of(language))?;
    door.say(&words::RESULTS.with(language, &[&asked.common.folder().display()]))
}

/// The scores as a table for a terminal.
fn table(found: &Backtest, beliefs: bool, language: Language) -> String {
    let mut lines = vec![
        say::COLUMNS_OF_SCORES
            .map(|column| column.of(language).to_string())
            .to_vec(),
    ];
    let scored = |name: String, days: usize, score: &Score| {
        let percent = |share: f64| format!("{:.0} %", 100.0 * share);
        vec![
            name,
            days.to_string(),
            percent(score.coverage50),
            percent(score.coverage90),
            format!("{:.3}", score.score90),
            format!("{:+.3}", score.bias),
        ]
    };
    for series in &found.series {
        let what = labels::precision::metric(series.metric).say(language);
        let whose = [&series.city, &series.team].into_iter().filter(|name| *name != "*");
        let name = std::iter::once(what)
            .chain(whose.map(String::as_str))
            .collect::<Vec<_>>()
            .join(", ");
        let days = series.days.len();
        lines.push(scored(name, days, &series.scores[0]));
        if beliefs {
            lines.push(scored(say::BY_CHANCE.of(language).to_string(), days, &series.scores[1]));
        }
    }
    let mut text = String::new();
    aligned(&lines, &mut text);
    text
}
