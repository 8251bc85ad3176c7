//! Who pays for jobs: how many, how many hours of work, and how much.

use super::catalogue::Metric;
use super::group::Counts;
use crate::engine::time::HOUR;
use crate::model::Model;
use crate::model::warranty::Payer;

/// Parts of a yuan in which prices of parts are added up: whole numbers do not depend on the order.
pub const FEN: f64 = 100.0;

/// Whether a scenario has a figure of who pays.
pub(super) fn is_known(metric: Metric, model: &Model) -> bool {
    let charges = &model.charges;
    let warranty = model.warranty.is_some();
    match metric {
        Metric::PaidJobs | Metric::PaidHours => warranty,
        Metric::PaidLabour => warranty && charges.labour_per_hour_cny.is_some(),
        Metric::PaidParts => warranty && charges.parts_cny.is_some(),
        Metric::PaidCollection => charges.collection.is_some(),
        Metric::PaidAll => PARTS.into_iter().any(|part| is_known(part, model)),
        _ => false,
    }
}

/// What adds up to all that is paid.
const PARTS: [Metric; 3] = [Metric::PaidLabour, Metric::PaidParts, Metric::PaidCollection];

/// A figure of one payer.
fn of_payer(metric: Metric, payer: Payer, counts: &Counts, model: &Model) -> f64 {
    let charges = &model.charges;
    let hours = || counts.paid_work[payer as usize] as f64 / HOUR as f64;
    match metric {
        Metric::PaidJobs => counts.paid[payer as usize] as f64,
        Metric::PaidHours => hours(),
        Metric::PaidLabour => charges.labour_per_hour_cny.map_or(0.0, |price| price * hours()),
        Metric::PaidParts => counts.paid_parts[payer as usize] as f64 / FEN,
        Metric::PaidCollection => match charges.collection {
            Some((pays, price)) if pays == payer => price * counts.collected as f64,
            _ => 0.0,
        },
        _ => {
            let known = PARTS.into_iter().filter(|&part| is_known(part, model));
            known.map(|part| of_payer(part, payer, counts, model)).sum()
        }
    }
}

/// A figure of one payer or of all.
pub(super) fn paid(metric: Metric, payer: Option<Payer>, counts: &Counts, model: &Model) -> f64 {
    let wanted = Payer::ALL
        .into_iter()
        .filter(|&one| payer.is_none_or(|only| only == one));
    match metric {
        // Whole numbers are added up before they become hours.
        Metric::PaidHours => wanted.map(|one| counts.paid_work[one as usize]).sum::<i128>() as f64 / HOUR as f64,
        _ => wanted.map(|one| of_payer(metric, one, counts, model)).sum(),
    }
}
