//! Jobs follow cars over a holiday: expected jobs by city against the integral of where the cars are, by the hour.

use crate::trial::{Table, run};

/// The share of travellers that have set out by `t`, evenly between two instants.
fn out(t: f64, from: f64, to: f64) -> f64 {
    ((t - from) / (to - from)).clamp(0.0, 1.0)
}

#[test]
fn jobs_of_a_holiday_follow_the_cars() {
    follow_the_cars(0.0);
}

/// Half of what arises in another city is told at home: of each car what arises from its arrival until it sets out for home.
#[test]
fn jobs_of_who_waits_follow_the_owners_home() {
    follow_the_cars(0.5);
}

fn follow_the_cars(waits: f64) {
    // North, east and south stand on a meridian, 1.2 degrees and twice that apart: 133.434 and 266.868 km, roads as long. Of
    // 400,000 cars of the north 60 % travel: trips send three in four to the south, past the east, and the rest to the east.
    // Cars leave on days 3 to 5 and set out for home on days 6 to 9, 150 km a day.
    let toml = "
        name = \"theory\"
        start = 2025-03-01
        days = 14
        road_factor = 1
        [[city]]
        id = \"north\"
        vehicles = 400000
        lat = 32.4
        lon = 114.0
        [[city]]
        id = \"east\"
        vehicles = 50000
        lat = 31.2
        lon = 114.0
        [[city]]
        id = \"south\"
        lat = 30.0
        lon = 114.0
        [[migration]]
        id = \"m\"
        leave_from = 2025-03-04
        leave_to = 2025-03-06
        return_from = 2025-03-07
        return_to = 2025-03-10
        travel_share = 0
        travel_shares = { north = 0.6 }
        km_per_day = 150
        trouble_factor = 1.5
        [[trip]]
        from = \"north\"
        to = \"south\"
        share = 3
        [[trip]]
        from = \"north\"
        to = \"east\"
        share = 1
        [[failure]]
        id = \"f\"
        rate = { per_vehicle_year = 1 }
        away_factor = 0.8
        on_road_factor = 2
        stages = [ { id = \"work\", needs = [\"bay\"], hours = 0.1 } ]
        [[centre]]
        id = \"centre\"
        city = \"north\"
        resources = { bay = 2000 }
        hours = \"always\"
        booking = { policy = \"walk-in\" }
        "
    .replace(
        "away_factor = 0.8",
        &format!("away_factor = 0.8\naway_waits_share = {waits:?}"),
    );
    let apart = 6371.0088 * std::f64::consts::PI / 180.0 * 1.2;
    let (away, road) = (0.8 * (1.0 - waits), 3.0);
    // Riemann sums by half a minute; north, east, south.
    let mut jobs = [0.0; 3];
    let step = 1.0 / 2880.0;
    for tick in 0..14 * 2880 {
        let t = (f64::from(tick) + 0.5) * step;
        let mut cars = [400_000.0, 50_000.0, 0.0];
        for (share, km, to) in [(0.45, 2.0 * apart, 2), (0.15, apart, 1)] {
            let travellers = 400_000.0 * share;
            let way = km / 150.0;
            let left = |late: f64| out(t - late, 3.0, 6.0);
            let back = |late: f64| out(t - late, 6.0, 10.0);
            cars[0] -= travellers * (left(0.0) - back(way));
            cars[to] += travellers * (left(way) - back(0.0)) * away;
            // On the road: by the place, in hundredths of the way.
            for part in 0..100 {
                let (from, until) = (f64::from(part) / 100.0, f64::from(part + 1) / 100.0);
                let place = (from + until) / 2.0 * km / apart;
                let nearest = if place < 0.5 {
                    0
                } else if place < 1.5 {
                    1
                } else {
                    2
                };
                let there = left(from * way) - left(until * way);
                let home = back((1.0 - until) * way) - back((1.0 - from) * way);
                cars[nearest] += travellers * (there + home) * road;
            }
        }
        for (jobs, cars) in jobs.iter_mut().zip(cars) {
            *jobs += cars * step / 365.25;
        }
    }
    // Who sets out with rank r of all leaves at 3 + 3r and for home at 6 + 4r: there for 3.5 days less the way on average.
    for (share, km) in [(0.45, 2.0 * apart), (0.15, apart)] {
        jobs[0] += 400_000.0 * share * (3.5 - km / 150.0) * 0.8 * waits / 365.25;
    }
    let outcome = run(&toml, 80);
    let mut table = Table::new("A holiday", &outcome);
    for (city, expected) in ["north", "east", "south"].into_iter().zip(jobs) {
        table.compare(
            &format!("jobs, {city}"),
            expected,
            outcome.row("jobs", &[("city", city)]),
        );
    }
    table.finish();
}
