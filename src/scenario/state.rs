//! `[state]`: the open jobs of the morning on which the scenario starts, one row each.

use super::centre::Centre;
use super::csv::{self, Cell};
use super::diagnostic::{Log, Mistake};
use super::failure::Failure;
use super::ids::{CentreId, CityId, FailureId};
use super::keys;
use super::load::Loading;
use super::names::{self, Names};
use super::source::Place;
use super::table::{self, Range, Section};
use super::trace::{since, typed};
use super::tree::Node;
use super::words::{Code, Phrase};
use crate::engine::time::{Span, Time};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Where an open job stands at 00:00 of the first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The owner has found no slot yet.
    Trying,
    /// She has an appointment.
    Booked,
    /// The car is at the centre and waits for a stage.
    Waiting,
    /// A stage is running or paused.
    InWork,
}

/// One row of the state.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenJob {
    /// What records call it: the `key` of the row, else file name and row.
    pub key: String,
    /// Whether `key` was given: its random numbers are then those of the job of this key.
    pub own_key: bool,
    /// File name (no folders).
    pub file: String,
    /// Row of the file, 1 = first below the header.
    pub row: u32,
    /// Where it stands.
    pub standing: Standing,
    /// The owner's city.
    pub city: CityId,
    /// The failure mode.
    pub failure: FailureId,
    /// Priority, that of the failure mode if the cell is empty.
    pub priority: i32,
    /// The centre booked or joined; none while trying.
    pub centre: Option<CentreId>,
    /// The first attempt, not after the start.
    pub occurred: Time,
    /// When the slot was obtained, not after the start.
    pub booked: Option<Time>,
    /// The slot: from the start on while booked, before it for a car that came by appointment.
    pub slot: Option<Time>,
    /// Arrival at the centre, not after the start.
    pub arrived: Option<Time>,
    /// When the first stage began, if it has.
    pub service_start: Option<Time>,
    /// Since when the car waits for its stage.
    pub since: Option<Time>,
    /// Present stage, 0 first.
    pub stage: u32,
    /// Work left of the running stage; none: drawn anew.
    pub work_left: Option<Span>,
    /// Releases at which the owner has tried.
    pub retries: u32,
    /// Patience left, from the start; none: by the centre's law.
    pub patience_left: Option<Span>,
}

/// A column, whose rows must have one, and whose rows may.
struct Column {
    name: &'static str,
    needed: &'static [Standing],
    allowed: &'static [Standing],
}

use Standing::{Booked, InWork, Trying, Waiting};
const ANY: &[Standing] = &[Trying, Booked, Waiting, InWork];
const AT_CENTRE: &[Standing] = &[Waiting, InWork];

const fn column(name: &'static str, needed: &'static [Standing], allowed: &'static [Standing]) -> Column {
    Column { name, needed, allowed }
}

const COLUMNS: &[Column] = &[
    column("state", ANY, ANY),
    column("city", ANY, ANY),
    column("failure", ANY, ANY),
    column("centre", &[Booked, Waiting, InWork], &[Booked, Waiting, InWork]),
    column("occurred", ANY, ANY),
    column("booked", &[], &[Booked, Waiting, InWork]),
    column("slot", &[Booked], &[Booked, Waiting, InWork]),
    column("arrived", AT_CENTRE, AT_CENTRE),
    column("service_start", &[], AT_CENTRE),
    column("since", &[], &[Waiting]),
    column("stage", &[], AT_CENTRE),
    column("hours_left", &[], &[InWork]),
    column("retries", &[], ANY),
    column("patience_hours", &[], &[Trying, Waiting]),
    column("priority", &[], ANY),
    column("key", &[], ANY),
    column("id", &[], ANY),
    column("name", &[], ANY),
];

const STANDINGS: [(&str, Standing); 4] = [
    ("trying", Trying),
    ("booked", Booked),
    ("waiting", Waiting),
    ("in_work", InWork),
];

const HOURS: Range = Range::between(0.0, 1e6);

/// What the rows refer to.
pub struct Known<'a> {
    /// First day of the run.
    pub start: Date,
    /// The cities.
    pub cities: &'a Names,
    /// Every failure mode with its node.
    pub failures: &'a [(Failure, &'a Node)],
    /// The ids of the failure modes.
    pub failure_names: &'a Names,
    /// Every centre with its node.
    pub centres: &'a [(Centre, &'a Node)],
    /// The ids of the centres.
    pub centre_names: &'a Names,
    /// Names of the resources.
    pub resources: &'a [String],
}

