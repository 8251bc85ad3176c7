//! A quantile function as a table: one word in, one value out, no branch and no special case in the tails.
//!
//! The top bit of the word chooses the side of the median; the rest gives the distance v from that side's end,
//! v = (m + ½)·2⁻⁵³ with m of 52 bits, so v lies in (0, ½) down to 2⁻⁵⁴. The complement of a word has the same v on the
//! other side: antithetic draws are exact. Every binary octave of v is split into 2^L equal segments, and in each a
//! cubic goes through four exact points. The index is therefore the exponent and the top mantissa bits of v.
//!
//! The four points are those of Gauss–Lobatto quadrature (0, ½ ∓ √5/10, 1): neighbouring cubics meet at their ends,
//! and the cubic's integral over a segment, hence the mean of the draws, is exact to the fifth degree.
//!
//! **The table is the definition of the sampler**; a change of it changes results.

use super::special::Tail;

/// Octaves of v: 2⁻⁵⁴ up to ½.
const OCTAVES: usize = 53;
/// The inner points of a segment, and the spread of the outer ones.
const INNER: [f64; 2] = [0.276_393_202_250_021, 0.723_606_797_749_979];
/// Segments of an octave: 2⁴, and up to 2⁷ where the quantile bends more.
const COARSEST: u32 = 4;
const FINEST: u32 = 7;
/// The error at which a table is fine enough, relative to the value or to this share of the unit.
const GOAL: f64 = 4e-8;
const FLOOR: f64 = 0.01;
/// Octaves that the choice of L looks at: all but one draw in 16 million.
const WATCHED: usize = 24;

/// A cubic by ascending powers of the position inside the segment, 0 to 1.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Cubic([f64; 4]);

/// A tabulated quantile function.
#[derive(Debug)]
pub struct QuantileTable {
    /// Both sides, lower first; the segments of a side from the smallest v to ½.
    segments: Box<[Cubic]>,
    /// 52 − L: moves a float's exponent and top mantissa bits to the index.
    shift: u32,
    /// L.
    splits: u32,
    /// Index of the first segment of each side, less the float's exponent bias.
    base: [usize; 2],
}

impl QuantileTable {
    /// Tabulates `quantile`, the exact inverse, given by its tail so that it is accurate on both sides.
    ///
    /// The number of segments is the smallest that meets the goal (relative error 4e-8 of the value, or of a hundredth
    /// of the unit for smaller values), at most 2⁷ an octave.
    pub fn new(quantile: impl Fn(Tail) -> f64) -> QuantileTable {
        // Both sides end in the same median, to the last digit.
        let upper = |v: f64| quantile(if v < 0.5 { Tail::Upper(v) } else { Tail::Lower(v) });
        let sides: [&dyn Fn(f64) -> f64; 2] = [&|v| quantile(Tail::Lower(v)), &upper];
        let splits = (COARSEST..FINEST)
            .find(|&splits| sides.iter().all(|side| is_fine(side, splits)))
            .unwrap_or(FINEST);
        let each = OCTAVES << splits;
        let segments: Box<[Cubic]> = sides.iter().flat_map(|side| tabulate(side, splits)).collect();
        // The numbers looked up are 2m+1 = v·2⁵⁴, from 1: a biased exponent of 1023.
        let bias = 1023usize << splits;
        QuantileTable {
            segments,
            shift: 52 - splits,
            splits,
            base: [bias.wrapping_neg(), each.wrapping_sub(bias)],
        }
    }

    /// The value at a word.
    #[inline(always)]
    pub fn at(&self, word: u64) -> f64 {
        let side = word >> 63;
        let distance = word ^ side.wrapping_neg();
        let odd = (distance >> 11) << 1 | 1;
        // An odd number below 2^53: its conversion is exact.
        let bits = (odd as i64 as f64).to_bits();
        let index = ((bits >> self.shift) as usize).wrapping_add(self.base[side as usize]);
        let fraction = (bits << self.splits) & ((1 << 52) - 1);
        let t = f64::from_bits(fraction | 1.0f64.to_bits()) - 1.0;
        let Cubic([a, b, c, d]) = self.segments[index];
        a + t * (b + t * (c + t * d))
    }

