//! What designs are worth: simulated on common random numbers, each once.

use super::design::{self, Design, Move};
use crate::metrics::catalogue::{Better, Metric};
use crate::metrics::sample::{Key, Sample};
use crate::metrics::summary::Breakdown;
use crate::metrics::tail::{Tail, longest};
use crate::model::Model;
use crate::scenario::Scenario;
use crate::scenario::optimise::{Bound, Goal, Optimise};
use crate::stats::interval::mean;
use crate::study::failure::Failure;
use crate::study::run::Progress;
use crate::study::sample::{Draws, Gauge, Keeping, sample, values};
use crate::study::store::{self, Store};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The name under which trials are kept; which figures they have is a part of the scenario.
const FIGURES: &str = "goal";

/// The figure that a search improves; with a quantile the one whose quantile it is.
pub fn goal_key(scenario: &Scenario, optimise: &Optimise) -> Key {
    let team = optimise.team.map(|team| scenario.teams[team.index()].clone());
    // With one team its jobs are all jobs.
    let team = team.filter(|_| scenario.teams.len() > 1);
    let of_team = |team: Option<String>| team.map_or(Breakdown::Total, Breakdown::Team);
    match optimise.goal {
        Goal::LeadTime => Key::network(Metric::LeadTime, of_team(team)),
        Goal::Turnaround => Key::network(Metric::Turnaround, of_team(team)),
        // The mean is not known by team, quantiles are.
        Goal::QueueWait if optimise.quantile.is_some() => Key::network(Metric::QueueWait, of_team(team)),
        Goal::QueueWait => Key::network(Metric::QueueWait, Breakdown::Total),
        Goal::LostShare => Key::network(Metric::LostShare, Breakdown::Total),
        Goal::WithinDays(days) => Key::network(
            Metric::WithinDays,
            team.map_or(Breakdown::Days(days), |team| Breakdown::TeamDays(team, days)),
        ),
    }
}

/// Where the trials of a search are kept, and of which scenario they are.
#[derive(Clone, Copy)]
pub struct Keep<'a> {
    /// The store.
    pub store: &'a Store<'a>,
    /// The resolved scenario.
    pub resolved: &'a str,
}

/// What is searched.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The scenario that designs change.
    pub scenario: &'a Scenario,
    /// What is wanted.
    pub wanted: &'a Optimise,
    /// What may be done.
    pub moves: &'a [Move],
    /// Where finished trials are kept; none: nowhere.
    pub keep: Option<Keep<'a>>,
}

/// A design that was simulated.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The figure in each replication, less being better. One without observation counts as the worst there is.
    pub values: Vec<f64>,
    /// The figure itself, and with a promise that of every city; of a quantile none.
    pub sample: Sample,
    /// The most that a figure is told as; what lies beyond only orders designs.
    most: f64,
}

/// Simulates designs and remembers them.
pub struct Trials<'a> {
    /// What is searched.
    pub subject: Subject<'a>,
    /// The figure.
    pub key: Key,
    /// Draws of the search: replications 1 … n.
    pub draws: Draws,
    /// Designs that may still be simulated.
    pub left: u32,
    /// Ends the search in good order.
    pub interrupt: &'a AtomicBool,
    /// Told after each design: how many were simulated, and of how many at most.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    known: BTreeMap<Design, Trial>,
    /// Designs in the order in which they were simulated.
    pub order: Vec<Design>,
    jobs: u64,
    limit: u32,
}

