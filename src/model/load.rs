//! Load before a run: where expected work exceeds what can be done, week by week. Findings without words.
//!
//! Work goes where it would go if nobody waited: to the nearest open centre that takes it, the own city's first, equal
//! ones evenly; every call is answered and every van in time; cars whose repair does not hold come back in the same week; owners of
//! recalled cars come when their letters have them come. What a calendar books is at most its slots; what it books is the work of its resources.

use super::Model;
use super::booking::{BookingModel, CalendarModel};
use super::calendar::date_of;
use super::centre::CentreModel;
use super::geography::Candidate;
use super::recall::RecallModel;
use super::roadside::least_through;
use crate::engine::time::Span;
use crate::scenario::Scenario;
use crate::scenario::ids::{CentreId, ResourceId, TeamId};
use jiff::civil::Date;

/// More than this part above the capacity is too much; less is rounding.
const HAIR: f64 = 1e-9;

/// What is short at a centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Short {
    /// Slots of a team; work counts jobs.
    Slots(TeamId),
    /// A resource; work counts hours.
    Hours(ResourceId),
}

/// A week with more work than capacity, both in jobs or both in hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// Its first day, a Monday unless the run has no whole week.
    pub from: Date,
    /// Expected work.
    pub work: f64,
    /// What can be done.
    pub capacity: f64,
}

/// A centre with more work than it can do in some week.
#[derive(Clone, Debug, PartialEq)]
pub struct Overload {
    /// The centre.
    pub centre: CentreId,
    /// What it is short of.
    pub short: Short,
    /// The first such week.
    pub first: Week,
    /// The week with the greatest excess.
    pub worst: Week,
    /// How many such weeks.
    pub weeks: u32,
    /// Weeks looked at.
    pub of: u32,
    /// Work over capacity of all weeks together.
    pub load: f64,
    /// Slots only: the longest wait in days that the excess of earlier weeks would cause if nobody gave up, where it is
    /// longer than the horizon.
    pub wait_days: Option<(f64, u32)>,
    /// A fixed fleet brings too much in every week: waits grow with the length of the run.
    pub never_settles: bool,
}

/// What a look at the load found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loads {
    /// Centres with too much work, the greatest load first.
    pub overloads: Vec<Overload>,
    /// Teams whose resources are there and whose work does not fill one slot on any day: they have none.
    pub without_slots: Vec<(CentreId, TeamId)>,
}

/// Looks at the load of every centre in every whole week from Monday to Sunday; in a run without one, at the whole run.
pub fn loads(scenario: &Scenario, model: &Model) -> Loads {
    let weeks = weeks_of(model);
    let work = Work::of(model, &weeks);
    let mut found = Loads::default();
    for (at, spec) in model.centres.iter().enumerate() {
        if spec.opens >= model.days || spec.closes == 0 {
            continue;
        }
        let centre = CentreId(at as u32);
        // Jobs that get in, by failure mode and week: all of a walk-in's, of a calendar's as many as it has slots.
        let mut let_in: Vec<Vec<f64>> = work.jobs[at].clone();
        if let BookingModel::Calendar(calendar) = &spec.booking {
            for team in 0..model.teams {
                let modes: Vec<usize> = (0..model.modes.len())
                    .filter(|&mode| model.modes[mode].team as usize == team && has_all(spec, model.modes[mode].needs))
                    .collect();
                if modes.is_empty() {
                    continue;
                }
                if !model.has_slots(at, team) {
                    if takes_team(scenario, at, &modes) && opens_at_all(model, spec) {
                        found.without_slots.push((centre, TeamId(team as u32)));
                    }
                    modes.iter().for_each(|&mode| let_in[mode].fill(0.0));
                    continue;
                }
                let jobs: Vec<f64> = (0..weeks.len())
                    .map(|week| modes.iter().map(|&mode| work.jobs[at][mode][week]).sum())
                    .collect();
                let slots: Vec<f64> = weeks
                    .iter()
                    .map(|&(from, to)| {
                        let open = (from..to).filter(|&day| spec.takes_jobs_on(day));
                        open.map(|day| slots_on(model, calendar, team, day)).sum()
                    })
                    .collect();
                for (week, (&jobs, &slots)) in jobs.iter().zip(&slots).enumerate() {
                    if jobs > slots {
                        modes.iter().for_each(|&mode| let_in[mode][week] *= slots / jobs);
                    }
                }
                let short = Short::Slots(TeamId(team as u32));
                let wait = longest_wait(&jobs, &slots, &weeks);
                let overload = overload(scenario, (centre, short), &weeks, &jobs, &slots);
                found.overloads.extend(overload.map(|overload| Overload {
                    wait_days: (wait > f64::from(calendar.horizon)).then_some((wait, calendar.horizon)),
                    ..overload
                }));
            }
        }
        for (resource, _) in spec.most.iter().enumerate().filter(|(_, count)| **count > 0) {
            let needed: Vec<f64> = (0..weeks.len())
                .map(|week| {
                    let hours = |mode: usize| let_in[mode][week] * work.hours[mode][resource];
                    (0..model.modes.len()).map(hours).sum()
                })
                .collect();
            let staffed: Vec<f64> = weeks
                .iter()
                .map(|&(from, to)| {
                    let of_day = |day| Span(model.staffed_on(spec, resource, day)).hours() * spec.speeds[day as usize];
                    (from..to).map(of_day).sum()
                })
                .collect();
            let short = Short::Hours(ResourceId(resource as u32));
            found
                .overloads
                .extend(overload(scenario, (centre, short), &weeks, &needed, &staffed));
        }
    }
    // Stable: equal loads stay in the order of the centres.
    found.overloads.sort_by(|one, other| other.load.total_cmp(&one.load));
    found
}

