//! Replications of one scenario whose figures are kept apart: what is compared, swept and searched.

use super::failure::Failure;
use super::run::Progress;
use super::runner::{self, Job};
use super::store::{BLOCK, Store, Unit};
use crate::metrics::group::Groups;
use crate::metrics::sample::{Key, Reading, Sample};
use crate::metrics::tally::Sums;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::sim::{World, simulate};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Replications whose units are looked for at once: an interruption need not wait until all have been.
const STRETCH: u32 = 100 * BLOCK;

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

/// Where finished units are kept, and under which names.
#[derive(Clone, Copy)]
pub struct Keeping<'s> {
    /// The store.
    pub store: &'s Store<'s>,
    /// Hash of the resolved scenario.
    pub scenario: &'s str,
    /// A name for the wanted figures, which changes with them.
    pub figures: &'static str,
}

/// The figures of one replication.
struct Figures<'m> {
    sums: Sums<'m>,
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
    let reading = Reading::new(scenario, &model, wanted);
    let mut sample = reading.sample();
    let all_jobs = AtomicU64::new(0);
    each(&model, &reading, draws, interrupt, |replication, values, jobs| {
        sample.add(values);
        progress(Progress {
            finished: replication - draws.first + 1,
            replications: draws.replications,
            jobs: all_jobs.fetch_add(jobs, Ordering::Relaxed) + jobs,
        });
        Ok(())
    })?;
    Ok(sample)
}

/// As [`sample()`], but what a store has is taken from there, and what is simulated is kept there unit by unit.
///
/// # Errors
/// As [`sample()`]; [`Failure::Interrupted`] if not all could be done, [`Failure::Disk`] if a unit cannot be written:
/// the units before it are kept.
pub fn sample_kept(
    scenario: &Scenario,
    draws: Draws,
    wanted: impl Fn(&Key) -> bool,
    keeping: Keeping,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Sample, Failure> {
    let model = Model::compile(scenario);
    let reading = Reading::new(scenario, &model, wanted);
    let mut sample = reading.sample();
    let rows = sample.keys().len();
    let end = draws.first.saturating_add(draws.replications);
    let unit = |first: u32| Unit {
        scenario: keeping.scenario,
        figures: keeping.figures,
        first,
        last: end.min(first.saturating_add(BLOCK)) - 1,
    };
    let stored = |&first: &u32| {
        let unit = unit(first);
        let length = rows * (unit.last - first + 1) as usize * size_of::<f64>();
        keeping.store.get(&unit, length).map(|bytes| decode(&bytes))
    };
    let (mut finished, mut all_jobs) = (0, 0);
    let mut show = |new: u32, jobs: u64| {
        (finished, all_jobs) = (finished + new, all_jobs + jobs);
        progress(Progress {
            finished,
            replications: draws.replications,
            jobs: all_jobs,
        });
    };
    for start in (draws.first..end).step_by(STRETCH as usize) {
        let stop = end.min(start.saturating_add(STRETCH));
        let firsts: Vec<u32> = (start..stop).step_by(BLOCK as usize).collect();
        let mut blocks: Vec<Option<Vec<f64>>> = firsts.iter().map(stored).collect();
        let found = firsts.iter().zip(&blocks).filter(|(_, block)| block.is_some());
        show(found.map(|(&first, _)| unit(first).last - first + 1).sum(), 0);
        let mut at = 0;
        while at < blocks.len() {
            if blocks[at].is_some() {
                at += 1;
                continue;
            }
            // Missing units in a row are simulated in one go: no thread waits at their seams.
            let gap = blocks[at..].iter().take_while(|block| block.is_none()).count();
            let (first, last) = (firsts[at], unit(firsts[at + gap - 1]).last);
            let part = Draws {
                first,
                replications: last - first + 1,
                ..draws
            };
            let mut values = Vec::new();
            let done = each(&model, &reading, part, interrupt, |replication, of_one, jobs| {
                values.extend_from_slice(of_one);
                let unit = unit(firsts[at]);
                if replication == unit.last {
                    keeping.store.put(&unit, &encode(&values))?;
                    blocks[at] = Some(std::mem::take(&mut values));
                    at += 1;
                }
                show(1, jobs);
                Ok(())
            })?;
            if done < part.replications {
                return Err(Failure::Interrupted);
            }
        }
        for block in blocks.into_iter().flatten() {
            block.chunks(rows.max(1)).for_each(|values| sample.add(values));
        }
    }
    Ok(sample)
}

/// Simulates replications and hands the figures of each and its number of jobs to `fold`, in order. Returns how many:
/// fewer than asked for after an interruption.
fn each(
    model: &Model,
    reading: &Reading,
    draws: Draws,
    interrupt: &AtomicBool,
    mut fold: impl FnMut(u32, &[f64], u64) -> Result<(), Failure> + Send,
) -> Result<u32, Failure> {
    let groups = Groups::new(model);
    let job = Job {
        make: || Figures {
            sums: Sums::new(model, &groups),
            values: Vec::new(),
            jobs: 0,
        },
        state: || World::new(model),
        work: |at: u32, world: &mut World, figures: &mut Figures| {
            figures.sums.clear();
            let replication = draws.first + at - 1;
            let done = simulate(model, draws.seed, replication, world, &mut figures.sums);
            figures.jobs = done.map_err(|broken| Failure::broken(broken.to_string()))?;
            reading.read(figures.sums.tally(), &mut figures.values);
            Ok(())
        },
    };
    runner::run(&job, draws.replications, draws.threads, interrupt, |at, figures| {
        fold(draws.first + at - 1, &figures.values, figures.jobs)
    })
}

/// Figures as a unit holds them: the bits of each, low byte first.
fn encode(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn decode(bytes: &[u8]) -> Vec<f64> {
    let (words, _) = bytes.as_chunks();
    words.iter().map(|word| f64::from_le_bytes(*word)).collect()
}
