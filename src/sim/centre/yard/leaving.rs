//! Cars that leave a floor: handed back, or their owners lost patience in the queue.

use super::{Ctx, Yard};
use crate::engine::time::FOREVER;
use crate::scenario::ids::CentreId;
use crate::sim::observer::Observer;
use crate::sim::record::{LossReason, Outcome};
use std::cmp::Reverse;

impl Yard {
    /// A car leaves the floor.
    #[inline(always)]
    pub(super) fn close<O: Observer>(&mut self, ctx: &mut Ctx<O>, at: u32, outcome: Outcome, now: i64, midnight: i64) {
        self.inside -= 1;
        self.car_time_today += now - midnight;
        if self.unusual && self.look_after(ctx, at, outcome, now) {
            return;
        }
        let job = ctx.jobs.get_mut(at);
        job.end(outcome, now);
        ctx.observer.job_closed(&job.record, &job.waits);
        ctx.jobs.remove(at);
    }

    /// A car has come: its owner may ask for a loaner car.
    #[inline(never)]
    pub(super) fn lend<O>(&mut self, ctx: &mut Ctx<O>, at: u32, now: i64) {
        if let Some(rule) = &ctx.model.care.loaner {
            self.loaners.ask(ctx, rule, at, now);
        }
    }

    /// Loaner cars that are there.
    pub fn free_loaners(&self) -> u32 {
        self.loaners.free()
    }

    /// What follows a visit: a loaner car that comes back, a repair that does not hold, a driver who brings the car back; says
    /// whether it waits for him, who closes the job.
    #[inline(never)] // so that floors without any of it do not pay for it
    fn look_after<O>(&mut self, ctx: &mut Ctx<O>, at: u32, outcome: Outcome, now: i64) -> bool {
        if ctx.model.care.loaner.is_some() {
            self.loaners.leave(ctx.jobs, at, now);
        }
        if let (Outcome::Served, Some(rule)) = (outcome, &ctx.model.care.comeback) {
            let job = ctx.jobs.get_mut(at);
            ctx.comebacks.decide(ctx.model, rule, &ctx.draws, job, now);
        }
        if ctx.model.collect.is_none() {
            return false;
        }
        let job = ctx.jobs.get_mut(at);
        job.end(outcome, now);
        let waits = ctx.drivers.keeps(job);
        if waits {
            ctx.jobs.remove(at);
        }
        waits
    }

    /// Microseconds that cars have spent here, all together.
    pub fn car_time(&self) -> i128 {
        self.car_time
    }

    /// When the first patience ends.
    pub(super) fn next_expiry(&self) -> i64 {
        self.patience.peek().map_or(FOREVER, |Reverse((at, ..))| *at)
    }

    /// Lets those go whose patience ends now and who still wait for their first stage.
    pub(super) fn expire<O: Observer>(&mut self, ctx: &mut Ctx<O>, now: i64, midnight: i64) {
        while let Some(&Reverse((at, id, place))) = self.patience.peek() {
            if at > now {
                return;
            }
            self.patience.pop();
            let job = ctx.jobs.get(place);
            if job.record.id != id
                || job.record.centre != Some(CentreId(self.centre))
                || job.record.service_start.came()
            {
                continue;
            }
            if self.unusual && ctx.model.parts.is_some() {
                self.shelf.put_back(ctx.model, &ctx.draws, job);
            }
            let class = ctx.model.stages[job.stage as usize].class;
            self.queues.leave(ctx.jobs, place, class);
            self.waiting -= 1;
            self.close(ctx, place, Outcome::Lost(LossReason::LeftQueue), now, midnight);
        }
    }
}
