//! Where cars are over a holiday: at home, in another city, or on the road between two; and how often they fail there.
//!
//! Cars leave evenly over one span of days and set out for home evenly over another, in the order in which they left.
//! With the shares L(t) and R(t) of a city's travellers that have set out by t, and a way of τ days, L(t − τ) − R(t) of
//! them are away at t, L(t) − L(t − τ) on the way there and R(t) − R(t − τ) on the way home. What a day counts is the mean
//! over its 24 hours, which is exact: integrals of L and R are parabolas.

mod deferred;
mod route;

use super::calendar::days_between;
use super::fleet::Fleet;
use crate::engine::keyed::unit;
use crate::scenario::Scenario;
use crate::scenario::migration::Migration;
use crate::scenario::rate::Rate;
use route::{Leg, Routes};

/// No place among the days on which cars travel.
const AT_REST: u32 = u32::MAX;

/// Where the cars of one city are on a day, as far as that is one city: shares of all its cars, means over the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guest {
    /// The city where they live.
    pub home: u32,
    /// Standing here.
    pub here: f64,
    /// On the road, with no other city of the scenario nearer.
    pub on_road: f64,
}

/// Where a car was when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The city where it lives.
    pub home: u32,
    /// Whether it was on the road; the city of its job is then the nearest one.
    pub on_road: bool,
}

/// Where a car was on the road.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnWay {
    /// The other end of its way, seen from its home.
    pub to: u32,
    /// The share of the way that lies between it and its home.
    pub part: f64,
}

/// The travels of a scenario.
#[derive(Clone, Debug)]
pub struct Movement {
    cities: usize,
    modes: usize,
    /// By day of the run: its place among the days on which cars travel, or [`AT_REST`].
    place_of: Vec<u32>,
    /// By place × city: whose cars are there, in order of their homes; its own among them.
    guests: Vec<Vec<Guest>>,
    /// By place × city × failure mode: expected jobs.
    expected: Vec<f64>,
    /// By place: the migration that it is of.
    migration_of: Vec<u32>,
    /// By failure mode: factor on the failures of cars in another city.
    away: Vec<f64>,
    /// By failure mode: share of the owners of cars in another city who wait until they are home.
    waits: Vec<f64>,
    /// By migration × home: share of its cars that travel.
    travellers: Vec<f64>,
    /// By place × city × failure mode: expected jobs of owners who have waited and are home; empty: nobody waits.
    deferred: Vec<f64>,
    /// By migration × home × failure mode: factor on the failures of cars on the road, on a day of mean distances.
    on_road: Vec<f64>,
    /// By failure mode: whether the distance of the day decides how often it occurs.
    driven: Vec<bool>,
    /// By day of the run: the distance that cars drive over that of a mean day.
    season: Vec<f64>,
    routes: Routes,
    /// By migration: when its cars travel.
    clocks: Vec<Clock>,
    /// How much the shares of any city's cars on any day fall short of all of them, at most.
    leak: f64,
}

impl Movement {
    /// Compiles the travels of a scenario; none: nobody travels. `base` tells the expected jobs of a city's cars of a failure
    /// mode on a day on which all are at home.
    pub fn new(scenario: &Scenario, fleet: &Fleet, base: &dyn Fn(usize, usize, usize) -> f64) -> Option<Movement> {
        if scenario.migrations.is_empty() {
            return None;
        }
        let (cities, modes) = (scenario.cities.len(), scenario.failures.len());
        let driving = fleet.driving.as_ref();
        let season = |day| driving.map_or(1.0, |driving| driving.on(day));
        let mut movement = Movement {
            cities,
            modes,
            place_of: vec![AT_REST; scenario.days as usize],
            guests: Vec::new(),
            expected: Vec::new(),
            migration_of: Vec::new(),
            away: scenario.failures.iter().map(|failure| failure.abroad.away).collect(),
            waits: scenario.failures.iter().map(|failure| failure.abroad.waits).collect(),
            travellers: (scenario.migrations.iter())
                .flat_map(|migration| (0..cities).map(|home| migration.share_of(home)))
                .collect(),
            deferred: Vec::new(),
            on_road: Vec::new(),
            driven: (scenario.failures.iter())
                .map(|failure| matches!(failure.rate, Rate::Per10000Km(_)))
                .collect(),
            season: (0..i64::from(scenario.days)).map(season).collect(),
            routes: Routes::new(scenario),
            clocks: (scenario.migrations.iter())
                .map(|migration| Clock::new(scenario, migration))
                .collect(),
            leak: 0.0,
        };
        for (at, migration) in scenario.migrations.iter().enumerate() {
            for city in &scenario.cities {
                let usual = driving.map_or(0.0, |driving| driving.km_per_day(None)) * city.km_factor;
                let further = if usual > 0.0 { migration.km_per_day / usual } else { 1.0 };
                let factor = |(failure, &driven): (&crate::scenario::failure::Failure, &bool)| {
                    failure.abroad.on_road * migration.trouble_factor * if driven { further } else { 1.0 }
                };
                let factors = scenario.failures.iter().zip(&movement.driven).map(factor);
                movement.on_road.extend(factors.collect::<Vec<_>>());
            }
            movement.add(scenario, (at, migration));
        }
        movement.deferred = movement.defer(base);
        movement.count(base);
        Some(movement)
    }

