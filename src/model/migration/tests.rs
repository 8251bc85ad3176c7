//! Small holidays by hand: who travels where, and where the cars are on each day.

use super::*;
use crate::model::demand::Demand;
use crate::scenario::load_from;
use std::path::Path;

/// 1,000 cars live in `a`, none elsewhere; a degree of the equator is 111.195 km.
const CITIES: &str = r#"
    [[city]]
    id = "a"
    vehicles = 1000
    population = 7
    lat = 0.0
    lon = 0.0
    [[city]]
    id = "b"
    population = 4
    lat = 0.0
    lon = 1.0
    [[city]]
    id = "c"
    population = 1
    lat = 0.0
    lon = 2.0
"#;

fn demand(days: u32, failure: &str, rest: &str) -> Demand {
    let text = format!(
        r#"
        name = "Holiday"
        start = 2025-01-01
        days = {days}
        road_factor = 1.0
        [[centre]]
        id = "a-1"
        city = "a"
        resources = {{ bay = 1 }}
        hours = "always"
        booking = {{ policy = "walk-in" }}
        [[failure]]
        id = "f"
        stages = [ {{ id = "work", needs = ["bay"], hours = 1 }} ]
        {failure}
        {rest}
        "#
    );
    let files = |_: &Path| Ok(text.clone().into_bytes());
    let scenario = match load_from(&files, Path::new("holiday.toml"), &[]) {
        Ok(loaded) => loaded.scenario,
        Err(mistakes) => panic!("{}", mistakes.render(crate::units::Language::En)),
    };
    let civil = crate::model::calendar::civil_days(&scenario, days);
    Demand::new(&scenario, &civil)
}

fn migration(days: [u32; 4], rest: &str) -> String {
    let [leave_from, leave_to, return_from, return_to] = days;
    format!(
        "[[migration]]\nid = \"m\"\nleave_from = 2025-01-{leave_from:02}\nleave_to = 2025-01-{leave_to:02}\n\
         return_from = 2025-01-{return_from:02}\nreturn_to = 2025-01-{return_to:02}\n{rest}\n"
    )
}

/// Standing and on the road at `city` of those who live at `home`, as shares of all of them.
fn shares(demand: &Demand, day: usize, city: usize, home: u32) -> [f64; 2] {
    let movement = demand.movement.as_ref().expect("somebody travels");
    let guests = movement.guests(city, day).unwrap_or(&[]);
    let guest = guests.iter().find(|guest| guest.home == home);
    guest.map_or([0.0; 2], |guest| [guest.here, guest.on_road])
}

fn close(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9, "{value}, not {expected}");
}

#[test]
fn gravity_is_population_over_distance_to_a_power() {
    let rest =
        CITIES.to_string() + &migration([3, 3, 6, 6], "travel_share = 0.5\ndistance_power = 2\nkm_per_day = 1e5");
    let of = |rest: &str| demand(10, "rate = { per_vehicle_year = 1 }", rest);
    let demand = of(&rest);
    // 4 / 1² to 1 / 2²: 16 of 17 go to b. By noon of the sixth nobody is on the road but for minutes; on the fifth all are there.
    close(shares(&demand, 4, 0, 0)[0], 0.5);
    close(shares(&demand, 4, 1, 0)[0], 0.5 * 16.0 / 17.0);
    close(shares(&demand, 4, 2, 0)[0], 0.5 / 17.0);
    // Without populations cars attract: nobody lives in b and c, so nobody has anywhere to go.
    let nowhere = rest.replace("population", "# ");
    let demand = of(&nowhere);
    close(shares(&demand, 2, 0, 0)[0], 1.0);
}

