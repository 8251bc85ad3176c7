//! Two series of replications on the same random numbers, compared pair by pair.

use super::interval::{mean, variance};
use crate::engine::special::{Tail, student_t_quantile};

/// The difference of two plans, second less first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Mean of the first over the pairs.
    pub before: f64,
    /// Mean of the second over the pairs.
    pub after: f64,
    /// Mean difference.
    pub difference: f64,
    /// Its standard error; none with fewer than two pairs.
    pub error: Option<f64>,
    /// 95 % Student interval of the difference; none with fewer than two pairs.
    pub ci95: Option<[f64; 2]>,
    /// The interval that holds together with those of all other comparisons, at 95 % (Bonferroni: any dependence is
    /// allowed, that of common random numbers too).
    pub simultaneous: Option<[f64; 2]>,
    /// (variance of the first + variance of the second) ÷ variance of the difference: how many times as many independent
    /// replications the same interval would take. None if the difference does not vary.
    pub variance_ratio: Option<f64>,
    /// Equal in every pair.
    pub identical: bool,
    /// Pairs.
    pub n: u32,
}

/// Student points by number of pairs, worked out once: thousands of figures share them.
#[derive(Clone, Debug)]
pub struct Points {
    comparisons: u32,
    known: Vec<Option<[f64; 2]>>,
}

impl Points {
    /// For so many comparisons that shall hold together, at least 1.
    pub fn new(comparisons: u32) -> Points {
        Points {
            comparisons: comparisons.max(1),
            known: Vec::new(),
        }
    }

    /// The interval of a difference that holds together with those of all these comparisons, at 95 %; none with fewer than
    /// two pairs.
    pub fn interval(&mut self, paired: &Paired) -> Option<[f64; 2]> {
        let half = paired.error? * self.of(paired.n)[1];
        Some([paired.difference - half, paired.difference + half])
    }

    /// The points for `n` ≥ 2 pairs: for one comparison, and for all together.
    fn of(&mut self, n: u32) -> [f64; 2] {
        let at = n as usize;
        if self.known.len() <= at {
            self.known.resize(at + 1, None);
        }
        let together = f64::from(self.comparisons);
        *self.known[at].get_or_insert_with(|| {
            [1.0, together].map(|k| student_t_quantile(f64::from(n - 1), Tail::Upper(0.025 / k)))
        })
    }
}

/// Compares two series of equal replications; a replication without an observation in either counts in neither. None
/// without a pair.
pub fn compare(first: &[Option<f64>], second: &[Option<f64>], points: &mut Points) -> Option<Paired> {
    let pairs = first.iter().zip(second).filter_map(|(a, b)| Some(((*a)?, (*b)?)));
    let (before, after): (Vec<f64>, Vec<f64>) = pairs.unzip();
    let differences: Vec<f64> = before.iter().zip(&after).map(|(a, b)| b - a).collect();
    let n = differences.len() as u32;
    let difference = mean(&differences)?;
    let spread = variance(&differences);
    let error = spread.map(|spread| (spread / f64::from(n)).sqrt());
    let interval = |t: f64| {
        let half = t * error?;
        Some([difference - half, difference + half])
    };
    let [single, together] = if n < 2 { [0.0; 2] } else { points.of(n) };
    let apart = variance(&before).zip(variance(&after)).map(|(a, b)| a + b);
    Some(Paired {
        before: mean(&before)?,
        after: mean(&after)?,
        difference,
        error,
        ci95: interval(single),
        simultaneous: interval(together),
        variance_ratio: spread
            .filter(|&spread| spread > 0.0)
            .zip(apart)
            .map(|(spread, apart)| apart / spread),
        identical: differences.iter().all(|&difference| difference == 0.0),
        n,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn a_hand_computed_difference() {
        // Differences 1, 2, 3, 2: mean 2, s² = 2/3, s/√4 = 0.408248; t₀.₉₇₅ of 3 degrees 3.182446.
        // Variances of 1, 4, 2, 5 (mean 3): 10/3; of 2, 6, 5, 7 (mean 5): 14/3; ratio 8 ÷ 2/3 = 12.
        let mut points = Points::new(1);
        let got = compare(
            &known(&[1.0, 4.0, 2.0, 5.0]),
            &known(&[2.0, 6.0, 5.0, 7.0]),
            &mut points,
        )
        .expect("four pairs");
        assert_eq!((got.before, got.after, got.difference, got.n), (3.0, 5.0, 2.0, 4));
        let [low, high] = got.ci95.expect("an interval");
        assert!((low - (2.0 - 3.182446305 * 0.40824829)).abs() < 1e-6, "{low}");
        assert!((high - (2.0 + 3.182446305 * 0.40824829)).abs() < 1e-6, "{high}");
        assert_eq!(got.simultaneous, got.ci95);
        assert!((got.variance_ratio.expect("a ratio") - 12.0).abs() < 1e-12);
        assert!(!got.identical);
    }

    #[test]
    fn five_comparisons_need_a_wider_interval() {
        // t at 1 − 0.025/5 = 0.995 of 3 degrees: 5.840909 (any table of Student's law).
        let mut points = Points::new(5);
        let got = compare(&known(&[0.0; 4]), &known(&[1.0, 2.0, 3.0, 2.0]), &mut points).expect("four pairs");
        let [low, _] = got.simultaneous.expect("an interval");
        assert!((low - (2.0 - 5.840909310 * 0.40824829)).abs() < 1e-6, "{low}");
        // The same figure chosen among fifty: t at 1 − 0.025/50 = 0.9995 of 3 degrees is 12.924 (the same tables).
        let [low, high] = Points::new(50).interval(&got).expect("an interval");
        assert!((low - (2.0 - 12.923978637 * 0.40824829)).abs() < 1e-6, "{low}");
        assert!((high - (2.0 + 12.923978637 * 0.40824829)).abs() < 1e-6, "{high}");
    }

    #[test]
    fn nothing_changed_is_exactly_nothing() {
        let mut points = Points::new(2);
        let values = known(&[0.1, 0.7, 1e9]);
        let got = compare(&values, &values, &mut points).expect("three pairs");
        assert_eq!((got.difference, got.ci95), (0.0, Some([0.0, 0.0])));
        assert_eq!((got.simultaneous, got.variance_ratio), (Some([0.0, 0.0]), None));
        assert!(got.identical);
    }

    #[test]
    fn a_replication_without_observation_counts_in_neither() {
        let mut points = Points::new(1);
        let got = compare(
            &[Some(1.0), None, Some(3.0), Some(50.0)],
            &[Some(2.0), Some(9.0), Some(4.0), None],
            &mut points,
        )
        .expect("two pairs");
        assert_eq!((got.before, got.after, got.difference, got.n), (2.0, 3.0, 1.0, 2));
        assert_eq!(compare(&[None], &[Some(1.0)], &mut points), None);
        let one = compare(&[Some(1.0)], &[Some(2.0)], &mut points).expect("one pair");
        assert_eq!((one.ci95, one.simultaneous, one.n), (None, None, 1));
    }
}
