//! Expected failures of one car: by age, by distance, by service interval.

use super::fleet::{Driving, YEAR_DAYS};
use crate::engine::renewal::Renewals;
use crate::scenario::rate::{Interval, PowerLaw, Rate};

/// Days in a month of a service interval.
const MONTH_DAYS: f64 = YEAR_DAYS / 12.0;

/// What the failures of a part of the fleet follow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clock {
    /// Age, by the table of the hazard.
    Age,
    /// Nothing but the season: one a mean day, as far as cars drive.
    Season,
    /// Services by age: so many intervals a day.
    Services(f64),
    /// Services by distance: so many intervals a mean day.
    DrivenServices(f64),
}

/// The hazard of a failure mode.
#[derive(Clone, Debug)]
pub struct Hazard {
    rate: Rate,
    /// Failures expected by age in days, 0 first; empty if age does not matter.
    by_age: Vec<f64>,
    renewals: Option<Renewals>,
}

impl Hazard {
    /// Of a rate, for cars up to `ages` days old; `fastest` is the greatest number of service intervals that a car passes
    /// in that time.
    pub fn new(rate: Rate, ages: usize, fastest: f64) -> Hazard {
        let by_age = match rate {
            Rate::None | Rate::Per10000Km(_) | Rate::Every(_) => Vec::new(),
            _ => (0..=ages).map(|age| by_age(rate, age as f64)).collect(),
        };
        let renewals = match rate {
            Rate::Every(interval) => Some(Renewals::new(interval.cv, fastest)),
            _ => None,
        };
        Hazard { rate, by_age, renewals }
    }

    /// Failures per day of a car whose age does not matter; a service then comes at any day alike.
    pub fn per_day(&self) -> Option<f64> {
        match self.rate {
            Rate::PerVehicleYear(rate) => Some(rate / YEAR_DAYS),
            Rate::Bathtub {
                early: None,
                per_vehicle_year,
                wear: None,
            } => Some(per_vehicle_year / YEAR_DAYS),
            _ => None,
        }
    }

    /// Failures of a car delivered on day `delivered`, by its own clock, on `day`.
    #[inline]
    pub fn on(&self, clock: Clock, driving: Option<&Driving>, delivered: i64, day: i64) -> f64 {
        let renewed = |from: f64, to: f64| match &self.renewals {
            Some(renewals) => renewals.by(to) - renewals.by(from),
            None => 0.0,
        };
        match (clock, driving) {
            (Clock::Age, _) => {
                let age = (day - delivered) as usize;
                self.by_age[age + 1] - self.by_age[age]
            }
            (Clock::Services(per_day), _) => {
                let age = (day - delivered) as f64;
                renewed(age * per_day, (age + 1.0) * per_day)
            }
            (Clock::Season, Some(driving)) => driving.on(day),
            (Clock::DrivenServices(per_day), Some(driving)) => {
                let since = |day| (driving.before(day) - driving.before(delivered)) * per_day;
                renewed(since(day), since(day + 1))
            }
            (Clock::Season | Clock::DrivenServices(_), None) => 0.0,
        }
    }

    /// The day of delivery of a car that fails on `day`, of those delivered evenly over the days `first..=last`, in
    /// proportion to what each is expected to have on it, by a share; none if none fails.
    pub fn pick(
        &self,
        clock: Clock,
        driving: Option<&Driving>,
        [first, last]: [i64; 2],
        day: i64,
        share: f64,
    ) -> Option<i64> {
        let count = usize::try_from(last - first + 1).unwrap_or(0);
        match clock {
            Clock::Season => (count > 0).then(|| first + even(count, share) as i64),
            // What the cars of several days expect on one day is a difference of the table: by halves, not one by one.
            Clock::Age if count > 0 => {
                let oldest = (day - first) as usize + 1;
                let upto = |through: usize| self.by_age[oldest] - self.by_age[oldest - through];
                let total = upto(count);
                let wanted = share * total;
                let (mut below, mut above) = (0, count);
                while above - below > 1 {
                    let middle = (below + above) / 2;
                    if upto(middle) <= wanted {
                        below = middle;
                    } else {
                        above = middle;
                    }
                }
                (total > 0.0).then(|| first + below as i64)
            }
            _ => {
                // A month has at most 31 days.
                let mut weights = [0.0; 31];
                let weights = &mut weights[..count.min(31)];
                for (at, weight) in weights.iter_mut().enumerate() {
                    *weight = self.on(clock, driving, first + at as i64, day);
                }
                pick(weights, share).map(|at| first + at as i64)
            }
        }
    }
}

/// One of so many alike, by a share.
pub fn even(count: usize, share: f64) -> usize {
    ((share * count as f64) as usize).min(count.saturating_sub(1))
}

