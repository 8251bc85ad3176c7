//! Who pays for a job, and whether its owner goes to another shop because no warranty does.

use super::calendar::{date_at, date_of};
use super::demand::Demand;
use super::fleet::Car;
use crate::engine::keyed::unit;
use crate::scenario::Scenario;
use crate::scenario::fleet::Month;
use crate::scenario::ids::{FailureId, ModelId};
use crate::scenario::warranty::{Pays, Warranty};
use jiff::civil::Date;

/// Who pays for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// The maker, under a warranty.
    Maker,
    /// The maker, out of goodwill.
    Goodwill,
    /// An insurer.
    Insurer,
    /// The owner.
    Owner,
}

impl Payer {
    /// Every payer, in the order of the results.
    pub const ALL: [Payer; 4] = [Payer::Maker, Payer::Goodwill, Payer::Insurer, Payer::Owner];

    /// The payer's name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Payer::Maker => "maker",
            Payer::Goodwill => "goodwill",
            Payer::Insurer => "insurer",
            Payer::Owner => "owner",
        }
    }
}

impl From<Pays> for Payer {
    fn from(pays: Pays) -> Payer {
        match pays {
            Pays::Maker => Payer::Maker,
            Pays::Owner => Payer::Owner,
            Pays::Insurer => Payer::Insurer,
        }
    }
}

/// A job that asks who pays for it.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// The car, as far as it is known.
    pub car: Car,
    /// Position of its city.
    pub city: usize,
    /// Position of the failure mode.
    pub mode: usize,
    /// Day of the run.
    pub day: u32,
    /// Share of the day that is over.
    pub passed: f64,
}

/// The warranties of a scenario.
#[derive(Clone, Debug)]
pub struct WarrantyModel {
    start: Date,
    entries: Vec<Warranty>,
    /// By failure mode: the share that leaves where no warranty pays, if the mode has its own.
    leave: Vec<Option<f64>>,
    /// By failure mode: who pays for every car alike, so that nobody need ask which it is.
    always: Vec<Option<Payer>>,
}

impl WarrantyModel {
    /// Of a scenario; none if it says nothing of who pays.
    pub fn new(scenario: &Scenario) -> Option<WarrantyModel> {
        let leave: Vec<Option<f64>> = scenario.failures.iter().map(|failure| failure.leave_share).collect();
        let always = leave.iter().enumerate().map(|(mode, &leave)| {
            let mode = FailureId(mode as u32);
            let first = scenario.warranties.iter().find(|entry| entry.is_for(mode));
            match first {
                Some(entry) => entry.is_unlimited().then(|| entry.payer.into()),
                None => leave.is_none_or(|share| share == 0.0).then_some(Payer::Owner),
            }
        });
        let always = always.collect();
        scenario.says_who_pays().then(|| WarrantyModel {
            start: scenario.start,
            entries: scenario.warranties.clone(),
            always,
            leave,
        })
    }

    /// Who pays for a failure mode, whichever car it is; none: that depends on the car.
    pub fn always(&self, mode: usize) -> Option<Payer> {
        self.always[mode]
    }

    /// Who pays; none: the owner goes to another shop. The first word decides whether she does where no warranty pays,
    /// the second whether the maker pays all the same: under a longer warranty the same owners stay.
    pub fn payer(&self, demand: &Demand, claim: &Claim, words: [u64; 2]) -> Option<Payer> {
        let delivered = || date_at(self.start, i64::from(claim.car.delivered));
        let built = (claim.car.model()).map(|model| (ModelId(model as u32), delivered()));
        let mut covering = self
            .entries
            .iter()
            .filter(|entry| covers(entry, claim.mode, built))
            .peekable();
        let first = covering.peek().copied();
        let delivered = built.map(|(_, date)| date);
        if let Some(entry) = covering.find(|entry| self.lasts(entry, demand, claim, delivered)) {
            return Some(entry.payer.into());
        }
        let ended = |share: fn(&Warranty) -> f64| first.map_or(0.0, share);
        let leave = self.leave[claim.mode].unwrap_or(ended(|entry| entry.leave_share));
        if unit(words[0]) < leave {
            return None;
        }
        let goodwill = unit(words[1]) < ended(|entry| entry.goodwill_share);
        Some(if goodwill { Payer::Goodwill } else { Payer::Owner })
    }

    /// Whether an entry has not ended for a car that it covers, which was delivered on a date if that is known.
    fn lasts(&self, entry: &Warranty, demand: &Demand, claim: &Claim, delivered: Option<Date>) -> bool {
        let by_time = match (entry.months, delivered) {
            (Some(months), Some(delivered)) => {
                let end = delivered.saturating_add(jiff::Span::new().months(i64::from(months)));
                date_of(self.start, claim.day) < end
            }
            _ => true,
        };
        let by_distance = entry.km.is_none_or(|km| {
            let driving = demand.fleet.driving.as_ref();
            let driven = driving.and_then(|driving| driving.odometer(claim.car, claim.city, claim.day, claim.passed));
            driven.is_none_or(|driven| driven < km)
        });
        by_time && by_distance
    }
}

/// Whether an entry covers cars of a model delivered on a date for a failure mode, ended or not. A car of which nothing is
/// known is covered by entries without limits alone.
fn covers(entry: &Warranty, mode: usize, built: Option<(ModelId, Date)>) -> bool {
    let mode = FailureId(mode as u32);
    if !entry.is_for(mode) {
        return false;
    }
    let Some((model, delivered)) = built else {
        return entry.is_unlimited();
    };
    let month = Month {
        year: delivered.year(),
        month: delivered.month(),
    };
    entry.models.as_ref().is_none_or(|known| known.contains(&model))
        && entry.built_from.is_none_or(|from| from <= month)
        && entry.built_to.is_none_or(|to| month <= to)
}
