//! `sweep` by the command: rows, mistakes, threads, and what a kill, a full disk or a damaged unit leaves.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

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

fn units(home: &Path, store: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join(store)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "unit"));
    paths.sort();
    paths
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

#[test]
fn resume_refuses_what_would_give_other_figures() {
    let home = home();
    let base = ["--vary", BAYS, "-n", "12", "-o", "out"];
    done(&sweep(home.path(), &base));
    let before = fs::read(home.path().join("out/runs.csv")).unwrap();
    let resumed = |more: &[&str]| sweep(home.path(), &[&base[..2], &["-o", "out", "--resume"], more].concat());
    let refused = |output: &Output, word: &str| {
        assert_eq!(code(output), 2);
        assert!(
            stderr(output).contains(word) && stderr(output).contains("out.units"),
            "{}",
            stderr(output)
        );
    };
    refused(&resumed(&["-n", "12", "--seed", "2"]), "--seed 1, not 2");
    refused(&resumed(&["-n", "12", "--set", "days=6"]), "another scenario");
    refused(&resumed(&["-n", "12", "--vary", CARS]), "other parameters");
    refused(
        &resumed(&["-n", "12", "--seed", "2", "--lang", "zh"]),
        "--seed 1，而不是 2",
    );
    let other = SCENARIO.replace("mean = 5.0", "mean = 5.5");
    fs::write(home.path().join("s.toml"), other).unwrap();
    refused(&resumed(&["-n", "12"]), "another scenario");
    fs::write(home.path().join("s.toml"), SCENARIO).unwrap();
    assert_eq!(fs::read(home.path().join("out/runs.csv")).unwrap(), before);
    // More replications: whole units are kept, the short last ones made again with those that are new.
    let output = resumed(&["-n", "25"]);
    done(&output);
    assert!(
        stderr(&output).contains("units: 3 reused, 0 damaged and done again, 6 done now"),
        "{}",
        stderr(&output)
    );
    done(&sweep(home.path(), &["--vary", BAYS, "-n", "25", "-o", "fresh"]));
    assert_eq!(
        fs::read(home.path().join("out/runs.csv")).unwrap(),
        fs::read(home.path().join("fresh/runs.csv")).unwrap()
    );
    // Without --resume another study takes its place.
    done(&sweep(home.path(), &["--vary", CARS, "-n", "12", "-o", "out"]));
    // A folder of somebody else's is left alone.
    fs::create_dir(home.path().join("mine.units")).unwrap();
    fs::write(home.path().join("mine.units/notes.txt"), "mine").unwrap();
    let output = sweep(home.path(), &["--vary", BAYS, "-n", "2", "-o", "mine"]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).contains("mine.units") && !home.path().join("mine").exists(),
        "{}",
        stderr(&output)
    );
}

