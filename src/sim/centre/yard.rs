//! What happens on a floor, event by event.
//!
//! At one instant: completions, then a change of hours, then starts of those waiting, then ends of patience, then
//! arrivals. A car that ends one stage waits for the next like any other.

mod ongoing;

use super::Ctx;
use super::arrivals::{Arrival, Arrivals};
use super::patience::{has_patience, patience_of};
use super::queues::{List, NOBODY, Queues};
use super::scarce::Scarce;
use crate::engine::ends::EndList;
use crate::engine::time::{DAY, FOREVER, Perhaps, Span};
use crate::model::Model;
use crate::model::booking::BookingModel;
use crate::scenario::centre::Closing;
use crate::scenario::ids::CentreId;
use crate::sim::draws::{Draws, Purpose};
use crate::sim::job::{Job, lost};
use crate::sim::observer::{Observer, ResourceDay};
use crate::sim::record::{LossReason, Origin, Outcome};
use crate::sim::story::Step;
use crate::sim::waits::Waits;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Every resource.
const ALL: u64 = u64::MAX;

/// Everything on a floor but the list of ends.
#[derive(Clone, Debug)]
pub struct Yard {
    centre: u32,
    hours: usize,
    queue_limit: u32,
    /// By resource: free units; busy time of today, −clock on seizing, +clock on release.
    resources: Vec<ResourceDay>,
    /// Bit r: resource r has a free unit.
    available: u64,
    /// Cars waiting for a stage.
    queues: Queues,
    /// What they are short of.
    scarce: Scarce,
    /// Cars that wait for their first stage.
    waiting: u32,
    /// Whether owners may leave the queue.
    impatient: bool,
    /// Ends of patience of those: (instant, id, place).
    patience: BinaryHeap<Reverse<(i64, u32, u32)>>,
    /// Cars expected today.
    arrivals: Arrivals,
    /// Present open span, or the next one.
    span: u32,
    open: bool,
    /// Open microseconds of the days before on which the floor ran.
    opened: i64,
    /// Open microseconds of today before `open_from`.
    worked: i64,
    /// Since when it has been open today.
    open_from: i64,
    /// End of the present open span.
    open_until: i64,
    /// Cars on the floor, and their microseconds there so far.
    inside: u32,
    car_time: i128,
}

impl Yard {
    /// An empty yard of centre `centre`.
    pub fn new(model: &Model, centre: u32) -> Yard {
        let spec = &model.centres[centre as usize];
        let queue_limit = match spec.booking {
            BookingModel::WalkIn { queue_limit, .. } => queue_limit,
            BookingModel::Calendar(_) => u32::MAX,
        };
        let mut yard = Yard {
            centre,
            hours: spec.hours,
            queue_limit,
            resources: vec![ResourceDay::default(); model.resources],
            available: 0,
            queues: Queues::new(model.classes.len(), model.priorities.len()),
            scarce: Scarce::new(model),
            waiting: 0,
            impatient: has_patience(model, spec),
            patience: BinaryHeap::new(),
            arrivals: Arrivals::default(),
            span: 0,
            open: false,
            opened: 0,
            worked: 0,
            open_from: 0,
            open_until: 0,
            inside: 0,
            car_time: 0,
        };
        yard.clear(model);
        yard
    }

    /// Empties the yard for a new replication.
    pub fn clear(&mut self, model: &Model) {
        self.available = 0;
        let counts = &model.centres[self.centre as usize].counts;
        for (resource, (state, &count)) in self.resources.iter_mut().zip(counts).enumerate() {
            *state = ResourceDay {
                free: count,
                ..ResourceDay::default()
            };
            self.available |= u64::from(count > 0) << resource;
        }
        self.queues.clear();
        self.scarce.clear();
        self.waiting = 0;
        self.patience.clear();
        self.arrivals.clear();
        self.span = 0;
        self.open = false;
        self.opened = 0;
        self.worked = 0;
        self.inside = 0;
        self.car_time = 0;
    }

    /// The cars expected today.
    #[inline(always)]
    pub fn arrivals(&mut self) -> &mut Arrivals {
        &mut self.arrivals
    }

