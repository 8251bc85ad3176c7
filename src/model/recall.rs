//! Recalls compiled for the run: which cars are concerned, and what happens to each when.

pub mod visits;

use super::calendar::days_between;
use super::demand::Demand;
use super::fleet::{Car, Fleet};
use crate::engine::keyed::{mix, name_hash, unit};
use crate::engine::sampler::{Sampler, Tables};
use crate::engine::time::{DAY, FOREVER, HOUR};
use crate::scenario::Scenario;
use crate::scenario::recall::{Adoption, Order, Recall};

/// When an announcement is made and letters go out: 09:00.
const MORNING: i64 = 9 * HOUR;

/// A recall.
#[derive(Clone, Debug)]
pub struct RecallModel {
    /// When it is announced.
    pub announced: i64,
    /// The failure mode that cars have in a workshop; none: every car is updated.
    pub mode: Option<u32>,
    /// By city: hash of both names.
    pub hashes: Vec<u64>,
    /// By city: cars concerned.
    pub cars: Vec<u32>,
    /// By city: those of them that are of the fixed fleet, which come first.
    fixed: Vec<u32>,
    /// Cars concerned by delivery, in order of the months, with those before them: of all cities together.
    lots: Vec<Lot>,
    /// Share of the cars in question that are concerned.
    share: f64,
    /// Whether cars without a model are not in question.
    limited: bool,
    /// Share that an update mends.
    pub ota_share: f64,
    adoption: AdoptionModel,
    /// Microseconds from one letter to the next; 0: all at once.
    letter_every: f64,
    /// Whether the cars built first are invited first.
    pub oldest_first: bool,
    /// How letters travel: share reached, days.
    pub channels: Vec<(f64, Sampler)>,
    /// Share of the owners reached who respond to the invitation, and to a reminder.
    response: [f64; 2],
    response_days: Sampler,
    /// Letters after the invitation.
    pub reminders: u32,
    /// Microseconds between letters.
    reminder_every: i64,
    /// Share of owners who call the hotline, and after how many days; none: nobody does, or there is no hotline.
    pub calls: Option<(f64, Sampler)>,
    /// Share of owners who never come.
    pub refusal_share: f64,
    /// Whether it is done on visits for other reasons.
    pub on_other_visits: bool,
}

/// Cars of one model and month.
#[derive(Clone, Copy, Debug)]
struct Lot {
    model: usize,
    /// Day of the run of the first delivery in question.
    first: i64,
    days: i64,
    /// Share of all delivered cars concerned that are in the lots before this one.
    before: f64,
    /// The same with this one.
    until: f64,
}

#[derive(Clone, Debug)]
enum AdoptionModel {
    Law(Sampler),
    Curve(Vec<(f64, f64)>),
}

/// The recalls of a scenario.
pub fn recalls(scenario: &Scenario, demand: &Demand, tables: &mut Tables) -> Vec<RecallModel> {
    let every = scenario.recalls.iter();
    every
        .map(|recall| RecallModel::new(scenario, recall, &demand.fleet, tables))
        .collect()
}

impl RecallModel {
    fn new(scenario: &Scenario, recall: &Recall, fleet: &Fleet, tables: &mut Tables) -> RecallModel {
        let day = days_between(scenario.start, recall.announced);
        let (lots, delivered) = lots(recall, fleet, day);
        let limited = recall.is_limited();
        let of_fixed = |vehicles: u64| if limited { 0.0 } else { vehicles as f64 * recall.share };
        let cities = scenario.cities.iter();
        let wanted: Vec<f64> = cities
            .map(|city| of_fixed(city.vehicles) + delivered * recall.share * city.share)
            .collect();
        let cars = largest_remainder(&wanted);
        let fixed = scenario.cities.iter().zip(&cars);
        let hash = name_hash(&recall.id);
        RecallModel {
            announced: day * DAY + MORNING,
            mode: recall.failure.map(|failure| failure.0),
            hashes: (scenario.cities.iter())
                .map(|city| mix(hash, name_hash(&city.id)))
                .collect(),
            fixed: fixed
                .map(|(city, &cars)| (of_fixed(city.vehicles) + 0.5).floor().min(f64::from(cars)) as u32)
                .collect(),
            cars,
            lots,
            share: recall.share,
            limited,
            ota_share: recall.ota_share,
            adoption: match &recall.adoption {
                Adoption::Law(law) => AdoptionModel::Law(Sampler::new(law, tables)),
                Adoption::Curve(points) => AdoptionModel::Curve(points.clone()),
            },
            letter_every: recall
                .letters_per_week
                .map_or(0.0, |letters| 7.0 * DAY as f64 / letters),
            oldest_first: recall.order == Order::Built,
            channels: (recall.channels.iter())
                .map(|channel| (channel.reach_share, Sampler::new(&channel.days, tables)))
                .collect(),
            response: [recall.response_share, recall.reminder_share],
            response_days: Sampler::new(&recall.response_days, tables),
            reminders: recall.reminders,
            reminder_every: (recall.reminder_days * DAY as f64 + 0.5) as i64,
            calls: (scenario.triage.hotline.as_ref())
                .filter(|_| recall.call_share > 0.0)
                .map(|_| (recall.call_share, Sampler::new(&recall.call_days, tables))),
            refusal_share: recall.refusal_share,
            on_other_visits: recall.on_other_visits,
        }
    }

