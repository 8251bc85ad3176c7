//! A search that is killed, interrupted or damaged goes on: no byte of the results differs.

use super::super::compare::{aftersales, done};
use super::{ONE_BAY, home, read};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn units(home: &Path, store: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join(store)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "unit"));
    paths
}

fn start(home: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .current_dir(home)
        .args(["optimise", "queues.toml", "--lang", "en"])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Everything but the page and the manifest, which tell the command line and the date.
const FILES: [&str; 3] = ["plan.toml", "frontier.csv", "next.csv"];

fn same(home: &Path, one: &str, other: &str) {
    for file in FILES {
        let of = |folder: &str| read(home, &format!("{folder}/{file}"));
        assert_eq!(of(one), of(other), "{file}");
    }
}

#[test]
fn killed_searches_go_on_to_the_same_bytes() {
    let home = home(ONE_BAY);
    let home = home.path();
    let search = ["-n", "12", "--designs", "12", "-j", "2"];
    done(
        home,
        &[&["optimise", "queues.toml"], &search[..], &["-o", "whole"]].concat(),
    );
    let all = units(home, "whole.units").len();
    let arguments = [&search[..], &["-o", "out", "--resume"]].concat();
    let (mut kills, mut kept, mut moment) = (0, Vec::new(), 1u64);
    let mut reach = 150.0_f64;
    while kills < 30 {
        // A fixed series of moments (Knuth, MMIX); what has been done by then is the machine's.
        moment = moment
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let share = (moment >> 40) as f64 / (1u64 << 24) as f64;
        let mut child = start(home, &arguments);
        std::thread::sleep(Duration::from_secs_f64(reach * share / 1000.0));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        let now = units(home, "out.units");
        if output.status.signal() == Some(9) {
            kills += 1;
            reach *= 1.05;
            // No unit that was finished is lost.
            assert!(kept.iter().all(|path| now.contains(path)), "after {kills} kills");
            kept = now;
            continue;
        }
        // It was done before it could be killed: the next one begins anew.
        same(home, "out", "whole");
        reach *= 0.7;
        kept.clear();
        fs::remove_dir_all(home.join("out.units")).unwrap();
    }
    let output = start(home, &arguments).wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let counted = format!(
        "units: {} reused, 0 damaged and done again, {} done now",
        kept.len(),
        all - kept.len()
    );
    assert!(told.contains(&counted), "{counted}, not {told}");
    same(home, "out", "whole");
}

#[test]
fn a_finished_search_is_repeated_from_its_units_and_damage_is_made_good() {
    let home = home(ONE_BAY);
    let home = home.path();
    let search = ["optimise", "queues.toml", "-n", "12", "--designs", "12"];
    done(home, &[&search[..], &["-o", "out"]].concat());
    fs::rename(home.join("out"), home.join("whole")).unwrap();
    let units = units(home, "out.units");
    fs::write(&units[0], "a foreign file with the name of a unit").unwrap();
    let output = aftersales(home, &[&search[..], &["-o", "out", "--resume"]].concat());
    let told = String::from_utf8_lossy(&output.stderr);
    let counted = format!(
        "units: {} reused, 1 damaged and done again, 1 done now",
        units.len() - 1
    );
    assert!(told.contains(&counted), "{told}");
    same(home, "out", "whole");
    // Another scenario is another search.
    let other = [&search[..], &["-o", "out", "--resume", "--set", "days=41"]].concat();
    let output = aftersales(home, &other);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("another scenario"));
}

/// The first replications of the units of a search, sorted, each once.
fn first_replications(home: &Path, store: &str) -> Vec<u32> {
    let mut firsts: Vec<u32> = (units(home, store).iter())
        .map(|path| {
            let bytes = fs::read(path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            let (_, rest) = text.split_once(" replications ").unwrap();
            rest.split_once('-').unwrap().0.parse().unwrap()
        })
        .collect();
    firsts.sort_unstable();
    firsts.dedup();
    firsts
}

#[test]
fn searching_choosing_and_telling_have_draws_of_their_own() {
    let home_of = home(ONE_BAY);
    let path = home_of.path();
    done(
        path,
        &["optimise", "queues.toml", "-n", "5", "--designs", "12", "-o", "out"],
    );
    let firsts = first_replications(path, "out.units");
    assert!(
        firsts.contains(&1) && firsts.contains(&1_000_001) && firsts.contains(&2_000_001),
        "{firsts:?}"
    );
    // A promise is tested on draws that its search has not seen either.
    let search = ONE_BAY.replace(
        "goal = \"queue_wait_hours\"\nbudget_cny = 150000",
        "goal = \"within_days_share\"\ndays = 3\npromise_share = 0.9",
    );
    let home_of = home(&search);
    let path = home_of.path();
    let text = read(path, "queues.toml").replace("\"walk-in\"", "\"calendar\"");
    fs::write(path.join("queues.toml"), text).unwrap();
    done(
        path,
        &["optimise", "queues.toml", "-n", "5", "--designs", "12", "-o", "out"],
    );
    assert_eq!(first_replications(path, "out.units"), [1, 1_000_001, 2_000_001]);
}

#[test]
fn an_interrupted_search_leaves_the_plan_so_far() {
    let home = home(ONE_BAY);
    let home = home.path();
    let arguments = ["-n", "4000", "--designs", "12", "-o", "out", "-j", "2"];
    let child = start(home, &arguments);
    // The search takes no more than twelve units; the next ones are of the confirmation, which goes on for long.
    while units(home, "out.units").len() < 14 {
        std::thread::sleep(Duration::from_millis(2));
    }
    Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{told}");
    assert!(told.contains("not confirmed") && told.contains("--resume"), "{told}");
    let plan = read(home, "out/plan.toml");
    assert!(
        plan.contains("best plan so far, not confirmed") && plan.contains("bay = 3"),
        "{plan}"
    );
    done(home, &["check", "out/plan.toml"]);
    let mut names: Vec<String> = fs::read_dir(home.join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["frontier.csv", "manifest.json", "plan.toml"]);
}
