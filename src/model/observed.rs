//! The observations that a run has to measure: scope and days as positions.

use super::calendar::days_between;
use crate::scenario::Scenario;
use crate::scenario::observed::{Observed, Quantity};

/// One observation whose days lie within the run.
#[derive(Clone, Debug)]
pub struct Window {
    /// Its position in [`Scenario::observed`].
    pub observation: usize,
    /// What is measured.
    pub quantity: Quantity,
    /// The owners' city.
    pub city: Option<u32>,
    /// The centre.
    pub centre: Option<u32>,
    /// The failure mode.
    pub mode: Option<u32>,
    /// The team.
    pub team: Option<u32>,
    /// First day of the run that counts.
    pub from: u32,
    /// Last day that counts.
    pub to: u32,
}

/// The observations that follow from events; those whose span leaves the run are not measured.
pub fn windows(scenario: &Scenario) -> Vec<Window> {
    let every = scenario.observed.iter().enumerate();
    every
        .filter(|(_, observed)| !observed.quantity.is_fixed())
        .filter_map(|(at, observed)| {
            let (from, to) = span(scenario, observed)?;
            Some(Window {
                observation: at,
                quantity: observed.quantity,
                city: observed.city.map(|city| city.0),
                centre: observed.centre.map(|centre| centre.0),
                mode: observed.failure.map(|failure| failure.0),
                team: observed.team.map(|team| team.0),
                from,
                to,
            })
        })
        .collect()
}

/// First and last day of an observation as days of the run; the measured days if it names none.
fn span(scenario: &Scenario, observed: &Observed) -> Option<(u32, u32)> {
    let day = |date| u32::try_from(days_between(scenario.start, date)).ok();
    let (from, to) = match (observed.from, observed.to) {
        (Some(from), Some(to)) => (day(from)?, day(to)?),
        _ => (scenario.warm_up_days, scenario.days.saturating_sub(1)),
    };
    (to < scenario.days).then_some((from, to))
}
