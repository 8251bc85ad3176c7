//! What a served job says of care: whether its repair held, and after how long.

use super::facts::ticks;
use crate::model::Model;
use crate::sim::record::JobRecord;

/// What one job adds to the figures of care.
#[derive(Clone, Copy, Debug, Default)]
pub struct Care {
    /// Whether its repair does not hold.
    pub failed: bool,
    /// First attempt of the first visit → handed back for good, with its bucket.
    pub fix: Option<(i64, u32)>,
}

impl Care {
    /// Whether a scenario has anything of it.
    pub fn matters(model: &Model) -> bool {
        model.comeback.is_some()
    }

    /// Of a job; of one that was not served there is nothing to tell.
    #[inline(never)] // so that scenarios without it do not pay for it
    pub fn of(job: &JobRecord, served: bool) -> Option<Care> {
        let fixed = || ticks((job.service_end.known() - job.first_attempt()).0);
        served.then(|| Care {
            failed: job.failed,
            fix: (!job.failed).then(fixed),
        })
    }
}
