//! Marks become SVG text or PNG bytes: both are drawn by plotters' backends on a raster four times as fine.

use super::canvas::{Anchor, Mark, Sheet};
use super::fonts::Fonts;
use super::theme::{Colour, PAPER};
use plotters::backend::{BitMapBackend, SVGBackend};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use std::convert::Infallible;

/// Raster units in a logical unit.
const FINE: f64 = 4.0;
/// Families of the text in SVG.
pub const FAMILIES: &str = "'DejaVu Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";
/// Families of Chinese text in SVG: the Chinese face draws figures too.
pub const FAMILIES_ZH: &str = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','DejaVu Sans',sans-serif";

/// Words of a picture for those who do not see it.
pub struct Alternative<'a> {
    /// Unique within a page.
    pub id: &'a str,
    /// The finding.
    pub title: &'a str,
    /// What is drawn, with its extremes.
    pub description: &'a str,
    /// Families of the text.
    pub families: &'a str,
}

/// The sheet as SVG.
pub fn svg(sheet: &Sheet, words: &Alternative) -> String {
    let (width, height) = raster(sheet);
    let mut text = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut text, (width, height));
        play(sheet, &mut backend, Medium::Vector).expect("writing to a string cannot fail");
        backend.present().expect("writing to a string cannot fail");
    }
    let id = words.id;
    let open = format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"");
    let opened = format!(
        "width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" font-family=\"{}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\"",
        sheet.width, sheet.height, words.families
    );
    let text = text.replacen(&open, &opened, 1);
    // What every element repeats stands once at the top, or is the default.
    let text = text
        .replace(" opacity=\"1\"", "")
        .replace(" font-family=\"x\"", "")
        .replace(" text-anchor=\"start\"", "");
    let words = format!(
        "<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        escape(words.title),
        escape(words.description)
    );
    let body = text.find(">\n").map_or(0, |end| end + 2);
    format!("{}{}{}", &text[..body], words, &text[body..])
}

/// The sheet as PNG, two pixels to a logical unit. `buffer` is scratch that is used again and again.
pub fn png(sheet: &Sheet, buffer: &mut Vec<u8>) -> Vec<u8> {
    let (width, height) = raster(sheet);
    buffer.clear();
    buffer.resize(width as usize * height as usize * 3, 0xFF);
    {
        let mut backend = BitMapBackend::with_buffer(buffer, (width, height));
        play(sheet, &mut backend, Medium::Pixels).expect("drawing into memory cannot fail");
        backend.present().expect("drawing into memory cannot fail");
    }
    encode(&halved(buffer, width as usize, height as usize), width / 2, height / 2)
}

fn raster(sheet: &Sheet) -> (u32, u32) {
    ((sheet.width * FINE) as u32, (sheet.height * FINE) as u32)
}

/// The mean of each two by two pixels: this smooths the edges.
fn halved(fine: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut coarse = Vec::with_capacity(fine.len() / 4);
    for y in 0..height / 2 {
        let upper = &fine[2 * y * width * 3..][..width * 3];
        let lower = &fine[(2 * y + 1) * width * 3..][..width * 3];
        for (up, low) in upper.chunks_exact(6).zip(lower.chunks_exact(6)) {
            for channel in 0..3 {
                let sum = u16::from(up[channel])
                    + u16::from(up[channel + 3])
                    + u16::from(low[channel])
                    + u16::from(low[channel + 3]);
                coarse.push(((sum + 2) / 4) as u8);
            }
        }
    }
    coarse
}

fn encode(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::Up);
    let mut writer = encoder.write_header().expect("writing to memory cannot fail");
    writer
        .write_image_data(pixels)
        .expect("the image has its announced size");
    drop(writer);
    bytes
}

#[derive(Clone, Copy, PartialEq)]
enum Medium {
    Vector,
    Pixels,
}

