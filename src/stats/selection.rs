//! Choosing the best of several alternatives with a promise: fully sequential selection (Kim and Nelson 2001).

use super::best::Wanted;
use super::interval::variance;
use std::ops::Range;

/// What is promised, and how much it may cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Which end is best.
    pub wanted: Wanted,
    /// How often the best may be missed: above 0, below 1 − 1/alternatives.
    pub alpha: f64,
    /// The smallest lead worth telling apart, in the unit of the values, above 0.
    pub delta: f64,
    /// Replications of every alternative before the first look, at least 2.
    pub first: u32,
    /// Replications after which an alternative has no more, at least `first`.
    pub cap: u32,
    /// Replications asked for at once after the first look, at least 1. What is chosen, and who is out when, does not
    /// depend on it: looks are taken after every replication, the rest of a batch is left over.
    pub batch: u32,
}

/// What is wanted next: these replications (from 1) of these alternatives (from 0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The alternatives that are still in.
    pub alternatives: Vec<usize>,
    /// The replications of each.
    pub replications: Range<u32>,
}

/// Values that cannot be used: the first one that is not a finite number, or a list of the wrong length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The alternative.
    pub alternative: usize,
    /// The replication.
    pub replication: u32,
}

/// What is certain of the choice. Both statements are for normal values, dependent between alternatives or not: common
/// random numbers are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guarantee {
    /// With probability 1 − alpha at least the chosen one is the best, if the best leads by delta or more.
    Best,
    /// The cap came first: with probability 1 − alpha at least the best is among those still in, if it leads by delta or
    /// more. Which of them it is remains open; the chosen one merely has the best mean.
    AmongThose,
}

/// Who was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The chosen alternative.
    pub chosen: usize,
    /// Those still in at the end, in their order: the chosen one alone, unless the cap came first.
    pub survivors: Vec<usize>,
    /// By alternative: the mean of its values until it was out. The chosen one's is the best of many noisy means, and so
    /// too good on average: to tell how good it is, simulate it afresh.
    pub means: Vec<f64>,
    /// By alternative: replications it took.
    pub used: Vec<u32>,
    /// What is certain.
    pub guarantee: Guarantee,
}

/// The procedure of Kim and Nelson ("A fully sequential procedure for indifference-zone selection in simulation", ACM
/// TOMACS 11, 2001, with c = 1) as something that asks for replications and is given them.
///
/// η = ½[(2α/(k − 1))^(−2/(n₀ − 1)) − 1], h² = 2η(n₀ − 1); S²_ij is the variance of the first n₀ differences of i and j.
/// After r replications i stays in if Σ(X_i − X_j) ≥ −max(0, δ/2 (h² S²_ij/δ² − r)) for every j still in, larger being
/// better. It ends with one alternative, or once r exceeds every h² S²_ij/δ² of those still in, with the largest mean of
/// them, the earliest at equal means.
#[derive(Clone, Debug)]
pub struct Selection {
    settings: Settings,
    alternatives: usize,
    /// By pair: h² S²_ij/δ²; empty before the first look.
    longest: Vec<f64>,
    /// Values so far, larger being better, by alternative.
    sums: Vec<f64>,
    used: Vec<u32>,
    /// Those still in.
    survivors: Vec<usize>,
    /// Replications looked at.
    looked: u32,
    ended: bool,
}

impl Selection {
    /// Nothing observed yet; none if there is no alternative or a setting is out of its range.
    pub fn new(alternatives: usize, settings: Settings) -> Option<Selection> {
        let Settings {
            alpha,
            delta,
            first,
            cap,
            batch,
            ..
        } = settings;
        let possible = alpha > 0.0 && (alternatives == 1 || alpha < 1.0 - 1.0 / alternatives as f64);
        let sound = delta > 0.0 && delta.is_finite() && first >= 2 && cap >= first && batch >= 1;
        (alternatives > 0 && possible && sound).then(|| Selection {
            settings,
            alternatives,
            longest: Vec::new(),
            sums: vec![0.0; alternatives],
            used: vec![0; alternatives],
            survivors: (0..alternatives).collect(),
            looked: 0,
            ended: false,
        })
    }

    /// What is wanted next; none at the end. A single alternative is asked for its first replications only.
    pub fn request(&self) -> Option<Request> {
        let Settings { first, cap, batch, .. } = self.settings;
        let from = self.looked + 1;
        let past = match self.looked {
            0 => first + 1,
            _ => from.saturating_add(batch).min(cap.saturating_add(1)),
        };
        (!self.ended && from < past).then(|| Request {
            alternatives: self.survivors.clone(),
            replications: from..past,
        })
    }