    /// Whether nothing can happen today.
    #[inline(always)]
    pub fn is_idle(&self) -> bool {
        self.inside == 0 && self.arrivals.is_empty()
    }

    /// Microseconds that cars have spent here, all together.
    pub fn car_time(&self) -> i128 {
        self.car_time
    }

    /// The state of its resources.
    pub fn resources(&self) -> &[ResourceDay] {
        &self.resources
    }

    /// Runs the day.
    pub fn run_day<E: EndList, O: Observer>(&mut self, ends: &mut E, ctx: &mut Ctx<O>, day: u32) {
        let midnight = i64::from(day) * DAY;
        let close_of_day = midnight + DAY;
        self.begin_day(ctx, midnight);
        let mut arrivals = std::mem::take(ctx.arrivals);
        self.arrivals.gather(ctx, day, &mut arrivals);
        let mut coming = arrivals.iter();
        let mut arrival = coming.next();
        let mut change = self.next_change(ctx.model, close_of_day);
        loop {
            let completion = ends.earliest();
            let expiry = if self.impatient { self.next_expiry() } else { FOREVER };
            let now = completion
                .min(arrival.map_or(FOREVER, |arrival| arrival.at))
                .min(change)
                .min(expiry);
            if now > close_of_day {
                break;
            }
            let mut touched = 0;
            if completion == now {
                let at = ends.take_earliest();
                if self.open && change != now && ends.left() != now && self.hand_over(ends, ctx, at, now, midnight) {
                    continue;
                }
                touched |= self.complete(at, ctx, now, midnight);
                while ends.earliest() == now {
                    touched |= self.complete(ends.take_earliest(), ctx, now, midnight);
                }
            }
            if change == now {
                self.turn(ctx.model, now);
                change = self.next_change(ctx.model, close_of_day);
                touched = ALL;
            }
            if touched != 0 && self.open {
                self.start_waiting(ends, ctx, now, midnight, touched);
                // Work of no length ends at once, before patience does and before anyone arrives.
                if ends.earliest() == now {
                    continue;
                }
            }
            if expiry == now {
                self.expire(ctx, now, midnight);
            }
            if let Some(due) = arrival.filter(|arrival| arrival.at == now) {
                self.admit(ends, ctx, due, midnight);
                arrival = coming.next();
            }
        }
        *ctx.arrivals = arrivals;
        self.end_day(ctx, day, close_of_day);
    }

    fn next_expiry(&self) -> i64 {
        self.patience.peek().map_or(FOREVER, |Reverse((at, ..))| *at)
    }

    /// Finds the hours of the day; an opening at this midnight is still to come.
    fn begin_day<O>(&mut self, ctx: &Ctx<O>, midnight: i64) {
        let plan = &ctx.model.hours[self.hours];
        while plan.span(self.span).1 <= midnight {
            self.span += 1;
        }
        self.open = plan.span(self.span).0 < midnight;
        self.open_until = plan.span(self.span).1;
        self.open_from = midnight;
        self.worked = 0;
        for state in &mut self.resources {
            state.busy = 0;
            state.overtime = 0;
        }
    }

    /// The next opening or closing that belongs to today: a closing at 24:00 does, an opening does not.
    fn next_change(&self, model: &Model, close_of_day: i64) -> i64 {
        let (from, to) = model.hours[self.hours].span(self.span);
        let at = if self.open { to } else { from };
        if at > close_of_day || (!self.open && at == close_of_day) {
            FOREVER
        } else {
            at
        }
    }

    /// Opens or closes.
    fn turn(&mut self, model: &Model, now: i64) {
        if self.open {
            self.worked += now - self.open_from;
            self.span += 1;
            // A span may begin where another ends only at midnight, and there they are one.
            debug_assert!(model.hours[self.hours].span(self.span).0 > now);
        } else {
            self.open_from = now;
            self.open_until = model.hours[self.hours].span(self.span).1;
        }
        self.open = !self.open;
    }

