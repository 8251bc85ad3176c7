//! Faces for the text of charts: DejaVu is built in; a Chinese face is looked for on the machine when needed.

use crate::units::Language;
use ab_glyph::{Font, FontRef, FontVec, GlyphId, OutlinedGlyph, Point, point};
use fontdb::{Database, Family, Query, Weight};
use std::sync::Arc;

/// Chinese families in order of preference.
const CHINESE: [&str; 6] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
];

/// A font beside the built-in one, regular and bold.
#[derive(Clone)]
pub struct Face(Arc<[FontVec; 2]>);

impl Face {
    /// Reads a font file (TTF, OTF, or a collection of them); none if it is no font. Of several faces the one in
    /// simplified Chinese is taken if it says so, else the first; a file without a bold face is drawn regular.
    pub fn read(bytes: Vec<u8>) -> Option<Face> {
        let mut faces = Database::new();
        faces.load_font_data(bytes);
        let place = |face: &fontdb::FaceInfo| {
            let known = |name: &str| face.families.iter().any(|(family, _)| family == name);
            CHINESE.iter().position(|name| known(name)).unwrap_or(CHINESE.len())
        };
        let best = faces.faces().map(place).min()?;
        let of_weight = |weight: u16| {
            let able = faces.faces().filter(|face| place(face) == best);
            let face = able.min_by_key(|face| face.weight.0.abs_diff(weight))?;
            faces.with_face_data(face.id, |data, index| {
                FontVec::try_from_vec_and_index(data.to_vec(), index).ok()
            })?
        };
        Some(Face(Arc::new([of_weight(400)?, of_weight(700)?])))
    }

    /// The first character of the texts that neither this font nor the built-in one can draw.
    pub fn lacks<'t>(&self, mut texts: impl Iterator<Item = &'t str>) -> Option<char> {
        let fonts = Fonts {
            chinese: Some(self.clone()),
            ..Fonts::built_in()
        };
        texts.find_map(|text| fonts.missing(text))
    }
}

/// Regular and bold faces; which one draws a character follows from the language.
#[derive(Clone)]
pub struct Fonts {
    latin: [FontRef<'static>; 2],
    chinese: Option<Face>,
    chinese_first: bool,
}

/// A character's face and glyph; none: no face has it.
pub(super) enum Found<'f> {
    Latin(&'f FontRef<'static>, GlyphId),
    Chinese(&'f FontVec, GlyphId),
    Missing,
}

impl Found<'_> {
    /// How far the pen moves, in em.
    fn advance(&self, c: char) -> f64 {
        fn of<F: Font>(font: &F, id: GlyphId) -> f64 {
            f64::from(font.h_advance_unscaled(id) / font.units_per_em().unwrap_or(1000.0))
        }
        match self {
            Found::Latin(font, id) => of(*font, *id),
            Found::Chinese(font, id) => of(*font, *id),
            Found::Missing => {
                if is_wide(c) {
                    1.0
                } else {
                    0.6
                }
            }
        }
    }

    /// The glyph at a size and place, in pixels.
    pub(super) fn outlined(&self, em: f32, pen: f32, baseline: f32) -> Option<OutlinedGlyph> {
        fn of<F: Font>(font: &F, id: GlyphId, em: f32, at: Point) -> Option<OutlinedGlyph> {
            let scale = em * font.height_unscaled() / font.units_per_em()?;
            font.outline_glyph(id.with_scale_and_position(scale, at))
        }
        match self {
            Found::Latin(font, id) => of(*font, *id, em, point(pen, baseline)),
            Found::Chinese(font, id) => of(*font, *id, em, point(pen, baseline)),
            Found::Missing => None,
        }
    }
}

impl Fonts {
    /// The built-in faces alone: everything Latin; Chinese text is measured as one em a character.
    pub fn built_in() -> Fonts {
        let face = |data| FontRef::try_from_slice(data).expect("the built-in fonts are whole");
        Fonts {
            latin: [face(dejavu::sans::regular()), face(dejavu::sans::bold())],
            chinese: None,
            chinese_first: false,
        }
    }

