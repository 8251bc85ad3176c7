//! Drivers who fetch cars and bring them back, compiled for the run.

use super::calendar::{CivilDay, civil_day};
use super::hours::HoursPlan;
use crate::engine::sampler::{Sampler, Tables};
use crate::engine::time::Span;
use crate::scenario::Scenario;
use crate::scenario::collect::Ways;
use jiff::ToSpan;

/// Whose cars are collected.
#[derive(Clone, Debug)]
pub struct CollectModel {
    /// By failure mode: share of owners with a booking who ask.
    pub asks: Vec<f64>,
    /// Whether drivers fetch cars.
    pub fetches: bool,
    /// Whether they bring cars back.
    pub returns: bool,
    /// Microseconds that a car waits for a driver at most.
    pub wait: i64,
    /// By city: its place in `groups`.
    pub of_city: Vec<Option<u32>>,
    /// The drivers of single cities.
    pub groups: Vec<DriverGroup>,
    /// Distinct hours.
    pub hours: Vec<HoursPlan>,
}

/// The drivers of a city.
#[derive(Clone, Debug)]
pub struct DriverGroup {
    /// How many.
    pub count: u32,
    /// When they set out, as a position in [`CollectModel::hours`].
    pub hours: usize,
    /// Minutes of half a trip, without the road to a centre away.
    leg: Sampler,
    /// Hours for each kilometre of that road.
    hours_per_km: f64,
    /// One way by road to the farthest owners who are collected.
    pub reach_km: f64,
}

impl DriverGroup {
    /// Microseconds of half a trip of so many kilometres one way, by a word.
    pub fn leg(&self, word: u64, km: f64) -> i64 {
        Span::from_hours(self.leg.sample(word) / 60.0 + km * self.hours_per_km).0
    }
}

impl CollectModel {
    /// Of a scenario; none if no car is collected.
    pub fn new(scenario: &Scenario, civil: &[CivilDay], tables: &mut Tables) -> Option<CollectModel> {
        let spec = scenario.collect.as_ref().filter(|_| scenario.collects())?;
        let failures = scenario.failures.iter();
        let mut model = CollectModel {
            asks: failures
                .map(|failure| failure.collect_share.unwrap_or(spec.ask_share))
                .collect(),
            fetches: spec.ways != Ways::Return,
            returns: spec.ways != Ways::Fetch,
            wait: Span::from_minutes(spec.wait_minutes).0,
            of_city: vec![None; scenario.cities.len()],
            groups: Vec::new(),
            hours: Vec::new(),
        };
        let eve = civil_day(scenario, scenario.start.saturating_sub(1.day()));
        for drivers in &spec.drivers {
            let hours = model.hours.len();
            model.hours.push(HoursPlan::new(&drivers.hours, civil, eve));
            for city in &drivers.cities {
                model.of_city[city.index()] = Some(model.groups.len() as u32);
                model.groups.push(DriverGroup {
                    count: drivers.count,
                    hours,
                    leg: Sampler::new(&drivers.leg_minutes, tables),
                    hours_per_km: drivers.km_per_hour.map_or(0.0, |speed| 1.0 / speed),
                    reach_km: drivers.reach_km.unwrap_or(f64::INFINITY),
                });
            }
        }
        Some(model)
    }

    /// The hours of a group.
    pub fn hours_of(&self, group: u32) -> &HoursPlan {
        &self.hours[self.groups[group as usize].hours]
    }

    /// Microseconds of all drivers of a group in their hours, from one instant to another.
    pub fn staffed(&self, group: usize, from: i64, to: i64) -> i128 {
        let group = &self.groups[group];
        i128::from(self.hours[group.hours].open_time(from, to)) * i128::from(group.count)
    }
}
