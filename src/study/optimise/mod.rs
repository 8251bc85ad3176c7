//! `optimise`: the best capacity under a budget, or the least cost that keeps a promise.

pub mod confirm;
mod crews;
pub mod design;
pub mod outlook;
pub mod promise;
pub mod search;
pub mod trial;

use super::failure::Failure;
use super::run::Progress;
use super::sample::Draws;
use crate::metrics::sample::Key;
use crate::scenario::optimise::Bound;
use crate::stats::interval::mean;
use confirm::Confirmed;
use design::{Design, Move};
use outlook::Outlook;
use std::sync::atomic::{AtomicBool, Ordering};
use trial::{Subject, Trials};

/// Designs that take part in the selection on fresh draws, at most.
const FINALISTS: usize = 6;
/// Designs on the way of the guess that are simulated.
const MILESTONES: usize = 12;
/// Steps of a way that is short.
const SHORT: usize = 30;

/// How much to simulate.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Seed of all random numbers.
    pub seed: u64,
    /// Replications of each design during the search.
    pub search_replications: u32,
    /// Fresh replications of the result and of what is told about it.
    pub replications: u32,
    /// Designs simulated during the search, at most.
    pub designs: u32,
    /// Threads, at least 1.
    pub threads: usize,
}

/// A point on the way: what was bought, for how much, and what that was worth as found.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What was bought.
    pub design: Design,
    /// What it costs, CNY.
    pub cost_cny: f64,
    /// Mean of the goal during the search, in its own unit.
    pub value: f64,
}

/// What a search has seen.
#[derive(Clone, Debug)]
pub struct Way {
    /// The goal; with a quantile the figure whose quantile it is.
    pub key: Key,
    /// The share of the jobs whose wait counts; none: the mean, or a share.
    pub quantile: Option<f64>,
    /// What may be done.
    pub moves: Vec<Move>,
    /// The designs that no other one beats in cost and goal at once, as found, the cheapest first.
    pub frontier: Vec<Point>,
    /// Designs simulated during the search.
    pub designs: u32,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it has seen.
    pub way: Way,
    /// Whether it was cut short by its limit.
    pub cut_short: bool,
    /// The result, on fresh draws.
    pub confirmed: Confirmed,
}

/// What an interrupted search leaves.
#[derive(Clone, Debug)]
pub struct SoFar {
    /// What it has seen.
    pub way: Way,
    /// The best design so far, which nothing has confirmed.
    pub design: Design,
}

/// How a search ended.
#[derive(Clone, Debug)]
pub enum Ended {
    /// With a result.
    Found(Box<Found>),
    /// By an interruption.
    Interrupted(Box<SoFar>),
}

/// Searches.
///
/// # Errors
/// [`Failure::Broken`] if the audit of a replication fails, [`Failure::Disk`] if a trial cannot be kept,
/// [`Failure::Interrupted`] if not even the scenario itself was simulated.
pub fn optimise(
    subject: Subject,
    options: Options,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Ended, Failure> {
    let Subject {
        scenario,
        wanted,
        moves,
        ..
    } = subject;
    let draws = Draws {
        seed: options.seed,
        first: 1,
        replications: options.search_replications,
        threads: options.threads,
    };
    let mut trials = Trials::new(subject, draws, options.designs, progress, interrupt);
    let mut outlook = Outlook::new(scenario, moves, interrupt);
    let nothing: Design = vec![0; moves.len()];
    if trials.of(&nothing)?.is_none() {
        return Err(Failure::Interrupted);
    }
    let finalists = match wanted.bound {
        Bound::Budget(budget) => under_budget(&mut trials, &mut outlook, moves, budget)?,
        Bound::Promise(share) => promise::keep(&mut trials, &mut outlook, moves, share)?,
    };
    let cut_short = trials.left == 0;
    let way = Way {
        key: trials.key.clone(),
        quantile: wanted.quantile,
        moves: moves.to_vec(),
        frontier: frontier(&trials, moves),
        designs: options.designs - trials.left,
    };
    let so_far = |way| {
        let design = finalists.first().cloned().unwrap_or(nothing);
        Ended::Interrupted(Box::new(SoFar { way, design }))
    };
    if interrupt.load(Ordering::Relaxed) {
        return Ok(so_far(way));
    }
    let mut fresh = Trials::new(subject, draws, u32::MAX, &|_| {}, interrupt);
    let told = |design: &Design| mean(&trials.known(design)?.told());
    let as_found: Vec<Option<f64>> = finalists.iter().map(told).collect();
    match confirm::confirm(&mut fresh, &mut outlook, (&finalists, &as_found), options) {
        Ok(confirmed) => Ok(Ended::Found(Box::new(Found {
            way,
            cut_short,
            confirmed,
        }))),
        Err(Failure::Interrupted) => Ok(so_far(way)),
        Err(failure) => Err(failure),
    }
}

/// The best designs under a budget, the best first.
fn under_budget(
    trials: &mut Trials,
    outlook: &mut Outlook,
    moves: &[Move],
    budget: f64,
) -> Result<Vec<Design>, Failure> {
    let guessed = search::by_outlook(outlook, moves, budget);
    let last = guessed.len() - 1;
    // A long way is looked at from milestone to milestone: they show what money buys.
    let mut milestones: Vec<usize> = (0..=MILESTONES).map(|at| at * last / MILESTONES).collect();
    milestones.dedup();
    for &at in &milestones {
        trials.of(&guessed[at])?;
    }
    // A short way is gone again from its start by simulation, of a long one the last third.
    let from = if last <= SHORT { 0 } else { last * 2 / 3 };
    let half = trials.left / 2;
    let stepped = search::by_steps(trials, outlook, moves, (budget, half), &guessed[from])?;
    let mut ends: Vec<Design> = [guessed.last(), stepped.last()]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    ends.sort_by(|a, b| by_mean(trials, a, b));
    if let Some(best) = ends.first() {
        let all = trials.left;
        search::by_swaps(trials, outlook, moves, (budget, all), best)?;
    }
    let mut all: Vec<Design> = (trials.order.iter())
        .filter(|design| design::cost(moves, design) <= budget)
        .cloned()
        .collect();
    all.sort_by(|a, b| by_mean(trials, a, b));
    all.truncate(FINALISTS);
    // The end of the guess takes part whatever chance said of it.
    if let Some(end) = guessed.last().filter(|end| !all.contains(end)) {
        all.push(end.clone());
    }
    Ok(all)
}

/// Better designs first; of equal ones in order of what they do.
fn by_mean(trials: &Trials, a: &Design, b: &Design) -> std::cmp::Ordering {
    let mean = |design: &Design| trials.mean(design).unwrap_or(f64::INFINITY);
    mean(a).total_cmp(&mean(b)).then_with(|| a.cmp(b))
}

/// The simulated designs that no other one beats in cost and goal at once, the cheapest first.
fn frontier(trials: &Trials, moves: &[Move]) -> Vec<Point> {
    let sign = trial::sign(&trials.key);
    let mut all: Vec<(f64, f64, &Design)> = (trials.order.iter())
        .filter_map(|design| Some((design::cost(moves, design), trials.mean(design)?, design)))
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut best = f64::INFINITY;
    let mut points = Vec::new();
    for (cost_cny, value, design) in all {
        let told = trials.known(design).and_then(|trial| mean(&trial.told()));
        if let Some(told) = told.filter(|_| value < best) {
            best = value;
            points.push(Point {
                design: design.clone(),
                cost_cny,
                value: sign * told,
            });
        }
    }
    points
}
