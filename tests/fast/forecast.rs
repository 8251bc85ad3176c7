//! Beliefs: what they draw, that chance stays what it was, and that a forecast is set against what came.

mod judged;

use aftersales::metrics::catalogue::Metric;
use aftersales::metrics::forecast::{Forecast, Matter};
use aftersales::metrics::sample::{Key, Sample};
use aftersales::scenario::{Loaded, Setting, load, load_drawn};
use aftersales::study::forecast::{Blocks, Plan, forecast};
use aftersales::study::run::{Number, Options, Outcome, Progress, run};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

const PLAIN: &str = r#"
name = "Two bays"
name_zh = "两个工位"
start = 2025-03-01
days = 60
warm_up_days = 10
[[city]]
id = "wuhan"
vehicles = 1500
[[failure]]
id = "body"
rate = { per_vehicle_year = 1.2 }
stages = [ { id = "repair", needs = ["bay"], hours = { lognormal = { mean = 3.0, cv = 0.6 } } } ]
[[centre]]
id = "wuhan-1"
city = "wuhan"
resources = { bay = 2 }
hours = { mon-sat = "09:00-18:00" }
booking = { policy = "calendar", horizon_days = 14, patience_days = { exponential = { mean = 20 } } }
"#;

const RATE: &str = "\"failure.body.rate.per_vehicle_year\" = { lognormal = { mean = 1.2, cv = 0.2 } }\n";
const BAYS: &str = "\"centre.*.resources.bay\" = { uniform = { min = 1.6, max = 3.4 } }\n";

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).expect(name)
    }

    fn aftersales(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aftersales"));
        let command = command
            .args(arguments)
            .args(["--lang", "en"])
            .current_dir(self.0.path());
        command.output().expect("the command")
    }
}

fn with(beliefs: &[&str]) -> String {
    format!("{PLAIN}[uncertainty]\n{}", beliefs.concat())
}

fn written(loaded: &Loaded, replications: u32) -> Outcome {
    let options = Options {
        seed: 1,
        first: 1,
        replications,
        number: Number::Fixed,
        threads: 1,
        warnings: Vec::new(),
    };
    run(&loaded.scenario, &options, None, &|_| (), &AtomicBool::new(false)).expect("a run")
}

fn drawn(path: &Path, blocks: Blocks) -> Plan {
    let loaded = load(path, &[]).expect("sound");
    Plan::new(&loaded.scenario, blocks, &|drawn: &[Setting]| {
        load_drawn(path, &[], drawn)
    })
    .expect("sound draws")
}

/// The forecast in blocks, interrupted after so many replications.
fn ahead(path: &Path, blocks: Blocks, until: u32) -> Forecast {
    let loaded = load(path, &[]).expect("sound");
    let outcome = written(&loaded, blocks.replications);
    let interrupt = AtomicBool::new(false);
    let stop = |progress: Progress| interrupt.store(progress.finished >= until, Ordering::Relaxed);
    let of_block = |drawn: &[Setting]| load_drawn(path, &[], drawn);
    let sample = outcome.each.as_ref().expect("figures of each replication");
    forecast(
        &loaded.scenario,
        &drawn(path, blocks),
        sample,
        (&of_block, 1),
        &stop,
        &interrupt,
    )
    .expect("a forecast")
}

#[test]
fn replications_share_out_into_blocks() {
    let count = |replications, beliefs| {
        let blocks = Blocks::new(1, 1, replications, beliefs);
        (blocks.count(), blocks.size)
    };
    assert_eq!(count(30, None), (15, 2));
    assert_eq!(count(31, None), (16, 2));
    assert_eq!(count(30, Some(10)), (10, 3));
    // 30 in 20 blocks: two each, 15 of them.
    assert_eq!(count(30, Some(20)), (15, 2));
    assert_eq!(count(5, Some(5)), (5, 1));
    assert_eq!(count(1, None), (1, 2));
}

