//! What was reported beside what is simulated, and what is assumed, each with its certainty.

use crate::metrics::observed::{Simulated, Verdict};
use crate::report::chart::context::Run;
use crate::report::number::{Estimate, Unit, count, period, with_unit};
use crate::report::words::{self, Phrase};
use crate::scenario::observed::{Certainty, Observed, Quantity};
use crate::units::Language;
use jiff::civil::Date;
use serde::Serialize;

/// A table of sentences and figures.
#[derive(Serialize)]
pub struct Evidence {
    pub(super) title: String,
    pub(super) finding: String,
    pub(super) note: String,
    pub(super) head: Vec<String>,
    /// Which columns hold figures.
    pub(super) figures: Vec<bool>,
    /// Positions of columns with a word or two, which are not broken.
    pub(super) short: Vec<usize>,
    pub(super) rows: Vec<Row>,
}

/// One line of evidence.
#[derive(Serialize)]
pub(super) struct Row {
    /// Its id, or the path of the value.
    pub(super) code: String,
    pub(super) cells: Vec<String>,
    /// Position of the verdict's cell, if it speaks against the simulation.
    pub(super) against: bool,
}

/// The section of observations; none if the scenario has none.
pub fn observed(run: &Run, simulated: &[Simulated]) -> Option<Evidence> {
    let pairs: Vec<(&Observed, &Simulated)> = run.scenario.observed.iter().zip(simulated).collect();
    if pairs.is_empty() {
        return None;
    }
    let rows = pairs.iter().map(|(observed, simulated)| row(run, observed, simulated));
    let say = |phrase: Phrase| phrase.say(run.language).to_string();
    let (chance, fixed): (Vec<_>, Vec<_>) = pairs.iter().partition(|(observed, _)| !observed.quantity.is_fixed());
    let sentences = [(words::FINDING_SIMULATED, chance), (words::FINDING_FIXED, fixed)];
    let sentences = sentences.into_iter().filter_map(|(phrase, pairs)| {
        let known = pairs.iter().map(|(observed, simulated)| simulated.verdict(observed));
        let known: Vec<Verdict> = known.filter(|verdict| *verdict != Verdict::Unknown).collect();
        let number = |wanted| known.iter().filter(|verdict| **verdict == wanted).count().to_string();
        let gaps = [
            ("all", known.len().to_string()),
            ("agree", number(Verdict::Agrees)),
            ("above", number(Verdict::Above)),
            ("below", number(Verdict::Below)),
        ];
        (!known.is_empty()).then(|| phrase.fill(run.language, &gaps.each_ref().map(|(n, v)| (*n, v.as_str()))))
    });
    let head = [
        words::COLUMN_REPORT,
        words::COLUMN_WHEN,
        words::COLUMN_REPORTED,
        words::COLUMN_SIMULATED,
        words::COLUMN_INTERVAL,
        words::COLUMN_VERDICT,
        words::COLUMN_SOURCED,
    ];
    Some(Evidence {
        title: say(words::SECTION_OBSERVED),
        finding: words::joined(&sentences.collect::<Vec<_>>(), run.language),
        note: say(words::NOTE_OBSERVED),
        head: head.map(say).to_vec(),
        figures: vec![false, false, true, true, true, false, false],
        short: vec![5],
        rows: rows.collect(),
    })
}

fn row(run: &Run, observed: &Observed, simulated: &Simulated) -> Row {
    let language = run.language;
    let say = |phrase: Phrase| phrase.say(language).to_string();
    let unit = unit(observed.quantity);
    let figure = |value: f64| match unit {
        Some(Unit::Share) => exact(value * 100.0, language),
        _ => exact(value, language),
    };
    let with = |figure: String| unit.map_or_else(|| figure.clone(), |unit| with_unit(&figure, unit, language));
    let reported = if observed.low == observed.high {
        figure(observed.low)
    } else {
        let dash = match (language, unit) {
            (Language::En, _) => "–",
            (Language::Zh, Some(Unit::Share)) => "%～",
            (Language::Zh, _) => "～",
        };
        format!("{}{dash}{}", figure(observed.low), figure(observed.high))
    };
    let estimate = simulated.mean.map(|mean| Estimate {
        mean,
        ci95: simulated.ci95,
    });
    let value = estimate.map(|estimate| match unit {
        Some(unit) => estimate.value(unit, language),
        None => count((estimate.mean + 0.5) as u64, language),
    });
    let interval = estimate
        .filter(|value| value.ci95 != Some([value.mean; 2]))
        .and_then(|value| value.interval(unit?, language));
    let verdict = simulated.verdict(observed);
    let phrase = match verdict {
        Verdict::Agrees => words::VERDICT_AGREES,
        Verdict::Above => words::VERDICT_ABOVE,
        Verdict::Below => words::VERDICT_BELOW,
        Verdict::Unknown => words::VERDICT_UNKNOWN,
    };
    let (text, source) = match language {
        Language::En => (&observed.text, &observed.source),
        Language::Zh => (&observed.text_zh, &observed.source_zh),
    };
    Row {
        code: observed.id.clone(),
        cells: vec![
            text.clone(),
            when(run, observed),
            with(reported),
            value.unwrap_or_else(|| say(words::NONE)),
            interval.unwrap_or_default(),
            say(phrase),
            sourced(source, observed.certainty, language),
        ],
        against: matches!(verdict, Verdict::Above | Verdict::Below),
    }
}

