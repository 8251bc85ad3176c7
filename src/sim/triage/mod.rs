//! What happens to a need before it becomes a visit: community, hotline, remote diagnosis, release of software, mobile
//! van, one after the other.
//!
//! All of it belongs to the desk and happens in the order of time over all cities, so that agents and vans are exact. At
//! one instant what ends comes first, then changes of agents and hours, then the starts of those who wait, then the end of
//! patience, then new tries. What a channel cannot solve moves on to the next with the time that it took.

mod calls;
mod inquiries;
mod vans;

use super::agenda::{Agenda, Ranked};
use super::desk::DeskCtx;
use super::draws::Purpose;
use super::job::{Ticket, lost};
use super::observer::Observer;
use super::record::{Channel, LossReason, Outcome};
use super::story::Step;
use super::waits::Waits;
use crate::engine::keyed::unit;
use crate::engine::time::{DAY, FOREVER, Perhaps};
use crate::model::Model;
use crate::model::triage::TriageModel;
use calls::Calls;
pub use inquiries::Inquiry;
use vans::Vans;

/// Something that happens in triage.
#[derive(Clone, Debug)]
enum What {
    /// An agent ends a call.
    CallEnds { call: calls::Call, answered: i64 },
    /// A van has done its work.
    VanDone { group: u32, ticket: Ticket },
    /// The number of agents becomes that of a step of the model.
    Agents(usize),
    /// The vans of a group set out again.
    VansOpen { group: u32 },
    /// The patience of whoever waits for an agent under this number ends.
    HangsUp { place: u64 },
    /// The patience of whoever waits for a van under this number ends.
    NoVan { group: u32, place: u64 },
    /// An owner who gave up calls again.
    Redials { call: calls::Call },
    /// The next owner calls because of a recall.
    Inquires,
    /// A channel without queue is done with a need.
    Done {
        channel: Channel,
        ticket: Ticket,
        solved: bool,
    },
}

impl Ranked for What {
    fn rank(&self) -> u8 {
        match self {
            What::CallEnds { .. } | What::VanDone { .. } => 0,
            What::Agents(_) | What::VansOpen { .. } => 1,
            What::HangsUp { .. } | What::NoVan { .. } => 2,
            What::Redials { .. } | What::Inquires | What::Done { .. } => 3,
        }
    }
}

/// The state of triage over a replication.
#[derive(Clone, Debug, Default)]
pub struct Triage {
    agenda: Agenda<What>,
    calls: Calls,
    vans: Vans,
    /// Owners who will call because of a recall, the next one last.
    inquiries: Vec<Inquiry>,
}

/// The channels in the order in which a need meets them.
const ORDER: [Channel; 5] = [
    Channel::Community,
    Channel::Hotline,
    Channel::Remote,
    Channel::Ota,
    Channel::Van,
];

impl Triage {
    /// Empties triage for a new replication.
    pub fn clear(&mut self, model: &Model) {
        self.agenda.clear();
        self.inquiries.clear();
        let Some(triage) = &model.triage else { return };
        self.vans.clear(&triage.vans);
        if let Some(hotline) = &triage.hotline {
            self.calls.clear(hotline);
            self.agenda_of_agents(triage, 1);
        }
    }

    fn agenda_of_agents(&mut self, triage: &TriageModel, step: usize) {
        let steps = triage.hotline.as_ref().map(|hotline| &hotline.agents);
        if let Some(&(at, _)) = steps.and_then(|steps| steps.get(step)) {
            self.agenda.put(at, What::Agents(step));
        }
    }

    /// When something happens next.
    #[inline(always)]
    pub fn next(&self) -> i64 {
        self.agenda.next()
    }

