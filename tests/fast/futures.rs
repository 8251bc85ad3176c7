//! `compare` by the command: futures and regret, JSON, and what goes wrong.

use super::compare::{aftersales, done, home, number, rows, whole};
use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::process::Command;

#[test]
fn json_is_the_file_and_alone_on_stdout() {
    let home = home();
    let arguments = [
        "compare",
        "base.toml",
        "third.toml",
        "-n",
        "3",
        "-o",
        "out",
        "--json",
        "--no-charts",
        "--future",
        "busy.toml",
    ];
    let printed = done(home.path(), &arguments);
    assert_eq!(
        printed,
        fs::read_to_string(home.path().join("out/comparison.json")).unwrap()
    );
    let json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        (&json["schema"], &json["baseline"]),
        (&"aftersales.comparison/1".into(), &"Base".into())
    );
    assert_eq!(json["plans"], serde_json::json!(["Third bay"]));
    assert_eq!(json["subject"]["metric"], "lead_time_days");
    let rows = rows(&home.path().join("out/comparison.csv"));
    let lead = whole(&rows, "Third bay", "lead_time_days");
    let found = json["differences"].as_array().unwrap().iter();
    let found: Vec<_> = found.filter(|line| line["metric"] == "lead_time_days").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["difference"].as_f64().unwrap(), number(lead, "difference"));
    assert_eq!(found[0]["verdict"], lead["verdict"].as_str());
    assert_eq!(json["futures"], serde_json::json!(["as it stands", "Busy"]));
    assert!(
        done(
            home.path(),
            &["compare", "base.toml", "third.toml", "-n", "2", "--quiet"]
        )
        .is_empty()
    );
}

#[test]
fn regret_is_the_distance_to_the_best_plan_of_each_future() {
    let home = home();
    let told = done(
        home.path(),
        &[
            "compare",
            "base.toml",
            "third.toml",
            "-n",
            "5",
            "-o",
            "out",
            "--future",
            "busy.toml",
            "--future",
            "quiet.toml",
        ],
    );
    let regrets = rows(&home.path().join("out/regret.csv"));
    let lead = |future: &str, plan: &str| {
        let mut found = regrets
            .iter()
            .filter(|row| row["metric"] == "lead_time_days" && row["team"].is_empty());
        found
            .find(|row| row["future"] == future && row["plan"] == plan)
            .unwrap()
            .clone()
    };
    let mut largest: BTreeMap<&str, f64> = BTreeMap::new();
    // A future without a name goes by that of its file. It is the change that `--set` makes.
    for (future, cars) in [("as it stands", "1500"), ("Busy", "1700"), ("quiet", "700")] {
        let mut means = BTreeMap::new();
        for (plan, file) in [("Base", "base.toml"), ("Third bay", "third.toml")] {
            let set = format!("city.wuhan.vehicles={cars}");
            done(
                home.path(),
                &["run", file, "--set", &set, "-n", "5", "-o", "run", "--no-charts"],
            );
            let run = rows(&home.path().join("run/summary.csv"));
            let mean = run.iter().find(|row| row["metric"] == "lead_time_days").unwrap();
            means.insert(plan, number(mean, "mean"));
        }
        let best = means.values().copied().fold(f64::INFINITY, f64::min);
        for (plan, mean) in means {
            let row = lead(future, plan);
            assert!((number(&row, "mean") - mean).abs() < 1e-12 * mean, "{row:?}");
            assert!((number(&row, "regret") - (mean - best)).abs() < 1e-9, "{row:?}");
            assert!(number(&row, "lo95") <= number(&row, "regret") && number(&row, "regret") <= number(&row, "hi95"));
            let most = largest.entry(plan).or_default();
            *most = most.max(mean - best);
        }
    }
    for (plan, regret) in largest {
        let row = lead("*", plan);
        assert!(
            (number(&row, "regret") - regret).abs() < 1e-9 && row["mean"].is_empty(),
            "{row:?}"
        );
    }
    let finding = "“Third bay” is surely the best in lead time in every one of three futures.";
    assert!(told.contains(finding), "{told}");
    let page = fs::read_to_string(home.path().join("out/report.html")).unwrap();
    for words in ["In other futures", "换一种未来", "city.wuhan.vehicles: 1500 → 1700"] {
        assert!(page.contains(words), "{words}");
    }
    // The comparison itself is that of the scenario without futures.
    done(
        home.path(),
        &["compare", "base.toml", "third.toml", "-n", "5", "-o", "plain"],
    );
    let read = |folder: &str| fs::read(home.path().join(folder).join("comparison.csv")).unwrap();
    assert!(read("out") == read("plain"));
}

