//! The units of a floor: free, held, kept without work, and held beyond what there is after a cut of staff.
//!
//! Times are sums of clock readings: a reading is taken off when something begins and added when it ends, so that what
//! still goes on at the end of a day is completed by one last reading. There are two clocks, of the open and of the
//! closed time of the day.

use crate::model::centre::CentreModel;
use crate::model::{Chain, Model};
use crate::sim::observer::ResourceDay;

/// Readings of the clocks of a day, in microseconds.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Open time.
    pub open: i64,
    /// Closed time.
    pub closed: i64,
}

impl Clock {
    /// When the day begins.
    pub const MIDNIGHT: Clock = Clock { open: 0, closed: 0 };
}

/// Units that are held in a special way.
#[derive(Clone, Copy, Debug, Default)]
struct Idle {
    /// Kept without work.
    blocked: i64,
    /// Held without anyone at work in closed time: kept, or by a stage that goes on around the clock.
    unmanned: i64,
}

/// The units of every resource.
#[derive(Clone, Debug)]
pub struct Resources {
    /// By resource: free units and the times of today.
    days: Vec<ResourceDay>,
    /// By resource: units there are.
    counts: Vec<u32>,
    /// By resource, where stages keep or go on around the clock.
    idle: Vec<Idle>,
    /// Bit r: resource r has a free unit.
    available: u64,
    /// Bit r: more units of resource r are held than there are.
    short: u64,
    /// Next change of staff.
    next: usize,
}

impl Resources {
    /// Those of a model's centres, before [`Self::clear`].
    pub fn new(model: &Model) -> Resources {
        Resources {
            days: vec![ResourceDay::default(); model.resources],
            counts: vec![0; model.resources],
            idle: vec![Idle::default(); model.resources],
            available: 0,
            short: 0,
            next: 0,
        }
    }

    /// Frees everything, as at the start.
    pub fn clear(&mut self, spec: &CentreModel) {
        self.available = 0;
        self.short = 0;
        self.next = 0;
        let counts = spec.staff.as_ref().map_or(&spec.counts, |staff| &staff.initial);
        self.counts.clone_from(counts);
        self.idle.fill(Idle::default());
        for (resource, (state, &count)) in self.days.iter_mut().zip(counts).enumerate() {
            *state = ResourceDay {
                free: count as i32,
                ..ResourceDay::default()
            };
            self.available |= u64::from(count > 0) << resource;
        }
    }

    /// Which resources have a free unit.
    #[inline(always)]
    pub fn available(&self) -> u64 {
        self.available
    }

    /// Whether more units are held than there are.
    #[inline(always)]
    pub fn is_short(&self) -> bool {
        self.short != 0
    }

    /// The state of each resource.
    pub fn days(&self) -> &[ResourceDay] {
        &self.days
    }

    /// Units there are of each resource.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// Starts the times of a day.
    pub fn begin_day(&mut self) {
        for state in &mut self.days {
            *state = ResourceDay {
                free: state.free,
                ..ResourceDay::default()
            };
        }
    }

    /// Takes a unit of each resource in `needs`, which have one free.
    #[inline(always)]
    pub fn seize(&mut self, needs: u64, clock: Clock) {
        let mut left = needs;
        while left != 0 {
            let resource = left.trailing_zeros() as usize;
            left &= left - 1;
            let state = &mut self.days[resource];
            state.free -= 1;
            state.busy -= clock.open;
            state.overtime -= clock.closed;
            if state.free == 0 {
                self.available &= !(1 << resource);
            }
        }
    }

    /// Gives a unit of each resource in `needs` back; none is short.
    #[inline(always)]
    pub fn release(&mut self, needs: u64, clock: Clock) {
        self.available |= needs;
        let mut left = needs;
        while left != 0 {
            let resource = left.trailing_zeros() as usize;
            left &= left - 1;
            let state = &mut self.days[resource];
            state.free += 1;
            state.busy += clock.open;
            state.overtime += clock.closed;
        }
    }

    /// The same where more units are held than there are: those beyond go as soon as their work ends.
    #[cold]
    pub fn release_short(&mut self, needs: u64, clock: Clock) {
        each(needs, |resource| {
            let state = &mut self.days[resource];
            if state.free < 0 {
                state.excess += clock.open;
            }
            state.free += 1;
            state.busy += clock.open;
            state.overtime += clock.closed;
            self.settle(resource);
        });
    }

