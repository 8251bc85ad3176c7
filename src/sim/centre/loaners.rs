//! Loaner cars of a floor: an owner who asks takes one when her car comes and brings it back when she fetches her own.

use super::Ctx;
use crate::engine::arena::Arena;
use crate::engine::keyed::unit;
use crate::engine::time::Perhaps;
use crate::model::Model;
use crate::model::loaner::LoanerModel;
use crate::sim::draws::Purpose;
use crate::sim::job::Job;
use std::collections::VecDeque;

/// The loaner cars of a centre.
#[derive(Clone, Debug, Default)]
pub struct Loaners {
    free: u32,
    /// Owners who wait for one, in order of their arrival: id, place.
    waiting: VecDeque<(u32, u32)>,
}

impl Loaners {
    /// All are there.
    pub fn clear(&mut self, model: &Model, centre: u32) {
        self.free = model.care.loaner.as_ref().map_or(0, |rule| rule.units[centre as usize]);
        self.waiting.clear();
    }

    /// How many are there.
    pub fn free(&self) -> u32 {
        self.free
    }

    /// A car comes at `now`: its owner asks or not, and gets one, waits, or goes without.
    pub fn ask<O>(&mut self, ctx: &mut Ctx<O>, rule: &LoanerModel, at: u32, now: i64) {
        let job = ctx.jobs.get_mut(at);
        if !rule.may_ask(job.record.failure.0) {
            return;
        }
        let word = ctx.draws.of_job(ctx.model, job.record.name(), Purpose::Loaner, 0)[0];
        if unit(word) >= rule.ask_share {
            return;
        }
        job.record.asked_loaner = true;
        if self.free > 0 {
            self.free -= 1;
            job.record.loaner = Perhaps::at(now);
        } else if rule.waits {
            self.waiting.push_back((job.record.id, at));
        }
    }

    /// A car leaves at `now`: the loaner that its owner had goes to who has waited longest and is still there.
    pub fn leave(&mut self, jobs: &mut Arena<Job>, at: u32, now: i64) {
        let record = &jobs.get(at).record;
        if !record.asked_loaner {
            return;
        }
        let id = record.id;
        if !record.loaner.came() {
            self.waiting.retain(|&(waiting, _)| waiting != id);
            return;
        }
        match self.waiting.pop_front() {
            Some((_, next)) => jobs.get_mut(next).record.loaner = Perhaps::at(now),
            None => self.free += 1,
        }
    }
}
