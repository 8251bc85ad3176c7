//! CSV tables: decoding, cells with their places, and rows as entries of a section.

use super::diagnostic::{Log, Mistake};
use super::keys::{self, Key, Shape};
use super::source::{Place, Sources};
use super::tree::{Entry, Node, Table, Value, parse_value};
use super::words::Code;
use csv_core::{ReadFieldResult, Reader};
use jiff::civil::{Date, DateTime, Time};

/// Most dots in the name of a column.
const DEEPEST: usize = 8;

/// One cell: its text without outer blanks, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A table: a header and rows without the empty ones; no row has more cells than the header.
#[derive(Debug)]
pub struct Sheet {
    /// The names of the columns.
    pub header: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The text of a file: UTF-8 with or without a byte-order mark, which is dropped, or else GBK.
pub fn decode(bytes: Vec<u8>) -> Option<String> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            return Some(match text.strip_prefix('\u{feff}') {
                Some(rest) => rest.to_string(),
                None => text,
            });
        }
        Err(error) => error.into_bytes(),
    };
    // A file that starts with the mark of UTF-16 is not GBK, though its bytes may pass for it.
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0) {
        return None;
    }
    encoding_rs::GBK
        .decode_without_bom_handling_and_without_replacement(&bytes)
        .map(|text| text.into_owned())
}

/// Splits a text into header and rows.
pub fn read(sources: &Sources, source: u32, log: &mut Log) -> Option<Sheet> {
    let mut records = records(&sources.get(source).text, source, log).into_iter();
    let Some(mut header) = records.next() else {
        let path = &sources.get(source).name;
        log.push(Mistake::at(Code::CsvNoHeader, Place::top(source)).with("path", path));
        return None;
    };
    while header.last().is_some_and(|cell| cell.text.is_empty()) {
        header.pop();
    }
    for (at, cell) in header.iter().enumerate() {
        let clash = header[..at].iter().find(|earlier| clashes(&earlier.text, &cell.text));
        if let Some(earlier) = clash {
            log.push(
                Mistake::at(Code::CsvColumn, cell.place)
                    .with("column", &cell.text)
                    .beside(earlier.place),
            );
        }
    }
    let mut rows = Vec::new();
    for mut row in records {
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
            if header.get(at).is_none_or(|column| column.text.is_empty()) {
                log.push(Mistake::at(Code::CsvExtraCell, cell.place).with("columns", &header.len()));
            }
        }
        row.truncate(header.len());
        rows.push(row);
    }
    Some(Sheet { header, rows })
}

/// Whether two columns cannot stand side by side: equal, or one is an inner key of the other.
fn clashes(one: &str, other: &str) -> bool {
    let inner = |outer: &str, key: &str| key.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
    !one.is_empty() && (one == other || inner(one, other) || inner(other, one))
}

/// Every line with something in it, as cells.
fn records(text: &str, source: u32, log: &mut Log) -> Vec<Vec<Cell>> {
    let bytes = text.as_bytes();
    let mut reader = Reader::new();
    // A field is never longer than what it is read from.
    let mut field = vec![0u8; bytes.len() + 1];
    let (mut at, mut filled, mut start) = (0, 0, 0);
    let (mut records, mut record) = (Vec::new(), Vec::new());
    loop {
        let (result, read, written) = reader.read_field(&bytes[at..], &mut field[filled..]);
        at += read;
        filled += written;
        let record_end = match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => continue,
            ReadFieldResult::Field { record_end } => record_end,
            ReadFieldResult::End => break,
        };
        record.push(cell(text, start..at, &field[..filled], source, log));
        (filled, start) = (0, at);
        if record_end {
            let row = std::mem::take(&mut record);
            if row.iter().any(|cell: &Cell| !cell.text.is_empty()) {
                records.push(row);
            }
        }
    }
    records
}

/// `raw` is what the reader took in for the field: line breaks before it, its separator after it.
fn cell(text: &str, raw: std::ops::Range<usize>, field: &[u8], source: u32, log: &mut Log) -> Cell {
    let taken = &text[raw.clone()];
    let start = raw.start + (taken.len() - taken.trim_start_matches(['\r', '\n']).len());
    let mut end = raw.end.max(start);
    if text[start..end].ends_with([',', '\n', '\r']) && !is_quoted(&text[start..end]) {
        end -= 1;
    }
    let shown = text[start..end].trim();
    let start = start + (text[start..end].len() - text[start..end].trim_start().len());
    let place = Place::new(source, start, start + shown.len());
    if shown.starts_with('"') && !is_quoted(shown) {
        let opening = Place::new(source, start, start + shown.lines().next().unwrap_or("").len());
        log.push(Mistake::at(Code::CsvQuote, opening));
    }
    Cell {
        text: String::from_utf8_lossy(field).trim().to_string(),
        place,
    }
}

