//! The least cost that keeps a promise in every city: capacity is added where the promise is furthest from kept, then
//! what is not needed is taken away again.

use super::design::{Design, Move, Place, cost};
use super::outlook::{Outlook, more};
use super::search::worth;
use super::trial::Trials;
use crate::engine::special::{Tail, student_t_quantile};
use crate::metrics::sample::Sample;
use crate::scenario::Scenario;
use crate::stats::interval::{mean, variance};
use crate::study::failure::Failure;

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
pub fn shares(scenario: &Scenario, sample: &Sample, sure: f64) -> Vec<Kept> {
    let series: Vec<(usize, Vec<f64>)> = (sample.keys().iter().enumerate())
        .filter_map(|(row, key)| {
            let city = scenario.cities.iter().position(|city| city.id == key.scope.city)?;
            let values: Vec<f64> = sample.series(row).into_iter().flatten().collect();
            (!values.is_empty()).then_some((city, values))
        })
        .collect();
    let cities = series.len() as f64;
    let kept = series.into_iter().filter_map(|(city, values)| {
        let n = values.len() as f64;
        let share = mean(&values)?;
        // Of a single replication nothing is sure.
        let at_least = variance(&values).map_or(0.0, |variance| {
            let t = student_t_quantile(n - 1.0, Tail::Upper((1.0 - sure) / cities));
            share - t * (variance / n).sqrt()
        });
        Some(Kept { city, share, at_least })
    });
    kept.collect()
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
        let Some(next) = toward(trials.subject.scenario, outlook, moves, &design, worst.city) else {
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
    let scenario = trials.subject.scenario;
    let Some(trial) = trials.of(design)? else {
        return Ok(None);
    };
    let kept = shares(scenario, &trial.sample, 0.5).into_iter();
    Ok(kept.min_by(|a, b| a.share.total_cmp(&b.share)))
}

/// The step that by outlook helps most for its price, of those in or near a city.
fn toward(scenario: &Scenario, outlook: &mut Outlook, moves: &[Move], design: &Design, city: usize) -> Option<Design> {
    let here = |at: &usize| match moves[*at].place {
        Place::City(of) => of.index() == city,
        Place::Centre(centre) => scenario.centres[centre.index()].city.index() == city,
        Place::Network => false,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::catalogue::Metric;
    use crate::metrics::sample::Key;
    use crate::metrics::summary::Breakdown;
    use crate::scenario;
    use std::path::Path;

    /// Two cities, whose shares are given by replication.
    fn kept(values: &[f64]) -> Vec<Kept> {
        let text = "name = \"Two\"\nstart = 2025-03-01\ndays = 10\n[[city]]\nid = \"a\"\nvehicles = 1\n[[city]]\nid = \"b\"\n\
                    vehicles = 1\n[[failure]]\nid = \"f\"\nrate = { per_vehicle_year = 1.0 }\n\
                    stages = [{ id = \"s\", needs = [\"bay\"], hours = 1.0 }]\n[[centre]]\nid = \"c\"\ncity = \"a\"\n\
                    resources = { bay = 1 }\nhours = \"always\"\nbooking = { policy = \"walk-in\" }\n";
        let files = |_: &Path| Ok(text.as_bytes().to_vec());
        let loaded = scenario::load_from(&files, Path::new("two.toml"), &[]).unwrap();
        let key = |city: &str| {
            let mut key = Key::network(Metric::WithinDays, Breakdown::Days(3));
            key.scope.city = city.into();
            key
        };
        shares(&loaded.scenario, &Sample::of(vec![key("a"), key("b")], values), 0.95)
    }

    #[test]
    fn every_city_has_its_bound_and_all_hold_together() {
        // a: 0.90 and 1.00, mean 0.95, s/√2 = 0.05; t at 1 − 0.05/2 of 1 degree 12.7062047. b: 0.8 twice.
        let found = kept(&[0.9, 0.8, 1.0, 0.8]);
        assert!((found[0].share - 0.95).abs() < 1e-12 && (found[0].at_least - (0.95 - 0.05 * 12.7062047)).abs() < 1e-7);
        assert!((found[1].share - 0.8).abs() < 1e-12 && (found[1].at_least - 0.8).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_sure_of_one_replication_and_a_city_without_jobs_is_none() {
        let found = kept(&[0.9, f64::NAN]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].share, found[0].at_least), (0.9, 0.0));
    }
}
