//! Special functions against closed forms, published values and an independent library.

use super::*;
use statrs::distribution::{ContinuousCDF, Gamma, StudentsT};
use statrs::function::{beta as oracle_beta, gamma as oracle_gamma};

fn close(got: f64, want: f64, tolerance: f64) {
    assert!(
        (got - want).abs() <= tolerance * want.abs(),
        "got {got:e}, want {want:e}, off by {:e}",
        got / want - 1.0
    );
}

#[test]
fn normal_quantile_meets_published_values() {
    close(normal_quantile(Tail::Lower(0.975)), 1.959963984540054, 1e-15);
    close(normal_quantile(Tail::Lower(1e-10)), -6.361340902404056, 1e-15);
    // The two check values of AS 241.
    close(normal_quantile(Tail::Lower(0.25)), -0.6744897501960817, 1e-15);
    close(normal_quantile(Tail::Lower(1e-20)), -9.262340089798408, 1e-15);
    assert_eq!(normal_quantile(Tail::Lower(0.5)), 0.0);
    assert_eq!(normal_quantile(Tail::Lower(0.0)), f64::NEG_INFINITY);
    assert!(normal_quantile(Tail::Lower(-0.1)).is_nan());
}

#[test]
fn normal_quantile_inverts_the_tail_to_1e300() {
    for i in 1..=1200 {
        let q = 0.5 * libm::pow(10.0, -f64::from(i) / 4.0);
        let z = normal_quantile(Tail::Upper(q));
        assert_eq!(z, -normal_quantile(Tail::Lower(q)));
        // An error e of z is an error z·e of the tail: allow 4e-16 of z and the tail's own rounding.
        close(normal_tail(z), q, 1e-15 * z * z + 1e-15);
    }
    close(normal_cdf(1.0) + normal_tail(1.0), 1.0, 1e-16);
    close(erf(1.0), 0.8427007929497149, 1e-15);
}

#[test]
fn incomplete_gamma_meets_closed_forms() {
    for x in [1e-8, 0.1, 0.5, 1.0, 1.9, 2.1, 5.0, 30.0, 500.0] {
        close(gamma_upper(1.0, x), libm::exp(-x), 1e-13);
        close(gamma_lower(1.0, x), -libm::expm1(-x), 1e-13);
        close(gamma_lower(0.5, x), libm::erf(x.sqrt()), 1e-13);
        close(gamma_upper(0.5, x), libm::erfc(x.sqrt()), 1e-13);
        close(gamma_upper(3.0, x), libm::exp(-x) * (1.0 + x + x * x / 2.0), 2e-13);
    }
    assert_eq!(gamma_lower(2.0, 0.0), 0.0);
    assert_eq!(gamma_upper(2.0, -1.0), 1.0);
}

#[test]
fn incomplete_gamma_of_a_whole_shape_is_a_poisson_sum() {
    // Q(k+1, x) = P(Poisson(x) ≤ k), summed from the largest term down.
    for (k, x) in [(20, 18.0), (99, 100.0), (499, 500.0), (499, 440.0)] {
        let top = libm::exp(f64::from(k) * libm::log(x) - x - ln_gamma(f64::from(k) + 1.0));
        let (mut term, mut sum) = (top, 0.0);
        for i in (0..=k).rev() {
            sum += term;
            term *= f64::from(i) / x;
        }
        close(gamma_upper(f64::from(k) + 1.0, x), sum, 2e-12);
    }
}

#[test]
fn incomplete_gamma_agrees_with_an_independent_library() {
    for a in [0.05, 0.3, 0.9, 1.7, 4.0, 15.5, 16.5, 80.0] {
        for share in [0.2, 0.7, 1.0, 1.3, 2.5] {
            close(gamma_lower(a, a * share), oracle_gamma::gamma_lr(a, a * share), 1e-11);
            close(gamma_upper(a, a * share), oracle_gamma::gamma_ur(a, a * share), 1e-10);
        }
    }
}

