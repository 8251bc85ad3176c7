//! The desk: what happens between owners and the network, in the order of time, over all cities.
//!
//! Owners look for a centre when their need occurs; those who find nothing free try again at every release, until
//! their patience ends. What happens at a centre later than today waits in that day's bucket; bookings that will not
//! be kept wait for the instant at which that shows.

mod keeping;
mod programme;
mod release;
mod roadside;
mod standing;

use super::booking::{Choice, Pick, Slots, View};
use super::car;
use super::collect::Collect;
use super::comeback::{self, Comebacks};
use super::draws::{Draws, Purpose};
use super::job::{Ticket, lost};
use super::observer::Observer;
use super::recall::{self, Recalls};
use super::record::{Chain, LossReason, Origin, Outcome};
use super::roadside::Rescue;
use super::story::Step;
use super::triage::{Inquiry, Triage};
use super::waits::Waits;
use crate::engine::keyed::unit;
use crate::engine::time::{DAY, FOREVER, HOUR, Perhaps};
use crate::model::Model;
use crate::model::booking::BookingModel;
use crate::scenario::ids::CentreId;
use keeping::{Due, Fate, fate};
pub use release::release_instant;
use release::{calendars, first_calendar};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// When the app is looked at: 20:00.
const LOOK: i64 = 20 * HOUR;

/// In place of the end of patience: she tries no more.
const DONE: i64 = i64::MIN;

/// Before every look of a run.
const NO_LOOK: (i64, u32) = (i64::MIN, 0);

/// When an owner first looked for a centre; at one instant in order of the jobs.
fn looked(ticket: &Ticket) -> (i64, u32) {
    (ticket.triaged.or(ticket.occurred), ticket.id)
}

/// An owner without a slot, who tries again at each release.
#[derive(Clone, Copy, Debug)]
struct Trying {
    ticket: Ticket,
    /// When her patience ends.
    until: i64,
    /// Under a waiting list rather than a scramble.
    in_order: bool,
    /// Who she is in scrambles.
    person: u64,
    /// She goes to another shop where more than this share of owners do.
    loyalty: f64,
}

/// Where a job goes from the desk.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
    /// The centre.
    pub centre: u32,
    /// Arrival there.
    pub at: i64,
    /// Who.
    pub ticket: Ticket,
}

/// The state of the desk over a replication.
#[derive(Clone, Debug)]
pub struct Desk {
    slots: Slots,
    trying: Vec<Trying>,
    /// By day modulo its length: booked cars that arrive on that day.
    buckets: Vec<Vec<Sent>>,
    /// Bookings that will not be kept, by the instant at which that shows.
    due: BinaryHeap<Reverse<Due>>,
    /// By city × kind, where nothing was free in reach and nothing has become free since: the days that owners are told,
    /// the horizon of the nearest centre.
    full: Vec<Option<u32>>,
    /// By city × kind: the last first look, and number, of a job that has got a slot.
    latest: Vec<(i64, u32)>,
    /// Order of those who try at the present release.
    order: Vec<(u64, u32)>,
    next_id: u32,
    /// What carriers of programmes have taken.
    carriers: programme::Carriers,
    /// Needs that are not visits yet.
    triage: Triage,
    /// Cars that cannot move.
    rescue: Rescue,
    /// Drivers who fetch cars.
    collect: Collect,
}

/// What the desk may use.
pub struct DeskCtx<'a, O> {
    /// The world.
    pub model: &'a Model,
    /// The replication's random words.
    pub draws: Draws,
    /// Who wants to know.
    pub observer: &'a mut O,
}

impl<O: Observer> DeskCtx<'_, O> {
    /// A job is lost at `now`.
    fn lose(&mut self, ticket: &Ticket, reason: LossReason, now: i64, centre: Option<CentreId>) {
        self.observer
            .job_closed(&lost(ticket, reason, now, centre), &Waits::NONE);
    }

    /// A job is still open at the end of the run.
    fn leave_open(&mut self, ticket: &Ticket, centre: Option<CentreId>) {
        let record = ticket.record(Outcome::Unfinished, Perhaps::NOT_YET, centre);
        self.observer.job_closed(&record, &Waits::NONE);
    }
}

