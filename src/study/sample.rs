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
use crate::sim::observer::Observer;
use crate::sim::{World, simulate};
use std::sync::atomic::AtomicBool;

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

/// How one replication is watched, and what is read off it.
pub struct Gauge<Make, Read> {
    /// Makes an observer.
    pub make: Make,
    /// Reads its figures, and lets it forget them.
    pub read: Read,
    /// How many figures a replication has.
    pub rows: usize,
}

/// The figures of one replication, and how many jobs it had.
struct Figures<O> {
    observer: O,
    values: Vec<f64>,
    jobs: u64,
}

/// Simulates replications and keeps the wanted figures of each. What a store has is taken from there, and what is simulated
/// is kept there unit by unit.
///
/// # Errors
/// As [`values()`].
pub fn sample(
    scenario: &Scenario,
    draws: Draws,
    wanted: impl Fn(&Key) -> bool,
    keeping: Option<Keeping>,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Sample, Failure> {
    let model = Model::compile(scenario);
    let reading = Reading::new(scenario, &model, wanted);
    let mut sample = reading.sample();
    let groups = Groups::new(&model);
    let gauge = Gauge {
        make: || Sums::new(&model, &groups),
        read: |sums: &mut Sums, values: &mut Vec<f64>| {
            reading.read(sums.tally(), values);
            sums.clear();
        },
        rows: sample.keys().len(),
    };
    let values = values(&model, &gauge, draws, keeping, progress, interrupt)?;
    for at in 0..draws.replications as usize {
        sample.add(&values[at * gauge.rows..][..gauge.rows]);
    }
    Ok(sample)
}

/// Simulates replications and returns the figures of each, one after the other; with a store as [`sample()`].
///
/// # Errors
/// [`Failure::Broken`] if the audit of a replication fails, [`Failure::Interrupted`] if not all could be done,
/// [`Failure::Disk`] if a unit cannot be written: the units before it are kept.
pub fn values<O: Observer + Send>(
    model: &Model,
    gauge: &Gauge<impl Fn() -> O + Sync, impl Fn(&mut O, &mut Vec<f64>) + Sync>,
    draws: Draws,
    keeping: Option<Keeping>,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Vec<f64>, Failure> {
    let mut all_values: Vec<f64> = Vec::new();
    let end = draws.first.saturating_add(draws.replications);
    let last = |first: u32| end.min(first.saturating_add(BLOCK)) - 1;
    let kept = keeping.map(|keeping| {
        let unit = move |first: u32| Unit {
            scenario: keeping.scenario,
            figures: keeping.figures,
            first,
            last: last(first),
        };
        (keeping.store, unit)
    });
    let stored = |&first: &u32| {
        let (store, unit) = kept.as_ref()?;
        let length = gauge.rows * (last(first) - first + 1) as usize * size_of::<f64>();
        store.get(&unit(first), length).map(|bytes| decode(&bytes))
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
        show(found.map(|(&first, _)| last(first) - first + 1).sum(), 0);
        let mut at = 0;
        while at < blocks.len() {
            if blocks[at].is_some() {
                at += 1;
                continue;
            }
            // Missing units in a row are simulated in one go: no thread waits at their seams.
            let gap = blocks[at..].iter().take_while(|block| block.is_none()).count();
            let first = firsts[at];
            let part = Draws {
                first,
                replications: last(firsts[at + gap - 1]) - first + 1,
                ..draws
            };
            let mut values = Vec::new();
            let done = each(model, gauge, part, interrupt, |replication, of_one, jobs| {
                values.extend_from_slice(of_one);
                if replication == last(firsts[at]) {
                    if let Some((store, unit)) = &kept {
                        store.put(&unit(firsts[at]), &encode(&values))?;
                    }
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
        blocks.into_iter().flatten().for_each(|block| all_values.extend(block));
    }
    Ok(all_values)
}

/// Simulates replications and hands the figures of each and its number of jobs to `fold`, in order. Returns how many:
/// fewer than asked for after an interruption.
fn each<O: Observer + Send>(
    model: &Model,
    gauge: &Gauge<impl Fn() -> O + Sync, impl Fn(&mut O, &mut Vec<f64>) + Sync>,
    draws: Draws,
    interrupt: &AtomicBool,
    mut fold: impl FnMut(u32, &[f64], u64) -> Result<(), Failure> + Send,
) -> Result<u32, Failure> {
    let job = Job {
        make: || Figures {
            observer: (gauge.make)(),
            values: Vec::new(),
            jobs: 0,
        },
        state: || World::new(model),
        work: |at: u32, world: &mut World, figures: &mut Figures<O>| {
            let replication = draws.first + at - 1;
            let done = simulate(model, draws.seed, replication, world, &mut figures.observer);
            figures.jobs = done.map_err(|broken| Failure::broken(broken.to_string()))?;
            (gauge.read)(&mut figures.observer, &mut figures.values);
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
