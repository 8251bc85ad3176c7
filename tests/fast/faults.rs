//! Broken scenarios, one file each: every message at the place its first lines expect, in both languages.
//!
//! A file in `tests/faults` starts with `# expect 7:14 unknown-key; 9:1 missing-key`, in order; a place in another
//! file is written `# expect data/cities.csv 2:1 bad-id`, one in an argument `# expect --set 1 1:8 set-unknown-id`.
//! `# set path=value` gives the arguments, `# future data/dry.toml` a file that lies over this one.

use aftersales::scenario::words::Code;
use aftersales::scenario::{Diagnostic, Diagnostics, load, load_under};
use aftersales::units::Language;
use std::collections::BTreeSet;
use std::path::Path;

const FOLDER: &str = "tests/faults";

/// A broken file and what loading it says.
struct Fault {
    name: String,
    expected: Vec<String>,
    found: Vec<Diagnostic>,
}

impl Fault {
    fn load(path: &Path) -> Fault {
        let bytes = std::fs::read(path).expect("a fault file");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let comments = |key: &str| -> Vec<String> {
            text.lines()
                .filter_map(|line| line.strip_prefix(key))
                .map(|rest| rest.trim().to_string())
                .collect()
        };
        let loaded = match comments("# future ").first() {
            Some(future) => load_under(path, &Path::new(FOLDER).join(future), &comments("# set ")),
            None => load(path, &comments("# set ")),
        };
        let found = match loaded {
            Ok(loaded) => loaded.warnings,
            Err(diagnostics) => diagnostics.iter().cloned().collect(),
        };
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let expected = comments("# expect ")
            .iter()
            .flat_map(|line| line.split("; ").map(str::to_string))
            .collect();
        Fault { name, expected, found }
    }

    /// The messages as the first lines of a file expect them.
    fn places(&self) -> Vec<String> {
        let own = format!("{}.toml", self.name);
        let place = |finding: &Diagnostic| match finding.place() {
            None => finding.code().to_string(),
            Some((path, line, column)) => {
                let path = path.replace('\\', "/");
                let path = path.strip_prefix(&format!("{FOLDER}/")).unwrap_or(&path).to_string();
                let path = if path == own { String::new() } else { format!("{path} ") };
                format!("{path}{line}:{column} {}", finding.code())
            }
        };
        self.found.iter().map(place).collect()
    }
}

fn faults() -> Vec<Fault> {
    let folder = std::fs::read_dir(FOLDER).expect("the folder of faults");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut faults: Vec<Fault> = paths.iter().map(|path| Fault::load(path)).collect();
    let missing = load(Path::new("tests/faults/none.toml"), &[]).expect_err("there is no such file");
    let found = missing.iter().cloned().collect();
    faults.push(Fault {
        name: "none".into(),
        expected: vec!["file-unreadable".into()],
        found,
    });
    faults
}

#[test]
fn every_fault_is_reported_where_it_stands() {
    let faults = faults();
    assert!(faults.len() >= 45);
    let wrong: Vec<String> = faults
        .iter()
        .filter(|fault| fault.places() != fault.expected)
        .map(|fault| {
            format!(
                "{}\n  expected {:?}\n  found    {:?}",
                fault.name,
                fault.expected,
                fault.places()
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_reads_well() {
    for fault in faults() {
        let rendered = Diagnostics::new(fault.found).render(Language::En).replace('\\', "/");
        insta::assert_snapshot!(fault.name, rendered);
    }
}

#[test]
fn every_message_reads_well_in_chinese() {
    let lines: Vec<String> = faults()
        .iter()
        .flat_map(|fault| &fault.found)
        .map(|finding| format!("{}: {}", finding.code(), finding.message(Language::Zh)))
        .collect();
    insta::assert_snapshot!("chinese", lines.join("\n"));
}

#[test]
fn every_code_is_unique_bilingual_and_exercised() {
    let exercised: BTreeSet<&str> = faults()
        .iter()
        .flat_map(|fault| &fault.found)
        .map(Diagnostic::code)
        .collect();
    let mut names = BTreeSet::new();
    for code in Code::ALL {
        assert!(names.insert(code.name()), "{} is there twice", code.name());
        assert!(exercised.contains(code.name()), "no fault file shows {}", code.name());
        for texts in [Code::title, Code::label, Code::help] {
            let (en, zh) = (texts(*code, Language::En), texts(*code, Language::Zh));
            assert_eq!(en.is_empty(), zh.is_empty(), "{} lacks a language", code.name());
        }
        let chinese = code.title(Language::Zh).chars().any(|character| character > '\u{2e80}');
        assert!(chinese && code.title(Language::En).is_ascii(), "{}", code.name());
    }
}
