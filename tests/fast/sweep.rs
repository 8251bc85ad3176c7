//! `sweep` by the command: rows, mistakes, threads.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[cfg(unix)]
mod resume;

const SCENARIO: &str = "
    name = 'Tiny'
    start = 2025-03-03
    days = 5
    [[city]]
    id = 'wuhan'
    vehicles = 200
    [[failure]]
    id = 'body'
    team = 'body'
    rate = { per_vehicle_year = 5.0 }
    stages = [ { id = 'repair', needs = ['bay'], hours = { exponential = { mean = 5.0 } } } ]
    [[failure]]
    id = 'tyre'
    team = 'quick'
    rate = { per_vehicle_year = 2.0 }
    stages = [ { id = 'change', needs = ['bay'], hours = 0.5 } ]
    [[centre]]
    id = 'wuhan-1'
    city = 'wuhan'
    resources = { bay = 2 }
    hours = { mon-sun = '09:00-18:00' }
    booking = { policy = 'calendar', slots_per_day = { body = 2, quick = 4 }, patience_days = { exponential = { mean = 9 } } }
";

const BAYS: &str = "centre.wuhan-1.resources.bay=1,2,3";
const CARS: &str = "city.wuhan.vehicles=100..300:100";

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("s.toml"), SCENARIO).unwrap();
    home
}

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aftersales"));
    command.args(arguments).current_dir(home);
    command
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8");
    command
}

