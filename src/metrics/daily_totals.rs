//! Daily figures of many replications: means everywhere, quantiles for cities and for all together.

use super::bands::Band;
use super::catalogue::Metric;
use super::daily::{Daily, DailySeries, DayPoint, GroupDay, books};
use super::floors::centres_of;
use super::layout::Whose;
use super::tally::Tally;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::scenario::Scenario;

/// One daily series, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spec {
    metric: Metric,
    whose: Whose,
    team: Option<usize>,
}

/// The daily figures of the replications so far.
#[derive(Clone, Debug)]
pub struct DailyTotals {
    days: usize,
    specs: Vec<Spec>,
    /// By series × day: sum and number of observations.
    means: Vec<(f64, u32)>,
    /// By series × day, for the series of all and of cities, which come first.
    bands: Vec<Band>,
    /// One series of one replication.
    values: Vec<Option<f64>>,
}

impl DailyTotals {
    /// No replication yet.
    pub fn new(model: &Model) -> DailyTotals {
        let mut specs = banded(model);
        let banded = specs.len();
        for centre in 0..model.centres.len() {
            specs_of(Whose::Centre(centre), model, &mut specs);
        }
        DailyTotals::of(model, specs, banded)
    }

    /// No replication yet, and never a series of a centre.
    pub fn without_centres(model: &Model) -> DailyTotals {
        let specs = banded(model);
        let banded = specs.len();
        DailyTotals::of(model, specs, banded)
    }

    fn of(model: &Model, specs: Vec<Spec>, banded: usize) -> DailyTotals {
        let days = model.days as usize;
        DailyTotals {
            days,
            means: vec![(0.0, 0); specs.len() * days],
            bands: vec![Band::default(); banded * days],
            values: Vec::with_capacity(days),
            specs,
        }
    }

    /// Adds the next replication; the order of calls is the order of replications.
    pub fn fold(&mut self, tally: &Tally) {
        for (at, spec) in self.specs.iter().enumerate() {
            self.values.clear();
            values(spec, tally, self.days, &mut self.values);
            add(
                (spec.metric, &self.values),
                &mut self.means[at * self.days..],
                self.bands.get_mut(at * self.days..).unwrap_or_default(),
            );
        }
    }

    /// Adds the next replication of a world that has the same days: its values as [`Reading::read`] tells them, series by
    /// series.
    pub fn fold_values(&mut self, values: &[Option<f64>]) {
        for (at, (spec, values)) in self.specs.iter().zip(values.chunks(self.days)).enumerate() {
            add(
                (spec.metric, values),
                &mut self.means[at * self.days..],
                self.bands.get_mut(at * self.days..).unwrap_or_default(),
            );
        }
    }

    /// The series with the names of their places.
    pub fn series(&self, scenario: &Scenario) -> Daily {
        let series = self.specs.iter().enumerate().map(|(at, spec)| {
            let all = || "*".to_string();
            let (city, centre) = match spec.whose {
                Whose::City(city) => (scenario.cities[city].id.clone(), all()),
                Whose::Centre(centre) => (all(), scenario.centres[centre].id.clone()),
                _ => (all(), all()),
            };
            let ticks = ticks_per_unit(spec.metric);
            let days = (at * self.days..(at + 1) * self.days).map(|place| {
                let (sum, count) = self.means[place];
                let levels = self.bands.get(place).and_then(Band::levels);
                let bands = levels.map(|levels| levels.map(|level| level / ticks));
                (count > 0).then(|| DayPoint {
                    mean: sum / f64::from(count),
                    bands,
                })
            });
            let team = spec.team.map_or_else(all, |team| scenario.teams[team].clone());
            DailySeries {
                city,
                centre,
                team,
                metric: spec.metric,
                days: days.collect(),
            }
        });
        Daily {
            series: series.collect(),
            recalls: Vec::new(),
            cars: Vec::new(),
            peaks: Vec::new(),
        }
    }
}