    /// Takes what the last request asked for: by alternative of the request, its values in the order of replications.
    ///
    /// # Errors
    /// [`Unusable`] for values that are missing, too many or not finite; nothing is taken then.
    pub fn give(&mut self, values: &[Vec<f64>]) -> Result<(), Unusable> {
        let Some(Request {
            alternatives,
            replications,
        }) = self.request()
        else {
            return Ok(());
        };
        check(&alternatives, &replications, values)?;
        let sign = match self.settings.wanted {
            Wanted::Most => 1.0,
            Wanted::Least => -1.0,
        };
        if self.looked == 0 {
            self.longest = self.lengths(values);
        }
        let firstly = self.looked == 0;
        for (at, replication) in replications.enumerate() {
            for (&alternative, series) in alternatives.iter().zip(values) {
                // Those out since the batch began get no more.
                if self.survivors.contains(&alternative) {
                    self.sums[alternative] += sign * series[at];
                    self.used[alternative] = replication;
                }
            }
            self.looked = replication;
            if !firstly || replication == self.settings.first {
                self.look();
            }
            if self.ended {
                break;
            }
        }
        Ok(())
    }

    /// By pair: how many replications it takes at most to tell them apart, h² S²_ij/δ².
    fn lengths(&self, values: &[Vec<f64>]) -> Vec<f64> {
        let k = self.alternatives;
        let freedom = f64::from(self.settings.first - 1);
        let eta = if k < 2 {
            0.0
        } else {
            0.5 * (libm::pow(2.0 * self.settings.alpha / (k - 1) as f64, -2.0 / freedom) - 1.0)
        };
        let scale = 2.0 * eta * freedom / (self.settings.delta * self.settings.delta);
        let mut longest = vec![0.0; k * k];
        for i in 0..k {
            for j in 0..i {
                let differences: Vec<f64> = values[i].iter().zip(&values[j]).map(|(a, b)| a - b).collect();
                let length = scale * variance(&differences).unwrap_or(0.0);
                (longest[i * k + j], longest[j * k + i]) = (length, length);
            }
        }
        longest
    }

    /// Puts out who is surely not the best, and ends if nothing is left to tell apart.
    fn look(&mut self) {
        let (k, r) = (self.alternatives, f64::from(self.looked));
        let allowed = |i: usize, j: usize| (0.5 * self.settings.delta * (self.longest[i * k + j] - r)).max(0.0);
        let stays = |i: usize| {
            let others = self.survivors.iter().filter(|&&j| j != i);
            others.clone().all(|&j| self.sums[i] - self.sums[j] >= -allowed(i, j))
        };
        let left: Vec<usize> = self.survivors.iter().copied().filter(|&i| stays(i)).collect();
        let told_apart = left
            .iter()
            .all(|&i| left.iter().all(|&j| i == j || r > self.longest[i * k + j]));
        self.survivors = left;
        if told_apart {
            // Only equal sums are left: the first stands for them.
            self.survivors.truncate(1);
            self.ended = true;
        }
    }

    /// Who was chosen; none before the end, that is while [`Selection::request`] asks for more.
    pub fn finding(&self) -> Option<Finding> {
        if self.request().is_some() {
            return None;
        }
        let better = |a: usize, b: usize| if self.sums[b] > self.sums[a] { b } else { a };
        let sign = match self.settings.wanted {
            Wanted::Most => 1.0,
            Wanted::Least => -1.0,
        };
        let means = self
            .sums
            .iter()
            .zip(&self.used)
            .map(|(sum, &n)| sign * sum / f64::from(n));
        Some(Finding {
            chosen: self.survivors.iter().copied().reduce(better)?,
            survivors: self.survivors.clone(),
            means: means.collect(),
            used: self.used.clone(),
            guarantee: match self.ended {
                true => Guarantee::Best,
                false => Guarantee::AmongThose,
            },
        })
    }
}

/// The first value that cannot be used.
fn check(alternatives: &[usize], replications: &Range<u32>, values: &[Vec<f64>]) -> Result<(), Unusable> {
    for (at, &alternative) in alternatives.iter().enumerate() {
        let series = values.get(at).map_or(&[][..], Vec::as_slice);
        let wrong = |replication| Unusable {
            alternative,
            replication,
        };
        let mut expected = replications.clone();
        for value in series {
            match expected.next() {
                Some(_) if value.is_finite() => (),
                Some(replication) => return Err(wrong(replication)),
                None => return Err(wrong(replications.end)),
            }
        }
        if let Some(missing) = expected.next() {
            return Err(wrong(missing));
        }
    }
    Ok(())
}

/// Selects among alternatives whose values `observe` has: it is asked for replications of those still in, and answers by
/// alternative of the request. How it computes them, on how many threads, is its own affair.
///
/// # Errors
/// What `observe` returns; [`Unusable`] as [`Selection::give`]. None if a setting is out of its range.
pub fn select<E: From<Unusable>>(
    alternatives: usize,
    settings: Settings,
    mut observe: impl FnMut(&Request) -> Result<Vec<Vec<f64>>, E>,
) -> Result<Option<Finding>, E> {
    let Some(mut selection) = Selection::new(alternatives, settings) else {
        return Ok(None);
    };
    while let Some(request) = selection.request() {
        selection.give(&observe(&request)?)?;
    }
    Ok(selection.finding())
}

#[cfg(test)]
mod tests;
