//! Finished units of a command: the store beside its results, and what is said of it.

use super::Door;
use super::words::sweep as say;
use crate::report::RESULTS_VERSION;
use crate::study::disk::RealDisk;
use crate::study::failure::Failure;
use crate::study::store::{self, Identity, Store};
use std::path::Path;

/// A study whose units are kept.
pub(super) struct Study<'a> {
    /// The command's name.
    pub command: &'static str,
    /// The resolved scenario.
    pub scenario: &'a str,
    /// What is varied or compared, as text.
    pub design: &'a str,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Whether to go on with what is finished.
    pub resume: bool,
}

/// Opens the store beside a folder of results.
pub(super) fn open(results: &Path, study: &Study) -> Result<Store<'static>, Failure> {
    let identity = Identity {
        command: study.command,
        version: env!("CARGO_PKG_VERSION"),
        results_version: RESULTS_VERSION,
        scenario: store::sha256(study.scenario.as_bytes()),
        design: store::sha256(study.design.as_bytes()),
        seed: study.seed,
    };
    Store::open(&RealDisk, &store::beside(results), identity, study.resume)
}

/// Says how many units were reused and done, if going on was asked for, and after a failure how to go on.
pub(super) fn tell(door: &Door, store: &Store, resumed: bool, failure: Option<&Failure>) {
    if resumed && !door.quiet {
        let counts = store.counts();
        door.tell(&say::UNITS.with(door.language, &[&counts.reused, &counts.damaged, &counts.written]));
    }
    if matches!(failure, Some(Failure::Interrupted | Failure::Disk { .. })) {
        door.warning(&say::KEPT.with(door.language, &[&store.folder().display()]));
    }
}
