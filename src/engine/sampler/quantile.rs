//! The exact quantile functions behind the tables, each in unit scale: mean 1 (the normal: deviation 1).

use crate::engine::special::{self, Tail};

/// The shape of a law; equal shapes share a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Standard normal, the one with mean 0.
    Normal,
    /// Gamma of this shape parameter.
    Gamma(f64),
    /// Lognormal with this standard deviation of the logarithm.
    Lognormal(f64),
    /// Weibull of this shape parameter.
    Weibull(f64),
    /// The likelier branch of two exponentials with balanced means has this probability.
    Hyperexponential(f64),
}

impl Shape {
    /// The exponential is the Weibull of shape 1.
    pub(super) fn exponential() -> Shape {
        Shape::Weibull(1.0)
    }

    pub(super) fn gamma(shape: f64) -> Shape {
        if shape == 1.0 {
            Shape::exponential()
        } else {
            Shape::Gamma(shape)
        }
    }

    pub(super) fn weibull(shape: f64) -> Shape {
        Shape::Weibull(shape)
    }

    /// σ² = ln(1 + cv²).
    pub(super) fn lognormal(cv: f64) -> Shape {
        Shape::Lognormal(libm::log1p(cv * cv).sqrt())
    }

    /// p = (1 + √((cv²−1)/(cv²+1)))/2; the branches have rates 2p and 2(1−p), so each makes half of the mean.
    pub(super) fn hyperexponential(cv: f64) -> Shape {
        let squared = cv * cv;
        if squared <= 1.0 {
            return Shape::exponential();
        }
        Shape::Hyperexponential(0.5 + 0.5 * ((squared - 1.0) / (squared + 1.0)).sqrt())
    }

    /// The variance in unit scale.
    pub(super) fn variance(self) -> f64 {
        match self {
            Shape::Normal => 1.0,
            Shape::Gamma(a) => 1.0 / a,
            Shape::Lognormal(sigma) => libm::expm1(sigma * sigma),
            Shape::Weibull(k) => {
                // Γ(1+2/k)/Γ(1+1/k)² − 1
                libm::expm1(special::ln_gamma(1.0 + 2.0 / k) - 2.0 * special::ln_gamma(1.0 + 1.0 / k))
            }
            // 2·(p/(2p)² + (1−p)/(2(1−p))²) − 1 = 1/(2p(1−p)) − 1
            Shape::Hyperexponential(p) => 0.5 / (p * (1.0 - p)) - 1.0,
        }
    }

    /// The quantile function.
    pub(super) fn quantile(self) -> Box<dyn Fn(Tail) -> f64> {
        match self {
            Shape::Normal => Box::new(special::normal_quantile),
            Shape::Gamma(a) => Box::new(move |tail| special::gamma_quantile(a, tail) / a),
            Shape::Lognormal(sigma) => {
                Box::new(move |tail| libm::exp(sigma * special::normal_quantile(tail) - 0.5 * sigma * sigma))
            }
            Shape::Weibull(k) => {
                let mean = libm::tgamma(1.0 + 1.0 / k);
                Box::new(move |tail| libm::pow(hazard(tail), 1.0 / k) / mean)
            }
            Shape::Hyperexponential(p) => Box::new(move |tail| hyperexponential(p, tail)),
        }
    }
}

/// −ln P(X > x): the quantile of the exponential with mean 1.
fn hazard(tail: Tail) -> f64 {
    match tail {
        Tail::Lower(p) => -libm::log1p(-p),
        Tail::Upper(q) => -libm::log(q),
    }
}

/// Newton on −ln P(X > x), which is concave and rises from 0: the steps from 0 never pass the root.
fn hyperexponential(p: f64, tail: Tail) -> f64 {
    let q = 1.0 - p;
    let goal = hazard(tail);
    let mut x = 0.0;
    for _ in 0..100 {
        let (fast, slow) = (libm::exp(-2.0 * (p - q) * x) * p, q);
        // The slow branch's e^(−2qx) is taken out, so that far tails do not underflow.
        let reached = if x < 0.1 {
            -libm::log1p(p * libm::expm1(-2.0 * p * x) + q * libm::expm1(-2.0 * q * x))
        } else {
            2.0 * q * x - libm::log(fast + slow)
        };
        let slope = (2.0 * p * fast + 2.0 * q * slow) / (fast + slow);
        let next = x + (goal - reached) / slope;
        if (next - x).abs() <= 2.0 * f64::EPSILON * next {
            return next;
        }
        x = next;
    }
    x
}
