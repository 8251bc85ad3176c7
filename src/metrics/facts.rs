//! What one job adds to the figures, worked out once for all of its groups.

use super::care::Care;
use super::elsewhere::Elsewhere;
use super::group::WITHIN_DAYS;
use crate::engine::time::{DAY, Time};
use crate::model::Model;
use crate::sim::record::{Broken, Channel, JobRecord, LossReason, Outcome};
use crate::sim::waits::Waits;
use crate::stats::histogram::bucket_of_whole;

/// What a job adds to each of its groups, worked out once. A figure it does not have is zero and not read.
#[derive(Clone, Copy)]
pub struct Facts<'j> {
    /// The job.
    pub job: &'j JobRecord,
    /// What it waited for.
    pub waits: &'j Waits,
    /// Whether it was handed back.
    pub served: bool,
    /// The day it occurred.
    pub day: u32,
    /// Whether it is a job of the run: what was open at the start takes room and slots, but is none.
    pub counted: bool,
    /// Whether it is one and occurred after the warm-up.
    pub measured: bool,
    /// Its time at a centre.
    pub stay: Option<Stay>,
    /// The microseconds of that after the warm-up.
    pub at_centre: i64,
    /// Whether its first stage began.
    pub began: bool,
    /// Arrival → first stage, with its bucket as the following ones.
    pub wait: (i64, u32),
    /// Work.
    pub service: (i64, u32),
    /// First attempt → handed back.
    pub turnaround: (i64, u32),
    /// Round trip, millimetres.
    pub travel: (i64, u32),
    /// Of a job that looked for a slot.
    pub search: Option<&'j Search>,
    /// What it says of care.
    pub care: Option<&'j Care>,
    /// Where the owner went instead of the nearest centre.
    pub elsewhere: Option<Elsewhere>,
}

/// From the arrival at a centre until the car left, or the end: within the run.
#[derive(Clone, Copy)]
pub struct Stay {
    /// Arrival, or the start of the run.
    pub from: i64,
    /// Departure, or the end of the run.
    pub to: i64,
    /// The days of both.
    pub days: (u32, u32),
}

/// A value, at least 0 as every span is, and its bucket.
#[inline(always)]
pub(super) fn ticks(value: i64) -> (i64, u32) {
    debug_assert!(value >= 0);
    (value, bucket_of_whole(value as u64))
}

impl<'j> Facts<'j> {
    /// The facts of a job; `served` is whether it was handed back, told apart so that the common case can be compiled
    /// alone.
    #[inline(always)]
    pub fn of(
        model: &Model,
        (job, served): (&'j JobRecord, bool),
        waits: &'j Waits,
        search: Option<&'j Search>,
        care: Option<&'j Care>,
        elsewhere: Option<Elsewhere>,
    ) -> Facts<'j> {
        let came = served || job.arrived.came();
        let began = served || job.service_start.came();
        let occurred = job.occurred.0;
        let day = job.occurred.day();
        let stay = came.then(|| {
            let from = job.arrived.known().0.max(0);
            let to = match job.left() {
                _ if served => job.service_end.known(),
                Some(left) => left,
                None => model.end(),
            };
            // Who has no appointment comes at once, which saves a division.
            let first = if from == occurred { day } else { Time(from).day() };
            let days = (first, to.day());
            Stay { from, to: to.0, days }
        });
        let counted = !job.was_open();
        let measured = counted && day >= model.warm_up_days;
        // Who occurred after the warm-up came after it.
        let since = if measured { 0 } else { model.warm_up().0 };
        Facts {
            job,
            waits,
            served,
            day,
            counted,
            measured,
            stay,
            at_centre: stay.map_or(0, |stay| (stay.to - stay.from.max(since)).max(0)),
            began,
            wait: if began {
                ticks(job.service_start.known().0 - job.arrived.known().0)
            } else {
                (0, 0)
            },
            service: ticks(job.work.0),
            turnaround: if served {
                ticks(job.handed_back().0 - occurred)
            } else {
                (0, 0)
            },
            // Most owners live in the city of their centre.
            travel: if job.travel_km == 0.0 {
                (0, 0)
            } else {
                ticks((job.travel_km * 1e6 + 0.5) as i64)
            },
            search,
            care,
            elsewhere,
        }
    }
}

