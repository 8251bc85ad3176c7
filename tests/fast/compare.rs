//! `compare` by the command: differences by pairs, their intervals, jobs one by one.

mod actions;
mod cautions;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Runs the program in a folder, in English.
pub fn aftersales(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(home)
        .output()
        .unwrap()
}

/// Runs what must succeed; its stdout.
pub fn done(home: &Path, arguments: &[&str]) -> String {
    let output = aftersales(home, arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// A folder with a small scenario of chance, and plans: nothing but another name, a third bay, and the third bay undone.
pub fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    done(home.path(), &["new", "first.toml"]);
    let bays = |count: u32| format!("[[centre]]\nid = 'wuhan-1'\nresources = {{ bay = {count} }}\n");
    for (file, text) in [
        (
            "base.toml",
            "extends = 'first.toml'\nname = 'Base'\ndays = 120\nwarm_up_days = 20\n".to_string(),
        ),
        ("other.toml", "extends = 'base.toml'\nname = 'Other name'\n".to_string()),
        (
            "third.toml",
            format!("extends = 'base.toml'\nname = 'Third bay'\n{}", bays(3)),
        ),
        (
            "undone.toml",
            format!("extends = 'third.toml'\nname = 'Undone'\n{}", bays(2)),
        ),
        (
            "busy.toml",
            "name = 'Busy'\n[[city]]\nid = 'wuhan'\nvehicles = 1700\n".to_string(),
        ),
        ("quiet.toml", "[[city]]\nid = 'wuhan'\nvehicles = 700\n".to_string()),
    ] {
        fs::write(home.path().join(file), text).unwrap();
    }
    home
}

/// The rows of a CSV file, by column.
pub fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut table = csv::Reader::from_path(path).unwrap();
    let head: Vec<String> = table.headers().unwrap().iter().map(str::to_string).collect();
    let rows = table.records().map(|row| row.unwrap());
    rows.map(|row| head.iter().cloned().zip(row.iter().map(str::to_string)).collect())
        .collect()
}

pub fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"))
}

/// The row of a figure of the whole network, of one plan.
pub fn whole<'r>(rows: &'r [BTreeMap<String, String>], plan: &str, metric: &str) -> &'r BTreeMap<String, String> {
    let mut found = rows.iter().filter(|row| row["plan"] == plan && row["metric"] == metric);
    found
        .find(|row| row["city"] == "*" && row["centre"] == "*" && row["failure"] == "*")
        .unwrap()
}

const KEYS: [&str; 13] = [
    "metric",
    "city",
    "centre",
    "failure",
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

fn key(row: &BTreeMap<String, String>) -> Vec<String> {
    KEYS.iter().map(|column| row[*column].clone()).collect()
}

#[test]
fn the_file_begins_as_promised_and_a_plan_that_changes_nothing_differs_by_nothing() {
    let home = home();
    let told = done(
        home.path(),
        &["compare", "base.toml", "other.toml", "-n", "4", "-o", "out"],
    );
    let text = fs::read_to_string(home.path().join("out/comparison.csv")).unwrap();
    assert!(text.starts_with(
        "plan,baseline,metric,city,centre,failure,difference,lo95,hi95,simultaneous_lo95,simultaneous_hi95,\
         variance_ratio,n,verdict,"
    ));
    let rows = rows(&home.path().join("out/comparison.csv"));
    assert!(rows.len() > 50);
    for row in &rows {
        assert_eq!((row["plan"].as_str(), row["baseline"].as_str()), ("Other name", "Base"));
        assert_eq!(
            (number(row, "difference"), row["verdict"].as_str()),
            (0.0, "same"),
            "{row:?}"
        );
        assert_eq!((number(row, "lo95"), number(row, "hi95")), (0.0, 0.0));
        assert_eq!(row["variance_ratio"], "", "nothing varies");
    }
    assert!(
        told.contains("“Other name” changes nothing in lead time, in any replication"),
        "{told}"
    );
    let page = fs::read_to_string(home.path().join("out/report.html")).unwrap();
    assert!(page.contains("nothing that changes a result") && page.contains("没有影响结果的改动"));
    assert!(!home.path().join("out/regret.csv").exists(), "no futures, no regret");
}

#[test]
fn what_is_changed_and_undone_gives_the_bytes_of_the_baseline() {
    let home = home();
    let arguments = [
        "compare",
        "base.toml",
        "third.toml",
        "undone.toml",
        "-n",
        "4",
        "-o",
        "out",
        "--no-charts",
    ];
    done(home.path(), &arguments);
    let rows = rows(&home.path().join("out/comparison.csv"));
    let (undone, third): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row["plan"] == "Undone");
    assert!(undone.len() > 50 && undone.iter().all(|row| row["verdict"] == "same"));
    assert!(third.iter().any(|row| row["verdict"] == "better"));
    for plan in ["base", "undone"] {
        done(
            home.path(),
            &["run", &format!("{plan}.toml"), "-n", "4", "-o", plan, "--no-charts"],
        );
    }
    for file in ["summary.csv", "daily.csv"] {
        let read = |folder: &str| fs::read(home.path().join(folder).join(file)).unwrap();
        assert!(read("base") == read("undone"), "{file} differs");
    }
}

