//! What is simulated in the span and scope of each observation.

use super::daily::DayTally;
use super::tally::SlotDays;
use crate::engine::time::{DAY, HOUR};
use crate::model::Model;
use crate::model::observed::Window;
use crate::scenario::Scenario;
use crate::scenario::observed::{Observed, Quantity};
use crate::sim::record::{JobRecord, Outcome};
use crate::stats::moments::Moments;
use jiff::civil::Date;

/// One window in one replication: ticks and their number, or a part and its whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowSum {
    sum: i128,
    count: u64,
}

/// How a reported figure stands to the simulated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The interval of the simulated mean meets what was reported.
    Agrees,
    /// Simulated surely above it.
    Above,
    /// Simulated surely below it.
    Below,
    /// No figure: its days lie outside the run, or nothing of the kind occurred.
    Unknown,
}

impl Verdict {
    /// The word in files.
    pub const fn key(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Above => "above",
            Verdict::Below => "below",
            Verdict::Unknown => "unknown",
        }
    }
}

/// The simulated side of one observation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Simulated {
    /// Mean over replications; none without observation.
    pub mean: Option<f64>,
    /// 95 % Student interval over replications; none with fewer than two, or if there is no chance in it.
    pub ci95: Option<[f64; 2]>,
    /// Replications with an observation.
    pub n: u32,
}

impl Simulated {
    /// Compares with what was reported. With one replication the figure itself stands for its interval.
    pub fn verdict(&self, observed: &Observed) -> Verdict {
        let Some(mean) = self.mean else {
            return Verdict::Unknown;
        };
        let [low, high] = self.ci95.unwrap_or([mean; 2]);
        if low > observed.high {
            Verdict::Above
        } else if high < observed.low {
            Verdict::Below
        } else {
            Verdict::Agrees
        }
    }
}

/// Adds a job to the windows it lies in; its team is that of its failure mode.
pub(super) fn add_job(windows: &[Window], sums: &mut [WindowSum], job: &JobRecord, team: u32) {
    let day = job.occurred.day();
    for (window, sum) in windows.iter().zip(sums) {
        let is = |wanted: Option<u32>, found: u32| wanted.is_none_or(|wanted| wanted == found);
        let here = (window.from..=window.to).contains(&day)
            && is(window.city, job.city.0)
            && is(window.mode, job.failure.0)
            && is(window.team, team)
            && window
                .centre
                .is_none_or(|wanted| job.centre.is_some_and(|centre| centre.0 == wanted));
        if !here {
            continue;
        }
        let served = job.outcome == Outcome::Served;
        let ticks = match window.quantity {
            Quantity::LeadTime => job.slot.get().map(|slot| slot.0 - job.looked().0),
            Quantity::QueueWait => job
                .arrived
                .get()
                .zip(job.service_start.get())
                .map(|(from, to)| to.0 - from.0),
            Quantity::Service => served.then_some(job.work.0),
            Quantity::Turnaround => served.then(|| (job.handed_back() - job.occurred).0),
            Quantity::Travel => job.arrived.came().then_some((job.travel_km * 1e6 + 0.5) as i64),
            Quantity::Jobs => Some(1),
            Quantity::Served => Some(i64::from(served)),
            Quantity::LostShare => Some(i64::from(matches!(job.outcome, Outcome::Lost(_)))),
            _ => None,
        };
        if let Some(ticks) = ticks {
            sum.sum += i128::from(ticks);
            sum.count += 1;
        }
    }
}

/// Adds a retry at a release of `day` to the windows it lies in.
pub(super) fn add_retry(
    windows: &[Window],
    sums: &mut [WindowSum],
    (day, city, mode, team): (u32, u32, u32, u32),
    booked: bool,
) {
    for (window, sum) in windows.iter().zip(sums) {
        let is = |wanted: Option<u32>, found: u32| wanted.is_none_or(|wanted| wanted == found);
        let here = window.quantity == Quantity::ReleaseSuccess
            && (window.from..=window.to).contains(&day)
            && is(window.city, city)
            && is(window.mode, mode)
            && is(window.team, team);
        if here {
            sum.sum += i128::from(booked);
            sum.count += 1;
        }
    }
}

/// The figure of a window in one replication.
pub(super) fn value(
    window: &Window,
    sum: WindowSum,
    model: &Model,
    days: &DayTally,
    slots: &[SlotDays],
) -> Option<f64> {
    let mean = |per_unit: f64| (sum.count > 0).then(|| sum.sum as f64 / per_unit / sum.count as f64);
    match window.quantity {
        Quantity::LeadTime | Quantity::Turnaround => mean(DAY as f64),
        Quantity::QueueWait | Quantity::Service => mean(HOUR as f64),
        Quantity::Travel => mean(1e6),
        Quantity::LostShare | Quantity::ReleaseSuccess => mean(1.0),
        Quantity::Jobs | Quantity::Served => Some(sum.sum as f64),
        Quantity::FirstSlot | Quantity::FullyBooked => slot_days(window, model, days, slots),
        Quantity::Centres | Quantity::Points | Quantity::CitiesCovered | Quantity::Deliveries => None,
    }
}

