//! `--set path=value`: one value changed on the merged tree; entries are addressed by their id.

use super::diagnostic::{Argument, Log, Mistake};
use super::keys::{self, Key, Shape};
use super::merge::EVERY;
use super::names;
use super::source::{Place, Sources};
use super::tree::{Entry, Node, Table, Value, parse_value};
use super::words::{Code, Phrase};

/// Most steps of a path: more lead nowhere.
const DEEPEST: usize = 16;

/// One step of a path and where it stands.
struct Step<'a> {
    name: &'a str,
    place: Place,
}

/// Applies `--set` number `source` to the tree.
pub fn apply(root: &mut Table, sources: &Sources, source: u32, log: &mut Log) {
    let text = &sources.get(source).text;
    let Some((path, value)) = text.split_once('=') else {
        log.push(Mistake::at(Code::SetForm, Place::new(source, 0, text.len())));
        return;
    };
    let mut at = 0;
    let steps: Vec<Step<'_>> = path
        .split('.')
        .map(|part| {
            let name = part.trim();
            let start = at + (part.len() - part.trim_start().len());
            at += part.len() + 1;
            Step {
                name,
                place: Place::new(source, start, start + name.len()),
            }
        })
        .collect();
    if steps.len() > DEEPEST || steps.iter().any(|step| step.name.is_empty()) {
        log.push(Mistake::at(Code::SetForm, Place::new(source, 0, text.len())));
        return;
    }
    let written = value.trim();
    let shift = path.len() + 1 + (value.len() - value.trim_start().len());
    let value = Written {
        text: written,
        place: Place::new(source, shift, shift + written.len()),
    };
    let resources = resources(root);
    descend(root, &steps, (keys::SCENARIO, ""), &value, &resources, log);
}

/// Every resource that a centre of the tree has or a stage needs: a name that is none of them is a slip of the pen.
fn resources(root: &Table) -> Vec<String> {
    let list = |key: &str| root.get(key).and_then(Node::list).unwrap_or_default();
    let inner = |node: &Node, key: &str| node.table().and_then(|table| table.get(key)).cloned();
    let mut names: Vec<String> = Vec::new();
    for had in list("centre").iter().filter_map(|centre| inner(centre, "resources")) {
        let entries = had.table().map(|table| table.entries.as_slice()).unwrap_or_default();
        names.extend(entries.iter().map(|entry| entry.key.clone()));
    }
    for stages in list("failure").iter().filter_map(|failure| inner(failure, "stages")) {
        for needs in stages
            .list()
            .unwrap_or_default()
            .iter()
            .filter_map(|stage| inner(stage, "needs"))
        {
            let needs = needs.list().unwrap_or_default().iter().filter_map(Node::text);
            names.extend(needs.map(str::to_string));
        }
    }
    names.sort();
    names.dedup();
    names
}

/// The value of a `--set` before its key is known.
struct Written<'a> {
    text: &'a str,
    place: Place,
}

impl Written<'_> {
    /// A TOML value, otherwise a plain string; where a key takes a text, anything that is not quoted is one.
    fn node(&self, shape: Shape) -> Node {
        let parsed = parse_value(self.text, self.place.source, self.place.start as usize);
        match (parsed, shape) {
            (Some(node), Shape::Text) if node.text().is_none() => self.plain(),
            (Some(node), _) => node,
            (None, _) => self.plain(),
        }
    }

    fn plain(&self) -> Node {
        Node {
            place: self.place,
            value: Value::Text(self.text.to_string()),
        }
    }
}