    /// Open microseconds of today at `now`.
    #[inline(always)]
    fn open_clock(&self, now: i64) -> i64 {
        if self.open {
            self.worked + (now - self.open_from)
        } else {
            self.worked
        }
    }

    #[inline(always)]
    fn seize(&mut self, needs: u64, now: i64, midnight: i64) {
        let open = self.open_clock(now);
        let closed = now - midnight - open;
        let mut left = needs;
        while left != 0 {
            let resource = left.trailing_zeros() as usize;
            left &= left - 1;
            let state = &mut self.resources[resource];
            state.free -= 1;
            state.busy -= open;
            state.overtime -= closed;
            if state.free == 0 {
                self.available &= !(1 << resource);
            }
        }
        self.scarce.note(self.available, self.opened + open);
    }

    #[inline(always)]
    fn release(&mut self, needs: u64, now: i64, midnight: i64) {
        let open = self.open_clock(now);
        let closed = now - midnight - open;
        self.available |= needs;
        let mut left = needs;
        while left != 0 {
            let resource = left.trailing_zeros() as usize;
            left &= left - 1;
            let state = &mut self.resources[resource];
            state.free += 1;
            state.busy += open;
            state.overtime += closed;
        }
        self.scarce.note(self.available, self.opened + open);
    }

    /// Puts a car among those who wait for its present stage.
    #[inline(always)]
    fn wait<O>(&mut self, ctx: &mut Ctx<O>, at: u32, class: u32, now: i64) {
        self.queues.join(ctx.jobs, at, class, now);
        if self.scarce.only(class).is_none() {
            let job = ctx.jobs.get_mut(at);
            for (place, sum) in self.scarce.read(class, self.opened + self.open_clock(now)) {
                ctx.waits.add(at, &mut job.short_of, place, -sum);
            }
        }
    }

    /// Starts the present stage of a job, whose needs have been seized; the floor is open.
    #[inline(always)]
    fn start<E: EndList, O: Observer>(&mut self, ends: &mut E, ctx: &mut Ctx<O>, at: u32, now: i64) {
        let model = ctx.model;
        let job = ctx.jobs.get_mut(at);
        if job.step == 0 {
            job.started = Perhaps::at(now);
        }
        job.in_work = true;
        ctx.observer
            .stepped(job.ticket.id, now, Step::Begins { stage: job.step });
        job.running = work_of(model, &ctx.draws, job);
        let end = now.saturating_add(job.running);
        let plan = &model.hours[self.hours];
        let pauses = end > self.open_until && plan.closing == Closing::Pause;
        let end = if pauses {
            plan.end_of_work(self.span, now, job.running)
        } else {
            end
        };
        ends.insert(end, at);
        ctx.observer.stage_started(job.ticket.id, job.step, now, end);
    }

    /// Ends the running stage of a job; says which resources may now start someone.
    #[inline(never)]
    fn complete<O: Observer>(&mut self, at: u32, ctx: &mut Ctx<O>, now: i64, midnight: i64) -> u64 {
        let job = ctx.jobs.get_mut(at);
        let stage = &ctx.model.stages[job.stage as usize];
        let needs = stage.needs;
        end_stage(job);
        ctx.observer.stepped(job.ticket.id, now, Step::Ends { stage: job.step });
        self.release(needs, now, midnight);
        if stage.last {
            self.close(ctx, at, Outcome::Served, now, midnight);
            needs
        } else {
            job.stage += 1;
            job.step += 1;
            let next = &ctx.model.stages[job.stage as usize];
            self.wait(ctx, at, next.class, now);
            needs | next.needs
        }
    }

