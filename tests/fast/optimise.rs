//! `optimise` by the command: a plan within its budget that the other commands take, a promise kept, and what goes wrong.

mod agents;
mod crews;
mod kept;

use super::compare::{aftersales, done};
use std::fs;
use std::path::Path;

/// Two cities with one queue each, out of reach of each other, so that each is served at home: one is 90 % busy, the other
/// 50 %, with one resource each.
const QUEUES: &str = r#"
name = "Two queues"
start = 2025-03-03
days = 40
warm_up_days = 5
choice = { reach_km = 10 }
[[city]]
id = "busy"
lat = 30
lon = 100
vehicles = 3650
[[city]]
id = "calm"
lat = 35
lon = 110
vehicles = 2030
[[failure]]
id = "fix"
rate = { per_vehicle_year = 2.16 }
stages = [ { id = "work", needs = ["bay"], hours = { exponential = { mean = 2.0 } } } ]
[[centre]]
id = "*"
hours = "always"
resources = { bay = 2 }
[[centre]]
id = "busy-1"
city = "busy"
booking = { policy = "walk-in" }
[[centre]]
id = "calm-1"
city = "calm"
booking = { policy = "walk-in" }
"#;

fn home(search: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("queues.toml"), format!("{QUEUES}{search}")).unwrap();
    home
}

/// One more bay is affordable.
const ONE_BAY: &str = r#"
[optimise]
goal = "queue_wait_hours"
budget_cny = 150000
[[lever]]
id = "bays"
adds = { bay = 1 }
most = 2
cny = 100000
"#;

/// What the plan that was found costs more than the scenario, by a comparison.
fn cost_of_plan(home: &Path) -> f64 {
    let options = ["-n", "8", "-o", "both", "--no-charts"];
    done(
        home,
        &[&["compare", "queues.toml", "out/plan.toml"], &options[..]].concat(),
    );
    let rows = read(home, "both/comparison.csv");
    let costs = rows.lines().find(|line| line.contains(",cost_cny,*,*,*,"));
    costs.unwrap().split(',').nth(6).unwrap().parse().unwrap()
}

fn read(path: &Path, file: &str) -> String {
    fs::read_to_string(path.join(file)).unwrap()
}

#[test]
fn the_bay_goes_where_the_queue_is_and_the_plan_runs() {
    let home = home(ONE_BAY);
    let told = done(home.path(), &["optimise", "queues.toml", "-n", "6", "-o", "out"]);
    // By Erlang C the wait at the busy centre is 4.3 mean services, at the calm one a third of one: no doubt where it goes.
    assert!(told.contains("1 × busy-1: bays +1  CNY 100,000"), "{told}");
    assert!(!told.contains("× calm-1"), "{told}");
    let plan = read(home.path(), "out/plan.toml");
    assert!(
        plan.contains("extends = \"../queues.toml\"") && plan.contains("bay = 3"),
        "{plan}"
    );
    let frontier = read(home.path(), "out/frontier.csv");
    assert!(
        frontier.starts_with("cost_cny,queue_wait_hours,design\n0.0,"),
        "{frontier}"
    );
    for row in frontier.lines().skip(1) {
        let cost: f64 = row.split(',').next().unwrap().parse().unwrap();
        assert!(cost <= 150_000.0, "{row}");
    }
    let next = read(home.path(), "out/next.csv");
    assert!(next.starts_with("step,cost_cny,metric,difference,lo95,hi95,"), "{next}");
    // What the search says of the plan on fresh draws is what comparing says of it on its own.
    let compared = done(
        home.path(),
        &[
            "compare",
            "queues.toml",
            "out/plan.toml",
            "-n",
            "6",
            "-o",
            "both",
            "--no-charts",
        ],
    );
    assert!(compared.contains("Two queues: best plan found"), "{compared}");
    done(home.path(), &["check", "out/plan.toml"]);
}

#[test]
fn the_same_bytes_for_any_threads() {
    let home = home(ONE_BAY);
    for threads in ["1", "2", "3"] {
        let out = format!("out{threads}");
        done(
            home.path(),
            &[
                "optimise",
                "queues.toml",
                "-n",
                "4",
                "-j",
                threads,
                "-o",
                &out,
                "--quiet",
            ],
        );
    }
    for file in ["plan.toml", "frontier.csv", "next.csv"] {
        let first = read(home.path(), &format!("out1/{file}"));
        assert!(
            (2..=3).all(|threads| read(home.path(), &format!("out{threads}/{file}")) == first),
            "{file}"
        );
    }
}

#[test]
fn a_promise_is_kept_city_by_city_for_the_least_money() {
    // A centre has 9 slots a day (2 bays × 9 hours ÷ 2 hours). The busy city has 6,000 × 1.08 ÷ 365.25 = 17.7 jobs a day and
    // needs at least 4 bays for 18 slots; the calm one has 6 and needs nothing.
    let text = QUEUES
        .replace("2.16", "1.08")
        .replace("vehicles = 3650", "vehicles = 6000");
    let text = text
        .replace("hours = \"always\"", "hours = { mon-sun = \"09:00-18:00\" }")
        .replace(
            "booking = { policy = \"walk-in\" }",
            "booking = { policy = \"calendar\" }",
        );
    let search = r#"
[optimise]
goal = "within_days_share"
days = 3
promise_share = 0.9
[[lever]]
id = "bays"
adds = { bay = 1 }
most = 5
cny = 100000
"#;
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("queues.toml"), format!("{text}{search}")).unwrap();
    let told = done(home.path(), &["optimise", "queues.toml", "-n", "10", "-o", "out"]);
    assert!(told.contains("The promise is kept in every city for CNY"), "{told}");
    assert!(told.contains("busy-1: bays +1") && !told.contains("× calm-1"), "{told}");
    assert!(told.contains("every city keeps the promise"), "{told}");
}

