//! `--font`: the letters of PNG charts that the built-in font lacks.

use super::{Door, words};
use crate::report::chart::{self, fonts::Face};
use crate::scenario::Scenario;
use crate::study::failure::{Failure, FontTrouble};
use std::path::Path;

/// The font asked for, if it can draw what the built-in one lacks of all these scenarios.
pub(super) fn given<'s>(
    door: &Door,
    path: Option<&Path>,
    scenarios: impl IntoIterator<Item = &'s Scenario>,
) -> Result<Option<Face>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let bytes = std::fs::read(path).map_err(|error| Failure::font(path, FontTrouble::Unreadable(error)))?;
    let face = Face::read(bytes).ok_or_else(|| Failure::font(path, FontTrouble::NotAFont))?;
    let lacking = |scenario| chart::lacking(scenario, door.language, &face);
    match scenarios.into_iter().find_map(lacking) {
        Some(letter) => Err(Failure::font(path, FontTrouble::Lacks(letter))),
        None => Ok(Some(face)),
    }
}

/// Warns where charts as PNG carry English words for want of a font.
pub(super) fn tell(door: &Door, face: Option<&Face>) {
    if face.is_none() && chart::lacks_face(door.language) {
        door.warning(words::NO_CHINESE_FONT.of(door.language));
    }
}
