//! When drivers of a city are out: a step function of time, always at most as many as there are.

use crate::engine::time::FOREVER;

/// How many of a number of alike people are busy from when on.
///
/// Spans of which never more than so many overlap can always be shared out to so many people, so who does what need not be
/// known.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Instants in order, each with how many are busy from then on; before the first one nobody is known of.
    steps: Vec<(i64, u32)>,
    /// Busy microseconds before the first step, all together.
    past: i128,
}

impl Roster {
    /// Nobody is busy.
    pub fn clear(&mut self) {
        self.steps.clear();
        self.past = 0;
    }

    /// The first start from `from` on at which one of `count` is free for `span`; `opens` says for an instant when the next
    /// one is at which anybody sets out.
    pub fn first_free(&self, from: i64, span: i64, count: u32, opens: impl Fn(i64) -> i64) -> i64 {
        let mut start = opens(from);
        if count == 0 {
            return FOREVER;
        }
        let mut at = self.steps.partition_point(|step| step.0 <= start).saturating_sub(1);
        while start < FOREVER {
            let Some(&(since, busy)) = self.steps.get(at) else {
                return start;
            };
            if since >= start.saturating_add(span).max(start + 1) {
                return start;
            }
            let until = self.steps.get(at + 1).map_or(FOREVER, |step| step.0);
            if busy >= count && until > start {
                start = opens(until);
            }
            at += 1;
        }
        FOREVER
    }

    /// One more is busy from `from` to `to`.
    pub fn add(&mut self, from: i64, to: i64) {
        if from >= to {
            return;
        }
        let (first, last) = (self.cut(from), self.cut(to));
        self.steps[first..last].iter_mut().for_each(|step| step.1 += 1);
    }

    /// The position of the step at `at`, which is made if there is none.
    fn cut(&mut self, at: i64) -> usize {
        let place = self.steps.partition_point(|step| step.0 < at);
        if self.steps.get(place).is_none_or(|step| step.0 != at) {
            let busy = place.checked_sub(1).map_or(0, |before| self.steps[before].1);
            self.steps.insert(place, (at, busy));
        }
        place
    }

    /// Forgets everything before `before`, which nobody asks for any more.
    pub fn forget(&mut self, before: i64) {
        let here = self.steps.partition_point(|step| step.0 <= before);
        let Some(last) = here.checked_sub(1) else { return };
        self.past += area(&self.steps[..here], before);
        self.steps.drain(..last);
        self.steps[0].0 = before;
    }

    /// Busy microseconds of everybody; and most people busy at once, as far as it is not forgotten.
    pub fn sum(&self) -> (i128, u32) {
        let most = self.steps.iter().map(|step| step.1).max();
        let end = self.steps.last().map_or(0, |step| step.0);
        (self.past + area(&self.steps, end), most.unwrap_or(0))
    }
}

/// Busy microseconds of steps up to `end`.
fn area(steps: &[(i64, u32)], end: i64) -> i128 {
    let ends = steps.iter().skip(1).map(|step| step.0).chain([end]);
    let spans = steps.iter().zip(ends);
    spans
        .map(|(&(from, busy), to)| i128::from(to - from) * i128::from(busy))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALWAYS: fn(i64) -> i64 = |at| at;

    #[test]
    fn who_comes_third_to_two_people_waits_for_the_first_to_end() {
        let mut roster = Roster::default();
        for (asks, span, starts) in [(0, 10, 0), (2, 6, 2), (3, 5, 8), (3, 1, 10), (20, 4, 20)] {
            let start = roster.first_free(asks, span, 2, ALWAYS);
            assert_eq!(start, starts, "asked at {asks} for {span}");
            roster.add(start, start + span);
        }
        // 10 + 6 + 5 + 1 + 4.
        assert_eq!(roster.sum(), (26, 2));
        roster.forget(9);
        assert_eq!(roster.sum(), (26, 2));
        assert_eq!(roster.first_free(9, 1, 2, ALWAYS), 11);
    }

    #[test]
    fn a_gap_is_taken_only_by_what_fits_into_it_and_begins_in_the_hours() {
        let mut roster = Roster::default();
        roster.add(10, 20);
        roster.add(25, 30);
        assert_eq!(roster.first_free(12, 5, 1, ALWAYS), 20);
        assert_eq!(roster.first_free(12, 6, 1, ALWAYS), 30);
        assert_eq!(roster.first_free(0, 10, 1, ALWAYS), 0);
        assert_eq!(roster.first_free(0, 11, 1, ALWAYS), 30);
        // Nobody sets out from 18 to 40: what begins before may end then.
        let hours = |at: i64| if (18..40).contains(&at) { 40 } else { at };
        assert_eq!(roster.first_free(12, 5, 1, hours), 40);
        assert_eq!(roster.first_free(5, 5, 1, hours), 5);
        assert_eq!(roster.first_free(0, 1, 0, ALWAYS), FOREVER);
    }
}
