//! How many renewals are expected by a time when intervals follow a gamma law.

use super::special::gamma_lower;

/// Knots per standard deviation of an interval. Between them the renewal function is taken as straight, which errs by
/// f′/(8·64²) at most, in variances: 6 in 100,000 where the slope of the density is 2/cv² (two phases, at 0), a tenth of
/// that for the narrow laws of real services.
const KNOTS_PER_DEVIATION: f64 = 64.0;

/// Standard deviations beyond which an interval's end is sure.
const FAR: f64 = 9.0;

/// The renewal function m(t) = Σ P(X₁ + … + Xₖ ≤ t) of gamma intervals of mean 1: Cox, *Renewal Theory* (1962), 1.3 and
/// 4.2. The sum of k intervals of coefficient of variation c is gamma of shape k/c².
#[derive(Clone, Debug)]
pub struct Renewals {
    knots: Vec<f64>,
    per_unit: f64,
    /// From here on the expectation is a straight line.
    settled: f64,
    /// (cv² − 1)/2: how far that line lies above the time (Cox 1962, 4.3).
    ahead: f64,
}

impl Renewals {
    /// For intervals of coefficient of variation `cv` (above 0), up to time `until`.
    pub fn new(cv: f64, until: f64) -> Renewals {
        let per_unit = libm::ceil(KNOTS_PER_DEVIATION / cv);
        let shape = 1.0 / (cv * cv);
        // What is left of the first intervals dies out like e^(−2π² cv² t) for narrow laws, e^(−4t) for two phases.
        let settled = (2.0 / (cv * cv)).max(20.0);
        let last = libm::ceil(until.min(settled) * per_unit) as usize + 1;
        let expected = |t: f64| {
            // k intervals take k ± cv √k: fewer are over for sure, more are not.
            let far = FAR * cv * libm::sqrt(t + 1.0) + FAR * FAR * cv * cv;
            let sure = libm::floor((t - far).max(0.0));
            let possible = libm::ceil(t + far) as u64;
            let open = (sure as u64 + 1..=possible).map(|k| gamma_lower(k as f64 * shape, t * shape));
            sure + open.sum::<f64>()
        };
        Renewals {
            knots: (0..=last).map(|knot| expected(knot as f64 / per_unit)).collect(),
            per_unit,
            settled,
            ahead: 0.5 * (cv * cv - 1.0),
        }
    }

    /// Renewals expected by time `t`, in mean intervals; `t` from 0 to what the table was made for.
    pub fn by(&self, t: f64) -> f64 {
        if t >= self.settled {
            return t + self.ahead;
        }
        let at = t * self.per_unit;
        let knot = (libm::floor(at) as usize).min(self.knots.len() - 2);
        let (before, after) = (self.knots[knot], self.knots[knot + 1]);
        before + (at - knot as f64) * (after - before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_intervals_renew_evenly() {
        // cv 1 is the Poisson process: m(t) = t.
        let renewals = Renewals::new(1.0, 30.0);
        for t in [0.0, 0.01, 0.7, 3.0, 12.3, 30.0] {
            assert!((renewals.by(t) - t).abs() < 1e-9, "{t}: {}", renewals.by(t));
        }
    }

    #[test]
    fn erlang_intervals_of_two_phases_renew_as_cox_says() {
        // Two phases of rate 2: m(t) = t − 1/4 + e^(−4t)/4 (Cox 1962, 4.2).
        let renewals = Renewals::new(0.5f64.sqrt(), 20.0);
        for t in [0.1, 0.5, 1.0, 2.5, 19.0] {
            let expected = t - 0.25 + libm::exp(-4.0 * t) / 4.0;
            let found = renewals.by(t);
            assert!((found - expected).abs() < 7e-5, "{t}: {found} {expected}");
        }
    }

    #[test]
    fn the_line_of_late_times_begins_where_the_table_ends() {
        for cv in [0.15, 0.3, 0.5f64.sqrt(), 1.0] {
            let renewals = Renewals::new(cv, 1e6);
            let (before, after) = (renewals.by(renewals.settled - 1e-9), renewals.by(renewals.settled));
            assert!((after - before).abs() < 1e-4, "{cv}: {before} {after}");
        }
    }

    #[test]
    fn late_renewals_fall_behind_by_half_of_one_less_the_variance() {
        // m(t) − t → (cv² − 1)/2 (Cox 1962, 4.3).
        for cv in [0.3, 0.5, 1.0] {
            let renewals = Renewals::new(cv, 40.0);
            let expected = 40.0 + (cv * cv - 1.0) / 2.0;
            assert!(
                (renewals.by(40.0) - expected).abs() < 1e-4,
                "{cv}: {}",
                renewals.by(40.0)
            );
        }
    }
}
