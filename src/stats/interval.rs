//! The mean of a metric over replications, with its interval.

use crate::engine::special::{Tail, student_t_quantile};

/// A mean and its two-sided confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Half of the interval's width.
    pub fn half_width(&self) -> f64 {
        0.5 * (self.high - self.low)
    }

    /// Whether a value lies inside, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// The mean of values in their order: a first sum, then the mean of what it leaves over; none without values.
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let n = values.len() as f64;
    let rough = values.iter().sum::<f64>() / n;
    let left = values.iter().map(|x| x - rough).sum::<f64>() / n;
    // Values too large to be summed leave NaN here: keep what the plain sum said.
    Some(if left.is_finite() { rough + left } else { rough })
}

/// The sample variance, Σ(x − x̄)²/(n − 1), in a second pass over the values in their order; none for fewer than two.
pub fn variance(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some(squares / (values.len() - 1) as f64)
}

/// The 95 % Student interval of the mean, x̄ ± t₀.₉₇₅ s/√n: one value per replication, in the order of replications.
///
/// Exact for normal values, asymptotic otherwise; jobs inside a replication are never the sample. None for fewer than
/// two values.
pub fn interval95(values: &[f64]) -> Option<Interval> {
    interval(values, 0.95)
}

/// The Student interval at another level between 0 and 1.
pub fn interval(values: &[f64], level: f64) -> Option<Interval> {
    let spread = variance(values)?.sqrt();
    let mean = mean(values)?;
    let n = values.len() as f64;
    let t = student_t_quantile(n - 1.0, Tail::Upper(0.5 * (1.0 - level)));
    let half = if spread > 0.0 { t * spread / n.sqrt() } else { spread };
    Some(Interval {
        mean,
        low: mean - half,
        high: mean + half,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::keyed::{Key, Stream, unit};
    use crate::engine::special::normal_quantile;
    use rand::Rng;

    #[test]
    fn fewer_than_two_values_have_no_interval() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[3.0]), Some(3.0));
        assert_eq!(interval95(&[]), None);
        assert_eq!(interval95(&[3.0]), None);
    }

    #[test]
    fn the_interval_meets_a_hand_computed_one() {
        // Mean 3, s² = 2.5, t₀.₉₇₅ of 4 degrees 2.776445105197793.
        let got = interval95(&[1.0, 2.0, 3.0, 4.0, 5.0]).expect("five values");
        let half = 2.7764451051977934 * 0.5f64.sqrt();
        assert_eq!(got.mean, 3.0);
        assert!((got.half_width() - half).abs() < 1e-13);
        assert!((got.low - (3.0 - half)).abs() < 1e-13);
        assert!(got.contains(1.1) && !got.contains(1.0));
        let narrower = interval(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.5).expect("five values");
        assert!((narrower.half_width() - 0.7406970841 * 0.5f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn equal_values_have_an_interval_of_no_width() {
        assert_eq!(
            interval95(&[0.1; 7]),
            Some(Interval {
                mean: 0.1,
                low: 0.1,
                high: 0.1
            })
        );
    }

    #[test]
    fn hard_numbers_keep_their_digits() {
        // NIST StRD NumAcc3 and NumAcc4: mean 10⁶ + 0.2 (10⁷ + 0.2), deviation 0.1.
        for (base, digits) in [(1_000_000.0, 9.4), (10_000_000.0, 8.2)] {
            let mut values = vec![base + 0.2];
            for _ in 0..500 {
                values.extend([base + 0.1, base + 0.3]);
            }
            assert_eq!(mean(&values), Some(base + 0.2));
            let deviation = variance(&values).expect("1001 values").sqrt();
            assert!(-libm::log10((deviation - 0.1).abs() / 0.1) > digits, "{deviation}");
        }
        // NumAcc2: mean 1.2, deviation 0.1.
        let mut values = vec![1.2];
        for _ in 0..500 {
            values.extend([1.1, 1.3]);
        }
        assert!((mean(&values).expect("values") - 1.2).abs() < 1e-15);
        assert!((variance(&values).expect("values").sqrt() - 0.1).abs() < 1e-15);
    }

    #[test]
    fn infinite_values_do_not_panic() {
        let got = interval95(&[1.0, f64::INFINITY]).expect("two values");
        assert!(got.mean.is_infinite() && got.low.is_nan());
    }

    #[test]
    fn the_interval_covers_at_its_level() {
        // 10,000 samples of six normal values: coverage 0.95 ± 0.0067 is three standard errors, a false alarm once in 370.
        let mut stream = Stream::new(Key::new(5, 0), 0);
        let mut draw = || normal_quantile(Tail::Lower(unit(stream.next_u64())));
        let covered = (0..10_000)
            .filter(|_| interval95(&[0; 6].map(|_| draw())).is_some_and(|i| i.contains(0.0)))
            .count();
        assert!((9433..=9567).contains(&covered), "{covered}");
    }
}