    /// The mean of the draws, by integrating every cubic exactly.
    #[cfg(test)]
    pub(super) fn mean(&self) -> f64 {
        let each = self.segments.len() / 2;
        let mut sum = 0.0;
        for (i, Cubic([a, b, c, d])) in self.segments.iter().enumerate() {
            let (octave, k) = ((i % each) >> self.splits, (i % each) as u32 & ((1 << self.splits) - 1));
            sum += span(octave, k, self.splits).1 * (a + b / 2.0 + c / 3.0 + d / 4.0);
        }
        // Half a step of v remains at either end; its draw is the first point.
        sum + (self.segments[0].0[0] + self.segments[each].0[0]) * span(0, 0, 0).0
    }

    /// Log2 of the segments an octave.
    #[cfg(test)]
    pub(super) fn splits(&self) -> u32 {
        self.splits
    }

    /// Bytes of the table.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.segments)
    }
}

/// Start and width of segment `k` of octave `octave`.
fn span(octave: usize, k: u32, splits: u32) -> (f64, f64) {
    // 2^(octave − 54), exactly.
    let start = f64::from_bits((1023 - 54 + octave as u64) << 52);
    let width = start / f64::from(1u32 << splits);
    (start + f64::from(k) * width, width)
}

/// The cubics of one side.
fn tabulate(side: &dyn Fn(f64) -> f64, splits: u32) -> Vec<Cubic> {
    let mut cubics = Vec::with_capacity(OCTAVES << splits);
    let mut first = side(span(0, 0, splits).0);
    for octave in 0..OCTAVES {
        for k in 0..1 << splits {
            let (start, width) = span(octave, k, splits);
            let last = side(start + width);
            cubics.push(through([
                first,
                side(start + INNER[0] * width),
                side(start + INNER[1] * width),
                last,
            ]));
            first = last;
        }
    }
    cubics
}

/// The cubic through four values at 0, the inner points and 1; a straight line where that cubic is not monotone.
fn through([y0, y1, y2, y3]: [f64; 4]) -> Cubic {
    // Newton's divided differences over 0, 1, p, q, whose first term meets both ends.
    let [p, q] = INNER;
    let line = y3 - y0;
    let bend = |t: f64, y: f64| ((y - y0) - t * line) / (t * (t - 1.0));
    let (e, f) = (bend(p, y1), bend(q, y2));
    let d = (f - e) / (q - p);
    let c = e - d * p;
    // y0 + t·line + t(t−1)(c + d·t)
    let cubic = [y0, line - c, c - d, d];
    if is_monotone(&cubic) {
        Cubic(cubic)
    } else {
        Cubic([y0, line, 0.0, 0.0])
    }
}

/// Whether a cubic rises or falls throughout 0 to 1.
fn is_monotone([_, b, c, d]: &[f64; 4]) -> bool {
    let slope = |t: f64| b + t * (2.0 * c + t * 3.0 * d);
    let turn = -c / (3.0 * d);
    let middle = if turn > 0.0 && turn < 1.0 { slope(turn) } else { *b };
    let slopes = [slope(0.0), middle, slope(1.0)];
    slopes.iter().all(|s| *s >= 0.0) || slopes.iter().all(|s| *s <= 0.0)
}

/// Whether 2^`splits` segments an octave keep the error in the middle of every segment under the goal.
fn is_fine(side: &dyn Fn(f64) -> f64, splits: u32) -> bool {
    (OCTAVES - WATCHED..OCTAVES).rev().all(|octave| {
        (0..1 << splits).all(|k| {
            let (start, width) = span(octave, k, splits);
            let y = [0.0, INNER[0], INNER[1], 1.0].map(|t| side(start + t * width));
            let Cubic([a, b, c, d]) = through(y);
            let exact = side(start + 0.5 * width);
            let off = (a + 0.5 * (b + 0.5 * (c + 0.5 * d)) - exact).abs();
            off <= GOAL * exact.abs().max(FLOOR)
        })
    })
}
