//! Peaks that are looked for, in days of the run.

use super::calendar::days_between;
use crate::engine::time::DAY;
use crate::scenario::Scenario;

/// Days after a peak's last one in which the backlog may still grow because of it.
const AFTER: i64 = 14;

/// A span of days whose largest backlog is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeakModel {
    /// Position in [`Scenario::peaks`].
    pub peak: usize,
    /// Its first day.
    pub from: u32,
    /// The first day after it.
    pub to: u32,
    /// The first day after those whose backlog counts: two weeks more, but none of the next peak.
    pub look_to: u32,
    /// The first day after those in which it may be over: that of the next peak.
    pub over_to: u32,
    /// Cars are to be seen within so many microseconds.
    pub within: i64,
}

/// The peaks that lie within the run.
pub fn peaks(scenario: &Scenario) -> Vec<PeakModel> {
    let days = i64::from(scenario.days);
    let day = |date| days_between(scenario.start, date);
    let mut list: Vec<PeakModel> = Vec::new();
    for (at, peak) in scenario.peaks.iter().enumerate() {
        let (from, to) = (day(peak.from), day(peak.to) + 1);
        if from < 0 || to > days {
            continue;
        }
        let mut later = scenario.peaks[at + 1..].iter().map(|next| day(next.from));
        let over_to = later.find(|&next| next >= to).unwrap_or(days).min(days);
        list.push(PeakModel {
            peak: at,
            from: from as u32,
            to: to as u32,
            look_to: (to + AFTER).min(over_to) as u32,
            over_to: over_to as u32,
            within: i64::from(peak.within_days) * DAY,
        });
    }
    list
}
