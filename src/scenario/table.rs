//! Readers of one table and of single values: take a key, keep its place, refuse what is unknown.

use super::diagnostic::{Log, Mistake};
use super::keys::{Key, Kind};
use super::names;
use super::source::Place;
use super::tree::{Entry, Node, Table, Value};
use super::words::{Code, Phrase, number};
use jiff::civil::{Date, date};

pub use super::keys::Range;

impl Range {
    fn holds(self, value: f64) -> bool {
        value <= self.max
            && if self.above {
                value > self.min
            } else {
                value >= self.min
            }
    }

    fn phrase(self) -> Phrase {
        Phrase::Between(self.min, self.max, self.above)
    }
}

/// A table with known keys; those it does not know are refused when it is opened.
#[derive(Clone, Copy)]
pub struct Section<'a> {
    table: &'a Table,
    place: Place,
    name: &'static str,
    keys: &'static [Key],
}

impl<'a> Section<'a> {
    /// Opens the table at a node; anything else is refused as the value of `name`.
    pub fn open(node: &'a Node, name: &'static str, keys: &'static [Key], log: &mut Log) -> Option<Section<'a>> {
        match &node.value {
            Value::Table(table) => Some(Section::of(table, node.place, name, keys, log)),
            _ => {
                wrong_type(node, name, Phrase::Table, log);
                None
            }
        }
    }

    /// Opens a table.
    pub fn of(table: &'a Table, place: Place, name: &'static str, keys: &'static [Key], log: &mut Log) -> Section<'a> {
        let section = Section {
            table,
            place,
            name,
            keys,
        };
        for entry in &table.entries {
            if !keys.iter().any(|key| key.name == entry.key) {
                let known = || keys.iter().map(|key| key.name);
                log.push(
                    Mistake::at(Code::UnknownKey, entry.key_place)
                        .with("key", &entry.key)
                        .with("section", section.title())
                        .with("known", names::shown(known()))
                        .nearest(names::nearest(&entry.key, known())),
                );
            }
        }
        section
    }

    /// Where the table (or its header) stands.
    pub fn place(&self) -> Place {
        self.place
    }

    fn title(&self) -> super::diagnostic::Argument {
        if self.name.is_empty() {
            Phrase::TopLevel.into()
        } else {
            self.name.into()
        }
    }

    /// A key with its value.
    pub fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.table.entry(key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        debug_assert!(
            self.keys.iter().any(|known| known.name == key),
            "{} does not list {key}",
            self.name
        );
        self.table.get(key)
    }

    /// The limits a reader asks for are those that the table of keys states, and schema and reference with it.
    fn agrees(&self, key: &str, limits: impl Fn(Kind) -> bool) {
        let stated = (self.keys.iter().find(|known| known.name == key)).map(|known| known.kind);
        debug_assert!(
            stated.is_none_or(|kind| kind == Kind::Unstated || limits(kind)),
            "{}: the table of keys states other limits of {key}: {stated:?}",
            self.name
        );
    }

    /// The value of an unknown key that was most likely meant to be `key`: one mistake is reported once.
    pub fn misspelt(&self, key: &str) -> Option<&'a Node> {
        misspelt(self.table, key, self.keys)
    }

    /// The value of a key that must be there; `example` is what to type.
    pub fn required(&self, key: &str, expected: Phrase, example: &str, log: &mut Log) -> Option<&'a Node> {
        debug_assert!(
            (self.keys.iter()).all(|known| known.name != key || known.required || known.kind == Kind::Unstated),
            "{}: the table of keys does not say that {key} is required",
            self.name
        );
        self.needed(key, expected, example, log)
    }

