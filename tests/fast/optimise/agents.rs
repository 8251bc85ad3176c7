//! Agents as a lever: a search finds what one more is worth, told by the hours in which he is there.

use super::{QUEUES, cost_of_plan, read};
use crate::compare::done;
use std::fs;

/// One agent by day, none at night, who helps nine in ten of those who get through; calls take a third of an hour and
/// nobody waits. Of forty days he is there sixteen hours each: 640 hours at 25 yuan are 16,000 yuan.
const HOTLINE: &str = r#"
[hotline]
agents = 1
talk_minutes = 20
patience_minutes = 0
[[agents]]
count = 0
shift = "00:00-08:00"
[costs]
agent_per_hour_cny = 25
[optimise]
goal = "queue_wait_hours"
budget_cny = 20000
[[lever]]
id = "more"
agents = 1
most = 3
"#;

#[test]
fn agents_are_bought_by_their_hours_and_the_plan_says_how_many_there_are() {
    let home = tempfile::tempdir().unwrap();
    let solved = QUEUES.replace("id = \"fix\"\n", "id = \"fix\"\nhotline_share = 0.9\n");
    fs::write(home.path().join("queues.toml"), format!("{solved}{HOTLINE}")).unwrap();
    let told = done(home.path(), &["optimise", "queues.toml", "-n", "8", "-o", "out"]);
    assert!(told.contains("1 × agents of the hotline: +1  CNY 16,000"), "{told}");
    let plan = read(home.path(), "out/plan.toml");
    assert!(plan.contains("[hotline]\nagents = 2\n"), "{plan}");
    assert!(!plan.contains("[[centre]]"), "{plan}");
    let next = read(home.path(), "out/frontier.csv");
    assert!(next.contains(",more=1\n"), "{next}");
    // The plan costs what the lever said, of forty days without the five of the warm-up.
    let cost = cost_of_plan(home.path());
    assert!((cost - 14_000.0).abs() < 1e-6, "{cost}");
}
