//! `aftersales check`: every mistake of a scenario in one go, or what it holds.

use super::arguments::Common;
use super::{Door, End, load as loads, words};
use crate::report::number::{self, width};
use crate::scenario::{self, Loaded, Scenario};
use crate::study::failure::Failure;
use crate::units::Language;
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
    let mut rows = vec![
        [
            words::CITIES.of(language).to_string(),
            scenario.cities.len().to_string(),
        ],
        [words::CARS.of(language).to_string(), cars.to_string()],
        [
            words::CENTRES.of(language).to_string(),
            scenario.centres.len().to_string(),
        ],
        [
            words::FAILURES.of(language).to_string(),
            scenario.failures.len().to_string(),
        ],
        [words::DAYS.of(language).to_string(), days],
    ];
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
    let widest = rows.iter().map(|[label, _]| width(label)).max().unwrap_or(0);
    rows.iter()
        .map(|[label, value]| format!("  {label}{}  {value}\n", " ".repeat(widest - width(label))))
        .collect()
}
