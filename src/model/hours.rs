//! Opening hours laid out over the run: is it open, and when does a piece of work end?

use super::calendar::{CivilDay, DayKind};
use crate::engine::time::{DAY, FOREVER, MINUTE};
use crate::scenario::centre::{Closing, Hours, OpenSpan};

/// The open spans of one set of opening hours over all days of the run, in microseconds since the start.
///
/// Spans that touch at midnight are one. A span is open at its first instant and closed at its end.
#[derive(Clone, Debug)]
pub struct HoursPlan {
    /// What happens to work in progress at closing time.
    pub closing: Closing,
    /// Start and end of each open span, in order.
    spans: Vec<(i64, i64)>,
    /// Open time before each span.
    before: Vec<i64>,
    /// Open time of each day.
    of_day: Vec<i64>,
}

/// The spans of `hours` on a day of this kind.
pub fn spans_of(hours: &Hours, kind: DayKind, weekday: u8) -> &[OpenSpan] {
    match kind {
        DayKind::Weekday(day) => &hours.week[day as usize],
        DayKind::Holiday => hours.holiday.as_deref().unwrap_or(&hours.week[weekday as usize]),
        DayKind::Workday => hours.workday.as_deref().unwrap_or(&hours.week[0]),
    }
}

impl HoursPlan {
    /// Lays `hours` out over `days`.
    pub fn new(hours: &Hours, days: &[CivilDay]) -> HoursPlan {
        let mut spans: Vec<(i64, i64)> = Vec::new();
        let mut of_day = Vec::with_capacity(days.len());
        for (day, civil) in days.iter().enumerate() {
            let midnight = day as i64 * DAY;
            let mut open = 0;
            for span in spans_of(hours, civil.kind, civil.weekday) {
                let from = midnight + i64::from(span.from) * MINUTE;
                let to = midnight + i64::from(span.to) * MINUTE;
                open += to - from;
                match spans.last_mut() {
                    Some(last) if last.1 == from => last.1 = to,
                    _ => spans.push((from, to)),
                }
            }
            of_day.push(open);
        }
        let mut before = Vec::with_capacity(spans.len());
        let mut sum = 0;
        for &(from, to) in &spans {
            before.push(sum);
            sum += to - from;
        }
        // A span open to the end of the last day known stays open: what happens there is beyond the run.
        if let Some(last) = spans.last_mut()
            && last.1 == days.len() as i64 * DAY
        {
            last.1 = FOREVER;
        }
        HoursPlan {
            closing: hours.closing,
            spans,
            before,
            of_day,
        }
    }

    /// Start and end of span `index`; both beyond the run if there is none.
    #[inline]
    pub fn span(&self, index: u32) -> (i64, i64) {
        self.spans.get(index as usize).copied().unwrap_or((FOREVER, FOREVER))
    }

    /// Open microseconds of day `day`.
    #[inline]
    pub fn open_on(&self, day: u32) -> i64 {
        self.of_day.get(day as usize).copied().unwrap_or(0)
    }

    /// When `work` that starts at `from` inside span `index` ends, if it pauses while closed.
    /// Work that needs exactly the time left ends at closing.
    #[inline]
    pub fn end_of_work(&self, index: u32, from: i64, work: i64) -> i64 {
        let (start, end) = self.span(index);
        if work <= end - from {
            return from + work;
        }
        let target = self.before[index as usize] + (from - start) + work;
        // The first span by whose end `target` microseconds have been open.
        let later = &self.before[index as usize + 1..];
        let skipped = later.partition_point(|&before| before < target);
        let at = index as usize + skipped;
        let (start, end) = self.spans[at];
        let ends = start + (target - self.before[at]);
        if ends <= end { ends } else { FOREVER }
    }

    /// Open time between any two instants.
    pub fn open_time(&self, from: i64, to: i64) -> i64 {
        let until = |at: i64| match self.spans.partition_point(|&(start, _)| start < at).checked_sub(1) {
            Some(span) => self.before[span] + self.spans[span].1.min(at) - self.spans[span].0,
            None => 0,
        };
        until(to) - until(from)
    }

    /// Open time between two instants, of which the later lies in span `index` and neither beyond it.
    #[inline]
    pub fn open_between(&self, from: i64, to: i64, index: u32) -> i64 {
        let at = index as usize;
        let until = self.before[at] + (to - self.spans[at].0);
        // Open time before `from`: the spans that had begun, less what was left of the last of them.
        let begun = self.spans[..=at].partition_point(|&(start, _)| start <= from);
        let since = match begun.checked_sub(1) {
            None => 0,
            Some(last) => {
                let (start, end) = self.spans[last];
                self.before[last] + (from.min(end) - start)
            }
        };
        until - since
    }

