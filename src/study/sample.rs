//! Replications of one scenario whose figures are kept apart: what is compared, swept and searched.

use super::failure::Failure;
use super::run::Progress;
use super::runner::{self, Job};
use crate::metrics::group::Groups;
use crate::metrics::sample::{Key, Reading, Sample};
use crate::metrics::tally::Tally;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::sim::{World, simulate};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Which replications, and how.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    /// Seed of all random numbers.
    pub seed: u64,
    /// The first replication, from 1.
    pub first: u32,
    /// How many, at least 1.
    pub replications: u32,
    /// Threads, at least 1.
    pub threads: usize,
}

/// The figures of one replication.
struct Unit<'m> {
    tally: Tally<'m>,
    values: Vec<f64>,
    jobs: u64,
}

/// Simulates replications and keeps the wanted figures of each. Fewer than asked for after an interruption.
///
/// # Errors
/// [`Failure::Broken`] if the audit of a replication fails.
pub fn sample(
    scenario: &Scenario,
    draws: Draws,
    wanted: impl Fn(&Key) -> bool,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Sample, Failure> {
    let model = Model::compile(scenario);
    let groups = Groups::new(&model);
    let reading = Reading::new(scenario, &model, wanted);
    let mut sample = reading.sample();
    let jobs = AtomicU64::new(0);
    let job = Job {
        make: || Unit {
            tally: Tally::new(&model, &groups),
            values: Vec::new(),
            jobs: 0,
        },
        state: || World::new(&model),
        work: |at: u32, world: &mut World, unit: &mut Unit| {
            unit.tally.clear();
            let replication = draws.first + at - 1;
            let done = simulate(&model, draws.seed, replication, world, &mut unit.tally);
            unit.jobs = done.map_err(|broken| Failure::broken(broken.to_string()))?;
            reading.read(&unit.tally, &mut unit.values);
            Ok(())
        },
    };
    runner::run(&job, draws.replications, draws.threads, interrupt, |at, unit| {
        sample.add(&unit.values);
        let jobs = jobs.fetch_add(unit.jobs, Ordering::Relaxed) + unit.jobs;
        progress(Progress {
            finished: at,
            replications: draws.replications,
            jobs,
        });
        Ok(())
    })?;
    Ok(sample)
}
