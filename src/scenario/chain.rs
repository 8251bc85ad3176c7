//! Chains of kept resources: could cars that hold one and wait for another wait for each other for ever?
//!
//! A car holds what earlier stages kept while it waits for what its next stage seizes. If some car may hold r while it
//! waits for s, s while it waits for t … and t while it waits for r, then all of them may stand still together; without
//! such a circle someone can always go on. All failure modes are taken together, as if they met at every centre.

use super::diagnostic::{Log, Mistake};
use super::failure::Failure;
use super::source::Place;
use super::tree::Node;
use super::words::Code;
use std::collections::{BTreeMap, VecDeque};

/// Refuses every circle of waits once, by a shortest one.
pub fn deadlocks(failures: &[(Failure, &Node)], resources: &[String], log: &mut Log) {
    // By resource held, then resource waited for: where a car does so first.
    let mut waits: BTreeMap<u32, BTreeMap<u32, Place>> = BTreeMap::new();
    for (failure, node) in failures {
        let stages = node.table().and_then(|table| table.get("stages")?.list());
        let mut held: Vec<u32> = Vec::new();
        for (at, stage) in failure.stages.iter().enumerate() {
            let place = stages.and_then(|stages| stages.get(at)?.table()?.get("needs").map(|needs| needs.place));
            let seized = || stage.needs.iter().map(|need| need.0);
            for &holds in &held {
                for waits_for in seized().filter(|need| !held.contains(need)) {
                    let place = place.unwrap_or(node.place);
                    waits.entry(holds).or_default().entry(waits_for).or_insert(place);
                }
            }
            let kept = |need: &u32| stage.keep.iter().any(|kept| kept.0 == *need);
            held.retain(|holds| !seized().any(|need| need == *holds) || kept(holds));
            let more: Vec<u32> = seized().filter(|need| kept(need) && !held.contains(need)).collect();
            held.extend(more);
        }
    }
    let mut told: Vec<u32> = Vec::new();
    for &start in waits.keys() {
        if told.contains(&start) {
            continue;
        }
        let Some(circle) = shortest_circle(&waits, start) else {
            continue;
        };
        let name = |resource: &u32| format!("`{}`", resources[*resource as usize]);
        let names: Vec<String> = circle.iter().chain([&start]).map(name).collect();
        let step = |at: usize| (circle[at], circle[(at + 1) % circle.len()]);
        let place = |(holds, waits_for): (u32, u32)| waits[&holds][&waits_for];
        log.push(
            Mistake::at(Code::Deadlock, place(step(0)))
                .with("circle", names.join(" → "))
                .with("held", &resources[step(0).0 as usize])
                .with("wanted", &resources[step(0).1 as usize])
                .beside(place(step(circle.len() - 1))),
        );
        told.extend(circle);
    }
}

/// A shortest way from `start` back to it.
fn shortest_circle(waits: &BTreeMap<u32, BTreeMap<u32, Place>>, start: u32) -> Option<Vec<u32>> {
    let mut before: BTreeMap<u32, u32> = BTreeMap::new();
    let mut next = VecDeque::from([start]);
    while let Some(at) = next.pop_front() {
        for &to in waits.get(&at).into_iter().flat_map(BTreeMap::keys) {
            if to == start {
                let mut circle = vec![at];
                while let Some(&earlier) = circle.last().and_then(|last| before.get(last)) {
                    circle.push(earlier);
                }
                circle.reverse();
                return Some(circle);
            }
            before.entry(to).or_insert_with(|| {
                next.push_back(to);
                at
            });
        }
    }
    None
}