/// What came of looking for a slot.
pub struct Search {
    /// The lead time, if she got one.
    pub lead: Option<(i64, u32)>,
    /// How often she looked.
    pub attempts: (i64, u32),
    /// Whether she came to the centre.
    pub came: bool,
    /// Bookings that were not kept.
    pub broken: Broken,
    /// Whether someone who first tried later got a slot while she tried.
    pub overtaken: bool,
    /// Whether it was in time.
    pub within: Option<Within>,
}

impl Search {
    /// Whether a job has anything to tell of it: not if it came to a walk-in centre and never had a booking.
    #[inline(always)]
    pub fn matters(job: &JobRecord) -> bool {
        !job.arrived.came() || job.slot.came() || job.broken != Broken::default()
    }

    /// Of a job; `end` is the end of the run.
    #[inline(never)] // so that jobs which never looked for one do not pay for it
    pub fn of(job: &JobRecord, end: i64) -> Search {
        Search {
            lead: job.slot.get().map(|slot| ticks(slot.0 - job.looked().0)),
            attempts: ticks(i64::from(job.attempts())),
            came: job.arrived.came(),
            broken: job.broken,
            overtaken: job.overtaken,
            within: Within::of(job, end),
        }
    }
}

/// For each limit of [`WITHIN_DAYS`]: does the job count, and was it seen in time?
#[derive(Clone, Copy)]
pub struct Within {
    /// 1 where the answer is known.
    pub base: [u64; 4],
    /// 1 where it is yes.
    pub seen: [u64; 4],
}

impl Within {
    /// None of a walk-in, which has no lead time. Of an owner who still tries at the end the answer is known only for
    /// the limits she has passed.
    #[inline(always)]
    fn of(job: &JobRecord, end: i64) -> Option<Within> {
        let waited = match Wait::for_slot(job, end)? {
            Wait::Over(waited) => waited,
            Wait::Never => i64::MAX,
            Wait::Open(tried) => {
                let base = WITHIN_DAYS.map(|limit| u64::from(tried > i64::from(limit) * DAY));
                return Some(Within { base, seen: [0; 4] });
            }
        };
        let seen = WITHIN_DAYS.map(|limit| u64::from(waited <= i64::from(limit) * DAY));
        Some(Within { base: [1; 4], seen })
    }
}

/// What came of a wait, microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// It took so long.
    Over(i64),
    /// It was in vain.
    Never,
    /// It has taken so long and goes on when the run ends.
    Open(i64),
}

impl Wait {
    /// For a slot; none of a job that never looked for one, or found no centre that would have any.
    #[inline(always)]
    pub fn for_slot(job: &JobRecord, end: i64) -> Option<Wait> {
        Some(match (job.slot.get(), job.outcome) {
            (Some(slot), _) => Wait::Over(slot.0 - job.looked().0),
            (None, Outcome::Lost(LossReason::NoSlot | LossReason::ThirdParty)) => Wait::Never,
            (None, Outcome::Lost(LossReason::NoShow | LossReason::Cancelled)) => Wait::Never,
            // She tried in vain until the last centre in reach closed.
            (None, Outcome::Lost(LossReason::NoCentre)) if job.retries > 0 => Wait::Never,
            (None, Outcome::Unfinished) if job.centre.is_none() && job.channel == Channel::Centre => {
                Wait::Open(end - job.looked().0)
            }
            _ => return None,
        })
    }

    /// At the centre until the first stage begins; none of a car that has not come.
    pub fn in_queue(job: &JobRecord, end: i64) -> Option<Wait> {
        Some(match (job.arrived.get(), job.service_start.get(), job.outcome) {
            (Some(arrived), Some(start), _) => Wait::Over(start.0 - arrived.0),
            (_, None, Outcome::Lost(LossReason::QueueFull | LossReason::LeftQueue)) => Wait::Never,
            (Some(arrived), None, Outcome::Unfinished) => Wait::Open(end - arrived.0),
            _ => return None,
        })
    }

    /// Until the car is handed back.
    pub fn for_car(job: &JobRecord, end: i64) -> Wait {
        match job.outcome {
            Outcome::Served => Wait::Over((job.handed_back() - job.occurred).0),
            Outcome::Lost(_) => Wait::Never,
            _ => Wait::Open(end - job.occurred.0),
        }
    }
}