    /// The value of a key that must be there because of what others say.
    pub fn needed(&self, key: &str, expected: Phrase, example: &str, log: &mut Log) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() && self.misspelt(key).is_none() {
            log.push(
                Mistake::at(Code::MissingKey, self.place)
                    .with("section", self.title())
                    .with("key", key)
                    .with("expected", expected)
                    .with("example", example),
            );
        }
        found
    }

    /// A string; none if absent or refused.
    pub fn text(&self, key: &str, log: &mut Log) -> Option<&'a str> {
        self.get(key).and_then(|node| text(node, key, log))
    }

    /// A string that must be there.
    pub fn required_text(&self, key: &str, example: &str, log: &mut Log) -> Option<&'a str> {
        self.required(key, Phrase::Text, example, log)
            .and_then(|node| text(node, key, log))
    }

    /// The `id`, which must be there; refused if it is not one. What was written is returned all the same.
    pub fn id(&self, example: &str, log: &mut Log) -> String {
        match self.required("id", Phrase::Text, example, log) {
            Some(node) => id(node, "id", log).unwrap_or_default().to_string(),
            None => String::new(),
        }
    }

    /// A number in limits; none if absent or refused.
    pub fn number(&self, key: &str, range: Range, log: &mut Log) -> Option<f64> {
        self.agrees(key, |kind| matches!(kind, Kind::Number(stated, _) if stated == range));
        self.get(key).and_then(|node| finite(node, key, range, log))
    }

    /// A number in limits that must be there.
    pub fn required_number(&self, key: &str, range: Range, example: &str, log: &mut Log) -> Option<f64> {
        self.agrees(key, |kind| matches!(kind, Kind::Number(stated, _) if stated == range));
        self.required(key, range.phrase(), example, log)
            .and_then(|node| finite(node, key, range, log))
    }

    /// A number in limits that must be there because of what others say.
    pub fn needed_number(&self, key: &str, range: Range, example: &str, log: &mut Log) -> Option<f64> {
        self.needed(key, range.phrase(), example, log);
        self.number(key, range, log)
    }

    /// A whole number from `min` to `max`; none if absent or refused.
    pub fn whole(&self, key: &str, min: i64, max: i64, log: &mut Log) -> Option<i64> {
        self.agrees(key, |kind| kind == Kind::Whole(min, max));
        self.get(key).and_then(|node| whole(node, key, min, max, log))
    }

    /// A whole number from `min` to `max` that must be there.
    pub fn required_whole(&self, key: &str, min: i64, max: i64, example: &str, log: &mut Log) -> Option<i64> {
        self.agrees(key, |kind| kind == Kind::Whole(min, max));
        self.required(key, Phrase::WholeBetween(min, max), example, log)
            .and_then(|node| whole(node, key, min, max, log))
    }

    /// A date; none if absent or refused.
    pub fn date(&self, key: &str, log: &mut Log) -> Option<Date> {
        self.get(key).and_then(|node| civil_date(node, key, log))
    }

    /// A date that must be there.
    pub fn required_date(&self, key: &str, example: &str, log: &mut Log) -> Option<Date> {
        self.required(key, Phrase::Date, example, log)
            .and_then(|node| civil_date(node, key, log))
    }

    /// `true` or `false`; none if absent or refused.
    pub fn flag(&self, key: &str, log: &mut Log) -> Option<bool> {
        self.get(key).and_then(|node| flag(node, key, log))
    }

    /// Refuses a last day `to` before the first day `from`.
    pub fn last_day_not_before_first(&self, from: Option<Date>, to: Option<Date>, log: &mut Log) {
        if let (Some(from), Some(to), Some(node)) = (from, to, self.get("to"))
            && to < from
        {
            log.push(
                Mistake::at(Code::DateOrder, node.place)
                    .with("key", "to")
                    .with("found", &to)
                    .with("order", Phrase::NotBefore)
                    .with("other", "from")
                    .with("date", &from),
            );
        }
    }

    /// One of a few words; none if absent or refused.
    pub fn choice<T: Copy>(&self, key: &str, known: &[(&'static str, T)], log: &mut Log) -> Option<T> {
        self.agrees(
            key,
            |kind| matches!(kind, Kind::Choice(words) if words.iter().eq(known.iter().map(|(word, _)| word))),
        );
        self.get(key).and_then(|node| choice(node, key, known, log))
    }

    /// `N` relative weights, scaled to mean 1; none if absent or refused.
    pub fn weights<const N: usize>(&self, key: &str, log: &mut Log) -> Option<[f64; N]> {
        self.agrees(key, |kind| kind == Kind::Weights(N));
        let node = self.get(key)?;
        let Some(list) = node.list() else {
            wrong_type(node, key, Phrase::List, log);
            return None;
        };
        if list.len() != N {
            log.push(
                Mistake::at(Code::WeightsCount, node.place)
                    .with("key", key)
                    .with("found", &list.len())
                    .with("expected", &N),
            );
            return None;
        }
        let mut weights = [0.0; N];
        for (weight, item) in weights.iter_mut().zip(list) {
            *weight = finite(item, key, WEIGHT, log).unwrap_or(1.0);
        }
        let sum: f64 = weights.iter().sum();
        if sum <= 0.0 {
            log.push(Mistake::at(Code::WeightsZero, node.place).with("key", key));
            return None;
        }
        Some(weights.map(|weight| weight * N as f64 / sum))
    }
}

/// The value of an unknown key of a table that was most likely meant to be `key`.
pub fn misspelt<'a>(table: &'a Table, key: &str, keys: &'static [Key]) -> Option<&'a Node> {
    let known = || keys.iter().map(|key| key.name);
    let mut unknown = table
        .entries
        .iter()
        .filter(|entry| !known().any(|name| name == entry.key));
    unknown
        .find(|entry| names::nearest(&entry.key, known()).as_deref() == Some(key))
        .map(|entry| &entry.node)
}

/// A relative weight.
pub const WEIGHT: Range = Range::between(0.0, 1e9);

/// The tables of a `[[…]]`; anything else is refused.
pub fn entries<'a>(node: Option<&'a Node>, key: &str, log: &mut Log) -> &'a [Node] {
    let Some(node) = node else { return &[] };
    match &node.value {
        Value::List(list) => list,
        _ => {
            wrong_type(node, key, Phrase::Entries, log);
            &[]
        }
    }
}

/// A string.
pub fn text<'a>(node: &'a Node, key: &str, log: &mut Log) -> Option<&'a str> {
    let text = node.text();
    if text.is_none() {
        wrong_type(node, key, Phrase::Text, log);
    }
    text
}

