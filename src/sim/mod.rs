//! One replication: a day is morning, desk, floors, evening; midnight closes the day before it.

pub mod agenda;
pub mod audit;
pub mod booking;
pub mod car;
pub mod centre;
pub mod collect;
pub mod comeback;
pub mod demand;
pub mod desk;
pub mod draws;
pub mod expansion;
pub mod job;
pub mod observer;
pub mod recall;
pub mod record;
pub mod roadside;
pub mod state;
pub mod story;
pub mod supply;
pub mod triage;
pub mod waits;
pub mod whereabouts;

use crate::engine::arena::Arena;
use crate::engine::time::{DAY, FOREVER, Time};
use crate::model::Model;
use crate::model::parts::Store;
use audit::{Audit, Broken};
use centre::{Arrival, Ctx, Floor};
use comeback::Comebacks;
use demand::DayDemand;
use desk::{Desk, DeskCtx, Sent, release_instant};
use draws::Draws;
use expansion::Expansion;
use job::Job;
use observer::{Called, Carried, Drove, Helped, Observer, Rescued, ResourceDay};
use recall::{Recalled, Recalls};
use record::{Chain, JobRecord, Name, Origin, Outcome};
use story::Step;
use supply::Supply;
use waits::Waits;

/// Everything that changes during a replication; its memory is reused from one to the next.
#[derive(Clone, Debug)]
pub struct World {
    desk: Desk,
    demand: DayDemand,
    floors: Vec<Floor>,
    jobs: Arena<Job>,
    supply: Supply,
    expansion: Expansion,
    comebacks: Comebacks,
    recalls: Recalls,
    arrivals: Vec<Arrival>,
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
            supply: Supply::default(),
            expansion: Expansion::default(),
            comebacks: Comebacks::default(),
            recalls: Recalls::default(),
            arrivals: Vec::new(),
        }
    }

    fn clear(&mut self, model: &Model) {
        self.desk.clear(model);
        self.jobs.clear();
        self.supply.clear(model);
        self.expansion.clear(model);
        self.comebacks.clear();
        self.floors.iter_mut().for_each(|floor| floor.clear(model));
    }
}

/// Passes facts on and keeps the books for the audit.
struct Audited<'a, O> {
    observer: &'a mut O,
    audit: Audit,
    /// What rules of expansion see.
    expansion: &'a mut Expansion,
    model: &'a Model,
    end: Time,
    /// Jobs of recalled cars that were lost today.
    recalls_lost: Vec<Name>,
}

impl<O: Observer> Audited<'_, O> {
    /// Whose job a recall caused is reminded if it is lost. A car that comes back was mended.
    #[inline(never)] // so that scenarios without recalls do not carry it along
    fn recall_closed(&mut self, job: &JobRecord) {
        if matches!(job.outcome, Outcome::Lost(_)) && !job.chain.is_comeback() {
            self.recalls_lost.push(job.name());
        }
    }
}

impl<O: Observer> Observer for Audited<'_, O> {
    #[inline(always)]
    fn job_closed(&mut self, job: &JobRecord, waits: &Waits) {
        self.audit.job_closed(job, self.end);
        if matches!(job.origin, Origin::Recall { .. }) {
            self.recall_closed(job);
        }
        self.observer.job_closed(job, waits);
    }

    #[inline(always)]
    fn stepped(&mut self, job: u32, at: i64, step: Step) {
        self.observer.stepped(job, at, step);
    }

    #[inline(always)]
    fn centre_day(&mut self, day: u32, centre: u32, resources: &[ResourceDay]) {
        self.observer.centre_day(day, centre, resources);
    }

    #[inline(always)]
    fn first_slot(&mut self, day: u32, centre: u32, team: u32, first: Option<u32>) {
        self.expansion.first_slot(self.model, day, centre, team, first);
        self.observer.first_slot(day, centre, team, first);
    }

    #[inline(always)]
    fn will_open(&mut self, centre: u32, day: u32) {
        self.observer.will_open(centre, day);
    }

    #[inline(always)]
    fn free_days(&mut self, day: u32, centre: u32, team: u32, days: u32) {
        self.observer.free_days(day, centre, team, days);
    }

    #[inline(always)]
    fn retried(&mut self, day: u32, city: u32, mode: u32, booked: bool) {
        self.observer.retried(day, city, mode, booked);
    }

    #[inline(always)]
    fn part_needed(&mut self, now: i64, job: &JobRecord, part: u32, there: bool) {
        self.observer.part_needed(now, job, part, there);
    }

    fn recalled(&mut self, recall: u32, day: u32, what: Recalled) {
        self.observer.recalled(recall, day, what);
    }

    fn called(&mut self, call: &Called) {
        self.observer.called(call);
    }

    fn helped(&mut self, help: &Helped) {
        self.observer.helped(help);
    }

    fn drove(&mut self, trip: &Drove) {
        self.observer.drove(trip);
    }

    fn rescued(&mut self, rescue: &Rescued) {
        self.observer.rescued(rescue);
    }

    fn carried(&mut self, trip: &Carried) {
        self.observer.carried(trip);
    }

    #[inline(always)]
    fn stage_started(&mut self, id: u32, step: u32, now: i64, end: i64) {
        self.observer.stage_started(id, step, now, end);
    }
}

