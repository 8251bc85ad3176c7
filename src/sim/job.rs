//! Open jobs: the ticket an owner holds, and the job once the car is at a centre.

use super::record::{Broken, JobRecord, LossReason, Origin, Outcome};
use crate::engine::time::{Perhaps, Span, Time};
use crate::scenario::ids::{CentreId, CityId, FailureId};

/// A need that has occurred, wherever its owner stands: trying, booked, or at a centre.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    /// When it occurred.
    pub occurred: i64,
    /// When a slot was obtained.
    pub booked: Perhaps,
    /// Start of that slot.
    pub slot: Perhaps,
    /// Number in order of occurrence.
    pub id: u32,
    /// The owner's city.
    pub city: u32,
    /// The failure mode.
    pub mode: u32,
    /// Position of its priority.
    pub priority: u32,
    /// Releases at which the owner tried again.
    pub retries: u32,
    /// Bookings that were not kept.
    pub broken: Broken,
    /// Whether a later owner of the same city and need got a slot while she tried.
    pub overtaken: bool,
    /// Its name.
    pub origin: Origin,
    /// One way by road to the centre chosen, kilometres.
    pub one_way_km: f64,
}

/// A car at a centre.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Who.
    pub ticket: Ticket,
    /// Where.
    pub centre: u32,
    /// Arrival at the centre.
    pub arrived: i64,
    /// First stage began.
    pub started: Perhaps,
    /// Arrival at the present stage.
    pub since: i64,
    /// Open time without work so far.
    pub short: i64,
    /// Bit p is set if the car has waited for the resource at place p of its row in the book of waits.
    pub short_of: u8,
    /// Work of the stages that have ended.
    pub work: i64,
    /// Work of the stage that runs.
    pub running: i64,
    /// Whether the present stage holds what it needs.
    pub in_work: bool,
    /// Present stage, as a position in the model's stages.
    pub stage: u32,
    /// Present stage, 0 first.
    pub step: u32,
    /// The job before it in its queue.
    pub before: u32,
    /// The job behind it in its queue.
    pub behind: u32,
    /// Random words of the first four stages.
    pub words: [u64; 4],
}

impl Ticket {
    /// The record of a job that ended, or never ended, away from a centre.
    #[inline]
    pub fn record(&self, outcome: Outcome, lost: Perhaps, centre: Option<CentreId>) -> JobRecord {
        JobRecord {
            id: self.id,
            origin: self.origin,
            city: CityId(self.city),
            centre,
            failure: FailureId(self.mode),
            outcome,
            occurred: Time(self.occurred),
            retries: self.retries,
            broken: self.broken,
            overtaken: self.overtaken,
            booked: self.booked,
            slot: self.slot,
            arrived: Perhaps::NOT_YET,
            service_start: Perhaps::NOT_YET,
            service_end: Perhaps::NOT_YET,
            lost,
            work: Span::ZERO,
            travel_km: 0.0,
        }
    }
}

impl Job {
    /// The record of a job at a centre that ended at `now`, or is still there.
    #[inline]
    pub fn record(&self, outcome: Outcome, now: i64) -> JobRecord {
        let (service_end, lost) = match outcome {
            Outcome::Served => (Perhaps::at(now), Perhaps::NOT_YET),
            Outcome::Lost(_) => (Perhaps::NOT_YET, Perhaps::at(now)),
            Outcome::Unfinished => (Perhaps::NOT_YET, Perhaps::NOT_YET),
        };
        JobRecord {
            arrived: Perhaps::at(self.arrived),
            service_start: self.started,
            service_end,
            work: Span(self.work),
            travel_km: 2.0 * self.ticket.one_way_km,
            ..self.ticket.record(outcome, lost, Some(CentreId(self.centre)))
        }
    }
}

/// A job lost for `reason` at `now`.
#[inline]
pub fn lost(ticket: &Ticket, reason: LossReason, now: i64, centre: Option<CentreId>) -> JobRecord {
    ticket.record(Outcome::Lost(reason), Perhaps::at(now), centre)
}
