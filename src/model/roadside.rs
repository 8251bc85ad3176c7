//! Rescue on the roadside, compiled for the run: who reaches whom, how far, how fast.

use super::calendar::{CivilDay, DayKind, civil_day};
use super::geography::{between_km, centre_at};
use super::hours::HoursPlan;
use super::point::{Point, offset_km, point};
use crate::engine::sampler::{Sampler, Tables};
use crate::engine::time::{DAY, HOUR, Span};
use crate::model::triage::TriageModel;
use crate::scenario::Scenario;
use crate::scenario::city::Coordinates;
use crate::scenario::cost::DAYS_PER_MONTH;
use crate::scenario::roadside::Base;
use jiff::ToSpan;

mod spot;

pub use spot::Spot;

/// No truck is slower, km/h: every drive ends.
const SLOWEST_KMH: f64 = 1.0;

/// Rescue on the roadside.
#[derive(Clone, Debug)]
pub struct RoadsideModel {
    /// By failure mode; none: its cars can move.
    pub modes: Vec<Option<ImmobilisesModel>>,
    /// Every base.
    pub bases: Vec<BaseModel>,
    /// By city: the bases that reach it, nearest first, with the kilometres between.
    pub reach: Vec<Vec<(u32, f64)>>,
    /// Share of breakdowns on a road outside the city.
    pub road_share: f64,
    /// Kilometres from the city to those.
    pub road_km: Sampler,
    /// Kilometres to one in town.
    pub town_km: Sampler,
    /// Minutes to load a car.
    pub load: Sampler,
    /// Microseconds that a call waits before the partner has it.
    pub hand_over: i64,
    /// Minutes until a partner is there; none: there is no partner.
    pub partner: Option<Sampler>,
    /// What a partner takes for a rescue, CNY.
    pub partner_cny: f64,
    /// Whether anything costs.
    pub has_cost: bool,
    /// By city: side of the square that its town is; none: `town_km` holds.
    pub towns: Vec<Option<f64>>,
    /// By city.
    city_points: Vec<Option<Point>>,
    /// By centre; of one without coordinates that of its city.
    centre_points: Vec<Option<Point>>,
    /// By centre: kilometres east and north of its city's point.
    centre_offsets: Vec<[f64; 2]>,
    /// Kilometres by road over those of the great circle.
    road_factor: f64,
    /// By hour: km/h on ordinary days.
    speeds: [f64; 24],
    /// Factor on it on days off.
    holiday_factor: f64,
    /// By day of the run: whether it is off.
    off: Vec<bool>,
}

/// What a failure mode says of rescue.
#[derive(Clone, Debug)]
pub struct ImmobilisesModel {
    /// Share of its cars that cannot move.
    pub share: f64,
    /// Share of those that are mended where they stand.
    pub fixed_share: f64,
    /// Minutes that this takes.
    pub fixed: Sampler,
}

/// Trucks of a base.
#[derive(Clone, Debug)]
pub struct BaseModel {
    /// How many.
    pub trucks: u32,
    /// To which their costs belong.
    pub city: u32,
    /// A partner's.
    pub partner: bool,
    /// Where they stand.
    point: Option<Point>,
    /// Kilometres east and north of the point of their city.
    offset: [f64; 2],
    /// Cities whose cars they rescue; none: those within `reach_km`.
    cities: Option<Vec<u32>>,
    reach_km: f64,
    /// When they set out.
    pub hours: HoursPlan,
    /// By centre: kilometres back from there.
    pub centre_km: Vec<f64>,
    /// CNY of all of them per day.
    pub per_day_cny: f64,
    /// CNY per rescue.
    pub per_trip_cny: f64,
}