/// Whether a raw field starts with a quote and that quote is closed at its end.
fn is_quoted(raw: &str) -> bool {
    raw.len() >= 2 && raw.starts_with('"') && raw.ends_with('"') && raw.matches('"').count().is_multiple_of(2)
}

/// The rows of a table as entries of a section whose keys are `keys`; dots in a column lead to inner keys.
pub fn entries(sheet: &Sheet, source: u32, keys: &'static [Key]) -> Vec<Node> {
    sheet
        .rows
        .iter()
        .map(|row| entry(row, &sheet.header, source, keys))
        .collect()
}

fn entry(row: &[Cell], header: &[Cell], source: u32, keys: &'static [Key]) -> Node {
    let mut table = Table::default();
    for (cell, column) in row.iter().zip(header).filter(|(cell, _)| !cell.text.is_empty()) {
        put(&mut table, &column.text, column.place, cell, keys);
    }
    let start = row.first().map_or(0, |cell| cell.place.start);
    let end = row.last().map_or(0, |cell| cell.place.end);
    Node {
        place: Place { source, start, end },
        value: Value::Table(table),
    }
}

fn put(table: &mut Table, path: &str, column: Place, cell: &Cell, keys: &'static [Key]) {
    // Nothing has that many inner keys: such a column is refused as one unknown key.
    let deep = path.bytes().filter(|byte| *byte == b'.').count() > DEEPEST;
    let (key, inner) = match path.split_once('.') {
        Some((key, inner)) if !deep => (key, Some(inner)),
        _ => (path, None),
    };
    let shape = keys::find(keys, key).map(|key| key.shape);
    let Some(inner) = inner else {
        let node = Node {
            place: cell.place,
            value: value(cell, shape),
        };
        // An unknown key is the header's mistake, and the header's alone.
        table.put(Entry {
            key: key.to_string(),
            key_place: column,
            node,
        });
        return;
    };
    if table.get(key).and_then(Node::table).is_none() {
        let node = Node {
            place: cell.place,
            value: Value::Table(Table::default()),
        };
        table.put(Entry {
            key: key.to_string(),
            key_place: column,
            node,
        });
    }
    if let Some(Node {
        value: Value::Table(table),
        ..
    }) = table.get_mut(key)
    {
        let keys = match shape {
            Some(Shape::Table(keys)) => keys,
            _ => &[],
        };
        // Opening hours by day are texts; what else has inner keys is told by its look.
        put(table, inner, column, cell, keys);
    }
}

/// The value of a cell: a text where the key takes one, else what it looks like.
fn value(cell: &Cell, shape: Option<Shape>) -> Value {
    let text = cell.text.as_str();
    if matches!(shape, Some(Shape::Text)) {
        return Value::Text(text.to_string());
    }
    if let Ok(whole) = text.parse() {
        return Value::Whole(whole);
    }
    if let Some(number) = number(text) {
        return Value::Number(number);
    }
    if let Some(date) = date(text) {
        return Value::Date(date);
    }
    match text.to_ascii_lowercase().as_str() {
        "true" => return Value::Flag(true),
        "false" => return Value::Flag(false),
        _ => {}
    }
    if text.starts_with(['{', '['])
        && let Some(mut node) = parse_value(text, cell.place.source, 0)
    {
        place_all(&mut node, cell.place);
        return node.value;
    }
    Value::Text(text.to_string())
}

/// A number; words such as `inf` are texts.
pub fn number(text: &str) -> Option<f64> {
    let digits = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if digits { text.parse().ok() } else { None }
}

/// `2024-06-01` or, as spreadsheets like to write it, `2024/6/1`.
pub fn date(text: &str) -> Option<Date> {
    let separator = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.split(separator);
    let year = parts.next().filter(|part| part.len() == 4)?;
    let (month, day) = (parts.next()?, parts.next()?);
    if parts.next().is_some()
        || !text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == separator as u8)
    {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A date with a time of day: `2025-03-01T09:30`, with a blank for the `T`, with or without seconds.
pub fn moment(text: &str) -> Option<DateTime> {
    let (day, clock) = text.split_once(['T', ' '])?;
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, digits)) => (clock, digits),
        None => (clock, ""),
    };
    let mut parts = clock.split(':').map(|part| {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if fits { part.parse::<i8>().ok() } else { None }
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanosecond = format!("{fraction:0<9}").parse().ok()?;
    Some(date(day)?.to_datetime(Time::new(hour, minute, second, nanosecond).ok()?))
}

fn place_all(node: &mut Node, place: Place) {
    node.place = place;
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|item| place_all(item, place)),
        Value::Table(table) => {
            for entry in &mut table.entries {
                entry.key_place = place;
                place_all(&mut entry.node, place);
            }
        }
        _ => {}
    }
}
