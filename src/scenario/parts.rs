//! `[[part]]` and `[[depot]]`: what work needs besides people and bays, where it lies, and how long it takes to come.

use super::diagnostic::{Log, Mistake};
use super::dist;
use super::hours;
use super::ids::{DepotId, PartId};
use super::keys;
use super::names::Names;
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::{Code, Phrase};
use crate::engine::law::Law;

/// `[[part]]`: a class of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Unique id.
    pub id: String,
    /// Days from the factory to the depot, or to a centre without one.
    pub factory_days: Law,
    /// What one costs, CNY.
    pub cost_cny: Option<f64>,
    /// Whether the factory rests on the country's days off.
    pub closed_on_holidays: bool,
}

/// `[[depot]]`: a store that serves centres.
#[derive(Clone, Debug, PartialEq)]
pub struct Depot {
    /// Unique id.
    pub id: String,
    /// Units that lie there or are on their way from the factory, less those owed to centres, by part.
    pub stock: Vec<(PartId, u32)>,
    /// Days from the depot to a centre.
    pub delivery_days: Law,
    /// Orders up to this minute of the day leave on that day; 1440: all.
    pub cut_off_minute: u16,
    /// Whether it rests on the country's days off.
    pub closed_on_holidays: bool,
}

/// All parts and depots, found by id.
#[derive(Debug, Default)]
pub struct Supply {
    part_names: Names,
    depot_names: Names,
    parts: Vec<Part>,
    depots: Vec<Depot>,
}

impl Supply {
    /// Reads every `[[part]]` and `[[depot]]`.
    pub fn read(parts: Option<&Node>, depots: Option<&Node>, log: &mut Log) -> Supply {
        let mut supply = Supply::default();
        for node in table::entries(parts, "part", log) {
            match part(node, log) {
                // Equal ids are told when files are merged.
                Some(part) if supply.part_names.add(&part.id) as usize == supply.parts.len() => supply.parts.push(part),
                Some(_) => {}
                None => supply.part_names.incomplete = true,
            }
        }
        for node in table::entries(depots, "depot", log) {
            match supply.depot(node, log) {
                Some(depot) if supply.depot_names.add(&depot.id) as usize == supply.depots.len() => {
                    supply.depots.push(depot);
                }
                Some(_) => {}
                None => supply.depot_names.incomplete = true,
            }
        }
        supply
    }

    /// The depot whose id stands at a node.
    pub fn find_depot(&self, node: &Node, log: &mut Log) -> Option<DepotId> {
        let id = table::text(node, "depot", log)?;
        let found = self.depot_names.find(id);
        if found.is_none() && !self.depot_names.incomplete {
            log.push(
                Mistake::at(Code::UnknownDepot, node.place)
                    .with("id", id)
                    .with("known", self.depot_names.shown())
                    .nearest(self.depot_names.nearest(id)),
            );
        }
        found.map(DepotId)
    }

    /// `parts` of a stage: the share of jobs that need one, by part.
    pub fn shares(&self, node: &Node, log: &mut Log) -> Vec<(PartId, f64)> {
        self.by_part(node, "parts", log, |node, key, log| {
            table::finite(node, key, Range::between(0.0, 1.0), log)
        })
    }

    /// `stock` of a centre or a depot: units by part.
    pub fn stock(&self, node: &Node, log: &mut Log) -> Vec<(PartId, u32)> {
        self.by_part(node, "stock", log, |node, key, log| {
            table::whole(node, key, 0, 1_000_000, log).map(|count| count as u32)
        })
    }

    /// Parts and depots in order of the file.
    pub fn into_lists(self) -> (Vec<Part>, Vec<Depot>) {
        (self.parts, self.depots)
    }

    /// A table by part.
    fn by_part<T>(
        &self,
        node: &Node,
        key: &str,
        log: &mut Log,
        read: impl Fn(&Node, &str, &mut Log) -> Option<T>,
    ) -> Vec<(PartId, T)> {
        let Some(table) = node.table() else {
            table::wrong_type(node, key, Phrase::Table, log);
            return Vec::new();
        };
        let mut found = Vec::with_capacity(table.entries.len());
        for entry in &table.entries {
            let value = read(&entry.node, &entry.key, log);
            match (self.part_names.find(&entry.key), value) {
                (Some(part), Some(value)) => found.push((PartId(part), value)),
                (None, _) if !self.part_names.incomplete => log.push(
                    Mistake::at(Code::UnknownPart, entry.key_place)
                        .with("id", &entry.key)
                        .with("known", self.part_names.shown())
                        .nearest(self.part_names.nearest(&entry.key)),
                ),
                _ => {}
            }
        }
        found
    }

    fn depot(&self, node: &Node, log: &mut Log) -> Option<Depot> {
        let section = Section::open(node, "[[depot]]", keys::DEPOT, log)?;
        let id = section.id("id = \"wuhan\"", log);
        let stock = section.required("stock", Phrase::Table, "stock = { panel = 20 }", log);
        let days = section.required("delivery_days", Phrase::Law, "delivery_days = 2", log);
        Some(Depot {
            id,
            stock: stock.map(|node| self.stock(node, log)).unwrap_or_default(),
            delivery_days: days
                .and_then(|node| dist::law(node, "delivery_days", log))
                .unwrap_or(Law::Constant(1.0)),
            cut_off_minute: section
                .get("cut_off")
                .and_then(|node| hours::clock(node, "cut_off", log))
                .unwrap_or(1440),
            closed_on_holidays: section.flag("closed_on_holidays", log).unwrap_or(false),
        })
    }
}

fn part(node: &Node, log: &mut Log) -> Option<Part> {
    let section = Section::open(node, "[[part]]", keys::PART, log)?;
    let id = section.id("id = \"panel\"", log);
    let days = section.required("factory_days", Phrase::Law, "factory_days = 10", log);
    Some(Part {
        id,
        cost_cny: section.number("cost_cny", Range::between(0.0, 1e12), log),
        factory_days: days
            .and_then(|node| dist::law(node, "factory_days", log))
            .unwrap_or(Law::Constant(1.0)),
        closed_on_holidays: section.flag("closed_on_holidays", log).unwrap_or(false),
    })
}
