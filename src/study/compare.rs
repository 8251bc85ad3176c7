//! `compare`: plans side by side on the same random numbers, every figure by pairs of replications.

use super::failure::Failure;
use super::jobs::{self, JobChanges};
use super::regret::{self, Regrets};
use super::run::Progress;
use super::sample::{Draws, Keeping, sample};
use super::store::{self, Store};
use crate::metrics::catalogue::{Better, Metric};
use crate::metrics::sample::{Key, Sample};
use crate::metrics::summary::Breakdown;
use crate::scenario::Loaded;
use crate::scenario::changes::Changes;
use crate::stats::best::{self, Wanted};
use crate::stats::paired::{self, Paired};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How much to simulate of each plan.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Seed of all random numbers.
    pub seed: u64,
    /// Replications of each plan, at least 1.
    pub replications: u32,
    /// Threads, at least 1.
    pub threads: usize,
}

/// What a difference says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The plan is better than the baseline, surely.
    Better,
    /// It is worse, surely.
    Worse,
    /// It has more of something that is neither good nor bad.
    More,
    /// It has less of it.
    Less,
    /// Equal in every replication.
    Same,
    /// Cannot be told apart.
    Undecided,
}

impl Verdict {
    /// Its name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::More => "more",
            Verdict::Less => "less",
            Verdict::Same => "same",
            Verdict::Undecided => "undecided",
        }
    }

    /// Whether the difference is real.
    pub const fn is_sure(self) -> bool {
        !matches!(self, Verdict::Same | Verdict::Undecided)
    }

    /// From a difference, plan less baseline, and its interval, which holds together with those of all that it is told
    /// beside.
    pub fn of(metric: Metric, paired: &Paired, together: Option<[f64; 2]>) -> Verdict {
        let Some([low, high]) = together else {
            return Verdict::Undecided;
        };
        match (low > 0.0, high < 0.0, metric.better()) {
            (true, _, Some(Better::More)) | (_, true, Some(Better::Less)) => Verdict::Better,
            (true, _, Some(Better::Less)) | (_, true, Some(Better::More)) => Verdict::Worse,
            (true, _, None) => Verdict::More,
            (_, true, None) => Verdict::Less,
            _ if paired.identical => Verdict::Same,
            _ => Verdict::Undecided,
        }
    }
}

/// One figure under a plan and under the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What is compared.
    pub key: Key,
    /// Its mean under the baseline, over the replications that both have.
    pub before: f64,
    /// Its mean under the plan.
    pub after: f64,
    /// Plan less baseline.
    pub paired: Paired,
    /// What that says.
    pub verdict: Verdict,
}

/// One plan beside the baseline.
#[derive(Clone, Debug)]
pub struct PlanFinding {
    /// What it changes.
    pub changes: Changes,
    /// Every figure that both have, in the order of the plan's summary.
    pub differences: Vec<Difference>,
    /// The jobs of the first replication, one by one.
    pub jobs: JobChanges,
}

impl PlanFinding {
    /// The difference under a key.
    pub fn find(&self, key: &Key) -> Option<&Difference> {
        self.differences.iter().find(|difference| difference.key == *key)
    }
}

/// How far each plan, the baseline first, is from the best of the others (Hsu 1984).
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The figure.
    pub key: Key,
    /// By plan: its mean, and the interval of its distance to the best of the others in the figure's own unit: how much
    /// worse (positive) or better (negative) it is; simultaneous over all plans.
    pub plans: Vec<(f64, [f64; 2])>,
}

/// Plans beside a baseline.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Seed of the run.
    pub seed: u64,
    /// Replications of each plan.
    pub replications: u32,
    /// The figures of every replication: the baseline's first, then each plan's.
    pub samples: Vec<Sample>,
    /// The plans, without the baseline.
    pub plans: Vec<PlanFinding>,
    /// Who is best, by the figures that matter.
    pub rankings: Vec<Ranking>,
    /// The same figures in several futures, that of the scenario first; none without futures.
    pub regrets: Vec<Regrets>,
    /// What each future changes of the baseline.
    pub futures: Vec<Changes>,
}

/// The figures of the whole network that plans are ranked by.
pub const HEADLINES: [Metric; 4] = [Metric::LeadTime, Metric::Turnaround, Metric::LostShare, Metric::Cost];

/// Whether plans are ranked by a figure: one of the headlines, of all jobs or of a team.
pub fn headlines(key: &Key) -> bool {
    let part = match &key.breakdown {
        Breakdown::Total | Breakdown::Team(_) => true,
        Breakdown::Component(component) => component == "*",
        _ => false,
    };
    HEADLINES.contains(&key.metric) && part && *key == Key::network(key.metric, key.breakdown.clone())
}