fn descend(
    table: &mut Table,
    steps: &[Step<'_>],
    (keys, section): (&'static [Key], &'static str),
    value: &Written<'_>,
    resources: &[String],
    log: &mut Log,
) {
    let Some((step, rest)) = steps.split_first() else {
        return;
    };
    let Some(key) = keys::find(keys, step.name) else {
        unknown(step, section, keys.iter().map(|key| key.name), log);
        return;
    };
    let refuse = |what: Phrase, log: &mut Log| {
        log.push(
            Mistake::at(Code::SetNotAllowed, step.place)
                .with("key", step.name)
                .with("what", what),
        );
    };
    match (key.shape, rest) {
        (Shape::Loading, _) => refuse(Phrase::UsedWhileLoading, log),
        (Shape::ById(_) | Shape::Entries(_), []) => refuse(Phrase::ListOfEntries, log),
        (shape, []) => put(table, step, value.node(shape)),
        (Shape::ById(inner), [id, rest @ ..]) if id.name == EVERY => {
            let list = match table.get_mut(key.name).map(|node| &mut node.value) {
                Some(Value::List(list)) => list.as_mut_slice(),
                _ => &mut [],
            };
            let mut entries = list.iter_mut().filter_map(|node| match &mut node.value {
                Value::Table(entry) => Some(entry),
                _ => None,
            });
            match (entries.next(), rest) {
                (None, _) => {
                    log.push(Mistake::at(Code::NothingForEvery, id.place).with("section", format!("[[{}]]", key.name)))
                }
                (Some(_), []) => refuse(Phrase::ListOfEntries, log),
                (Some(first), rest) => {
                    // A mistake is told once.
                    descend(first, rest, (inner, key.name), value, resources, log);
                    entries.for_each(|entry| {
                        descend(entry, rest, (inner, key.name), value, resources, &mut Log::default());
                    });
                }
            }
        }
        (Shape::ById(inner), [id, rest @ ..]) => {
            if let Some(entry) = entry_of(table, key.name, id, log) {
                match rest {
                    [] => refuse(Phrase::ListOfEntries, log),
                    rest => descend(entry, rest, (inner, key.name), value, resources, log),
                }
            }
        }
        (Shape::Table(inner), rest) => {
            let table = inner_table(table, step);
            // A new policy starts afresh, as in a file.
            if rest[0].name == "policy" && table.get("policy").and_then(Node::text) != Some(value.text) {
                table
                    .entries
                    .retain(|entry| keys::find(keys::BOOKING, &entry.key).is_none());
            }
            descend(table, rest, (inner, key.name), value, resources, log);
        }
        (Shape::Named, [name]) if key.name == "resources" && !resources.iter().any(|known| known == name.name) => {
            unknown(name, key.name, resources.iter().map(String::as_str), log);
        }
        (Shape::Named | Shape::Hours, rest) => free(inner_table(table, step), rest, value),
        (Shape::Whole, rest) => {
            // Another distribution or rate than before replaces it.
            let table = inner_table(table, step);
            table.entries.retain(|entry| entry.key == rest[0].name);
            free(table, rest, value);
        }
        (Shape::Entries(_), rest) => unknown(&rest[0], key.name, std::iter::empty(), log),
        (Shape::Text | Shape::Plain, rest) => unknown(&rest[0], key.name, std::iter::empty(), log),
    }
}

/// Below a distribution, a rate, hours or names of the user's, the readers refuse what is unknown.
fn free(table: &mut Table, steps: &[Step<'_>], value: &Written<'_>) {
    match steps {
        [] => {}
        [last] => put(table, last, value.node(Shape::Plain)),
        [step, rest @ ..] => free(inner_table(table, step), rest, value),
    }
}

fn put(table: &mut Table, step: &Step<'_>, node: Node) {
    match table.entries.iter_mut().find(|entry| entry.key == step.name) {
        Some(entry) => {
            *entry = Entry {
                key: entry.key.clone(),
                key_place: step.place,
                node,
            }
        }
        None => table.entries.push(Entry {
            key: step.name.to_string(),
            key_place: step.place,
            node,
        }),
    }
}

/// The table behind a key, made if there is none.
fn inner_table<'a>(table: &'a mut Table, step: &Step<'_>) -> &'a mut Table {
    let at = match table.entries.iter().position(|entry| entry.key == step.name) {
        Some(at) => at,
        None => {
            let node = Node {
                place: step.place,
                value: Value::Table(Table::default()),
            };
            table.entries.push(Entry {
                key: step.name.to_string(),
                key_place: step.place,
                node,
            });
            table.entries.len() - 1
        }
    };
    let node = &mut table.entries[at].node;
    if node.table().is_none() {
        *node = Node {
            place: step.place,
            value: Value::Table(Table::default()),
        };
    }
    match &mut node.value {
        Value::Table(table) => table,
        _ => unreachable!("just made a table"),
    }
}

fn entry_of<'a>(table: &'a mut Table, section: &'static str, id: &Step<'_>, log: &mut Log) -> Option<&'a mut Table> {
    let list = match table.get_mut(section).map(|node| &mut node.value) {
        Some(Value::List(list)) => list.as_mut_slice(),
        _ => &mut [],
    };
    match list.iter().position(|node| node.id() == Some(id.name)) {
        Some(at) => match &mut list[at].value {
            Value::Table(entry) => Some(entry),
            _ => None,
        },
        None => {
            let known = || list.iter().filter_map(Node::id);
            log.push(
                Mistake::at(Code::SetUnknownId, id.place)
                    .with("id", id.name)
                    .with("section", section)
                    .with("known", names::shown(known()))
                    .nearest(names::nearest(id.name, known())),
            );
            None
        }
    }
}

fn shown<'a>(known: impl Iterator<Item = &'a str> + Clone) -> Argument {
    if known.clone().next().is_none() {
        Phrase::Nothing.into()
    } else {
        names::shown(known).into()
    }
}

fn unknown<'a>(step: &Step<'_>, section: &str, known: impl Iterator<Item = &'a str> + Clone, log: &mut Log) {
    let mistake = Mistake::at(Code::SetUnknownPath, step.place)
        .with("key", step.name)
        .with("known", shown(known.clone()))
        .nearest(names::nearest(step.name, known));
    log.push(match section {
        "" => mistake.with("section", Phrase::TopLevel),
        section => mistake.with("section", format!("`{section}`")),
    });
}
