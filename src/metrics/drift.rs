//! Whether the number of open jobs grows through a run, or begins elsewhere than it goes on.
//!
//! Open are the cars at centres and, by Little's law, the owners between first attempt and slot: the lead times of the
//! jobs that occur on a day, summed and divided by the day.

use super::daily::GroupDay;
use super::tally::Tally;
use super::warning::Warning;
use crate::engine::special::{Tail, student_t_quantile};
use crate::engine::time::DAY;
use crate::stats::moments::Moments;

/// Fewer measured days than these say nothing of a trend.
const FEWEST_DAYS: usize = 30;
/// Fewer replications neither: a run without trend grows from third to third by chance in one of six.
const FEWEST_REPLICATIONS: u32 = 5;
/// The first weeks after the warm-up.
const EARLY: usize = 14;

/// The open jobs of the replications so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Drift {
    /// Mean number of open jobs in each third of the measured days.
    thirds: [Moments; 3],
    /// Replications in which it grew, by a fifth at least.
    growing: u32,
    /// Mean number in the first weeks, later, and their difference.
    early: [Moments; 3],
    /// One replication by day.
    days: Vec<f64>,
}

impl Drift {
    /// Adds the next replication.
    pub fn fold(&mut self, tally: &Tally) {
        let model = tally.model();
        let (first, days) = (model.warm_up_days as usize, model.days as usize);
        if days - first < FEWEST_DAYS {
            return;
        }
        let list: Vec<&[GroupDay]> = (tally.groups().of_all_daily(None))
            .map(|group| tally.days.group(group))
            .collect();
        let mut present = 0;
        self.days.clear();
        self.days.extend((0..days).map(|day| {
            let sum = list
                .iter()
                .fold(GroupDay::default(), |sum, group| sum.plus(&group[day]));
            (sum.car_time(&mut present) + sum.lead) as f64 / DAY as f64
        }));
        self.add(first);
    }

    /// Adds the days at hand, of which the first are warm-up.
    fn add(&mut self, first: usize) {
        let measured = &self.days[first..];
        let mean = |days: &[f64]| days.iter().sum::<f64>() / days.len() as f64;
        let third = measured.len() / 3;
        let [a, b, c] = [
            mean(&measured[..third]),
            mean(&measured[third..2 * third]),
            mean(&measured[2 * third..]),
        ];
        self.growing += u32::from(a < b && b < c && c > 1.2 * a && c - a > 1.0);
        self.thirds
            .iter_mut()
            .zip([a, b, c])
            .for_each(|(all, one)| all.add(one));
        if measured.len() >= 4 * EARLY {
            let (early, rest) = (mean(&measured[..EARLY]), mean(&measured[EARLY..]));
            self.early
                .iter_mut()
                .zip([early, rest, early - rest])
                .for_each(|(all, one)| all.add(one));
        }
    }

    /// Grew in nine of ten replications.
    pub fn growing(&self) -> Option<Warning> {
        let all = self.thirds[0].count();
        let sure = all >= FEWEST_REPLICATIONS && self.growing * 10 >= all * 9;
        Some(Warning::Growing {
            replications: self.growing,
            all,
            first: self.thirds[0].mean().filter(|_| sure)?,
            last: self.thirds[2].mean()?,
        })
    }

    /// Surely began by a tenth away from where it went on.
    pub fn short_warm_up(&self) -> Option<Warning> {
        let [early, rest, difference] = &self.early;
        let n = difference.count();
        if n < FEWEST_REPLICATIONS {
            return None;
        }
        let [low, high] = difference.ci95(student_t_quantile(f64::from(n - 1), Tail::Upper(0.025)))?;
        let (early, rest) = (early.mean()?, rest.mean()?);
        let sure = low > 0.0 || high < 0.0;
        (sure && (early - rest).abs() > 0.1 * rest && (early - rest).abs() > 1.0)
            .then_some(Warning::ShortWarmUp { early, rest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ninety days, ten of them warm-up, by a formula of day and replication.
    fn drift(open: impl Fn(usize, usize) -> f64) -> Drift {
        let mut drift = Drift::default();
        for replication in 0..10 {
            drift.days = (0..100).map(|day| open(day, replication)).collect();
            drift.add(10);
        }
        drift
    }

    #[test]
    fn a_line_upwards_is_no_steady_state() {
        // 10 … 99: thirds of thirty days each, middles 24.5, 54.5, 84.5.
        let found = drift(|day, _| day as f64).growing();
        assert_eq!(
            found,
            Some(Warning::Growing {
                replications: 10,
                all: 10,
                first: 24.5,
                last: 84.5
            })
        );
        assert_eq!(drift(|_, _| 40.0).growing(), None);
        assert_eq!(drift(|day, _| 100.0 - day as f64).growing(), None);
        // Two of ten replications do not grow: not nearly all.
        assert_eq!(
            drift(|day, replication| if replication < 2 { 40.0 } else { day as f64 }).growing(),
            None
        );
        // Grows, but by less than a fifth.
        assert_eq!(drift(|day, _| 400.0 + day as f64 / 2.0).growing(), None);
    }

    #[test]
    fn a_start_apart_from_the_rest_asks_for_more_warm_up() {
        let step = |day: usize, replication: usize| {
            let noise = (replication % 3) as f64 - 1.0;
            if day < 24 { 20.0 + noise } else { 40.0 }
        };
        let Some(Warning::ShortWarmUp { early, rest }) = drift(step).short_warm_up() else {
            panic!("half of the rest is apart")
        };
        // Noise −1, 0, 1, … −1 over ten replications: −0.1 on average.
        assert!(
            (early - 19.9).abs() < 1e-12 && (rest - 40.0).abs() < 1e-12,
            "{early} {rest}"
        );
        let unsure = |day: usize, replication: usize| {
            if day < 24 {
                40.0 + 60.0 * ((replication % 2) as f64 - 0.6)
            } else {
                40.0
            }
        };
        assert_eq!(drift(unsure).short_warm_up(), None);
    }
}
