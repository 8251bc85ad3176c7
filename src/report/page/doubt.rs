//! How sure a forecast is: what chance does and what is not known, apart, and which belief matters most.

use super::evidence::{Evidence, Row};
use crate::metrics::catalogue::Metric;
use crate::metrics::forecast::{Ahead, Forecast, Matter};
use crate::metrics::summary::{self, Breakdown};
use crate::report::chart::context::Run;
use crate::report::forecast::points;
use crate::report::number::{Estimate, Unit, count, with_unit};
use crate::report::sweep::unit;
use crate::report::words::{self, Phrase};
use crate::units::Language;

/// Figures that the page tells, the one that matters most first.
const FIGURES: [Metric; 8] = [
    Metric::LeadTime,
    Metric::Turnaround,
    Metric::QueueWait,
    Metric::InSystem,
    Metric::Jobs,
    Metric::Served,
    Metric::LostShare,
    Metric::Cost,
];

/// Both bands of the key figures.
pub fn ahead(run: &Run, forecast: &Forecast) -> Option<Evidence> {
    let language = run.language;
    let say = |phrase: Phrase| phrase.say(language).to_string();
    let list = figures(run, forecast);
    let (first, of_first) = list.first()?;
    let gaps = [
        (
            "what",
            words::uncapitalised(&say(words::precision::metric(first.metric))),
        ),
        (
            "share",
            share(of_first).map_or_else(|| say(words::NONE), |share| percent(share, language)),
        ),
    ];
    let rows = list.iter().map(|(row, ahead)| {
        let ends = |ends: Option<[f64; 2]>| {
            let value = ends.map(|ends| Estimate {
                mean: f64::midpoint(ends[0], ends[1]),
                ci95: Some(ends),
            });
            value
                .and_then(|value| value.interval(unit(row.metric), language))
                .unwrap_or_else(|| say(words::NONE))
        };
        Row {
            code: row.metric.key().to_string(),
            cells: vec![
                say(words::precision::metric(row.metric)),
                ends(ahead.chance90),
                ends(ahead.all90),
                share(ahead).map_or_else(|| say(words::NONE), |share| percent(share, language)),
            ],
            against: false,
        }
    });
    let numbers = [
        ("replications", forecast.replications.to_string()),
        ("draws", forecast.blocks.to_string()),
    ];
    Some(Evidence {
        title: say(words::SECTION_AHEAD),
        finding: filled(words::AHEAD_FINDING, run, &gaps),
        note: filled(words::AHEAD_NOTE, run, &numbers),
        head: [
            words::COLUMN_FIGURE,
            words::COLUMN_CHANCE,
            words::COLUMN_AHEAD,
            words::COLUMN_DOUBT,
        ]
        .map(say)
        .to_vec(),
        figures: vec![false, true, true, true],
        short: Vec::new(),
        rows: rows.collect(),
    })
}

/// The beliefs, the one that the first figure follows most first.
pub fn beliefs(run: &Run, forecast: &Forecast) -> Option<Evidence> {
    let language = run.language;
    let say = |phrase: Phrase| phrase.say(language).to_string();
    let list = figures(run, forecast);
    let metric = list.first()?.0.metric;
    let what = say(words::precision::metric(metric));
    let draws = forecast.blocks.to_string();
    let here = |matter: &&Matter| matter.key.metric == metric && matter.key.breakdown == Breakdown::Total;
    let matters: Vec<&Matter> = forecast.matters.iter().filter(here).collect();
    let best = matters.first()?;
    let sure = (best.ranked.interval).is_some_and(|[low, high]| low > 0.0 || high < 0.0);
    let gaps = [
        (
            "what",
            match sure {
                true => what.clone(),
                false => words::uncapitalised(&what),
            },
        ),
        ("belief", name(run, &forecast.beliefs[best.belief].path)),
        ("draws", draws.clone()),
    ];
    let finding = if sure {
        words::BELIEFS_FINDING
    } else {
        words::BELIEFS_UNSURE
    };
    let rows = matters.iter().map(|matter| {
        let belief = &forecast.beliefs[matter.belief];
        let [low, _, high] = points(&belief.values).map(|point| point.map_or_else(String::new, |v| number(v, run)));
        let correlation = matter.ranked.correlation;
        let ends = matter
            .ranked
            .interval
            .map(|[low, high]| format!(" ({low:.2} – {high:.2})"));
        let called = name(run, &belief.path);
        Row {
            // The path itself is not said twice.
            code: if called == belief.path {
                String::new()
            } else {
                belief.path.clone()
            },
            cells: vec![
                called,
                number(belief.written, run),
                format!("{low} – {high}"),
                format!("{correlation:.2}{}", ends.unwrap_or_default()).replace('-', "\u{2212}"),
                percent(correlation * correlation, language),
            ],
            against: false,
        }
    });
    Some(Evidence {
        title: say(words::SECTION_BELIEFS),
        finding: filled(finding, run, &gaps),
        note: filled(
            words::BELIEFS_NOTE,
            run,
            &[("draws", draws), ("what", words::uncapitalised(&what))],
        ),
        head: [
            words::COLUMN_BELIEF,
            words::COLUMN_WRITTEN,
            words::COLUMN_DRAWN,
            words::COLUMN_CORRELATION,
            words::COLUMN_VARIANCE,
        ]
        .map(say)
        .to_vec(),
        figures: vec![false, true, true, true, true],
        short: Vec::new(),
        rows: rows.collect(),
    })
}

fn filled(phrase: Phrase, run: &Run, gaps: &[(&str, String)]) -> String {
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    phrase.fill(run.language, &gaps)
}

/// The network's rows of the told figures.
fn figures<'a>(run: &'a Run, forecast: &'a Forecast) -> Vec<(&'a summary::Row, &'a Ahead)> {
    let of = |metric: Metric| {
        let mut rows = run.summary.rows.iter().zip(&forecast.rows);
        rows.find(|(row, ahead)| {
            let scope = &row.scope;
            let whole = [&scope.city, &scope.centre, &scope.failure]
                .into_iter()
                .all(|id| id == "*");
            let total = match metric {
                Metric::Cost => row.breakdown == Breakdown::Component("*".into()),
                _ => row.breakdown == Breakdown::Total,
            };
            row.metric == metric && whole && total && ahead.all90.is_some_and(|[low, high]| low < high)
        })
    };
    FIGURES.into_iter().filter_map(of).collect()
}

/// Which part of the variance of one future is doubt about the inputs.
fn share(ahead: &Ahead) -> Option<f64> {
    let parts = ahead.parts?;
    let all = parts.between + parts.within;
    (all > 0.0).then(|| parts.between / all)
}

fn percent(share: f64, language: Language) -> String {
    with_unit(&format!("{:.0}", 100.0 * share), Unit::Share, language)
}

/// What an assumption calls the number at a path; else nothing but the path, which stands below.
fn name(run: &Run, path: &str) -> String {
    let known = run.scenario.assumptions.iter().find(|one| one.path == path);
    known.map_or_else(
        || path.to_string(),
        |one| match run.language {
            Language::En => one.text.clone(),
            Language::Zh => one.text_zh.clone(),
        },
    )
}

/// A number with three digits, or a whole one with all.
fn number(value: f64, run: &Run) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return count(value as u64, run.language);
    }
    let decimals = (2.0 - libm::floor(libm::log10(value.abs()))).clamp(0.0, 8.0) as usize;
    format!("{value:.decimals$}")
}
