//! How far recalls are: cars updated, invited and mended, by day and by week.

use super::bands::Band;
use super::daily::DayPoint;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::model::recall::RecallModel;
use crate::sim::recall::Recalled;
use crate::sim::record::{JobRecord, Origin};

/// Cars of a recall to which something happened on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecallDay {
    /// Have their update.
    pub updated: u32,
    /// Invited.
    pub invited: u32,
    /// Handed back, mended in a workshop.
    pub mended: u32,
}

/// The recalls of one replication.
#[derive(Clone, Debug)]
pub struct RecallTally {
    days: usize,
    /// By recall × day.
    cells: Vec<RecallDay>,
}

impl RecallTally {
    /// Nothing yet.
    pub fn new(model: &Model) -> RecallTally {
        let days = model.days as usize;
        RecallTally {
            days,
            cells: vec![RecallDay::default(); model.recalls.len() * days],
        }
    }

    /// Forgets the replication.
    pub fn clear(&mut self) {
        self.cells.fill(RecallDay::default());
    }

    /// Counts what happens to a car without a visit.
    pub fn add(&mut self, recall: u32, day: u32, what: Recalled) {
        let cell = &mut self.cells[recall as usize * self.days + day as usize];
        match what {
            Recalled::Updated => cell.updated += 1,
            Recalled::Invited => cell.invited += 1,
            Recalled::Mended => cell.mended += 1,
        }
    }

    /// Counts a served job, if a recall caused it. Who comes back for it was counted the first time.
    pub fn job_served(&mut self, job: &JobRecord) {
        if let Origin::Recall { recall, .. } = job.origin
            && !job.chain.is_comeback()
            && let Some(end) = job.service_end.get()
        {
            self.cells[recall as usize * self.days + end.day() as usize].mended += 1;
        }
    }

    /// The days of a recall.
    fn of(&self, recall: usize) -> &[RecallDay] {
        &self.cells[recall * self.days..(recall + 1) * self.days]
    }
}

/// Share of all cars concerned that are updated or mended by the end of the run.
pub(super) fn done_share(model: &Model, tally: &RecallTally) -> Option<f64> {
    let cars: u64 = model.recalls.iter().map(RecallModel::all_cars).sum();
    let done = tally.cells.iter().map(|day| u64::from(day.updated + day.mended)).sum();
    super::layout::share(done, cars)
}

/// Days from the announcement to the end of the day on which nine in ten cars are done, of the slowest recall; none if
/// one has not come so far by the end of the run.
pub(super) fn days_until_done(model: &Model, tally: &RecallTally) -> Option<f64> {
    let mut slowest: Option<f64> = None;
    for (at, recall) in model
        .recalls
        .iter()
        .enumerate()
        .filter(|(_, recall)| recall.all_cars() > 0)
    {
        let mut done = 0;
        let last = tally.of(at).iter().position(|day| {
            done += u64::from(day.updated + day.mended);
            done * 10 >= recall.all_cars() * 9
        })?;
        let days = (last as i64 + 1 - recall.announced.div_euclid(DAY)) as f64;
        slowest = Some(slowest.map_or(days, |slowest| slowest.max(days)));
    }
    slowest
}

/// Figures of a recall by week: shares of its cars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Updated over the air.
    Updated,
    /// Mended in a workshop.
    Mended,
    /// Invited to a workshop.
    Invited,
    /// Neither updated nor mended.
    Outstanding,
}

impl Stand {
    /// All of them, in the order of the files.
    pub const ALL: [Stand; 4] = [Stand::Updated, Stand::Mended, Stand::Invited, Stand::Outstanding];

    /// Its name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Stand::Updated => "updated_share",
            Stand::Mended => "mended_share",
            Stand::Invited => "invited_share",
            Stand::Outstanding => "outstanding_share",
        }
    }
}

/// The weeks of one recall over all replications.
#[derive(Clone, Debug, PartialEq)]
pub struct RecallSeries {
    /// Position of the recall.
    pub recall: usize,
    /// Cars concerned.
    pub cars: u64,
    /// First day of the first week: that of the announcement, or of the run if that is later.
    pub announced: u32,
    /// By whole week of the run from the announcement: shares at its end, in the order of [`Stand::ALL`].
    pub weeks: Vec<[DayPoint; 4]>,
}

/// Shares are told to a millionth.
const TICKS: f64 = 1e6;

/// The recalls of the replications so far.
#[derive(Clone, Debug)]
pub struct RecallTotals {
    /// By recall, week and figure: sum and quantiles.
    cells: Vec<Vec<[(f64, Band); 4]>>,
    replications: u32,
}

impl RecallTotals {
    /// No replication yet.
    pub fn new(model: &Model) -> RecallTotals {
        let weeks = |recall: &RecallModel| (model.days.saturating_sub(first_day(recall)) / 7) as usize;
        let empty = |recall| vec![Default::default(); weeks(recall)];
        RecallTotals {
            cells: model.recalls.iter().map(empty).collect(),
            replications: 0,
        }
    }

    /// Adds the next replication.
    pub fn fold(&mut self, model: &Model, tally: &RecallTally) {
        self.replications += 1;
        for ((at, recall), weeks) in model.recalls.iter().enumerate().zip(&mut self.cells) {
            let cars = recall.all_cars().max(1) as f64;
            let mut sum = RecallDay::default();
            let days = tally.of(at).iter().skip(first_day(recall) as usize);
            let mut days = days.copied();
            for week in weeks {
                for day in days.by_ref().take(7) {
                    sum.updated += day.updated;
                    sum.invited += day.invited;
                    sum.mended += day.mended;
                }
                let done = f64::from(sum.updated + sum.mended);
                let counts = [
                    f64::from(sum.updated),
                    f64::from(sum.mended),
                    f64::from(sum.invited),
                    recall.all_cars() as f64 - done,
                ];
                for ((total, band), count) in week.iter_mut().zip(counts) {
                    let share = count / cars;
                    *total += share;
                    band.add((share * TICKS + 0.5) as i64);
                }
            }
        }
    }

    /// The weeks of every recall.
    pub fn series(&self, model: &Model) -> Vec<RecallSeries> {
        let every = model.recalls.iter().zip(&self.cells).enumerate();
        let point = |(sum, band): &(f64, Band)| DayPoint {
            mean: sum / f64::from(self.replications.max(1)),
            bands: band.levels().map(|levels| levels.map(|level| level / TICKS)),
        };
        every
            .map(|(at, (recall, weeks))| RecallSeries {
                recall: at,
                cars: recall.all_cars(),
                announced: first_day(recall),
                weeks: weeks
                    .iter()
                    .map(|week| std::array::from_fn(|figure| point(&week[figure])))
                    .collect(),
            })
            .collect()
    }
}

/// The day of the announcement, or the first of the run.
fn first_day(recall: &RecallModel) -> u32 {
    (recall.announced.div_euclid(DAY)).max(0) as u32
}
