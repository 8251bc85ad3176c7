//! `aftersales new`: a first scenario to change and run.

use super::arguments::New;
use super::{Door, End, words};
use crate::study::failure::{Deed, Failure};
use std::fs::File;
use std::io::{self, Write};

/// The scenario that is written; it ships with the program and is checked and run by the tests.
const FIRST: &str = include_str!("../../scenarios/first.toml");

pub(super) fn run(door: &Door, asked: &New) -> Result<End, Failure> {
    let mut file = match File::create_new(&asked.file) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Failure::Exists {
                path: asked.file.clone(),
            });
        }
        Err(error) => return Err(Failure::disk(Deed::Write, &asked.file, error)),
    };
    file.write_all(FIRST.as_bytes())
        .map_err(|error| Failure::disk(Deed::Write, &asked.file, error))?;
    if !door.quiet {
        let name = asked.file.display();
        door.say(&words::WRITTEN.with(door.language, &[&name, &name]))?;
    }
    Ok(End::Done)
}