    /// The common case of a completion, done in one go: the floor is open, and nothing else ends or changes at this
    /// instant. If nobody waits for anything, the car goes straight to its next stage. If every stage of the scenario
    /// needs a single resource, the unit goes straight to the first who waits for it as well. Says whether it was done.
    #[inline(always)]
    fn hand_over<E: EndList, O: Observer>(
        &mut self,
        ends: &mut E,
        ctx: &mut Ctx<O>,
        at: u32,
        now: i64,
        midnight: i64,
    ) -> bool {
        let model = ctx.model;
        let job = ctx.jobs.get_mut(at);
        let stage = &model.stages[job.stage as usize];
        let next = if stage.last {
            None
        } else {
            Some(&model.stages[job.stage as usize + 1])
        };
        let waiting = if self.queues.is_empty() {
            None
        } else {
            let Some(class_of_resource) = &model.class_of_resource else {
                return false;
            };
            if next.is_some_and(|next| next.needs == stage.needs) {
                // The car competes with those who wait for the unit it frees.
                return false;
            }
            self.queues
                .first(class_of_resource[stage.needs.trailing_zeros() as usize] as usize)
        };
        end_stage(job);
        ctx.observer.stepped(job.ticket.id, now, Step::Ends { stage: job.step });
        match waiting {
            Some((list, ..)) => {
                let waiting = self.call_in(ctx, list, now);
                self.start(ends, ctx, waiting, now);
            }
            None => self.release(stage.needs, now, midnight),
        }
        match next {
            None => self.close(ctx, at, Outcome::Served, now, midnight),
            Some(next) => {
                let job = ctx.jobs.get_mut(at);
                job.stage += 1;
                job.step += 1;
                if next.needs & !self.available == 0 {
                    self.seize(next.needs, now, midnight);
                    self.start(ends, ctx, at, now);
                } else {
                    self.wait(ctx, at, next.class, now);
                }
            }
        }
        true
    }

    /// A car leaves the floor.
    #[inline(always)]
    fn close<O: Observer>(&mut self, ctx: &mut Ctx<O>, at: u32, outcome: Outcome, now: i64, midnight: i64) {
        let job = ctx.jobs.get(at);
        self.inside -= 1;
        self.car_time += i128::from(now - midnight);
        let waits = Waits {
            by_place: ctx.waits.row(at),
            seen: job.short_of,
            open: job.short,
            handover: if ctx.model.stages[job.stage as usize].handover {
                job.running
            } else {
                0
            },
        };
        ctx.observer.job_closed(&job.record(outcome, now), &waits);
        ctx.jobs.remove(at);
    }

    /// Starts everyone who can start: by priority, then arrival at the stage, then id. Only needs that share a
    /// resource with `touched` can have become free.
    #[inline(never)]
    fn start_waiting<E: EndList, O: Observer>(
        &mut self,
        ends: &mut E,
        ctx: &mut Ctx<O>,
        now: i64,
        midnight: i64,
        touched: u64,
    ) {
        loop {
            let mut best: Option<(List, u64, (usize, i64, u32))> = None;
            for (class, &needs) in ctx.model.classes.iter().enumerate() {
                if needs & touched == 0 || needs & !self.available != 0 {
                    continue;
                }
                let Some((list, level, first)) = self.queues.first(class) else {
                    continue;
                };
                let job = ctx.jobs.get(first);
                let rank = (level, job.since, job.ticket.id);
                if best.is_none_or(|(.., least)| rank < least) {
                    best = Some((list, needs, rank));
                }
            }
            let Some((list, needs, _)) = best else { return };
            self.seize(needs, now, midnight);
            let at = self.call_in(ctx, list, now);
            self.start(ends, ctx, at, now);
        }
    }

    /// Takes the first car out of a list, to be started.
    #[inline(always)]
    fn call_in<O>(&mut self, ctx: &mut Ctx<O>, list: List, now: i64) -> u32 {
        let at = self.queues.take_first(ctx.jobs, list);
        let job = ctx.jobs.get_mut(at);
        self.waiting -= u32::from(job.step == 0);
        let class = ctx.model.stages[job.stage as usize].class;
        let short = if job.since >= self.open_from {
            now - job.since
        } else {
            ctx.model.hours[self.hours].open_between(job.since, now, self.span)
        };
        job.short += short;
        match self.scarce.only(class) {
            Some(place) => ctx.waits.add(at, &mut job.short_of, place, short),
            None => {
                for (place, sum) in self.scarce.read(class, self.opened + self.open_clock(now)) {
                    ctx.waits.add(at, &mut job.short_of, place, sum);
                }
            }
        }
        at
    }

