//! Simulated time: whole microseconds since the start of the scenario, with a total order.

use std::ops::{Add, AddAssign, Sub};

/// Microseconds in one second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in one minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Microseconds in one hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Microseconds in one day.
pub const DAY: i64 = 24 * HOUR;

/// An instant beyond every run (571 years): what would happen then does not happen.
pub const FOREVER: i64 = 1 << 54;

/// An instant: microseconds since 00:00 of the scenario's `start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

/// A length of time in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(pub i64);

/// An instant that may not have come: an `Option<Time>` in the room of a [`Time`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perhaps(i64);

impl Perhaps {
    /// It has not come.
    pub const NOT_YET: Perhaps = Perhaps(i64::MIN);

    /// It came at `time`.
    #[inline(always)]
    pub const fn at(time: i64) -> Perhaps {
        Perhaps(time)
    }

    /// The instant, if it came.
    #[inline(always)]
    pub const fn get(self) -> Option<Time> {
        if self.0 == i64::MIN { None } else { Some(Time(self.0)) }
    }

    /// The instant, or another one if it has not come.
    #[inline(always)]
    pub const fn or(self, other: i64) -> i64 {
        if self.0 == i64::MIN { other } else { self.0 }
    }

    /// The instant, which must have come.
    #[inline(always)]
    pub const fn known(self) -> Time {
        debug_assert!(self.came());
        Time(self.0)
    }

    /// Whether it came.
    #[inline(always)]
    pub const fn came(self) -> bool {
        self.0 != i64::MIN
    }
}

impl Time {
    /// The start of the scenario.
    pub const START: Time = Time(0);

    /// 00:00 of day `day`, counted from the scenario's start.
    #[inline]
    pub const fn of_day(day: u32) -> Time {
        Time(day as i64 * DAY)
    }

    /// The day an instant belongs to: a day is (00:00, 24:00], so midnight closes the day before it.
    /// The start of the scenario belongs to day 0.
    #[inline]
    pub const fn day(self) -> u32 {
        if self.0 <= 0 { 0 } else { ((self.0 - 1) / DAY) as u32 }
    }

    /// Hours since the start.
    #[inline]
    pub fn hours(self) -> f64 {
        self.0 as f64 / HOUR as f64
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// The nearest whole number of microseconds to `hours`; negative and absurdly long values are cut
    /// at 0 and at ten thousand years.
    #[inline]
    pub fn from_hours(hours: f64) -> Span {
        const LONGEST: f64 = 24.0 * 366.0 * 10_000.0;
        let cut = if hours > LONGEST { LONGEST } else { hours };
        // The cast saturates: NaN and negative values become 0 below.
        Span(((cut * HOUR as f64 + 0.5) as i64).max(0))
    }

    /// As [`Span::from_hours()`], of minutes.
    #[inline]
    pub fn from_minutes(minutes: f64) -> Span {
        Span::from_hours(minutes / 60.0)
    }

    /// The span in hours.
    #[inline]
    pub fn hours(self) -> f64 {
        self.0 as f64 / HOUR as f64
    }

    /// The span in days of 24 hours.
    #[inline]
    pub fn days(self) -> f64 {
        self.0 as f64 / DAY as f64
    }
}

impl Add<Span> for Time {
    type Output = Time;
    #[inline]
    fn add(self, span: Span) -> Time {
        Time(self.0 + span.0)
    }
}

impl Sub for Time {
    type Output = Span;
    #[inline]
    fn sub(self, earlier: Time) -> Span {
        Span(self.0 - earlier.0)
    }
}

impl Add for Span {
    type Output = Span;
    #[inline]
    fn add(self, other: Span) -> Span {
        Span(self.0 + other.0)
    }
}

impl AddAssign for Span {
    #[inline]
    fn add_assign(&mut self, other: Span) {
        self.0 += other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_closes_the_day_before_it() {
        assert_eq!(Time(0).day(), 0);
        assert_eq!(Time(1).day(), 0);
        assert_eq!(Time(DAY).day(), 0);
        assert_eq!(Time(DAY + 1).day(), 1);
        assert_eq!(Time(2 * DAY).day(), 1);
    }

    #[test]
    fn spans_round_to_the_nearest_microsecond() {
        assert_eq!(Span::from_hours(1.0), Span(HOUR));
        assert_eq!(Span::from_hours(0.4 / HOUR as f64), Span(0));
        assert_eq!(Span::from_hours(0.6 / HOUR as f64), Span(1));
        assert_eq!(Span::from_hours(-3.0), Span(0));
        assert_eq!(Span::from_hours(f64::NAN), Span(0));
    }
}
