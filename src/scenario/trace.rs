//! `[[trace]]`: recorded jobs that replace or join the generated demand.

use super::ids::{CityId, FailureId};
use crate::engine::time::{Span, Time};

/// One row of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceJob {
    /// File name (no folders) of the trace, as its jobs' keys show it.
    pub file: String,
    /// Row of the file, 1 = first below the header.
    pub row: u32,
    /// When the job occurs; from the scenario's start to its last instant.
    pub time: Time,
    /// The owner's city.
    pub city: CityId,
    /// The failure mode.
    pub failure: FailureId,
    /// Priority, that of the failure mode if the cell is empty.
    pub priority: i32,
    /// Patience instead of the centre's.
    pub patience: Option<Span>,
    /// Working time by stage of the failure mode; none: drawn from the scenario's law.
    pub stage_work: Vec<Option<Span>>,
}
