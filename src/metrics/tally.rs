//! The observer of a study: the figures of one replication, as integers.

use super::care::Care;
use super::collect::{self, DriverTally};
use super::daily::DayTally;
use super::elsewhere::Elsewhere;
use super::facts::{Facts, Search};
use super::group::{Group, Groups, Places};
use super::observed::{self, WindowSum};
use super::paid::FEN;
use super::peak::PeakTally;
use super::programme::ProgrammeTally;
use super::recall::RecallTally;
use super::roadside::RoadsideTally;
use super::triage::TriageTally;
use crate::engine::time::Time;
use crate::model::Model;
use crate::model::parts::PartsModel;
use crate::sim::observer::{Called, Carried, Drove, Helped, Observer, Rescued, ResourceDay};
use crate::sim::recall::Recalled;
use crate::sim::record::{JobRecord, Outcome};
use crate::sim::waits::Waits;

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
    /// Days on which the app was looked at.
    pub looks: u64,
    /// Bookable days with a free slot that it showed, summed.
    pub free: u64,
}

/// Busy and overtime microseconds of one resource at one centre, after the warm-up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Busy {
    /// In opening hours and in overtime.
    pub busy: i64,
    /// Outside opening hours: it counts as staffed.
    pub extra_staffed: i64,
    /// Kept without work, a part of `busy`.
    pub blocked: i64,
    /// Outside opening hours, a part of `busy`.
    pub overtime: i64,
}

/// Parts that jobs at one centre needed after the warm-up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Needed {
    /// Units needed.
    pub units: u64,
    /// Of those, on the shelf when they were.
    pub there: u64,
}

/// The figures of one replication.
#[derive(Clone, Debug)]
pub struct Tally<'m> {
    model: &'m Model,
    groups: &'m Groups,
    /// Whether owners can go elsewhere than to the nearest centre.
    goes_elsewhere: bool,
    /// Whether jobs say anything of care.
    cares: bool,
    /// By group.
    pub jobs: Vec<Group>,
    /// By centre × team.
    pub slots: Vec<SlotDays>,
    /// By centre × resource.
    pub busy: Vec<Busy>,
    /// By centre × part.
    pub parts: Vec<Needed>,
    /// By day.
    pub days: DayTally,
    /// By centre: the first day on which it takes jobs; as planned, or as a rule has ordered.
    pub opens: Vec<u32>,
    /// By centre × resource: staffed microseconds after the warm-up of centres that a rule has opened in the run.
    pub staffed_by_rule: Vec<i128>,
    /// What agents and vans did.
    pub triage: TriageTally,
    /// What rescue trucks did.
    pub roadside: RoadsideTally,
    /// By group of drivers: what they did.
    pub drivers: Vec<DriverTally>,
    /// By observation that is measured.
    pub windows: Vec<WindowSum>,
    /// What happened to cars that recalls concern, by day.
    pub recalls: RecallTally,
    /// Whom programmes helped.
    pub programmes: ProgrammeTally,
    /// Open needs by day, where peaks are looked for.
    pub peaks: PeakTally,
}

