//! Many replications folded into one summary, in their order.

use super::catalogue::Metric;
use super::daily::Daily;
use super::daily_totals::DailyTotals;
use super::drift::Drift;
use super::group::{Cell, FIGURES, Groups};
use super::layout::Layout;
use super::migration;
use super::observed::{self, Simulated};
use super::peak::PeakTotals;
use super::recall::RecallTotals;
use super::sample::{Reading, Sample};
use super::summary::{Row, Summary};
use super::tally::Tally;
use super::warning::{self, Warning};
use crate::engine::special::{Tail, student_t_quantile};
use crate::model::Model;
use crate::scenario::Scenario;
use crate::stats::moments::Moments;

/// All replications so far.
#[derive(Clone, Debug)]
pub struct Totals<'m> {
    scenario: &'m Scenario,
    layout: Layout,
    rows: Vec<Moments>,
    model: &'m Model,
    groups: &'m Groups,
    /// By observation that is measured.
    windows: Vec<Moments>,
    /// Figures by job of all replications, by group.
    cells: Vec<[Cell; FIGURES]>,
    daily: DailyTotals,
    drift: Drift,
    recalls: RecallTotals,
    peaks: PeakTotals,
    replications: u32,
    /// The figures of each replication, where the scenario has beliefs to set beside chance.
    each: Option<(Reading, Sample)>,
}

impl<'m> Totals<'m> {
    /// No replication yet.
    pub fn new(scenario: &'m Scenario, model: &'m Model, groups: &'m Groups) -> Totals<'m> {
        let layout = Layout::new(scenario, model);
        Totals {
            scenario,
            rows: vec![Moments::default(); layout.rows.len()],
            layout,
            model,
            groups,
            windows: vec![Moments::default(); model.windows.len()],
            cells: vec![Default::default(); groups.len()],
            daily: DailyTotals::new(model),
            drift: Drift::default(),
            recalls: RecallTotals::new(model),
            peaks: PeakTotals::new(model),
            replications: 0,
            each: (!scenario.uncertainty.is_empty()).then(|| {
                let reading = Reading::new(scenario, model, |_| true);
                let sample = reading.sample();
                (reading, sample)
            }),
        }
    }

    /// Folds the next replication; the order of calls is the order of replications.
    pub fn fold(&mut self, tally: &Tally) {
        self.replications += 1;
        for (row, moments) in self.layout.rows.iter().zip(&mut self.rows) {
            if let Some(value) = self.layout.value(row, tally) {
                moments.add(value);
            }
        }
        for (cells, group) in self.cells.iter_mut().zip(&tally.jobs) {
            cells.iter_mut().zip(&group.cells).for_each(|(all, one)| all.merge(one));
        }
        if let Some((reading, sample)) = &mut self.each {
            let mut values = Vec::new();
            reading.read(tally, &mut values);
            sample.add(&values);
        }
        self.daily.fold(tally);
        self.drift.fold(tally);
        self.recalls.fold(self.model, &tally.recalls);
        self.peaks.fold(self.model, &tally.peaks);
        for ((window, sum), moments) in self.model.windows.iter().zip(&tally.windows).zip(&mut self.windows) {
            if let Some(value) = observed::value(window, *sum, self.model, &tally.days, &tally.slots) {
                moments.add(value);
            }
        }
    }

    /// Replications folded.
    pub fn replications(&self) -> u32 {
        self.replications
    }

    /// The mean of a metric of the whole network and half its 95 % interval, as [`Totals::summary`] tells them; none
    /// without a row or an observation.
    pub fn network(&self, metric: Metric) -> Option<(f64, Option<f64>)> {
        let moments = self.rows[self.layout.network(metric)?];
        let student = |n: u32| student_t_quantile(f64::from(n - 1), Tail::Upper(0.025));
        let n = moments.count();
        let interval = if n > 1 { moments.ci95(student(n)) } else { None };
        Some((moments.mean()?, interval.map(|[low, high]| (high - low) / 2.0)))
    }

    /// Every figure; what the run itself warns of stands after the given warnings.
    pub fn summary(&self, seed: u64, mut warnings: Vec<Warning>) -> Summary {
        // Most rows have an observation in every replication: one Student point serves them all.
        let mut points: Vec<Option<f64>> = vec![None; self.replications as usize + 1];
        let mut student = |n: u32| {
            *points[n as usize].get_or_insert_with(|| student_t_quantile(f64::from(n - 1), Tail::Upper(0.025)))
        };
        let rows = self.layout.rows.iter().zip(&self.rows).map(|(row, moments)| {
            let (scope, breakdown) = self.layout.name(self.scenario, row);
            let n = moments.count();
            let ci95 = if n > 1 { moments.ci95(student(n)) } else { None };
            let quantiles = self.layout.quantiles(row, self.groups, &self.cells);
            Row {
                metric: row.metric,
                scope,
                breakdown,
                mean: moments.mean(),
                ci95,
                quantiles,
                n,
            }
        });
        let rows: Vec<Row> = rows.collect();
        warnings.extend(warning::of(self.scenario, &rows, &self.drift));
        Summary {
            scenario: self.scenario.name.clone(),
            seed,
            replications: self.replications,
            warnings,
            rows,
        }
    }

    /// The simulated side of each observation, in their order.
    pub fn observed(&self) -> Vec<Simulated> {
        let measured = |at: usize| {
            let window = self.model.windows.iter().position(|window| window.observation == at);
            let moments = window.map_or(Moments::default(), |window| self.windows[window]);
            let n = moments.count();
            let student = || student_t_quantile(f64::from(n - 1), Tail::Upper(0.025));
            Simulated {
                mean: moments.mean(),
                ci95: if n > 1 { moments.ci95(student()) } else { None },
                n,
            }
        };
        let every = self.scenario.observed.iter().enumerate();
        every
            .map(|(at, observed)| {
                if !observed.quantity.is_fixed() {
                    return measured(at);
                }
                let mean = observed::fixed(self.scenario, observed);
                Simulated {
                    mean,
                    ci95: None,
                    n: if mean.is_some() { self.replications } else { 0 },
                }
            })
            .collect()
    }

    /// The figures of each replication, where the scenario has beliefs.
    pub fn each(&self) -> Option<&Sample> {
        self.each.as_ref().map(|(_, sample)| sample)
    }

    /// Every daily series.
    pub fn daily(&self) -> Daily {
        Daily {
            recalls: self.recalls.series(self.model),
            cars: migration::cars(self.model),
            peaks: self.peaks.rows(self.model),
            ..self.daily.series(self.scenario)
        }
    }
}