    /// Cars concerned, of all cities together.
    pub fn all_cars(&self) -> u64 {
        self.cars.iter().map(|&cars| u64::from(cars)).sum()
    }

    /// Car number `ordinal` of a city: cars are numbered as they were delivered, those of the fixed fleet first.
    pub fn car(&self, city: usize, ordinal: u32) -> Car {
        let fixed = self.fixed[city];
        if ordinal < fixed {
            return Car::UNKNOWN;
        }
        let place = (f64::from(ordinal - fixed) + 0.5) / f64::from(self.cars[city] - fixed);
        let at = self.lots.partition_point(|lot| lot.until <= place);
        let Some(lot) = self.lots.get(at).or(self.lots.last()) else {
            return Car::UNKNOWN;
        };
        let within = (place - lot.before) / (lot.until - lot.before);
        let day = ((within * lot.days as f64) as i64).min(lot.days - 1);
        Car::new(lot.model, lot.first + day, 0)
    }

    /// The cars of a city that are like this one, from the first to the one after the last: those that were delivered in
    /// the same month.
    fn alike(&self, city: usize, car: Car) -> Option<(u32, u32)> {
        match car.model() {
            None if self.limited => None,
            None => Some((0, self.fixed[city])),
            Some(model) => {
                let day = i64::from(car.delivered);
                let is = |lot: &&Lot| lot.model == model && (lot.first..lot.first + lot.days).contains(&day);
                let lot = self.lots.iter().find(is)?;
                let (fixed, cars) = (self.fixed[city], self.cars[city] - self.fixed[city]);
                // The first car whose place is not before a share of the cars.
                let first = |share: f64| fixed + ((share * f64::from(cars) - 0.5).ceil().max(0.0) as u32).min(cars);
                Some((first(lot.before), first(lot.until)))
            }
        }
    }

    /// Which car of a city a visiting car is, if it is concerned: one like it, by a share from 0 to 1.
    pub fn visitor(&self, city: usize, car: Car, share: f64) -> Option<u32> {
        let (from, to) = self.alike(city, car)?;
        let alike = to - from;
        let place = share * f64::from(alike) / self.share;
        (place < f64::from(alike)).then(|| from + place as u32)
    }

    /// Which car of a city car number `ordinal` of another recall is, if this one concerns it as well, by a share from 0 to
    /// 1: the one at the same place among those like it, so that two recalls of all cars number each alike.
    pub fn also(&self, city: usize, (other, ordinal): (&RecallModel, u32), share: f64) -> Option<u32> {
        let car = other.car(city, ordinal);
        let (own, theirs) = (self.alike(city, car)?, other.alike(city, car)?);
        if share >= self.share {
            return None;
        }
        let place = f64::from(ordinal.checked_sub(theirs.0)?) / f64::from(theirs.1.checked_sub(theirs.0)?);
        let at = own.0 + ((place + 1e-9) * f64::from(own.1 - own.0)) as u32;
        (place < 1.0 && at < own.1).then_some(at)
    }

    /// When a car has its update; [`FOREVER`]: never.
    pub fn updated(&self, word: u64) -> i64 {
        let days = match &self.adoption {
            // The law is in days, a sampler's spans are of hours.
            AdoptionModel::Law(law) => {
                return self
                    .announced
                    .saturating_add(law.sample_span(word).0.saturating_mul(24))
                    .min(FOREVER);
            }
            AdoptionModel::Curve(points) => on_curve(points, unit(word)),
        };
        days.map_or(FOREVER, |days| self.announced + (days * DAY as f64 + 0.5) as i64)
    }

