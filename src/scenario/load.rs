//! From files to one merged tree: the chain of `extends`, the tables each file names, `--set` last.

use super::Setting;
use super::csv;
use super::diagnostic::{Log, Mistake};
use super::keys::{self, Shape};
use super::merge;
use super::sets;
use super::source::{Place, Sources, shown};
use super::table::{self, Section};
use super::tree::{self, Entry, Node, Table, Value};
use super::words::{Code, Phrase};
use std::io;
use std::path::{Path, PathBuf};

/// How files are read: from the disk, or from wherever a test keeps them.
pub type Files<'f> = &'f dyn Fn(&Path) -> io::Result<Vec<u8>>;

/// The texts of one scenario and what was found wrong with them so far.
pub struct Loading<'f> {
    files: Files<'f>,
    /// Every text read.
    pub sources: Sources,
    /// Every finding.
    pub log: Log,
    /// File name and SHA-256 of the text of every trace.
    pub traces: Vec<(String, String)>,
}

impl<'f> Loading<'f> {
    /// Nothing read yet.
    pub fn new(files: Files<'f>) -> Loading<'f> {
        Loading {
            files,
            sources: Sources::default(),
            log: Log::default(),
            traces: Vec::new(),
        }
    }

    /// The merged tree, a future over it; none if a file is missing at the root or any is not TOML.
    pub fn tree(&mut self, path: &Path, future: Option<&Path>, settings: &[Setting]) -> Option<Table> {
        let mut layers = self.chain(path)?;
        if let Some(future) = future {
            layers.insert(0, self.future(future)?);
        }
        let mut merged = Table::default();
        for layer in layers.into_iter().rev() {
            let layer = self.with_tables(layer);
            merge::merge(&mut merged, layer, keys::SCENARIO, &mut self.log);
        }
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        for Setting { name, text } in settings {
            let source = self.sources.add(name.clone(), folder.clone(), text.clone());
            sets::apply(&mut merged, &self.sources, source, &mut self.log);
        }
        Some(merged)
    }

    /// The file and all that it extends, itself first.
    fn chain(&mut self, path: &Path) -> Option<Vec<Table>> {
        let mut layers = Vec::new();
        let mut seen: Vec<PathBuf> = Vec::new();
        let mut next = Some((path.to_path_buf(), None));
        let mut whole = true;
        while let Some((path, named_at)) = next.take() {
            let real = std::fs::canonicalize(&path).unwrap_or_else(|_| PathBuf::from(shown(&path)));
            if let (Some(place), true) = (named_at, seen.contains(&real)) {
                self.log
                    .push(Mistake::at(Code::ExtendsCycle, place).with("path", shown(&path)));
                self.log.incomplete = true;
                break;
            }
            seen.push(real);
            let Some(text) = self.scenario_text(&path, named_at) else {
                self.log.incomplete = true;
                break;
            };
            let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
            let source = self.sources.add(shown(&path), folder, text);
            let Some(mut table) = tree::parse(&self.sources, source, &mut self.log) else {
                whole = false;
                break;
            };
            if let Some(entry) = table.remove("extends") {
                let place = entry.node.place;
                match table::text(&entry.node, "extends", &mut self.log) {
                    Some(base) => next = Some((self.sources.resolve(place, base), Some(place))),
                    None => self.log.incomplete = true,
                }
            }
            layers.push(table);
        }
        (whole && !layers.is_empty()).then_some(layers)
    }

    /// A file that lies over every plan. What it inherited would lie over them as well, and undo them: refused.
    fn future(&mut self, path: &Path) -> Option<Table> {
        let text = self.scenario_text(path, None)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let source = self.sources.add(shown(path), folder, text);
        let mut table = tree::parse(&self.sources, source, &mut self.log)?;
        if let Some(entry) = table.remove("extends") {
            self.log.push(Mistake::at(Code::FutureExtends, entry.key_place));
        }
        Some(table)
    }

    fn scenario_text(&mut self, path: &Path, named_at: Option<Place>) -> Option<String> {
        let bytes = self.bytes(path, named_at)?;
        let text = String::from_utf8(bytes).ok();
        if text.is_none() {
            let mistake = named_at.map_or(Mistake::nowhere(Code::NotUtf8), |at| Mistake::at(Code::NotUtf8, at));
            self.log.push(mistake.with("path", shown(path)));
        }
        text
    }

    fn bytes(&mut self, path: &Path, named_at: Option<Place>) -> Option<Vec<u8>> {
        let error = match (self.files)(path) {
            Ok(bytes) => return Some(bytes),
            Err(error) => error,
        };
        let reason = match error.kind() {
            io::ErrorKind::NotFound => Phrase::NoSuchFile,
            io::ErrorKind::IsADirectory => Phrase::AFolder,
            _ => Phrase::NotOpened,
        };
        let mistake = named_at.map_or(Mistake::nowhere(Code::FileUnreadable), |at| {
            Mistake::at(Code::FileUnreadable, at)
        });
        self.log.push(mistake.with("path", shown(path)).with("reason", reason));
        None
    }

    /// The CSV table that `node` names, and its number among the sources.
    pub fn sheet(&mut self, node: &Node, key: &str) -> Option<(csv::Sheet, u32)> {
        let name = table::text(node, key, &mut self.log)?;
        let path = self.sources.resolve(node.place, name);
        let bytes = self.bytes(&path, Some(node.place))?;
        let Some(text) = csv::decode(bytes) else {
            self.log
                .push(Mistake::at(Code::TableEncoding, node.place).with("path", shown(&path)));
            return None;
        };
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let source = self.sources.add(shown(&path), folder, text);
        let sheet = csv::read(&self.sources, source, &mut self.log);
        Some((sheet?, source))
    }

    /// The file with the rows of the tables it names as entries, before its own.
    fn with_tables(&mut self, mut layer: Table) -> Table {
        let Some(tables) = layer.remove("tables") else {
            return layer;
        };
        if Section::open(&tables.node, "[tables]", keys::TABLES, &mut self.log).is_none() {
            return layer;
        }
        let Value::Table(tables) = tables.node.value else {
            return layer;
        };
        for Entry { key, key_place, node } in tables.entries {
            if keys::find(keys::TABLES, &key).is_none() {
                continue;
            }
            let before = self.log.errors();
            let entries = self.entries(&key, &node);
            if self.log.errors() > before {
                self.log.absent.push(key.clone());
            }
            match layer.get_mut(&key) {
                Some(Node {
                    value: Value::List(written),
                    ..
                }) => drop(written.splice(0..0, entries)),
                Some(_) => {}
                None => {
                    let value = Value::List(entries);
                    layer.put(Entry {
                        key,
                        key_place,
                        node: Node { value, ..node },
                    });
                }
            }
        }
        layer
    }

    /// The rows of the table that `node` names, as entries of a section.
    fn entries(&mut self, section: &str, node: &Node) -> Vec<Node> {
        let shape = keys::find(keys::SCENARIO, section).map(|key| key.shape);
        let (Some(Shape::ById(keys)) | Some(Shape::Entries(keys))) = shape else {
            return Vec::new();
        };
        let Some((sheet, source)) = self.sheet(node, section) else {
            return Vec::new();
        };
        if keys::find(keys, "id").is_none() || sheet.header.iter().any(|column| column.text == "id") {
            return csv::entries(&sheet, source, keys);
        }
        // Reported once, at the header, not at every row.
        let place = sheet.header.first().map_or(Place::top(source), |column| column.place);
        self.log.push(
            Mistake::at(Code::MissingKey, place)
                .with("section", format!("[[{section}]]"))
                .with("key", "id")
                .with("expected", Phrase::Column)
                .with("example", "`id`"),
        );
        Vec::new()
    }
}
