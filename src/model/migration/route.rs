//! Ways between cities: how far, past which cities, and who goes where.

use crate::model::geography::between_km;
use crate::model::point::{Point, point};
use crate::scenario::Scenario;

/// At most so many kilometres of a way are nearest to one city as a whole, unless it has [`MOST_STEPS`].
const STEP_KM: f64 = 25.0;
/// A way has at most so many steps.
const MOST_STEPS: usize = 96;

/// A part of a way that is nearer to one city of the scenario than to any other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// The city.
    pub city: u32,
    /// Where it begins, as a share of the way.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// The ways between all pairs of cities.
#[derive(Clone, Debug)]
pub struct Routes {
    cities: usize,
    /// By pair: kilometres by road; 0 where a city has no coordinates.
    km: Vec<f64>,
    /// By pair of which the first city stands first: its legs.
    legs: Vec<Vec<Leg>>,
    /// By migration × home: where its travellers go, as shares that add up to 1, or none at all.
    shares: Vec<Vec<(usize, f64)>>,
}

impl Routes {
    /// Lays out all ways of a scenario.
    pub fn new(scenario: &Scenario) -> Routes {
        let cities = scenario.cities.len();
        let km = |a: usize, b: usize| between_km(scenario, scenario.cities[a].at, scenario.cities[b].at);
        let points: Vec<Option<Point>> = scenario.cities.iter().map(|city| city.at.map(point)).collect();
        let mut routes = Routes {
            cities,
            km: (0..cities * cities)
                .map(|pair| km(pair / cities, pair % cities))
                .collect(),
            legs: vec![Vec::new(); cities * cities],
            shares: Vec::new(),
        };
        for a in 0..cities {
            for b in a + 1..cities {
                if let (Some(from), Some(to)) = (points[a], points[b]) {
                    let great_circle = routes.km[a * cities + b] / scenario.road_factor;
                    routes.legs[a * cities + b] = legs(&points, from, to, great_circle);
                }
            }
        }
        for migration in 0..scenario.migrations.len() {
            for home in 0..cities {
                let shares = routes.shares_from(scenario, migration, home);
                routes.shares.push(shares);
            }
        }
        routes
    }

    /// Kilometres by road from one city to another.
    pub fn km(&self, from: usize, to: usize) -> f64 {
        self.km[from * self.cities + to]
    }

    /// The parts of the way from one city to another, in its order.
    pub fn legs(&self, from: usize, to: usize) -> Vec<Leg> {
        if from <= to {
            return self.legs[from * self.cities + to].clone();
        }
        let turned = |leg: &Leg| Leg {
            from: 1.0 - leg.to,
            to: 1.0 - leg.from,
            ..*leg
        };
        self.legs[to * self.cities + from].iter().rev().map(turned).collect()
    }

    /// Where the travellers of `home` go in a migration: the city, `home`, and the share of them.
    pub fn destinations(&self, migration: usize, home: usize) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        let list = &self.shares[migration * self.cities + home];
        list.iter().map(move |&(to, share)| (to, home, share))
    }

    /// By trips if there are any from there, else by gravity: mass × distance^(−power), the distance at least 1 km.
    fn shares_from(&self, scenario: &Scenario, at: usize, home: usize) -> Vec<(usize, f64)> {
        let migration = &scenario.migrations[at];
        let limit = (migration.longest_days() * migration.km_per_day).min(migration.reach_km);
        let trips = scenario
            .trips
            .iter()
            .filter(|trip| trip.from.index() == home && trip.migration.is_none_or(|only| only == at));
        let mut wanted = vec![0.0; self.cities];
        let mut said = false;
        for trip in trips {
            said = true;
            wanted[trip.to.index()] += trip.share;
        }
        if !said {
            let known = scenario.cities.iter().any(|city| city.population.is_some());
            let delivered: f64 = scenario
                .deliveries
                .iter()
                .map(|delivery| delivery.vehicles as f64)
                .sum();
            for (city, wanted) in scenario.cities.iter().zip(&mut wanted) {
                *wanted = if known {
                    city.population.unwrap_or(0.0)
                } else {
                    city.vehicles as f64 + city.share * delivered
                };
            }
            for (to, wanted) in wanted.iter_mut().enumerate() {
                *wanted *= libm::pow(self.km(home, to).max(1.0), -migration.distance_power);
            }
        }
        let shares = wanted.into_iter().enumerate();
        let shares = shares.filter(|&(to, share)| to != home && share > 0.0 && self.km(home, to) <= limit);
        let mut shares: Vec<(usize, f64)> = shares.collect();
        let total: f64 = shares.iter().map(|(_, share)| share).sum();
        shares.iter_mut().for_each(|(_, share)| *share /= total);
        shares
    }
}

/// The nearest city along a great circle, in an even number of steps of at most [`STEP_KM`]; steps with the same one are one leg.
fn legs(points: &[Option<Point>], from: Point, to: Point, km: f64) -> Vec<Leg> {
    let steps = (2 * (km / STEP_KM / 2.0).ceil() as usize).clamp(2, MOST_STEPS);
    let mut legs: Vec<Leg> = Vec::new();
    for step in 0..steps {
        // Along the chord: the direction is that of a point of the great circle, close to evenly spaced on our distances.
        let part = (step as f64 + 0.5) / steps as f64;
        let at: Point = std::array::from_fn(|axis| from[axis] * (1.0 - part) + to[axis] * part);
        let nearness = |city: &Point| (0..3).map(|axis| city[axis] * at[axis]).sum::<f64>();
        let mut nearest = (0, f64::NEG_INFINITY);
        for (at, city) in points.iter().enumerate() {
            if let Some(city) = city
                && nearness(city) > nearest.1
            {
                nearest = (at as u32, nearness(city));
            }
        }
        let until = (step + 1) as f64 / steps as f64;
        match legs.last_mut() {
            Some(leg) if leg.city == nearest.0 => leg.to = until,
            _ => legs.push(Leg {
                city: nearest.0,
                from: step as f64 / steps as f64,
                to: until,
            }),
        }
    }
    legs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::city::Coordinates;

    #[test]
    fn a_way_is_nearest_to_its_ends_and_to_what_lies_between() {
        // On the equator at 0°, 10° and 4°: nearer to the last than to an end from 2° to 7°. 1,112 km are 46 steps, so a
        // border is right to half a step, 1/92.
        let at = |lon| Some(point(Coordinates { lat: 0.0, lon }));
        let points = [at(0.0), at(10.0), at(4.0), None];
        let (Some(from), Some(to)) = (points[0], points[1]) else {
            return;
        };
        let legs = legs(&points, from, to, 1112.0);
        let cities: Vec<u32> = legs.iter().map(|leg| leg.city).collect();
        assert_eq!(cities, [0, 2, 1]);
        for (border, truth) in [(legs[0].to, 0.2), (legs[1].to, 0.7)] {
            assert!((border - truth).abs() < 1.0 / 92.0 + 0.001, "{border}");
        }
        assert_eq!((legs[0].from, legs[2].to), (0.0, 1.0));
        assert!(legs.windows(2).all(|pair| pair[0].to == pair[1].from));
    }
}
