//! Whose jobs a failure mode makes: the delivered cars by month of building and by owner, each with its expected failures.

use super::fleet::{Car, Fleet};
use super::hazard::{Clock, Hazard, even, pick, services};
use crate::engine::keyed::unit;
use crate::scenario::failure::Failure;
use crate::scenario::ids::ModelId;
use crate::scenario::rate::Rate;
use std::sync::OnceLock;

/// Cars of one model that were delivered in one month and drive alike.
#[derive(Clone, Copy, Debug)]
struct Cohort {
    /// Position of its batch.
    batch: usize,
    /// Group of owners, if they fail differently.
    owner: Option<usize>,
    /// Cars per day of delivery × all factors on their hazard.
    weight: f64,
    /// What their failures follow.
    clock: Clock,
}

/// The cohorts of one failure mode in cities where cars drive alike.
#[derive(Clone, Debug)]
pub struct Cohorts {
    list: Vec<Cohort>,
    /// By day of the run, once it is asked for: expected failures of each cohort and those before it.
    sums: Vec<OnceLock<Box<[f64]>>>,
}

impl Cohorts {
    /// Of a failure mode where cars drive `km_factor` times as far as elsewhere.
    pub fn new(fleet: &Fleet, failure: &Failure, km_factor: f64, days: usize) -> Cohorts {
        let mut list = Vec::new();
        for (at, batch) in fleet.batches.iter().enumerate() {
            let model = batch.model;
            let mut weight = batch.cars * failure.model_factors.of(Some(ModelId(model as u32)));
            if let (Some(improvement), Some(first)) = (&failure.improvement, fleet.first_built(model)) {
                weight *= improvement.factor(first, batch.built);
            }
            let km_per_day = |owner: f64| {
                let driving = fleet.driving.as_ref();
                driving.map_or(0.0, |driving| driving.km_per_day(Some(model))) * km_factor * owner
            };
            let cohort = |owner, weight, clock| Cohort {
                batch: at,
                owner,
                weight,
                clock,
            };
            match failure.rate {
                Rate::None => {}
                Rate::PerVehicleYear(_) | Rate::Weibull(_) | Rate::Bathtub { .. } => {
                    list.push(cohort(None, weight, Clock::Age));
                }
                Rate::Per10000Km(rate) => {
                    list.push(cohort(None, weight * rate * km_per_day(1.0) / 10_000.0, Clock::Season));
                }
                Rate::Every(interval) => {
                    let one = [1.0];
                    let owners = fleet.driving.as_ref().map_or(&one[..], |driving| &driving.owners);
                    let share = 1.0 / owners.len() as f64;
                    let of = |(owner, far): (usize, &f64)| {
                        cohort(Some(owner), weight * share, services(interval, km_per_day(*far)))
                    };
                    list.extend(owners.iter().enumerate().map(of));
                }
            }
        }
        Cohorts {
            list,
            sums: (0..days).map(|_| OnceLock::new()).collect(),
        }
    }

    /// The most service intervals that a car passes in the run.
    pub fn fastest(&self, fleet: &Fleet, days: usize) -> f64 {
        let pace = |cohort: &Cohort| match (cohort.clock, &fleet.driving) {
            (Clock::Services(per_day), _) => per_day * (days as i64 - fleet.oldest()) as f64,
            (Clock::DrivenServices(per_day), Some(driving)) => {
                per_day * (driving.before(days as i64) - driving.before(fleet.oldest()))
            }
            _ => 0.0,
        };
        self.list.iter().map(pace).fold(1.0, f64::max)
    }

    /// Expected failures of all by day of the run. Cars arrive at 00:00, evenly over the days of their month.
    pub fn by_day(&self, fleet: &Fleet, hazard: &Hazard, days: usize) -> Vec<f64> {
        let mut clocks: Vec<Clock> = Vec::new();
        for cohort in &self.list {
            if !clocks.contains(&cohort.clock) {
                clocks.push(cohort.clock);
            }
        }
        let mut jobs = vec![0.0; days];
        for clock in clocks {
            let alike = self.list.iter().filter(|cohort| cohort.clock == clock);
            // Cars by day of delivery: those that fail alike count once.
            let cars = alike.flat_map(|cohort| {
                let batch = &fleet.batches[cohort.batch];
                (0..batch.days).map(|day| (batch.first + day, cohort.weight))
            });
            let mut cars: Vec<(i64, f64)> = cars.collect();
            cars.sort_by_key(|&(day, _)| day);
            cars.dedup_by(|later, kept| {
                let same = later.0 == kept.0;
                if same {
                    kept.1 += later.1;
                }
                same
            });
            for (day, total) in jobs.iter_mut().enumerate() {
                let day = day as i64;
                let delivered = cars.iter().take_while(|&&(delivery, _)| delivery <= day);
                *total += delivered
                    .map(|&(delivery, cars)| cars * hazard.on(clock, fleet.driving.as_ref(), delivery, day))
                    .sum::<f64>();
            }
        }
        jobs
    }

    /// The car of a job that occurs on `day`, drawn in proportion to what each is expected to have on it: the cohort by
    /// the first share, the day of delivery by the second, the owner by the third where owners fail in proportion to the
    /// distance they drive, or alike. None if no delivered car fails on that day.
    pub fn draw(&self, fleet: &Fleet, hazard: &Hazard, day: u32, share: f64, words: [u64; 2]) -> Option<Car> {
        let sums = self.sums[day as usize].get_or_init(|| self.sums_on(fleet, hazard, i64::from(day)));
        let total = sums.last().copied().filter(|&total| total > 0.0)?;
        let wanted = share * total;
        // A share near 1 may round up to the total: then the last cohort that fails at all.
        let at = sums.partition_point(|&sum| sum <= wanted);
        let at = at.min(sums.partition_point(|&sum| sum < total));
        let cohort = &self.list[at];
        let batch = &fleet.batches[cohort.batch];
        let last = (batch.first + batch.days - 1).min(i64::from(day));
        let delivered = hazard.pick(
            cohort.clock,
            fleet.driving.as_ref(),
            [batch.first, last],
            i64::from(day),
            unit(words[0]),
        )?;
        let owner = match (cohort.owner, &fleet.driving) {
            (Some(owner), _) => owner,
            (None, None) => 0,
            (None, Some(driving)) => {
                let owners = &driving.owners;
                match cohort.clock {
                    Clock::Season => pick(owners, unit(words[1]))?,
                    _ => even(owners.len(), unit(words[1])),
                }
            }
        };
        Some(Car::new(batch.model, delivered, owner))
    }

    fn sums_on(&self, fleet: &Fleet, hazard: &Hazard, day: i64) -> Box<[f64]> {
        let mut sum = 0.0;
        let of = |cohort: &Cohort| {
            let batch = &fleet.batches[cohort.batch];
            let delivered = batch.first..(batch.first + batch.days).min(day + 1);
            let on = |delivered| hazard.on(cohort.clock, fleet.driving.as_ref(), delivered, day);
            sum += cohort.weight * delivered.map(on).sum::<f64>();
            sum
        };
        self.list.iter().map(of).collect()
    }
}