/// Simulates replication `replication` (1 first) and tells `observer` what happened; the number of jobs.
#[inline(never)] // so that its instructions can be counted apart
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
    let mut expansion = std::mem::take(&mut world.expansion);
    let mut audited = Audited {
        observer,
        audit: Audit::default(),
        expansion: &mut expansion,
        model,
        end,
        recalls_lost: Vec::new(),
    };
    world.take_over(model, draws, &mut audited);
    world.recalls.begin(model, &draws, &mut audited);
    world.desk.expect_inquiries(world.recalls.inquiries());
    let mut next_trace = 0;
    for day in 0..model.days {
        for ordered in audited.expansion.morning(model, day) {
            world.desk.will_open(ordered.centre, ordered.opens);
            audited.will_open(ordered.centre, ordered.opens);
        }
        for job in audited.recalls_lost.drain(..) {
            world.recalls.lose(model, &draws, job, i64::from(day) * DAY);
        }
        let mut desk = DeskCtx {
            model,
            draws,
            observer: &mut audited,
        };
        morning(world, &mut desk, day);
        next_trace = desk_hours(world, &mut desk, day, next_trace);
        join_visits(world, model, &draws);
        let mut floor = Ctx {
            model,
            draws,
            jobs: &mut world.jobs,
            comebacks: &mut world.comebacks,
            drivers: world.desk.drivers(),
            arrivals: &mut world.arrivals,
            observer: &mut audited,
        };
        for yard in &mut world.floors {
            yard.run_day(&mut floor, day);
        }
        if let Some(rule) = &model.collect {
            let ctx = &mut DeskCtx {
                model,
                draws,
                observer: &mut audited,
            };
            world.desk.drivers().evening(ctx, rule, day);
        }
        evening(world, model, &draws, day);
    }
    world.desk.finish(
        &mut DeskCtx {
            model,
            draws,
            observer: &mut audited,
        },
        end.0,
    );
    let mut held = vec![vec![0i32; model.resources]; model.centres.len()];
    let mut lent = vec![0u32; model.centres.len()];
    for job in world.jobs.drain_in_use() {
        world.desk.drivers().leave(job.record.id);
        let Some(centre) = job.record.centre else { continue };
        lent[centre.index()] += u32::from(job.record.loaner.came());
        let chain = &model.stages[job.stage as usize].chain;
        let holds = if job.in_work {
            chain.before | chain.works
        } else {
            chain.before
        };
        (0..model.resources)
            .filter(|resource| holds >> resource & 1 == 1)
            .for_each(|resource| held[centre.index()][resource] += 1);
        audited.job_closed(&job.record, &Waits::NONE);
    }
    let occurred = u64::from(world.desk.occurred());
    let car_time = world.floors.iter().map(Floor::car_time).sum();
    let parts_whole = parts_are_whole(world, model);
    let loaners_whole = (model.care.loaner.as_ref()).is_none_or(|rule| {
        let floors = world.floors.iter().zip(&lent).zip(&rule.units);
        floors
            .into_iter()
            .all(|((floor, lent), units)| floor.free_loaners() + lent == *units)
    });
    let cars_whole = (model.demand.movement.as_ref()).is_none_or(|movement| movement.is_whole());
    let whole = parts_whole
        && world.desk.drivers().is_whole(model)
        && loaners_whole
        && world.desk.rescues_are_whole()
        && world.floors.iter().zip(&held).all(|(floor, held)| {
            let resources = floor.resources();
            let states = resources.days().iter().zip(held).zip(resources.counts());
            states
                .into_iter()
                .all(|((state, held), count)| state.free + held == *count as i32)
        });
    let checked = audited.audit.check(
        occurred,
        car_time,
        whole,
        world.comebacks.are_whole(end.0),
        world.recalls.came(),
        cars_whole,
    );
    world.expansion = expansion;
    match checked {
        Ok(()) => Ok(occurred),
        Err(what) => Err(Broken {
            seed,
            replication,
            what,
        }),
    }
}

