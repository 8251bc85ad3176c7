//! How busy agents and mobile vans are.

use super::layout::Whose;
use super::tally::Tally;
use crate::model::Model;
use crate::sim::observer::{Called, Drove};

/// Microseconds after the warm-up and within the run.
#[derive(Clone, Debug, Default)]
pub struct TriageTally {
    /// In calls.
    agents: i128,
    /// For which vans are out, by their group.
    vans: Vec<i128>,
}

impl TriageTally {
    /// Nothing yet.
    pub fn new(model: &Model) -> TriageTally {
        TriageTally {
            agents: 0,
            vans: vec![0; model.triage.as_ref().map_or(0, |triage| triage.vans.groups.len())],
        }
    }

    /// Forgets the replication and keeps the memory.
    pub fn clear(&mut self) {
        self.agents = 0;
        self.vans.fill(0);
    }

    /// A call that is over.
    pub fn call(&mut self, model: &Model, call: &Called) {
        if let Some(answered) = call.answered {
            self.agents += measured(model, answered, call.end);
        }
    }

    /// A trip of a van.
    pub fn trip(&mut self, model: &Model, trip: &Drove) {
        self.vans[trip.group as usize] += measured(model, trip.from, trip.to);
    }
}

/// The part of a span that lies after the warm-up and within the run.
fn measured(model: &Model, from: i64, to: i64) -> i128 {
    i128::from((to.min(model.end().0) - from.max(model.warm_up().0)).max(0))
}

/// Time in calls over the time of agents on duty.
pub(super) fn agents_busy(tally: &Tally) -> Option<f64> {
    let model = tally.model();
    let hotline = model.triage.as_ref()?.hotline.as_ref()?;
    let staffed = hotline.staffed(model.warm_up().0, model.end().0);
    (staffed > 0).then(|| tally.triage.agents as f64 / staffed as f64)
}

/// Time for which vans are out over the time of vans in their hours.
pub(super) fn vans_busy(whose: Whose, tally: &Tally) -> Option<f64> {
    let model = tally.model();
    let vans = &model.triage.as_ref()?.vans;
    let here = |&group: &usize| match whose {
        Whose::City(city) => vans.of_city[city] == Some(group as u32),
        _ => true,
    };
    let (mut out, mut there) = (0, 0);
    for group in (0..vans.groups.len()).filter(here) {
        out += tally.triage.vans[group];
        there += vans.staffed(group, model.warm_up().0, model.end().0);
    }
    (there > 0).then(|| out as f64 / there as f64)
}
