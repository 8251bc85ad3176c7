//! Parts at one centre: those on the shelf, cars that wait for one, and what was ordered today.
//!
//! Every unit that a job needs is ordered again at that instant. A car that waits holds what it keeps; once a part has
//! been ordered for her, an owner stays. What lay ready for one who left goes back.

use super::Ctx;
use crate::engine::keyed::unit;
use crate::model::Model;
use crate::model::parts::Store;
use crate::sim::draws::{Draws, Purpose};
use crate::sim::job::Job;
use crate::sim::observer::Observer;
use std::collections::VecDeque;

/// Blocks of random words that a stage may use: four parts each.
const BLOCKS: u32 = 64;

/// One centre's parts.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// By part: units there.
    stock: Vec<u32>,
    /// By part: cars that wait for one, the longest first.
    waiting: Vec<VecDeque<u32>>,
    /// Cars for which a part came this morning.
    came: Vec<u32>,
    /// Parts that were taken today for owners who left.
    left_over: Vec<u32>,
    /// By part: units put back whose orders still come; so many needs order nothing.
    surplus: Vec<u32>,
    /// Today's orders, in order of time: when, and which part.
    orders: Vec<(i64, u32)>,
}

impl Shelf {
    /// As at the start.
    pub fn clear(&mut self, model: &Model, centre: u32) {
        let Some(parts) = &model.parts else { return };
        self.stock.clear();
        self.stock.extend_from_slice(parts.stock(Store::Centre(centre)));
        self.waiting.resize(parts.parts(), VecDeque::new());
        self.waiting.iter_mut().for_each(VecDeque::clear);
        self.came.clear();
        self.left_over.clear();
        self.surplus.clear();
        self.surplus.resize(parts.parts(), 0);
        self.orders.clear();
    }

    /// Whether the present stage of a job would have its parts now.
    pub fn has_all(&self, model: &Model, draws: &Draws, job: &Job) -> bool {
        needed(model, draws, job).all(|part| self.stock[part as usize] > 0)
    }

    /// Takes the parts for the present stage of the job at `at` from the shelf; says how many it must wait for.
    pub fn take<O: Observer>(&mut self, ctx: &mut Ctx<O>, at: u32, now: i64) -> u8 {
        let job = ctx.jobs.get(at);
        let mut missing = 0;
        for part in needed(ctx.model, &ctx.draws, job) {
            if self.surplus[part as usize] > 0 {
                self.surplus[part as usize] -= 1;
            } else {
                self.orders.push((now, part));
            }
            let there = self.stock[part as usize] > 0;
            if there {
                self.stock[part as usize] -= 1;
            } else {
                self.waiting[part as usize].push_back(at);
                missing += 1;
            }
            ctx.observer.part_needed(now, &job.record, part, there);
        }
        missing
    }

    /// The owner of a job that has its parts leaves: they go back in the evening.
    pub fn put_back(&mut self, model: &Model, draws: &Draws, job: &Job) {
        self.left_over.extend(needed(model, draws, job));
    }

    /// The day ends: what is left over is there for others.
    pub fn tidy(&mut self) {
        for part in std::mem::take(&mut self.left_over) {
            self.surplus[part as usize] += 1;
            self.receive(part);
        }
    }

    /// A unit of a part comes: for the car that has waited longest, or for the shelf.
    pub fn receive(&mut self, part: u32) {
        match self.waiting[part as usize].pop_front() {
            Some(car) => self.came.push(car),
            None => self.stock[part as usize] += 1,
        }
    }

    /// Cars for which a part has come since this was last asked, each as often as parts came for it.
    pub fn came(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.came)
    }

    /// The orders since this was last asked, in order of time.
    pub fn orders(&mut self) -> std::vec::Drain<'_, (i64, u32)> {
        self.orders.drain(..)
    }

    /// Units of a part on the shelf, less those that cars wait for and those put back.
    pub fn net(&self, part: usize) -> i64 {
        i64::from(self.stock[part]) - self.waiting[part].len() as i64 - i64::from(self.surplus[part])
    }
}

/// The parts that the present stage of a job needs, by its own draws.
fn needed<'a>(model: &'a Model, draws: &'a Draws, job: &'a Job) -> impl Iterator<Item = u32> + 'a {
    let parts = model.stages[job.stage as usize].parts.iter().enumerate();
    let mut words = [0; 4];
    parts.filter_map(move |(place, &(part, share))| {
        if place % 4 == 0 {
            let block = job.step * BLOCKS + place as u32 / 4;
            words = draws.of_job(model, job.record.name(), Purpose::Parts, block);
        }
        (unit(words[place % 4]) < share).then_some(part)
    })
}
