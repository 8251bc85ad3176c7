//! Opening hours laid out over the run: is it open, and when does a piece of work end?

use super::calendar::{CivilDay, DayKind};
use super::spans::Spans;
use crate::engine::time::{DAY, FOREVER, MINUTE, Span};
use crate::scenario::centre::{Closing, Hours, OpenSpan};

/// The open spans of one set of opening hours over all days of the run, in microseconds since the start.
///
/// Spans that touch at midnight are one. A span is open at its first instant and closed at its end.
#[derive(Clone, Debug)]
pub struct HoursPlan {
    /// What happens to work in progress at closing time.
    pub closing: Closing,
    open: Spans,
    /// Open time of each day.
    of_day: Vec<i64>,
    /// Where overtime has a limit: the spans in which started work goes on.
    worked: Option<Spans>,
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
    /// Lays `hours` out over `days`; `eve` is the day before the first, whose overtime may last into it.
    pub fn new(hours: &Hours, days: &[CivilDay], eve: CivilDay) -> HoursPlan {
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
        let worked = match hours.closing {
            Closing::FinishWithin(Span(limit)) => {
                let closed = spans_of(hours, eve.kind, eve.weekday).last();
                let closed = closed.map(|span| i64::from(span.to) * MINUTE - DAY);
                Some(with_overtime(&spans, closed, limit))
            }
            Closing::Pause | Closing::Finish => None,
        };
        // What is open to the end of the last day known stays open: what happens there is beyond the run.
        let last = days.len() as i64 * DAY;
        HoursPlan {
            closing: hours.closing,
            open: Spans::new(spans, last),
            of_day,
            worked: worked.map(|spans| Spans::new(spans, last)),
        }
    }

    /// Start and end of span `index`; both beyond the run if there is none.
    #[inline]
    pub fn span(&self, index: u32) -> (i64, i64) {
        self.open.get(index)
    }

    /// The first instant from `from` on that is open; beyond the run if there is none.
    pub fn first_open(&self, from: i64) -> i64 {
        let spans = self.open.list();
        let next = spans.partition_point(|&(_, end)| end <= from);
        spans.get(next).map_or(FOREVER, |span| span.0.max(from))
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
        self.open.end_of_work(index, from, work)
    }

    /// Open time between any two instants.
    pub fn open_time(&self, from: i64, to: i64) -> i64 {
        self.open.time(from, to)
    }

    /// Open time between two instants, of which the later lies in span `index` and neither beyond it.
    #[inline]
    pub fn open_between(&self, from: i64, to: i64, index: u32) -> i64 {
        self.open.between(from, to, index)
    }

    /// Whether started work may go on after closing for some time, but not for any.
    pub fn limits_overtime(&self) -> bool {
        self.worked.is_some()
    }

    /// The spans in which started work goes on; none: at any time.
    pub fn worked(&self) -> Option<&Spans> {
        match self.closing {
            Closing::Pause => Some(&self.open),
            Closing::Finish | Closing::FinishWithin(_) => self.worked.as_ref(),
        }
    }

    /// When started work goes on that was there before the run: at once, at the first opening, or never in the run.
    pub fn first_worked(&self) -> i64 {
        self.worked().map_or(0, |spans| spans.get(0).0)
    }

    /// When `work` ends that is started or goes on at `from`, an instant in which work goes on.
    pub fn end_of_started(&self, from: i64, work: i64) -> i64 {
        let end = from.saturating_add(work);
        let Some(spans) = self.worked() else { return end };
        match spans.begun_by(from) {
            Some(span) => spans.end_of_work(span, from, work),
            None => FOREVER,
        }
    }

    /// Time between any two instants in which started work goes on.
    pub fn worked_time(&self, from: i64, to: i64) -> i64 {
        self.worked().map_or(to - from, |spans| spans.time(from, to))
    }

    /// The instant at which `open` microseconds of day `day` have been open; `open` is less than [`Self::open_on`].
    pub fn instant_in_day(&self, day: u32, open: i64) -> i64 {
        let midnight = i64::from(day) * DAY;
        let spans = self.open.list();
        let first = spans.partition_point(|&(_, end)| end <= midnight);
        let mut left = open;
        for &(from, to) in &spans[first..] {
            let from = from.max(midnight);
            if left < to - from {
                return from + left;
            }
            left -= to - from;
        }
        FOREVER
    }
}

