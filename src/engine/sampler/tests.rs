//! Samplers against exact quantiles, closed moments and independent distribution functions.

use super::*;
use crate::engine::special::Tail;

/// The shapes of the whole permitted range.
fn shapes() -> Vec<(String, Shape)> {
    let mut all = vec![
        ("normal".into(), Shape::Normal),
        ("exponential".into(), Shape::exponential()),
    ];
    for a in [0.05, 0.1, 0.25, 0.5, 1.5, 2.0, 4.0, 25.0, 400.0, 1e4] {
        all.push((format!("gamma {a}"), Shape::gamma(a)));
    }
    for cv in [0.01, 0.3, 0.8, 1.5, 3.0, 10.0] {
        all.push((format!("lognormal cv {cv}"), Shape::lognormal(cv)));
    }
    for k in [0.2, 0.35, 0.5, 0.7, 1.5, 3.0, 20.0] {
        all.push((format!("weibull {k}"), Shape::weibull(k)));
    }
    for cv in [1.01, 1.5, 4.0, 20.0] {
        all.push((format!("hyperexponential cv {cv}"), Shape::hyperexponential(cv)));
    }
    all
}

/// A word of the lower side whose v is about `v`, and that v.
fn word_at(v: f64) -> (u64, f64) {
    let m = ((v * (1u64 << 53) as f64) as u64).min((1 << 52) - 1);
    (m << 11, (m as f64 + 0.5) / (1u64 << 53) as f64)
}

#[test]
fn tables_meet_their_stated_error() {
    for (name, shape) in shapes() {
        let table = QuantileTable::new(shape.quantile());
        let exact = shape.quantile();
        let [mut worst, mut relative, mut far] = [0.0f64; 3];
        for i in 0..53 * 64 * 4 {
            let (word, v) = word_at(libm::exp2(-1.0 - f64::from(i) / 256.0));
            for (word, tail) in [(word, Tail::Lower(v)), (!word, Tail::Upper(v))] {
                let want = exact(tail);
                let off = (table.at(word) - want).abs();
                if i < 23 * 256 {
                    worst = worst.max(off / want.abs().max(0.01));
                    relative = relative.max(off / want.abs().max(1e-200));
                } else {
                    far = far.max(off / want.abs().max(1e-200));
                }
            }
        }
        let mean = if shape == Shape::Normal {
            table.mean()
        } else {
            table.mean() - 1.0
        };
        println!(
            "{name:24} L {} {:4} kB: {worst:.1e} of max(value, 1 %), {relative:.1e} of the value, {far:.1e} beyond 2^-24, mean {mean:+.1e}",
            table.splits(),
            table.bytes() / 1000
        );
    }
}
