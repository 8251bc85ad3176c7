//! Samplers against exact quantiles, closed moments and independent distribution functions.

use super::*;
use crate::engine::keyed::{Key, Stream};
use crate::engine::special::Tail;
use rand::Rng;
use statrs::distribution::{ContinuousCDF, Exp, Gamma, LogNormal, Normal, Triangular, Uniform, Weibull};

/// A shape and the errors it may have: of the quantile and of the mean.
struct Bound {
    shape: Shape,
    quantile: f64,
    mean: f64,
}

/// Shapes over the whole permitted range.
fn bounds() -> Vec<Bound> {
    let mut all = Vec::new();
    let mut add = |shape, quantile, mean| all.push(Bound { shape, quantile, mean });
    add(Shape::Normal, 4e-8, 1e-12);
    add(Shape::exponential(), 4e-8, 1e-12);
    for a in [0.05, 0.1, 0.25, 0.5, 0.9, 1.5, 2.0, 4.0, 25.0, 400.0, 1e4] {
        add(Shape::gamma(a), 4e-8, 1e-12);
    }
    for cv in [0.01, 0.3, 0.5, 0.8, 1.5, 2.0] {
        add(Shape::lognormal(cv), 4e-8, 1e-12);
    }
    // Beyond 2^-54 lies this much of the mean.
    add(Shape::lognormal(5.0), 4e-8, 2e-11);
    add(Shape::lognormal(10.0), 4e-8, 2e-10);
    for k in [0.2, 0.35, 0.5, 0.7, 1.5, 3.0, 20.0] {
        add(Shape::weibull(k), 4e-8, 1e-11);
    }
    for cv in [1.01, 1.5, 3.0, 4.0] {
        add(Shape::hyperexponential(cv), 4e-8, 1e-12);
    }
    // Between its branches the quantile turns so sharply that the finest table shows it.
    add(Shape::hyperexponential(20.0), 2e-4, 2e-9);
    all
}

/// A word of the lower side whose v is about `v`, and that v.
fn word_at(v: f64) -> (u64, f64) {
    let m = ((v * (1u64 << 53) as f64) as u64).min((1 << 52) - 1);
    (m << 11, (m as f64 + 0.5) / (1u64 << 53) as f64)
}