struct Stroke {
    colour: Colour,
    alpha: f64,
    width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        BackendColor {
            alpha: self.alpha,
            rgb: self.colour.rgb(),
        }
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

fn fine(value: f64) -> i32 {
    (value * FINE).round() as i32
}

fn place(point: &(f64, f64)) -> BackendCoord {
    (fine(point.0), fine(point.1))
}

fn fill(colour: Colour) -> Stroke {
    Stroke {
        colour,
        alpha: 1.0,
        width: 1,
    }
}

fn play<B: DrawingBackend>(
    sheet: &Sheet,
    backend: &mut B,
    medium: Medium,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    for mark in &sheet.marks {
        match mark {
            Mark::Line { points, width, colour } => line(backend, medium, points, *width, *colour)?,
            Mark::Polygon { points, colour, alpha } => {
                let style = Stroke {
                    colour: *colour,
                    alpha: *alpha,
                    width: 1,
                };
                backend.fill_polygon(points.iter().map(place), &style)?;
            }
            Mark::Rectangle {
                edges: [left, top, right, bottom],
                colour,
            } => {
                backend.draw_rect(
                    (fine(*left), fine(*top)),
                    (fine(*right), fine(*bottom)),
                    &fill(*colour),
                    true,
                )?;
            }
            Mark::Dot { at, radius, colour } => {
                backend.draw_circle(place(at), fine(*radius) as u32, &fill(*colour), true)?;
            }
            Mark::Text { text, at, anchor, look } => {
                let style = Lettering {
                    fonts: sheet.fonts,
                    em: look.em * FINE,
                    bold: look.bold,
                    colour: look.colour,
                    anchor: *anchor,
                    medium,
                };
                // The SVG backend moves text down by 0.76 em; pixels are drawn from the baseline.
                let lift = if medium == Medium::Vector { 0.76 * look.em } else { 0.0 };
                backend.draw_text(text, &style, (fine(at.0), fine(at.1 - lift)))?;
            }
        }
    }
    Ok(())
}

/// In pixels each piece is drawn alone with a round joint: a wide path in one piece thins out and spikes.
fn line<B: DrawingBackend>(
    backend: &mut B,
    medium: Medium,
    points: &[(f64, f64)],
    width: f64,
    colour: Colour,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let stroke = Stroke {
        colour,
        alpha: 1.0,
        width: fine(width).max(1) as u32,
    };
    if medium == Medium::Vector {
        return backend.draw_path(points.iter().map(place), &stroke);
    }
    let half = width / 2.0;
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if from.0 == to.0 || from.1 == to.1 {
            let (x, y) = if from.0 == to.0 { (half, 0.0) } else { (0.0, half) };
            let upper_left = (fine(from.0.min(to.0) - x), fine(from.1.min(to.1) - y));
            let lower_right = (fine(from.0.max(to.0) + x), fine(from.1.max(to.1) + y));
            backend.draw_rect(upper_left, lower_right, &fill(colour), true)?;
        } else {
            backend.draw_path([place(&from), place(&to)], &stroke)?;
        }
    }
    for joint in points.iter().take(points.len() - 1).skip(1) {
        backend.draw_circle(place(joint), fine(half) as u32, &fill(colour), true)?;
    }
    Ok(())
}

/// Text that is measured and drawn by our own faces.
struct Lettering<'f> {
    fonts: &'f Fonts,
    em: f64,
    bold: bool,
    colour: Colour,
    anchor: Anchor,
    medium: Medium,
}

impl BackendTextStyle for Lettering<'_> {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        BackendColor {
            alpha: 1.0,
            rgb: self.colour.rgb(),
        }
    }

    fn size(&self) -> f64 {
        // The SVG backend divides by 1.24; a hundredth is fine enough.
        self.em * 1.24
    }

    fn style(&self) -> FontStyle {
        if self.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        let horizontal = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(horizontal, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        // Replaced by the families at the top of the document.
        FontFamily::Name("x")
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        debug_assert!(self.medium == Medium::Pixels);
        Ok(((0, 0), (self.fonts.width(text, self.em, self.bold).round() as i32, 0)))
    }

    fn draw<E, Draw: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        (x, y): BackendCoord,
        mut draw: Draw,
    ) -> Result<Result<(), E>, Infallible> {
        let rgb = self.colour.rgb();
        let mut pen = x as f32;
        for c in text.chars() {
            if let Some(glyph) = self.fonts.find(c, self.bold).outlined(self.em as f32, pen, y as f32) {
                let (left, top) = (glyph.px_bounds().min.x as i32, glyph.px_bounds().min.y as i32);
                let mut drawn = Ok(());
                glyph.draw(|dx, dy, coverage| {
                    if coverage > 0.004 && drawn.is_ok() {
                        let colour = BackendColor {
                            alpha: f64::from(coverage.min(1.0)),
                            rgb,
                        };
                        drawn = draw(left + dx as i32, top + dy as i32, colour);
                    }
                });
                if drawn.is_err() {
                    return Ok(drawn);
                }
            }
            pen += (self.fonts.advance(c, self.bold) * self.em) as f32;
        }
        Ok(Ok(()))
    }
}

/// Text as it may stand between tags.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Fills the sheet with paper.
pub fn ground(sheet: &mut Sheet) {
    sheet.rectangle([0.0, 0.0, sheet.width, sheet.height], PAPER);
}
