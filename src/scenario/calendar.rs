//! `[calendar]` and `[[holiday]]`: weights of demand by month, weekday and hour; holidays.

use super::diagnostic::{Log, Mistake};
use super::keys;
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::Code;
use jiff::civil::Date;

/// A country whose holidays and adjusted workdays are built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Country {
    /// Mainland China, key `"CN"`.
    China,
}

/// `[calendar]`: relative weights of demand, each list scaled to mean 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// Whose holidays hold; none: no holidays and no adjusted workdays.
    pub country: Option<Country>,
    /// January first.
    pub month_weights: [f64; 12],
    /// Monday first.
    pub weekday_weights: [f64; 7],
    /// 00:00–01:00 first.
    pub hour_weights: [f64; 24],
}

/// `[[holiday]]`: a span of days with another level of demand.
#[derive(Clone, Debug, PartialEq)]
pub struct HolidayDemand {
    /// What people call it; may be empty.
    pub name: String,
    /// The same in Chinese; `name` if absent.
    pub name_zh: String,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// Factor on the demand of every failure mode.
    pub demand_factor: f64,
}

const FACTOR: Range = Range::between(0.0, 1000.0);

impl Default for Calendar {
    /// No holidays, even demand.
    fn default() -> Calendar {
        Calendar {
            country: None,
            month_weights: [1.0; 12],
            weekday_weights: [1.0; 7],
            hour_weights: [1.0; 24],
        }
    }
}

/// Reads `[calendar]`; absent: no holidays, even demand.
pub fn calendar(node: Option<&Node>, log: &mut Log) -> Calendar {
    let Some(section) = node.and_then(|node| Section::open(node, "[calendar]", keys::CALENDAR, log)) else {
        return Calendar::default();
    };
    Calendar {
        country: section.choice("country", &[("CN", Country::China)], log),
        month_weights: section.weights("month_weights", log).unwrap_or([1.0; 12]),
        weekday_weights: section.weights("weekday_weights", log).unwrap_or([1.0; 7]),
        hour_weights: section.weights("hour_weights", log).unwrap_or([1.0; 24]),
    }
}

/// Reads every `[[holiday]]`.
pub fn holidays(node: Option<&Node>, log: &mut Log) -> Vec<HolidayDemand> {
    table::entries(node, "holiday", log)
        .iter()
        .filter_map(|node| holiday(node, log))
        .collect()
}

fn holiday(node: &Node, log: &mut Log) -> Option<HolidayDemand> {
    let section = Section::open(node, "[[holiday]]", keys::HOLIDAY, log)?;
    let (name, name_zh) = super::city::names(&section, "", log);
    let from = section.required_date("from", "from = 2025-10-01", log);
    let to = section.required_date("to", "to = 2025-10-08", log);
    let demand_factor = section.required_number("demand_factor", FACTOR, "demand_factor = 1.4", log);
    section.last_day_not_before_first(from, to, log);
    let (from, to) = (from?, to?);
    Some(HolidayDemand {
        name,
        name_zh,
        from,
        to,
        demand_factor: demand_factor?,
    })
}

/// First and last year whose holidays are announced, and the last one that is assumed.
const KNOWN: std::ops::RangeInclusive<i16> = 2024..=2026;
const ASSUMED: i16 = 2027;

/// Warns of years of the run whose holidays are assumed or unknown; `node` is the country.
pub fn warn(node: Option<&Node>, first: Date, last: Date, log: &mut Log) {
    let Some(node) = node else { return };
    let years = first.year()..=last.year();
    if years.contains(&ASSUMED) {
        log.push(Mistake::at(Code::HolidaysAssumed, node.place));
    }
    let unknown: Vec<String> = years
        .filter(|year| !KNOWN.contains(year) && *year != ASSUMED)
        .map(|year| year.to_string())
        .collect();
    let shown = match unknown.as_slice() {
        [] => return,
        few if few.len() <= 4 => few.join(", "),
        [first, second, .., last] => format!("{first}, {second}, … {last}"),
        other => other.join(", "),
    };
    log.push(Mistake::at(Code::HolidaysUnknown, node.place).with("years", shown));
}
