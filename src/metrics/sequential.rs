//! How many replications a run made of its own accord, and how well its figures are known.

use super::catalogue::Metric;
use crate::stats::precision::{Figure, Why};

/// A figure of the whole network that shall be known to a share of itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// Which figure.
    pub metric: Metric,
    /// Half its 95 % interval over its mean, above 0 and below 1.
    pub wanted: f64,
}

/// What became of an aim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aimed {
    /// What was asked.
    pub aim: Aim,
    /// Whether the figure was observed at all.
    pub seen: bool,
    /// How well it is known, relative to its mean; none without two observations.
    pub relative: Option<f64>,
    /// Whether that is as well as was asked.
    pub reached: bool,
}

impl Aimed {
    /// An aim beside its figure.
    pub fn new(aim: Aim, figure: &Figure) -> Aimed {
        Aimed {
            aim,
            seen: figure.mean.is_some(),
            relative: figure.relative(),
            reached: figure.is_reached(),
        }
    }
}

/// How the number of replications came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequential {
    /// Every aim, in the order they were asked.
    pub aims: Vec<Aimed>,
    /// Why the replications ended.
    pub why: Why,
    /// The first replication that the figures hold: 1, or, if they are fresh ones, the one after those that fixed the number.
    pub first: u32,
    /// Replications that the figures hold.
    pub replications: u32,
}

impl Sequential {
    /// Whether the figures come from fresh replications, whose number was fixed before.
    pub fn is_confirmed(&self) -> bool {
        self.first > 1
    }
}
