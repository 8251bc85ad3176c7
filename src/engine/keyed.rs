//! Keyed random numbers: every draw is a pure function of who asks for it, never of how many asked before.
//!
//! Philox4x64-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), turns a
//! key of two words and a counter of four into four independent words. The key is (seed, replication); the counter
//! says which thing draws and for which purpose. Nothing is stored, so plans that leave a thing alone leave its draws
//! alone.

use rand::{TryRng, rand_core::Infallible};

const MULTIPLIER: [u64; 2] = [0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157];
const WEYL: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];
const ROUNDS: usize = 10;

/// The key of one replication: all its random numbers follow from these two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The user's seed.
    pub seed: u64,
    /// The replication, from 0.
    pub replication: u64,
}

impl Key {
    /// The key of replication `replication` under `seed`.
    pub const fn new(seed: u64, replication: u64) -> Key {
        Key { seed, replication }
    }

    /// The four words at `counter`: Philox4x64 with ten rounds.
    #[inline(always)]
    pub fn block(&self, counter: [u64; 4]) -> [u64; 4] {
        let [mut a, mut b, mut c, mut d] = counter;
        let (mut k0, mut k1) = (self.seed, self.replication);
        for _ in 0..ROUNDS {
            let left = u128::from(MULTIPLIER[0]) * u128::from(a);
            let right = u128::from(MULTIPLIER[1]) * u128::from(c);
            (a, b, c, d) = (
                (right >> 64) as u64 ^ b ^ k0,
                right as u64,
                (left >> 64) as u64 ^ d ^ k1,
                left as u64,
            );
            k0 = k0.wrapping_add(WEYL[0]);
            k1 = k1.wrapping_add(WEYL[1]);
        }
        [a, b, c, d]
    }
}

/// A number from 52 high bits of `word`: (⌊word / 2¹²⌋ + ½) · 2⁻⁵², never 0 or 1; `unit(!word)` is exactly 1 − `unit(word)`.
#[inline(always)]
pub fn unit(word: u64) -> f64 {
    const STEP: f64 = 1.0 / (1u64 << 52) as f64;
    // 52 bits fit a signed integer, whose conversion is one instruction.
    ((word >> 12) as i64 as f64 + 0.5) * STEP
}

/// A fixed hash of a name: FNV-1a (64 bits) followed by the finaliser of SplitMix64.
///
/// It makes part of a counter, so it never changes: names, not positions, address the draws.
pub fn name_hash(name: &str) -> u64 {
    finish(fnv1a(name.as_bytes()))
}

/// A cheap mix of two words, for ranking at a release or for deriving one key from another; not for draws.
#[inline]
pub fn mix(a: u64, b: u64) -> u64 {
    finish(a.wrapping_add(WEYL[0]) ^ finish(b.wrapping_add(WEYL[1])))
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; RFC 9923).
fn fnv1a(bytes: &[u8]) -> u64 {
    const BASIS: u64 = 0xCBF2_9CE4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    bytes
        .iter()
        .fold(BASIS, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection in which every bit depends on every other.
#[inline]
fn finish(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Successive words of successive blocks, as a generator for `rand`'s adaptors: for tests and oracles, not for the
/// simulation.
#[derive(Clone, Debug)]
pub struct Stream {
    key: Key,
    counter: [u64; 4],
    words: [u64; 4],
    used: usize,
}

impl Stream {
    /// The stream of blocks (0, `lane`, 0, 0), (1, `lane`, 0, 0), …
    pub fn new(key: Key, lane: u64) -> Stream {
        Stream {
            key,
            counter: [0, lane, 0, 0],
            words: [0; 4],
            used: 4,
        }
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        if self.used == 4 {
            self.words = self.key.block(self.counter);
            self.counter[0] = self.counter[0].wrapping_add(1);
            self.used = 0;
        }
        self.used += 1;
        Ok(self.words[self.used - 1])
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|word| (word >> 32) as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            part.copy_from_slice(&word[..part.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn philox_meets_the_vectors_of_random123_and_numpy() {
        assert_eq!(
            Key::new(0, 0).block([0; 4]),
            [
                0x16554d9eca36314c,
                0xdb20fe9d672d0fdc,
                0xd7e772cee186176b,
                0x7e68b68aec7ba23b
            ]
        );
        assert_eq!(
            Key::new(7, 9).block([1, 0, 0, 0]),
            [
                0x5ac49a5aa6b07890,
                0x05930c877546fc4e,
                0xf11384d40c6643b6,
                0xeddea8620f029b3f
            ]
        );
    }

    #[test]
    fn fnv_meets_its_published_vectors() {
        assert_eq!(fnv1a(b""), 0xcbf29ce484222325);
        assert_eq!(fnv1a(b"a"), 0xaf63dc4c8601ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x85944171f73967e8);
    }

    #[test]
    fn the_finaliser_meets_splitmix64() {
        // First output of SplitMix64 seeded with 1234567 (Vigna's reference program).
        assert_eq!(finish(1_234_567u64.wrapping_add(WEYL[0])), 6_457_827_717_110_365_317);
    }

    #[test]
    fn name_hashes_are_fixed() {
        assert_eq!(name_hash("wuhan"), finish(fnv1a(b"wuhan")));
        assert_ne!(name_hash("wuhan"), name_hash("wuhan-1"));
    }

    #[test]
    fn mixes_are_fixed() {
        // Golden: ranks at a release rest on them.
        assert_eq!(
            [mix(0, 0), mix(1, 2)],
            [1_364_257_383_418_390_663, 16_885_778_029_866_502_375]
        );
    }

    #[test]
    fn mixing_depends_on_the_order_and_on_each_word() {
        assert_ne!(mix(1, 2), mix(2, 1));
        assert_ne!(mix(0, 0), mix(0, 1));
        assert_ne!(mix(0, 0), mix(1, 0));
        // Changing one bit flips half of the others: 64 × 64 flips, standard deviation 32.
        let flips: u32 = (0..64)
            .map(|bit| (mix(5, 9) ^ mix(5, 9 ^ (1 << bit))).count_ones())
            .sum();
        assert!((1888..=2208).contains(&flips), "{flips}");
    }

    #[test]
    fn units_are_inside_zero_and_one_and_mirrored() {
        assert_eq!(unit(0), 0.5 / (1u64 << 52) as f64);
        assert!(unit(u64::MAX) < 1.0);
        for word in [0, 1, 4095, 4096, 1 << 40, 1 << 63, 0x1234_5678_9abc_def0, u64::MAX] {
            assert_eq!(unit(!word), 1.0 - unit(word));
        }
    }

    #[test]
    fn a_stream_gives_the_words_of_successive_blocks() {
        let key = Key::new(3, 4);
        let mut stream = Stream::new(key, 5);
        let words: Vec<u64> = (0..8).map(|_| stream.next_u64()).collect();
        assert_eq!(words[..4], key.block([0, 5, 0, 0]));
        assert_eq!(words[4..], key.block([1, 5, 0, 0]));
        let mut bytes = [0; 12];
        Stream::new(key, 5).fill_bytes(&mut bytes);
        assert_eq!(bytes[..8], words[0].to_le_bytes());
        assert_eq!(bytes[8..], words[1].to_le_bytes()[..4]);
    }
}
