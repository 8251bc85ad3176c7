//! Which points a sweep visits: a grid, parameters side by side, a Latin hypercube, or the rows of a table.

use crate::engine::keyed::{Key, name_hash, unit};
use crate::scenario;
use std::collections::BTreeSet;

/// Most points of a sweep.
pub const MOST: usize = 100_000;

/// What the random words of a Latin hypercube are for; their replication is 0, which no job has.
const PURPOSE: u64 = 100;

/// One value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// As it is set: a TOML value, otherwise a plain string.
    pub text: String,
    /// As it stands in results: a string without its quotes.
    pub shown: String,
    /// The number, if it is one.
    pub number: Option<f64>,
}

impl Value {
    /// Reads a value as it was typed.
    pub fn new(text: &str) -> Value {
        let text = text.trim();
        let parsed: Option<toml::Value> = toml::from_str::<toml::Table>(&format!("value = {text}"))
            .ok()
            .and_then(|mut table| table.remove("value"));
        let number = match &parsed {
            Some(toml::Value::Integer(whole)) => Some(*whole as f64),
            Some(toml::Value::Float(number)) => Some(*number).filter(|number| number.is_finite()),
            _ => None,
        };
        let shown = match parsed {
            Some(toml::Value::String(shown)) => shown,
            _ => text.to_string(),
        };
        Value {
            text: text.to_string(),
            shown,
            number,
        }
    }
}

/// The values that a parameter may take.
#[derive(Clone, Debug, PartialEq)]
pub enum Spread {
    /// These.
    List(Vec<Value>),
    /// Every whole number of a range, ends included.
    Whole(i64, i64),
    /// Every number of a range.
    Real(f64, f64),
}

/// One parameter and the values it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    /// Its path in the scenario, as in `--set`.
    pub path: String,
    /// Its values.
    pub spread: Spread,
}

/// What is wrong with a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DesignMistake {
    /// Not `path=values`.
    Form(String),
    /// Nothing between two commas, or after the `=`.
    NoValue(String),
    /// An end of a range is no number.
    Ends(String),
    /// A range whose first end is above its last.
    Order(String),
    /// A step that is no number above 0.
    Step(String),
    /// A range without step where points are needed.
    NoStep(String),
    /// A parameter that stands twice.
    Twice(String),
    /// Parameters side by side with different numbers of values.
    Lengths(Vec<(String, usize)>),
    /// No parameter at all.
    Nothing,
    /// A Latin hypercube of no points.
    NoPoints,
    /// More points than [`MOST`].
    TooMany,
    /// A table that is neither UTF-8 nor GBK, or no CSV.
    Unreadable,
    /// A table without a row below its header.
    NoRows,
    /// A column without a name that has values, by its number from 1.
    Nameless(usize),
    /// A row (its line) with more cells than the header.
    TooWide(u64),
}

/// The points of a sweep, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The parameters.
    pub paths: Vec<String>,
    /// The value of each parameter at each point; none leaves the scenario's.
    pub points: Vec<Vec<Option<Value>>>,
}

impl Vary {
    /// Reads `path=a,b,c`, `path=min..max:step` or `path=min..max`.
    pub fn parse(text: &str) -> Result<Vary, DesignMistake> {
        let given = || text.to_string();
        let (path, values) = text.split_once('=').ok_or_else(|| DesignMistake::Form(given()))?;
        let path = path.trim();
        if path.is_empty() {
            return Err(DesignMistake::Form(given()));
        }
        let parts = listed(values);
        let spread = match parts.as_slice() {
            [range] if is_range(range) => spread(range, text)?,
            parts if parts.iter().any(|part| part.trim().is_empty()) => return Err(DesignMistake::NoValue(given())),
            parts => Spread::List(parts.iter().map(|part| Value::new(part)).collect()),
        };
        Ok(Vary {
            path: path.to_string(),
            spread,
        })
    }

    /// Its values one by one.
    fn list(&self) -> Result<&[Value], DesignMistake> {
        match &self.spread {
            Spread::List(values) => Ok(values),
            _ => Err(DesignMistake::NoStep(self.path.clone())),
        }
    }

