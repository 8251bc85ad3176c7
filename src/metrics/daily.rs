//! Figures by day: means, and their quantiles over replications.

use super::catalogue::Metric;

/// One day of one series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayPoint {
    /// Mean over the replications with an observation.
    pub mean: f64,
    /// p05, p25, p50, p75, p95 over replications; none for centres.
    pub bands: Option<[f64; 5]>,
}

/// One metric of one city or centre over the days of the run.
#[derive(Clone, Debug, PartialEq)]
pub struct DailySeries {
    /// The owner's city, or `"*"`.
    pub city: String,
    /// The centre, or `"*"`.
    pub centre: String,
    /// The team, or `"*"`.
    pub team: String,
    /// What is measured.
    pub metric: Metric,
    /// One entry per day of the run from the scenario's start (warm-up included); none without observation.
    pub days: Vec<Option<DayPoint>>,
}

/// Every daily series of a run: `*`, then cities, then centres.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Daily {
    /// The series.
    pub series: Vec<DailySeries>,
}
