//! `manifest.json`: what made these results, and the mark by which we know a folder as ours.

use super::RESULTS_VERSION;
use crate::metrics::sequential::{Aimed, Sequential};
use crate::stats::precision::Why;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

/// The file's name.
pub const FILE: &str = "manifest.json";

/// What every version of the format begins with.
const MARK: &str = "aftersales.manifest/";

/// What made a folder of results. All that may differ between two runs with the same figures stands here alone.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The scenario after `extends`, tables and `--set`, as TOML.
    pub resolved: String,
    /// What it was compared with, each as TOML.
    pub plans: Vec<String>,
    /// Seed of the run.
    pub seed: u64,
    /// Replications that the figures hold.
    pub replications: u32,
    /// How their number came about, unless it was given.
    pub sequential: Option<Sequential>,
    /// The command as it was typed.
    pub command_line: Vec<String>,
    /// When it was run, as the caller's clock says.
    pub date: String,
}

#[derive(Serialize)]
struct Page<'a> {
    schema: String,
    version: &'static str,
    results_version: u32,
    seed: u64,
    replications: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequential: Option<Decided>,
    date: &'a str,
    command_line: &'a [String],
    scenario_sha256: String,
    scenario: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    plans: Vec<Compared<'a>>,
}

/// How the number of replications came about.
#[derive(Serialize)]
struct Decided {
    /// `reached`, `most-allowed` or `unseen`.
    ended: &'static str,
    /// Whether the figures hold fresh replications only.
    confirmed: bool,
    first_replication: u32,
    precision: Vec<Precision>,
}

/// One figure: how well it was wanted and is known, relative to its mean.
#[derive(Serialize)]
struct Precision {
    metric: &'static str,
    wanted: f64,
    known: Option<f64>,
}

impl Decided {
    fn of(sequential: &Sequential) -> Decided {
        let of = |aimed: &Aimed| Precision {
            metric: aimed.aim.metric.key(),
            wanted: aimed.aim.wanted,
            known: aimed.relative,
        };
        Decided {
            ended: match sequential.why {
                Why::Reached => "reached",
                Why::Cap => "most-allowed",
                Why::Unseen => "unseen",
            },
            confirmed: sequential.is_confirmed(),
            first_replication: sequential.first,
            precision: sequential.aims.iter().map(of).collect(),
        }
    }
}

#[derive(Serialize)]
struct Compared<'a> {
    scenario_sha256: String,
    scenario: &'a str,
}

impl Manifest {
    /// Writes `manifest.json`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let page = Page {
            schema: format!("{MARK}1"),
            version: env!("CARGO_PKG_VERSION"),
            results_version: RESULTS_VERSION,
            seed: self.seed,
            replications: self.replications,
            sequential: self.sequential.as_ref().map(Decided::of),
            date: &self.date,
            command_line: &self.command_line,
            scenario_sha256: hash(&self.resolved),
            scenario: &self.resolved,
            plans: (self.plans.iter())
                .map(|plan| Compared {
                    scenario_sha256: hash(plan),
                    scenario: plan,
                })
                .collect(),
        };
        serde_json::to_writer_pretty(&mut *out, &page)?;
        writeln!(out)
    }
}

/// SHA-256 of a text, in hexadecimal.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether a folder holds a `manifest.json` of ours, of any version.
pub fn is_ours(folder: &Path) -> bool {
    let Ok(file) = File::open(folder.join(FILE)) else {
        return false;
    };
    let page: Result<serde_json::Value, _> = serde_json::from_reader(BufReader::new(file));
    page.is_ok_and(|page| page["schema"].as_str().is_some_and(|schema| schema.starts_with(MARK)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_manifest_marks_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_ours(folder.path()));
        let manifest = Manifest {
            resolved: "name = \"x\"\n".into(),
            plans: Vec::new(),
            seed: 3,
            replications: 5,
            sequential: None,
            command_line: vec!["aftersales".into(), "run".into()],
            date: "2026-01-02T03:04:05Z".into(),
        };
        let mut bytes = Vec::new();
        manifest.write(&mut bytes).unwrap();
        std::fs::write(folder.path().join(FILE), &bytes).unwrap();
        assert!(is_ours(folder.path()));
        let page: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(page["schema"], "aftersales.manifest/1");
        assert_eq!(page["results_version"], 1);
        assert_eq!(page["replications"], 5);
        assert_eq!(page["scenario"], "name = \"x\"\n");
        assert_eq!(page["scenario_sha256"], hash("name = \"x\"\n"));
        assert_eq!(page["date"], "2026-01-02T03:04:05Z");
        std::fs::write(folder.path().join(FILE), "{\"schema\": \"web.manifest\"}").unwrap();
        assert!(!is_ours(folder.path()));
    }
}
