//! Where the car of a job was when it failed, over holidays: drawn from the job's own words, and only where someone asks.
//!
//! The city of a job is where its car is, or the nearest to it on the road. Whose car it is no queue depends on, so no job
//! carries it: it is a function of the job's name.

use super::draws::{Draws, Purpose};
use super::record::{Name, Origin};
use crate::model::Model;
use crate::model::migration::{OnWay, Stay};

/// Where the car of a job lives, and whether it was on the road when its need arose; at a later visit, at the first one.
pub fn where_is(model: &Model, draws: &Draws, name: Name) -> Stay {
    let (city, mode) = (name.city as usize, name.mode as usize);
    let at_home = Stay {
        home: name.city,
        on_road: false,
    };
    match name.origin {
        Origin::Drawn { day, .. } if model.demand.movement.is_some() => {
            let word = draws.of_job(model, Name { visit: 0, ..name }, Purpose::Stay, 0)[0];
            model.demand.stay(city, mode, day, word).unwrap_or(at_home)
        }
        _ => at_home,
    }
}

/// On which way the car of a job was that lives in `home` and was on the road; none: it was on none.
pub fn which_way(model: &Model, draws: &Draws, name: Name, home: u32) -> Option<OnWay> {
    let Origin::Drawn { day, .. } = name.origin else {
        return None;
    };
    let [_, whither, where_, _] = draws.of_job(model, Name { visit: 0, ..name }, Purpose::Stay, 0);
    model
        .demand
        .on_way(name.city as usize, home as usize, day, [whither, where_])
}
