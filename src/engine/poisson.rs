//! Poisson numbers by inversion: one word, exact for means from 0 to 10⁷, monotone in the word and in the mean.

use super::keyed::unit;
use super::special::stirling_error;

/// Below this mean the search starts at 0, above it at the mode.
const SMALL: f64 = 40.0;
/// Terms below this share no longer move a sum near 1: the search ends.
const NOTHING: f64 = 1e-19;

/// The smallest k with P(N ≤ k) ≥ `unit(word)`, N Poisson of mean `mean`; 0 if the mean is not above 0.
///
/// Up to a mean of 40 the probabilities are summed from 0; the cost is an `exp` and about 1.5 ns a step. Above, the
/// search starts at the mode, whose distribution function comes from Ramanujan's expansion, and walks about √mean
/// steps. The distribution function is exact to 3e-15, so draws differ from the exact inverse once in 10¹⁴.
pub fn poisson(mean: f64, word: u64) -> u64 {
    if mean < SMALL {
        poisson_small(mean, libm::exp(-mean), word)
    } else {
        from_mode(mean, unit(word))
    }
}

/// [`poisson`] with `none` = e^(−mean) at hand, for a mean that is drawn from again and again.
#[inline]
pub fn poisson_small(mean: f64, none: f64, word: u64) -> u64 {
    if mean >= SMALL {
        return from_mode(mean, unit(word));
    }
    let u = unit(word);
    if u <= none || mean.is_nan() || mean <= 0.0 {
        0
    } else {
        from_zero(mean, none, u)
    }
}

fn from_zero(mean: f64, none: f64, u: f64) -> u64 {
    let (mut k, mut term, mut sum) = (0.0, none, none);
    while u > sum {
        k += 1.0;
        term *= mean / k;
        sum += term;
        if term < NOTHING && k > mean {
            break;
        }
    }
    k as u64
}

fn from_mode(mean: f64, u: f64) -> u64 {
    let (mut k, mut term, mut sum) = mode(mean);
    if u > sum {
        while u > sum && term > NOTHING {
            k += 1.0;
            term *= mean / k;
            sum += term;
        }
    } else {
        while k > 0.0 && u <= sum - term && term > NOTHING {
            sum -= term;
            term *= k / mean;
            k -= 1.0;
        }
    }
    k as u64
}

