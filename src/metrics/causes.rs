//! Turnaround by cause: what served jobs waited for, and for how long.

use crate::engine::time::Perhaps;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::sim::record::JobRecord;
use crate::sim::waits::{PLACES, Waits, place_of};

/// One part of the turnaround; all parts of a job add up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// From the need until its owner looked for a centre.
    Triage,
    /// From there until the booking that was used.
    NoSlot,
    /// From the booking until the car came.
    Appointment,
    /// At the centre without work because it was closed.
    Closed,
    /// At the open centre without work for want of a resource, by its place among [`PLACES`].
    Resource(usize),
    /// At the centre until the parts of a stage were there.
    Part,
    /// From the end of the last stage until a driver has brought the car to its owner.
    Return,
    /// Work of all stages but the handover.
    Work,
    /// Work of the last stage if it is called `handover`.
    Handover,
}

impl Cause {
    /// The causes that a scenario can have, in the order of the owner's journey.
    pub fn all(model: &Model) -> Vec<Cause> {
        let mut causes = Vec::new();
        if model.triage.is_some() || model.roadside.is_some() {
            causes.push(Cause::Triage);
        }
        if model.has_calendars() {
            causes.extend([Cause::NoSlot, Cause::Appointment]);
        }
        causes.push(Cause::Closed);
        causes.extend((0..model.resources.min(PLACES)).map(Cause::Resource));
        if model.parts.is_some() {
            causes.push(Cause::Part);
        }
        if model.collect.as_ref().is_some_and(|rule| rule.returns) {
            causes.push(Cause::Return);
        }
        causes.push(Cause::Work);
        if model.stages.iter().any(|stage| stage.handover) {
            causes.push(Cause::Handover);
        }
        causes
    }

    /// Its name in files: a resource goes by its id; those that share the last place are `other`.
    pub fn key(self, scenario: &Scenario) -> String {
        match self {
            Cause::Triage => "triage".into(),
            Cause::NoSlot => "no_slot".into(),
            Cause::Appointment => "appointment".into(),
            Cause::Closed => "closed".into(),
            Cause::Resource(place) => resource_key(scenario, place),
            Cause::Part => "part".into(),
            Cause::Return => "return".into(),
            Cause::Work => "work".into(),
            Cause::Handover => "handover".into(),
        }
    }
}

/// The name of the resources at a place.
pub fn resource_key(scenario: &Scenario, place: usize) -> String {
    let mut here = (0..scenario.resources.len()).filter(|&resource| place_of(resource) == place);
    match (here.next(), here.next()) {
        (Some(resource), None) => scenario.resources[resource].clone(),
        _ => "other".into(),
    }
}

/// Microseconds by cause, summed over the served jobs of a group. Work is not here: it is a figure of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CauseSums {
    triage: i128,
    no_slot: i128,
    appointment: i128,
    closed: i128,
    part: i128,
    back: i128,
    handover: i128,
    by_place: [i128; PLACES],
}

impl CauseSums {
    /// Adds a served job; `unbooked` if it never had a booking. Most causes of most jobs are nil and cost nothing.
    #[inline(always)]
    pub fn add_job(&mut self, job: &JobRecord, waits: &Waits, unbooked: bool) {
        if !unbooked || job.arrived != Perhaps::at(job.occurred.0) {
            self.triage += i128::from(job.triage());
            self.no_slot += i128::from(job.no_slot());
            self.appointment += i128::from(job.appointment());
            self.back += i128::from(job.way_back());
        }
        let closed = job.closed(waits);
        debug_assert!(closed >= 0, "job {} worked or waited longer than it was there", job.id);
        if closed != 0 {
            self.closed += i128::from(closed);
        }
        if waits.part | waits.handover != 0 {
            self.part += i128::from(waits.part);
            self.handover += i128::from(waits.handover);
        }
        let mut left = waits.seen;
        while left != 0 {
            let place = left.trailing_zeros() as usize % PLACES;
            left &= left - 1;
            self.by_place[place] += i128::from(waits.by_place[place]);
        }
    }

    /// Adds another group.
    pub fn add(&mut self, other: &CauseSums) {
        self.triage += other.triage;
        self.no_slot += other.no_slot;
        self.appointment += other.appointment;
        self.closed += other.closed;
        self.part += other.part;
        self.back += other.back;
        self.handover += other.handover;
        for (mine, theirs) in self.by_place.iter_mut().zip(&other.by_place) {
            *mine += theirs;
        }
    }

    /// The sum of one cause; `work` is that of all stages.
    pub fn of(&self, cause: Cause, work: i128) -> i128 {
        match cause {
            Cause::Triage => self.triage,
            Cause::NoSlot => self.no_slot,
            Cause::Appointment => self.appointment,
            Cause::Closed => self.closed,
            Cause::Resource(place) => self.by_place[place],
            Cause::Part => self.part,
            Cause::Return => self.back,
            Cause::Work => work - self.handover,
            Cause::Handover => self.handover,
        }
    }
}
