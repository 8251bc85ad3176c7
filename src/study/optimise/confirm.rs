//! The choice among the best designs on draws that the search has not seen, and what the next steps would be worth.

use super::Options;
use super::design::{Design, cost};
use super::outlook::{Outlook, more};
use super::promise::{self, Kept};
use super::search::worth;
use super::trial::{Trial, Trials, sign};
use crate::scenario::optimise::Bound;
use crate::stats::best::Wanted;
use crate::stats::interval::mean;
use crate::stats::paired::{self, Paired, Points};
use crate::stats::selection::{Guarantee, Selection as Kn, Settings};
use crate::study::failure::Failure;
use crate::study::sample::Draws;

/// Rounds of fresh replications that the selection may take.
const MOST_ROUNDS: u32 = 10;
/// Next steps that are told, at most.
const NEXT: usize = 8;
/// The first fresh replication: the search uses the first ones.
const FRESH: u32 = 1_000_001;
/// The first replication of what is told of the result: neither search nor selection has seen it.
const TOLD: u32 = 2_000_001;

/// How the result was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Designs that took part.
    pub finalists: usize,
    /// Fresh replications of all of them together.
    pub replications: u32,
    /// The difference that matters, in the unit of the goal.
    pub smallest_difference: f64,
    /// How sure the best is chosen if it leads by that difference (Kim and Nelson 2001); none: the limit came first.
    pub sure_share: Option<f64>,
}

/// A step that could be next.
#[derive(Clone, Debug, PartialEq)]
pub struct Next {
    /// The move, by its position.
    pub at: usize,
    /// What it changes of the goal, on the same draws.
    pub paired: Paired,
    /// What it costs, CNY.
    pub price_cny: f64,
}

/// The result.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// What to do.
    pub design: Design,
    /// What it costs, CNY.
    pub cost_cny: f64,
    /// How it was chosen.
    pub selection: Selection,
    /// Mean of the goal as the search found it, in its own unit: too good, because it is the best of many.
    pub as_found: Option<f64>,
    /// The result against the scenario as it is, on fresh draws.
    pub fresh: Paired,
    /// Steps that could be next, the most worth for their price first.
    pub next: Vec<Next>,
    /// With a promise: every city, on fresh draws.
    pub kept: Vec<Kept>,
}

/// Chooses among the finalists and looks at the result anew.
///
/// # Errors
/// As [`Trials::of`], and [`Failure::Interrupted`].
pub fn confirm(
    trials: &mut Trials,
    outlook: &mut Outlook,
    (finalists, as_found): (&[Design], &[Option<f64>]),
    options: Options,
) -> Result<Confirmed, Failure> {
    let wanted = trials.subject.wanted;
    let told = Draws {
        first: TOLD,
        replications: options.replications,
        ..trials.draws
    };
    let sign = sign(&trials.key);
    let moves = trials.subject.moves;
    let nothing: Design = vec![0; moves.len()];
    let before = observed(trials, &nothing, told)?;
    let delta = match (wanted.smallest_difference, mean(&before)) {
        (Some(delta), _) => delta,
        (None, Some(mean)) => mean.abs() / 50.0,
        (None, None) => 0.0,
    };
    let (design, selection, kept) = match wanted.bound {
        Bound::Budget(_) => {
            let (chosen, selection) = select(trials, finalists, delta, wanted.sure_share, options)?;
            (finalists[chosen].clone(), selection, Vec::new())
        }
        Bound::Promise(share) => promised(trials, finalists, share, wanted.sure_share, options)?,
    };
    let after = observed(trials, &design, told)?;
    let mut single = Points::new(1);
    let fresh = difference(sign, &before, &after, &mut single)?;
    let next = next(trials, outlook, &design, (told, &after))?;
    let found = finalists.iter().position(|finalist| *finalist == design);
    Ok(Confirmed {
        cost_cny: cost(moves, &design),
        as_found: found.and_then(|at| as_found[at]).map(|mean| sign * mean),
        design,
        selection,
        fresh,
        next,
        kept,
    })
}

fn simulated(trials: &mut Trials, design: &Design, draws: Draws) -> Result<Trial, Failure> {
    trials.simulate(design, draws)?.ok_or(Failure::Interrupted)
}

fn observed(trials: &mut Trials, design: &Design, draws: Draws) -> Result<Vec<f64>, Failure> {
    Ok(simulated(trials, design, draws)?.told())
}