/// The whole part n of the mean, P(N = n) and P(N ≤ n); from a mean of 40 upwards.
///
/// At the whole mean n, P(N < n) + θ·P(N = n) = ½ with Ramanujan's θ = ⅓ + 4/(135n) − 8/(2835n²) − … (Ramanujan 1911,
/// Question 294; Knuth, *The Art of Computer Programming* 1, 1.2.11.3). From there to the mean the distribution function
/// falls by ∫ P(N = n; x) dx, done by Gauss's rule with four points.
fn mode(mean: f64) -> (f64, f64, f64) {
    const THETA: [f64; 7] = [
        1.0 / 3.0,
        4.0 / 135.0,
        -8.0 / 2835.0,
        -16.0 / 8505.0,
        8992.0 / 12_629_925.0,
        334_144.0 / 492_567_075.0,
        -698_752.0 / 1_477_701_225.0,
    ];
    const POINTS: [(f64, f64); 4] = [
        (0.069_431_844_202_973_71, 0.173_927_422_568_726_93),
        (0.330_009_478_207_571_9, 0.326_072_577_431_273_1),
        (0.669_990_521_792_428_1, 0.326_072_577_431_273_1),
        (0.930_568_155_797_026_3, 0.173_927_422_568_726_93),
    ];
    let n = libm::floor(mean);
    let rest = mean - n;
    let theta = THETA.iter().rev().fold(0.0, |sum, c| sum / n + c);
    let at_whole = libm::exp(-stirling_error(n)) / (2.0 * std::f64::consts::PI * n).sqrt();
    // P(N = n; n + s) / P(N = n; n)
    let ratio = |s: f64| libm::exp(n * libm::log1p(s / n) - s);
    let fall: f64 = POINTS.iter().map(|(point, weight)| weight * ratio(point * rest)).sum();
    (
        n,
        at_whole * ratio(rest),
        0.5 + at_whole * ((1.0 - theta) - rest * fall),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::keyed::{Key, Stream};
    use crate::engine::special::{gamma_upper, ln_gamma};
    use rand::Rng;

    fn words(lane: u64) -> impl Iterator<Item = u64> {
        let mut stream = Stream::new(Key::new(11, 0), lane);
        std::iter::repeat_with(move || stream.next_u64())
    }

    #[test]
    fn the_mode_agrees_with_a_plain_sum_and_with_the_incomplete_gamma() {
        for mean in [40.0f64, 40.5, 41.999, 100.0, 333.25, 699.9] {
            let (n, term, sum) = mode(mean);
            let plain = |k: f64| libm::exp(k * libm::log(mean) - mean - ln_gamma(k + 1.0));
            assert!((term / plain(n) - 1.0).abs() < 2e-12, "{mean}");
            let want: f64 = (0..=n as u64).map(|k| plain(k as f64)).sum();
            assert!((sum - want).abs() < 1e-12, "{mean}: {:e}", sum - want);
        }
        for mean in [40.0, 40.7, 1234.5, 98_765.4, 1e6 + 0.5, 1e7 - 0.001, 1e7] {
            let (n, _, sum) = mode(mean);
            let want = gamma_upper(n + 1.0, mean);
            assert!((sum - want).abs() < 2e-12, "{mean}: {:e}", sum - want);
        }
    }

    #[test]
    fn the_mode_meets_sums_of_sixty_digits() {
        // Mean, P(N ≤ n) and P(N = n) for its whole part n, summed in decimal arithmetic.
        for (mean, sum, term) in [
            (40.0, 0.541_918_178_362_537_1, 0.062_947_039_423_592_2),
            (40.75, 0.494_817_293_834_917_3, 0.062_511_413_226_795_51),
            (64.0, 0.533_178_908_317_365_5, 0.049_802_895_821_191_96),
            (64.75, 0.495_881_062_056_302_9, 0.049_586_203_184_718_67),
            (100.5, 0.506_639_980_704_899_2, 0.039_811_366_952_345_83),
            (999.5, 0.502_103_375_887_493, 0.012_619_343_766_993_696),
            (3000.125, 0.503_945_133_043_836_6, 0.007_283_434_916_198_256),
        ] {
            let got = mode(mean);
            assert!((got.2 - sum).abs() < 1e-15, "{mean}: {:e}", got.2 - sum);
            assert!((got.1 / term - 1.0).abs() < 1e-14, "{mean}: {:e}", got.1 / term - 1.0);
        }
    }

    #[test]
    fn both_searches_agree_where_they_meet() {
        for (word, mean) in words(1)
            .take(20_000)
            .zip((0..).map(|i| 40.0 + f64::from(i % 977) / 100.0))
        {
            assert_eq!(
                from_mode(mean, unit(word)),
                from_zero(mean, libm::exp(-mean), unit(word)),
                "{mean} {word}"
            );
        }
    }

    #[test]
    fn the_number_is_the_smallest_whose_share_covers_the_uniform() {
        for mean in [0.3, 5.0, 39.9, 40.1, 900.0, 123_456.7] {
            for word in words(2).take(200) {
                let (u, k) = (unit(word), poisson(mean, word) as f64);
                assert!(gamma_upper(k + 1.0, mean) >= u - 1e-11, "{mean} {k}");
                assert!(k == 0.0 || gamma_upper(k, mean) < u + 1e-11, "{mean} {k}");
            }
        }
    }

    #[test]
    fn extreme_means_and_words_end() {
        for word in [0, 1 << 12, 1 << 63, u64::MAX] {
            assert_eq!(poisson(0.0, word), 0);
            assert_eq!(poisson(-1.0, word), 0);
            assert_eq!(poisson(f64::NAN, word), 0);
            assert_eq!(poisson(1e-18, word), 0);
            for mean in [1.0, 39.999, 40.0, 1e4, 1e7] {
                // Nine standard deviations hold every uniform of 52 bits; small means have longer tails.
                let off = (poisson(mean, word) as f64 - mean).abs();
                assert!(off < 9.0 * mean.sqrt() + 16.0, "{mean}: {off}");
            }
        }
    }

    #[test]
    fn sums_that_stay_below_the_last_uniform_end() {
        for mean in (1..4000).map(|i| f64::from(i) / 37.0) {
            assert!(
                (poisson(mean, u64::MAX) as f64) < mean + 9.0 * mean.sqrt() + 20.0,
                "{mean}"
            );
            assert!((poisson(mean, 0) as f64) <= mean, "{mean}");
        }
    }

    #[test]
    fn numbers_rise_with_the_word_and_with_the_mean() {
        for mean in [0.7, 20.0, 40.0, 5000.3] {
            let numbers: Vec<u64> = (0..4096u64).map(|i| poisson(mean, i << 52)).collect();
            assert!(numbers.is_sorted());
        }
        for word in words(3).take(300) {
            let numbers: Vec<u64> = (0..400).map(|i| poisson(f64::from(i) * 0.5, word)).collect();
            assert!(numbers.is_sorted());
        }
    }

    #[test]
    fn a_precomputed_exponential_changes_nothing() {
        for (word, mean) in words(4).take(2000).zip((0..).map(|i| f64::from(i) / 20.0)) {
            assert_eq!(poisson_small(mean, libm::exp(-mean), word), poisson(mean, word));
        }
    }

    #[test]
    fn draws_follow_the_law() {
        // Pearson's statistic over k with at least five expected; a false alarm once in a million per mean, and the
        // words are fixed.
        for (lane, mean) in [0.4f64, 3.7, 40.0, 150.5, 2500.0].into_iter().enumerate() {
            const DRAWS: usize = 200_000;
            let mut counts = vec![0u32; (mean + 12.0 * mean.sqrt()) as usize + 40];
            let (mut sum, mut squares) = (0.0, 0.0);
            for word in words(10 + lane as u64).take(DRAWS) {
                let k = poisson(mean, word);
                counts[k as usize] += 1;
                let off = k as f64 - mean;
                sum += off;
                squares += off * off;
            }
            let n = DRAWS as f64;
            assert!((sum / n).abs() < 5.0 * (mean / n).sqrt());
            let spread = ((2.0 * mean * mean + mean) / n).sqrt();
            assert!((squares / n - mean).abs() < 5.0 * spread);
            let (mut statistic, mut cells) = (0.0, 0u32);
            for (k, count) in counts.iter().enumerate() {
                let k = k as f64;
                let expected = n * libm::exp(k * libm::log(mean) - mean - ln_gamma(k + 1.0));
                if expected >= 5.0 {
                    statistic += (f64::from(*count) - expected) * (f64::from(*count) - expected) / expected;
                    cells += 1;
                }
            }
            assert!(
                gamma_upper(f64::from(cells - 1) / 2.0, statistic / 2.0) > 1e-6,
                "{mean}: {statistic} on {cells}"
            );
        }
    }
}
