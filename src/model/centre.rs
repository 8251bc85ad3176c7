//! Centres compiled for the run: opening dates, hours, counts, queues and slots.

use super::calendar::{CivilDay, DayKind, days_between};
use super::capacity::Capacity;
use super::hours::{HoursPlan, spans_of};
use super::pace::PacePlan;
use super::staff::StaffPlan;
use crate::engine::sampler::{Sampler, Tables};
use crate::engine::time::MINUTE;
use crate::scenario::Scenario;
use crate::scenario::booking::{Booking, Retry, Slots};
use crate::scenario::centre::{Centre, Hours};
use crate::scenario::ids::{CentreId, TeamId};

/// A centre, ready to run.
#[derive(Clone, Debug)]
pub struct CentreModel {
    /// Position of its city.
    pub city: u32,
    /// First day on which it takes jobs.
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

/// What a centre costs, CNY.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostModel {
    /// Per month in which it is open.
    pub per_month_cny: f64,
    /// Per hour that a unit of a resource is in work.
    pub per_hour_cny: f64,
    /// Of its opening.
    pub opening_cny: f64,
    /// Day of its opening; none: before the run.
    pub opens_on: Option<u32>,
}

/// How jobs get into a centre, compiled.
#[derive(Clone, Debug)]
pub enum BookingModel {
    /// The job joins the queue when it occurs.
    WalkIn {
        /// Most jobs waiting for their first stage.
        queue_limit: u32,
        /// Hours until an owner leaves the queue.
        patience: Option<Sampler>,
    },
    /// A slot is booked first.
    Calendar(CalendarModel),
}

/// A calendar of slots.
#[derive(Clone, Debug)]
pub struct CalendarModel {
    /// Bookable days, today included.
    pub horizon: u32,
    /// Position of its release time in [`super::Model::releases`].
    pub release: usize,
    /// In which order owners without a slot try.
    pub retry: Retry,
    /// Days until an owner without a slot gives up.
    pub patience: Option<Sampler>,
    /// By team: the slots of a day; empty for a team without any.
    pub teams: Vec<TeamSlots>,
    /// By day: its pattern, where slots follow from a capacity that differs by date.
    pub by_date: Option<Vec<u16>>,
}

impl CalendarModel {
    /// Which pattern of slots a day follows: a position in [`TeamSlots::starts`].
    #[inline]
    pub fn pattern_on(&self, civil: CivilDay, day: u32) -> usize {
        match &self.by_date {
            None => pattern_of(civil),
            Some(patterns) => patterns.get(day as usize).map_or(0, |&pattern| pattern as usize),
        }
    }
}

/// The slots of one team at one centre.
#[derive(Clone, Debug, Default)]
pub struct TeamSlots {
    /// By kind of day (Monday … Sunday, then holidays and adjusted workdays by weekday), or by the patterns of
    /// [`CalendarModel::by_date`]: starts of the slots in microseconds of the day, ascending.
    pub starts: Vec<Vec<i64>>,
}

/// Kinds of day that may have hours of their own: seven weekdays, seven weekdays that are holidays, the workday.
pub const DAY_PATTERNS: usize = 15;

/// Which of the [`DAY_PATTERNS`] a day follows.
#[inline]
pub fn pattern_of(civil: CivilDay) -> usize {
    match civil.kind {
        DayKind::Weekday(day) => day as usize,
        DayKind::Holiday => 7 + civil.weekday as usize,
        DayKind::Workday => 14,
    }
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
    /// Compiles one centre; `releases` collects what centres share.
    pub fn new(
        scenario: &Scenario,
        centre: &Centre,
        work: &Work,
        place: Place,
        releases: &mut Vec<u16>,
        tables: &mut Tables,
    ) -> CentreModel {
        let mut counts = vec![0; scenario.resources.len()];
        for &(resource, count) in &centre.resources {
            counts[resource.index()] = count;
        }
        let day_of = |date| days_between(scenario.start, date).clamp(0, i64::from(u32::MAX)) as u32;
        let opens = centre.opens.map_or(0, day_of);
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
            Booking::Calendar {
                horizon_days,
                release_minute,
                retry,
                patience_days,
                slots,
            } => {
                let release = releases
                    .iter()
                    .position(|minute| minute == release_minute)
                    .unwrap_or_else(|| {
                        releases.push(*release_minute);
                        releases.len() - 1
                    });
                let teams = (0..scenario.teams.len() as u32)
                    .map(|team| TeamSlots::new(scenario, centre, TeamId(team), slots, work, &capacity))
                    .collect();
                BookingModel::Calendar(CalendarModel {
                    horizon: *horizon_days,
                    release,
                    retry: *retry,
                    patience: patience_days.as_ref().map(|law| Sampler::new(law, tables)),
                    teams,
                    by_date: capacity.by_date.clone(),
                })
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
            cost: cost(scenario, centre),
        }
    }

    /// Whether it takes jobs on `day`.
    #[inline]
    pub fn takes_jobs_on(&self, day: u32) -> bool {
        self.opens <= day && day < self.closes
    }
}

