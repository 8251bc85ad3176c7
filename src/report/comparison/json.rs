//! `comparison.json`: the main findings of a comparison for other programs; every figure is in `comparison.csv`.

use super::super::RESULTS_VERSION;
use super::super::csv::{EXTRA_KEYS, extra_keys};
use super::Compared;
use crate::metrics::sample::Key;
use crate::report::words::comparison as say;
use crate::study::compare::Ranking;
use crate::study::regret::Regrets;
use crate::units::Language;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Its name in the folder of results.
pub const FILE: &str = "comparison.json";

/// Name and version of the format.
pub const SCHEMA: &str = "aftersales.comparison/1";

/// The whole file; the order of the fields is part of the format.
#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    results_version: u32,
    seed: u64,
    replications: u32,
    baseline: &'a str,
    plans: Vec<&'a str>,
    subject: Option<Name<'a>>,
    differences: Vec<Line<'a>>,
    best: Vec<Best<'a>>,
    futures: Vec<&'a str>,
    regret: Vec<Regret<'a>>,
}

/// What a figure is of, with the extra keys of breakdowns that it has.
#[derive(Serialize)]
struct Name<'a> {
    metric: &'static str,
    city: &'a str,
    centre: &'a str,
    failure: &'a str,
    #[serde(flatten)]
    extra: BTreeMap<&'static str, Value>,
}

impl<'a> Name<'a> {
    fn of(key: &'a Key) -> Name<'a> {
        let extra = EXTRA_KEYS.into_iter().zip(extra_keys(&key.breakdown));
        let extra = extra.filter(|(_, text)| !text.is_empty()).map(|(name, text)| {
            let number = ["days", "km"]
                .contains(&name)
                .then(|| text.parse::<u32>().ok())
                .flatten();
            (name, number.map_or(Value::from(text), Value::from))
        });
        Name {
            metric: key.metric.key(),
            city: &key.scope.city,
            centre: &key.scope.centre,
            failure: &key.scope.failure,
            extra: extra.collect(),
        }
    }
}

/// One difference.
#[derive(Serialize)]
struct Line<'a> {
    plan: &'a str,
    #[serde(flatten)]
    name: Name<'a>,
    baseline_mean: f64,
    plan_mean: f64,
    difference: f64,
    ci95: Option<[f64; 2]>,
    simultaneous95: Option<[f64; 2]>,
    variance_ratio: Option<f64>,
    n: u32,
    verdict: &'static str,
}

/// Distances to the best of the others.
#[derive(Serialize)]
struct Best<'a> {
    #[serde(flatten)]
    name: Name<'a>,
    plans: Vec<Distance<'a>>,
}

#[derive(Serialize)]
struct Distance<'a> {
    plan: &'a str,
    mean: f64,
    distance95: [f64; 2],
}

/// Regrets of one figure.
#[derive(Serialize)]
struct Regret<'a> {
    #[serde(flatten)]
    name: Name<'a>,
    plans: Vec<Regretted<'a>>,
}

#[derive(Serialize)]
struct Regretted<'a> {
    plan: &'a str,
    /// By future.
    means: Vec<f64>,
    /// By future.
    regrets: Vec<f64>,
    largest: f64,
    largest95: [f64; 2],
}

/// Writes the figures that the terminal shows, the distances to the best, and the regrets, plans by their English names.
pub fn write(compared: &Compared, out: &mut impl Write) -> io::Result<()> {
    let figures = compared.figures();
    let plan = |at: usize| compared.scenarios[at].name.as_str();
    let subject = compared.subject();
    let own = (!compared.finding.regrets.is_empty()).then(|| say::REGRET_AS_IT_STANDS.say(Language::En));
    let differences = (1..=compared.plans()).flat_map(|at| {
        figures.iter().filter_map(move |figure| {
            let found = compared.difference(at, &figure.key)?;
            Some(Line {
                plan: plan(at),
                name: Name::of(&found.key),
                baseline_mean: found.before,
                plan_mean: found.after,
                difference: found.paired.difference,
                ci95: found.paired.ci95,
                simultaneous95: found.paired.simultaneous,
                variance_ratio: found.paired.variance_ratio,
                n: found.paired.n,
                verdict: found.verdict.key(),
            })
        })
    });
    let best = |ranking: &'_ Ranking| -> Vec<Distance<'_>> {
        let plans = ranking.plans.iter().enumerate();
        plans
            .map(|(at, &(mean, distance95))| Distance {
                plan: plan(at),
                mean,
                distance95,
            })
            .collect()
    };
    let regret = |table: &Regrets| -> Vec<Regretted<'_>> {
        let plans = table.largest.iter().enumerate();
        plans
            .map(|(at, largest)| Regretted {
                plan: plan(at),
                means: table.cells.iter().map(|future| future[at].mean).collect(),
                regrets: table.cells.iter().map(|future| future[at].regret.mean).collect(),
                largest: largest.mean,
                largest95: largest.ends,
            })
            .collect()
    };
    let document = Document {
        schema: SCHEMA,
        results_version: RESULTS_VERSION,
        seed: compared.finding.seed,
        replications: compared.finding.replications,
        baseline: plan(0),
        plans: (1..=compared.plans()).map(plan).collect(),
        subject: subject.as_ref().map(|figure| Name::of(&figure.key)),
        differences: differences.collect(),
        best: (compared.finding.rankings.iter())
            .map(|ranking| Best {
                name: Name::of(&ranking.key),
                plans: best(ranking),
            })
            .collect(),
        futures: own
            .into_iter()
            .chain(compared.futures.iter().map(|[english, _]| english.as_str()))
            .collect(),
        regret: (compared.finding.regrets.iter())
            .map(|table| Regret {
                name: Name::of(&table.key),
                plans: regret(table),
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