/// Reads the file that `[state]` names; by first attempt, then row.
pub fn state(node: Option<&Node>, known: &Known<'_>, loading: &mut Loading<'_>) -> Vec<OpenJob> {
    let mut jobs = Vec::new();
    let Some(node) = node else { return jobs };
    let Some(section) = Section::open(node, "[state]", keys::STATE, &mut loading.log) else {
        return jobs;
    };
    let file = section.required("file", Phrase::Text, "file = \"state.csv\"", &mut loading.log);
    let Some((file, (sheet, source))) = file.and_then(|file| Some((file, loading.sheet(file, "file")?))) else {
        return jobs;
    };
    let path = file.text().unwrap_or_default();
    let name = Path::new(path)
        .file_name()
        .map_or_else(|| path.to_string(), |name| name.to_string_lossy().into());
    let hash = Sha256::digest(loading.sources.get(source).text.as_bytes());
    let hash = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    loading.traces.push((name.clone(), hash));
    let mut reader = Rows {
        file: name,
        header: &sheet.header,
        known,
        held: BTreeMap::new(),
        log: &mut loading.log,
    };
    reader.check_header(source);
    for (at, row) in sheet.rows.iter().enumerate() {
        jobs.extend(reader.job(at as u32 + 1, row));
    }
    jobs.sort_by_key(|job| job.occurred);
    jobs
}

/// Reads the rows.
struct Rows<'a> {
    file: String,
    header: &'a [Cell],
    known: &'a Known<'a>,
    /// Units held by the cars in work so far, by centre and resource.
    held: BTreeMap<(u32, u32), u32>,
    log: &'a mut Log,
}

