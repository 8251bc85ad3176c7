//! The two forms of the utilisation chart.

use super::{Centre, Side, Utilisation, surely};
use crate::report::chart::axis::Scale;
use crate::report::chart::canvas::{Anchor, Sheet, Type};
use crate::report::chart::frame::Frame;
use crate::report::chart::rows::{Head, Name, Rows, heads, whisker};
use crate::report::chart::theme::{
    ABOVE, AROUND, BAND_50, GRID, INK, KIND_NAMES, KINDS, MUTED, ON_ABOVE, ON_BAR, ON_PALE, width,
};
use crate::report::number::{Estimate, Unit, with_unit};
use crate::report::words;
use crate::units::Language;

/// The names of the rows; of many rows none is picked out.
fn names(chart: &Utilisation, pick: bool) -> Vec<Name> {
    let shown = chart.shown().into_iter();
    shown
        .map(|centre| Name::row(centre.name.clone(), pick && chart.accent(centre)))
        .collect()
}

/// One centre: a bar per resource in one panel.
pub fn single(chart: &Utilisation, sheet: &mut Sheet, frame: &Frame) {
    let centre = &chart.centres[0];
    let above = |share: Option<Estimate>| share.is_some_and(|share| surely(share, chart.line) == Side::Above);
    let resources = chart.resources.iter().zip(&centre.busy);
    let names: Vec<Name> = resources
        .map(|(name, share)| Name::row(words::capitalised(name), above(*share)))
        .collect();
    let rows = Rows::new(sheet, frame, &names);
    let x = Scale {
        from: 0.0,
        to: 1.0,
        start: rows.left,
        end: frame.right - 34.0,
    };
    axis(sheet, &rows, &x, &[0.0, 0.25, 0.5, 0.75, 1.0], chart.language);
    for (row, share) in centre.busy.iter().enumerate() {
        bar(chart, sheet, &rows, &x, (row, row, centre));
        if let Some(share) = share {
            whisker(sheet, &x, rows.y(row), *share, (0.0, 14.0), ON_BAR);
        }
    }
    draw_line(chart, sheet, &rows, &x, x.start);
}

/// Bars from 0 in one panel per resource.
pub fn bars(chart: &Utilisation, sheet: &mut Sheet, frame: &Frame) {
    let rows = Rows::new(sheet, frame, &names(chart, true));
    let (count, gap) = (chart.resources.len() as f64, 64.0);
    let wide = (frame.right - 30.0 - rows.left - gap * (count - 1.0)) / count;
    for (resource, name) in chart.resources.iter().enumerate() {
        let left = rows.left + (wide + gap) * resource as f64;
        let x = Scale {
            from: 0.0,
            to: 1.0,
            start: left,
            end: left + wide,
        };
        let title = Type::bold(frame.sizes.note, INK);
        let name = sheet.cut(&words::capitalised(name), wide, title);
        let taken = left + sheet.measure(&name, title);
        sheet.text(&name, (left, frame.top - 14.0), Anchor::Start, title);
        axis(sheet, &rows, &x, &[0.0, 0.5, 1.0], chart.language);
        for (row, centre) in chart.shown().into_iter().enumerate() {
            bar(chart, sheet, &rows, &x, (row, resource, centre));
        }
        draw_line(chart, sheet, &rows, &x, taken);
        // Whiskers over the line, so that what is sure can be seen.
        for (row, centre) in chart.shown().into_iter().enumerate() {
            if let Some(share) = centre.busy[resource] {
                whisker(
                    sheet,
                    &x,
                    rows.y(row),
                    share,
                    (0.0, (rows.pitch * 0.4).min(13.0)),
                    ON_BAR,
                );
            }
        }
    }
}

