//! Rescue on the roadside, minute by minute.

use super::{BODY, Case, bays, centre};

/// One degree along the equator is a 360th of the circumference; a road is 1.3 times as long.
const DEGREE_KM: f64 = core::f64::consts::TAU * 6371.0088 / 360.0 * 1.3;

/// Lines of `body`, the failure mode of the trace.
fn with_lines(scenario: &str, lines: &str) -> String {
    scenario.replace("id = \"body\"\n", &format!("id = \"body\"\n{lines}\n"))
}

#[test]
fn a_breakdown_on_a_road_at_night_reaches_a_closed_centre_and_waits_for_it_to_open() {
    // 60 km at 60 km/h: there at 23:00, loaded at 23:15, at the centre at 00:15, where it waits for 09:00. The truck is at
    // home there: 2.25 hours of 72.
    let world = with_lines(BODY, "immobilised_share = 1")
        + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", "policy = 'walk-in'")
        + "[roadside]
           speed_kmh = 60
           road_share = 1
           road_km = 60
           load_minutes = 15
           [[base]]
           id = 'b'
           city = 'wuhan'
           cost_per_month_cny = 30437.5
           cost_per_trip_cny = 80";
    let run = Case::new(3, &world)
        .trace(
            "time
             0/22:00",
        )
        .gives(
            "job occurred triaged arrived start   end     channel outcome
             1   0/22:00  1/00:15 1/00:15 1/09:00 1/10:00 centre  served",
        );
    run.is("rescues", "", 1.0)
        .is("rescues", "component=road", 1.0)
        .is("rescues", "component=town", 0.0)
        .is("roadside_response_minutes", "", 60.0)
        .is("roadside_response_minutes", "city=wuhan", 60.0)
        .is("roadside_response_minutes", "component=road", 60.0)
        .is("roadside_within_share", "component=30", 0.0)
        .is("roadside_within_share", "component=60", 1.0)
        .is("roadside_within_share", "component=road_90", 1.0)
        .is("roadside_partner_share", "", 0.0)
        .is("truck_busy_share", "", 2.25 / 72.0)
        .is("truck_busy_share", "component=b", 2.25 / 72.0)
        // A thousand a day and a trip.
        .is("cost_cny", "component=roadside", 3080.0)
        .is("cost_cny", "", 3080.0)
        .is("wait_days", "cause=triage", 2.25 / 24.0);
}

/// A truck in the west, half an hour from the east; every car is mended in half an hour.
fn shared(more: &str) -> Case {
    let scenario = format!(
        "[[city]]\nid = 'west'\nlat = 0.0\nlon = 0.0\n[[city]]\nid = 'east'\nlat = 0.0\nlon = 1.0\n\
         [[failure]]\nid = 'body'\nimmobilised_share = 1\nfixed_on_the_spot_share = 1\n\
         stages = [ {{ id = 'repair', needs = ['bay'], hours = 1.0 }} ]\n\
         [[centre]]\nid = 'w'\ncity = 'west'\nresources = {{ bay = 1 }}\nhours = 'always'\n\
         booking = {{ policy = 'walk-in' }}\n\
         [roadside]\nspeed_kmh = {:?}\ntown_km = 0\n{more}\n[[base]]\nid = 'b'\ncity = 'west'\nreach_km = 200\n",
        2.0 * DEGREE_KM
    );
    Case::new(2, &scenario).trace(
        "time    city
         0/10:00 east
         0/10:05 west
         0/10:20 east",
    )
}

#[test]
fn two_cities_share_a_truck_in_the_order_of_their_calls() {
    // Out at 10:00, there 10:30, mended 11:00, home 11:30; then to the west, on the spot, until 12:00; then east again.
    let run = shared("").gives(
        "job occurred triaged channel outcome
         1   0/10:00  0/11:00 rescue  solved
         2   0/10:05  0/12:00 rescue  solved
         3   0/10:20  0/13:00 rescue  solved",
    );
    run.is("roadside_response_minutes", "", (30.0 + 85.0 + 130.0) / 3.0)
        .is("roadside_response_minutes", "city=west", 85.0)
        .is("roadside_within_share", "component=30 city=east", 0.5)
        .is("truck_busy_share", "", 3.5 / 48.0)
        .is("solved_share", "component=rescue", 1.0)
        .is("jobs", "component=rescue", 3.0);
}

