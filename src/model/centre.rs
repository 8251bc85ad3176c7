//! Centres compiled for the run: opening dates, hours, counts and queues.

use super::booking::{CalendarModel, Shared};
use super::calendar::{CivilDay, civil_day, days_between};
use super::capacity::Capacity;
use super::cost::CostModel;
use super::expansion::NEVER;
use super::hours::HoursPlan;
use super::pace::PacePlan;
use super::staff::StaffPlan;
use crate::engine::sampler::{Sampler, Tables};
use crate::scenario::Scenario;
use crate::scenario::booking::Booking;
use crate::scenario::centre::{Centre, Hours};
use crate::scenario::expansion::NOT_KNOWN;
use crate::scenario::ids::{CentreId, TeamId};
use jiff::ToSpan;

pub use super::booking::BookingModel;

/// A centre, ready to run.
#[derive(Clone, Debug)]
pub struct CentreModel {
    /// Position of its city.
    pub city: u32,
    /// First day on which it takes jobs; [`NEVER`] if a rule decides in the run.
    pub opens: u32,
    /// First day on which it takes none any more.
    pub closes: u32,
    /// Usual units of each resource of the scenario.
    pub counts: Vec<u32>,
    /// Most units of each resource at any time.
    pub most: Vec<u32>,
    /// When there are more or less than usual; none: never.
    pub staff: Option<StaffPlan>,
    /// How fast work goes; none: always at full speed.
    pub pace: Option<PacePlan>,
    /// By day: speed of work, 1 for full speed.
    pub speeds: Vec<f64>,
    /// Position of its opening hours in [`super::Model::hours`].
    pub hours: usize,
    /// How jobs get in.
    pub booking: BookingModel,
    /// What it costs; none: not known.
    pub cost: Option<CostModel>,
}

/// Where a centre stands among the others, and in time.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its position.
    pub id: CentreId,
    /// Position of its opening hours.
    pub hours: usize,
    /// Its opening hours over the run.
    pub plan: &'a HoursPlan,
    /// The days of the run and of the longest horizon after it.
    pub days: &'a [CivilDay],
}

impl CentreModel {
    /// Compiles one centre.
    pub fn new(
        scenario: &Scenario,
        centre: &Centre,
        work: &Work,
        place: Place,
        shared: &mut Shared,
        tables: &mut Tables,
    ) -> CentreModel {
        let mut counts = vec![0; scenario.resources.len()];
        for &(resource, count) in &centre.resources {
            counts[resource.index()] = count;
        }
        let day_of = |date| days_between(scenario.start, date).clamp(0, i64::from(u32::MAX)) as u32;
        let opens = match centre.opens {
            Some(NOT_KNOWN) => NEVER,
            opens => opens.map_or(0, day_of),
        };
        let staff = StaffPlan::new(scenario, place.id, centre, &counts, place.days);
        let speeds = speeds(scenario, centre, opens, place.days.len());
        let paced = speeds.iter().any(|&speed| speed != 1.0);
        let capacity = Capacity::new(centre, &counts, staff.as_ref(), &speeds, place.days);
        let booking = match &centre.booking {
            Booking::WalkIn {
                queue_limit,
                patience_hours,
            } => BookingModel::WalkIn {
                queue_limit: queue_limit.unwrap_or(u32::MAX),
                patience: patience_hours.as_ref().map(|law| Sampler::new(law, tables)),
            },
            Booking::Calendar { .. } => {
                let calendar = CalendarModel::new(scenario, centre, work, &capacity, shared, tables);
                BookingModel::Calendar(calendar)
            }
        };
        CentreModel {
            city: centre.city.0,
            opens,
            closes: centre.closes.map_or(u32::MAX, day_of),
            most: staff
                .as_ref()
                .map_or_else(|| counts.clone(), |staff| staff.most.clone()),
            counts,
            staff,
            pace: paced.then(|| PacePlan::new(place.plan, &speeds)),
            speeds,
            hours: place.hours,
            booking,
            cost: CostModel::new(scenario, centre),
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

impl Work {
    /// Hours of each resource of a centre that a job of a team takes on average, where a mode weighs by its expected
    /// jobs. What is kept between stages counts while other stages work.
    pub fn of_team(&self, scenario: &Scenario, centre: &Centre, team: TeamId) -> Vec<(usize, f64)> {
        let modes = scenario
            .failures
            .iter()
            .enumerate()
            .filter(|(_, mode)| mode.team == team);
        let served: Vec<_> = modes
            .filter(|(_, mode)| super::geography::takes(centre, mode))
            .collect();
        let jobs: f64 = served.iter().map(|(at, _)| self.jobs[*at]).sum();
        // A team whose modes come from traces alone has no expected jobs: its modes weigh the same.
        let weight = |own: f64| {
            if jobs > 0.0 {
                own / jobs
            } else {
                1.0 / served.len() as f64
            }
        };
        let mut load = Vec::with_capacity(centre.resources.len());
        for &(resource, _) in &centre.resources {
            let mut hours = 0.0;
            for (at, mode) in &served {
                let mut kept = false;
                let mut own = 0.0;
                for (stage, mean) in mode.stages.iter().zip(&self.stage_hours[*at]) {
                    let needed = stage.needs.contains(&resource);
                    if needed || kept {
                        own += mean;
                    }
                    if needed {
                        kept = stage.keep.contains(&resource);
                    }
                }
                hours += weight(self.jobs[*at]) * own;
            }
            load.push((resource.index(), hours));
        }
        load
    }
}

/// Speed of work on each day: that of the operator, times the ramp from the opening on.
fn speeds(scenario: &Scenario, centre: &Centre, opens: u32, days: usize) -> Vec<f64> {
    let full = (centre.operator).map_or(1.0, |operator| scenario.operators[operator.index()].speed);
    let share = |day: u32| (centre.ramp_up).map_or(1.0, |ramp| ramp.share(day.saturating_sub(opens)));
    (0..days as u32).map(|day| full * share(day)).collect()
}

/// The distinct opening hours of a scenario, and which of them each centre has.
pub fn hours_plans(scenario: &Scenario, days: &[CivilDay]) -> (Vec<HoursPlan>, Vec<usize>) {
    let eve = civil_day(scenario, scenario.start.saturating_sub(1.day()));
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
        (distinct.iter())
            .map(|hours| HoursPlan::new(hours, days, eve))
            .collect(),
        of_centre,
    )
}
