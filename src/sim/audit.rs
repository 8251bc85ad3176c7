//! The identities that every replication must meet, whatever the scenario.

use super::record::{JobRecord, Origin, Outcome};
use crate::engine::time::Time;
use std::fmt;

/// Counts and times as the records tell them, to be set against those of the floors.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    served: u64,
    lost: u64,
    unfinished: u64,
    left: u64,
    recalled: u64,
    solved: u64,
    car_time: i128,
    disorder: Option<u32>,
}

/// A broken identity: a defect of the program, never of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Seed of the run.
    pub seed: u64,
    /// Replication, 1 first.
    pub replication: u32,
    /// What does not hold, with both figures.
    pub what: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "seed {}, replication {}: {}",
            self.seed, self.replication, self.what
        )
    }
}

impl Audit {
    /// Notes a closed job.
    #[inline]
    pub fn job_closed(&mut self, job: &JobRecord, end: Time) {
        let served = matches!(job.outcome, Outcome::Served);
        if served {
            self.served += 1;
        } else {
            self.unserved(job.outcome);
        }
        if matches!(job.origin, Origin::Recall { .. }) && !job.chain.is_comeback() {
            self.recalled += 1;
        }
        if served || job.arrived.came() {
            let arrived = job.arrived.known();
            let left = job.left().unwrap_or(end);
            let began = Time(job.service_start.or(arrived.0));
            if job.occurred > arrived || arrived > began || began > left {
                self.disorder = Some(job.id);
            }
            self.car_time += i128::from(left.0 - arrived.0);
        }
    }

    #[inline(never)]
    fn unserved(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Served => {}
            Outcome::Lost(_) => self.lost += 1,
            Outcome::Unfinished => self.unfinished += 1,
            Outcome::Left => self.left += 1,
            Outcome::Solved => self.solved += 1,
        }
    }

    /// Checks the end of a replication: jobs in = served + lost + left + solved + unfinished; every unit of every resource free or
    /// held; and Little's law as an identity: time added up over cars equals cars added up over time.
    pub fn check(
        &self,
        occurred: u64,
        car_time: i128,
        free_is_right: bool,
        comebacks: bool,
        recalled: u64,
        cars: bool,
    ) -> Result<(), String> {
        let out = self.served + self.lost + self.left + self.solved + self.unfinished;
        if occurred != out {
            return Err(format!("{occurred} jobs occurred, {out} ended or stayed open"));
        }
        if let Some(job) = self.disorder {
            return Err(format!("the instants of job {job} are out of order"));
        }
        if car_time != self.car_time {
            return Err(format!(
                "cars spent {car_time} µs on the floors, {} µs by their records",
                self.car_time
            ));
        }
        if !free_is_right {
            return Err("a resource, a part, a loaner car, a driver or a truck is neither there nor held".into());
        }
        if !comebacks {
            return Err("a repair did not hold and its car did not come back".into());
        }
        if recalled != self.recalled {
            return Err(format!(
                "{recalled} recalled cars came, {} jobs of such cars ended or stayed open",
                self.recalled
            ));
        }
        if !cars {
            return Err("on some day the cars of a city at home, away and on the road are not all of them".into());
        }
        Ok(())
    }
}
