//! `aftersales explain`: one job's story from its seed.

use super::arguments::Explain;
use super::{Door, End, check, words};
use crate::report::story;
use crate::study::explain::{Found, explain};
use crate::study::failure::Failure;

pub(super) fn run(door: &Door, asked: &Explain) -> Result<End, Failure> {
    let job = asked.job();
    if job.is_none() {
        door.mistake(&words::BAD_JOB.with(door.language, &[&asked.job]));
    }
    let loaded = check::load(door, &asked.common);
    let (Some((replication, id)), Some(loaded)) = (job, loaded) else {
        return Ok(End::Mistaken);
    };
    match explain(&loaded.scenario, asked.common.seed, replication, id)? {
        Found::Story(story) => {
            let command = command(asked);
            let text = story::tell(&story, &loaded.scenario, asked.common.seed, &command, door.language);
            door.say(&text)?;
            Ok(End::Done)
        }
        Found::NoSuchJob { jobs: 0 } => {
            door.mistake(&words::NO_JOBS.with(door.language, &[&replication]));
            Ok(End::Mistaken)
        }
        Found::NoSuchJob { jobs } => {
            door.mistake(&words::NO_SUCH_JOB.with(door.language, &[&replication, &id, &(jobs - 1)]));
            Ok(End::Mistaken)
        }
    }
}

/// The command that tells the same story.
fn command(asked: &Explain) -> String {
    let common = &asked.common;
    let mut line = format!("aftersales explain {} --job {}", common.scenario.display(), asked.job);
    if common.seed != 1 {
        line.push_str(&format!(" --seed {}", common.seed));
    }
    for set in &common.set {
        line.push_str(&format!(" --set '{set}'"));
    }
    line
}