/// Simulates the baseline (first) and the plans, as far as a store does not have them (none: nothing is kept), and compares them. `futures` are the same scenarios under other
/// circumstances: there only the headlines are compared, by regret.
///
/// # Errors
/// [`Failure::Broken`] if the audit of a replication fails, [`Failure::Interrupted`] after an interruption: plans are
/// compared on the same replications or not at all, but finished units stay in the store; [`Failure::Disk`] if one
/// cannot be kept.
pub fn compare(
    scenarios: &[&Loaded],
    futures: &[Vec<&Loaded>],
    options: Options,
    store: Option<&Store>,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Comparison, Failure> {
    let [baseline, others @ ..] = scenarios else {
        return Err(Failure::broken("nothing to compare"));
    };
    let mut work = Work {
        options,
        total: options.replications * (scenarios.len() * (1 + futures.len())) as u32,
        finished: 0,
        jobs: 0,
        store,
        progress,
        interrupt,
    };
    let samples = work.samples(scenarios, |_| true, "all")?;
    let before = jobs::of(&baseline.scenario, options.seed, 1)?;
    let mut plans = Vec::new();
    for (loaded, sample) in others.iter().zip(&samples[1..]) {
        let after = jobs::of(&loaded.scenario, options.seed, 1)?;
        plans.push(PlanFinding {
            changes: changes(baseline, loaded),
            differences: differences(&samples[0], sample, others.len() as u32),
            jobs: JobChanges::between(&before, &after),
        });
    }
    let rankings = rankings(&samples);
    let mut by_future = Vec::new();
    for scenarios in futures {
        by_future.push(work.samples(scenarios, headlines, "headlines")?);
    }
    let regrets = if by_future.is_empty() {
        Vec::new()
    } else {
        let own = std::iter::once(samples.as_slice());
        let all: Vec<&[Sample]> = own.chain(by_future.iter().map(Vec::as_slice)).collect();
        regret::tables(&all)
    };
    Ok(Comparison {
        seed: options.seed,
        replications: options.replications,
        samples,
        plans,
        rankings,
        regrets,
        futures: (futures.iter())
            .filter_map(|scenarios| Some(changes(baseline, scenarios.first()?)))
            .collect(),
    })
}

fn changes(before: &Loaded, after: &Loaded) -> Changes {
    Changes::between((&before.scenario, &before.resolved), (&after.scenario, &after.resolved))
}

/// What is simulated, and how far it is.
struct Work<'a> {
    options: Options,
    total: u32,
    finished: u32,
    jobs: u64,
    store: Option<&'a Store<'a>>,
    progress: &'a (dyn Fn(Progress) + Sync),
    interrupt: &'a AtomicBool,
}

impl Work<'_> {
    /// The wanted figures of every replication of scenarios, one after the other; `figures` names them in the store.
    fn samples(
        &mut self,
        scenarios: &[&Loaded],
        wanted: fn(&Key) -> bool,
        figures: &'static str,
    ) -> Result<Vec<Sample>, Failure> {
        let draws = Draws {
            seed: self.options.seed,
            first: 1,
            replications: self.options.replications,
            threads: self.options.threads,
        };
        let mut samples = Vec::new();
        for loaded in scenarios {
            let latest = AtomicU64::new(0);
            let show = |one: Progress| {
                latest.store(one.jobs, Ordering::Relaxed);
                (self.progress)(Progress {
                    finished: self.finished + one.finished,
                    replications: self.total,
                    jobs: self.jobs + one.jobs,
                });
            };
            let hash = store::sha256(loaded.resolved.as_bytes());
            let keeping = self.store.map(|store| Keeping {
                store,
                scenario: &hash,
                figures,
            });
            let sample = sample(&loaded.scenario, draws, wanted, keeping, &show, self.interrupt)?;
            self.finished += draws.replications;
            self.jobs += latest.into_inner();
            samples.push(sample);
        }
        Ok(samples)
    }
}

/// Every figure that both samples have; `plans` is how many are compared with the same baseline.
fn differences(baseline: &Sample, plan: &Sample, plans: u32) -> Vec<Difference> {
    let places = baseline.places();
    let mut points = paired::Points::new(plans);
    let of = |(row, key): (usize, &Key)| {
        let before = baseline.series(*places.get(key)?);
        let after = plan.series(row);
        let paired = paired::compare(&before, &after, &mut points)?;
        Some(Difference {
            key: key.clone(),
            before: paired.before,
            after: paired.after,
            verdict: Verdict::of(key.metric, &paired, paired.simultaneous),
            paired,
        })
    };
    plan.keys().iter().enumerate().filter_map(of).collect()
}

/// Distances to the best of the headline figures, of all jobs and of each team.
fn rankings(samples: &[Sample]) -> Vec<Ranking> {
    let all: Vec<BTreeMap<&Key, usize>> = samples.iter().map(Sample::places).collect();
    let Some(first) = samples.first() else {
        return Vec::new();
    };
    let of = |key: &Key| {
        let series: Option<Vec<Vec<f64>>> = (samples.iter().zip(&all))
            .map(|(sample, places)| sample.series(*places.get(key)?).into_iter().collect())
            .collect();
        let series = series?;
        let better = match key.metric.better()? {
            Better::Less => Wanted::Least,
            Better::More => Wanted::Most,
        };
        let distances = best::distances(&series, better, 0.05)?;
        let means = series.iter().map(|values| crate::stats::interval::mean(values));
        let plans = means.zip(distances).map(|(mean, distance)| Some((mean?, distance)));
        Some(Ranking {
            key: key.clone(),
            plans: plans.collect::<Option<Vec<_>>>()?,
        })
    };
    first
        .keys()
        .iter()
        .filter(|key| headlines(key))
        .filter_map(of)
        .collect()
}
