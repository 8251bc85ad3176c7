//! What one scenario changes of another: keys by path, centres and capacity by name.

use super::Scenario;
use super::staff::Staff;
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

/// Centres, capacity and cars that a plan has and its baseline has not.
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
    /// By resource, count and days: the centres at which only the plan has so many of it then; none if it drops or changes a turn
    /// of the baseline, or has one of certain weekdays or hours, which its keys tell.
    pub turns: Vec<Turns>,
    /// Cars delivered, before and after; none if every delivery is the same.
    pub delivered: Option<[u64; 2]>,
}

/// So many of a resource within certain days, at some centres.
#[derive(Clone, Debug, PartialEq)]
pub struct Turns {
    /// Its name.
    pub resource: String,
    /// Ids of the centres, with how many there are usually and then; none: every centre that has it.
    pub centres: Option<Vec<(String, u32, u32)>>,
    /// First day; none: from the start.
    pub from: Option<Date>,
    /// Last day; none: to the end.
    pub to: Option<Date>,
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
        let capacity = Capacity::between(before.0, after.0);
        let mut keys = keys(before.1, after.1);
        if !capacity.turns.is_empty() {
            keys.retain(|change| change.path != "staff");
        }
        Changes { capacity, keys }
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
        capacity.delivered = (before.deliveries != after.deliveries).then(|| {
            [before, after].map(|scenario| scenario.deliveries.iter().map(|delivery| delivery.vehicles).sum())
        });
        capacity.turns = turns(before, after).unwrap_or_default();
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

/// The turns that are added, those on the same days together; none if a turn of the baseline is gone.
fn turns(before: &Scenario, after: &Scenario) -> Option<Vec<Turns>> {
    let more = after.staff.strip_prefix(before.staff.as_slice())?;
    // Of certain weekdays or hours the keys tell more.
    let plain = |staff: &Staff| staff.turn.days.is_none() && staff.turn.shift.is_none();
    if !more.iter().all(plain) {
        return None;
    }
    let mut found: Vec<Turns> = Vec::new();
    for staff in more {
        let resource = &after.resources[staff.resource.index()];
        let centre = staff.centre.map(|centre| {
            let spec = &after.centres[centre.index()];
            let usual = spec.resources.iter().find(|(known, _)| *known == staff.resource);
            (spec.id.clone(), usual.map_or(0, |&(_, count)| count), staff.turn.count)
        });
        let (from, to) = (staff.turn.from, staff.turn.to);
        let alike = |one: &&mut Turns| one.resource == *resource && one.from == from && one.to == to;
        match (found.iter_mut().find(alike), centre) {
            (
                Some(Turns {
                    centres: Some(centres), ..
                }),
                Some(centre),
            ) => centres.push(centre),
            (_, centre) => found.push(Turns {
                resource: resource.clone(),
                centres: centre.map(|centre| vec![centre]),
                from,
                to,
            }),
        }
    }
    Some(found)
}

/// Units by resource, of all centres.
fn units(scenario: &Scenario) -> BTreeMap<String, u64> {
    let mut units = BTreeMap::new();
    for &(resource, count) in scenario.centres.iter().flat_map(|centre| &centre.resources) {
        *units.entry(scenario.resources[resource.index()].clone()).or_default() += u64::from(count);
    }
    units
}

/// Sections that change no result, or are told by [`Capacity`].
const MUTE: [&str; 9] = [
    "name",
    "name_zh",
    "assumption",
    "observed",
    "peer",
    "benchmark",
    "optimise",
    "lever",
    "delivery",
];

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
    let (old, new) = (before.map(by_id), after.map(by_id));
    // A section that only one of them has is one without entries in the other.
    if let (Some(old), Some(new)) = (
        old.unwrap_or(Some(BTreeMap::new())),
        new.unwrap_or(Some(BTreeMap::new())),
    ) {
        return entries(path, &old, &new, found);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Loaded, load_from};
    use std::io;
    use std::path::Path;

    const BASE: &str = "
name = 'Base'
start = 2025-03-01
days = 90
[[city]]
id = 'wuhan'
vehicles = 100
[[failure]]
id = 'body'
rate = { per_vehicle_year = 0.3 }
stages = [ { id = 'repair', needs = ['bay'], hours = 6.0 } ]
[[centre]]
id = 'a'
city = 'wuhan'
resources = { bay = 2, booth = 1 }
hours = 'always'
booking = { policy = 'walk-in' }
[[centre]]
id = 'b'
city = 'wuhan'
opens = 2025-04-01
resources = { bay = 3 }
hours = 'always'
booking = { policy = 'walk-in' }
[[centre]]
id = 'c'
city = 'wuhan'
resources = { bay = 1 }
hours = 'always'
booking = { policy = 'walk-in' }
";

