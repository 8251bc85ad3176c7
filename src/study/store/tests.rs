//! The store against a disk of which any call may fail, and against files that are not what they were.

use super::*;
use crate::metrics::catalogue::Metric;
use crate::metrics::tail::Tail;
use crate::model::Model;
use crate::scenario::{Setting, load_with};
use crate::study::disk::RealDisk;
use crate::study::sample::{Draws, Gauge, Keeping, sample, values};
use crate::study::sweep::design::{Design, Value, Vary};
use crate::study::sweep::{Options, Outcome, sweep};
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32};

/// A disk that keeps a list of what is asked of it and refuses some of it.
struct Faulty {
    /// The call that fails, from 1; with `forever` all later ones too.
    at: usize,
    forever: bool,
    calls: Mutex<Vec<(&'static str, PathBuf)>>,
}

impl Faulty {
    fn new(at: usize, forever: bool) -> Faulty {
        let calls = Mutex::default();
        Faulty { at, forever, calls }
    }

    fn calls(&self) -> Vec<(&'static str, PathBuf)> {
        self.calls.lock().expect("no panic").clone()
    }

    /// Notes a call; an error if its turn has come.
    fn call(&self, what: &'static str, path: &Path) -> io::Result<()> {
        let mut calls = self.calls.lock().expect("no panic");
        calls.push((what, path.to_path_buf()));
        match calls.len() == self.at || (self.forever && calls.len() > self.at) {
            true => Err(io::Error::from(io::ErrorKind::StorageFull)),
            false => Ok(()),
        }
    }
}

impl Disk for Faulty {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.call("create", path).and_then(|()| RealDisk.create_folder(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        match self.call("write", path) {
            Ok(()) => RealDisk.write(path, bytes),
            // A full disk takes what it can.
            Err(error) => RealDisk.write(path, &bytes[..bytes.len() / 2]).and(Err(error)),
        }
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.call("sync", path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.call("sync folder", path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call("rename", from).and_then(|()| RealDisk.rename(from, to))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call("read", path).and_then(|()| RealDisk.read(path))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        self.call("list", path).and_then(|()| RealDisk.list(path))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call("remove", path).and_then(|()| RealDisk.remove(path))
    }
}

const SCENARIO: &str = "
    name = 'Tiny'
    start = 2025-03-03
    days = 4
    [[city]]
    id = 'wuhan'
    vehicles = 100
    [[failure]]
    id = 'body'
    rate = { per_vehicle_year = 6.0 }
    stages = [ { id = 'repair', needs = ['bay'], hours = { exponential = { mean = 3.0 } } } ]
    [[centre]]
    id = 'wuhan-1'
    city = 'wuhan'
    resources = { bay = 1 }
    hours = 'always'
    booking = { policy = 'walk-in' }
";

/// Units of the sweep below: three points of ten and five replications.
const UNITS: u32 = 6;

fn identity() -> Identity {
    Identity {
        command: "sweep",
        version: "1.2.3",
        results_version: 1,
        scenario: "s".into(),
        design: "d".into(),
        seed: 1,
    }
}

/// Sweeps over 1, 2 and 3 bays; what came out as text, and the counts of the store.
fn swept(disk: &dyn Disk, folder: &Path, replications: u32, threads: usize) -> Result<(String, Counts), Failure> {
    let varied = Vary::parse("centre.wuhan-1.resources.bay=1,2,3").expect("values");
    let design = Design::grid(&[varied]).expect("a grid");
    let load = |values: &[Option<Value>]| {
        let text = format!(
            "centre.wuhan-1.resources.bay={}",
            values[0].as_ref().map_or("", |value| &value.text)
        );
        let name = "--vary 1".to_string();
        load_with(&|_| Ok(SCENARIO.into()), Path::new("s.toml"), &[Setting { name, text }])
    };
    let store = Store::open(disk, folder, identity(), true)?;
    let options = Options {
        seed: 1,
        replications,
        threads,
    };
    let found = sweep(design, &load, options, &store, &|_| {}, &AtomicBool::new(false))?;
    assert!(
        found
            .outcomes
            .iter()
            .all(|outcome| matches!(outcome, Outcome::Done(rows) if !rows.is_empty()))
    );
    Ok((format!("{:?}", found.outcomes), store.counts()))
}

fn units(folder: &Path) -> Vec<PathBuf> {
    let paths = RealDisk.list(folder).unwrap_or_default();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "unit"))
        .collect()
}

fn counts(reused: u32, damaged: u32, written: u32) -> Counts {
    Counts {
        reused,
        damaged,
        written,
    }
}

#[test]
fn every_call_may_fail_once_or_for_good() {
    let home = tempfile::tempdir().expect("a folder");
    let (whole, made) = swept(&RealDisk, &home.path().join("whole"), 15, 1).expect("a sound disk");
    assert_eq!(made, counts(0, 0, UNITS));
    for forever in [false, true] {
        let mut failed = 0;
        for at in 1.. {
            let folder = home.path().join(format!("{at}-{forever}"));
            let disk = Faulty::new(at, forever);
            let result = swept(&disk, &folder, 15, 1 + at % 2);
            if disk.calls().len() < at {
                // Past the last call: nothing failed.
                assert_eq!(result.expect("no fault").0, whole);
                break;
            }
            match result {
                // What cannot be read is made again; that can be told to nobody but the counter.
                Ok((text, _)) => assert_eq!(text, whole, "{at}"),
                Err(Failure::Disk { .. }) => failed += 1,
                Err(other) => panic!("{at}: {other:?}"),
            }
            let kept = units(&folder).len() as u32;
            let (text, resumed) = swept(&RealDisk, &folder, 15, 2).expect("a sound disk");
            assert_eq!(text, whole, "{at}");
            // Every unit that has its name is whole, and none of them is made again.
            assert_eq!(resumed, counts(kept, 0, UNITS - kept), "{at}");
        }
        assert!(failed >= 20, "{failed} calls failed");
    }
}

#[test]
fn a_file_is_on_the_disk_before_it_has_its_name() {
    let home = tempfile::tempdir().expect("a folder");
    let disk = Faulty::new(0, false);
    swept(&disk, &home.path().join("s"), 15, 2).expect("a sound disk");
    let calls = disk.calls();
    let renamed: Vec<usize> = (0..calls.len()).filter(|&at| calls[at].0 == "rename").collect();
    assert_eq!(renamed.len() as u32, UNITS + 1);
    for at in renamed {
        let order: Vec<&str> = calls[at - 2..=at + 1].iter().map(|call| call.0).collect();
        assert_eq!(order, ["write", "sync", "rename", "sync folder"]);
        assert!(calls[at - 2].1 == calls[at].1 && calls[at - 1].1 == calls[at].1);
    }
}

#[test]
fn damaged_units_are_found_and_made_again() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("s");
    let (whole, _) = swept(&RealDisk, &folder, 15, 2).expect("a sound disk");
    let paths = units(&folder);
    let texts: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a unit")).collect();
    let restore = || {
        paths
            .iter()
            .zip(&texts)
            .for_each(|(path, text)| fs::write(path, text).expect("written"))
    };
    let again = |what: &str, damaged: u32| {
        let (text, counted) = swept(&RealDisk, &folder, 15, 2).expect("a sound disk");
        assert_eq!(text, whole, "{what}");
        assert_eq!(counted, counts(UNITS - damaged, damaged, damaged), "{what}");
        restore();
    };
    // One bit, in the head, the key, the figures.
    let line = texts[0].iter().position(|&byte| byte == b'\n').expect("a head");
    for byte in [0, 30, line, line + 12, texts[0].len() - 300, texts[0].len() - 1] {
        for bit in [0, 7] {
            let mut text = texts[0].clone();
            text[byte] ^= 1 << bit;
            fs::write(&paths[0], text).expect("written");
            again(&format!("bit {bit} of byte {byte}"), 1);
        }
    }
    for length in [0, 1, line, line + 1, texts[1].len() - 8, texts[1].len() - 1] {
        fs::write(&paths[1], &texts[1][..length]).expect("written");
        again(&format!("cut to {length}"), 1);
    }
    fs::write(&paths[0], [texts[0].as_slice(), b"\0"].concat()).expect("written");
    again("a byte more", 1);
    // A whole unit under the name of another: its key says so.
    fs::write(&paths[0], &texts[1]).expect("written");
    fs::write(&paths[1], &texts[0]).expect("written");
    again("exchanged", 2);
    fs::remove_file(&paths[3]).expect("removed");
    let (text, counted) = swept(&RealDisk, &folder, 15, 2).expect("a sound disk");
    assert_eq!((text, counted), (whole, counts(UNITS - 1, 0, 1)));
}

#[test]
fn kept_figures_are_those_of_a_plain_sample() {
    let home = tempfile::tempdir().expect("a folder");
    let loaded = load_with(&|_| Ok(SCENARIO.into()), Path::new("s.toml"), &[]).expect("sound");
    let store = Store::open(&RealDisk, &home.path().join("s"), identity(), true).expect("a new store");
    // Past the first thousand, from 3 on: units of ten that begin where the draws do.
    let draws = Draws {
        seed: 5,
        first: 3,
        replications: 1004,
        threads: 2,
    };
    let keeping = Keeping {
        store: &store,
        scenario: "s",
        figures: "all",
    };
    let (quiet, never) = (|_| {}, AtomicBool::new(false));
    let plain = sample(&loaded.scenario, draws, |_| true, None, &quiet, &never).expect("sound");
    assert_eq!(plain.replications(), 1004);
    for written in [101, 0] {
        let before = store.counts().written;
        let kept = sample(&loaded.scenario, draws, |_| true, Some(keeping), &quiet, &never).expect("sound");
        assert_eq!(format!("{kept:?}"), format!("{plain:?}"));
        assert_eq!(store.counts().written - before, written);
    }
}

#[test]
fn replications_may_grow_and_shrink() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("s");
    let of = |name: &str, replications| {
        let fresh = home.path().join(name);
        swept(&RealDisk, &fresh, replications, 1).expect("a sound disk").0
    };
    swept(&RealDisk, &folder, 15, 1).expect("a sound disk");
    // The first ten are whole; the unit of five is none of ten.
    let (text, counted) = swept(&RealDisk, &folder, 30, 2).expect("a sound disk");
    assert_eq!((text, counted), (of("30", 30), counts(3, 0, 6)));
    let (text, counted) = swept(&RealDisk, &folder, 20, 2).expect("a sound disk");
    assert_eq!((text, counted), (of("20", 20), counts(6, 0, 0)));
}

