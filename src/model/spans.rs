//! Spans of time in order, and how much time lies in them: open time, and time in which started work goes on.

use crate::engine::time::FOREVER;

/// Spans that neither overlap nor touch, in microseconds since the start; each has its first instant and not its last.
#[derive(Clone, Debug)]
pub struct Spans {
    list: Vec<(i64, i64)>,
    /// Time in the spans before each.
    before: Vec<i64>,
}

impl Spans {
    /// Spans in order. One that reaches `last`, beyond which nothing is known, goes on for ever.
    pub fn new(mut list: Vec<(i64, i64)>, last: i64) -> Spans {
        let mut before = Vec::with_capacity(list.len());
        let mut sum = 0;
        for &(from, to) in &list {
            before.push(sum);
            sum += to - from;
        }
        if let Some(end) = list.last_mut()
            && end.1 >= last
        {
            end.1 = FOREVER;
        }
        Spans { list, before }
    }

    /// All of them.
    pub fn list(&self) -> &[(i64, i64)] {
        &self.list
    }

    /// Start and end of span `index`; both beyond the run if there is none.
    #[inline]
    pub fn get(&self, index: u32) -> (i64, i64) {
        self.list.get(index as usize).copied().unwrap_or((FOREVER, FOREVER))
    }

    /// The last span that begins at or before an instant.
    pub fn begun_by(&self, at: i64) -> Option<u32> {
        let begun = self.list.partition_point(|&(start, _)| start <= at);
        begun.checked_sub(1).map(|last| last as u32)
    }

    /// When `work` that starts at `from` inside span `index` ends, if it goes on in the spans alone; for ever if they do
    /// not suffice. Work that needs exactly the time left ends at the end of the span.
    #[inline]
    pub fn end_of_work(&self, index: u32, from: i64, work: i64) -> i64 {
        let (start, end) = self.get(index);
        if work <= end - from {
            return from + work;
        }
        let target = self.before[index as usize] + (from - start) + work;
        // The first span by whose end `target` microseconds have passed.
        let later = &self.before[index as usize + 1..];
        let skipped = later.partition_point(|&before| before < target);
        let at = index as usize + skipped;
        let (start, end) = self.list[at];
        let ends = start + (target - self.before[at]);
        if ends <= end { ends } else { FOREVER }
    }

    /// Time in the spans between any two instants.
    pub fn time(&self, from: i64, to: i64) -> i64 {
        let until = |at: i64| match self.list.partition_point(|&(start, _)| start < at).checked_sub(1) {
            Some(span) => self.before[span] + self.list[span].1.min(at) - self.list[span].0,
            None => 0,
        };
        until(to) - until(from)
    }

    /// Time in the spans between two instants, of which the later lies in span `index` and neither beyond it.
    #[inline]
    pub fn between(&self, from: i64, to: i64, index: u32) -> i64 {
        let at = index as usize;
        let until = self.before[at] + (to - self.list[at].0);
        // Time before `from`: the spans that had begun, less what was left of the last of them.
        let begun = self.list[..=at].partition_point(|&(start, _)| start <= from);
        let since = match begun.checked_sub(1) {
            None => 0,
            Some(last) => {
                let (start, end) = self.list[last];
                self.before[last] + (from.min(end) - start)
            }
        };
        until - since
    }
}
