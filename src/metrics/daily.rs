//! Figures by day: those of one replication as integers, and over all replications means and quantiles.

use super::catalogue::Metric;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::model::centre::BookingModel;
use crate::sim::record::{JobRecord, Outcome};

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
}

/// Counts and times of one place and day in one replication.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlaceDay {
    /// Jobs that occurred on the day.
    pub jobs: u32,
    /// Of those, handed back by the end of the run.
    pub served: u32,
    /// Cars that came minus cars that left.
    step: i32,
    /// Microseconds of the cars that came, less those missing to a whole day of the cars that left.
    part: i64,
}

/// Sum and number of lead times of jobs that occurred on a day, by team.
#[derive(Clone, Copy, Debug, Default)]
pub struct LeadDay {
    /// Microseconds.
    pub sum: i64,
    /// Jobs with a slot.
    pub count: u32,
}

/// One replication by day. Every list is by place, then team where it has one, then day.
#[derive(Clone, Debug)]
pub struct DayTally {
    days: usize,
    teams: usize,
    cities: usize,
    /// Cities, then centres.
    places: Vec<PlaceDay>,
    lead: Vec<LeadDay>,
    /// By centre × team × day: days to the first free slot + 1; the horizon + 1, negative, if none; 0 = not looked at.
    first: Vec<i32>,
    /// By centre × day: busy microseconds and those staffed beyond the plan.
    busy: Vec<(i64, i64)>,
}

impl DayTally {
    /// An empty tally.
    pub fn new(model: &Model) -> DayTally {
        let days = model.days as usize;
        let (cities, centres) = (model.cities, model.centres.len());
        let calendars = if model.has_calendars() { centres } else { 0 };
        let lead_places = if calendars > 0 { cities + centres } else { 0 };
        DayTally {
            days,
            teams: model.teams,
            cities,
            places: vec![PlaceDay::default(); (cities + centres) * days],
            lead: vec![LeadDay::default(); lead_places * model.teams * days],
            first: vec![0; calendars * model.teams * days],
            busy: vec![(0, 0); centres * days],
        }
    }

    /// Forgets the replication and keeps the memory.
    pub fn clear(&mut self) {
        self.places.fill(PlaceDay::default());
        self.lead.fill(LeadDay::default());
        self.first.fill(0);
        self.busy.fill((0, 0));
    }

    #[inline(always)]
    pub(super) fn job_closed(&mut self, job: &JobRecord, team: usize, end: i64) {
        let day = job.occurred.day() as usize;
        let lead = job.slot.map(|slot| slot.0 - job.occurred.0);
        let stay = job.arrived.map(|arrived| {
            let left = job.service_end.or(job.lost).map_or(end, |time| time.0);
            (arrived.0, left)
        });
        self.note(job.city.index(), job, day, team, lead, stay);
        if let Some(centre) = job.centre {
            self.note(self.cities + centre.index(), job, day, team, lead, stay);
        }
    }

    #[inline(always)]
    fn note(
        &mut self,
        place: usize,
        job: &JobRecord,
        day: usize,
        team: usize,
        lead: Option<i64>,
        stay: Option<(i64, i64)>,
    ) {
        let days = &mut self.places[place * self.days..(place + 1) * self.days];
        days[day].jobs += 1;
        days[day].served += u32::from(job.outcome == Outcome::Served);
        if let Some((from, to)) = stay {
            let (first, last) = (day_at(from, self.days), day_at(to, self.days));
            // From its arrival to midnight on the first day; on the last, what a whole day would be too much.
            days[first].part += (first as i64 + 1) * DAY - from;
            days[last].part += to - (last as i64 + 1) * DAY;
            days[first].step += 1;
            days[last].step -= 1;
        }
        if let Some(lead) = lead {
            let cell = &mut self.lead[(place * self.teams + team) * self.days + day];
            cell.sum += lead;
            cell.count += 1;
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

    /// The days of a city.
    pub fn city(&self, city: usize) -> &[PlaceDay] {
        &self.places[city * self.days..(city + 1) * self.days]
    }

    /// The days of a centre.
    pub fn centre(&self, centre: usize) -> &[PlaceDay] {
        self.city(self.cities + centre)
    }

    /// Lead times of a city and team; empty without calendars.
    pub fn city_lead(&self, city: usize, team: usize) -> &[LeadDay] {
        let from = (city * self.teams + team) * self.days;
        self.lead.get(from..from + self.days).unwrap_or(&[])
    }

    /// Lead times of a centre and team; empty without calendars.
    pub fn centre_lead(&self, centre: usize, team: usize) -> &[LeadDay] {
        self.city_lead(self.cities + centre, team)
    }

    /// Busy and extra staffed microseconds of a centre on a day.
    pub fn busy(&self, centre: usize, day: usize) -> (i64, i64) {
        self.busy[centre * self.days + day]
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

impl PlaceDay {
    /// Two places together.
    pub fn plus(self, other: PlaceDay) -> PlaceDay {
        PlaceDay {
            jobs: self.jobs + other.jobs,
            served: self.served + other.served,
            step: self.step + other.step,
            part: self.part + other.part,
        }
    }

    /// Microseconds of cars at the place on this day. `present` is the number of cars there when the day begins;
    /// it becomes that of the next day.
    #[inline]
    pub fn car_time(&self, present: &mut i64) -> i64 {
        let time = *present * DAY + self.part;
        *present += i64::from(self.step);
        time
    }
}

/// The day of an instant within the run.
#[inline(always)]
fn day_at(time: i64, days: usize) -> usize {
    ((time - 1).max(0) / DAY).min(days as i64 - 1) as usize
}

/// Whether a centre books by calendar.
pub fn books(model: &Model, centre: usize) -> bool {
    matches!(model.centres[centre].booking, BookingModel::Calendar(_))
}
