//! Forecasts that are set against what came.

use super::{Home, PLAIN, RATE, with};

#[test]
fn a_forecast_is_set_against_what_came() {
    let home = Home::new();
    home.file("unsure.toml", &with(&[RATE]));
    // Another seed and another rate are what came.
    let set = "failure.body.rate.per_vehicle_year=1.3";
    let came = [
        "run",
        "unsure.toml",
        "-n",
        "1",
        "--seed",
        "9",
        "--set",
        set,
        "-o",
        "came",
        "--no-charts",
        "--quiet",
    ];
    assert_eq!(home.aftersales(&came).status.code(), Some(0));
    let mut table = "date,metric,city,value\n".to_string();
    for line in home.text("came/daily.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[1] == "wuhan" && ["jobs", "lead_time_days"].contains(&cells[4]) {
            table.push_str(&format!("{},{},wuhan,{}\n", cells[0], cells[4], cells[5]));
        }
    }
    table.push_str("2026-01-01,jobs,,4\n");
    home.file("came.csv", &table);
    let asked = [
        "backtest",
        "unsure.toml",
        "--observed",
        "came.csv",
        "-n",
        "20",
        "--from",
        "2025-03-20",
    ];
    let made = home.aftersales(&[&asked[..], &["-o", "made"]].concat());
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    assert!(
        said.contains("inside 90 %") && said.contains("by chance alone"),
        "{said}"
    );
    let told = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(told.contains("observed values are not judged"), "{told}");
    for file in [
        "backtest.json",
        "backtest.csv",
        "forecast.csv",
        "charts/backtest.svg",
        "charts/backtest.png",
        "manifest.json",
    ] {
        assert!(home.0.path().join("made").join(file).exists(), "{file}");
    }
    let scores = home.text("made/backtest.json");
    assert!(
        scores.contains("\"schema\": \"aftersales.backtest/1\"") && scores.contains("\"days\": 41"),
        "{scores}"
    );

    // The forecast that was kept says the same.
    let kept = home.aftersales(&[&asked[..], &["-o", "kept", "--forecast", "made/forecast.csv", "--json"]].concat());
    assert_eq!(kept.status.code(), Some(0), "{}", String::from_utf8_lossy(&kept.stderr));
    assert_eq!(home.text("kept/backtest.csv"), home.text("made/backtest.csv"));
    assert_eq!(String::from_utf8_lossy(&kept.stdout), home.text("kept/backtest.json"));

    // By hand from the bands of every day: inside or not, the score, and their means.
    let rows = home.text("made/backtest.csv");
    let rows: Vec<Vec<&str>> = rows.lines().map(|line| line.split(',').collect()).collect();
    let jobs: Vec<&Vec<&str>> = rows.iter().filter(|cells| cells[3] == "jobs").collect();
    let scores: serde_json::Value = serde_json::from_str(&scores).expect("JSON");
    let series = scores["series"]
        .as_array()
        .expect("series")
        .iter()
        .find(|one| one["metric"] == "jobs");
    let number = |text: &str| text.parse::<f64>().expect("a number");
    for (at, which) in [(5, "forecast"), (15, "chance")] {
        let told = &series.expect("jobs")[which];
        for (band, miss, low, high) in [("50", 0.5, at + 2, at + 4), ("90", 0.1, at + 1, at + 5)] {
            let cell = |name: &str| {
                let prefix = if at == 5 { "" } else { "chance_" };
                rows[0]
                    .iter()
                    .position(|column| *column == format!("{prefix}{name}{band}"))
                    .expect(name)
            };
            let (mut inside, mut sum) = (0.0, 0.0);
            for cells in &jobs {
                let [came, low, high] = [4, low, high].map(|at| number(cells[at]));
                let missed = (low - came).max(came - high).max(0.0);
                let score = high - low + 2.0 / miss * missed;
                assert_eq!(cells[cell("inside")], if missed > 0.0 { "0" } else { "1" }, "{cells:?}");
                assert!(
                    (number(cells[cell("score")]) - score).abs() < 1e-9,
                    "{which} {band}: {cells:?}"
                );
                inside += f64::from(u8::from(missed == 0.0));
                sum += score;
            }
            let near = |name: &str, value: f64| {
                let told = told[format!("{name}{band}")].as_f64().expect(name);
                assert!(
                    (told - value / jobs.len() as f64).abs() < 1e-9,
                    "{which} {name}{band}: {told}"
                );
            };
            near("coverage", inside);
            near("interval_score", sum);
        }
    }
}

#[test]
fn mistakes_of_the_observed_table_are_told_together_and_nothing_is_simulated() {
    let home = Home::new();
    home.file("plain.toml", PLAIN);
    home.file(
        "bad.csv",
        "date,metric,value\n2025-13-01,jobs,3\n2025-03-02,turnaround_days,3\n",
    );
    let output = home.aftersales(&["backtest", "plain.toml", "--observed", "bad.csv"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told.contains("bad.csv:2: `2025-13-01` is no date") && told.contains("bad.csv:3: no figure by day"),
        "{told}"
    );
    home.file("late.csv", "date,metric,value\n2027-01-01,jobs,3\n");
    let output = home.aftersales(&["backtest", "plain.toml", "--observed", "late.csv", "-n", "2"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("goes from 2025-03-01 to 2025-04-29"), "{told}");
    home.file("other.csv", "date,city\n");
    let output = home.aftersales(&[
        "backtest",
        "plain.toml",
        "--observed",
        "late.csv",
        "--forecast",
        "other.csv",
    ]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code() == Some(2) && told.contains("other.csv:1: not as"),
        "{told}"
    );
    assert!(!home.0.path().join("output").exists());
}

#[test]
fn a_band_of_few_runs_is_told_to_hold_less() {
    let home = Home::new();
    home.file("plain.toml", PLAIN);
    home.file("came.csv", "date,metric,value\n2025-03-20,jobs,5\n");
    // What comes is as likely in any of the five places beside and between four: three of them are in the band. Of 20 it is 18.
    for (runs, told) in [("4", true), ("19", false)] {
        let output = home.aftersales(&["backtest", "plain.toml", "--observed", "came.csv", "-n", runs]);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(text.contains("holds only about 60 %"), told, "{text}");
    }
}
