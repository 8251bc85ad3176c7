//! Cars on their way to a floor, in order of time.

use super::{Ctx, work};
use crate::sim::job::{Job, Ticket};
use crate::sim::record::Origin;

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
    /// Number in order of occurrence.
    pub id: u32,
    /// Where the job stands.
    pub place: u32,
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

    /// The cars announced but for those straight from home.
    pub fn expected(&self) -> &[(i64, Ticket)] {
        &self.expected
    }

    /// Expects no one any more.
    pub fn clear(&mut self) {
        self.walk_ins.clear();
        self.expected.clear();
    }

    /// Puts the day's arrivals at `centre` in order of time, then id. Each becomes a job.
    pub fn gather<O>(&mut self, ctx: &mut Ctx<O>, centre: u32, day: u32, arrivals: &mut Vec<Arrival>) {
        arrivals.clear();
        for WalkIn { at, id, cell, ordinal } in self.walk_ins.drain(..) {
            let model = ctx.model;
            let (city, mode) = model.cell_place[cell as usize];
            let of = (city, mode, model.modes[mode as usize].priority);
            let ticket = Ticket {
                one_way_km: model.only_walk_in(city, mode).map_or(0.0, |only| only.km),
                ..Ticket::new(id, at, of, Origin::Drawn { day, ordinal })
            };
            arrivals.push(enter(ctx, centre, at, &ticket));
        }
        if !self.expected.is_empty() {
            let others = self.expected.drain(..);
            arrivals.extend(others.map(|(at, ticket)| enter(ctx, centre, at, &ticket)));
            arrivals.sort_unstable_by_key(|arrival| (arrival.at, arrival.id));
        }
    }
}

/// Makes a job of a ticket.
#[inline(always)]
fn enter<O>(ctx: &mut Ctx<O>, centre: u32, at: i64, ticket: &Ticket) -> Arrival {
    let first_stage = ctx.model.modes[ticket.mode as usize].first_stage;
    let place = ctx.jobs.insert(Job::coming(ticket, centre, at, first_stage));
    work::draw_ahead(ctx.model, &ctx.draws, ticket.name(), ctx.jobs.get_mut(place));
    let id = ticket.id;
    Arrival { at, id, place }
}
