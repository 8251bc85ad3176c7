//! `hours` of a centre: `"always"`, or spans by weekday, on holidays and on adjusted workdays.

use super::booking;
use super::centre::{Closing, Hours, OpenSpan};
use super::diagnostic::{Log, Mistake};
use super::names;
use super::source::Place;
use super::table::{self, Range};
use super::tree::{Node, Table, Value};
use super::words::{Code, Phrase};
use crate::engine::time::Span;

/// The words for weekdays, Monday first.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const OTHERS: [&str; 4] = ["holiday", "workday", "closing", OVERTIME];
const OVERTIME: &str = "overtime_hours";
/// Limits of `overtime_hours`.
const LONGEST: Range = Range::above(0.0, 24.0);
const DAY: u16 = 24 * 60;

impl Hours {
    /// Open at every moment.
    pub fn always() -> Hours {
        let whole = || vec![OpenSpan { from: 0, to: DAY }];
        Hours {
            week: std::array::from_fn(|_| whole()),
            holiday: None,
            workday: None,
            closing: Closing::Pause,
        }
    }
}

/// Reads opening hours; days that are refused are closed.
pub fn hours(node: &Node, log: &mut Log) -> Hours {
    match &node.value {
        Value::Text(text) if text == "always" => Hours::always(),
        Value::Table(table) => by_day(table, log),
        Value::Text(text) => {
            let mistake = Mistake::at(Code::UnknownChoice, node.place)
                .with("key", "hours")
                .with("found", text)
                .with("known", "`always`, { mon-fri = \"09:00-18:00\" }")
                .nearest(names::nearest(text, ["always"].into_iter()));
            log.push(mistake);
            Hours::always()
        }
        _ => {
            table::wrong_type(node, "hours", Phrase::Hours, log);
            Hours::always()
        }
    }
}

fn by_day(table: &Table, log: &mut Log) -> Hours {
    let mut hours = Hours {
        week: Default::default(),
        holiday: None,
        workday: None,
        closing: Closing::Pause,
    };
    let mut given: [Option<Place>; 7] = [None; 7];
    let mut overtime = None;
    // Also where `closing` is misspelt or refused: a mistake is told once.
    let mut may_finish = false;
    for entry in &table.entries {
        let (key, node) = (entry.key.as_str(), &entry.node);
        match key {
            "holiday" => hours.holiday = spans(node, key, log),
            "workday" => hours.workday = spans(node, key, log),
            "closing" => {
                let known = [("pause", Closing::Pause), ("finish", Closing::Finish)];
                let read = table::choice(node, key, &known, log);
                may_finish = read != Some(Closing::Pause);
                hours.closing = read.unwrap_or(Closing::Pause);
            }
            OVERTIME => overtime = Some((node, table::finite(node, key, LONGEST, log))),
            _ => {
                let Some(days) = day_range(key) else {
                    let known = || DAYS.into_iter().chain(OTHERS);
                    let day = |name| names::nearest(name, DAYS.into_iter());
                    let range = key
                        .split_once('-')
                        .and_then(|(a, b)| Some(format!("{}-{}", day(a)?, day(b)?)));
                    let nearest = range.or_else(|| names::nearest(key, known()));
                    may_finish |= nearest.as_deref() == Some("closing");
                    log.push(
                        Mistake::at(Code::UnknownKey, entry.key_place)
                            .with("key", key)
                            .with("section", "hours")
                            .with("known", format!("{}, `mon-fri`", names::shown(known())))
                            .nearest(nearest),
                    );
                    continue;
                };
                let open = spans(node, key, log).unwrap_or_default();
                for day in days {
                    if let Some(earlier) = given[day] {
                        log.push(
                            Mistake::at(Code::DayTwice, entry.key_place)
                                .with("day", DAYS[day])
                                .beside(earlier),
                        );
                        break;
                    }
                    given[day] = Some(entry.key_place);
                    hours.week[day] = open.clone();
                }
            }
        }
    }
    if let Some((node, limit)) = overtime {
        if !may_finish {
            let finish = "closing = \"finish\"";
            booking::key_alone(node.place, OVERTIME, &format!("`{finish}`"), finish, log);
        }
        if let (Closing::Finish, Some(limit)) = (hours.closing, limit) {
            hours.closing = Closing::FinishWithin(Span::from_hours(limit));
        }
    }
    hours
}

