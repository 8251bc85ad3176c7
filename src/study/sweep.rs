//! `sweep`: one scenario at many points, all on the same random numbers.

pub mod design;

use super::failure::Failure;
use super::run::Progress;
use super::sample::{Draws, Keeping, sample};
use super::store::{self, Store};
use crate::metrics::sample::Key;
use crate::metrics::summary::{Breakdown, Row};
use crate::scenario::{Diagnostics, Loaded};
use design::{Design, Value};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How much to simulate at each point.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Seed of all random numbers.
    pub seed: u64,
    /// Replications of each point, at least 1.
    pub replications: u32,
    /// Threads, at least 1.
    pub threads: usize,
}

/// What came of one point.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Its figures of the whole network, in the order of a summary; without quantiles.
    Done(Vec<Row>),
    /// The scenario refuses these values.
    Refused(Diagnostics),
}

/// A sweep that was done.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The points.
    pub design: Design,
    /// What came of each.
    pub outcomes: Vec<Outcome>,
    /// Seed of the run.
    pub seed: u64,
    /// Replications of each point.
    pub replications: u32,
}

impl Sweep {
    /// How many points have figures.
    pub fn done(&self) -> usize {
        let is_done = |outcome: &&Outcome| matches!(outcome, Outcome::Done(_));
        self.outcomes.iter().filter(is_done).count()
    }
}

/// Reads the scenario with the values of one point.
pub type Load<'l> = &'l dyn Fn(&[Option<Value>]) -> Result<Loaded, Diagnostics>;

/// The name under which the figures of a sweep are kept.
const FIGURES: &str = "network";

/// Whether a figure is one of a sweep: of the whole network, in all breakdowns but those by province, and by team only
/// where there are `teams` in the plural.
fn is_wanted(key: &Key, teams: usize) -> bool {
    let whole = [&key.scope.city, &key.scope.centre, &key.scope.failure]
        .iter()
        .all(|id| *id == "*");
    let left_out = match &key.breakdown {
        Breakdown::Team(team) => teams == 1 && team != "*",
        Breakdown::Province(_)
        | Breakdown::ProvinceTeam(..)
        | Breakdown::ProvinceDays(..)
        | Breakdown::ProvinceTeamDays(..) => true,
        Breakdown::Km(reach) => reach.province.is_some(),
        _ => false,
    };
    whole && !left_out
}

/// Visits every point of a design; `load` reads the scenario with the values of one.
///
/// # Errors
/// [`Failure::Broken`] if the audit of a replication fails, [`Failure::Disk`] if a unit cannot be kept,
/// [`Failure::Interrupted`] after an interruption: finished units stay in the store.
pub fn sweep(
    design: Design,
    load: Load<'_>,
    options: Options,
    store: &Store,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Sweep, Failure> {
    let draws = Draws {
        seed: options.seed,
        first: 1,
        replications: options.replications,
        threads: options.threads,
    };
    let all = (design.points.len() as u32).saturating_mul(options.replications);
    let mut jobs_before = 0;
    let mut outcomes = Vec::new();
    for (at, point) in design.points.iter().enumerate() {
        let before = (at as u32).saturating_mul(options.replications);
        let loaded = match load(point) {
            Ok(loaded) => loaded,
            Err(mistakes) => {
                outcomes.push(Outcome::Refused(mistakes));
                continue;
            }
        };
        let latest = AtomicU64::new(0);
        let show = |one: Progress| {
            latest.store(one.jobs, Ordering::Relaxed);
            progress(Progress {
                finished: before.saturating_add(one.finished),
                replications: all,
                jobs: jobs_before + one.jobs,
            });
        };
        let hash = store::sha256(loaded.resolved.as_bytes());
        let keeping = Keeping {
            store,
            scenario: &hash,
            figures: FIGURES,
        };
        let wanted = |key: &Key| is_wanted(key, loaded.scenario.teams.len());
        let sample = sample(&loaded.scenario, draws, wanted, Some(keeping), &show, interrupt)?;
        jobs_before += latest.into_inner();
        outcomes.push(Outcome::Done(sample.summary(&loaded.scenario.name, options.seed).rows));
    }
    Ok(Sweep {
        design,
        outcomes,
        seed: options.seed,
        replications: options.replications,
    })
}
