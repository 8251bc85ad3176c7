//! Charts as SVG and PNG, each titled with what its own figures show.

#![allow(
    clippy::disallowed_methods,
    reason = "a picture may differ in its last bit between platforms; results may not"
)]

pub mod axis;
pub mod canvas;
pub mod fonts;
pub mod frame;
pub mod lead_time;
pub mod months;
pub mod paint;
pub mod picture;
pub mod theme;
pub mod wrap;

use picture::Table;

/// A finished chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Stem of its files.
    pub name: &'static str,
    /// The finding.
    pub title: String,
    /// Quantity, unit, whose, where, when.
    pub subtitle: String,
    /// How to read it, and the source, one line each.
    pub footer: String,
    /// The slide as SVG.
    pub svg: String,
    /// The slide as PNG.
    pub png: Vec<u8>,
    /// The bare picture for a column of the page, as SVG.
    pub page_svg: String,
    /// The figures behind it.
    pub table: Table,
}