/// The days of `mon`, `mon-fri` or `sat-mon`, Monday = 0.
pub fn day_range(key: &str) -> Option<Vec<usize>> {
    let day = |name: &str| DAYS.iter().position(|known| *known == name);
    match key.split_once('-') {
        None => Some(vec![day(key)?]),
        Some((first, last)) => {
            let (first, last) = (day(first)?, day(last)?);
            let length = (last + 7 - first) % 7 + 1;
            Some((0..length).map(|step| (first + step) % 7).collect())
        }
    }
}

/// Reads `"closed"` or `"09:00-12:00, 13:00-18:00"`; in order, touching spans joined.
fn spans(node: &Node, key: &str, log: &mut Log) -> Option<Vec<OpenSpan>> {
    let text = table::text(node, key, log)?;
    if text.trim() == "closed" {
        return Some(Vec::new());
    }
    listed(node, text, Code::BadSpans, log)
}

/// Reads `"09:00-12:00, 13:00-18:00"`, what is no list of spans as a mistake `bad`; in order, touching spans joined.
pub fn listed(node: &Node, text: &str, bad: Code, log: &mut Log) -> Option<Vec<OpenSpan>> {
    let read: Option<Vec<OpenSpan>> = text.split(',').map(|span| one_span(span.trim())).collect();
    let Some(mut spans) = read else {
        log.push(Mistake::at(bad, node.place).with("found", text));
        return None;
    };
    spans.sort_by_key(|span| (span.from, span.to));
    let mut joined: Vec<OpenSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(before) if span.from < before.to => {
                log.push(
                    Mistake::at(Code::SpansOverlap, node.place)
                        .with("first", shown(*before))
                        .with("second", shown(span)),
                );
                return None;
            }
            Some(before) if span.from == before.to => before.to = span.to,
            _ => joined.push(span),
        }
    }
    Some(joined)
}

fn one_span(text: &str) -> Option<OpenSpan> {
    let (from, to) = text.split_once(['-', '–'])?;
    let (from, to) = (minute(from.trim())?, minute(to.trim())?);
    (from < to).then_some(OpenSpan { from, to })
}

fn shown(span: OpenSpan) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}-{}", clock(span.from), clock(span.to))
}

/// The minute of the day that stands at a node, before 24:00.
pub fn clock(node: &Node, key: &str, log: &mut Log) -> Option<u16> {
    let text = table::text(node, key, log)?;
    let minute = minute(text).filter(|minute| *minute < DAY);
    if minute.is_none() {
        log.push(Mistake::at(Code::BadClock, node.place).with("found", text));
    }
    minute
}

/// The minute of the day of `09:00` or `9:00`, up to `24:00`.
pub fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str, least: usize| {
        ((least..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())
            .flatten()
    };
    let (hour, minute) = (digits(hour, 1)?, digits(minute, 2)?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= DAY).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_days_may_wrap() {
        assert_eq!(day_range("mon-fri"), Some(vec![0, 1, 2, 3, 4]));
        assert_eq!(day_range("sat-mon"), Some(vec![5, 6, 0]));
        assert_eq!(day_range("sun"), Some(vec![6]));
        assert_eq!(day_range("tue-mon").map(|days| days.len()), Some(7));
        assert_eq!(day_range("mon-"), None);
    }

    #[test]
    fn times_reach_to_24() {
        assert_eq!(minute("09:05"), Some(545));
        assert_eq!(minute("9:05"), Some(545));
        assert_eq!(minute("24:00"), Some(1440));
        assert_eq!(minute("24:01"), None);
        assert_eq!(minute("12:60"), None);
        assert_eq!(minute("+1:00"), None);
        assert_eq!(minute("9:5"), None);
    }
}
