//! `run`: one scenario, a fixed number of replications, or as many as a precision takes.

use super::failure::Failure;
use super::runner::{self, Job};
use crate::metrics::catalogue::Metric;
use crate::metrics::daily::Daily;
use crate::metrics::group::Groups;
use crate::metrics::layout::Layout;
use crate::metrics::observed::Simulated;
use crate::metrics::sample::Sample;
use crate::metrics::sequential::{Aim, Aimed, Sequential};
use crate::metrics::summary::Summary;
use crate::metrics::tally::Tally;
use crate::metrics::totals::Totals;
use crate::metrics::warning::Warning;
use crate::model::Model;
use crate::model::migration::Stay;
use crate::scenario::Scenario;
use crate::sim::car::{self, Known};
use crate::sim::draws::Draws;
use crate::sim::observer::{Called, Carried, Drove, Helped, Observer, Rescued, ResourceDay};
use crate::sim::recall::Recalled;
use crate::sim::record::{JobRecord, StageTime};
use crate::sim::waits::{PLACES, Waits};
use crate::sim::whereabouts::where_is;
use crate::sim::{World, simulate};
use crate::stats::precision::{self, Figure, Step, Why};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How much to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Seed of all random numbers.
    pub seed: u64,
    /// The first replication, from 1.
    pub first: u32,
    /// Replications, at least 1; the most that there may be if a precision decides.
    pub replications: u32,
    /// What decides how many there are.
    pub number: Number,
    /// Threads, at least 1; may exceed the cores.
    pub threads: usize,
    /// What to read before trusting the figures; repeated in the summary.
    pub warnings: Vec<Warning>,
}

/// What decides how many replications there are.
#[derive(Clone, Debug)]
pub enum Number {
    /// So many as are asked for.
    Fixed,
    /// As many as it takes until every aim is reached, looking seldom ([`precision::decide`]).
    Precise(Vec<Aim>),
    /// So many as earlier replications needed for these aims, which ended so.
    Found(Vec<Aim>, Why),
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Replications finished.
    pub finished: u32,
    /// Replications asked for; with a precision, those before the next look.
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
    /// The figures of each replication, where the scenario has beliefs.
    pub each: Option<Sample>,
    /// How the number of replications came about, unless it was given or the run was interrupted before it was found.
    pub sequential: Option<Sequential>,
    /// Replications that were wanted: more than there are if the run was interrupted.
    pub wanted: u32,
    /// Whether it was interrupted: then it holds the first k replications.
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
    /// Its car, where the fleet has ages.
    pub car: Option<Known>,
    /// Where it was, where cars travel.
    pub stay: Option<Stay>,
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
            car: None,
            stay: None,
        }
    }
}

/// Takes the records of each replication (1 first), sorted by id, in order, and the stages of their jobs by id and step.
pub type Records<'a> = &'a mut (dyn FnMut(u32, &[Closed], &[StageTime]) -> Result<(), Failure> + Send);

/// The tally of one replication, and its records if someone wants them.
struct Unit<'m> {
    tally: Tally<'m>,
    records: Option<(Vec<Closed>, Vec<StageTime>)>,
    /// The words of the replication.
    draws: Draws,
    jobs: u64,
}