/// The days of an observation; the measured ones if it names none.
fn when(run: &Run, observed: &Observed) -> String {
    let day = |date: Date| crate::report::number::date(date, run.language);
    match (observed.from, observed.to) {
        (Some(from), _) if observed.quantity.is_of_a_day() => day(from),
        (Some(from), Some(to)) if from != to => period(from, to, run.language),
        (Some(from), _) => day(from),
        _ => run.period(),
    }
}

fn unit(quantity: Quantity) -> Option<Unit> {
    use Quantity::*;
    match quantity {
        LeadTime | Turnaround | FirstSlot => Some(Unit::Days),
        QueueWait | Service => Some(Unit::Hours),
        Travel => Some(Unit::Kilometres),
        FullyBooked | ReleaseSuccess | LostShare => Some(Unit::Share),
        Jobs | Served => Some(Unit::Jobs),
        Centres | Points | CitiesCovered | Deliveries => None,
    }
}

/// A figure as it was reported: not rounded.
fn exact(value: f64, language: Language) -> String {
    if value.fract() == 0.0 && value < 1e15 {
        return count(value as u64, language);
    }
    format!("{value}")
}

fn certainty(certainty: Certainty, language: Language) -> String {
    let phrase = match certainty {
        Certainty::High => words::CERTAINTY_HIGH,
        Certainty::Medium => words::CERTAINTY_MEDIUM,
        Certainty::Low => words::CERTAINTY_LOW,
    };
    phrase.say(language).to_string()
}

/// A source with the certainty of what it says: "company: high".
fn sourced(source: &str, sure: Certainty, language: Language) -> String {
    let sure = certainty(sure, language);
    match (source.is_empty(), language) {
        (true, _) => sure,
        (false, Language::En) => format!("{source}: {sure}"),
        (false, Language::Zh) => format!("{source}：{sure}"),
    }
}

/// The section of assumptions, the least certain first; none if the scenario has none.
pub fn assumptions(run: &Run) -> Option<Evidence> {
    let language = run.language;
    let say = |phrase: Phrase| phrase.say(language).to_string();
    let mut list: Vec<_> = run.scenario.assumptions.iter().collect();
    if list.is_empty() {
        return None;
    }
    list.sort_by_key(|assumption| assumption.certainty);
    let low = list.iter().filter(|one| one.certainty == Certainty::Low).count();
    let rows = list.iter().map(|one| {
        let (text, value, source, effect) = match language {
            Language::En => (&one.text, &one.value, &one.source, &one.effect),
            Language::Zh => (&one.text_zh, &one.value_zh, &one.source_zh, &one.effect_zh),
        };
        let value = value.trim_matches('"');
        let value = value.strip_suffix(".0").unwrap_or(value);
        let cells = [
            text.as_str(),
            if value.is_empty() {
                words::NONE.say(language)
            } else {
                value
            },
            &certainty(one.certainty, language),
            source,
            effect,
        ];
        Row {
            code: if one.path.is_empty() {
                one.id.clone()
            } else {
                one.path.clone()
            },
            cells: cells.map(str::to_string).to_vec(),
            against: false,
        }
    });
    let gaps = [("low", low.to_string()), ("all", list.len().to_string())];
    let head = [
        words::COLUMN_ASSUMPTION,
        words::COLUMN_VALUE,
        words::COLUMN_CERTAINTY,
        words::COLUMN_SOURCE,
        words::COLUMN_EFFECT,
    ];
    Some(Evidence {
        title: say(words::SECTION_ASSUMPTIONS),
        finding: words::FINDING_ASSUMPTIONS.fill(language, &gaps.each_ref().map(|(n, v)| (*n, v.as_str()))),
        note: say(words::NOTE_CERTAINTY),
        rows: rows.collect(),
        head: head.map(say).to_vec(),
        figures: vec![false; 5],
        short: vec![2],
    })
}
