//! Finished units on disk: what a killed, interrupted or crashed study need not do again.
//!
//! A store is a folder beside the results. Its mark, `store.json`, says what study it belongs to; every other file is
//! a unit: a block of replications of one scenario, named by the hash of its key, with the key and a checksum inside.
//! Files are written beside their place, synced and renamed, so a unit is whole or absent; what is damaged all the
//! same is found by its checksum and made again.

use super::disk::Disk;
use super::failure::{Deed, Failure};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Replications of a unit; the last one of a study may have fewer.
pub const BLOCK: u32 = 10;

/// The file that says whose units these are.
pub const MARK: &str = "store.json";

/// What every version of the mark begins with.
const SCHEMA: &str = "aftersales.store/";

/// What every version of a unit begins with.
const UNIT: &str = "aftersales.unit/1";

/// How names of units end.
const ENDING: &str = ".unit";

/// How names of files end while they are written.
const UNFINISHED: &str = ".new";

/// What must be equal for a study to be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// The command.
    Command,
    /// The version of the program.
    Version,
    /// The version of its results.
    Results,
    /// The resolved scenario, by its hash.
    Scenario,
    /// What is varied or compared, by its hash.
    Design,
    /// The seed.
    Seed,
}

impl Term {
    /// Every term, in the order in which they are compared.
    pub const ALL: [Term; 6] = [
        Term::Command,
        Term::Version,
        Term::Results,
        Term::Scenario,
        Term::Design,
        Term::Seed,
    ];

    /// Its name in the mark.
    pub const fn key(self) -> &'static str {
        match self {
            Term::Command => "command",
            Term::Version => "version",
            Term::Results => "results_version",
            Term::Scenario => "scenario_sha256",
            Term::Design => "design_sha256",
            Term::Seed => "seed",
        }
    }
}

/// The study that a store belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The command's name.
    pub command: &'static str,
    /// The version of the program.
    pub version: &'static str,
    /// The version of its results.
    pub results_version: u32,
    /// Hash of the resolved scenario.
    pub scenario: String,
    /// Hash of what is varied or compared.
    pub design: String,
    /// Seed of all random numbers.
    pub seed: u64,
}

impl Identity {
    fn term(&self, term: Term) -> String {
        match term {
            Term::Command => self.command.to_string(),
            Term::Version => self.version.to_string(),
            Term::Results => self.results_version.to_string(),
            Term::Scenario => self.scenario.clone(),
            Term::Design => self.design.clone(),
            Term::Seed => self.seed.to_string(),
        }
    }
}

/// One unit: which replications of which scenario, and which of its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'u> {
    /// Hash of the resolved scenario of this unit.
    pub scenario: &'u str,
    /// Which figures are kept, by a name that changes with them.
    pub figures: &'static str,
    /// First replication, from 1.
    pub first: u32,
    /// Last replication.
    pub last: u32,
}

/// How many units were found, found damaged, and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Whole ones that were taken from the disk.
    pub reused: u32,
    /// Damaged ones, which were made again.
    pub damaged: u32,
    /// Units written, those made again included.
    pub written: u32,
}

/// An open store.
pub struct Store<'d> {
    folder: PathBuf,
    identity: Identity,
    disk: &'d dyn Disk,
    reused: AtomicU32,
    damaged: AtomicU32,
    written: AtomicU32,
}

/// What stands where a store should be.
enum Found {
    /// Nothing, or nothing but what a killed start left.
    Free,
    /// A store of ours.
    Ours(Map<String, Value>),
}

impl<'d> Store<'d> {
    /// Refuses a folder that is no store, and with `resume` one of another study; touches nothing.
    ///
    /// # Errors
    /// [`Failure::NoStore`], [`Failure::OtherStudy`], or [`Failure::Disk`] if the folder cannot be read.
    pub fn check(disk: &dyn Disk, folder: &Path, identity: &Identity, resume: bool) -> Result<(), Failure> {
        match look(disk, folder)? {
            Found::Ours(mark) if resume => agree(folder, &mark, identity),
            _ => Ok(()),
        }
    }