/// First day and the day after the last of every week looked at.
pub(super) fn weeks_of(model: &Model) -> Vec<(u32, u32)> {
    // 1 January 1970 was a Thursday.
    let first_monday = (4 - model.epoch_day).rem_euclid(7) as u32;
    let mondays = (first_monday..model.days).step_by(7);
    let weeks: Vec<(u32, u32)> = mondays
        .map(|day| (day, day + 7))
        .filter(|&(_, to)| to <= model.days)
        .collect();
    if weeks.is_empty() { vec![(0, model.days)] } else { weeks }
}

/// Expected work.
pub(super) struct Work {
    /// By centre, failure mode and week: jobs.
    pub jobs: Vec<Vec<Vec<f64>>>,
    /// By failure mode and resource: mean hours of a job.
    pub hours: Vec<Vec<f64>>,
    /// By failure mode and week: jobs that no open centre takes.
    pub untaken: Vec<Vec<f64>>,
}

impl Work {
    pub fn of(model: &Model, weeks: &[(u32, u32)]) -> Work {
        let modes = model.modes.len();
        let mut jobs = vec![vec![vec![0.0; weeks.len()]; modes]; model.centres.len()];
        let mut untaken = vec![vec![0.0; weeks.len()]; modes];
        let mut week_of_day = vec![None; model.days as usize];
        for (week, &(from, to)) in weeks.iter().enumerate() {
            week_of_day[from as usize..to as usize].fill(Some(week));
        }
        let mut recorded = vec![Vec::new(); model.cities * modes];
        for job in &model.traces {
            recorded[job.city as usize * modes + job.mode as usize].push(job.time.day());
        }
        let recalled: Vec<Vec<f64>> = (model.recalls.iter())
            .map(|recall| recall.expected(model.days))
            .collect();
        for city in 0..model.cities {
            for mode in 0..modes {
                let of_mode = |recall: &&RecallModel| recall.mode == Some(mode as u32);
                let called: Vec<(f64, &Vec<f64>)> = (model.recalls.iter().zip(&recalled))
                    .filter(|(recall, _)| of_mode(recall))
                    .map(|(recall, by_day)| (f64::from(recall.cars[city]), by_day))
                    .collect();
                let mut rows = recorded[city * modes + mode].iter().peekable();
                let mut takers = Takers::new(model, city as u32, mode as u32);
                let through = least_through(model.triage.as_deref(), model.roadside.as_deref(), city, mode);
                for (day, week) in week_of_day.iter().enumerate() {
                    let mut expected = model.demand.expected(city, mode, day);
                    while rows.next_if(|&&row| row as usize == day).is_some() {
                        expected += 1.0;
                    }
                    expected += called.iter().map(|(cars, by_day)| cars * by_day[day]).sum::<f64>();
                    expected *= through;
                    let (true, Some(week)) = (expected > 0.0, *week) else {
                        continue;
                    };
                    let nearest = takers.on(day as u32);
                    if nearest.is_empty() {
                        untaken[mode][week] += expected;
                    }
                    for &centre in nearest {
                        let visits = model
                            .care
                            .comeback
                            .as_ref()
                            .map_or(1.0, |rule| rule.visits(centre, mode));
                        jobs[centre][mode][week] += visits * expected / nearest.len() as f64;
                    }
                }
            }
        }
        Work {
            jobs,
            hours: (0..modes).map(|mode| hours_of(model, mode)).collect(),
            untaken,
        }
    }
}

/// Mean hours of a job of `mode` at each resource.
fn hours_of(model: &Model, mode: usize) -> Vec<f64> {
    let mut hours = vec![0.0; model.resources];
    for stage in &model.stages[model.modes[mode].first_stage as usize..] {
        for (resource, hours) in hours.iter_mut().enumerate() {
            if stage.needs >> resource & 1 == 1 {
                *hours += stage.hours.mean();
            }
        }
        if stage.last {
            break;
        }
    }
    hours
}

