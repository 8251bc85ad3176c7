//! What a user may write: a checked, complete scenario in the user's words and units.

pub mod booking;
pub mod calendar;
pub mod centre;
pub mod city;
pub mod diagnostic; // STUB
pub mod failure;
pub mod fleet;
pub mod ids;
pub mod trace;

pub use diagnostic::{Loaded, load}; // STUB
use jiff::civil::Date;

/// One simulated world, checked and complete: every name resolves, every number is in its range.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The scenario's name, as people read it.
    pub name: String,
    /// First day; time 0 is its 00:00.
    pub start: Date,
    /// Days simulated, at least 1, warm-up included.
    pub days: u32,
    /// Days at the start whose jobs are simulated but not measured; less than `days`.
    pub warm_up_days: u32,
    /// Length of a road between two points over the great circle between them.
    pub road_factor: f64,
    /// When demand arises and which days are holidays.
    pub calendar: calendar::Calendar,
    /// Spans of days with more or less demand (`[[holiday]]`).
    pub holidays: Vec<calendar::HolidayDemand>,
    /// How owners weigh distance against date.
    pub choice: city::Choice,
    /// Every city, in order of the file.
    pub cities: Vec<city::City>,
    /// Cars delivered by month and model; spread over the cities by share.
    pub deliveries: Vec<fleet::Delivery>,
    /// Names of the teams, in order of first appearance; at least one. A mode that names none belongs to `"all"`.
    pub teams: Vec<String>,
    /// Names of every resource that a centre has, in order of first appearance.
    pub resources: Vec<String>,
    /// Every failure mode, in order of the file.
    pub failures: Vec<failure::Failure>,
    /// Every centre, in order of the file.
    pub centres: Vec<centre::Centre>,
    /// Recorded jobs that join the generated demand, in order of the files and rows.
    pub traces: Vec<trace::TraceJob>,
}
