//! The jobs of one replication under two plans, one by one: the same car, the same need, another day.

use super::failure::Failure;
use crate::engine::time::DAY;
use crate::metrics::causes::{Cause, CauseSums};
use crate::model::Model;
use crate::scenario::Scenario;
use crate::sim::observer::{Observer, ResourceDay};
use crate::sim::record::{JobRecord, LossReason, Origin, Outcome};
use crate::sim::waits::{PLACES, Waits};
use crate::sim::{World, simulate};

/// Jobs shown of each kind of change.
const SHOWN: usize = 3;

/// Causes that any scenario can have.
const CAUSES: usize = PLACES + 7;

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Handed back so many microseconds after the first attempt.
    Served(i64),
    /// Lost for a reason.
    Lost(LossReason),
    /// Open at the end of the run.
    Open,
    /// Taken to another shop because no warranty pays.
    Left,
    /// Solved so many microseconds after the first attempt, before it became a visit.
    Solved(i64),
}

/// What is kept of every job: most are never told, so it is short.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Brief {
    /// City, failure mode and origin: the same under every plan.
    name: (u32, u32, Origin),
    id: u32,
    centre: Option<u32>,
    end: End,
    /// Days by cause, in the order of [`Cause::all`].
    days: [f32; CAUSES],
}

/// All jobs of a replication that occur after the warm-up, by name.
pub struct Jobs<'s> {
    scenario: &'s Scenario,
    causes: Vec<Cause>,
    list: Vec<Brief>,
}

/// One job under one plan, by the names of that plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its number in the replication, for `explain`.
    pub id: u32,
    /// Its centre.
    pub centre: Option<String>,
    /// How it ended.
    pub end: End,
}

/// One job under both.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The owner's city.
    pub city: String,
    /// The failure mode.
    pub failure: String,
    /// Under the baseline.
    pub before: Told,
    /// Under the plan.
    pub after: Told,
    /// Of a job served under both: the cause of wait that differs most, by its name in files, and its days before and
    /// after.
    pub cause: Option<(String, f64, f64)>,
}

/// How the jobs of a replication fare under a plan, against the baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobChanges {
    /// Jobs that both have.
    pub jobs: u64,
    /// Of those, with the same end at the same instant.
    pub same: u64,
    /// Served under both, sooner under the plan.
    pub sooner: u64,
    /// Served under both, later under the plan.
    pub later: u64,
    /// Served under the plan alone.
    pub gained: u64,
    /// Served under the baseline alone.
    pub forgone: u64,
    /// Those that gain most, then those that lose most.
    pub examples: Vec<Example>,
}

struct Collector<'m> {
    model: &'m Model,
    causes: &'m [Cause],
    list: Vec<Brief>,
}

impl Observer for Collector<'_> {
    fn job_closed(&mut self, job: &JobRecord, waits: &Waits) {
        if job.was_open() || job.occurred.day() < self.model.warm_up_days {
            return;
        }
        let mut days = [0.0; CAUSES];
        let end = match job.outcome {
            Outcome::Served => {
                let mut sums = CauseSums::default();
                sums.add_job(job, waits, !job.booked.came());
                for (days, &cause) in days.iter_mut().zip(self.causes) {
                    *days = (sums.of(cause, i128::from(job.work.0)) as f64 / DAY as f64) as f32;
                }
                End::Served((job.handed_back() - job.occurred).0)
            }
            Outcome::Lost(reason) => End::Lost(reason),
            Outcome::Unfinished => End::Open,
            Outcome::Left => End::Left,
            Outcome::Solved => End::Solved((job.looked() - job.occurred).0),
        };
        self.list.push(Brief {
            name: (job.city.0, job.failure.0, job.origin),
            id: job.id,
            centre: job.centre.map(|centre| centre.0),
            end,
            days,
        });
    }

    fn centre_day(&mut self, _: u32, _: u32, _: &[ResourceDay]) {}

    fn first_slot(&mut self, _: u32, _: u32, _: u32, _: Option<u32>) {}

    fn free_days(&mut self, _: u32, _: u32, _: u32, _: u32) {}

    fn retried(&mut self, _: u32, _: u32, _: u32, _: bool) {}
}

