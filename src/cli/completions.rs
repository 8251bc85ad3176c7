//! `aftersales completions`: what a shell needs to complete commands and options.

use super::arguments::{self, Completions};
use super::{Door, End};
use crate::study::failure::Failure;

pub(super) fn run(door: &Door, asked: &Completions) -> Result<End, Failure> {
    let mut script = Vec::new();
    let mut command = arguments::command(door.language);
    clap_complete::generate(asked.shell, &mut command, "aftersales", &mut script);
    door.say(&String::from_utf8_lossy(&script))?;
    Ok(End::Done)
}
