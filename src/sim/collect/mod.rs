//! Drivers who fetch booked cars from their owners and bring them back.
//!
//! A city's drivers are planned day by day, which is exact without asking any floor ahead of time: the pick-ups of a day in
//! the morning in order of their slots, those of bookings for the same day when they are made, and in the evening, when all
//! floors have told which cars are ready, the ways back in what is left of the day. A car for which nothing is left today is
//! looked at again tomorrow evening, before those that became ready later.

mod roster;

use super::desk::{DeskCtx, Sent};
use super::draws::Purpose;
use super::job::{Job, Ticket};
use super::observer::{Carried, Observer, Way};
use super::record::{JobRecord, Name, Outcome};
use super::story::Step;
use super::waits::Waits;
use crate::engine::keyed::unit;
use crate::engine::time::{DAY, Perhaps, Time};
use crate::model::Model;
use crate::model::collect::CollectModel;
use roster::Roster;
use std::collections::BTreeMap;

/// A car that is ready and waits for a driver.
#[derive(Clone, Debug)]
struct Ready {
    record: JobRecord,
    waits: Waits,
    /// One way by road, kilometres.
    km: f64,
}

/// The drivers of all cities, and the cars that they have taken.
#[derive(Clone, Debug, Default)]
pub struct Collect {
    rosters: Vec<Roster>,
    /// Cars that are to be brought back, by number of the job, with one way by road: they are at their centre or on the
    /// way there.
    taken: BTreeMap<u32, f64>,
    ready: Vec<Ready>,
    /// Microseconds of all trips.
    driven: i128,
}

impl Collect {
    /// All drivers are free and no car is taken.
    pub fn clear(&mut self, model: &Model) {
        let Some(rule) = &model.collect else { return };
        self.rosters.resize(rule.groups.len(), Roster::default());
        self.rosters.iter_mut().for_each(Roster::clear);
        self.taken.clear();
        self.ready.clear();
        self.driven = 0;
    }

