//! The result of a search as a plan file that `run` and `compare` take.

use crate::report::words::Phrase;
use crate::scenario::Scenario;
use crate::scenario::optimise::Step;
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
    format!("# {comment}\n{plan}")
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
