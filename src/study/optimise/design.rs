//! A design: how many steps of each lever in each place, what that costs, and the scenario it makes.

use super::crews;
use crate::scenario::Scenario;
use crate::scenario::booking::{Booking, Reserve};
use crate::scenario::centre::Centre;
use crate::scenario::cost::CapacityCost;
use crate::scenario::ids::{CentreId, CityId};
use crate::scenario::optimise::{Lever, Step};
use jiff::civil::Date;

/// Days of a year.
const DAYS_PER_YEAR: f64 = 365.25;

/// Where a lever acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a centre that is there.
    Centre(CentreId),
    /// In a city.
    City(CityId),
    /// In the whole network.
    Network,
}

/// One thing that may be done, so many times.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The lever, by its position in the scenario.
    pub lever: usize,
    /// Where.
    pub place: Place,
    /// Times at most.
    pub most: u32,
    /// What it costs each time, CNY: capital, and what it costs to keep until the end of the run.
    pub price_cny: f64,
}

/// Times that each move is made, in their order.
pub type Design = Vec<u32>;

/// A lever whose price nothing tells, by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priceless(pub usize);

/// Every move of a scenario's levers, lever by lever.
///
/// # Errors
/// [`Priceless`] for a lever without `cny` whose units and site have no known cost.
pub fn moves(scenario: &Scenario) -> Result<Vec<Move>, Priceless> {
    let mut moves = Vec::new();
    for (at, lever) in scenario.levers.iter().enumerate() {
        let places: Vec<Place> = match &lever.step {
            Step::Adds { centres, .. } | Step::Reserves { centres, .. } => {
                centres.iter().copied().map(Place::Centre).collect()
            }
            Step::Opens { cities, .. } | Step::Crews { cities, .. } => {
                cities.iter().copied().map(Place::City).collect()
            }
            Step::Agents { .. } => vec![Place::Network],
        };
        for place in places {
            moves.push(Move {
                lever: at,
                place,
                most: lever.most,
                price_cny: price(scenario, lever, place).ok_or(Priceless(at))?,
            });
        }
    }
    Ok(moves)
}

/// Capital, and what is paid until the end of the run.
fn price(scenario: &Scenario, lever: &Lever, place: Place) -> Option<f64> {
    if lever.cny.is_some() {
        return lever.cny;
    }
    let (cost, opens): (CapacityCost, Option<Date>) = match (&lever.step, place) {
        (Step::Reserves { .. }, _) => return Some(0.0),
        (Step::Agents { count }, _) => return crews::agents_cost(scenario, *count),
        (Step::Crews { crew, count, .. }, Place::City(city)) => (crews::cost(scenario, *crew, city, *count)?, None),
        (Step::Adds { units, .. }, Place::Centre(centre)) => {
            let centre = &scenario.centres[centre.index()];
            (scenario.capacity_cost(None, None, units, &centre.hours)?, centre.opens)
        }
        (Step::Opens { like, day, .. }, _) => (scenario.centre_cost(&scenario.centres[like.index()])?, *day),
        (Step::Adds { .. } | Step::Crews { .. }, _) => return None,
    };
    let days = i64::from(scenario.days);
    let before = opens.map_or(0, |day| i64::from((day - scenario.start).get_days()).clamp(0, days));
    Some(cost.outlay_cny() + cost.per_year_cny() * (days - before) as f64 / DAYS_PER_YEAR)
}

/// What a design costs, CNY.
pub fn cost(moves: &[Move], design: &Design) -> f64 {
    let steps = moves.iter().zip(design);
    steps.map(|(step, &times)| step.price_cny * f64::from(times)).sum()
}

/// The scenario with a design carried out.
pub fn apply(scenario: &Scenario, moves: &[Move], design: &Design) -> Scenario {
    let mut made = scenario.clone();
    for (step, &times) in moves.iter().zip(design).filter(|(_, times)| **times > 0) {
        match (&scenario.levers[step.lever].step, step.place) {
            (Step::Adds { units, .. }, Place::Centre(centre)) => {
                let resources = &mut made.centres[centre.index()].resources;
                for &(resource, count) in units {
                    match resources.iter_mut().find(|(own, _)| *own == resource) {
                        Some((_, own)) => *own += count * times,
                        None => resources.push((resource, count * times)),
                    }
                }
            }
            (Step::Reserves { share, .. }, Place::Centre(centre)) => {
                if let Booking::Calendar { rules, .. } = &mut made.centres[centre.index()].booking {
                    let own = rules.reserve.unwrap_or(Reserve {
                        share: 0.0,
                        until_days: 0,
                    });
                    rules.reserve = Some(Reserve {
                        share: (own.share + share * f64::from(times)).min(1.0),
                        ..own
                    });
                }
            }
            (Step::Agents { count }, Place::Network) => {
                if let Some(hotline) = &mut made.triage.hotline {
                    hotline.agents += count * times;
                }
            }
            (Step::Crews { crew, count, .. }, Place::City(city)) => crews::add(&mut made, *crew, city, count * times),
            (Step::Opens { like, day, .. }, Place::City(city)) => {
                made.centres
                    .extend((1..=times).map(|number| opened(scenario, (step.lever, *like), city, *day, number)));
            }
            _ => {}
        }
    }
    made
}

/// The id of the `number`-th centre that a lever opens in a city.
pub fn opened_id(scenario: &Scenario, lever: usize, city: CityId, number: u32) -> String {
    format!(
        "{}-{}-{number}",
        scenario.levers[lever].id,
        scenario.cities[city.index()].id
    )
}

fn opened(
    scenario: &Scenario,
    (lever, like): (usize, CentreId),
    city: CityId,
    day: Option<Date>,
    number: u32,
) -> Centre {
    let of = &scenario.cities[city.index()];
    Centre {
        id: opened_id(scenario, lever, city, number),
        name: format!("{}, new {number}", of.name),
        name_zh: format!("{}新店{number}", of.name_zh),
        city,
        at: None,
        opens: day,
        closes: None,
        ..scenario.centres[like.index()].clone()
    }
}