impl RoadsideModel {
    /// Of a scenario; none if every car can move.
    pub fn new(scenario: &Scenario, civil: &[CivilDay], tables: &mut Tables) -> Option<RoadsideModel> {
        let spec = scenario.roadside.as_ref()?;
        let eve = civil_day(scenario, scenario.start.saturating_sub(1.day()));
        let city_at = |city: usize| scenario.cities[city].at;
        let stands = |base: &Base| base.at.or(city_at(base.city.index()));
        let offset = |city: usize, at: Option<Coordinates>| match (city_at(city), at) {
            (Some(middle), Some(at)) => offset_km(middle, at),
            _ => [0.0; 2],
        };
        let bases = spec.bases.iter().map(|base| BaseModel {
            trucks: base.trucks,
            city: base.city.0,
            partner: base.partner,
            point: stands(base).map(point),
            offset: offset(base.city.index(), base.at),
            cities: (base.cities.as_ref()).map(|list| list.iter().map(|city| city.0).collect()),
            reach_km: base.reach_km,
            hours: HoursPlan::new(&base.hours, civil, eve),
            centre_km: (scenario.centres.iter())
                .map(|centre| between_km(scenario, stands(base), centre_at(scenario, centre)))
                .collect(),
            per_day_cny: f64::from(base.trucks) * base.cost_per_month_cny / DAYS_PER_MONTH,
            per_trip_cny: base.cost_per_trip_cny,
        });
        let reaching = |city: usize| {
            let all = spec.bases.iter().zip(0u32..).filter(|(base, _)| base.trucks > 0);
            let mut list: Vec<(u32, f64)> = all
                .filter_map(|(base, at)| {
                    let km = between_km(scenario, stands(base), city_at(city));
                    let serves = match &base.cities {
                        Some(cities) => cities.iter().any(|served| served.index() == city),
                        None => km <= base.reach_km,
                    };
                    serves.then_some((at, km))
                })
                .collect();
            list.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            list
        };
        let modes = scenario.failures.iter().map(|failure| {
            let rule = failure.immobilises.as_ref().filter(|rule| rule.share > 0.0)?;
            Some(ImmobilisesModel {
                share: rule.share,
                fixed_share: rule.fixed_share,
                fixed: Sampler::new(&rule.fixed_minutes, tables),
            })
        });
        let modes: Vec<Option<ImmobilisesModel>> = modes.collect();
        let money = |base: &Base| base.cost_per_month_cny > 0.0 || base.cost_per_trip_cny > 0.0;
        let model = RoadsideModel {
            bases: bases.collect(),
            reach: (0..scenario.cities.len()).map(reaching).collect(),
            road_share: spec.road_share,
            road_km: Sampler::new(&spec.road_km, tables),
            town_km: Sampler::new(&spec.town_km, tables),
            load: Sampler::new(&spec.load_minutes, tables),
            hand_over: Span::from_minutes(spec.hand_over_minutes).0,
            partner: spec.partner_minutes.as_ref().map(|law| Sampler::new(law, tables)),
            partner_cny: spec.partner_cost_cny,
            has_cost: spec.partner_cost_cny > 0.0 || spec.bases.iter().any(money),
            towns: (scenario.cities.iter())
                .map(|city| city.area_km2.map(f64::sqrt))
                .collect(),
            city_points: scenario.cities.iter().map(|city| city.at.map(point)).collect(),
            centre_points: (scenario.centres.iter())
                .map(|centre| centre_at(scenario, centre).map(point))
                .collect(),
            centre_offsets: (scenario.centres.iter())
                .map(|centre| offset(centre.city.index(), centre.at))
                .collect(),
            road_factor: scenario.road_factor,
            speeds: spec.hour_factors.map(|factor| factor * spec.speed_kmh),
            holiday_factor: spec.holiday_factor,
            off: civil.iter().map(|day| day.kind == DayKind::Holiday).collect(),
            modes,
        };
        model.modes.iter().any(Option::is_some).then_some(model)
    }

    /// Microseconds of a drive that begins at `at`: the whole of it has the speed of that hour.
    pub fn drive(&self, km: f64, at: i64) -> i64 {
        let hour = at.rem_euclid(DAY) / HOUR;
        let off = self.off.get((at / DAY) as usize).copied().unwrap_or(false);
        let factor = if off { self.holiday_factor } else { 1.0 };
        Span::from_hours(km / (self.speeds[hour as usize] * factor).max(SLOWEST_KMH)).0
    }

    /// Share of the cars of a failure mode that cannot move, and share of all its cars that are mended where they stand.
    fn immobilised(&self, mode: usize) -> (f64, f64) {
        (self.modes[mode].as_ref()).map_or((0.0, 0.0), |rule| (rule.share, rule.share * rule.fixed_share))
    }
}

/// The least share of the needs of a failure mode in a city that become visits, after rescue and triage.
pub fn least_through(triage: Option<&TriageModel>, roadside: Option<&RoadsideModel>, city: usize, mode: usize) -> f64 {
    let triaged = triage.map_or(1.0, |triage| triage.least_through(city, mode));
    match roadside.map(|roadside| roadside.immobilised(mode)) {
        Some((share, fixed)) => share - fixed + (1.0 - share) * triaged,
        None => triaged,
    }
}

#[cfg(test)]
mod tests;
