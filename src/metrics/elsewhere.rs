//! Who was not served where she lives: at another centre, in another city, at another shop.

use crate::engine::time::DAY;
use crate::model::Model;
use crate::sim::record::{JobRecord, LossReason, Outcome};

/// Where an owner went instead of the nearest centre that takes such jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// To another centre of the same city, farther away.
    NextCentre,
    /// To a centre in another city.
    NextCity,
    /// To another shop.
    ThirdParty,
}

impl Elsewhere {
    /// Every place, in the order of the results.
    pub const ALL: [Elsewhere; 3] = [Elsewhere::NextCentre, Elsewhere::NextCity, Elsewhere::ThirdParty];

    /// The name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Elsewhere::NextCentre => "next_centre",
            Elsewhere::NextCity => "next_city",
            Elsewhere::ThirdParty => "third_party",
        }
    }

    /// Where the owner of a job went; none: to the nearest centre that takes such jobs on the day she booked or came
    /// (own city first, then by distance; any that is as near), or nowhere. `opens` has the opening of every centre.
    pub fn of(model: &Model, job: &JobRecord, opens: &[u32]) -> Option<Elsewhere> {
        if job.outcome == Outcome::Lost(LossReason::ThirdParty) {
            return Some(Elsewhere::ThirdParty);
        }
        let centre = job.centre.filter(|_| job.slot.came() || job.arrived.came())?;
        let list = model.candidates(job.city.0, job.failure.0);
        // The common cases first: nobody is nearer than the first of the list, whether it is open or not.
        let first = list.first().filter(|first| first.centre != centre)?;
        let hers = list.iter().find(|candidate| candidate.centre == centre)?;
        if (hers.own, hers.km) == (first.own, first.km) {
            return None;
        }
        let day = match job.booked.get() {
            // A booking at 00:00 is of the release that opens the day, unless the need occurred at that very 24:00.
            Some(booked) if booked > job.looked() => (booked.0.max(0) / DAY) as u32,
            booked => booked.or(job.arrived.get()).unwrap_or(job.looked()).day(),
        };
        let open = |at: usize| opens[at] <= day && day < model.centres[at].closes;
        let nearest = list.iter().find(|candidate| open(candidate.centre.index()))?;
        if (hers.own, hers.km) == (nearest.own, nearest.km) {
            return None;
        }
        let city = |candidate: &crate::model::geography::Candidate| model.centres[candidate.centre.index()].city;
        Some(if city(hers) == city(nearest) {
            Elsewhere::NextCentre
        } else {
            Elsewhere::NextCity
        })
    }

    /// Whether owners can go elsewhere at all.
    pub fn matters(model: &Model) -> bool {
        model.third_party.is_some() || model.has_calendars() && model.candidates.iter().any(|list| list.len() > 1)
    }
}