    /// Lays out the days of one migration.
    fn add(&mut self, scenario: &Scenario, (at, migration): (usize, &Migration)) {
        let cities = self.cities;
        let (routes, clock) = (&self.routes, &self.clocks[at]);
        let from = clock.leave.from.max(0.0) as usize;
        let longest = (0..cities).flat_map(|home| routes.destinations(at, home));
        let longest = longest
            .map(|(to, home, _)| clock.days(routes.km(home, to)))
            .fold(0.0, f64::max);
        let until = (clock.back.to + longest).ceil().clamp(0.0, f64::from(scenario.days)) as usize;
        if from >= until {
            return;
        }
        let days = until - from;
        // By day × city × home: standing there, on the road there.
        let mut shares = vec![[0.0; 2]; days * cities * cities];
        let place = |day: usize, city: usize, home: usize| (day * cities + city) * cities + home;
        for home in 0..cities {
            let travellers = migration.share_of(home);
            let list: Vec<_> = routes.destinations(at, home).collect();
            let gone: f64 = list.iter().map(|(_, _, share)| share).sum();
            for day in 0..days {
                // Who travels nowhere stays at home.
                shares[place(day, home, home)][0] += 1.0 - travellers * gone;
            }
            for (to, _, share) in list {
                let share = travellers * share;
                let way = clock.days(routes.km(home, to));
                let legs = routes.legs(home, to);
                for day in 0..days {
                    let t = (from + day) as f64;
                    let (left, back) = (|late| clock.leave.mean(t - late), |late| clock.back.mean(t - late));
                    shares[place(day, home, home)][0] += share * (1.0 - left(0.0) + back(way));
                    shares[place(day, to, home)][0] += share * (left(way) - back(0.0));
                    for leg in legs.iter() {
                        shares[place(day, leg.city as usize, home)][1] += share * clock.on(leg, way, t);
                    }
                }
            }
        }
        for day in 0..days {
            self.place_of[from + day] = self.migration_of.len() as u32;
            self.migration_of.push(at as u32);
            for city in 0..cities {
                let here = &shares[place(day, city, 0)..place(day, city, 0) + cities];
                let guest = |(home, &[here, on_road]): (usize, &[f64; 2])| Guest {
                    home: home as u32,
                    // What rounding leaves of nothing.
                    here: here.max(0.0),
                    on_road: on_road.max(0.0),
                };
                let guests = here.iter().enumerate().map(guest);
                self.guests
                    .push(guests.filter(|guest| guest.here + guest.on_road > 1e-12).collect());
            }
        }
    }

    /// Adds up expected jobs, and the cars for the audit.
    fn count(&mut self, base: &dyn Fn(usize, usize, usize) -> f64) {
        let (cities, modes) = (self.cities, self.modes);
        let mut expected = vec![0.0; self.guests.len() * modes];
        for (day, place) in self.place_of.iter().enumerate().filter(|(_, place)| **place != AT_REST) {
            let of_home: Vec<f64> = (0..cities * modes)
                .map(|cell| base(cell / modes, cell % modes, day))
                .collect();
            let mut cars = vec![0.0; cities];
            for city in 0..cities {
                let at = *place as usize * cities + city;
                for mode in 0..modes {
                    expected[at * modes + mode] += self.deferred(*place as usize, city, mode);
                }
                for guest in &self.guests[at] {
                    cars[guest.home as usize] += guest.here + guest.on_road;
                    for mode in 0..modes {
                        let [here, on_road] = self.weights(guest, city, mode, day);
                        expected[at * modes + mode] += of_home[guest.home as usize * modes + mode] * (here + on_road);
                    }
                }
            }
            self.leak = cars.iter().fold(self.leak, |leak, cars| leak.max((1.0 - cars).abs()));
        }
        self.expected = expected;
    }

    /// What the cars of a guest's home that are here count beside all of them at home: standing, on the road.
    fn weights(&self, guest: &Guest, city: usize, mode: usize, day: usize) -> [f64; 2] {
        let home = guest.home as usize;
        let away = if home == city {
            1.0
        } else {
            self.away[mode] * (1.0 - self.waits[mode])
        };
        let migration = self.migration_of[self.place_of[day] as usize] as usize;
        let mut on_road = self.on_road[(migration * self.cities + home) * self.modes + mode];
        if self.driven[mode] && self.season[day] > 0.0 {
            // The season is in the failures of all; who is on the road drives as far in any.
            on_road /= self.season[day];
        }
        [guest.here * away, guest.on_road * on_road]
    }

