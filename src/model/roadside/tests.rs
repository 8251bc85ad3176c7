//! Ways to and from cars that cannot move, by hand.

use super::*;
use crate::model::Model;
use crate::scenario::load_from;
use std::path::Path;

/// Kilometres of a degree of the equator.
const DEGREE_KM: f64 = core::f64::consts::TAU * 6371.0088 / 360.0;

/// Two cities on the equator, four degrees apart; in the west a centre in the city and one out on the road to the east.
fn model() -> Model {
    let text = r#"
        name = "Ways"
        start = 2025-01-01
        days = 3
        road_factor = 1.5
        [[city]]
        id = "west"
        lat = 0.0
        lon = 0.0
        area_km2 = 100
        [[city]]
        id = "east"
        lat = 0.0
        lon = 4.0
        [choice]
        reach_km = 2000
        [[failure]]
        id = "f"
        rate = { per_vehicle_year = 1 }
        immobilised_share = 1
        stages = [ { id = "work", needs = ["bay"], hours = 1 } ]
        [[centre]]
        id = "in-town"
        city = "west"
        resources = { bay = 1 }
        hours = "always"
        booking = { policy = "calendar", slots_per_day = 9 }
        [[centre]]
        id = "out"
        city = "west"
        lat = 0.0
        lon = 1.5
        resources = { bay = 1 }
        hours = "always"
        booking = { policy = "calendar", slots_per_day = 9 }
        [roadside]
        [[base]]
        id = "town"
        city = "west"
        reach_km = 200
        [[base]]
        id = "area"
        city = "west"
        lat = 0.0
        lon = 2.0
        reach_km = 200
        [[base]]
        id = "east"
        city = "east"
        cities = ["west", "east"]
    "#;
    let files = |_: &Path| Ok(text.as_bytes().to_vec());
    match load_from(&files, Path::new("ways.toml"), &[]) {
        Ok(loaded) => Model::compile(&loaded.scenario),
        Err(mistakes) => panic!("{}", mistakes.render(crate::units::Language::En)),
    }
}

fn close(list: &[(u32, f64)], expected: &[(u32, f64)]) {
    let near = |(a, b): (&(u32, f64), &(u32, f64))| a.0 == b.0 && (a.1 - b.1).abs() < 1e-6;
    assert!(
        list.len() == expected.len() && list.iter().zip(expected).all(near),
        "{list:?}, not {expected:?}"
    );
}

#[test]
fn from_a_way_the_bases_and_the_centres_are_those_near_to_it() {
    let model = model();
    let roadside = model.roadside.as_ref().expect("cars are rescued");
    let degree = 1.5 * DEGREE_KM;
    let at = roadside.on_way(0, 1, 0.3).expect("both have coordinates");
    // At 1.2 degrees: 0.8 to the service area, 133 km, and 2.8 to the east, which names the city; to the west 200.15 km, too far.
    close(&roadside.near(0, &at), &[(1, 0.8 * degree), (2, 2.8 * degree)]);
    // The first of the list is in the city; from here the other one is nearer.
    let list = model.candidates(0, 0);
    let (centre, km) = roadside.to_centre(0, &at, list.iter()).expect("both take it");
    close(&[(centre.0, km)], &[(1, 0.3 * degree)]);
    assert!((roadside.to_city(0, &at) - 1.2 * degree).abs() < 1e-6);
    assert_eq!(roadside.to_centre(0, &at, [].iter()), None);
}

#[test]
fn in_a_square_what_belongs_to_the_city_is_reached_by_streets() {
    let model = model();
    let roadside = model.roadside.as_ref().expect("cars are rescued");
    // Three kilometres west and two south of the middle: 5 km; from the east by the middle. The service area, 2 degrees or 334 km by
    // road, does not reach the city.
    let at = Spot::Town([-3.0, -2.0]);
    close(&roadside.near(0, &at), &[(0, 5.0), (2, 4.0 * 1.5 * DEGREE_KM + 5.0)]);
    let list = model.candidates(0, 0);
    let (centre, km) = roadside.to_centre(0, &at, list.iter()).expect("both take it");
    close(&[(centre.0, km)], &[(0, 5.0)]);
    let (centre, km) = roadside.to_centre(0, &at, list[1..].iter()).expect("one takes it");
    close(&[(centre.0, km)], &[(1, 3.0 + 1.5 * DEGREE_KM + 2.0)]);
    // Words of no and of half of all bits: the western border, the middle.
    let Spot::Town([east, north]) = Spot::in_square(10.0, [0, 1 << 63]) else {
        panic!("a square is in town");
    };
    assert!((east + 5.0).abs() < 1e-9 && north.abs() < 1e-9, "{east} {north}");
}
