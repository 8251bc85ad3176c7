//! Ways to a good design under a budget: by the rough outlook, by simulated steps, and by swaps.

use super::design::{self, Design, Move, cost};
use super::trial::Trials;
use crate::model::{Model, outlook};
use crate::scenario::Scenario;
use crate::stats::interval::{mean, variance};
use crate::study::failure::Failure;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Moves that a simulated step tries, the most promising by outlook.
const TRIED: usize = 6;
/// Swaps that a round of improvement simulates.
const SWAPS: usize = 8;

/// The rough outlook of designs, each worked out once.
pub struct Outlook<'a> {
    scenario: &'a Scenario,
    moves: &'a [Move],
    team: Option<usize>,
    known: BTreeMap<Design, f64>,
}

impl<'a> Outlook<'a> {
    /// Nothing worked out yet.
    pub fn new(scenario: &'a Scenario, moves: &'a [Move]) -> Outlook<'a> {
        let team = scenario.optimise.as_ref().and_then(|optimise| optimise.team);
        Outlook {
            scenario,
            moves,
            team: team.map(|team| team.index()),
            known: BTreeMap::new(),
        }
    }

    /// Expected job-days of waiting of each design, side by side.
    pub fn of(&mut self, designs: &[Design]) -> Vec<f64> {
        let new: Vec<&Design> = designs
            .iter()
            .filter(|design| !self.known.contains_key(*design))
            .collect();
        let (scenario, moves, team) = (self.scenario, self.moves, self.team);
        let values: Vec<f64> = new
            .par_iter()
            .map(|design| outlook::job_days(&Model::compile(&design::apply(scenario, moves, design)), team))
            .collect();
        let new: Vec<Design> = new.into_iter().cloned().collect();
        self.known.extend(new.into_iter().zip(values));
        designs.iter().map(|design| self.known[design]).collect()
    }
}

/// A design with one more step of a move; none if there is no more.
pub fn with(design: &Design, moves: &[Move], at: usize) -> Option<Design> {
    let mut more = design.clone();
    more[at] += 1;
    (more[at] <= moves[at].most).then_some(more)
}

fn without(design: &Design, at: usize) -> Option<Design> {
    let mut less = design.clone();
    less[at] = less[at].checked_sub(1)?;
    Some(less)
}

/// Single steps from a design that the budget allows.
pub fn steps(design: &Design, moves: &[Move], budget: f64) -> Vec<(usize, Design)> {
    let spent = cost(moves, design);
    (0..moves.len())
        .filter(|&at| spent + moves[at].price_cny <= budget)
        .filter_map(|at| Some((at, with(design, moves, at)?)))
        .collect()
}

/// What a step is worth for its price; what costs nothing comes first.
fn worth(gain: f64, price: f64) -> f64 {
    if price > 0.0 {
        gain / price
    } else if gain > 0.0 {
        f64::INFINITY
    } else {
        0.0
    }
}

/// Marginal allocation by outlook (Fox 1966): always the step with most gain for its price, until no step helps or fits;
/// then single steps and swaps as long as they help. Returns the designs on the way, nothing done first.
pub fn by_outlook(outlook: &mut Outlook, moves: &[Move], budget: f64) -> Vec<Design> {
    let mut path = vec![vec![0; moves.len()]];
    // Gains only shrink as capacity grows, so an old gain bounds the new one: steps are looked at in order of it.
    let mut bounds: Vec<f64> = vec![f64::INFINITY; moves.len()];
    loop {
        let design = path[path.len() - 1].clone();
        let now = outlook.of(std::slice::from_ref(&design))[0];
        let mut open = steps(&design, moves, budget);
        open.sort_by(|a, b| bounds[b.0].total_cmp(&bounds[a.0]));
        let mut best: Option<(f64, Design)> = None;
        for batch in open.chunks(16) {
            if let Some((found, _)) = &best
                && batch.iter().all(|(at, _)| bounds[*at] <= *found)
            {
                break;
            }
            let designs: Vec<Design> = batch.iter().map(|(_, design)| design.clone()).collect();
            for ((at, design), value) in batch.iter().zip(outlook.of(&designs)) {
                let gain = worth(now - value, moves[*at].price_cny);
                bounds[*at] = gain;
                if gain > 0.0 && best.as_ref().is_none_or(|(found, _)| gain > *found) {
                    best = Some((gain, design.clone()));
                }
            }
        }
        match best {
            Some((_, design)) => path.push(design),
            None => break,
        }
    }
    let polished = polish(outlook, moves, budget, &path[path.len() - 1]);
    if polished != path[path.len() - 1] {
        path.push(polished);
    }
    path
}