/// Mean over the days of what a release left free; teams and centres weigh by their jobs over the run, as in
/// `daily.csv`.
fn slot_days(window: &Window, model: &Model, days: &DayTally, slots: &[SlotDays]) -> Option<f64> {
    let team = window
        .team
        .or_else(|| window.mode.map(|mode| model.modes[mode as usize].team));
    let mut books = Vec::new();
    for (at, centre) in model.centres.iter().enumerate() {
        let here = window.centre.is_none_or(|wanted| wanted as usize == at)
            && window.city.is_none_or(|wanted| wanted == centre.city);
        for t in (0..model.teams).filter(|t| here && team.is_none_or(|wanted| wanted as usize == *t)) {
            if model.has_slots(at, t) {
                // A book that nobody used still counts a little, so that its days are not lost.
                books.push((at, t, (slots[at * model.teams + t].jobs as f64).max(1e-9)));
            }
        }
    }
    let mut mean = Moments::default();
    for day in window.from..=window.to {
        let (mut sum, mut weights) = (0.0, 0.0);
        for &(centre, team, weight) in &books {
            let Some((first, full)) = days.first(centre, team, day as usize) else {
                continue;
            };
            let value = match window.quantity {
                Quantity::FirstSlot => f64::from(first),
                _ => f64::from(u8::from(full)),
            };
            sum += value * weight;
            weights += weight;
        }
        if weights > 0.0 {
            mean.add(sum / weights);
        }
    }
    mean.mean()
}

/// A figure that follows from the scenario alone.
pub(super) fn fixed(scenario: &Scenario, observed: &Observed) -> Option<f64> {
    let from = observed.from?;
    let last = observed.to.unwrap_or(from);
    let here = |city: usize| observed.city.is_none_or(|wanted| wanted.index() == city);
    let open = scenario.centres.iter().filter(|centre| {
        here(centre.city.index())
            && centre.opens.is_none_or(|opens| opens <= from)
            && centre.closes.is_none_or(|closes| from < closes)
    });
    match observed.quantity {
        Quantity::Points => Some(open.count() as f64),
        Quantity::Centres => {
            let stages = || scenario.failures.iter().flat_map(|failure| &failure.stages);
            let full = open.filter(|centre| {
                let has = |need| centre.resources.iter().any(|&(id, count)| id == need && count > 0);
                stages().flat_map(|stage| stage.needs.iter().copied()).all(has)
            });
            Some(full.count() as f64)
        }
        Quantity::CitiesCovered => {
            let mut cities: Vec<usize> = open.map(|centre| centre.city.index()).collect();
            cities.sort_unstable();
            cities.dedup();
            Some(cities.len() as f64)
        }
        Quantity::Deliveries => {
            let share: f64 = match observed.city {
                Some(city) => scenario.cities.get(city.index())?.share,
                None => 1.0,
            };
            let cars = scenario.deliveries.iter().map(|delivery| {
                let first = Date::new(delivery.year, delivery.month, 1).ok()?;
                let month = i32::from(first.days_in_month());
                let begin = (from - first).get_days().clamp(0, month);
                let end = ((last - first).get_days() + 1).clamp(begin, month);
                Some(delivery.vehicles as f64 * f64::from(end - begin) / f64::from(month))
            });
            Some(cars.sum::<Option<f64>>()? * share)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::observed::Certainty;
    use jiff::civil::date;

    fn reported(low: f64, high: f64) -> Observed {
        Observed {
            id: "half-a-month".into(),
            text: "Half a month".into(),
            text_zh: "半个月".into(),
            quantity: Quantity::LeadTime,
            city: None,
            centre: None,
            failure: None,
            team: None,
            from: Some(date(2025, 3, 24)),
            to: Some(date(2025, 3, 31)),
            low,
            high,
            source: String::new(),
            source_zh: String::new(),
            certainty: Certainty::High,
        }
    }

    #[test]
    fn a_verdict_is_sure_or_it_agrees() {
        let simulated = |mean, ci95| Simulated {
            mean,
            ci95,
            n: u32::from(ci95.is_some()) + 1,
        };
        let observed = reported(13.0, 17.0);
        for (found, verdict) in [
            (simulated(Some(22.0), Some([21.0, 23.0])), Verdict::Above),
            (simulated(Some(18.0), Some([16.9, 19.1])), Verdict::Agrees),
            (simulated(Some(15.0), Some([14.0, 16.0])), Verdict::Agrees),
            (simulated(Some(5.0), Some([-3.0, 13.0])), Verdict::Agrees),
            (simulated(Some(12.0), Some([11.5, 12.5])), Verdict::Below),
            (simulated(Some(17.5), None), Verdict::Above),
            (simulated(Some(17.0), None), Verdict::Agrees),
            (simulated(None, None), Verdict::Unknown),
        ] {
            assert_eq!(found.verdict(&observed), verdict, "{found:?}");
        }
    }
}
