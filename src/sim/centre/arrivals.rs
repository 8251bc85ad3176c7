//! Cars on their way to a floor, in order of time.

use super::Ctx;
use crate::engine::time::Perhaps;
use crate::sim::draws::Purpose;
use crate::sim::job::Ticket;
use crate::sim::record::{Broken, Origin};

/// A drawn job whose car goes straight to the only walk-in centre there is, in few words.
#[derive(Clone, Copy, Debug)]
struct WalkIn {
    /// When it occurs, and arrives.
    at: i64,
    /// Number in order of occurrence.
    id: u32,
    /// City × failure modes + failure mode.
    cell: u32,
    /// Position among the draws of its cell and day.
    ordinal: u32,
}

/// A car on its way in.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// When it arrives.
    pub at: i64,
    /// Who.
    pub ticket: Ticket,
    /// Random words of the first four stages.
    pub words: [u64; 4],
}

/// The cars a floor expects today.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// Those straight from home, in order of time.
    walk_ins: Vec<WalkIn>,
    /// All others, in any order.
    expected: Vec<(i64, Ticket)>,
}

impl Arrivals {
    /// Announces a car for today.
    #[inline(always)]
    pub fn expect(&mut self, at: i64, ticket: Ticket) {
        self.expected.push((at, ticket));
    }

    /// Announces the car of a drawn job that comes at once; such jobs are announced in order of time.
    #[inline(always)]
    pub fn walk_in(&mut self, at: i64, id: u32, cell: u32, ordinal: u32) {
        self.walk_ins.push(WalkIn { at, id, cell, ordinal });
    }

    /// Whether no car is expected.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.walk_ins.is_empty() && self.expected.is_empty()
    }

    /// Expects no one any more.
    pub fn clear(&mut self) {
        self.walk_ins.clear();
        self.expected.clear();
    }

    /// Puts the day's arrivals in order of time, then id, each with the random words of its work: drawn here, where
    /// one job does not wait for another.
    pub fn gather<O>(&mut self, ctx: &Ctx<O>, day: u32, arrivals: &mut Vec<Arrival>) {
        arrivals.clear();
        let words = |ticket: &Ticket| ctx.draws.of_job(ctx.model, ticket, Purpose::Work, 0);
        for WalkIn { at, id, cell, ordinal } in self.walk_ins.drain(..) {
            let (city, mode) = ctx.model.cell_place[cell as usize];
            let ticket = Ticket {
                occurred: at,
                booked: Perhaps::NOT_YET,
                slot: Perhaps::NOT_YET,
                id,
                city,
                mode,
                priority: ctx.model.modes[mode as usize].priority,
                retries: 0,
                broken: Broken::default(),
                overtaken: false,
                origin: Origin::Drawn { day, ordinal },
                one_way_km: ctx.model.only_walk_in(city, mode).map_or(0.0, |only| only.km),
            };
            arrivals.push(Arrival {
                at,
                ticket,
                words: words(&ticket),
            });
        }
        if !self.expected.is_empty() {
            let others = self.expected.drain(..);
            arrivals.extend(others.map(|(at, ticket)| Arrival {
                at,
                ticket,
                words: words(&ticket),
            }));
            arrivals.sort_unstable_by_key(|arrival| (arrival.at, arrival.ticket.id));
        }
    }
}
