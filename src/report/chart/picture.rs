//! What every chart offers, and how an offer becomes files: slide, picture for the page, words and table.

use super::Chart;
use super::canvas::Sheet;
use super::fonts::Fonts;
use super::frame::{Frame, Head};
use super::paint::{self, Alternative};
use crate::units::Language;
use serde::Serialize;

/// The figures behind a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Names of the columns; the first column holds names, the others figures.
    pub head: Vec<String>,
    /// One row per drawn row.
    pub rows: Vec<Vec<String>>,
}

/// A chart in one language, ready to be drawn in any frame.
pub trait Picture {
    /// Stem of its files.
    fn name(&self) -> &'static str;
    /// The finding, computed from what is drawn.
    fn title(&self) -> String;
    /// Quantity, unit, whose, where, when.
    fn subtitle(&self) -> String;
    /// How to read it; may be empty.
    fn reading(&self) -> String;
    /// Form and extremes, for those who do not see it.
    fn description(&self) -> String;
    /// Height of the plot on the page, logical units.
    fn page_plot(&self) -> f64;
    /// Draws the plot, without head and foot.
    fn draw(&self, sheet: &mut Sheet, frame: &Frame);
    /// The figures behind it.
    fn table(&self) -> Table;
}

/// The sheet of a slide with head and foot.
pub fn slide<'f>(picture: &dyn Picture, source: &str, fonts: &'f Fonts) -> Sheet<'f> {
    let mut sheet = Sheet::new(1600.0, 900.0, fonts);
    paint::ground(&mut sheet);
    let footer: Vec<String> = [picture.reading(), source.to_string()]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect();
    let (title, subtitle) = (picture.title(), picture.subtitle());
    let frame = Frame::slide(
        &mut sheet,
        &Head {
            title: &title,
            subtitle: &subtitle,
            footer: &footer,
        },
    );
    picture.draw(&mut sheet, &frame);
    sheet
}

/// The bare sheet for a column of the page.
pub fn page<'f>(picture: &dyn Picture, fonts: &'f Fonts) -> Sheet<'f> {
    let frame = Frame::page(picture.page_plot());
    let mut sheet = Sheet::new(frame.width, frame.height, fonts);
    picture.draw(&mut sheet, &frame);
    sheet
}

/// Everything about a chart. `pixels` is the picture to draw as PNG where its language differs, with its source line
/// and faces; `buffer` is scratch.
pub fn finish(
    picture: &dyn Picture,
    (language, source, fonts): (Language, &str, &Fonts),
    pixels: Option<(&dyn Picture, &str, &Fonts)>,
    buffer: &mut Vec<u8>,
) -> Chart {
    let (title, description) = (picture.title(), picture.description());
    let families = match language {
        Language::En => paint::FAMILIES,
        Language::Zh => paint::FAMILIES_ZH,
    };
    let alternative = |id| Alternative {
        id,
        title: &title,
        description: &description,
        families,
    };
    let slide_id = format!("{}-slide", picture.name());
    let sheet = slide(picture, source, fonts);
    let svg = paint::svg(&sheet, &alternative(&slide_id));
    let png = match pixels {
        Some((other, source, fonts)) => paint::png(&slide(other, source, fonts), buffer),
        None => paint::png(&sheet, buffer),
    };
    let words = finish_page(picture, (language, source, fonts));
    Chart { svg, png, ..words }
}

/// Finishes pictures as files and for the page. `english` draws the same pictures in English, with their source line: they
/// stand in as PNG where there is no face for Chinese.
pub fn finish_all(
    pictures: &[Box<dyn Picture>],
    (language, source, fonts): (Language, &str, &Fonts),
    english: impl FnOnce() -> (Vec<Box<dyn Picture>>, String),
) -> Vec<Chart> {
    let lacking = language == Language::Zh && !fonts.has_chinese();
    let (substitutes, english_source) = if lacking { english() } else { Default::default() };
    let mut buffer = Vec::new();
    let mut finished = |picture: &dyn Picture| {
        let substitute = substitutes.iter().find(|other| other.name() == picture.name());
        let pixels = substitute.map(|other| (other.as_ref(), english_source.as_str(), fonts));
        finish(picture, (language, source, fonts), pixels, &mut buffer)
    };
    pictures.iter().map(|picture| finished(picture.as_ref())).collect()
}

/// Finishes pictures for the page alone, without the files of slides.
pub fn finish_pages(pictures: &[Box<dyn Picture>], run: (Language, &str, &Fonts)) -> Vec<Chart> {
    pictures
        .iter()
        .map(|picture| finish_page(picture.as_ref(), run))
        .collect()
}

/// The words, the table and the picture for the page, without the files of a slide.
pub fn finish_page(picture: &dyn Picture, (language, source, fonts): (Language, &str, &Fonts)) -> Chart {
    let (title, description) = (picture.title(), picture.description());
    let (families, id) = match language {
        Language::En => (paint::FAMILIES, format!("{}-en", picture.name())),
        Language::Zh => (paint::FAMILIES_ZH, format!("{}-zh", picture.name())),
    };
    let alternative = Alternative {
        id: &id,
        title: &title,
        description: &description,
        families,
    };
    let page_svg = paint::svg(&page(picture, fonts), &alternative);
    let reading = picture.reading();
    let footer = if reading.is_empty() {
        source.to_string()
    } else {
        format!("{reading}\n{source}")
    };
    Chart {
        name: picture.name(),
        title,
        subtitle: picture.subtitle(),
        footer,
        svg: String::new(),
        png: Vec::new(),
        page_svg,
        table: picture.table(),
    }
}