#[test]
fn another_belief_leaves_the_draws_alone_and_counts_are_whole() {
    let home = Home::new();
    let blocks = Blocks::new(7, 1, 40, None);
    let one = drawn(&home.file("one.toml", &with(&[RATE])), blocks);
    let two = drawn(&home.file("two.toml", &with(&[BAYS, RATE])), blocks);
    let mut seen = std::collections::BTreeSet::new();
    for block in 1..=blocks.count() {
        assert_eq!(one.settings(block)[0], two.settings(block)[1], "block {block}");
        let bays = &two.settings(block)[0].text;
        assert!(
            ["centre.*.resources.bay=2", "centre.*.resources.bay=3"].contains(&bays.as_str()),
            "{bays}"
        );
        seen.insert(bays.clone());
    }
    assert_eq!(seen.len(), 2);
    // Another seed draws others.
    let other = drawn(&home.file("one.toml", &with(&[RATE])), Blocks::new(8, 1, 40, None));
    assert_ne!(one.settings(1), other.settings(1));
}

#[test]
fn a_belief_that_is_what_is_written_changes_nothing() {
    let home = Home::new();
    let path = home.file(
        "sure.toml",
        &with(&[
            "\"failure.body.rate.per_vehicle_year\" = 1.2\n",
            "\"city.wuhan.vehicles\" = 1500\n",
        ]),
    );
    let loaded = load(&path, &[]).expect("sound");
    let outcome = written(&loaded, 10);
    let ahead = ahead(&path, Blocks::new(1, 1, 10, Some(5)), 10);
    let network = outcome.daily.series.iter().filter(|series| series.centre == "*");
    assert!(
        network.eq(ahead.daily.series.iter()),
        "the same random numbers give the same days"
    );
    assert!(ahead.rows.iter().all(|row| row.chance90 == row.all90));
    assert!(ahead.matters.is_empty(), "what never varies explains nothing");
}

