//! Cars whose repair does not hold: who comes back, and when.
//!
//! A comeback is a job of its own, at the earliest a day after the hand-back: what a floor does today touches the desk
//! only from tomorrow.

use super::draws::{Draws, Purpose};
use super::job::{Job, NOBODY};
use super::record::{Chain, Origin};
use crate::engine::keyed::unit;
use crate::engine::time::{DAY, FOREVER};
use crate::model::Model;
use crate::model::comeback::ComebackModel;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A car that will come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comeback {
    /// When its owner looks for a centre again.
    pub at: i64,
    /// The visits before it.
    pub chain: Chain,
    /// The owner's city.
    pub city: u32,
    /// The failure mode.
    pub mode: u32,
    /// The name of the first visit.
    pub origin: Origin,
}

/// Cars that will come back, the earliest first; at one instant in order of the jobs that caused them.
#[derive(Clone, Debug, Default)]
pub struct Comebacks {
    coming: BinaryHeap<Reverse<Comeback>>,
    failed: u64,
    came: u64,
}

impl Comebacks {
    /// Forgets the replication.
    pub fn clear(&mut self) {
        self.coming.clear();
        self.failed = 0;
        self.came = 0;
    }

    /// Decides at `now`, when a car is handed back, whether its repair holds; if not, when its owner comes back.
    #[inline(never)] // so that scenarios in which every repair holds do not pay for it
    pub fn decide(&mut self, model: &Model, rule: &ComebackModel, draws: &Draws, job: &mut Job, now: i64) {
        let record = &mut job.record;
        let Some(centre) = record.centre else { return };
        let words = draws.of_job(model, record.name(), Purpose::Comeback, 0);
        if unit(words[0]) >= rule.share(centre.index(), record.failure.index()) {
            return;
        }
        record.failed = true;
        self.failed += 1;
        // The law is in days, a sampler's spans are of hours.
        let delay = rule.days.sample_span(words[1]).0.saturating_mul(24).max(DAY);
        self.coming.push(Reverse(Comeback {
            at: now.saturating_add(delay).min(FOREVER),
            chain: Chain {
                parent: record.id,
                visit: record.chain.visit.saturating_add(1),
                first: record.first_attempt().0,
                centre: if rule.same_centre { centre.0 } else { NOBODY },
            },
            city: record.city.0,
            mode: record.failure.0,
            origin: record.origin,
        }));
    }

    /// When the next one comes back.
    #[inline(always)]
    pub fn next(&self) -> i64 {
        self.coming.peek().map_or(FOREVER, |Reverse(next)| next.at)
    }

    /// Takes the next one, who comes back now.
    pub fn take(&mut self) -> Option<Comeback> {
        let Reverse(next) = self.coming.pop()?;
        self.came += 1;
        Some(next)
    }

    /// Whether every repair that did not hold has led to a visit or will after the run, which ended at `end`.
    pub fn are_whole(&self, end: i64) -> bool {
        self.failed == self.came + self.coming.len() as u64 && self.next() > end
    }
}

/// The level of priority of a comeback: that of the first visit, shifted.
pub fn priority(model: &Model, rule: &ComebackModel, comeback: &Comeback) -> u32 {
    let first = match comeback.origin {
        Origin::Drawn { .. } | Origin::Recall { .. } => model.modes[comeback.mode as usize].priority,
        Origin::Trace { index } => model.traces[index as usize].priority,
        Origin::Open { index } => model.state[index as usize].priority,
    };
    model.priority_behind(first, rule.priority)
}
