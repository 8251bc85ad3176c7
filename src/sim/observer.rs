//! The simulation's only way out: facts as they happen, no statistics.

use super::recall::Recalled;
use super::record::JobRecord;
use super::story::Step;
use super::waits::Waits;
use crate::engine::time::Time;

/// One resource of a centre when a day ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResourceDay {
    /// Units that nobody holds; negative: units held beyond those that there are after a cut of staff.
    pub free: i32,
    /// Microseconds busy in opening hours, over all units.
    pub busy: i64,
    /// Microseconds busy outside opening hours.
    pub overtime: i64,
    /// Microseconds kept without work in opening hours: a part of `busy`.
    pub blocked: i64,
    /// Microseconds in opening hours of units beyond those that there are: a part of `busy`.
    pub excess: i64,
}

/// A call at the hotline that is over.
#[derive(Clone, Copy, Debug)]
pub struct Called {
    /// When the need occurred.
    pub occurred: Time,
    /// The owner's city.
    pub city: u32,
    /// The failure mode; none: she asked about a recall that is an update alone.
    pub mode: Option<u32>,
    /// When she called.
    pub dialled: i64,
    /// When an agent answered; none: she gave up.
    pub answered: Option<i64>,
    /// When the call ended, at the latest with the run.
    pub end: i64,
}

/// A trip of a mobile van.
#[derive(Clone, Copy, Debug)]
pub struct Drove {
    /// Whose vans.
    pub group: u32,
    /// When it set out.
    pub from: i64,
    /// When it is free again, perhaps beyond the run.
    pub to: i64,
}

/// A rescue on the roadside, told when whoever helps sets out.
#[derive(Clone, Copy, Debug)]
pub struct Rescued {
    /// When the owner called.
    pub occurred: i64,
    /// The owner's city.
    pub city: u32,
    /// The failure mode.
    pub mode: u32,
    /// Whose truck; none: of the partner that has no base.
    pub base: Option<u32>,
    /// By a partner.
    pub partner: bool,
    /// On a road outside the city.
    pub road: bool,
    /// When it set out, or the call was handed over.
    pub from: i64,
    /// When it is there, perhaps beyond the run.
    pub there: i64,
    /// When it is free again.
    pub to: i64,
}

/// Which way a driver takes a car.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From its owner to a centre.
    Fetch,
    /// From a centre to its owner.
    Return,
}

impl Way {
    /// Both, in order.
    pub const ALL: [Way; 2] = [Way::Fetch, Way::Return];

    /// Its name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Way::Fetch => "fetch",
            Way::Return => "return",
        }
    }
}

/// A driver was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Carried {
    /// When the need occurred.
    pub occurred: Time,
    /// The owner's city.
    pub city: u32,
    /// The failure mode.
    pub mode: u32,
    /// Whose drivers.
    pub group: u32,
    /// Which way.
    pub way: Way,
    /// When the driver should have set out.
    pub wanted: i64,
    /// When he did and when he is free again, perhaps beyond the run; none: there was no driver in time.
    pub trip: Option<(i64, i64)>,
}

/// How a programme helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// A voucher for taxis.
    Voucher,
    /// Her car is carried to another city.
    Carried,
    /// Her car's rescue on the road is paid.
    Rescued,
}

impl Help {
    /// Every way, in the order of the results.
    pub const ALL: [Help; 3] = [Help::Voucher, Help::Carried, Help::Rescued];

    /// Its name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Help::Voucher => "voucher",
            Help::Carried => "carried",
            Help::Rescued => "rescued",
        }
    }
}

/// Help for the owner of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Helped {
    /// The job, by its number.
    pub job: u32,
    /// When its need arose, or the start.
    pub occurred: Time,
    /// The city of the job.
    pub city: u32,
    /// Position of the programme.
    pub programme: u32,
    /// How.
    pub how: Help,
}

/// Takes the facts of one replication.
pub trait Observer {
    /// A job is over, or open at the end of the run. Jobs come in no particular order. `waits` are those of a served one.
    fn job_closed(&mut self, job: &JobRecord, waits: &Waits);

    /// A step of job number `job` at `at`. Who follows no single job leaves this empty, and it costs nothing.
    #[inline(always)]
    fn stepped(&mut self, _job: u32, _at: i64, _step: Step) {}

    /// A centre's day is over; a day on which no car was there is not told.
    fn centre_day(&mut self, day: u32, centre: u32, resources: &[ResourceDay]);

    /// After a release and its retries: days from `day` to the first free slot of a team; none in the horizon.
    fn first_slot(&mut self, day: u32, centre: u32, team: u32, first: Option<u32>);

    /// At 20:00 of `day`: bookable days with a slot of a team that anyone may book.
    fn free_days(&mut self, day: u32, centre: u32, team: u32, days: u32);

    /// An owner in `city` with a job of `mode` tried at a release of `day`.
    fn retried(&mut self, day: u32, city: u32, mode: u32, booked: bool);

    /// A job at a centre needs a part, and it is on the shelf or not. Without parts this is never told.
    fn part_needed(&mut self, _now: i64, _job: &JobRecord, _part: u32, _there: bool) {}

    /// A call at the hotline is over. Without a hotline this is never told.
    fn called(&mut self, _call: &Called) {}

    /// A mobile van sets out. Without vans this is never told.
    fn drove(&mut self, _trip: &Drove) {}

    /// Help sets out to a car that cannot move. Without rescue this is never told.
    fn rescued(&mut self, _rescue: &Rescued) {}
    /// A driver was asked for. Without drivers this is never told.
    fn carried(&mut self, _trip: &Carried) {}

    /// A programme helps the owner of a job. Without programmes this is never told.
    fn helped(&mut self, _help: &Helped) {}

    /// A rule has ordered a centre, which takes jobs from `day` on.
    fn will_open(&mut self, _centre: u32, _day: u32) {}

    /// On `day` something happens to a car that a recall concerns, by its position. Told when the run starts, in no
    /// particular order.
    fn recalled(&mut self, _recall: u32, _day: u32, _what: Recalled) {}

    /// Stage `step` (0 first) of job `id` starts at `now` and will end at `end`, which may lie beyond the run. A stage
    /// that ran when the run started is told at 0.
    fn stage_started(&mut self, _id: u32, _step: u32, _now: i64, _end: i64) {}
}
