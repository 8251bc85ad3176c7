//! Charts with a row per name: names at the left, stripes, dots with their intervals.

use super::axis::{Scale, spread};
use super::canvas::{Anchor, Sheet, Type};
use super::frame::Frame;
use super::theme::{ALARM, Colour, INK, MUTED, PANEL, TRACK, width};
use crate::report::number::Estimate;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What stands at the left.
    pub text: String,
    /// Whether the title speaks of it.
    pub accent: bool,
    /// A line between rows that names what follows; it has no figures.
    pub heading: bool,
}

impl Name {
    /// A row with figures.
    pub fn row(text: String, accent: bool) -> Name {
        Name {
            text,
            accent,
            heading: false,
        }
    }

    /// A line that names the rows below it.
    pub fn heading(text: &str) -> Name {
        Name {
            text: text.to_string(),
            accent: false,
            heading: true,
        }
    }
}

/// Where the rows stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows {
    /// The frame, its bottom where the rows end.
    pub frame: Frame,
    /// Left edge of the plots, right of the names.
    pub left: f64,
    /// Height of a row.
    pub pitch: f64,
}

impl Rows {
    /// Draws stripes and names; the rows fill the frame, but no row is higher than seven lines of type.
    pub fn new(sheet: &mut Sheet, frame: &Frame, names: &[Name]) -> Rows {
        let count = names.len().max(1) as f64;
        let pitch = ((frame.bottom - frame.top) / count).min(7.0 * frame.sizes.label);
        let frame = Frame {
            bottom: frame.top + pitch * count,
            ..*frame
        };
        // Many rows: the names shrink with them, but stay legible.
        let em = frame.sizes.label.min((pitch * 0.86).max(15.0));
        let room = (frame.right - frame.left) * 0.4;
        let look = |name: &Name| match name {
            Name { heading: true, .. } => Type::plain(em, MUTED),
            Name { accent: true, .. } => Type::bold(em, ALARM),
            Name { .. } => Type::plain(em, INK),
        };
        let texts: Vec<String> = names
            .iter()
            .map(|name| sheet.cut(&name.text, room, look(name)))
            .collect();
        let widths = names
            .iter()
            .zip(&texts)
            .map(|(name, text)| sheet.measure(text, look(name)));
        let left = frame.left + widths.fold(0.0, f64::max) + 18.0;
        let rows = Rows { frame, left, pitch };
        for (i, (name, text)) in names.iter().zip(&texts).enumerate() {
            let y = rows.y(i);
            if i % 2 == 1 && names.len() > 4 {
                sheet.rectangle([frame.left, y - pitch / 2.0, frame.right, y + pitch / 2.0], PANEL);
            }
            let (x, anchor) = if name.heading {
                (frame.left, Anchor::Start)
            } else {
                (left - 18.0, Anchor::End)
            };
            sheet.text(text, (x, y + 0.35 * em), anchor, look(name));
        }
        rows
    }

    /// The middle of a row.
    pub fn y(&self, row: usize) -> f64 {
        self.frame.top + self.pitch * (row as f64 + 0.5)
    }
}

/// The interval of an estimate as a line with caps; nothing where a dot of `radius` would hide it.
pub fn whisker(sheet: &mut Sheet, x: &Scale, y: f64, estimate: Estimate, (radius, cap): (f64, f64), colour: Colour) {
    let Some([low, high]) = estimate.ci95 else { return };
    let high = if x.to == 1.0 { high.min(1.0) } else { high };
    let (low, high) = (x.at(low.max(x.from)), x.at(high));
    if high - low < 2.0 * radius + 8.0 && radius > 0.0 {
        return;
    }
    sheet.segment((low, y), (high, y), width::WHISKER, colour);
    for end in [low, high] {
        sheet.segment((end, y - cap / 2.0), (end, y + cap / 2.0), width::WHISKER, colour);
    }
}

/// A name above the first row.
pub struct Head {
    /// Where it wishes to stand, and where its leader ends.
    pub at: f64,
    /// The leader's lower end; none: no leader.
    pub tip: Option<f64>,
    /// What it says.
    pub text: String,
    /// How it looks.
    pub look: Type,
}

/// Writes names side by side on one line between `low` and `high`, each as near to its wish as the others allow.
pub fn heads(sheet: &mut Sheet, mut heads: Vec<Head>, baseline: f64, (low, high): (f64, f64)) {
    heads.sort_by(|a, b| a.at.total_cmp(&b.at));
    let widths: Vec<f64> = heads.iter().map(|head| sheet.measure(&head.text, head.look)).collect();
    let (Some(first), Some(last)) = (widths.first(), widths.last()) else {
        return;
    };
    let gaps: Vec<f64> = widths
        .windows(2)
        .map(|pair| f64::midpoint(pair[0], pair[1]) + 16.0)
        .collect();
    let wishes: Vec<f64> = heads.iter().map(|head| head.at).collect();
    let places = spread(&wishes, &gaps, low + first / 2.0, high - last / 2.0);
    for (head, place) in heads.iter().zip(places) {
        if let Some(tip) = head.tip {
            sheet.segment((head.at, tip), (place, baseline + 5.0), width::GRID, TRACK);
        }
        sheet.text(&head.text, (place, baseline), Anchor::Middle, head.look);
    }
}
