//! `run --precision`: replications that end when figures are known well enough, and fresh ones that confirm them.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the first scenario, shortened to two measured months, without pictures.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let output = aftersales(
        folder,
        &[&["run", "first.toml", "--set", "days=90", "--no-charts"], arguments].concat(),
    );
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
    output
}

fn aftersales(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    assert!(aftersales(home.path(), &["new", "first.toml"]).status.success());
    home
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Half the interval of a figure of the whole network over its mean, as `summary.json` tells it.
fn relative(summary: &Value, metric: &str) -> f64 {
    let rows = summary["metrics"].as_array().unwrap();
    let all = |row: &&Value| row["metric"] == metric && ["city", "centre", "failure"].iter().all(|key| row[key] == "*");
    let row = rows.iter().find(all).unwrap();
    let number = |value: &Value| value.as_f64().unwrap();
    (number(&row["ci95"][1]) - number(&row["ci95"][0])) / 2.0 / number(&row["mean"])
}

#[test]
fn a_run_until_precise_has_the_bytes_of_the_fixed_run_it_ends_with_and_ends_no_look_too_late() {
    let home = home();
    let at = |file: &str| home.path().join(file);
    // 12 % is 0.12 / 1.12 of the mean; of the jobs any look is good for 10 %.
    let asked = ["--precision", "turnaround_days=12%,jobs=10%", "--records"];
    let told = run(home.path(), &[&asked[..], &["-o", "a", "-j", "1"]].concat());
    run(home.path(), &[&asked[..], &["-o", "b", "-j", "3", "--quiet"]].concat());
    let manifest = json(&at("a/manifest.json"));
    let n = manifest["replications"].as_u64().unwrap();
    let looks = [30, 45, 68, 102, 153, 230, 345];
    let place = looks.iter().position(|look| *look == n).expect("a look");
    assert!(place > 0, "more than one look, or this shows nothing");
    assert_eq!(manifest["sequential"]["ended"], "reached");
    assert_eq!(manifest["sequential"]["confirmed"], false);
    assert_eq!(manifest["sequential"]["precision"][0]["metric"], "turnaround_days");
    assert!(
        stderr(&told).contains(&format!("{n} brought \"Turnaround\"")),
        "{}",
        stderr(&told)
    );

    let fixed = |n: u64, out: &str| {
        run(home.path(), &["-n", &n.to_string(), "-o", out, "--records", "--quiet"]);
        json(&at(out).join("summary.json"))
    };
    let same = fixed(n, "fixed");
    for file in ["summary.csv", "daily.csv", "records.csv"] {
        let read = |folder: &str| fs::read(at(folder).join(file)).unwrap();
        assert!(read("a") == read("fixed") && read("a") == read("b"), "{file} differs");
    }
    let mut own = json(&at("a/summary.json"));
    assert_eq!(own, json(&at("b/summary.json")));
    let label = own["warnings"].as_array_mut().unwrap().remove(0);
    assert!(
        label.as_str().unwrap().contains("decided how many replications"),
        "{label}"
    );
    assert_eq!(own, same, "all but one warning");
    assert!(json(&at("fixed/manifest.json")).get("sequential").is_none());

    // The rule, from the figures of plain runs: reached here, not at the look before.
    let before = fixed(looks[place - 1], "before");
    assert!(relative(&same, "turnaround_days") <= 0.12 / 1.12);
    assert!(relative(&before, "turnaround_days") > 0.12 / 1.12);
}

#[test]
fn a_confirmed_run_reports_as_many_fresh_replications() {
    let home = home();
    let asked = [
        "--precision",
        "turnaround_days=20%",
        "--confirm",
        "--records",
        "-o",
        "fresh",
    ];
    let told = stderr(&run(home.path(), &asked));
    let manifest = json(&home.path().join("fresh/manifest.json"));
    let n = manifest["replications"].as_u64().unwrap();
    assert_eq!(manifest["sequential"]["confirmed"], true);
    assert_eq!(manifest["sequential"]["first_replication"], n + 1);
    let range = format!("{n} fresh replications, {} to {}", n + 1, 2 * n);
    assert!(told.contains(&range), "{told}");
    // They are the second half of a run twice as long.
    run(
        home.path(),
        &["-n", &(2 * n).to_string(), "--records", "-o", "twice", "--quiet"],
    );
    let records = |folder: &str| fs::read_to_string(home.path().join(folder).join("records.csv")).unwrap();
    let number = |line: &str| line.split(',').next().unwrap().parse::<u64>().unwrap();
    let (twice, fresh) = (records("twice"), records("fresh"));
    let second: Vec<&str> = twice.lines().skip(1).filter(|line| number(line) > n).collect();
    assert!(second.len() > 1000 && fresh.lines().skip(1).eq(second.iter().copied()));
    // And the figures are theirs: jobs after the warm-up of thirty days, by replication.
    let column = twice
        .lines()
        .next()
        .unwrap()
        .split(',')
        .position(|name| name == "occurred_hours");
    let after = |line: &&&str| line.split(',').nth(column.unwrap()).unwrap().parse::<f64>().unwrap() > 720.0;
    let mean = second.iter().filter(after).count() as f64 / n as f64;
    let summary = json(&home.path().join("fresh/summary.json"));
    let rows = summary["metrics"].as_array().unwrap();
    let jobs = rows
        .iter()
        .find(|row| row["metric"] == "jobs" && row["centre"] == "*")
        .unwrap();
    assert!((jobs["mean"].as_f64().unwrap() / mean - 1.0).abs() < 1e-12, "{mean}");
}

#[test]
fn the_most_allowed_ends_it_and_that_is_told() {
    let home = home();
    let asked = ["--precision", "queue_wait_hours=1%", "-n", "33", "-o", "few"];
    let english = stderr(&run(home.path(), &asked));
    assert!(
        english.contains("not reached in 33 replications") && english.contains("should do (-n "),
        "{english}"
    );
    let chinese = stderr(&run(home.path(), &[&asked[..], &["--lang", "zh"]].concat()));
    assert!(chinese.contains("最多33次重复内未达到"), "{chinese}");
    let manifest = json(&home.path().join("few/manifest.json"));
    assert_eq!(manifest["sequential"]["ended"], "most-allowed");
    assert_eq!(manifest["replications"], 33);
}

#[test]
fn what_never_happens_does_not_run_to_the_end_of_days() {
    let home = home();
    let walk_in = "centre.wuhan-1.booking={ policy = \"walk-in\" }";
    let asked = ["--set", walk_in, "--precision", "lead_time_days=5%", "-o", "out"];
    let told = stderr(&run(home.path(), &asked));
    assert!(
        told.contains("after 30 replications, \"Lead time\" was never observed"),
        "{told}"
    );
    let manifest = json(&home.path().join("out/manifest.json"));
    assert_eq!(manifest["sequential"]["ended"], "unseen");
}

#[test]
fn mistakes_of_a_precision_are_told_together_and_nothing_is_written() {
    let home = home();
    let wrong = |more: &[&str]| {
        let output = aftersales(home.path(), &[&["run", "first.toml"], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(
            output.stdout.is_empty() && !home.path().join("output").exists(),
            "{more:?}"
        );
        stderr(&output)
    };
    let many = [
        "--precision",
        "lead_tim_days=5%,jobs=0",
        "--precision",
        "within_days_share=5%",
        "--font",
        "none.ttf",
    ];
    let told = wrong(&many);
    for part in [
        "lead_tim_days=5%: there is no metric `lead_tim_days` (did you mean `lead_time_days`?)",
        "jobs=0: expected a metric",
        "`within_days_share` has no single figure of the whole network",
        "none.ttf",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let told = wrong(&[&many[..], &["--lang", "zh"]].concat());
    for part in ["是否想写 `lead_time_days`", "应为“指标=精度”", "没有全网的单一数字"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // Mistakes of the scenario do not hide those of the options.
    let both = wrong(&["--set", "days=0", "--precision", "lead_tim_days=5%"]);
    assert!(
        both.contains("out-of-range") && both.contains("lead_tim_days"),
        "{both}"
    );
    assert!(wrong(&["--confirm"]).contains("--precision"));
}