fn sweep(home: &Path, arguments: &[&str]) -> Output {
    command(home, &["sweep", "s.toml", "--no-charts"])
        .args(arguments)
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn done(output: &Output) {
    assert_eq!(code(output), 0, "{}", stderr(output));
}

/// `runs.csv` as cells.
fn runs(home: &Path, folder: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(home.join(folder).join("runs.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_string).collect())
        .collect()
}

fn column(runs: &[Vec<String>], name: &str) -> Vec<String> {
    let at = runs[0]
        .iter()
        .position(|cell| cell == name)
        .unwrap_or_else(|| panic!("no column {name}"));
    runs[1..].iter().map(|row| row[at].clone()).collect()
}

#[test]
fn a_row_says_what_run_says_of_the_same_scenario() {
    let home = home();
    done(&sweep(
        home.path(),
        &["--vary", BAYS, "--vary", CARS, "-n", "12", "-o", "out"],
    ));
    let runs = runs(home.path(), "out");
    let head = [
        "run",
        "centre_wuhan_1_resources_bay",
        "city_wuhan_vehicles",
        "seed",
        "replications",
        "status",
        "lead_time_days",
        "lead_time_days_lo95",
        "lead_time_days_hi95",
    ];
    assert_eq!(runs[0][..head.len()], head);
    let names = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    assert!(runs[0].iter().all(|name| name.chars().all(names)), "{:?}", runs[0]);
    assert_eq!(column(&runs, "run"), ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert_eq!(column(&runs, head[1]), ["1", "1", "1", "2", "2", "2", "3", "3", "3"]);
    assert_eq!(
        column(&runs, head[2]),
        ["100", "200", "300", "100", "200", "300", "100", "200", "300"]
    );
    // Run 6 is `run` with the same two values, digit for digit.
    let sets = [
        "--set",
        "centre.wuhan-1.resources.bay=2",
        "--set",
        "city.wuhan.vehicles=300",
    ];
    let run = command(home.path(), &["run", "s.toml", "--no-charts", "-n", "12", "-o", "one"])
        .args(sets)
        .output();
    done(&run.unwrap());
    let text = fs::read_to_string(home.path().join("one/summary.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let summary_head = reader.headers().unwrap().clone();
    let at = |name: &str| summary_head.iter().position(|cell| cell == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let found = |wanted: &[(&str, &str)]| {
        let whole = |row: &&csv::StringRecord| {
            let plain = [
                "resource",
                "team",
                "reason",
                "days",
                "province",
                "cause",
                "km",
                "component",
                "part",
            ];
            let asked = |name: &str| {
                wanted
                    .iter()
                    .find(|(key, _)| *key == name)
                    .map_or("", |(_, value)| value)
            };
            plain.iter().all(|name| &row[at(name)] == asked(name))
                && &row[at("metric")] == asked("metric")
                && ["city", "centre", "failure"].iter().all(|name| &row[at(name)] == "*")
        };
        let row = rows.iter().find(whole).unwrap_or_else(|| panic!("{wanted:?}"));
        ["mean", "ci95_lo", "ci95_hi"].map(|name| row[at(name)].to_string())
    };
    for (name, key) in [
        ("lead_time_days", vec![("metric", "lead_time_days")]),
        (
            "lead_time_days_body",
            vec![("metric", "lead_time_days"), ("team", "body")],
        ),
        ("jobs", vec![("metric", "jobs")]),
        ("utilisation_bay", vec![("metric", "utilisation"), ("resource", "bay")]),
        (
            "within_days_share_3_quick",
            vec![("metric", "within_days_share"), ("team", "quick"), ("days", "3")],
        ),
        ("first_slot_days", vec![("metric", "first_slot_days"), ("team", "*")]),
        (
            "lost_share_no_slot",
            vec![("metric", "lost_share"), ("reason", "no_slot")],
        ),
        ("wait_days_work", vec![("metric", "wait_days"), ("cause", "work")]),
    ] {
        let got = ["", "_lo95", "_hi95"].map(|end| column(&runs, &format!("{name}{end}"))[5].clone());
        assert_eq!(got, found(&key), "{name}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_runs() {
    let home = home();
    for threads in ["1", "2", "3"] {
        done(&sweep(
            home.path(),
            &["--vary", BAYS, "-n", "25", "-j", threads, "-o", threads],
        ));
    }
    let read = |folder: &str| fs::read(home.path().join(folder).join("runs.csv")).unwrap();
    assert!(read("1").len() > 1000);
    assert_eq!(read("1"), read("2"));
    assert_eq!(read("1"), read("3"));
}

#[test]
fn refused_values_are_rows_and_the_sweep_goes_on() {
    let home = home();
    let output = sweep(
        home.path(),
        &[
            "--vary",
            "centre.wuhan-1.resources.bay=1,-2,1.5,2",
            "-n",
            "2",
            "-o",
            "out",
        ],
    );
    done(&output);
    assert!(
        stderr(&output).contains("2 of 4 runs were refused"),
        "{}",
        stderr(&output)
    );
    let runs = runs(home.path(), "out");
    let status = column(&runs, "status");
    assert_eq!([&status[0], &status[3]], ["done", "done"]);
    for (row, value) in [(1, "-2"), (2, "1.5")] {
        assert!(
            status[row].starts_with("failed: ") && status[row].contains(value),
            "{}",
            status[row]
        );
        assert!(runs[row + 1][5..].iter().all(String::is_empty), "{:?}", runs[row + 1]);
    }
    // In Chinese too the file is the same.
    let chinese = sweep(
        home.path(),
        &[
            "--vary",
            "centre.wuhan-1.resources.bay=1,-2,1.5,2",
            "-n",
            "2",
            "-o",
            "zh",
            "--lang",
            "zh",
        ],
    );
    done(&chinese);
    let read = |folder: &str| fs::read(home.path().join(folder).join("runs.csv")).unwrap();
    assert_eq!(read("out"), read("zh"));
    let none = sweep(
        home.path(),
        &["--vary", "centre.wuhan-1.resources.bay=-1,-2", "-n", "2", "-o", "none"],
    );
    assert_eq!(code(&none), 2);
    assert!(
        stderr(&none).contains("none of the 2 runs") && stderr(&none).contains("--vary 1"),
        "{}",
        stderr(&none)
    );
    assert!(!home.path().join("none").exists());
}

#[test]
fn other_designs_have_their_rows() {
    let home = home();
    done(&sweep(
        home.path(),
        &["--vary", BAYS, "--vary", CARS, "--zip", "-n", "1", "-o", "zip"],
    ));
    let zip = runs(home.path(), "zip");
    assert_eq!(column(&zip, "centre_wuhan_1_resources_bay"), ["1", "2", "3"]);
    assert_eq!(column(&zip, "city_wuhan_vehicles"), ["100", "200", "300"]);
    let lhs = [
        "--vary",
        "centre.wuhan-1.resources.bay=1..4",
        "--vary",
        "city.wuhan.vehicles=101..108",
        "--lhs",
        "4",
    ];
    for (folder, seed) in [("a", "1"), ("b", "1"), ("c", "2")] {
        done(&sweep(
            home.path(),
            &[&lhs[..], &["-n", "1", "-o", folder, "--seed", seed]].concat(),
        ));
    }
    let [a, b, c] = ["a", "b", "c"].map(|folder| runs(home.path(), folder));
    assert_eq!(a, b);
    assert_ne!(column(&a, "city_wuhan_vehicles"), column(&c, "city_wuhan_vehicles"));
    let mut bays = column(&a, "centre_wuhan_1_resources_bay");
    bays.sort();
    assert_eq!(bays, ["1", "2", "3", "4"]);
    fs::write(
        home.path().join("d.csv"),
        "centre.wuhan-1.resources.bay,days,name\n3,4,\n,6,other\n",
    )
    .unwrap();
    done(&sweep(home.path(), &["--design", "d.csv", "-n", "1", "-o", "table"]));
    let table = runs(home.path(), "table");
    assert_eq!(table[0][..4], ["run", "centre_wuhan_1_resources_bay", "days", "name"]);
    assert_eq!([&table[1][1..4], &table[2][1..4]], [["3", "4", ""], ["", "6", "other"]]);
}

#[test]
fn all_mistakes_are_told_in_one_go_and_nothing_is_written() {
    let home = home();
    let wrong = [
        "--vary", "a", "--vary", "b=3..1:1", "--vary", "c=1,,2", "--metric", "wait", "-n", "0", "-j", "0",
    ];
    for (language, words) in [
        (
            "en",
            [
                "--vary a:",
                "--vary b=3..1:1:",
                "--vary c=1,,2:",
                "--metric wait:",
                "--replications 0",
                "--threads 0",
            ],
        ),
        (
            "zh",
            [
                "--vary a：",
                "--vary b=3..1:1：",
                "--vary c=1,,2：",
                "--metric wait：",
                "--replications 0",
                "--threads 0",
            ],
        ),
    ] {
        let output = sweep(home.path(), &[&wrong[..], &["--lang", language, "-o", "out"]].concat());
        assert_eq!(code(&output), 2);
        let told = stderr(&output);
        assert!(words.iter().all(|word| told.contains(word)), "{told}");
    }
    for (arguments, word) in [
        (vec![], "--vary path=2,3,4"),
        (vec!["--vary", "centre.wuhan-1.resources.bya=1,2"], "did you mean `bay`"),
        (vec!["--vary", "centre.wuhan-2.resources.bay=1,2"], "wuhan-2"),
        (vec!["--vary", "days=1..5"], "needs a step"),
        (
            vec!["--vary", "days=1,2", "--vary", "warm_up_days=0", "--zip"],
            "days: 2, warm_up_days: 1",
        ),
        (vec!["--vary", "days=1,2", "--lhs", "0"], "--lhs 0"),
        (vec!["--design", "no.csv"], "no.csv"),
        (vec!["--design", "s.toml", "--zip"], "--zip"),
        (
            vec!["--vary", "days=1..9", "--lhs", "2", "--set", "city.wuhan.cars=1"],
            "city.wuhan.cars",
        ),
    ] {
        let output = sweep(home.path(), &[&arguments[..], &["-o", "out"]].concat());
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(word), "{arguments:?}: {}", stderr(&output));
    }
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}
