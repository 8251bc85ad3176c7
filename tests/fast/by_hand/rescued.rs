//! Rescue beside the warm-up, the end of the run and trucks that stand farther away.

use super::{BODY, Case, centre};

/// One degree along the equator is a 360th of the circumference; a road is 1.3 times as long.
const DEGREE_KM: f64 = core::f64::consts::TAU * 6371.0088 / 360.0 * 1.3;

#[test]
fn what_trucks_do_counts_between_warm_up_and_end() {
    // 30 km at 60 km/h, half an hour of mending, and home: out for an hour and a half. The first two calls are of the warm-up, but
    // for an hour of the second; the last has an hour before the end. 3.5 of 2 × 48 hours.
    let body = BODY.replace(
        "id = \"body\"\n",
        "id = \"body\"\nimmobilised_share = 1\nfixed_on_the_spot_share = 1\n",
    );
    let world = body
        + &centre("bay = 1", "'always'", "policy = 'walk-in'")
        + "[roadside]\nspeed_kmh = 60\nroad_share = 0\ntown_km = 30\n[[base]]\nid = 'b'\ncity = 'wuhan'\ntrucks = 2\n\
           cost_per_month_cny = 30437.5\ncost_per_trip_cny = 80\n";
    Case::new(3, &world)
        .top("warm_up_days = 1")
        .trace(
            "time
             0/12:00
             0/23:30
             1/12:00
             2/23:00",
        )
        .run()
        .is("rescues", "", 2.0)
        .is("roadside_within_share", "component=30", 1.0)
        .is("truck_busy_share", "", 3.5 / 96.0)
        // Two trucks at a thousand a day each, two days, two trips.
        .is("cost_cny", "component=roadside", 4160.0);
}

#[test]
fn the_nearest_base_in_reach_sends_its_truck_whichever_is_named_first() {
    let world = |reach: u32| {
        format!(
            "[[city]]\nid = 'west'\nlat = 0.0\nlon = 0.0\n[[city]]\nid = 'east'\nlat = 0.0\nlon = 1.0\n\
             [[failure]]\nid = 'body'\nimmobilised_share = 1\nfixed_on_the_spot_share = 1\n\
             stages = [ {{ id = 'repair', needs = ['bay'], hours = 1.0 }} ]\n\
             [[centre]]\nid = 'w'\ncity = 'west'\nresources = {{ bay = 1 }}\nhours = 'always'\n\
             booking = {{ policy = 'walk-in' }}\n[roadside]\nspeed_kmh = {DEGREE_KM:?}\nroad_share = 0\ntown_km = 0\n\
             [[base]]\nid = 'far'\ncity = 'east'\nreach_km = {reach}\n[[base]]\nid = 'near'\ncity = 'west'\n"
        )
    };
    // The near truck is there at once and mends for half an hour. A second call at the same time has the other one in an hour, or,
    // where that does not reach the west, the near one again when it is free.
    for (reach, calls, minutes) in [(200, 1, 0.0), (200, 2, 30.0), (100, 2, 15.0)] {
        let trace = "time city\n".to_string() + &"0/10:00 west\n".repeat(calls);
        let run = Case::new(2, &world(reach)).trace(&trace).run();
        run.is("roadside_response_minutes", "", minutes);
    }
}
