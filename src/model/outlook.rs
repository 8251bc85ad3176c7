//! What owners would wait, roughly, if nobody gave up and everybody went to the nearest open centre: a figure for ranking
//! capacities before any of them is simulated.

use super::Model;
use super::booking::BookingModel;
use super::centre::CentreModel;
use super::load::{Takers, Work, has_all, slots_on, weeks_of};
use crate::engine::time::Span;

/// A wait longer than this counts as this: owners have gone by then. Also the wait of who finds no centre. Days.
const LONGEST: f64 = 30.0;
/// The closest to full that a queue is taken to settle at within a week.
const FULLEST: f64 = 0.98;

/// Expected days of waiting of all jobs of the run, of one team's alone if given.
///
/// A calendar: the backlog of the weeks so far, and within the week M/D/1, ρ²/(2(1 − ρ)) jobs. A walk-in queue: Erlang C of
/// each resource, C·ρ/(1 − ρ) jobs waiting, and the backlog beyond. Exact for separate M/M/c queues in their steady state.
pub fn job_days(model: &Model, team: Option<usize>) -> f64 {
    let weeks = weeks_of(model);
    let work = Work::of(model, &weeks);
    let wanted = |mode: usize| team.is_none_or(|team| model.modes[mode].team as usize == team);
    let mut sum: f64 = (0..model.modes.len())
        .filter(|&mode| wanted(mode))
        .map(|mode| work.untaken[mode].iter().sum::<f64>() * LONGEST)
        .sum();
    for (at, spec) in model.centres.iter().enumerate() {
        let able = |mode: &usize| wanted(*mode) && has_all(spec, model.modes[*mode].needs);
        sum += match &spec.booking {
            BookingModel::Calendar(calendar) => (0..model.teams)
                .filter(|&own| team.is_none_or(|team| team == own))
                .map(|own| {
                    let modes = (0..model.modes.len()).filter(able);
                    let modes: Vec<usize> = modes.filter(|&mode| model.modes[mode].team as usize == own).collect();
                    let week = |week: usize| {
                        let (from, to) = weeks[week];
                        let jobs: f64 = modes.iter().map(|&mode| work.jobs[at][mode][week]).sum();
                        let open = (from..to).filter(|&day| spec.takes_jobs_on(day));
                        let slots: f64 = open.map(|day| slots_on(model, calendar, own, day)).sum();
                        let days = f64::from(to - from);
                        (jobs, slots, days, waiting_for_slots(jobs / slots) * days)
                    };
                    job_days_of((0..weeks.len()).map(week))
                })
                .sum::<f64>(),
            BookingModel::WalkIn { .. } => {
                let modes: Vec<usize> = (0..model.modes.len()).filter(able).collect();
                (0..model.resources)
                    .filter(|&resource| spec.most[resource] > 0)
                    .map(|resource| walk_in(model, (at, spec), resource, (&work, &modes), &weeks))
                    .sum::<f64>()
            }
        };
    }
    sum
}

/// By city: the centres to which its jobs go on some day of the run, in order; of one team's alone if given.
pub fn serving(model: &Model, team: Option<usize>) -> Vec<Vec<u32>> {
    let modes = (0..model.modes.len() as u32).filter(|&mode| {
        let own = model.modes[mode as usize].team as usize;
        team.is_none_or(|team| team == own)
    });
    let modes: Vec<u32> = modes.collect();
    let of = |city: u32| {
        let mut centres: Vec<u32> = Vec::new();
        for &mode in &modes {
            let mut takers = Takers::new(model, city, mode);
            let mut day = 0;
            while day < model.days {
                centres.extend(takers.on(day).iter().map(|&centre| centre as u32));
                day = takers.until().max(day + 1);
            }
        }
        centres.sort_unstable();
        centres.dedup();
        centres
    };
    (0..model.cities as u32).map(of).collect()
}

