//! `run --action`: what a page says of plans is what `compare` finds of them.

use super::{aftersales, done, home};
use std::fs;

#[test]
fn the_actions_of_a_run_are_those_that_compare_finds() {
    let home = home();
    let at = home.path();
    let run = "run base.toml -n 4 --action third.toml --action other.toml -o with --quiet";
    done(at, &run.split(' ').collect::<Vec<_>>());
    let compare = "compare base.toml third.toml other.toml -n 4 --no-charts -o compared --quiet";
    done(at, &compare.split(' ').collect::<Vec<_>>());
    done(at, &["run", "base.toml", "-n", "4", "-o", "alone", "--quiet"]);
    let read = |path: &str| fs::read_to_string(at.join(path)).unwrap();
    assert_eq!(read("with/comparison.csv"), read("compared/comparison.csv"));
    // They change nothing of the run itself.
    assert_eq!(read("with/summary.csv"), read("alone/summary.csv"));
    assert!(!at.join("alone/comparison.csv").exists());
    let page = read("with/report.html");
    for said in ["What would help", "怎样能好些", "Third bay", "Other name"] {
        assert!(page.contains(said), "{said}");
    }
    // The plan that changes nothing says so in each of its cells.
    let row = page.split("<th scope=\"row\">Other name</th>").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    let cells: Vec<&str> = row
        .split("<td>")
        .skip(1)
        .map(|cell| cell.trim_end_matches("</td>"))
        .collect();
    assert!(cells.len() >= 3 && cells.iter().all(|cell| *cell == "="), "{cells:?}");
    assert!(!read("alone/report.html").contains("What would help"));
}

#[test]
fn actions_have_names_of_their_own_and_a_page() {
    let home = home();
    let twin = aftersales(
        home.path(),
        &["run", "base.toml", "--action", "third.toml", "--action", "third.toml"],
    );
    assert_eq!(twin.status.code(), Some(2));
    let told = String::from_utf8_lossy(&twin.stderr).into_owned();
    assert!(
        told.contains("third.toml: another of the compared scenarios is called \"Third bay\" too"),
        "{told}"
    );
    assert!(!home.path().join("output").exists());
    let bare = aftersales(
        home.path(),
        &["run", "base.toml", "--action", "third.toml", "--no-charts"],
    );
    assert_eq!(bare.status.code(), Some(2));
}