/// The paired difference of two series in which less is better, in the unit of the goal.
fn difference(sign: f64, before: &[f64], after: &[f64], points: &mut Points) -> Result<Paired, Failure> {
    let own = |values: &[f64]| -> Vec<Option<f64>> {
        values
            .iter()
            .map(|&value| (value.is_finite()).then_some(sign * value))
            .collect()
    };
    paired::compare(&own(before), &own(after), points)
        .ok_or_else(|| Failure::broken("the goal of the search was observed in no replication"))
}

/// The cheapest finalist that surely keeps the promise on fresh draws. They are looked at from the dearest on, and the first
/// that does not keep it ends the looking: so the certainty holds for all looks together (fixed sequence, Maurer 1995). If
/// not even the dearest keeps it, that one is told.
fn promised(
    trials: &mut Trials,
    finalists: &[Design],
    share: f64,
    sure: f64,
    options: Options,
) -> Result<(Design, Selection, Vec<Kept>), Failure> {
    let draws = Draws {
        first: FRESH,
        replications: options.replications,
        ..trials.draws
    };
    let mut looked = 0;
    let mut best: Option<(&Design, Vec<Kept>, bool)> = None;
    for design in finalists.iter().rev() {
        looked += 1;
        let trial = simulated(trials, design, draws)?;
        let kept = promise::shares(trials.subject.scenario, &trial.sample, sure);
        let holds = kept.iter().all(|city| city.at_least >= share);
        if best.is_none() || holds {
            best = Some((design, kept, holds));
        }
        if !holds {
            break;
        }
    }
    let (design, kept, holds) = best.ok_or_else(|| Failure::broken("a search without a design"))?;
    let selection = Selection {
        finalists: finalists.len(),
        replications: looked * draws.replications,
        smallest_difference: 0.0,
        sure_share: holds.then_some(sure),
    };
    Ok((design.clone(), selection, kept))
}

/// What each next step would change: those that look most worth for their price.
fn next(
    trials: &mut Trials,
    outlook: &mut Outlook,
    design: &Design,
    (told, now): (Draws, &[f64]),
) -> Result<Vec<Next>, Failure> {
    let moves = trials.subject.moves;
    let margins = outlook.margins(design);
    let mut ranked: Vec<(f64, usize, Design)> = (0..moves.len())
        .filter_map(|at| {
            let gain = margins.gains[at]?;
            Some((worth(gain, moves[at].price_cny), at, more(design, moves, at)?))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(NEXT);
    let sign = sign(&trials.key);
    let mut points = Points::new(ranked.len() as u32);
    let mut found = Vec::new();
    for (_, at, design) in ranked {
        let then = observed(trials, &design, told)?;
        found.push(Next {
            at,
            paired: difference(sign, now, &then, &mut points)?,
            price_cny: moves[at].price_cny,
        });
    }
    let of = |next: &Next| worth(-sign * next.paired.difference, next.price_cny);
    found.sort_by(|a, b| of(b).total_cmp(&of(a)).then(a.at.cmp(&b.at)));
    Ok(found)
}

/// The best of the finalists on fresh draws, by the procedure of Kim and Nelson.
fn select(
    trials: &mut Trials,
    finalists: &[Design],
    delta: f64,
    sure: f64,
    options: Options,
) -> Result<(usize, Selection), Failure> {
    let first = options.replications.max(2);
    let settings = Settings {
        wanted: Wanted::Least,
        alpha: 1.0 - sure,
        delta,
        first,
        cap: first.saturating_mul(MOST_ROUNDS),
        batch: first,
    };
    let alone = Selection {
        finalists: finalists.len(),
        replications: 0,
        smallest_difference: delta,
        sure_share: None,
    };
    // Nothing to tell apart, or nothing that could be: the best as found.
    let Some(mut selection) = Kn::new(finalists.len(), settings).filter(|_| finalists.len() > 1) else {
        return Ok((0, alone));
    };
    while let Some(request) = selection.request() {
        let draws = Draws {
            first: FRESH + request.replications.start - 1,
            replications: request.replications.end - request.replications.start,
            ..trials.draws
        };
        let values: Result<Vec<Vec<f64>>, Failure> = (request.alternatives.iter())
            .map(|&at| Ok(simulated(trials, &finalists[at], draws)?.values))
            .collect();
        if selection.give(&values?).is_err() {
            return Err(Failure::broken(
                "the goal of the search was not observed in some replication",
            ));
        }
    }
    let Some(finding) = selection.finding() else {
        return Ok((0, alone));
    };
    let sure_share = (finding.guarantee == Guarantee::Best).then_some(sure);
    Ok((
        finding.chosen,
        Selection {
            replications: finding.used.iter().sum(),
            sure_share,
            ..alone
        },
    ))
}
