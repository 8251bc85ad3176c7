//! What follows a repair stands in several sections: keys that mean nothing without the section they belong to.

use super::booking::key_alone;
use super::diagnostic::Log;
use super::tree::{Node, Table};

/// Section, key, the section it needs, and an example of that.
const NEEDS: [(&str, &str, &str, &str); 5] = [
    (
        "operator",
        "first_time_fix_share",
        "comeback",
        "[comeback] with days = 6",
    ),
    ("failure", "comeback_factor", "comeback", "[comeback] with days = 6"),
    ("centre", "loaners", "loaner", "[loaner] with from_hours = 8"),
    ("failure", "loaner", "loaner", "[loaner] with from_hours = 8"),
    (
        "operator",
        "explains_share",
        "satisfaction",
        "[satisfaction] with base = 2.6",
    ),
];

/// Tells keys that stand without their section.
pub fn alone(top: &Table, log: &mut Log) {
    for (section, key, needed, example) in NEEDS {
        if top.get(needed).is_some() {
            continue;
        }
        let entries = top.get(section).and_then(Node::list).unwrap_or_default();
        for node in entries.iter().filter_map(|entry| entry.table()?.get(key)) {
            key_alone(node, key, &format!("`[{needed}]`"), example, log);
        }
    }
}
