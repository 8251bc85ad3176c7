//! Student's t, to undo the width of an interval.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// The 0.975 quantile with so many degrees of freedom (Student 1908).
pub fn quantile_975(freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom).unwrap().inverse_cdf(0.975)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_quantiles() {
        for (freedom, known) in [(1.0, 12.7062047361747), (5.0, 2.570581835636314), (30.0, 2.0422724563)] {
            assert!((quantile_975(freedom) / known - 1.0).abs() < 1e-9, "{freedom}");
        }
    }
}
