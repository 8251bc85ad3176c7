//! How good an interval was, once the value is known.

/// The interval score of Gneiting and Raftery (2007, equation 43): width, plus 2/α for every unit by which the value was
/// missed. Smaller is better; its mean is least for the true points at α/2 and 1 − α/2.
///
/// `miss` is α, the share of values that the interval should miss.
pub fn interval_score([low, high]: [f64; 2], miss: f64, value: f64) -> f64 {
    (high - low) + 2.0 / miss * ((low - value).max(0.0) + (value - high).max(0.0))
}

/// The smallest of ascending values that a share of them does not exceed (nearest rank); none without values.
pub fn nearest_rank(ascending: &[f64], share: f64) -> Option<f64> {
    let rank = libm::ceil(share * ascending.len() as f64 - 1e-9).max(1.0) as usize;
    ascending.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // Ten wide; missed by 3 at α = 0.1: 10 + 20·3.
        assert_eq!(interval_score([10.0, 20.0], 0.1, 15.0), 10.0);
        assert_eq!(interval_score([10.0, 20.0], 0.1, 20.0), 10.0);
        assert!((interval_score([10.0, 20.0], 0.1, 23.0) - 70.0).abs() < 1e-12);
        assert!((interval_score([10.0, 20.0], 0.5, 8.0) - 18.0).abs() < 1e-12);
    }

    #[test]
    fn the_true_points_score_best() {
        // A value even on (0, 1): E S(a, 1 − a; α) = (1 − 2a) + 2a²/α, least at a = α/2.
        let mean = |a: f64| {
            let values = (0..10_000).map(|at| (f64::from(at) + 0.5) / 1e4);
            values
                .map(|value| interval_score([a, 1.0 - a], 0.5, value))
                .sum::<f64>()
                / 1e4
        };
        assert!((mean(0.25) - 0.75).abs() < 1e-6);
        assert!(mean(0.25) < mean(0.2) && mean(0.25) < mean(0.3));
    }

    #[test]
    fn ranks_are_nearest() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(nearest_rank(&values, 0.05), Some(1.0));
        assert_eq!(nearest_rank(&values, 0.95), Some(19.0));
        assert_eq!(nearest_rank(&values, 0.5), Some(10.0));
        assert_eq!(nearest_rank(&[], 0.5), None);
    }
}
