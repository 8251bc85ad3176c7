//! `[[centre]]`: where cars are repaired: resources, opening hours, opening and closing dates.

use super::booking::Booking;
use super::city::Coordinates;
use super::ids::{CityId, ResourceId};
use jiff::civil::Date;

/// What happens to work in progress at closing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Cars in work keep what they hold and go on at the next opening.
    Pause,
    /// Started stages end in overtime.
    Finish,
}

/// An open span within a day, in minutes after midnight; `from < to <= 1440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSpan {
    /// First open minute.
    pub from: u16,
    /// First closed minute.
    pub to: u16,
}

/// Opening hours; the spans of a day are in order and do not touch.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Monday first; empty: closed.
    pub week: [Vec<OpenSpan>; 7],
    /// On a holiday of the calendar; none: as the weekday.
    pub holiday: Option<Vec<OpenSpan>>,
    /// On an adjusted workday of the calendar; none: as Monday.
    pub workday: Option<Vec<OpenSpan>>,
    /// What happens to work in progress at closing time.
    pub closing: Closing,
}

/// `[[centre]]`: where cars are repaired.
#[derive(Clone, Debug, PartialEq)]
pub struct Centre {
    /// Unique id, lower case.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Its city.
    pub city: CityId,
    /// Its own coordinates; none: those of its city.
    pub at: Option<Coordinates>,
    /// Takes jobs from 00:00 of this day; none: from the start.
    pub opens: Option<Date>,
    /// Takes no job and has no slot from 00:00 of this day on, and works off what is there; none: never.
    pub closes: Option<Date>,
    /// How many of each resource it has; 0 means it has none.
    pub resources: Vec<(ResourceId, u32)>,
    /// When it is open.
    pub hours: Hours,
    /// How jobs get in.
    pub booking: Booking,
}
