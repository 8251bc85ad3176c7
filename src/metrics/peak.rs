//! How high the backlog rises around a holiday, when, and when it is over: needs that are open at the end of a day.

use super::bands::Band;
use super::rush::{self, Rush, RushTally};
use crate::engine::time::Time;
use crate::model::Model;
use crate::model::peak::PeakModel;
use crate::sim::record::{JobRecord, Outcome};
use crate::stats::wave::wave;

/// Weeks before a peak whose mean is the level before it.
const BEFORE: usize = 4;
/// Open needs that a week may differ by without anyone noticing.
const NOTICED: f64 = 1.0;

/// The backlog of one replication; nothing where no peak is looked for.
#[derive(Clone, Debug)]
pub struct PeakTally {
    days: usize,
    /// By city × day: needs that arose less those that ended.
    steps: Vec<i32>,
    /// By peak × city: jobs of its days of which it is known whether they were seen in time, and those that were.
    seen: Vec<[u32; 2]>,
    /// Rescues.
    pub rush: RushTally,
}

impl PeakTally {
    /// Nothing yet.
    pub fn new(model: &Model) -> PeakTally {
        let peaks = model.peaks.len();
        let days = if peaks > 0 { model.days as usize } else { 0 };
        PeakTally {
            days,
            steps: vec![0; days * model.cities],
            seen: vec![[0; 2]; peaks * model.cities],
            rush: RushTally::new(model),
        }
    }

    /// Forgets the replication.
    pub fn clear(&mut self) {
        self.steps.fill(0);
        self.seen.fill([0; 2]);
        self.rush.clear();
    }

    /// Counts a job that is over or open at the end.
    #[inline(never)] // so that scenarios without peaks do not carry it along
    pub fn add(&mut self, model: &Model, job: &JobRecord) {
        let city = job.city.index();
        // What was open at the start was so before the first day.
        let occurred = Time(job.occurred.0.max(0)).day();
        let start = city * self.days;
        self.steps[start + occurred as usize] += 1;
        if let Some(left) = job.left() {
            self.steps[start + left.day() as usize] -= 1;
        }
        if matches!(job.outcome, Outcome::Left | Outcome::Solved) || job.was_open() {
            return;
        }
        for (at, peak) in model.peaks.iter().enumerate() {
            let since = job.looked().0;
            if occurred < peak.from || peak.to <= occurred || since + peak.within > model.end().0 {
                continue;
            }
            let seen = &mut self.seen[at * model.cities + city];
            seen[0] += 1;
            let began = job.service_start.get();
            seen[1] += u32::from(began.is_some_and(|began| began.0 - since <= peak.within));
        }
    }
}

impl PeakTally {
    /// The open needs at the end of each day, in a city or (none) in all.
    fn backlog(&self, city: Option<usize>, series: &mut Vec<i64>) {
        let cities = self.steps.len() / self.days.max(1);
        let counted = city.map_or(0..cities, |city| city..city + 1);
        let mut open = 0;
        series.clear();
        series.extend((0..self.days).map(|day| {
            let steps = counted
                .clone()
                .map(|city| i64::from(self.steps[city * self.days + day]));
            open += steps.sum::<i64>();
            open
        }));
    }

    /// By peak × scope (all, then cities): the largest backlog.
    pub fn tops(&self, model: &Model) -> Vec<i64> {
        let scopes = if model.peaks.is_empty() { 0 } else { model.cities + 1 };
        let mut tops = vec![0; model.peaks.len() * scopes];
        let mut series = Vec::new();
        for scope in 0..scopes {
            self.backlog(scope.checked_sub(1), &mut series);
            for (at, peak) in model.peaks.iter().enumerate() {
                tops[at * scopes + scope] = highest(peak, &series).map_or(0, |(_, top)| top);
            }
        }
        tops
    }
}

/// The day with the largest backlog, counted from the first of the peak, and that backlog; of equal days the first.
fn highest(peak: &PeakModel, backlog: &[i64]) -> Option<(usize, i64)> {
    let window = backlog[peak.from as usize..peak.look_to as usize]
        .iter()
        .copied()
        .enumerate();
    window.max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
}

/// What a peak came to, of one city or of all.
#[derive(Clone, Debug, PartialEq)]
pub struct PeakRow {
    /// Position in the scenario's peaks.
    pub peak: usize,
    /// Position of the city; none: all together.
    pub city: Option<usize>,
    /// Mean backlog of the weeks before.
    pub before: Option<f64>,
    /// The largest backlog at the end of a day: mean over replications.
    pub top: f64,
    /// 5 and 95 % of it; none with one replication.
    pub band: Option<[f64; 2]>,
    /// The day on which it is largest in most replications.
    pub worst_day: u32,
    /// Share of replications in which it is.
    pub worst_day_share: f64,
    /// Whether the backlog rises so far that anyone notices.
    pub rises: bool,
    /// First day of the first week after the top that is as before; none if there is none in the run or before the next
    /// peak.
    pub over: Option<u32>,
    /// Jobs of its days, mean over replications.
    pub jobs: f64,
    /// Share of them seen in time; none without any.
    pub seen: Option<f64>,
    /// Rescues on the two days with most of them; none where no car is rescued.
    pub rush: Option<RushRow>,
}