/// Single steps and swaps by outlook, the best first, until none helps.
fn polish(outlook: &mut Outlook, moves: &[Move], budget: f64, design: &Design) -> Design {
    let mut current = design.clone();
    loop {
        let now = outlook.of(std::slice::from_ref(&current))[0];
        let around = neighbours(&current, moves, budget, usize::MAX);
        let values = outlook.of(&around);
        let best = around.into_iter().zip(values).min_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some((better, value)) if value < now * (1.0 - 1e-12) => current = better,
            _ => return current,
        }
    }
}

/// Single steps and swaps that the budget allows: one step less of one move, then as many of another as fit, at most two.
/// Of more than `many` moves only those that are made, and the first ones, take part.
fn neighbours(design: &Design, moves: &[Move], budget: f64, many: usize) -> Vec<Design> {
    let mut around: Vec<Design> = steps(design, moves, budget)
        .into_iter()
        .map(|(_, design)| design)
        .collect();
    // A network has hundreds of moves: there, swaps are found by simulation.
    if moves.len() > 60 {
        return around;
    }
    for out in 0..moves.len() {
        let Some(less) = without(design, out) else { continue };
        for (at, one) in steps(&less, moves, budget) {
            if at == out {
                continue;
            }
            for (_, two) in steps(&one, moves, budget)
                .into_iter()
                .filter(|(other, _)| *other != out)
            {
                around.push(two);
            }
            around.push(one);
        }
        if around.len() > many {
            break;
        }
    }
    around.sort();
    around.dedup();
    around
}

/// Simulated greedy on common numbers: from a design on, always the step with most gain for its price among those that
/// look best. Returns the designs on the way, the first included.
///
/// # Errors
/// As [`Trials::of`].
pub fn by_steps(
    trials: &mut Trials,
    outlook: &mut Outlook,
    moves: &[Move],
    budget: f64,
    from: &Design,
) -> Result<Vec<Design>, Failure> {
    let mut path = vec![from.clone()];
    // What each move gained, for its price, when it was last simulated.
    let mut gained: Vec<Option<f64>> = vec![None; moves.len()];
    loop {
        let design = path[path.len() - 1].clone();
        let Some(now) = trials.of(&design)?.and_then(mean) else {
            return Ok(path);
        };
        let guess = outlook.of(std::slice::from_ref(&design))[0];
        let open = steps(&design, moves, budget);
        if open.is_empty() {
            return Ok(path);
        }
        let designs: Vec<Design> = open.iter().map(|(_, design)| design.clone()).collect();
        let values = outlook.of(&designs);
        let mut ranked: Vec<(usize, &Design, f64)> = (open.iter().zip(values))
            .map(|((at, design), value)| (*at, design, worth(guess - value, moves[*at].price_cny)))
            .collect();
        ranked.sort_by(|a, b| b.2.total_cmp(&a.2));
        // Half by outlook, half by what was gained before.
        let mut tried: Vec<(usize, &Design)> = ranked.iter().take(TRIED).map(|&(at, design, _)| (at, design)).collect();
        let mut before: Vec<(usize, &Design, f64)> = (ranked.iter())
            .filter_map(|&(at, design, _)| Some((at, design, gained[at].filter(|gain| *gain > 0.0)?)))
            .collect();
        before.sort_by(|a, b| b.2.total_cmp(&a.2));
        let seen = |tried: &[(usize, &Design)], at: usize| tried.iter().any(|(other, _)| *other == at);
        for (at, design, _) in before {
            if !seen(&tried, at) && tried.len() < TRIED + TRIED / 2 {
                tried.push((at, design));
            }
        }
        let mut best: Option<(f64, &Design)> = None;
        for (at, design) in tried {
            let Some(value) = trials.of(design)?.and_then(mean) else {
                return Ok(path);
            };
            let gain = worth(now - value, moves[at].price_cny);
            gained[at] = Some(gain);
            if gain > 0.0 && best.is_none_or(|(found, _)| gain > found) {
                best = Some((gain, design));
            }
        }
        match best {
            Some((_, design)) => path.push(design.clone()),
            None => return Ok(path),
        }
    }
}