/// Simulates one replication and keeps its jobs.
///
/// # Errors
/// [`Failure::Broken`] if its audit fails.
pub fn of(scenario: &Scenario, seed: u64, replication: u32) -> Result<Jobs<'_>, Failure> {
    let model = Model::compile(scenario);
    let causes = Cause::all(&model);
    let mut collector = Collector {
        model: &model,
        causes: &causes,
        list: Vec::new(),
    };
    simulate(&model, seed, replication, &mut World::new(&model), &mut collector)
        .map_err(|broken| Failure::broken(broken.to_string()))?;
    let mut list = collector.list;
    list.sort_unstable_by_key(|brief| brief.name);
    Ok(Jobs { scenario, causes, list })
}

impl Jobs<'_> {
    fn cities(&self) -> Vec<&str> {
        self.scenario.cities.iter().map(|city| city.id.as_str()).collect()
    }

    fn modes(&self) -> Vec<&str> {
        self.scenario.failures.iter().map(|mode| mode.id.as_str()).collect()
    }
}

impl JobChanges {
    /// The jobs of one replication under the baseline and a plan, matched by name.
    pub fn between(before: &Jobs, after: &Jobs) -> JobChanges {
        // Names are of the baseline; a plan may have its cities and failure modes in other places.
        let places = |own: &[&str], theirs: &[&str]| -> Vec<Option<u32>> {
            let find = |id: &&str| own.iter().position(|other| other == id).map(|at| at as u32);
            theirs.iter().map(find).collect()
        };
        let city_of = places(&before.cities(), &after.cities());
        let mode_of = places(&before.modes(), &after.modes());
        let mut changes = JobChanges::default();
        // The largest gains and losses, in microseconds of turnaround.
        let mut gains: Vec<(i64, usize, usize)> = Vec::new();
        let mut losses: Vec<(i64, usize, usize)> = Vec::new();
        for (at, brief) in after.list.iter().enumerate() {
            let (city, mode, origin) = brief.name;
            let (Some(city), Some(mode)) = (city_of[city as usize], mode_of[mode as usize]) else {
                continue;
            };
            let Ok(old) = before
                .list
                .binary_search_by_key(&(city, mode, origin), |brief| brief.name)
            else {
                continue;
            };
            changes.jobs += 1;
            let was = &before.list[old];
            changes.same += u64::from(was.end == brief.end);
            match (was.end, brief.end) {
                (End::Served(was), End::Served(is)) if is < was => {
                    changes.sooner += 1;
                    keep(&mut gains, (was - is, old, at));
                }
                (End::Served(was), End::Served(is)) if is > was => {
                    changes.later += 1;
                    keep(&mut losses, (is - was, old, at));
                }
                (End::Served(_), End::Lost(_)) => changes.forgone += 1,
                (End::Lost(_), End::Served(_)) => changes.gained += 1,
                _ => {}
            }
        }
        let tell = |&(_, old, new): &(i64, usize, usize)| example((before, old), (after, new));
        changes.examples = gains.iter().chain(&losses).map(tell).collect();
        changes
    }
}

/// Keeps a change if it is among the largest; equal ones in order of their names.
fn keep(list: &mut Vec<(i64, usize, usize)>, change: (i64, usize, usize)) {
    let at = list.partition_point(|other| other.0 >= change.0);
    if at < SHOWN {
        list.insert(at, change);
        list.truncate(SHOWN);
    }
}

fn example((before, old): (&Jobs, usize), (after, new): (&Jobs, usize)) -> Example {
    let told = |jobs: &Jobs, brief: &Brief| Told {
        id: brief.id,
        centre: brief
            .centre
            .map(|centre| jobs.scenario.centres[centre as usize].id.clone()),
        end: brief.end,
    };
    let (was, is) = (&before.list[old], &after.list[new]);
    let by_cause = |jobs: &Jobs, brief: &Brief, key: &str| {
        let mut causes = jobs.causes.iter();
        let place = causes.position(|cause| cause.key(jobs.scenario) == key);
        place.map_or(0.0, |place| f64::from(brief.days[place]))
    };
    let causes = after.causes.iter().map(|cause| {
        let key = cause.key(after.scenario);
        let (was, is) = (by_cause(before, was, &key), by_cause(after, is, &key));
        (key, was, is)
    });
    let (city, mode, _) = is.name;
    Example {
        city: after.scenario.cities[city as usize].id.clone(),
        failure: after.scenario.failures[mode as usize].id.clone(),
        before: told(before, was),
        after: told(after, is),
        cause: causes.max_by(|a, b| (a.1 - a.2).abs().total_cmp(&(b.1 - b.2).abs())),
    }
}
