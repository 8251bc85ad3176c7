//! Vans as a lever, which no formula of the centres sees: simulation finds what one more is worth, and where.

use super::{QUEUES, cost_of_plan, read};
use crate::compare::done;
use std::fs;

/// A van in each city, shared by one entry, that does what it can at once. One more for forty days costs 40,000 yuan.
const VANS: &str = r#"
[[van]]
id = "v"
cities = ["calm", "busy"]
hours = "always"
travel_minutes = 60
wait_days = 0
[costs]
van_per_month_cny = 30437.5
[optimise]
goal = "queue_wait_hours"
budget_cny = 50000
[[lever]]
id = "more"
vans = 1
most = 2
"#;

#[test]
fn the_van_goes_where_the_queue_is_and_the_plan_parts_the_entry() {
    let home = tempfile::tempdir().unwrap();
    let solved = QUEUES.replace("id = \"fix\"\n", "id = \"fix\"\nvan_share = 0.9\nvan_hours = 2\n");
    fs::write(home.path().join("queues.toml"), format!("{solved}{VANS}")).unwrap();
    let told = done(home.path(), &["optimise", "queues.toml", "-n", "8", "-o", "out"]);
    assert!(told.contains("1 × mobile vans in busy: +1  CNY 40,000"), "{told}");
    let plan = read(home.path(), "out/plan.toml");
    for line in [
        "id = \"v\"",
        "cities = [\"calm\"]",
        "count = 1",
        "id = \"v-busy\"",
        "cities = [\"busy\"]",
        "count = 2",
    ] {
        assert!(plan.contains(line), "{line}: {plan}");
    }
    // The plan costs what the lever said: its vans are the only ones that are more.
    let cost = cost_of_plan(home.path());
    // Forty days less the five of the warm-up.
    assert!((cost - 35_000.0).abs() < 1e-6, "{cost}");
}
