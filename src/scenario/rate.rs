//! `rate` of a failure mode: how often it occurs, by calendar time, age or distance.

use super::diagnostic::{Log, Mistake};
use super::keys::{self, Key};
use super::names;
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::{Code, Phrase};

/// Age at which one failure of a power law is expected, and whether failures grow rarer or more frequent with age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerLaw {
    /// Age in years of 365.25 days at which one failure is expected.
    pub scale_years: f64,
    /// Below 1: early failures; 1: constant; above 1: wear.
    pub shape: f64,
}

/// How often a failure mode occurs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rate {
    /// Only in traces.
    None,
    /// Constant hazard: expected failures per vehicle and year of 365.25 days.
    PerVehicleYear(f64),
    /// Power law: (age / scale)^shape failures are expected by that age.
    Weibull(PowerLaw),
    /// The sum of early failures, a constant hazard and wear.
    Bathtub {
        /// Failures that grow rarer with age; shape at most 1.
        early: Option<PowerLaw>,
        /// Expected failures per vehicle and year, whatever the age.
        per_vehicle_year: f64,
        /// Failures that grow more frequent with age; shape at least 1.
        wear: Option<PowerLaw>,
    },
    /// Expected failures per 10,000 km driven.
    Per10000Km(f64),
    /// Service after so much time or distance since the last one, whichever is less over a year.
    Every(Interval),
}

/// When service is due after delivery or after the last one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Months of 30.4375 days; none: time does not matter.
    pub months: Option<f64>,
    /// Kilometres; none: distance does not matter.
    pub km: Option<f64>,
    /// Standard deviation over mean of what owners make of it.
    pub cv: f64,
}

impl Rate {
    /// Whether it needs the age of the cars.
    pub fn needs_age(self) -> bool {
        match self {
            Rate::Weibull(_) => true,
            Rate::Bathtub { early, wear, .. } => early.is_some() || wear.is_some(),
            Rate::None | Rate::PerVehicleYear(_) | Rate::Per10000Km(_) | Rate::Every(_) => false,
        }
    }

    /// Whether it needs the distance that cars drive.
    pub fn needs_distance(self) -> bool {
        match self {
            Rate::Per10000Km(_) => true,
            Rate::Every(interval) => interval.km.is_some(),
            Rate::None | Rate::PerVehicleYear(_) | Rate::Weibull(_) | Rate::Bathtub { .. } => false,
        }
    }
}

const EXAMPLE: &str = "rate = { per_vehicle_year = 0.35 }";
const EXAMPLE_BATHTUB: &str =
    "rate = { bathtub = { per_vehicle_year = 0.1, wear = { scale_years = 6.0, shape = 3.0 } } }";
const EXAMPLE_EVERY: &str = "rate = { every = { months = 12, km = 20000 } }";

/// Greatest number of failures per vehicle and year, or per 10,000 km.
const RATE: Range = Range::between(0.0, 1000.0);

/// Reads `rate`.
pub fn rate(node: &Node, log: &mut Log) -> Option<Rate> {
    let Some(forms) = node.table() else {
        table::wrong_type(node, "rate", Phrase::Rate, log);
        return None;
    };
    let known = || keys::RATE.iter().map(|key| key.name);
    let [entry] = forms.entries.as_slice() else {
        log.push(
            Mistake::at(Code::OneForm, node.place)
                .with("key", "rate")
                .with("found", &forms.entries.len())
                .with("known", names::shown(known()))
                .with("example", EXAMPLE),
        );
        return None;
    };
    match entry.key.as_str() {
        "per_vehicle_year" => table::finite(&entry.node, "per_vehicle_year", RATE, log).map(Rate::PerVehicleYear),
        "weibull" => power_law(&entry.node, ("weibull", keys::RATE_WEIBULL), log).map(Rate::Weibull),
        "bathtub" => bathtub(&entry.node, log),
        "per_10000_km" => table::finite(&entry.node, "per_10000_km", RATE, log).map(Rate::Per10000Km),
        "every" => every(&entry.node, log).map(Rate::Every),
        _ => {
            log.push(
                Mistake::at(Code::UnknownForm, entry.key_place)
                    .with("key", "rate")
                    .with("found", &entry.key)
                    .with("known", names::shown(known()))
                    .with("example", EXAMPLE)
                    .nearest(names::nearest(&entry.key, known())),
            );
            None
        }
    }
}

/// A power law whose shape has the limits that `keys` state.
fn power_law(node: &Node, (name, keys): (&'static str, &'static [Key]), log: &mut Log) -> Option<PowerLaw> {
    let section = Section::open(node, name, keys, log)?;
    let scale = section.required_number("scale_years", Range::above(0.0, 1e6), "scale_years = 2.0", log);
    let (limits, example) = match name {
        "early" => (Range::between(0.1, 1.0), "shape = 0.7"),
        "wear" => (Range::between(1.0, 10.0), "shape = 3.0"),
        _ => (Range::between(0.1, 10.0), "shape = 0.7"),
    };
    let shape = section.required_number("shape", limits, example, log);
    Some(PowerLaw {
        scale_years: scale?,
        shape: shape?,
    })
}

fn bathtub(node: &Node, log: &mut Log) -> Option<Rate> {
    let section = Section::open(node, "bathtub", keys::RATE_BATHTUB, log)?;
    let term = |name, keys, log: &mut Log| section.get(name).map(|node| power_law(node, (name, keys), log));
    let early = term("early", keys::RATE_EARLY, log);
    let constant = section.number("per_vehicle_year", RATE, log);
    let wear = term("wear", keys::RATE_WEAR, log);
    if early.is_none() && wear.is_none() && section.get("per_vehicle_year").is_none() {
        one_of(node, "bathtub", "early, per_vehicle_year, wear", EXAMPLE_BATHTUB, log);
        return None;
    }
    Some(Rate::Bathtub {
        early: early.flatten(),
        per_vehicle_year: constant.unwrap_or(0.0),
        wear: wear.flatten(),
    })
}

fn every(node: &Node, log: &mut Log) -> Option<Interval> {
    let section = Section::open(node, "every", keys::RATE_EVERY, log)?;
    let months = section.number("months", Range::between(1.0, 1200.0), log);
    let km = section.number("km", Range::between(100.0, 1e6), log);
    if section.get("months").is_none() && section.get("km").is_none() {
        one_of(node, "every", "months, km", EXAMPLE_EVERY, log);
        return None;
    }
    Some(Interval {
        months,
        km,
        cv: section.number("cv", Range::between(0.05, 1.0), log).unwrap_or(0.15),
    })
}

/// Refuses a table that says nothing.
fn one_of(node: &Node, key: &str, known: &'static str, example: &'static str, log: &mut Log) {
    log.push(
        Mistake::at(Code::SaysNothing, node.place)
            .with("key", key)
            .with("known", known)
            .with("example", example),
    );
}
