//! The start of a run with open jobs: each takes the place it had, before the first morning.

use super::World;
use super::centre::Ctx;
use super::desk::DeskCtx;
use super::draws::{Draws, Purpose};
use super::job::Ticket;
use super::observer::Observer;
use super::record::Origin;
use crate::engine::sampler::Sampler;
use crate::engine::time::FOREVER;
use crate::model::Model;
use crate::model::state::OpenModel;
use crate::scenario::state::Standing;

/// How often a patience is drawn anew until it has lasted long enough.
const TRIES: u32 = 64;

impl World {
    /// Owners try or hold their slots, cars wait or are in work, as the state says; all jobs are numbered first.
    pub(super) fn take_over<O: Observer>(&mut self, model: &Model, draws: Draws, observer: &mut O) {
        if model.state.is_empty() {
            return;
        }
        self.desk.open_days_before(model);
        let mut waiting: Vec<(Ticket, &OpenModel)> = Vec::new();
        for (index, open) in model.state.iter().enumerate() {
            let ticket = self.ticket(index as u32, open);
            match (open.standing, open.centre) {
                (Standing::Waiting, _) => waiting.push((ticket, open)),
                (Standing::InWork, Some(centre)) => {
                    let ctx = &mut Ctx {
                        model,
                        draws,
                        jobs: &mut self.jobs,
                        comebacks: &mut self.comebacks,
                        drivers: self.desk.drivers(),
                        arrivals: &mut self.arrivals,
                        observer,
                    };
                    self.floors[centre as usize].take_over(ctx, ticket, open);
                }
                (Standing::Booked, Some(centre)) => {
                    self.desk.keep_slot(&DeskCtx { model, draws, observer }, ticket, centre);
                }
                _ => {
                    let ctx = &mut DeskCtx { model, draws, observer };
                    if let Some(sent) = self.desk.go_on_trying(ctx, ticket, open.patience_left) {
                        self.floors[sent.centre as usize]
                            .arrivals()
                            .expect(sent.at, sent.ticket);
                    }
                }
            }
        }
        // In the order in which they came to their stage.
        waiting.sort_by_key(|(ticket, open)| (open.since, ticket.id));
        for (ticket, open) in waiting {
            let ctx = &mut Ctx {
                model,
                draws,
                jobs: &mut self.jobs,
                comebacks: &mut self.comebacks,
                drivers: self.desk.drivers(),
                arrivals: &mut self.arrivals,
                observer,
            };
            if let Some(centre) = open.centre {
                self.floors[centre as usize].take_over(ctx, ticket, open);
            }
        }
    }

    fn ticket(&mut self, index: u32, open: &OpenModel) -> Ticket {
        let of = (open.city, open.mode, open.priority);
        Ticket {
            booked: open.booked,
            slot: open.slot,
            retries: open.retries,
            one_way_km: open.one_way_km,
            ..Ticket::new(self.desk.number(), open.occurred, of, Origin::Open { index })
        }
    }
}

/// When the patience of an owner ends who has waited since `since` and is still there at 0: her law, given that it has
/// lasted until now, by drawing until it has. A law that never lasts so long begins anew. `unit` is the hours of one of
/// the law's hours.
pub fn end_of_patience(model: &Model, draws: &Draws, ticket: &Ticket, law: &Sampler, unit: i64, since: i64) -> i64 {
    let span = |purpose: Purpose, block: u32| {
        let word = draws.of_job(model, ticket.name(), purpose, block)[1];
        law.sample_span(word).0.saturating_mul(unit)
    };
    let first = span(Purpose::Booking, 0);
    let further = (0..TRIES).map(|block| span(Purpose::Lasting, block));
    let ends = std::iter::once(first)
        .chain(further)
        .map(|span| since.saturating_add(span));
    ends.into_iter().find(|&end| end > 0).unwrap_or(first).min(FOREVER)
}
