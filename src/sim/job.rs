//! Open jobs: the ticket an owner holds, and the job once the car is at a centre.

use super::record::{Broken, Chain, Channel, JobRecord, LossReason, Name, Origin, Outcome};
use super::waits::Waits;
use crate::engine::time::{Perhaps, Span, Time};
use crate::model::fleet::Car;
use crate::model::warranty::Payer;
use crate::scenario::ids::{CentreId, CityId, FailureId};

/// No job, among positions of jobs.
pub const NOBODY: u32 = u32::MAX;

/// Stages whose working times are drawn ahead: those of one block of words.
pub const AHEAD: usize = 4;

/// A need that has occurred, wherever its owner stands: trying, booked, or at a centre.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    /// When it occurred.
    pub occurred: i64,
    /// When triage was over, if there is any.
    pub triaged: Perhaps,
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
    /// The car, if it was drawn.
    pub car: Car,
    /// Who pays; none: nothing is said of it.
    pub payer: Option<Payer>,
    /// What has it.
    pub channel: Channel,
    /// Its name, or that of the first visit.
    pub origin: Origin,
    /// The visits before it.
    pub chain: Chain,
    /// One way by road to the centre chosen, kilometres.
    pub one_way_km: f64,
}

/// A car at a centre, or on its way in.
#[derive(Clone, Debug)]
pub struct Job {
    /// What will be told of it, as far as it is known. It is written where it stands and read from there, never copied
    /// on the way.
    pub record: JobRecord,
    /// Position of its priority.
    pub priority: u32,
    /// Arrival at the present stage.
    pub since: i64,
    /// What it has waited for so far.
    pub waits: Waits,
    /// Work of the stage that runs.
    pub running: i64,
    /// Whether the present stage holds what it needs.
    pub in_work: bool,
    /// Parts that it waits for.
    pub missing: u8,
    /// Present stage, as a position in the model's stages.
    pub stage: u32,
    /// Present stage, 0 first.
    pub step: u32,
    /// The job before it in its queue.
    pub before: u32,
    /// The job behind it in its queue.
    pub behind: u32,
    /// Working times of the first stages, as far as there are so many.
    pub work: [i64; AHEAD],
}

impl Ticket {
    /// Of a need of a failure mode (city, mode, position of the priority) that has just occurred; nothing has come of it.
    #[inline(always)]
    pub fn new(id: u32, occurred: i64, (city, mode, priority): (u32, u32, u32), origin: Origin) -> Ticket {
        Ticket {
            occurred,
            triaged: Perhaps::NOT_YET,
            booked: Perhaps::NOT_YET,
            slot: Perhaps::NOT_YET,
            id,
            city,
            mode,
            priority,
            retries: 0,
            broken: Broken::default(),
            overtaken: false,
            car: Car::UNKNOWN,
            payer: None,
            channel: Channel::Centre,
            origin,
            chain: Chain::NONE,
            one_way_km: 0.0,
        }
    }

    /// Its name, for the random draws.
    #[inline(always)]
    pub fn name(&self) -> Name {
        Name {
            origin: self.origin,
            city: self.city,
            mode: self.mode,
            visit: self.chain.visit,
        }
    }

    /// The record of a job that ended, or never ended, away from a centre.
    #[inline(always)]
    pub fn record(&self, outcome: Outcome, gone: Perhaps, centre: Option<CentreId>) -> JobRecord {
        JobRecord {
            id: self.id,
            origin: self.origin,
            chain: self.chain,
            failed: false,
            asked_loaner: false,
            loaner: Perhaps::NOT_YET,
            city: CityId(self.city),
            centre,
            failure: FailureId(self.mode),
            outcome,
            occurred: Time(self.occurred),
            channel: self.channel,
            triaged: self.triaged,
            retries: self.retries,
            broken: self.broken,
            overtaken: self.overtaken,
            car: self.car,
            payer: self.payer,
            booked: self.booked,
            slot: self.slot,
            arrived: Perhaps::NOT_YET,
            service_start: Perhaps::NOT_YET,
            service_end: Perhaps::NOT_YET,
            gone,
            work: Span::ZERO,
            travel_km: 0.0,
        }
    }
}

impl Job {
    /// A car that comes to a centre at `arrived`, with its first stage before it.
    #[inline(always)]
    pub fn coming(ticket: &Ticket, centre: u32, arrived: i64, first_stage: u32) -> Job {
        Job {
            record: JobRecord {
                arrived: Perhaps::at(arrived),
                travel_km: 2.0 * ticket.one_way_km,
                ..ticket.record(Outcome::Unfinished, Perhaps::NOT_YET, Some(CentreId(centre)))
            },
            priority: ticket.priority,
            since: arrived,
            waits: Waits::NONE,
            running: 0,
            in_work: false,
            missing: 0,
            stage: first_stage,
            step: 0,
            before: NOBODY,
            behind: NOBODY,
            work: [0; AHEAD],
        }
    }

    /// The job ends at `now`.
    #[inline(always)]
    pub fn end(&mut self, outcome: Outcome, now: i64) {
        self.record.outcome = outcome;
        match outcome {
            Outcome::Served => self.record.service_end = Perhaps::at(now),
            Outcome::Lost(_) => self.record.gone = Perhaps::at(now),
            Outcome::Unfinished | Outcome::Left | Outcome::Solved => {}
        }
    }

    /// The centre does not let the car in: for the record it never came.
    pub fn turn_away(&mut self, reason: LossReason, now: i64) {
        self.record.arrived = Perhaps::NOT_YET;
        self.record.travel_km = 0.0;
        self.end(Outcome::Lost(reason), now);
    }
}

/// A job lost for `reason` at `now`.
#[inline]
pub fn lost(ticket: &Ticket, reason: LossReason, now: i64, centre: Option<CentreId>) -> JobRecord {
    ticket.record(Outcome::Lost(reason), Perhaps::at(now), centre)
}
