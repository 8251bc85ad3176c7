//! Rank correlation: how far one quantity rises with another, whatever the shape.

use crate::engine::special::{Tail, normal_quantile};

/// A rank correlation with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// Spearman's ρ, the correlation of the mid-ranks.
    pub correlation: f64,
    /// 95 % interval; none with fewer than five pairs.
    pub interval: Option<[f64; 2]>,
}

/// Spearman's rank correlation of pairs; none with fewer than three or where one side is always the same.
///
/// The interval is that of Fieller, Hartley and Pearson (1957): atanh ρ with variance 1.06/(n − 3), for |ρ| below about
/// 0.8; beyond, it is a little too narrow. Where the order is the same throughout (ρ = 1) its inner end is that of the next
/// smaller ρ there may be, 1 − 12/(n (n² − 1)): so many pairs alone do not show that they always agree.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<Ranked> {
    let n = pairs.len();
    if n < 3 {
        return None;
    }
    let one = midranks(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
    let other = midranks(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    let middle = (n as f64 + 1.0) / 2.0;
    let products = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum() };
    let scale = (products(&one, &one) * products(&other, &other)).sqrt();
    if scale <= 0.0 {
        return None;
    }
    let correlation = (products(&one, &other) / scale).clamp(-1.0, 1.0);
    let interval = (n > 4).then(|| {
        let half = normal_quantile(Tail::Upper(0.025)) * (1.06 / (n as f64 - 3.0)).sqrt();
        let pairs = n as f64;
        let most = 1.0 - 12.0 / (pairs * (pairs * pairs - 1.0));
        let centre = libm::atanh(correlation.clamp(-most, most));
        let [low, high] = [libm::tanh(centre - half), libm::tanh(centre + half)];
        [low.min(correlation), high.max(correlation)]
    });
    Some(Ranked { correlation, interval })
}

/// Ranks from 1; equal values share their mean rank.
fn midranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut at = 0;
    while at < order.len() {
        let same = order[at..]
            .iter()
            .take_while(|&&other| values[other] == values[order[at]])
            .count();
        for &place in &order[at..at + same] {
            ranks[place] = at as f64 + (same as f64 + 1.0) / 2.0;
        }
        at += same;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // Ranks 1 2 3 4 5 against 2 1 4 3 5: Σd² = 4, ρ = 1 − 6·4/(5·24) = 0.8.
        let pairs = [(1.0, 20.0), (2.0, 10.0), (3.0, 40.0), (40.0, 30.0), (50.0, 500.0)];
        let found = spearman(&pairs).expect("five pairs");
        assert!((found.correlation - 0.8).abs() < 1e-12);
        // atanh 0.8 = 1.098612, half = 1.959964·√(1.06/2) = 1.426873: tanh(−0.328261) and tanh(2.525485).
        let [low, high] = found.interval.expect("five pairs");
        assert!(
            (low + 0.316_959).abs() < 1e-5 && (high - 0.987_275).abs() < 1e-5,
            "{low} {high}"
        );
    }

    #[test]
    fn five_pairs_in_the_same_order_do_not_show_that_they_always_are() {
        // Next to 1 is ρ = 1 − 12/120 = 0.9: atanh 0.9 = 1.472219, less 1.426873: tanh 0.045346 = 0.045315.
        let pairs = [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0), (5.0, 5.0)];
        let [low, high] = spearman(&pairs).and_then(|found| found.interval).expect("five pairs");
        assert!((low - 0.045_315).abs() < 1e-5 && high == 1.0, "{low} {high}");
        let [low, high] = spearman(&pairs.map(|(one, other)| (one, -other)))
            .and_then(|found| found.interval)
            .expect("five pairs");
        assert!(low == -1.0 && (high + 0.045_315).abs() < 1e-5, "{low} {high}");
    }

    #[test]
    fn equal_values_share_their_rank() {
        assert_eq!(midranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert_eq!(spearman(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
    }
}