#[test]
fn calls_that_wait_too_long_are_handed_to_a_partner() {
    // The west waits from 10:05 to 11:05, the second of the east from 10:20 to 11:20; a partner is there 40 minutes later.
    let run = shared("hand_over_minutes = 60\npartner_minutes = 40\npartner_cost_cny = 500").gives(
        "job triaged channel outcome
         1   0/11:00 rescue  solved
         2   0/12:15 rescue  solved
         3   0/12:30 rescue  solved",
    );
    run.is("roadside_response_minutes", "", (30.0 + 100.0 + 100.0) / 3.0)
        .is("roadside_partner_share", "", 2.0 / 3.0)
        .is("truck_busy_share", "", 1.5 / 48.0)
        .is("cost_cny", "component=roadside", 1000.0)
        .is("cost_cny", "component=roadside city=east", 500.0);
}

#[test]
fn trucks_set_out_in_their_hours_and_slower_on_days_off() {
    // 1 May 2025 is off: 60 km at half of 60 km/h take two hours. The call of the night waits for 08:00.
    let world = with_lines(
        &bays(1),
        "immobilised_share = 1\nfixed_on_the_spot_share = 1\nfixed_on_the_spot_minutes = 10",
    ) + "[calendar]
           country = 'CN'
           [roadside]
           speed_kmh = 60
           holiday_factor = 0.5
           town_km = 60
           [[base]]
           id = 'b'
           city = 'wuhan'
           hours = { mon-sun = '08:00-20:00', holiday = '08:00-20:00' }";
    Case::from("2025-04-30", 3, &world)
        .trace(
            "time
             0/10:00
             0/21:00",
        )
        .gives(
            "job triaged outcome
             1   0/11:10 solved
             2   1/10:10 solved",
        );
}

#[test]
fn a_towed_car_takes_the_next_slot_as_urgent_and_stays_there() {
    // The first takes the only slot of the next day that is not kept for urgent jobs. The towed car takes the urgent one
    // of the same day.
    let world = with_lines(BODY, "")
        + "[[failure]]
           id = 'stuck'
           immobilised_share = 1
           stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
           [roadside]
           town_km = 0
           load_minutes = 0
           [[base]]
           id = 'b'
           city = 'wuhan'
        "
        + &centre(
            "bay = 2",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar', slots_per_day = 2, urgent_reserve_share = 0.5, retry = 'in-order'",
        );
    Case::new(4, &world)
        .trace(
            "time    failure
             0/18:30 body
             0/18:40 body
             0/18:50 stuck",
        )
        .gives(
            "job triaged slot    outcome
             1   0/18:30 1/09:00 served
             2   0/18:40 2/09:00 served
             3   0/18:50 1/13:30 served",
        );
}

/// Cars that a holiday finds on their way stand on a road, 60 km out; the others in town, 6 km. Both facts are told apart from each
/// other: whose car it is and where by the records, where help went by the figures.
#[test]
fn who_is_on_the_road_of_a_holiday_is_rescued_on_a_road() {
    let scenario = "[[city]]\nid = 'west'\nlat = 0.0\nlon = 0.0\nvehicles = 400\npopulation = 1\n\
         [[city]]\nid = 'east'\nlat = 0.0\nlon = 5.0\nvehicles = 1\npopulation = 1\n\
         [[failure]]\nid = 'body'\nrate = { per_vehicle_year = 36.525 }\nimmobilised_share = 1\non_road_factor = 3\n\
         stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]\n\
         [[centre]]\nid = 'w'\ncity = 'west'\nresources = { bay = 99 }\nhours = 'always'\n\
         booking = { policy = 'walk-in' }\n\
         [[migration]]\nid = 'm'\nleave_from = 2025-03-04\nleave_to = 2025-03-04\nreturn_from = 2025-03-07\n\
         return_to = 2025-03-07\ntravel_share = 1\nkm_per_day = 600\n\
         [roadside]\nspeed_kmh = 60\nroad_share = 0\nroad_km = 60\ntown_km = 6\n\
         [[base]]\nid = 'w'\ncity = 'west'\ntrucks = 1000\ncities = ['west']\n\
         [[base]]\nid = 'e'\ncity = 'east'\ntrucks = 1000\ncities = ['east']\n";
    let run = Case::new(7, scenario).run();
    let on_road = run.all("on_road").iter().filter(|cell| **cell == "1").count() as f64;
    let all = run.all("occurred").len() as f64;
    assert!(on_road > 10.0 && all > on_road + 10.0, "{on_road} of {all}");
    run.is("rescues", "component=road", on_road)
        .is("rescues", "component=town", all - on_road)
        .is("roadside_response_minutes", "component=road", 60.0)
        .is("roadside_response_minutes", "component=town", 6.0);
}
