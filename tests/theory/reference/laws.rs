//! Laws of service: as TOML, with the moments that the formulas need.

use statrs::distribution::{Continuous, ContinuousCDF, Normal};
use statrs::function::erf::erf;
use statrs::function::gamma::gamma;

/// A law of service with its exact moments.
pub struct Law {
    /// Its name in the scenario.
    pub name: &'static str,
    /// As TOML.
    pub toml: String,
    /// Mean.
    pub mean: f64,
    /// Square of the coefficient of variation.
    pub cv2: f64,
}

fn law(name: &'static str, parameters: &str, mean: f64, cv2: f64) -> Law {
    let toml = format!("{{ {name} = {{ {parameters} }} }}");
    Law { name, toml, mean, cv2 }
}

/// Every law of the scenario file but `exponential`, of mean 0.1 wherever the mean is a parameter.
pub fn all() -> Vec<Law> {
    // Γ(1 + 2/k) / Γ(1 + 1/k)² − 1 of the Weibull law.
    let shape = 0.8;
    let weibull = gamma(1.0 + 2.0 / shape) / gamma(1.0 + 1.0 / shape).powi(2) - 1.0;
    // (a² + b² + c² − ab − ac − bc)/18 is the variance of a triangle.
    let (a, b, c): (f64, f64, f64) = (0.02, 0.04, 0.24);
    let triangle = (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0;
    let (cut, cut2) = positive_part_of_normal(0.08, 0.08);
    vec![
        Law {
            name: "constant",
            toml: "0.1".into(),
            mean: 0.1,
            cv2: 0.0,
        },
        law("uniform", "min = 0.04, max = 0.16", 0.1, 0.12 * 0.12 / 12.0 / 0.01),
        law(
            "triangular",
            "min = 0.02, mode = 0.04, max = 0.24",
            0.1,
            triangle / 0.01,
        ),
        law("erlang", "mean = 0.1, k = 3", 0.1, 1.0 / 3.0),
        law("gamma", "mean = 0.1, cv = 1.2", 0.1, 1.44),
        law("lognormal", "mean = 0.1, cv = 1.0", 0.1, 1.0),
        law("weibull", "mean = 0.1, shape = 0.8", 0.1, weibull),
        law("normal", "mean = 0.08, sd = 0.08", cut, cut2 / (cut * cut) - 1.0),
        law("hyperexponential", "mean = 0.1, cv = 1.3", 0.1, 1.69),
        // 0.05 × ¾ + 0.25 × ¼ = 0.1; squares 0.001875 + 0.015625 = 0.0175.
        law("empirical", "values = [0.05, 0.25], weights = [3.0, 1.0]", 0.1, 0.75),
    ]
}

/// First and second moment of max(0, X), X normal.
fn positive_part_of_normal(mean: f64, sd: f64) -> (f64, f64) {
    let standard = Normal::new(0.0, 1.0).unwrap();
    let (above, density) = (standard.cdf(mean / sd), standard.pdf(mean / sd));
    (
        mean * above + sd * density,
        (mean * mean + sd * sd) * above + mean * sd * density,
    )
}

/// Mean wait of M/G/1: ρ·E[S]·(1 + cv²) / (2(1 − ρ)) (Pollaczek 1930, Khinchine 1932).
pub fn pollaczek_khinchine(load: f64, mean: f64, cv2: f64) -> f64 {
    0.5 * load * mean * (1.0 + cv2) / (1.0 - load)
}

/// E[min(S, x)] of the laws used for stations without a queue.
pub mod limited {
    use super::erf;

    /// Constant `mean`.
    pub fn constant(mean: f64, x: f64) -> f64 {
        x.min(mean)
    }

    /// Exponential: m·(1 − e^{−x/m}).
    pub fn exponential(mean: f64, x: f64) -> f64 {
        -mean * (-x / mean).exp_m1()
    }

    /// Lognormal: m·Φ((ln x − ln m − σ²/2)/σ) + x·(1 − Φ((ln x − ln m + σ²/2)/σ)), σ² = ln(1 + cv²).
    pub fn lognormal(mean: f64, cv: f64, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let sigma = (cv * cv).ln_1p().sqrt();
        let normal = |z: f64| 0.5 * (1.0 + erf(z / std::f64::consts::SQRT_2));
        let off = (x / mean).ln() / sigma;
        mean * normal(off - 0.5 * sigma) + x * (1.0 - normal(off + 0.5 * sigma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_waits_of_one_server() {
        // M/M/1 at 0.9 waits 9 services, M/D/1 half of that.
        assert!((pollaczek_khinchine(0.9, 1.0, 1.0) - 9.0).abs() < 1e-12);
        assert!((pollaczek_khinchine(0.9, 1.0, 0.0) - 4.5).abs() < 1e-12);
    }

    #[test]
    fn moments_by_hand() {
        let laws = all();
        let of = |name: &str| laws.iter().find(|law| law.name == name).unwrap();
        assert!((of("uniform").cv2 - 0.12).abs() < 1e-12);
        assert!((of("triangular").mean - (0.02 + 0.04 + 0.24) / 3.0).abs() < 1e-12);
        // Half-normal, mean 0: max(0, X) has mean σ/√(2π) and second moment σ²/2.
        let (first, second) = positive_part_of_normal(0.0, 2.0);
        assert!((first - 2.0 / (2.0 * std::f64::consts::PI).sqrt()).abs() < 1e-9);
        assert!((second - 2.0).abs() < 1e-9);
        // A Weibull law of shape ½ is the square of an exponential one, doubled: Γ(5)/Γ(3)² − 1 = 5.
        assert!((gamma(5.0) / gamma(3.0).powi(2) - 6.0).abs() < 1e-9);
    }

    #[test]
    fn limited_means_by_quadrature() {
        // E[min(S, x)] is the integral of P(S > t) up to x.
        let step = 1e-4;
        let sigma = 1.64_f64.ln().sqrt();
        let survival = |t: f64| {
            let z = ((t / 6.0).ln() + 0.5 * sigma * sigma) / sigma;
            0.5 * (1.0 - erf(z / std::f64::consts::SQRT_2))
        };
        let sum: f64 = (0..50_000).map(|n| survival((f64::from(n) + 0.5) * step) * step).sum();
        assert!((sum - limited::lognormal(6.0, 0.8, 5.0)).abs() < 1e-6);
        assert!((limited::lognormal(6.0, 0.8, 1e5) - 6.0).abs() < 1e-9);
        assert!((limited::exponential(2.0, 2.0) - 2.0 * (1.0 - (-1.0_f64).exp())).abs() < 1e-12);
        assert!((limited::constant(2.0, 3.0) - 2.0).abs() < 1e-15);
    }
}
