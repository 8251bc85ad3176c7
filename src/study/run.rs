//! `run`: one scenario, a fixed number of replications.

use super::failure::Failure;
use super::runner::{self, Job};
use crate::metrics::daily::Daily;
use crate::metrics::group::Groups;
use crate::metrics::observed::Simulated;
use crate::metrics::summary::Summary;
use crate::metrics::tally::Tally;
use crate::metrics::totals::Totals;
use crate::metrics::warning::Warning;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::sim::observer::{Observer, ResourceDay};
use crate::sim::record::{JobRecord, StageTime};
use crate::sim::waits::{PLACES, Waits};
use crate::sim::{World, simulate};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How much to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Seed of all random numbers.
    pub seed: u64,
    /// Replications, at least 1.
    pub replications: u32,
    /// Threads, at least 1; may exceed the cores.
    pub threads: usize,
    /// What to read before trusting the figures; repeated in the summary.
    pub warnings: Vec<Warning>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Replications finished.
    pub finished: u32,
    /// Replications asked for.
    pub replications: u32,
    /// Jobs simulated so far.
    pub jobs: u64,
}

/// What a run found.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Every figure.
    pub summary: Summary,
    /// Figures by day.
    pub daily: Daily,
    /// The simulated side of each observation of the scenario.
    pub observed: Vec<Simulated>,
    /// Whether it was interrupted: then it holds replications 1 … k.
    pub interrupted: bool,
}

/// A job as it was reported, with its waits.
#[derive(Clone, Debug)]
pub struct Closed {
    /// The job.
    pub job: JobRecord,
    /// Open time without work, by the place of the resource that was missing.
    pub short: [i64; PLACES],
    /// Time without work because the centre was closed.
    pub closed: i64,
    /// Time until parts were there.
    pub part: i64,
    /// The part of the work that was the handover.
    pub handover: i64,
}

impl Closed {
    /// Keeps what is reported of a job.
    pub fn new(job: &JobRecord, waits: &Waits) -> Closed {
        Closed {
            job: job.clone(),
            short: waits.by_place,
            closed: job.closed(waits),
            part: waits.part,
            handover: waits.handover,
        }
    }
}

/// Takes the records of each replication (1 first), sorted by id, in order, and the stages of their jobs by id and step.
pub type Records<'a> = &'a mut (dyn FnMut(u32, &[Closed], &[StageTime]) -> Result<(), Failure> + Send);

/// The tally of one replication, and its records if someone wants them.
struct Unit<'m> {
    tally: Tally<'m>,
    records: Option<(Vec<Closed>, Vec<StageTime>)>,
    jobs: u64,
}

impl Observer for Unit<'_> {
    #[inline(always)]
    fn job_closed(&mut self, job: &JobRecord, waits: &Waits) {
        self.tally.job_closed(job, waits);
        if let Some((records, _)) = &mut self.records {
            records.push(Closed::new(job, waits));
        }
    }

    #[inline]
    fn part_needed(&mut self, now: i64, centre: u32, part: u32, there: bool) {
        self.tally.part_needed(now, centre, part, there);
    }

    fn will_open(&mut self, centre: u32, day: u32) {
        self.tally.will_open(centre, day);
    }

    #[inline(always)]
    fn stage_started(&mut self, id: u32, step: u32, start: i64, end: i64) {
        if let Some((_, stages)) = &mut self.records {
            stages.push(StageTime { id, step, start, end });
        }
    }

    #[inline(always)]
    fn centre_day(&mut self, day: u32, centre: u32, resources: &[ResourceDay]) {
        self.tally.centre_day(day, centre, resources);
    }

    #[inline(always)]
    fn first_slot(&mut self, day: u32, centre: u32, team: u32, first: Option<u32>) {
        self.tally.first_slot(day, centre, team, first);
    }

    #[inline(always)]
    fn free_days(&mut self, day: u32, centre: u32, team: u32, days: u32) {
        self.tally.free_days(day, centre, team, days);
    }

    #[inline(always)]
    fn retried(&mut self, day: u32, city: u32, mode: u32, booked: bool) {
        self.tally.retried(day, city, mode, booked);
    }
}

/// Runs a scenario.
///
/// # Errors
/// [`Failure::Broken`] if the audit of a replication fails, [`Failure::Interrupted`] if not one replication was
/// finished, and whatever `records` returns.
pub fn run(
    scenario: &Scenario,
    options: &Options,
    mut records: Option<Records<'_>>,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Outcome, Failure> {
    let model = Model::compile(scenario);
    let groups = Groups::new(&model);
    let mut totals = Totals::new(scenario, &model, &groups);
    let keep = records.is_some();
    let jobs = AtomicU64::new(0);
    let job = Job {
        make: || Unit {
            tally: Tally::new(&model, &groups),
            records: keep.then(Default::default),
            jobs: 0,
        },
        state: || World::new(&model),
        work: |replication: u32, world: &mut World, unit: &mut Unit| {
            unit.tally.clear();
            if let Some((records, stages)) = &mut unit.records {
                records.clear();
                stages.clear();
            }
            let done = simulate(&model, options.seed, replication, world, unit);
            unit.jobs = done.map_err(|broken| Failure::broken(broken.to_string()))?;
            if let Some((records, stages)) = &mut unit.records {
                records.sort_unstable_by_key(|closed| closed.job.id);
                stages.sort_unstable();
            }
            Ok(())
        },
    };
    let finished = runner::run(
        &job,
        options.replications,
        options.threads,
        interrupt,
        |replication, unit| {
            totals.fold(&unit.tally);
            if let (Some(sink), Some((list, stages))) = (&mut records, &unit.records) {
                sink(replication, list, stages)?;
            }
            let jobs = jobs.fetch_add(unit.jobs, Ordering::Relaxed) + unit.jobs;
            progress(Progress {
                finished: replication,
                replications: options.replications,
                jobs,
            });
            Ok(())
        },
    )?;
    if finished == 0 {
        return Err(Failure::Interrupted);
    }
    Ok(Outcome {
        summary: totals.summary(options.seed, options.warnings.clone()),
        daily: totals.daily(),
        observed: totals.observed(),
        interrupted: finished < options.replications,
    })
}