#[test]
fn damaged_and_foreign_files_change_nothing() {
    let home = home();
    let arguments = ["--vary", BAYS, "-n", "20", "-o", "out"];
    done(&sweep(home.path(), &arguments));
    let whole = fs::read(home.path().join("out/runs.csv")).unwrap();
    let units = units(home.path(), "out.units");
    assert_eq!(units.len(), 6);
    let cut = fs::read(&units[0]).unwrap();
    fs::write(&units[0], &cut[..cut.len() / 2]).unwrap();
    let mut flipped = fs::read(&units[1]).unwrap();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x10;
    fs::write(&units[1], flipped).unwrap();
    fs::write(&units[2], "a foreign file with the name of a unit").unwrap();
    fs::write(home.path().join("out.units/notes.txt"), "mine").unwrap();
    let output = sweep(home.path(), &[&arguments[..], &["--resume"]].concat());
    done(&output);
    assert!(
        stderr(&output).contains("units: 3 reused, 3 damaged and done again, 3 done now"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read(home.path().join("out/runs.csv")).unwrap(), whole);
    assert_eq!(
        fs::read_to_string(home.path().join("out.units/notes.txt")).unwrap(),
        "mine"
    );
}

#[test]
fn a_disk_without_space_fails_in_words_and_is_resumed() {
    let home = home();
    done(&sweep(home.path(), &["--vary", BAYS, "-n", "20", "-o", "whole"]));
    // No file may pass 512 bytes, or 1024 where the shell counts so: room for the mark of the store, not for a unit.
    let program = env!("CARGO_BIN_EXE_aftersales");
    let line = format!(
        "trap '' XFSZ; ulimit -f 1; exec {program} sweep s.toml --no-charts --vary {BAYS} -n 20 -o out --lang en"
    );
    let output = Command::new("sh")
        .args(["-c", &line])
        .current_dir(home.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(
        stderr(&output).contains("could not be written") && stderr(&output).contains("--resume"),
        "{}",
        stderr(&output)
    );
    assert!(!home.path().join("out").exists());
    assert!(units(home.path(), "out.units").is_empty());
    done(&sweep(
        home.path(),
        &["--vary", BAYS, "-n", "20", "-o", "out", "--resume"],
    ));
    let read = |folder: &str| fs::read(home.path().join(folder).join("runs.csv")).unwrap();
    assert_eq!(read("out"), read("whole"));
}

#[test]
fn an_interruption_keeps_finished_units() {
    let home = home();
    let arguments = ["--vary", BAYS, "-n", "400", "-o", "out", "-j", "2"];
    let mut child = start(home.path(), &arguments);
    while units(home.path(), "out.units").is_empty() {
        assert!(child.try_wait().unwrap().is_none(), "ended before its first unit");
        std::thread::sleep(Duration::from_millis(1));
    }
    Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130, "{}", stderr(&output));
    assert!(stderr(&output).contains("--resume"), "{}", stderr(&output));
    assert!(!home.path().join("out").exists());
    let kept = units(home.path(), "out.units").len();
    assert!((1..120).contains(&kept));
    let output = sweep(home.path(), &[&arguments[..], &["--resume"]].concat());
    done(&output);
    let counted = format!(
        "units: {kept} reused, 0 damaged and done again, {} done now",
        120 - kept
    );
    assert!(stderr(&output).contains(&counted), "{}", stderr(&output));
}

#[test]
fn a_comparison_goes_on_where_it_was() {
    let home = home();
    let plan = "extends = 's.toml'\nname = 'More'\n[[centre]]\nid = 'wuhan-1'\nresources = { bay = 3 }\n";
    fs::write(home.path().join("p.toml"), plan).unwrap();
    let compare = |more: &[&str]| {
        let mut command = command(
            home.path(),
            &["compare", "s.toml", "p.toml", "--no-charts", "-o", "out"],
        );
        command.args(more).output().unwrap()
    };
    let read = || fs::read(home.path().join("out/comparison.csv")).unwrap();
    done(&compare(&["-n", "25"]));
    let whole = read();
    let units = units(home.path(), "out.units");
    assert_eq!(units.len(), 6);
    fs::remove_file(&units[1]).unwrap();
    fs::write(&units[4], "no unit").unwrap();
    let output = compare(&["-n", "25", "--resume"]);
    done(&output);
    let told = stderr(&output);
    assert!(
        told.contains("units: 4 reused, 1 damaged and done again, 2 done now"),
        "{told}"
    );
    assert!(read() == whole);
    fs::write(home.path().join("p.toml"), plan.replace('3', "4")).unwrap();
    let output = compare(&["-n", "25", "--resume"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("plans"), "{}", stderr(&output));
}

fn start(home: &Path, arguments: &[&str]) -> Child {
    let mut command = command(home, &["sweep", "s.toml", "--no-charts"]);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

#[test]
fn two_hundred_kills_change_no_byte() {
    let home = home();
    let base = ["--vary", BAYS, "-n", "25", "-j", "2"];
    let begun = Instant::now();
    done(&sweep(home.path(), &[&base[..], &["-o", "whole"]].concat()));
    // Only to choose moments: from before the first unit to after the last file, on a machine that is not too busy.
    let whole_run = begun
        .elapsed()
        .clamp(Duration::from_millis(5), Duration::from_millis(100));
    let whole = fs::read(home.path().join("whole/runs.csv")).unwrap();
    let all = units(home.path(), "whole.units").len();
    assert_eq!(all, 9);
    let arguments = [&base[..], &["-o", "out", "--resume"]].concat();
    let (mut kills, mut kept, mut moment) = (0, Vec::new(), 1u64);
    loop {
        // A fixed series of moments (Knuth, MMIX); what has been done by then is the machine's.
        moment = moment
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let share = (moment >> 40) as f64 / (1u64 << 24) as f64;
        let mut child = start(home.path(), &arguments);
        // The last one is let be.
        if kills < 200 {
            std::thread::sleep(whole_run.mul_f64(0.9 * share));
            child.kill().unwrap();
        }
        let output = child.wait_with_output().unwrap();
        let now = units(home.path(), "out.units");
        if output.status.signal() == Some(9) {
            kills += 1;
            // No unit that was finished is lost, and none is half there.
            assert!(kept.iter().all(|path| now.contains(path)), "after {kills} kills");
            kept = now;
            continue;
        }
        done(&output);
        let counted = format!(
            "units: {} reused, 0 damaged and done again, {} done now",
            kept.len(),
            all - kept.len()
        );
        assert!(stderr(&output).contains(&counted), "{counted}, not {}", stderr(&output));
        assert!(
            fs::read(home.path().join("out/runs.csv")).unwrap() == whole,
            "after {kills} kills"
        );
        if kills == 200 {
            break;
        }
        kept.clear();
        fs::remove_dir_all(home.path().join("out.units")).unwrap();
    }
    let left: Vec<String> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
