//! Staff laid out over the run: how many units of a resource a centre has when.

use super::calendar::{CivilDay, DayKind, days_between};
use super::hours::spans_of;
use crate::engine::time::{DAY, MINUTE};
use crate::scenario::Scenario;
use crate::scenario::centre::{Centre, Hours, OpenSpan};
use crate::scenario::ids::CentreId;
use crate::scenario::staff::{DaySet, Staff, Turn};

/// The number of units of one resource changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: i64,
    /// Of what.
    pub resource: usize,
    /// How many there are from then on.
    pub count: u32,
}

/// The units of one centre over the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffPlan {
    /// By resource: units at the start.
    pub initial: Vec<u32>,
    /// By resource: most units at any time.
    pub most: Vec<u32>,
    /// Every change after the start, in order of time.
    pub changes: Vec<Change>,
    /// By resource, then day: microseconds of all units in opening hours; no days for a resource that never changes.
    unit_time: Vec<Vec<i64>>,
}

/// Minutes of a whole day.
const WHOLE: u16 = 1440;

impl StaffPlan {
    /// Lays out the entries for a centre whose usual numbers are `counts`; none if there are no entries for it.
    pub fn new(
        scenario: &Scenario,
        id: CentreId,
        centre: &Centre,
        counts: &[u32],
        days: &[CivilDay],
    ) -> Option<StaffPlan> {
        let entries: Vec<&Staff> = (scenario.staff.iter())
            .filter(|entry| entry.centre.is_none_or(|centre| centre == id) && counts[entry.resource.index()] > 0)
            .collect();
        if entries.is_empty() {
            return None;
        }
        let mut plan = StaffPlan {
            initial: counts.to_vec(),
            most: counts.to_vec(),
            changes: Vec::new(),
            unit_time: vec![Vec::new(); counts.len()],
        };
        for (resource, &usual) in counts.iter().enumerate() {
            let of_resource = || entries.iter().filter(|entry| entry.resource.index() == resource);
            if of_resource().next().is_none() {
                continue;
            }
            let mut last = None;
            plan.most[resource] = 0;
            for (day, civil) in days.iter().enumerate() {
                let today: Vec<&Turn> = of_resource()
                    .map(|entry| &entry.turn)
                    .filter(|turn| turn_holds(scenario, turn, day as i64, *civil))
                    .collect();
                let mut unit_time = 0;
                for (span, count) in profile(&today, usual) {
                    if last != Some(count) {
                        let at = day as i64 * DAY + i64::from(span.from) * MINUTE;
                        match last {
                            None => plan.initial[resource] = count,
                            Some(_) => plan.changes.push(Change { at, resource, count }),
                        }
                        last = Some(count);
                        plan.most[resource] = plan.most[resource].max(count);
                    }
                    unit_time += i64::from(count) * open_in(&centre.hours, *civil, span);
                }
                plan.unit_time[resource].push(unit_time);
            }
        }
        plan.changes.sort_by_key(|change| (change.at, change.resource));
        Some(plan)
    }

    /// Microseconds of all units of a resource in opening hours of a day; none if the resource never changes.
    pub fn unit_time(&self, resource: usize, day: u32) -> Option<i64> {
        self.unit_time[resource].get(day as usize).copied()
    }
}

/// How many there are over `days`, where `usual` is the number outside of every turn: the instants of change, 0 first,
/// each with the number from then on.
pub fn steps(scenario: &Scenario, turns: &[Turn], usual: u32, days: &[CivilDay]) -> Vec<(i64, u32)> {
    let mut steps: Vec<(i64, u32)> = Vec::new();
    for (day, civil) in days.iter().enumerate() {
        let holds = |turn: &&Turn| turn_holds(scenario, turn, day as i64, *civil);
        let today: Vec<&Turn> = turns.iter().filter(holds).collect();
        for (span, count) in profile(&today, usual) {
            if steps.last().is_none_or(|&(_, last)| last != count) {
                steps.push((day as i64 * DAY + i64::from(span.from) * MINUTE, count));
            }
        }
    }
    steps
}

