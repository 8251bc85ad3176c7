//! Scales, round ticks and the placing of labels along one line.

use super::canvas::{Anchor, Sheet};
use super::frame::Frame;
use super::theme::{GRID, INK, width};

/// Values laid out along a line; `from` at `start`, `to` at `end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Value at `start`.
    pub from: f64,
    /// Value at `end`.
    pub to: f64,
    /// Place of `from`.
    pub start: f64,
    /// Place of `to`.
    pub end: f64,
}

impl Scale {
    /// The place of a value; outside the scale it lies beyond the ends.
    pub fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }
}

/// Round values from 0 to at least `max`, at most six: steps of 1, 2, 2.5 or 5 × 10ⁿ.
pub fn ticks(max: f64) -> Vec<f64> {
    let max = if max.is_finite() && max > 0.0 { max } else { 1.0 };
    let decade = 10f64.powf(max.log10().floor() - 1.0);
    let step = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0]
        .into_iter()
        .map(|factor| factor * decade)
        .find(|step| max / step <= 5.0 + 1e-9)
        .unwrap_or(max);
    let count = (max / step - 1e-9).ceil() as usize;
    (0..=count).map(|i| i as f64 * step).collect()
}

/// A tick's figure with as many decimals as its step needs.
pub fn tick_text(value: f64, step: f64) -> String {
    let decimals = (0..6).find(|&places| {
        let scaled = step * 10f64.powi(places);
        (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1e-9)
    });
    format!("{value:.*}", decimals.unwrap_or(6) as usize)
}

/// Vertical grid lines with their figures under the plot; `with_unit` writes the last one.
pub fn grid_across(sheet: &mut Sheet, frame: &Frame, scale: &Scale, ticks: &[f64], with_unit: impl Fn(&str) -> String) {
    let step = ticks.get(1).copied().unwrap_or(1.0);
    for (i, &value) in ticks.iter().enumerate() {
        let x = scale.at(value);
        sheet.segment((x, frame.top), (x, frame.bottom), width::GRID, GRID);
        let figure = tick_text(value, step);
        let text = if i + 1 == ticks.len() {
            with_unit(&figure)
        } else {
            figure
        };
        // A long last figure ends with the plot instead of leaving the sheet.
        let half = sheet.measure(&text, frame.tick()) / 2.0;
        let (at, anchor) = if x + half > frame.right {
            (frame.right, Anchor::End)
        } else {
            (x, Anchor::Middle)
        };
        sheet.text(&text, (at, frame.under()), anchor, frame.tick());
    }
}

/// The zero line of a plot with rows.
pub fn zero_line(sheet: &mut Sheet, frame: &Frame, x: f64) {
    sheet.segment((x, frame.top), (x, frame.bottom), width::AXIS, INK);
}

/// Places as near to the wished ones as the gaps allow, in the order of `wishes` (which must not fall), kept inside
/// `low` … `high` as far as they fit. `gaps[i]` is the least distance between `i` and `i + 1`.
///
/// Pool adjacent violators: neighbours that are too close form a block that sits at the mean of its wishes.
pub fn spread(wishes: &[f64], gaps: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut offset = vec![0.0];
    for gap in gaps.iter().take(wishes.len().saturating_sub(1)) {
        offset.push(offset[offset.len() - 1] + gap);
    }
    // (mean of the shifted wishes, members)
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&offset) {
        let mut block = (wish - offset, 1);
        while let Some(&(mean, members)) = blocks.last() {
            if mean <= block.0 {
                break;
            }
            blocks.pop();
            let total = members + block.1;
            block = ((mean * members as f64 + block.0 * block.1 as f64) / total as f64, total);
        }
        blocks.push(block);
    }
    let last = offset[offset.len() - 1];
    let flat = blocks
        .iter()
        .flat_map(|&(mean, members)| std::iter::repeat_n(mean, members));
    flat.zip(&offset)
        .map(|(mean, offset)| mean.min(high - last).max(low) + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_few_and_reach_the_largest_value() {
        for max in [0.03, 0.7, 1.0, 1.1, 7.0, 24.9, 26.0, 99.0, 480.0, 12_345.0] {
            let ticks = ticks(max);
            assert!(ticks.len() <= 6 && ticks.len() >= 3, "{max}: {ticks:?}");
            assert!(ticks[ticks.len() - 1] >= max * (1.0 - 1e-9), "{max}: {ticks:?}");
        }
        assert_eq!(ticks(24.9), [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]);
        assert_eq!(ticks(0.0), ticks(f64::NAN));
    }

    #[test]
    fn tick_figures_have_the_decimals_of_their_step() {
        assert_eq!(tick_text(5.0, 2.5), "5.0");
        assert_eq!(tick_text(10.0, 5.0), "10");
        assert_eq!(tick_text(0.3, 0.1), "0.3");
    }

    #[test]
    fn labels_keep_their_distance_and_their_order() {
        let places = spread(&[10.0, 12.0, 50.0], &[20.0, 20.0], 0.0, 100.0);
        assert_eq!(places, [1.0, 21.0, 50.0]);
        let places = spread(&[98.0, 99.0], &[20.0], 0.0, 100.0);
        assert_eq!(places, [80.0, 100.0]);
        assert_eq!(spread(&[], &[], 0.0, 1.0), Vec::<f64>::new());
    }
}
