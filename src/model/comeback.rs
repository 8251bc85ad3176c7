//! Repairs that do not hold, compiled for the run.

use crate::engine::sampler::{Sampler, Tables};
use crate::scenario::Scenario;
use crate::scenario::comeback::ComebackPlace;

/// How cars come back whose repair does not hold.
#[derive(Clone, Debug)]
pub struct ComebackModel {
    /// By centre × failure mode: share of repairs that do not hold.
    shares: Vec<f64>,
    modes: usize,
    /// Days from the hand-back until the owner looks for a centre again.
    pub days: Sampler,
    /// Added to the priority of the first visit.
    pub priority: i32,
    /// Whether she goes to the centre that did it.
    pub same_centre: bool,
}

impl ComebackModel {
    /// Of a scenario; none if every repair holds.
    pub fn new(scenario: &Scenario, tables: &mut Tables) -> Option<ComebackModel> {
        let spec = scenario.comeback.as_ref()?;
        let of_centre = |centre| {
            let modes = scenario.failures.iter();
            modes.map(move |failure| scenario.comeback_share(centre, failure))
        };
        Some(ComebackModel {
            shares: scenario.centres.iter().flat_map(of_centre).collect(),
            modes: scenario.failures.len(),
            days: Sampler::new(&spec.days, tables),
            priority: spec.priority,
            same_centre: spec.place == ComebackPlace::Same,
        })
    }

    /// Share of repairs of a failure mode at a centre that do not hold.
    pub fn share(&self, centre: usize, mode: usize) -> f64 {
        self.shares[centre * self.modes + mode]
    }

    /// Visits that a need causes on average if every one is at this centre: their number is geometric. Where no repair
    /// ever holds, as many as fit into a run depend on its length; twenty are enough to say that it is too much.
    pub fn visits(&self, centre: usize, mode: usize) -> f64 {
        1.0 / (1.0 - self.share(centre, mode)).max(0.05)
    }
}
