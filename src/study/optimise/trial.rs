//! What designs are worth: simulated on common random numbers, each once.

use super::design::{self, Design, Move};
use crate::metrics::catalogue::{Better, Metric};
use crate::metrics::sample::{Key, Sample};
use crate::metrics::summary::Breakdown;
use crate::scenario::Scenario;
use crate::scenario::optimise::{Bound, Goal, Optimise};
use crate::stats::interval::mean;
use crate::study::failure::Failure;
use crate::study::run::Progress;
use crate::study::sample::{Draws, sample};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The figure that a search improves.
pub fn goal_key(scenario: &Scenario, optimise: &Optimise) -> Key {
    let team = optimise.team.map(|team| scenario.teams[team.index()].clone());
    // With one team its jobs are all jobs.
    let team = team.filter(|_| scenario.teams.len() > 1);
    let of_team = |team: Option<String>| team.map_or(Breakdown::Total, Breakdown::Team);
    match optimise.goal {
        Goal::LeadTime => Key::network(Metric::LeadTime, of_team(team)),
        Goal::Turnaround => Key::network(Metric::Turnaround, of_team(team)),
        Goal::QueueWait => Key::network(Metric::QueueWait, Breakdown::Total),
        Goal::LostShare => Key::network(Metric::LostShare, Breakdown::Total),
        Goal::WithinDays(days) => Key::network(
            Metric::WithinDays,
            team.map_or(Breakdown::Days(days), |team| Breakdown::TeamDays(team, days)),
        ),
    }
}

/// A design that was simulated.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The figure in each replication, less being better. One without observation counts as the worst there is.
    pub values: Vec<f64>,
    /// The figure itself, and with a promise that of every city.
    pub sample: Sample,
}

/// Simulates designs and remembers them.
pub struct Trials<'a> {
    /// The scenario that designs change.
    pub scenario: &'a Scenario,
    /// What may be done.
    pub moves: &'a [Move],
    /// The figure.
    pub key: Key,
    /// Whether the figure of every city is wanted as well.
    pub by_city: bool,
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
        scenario: &'a Scenario,
        moves: &'a [Move],
        key: Key,
        draws: Draws,
        limit: u32,
        progress: &'a (dyn Fn(Progress) + Sync),
        interrupt: &'a AtomicBool,
    ) -> Trials<'a> {
        Trials {
            scenario,
            moves,
            by_city: scenario
                .optimise
                .as_ref()
                .is_some_and(|wanted| matches!(wanted.bound, Bound::Promise(_))),
            key,
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
    /// [`Failure::Broken`] if the audit of a replication fails.
    pub fn simulate(&mut self, design: &Design, draws: Draws) -> Result<Option<Trial>, Failure> {
        let made = design::apply(self.scenario, self.moves, design);
        // With a promise, also the same figure of each city.
        let wanted = |key: &Key| {
            let same = key.metric == self.key.metric && key.breakdown == self.key.breakdown;
            *key == self.key || self.by_city && same && is_of_city(key)
        };
        let jobs = AtomicU64::new(0);
        let count = |progress: Progress| jobs.store(progress.jobs, Ordering::Relaxed);
        let sample = sample(&made, draws, wanted, &count, self.interrupt)?;
        self.jobs += jobs.into_inner();
        if sample.replications() < draws.replications {
            return Ok(None);
        }
        let sign = sign(&self.key);
        let row = sample.keys().iter().position(|key| *key == self.key);
        let series = row.map_or_else(Vec::new, |row| sample.series(row)).into_iter();
        let values = series
            .map(|value| value.map_or(f64::INFINITY, |value| sign * value))
            .collect();
        Ok(Some(Trial { values, sample }))
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
