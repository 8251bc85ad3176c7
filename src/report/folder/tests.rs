//! The promises of a folder of results.

use super::*;
use crate::report::manifest::Manifest;
use std::io::Write;

/// Writes a whole folder of results whose `summary.csv` says `figure`.
fn results(target: &Path, figure: &str) -> Result<(), Failure> {
    let folder = Folder::prepare(target)?;
    fill(&folder, figure)?;
    folder.publish()
}

fn fill(folder: &Folder, figure: &str) -> Result<(), Failure> {
    let manifest = Manifest {
        resolved: String::new(),
        plans: Vec::new(),
        seed: 1,
        replications: 1,
        sequential: None,
        command_line: Vec::new(),
        date: String::new(),
    };
    folder.write("summary.csv", |out| out.write_all(figure.as_bytes()))?;
    folder.write(manifest::FILE, |out| manifest.write(out))
}

fn figure(target: &Path) -> String {
    fs::read_to_string(target.join("summary.csv")).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn missing_folders_above_are_created_and_nothing_else_is_left() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("a/b/c");
    results(&target, "1").unwrap();
    assert_eq!(figure(&target), "1");
    assert_eq!(names(target.parent().unwrap()), ["c"]);
}

#[test]
fn our_folder_is_replaced_whole() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("r");
    results(&target, "1").unwrap();
    fs::write(target.join("records.csv"), "of the earlier run").unwrap();
    results(&target, "2").unwrap();
    assert_eq!(figure(&target), "2");
    assert_eq!(names(&target), ["manifest.json", "summary.csv"]);
    assert_eq!(names(home.path()), ["r"]);
}

#[test]
fn what_is_not_ours_is_refused_and_untouched() {
    let home = tempfile::tempdir().unwrap();
    for (name, file, text) in [
        ("letters", "letter", "dear"),
        ("notes", "manifest.json", "{}"),
        ("app", "manifest.json", "{\"schema\": 3}"),
    ] {
        let target = home.path().join(name);
        fs::create_dir(&target).unwrap();
        fs::write(target.join(file), text).unwrap();
        let before = names(&target);
        let failure = results(&target, "1").unwrap_err();
        assert!(matches!(failure, Failure::Foreign { .. }), "{failure}");
        assert_eq!(failure.exit_code(), 2);
        assert!(
            failure.to_string().contains(name) && failure.to_string().contains("--out"),
            "{failure}"
        );
        assert_eq!(names(&target), before);
    }
    let file = home.path().join("file");
    fs::write(&file, "mine").unwrap();
    assert!(matches!(results(&file, "1"), Err(Failure::Foreign { .. })));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(names(home.path()), ["app", "file", "letters", "notes"]);
}

#[test]
fn an_empty_folder_is_free() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("r");
    fs::create_dir(&target).unwrap();
    results(&target, "1").unwrap();
    assert_eq!(figure(&target), "1");
    assert_eq!(names(home.path()), ["r"]);
}

#[test]
fn a_place_without_a_name_is_refused() {
    for path in ["..", "/", ""] {
        let failure = Folder::check(Path::new(path)).unwrap_err();
        assert!(matches!(failure, Failure::Nameless { .. }), "{path}: {failure}");
    }
}

#[test]
fn a_failure_in_the_middle_leaves_the_earlier_results() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("r");
    results(&target, "1").unwrap();
    let folder = Folder::prepare(&target).unwrap();
    folder.write("summary.csv", |out| out.write_all(b"2")).unwrap();
    let failure = folder
        .write("daily.csv", |_| Err(io::ErrorKind::StorageFull.into()))
        .unwrap_err();
    assert_eq!(failure.exit_code(), 1);
    assert!(
        failure.to_string().contains("daily.csv") && failure.to_string().contains("space"),
        "{failure}"
    );
    drop(folder);
    assert_eq!(figure(&target), "1");
    assert_eq!(names(home.path()), ["r"]);
}

#[test]
fn a_folder_that_became_foreign_meanwhile_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("r");
    let folder = Folder::prepare(&target).unwrap();
    fill(&folder, "1").unwrap();
    fs::create_dir(&target).unwrap();
    fs::write(target.join("mine"), "").unwrap();
    assert!(matches!(folder.publish(), Err(Failure::Foreign { .. })));
    assert_eq!(names(home.path()), ["r"]);
    assert_eq!(names(&target), ["mine"]);
}

/// A number that no process has: above the kernel's highest.
const GONE: u32 = 4_194_305;

#[cfg(target_os = "linux")]
#[test]
fn leftovers_of_killed_runs_are_cleared_and_stranded_results_put_back() {
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("r");
    // Killed between the two renames: the earlier results stand aside, the place is empty.
    results(&target, "1").unwrap();
    fs::rename(&target, beside(&target, EARLIER, GONE)).unwrap();
    fs::create_dir(beside(&target, PARTIAL, GONE)).unwrap();
    // Another run at work, and a neighbour of another name: not ours to clear.
    let busy = beside(&target, PARTIAL, 1);
    fs::create_dir(&busy).unwrap();
    let other = beside(&home.path().join("r2"), PARTIAL, GONE);
    fs::create_dir(&other).unwrap();
    drop(Folder::prepare(&target).unwrap());
    assert_eq!(figure(&target), "1");
    assert_eq!(
        names(home.path()),
        [".r.partial-1", &format!(".r2.partial-{GONE}"), "r"]
    );
    // Killed before the earlier results were cleared: the new ones stand.
    results(&beside(&target, EARLIER, GONE), "0").unwrap();
    results(&target, "2").unwrap();
    assert_eq!(figure(&target), "2");
    assert!(!beside(&target, EARLIER, GONE).exists());
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_it_points_to_is_replaced() {
    let home = tempfile::tempdir().unwrap();
    let (real, link) = (home.path().join("real"), home.path().join("link"));
    results(&real, "1").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    results(&link, "2").unwrap();
    assert_eq!(figure(&real), "2");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written_says_which() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    let failure = Folder::prepare(&file.join("below")).unwrap_err();
    assert_eq!(failure.exit_code(), 1);
    assert!(failure.to_string().contains("file"), "{failure}");
}
