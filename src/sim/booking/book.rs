//! The slots of one team at one centre: which are gone, which have become free again.

use std::collections::BTreeMap;

/// The first free slot of a team, as it was found last.
#[derive(Clone, Copy, Debug)]
struct Found {
    day: u32,
    slot: u32,
    /// It can be booked before this instant.
    until: i64,
}

/// Nothing is known.
const UNKNOWN: Found = Found {
    day: 0,
    slot: 0,
    until: i64::MIN,
};

/// By day of the horizon: slots are taken in order; those given back wait in a list of their own.
#[derive(Clone, Debug)]
pub struct Book {
    /// By day modulo its length, a power of two: so many slots of that day, the first ones, have been taken or are past.
    gone: Vec<u32>,
    /// Slots taken before the run on days that are not bookable yet.
    ahead: BTreeMap<u32, u32>,
    /// Slots given back, by day and number: few, since the next owner who looks takes them.
    freed: Vec<(u32, u32)>,
    /// No day before this one has a free slot for everyone, for urgent jobs.
    first: [u32; 2],
    /// Bookable days end before this one.
    opened: u32,
    /// Days before this one have no slots kept for urgent jobs any more.
    shared: u32,
    /// The first free slot for everyone, for urgent jobs.
    found: [Found; 2],
}

impl Book {
    /// Nothing is booked, nothing is open.
    pub fn new(horizon: u32) -> Book {
        Book {
            gone: vec![0; (horizon as usize + 1).next_power_of_two()],
            ahead: BTreeMap::new(),
            freed: Vec::new(),
            first: [0; 2],
            opened: 0,
            shared: 0,
            found: [UNKNOWN; 2],
        }
    }

    /// The place of a day in `gone`.
    #[inline(always)]
    fn place(&self, day: u32) -> usize {
        day as usize & (self.gone.len() - 1)
    }

    /// Forgets all bookings.
    pub fn clear(&mut self) {
        self.gone.fill(0);
        self.ahead.clear();
        self.freed.clear();
        self.first = [0; 2];
        self.opened = 0;
        self.shared = 0;
        self.found = [UNKNOWN; 2];
    }

    /// Opens the days up to, but not including, `until`.
    pub fn open(&mut self, until: u32) {
        let length = self.gone.len() as u32;
        let from = self.opened.max(until.saturating_sub(length - 1));
        for day in from..until {
            let taken = if self.ahead.is_empty() {
                None
            } else {
                self.ahead.remove(&day)
            };
            let place = self.place(day);
            self.gone[place] = taken.unwrap_or(0);
        }
        self.opened = until;
        let past = self.freed.partition_point(|&(day, _)| day + length <= until);
        self.freed.drain(..past);
    }

    /// Opens to everyone what is kept for urgent jobs on the days before `until`.
    pub fn share(&mut self, until: u32) {
        if until > self.shared {
            self.first[0] = self.first[0].min(self.shared);
            self.shared = until;
            self.found[0] = UNKNOWN;
        }
    }

    /// Bookable days end before this one.
    #[inline(always)]
    pub fn opened(&self) -> u32 {
        self.opened
    }

    /// Whether slots of `day` are still kept for urgent jobs.
    #[inline(always)]
    pub fn keeps(&self, day: u32) -> bool {
        day >= self.shared
    }

    /// No day before this one has a free slot; `who` is 0 for everyone, 1 for urgent jobs.
    #[inline(always)]
    pub fn first(&self, who: usize) -> u32 {
        self.first[who]
    }

    /// Notes that no day before `day` has a free slot.
    #[inline(always)]
    pub fn skip_to(&mut self, who: usize, day: u32) {
        self.first[who] = self.first[who].max(day);
    }

    /// Day and number of the first free slot, if it was found before and nothing has changed since.
    #[inline(always)]
    pub fn found(&self, who: usize, now: i64) -> Option<(u32, u32)> {
        let Found { day, slot, until } = self.found[who];
        (now < until).then_some((day, slot))
    }

    /// Notes the first free slot, which can be booked before `until`.
    #[inline(always)]
    pub fn note(&mut self, who: usize, (day, slot): (u32, u32), until: i64) {
        self.found[who] = Found { day, slot, until };
    }

    /// The first free slot of `day` among the first `limit`, whose start is after `past` (microseconds of the day).
    ///
    /// The desk goes forward in time: what is past stays past.
    #[inline(always)]
    pub fn free_on(&mut self, day: u32, starts: &[i64], limit: u32, past: i64) -> Option<u32> {
        let place = self.place(day);
        let gone = &mut self.gone[place];
        while starts.get(*gone as usize).is_some_and(|&start| start <= past) {
            *gone += 1;
        }
        let next = *gone;
        if !self.freed.is_empty()
            && let Some(slot) = self.given_back(day, starts, limit, past)
        {
            return Some(slot);
        }
        (next < limit).then_some(next)
    }

