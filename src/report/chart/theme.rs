//! Colours of the charts, each with its twin for dark pages, and the sizes of lines.

/// A colour as `0xRRGGBB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u32);

impl Colour {
    /// Red, green and blue.
    pub const fn rgb(self) -> (u8, u8, u8) {
        ((self.0 >> 16) as u8, (self.0 >> 8) as u8, self.0 as u8)
    }

    /// The colour as SVG writes it, `#RRGGBB` in upper case.
    pub fn hex(self) -> String {
        format!("#{:06X}", self.0)
    }
}

/// Ground of the sheet, halos and rims.
pub const PAPER: Colour = Colour(0xFFFFFF);
/// Every second row.
pub const PANEL: Colour = Colour(0xF5F7F9);
/// Text.
pub const INK: Colour = Colour(0x1A1F24);
/// Ticks and footers.
pub const MUTED: Colour = Colour(0x55606B);
/// Axes.
pub const AXIS: Colour = Colour(0x8A949E);
/// Grid lines.
pub const GRID: Colour = Colour(0xE3E7EB);
/// Lines and dots of data.
pub const MAIN: Colour = Colour(0x0B5C8F);
/// What the title speaks of; limits.
pub const ALARM: Colour = Colour(0xB8390E);
/// Band of half of the runs; bars that are surely below a line.
pub const BAND_50: Colour = Colour(0xA9C8DD);
/// Band of nine runs in ten.
pub const BAND_90: Colour = Colour(0xD6E4EE);
/// Opacity of the bands.
pub const BAND_ALPHA: f64 = 0.85;
/// Stripe of a holiday.
pub const HOLIDAY: Colour = Colour(0xF3EBDD);
/// Name of a holiday.
pub const HOLIDAY_NAME: Colour = Colour(0x7A5C1E);
/// The bar on which dots stand.
pub const TRACK: Colour = Colour(0xC3CAD1);
/// Bars surely above a line.
pub const ABOVE: Colour = Colour(0xC65223);
/// Bars whose interval holds a line.
pub const AROUND: Colour = Colour(0xEDBE9F);
/// Figures inside [`ABOVE`]: nearly white, so that a dark page does not turn them dark with the paper.
pub const ON_ABOVE: Colour = Colour(0xFEFEFE);
/// Figures inside pale bars: nearly ink, so that a dark page keeps them dark.
pub const ON_PALE: Colour = Colour(0x1A1F25);
/// Whiskers over bars: stay dark on a dark page, as the bars stay pale.
pub const ON_BAR: Colour = Colour(0x1A1F26);
/// Seen within 1, 3, 7 and 14 days: the dots.
pub const WITHIN: [Colour; 4] = [Colour(0x8DBBD8), Colour(0x0B5C90), Colour(0xC65224), Colour(0x5B1A3F)];
/// Seen within 1, 3, 7 and 14 days: the names, dark enough for text.
pub const WITHIN_NAMES: [Colour; 4] = [Colour(0x3B7797), Colour(0x0B5C90), Colour(0xA8431A), Colour(0x5B1A3F)];
/// Kinds of resources in one panel, in order of the scenario.
pub const KINDS: [Colour; 4] = [Colour(0x0B5C90), Colour(0xC65224), Colour(0x5B1A3F), Colour(0x4F93BD)];
/// Names of kinds, dark enough for text.
pub const KIND_NAMES: [Colour; 4] = [Colour(0x0B5C90), Colour(0xA8431A), Colour(0x5B1A3F), Colour(0x2E6F99)];

