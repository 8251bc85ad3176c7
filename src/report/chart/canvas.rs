//! A sheet of marks in logical units: what a chart draws on, before it becomes SVG or pixels.

use super::fonts::Fonts;
use super::theme::{Colour, PAPER};

/// Which end of a text stands at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Size, logical units.
    pub em: f64,
    /// Bold or regular.
    pub bold: bool,
    /// Its colour.
    pub colour: Colour,
}

impl Type {
    /// Regular text.
    pub const fn plain(em: f64, colour: Colour) -> Type {
        Type {
            em,
            bold: false,
            colour,
        }
    }

    /// Bold text.
    pub const fn bold(em: f64, colour: Colour) -> Type {
        Type { em, bold: true, colour }
    }
}

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line through points.
    Line {
        /// Where it goes.
        points: Vec<(f64, f64)>,
        /// Its width.
        width: f64,
        /// Its colour.
        colour: Colour,
    },
    /// A filled shape.
    Polygon {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Its colour.
        colour: Colour,
        /// Its opacity, 0 to 1.
        alpha: f64,
    },
    /// A filled rectangle from its upper left to its lower right corner.
    Rectangle {
        /// Left, top, right, bottom.
        edges: [f64; 4],
        /// Its colour.
        colour: Colour,
    },
    /// A filled circle.
    Dot {
        /// Its centre.
        at: (f64, f64),
        /// Its radius.
        radius: f64,
        /// Its colour.
        colour: Colour,
    },
    /// A line of text.
    Text {
        /// What it says.
        text: String,
        /// The anchor's x and the baseline's y.
        at: (f64, f64),
        /// Which end stands at x.
        anchor: Anchor,
        /// How it looks.
        look: Type,
    },
}

/// The ground a text covers.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBox {
    /// What it says.
    pub text: String,
    /// Left, top, right, bottom.
    pub edges: [f64; 4],
}

impl TextBox {
    /// Whether two boxes share ground.
    pub fn overlaps(&self, other: &TextBox) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.edges, other.edges);
        a < g && e < c && b < h && f < d
    }
}

/// What a chart draws on.
pub struct Sheet<'f> {
    /// Width, logical units.
    pub width: f64,
    /// Height, logical units.
    pub height: f64,
    /// The faces that measure and draw text.
    pub fonts: &'f Fonts,
    /// Everything drawn, in order.
    pub marks: Vec<Mark>,
    /// The ground of each text, in order.
    pub boxes: Vec<TextBox>,
}

