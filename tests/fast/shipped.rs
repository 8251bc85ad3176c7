//! The scenarios and plans that are shipped: no mistakes, and they run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SCENARIOS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");

/// Every `.toml` file of a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no scenario in {}", folder.display());
    files
}

/// The scenarios and their plans.
fn shipped() -> Vec<PathBuf> {
    let folder = Path::new(SCENARIOS);
    [
        files(folder),
        files(&folder.join("plans")),
        files(&folder.join("levers")),
    ]
    .concat()
}

/// Runs the program in English in a folder of its own.
fn aftersales(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(home)
        .output()
        .unwrap()
}

/// Runs a few days of a scenario once; the simulated column of `observed.csv` by id.
fn observed(scenario: &Path, start: &str, days: u32) -> Vec<(String, String)> {
    let home = tempfile::tempdir().unwrap();
    let days = format!("days={days}");
    let start = format!("start={start}");
    let run = aftersales(
        home.path(),
        &[
            "run",
            scenario.to_str().unwrap(),
            "-n",
            "1",
            "-o",
            "out",
            "--no-charts",
            "--set",
            "warm_up_days=0",
            "--set",
            &start,
            "--set",
            &days,
        ],
    );
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {told}", scenario.display());
    let Ok(mut table) = csv::Reader::from_path(home.path().join("out/observed.csv")) else {
        return Vec::new();
    };
    let column = table
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "simulated_mean")
        .unwrap();
    let rows = table.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_owned(), row[column].to_owned())).collect()
}

#[test]
fn every_shipped_scenario_passes_the_check_and_every_assumption_has_its_value() {
    let home = tempfile::tempdir().unwrap();
    for scenario in shipped() {
        let checked = aftersales(home.path(), &["check", scenario.to_str().unwrap()]);
        let told = String::from_utf8_lossy(&checked.stderr);
        assert!(checked.status.success(), "{}: {told}", scenario.display());
        assert!(
            String::from_utf8_lossy(&checked.stdout).contains(": no mistakes\n"),
            "{}",
            scenario.display()
        );
        assert!(
            !told.contains("an assumption speaks of"),
            "{}: {told}",
            scenario.display()
        );
    }
}

#[test]
fn every_plan_has_a_chinese_name() {
    let of = |folder| files(&Path::new(SCENARIOS).join(folder));
    for plan in [of("plans"), of("levers")].concat() {
        let text = fs::read_to_string(&plan).unwrap();
        assert!(
            text.starts_with("# ") && text.contains("\nname_zh = \""),
            "{}",
            plan.display()
        );
    }
}

#[test]
fn every_shipped_scenario_runs() {
    // In June 2025 whatever the plans add is open.
    for scenario in shipped() {
        observed(&scenario, "2025-06-01", 3);
    }
}

#[test]
fn the_promise_of_eighty_cities_is_kept_by_its_plan_alone() {
    let cities = |file: &str| {
        let found = observed(&Path::new(SCENARIOS).join(file), "2024-12-31", 1);
        found.into_iter().find(|(id, _)| id == "promise-2024").unwrap().1
    };
    assert_eq!(cities("plans/eighty-cities.toml"), "80.0");
    assert_ne!(cities("national-2025.toml"), "80.0");
}

#[test]
fn the_shipped_futures_lie_over_the_national_network() {
    let scenario = Path::new(SCENARIOS).join("national-2025.toml");
    for future in files(&Path::new(SCENARIOS).join("futures")) {
        let loaded = aftersales::scenario::load_under(&scenario, &future, &[]);
        let loaded = loaded.unwrap_or_else(|mistakes| {
            panic!("{}", mistakes.render(aftersales::units::Language::En));
        });
        // It has names of its own in both languages; every figure that it states is the sum of its table.
        assert!(loaded.scenario.name != loaded.scenario.name_zh && !loaded.scenario.name.starts_with("National"));
        let cars: u64 = loaded
            .scenario
            .deliveries
            .iter()
            .map(|delivery| delivery.vehicles)
            .sum();
        let expected = if future.ends_with("faster-deliveries.toml") {
            651_651
        } else {
            548_691
        };
        assert_eq!(cars, expected, "{}", future.display());
    }
}
