//! `aftersales new`: a first scenario to change and run, or the starting state of a morning out of a run's records.

use super::arguments::New;
use super::{Door, End, words};
use crate::model::Model;
use crate::model::calendar::{date_of, days_between};
use crate::report::state::{self, Refused};
use crate::scenario;
use crate::study::failure::{Deed, Failure};
use jiff::civil::Date;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

/// The scenario that is written; it ships with the program and is checked and run by the tests.
const FIRST: &str = include_str!("../../scenarios/first.toml");

pub(super) fn run(door: &Door, asked: &New) -> Result<End, Failure> {
    if let (Some(records), Some(scenario), Some(at)) = (&asked.from_records, &asked.scenario, asked.at) {
        return from_records(door, asked, records, scenario, at);
    }
    create(&asked.file, FIRST.as_bytes())?;
    if !door.quiet {
        let name = asked.file.display();
        door.say(&words::WRITTEN.with(door.language, &[&name, &name]))?;
    }
    Ok(End::Done)
}

/// Writes a file that must not be there yet.
fn create(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let mut file = match File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Failure::Exists {
                path: path.to_path_buf(),
            });
        }
        Err(error) => return Err(Failure::disk(Deed::Write, path, error)),
    };
    file.write_all(text)
        .map_err(|error| Failure::disk(Deed::Write, path, error))
}

fn from_records(door: &Door, asked: &New, records: &Path, path: &Path, at: Date) -> Result<End, Failure> {
    let language = door.language;
    let loaded = match scenario::load(path, &[]) {
        Ok(loaded) => loaded,
        Err(mistakes) => {
            door.tell(&mistakes.render(language));
            return Ok(End::Mistaken);
        }
    };
    let scenario = &loaded.scenario;
    let day = days_between(scenario.start, at);
    if !(1..=i64::from(scenario.days)).contains(&day) {
        let last = date_of(scenario.start, scenario.days - 1);
        door.mistake(&words::MORNING_OUTSIDE.with(language, &[&at, &scenario.start, &last]));
        return Ok(End::Mistaken);
    }
    let file = File::open(records).map_err(|error| Failure::disk(Deed::Read, records, error))?;
    let model = Model::compile(scenario);
    let mut text = Vec::new();
    let moment = (day as u32, asked.replication);
    let name = records.display();
    let mistake = match state::write(BufReader::new(file), (scenario, &model), moment, &mut text) {
        Ok(count) => {
            create(&asked.file, &text)?;
            if !door.quiet {
                let file = asked.file.display();
                door.say(&words::STATE_WRITTEN.with(language, &[&file, &count, &at, &at, &file]))?;
            }
            return Ok(End::Done);
        }
        Err(Refused::Disk(error)) => return Err(Failure::disk(Deed::Read, records, error)),
        Err(Refused::NoColumn(column)) => words::NO_RECORDS_COLUMN.with(language, &[&name, &column]),
        Err(Refused::NoReplication) => words::NO_SUCH_REPLICATION.with(language, &[&name, &asked.replication]),
        Err(Refused::Cell(line, column)) => words::FOREIGN_RECORD.with(language, &[&name, &line, &column]),
    };
    door.mistake(&mistake);
    Ok(End::Mistaken)
}
