//! The axis of days: months, or weeks where a run is short.

use super::axis::Scale;
use super::canvas::{Anchor, Sheet};
use super::frame::Frame;
use super::theme::{AXIS, width};
use crate::report::number::{day_and_month, month};
use crate::units::Language;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The day so many days later; the last possible day where the calendar ends.
pub fn day_after(start: Date, days: i64) -> Date {
    start
        .checked_add(Span::new().try_days(days).unwrap_or_else(|_| 0.days()))
        .unwrap_or(Date::MAX)
}

/// Ticks and names under a plot of `days` days from `start`; `x` maps positions of days.
pub fn draw(sheet: &mut Sheet, frame: &Frame, x: &Scale, start: Date, days: usize, language: Language) {
    if days <= 62 {
        weeks(sheet, frame, x, start, days, language);
        return;
    }
    let look = frame.tick();
    let tick = |sheet: &mut Sheet, day: i64| {
        let at = x.at(day as f64).max(x.start);
        sheet.segment((at, frame.bottom), (at, frame.bottom + 8.0), width::AXIS, AXIS);
    };
    // First days of months, as positions; the first may lie before the plot, the last ends it.
    let mut firsts = Vec::new();
    let mut first = start.first_of_month();
    loop {
        let day = i64::from((first - start).get_days());
        firsts.push((day, first));
        if day >= days as i64 || first.year() == Date::MAX.year() {
            break;
        }
        first = first.saturating_add(1.month());
    }
    let every = match firsts.len() {
        ..=19 => 1,
        20..=62 => 3,
        _ => 12,
    };
    let mut named = false;
    for pair in firsts.windows(2) {
        let ((from, first), (to, _)) = (pair[0], pair[1]);
        if every > 1 && (i32::from(first.month()) - 1) % every != 0 {
            continue;
        }
        if from >= 0 {
            tick(sheet, from);
        }
        let (left, right) = (x.at(from as f64).max(x.start), x.at(to as f64).min(x.end));
        let name = if every > 1 && first.month() == 1 {
            first.year().to_string()
        } else if every > 1 && !named {
            match language {
                Language::En => format!("{} {}", short(first.month(), language), first.year()),
                Language::Zh => format!("{}年{}", first.year(), short(first.month(), language)),
            }
        } else {
            short(first.month(), language)
        };
        let room = if every == 1 { right - left } else { f64::MAX };
        let middle = f64::midpoint(left, right);
        let half = sheet.measure(&name, look) / 2.0;
        if 2.0 * half + 4.0 <= room && middle + half <= frame.right {
            sheet.text(&name, (middle, frame.under()), Anchor::Middle, look);
        }
        named = true;
    }
}

fn weeks(sheet: &mut Sheet, frame: &Frame, x: &Scale, start: Date, days: usize, language: Language) {
    let step = if days <= 10 { 1 } else { 7 };
    let look = frame.tick();
    for day in (0..days as i64).step_by(step) {
        let at = x.at(day as f64);
        let date = day_after(start, day);
        let name = if language == Language::En {
            format!("{} {}", date.day(), short(date.month(), language))
        } else {
            day_and_month(date, language)
        };
        sheet.segment((at, frame.bottom), (at, frame.bottom + 8.0), width::AXIS, AXIS);
        sheet.text(&name, (at, frame.under()), Anchor::Middle, look);
    }
}

/// "Jan", 「1月」.
fn short(number: i8, language: Language) -> String {
    match language {
        Language::En => month(number, language)[..3].to_string(),
        Language::Zh => format!("{number}月"),
    }
}
