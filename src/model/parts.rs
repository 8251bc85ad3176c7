//! Parts as the run needs them: what lies where, and on which day something arrives.

use super::calendar::{CivilDay, DayKind};
use crate::engine::keyed::{mix, name_hash};
use crate::engine::sampler::{Sampler, Tables};
use crate::engine::time::MINUTE;
use crate::scenario::Scenario;
use crate::scenario::ids::PartId;

/// Parts of a scenario.
#[derive(Clone, Debug)]
pub struct PartsModel {
    /// By part: who makes it.
    factories: Vec<Supplier>,
    /// By depot.
    depots: Vec<DepotModel>,
    /// By centre: its depot.
    depot_of: Vec<Option<u32>>,
    /// By centre: units on its shelf at the start, by part.
    shelves: Vec<Vec<u32>>,
    /// By place × part, centres first: hash of both names, for the random draws.
    hashes: Vec<u64>,
    /// By day: whether it is one of the country's days off.
    days_off: Vec<bool>,
}

/// Who sends parts.
#[derive(Clone, Debug)]
struct Supplier {
    days: Sampler,
    rests: bool,
}

#[derive(Clone, Debug)]
struct DepotModel {
    stock: Vec<u32>,
    delivery: Supplier,
    cut_off: i64,
}

/// Where parts lie: a centre or a depot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// A centre's shelf, by the centre's position.
    Centre(u32),
    /// A depot, by its position.
    Depot(u32),
}

impl PartsModel {
    /// Of a scenario; none if it has no parts. `days` are those of the run and some after it.
    pub fn new(scenario: &Scenario, days: &[CivilDay], tables: &mut Tables) -> Option<PartsModel> {
        let parts = scenario.parts.len();
        if parts == 0 {
            return None;
        }
        let by_part = |stock: &[(PartId, u32)]| {
            let mut list = vec![0; parts];
            stock.iter().for_each(|&(part, units)| list[part.index()] = units);
            list
        };
        let centres = scenario.centres.iter().map(|centre| name_hash(&centre.id));
        // A depot may have the name of a centre.
        let depots = scenario.depots.iter().map(|depot| !name_hash(&depot.id));
        let hashes = centres.chain(depots).flat_map(|place| {
            let parts = scenario.parts.iter();
            parts.map(move |part| mix(place, name_hash(&part.id)))
        });
        Some(PartsModel {
            hashes: hashes.collect(),
            factories: (scenario.parts.iter())
                .map(|part| Supplier {
                    days: Sampler::new(&part.factory_days, tables),
                    rests: part.closed_on_holidays,
                })
                .collect(),
            depots: (scenario.depots.iter())
                .map(|depot| DepotModel {
                    stock: by_part(&depot.stock),
                    delivery: Supplier {
                        days: Sampler::new(&depot.delivery_days, tables),
                        rests: depot.closed_on_holidays,
                    },
                    cut_off: i64::from(depot.cut_off_minute) * MINUTE,
                })
                .collect(),
            depot_of: scenario
                .centres
                .iter()
                .map(|centre| centre.depot.map(|depot| depot.0))
                .collect(),
            shelves: scenario.centres.iter().map(|centre| by_part(&centre.stock)).collect(),
            days_off: days.iter().map(|day| day.kind == DayKind::Holiday).collect(),
        })
    }

    /// Number of parts.
    pub fn parts(&self) -> usize {
        self.factories.len()
    }

    /// Number of depots.
    pub fn depots(&self) -> usize {
        self.depots.len()
    }

    /// Units at a store at the start, by part.
    pub fn stock(&self, store: Store) -> &[u32] {
        match store {
            Store::Centre(centre) => &self.shelves[centre as usize],
            Store::Depot(depot) => &self.depots[depot as usize].stock,
        }
    }

    /// The depot of a centre.
    pub fn depot_of(&self, centre: u32) -> Option<u32> {
        self.depot_of[centre as usize]
    }

    /// The name of a store's orders of a part, for the random draws.
    pub fn hash(&self, store: Store, part: u32) -> u64 {
        let place = match store {
            Store::Centre(centre) => centre as usize,
            Store::Depot(depot) => self.depot_of.len() + depot as usize,
        };
        self.hashes[place * self.parts() + part as usize]
    }

    /// The day on which an order that a centre places at `at`, microseconds after midnight of `day`, is handled: by its
    /// depot, or by the factory.
    pub fn handled_on(&self, centre: u32, part: u32, day: u32, at: i64) -> u32 {
        match self.depot_of(centre) {
            Some(depot) => {
                let depot = &self.depots[depot as usize];
                self.first_open(day + u32::from(at > depot.cut_off), depot.delivery.rests)
            }
            None => self.first_open(day, self.factories[part as usize].rests),
        }
    }

    /// The day in whose morning what a depot sends on `day` is at a centre; `word` is random.
    pub fn delivered_on(&self, depot: u32, day: u32, word: u64) -> u32 {
        self.after(day, &self.depots[depot as usize].delivery, word)
    }

    /// The day in whose morning what is ordered from the factory on `day` is where it was ordered.
    pub fn made_on(&self, part: u32, day: u32, word: u64) -> u32 {
        self.after(day, &self.factories[part as usize], word)
    }

    /// The day of sending, at the earliest `day`, and so many days on which the supplier works after it.
    fn after(&self, day: u32, supplier: &Supplier, word: u64) -> u32 {
        const LONGEST: f64 = 1e6;
        let days = libm::ceil(supplier.days.sample(word)).clamp(1.0, LONGEST) as u32;
        let mut day = self.first_open(day, supplier.rests);
        if !supplier.rests {
            return day + days;
        }
        for _ in 0..days {
            day = self.first_open(day + 1, true);
        }
        day
    }

    /// The first day from `day` on that is no day off, where those count.
    fn first_open(&self, day: u32, rests: bool) -> u32 {
        let off = |day: &u32| rests && self.days_off.get(*day as usize).copied().unwrap_or(false);
        (day..).find(|day| !off(day)).unwrap_or(day)
    }
}
