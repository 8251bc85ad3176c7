//! What a comparison must not hide: who is served first, who is lost, what a run would warn of.

use super::{aftersales, home, number, rows, whole};
use std::fs;
use std::path::Path;

/// More cars than slots, whose owners give up after twenty days on average.
fn crowded(home: &Path) {
    let write = |file: &str, text: &str| fs::write(home.join(file), text).unwrap();
    write(
        "crowded.toml",
        "extends = 'first.toml'\nname = 'Scramble'\ndays = 400\nwarm_up_days = 120\n[[city]]\nid = 'wuhan'\nvehicles = 1700\n",
    );
    let plan = |name: &str, booking: &str| {
        format!("extends = 'crowded.toml'\nname = '{name}'\n[[centre]]\nid = 'wuhan-1'\nbooking = {{ {booking} }}\n")
    };
    write("list.toml", &plan("List", "retry = 'in-order'"));
    write(
        "hasty.toml",
        &plan("Hasty", "patience_days = { exponential = { mean = 4 } }"),
    );
    write("same.toml", &plan("Longer", "horizon_days = 15"));
}

/// What is told on stderr, and the page.
fn compared(home: &Path, arguments: &[&str]) -> (String, String) {
    let output = aftersales(home, &[&["compare"], arguments, &["-n", "8", "-o", "out"]].concat());
    let told = String::from_utf8_lossy(&output.stderr).replace('\u{a0}', " ");
    assert!(output.status.success(), "{told}");
    let page = fs::read_to_string(home.join("out/report.html")).unwrap();
    (told, page.replace('\u{a0}', " "))
}

#[test]
fn another_order_of_serving_is_told_where_the_mean_hides_it() {
    let home = home();
    let home = home.path();
    crowded(home);
    let (told, page) = compared(home, &["crowded.toml", "list.toml"]);
    let rows = rows(&home.join("out/comparison.csv"));
    let of = |metric: &str| whole(&rows, "List", metric);
    // Who asks first is served first: of one city and one need nobody is overtaken.
    assert_eq!(number(of("overtaken_share"), "plan_mean"), 0.0);
    let before = number(of("overtaken_share"), "baseline_mean");
    // The same slots go to about as many owners: the mean hardly moves.
    let [was, is] = ["baseline_mean", "plan_mean"].map(|column| number(of("lead_time_days"), column));
    assert!(before > 0.2 && (is / was - 1.0).abs() < 0.1, "{before}, {was} → {is}");
    let sentence = "nder “List” 0 % instead of ";
    assert!(told.contains(sentence), "{told}");
    let headline = page
        .find("<h1")
        .map(|at| &page[at..])
        .and_then(|rest| rest.split("</h1>").next());
    assert!(headline.is_some_and(|text| text.contains(sentence)), "{headline:?}");
    assert!(page.contains("Owners overtaken by later ones"));
    // A plan that leaves the order alone is not said to change it.
    let (told, page) = compared(home, &["crowded.toml", "same.toml"]);
    assert!(
        !told.contains("are overtaken by later ones") && !page.contains("are overtaken by later ones"),
        "{told}"
    );
}

#[test]
fn waits_that_are_shorter_because_owners_leave_are_told() {
    let home = home();
    let home = home.path();
    crowded(home);
    let (told, page) = compared(home, &["crowded.toml", "hasty.toml"]);
    let sentence = "“Hasty” is better in lead time, but loses more jobs: ";
    assert!(told.contains(sentence) && page.contains(sentence), "{told}");
    let (told, _) = compared(home, &["hasty.toml", "crowded.toml"]);
    assert!(
        told.contains("“Scramble” is worse in lead time, but loses fewer jobs: "),
        "{told}"
    );
}

#[test]
fn what_a_run_would_warn_of_is_told_with_the_plan_that_has_it() {
    let home = home();
    let home = home.path();
    let write = |file: &str, text: String| fs::write(home.join(file), text).unwrap();
    let text = fs::read_to_string(home.join("first.toml")).unwrap();
    let at = text.find("booking = ").unwrap();
    // 4,800 cars a year for two bays that repair some 1,880: they are never idle.
    let text = format!("{}booking = {{ policy = 'walk-in' }}\n", &text[..at]);
    write(
        "queue.toml",
        text.replace("vehicles = 1500", "vehicles = 4000")
            .replace("Two bays", "Queue"),
    );
    write(
        "many.toml",
        "extends = 'queue.toml'\nname = 'Many'\n[[centre]]\nid = 'wuhan-1'\nresources = { bay = 8 }\n".to_string(),
    );
    let (told, page) = compared(home, &["queue.toml", "many.toml"]);
    assert!(told.contains("Queue: ") && page.contains("Queue: "), "{told}");
    assert!(!told.contains("Many: ") && !told.contains("warm-up"), "{told}");
    // Without warm-up both start empty: told once, of both.
    let (told, _) = compared(home, &["queue.toml", "many.toml", "--set", "warm_up_days=0"]);
    assert_eq!(told.matches("warm-up").count(), 1, "{told}");
}

#[test]
fn what_holds_for_all_scenarios_is_warned_of_once() {
    let home = home();
    // No list of days off of 2027 is known to the program.
    let late = "extends = 'base.toml'\nstart = 2026-12-01\ncalendar = { country = 'CN' }\n";
    fs::write(home.path().join("late.toml"), late).unwrap();
    let plan = "extends = 'late.toml'\nname = 'Third bay'\n[[centre]]\nid = 'wuhan-1'\nresources = { bay = 3 }\n";
    fs::write(home.path().join("later.toml"), plan).unwrap();
    let (told, _) = compared(home.path(), &["late.toml", "later.toml"]);
    assert_eq!(told.matches("the holidays of 2027 are assumed").count(), 1, "{told}");
}