    /// The value at a share `u` of its spread, 0 < u < 1: values of a list and whole numbers are equally likely.
    fn at(&self, u: f64) -> Value {
        match &self.spread {
            Spread::List(values) => values[((u * values.len() as f64) as usize).min(values.len() - 1)].clone(),
            Spread::Whole(min, max) => {
                let width = (max - min) as f64 + 1.0;
                Value::new(&(min + (u * width) as i64).min(*max).to_string())
            }
            // Debug keeps the point, so that it stays a number with decimals for the reader.
            Spread::Real(min, max) => Value::new(&format!("{:?}", min + u * (max - min))),
        }
    }
}

impl Design {
    /// Every combination, the first parameter slowest.
    pub fn grid(varied: &[Vary]) -> Result<Design, DesignMistake> {
        let lists = lists(varied)?;
        let mut count = 1usize;
        for list in &lists {
            count = count.saturating_mul(list.len());
        }
        if count > MOST {
            return Err(DesignMistake::TooMany);
        }
        let mut points = vec![Vec::new()];
        for list in lists {
            let longer = |point: &Vec<Option<Value>>| {
                let with = |value: &Value| point.iter().cloned().chain([Some(value.clone())]).collect();
                list.iter().map(with).collect::<Vec<Vec<Option<Value>>>>()
            };
            points = points.iter().flat_map(longer).collect();
        }
        Ok(Design {
            paths: paths(varied),
            points,
        })
    }

    /// The first values together, then the second ones, and so on.
    pub fn zip(varied: &[Vary]) -> Result<Design, DesignMistake> {
        let lists = lists(varied)?;
        let length = lists.first().map_or(0, |list| list.len());
        if lists.iter().any(|list| list.len() != length) {
            let lengths = varied
                .iter()
                .zip(&lists)
                .map(|(vary, list)| (vary.path.clone(), list.len()));
            return Err(DesignMistake::Lengths(lengths.collect()));
        }
        let point = |at: usize| lists.iter().map(|list| Some(list[at].clone())).collect();
        Ok(Design {
            paths: paths(varied),
            points: (0..length).map(point).collect(),
        })
    }

    /// A Latin hypercube of `count` points (McKay, Beckman and Conover 1979): each parameter's spread is cut into
    /// `count` equal strata, and each stratum has one point, at a random place in it.
    ///
    /// A parameter's draws depend on the seed, the count and its path alone: another beside it changes none of them.
    pub fn latin(varied: &[Vary], count: u32, seed: u64) -> Result<Design, DesignMistake> {
        check(varied)?;
        if count == 0 {
            return Err(DesignMistake::NoPoints);
        }
        if count as usize > MOST {
            return Err(DesignMistake::TooMany);
        }
        let key = Key::new(seed, 0);
        let columns: Vec<Vec<Value>> = (varied.iter())
            .map(|vary| {
                let lane = name_hash(&vary.path);
                let words: Vec<[u64; 4]> = (0..u64::from(count))
                    .map(|point| key.block([point, lane, u64::from(count), PURPOSE]))
                    .collect();
                let mut order: Vec<usize> = (0..words.len()).collect();
                order.sort_by_key(|&point| (words[point][0], point));
                let mut column = vec![None; words.len()];
                for (stratum, &point) in order.iter().enumerate() {
                    let u = (stratum as f64 + unit(words[point][1])) / f64::from(count);
                    column[point] = Some(vary.at(u));
                }
                column.into_iter().flatten().collect()
            })
            .collect();
        let point = |at: usize| columns.iter().map(|column| Some(column[at].clone())).collect();
        Ok(Design {
            paths: paths(varied),
            points: (0..count as usize).map(point).collect(),
        })
    }

