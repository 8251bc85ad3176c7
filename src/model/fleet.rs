//! The cars that were delivered: which model, when, and how far they have driven.

use super::calendar::{DayKind, civil_day, date_at, days_between};
use crate::engine::special::{Tail, normal_cdf, normal_quantile};
use crate::scenario::Scenario;
use crate::scenario::fleet::Month;
use jiff::civil::Date;

/// Days in the year of a rate or a distance.
pub const YEAR_DAYS: f64 = 365.25;

/// Groups of owners by the distance they drive, if that differs.
const OWNERS: usize = 10;

/// Which car has a job, as far as that is known: its cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Car {
    /// Day of the run on whose 00:00 it was delivered; negative before the start.
    pub delivered: i32,
    /// Position of its model, or [`Car::NO_MODEL`].
    model: u16,
    /// Group of its owner by distance.
    pub owner: u8,
}

impl Car {
    const NO_MODEL: u16 = u16::MAX;

    /// A car of which nothing is known: of the fixed fleet, of a trace or a starting state, or never asked for.
    pub const UNKNOWN: Car = Car {
        delivered: 0,
        model: Car::NO_MODEL,
        owner: 0,
    };

    /// A delivered car.
    pub fn new(model: usize, delivered: i64, owner: usize) -> Car {
        Car {
            delivered: delivered as i32,
            model: model as u16,
            owner: owner as u8,
        }
    }

    /// The position of its model; none if nothing is known of it.
    pub fn model(self) -> Option<usize> {
        (self.model != Car::NO_MODEL).then_some(usize::from(self.model))
    }
}

/// Cars of one model delivered in one month, evenly over its days.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    /// Position of the model.
    pub model: usize,
    /// The month.
    pub built: Month,
    /// Day of the run of the month's first day; negative before the start.
    pub first: i64,
    /// Days of the month.
    pub days: i64,
    /// Cars per day.
    pub cars: f64,
}

/// The delivered cars of all cities together.
#[derive(Clone, Debug)]
pub struct Fleet {
    /// In order of the deliveries.
    pub batches: Vec<Batch>,
    /// Distances, if anything is known of them.
    pub driving: Option<Driving>,
}

/// How far cars drive.
#[derive(Clone, Debug)]
pub struct Driving {
    /// Kilometres per mean day by model, in a city of factor 1.
    km_per_day: Vec<f64>,
    /// The same of a car without a model.
    fixed_km_per_day: f64,
    /// By group: distance of its owners over the mean; each group is as large as the others.
    pub owners: Vec<f64>,
    /// By city: the factor on distances.
    pub city_factor: Vec<f64>,
    /// First day of `driven`.
    oldest: i64,
    /// Mean days driven before 00:00 of each day.
    driven: Vec<f64>,
}

impl Fleet {
    /// Compiles the deliveries of a scenario.
    pub fn new(scenario: &Scenario) -> Fleet {
        let batch = |delivery: &crate::scenario::fleet::Delivery| {
            let first = Date::new(delivery.year, delivery.month, 1).ok()?;
            let days = i64::from(first.days_in_month());
            Some(Batch {
                model: scenario.models.iter().position(|model| model.id == delivery.model)?,
                built: delivery.built(),
                first: days_between(scenario.start, first),
                days,
                cars: delivery.vehicles as f64 / days as f64,
            })
        };
        let mut fleet = Fleet {
            batches: scenario.deliveries.iter().filter_map(batch).collect(),
            driving: None,
        };
        fleet.driving = (scenario.driving.as_ref()).map(|_| Driving::new(scenario, fleet.oldest()));
        fleet
    }

    /// The first day of the run on which a car was delivered; at most 0.
    pub fn oldest(&self) -> i64 {
        self.batches.iter().map(|batch| batch.first).min().unwrap_or(0).min(0)
    }

    /// Cars delivered by `day`, those of its 00:00 included.
    pub fn delivered_by(&self, day: u32) -> f64 {
        let of = |batch: &Batch| batch.cars * (i64::from(day) - batch.first + 1).clamp(0, batch.days) as f64;
        self.batches.iter().map(of).sum()
    }

    /// The month of the first cars of a model.
    pub fn first_built(&self, model: usize) -> Option<Month> {
        let own = self.batches.iter().filter(|batch| batch.model == model);
        own.map(|batch| batch.built).min()
    }

