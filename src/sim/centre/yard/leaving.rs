//! Owners who lose patience in the queue of a walk-in centre.

use super::{Ctx, Yard};
use crate::engine::time::FOREVER;
use crate::scenario::ids::CentreId;
use crate::sim::observer::Observer;
use crate::sim::record::{LossReason, Outcome};
use std::cmp::Reverse;

impl Yard {
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
            // Once a part has been ordered for her, an owner stays.
            if job.missing > 0
                || job.record.id != id
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
