//! The civil days of a run: which kind each is, for opening hours and for demand.

use super::china;
use crate::scenario::Scenario;
use crate::scenario::calendar::Country;
use jiff::civil::Date;

/// What a day counts as for opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// An ordinary day; 0 = Monday.
    Weekday(u8),
    /// A day off of the calendar.
    Holiday,
    /// A weekend day on which people work.
    Workday,
}

/// One civil day of the run.
#[derive(Clone, Copy, Debug)]
pub struct CivilDay {
    /// For opening hours.
    pub kind: DayKind,
    /// Weekday of its demand, 0 = Monday; an adjusted workday counts as Monday.
    pub weekday: u8,
    /// Month, 0 = January.
    pub month: u8,
}

/// The date of day `day` of the run.
pub fn date_of(start: Date, day: u32) -> Date {
    date_at(start, i64::from(day))
}

/// The date so many days after the start; negative before it.
pub fn date_at(start: Date, day: i64) -> Date {
    start.saturating_add(jiff::Span::new().days(day))
}

/// Days from `start` to `date`, negative before it.
pub fn days_between(start: Date, date: Date) -> i64 {
    // Between two civil dates the duration is a whole number of days of 24 hours.
    start.duration_until(date).as_hours() / 24
}

/// The first `days` days of the scenario.
pub fn civil_days(scenario: &Scenario, days: u32) -> Vec<CivilDay> {
    let mut date = scenario.start;
    let mut list = Vec::with_capacity(days as usize);
    for _ in 0..days {
        list.push(civil_day(scenario, date));
        date = date_of(date, 1);
    }
    list
}

/// What a date is in the scenario.
pub fn civil_day(scenario: &Scenario, date: Date) -> CivilDay {
    let weekday = date.weekday().to_monday_zero_offset() as u8;
    let kind = match scenario.calendar.country {
        Some(Country::China) if china::is_day_off(date) => DayKind::Holiday,
        Some(Country::China) if china::is_adjusted_workday(date) => DayKind::Workday,
        _ => DayKind::Weekday(weekday),
    };
    CivilDay {
        kind,
        weekday: if kind == DayKind::Workday { 0 } else { weekday },
        month: date.month() as u8 - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_counted_across_leap_days() {
        assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days_between(date(2025, 3, 1), date(2025, 2, 28)), -1);
        assert_eq!(date_of(date(2024, 2, 28), 2), date(2024, 3, 1));
        assert_eq!(date_at(date(2024, 3, 1), -2), date(2024, 2, 28));
    }
}