#[test]
fn a_way_of_half_a_day_by_hand() {
    // All go to b, half a day away, evenly over the third day: ∫ t = 1/2 of them have left on average of that day, ∫ (t − 1/2)
    // from 1/2 on = 1/8 have arrived. On the fourth 7/8 have arrived on average, and all have left.
    let way = 111.195_08 * 2.0;
    let rest = CITIES.to_string()
        + &migration(
            [3, 3, 6, 6],
            &format!("travel_share = 1\nkm_per_day = {way}\n[[trip]]\nfrom = \"a\"\nto = \"b\"\nshare = 3"),
        );
    let demand = demand(10, "rate = { per_vehicle_year = 1 }", &rest);
    let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-6, "{value}, not {expected}");
    let on_road = |day| shares(&demand, day, 0, 0)[1] + shares(&demand, day, 1, 0)[1];
    near(shares(&demand, 2, 0, 0)[0], 0.5);
    near(on_road(2), 0.375);
    near(shares(&demand, 2, 1, 0)[0], 0.125);
    near(on_road(3), 0.125);
    near(shares(&demand, 3, 1, 0)[0], 0.875);
    // The first half of the way is nearer to a: whoever has left for less than a quarter of a day. 1/2 − ∫ (t − 1/4) = 1/2 − 9/32.
    near(shares(&demand, 2, 0, 0)[1], 0.5 - 9.0 / 32.0);
    // Home again as they came.
    near(on_road(5), 0.375);
    near(on_road(6), 0.125);
    near(shares(&demand, 6, 0, 0)[0], 0.875);
    assert!(
        demand
            .movement
            .as_ref()
            .is_some_and(|movement| movement.guests(0, 1).is_none())
    );
    assert!(
        demand
            .movement
            .as_ref()
            .is_some_and(|movement| movement.guests(0, 8).is_none())
    );
}

#[test]
fn failures_follow_the_cars_by_the_factors_of_the_mode() {
    let rest = CITIES.to_string()
        + "[driving]\nkm_per_year = 3652.5\n"
        + &migration(
            [3, 3, 6, 6],
            "travel_share = 1\nkm_per_day = 222.39016\ntrouble_factor = 2\n[[trip]]\nfrom = \"a\"\nto = \"b\"\nshare = 1",
        );
    // Ten kilometres a day, 1 failure per 10,000: 1 a day of 1,000 cars at home. On the road 22.239 times as far, twice the
    // trouble; half as often while away.
    let demand = demand(10, "rate = { per_10000_km = 1 }\naway_factor = 0.5", &rest);
    let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-5, "{value}, not {expected}");
    near(demand.expected(0, 0, 1), 1.0);
    near(demand.expected(0, 0, 2), 0.5 + (0.5 - 9.0 / 32.0) * 22.239_016 * 2.0);
    near(
        demand.expected(1, 0, 2),
        0.125 * 0.5 + (9.0 / 32.0 - 0.125) * 22.239_016 * 2.0,
    );
    near(demand.expected(1, 0, 4), 0.5);
    near(demand.expected(0, 0, 4), 0.0);
    // A job at b on the third day is of a car of a, on the road with the share of that part.
    let on_road = (9.0 / 32.0 - 0.125) * 44.478_032;
    let standing = 0.125 * 0.5 / (0.125 * 0.5 + on_road);
    let word = |share: f64| (share * u64::MAX as f64) as u64;
    let stay = |share| demand.stay(1, 0, 2, word(share));
    assert_eq!(
        stay(standing * 0.99),
        Some(Stay {
            home: 0,
            on_road: false
        })
    );
    assert_eq!(stay(standing * 1.01), Some(Stay { home: 0, on_road: true }));
    assert_eq!(demand.stay(1, 0, 1, word(0.3)), None);
}

/// All go to b over the third day and come back over the sixth, without coordinates in no time: each is away for three days.
#[test]
fn who_waits_calls_on_the_day_of_return() {
    let rest = CITIES.replace("lat =", "# lat =").replace("lon =", "# lon =")
        + &migration(
            [3, 3, 6, 6],
            "travel_share = 1\n[[trip]]\nfrom = \"a\"\nto = \"b\"\nshare = 1",
        );
    // One a day at home, half as many while away; six in ten wait.
    let rate = "rate = { per_vehicle_year = 0.36525 }\naway_factor = 0.5\naway_waits_share = 0.6";
    let demand = demand(10, rate, &rest);
    let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-5, "{value}, not {expected}");
    // Half of them are away on average on the third and on the sixth day. 3 × 0.5 × 0.6 of each car are told on the sixth.
    for (day, at_home, away) in [
        (1, 1.0, 0.0),
        (2, 0.5, 0.1),
        (3, 0.0, 0.2),
        (4, 0.0, 0.2),
        (5, 0.5 + 0.9, 0.1),
        (6, 1.0, 0.0),
    ] {
        near(demand.expected(0, 0, day), at_home);
        near(demand.expected(1, 0, day), away);
    }
    let all: f64 = (0..10)
        .map(|day| demand.expected(0, 0, day) + demand.expected(1, 0, day))
        .sum();
    near(all, 7.0 + 3.0 * 0.5);
    // Whoever calls at home on the sixth day lives there.
    for word in [0, u64::MAX / 2, u64::MAX] {
        assert_eq!(
            demand.stay(0, 0, 5, word),
            Some(Stay {
                home: 0,
                on_road: false
            })
        );
    }
}

