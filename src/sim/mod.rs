//! One replication: a day is morning, desk, floors, evening; midnight closes the day before it.

pub mod audit;
pub mod booking;
pub mod centre;
pub mod demand;
pub mod desk;
pub mod draws;
pub mod job;
pub mod observer;
pub mod record;

use crate::engine::arena::Arena;
use crate::engine::time::{DAY, FOREVER, Time};
use crate::model::Model;
use audit::{Audit, Broken};
use centre::{Ctx, Floor};
use demand::DayDemand;
use desk::{Desk, DeskCtx, release_instant};
use draws::Draws;
use job::Job;
use observer::{Observer, ResourceDay};
use record::{JobRecord, Origin, Outcome};

/// Everything that changes during a replication; its memory is reused from one to the next.
#[derive(Clone, Debug)]
pub struct World {
    desk: Desk,
    demand: DayDemand,
    floors: Vec<Floor>,
    jobs: Arena<Job>,
}

impl World {
    /// An empty world.
    pub fn new(model: &Model) -> World {
        World {
            desk: Desk::new(model),
            demand: DayDemand::default(),
            floors: (0..model.centres.len() as u32)
                .map(|centre| Floor::new(model, centre))
                .collect(),
            jobs: Arena::default(),
        }
    }

    fn clear(&mut self, model: &Model) {
        self.desk.clear();
        self.jobs.clear();
        self.floors.iter_mut().for_each(|floor| floor.clear(model));
    }
}

/// Passes facts on and keeps the books for the audit.
struct Audited<'a, O> {
    observer: &'a mut O,
    audit: Audit,
    end: Time,
}

impl<O: Observer> Observer for Audited<'_, O> {
    #[inline(always)]
    fn job_closed(&mut self, job: &JobRecord) {
        self.audit.job_closed(job, self.end);
        self.observer.job_closed(job);
    }

    #[inline(always)]
    fn centre_day(&mut self, day: u32, centre: u32, resources: &[ResourceDay]) {
        self.observer.centre_day(day, centre, resources);
    }

    #[inline(always)]
    fn first_slot(&mut self, day: u32, centre: u32, team: u32, first: Option<u32>) {
        self.observer.first_slot(day, centre, team, first);
    }

    #[inline(always)]
    fn retried(&mut self, day: u32, city: u32, mode: u32, booked: bool) {
        self.observer.retried(day, city, mode, booked);
    }
}

/// Simulates replication `replication` (1 first) and tells `observer` what happened; the number of jobs.
pub fn simulate<O: Observer>(
    model: &Model,
    seed: u64,
    replication: u32,
    world: &mut World,
    observer: &mut O,
) -> Result<u64, Broken> {
    world.clear(model);
    let draws = Draws::new(seed, replication);
    let end = model.end();
    let mut audited = Audited {
        observer,
        audit: Audit::default(),
        end,
    };
    let mut next_trace = 0;
    for day in 0..model.days {
        let mut desk = DeskCtx {
            model,
            draws,
            observer: &mut audited,
        };
        morning(world, &mut desk, day);
        next_trace = desk_hours(world, &mut desk, day, next_trace);
        let mut floor = Ctx {
            model,
            draws,
            jobs: &mut world.jobs,
            observer: &mut audited,
        };
        for yard in &mut world.floors {
            yard.run_day(&mut floor, day);
        }
    }
    world.desk.finish(
        &mut DeskCtx {
            model,
            draws,
            observer: &mut audited,
        },
        end.0,
    );
    let mut held = vec![vec![0u32; model.resources]; model.centres.len()];
    for job in world.jobs.drain_in_use() {
        let stage = &model.stages[job.stage as usize];
        if job.in_work {
            (0..model.resources)
                .filter(|resource| stage.needs >> resource & 1 == 1)
                .for_each(|resource| held[job.centre as usize][resource] += 1);
        }
        audited.job_closed(&job.record(Outcome::Unfinished, end.0));
    }
    let occurred = u64::from(world.desk.occurred());
    let car_time = world.floors.iter().map(Floor::car_time).sum();
    let whole = world
        .floors
        .iter()
        .zip(&held)
        .zip(&model.centres)
        .all(|((floor, held), centre)| {
            floor
                .resources()
                .iter()
                .zip(held)
                .zip(&centre.counts)
                .all(|((state, held), count)| state.free + held == *count)
        });
    match audited.audit.check(occurred, car_time, whole) {
        Ok(()) => Ok(occurred),
        Err(what) => Err(Broken {
            seed,
            replication,
            what,
        }),
    }
}

/// The day rolls: booked cars are expected, and slots released at 00:00 are open.
fn morning<O: Observer>(world: &mut World, ctx: &mut DeskCtx<O>, day: u32) {
    let World { desk, floors, .. } = world;
    desk.arrivals_of(day, |sent| floors[sent.centre as usize].expect(sent.at, sent.ticket));
    for release in 0..ctx.model.releases.len() {
        if ctx.model.releases[release] == 0 {
            let now = i64::from(day) * DAY;
            desk.release(ctx, release, now, day, |sent| {
                floors[sent.centre as usize].expect(sent.at, sent.ticket)
            });
        } else if day == 0 {
            desk.open_first_days(ctx.model, release);
        }
    }
}

/// The desk's day: recorded and drawn jobs and the releases within the day, in order of time. At one instant recorded
/// jobs come first, in order of their rows, then drawn jobs, then releases. Returns the next recorded job.
fn desk_hours<O: Observer>(world: &mut World, ctx: &mut DeskCtx<O>, day: u32, mut next_trace: usize) -> usize {
    let World {
        desk, demand, floors, ..
    } = world;
    let model = ctx.model;
    let midnight = i64::from(day) * DAY;
    let modes = model.modes.len() as u32;
    let drawn = demand.draw(model, &ctx.draws, day);
    let mut releases: Vec<usize> = (0..model.releases.len()).filter(|&r| model.releases[r] > 0).collect();
    releases.sort_unstable_by_key(|&release| model.releases[release]);
    let (mut next_drawn, mut next_release) = (0, 0);
    loop {
        let drawn_at = drawn.get(next_drawn).map_or(FOREVER, |job| midnight + job.time);
        let trace_at = model
            .traces
            .get(next_trace)
            .filter(|job| job.time.day() == day)
            .map_or(FOREVER, |job| job.time.0);
        let release_at = releases
            .get(next_release)
            .map_or(FOREVER, |&release| release_instant(model, release, day));
        let now = drawn_at.min(trace_at).min(release_at);
        if now == FOREVER {
            return next_trace;
        }
        let sent = if trace_at == now {
            let job = &model.traces[next_trace];
            let origin = Origin::Trace {
                index: next_trace as u32,
            };
            next_trace += 1;
            desk.occur(ctx, day, now, (job.city, job.mode, job.priority), origin)
        } else if drawn_at == now {
            let job = &drawn[next_drawn];
            next_drawn += 1;
            let (city, mode) = (job.cell / modes, job.cell % modes);
            let origin = Origin::Drawn {
                day,
                ordinal: job.ordinal,
            };
            desk.occur(ctx, day, now, (city, mode, model.modes[mode as usize].priority), origin)
        } else {
            let release = releases[next_release];
            next_release += 1;
            desk.release(ctx, release, now, day, |sent| {
                floors[sent.centre as usize].expect(sent.at, sent.ticket)
            });
            None
        };
        if let Some(sent) = sent {
            floors[sent.centre as usize].expect(sent.at, sent.ticket);
        }
    }
}
