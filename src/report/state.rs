//! The starting state of a morning out of `records.csv`: every job that had occurred by then and was still open.

use super::csv::{end, writer};
use super::records::{STAGES, push_hours};
use crate::engine::time::{DAY, MINUTE};
use crate::model::Model;
use crate::scenario::Scenario;
use crate::scenario::failure::Failure;
use crate::sim::record::Channel;
use csv::{Reader, StringRecord};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

/// The columns of the file, as `[state]` reads them.
const COLUMNS: [&str; 15] = [
    "state",
    "city",
    "failure",
    "centre",
    "occurred",
    "booked",
    "slot",
    "arrived",
    "service_start",
    "since",
    "stage",
    "hours_left",
    "retries",
    "priority",
    "key",
];

/// The columns of records that are needed.
const NEEDED: [&str; 15] = [
    "replication",
    "key",
    "city",
    "centre",
    "failure",
    "channel",
    "occurred_hours",
    "booked_hours",
    "slot_hours",
    "arrived_hours",
    "service_start_hours",
    "service_end_hours",
    "lost_hours",
    "retries",
    STAGES,
];

/// Why records cannot be turned into a state.
#[derive(Debug)]
pub enum Refused {
    /// A file that is no CSV, or could not be read or written.
    Disk(io::Error),
    /// The records lack a column.
    NoColumn(&'static str),
    /// They hold no job of the replication.
    NoReplication,
    /// A cell that no run of the scenario writes, by line of the file and column.
    Cell(u64, &'static str),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Refused {
        Refused::Disk(error)
    }
}

impl From<csv::Error> for Refused {
    fn from(error: csv::Error) -> Refused {
        Refused::Disk(error.into())
    }
}

/// Writes the jobs of `replication` that are open at 00:00 of day `day` of the scenario; returns how many. Instants are
/// hours from that midnight. What happens at this very instant belongs to the day before, but for the release.
///
/// # Errors
/// Records that are not those of the scenario, and whatever reading and writing return.
pub fn write(
    records: impl Read,
    (scenario, model): (&Scenario, &Model),
    (day, replication): (u32, u32),
    out: impl Write,
) -> Result<u64, Refused> {
    let mut reader = Reader::from_reader(records);
    let header = reader.headers()?.clone();
    let mut places = [0; NEEDED.len()];
    for (place, name) in places.iter_mut().zip(NEEDED) {
        let found = header.iter().position(|column| column == name);
        *place = found.ok_or(Refused::NoColumn(name))?;
    }
    let mut out = writer(out);
    out.write_record(COLUMNS)?;
    let told = scenario
        .traces
        .iter()
        .map(|job| (format!("{}:{}", job.file, job.row), job.priority));
    let open = scenario.state.iter().map(|job| (job.key.clone(), job.priority));
    let morning = Morning {
        scenario,
        model,
        at: i64::from(day) * DAY,
        told: told.collect(),
        open: open.collect(),
    };
    let (mut count, mut seen, mut row) = (0, false, StringRecord::new());
    while reader.read_record(&mut row)? {
        let line = row.position().map_or(0, |position| position.line());
        let row = Row {
            cells: &row,
            places: &places,
            line,
        };
        if row.text("replication").parse() != Ok(replication) {
            continue;
        }
        seen = true;
        if let Some(cells) = morning.open(&row)? {
            cells.iter().try_for_each(|cell| out.write_field(cell))?;
            end(&mut out)?;
            count += 1;
        }
    }
    out.flush()?;
    if seen { Ok(count) } else { Err(Refused::NoReplication) }
}

/// One record.
struct Row<'a> {
    cells: &'a StringRecord,
    places: &'a [usize; NEEDED.len()],
    line: u64,
}

impl Row<'_> {
    fn text(&self, column: &'static str) -> &str {
        let place = NEEDED
            .iter()
            .position(|name| *name == column)
            .map_or(0, |at| self.places[at]);
        self.cells.get(place).unwrap_or("")
    }

    /// Microseconds; none for an empty cell.
    fn instant(&self, column: &'static str) -> Result<Option<i64>, Refused> {
        match self.text(column) {
            "" => Ok(None),
            text => micros(text).map(Some).ok_or(Refused::Cell(self.line, column)),
        }
    }
}

