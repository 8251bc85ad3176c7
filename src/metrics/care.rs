//! What a job says of care: whether its repair held and after how long, who had a loaner car, who is satisfied.

use super::facts::ticks;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::model::satisfaction::Met;
use crate::sim::record::JobRecord;

/// Parts of a whole in which shares of satisfied owners are added up: whole numbers do not depend on the order.
pub const SHARES: f64 = 1e9;

/// What one job adds to the figures of care.
#[derive(Clone, Copy, Debug, Default)]
pub struct Care {
    /// Whether it was handed back with a repair that does not hold.
    pub failed: bool,
    /// First attempt of the first visit → handed back for good, with its bucket.
    pub fix: Option<(i64, u32)>,
    /// Whether its owner asked for a loaner car.
    pub asked: bool,
    /// Whether she got one.
    pub lent: bool,
    /// Microseconds after the warm-up for which she had it.
    pub lent_time: i64,
    /// How likely she calls a visit very good or excellent, in [`SHARES`]; none: she was not handed her car back.
    pub satisfied: Option<u64>,
}

impl Care {
    /// Whether a scenario has anything of it.
    pub fn matters(model: &Model) -> bool {
        model.care.comeback.is_some() || model.care.loaner.is_some() || model.care.satisfaction.is_some()
    }

    /// Of a job.
    #[inline(never)] // so that scenarios without it do not pay for it
    pub fn of(model: &Model, job: &JobRecord, served: bool) -> Care {
        let end = job.left().unwrap_or(model.end()).0;
        let lent_time = job.loaner.get().map_or(0, |from| end - from.0.max(model.warm_up().0));
        let mut care = Care {
            asked: job.asked_loaner,
            lent: job.loaner.came(),
            lent_time: lent_time.max(0),
            ..Care::default()
        };
        if served {
            care.failed = job.failed;
            // Where all repairs hold this is the turnaround, and nobody asks for it.
            let fixed = !job.failed && model.care.comeback.is_some();
            care.fix = fixed.then(|| ticks((job.handed_back() - job.first_attempt()).0));
            care.satisfied = satisfied(model, job);
        }
        care
    }
}

fn satisfied(model: &Model, job: &JobRecord) -> Option<u64> {
    let days = |span: i64| span as f64 / DAY as f64;
    let met = Met {
        lead_days: job.slot.get().map_or(0.0, |slot| days(slot.0 - job.looked().0)),
        centre_days: days((job.handed_back() - job.arrived.known()).0),
        wait_hours: (job.service_start.known() - job.arrived.known()).hours(),
        km: job.travel_km,
        comebacks: job.chain.visit,
        loaner: job.asked_loaner.then(|| job.loaner.came()),
    };
    let share = model.care.satisfaction.as_ref()?.share(job.centre?.index(), &met);
    Some((share * SHARES + 0.5) as u64)
}
