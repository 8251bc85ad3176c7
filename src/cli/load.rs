//! What a look at the load says before a run: who has more work than can be done.

use super::{Door, words};
use crate::model::Model;
use crate::model::load::{Loads, Overload, Short, Week, loads};
use crate::model::recall::visits::{self, Wave};
use crate::report::number::{count, date};
use crate::scenario::Scenario;
use crate::units::Language;
use std::path::Path;

/// How many centres are told one by one.
const MOST: usize = 10;

/// Warns of every centre and team with too much work, the worst ten one by one.
pub(super) fn tell(door: &Door, scenario: &Scenario) {
    let found = look(scenario);
    let language = door.language;
    for overload in found.overloads.iter().take(MOST) {
        door.warning(&sentence(overload, scenario, language));
    }
    if found.overloads.len() > MOST {
        door.warning(&words::MORE_OVERLOADS.with(language, &[&(found.overloads.len() - MOST)]));
    }
    for &(centre, team) in found.without_slots.iter().take(MOST) {
        let (centre, team) = (&scenario.centres[centre.index()].id, &scenario.teams[team.index()]);
        door.warning(&words::NO_SLOT_ON_ANY_DAY.with(language, &[centre, team]));
    }
    if found.without_slots.len() > MOST {
        door.warning(&words::MORE_WITHOUT_SLOTS.with(language, &[&(found.without_slots.len() - MOST)]));
    }
}

/// Warns in one line: how many, where to read more, and the worst.
pub(super) fn tell_in_short(door: &Door, scenario: &Scenario, file: &Path) {
    let found = look(scenario);
    let language = door.language;
    match found.overloads.as_slice() {
        [] => {}
        [only] => door.warning(&sentence(only, scenario, language)),
        [worst, ..] => {
            let worst = sentence(worst, scenario, language);
            door.warning(&words::OVERLOADS_IN_SHORT.with(language, &[&found.overloads.len(), &file.display(), &worst]));
        }
    }
    if let Some(&(centre, team)) = found.without_slots.first() {
        let (centre, team) = (&scenario.centres[centre.index()].id, &scenario.teams[team.index()]);
        door.warning(&words::NO_SLOT_ON_ANY_DAY.with(language, &[centre, team]));
        if found.without_slots.len() > 1 {
            door.warning(&words::MORE_WITHOUT_SLOTS.with(language, &[&(found.without_slots.len() - 1)]));
        }
    }
}

/// What recalls bring to workshops.
pub(super) fn waves(scenario: &Scenario) -> Vec<Wave> {
    if scenario.recalls.is_empty() {
        return Vec::new();
    }
    visits::waves(scenario, &Model::compile(scenario))
}

fn look(scenario: &Scenario) -> Loads {
    loads(scenario, &Model::compile(scenario))
}

/// Who has too much work, since when, how much at worst, and what follows.
fn sentence(overload: &Overload, scenario: &Scenario, language: Language) -> String {
    let centre = &scenario.centres[overload.centre.index()].id;
    let (first, worst) = (date(overload.first.from, language), date(overload.worst.from, language));
    let (work, capacity) = figures(&overload.worst, language);
    let weeks = if overload.weeks == overload.of {
        words::IN_EVERY_WEEK.with(language, &[&overload.of])
    } else {
        words::IN_SOME_WEEKS.with(language, &[&overload.weeks, &overload.of])
    };
    let (template, what) = match overload.short {
        Short::Slots(_) if scenario.teams.len() == 1 => (&words::MORE_JOBS_THAN_SLOTS, centre.clone()),
        Short::Slots(team) => (
            &words::MORE_JOBS_THAN_SLOTS,
            words::CENTRE_AND_TEAM.with(language, &[centre, &scenario.teams[team.index()]]),
        ),
        Short::Hours(resource) => (
            &words::MORE_WORK_THAN_HOURS,
            words::CENTRE_AND_RESOURCE.with(language, &[centre, &scenario.resources[resource.index()]]),
        ),
    };
    let mut text = template.with(language, &[&what, &first, &worst, &work, &capacity, &weeks]);
    if let Some((days, horizon)) = overload.wait_days {
        text += &words::LONGER_THAN_HORIZON.with(language, &[&count(days as u64, language), &horizon]);
    }
    if overload.never_settles {
        text += words::NEVER_SETTLES.of(language);
    }
    text
}

/// Work and capacity of a week, with as few decimals as tell them apart.
fn figures(week: &Week, language: Language) -> (String, String) {
    let text = |value: f64, decimals: usize| match decimals {
        0 => count((value + 0.5) as u64, language),
        _ => format!("{value:.decimals$}"),
    };
    let apart = (0..3).find(|&decimals| text(week.work, decimals) != text(week.capacity, decimals));
    let decimals = apart.unwrap_or(3);
    (text(week.work, decimals), text(week.capacity, decimals))
}
