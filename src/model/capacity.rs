//! What a centre can work off in a day, from which slots follow: by kind of day, or by date.

use super::booking::{DAY_PATTERNS, pattern_of};
use super::calendar::CivilDay;
use super::staff::StaffPlan;
use crate::engine::time::HOUR;
use crate::scenario::booking::{Booking, Slots};
use crate::scenario::centre::Centre;
use std::collections::BTreeMap;

/// Days that are alike in what can be done.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Kind of day, which gives the opening hours.
    pub kind: usize,
    /// By resource: its units; none where they are not the same all day.
    counts: Vec<u32>,
    /// By resource: open hours of all units, where they differ by date.
    unit_hours: Option<Vec<f64>>,
    /// Speed of work.
    speed: f64,
}

/// The patterns of a centre.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// The kinds of day, or all patterns that dates follow.
    pub patterns: Vec<Pattern>,
    /// By day: its pattern; none: its kind of day.
    pub by_date: Option<Vec<u16>>,
}

impl Capacity {
    /// The patterns of a centre. Only where staff changes or speed rises do dates need patterns of their own.
    pub fn new(
        centre: &Centre,
        counts: &[u32],
        staff: Option<&StaffPlan>,
        speeds: &[f64],
        days: &[CivilDay],
    ) -> Capacity {
        let first = speeds.first().copied().unwrap_or(1.0);
        let kinds = (0..DAY_PATTERNS).map(|kind| Pattern {
            kind,
            counts: counts.to_vec(),
            unit_hours: None,
            speed: first,
        });
        let follows = matches!(
            centre.booking,
            Booking::Calendar {
                slots: Slots::FromCapacity,
                ..
            }
        );
        let steady = staff.is_none() && speeds.iter().all(|&speed| speed == first);
        if !follows || steady {
            return Capacity {
                patterns: kinds.collect(),
                by_date: None,
            };
        }
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut known: BTreeMap<(usize, u64, Vec<Option<i64>>), u16> = BTreeMap::new();
        let by_date = days.iter().zip(speeds).enumerate().map(|(day, (civil, &speed))| {
            let kind = pattern_of(*civil);
            let unit_time: Vec<Option<i64>> = (0..counts.len())
                .map(|resource| staff?.unit_time(resource, day as u32))
                .collect();
            let hours = |(resource, time): (usize, &Option<i64>)| match time {
                Some(time) => *time as f64 / HOUR as f64,
                None => f64::from(counts[resource]) * open_hours(centre, *civil),
            };
            let unit_hours: Vec<f64> = unit_time.iter().enumerate().map(hours).collect();
            *known.entry((kind, speed.to_bits(), unit_time)).or_insert_with(|| {
                patterns.push(Pattern {
                    kind,
                    counts: counts.to_vec(),
                    unit_hours: Some(unit_hours),
                    speed,
                });
                (patterns.len() - 1) as u16
            })
        });
        let by_date = by_date.collect();
        Capacity {
            patterns,
            by_date: Some(by_date),
        }
    }
}

fn open_hours(centre: &Centre, civil: CivilDay) -> f64 {
    let spans = super::hours::spans_of(&centre.hours, civil.kind, civil.weekday).iter();
    spans.map(|span| f64::from(span.to - span.from)).sum::<f64>() / 60.0
}

impl Pattern {
    /// Jobs that can be worked off in `open` hours if one takes `load` hours of each resource: the least over the
    /// resources.
    pub fn jobs(&self, open: f64, load: &[(usize, f64)]) -> f64 {
        let mut least = f64::INFINITY;
        for &(resource, hours) in load.iter().filter(|(_, hours)| *hours > 0.0) {
            let jobs = match &self.unit_hours {
                Some(units) => units[resource] / hours,
                None => f64::from(self.counts[resource]) / hours,
            };
            least = least.min(jobs);
        }
        let per_open_hour = if self.unit_hours.is_some() { 1.0 } else { open };
        if least.is_finite() {
            per_open_hour * least * self.speed
        } else {
            0.0
        }
    }
}
