//! Mean and variance of a stream of replications, folded in their order.

/// Running mean and sum of squared deviations (Welford 1962): memory does not grow with the replications.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u32,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Adds one value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        let step = value - self.mean;
        self.mean += step / f64::from(self.count);
        self.squares += step * (value - self.mean);
    }

    /// How many values.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Their mean; none without a value.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// Their variance with n − 1; none with fewer than two.
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / f64::from(self.count - 1))
    }

    /// 95 % Student interval of the mean; none with fewer than two values. `t` is the 97.5 % point of the Student law
    /// with count − 1 degrees of freedom.
    pub fn ci95(&self, t: f64) -> Option<[f64; 2]> {
        let half = t * (self.variance()? / f64::from(self.count)).sqrt();
        Some([self.mean - half, self.mean + half])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST StRD NumAcc2: 1.2, then 1.1 and 1.3 in turn, 1001 values; certified mean 1.2, standard deviation 0.1.
    #[test]
    fn nist_numacc2() {
        let mut moments = Moments::default();
        moments.add(1.2);
        for _ in 0..500 {
            moments.add(1.1);
            moments.add(1.3);
        }
        assert!((moments.mean().expect("values") - 1.2).abs() < 1e-14);
        assert!((moments.variance().expect("values").sqrt() - 0.1).abs() < 1e-14);
    }

    #[test]
    fn one_value_has_no_interval() {
        let mut moments = Moments::default();
        assert_eq!((moments.mean(), moments.variance()), (None, None));
        moments.add(5.0);
        assert_eq!((moments.mean(), moments.ci95(12.7)), (Some(5.0), None));
        moments.add(7.0);
        // Mean 6, s = √2, s/√2 = 1: 6 ± t.
        let [low, high] = moments.ci95(12.706_204_736_174_7).expect("two values");
        assert!((low + 6.706_204_736_174_7).abs() < 1e-12 && (high - 18.706_204_736_174_7).abs() < 1e-12);
    }
}
