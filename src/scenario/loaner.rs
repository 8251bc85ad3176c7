//! `[loaner]`: cars that owners drive while theirs is at a centre.

use super::diagnostic::Log;
use super::keys;
use super::table::{Range, Section};
use super::tree::Node;

/// `[loaner]`: who gets a loaner car, and what one costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loaner {
    /// Owners whose failure mode takes so many hours of work on average ask for one.
    pub from_hours: f64,
    /// Share of them who do, 0 to 1.
    pub ask_share: f64,
    /// Whether those who get none at once wait for one as long as their car is there.
    pub waits: bool,
    /// What a loaner costs a day on which its centre is open, driven or not, CNY.
    pub cost_per_day_cny: Option<f64>,
}

/// Reads `[loaner]`.
pub fn loaner(node: Option<&Node>, log: &mut Log) -> Option<Loaner> {
    let section = Section::open(node?, "[loaner]", keys::LOANER, log)?;
    let from_hours = section.number("from_hours", Range::between(0.0, 8760.0), log);
    let ask_share = section.number("ask_share", Range::between(0.0, 1.0), log);
    let waits = section.flag("waits", log);
    Some(Loaner {
        from_hours: from_hours.unwrap_or(0.0),
        ask_share: ask_share.unwrap_or(1.0),
        waits: waits.unwrap_or(false),
        cost_per_day_cny: section.number("cost_per_day_cny", Range::between(0.0, 1e12), log),
    })
}