    /// A need occurs. It is returned if its owner looks for a centre at once.
    #[inline(never)] // so that scenarios without triage do not carry it along
    pub fn begin<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, triage: &TriageModel, ticket: Ticket) -> Option<Ticket> {
        let now = ticket.occurred;
        self.go_on(ctx, triage, ticket, 0, now)
    }

    /// The need of `ticket` meets the channels of [`ORDER`] from place `from` on; returned if none of them takes it.
    fn go_on<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        triage: &TriageModel,
        mut ticket: Ticket,
        from: usize,
        now: i64,
    ) -> Option<Ticket> {
        for channel in &ORDER[from..] {
            ticket.channel = *channel;
            let taken = match channel {
                Channel::Community => self.ask_community(ctx, triage, &ticket, now),
                Channel::Hotline => self.call(ctx, triage, &ticket, now),
                Channel::Remote => self.diagnose(ctx, triage, &ticket, now),
                Channel::Ota => self.wait_for_release(ctx, triage, &ticket, now),
                _ => self.ask_van(ctx, triage, &ticket, now),
            };
            if taken {
                return None;
            }
        }
        Some(to_centre(ticket, now))
    }

    fn ask_community<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        triage: &TriageModel,
        ticket: &Ticket,
        now: i64,
    ) -> bool {
        let Some(rule) = &triage.community else { return false };
        let Some(share) = rule.shares[ticket.mode as usize] else {
            return false;
        };
        let words = ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Community, 0);
        if unit(words[2]) >= rule.ask_share {
            return false;
        }
        self.hold(
            ctx,
            ticket,
            now,
            rule.hours.sample_span(words[1]).0,
            unit(words[0]) < share,
        );
        true
    }

    fn diagnose<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, triage: &TriageModel, ticket: &Ticket, now: i64) -> bool {
        let Some(rule) = &triage.remote else { return false };
        let Some(share) = rule.shares[ticket.mode as usize] else {
            return false;
        };
        let words = ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Remote, 0);
        self.hold(
            ctx,
            ticket,
            now,
            rule.hours.sample_span(words[1]).0,
            unit(words[0]) < share,
        );
        true
    }

    /// A need that the next release solves waits for it once it is announced, and until the car has it.
    fn wait_for_release<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        triage: &TriageModel,
        ticket: &Ticket,
        now: i64,
    ) -> bool {
        let mode = ticket.mode as usize;
        let Some(share) = triage.ota.shares[mode] else {
            return false;
        };
        let releases = &triage.ota.releases[mode];
        let next = releases.partition_point(|release| release.at < now);
        let Some(release) = releases.get(next).filter(|release| release.announced <= now) else {
            return false;
        };
        let words = ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Ota, 0);
        if unit(words[0]) >= share {
            return false;
        }
        let days = -release.adoption_days * libm::log(1.0 - unit(words[1]));
        let adopted = ((days * DAY as f64 + 0.5) as i64).clamp(0, FOREVER);
        self.hold(ctx, ticket, now, release.at - now + adopted, true);
        true
    }

    /// A channel without queue has the need for so long.
    fn hold<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, ticket: &Ticket, now: i64, span: i64, solved: bool) {
        let channel = ticket.channel;
        ctx.observer.stepped(ticket.id, now, Step::Turns { to: channel });
        let what = What::Done {
            channel,
            ticket: *ticket,
            solved,
        };
        self.agenda.put(now.saturating_add(span), what);
    }

    /// What is due next happens. A need whose owner now looks for a centre is returned.
    pub fn step<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, triage: &TriageModel) -> Option<Ticket> {
        let (now, what) = self.agenda.pop()?;
        let rank = what.rank();
        let left = match what {
            What::CallEnds { call, answered } => self.end_call(ctx, triage, call, answered, now),
            What::Agents(step) => {
                self.calls.staff(triage, step);
                self.agenda_of_agents(triage, step + 1);
                None
            }
            What::HangsUp { place } => self.hang_up(ctx, triage, place, now),
            What::Redials { call } => {
                self.dial(ctx, triage, call, now);
                None
            }
            What::Inquires => {
                self.inquire(ctx, triage, now);
                None
            }
            What::VanDone { group, ticket } => {
                self.vans.done(group);
                self.vans.look(group);
                close(ctx, &ticket, now);
                None
            }
            What::VansOpen { group } => {
                self.vans.opened(group);
                self.vans.look(group);
                None
            }
            What::NoVan { group, place } => self.give_up_van(ctx, group, place, now),
            What::Done {
                ticket, solved: true, ..
            } => {
                close(ctx, &ticket, now);
                None
            }
            What::Done { channel, ticket, .. } => {
                ctx.observer.stepped(ticket.id, now, Step::Unsolved);
                self.go_on(ctx, triage, ticket, 1 + channel as usize, now)
            }
        };
        // Who waits starts when all that ends or changes at this instant has.
        if rank <= 1 && self.agenda.is_past(now, 1) {
            self.answer_waiting(ctx, triage, now);
            self.send_vans(ctx, triage, now);
        }
        left
    }

    /// Everyone still in triage at the end of the run.
    pub fn finish<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, end: i64) {
        let mut open: Vec<Ticket> = self.calls.finish();
        open.extend(self.vans.finish());
        for what in self.agenda.drain() {
            match what {
                What::CallEnds { call, answered } => {
                    ctx.observer.called(&call.told(Some(answered), end));
                    open.extend(call.need());
                }
                What::Redials { call } => open.extend(call.need()),
                What::VanDone { ticket, .. } | What::Done { ticket, .. } => open.push(ticket),
                What::Agents(_)
                | What::Inquires
                | What::VansOpen { .. }
                | What::HangsUp { .. }
                | What::NoVan { .. } => {}
            }
        }
        for ticket in open {
            let record = ticket.record(Outcome::Unfinished, Perhaps::NOT_YET, None);
            ctx.observer.job_closed(&record, &Waits::NONE);
        }
    }
}

/// The owner looks for a centre from `now` on.
fn to_centre(ticket: Ticket, now: i64) -> Ticket {
    Ticket {
        channel: Channel::Centre,
        triaged: Perhaps::at(now),
        ..ticket
    }
}

/// The channel that has the need solves it.
fn close<O: Observer>(ctx: &mut DeskCtx<O>, ticket: &Ticket, now: i64) {
    let ticket = Ticket {
        triaged: Perhaps::at(now),
        ..*ticket
    };
    let record = ticket.record(Outcome::Solved, Perhaps::NOT_YET, None);
    ctx.observer.job_closed(&record, &Waits::NONE);
}

/// The owner is lost in triage.
fn lose<O: Observer>(ctx: &mut DeskCtx<O>, ticket: &Ticket, reason: LossReason, now: i64) {
    ctx.observer.job_closed(&lost(ticket, reason, now, None), &Waits::NONE);
}
