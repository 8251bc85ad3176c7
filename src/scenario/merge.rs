//! Merging: what a file changes of the one it extends.

use super::diagnostic::{Log, Mistake};
use super::keys::{self, Key, Shape};
use super::names;
use super::source::Place;
use super::table;
use super::tree::{Entry, Node, Table, Value};
use super::words::{Code, Phrase};
use std::collections::BTreeMap;

/// Lays `over` on `base`: tables key by key, entries by `id`, everything else replaced.
pub fn merge(base: &mut Table, over: Table, keys: &'static [Key], log: &mut Log) {
    // A new name without its Chinese is not the old one in Chinese.
    if over.get("name").is_some() && over.get("name_zh").is_none() {
        base.remove("name_zh");
    }
    for mut entry in over.entries {
        let shape = keys::find(keys, &entry.key).map(|key| key.shape);
        match shape {
            Some(Shape::ById(inner)) => {
                by_id(base, entry, inner, log);
                continue;
            }
            Some(Shape::Table(inner)) => {
                if let (
                    Value::Table(_),
                    Some(Node {
                        value: Value::Table(old),
                        ..
                    }),
                ) = (&entry.node.value, base.get_mut(&entry.key))
                    && let Value::Table(new) = std::mem::replace(&mut entry.node.value, Value::Flag(true))
                {
                    if changes_policy(old, &new) {
                        *old = Table::default();
                    }
                    merge(old, new, inner, log);
                    continue;
                }
            }
            Some(Shape::Named) => {
                if let (
                    Value::Table(new),
                    Some(Node {
                        value: Value::Table(old),
                        ..
                    }),
                ) = (&mut entry.node.value, base.get_mut(&entry.key))
                {
                    std::mem::take(new).entries.into_iter().for_each(|entry| old.put(entry));
                    continue;
                }
            }
            _ => {}
        }
        base.put(entry);
    }
}

/// The keys of one booking policy mean nothing to another: a new policy starts afresh.
fn changes_policy(old: &Table, new: &Table) -> bool {
    match (
        old.get("policy").and_then(Node::text),
        new.get("policy").and_then(Node::text),
    ) {
        (Some(old), Some(new)) => old != new,
        _ => false,
    }
}

/// An entry with the id `*`: what it says holds for every entry.
struct Every {
    place: Place,
    /// Without its id.
    table: Table,
}

/// The id that stands for every entry.
pub const EVERY: &str = "*";

/// Takes the entry for every entry out of those of a file. What is inherited follows it, what the same file says of a
/// single entry goes before it.
fn every_entry(new: Vec<Node>, title: &str, log: &mut Log) -> (Option<Every>, Vec<Node>) {
    let (every, named): (Vec<Node>, Vec<Node>) = new.into_iter().partition(|node| node.id() == Some(EVERY));
    let mut found: Option<Every> = None;
    for node in every {
        let Value::Table(mut table) = node.value else { continue };
        let place = table.remove("id").map_or(node.place, |id| id.node.place);
        if let Some(earlier) = &found {
            log.push(
                Mistake::at(Code::DuplicateId, place)
                    .with("id", EVERY)
                    .with("section", title)
                    .beside(earlier.place),
            );
            continue;
        }
        found = Some(Every { place, table });
    }
    (found, named)
}

fn by_id(base: &mut Table, entry: Entry, keys: &'static [Key], log: &mut Log) {
    let Value::List(new) = entry.node.value else {
        // Not a list: the reader refuses it.
        base.put(entry);
        return;
    };
    let section = entry.key.clone();
    let title = if section == "stages" {
        section.clone()
    } else {
        format!("[[{section}]]")
    };
    if !matches!(
        base.get(&section),
        Some(Node {
            value: Value::List(_),
            ..
        })
    ) {
        let node = Node {
            place: entry.node.place,
            value: Value::List(Vec::new()),
        };
        base.put(Entry { node, ..entry });
    }
    let Some(Node {
        value: Value::List(old),
        ..
    }) = base.get_mut(&section)
    else {
        return;
    };
    let (every, new) = every_entry(new, &title, log);
    if let Some(every) = &every {
        if old.is_empty() && new.is_empty() {
            log.push(Mistake::at(Code::NothingForEvery, every.place).with("section", &title));
        }
        for node in old.iter_mut() {
            if let Value::Table(inherited) = &mut node.value {
                merge(inherited, every.table.clone(), keys, log);
            }
        }
    }
    let mut known: BTreeMap<String, usize> = old
        .iter()
        .enumerate()
        .filter_map(|(at, node)| Some((node.id()?.to_string(), at)))
        .collect();
    let inherited: Vec<String> = known.keys().cloned().collect();
    let mut here = BTreeMap::new();
    let mut removed = Vec::new();
    for mut node in new {
        let Some(id) = node.id().map(str::to_string) else {
            old.push(node);
            continue;
        };
        let place = node
            .table()
            .and_then(|table| table.get("id"))
            .map_or(node.place, |id| id.place);
        if let Some(earlier) = here.insert(id.clone(), place) {
            log.push(
                Mistake::at(Code::DuplicateId, place)
                    .with("id", &id)
                    .with("section", &title)
                    .beside(earlier),
            );
            continue;
        }
        let Value::Table(own) = &mut node.value else { continue };
        if let Some(entry) = own.remove("remove") {
            let remove = matches!(entry.node.value, Value::Flag(true));
            if !matches!(entry.node.value, Value::Flag(_)) {
                table::wrong_type(&entry.node, "remove", Phrase::Flag, log);
            }
            if remove {
                match known.get(&id) {
                    Some(at) => removed.push(*at),
                    None => log.push(
                        Mistake::at(Code::NothingToRemove, place)
                            .with("id", &id)
                            .with("section", &title)
                            .nearest(names::nearest(&id, known.keys().map(String::as_str))),
                    ),
                }
                continue;
            }
        }
        let new = std::mem::take(own);
        match known.get(&id) {
            Some(at) => {
                if let Value::Table(inherited) = &mut old[*at].value {
                    merge(inherited, new, keys, log);
                }
            }
            None => {
                if let Some(every) = &every {
                    *own = every.table.clone();
                }
                merge(own, new, keys, log);
                if let Some(mistake) = misspelt_id(own, (&id, place), keys, &inherited) {
                    log.push(mistake.with("section", &title));
                    continue;
                }
                known.insert(id, old.len());
                old.push(node);
            }
        }
    }
    removed.sort_unstable();
    for at in removed.into_iter().rev() {
        old.remove(at);
    }
}

/// A new entry that lacks what a new one needs, with an id near to an inherited one: most likely that one was meant.
fn misspelt_id(own: &Table, (id, place): (&str, Place), keys: &[Key], inherited: &[String]) -> Option<Mistake> {
    let lacking: Vec<&str> = (keys.iter())
        .filter(|key| key.required && own.get(key.name).is_none())
        .map(|key| key.name)
        .collect();
    let nearest = names::nearest(id, inherited.iter().map(String::as_str)).filter(|_| !lacking.is_empty())?;
    let mistake = Mistake::at(Code::NotInherited, place).with("id", id);
    let lacking = names::shown(lacking.into_iter());
    Some(mistake.with("lacking", lacking).nearest(Some(nearest)))
}
