//! How much worse each of several alternatives is than the best of them, from paired differences.

use super::best::Wanted;
use super::interval::{mean, variance};
use crate::engine::special::{Tail, student_t_quantile};

/// How much worse one alternative is than the best of all, itself among them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// Mean distance to the best mean, 0 for the best.
    pub mean: f64,
    /// Its interval; never below 0.
    pub ends: [f64; 2],
}

/// The regret of every alternative, in the figure's own unit. The intervals hold together, over all alternatives of this
/// and of `tables` − 1 other tables, with probability 1 − `alpha` at least, for normal differences.
///
/// With D_ij how much worse i is than j, and w_ij = t(1 − α/(2 m), n − 1) s_ij/√n for m = `tables` × k(k − 1)/2 pairs
/// (Bonferroni), all D_ij lie within ± w_ij of their means together. The regret of i is max_j D_ij with D_ii = 0: it
/// lies between max_j(D̄_ij − w_ij) and max_j(D̄_ij + w_ij), each no less than 0, whichever is the best.
///
/// None with fewer than two alternatives or two replications, or series of different length.
pub fn regrets(series: &[Vec<f64>], wanted: Wanted, tables: u32, alpha: f64) -> Option<Vec<Regret>> {
    let (k, n) = (series.len(), series.first()?.len());
    if k < 2 || n < 2 || series.iter().any(|values| values.len() != n) {
        return None;
    }
    let sign = match wanted {
        Wanted::Most => -1.0,
        Wanted::Least => 1.0,
    };
    let pairs = f64::from(tables.max(1)) * (k * (k - 1) / 2) as f64;
    let t = student_t_quantile((n - 1) as f64, Tail::Upper(0.5 * alpha / pairs));
    let of = |i: usize| {
        let mut regret = Regret {
            mean: 0.0,
            ends: [0.0; 2],
        };
        for j in (0..k).filter(|&j| j != i) {
            let worse: Vec<f64> = series[i].iter().zip(&series[j]).map(|(a, b)| sign * (a - b)).collect();
            let (middle, half) = (mean(&worse)?, t * (variance(&worse)? / n as f64).sqrt());
            regret.mean = regret.mean.max(middle);
            regret.ends[0] = regret.ends[0].max(middle - half);
            regret.ends[1] = regret.ends[1].max(middle + half);
        }
        Some(regret)
    };
    (0..k).map(of).collect()
}

/// The largest of the regrets of one alternative, over several tables whose intervals hold together; none of none.
pub fn largest(regrets: impl Iterator<Item = Regret>) -> Option<Regret> {
    regrets.reduce(|a, b| Regret {
        mean: a.mean.max(b.mean),
        ends: [a.ends[0].max(b.ends[0]), a.ends[1].max(b.ends[1])],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-6, "{got} instead of {expected}");
    }

    #[test]
    fn a_hand_computed_table() {
        // The second has 1, 2, 3, 2 more than the first: 2 ± t₀.₉₇₅(3) × 0.4082483 = 3.1824463 × 0.4082483 = 1.2992283.
        let series = [vec![1.0, 4.0, 2.0, 5.0], vec![2.0, 6.0, 5.0, 7.0]];
        let half = 3.182446305 * 0.40824829;
        let [first, second] = regrets(&series, Wanted::Least, 1, 0.05).expect("a table")[..] else {
            panic!("two rows");
        };
        assert_eq!((first.mean, first.ends), (0.0, [0.0, 0.0]), "surely the best");
        close(second.mean, 2.0);
        close(second.ends[0], 2.0 - half);
        close(second.ends[1], 2.0 + half);
        // More is better: the first is the worse by as much.
        let turned = regrets(&series, Wanted::Most, 1, 0.05).expect("a table");
        assert_eq!((turned[0], turned[1]), (second, first));
        // Three such tables together: t at 1 − 0.025/3 of 3 degrees, 4.8567 (tables of Bonferroni's t for three comparisons).
        let wider = regrets(&series, Wanted::Least, 3, 0.05).expect("a table");
        assert!(
            (wider[1].ends[1] - (2.0 + 4.8567 * 0.40824829)).abs() < 1e-4,
            "{wider:?}"
        );
    }

    #[test]
    fn who_may_be_the_best_may_have_no_regret() {
        let series = [vec![1.0, 2.0, 3.0], vec![2.0, 1.0, 3.0], vec![11.0, 12.0, 13.5]];
        let got = regrets(&series, Wanted::Least, 1, 0.05).expect("a table");
        for best in &got[..2] {
            assert!(best.mean == 0.0 && best.ends[0] == 0.0 && best.ends[1] > 0.0, "{got:?}");
        }
        assert!(got[2].ends[0] > 0.0 && got[2].ends[1] > 10.0, "{got:?}");
    }

    #[test]
    fn the_largest_is_of_each_end() {
        let one = Regret {
            mean: 1.0,
            ends: [0.0, 4.0],
        };
        let two = Regret {
            mean: 2.0,
            ends: [1.5, 2.5],
        };
        let expected = Regret {
            mean: 2.0,
            ends: [1.5, 4.0],
        };
        assert_eq!(largest([one, two].into_iter()), Some(expected));
        assert_eq!(largest([].into_iter()), None);
    }

    #[test]
    fn too_little_has_no_table() {
        assert_eq!(regrets(&[], Wanted::Most, 1, 0.05), None);
        assert_eq!(regrets(&[vec![1.0, 2.0]], Wanted::Most, 1, 0.05), None);
        assert_eq!(regrets(&[vec![1.0], vec![2.0]], Wanted::Most, 1, 0.05), None);
    }
}