#[test]
fn means_are_those_of_a_run_with_the_same_seed() {
    let home = home();
    let common = ["-n", "6", "--seed", "5", "--no-charts"];
    done(
        home.path(),
        &[&["compare", "base.toml", "third.toml", "-o", "out"], &common[..]].concat(),
    );
    let compared = rows(&home.path().join("out/comparison.csv"));
    for (file, column) in [("base.toml", "baseline_mean"), ("third.toml", "plan_mean")] {
        done(home.path(), &[&["run", file, "-o", "run"], &common[..]].concat());
        let run: BTreeMap<Vec<String>, BTreeMap<String, String>> = rows(&home.path().join("run/summary.csv"))
            .into_iter()
            .map(|row| (key(&row), row))
            .collect();
        let mut checked = 0;
        // Where a replication has no observation under one of the two, the pairs are fewer than the run's.
        for row in compared.iter().filter(|row| row["n"] == "6") {
            let (own, other) = (number(row, column), number(&run[&key(row)], "mean"));
            assert!(
                (own - other).abs() <= 1e-12 * other.abs(),
                "{own} instead of {other}: {row:?}"
            );
            checked += 1;
        }
        assert!(checked > 50);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let home = home();
    let plans = [
        "compare",
        "base.toml",
        "third.toml",
        "other.toml",
        "-n",
        "5",
        "--future",
        "busy.toml",
    ];
    for threads in ["1", "2", "3"] {
        done(
            home.path(),
            &[&plans[..], &["--threads", threads, "-o", threads]].concat(),
        );
    }
    for file in [
        "comparison.csv",
        "comparison.json",
        "regret.csv",
        "charts/differences.svg",
        "charts/regret.svg",
    ] {
        let read = |folder: &str| fs::read(home.path().join(folder).join(file)).unwrap();
        assert!(
            !read("1").is_empty() && read("1") == read("2") && read("1") == read("3"),
            "{file} differs"
        );
    }
}

/// Mean turnaround in days of each replication, from the records: jobs served that occur after the warm-up.
fn turnarounds(home: &Path, scenario: &str, seed: &str, replications: usize) -> Vec<f64> {
    let count = replications.to_string();
    done(
        home,
        &[
            "run",
            scenario,
            "-n",
            &count,
            "--seed",
            seed,
            "--records",
            "--no-charts",
            "-o",
            "records",
        ],
    );
    let mut sums = vec![(0.0, 0.0); replications];
    for row in rows(&home.join("records/records.csv")) {
        if row["outcome"] == "served" && number(&row, "occurred_hours") >= 20.0 * 24.0 {
            let (sum, jobs) = &mut sums[number(&row, "replication") as usize - 1];
            *sum += (number(&row, "service_end_hours") - number(&row, "occurred_hours")) / 24.0;
            *jobs += 1.0;
        }
    }
    sums.into_iter().map(|(sum, jobs)| sum / jobs).collect()
}

fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (
        mean,
        values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0),
    )
}