    /// Finds out whether a resource is short, and whether a unit of it is free.
    fn settle(&mut self, resource: usize) {
        let (bit, free) = (1 << resource, self.days[resource].free);
        self.short = if free < 0 { self.short | bit } else { self.short & !bit };
        self.available = if free > 0 {
            self.available | bit
        } else {
            self.available & !bit
        };
    }

    /// A special stage begins: what was kept for it goes back to work.
    pub fn begin(&mut self, chain: &Chain, clock: Clock) {
        self.unblock(chain.before & chain.works, clock);
        if chain.around_the_clock {
            each(chain.works, |resource| self.unman(resource, 1, clock));
        }
    }

    /// A special stage ends: what it keeps is blocked from now on, what it gives back is released after this.
    pub fn end(&mut self, chain: &Chain, clock: Clock) {
        if chain.around_the_clock {
            each(chain.works, |resource| self.unman(resource, -1, clock));
        }
        each(chain.works & chain.after, |resource| {
            self.days[resource].blocked -= clock.open;
            self.idle[resource].blocked += 1;
            self.unman(resource, 1, clock);
        });
        self.unblock(chain.frees() & !chain.works, clock);
    }

    /// Puts what a car holds when the run starts where it was; more may be held than there are.
    pub fn take_over(&mut self, chain: &Chain, in_work: bool) {
        let clock = Clock::MIDNIGHT;
        let holds = if in_work {
            chain.before | chain.works
        } else {
            chain.before
        };
        each(holds, |resource| {
            self.days[resource].free -= 1;
            self.settle(resource);
        });
        each(chain.before, |resource| {
            self.idle[resource].blocked += 1;
            self.unman(resource, 1, clock);
        });
        if in_work {
            self.begin(chain, clock);
        }
    }

    fn unblock(&mut self, resources: u64, clock: Clock) {
        each(resources, |resource| {
            self.days[resource].blocked += clock.open;
            self.idle[resource].blocked -= 1;
            self.unman(resource, -1, clock);
        });
    }

    /// From now on nobody is (1) or somebody is (−1) at work with a unit in closed time.
    fn unman(&mut self, resource: usize, units: i64, clock: Clock) {
        self.days[resource].overtime += units * clock.closed;
        self.idle[resource].unmanned += units;
    }

    /// When the next change of staff is due before `until`; for ever if there is none.
    pub fn next_change(&self, spec: &CentreModel, until: i64) -> Option<i64> {
        let change = spec.staff.as_ref()?.changes.get(self.next)?;
        (change.at < until).then_some(change.at)
    }

    /// Makes the changes of staff that are due before or at `now`. Started work keeps its people.
    pub fn change(&mut self, spec: &CentreModel, now: i64, clock: Clock) {
        let Some(staff) = &spec.staff else { return };
        while let Some(change) = staff.changes.get(self.next).filter(|change| change.at <= now) {
            self.next += 1;
            let state = &mut self.days[change.resource];
            let before = state.free.min(0);
            state.free += change.count as i32 - self.counts[change.resource] as i32;
            // Units beyond what there is: more of them from now on, or fewer.
            state.excess -= i64::from(before - state.free.min(0)) * clock.open;
            self.counts[change.resource] = change.count;
            self.settle(change.resource);
        }
    }

    /// Takes off what the clock of closed time counts while nobody is at work any more: nothing is begun or ended with a
    /// unit that is in work all this time.
    pub fn rest(&mut self, closed: i64) {
        if closed == 0 {
            return;
        }
        for ((state, idle), &count) in self.days.iter_mut().zip(&self.idle).zip(&self.counts) {
            let held = i64::from(count) - i64::from(state.free);
            state.overtime -= (held - idle.unmanned) * closed;
        }
    }

    /// Completes the times of a day. While closed what is held is in work only where `works_on`.
    pub fn end_day(&mut self, clock: Clock, works_on: bool) {
        for ((state, idle), &count) in self.days.iter_mut().zip(&self.idle).zip(&self.counts) {
            let held = i64::from(count) - i64::from(state.free);
            state.busy += held * clock.open;
            state.overtime = if works_on {
                state.overtime + (held - idle.unmanned) * clock.closed
            } else {
                0
            };
            state.blocked += idle.blocked * clock.open;
            state.excess -= i64::from(state.free.min(0)) * clock.open;
        }
    }
}

/// Calls `act` for every resource of a mask.
#[inline(always)]
fn each(resources: u64, mut act: impl FnMut(usize)) {
    let mut left = resources;
    while left != 0 {
        act(left.trailing_zeros() as usize);
        left &= left - 1;
    }
}