/// Every part that left a shelf was ordered again: what lies there and what is on its way, less what cars wait for, is
/// what there was at the start.
fn parts_are_whole(world: &mut World, model: &Model) -> bool {
    let Some(parts) = &model.parts else { return true };
    let World { floors, supply, .. } = world;
    floors.iter_mut().zip(0..).all(|(floor, centre)| {
        let mut stock = parts.stock(Store::Centre(centre)).iter().zip(0..);
        stock.all(|(&units, part)| floor.shelf().net(part as usize) + supply.on_order(centre, part) == i64::from(units))
    })
}

/// Cars that come today for another reason have done what a recall asks of them.
fn join_visits(world: &mut World, model: &Model, draws: &Draws) {
    if !joins_visits(model) {
        return;
    }
    let World {
        desk, floors, recalls, ..
    } = world;
    for (floor, centre) in floors.iter_mut().zip(0..) {
        let expected = floor.arrivals().expected();
        let joined = expected
            .iter()
            .flat_map(|(at, ticket)| recalls.join(model, draws, (*at, centre, ticket), || desk.number()));
        let joined: Vec<Sent> = joined.collect();
        for sent in joined {
            floor.arrivals().expect(sent.at, sent.ticket);
        }
    }
}

/// Whether some recall is done on visits for other reasons.
fn joins_visits(model: &Model) -> bool {
    model.recalls.iter().any(|recall| recall.on_other_visits)
}

/// The day ends: depots take the orders of the day.
fn evening(world: &mut World, model: &Model, draws: &Draws, day: u32) {
    if model.parts.is_none() {
        return;
    }
    let World { floors, supply, .. } = world;
    let of_floor = |(floor, centre): (&'_ mut Floor, u32)| {
        floor.shelf().tidy();
        let orders = floor.shelf().orders();
        orders.map(|(at, part)| (at, centre, part)).collect::<Vec<_>>()
    };
    let orders = floors.iter_mut().zip(0..).flat_map(of_floor).collect();
    supply.evening(model, draws, day, orders);
}

/// The day rolls: parts come, booked cars are expected, and slots released at 00:00 are open.
fn morning<O: Observer>(world: &mut World, ctx: &mut DeskCtx<O>, day: u32) {
    let World {
        desk, floors, supply, ..
    } = world;
    let model = ctx.model;
    supply.morning(model, &ctx.draws, day, |centre, part| {
        floors[centre as usize].shelf().receive(part);
    });
    let mut send = |sent: Sent| floors[sent.centre as usize].arrivals().expect(sent.at, sent.ticket);
    desk.arrivals_of(ctx, day, &mut send);
    for release in 0..model.releases.len() {
        if model.releases[release] == 0 {
            desk.release(ctx, release, i64::from(day) * DAY, day, &mut send);
        } else if day == 0 {
            desk.open_first_days(model, release);
        }
    }
}

