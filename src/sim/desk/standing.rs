//! Jobs of before the run at the desk: owners who hold an appointment, owners who go on trying.

use super::{Desk, DeskCtx, Due, Fate, Sent, Trying, fate, first_calendar, view};
use crate::engine::time::{DAY, FOREVER, Span};
use crate::model::Model;
use crate::scenario::booking::Retry;
use crate::scenario::state::Standing;
use crate::sim::booking::{Choice, Pick};
use crate::sim::job::Ticket;
use crate::sim::observer::Observer;
use crate::sim::record::LossReason;
use crate::sim::state::end_of_patience;
use std::cmp::Reverse;

impl Desk {
    /// The days that were bookable on the eve of the run.
    pub fn open_days_before(&mut self, model: &Model) {
        (0..model.releases.len()).for_each(|release| self.open_first_days(model, release));
    }

    /// An appointment of before the run: its day has one slot less of each of its teams, also where it is not bookable
    /// yet. What becomes of it is drawn as for any booking.
    pub fn keep_slot<O>(&mut self, ctx: &DeskCtx<O>, ticket: Ticket, centre: u32) {
        let start = ticket.slot.get().map_or(0, |slot| slot.0);
        let day = (start / DAY) as u32;
        let mode = &ctx.model.modes[ticket.mode as usize];
        let slot = self.slots.reserve(centre, mode.team, day);
        let also: Vec<(u32, u32)> = (mode.also_teams.iter())
            .map(|&team| (team, self.slots.reserve(centre, team, day)))
            .collect();
        let booked = ticket.booked.get().map_or(0, |booked| booked.0);
        match fate(ctx, &ticket, centre, booked, start) {
            Fate::Comes(at) => {
                let bucket = day_of_bucket(ctx.model, at) as usize % self.buckets.len();
                self.buckets[bucket].push(Sent { centre, at, ticket });
            }
            Fate::Breaks { at, cancelled } => {
                let km = ticket.one_way_km;
                let pick = Pick { centre, day, slot, km };
                self.due.push(Reverse(Due {
                    at,
                    ticket,
                    pick,
                    also,
                    cancelled,
                }));
            }
        }
    }

    /// An owner who has tried since before the run; a waiting list takes them in the order of these calls. Where nothing
    /// is to be booked she goes to a walk-in centre, which is returned.
    pub fn go_on_trying<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        mut ticket: Ticket,
        left: Option<Span>,
    ) -> Option<Sent> {
        let model = ctx.model;
        let reach = |release| model.releases_in_reach(ticket.city, ticket.mode, release);
        if !(0..model.releases.len()).any(reach) {
            let view = view(model, &ticket, 0, 0);
            match self.slots.choose(model, &ctx.draws, &ticket, view) {
                Choice::WalkIn { centre, km } => {
                    ticket.one_way_km = km;
                    return Some(Sent { centre, at: 0, ticket });
                }
                _ => {
                    ctx.lose(&ticket, LossReason::NoCentre, 0, None);
                    return None;
                }
            }
        }
        let rule = first_calendar(model, &self.slots, &ticket, 0);
        let law = rule.and_then(|rule| rule.patience.as_ref());
        let until = match (left, law) {
            (Some(Span(left)), _) => left,
            (None, Some(law)) => end_of_patience(model, &ctx.draws, &ticket, law, 24, ticket.occurred),
            (None, None) => FOREVER,
        };
        let in_order = rule.is_some_and(|rule| rule.retry == Retry::InOrder);
        self.trying.push(Trying::new(ctx, ticket, until, in_order));
        None
    }
}

/// The latest day on which a car booked before the run is due.
pub(super) fn last_booked_day(model: &Model) -> Option<u32> {
    let booked = model.state.iter().filter(|job| job.standing == Standing::Booked);
    let days = booked.filter_map(|job| Some(day_of_bucket(model, job.slot.get()?.0)));
    days.max()
}

/// The bucket of a booking of before the run; those beyond its end share one.
fn day_of_bucket(model: &Model, at: i64) -> u32 {
    (at / DAY).min(i64::from(model.days)) as u32
}