    /// Opens the store in `folder`, made if there is none: with `resume` as it is, otherwise without units.
    ///
    /// # Errors
    /// As [`Store::check`], and [`Failure::Disk`] if it cannot be made.
    pub fn open(disk: &'d dyn Disk, folder: &Path, identity: Identity, resume: bool) -> Result<Store<'d>, Failure> {
        let found = look(disk, folder)?;
        if let (Found::Ours(mark), true) = (&found, resume) {
            agree(folder, mark, &identity)?;
        }
        let fresh = matches!(found, Found::Free);
        if fresh {
            disk.create_folder(folder)
                .map_err(|error| Failure::disk(Deed::CreateFolder, folder, error))?;
        }
        let store = Store {
            folder: folder.to_path_buf(),
            identity,
            disk,
            reused: AtomicU32::new(0),
            damaged: AtomicU32::new(0),
            written: AtomicU32::new(0),
        };
        if fresh || !resume {
            // The mark first: units of another study under it are not found, as their names say whose they are.
            store.write(MARK, &store.mark())?;
            store.clear()?;
        }
        Ok(store)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What a unit holds; none if it is not there, or damaged, or not `length` bytes long.
    pub fn get(&self, unit: &Unit, length: usize) -> Option<Vec<u8>> {
        let key = self.key(unit);
        let text = match self.disk.read(&self.folder.join(name(&key))) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(_) => {
                self.damaged.fetch_add(1, Ordering::Relaxed);
                return None;
            }
        };
        let content = content(&text, &key).filter(|content| content.len() == length);
        let counter = if content.is_some() { &self.reused } else { &self.damaged };
        counter.fetch_add(1, Ordering::Relaxed);
        content.map(<[u8]>::to_vec)
    }

    /// Keeps a unit.
    ///
    /// # Errors
    /// [`Failure::Disk`]; the unit is then absent.
    pub fn put(&self, unit: &Unit, content: &[u8]) -> Result<(), Failure> {
        let key = self.key(unit);
        let mut body = format!("{key}\n").into_bytes();
        body.extend_from_slice(content);
        let mut text = format!("{UNIT} {}\n", sha256(&body)).into_bytes();
        text.append(&mut body);
        self.write(&name(&key), &text)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// How many units were found and written so far.
    pub fn counts(&self) -> Counts {
        Counts {
            reused: self.reused.load(Ordering::Relaxed),
            damaged: self.damaged.load(Ordering::Relaxed),
            written: self.written.load(Ordering::Relaxed),
        }
    }

    /// All that the content of a unit depends on.
    fn key(&self, unit: &Unit) -> String {
        let Identity {
            version,
            results_version,
            seed,
            ..
        } = &self.identity;
        let Unit {
            scenario,
            figures,
            first,
            last,
        } = unit;
        format!(
            "version {version} results {results_version} figures {figures} scenario {scenario} seed {seed} \
             replications {first}-{last}"
        )
    }

    fn mark(&self) -> Vec<u8> {
        let mut mark = Map::new();
        mark.insert("schema".to_string(), Value::String(format!("{SCHEMA}1")));
        for term in Term::ALL {
            mark.insert(term.key().to_string(), Value::String(self.identity.term(term)));
        }
        format!("{:#}\n", Value::Object(mark)).into_bytes()
    }

    /// Writes a file beside its place, has it on the disk, and renames it.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let place = self.folder.join(name);
        let beside = self.folder.join(format!("{name}{UNFINISHED}"));
        let written = self.disk.write(&beside, bytes).and_then(|()| self.disk.sync(&beside));
        if let Err(error) = written {
            // What is half written only takes space, of which there may be none.
            let _ = self.disk.remove(&beside);
            return Err(Failure::disk(Deed::Write, &beside, error));
        }
        (self.disk.rename(&beside, &place))
            .and_then(|()| self.disk.sync_folder(&self.folder))
            .map_err(|error| Failure::disk(Deed::Rename, &beside, error))
    }

    /// Removes all units, whole or not; what has other names stays.
    fn clear(&self) -> Result<(), Failure> {
        for path in list(self.disk, &self.folder)? {
            if is_unit(&path) {
                self.disk
                    .remove(&path)
                    .map_err(|error| Failure::disk(Deed::Remove, &path, error))?;
            }
        }
        Ok(())
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The store of a folder of results: `<name>.units` beside it.
pub fn beside(results: &Path) -> PathBuf {
    let mut name = results.file_name().unwrap_or_default().to_os_string();
    name.push(".units");
    results.with_file_name(name)
}

/// The name of a unit's file: 128 bits of the hash of its key.
fn name(key: &str) -> String {
    format!("{}{ENDING}", &sha256(key.as_bytes())[..32])
}

/// What a file under this key holds; none if it is damaged or holds another.
fn content<'t>(text: &'t [u8], key: &str) -> Option<&'t [u8]> {
    let line = text.iter().position(|&byte| byte == b'\n')?;
    let (head, body) = (&text[..line], &text[line + 1..]);
    let whole = head == format!("{UNIT} {}", sha256(body)).as_bytes();
    whole.then(|| body.strip_prefix(key.as_bytes())?.strip_prefix(b"\n"))?
}

/// Whether a file is a unit by its name, finished or not.
fn is_unit(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(UNFINISHED).unwrap_or(&name).strip_suffix(ENDING);
    stem.is_some_and(|stem| stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn list(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    disk.list(folder)
        .map_err(|error| Failure::disk(Deed::Read, folder, error))
}

fn look(disk: &dyn Disk, folder: &Path) -> Result<Found, Failure> {
    let paths = match disk.list(folder) {
        Ok(paths) => paths,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Free),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(foreign(folder)),
        Err(error) => return Err(Failure::disk(Deed::Read, folder, error)),
    };
    let mark = folder.join(MARK);
    if !paths.contains(&mark) {
        let left = folder.join(format!("{MARK}{UNFINISHED}"));
        let free = paths.iter().all(|path| *path == left);
        return if free { Ok(Found::Free) } else { Err(foreign(folder)) };
    }
    let text = disk
        .read(&mark)
        .map_err(|error| Failure::disk(Deed::Read, &mark, error))?;
    match serde_json::from_slice(&text) {
        Ok(Value::Object(mark)) if said(&mark, "schema").starts_with(SCHEMA) => Ok(Found::Ours(mark)),
        _ => Err(foreign(folder)),
    }
}

fn foreign(folder: &Path) -> Failure {
    Failure::NoStore {
        path: folder.to_path_buf(),
    }
}

fn said<'m>(mark: &'m Map<String, Value>, key: &str) -> &'m str {
    mark.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a store belongs to a study.
fn agree(folder: &Path, mark: &Map<String, Value>, identity: &Identity) -> Result<(), Failure> {
    for term in Term::ALL {
        let (stored, asked) = (said(mark, term.key()), identity.term(term));
        if stored != asked {
            return Err(Failure::OtherStudy {
                path: folder.to_path_buf(),
                term,
                stored: stored.to_string(),
                asked,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
