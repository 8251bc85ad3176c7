//! What the simulation says of a job once it is over: facts and instants, no statistics.

use super::job::NOBODY;
use crate::engine::time::{Perhaps, Span, Time};
use crate::model::fleet::Car;
use crate::model::warranty::Payer;
use crate::scenario::ids::{CentreId, CityId, FailureId};

/// Where a job comes from; its name in every replication and every plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The `ordinal`-th job (from 0) drawn for a city, a failure mode and a day of the run.
    Drawn {
        /// Day of the run, 0 first.
        day: u32,
        /// Position among that day's draws, not in time order.
        ordinal: u32,
    },
    /// A row of a trace, by its position in [`crate::scenario::Scenario::traces`].
    Trace {
        /// Position in the list of trace jobs.
        index: u32,
    },
    /// Open when the run starts, by its position in [`crate::scenario::Scenario::state`].
    Open {
        /// Position in the list of open jobs.
        index: u32,
    },
    /// Car number `ordinal` (from 0) of a city that a recall concerns.
    Recall {
        /// Position in [`crate::scenario::Scenario::recalls`].
        recall: u32,
        /// Jobs before this one that were lost: she was reminded.
        again: u8,
        /// Position among the cars of the city, in order of delivery.
        ordinal: u32,
    },
}

/// What tells a job from every other, with the city and the failure mode that an [`Origin::Drawn`] counts in.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// Where it comes from.
    pub origin: Origin,
    /// The owner's city.
    pub city: u32,
    /// The failure mode.
    pub mode: u32,
    /// Visits before this one because of the same need.
    pub visit: u16,
}

/// The visits before a job that is a comeback: its repair did not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chain {
    /// Number of the job that caused it; none: [`NOBODY`].
    pub parent: u32,
    /// How many there were; 0: it is no comeback.
    pub visit: u16,
    /// When the need first arose.
    pub first: i64,
    /// The centre that did the repair, if the owner goes there again, or to which the car was towed; else [`NOBODY`].
    pub centre: u32,
}

impl Chain {
    /// Of a first visit.
    pub const NONE: Chain = Chain {
        parent: NOBODY,
        visit: 0,
        first: 0,
        centre: NOBODY,
    };

    /// Whether it is a comeback.
    #[inline(always)]
    pub fn is_comeback(&self) -> bool {
        self.visit > 0
    }

    /// Whether its owner goes to one centre alone.
    #[inline(always)]
    pub fn is_bound(&self) -> bool {
        self.centre != NOBODY
    }

    /// Whether its car was towed to a centre and stands there.
    #[inline(always)]
    pub fn is_towed(&self) -> bool {
        self.is_bound() && !self.is_comeback()
    }
}

/// When a stage of a job ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StageTime {
    /// The job, by its number.
    pub id: u32,
    /// The stage, 0 first.
    pub step: u32,
    /// When it began, microseconds.
    pub start: i64,
    /// When it ended or would end; beyond the run for work that is not over by then.
    pub end: i64,
}

/// Why a job was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LossReason {
    /// The queue of a walk-in centre was at its limit.
    QueueFull,
    /// The owner's patience ended in the queue of a walk-in centre.
    LeftQueue,
    /// The owner's patience ended before a slot was found.
    NoSlot,
    /// No centre in reach takes such a job.
    NoCentre,
    /// The owner did not come, or came too late, and looked no more.
    NoShow,
    /// The owner called her booking off and looked no more.
    Cancelled,
    /// The owner went to another shop rather than wait.
    ThirdParty,
    /// The owner gave up at the hotline.
    HungUp,
}

impl LossReason {
    /// Every reason, in the order of the results.
    pub const ALL: [LossReason; 8] = [
        LossReason::QueueFull,
        LossReason::LeftQueue,
        LossReason::NoSlot,
        LossReason::NoCentre,
        LossReason::NoShow,
        LossReason::Cancelled,
        LossReason::ThirdParty,
        LossReason::HungUp,
    ];

    /// The reason's name in files.
    pub const fn key(self) -> &'static str {
        match self {
            LossReason::QueueFull => "queue_full",
            LossReason::LeftQueue => "left_queue",
            LossReason::NoSlot => "no_slot",
            LossReason::NoCentre => "no_centre",
            LossReason::NoShow => "no_show",
            LossReason::Cancelled => "cancelled",
            LossReason::ThirdParty => "third_party",
            LossReason::HungUp => "hung_up",
        }
    }
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Handed back after its last stage.
    Served,
    /// Lost, for this reason.
    Lost(LossReason),
    /// Still open at the end of the run.
    Unfinished,
    /// Not for the network: the owner went to another shop because no warranty pays.
    Left,
    /// Solved before it became a visit, by its channel.
    Solved,
}

/// What has a need, in the order in which it meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// The owners' community.
    Community,
    /// The hotline.
    Hotline,
    /// Remote diagnosis.
    Remote,
    /// A release of software.
    Ota,
    /// A mobile van.
    Van,
    /// Rescue on the roadside, of cars that cannot move, before all others.
    Rescue,
    /// The network of centres: its owner looks for one, has a slot, is there or was.
    Centre,
}

