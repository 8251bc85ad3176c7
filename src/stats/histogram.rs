//! Quantiles over jobs from integer counts in logarithmic buckets: within 1 %, and merged in any order to the same bits.
//!
//! A value below 128 has a bucket of its own, 0 included. Above, each power of two is cut into 64 equal buckets, so a
//! bucket is at most 1/64 as wide as its values, and its middle is within 1/128 (0.78 %) of any of them.

/// Log2 of the buckets per power of two.
const BITS: u32 = 6;

/// The bucket of a value in ticks; values below 0 count as 0. It rises with the value, from 0 to 3711.
#[inline(always)]
pub fn bucket_of(value: i64) -> u32 {
    bucket_of_whole(value.max(0) as u64)
}

/// The same for a value that cannot be negative.
#[inline(always)]
pub fn bucket_of_whole(value: u64) -> u32 {
    let shift = 63 - BITS - (value | 1 << BITS).leading_zeros();
    (shift << BITS) + (value >> shift) as u32
}

/// The value that stands for a bucket: its middle, rounded down; exact below 128.
pub fn representative(bucket: u32) -> i64 {
    let shift = (bucket >> BITS).saturating_sub(1);
    let low = u64::from(bucket - (shift << BITS)) << shift;
    (low + ((1u64 << shift) - 1) / 2) as i64
}

/// A number of values: `u32` where memory counts, `u64` where many histograms are added up.
pub trait Count: Copy + Default + PartialEq + Into<u64> + std::ops::AddAssign + std::fmt::Debug {
    /// One value.
    const ONE: Self;
}

impl Count for u32 {
    const ONE: u32 = 1;
}

impl Count for u64 {
    const ONE: u64 = 1;
}

/// Counts by bucket: that of 0 apart, because waits are often nothing at all, and above it the contiguous range of
/// buckets seen so far.
#[derive(Clone, Debug, Default)]
pub struct Histogram<C = u64> {
    /// Values that are 0.
    zeros: C,
    /// The bucket of the first count.
    first: u32,
    counts: Vec<C>,
}

impl<C: Count> Histogram<C> {
    /// An empty histogram.
    pub fn new() -> Histogram<C> {
        Histogram::default()
    }

    /// Counts a value.
    #[inline]
    pub fn add(&mut self, value: i64) {
        self.add_bucket(bucket_of(value));
    }

    /// Counts a value whose bucket is known.
    #[inline]
    pub fn add_bucket(&mut self, bucket: u32) {
        if bucket == 0 {
            self.zeros += C::ONE;
            return;
        }
        match self.counts.get_mut(bucket.wrapping_sub(self.first) as usize) {
            Some(count) => *count += C::ONE,
            None => self.cover(bucket, bucket)[0] += C::ONE,
        }
    }

    /// Counts a value of 0.
    #[inline(always)]
    pub fn add_zero(&mut self) {
        self.zeros += C::ONE;
    }

    /// Counts `count` values of a bucket at once.
    pub fn add_many(&mut self, bucket: u32, count: C) {
        match bucket {
            0 => self.zeros += count,
            _ => self.cover(bucket, bucket)[0] += count,
        }
    }

    /// Adds all counts of another histogram.
    pub fn merge<D: Count + Into<C>>(&mut self, other: &Histogram<D>) {
        self.zeros += other.zeros.into();
        if other.counts.is_empty() {
            return;
        }
        let last = other.first + other.counts.len() as u32 - 1;
        for (count, more) in self.cover(other.first, last).iter_mut().zip(&other.counts) {
            *count += (*more).into();
        }
    }

    /// Forgets all counts but keeps the memory.
    pub fn clear(&mut self) {
        self.zeros = C::default();
        self.counts.fill(C::default());
    }

    /// How many values were counted.
    pub fn count(&self) -> u64 {
        self.zeros.into() + self.counts.iter().map(|&count| count.into()).sum::<u64>()
    }

