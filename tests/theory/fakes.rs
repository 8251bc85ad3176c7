//! Replications without a simulator: values of known mean, spread and correlation, thousands of studies in a second.

use aftersales::engine::keyed::{Key, Stream};
use rand_distr::{Distribution, Exp1, StandardNormal};

/// The law of an alternative's values around its mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Law {
    /// Normal.
    Normal,
    /// Exponential, moved to mean 0: skewness 2.
    Exponential,
}

/// Alternatives whose values have a common part, as common random numbers give them.
#[derive(Clone, Debug)]
pub struct Fakes {
    /// By alternative.
    pub means: Vec<f64>,
    /// Standard deviations, by alternative.
    pub spreads: Vec<f64>,
    /// Correlation of every two alternatives.
    pub correlation: f64,
    /// The law of both parts.
    pub law: Law,
    stream: Stream,
}

impl Fakes {
    /// Normal values; `lane` keeps the draws of different tests apart.
    pub fn new(lane: u64, means: &[f64], spreads: &[f64], correlation: f64) -> Fakes {
        Fakes {
            means: means.to_vec(),
            spreads: spreads.to_vec(),
            correlation,
            law: Law::Normal,
            stream: Stream::new(Key::new(2001, 0), lane),
        }
    }

    fn part(&mut self) -> f64 {
        match self.law {
            Law::Normal => StandardNormal.sample(&mut self.stream),
            Law::Exponential => {
                let waited: f64 = Exp1.sample(&mut self.stream);
                waited - 1.0
            }
        }
    }

    /// The next replication: one value for each alternative.
    pub fn replication(&mut self) -> Vec<f64> {
        let (common, own) = (self.correlation.sqrt(), (1.0 - self.correlation).sqrt());
        let shared = common * self.part();
        (0..self.means.len())
            .map(|at| self.means[at] + self.spreads[at] * (shared + own * self.part()))
            .collect()
    }

    /// The next `n` replications, by alternative.
    pub fn series(&mut self, n: usize) -> Vec<Vec<f64>> {
        let mut series = vec![Vec::with_capacity(n); self.means.len()];
        for _ in 0..n {
            let values = self.replication();
            series.iter_mut().zip(values).for_each(|(list, value)| list.push(value));
        }
        series
    }
}

/// The shares of `n` trials between which 99.9 % fall if each succeeds with probability `p`: binomial, 0.05 % beyond either.
pub fn band(p: f64, n: u32) -> [f64; 2] {
    let beyond = |p| f64::from(fewest(p, n, 0.0005)) / f64::from(n);
    [beyond(p), 1.0 - beyond(1.0 - p)]
}

/// The share of `n` trials below which 0.1 % fall if each succeeds with probability `p`; fewer still if it is larger.
pub fn floor(p: f64, n: u32) -> f64 {
    f64::from(fewest(p, n, 0.001)) / f64::from(n)
}

/// The smallest number of successes of which more than `tail` have at most so many.
fn fewest(p: f64, n: u32, tail: f64) -> u32 {
    let (mut count, mut whole) = (0, 0.0);
    loop {
        let ln_choose = ln_factorial(n) - ln_factorial(count) - ln_factorial(n - count);
        whole += (ln_choose + f64::from(count) * p.ln() + f64::from(n - count) * (-p).ln_1p()).exp();
        if whole > tail {
            return count;
        }
        count += 1;
    }
}

fn ln_factorial(n: u32) -> f64 {
    statrs::function::factorial::ln_factorial(n.into())
}

#[test]
fn limits_are_those_of_the_binomial_law() {
    // Exact sums of the binomial law in Python: counts of which more than 0.1 % (0.05 %) have at most so many.
    assert_eq!([1_000, 2_000, 10_000].map(|n| floor(0.95, n)), [0.927, 0.9345, 0.9431]);
    assert_eq!(
        band(0.95, 10_000).map(|share| (share * 1e4).round() / 1e4),
        [0.9427, 0.9570]
    );
    assert_eq!(
        band(0.95, 1_000).map(|share| (share * 1e3).round() / 1e3),
        [0.926, 0.971]
    );
}
