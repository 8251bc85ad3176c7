//! How much of a variance lies between groups and how much within: the random-effects model.

use super::moments::Moments;

/// Values in groups, one group after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Split {
    all: Moments,
    group: Moments,
    /// Squares within the groups that have ended.
    within: f64,
    /// Σ n² over those groups.
    sizes: f64,
    groups: u32,
}

/// The two parts of a variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// Of values of one group: the mean square within groups.
    pub within: f64,
    /// Of the groups' own means.
    pub between: f64,
}

impl Split {
    /// Adds a value to the present group.
    pub fn add(&mut self, value: f64) {
        self.all.add(value);
        self.group.add(value);
    }

    /// Ends the present group; one without a value is none.
    pub fn end_group(&mut self) {
        let group = std::mem::take(&mut self.group);
        if group.count() > 0 {
            self.groups += 1;
            self.sizes += f64::from(group.count()) * f64::from(group.count());
            self.within += squares(&group);
        }
    }

    /// All values of the groups that have ended.
    pub fn all(&self) -> &Moments {
        &self.all
    }

    /// The analysis of variance of a one-way random-effects model (Searle, Casella and McCulloch, *Variance Components*,
    /// 1992, section 3.6): within = MSW, between = max(0, (MSB − MSW)/n₀) with n₀ = (N − Σn²/N)/(B − 1), the size of the
    /// groups where it is the same for all. None with one group or with a value for each.
    pub fn parts(&self) -> Option<Parts> {
        let (values, groups) = (f64::from(self.all.count()), f64::from(self.groups));
        if self.groups < 2 || self.all.count() <= self.groups {
            return None;
        }
        let within = self.within / (values - groups);
        let among = (squares(&self.all) - self.within).max(0.0) / (groups - 1.0);
        let size = (values - self.sizes / values) / (groups - 1.0);
        Some(Parts {
            within,
            between: ((among - within) / size).max(0.0),
        })
    }
}

/// Σ(x − x̄)².
fn squares(moments: &Moments) -> f64 {
    moments.variance().unwrap_or(0.0) * f64::from(moments.count().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(groups: &[&[f64]]) -> Split {
        let mut split = Split::default();
        for group in groups {
            group.iter().for_each(|value| split.add(*value));
            split.end_group();
        }
        split
    }

    #[test]
    fn by_hand() {
        // Means 2, 5, 11; SSW = 2 + 2 + 2 = 6, MSW = 6/3 = 2. Grand mean 6, SSB = 2 (16 + 1 + 25) = 84, MSB = 42; (42 − 2)/2.
        let parts = split(&[&[1.0, 3.0], &[4.0, 6.0], &[10.0, 12.0]])
            .parts()
            .expect("parts");
        assert!(
            (parts.within - 2.0).abs() < 1e-12 && (parts.between - 20.0).abs() < 1e-12,
            "{parts:?}"
        );
        // Groups of 1 and 3: N = 4, n₀ = 4 − 10/4 = 1.5. SSW = 2 (means 8 and 2), MSW = 1; grand mean 3.5,
        // SSB = 4.5² + 3·1.5² = 27 = MSB; (27 − 1)/1.5.
        let parts = split(&[&[8.0], &[1.0, 2.0, 3.0], &[]]).parts().expect("parts");
        assert!(
            (parts.within - 1.0).abs() < 1e-12 && (parts.between - 52.0 / 3.0).abs() < 1e-12,
            "{parts:?}"
        );
    }

    #[test]
    fn groups_that_are_closer_than_chance_differ_by_nothing() {
        // Both means 2: MSB = 0 < MSW.
        let parts = split(&[&[1.0, 3.0], &[0.0, 4.0]]).parts().expect("parts");
        assert_eq!(parts.between, 0.0);
        assert!((parts.within - 5.0).abs() < 1e-12);
    }

    #[test]
    fn one_group_or_one_value_in_each_tells_nothing() {
        assert_eq!(split(&[&[1.0, 2.0]]).parts(), None);
        assert_eq!(split(&[&[1.0], &[2.0]]).parts(), None);
    }
}
