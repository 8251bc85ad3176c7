//! Figures by day: those of one replication as integers, and over all replications means and quantiles.

use super::catalogue::Metric;
use super::facts::{Facts, Stay};
use super::group::Groups;
use super::migration::CarsDay;
use super::peak::PeakRow;
use super::recall::RecallSeries;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::model::centre::BookingModel;

/// One day of one series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayPoint {
    /// Mean over the replications with an observation.
    pub mean: f64,
    /// p05, p25, p50, p75, p95 over replications; none for centres.
    pub bands: Option<[f64; 5]>,
}

/// One metric of one city or centre over the days of the run.
#[derive(Clone, Debug, PartialEq)]
pub struct DailySeries {
    /// The owner's city, or `"*"`.
    pub city: String,
    /// The centre, or `"*"`.
    pub centre: String,
    /// The team, or `"*"`.
    pub team: String,
    /// What is measured.
    pub metric: Metric,
    /// One entry per day of the run from the scenario's start (warm-up included); none without observation.
    pub days: Vec<Option<DayPoint>>,
}

/// Every daily series of a run: `*`, then cities, then centres.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Daily {
    /// The series.
    pub series: Vec<DailySeries>,
    /// The weeks of each recall.
    pub recalls: Vec<RecallSeries>,
    /// How high the backlog rises around holidays.
    pub peaks: Vec<PeakRow>,
    /// Where cars are while they travel.
    pub cars: Vec<CarsDay>,
}

/// One group of jobs on one day of one replication.
#[derive(Clone, Copy, Debug, Default)]
pub struct GroupDay {
    /// Jobs that occurred on the day.
    pub jobs: u32,
    /// Of those, handed back by the end of the run.
    pub served: u32,
    /// Of those, with a slot.
    pub booked: u32,
    /// Cars that came minus cars that left.
    step: i32,
    /// Microseconds of the cars that came, less those missing to a whole day of the cars that left.
    part: i64,
    /// Lead times of those with a slot, summed, microseconds.
    pub lead: i64,
}

impl GroupDay {
    /// Two groups together.
    pub fn plus(self, other: &GroupDay) -> GroupDay {
        GroupDay {
            jobs: self.jobs + other.jobs,
            served: self.served + other.served,
            booked: self.booked + other.booked,
            step: self.step + other.step,
            part: self.part + other.part,
            lead: self.lead + other.lead,
        }
    }

    /// Microseconds of cars at centres on this day. `present` is the number of cars there when the day begins; it
    /// becomes that of the next day.
    #[inline]
    pub fn car_time(&self, present: &mut i64) -> i64 {
        let time = *present * DAY + self.part;
        *present += i64::from(self.step);
        time
    }
}

/// One replication by day.
#[derive(Clone, Debug)]
pub struct DayTally {
    days: usize,
    teams: usize,
    /// By group × day, for the groups with daily figures.
    groups: Vec<GroupDay>,
    /// By centre × team × day: days to the first free slot + 1; the horizon + 1, negative, if none; 0 = not looked at.
    first: Vec<i32>,
    /// By centre × team × day: bookable days with a free slot at 20:00 + 1; 0 = not looked at.
    free: Vec<u32>,
    /// By centre × day: busy microseconds and those staffed beyond the plan.
    busy: Vec<(i64, i64)>,
}

impl DayTally {
    /// An empty tally.
    pub fn new(model: &Model, groups: &Groups) -> DayTally {
        let days = model.days as usize;
        let centres = model.centres.len();
        let calendars = if model.has_calendars() { centres } else { 0 };
        DayTally {
            days,
            teams: model.teams,
            groups: vec![GroupDay::default(); groups.daily() * days],
            first: vec![0; calendars * model.teams * days],
            free: vec![0; calendars * model.teams * days],
            busy: vec![(0, 0); centres * days],
        }
    }

    /// No days: nothing may be added.
    pub fn none() -> DayTally {
        DayTally {
            days: 0,
            teams: 0,
            groups: Vec::new(),
            first: Vec::new(),
            free: Vec::new(),
            busy: Vec::new(),
        }
    }

    /// Forgets the replication and keeps the memory.
    pub fn clear(&mut self) {
        self.groups.fill(GroupDay::default());
        self.first.fill(0);
        self.free.fill(0);
        self.busy.fill((0, 0));
    }

    /// Adds a job of `group`.
    #[inline(always)]
    pub(super) fn add(&mut self, group: usize, facts: &Facts) {
        let start = group * self.days;
        let Some(of_day) = self.groups.get_mut(start + facts.day as usize) else {
            return;
        };
        let job = facts.job;
        if facts.counted {
            of_day.jobs += 1;
            of_day.served += u32::from(facts.served);
            if let Some(slot) = job.slot.get() {
                of_day.booked += 1;
                of_day.lead += slot.0 - job.looked().0;
            }
        }
        if let Some(Stay {
            from,
            to,
            days: (first, last),
        }) = facts.stay
        {
            let (first, last) = (first as usize, last as usize);
            if first == last {
                self.groups[start + first].part += to - from;
                return;
            }
            // From its arrival to midnight on the first day; on the last, what a whole day would be too much.
            let arrival = &mut self.groups[start + first];
            arrival.part += (first as i64 + 1) * DAY - from;
            arrival.step += 1;
            let departure = &mut self.groups[start + last];
            departure.part += to - (last as i64 + 1) * DAY;
            departure.step -= 1;
        }
    }

    pub(super) fn centre_day(&mut self, day: u32, centre: u32, busy: i64, extra_staffed: i64) {
        self.busy[centre as usize * self.days + day as usize] = (busy, extra_staffed);
    }

    pub(super) fn first_slot(&mut self, day: u32, place: usize, first: Option<u32>, horizon: u32) {
        self.first[place * self.days + day as usize] = match first {
            Some(days) => days as i32 + 1,
            None => -(horizon as i32) - 1,
        };
    }

    pub(super) fn free_days(&mut self, day: u32, place: usize, days: u32) {
        self.free[place * self.days + day as usize] = days + 1;
    }

    /// The days of a group.
    pub fn group(&self, group: usize) -> &[GroupDay] {
        &self.groups[group * self.days..(group + 1) * self.days]
    }

    /// Busy and extra staffed microseconds of a centre on a day.
    pub fn busy(&self, centre: usize, day: usize) -> (i64, i64) {
        self.busy[centre * self.days + day]
    }

    /// Bookable days with a free slot as the app showed them on a day.
    pub fn free(&self, centre: usize, team: usize, day: usize) -> Option<u32> {
        let days = self.free.get((centre * self.teams + team) * self.days + day)?;
        days.checked_sub(1)
    }

    /// What the release of a day left: days to the first free slot (the horizon if none), and whether there was none.
    pub fn first(&self, centre: usize, team: usize, day: usize) -> Option<(u32, bool)> {
        match self.first.get((centre * self.teams + team) * self.days + day)? {
            0 => None,
            &free if free > 0 => Some((free as u32 - 1, false)),
            &none => Some((none.unsigned_abs() - 1, true)),
        }
    }
}

/// Whether a centre books by calendar.
pub fn books(model: &Model, centre: usize) -> bool {
    matches!(model.centres[centre].booking, BookingModel::Calendar(_))
}