/// Improves a design by single steps and swaps, simulated, as long as one is better by more than its standard error.
///
/// # Errors
/// As [`Trials::of`].
pub fn by_swaps(
    trials: &mut Trials,
    outlook: &mut Outlook,
    moves: &[Move],
    budget: f64,
    from: &Design,
) -> Result<Design, Failure> {
    let mut current = from.clone();
    loop {
        let Some(now) = trials.of(&current)?.map(<[f64]>::to_vec) else {
            return Ok(current);
        };
        let around = swaps(outlook, moves, budget, &current);
        let mut improved = None;
        for design in around.into_iter().take(SWAPS) {
            let Some(values) = trials.of(&design)? else {
                return Ok(current);
            };
            let gains: Vec<f64> = now.iter().zip(values).map(|(now, then)| now - then).collect();
            let error = (variance(&gains).unwrap_or(0.0) / gains.len() as f64).sqrt();
            let gain = mean(&gains).unwrap_or(0.0);
            if gain > error && gain > 0.0 && improved.as_ref().is_none_or(|(best, _)| gain > *best) {
                improved = Some((gain, design));
            }
        }
        match improved {
            Some((_, design)) => current = design,
            None => return Ok(current),
        }
    }
}

/// Single steps and swaps of a design, the most promising by outlook first.
fn swaps(outlook: &mut Outlook, moves: &[Move], budget: f64, design: &Design) -> Vec<Design> {
    let guess = outlook.of(std::slice::from_ref(design))[0];
    // The loss of each step that is made, and the gain of each that might be.
    let out: Vec<(usize, Design)> = (0..moves.len())
        .filter_map(|at| Some((at, without(design, at)?)))
        .collect();
    let losses = outlook.of(&out.iter().map(|(_, design)| design.clone()).collect::<Vec<_>>());
    let all: Vec<(usize, Design)> = (0..moves.len())
        .filter_map(|at| Some((at, with(design, moves, at)?)))
        .collect();
    let gains = outlook.of(&all.iter().map(|(_, design)| design.clone()).collect::<Vec<_>>());
    let spent = cost(moves, design);
    let mut found: Vec<(f64, Design)> = Vec::new();
    for ((at, more), value) in all.iter().zip(&gains) {
        let gain = guess - value;
        if spent + moves[*at].price_cny <= budget {
            found.push((gain, more.clone()));
        }
        for ((less_at, less), loss) in out.iter().zip(&losses) {
            let price = spent - moves[*less_at].price_cny + moves[*at].price_cny;
            if less_at != at
                && price <= budget
                && let Some(swapped) = with(less, moves, *at)
            {
                found.push((gain - (loss - guess), swapped));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    // The cheapest to lose and the best to gain appear in many: a few of each are enough.
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|(_, swapped)| {
        let gained = (0..moves.len()).find(|&at| swapped[at] > design[at]).unwrap_or(0);
        let count = seen.entry(gained).or_default();
        *count += 1;
        *count <= 3
    });
    found.into_iter().map(|(_, design)| design).collect()
}
