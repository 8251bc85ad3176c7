//! Speed of work laid out over the run: when does a piece of work end that is not done at full speed?

use super::hours::HoursPlan;
use crate::engine::time::{DAY, FOREVER};

/// Full speed in the units of [`Segment::speed`]: speeds are kept to a billionth, so that sums are exact.
const FULL: i128 = 1_000_000_000;

/// A span of working time within one day.
#[derive(Clone, Copy, Debug)]
struct Segment {
    from: i64,
    to: i64,
    /// Work done per microsecond, in billionths.
    speed: i128,
    /// Work that can be done before it, in billionths of a microsecond.
    done: i128,
    /// Working time before it.
    open: i64,
}

/// Working time of a centre with its speed, which changes at midnight.
#[derive(Clone, Debug)]
pub struct PacePlan {
    segments: Vec<Segment>,
}

impl PacePlan {
    /// The opening hours of a centre at the speed of each day. Where work goes on after closing it is done at the speed
    /// of its day as well.
    pub fn new(hours: &HoursPlan, speeds: &[f64]) -> PacePlan {
        let mut segments = Vec::with_capacity(speeds.len());
        let (mut done, mut open) = (0, 0);
        let mut span = 0;
        for (day, speed) in speeds.iter().enumerate() {
            let (midnight, next) = (day as i64 * DAY, (day as i64 + 1) * DAY);
            let speed = ((speed * FULL as f64 + 0.5) as i128).max(1);
            let mut add = |from: i64, to: i64| {
                segments.push(Segment {
                    from,
                    to,
                    speed,
                    done,
                    open,
                });
                done += i128::from(to - from) * speed;
                open += to - from;
            };
            let Some(spans) = hours.worked() else {
                add(midnight, next);
                continue;
            };
            loop {
                let (from, to) = spans.get(span);
                if from >= next {
                    break;
                }
                add(from.max(midnight), to.min(next));
                if to > next {
                    break;
                }
                span += 1;
            }
        }
        PacePlan { segments }
    }

    /// When work of `work` microseconds at full speed ends that starts at `from`, and the working time it takes. The
    /// end is the first whole microsecond by which it is done; beyond the run it is for ever.
    pub fn end_of_work(&self, from: i64, work: i64) -> (i64, i64) {
        let at = self.segments.partition_point(|segment| segment.to <= from);
        let Some(first) = self.segments.get(at) else {
            return (FOREVER, work);
        };
        let target = first.done + i128::from(from - first.from) * first.speed + i128::from(work) * FULL;
        let skipped = self.segments[at + 1..].partition_point(|segment| segment.done < target);
        let last = &self.segments[at + skipped];
        let left = target - last.done;
        let end = i128::from(last.from) + (left + last.speed - 1) / last.speed;
        if end > i128::from(last.to) {
            return (FOREVER, work);
        }
        let end = end as i64;
        (end, last.open + (end - last.from) - (first.open + from - first.from))
    }

