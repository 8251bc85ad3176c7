//! One centre's floor on one day, alone.

mod arrivals;
mod hours;
mod loaners;
mod patience;
mod queues;
mod resources;
mod scarce;
mod shelf;
mod work;
mod yard;

use super::collect::Collect;
use super::comeback::Comebacks;
use super::draws::Draws;
use super::job::{Job, Ticket};
use super::observer::Observer;
use crate::engine::arena::Arena;
use crate::engine::ends::{EndList, Heap, Tournament};
use crate::model::Model;
use crate::model::state::OpenModel;
pub use arrivals::{Arrival, Arrivals};
pub use resources::Resources;
pub use shelf::Shelf;
use yard::Yard;

/// What every floor may use.
pub struct Ctx<'a, O> {
    /// The world.
    pub model: &'a Model,
    /// The replication's random words.
    pub draws: Draws,
    /// Cars at centres.
    pub jobs: &'a mut Arena<Job>,
    /// Cars whose repair does not hold.
    pub comebacks: &'a mut Comebacks,
    /// Drivers who bring cars back.
    pub drivers: &'a mut Collect,
    /// Room for a floor's arrivals of a day, reused from floor to floor.
    pub arrivals: &'a mut Vec<Arrival>,
    /// Who wants to know.
    pub observer: &'a mut O,
}

/// One centre's floor.
#[derive(Clone, Debug)]
pub struct Floor {
    ends: Ends,
    yard: Yard,
}

/// The list of ends that fits the number of things that can run at once.
#[derive(Clone, Debug)]
enum Ends {
    UpTo16(Box<Tournament<16, 32>>),
    UpTo64(Box<Tournament<64, 128>>),
    UpTo256(Box<Tournament<256, 512>>),
    Many(Heap),
}

impl Floor {
    /// An empty floor of centre `centre`.
    pub fn new(model: &Model, centre: u32) -> Floor {
        let units = model.centres[centre as usize]
            .most
            .iter()
            .map(|&count| u64::from(count))
            .sum::<u64>();
        // Cars in a stage that holds nothing are without number.
        let unbounded = model.stages.iter().any(|stage| stage.holds_nothing());
        let ends = match units {
            _ if unbounded => Ends::Many(Heap::default()),
            0..=16 => Ends::UpTo16(Box::default()),
            17..=64 => Ends::UpTo64(Box::default()),
            65..=256 => Ends::UpTo256(Box::default()),
            _ => Ends::Many(Heap::default()),
        };
        Floor {
            ends,
            yard: Yard::new(model, centre),
        }
    }

    /// Empties the floor for a new replication.
    pub fn clear(&mut self, model: &Model) {
        match &mut self.ends {
            Ends::UpTo16(ends) => ends.clear(),
            Ends::UpTo64(ends) => ends.clear(),
            Ends::UpTo256(ends) => ends.clear(),
            Ends::Many(ends) => ends.clear(),
        }
        self.yard.clear(model);
    }

    /// The cars expected today.
    #[inline(always)]
    pub fn arrivals(&mut self) -> &mut Arrivals {
        self.yard.arrivals()
    }

    /// Runs the day.
    #[inline]
    pub fn run_day<O: Observer>(&mut self, ctx: &mut Ctx<O>, day: u32) {
        if self.yard.is_idle() {
            return;
        }
        match &mut self.ends {
            Ends::UpTo16(ends) => self.yard.run_day(&mut **ends, ctx, day),
            Ends::UpTo64(ends) => self.yard.run_day(&mut **ends, ctx, day),
            Ends::UpTo256(ends) => self.yard.run_day(&mut **ends, ctx, day),
            Ends::Many(ends) => self.yard.run_day(ends, ctx, day),
        }
    }

    /// Puts a car where it was when the run started.
    pub fn take_over<O: Observer>(&mut self, ctx: &mut Ctx<O>, ticket: Ticket, open: &OpenModel) {
        match &mut self.ends {
            Ends::UpTo16(ends) => self.yard.take_over(&mut **ends, ctx, ticket, open),
            Ends::UpTo64(ends) => self.yard.take_over(&mut **ends, ctx, ticket, open),
            Ends::UpTo256(ends) => self.yard.take_over(&mut **ends, ctx, ticket, open),
            Ends::Many(ends) => self.yard.take_over(ends, ctx, ticket, open),
        }
    }

    /// Its parts.
    pub fn shelf(&mut self) -> &mut Shelf {
        self.yard.shelf()
    }

    /// Loaner cars that are there.
    pub fn free_loaners(&self) -> u32 {
        self.yard.free_loaners()
    }

    /// Microseconds that cars have spent here, all together.
    pub fn car_time(&self) -> i128 {
        self.yard.car_time()
    }

    /// The state of its resources.
    pub fn resources(&self) -> &Resources {
        self.yard.resources()
    }
}
