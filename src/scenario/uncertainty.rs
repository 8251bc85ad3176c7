//! `[uncertainty]`: numbers of the scenario that are not known, each with a distribution of what it may be.

use super::diagnostic::{Log, Mistake};
use super::dist;
use super::keys::{self, Key, Kind, Shape};
use super::load::Loading;
use super::merge::EVERY;
use super::names;
use super::sets;
use super::table;
use super::tree::{Node, Table, Value};
use super::words::{Code, Phrase, number};
use super::{Scenario, Setting};
use crate::engine::law::Law;
use crate::engine::sampler::{Sampler, Tables};
use crate::units::Language;
use std::path::PathBuf;

/// The share of a distribution that a belief leaves out at either end.
///
/// A distribution without limits would now and then draw what no scenario can be; what lies between two points can be
/// looked at before anything is simulated.
pub const LEFT_OUT: f64 = 1e-4;

/// What is believed of one number.
#[derive(Clone, Debug, PartialEq)]
pub struct Belief {
    /// Where the number stands, as `--set` addresses it.
    pub path: String,
    /// What it may be; between its points at [`LEFT_OUT`] and 1 − `LEFT_OUT`.
    pub law: Law,
    /// Draws are rounded to whole numbers: a count.
    pub whole: bool,
    /// What stands in the scenario.
    pub written: f64,
}

impl Belief {
    /// The value at a share `u` of the belief, 0 < u < 1; rises with it.
    pub fn quantile(&self) -> impl Fn(f64) -> f64 {
        let sampler = Sampler::new(&self.law, &mut Tables::new());
        let whole = self.whole;
        move |u| {
            let u = LEFT_OUT + (1.0 - 2.0 * LEFT_OUT) * u;
            let word = ((u * (1u64 << 52) as f64) as u64) << 12;
            let value = sampler.sample(word);
            if whole { libm::round(value) } else { value }
        }
    }

    /// The change that puts a value in place of what is written.
    pub fn setting(&self, value: f64) -> Setting {
        let text = match self.whole {
            true => format!("{}={}", self.path, value as i64),
            // Debug keeps the point: 6.0 stays a number with decimals.
            false => format!("{}={value:?}", self.path),
        };
        Setting {
            name: format!("[uncertainty] {}", self.path),
            text,
        }
    }
}

/// Reads `[uncertainty]`; `root` is the merged scenario, in which paths lead.
pub(super) fn beliefs(root: &Table, node: Option<&Node>, log: &mut Log) -> Vec<Belief> {
    let Some(node) = node else { return Vec::new() };
    let Some(table) = node.table() else {
        table::wrong_type(node, "uncertainty", Phrase::Table, log);
        return Vec::new();
    };
    let mut known: Vec<(&Node, super::source::Place)> = Vec::new();
    let mut found = Vec::new();
    for entry in &table.entries {
        let law = dist::law(&entry.node, &entry.key, log);
        let steps: Vec<&str> = entry.key.split('.').map(str::trim).collect();
        let mut miss = Miss::default();
        let mut nodes = Vec::new();
        walk(&mut Step::Table(root), &steps, &mut nodes, &mut miss);
        let unchangeable = ["days", "warm_up_days", "uncertainty", "optimise", "lever"];
        let numbers: Vec<f64> = nodes.iter().filter_map(|node| figure(node)).collect();
        let (false, Some(&written), true) = (
            unchangeable.contains(&steps[0]),
            numbers.first(),
            numbers.len() == nodes.len(),
        ) else {
            log.push(
                Mistake::at(Code::BeliefPath, entry.key_place)
                    .with("path", &entry.key)
                    .with("known", miss.shown())
                    .nearest(names::nearest(&miss.step, miss.known.iter().map(String::as_str))),
            );
            continue;
        };
        if let Some((_, earlier)) = known
            .iter()
            .find(|(one, _)| nodes.iter().any(|node| std::ptr::eq(*node, *one)))
        {
            log.push(
                Mistake::at(Code::BeliefTwice, entry.key_place)
                    .with("path", &entry.key)
                    .beside(*earlier),
            );
            continue;
        }
        known.extend(nodes.into_iter().map(|node| (node, entry.key_place)));
        let Some(law) = law else { continue };
        if let Law::Normal { mean, sd } = law
            && Belief::least_normal(mean, sd) < 0.0
        {
            log.push(Mistake::at(Code::BeliefCut, entry.node.place).with("path", &entry.key));
            continue;
        }
        found.push(Belief {
            path: steps.join("."),
            law,
            whole: counts(keys::SCENARIO, &steps),
            written,
        });
    }
    found
}

impl Belief {
    /// The point of a normal distribution below which a belief leaves out, without the cut at 0.
    fn least_normal(mean: f64, sd: f64) -> f64 {
        mean + sd * crate::engine::special::normal_quantile(crate::engine::special::Tail::Lower(LEFT_OUT))
    }
}

