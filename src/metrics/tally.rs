//! The observer of a study: the figures of one replication, as integers.

use super::cells::Cells;
use super::daily::DayTally;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::sim::observer::Observer;
use crate::sim::record::{JobRecord, LossReason, Outcome};

/// Limits of lead time that `within_days_share` knows.
pub const WITHIN_DAYS: [u32; 4] = [1, 3, 7, 14];

/// Counts of one group of jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Jobs that occurred.
    pub jobs: u64,
    /// Handed back.
    pub served: u64,
    /// Still open at the end.
    pub unfinished: u64,
    /// Lost, by reason.
    pub lost: [u64; 4],
    /// Jobs that looked for a slot and of which it is known whether they found one within so many days.
    pub within_base: [u64; 4],
    /// Those of them that did.
    pub within: [u64; 4],
    /// Retries at a release.
    pub retries: u64,
    /// Retries that got a slot.
    pub retries_booked: u64,
    /// Microseconds at centres after the warm-up.
    pub at_centre: i128,
}

impl Counts {
    /// Adds another group.
    pub fn add(&mut self, other: &Counts) {
        self.jobs += other.jobs;
        self.served += other.served;
        self.unfinished += other.unfinished;
        for (mine, theirs) in [
            (&mut self.lost, &other.lost),
            (&mut self.within_base, &other.within_base),
            (&mut self.within, &other.within),
        ] {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        self.retries += other.retries;
        self.retries_booked += other.retries_booked;
        self.at_centre += other.at_centre;
    }

    #[inline(always)]
    fn note(&mut self, job: &JobRecord, within: ([u64; 4], [u64; 4])) {
        self.jobs += 1;
        match job.outcome {
            Outcome::Served => self.served += 1,
            Outcome::Unfinished => self.unfinished += 1,
            Outcome::Lost(reason) => self.lost[reason as usize] += 1,
        }
        for limit in 0..4 {
            self.within_base[limit] += within.0[limit];
            self.within[limit] += within.1[limit];
        }
    }
}

/// What releases left free for one team at one centre, after the warm-up.
#[derive(Clone, Copy, Debug, Default)]
pub struct SlotDays {
    /// Days looked at.
    pub days: u64,
    /// Days without a free slot in the horizon.
    pub full: u64,
    /// Days to the first free slot, summed; the horizon where there was none.
    pub first: u64,
    /// Jobs that got a slot of this team here.
    pub jobs: u64,
}

/// Busy and overtime microseconds of one resource at one centre, after the warm-up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Busy {
    /// In opening hours and in overtime.
    pub busy: i64,
    /// Outside opening hours: it counts as staffed.
    pub extra_staffed: i64,
}

/// The figures of one replication.
#[derive(Clone, Debug)]
pub struct Tally<'m> {
    model: &'m Model,
    /// Per-job figures.
    pub cells: Cells,
    /// By city.
    pub cities: Vec<Counts>,
    /// By centre.
    pub centres: Vec<Counts>,
    /// By failure mode.
    pub modes: Vec<Counts>,
    /// By centre × team.
    pub slots: Vec<SlotDays>,
    /// By centre × resource.
    pub busy: Vec<Busy>,
    /// By day.
    pub days: DayTally,
}

impl<'m> Tally<'m> {
    /// An empty tally.
    pub fn new(model: &'m Model) -> Tally<'m> {
        let (cities, centres, modes) = (model.city_hash.len(), model.centres.len(), model.modes.len());
        Tally {
            model,
            cells: Cells::new(cities, centres, modes, model.teams),
            cities: vec![Counts::default(); cities],
            centres: vec![Counts::default(); centres],
            modes: vec![Counts::default(); modes],
            slots: vec![SlotDays::default(); centres * model.teams],
            busy: vec![Busy::default(); centres * model.resources],
            days: DayTally::new(model),
        }
    }

    /// Forgets the replication and keeps the memory.
    pub fn clear(&mut self) {
        self.cells.clear();
        self.cities.fill(Counts::default());
        self.centres.fill(Counts::default());
        self.modes.fill(Counts::default());
        self.slots.fill(SlotDays::default());
        self.busy.fill(Busy::default());
        self.days.clear();
    }

    /// The model whose figures these are.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    fn measured(&self, day: u32) -> bool {
        day >= self.model.warm_up_days
    }
}

