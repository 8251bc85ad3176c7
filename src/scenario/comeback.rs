//! `[comeback]`: repairs that do not hold, and how the cars come back.

use super::Scenario;
use super::centre::Centre;
use super::diagnostic::Log;
use super::dist;
use super::failure::Failure;
use super::keys;
use super::table::{Range, Section};
use super::tree::Node;
use super::words::Phrase;
use crate::engine::law::Law;

/// `[comeback]`: how cars come back whose repair does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Comeback {
    /// Share of repairs that hold, at centres whose operator says nothing of it.
    pub first_time_fix_share: f64,
    /// Days from the hand-back until the owner looks for a centre again; less than a day counts as one.
    pub days: Law,
    /// Added to the priority of the failure mode: below 0 before others.
    pub priority: i32,
    /// Where owners go.
    pub place: ComebackPlace,
    /// Gesture for each repair that does not hold, CNY.
    pub goodwill_cny: Option<f64>,
}

/// Where owners go whose repair did not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComebackPlace {
    /// To the centre that did it; chosen anew once it takes no jobs any more.
    Same,
    /// To any, chosen as for any job.
    Any,
}

const PLACES: [(&str, ComebackPlace); 2] = [("same", ComebackPlace::Same), ("any", ComebackPlace::Any)];

/// Shares of repairs that hold.
pub const HOLDS: Range = Range::between(0.0, 1.0);

/// Reads `[comeback]`.
pub fn comeback(node: Option<&Node>, log: &mut Log) -> Option<Comeback> {
    let section = Section::open(node?, "[comeback]", keys::COMEBACK, log)?;
    let share = section.number("first_time_fix_share", HOLDS, log);
    let days = section
        .required("days", Phrase::Law, "days = { gamma = { mean = 6, cv = 0.8 } }", log)
        .and_then(|node| dist::law(node, "days", log));
    let priority = section.whole("priority", -1_000_000, 1_000_000, log).unwrap_or(0) as i32;
    let place = section.choice("centre", &PLACES, log);
    let goodwill_cny = section.number("goodwill_cny", Range::between(0.0, 1e12), log);
    Some(Comeback {
        goodwill_cny,
        first_time_fix_share: share.unwrap_or(1.0),
        days: days?,
        priority,
        place: place.unwrap_or(ComebackPlace::Same),
    })
}

impl Scenario {
    /// Share of repairs of a failure mode at a centre that do not hold.
    pub fn comeback_share(&self, centre: &Centre, failure: &Failure) -> f64 {
        let Some(comeback) = &self.comeback else { return 0.0 };
        let operator = centre.operator.map(|operator| &self.operators[operator.index()]);
        let holds = operator.and_then(|operator| operator.first_time_fix_share);
        let fails = 1.0 - holds.unwrap_or(comeback.first_time_fix_share);
        (fails * failure.comeback_factor).min(1.0)
    }
}