    /// Work at full speed that is done between two instants, microseconds, rounded down.
    pub fn work_between(&self, from: i64, to: i64) -> i64 {
        let done = |at: i64| match self
            .segments
            .partition_point(|segment| segment.from < at)
            .checked_sub(1)
        {
            Some(segment) => {
                let segment = &self.segments[segment];
                segment.done + i128::from(at.min(segment.to) - segment.from) * segment.speed
            }
            None => 0,
        };
        ((done(to) - done(from)) / FULL) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::{HOUR, Span};
    use crate::model::calendar::{CivilDay, DayKind};
    use crate::scenario::centre::{Closing, Hours, OpenSpan};

    fn plan(closing: Closing, speeds: &[f64]) -> PacePlan {
        let open = vec![OpenSpan { from: 540, to: 720 }, OpenSpan { from: 780, to: 1080 }];
        let hours = Hours {
            week: std::array::from_fn(|_| open.clone()),
            holiday: None,
            workday: None,
            closing,
        };
        let days: Vec<CivilDay> = (0..speeds.len() as u8)
            .map(|day| CivilDay {
                kind: DayKind::Weekday(day % 7),
                weekday: day % 7,
                month: 0,
            })
            .collect();
        PacePlan::new(&HoursPlan::new(&hours, &days, days[0]), speeds)
    }

    #[test]
    fn work_ends_when_the_sum_of_speed_over_working_time_is_done() {
        let plan = plan(Closing::Pause, &[0.5, 0.75, 1.0]);
        // 3 h at half speed from 10:00: 2 h to noon, 4 h more from 13:00.
        assert_eq!(plan.end_of_work(10 * HOUR, 3 * HOUR), (17 * HOUR, 6 * HOUR));
        // 4 h of work from 11:00: 3 h by 18:00, an hour left at three quarters: 80 minutes after 09:00.
        assert_eq!(
            plan.end_of_work(11 * HOUR, 4 * HOUR),
            ((24 + 9) * HOUR + 80 * HOUR / 60, 6 * HOUR + 80 * HOUR / 60)
        );
        // Exactly what can be done by closing ends at closing.
        assert_eq!(plan.end_of_work(16 * HOUR, HOUR), (18 * HOUR, 2 * HOUR));
        // A whole number of microseconds, never too early: 1 µs at three quarters takes two.
        assert_eq!(plan.end_of_work((24 + 9) * HOUR, 1), ((24 + 9) * HOUR + 2, 2));
        assert_eq!(plan.end_of_work(10 * HOUR, 0), (10 * HOUR, 0));
        assert_eq!(plan.end_of_work((48 + 17) * HOUR, 2 * HOUR).0, FOREVER);
    }

    #[test]
    fn work_between_two_instants_is_what_would_end_then() {
        let plan = plan(Closing::Pause, &[0.5, 0.75, 1.0]);
        // As above: an hour by noon, half an hour by 14:00; nothing in the break; 3 h and then an hour on Tuesday.
        assert_eq!(plan.work_between(10 * HOUR, 12 * HOUR), HOUR);
        assert_eq!(plan.work_between(10 * HOUR, 14 * HOUR), HOUR + HOUR / 2);
        assert_eq!(plan.work_between(12 * HOUR, 13 * HOUR), 0);
        assert_eq!(plan.work_between(11 * HOUR, (24 + 9) * HOUR + 80 * HOUR / 60), 4 * HOUR);
        assert_eq!(plan.work_between(18 * HOUR, (24 + 9) * HOUR), 0);
        // Before the first opening nothing is done, and two microseconds at three quarters are one and a half.
        assert_eq!(plan.work_between(0, 10 * HOUR), HOUR / 2);
        assert_eq!(plan.work_between((24 + 9) * HOUR, (24 + 9) * HOUR + 2), 1);
    }

    #[test]
    fn what_is_finished_after_closing_goes_at_the_speed_of_its_day() {
        let plan = plan(Closing::Finish, &[0.5, 1.0, 1.0]);
        // From 17:00: 7 h at half speed to midnight, the other half hour by 00:30.
        assert_eq!(
            plan.end_of_work(17 * HOUR, 4 * HOUR),
            (24 * HOUR + HOUR / 2, 7 * HOUR + HOUR / 2)
        );
    }

    #[test]
    fn overtime_with_a_limit_is_working_time_at_the_speed_of_its_day() {
        let plan = plan(Closing::FinishWithin(Span(8 * HOUR)), &[0.5, 1.0, 1.0]);
        // From 17:00: 7 h at half speed to midnight, 2 h at full speed to 02:00, when the overtime is over; the eighth
        // hour of work from 09:00 on. 5.5 h of it would be done by 02:00.
        assert_eq!(
            plan.end_of_work(17 * HOUR, 5 * HOUR),
            (25 * HOUR + HOUR / 2, 8 * HOUR + HOUR / 2)
        );
        assert_eq!(plan.end_of_work(17 * HOUR, 5 * HOUR + HOUR / 2), (26 * HOUR, 9 * HOUR));
        assert_eq!(plan.end_of_work(17 * HOUR, 6 * HOUR + HOUR / 2), (34 * HOUR, 10 * HOUR));
        // The eve closed at 18:00 as well: until 02:00 work of before the run goes on.
        assert_eq!(plan.end_of_work(0, HOUR), (2 * HOUR, 2 * HOUR));
        assert_eq!(plan.end_of_work(0, 2 * HOUR), (11 * HOUR, 4 * HOUR));
    }
}