#[test]
fn a_peak_is_as_sure_as_the_beliefs_behind_it() {
    // Ten cars at nine o'clock, each a day's work of one bay: when the day ends, ten less the bays are open. Bays are believed to be
    // 2 or 3, the nearest whole numbers to 1.6 to 3.4; two are written.
    let home = Home::new();
    home.file(
        "jobs.csv",
        &format!("time,city,failure\n{}", "2025-03-20 09:00,wuhan,body\n".repeat(10)),
    );
    let world = PLAIN
        .replace("vehicles = 1500\n", "")
        .replace("rate = { per_vehicle_year = 1.2 }\n", "")
        .replace("{ lognormal = { mean = 3.0, cv = 0.6 } }", "9")
        .replace(
            "booking = { policy = \"calendar\", horizon_days = 14, patience_days = { exponential = { mean = 20 } } }",
            "booking = { policy = \"walk-in\" }",
        );
    let further = "[[trace]]\nfile = \"jobs.csv\"\n[[peak]]\nid = \"wave\"\nfrom = 2025-03-15\nto = 2025-03-25\n";
    let path = home.file("wave.toml", &format!("{world}{further}[uncertainty]\n{BAYS}"));
    let loaded = load(&path, &[]).expect("sound");
    let blocks = Blocks::new(1, 1, 16, None);
    let row = &written(&loaded, 16).daily.peaks[0];
    assert_eq!((row.city, row.top, row.band), (None, 8.0, Some([8.0, 8.0])));
    let ahead = ahead(&path, blocks, 16);
    let drawn = &ahead.beliefs[0].values;
    assert!(drawn.iter().any(|bays| *bays < 2.5) && drawn.iter().any(|bays| *bays >= 2.5));
    assert_eq!(ahead.top90(row, 1), Some([7.0, 8.0]));
    // The command tells both, in the table and in words.
    let output = home.aftersales(&["run", "wave.toml", "-n", "16", "-o", "out"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = home.text("out/peak.csv");
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let of = |line: &[&str], name: &str| {
        let column = lines[0].iter().position(|head| *head == name).expect(name);
        line[column].parse::<f64>().expect("a number")
    };
    for line in &lines[1..] {
        let found = ["backlog_peak", "p05", "p95", "forecast_p05", "forecast_p95"].map(|name| of(line, name));
        assert_eq!(found, [8.0, 8.0, 8.0, 7.0, 8.0]);
    }
    let page = home.text("out/report.html").replace('\u{a0}', " ");
    assert!(page.contains("(90 % by chance: 8; with doubt about the inputs: 7–8)"));
    assert!(page.contains("（90%，仅随机性：8；含输入不确定：7～8）"));
}

#[test]
fn an_interrupted_forecast_has_its_first_blocks() {
    let home = Home::new();
    let path = home.file("unsure.toml", &with(&[RATE, BAYS]));
    let cut = ahead(&path, Blocks::new(1, 1, 12, Some(4)), 6);
    let short = ahead(&path, Blocks::new(1, 1, 6, Some(2)), 6);
    assert_eq!((cut.blocks, cut.replications), (2, 6));
    assert_eq!(cut.daily, short.daily);
    assert_eq!(cut.beliefs, short.beliefs);
    let all = |forecast: &Forecast| {
        forecast
            .rows
            .iter()
            .map(|row| (row.all90, row.parts))
            .collect::<Vec<_>>()
    };
    assert_eq!(all(&cut), all(&short));
}

#[test]
fn beliefs_stand_beside_what_a_run_leaves_without_them() {
    let home = Home::new();
    home.file("plain.toml", PLAIN);
    home.file("unsure.toml", &with(&[RATE, BAYS]));
    for (file, out, threads) in [
        ("plain", "plain", "1"),
        ("unsure", "one", "1"),
        ("unsure", "three", "3"),
    ] {
        let scenario = format!("{file}.toml");
        let output = home.aftersales(&["run", &scenario, "-n", "12", "-j", threads, "-o", out, "--quiet"]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    for file in [
        "summary.json",
        "summary.csv",
        "daily.csv",
        "forecast.csv",
        "beliefs.csv",
        "report.html",
    ] {
        assert!(
            home.text(&format!("one/{file}"))
                .replace("-j 1 -o one", "-j 3 -o three")
                == home.text(&format!("three/{file}")),
            "{file}"
        );
    }
    // What chance does is the run without beliefs, to the byte.
    assert_eq!(home.text("one/daily.csv"), home.text("plain/daily.csv"));
    assert!(!home.0.path().join("plain/forecast.csv").exists());
    let (unsure, plain) = (home.text("one/summary.csv"), home.text("plain/summary.csv"));
    for (long, short) in unsure.lines().zip(plain.lines()) {
        assert!(long.starts_with(&format!("{short},")), "{long}");
        assert_eq!(long.split(',').count(), short.split(',').count() + 6);
    }
    let daily = home.text("one/daily.csv");
    for line in home.text("one/forecast.csv").lines().skip(1).step_by(37) {
        let cells: Vec<&str> = line.split(',').collect();
        let chance = [&cells[..5], &cells[11..]].concat().join(",");
        assert!(daily.lines().any(|known| known == chance), "{chance}");
    }
    let page = home.text("one/report.html");
    for words in [
        "How sure the forecast is",
        "Which belief matters most",
        "预测有多可靠",
        "哪个判断最重要",
    ] {
        assert!(page.contains(words), "{words}");
        assert!(!home.text("plain/report.html").contains(words), "{words}");
    }
}

#[test]
fn wishes_for_beliefs_are_looked_at_first() {
    let home = Home::new();
    home.file("plain.toml", PLAIN);
    home.file("unsure.toml", &with(&[RATE]));
    for (arguments, wanted) in [
        (
            &["run", "plain.toml", "--beliefs", "5"][..],
            "plain.toml has no [uncertainty]",
        ),
        (
            &["run", "unsure.toml", "-n", "6", "--beliefs", "7"],
            "--beliefs 7: at most one draw",
        ),
        (&["run", "unsure.toml", "--beliefs", "1"], "1 is not in 2.."),
    ] {
        let output = home.aftersales(arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(wanted), "{told}");
        assert!(!home.0.path().join("output").exists());
    }
}

/// Rates and their limits in two keys: each is sound by itself, together a draw may not be.
#[test]
fn draws_that_do_not_go_together_are_told_before_anything_is_simulated() {
    let home = Home::new();
    let text = PLAIN.replace(
        "hours = { lognormal = { mean = 3.0, cv = 0.6 } }",
        "hours = { uniform = { min = 2.0, max = 4.0 } }",
    );
    let path = "\"failure.body.stages.repair.hours.uniform";
    let text = format!(
        "{text}[uncertainty]\n{path}.min\" = {{ uniform = {{ min = 1.0, max = 3.9 }} }}\n{path}.max\" = {{ uniform = {{ min = 2.1, max = 6.0 }} }}\n"
    );
    home.file("apart.toml", &text);
    assert_eq!(home.aftersales(&["check", "apart.toml"]).status.code(), Some(0));
    let output = home.aftersales(&["run", "apart.toml", "-n", "100"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    let wanted = "of the beliefs does not go together: failure.body.stages.repair.hours.uniform.min=";
    assert!(told.contains(wanted) && told.contains("limits-order"), "{told}");
    assert!(!home.0.path().join("output").exists());
}

#[test]
fn what_was_drawn_stands_beside_what_follows_it() {
    let home = Home::new();
    let path = home.file(
        "unsure.toml",
        &with(&[RATE, "\"choice.km_per_day\" = { uniform = { min = 50, max = 150 } }\n"])
            .replace("[uncertainty]", "[choice]\nkm_per_day = 100\n[uncertainty]"),
    );
    let forecast = ahead(&path, Blocks::new(1, 1, 60, None), 60);
    let mut jobs = forecast
        .matters
        .iter()
        .filter(|matter| matter.key.metric == Metric::Jobs);
    // One city and one centre: how far owners drive for a day changes nothing, the rate almost everything.
    let (first, second) = (jobs.next().expect("two beliefs"), jobs.next().expect("two beliefs"));
    assert_eq!(
        forecast.beliefs[first.belief].path,
        "failure.body.rate.per_vehicle_year"
    );
    assert!(first.ranked.correlation > 0.9, "{first:?}");
    let [low, high] = second.ranked.interval.expect("thirty blocks");
    assert!(low < 0.0 && 0.0 < high, "{second:?}");
}

/// Ranks from 1, equal values sharing theirs, by counting.
fn ranks(values: &[f64]) -> Vec<f64> {
    let of = |value: &f64| {
        let less = values.iter().filter(|other| *other < value).count();
        let same = values.iter().filter(|other| *other == value).count();
        less as f64 + (same as f64 + 1.0) / 2.0
    };
    values.iter().map(of).collect()
}

/// The correlation of two lists.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
    let (m, n) = (mean(one), mean(other));
    let sum = |of: &dyn Fn(f64, f64) -> f64| one.iter().zip(other).map(|(a, b)| of(a - m, b - n)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

#[test]
fn figures_of_a_forecast_are_those_of_plain_runs_of_its_blocks() {
    let home = Home::new();
    let hours = "\"failure.body.stages.repair.hours.lognormal.mean\" = { uniform = { min = 2.0, max = 5.0 } }\n";
    let path = home.file("unsure.toml", &with(&[RATE, hours]));
    // Not from the first replication on, as where fresh ones are asked for.
    let blocks = Blocks::new(1, 5, 40, None);
    let (plan, found) = (drawn(&path, blocks), ahead(&path, blocks, 40));
    let chance = written(&load(&path, &[]).expect("sound"), 40);
    let chance = chance.each.expect("figures of each replication");
    // Block b has the replications 2b + 3 and 2b + 4: plain runs of a scenario with what it has drawn.
    let runs: Vec<[Outcome; 2]> = (1..=20)
        .map(|block| {
            let loaded = load_drawn(&path, &[], plan.settings(block)).expect("sound");
            [2 * block + 3, 2 * block + 4].map(|first| {
                let options = Options {
                    seed: 1,
                    first,
                    replications: 1,
                    number: Number::Fixed,
                    threads: 1,
                    warnings: Vec::new(),
                };
                run(&loaded.scenario, &options, None, &|_| (), &AtomicBool::new(false)).expect("a run")
            })
        })
        .collect();
    let ends = |mut values: Vec<f64>| {
        // 5 and 95 % of 40.
        values.sort_by(f64::total_cmp);
        Some([values[1], values[37]])
    };
    let near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * other.abs().max(1.0);
    for metric in [Metric::Jobs, Metric::Served, Metric::InSystem] {
        let of_network = |key: &Key| {
            key.metric == metric
                && [&key.scope.city, &key.scope.centre, &key.scope.failure]
                    .iter()
                    .all(|id| *id == "*")
        };
        let row = chance.keys().iter().position(of_network).expect("a row of the network");
        let key = &chance.keys()[row];
        let values = |sample: &Sample, at: usize| sample.series(at).into_iter().flatten().collect::<Vec<f64>>();
        let value = |run: &Outcome| run.summary.rows[row].mean.expect("a mean");
        let by_block: Vec<[f64; 2]> = runs.iter().map(|pair| [value(&pair[0]), value(&pair[1])]).collect();
        let ahead = found.rows[row];
        assert_eq!(ahead.chance90, ends(values(&chance, row)), "{metric:?}");
        assert_eq!(ahead.all90, ends(by_block.as_flattened().to_vec()), "{metric:?}");
        assert_ne!(ahead.all90, ahead.chance90, "{metric:?}");
        // Pairs: MSW = Σ (a − b)²/2 over 20, MSB = twice the variance of the 20 means; n₀ = 2.
        let means: Vec<f64> = by_block.iter().map(|pair| (pair[0] + pair[1]) / 2.0).collect();
        let within = by_block
            .iter()
            .map(|pair| (pair[0] - pair[1]) * (pair[0] - pair[1]) / 2.0)
            .sum::<f64>()
            / 20.0;
        let mean = means.iter().sum::<f64>() / 20.0;
        let among = 2.0 * means.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / 19.0;
        let parts = ahead.parts.expect("parts");
        assert!(near(parts.within, within), "{metric:?} {parts:?} {within}");
        assert!(
            near(parts.between, ((among - within) / 2.0).max(0.0)),
            "{metric:?} {parts:?}"
        );
        let matters: Vec<_> = found.matters.iter().filter(|matter| matter.key == *key).collect();
        assert_eq!(matters.len(), 2, "{metric:?}");
        for matter in matters {
            let expected = correlation(&ranks(&found.beliefs[matter.belief].values), &ranks(&means));
            assert!(
                near(matter.ranked.correlation, expected),
                "{metric:?} {matter:?} {expected}"
            );
        }
    }
    // What is followed most comes first, whether it rises or falls.
    let strengths = |pair: &[&Matter]| [pair[0], pair[1]].map(|matter| matter.ranked.correlation);
    let mut falls = 0;
    for one in &found.matters {
        let own: Vec<&Matter> = found.matters.iter().filter(|matter| matter.key == one.key).collect();
        if own.len() == 2 {
            let [first, second] = strengths(&own);
            assert!(first.abs() >= second.abs(), "{own:?}");
            falls += u32::from(first < second);
        }
    }
    assert!(falls > 0, "nothing falls most");
    // The last block has what is left.
    let odd = ahead(&path, Blocks::new(1, 1, 5, None), 5);
    assert_eq!((odd.replications, odd.blocks), (5, 3));
}
