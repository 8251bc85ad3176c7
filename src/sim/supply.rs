//! Parts on their way between factory, depots and centres, by the day.
//!
//! In the morning comes what is due, the depots' first. In the evening each depot works off the orders of its centres in
//! order of time and orders as much from the factory: what it has leaves that day, what it lacks when it comes in.

use super::draws::{Draws, Purpose};
use crate::engine::time::DAY;
use crate::model::Model;
use crate::model::parts::{PartsModel, Store};
use std::collections::{BTreeMap, VecDeque};

/// An order of a centre for one unit.
#[derive(Clone, Copy, Debug)]
struct Order {
    centre: u32,
    part: u32,
    /// How many units of this part the centre had ordered before.
    ordinal: u32,
}

/// Everything that is not on a shelf.
#[derive(Clone, Debug, Default)]
pub struct Supply {
    /// By depot × part: units there.
    stock: Vec<u32>,
    /// By depot × part: orders that wait for a unit, oldest first.
    owed: Vec<VecDeque<Order>>,
    /// By day: orders to be handled in its evening, in order of time.
    pending: BTreeMap<u32, Vec<Order>>,
    /// By day: units that come in its morning.
    coming: BTreeMap<u32, Vec<(Store, u32)>>,
    /// By centre, then depot, × part: units ordered so far.
    ordered: Vec<u32>,
}

impl Supply {
    /// As at the start.
    pub fn clear(&mut self, model: &Model) {
        let Some(parts) = &model.parts else { return };
        let depots = 0..parts.depots() as u32;
        self.stock.clear();
        self.stock
            .extend(depots.flat_map(|depot| parts.stock(Store::Depot(depot)).iter().copied()));
        self.owed.resize(self.stock.len(), VecDeque::new());
        self.owed.iter_mut().for_each(VecDeque::clear);
        self.pending.clear();
        self.coming.clear();
        self.ordered.clear();
        self.ordered
            .resize((model.centres.len() + parts.depots()) * parts.parts(), 0);
    }

    /// What comes in the morning of `day`; `deliver` is told of each unit for a centre.
    pub fn morning(&mut self, model: &Model, draws: &Draws, day: u32, mut deliver: impl FnMut(u32, u32)) {
        let Some(parts) = &model.parts else { return };
        for (store, part) in self.coming.remove(&day).unwrap_or_default() {
            match store {
                Store::Centre(centre) => deliver(centre, part),
                Store::Depot(depot) => {
                    let place = depot as usize * parts.parts() + part as usize;
                    match self.owed[place].pop_front() {
                        Some(order) => self.send(model, parts, draws, depot, order, day),
                        None => self.stock[place] += 1,
                    }
                }
            }
        }
    }

    /// Takes the orders of `day` (instant, centre, part) and works off those that are due.
    pub fn evening(&mut self, model: &Model, draws: &Draws, day: u32, mut orders: Vec<(i64, u32, u32)>) {
        let Some(parts) = &model.parts else { return };
        // Those of one centre at one instant stay in their order.
        orders.sort_by_key(|&(at, centre, _)| (at, centre));
        for (at, centre, part) in orders {
            let ordinal = self.next_ordinal(parts, model.centres.len(), Store::Centre(centre), part);
            let handled = parts.handled_on(centre, part, day, at - i64::from(day) * DAY);
            let order = Order { centre, part, ordinal };
            self.pending.entry(handled).or_default().push(order);
        }
        for order in self.pending.remove(&day).unwrap_or_default() {
            let Some(depot) = parts.depot_of(order.centre) else {
                let store = Store::Centre(order.centre);
                self.make(parts, draws, model, (store, order.part, order.ordinal), day);
                continue;
            };
            let place = depot as usize * parts.parts() + order.part as usize;
            if self.stock[place] > 0 {
                self.stock[place] -= 1;
                self.send(model, parts, draws, depot, order, day);
            } else {
                self.owed[place].push_back(order);
            }
            let ordinal = self.next_ordinal(parts, model.centres.len(), Store::Depot(depot), order.part);
            self.make(parts, draws, model, (Store::Depot(depot), order.part, ordinal), day);
        }
    }

    /// Units of a part that a centre has ordered and that have not come.
    pub fn on_order(&self, centre: u32, part: u32) -> i64 {
        let ours = |order: &&Order| order.centre == centre && order.part == part;
        let owed: usize = self.owed.iter().map(|list| list.iter().filter(ours).count()).sum();
        let pending: usize = self.pending.values().map(|list| list.iter().filter(ours).count()).sum();
        let unit = (Store::Centre(centre), part);
        let coming: usize = (self.coming.values())
            .map(|list| list.iter().filter(|&&coming| coming == unit).count())
            .sum();
        (owed + pending + coming) as i64
    }

    /// A unit leaves a depot for the centre that ordered it.
    fn send(&mut self, model: &Model, parts: &PartsModel, draws: &Draws, depot: u32, order: Order, day: u32) {
        let store = Store::Centre(order.centre);
        let word = word(model, parts, draws, (store, order.part, order.ordinal));
        let due = parts.delivered_on(depot, day, word);
        self.coming.entry(due).or_default().push((store, order.part));
    }

    /// The factory makes a unit for a store.
    fn make(&mut self, parts: &PartsModel, draws: &Draws, model: &Model, unit: (Store, u32, u32), day: u32) {
        let (store, part, _) = unit;
        let due = parts.made_on(part, day, word(model, parts, draws, unit));
        self.coming.entry(due).or_default().push((store, part));
    }

    fn next_ordinal(&mut self, parts: &PartsModel, centres: usize, store: Store, part: u32) -> u32 {
        let place = match store {
            Store::Centre(centre) => centre as usize,
            Store::Depot(depot) => centres + depot as usize,
        };
        let count = &mut self.ordered[place * parts.parts() + part as usize];
        *count += 1;
        *count - 1
    }
}

/// The random word of an order.
fn word(model: &Model, parts: &PartsModel, draws: &Draws, (store, part, ordinal): (Store, u32, u32)) -> u64 {
    draws.of_cell(model, parts.hash(store, part), 0, Purpose::Delivery, ordinal)[0]
}