/// The desk's day: recorded and drawn jobs, bookings that are not kept and the releases within the day, in order of
/// time. At one instant bookings that are not kept come first, then comebacks, then owners of recalled cars, then recorded
/// jobs in order of their rows, then drawn jobs, then releases, then the look at what is free. Returns the next recorded job.
fn desk_hours<O: Observer>(world: &mut World, ctx: &mut DeskCtx<O>, day: u32, mut next_trace: usize) -> usize {
    let World {
        desk,
        demand,
        floors,
        comebacks,
        recalls,
        ..
    } = world;
    let (model, draws) = (ctx.model, ctx.draws);
    let midnight = i64::from(day) * DAY;
    let mut releases: Vec<usize> = (0..model.releases.len()).filter(|&r| model.releases[r] > 0).collect();
    releases.sort_unstable_by_key(|&release| model.releases[release]);
    let mut releases = releases.into_iter().peekable();
    let trace_at = |next: usize| match model.traces.get(next) {
        Some(job) if job.time.day() == day => job.time.0,
        _ => FOREVER,
    };
    let mut recorded = trace_at(next_trace);
    let mut look = Desk::look_instant(model, day);
    // Everything that is due before a drawn job: broken bookings, comebacks and recorded jobs up to its instant, what else
    // is before it.
    let mut catch_up = |ctx: &mut DeskCtx<O>, desk: &mut Desk, floors: &mut [Floor], until: i64| {
        let mut send = |sent: Sent| floors[sent.centre as usize].arrivals().expect(sent.at, sent.ticket);
        loop {
            let release = releases
                .peek()
                .map_or(FOREVER, |&release| release_instant(model, release, day));
            // What comes due at 24:00 still belongs to the day.
            let broken = Some(desk.next_due())
                .filter(|&at| at <= midnight + DAY)
                .unwrap_or(FOREVER);
            let back = Some(comebacks.next())
                .filter(|&at| at <= midnight + DAY)
                .unwrap_or(FOREVER);
            let called = Some(recalls.next())
                .filter(|&at| at <= midnight + DAY)
                .unwrap_or(FOREVER);
            let others = recorded.min(release).min(look).min(called);
            if broken <= until && broken <= back && broken <= others && broken != FOREVER {
                desk.come_due(ctx, day).into_iter().for_each(&mut send);
            } else if back <= until && back <= others && back != FOREVER {
                desk.come_back(ctx, comebacks, day).into_iter().for_each(&mut send);
            } else if called <= until && called <= recorded && called <= release && called <= look && called != FOREVER
            {
                desk.called(ctx, recalls, day).into_iter().for_each(&mut send);
            } else if recorded <= until && recorded <= release && recorded <= look && recorded != FOREVER {
                let job = &model.traces[next_trace];
                let origin = Origin::Trace {
                    index: next_trace as u32,
                };
                next_trace += 1;
                let of = (job.city, job.mode, job.priority);
                desk.occur(ctx, day, recorded, of, (origin, Chain::NONE))
                    .into_iter()
                    .for_each(&mut send);
                recorded = trace_at(next_trace);
            } else if release < until && release <= look {
                if let Some(release) = releases.next() {
                    desk.release(ctx, release, release_instant(model, release, day), day, &mut send);
                }
            } else if look < until {
                look = FOREVER;
                desk.look(ctx, day);
            } else {
                return (others.min(broken).min(back), next_trace);
            }
        }
    };
    let (mut due, _) = catch_up(ctx, desk, floors, 0);
    let shortcut = model.warranty.is_none()
        && model.triage.is_none()
        && model.roadside.is_none()
        && model.programmes.is_empty()
        && !joins_visits(model);
    for job in demand.draw(model, &draws, day) {
        let now = midnight + job.time;
        if due <= now {
            (due, _) = catch_up(ctx, desk, floors, now);
        }
        let (city, mode) = model.cell_place[job.cell as usize];
        if shortcut && let Some(only) = model.only_walk_in(city, mode) {
            floors[only.centre.index()]
                .arrivals()
                .walk_in(now, desk.number(), job.cell, job.ordinal);
            continue;
        }
        let origin = Origin::Drawn {
            day,
            ordinal: job.ordinal,
        };
        let priority = model.modes[mode as usize].priority;
        if let Some(sent) = desk.occur(ctx, day, now, (city, mode, priority), (origin, Chain::NONE)) {
            floors[sent.centre as usize].arrivals().expect(sent.at, sent.ticket);
        }
        due = due.min(desk.next_due());
    }
    catch_up(ctx, desk, floors, FOREVER).1
}
