//! Names that other parts of a scenario refer to, and the known name nearest to a misspelt one.

use super::diagnostic::{Log, Mistake};
use super::table;
use super::tree::Node;
use super::words::{Code, Phrase};
use std::collections::BTreeMap;

/// A list of unique names with their positions.
#[derive(Debug, Default)]
pub struct Names {
    /// Some name could not be read: what is not found may still exist.
    pub incomplete: bool,
    list: Vec<String>,
    index: BTreeMap<String, u32>,
}

impl Names {
    /// The position of a name, added at the end if it is new.
    pub fn add(&mut self, name: &str) -> u32 {
        if let Some(position) = self.index.get(name) {
            return *position;
        }
        let position = self.list.len() as u32;
        self.list.push(name.to_string());
        self.index.insert(name.to_string(), position);
        position
    }

    /// The position of a name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.index.get(name).copied()
    }

    /// The known name nearest to `name`, if any is near.
    pub fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.list.iter().map(String::as_str))
    }

    /// The names in order.
    pub fn list(&self) -> &[String] {
        &self.list
    }

    /// The names as a message lists them; a long list is cut.
    pub fn shown(&self) -> String {
        shown(self.list.iter().map(String::as_str))
    }
}

/// The name nearest to `name`: the fewest edits, at most a third of its letters (and one or two always).
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let wanted = name.to_lowercase();
    let letters = wanted.chars().count();
    if letters > 100 {
        return None;
    }
    let most = if letters <= 3 { 1 } else { (letters / 3).max(2) };
    known
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(edits, candidate)| {
            *edits <= most || (letters >= 3 && (candidate.starts_with(name) || name.starts_with(candidate)))
        })
        .filter(|(_, candidate)| !candidate.is_empty())
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate.to_string())
}

/// Names in backquotes, separated by commas, a dash for none; after twelve the rest is only counted.
pub fn shown<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 12;
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        return "—".to_string();
    }
    let mut text = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > MOST {
        text.push_str(&format!(", … ({})", names.len()));
    }
    text
}

/// Reads a list of names under `key`, none twice; `unknown` is the mistake of one that is not known.
pub fn references(node: &Node, (key, unknown): (&str, Code), names: &Names, log: &mut Log) -> Vec<u32> {
    let Some(list) = node.list() else {
        table::wrong_type(node, key, Phrase::List, log);
        return Vec::new();
    };
    let mut found: Vec<(u32, &Node)> = Vec::with_capacity(list.len());
    for item in list {
        let Some(id) = table::text(item, key, log) else {
            continue;
        };
        let Some(position) = names.find(id) else {
            if !names.incomplete {
                log.push(
                    Mistake::at(unknown, item.place)
                        .with("id", id)
                        .with("known", names.shown())
                        .nearest(names.nearest(id)),
                );
            }
            continue;
        };
        match found.iter().find(|(earlier, _)| *earlier == position) {
            Some((_, earlier)) => log.push(
                Mistake::at(Code::RepeatedName, item.place)
                    .with("name", id)
                    .with("key", key)
                    .beside(earlier.place),
            ),
            None => found.push((position, item)),
        }
    }
    found.into_iter().map(|(position, _)| position).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["resources", "hours", "booking"];
        assert_eq!(nearest("resorces", known.into_iter()), Some("resources".to_string()));
        assert_eq!(nearest("Hours", known.into_iter()), Some("hours".to_string()));
        assert_eq!(nearest("colour", known.into_iter()), None);
        assert_eq!(nearest("", known.into_iter()), None);
    }
}
