//! The least cost that keeps a promise in every city: capacity is added where the promise is furthest from kept, then
//! what is not needed is taken away again.

use super::design::{self, Design, Move, Place, cost};
use super::outlook::{Outlook, more};
use super::search::worth;
use super::trial::Trials;
use crate::engine::special::{Tail, student_t_quantile};
use crate::metrics::catalogue::Metric;
use crate::metrics::sample::{Key, Sample};
use crate::metrics::summary::Breakdown;
use crate::scenario::Scenario;
use crate::stats::interval::{mean, variance};
use crate::study::failure::Failure;
use crate::study::sample::{Draws, sample};

/// The share of one city.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The city, by its position.
    pub city: usize,
    /// Mean share over replications.
    pub share: f64,
    /// What it surely is at least, together with all other cities.
    pub at_least: f64,
}

/// The shares of every city with jobs, each with what it surely is at least: all of them together as sure as asked for
/// (Bonferroni over cities).
///
/// # Errors
/// [`Failure::Broken`] if the audit of a replication fails.
pub fn shares(trials: &Trials, design: &Design, draws: Draws, sure: f64) -> Result<Option<Vec<Kept>>, Failure> {
    let made = design::apply(trials.scenario, trials.moves, design);
    let of_cities = |key: &Key| is_of_city(key, &trials.key.breakdown);
    let sample: Sample = sample(&made, draws, of_cities, &|_| {}, trials.interrupt)?;
    if sample.replications() < draws.replications {
        return Ok(None);
    }
    let series: Vec<(usize, Vec<f64>)> = (sample.keys().iter().enumerate())
        .filter_map(|(row, key)| {
            let city = trials
                .scenario
                .cities
                .iter()
                .position(|city| city.id == key.scope.city)?;
            let values: Vec<f64> = sample.series(row).into_iter().flatten().collect();
            (values.len() > 1).then_some((city, values))
        })
        .collect();
    let cities = series.len() as f64;
    let kept = series.into_iter().filter_map(|(city, values)| {
        let n = values.len() as f64;
        let t = student_t_quantile(n - 1.0, Tail::Upper((1.0 - sure) / cities));
        let share = mean(&values)?;
        let error = (variance(&values)? / n).sqrt();
        Some(Kept {
            city,
            share,
            at_least: share - t * error,
        })
    });
    Ok(Some(kept.collect()))
}

fn is_of_city(key: &Key, breakdown: &Breakdown) -> bool {
    let scope = &key.scope;
    key.metric == Metric::WithinDays
        && key.breakdown == *breakdown
        && scope.city != "*"
        && scope.centre == "*"
        && scope.failure == "*"
}

/// Designs that keep the promise on the draws of the search, the cheapest first; the nearest to it if none does.
///
/// # Errors
/// As [`Trials::of`].
pub fn keep(trials: &mut Trials, outlook: &mut Outlook, moves: &[Move], share: f64) -> Result<Vec<Design>, Failure> {
    let mut design: Design = vec![0; moves.len()];
    let mut found: Vec<Design> = Vec::new();
    while let Some(worst) = worst(trials, &design)? {
        if worst.share >= share {
            found.push(design.clone());
            break;
        }
        let Some(next) = toward(trials.scenario, outlook, moves, &design, worst.city) else {
            break;
        };
        design = next;
    }
    if found.is_empty() {
        return Ok(vec![design]);
    }
    // Dear steps first: what is not needed goes.
    let mut order: Vec<usize> = (0..moves.len()).filter(|&at| design[at] > 0).collect();
    order.sort_by(|&a, &b| moves[b].price_cny.total_cmp(&moves[a].price_cny).then(a.cmp(&b)));
    for at in order {
        while design[at] > 0 {
            let mut less = design.clone();
            less[at] -= 1;
            match worst(trials, &less)? {
                Some(worst) if worst.share >= share => {
                    design = less;
                    found.push(design.clone());
                }
                _ => break,
            }
        }
    }
    found.sort_by(|a, b| cost(moves, a).total_cmp(&cost(moves, b)));
    Ok(found)
}

/// The city where the promise is furthest from kept; none when the search is over.
fn worst(trials: &mut Trials, design: &Design) -> Result<Option<Kept>, Failure> {
    if trials.of(design)?.is_none() {
        return Ok(None);
    }
    let kept = shares(trials, design, trials.draws, 0.5)?;
    Ok(kept.and_then(|list| list.into_iter().min_by(|a, b| a.share.total_cmp(&b.share))))
}

/// The step that by outlook helps most for its price, of those in or near a city.
fn toward(scenario: &Scenario, outlook: &mut Outlook, moves: &[Move], design: &Design, city: usize) -> Option<Design> {
    let here = |at: &usize| match moves[*at].place {
        Place::City(of) => of.index() == city,
        Place::Centre(centre) => scenario.centres[centre.index()].city.index() == city,
    };
    let margins = outlook.margins(design);
    let open: Vec<usize> = (0..moves.len()).filter(|&at| margins.gains[at].is_some()).collect();
    let own: Vec<usize> = open.iter().copied().filter(here).collect();
    let list = if own.is_empty() { open } else { own };
    let of = |at: usize| margins.gains[at].map_or(0.0, |gain| worth(gain, moves[at].price_cny));
    let best = list
        .into_iter()
        .max_by(|&a, &b| of(a).total_cmp(&of(b)).then(b.cmp(&a)))?;
    more(design, moves, best)
}