/// Adds the days of one series of one replication.
fn add((metric, values): (Metric, &[Option<f64>]), means: &mut [(f64, u32)], bands: &mut [Band]) {
    let ticks = ticks_per_unit(metric);
    let mut bands = bands.iter_mut();
    for (value, mean) in values.iter().zip(means) {
        let band = bands.next();
        let Some(value) = *value else { continue };
        mean.0 += value;
        mean.1 += 1;
        if let Some(band) = band {
            band.add((value * ticks + 0.5) as i64);
        }
    }
}

/// The series of everybody and of every city.
fn banded(model: &Model) -> Vec<Spec> {
    let mut specs = Vec::new();
    let cities = (0..model.cities).map(Whose::City);
    for whose in [Whose::All].into_iter().chain(cities) {
        specs_of(whose, model, &mut specs);
    }
    specs
}

/// Reads the daily series of a world off its replications, in the order of another world's series.
///
/// Two worlds that differ in numbers have the same cities and teams, but a city may have a calendar in one alone.
#[derive(Clone, Debug)]
pub struct Reading {
    days: usize,
    /// By series of the other world; none: this one has no such series.
    specs: Vec<Option<Spec>>,
}

impl Reading {
    /// Of the world of `own`, for the series that [`DailyTotals::without_centres`] of `other` has.
    pub fn new(own: &Model, other: &Model) -> Reading {
        let here = banded(own);
        let same = |spec: &Spec| here.contains(spec).then_some(*spec);
        Reading {
            days: other.days as usize,
            specs: banded(other).iter().map(same).collect(),
        }
    }

    /// The values of a replication, series by series, a value per day.
    pub fn read(&self, tally: &Tally, out: &mut Vec<Option<f64>>) {
        out.clear();
        for (at, spec) in self.specs.iter().enumerate() {
            if let Some(spec) = spec {
                read(spec, tally, self.days, out);
            }
            out.resize((at + 1) * self.days, None);
        }
    }
}

/// The resolution of bands: counts are exact, days and shares to a thousandth or better.
fn ticks_per_unit(metric: Metric) -> f64 {
    match metric {
        Metric::Jobs | Metric::Served => 1.0,
        Metric::LeadTime => 1e4,
        Metric::InSystem | Metric::FirstSlot | Metric::FreeDays => 1e3,
        _ => 1e6,
    }
}

fn specs_of(whose: Whose, model: &Model, specs: &mut Vec<Spec>) {
    let centres = centres_of(whose, model).unwrap_or_default();
    let booking = centres.iter().any(|&centre| books(model, centre));
    let mut add = |metric, team| specs.push(Spec { metric, whose, team });
    let teams = || {
        [None]
            .into_iter()
            .chain((0..model.teams).filter(|_| model.teams > 1).map(Some))
    };
    add(Metric::Jobs, None);
    add(Metric::Served, None);
    add(Metric::InSystem, None);
    if model.has_calendars() && (booking || !matches!(whose, Whose::Centre(_))) {
        teams().for_each(|team| add(Metric::LeadTime, team));
    }
    if booking {
        for metric in [Metric::FirstSlot, Metric::FullyBooked, Metric::FreeDays] {
            teams().for_each(|team| add(metric, team));
        }
    }
    if !centres.is_empty() {
        add(Metric::Utilisation, None);
    }
}

/// One series of one replication, a value per day; none before a centre opens.
fn values(spec: &Spec, tally: &Tally, days: usize, out: &mut Vec<Option<f64>>) {
    read(spec, tally, days, out);
    if let Whose::Centre(centre) = spec.whose {
        let opens = tally.opens[centre] as usize;
        out[..opens.min(days)].fill(None);
    }
}

