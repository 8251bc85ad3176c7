//! Mobile vans: those of a city take its jobs in order, within their hours.

use super::{Triage, What, to_centre};
use crate::engine::keyed::unit;
use crate::engine::time::{FOREVER, Span};
use crate::model::triage::{TriageModel, VansModel};
use crate::sim::desk::DeskCtx;
use crate::sim::draws::Purpose;
use crate::sim::job::Ticket;
use crate::sim::observer::{Drove, Observer};
use crate::sim::record::Channel;
use crate::sim::story::Step;
use std::collections::VecDeque;

/// The vans of a city.
#[derive(Clone, Debug, Default)]
struct Group {
    /// In order of their places.
    waiting: VecDeque<(u64, Ticket)>,
    /// Vans on the way or at work.
    out: u32,
    last_place: u64,
    /// Whether the instant at which they set out again is on the agenda.
    expected: bool,
}

/// The vans of all cities.
#[derive(Clone, Debug, Default)]
pub struct Vans {
    groups: Vec<Group>,
    /// Groups of which a van may have become free at this instant.
    look_at: Vec<u32>,
}

impl Vans {
    /// All vans are at home.
    pub fn clear(&mut self, model: &VansModel) {
        self.groups.clear();
        self.groups.resize(model.groups.len(), Group::default());
        self.look_at.clear();
    }

    /// A van is back.
    pub fn done(&mut self, group: u32) {
        self.groups[group as usize].out -= 1;
    }

    /// Their hours have begun.
    pub fn opened(&mut self, group: u32) {
        self.groups[group as usize].expected = false;
    }

    /// A van may set out at this instant.
    pub fn look(&mut self, group: u32) {
        if !self.look_at.contains(&group) {
            self.look_at.push(group);
        }
    }

    /// Those who wait when the run ends.
    pub fn finish(&mut self) -> Vec<Ticket> {
        let waiting = self.groups.iter_mut().flat_map(|group| group.waiting.drain(..));
        waiting.map(|(_, ticket)| ticket).collect()
    }
}

impl Triage {
    /// The owner asks for a van, if her city has one and it can do the job.
    pub(super) fn ask_van<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        triage: &TriageModel,
        ticket: &Ticket,
        now: i64,
    ) -> bool {
        let Some(group) = triage.vans.of_city[ticket.city as usize] else {
            return false;
        };
        let Some((share, _)) = &triage.vans.work[ticket.mode as usize] else {
            return false;
        };
        if unit(words(ctx, ticket)[0]) >= *share {
            return false;
        }
        ctx.observer.stepped(ticket.id, now, Step::Turns { to: Channel::Van });
        let state = &mut self.vans.groups[group as usize];
        state.last_place += 1;
        let place = state.last_place;
        state.waiting.push_back((place, *ticket));
        self.vans.look(group);
        self.send_vans(ctx, triage, now);
        let waits = self.vans.groups[group as usize].waiting.back();
        if waits.is_some_and(|&(last, _)| last == place) {
            let until = now.saturating_add(triage.vans.groups[group as usize].patience);
            self.agenda.put(until.min(FOREVER), What::NoVan { group, place });
        }
        true
    }

    /// Vans that are free in their hours set out to those who have waited longest.
    pub(super) fn send_vans<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, triage: &TriageModel, now: i64) {
        while let Some(group) = self.vans.look_at.pop() {
            let at = group as usize;
            let spec = &triage.vans.groups[at];
            let opens = triage.vans.opens(at, now);
            let state = &mut self.vans.groups[at];
            if opens > now {
                if !state.waiting.is_empty() && !state.expected && opens < FOREVER {
                    state.expected = true;
                    self.agenda.put(opens, What::VansOpen { group });
                }
                continue;
            }
            while state.out < spec.count {
                let Some((_, ticket)) = state.waiting.pop_front() else {
                    break;
                };
                state.out += 1;
                let words = words(ctx, &ticket);
                let work = &triage.vans.work[ticket.mode as usize];
                let work = work.as_ref().map_or(0, |(_, law)| law.sample_span(words[2]).0);
                let back = now
                    .saturating_add(Span::from_minutes(spec.travel.sample(words[1])).0)
                    .saturating_add(work);
                ctx.observer.stepped(ticket.id, now, Step::VanComes);
                let trip = Drove {
                    group,
                    from: now,
                    to: back,
                };
                ctx.observer.drove(&trip);
                self.agenda.put(back, What::VanDone { group, ticket });
            }
        }
    }

    /// The patience of an owner ends, unless a van is on its way to her: she looks for a centre.
    pub(super) fn give_up_van<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        group: u32,
        place: u64,
        now: i64,
    ) -> Option<Ticket> {
        let waiting = &mut self.vans.groups[group as usize].waiting;
        let at = waiting.binary_search_by_key(&place, |&(place, _)| place).ok()?;
        let (_, ticket) = waiting.remove(at)?;
        ctx.observer.stepped(ticket.id, now, Step::Unsolved);
        Some(to_centre(ticket, now))
    }
}

/// The words of a job at the door: whether a van can do it, the time on the road, the work.
fn words<O>(ctx: &DeskCtx<O>, ticket: &Ticket) -> [u64; 4] {
    ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Van, 0)
}
