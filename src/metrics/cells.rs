//! Per-job figures in their finest cells: sums and histograms that merge in any order.

use crate::sim::record::JobRecord;
use crate::stats::histogram::{Count, Histogram, bucket_of};

/// The figures that a job may have, each in whole ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PerJob {
    /// First attempt → start of the slot, microseconds.
    LeadTime,
    /// Arrival → first stage begins, microseconds.
    QueueWait,
    /// Work of served jobs, microseconds.
    Service,
    /// First attempt → handed back, microseconds.
    Turnaround,
    /// Round trip of cars that came to a centre, millimetres.
    Travel,
}

/// One figure of one group of jobs. `C` counts values: `u32` within a replication, `u64` over many.
#[derive(Clone, Debug, Default)]
pub struct Cell<C = u64> {
    sum: i128,
    count: u64,
    histogram: Histogram<C>,
}

impl<C: Count> Cell<C> {
    /// Adds a value that lies in `bucket`.
    #[inline(always)]
    pub fn add(&mut self, ticks: i64, bucket: u32) {
        self.sum += i128::from(ticks);
        self.count += 1;
        self.histogram.add_bucket(bucket);
    }

    /// Adds another group.
    pub fn merge<D: Count + Into<C>>(&mut self, other: &Cell<D>) {
        self.sum += other.sum;
        self.count += other.count;
        self.histogram.merge(&other.histogram);
    }

    /// Sum and count, which add up over groups.
    pub fn sum_and_count(&self) -> (i128, u64) {
        (self.sum, self.count)
    }

    /// Its values, within 1 %.
    pub fn histogram(&self) -> &Histogram<C> {
        &self.histogram
    }

    /// Forgets the values and keeps the memory.
    pub fn clear(&mut self) {
        self.sum = 0;
        self.count = 0;
        self.histogram.clear();
    }
}

/// All per-job figures of one replication, or of many together.
#[derive(Clone, Debug)]
pub struct Cells<C = u64> {
    teams: usize,
    modes: Vec<[Cell<C>; 5]>,
    /// All but lead time; that is by city and team.
    cities: Vec<[Cell<C>; 4]>,
    centres: Vec<[Cell<C>; 4]>,
    lead_by_city: Vec<Cell<C>>,
    lead_by_centre: Vec<Cell<C>>,
}

impl<C: Count> Cells<C> {
    /// Empty cells.
    pub fn new(cities: usize, centres: usize, modes: usize, teams: usize) -> Cells<C> {
        Cells {
            teams,
            modes: vec![Default::default(); modes],
            cities: vec![Default::default(); cities],
            centres: vec![Default::default(); centres],
            lead_by_city: vec![Cell::default(); cities * teams],
            lead_by_centre: vec![Cell::default(); centres * teams],
        }
    }

    /// Adds the figures of a job of `team`.
    #[inline(always)]
    pub fn add(&mut self, job: &JobRecord, team: usize) {
        let (city, mode) = (job.city.index(), job.failure.index());
        let of_mode = &mut self.modes[mode];
        let Some(centre) = job.centre.map(|centre| centre.index()) else {
            return;
        };
        if let Some(slot) = job.slot {
            let ticks = slot.0 - job.occurred.0;
            let bucket = bucket_of(ticks);
            of_mode[PerJob::LeadTime as usize].add(ticks, bucket);
            self.lead_by_city[city * self.teams + team].add(ticks, bucket);
            self.lead_by_centre[centre * self.teams + team].add(ticks, bucket);
        }
        let (Some(arrived), of_city, of_centre) = (job.arrived, &mut self.cities[city], &mut self.centres[centre])
        else {
            return;
        };
        let mut add = |figure: PerJob, ticks: i64| {
            let bucket = bucket_of(ticks);
            of_mode[figure as usize].add(ticks, bucket);
            of_city[figure as usize - 1].add(ticks, bucket);
            of_centre[figure as usize - 1].add(ticks, bucket);
        };
        add(PerJob::Travel, (job.travel_km * 1e6 + 0.5) as i64);
        if let Some(start) = job.service_start {
            add(PerJob::QueueWait, start.0 - arrived.0);
        }
        if let Some(end) = job.service_end {
            add(PerJob::Service, job.work.0);
            add(PerJob::Turnaround, end.0 - job.occurred.0);
        }
    }

    /// One figure of a failure mode.
    pub fn of_mode(&self, mode: usize, figure: PerJob) -> &Cell<C> {
        &self.modes[mode][figure as usize]
    }

    /// The cells that make up a figure of a city; of one team for the lead time, if given.
    pub fn of_city(&self, city: usize, figure: PerJob, team: Option<usize>) -> &[Cell<C>] {
        pick(&self.cities, &self.lead_by_city, self.teams, city, figure, team)
    }

    /// The cells that make up a figure of a centre; of one team for the lead time, if given.
    pub fn of_centre(&self, centre: usize, figure: PerJob, team: Option<usize>) -> &[Cell<C>] {
        pick(&self.centres, &self.lead_by_centre, self.teams, centre, figure, team)
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Cell<C>> {
        let modes = self.modes.iter_mut().flatten();
        let places = self.cities.iter_mut().chain(&mut self.centres).flatten();
        modes
            .chain(places)
            .chain(&mut self.lead_by_city)
            .chain(&mut self.lead_by_centre)
    }

    fn all(&self) -> impl Iterator<Item = &Cell<C>> {
        let modes = self.modes.iter().flatten();
        let places = self.cities.iter().chain(&self.centres).flatten();
        modes
            .chain(places)
            .chain(&self.lead_by_city)
            .chain(&self.lead_by_centre)
    }

    /// Adds another replication's cells.
    pub fn merge<D: Count + Into<C>>(&mut self, other: &Cells<D>) {
        self.all_mut()
            .zip(other.all())
            .for_each(|(mine, theirs)| mine.merge(theirs));
    }

    /// Forgets the jobs and keeps the memory.
    pub fn clear(&mut self) {
        self.all_mut().for_each(Cell::clear);
    }
}

fn pick<'a, C>(
    places: &'a [[Cell<C>; 4]],
    lead: &'a [Cell<C>],
    teams: usize,
    at: usize,
    figure: PerJob,
    team: Option<usize>,
) -> &'a [Cell<C>] {
    match (figure, team) {
        (PerJob::LeadTime, None) => &lead[at * teams..(at + 1) * teams],
        (PerJob::LeadTime, Some(team)) => &lead[at * teams + team..=at * teams + team],
        _ => &places[at][figure as usize - 1..figure as usize],
    }
}