/// Whether an entry holds on a day.
fn turn_holds(scenario: &Scenario, entry: &Turn, day: i64, civil: CivilDay) -> bool {
    let on = |date| days_between(scenario.start, date);
    entry.from.is_none_or(|from| on(from) <= day)
        && entry.to.is_none_or(|to| day <= on(to))
        && entry.days.as_ref().is_none_or(|days| holds(days, civil))
}

/// As with opening hours, a holiday is also its weekday and an adjusted workday also a Monday.
fn holds(days: &DaySet, civil: CivilDay) -> bool {
    match civil.kind {
        DayKind::Weekday(day) => days.week[day as usize],
        DayKind::Holiday => days.holiday || days.week[civil.weekday as usize],
        DayKind::Workday => days.workday || days.week[0],
    }
}

/// The numbers over a day: in each span that of the last entry that covers it, else the usual one.
fn profile(entries: &[&Turn], usual: u32) -> Vec<(OpenSpan, u32)> {
    const ALL_DAY: &[OpenSpan] = &[OpenSpan { from: 0, to: WHOLE }];
    let shift = |entry: &Turn| entry.shift.clone().unwrap_or_else(|| ALL_DAY.to_vec());
    let mut cuts = vec![0, WHOLE];
    for span in entries.iter().flat_map(|entry| shift(entry)) {
        cuts.extend([span.from, span.to]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let spans = cuts.windows(2).map(|pair| OpenSpan {
        from: pair[0],
        to: pair[1],
    });
    let covers = |entry: &Turn, span: OpenSpan| {
        let mut spans = shift(entry).into_iter();
        spans.any(|shift| shift.from <= span.from && span.to <= shift.to)
    };
    spans
        .map(|span| {
            let last = entries.iter().rev().find(|entry| covers(entry, span));
            (span, last.map_or(usual, |entry| entry.count))
        })
        .collect()
}

/// Open microseconds of a span of a day.
fn open_in(hours: &Hours, civil: CivilDay, span: OpenSpan) -> i64 {
    let open = spans_of(hours, civil.kind, civil.weekday).iter();
    open.map(|open| {
        let (from, to) = (open.from.max(span.from), open.to.min(span.to));
        i64::from(to.saturating_sub(from)) * MINUTE
    })
    .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(count: u32, shift: Option<(u16, u16)>) -> Turn {
        Turn {
            count,
            from: None,
            to: None,
            days: None,
            shift: shift.map(|(from, to)| vec![OpenSpan { from, to }]),
        }
    }

    #[test]
    fn later_entries_win_where_they_hold() {
        let (all_day, noon, late) = (entry(5, None), entry(2, Some((660, 780))), entry(9, Some((720, 1200))));
        let seen: Vec<(u16, u16, u32)> = profile(&[&all_day, &noon, &late], 1)
            .into_iter()
            .map(|(span, count)| (span.from, span.to, count))
            .collect();
        assert_eq!(
            seen,
            [
                (0, 660, 5),
                (660, 720, 2),
                (720, 780, 9),
                (780, 1200, 9),
                (1200, 1440, 5)
            ]
        );
        assert_eq!(profile(&[], 3).len(), 1);
    }

    #[test]
    fn days_are_named_as_in_opening_hours() {
        let mut week = [false; 7];
        week[0] = true;
        let monday = DaySet {
            week,
            holiday: false,
            workday: false,
        };
        let day = |kind, weekday| CivilDay {
            kind,
            weekday,
            month: 0,
        };
        assert!(holds(&monday, day(DayKind::Weekday(0), 0)));
        assert!(holds(&monday, day(DayKind::Holiday, 0)));
        assert!(!holds(&monday, day(DayKind::Holiday, 2)));
        assert!(holds(&monday, day(DayKind::Workday, 6)));
        let holiday = DaySet {
            week: [false; 7],
            holiday: true,
            workday: false,
        };
        assert!(holds(&holiday, day(DayKind::Holiday, 2)));
        assert!(!holds(&holiday, day(DayKind::Workday, 6)));
    }
}
