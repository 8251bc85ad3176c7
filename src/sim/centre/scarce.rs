//! Which resource those who wait are short of, over the open time of a floor.
//!
//! Who needs a single resource waits for that one. Where a stage needs several at once, what is short changes while a
//! car waits: the first of its needs without a free unit. A clock for each such class of needs adds up the open time
//! during which each resource was the one; a wait is the difference of two readings.

use crate::model::Model;
use crate::sim::waits::{PLACES, place_of};

/// The clocks of a floor.
#[derive(Clone, Debug)]
pub struct Scarce {
    /// By class of needs: the place of its only resource.
    only: Vec<Option<u8>>,
    /// The classes with several resources.
    clocks: Vec<Clock>,
}

#[derive(Clone, Debug)]
struct Clock {
    class: u32,
    needs: u64,
    /// Bit p is set if a resource at place p is needed.
    places: u8,
    /// The first of the needs without a free unit.
    short_of: u8,
    /// Open time of the last change.
    since: i64,
    /// Open time by what was short.
    sums: [i64; PLACES],
}

impl Scarce {
    /// Clocks that have not run.
    pub fn new(model: &Model) -> Scarce {
        let single =
            |needs: &u64| (needs.count_ones() <= 1).then(|| place_of(needs.trailing_zeros() as usize % 64) as u8);
        let several = (model.classes.iter().enumerate()).filter(|(_, needs)| needs.count_ones() > 1);
        Scarce {
            only: model.classes.iter().map(single).collect(),
            clocks: several
                .map(|(class, &needs)| Clock {
                    class: class as u32,
                    needs,
                    places: (0..64)
                        .filter(|r| needs >> r & 1 == 1)
                        .fold(0, |mask, r| mask | 1 << place_of(r)),
                    short_of: place_of(needs.trailing_zeros() as usize) as u8,
                    since: 0,
                    sums: [0; PLACES],
                })
                .collect(),
        }
    }

    /// Whether there are any.
    pub fn runs(&self) -> bool {
        !self.clocks.is_empty()
    }

    /// Sets the clocks back.
    pub fn clear(&mut self) {
        for clock in &mut self.clocks {
            clock.since = 0;
            clock.sums = [0; PLACES];
        }
    }

    /// Notes which resources have a free unit from `open` on, a reading of the floor's open time. With everything
    /// there nobody waits, and it does not matter whose time runs.
    #[inline(always)]
    pub fn note(&mut self, available: u64, open: i64) {
        for clock in &mut self.clocks {
            let short = clock.needs & !available;
            if short != 0 {
                let place = place_of(short.trailing_zeros() as usize) as u8;
                if place != clock.short_of {
                    clock.sums[clock.short_of as usize] += open - clock.since;
                    clock.since = open;
                    clock.short_of = place;
                }
            }
        }
    }

    /// The place of the only resource that a class needs.
    #[inline(always)]
    pub fn only(&self, class: u32) -> Option<usize> {
        self.only[class as usize].map(usize::from)
    }

    /// The clocks of a class at `open`, with their places.
    pub fn read(&self, class: u32, open: i64) -> impl Iterator<Item = (usize, i64)> + '_ {
        let clock = self.clocks.iter().find(move |clock| clock.class == class);
        clock.into_iter().flat_map(move |clock| {
            let running = move |place| {
                if place == clock.short_of as usize {
                    open - clock.since
                } else {
                    0
                }
            };
            let needed = (0..PLACES).filter(|&place| clock.places >> place & 1 == 1);
            needed.map(move |place| (place, clock.sums[place] + running(place)))
        })
    }
}