/// Cars of four cities with ways from minutes to days: on each day everyone is somewhere, once.
#[test]
fn every_car_is_somewhere_on_every_day() {
    let cities = "
        [[city]]
        id = \"a\"
        vehicles = 1000
        lat = 31.2
        lon = 121.5
        [[city]]
        id = \"b\"
        vehicles = 300
        lat = 31.3
        lon = 120.6
        [[city]]
        id = \"c\"
        share = 1
        lat = 39.9
        lon = 116.4
        [[city]]
        id = \"d\"
        vehicles = 50
        lat = 22.5
        lon = 114.0
        [[delivery]]
        month = \"2025-01\"
        model = \"m\"
        vehicles = 310
        ";
    let rest = cities.to_string()
        + &migration(
            [3, 7, 9, 20],
            "travel_share = 0.4\ntravel_shares = { b = 1.0 }\nkm_per_day = 700",
        );
    let demand = demand(31, "rate = { per_vehicle_year = 2 }", &rest);
    let mut moved = 0;
    for day in 0..31 {
        let total: f64 = (0..4).map(|city| demand.expected(city, 0, day)).sum();
        // Ten cars a day come to c; the others are there from the start.
        let cars = 1350.0 + 10.0 * (day + 1) as f64;
        close(total, cars * 2.0 / 365.25);
        if shares(&demand, day, 0, 0) == [0.0; 2] {
            continue;
        }
        moved += 1;
        for home in 0..4 {
            let somewhere: f64 = (0..4)
                .map(|city| shares(&demand, day, city, home).iter().sum::<f64>())
                .sum();
            close(somewhere, 1.0);
        }
    }
    // From the 3rd to the 20th and the longest way, 1,072 km to Beijing from Shanghai or 1,946 from Shenzhen: under three days.
    assert!((18..=21).contains(&moved), "{moved}");
    assert!(demand.movement.as_ref().is_some_and(|movement| movement.is_whole()));
}

#[test]
fn nobody_goes_too_far() {
    let gone = |rest: &str| {
        let demand = demand(20, "rate = { per_vehicle_year = 1 }", &(CITIES.to_string() + rest));
        let most = |city| (0..20).map(|day| shares(&demand, day, city, 0)[0]).fold(0.0, f64::max);
        [most(1), most(2)].map(|share| share > 0.1)
    };
    // c is 222.4 km away, 2.2 days. Who leaves last, on the 9th, sets out for home two days later; who leaves first has seven.
    let short = migration([3, 9, 10, 11], "travel_share = 1\nkm_per_day = 100\ndistance_power = 0");
    assert_eq!(gone(&short), [true, false]);
    let fast = short
        .replace("= 100", "= 1000")
        .replace("distance_power = 0", "distance_power = 0\nreach_km = 222");
    assert_eq!(gone(&fast), [true, false]);
    // Populations 4 and 1, so that one in five goes to c; without one of its own it draws nobody.
    let near = fast.replace("reach_km = 222", "reach_km = 223");
    let share = |cities: &str| {
        let demand = demand(20, "rate = { per_vehicle_year = 1 }", &(cities.to_string() + &near));
        shares(&demand, 8, 2, 0)[0] / (shares(&demand, 8, 1, 0)[0] + shares(&demand, 8, 2, 0)[0])
    };
    assert!((share(CITIES) - 0.2).abs() < 0.02, "{}", share(CITIES));
    assert_eq!(share(&CITIES.replace("population = 1\n", "")), 0.0);
}

#[test]
fn cars_to_come_attract_like_those_that_are_there() {
    // No populations; 31 cars are delivered to b, 31 stand in c, twice as far: two to one.
    let cities = CITIES
        .replace("population", "# ")
        .replace("id = \"b\"", "id = \"b\"\nshare = 1")
        .replace("id = \"c\"", "id = \"c\"\nvehicles = 31");
    let rest = cities
        + "[[delivery]]\nmonth = \"2025-01\"\nmodel = \"m\"\nvehicles = 31\n"
        + &migration([3, 3, 6, 6], "travel_share = 0.3\nkm_per_day = 1e5");
    let demand = demand(10, "rate = { per_vehicle_year = 1 }", &rest);
    close(shares(&demand, 4, 1, 0)[0], 0.2);
    close(shares(&demand, 4, 2, 0)[0], 0.1);
}