    /// Plans the pick-ups of the cars that are due on a day, in order of their slots.
    pub fn morning<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, rule: &CollectModel, day: u32, due: &mut [Sent]) {
        due.sort_by_key(|sent| (sent.at, sent.ticket.id));
        let midnight = i64::from(day) * DAY;
        for sent in due {
            self.fetch(ctx, rule, midnight, sent);
        }
    }

    /// Plans the pick-up of a car that is due on the day of `now`, if its owner asks: it comes when the driver does.
    pub fn fetch<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, rule: &CollectModel, now: i64, sent: &mut Sent) {
        let ticket = &mut sent.ticket;
        let Some(slot) = ticket.slot.get() else { return };
        // A car that a driver brings late on the next day is on its way already.
        if slot.0 < now / DAY * DAY || !asks(ctx, ticket) {
            return;
        }
        let Some(group) = rule.of_city[ticket.city as usize] else {
            return;
        };
        let km = ticket.one_way_km;
        if rule.fetches {
            let legs = legs(ctx, rule, (group, km), ticket.name(), Way::Fetch);
            let span = legs[0] + legs[1];
            let wanted = (slot.0 - span).max(now);
            let start = self.first_free(rule, group, wanted, span);
            let in_time = start - wanted <= rule.wait && start + span < (now / DAY + 2) * DAY;
            let trip = in_time.then_some((start, start + span));
            let of = (ticket.city, ticket.mode, Time(ticket.occurred));
            self.tell(ctx, of, (group, Way::Fetch), wanted, trip);
            if !in_time {
                sent.at = slot.0;
                return;
            }
            ctx.observer.stepped(ticket.id, start, Step::DriverComes);
            sent.at = start + span;
        }
        // She drives one way herself, or none.
        ticket.one_way_km = if rule.fetches && rule.returns { 0.0 } else { 0.5 * km };
        if rule.returns {
            self.taken.insert(ticket.id, km);
        }
    }

    /// A car leaves its centre: whether it waits for a driver, who hands it back, rather than its owner having come.
    pub fn keeps(&mut self, job: &Job) -> bool {
        let Some(km) = self.taken.remove(&job.record.id) else {
            return false;
        };
        if job.record.outcome != Outcome::Served {
            return false;
        }
        self.ready.push(Ready {
            record: job.record.clone(),
            waits: job.waits,
            km,
        });
        true
    }

    /// A day is over: cars that are ready are brought back in order of readiness, as far as drivers could set out today.
    pub fn evening<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, rule: &CollectModel, day: u32) {
        let close_of_day = i64::from(day) * DAY + DAY;
        let mut ready = std::mem::take(&mut self.ready);
        ready.sort_by_key(|car| (car.record.service_end.known(), car.record.id));
        for mut car in ready {
            let job = &car.record;
            let (wanted, city) = (job.service_end.known().0, job.city.0);
            let Some(group) = rule.of_city[city as usize] else {
                continue;
            };
            let legs = legs(ctx, rule, (group, car.km), job.name(), Way::Return);
            let span = legs[0] + legs[1];
            let start = self.first_free(rule, group, wanted, span);
            let in_time = start - wanted <= rule.wait;
            if in_time && start > close_of_day {
                self.ready.push(car);
                continue;
            }
            let trip = in_time.then_some((start, start + span));
            let of = (city, job.failure.0, job.occurred);
            self.tell(ctx, of, (group, Way::Return), wanted, trip);
            let back = if in_time {
                ctx.observer.stepped(job.id, start, Step::DriverBrings);
                start + legs[0]
            } else {
                // She comes for it and drives it home.
                car.record.travel_km += car.km;
                wanted.saturating_add(rule.wait)
            };
            if back <= ctx.model.end().0 {
                car.record.gone = Perhaps::at(back);
            } else {
                car.record.outcome = Outcome::Unfinished;
            }
            ctx.observer.job_closed(&car.record, &car.waits);
        }
        let oldest = self.ready.iter().map(|car| car.record.service_end.known().0);
        let before = oldest.fold(close_of_day, i64::min);
        self.rosters.iter_mut().for_each(|roster| roster.forget(before));
    }

    /// Cars that are ready when the run ends are not with their owners.
    pub fn finish<O: Observer>(&mut self, ctx: &mut DeskCtx<O>) {
        for mut car in self.ready.drain(..) {
            car.record.outcome = Outcome::Unfinished;
            ctx.observer.job_closed(&car.record, &car.waits);
        }
    }

    /// A job is open when the run ends: its car need not be brought back any more.
    pub fn leave(&mut self, job: u32) {
        self.taken.remove(&job);
    }

    /// At the end of a run: whether every car that was taken was brought back or is accounted for, no more drivers were ever
    /// out than there are, and their time is that of their trips.
    pub fn is_whole(&self, model: &Model) -> bool {
        let Some(rule) = &model.collect else { return true };
        let sums = self.rosters.iter().map(Roster::sum);
        let out: i128 = sums.clone().map(|(busy, _)| busy).sum();
        let enough = sums.zip(&rule.groups).all(|((_, most), group)| most <= group.count);
        self.taken.is_empty() && self.ready.is_empty() && enough && out == self.driven
    }

    fn first_free(&self, rule: &CollectModel, group: u32, from: i64, span: i64) -> i64 {
        let hours = rule.hours_of(group);
        let count = rule.groups[group as usize].count;
        self.rosters[group as usize].first_free(from, span, count, |at| hours.first_open(at))
    }

    /// A driver was asked for, and has a trip or none.
    fn tell<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        (city, mode, occurred): (u32, u32, Time),
        (group, way): (u32, Way),
        wanted: i64,
        trip: Option<(i64, i64)>,
    ) {
        if let Some((from, to)) = trip {
            self.rosters[group as usize].add(from, to);
            self.driven += i128::from(to - from);
        }
        ctx.observer.carried(&Carried {
            occurred,
            city,
            mode,
            group,
            way,
            wanted,
            trip,
        });
    }
}

/// Whether the owner of a booking asks for a driver.
pub fn asks<O>(ctx: &DeskCtx<O>, ticket: &Ticket) -> bool {
    let Some(rule) = &ctx.model.collect else { return false };
    // It stands at the centre already.
    if ticket.chain.is_towed() {
        return false;
    }
    let Some(group) = rule.of_city[ticket.city as usize] else {
        return false;
    };
    let share = rule.asks[ticket.mode as usize];
    let near = ticket.one_way_km <= rule.groups[group as usize].reach_km;
    let word = || ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Collect, 0)[0];
    near && share > 0.0 && unit(word()) < share
}

/// Microseconds of both halves of a trip.
fn legs<O>(ctx: &DeskCtx<O>, rule: &CollectModel, (group, km): (u32, f64), name: Name, way: Way) -> [i64; 2] {
    let words = ctx.draws.of_job(ctx.model, name, Purpose::Collect, 1 + way as u32);
    let group = &rule.groups[group as usize];
    [words[0], words[1]].map(|word| group.leg(word, km))
}