/// Open spans, each with its overtime of at most `limit` and no longer than to the next; before the first of them what
/// is left of the overtime that began when the eve closed, at `closed`.
fn with_overtime(open: &[(i64, i64)], closed: Option<i64>, limit: i64) -> Vec<(i64, i64)> {
    let mut worked: Vec<(i64, i64)> = Vec::with_capacity(open.len());
    let first = open.first().map_or(FOREVER, |&(from, _)| from);
    if let Some(until) = closed.map(|closed| (closed + limit).min(first))
        && until > 0
    {
        worked.push((0, until));
    }
    for (at, &(from, to)) in open.iter().enumerate() {
        let next = open.get(at + 1).map_or(FOREVER, |&(from, _)| from);
        let until = (to + limit).min(next);
        match worked.last_mut() {
            Some(last) if last.1 == from => last.1 = until,
            _ => worked.push((from, until)),
        }
    }
    worked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::HOUR;

    const SUNDAY: CivilDay = CivilDay {
        kind: DayKind::Weekday(6),
        weekday: 6,
        month: 0,
    };

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
        let plan = HoursPlan::new(&weekdays(&[(9, 12), (13, 18)]), &days(14), SUNDAY);
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
        let plan = HoursPlan::new(&weekdays(&[(9, 12), (13, 18)]), &days(14), SUNDAY);
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
        let plan = HoursPlan::new(&hours, &days(14), SUNDAY);
        assert_eq!(plan.span(0), (0, FOREVER));
        assert_eq!(plan.end_of_work(0, HOUR, 100_000 * HOUR), 100_001 * HOUR);
        assert_eq!(plan.open_on(3), DAY);
    }

    #[test]
    fn open_time_between_two_instants() {
        let plan = HoursPlan::new(&weekdays(&[(9, 12), (13, 18)]), &days(14), SUNDAY);
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
        let plan = HoursPlan::new(&weekdays(&[(9, 12), (13, 18)]), &days(14), SUNDAY);
        assert_eq!(plan.instant_in_day(1, 0), (24 + 9) * HOUR);
        assert_eq!(plan.instant_in_day(1, 3 * HOUR), (24 + 13) * HOUR);
        assert_eq!(plan.instant_in_day(1, 4 * HOUR), (24 + 14) * HOUR);
    }

    #[test]
    fn overtime_ends_after_its_limit_or_at_the_next_opening() {
        let mut hours = weekdays(&[(9, 12), (13, 18)]);
        hours.closing = Closing::FinishWithin(Span(2 * HOUR));
        let plan = HoursPlan::new(&hours, &days(14), SUNDAY);
        let at = |day: i64, hour: i64| (day * 24 + hour) * HOUR;
        // Lunch is shorter than the limit; the evening is not: from 9:00 to 20:00 without a pause.
        let worked = plan.worked().unwrap().list();
        assert_eq!(
            (worked[0], worked[4], worked[5]),
            ((at(0, 9), at(0, 20)), (at(4, 9), at(4, 20)), (at(7, 9), at(7, 20)))
        );
        // Friday, 17:00: an hour, two of overtime, the rest on Monday.
        assert_eq!(plan.end_of_started(at(4, 17), 3 * HOUR), at(4, 20));
        assert_eq!(plan.end_of_started(at(4, 17), 3 * HOUR + 1), at(7, 9) + 1);
        assert_eq!(plan.worked_time(at(4, 17), at(7, 10)), 4 * HOUR);
        // Open time is what it was.
        assert_eq!(plan.open_time(at(4, 16), at(7, 10)), 3 * HOUR);
        assert_eq!(plan.first_worked(), at(0, 9));
    }

    #[test]
    fn overtime_of_the_eve_lasts_into_the_first_day() {
        let plan = |limit: i64, spans, eve: u8| {
            let mut hours = weekdays(spans);
            hours.closing = Closing::FinishWithin(Span(limit * HOUR));
            let eve = CivilDay {
                kind: DayKind::Weekday(eve),
                ..SUNDAY
            };
            HoursPlan::new(&hours, &days(14), eve).worked().unwrap().list()[0]
        };
        assert_eq!(plan(8, &[(9, 18)], 0), (0, 2 * HOUR));
        assert_eq!(plan(6, &[(9, 18)], 0), (9 * HOUR, 24 * HOUR));
        // The whole night, to the next opening; closed all day.
        assert_eq!(plan(24, &[(9, 18)], 0), (0, (4 * 24 + 18 + 24) * HOUR));
        assert_eq!(plan(24, &[(9, 18)], 5), (9 * HOUR, (4 * 24 + 18 + 24) * HOUR));
        // Open at midnight: no overtime between.
        assert_eq!(plan(1, &[(0, 12), (14, 24)], 0), (0, 13 * HOUR));
    }

    #[test]
    fn what_has_no_limit_is_as_it_was() {
        let mut hours = weekdays(&[(9, 18)]);
        let paused = HoursPlan::new(&hours, &days(14), SUNDAY);
        assert_eq!((paused.first_worked(), paused.limits_overtime()), (9 * HOUR, false));
        assert_eq!(paused.end_of_started(17 * HOUR, 2 * HOUR), 34 * HOUR);
        assert_eq!(paused.worked_time(0, 34 * HOUR), 10 * HOUR);
        hours.closing = Closing::Finish;
        let finished = HoursPlan::new(&hours, &days(14), SUNDAY);
        assert_eq!((finished.first_worked(), finished.limits_overtime()), (0, false));
        assert_eq!(finished.end_of_started(17 * HOUR, 200 * HOUR), 217 * HOUR);
        assert_eq!(finished.worked_time(0, 34 * HOUR), 34 * HOUR);
    }
}