#[test]
fn what_cannot_be_searched_is_told() {
    let refused = |search: &str, word: &str| {
        let home = home(search);
        let output = aftersales(home.path(), &["optimise", "queues.toml", "-o", "out"]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(word), "{told}");
        assert!(!home.path().join("out").exists());
    };
    refused("", "nothing says what to look for");
    refused(
        &ONE_BAY.replace("cny = 100000\n", ""),
        "what a step of the lever `bays` costs",
    );
    refused(&ONE_BAY.replace("goal", "gaol"), "gaol");
    // Money for nothing is a result, not a mistake.
    let home = home(&ONE_BAY.replace("150000", "50000"));
    let told = done(home.path(), &["optimise", "queues.toml", "-n", "3", "-o", "out"]);
    assert!(told.contains("No step under this budget surely improves"), "{told}");
}

/// The quantile of each replication by hand, from the records of a run: of the jobs that occurred after the warm-up and looked
/// for a slot the lead time of the one at the rank, those without a slot last.
fn quantile_by_hand(home: &Path, records: &str, q: f64, warm_up_hours: f64) -> Vec<f64> {
    let text = read(home, records);
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| names.iter().position(|other| *other == name).unwrap();
    let (replication, outcome) = (column("replication"), column("outcome"));
    let (occurred, lead) = (column("occurred_hours"), column("lead_time_hours"));
    let mut waits: Vec<Vec<f64>> = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let at: usize = cells[replication].parse().unwrap();
        waits.resize_with(waits.len().max(at), Vec::new);
        if cells[occurred].parse::<f64>().unwrap() <= warm_up_hours {
            continue;
        }
        match (cells[lead].parse::<f64>(), cells[outcome]) {
            (Ok(hours), _) => waits[at - 1].push(hours / 24.0),
            (Err(_), "lost") => waits[at - 1].push(f64::INFINITY),
            (Err(_), other) => panic!("nobody is left without an answer here: {other}"),
        }
    }
    let of = |mut waits: Vec<f64>| {
        waits.sort_by(f64::total_cmp);
        waits[(q * waits.len() as f64).ceil() as usize - 1]
    };
    waits.into_iter().map(of).collect()
}

/// A clinic that gives slots two days ahead and no more; whoever finds none goes away at once.
const CLINIC: &str = r#"
name = "Clinic"
start = 2025-03-03
days = 60
warm_up_days = 10
[[city]]
id = "town"
vehicles = 3600
[[failure]]
id = "fix"
rate = { per_vehicle_year = 1.2 }
stages = [ { id = "work", needs = ["bay"], hours = 2.0 } ]
[[centre]]
id = "one"
city = "town"
hours = { mon-sun = "09:00-18:00" }
resources = { bay = 2 }
booking = { policy = "calendar", horizon_days = 2, patience_days = 0 }
[optimise]
goal = "lead_time_days"
quantile_share = 0.6
budget_cny = 100000
[[lever]]
id = "bays"
adds = { bay = 1 }
cny = 100000
"#;

#[test]
fn a_quantile_counts_those_who_are_never_served() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("clinic.toml"), CLINIC).unwrap();
    done(
        home.path(),
        &["run", "clinic.toml", "-n", "4", "--records", "--no-charts", "-o", "run"],
    );
    let before = quantile_by_hand(home.path(), "run/records.csv", 0.6, 240.0);
    assert!(before.iter().all(|days| days.is_finite()), "{before:?}");
    let told = done(home.path(), &["optimise", "clinic.toml", "-n", "4", "-o", "out"]);
    assert!(told.contains("60\u{a0}% lead time "), "{told}");
    let frontier = read(home.path(), "out/frontier.csv");
    let mut rows = frontier.lines();
    assert_eq!(rows.next(), Some("cost_cny,lead_time_days_p60,design"));
    let value = |row: &str| row.split(',').nth(1).unwrap().parse::<f64>().unwrap();
    let (found, mean) = (value(rows.next().unwrap()), before.iter().sum::<f64>() / 4.0);
    // Buckets are within 0.78 %.
    assert!((found - mean).abs() <= 0.0079 * mean, "{found}, by hand {mean}");
    // Of nine in ten jobs too many go away: that counts as the 50 days that are measured.
    let more = &[
        "optimise",
        "clinic.toml",
        "-n",
        "4",
        "--set",
        "optimise.quantile_share=0.9",
        "-o",
        "more",
    ];
    assert!(
        quantile_by_hand(home.path(), "run/records.csv", 0.9, 240.0)
            .iter()
            .all(|days| days.is_infinite())
    );
    let told = done(home.path(), more);
    assert!(
        told.contains("nobody as waiting longer than the 50\u{a0}days measured"),
        "{told}"
    );
    let frontier = read(home.path(), "more/frontier.csv");
    assert_eq!(value(frontier.lines().nth(1).unwrap()), 50.0);
}