impl<'m> Tally<'m> {
    /// An empty tally.
    pub fn new(model: &'m Model, groups: &'m Groups) -> Tally<'m> {
        Tally::with(model, groups, DayTally::new(model, groups))
    }

    fn with(model: &'m Model, groups: &'m Groups, days: DayTally) -> Tally<'m> {
        let centres = model.centres.len();
        Tally {
            model,
            groups,
            goes_elsewhere: Elsewhere::matters(model),
            cares: Care::matters(model),
            jobs: vec![Group::default(); groups.len()],
            slots: vec![SlotDays::default(); centres * model.teams],
            busy: vec![Busy::default(); centres * model.resources],
            parts: vec![Needed::default(); centres * model.parts.as_ref().map_or(0, PartsModel::parts)],
            days,
            opens: opens(model).collect(),
            staffed_by_rule: vec![0; centres * model.resources],
            triage: TriageTally::new(model),
            roadside: RoadsideTally::new(model),
            drivers: vec![DriverTally::default(); model.collect.as_ref().map_or(0, |rule| rule.groups.len())],
            windows: vec![WindowSum::default(); model.windows.len()],
            recalls: RecallTally::new(model),
            peaks: PeakTally::new(model),
            programmes: ProgrammeTally::new(model),
        }
    }

    /// Forgets the replication and keeps the memory.
    pub fn clear(&mut self) {
        self.jobs.iter_mut().for_each(Group::clear);
        self.slots.fill(SlotDays::default());
        self.busy.fill(Busy::default());
        self.parts.fill(Needed::default());
        self.days.clear();
        if !self.model.rules.is_empty() {
            self.opens.clear();
            self.opens.extend(opens(self.model));
            self.staffed_by_rule.fill(0);
        }
        self.windows.fill(WindowSum::default());
        self.recalls.clear();
        self.peaks.clear();
        self.programmes.clear();
        self.triage.clear();
        self.roadside.clear();
        self.drivers.fill(DriverTally::default());
    }

    /// The groups that are counted apart.
    pub fn groups(&self) -> &'m Groups {
        self.groups
    }

    /// The model whose figures these are.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// Counts a job that is over or open at the end.
    #[inline(always)]
    fn close<const WHOLE: bool>(&mut self, (job, served): (&JobRecord, bool), waits: &Waits) {
        let model = self.model;
        let (city, mode) = (job.city.index(), job.failure.index());
        let team = model.modes[mode].team as usize;
        let centre = job.centre.map(|centre| centre.index());
        let search;
        let search = if Search::matters(job) {
            search = Search::of(job, model.end().0);
            Some(&search)
        } else {
            None
        };
        let elsewhere = if self.goes_elsewhere {
            Elsewhere::of(model, job, &self.opens)
        } else {
            None
        };
        let care = if self.cares {
            Some(Care::of(model, (job, served), self.programmes.content(job.id)))
        } else {
            None
        };
        let facts = Facts::of(model, (job, served), waits, search, care.as_ref(), elsewhere);
        match self.groups.of_job(model, (city, mode, team), centre) {
            Places::One(group) => self.count::<WHOLE>(group, &facts),
            // Copies, so that the facts need not be laid out in memory for the one group above.
            Places::Two(groups) => self.count_in_all::<WHOLE>(&groups, &{ facts }),
            Places::Three(groups) => self.count_in_all::<WHOLE>(&groups, &{ facts }),
        }
        if !self.windows.is_empty() {
            observed::add_job(&model.windows, &mut self.windows, job, team as u32);
        }
        if WHOLE && !model.peaks.is_empty() {
            self.peaks.add(model, job);
        }
        if served && !model.recalls.is_empty() {
            self.recalls.job_served(job);
        }
        if let (Some(_), true, true, Some(centre)) = (search, facts.measured, job.slot.came(), centre) {
            self.slots[centre * model.teams + team].jobs += 1;
        }
    }

    /// The same for a job that was not served, apart because it is rarer.
    #[inline(never)]
    fn close_unserved<const WHOLE: bool>(&mut self, job: &JobRecord, waits: &Waits) {
        self.close::<WHOLE>((job, false), waits);
    }

    /// Counts a job in one of its groups.
    #[inline(always)]
    fn count<const WHOLE: bool>(&mut self, group: usize, facts: &Facts) {
        if WHOLE {
            self.days.add(group, facts);
        }
        self.jobs[group].add::<WHOLE>(facts);
    }

    #[inline(never)]
    fn count_in_all<const WHOLE: bool>(&mut self, groups: &[usize], facts: &Facts) {
        groups.iter().for_each(|&group| self.count::<WHOLE>(group, facts));
    }

    /// Whether a centre takes jobs on `day`.
    pub fn takes_jobs_on(&self, centre: usize, day: u32) -> bool {
        self.opens[centre] <= day && day < self.model.centres[centre].closes
    }

    fn measured(&self, day: u32) -> bool {
        day >= self.model.warm_up_days
    }
}

/// When every centre opens as far as that is known before the run.
fn opens(model: &Model) -> impl Iterator<Item = u32> + '_ {
    model.centres.iter().map(|centre| centre.opens)
}