/// Microseconds of decimal hours.
fn micros(hours: &str) -> Option<i64> {
    let hours: f64 = hours.parse().ok()?;
    (hours.abs() < 1e7).then(|| {
        let magnitude = (hours.abs() * 3.6e9 + 0.5) as i64;
        if hours < 0.0 { -magnitude } else { magnitude }
    })
}

/// The instant at which jobs are looked at.
struct Morning<'a> {
    scenario: &'a Scenario,
    model: &'a Model,
    at: i64,
    /// Priorities of recorded jobs by key.
    told: BTreeMap<String, i32>,
    /// Those of the jobs that were open when the run started.
    open: BTreeMap<String, i32>,
}

impl Morning<'_> {
    /// The cells of a job that is open.
    fn open(&self, row: &Row<'_>) -> Result<Option<[String; COLUMNS.len()]>, Refused> {
        let Some(occurred) = row.instant("occurred_hours")? else {
            return Err(Refused::Cell(row.line, "occurred_hours"));
        };
        let past = |instant: Option<i64>| instant.filter(|&instant| instant <= self.at);
        let ended = past(row.instant("service_end_hours")?).or(past(row.instant("lost_hours")?));
        // Where there is triage: what was solved, or is not a visit yet, is not open at any centre or desk.
        if row.text("channel") != Channel::Centre.key() {
            return Ok(None);
        }
        if occurred > self.at || ended.is_some() {
            return Ok(None);
        }
        let slot = row.instant("slot_hours")?;
        // A slot at 00:00 belongs to the day it opens, and so do bookings at the release of that instant.
        let arrived = past(row.instant("arrived_hours")?).filter(|_| slot.is_none_or(|slot| slot < self.at));
        let booked = row.instant("booked_hours")?;
        let booked = booked.filter(|&booked| booked < self.at || booked == occurred && booked <= self.at);
        let hours = |instant: i64| {
            let mut text = Vec::new();
            push_hours(&mut text, instant - self.at);
            String::from_utf8_lossy(&text).into_owned()
        };
        let mut cells: [String; COLUMNS.len()] = Default::default();
        let mut put = |column: &str, text: String| {
            if let Some(place) = COLUMNS.iter().position(|name| *name == column) {
                cells[place] = text;
            }
        };
        for column in ["city", "failure", "key"] {
            put(column, row.text(column).to_string());
        }
        put("occurred", hours(occurred));
        if booked.is_none() && arrived.is_none() {
            put("state", "trying".into());
            put("priority", self.priority(row, false)?);
            let tries = self.tries(row, occurred)?;
            put("retries", tries.to_string());
            return Ok(Some(cells));
        }
        put("retries", row.text("retries").to_string());
        put("centre", row.text("centre").to_string());
        put("priority", self.priority(row, arrived.is_some() && slot.is_none())?);
        if let (Some(booked), Some(slot)) = (booked, slot) {
            put("booked", hours(booked));
            put("slot", hours(slot));
        }
        let Some(arrived) = arrived else {
            put("state", "booked".into());
            return Ok(Some(cells));
        };
        put("arrived", hours(arrived));
        if let Some(start) = past(row.instant("service_start_hours")?) {
            put("service_start", hours(start));
        }
        let stage = self.stage(row, arrived)?;
        put("stage", stage.id.clone());
        match stage.end {
            None => {
                put("state", "waiting".into());
                put("since", hours(stage.since));
            }
            Some(end) => {
                put("state", "in_work".into());
                let left = match end {
                    // Work that ends beyond the run: how much is left is drawn anew.
                    i64::MAX => String::new(),
                    end => hours(self.at + self.work_between(row, stage.goes_on, end)?),
                };
                put("hours_left", left);
            }
        }
        Ok(Some(cells))
    }

    /// The priority of a job; empty if it is that of its failure mode. Who came `without_slot` to a calendar centre stands
    /// behind those with one.
    fn priority(&self, row: &Row<'_>, without_slot: bool) -> Result<String, Refused> {
        let own = self.failure(row)?.priority;
        let centre = if without_slot { Some(self.centre(row)?) } else { None };
        let behind = centre.and_then(|centre| self.scenario.centres[centre].booking.beside());
        let priority = self.open.get(row.text("key")).copied().unwrap_or_else(|| {
            let told = self.told.get(row.text("key")).copied().unwrap_or(own);
            told + behind.map_or(0, |beside| beside.priority)
        });
        Ok(if priority == own {
            String::new()
        } else {
            priority.to_string()
        })
    }

    fn failure(&self, row: &Row<'_>) -> Result<&Failure, Refused> {
        let mut failures = self.scenario.failures.iter();
        let found = failures.find(|failure| failure.id == row.text("failure"));
        found.ok_or(Refused::Cell(row.line, "failure"))
    }

    /// Position of the record's centre.
    fn centre(&self, row: &Row<'_>) -> Result<usize, Refused> {
        let mut centres = self.scenario.centres.iter();
        let found = centres.position(|centre| centre.id == row.text("centre"));
        found.ok_or(Refused::Cell(row.line, "centre"))
    }

    /// The stage a car is in or waits for.
    fn stage(&self, row: &Row<'_>, arrived: i64) -> Result<Stage<'_>, Refused> {
        let refused = || Refused::Cell(row.line, STAGES);
        let failure = self.failure(row)?;
        let (mut step, mut since, mut end) = (0, arrived, None);
        for (at, text) in row.text(STAGES).split_whitespace().enumerate() {
            if text == "-" {
                step = at + 1;
                continue;
            }
            let (from, to) = text.split_once('/').ok_or_else(refused)?;
            if micros(from).ok_or_else(refused)? > self.at {
                break;
            }
            let to = if to.is_empty() {
                i64::MAX
            } else {
                micros(to).ok_or_else(refused)?
            };
            if to > self.at {
                (step, end) = (at, Some(to));
                break;
            }
            (step, since) = (at + 1, to);
        }
        let stage = failure.stages.get(step).ok_or_else(refused)?;
        Ok(Stage {
            id: &stage.id,
            since,
            goes_on: stage.around_the_clock,
            end,
        })
    }

    /// Work at full speed that is done until `end` in a stage at the record's centre, around the clock if it `goes_on`.
    fn work_between(&self, row: &Row<'_>, goes_on: bool, end: i64) -> Result<i64, Refused> {
        let spec = &self.model.centres[self.centre(row)?];
        Ok(match &spec.pace {
            _ if goes_on => end - self.at,
            Some(pace) => pace.work_between(self.at, end),
            None => self.model.hours[spec.hours].worked_time(self.at, end),
        })
    }

    /// Releases at which an owner has tried by now: records tell only how many there were in the end.
    fn tries(&self, row: &Row<'_>, occurred: i64) -> Result<u32, Refused> {
        let place = |known: bool, column| known.then_some(()).ok_or(Refused::Cell(row.line, column));
        let city = self.scenario.cities.iter().position(|city| city.id == row.text("city"));
        let mode = self
            .scenario
            .failures
            .iter()
            .position(|failure| failure.id == row.text("failure"));
        place(city.is_some(), "city")?;
        place(mode.is_some(), "failure")?;
        let (city, mode) = (city.unwrap_or(0) as u32, mode.unwrap_or(0) as u32);
        let model = self.model;
        let in_reach = (0..model.releases.len()).filter(|&release| model.releases_in_reach(city, mode, release));
        let passed: i64 = in_reach
            .map(|release| {
                let minute = i64::from(model.releases[release]) * MINUTE;
                // Days d with occurred ≤ d + minute < now, from the run's first day on.
                let first = (occurred - minute + DAY - 1).div_euclid(DAY).max(0);
                let end = (self.at - minute + DAY - 1).div_euclid(DAY);
                (end - first).max(0)
            })
            .sum();
        let most: u32 = row
            .text("retries")
            .parse()
            .map_err(|_| Refused::Cell(row.line, "retries"))?;
        Ok(most.min(passed as u32))
    }
}

/// Where a car stands.
struct Stage<'a> {
    id: &'a String,
    /// Since when it waits for it.
    since: i64,
    /// Whether it goes on while the centre is closed.
    goes_on: bool,
    /// When it will end, if it runs; the greatest number if that is beyond the run.
    end: Option<i64>,
}
