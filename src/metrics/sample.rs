//! The figures of each replication, kept apart: what comparisons by pairs need.

use super::catalogue::Metric;
use super::layout::{Layout, RowSpec};
use super::summary::{Breakdown, Row, Scope, Summary};
use super::tally::Tally;
use crate::engine::special::{Tail, student_t_quantile};
use crate::model::Model;
use crate::scenario::Scenario;
use crate::stats::moments::Moments;
use std::collections::BTreeMap;

/// What a figure is of, by names: two scenarios have the same figure if they have it under the same key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What is measured.
    pub metric: Metric,
    /// Whose figure it is.
    pub scope: Scope,
    /// Which part of it.
    pub breakdown: Breakdown,
}

impl Key {
    /// A figure of everybody.
    pub fn network(metric: Metric, breakdown: Breakdown) -> Key {
        let all = || "*".to_string();
        Key {
            metric,
            scope: Scope {
                city: all(),
                centre: all(),
                failure: all(),
            },
            breakdown,
        }
    }
}

/// The rows of a scenario's summary that are wanted, and how to read them off a replication.
#[derive(Clone, Debug)]
pub struct Reading {
    layout: Layout,
    rows: Vec<RowSpec>,
    keys: Vec<Key>,
}

impl Reading {
    /// The rows of a scenario whose keys are wanted, in the order of its summary.
    pub fn new(scenario: &Scenario, model: &Model, wanted: impl Fn(&Key) -> bool) -> Reading {
        let layout = Layout::new(scenario, model);
        let named = layout.rows.iter().map(|row| {
            let (scope, breakdown) = layout.name(scenario, row);
            let metric = row.metric;
            (
                *row,
                Key {
                    metric,
                    scope,
                    breakdown,
                },
            )
        });
        let (rows, keys) = named.filter(|(_, key)| wanted(key)).unzip();
        Reading { layout, rows, keys }
    }

    /// Reads the figures of one replication: one for each row, NaN without observation.
    pub fn read(&self, tally: &Tally, values: &mut Vec<f64>) {
        values.clear();
        values.extend((self.rows.iter()).map(|row| self.layout.value(row, tally).unwrap_or(f64::NAN)));
    }

    /// An empty sample of these rows.
    pub fn sample(&self) -> Sample {
        Sample {
            keys: self.keys.clone(),
            values: Vec::new(),
            replications: 0,
        }
    }
}

/// The figures of many replications of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    keys: Vec<Key>,
    /// By replication × row; NaN without observation.
    values: Vec<f64>,
    replications: u32,
}

impl Sample {
    /// The figures of several replications, one after the other.
    pub fn of(keys: Vec<Key>, values: &[f64]) -> Sample {
        let replications = (values.len() / keys.len().max(1)) as u32;
        Sample {
            keys,
            values: values.to_vec(),
            replications,
        }
    }

    /// Adds the next replication, read by [`Reading::read`].
    pub fn add(&mut self, values: &[f64]) {
        self.values.extend_from_slice(values);
        self.replications += 1;
    }

    /// Replications added.
    pub fn replications(&self) -> u32 {
        self.replications
    }

    /// What is known, in the order of the summary.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The figure of one row in each replication, in their order; none where it was not observed.
    pub fn series(&self, row: usize) -> Vec<Option<f64>> {
        let rows = self.keys.len();
        let all = self.values.iter().skip(row).step_by(rows.max(1));
        all.map(|&value| (!value.is_nan()).then_some(value)).collect()
    }

    /// The means and intervals as a run tells them, without quantiles over jobs and without warnings.
    pub fn summary(&self, scenario: &str, seed: u64) -> Summary {
        let mut points: Vec<Option<f64>> = vec![None; self.replications as usize + 1];
        let rows = self.keys.iter().enumerate().map(|(at, key)| {
            let mut moments = Moments::default();
            self.series(at)
                .into_iter()
                .flatten()
                .for_each(|value| moments.add(value));
            let n = moments.count();
            let student = points[n as usize].get_or_insert_with(|| {
                if n > 1 {
                    student_t_quantile(f64::from(n - 1), Tail::Upper(0.025))
                } else {
                    0.0
                }
            });
            Row {
                metric: key.metric,
                scope: key.scope.clone(),
                breakdown: key.breakdown.clone(),
                mean: moments.mean(),
                ci95: moments.ci95(*student),
                quantiles: None,
                n,
            }
        });
        Summary {
            scenario: scenario.to_string(),
            seed,
            replications: self.replications,
            warnings: Vec::new(),
            rows: rows.collect(),
        }
    }

    /// The position of every key.
    pub fn places(&self) -> BTreeMap<&Key, usize> {
        self.keys.iter().enumerate().map(|(at, key)| (key, at)).collect()
    }
}
