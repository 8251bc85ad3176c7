//! Keys that mean nothing without a section that stands elsewhere.

use super::booking::key_alone;
use super::diagnostic::Log;
use super::tree::{Node, Table};

/// Section and key, the section that it needs, how that is written, and an example of it.
const NEEDS: [(&str, &str, &str, &str, &str); 26] = [
    ("operator", "first_time_fix_share", "comeback", "`[comeback]`", COMEBACK),
    ("failure", "comeback_factor", "comeback", "`[comeback]`", COMEBACK),
    ("failure", "away_factor", "migration", "`[[migration]]`", MIGRATION),
    ("failure", "away_waits_share", "migration", "`[[migration]]`", MIGRATION),
    ("failure", "on_road_factor", "migration", "`[[migration]]`", MIGRATION),
    ("centre", "loaners", "loaner", "`[loaner]`", LOANER),
    ("failure", "loaner", "loaner", "`[loaner]`", LOANER),
    ("failure", "collect_share", "collect", "`[collect]`", COLLECT),
    (
        "operator",
        "explains_share",
        "satisfaction",
        "`[satisfaction]`",
        "[satisfaction] (base = 2.6)",
    ),
    (
        "failure",
        "community_share",
        "community",
        "`[community]`",
        "[community] (hours = 6)",
    ),
    ("recall", "call_share", "hotline", "`[hotline]`", HOTLINE),
    (
        "operator",
        "skill_share",
        "satisfaction",
        "`[satisfaction]`",
        "[satisfaction] (base = 2.6)",
    ),
    ("failure", "hotline_share", "hotline", "`[hotline]`", HOTLINE),
    (
        "failure",
        "remote_share",
        "remote",
        "`[remote]`",
        "[remote] (hours = 2)",
    ),
    ("failure", "ota_share", "ota", "`[[ota]]`", OTA),
    ("failure", "ota_per_month_cny", "ota", "`[[ota]]`", OTA),
    ("failure", "van_share", "van", "`[[van]]`", VAN),
    ("failure", "van_hours", "van", "`[[van]]`", VAN),
    ("failure", "immobilised_share", "roadside", "`[roadside]`", ROADSIDE),
    (
        "failure",
        "fixed_on_the_spot_share",
        "roadside",
        "`[roadside]`",
        ROADSIDE,
    ),
    (
        "failure",
        "fixed_on_the_spot_minutes",
        "roadside",
        "`[roadside]`",
        ROADSIDE,
    ),
    ("city", "area_km2", "roadside", "`[roadside]`", ROADSIDE),
    ("lever", "vans", "van", "`[[van]]`", VAN),
    ("lever", "drivers", "collect", "`[collect]`", COLLECT),
    ("lever", "agents", "hotline", "`[hotline]`", HOTLINE),
    ("base", "trucks", "roadside", "`[roadside]`", ROADSIDE),
];
const COMEBACK: &str = "[comeback] (days = 6)";
const MIGRATION: &str = "[[migration]] (id, leave_from, leave_to, return_from, return_to, travel_share)";
const LOANER: &str = "[loaner] (from_hours = 8)";
const COLLECT: &str = "[collect] (ask_share = 0.3)";
const HOTLINE: &str = "[hotline] (agents = 12, talk_minutes = 6)";
const OTA: &str = "[[ota]] (id = \"spring\", date = 2025-04-01)";
const ROADSIDE: &str = "[roadside] (speed_kmh = 45)";
const VAN: &str = "[[van]] (id, cities, hours, travel_minutes)";

/// Tells keys that stand without their section.
pub fn alone(top: &Table, log: &mut Log) {
    for (section, key, needed, shown, example) in NEEDS {
        if top.get(needed).is_some() {
            continue;
        }
        let entries = top.get(section).and_then(Node::list).unwrap_or_default();
        for node in entries.iter().filter_map(|entry| entry.table()?.get(key)) {
            key_alone(node.place, key, shown, example, log);
        }
    }
    for (key, needed, shown, example) in [
        ("agents", "hotline", "`[hotline]`", HOTLINE),
        ("drivers", "collect", "`[collect]`", COLLECT),
    ] {
        if let (Some(node), None) = (top.get(key), top.get(needed)) {
            key_alone(node.place, key, shown, example, log);
        }
    }
}
