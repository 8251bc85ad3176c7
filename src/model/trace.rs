//! Recorded jobs, ready to run.

use super::position;
use crate::engine::keyed::name_hash;
use crate::engine::time::{Span, Time};
use crate::scenario::Scenario;

/// One row of a trace.
#[derive(Clone, Debug)]
pub struct TraceModel {
    /// When it occurs.
    pub time: Time,
    /// Position of the owner's city.
    pub city: u32,
    /// Position of its failure mode.
    pub mode: u32,
    /// Position of its priority in [`super::Model::priorities`].
    pub priority: u32,
    /// Patience instead of the centre's.
    pub patience: Option<Span>,
    /// Working time by stage; none: drawn.
    pub work: Vec<Option<Span>>,
    /// Hash of the file's name.
    pub file: u64,
    /// Row within the file.
    pub row: u32,
}

/// The trace jobs of a scenario in order of time.
pub(super) fn traces(scenario: &Scenario, priorities: &[i32]) -> Vec<TraceModel> {
    let mut list: Vec<TraceModel> = scenario
        .traces
        .iter()
        .map(|job| TraceModel {
            time: job.time,
            city: job.city.0,
            mode: job.failure.0,
            priority: position(priorities, job.priority),
            patience: job.patience,
            work: job.stage_work.clone(),
            file: name_hash(&job.file),
            row: job.row,
        })
        .collect();
    // Stable: rows keep their order at equal times.
    list.sort_by_key(|job| job.time);
    list
}
