//! Many replications folded into one summary, in their order.

use super::daily::Daily;
use super::daily_totals::DailyTotals;
use super::group::{Cell, Groups};
use super::layout::Layout;
use super::summary::{Row, Summary};
use super::tally::Tally;
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
    groups: &'m Groups,
    /// Figures by job of all replications, by group.
    cells: Vec<[Cell; 6]>,
    daily: DailyTotals,
    replications: u32,
}

impl<'m> Totals<'m> {
    /// No replication yet.
    pub fn new(scenario: &'m Scenario, model: &'m Model, groups: &'m Groups) -> Totals<'m> {
        let layout = Layout::new(scenario, model);
        Totals {
            scenario,
            rows: vec![Moments::default(); layout.rows.len()],
            layout,
            groups,
            cells: vec![Default::default(); groups.len()],
            daily: DailyTotals::new(model),
            replications: 0,
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
        self.daily.fold(tally);
    }

    /// Replications folded.
    pub fn replications(&self) -> u32 {
        self.replications
    }

    /// Every figure.
    pub fn summary(&self, seed: u64, warnings: Vec<String>) -> Summary {
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
        Summary {
            scenario: self.scenario.name.clone(),
            seed,
            replications: self.replications,
            warnings,
            rows: rows.collect(),
        }
    }

    /// Every daily series.
    pub fn daily(&self) -> Daily {
        self.daily.series(self.scenario)
    }
}
