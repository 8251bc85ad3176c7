//! Figures of centres, summed over those of a scope.

use super::catalogue::Metric;
use super::layout::{Whose, share};
use super::tally::{Needed, SlotDays, Tally};
use crate::engine::time::DAY;
use crate::model::Model;

/// The centres that a figure of centres sums over; none if the scope has no such figure.
pub(super) fn centres_of(whose: Whose, model: &Model) -> Option<Vec<usize>> {
    let all = 0..model.centres.len();
    match whose {
        Whose::All => Some(all.collect()),
        Whose::City(city) => Some(model.centres_in[city].clone()),
        Whose::Centre(centre) => Some(vec![centre]),
        Whose::Mode(_) | Whose::Province(_) => None,
    }
}

/// Parts that jobs needed at the centres of a scope: of one class, or all.
pub(super) fn needed(whose: Whose, part: Option<usize>, tally: &Tally) -> Option<Needed> {
    let model = tally.model();
    let parts = model.parts.as_ref()?.parts();
    let mut sum = Needed::default();
    for centre in centres_of(whose, model)? {
        for wanted in (0..parts).filter(|&p| part.is_none_or(|only| only == p)) {
            let needed = tally.parts[centre * parts + wanted];
            sum.units += needed.units;
            sum.there += needed.there;
        }
    }
    Some(sum)
}

/// Share of their centres' open days after the warm-up for which loaner cars are lent; none without any.
pub(super) fn lent(whose: Whose, tally: &Tally) -> Option<f64> {
    let model = tally.model();
    let rule = model.care.loaner.as_ref()?;
    let (mut lent, mut there) = (0, 0);
    for centre in centres_of(whose, model)? {
        let groups = tally.groups().of_centre(centre, None);
        lent += groups.map(|group| tally.jobs[group].counts.lent_time).sum::<i128>();
        let days = (model.warm_up_days..model.days).filter(|&day| tally.takes_jobs_on(centre, day));
        there += days.count() as i128 * i128::from(DAY) * i128::from(rule.units[centre]);
    }
    (there > 0).then(|| lent as f64 / there as f64)
}

/// Microseconds after the warm-up in which resources are kept without work.
pub(super) fn blocked(whose: Whose, resource: Option<usize>, tally: &Tally) -> Option<i128> {
    let model = tally.model();
    let of_centre = |centre: usize| {
        let resources = (0..model.resources).filter(|&r| resource.is_none_or(|only| only == r));
        resources.map(move |r| i128::from(tally.busy[centre * model.resources + r].blocked))
    };
    Some(centres_of(whose, model)?.into_iter().flat_map(of_centre).sum())
}

/// First slot, free days or fully booked share of one team, or of all weighted by their jobs.
pub(super) fn slot_figure(metric: Metric, whose: Whose, team: Option<usize>, tally: &Tally) -> Option<f64> {
    let model = tally.model();
    let read = |slots: &SlotDays| match metric {
        Metric::FirstSlot => share(slots.first, slots.days),
        Metric::FreeDays => share(slots.free, slots.looks),
        _ => share(slots.full, slots.days),
    };
    let mut sum = 0.0;
    let mut weights = 0.0;
    let mut plain = 0.0;
    let mut seen = 0;
    for centre in centres_of(whose, model)? {
        for t in (0..model.teams).filter(|&t| team.is_none_or(|only| only == t)) {
            let slots = &tally.slots[centre * model.teams + t];
            let Some(value) = read(slots).filter(|_| model.has_slots(centre, t)) else {
                continue;
            };
            sum += value * slots.jobs as f64;
            weights += slots.jobs as f64;
            plain += value;
            seen += 1;
        }
    }
    if weights > 0.0 {
        Some(sum / weights)
    } else {
        // Nobody booked here at all: what was free is still a fact, each team counting the same.
        (seen > 0).then(|| plain / f64::from(seen))
    }
}
