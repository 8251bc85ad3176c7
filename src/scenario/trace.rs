//! `[[trace]]`: recorded jobs that replace or join the generated demand.

use super::csv::{self, Cell};
use super::diagnostic::{Log, Mistake};
use super::failure::Failure;
use super::ids::{CityId, FailureId};
use super::keys;
use super::load::Loading;
use super::names::{self, Names};
use super::run::Run;
use super::source::Place;
use super::table::{self, Range, Section};
use super::tree::{Node, Value};
use super::words::{Code, Phrase};
use crate::engine::time::{DAY, Span, Time};
use jiff::civil::{Date, DateTime};
use sha2::{Digest, Sha256};
use std::path::Path;

/// One row of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceJob {
    /// File name (no folders) of the trace, as its jobs' keys show it.
    pub file: String,
    /// Row of the file, 1 = first below the header.
    pub row: u32,
    /// When the job occurs; from the scenario's start to its last instant.
    pub time: Time,
    /// The owner's city.
    pub city: CityId,
    /// The failure mode.
    pub failure: FailureId,
    /// Priority, that of the failure mode if the cell is empty.
    pub priority: i32,
    /// Patience instead of the centre's.
    pub patience: Option<Span>,
    /// Working time by stage of the failure mode; none: drawn from the scenario's law.
    pub stage_work: Vec<Option<Span>>,
}

const COLUMNS: [&str; 5] = ["time", "city", "failure", "priority", "patience_hours"];
const HOURS: Range = Range::between(0.0, 1e6);

/// What the rows of a trace refer to.
pub struct Known<'a> {
    /// Start and length of the run.
    pub run: &'a Run,
    /// The cities.
    pub cities: &'a Names,
    /// Every failure mode with its node.
    pub failures: &'a [(Failure, &'a Node)],
    /// The ids of the failure modes.
    pub failure_names: &'a Names,
}

/// Reads every file that `[[trace]]` names; by time, at equal times in order of the files and rows.
pub fn traces(node: Option<&Node>, known: &Known<'_>, loading: &mut Loading<'_>) -> Vec<TraceJob> {
    let mut jobs = Vec::new();
    let mut files: Vec<(String, Place)> = Vec::new();
    for node in table::entries(node, "trace", &mut loading.log) {
        let Some(section) = Section::open(node, "[[trace]]", keys::TRACE, &mut loading.log) else {
            continue;
        };
        let file = section.required("file", Phrase::Text, "file = \"jobs.csv\"", &mut loading.log);
        let Some(file) = file else { continue };
        let Some((sheet, source)) = loading.sheet(file, "file") else {
            continue;
        };
        let path = file.text().unwrap_or_default();
        let name = Path::new(path)
            .file_name()
            .map_or_else(|| path.to_string(), |name| name.to_string_lossy().into());
        if let Some((_, earlier)) = files.iter().find(|(earlier, _)| *earlier == name) {
            loading.log.push(
                Mistake::at(Code::TraceFileTwice, file.place)
                    .with("name", &name)
                    .beside(*earlier),
            );
        }
        let mut reader = Rows {
            file: name.clone(),
            header: &sheet.header,
            known,
            log: &mut loading.log,
        };
        reader.check_header(source);
        for (at, row) in sheet.rows.iter().enumerate() {
            jobs.extend(reader.job(at as u32 + 1, row));
        }
        let hash = Sha256::digest(loading.sources.get(source).text.as_bytes());
        loading
            .traces
            .push((name.clone(), hash.iter().map(|byte| format!("{byte:02x}")).collect()));
        files.push((name, file.place));
    }
    jobs.sort_by_key(|job: &TraceJob| job.time);
    jobs
}

/// Reads the rows of one file.
struct Rows<'a> {
    file: String,
    header: &'a [Cell],
    known: &'a Known<'a>,
    log: &'a mut Log,
}

