//! Aligned panels of dots with intervals: one row per name, one panel per quantity.

use super::axis::{Scale, grid_across, ticks, zero_line};
use super::canvas::{Anchor, Sheet, Type};
use super::frame::Frame;
use super::picture::Table;
use super::rows::{Name, Rows, whisker};
use super::theme::{ALARM, INK, MAIN, MUTED};
use crate::report::number::{Estimate, Unit, with_unit};
use crate::report::words;
use crate::units::Language;

/// One quantity over all rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What stands above it; empty where there is one panel only.
    pub title: String,
    /// Its unit.
    pub unit: Unit,
    /// One figure per row; none without observation.
    pub values: Vec<Option<Estimate>>,
}

impl Panel {
    /// The rows with the ends of their intervals where there can be something: nothing is below 0, no share above 1.
    fn drawn(&self) -> impl Iterator<Item = Option<Estimate>> + '_ {
        let most = if self.unit == Unit::Share { 1.0 } else { f64::INFINITY };
        self.values.iter().map(move |value| {
            value.map(|value| Estimate {
                ci95: value.ci95.map(|ends| ends.map(|end| end.clamp(0.0, most))),
                ..value
            })
        })
    }

    /// The largest end of an interval, or mean.
    fn largest(&self) -> f64 {
        self.drawn()
            .flatten()
            .map(|value| value.ci95.map_or(value.mean, |ci| ci[1]))
            .fold(0.0, f64::max)
    }
}

/// Draws the panels side by side.
pub fn draw(sheet: &mut Sheet, frame: &Frame, names: &[Name], panels: &[Panel], language: Language) {
    let rows = Rows::new(sheet, frame, names);
    let gap = 56.0;
    let wide = (frame.right - rows.left - gap * (panels.len() as f64 - 1.0)) / panels.len() as f64;
    for (i, panel) in panels.iter().enumerate() {
        let left = rows.left + (wide + gap) * i as f64;
        draw_panel(sheet, &rows, names, panel, (left, left + wide), language);
    }
}

fn draw_panel(
    sheet: &mut Sheet,
    rows: &Rows,
    names: &[Name],
    panel: &Panel,
    (left, right): (f64, f64),
    language: Language,
) {
    let frame = Frame { right, ..rows.frame };
    // Shares are drawn as parts of one, and written in hundredths.
    let factor = if panel.unit == Unit::Share { 100.0 } else { 1.0 };
    let marks = ticks(panel.largest() * factor);
    let last = marks[marks.len() - 1] / factor;
    // Room for the figure beside the farthest dot.
    let figures = Type::plain(rows.frame.sizes.label.min((rows.pitch * 0.86).max(15.0)), INK);
    let few = names.len() <= 15;
    let room = sheet.measure("000.0 hours", figures);
    let x = Scale {
        from: 0.0,
        to: last,
        start: left,
        end: if few { right - room } else { right - 26.0 },
    };
    sheet.text(&panel.title, (left, frame.top - 14.0), Anchor::Start, frame.note(INK));
    let written = Scale { to: last * factor, ..x };
    grid_across(sheet, &frame, &written, &marks, |figure| {
        with_unit(figure, panel.unit, language)
    });
    zero_line(sheet, &frame, left);
    let radius = (rows.pitch * 0.3).min(8.0);
    for (i, (name, value)) in names.iter().zip(panel.drawn()).enumerate() {
        let (y, lower) = (rows.y(i), 0.35 * figures.em);
        if name.heading {
            continue;
        }
        let Some(value) = value else {
            let none = words::NONE.say(language);
            sheet.text(
                none,
                (left + 8.0, y + lower),
                Anchor::Start,
                Type {
                    colour: MUTED,
                    ..figures
                },
            );
            continue;
        };
        let colour = if name.accent { ALARM } else { MAIN };
        whisker(sheet, &x, y, value, (radius, (rows.pitch * 0.45).min(13.0)), colour);
        sheet.dot((x.at(value.mean), y), radius, colour);
        if few {
            let end = x
                .at(value.ci95.map_or(value.mean, |ci| ci[1]))
                .max(x.at(value.mean) + radius)
                + 10.0;
            let look = Type {
                colour: if name.accent { ALARM } else { INK },
                bold: name.accent,
                ..figures
            };
            sheet.text(
                &value.headline(panel.unit, language),
                (end, y + lower),
                Anchor::Start,
                look,
            );
        }
    }
}

/// The figures of the panels, each with its interval.
pub fn table(head: &str, names: &[Name], panels: &[(String, &Panel)], language: Language) -> Table {
    let mut columns = vec![head.to_string()];
    for (title, panel) in panels {
        let comma = if language == Language::En { ", " } else { "，" };
        columns.push(format!("{title}{comma}{}", panel.unit.name(language)));
        columns.push(words::COLUMN_INTERVAL.say(language).to_string());
    }
    let mut rows = Vec::new();
    for (i, name) in names.iter().enumerate().filter(|(_, name)| !name.heading) {
        let mut row = vec![name.text.clone()];
        for (_, panel) in panels {
            let value = panel.values[i];
            row.push(value.map_or_else(
                || words::NONE.say(language).to_string(),
                |v| v.bare(panel.unit, language),
            ));
            row.push(
                value
                    .and_then(|v| v.bare_interval(panel.unit, language))
                    .unwrap_or_default(),
            );
        }
        rows.push(row);
    }
    Table { head: columns, rows }
}

/// "Lowest: Hefei 1.2 days; highest: Shanghai 16 days."
pub fn extremes(names: &[Name], panel: &Panel, language: Language) -> String {
    let values = || {
        names
            .iter()
            .zip(&panel.values)
            .filter_map(|(name, value)| Some((name, (*value)?)))
    };
    let ordered = |a: &(&Name, Estimate), b: &(&Name, Estimate)| a.1.mean.total_cmp(&b.1.mean);
    let say = |found: Option<(&Name, Estimate)>| {
        found.map_or_else(String::new, |(name, value)| {
            format!("{} {}", name.text, value.headline(panel.unit, language))
        })
    };
    let (low, high) = (say(values().min_by(ordered)), say(values().max_by(ordered)));
    words::LOWEST_HIGHEST.fill(language, &[("low", &low), ("high", &high)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_ends_where_a_share_does() {
        let value = |mean: f64, low: f64, high: f64| {
            Some(Estimate {
                mean,
                ci95: Some([low, high]),
            })
        };
        let panel = |unit: Unit| Panel {
            title: String::new(),
            unit,
            values: vec![value(0.98, 0.9, 1.06), None, value(0.01, -0.02, 0.04)],
        };
        let ends = |unit: Unit| -> Vec<[f64; 2]> {
            let panel = panel(unit);
            panel.drawn().flatten().filter_map(|value| value.ci95).collect()
        };
        assert_eq!(ends(Unit::Share), [[0.9, 1.0], [0.0, 0.04]]);
        assert_eq!(ends(Unit::Days), [[0.9, 1.06], [0.0, 0.04]]);
        assert_eq!((panel(Unit::Share).largest(), panel(Unit::Days).largest()), (1.0, 1.06));
    }
}
