//! Special functions of probability: the parts of engine and statistics that have no closed form.
//!
//! All of it stands on `libm`, called by path, so that results are the same on every platform. Measured relative
//! errors are in each function's docs and held by the tests.

mod beta;
mod gamma;
mod normal;
mod root;

pub use beta::{beta_regularised, student_t_quantile, student_t_tail};
pub use gamma::{gamma_lower, gamma_quantile, gamma_upper, ln_gamma, stirling_error};
pub use normal::{erf, normal_cdf, normal_quantile, normal_tail};

/// The smaller tail of a probability, with its side: what keeps an inverse accurate near 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tail {
    /// P(X ≤ x) is given.
    Lower(f64),
    /// P(X > x) is given.
    Upper(f64),
}

#[cfg(test)]
mod tests;
