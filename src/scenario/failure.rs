//! `[[failure]]`: reasons why a car needs attention, and the stages of work they cause.

use super::ids::{ResourceId, TeamId};
use crate::engine::law::Law;

/// How often a failure mode occurs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rate {
    /// Only in traces.
    None,
    /// Constant hazard: expected failures per vehicle and year of 365.25 days.
    PerVehicleYear(f64),
    /// Power law: (age / scale)^shape failures are expected by that age.
    Weibull {
        /// Age in years of 365.25 days at which one failure is expected.
        scale_years: f64,
        /// Below 1: early failures; 1: constant; above 1: wear.
        shape: f64,
    },
}

/// One step of work at a centre.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Unique within its failure mode.
    pub id: String,
    /// Seizes one unit of each; no repeats; at least one.
    pub needs: Vec<ResourceId>,
    /// Working time in hours.
    pub hours: Law,
}

/// `[[failure]]`: a reason why a car needs attention.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Unique id.
    pub id: String,
    /// How often it occurs.
    pub rate: Rate,
    /// Smaller is served first.
    pub priority: i32,
    /// The team whose slots it books.
    pub team: TeamId,
    /// Own weights instead of the calendar's, each scaled to mean 1.
    pub month_weights: Option<[f64; 12]>,
    /// Own weights instead of the calendar's, each scaled to mean 1.
    pub weekday_weights: Option<[f64; 7]>,
    /// Own weights instead of the calendar's, each scaled to mean 1.
    pub hour_weights: Option<[f64; 24]>,
    /// Factor on the demand of this mode on the country's days off and on days of a `[[holiday]]`; 1 if absent.
    pub holiday_factor: f64,
    /// Steps of work, in order; at least one.
    pub stages: Vec<Stage>,
}