/// The nearest centres that take the jobs of a city and failure mode, day after day.
pub(super) struct Takers<'m> {
    model: &'m Model,
    list: &'m [Candidate],
    team: usize,
    nearest: Vec<usize>,
    /// The first day on which they may be others.
    until: u32,
}

impl<'m> Takers<'m> {
    pub fn new(model: &'m Model, city: u32, mode: u32) -> Takers<'m> {
        Takers {
            model,
            list: model.candidates(city, mode),
            team: model.modes[mode as usize].team as usize,
            nearest: Vec::new(),
            until: 0,
        }
    }

    /// The first day after those looked at on which they may be others.
    pub fn until(&self) -> u32 {
        self.until
    }

    pub fn on(&mut self, day: u32) -> &[usize] {
        if day >= self.until {
            self.look(day);
        }
        &self.nearest
    }

    fn look(&mut self, day: u32) {
        let model = self.model;
        self.until = u32::MAX;
        self.nearest.clear();
        let mut first: Option<&Candidate> = None;
        for candidate in self.list {
            let at = candidate.centre.index();
            let spec = &model.centres[at];
            let changes = [spec.opens, spec.closes].into_iter().filter(|&change| change > day);
            self.until = changes.fold(self.until, u32::min);
            let calendar = matches!(spec.booking, BookingModel::Calendar(_));
            if !spec.takes_jobs_on(day) || calendar && !model.has_slots(at, self.team) {
                continue;
            }
            match first {
                // The list is in order of nearness.
                Some(first) if (first.own, first.km) != (candidate.own, candidate.km) => break,
                _ => first = Some(candidate),
            }
            self.nearest.push(at);
        }
    }
}

pub(super) fn has_all(spec: &CentreModel, needs: u64) -> bool {
    let has = |resource: usize| needs >> resource & 1 == 0 || spec.counts[resource] > 0;
    (0..spec.counts.len()).all(has)
}

/// Whether the scenario lets a team work at a centre: a table of slots may leave it out on purpose.
fn takes_team(scenario: &Scenario, centre: usize, modes: &[usize]) -> bool {
    modes
        .iter()
        .any(|&mode| super::geography::takes(&scenario.centres[centre], &scenario.failures[mode]))
}

fn opens_at_all(model: &Model, spec: &CentreModel) -> bool {
    (0..model.days).any(|day| (0..model.resources).any(|resource| model.staffed_on(spec, resource, day) > 0))
}

pub(super) fn slots_on(model: &Model, calendar: &CalendarModel, team: usize, day: u32) -> f64 {
    let pattern = calendar.pattern_on(model, day);
    calendar.teams[team][pattern].starts.len() as f64
}

/// The longest wait in days: a backlog of earlier weeks over the slots of a day, in weeks that have any.
fn longest_wait(jobs: &[f64], slots: &[f64], weeks: &[(u32, u32)]) -> f64 {
    let with_slots = weeks.iter().zip(slots).filter(|&(_, slots)| *slots > 0.0);
    let days: u32 = with_slots.map(|(&(from, to), _)| to - from).sum();
    let per_day = if days > 0 {
        slots.iter().sum::<f64>() / f64::from(days)
    } else {
        0.0
    };
    let (mut backlog, mut most) = (0.0f64, 0.0f64);
    for (jobs, slots) in jobs.iter().zip(slots) {
        backlog = (backlog + jobs - slots).max(0.0);
        most = most.max(backlog);
    }
    if per_day > 0.0 { most / per_day } else { 0.0 }
}

fn overload(
    scenario: &Scenario,
    (centre, short): (CentreId, Short),
    weeks: &[(u32, u32)],
    work: &[f64],
    capacity: &[f64],
) -> Option<Overload> {
    let week = |at: usize| Week {
        from: date_of(scenario.start, weeks[at].0),
        work: work[at],
        capacity: capacity[at],
    };
    let excess = |at: usize| work[at] - capacity[at];
    let too_much: Vec<usize> = (0..weeks.len())
        .filter(|&at| excess(at) > HAIR * capacity[at].max(1.0))
        .collect();
    let first = *too_much.first()?;
    let worst = too_much
        .iter()
        .fold(first, |worst, &at| if excess(at) > excess(worst) { at } else { worst });
    let total: f64 = capacity.iter().sum();
    let load = work.iter().sum::<f64>() / total;
    Some(Overload {
        centre,
        short,
        first: week(first),
        worst: week(worst),
        weeks: too_much.len() as u32,
        of: weeks.len() as u32,
        load: if total > 0.0 { load } else { f64::INFINITY },
        wait_days: None,
        never_settles: scenario.deliveries.is_empty() && too_much.len() == weeks.len(),
    })
}