/// What a tally adds up: all of it, or without figures by day and quantiles if not `WHOLE`.
impl Tally<'_> {
    #[inline(always)]
    fn add_job<const WHOLE: bool>(&mut self, job: &JobRecord, waits: &Waits) {
        if matches!(job.outcome, Outcome::Served) {
            self.close::<WHOLE>((job, true), waits);
        } else {
            self.close_unserved::<WHOLE>(job, waits);
        }
    }

    #[inline]
    fn add_day<const WHOLE: bool>(&mut self, day: u32, centre: u32, resources: &[ResourceDay]) {
        let open = self.takes_jobs_on(centre as usize, day);
        let first = centre as usize * self.model.resources;
        let (mut busy_sum, mut extra_sum) = (0, 0);
        let measured = self.measured(day);
        for (cell, state) in self.busy[first..].iter_mut().zip(resources) {
            let total = state.busy + state.overtime;
            // A centre that takes no jobs any more is staffed for what it works off.
            // A cut of staff leaves started work its people: they are staffed as well.
            let extra = if open { state.overtime + state.excess } else { total };
            busy_sum += total;
            extra_sum += extra;
            if measured {
                cell.busy += total;
                cell.extra_staffed += extra;
                cell.blocked += state.blocked;
                cell.overtime += state.overtime;
            }
        }
        if WHOLE {
            self.days.centre_day(day, centre, busy_sum, extra_sum);
        }
    }

    fn add_part(&mut self, now: i64, job: &JobRecord, part: u32, there: bool) {
        let (model, Some(centre)) = (self.model, job.centre) else {
            return;
        };
        if self.measured(Time(now).day()) {
            let parts = model.parts.as_ref().map_or(0, PartsModel::parts);
            let needed = &mut self.parts[centre.index() * parts + part as usize];
            needed.units += 1;
            needed.there += u64::from(there);
        }
        if let (Some(payer), Some(prices), true) =
            (job.payer, &model.charges.parts_cny, self.measured(job.occurred.day()))
        {
            let price = (prices[part as usize] * FEN + 0.5) as u64;
            let (city, mode) = (job.city.index(), job.failure.index());
            let of = (city, mode, model.modes[mode].team as usize);
            let places = self.groups.of_job(model, of, Some(centre.index()));
            places.each(|group| self.jobs[group].counts.paid_parts[payer as usize] += price);
        }
    }

    fn add_first_slot<const WHOLE: bool>(&mut self, day: u32, centre: u32, team: u32, first: Option<u32>) {
        let place = centre as usize * self.model.teams + team as usize;
        let horizon = self.model.horizon(centre);
        if WHOLE {
            self.days.first_slot(day, place, first, horizon);
        }
        if self.measured(day) {
            let slot = &mut self.slots[place];
            slot.days += 1;
            slot.full += u64::from(first.is_none());
            slot.first += u64::from(first.unwrap_or(horizon));
        }
    }

    fn add_opening(&mut self, centre: u32, day: u32) {
        let (model, at) = (self.model, centre as usize);
        self.opens[at] = day;
        let open = || day.max(model.warm_up_days)..model.days.min(model.centres[at].closes);
        for resource in 0..model.resources {
            let staffed = open().map(|day| i128::from(model.staffed_if_open(&model.centres[at], resource, day)));
            self.staffed_by_rule[at * model.resources + resource] = staffed.sum();
        }
    }

    fn add_free_days<const WHOLE: bool>(&mut self, day: u32, centre: u32, team: u32, days: u32) {
        let place = centre as usize * self.model.teams + team as usize;
        if WHOLE {
            self.days.free_days(day, place, days);
        }
        if self.measured(day) {
            let slot = &mut self.slots[place];
            slot.looks += 1;
            slot.free += u64::from(days);
        }
    }

    fn add_call<const WHOLE: bool>(&mut self, call: &Called) {
        self.triage.call(self.model, call);
        if call.occurred.day() < self.model.warm_up_days {
            return;
        }
        let (city, mode) = (call.city as usize, call.mode.unwrap_or(0) as usize);
        let job = (city, mode, self.model.modes[mode].team as usize);
        let wait = call.answered.map(|answered| answered - call.dialled);
        let places = self.groups.of_job(self.model, job, None);
        let mut add = |group: usize| self.jobs[group].add_call::<WHOLE>(wait);
        match (call.mode, places) {
            // Of its city, and of no failure mode.
            (None, Places::Two([city, _])) => add(city),
            _ => places.each(add),
        }
    }

    fn add_trip<const WHOLE: bool>(&mut self, trip: &Carried) {
        let model = self.model;
        collect::drive(&mut self.drivers, model, trip);
        if trip.occurred.day() < model.warm_up_days {
            return;
        }
        let (city, mode) = (trip.city as usize, trip.mode as usize);
        let job = (city, mode, model.modes[mode].team as usize);
        let add = |group: usize| {
            let group = &mut self.jobs[group];
            collect::add(&mut group.counts, &mut group.cells[collect::WAIT], WHOLE, model, trip);
        };
        self.groups.of_job(model, job, None).each(add);
    }

    fn add_rescue<const WHOLE: bool>(&mut self, rescue: &Rescued) {
        self.roadside.note(self.model, rescue);
        self.peaks.rush.add(rescue);
        if Time(rescue.occurred).day() < self.model.warm_up_days {
            return;
        }
        let (city, mode) = (rescue.city as usize, rescue.mode as usize);
        let job = (city, mode, self.model.modes[mode].team as usize);
        let add = |group: usize| self.jobs[group].add_rescue::<WHOLE>(rescue);
        self.groups.of_job(self.model, job, None).each(add);
    }

    fn add_retry(&mut self, day: u32, city: u32, mode: u32, booked: bool) {
        if !self.windows.is_empty() {
            let team = self.model.modes[mode as usize].team;
            let retry = (day, city, mode, team);
            observed::add_retry(&self.model.windows, &mut self.windows, retry, booked);
        }
        if self.measured(day) {
            let team = self.model.modes[mode as usize].team as usize;
            let add = |group: usize| {
                let counts = &mut self.jobs[group].counts;
                counts.retries += 1;
                counts.retries_booked += u64::from(booked);
            };
            let job = (city as usize, mode as usize, team);
            self.groups.of_job(self.model, job, None).each(add);
        }
    }
}

