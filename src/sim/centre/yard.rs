//! What happens on a floor, event by event.
//!
//! At one instant: completions, then a change of hours, then starts of those waiting, then ends of patience, then
//! arrivals. A car that ends one stage waits for the next like any other.

mod leaving;
mod ongoing;
mod parts;

use super::Ctx;
use super::arrivals::{Arrival, Arrivals};
use super::hours::Opening;
use super::loaners::Loaners;
use super::patience::{has_patience, patience_of};
use super::queues::{List, Queues};
use super::resources::{Clock, Resources};
use super::scarce::Scarce;
use super::shelf::Shelf;
use super::work;
use crate::engine::ends::EndList;
use crate::engine::time::{DAY, FOREVER, Perhaps};
use crate::model::Model;
use crate::model::booking::BookingModel;
use crate::scenario::centre::Closing;
use crate::scenario::ids::CentreId;
use crate::sim::job::Job;
use crate::sim::observer::Observer;
use crate::sim::record::{LossReason, Outcome};
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
    opening: Opening,
    queue_limit: u32,
    /// What cars seize.
    resources: Resources,
    /// Whether work goes at another pace than full speed, or after closing for a limited time.
    paced: bool,
    /// Whether that, a change of staff, a stage with several needs or a special one can occur, more is held than there is,
    /// cars come back or are lent: the rare cases are looked at only then.
    unusual: bool,
    /// Cars waiting for a stage.
    queues: Queues,
    /// What they are short of.
    scarce: Scarce,
    /// Parts, and cars that wait for them.
    shelf: Shelf,
    /// Cars that it lends.
    loaners: Loaners,
    /// Cars that wait for their first stage.
    waiting: u32,
    /// Whether owners may leave the queue.
    impatient: bool,
    /// Ends of patience of those: (instant, id, place).
    patience: BinaryHeap<Reverse<(i64, u32, u32)>>,
    /// Cars expected today.
    arrivals: Arrivals,
    /// Cars on the floor, and their microseconds there so far.
    inside: u32,
    car_time: i128,
    /// Of today: a reading of the clock is taken off when a car comes and added when it leaves.
    car_time_today: i64,
}

impl Yard {
    /// An empty yard of centre `centre`.
    pub fn new(model: &Model, centre: u32) -> Yard {
        let spec = &model.centres[centre as usize];
        let queue_limit = match spec.booking {
            BookingModel::WalkIn { queue_limit, .. } => queue_limit,
            BookingModel::Calendar(_) => u32::MAX,
        };
        let paced = spec.pace.is_some() || model.hours[spec.hours].limits_overtime();
        let scarce = Scarce::new(model);
        let mut yard = Yard {
            centre,
            opening: Opening::new(spec.hours),
            queue_limit,
            resources: Resources::new(model),
            paced,
            unusual: paced
                || spec.staff.is_some()
                || scarce.runs()
                || model.parts.is_some()
                || model.care.reaches_floors()
                || model.collect.is_some()
                || !model.state.is_empty()
                || model.stages.iter().any(|stage| stage.special),
            queues: Queues::new(model.classes.len(), model.priorities.len()),
            scarce,
            shelf: Shelf::default(),
            loaners: Loaners::default(),
            waiting: 0,
            impatient: has_patience(model, spec),
            patience: BinaryHeap::new(),
            arrivals: Arrivals::default(),
            inside: 0,
            car_time: 0,
            car_time_today: 0,
        };
        yard.clear(model);
        yard
    }

