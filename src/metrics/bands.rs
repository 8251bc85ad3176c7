//! Quantiles over replications of one day's figure, in a few bytes.

use crate::stats::histogram::{bucket_of, representative};

/// Counts of values by bucket, only those that occurred, in order.
#[derive(Clone, Debug, Default)]
pub struct Band {
    counts: Vec<(u32, u32)>,
}

/// Shares of replications that a band shows.
const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

impl Band {
    /// Adds a value in whole ticks.
    #[inline]
    pub fn add(&mut self, ticks: i64) {
        let bucket = bucket_of(ticks);
        match self.counts.binary_search_by_key(&bucket, |&(known, _)| known) {
            Ok(at) => self.counts[at].1 += 1,
            Err(at) => self.counts.insert(at, (bucket, 1)),
        }
    }

    /// p05, p25, p50, p75 and p95 in ticks: the smallest value that so many of the values do not exceed.
    pub fn levels(&self) -> Option<[i64; 5]> {
        let total: u64 = self.counts.iter().map(|&(_, count)| u64::from(count)).sum();
        if total == 0 {
            return None;
        }
        Some(LEVELS.map(|level| {
            let wanted = level * total as f64;
            let mut seen = 0;
            let found = self.counts.iter().find(|&&(_, count)| {
                seen += u64::from(count);
                seen as f64 >= wanted
            });
            found.map_or(0, |&(bucket, _)| representative(bucket))
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
        assert_eq!(band.levels(), Some([1, 5, 10, 15, 19]));
        assert_eq!(Band::default().levels(), None);
    }
}