/// A tally of sums alone: no figures by day, no quantiles over jobs. What compares and searches needs no more.
#[derive(Clone, Debug)]
pub struct Sums<'m>(Tally<'m>);

impl<'m> Sums<'m> {
    /// An empty tally.
    pub fn new(model: &'m Model, groups: &'m Groups) -> Sums<'m> {
        Sums(Tally::with(model, groups, DayTally::none()))
    }

    /// Forgets the replication and keeps the memory.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The sums.
    pub fn tally(&self) -> &Tally<'m> {
        &self.0
    }
}

impl Observer for Tally<'_> {
    #[inline(always)]
    fn job_closed(&mut self, job: &JobRecord, waits: &Waits) {
        self.add_job::<true>(job, waits);
    }

    #[inline]
    fn centre_day(&mut self, day: u32, centre: u32, resources: &[ResourceDay]) {
        self.add_day::<true>(day, centre, resources);
    }

    fn part_needed(&mut self, now: i64, job: &JobRecord, part: u32, there: bool) {
        self.add_part(now, job, part, there);
    }

    fn first_slot(&mut self, day: u32, centre: u32, team: u32, first: Option<u32>) {
        self.add_first_slot::<true>(day, centre, team, first);
    }

    fn free_days(&mut self, day: u32, centre: u32, team: u32, days: u32) {
        self.add_free_days::<true>(day, centre, team, days);
    }

    fn retried(&mut self, day: u32, city: u32, mode: u32, booked: bool) {
        self.add_retry(day, city, mode, booked);
    }

    fn recalled(&mut self, recall: u32, day: u32, what: Recalled) {
        self.recalls.add(recall, day, what);
    }

    fn will_open(&mut self, centre: u32, day: u32) {
        self.add_opening(centre, day);
    }

    fn called(&mut self, call: &Called) {
        self.add_call::<true>(call);
    }

    fn helped(&mut self, help: &Helped) {
        self.programmes.add(self.model, help);
    }

    fn drove(&mut self, trip: &Drove) {
        self.triage.trip(self.model, trip);
    }

    fn rescued(&mut self, rescue: &Rescued) {
        self.add_rescue::<true>(rescue);
    }

    fn carried(&mut self, trip: &Carried) {
        self.add_trip::<true>(trip);
    }
}

impl Observer for Sums<'_> {
    #[inline(always)]
    fn job_closed(&mut self, job: &JobRecord, waits: &Waits) {
        self.0.add_job::<false>(job, waits);
    }

    #[inline]
    fn centre_day(&mut self, day: u32, centre: u32, resources: &[ResourceDay]) {
        self.0.add_day::<false>(day, centre, resources);
    }

    fn part_needed(&mut self, now: i64, job: &JobRecord, part: u32, there: bool) {
        self.0.add_part(now, job, part, there);
    }

    fn first_slot(&mut self, day: u32, centre: u32, team: u32, first: Option<u32>) {
        self.0.add_first_slot::<false>(day, centre, team, first);
    }

    fn free_days(&mut self, day: u32, centre: u32, team: u32, days: u32) {
        self.0.add_free_days::<false>(day, centre, team, days);
    }

    fn retried(&mut self, day: u32, city: u32, mode: u32, booked: bool) {
        self.0.add_retry(day, city, mode, booked);
    }

    fn recalled(&mut self, recall: u32, day: u32, what: Recalled) {
        self.0.recalls.add(recall, day, what);
    }

    fn will_open(&mut self, centre: u32, day: u32) {
        self.0.add_opening(centre, day);
    }

    fn called(&mut self, call: &Called) {
        self.0.add_call::<false>(call);
    }

    fn helped(&mut self, help: &Helped) {
        let model = self.0.model;
        self.0.programmes.add(model, help);
    }

    fn drove(&mut self, trip: &Drove) {
        let model = self.0.model;
        self.0.triage.trip(model, trip);
    }

    fn rescued(&mut self, rescue: &Rescued) {
        self.0.add_rescue::<false>(rescue);
    }

    fn carried(&mut self, trip: &Carried) {
        self.0.add_trip::<false>(trip);
    }
}
