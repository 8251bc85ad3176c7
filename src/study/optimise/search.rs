//! Ways to a good design under a budget: by the rough outlook, by simulated steps, and by swaps.

use super::design::{Design, Move, cost};
use super::outlook::{Margins, Outlook, less, more};
use super::trial::{Trial, Trials};
use crate::stats::interval::{mean, variance};
use crate::study::failure::Failure;

/// Moves that a simulated step tries, by outlook.
const TRIED: usize = 6;
/// Neighbours that a round of improvement simulates.
const NEIGHBOURS: usize = 8;
/// Pairs of swaps looked at by outlook are all there are up to so many moves.
const FEW_MOVES: usize = 40;

/// What a step is worth for its price; what costs nothing comes first.
pub fn worth(gain: f64, price: f64) -> f64 {
    if price > 0.0 {
        gain / price
    } else if gain > 0.0 {
        f64::INFINITY
    } else {
        gain
    }
}

/// Steps that the budget allows, with what they are worth by outlook, the most first.
fn affordable(margins: &Margins, design: &Design, moves: &[Move], budget: f64) -> Vec<(usize, f64)> {
    let left = budget - cost(moves, design);
    let mut open: Vec<(usize, f64)> = (0..moves.len())
        .filter(|&at| moves[at].price_cny <= left)
        .filter_map(|at| Some((at, worth(margins.gains[at]?, moves[at].price_cny))))
        .collect();
    open.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    open
}

/// Marginal allocation by outlook (Fox 1966): always the step with most gain for its price, until no step helps or fits;
/// then single steps and swaps as long as they help. Returns the designs on the way, nothing done first.
pub fn by_outlook(outlook: &mut Outlook, moves: &[Move], budget: f64) -> Vec<Design> {
    let mut path = vec![vec![0; moves.len()]];
    loop {
        let design = &path[path.len() - 1];
        let margins = outlook.margins(design);
        let best = affordable(&margins, design, moves, budget)
            .into_iter()
            .find(|(_, worth)| *worth > 0.0);
        match best.and_then(|(at, _)| more(design, moves, at)) {
            Some(next) => path.push(next),
            None => break,
        }
    }
    let polished = polish(outlook, moves, budget, &path[path.len() - 1]);
    if polished != path[path.len() - 1] {
        path.push(polished);
    }
    path
}

/// The best single step or swap by outlook, again and again until none helps. A swap is one step less, and for what that
/// sets free one or two others.
fn polish(outlook: &mut Outlook, moves: &[Move], budget: f64, design: &Design) -> Design {
    let mut current = design.clone();
    let mut value = outlook.of(&current);
    loop {
        let around = around(outlook, moves, budget, &current);
        let values = outlook.of_all(&around);
        let best = around
            .into_iter()
            .zip(values)
            .min_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        match best {
            // Rounding is no improvement.
            Some((better, less)) if less < value * (1.0 - 1e-9) => (current, value) = (better, less),
            _ => return current,
        }
    }
}

/// Single steps and swaps that the budget allows: all of a problem with few moves, the most promising of a large one.
fn around(outlook: &mut Outlook, moves: &[Move], budget: f64, design: &Design) -> Vec<Design> {
    if moves.len() > FEW_MOVES {
        let mut around = neighbours(outlook, moves, budget, design);
        around.truncate(2 * NEIGHBOURS);
        return around;
    }
    let fits = |design: &Design| cost(moves, design) <= budget;
    let steps = |design: &Design| -> Vec<Design> {
        let all = (0..moves.len()).filter_map(|at| more(design, moves, at));
        all.filter(fits).collect()
    };
    let mut around = steps(design);
    for fewer in (0..moves.len()).filter_map(|at| less(design, at)) {
        for one in steps(&fewer) {
            around.extend(steps(&one));
            around.push(one);
        }
        // Two cheap steps for a dear one.
        for least in (0..moves.len()).filter_map(|at| less(&fewer, at)) {
            around.extend(steps(&least));
        }
    }
    around.sort();
    around.dedup();
    around.retain(|other| other != design);
    around
}

/// Single steps and swaps of a design, the most promising by outlook first: what a step gains less what the step given up
/// for it costs, as if one did not touch the other.
pub fn neighbours(outlook: &mut Outlook, moves: &[Move], budget: f64, design: &Design) -> Vec<Design> {
    let margins = outlook.margins(design);
    let spent = cost(moves, design);
    let mut found: Vec<(f64, Design)> = Vec::new();
    for at in 0..moves.len() {
        let Some(gain) = margins.gains[at] else { continue };
        let mut of_move: Vec<(f64, Design)> = Vec::new();
        if spent + moves[at].price_cny <= budget {
            of_move.extend(more(design, moves, at).map(|design| (gain, design)));
        }
        for out in (0..moves.len()).filter(|&out| out != at) {
            let Some(loss) = margins.losses[out] else { continue };
            let price = spent - moves[out].price_cny + moves[at].price_cny;
            if price <= budget {
                let swapped = less(design, out).and_then(|fewer| more(&fewer, moves, at));
                of_move.extend(swapped.map(|design| (gain - loss, design)));
            }
        }
        // The cheapest to give up appear with every gain: two of each are enough.
        of_move.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.extend(of_move.into_iter().take(2));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.into_iter().map(|(_, design)| design).collect()
}

/// Simulated greedy on common numbers: from a design on, always the step with most gain for its price among those that
/// look best. Returns the designs on the way, the first included; it ends where no step helps or fits, or
/// with the trials it may take.
///
/// # Errors
/// As [`Trials::of`].
pub fn by_steps(
    trials: &mut Trials,
    outlook: &mut Outlook,
    moves: &[Move],
    (budget, most_trials): (f64, u32),
    from: &Design,
) -> Result<Vec<Design>, Failure> {
    let end = trials.left.saturating_sub(most_trials);
    let mut path = vec![from.clone()];
    loop {
        let design = path[path.len() - 1].clone();
        let Some(now) = trials.of(&design)?.and_then(Trial::mean) else {
            return Ok(path);
        };
        let margins = outlook.margins(&design);
        let open = affordable(&margins, &design, moves, budget);
        let mut best: Option<(f64, Design)> = None;
        let unseen = |at: usize| outlook.is_blind_to(at);
        let tried = open
            .iter()
            .enumerate()
            .filter(|(rank, (at, _))| *rank < TRIED || unseen(*at));
        for (_, &(at, _)) in tried {
            let Some(next) = more(&design, moves, at) else { continue };
            if trials.left <= end {
                return Ok(path);
            }
            let Some(value) = trials.of(&next)?.and_then(Trial::mean) else {
                return Ok(path);
            };
            let gain = worth(now - value, moves[at].price_cny);
            if gain > 0.0 && best.as_ref().is_none_or(|(found, _)| gain > *found) {
                best = Some((gain, next));
            }
        }
        match best {
            Some((_, next)) => path.push(next),
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
    (budget, most_trials): (f64, u32),
    from: &Design,
) -> Result<Design, Failure> {
    let end = trials.left.saturating_sub(most_trials);
    let mut current = from.clone();
    loop {
        let Some(now) = trials.of(&current)?.map(|trial| trial.values.clone()) else {
            return Ok(current);
        };
        let around = neighbours(outlook, moves, budget, &current);
        let mut improved = None;
        for design in around.into_iter().take(NEIGHBOURS) {
            if trials.left <= end {
                break;
            }
            let Some(trial) = trials.of(&design)? else { break };
            let gains: Vec<f64> = now.iter().zip(&trial.values).map(|(now, then)| now - then).collect();
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
