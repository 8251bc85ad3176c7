//! The random numbers of a job: pure functions of its name and of what they are for.

use super::record::{Name, Origin};
use crate::engine::keyed::{Key, mix};
use crate::model::Model;

/// What a block of four random words is for. The codes are part of every result: never change one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// How many jobs a city has of a failure mode on a day.
    Count = 1,
    /// When in the day four jobs in a row arise.
    Time = 2,
    /// Word 0 chooses among equal centres, word 1 is the owner's patience.
    Booking = 3,
    /// Work of four stages in a row.
    Work = 4,
    /// Words of an owner: whether she prefers days off, goes to another shop, comes without a slot.
    Owner = 10,
    /// Words of a booking: whether it is called off, how early, whether the owner comes, how late.
    Keeping = 11,
    /// Word 0 of a booking that was not kept: whether the owner looks for another.
    Rebooking = 12,
    /// Of a car handed back: word 0 whether its repair holds, word 1 after how many days it comes back if not.
    Comeback = 13,
    /// Word 0 of a visit: whether the owner asks for a loaner car.
    Loaner = 14,
    /// Block 64 s + k of stage s (0 first): whether it needs its parts 4 k to 4 k + 3.
    Parts = 20,
    /// Word 0: how long a unit takes that a centre or depot ordered; the index counts its orders of the part.
    Delivery = 21,
    /// Words of the car: its cohort, its day of delivery, how far its owner drives.
    Car = 40,
    /// Word 0: whether the owner goes to another shop because no warranty pays; word 1: whether the maker pays all the same.
    Warranty = 41,
    /// Words of a car that a recall concerns: whether an update mends it, when, its turn for a letter, whether its owner
    /// refuses. Block 1: whether she calls the hotline, when.
    Recall = 42,
    /// Words of letter k by channel c, block 64 k + c: whether it reaches the owner, after which time.
    RecallLetter = 43,
    /// Words of letter k: whether she responds, how long she takes.
    RecallAnswer = 44,
    /// Word 0 of a visit for another reason, block r for recall r: which of the cars concerned like it the car is.
    RecallVisit = 45,
    /// Words of a need in the community: whether it is solved, how long that takes, whether its owner asks there.
    Community = 60,
    /// Words of block k, the k-th call (0 first): patience, length, whether its owner calls again if she gives up, when.
    Call = 61,
    /// Of an owner at the hotline: word 0 whether a call solves her need, word 1 whether she is lost if she gives up.
    Advice = 62,
    /// Words of a remote diagnosis: whether it solves the need, how long it takes.
    Remote = 63,
    /// Words of a need before a release: whether that solves it, when the car has it.
    Ota = 64,
    /// Words of a job at the door: whether a van can do it, the time on the road, the work.
    Van = 65,
    /// Word 0 of a need over a holiday: whose car it is, and whether that is on the road.
    Stay = 84,
    /// Word 0 of a job whose owner is offered a voucher, block by the programme's name: whether she takes it.
    Programme = 85,
    /// Words of a rescue. Block 0: whether the car can move, whether it stands on a road, how far, whether it is mended
    /// there; block 1: how long that takes, how long loading, until a partner is there, how far north in its town.
    Rescue = 66,
    /// Of a booking, block 0: word 0 whether its owner asks for a driver; block 1: halves of the trip that fetches the car;
    /// block 2: of the one that brings it back.
    Collect = 80,
    /// Word 1 of block k is the k-th further try at a patience that has lasted until the start of the run.
    Lasting = 30,
}

/// Where the number of a visit stands in a purpose: a comeback is named by its first visit and how many there were.
const VISIT: u32 = 48;

/// Marks the names of trace jobs, so that no drawn job shares one.
const TRACE: u64 = 1 << 32;

/// The random words of one replication.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    key: Key,
}

impl Draws {
    /// Of replication `replication`, 1 first.
    pub fn new(seed: u64, replication: u32) -> Draws {
        Draws {
            key: Key {
                seed,
                replication: u64::from(replication),
            },
        }
    }

    /// A block for a city, a failure mode and a day as such; `cell` is from [`Model::cell_hash`].
    #[inline]
    pub fn of_cell(&self, model: &Model, cell: u64, day: u32, purpose: Purpose, index: u32) -> [u64; 4] {
        let date = (model.epoch_day + i64::from(day)) as u64;
        self.key.block([u64::from(index), cell, date, purpose as u64])
    }

    /// Block `index` of a job.
    #[inline(always)]
    pub fn of_job(&self, model: &Model, name: Name, purpose: Purpose, index: u32) -> [u64; 4] {
        let purpose = purpose as u64 | u64::from(index) << 8 | u64::from(name.visit) << VISIT;
        let [name, cell, date] = numbers_of(model, name);
        self.key
            .block([name, cell, date, if date == 0 { purpose | TRACE } else { purpose }])
    }

    /// Who an owner is among those who try at releases. Mixed with [`Self::day_of_release`] it is her rank on that day:
    /// smaller first.
    #[inline]
    pub fn person_at_release(&self, model: &Model, name: Name) -> u64 {
        let [name, cell, date] = numbers_of(model, name);
        mix(mix(mix(name, cell), date), self.key.seed)
    }

    /// What a release of `day` has of its own.
    #[inline]
    pub fn day_of_release(&self, day: u32) -> u64 {
        mix(self.key.replication, u64::from(day) + 1)
    }
}

/// A job's name as three numbers; the last is its date, or 0 for a row of a trace and a recalled car.
#[inline(always)]
fn numbers_of(model: &Model, name: Name) -> [u64; 3] {
    match name.origin {
        Origin::Drawn { day, ordinal } => {
            let date = (model.epoch_day + i64::from(day)) as u64;
            let cell = name.city as usize * model.modes.len() + name.mode as usize;
            [u64::from(ordinal), model.cell_hash[cell], date]
        }
        Origin::Trace { index } => {
            let row = &model.traces[index as usize];
            [u64::from(row.row), row.file, 0]
        }
        Origin::Open { index } => model.state[index as usize].name,
        Origin::Recall { recall, again, ordinal } => {
            let hash = model.recalls[recall as usize].hashes[name.city as usize];
            [u64::from(ordinal) | u64::from(again) << 32, hash, 0]
        }
    }
}
