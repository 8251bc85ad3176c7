//! The desk: what happens between owners and the network, in the order of time, over all cities.
//!
//! Owners look for a centre when their need occurs; those who find nothing free try again at every release, until
//! their patience ends. What happens at a centre later than today waits in that day's bucket.

use super::booking::{Choice, Slots};
use super::draws::{Draws, Purpose};
use super::job::{Ticket, lost};
use super::observer::Observer;
use super::record::{LossReason, Origin, Outcome};
use super::state::end_of_patience;
use super::story::Step;
use super::waits::Waits;
use crate::engine::time::{DAY, FOREVER, MINUTE, Perhaps, Span};
use crate::model::Model;
use crate::model::centre::{BookingModel, CalendarModel};
use crate::scenario::booking::Retry;
use crate::scenario::ids::CentreId;
use crate::scenario::state::Standing;

/// In place of the end of patience: she tries no more.
const DONE: i64 = i64::MIN;

/// An owner without a slot, who tries again at each release.
#[derive(Clone, Copy, Debug)]
struct Trying {
    ticket: Ticket,
    /// When her patience ends.
    until: i64,
    /// Under a waiting list rather than a scramble.
    in_order: bool,
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
    /// By city × kind: nothing was free in reach during the present release.
    full: Vec<bool>,
    /// Order of those who try at the present release.
    order: Vec<(u64, u64, u32)>,
    next_id: u32,
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

impl Desk {
    /// An empty desk.
    pub fn new(model: &Model) -> Desk {
        let horizon = model.centres.iter().map(|centre| match &centre.booking {
            BookingModel::Calendar(calendar) => calendar.horizon,
            BookingModel::WalkIn { .. } => 0,
        });
        let booked_before = (model.state.iter())
            .filter(|job| job.standing == Standing::Booked)
            .filter_map(|job| Some(day_of_bucket(model, job.slot.get()?.0)));
        Desk {
            slots: Slots::new(model),
            trying: Vec::new(),
            buckets: vec![Vec::new(); horizon.chain(booked_before).max().unwrap_or(0) as usize + 1],
            full: vec![false; model.candidates.len()],
            order: Vec::new(),
            next_id: 0,
        }
    }

    /// Empties the desk for a new replication.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.trying.clear();
        self.buckets.iter_mut().for_each(Vec::clear);
        self.next_id = 0;
    }

    /// Jobs that have occurred.
    pub fn occurred(&self) -> u32 {
        self.next_id
    }

    /// Before its first release of the run, a horizon is a day short.
    pub fn open_first_days(&mut self, model: &Model, release: usize) {
        for (centre, _, calendar) in calendars(model, release) {
            self.slots.open_until(model, centre, calendar.horizon - 1);
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
    pub fn arrivals_of(&mut self, day: u32, mut send: impl FnMut(Sent)) {
        let length = self.buckets.len();
        for sent in self.buckets[day as usize % length].drain(..) {
            send(sent);
        }
    }

    /// A need occurs: the owner looks for a centre at once. A car that goes somewhere today is returned.
    #[inline(always)]
    pub fn occur<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        day: u32,
        occurred: i64,
        (city, mode, priority): (u32, u32, u32),
        origin: Origin,
    ) -> Option<Sent> {
        let id = self.number();
        let mut ticket = Ticket {
            occurred,
            booked: Perhaps::NOT_YET,
            slot: Perhaps::NOT_YET,
            id,
            city,
            mode,
            priority,
            retries: 0,
            origin,
            one_way_km: 0.0,
        };
        if let Some(only) = ctx.model.only_walk_in(city, mode) {
            ticket.one_way_km = only.km;
            return Some(Sent {
                centre: only.centre.0,
                at: occurred,
                ticket,
            });
        }
        self.look_around(ctx, day, ticket)
    }

    /// A first attempt where there is a choice to make or a slot to book.
    fn look_around<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, day: u32, mut ticket: Ticket) -> Option<Sent> {
        let occurred = ticket.occurred;
        match self.slots.choose(ctx.model, &ctx.draws, &ticket, occurred, day) {
            Choice::WalkIn { centre, km } => {
                ticket.one_way_km = km;
                Some(Sent {
                    centre,
                    at: occurred,
                    ticket,
                })
            }
            Choice::Slot { centre, start, km } => {
                let step = Step::Booked {
                    centre: CentreId(centre),
                    slot: start,
                    km,
                };
                ctx.observer.stepped(ticket.id, occurred, step);
                self.book(ticket, centre, start, km, occurred, day)
            }
            Choice::Full => {
                ctx.observer.stepped(ticket.id, occurred, Step::NothingFree);
                self.keep_trying(ctx, ticket, day);
                None
            }
            Choice::Nowhere => {
                ctx.observer
                    .job_closed(&lost(&ticket, LossReason::NoCentre, occurred, None), &Waits::NONE);
                None
            }
        }
    }