/// A name that others refer to: letters, digits, `-` and `_`. A bad one is reported and returned.
pub fn id<'a>(node: &'a Node, key: &str, log: &mut Log) -> Option<&'a str> {
    let found = text(node, key, log)?;
    if !is_id(found) {
        log.push(Mistake::at(Code::BadId, node.place).with("id", found));
    }
    Some(found)
}

/// Whether a text can be a name that others refer to.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|character| character.is_alphanumeric() || character == '-' || character == '_')
}

/// A finite number in limits.
pub fn finite(node: &Node, key: &str, range: Range, log: &mut Log) -> Option<f64> {
    let value = match node.value {
        Value::Whole(whole) => whole as f64,
        Value::Number(value) => value,
        _ => {
            wrong_type(node, key, range.phrase(), log);
            return None;
        }
    };
    if !value.is_finite() {
        log.push(
            Mistake::at(Code::NotFinite, node.place)
                .with("key", key)
                .with("expected", range.phrase()),
        );
        return None;
    }
    if !range.holds(value) {
        out_of_range(node, key, value, range.phrase(), log);
        return None;
    }
    Some(value)
}

/// A whole number from `min` to `max`.
pub fn whole(node: &Node, key: &str, min: i64, max: i64, log: &mut Log) -> Option<i64> {
    let expected = Phrase::WholeBetween(min, max);
    match node.value {
        Value::Whole(value) if (min..=max).contains(&value) => Some(value),
        Value::Whole(value) => {
            log.push(
                Mistake::at(Code::OutOfRange, node.place)
                    .with("key", key)
                    .with("found", &value)
                    .with("expected", expected),
            );
            None
        }
        Value::Number(value) if !value.is_finite() => {
            log.push(
                Mistake::at(Code::NotFinite, node.place)
                    .with("key", key)
                    .with("expected", expected),
            );
            None
        }
        Value::Number(value) if value.fract() != 0.0 => {
            log.push(
                Mistake::at(Code::NotWhole, node.place)
                    .with("key", key)
                    .with("found", number(value))
                    .with("expected", expected),
            );
            None
        }
        Value::Number(value) if value >= min as f64 && value <= max as f64 => Some(value as i64),
        Value::Number(value) => {
            out_of_range(node, key, value, expected, log);
            None
        }
        _ => {
            wrong_type(node, key, expected, log);
            None
        }
    }
}

/// A date in the years that can be simulated.
pub fn civil_date(node: &Node, key: &str, log: &mut Log) -> Option<Date> {
    let Value::Date(found) = node.value else {
        wrong_type(node, key, Phrase::Date, log);
        return None;
    };
    if found < date(1900, 1, 1) || found > date(2200, 12, 31) {
        log.push(
            Mistake::at(Code::DateRange, node.place)
                .with("key", key)
                .with("found", &found),
        );
        return None;
    }
    Some(found)
}

/// `true` or `false`.
fn flag(node: &Node, key: &str, log: &mut Log) -> Option<bool> {
    match node.value {
        Value::Flag(flag) => Some(flag),
        _ => {
            wrong_type(node, key, Phrase::Flag, log);
            None
        }
    }
}

/// One of a few words.
pub fn choice<T: Copy>(node: &Node, key: &str, known: &[(&'static str, T)], log: &mut Log) -> Option<T> {
    let found = text(node, key, log)?;
    if let Some((_, meaning)) = known.iter().find(|(word, _)| *word == found) {
        return Some(*meaning);
    }
    let words = || known.iter().map(|(word, _)| *word);
    log.push(
        Mistake::at(Code::UnknownChoice, node.place)
            .with("key", key)
            .with("found", found)
            .with("known", names::shown(words()))
            .nearest(names::nearest(found, words())),
    );
    None
}

/// Refuses a value of the wrong type.
pub fn wrong_type(node: &Node, key: &str, expected: Phrase, log: &mut Log) {
    let found = match &node.value {
        Value::Text(text) => Phrase::FoundText(text.clone()),
        Value::Whole(value) => Phrase::FoundPlain(value.to_string()),
        Value::Number(value) => Phrase::FoundPlain(number(*value)),
        Value::Flag(flag) => Phrase::FoundPlain(flag.to_string()),
        Value::Date(date) => Phrase::FoundPlain(date.to_string()),
        Value::Moment(moment) => Phrase::FoundPlain(moment.to_string()),
        Value::Other(text) => Phrase::FoundPlain(text.clone()),
        Value::List(_) => Phrase::List,
        Value::Table(_) => Phrase::Table,
    };
    log.push(
        Mistake::at(Code::WrongType, node.place)
            .with("key", key)
            .with("found", found)
            .with("expected", expected),
    );
}

fn out_of_range(node: &Node, key: &str, value: f64, expected: Phrase, log: &mut Log) {
    log.push(
        Mistake::at(Code::OutOfRange, node.place)
            .with("key", key)
            .with("found", number(value))
            .with("expected", expected),
    );
}
