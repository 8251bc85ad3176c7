//! Cars that wait for parts.

use super::{ALL, Ctx, Yard};
use crate::engine::ends::EndList;
use crate::sim::observer::Observer;
use crate::sim::story::Step;

impl Yard {
    /// Takes the parts of a car's present stage from the shelf; says whether some are missing: then it waits for them.
    #[inline(always)]
    pub(super) fn lacks_parts<O: Observer>(&mut self, ctx: &mut Ctx<O>, at: u32, now: i64) -> bool {
        self.unusual && self.takes_parts(ctx, at, now)
    }

    #[inline(never)]
    fn takes_parts<O: Observer>(&mut self, ctx: &mut Ctx<O>, at: u32, now: i64) -> bool {
        if ctx.model.stages[ctx.jobs.get(at).stage as usize].parts.is_empty() {
            return false;
        }
        let missing = self.shelf.take(ctx, at, now);
        let job = ctx.jobs.get_mut(at);
        job.missing = missing;
        job.since = now;
        if missing > 0 {
            let id = job.record.id;
            ctx.observer.stepped(id, now, Step::PartsMissing { count: missing });
        }
        missing > 0
    }

    /// In the morning: cars whose last missing part has come wait for their stage like any other, or begin it.
    pub(super) fn parts_came<E: EndList, O: Observer>(&mut self, ends: &mut E, ctx: &mut Ctx<O>, midnight: i64) {
        let mut came = self.shelf.came();
        // Those who have waited longest first.
        came.sort_unstable_by_key(|&at| (ctx.jobs.get(at).since, ctx.jobs.get(at).record.id));
        for at in came {
            let job = ctx.jobs.get_mut(at);
            job.missing -= 1;
            if job.missing > 0 {
                continue;
            }
            job.waits.part += midnight - job.since;
            ctx.observer.stepped(job.record.id, midnight, Step::PartsCame);
            let stage = &ctx.model.stages[job.stage as usize];
            if stage.at_once {
                self.waiting -= u32::from(job.step == 0);
                self.start(ends, ctx, at, midnight, midnight);
            } else {
                self.wait(ctx, at, stage.class, midnight);
            }
        }
        if self.opening.open {
            self.start_waiting(ends, ctx, midnight, midnight, ALL);
        }
    }
}