    fn load(plan: &str) -> Loaded {
        let files = |path: &Path| match path.to_str() {
            Some("base.toml") => Ok(BASE.into()),
            Some("plan.toml") => Ok(plan.into()),
            _ => Err(io::ErrorKind::NotFound.into()),
        };
        load_from(&files, Path::new("plan.toml"), &[]).expect("a sound plan")
    }

    fn changes(plan: &str) -> Changes {
        let (before, after) = (
            load("extends = 'base.toml'"),
            load(&format!("extends = 'base.toml'\n{plan}")),
        );
        Changes::between((&before.scenario, &before.resolved), (&after.scenario, &after.resolved))
    }

    fn key(path: &str, before: Option<&str>, after: Option<&str>, entries: usize) -> Change {
        Change {
            path: path.to_string(),
            before: before.map(str::to_string),
            after: after.map(str::to_string),
            entries,
        }
    }

    #[test]
    fn a_name_changes_nothing() {
        let found = changes("name = 'Other'\nname_zh = '另一个'\n[[centre]]\nid = 'a'\nname = 'Centre A'");
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn centres_are_added_removed_and_moved_and_units_counted() {
        let day = |month| Some(jiff::civil::date(2025, month, 15));
        let found = changes(
            "[[centre]]
            id = 'a'
            resources = { bay = 4 }
            [[centre]]
            id = 'b'
            opens = 2025-03-15
            [[centre]]
            id = 'c'
            remove = true
            [[centre]]
            id = 'd'
            city = 'wuhan'
            opens = 2025-05-15
            resources = { bay = 1, lift = 2 }
            hours = 'always'
            booking = { policy = 'walk-in' }",
        );
        let capacity = &found.capacity;
        assert_eq!(capacity.added, [("d".to_string(), day(5))]);
        assert_eq!(capacity.removed, ["c"]);
        assert_eq!(
            capacity.moved,
            [("b".to_string(), Some(jiff::civil::date(2025, 4, 1)), day(3))]
        );
        // Bays 2 + 3 + 1 = 6 before; 4 + 3 + 1 = 8 after; the booth stays.
        assert_eq!(capacity.units, [("bay".to_string(), 6, 8), ("lift".to_string(), 0, 2)]);
        assert_eq!(found.keys, [key("centre.a.resources.bay", Some("2"), Some("4"), 1)]);
    }

    #[test]
    fn turns_on_the_same_days_are_told_together() {
        let turn = |centre: &str, count: u32| {
            format!(
                "[[staff]]\ncentre = '{centre}'\nresource = 'bay'\ncount = {count}\nfrom = 2025-03-10\nto = 2025-03-20\n"
            )
        };
        let found = changes(&(turn("a", 4) + &turn("b", 5)));
        let day = |day| Some(jiff::civil::date(2025, 3, day));
        let both = vec![("a".to_string(), 2, 4), ("b".to_string(), 3, 5)];
        let expected = Turns {
            resource: "bay".to_string(),
            centres: Some(both),
            from: day(10),
            to: day(20),
        };
        assert_eq!(found.capacity.turns, [expected]);
        assert!(found.keys.is_empty(), "{:?}", found.keys);
        let mondays = changes(&(turn("a", 4) + "days = 'mon'\n"));
        assert!(mondays.capacity.turns.is_empty());
        assert_eq!(mondays.keys.len(), 1, "{:?}", mondays.keys);
    }

    #[test]
    fn the_same_change_of_many_is_told_once() {
        let found = changes(
            "[[centre]]
            id = '*'
            booking = { queue_limit = 3 }
            [[failure]]
            id = 'body'
            rate = { per_vehicle_year = 0.4 }",
        );
        let expected = [
            key("centre.*.booking.queue_limit", None, Some("3"), 3),
            key("failure.body.rate.per_vehicle_year", Some("0.3"), Some("0.4"), 1),
        ];
        assert_eq!(found.keys, expected);
        assert_eq!(found.capacity, Capacity::default());
    }

    #[test]
    fn entries_of_a_new_section_are_told_one_by_one() {
        let found = changes("[[operator]]\nid = 'p'\nspeed = 0.9\n[[centre]]\nid = 'a'\noperator = 'p'");
        let paths: Vec<&str> = found.keys.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["centre.a.operator", "operator.p"]);
    }

    #[test]
    fn deliveries_are_cars() {
        let found =
            changes("[[delivery]]\nmonth = '2025-03'\nmodel = 'M'\nvehicles = 70\n[[city]]\nid = 'wuhan'\nshare = 1");
        assert_eq!(found.capacity.delivered, Some([0, 70]));
        assert!(found.keys.iter().all(|change| change.path != "delivery"), "{found:?}");
    }
}