    /// Notes a slot obtained at `now`; a car due today is returned.
    fn book(&mut self, mut ticket: Ticket, centre: u32, start: i64, km: f64, now: i64, day: u32) -> Option<Sent> {
        ticket.booked = Perhaps::at(now);
        ticket.slot = Perhaps::at(start);
        ticket.one_way_km = km;
        let sent = Sent {
            centre,
            at: start,
            ticket,
        };
        // A slot at 00:00 belongs to the day it opens.
        let slot_day = (start / DAY) as u32;
        if slot_day == day {
            return Some(sent);
        }
        let length = self.buckets.len();
        self.buckets[slot_day as usize % length].push(sent);
        None
    }

    /// The days that were bookable on the eve of the run.
    pub fn open_days_before(&mut self, model: &Model) {
        (0..model.releases.len()).for_each(|release| self.open_first_days(model, release));
    }

    /// An appointment of before the run: its day has one slot less, also where it is not bookable yet.
    pub fn keep_slot(&mut self, model: &Model, ticket: Ticket, centre: u32) {
        let at = ticket.slot.get().map_or(0, |slot| slot.0);
        self.slots
            .reserve(centre, model.modes[ticket.mode as usize].team, (at / DAY) as u32);
        let bucket = day_of_bucket(model, at) as usize % self.buckets.len();
        self.buckets[bucket].push(Sent { centre, at, ticket });
    }

    /// An owner who has tried since before the run. Where nothing is to be booked she goes to a walk-in centre, which
    /// is returned.
    pub fn go_on_trying<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        mut ticket: Ticket,
        left: Option<Span>,
    ) -> Option<Sent> {
        let model = ctx.model;
        let reach = |release| model.releases_in_reach(ticket.city, ticket.mode, release);
        if !(0..model.releases.len()).any(reach) {
            match self.slots.choose(model, &ctx.draws, &ticket, 0, 0) {
                Choice::WalkIn { centre, km } => {
                    ticket.one_way_km = km;
                    return Some(Sent { centre, at: 0, ticket });
                }
                _ => {
                    let gone = lost(&ticket, LossReason::NoCentre, 0, None);
                    ctx.observer.job_closed(&gone, &Waits::NONE);
                    return None;
                }
            }
        }
        let rule = first_calendar(model, &ticket, 0);
        let law = rule.and_then(|rule| rule.patience.as_ref());
        let until = match (left, law) {
            (Some(Span(left)), _) => left,
            (None, Some(law)) => end_of_patience(model, &ctx.draws, &ticket, law, 24, ticket.occurred),
            (None, None) => FOREVER,
        };
        let in_order = rule.is_some_and(|rule| rule.retry == Retry::InOrder);
        self.trying.push(Trying {
            ticket,
            until,
            in_order,
        });
        None
    }

    fn keep_trying<O>(&mut self, ctx: &DeskCtx<O>, ticket: Ticket, day: u32) {
        let rule = first_calendar(ctx.model, &ticket, day);
        let patience = match ticket.origin {
            Origin::Trace { index } => ctx.model.traces[index as usize].patience,
            Origin::Drawn { .. } | Origin::Open { .. } => None,
        };
        let patience = patience.or_else(|| {
            let law = rule?.patience.as_ref()?;
            let word = ctx.draws.of_job(ctx.model, &ticket, Purpose::Booking, 0)[1];
            // The law is in days, a sampler's spans are of hours.
            Some(Span(law.sample_span(word).0.saturating_mul(24)))
        });
        let until = patience.map_or(FOREVER, |Span(span)| ticket.occurred.saturating_add(span).min(FOREVER));
        let in_order = rule.is_some_and(|rule| rule.retry == Retry::InOrder);
        self.trying.push(Trying {
            ticket,
            until,
            in_order,
        });
    }

    /// The release at `now` of every centre with release time `release`: the horizon moves on, owners whose patience
    /// has ended are gone, the others try, and what is left is reported. Cars due today are returned.
    pub fn release<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        release: usize,
        now: i64,
        day: u32,
        mut send: impl FnMut(Sent),
    ) {
        for (centre, _, calendar) in calendars(ctx.model, release) {
            self.slots.open_until(ctx.model, centre, day + calendar.horizon);
        }
        self.give_up(ctx, now);
        self.rank(ctx, release, day);
        self.full.fill(false);
        let order = std::mem::take(&mut self.order);
        for (rank, &(.., at)) in order.iter().enumerate() {
            let trying = &mut self.trying[at as usize];
            trying.ticket.retries += 1;
            let ticket = trying.ticket;
            let group = (ticket.city * ctx.model.kinds + ctx.model.modes[ticket.mode as usize].kind) as usize;
            let choice = if self.full[group] {
                Choice::Full
            } else {
                self.slots.choose(ctx.model, &ctx.draws, &ticket, now, day)
            };
            let booked = match choice {
                Choice::Slot { centre, start, km } => {
                    self.book(ticket, centre, start, km, now, day)
                        .into_iter()
                        .for_each(&mut send);
                    true
                }
                Choice::WalkIn { centre, km } => {
                    // A walk-in centre has opened in reach since.
                    let ticket = Ticket {
                        one_way_km: km,
                        ..ticket
                    };
                    send(Sent {
                        centre,
                        at: now,
                        ticket,
                    });
                    true
                }
                Choice::Full => {
                    self.full[group] = true;
                    false
                }
                Choice::Nowhere => {
                    // The last centre in reach has closed.
                    ctx.observer
                        .job_closed(&lost(&ticket, LossReason::NoCentre, now, None), &Waits::NONE);
                    self.trying[at as usize].until = DONE;
                    continue;
                }
            };
            ctx.observer.retried(day, ticket.city, ticket.mode, booked);
            let (rank, of) = (rank as u32 + 1, order.len() as u32);
            ctx.observer.stepped(ticket.id, now, Step::Tried { rank, of, booked });
            if let Choice::Slot {
                centre,
                start: slot,
                km,
            } = choice
            {
                let centre = CentreId(centre);
                ctx.observer.stepped(ticket.id, now, Step::Booked { centre, slot, km });
            }
            if booked {
                self.trying[at as usize].until = DONE;
            }
        }
        self.order = order;
        self.trying.retain(|trying| trying.until != DONE);
        for (centre, spec, _) in calendars(ctx.model, release) {
            if !spec.takes_jobs_on(day) {
                continue;
            }
            for team in 0..ctx.model.teams as u32 {
                let first = self.slots.first_free(ctx.model, centre, team, now, day);
                ctx.observer
                    .first_slot(day, centre, team, first.map(|(free, _)| free - day));
            }
        }
    }

    /// Loses those whose patience has ended by `now`, each at its own instant.
    fn give_up<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, now: i64) {
        self.trying.retain(|trying| {
            let gone = trying.until <= now;
            if gone {
                ctx.observer.job_closed(
                    &lost(&trying.ticket, LossReason::NoSlot, trying.until, None),
                    &Waits::NONE,
                );
            }
            !gone
        });
    }

    /// Who tries at a release, in which order: waiting lists first, in order of their first attempt; then the
    /// scramble, in an order of its own each day.
    fn rank<O>(&mut self, ctx: &DeskCtx<O>, release: usize, day: u32) {
        self.order.clear();
        for (at, trying) in self.trying.iter().enumerate() {
            let ticket = &trying.ticket;
            if !ctx.model.releases_in_reach(ticket.city, ticket.mode, release) {
                continue;
            }
            let rank = if trying.in_order {
                (0, u64::from(ticket.id))
            } else {
                (1, ctx.draws.rank_at_release(ctx.model, ticket, day))
            };
            self.order.push((rank.0, rank.1, at as u32));
        }
        self.order.sort_unstable();
    }

    /// Everyone still at the desk at the end of the run.
    pub fn finish<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, end: i64) {
        self.give_up(ctx, end);
        for trying in self.trying.drain(..) {
            ctx.observer.job_closed(
                &trying.ticket.record(Outcome::Unfinished, Perhaps::NOT_YET, None),
                &Waits::NONE,
            );
        }
        for sent in self.buckets.iter_mut().flat_map(|bucket| bucket.drain(..)) {
            let centre = Some(CentreId(sent.centre));
            ctx.observer.job_closed(
                &sent.ticket.record(Outcome::Unfinished, Perhaps::NOT_YET, centre),
                &Waits::NONE,
            );
        }
    }
}