    /// The `q` quantile by nearest rank: the bucket that holds the smallest value whose cumulated share reaches `q`
    /// stands for it, within 0.78 % (and half a tick). `q` is cut to [0, 1]; 0 is the smallest value. None if empty.
    pub fn quantile(&self, q: f64) -> Option<i64> {
        let rank = rank(self.count(), q)?;
        let mut sum: u64 = self.zeros.into();
        if sum >= rank {
            return Some(0);
        }
        let place = self.counts.iter().position(|&count| {
            sum += count.into();
            sum >= rank
        })?;
        Some(representative(self.first + place as u32))
    }

    /// Buckets with values, in their order, and how many each holds.
    pub fn filled(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        let zeros = std::iter::once((0, self.zeros.into()));
        let counts = self.counts.iter().map(|&count| count.into());
        zeros.chain((self.first..).zip(counts)).filter(|(_, count)| *count > 0)
    }

    /// The counts of buckets `from` to `to`, after growing the range to hold them.
    #[cold]
    fn cover(&mut self, from: u32, to: u32) -> &mut [C] {
        if self.counts.is_empty() {
            self.first = from;
        }
        if from < self.first {
            let missing = (self.first - from) as usize;
            self.counts.splice(0..0, std::iter::repeat_n(C::default(), missing));
            self.first = from;
        }
        let (start, end) = ((from - self.first) as usize, (to - self.first) as usize + 1);
        if self.counts.len() < end {
            self.counts.resize(end, C::default());
        }
        &mut self.counts[start..end]
    }
}

/// Equal if the counts are; empty ends do not matter.
impl<C: Count> PartialEq for Histogram<C> {
    fn eq(&self, other: &Histogram<C>) -> bool {
        self.filled().eq(other.filled())
    }
}

impl<C: Count> Eq for Histogram<C> {}