fn less(plan: &[f64], baseline: &[f64]) -> Vec<f64> {
    plan.iter()
        .zip(baseline)
        .map(|(plan, baseline)| plan - baseline)
        .collect()
}

/// The difference follows from the records of two runs, with Student's point from another library; the printed variance ratio
/// is what independent runs of the plan give.
#[test]
fn difference_interval_and_variance_ratio_follow_from_records() {
    const N: usize = 40;
    let home = home();
    // Every repair takes 3 % less; the slots stay six a day.
    let faster = "extends = 'base.toml'\nname = 'Faster'\n[[failure]]\nid = 'repair'\n\
                  stages = [{ id = 'repair', hours = { lognormal = { mean = 2.9, cv = 0.6 } } }]\n";
    fs::write(home.path().join("faster.toml"), faster).unwrap();
    let count = N.to_string();
    done(
        home.path(),
        &[
            "compare",
            "base.toml",
            "faster.toml",
            "-n",
            &count,
            "-o",
            "out",
            "--no-charts",
        ],
    );
    let compared = rows(&home.path().join("out/comparison.csv"));
    let row = whole(&compared, "Faster", "turnaround_days");
    let baseline = turnarounds(home.path(), "base.toml", "1", N);
    let paired = turnarounds(home.path(), "faster.toml", "1", N);
    let (mean, variance) = mean_and_variance(&less(&paired, &baseline));
    let t = StudentsT::new(0.0, 1.0, (N - 1) as f64).unwrap().inverse_cdf(0.975);
    let half = t * (variance / N as f64).sqrt();
    for (column, expected) in [("difference", mean), ("lo95", mean - half), ("hi95", mean + half)] {
        let got = number(row, column);
        // Records have ten decimals of an hour.
        assert!((got - expected).abs() < 1e-7, "{column}: {got} instead of {expected}");
    }
    // The plan on other random numbers: its difference to the baseline varies as two independent runs do. Both variances have
    // 39 degrees; their quotient lies within a factor of 3 of its mean with 99.9 % (F of 39 and 39 degrees: 2.94).
    let independent = turnarounds(home.path(), "faster.toml", "2", N);
    let (_, apart) = mean_and_variance(&less(&independent, &baseline));
    let (printed, measured) = (number(row, "variance_ratio"), apart / variance);
    assert!(printed > 10.0, "{printed}: pairs would be of little use");
    assert!(
        printed < 3.0 * measured && measured < 3.0 * printed,
        "{printed} printed, {measured} measured"
    );
}

#[test]
fn more_plans_widen_the_simultaneous_interval_by_students_points() {
    let home = home();
    for (count, name) in [(1, "One bay"), (4, "Four bays")] {
        let text = format!(
            "extends = 'base.toml'\nname = '{name}'\n[[centre]]\nid = 'wuhan-1'\nresources = {{ bay = {count} }}\n"
        );
        fs::write(home.path().join(format!("{count}.toml")), text).unwrap();
    }
    let half = |plans: &[&str]| {
        let arguments = [
            &["compare", "base.toml", "third.toml"],
            plans,
            &["-n", "10", "-o", "out", "--no-charts"],
        ]
        .concat();
        done(home.path(), &arguments);
        let rows = rows(&home.path().join("out/comparison.csv"));
        let row = whole(&rows, "Third bay", "turnaround_days");
        let width = |low: &str, high: &str| number(row, high) - number(row, low);
        (width("lo95", "hi95"), width("simultaneous_lo95", "simultaneous_hi95"))
    };
    let law = StudentsT::new(0.0, 1.0, 9.0).unwrap();
    let (alone, alone_together) = half(&[]);
    let (single, together) = half(&["1.toml", "4.toml"]);
    assert_eq!(
        (alone, alone_together),
        (single, single),
        "one comparison needs no allowance"
    );
    let factor = law.inverse_cdf(1.0 - 0.025 / 3.0) / law.inverse_cdf(0.975);
    assert!(
        (together / single - factor).abs() < 1e-9,
        "{} instead of {factor}",
        together / single
    );
}

