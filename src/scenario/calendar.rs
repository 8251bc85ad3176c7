//! `[calendar]` and `[[holiday]]`: weights of demand by month, weekday and hour; holidays.

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
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// Factor on the demand of every failure mode.
    pub demand_factor: f64,
}
