//! Demand that moves and queues that begin empty.

use crate::reference::laws::limited;
use crate::reference::moving::{in_service_at, mean_in_service, mean_in_system};
use crate::trial::{Estimate, Station, Table, exponential, run, run_with, stations};
use std::fmt::Write as _;

/// More bays than there will ever be cars.
const BAYS: u32 = 1_000_000;

/// Weights of the hours: a busy morning, a quiet night; not scaled, so that the scaling is tested too.
const MORNING: [u32; 24] = [
    2, 1, 1, 1, 2, 4, 8, 16, 20, 18, 14, 12, 10, 10, 10, 9, 8, 8, 6, 5, 4, 3, 3, 2,
];

fn rates(per_day: f64, weights: &[u32; 24]) -> [f64; 24] {
    let whole: u32 = weights.iter().sum();
    weights.map(|weight| per_day * f64::from(weight) / f64::from(whole))
}

fn keys(weights: &[u32; 24]) -> String {
    format!("hour_weights = {weights:?}")
}

/// The first day from empty holds the wave twice: in how many come, and in how long they have been there by night.
#[test]
fn the_first_day_of_a_wave_fills_by_its_hours() {
    let evening: [u32; 24] = std::array::from_fn(|hour| MORNING[(hour + 14) % 24]);
    let per_day = 24_000.0;
    let list = [
        ("morning", MORNING, "6.0".to_string()),
        ("evening", evening, exponential(6.0)),
        ("flat", [1; 24], "{ lognormal = { mean = 6.0, cv = 0.8 } }".to_string()),
    ];
    let wave = |(id, weights, hours): &(&str, [u32; 24], String)| {
        Station::new(id, per_day / 24.0, hours.as_str(), BAYS).more(keys(weights))
    };
    let outcome = run(&stations(1, 0, &list.iter().map(wave).collect::<Vec<_>>()), 40);
    let mut table = Table::new("M_t/G/∞, first day from empty", &outcome);
    let exact = [
        mean_in_service(0, 24, &rates(per_day, &MORNING), |x| limited::constant(6.0, x)),
        mean_in_service(0, 24, &rates(per_day, &evening), |x| limited::exponential(6.0, x)),
        mean_in_service(0, 24, &rates(per_day, &[1; 24]), |x| limited::lognormal(6.0, 0.8, x)),
    ];
    for ((id, ..), exact) in list.iter().zip(exact) {
        table.compare(&format!("{id}: in system"), exact, outcome.of("in_system", id));
    }
    table.finish();
}

/// The number at given hours of the second and third day, counted from the records.
#[test]
fn the_wave_of_cars_in_work_follows_the_wave_of_demand() {
    let (per_day, days, replications) = (4800.0, 3, 100);
    let station = Station::new("wave", per_day / 24.0, "{ lognormal = { mean = 8.0, cv = 0.8 } }", BAYS);
    let outcome = run_with(
        &stations(days, 0, &[station.more(keys(&MORNING))]),
        replications,
        &["--records"],
    );
    let hours = [6.0, 11.0, 15.0, 20.0];
    let mut found = vec![[0.0; 4]; replications as usize];
    let mut lines = outcome.records.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let place = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let (replication, occurred, ended) = (
        place("replication"),
        place("occurred_hours"),
        place("service_end_hours"),
    );
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let from: f64 = cells[occurred].parse().unwrap();
        let to: f64 = cells[ended].parse().unwrap_or(f64::INFINITY);
        let counts = &mut found[cells[replication].parse::<usize>().unwrap() - 1];
        for (hour, count) in hours.iter().zip(counts) {
            // Half of each of two days.
            let at = |day: f64| 24.0 * day + hour;
            let here = [1.0, 2.0]
                .iter()
                .filter(|day| from <= at(**day) && at(**day) < to)
                .count();
            *count += 0.5 * here as f64;
        }
    }
    let mut table = Table::new("M_t/G/∞ at given hours", &outcome);
    let rates = rates(per_day, &MORNING);
    let at = |t: f64| in_service_at(t, &rates, |x| limited::lognormal(8.0, 0.8, x));
    for (place, hour) in hours.iter().enumerate() {
        let values: Vec<f64> = found.iter().map(|counts| counts[place]).collect();
        let exact = 0.5 * (at(24.0 + hour) + at(48.0 + hour));
        table.compare(&format!("at {hour} h"), exact, Estimate::of(&values));
    }
    table.finish();
}

/// Many equal cities with one bay each, so that one replication holds many first days.
fn cities(count: u32, per_hour: f64, mean: f64, days: u32, warm_up_days: u32) -> String {
    let mut toml = format!("name = \"theory\"\nstart = 2025-03-01\ndays = {days}\nwarm_up_days = {warm_up_days}\n");
    for city in 0..count {
        write!(
            toml,
            "[[city]]\nid = \"c{city}\"\nvehicles = 36525\n[[centre]]\nid = \"c{city}\"\ncity = \"c{city}\"\n\
             resources = {{ bay = 1 }}\nhours = \"always\"\nbooking = {{ policy = \"walk-in\" }}\n"
        )
        .unwrap();
    }
    write!(
        toml,
        "[[failure]]\nid = \"body\"\n{}\nstages = [ {{ id = \"work\", needs = [\"bay\"], hours = {} }} ]\n",
        crate::trial::rate(per_hour),
        exponential(mean)
    )
    .unwrap();
    toml
}

#[test]
fn a_queue_that_begins_empty_fills_as_kolmogorov_says() {
    let (count, per_hour, mean) = (300, 0.4, 2.0);
    for (days, warm_up_days) in [(1, 0), (2, 1)] {
        let outcome = run(&cities(count, per_hour, mean, days, warm_up_days), 400);
        let mut table = Table::new("M/M/1 from empty, ρ = 0.8, 1/μ = 2 h", &outcome);
        let hours = |days: u32| 24.0 * f64::from(days);
        let each = mean_in_system(1, per_hour, 1.0 / mean, hours(warm_up_days), hours(days));
        let all = outcome.row("in_system", &[]);
        table.compare(&format!("in system, day {days}"), f64::from(count) * each, all);
        table.finish();
    }
}
