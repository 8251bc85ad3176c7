//! Checks between sections: who can do which work, and what the fleet must provide.

use super::booking::{Booking, Slots};
use super::centre::Centre;
use super::city::City;
use super::diagnostic::{Log, Mistake};
use super::failure::Failure;
use super::ids::TeamId;
use super::names;
use super::tree::Node;
use super::words::Code;

/// Every failure mode needs one centre that has all its resources and, with a calendar, slots for its team.
pub fn centres_for_failures(
    failures: &[(Failure, &Node)],
    centres: &[(Centre, &Node)],
    resources: &[String],
    teams: &[String],
    log: &mut Log,
) {
    for (failure, node) in failures {
        let able: Vec<&Centre> = centres
            .iter()
            .map(|(centre, _)| centre)
            .filter(|centre| is_able(centre, failure))
            .collect();
        let place = node
            .table()
            .and_then(|table| table.get("id"))
            .map_or(node.place, |id| id.place);
        if able.is_empty() {
            let mut needs: Vec<&str> = Vec::new();
            for need in failure.stages.iter().flat_map(|stage| &stage.needs) {
                let name = resources[need.index()].as_str();
                if !needs.contains(&name) {
                    needs.push(name);
                }
            }
            log.push(
                Mistake::at(Code::NoCentreForFailure, place)
                    .with("failure", &failure.id)
                    .with("needs", names::shown(needs.into_iter())),
            );
        } else if !able.iter().any(|centre| lacking(centre, failure).is_none()) {
            // The main team if it lacks slots everywhere, else whoever does at the first centre.
            let lacks = able.iter().filter_map(|centre| lacking(centre, failure));
            let team = lacks.min_by_key(|team| *team != failure.team).unwrap_or(failure.team);
            log.push(
                Mistake::at(Code::NoSlotsForTeam, place)
                    .with("failure", &failure.id)
                    .with("team", &teams[team.index()]),
            );
        }
    }
}

fn is_able(centre: &Centre, failure: &Failure) -> bool {
    let has = |need| {
        centre
            .resources
            .iter()
            .any(|(resource, count)| resource == need && *count > 0)
    };
    failure.stages.iter().flat_map(|stage| &stage.needs).all(has)
}

/// A team of a failure mode without slots at a centre.
fn lacking(centre: &Centre, failure: &Failure) -> Option<TeamId> {
    let Booking::Calendar {
        slots: Slots::PerDay(slots),
        ..
    } = &centre.booking
    else {
        return None;
    };
    let has = |wanted: &TeamId| slots.iter().any(|(team, count)| team == wanted && *count > 0);
    failure.teams().find(|team| !has(team))
}

/// Slots kept for urgent jobs need an urgent failure mode, or one whose cars are towed.
pub fn urgent_reserves(failures: &[(Failure, &Node)], centres: &[(Centre, &Node)], log: &mut Log) {
    let is_towed = |failure: &Failure| {
        let rule = failure.immobilises.as_ref();
        rule.is_some_and(|rule| rule.share > 0.0 && rule.fixed_share < 1.0)
    };
    if failures.iter().any(|(failure, _)| failure.urgent || is_towed(failure)) {
        return;
    }
    for (centre, node) in centres {
        let Booking::Calendar { rules, .. } = &centre.booking else {
            continue;
        };
        let share = node
            .table()
            .and_then(|table| table.get("booking")?.table()?.get("urgent_reserve_share"));
        if let (true, Some(share)) = (rules.reserve.is_some_and(|reserve| reserve.share > 0.0), share) {
            log.push(Mistake::at(Code::ReserveWithoutUrgent, share.place));
        }
    }
}

/// A rate by age, and whatever asks for the model or the month of a car, needs deliveries: a fixed fleet has no age and no
/// model. What counts by distance needs to know how far cars drive.
pub fn rates_and_fleet(failures: &[(Failure, &Node)], deliveries: bool, driving: bool, log: &mut Log) {
    for (failure, node) in failures {
        let Some(table) = node.table() else { continue };
        if let (false, true, Some(rate)) = (deliveries, failure.rate.needs_age(), table.get("rate")) {
            log.push(Mistake::at(Code::WeibullNeedsDeliveries, rate.place));
        }
        for key in ["models", "model_factors", "improvement"] {
            if let (false, Some(entry)) = (deliveries, table.entry(key)) {
                log.push(Mistake::at(Code::NeedsDeliveries, entry.key_place).with("key", key));
            }
        }
        if let (false, true, Some(rate)) = (driving, failure.rate.needs_distance(), table.get("rate")) {
            log.push(Mistake::at(Code::NeedsDriving, rate.place).with("key", "rate"));
        }
    }
}

/// Distances of models and cities say nothing without `[driving]`.
pub fn distances(nodes: &[Node], key: &str, driving: bool, log: &mut Log) {
    let named = nodes.iter().filter_map(|node| node.table()?.entry(key));
    for entry in named.filter(|_| !driving) {
        log.push(Mistake::at(Code::NeedsDriving, entry.key_place).with("key", key));
    }
}

/// Deliveries need a city that takes them; `node` is the first delivery.
pub fn shares(cities: &[City], node: &Node, log: &mut Log) {
    if cities.iter().all(|city| city.share == 0.0) {
        log.push(Mistake::at(Code::SharesZero, node.place));
    }
}

/// Most resources that a scenario may name: what a stage needs is a word of 64 bits.
const MOST_RESOURCES: usize = 64;

/// Resources that no stage needs are told, in case they are misspelt; and there must not be too many.
pub fn resources(failures: &[(Failure, &Node)], centres: &[Node], names: &[String], log: &mut Log) {
    let needed: Vec<usize> = (failures.iter())
        .flat_map(|(failure, _)| &failure.stages)
        .flat_map(|stage| &stage.needs)
        .map(|need| need.index())
        .collect();
    let first_place = |name: &str| {
        let had = centres
            .iter()
            .filter_map(|centre| centre.table()?.get("resources")?.table());
        had.flat_map(|table| &table.entries)
            .find(|entry| entry.key == name)
            .map(|entry| entry.key_place)
    };
    let known = (0..names.len())
        .filter(|at| needed.contains(at))
        .map(|at| names[at].as_str());
    for (at, name) in names.iter().enumerate() {
        let Some(place) = first_place(name).filter(|_| !needed.contains(&at)) else {
            continue;
        };
        log.push(
            Mistake::at(Code::ResourceNotNeeded, place)
                .with("resource", name)
                .with("known", names::shown(known.clone()))
                .nearest(names::nearest(name, known.clone())),
        );
    }
    if let (true, Some(place)) = (
        names.len() > MOST_RESOURCES,
        names.get(MOST_RESOURCES).and_then(|name| first_place(name)),
    ) {
        log.push(
            Mistake::at(Code::TooManyResources, place)
                .with("count", names.len().to_string())
                .with("most", MOST_RESOURCES.to_string()),
        );
    }
}
