//! Owners without a slot: they try again at every release until their patience ends.

use super::programme::{self, felt};
use super::{DONE, Desk, DeskCtx, Sent, Trying, goes_elsewhere, group_of, looked, loyalty, view};
use crate::engine::keyed::mix;
use crate::engine::time::{DAY, FOREVER, MINUTE, Span};
use crate::model::Model;
use crate::model::booking::{BookingModel, CalendarModel};
use crate::model::centre::CentreModel;
use crate::scenario::booking::Retry;
use crate::sim::booking::{Choice, Slots, View};
use crate::sim::draws::Purpose;
use crate::sim::job::Ticket;
use crate::sim::observer::Observer;
use crate::sim::record::{LossReason, Origin};
use crate::sim::story::Step;

impl Trying {
    /// An owner who tries until `until`.
    pub(super) fn new<O>(ctx: &DeskCtx<O>, ticket: Ticket, until: i64, in_order: bool) -> Trying {
        Trying {
            until,
            in_order,
            person: ctx.draws.person_at_release(ctx.model, ticket.name()),
            loyalty: ctx.model.third_party.map_or(1.0, |_| loyalty(ctx, &ticket)),
            ticket,
        }
    }
}

impl Desk {
    /// An owner who found nothing at `now` tries at releases from there on; her patience runs from this attempt.
    pub(super) fn keep_trying<O>(&mut self, ctx: &DeskCtx<O>, ticket: Ticket, now: i64, day: u32) {
        let rule = first_calendar(ctx.model, &self.slots, &ticket, day);
        let patience = match ticket.origin {
            Origin::Trace { index } if !ticket.chain.is_comeback() => ctx.model.traces[index as usize].patience,
            _ => None,
        };
        let patience = patience.or_else(|| {
            let law = rule?.patience.as_ref()?;
            let word = ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Booking, 0)[1];
            // The law is in days, a sampler's spans are of hours.
            Some(Span(law.sample_span(word).0.saturating_mul(24)))
        });
        let longer = programme::patience(ctx, &ticket, rule.map_or(0, |rule| rule.horizon));
        let until = patience.map_or(FOREVER, |Span(span)| {
            now.saturating_add(span).saturating_add(longer).min(FOREVER)
        });
        let in_order = rule.is_some_and(|rule| rule.retry == Retry::InOrder);
        self.trying.push(Trying::new(ctx, ticket, until, in_order));
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
            self.slots.release(ctx.model, centre, calendar, day + 1);
        }
        self.give_up(ctx, now);
        self.rank(ctx, release, day);
        self.full.fill(None);
        let order = std::mem::take(&mut self.order);
        for (rank, &(_, at)) in order.iter().enumerate() {
            let trying = &mut self.trying[at as usize];
            trying.ticket.retries += 1;
            trying.ticket.overtaken = is_overtaken(ctx.model, &self.latest, &trying.ticket);
            let (ticket, loyalty) = (trying.ticket, trying.loyalty);
            let view = view(ctx.model, &ticket, now, day);
            let (choice, days) = self.find(ctx, &ticket, view);
            if !ctx.model.programmes.is_empty()
                && let Some(sent) = self.carry(ctx, &ticket, (&choice, days), view)
            {
                sent.into_iter().for_each(&mut send);
                ctx.observer.retried(day, ticket.city, ticket.mode, true);
                self.trying[at as usize].until = DONE;
                continue;
            }
            if goes_elsewhere(ctx.model, felt(ctx, &ticket, days), || loyalty) {
                ctx.lose(&ticket, LossReason::ThirdParty, now, None);
                ctx.observer.retried(day, ticket.city, ticket.mode, false);
                self.trying[at as usize].until = DONE;
                continue;
            }
            if choice != Choice::Nowhere {
                let step = Step::Tried {
                    rank: rank as u32 + 1,
                    of: order.len() as u32,
                    booked: choice != Choice::Full,
                };
                ctx.observer.stepped(ticket.id, now, step);
            }
            let booked = match choice {
                Choice::Slot(pick) => {
                    self.book(ctx, ticket, pick, view).into_iter().for_each(&mut send);
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
                Choice::Full => false,
                Choice::Nowhere => {
                    // The last centre in reach has closed.
                    ctx.lose(&ticket, LossReason::NoCentre, now, None);
                    self.trying[at as usize].until = DONE;
                    continue;
                }
            };
            ctx.observer.retried(day, ticket.city, ticket.mode, booked);
            if booked {
                self.trying[at as usize].until = DONE;
            }
        }
        self.order = order;
        self.trying.retain(|trying| trying.until != DONE);
        let view = View {
            now,
            today: day,
            urgent: false,
        };
        for (centre, ..) in calendars(ctx.model, release) {
            if !self.slots.takes_jobs_on(centre, day) {
                continue;
            }
            for team in 0..ctx.model.teams as u32 {
                let first = self.slots.first_free(ctx.model, centre, team, view);
                ctx.observer
                    .first_slot(day, centre, team, first.map(|(free, _)| free - day));
            }
        }
    }

    /// Loses those whose patience has ended by `now`, each at its own instant.
    pub(super) fn give_up<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, now: i64) {
        let latest = &self.latest;
        self.trying.retain(|trying| {
            let gone = trying.until <= now;
            if gone {
                let mut ticket = trying.ticket;
                ticket.overtaken = is_overtaken(ctx.model, latest, &ticket);
                ctx.lose(&ticket, LossReason::NoSlot, trying.until, None);
            }
            !gone
        });
    }

    /// Who tries at a release, in which order: waiting lists first, in order of the attempts that put them there; then
    /// the scramble, in an order of its own each day.
    fn rank<O>(&mut self, ctx: &DeskCtx<O>, release: usize, day: u32) {
        self.order.clear();
        let today = ctx.draws.day_of_release(day);
        for (at, trying) in self.trying.iter().enumerate() {
            let ticket = &trying.ticket;
            if !ctx.model.releases_in_reach(ticket.city, ticket.mode, release) {
                continue;
            }
            // Waiting lists stand in their order.
            let rank = if trying.in_order {
                0
            } else {
                mix(trying.person, today) | 1
            };
            self.order.push((rank, at as u32));
        }
        self.order.sort_unstable();
    }
}

