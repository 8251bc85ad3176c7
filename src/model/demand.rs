//! Expected demand: how many jobs of a failure mode a city has on a day, and when they arise within it.

use super::calendar::{CivilDay, DayKind, date_of};
use super::cohort::Cohorts;
use super::fleet::{Car, Fleet};
use super::hazard::{Clock, Hazard, services};
use super::migration::{Movement, OnWay, Stay};
use super::triage::hazard_left;
use crate::engine::keyed::unit;
use crate::engine::profile::Profile;
use crate::scenario::Scenario;
use crate::scenario::failure::Failure;
use crate::scenario::rate::Rate;

/// Expected jobs by city, failure mode and day.
///
/// A city's expectation is linear in its fixed fleet and in its share of the deliveries, so two curves per failure
/// mode and distance driven say everything: jobs per fixed vehicle, and jobs of all delivered cars together.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Fixed fleet by city.
    vehicles: Vec<f64>,
    /// Share of the deliveries by city.
    share: Vec<f64>,
    /// The delivered cars.
    pub fleet: Fleet,
    /// By failure mode.
    pub modes: Vec<ModeDemand>,
    /// Where cars are over holidays; none: at home.
    pub movement: Option<Box<Movement>>,
}

/// The demand of one failure mode.
#[derive(Clone, Debug)]
pub struct ModeDemand {
    /// For cities where cars drive alike.
    curves: Vec<Curve>,
    /// By city: its curve.
    curve_of: Vec<u32>,
    hazard: Hazard,
    /// When in the day a job arises.
    pub profile: Profile,
}

/// The demand of one failure mode in cities where cars drive alike.
#[derive(Clone, Debug)]
struct Curve {
    /// Expected jobs per vehicle of a fixed fleet, by day; empty if there are none.
    per_vehicle: Vec<f64>,
    /// Expected jobs of all delivered cars, by day; empty if there are none.
    delivered: Vec<f64>,
    /// Which cars they are of.
    cohorts: Cohorts,
}

impl Demand {
    /// Compiles the fleet, the hazards and the calendar of a scenario into expected jobs.
    pub fn new(scenario: &Scenario, days: &[CivilDay]) -> Demand {
        let days = &days[..scenario.days as usize];
        let fleet = Fleet::new(scenario);
        let modes = scenario
            .failures
            .iter()
            .enumerate()
            .map(|(mode, failure)| ModeDemand::new(scenario, &fleet, (mode, failure), days))
            .collect();
        let mut demand = Demand {
            vehicles: scenario.cities.iter().map(|city| city.vehicles as f64).collect(),
            share: scenario.cities.iter().map(|city| city.share).collect(),
            fleet,
            modes,
            movement: None,
        };
        let movement = Movement::new(scenario, &demand.fleet, &|city, mode, day| {
            demand.at_home(city, mode, day)
        });
        demand.movement = movement.map(Box::new);
        demand
    }

    /// Expected jobs of failure mode `mode` in `city` on `day`: of the cars that are there.
    #[inline]
    pub fn expected(&self, city: usize, mode: usize, day: usize) -> f64 {
        if let Some(movement) = &self.movement
            && let Some(jobs) = movement.expected(city, mode, day)
        {
            return jobs;
        }
        self.at_home(city, mode, day)
    }

    /// Where the car of a job was that occurred in `city` on `day`, drawn by a word in proportion to expected jobs; none:
    /// nobody travels on that day.
    pub fn stay(&self, city: usize, mode: usize, day: u32, word: u64) -> Option<Stay> {
        let day = day as usize;
        let base = |home| self.at_home(home, mode, day);
        self.movement.as_ref()?.draw((city, mode, day), word, base)
    }

    /// On which way a car of `home` was that failed on the road nearest to `city` on `day`; none: nobody passes there.
    pub fn on_way(&self, city: usize, home: usize, day: u32, words: [u64; 2]) -> Option<OnWay> {
        self.movement.as_ref()?.on_way((city, home, day as usize), words)
    }

    /// Cars that live in `city` on `day`.
    pub fn cars(&self, city: usize, day: u32) -> f64 {
        self.vehicles[city] + self.share[city] * self.fleet.delivered_by(day)
    }

    /// Expected jobs of the cars that live in `city`, were they all there.
    #[inline]
    fn at_home(&self, city: usize, mode: usize, day: usize) -> f64 {
        let [fixed, delivered] = self.parts(city, mode, day);
        fixed + delivered
    }

    /// The same of the fixed fleet and of the delivered cars.
    #[inline]
    fn parts(&self, city: usize, mode: usize, day: usize) -> [f64; 2] {
        let mode = &self.modes[mode];
        let curve = &mode.curves[mode.curve_of[city] as usize];
        let of_day = |jobs: &[f64], times: f64| jobs.get(day).map_or(0.0, |jobs| jobs * times);
        [
            of_day(&curve.per_vehicle, self.vehicles[city]),
            of_day(&curve.delivered, self.share[city]),
        ]
    }

