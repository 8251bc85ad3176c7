//! Which car a job is of: drawn from the job's own words, and only where someone asks.

use super::draws::{Draws, Purpose};
use super::job::Ticket;
use super::record::{JobRecord, Name, Origin};
use super::whereabouts::where_is;
use crate::engine::time::{DAY, Time};
use crate::model::Model;
use crate::model::fleet::Car;
use crate::model::warranty::{Claim, Payer, WarrantyModel};

/// What is known of the car of a job when it occurred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Position of its model.
    pub model: usize,
    /// Whole days since its delivery.
    pub age_days: u32,
    /// Kilometres on its odometer, if it is known how far cars drive.
    pub odometer_km: Option<f64>,
}

/// The car of a job; unknown where it was not drawn from the fleet.
pub fn of(model: &Model, draws: &Draws, name: Name) -> Car {
    match name.origin {
        Origin::Recall { recall, ordinal, .. } => model.recalls[recall as usize].car(name.city as usize, ordinal),
        Origin::Drawn { day, .. } if !model.demand.fleet.batches.is_empty() => {
            // Who comes back does so with the same car.
            let words = draws.of_job(model, Name { visit: 0, ..name }, Purpose::Car, 0);
            let home = where_is(model, draws, name).home;
            model.demand.car(home as usize, name.mode as usize, day, words)
        }
        _ => Car::UNKNOWN,
    }
}

/// Says who pays for a job that has just occurred; nobody: its owner goes to another shop. Draws its car if that decides. A
/// repair that did not hold is made good by the maker, and so is what it calls back.
#[inline(never)] // so that worlds without warranties do not carry it along
pub fn settle(model: &Model, draws: &Draws, warranty: &WarrantyModel, ticket: &mut Ticket) {
    if ticket.chain.is_comeback() || matches!(ticket.origin, Origin::Recall { .. }) {
        ticket.payer = Some(Payer::Maker);
        return;
    }
    ticket.payer = warranty.always(ticket.mode as usize);
    if ticket.payer.is_some() {
        return;
    }
    ticket.car = of(model, draws, ticket.name());
    let claim = Claim {
        car: ticket.car,
        city: where_is(model, draws, ticket.name()).home as usize,
        mode: ticket.mode as usize,
        day: Time(ticket.occurred).day(),
        passed: passed(ticket.occurred),
    };
    let words = draws.of_job(model, ticket.name(), Purpose::Warranty, 0);
    ticket.payer = warranty.payer(&model.demand, &claim, [words[0], words[1]]);
}

/// What is known of the car of a job that is over; drawn now if nobody has asked before.
pub fn known(model: &Model, draws: &Draws, job: &JobRecord) -> Option<Known> {
    let car = if job.car == Car::UNKNOWN {
        of(model, draws, job.name())
    } else {
        job.car
    };
    let day = job.occurred.day();
    let driving = model.demand.fleet.driving.as_ref();
    let home = where_is(model, draws, job.name()).home as usize;
    Some(Known {
        model: car.model()?,
        age_days: (i64::from(day) - i64::from(car.delivered)) as u32,
        odometer_km: driving.and_then(|driving| driving.odometer(car, home, day, passed(job.occurred.0))),
    })
}

/// The share of the day of an instant which is over.
fn passed(at: i64) -> f64 {
    (at - i64::from(Time(at).day()) * DAY) as f64 / DAY as f64
}