/// The bucket of a booking of before the run; those beyond its end share one.
fn day_of_bucket(model: &Model, slot: i64) -> u32 {
    (slot / DAY).min(i64::from(model.days)) as u32
}

/// Microseconds of the day of a release time.
pub fn release_instant(model: &Model, release: usize, day: u32) -> i64 {
    i64::from(day) * DAY + i64::from(model.releases[release]) * MINUTE
}

/// The centres that book by calendar and release at this time.
fn calendars(
    model: &Model,
    release: usize,
) -> impl Iterator<Item = (u32, &crate::model::centre::CentreModel, &CalendarModel)> {
    model
        .centres
        .iter()
        .enumerate()
        .filter_map(move |(centre, spec)| match &spec.booking {
            BookingModel::Calendar(calendar) if calendar.release == release => Some((centre as u32, spec, calendar)),
            _ => None,
        })
}

/// The calendar whose rules an owner follows: that of the nearest centre in reach that is open, else that will open.
fn first_calendar<'a>(model: &'a Model, ticket: &Ticket, day: u32) -> Option<&'a CalendarModel> {
    let calendars = model
        .candidates(ticket.city, ticket.mode)
        .iter()
        .filter_map(|candidate| {
            let spec = &model.centres[candidate.centre.index()];
            match &spec.booking {
                BookingModel::Calendar(calendar) => Some((spec, calendar)),
                BookingModel::WalkIn { .. } => None,
            }
        });
    let mut later = None;
    for (spec, calendar) in calendars {
        if spec.takes_jobs_on(day) {
            return Some(calendar);
        }
        if day < spec.opens {
            later = later.or(Some(calendar));
        }
    }
    later
}
