//! `aftersales check`: every mistake of a scenario in one go, or what it holds.

use super::arguments::Common;
use super::{Door, End, load as loads, words};
use crate::report::number::{self, width};
use crate::scenario::centre::Centre;
use crate::scenario::expansion::{Expansion, Trigger};
use crate::scenario::{self, Loaded, Scenario};
use crate::study::failure::Failure;
use crate::units::Language;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn run(door: &Door, asked: &Common) -> Result<End, Failure> {
    let Some(loaded) = load(door, asked) else {
        return Ok(End::Mistaken);
    };
    if door.quiet {
        loads::tell_in_short(door, &loaded.scenario, &asked.scenario);
    } else {
        loads::tell(door, &loaded.scenario);
        let name = asked.scenario.display();
        door.say(&words::NO_MISTAKES.with(door.language, &[&name]))?;
        door.say(&contents(door, &loaded.scenario))?;
    }
    Ok(End::Done)
}

/// Reads the scenario and the options; tells all mistakes of both, and the warnings, on stderr.
pub(super) fn load(door: &Door, asked: &Common) -> Option<Loaded> {
    let loaded = read(door, &asked.scenario, &asked.set);
    let own = asked.mistakes(door.language);
    for mistake in &own {
        door.mistake(mistake);
    }
    loaded.filter(|_| own.is_empty())
}

/// Reads a scenario; tells all its mistakes, and its warnings, on stderr.
pub(super) fn read(door: &Door, path: &Path, sets: &[String]) -> Option<Loaded> {
    match scenario::load(path, sets) {
        Ok(loaded) => {
            for warning in &loaded.warnings {
                door.warning(&warning.message(door.language));
            }
            Some(loaded)
        }
        Err(mistakes) => {
            door.tell(&mistakes.render(door.language));
            None
        }
    }
}

/// What the scenario holds, one line each.
fn contents(door: &Door, scenario: &Scenario) -> String {
    let language = door.language;
    let cars = scenario.cities.iter().map(|city| city.vehicles).sum::<u64>()
        + scenario
            .deliveries
            .iter()
            .map(|delivery| delivery.vehicles)
            .sum::<u64>();
    let days = match scenario.warm_up_days {
        0 => scenario.days.to_string(),
        warm_up => words::WARM_UP.with(language, &[&scenario.days, &warm_up]),
    };
    let sure = scenario.sure_centres().count();
    let mut rows = vec![
        [
            words::CITIES.of(language).to_string(),
            scenario.cities.len().to_string(),
        ],
        [words::CARS.of(language).to_string(), cars.to_string()],
        [words::CENTRES.of(language).to_string(), sure.to_string()],
    ];
    for (rule, opened) in by_rule(scenario) {
        let label = match rule.trigger {
            Trigger::Vehicles { .. } => words::BY_RULE,
            Trigger::FirstSlot { .. } => words::AT_MOST_BY_RULE,
        };
        rows.push([label.with(language, &[&rule.id]), opened.len().to_string()]);
    }
    rows.extend([
        [
            words::FAILURES.of(language).to_string(),
            scenario.failures.len().to_string(),
        ],
        [words::DAYS.of(language).to_string(), days],
    ]);
    if let Some(cost) = scenario.network_cost() {
        let amount = |cny: f64| match language {
            Language::En => words::CNY.with(language, &[&number::count(libm::round(cny) as u64, language)]),
            Language::Zh => words::CNY.with(language, &[&format!("{:.1}", cny / 1e4)]),
        };
        rows.push([words::OUTLAY.of(language).to_string(), amount(cost.outlay_cny())]);
        rows.push([words::PER_YEAR.of(language).to_string(), amount(cost.per_year_cny())]);
    }
    if !scenario.traces.is_empty() {
        rows.push([
            words::RECORDED.of(language).to_string(),
            scenario.traces.len().to_string(),
        ]);
    }
    for wave in loads::waves(scenario) {
        let count = |value: f64| number::count(libm::round(value) as u64, language);
        let mut most = count(wave.in_week);
        if wave.slots > 0.0 {
            most = words::OF_SLOTS.with(language, &[&most, &count(wave.slots)]);
        }
        let week = number::date(wave.week, language);
        rows.push([
            words::RECALLED.with(language, &[&scenario.recalls[wave.recall].id]),
            words::WAVE.with(language, &[&count(wave.visits), &week, &most]),
        ]);
    }
    let widest = rows.iter().map(|[label, _]| width(label)).max().unwrap_or(0);
    let rows = rows
        .iter()
        .map(|[label, value]| format!("  {label}{}  {value}\n", " ".repeat(widest - width(label))));
    rows.collect::<String>() + &openings(door, scenario)
}

/// Every rule with the centres that it opens or may open.
fn by_rule(scenario: &Scenario) -> impl Iterator<Item = (&Expansion, Vec<&Centre>)> {
    scenario.expansions.iter().enumerate().map(|(at, rule)| {
        let centres = scenario.centres.iter();
        let own = centres.filter(|centre| centre.rule.is_some_and(|rule| rule.index() == at));
        (rule, own.collect())
    })
}

/// What rules open when: a line for every date.
fn openings(door: &Door, scenario: &Scenario) -> String {
    let language = door.language;
    let mut text = String::new();
    let known = |opened: &[&Centre]| opened.iter().any(|centre| !centre.only_possible());
    for (rule, opened) in by_rule(scenario).filter(|(_, opened)| known(opened)) {
        let mut dates: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
        for centre in opened {
            let id = centre.id.strip_prefix(&rule.id).map_or("", |id| &id[1..]);
            if let Some(opens) = centre.opens {
                dates.entry(opens).or_default().push(id);
            }
        }
        text.push_str(&words::OPENINGS.with(language, &[&rule.id]));
        for (date, ids) in dates {
            text.push_str(&format!("  {date}  {}\n", ids.join(", ")));
        }
    }
    text
}
