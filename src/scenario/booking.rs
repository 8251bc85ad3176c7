//! `booking = {…}` of a centre: walk-in, or a calendar of slots.

use super::ids::TeamId;
use crate::engine::law::Law;

/// In which order owners without a slot try at a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// In random order: the midnight scramble.
    Scramble,
    /// First come, first served: a waiting list.
    InOrder,
}

/// How many slots a day has.
#[derive(Clone, Debug, PartialEq)]
pub enum Slots {
    /// They follow from staff and hours.
    FromCapacity,
    /// Per day, for each team; a team that is not listed has none.
    PerDay(Vec<(TeamId, u32)>),
}

/// How jobs get into a centre.
#[derive(Clone, Debug, PartialEq)]
pub enum Booking {
    /// The job joins the queue when it occurs.
    WalkIn {
        /// Most jobs waiting for their first stage; none: no limit.
        queue_limit: Option<u32>,
        /// Hours until an owner who waits for her first stage leaves; none: waits for ever.
        patience_hours: Option<Law>,
    },
    /// A slot is booked first.
    Calendar {
        /// Bookable days, today included; at least 1.
        horizon_days: u32,
        /// Minute of the day at which the last day of the horizon opens, 0 to 1439.
        release_minute: u16,
        /// In which order owners without a slot try at a release.
        retry: Retry,
        /// Days until an owner without a slot gives up; none: tries for ever.
        patience_days: Option<Law>,
        /// How many slots a day has.
        slots: Slots,
    },
}

impl Booking {
    /// Bookable days, today included; 0 for walk-ins.
    pub fn horizon_days(&self) -> u32 {
        match self {
            Booking::WalkIn { .. } => 0,
            Booking::Calendar { horizon_days, .. } => *horizon_days,
        }
    }
}