/// Whether a later owner of her group got a slot while the owner of `ticket` tried. Who had a booking that she did not
/// keep began anew, and is not overtaken by those who came meanwhile.
pub(super) fn is_overtaken(model: &Model, latest: &[(i64, u32)], ticket: &Ticket) -> bool {
    ticket.broken.count() == 0 && latest[group_of(model, ticket)] > looked(ticket)
}

/// Microseconds of the day of a release time.
pub fn release_instant(model: &Model, release: usize, day: u32) -> i64 {
    i64::from(day) * DAY + i64::from(model.releases[release]) * MINUTE
}

/// The centres that book by calendar and release at this time.
pub(super) fn calendars(model: &Model, release: usize) -> impl Iterator<Item = (u32, &CentreModel, &CalendarModel)> {
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
pub(super) fn first_calendar<'a>(
    model: &'a Model,
    slots: &Slots,
    ticket: &Ticket,
    day: u32,
) -> Option<&'a CalendarModel> {
    let candidates = slots.in_reach(model, ticket, day).iter();
    let calendars = candidates.filter_map(|candidate| match &model.centres[candidate.centre.index()].booking {
        BookingModel::Calendar(calendar) => Some((candidate.centre.0, calendar)),
        BookingModel::WalkIn { .. } => None,
    });
    let mut later = None;
    for (centre, calendar) in calendars {
        if slots.takes_jobs_on(centre, day) {
            return Some(calendar);
        }
        if slots.opens_after(centre, day) {
            later = later.or(Some(calendar));
        }
    }
    later
}
