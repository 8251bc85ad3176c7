//! `explain`: one job of one replication, followed step by step.

use super::failure::Failure;
use super::run::Closed;
use crate::engine::time::Time;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::sim::observer::{Observer, ResourceDay};
use crate::sim::record::JobRecord;
use crate::sim::story::Step;
use crate::sim::waits::Waits;
use crate::sim::{World, simulate};

/// What happened to one job.
#[derive(Clone, Debug)]
pub struct Story {
    /// The replication, 1 first.
    pub replication: u32,
    /// How it ended, with its waits.
    pub end: Closed,
    /// Its steps in order of time.
    pub steps: Vec<(Time, Step)>,
}

/// What came of looking for a job.
#[derive(Clone, Debug)]
pub enum Found {
    /// The job and its story.
    Story(Box<Story>),
    /// The replication has no such job: its ids are 0 … `jobs` − 1.
    NoSuchJob {
        /// Jobs of the replication.
        jobs: u64,
    },
}

/// Listens for one job.
struct Follower {
    id: u32,
    steps: Vec<(Time, Step)>,
    end: Option<Closed>,
}

impl Observer for Follower {
    fn job_closed(&mut self, job: &JobRecord, waits: &Waits) {
        if job.id == self.id {
            self.end = Some(Closed::new(job, waits));
        }
    }

    fn stepped(&mut self, job: u32, at: i64, step: Step) {
        if job == self.id {
            self.steps.push((Time(at), step));
        }
    }

    fn centre_day(&mut self, _: u32, _: u32, _: &[ResourceDay]) {}

    fn first_slot(&mut self, _: u32, _: u32, _: u32, _: Option<u32>) {}

    fn free_days(&mut self, _: u32, _: u32, _: u32, _: u32) {}

    fn retried(&mut self, _: u32, _: u32, _: u32, _: bool) {}
}

/// Simulates replication `replication` (1 first) again and follows job `id`.
///
/// # Errors
/// [`Failure::Broken`] if the audit fails.
pub fn explain(scenario: &Scenario, seed: u64, replication: u32, id: u32) -> Result<Found, Failure> {
    let model = Model::compile(scenario);
    let mut follower = Follower {
        id,
        steps: Vec::new(),
        end: None,
    };
    let jobs = simulate(&model, seed, replication, &mut World::new(&model), &mut follower)
        .map_err(|broken| Failure::broken(broken.to_string()))?;
    // Desk and floors tell in their own order; steps of one instant stay as they came.
    follower.steps.sort_by_key(|(at, _)| *at);
    Ok(match follower.end {
        Some(end) => Found::Story(Box::new(Story {
            replication,
            end,
            steps: follower.steps,
        })),
        None => Found::NoSuchJob { jobs },
    })
}