    /// The instant at which `open` microseconds of day `day` have been open; `open` is less than [`Self::open_on`].
    pub fn instant_in_day(&self, day: u32, open: i64) -> i64 {
        let midnight = i64::from(day) * DAY;
        let first = self.spans.partition_point(|&(_, end)| end <= midnight);
        let mut left = open;
        for &(from, to) in &self.spans[first..] {
            let from = from.max(midnight);
            if left < to - from {
                return from + left;
            }
            left -= to - from;
        }
        FOREVER
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::HOUR;

    fn weekdays(spans: &[(u16, u16)]) -> Hours {
        let open: Vec<OpenSpan> = spans
            .iter()
            .map(|&(from, to)| OpenSpan {
                from: from * 60,
                to: to * 60,
            })
            .collect();
        let mut week: [Vec<OpenSpan>; 7] = Default::default();
        for day in &mut week[..5] {
            day.clone_from(&open);
        }
        Hours {
            week,
            holiday: None,
            workday: None,
            closing: Closing::Pause,
        }
    }

    fn days(count: u8) -> Vec<CivilDay> {
        (0..count)
            .map(|d| CivilDay {
                kind: DayKind::Weekday(d % 7),
                weekday: d % 7,
                month: 0,
            })
            .collect()
    }

    #[test]
    fn five_hours_from_friday_at_four_end_on_monday() {
        let plan = HoursPlan::new(&weekdays(&[(9, 12), (13, 18)]), &days(14));
        // Friday is day 4; its second span is number 9. Two hours are left, three remain: Monday 12:00.
        assert_eq!(
            plan.end_of_work(9, (4 * 24 + 16) * HOUR, 5 * HOUR),
            (7 * 24 + 12) * HOUR
        );
        // Exactly the time left ends at closing; a microsecond more at the next opening plus one.
        assert_eq!(
            plan.end_of_work(9, (4 * 24 + 16) * HOUR, 2 * HOUR),
            (4 * 24 + 18) * HOUR
        );
        assert_eq!(
            plan.end_of_work(9, (4 * 24 + 16) * HOUR, 2 * HOUR + 1),
            (7 * 24 + 9) * HOUR + 1
        );
    }

    #[test]
    fn open_time_needs_no_span() {
        let plan = HoursPlan::new(&weekdays(&[(9, 12), (13, 18)]), &days(14));
        // From Friday, 16:00, to Monday, 10:00: two hours and one.
        let (friday, monday) = ((4 * 24 + 16) * HOUR, (7 * 24 + 10) * HOUR);
        assert_eq!(plan.open_time(friday, monday), 3 * HOUR);
        assert_eq!(plan.open_time(0, 12 * HOUR + HOUR / 2), 3 * HOUR);
        assert_eq!(plan.open_time(18 * HOUR, 33 * HOUR), 0);
    }

    #[test]
    fn round_the_clock_is_one_span() {
        let mut hours = weekdays(&[(0, 24)]);
        hours.week[5] = hours.week[0].clone();
        hours.week[6] = hours.week[0].clone();
        let plan = HoursPlan::new(&hours, &days(14));
        assert_eq!(plan.span(0), (0, FOREVER));
        assert_eq!(plan.end_of_work(0, HOUR, 100_000 * HOUR), 100_001 * HOUR);
        assert_eq!(plan.open_on(3), DAY);
    }

    #[test]
    fn open_time_between_two_instants() {
        let plan = HoursPlan::new(&weekdays(&[(9, 12), (13, 18)]), &days(14));
        let between = |from: (i64, i64), to: (i64, i64), index| {
            plan.open_between((from.0 * 24 + from.1) * HOUR, (to.0 * 24 + to.1) * HOUR, index) / HOUR
        };
        // Friday 16:00 to Monday 10:00: two hours and one. From the lunch break, from before the first opening, within.
        assert_eq!(between((4, 16), (7, 10), 10), 3);
        assert_eq!(between((4, 12), (4, 15), 9), 2);
        assert_eq!(between((0, 3), (0, 10), 0), 1);
        assert_eq!(between((0, 14), (0, 18), 1), 4);
        assert_eq!(between((5, 5), (7, 9), 10), 0);
    }

    #[test]
    fn an_instant_is_found_by_open_time() {
        let plan = HoursPlan::new(&weekdays(&[(9, 12), (13, 18)]), &days(14));
        assert_eq!(plan.instant_in_day(1, 0), (24 + 9) * HOUR);
        assert_eq!(plan.instant_in_day(1, 3 * HOUR), (24 + 13) * HOUR);
        assert_eq!(plan.instant_in_day(1, 4 * HOUR), (24 + 14) * HOUR);
    }
}
