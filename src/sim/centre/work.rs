//! Working times of the stages of a job.
//!
//! Those of the first stages are drawn when a car comes to its floor, with those of the other cars of the day, where no
//! draw waits for another; during the day the next event would wait for each.

use crate::engine::time::Span;
use crate::model::Model;
use crate::sim::draws::{Draws, Purpose};
use crate::sim::job::{AHEAD, Job};
use crate::sim::record::{Name, Origin};

/// Draws the working times of the first stages of a job that has just come.
#[inline(always)]
pub fn draw_ahead(model: &Model, draws: &Draws, name: Name, job: &mut Job) {
    let words = draws.of_job(model, name, Purpose::Work, 0);
    let first = model.modes[name.mode as usize].first_stage as usize;
    for (step, word) in words.into_iter().enumerate() {
        let stage = &model.stages[first + step];
        job.work[step] = given(model, name, step).unwrap_or_else(|| stage.hours.sample_span(word).0);
        if stage.last {
            break;
        }
    }
}

/// Microseconds of the present stage of a job.
#[inline(always)]
pub fn of_stage(model: &Model, draws: &Draws, job: &Job) -> i64 {
    match job.work.get(job.step as usize) {
        Some(work) => *work,
        None => of_later(model, draws, job),
    }
}

/// The same of a stage beyond those drawn ahead.
#[inline(never)]
fn of_later(model: &Model, draws: &Draws, job: &Job) -> i64 {
    let (name, step) = (job.record.name(), job.step as usize);
    given(model, name, step).unwrap_or_else(|| {
        let words = draws.of_job(model, name, Purpose::Work, (step / AHEAD) as u32);
        model.stages[job.stage as usize]
            .hours
            .sample_span(words[step % AHEAD])
            .0
    })
}

/// What a trace says of the work of a stage. A comeback has work of its own.
#[inline(always)]
fn given(model: &Model, name: Name, step: usize) -> Option<i64> {
    match name.origin {
        Origin::Trace { index } if name.visit == 0 => model.traces[index as usize].work[step].map(|Span(work)| work),
        _ => None,
    }
}