    /// Lets those go whose patience ends now and who still wait for their first stage.
    fn expire<O: Observer>(&mut self, ctx: &mut Ctx<O>, now: i64, midnight: i64) {
        while let Some(&Reverse((at, id, place))) = self.patience.peek() {
            if at > now {
                return;
            }
            self.patience.pop();
            let job = ctx.jobs.get(place);
            if job.ticket.id != id || job.centre != self.centre || job.started.came() {
                continue;
            }
            let class = ctx.model.stages[job.stage as usize].class;
            self.queues.leave(ctx.jobs, place, class);
            self.waiting -= 1;
            self.close(ctx, place, Outcome::Lost(LossReason::LeftQueue), now, midnight);
        }
    }

    /// A car arrives: it starts, waits, or is turned away.
    #[inline(always)]
    fn admit<E: EndList, O: Observer>(&mut self, ends: &mut E, ctx: &mut Ctx<O>, arrival: &Arrival, midnight: i64) {
        let Arrival { at: now, ticket, words } = *arrival;
        let first_stage = ctx.model.modes[ticket.mode as usize].first_stage;
        let first = &ctx.model.stages[first_stage as usize];
        let starts = self.open && first.needs & !self.available == 0;
        if !starts && self.waiting >= self.queue_limit {
            ctx.observer.job_closed(
                &lost(&ticket, LossReason::QueueFull, now, Some(CentreId(self.centre))),
                &Waits::NONE,
            );
            return;
        }
        let (centre, waiting, open) = (CentreId(self.centre), self.waiting, self.open);
        let step = Step::Arrived { centre, waiting, open };
        ctx.observer.stepped(ticket.id, now, step);
        self.inside += 1;
        self.car_time -= i128::from(now - midnight);
        let place = ctx.jobs.insert(Job {
            ticket,
            centre: self.centre,
            arrived: now,
            started: Perhaps::NOT_YET,
            since: now,
            short: 0,
            short_of: 0,
            work: 0,
            running: 0,
            in_work: false,
            stage: first_stage,
            step: 0,
            before: NOBODY,
            behind: NOBODY,
            words,
        });
        if starts {
            self.seize(first.needs, now, midnight);
            self.start(ends, ctx, place, now);
        } else {
            self.waiting += 1;
            self.wait(ctx, place, first.class, now);
            if self.impatient
                && let Some(patience) = patience_of(ctx, self.centre, &ticket)
            {
                self.patience.push(Reverse((now + patience, ticket.id, place)));
            }
        }
    }

    fn end_day<O: Observer>(&mut self, ctx: &mut Ctx<O>, day: u32, close_of_day: i64) {
        self.car_time += i128::from(self.inside) * i128::from(DAY);
        let open = self.open_clock(close_of_day);
        let closed = DAY - open;
        self.opened += open;
        let plan = &ctx.model.hours[self.hours];
        // Paused work is not busy: what is held while closed counts only where work goes on.
        let works_on = plan.closing == Closing::Finish;
        for (state, &count) in self
            .resources
            .iter_mut()
            .zip(&ctx.model.centres[self.centre as usize].counts)
        {
            let held = i64::from(count - state.free);
            state.busy += held * open;
            state.overtime = if works_on { state.overtime + held * closed } else { 0 };
        }
        ctx.observer.centre_day(day, self.centre, &self.resources);
    }
}

/// Ends the present stage of a job.
#[inline(always)]
fn end_stage(job: &mut Job) {
    job.in_work = false;
    job.work += job.running;
}

/// Working time of a job's present stage.
#[inline(always)]
fn work_of(model: &Model, draws: &Draws, job: &Job) -> i64 {
    if let Origin::Trace { index } = job.ticket.origin
        && let Some(Span(work)) = model.traces[index as usize].work[job.step as usize]
    {
        return work;
    }
    let word = match job.step {
        0..4 => job.words[job.step as usize],
        step => draws.of_job(model, &job.ticket, Purpose::Work, step / 4)[step as usize % 4],
    };
    model.stages[job.stage as usize].hours.sample_span(word).0
}
