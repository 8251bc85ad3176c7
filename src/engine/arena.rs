//! Slots for things that come and go: no allocation in the steady state, the last freed is the first reused.

/// A growing set of slots, addressed by position.
#[derive(Clone, Debug)]
pub struct Arena<T> {
    slots: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Arena {
            slots: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<T> Arena<T> {
    /// Stores `value` and says where.
    #[inline(always)]
    pub fn insert(&mut self, value: T) -> u32 {
        match self.free.pop() {
            Some(at) => {
                self.slots[at as usize] = value;
                at
            }
            None => {
                self.slots.push(value);
                (self.slots.len() - 1) as u32
            }
        }
    }

    /// Gives a slot back; its value stays readable until the slot is used again.
    #[inline]
    pub fn remove(&mut self, at: u32) {
        self.free.push(at);
    }

    /// The value at a position.
    #[inline]
    pub fn get(&self, at: u32) -> &T {
        &self.slots[at as usize]
    }

    /// The value at a position, to change.
    #[inline]
    pub fn get_mut(&mut self, at: u32) -> &mut T {
        &mut self.slots[at as usize]
    }

    /// How many slots are in use.
    pub fn in_use(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// The values in use, by position.
    pub fn drain_in_use(&mut self) -> impl Iterator<Item = T> + '_ {
        self.free.sort_unstable();
        let free = std::mem::take(&mut self.free);
        self.slots
            .drain(..)
            .enumerate()
            .filter(move |(at, _)| free.binary_search(&(*at as u32)).is_err())
            .map(|(_, value)| value)
    }

    /// Forgets everything and keeps the memory.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.free.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_freed_slot_is_reused_first() {
        let mut arena = Arena::default();
        let places: Vec<u32> = (0..4).map(|value| arena.insert(value)).collect();
        arena.remove(places[1]);
        arena.remove(places[2]);
        assert_eq!(arena.insert(12), places[2]);
        assert_eq!(arena.in_use(), 3);
        assert_eq!(arena.drain_in_use().collect::<Vec<_>>(), [0, 12, 3]);
    }
}
