//! `[driving]`: how far cars drive.

use super::diagnostic::Log;
use super::fleet::KM_PER_YEAR;
use super::keys;
use super::table::{Range, Section};
use super::tree::Node;

/// `[driving]`: how far cars drive.
#[derive(Clone, Debug, PartialEq)]
pub struct Driving {
    /// Distance of a car per year of 365.25 days, where its model does not say.
    pub km_per_year: f64,
    /// January first, scaled to mean 1.
    pub month_weights: [f64; 12],
    /// Factor on the distance of the country's days off and of days of a `[[holiday]]`.
    pub holiday_factor: f64,
    /// Standard deviation over mean of the distances of the owners of one model in one city.
    pub owner_cv: f64,
}

/// Reads `[driving]`; absent: nothing is known of distances.
pub fn driving(node: Option<&Node>, log: &mut Log) -> Option<Driving> {
    let section = Section::open(node?, "[driving]", keys::DRIVING, log)?;
    let km_per_year = section.required_number("km_per_year", KM_PER_YEAR, "km_per_year = 15000", log);
    Some(Driving {
        km_per_year: km_per_year.unwrap_or(0.0),
        month_weights: section.weights("month_weights", log).unwrap_or([1.0; 12]),
        holiday_factor: section
            .number("holiday_factor", Range::between(0.0, 1000.0), log)
            .unwrap_or(1.0),
        owner_cv: section.number("owner_cv", Range::between(0.0, 3.0), log).unwrap_or(0.0),
    })
}
