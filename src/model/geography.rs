//! Distances by road, and the centres an owner may consider.

use crate::scenario::Scenario;
use crate::scenario::booking::{Booking, Slots};
use crate::scenario::centre::Centre;
use crate::scenario::city::Coordinates;
use crate::scenario::failure::Failure;
use crate::scenario::ids::CentreId;

/// Mean radius of the earth, kilometres (IUGG).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// Great-circle distance in kilometres by the haversine formula (Sinnott 1984).
pub fn great_circle_km(a: Coordinates, b: Coordinates) -> f64 {
    const RADIANS: f64 = core::f64::consts::PI / 180.0;
    let half_lat = libm::sin((b.lat - a.lat) * RADIANS * 0.5);
    let half_lon = libm::sin((b.lon - a.lon) * RADIANS * 0.5);
    let h = half_lat * half_lat + libm::cos(a.lat * RADIANS) * libm::cos(b.lat * RADIANS) * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * libm::asin(if h < 1.0 { h.sqrt() } else { 1.0 })
}

/// A centre that an owner may consider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The centre.
    pub centre: CentreId,
    /// It stands in the owner's own city.
    pub own: bool,
    /// One way by road, kilometres.
    pub km: f64,
}

/// Kilometres by road between two places; 0 if either has no coordinates.
pub fn between_km(scenario: &Scenario, a: Option<Coordinates>, b: Option<Coordinates>) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) => great_circle_km(a, b) * scenario.road_factor,
        _ => 0.0,
    }
}

/// Where a centre stands; without coordinates of its own at those of its city.
pub fn centre_at(scenario: &Scenario, centre: &Centre) -> Option<Coordinates> {
    centre.at.or(scenario.cities[centre.city.index()].at)
}

/// One way by road from a city to a centre, kilometres; 0 if either has no coordinates.
pub fn road_km(scenario: &Scenario, city: usize, centre: usize) -> f64 {
    let place = centre_at(scenario, &scenario.centres[centre]);
    between_km(scenario, scenario.cities[city].at, place)
}

/// The centres that take a kind of job from a city, own city first, then by distance, then by id.
///
/// A list ends with the first walk-in centres that are always there: nobody drives past them.
pub fn candidates(scenario: &Scenario, city: usize, failure: &Failure) -> Vec<Candidate> {
    let mut list: Vec<Candidate> = Vec::new();
    // The nearest walk-in centre that is always there: own city first, then by distance.
    let mut nearest: Option<(bool, f64)> = None;
    for (index, centre) in scenario.centres.iter().enumerate() {
        let own = centre.city.index() == city;
        let km = road_km(scenario, city, index);
        let passed_by = nearest.is_some_and(|(nearest_own, nearest_km)| (!own, km) > (!nearest_own, nearest_km));
        if passed_by || km > scenario.choice.reach_km || !takes(centre, failure) {
            continue;
        }
        let always = matches!(centre.booking, Booking::WalkIn { .. })
            && centre.opens.is_none_or(|date| date <= scenario.start)
            && centre.closes.is_none();
        if always {
            nearest = Some((own, km));
        }
        list.push(Candidate {
            centre: CentreId(index as u32),
            own,
            km,
        });
    }
    list.retain(|candidate| nearest.is_none_or(|(own, km)| (!candidate.own, candidate.km) <= (!own, km)));
    list.sort_by(|a, b| {
        (!a.own)
            .cmp(&!b.own)
            .then(a.km.total_cmp(&b.km))
            .then(a.centre.cmp(&b.centre))
    });
    list.shrink_to_fit();
    list
}

/// Whether a centre has every resource and, if it books slots, slots for each team of the failure mode.
pub fn takes(centre: &Centre, failure: &Failure) -> bool {
    let has = |need| {
        centre
            .resources
            .iter()
            .any(|&(resource, count)| resource == need && count > 0)
    };
    let slots = match &centre.booking {
        Booking::Calendar {
            slots: Slots::PerDay(list),
            ..
        } => failure
            .teams()
            .all(|wanted| list.iter().any(|&(team, count)| team == wanted && count > 0)),
        _ => true,
    };
    slots
        && failure
            .stages
            .iter()
            .flat_map(|stage| &stage.needs)
            .all(|&need| has(need))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn great_circle_matches_a_hand_calculation() {
        // A quarter of a meridian is π/2 radii.
        let pole = Coordinates { lat: 90.0, lon: 0.0 };
        let equator = Coordinates { lat: 0.0, lon: 77.0 };
        let quarter = core::f64::consts::FRAC_PI_2 * EARTH_RADIUS_KM;
        assert!((great_circle_km(pole, equator) - quarter).abs() < 1e-9);
        // One degree along the equator is a 360th of the circumference.
        let next = Coordinates { lat: 0.0, lon: 78.0 };
        let degree = core::f64::consts::TAU * EARTH_RADIUS_KM / 360.0;
        assert!((great_circle_km(equator, next) - degree).abs() < 1e-9);
        assert_eq!(great_circle_km(next, next), 0.0);
    }
}
