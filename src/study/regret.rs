//! The same plans in several futures: in each of them, how much worse a plan is than the best one there.

use super::compare::headlines;
use crate::metrics::catalogue::Better;
use crate::metrics::sample::{Key, Sample};
use crate::stats::best::Wanted;
use crate::stats::interval::mean;
use crate::stats::regret::{Regret, largest, regrets};

/// One plan in one future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Its figure.
    pub mean: f64,
    /// How much worse that is than the best plan of this future.
    pub regret: Regret,
}

/// One figure of every plan in every future.
#[derive(Clone, Debug, PartialEq)]
pub struct Regrets {
    /// The figure.
    pub key: Key,
    /// By future, then by plan, the baseline first. All intervals of one table hold together with 95 %.
    pub cells: Vec<Vec<Cell>>,
    /// By plan: its largest regret over the futures.
    pub largest: Vec<Regret>,
}

impl Regrets {
    /// The plan whose largest regret is least, and whether that is sure; the first of equals.
    pub fn least(&self) -> Option<(usize, bool)> {
        let plans = self.largest.iter().enumerate();
        let (best, own) = plans.min_by(|a, b| a.1.mean.total_cmp(&b.1.mean))?;
        let others = self.largest.iter().enumerate().filter(|(plan, _)| *plan != best);
        let sure = others.map(|(_, other)| other.ends[0]).all(|low| own.ends[1] < low);
        Some((best, sure))
    }
}

/// The tables of the headline figures, from the samples of every plan by future; figures that any lacks are left out.
pub fn tables(futures: &[&[Sample]]) -> Vec<Regrets> {
    let Some(first) = futures.first().and_then(|plans| plans.first()) else {
        return Vec::new();
    };
    let wanted = first.keys().iter().filter(|key| headlines(key));
    wanted.filter_map(|key| table(key, futures)).collect()
}

fn table(key: &Key, futures: &[&[Sample]]) -> Option<Regrets> {
    let wanted = match key.metric.better()? {
        Better::Less => Wanted::Least,
        Better::More => Wanted::Most,
    };
    let of = |plans: &&[Sample]| -> Option<Vec<Cell>> {
        let series = plans.iter().map(|sample| {
            let row = sample.keys().iter().position(|other| other == key)?;
            sample.series(row).into_iter().collect::<Option<Vec<f64>>>()
        });
        let series: Vec<Vec<f64>> = series.collect::<Option<_>>()?;
        let regrets = regrets(&series, wanted, futures.len() as u32, 0.05)?;
        let cells = series.iter().zip(regrets);
        cells
            .map(|(values, regret)| {
                Some(Cell {
                    mean: mean(values)?,
                    regret,
                })
            })
            .collect()
    };
    let cells: Vec<Vec<Cell>> = futures.iter().map(of).collect::<Option<_>>()?;
    let plans = cells.first()?.len();
    let largest = (0..plans).map(|plan| largest(cells.iter().map(|future| future[plan].regret)));
    Some(Regrets {
        key: key.clone(),
        largest: largest.collect::<Option<_>>()?,
        cells,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::catalogue::Metric;
    use crate::metrics::summary::Breakdown;

    /// A sample of one figure, the mean wait.
    fn waits(values: &[f64]) -> Sample {
        Sample::of(vec![Key::network(Metric::LeadTime, Breakdown::Total)], values)
    }

    #[test]
    fn the_least_of_the_largest_regrets_wins() {
        // Waits by future: A 10 and 30, B 12 and 20, C 11 and 29. Regrets A 0 and 10, B 2 and 0, C 1 and 9: B by minimax,
        // although A is the best in the first future.
        let future = |means: [f64; 3]| means.map(|mean| waits(&[mean - 0.1, mean + 0.1, mean]));
        let tables = tables(&[&future([10.0, 12.0, 11.0]), &future([30.0, 20.0, 29.0])]);
        let [table] = tables.as_slice() else {
            panic!("one figure");
        };
        let regrets: Vec<Vec<f64>> = (table.cells.iter())
            .map(|plans| {
                plans
                    .iter()
                    .map(|cell| (cell.regret.mean * 1e9).round() / 1e9)
                    .collect()
            })
            .collect();
        assert_eq!(regrets, [[0.0, 2.0, 1.0], [10.0, 0.0, 9.0]]);
        let largest: Vec<f64> = table.largest.iter().map(|regret| regret.mean.round()).collect();
        assert_eq!(largest, [10.0, 2.0, 9.0]);
        assert_eq!(table.least(), Some((1, true)));
    }

    #[test]
    fn a_lead_within_chance_is_not_sure() {
        let plans = [waits(&[10.0, 14.0, 12.0]), waits(&[13.0, 11.0, 12.5])];
        let tables = tables(&[&plans]);
        assert_eq!(tables[0].least(), Some((0, false)));
    }
}