    /// When the letter goes out to the owner whose turn it is after `before` others.
    pub fn invited(&self, before: usize) -> i64 {
        self.announced
            .saturating_add((before as f64 * self.letter_every) as i64)
            .min(FOREVER)
    }

    /// When letter number `letter` (0: the invitation) goes out to one who was invited at `invited`.
    pub fn sent(&self, invited: i64, letter: u32) -> i64 {
        invited + i64::from(letter) * self.reminder_every
    }

    /// The share of the owners reached who respond to letter number `letter`.
    pub fn response(&self, letter: u32) -> f64 {
        self.response[usize::from(letter > 0)]
    }

    /// How long they take to.
    pub fn response_time(&self, word: u64) -> i64 {
        self.response_days.sample_span(word).0.saturating_mul(24)
    }
}

/// The days after which a share has the update: straight lines from nobody on day 0; none beyond the last point.
fn on_curve(points: &[(f64, f64)], share: f64) -> Option<f64> {
    let mut before = (0.0, 0.0);
    for &(days, until) in points {
        if share < until {
            return Some(before.0 + (days - before.0) * (share - before.1) / (until - before.1));
        }
        before = (days, until);
    }
    None
}

/// The lots in question by the day of the announcement, and how many cars they are: before the share of them is taken.
fn lots(recall: &Recall, fleet: &Fleet, announced: i64) -> (Vec<Lot>, f64) {
    let in_question = fleet.batches.iter().filter(|batch| {
        (recall.models.as_ref()).is_none_or(|list| list.iter().any(|model| model.index() == batch.model))
            && recall.built_from.is_none_or(|first| first <= batch.built)
            && recall.built_to.is_none_or(|last| batch.built <= last)
            && batch.first < announced
            && batch.cars > 0.0
    });
    let mut batches: Vec<_> = in_question.collect();
    // Stable: models of one month stay in the order of the deliveries.
    batches.sort_by_key(|batch| batch.first);
    let days = |batch: &super::fleet::Batch| batch.days.min(announced - batch.first);
    let total: f64 = batches.iter().map(|batch| batch.cars * days(batch) as f64).sum();
    let mut cars = 0.0;
    let lots = batches.iter().map(|batch| {
        let before = cars / total;
        cars += batch.cars * days(batch) as f64;
        Lot {
            model: batch.model,
            first: batch.first,
            days: days(batch),
            before,
            until: cars / total,
        }
    });
    (lots.collect(), total)
}

/// Whole numbers near `wanted` whose sum is that of `wanted`, rounded: what is over goes to the largest remainders, at
/// equal ones to the first.
fn largest_remainder(wanted: &[f64]) -> Vec<u32> {
    let mut whole: Vec<u32> = wanted.iter().map(|&cars| cars as u32).collect();
    let sum = (wanted.iter().sum::<f64>() + 0.5) as u64;
    let over = sum.saturating_sub(whole.iter().map(|&cars| u64::from(cars)).sum());
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let rest = |at: usize| wanted[at] - wanted[at].floor();
    order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)).then(a.cmp(&b)));
    order.iter().take(over as usize).for_each(|&at| whole[at] += 1);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_remainders_get_what_is_over() {
        // 10 × (0.475, 0.325, 0.2): 4 + 3 + 2, and one more for the remainder 0.75.
        assert_eq!(largest_remainder(&[4.75, 3.25, 2.0]), [5, 3, 2]);
        assert_eq!(largest_remainder(&[0.5, 0.5]), [1, 0]);
        assert!(largest_remainder(&[]).is_empty());
    }

    #[test]
    fn a_curve_is_read_backwards() {
        let curve = [(7.0, 0.6), (30.0, 0.95)];
        // Half of 60 %: half of seven days.
        let early = on_curve(&curve, 0.3).expect("within the curve");
        assert!((early - 3.5).abs() < 1e-9, "{early}");
        // Half way from 60 to 95 %: half way from day 7 to day 30.
        let half = on_curve(&curve, 0.775).expect("within the curve");
        assert!((half - 18.5).abs() < 1e-9, "{half}");
        assert_eq!(on_curve(&curve, 0.97), None);
    }
}
