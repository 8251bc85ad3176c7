//! Rescue on the roadside: how soon help is there, who helps, how busy trucks are and what they cost.

use super::layout::{Whose, share};
use super::tally::Tally;
use crate::engine::time::MINUTE;
use crate::model::Model;
use crate::model::roadside::{BaseModel, RoadsideModel};
use crate::sim::observer::Rescued;

/// Limits of the response that `roadside_within_share` knows, minutes.
pub const WITHIN_MINUTES: [u32; 3] = [30, 60, 90];

/// Where a car stands that cannot move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In town.
    Town,
    /// On a road outside the city.
    Road,
}

impl Spot {
    /// Both.
    pub const ALL: [Spot; 2] = [Spot::Town, Spot::Road];

    /// Its name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Spot::Town => "town",
            Spot::Road => "road",
        }
    }
}

/// Rescues of one group of jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rescues {
    /// By [`Spot`]: how many.
    pub count: [u64; 2],
    /// By [`Spot`]: microseconds from the call until help is there, summed.
    pub response: [i128; 2],
    /// By [`Spot`] and limit of [`WITHIN_MINUTES`]: help was there by then.
    pub within: [[u64; 3]; 2],
    /// By a partner.
    pub partner: u64,
}

impl Rescues {
    /// Adds another group.
    pub fn add(&mut self, other: &Rescues) {
        for spot in 0..2 {
            self.count[spot] += other.count[spot];
            self.response[spot] += other.response[spot];
            let within = self.within[spot].iter_mut().zip(other.within[spot]);
            within.for_each(|(mine, theirs)| *mine += theirs);
        }
        self.partner += other.partner;
    }

    /// Counts one in.
    pub fn note(&mut self, rescue: &Rescued) {
        let spot = usize::from(rescue.road);
        let response = rescue.there - rescue.occurred;
        self.count[spot] += 1;
        self.response[spot] += i128::from(response);
        for (within, limit) in self.within[spot].iter_mut().zip(WITHIN_MINUTES) {
            *within += u64::from(response <= i64::from(limit) * MINUTE);
        }
        self.partner += u64::from(rescue.partner);
    }

    /// All of them.
    pub fn all(&self) -> u64 {
        self.count.iter().sum()
    }

    /// Mean minutes until help is there, of both spots or of one.
    pub fn mean_response(&self, spot: Option<Spot>) -> Option<f64> {
        let (sum, count) = match spot {
            None => (self.response.iter().sum::<i128>(), self.all()),
            Some(spot) => (self.response[spot as usize], self.count[spot as usize]),
        };
        (count > 0).then(|| sum as f64 / MINUTE as f64 / count as f64)
    }

    /// Share of them whose help is there within a limit.
    pub fn within(&self, spot: Option<Spot>, limit: usize) -> Option<f64> {
        match spot {
            None => share(self.within.iter().map(|within| within[limit]).sum(), self.all()),
            Some(spot) => share(self.within[spot as usize][limit], self.count[spot as usize]),
        }
    }
}

/// What trucks and partners did after the warm-up and within the run.
#[derive(Clone, Debug, Default)]
pub struct RoadsideTally {
    /// By base: microseconds for which trucks are out.
    out: Vec<i128>,
    /// By base: rescues.
    trips: Vec<u64>,
    /// By the owner's city: rescues by the partner without a base.
    partners: Vec<u64>,
}

impl RoadsideTally {
    /// Nothing yet.
    pub fn new(model: &Model) -> RoadsideTally {
        let bases = model.roadside.as_ref().map_or(0, |roadside| roadside.bases.len());
        RoadsideTally {
            out: vec![0; bases],
            trips: vec![0; bases],
            partners: vec![0; model.roadside.as_ref().map_or(0, |_| model.cities)],
        }
    }

    /// Forgets the replication and keeps the memory.
    pub fn clear(&mut self) {
        self.out.fill(0);
        self.trips.fill(0);
        self.partners.fill(0);
    }

    /// A rescue.
    pub fn note(&mut self, model: &Model, rescue: &Rescued) {
        let counts = u64::from(rescue.occurred >= model.warm_up().0);
        let Some(base) = rescue.base else {
            self.partners[rescue.city as usize] += counts;
            return;
        };
        let (from, to) = (rescue.from.max(model.warm_up().0), rescue.to.min(model.end().0));
        self.out[base as usize] += i128::from((to - from).max(0));
        self.trips[base as usize] += counts;
    }
}

/// The bases of a scope: of all, or of those that stand in a city.
fn bases_of(whose: Whose, roadside: &RoadsideModel) -> impl Iterator<Item = usize> + '_ {
    let here = move |&base: &usize| match whose {
        Whose::All => true,
        Whose::City(city) => roadside.bases[base].city as usize == city,
        _ => false,
    };
    (0..roadside.bases.len()).filter(here)
}

/// Whether a scope has trucks of its own.
pub(super) fn has_trucks(whose: Whose, model: &Model) -> bool {
    let own = |base: &BaseModel| base.trucks > 0 && !base.partner;
    (model.roadside.as_ref()).is_some_and(|roadside| bases_of(whose, roadside).any(|at| own(&roadside.bases[at])))
}

/// Time for which trucks are out over the time of trucks in their hours: the own ones of a scope, or those of one base.
pub(super) fn trucks_busy(whose: Whose, base: Option<usize>, tally: &Tally) -> Option<f64> {
    let model = tally.model();
    let roadside = model.roadside.as_ref()?;
    let (mut out, mut there) = (0, 0);
    let counts = |at: &usize| base.map_or(!roadside.bases[*at].partner, |only| only == *at);
    for at in bases_of(whose, roadside).filter(counts) {
        let spec = &roadside.bases[at];
        out += tally.roadside.out[at];
        there += i128::from(spec.hours.open_time(model.warm_up().0, model.end().0)) * i128::from(spec.trucks);
    }
    (there > 0).then(|| out as f64 / there as f64)
}

/// Whether a scope has cost of rescue.
pub(super) fn costs(whose: Whose, model: &Model) -> bool {
    let has_cost = |roadside: &RoadsideModel| roadside.has_cost && matches!(whose, Whose::All | Whose::City(_));
    model.roadside.as_deref().is_some_and(has_cost)
}

/// Cost of rescue after the warm-up, CNY: of the bases that stand in a scope, and of partners for its owners.
pub(super) fn cost(whose: Whose, tally: &Tally) -> Option<f64> {
    let model = tally.model();
    if !costs(whose, model) {
        return None;
    }
    let roadside = model.roadside.as_ref()?;
    let days = f64::from(model.days - model.warm_up_days);
    let of_bases = bases_of(whose, roadside).map(|at| {
        let spec = &roadside.bases[at];
        days * spec.per_day_cny + tally.roadside.trips[at] as f64 * spec.per_trip_cny
    });
    let partners: u64 = match whose {
        Whose::City(city) => tally.roadside.partners[city],
        _ => tally.roadside.partners.iter().sum(),
    };
    Some(of_bases.sum::<f64>() + partners as f64 * roadside.partner_cny)
}
