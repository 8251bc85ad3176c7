//! Days off and adjusted workdays of mainland China, 2024 to 2027.
//!
//! 2024–2026 from the State Council's yearly notices. No notice for 2027 is known yet: that year holds the statutory
//! days alone, around the lunar New Year of 6 February 2027, without adjusted workdays (an assumption).

use jiff::civil::{Date, date};

/// A holiday's name in English and Chinese.
pub type Name = (&'static str, &'static str);

const NEW_YEAR: Name = ("New Year", "元旦");
const SPRING_FESTIVAL: Name = ("Spring Festival", "春节");
const QINGMING: Name = ("Qingming", "清明");
const LABOUR_DAY: Name = ("Labour Day", "劳动节");
const DRAGON_BOAT: Name = ("Dragon Boat", "端午");
const MID_AUTUMN: Name = ("Mid-Autumn", "中秋");
const NATIONAL_DAY: Name = ("National Day", "国庆");

/// Name, first and last day (included) of each span off.
pub const DAYS_OFF: &[(Name, Date, Date)] = &[
    (NEW_YEAR, date(2024, 1, 1), date(2024, 1, 1)),
    (SPRING_FESTIVAL, date(2024, 2, 10), date(2024, 2, 17)),
    (QINGMING, date(2024, 4, 4), date(2024, 4, 6)),
    (LABOUR_DAY, date(2024, 5, 1), date(2024, 5, 5)),
    (DRAGON_BOAT, date(2024, 6, 10), date(2024, 6, 10)),
    (MID_AUTUMN, date(2024, 9, 15), date(2024, 9, 17)),
    (NATIONAL_DAY, date(2024, 10, 1), date(2024, 10, 7)),
    (NEW_YEAR, date(2025, 1, 1), date(2025, 1, 1)),
    (SPRING_FESTIVAL, date(2025, 1, 28), date(2025, 2, 4)),
    (QINGMING, date(2025, 4, 4), date(2025, 4, 6)),
    (LABOUR_DAY, date(2025, 5, 1), date(2025, 5, 5)),
    (DRAGON_BOAT, date(2025, 5, 31), date(2025, 6, 2)),
    (NATIONAL_DAY, date(2025, 10, 1), date(2025, 10, 8)),
    (NEW_YEAR, date(2026, 1, 1), date(2026, 1, 3)),
    (SPRING_FESTIVAL, date(2026, 2, 15), date(2026, 2, 23)),
    (QINGMING, date(2026, 4, 4), date(2026, 4, 6)),
    (LABOUR_DAY, date(2026, 5, 1), date(2026, 5, 5)),
    (DRAGON_BOAT, date(2026, 6, 19), date(2026, 6, 21)),
    (MID_AUTUMN, date(2026, 9, 25), date(2026, 9, 27)),
    (NATIONAL_DAY, date(2026, 10, 1), date(2026, 10, 7)),
    (NEW_YEAR, date(2027, 1, 1), date(2027, 1, 1)),
    (SPRING_FESTIVAL, date(2027, 2, 5), date(2027, 2, 8)),
    (QINGMING, date(2027, 4, 5), date(2027, 4, 5)),
    (LABOUR_DAY, date(2027, 5, 1), date(2027, 5, 5)),
    (DRAGON_BOAT, date(2027, 6, 9), date(2027, 6, 9)),
    (MID_AUTUMN, date(2027, 9, 15), date(2027, 9, 15)),
    (NATIONAL_DAY, date(2027, 10, 1), date(2027, 10, 7)),
];

/// Weekend days on which people work in exchange for a day off.
const ADJUSTED_WORKDAYS: &[Date] = &[
    date(2024, 2, 4),
    date(2024, 2, 18),
    date(2024, 4, 7),
    date(2024, 4, 28),
    date(2024, 5, 11),
    date(2024, 9, 14),
    date(2024, 9, 29),
    date(2024, 10, 12),
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
];

/// Whether `day` is a day off.
pub fn is_day_off(day: Date) -> bool {
    DAYS_OFF.iter().any(|&(_, from, to)| from <= day && day <= to)
}

/// Whether `day` is a weekend day on which people work.
pub fn is_adjusted_workday(day: Date) -> bool {
    ADJUSTED_WORKDAYS.contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Weekday;

    /// Working days a year, counted from the notices: 251 (2024), 248 (2025), 248 (2026).
    #[test]
    fn working_days_a_year_are_those_of_the_notices() {
        for (year, expected) in [(2024, 251), (2025, 248), (2026, 248)] {
            let mut day = date(year, 1, 1);
            let mut working = 0;
            while day.year() == year {
                let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
                if is_adjusted_workday(day) {
                    assert!(weekend && !is_day_off(day), "{day} is no weekend day");
                }
                working += u32::from((!weekend || is_adjusted_workday(day)) && !is_day_off(day));
                day = day.tomorrow().expect("inside the calendar");
            }
            assert_eq!(working, expected, "{year}");
        }
    }
}
