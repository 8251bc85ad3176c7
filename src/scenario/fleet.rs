//! `[[delivery]]`: cars delivered by month and model.

use super::diagnostic::{Log, Mistake};
use super::keys;
use super::table::{self, Section};
use super::tree::{Node, Value};
use super::words::{Code, Phrase};

/// Cars of one model delivered in one month, spread evenly over its days (at 00:00) and over cities by share.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Year of the month.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Model of the cars.
    pub model: String,
    /// Cars delivered.
    pub vehicles: u64,
}

/// Reads every `[[delivery]]`.
pub fn deliveries(node: Option<&Node>, log: &mut Log) -> Vec<Delivery> {
    table::entries(node, "delivery", log)
        .iter()
        .filter_map(|node| delivery(node, log))
        .collect()
}

fn delivery(node: &Node, log: &mut Log) -> Option<Delivery> {
    let section = Section::open(node, "[[delivery]]", keys::DELIVERY, log)?;
    let month = section.required("month", Phrase::Month, "month = \"2024-04\"", log);
    let month = month.and_then(|node| year_and_month(node, log));
    let model = section.required_text("model", "model = \"M1\"", log);
    let vehicles = section.required_whole("vehicles", 0, 1_000_000_000, "vehicles = 12000", log);
    let (year, month) = month?;
    Some(Delivery {
        year,
        month,
        model: model?.to_string(),
        vehicles: vehicles? as u64,
    })
}

/// `"2024-04"`, or the first day of the month as a date.
fn year_and_month(node: &Node, log: &mut Log) -> Option<(i16, i8)> {
    let found = match &node.value {
        Value::Date(date) if date.day() == 1 => {
            return table::civil_date(node, "month", log).map(|date| (date.year(), date.month()));
        }
        Value::Date(date) => date.to_string(),
        Value::Text(text) => match month_of(text) {
            Some(month) => return Some(month),
            None => text.clone(),
        },
        _ => {
            table::wrong_type(node, "month", Phrase::Month, log);
            return None;
        }
    };
    log.push(Mistake::at(Code::BadMonth, node.place).with("found", found));
    None
}

fn month_of(text: &str) -> Option<(i16, i8)> {
    let (year, month) = text.split_once(['-', '/'])?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !digits(year) || !digits(month) {
        return None;
    }
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    ((1900..=2200).contains(&year) && (1..=12).contains(&month)).then_some((year, month))
}
