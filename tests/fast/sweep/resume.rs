//! Going on after a kill, an interruption, a full disk, damage: no byte of the results differs.

use super::{BAYS, CARS, SCENARIO, code, command, done, home, stderr, sweep};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

fn units(home: &Path, store: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join(store)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "unit"));
    paths.sort();
    paths
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
    done(&sweep(home.path(), &[&base[..], &["-o", "whole"]].concat()));
    let whole = fs::read(home.path().join("whole/runs.csv")).unwrap();
    let all = units(home.path(), "whole.units").len();
    assert_eq!(all, 9);
    let arguments = [&base[..], &["-o", "out", "--resume"]].concat();
    let (mut kills, mut kept, mut moment) = (0, Vec::new(), 1u64);
    // Kills come up to so many milliseconds after the start: later as long as they hit, sooner after one that missed.
    let mut reach = 40.0_f64;
    loop {
        // A fixed series of moments (Knuth, MMIX); what has been done by then is the machine's.
        moment = moment
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let share = (moment >> 40) as f64 / (1u64 << 24) as f64;
        let mut child = start(home.path(), &arguments);
        // The last one is let be.
        if kills < 200 {
            std::thread::sleep(Duration::from_secs_f64(reach * share / 1000.0));
            child.kill().unwrap();
        }
        let output = child.wait_with_output().unwrap();
        let now = units(home.path(), "out.units");
        if output.status.signal() == Some(9) {
            kills += 1;
            reach = (reach * 1.02).min(80.0);
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
        reach = (reach * 0.7).max(3.0);
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
