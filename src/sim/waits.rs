//! Where a job's time goes: causes that add up to the turnaround, to the microsecond.

use super::record::JobRecord;

/// Resources whose waits are told apart; the last place is shared by all further ones.
pub const PLACES: usize = 8;

/// The place of a resource among [`PLACES`].
#[inline(always)]
pub const fn place_of(resource: usize) -> usize {
    if resource < PLACES { resource } else { PLACES - 1 }
}

/// What a car waited for at its centre, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// Open time without work, by the resource that was missing. Of several missing at once the first one counts.
    pub by_place: [i64; PLACES],
    /// Bit p is set if there was a wait for place p.
    pub seen: u8,
    /// Time without work because the centre was closed.
    pub closed: i64,
    /// The part of the work that was a stage called `handover`.
    pub handover: i64,
}

impl Waits {
    /// Adds a wait for the resource at a place.
    #[inline(always)]
    pub fn add(&mut self, place: usize, span: i64) {
        self.by_place[place] += span;
        self.seen |= u8::from(span != 0) << place;
    }

    /// All waits for resources.
    pub fn for_resources(&self) -> i64 {
        self.by_place.iter().sum()
    }
}

impl JobRecord {
    /// From the first attempt until the booking that was used, or, without one, until the car came.
    #[inline(always)]
    pub fn no_slot(&self) -> Option<i64> {
        let until = self.booked.get().or(self.arrived.get())?;
        Some(until.0 - self.occurred.0)
    }

    /// From that booking until the car came.
    #[inline(always)]
    pub fn appointment(&self) -> Option<i64> {
        let arrived = self.arrived.get()?;
        Some(self.booked.get().map_or(0, |booked| arrived.0 - booked.0))
    }

    /// Time at the centre before the run: of a car that was there when it started nobody knows what it waited for.
    #[inline(always)]
    pub fn before_start(&self) -> i64 {
        self.arrived.get().map_or(0, |arrived| (-arrived.0).max(0))
    }

    /// What the causes of a served job add up to, to be set against its turnaround.
    pub fn all_causes(&self) -> Option<i64> {
        let at_centre = self.waits.for_resources() + self.waits.closed + self.work.0;
        Some(self.no_slot()? + self.appointment()? + self.before_start() + at_centre)
    }
}