#[test]
fn a_store_of_another_study_is_refused() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("s");
    let open = |identity: Identity, resume| Store::open(&RealDisk, &folder, identity, resume).map(drop);
    open(identity(), true).expect("a new store");
    open(identity(), true).expect("the same");
    let others = [
        (
            Term::Command,
            Identity {
                command: "compare",
                ..identity()
            },
        ),
        (
            Term::Version,
            Identity {
                version: "1.2.4",
                ..identity()
            },
        ),
        (
            Term::Results,
            Identity {
                results_version: 2,
                ..identity()
            },
        ),
        (
            Term::Scenario,
            Identity {
                scenario: "t".into(),
                ..identity()
            },
        ),
        (
            Term::Design,
            Identity {
                design: "e".into(),
                ..identity()
            },
        ),
        (Term::Seed, Identity { seed: 2, ..identity() }),
    ];
    for (expected, other) in others {
        match open(other.clone(), true) {
            Err(Failure::OtherStudy { term, .. }) => assert_eq!(term, expected),
            result => panic!("{expected:?}: {result:?}"),
        }
        Store::check(&RealDisk, &folder, &other, false).expect("begun anew");
    }
}

#[test]
fn a_fresh_start_clears_units_and_nothing_else() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("s");
    swept(&RealDisk, &folder, 15, 1).expect("a sound disk");
    let foreign = ["notes.txt", "x.unit", "0123456789abcdef0123456789abcdeg.unit"];
    for name in foreign {
        fs::write(folder.join(name), "mine").expect("written");
    }
    let unfinished = folder.join("0123456789abcdef0123456789abcdef.unit.new");
    fs::write(&unfinished, "half").expect("written");
    // Going on, what is foreign is in nobody's way.
    let (_, counted) = swept(&RealDisk, &folder, 15, 1).expect("a sound disk");
    assert_eq!(counted, counts(UNITS, 0, 0));
    let other = Identity { seed: 2, ..identity() };
    drop(Store::open(&RealDisk, &folder, other.clone(), false).expect("begun anew"));
    let mut left: Vec<String> = RealDisk
        .list(&folder)
        .expect("a folder")
        .iter()
        .map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(
        left,
        [
            "0123456789abcdef0123456789abcdeg.unit",
            "notes.txt",
            "store.json",
            "x.unit"
        ]
    );
    Store::check(&RealDisk, &folder, &other, true).expect("its own now");
}