impl<'a> Trials<'a> {
    /// Nothing simulated yet; at most `limit` designs will be.
    pub fn new(
        subject: Subject<'a>,
        draws: Draws,
        limit: u32,
        progress: &'a (dyn Fn(Progress) + Sync),
        interrupt: &'a AtomicBool,
    ) -> Trials<'a> {
        Trials {
            key: goal_key(subject.scenario, subject.wanted),
            subject,
            draws,
            left: limit,
            interrupt,
            progress,
            known: BTreeMap::new(),
            order: Vec::new(),
            jobs: 0,
            limit,
        }
    }

    /// Whether the search must end.
    pub fn is_over(&self) -> bool {
        self.left == 0 || self.interrupt.load(Ordering::Relaxed)
    }

    /// A design, simulated; none if it may not be any more.
    ///
    /// # Errors
    /// [`Failure::Broken`] if the audit of a replication fails.
    pub fn of(&mut self, design: &Design) -> Result<Option<&Trial>, Failure> {
        if !self.known.contains_key(design) {
            if self.is_over() {
                return Ok(None);
            }
            let Some(trial) = self.simulate(design, self.draws)? else {
                return Ok(None);
            };
            self.left -= 1;
            self.known.insert(design.clone(), trial);
            self.order.push(design.clone());
            (self.progress)(Progress {
                finished: self.limit - self.left,
                replications: self.limit,
                jobs: self.jobs,
            });
        }
        Ok(self.known.get(design))
    }

    /// A design on any draws; none after an interruption.
    ///
    /// # Errors
    /// [`Failure::Broken`] if the audit of a replication fails, [`Failure::Disk`] if a trial cannot be kept.
    pub fn simulate(&mut self, design: &Design, draws: Draws) -> Result<Option<Trial>, Failure> {
        let Subject {
            scenario, moves, keep, ..
        } = self.subject;
        let made = design::apply(scenario, moves, design);
        let name = keep.map(|keep| {
            (
                keep.store,
                store::sha256(format!("{} {design:?}", keep.resolved).as_bytes()),
            )
        });
        let keeping = name.as_ref().map(|(store, scenario)| Keeping {
            store,
            scenario,
            figures: FIGURES,
        });
        let jobs = AtomicU64::new(0);
        let count = |progress: Progress| jobs.store(progress.jobs, Ordering::Relaxed);
        let trial = match self.subject.wanted.quantile {
            Some(q) => self.tails(&made, q, draws, keeping, &count),
            None => self.means(&made, draws, keeping, &count),
        };
        self.jobs += jobs.into_inner();
        match trial {
            Ok(trial) => Ok(Some(trial)),
            Err(Failure::Interrupted) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// A trial whose figure is a row of the results.
    fn means(
        &self,
        made: &Scenario,
        draws: Draws,
        keeping: Option<Keeping>,
        count: &(dyn Fn(Progress) + Sync),
    ) -> Result<Trial, Failure> {
        // With a promise, also the same figure of each city.
        let by_city = matches!(self.subject.wanted.bound, Bound::Promise(_));
        let wanted = |key: &Key| {
            let same = key.metric == self.key.metric && key.breakdown == self.key.breakdown;
            *key == self.key || by_city && same && is_of_city(key)
        };
        let sample = sample(made, draws, wanted, keeping, count, self.interrupt)?;
        let sign = sign(&self.key);
        let row = sample.keys().iter().position(|key| *key == self.key);
        let series = row.map_or_else(Vec::new, |row| sample.series(row)).into_iter();
        let values = series
            .map(|value| value.map_or(f64::INFINITY, |value| sign * value))
            .collect();
        Ok(Trial {
            values,
            sample,
            most: f64::INFINITY,
        })
    }

    /// A trial whose figure is each replication's own quantile.
    fn tails(
        &self,
        made: &Scenario,
        q: f64,
        draws: Draws,
        keeping: Option<Keeping>,
        count: &(dyn Fn(Progress) + Sync),
    ) -> Result<Trial, Failure> {
        let model = Model::compile(made);
        let team = self.subject.wanted.team.map(|team| team.0);
        let gauge = Gauge {
            make: || Tail::new(&model, self.key.metric, team),
            read: |tail: &mut Tail, values: &mut Vec<f64>| {
                values.clear();
                values.push(tail.value(q).unwrap_or(f64::INFINITY));
                tail.clear();
            },
            rows: 1,
        };
        Ok(Trial {
            values: values(&model, &gauge, draws, keeping, count, self.interrupt)?,
            sample: Sample::of(Vec::new(), &[]),
            most: longest(&model, self.key.metric),
        })
    }

    /// A design that was simulated.
    pub fn known(&self, design: &Design) -> Option<&Trial> {
        self.known.get(design)
    }

    /// The mean of a design that was simulated, less being better.
    pub fn mean(&self, design: &Design) -> Option<f64> {
        self.known.get(design)?.mean()
    }
}

impl Trial {
    /// The mean, less being better.
    pub fn mean(&self) -> Option<f64> {
        mean(&self.values)
    }

    /// The figure in each replication as it is told, less being better.
    pub fn told(&self) -> Vec<f64> {
        self.values.iter().map(|value| value.min(self.most)).collect()
    }
}

fn is_of_city(key: &Key) -> bool {
    key.scope.city != "*" && key.scope.centre == "*" && key.scope.failure == "*"
}

/// 1 where less is better, −1 where more is.
pub fn sign(key: &Key) -> f64 {
    match key.metric.better() {
        Some(Better::More) => -1.0,
        _ => 1.0,
    }
}