    /// Expected jobs of a failure mode of the cars in and around `city` on `day`; none: nobody travels on it.
    #[inline]
    pub fn expected(&self, city: usize, mode: usize, day: usize) -> Option<f64> {
        let place = *self.place_of.get(day)?;
        (place != AT_REST).then(|| self.expected[(place as usize * self.cities + city) * self.modes + mode])
    }

    /// Whose cars are in and around `city` on `day`; none: nobody travels on it.
    pub fn guests(&self, city: usize, day: usize) -> Option<&[Guest]> {
        let place = *self.place_of.get(day)?;
        (place != AT_REST).then(|| self.guests[place as usize * self.cities + city].as_slice())
    }

    /// Whose car fails at `city` on `day`, and whether it is on the road: drawn by a word in proportion to expected jobs.
    /// None: nobody travels on that day.
    pub fn draw(
        &self,
        (city, mode, day): (usize, usize, usize),
        word: u64,
        base: impl Fn(usize) -> f64,
    ) -> Option<Stay> {
        let guests = self.guests(city, day)?;
        let place = self.place_of[day] as usize;
        let waited = Some((city as u32, false, self.deferred(place, city, mode)));
        let parts = || {
            let parts = guests.iter().flat_map(|guest| {
                let jobs = base(guest.home as usize);
                let [here, on_road] = self.weights(guest, city, mode, day);
                [(guest.home, false, here * jobs), (guest.home, true, on_road * jobs)]
            });
            parts.chain(waited)
        };
        let mut left = unit(word) * parts().map(|(.., jobs)| jobs).sum::<f64>();
        let mut last = None;
        for (home, on_road, jobs) in parts().filter(|(.., jobs)| *jobs > 0.0) {
            last = Some(Stay { home, on_road });
            if left < jobs {
                break;
            }
            left -= jobs;
        }
        last
    }

    /// On which way a car of `home` was that failed on the road nearest to `city` on `day`: drawn by two words in proportion to
    /// the cars there, evenly within the part of the way that is nearest to the city. None: no way of its passes there.
    pub fn on_way(&self, (city, home, day): (usize, usize, usize), words: [u64; 2]) -> Option<OnWay> {
        let place = *self.place_of.get(day)?;
        if place == AT_REST {
            return None;
        }
        let migration = self.migration_of[place as usize] as usize;
        let clock = &self.clocks[migration];
        let mut parts: Vec<(usize, Leg, f64)> = Vec::new();
        for (to, _, share) in self.routes.destinations(migration, home) {
            let way = clock.days(self.routes.km(home, to));
            for leg in self.routes.legs(home, to) {
                let cars = share * clock.on(&leg, way, day as f64);
                if leg.city as usize == city && cars > 0.0 {
                    parts.push((to, leg, cars));
                }
            }
        }
        let mut left = unit(words[0]) * parts.iter().map(|(.., cars)| cars).sum::<f64>();
        let mut found = parts.last();
        for part in &parts {
            if left < part.2 {
                found = Some(part);
                break;
            }
            left -= part.2;
        }
        found.map(|(to, leg, _)| OnWay {
            to: *to as u32,
            part: leg.from + unit(words[1]) * (leg.to - leg.from),
        })
    }

    /// Whether on every day the cars of every city are somewhere, each once: to rounding.
    pub fn is_whole(&self) -> bool {
        self.leak < 1e-9
    }
}

/// When cars travel, in days since the start of the run.
#[derive(Clone, Debug)]
struct Clock {
    leave: Span,
    back: Span,
    km_per_day: f64,
}

impl Clock {
    fn new(scenario: &Scenario, migration: &Migration) -> Clock {
        let span = |(from, to)| Span {
            from: days_between(scenario.start, from) as f64,
            to: days_between(scenario.start, to) as f64 + 1.0,
        };
        Clock {
            leave: span(migration.leave),
            back: span(migration.back),
            km_per_day: migration.km_per_day,
        }
    }

    fn days(&self, km: f64) -> f64 {
        km / self.km_per_day
    }

    /// The share of a city's travellers with a way of so many days who are on a part of it, there or back: mean over the
    /// day that begins at t.
    fn on(&self, leg: &Leg, way: f64, t: f64) -> f64 {
        let (left, back) = (|late| self.leave.mean(t - late), |late| self.back.mean(t - late));
        let there = left(leg.from * way) - left(leg.to * way);
        let home_again = back((1.0 - leg.to) * way) - back((1.0 - leg.from) * way);
        there + home_again
    }
}

/// A span over which cars set out evenly.
#[derive(Clone, Debug)]
struct Span {
    from: f64,
    to: f64,
}

impl Span {
    /// The share that has set out by t, mean over the day that begins at t.
    fn mean(&self, t: f64) -> f64 {
        self.sum(t + 1.0) - self.sum(t)
    }

    /// The integral of the share that has set out, up to t.
    fn sum(&self, t: f64) -> f64 {
        let since = t - self.from;
        let length = self.to - self.from;
        if since <= 0.0 {
            0.0
        } else if since < length {
            since * since / (2.0 * length)
        } else {
            since - length / 2.0
        }
    }
}

#[cfg(test)]
mod tests;