impl Observer for Tally<'_> {
    #[inline(always)]
    fn job_closed(&mut self, job: &JobRecord) {
        let day = job.occurred.day();
        let (city, mode) = (job.city.index(), job.failure.index());
        let team = self.model.modes[mode].team as usize;
        let end = self.model.end().0;
        let centre = job.centre.map(|centre| centre.index());
        if let Some(arrived) = job.arrived {
            let left = job.service_end.or(job.lost).map_or(end, |time| time.0);
            let at_centre = i128::from((left - arrived.0.max(self.model.warm_up().0)).max(0));
            self.cities[city].at_centre += at_centre;
            self.modes[mode].at_centre += at_centre;
            if let Some(centre) = centre {
                self.centres[centre].at_centre += at_centre;
            }
        }
        self.days.job_closed(job, team, end);
        if !self.measured(day) {
            return;
        }
        self.cells.add(job, team);
        let within = within(job, end);
        self.cities[city].note(job, within);
        self.modes[mode].note(job, within);
        if let Some(centre) = centre {
            self.centres[centre].note(job, within);
            self.slots[centre * self.model.teams + team].jobs += u64::from(job.slot.is_some());
        }
    }

    #[inline]
    fn centre_day(&mut self, day: u32, centre: u32, busy: &[i64], overtime: &[i64]) {
        let open = self.model.centres[centre as usize].takes_jobs_on(day);
        let first = centre as usize * self.model.resources;
        let (mut busy_sum, mut extra_sum) = (0, 0);
        let measured = self.measured(day);
        for ((cell, &busy), &overtime) in self.busy[first..].iter_mut().zip(busy).zip(overtime) {
            let total = busy + overtime;
            // A centre that takes no jobs any more is staffed for what it works off.
            let extra = if open { overtime } else { total };
            busy_sum += total;
            extra_sum += extra;
            if measured {
                cell.busy += total;
                cell.extra_staffed += extra;
            }
        }
        self.days.centre_day(day, centre, busy_sum, extra_sum);
    }

    fn first_slot(&mut self, day: u32, centre: u32, team: u32, first: Option<u32>) {
        let place = centre as usize * self.model.teams + team as usize;
        let horizon = self.model.horizon(centre);
        self.days.first_slot(day, place, first, horizon);
        if self.measured(day) {
            let slot = &mut self.slots[place];
            slot.days += 1;
            slot.full += u64::from(first.is_none());
            slot.first += u64::from(first.unwrap_or(horizon));
        }
    }

    fn retried(&mut self, day: u32, city: u32, mode: u32, booked: bool) {
        if self.measured(day) {
            for counts in [&mut self.cities[city as usize], &mut self.modes[mode as usize]] {
                counts.retries += 1;
                counts.retries_booked += u64::from(booked);
            }
        }
    }
}

/// For each limit of [`WITHIN_DAYS`]: does the job count, and was it seen in time? A walk-in has no lead time; of an
/// owner who still tries at the end the answer is known only for limits she has passed.
#[inline(always)]
fn within(job: &JobRecord, end: i64) -> ([u64; 4], [u64; 4]) {
    let mut base = [0; 4];
    let mut seen = [0; 4];
    let waited = match (job.slot, job.outcome) {
        (Some(slot), _) => slot.0 - job.occurred.0,
        (None, Outcome::Lost(LossReason::NoSlot)) => i64::MAX,
        // She tried in vain until the last centre in reach closed.
        (None, Outcome::Lost(LossReason::NoCentre)) if job.retries > 0 => i64::MAX,
        (None, Outcome::Unfinished) if job.centre.is_none() => {
            let tried = end - job.occurred.0;
            for (limit, base) in WITHIN_DAYS.iter().zip(&mut base) {
                *base = u64::from(tried > i64::from(*limit) * DAY);
            }
            return (base, seen);
        }
        _ => return (base, seen),
    };
    for (place, limit) in WITHIN_DAYS.iter().enumerate() {
        base[place] = 1;
        seen[place] = u64::from(waited <= i64::from(*limit) * DAY);
    }
    (base, seen)
}