#[test]
fn gamma_quantile_inverts_both_tails() {
    for a in [0.01, 0.05, 0.2, 0.5, 0.99, 1.0, 1.5, 4.0, 16.0, 25.0, 400.0, 1e4, 1e6] {
        for i in 1..=56 {
            let v = libm::exp2(-f64::from(i));
            let x = gamma_quantile(a, Tail::Lower(v));
            if x > 1e-290 {
                close(gamma_lower(a, x), v, 1e-11);
            }
            let x = gamma_quantile(a, Tail::Upper(v));
            close(gamma_upper(a, x), v, 1e-11);
        }
    }
    close(gamma_quantile(1.0, Tail::Upper(1e-12)), -libm::log(1e-12), 1e-13);
    // Median of chi-square with one degree of freedom.
    close(2.0 * gamma_quantile(0.5, Tail::Lower(0.5)), 0.45493642311957283, 1e-12);
    assert_eq!(gamma_quantile(0.01, Tail::Lower(1e-10)), 0.0);
    assert_eq!(gamma_quantile(2.0, Tail::Upper(0.0)), f64::INFINITY);
}

#[test]
fn gamma_quantile_agrees_with_an_independent_library() {
    for a in [0.5, 2.0, 9.0] {
        let oracle = Gamma::new(a, 1.0).expect("a shape above 0");
        for p in [0.01, 0.3, 0.5, 0.9, 0.999] {
            close(oracle.cdf(gamma_quantile(a, Tail::Lower(p))), p, 1e-10);
        }
    }
}

#[test]
fn incomplete_beta_meets_closed_forms() {
    for x in [0.001, 0.2, 0.5, 0.9, 0.999] {
        close(
            beta_regularised(1.0, 3.0, x),
            1.0 - (1.0 - x) * (1.0 - x) * (1.0 - x),
            1e-12,
        );
        close(beta_regularised(2.0, 1.0, x), x * x, 1e-12);
        close(
            beta_regularised(0.5, 0.5, x),
            libm::asin(x.sqrt()) * std::f64::consts::FRAC_2_PI,
            1e-12,
        );
        close(beta_regularised(3.5, 8.0, x), oracle_beta::beta_reg(3.5, 8.0, x), 1e-11);
    }
    assert_eq!(beta_regularised(2.0, 3.0, -1.0), 0.0);
    assert_eq!(beta_regularised(2.0, 3.0, 2.0), 1.0);
}

#[test]
fn student_quantile_meets_known_values() {
    let t = |df| student_t_quantile(df, Tail::Lower(0.975));
    close(t(1.0), 12.7062047361747, 1e-13);
    close(t(5.0), 2.570581835636314, 1e-13);
    close(t(30.0), 2.0422724563, 1e-10);
    // First term of the expansion about the normal: z + (z³ + z)/(4ν).
    let z = 1.959963984540054;
    close(t(1e9), z + (z * z * z + z) / 4e9, 1e-13);
    assert_eq!(student_t_quantile(7.0, Tail::Lower(0.5)), 0.0);
    assert_eq!(student_t_quantile(7.0, Tail::Lower(0.0)), f64::NEG_INFINITY);
}

#[test]
fn student_quantile_inverts_the_tail() {
    for df in [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 10.0, 29.0, 300.0, 1e5] {
        for q in [0.49, 0.3, 0.11, 0.09, 0.025, 1e-3, 1e-8, 1e-30] {
            let t = student_t_quantile(df, Tail::Upper(q));
            close(student_t_tail(df, t), q, 1e-10);
            assert_eq!(student_t_quantile(df, Tail::Lower(q)), -t);
        }
    }
    // Closed form for four degrees of freedom: t = 2 √(cos(⅓ arccos √a)/√a − 1), a = 4p(1−p).
    let a: f64 = 4.0 * 0.975 * 0.025;
    let want = 2.0 * (libm::cos(libm::acos(a.sqrt()) / 3.0) / a.sqrt() - 1.0).sqrt();
    close(student_t_quantile(4.0, Tail::Lower(0.975)), want, 1e-13);
    let oracle = StudentsT::new(0.0, 1.0, 9.0).expect("degrees above 0");
    close(1.0 - student_t_tail(9.0, 1.3), oracle.cdf(1.3), 1e-12);
}