    fn given_back(&self, day: u32, starts: &[i64], limit: u32, past: i64) -> Option<u32> {
        let from = self.freed.partition_point(|&(other, _)| other < day);
        let of_day = self.freed[from..].iter().take_while(|&&(other, _)| other == day);
        of_day
            .map(|&(_, slot)| slot)
            .find(|&slot| slot < limit && starts[slot as usize] > past)
    }

    /// Days from `from` to `until` with a free slot, none of whose slots is past; `limit` says how many slots of a day,
    /// the first ones, may be taken, if some are kept for urgent jobs or not.
    pub fn free_days(&self, from: u32, until: u32, limit: impl Fn(u32, bool) -> u32) -> u32 {
        let mut count = 0;
        for day in from..until {
            let limit = limit(day, self.keeps(day));
            let given_back = || !self.freed.is_empty() && self.has_given_back(day, limit);
            count += u32::from(self.gone[self.place(day)] < limit || given_back());
        }
        count
    }

    fn has_given_back(&self, day: u32, limit: u32) -> bool {
        let from = self.freed.partition_point(|&(other, _)| other < day);
        self.freed
            .get(from)
            .is_some_and(|&(other, slot)| other == day && slot < limit)
    }

    /// Takes the next slot of `day` in order, whether that is bookable yet or not, and says its number.
    pub fn reserve(&mut self, day: u32) -> u32 {
        self.found = [UNKNOWN; 2];
        let place = self.place(day);
        let taken = if day < self.opened {
            &mut self.gone[place]
        } else {
            self.ahead.entry(day).or_default()
        };
        *taken += 1;
        *taken - 1
    }

    /// Takes a slot that is free.
    #[inline(always)]
    pub fn take(&mut self, day: u32, slot: u32) {
        self.found = [UNKNOWN; 2];
        let place = self.place(day);
        let gone = &mut self.gone[place];
        if slot >= *gone {
            *gone = slot + 1;
        } else if let Ok(at) = self.freed.binary_search(&(day, slot)) {
            self.freed.remove(at);
        }
    }

    /// Gives a slot back.
    pub fn give_back(&mut self, day: u32, slot: u32) {
        if let Err(at) = self.freed.binary_search(&(day, slot)) {
            self.freed.insert(at, (day, slot));
        }
        self.first = self.first.map(|first| first.min(day));
        self.found = [UNKNOWN; 2];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::keyed::mix;

    /// The same by looking at every slot.
    #[test]
    fn a_book_agrees_with_a_plain_list_of_slots() {
        const DAYS: u32 = 5;
        const SLOTS: u32 = 6;
        let starts: Vec<i64> = (0..i64::from(SLOTS)).map(|slot| slot * 10).collect();
        let mut book = Book::new(DAYS);
        // By day of the run: taken or not.
        let mut plain = vec![[false; SLOTS as usize]; 200];
        let mut remembered = 0;
        for today in 0..190 {
            book.open(today + DAYS);
            book.share(today + 2);
            for step in 0..40u64 {
                let word = mix(u64::from(today), step);
                let past = (step as i64) * 2 - 1;
                let day = today + (word % u64::from(DAYS)) as u32;
                let urgent = word >> 8 & 1 == 1;
                let limit = if urgent || !book.keeps(day) { SLOTS } else { SLOTS - 2 };
                let past = if day == today { past } else { i64::MIN };
                let free = (0..limit).find(|&slot| starts[slot as usize] > past && !plain[day as usize][slot as usize]);
                assert_eq!(book.free_on(day, &starts, limit, past), free, "day {day} of {today}");
                if word >> 16 & 3 == 0 {
                    let slot = (word >> 32) as u32 % SLOTS;
                    if std::mem::replace(&mut plain[day as usize][slot as usize], false) {
                        book.give_back(day, slot);
                    }
                } else if let Some(slot) = free {
                    plain[day as usize][slot as usize] = true;
                    book.take(day, slot);
                }
                for who in 0..2 {
                    assert!(book.first(who) <= day.max(today));
                    let limit = |day| if who == 1 || !book.keeps(day) { SLOTS } else { SLOTS - 2 };
                    let past = |day| if day == today { (step as i64) * 2 - 1 } else { i64::MIN };
                    let is_free =
                        |day: u32, slot: u32| starts[slot as usize] > past(day) && !plain[day as usize][slot as usize];
                    let first = (today..today + DAYS)
                        .find_map(|day| Some((day, (0..limit(day)).find(|&slot| is_free(day, slot))?)));
                    // Days of 1,000 instants.
                    let found = book.found(who, i64::from(today) * 1000 + past(today));
                    assert!(found.is_none() || found == first, "{found:?} of {first:?} on {today}");
                    remembered += u32::from(found.is_some());
                    if let Some((day, slot)) = first {
                        book.note(who, (day, slot), i64::from(day) * 1000 + starts[slot as usize]);
                    }
                }
            }
        }
        assert!(remembered > 1000, "{remembered}");
    }
}
