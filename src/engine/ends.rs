//! The event list of one floor: when does which running piece of work end?
//!
//! A tournament tree with one leaf per piece of work: the earliest is at the root, a change costs one comparison a
//! level (Knuth, *The Art of Computer Programming* 3, 5.4.1). Above 256 leaves a heap takes over.

use super::time::FOREVER;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Low bits of a packed end that hold the leaf.
const LEAF_BITS: u32 = 8;
/// A leaf without work.
const IDLE: u64 = u64::MAX;

/// Ends of running work, the earliest first. Which of several equal ends comes first is not said.
pub trait EndList {
    /// The earliest end, or [`FOREVER`] if nothing runs.
    fn earliest(&mut self) -> i64;
    /// Takes out the earliest and returns its payload. Something must be running.
    fn take_earliest(&mut self) -> u32;
    /// Right after [`Self::take_earliest`]: the earliest that is left.
    fn left(&self) -> i64;
    /// Adds work that ends at `end` (cut at [`FOREVER`]).
    fn insert(&mut self, end: i64, payload: u32);
    /// Forgets everything.
    fn clear(&mut self);
}

/// A tournament of `LEAVES` (a power of two up to 256) in `NODES = 2 × LEAVES` nodes.
#[derive(Clone, Debug)]
pub struct Tournament<const LEAVES: usize, const NODES: usize> {
    /// Node 1 is the root, node `LEAVES + i` leaf i; each holds the least `end << 8 | leaf` below it.
    nodes: [u64; NODES],
    payload: [u32; LEAVES],
    free: [u8; LEAVES],
    free_count: usize,
    /// A leaf just emptied whose path is not yet played again: the next insertion takes it.
    emptied: Option<u8>,
}

impl<const LEAVES: usize, const NODES: usize> Default for Tournament<LEAVES, NODES> {
    fn default() -> Self {
        let mut free = [0; LEAVES];
        for (place, leaf) in free.iter_mut().enumerate() {
            *leaf = (LEAVES - 1 - place) as u8;
        }
        Tournament {
            nodes: [IDLE; NODES],
            payload: [0; LEAVES],
            free,
            free_count: LEAVES,
            emptied: None,
        }
    }
}

impl<const LEAVES: usize, const NODES: usize> Tournament<LEAVES, NODES> {
    #[inline(always)]
    fn play(&mut self, leaf: usize, packed: u64) {
        let mut at = (LEAVES + leaf) & (NODES - 1);
        let mut least = packed;
        self.nodes[at] = least;
        for _ in 0..LEAVES.trailing_zeros() {
            least = least.min(self.nodes[at ^ 1]);
            at >>= 1;
            self.nodes[at] = least;
        }
    }
}

impl<const LEAVES: usize, const NODES: usize> EndList for Tournament<LEAVES, NODES> {
    #[inline(always)]
    fn earliest(&mut self) -> i64 {
        if let Some(leaf) = self.emptied.take() {
            self.free[self.free_count & (LEAVES - 1)] = leaf;
            self.free_count += 1;
            self.play(leaf as usize, IDLE);
        }
        let end = (self.nodes[1] >> LEAF_BITS) as i64;
        end.min(FOREVER)
    }

    #[inline(always)]
    fn take_earliest(&mut self) -> u32 {
        debug_assert!(self.emptied.is_none() && self.nodes[1] != IDLE);
        let leaf = self.nodes[1] as u8;
        self.emptied = Some(leaf);
        self.payload[leaf as usize & (LEAVES - 1)]
    }

    #[inline(always)]
    fn left(&self) -> i64 {
        let Some(leaf) = self.emptied else {
            return (self.nodes[1] >> LEAF_BITS) as i64;
        };
        let mut at = (LEAVES + leaf as usize) & (NODES - 1);
        let mut least = IDLE;
        for _ in 0..LEAVES.trailing_zeros() {
            least = least.min(self.nodes[at ^ 1]);
            at >>= 1;
        }
        (least >> LEAF_BITS) as i64
    }

    #[inline(always)]
    fn insert(&mut self, end: i64, payload: u32) {
        let leaf = match self.emptied.take() {
            Some(leaf) => leaf as usize,
            None => {
                self.free_count -= 1;
                self.free[self.free_count & (LEAVES - 1)] as usize
            }
        } & (LEAVES - 1);
        self.payload[leaf] = payload;
        self.play(leaf, ((end.min(FOREVER) as u64) << LEAF_BITS) | leaf as u64);
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Any number of pieces of work.
#[derive(Clone, Debug, Default)]
pub struct Heap(BinaryHeap<Reverse<(i64, u32)>>);

impl EndList for Heap {
    #[inline]
    fn earliest(&mut self) -> i64 {
        self.0.peek().map_or(FOREVER, |Reverse((end, _))| *end)
    }

    #[inline]
    fn take_earliest(&mut self) -> u32 {
        self.0.pop().map_or(u32::MAX, |Reverse((_, payload))| payload)
    }

    #[inline]
    fn left(&self) -> i64 {
        self.0.peek().map_or(FOREVER, |Reverse((end, _))| *end)
    }

    #[inline]
    fn insert(&mut self, end: i64, payload: u32) {
        self.0.push(Reverse((end.min(FOREVER), payload)));
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::keyed::mix;

    fn agree_with_a_sorted_list(list: &mut impl EndList, most: usize) {
        let mut oracle: Vec<(i64, u32)> = Vec::new();
        for step in 0..20_000u64 {
            let word = mix(step, 17);
            let insert = oracle.len() < most && (oracle.is_empty() || word & 1 == 0);
            if insert {
                let entry = ((word >> 40) as i64, step as u32);
                list.insert(entry.0, entry.1);
                oracle.push(entry);
            } else {
                let least = *oracle.iter().min().expect("not empty");
                assert_eq!(list.earliest(), least.0);
                let payload = list.take_earliest();
                let left = list.left();
                let at = oracle
                    .iter()
                    .position(|entry| *entry == (least.0, payload))
                    .expect("an earliest end");
                oracle.swap_remove(at);
                let least = oracle.iter().map(|entry| entry.0).min();
                assert_eq!(left.min(FOREVER), least.unwrap_or(FOREVER));
            }
        }
        while let Some(least) = oracle.iter().map(|entry| entry.0).min() {
            assert_eq!(list.earliest(), least);
            let payload = list.take_earliest();
            oracle.retain(|entry| *entry != (least, payload));
        }
        assert_eq!(list.earliest(), FOREVER);
    }

    #[test]
    fn every_list_agrees_with_a_sorted_one() {
        agree_with_a_sorted_list(&mut Tournament::<16, 32>::default(), 16);
        agree_with_a_sorted_list(&mut Tournament::<64, 128>::default(), 64);
        agree_with_a_sorted_list(&mut Tournament::<256, 512>::default(), 256);
        agree_with_a_sorted_list(&mut Heap::default(), 1000);
    }

    #[test]
    fn work_without_end_is_never_due() {
        let mut list = Tournament::<16, 32>::default();
        list.insert(i64::MAX, 3);
        assert_eq!(list.earliest(), FOREVER);
    }
}
