//! Cars that stand on a floor when the run starts.

use super::{Clock, Ctx, Job, Yard, work};
use crate::engine::ends::EndList;
use crate::engine::time::{FOREVER, Span};
use crate::model::Model;
use crate::model::booking::BookingModel;
use crate::model::state::OpenModel;
use crate::scenario::state::Standing;
use crate::sim::job::Ticket;
use crate::sim::observer::Observer;
use crate::sim::state::end_of_patience;
use std::cmp::Reverse;

impl Yard {
    /// Puts a car where it was: in work, with the work left of its stage, or behind those who wait for it longer.
    pub fn take_over<E: EndList, O: Observer>(
        &mut self,
        ends: &mut E,
        ctx: &mut Ctx<O>,
        ticket: Ticket,
        open: &OpenModel,
    ) {
        let model = ctx.model;
        let stage = model.modes[open.mode as usize].first_stage + open.step;
        let spec = &model.stages[stage as usize];
        let in_work = open.standing == Standing::InWork;
        self.inside += 1;
        self.car_time -= i128::from(open.arrived);
        self.resources.take_over(&spec.chain, in_work);
        self.note(Clock::MIDNIGHT);
        let mut job = Job {
            since: 0,
            in_work,
            step: open.step,
            ..Job::coming(&ticket, self.centre, open.arrived, stage)
        };
        work::draw_ahead(model, &ctx.draws, ticket.name(), &mut job);
        job.record.service_start = open.started;
        if in_work {
            job.running = match open.work_left {
                Some(Span(left)) => left,
                None => work::of_stage(model, &ctx.draws, &job),
            };
            let end = self.end_of_ongoing(model, &mut job);
            let place = ctx.jobs.insert(job);
            ends.insert(end, place);
            ctx.observer.stage_started(ticket.id, open.step, 0, end);
            return;
        }
        let place = ctx.jobs.insert(job);
        self.wait(ctx, place, spec.class, open.since);
        if open.step == 0 {
            self.waiting += 1;
            let law = match &model.centres[self.centre as usize].booking {
                _ if ticket.slot.came() => None,
                BookingModel::WalkIn { patience, .. } => patience.as_ref(),
                BookingModel::Calendar(calendar) => {
                    calendar.beside.as_ref().and_then(|beside| beside.patience.as_ref())
                }
            };
            let until = match (open.patience_left, law) {
                (Some(Span(left)), _) => left,
                (None, Some(law)) => end_of_patience(model, &ctx.draws, &ticket, law, 1, open.arrived),
                (None, None) => FOREVER,
            };
            if until != FOREVER {
                self.patience.push(Reverse((until, ticket.id, place)));
            }
        }
        debug_assert!(ctx.jobs.get(place).record.service_start.came() || open.step == 0);
    }

    /// When work that goes on at the start of the run ends; paused work goes on at the first opening.
    fn end_of_ongoing(&self, model: &Model, job: &mut Job) -> i64 {
        let plan = &model.hours[self.opening.hours];
        let goes_on = model.stages[job.stage as usize].chain.around_the_clock;
        let from = if goes_on { 0 } else { plan.first_worked() };
        if from == FOREVER {
            return FOREVER;
        }
        match &model.centres[self.centre as usize].pace {
            _ if goes_on => job.running.min(FOREVER),
            Some(pace) => {
                let (end, running) = pace.end_of_work(from, job.running);
                job.running = running;
                end
            }
            None => plan.end_of_started(from, job.running).min(FOREVER),
        }
    }
}