impl Observer for Unit<'_> {
    #[inline(always)]
    fn job_closed(&mut self, job: &JobRecord, waits: &Waits) {
        self.tally.job_closed(job, waits);
        if let Some((records, _)) = &mut self.records {
            let mut closed = Closed::new(job, waits);
            let model = self.tally.model();
            closed.car = car::known(model, &self.draws, job);
            let movement = model.demand.movement.as_ref();
            closed.stay = movement.map(|_| where_is(model, &self.draws, job.name()));
            records.push(closed);
        }
    }

    #[inline]
    fn part_needed(&mut self, now: i64, job: &JobRecord, part: u32, there: bool) {
        self.tally.part_needed(now, job, part, there);
    }

    fn recalled(&mut self, recall: u32, day: u32, what: Recalled) {
        self.tally.recalled(recall, day, what);
    }

    fn will_open(&mut self, centre: u32, day: u32) {
        self.tally.will_open(centre, day);
    }

    fn called(&mut self, call: &Called) {
        self.tally.called(call);
    }

    fn helped(&mut self, help: &Helped) {
        self.tally.helped(help);
    }

    fn drove(&mut self, trip: &Drove) {
        self.tally.drove(trip);
    }

    fn rescued(&mut self, rescue: &Rescued) {
        self.tally.rescued(rescue);
    }

    fn carried(&mut self, trip: &Carried) {
        self.tally.carried(trip);
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
    let (mut done, mut why) = (0, None);
    let mut until = match &options.number {
        Number::Precise(_) => precision::first_look(options.replications),
        Number::Fixed | Number::Found(..) => options.replications,
    };
    loop {
        let before = options.first + done - 1;
        let job = Job {
            make: || Unit {
                tally: Tally::new(&model, &groups),
                records: keep.then(Default::default),
                draws: Draws::new(options.seed, options.first),
                jobs: 0,
            },
            state: || World::new(&model),
            work: |at: u32, world: &mut World, unit: &mut Unit| {
                unit.tally.clear();
                unit.draws = Draws::new(options.seed, before + at);
                if let Some((records, stages)) = &mut unit.records {
                    records.clear();
                    stages.clear();
                }
                let replication = before + at;
                let done = if keep {
                    simulate(&model, options.seed, replication, world, unit)
                } else {
                    // Nothing is asked at every stage whether someone wants records.
                    simulate(&model, options.seed, replication, world, &mut unit.tally)
                };
                unit.jobs = done.map_err(|broken| Failure::broken(broken.to_string()))?;
                if let Some((records, stages)) = &mut unit.records {
                    records.sort_unstable_by_key(|closed| closed.job.id);
                    stages.sort_unstable();
                }
                Ok(())
            },
        };
        let round = until - done;
        done += runner::run(&job, round, options.threads, interrupt, |at, unit| {
            totals.fold(&unit.tally);
            if let (Some(sink), Some((list, stages))) = (&mut records, &unit.records) {
                sink(before + at, list, stages)?;
            }
            let jobs = jobs.fetch_add(unit.jobs, Ordering::Relaxed) + unit.jobs;
            progress(Progress {
                finished: done + at,
                replications: until,
                jobs,
            });
            Ok(())
        })?;
        match &options.number {
            Number::Precise(aims) if done == until => {
                match precision::decide(done, options.replications, &figures(&totals, aims)) {
                    Step::Until(next) => until = next,
                    Step::Stop(found) => {
                        why = Some(found);
                        break;
                    }
                }
            }
            _ => break,
        }
    }
    if done == 0 {
        return Err(Failure::Interrupted);
    }
    let ended = match &options.number {
        Number::Fixed => None,
        Number::Precise(aims) => why.map(|why| (aims, why)),
        Number::Found(aims, why) => Some((aims, *why)),
    };
    let sequential = ended.map(|(aims, why)| Sequential {
        aims: (aims.iter().zip(figures(&totals, aims)))
            .map(|(aim, figure)| Aimed::new(*aim, &figure))
            .collect(),
        why,
        first: options.first,
        replications: done,
    });
    let mut warnings = options.warnings.clone();
    warnings.extend(sequential.clone().map(Warning::Sequential));
    Ok(Outcome {
        summary: totals.summary(options.seed, warnings),
        daily: totals.daily(),
        observed: totals.observed(),
        each: totals.each().cloned(),
        sequential,
        wanted: until,
        interrupted: done < until,
    })
}

/// Runs until the aims of `options` are reached, then as many fresh replications, whose figures are the result: their
/// number was fixed before the first of them, so their intervals hold as if it had been given. Interrupted before the
/// first fresh replication was finished, it gives what the earlier ones found.
///
/// # Errors
/// As [`run`].
pub fn confirmed(
    scenario: &Scenario,
    options: &Options,
    records: Option<Records<'_>>,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Outcome, Failure> {
    let found = run(scenario, options, None, progress, interrupt)?;
    let (Number::Precise(aims), Some(sequential)) = (&options.number, &found.sequential) else {
        return Ok(found);
    };
    let fresh = Options {
        first: options.first + sequential.replications,
        replications: sequential.replications,
        number: Number::Found(aims.clone(), sequential.why),
        ..options.clone()
    };
    match run(scenario, &fresh, records, progress, interrupt) {
        Err(Failure::Interrupted) => Ok(Outcome {
            interrupted: true,
            ..found
        }),
        other => other,
    }
}

/// The figures of the aims so far.
fn figures(totals: &Totals, aims: &[Aim]) -> Vec<Figure> {
    let of = |aim: &Aim| {
        let known = totals.network(aim.metric);
        Figure {
            wanted: aim.wanted,
            mean: known.map(|(mean, _)| mean),
            half: known.and_then(|(_, half)| half),
        }
    };
    aims.iter().map(of).collect()
}

/// The metrics of which a scenario has one figure for the whole network: what an aim may name.
pub fn measurable(scenario: &Scenario) -> Vec<Metric> {
    let layout = Layout::new(scenario, &Model::compile(scenario));
    let metrics = Metric::ALL.into_iter();
    metrics.filter(|&metric| layout.network(metric).is_some()).collect()
}
