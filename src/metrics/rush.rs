//! How soon help is there on the two days of a peak with most calls for rescue.

use crate::engine::time::{MINUTE, Time};
use crate::model::Model;
use crate::model::peak::PeakModel;
use crate::sim::observer::Rescued;

/// So many days of a peak are looked at: those with most rescues in the whole network.
pub const DAYS: usize = 2;
/// Help is to be there by then, minutes.
pub const WITHIN_MINUTES: u32 = 60;

/// Rescues of some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rush {
    /// How many.
    count: u64,
    /// Microseconds from the call until help is there, summed.
    response: i128,
    /// Help was there within [`WITHIN_MINUTES`].
    within: u64,
}

impl Rush {
    fn add(&mut self, other: &Rush) {
        self.count += other.count;
        self.response += other.response;
        self.within += other.within;
    }

    /// Mean over so many replications of how many there were.
    pub fn mean(&self, runs: f64) -> f64 {
        self.count as f64 / runs
    }

    /// Mean minutes until help is there.
    pub fn response_minutes(&self) -> Option<f64> {
        (self.count > 0).then(|| self.response as f64 / MINUTE as f64 / self.count as f64)
    }

    /// Share of them whose help is there within an hour.
    pub fn within_share(&self) -> Option<f64> {
        (self.count > 0).then(|| self.within as f64 / self.count as f64)
    }
}

/// Rescues of one replication by day; nothing where no peak is looked for or every car can move.
#[derive(Clone, Debug)]
pub struct RushTally {
    cities: usize,
    /// By day × city of the call.
    days: Vec<Rush>,
}

impl RushTally {
    /// Nothing yet.
    pub fn new(model: &Model) -> RushTally {
        let looks = model.roadside.is_some() && !model.peaks.is_empty();
        let days = if looks { model.days as usize } else { 0 };
        RushTally {
            cities: model.cities,
            days: vec![Rush::default(); days * model.cities],
        }
    }

    /// Forgets the replication.
    pub fn clear(&mut self) {
        self.days.fill(Rush::default());
    }

    /// Counts a rescue by the day of its call.
    pub fn add(&mut self, rescue: &Rescued) {
        let day = Time(rescue.occurred.max(0)).day() as usize;
        if let Some(rush) = self.days.get_mut(day * self.cities + rescue.city as usize) {
            let response = rescue.there - rescue.occurred;
            rush.add(&Rush {
                count: 1,
                response: i128::from(response),
                within: u64::from(response <= i64::from(WITHIN_MINUTES) * MINUTE),
            });
        }
    }

    /// Rescues of the days of a peak on which the whole network has most of them, by city; of equal days the first. None: no
    /// rescue is counted.
    pub fn of(&self, peak: &PeakModel) -> Option<Vec<Rush>> {
        if self.days.is_empty() {
            return None;
        }
        let on = |day: u32| &self.days[day as usize * self.cities..(day as usize + 1) * self.cities];
        let mut days: Vec<u32> = (peak.from..peak.to).collect();
        days.sort_by_key(|&day| {
            let count: u64 = on(day).iter().map(|rush| rush.count).sum();
            (std::cmp::Reverse(count), day)
        });
        let mut cities = vec![Rush::default(); self.cities];
        for &day in days.iter().take(DAYS) {
            cities.iter_mut().zip(on(day)).for_each(|(sum, rush)| sum.add(rush));
        }
        Some(cities)
    }
}

/// Adds rescues by city to those of a scope: all together first, then the cities.
pub fn fold(sum: &mut Rush, cities: &[Rush], scope: usize) {
    match scope.checked_sub(1) {
        Some(city) => sum.add(&cities[city]),
        None => cities.iter().for_each(|rush| sum.add(rush)),
    }
}
