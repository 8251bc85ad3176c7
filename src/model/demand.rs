//! Expected demand: how many jobs of a failure mode a city has on a day, and when they arise within it.

use super::calendar::{CivilDay, DayKind, date_of, days_between};
use crate::engine::profile::Profile;
use crate::scenario::Scenario;
use crate::scenario::failure::{Failure, Rate};
use crate::scenario::fleet::Delivery;
use jiff::civil::Date;

/// Days in the year of a rate.
const YEAR_DAYS: f64 = 365.25;

/// Expected jobs by city, failure mode and day.
///
/// A city's expectation is linear in its fixed fleet and in its share of the deliveries, so two curves per failure
/// mode say everything: jobs per fixed vehicle, and jobs of all delivered cars together.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Fixed fleet by city.
    pub vehicles: Vec<f64>,
    /// Share of the deliveries by city.
    pub share: Vec<f64>,
    /// By failure mode.
    pub modes: Vec<ModeDemand>,
}

/// The demand of one failure mode.
#[derive(Clone, Debug)]
pub struct ModeDemand {
    /// Expected jobs per vehicle of a fixed fleet, by day; empty if there are none.
    pub per_vehicle: Vec<f64>,
    /// Expected jobs of all delivered cars, by day; empty if there are none.
    pub delivered: Vec<f64>,
    /// When in the day a job arises.
    pub profile: Profile,
}

impl Demand {
    /// Compiles the fleet, the hazards and the calendar of a scenario into expected jobs.
    pub fn new(scenario: &Scenario, days: &[CivilDay]) -> Demand {
        let days = &days[..scenario.days as usize];
        let modes = scenario
            .failures
            .iter()
            .map(|failure| ModeDemand::new(scenario, failure, days))
            .collect();
        Demand {
            vehicles: scenario.cities.iter().map(|city| city.vehicles as f64).collect(),
            share: scenario.cities.iter().map(|city| city.share).collect(),
            modes,
        }
    }

    /// Expected jobs of failure mode `mode` in `city` on `day`.
    #[inline]
    pub fn expected(&self, city: usize, mode: usize, day: usize) -> f64 {
        let curves = &self.modes[mode];
        let fixed = curves
            .per_vehicle
            .get(day)
            .map_or(0.0, |jobs| jobs * self.vehicles[city]);
        let delivered = curves.delivered.get(day).map_or(0.0, |jobs| jobs * self.share[city]);
        fixed + delivered
    }
}

impl ModeDemand {
    fn new(scenario: &Scenario, failure: &Failure, days: &[CivilDay]) -> ModeDemand {
        let factors: Vec<f64> = days
            .iter()
            .enumerate()
            .map(|(day, civil)| day_factor(scenario, failure, day as u32, *civil))
            .collect();
        let hazard = Hazard::new(failure.rate);
        let fixed = hazard
            .per_day()
            .filter(|_| scenario.cities.iter().any(|city| city.vehicles > 0));
        let per_vehicle = fixed
            .map(|rate| factors.iter().map(|factor| factor * rate).collect())
            .unwrap_or_default();
        let delivered = if scenario.deliveries.is_empty() || failure.rate == Rate::None {
            Vec::new()
        } else {
            let raw = delivered_jobs(&scenario.deliveries, scenario.start, days.len(), &hazard);
            raw.iter().zip(&factors).map(|(jobs, factor)| jobs * factor).collect()
        };
        let hours = failure.hour_weights.as_ref().unwrap_or(&scenario.calendar.hour_weights);
        ModeDemand {
            per_vehicle,
            delivered,
            profile: Profile::new(*hours),
        }
    }
}

/// Expected failures of one car by age.
enum Hazard {
    None,
    Constant { per_day: f64 },
    PowerLaw { scale_days: f64, shape: f64 },
}

impl Hazard {
    fn new(rate: Rate) -> Hazard {
        match rate {
            Rate::None => Hazard::None,
            Rate::PerVehicleYear(rate) => Hazard::Constant {
                per_day: rate / YEAR_DAYS,
            },
            Rate::Weibull { scale_years, shape } => Hazard::PowerLaw {
                scale_days: scale_years * YEAR_DAYS,
                shape,
            },
        }
    }

