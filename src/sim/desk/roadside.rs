//! Cars that cannot move, at the desk: they are rescued before anything else.

use super::{Desk, DeskCtx, programme};
use crate::sim::job::Ticket;
use crate::sim::observer::Observer;

impl Desk {
    /// A need occurs; it is returned if the car can move. A programme may pay the rescue.
    #[inline(always)]
    pub(super) fn rescue<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, ticket: Ticket) -> Option<Ticket> {
        let Some(roadside) = &ctx.model.roadside else {
            programme::on_the_road(ctx, &ticket);
            return Some(ticket);
        };
        // Whose repair did not hold goes where it was done.
        if ticket.chain.is_comeback() {
            return Some(ticket);
        }
        let takes = |centre, day| self.slots.takes_jobs_on(centre, day);
        let moves = self.rescue.begin(ctx, roadside, ticket, &takes);
        if moves.is_none() {
            programme::rescued(ctx, &ticket);
        }
        moves
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
