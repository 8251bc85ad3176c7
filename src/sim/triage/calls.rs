//! The hotline: owners call, wait for an agent in order of their calls, give up, call again.

use super::{Triage, What, close, lose, to_centre};
use crate::engine::keyed::unit;
use crate::engine::time::{FOREVER, Span, Time};
use crate::model::triage::{HotlineModel, TriageModel};
use crate::sim::desk::DeskCtx;
use crate::sim::draws::Purpose;
use crate::sim::job::Ticket;
use crate::sim::observer::{Called, Observer};
use crate::sim::record::{Channel, LossReason};
use crate::sim::story::Step;
use std::collections::VecDeque;

/// A call of an owner.
#[derive(Clone, Debug)]
pub struct Call {
    /// Her need.
    pub ticket: Ticket,
    /// Her calls before it.
    before: u32,
    /// When she called.
    dialled: i64,
    /// Its place in the queue: later calls have greater ones.
    place: u64,
    /// Whether it is about a recall: there is no need behind it.
    about_recall: bool,
    /// The failure mode under which it counts; none: a recall asks for no work.
    mode: Option<u32>,
}

impl Call {
    /// About a recall that has cars do this in a workshop; none: nothing.
    pub fn about_recall(ticket: Ticket, mode: Option<u32>) -> Call {
        Call {
            about_recall: true,
            mode,
            ..Call::of(ticket)
        }
    }

    fn of(ticket: Ticket) -> Call {
        Call {
            before: 0,
            dialled: ticket.occurred,
            place: 0,
            about_recall: false,
            mode: Some(ticket.mode),
            ticket,
        }
    }

    /// The need behind it.
    pub fn need(self) -> Option<Ticket> {
        (!self.about_recall).then_some(self.ticket)
    }

    /// What is told of it.
    pub fn told(&self, answered: Option<i64>, end: i64) -> Called {
        Called {
            occurred: Time(self.ticket.occurred),
            city: self.ticket.city,
            mode: self.mode,
            dialled: self.dialled,
            answered,
            end,
        }
    }
}

/// The state of the hotline.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    waiting: VecDeque<Call>,
    talking: u32,
    agents: u32,
    last_place: u64,
}

impl Calls {
    /// Nobody calls.
    pub fn clear(&mut self, hotline: &HotlineModel) {
        self.waiting.clear();
        self.talking = 0;
        self.last_place = 0;
        self.agents = hotline.agents.first().map_or(0, |step| step.1);
    }

    /// The number of agents becomes that of a step; calls keep theirs.
    pub fn staff(&mut self, triage: &TriageModel, step: usize) {
        let steps = triage.hotline.as_ref().map(|hotline| &hotline.agents);
        if let Some(&(_, count)) = steps.and_then(|steps| steps.get(step)) {
            self.agents = count;
        }
    }

    /// Those who wait when the run ends; nobody can say whether they would have given up.
    pub fn finish(&mut self) -> Vec<Ticket> {
        self.waiting.drain(..).filter_map(Call::need).collect()
    }
}

impl Triage {
    /// The owner calls, if her failure mode does.
    pub(super) fn call<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        triage: &TriageModel,
        ticket: &Ticket,
        now: i64,
    ) -> bool {
        let Some(hotline) = &triage.hotline else { return false };
        if hotline.shares[ticket.mode as usize].is_none() {
            return false;
        }
        ctx.observer
            .stepped(ticket.id, now, Step::Turns { to: Channel::Hotline });
        self.dial(ctx, triage, Call::of(*ticket), now);
        true
    }

    /// A call comes in.
    pub(super) fn dial<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, triage: &TriageModel, mut call: Call, now: i64) {
        let Some(hotline) = &triage.hotline else { return };
        call.dialled = now;
        self.calls.last_place += 1;
        call.place = self.calls.last_place;
        if self.calls.talking < self.calls.agents {
            self.answer(ctx, hotline, call, now);
            return;
        }
        if let Some(law) = &hotline.patience {
            let word = words(ctx, &call)[0];
            let until = now.saturating_add(Span::from_minutes(law.sample(word)).0);
            self.agenda.put(until, What::HangsUp { place: call.place });
        }
        self.calls.waiting.push_back(call);
    }

    /// Free agents take those who have waited longest.
    pub(super) fn answer_waiting<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, triage: &TriageModel, now: i64) {
        let Some(hotline) = &triage.hotline else { return };
        while self.calls.talking < self.calls.agents {
            let Some(call) = self.calls.waiting.pop_front() else {
                return;
            };
            self.answer(ctx, hotline, call, now);
        }
    }

    fn answer<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, hotline: &HotlineModel, call: Call, now: i64) {
        self.calls.talking += 1;
        ctx.observer.stepped(call.ticket.id, now, Step::Answered);
        let talk = Span::from_minutes(hotline.talk.sample(words(ctx, &call)[1])).0;
        self.agenda
            .put(now.saturating_add(talk), What::CallEnds { call, answered: now });
    }

    /// A call ends: its need is solved, or moves on.
    pub(super) fn end_call<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        triage: &TriageModel,
        call: Call,
        answered: i64,
        now: i64,
    ) -> Option<Ticket> {
        self.calls.talking -= 1;
        ctx.observer.called(&call.told(Some(answered), now));
        let ticket = call.need()?;
        let share = triage.hotline.as_ref()?.shares[ticket.mode as usize].unwrap_or(0.0);
        let word = ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Advice, 0)[0];
        if unit(word) < share {
            close(ctx, &ticket, now);
            return None;
        }
        ctx.observer.stepped(ticket.id, now, Step::Unsolved);
        self.go_on(ctx, triage, ticket, 1 + Channel::Hotline as usize, now)
    }

    /// The patience of a caller ends, unless she has been answered: she calls again, looks for a centre, or is lost.
    pub(super) fn hang_up<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        triage: &TriageModel,
        place: u64,
        now: i64,
    ) -> Option<Ticket> {
        let hotline = triage.hotline.as_ref()?;
        let at = self
            .calls
            .waiting
            .binary_search_by_key(&place, |call| call.place)
            .ok()?;
        let mut call = self.calls.waiting.remove(at)?;
        ctx.observer.called(&call.told(None, now));
        let [_, _, redials, delay] = words(ctx, &call);
        if unit(redials) < hotline.redial_share {
            ctx.observer
                .stepped(call.ticket.id, now, Step::HungUp { redials: true });
            call.before += 1;
            let again = now.saturating_add(Span::from_minutes(hotline.redial.sample(delay)).0);
            self.agenda.put(again.min(FOREVER), What::Redials { call });
            return None;
        }
        let ticket = call.need()?;
        let word = ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Advice, 0)[1];
        if unit(word) < hotline.leave_share {
            lose(ctx, &ticket, LossReason::HungUp, now);
            return None;
        }
        ctx.observer.stepped(ticket.id, now, Step::HungUp { redials: false });
        Some(to_centre(ticket, now))
    }
}

/// The words of a call: patience, length, whether she calls again, and when.
fn words<O>(ctx: &DeskCtx<O>, call: &Call) -> [u64; 4] {
    ctx.draws
        .of_job(ctx.model, call.ticket.name(), Purpose::Call, call.before)
}
