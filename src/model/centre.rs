//! Centres compiled for the run: opening dates, hours, counts and queues.

use super::booking::CalendarModel;
use super::calendar::{CivilDay, days_between};
use super::hours::HoursPlan;
use crate::engine::sampler::{Sampler, Tables};
use crate::scenario::Scenario;
use crate::scenario::booking::Booking;
use crate::scenario::centre::{Centre, Hours};
use crate::scenario::ids::TeamId;

pub use super::booking::BookingModel;

/// A centre, ready to run.
#[derive(Clone, Debug)]
pub struct CentreModel {
    /// Position of its city.
    pub city: u32,
    /// First day on which it takes jobs.
    pub opens: u32,
    /// First day on which it takes none any more.
    pub closes: u32,
    /// Units of each resource of the scenario.
    pub counts: Vec<u32>,
    /// Position of its opening hours in [`super::Model::hours`].
    pub hours: usize,
    /// How jobs get in.
    pub booking: BookingModel,
}

impl CentreModel {
    /// Compiles one centre. `hours` and `releases` collect what centres share.
    pub fn new(
        scenario: &Scenario,
        centre: &Centre,
        work: &Work,
        hours: usize,
        releases: &mut Vec<u16>,
        tables: &mut Tables,
    ) -> CentreModel {
        let mut counts = vec![0; scenario.resources.len()];
        for &(resource, count) in &centre.resources {
            counts[resource.index()] = count;
        }
        let day_of = |date| days_between(scenario.start, date).clamp(0, i64::from(u32::MAX)) as u32;
        let booking = match &centre.booking {
            Booking::WalkIn {
                queue_limit,
                patience_hours,
            } => BookingModel::WalkIn {
                queue_limit: queue_limit.unwrap_or(u32::MAX),
                patience: patience_hours.as_ref().map(|law| Sampler::new(law, tables)),
            },
            Booking::Calendar { .. } => {
                BookingModel::Calendar(CalendarModel::new(scenario, centre, work, releases, tables))
            }
        };
        CentreModel {
            city: centre.city.0,
            opens: centre.opens.map_or(0, day_of),
            closes: centre.closes.map_or(u32::MAX, day_of),
            counts,
            hours,
            booking,
        }
    }

    /// Whether it takes jobs on `day`.
    #[inline]
    pub fn takes_jobs_on(&self, day: u32) -> bool {
        self.opens <= day && day < self.closes
    }
}

/// What the slots of a centre follow from, if they are not given.
#[derive(Clone, Debug)]
pub struct Work {
    /// Expected jobs of each failure mode over the run, all cities together.
    pub jobs: Vec<f64>,
    /// Mean hours of each stage of each failure mode.
    pub stage_hours: Vec<Vec<f64>>,
}

/// Jobs of a team that a centre can work off per open hour: the least over the resources that the team's modes need
/// of count ÷ mean hours, where a mode weighs by its expected jobs.
pub fn capacity_per_hour(scenario: &Scenario, centre: &Centre, team: TeamId, work: &Work) -> f64 {
    let modes = scenario
        .failures
        .iter()
        .enumerate()
        .filter(|(_, mode)| mode.team == team);
    let served: Vec<_> = modes
        .filter(|(_, mode)| super::geography::takes(centre, mode))
        .collect();
    let jobs: f64 = served.iter().map(|(at, _)| work.jobs[*at]).sum();
    // A team whose modes come from traces alone has no expected jobs: its modes weigh the same.
    let weight = |own: f64| {
        if jobs > 0.0 {
            own / jobs
        } else {
            1.0 / served.len() as f64
        }
    };
    let mut least = f64::INFINITY;
    for &(resource, count) in &centre.resources {
        let mut hours = 0.0;
        for (at, mode) in &served {
            let stages = mode.stages.iter().zip(&work.stage_hours[*at]);
            let needing = stages.filter(|(stage, _)| stage.needs.contains(&resource));
            hours += weight(work.jobs[*at]) * needing.map(|(_, mean)| mean).sum::<f64>();
        }
        if hours > 0.0 {
            least = least.min(f64::from(count) / hours);
        }
    }
    if least.is_finite() { least } else { 0.0 }
}

/// The distinct opening hours of a scenario, and which of them each centre has.
pub fn hours_plans(scenario: &Scenario, days: &[CivilDay]) -> (Vec<HoursPlan>, Vec<usize>) {
    let mut distinct: Vec<&Hours> = Vec::new();
    let mut of_centre = Vec::with_capacity(scenario.centres.len());
    for centre in &scenario.centres {
        let at = distinct
            .iter()
            .position(|hours| **hours == centre.hours)
            .unwrap_or_else(|| {
                distinct.push(&centre.hours);
                distinct.len() - 1
            });
        of_centre.push(at);
    }
    (
        distinct.iter().map(|hours| HoursPlan::new(hours, days)).collect(),
        of_centre,
    )
}
