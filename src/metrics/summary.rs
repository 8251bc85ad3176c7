//! What a run says: one row per metric and scope, over all replications.

use super::catalogue::Metric;
use super::warning::Warning;

/// Whose figure: an id, or `"*"` for all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// The owner's city.
    pub city: String,
    /// The centre that did the work.
    pub centre: String,
    /// The failure mode.
    pub failure: String,
}

/// The extra key of a breakdown row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breakdown {
    /// None: the row of the metric itself.
    Total,
    /// By resource.
    Resource(String),
    /// By team; `"*"` is the teams weighted by their jobs.
    Team(String),
    /// By reason of loss.
    Reason(String),
    /// By limit of lead time, days.
    Days(u32),
    /// By the owner's province.
    Province(String),
    /// By team and limit of lead time, days.
    TeamDays(String, u32),
    /// By the owner's province and team.
    ProvinceTeam(String, String),
    /// By cause of the wait.
    Cause(String),
    /// By the owner's province and limit of lead time, days.
    ProvinceDays(String, u32),
    /// By the owner's province, team and limit of lead time, days.
    ProvinceTeamDays(String, String, u32),
    /// By distance of the nearest centre.
    Km(Reach),
    /// By team and cause of the wait.
    TeamCause(String, String),
    /// By part; `"*"` is all of them.
    Stock(String),
    /// By component of a cost; `"*"` is their sum.
    Component(String),
}

/// Whose nearest centre, and how near.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    /// One way by road, kilometres.
    pub km: u32,
    /// The team whose jobs the centre takes; none: of any.
    pub team: Option<String>,
    /// The owners' province; none: all.
    pub province: Option<String>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is measured.
    pub metric: Metric,
    /// Whose figure it is.
    pub scope: Scope,
    /// Which part of it.
    pub breakdown: Breakdown,
    /// Mean over replications; none without observation.
    pub mean: Option<f64>,
    /// 95 % Student interval of the mean over replications; none with fewer than two.
    pub ci95: Option<[f64; 2]>,
    /// p50, p90 and p99 over all jobs, within 1 %; none for metrics that are not per job.
    pub quantiles: Option<[f64; 3]>,
    /// Replications with an observation.
    pub n: u32,
}

/// Every figure of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The scenario's name.
    pub scenario: String,
    /// The seed of the run.
    pub seed: u64,
    /// Replications folded.
    pub replications: u32,
    /// What to read before trusting the figures.
    pub warnings: Vec<Warning>,
    /// Figures of `*`, cities, centres, failure modes; breakdowns after.
    pub rows: Vec<Row>,
}
