//! Loaner cars, compiled for the run.

use super::{ModeModel, StageModel};
use crate::scenario::Scenario;

/// Who gets a loaner car, and how many there are.
#[derive(Clone, Debug)]
pub struct LoanerModel {
    /// By failure mode: whether its owners may ask for one.
    asks: Vec<bool>,
    /// Share of them who do.
    pub ask_share: f64,
    /// Whether those who get none at once wait for one as long as their car is there.
    pub waits: bool,
    /// By centre: how many it has.
    pub units: Vec<u32>,
}

impl LoanerModel {
    /// Of a scenario; none if it has no rule for them.
    pub fn new(scenario: &Scenario, modes: &[ModeModel], stages: &[StageModel]) -> Option<LoanerModel> {
        let spec = scenario.loaner.as_ref()?;
        let hours = |mode: &ModeModel, count: usize| -> f64 {
            let first = mode.first_stage as usize;
            stages[first..first + count]
                .iter()
                .map(|stage| stage.hours.mean())
                .sum()
        };
        let asks = scenario.failures.iter().zip(modes).map(|(failure, mode)| {
            let long = || hours(mode, failure.stages.len()) >= spec.from_hours;
            failure.loaner.unwrap_or_else(long)
        });
        Some(LoanerModel {
            asks: asks.collect(),
            ask_share: spec.ask_share,
            waits: spec.waits,
            units: scenario.centres.iter().map(|centre| centre.loaners).collect(),
        })
    }

    /// Whether owners with a failure mode may ask for one.
    pub fn may_ask(&self, mode: u32) -> bool {
        self.asks[mode as usize]
    }
}
