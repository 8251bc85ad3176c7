//! What is to come of a process at the desk: by time, then by rank, then in order of scheduling.

use crate::engine::time::FOREVER;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// What happens, and which of it comes first at one instant.
pub trait Ranked {
    /// The lowest comes first.
    fn rank(&self) -> u8;
}

#[derive(Clone, Debug)]
struct Due<What> {
    at: i64,
    serial: u64,
    what: What,
}

impl<What: Ranked> Due<What> {
    fn key(&self) -> (i64, u8, u64) {
        (self.at, self.what.rank(), self.serial)
    }
}

impl<What: Ranked> PartialEq for Due<What> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl<What: Ranked> Eq for Due<What> {}

impl<What: Ranked> PartialOrd for Due<What> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<What: Ranked> Ord for Due<What> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// What is to come.
#[derive(Clone, Debug)]
pub struct Agenda<What> {
    list: BinaryHeap<Reverse<Due<What>>>,
    serial: u64,
}

impl<What: Ranked> Default for Agenda<What> {
    fn default() -> Self {
        Agenda {
            list: BinaryHeap::new(),
            serial: 0,
        }
    }
}

impl<What: Ranked> Agenda<What> {
    /// Nothing is to come.
    pub fn clear(&mut self) {
        self.list.clear();
        self.serial = 0;
    }

    /// Something happens at `at`.
    pub fn put(&mut self, at: i64, what: What) {
        self.serial += 1;
        let (at, serial) = (at.min(FOREVER), self.serial);
        self.list.push(Reverse(Due { at, serial, what }));
    }

    /// When something happens next.
    #[inline(always)]
    pub fn next(&self) -> i64 {
        self.list.peek().map_or(FOREVER, |Reverse(due)| due.at)
    }

    /// What happens next, and when.
    pub fn pop(&mut self) -> Option<(i64, What)> {
        self.list.pop().map(|Reverse(due)| (due.at, due.what))
    }

    /// Whether all of a rank or a lower one that is to happen at `now` has happened.
    pub fn is_past(&self, now: i64, rank: u8) -> bool {
        let next = self.list.peek().map(|Reverse(due)| (due.at, due.what.rank()));
        next.is_none_or(|next| next > (now, rank))
    }

    /// All that was to come, the last first; it comes no more.
    pub fn drain(&mut self) -> impl Iterator<Item = What> {
        let all = std::mem::take(&mut self.list).into_sorted_vec();
        all.into_iter().map(|Reverse(due)| due.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Ranked for (u8, char) {
        fn rank(&self) -> u8 {
            self.0
        }
    }

    #[test]
    fn by_time_then_rank_then_scheduling() {
        let mut agenda = Agenda::default();
        for (at, rank, name) in [(5, 1, 'd'), (5, 0, 'b'), (7, 0, 'e'), (3, 2, 'a'), (5, 0, 'c')] {
            agenda.put(at, (rank, name));
        }
        assert_eq!(agenda.next(), 3);
        let mut names = Vec::new();
        while let Some((now, (rank, name))) = agenda.pop() {
            names.push((name, agenda.is_past(now, 0)));
            assert!(rank < 3);
        }
        // At 5 another of rank 0 follows b alone.
        assert_eq!(
            names,
            [('a', true), ('b', false), ('c', true), ('d', true), ('e', true)]
        );
        assert_eq!(agenda.next(), FOREVER);
    }
}
