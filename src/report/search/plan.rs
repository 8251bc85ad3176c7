//! The result of a search as a plan file that `run` and `compare` take.

use crate::report::words::Phrase;
use crate::scenario::Scenario;
use crate::scenario::ids::CityId;
use crate::scenario::optimise::{Crew, Step};
use crate::study::optimise::design::{Design, Move, Place, apply, opened_id};
use crate::units::Language;
use toml::{Table, Value};

/// Its name in the folder of results.
pub const FILE: &str = "plan.toml";

/// What is written.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// The scenario that it changes.
    pub scenario: &'a Scenario,
    /// What may be done.
    pub moves: &'a [Move],
    /// What is done.
    pub design: &'a Design,
    /// Its name, with a gap for that of the scenario.
    pub name: Phrase,
    /// What stands above it, in English.
    pub comment: &'a str,
}

/// The plan as TOML: what it extends, its names, and one entry for each centre that is changed or opened. `extends` is the
/// path of the scenario from the plan's folder, `resolved` the scenario as one file.
pub fn toml(written: Plan, extends: &str, resolved: &str) -> String {
    let Plan {
        scenario,
        moves,
        design,
        name,
        comment,
    } = written;
    let name = |language| {
        let own = match language {
            Language::En => &scenario.name,
            Language::Zh => &scenario.name_zh,
        };
        name.fill(language, &[("scenario", own)])
    };
    let mut plan = Table::new();
    plan.insert("extends".into(), Value::String(extends.into()));
    plan.insert("name".into(), Value::String(name(Language::En)));
    plan.insert("name_zh".into(), Value::String(name(Language::Zh)));
    let made = apply(scenario, moves, design);
    let whole = resolved.parse::<Table>().unwrap_or_default();
    let entry = |id: &str| {
        let list = whole.get("centre").and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_table)
            .find(|table| table.get("id").and_then(Value::as_str) == Some(id))
            .cloned()
            .unwrap_or_default()
    };
    let mut centres: Vec<Value> = Vec::new();
    for (before, after) in scenario.centres.iter().zip(&made.centres) {
        if before == after {
            continue;
        }
        let mut table = Table::new();
        table.insert("id".into(), Value::String(before.id.clone()));
        let units: Table = (after.resources.iter())
            .filter(|unit| !before.resources.contains(unit))
            .map(|&(resource, count)| {
                let name = scenario.resources[resource.index()].clone();
                (name, Value::Integer(i64::from(count)))
            })
            .collect();
        if !units.is_empty() {
            table.insert("resources".into(), Value::Table(units));
        }
        if let (Some(reserve), true) = (reserve_of(&after.booking), before.booking != after.booking) {
            let mut booking = Table::new();
            booking.insert("urgent_reserve_share".into(), Value::Float(reserve.0));
            booking.insert("reserve_until_days".into(), Value::Integer(i64::from(reserve.1)));
            table.insert("booking".into(), Value::Table(booking));
        }
        centres.push(Value::Table(table));
    }
    for (step, &times) in moves.iter().zip(design) {
        let (Step::Opens { like, day, .. }, Place::City(city)) = (&scenario.levers[step.lever].step, step.place) else {
            continue;
        };
        for number in 1..=times {
            let mut table = entry(&scenario.centres[like.index()].id);
            for own in ["lat", "lon", "closes", "ordered", "opens"] {
                table.remove(own);
            }
            table.insert(
                "id".into(),
                Value::String(opened_id(scenario, step.lever, city, number)),
            );
            table.insert("city".into(), Value::String(scenario.cities[city.index()].id.clone()));
            let new = &made.centres[position(&made, &opened_id(scenario, step.lever, city, number))];
            table.insert("name".into(), Value::String(new.name.clone()));
            table.insert("name_zh".into(), Value::String(new.name_zh.clone()));
            if let Some(day) = day
                && let Ok(date) = day.to_string().parse()
            {
                table.insert("opens".into(), Value::Datetime(date));
            }
            centres.push(Value::Table(table));
        }
    }
    if !centres.is_empty() {
        plan.insert("centre".into(), Value::Array(centres));
    }
    let agents = |scenario: &Scenario| scenario.triage.hotline.as_ref().map(|hotline| hotline.agents);
    if let Some(count) = agents(&made).filter(|&count| agents(scenario) != Some(count)) {
        let entry = ("agents".to_string(), Value::Integer(i64::from(count)));
        plan.insert("hotline".into(), Value::Table(Table::from_iter([entry])));
    }
    for crew in Crew::ALL {
        let entries = changed_crews(scenario, &made, crew, &whole);
        if !entries.is_empty() {
            plan.insert(crew.keys().1.into(), Value::Array(entries));
        }
    }
    format!("# {comment}\n{plan}")
}

/// Entries of vans or drivers that a design changes, and those that it parts from others.
fn changed_crews(scenario: &Scenario, made: &Scenario, crew: Crew, whole: &Table) -> Vec<Value> {
    let resolved = whole.get(crew.keys().1).and_then(Value::as_array).into_iter().flatten();
    let resolved: Vec<&Table> = resolved.filter_map(Value::as_table).collect();
    let (before, after) = (crews(scenario, crew), crews(made, crew));
    let names = |cities: &[CityId]| {
        let names = cities
            .iter()
            .map(|city| Value::String(scenario.cities[city.index()].id.clone()));
        Value::Array(names.collect())
    };
    let mut entries = Vec::new();
    for (id, cities, count) in &after {
        let own = before.iter().find(|(other, ..)| other == id);
        if own.is_some_and(|own| (&own.1, &own.2) == (cities, count)) {
            continue;
        }
        let mut table = Table::new();
        if own.is_none() {
            // It was parted from the entry that had its city.
            let from = before
                .iter()
                .find(|(_, all, _)| cities.iter().all(|city| all.contains(city)));
            let is =
                |table: &&&Table| from.is_some_and(|from| table.get("id").and_then(Value::as_str) == Some(&from.0));
            table = resolved
                .iter()
                .find(is)
                .map_or_else(Table::new, |table| (*table).clone());
        }
        table.insert("id".into(), Value::String(id.clone()));
        table.insert("cities".into(), names(cities));
        table.insert("count".into(), Value::Integer(i64::from(*count)));
        entries.push(Value::Table(table));
    }
    entries
}

/// Vans or drivers: id, cities, how many.
fn crews(scenario: &Scenario, crew: Crew) -> Vec<(String, Vec<CityId>, u32)> {
    let vans = scenario.triage.vans.iter().map(|van| (&van.id, &van.cities, van.count));
    let drivers = scenario.collect.iter().flat_map(|rule| &rule.drivers);
    let drivers = drivers.map(|own| (&own.id, &own.cities, own.count));
    let told = |(id, cities, count): (&String, &Vec<CityId>, u32)| (id.clone(), cities.clone(), count);
    match crew {
        Crew::Vans => vans.map(told).collect(),
        Crew::Drivers => drivers.map(told).collect(),
    }
}

fn reserve_of(booking: &crate::scenario::booking::Booking) -> Option<(f64, u32)> {
    match booking {
        crate::scenario::booking::Booking::Calendar { rules, .. } => {
            rules.reserve.map(|reserve| (reserve.share, reserve.until_days))
        }
        crate::scenario::booking::Booking::WalkIn { .. } => None,
    }
}

fn position(scenario: &Scenario, id: &str) -> usize {
    scenario.centres.iter().position(|centre| centre.id == id).unwrap_or(0)
}
