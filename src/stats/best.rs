//! Which of several plans is best, and how far each is from the best of the others (Hsu 1984, with paired differences).

use super::interval::{mean, variance};
use crate::engine::special::{Tail, student_t_quantile};

/// Which end is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The least.
    Least,
    /// The most.
    Most,
}

/// For each alternative the interval of its distance to the best of the others, in its own unit: above 0 it has more than
/// the best of the others, below less. All intervals hold together with probability 1 − `alpha` at least, also on common
/// random numbers, for normal differences.
///
/// Larger being better, with w_ij = t(1 − α/(k − 1), n − 1) s_ij/√n from the paired differences of i and j:
/// D⁺_i = max(0, min_j(Ȳ_i − Ȳ_j + w_ij)); G = {i: D⁺_i > 0}; D⁻_i = 0 if G = {i}, else
/// min(0, min over j in G, j ≠ i, of (Ȳ_i − Ȳ_j − w_ij)). Smaller being better, signs are turned.
///
/// None with fewer than two alternatives or two replications, or series of different length.
pub fn distances(series: &[Vec<f64>], wanted: Wanted, alpha: f64) -> Option<Vec<[f64; 2]>> {
    let (k, n) = (series.len(), series.first()?.len());
    if k < 2 || n < 2 || series.iter().any(|values| values.len() != n) {
        return None;
    }
    let sign = match wanted {
        Wanted::Most => 1.0,
        Wanted::Least => -1.0,
    };
    let t = student_t_quantile((n - 1) as f64, Tail::Upper(alpha / (k - 1) as f64));
    // Mean difference, larger being better, and its half width.
    let pair = |i: usize, j: usize| {
        let differences: Vec<f64> = series[i].iter().zip(&series[j]).map(|(a, b)| sign * (a - b)).collect();
        let half = t * (variance(&differences)? / n as f64).sqrt();
        Some((mean(&differences)?, half))
    };
    let mut pairs = Vec::with_capacity(k * k);
    for i in 0..k {
        for j in 0..k {
            pairs.push(pair(i, j)?);
        }
    }
    let others = |i: usize| (0..k).filter(move |&j| j != i);
    let upper: Vec<f64> = (0..k)
        .map(|i| {
            let least = others(i).map(|j| pairs[i * k + j].0 + pairs[i * k + j].1);
            least.fold(f64::INFINITY, f64::min).max(0.0)
        })
        .collect();
    let may_be_best: Vec<usize> = (0..k).filter(|&i| upper[i] > 0.0).collect();
    let intervals = (0..k).map(|i| {
        let low = if may_be_best == [i] {
            0.0
        } else {
            let rivals = may_be_best.iter().filter(|&&j| j != i);
            let least = rivals.map(|&j| pairs[i * k + j].0 - pairs[i * k + j].1);
            least.fold(f64::INFINITY, f64::min).min(0.0)
        };
        match wanted {
            Wanted::Most => [low, upper[i]],
            Wanted::Least => [0.0 - upper[i], 0.0 - low],
        }
    });
    Some(intervals.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_computed_table() {
        // Two series, n = 4, differences (second less first) 1, 2, 3, 2: mean 2, s/√n = 0.4082483; k − 1 = 1, so t₀.₉₅ of 3
        // degrees, 2.3533634: w = 0.9607565. More is better: the second leads by 2 ± w, and surely.
        let series = [vec![1.0, 4.0, 2.0, 5.0], vec![2.0, 6.0, 5.0, 7.0]];
        let w = 2.353363435 * 0.40824829;
        let got = distances(&series, Wanted::Most, 0.05).expect("a table");
        for ([low, high], [its_low, its_high]) in got.iter().zip([[-2.0 - w, 0.0], [0.0, 2.0 + w]]) {
            assert!(
                (low - its_low).abs() < 1e-6 && (high - its_high).abs() < 1e-6,
                "{got:?}"
            );
        }
        // Less is better: the first is the best, the second has up to 2 + w more.
        let got = distances(&series, Wanted::Least, 0.05).expect("a table");
        for ([low, high], [its_low, its_high]) in got.iter().zip([[-2.0 - w, 0.0], [0.0, 2.0 + w]]) {
            assert!(
                (low - its_low).abs() < 1e-6 && (high - its_high).abs() < 1e-6,
                "{got:?}"
            );
        }
    }

    #[test]
    fn who_cannot_be_told_apart_may_be_best() {
        let series = [vec![1.0, 2.0, 3.0], vec![2.0, 1.0, 3.0], vec![11.0, 12.0, 13.5]];
        let got = distances(&series, Wanted::Least, 0.05).expect("a table");
        // Both of the first may be best: their intervals hold 0 inside; the third is surely worse.
        assert!(got[0][0] < 0.0 && got[0][1] > 0.0 && got[1][0] < 0.0 && got[1][1] > 0.0);
        assert!(got[2][0] == 0.0 && got[2][1] > 9.0, "{got:?}");
    }

    #[test]
    fn too_little_has_no_table() {
        assert_eq!(distances(&[], Wanted::Most, 0.05), None);
        assert_eq!(distances(&[vec![1.0, 2.0]], Wanted::Most, 0.05), None);
        assert_eq!(distances(&[vec![1.0], vec![2.0]], Wanted::Most, 0.05), None);
        assert_eq!(distances(&[vec![1.0, 2.0], vec![2.0]], Wanted::Most, 0.05), None);
    }
}
