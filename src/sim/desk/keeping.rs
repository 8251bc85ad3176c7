//! What becomes of a booking: kept in time, kept late, called off, or not kept.

use super::DeskCtx;
use crate::engine::keyed::unit;
use crate::engine::time::{DAY, MINUTE};
use crate::model::Model;
use crate::model::booking::{BookingModel, Keeping};
use crate::sim::booking::Pick;
use crate::sim::collect::asks;
use crate::sim::draws::Purpose;
use crate::sim::job::Ticket;
use std::cmp::Ordering;

/// A booking that will not be kept.
#[derive(Clone, Debug)]
pub(super) struct Due {
    /// When that shows.
    pub at: i64,
    /// Who.
    pub ticket: Ticket,
    /// Her slot.
    pub pick: Pick,
    /// Team and number of the further slots that she gives back.
    pub also: Vec<(u32, u32)>,
    /// She calls off; else she does not come, or too late.
    pub cancelled: bool,
}

impl Due {
    fn key(&self) -> (i64, u32) {
        (self.at, self.ticket.id)
    }
}

impl PartialEq for Due {
    fn eq(&self, other: &Due) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Due) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Due) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// What an owner does with her slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// She arrives then.
    Comes(i64),
    /// She does not, which shows then.
    Breaks {
        /// The instant.
        at: i64,
        /// She calls off; else she does not come, or too late.
        cancelled: bool,
    },
}

/// What the owner of `ticket` does with the slot of `centre` that starts at `start` and that she took at `now`,
/// which is negative if that was before the run.
#[inline]
pub(super) fn fate<O>(ctx: &DeskCtx<O>, ticket: &Ticket, centre: u32, now: i64, start: i64) -> Fate {
    let Some(keeping) = keeping_of(ctx.model, centre) else {
        return Fate::Comes(start);
    };
    // The car stands at the centre already.
    if ticket.chain.is_towed() {
        return Fate::Comes(start);
    }
    let words = ctx
        .draws
        .of_job(ctx.model, ticket.name(), Purpose::Keeping, ticket.broken.count());
    if unit(words[0]) < keeping.cancel_share
        && let Some(law) = &keeping.cancel_notice
    {
        // The law is in days, a sampler's spans are of hours.
        let at = start - law.sample_span(words[1]).0.saturating_mul(24).min(start);
        // Who books at shorter notice than that keeps her slot; who holds it at the start has not called off before.
        if at > now.max(0) {
            return Fate::Breaks { at, cancelled: true };
        }
    }
    if keeping.stays_away(unit(words[2]), start - now) {
        return Fate::Breaks {
            at: start,
            cancelled: false,
        };
    }
    // A driver has his own time.
    let late = keeping.late.as_ref().filter(|_| !asks(ctx, ticket));
    let late = late.map_or(0, |law| {
        // Nobody is later than a day.
        ((law.sample(words[3]) * MINUTE as f64 + 0.5) as i64).clamp(0, DAY)
    });
    let at = start + late;
    if late > keeping.late_limit {
        Fate::Breaks { at, cancelled: false }
    } else {
        Fate::Comes(at)
    }
}

/// Whether the owner of a booking of `centre` that was not kept looks again.
pub(super) fn looks_again<O>(ctx: &DeskCtx<O>, ticket: &Ticket, centre: u32) -> bool {
    let share = keeping_of(ctx.model, centre).map_or(1.0, |keeping| keeping.rebook_share);
    let word = ctx
        .draws
        .of_job(ctx.model, ticket.name(), Purpose::Rebooking, ticket.broken.count())[0];
    unit(word) < share
}

fn keeping_of(model: &Model, centre: u32) -> Option<&Keeping> {
    match &model.centres[centre as usize].booking {
        BookingModel::Calendar(calendar) => calendar.keeping.as_deref(),
        BookingModel::WalkIn { .. } => None,
    }
}
