//! Where a job's time goes: causes that add up to the turnaround, to the microsecond.

use super::record::JobRecord;

/// Resources whose waits are told apart; the last place is shared by all further ones.
pub const PLACES: usize = 8;

/// The place of a resource among [`PLACES`].
#[inline(always)]
pub const fn place_of(resource: usize) -> usize {
    if resource < PLACES { resource } else { PLACES - 1 }
}

/// What a car waited for at its centre, in microseconds. Of a car that was not served it says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// Open time without work, by the resource that was missing. Of several missing at once it is the first one.
    pub by_place: [i64; PLACES],
    /// Bit p is set if there was a wait for place p.
    pub seen: u8,
    /// All of them.
    pub open: i64,
    /// Time until the parts of a stage were there, open or not.
    pub part: i64,
    /// The part of the work that was the handover.
    pub handover: i64,
}

impl Waits {
    /// No wait at all.
    pub const NONE: Waits = Waits {
        by_place: [0; PLACES],
        seen: 0,
        open: 0,
        part: 0,
        handover: 0,
    };

    /// Adds to the wait for the resource at a place.
    #[inline(always)]
    pub fn add(&mut self, place: usize, span: i64) {
        self.by_place[place % PLACES] += span;
        self.seen |= 1 << (place % PLACES);
    }
}

impl JobRecord {
    /// From the need until its owner looked for a centre.
    #[inline(always)]
    pub fn triage(&self) -> i64 {
        self.looked().0 - self.occurred.0
    }

    /// Of a served job: from the first look for a centre until the booking that was used, or, without one, until the car
    /// came.
    #[inline(always)]
    pub fn no_slot(&self) -> i64 {
        let looked = self.looked().0;
        self.booked.or(self.arrived.or(looked)) - looked
    }

    /// Of a served job: from that booking until the car came.
    #[inline(always)]
    pub fn appointment(&self) -> i64 {
        let arrived = self.arrived.or(self.occurred.0);
        arrived - self.booked.or(arrived)
    }

    /// Time at the centre before the run: of a car that was there when it started nobody knows what it waited for.
    #[inline(always)]
    pub fn before_start(&self) -> i64 {
        (-self.arrived.or(0)).max(0)
    }

    /// Of a served job: time at the centre without work because it was closed, which is what is left of its stay in the
    /// run.
    #[inline(always)]
    pub fn closed(&self, waits: &Waits) -> i64 {
        let stay = self.service_end.or(0) - self.arrived.or(0).max(0);
        stay - self.work.0 - waits.open - waits.part
    }
}
