//! `[[peak]]`: spans of days whose largest backlog is looked for; every `[[migration]]` is one by itself.

use super::diagnostic::Log;
use super::keys;
use super::migration::Migration;
use super::table::{self, Section};
use super::tree::Node;
use jiff::civil::Date;

/// Days within which a car is to be seen, where nothing else is said.
const WITHIN_DAYS: u32 = 7;

/// `[[peak]]`: a span of days whose largest backlog is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Peak {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Cars of these days are to be seen within so many days.
    pub within_days: u32,
}

/// Reads every `[[peak]]`, and adds those of migrations that have none of their id; by date.
pub fn peaks(node: Option<&Node>, migrations: &[Migration], log: &mut Log) -> Vec<Peak> {
    let nodes = table::entries(node, "peak", log);
    let mut peaks: Vec<Peak> = nodes.iter().filter_map(|node| peak(node, log)).collect();
    for migration in migrations {
        if peaks.iter().all(|peak| peak.id != migration.id) {
            peaks.push(Peak {
                id: migration.id.clone(),
                name: migration.name.clone(),
                name_zh: migration.name_zh.clone(),
                from: migration.leave.0,
                to: migration.back.1,
                within_days: WITHIN_DAYS,
            });
        }
    }
    peaks.sort_by_key(|peak| peak.from);
    peaks
}

fn peak(node: &Node, log: &mut Log) -> Option<Peak> {
    let section = Section::open(node, "[[peak]]", keys::PEAK, log)?;
    let id = section.id("id = \"national-day\"", log);
    let (name, name_zh) = super::city::names(&section, &id, log);
    let from = section.required_date("from", "from = 2025-10-01", log);
    let to = section.required_date("to", "to = 2025-10-08", log);
    section.last_day_not_before_first(from, to, log);
    let within = section.whole("within_days", 0, 365, log);
    Some(Peak {
        id,
        name,
        name_zh,
        from: from?,
        to: to?,
        within_days: within.unwrap_or(i64::from(WITHIN_DAYS)) as u32,
    })
}
