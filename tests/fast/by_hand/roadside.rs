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

/// Own trucks first; a partner's truck, from eight to noon, for who has waited twenty minutes; without another partner the others wait.
#[test]
fn a_partners_truck_comes_for_who_has_waited_and_in_its_hours() {
    // The own truck is out to the first until 11:30, to the third until 13:00, then to the fifth. The partner's leaves the east
    // for the second at 10:25 and is home at 11:55, when the fourth has waited for more than twenty minutes. At 12:18 the fifth is
    // the partner's too, who is at home again from 12:25 on, after noon.
    let more = "hand_over_minutes = 20
         [[base]]
         id = 'p'
         city = 'east'
         partner = true
         reach_km = 200
         hours = { mon-sun = '08:00-12:00' }
         cost_per_trip_cny = 300";
    let run = shared(more)
        .trace(
            "time    city
             0/10:00 east
             0/10:05 west
             0/10:20 east
             0/11:00 east
             0/11:58 east",
        )
        .gives(
            "job triaged channel outcome
             1   0/11:00 rescue  solved
             2   0/11:25 rescue  solved
             3   0/12:30 rescue  solved
             4   0/12:25 rescue  solved
             5   0/14:00 rescue  solved",
        );
    run.is(
        "roadside_response_minutes",
        "",
        (30.0 + 50.0 + 100.0 + 55.0 + 92.0) / 5.0,
    )
    .is("roadside_partner_share", "", 0.4)
    // The own truck three times an hour and a half; the partner's an hour and a half and half an hour, of four hours a day.
    .is("truck_busy_share", "", 4.5 / 48.0)
    .is("truck_busy_share", "component=b", 4.5 / 48.0)
    .is("truck_busy_share", "component=p", 2.0 / 8.0)
    .is("cost_cny", "component=roadside", 600.0)
    .is("cost_cny", "component=roadside city=east", 600.0);
}

/// Where a partner without a base is as well, she has what no partner's truck takes at once.
#[test]
fn the_partner_without_limit_comes_after_those_with_few_trucks() {
    let more = "hand_over_minutes = 20\npartner_minutes = 45\npartner_cost_cny = 500
         [[base]]
         id = 'p'
         city = 'east'
         partner = true
         reach_km = 200
         cost_per_trip_cny = 300";
    // The second at 10:25 by the truck of the base, the third at 10:40 by the other partner.
    let run = shared(more).gives(
        "job triaged channel outcome
         1   0/11:00 rescue  solved
         2   0/11:25 rescue  solved
         3   0/11:55 rescue  solved",
    );
    run.is("roadside_response_minutes", "", (30.0 + 50.0 + 65.0) / 3.0)
        .is("roadside_partner_share", "", 2.0 / 3.0)
        .is("cost_cny", "component=roadside", 800.0)
        // The call came from the east, where the base stands as well.
        .is("cost_cny", "component=roadside city=east", 800.0);
}

/// A base at a service area half an hour from the west and an hour and a half from the east.
#[test]
fn a_base_stands_where_it_says() {
    let scenario = "[[city]]\nid = 'west'\nlat = 0.0\nlon = 0.0\n[[city]]\nid = 'east'\nlat = 0.0\nlon = 2.0\n\
         [[failure]]\nid = 'body'\nimmobilised_share = 1\nstages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]\n\
         [[centre]]\nid = 'w'\ncity = 'west'\nlat = 0.0\nlon = -0.5\nresources = { bay = 1 }\nhours = 'always'\n\
         booking = { policy = 'walk-in' }\n[choice]\nreach_km = 1000\n"
        .to_string()
        + &format!(
            "[roadside]\nspeed_kmh = {DEGREE_KM:?}\ntown_km = 0\nload_minutes = 15\n\
             [[base]]\nid = 'b'\ncity = 'west'\nlat = 0.0\nlon = 0.5\nreach_km = 1000\ncost_per_trip_cny = 100\n"
        );
    // There at 11:30, loaded at 11:45; two and a half degrees to the centre: 14:15, and one degree home: 15:15. For the second 15:45
    // there, loaded at 16:00, at the centre at 16:30.
    let run = Case::new(2, &scenario)
        .trace(
            "time    city
             0/10:00 east
             0/12:00 west",
        )
        .gives(
            "job triaged outcome
             1   0/14:15 served
             2   0/16:30 served",
        );
    run.is("roadside_response_minutes", "city=east", 90.0)
        .is("roadside_response_minutes", "city=west", 225.0)
        .is("truck_busy_share", "", (5.25 + 2.25) / 48.0)
        .is("cost_cny", "component=roadside city=west", 200.0);
}

/// Calls on four days of a peak, with help after so many minutes; the two with most are the second and the fourth.
#[test]
fn the_two_worst_days_of_a_peak_are_those_with_most_rescues() {
    let peak = "\n[[peak]]\nid = 'p'\nfrom = 2025-03-03\nto = 2025-03-06\n";
    let world = with_lines(
        &bays(1),
        "immobilised_share = 1\nfixed_on_the_spot_share = 1\nfixed_on_the_spot_minutes = 10",
    ) + "[roadside]
           speed_kmh = 60
           town_km = 40
           [[base]]
           id = 'b'
           city = 'wuhan'";
    // Out for 90 minutes: who calls at the same time waits for 90 more, and has help after 130.
    let trace = "time
         0/10:00
         1/10:00
         1/10:00
         2/10:00
         3/10:00
         3/10:00
         3/15:00
         5/10:00
         5/10:00
         5/10:00
         5/10:00";
    let run = Case::new(7, &(world.clone() + peak)).trace(trace).run();
    let lines: Vec<&str> = run.peak.lines().collect();
    assert!(
        lines[0].ends_with(",worst_days_rescues,worst_days_response_minutes,worst_days_within_60_share"),
        "{}",
        lines[0]
    );
    for line in &lines[1..] {
        // 40, 130; 40, 130, 40.
        assert!(line.ends_with(",5.0,76.0,0.6"), "{line}");
    }
    assert_eq!(lines.len(), 3);
}

/// Cars that a holiday finds on their way stand on a road, somewhere between the cities; the others in town, 6 km. Both facts are told
/// apart from each other: whose car it is and where by the records, where help went by the figures.
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
         [roadside]\nspeed_kmh = 60\nroad_share = 0\ntown_km = 6\n\
         [[base]]\nid = 'w'\ncity = 'west'\ntrucks = 1000\ncities = ['west']\n\
         [[base]]\nid = 'e'\ncity = 'east'\ntrucks = 1000\ncities = ['east']\n";
    let run = Case::new(7, scenario).run();
    let on_road = run.all("on_road").iter().filter(|cell| **cell == "1").count() as f64;
    let all = run.all("occurred").len() as f64;
    assert!(on_road > 10.0 && all > on_road + 10.0, "{on_road} of {all}");
    // How far: `tests/theory/roadside.rs`.
    run.is("rescues", "component=road", on_road)
        .is("rescues", "component=town", all - on_road)
        .is("roadside_response_minutes", "component=town", 6.0);
}