/// From none to all in eight steps: lightness falls evenly, neighbours differ for every kind of colour blindness.
pub const STEPS: [Colour; 8] = [
    Colour(0xF4F1EA),
    Colour(0xFCE4B6),
    Colour(0xF9C77E),
    Colour(0xF0A04F),
    Colour(0xDE7236),
    Colour(0xBE4A35),
    Colour(0x8F2B42),
    Colour(0x5B1A40),
];
/// Rim of the dots of a map, so that pale ones are seen.
pub const RIM: Colour = Colour(0x6B4A3A);
/// What a car waits for, in the order of the owner's journey: warm before it arrives, cool at the centre.
pub const CAUSES: [Colour; 6] = [
    Colour(0x5B1A3F),
    Colour(0xC65223),
    Colour(0xD5D9DE),
    Colour(0x8DBBD9),
    Colour(0x4F93BE),
    Colour(0x0B3C5D),
];
/// Their names, dark enough for text.
pub const CAUSE_NAMES: [Colour; 6] = [
    Colour(0x5B1A3F),
    Colour(0xA8431A),
    MUTED,
    Colour(0x3B7797),
    Colour(0x2E6F99),
    Colour(0x0B3C5D),
];
/// Figures inside bars that are middling on both pages: stay dark.
pub const ON_MIDDLE: Colour = Colour(0x1A1F27);

/// Each light colour with its twin on a dark page; one colour has one role.
pub const DARK: [(Colour, Colour); 38] = [
    (PAPER, Colour(0x14181C)),
    (PANEL, Colour(0x1C2228)),
    (INK, Colour(0xE8ECF0)),
    (MUTED, Colour(0xA7B1BC)),
    (AXIS, Colour(0x6F7A86)),
    (GRID, Colour(0x2A323A)),
    (MAIN, Colour(0x5FB3E0)),
    (ALARM, Colour(0xFF8A5C)),
    (BAND_50, Colour(0x2F5F80)),
    (BAND_90, Colour(0x1F3D52)),
    (HOLIDAY, Colour(0x3A3222)),
    (HOLIDAY_NAME, Colour(0xD9B96C)),
    (TRACK, Colour(0x4A535C)),
    (ABOVE, Colour(0xFF8A5C)),
    (AROUND, Colour(0x8C5A40)),
    (ON_ABOVE, Colour(0x14181C)),
    (ON_PALE, Colour(0xFEFEFE)),
    (ON_BAR, Colour(0xE8ECF0)),
    (Colour(0x8DBBD8), Colour(0xA9D4EE)),
    (Colour(0x0B5C90), Colour(0x3D93C8)),
    (Colour(0xC65224), Colour(0xFF8A5C)),
    (Colour(0x5B1A3F), Colour(0xC77BA6)),
    (Colour(0x3B7797), Colour(0xA9D4EE)),
    (Colour(0xA8431A), Colour(0xFF8A5C)),
    (Colour(0xF4F1EA), Colour(0x1E2329)),
    (Colour(0xFCE4B6), Colour(0x3A2A33)),
    (Colour(0xF9C77E), Colour(0x5B2A44)),
    (Colour(0xF0A04F), Colour(0x8A3550)),
    (Colour(0xDE7236), Colour(0xBA4C4B)),
    (Colour(0xBE4A35), Colour(0xDE7A45)),
    (Colour(0x8F2B42), Colour(0xF2AE5C)),
    (Colour(0x5B1A40), Colour(0xFCE4B6)),
    (RIM, Colour(0xC9A58F)),
    (Colour(0xD5D9DE), Colour(0x4A535C)),
    (Colour(0x8DBBD9), Colour(0x2F6C8F)),
    (Colour(0x4F93BE), Colour(0x6DB3DB)),
    (Colour(0x0B3C5D), Colour(0xCFE6F3)),
    (Colour(0x2E6F99), Colour(0x6DB3DB)),
];

/// Widths of lines, in logical units.
pub mod width {
    /// A line of data.
    pub const DATA: f64 = 3.5;
    /// A reference line.
    pub const REFERENCE: f64 = 2.2;
    /// An interval.
    pub const WHISKER: f64 = 2.0;
    /// An axis.
    pub const AXIS: f64 = 1.5;
    /// A grid line or leader.
    pub const GRID: f64 = 1.0;
}