#[test]
fn what_is_no_store_is_left_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let refused = |folder: &Path| {
        for resume in [false, true] {
            let result = Store::open(&RealDisk, folder, identity(), resume).map(drop);
            assert!(matches!(result, Err(Failure::NoStore { .. })), "{result:?}");
        }
    };
    let file = home.path().join("file");
    fs::write(&file, "mine").expect("written");
    refused(&file);
    let full = home.path().join("full");
    fs::create_dir(&full).expect("made");
    fs::write(full.join("a.unit"), "mine").expect("written");
    refused(&full);
    fs::write(full.join(MARK), "{\"schema\": \"other/1\"}").expect("written");
    refused(&full);
    assert_eq!(RealDisk.list(&full).expect("a folder").len(), 2);
    // Empty, or with what a killed start leaves: free.
    let free = home.path().join("free");
    fs::create_dir(&free).expect("made");
    fs::write(free.join("store.json.new"), "{").expect("written");
    drop(Store::open(&RealDisk, &free, identity(), true).expect("a new store"));
}

#[test]
fn an_end_at_any_moment_costs_at_most_a_unit_for_each_thread() {
    let home = tempfile::tempdir().expect("a folder");
    let loaded = load_with(&|_| Ok(SCENARIO.into()), Path::new("s.toml"), &[]).expect("sound");
    let model = Model::compile(&loaded.scenario);
    for threads in [1, 2, 3, 8] {
        let store = Store::open(&RealDisk, &home.path().join("s"), identity(), false).expect("a store");
        let (simulated, most) = (AtomicU32::new(0), AtomicU32::new(0));
        let gauge = Gauge {
            make: || Tail::new(&model, Metric::Turnaround, None),
            read: |tail: &mut Tail, values: &mut Vec<f64>| {
                // What would have to be done again if the program were killed now: units begun and not kept, those
                // included that the other threads may be at.
                let begun = simulated.fetch_add(1, Ordering::SeqCst) + threads as u32;
                let kept = BLOCK * store.counts().written;
                most.fetch_max((begun - kept).div_ceil(BLOCK), Ordering::SeqCst);
                values.clear();
                values.push(0.0);
                tail.clear();
            },
            rows: 1,
        };
        let draws = Draws {
            seed: 5,
            first: 1,
            replications: 500,
            threads,
        };
        let keeping = Keeping {
            store: &store,
            scenario: "s",
            figures: "none",
        };
        let never = AtomicBool::new(false);
        values(&model, &gauge, draws, Some(keeping), &|_| {}, &never).expect("sound");
        assert_eq!(store.counts().written, 50);
        let most = most.into_inner();
        assert!((1..=threads as u32).contains(&most), "{threads} threads: {most} units");
    }
}