impl Rows<'_> {
    /// Refuses unknown columns and reports missing ones.
    fn check_header(&mut self, source: u32) {
        for required in &COLUMNS[..3] {
            if !self.header.iter().any(|cell| cell.text == *required) {
                let (first, last) = (self.header.first(), self.header.last());
                let place = match (first, last) {
                    (Some(first), Some(last)) => Place {
                        end: last.place.end,
                        ..first.place
                    },
                    _ => Place::top(source),
                };
                self.log.push(
                    Mistake::at(Code::MissingKey, place)
                        .with("section", "[[trace]]")
                        .with("key", required)
                        .with("expected", Phrase::Column)
                        .with("example", format!("`{required}`")),
                );
            }
        }
        let stages = self.known.failures.iter().flat_map(|(failure, _)| &failure.stages);
        let mut columns: Vec<String> = COLUMNS.iter().map(|column| column.to_string()).collect();
        for stage in stages {
            let column = format!("hours.{}", stage.id);
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        for cell in self.header.iter().filter(|cell| !columns.contains(&cell.text)) {
            let known = || columns.iter().map(String::as_str);
            self.log.push(
                Mistake::at(Code::UnknownTraceColumn, cell.place)
                    .with("column", &cell.text)
                    .with("known", names::shown(known()))
                    .nearest(names::nearest(&cell.text, known())),
            );
        }
    }

    /// The cell in a column, if it is there and not empty.
    fn cell<'c>(&self, row: &'c [Cell], column: &str) -> Option<&'c Cell> {
        let at = self.header.iter().position(|cell| cell.text == column)?;
        row.get(at).filter(|cell| !cell.text.is_empty())
    }

    /// The cell in a column whose rows must all have one.
    fn required<'c>(&mut self, row: &'c [Cell], column: &str) -> Option<&'c Cell> {
        let found = self.cell(row, column);
        if found.is_none() && self.header.iter().any(|cell| cell.text == column) {
            let (first, last) = (row.first()?, row.last()?);
            self.log.push(
                Mistake::at(
                    Code::MissingKey,
                    Place {
                        end: last.place.end,
                        ..first.place
                    },
                )
                .with("section", "[[trace]]")
                .with("key", column)
                .with("expected", Phrase::Cell)
                .with("example", format!("`{column}`")),
            );
        }
        found
    }

    fn job(&mut self, number: u32, row: &[Cell]) -> Option<TraceJob> {
        let time = self.required(row, "time").and_then(|cell| self.time(cell));
        let city = self.required(row, "city").and_then(|cell| self.city(cell));
        let failure = self.required(row, "failure").and_then(|cell| self.failure(cell));
        let priority = self.cell(row, "priority").and_then(|cell| {
            table::whole(&typed(cell), "priority", -1_000_000, 1_000_000, self.log).map(|priority| priority as i32)
        });
        let patience = self
            .cell(row, "patience_hours")
            .and_then(|cell| self.hours(cell, "patience_hours"));
        let columns = row.iter().zip(self.header).filter(|(cell, _)| !cell.text.is_empty());
        let work: Vec<(&Cell, &str, Option<Span>)> = columns
            .filter_map(|(cell, column)| Some((cell, column.text.strip_prefix("hours.")?, &column.text)))
            .map(|(cell, stage, column)| (cell, stage, self.hours(cell, column)))
            .collect();
        let position = failure?;
        let (failure, _) = &self.known.failures[position.index()];
        let mut stage_work = vec![None; failure.stages.len()];
        for (cell, stage, hours) in work {
            match failure.stages.iter().position(|known| known.id == stage) {
                Some(at) => stage_work[at] = hours,
                None => self.foreign_stage(cell, stage, failure),
            }
        }
        Some(TraceJob {
            file: self.file.clone(),
            row: number,
            time: time?,
            city: city?,
            failure: position,
            priority: priority.unwrap_or(failure.priority),
            patience,
            stage_work,
        })
    }

    /// Refuses hours of a stage that only other failure modes have; one that none has is the header's mistake.
    fn foreign_stage(&mut self, cell: &Cell, stage: &str, failure: &Failure) {
        let stages = self.known.failures.iter().flat_map(|(failure, _)| &failure.stages);
        if stages.into_iter().any(|known| known.id == stage) {
            let known = failure.stages.iter().map(|stage| stage.id.as_str());
            self.log.push(
                Mistake::at(Code::StageNotInFailure, cell.place)
                    .with("failure", &failure.id)
                    .with("stage", stage)
                    .with("known", names::shown(known)),
            );
        }
    }

    fn hours(&mut self, cell: &Cell, key: &str) -> Option<Span> {
        table::finite(&typed(cell), key, HOURS, self.log).map(Span::from_hours)
    }

    fn city(&mut self, cell: &Cell) -> Option<CityId> {
        let cities = self.known.cities;
        let found = cities.find(&cell.text);
        if found.is_none() && !cities.incomplete {
            self.log.push(
                Mistake::at(Code::UnknownCity, cell.place)
                    .with("id", &cell.text)
                    .with("known", cities.shown())
                    .nearest(cities.nearest(&cell.text)),
            );
        }
        found.map(CityId)
    }

    fn failure(&mut self, cell: &Cell) -> Option<FailureId> {
        let failures = self.known.failure_names;
        let found = failures.find(&cell.text);
        if found.is_none() && !failures.incomplete {
            self.log.push(
                Mistake::at(Code::UnknownFailure, cell.place)
                    .with("id", &cell.text)
                    .with("known", failures.shown())
                    .nearest(failures.nearest(&cell.text)),
            );
        }
        found.map(FailureId)
    }

    fn time(&mut self, cell: &Cell) -> Option<Time> {
        let (run, end) = (self.known.run, i64::from(self.known.run.days) * DAY);
        let micros = match (csv::number(&cell.text), csv::moment(&cell.text)) {
            (Some(hours), _) if (0.0..=f64::from(run.days) * 24.0).contains(&hours) => Span::from_hours(hours).0,
            (Some(_), _) => -1,
            (None, Some(moment)) => since(run.start, moment).unwrap_or(-1),
            (None, None) => {
                self.log
                    .push(Mistake::at(Code::TraceTime, cell.place).with("found", &cell.text));
                return None;
            }
        };
        if !(0..=end).contains(&micros) {
            self.log.push(
                Mistake::at(Code::TraceOutside, cell.place)
                    .with("found", &cell.text)
                    .with("days", &run.days)
                    .with("start", &run.start),
            );
            return None;
        }
        Some(Time(micros))
    }
}

/// Microseconds from 00:00 of `start` to a date with a time; none if they are too many.
pub(super) fn since(start: Date, moment: DateTime) -> Option<i64> {
    let days = start
        .until(moment.date())
        .map_or(i64::MIN, |span| i64::from(span.get_days()));
    let clock = moment.time();
    let seconds = i64::from(clock.hour()) * 3600 + i64::from(clock.minute()) * 60 + i64::from(clock.second());
    let within = seconds * 1_000_000 + i64::from(clock.subsec_nanosecond()) / 1000;
    Some(days.checked_mul(DAY)? + within)
}

/// A cell as a number if it looks like one.
pub(super) fn typed(cell: &Cell) -> Node {
    let value = match (cell.text.parse(), csv::number(&cell.text)) {
        (Ok(whole), _) => Value::Whole(whole),
        (_, Some(value)) => Value::Number(value),
        _ => Value::Text(cell.text.clone()),
    };
    Node {
        place: cell.place,
        value,
    }
}