/// A number that stands in the scenario.
fn figure(node: &Node) -> Option<f64> {
    match node.value {
        Value::Whole(value) => Some(value as f64),
        Value::Number(value) => Some(value),
        _ => None,
    }
}

/// Where a path is.
enum Step<'a> {
    Table(&'a Table),
    Node(&'a Node),
}

/// The step that leads nowhere, and what is known where it should be.
#[derive(Default)]
struct Miss {
    step: String,
    known: Vec<String>,
}

impl Miss {
    fn shown(&self) -> super::diagnostic::Argument {
        match self.known.is_empty() {
            true => Phrase::NoNumber.into(),
            false => names::shown(self.known.iter().map(String::as_str)).into(),
        }
    }
}

/// Every node at the end of a path; `*` stands for every entry.
fn walk<'a>(at: &mut Step<'a>, steps: &[&str], found: &mut Vec<&'a Node>, miss: &mut Miss) {
    let Some((&step, rest)) = steps.split_first() else {
        match at {
            Step::Node(node) => {
                if figure(node).is_none()
                    && let Some(table) = node.table()
                {
                    miss.known = table.entries.iter().map(|entry| entry.key.clone()).collect();
                }
                found.push(node);
            }
            Step::Table(_) => {}
        }
        return;
    };
    let (table, list) = match at {
        Step::Table(table) => (Some(*table), None),
        Step::Node(node) => (node.table(), node.list()),
    };
    let entries = list.unwrap_or_default().iter();
    let next: Vec<&Node> = match table {
        Some(table) => table.get(step).into_iter().collect(),
        None => entries
            .clone()
            .filter(|node| node.id().is_some_and(|id| step == EVERY || id == step))
            .collect(),
    };
    if next.is_empty() {
        miss.step = step.to_string();
        miss.known = match table {
            Some(table) => table.entries.iter().map(|entry| entry.key.clone()).collect(),
            None => entries.filter_map(Node::id).map(str::to_string).collect(),
        };
    }
    for node in next {
        walk(&mut Step::Node(node), rest, found, miss);
    }
}

/// Whether a key takes whole numbers only.
fn counts(keys: &'static [Key], steps: &[&str]) -> bool {
    let Some((key, rest)) = steps
        .split_first()
        .and_then(|(step, rest)| Some((keys::find(keys, step)?, rest)))
    else {
        return false;
    };
    match key.shape {
        Shape::Table(inner) => counts(inner, rest),
        Shape::ById(inner) => counts(inner, rest.get(1..).unwrap_or_default()),
        _ => match key.kind {
            Kind::Whole(..) | Kind::Counts(..) | Kind::CountOrCounts(..) => true,
            Kind::Law(_) => rest == ["erlang", "k"],
            _ => false,
        },
    }
}

/// Refuses beliefs of which a draw may be what the scenario refuses: both ends are tried, one belief at a time.
pub(super) fn refuse_wild(
    scenario: &Scenario,
    tree: &Table,
    loading: &mut Loading<'_>,
    read: fn(&Table, &mut Loading<'_>) -> Scenario,
) {
    let place = |path: &str| {
        let table = tree.get("uncertainty")?.table()?;
        let same = |key: &str| key.split('.').map(str::trim).eq(path.split('.'));
        let entry = table.entries.iter().find(|entry| same(&entry.key))?;
        Some(entry.node.place)
    };
    let mut wild = Vec::new();
    for belief in &scenario.uncertainty {
        let quantile = belief.quantile();
        for value in [quantile(0.0), quantile(1.0)] {
            let own = std::mem::take(&mut loading.log);
            let traces = loading.traces.len();
            let drawn = with(tree, &[belief.setting(value)], loading);
            read(&drawn, loading);
            loading.traces.truncate(traces);
            let tried = std::mem::replace(&mut loading.log, own);
            if tried.errors() == 0 {
                continue;
            }
            let messages = tried.finish(&loading.sources);
            let why = messages
                .iter()
                .find(|message| message.level() == super::Level::Error)
                .map(|message| [Language::En, Language::Zh].map(|language| message.message(language)));
            let (Some([en, zh]), Some(place)) = (why, place(&belief.path)) else {
                continue;
            };
            wild.push(
                Mistake::at(Code::BeliefRange, place)
                    .with("path", &belief.path)
                    .with("value", number((value * 1e6).round() / 1e6))
                    .with("why", Phrase::Reported(en, zh)),
            );
            break;
        }
    }
    wild.into_iter().for_each(|mistake| loading.log.push(mistake));
}

/// The tree with numbers drawn from its beliefs; what was drawn is no longer uncertain.
pub(super) fn with(tree: &Table, drawn: &[Setting], loading: &mut Loading<'_>) -> Table {
    let mut tree = tree.clone();
    for Setting { name, text } in drawn {
        let source = loading.sources.add(name.clone(), PathBuf::new(), text.clone());
        sets::apply(&mut tree, &loading.sources, source, &mut loading.log);
    }
    tree.remove("uncertainty");
    tree
}
