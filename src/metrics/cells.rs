//! Per-job figures in their finest cells: sums and histograms that merge in any order.

use crate::sim::record::JobRecord;
use crate::stats::histogram::{Histogram, bucket_of};

/// The figures that every job may have, in the order of [`PerJob::ALL`].
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

impl PerJob {
    /// Every per-job figure.
    pub const ALL: [PerJob; 5] = [
        PerJob::LeadTime,
        PerJob::QueueWait,
        PerJob::Service,
        PerJob::Turnaround,
        PerJob::Travel,
    ];

    /// The figure of a job in ticks (microseconds, millimetres); none if the job has none.
    #[inline(always)]
    pub fn of(self, job: &JobRecord) -> Option<i64> {
        match self {
            PerJob::LeadTime => job.slot.map(|slot| slot.0 - job.occurred.0),
            PerJob::QueueWait => Some(job.service_start?.0 - job.arrived?.0),
            PerJob::Service => job.service_end.map(|_| job.work.0),
            PerJob::Turnaround => job.service_end.map(|end| end.0 - job.occurred.0),
            PerJob::Travel => job.arrived.map(|_| (job.travel_km * 1e6 + 0.5) as i64),
        }
    }
}

/// One figure of one group of jobs.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    sum: i128,
    count: u64,
    histogram: Histogram,
}

impl Cell {
    /// Adds a value that lies in `bucket`.
    #[inline(always)]
    pub fn add(&mut self, ticks: i64, bucket: u32) {
        self.sum += i128::from(ticks);
        self.count += 1;
        self.histogram.add_bucket(bucket);
    }

    /// Adds another group.
    pub fn merge(&mut self, other: &Cell) {
        self.sum += other.sum;
        self.count += other.count;
        self.histogram.merge(&other.histogram);
    }

    /// Sum and count, which add up over groups.
    pub fn sum_and_count(&self) -> (i128, u64) {
        (self.sum, self.count)
    }

    /// Its values, within 1 %.
    pub fn histogram(&self) -> &Histogram {
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
pub struct Cells {
    teams: usize,
    modes: Vec<[Cell; 5]>,
    /// All but lead time; that is by city and team.
    cities: Vec<[Cell; 4]>,
    centres: Vec<[Cell; 4]>,
    lead_by_city: Vec<Cell>,
    lead_by_centre: Vec<Cell>,
}

impl Cells {
    /// Empty cells.
    pub fn new(cities: usize, centres: usize, modes: usize, teams: usize) -> Cells {
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
        for (place, figure) in PerJob::ALL.into_iter().enumerate() {
            let Some(ticks) = figure.of(job) else { continue };
            let bucket = bucket_of(ticks);
            self.modes[mode][place].add(ticks, bucket);
            if figure == PerJob::LeadTime {
                self.lead_by_city[city * self.teams + team].add(ticks, bucket);
            } else {
                self.cities[city][place - 1].add(ticks, bucket);
            }
            let Some(centre) = job.centre else { continue };
            if figure == PerJob::LeadTime {
                self.lead_by_centre[centre.index() * self.teams + team].add(ticks, bucket);
            } else {
                self.centres[centre.index()][place - 1].add(ticks, bucket);
            }
        }
    }

    /// One figure of a failure mode.
    pub fn of_mode(&self, mode: usize, figure: PerJob) -> &Cell {
        &self.modes[mode][figure as usize]
    }

    /// The cells that make up a figure of a city; of one team for the lead time, if given.
    pub fn of_city(&self, city: usize, figure: PerJob, team: Option<usize>) -> &[Cell] {
        pick(&self.cities, &self.lead_by_city, self.teams, city, figure, team)
    }

    /// The cells that make up a figure of a centre; of one team for the lead time, if given.
    pub fn of_centre(&self, centre: usize, figure: PerJob, team: Option<usize>) -> &[Cell] {
        pick(&self.centres, &self.lead_by_centre, self.teams, centre, figure, team)
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        let modes = self.modes.iter_mut().flatten();
        let places = self.cities.iter_mut().chain(&mut self.centres).flatten();
        modes
            .chain(places)
            .chain(&mut self.lead_by_city)
            .chain(&mut self.lead_by_centre)
    }

    fn all(&self) -> impl Iterator<Item = &Cell> {
        let modes = self.modes.iter().flatten();
        let places = self.cities.iter().chain(&self.centres).flatten();
        modes
            .chain(places)
            .chain(&self.lead_by_city)
            .chain(&self.lead_by_centre)
    }

    /// Adds another replication's cells.
    pub fn merge(&mut self, other: &Cells) {
        self.all_mut()
            .zip(other.all())
            .for_each(|(mine, theirs)| mine.merge(theirs));
    }

    /// Forgets the jobs and keeps the memory.
    pub fn clear(&mut self) {
        self.all_mut().for_each(Cell::clear);
    }
}

fn pick<'a>(
    places: &'a [[Cell; 4]],
    lead: &'a [Cell],
    teams: usize,
    at: usize,
    figure: PerJob,
    team: Option<usize>,
) -> &'a [Cell] {
    match (figure, team) {
        (PerJob::LeadTime, None) => &lead[at * teams..(at + 1) * teams],
        (PerJob::LeadTime, Some(team)) => &lead[at * teams + team..=at * teams + team],
        _ => &places[at][figure as usize - 1..figure as usize],
    }
}