impl TeamSlots {
    fn new(
        scenario: &Scenario,
        centre: &Centre,
        team: TeamId,
        slots: &Slots,
        work: &Work,
        capacity: &Capacity,
    ) -> TeamSlots {
        let load = work.of_team(scenario, centre, team);
        let starts = (capacity.patterns.iter())
            .map(|pattern| {
                let open = open_minutes(&centre.hours, pattern.kind);
                let total: i64 = open.iter().map(|&(from, to)| to - from).sum();
                let count = match slots {
                    Slots::FromCapacity => whole(pattern.jobs(total as f64 / 60.0, &load)),
                    Slots::PerDay(list) => list.iter().find(|(t, _)| *t == team).map_or(0, |&(_, count)| count),
                };
                if total == 0 {
                    Vec::new()
                } else {
                    slot_starts(&open, total, count)
                }
            })
            .collect();
        TeamSlots { starts }
    }
}

/// The largest whole number not above `slots`; a hair below a whole number counts as that number, so that
/// 9 h × 2 ÷ 1.5 h is 12 whatever the rounding.
fn whole(slots: f64) -> u32 {
    (slots + 1e-9) as u32
}

/// Open spans of a pattern of day, in minutes.
fn open_minutes(hours: &Hours, pattern: usize) -> Vec<(i64, i64)> {
    let (kind, weekday) = match pattern {
        0..7 => (DayKind::Weekday(pattern as u8), pattern as u8),
        7..14 => (DayKind::Holiday, pattern as u8 - 7),
        _ => (DayKind::Workday, 0),
    };
    spans_of(hours, kind, weekday)
        .iter()
        .map(|span| (i64::from(span.from), i64::from(span.to)))
        .collect()
}

/// Slot k of n starts when k/n of the day's open time has passed.
fn slot_starts(open: &[(i64, i64)], total_minutes: i64, count: u32) -> Vec<i64> {
    let mut starts = Vec::with_capacity(count as usize);
    for k in 0..i64::from(count) {
        let mut passed = (i128::from(total_minutes * MINUTE) * i128::from(k) / i128::from(count)) as i64;
        for &(from, to) in open {
            let length = (to - from) * MINUTE;
            if passed < length {
                starts.push(from * MINUTE + passed);
                break;
            }
            passed -= length;
        }
    }
    starts
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
    fn of_team(&self, scenario: &Scenario, centre: &Centre, team: TeamId) -> Vec<(usize, f64)> {
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

fn cost(scenario: &Scenario, centre: &Centre) -> Option<CostModel> {
    let operator = &scenario.operators[centre.operator?.index()];
    let opens = centre.opens.map(|date| days_between(scenario.start, date));
    operator.has_cost().then(|| CostModel {
        per_month_cny: operator.cost_per_month_cny.unwrap_or(0.0),
        per_hour_cny: operator.cost_per_hour_cny.unwrap_or(0.0),
        opening_cny: operator.opening_cost_cny.unwrap_or(0.0),
        opens_on: opens.and_then(|day| u32::try_from(day).ok()),
    })
}

/// Speed of work on each day: that of the operator, times the ramp from the opening on.
fn speeds(scenario: &Scenario, centre: &Centre, opens: u32, days: usize) -> Vec<f64> {
    let full = (centre.operator).map_or(1.0, |operator| scenario.operators[operator.index()].speed);
    let share = |day: u32| (centre.ramp_up).map_or(1.0, |ramp| ramp.share(day.saturating_sub(opens)));
    (0..days as u32).map(|day| full * share(day)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::HOUR;

    #[test]
    fn slots_are_spread_over_the_open_time() {
        // 09:00–12:00 and 13:00–18:00: 8 hours; slot 3 of 4 starts after 6 open hours, at 16:00.
        let starts = slot_starts(&[(540, 720), (780, 1080)], 480, 4);
        assert_eq!(starts, [9 * HOUR, 11 * HOUR, 14 * HOUR, 16 * HOUR]);
        assert!(slot_starts(&[(540, 720)], 180, 0).is_empty());
    }

    #[test]
    fn a_hair_below_a_whole_number_is_that_number() {
        assert_eq!(whole(9.0 * (2.0 / 1.5)), 12);
        assert_eq!(whole(0.1 + 0.2 + 0.7), 1);
        assert_eq!(whole(11.999), 11);
    }
}