#[test]
fn a_plan_may_change_what_a_future_changes_and_the_future_wins_but_not_over_set() {
    let home = home();
    fs::write(
        home.path().join("grown.toml"),
        "extends = 'base.toml'\nname = 'Grown'\n[[city]]\nid = 'wuhan'\nvehicles = 900\n",
    )
    .unwrap();
    let arguments = [
        "compare",
        "base.toml",
        "grown.toml",
        "-n",
        "3",
        "-o",
        "out",
        "--no-charts",
        "--future",
        "busy.toml",
    ];
    done(home.path(), &arguments);
    let of = |future: &str, column: &str| -> Vec<f64> {
        let rows = rows(&home.path().join("out/regret.csv"));
        let lead = rows
            .iter()
            .filter(|row| row["metric"] == "lead_time_days" && row["future"] == future);
        lead.map(|row| number(row, column)).collect()
    };
    assert!(
        of("as it stands", "mean")[0] > of("as it stands", "mean")[1],
        "fewer cars, shorter waits"
    );
    assert_eq!(of("Busy", "regret"), [0.0, 0.0], "the same cars in the same future");
    done(
        home.path(),
        &[&arguments[..], &["--set", "city.wuhan.vehicles=1200"]].concat(),
    );
    assert_eq!(of("Busy", "mean"), of("as it stands", "mean"), "--set is merged last");
}

#[test]
fn mistakes_are_told_in_one_go_and_nothing_is_written() {
    let home = home();
    let write = |name: &str, text: &str| fs::write(home.path().join(name), text).unwrap();
    write("slip.toml", "extends = 'base.toml'\nname = 'Slip'\ndayz = 3\n");
    write("fall.toml", "extends = 'base.toml'\nname = 'Fall'\nstart = 'never'\n");
    write("twin.toml", "extends = 'base.toml'\nname = 'Base'\n");
    write("heir.toml", "extends = 'base.toml'\nname = 'Heir'\n");
    write("typo.toml", "[[city]]\nid = 'wuhan'\nvehicels = 3\n");
    fs::create_dir(home.path().join("mine")).unwrap();
    write("mine/letter", "dear");
    for (arguments, expected) in [
        (&["base.toml", "absent.toml"][..], &["absent.toml"][..]),
        (
            &["base.toml", "slip.toml", "fall.toml"],
            &["slip.toml:3:1", "fall.toml:3:9"],
        ),
        (
            &["absent.toml", "slip.toml", "-n", "0"],
            &["absent.toml", "slip.toml:3:1", "--replications 0"],
        ),
        (&["base.toml", "twin.toml"], &["twin.toml", "\"Base\""]),
        (&["base.toml"], &["<PLAN>"]),
        // Of one replication no regret is known: nothing is simulated in vain.
        (
            &["base.toml", "third.toml", "--future", "busy.toml", "-n", "1"],
            &["--future", "-n 2 or more"],
        ),
        (
            &["base.toml", "third.toml", "--future", "absent.toml"],
            &["absent.toml"],
        ),
        (
            &["base.toml", "slip.toml", "--future", "typo.toml"],
            &["slip.toml:3:1", "typo.toml:3:1"],
        ),
        (
            &["base.toml", "third.toml", "--future", "heir.toml"],
            &["heir.toml:1:1", "future-extends"],
        ),
        (
            &[
                "base.toml",
                "third.toml",
                "--future",
                "busy.toml",
                "--future",
                "busy.toml",
            ],
            &["busy.toml", "\"Busy\""],
        ),
        (&["base.toml", "slip.toml", "-o", "mine"], &["slip.toml:3:1", "mine"]),
    ] {
        let output = aftersales(home.path(), &[&["compare"], arguments].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        for part in expected {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(
            output.stdout.is_empty() && !home.path().join("output").exists(),
            "{arguments:?}"
        );
    }
    assert_eq!(fs::read_dir(home.path().join("mine")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn an_interrupted_comparison_leaves_the_earlier_one_whole() {
    let home = home();
    done(
        home.path(),
        &[
            "compare",
            "base.toml",
            "third.toml",
            "-n",
            "2",
            "-o",
            "out",
            "--no-charts",
        ],
    );
    let earlier = fs::read(home.path().join("out/comparison.csv")).unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args([
            "compare",
            "base.toml",
            "third.toml",
            "-n",
            "100000000",
            "-o",
            "out",
            "--lang",
            "en",
        ])
        .current_dir(home.path())
        .stderr(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(1));
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(130), "{told}");
    assert!(told.contains("interrupted") && ended.stdout.is_empty(), "{told}");
    assert_eq!(fs::read(home.path().join("out/comparison.csv")).unwrap(), earlier);
    let mut left: Vec<String> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".toml"))
        .collect();
    left.sort();
    // Finished units are kept, for --resume.
    assert_eq!(left, ["out", "out.units"]);
}