impl Channel {
    /// Every channel, in order.
    pub const ALL: [Channel; 7] = [
        Channel::Community,
        Channel::Hotline,
        Channel::Remote,
        Channel::Ota,
        Channel::Van,
        Channel::Rescue,
        Channel::Centre,
    ];

    /// Its name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Channel::Community => "community",
            Channel::Hotline => "hotline",
            Channel::Remote => "remote",
            Channel::Ota => "ota",
            Channel::Van => "van",
            Channel::Rescue => "rescue",
            Channel::Centre => "centre",
        }
    }
}

/// Bookings of a job that were not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Broken {
    /// To which the owner did not come, or came too late.
    pub no_shows: u16,
    /// Which she called off.
    pub cancellations: u16,
    /// After which she looked again.
    pub rebookings: u16,
}

impl Broken {
    /// Bookings not kept.
    #[inline]
    pub fn count(self) -> u32 {
        u32::from(self.no_shows) + u32::from(self.cancellations)
    }
}

/// One job, from occurrence to end.
#[derive(Clone, Debug, PartialEq)]
pub struct JobRecord {
    /// 0, 1, 2 … in order of occurrence within the replication.
    pub id: u32,
    /// Its name in every replication and plan.
    pub origin: Origin,
    /// The visits before it.
    pub chain: Chain,
    /// Whether the car was handed back with a repair that does not hold.
    pub failed: bool,
    /// Whether the owner asked for a loaner car.
    pub asked_loaner: bool,
    /// When she got one.
    pub loaner: Perhaps,
    /// The owner's city.
    pub city: CityId,
    /// The centre booked or joined.
    pub centre: Option<CentreId>,
    /// The failure mode.
    pub failure: FailureId,
    /// How it ended.
    pub outcome: Outcome,
    /// What solved it, or had it in the end.
    pub channel: Channel,
    /// When the need arose: the first attempt.
    pub occurred: Time,
    /// When triage was over: solved, or from then on the owner looked for a centre. It has not come where it is not over, and
    /// where there is none.
    pub triaged: Perhaps,
    /// Releases at which the owner tried again.
    pub retries: u32,
    /// Bookings that were not kept.
    pub broken: Broken,
    /// Whether someone of the same city and need who first tried later got a slot while she tried.
    pub overtaken: bool,
    /// The car, if it was drawn.
    pub car: Car,
    /// Who pays; none: nothing is said of it, or the owner went to another shop.
    pub payer: Option<Payer>,
    /// When the slot finally held was obtained.
    pub booked: Perhaps,
    /// Start of the slot finally held.
    pub slot: Perhaps,
    /// Arrival at the centre.
    pub arrived: Perhaps,
    /// First stage begins.
    pub service_start: Perhaps,
    /// Last stage ends.
    pub service_end: Perhaps,
    /// When the owner gave up or was turned away; of a car that did not go straight from its last stage to its owner, when
    /// she had it again.
    pub gone: Perhaps,
    /// Work of the stages that have ended, without waits or closed time.
    pub work: Span,
    /// Round trip by road, kilometres; 0 without a centre.
    pub travel_km: f64,
}

impl JobRecord {
    /// Its name, for the random draws.
    #[inline(always)]
    pub fn name(&self) -> Name {
        Name {
            origin: self.origin,
            city: self.city.0,
            mode: self.failure.0,
            visit: self.chain.visit,
        }
    }

    /// When the need first arose: at its first visit.
    #[inline(always)]
    pub fn first_attempt(&self) -> Time {
        if self.chain.is_comeback() {
            Time(self.chain.first)
        } else {
            self.occurred
        }
    }

    /// When the owner first looked for a centre; of a job solved before, when it was.
    #[inline(always)]
    pub fn looked(&self) -> Time {
        Time(self.triaged.or(self.occurred.0))
    }

    /// When a served car was with its owner again.
    #[inline(always)]
    pub fn handed_back(&self) -> Time {
        Time(self.gone.or(self.service_end.known().0))
    }

    /// Of a served job: from the end of its last stage until its owner had the car.
    #[inline(always)]
    pub fn way_back(&self) -> i64 {
        self.handed_back().0 - self.service_end.known().0
    }

    /// How often the owner looked for a centre or a slot: once, at each release and after each broken booking.
    #[inline(always)]
    pub fn attempts(&self) -> u32 {
        1 + self.retries + u32::from(self.broken.rebookings)
    }

    /// Whether it was open when the run started: it is there, but no job of the run.
    #[inline(always)]
    pub fn was_open(&self) -> bool {
        matches!(self.origin, Origin::Open { .. }) && !self.chain.is_comeback()
    }

    /// When the car left its centre, or the owner the queue; none while she has not.
    #[inline(always)]
    pub fn left(&self) -> Option<Time> {
        match self.outcome {
            Outcome::Served => Some(self.service_end.known()),
            Outcome::Lost(_) => self.gone.get(),
            // It may be ready and wait for a driver.
            Outcome::Unfinished => self.service_end.get(),
            Outcome::Left => Some(self.occurred),
            Outcome::Solved => self.triaged.get(),
        }
    }
}