fn bar(
    chart: &Utilisation,
    sheet: &mut Sheet,
    rows: &Rows,
    x: &Scale,
    (row, resource, centre): (usize, usize, &Centre),
) {
    let Some(share) = centre.busy[resource] else { return };
    let (y, half) = (rows.y(row), (rows.pitch * 0.36).min(36.0));
    let (fill, ink) = match surely(share, chart.line) {
        Side::Above => (ABOVE, ON_ABOVE),
        Side::Around => (AROUND, ON_PALE),
        Side::Below => (BAND_50, ON_PALE),
    };
    let end = x.at(share.mean.min(1.0));
    sheet.rectangle([x.start, y - half, end, y + half], fill);
    let look = Type::plain(rows.frame.sizes.label.min(half * 1.5), ink);
    let text = share.headline(Unit::Share, chart.language);
    let inside = sheet.measure(&text, look) + 10.0;
    let begins = x.at(share.ci95.map_or(share.mean, |ci| ci[0]));
    if x.start + 6.0 + inside < begins {
        sheet.text(&text, (x.start + 8.0, y + 0.35 * look.em), Anchor::Start, look);
    } else {
        let after = x.at(share.ci95.map_or(share.mean, |ci| ci[1])) + 8.0;
        sheet.text(
            &text,
            (after, y + 0.35 * look.em),
            Anchor::Start,
            Type { colour: INK, ..look },
        );
    }
}

/// One row per centre with a dot per resource.
pub fn dots(chart: &Utilisation, sheet: &mut Sheet, frame: &Frame) {
    let rows = Rows::new(sheet, frame, &names(chart, false));
    let x = Scale {
        from: 0.0,
        to: 1.0,
        start: rows.left,
        end: frame.right - 30.0,
    };
    axis(sheet, &rows, &x, &[0.0, 0.25, 0.5, 0.75, 1.0], chart.language);
    let at = x.at(chart.line);
    sheet.dashed((at, frame.top), (at, rows.frame.bottom), 1.5, INK);
    let radius = (rows.pitch * 0.3).min(7.0);
    let shown = chart.shown();
    for (row, centre) in shown.iter().enumerate() {
        let y = rows.y(row);
        for (resource, share) in centre.busy.iter().enumerate().rev() {
            let Some(share) = share else { continue };
            whisker(sheet, &x, y, *share, (radius, rows.pitch * 0.4), KINDS[resource]);
            sheet.dot((x.at(share.mean), y), radius, KINDS[resource]);
        }
    }
    // Names above the topmost dots; a leader only where the dot stands in the first row.
    let mut names = vec![Head {
        at: x.at(chart.line),
        tip: Some(frame.top),
        text: label(chart),
        look: frame.tick(),
    }];
    for (resource, name) in chart.resources.iter().enumerate() {
        let topmost = shown
            .iter()
            .enumerate()
            .find_map(|(row, centre)| Some((row, centre.busy[resource]?)));
        let Some((row, share)) = topmost else { continue };
        names.push(Head {
            at: x.at(share.mean),
            tip: (row == 0).then_some(rows.y(0) - radius - 3.0),
            text: words::capitalised(name),
            look: Type::bold(frame.sizes.label, KIND_NAMES[resource]),
        });
    }
    heads(sheet, names, frame.top - 14.0, (x.start, frame.right));
}

fn axis(sheet: &mut Sheet, rows: &Rows, x: &Scale, marks: &[f64], language: Language) {
    let frame = &rows.frame;
    for &mark in marks {
        let at = x.at(mark);
        let colour = if mark == 0.0 { INK } else { GRID };
        sheet.segment((at, frame.top), (at, frame.bottom), width::GRID, colour);
        let text = if mark == 1.0 {
            with_unit("100", Unit::Share, language)
        } else {
            format!("{}", mark * 100.0)
        };
        sheet.text(&text, (at, frame.under()), Anchor::Middle, frame.tick());
    }
}

/// The dashed line; its name only where what stands above the plot up to `taken` leaves room for it.
fn draw_line(chart: &Utilisation, sheet: &mut Sheet, rows: &Rows, x: &Scale, taken: f64) {
    let (at, frame) = (x.at(chart.line), &rows.frame);
    sheet.dashed((at, frame.top - 6.0), (at, frame.bottom), 1.5, INK);
    let look = Type {
        colour: MUTED,
        ..frame.tick()
    };
    let name = label(chart);
    if taken + 8.0 < at - sheet.measure(&name, look) / 2.0 {
        sheet.text(&name, (at, frame.top - 12.0), Anchor::Middle, look);
    }
}

fn label(chart: &Utilisation) -> String {
    chart.line_name().to_string()
}