impl Desk {
    /// An empty desk.
    pub fn new(model: &Model) -> Desk {
        let horizon = model.centres.iter().map(|centre| match &centre.booking {
            BookingModel::Calendar(calendar) => calendar.horizon,
            BookingModel::WalkIn { .. } => 0,
        });
        // Whoever is late may come on the day after her slot's.
        let booked_before = standing::last_booked_day(model).map(|day| day + 1);
        Desk {
            slots: Slots::new(model),
            trying: Vec::new(),
            buckets: vec![Vec::new(); horizon.chain(booked_before).max().unwrap_or(0) as usize + 1],
            due: BinaryHeap::new(),
            full: vec![None; model.candidates.len()],
            latest: vec![NO_LOOK; model.candidates.len()],
            order: Vec::new(),
            next_id: 0,
            carriers: vec![(0, 0); model.programmes.len()],
            triage: Triage::default(),
            rescue: Rescue::default(),
            collect: Collect::default(),
        }
    }

    /// Empties the desk for a new replication.
    pub fn clear(&mut self, model: &Model) {
        self.slots.clear(model);
        self.latest.fill(NO_LOOK);
        self.trying.clear();
        self.due.clear();
        self.buckets.iter_mut().for_each(Vec::clear);
        self.next_id = 0;
        self.carriers.fill((0, 0));
        self.triage.clear(model);
        self.rescue.clear(model);
        self.collect.clear(model);
    }

    /// A rule has ordered a centre, which takes jobs from `day` on.
    pub fn will_open(&mut self, centre: u32, day: u32) {
        self.slots.will_open(centre, day);
    }

    /// Jobs that have occurred.
    pub fn occurred(&self) -> u32 {
        self.next_id
    }

    /// Before its first release of the run, a horizon is a day short.
    pub fn open_first_days(&mut self, model: &Model, release: usize) {
        for (centre, _, calendar) in calendars(model, release) {
            self.slots.release(model, centre, calendar, 0);
        }
    }

    /// The number of the job that occurs now: 0, 1, 2 … in order of occurrence.
    #[inline(always)]
    pub fn number(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    /// Takes the cars booked for `day`.
    pub fn arrivals_of<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, day: u32, mut send: impl FnMut(Sent)) {
        // Centres open and close at 00:00.
        self.full.fill(None);
        let length = self.buckets.len();
        let bucket = &mut self.buckets[day as usize % length];
        if let Some(rule) = &ctx.model.collect {
            let mut due = std::mem::take(bucket);
            self.collect.morning(ctx, rule, day, &mut due);
            due.into_iter().filter_map(|sent| self.expect(sent, day)).for_each(send);
            return;
        }
        for sent in bucket.drain(..) {
            send(sent);
        }
    }

    /// A car that comes today is returned, one that comes later waits in the bucket of its day.
    #[inline(always)]
    fn expect(&mut self, sent: Sent, today: u32) -> Option<Sent> {
        // A slot at 00:00 belongs to the day it opens.
        let arrival_day = (sent.at / DAY) as u32;
        if arrival_day == today {
            return Some(sent);
        }
        let length = self.buckets.len();
        self.buckets[arrival_day as usize % length].push(sent);
        None
    }

    /// Owners who will call the hotline because of a recall, when a replication starts.
    pub fn expect_inquiries(&mut self, list: &[recall::Call]) {
        let inquiry = |call: &recall::Call| Inquiry {
            at: call.at,
            recall: call.recall,
            city: call.city,
            ordinal: call.ordinal,
        };
        self.triage.expect_inquiries(list.iter().map(inquiry).collect());
    }

    /// The drivers who fetch cars.
    pub fn drivers(&mut self) -> &mut Collect {
        &mut self.collect
    }

