//! The house rules of `src/`: which layer may use which, how a file begins, how long it may get.

use std::fs;
use std::path::{Path, PathBuf};

/// Layers in the order of permission: each may use itself and those before it. The last three are doors, side by side.
const LAYERS: [&str; 12] = [
    "units", "engine", "stats", "scenario", "model", "sim", "metrics", "study", "report", "cli", "web", "python",
];

/// Doors: none may use another.
const DOORS: [&str; 3] = ["cli", "web", "python"];

/// Processes of `sim/`: they never name each other.
const PROCESSES: [&str; 12] = [
    "demand",
    "triage",
    "hotline",
    "booking",
    "centre",
    "floor",
    "parts",
    "roadside",
    "mobile",
    "recall",
    "expansion",
    "holiday",
];

/// Most lines a file may have.
const LONGEST: usize = 600;

/// One source file: its module path below `src/` (`mod.rs` names its folder) and its text without comments.
struct Source {
    path: PathBuf,
    module: Vec<String>,
    text: String,
    code: String,
}

impl Source {
    fn layer(&self) -> &str {
        &self.module[0]
    }

    /// Complete names used in the code that begin at the root of the crate, first parts only: `["sim", "booking"]`.
    fn uses(&self) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices("crate::") {
            let joined = self.code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
            if !joined {
                expand(&self.code[at + "crate::".len()..], Vec::new(), &mut found);
            }
        }
        let mut rest = self.code.as_str();
        while let Some(at) = rest.find("super::") {
            rest = &rest[at..];
            let mut steps = 0;
            while let Some(after) = rest.strip_prefix("super::") {
                steps += 1;
                rest = after;
            }
            let base = self.module[..self.module.len().saturating_sub(steps)].to_vec();
            expand(rest, base, &mut found);
        }
        found
    }
}

/// Reads the path (or the braces full of paths) at the start of `code` and adds every name below `base`.
fn expand(code: &str, base: Vec<String>, found: &mut Vec<Vec<String>>) {
    let code = code.trim_start();
    if let Some(inside) = code.strip_prefix('{') {
        let (mut depth, mut start) = (0, 0);
        for (at, letter) in inside.char_indices() {
            match letter {
                '{' => depth += 1,
                ',' if depth == 0 => {
                    expand(&inside[start..at], base.clone(), found);
                    start = at + 1;
                }
                '}' if depth == 0 => {
                    expand(&inside[start..at], base.clone(), found);
                    return;
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return;
    }
    let word: String = code.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if word.is_empty() {
        return;
    }
    let mut name = base;
    name.push(word.clone());
    match code[word.len()..].strip_prefix("::") {
        Some(more) if name.len() < 3 => expand(more, name, found),
        _ => found.push(name),
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let below = path.strip_prefix(&root).unwrap().with_extension("");
                let mut module: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                if module.len() > 1 && module.last().is_some_and(|last| last == "mod") {
                    module.pop();
                }
                let code = text
                    .lines()
                    .map(|line| line.split("//").next().unwrap_or_default())
                    .collect::<Vec<_>>()
                    .join("\n");
                found.push(Source {
                    path,
                    module,
                    text,
                    code,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 20, "too few files under {}", root.display());
    found
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|known| *known == layer)
}

#[test]
fn every_layer_uses_only_those_before_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        if ["lib", "main"].contains(&source.layer()) {
            continue;
        }
        let Some(own) = rank(source.layer()) else {
            wrong.push(format!(
                "{}: a layer that the order does not know",
                source.path.display()
            ));
            continue;
        };
        for name in source.uses() {
            let Some(used) = rank(&name[0]) else { continue };
            let doors = DOORS.contains(&source.layer()) && DOORS.contains(&LAYERS[used]) && used != own;
            if used > own || doors {
                wrong.push(format!("{}: uses {}", source.path.display(), name.join("::")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "against the order of the layers:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn processes_of_the_simulation_do_not_name_each_other() {
    let mut wrong = Vec::new();
    for source in sources() {
        let [layer, process, ..] = source.module.as_slice() else {
            continue;
        };
        if layer != "sim" || !PROCESSES.contains(&process.as_str()) {
            continue;
        }
        for name in source.uses() {
            let [used_layer, used, ..] = name.as_slice() else {
                continue;
            };
            if used_layer == "sim" && used != process && PROCESSES.contains(&used.as_str()) {
                wrong.push(format!("{}: uses {}", source.path.display(), name.join("::")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "only sim/journey.rs and sim/mod.rs join processes:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_file_says_its_subject_and_stays_short() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if !source.text.starts_with("//! ") {
            wrong.push(format!(
                "{}: the first line is not `//! subject`",
                source.path.display()
            ));
        }
        if lines > LONGEST {
            wrong.push(format!("{}: {lines} lines, most {LONGEST}", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_uses_sees_groups_and_parents() {
    let source = Source {
        path: PathBuf::new(),
        module: vec!["sim".into(), "desk".into()],
        text: String::new(),
        code:
            "use crate::{engine::time::{Span, Time}, sim::booking};\nuse super::floor::X;\nlet x = crate::study::run();"
                .into(),
    };
    let names: Vec<String> = source.uses().iter().map(|name| name.join("::")).collect();
    assert_eq!(
        names,
        [
            "engine::time::Span",
            "engine::time::Time",
            "sim::booking",
            "study::run",
            "sim::floor::X"
        ]
    );
}
