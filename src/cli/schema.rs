//! `aftersales schema`: the JSON Schema of a scenario file, or its reference.

use super::arguments::Schema;
use super::{Door, End};
use crate::scenario::{reference, schema};
use crate::study::failure::Failure;

pub(super) fn run(door: &Door, asked: &Schema) -> Result<End, Failure> {
    let text = match asked.markdown {
        true => reference::markdown(door.language),
        false => schema::schema(door.language),
    };
    door.say(&text)?;
    Ok(End::Done)
}