/// One bay that never closes, a day's work for each of three cars.
const THREE: &str = "
start = 2025-03-03
days = 20
[[city]]
id = 'wuhan'
[[failure]]
id = 'body'
stages = [ { id = 'repair', needs = ['bay'], hours = 24.0 } ]
[[centre]]
id = 'w'
city = 'wuhan'
hours = 'always'
";

fn three(booking: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let base = format!(
        "name = 'One bay'\n{THREE}resources = {{ bay = 1 }}\nbooking = {{ {booking} }}\n[[trace]]\nfile = 'jobs.csv'\n"
    );
    fs::write(home.path().join("one.toml"), base).unwrap();
    fs::write(
        home.path().join("jobs.csv"),
        "time,city,failure\n24,wuhan,body\n36,wuhan,body\n48,wuhan,body\n",
    )
    .unwrap();
    let plan = "extends = 'one.toml'\nname = 'Two bays'\n[[centre]]\nid = 'w'\nresources = { bay = 2 }\n";
    fs::write(home.path().join("two.toml"), plan).unwrap();
    home
}

#[test]
fn jobs_are_compared_one_by_one() {
    let home = three("policy = 'walk-in'");
    done(
        home.path(),
        &["compare", "one.toml", "two.toml", "-n", "2", "-o", "out"],
    );
    let page = fs::read_to_string(home.path().join("out/report.html")).unwrap();
    // With one bay the cars are done after 48, 72 and 96 hours, with two after 48, 60 and 72.
    let counts = "Of the 3 jobs of replication 1, 1 end at the same instant; 2 are handed back sooner, 0 later; 0 more are \
                  served and 0 no longer.";
    assert!(page.contains(counts), "{page}");
    // The third gains most: two days, one of them for the bay, become one; the second gains half a day.
    let row = |cells: [&str; 4]| {
        let [name, rest @ ..] = cells;
        format!(
            "<tr><th scope=\"row\">{name}</th><td>{}</td></tr>",
            rest.join("</td><td>")
        )
    };
    let first = page.find(&row(["2 v 2, body, wuhan", "2.0", "1.0", "bays: 1.0 → 0.0"]));
    let second = page.find(&row(["1 v 1, body, wuhan", "1.5", "1.0", "bays: 0.5 → 0.0"]));
    assert!(first.is_some() && first < second, "{first:?} {second:?}");
    // The number leads to the same car's story under both.
    for (scenario, end) in [("one.toml", "7 March 2025 00:00"), ("two.toml", "6 March 2025 00:00")] {
        let story = done(home.path(), &["explain", scenario, "--job", "1/2"]).replace('\u{a0}', " ");
        assert!(story.contains(&format!("{end}  The car is handed back.")), "{story}");
    }
    let rows = rows(&home.path().join("out/comparison.csv"));
    let turnaround = whole(&rows, "Two bays", "turnaround_days");
    // (1 + 1.5 + 2) ÷ 3 = 1.5 days become 1.
    assert_eq!(
        ["baseline_mean", "plan_mean", "difference"].map(|column| number(turnaround, column)),
        [1.5, 1.0, -0.5]
    );
}

#[test]
fn jobs_that_only_one_of_them_serves_are_counted() {
    // Nobody waits: the second car meets a full bay and goes, the third comes as the first leaves.
    let home = three("policy = 'walk-in', queue_limit = 0");
    done(
        home.path(),
        &["compare", "one.toml", "two.toml", "-n", "2", "-o", "out"],
    );
    let page = fs::read_to_string(home.path().join("out/report.html")).unwrap();
    assert!(
        page.contains(
            "2 end at the same instant; 0 are handed back sooner, 0 later; 1 more are served and 0 no longer"
        ),
        "{page}"
    );
    done(
        home.path(),
        &["compare", "two.toml", "one.toml", "-n", "2", "-o", "out"],
    );
    let page = fs::read_to_string(home.path().join("out/report.html")).unwrap();
    assert!(page.contains("0 more are served and 1 no longer"), "{page}");
}
