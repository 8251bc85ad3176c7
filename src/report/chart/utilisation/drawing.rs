//! The two forms of the utilisation chart.

use super::{Centre, LINE, Side, Utilisation, surely};
use crate::report::chart::axis::{Scale, spread};
use crate::report::chart::canvas::{Anchor, Sheet, Type};
use crate::report::chart::frame::Frame;
use crate::report::chart::rows::{Name, Rows, whisker};
use crate::report::chart::theme::{
    ABOVE, AROUND, BAND_50, GRID, INK, KIND_NAMES, KINDS, MUTED, ON_ABOVE, ON_BAR, ON_PALE, TRACK, width,
};
use crate::report::number::Unit;
use crate::report::words;

fn names(chart: &Utilisation) -> Vec<Name> {
    chart
        .shown()
        .iter()
        .map(|centre| Name::row(centre.name.clone(), chart.accent(centre)))
        .collect()
}

/// Bars from 0 in one panel per resource.
pub fn bars(chart: &Utilisation, sheet: &mut Sheet, frame: &Frame) {
    let rows = Rows::new(sheet, frame, &names(chart));
    let (count, gap) = (chart.resources.len() as f64, 40.0);
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
        let name = sheet.cut(&words::capitalised(name), wide * 0.8, title);
        sheet.text(&name, (left, frame.top - 14.0), Anchor::Start, title);
        axis(sheet, &rows, &x, &[0.0, 0.5, 1.0]);
        for (row, centre) in chart.shown().iter().enumerate() {
            bar(chart, sheet, &rows, &x, (row, resource, centre));
        }
        line_85(chart, sheet, &rows, &x);
        // Whiskers over the line, so that what is sure can be seen.
        for (row, centre) in chart.shown().iter().enumerate() {
            if let Some(share) = centre.busy[resource] {
                whisker(sheet, &x, rows.y(row), share, (rows.pitch * 0.4).min(13.0), ON_BAR);
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
    let (y, half) = (rows.y(row), (rows.pitch * 0.36).min(24.0));
    let (fill, ink) = match surely(share) {
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
    let rows = Rows::new(sheet, frame, &names(chart));
    let x = Scale {
        from: 0.0,
        to: 1.0,
        start: rows.left,
        end: frame.right - 30.0,
    };
    axis(sheet, &rows, &x, &[0.0, 0.25, 0.5, 0.75, 1.0]);
    line_85(chart, sheet, &rows, &x);
    let radius = (rows.pitch * 0.3).min(7.0);
    for (row, centre) in chart.shown().iter().enumerate() {
        let y = rows.y(row);
        for (resource, share) in centre.busy.iter().enumerate().rev() {
            let Some(share) = share else { continue };
            whisker(sheet, &x, y, *share, rows.pitch * 0.4, KINDS[resource]);
            sheet.dot((x.at(share.mean), y), radius, KINDS[resource]);
        }
    }
    // Names of the resources above the dots of the first row, sorted as they stand there.
    let Some(first) = chart.shown().first() else { return };
    let label = words::LINE_85.say(chart.language);
    let mut wishes: Vec<(f64, usize)> = (0..chart.resources.len())
        .map(|resource| {
            (
                first.busy[resource].map_or(0.0, |share| x.at(share.mean).max(x.start)),
                resource,
            )
        })
        .collect();
    wishes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let look = |resource: usize| Type::bold(frame.sizes.label, KIND_NAMES[resource]);
    let texts: Vec<String> = wishes
        .iter()
        .map(|(_, r)| words::capitalised(&chart.resources[*r]))
        .collect();
    let widths: Vec<f64> = wishes
        .iter()
        .zip(&texts)
        .map(|((_, r), text)| sheet.measure(text, look(*r)))
        .collect();
    let gaps: Vec<f64> = widths
        .windows(2)
        .map(|pair| f64::midpoint(pair[0], pair[1]) + 18.0)
        .collect();
    let last = widths.last().unwrap_or(&0.0) / 2.0;
    // The names share their line with nothing: that of the limit stands one line lower.
    let baseline = frame.top - 12.0 - sheet.text_box(label, (0.0, 0.0), Anchor::Start, frame.tick()).edges[3] - 20.0;
    let places = spread(
        &wishes.iter().map(|wish| wish.0).collect::<Vec<_>>(),
        &gaps,
        x.start + widths[0] / 2.0,
        frame.right - last,
    );
    for (i, place) in places.iter().enumerate() {
        let (wish, resource) = wishes[i];
        if wish > 0.0 {
            sheet.segment(
                (wish, rows.y(0) - radius - 3.0),
                (*place, baseline + 6.0),
                width::GRID,
                TRACK,
            );
        }
        sheet.text(&texts[i], (*place, baseline), Anchor::Middle, look(resource));
    }
}

fn axis(sheet: &mut Sheet, rows: &Rows, x: &Scale, marks: &[f64]) {
    let frame = &rows.frame;
    for &mark in marks {
        let at = x.at(mark);
        let colour = if mark == 0.0 { INK } else { GRID };
        sheet.segment((at, frame.top), (at, frame.bottom), width::GRID, colour);
        let text = if mark == 1.0 {
            "100 %".to_string()
        } else {
            format!("{}", mark * 100.0)
        };
        sheet.text(&text, (at, frame.under()), Anchor::Middle, frame.tick());
    }
}

fn line_85(chart: &Utilisation, sheet: &mut Sheet, rows: &Rows, x: &Scale) {
    let (at, frame) = (x.at(LINE), &rows.frame);
    sheet.dashed((at, frame.top - 6.0), (at, frame.bottom), 1.5, INK);
    let label = words::LINE_85.say(chart.language);
    sheet.text(
        label,
        (at, frame.top - 12.0),
        Anchor::Middle,
        Type {
            colour: MUTED,
            ..frame.tick()
        },
    );
}
