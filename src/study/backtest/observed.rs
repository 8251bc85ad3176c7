//! The table of what was observed: `date,city,team,metric,value`, city and team optional.

use super::bands::Place;
use crate::metrics::catalogue::Metric;
use crate::scenario::{decode, names};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One figure of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The day.
    pub date: Date,
    /// A city's id, or `"*"`.
    pub city: String,
    /// A team, or `"*"`.
    pub team: String,
    /// What was observed.
    pub metric: Metric,
    /// Its value, in the unit of the metric.
    pub value: f64,
}

impl Observation {
    /// What it is of.
    pub fn place(&self) -> Place {
        Place {
            metric: self.metric,
            city: self.city.clone(),
            team: self.team.clone(),
            date: self.date,
        }
    }
}

/// What may be observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Ids of cities.
    pub cities: Vec<String>,
    /// Names of teams.
    pub teams: Vec<String>,
    /// Metrics that are forecast by day.
    pub metrics: Vec<Metric>,
}

/// What is wrong with a table; lines from 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Mistake {
    /// Neither UTF-8 nor GBK, or no CSV at this line.
    Unreadable(u64),
    /// A column that is missing.
    NoColumn(&'static str),
    /// A column that means nothing here.
    UnknownColumn(String),
    /// A column that stands there twice.
    ColumnTwice(String),
    /// No row below the header.
    NoRows,
    /// More cells than there are columns.
    TooLong(u64),
    /// No date.
    Date(u64, String),
    /// No number.
    Number(u64, String),
    /// A number that the metric cannot be.
    Impossible(u64, String, Metric),
    /// A metric that is not forecast by day; the nearest that is.
    Metric(u64, String, Option<String>),
    /// No such city; the nearest.
    City(u64, String, Option<String>),
    /// No such team; the nearest.
    Team(u64, String, Option<String>),
    /// The same day and figure as in an earlier line.
    Twice(u64, u64),
}

/// The columns; the first three are needed.
pub const COLUMNS: [&str; 5] = ["date", "metric", "value", "city", "team"];

/// Reads a table; an empty value is no observation.
///
/// # Errors
/// All mistakes.
pub fn read(bytes: Vec<u8>, known: &Known) -> Result<Vec<Observation>, Vec<Mistake>> {
    let text = decode(bytes).ok_or_else(|| vec![Mistake::Unreadable(1)])?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let line = |position: Option<&csv::Position>| position.map_or(1, csv::Position::line);
        match record {
            Ok(record) => records.push((line(record.position()), record)),
            Err(error) => return Err(vec![Mistake::Unreadable(line(error.position()))]),
        }
    }
    let Some(((_, head), rows)) = records.split_first() else {
        return Err(vec![Mistake::NoRows]);
    };
    let mut mistakes = Vec::new();
    for (at, column) in head.iter().enumerate() {
        if !COLUMNS.contains(&column) {
            mistakes.push(Mistake::UnknownColumn(column.to_string()));
        } else if head.iter().take(at).any(|earlier| earlier == column) {
            mistakes.push(Mistake::ColumnTwice(column.to_string()));
        }
    }
    let places = COLUMNS.map(|name| head.iter().position(|column| column == name));
    for (name, place) in COLUMNS.iter().zip(places).take(3) {
        if place.is_none() {
            mistakes.push(Mistake::NoColumn(name));
        }
    }
    if mistakes.is_empty() && rows.is_empty() {
        mistakes.push(Mistake::NoRows);
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let mut found: Vec<Observation> = Vec::new();
    let mut lines: BTreeMap<Place, u64> = BTreeMap::new();
    for (line, record) in rows {
        let cell = |at: usize| places[at].and_then(|place| record.get(place)).unwrap_or_default();
        // 1,200 without quotes would be read as 1.
        if record.iter().skip(head.len()).any(|cell| !cell.is_empty()) {
            mistakes.push(Mistake::TooLong(*line));
            continue;
        }
        if cell(2).is_empty() {
            continue;
        }
        match one(*line, &[0, 1, 2, 3, 4].map(cell), known) {
            Ok(observation) => match lines.insert(observation.place(), *line) {
                Some(earlier) => mistakes.push(Mistake::Twice(*line, earlier)),
                None => found.push(observation),
            },
            Err(mistake) => mistakes.push(mistake),
        }
    }
    match mistakes.is_empty() {
        true => Ok(found),
        false => Err(mistakes),
    }
}

fn one(line: u64, [date, metric, value, city, team]: &[&str; 5], known: &Known) -> Result<Observation, Mistake> {
    // A time of day beside it would be left out without a word.
    let day = Some(*date).filter(|date| !date.contains([':', 'T', 't', ' ']));
    let day: Option<Date> = day.and_then(|date| date.parse().ok());
    let day = day.ok_or_else(|| Mistake::Date(line, date.to_string()))?;
    let keys = || known.metrics.iter().map(|metric| metric.key());
    let Some(what) = known.metrics.iter().find(|known| known.key() == *metric) else {
        return Err(Mistake::Metric(
            line,
            metric.to_string(),
            names::nearest(metric, keys()),
        ));
    };
    let named = |name: &str, list: &[String]| match name {
        "" | "*" => Ok("*".to_string()),
        name if list.iter().any(|known| known == name) => Ok(name.to_string()),
        name => Err(names::nearest(name, list.iter().map(String::as_str))),
    };
    let city = named(city, &known.cities).map_err(|near| Mistake::City(line, city.to_string(), near))?;
    let team = named(team, &known.teams).map_err(|near| Mistake::Team(line, team.to_string(), near))?;
    let number = value.parse::<f64>().ok().filter(|value| value.is_finite());
    let number = number.ok_or_else(|| Mistake::Number(line, value.to_string()))?;
    let share = matches!(what, Metric::FullyBooked);
    if number < 0.0 || share && number > 1.0 {
        return Err(Mistake::Impossible(line, value.to_string(), *what));
    }
    Ok(Observation {
        date: day,
        city,
        team,
        metric: *what,
        value: number,
    })
}