/// Job-days of waiting for one resource of a walk-in centre.
fn walk_in(
    model: &Model,
    (at, spec): (usize, &CentreModel),
    resource: usize,
    (work, modes): (&Work, &[usize]),
    weeks: &[(u32, u32)],
) -> f64 {
    let servers = f64::from(spec.most[resource]);
    let week = |week: usize| {
        let (from, to) = weeks[week];
        let users = modes.iter().filter(|&&mode| work.hours[mode][resource] > 0.0);
        let (mut jobs, mut hours) = (0.0, 0.0);
        for &mode in users {
            jobs += work.jobs[at][mode][week];
            hours += work.jobs[at][mode][week] * work.hours[mode][resource];
        }
        let of_day = |day| Span(model.staffed_on(spec, resource, day)).hours() * spec.speeds[day as usize];
        let staffed: f64 = (from..to).map(of_day).sum();
        // Jobs that could be done, and days of open time.
        let done = if hours > 0.0 { staffed / (hours / jobs) } else { staffed };
        let open_days = staffed / servers / 24.0;
        (
            jobs,
            done,
            f64::from(to - from),
            erlang_waiting(servers, hours / staffed) * open_days,
        )
    };
    job_days_of((0..weeks.len()).map(week))
}

/// Adds up weeks of (jobs, jobs that can be done, days, job-days of waiting by chance): the backlog at the middle of each
/// week waits through it, at most [`LONGEST`] days a job.
fn job_days_of(weeks: impl Iterator<Item = (f64, f64, f64, f64)>) -> f64 {
    let (mut backlog, mut sum) = (0.0f64, 0.0f64);
    for (jobs, done, days, by_chance) in weeks {
        let most = done / days * LONGEST;
        let after = (backlog + jobs - done).clamp(0.0, most);
        sum += (f64::midpoint(backlog, after) * days + by_chance).min(jobs * LONGEST);
        backlog = after;
    }
    sum
}

/// Mean number waiting of M/D/1 in units of its service: ρ²/(2(1 − ρ)) (Pollaczek and Khinchine).
fn waiting_for_slots(load: f64) -> f64 {
    let load = if load.is_finite() { load.min(FULLEST) } else { FULLEST };
    load * load / (2.0 * (1.0 - load))
}

/// Mean number waiting of M/M/c, C(c, a)·ρ/(1 − ρ), from the Erlang B recursion 1/B(c) = 1 + (c/a)·1/B(c − 1).
fn erlang_waiting(servers: f64, load: f64) -> f64 {
    if load.is_nan() || load <= 0.0 {
        return 0.0;
    }
    let load = load.min(FULLEST);
    let offered = load * servers;
    let mut inverse = 1.0;
    let mut count = 1.0;
    while count <= servers {
        inverse = 1.0 + count / offered * inverse;
        count += 1.0;
    }
    let blocked = 1.0 / inverse;
    let waits = blocked / (1.0 - load * (1.0 - blocked));
    waits * load / (1.0 - load)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn erlang_c_meets_known_values() {
        // C at ρ = 0.9: 0.9, 0.7624932207 (5 servers), 0.5507690048 (20); waiting = C × 9.
        for (servers, waits) in [(1.0, 0.9), (5.0, 0.7624932207), (20.0, 0.5507690048)] {
            assert!((erlang_waiting(servers, 0.9) - waits * 9.0).abs() < 1e-8, "{servers}");
        }
        assert_eq!(erlang_waiting(3.0, f64::NAN), 0.0);
        // M/D/1 at ρ = 0.5: 0.25 waiting.
        assert!((waiting_for_slots(0.5) - 0.25).abs() < 1e-15);
    }

    #[test]
    fn a_backlog_grows_and_is_worked_off() {
        // Ten jobs too many in the first week, worked off in the second: (0 + 10)/2 × 7, then (10 + 0)/2 × 7.
        let weeks = [(30.0, 20.0, 7.0, 0.0), (10.0, 20.0, 7.0, 0.0)];
        assert_eq!(job_days_of(weeks.into_iter()), 70.0);
    }
}
