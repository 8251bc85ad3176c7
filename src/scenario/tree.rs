//! The spanned value tree that every scenario text becomes before it is merged and read.

use super::diagnostic::{Log, Mistake};
use super::source::{Place, Sources};
use super::table;
use super::words::Code;
use jiff::civil::{Date, DateTime, Time};
use toml::de::{DeTable, DeValue};

/// A value and the place it was written at.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub value: Value,
}

/// What can stand behind a key.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Any other number, not finite ones included.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A date.
    Date(Date),
    /// A date with a time of day.
    Moment(DateTime),
    /// A time of day, or a moment in a time zone: no key takes one.
    Other(String),
    /// `[…]`, or the entries of `[[…]]`.
    List(Vec<Node>),
    /// `{…}`, or what stands under `[…]`.
    Table(Table),
}

/// A key, its place and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_place: Place,
    /// Its value.
    pub node: Node,
}

/// Keys and values in the order they were written.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The entries; no key stands twice.
    pub entries: Vec<Entry>,
}

impl Table {
    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The value of a key, to change.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries
            .iter_mut()
            .find(|entry| entry.key == key)
            .map(|entry| &mut entry.node)
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    /// Puts an entry in place of the one with its key, or at the end.
    pub fn put(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|old| old.key == entry.key) {
            Some(old) => *old = entry,
            None => self.entries.push(entry),
        }
    }
}

impl Node {
    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The entries, if it is a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The string, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The `id` of a table that has one.
    pub fn id(&self) -> Option<&str> {
        self.table()?.get("id")?.text()
    }
}

/// Reads one TOML file into a tree; every syntax error becomes a mistake, and then there is no tree.
pub fn parse(sources: &Sources, source: u32, log: &mut Log) -> Option<Table> {
    let text = &sources.get(source).text;
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        // Names in other scripts are welcome, in quotes: TOML's own message does not say so.
        if let Some(key) = text
            .get(span.clone())
            .filter(|key| table::is_id(key) && !key.is_ascii())
        {
            log.push(Mistake::at(Code::BareKey, Place::new(source, span.start, span.end)).with("key", key));
            continue;
        }
        log.push(Mistake::at(Code::Syntax, widened(text, source, span)).with("reason", error.message()));
    }
    if !errors.is_empty() {
        return None;
    }
    Some(whole_table(root.get_ref(), source, 0, Place::top(source)))
}

/// Reads one TOML value out of a `--set` or a cell: `shift` is where it starts in its source.
pub fn parse_value(text: &str, source: u32, shift: usize) -> Option<Node> {
    let value = DeValue::parse(text).ok()?;
    let whole = Place::new(source, shift, shift + text.len());
    Some(node(value.get_ref(), value.span(), source, shift, whole))
}

/// A syntax error often has no width: takes the whole character, or the last one of the line.
fn widened(text: &str, source: u32, span: std::ops::Range<usize>) -> Place {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let width = text[start..]
        .chars()
        .next()
        .filter(|character| *character != '\n')
        .map_or(0, char::len_utf8);
    Place::new(source, start, span.end.min(text.len()).max(start + width))
}

fn whole_table(table: &DeTable<'_>, source: u32, shift: usize, around: Place) -> Table {
    let entries = table
        .iter()
        .map(|(key, value)| {
            let span = key.span();
            let key_place = if span.is_empty() {
                around
            } else {
                Place::new(source, shift + span.start, shift + span.end)
            };
            Entry {
                key: key.get_ref().to_string(),
                key_place,
                node: node(value.get_ref(), value.span(), source, shift, key_place),
            }
        })
        .collect();
    Table { entries }
}

fn node(value: &DeValue<'_>, span: std::ops::Range<usize>, source: u32, shift: usize, around: Place) -> Node {
    let place = if span.is_empty() {
        around
    } else {
        Place::new(source, shift + span.start, shift + span.end)
    };
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(whole) => Value::Whole(whole),
            Err(_) => Value::Number(number.as_str().parse().unwrap_or(f64::INFINITY)),
        },
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(moment) => moment_value(moment),
        DeValue::Array(list) => Value::List(
            list.iter()
                .map(|item| node(item.get_ref(), item.span(), source, shift, place))
                .collect(),
        ),
        DeValue::Table(inner) => Value::Table(whole_table(inner, source, shift, place)),
    };
    Node { place, value }
}

fn moment_value(moment: &toml::value::Datetime) -> Value {
    let date = moment
        .date
        .and_then(|date| Date::new(date.year as i16, date.month as i8, date.day as i8).ok());
    let time = moment.time.as_ref().map(|time| {
        Time::new(
            time.hour as i8,
            time.minute as i8,
            time.second.unwrap_or(0).min(59) as i8,
            time.nanosecond.unwrap_or(0) as i32,
        )
    });
    match (date, time, &moment.offset) {
        (Some(date), None, None) => Value::Date(date),
        (Some(date), Some(Ok(time)), None) => Value::Moment(date.to_datetime(time)),
        _ => Value::Other(moment.to_string()),
    }
}