    /// A need occurs: the owner looks for a centre at once. A car that goes somewhere today is returned.
    #[inline(always)]
    pub fn occur<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        day: u32,
        occurred: i64,
        of: (u32, u32, u32),
        (origin, chain): (Origin, Chain),
    ) -> Option<Sent> {
        let mut ticket = Ticket {
            chain,
            ..Ticket::new(self.number(), occurred, of, origin)
        };
        if let Some(warranty) = &ctx.model.warranty {
            car::settle(ctx.model, &ctx.draws, warranty, &mut ticket);
            if ticket.payer.is_none() {
                let record = ticket.record(Outcome::Left, Perhaps::NOT_YET, None);
                ctx.observer.job_closed(&record, &Waits::NONE);
                return None;
            }
        }
        ticket = self.rescue(ctx, ticket)?;
        // Whose repair did not hold goes where it was done.
        if let Some(triage) = &ctx.model.triage
            && !chain.is_comeback()
        {
            ticket = self.triage.begin(ctx, triage, ticket)?;
        }
        self.seek(ctx, day, ticket, occurred)
    }

    /// The owner first looks for a centre. A car that goes somewhere today is returned.
    #[inline(always)]
    fn seek<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, day: u32, mut ticket: Ticket, now: i64) -> Option<Sent> {
        if let Some(only) = ctx.model.only_walk_in(ticket.city, ticket.mode) {
            ticket.one_way_km = only.km;
            return Some(Sent {
                centre: only.centre.0,
                at: now,
                ticket,
            });
        }
        if ctx.model.beside
            && let Some(sent) = without_slot(ctx, &self.slots, day, ticket, now)
        {
            return Some(sent);
        }
        self.look_around(ctx, day, ticket, now)
    }

    /// The next car comes back whose repair did not hold.
    pub fn come_back<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        comebacks: &mut Comebacks,
        day: u32,
    ) -> Option<Sent> {
        let (next, rule) = (comebacks.take()?, ctx.model.care.comeback.as_ref()?);
        let priority = comeback::priority(ctx.model, rule, &next);
        let of = (next.city, next.mode, priority);
        self.occur(ctx, day, next.at, of, (next.origin, next.chain))
    }

    /// The next owner of a recalled car looks for a centre.
    pub fn called<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, recalls: &mut Recalls, day: u32) -> Option<Sent> {
        let call = recalls.take(ctx.model)?;
        let mode = ctx.model.recalls[call.recall as usize].mode?;
        let priority = ctx.model.modes[mode as usize].priority;
        let of = (call.city, mode, priority);
        self.occur(ctx, day, call.at, of, (recalls.origin(ctx.model, &call), Chain::NONE))
    }

    /// An attempt at `now` where there is a choice to make or a slot to book.
    fn look_around<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        day: u32,
        mut ticket: Ticket,
        now: i64,
    ) -> Option<Sent> {
        let view = view(ctx.model, &ticket, now, day);
        let (choice, days) = self.find(ctx, &ticket, view);
        if !ctx.model.programmes.is_empty() {
            if let Some(sent) = self.carry(ctx, &ticket, (&choice, days), view) {
                return sent;
            }
            programme::offer(ctx, &ticket, days);
        }
        if goes_elsewhere(ctx.model, programme::felt(ctx, &ticket, days), || loyalty(ctx, &ticket)) {
            ctx.lose(&ticket, LossReason::ThirdParty, now, None);
            return None;
        }
        match choice {
            Choice::WalkIn { centre, km } => {
                ticket.one_way_km = km;
                Some(Sent {
                    centre,
                    at: now,
                    ticket,
                })
            }
            Choice::Slot(pick) => self.book(ctx, ticket, pick, view),
            Choice::Full => {
                ctx.observer.stepped(ticket.id, now, Step::NothingFree);
                self.keep_trying(ctx, ticket, now, day);
                None
            }
            Choice::Nowhere => {
                ctx.lose(&ticket, LossReason::NoCentre, now, None);
                None
            }
        }
    }

    /// What the owner of `ticket` finds, and in how many days she can come: as she is told.
    #[inline(always)]
    fn find<O>(&mut self, ctx: &DeskCtx<O>, ticket: &Ticket, view: View) -> (Choice, u32) {
        let group = group_of(ctx.model, ticket);
        // What is full for a car that is bound to one centre says nothing of the others.
        let bound = ticket.chain.is_bound();
        if let Some(days) = self.full[group]
            && !bound
        {
            return (Choice::Full, days);
        }
        let choice = self.slots.choose(ctx.model, &ctx.draws, ticket, view);
        let days = match choice {
            Choice::Slot(pick) => pick.day - view.today,
            Choice::Full => {
                let calendar = first_calendar(ctx.model, &self.slots, ticket, view.today);
                let days = calendar.map_or(0, |calendar| calendar.horizon);
                if !bound {
                    self.full[group] = Some(days);
                }
                days
            }
            Choice::WalkIn { .. } | Choice::Nowhere => 0,
        };
        (choice, days)
    }

    /// Takes a slot at `view.now`; a car due today is returned.
    #[inline]
    fn book<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, mut ticket: Ticket, pick: Pick, view: View) -> Option<Sent> {
        let start = self.slots.take(ctx.model, ticket.mode, &pick, view);
        let step = Step::Booked {
            centre: CentreId(pick.centre),
            slot: start,
            km: pick.km,
        };
        ctx.observer.stepped(ticket.id, view.now, step);
        let latest = &mut self.latest[group_of(ctx.model, &ticket)];
        *latest = (*latest).max(looked(&ticket));
        ticket.booked = Perhaps::at(view.now);
        ticket.slot = Perhaps::at(start);
        ticket.one_way_km = pick.km;
        let centre = pick.centre;
        let at = match fate(ctx, &ticket, centre, view.now, start) {
            Fate::Comes(at) => at,
            Fate::Breaks { at, cancelled } => {
                let also = if cancelled {
                    self.slots.also().to_vec()
                } else {
                    Vec::new()
                };
                self.due.push(Reverse(Due {
                    at,
                    ticket,
                    pick,
                    also,
                    cancelled,
                }));
                return None;
            }
        };
        let mut sent = Sent { centre, at, ticket };
        if let Some(rule) = &ctx.model.collect
            && (start / DAY) as u32 == view.today
        {
            self.collect.fetch(ctx, rule, view.now, &mut sent);
        }
        self.expect(sent, view.today)
    }

    /// The next instant at which a booking turns out not to be kept, or something happens in triage.
    #[inline(always)]
    pub fn next_due(&self) -> i64 {
        self.next_broken().min(self.triage.next()).min(self.rescue.next())
    }

    #[inline(always)]
    fn next_broken(&self) -> i64 {
        self.due.peek().map_or(FOREVER, |Reverse(due)| due.at)
    }

    /// What is due first happens; of several at one instant the booking that is not kept, then triage, then rescue. A car
    /// that goes somewhere today is returned.
    pub fn come_due<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, day: u32) -> Option<Sent> {
        let model = ctx.model;
        let before = self.next_broken().min(self.triage.next());
        match &model.triage {
            _ if self.rescue.next() < before => {
                let ticket = self.step_rescue(ctx)?;
                let now = ticket.triaged.or(ticket.occurred);
                self.seek(ctx, day, ticket, now)
            }
            Some(triage) if self.triage.next() < self.next_broken() => {
                let ticket = self.triage.step(ctx, triage)?;
                let now = ticket.triaged.or(ticket.occurred);
                self.seek(ctx, day, ticket, now)
            }
            _ => self.break_booking(ctx, day),
        }
    }

    /// The first booking that is due turns out not to be kept: its owner looks again or is gone, then her slots are
    /// free if she called off.
    fn break_booking<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, day: u32) -> Option<Sent> {
        let Reverse(due) = self.due.pop()?;
        let Due {
            at,
            mut ticket,
            pick,
            cancelled,
            also,
        } = due;
        ctx.observer.stepped(ticket.id, at, Step::Broken { cancelled });
        let again = keeping::looks_again(ctx, &ticket, pick.centre);
        ticket.booked = Perhaps::NOT_YET;
        ticket.slot = Perhaps::NOT_YET;
        ticket.one_way_km = 0.0;
        let broken = &mut ticket.broken;
        let count = if cancelled {
            &mut broken.cancellations
        } else {
            &mut broken.no_shows
        };
        *count = count.saturating_add(1);
        let sent = if again {
            broken.rebookings = broken.rebookings.saturating_add(1);
            self.look_around(ctx, day, ticket, at)
        } else {
            let reason = if cancelled {
                LossReason::Cancelled
            } else {
                LossReason::NoShow
            };
            let centre = Some(CentreId(pick.centre));
            ctx.lose(&ticket, reason, at, centre);
            None
        };
        if cancelled {
            let team = ctx.model.modes[ticket.mode as usize].team;
            for (team, slot) in [(team, pick.slot)].into_iter().chain(also) {
                self.slots.give_back(pick.centre, team, pick.day, slot);
            }
            self.full.fill(None);
        }
        sent
    }

    /// The instant of `day` at which the app is looked at; never without calendars.
    pub fn look_instant(model: &Model, day: u32) -> i64 {
        if model.releases.is_empty() {
            FOREVER
        } else {
            i64::from(day) * DAY + LOOK
        }
    }

    /// The app is looked at: on how many days has each team a slot for anyone?
    pub fn look<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, day: u32) {
        let view = View {
            now: i64::from(day) * DAY + LOOK,
            today: day,
            urgent: false,
        };
        for (centre, spec) in ctx.model.centres.iter().enumerate() {
            if !matches!(spec.booking, BookingModel::Calendar(_)) || !self.slots.takes_jobs_on(centre as u32, day) {
                continue;
            }
            for team in 0..ctx.model.teams as u32 {
                let days = self.slots.free_days(ctx.model, centre as u32, team, view);
                ctx.observer.free_days(day, centre as u32, team, days);
            }
        }
    }

    /// Everyone still at the desk at the end of the run.
    pub fn finish<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, end: i64) {
        self.triage.finish(ctx, end);
        self.rescue.finish(ctx);
        self.collect.finish(ctx);
        self.give_up(ctx, end);
        for Trying { mut ticket, .. } in self.trying.drain(..) {
            ticket.overtaken = release::is_overtaken(ctx.model, &self.latest, &ticket);
            ctx.leave_open(&ticket, None);
        }
        let booked = self.buckets.iter_mut().flat_map(|bucket| bucket.drain(..));
        let booked = booked.map(|sent| (sent.centre, sent.ticket));
        let broken = self.due.drain().map(|Reverse(due)| (due.pick.centre, due.ticket));
        for (centre, ticket) in booked.chain(broken) {
            self.collect.leave(ticket.id);
            ctx.leave_open(&ticket, Some(CentreId(centre)));
        }
    }
}

