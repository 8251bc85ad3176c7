//! Cars that cannot move, at the desk: they are rescued before anything else.

use super::{Desk, DeskCtx};
use crate::model::roadside::RoadsideModel;
use crate::sim::job::Ticket;
use crate::sim::observer::Observer;

impl Desk {
    /// A need occurs; it is returned if the car can move.
    pub(super) fn rescue<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        roadside: &RoadsideModel,
        ticket: Ticket,
    ) -> Option<Ticket> {
        let takes = |centre, day| self.slots.takes_jobs_on(centre, day);
        self.rescue.begin(ctx, roadside, ticket, &takes)
    }

    /// What is due next on the roadside happens; a need whose car now stands at a centre is returned.
    pub(super) fn step_rescue<O: Observer>(&mut self, ctx: &mut DeskCtx<O>) -> Option<Ticket> {
        let roadside = ctx.model.roadside.as_ref()?;
        let takes = |centre, day| self.slots.takes_jobs_on(centre, day);
        self.rescue.step(ctx, roadside, &takes)
    }

    /// Whether the end of the run found every truck and every rescue.
    pub fn rescues_are_whole(&self) -> bool {
        self.rescue.is_whole()
    }
}
