//! `[satisfaction]`: how likely an owner calls her visit very good or excellent, by what she met.

use super::city;
use super::diagnostic::Log;
use super::keys;
use super::table::{self, Range, Section};
use super::tree::Node;

/// The shape of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The sum is the logarithm of the odds.
    Logistic,
    /// The sum is the probability, cut at 0 and 1.
    Linear,
}

const SHAPES: [(&str, Shape); 2] = [("logistic", Shape::Logistic), ("linear", Shape::Linear)];

/// `[satisfaction]`: a sum of what an owner met, turned into a probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Satisfaction {
    /// What the sum means.
    pub shape: Shape,
    /// Of a visit with nothing of the rest.
    pub base: f64,
    /// For each day of lead time beyond `free_lead_days`.
    pub lead_day: f64,
    /// Lead time that nobody minds, days.
    pub free_lead_days: f64,
    /// For each day from the arrival at the centre to the hand-back.
    pub centre_day: f64,
    /// For each 100 km of the round trip.
    pub hundred_km: f64,
    /// For each visit before this one because of the same need.
    pub comeback: f64,
    /// For a loaner car.
    pub loaner: f64,
    /// For asking for one in vain.
    pub no_loaner: f64,
    /// Times the operator's `explains_share`: the work was explained.
    pub explained: f64,
    /// For each hour from the arrival until an adviser takes the car: the busier he is, the less he explains.
    pub adviser_wait_hour: f64,
    /// Times the operator's `skill_share`.
    pub skill: f64,
}

/// `[[benchmark]]`: a published share of satisfied customers. It changes no result.
#[derive(Clone, Debug, PartialEq)]
pub struct Benchmark {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Share who said very good or excellent, 0 to 1.
    pub satisfied_share: f64,
    /// Who says so.
    pub source: String,
}

/// Reads every `[[benchmark]]`.
pub fn benchmarks(node: Option<&Node>, log: &mut Log) -> Vec<Benchmark> {
    table::entries(node, "benchmark", log)
        .iter()
        .filter_map(|node| benchmark(node, log))
        .collect()
}

fn benchmark(node: &Node, log: &mut Log) -> Option<Benchmark> {
    let section = Section::open(node, "[[benchmark]]", keys::BENCHMARK, log)?;
    let id = section.id("id = \"best-maker\"", log);
    let (name, name_zh) = city::names(&section, &id, log);
    let share = section.required_number(
        "satisfied_share",
        Range::between(0.0, 1.0),
        "satisfied_share = 0.93",
        log,
    );
    // A figure without its source is none.
    let source = section.required_text("source", "source = \"survey, year\"", log);
    Some(Benchmark {
        id,
        name,
        name_zh,
        satisfied_share: share?,
        source: source?.to_string(),
    })
}

/// Reads `[satisfaction]`.
pub fn satisfaction(node: Option<&Node>, log: &mut Log) -> Option<Satisfaction> {
    let section = Section::open(node?, "[satisfaction]", keys::SATISFACTION, log)?;
    let shape = section.choice("shape", &SHAPES, log).unwrap_or(Shape::Logistic);
    let range = Range::between(-100.0, 100.0);
    let base = section.required_number("base", range, "base = 2.6", log);
    let mut term = |key: &str| section.number(key, range, log).unwrap_or(0.0);
    let satisfaction = Satisfaction {
        shape,
        base: 0.0,
        lead_day: term("lead_day"),
        free_lead_days: 0.0,
        centre_day: term("centre_day"),
        hundred_km: term("hundred_km"),
        comeback: term("comeback"),
        loaner: term("loaner"),
        no_loaner: term("no_loaner"),
        explained: term("explained"),
        adviser_wait_hour: term("adviser_wait_hour"),
        skill: term("skill"),
    };
    let free = section.number("free_lead_days", Range::between(0.0, 3650.0), log);
    Some(Satisfaction {
        base: base?,
        free_lead_days: free.unwrap_or(0.0),
        ..satisfaction
    })
}

impl Satisfaction {
    /// The probability that belongs to a sum.
    pub fn share(&self, sum: f64) -> f64 {
        match self.shape {
            Shape::Logistic => 1.0 / (1.0 + libm::exp(-sum)),
            Shape::Linear => sum.clamp(0.0, 1.0),
        }
    }
}