/// The position of a weight, in proportion to it, by a share; none if all are 0.
pub fn pick(weights: &[f64], share: f64) -> Option<usize> {
    let mut rest = share * weights.iter().sum::<f64>();
    let mut found = None;
    for (at, &own) in weights.iter().enumerate() {
        if own > 0.0 {
            found = Some(at);
            if rest < own {
                break;
            }
            rest -= own;
        }
    }
    found
}

/// What a car's services follow if it drives `km_per_day` on a mean day: whichever comes first in a mean year.
pub fn services(interval: Interval, km_per_day: f64) -> Clock {
    let by_time = interval.months.map(|months| 1.0 / (months * MONTH_DAYS));
    let by_distance = interval.km.map(|km| km_per_day / km);
    match (by_time, by_distance) {
        (Some(time), Some(distance)) if distance > time => Clock::DrivenServices(distance),
        (Some(time), _) => Clock::Services(time),
        (None, distance) => Clock::DrivenServices(distance.unwrap_or(0.0)),
    }
}

/// Failures expected by an age in days: the cumulated intensity of power-law processes (Crow 1974) and constants.
fn by_age(rate: Rate, days: f64) -> f64 {
    let power = |law: PowerLaw| libm::pow(days / (law.scale_years * YEAR_DAYS), law.shape);
    match rate {
        Rate::PerVehicleYear(rate) => rate / YEAR_DAYS * days,
        Rate::Weibull(law) => power(law),
        Rate::Bathtub {
            early,
            per_vehicle_year,
            wear,
        } => early.map_or(0.0, power) + per_vehicle_year / YEAR_DAYS * days + wear.map_or(0.0, power),
        Rate::None | Rate::Per10000Km(_) | Rate::Every(_) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bathtub_is_the_sum_of_its_terms() {
        let early = PowerLaw {
            scale_years: 4.0,
            shape: 0.5,
        };
        let wear = PowerLaw {
            scale_years: 8.0,
            shape: 3.0,
        };
        let rate = Rate::Bathtub {
            early: Some(early),
            per_vehicle_year: 0.1,
            wear: Some(wear),
        };
        // After four years: √1 + 0.4 + (1/2)³.
        let found = by_age(rate, 4.0 * YEAR_DAYS);
        assert!((found - 1.525).abs() < 1e-12, "{found}");
    }

    /// Expected values by hand from the law of the ages.
    #[test]
    fn a_day_of_delivery_is_found_in_proportion_to_its_failures() {
        // Failures by age follow (age / 1 year)^½, so a car's first days have the most; day 10, delivered on days 7 to 9.
        let law = PowerLaw {
            scale_years: 1.0,
            shape: 0.5,
        };
        let hazard = Hazard::new(Rate::Weibull(law), 20, 1.0);
        let by = |age: f64| (age / YEAR_DAYS).sqrt();
        let own = [by(4.0) - by(3.0), by(3.0) - by(2.0), by(2.0) - by(1.0)];
        let total: f64 = own.iter().sum();
        let at = |share: f64| hazard.pick(Clock::Age, None, [7, 9], 10, share);
        let first = own[0] / total;
        let second = (own[0] + own[1]) / total;
        let found = [0.0, first - 1e-9, first + 1e-9, second - 1e-9, second + 1e-9, 1.0].map(at);
        assert_eq!(found, [7, 7, 8, 8, 9, 9].map(Some));
        assert_eq!(hazard.pick(Clock::Age, None, [11, 10], 10, 0.5), None);
    }

    #[test]
    fn weights_are_picked_in_proportion_and_never_at_nought() {
        let weights = [0.0, 1.0, 0.0, 3.0, 0.0];
        let found = [0.0, 0.249, 0.251, 1.0].map(|share| pick(&weights, share));
        assert_eq!(found, [Some(1), Some(1), Some(3), Some(3)]);
        assert_eq!(pick(&[0.0, 0.0], 0.5), None);
        assert_eq!([0.0, 0.49, 0.5, 1.0].map(|share| even(2, share)), [0, 0, 1, 1]);
    }

    #[test]
    fn service_follows_what_comes_first_in_a_year() {
        let interval = |months, km| Interval { months, km, cv: 0.1 };
        // 40 km a day are 14,610 km a year: below 20,000 km, above 10,000 km.
        let both = |km| services(interval(Some(12.0), Some(km)), 40.0);
        assert_eq!(both(20_000.0), Clock::Services(1.0 / YEAR_DAYS));
        assert_eq!(both(10_000.0), Clock::DrivenServices(40.0 / 10_000.0));
        assert_eq!(
            services(interval(None, Some(20_000.0)), 40.0),
            Clock::DrivenServices(40.0 / 20_000.0)
        );
    }
}