    /// Faces for `language`; if `texts` cannot be drawn without it, a Chinese one: the `given` one, or what the machine
    /// has.
    pub fn for_texts<'t>(language: Language, mut texts: impl Iterator<Item = &'t str>, given: Option<&Face>) -> Fonts {
        let mut fonts = Fonts::built_in();
        if language == Language::Zh || texts.any(|text| fonts.missing(text).is_some()) {
            fonts.chinese = given.cloned().or_else(find_chinese);
        }
        fonts.chinese_first = language == Language::Zh && fonts.chinese.is_some();
        fonts
    }

    /// Whether a Chinese face was found.
    pub fn has_chinese(&self) -> bool {
        self.chinese.is_some()
    }

    /// The first character of `text` that no face can draw.
    pub fn missing(&self, text: &str) -> Option<char> {
        text.chars()
            .find(|c| !c.is_whitespace() && matches!(self.find(*c, false), Found::Missing))
    }

    /// The face and glyph of a character.
    pub(super) fn find(&self, c: char, bold: bool) -> Found<'_> {
        let weight = usize::from(bold);
        let latin = || {
            let font = &self.latin[weight];
            let id = font.glyph_id(c);
            (id.0 != 0).then_some(Found::Latin(font, id))
        };
        let chinese = || {
            let font = &self.chinese.as_ref()?.0[weight];
            let id = font.glyph_id(c);
            (id.0 != 0).then_some(Found::Chinese(font, id))
        };
        let found = if self.chinese_first {
            chinese().or_else(latin)
        } else {
            latin().or_else(chinese)
        };
        found.unwrap_or(Found::Missing)
    }

    /// Width of a text in units of `em`.
    pub fn width(&self, text: &str, em: f64, bold: bool) -> f64 {
        text.chars().map(|c| self.advance(c, bold)).sum::<f64>() * em
    }

    /// How far a character moves the pen, in em.
    pub(super) fn advance(&self, c: char, bold: bool) -> f64 {
        self.find(c, bold).advance(c)
    }
}

/// Whether a character takes the width of a Chinese one.
pub fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFF60 | 0x20000..=0x3FFFF)
}

fn find_chinese() -> Option<Face> {
    let mut faces = Database::new();
    faces.load_system_fonts();
    let load = |family: &str, weight| {
        let query = Query {
            families: &[Family::Name(family)],
            weight,
            ..Query::default()
        };
        let id = faces.query(&query)?;
        faces.with_face_data(id, |data, index| {
            FontVec::try_from_vec_and_index(data.to_vec(), index).ok()
        })?
    };
    CHINESE
        .iter()
        .find_map(|family| Some([load(family, Weight::NORMAL)?, load(family, Weight::BOLD)?]))
        .map(|faces| Face(Arc::new(faces)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_face_and_the_size() {
        let fonts = Fonts::built_in();
        let one = fonts.width("Lead time", 10.0, false);
        assert!((fonts.width("Lead time", 20.0, false) - 2.0 * one).abs() < 1e-9);
        assert!(fonts.width("Lead time", 10.0, true) > one);
    }

    #[test]
    fn a_font_is_a_font_and_knows_what_it_lacks() {
        assert!(Face::read(b"not a font at all".to_vec()).is_none());
        assert!(Face::read(Vec::new()).is_none());
        let face = Face::read(dejavu::sans::regular().to_vec()).expect("a font");
        assert_eq!(face.lacks(["Lead time", "预约"].into_iter()), Some('预'));
        assert_eq!(face.lacks(["Lead time"].into_iter()), None);
    }

    /// The pixels of a glyph at 64 px, and the share of its box that is dark.
    fn pixels(glyph: &OutlinedGlyph) -> (Vec<(u32, u32, u8)>, f32) {
        let (mut pixels, mut dark) = (Vec::new(), 0.0);
        glyph.draw(|x, y, share| {
            dark += share;
            pixels.push((x, y, (share * 255.0) as u8));
        });
        let bounds = glyph.px_bounds();
        (pixels, dark / (bounds.width() * bounds.height()))
    }

    /// Without a Chinese font on the machine there is nothing to draw with; the checks of a change install one.
    #[test]
    fn chinese_is_drawn_and_not_the_box_of_a_missing_glyph() {
        let fonts = Fonts::for_texts(Language::Zh, std::iter::empty(), None);
        let Some(face) = &fonts.chinese else {
            eprintln!("NOT CHECKED: no Chinese font on this machine");
            return;
        };
        let missing = Found::Chinese(&face.0[0], GlyphId(0)).outlined(64.0, 0.0, 64.0);
        let mut seen: Vec<_> = missing.iter().map(|glyph| pixels(glyph).0).collect();
        for c in "预约等待服务中心钣喷工位".chars() {
            assert!(matches!(fonts.find(c, false), Found::Chinese(..)), "{c}");
            let glyph = |bold| fonts.find(c, bold).outlined(64.0, 0.0, 64.0).expect("an outline");
            let ((regular, share), (_, bold)) = (pixels(&glyph(false)), pixels(&glyph(true)));
            assert!(
                (0.1..0.7).contains(&share) && bold > share,
                "{c} covers {share}, bold {bold}"
            );
            assert!(!seen.contains(&regular), "{c} looks like another");
            seen.push(regular);
        }
    }

    #[test]
    fn characters_without_a_face_are_named() {
        let fonts = Fonts::built_in();
        assert_eq!(fonts.missing("Lead time − 5–6 %"), None);
        assert_eq!(fonts.missing("to 上海"), Some('上'));
        assert_eq!(fonts.width("上海", 10.0, false), 20.0);
    }
}