    /// Groups of owners.
    pub fn owners(&self) -> usize {
        self.driving.as_ref().map_or(1, |driving| driving.owners.len())
    }
}

impl Driving {
    fn new(scenario: &Scenario, oldest: i64) -> Driving {
        let known = scenario.driving.as_ref();
        let km_per_year = known.map_or(0.0, |driving| driving.km_per_year);
        let mut driven = Vec::with_capacity((i64::from(scenario.days) - oldest) as usize + 1);
        let mut sum = 0.0;
        driven.push(sum);
        for day in oldest..i64::from(scenario.days) {
            sum += season(scenario, day);
            driven.push(sum);
        }
        Driving {
            km_per_day: (scenario.models.iter())
                .map(|model| model.km_per_year.unwrap_or(km_per_year) / YEAR_DAYS)
                .collect(),
            fixed_km_per_day: km_per_year / YEAR_DAYS,
            owners: owners(known.map_or(0.0, |driving| driving.owner_cv)),
            city_factor: scenario.cities.iter().map(|city| city.km_factor).collect(),
            oldest,
            driven,
        }
    }

    /// Kilometres per mean day of a model's cars, or of those without one, in a city of factor 1.
    pub fn km_per_day(&self, model: Option<usize>) -> f64 {
        model.map_or(self.fixed_km_per_day, |model| self.km_per_day[model])
    }

    /// Mean days driven before 00:00 of a day, from the first delivery on; only differences mean anything.
    #[inline]
    pub fn before(&self, day: i64) -> f64 {
        self.driven[(day - self.oldest) as usize]
    }

    /// The distance of a day over that of a mean day.
    pub fn on(&self, day: i64) -> f64 {
        self.before(day + 1) - self.before(day)
    }

    /// What a car's odometer shows at an instant of a day, `passed` of the day being over: kilometres.
    pub fn odometer(&self, car: Car, city: usize, day: u32, passed: f64) -> Option<f64> {
        let model = car.model()?;
        let day = i64::from(day);
        let driven = self.before(day) - self.before(i64::from(car.delivered)) + passed * self.on(day);
        Some(driven * self.km_per_day(Some(model)) * self.city_factor[city] * self.owners[usize::from(car.owner)])
    }
}

/// The distance of a day over that of a mean day: by month, more or less on days off.
fn season(scenario: &Scenario, day: i64) -> f64 {
    let Some(driving) = &scenario.driving else { return 1.0 };
    let date = date_at(scenario.start, day);
    let civil = civil_day(scenario, date);
    let mut named = scenario.holidays.iter();
    let off = civil.kind == DayKind::Holiday || named.any(|holiday| holiday.from <= date && date <= holiday.to);
    let month = driving.month_weights[usize::from(civil.month)];
    if off { month * driving.holiday_factor } else { month }
}

/// The mean distances of ten equal groups of owners over the mean of all, if distances are lognormal: the mean between
/// two quantiles z of the normal is Φ(z₂ − σ) − Φ(z₁ − σ) of the whole.
fn owners(cv: f64) -> Vec<f64> {
    if cv == 0.0 {
        return vec![1.0];
    }
    let sigma = libm::sqrt(libm::log1p(cv * cv));
    let below = |group: usize| match group {
        0 => 0.0,
        OWNERS => 1.0,
        _ => normal_cdf(normal_quantile(Tail::Lower(group as f64 / OWNERS as f64)) - sigma),
    };
    (0..OWNERS)
        .map(|group| OWNERS as f64 * (below(group + 1) - below(group)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_owners_have_the_mean_of_all() {
        let groups = owners(0.5);
        assert_eq!(groups.len(), 10);
        assert!(groups.is_sorted());
        assert!((groups.iter().sum::<f64>() - 10.0).abs() < 1e-12);
        // σ² = ln 1.25; the least tenth is below the 10 % quantile e^(−1.2816 σ − σ²/2) = 0.488, the greatest above the
        // 90 % quantile 1.639.
        assert!(groups[0] < 0.488 && groups[9] > 1.639, "{groups:?}");
        // What groups leave of the variance 0.25: all but that inside the groups, most of it in the last one.
        let variance: f64 = groups.iter().map(|group| (group - 1.0) * (group - 1.0)).sum::<f64>() / 10.0;
        assert!(variance < 0.25 && variance > 0.20, "{variance}");
    }
}