fn read(spec: &Spec, tally: &Tally, days: usize, out: &mut Vec<Option<f64>>) {
    match spec.metric {
        Metric::Jobs => out.extend(group_days(spec, tally, days).map(|day| Some(f64::from(day.jobs)))),
        Metric::Served => out.extend(group_days(spec, tally, days).map(|day| Some(f64::from(day.served)))),
        Metric::InSystem => {
            let mut present = 0;
            let cars = group_days(spec, tally, days).map(|day| day.car_time(&mut present) as f64 / DAY as f64);
            out.extend(cars.map(Some));
        }
        Metric::LeadTime => out.extend(
            group_days(spec, tally, days)
                .map(|day| (day.booked > 0).then(|| day.lead as f64 / DAY as f64 / f64::from(day.booked))),
        ),
        Metric::FirstSlot | Metric::FullyBooked | Metric::FreeDays => slot_days(spec, tally, days, out),
        _ => out.extend((0..days).map(|day| utilisation(spec.whose, tally, day))),
    }
}

/// The days of the jobs of a series.
fn group_days<'a>(spec: &Spec, tally: &'a Tally, days: usize) -> impl Iterator<Item = GroupDay> + 'a {
    let groups = tally.groups();
    let list: Vec<usize> = match spec.whose {
        Whose::City(city) => groups.of_city(city, spec.team).collect(),
        Whose::Centre(centre) => groups.of_centre(centre, spec.team).collect(),
        _ => groups.of_all_daily(spec.team).collect(),
    };
    let list: Vec<&[GroupDay]> = list.into_iter().map(|group| tally.days.group(group)).collect();
    (0..days).map(move |day| {
        list.iter()
            .fold(GroupDay::default(), |sum, group| sum.plus(&group[day]))
    })
}

/// First slot, fully booked share and free days by day: teams and centres weigh by their jobs over the run.
fn slot_days(spec: &Spec, tally: &Tally, days: usize, out: &mut Vec<Option<f64>>) {
    let model = tally.model();
    let mut books = Vec::new();
    for centre in centres_of(spec.whose, model).unwrap_or_default() {
        for team in (0..model.teams).filter(|&team| spec.team.is_none_or(|only| only == team)) {
            if model.has_slots(centre, team) {
                // A book that nobody used still counts a little, so that its days are not lost.
                books.push((
                    centre,
                    team,
                    (tally.slots[centre * model.teams + team].jobs as f64).max(1e-9),
                ));
            }
        }
    }
    out.extend((0..days).map(|day| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for &(centre, team, weight) in &books {
            let first = || tally.days.first(centre, team, day);
            let value = match spec.metric {
                Metric::FreeDays => tally.days.free(centre, team, day).map(f64::from),
                Metric::FirstSlot => first().map(|(first, _)| f64::from(first)),
                _ => first().map(|(_, full)| f64::from(u8::from(full))),
            };
            let Some(value) = value else { continue };
            sum += value * weight;
            weights += weight;
        }
        (weights > 0.0).then(|| sum / weights)
    }));
}

/// Busy over staffed time of all resources of the centres of a scope; none where nobody was to work.
fn utilisation(whose: Whose, tally: &Tally, day: usize) -> Option<f64> {
    let model = tally.model();
    let (mut busy, mut staffed) = (0, 0);
    let mut add = |centre: usize| {
        let (busy_here, extra) = tally.days.busy(centre, day);
        let spec = &model.centres[centre];
        let open = tally.takes_jobs_on(centre, day as u32);
        let resources = (0..model.resources).filter(|_| open);
        let planned: i64 = resources
            .map(|resource| model.staffed_if_open(spec, resource, day as u32))
            .sum();
        busy += i128::from(busy_here);
        staffed += i128::from(planned + extra);
    };
    match whose {
        Whose::Centre(centre) => add(centre),
        Whose::City(city) => model.centres_in[city].iter().copied().for_each(add),
        _ => (0..model.centres.len()).for_each(add),
    }
    (staffed > 0).then(|| busy as f64 / staffed as f64)
}