    /// The car of `city` of a job that occurs on `day`, drawn from its own words in proportion to what every car of the city is
    /// expected to have on that day; unknown if it is of the fixed fleet.
    pub fn car(&self, city: usize, mode: usize, day: u32, words: [u64; 4]) -> Car {
        let [fixed, delivered] = self.parts(city, mode, day as usize);
        let at = unit(words[0]) * (fixed + delivered);
        if at < fixed || delivered <= 0.0 {
            return Car::UNKNOWN;
        }
        let mode = &self.modes[mode];
        let curve = &mode.curves[mode.curve_of[city] as usize];
        let share = (at - fixed) / delivered;
        let car = (curve.cohorts).draw(&self.fleet, &mode.hazard, day, share, [words[1], words[2]]);
        car.unwrap_or(Car::UNKNOWN)
    }
}

impl ModeDemand {
    fn new(scenario: &Scenario, fleet: &Fleet, (mode, failure): (usize, &Failure), days: &[CivilDay]) -> ModeDemand {
        let factors: Vec<f64> = days
            .iter()
            .enumerate()
            .map(|(day, civil)| {
                let day = day as u32;
                day_factor(scenario, failure, day, *civil) * hazard_left(scenario, mode, failure, day)
            })
            .collect();
        let mut distances: Vec<f64> = Vec::new();
        let curve_of = scenario.cities.iter().map(|city| {
            let factor = if failure.rate.needs_distance() {
                city.km_factor
            } else {
                1.0
            };
            distances.iter().position(|known| *known == factor).unwrap_or_else(|| {
                distances.push(factor);
                distances.len() - 1
            }) as u32
        });
        let curve_of: Vec<u32> = curve_of.collect();
        let cohorts: Vec<Cohorts> = distances
            .iter()
            .map(|&factor| Cohorts::new(fleet, failure, factor, days.len()))
            .collect();
        let fastest = cohorts.iter().map(|cohorts| cohorts.fastest(fleet, days.len()));
        let ages = (days.len() as i64 - fleet.oldest()) as usize + 1;
        let hazard = Hazard::new(failure.rate, ages, fastest.fold(1.0, f64::max));
        let has_fixed = scenario.cities.iter().any(|city| city.vehicles > 0);
        let curve = |(cohorts, km_factor): (Cohorts, f64)| Curve {
            per_vehicle: if has_fixed {
                per_vehicle(fleet, failure, &hazard, km_factor, &factors)
            } else {
                Vec::new()
            },
            delivered: if fleet.batches.is_empty() || failure.rate == Rate::None {
                Vec::new()
            } else {
                let raw = cohorts.by_day(fleet, &hazard, days.len());
                raw.iter().zip(&factors).map(|(jobs, factor)| jobs * factor).collect()
            },
            cohorts,
        };
        let hours = failure.hour_weights.as_ref().unwrap_or(&scenario.calendar.hour_weights);
        ModeDemand {
            curves: cohorts.into_iter().zip(distances).map(curve).collect(),
            curve_of,
            hazard,
            profile: Profile::new(*hours),
        }
    }
}

/// Expected jobs per vehicle of a fixed fleet, by day; empty if it has none. Its services come evenly: once per interval
/// of each owner.
fn per_vehicle(fleet: &Fleet, failure: &Failure, hazard: &Hazard, km_factor: f64, factors: &[f64]) -> Vec<f64> {
    let own = failure.model_factors.of(None);
    if let Some(rate) = hazard.per_day() {
        return factors.iter().map(|factor| factor * (rate * own)).collect();
    }
    let driving = fleet.driving.as_ref();
    let km_per_day = driving.map_or(0.0, |driving| driving.km_per_day(None)) * km_factor;
    // Jobs a day, and jobs a mean day of driving.
    let (mut even, mut driven) = (0.0, 0.0);
    match failure.rate {
        Rate::Per10000Km(rate) => driven = rate * km_per_day / 10_000.0,
        Rate::Every(interval) => {
            let one = [1.0];
            let owners = driving.map_or(&one[..], |driving| &driving.owners);
            for far in owners {
                match services(interval, km_per_day * far) {
                    Clock::DrivenServices(per_day) => driven += per_day / owners.len() as f64,
                    Clock::Services(per_day) => even += per_day / owners.len() as f64,
                    Clock::Age | Clock::Season => {}
                }
            }
        }
        Rate::None | Rate::PerVehicleYear(_) | Rate::Weibull(_) | Rate::Bathtub { .. } => return Vec::new(),
    }
    let season = |day: usize| driving.map_or(1.0, |driving| driving.on(day as i64));
    let of_day = |(day, factor): (usize, &f64)| factor * own * (even + driven * season(day));
    factors.iter().enumerate().map(of_day).collect()
}

/// Month × weekday × holiday.
fn day_factor(scenario: &Scenario, failure: &Failure, day: u32, civil: CivilDay) -> f64 {
    let months = failure
        .month_weights
        .as_ref()
        .unwrap_or(&scenario.calendar.month_weights);
    let weekdays = failure
        .weekday_weights
        .as_ref()
        .unwrap_or(&scenario.calendar.weekday_weights);
    let date = date_of(scenario.start, day);
    let mut factor = months[civil.month as usize] * weekdays[civil.weekday as usize];
    let mut off = civil.kind == DayKind::Holiday;
    for holiday in scenario
        .holidays
        .iter()
        .filter(|holiday| holiday.from <= date && date <= holiday.to)
    {
        factor *= holiday.demand_factor;
        off = true;
    }
    if off { factor * failure.holiday_factor } else { factor }
}

#[cfg(test)]
mod tests;