impl<'f> Sheet<'f> {
    /// An empty sheet.
    pub fn new(width: f64, height: f64, fonts: &'f Fonts) -> Sheet<'f> {
        Sheet {
            width,
            height,
            fonts,
            marks: Vec::new(),
            boxes: Vec::new(),
        }
    }

    /// A line through points.
    pub fn line(&mut self, points: Vec<(f64, f64)>, width: f64, colour: Colour) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, width, colour });
        }
    }

    /// A straight line.
    pub fn segment(&mut self, from: (f64, f64), to: (f64, f64), width: f64, colour: Colour) {
        self.line(vec![from, to], width, colour);
    }

    /// A straight dashed line, on 10 and off 7 units.
    pub fn dashed(&mut self, from: (f64, f64), to: (f64, f64), width: f64, colour: Colour) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let at = |along: f64| (from.0 + dx * along / length, from.1 + dy * along / length);
        let mut along = 0.0;
        while along < length {
            self.segment(at(along), at((along + 10.0).min(length)), width, colour);
            along += 17.0;
        }
    }

    /// A filled shape.
    pub fn polygon(&mut self, points: Vec<(f64, f64)>, colour: Colour, alpha: f64) {
        if points.len() > 2 {
            self.marks.push(Mark::Polygon { points, colour, alpha });
        }
    }

    /// A filled rectangle: left, top, right, bottom.
    pub fn rectangle(&mut self, edges: [f64; 4], colour: Colour) {
        self.marks.push(Mark::Rectangle { edges, colour });
    }

    /// A filled circle with a rim in paper colour.
    pub fn dot(&mut self, at: (f64, f64), radius: f64, colour: Colour) {
        self.marks.push(Mark::Dot {
            at,
            radius: radius + 2.0,
            colour: PAPER,
        });
        self.marks.push(Mark::Dot { at, radius, colour });
    }

    /// A line of text whose baseline is at `at.1`.
    pub fn text(&mut self, text: &str, at: (f64, f64), anchor: Anchor, look: Type) {
        if text.is_empty() {
            return;
        }
        self.boxes.push(self.text_box(text, at, anchor, look));
        self.marks.push(Mark::Text {
            text: text.to_string(),
            at,
            anchor,
            look,
        });
    }

    /// A text over data: in front of eight copies in paper colour.
    pub fn text_with_halo(&mut self, text: &str, at: (f64, f64), anchor: Anchor, look: Type) {
        let halo = Type { colour: PAPER, ..look };
        for (dx, dy) in [(-2, 0), (2, 0), (0, -2), (0, 2), (-2, -2), (-2, 2), (2, -2), (2, 2)] {
            let at = (at.0 + f64::from(dx), at.1 + f64::from(dy));
            self.marks.push(Mark::Text {
                text: text.to_string(),
                at,
                anchor,
                look: halo,
            });
        }
        self.text(text, at, anchor, look);
    }

    /// The ground a text would cover.
    pub fn text_box(&self, text: &str, at: (f64, f64), anchor: Anchor, look: Type) -> TextBox {
        let width = self.measure(text, look);
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - width / 2.0,
            Anchor::End => at.0 - width,
        };
        let edges = [left, at.1 - 0.76 * look.em, left + width, at.1 + 0.2 * look.em];
        TextBox {
            text: text.to_string(),
            edges,
        }
    }

    /// Width of a text.
    pub fn measure(&self, text: &str, look: Type) -> f64 {
        self.fonts.width(text, look.em, look.bold)
    }

    /// The text, or as much of its beginning as fits into `width`, with "…".
    pub fn cut(&self, text: &str, width: f64, look: Type) -> String {
        if self.measure(text, look) <= width {
            return text.to_string();
        }
        let mut kept: Vec<char> = text.chars().collect();
        loop {
            kept.pop();
            let shorter = format!("{}…", kept.iter().collect::<String>().trim_end());
            if kept.len() <= 1 || self.measure(&shorter, look) <= width {
                return shorter;
            }
        }
    }
}

/// Texts that leave the sheet and pairs that overlap: empty for a sound chart.
pub fn collisions(sheet: &Sheet) -> Vec<String> {
    let mut found = Vec::new();
    for (i, one) in sheet.boxes.iter().enumerate() {
        let [left, top, right, bottom] = one.edges;
        if left < 0.0 || top < 0.0 || right > sheet.width || bottom > sheet.height {
            found.push(format!("{:?} leaves the sheet: {:?}", one.text, one.edges));
        }
        for other in &sheet.boxes[i + 1..] {
            if one.overlaps(other) {
                found.push(format!(
                    "{:?} overlaps {:?}: {:?} {:?}",
                    one.text, other.text, one.edges, other.edges
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::theme::INK;

    #[test]
    fn collisions_are_found() {
        let fonts = Fonts::built_in();
        let mut sheet = Sheet::new(100.0, 50.0, &fonts);
        sheet.text("one", (10.0, 20.0), Anchor::Start, Type::plain(10.0, INK));
        sheet.text("two", (60.0, 20.0), Anchor::Start, Type::plain(10.0, INK));
        assert_eq!(collisions(&sheet), Vec::<String>::new());
        sheet.text("three", (70.0, 22.0), Anchor::Start, Type::plain(10.0, INK));
        sheet.text("four", (99.0, 45.0), Anchor::Start, Type::plain(10.0, INK));
        assert_eq!(collisions(&sheet).len(), 2);
    }

    #[test]
    fn long_names_are_cut_to_their_width() {
        let fonts = Fonts::built_in();
        let sheet = Sheet::new(100.0, 50.0, &fonts);
        let look = Type::plain(10.0, INK);
        let cut = sheet.cut("A very long name of a service centre", 60.0, look);
        assert!(cut.ends_with('…') && sheet.measure(&cut, look) <= 60.0);
        assert_eq!(sheet.cut("short", 60.0, look), "short");
    }
}