#[test]
fn each_holiday_has_trips_of_its_own_in_whatever_order_they_stand() {
    let second = migration([13, 13, 16, 16], "travel_share = 1\nkm_per_day = 1e5").replace("\"m\"", "\"late\"");
    let first = migration([3, 3, 6, 6], "travel_share = 1\nkm_per_day = 1e5");
    let trip = |of: &str, to: &str| format!("[[trip]]\nmigration = \"{of}\"\nfrom = \"a\"\nto = \"{to}\"\nshare = 1\n");
    let rest = CITIES.to_string() + &second + &first + &trip("late", "c") + &trip("m", "b");
    let demand = demand(20, "rate = { per_vehicle_year = 1 }", &rest);
    close(shares(&demand, 4, 1, 0)[0], 1.0);
    close(shares(&demand, 14, 2, 0)[0], 1.0);
}

#[test]
fn a_holiday_that_begins_with_the_run_counts_from_its_first_day() {
    let rest = CITIES.to_string() + &migration([1, 1, 6, 6], "travel_share = 1\nkm_per_day = 1e5");
    let demand = demand(10, "rate = { per_vehicle_year = 1 }", &rest);
    close(shares(&demand, 0, 0, 0)[0], 0.5);
}

#[test]
fn the_way_home_passes_the_same_cities_backwards() {
    // Travellers live in c, at 3.5 degrees, and go to a, at 0, past b at 0.875: 0.4375 degrees or 1/8 of the way are nearer to a,
    // what lies beyond 2.1875 degrees or 3/8 nearer to c. 389 km are 16 steps, so that the borders are exact; a day's way.
    let cities = CITIES
        .replace("vehicles = 1000", "")
        .replace("id = \"c\"", "id = \"c\"\nvehicles = 1000")
        .replace("lon = 1.0", "lon = 0.875")
        .replace("lon = 2.0", "lon = 3.5");
    let rest = cities
        + &migration(
            [3, 3, 6, 6],
            "travel_share = 1\nkm_per_day = 389.182777\n[[trip]]\nfrom = \"c\"\nto = \"a\"\nshare = 1",
        );
    let demand = demand(10, "rate = { per_vehicle_year = 1 }", &rest);
    let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-6, "{value}, not {expected}");
    // Evenly over the day: who has left for less than 3/8 of a day, ∫ min(t, 3/8); for more than 7/8, ∫ (t − 7/8) from there.
    near(shares(&demand, 2, 2, 2)[1], 9.0 / 128.0 + 3.0 / 8.0 * 5.0 / 8.0);
    near(shares(&demand, 2, 0, 2)[1], 1.0 / 128.0);
    // Home: for less than 1/8, ∫ min(t, 1/8); for more than 5/8, ∫ (t − 5/8) from there.
    near(shares(&demand, 5, 0, 2)[1], 1.0 / 128.0 + 1.0 / 8.0 * 7.0 / 8.0);
    near(shares(&demand, 5, 2, 2)[1], 9.0 / 128.0);
}

#[test]
fn cars_on_the_road_drive_as_far_in_any_season_and_from_any_city() {
    let rest = |driving: &str| {
        CITIES.to_string()
            + &format!("[driving]\nkm_per_year = 3652.5\n{driving}\n")
            + &migration(
                [3, 3, 6, 6],
                "travel_share = 1\nkm_per_day = 222.39016\n[[trip]]\nfrom = \"a\"\nto = \"b\"\nshare = 1",
            )
    };
    let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-5, "{value}, not {expected}");
    let rate = "rate = { per_10000_km = 1 }";
    // A thousand cars at ten kilometres a day are one failure; those on the road around a, 1/2 − 9/32, drive 222.39.
    let on_road = (0.5 - 9.0 / 32.0) * 22.239_016;
    let january = demand(10, rate, &rest(&format!("month_weights = [2{}]", ", 1".repeat(11))));
    near(january.expected(0, 0, 1), 24.0 / 13.0);
    near(january.expected(0, 0, 2), 0.5 * 24.0 / 13.0 + on_road);
    let far = demand(
        10,
        rate,
        &rest("").replacen("vehicles = 1000", "vehicles = 1000\nkm_factor = 2", 1),
    );
    near(far.expected(0, 0, 1), 2.0);
    near(far.expected(0, 0, 2), 0.5 * 2.0 + on_road);
}