    /// A table in CSV: paths in the header, a point in each row; an empty cell leaves the scenario's value.
    pub fn table(bytes: Vec<u8>) -> Result<Design, DesignMistake> {
        let text = scenario::decode(bytes).ok_or(DesignMistake::Unreadable)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut records = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|_| DesignMistake::Unreadable)?;
            if record.iter().any(|cell| !cell.is_empty()) {
                records.push(record);
            }
        }
        let [header, rows @ ..] = records.as_slice() else {
            return Err(DesignMistake::NoRows);
        };
        let mut paths: Vec<String> = header.iter().map(str::to_string).collect();
        while paths.last().is_some_and(String::is_empty) {
            paths.pop();
        }
        if let Some(at) = paths.iter().position(String::is_empty) {
            return Err(DesignMistake::Nameless(at + 1));
        }
        once(&paths)?;
        if rows.is_empty() {
            return Err(DesignMistake::NoRows);
        }
        if rows.len() > MOST {
            return Err(DesignMistake::TooMany);
        }
        let mut points = Vec::new();
        for row in rows {
            if row.iter().skip(paths.len()).any(|cell| !cell.is_empty()) {
                return Err(DesignMistake::TooWide(row.position().map_or(0, csv::Position::line)));
            }
            let cell = |at: usize| row.get(at).filter(|cell| !cell.is_empty()).map(Value::new);
            points.push((0..paths.len()).map(cell).collect());
        }
        Ok(Design { paths, points })
    }

    /// Paths and values as one text, which differs where two designs do.
    pub fn text(&self) -> String {
        let mut text = format!("{:?}\n", self.paths);
        for point in &self.points {
            let cells: Vec<Option<&str>> = point
                .iter()
                .map(|cell| cell.as_ref().map(|value| &*value.text))
                .collect();
            text.push_str(&format!("{cells:?}\n"));
        }
        text
    }
}

fn paths(varied: &[Vary]) -> Vec<String> {
    varied.iter().map(|vary| vary.path.clone()).collect()
}

/// Refuses a design without parameters, or with one that stands twice.
fn check(varied: &[Vary]) -> Result<(), DesignMistake> {
    if varied.is_empty() {
        return Err(DesignMistake::Nothing);
    }
    once(&paths(varied))
}

fn once(paths: &[String]) -> Result<(), DesignMistake> {
    let mut seen = BTreeSet::new();
    match paths.iter().find(|path| !seen.insert(path.as_str())) {
        Some(path) => Err(DesignMistake::Twice(path.clone())),
        None => Ok(()),
    }
}

fn lists(varied: &[Vary]) -> Result<Vec<&[Value]>, DesignMistake> {
    check(varied)?;
    varied.iter().map(Vary::list).collect()
}

/// The parts between commas that stand in no quotes and no brackets.
fn listed(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0i32, None);
    for (at, letter) in text.char_indices() {
        match (letter, quote) {
            ('"' | '\'', None) => quote = Some(letter),
            (_, Some(open)) if letter == open => quote = None,
            (_, Some(_)) => {}
            ('[' | '{', None) => depth += 1,
            (']' | '}', None) => depth -= 1,
            (',', None) if depth <= 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Whether a value is a range: two dots outside quotes and brackets.
fn is_range(text: &str) -> bool {
    !text.trim_start().starts_with(['"', '\'', '[', '{']) && text.contains("..")
}

/// Reads `min..max:step` or `min..max`; `whole` is the text for messages.
fn spread(range: &str, whole: &str) -> Result<Spread, DesignMistake> {
    let given = || whole.to_string();
    let (ends, step) = match range.split_once(':') {
        Some((ends, step)) => (ends, Some(step.trim())),
        None => (range, None),
    };
    let (min, max) = ends.split_once("..").unwrap_or((ends, ""));
    let (min, max) = (min.trim(), max.trim());
    let (Some(low), Some(high)) = (number(min), number(max)) else {
        return Err(DesignMistake::Ends(given()));
    };
    if low > high {
        return Err(DesignMistake::Order(given()));
    }
    let Some(step) = step else {
        return Ok(match (min.parse(), max.parse()) {
            (Ok(min), Ok(max)) => Spread::Whole(min, max),
            _ => Spread::Real(low, high),
        });
    };
    let Some(width) = number(step).filter(|width| *width > 0.0) else {
        return Err(DesignMistake::Step(given()));
    };
    let count = ((high - low) / width + 1e-9).floor();
    if count >= MOST as f64 {
        return Err(DesignMistake::TooMany);
    }
    let places = places(min).max(places(step));
    let value = |at: usize| Value::new(&format!("{:.places$}", low + at as f64 * width));
    Ok(Spread::List((0..=count as usize).map(value).collect()))
}

/// A number in plain decimals.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let framed = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit());
    if plain && framed { text.parse().ok() } else { None }
}

/// Decimals of a number as it was typed.
fn places(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

#[cfg(test)]
mod tests;
