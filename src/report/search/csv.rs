//! `frontier.csv` and `next.csv`: what money buys, and what the next steps would be worth.

use super::super::csv::{Cell, end, writer};
use crate::scenario::Scenario;
use crate::study::optimise::design::{Design, Place};
use crate::study::optimise::{Found, Way};
use std::io::{self, Write};

/// What money buys.
pub const FRONTIER: &str = "frontier.csv";
/// What the next steps would be worth.
pub const NEXT: &str = "next.csv";

/// A move by ids: `body-bays@shanghai-1`.
fn id(scenario: &Scenario, way: &Way, at: usize) -> String {
    let step = &way.moves[at];
    let place = match step.place {
        Place::Centre(centre) => &scenario.centres[centre.index()].id,
        Place::City(city) => &scenario.cities[city.index()].id,
        Place::Network => return scenario.levers[step.lever].id.clone(),
    };
    format!("{}@{place}", scenario.levers[step.lever].id)
}

/// The goal by its name in files: `lead_time_days`, of a quantile `lead_time_days_p90`.
fn metric(way: &Way) -> String {
    let name = way.key.metric.key();
    // To a ten thousandth of a per cent, without what rounding leaves behind it.
    let percent = |q: f64| libm::round(q * 1e6) / 1e4;
    way.quantile
        .map_or(name.to_string(), |q| format!("{name}_p{}", percent(q)))
}

/// A design by ids: `body-bays@shanghai-1 × 2; …`.
fn design(scenario: &Scenario, way: &Way, design: &Design) -> String {
    let made = design.iter().enumerate().filter(|(_, times)| **times > 0);
    let made: Vec<String> = made
        .map(|(at, times)| format!("{}={times}", id(scenario, way, at)))
        .collect();
    made.join(" ")
}

/// Writes the designs that no other one beats in cost and goal at once, the cheapest first.
pub fn write_frontier(scenario: &Scenario, way: &Way, out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    out.write_record(["cost_cny", &metric(way), "design"])?;
    let mut cell = Cell::new();
    for point in &way.frontier {
        cell.write(&mut out, Some(point.cost_cny))?;
        cell.write(&mut out, Some(point.value))?;
        out.write_field(design(scenario, way, &point.design))?;
        end(&mut out)?;
    }
    out.flush()
}

/// Writes the next steps, the most worth for their price first.
pub fn write_next(scenario: &Scenario, found: &Found, out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    out.write_record([
        "step",
        "cost_cny",
        "metric",
        "difference",
        "lo95",
        "hi95",
        "simultaneous_lo95",
        "simultaneous_hi95",
        "per_million_cny",
        "n",
        "verdict",
    ])?;
    let mut cell = Cell::new();
    for next in &found.confirmed.next {
        let paired = &next.paired;
        out.write_field(id(scenario, &found.way, next.at))?;
        cell.write(&mut out, Some(next.price_cny))?;
        out.write_field(metric(&found.way))?;
        cell.write(&mut out, Some(paired.difference))?;
        for ends in [paired.ci95, paired.simultaneous] {
            for at in 0..2 {
                cell.write(&mut out, ends.map(|ends| ends[at]))?;
            }
        }
        let per_million = (next.price_cny > 0.0).then(|| paired.difference / next.price_cny * 1e6);
        cell.write(&mut out, per_million)?;
        out.write_field(paired.n.to_string())?;
        let sure = paired.simultaneous.is_some_and(|[low, high]| low > 0.0 || high < 0.0);
        out.write_field(if sure { "sure" } else { "undecided" })?;
        end(&mut out)?;
    }
    out.flush()
}