/// The owners who compete for the same slots: of a city and a kind of need.
fn group_of(model: &Model, ticket: &Ticket) -> usize {
    (ticket.city * model.kinds + model.modes[ticket.mode as usize].kind) as usize
}

/// What an owner sees of the slots.
fn view(model: &Model, ticket: &Ticket, now: i64, today: u32) -> View {
    View {
        now,
        today,
        urgent: model.modes[ticket.mode as usize].urgent || ticket.chain.is_towed(),
    }
}

/// An owner who does not book but drives to the nearest centre that takes cars beside its calendar: behind those with
/// a slot.
fn without_slot<O>(ctx: &DeskCtx<O>, slots: &Slots, day: u32, mut ticket: Ticket, now: i64) -> Option<Sent> {
    let model = ctx.model;
    let list = slots.in_reach(model, &ticket, day).iter();
    let (candidate, beside) = list
        .filter(|candidate| slots.takes_jobs_on(candidate.centre.0, day))
        .find_map(|candidate| match &model.centres[candidate.centre.index()].booking {
            BookingModel::Calendar(calendar) => Some((candidate, calendar.beside.as_ref()?)),
            BookingModel::WalkIn { .. } => None,
        })?;
    let word = ctx.draws.of_job(model, ticket.name(), Purpose::Owner, 0)[2];
    if unit(word) >= beside.share {
        return None;
    }
    ticket.priority = model.priority_behind(ticket.priority, beside.priority);
    ticket.one_way_km = candidate.km;
    Some(Sent {
        centre: candidate.centre.0,
        at: now,
        ticket,
    })
}

/// Whether an owner goes to another shop rather than wait so many days; no wait drives nobody away.
#[inline(always)]
fn goes_elsewhere(model: &Model, days: u32, loyalty: impl FnOnce() -> f64) -> bool {
    let share = model.third_party.map_or(0.0, |rule| rule.share(f64::from(days)));
    share > 0.0 && loyalty() < share
}

/// The owner of `ticket` goes to another shop where more than this share of owners do; never if her car was towed.
fn loyalty<O>(ctx: &DeskCtx<O>, ticket: &Ticket) -> f64 {
    if ticket.chain.is_towed() {
        return 1.0;
    }
    unit(ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Owner, 0)[1])
}
