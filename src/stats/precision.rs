//! Replications until means are known well enough: when to look, and when to stop.
//!
//! A run that stops as soon as its interval is narrow stops too often where chance made it narrow, so the interval then
//! covers the mean less often than it says (Chow and Robbins 1965 show that the loss vanishes as the precision rises).
//! Starting at 30 and looking seldom keeps the loss small; as many fresh replications at the number so found have none.

/// The first look. With fewer, skewed figures look far surer than they are.
pub const FIRST_LOOK: u32 = 30;

/// A mean that shall be known to a share of itself, as it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Relative precision asked for, above 0 and below 1: half the interval over the true mean.
    pub wanted: f64,
    /// Its mean; none if it was never observed.
    pub mean: Option<f64>,
    /// Half the width of its interval; none with fewer than two observations.
    pub half: Option<f64>,
}

impl Figure {
    /// Half its interval over its mean; none where that cannot be told.
    pub fn relative(&self) -> Option<f64> {
        let (mean, half) = (self.mean?.abs(), self.half?);
        if half == 0.0 {
            return Some(0.0);
        }
        (mean > 0.0).then(|| half / mean)
    }

    /// Whether half the interval is at most γ/(1 + γ) of the mean: then it is at most γ of any value in the interval
    /// (Law, Simulation Modeling and Analysis, on relative errors).
    pub fn is_reached(&self) -> bool {
        self.relative()
            .is_some_and(|relative| relative <= self.wanted / (1.0 + self.wanted))
    }
}

/// Why replications end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Every figure is known as well as was asked.
    Reached,
    /// The most replications allowed are done.
    Cap,
    /// A figure was not observed once: more replications would not help.
    Unseen,
}

/// What to do after a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Go on until so many replications are done, and look again.
    Until(u32),
    /// Stop.
    Stop(Why),
}

/// The first look, at most at the cap.
pub fn first_look(cap: u32) -> u32 {
    FIRST_LOOK.min(cap)
}

/// Decides at a look. Looks are half as many replications again apart, 30, 45, 68, 102 …, the last at the cap.
pub fn decide(done: u32, cap: u32, figures: &[Figure]) -> Step {
    if figures.iter().all(Figure::is_reached) {
        Step::Stop(Why::Reached)
    } else if figures.iter().any(|figure| figure.mean.is_none()) {
        Step::Stop(Why::Unseen)
    } else if done >= cap {
        Step::Stop(Why::Cap)
    } else {
        Step::Until(done.saturating_add(done.div_ceil(2)).min(cap))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(wanted: f64, mean: f64, half: f64) -> Figure {
        Figure {
            wanted,
            mean: Some(mean),
            half: Some(half),
        }
    }

    #[test]
    fn looks_grow_by_half_and_end_at_the_cap() {
        let far = [figure(0.05, 10.0, 9.0)];
        let mut looks = vec![first_look(500)];
        while let Step::Until(next) = decide(looks[looks.len() - 1], 500, &far) {
            looks.push(next);
        }
        // 45 · 1.5 = 67.5 and 153 · 1.5 = 229.5, rounded up.
        assert_eq!(looks, [30, 45, 68, 102, 153, 230, 345, 500]);
        assert_eq!(decide(500, 500, &far), Step::Stop(Why::Cap));
        assert_eq!(first_look(12), 12);
        assert_eq!(decide(12, 12, &far), Step::Stop(Why::Cap));
        assert_eq!(decide(u32::MAX - 1, u32::MAX, &far), Step::Until(u32::MAX));
    }

    #[test]
    fn the_interval_may_be_a_share_of_the_true_mean() {
        // γ = 25 %: at most a fifth of the estimate. 10 ± 2: the true mean is 8 at least, and 2 is a quarter of it.
        assert!(figure(0.25, 10.0, 2.0).is_reached());
        assert!(!figure(0.25, 10.0, 2.000_001).is_reached());
        assert!(figure(0.25, -10.0, 2.0).is_reached());
    }

    #[test]
    fn all_figures_must_be_known() {
        let (good, bad) = (figure(0.05, 10.0, 0.1), figure(0.05, 10.0, 3.0));
        assert_eq!(decide(30, 100, &[good, good]), Step::Stop(Why::Reached));
        assert_eq!(decide(30, 100, &[good, bad]), Step::Until(45));
        assert_eq!(decide(100, 100, &[bad, good]), Step::Stop(Why::Cap));
        assert_eq!(
            decide(100, 100, &[good]),
            Step::Stop(Why::Reached),
            "reached at the cap is reached"
        );
    }

    #[test]
    fn what_does_not_vary_is_known_and_what_is_not_there_never_will_be() {
        assert!(figure(0.05, 0.0, 0.0).is_reached());
        assert!(!figure(0.05, 0.0, 0.1).is_reached());
        let unseen = Figure {
            wanted: 0.05,
            mean: None,
            half: None,
        };
        assert_eq!(decide(30, 100, &[unseen]), Step::Stop(Why::Unseen));
        // Seen once: no interval yet, but more replications may bring one.
        let once = Figure {
            mean: Some(3.0),
            ..unseen
        };
        assert_eq!(decide(30, 100, &[once]), Step::Until(45));
        assert_eq!(once.relative(), None);
    }
}