    /// Empties the yard for a new replication.
    pub fn clear(&mut self, model: &Model) {
        self.resources.clear(&model.centres[self.centre as usize]);
        self.queues.clear();
        self.scarce.clear();
        self.shelf.clear(model, self.centre);
        self.loaners.clear(model, self.centre);
        self.waiting = 0;
        self.patience.clear();
        self.arrivals.clear();
        self.opening.clear();
        self.inside = 0;
        self.car_time = 0;
        self.car_time_today = 0;
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

    /// Its parts.
    pub fn shelf(&mut self) -> &mut Shelf {
        &mut self.shelf
    }

    /// The state of its resources.
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    /// Runs the day.
    pub fn run_day<E: EndList, O: Observer>(&mut self, ends: &mut E, ctx: &mut Ctx<O>, day: u32) {
        let midnight = i64::from(day) * DAY;
        let close_of_day = midnight + DAY;
        self.begin_day(ctx, midnight);
        if self.unusual {
            self.parts_came(ends, ctx, midnight);
        }
        let mut arrivals = std::mem::take(ctx.arrivals);
        self.arrivals.gather(ctx, self.centre, day, &mut arrivals);
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
                if self.opening.open
                    && change != now
                    && ends.left() != now
                    && self.hand_over(ends, ctx, at, now, midnight)
                {
                    continue;
                }
                touched |= self.complete(ends, ctx, at, now, midnight);
                while ends.earliest() == now {
                    let at = ends.take_earliest();
                    touched |= self.complete(ends, ctx, at, now, midnight);
                }
            }
            if change == now {
                self.change(ctx.model, now, midnight, close_of_day);
                change = self.next_change(ctx.model, close_of_day);
                touched = ALL;
            }
            if touched != 0 && self.opening.open {
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
                self.admit(ends, ctx, *due, midnight);
                arrival = coming.next();
            }
        }
        *ctx.arrivals = arrivals;
        self.end_day(ctx, day, close_of_day);
    }

    /// Begins the day.
    fn begin_day<O>(&mut self, ctx: &Ctx<O>, midnight: i64) {
        self.opening.begin_day(ctx.model, midnight);
        // What changed while nobody was here.
        let spec = &ctx.model.centres[self.centre as usize];
        if spec.staff.is_some() {
            self.resources.change(spec, midnight - 1, Clock::MIDNIGHT);
            self.note(Clock::MIDNIGHT);
        }
        self.resources.begin_day();
    }

    /// The next change of hours or staff that belongs to today.
    fn next_change(&self, model: &Model, close_of_day: i64) -> i64 {
        let spec = &model.centres[self.centre as usize];
        let staff = self.resources.next_change(spec, close_of_day).unwrap_or(FOREVER);
        self.opening.next_turn(model, close_of_day).min(staff)
    }

    /// The hours change, or the staff, or both.
    fn change(&mut self, model: &Model, now: i64, midnight: i64, close_of_day: i64) {
        if self.opening.next_turn(model, close_of_day) == now {
            let rested = self.opening.rest(model, now, midnight);
            self.resources.rest(rested);
            self.opening.turn(model, now);
        }
        let spec = &model.centres[self.centre as usize];
        if spec.staff.is_some() {
            let clock = self.opening.clock(now, midnight);
            self.resources.change(spec, now, clock);
            self.note(clock);
        }
    }

    #[inline(always)]
    fn seize(&mut self, needs: u64, now: i64, midnight: i64) {
        let clock = self.opening.clock(now, midnight);
        self.resources.seize(needs, clock);
        if self.unusual {
            self.note(clock);
        }
    }

    #[inline(always)]
    fn release(&mut self, needs: u64, now: i64, midnight: i64) {
        let clock = self.opening.clock(now, midnight);
        if self.unusual && self.resources.is_short() {
            self.resources.release_short(needs, clock);
        } else {
            self.resources.release(needs, clock);
        }
        if self.unusual {
            self.note(clock);
        }
    }

    /// Notes what there is from now on.
    #[inline(always)]
    fn note(&mut self, clock: Clock) {
        self.scarce
            .note(self.resources.available(), self.opening.before() + clock.open);
    }

    /// Whether every one of `needs` has a free unit.
    #[inline(always)]
    fn has(&self, needs: u64) -> bool {
        needs & !self.resources.available() == 0
    }

    /// Puts a car among those who wait for its present stage.
    #[inline(always)]
    fn wait<O>(&mut self, ctx: &mut Ctx<O>, at: u32, class: u32, now: i64) {
        self.queues.join(ctx.jobs, at, class, now);
        if self.unusual && self.scarce.only(class).is_none() {
            let waits = &mut ctx.jobs.get_mut(at).waits;
            for (place, sum) in self.scarce.read(class, self.opening.in_all(now)) {
                waits.add(place, -sum);
            }
        }
    }

    /// Starts the present stage of a job, whose needs have been seized; the floor is open, or the stage needs no one.
    #[inline(always)]
    fn start<E: EndList, O: Observer>(&mut self, ends: &mut E, ctx: &mut Ctx<O>, at: u32, now: i64, midnight: i64) {
        let model = ctx.model;
        let job = ctx.jobs.get_mut(at);
        if job.step == 0 {
            job.record.service_start = Perhaps::at(now);
        }
        job.in_work = true;
        ctx.observer
            .stepped(job.record.id, now, Step::Begins { stage: job.step });
        job.running = work::of_stage(model, &ctx.draws, job);
        if self.unusual && (self.paced || model.stages[job.stage as usize].special) {
            let end = self.start_special(model, job, now, midnight);
            ends.insert(end, at);
            ctx.observer.stage_started(job.record.id, job.step, now, end);
            return;
        }
        let end = now.saturating_add(job.running);
        let plan = &model.hours[self.opening.hours];
        let pauses = end > self.opening.until && plan.closing == Closing::Pause;
        let end = if pauses {
            plan.end_of_work(self.opening.span, now, job.running)
        } else {
            end
        };
        ends.insert(end, at);
        ctx.observer.stage_started(job.record.id, job.step, now, end);
    }

    /// Starts a stage that takes over what was kept, goes on around the clock, or goes at another pace; its end.
    #[inline(never)]
    fn start_special(&mut self, model: &Model, job: &mut Job, now: i64, midnight: i64) -> i64 {
        let stage = &model.stages[job.stage as usize];
        if stage.special {
            let clock = self.opening.clock(now, midnight);
            self.resources.begin(&stage.chain, clock);
        }
        let end = now.saturating_add(job.running);
        if stage.chain.around_the_clock {
            return end;
        }
        if let Some(pace) = &model.centres[self.centre as usize].pace {
            let (end, running) = pace.end_of_work(now, job.running);
            job.running = running;
            return end;
        }
        let plan = &model.hours[self.opening.hours];
        match plan.closing {
            _ if end <= self.opening.until => end,
            Closing::Pause => plan.end_of_work(self.opening.span, now, job.running),
            Closing::Finish => end,
            Closing::FinishWithin(_) => plan.end_of_started(now, job.running),
        }
    }

    /// Ends the running stage of a job; says which resources may now start someone.
    #[inline(never)]
    fn complete<E: EndList, O: Observer>(
        &mut self,
        ends: &mut E,
        ctx: &mut Ctx<O>,
        at: u32,
        now: i64,
        midnight: i64,
    ) -> u64 {
        let job = ctx.jobs.get_mut(at);
        let stage = &ctx.model.stages[job.stage as usize];
        end_stage(job);
        ctx.observer.stepped(job.record.id, now, Step::Ends { stage: job.step });
        if stage.special {
            let clock = self.opening.clock(now, midnight);
            self.resources.end(&stage.chain, clock);
        }
        let freed = stage.chain.frees();
        self.release(freed, now, midnight);
        if stage.last {
            if stage.handover {
                job.waits.handover = job.running;
            }
            self.close(ctx, at, Outcome::Served, now, midnight);
            return freed;
        }
        job.stage += 1;
        job.step += 1;
        let next = &ctx.model.stages[job.stage as usize];
        if self.lacks_parts(ctx, at, now) {
            return freed;
        }
        if next.at_once {
            self.start(ends, ctx, at, now, midnight);
            return freed;
        }
        self.wait(ctx, at, next.class, now);
        // Who waits for nothing but the opening hours may start as well.
        if next.needs == 0 { ALL } else { freed | next.needs }
    }

    /// The common case of a completion, done in one go: the floor is open, and nothing else ends or changes at this
    /// instant. If nobody waits for anything, the car goes straight to its next stage. If no resource of the scenario is
    /// needed by stages with different needs, what is freed goes straight to the first who waits for it as well. Says
    /// whether it was done.
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
        if self.unusual
            && (stage.special || self.resources.is_short() || next.is_some_and(|next| !next.parts.is_empty()))
        {
            return false;
        }
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
            let class = class_of_resource[stage.needs.trailing_zeros() as usize] as usize;
            self.queues.first(class).map(|(list, ..)| (class, list))
        };
        end_stage(job);
        ctx.observer.stepped(job.record.id, now, Step::Ends { stage: job.step });
        match waiting {
            Some((class, list)) => {
                let waiting = self.call_in(ctx, class, list, now);
                self.start(ends, ctx, waiting, now, midnight);
            }
            None => self.release(stage.needs, now, midnight),
        }
        match next {
            None => {
                if stage.handover {
                    let job = ctx.jobs.get_mut(at);
                    job.waits.handover = job.running;
                }
                self.close(ctx, at, Outcome::Served, now, midnight);
            }
            Some(next) => {
                let job = ctx.jobs.get_mut(at);
                job.stage += 1;
                job.step += 1;
                if self.has(next.needs) {
                    self.seize(next.needs, now, midnight);
                    self.start(ends, ctx, at, now, midnight);
                } else {
                    self.wait(ctx, at, next.class, now);
                }
            }
        }
        true
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
            let mut best: Option<(usize, List, (usize, i64, u32))> = None;
            for (class, &needs) in ctx.model.classes.iter().enumerate() {
                if needs & touched == 0 && needs != 0 || !self.has(needs) {
                    continue;
                }
                let Some((list, level, first)) = self.queues.first(class) else {
                    continue;
                };
                let job = ctx.jobs.get(first);
                let rank = (level, job.since, job.record.id);
                if best.is_none_or(|(.., least)| rank < least) {
                    best = Some((class, list, rank));
                }
            }
            let Some((class, list, _)) = best else { return };
            self.seize(ctx.model.classes[class], now, midnight);
            let at = self.call_in(ctx, class, list, now);
            self.start(ends, ctx, at, now, midnight);
        }
    }

    /// Takes the first car out of a list of a class, to be started.
    #[inline(always)]
    fn call_in<O>(&mut self, ctx: &mut Ctx<O>, class: usize, list: List, now: i64) -> u32 {
        let at = self.queues.take_first(ctx.jobs, list);
        let job = ctx.jobs.get_mut(at);
        self.waiting -= u32::from(job.step == 0);
        let short = if job.since >= self.opening.from() {
            now - job.since
        } else {
            ctx.model.hours[self.opening.hours].open_between(job.since, now, self.opening.span)
        };
        job.waits.open += short;
        match self.scarce.only(class as u32) {
            Some(place) => job.waits.add(place, short),
            None => {
                for (place, sum) in self.scarce.read(class as u32, self.opening.in_all(now)) {
                    job.waits.add(place, sum);
                }
            }
        }
        at
    }

    /// A car arrives: it starts, waits, or is turned away.
    #[inline(always)]
    fn admit<E: EndList, O: Observer>(&mut self, ends: &mut E, ctx: &mut Ctx<O>, arrival: Arrival, midnight: i64) {
        let Arrival { at: now, id, place } = arrival;
        let job = ctx.jobs.get_mut(place);
        let first = &ctx.model.stages[job.stage as usize];
        let parts = self.unusual && !first.parts.is_empty();
        let lacks = parts && !self.shelf.has_all(ctx.model, &ctx.draws, job);
        let starts = (self.opening.open || first.at_once) && self.has(first.needs) && !lacks;
        if !starts && self.waiting >= self.queue_limit {
            job.turn_away(LossReason::QueueFull, now);
            ctx.observer.job_closed(&job.record, &Waits::NONE);
            ctx.jobs.remove(place);
            return;
        }
        let (centre, waiting, open) = (CentreId(self.centre), self.waiting, self.opening.open);
        let step = Step::Arrived { centre, waiting, open };
        ctx.observer.stepped(id, now, step);
        self.inside += 1;
        self.car_time_today -= now - midnight;
        if parts {
            self.lacks_parts(ctx, place, now);
        }
        if self.unusual {
            self.lend(ctx, place, now);
        }
        if starts {
            self.seize(first.needs, now, midnight);
            self.start(ends, ctx, place, now, midnight);
        } else {
            self.waiting += 1;
            if !lacks {
                self.wait(ctx, place, first.class, now);
            }
            if self.impatient
                && !lacks
                && let Some(patience) = patience_of(ctx, self.centre, &ctx.jobs.get(place).record)
            {
                self.patience.push(Reverse((now + patience, id, place)));
            }
        }
    }

    fn end_day<O: Observer>(&mut self, ctx: &mut Ctx<O>, day: u32, close_of_day: i64) {
        self.car_time += i128::from(self.inside) * i128::from(DAY) + i128::from(self.car_time_today);
        self.car_time_today = 0;
        let rested = self.opening.rest(ctx.model, close_of_day, close_of_day - DAY);
        self.resources.rest(rested);
        let clock = self.opening.end_day(close_of_day);
        let plan = &ctx.model.hours[self.opening.hours];
        // Paused work is not busy: what is held while closed counts only where work goes on.
        let works_on = plan.closing != Closing::Pause;
        self.resources.end_day(clock, works_on);
        ctx.observer.centre_day(day, self.centre, self.resources.days());
    }
}

/// Ends the present stage of a job.
#[inline(always)]
fn end_stage(job: &mut Job) {
    job.in_work = false;
    job.record.work.0 += job.running;
}
