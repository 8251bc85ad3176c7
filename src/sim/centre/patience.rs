//! How long an owner waits for her first stage at a walk-in centre.

use super::Ctx;
use crate::engine::time::Span;
use crate::model::Model;
use crate::model::booking::BookingModel;
use crate::model::centre::CentreModel;
use crate::sim::draws::Purpose;
use crate::sim::record::{JobRecord, Origin};

/// Whether anyone may leave a centre's queue.
pub fn has_patience(model: &Model, centre: &CentreModel) -> bool {
    let own = match &centre.booking {
        BookingModel::WalkIn { patience, .. } => patience.is_some(),
        BookingModel::Calendar(calendar) => calendar.beside.as_ref().is_some_and(|beside| beside.patience.is_some()),
    };
    let told = model.traces.iter().any(|job| job.patience.is_some());
    own || told || model.state.iter().any(|job| job.patience_left.is_some())
}

/// How long the owner waits for her first stage at a walk-in centre; none: for ever.
pub fn patience_of<O>(ctx: &Ctx<O>, centre: u32, job: &JobRecord) -> Option<i64> {
    if let Origin::Trace { index } = job.origin
        && !job.chain.is_comeback()
        && let Some(Span(patience)) = ctx.model.traces[index as usize].patience
    {
        // A booked owner has had her patience's end: it ran until the slot was obtained.
        return (!job.slot.came()).then_some(patience);
    }
    let law = match &ctx.model.centres[centre as usize].booking {
        BookingModel::WalkIn { patience, .. } => patience.as_ref()?,
        BookingModel::Calendar(calendar) if !job.slot.came() => calendar.beside.as_ref()?.patience.as_ref()?,
        BookingModel::Calendar(_) => return None,
    };
    let word = ctx.draws.of_job(ctx.model, job.name(), Purpose::Booking, 0)[1];
    Some(law.sample_span(word).0)
}
