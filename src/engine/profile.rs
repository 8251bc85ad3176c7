//! When in the day: an intensity constant within each hour, and its inverse.

use super::keyed::unit;
use super::time::{DAY, HOUR};

/// Equal parts of the uniform, each knowing the hour to begin with.
const GUIDES: usize = 64;

/// Twenty-four hour weights, ready to turn a word into a time of day.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Share of the day before each hour, and 1 at the end.
    before: [f64; 25],
    /// Microseconds per share inside each hour; 0 where the hour has none.
    pace: [f64; 24],
    /// The hour of the uniform i/64.
    guide: [u8; GUIDES],
}

impl Profile {
    /// The profile of 24 weights, 00:00–01:00 first; only their ratios matter.
    ///
    /// # Panics
    /// If a weight is negative or not finite, or none is positive.
    pub fn new(weights: [f64; 24]) -> Profile {
        assert!(
            weights.iter().all(|w| w.is_finite() && *w >= 0.0),
            "hour weights are finite and not negative"
        );
        let mut before = [0.0; 25];
        for (hour, weight) in weights.iter().enumerate() {
            before[hour + 1] = before[hour] + weight;
        }
        let total = before[24];
        assert!(total > 0.0, "some hour has a positive weight");
        // The day ends at 1 exactly, and so does its last hour of any weight.
        before.iter_mut().for_each(|share| *share /= total);
        let pace = std::array::from_fn(|hour| {
            let share = before[hour + 1] - before[hour];
            if share > 0.0 { HOUR as f64 / share } else { 0.0 }
        });
        let guide = std::array::from_fn(|part| {
            let u = part as f64 / GUIDES as f64;
            before[1..].partition_point(|end| *end <= u) as u8
        });
        Profile { before, pace, guide }
    }

    /// The same intensity all day.
    pub fn flat() -> Profile {
        Profile::new([1.0; 24])
    }

    /// The time of day at a word, in microseconds after 00:00, from 1 to 24 h; monotone in the word.
    ///
    /// An hour is (h:00, h+1:00], as a day is (00:00, 24:00]; an hour of weight 0 is never hit.
    #[inline]
    pub fn time_of_day(&self, word: u64) -> i64 {
        let u = unit(word);
        let mut hour = usize::from(self.guide[(word >> 58) as usize]);
        while self.before[hour + 1] <= u {
            hour += 1;
        }
        let into = ((u - self.before[hour]) * self.pace[hour]) as i64;
        hour as i64 * HOUR + 1 + into.min(HOUR - 1)
    }
}

const _: () = assert!(DAY == 24 * HOUR);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::keyed::{Key, Stream};
    use rand::Rng;

    fn rush() -> [f64; 24] {
        let mut weights = [0.0; 24];
        weights[8] = 3.0;
        weights[9] = 1.0;
        weights[17] = 0.5;
        weights
    }

    #[test]
    fn the_day_excludes_its_first_instant_and_includes_its_last() {
        let flat = Profile::flat();
        assert_eq!(flat.time_of_day(0), 1);
        assert_eq!(flat.time_of_day(u64::MAX), DAY);
        assert_eq!(flat.time_of_day(1 << 63), DAY / 2 + 1);
    }

    #[test]
    fn hours_of_no_weight_are_never_hit() {
        let profile = Profile::new(rush());
        assert_eq!(profile.time_of_day(0), 8 * HOUR + 1);
        assert_eq!(profile.time_of_day(u64::MAX), 18 * HOUR);
        let mut stream = Stream::new(Key::new(1, 0), 0);
        // Beside random words the neighbourhoods of the two inner ends, 3/4.5 and 4/4.5 of the day.
        let ends = [3.0 / 4.5, 4.0 / 4.5].map(|share| (share * (1u64 << 52) as f64) as u64);
        let near = ends.iter().flat_map(|end| (end - 40..end + 40).map(|cell| cell << 12));
        for word in (0..100_000).map(|_| stream.next_u64()).chain(near) {
            let hour = (profile.time_of_day(word) - 1) / HOUR;
            assert!([8, 9, 17].contains(&hour), "{hour}");
        }
    }

    #[test]
    fn the_ends_of_hours_stay_inside_them() {
        let mut stream = Stream::new(Key::new(1, 0), 1);
        for _ in 0..2000 {
            let weights: [f64; 24] = std::array::from_fn(|_| (stream.next_u64() % 5) as f64 * unit(stream.next_u64()));
            let profile = Profile::new(weights);
            for end in profile.before {
                let cell = (end * (1u64 << 52) as f64) as i64;
                for word in (-3..=3)
                    .map(|off| (cell + off).clamp(0, (1 << 52) - 1) as u64)
                    .map(|cell| cell << 12)
                {
                    let hour = ((profile.time_of_day(word) - 1) / HOUR) as usize;
                    assert!(
                        profile.before[hour] <= unit(word) && unit(word) < profile.before[hour + 1],
                        "{hour}"
                    );
                }
            }
        }
    }

    #[test]
    fn times_rise_with_the_word() {
        for profile in [
            Profile::flat(),
            Profile::new(rush()),
            Profile::new(std::array::from_fn(|h| (h % 5) as f64)),
        ] {
            let times: Vec<i64> = (0..100_000u64)
                .map(|i| profile.time_of_day(i * 184_467_440_737_095))
                .collect();
            assert!(times.is_sorted());
        }
    }

    #[test]
    fn hours_get_their_share_and_are_even_inside() {
        let weights: [f64; 24] = std::array::from_fn(|h| (h % 5) as f64);
        let profile = Profile::new(weights);
        let total: f64 = weights.iter().sum();
        // Evenly spaced words: each hour's count is exact to one, its mean to a second.
        const N: u64 = 1 << 20;
        let mut counts = [0u64; 24];
        let mut inside = [0i64; 24];
        for i in 0..N {
            let time = profile.time_of_day((i << 44) + (1 << 43));
            let hour = ((time - 1) / HOUR) as usize;
            counts[hour] += 1;
            inside[hour] += time - hour as i64 * HOUR;
        }
        for hour in 0..24 {
            let expected = N as f64 * weights[hour] / total;
            assert!(
                (counts[hour] as f64 - expected).abs() <= 1.0,
                "{hour}: {} {expected}",
                counts[hour]
            );
            if counts[hour] > 0 {
                let mean = inside[hour] as f64 / counts[hour] as f64;
                assert!((mean - HOUR as f64 / 2.0).abs() < 1e6, "{hour}: {mean}");
            }
        }
    }

    #[test]
    #[should_panic(expected = "some hour has a positive weight")]
    fn a_day_without_weight_is_refused() {
        Profile::new([0.0; 24]);
    }
}
