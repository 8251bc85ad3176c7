//! Who lives near a centre, who drives far, and whose retries succeed: three cities on a meridian.

use super::Case;

/// A degree of latitude is π ÷ 180 × 6371.0088 = 111.195 km. From Wuhan at 30° to Beta at 30.8° it is 88.96 km, to
/// Gamma at 32° 222.39 km; between the two 133.43 km.
const MERIDIAN: &str = "
    [[city]]
    id = 'wuhan'
    province = 'P'
    lat = 30.0
    lon = 114.0
    vehicles = 100
    [[city]]
    id = 'beta'
    province = 'P'
    lat = 30.8
    lon = 114.0
    vehicles = 300
    [[city]]
    id = 'gamma'
    province = 'Q'
    lat = 32.0
    lon = 114.0
    vehicles = 600
    [[failure]]
    id = 'body'
    team = 'body'
    stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    [[failure]]
    id = 'tyre'
    team = 'mechanical'
    stages = [ { id = 'repair', needs = ['lift'], hours = 1.0 } ]
";

/// A walk-in centre of a city that never closes at night.
fn stands(city: &str, resources: &str, dates: &str) -> String {
    format!(
        "[[centre]]\nid = '{city}-1'\ncity = '{city}'\nresources = {{ {resources} }}\nhours = 'always'\n{dates}\n\
         booking = {{ policy = 'walk-in' }}\n"
    )
}

/// Tyres in Wuhan, everything in Gamma from the last day on, everything in Beta until then.
fn network(choice: &str) -> Case {
    let scenario = MERIDIAN.to_string()
        + choice
        + &stands("wuhan", "lift = 1", "")
        + &stands("gamma", "bay = 1, lift = 1", "opens = 2025-03-05")
        + &stands("beta", "bay = 1, lift = 1", "closes = 2025-03-05");
    Case::new(3, &scenario).top("road_factor = 1.0")
}

#[test]
fn owners_near_a_centre_are_counted_on_the_last_day() {
    let run = network("").trace("time city failure\n0/08:00 wuhan tyre").run();
    // Tyres: 0 km for Wuhan and Gamma, 88.96 for Beta.
    for (km, share) in [(30, 0.7), (50, 0.7), (100, 1.0), (200, 1.0), (400, 1.0)] {
        run.is("covered_share", &format!("team=mechanical km={km}"), share).is(
            "covered_share",
            &format!("km={km}"),
            share,
        );
    }
    // Body: only Gamma, 133.43 km from Beta and 222.39 from Wuhan.
    for (km, share) in [(30, 0.6), (100, 0.6), (200, 0.9), (400, 1.0)] {
        run.is("covered_share", &format!("team=body km={km}"), share);
    }
    run.is("covered_share", "team=body km=200 province=P", 0.75)
        .is("covered_share", "team=body km=30 province=Q", 1.0)
        .is("covered_share", "km=30 province=P", 0.25);
}

#[test]
fn what_is_out_of_reach_is_no_cover() {
    let run = network("[choice]\nreach_km = 200.0\n")
        .trace("time city failure\n0/08:00 wuhan tyre")
        .run();
    run.is("covered_share", "team=body km=400", 0.9);
}

#[test]
fn cars_are_those_delivered_by_the_last_day() {
    // Ten of the 31 days of January: 1000 of 3100 cars, all in Wuhan, beside 3000 without a centre near.
    let scenario = "
        [[city]]
        id = 'wuhan'
        share = 1.0
        lat = 30.0
        lon = 114.0
        [[city]]
        id = 'far'
        vehicles = 3000
        lat = 40.0
        lon = 114.0
        [[delivery]]
        month = '2025-01'
        model = 'a'
        vehicles = 3100
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    ";
    let scenario = scenario.to_string() + &stands("wuhan", "bay = 1", "");
    let run = Case::from("2025-01-01", 10, &scenario)
        .trace("time city\n0/08:00 wuhan")
        .run();
    run.is("covered_share", "km=400", 0.25);
}

#[test]
fn far_is_over_a_hundred_kilometres_one_way() {
    let run = network("")
        .trace(
            "time    city  failure
             0/08:00 wuhan tyre     # at home
             0/09:00 wuhan body     # to Beta, 88.96 km
             0/10:00 gamma body     # to Beta, 133.43 km
             0/11:00 gamma tyre     # to Beta, 133.43 km
             2/08:00 wuhan body     # to Gamma, 222.39 km: Beta is closed",
        )
        .run();
    run.is("far_share", "", 3.0 / 5.0)
        .is("far_share", "city=wuhan", 1.0 / 3.0)
        .is("far_share", "city=gamma", 1.0)
        .is("far_share", "centre=beta-1", 2.0 / 3.0)
        .is("far_share", "failure=body", 2.0 / 3.0)
        .is("far_share", "team=mechanical", 1.0 / 2.0)
        .is("far_share", "province=P", 1.0 / 3.0)
        .is("far_share", "province=P team=body", 1.0 / 2.0);
}

#[test]
fn retries_are_counted_by_team() {
    let booking =
        "policy = 'calendar', slots_per_day = { body = 1, mechanical = 1 }, horizon_days = 1, retry = 'in-order'";
    let scenario = MERIDIAN.to_string()
        + &format!(
            "[[centre]]\nid = 'w'\ncity = 'wuhan'\nresources = {{ bay = 1, lift = 1 }}\n\
             hours = {{ mon-sun = '09:00-18:00' }}\nbooking = {{ {booking} }}\n"
        );
    let run = Case::new(3, &scenario)
        .trace(
            "time    city  failure
             0/08:00 wuhan body     # Monday
             0/08:00 wuhan body     # Tuesday, at the first retry
             0/08:00 wuhan body     # Wednesday, at the second
             0/08:00 wuhan tyre     # Monday
             0/08:00 wuhan tyre     # Tuesday, at the first retry",
        )
        .run();
    // Body: one of two, then one of one. Tyres: one of one.
    run.is("release_success_share", "team=body", 2.0 / 3.0)
        .is("release_success_share", "team=mechanical", 1.0)
        .is("release_success_share", "city=wuhan team=body", 2.0 / 3.0)
        .is("release_success_share", "", 3.0 / 4.0);
    // By the end everybody was seen within three days; within one day who got Monday or Tuesday 09:00 does not count.
    run.is("within_days_share", "province=P team=body days=3", 1.0).is(
        "within_days_share",
        "province=P days=1",
        2.0 / 5.0,
    );
}
