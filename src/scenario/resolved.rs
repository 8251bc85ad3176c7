//! The merged scenario as TOML text: what the manifest keeps and hashes.

use super::tree::{Node, Table, Value};
use std::fmt::Write;

/// The tree as TOML: keys of the top level first, then each section; inner tables in one line.
///
/// `traces` (file name, SHA-256 of the text) stand at the end as comments, so that the text changes with them.
pub fn to_toml(root: &Table, traces: &[(String, String)]) -> String {
    let mut text = String::new();
    for entry in root.entries.iter().filter(|entry| !is_section(&entry.node)) {
        let _ = writeln!(text, "{} = {}", key(&entry.key), inline(&entry.node));
    }
    for entry in root.entries.iter().filter(|entry| is_section(&entry.node)) {
        match &entry.node.value {
            Value::Table(table) => section(&mut text, &format!("[{}]", key(&entry.key)), table),
            Value::List(list) => {
                let tables = list.iter().filter_map(Node::table);
                tables.for_each(|table| section(&mut text, &format!("[[{}]]", key(&entry.key)), table));
            }
            _ => {}
        }
    }
    for (name, hash) in traces {
        let _ = writeln!(text, "\n# {name:?} sha256 {hash}");
    }
    text
}

fn is_section(node: &Node) -> bool {
    match &node.value {
        Value::Table(_) => true,
        Value::List(list) => !list.is_empty() && list.iter().all(|item| item.table().is_some()),
        _ => false,
    }
}

fn section(text: &mut String, header: &str, table: &Table) {
    let _ = writeln!(text, "\n{header}");
    for entry in &table.entries {
        let _ = writeln!(text, "{} = {}", key(&entry.key), inline(&entry.node));
    }
}

fn key(key: &str) -> String {
    let bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if bare {
        key.to_string()
    } else {
        toml::Value::String(key.to_string()).to_string()
    }
}

/// A value in one line.
pub fn inline(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => toml::Value::String(text.clone()).to_string(),
        Value::Whole(value) => value.to_string(),
        // Debug keeps the point: 6.0 stays a float.
        Value::Number(value) => format!("{value:?}"),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Moment(moment) => moment.to_string(),
        Value::Other(text) => text.clone(),
        Value::List(list) => format!("[{}]", list.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Table(table) if table.entries.is_empty() => "{}".to_string(),
        Value::Table(table) => {
            let entries = table
                .entries
                .iter()
                .map(|entry| format!("{} = {}", key(&entry.key), inline(&entry.node)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