/// The smallest rank r from 1 with r/n ≥ q; none of no values.
fn rank(n: u64, q: f64) -> Option<u64> {
    if n == 0 {
        return None;
    }
    let share = |rank: u64| rank as f64 / n as f64;
    let mut rank = (libm::ceil(q * n as f64) as u64).clamp(1, n);
    // The product may round to either side of a whole number; the quotient decides.
    while rank > 1 && share(rank - 1) >= q {
        rank -= 1;
    }
    while rank < n && share(rank) < q {
        rank += 1;
    }
    Some(rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::keyed::{Key, Stream};
    use rand::Rng;

    #[test]
    fn small_values_have_buckets_of_their_own() {
        for value in 0..128 {
            assert_eq!(bucket_of(value), value as u32);
            assert_eq!(representative(value as u32), value);
        }
        assert_eq!(bucket_of(-5), 0);
        assert_eq!(bucket_of(i64::MIN), 0);
    }

    #[test]
    fn buckets_meet_without_gaps_and_stand_within_their_width() {
        assert_eq!(bucket_of(128), 128);
        assert_eq!(bucket_of(129), 128);
        assert_eq!(bucket_of(130), 129);
        assert_eq!(bucket_of(255), 191);
        assert_eq!(bucket_of(256), 192);
        assert_eq!(bucket_of(i64::MAX), 3711);
        for bucket in 0..=3711 {
            let middle = representative(bucket);
            assert_eq!(bucket_of(middle), bucket);
            // The first value of the next bucket, and of this one.
            for value in [
                middle - middle / 128 - 1,
                middle,
                middle.saturating_add(middle / 128 + 1),
            ] {
                let off = (representative(bucket_of(value)) - value.max(0)).unsigned_abs();
                assert!(off as f64 <= value.max(0) as f64 / 128.0, "{value} {off}");
            }
        }
    }

    #[test]
    fn every_value_is_within_its_bound() {
        let mut stream = Stream::new(Key::new(2, 0), 0);
        for _ in 0..100_000 {
            let value = (stream.next_u64() >> (1 + stream.next_u64() % 63)) as i64;
            let off = (representative(bucket_of(value)) - value).abs() as f64;
            assert!(off <= value as f64 / 128.0);
            assert!(bucket_of(value) <= bucket_of(value.saturating_add(1)));
        }
    }

    #[test]
    fn quantiles_are_nearest_rank() {
        let mut ten = Histogram::<u64>::new();
        (1..=10).for_each(|value| ten.add(value));
        for (q, want) in [
            (0.0, 1),
            (0.05, 1),
            (0.1, 1),
            (0.11, 2),
            (0.5, 5),
            (0.51, 6),
            (0.9, 9),
            (0.91, 10),
            (1.0, 10),
        ] {
            assert_eq!(ten.quantile(q), Some(want), "{q}");
        }
        assert_eq!(ten.count(), 10);
        // 0.07 · 100 is a little above 7 in binary, yet rank 7 has the share.
        let mut hundred = Histogram::<u64>::new();
        (1..=100).for_each(|value| hundred.add(value));
        assert_eq!(hundred.quantile(0.07), Some(7));
        assert_eq!(hundred.quantile(0.99), Some(99));
        // The next number above a third: three times it rounds to 1, yet a third falls short of it.
        let mut three = Histogram::<u64>::new();
        (1..=3).for_each(|value| three.add(value));
        assert_eq!(
            [1.0 / 3.0, 0.333_333_333_333_333_37].map(|q| three.quantile(q)),
            [Some(1), Some(2)]
        );
    }

    #[test]
    fn extremes_of_the_share_and_of_the_sample() {
        assert_eq!(Histogram::<u64>::new().quantile(0.5), None);
        let mut one = Histogram::<u64>::new();
        one.add(0);
        for q in [-1.0, 0.0, 0.5, 1.0, 2.0] {
            assert_eq!(one.quantile(q), Some(0));
        }
        one.add(i64::MAX);
        assert_eq!(one.quantile(0.5), Some(0));
        assert!(one.quantile(1.0).is_some_and(|top| top > i64::MAX / 128 * 127));
    }

    #[test]
    fn quantiles_are_within_one_per_cent_of_the_sample() {
        let mut stream = Stream::new(Key::new(4, 0), 0);
        let mut histogram = Histogram::<u64>::new();
        let mut values: Vec<i64> = (0..20_001)
            .map(|_| (stream.next_u64() >> (24 + stream.next_u64() % 16)) as i64)
            .collect();
        values.iter().for_each(|value| histogram.add(*value));
        values.sort_unstable();
        for percent in 1..=100u64 {
            let exact = values[(percent * 20_001).div_ceil(100) as usize - 1] as f64;
            let got = histogram.quantile(percent as f64 / 100.0).expect("values") as f64;
            assert!((got - exact).abs() <= 0.0079 * exact, "{percent}: {got} {exact}");
        }
    }

    #[test]
    fn merging_is_adding_in_any_order() {
        let of = |values: &[i64]| {
            let mut histogram = Histogram::<u64>::new();
            values.iter().for_each(|value| histogram.add(*value));
            histogram
        };
        let parts = [of(&[5_000_000, 7, 7]), of(&[]), of(&[0, 1 << 40]), of(&[3_000])];
        let all = of(&[7, 5_000_000, 0, 3_000, 7, 1 << 40]);
        let mut forth = Histogram::<u64>::new();
        parts.iter().for_each(|part| forth.merge(part));
        let mut back = Histogram::<u64>::new();
        parts.iter().rev().for_each(|part| back.merge(part));
        assert_eq!(forth, all);
        assert_eq!(back, all);
        assert_eq!(forth.count(), 6);
        assert_ne!(forth, parts[0]);
        forth.clear();
        assert_eq!((forth.count(), forth.quantile(0.5)), (0, None));
        forth.merge(&parts[0]);
        assert_eq!(forth, parts[0]);
    }
}
