//! What one scenario changes of another: keys by path, centres and capacity by name.

use super::Scenario;
use jiff::civil::Date;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// A key that differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Its path; `*` stands for several entries with the same change: `centre.*.booking.retry`.
    pub path: String,
    /// What it was, as TOML; none: absent.
    pub before: Option<String>,
    /// What it is, as TOML; none: absent.
    pub after: Option<String>,
    /// Entries with the same change.
    pub entries: usize,
}

/// Centres and capacity that a plan has and its baseline has not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Capacity {
    /// Ids of centres only the plan has, and their first day if they open within the run.
    pub added: Vec<(String, Option<Date>)>,
    /// Ids of centres only the baseline has.
    pub removed: Vec<String>,
    /// Ids of centres that open on another day: before and after; none: there from the start.
    pub moved: Vec<(String, Option<Date>, Option<Date>)>,
    /// By resource of either: units of all centres, before and after; those without a difference are left out.
    pub units: Vec<(String, u64, u64)>,
}

/// All that a plan changes of its baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Centres and what they have.
    pub capacity: Capacity,
    /// Other keys, by path. Names, and what changes no result, are left out.
    pub keys: Vec<Change>,
}

impl Changes {
    /// The changes from one scenario to another, each with its resolved TOML.
    pub fn between(before: (&Scenario, &str), after: (&Scenario, &str)) -> Changes {
        Changes {
            capacity: Capacity::between(before.0, after.0),
            keys: keys(before.1, after.1),
        }
    }

    /// Whether nothing that changes a result differs.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

impl Capacity {
    fn between(before: &Scenario, after: &Scenario) -> Capacity {
        let centres = |scenario: &Scenario| -> BTreeMap<String, Option<Date>> {
            let list = scenario.centres.iter();
            list.map(|centre| (centre.id.clone(), centre.opens.filter(|&day| day > scenario.start)))
                .collect()
        };
        let (old, new) = (centres(before), centres(after));
        let mut capacity = Capacity::default();
        for (id, &opens) in &new {
            match old.get(id) {
                None => capacity.added.push((id.clone(), opens)),
                Some(&was) if was != opens => capacity.moved.push((id.clone(), was, opens)),
                Some(_) => {}
            }
        }
        capacity.removed = old.keys().filter(|id| !new.contains_key(*id)).cloned().collect();
        let (old, new) = (units(before), units(after));
        let only_new = after.resources.iter().filter(|name| !before.resources.contains(name));
        for name in before.resources.iter().chain(only_new) {
            let of = |units: &BTreeMap<String, u64>| units.get(name).copied().unwrap_or(0);
            if of(&old) != of(&new) {
                capacity.units.push((name.clone(), of(&old), of(&new)));
            }
        }
        capacity
    }
}

/// Units by resource, of all centres.
fn units(scenario: &Scenario) -> BTreeMap<String, u64> {
    let mut units = BTreeMap::new();
    for &(resource, count) in scenario.centres.iter().flat_map(|centre| &centre.resources) {
        *units.entry(scenario.resources[resource.index()].clone()).or_default() += u64::from(count);
    }
    units
}

/// Sections that change no result.
const MUTE: [&str; 7] = ["name", "name_zh", "assumption", "observed", "peer", "optimise", "lever"];

/// The keys that differ, entries with the same change together; whole centres are told by [`Capacity`].
fn keys(before: &str, after: &str) -> Vec<Change> {
    let parse = |text: &str| text.parse::<Table>().unwrap_or_default();
    let (mut before, mut after) = (parse(before), parse(after));
    for name in MUTE {
        before.remove(name);
        after.remove(name);
    }
    let mut single = Vec::new();
    tables(&mut Vec::new(), &before, &after, &mut single);
    // By path with the id left open, and by what changes.
    let mut groups: BTreeMap<(String, Option<String>, Option<String>), Vec<String>> = BTreeMap::new();
    for (path, before, after) in single {
        let general = match path.as_slice() {
            [section, _, rest @ ..] if !rest.is_empty() => format!("{section}.*.{}", rest.join(".")),
            _ => path.join("."),
        };
        groups.entry((general, before, after)).or_default().push(path.join("."));
    }
    let groups = groups.into_iter().map(|((general, before, after), paths)| Change {
        path: if let [only] = paths.as_slice() {
            only.clone()
        } else {
            general
        },
        before,
        after,
        entries: paths.len(),
    });
    groups.collect()
}

type Single = (Vec<String>, Option<String>, Option<String>);

fn tables(path: &mut Vec<String>, before: &Table, after: &Table, found: &mut Vec<Single>) {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        path.push(name.clone());
        values(path, before.get(name), after.get(name), found);
        path.pop();
    }
}

fn values(path: &mut Vec<String>, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Single>) {
    if before == after {
        return;
    }
    if let (Some(Value::Table(before)), Some(Value::Table(after))) = (before, after) {
        return tables(path, before, after, found);
    }
    let (old, new) = (before.and_then(by_id), after.and_then(by_id));
    if let (Some(old), Some(new)) = (&old, &new) {
        return entries(path, old, new, found);
    }
    let text = |value: Option<&Value>| value.map(Value::to_string);
    found.push((path.clone(), text(before), text(after)));
}

fn entries(
    path: &mut Vec<String>,
    old: &BTreeMap<&str, &Table>,
    new: &BTreeMap<&str, &Table>,
    found: &mut Vec<Single>,
) {
    let mut ids: Vec<&str> = old.keys().chain(new.keys()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let centres = path.as_slice() == ["centre"];
    for id in ids {
        path.push(id.to_string());
        match (old.get(id), new.get(id)) {
            (Some(old), Some(new)) if centres => {
                let bare = |table: &Table| {
                    let mut table = table.clone();
                    for told in ["opens", "name", "name_zh"] {
                        table.remove(told);
                    }
                    table
                };
                tables(path, &bare(old), &bare(new), found);
            }
            (Some(old), Some(new)) => tables(path, old, new, found),
            _ if centres => {}
            (old, new) => {
                let text = |table: Option<&&Table>| table.map(|table| Value::Table((*table).clone()).to_string());
                found.push((path.clone(), text(old), text(new)));
            }
        }
        path.pop();
    }
}

/// The entries of an array of tables by their ids; none if they have none.
fn by_id(value: &Value) -> Option<BTreeMap<&str, &Table>> {
    let list = value.as_array()?.iter();
    list.map(|entry| Some((entry.get("id")?.as_str()?, entry.as_table()?)))
        .collect()
}
