//! The top level of a file: name, start, days, warm-up, road factor.

use super::diagnostic::{Log, Mistake};
use super::table::{Range, Section};
use super::words::Code;
use jiff::civil::{Date, date};

/// Most days of one run: a century.
const MOST_DAYS: i64 = 36_525;

/// What stands at the top level besides sections.
pub struct Run {
    /// The scenario's name.
    pub name: String,
    /// The same in Chinese.
    pub name_zh: String,
    /// First day.
    pub start: Date,
    /// Days simulated.
    pub days: u32,
    /// Days not measured.
    pub warm_up_days: u32,
    /// Road over great circle.
    pub road_factor: f64,
}

/// Reads the top level.
pub fn read(section: &Section<'_>, log: &mut Log) -> Run {
    let name = section
        .required_text("name", "name = \"Two bays\"", log)
        .unwrap_or_default()
        .to_string();
    let name_zh = section
        .text("name_zh", log)
        .map_or_else(|| name.clone(), str::to_string);
    let start = section.required_date("start", "start = 2025-03-01", log);
    let days = section.required_whole("days", 1, MOST_DAYS, "days = 730", log);
    let warm_up = section.whole("warm_up_days", 0, MOST_DAYS, log).unwrap_or(0);
    if let (Some(days), Some(node)) = (days, section.get("warm_up_days"))
        && warm_up >= days
    {
        log.push(
            Mistake::at(Code::WarmUpTooLong, node.place)
                .with("warm_up", &warm_up)
                .with("days", &days),
        );
    }
    Run {
        name,
        name_zh,
        start: start.unwrap_or(date(2000, 1, 1)),
        days: days.unwrap_or(1) as u32,
        warm_up_days: warm_up as u32,
        road_factor: section
            .number("road_factor", Range::between(1.0, 10.0), log)
            .unwrap_or(1.3),
    }
}