/// Words of both sides, dense in every octave, rising.
fn words() -> Vec<u64> {
    let lower = (0..53 * 256).map(|i| word_at(libm::exp2(-1.0 - f64::from(i) / 256.0)).0);
    let mut words: Vec<u64> = lower.flat_map(|word| [word, !word]).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn random_words(lane: u64, count: usize) -> impl Iterator<Item = u64> {
    let mut stream = Stream::new(Key::new(1, 0), lane);
    (0..count).map(move |_| stream.next_u64())
}

#[test]
fn tables_meet_their_stated_error() {
    for Bound { shape, quantile, mean } in bounds() {
        let table = QuantileTable::new(shape.quantile());
        let exact = shape.quantile();
        let [mut worst, mut relative, mut far] = [0.0f64; 3];
        for i in 0..53 * 256 {
            let (word, v) = word_at(libm::exp2(-1.0 - f64::from(i) / 256.0));
            for (word, tail) in [(word, Tail::Lower(v)), (!word, Tail::Upper(v))] {
                let want = exact(tail);
                let off = (table.at(word) - want).abs();
                if i < 24 * 256 {
                    worst = worst.max(off / want.abs().max(0.01));
                    relative = relative.max(off / want.abs().max(1e-200));
                } else {
                    far = far.max(off / want.abs().max(1e-200));
                }
            }
        }
        let unit = if shape == Shape::Normal { 0.0 } else { 1.0 };
        let shift = (table.mean() - unit).abs();
        let splits = table.splits();
        println!("{shape:?}: L {splits}, {worst:.1e}, of the value {relative:.1e}, far {far:.1e}, mean {shift:.1e}");
        assert!(worst < quantile && shift < mean, "{shape:?}: {worst:e} {shift:e}");
        assert!(far < 3e-7, "{shape:?} beyond 2^-24: {far:e}");
    }
}

#[test]
fn draws_rise_with_the_word() {
    const ROUNDING: f64 = 4.0 * f64::EPSILON;
    let words = words();
    let mut tables = Tables::new();
    for law in laws() {
        let sampler = Sampler::new(&law, &mut tables);
        for pair in words.windows(2) {
            let (low, high) = (sampler.sample(pair[0]), sampler.sample(pair[1]));
            assert!(
                low <= high + ROUNDING * high,
                "{law:?}: {low:e} {high:e} at {:x}",
                pair[0]
            );
        }
        // Neighbouring words, where only rounding separates the draws.
        for word in random_words(1, 20_000) {
            let (low, high) = (sampler.sample(word & !(1 << 12)), sampler.sample(word | 1 << 12));
            assert!(low <= high + ROUNDING * high, "{law:?}: {low:e} {high:e} at {word:x}");
        }
    }
}

/// One or two of every law, in the ranges of real scenarios and at their ends.
fn laws() -> Vec<Law> {
    vec![
        Law::Constant(2.5),
        Law::Uniform { min: 1.0, max: 4.0 },
        Law::Triangular {
            min: 1.0,
            mode: 2.0,
            max: 6.0,
        },
        Law::Triangular {
            min: 1.0,
            mode: 1.0,
            max: 6.0,
        },
        Law::Triangular {
            min: 0.0,
            mode: 6.0,
            max: 6.0,
        },
        Law::Exponential { mean: 6.0 },
        Law::Erlang { mean: 4.0, k: 1 },
        Law::Erlang { mean: 4.0, k: 5 },
        Law::Gamma { mean: 3.0, cv: 1.8 },
        Law::Gamma { mean: 3.0, cv: 4.47 },
        Law::Lognormal { mean: 2.5, cv: 0.8 },
        Law::Lognormal { mean: 2.5, cv: 3.0 },
        Law::Weibull { mean: 5.0, shape: 0.6 },
        Law::Weibull { mean: 5.0, shape: 2.2 },
        Law::Normal { mean: 4.0, sd: 1.0 },
        Law::Normal { mean: 1.0, sd: 2.0 },
        Law::Hyperexponential { mean: 2.0, cv: 2.0 },
        Law::Hyperexponential { mean: 2.0, cv: 20.0 },
        Law::Empirical {
            values: vec![3.0, 0.5, 8.0, 1.0],
            weights: vec![2.0, 1.0, 0.0, 5.0],
        },
    ]
}

#[test]
fn moments_are_those_of_the_draws() {
    let mut tables = Tables::new();
    const PIECES: u32 = 2048;
    for law in laws() {
        let sampler = Sampler::new(&law, &mut tables);
        // The midpoint rule over pieces of every octave of v: no randomness is left.
        let (mut mean, mut square) = (0.0, 0.0);
        for octave in 2..=53 {
            let width = libm::exp2(-f64::from(octave)) / f64::from(PIECES);
            for piece in 0..PIECES {
                let (word, _) = word_at(width * (f64::from(PIECES + piece) + 0.5));
                for value in [sampler.sample(word), sampler.sample(!word)] {
                    mean += width * value;
                    square += width * value * value;
                }
            }
        }
        let variance = square - mean * mean;
        assert!(
            (mean - sampler.mean()).abs() <= 1e-7 * sampler.mean(),
            "{law:?}: {mean} {}",
            sampler.mean()
        );
        assert!(
            (variance - sampler.variance()).abs() <= 1e-6 * sampler.variance() + 1e-10 * square,
            "{law:?}: {variance} {}",
            sampler.variance()
        );
    }
}

#[test]
fn means_and_variances_meet_their_formulas() {
    let mut tables = Tables::new();
    let mut of = |law: Law| {
        let sampler = Sampler::new(&law, &mut tables);
        (sampler.mean(), sampler.variance())
    };
    let close = |(mean, variance): (f64, f64), m: f64, v: f64| {
        assert!(
            (mean - m).abs() <= 1e-12 * m && (variance - v).abs() <= 1e-12 * v,
            "{mean} {variance}, want {m} {v}"
        );
    };
    close(of(Law::Exponential { mean: 6.0 }), 6.0, 36.0);
    close(of(Law::Erlang { mean: 6.0, k: 4 }), 6.0, 9.0);
    close(of(Law::Gamma { mean: 2.0, cv: 0.5 }), 2.0, 1.0);
    close(of(Law::Lognormal { mean: 2.0, cv: 0.5 }), 2.0, 1.0);
    close(of(Law::Hyperexponential { mean: 2.0, cv: 3.0 }), 2.0, 36.0);
    // Γ(5)/Γ(3)² − 1 = 5.
    close(of(Law::Weibull { mean: 2.0, shape: 0.5 }), 2.0, 20.0);
    close(
        of(Law::Triangular {
            min: 1.0,
            mode: 2.0,
            max: 6.0,
        }),
        3.0,
        7.0 / 6.0,
    );
    close(of(Law::Uniform { min: 1.0, max: 4.0 }), 2.5, 0.75);
    // The half normal: mean sd/√(2π), second moment sd²/2.
    let pi = std::f64::consts::PI;
    close(
        of(Law::Normal { mean: 0.0, sd: 2.0 }),
        2.0 / (2.0 * pi).sqrt(),
        2.0 - 2.0 / pi,
    );
    close(of(Law::Normal { mean: 50.0, sd: 1.0 }), 50.0, 1.0);
    close(of(Law::Normal { mean: 1e6, sd: 1e-3 }), 1e6, 1e-6);
}

#[test]
fn draws_follow_independent_distribution_functions() {
    // |F(draw) − u| for the u of the word: no randomness, so no false alarm; the limit is the table's error times the
    // density, or that of the oracle.
    fn check(law: Law, oracle: &impl ContinuousCDF<f64, f64>) {
        let sampler = Sampler::new(&law, &mut Tables::new());
        for word in random_words(2, 20_000) {
            let draw = sampler.sample(word);
            let off = if draw > 0.0 { oracle.cdf(draw) - unit(word) } else { 0.0 };
            assert!(off.abs() < 5e-8, "{law:?}: {off:e} at {draw}");
        }
    }
    let sigma = libm::log1p(0.64).sqrt();
    let scale = 5.0 / libm::tgamma(1.0 + 1.0 / 0.6);
    check(
        Law::Uniform { min: 1.0, max: 4.0 },
        &Uniform::new(1.0, 4.0).expect("uniform"),
    );
    check(
        Law::Triangular {
            min: 1.0,
            mode: 2.0,
            max: 6.0,
        },
        &Triangular::new(1.0, 6.0, 2.0).expect("triangular"),
    );
    check(
        Law::Exponential { mean: 6.0 },
        &Exp::new(1.0 / 6.0).expect("exponential"),
    );
    check(Law::Erlang { mean: 4.0, k: 5 }, &Gamma::new(5.0, 1.25).expect("gamma"));
    check(
        Law::Gamma { mean: 3.0, cv: 2.0 },
        &Gamma::new(0.25, 0.25 / 3.0).expect("gamma"),
    );
    check(
        Law::Lognormal { mean: 2.5, cv: 0.8 },
        &LogNormal::new(libm::log(2.5) - sigma * sigma / 2.0, sigma).expect("lognormal"),
    );
    check(
        Law::Weibull { mean: 5.0, shape: 0.6 },
        &Weibull::new(0.6, scale).expect("weibull"),
    );
    check(
        Law::Normal { mean: 1.0, sd: 2.0 },
        &Normal::new(1.0, 2.0).expect("normal"),
    );
}

#[test]
fn hyperexponential_draws_follow_their_mixture() {
    for cv in [1.2, 2.0, 20.0] {
        let sampler = Sampler::new(&Law::Hyperexponential { mean: 2.0, cv }, &mut Tables::new());
        let p = 0.5 + 0.5 * ((cv * cv - 1.0) / (cv * cv + 1.0)).sqrt();
        for word in random_words(3, 20_000) {
            let x = sampler.sample(word);
            let above = p * libm::exp(-p * x) + (1.0 - p) * libm::exp(-(1.0 - p) * x);
            assert!((1.0 - above - unit(word)).abs() < 5e-8, "cv {cv} at {x}");
        }
    }
}

#[test]
fn random_draws_pass_kolmogorov_and_smirnov() {
    // A million draws against the exact law: 1.95/√n is exceeded once in a thousand; the words are fixed.
    const DRAWS: usize = 1_000_000;
    let sampler = Sampler::new(&Law::Lognormal { mean: 2.5, cv: 0.8 }, &mut Tables::new());
    let sigma = libm::log1p(0.64).sqrt();
    let mut draws: Vec<f64> = random_words(4, DRAWS).map(|word| sampler.sample(word)).collect();
    draws.sort_by(f64::total_cmp);
    let worst = draws.iter().enumerate().fold(0.0f64, |worst, (i, x)| {
        let below = special::normal_cdf((libm::log(x / 2.5) + sigma * sigma / 2.0) / sigma);
        worst
            .max((below - i as f64 / DRAWS as f64).abs())
            .max(((i + 1) as f64 / DRAWS as f64 - below).abs())
    });
    assert!(worst < 1.95 / (DRAWS as f64).sqrt(), "{worst}");
}

#[test]
fn complements_are_antithetic() {
    let mut tables = Tables::new();
    let normal = Sampler::new(&Law::Normal { mean: 64.0, sd: 1.0 }, &mut tables);
    let uniform = Sampler::new(&Law::Uniform { min: 0.0, max: 1.0 }, &mut tables);
    let triangular = Sampler::new(
        &Law::Triangular {
            min: 0.0,
            mode: 1.0,
            max: 2.0,
        },
        &mut tables,
    );
    let exponential = Sampler::new(&Law::Exponential { mean: 1.0 }, &mut tables);
    for word in random_words(5, 10_000) {
        // Symmetric laws mirror to the last digit of their centre; others satisfy F(x) + F(x′) = 1.
        assert!((normal.sample(word) + normal.sample(!word) - 128.0).abs() <= 3e-14);
        assert_eq!(uniform.sample(word) + uniform.sample(!word), 1.0);
        assert!((triangular.sample(word) + triangular.sample(!word) - 2.0).abs() <= 4e-16);
        let pair = libm::exp(-exponential.sample(word)) + libm::exp(-exponential.sample(!word));
        assert!((pair - 1.0).abs() < 2e-8);
    }
}

#[test]
fn equal_shapes_share_a_table_and_scale_exactly() {
    let mut tables = Tables::new();
    assert!(tables.is_empty());
    let one = Sampler::new(&Law::Lognormal { mean: 1.0, cv: 0.8 }, &mut tables);
    let four = Sampler::new(&Law::Lognormal { mean: 4.0, cv: 0.8 }, &mut tables);
    assert_eq!(tables.len(), 1);
    let exponential = Sampler::new(&Law::Exponential { mean: 2.0 }, &mut tables);
    let same = [
        Law::Erlang { mean: 2.0, k: 1 },
        Law::Gamma { mean: 2.0, cv: 1.0 },
        Law::Weibull { mean: 2.0, shape: 1.0 },
        Law::Hyperexponential { mean: 2.0, cv: 1.0 },
    ]
    .map(|law| Sampler::new(&law, &mut tables));
    assert_eq!(tables.len(), 2);
    for word in random_words(6, 1000) {
        assert_eq!(four.sample(word), 4.0 * one.sample(word));
        assert!(
            same.iter()
                .all(|sampler| sampler.sample(word) == exponential.sample(word))
        );
    }
}

#[test]
fn degenerate_laws_are_constants() {
    let mut tables = Tables::new();
    for (law, want) in [
        (Law::Uniform { min: 3.0, max: 3.0 }, 3.0),
        (
            Law::Triangular {
                min: 3.0,
                mode: 3.0,
                max: 3.0,
            },
            3.0,
        ),
        (Law::Gamma { mean: 3.0, cv: 0.0 }, 3.0),
        (Law::Lognormal { mean: 3.0, cv: 0.0 }, 3.0),
        (Law::Normal { mean: 3.0, sd: 0.0 }, 3.0),
        (Law::Normal { mean: -3.0, sd: 0.0 }, 0.0),
        (Law::Exponential { mean: 0.0 }, 0.0),
        (
            Law::Empirical {
                values: vec![9.0, 3.0],
                weights: vec![0.0, 0.1],
            },
            3.0,
        ),
    ] {
        let sampler = Sampler::new(&law, &mut tables);
        assert_eq!((sampler.mean(), sampler.variance()), (want, 0.0), "{law:?}");
        for word in [0, 1 << 63, u64::MAX] {
            assert_eq!(sampler.sample(word), want, "{law:?}");
        }
    }
}

#[test]
fn the_outermost_words_are_finite_and_not_negative() {
    let mut tables = Tables::new();
    for law in laws() {
        let sampler = Sampler::new(&law, &mut tables);
        let (low, high) = (sampler.sample(0), sampler.sample(u64::MAX));
        assert!(low >= 0.0 && high.is_finite() && low <= high, "{law:?}: {low} {high}");
        assert!(sampler.sample_span(u64::MAX) >= sampler.sample_span(0));
    }
}

#[test]
fn empirical_values_get_their_shares() {
    let law = Law::Empirical {
        values: vec![3.0, 0.5, 8.0, 1.0],
        weights: vec![2.0, 1.0, 0.0, 5.0],
    };
    let sampler = Sampler::new(&law, &mut Tables::new());
    let draws: Vec<f64> = (0..8).map(|i| sampler.sample((i << 61) + (1 << 60))).collect();
    assert_eq!(draws, [0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 3.0]);
    // The first word of the second eighth belongs to the second value, the one before it to the first.
    assert_eq!([sampler.sample((1 << 61) - 1), sampler.sample(1 << 61)], [0.5, 1.0]);
}