impl Rows<'_> {
    /// Refuses unknown columns and reports those that every row needs.
    fn check_header(&mut self, source: u32) {
        let names = || COLUMNS.iter().map(|column| column.name);
        let missing = COLUMNS.iter().filter(|column| column.needed.len() == ANY.len());
        for column in missing.filter(|column| self.header.iter().all(|cell| cell.text != column.name)) {
            let place = match (self.header.first(), self.header.last()) {
                (Some(first), Some(last)) => Place {
                    end: last.place.end,
                    ..first.place
                },
                _ => Place::top(source),
            };
            self.log.push(missing_key(place, column.name, Phrase::Column));
        }
        for cell in self.header.iter().filter(|cell| names().all(|name| name != cell.text)) {
            self.log.push(
                Mistake::at(Code::UnknownStateColumn, cell.place)
                    .with("column", &cell.text)
                    .with("known", names::shown(names()))
                    .nearest(names::nearest(&cell.text, names())),
            );
        }
    }

    /// The cell in a column, if it is there and not empty.
    fn cell<'c>(&self, row: &'c [Cell], column: &str) -> Option<&'c Cell> {
        let at = self.header.iter().position(|cell| cell.text == column)?;
        row.get(at).filter(|cell| !cell.text.is_empty())
    }

    fn job(&mut self, number: u32, row: &[Cell]) -> Option<OpenJob> {
        let word = self.cell(row, "state");
        let standing = word.and_then(|cell| self.standing(cell));
        self.check_cells(row, standing);
        let city = self.cell(row, "city").and_then(|cell| self.city(cell));
        let failure = self.cell(row, "failure").and_then(|cell| self.failure(cell));
        let centre = self.cell(row, "centre").and_then(|cell| self.centre(cell));
        let mut past = |column: &str| {
            let cell = self.cell(row, column)?;
            self.instant(cell, column, true)
        };
        let (occurred, booked, arrived) = (past("occurred"), past("booked"), past("arrived"));
        let (service_start, since) = (past("service_start"), past("since"));
        let slot = self.cell(row, "slot").and_then(|cell| {
            let before = standing.is_some_and(|standing| standing != Booked);
            self.instant(cell, "slot", before)
        });
        let instants = [
            ("occurred", occurred),
            ("booked", booked),
            ("arrived", arrived),
            ("service_start", service_start),
        ];
        self.check_order(row, &instants);
        self.check_order(row, &[("arrived", arrived), ("since", since)]);
        let whole = |reader: &mut Self, column: &str, least: i64| {
            let cell = reader.cell(row, column)?;
            table::whole(&typed(cell), column, least, 1_000_000, reader.log)
        };
        let (retries, priority) = (whole(self, "retries", 0), whole(self, "priority", -1_000_000));
        let hours = |reader: &mut Self, column: &str| {
            let cell = reader.cell(row, column)?;
            table::finite(&typed(cell), column, HOURS, reader.log).map(Span::from_hours)
        };
        let (work_left, patience_left) = (hours(self, "hours_left"), hours(self, "patience_hours"));
        let (standing, failure) = (standing?, failure?);
        let stage = match self.cell(row, "stage") {
            Some(cell) => self.stage(cell, failure)?,
            None => 0,
        };
        if let Some(centre) = centre {
            self.check_centre(row, centre, failure, stage, standing)?;
        }
        let key = self.cell(row, "key").map(|cell| cell.text.clone());
        let own_key = key.is_some();
        let (known, _) = &self.known.failures[failure.index()];
        // What is needed and missing has been told.
        let complete = standing == Trying
            || centre.is_some()
                && if standing == Booked {
                    slot.is_some()
                } else {
                    arrived.is_some()
                };
        let began = standing == InWork || stage > 0;
        complete.then_some(())?;
        Some(OpenJob {
            key: key.unwrap_or_else(|| format!("{}:{number}", self.file)),
            own_key,
            file: self.file.clone(),
            row: number,
            standing,
            city: city?,
            failure,
            priority: priority.map_or(known.priority, |priority| priority as i32),
            centre,
            occurred: occurred?,
            booked: booked.or(occurred.filter(|_| slot.is_some())),
            slot,
            arrived,
            service_start: service_start.or(arrived).filter(|_| began),
            since: since.or(arrived),
            stage,
            work_left,
            retries: retries.unwrap_or(0) as u32,
            patience_left,
        })
    }

    fn standing(&mut self, cell: &Cell) -> Option<Standing> {
        let found = STANDINGS.iter().find(|(word, _)| *word == cell.text);
        if found.is_none() {
            let words = || STANDINGS.iter().map(|(word, _)| *word);
            self.log.push(
                Mistake::at(Code::UnknownChoice, cell.place)
                    .with("key", "state")
                    .with("found", &cell.text)
                    .with("known", names::shown(words()))
                    .nearest(names::nearest(&cell.text, words())),
            );
        }
        found.map(|(_, standing)| *standing)
    }

    /// Reports cells that are missing, and those that say nothing of a job that stands so.
    fn check_cells(&mut self, row: &[Cell], standing: Option<Standing>) {
        let (Some(first), Some(last)) = (row.first(), row.last()) else {
            return;
        };
        for column in COLUMNS {
            let needed = match standing {
                Some(standing) => column.needed.contains(&standing),
                // An unknown word is a mistake of its own; an empty cell is not.
                None => column.needed.len() == ANY.len(),
            };
            // A column that every row needs is missed at the header.
            let told = column.needed.len() == ANY.len() && self.header.iter().all(|cell| cell.text != column.name);
            match self.cell(row, column.name) {
                None if needed && !told => {
                    let place = Place {
                        end: last.place.end,
                        ..first.place
                    };
                    self.log.push(missing_key(place, column.name, Phrase::Cell));
                }
                Some(cell) => {
                    if let Some(standing) = standing.filter(|standing| !column.allowed.contains(standing)) {
                        let word = STANDINGS.iter().find(|(_, known)| *known == standing);
                        self.log.push(
                            Mistake::at(Code::StateCell, cell.place)
                                .with("key", column.name)
                                .with("state", word.map_or("", |(word, _)| word)),
                        );
                    }
                }
                None => {}
            }
        }
    }

    /// Each instant must not lie before those that stand before it.
    fn check_order(&mut self, row: &[Cell], instants: &[(&'static str, Option<Time>)]) {
        let mut latest: Option<(&str, Time)> = None;
        for &(column, instant) in instants {
            let (Some(instant), Some(cell)) = (instant, self.cell(row, column)) else {
                continue;
            };
            match latest {
                Some((earlier, time)) if instant < time => self.log.push(
                    Mistake::at(Code::StateOrder, cell.place)
                        .with("key", column)
                        .with("found", &cell.text)
                        .with("other", earlier),
                ),
                _ => latest = Some((column, instant)),
            }
        }
    }

    /// The centre must be able to do what is left, and cannot have more cars in work than units.
    fn check_centre(
        &mut self,
        row: &[Cell],
        centre: CentreId,
        failure: FailureId,
        stage: u32,
        standing: Standing,
    ) -> Option<()> {
        let (spec, _) = &self.known.centres[centre.index()];
        let (mode, _) = &self.known.failures[failure.index()];
        let units = |resource| {
            let had = spec.resources.iter().find(|(known, _)| *known == resource);
            had.map_or(0, |&(_, count)| count)
        };
        let cell = self.cell(row, "centre")?.clone();
        let left = mode.stages[stage as usize..].iter().flat_map(|stage| &stage.needs);
        let lacks = left.copied().find(|&need| units(need) == 0);
        if let Some(lacks) = lacks {
            self.log.push(
                Mistake::at(Code::StateCentreLacks, cell.place)
                    .with("centre", &spec.id)
                    .with("failure", &mode.id)
                    .with("resource", &self.known.resources[lacks.index()]),
            );
            return None;
        }
        if standing != InWork {
            return Some(());
        }
        for &need in &mode.stages[stage as usize].needs {
            let held = self.held.entry((centre.0, need.0)).or_default();
            *held += 1;
            if *held > units(need) {
                self.log.push(
                    Mistake::at(Code::StateTooMany, cell.place)
                        .with("centre", &spec.id)
                        .with("count", &units(need))
                        .with("resource", &self.known.resources[need.index()])
                        .with("cars", &*held),
                );
            }
        }
        Some(())
    }

    fn stage(&mut self, cell: &Cell, failure: FailureId) -> Option<u32> {
        let (failure, _) = &self.known.failures[failure.index()];
        let found = failure.stages.iter().position(|stage| stage.id == cell.text);
        if found.is_none() {
            let known = || failure.stages.iter().map(|stage| stage.id.as_str());
            self.log.push(
                Mistake::at(Code::UnknownStage, cell.place)
                    .with("failure", &failure.id)
                    .with("stage", &cell.text)
                    .with("known", names::shown(known()))
                    .nearest(names::nearest(&cell.text, known())),
            );
        }
        found.map(|at| at as u32)
    }

    fn city(&mut self, cell: &Cell) -> Option<CityId> {
        self.named(cell, self.known.cities, Code::UnknownCity).map(CityId)
    }

    fn failure(&mut self, cell: &Cell) -> Option<FailureId> {
        self.named(cell, self.known.failure_names, Code::UnknownFailure)
            .map(FailureId)
            // A failure mode that was refused has no place in the list.
            .filter(|found| found.index() < self.known.failures.len())
    }

    fn centre(&mut self, cell: &Cell) -> Option<CentreId> {
        self.named(cell, self.known.centre_names, Code::UnknownCentre)
            .map(CentreId)
            .filter(|found| found.index() < self.known.centres.len())
    }

    fn named(&mut self, cell: &Cell, known: &Names, code: Code) -> Option<u32> {
        let found = known.find(&cell.text);
        if found.is_none() && !known.incomplete {
            self.log.push(
                Mistake::at(code, cell.place)
                    .with("id", &cell.text)
                    .with("known", known.shown())
                    .nearest(known.nearest(&cell.text)),
            );
        }
        found
    }

    /// An instant: hours since the start, or a date with a time; up to the start if `past`, else from it on.
    fn instant(&mut self, cell: &Cell, key: &str, past: bool) -> Option<Time> {
        const MOST_HOURS: f64 = 1e6;
        let micros = match (csv::number(&cell.text), csv::moment(&cell.text)) {
            (Some(hours), _) if hours.abs() > MOST_HOURS => i64::MIN,
            (Some(hours), _) if hours < 0.0 => -Span::from_hours(-hours).0,
            (Some(hours), _) => Span::from_hours(hours).0,
            (None, Some(moment)) => since(self.known.start, moment).unwrap_or(i64::MIN),
            (None, None) => {
                self.log
                    .push(Mistake::at(Code::TraceTime, cell.place).with("found", &cell.text));
                return None;
            }
        };
        let most = Span::from_hours(MOST_HOURS).0;
        let limits = if past { -most..=0 } else { 0..=most };
        if !limits.contains(&micros) {
            let order = if past { Phrase::NotAfter } else { Phrase::NotBefore };
            self.log.push(
                Mistake::at(Code::StateInstant, cell.place)
                    .with("key", key)
                    .with("found", &cell.text)
                    .with("order", order)
                    .with("start", &self.known.start),
            );
            return None;
        }
        Some(Time(micros))
    }
}

fn missing_key(place: Place, column: &str, expected: Phrase) -> Mistake {
    Mistake::at(Code::MissingKey, place)
        .with("section", "[state]")
        .with("key", column)
        .with("expected", expected)
        .with("example", format!("`{column}`"))
}
