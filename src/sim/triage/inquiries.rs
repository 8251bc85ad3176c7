//! Owners who call the hotline because of an announced recall: they need an agent's time and nothing else.

use super::calls::Call;
use super::{Triage, What};
use crate::model::Model;
use crate::model::triage::TriageModel;
use crate::sim::desk::DeskCtx;
use crate::sim::job::{NOBODY, Ticket};
use crate::sim::observer::Observer;
use crate::sim::record::{Chain, Channel, Origin};

/// An owner who will call; in order of time, then recall, city and car.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inquiry {
    /// When she does.
    pub at: i64,
    /// Position of the recall.
    pub recall: u32,
    /// The owner's city.
    pub city: u32,
    /// Number of her car in the city.
    pub ordinal: u32,
}

impl Inquiry {
    /// What an agent has of it: no job, but a name for its draws, which is none of the car's visits.
    fn ticket(&self, model: &Model) -> Ticket {
        // Where no work is named no queue has her, and no draw asks for it.
        let mode = model.recalls[self.recall as usize].mode.unwrap_or(0);
        let origin = Origin::Recall {
            recall: self.recall,
            again: 0,
            ordinal: self.ordinal,
        };
        let chain = Chain {
            visit: u16::MAX,
            ..Chain::NONE
        };
        Ticket {
            chain,
            channel: Channel::Hotline,
            ..Ticket::new(NOBODY, self.at, (self.city, mode, 0), origin)
        }
    }
}

impl Triage {
    /// Everyone who will call because of a recall, when a replication starts.
    pub fn expect_inquiries(&mut self, mut list: Vec<Inquiry>) {
        list.sort_unstable_by(|a, b| b.cmp(a));
        self.inquiries = list;
        self.expect_next();
    }

    fn expect_next(&mut self) {
        if let Some(next) = self.inquiries.last() {
            self.agenda.put(next.at, What::Inquires);
        }
    }

    /// The next of them calls.
    pub(super) fn inquire<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, triage: &TriageModel, now: i64) {
        let Some(inquiry) = self.inquiries.pop() else { return };
        self.expect_next();
        let mode = ctx.model.recalls[inquiry.recall as usize].mode;
        self.dial(ctx, triage, Call::about_recall(inquiry.ticket(ctx.model), mode), now);
    }
}
