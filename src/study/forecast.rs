//! The forecast of a scenario with beliefs: blocks of replications, each with numbers of its own drawn from them.

use super::failure::Failure;
use super::run::Progress;
use super::runner::{self, Job};
use crate::engine::keyed::{Key, name_hash, unit};
use crate::metrics::forecast::{BlockReading, Drawn, Figures, Forecast, ForecastTotals};
use crate::metrics::group::Groups;
use crate::metrics::sample::Sample;
use crate::metrics::tally::Tally;
use crate::model::Model;
use crate::scenario::{Diagnostics, Loaded, Scenario, Setting};
use crate::sim::{World, simulate};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What the random words of beliefs are for; their replication is 0, which no job has.
const PURPOSE: u64 = 101;

/// How the replications of a run are shared among draws of the beliefs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// Seed of all random numbers.
    pub seed: u64,
    /// The first replication, from 1.
    pub first: u32,
    /// Replications.
    pub replications: u32,
    /// Replications of each block but the last, which may have fewer.
    pub size: u32,
}

impl Blocks {
    /// So many replications in `beliefs` blocks, or fewer where they do not share out evenly; without a wish two
    /// replications each: as many draws as there can be while chance within a block is still seen.
    pub fn new(seed: u64, first: u32, replications: u32, beliefs: Option<u32>) -> Blocks {
        let size = beliefs.map_or(2, |beliefs| replications.div_ceil(beliefs.max(1)));
        Blocks {
            seed,
            first,
            replications,
            size: size.max(1),
        }
    }

    /// How many blocks.
    pub fn count(&self) -> u32 {
        self.replications.div_ceil(self.size)
    }

    /// The replications of a block (1 first).
    fn replications_of(&self, block: u32) -> std::ops::Range<u32> {
        let before = (block - 1) * self.size;
        let after = self.replications.min(before + self.size);
        self.first + before..self.first + after
    }
}

/// Reads the scenario with the numbers of a block in it.
pub type Load<'l> = &'l (dyn Fn(&[Setting]) -> Result<Loaded, Diagnostics> + Sync);

/// A draw of the beliefs that the scenario refuses.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The block, from 1.
    pub block: u32,
    /// What was drawn.
    pub settings: Vec<Setting>,
    /// What the scenario says of it.
    pub mistakes: Diagnostics,
}

/// Everything that a run drew from its beliefs before it simulates.
#[derive(Clone, Debug)]
pub struct Plan {
    blocks: Blocks,
    drawn: Vec<Drawn>,
    /// By block.
    settings: Vec<Vec<Setting>>,
}

impl Plan {
    /// Draws every block: each value is a pure function of the seed, the name of its path and the block, so that another
    /// belief leaves it alone. Each block is read once, so that nothing is refused later.
    ///
    /// # Errors
    /// The first block that the scenario refuses: single values were tried when it was read, but two keys together may
    /// have limits of their own.
    pub fn new(scenario: &Scenario, blocks: Blocks, load: Load<'_>) -> Result<Plan, Refused> {
        let mut drawn = Vec::new();
        let mut settings = vec![Vec::new(); blocks.count() as usize];
        for belief in &scenario.uncertainty {
            let quantile = belief.quantile();
            let mut values = Vec::new();
            for (block, settings) in (1u64..).zip(&mut settings) {
                let words = Key::new(blocks.seed, 0).block([block, name_hash(&belief.path), 0, PURPOSE]);
                let value = quantile(unit(words[0]));
                settings.push(belief.setting(value));
                values.push(value);
            }
            drawn.push(Drawn {
                path: belief.path.clone(),
                written: belief.written,
                values,
            });
        }
        for (at, block) in (1u32..).zip(&settings) {
            load(block).map_err(|mistakes| Refused {
                block: at,
                settings: block.clone(),
                mistakes,
            })?;
        }
        Ok(Plan {
            blocks,
            drawn,
            settings,
        })
    }

    /// How many blocks.
    pub fn blocks(&self) -> u32 {
        self.blocks.count()
    }

    /// The changes of a block (1 first).
    pub fn settings(&self, block: u32) -> &[Setting] {
        &self.settings[block as usize - 1]
    }
}

/// The figures of one block.
#[derive(Default)]
struct Block {
    figures: Vec<Figures>,
    jobs: u64,
}

/// Simulates the blocks of a plan. `written` has the figures of the same replications of the scenario as it is written:
/// replication r of a block has the random numbers of replication r there. After an interruption it tells the blocks
/// that were finished.
///
/// # Errors
/// [`Failure::Broken`] if the audit of a replication fails; [`Failure::Interrupted`] if not one block was finished.
pub fn forecast(
    scenario: &Scenario,
    plan: &Plan,
    written: &Sample,
    (load, threads): (Load<'_>, usize),
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Forecast, Failure> {
    let model = Model::compile(scenario);
    let mut totals = ForecastTotals::new(written, &model);
    let jobs = AtomicU64::new(0);
    let Blocks { seed, .. } = plan.blocks;
    let job = Job {
        make: Block::default,
        state: || (),
        work: |at: u32, (): &mut (), block: &mut Block| {
            block.figures.clear();
            block.jobs = 0;
            let loaded = load(plan.settings(at))
                .map_err(|_| Failure::broken(format!("a file of the scenario changed before block {at}")))?;
            let drawn = Model::compile(&loaded.scenario);
            let groups = Groups::new(&drawn);
            let reading = BlockReading::new((&loaded.scenario, &drawn), (written, &model));
            let mut tally = Tally::new(&drawn, &groups);
            let mut world = World::new(&drawn);
            for replication in plan.blocks.replications_of(at) {
                tally.clear();
                let done = simulate(&drawn, seed, replication, &mut world, &mut tally);
                block.jobs += done.map_err(|broken| Failure::broken(broken.to_string()))?;
                block.figures.push(reading.read(&drawn, &tally));
            }
            Ok(())
        },
    };
    runner::run(&job, plan.blocks.count(), threads, interrupt, |at, block| {
        totals.fold(&block.figures);
        let jobs = jobs.fetch_add(block.jobs, Ordering::Relaxed) + block.jobs;
        progress(Progress {
            finished: plan.blocks.replications.min(at * plan.blocks.size),
            replications: plan.blocks.replications,
            jobs,
        });
        Ok(())
    })?;
    if totals.blocks() == 0 {
        return Err(Failure::Interrupted);
    }
    Ok(totals.forecast(scenario, written, plan.drawn.clone()))
}