    /// Failures per day of a car whose age does not matter.
    fn per_day(&self) -> Option<f64> {
        match self {
            Hazard::Constant { per_day } => Some(*per_day),
            _ => None,
        }
    }

    /// Failures expected by an age in days: the cumulated intensity of the power-law process (Crow 1974).
    fn by_age(&self, days: f64) -> f64 {
        match self {
            Hazard::None => 0.0,
            Hazard::Constant { per_day } => per_day * days,
            Hazard::PowerLaw { scale_days, shape } => libm::pow(days / scale_days, *shape),
        }
    }
}

/// Expected failures of all delivered cars by day of the run. Cars arrive at 00:00, evenly over the days of a month.
fn delivered_jobs(deliveries: &[Delivery], start: Date, days: usize, hazard: &Hazard) -> Vec<f64> {
    let mut jobs = vec![0.0; days];
    // Cars by day of delivery; the same day of two models is one cohort.
    let mut cohorts: Vec<(i64, f64)> = Vec::new();
    for delivery in deliveries {
        let Ok(first) = Date::new(delivery.year, delivery.month, 1) else {
            continue;
        };
        let length = first.days_in_month();
        let from = days_between(start, first);
        let cars = delivery.vehicles as f64 / f64::from(length);
        cohorts.extend((0..i64::from(length)).map(|day| (from + day, cars)));
    }
    cohorts.sort_by_key(|&(day, _)| day);
    cohorts.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 += later.1;
        }
        same
    });
    let oldest = cohorts.first().map_or(0, |&(day, _)| day.min(0));
    let ages = (days as i64 - oldest) as usize + 1;
    let by_age: Vec<f64> = (0..=ages).map(|age| hazard.by_age(age as f64)).collect();
    for (day, total) in jobs.iter_mut().enumerate() {
        let delivered = cohorts.iter().take_while(|&&(delivery, _)| delivery <= day as i64);
        *total = delivered
            .map(|&(delivery, cars)| {
                let age = (day as i64 - delivery) as usize;
                cars * (by_age[age + 1] - by_age[age])
            })
            .sum();
    }
    jobs
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
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_months_cars_arrive_evenly_and_fail_by_the_power_law() {
        let deliveries = [Delivery {
            year: 2025,
            month: 2,
            model: "a".into(),
            vehicles: 2800,
        }];
        let hazard = Hazard::PowerLaw {
            scale_days: 100.0,
            shape: 0.5,
        };
        let jobs = delivered_jobs(&deliveries, date(2025, 2, 1), 60, &hazard);
        // Day 0: 100 cars of age 0 to 1 day: 100 × √(1/100) = 10.
        assert!((jobs[0] - 10.0).abs() < 1e-12);
        // Day 1: 100 more, and the first at age 1 to 2: 10 + 10 (√2 − 1).
        assert!((jobs[1] - 10.0 * 2f64.sqrt()).abs() < 1e-12);
        // By the end of day 59, car of day x has age 60 − x: Σ 100 √((60 − x)/100) for x = 0 … 27.
        let expected: f64 = (0..28).map(|x| 10.0 * f64::from(60 - x).sqrt()).sum();
        assert!((jobs.iter().sum::<f64>() - expected).abs() < 1e-9);
    }

    #[test]
    fn cars_delivered_before_the_start_have_their_age() {
        let deliveries = [Delivery {
            year: 2025,
            month: 1,
            model: "a".into(),
            vehicles: 3100,
        }];
        let hazard = Hazard::Constant { per_day: 0.01 };
        let jobs = delivered_jobs(&deliveries, date(2025, 1, 11), 40, &hazard);
        // On 11 January eleven days' cars are on the road, from 31 January on all of them.
        assert!((jobs[0] - 11.0).abs() < 1e-12);
        assert!((jobs[20] - 31.0).abs() < 1e-12);
        assert!((jobs[39] - 31.0).abs() < 1e-12);
    }
}
