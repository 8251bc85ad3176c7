//! Programmes at the desk: who has a voucher, whose car is carried to another city, which rescue is paid.

use super::{Desk, DeskCtx, Sent, group_of, looked};
use crate::engine::keyed::unit;
use crate::engine::time::{Perhaps, Time};
use crate::model::fleet::Car;
use crate::model::programme::{ProgrammeModel, TransportModel, VoucherModel};
use crate::scenario::ids::CentreId;
use crate::sim::booking::{Choice, Pick, View};
use crate::sim::car;
use crate::sim::draws::Purpose;
use crate::sim::job::Ticket;
use crate::sim::observer::{Help, Helped, Observer};
use crate::sim::story::Step;
use crate::sim::whereabouts::where_is;

/// Cars that carriers have taken on the last day on which they took any, by programme.
pub(super) type Carriers = Vec<(u32, u32)>;

/// The programmes that cover a job, by position.
fn covering<'m, O>(ctx: &DeskCtx<'m, O>, ticket: &Ticket) -> impl Iterator<Item = (u32, &'m ProgrammeModel)> {
    let (city, mode) = (ticket.city, ticket.mode);
    let day = Time(ticket.occurred.max(0)).day();
    let (model, draws, name, known) = (ctx.model, ctx.draws, ticket.name(), ticket.car);
    let all = (0u32..).zip(&model.programmes);
    all.filter(move |(_, programme)| {
        programme.covers(city, mode, day)
            && programme.models.as_ref().is_none_or(|models| {
                let car = if known == Car::UNKNOWN {
                    car::of(model, &draws, name)
                } else {
                    known
                };
                car.model().is_some_and(|model| models[model])
            })
    })
}

/// The voucher that the owner of a job has who is told so many days; of several programmes the first.
pub(super) fn voucher<'m, O>(ctx: &DeskCtx<'m, O>, ticket: &Ticket, days: u32) -> Option<(u32, &'m VoucherModel)> {
    covering(ctx, ticket).find_map(|(at, programme)| {
        let voucher = programme
            .voucher
            .as_ref()
            .filter(|voucher| days >= voucher.after_days)?;
        // By the programme's name: another one beside it moves nobody's draws.
        let block = (programme.hash >> 32) as u32;
        let word = ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Programme, block)[0];
        (unit(word) < voucher.use_share).then_some((at, voucher))
    })
}

/// The days that an owner who is told so many feels: fewer with a voucher.
pub(super) fn felt<O>(ctx: &DeskCtx<O>, ticket: &Ticket, days: u32) -> u32 {
    if ctx.model.programmes.is_empty() {
        return days;
    }
    voucher(ctx, ticket, days).map_or(days, |(_, voucher)| days.saturating_sub(voucher.valid_days))
}

/// How much later the patience of an owner ends who tries at a horizon of so many days, microseconds.
pub(super) fn patience<O>(ctx: &DeskCtx<O>, ticket: &Ticket, horizon: u32) -> i64 {
    if ctx.model.programmes.is_empty() {
        return 0;
    }
    voucher(ctx, ticket, horizon).map_or(0, |(_, voucher)| voucher.valid)
}

fn tell<O: Observer>(ctx: &mut DeskCtx<O>, ticket: &Ticket, programme: u32, how: Help) {
    ctx.observer.helped(&Helped {
        job: ticket.id,
        occurred: Time(ticket.occurred.max(0)),
        city: ticket.city,
        programme,
        how,
    });
}

/// A car is rescued: the first programme that pays any rescue pays it.
#[inline(never)] // so that worlds without programmes do not carry it along
pub(super) fn rescued<O: Observer>(ctx: &mut DeskCtx<O>, ticket: &Ticket) {
    let paid = covering(ctx, ticket).find(|(_, programme)| programme.tow_cny.is_some());
    if let Some((at, _)) = paid {
        tell(ctx, ticket, at, Help::Rescued);
    }
}

/// A need has occurred where nothing is said of rescue: a car that fails on the road of a holiday is rescued.
#[inline(always)]
pub(super) fn on_the_road<O: Observer>(ctx: &mut DeskCtx<O>, ticket: &Ticket) {
    if !ctx.model.programmes.is_empty() && where_is(ctx.model, &ctx.draws, ticket.name()).on_road {
        rescued(ctx, ticket);
    }
}

/// An owner is told how long she would wait: if it is long enough she has a voucher. Told once a job, at her first look.
#[inline(never)] // so that worlds without programmes do not carry it along
pub(super) fn offer<O: Observer>(ctx: &mut DeskCtx<O>, ticket: &Ticket, days: u32) {
    if ticket.retries == 0
        && ticket.broken.count() == 0
        && let Some((at, _)) = voucher(ctx, ticket, days)
    {
        tell(ctx, ticket, at, Help::Voucher);
    }
}

impl Desk {
    /// A car that would wait for `days` is carried to another city if a programme does, carriers are left, and its slot
    /// there is sooner. None: it is not; else the car, if it is due today.
    #[inline(never)] // so that worlds without programmes do not carry it along
    pub(super) fn carry<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        ticket: &Ticket,
        (choice, days): (&Choice, u32),
        view: View,
    ) -> Option<Option<Sent>> {
        if !matches!(choice, Choice::Full | Choice::Slot(_)) {
            return None;
        }
        let full = matches!(choice, Choice::Full);
        let offers: Vec<(u32, &TransportModel)> = covering(ctx, ticket)
            .filter_map(|(at, programme)| Some((at, programme.transport.as_ref()?)))
            .filter(|(_, transport)| days >= transport.after_days)
            .collect();
        for (at, transport) in offers {
            let (day, taken) = self.carriers[at as usize];
            let taken = if day == view.today { taken } else { 0 };
            if taken >= transport.per_day {
                continue;
            }
            let from = view.today + transport.days;
            let mut best: Option<Pick> = None;
            for &centre in &transport.centres[ticket.mode as usize] {
                let Some((day, slot)) = self.slots.first_from(ctx.model, (centre, ticket.mode), view, from) else {
                    continue;
                };
                // At equal days the first named.
                if best.is_none_or(|best| day < best.day) {
                    best = Some(Pick {
                        centre,
                        day,
                        slot,
                        km: 0.0,
                    });
                }
            }
            let Some(pick) = best.filter(|pick| full || pick.day < view.today + days) else {
                continue;
            };
            self.carriers[at as usize] = (view.today, taken + 1);
            tell(ctx, ticket, at, Help::Carried);
            return Some(self.book_carried(ctx, *ticket, pick, view));
        }
        None
    }

    /// Takes a slot for a car that carriers bring: it is there on time, and its owner does not drive.
    fn book_carried<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        mut ticket: Ticket,
        pick: Pick,
        view: View,
    ) -> Option<Sent> {
        let at = self.slots.take(ctx.model, ticket.mode, &pick, view);
        let step = Step::Booked {
            centre: CentreId(pick.centre),
            slot: at,
            km: pick.km,
        };
        ctx.observer.stepped(ticket.id, view.now, step);
        let latest = &mut self.latest[group_of(ctx.model, &ticket)];
        *latest = (*latest).max(looked(&ticket));
        ticket.booked = Perhaps::at(view.now);
        ticket.slot = Perhaps::at(at);
        ticket.one_way_km = 0.0;
        self.full.fill(None);
        let sent = Sent {
            centre: pick.centre,
            at,
            ticket,
        };
        self.expect(sent, view.today)
    }
}
