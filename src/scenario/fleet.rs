//! `[[model]]` and `[[delivery]]`: which cars there are, delivered when.

use super::city;
use super::diagnostic::{Log, Mistake};
use super::ids::ModelId;
use super::keys;
use super::names::Names;
use super::table::{self, Range, Section};
use super::tree::{Node, Value};
use super::words::{Code, Phrase};
use std::fmt;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
}

impl Month {
    /// Months since January of year 0.
    pub fn number(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)
    }
}

/// `[[model]]`: a model of car.
#[derive(Clone, Debug, PartialEq)]
pub struct CarModel {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Distance per year; none: that of `[driving]`.
    pub km_per_year: Option<f64>,
}

/// All models, found by id: those of `[[model]]`, or without any those that deliveries name.
#[derive(Debug, Default)]
pub struct Models {
    names: Names,
    list: Vec<CarModel>,
    /// Whether deliveries must name one of them.
    listed: bool,
}

impl Models {
    /// Reads every `[[model]]`; `deliveries` are the entries that may name others if there are none.
    pub fn read(node: Option<&Node>, deliveries: &[Node], log: &mut Log) -> Models {
        let mut models = Models {
            listed: node.is_some(),
            ..Models::default()
        };
        for node in table::entries(node, "model", log) {
            match model(node, log) {
                // Equal ids are told when files are merged.
                Some(model) if models.names.add(&model.id) as usize == models.list.len() => models.list.push(model),
                Some(_) => {}
                None => models.names.incomplete = true,
            }
        }
        if !models.listed {
            for delivery in deliveries.iter().filter_map(Node::table) {
                match delivery.get("model").and_then(Node::text) {
                    Some(id) if models.names.add(id) as usize == models.list.len() => models.list.push(CarModel {
                        id: id.to_string(),
                        name: id.to_string(),
                        name_zh: id.to_string(),
                        km_per_year: None,
                    }),
                    Some(_) => {}
                    None => models.names.incomplete = true,
                }
            }
        }
        models
    }

    /// The model whose id stands at a node.
    fn find(&self, node: &Node, key: &str, log: &mut Log) -> Option<ModelId> {
        let id = table::text(node, key, log)?;
        self.known(id, node, log)
    }

    fn known(&self, id: &str, node: &Node, log: &mut Log) -> Option<ModelId> {
        let found = self.names.find(id);
        if found.is_none() && !self.names.incomplete {
            log.push(
                Mistake::at(Code::UnknownModel, node.place)
                    .with("id", id)
                    .with("known", self.names.shown())
                    .nearest(self.names.nearest(id)),
            );
        }
        found.map(ModelId)
    }

    /// A list of models, none twice.
    pub fn list(&self, node: &Node, key: &str, log: &mut Log) -> Vec<ModelId> {
        let Some(list) = node.list() else {
            table::wrong_type(node, key, Phrase::List, log);
            return Vec::new();
        };
        let mut found: Vec<(ModelId, &Node)> = Vec::with_capacity(list.len());
        for item in list {
            let Some(model) = self.find(item, key, log) else {
                continue;
            };
            match found.iter().find(|(earlier, _)| *earlier == model) {
                Some((_, earlier)) => log.push(
                    Mistake::at(Code::RepeatedName, item.place)
                        .with("name", &self.list[model.index()].id)
                        .with("key", key)
                        .beside(earlier.place),
                ),
                None => found.push((model, item)),
            }
        }
        found.into_iter().map(|(model, _)| model).collect()
    }

    /// A table of factors by model.
    pub fn factors(&self, node: &Node, key: &str, log: &mut Log) -> Vec<(ModelId, f64)> {
        let Some(table) = node.table() else {
            table::wrong_type(node, key, Phrase::Table, log);
            return Vec::new();
        };
        let mut found = Vec::with_capacity(table.entries.len());
        for entry in &table.entries {
            let factor = table::finite(&entry.node, &entry.key, FACTOR, log);
            // The mistake stands under the name.
            let named = Node {
                place: entry.key_place,
                ..entry.node.clone()
            };
            if let (Some(model), Some(factor)) = (self.known(&entry.key, &named, log), factor) {
                found.push((model, factor));
            }
        }
        found
    }

    /// In order of the file.
    pub fn into_list(self) -> Vec<CarModel> {
        self.list
    }
}

/// A factor on a hazard.
const FACTOR: Range = Range::between(0.0, 1000.0);

/// A distance per year.
pub const KM_PER_YEAR: Range = Range::between(0.0, 1e6);

fn model(node: &Node, log: &mut Log) -> Option<CarModel> {
    let section = Section::open(node, "[[model]]", keys::MODEL, log)?;
    let id = section.id("id = \"su7\"", log);
    let (name, name_zh) = city::names(&section, &id, log);
    Some(CarModel {
        id,
        name,
        name_zh,
        km_per_year: section.number("km_per_year", KM_PER_YEAR, log),
    })
}

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

impl Delivery {
    /// Its month.
    pub fn built(&self) -> Month {
        Month {
            year: self.year,
            month: self.month,
        }
    }
}

/// Reads every `[[delivery]]`.
pub fn deliveries(node: Option<&Node>, models: &Models, log: &mut Log) -> Vec<Delivery> {
    table::entries(node, "delivery", log)
        .iter()
        .filter_map(|node| delivery(node, models, log))
        .collect()
}

fn delivery(node: &Node, models: &Models, log: &mut Log) -> Option<Delivery> {
    let section = Section::open(node, "[[delivery]]", keys::DELIVERY, log)?;
    let month = section.required("month", Phrase::Month, "month = \"2024-04\"", log);
    let built = month.and_then(|node| self::month(node, "month", log));
    let model = section.required_text("model", "model = \"M1\"", log);
    if let (Some(id), Some(node)) = (model, section.get("model")) {
        models.known(id, node, log);
    }
    let vehicles = section.required_whole("vehicles", 0, 1_000_000_000, "vehicles = 12000", log);
    let built = built?;
    Some(Delivery {
        year: built.year,
        month: built.month,
        model: model?.to_string(),
        vehicles: vehicles? as u64,
    })
}

/// The months of building from `built_from` to `built_to`, in this order.
pub fn built(section: &Section<'_>, log: &mut Log) -> (Option<Month>, Option<Month>) {
    let read = |key: &str, log: &mut Log| section.get(key).and_then(|node| month(node, key, log));
    let (from, to) = (read("built_from", log), read("built_to", log));
    if let (Some(first), Some(last), Some(node)) = (from, to, section.get("built_to"))
        && last < first
    {
        log.push(
            Mistake::at(Code::MonthOrder, node.place)
                .with("key", "built_to")
                .with("found", &last)
                .with("before", &first),
        );
    }
    (from, to)
}

/// `"2024-04"`, or the first day of the month as a date.
pub fn month(node: &Node, key: &str, log: &mut Log) -> Option<Month> {
    let found = match &node.value {
        Value::Date(date) if date.day() == 1 => {
            return table::civil_date(node, key, log).map(|date| Month {
                year: date.year(),
                month: date.month(),
            });
        }
        Value::Date(date) => date.to_string(),
        Value::Text(text) => match month_of(text) {
            Some((year, month)) => return Some(Month { year, month }),
            None => text.clone(),
        },
        _ => {
            table::wrong_type(node, key, Phrase::Month, log);
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