/// Rescues on the two days of a peak on which the whole network has most of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RushRow {
    /// How many, mean over replications.
    pub rescues: f64,
    /// Mean minutes until help is there; none without any.
    pub response_minutes: Option<f64>,
    /// Share of them with help within an hour; none without any.
    pub within: Option<f64>,
}

/// One peak of one scope over the replications so far.
#[derive(Clone, Debug, Default)]
struct Sum {
    top: f64,
    band: Band,
    /// By day of those looked at: replications in which it is the worst.
    worst: Vec<u32>,
    seen: [u64; 2],
    rush: Rush,
}

/// The peaks of the replications so far.
#[derive(Clone, Debug)]
pub struct PeakTotals {
    days: usize,
    /// By scope (all, then cities) × day: backlog at the end of the day, summed.
    backlog: Vec<f64>,
    /// By peak × scope.
    sums: Vec<Sum>,
    replications: u32,
}

impl PeakTotals {
    /// No replication yet.
    pub fn new(model: &Model) -> PeakTotals {
        let scopes = model.cities + 1;
        let days = if model.peaks.is_empty() { 0 } else { model.days as usize };
        let of = |peak: &PeakModel| Sum {
            worst: vec![0; (peak.look_to - peak.from) as usize],
            ..Sum::default()
        };
        let sums = model.peaks.iter().flat_map(|peak| (0..scopes).map(move |_| of(peak)));
        PeakTotals {
            days,
            backlog: vec![0.0; days * scopes],
            sums: sums.collect(),
            replications: 0,
        }
    }

    /// Adds the next replication.
    pub fn fold(&mut self, model: &Model, tally: &PeakTally) {
        if model.peaks.is_empty() {
            return;
        }
        self.replications += 1;
        let (days, scopes) = (self.days, model.cities + 1);
        let mut series = Vec::new();
        let rushes: Vec<_> = model.peaks.iter().map(|peak| tally.rush.of(peak)).collect();
        for scope in 0..scopes {
            tally.backlog(scope.checked_sub(1), &mut series);
            let sums = &mut self.backlog[scope * days..(scope + 1) * days];
            sums.iter_mut()
                .zip(&series)
                .for_each(|(sum, open)| *sum += *open as f64);
            for (at, peak) in model.peaks.iter().enumerate() {
                let sum = &mut self.sums[at * scopes + scope];
                if let Some((day, top)) = highest(peak, &series) {
                    sum.top += top as f64;
                    sum.band.add(top);
                    sum.worst[day] += 1;
                }
                if let Some(cities) = &rushes[at] {
                    rush::fold(&mut sum.rush, cities, scope);
                }
                let of = |city: usize| tally.seen[at * model.cities + city];
                let cities = match scope.checked_sub(1) {
                    Some(city) => city..city + 1,
                    None => 0..model.cities,
                };
                for [known, seen] in cities.map(of) {
                    sum.seen[0] += u64::from(known);
                    sum.seen[1] += u64::from(seen);
                }
            }
        }
    }

    /// Every peak, of all cities and of each.
    pub fn rows(&self, model: &Model) -> Vec<PeakRow> {
        let scopes = model.cities + 1;
        let runs = f64::from(self.replications.max(1));
        let mut rows = Vec::with_capacity(self.sums.len());
        for (at, sum) in self.sums.iter().enumerate() {
            let (peak, scope) = (&model.peaks[at / scopes], at % scopes);
            let backlog = &self.backlog[scope * self.days..(scope + 1) * self.days];
            let week = |first: i64, end: u32| {
                let first = usize::try_from(first).ok()?;
                let days = backlog.get(first..first + 7).filter(|_| first + 7 <= end as usize)?;
                Some(days.iter().sum::<f64>() / 7.0 / runs)
            };
            let from = i64::from(peak.from);
            let before: Vec<_> = (1..=BEFORE as i64)
                .map(|back| week(from - 7 * back, peak.from))
                .collect();
            let weeks = (peak.over_to - peak.from) / 7;
            let after: Vec<_> = (0..i64::from(weeks))
                .map(|at| week(from + 7 * at, peak.over_to))
                .collect();
            let found = wave(&before, &after, NOTICED);
            let known: Vec<f64> = before.into_iter().flatten().collect();
            let most = sum
                .worst
                .iter()
                .enumerate()
                .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(&a.0)));
            let (day, times) = most.map_or((0, 0), |(day, times)| (day as u32, *times));
            rows.push(PeakRow {
                peak: peak.peak,
                city: scope.checked_sub(1),
                before: (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64),
                top: sum.top / runs,
                band: sum
                    .band
                    .levels()
                    .filter(|_| self.replications > 1)
                    .map(|[low, .., high]| [low, high]),
                worst_day: peak.from + day,
                worst_day_share: f64::from(times) / runs,
                rises: found.is_some(),
                over: found.and_then(|wave| wave.back).map(|week| peak.from + 7 * week as u32),
                jobs: sum.seen[0] as f64 / runs,
                rush: model.roadside.as_ref().map(|_| RushRow {
                    rescues: sum.rush.mean(runs),
                    response_minutes: sum.rush.response_minutes(),
                    within: sum.rush.within_share(),
                }),
                seen: (sum.seen[0] > 0).then(|| sum.seen[1] as f64 / sum.seen[0] as f64),
            });
        }
        rows
    }
}
