//! The probability laws a scenario may name, by their public parameters.

/// A law of a non-negative quantity, in the unit of its parameters (hours, days).
///
/// Parameters are those of the scenario file; for [`Law::Normal`] they are those before the cut at 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    /// Always the same value.
    Constant(f64),
    /// Evenly between `min` and `max`.
    Uniform {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// Triangular on [`min`, `max`] with its peak at `mode`.
    Triangular {
        /// Smallest value.
        min: f64,
        /// Most likely value.
        mode: f64,
        /// Largest value.
        max: f64,
    },
    /// Exponential.
    Exponential {
        /// Mean.
        mean: f64,
    },
    /// Sum of `k` exponentials.
    Erlang {
        /// Mean of the sum.
        mean: f64,
        /// Number of phases.
        k: u32,
    },
    /// Gamma by mean and coefficient of variation (shape 1/cv²).
    Gamma {
        /// Mean.
        mean: f64,
        /// Coefficient of variation.
        cv: f64,
    },
    /// Lognormal by mean and coefficient of variation.
    Lognormal {
        /// Mean.
        mean: f64,
        /// Coefficient of variation.
        cv: f64,
    },
    /// Weibull by mean and shape.
    Weibull {
        /// Mean.
        mean: f64,
        /// Shape; 1 is the exponential.
        shape: f64,
    },
    /// Normal, cut at 0: the larger of 0 and the draw.
    Normal {
        /// Mean before the cut.
        mean: f64,
        /// Standard deviation before the cut.
        sd: f64,
    },
    /// Two exponential branches with balanced means, cv ≥ 1.
    Hyperexponential {
        /// Mean.
        mean: f64,
        /// Coefficient of variation, at least 1.
        cv: f64,
    },
    /// One of `values`, with probability in proportion to `weights`.
    Empirical {
        /// The values, any order.
        values: Vec<f64>,
        /// One non-negative weight per value, at least one positive.
        weights: Vec<f64>,
    },
}
