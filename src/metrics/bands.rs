//! Quantiles over replications of one day's figure, in a few bytes.

use crate::stats::histogram::bucket_of;

/// Values by bucket, only those that occurred, in order. What stands for a bucket is the mean of its values, so a
/// figure that is the same in every replication is said exactly.
#[derive(Clone, Debug, Default)]
pub struct Band {
    buckets: Vec<Bucket>,
}

/// The values that fell into one bucket.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    number: u32,
    count: u32,
    sum: i64,
}

/// Shares of replications that a band shows.
const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

impl Band {
    /// Adds a value in whole ticks.
    #[inline]
    pub fn add(&mut self, ticks: i64) {
        let number = bucket_of(ticks);
        match self.buckets.binary_search_by_key(&number, |bucket| bucket.number) {
            Ok(at) => {
                self.buckets[at].count += 1;
                self.buckets[at].sum += ticks;
            }
            Err(at) => self.buckets.insert(
                at,
                Bucket {
                    number,
                    count: 1,
                    sum: ticks,
                },
            ),
        }
    }

    /// p05, p25, p50, p75 and p95 in ticks: the smallest value that so many of the values do not exceed.
    pub fn levels(&self) -> Option<[f64; 5]> {
        let total: u64 = self.buckets.iter().map(|bucket| u64::from(bucket.count)).sum();
        if total == 0 {
            return None;
        }
        Some(LEVELS.map(|level| {
            let wanted = level * total as f64;
            let mut seen = 0;
            let found = self.buckets.iter().find(|bucket| {
                seen += u64::from(bucket.count);
                seen as f64 >= wanted
            });
            found.map_or(0.0, |bucket| bucket.sum as f64 / f64::from(bucket.count))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_nearest_ranks() {
        let mut band = Band::default();
        for value in (1..=20).rev() {
            band.add(value);
        }
        assert_eq!(band.levels(), Some([1.0, 5.0, 10.0, 15.0, 19.0]));
        assert_eq!(Band::default().levels(), None);
    }

    #[test]
    fn what_never_varies_is_exact_and_what_does_stays_within_one_percent() {
        let mut constant = Band::default();
        (0..50).for_each(|_| constant.add(14_000));
        assert_eq!(constant.levels(), Some([14_000.0; 5]));
        let mut band = Band::default();
        (0..1000).for_each(|n| band.add(10_000 + n));
        // The median of 10000 … 10999 by nearest rank is 10499.
        let median = band.levels().expect("values")[2];
        assert!((median / 10_499.0 - 1.0).abs() < 0.01, "{median}");
    }
}
