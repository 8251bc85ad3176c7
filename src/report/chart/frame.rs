//! Where a chart stands: the slide with head and foot, or the bare picture in a column of the page.

use super::canvas::{Anchor, Sheet, Type};
use super::theme::{ALARM, Colour, INK, MUTED};
use super::wrap::wrapped;

/// The sizes of type in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Names of rows and series.
    pub label: f64,
    /// Ticks.
    pub tick: f64,
    /// Notes in the plot.
    pub note: f64,
}

/// A frame: its size, the ground for the plot with its axis names, and its type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Width of the sheet.
    pub width: f64,
    /// Height of the sheet.
    pub height: f64,
    /// Left edge of the plot with its names.
    pub left: f64,
    /// Right edge of the plot with its names.
    pub right: f64,
    /// Top of the plot; two lines of names fit above.
    pub top: f64,
    /// Bottom of the plot; one or two lines of names fit below.
    pub bottom: f64,
    /// Sizes of type.
    pub sizes: Sizes,
}

/// What stands around the plot of a slide.
pub struct Head<'a> {
    /// The finding.
    pub title: &'a str,
    /// What is drawn.
    pub subtitle: &'a str,
    /// First how to read, last the source.
    pub footer: &'a [String],
}

/// Left and right margin of a slide.
const MARGIN: f64 = 60.0;

impl Frame {
    /// The frame in a column of the page, for a plot of about `plot` units in height.
    pub fn page(plot: f64) -> Frame {
        let (top, below) = (56.0, 52.0);
        Frame {
            width: 1032.0,
            height: top + plot + below,
            left: 4.0,
            right: 1028.0,
            top,
            bottom: top + plot,
            sizes: Sizes {
                label: 15.0,
                tick: 15.0,
                note: 16.0,
            },
        }
    }

    /// The frame of a slide of 1600 × 900; draws the head and the foot.
    pub fn slide(sheet: &mut Sheet, head: &Head) -> Frame {
        let (width, height) = (sheet.width, sheet.height);
        let room = width - 2.0 * MARGIN;
        sheet.rectangle([MARGIN, 36.0, MARGIN + 56.0, 42.0], ALARM);
        let mut em = 36.0;
        let mut lines = wrapped(sheet.fonts, head.title, Type::bold(em, INK), room);
        while lines.len() > 2 && em > 26.0 {
            em -= 2.0;
            lines = wrapped(sheet.fonts, head.title, Type::bold(em, INK), room);
        }
        let mut baseline = 86.0 - 46.0;
        for line in &lines {
            baseline += 46.0;
            sheet.text(line, (MARGIN, baseline), Anchor::Start, Type::bold(em, INK));
        }
        baseline += 8.0;
        for line in wrapped(sheet.fonts, head.subtitle, Type::plain(22.0, MUTED), room) {
            baseline += 30.0;
            sheet.text(&line, (MARGIN, baseline), Anchor::Start, Type::plain(22.0, MUTED));
        }
        let look = Type::plain(16.0, MUTED);
        let footer: Vec<String> = head
            .footer
            .iter()
            .flat_map(|line| wrapped(sheet.fonts, line, look, room))
            .collect();
        for (i, line) in footer.iter().rev().enumerate() {
            sheet.text(line, (MARGIN, height - 24.0 - 23.0 * i as f64), Anchor::Start, look);
        }
        Frame {
            width,
            height,
            left: MARGIN,
            right: width - MARGIN,
            top: baseline + 64.0,
            bottom: height - 110.0 - 23.0 * footer.len().saturating_sub(2) as f64,
            sizes: Sizes {
                label: 19.0,
                tick: 18.0,
                note: 20.0,
            },
        }
    }

    /// The type of names of rows and series.
    pub const fn label(&self, colour: Colour) -> Type {
        Type::plain(self.sizes.label, colour)
    }

    /// The type of ticks.
    pub const fn tick(&self) -> Type {
        Type::plain(self.sizes.tick, MUTED)
    }

    /// The type of notes in the plot.
    pub const fn note(&self, colour: Colour) -> Type {
        Type::bold(self.sizes.note, colour)
    }

    /// Baseline of the names under the plot.
    pub const fn under(&self) -> f64 {
        self.bottom + self.sizes.tick + 10.0
    }
}
