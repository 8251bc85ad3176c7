//! `[[assumption]]`: what a scenario takes for granted, how sure that is, and where it stands.

use super::diagnostic::{Log, Mistake};
use super::keys;
use super::names;
use super::observed::{self, Certainty};
use super::resolved;
use super::table::{self, Section};
use super::tree::{Node, Table};
use super::words::Code;

/// `[[assumption]]`: a sentence with its value, source and certainty.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Unique id.
    pub id: String,
    /// What is assumed, in English.
    pub text: String,
    /// The same in Chinese; the English text if absent.
    pub text_zh: String,
    /// The value it is about, as `--set` addresses it; empty if it has none.
    pub path: String,
    /// The value in the scenario now, or as the entry tells it; empty if the path leads nowhere.
    pub value: String,
    /// The same in Chinese.
    pub value_zh: String,
    /// Where it comes from; may be empty.
    pub source: String,
    /// The same in Chinese.
    pub source_zh: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What depends on it; may be empty.
    pub effect: String,
    /// The same in Chinese.
    pub effect_zh: String,
}

/// Reads every `[[assumption]]`; `root` is the merged scenario, in which paths lead.
pub(super) fn assumptions(root: &Table, node: Option<&Node>, log: &mut Log) -> Vec<Assumption> {
    table::entries(node, "assumption", log)
        .iter()
        .filter_map(|node| one(root, node, log))
        .collect()
}

fn one(root: &Table, node: &Node, log: &mut Log) -> Option<Assumption> {
    let section = Section::open(node, "[[assumption]]", keys::ASSUMPTION, log)?;
    let id = section.id("id = \"body-bays\"", log);
    let example = "text = \"A full centre has four body bays\"";
    let (text, text_zh) = observed::both(&section, ["text", "text_zh"], example, log);
    let path = section.text("path", log).unwrap_or_default().to_string();
    let (mut value, mut value_zh) = observed::optional(&section, ["value", "value_zh"], log);
    match (section.get("path"), section.get("value")) {
        (Some(place), None) => {
            value = current(root, &path, place, log).unwrap_or_default();
            value_zh.clone_from(&value);
        }
        (None, Some(_)) => {}
        _ => log.push(Mistake::at(Code::AssumptionValue, section.place()).with("id", &id)),
    }
    let (source, source_zh) = observed::optional(&section, ["source", "source_zh"], log);
    let (effect, effect_zh) = observed::optional(&section, ["effect", "effect_zh"], log);
    Some(Assumption {
        id,
        text,
        text_zh,
        path,
        value,
        value_zh,
        source,
        source_zh,
        certainty: observed::certainty(&section, log)?,
        effect,
        effect_zh,
    })
}

/// The value at a path of the merged scenario; a path that leads nowhere is told, since a plan may have changed what
/// stands there.
fn current(root: &Table, path: &str, place: &Node, log: &mut Log) -> Option<String> {
    let mut steps = path.split('.').map(str::trim);
    let first = steps.next().unwrap_or_default();
    let mut at: Option<&Node> = root.get(first);
    let mut known: Vec<&str> = root.entries.iter().map(|entry| entry.key.as_str()).collect();
    let mut missed = first;
    for step in steps {
        let Some(node) = at else { break };
        missed = step;
        (at, known) = match (node.table(), node.list()) {
            (Some(table), _) => (
                table.get(step),
                table.entries.iter().map(|entry| entry.key.as_str()).collect(),
            ),
            (_, Some(list)) => (
                list.iter().find(|item| item.id() == Some(step)),
                list.iter().filter_map(Node::id).collect(),
            ),
            _ => (None, Vec::new()),
        };
    }
    if at.is_none() {
        log.push(
            Mistake::at(Code::AssumptionPath, place.place)
                .with("path", path)
                .with("known", names::shown(known.iter().copied()))
                .nearest(names::nearest(missed, known.iter().copied())),
        );
    }
    at.map(resolved::inline)
}
