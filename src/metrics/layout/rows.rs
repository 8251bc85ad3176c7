//! Which rows a metric has: what a scenario does not use has none.

use super::{COVERED_KM, Part, Whose};
use crate::metrics::catalogue::Metric;
use crate::metrics::causes::Cause;
use crate::metrics::collect;
use crate::metrics::cost::{Component, pays_back};
use crate::metrics::daily::books;
use crate::metrics::elsewhere::Elsewhere;
use crate::metrics::floors::centres_of;
use crate::metrics::group::WITHIN_DAYS;
use crate::metrics::outside::{self, OUTSIDE};
use crate::metrics::paid;
use crate::metrics::roadside::{self, Spot, WITHIN_MINUTES};
use crate::model::Model;
use crate::model::booking::{BookingModel, Keeping};
use crate::model::parts::PartsModel;
use crate::model::warranty::Payer;
use crate::sim::observer::{Help, Way};
use crate::sim::record::{Channel, LossReason};

/// The part that a metric's main rows show; none if it has only breakdowns.
pub(super) fn main_part(metric: Metric, model: &Model) -> Option<Part> {
    match metric {
        // What a scenario does not use has no rows.
        Metric::FreeDays => model.has_calendars().then_some(Part::Team(None)),
        Metric::Attempts | Metric::Overtaken => model.has_calendars().then_some(Part::Whole),
        Metric::NoShowShare => can_lose(model, LossReason::NoShow).then_some(Part::Whole),
        Metric::CancelledShare => can_lose(model, LossReason::Cancelled).then_some(Part::Whole),
        Metric::ElsewhereShare => Elsewhere::matters(model).then_some(Part::Whole),
        Metric::Comeback | Metric::Fix => model.care.comeback.is_some().then_some(Part::Whole),
        Metric::LoanerShare | Metric::LoanerBusy => model.care.loaner.is_some().then_some(Part::Whole),
        Metric::Satisfied => model.care.satisfaction.is_some().then_some(Part::Whole),
        Metric::Utilisation | Metric::Blocked => Some(Part::Resource(None)),
        Metric::PartFill => Some(Part::Stock(None)),
        Metric::LeftShare => model.warranty.is_some().then_some(Part::Whole),
        Metric::PaidJobs
        | Metric::PaidHours
        | Metric::PaidAll
        | Metric::PaidLabour
        | Metric::PaidParts
        | Metric::PaidCollection => paid::is_known(metric, model).then_some(Part::Payer(None)),
        Metric::Cost => Some(Part::Component(None)),
        Metric::FullyBooked | Metric::FirstSlot => Some(Part::Team(None)),
        Metric::SolvedShare => has_channels(model).then_some(Part::Channel(None)),
        Metric::HotlineWait | Metric::Abandoned | Metric::AgentsBusy => has_hotline(model).then_some(Part::Whole),
        Metric::Rescues | Metric::RescueResponse | Metric::PartnerShare | Metric::TrucksBusy => {
            model.roadside.is_some().then_some(Part::Whole)
        }
        Metric::VansBusy => has_vans(model).then_some(Part::Whole),
        Metric::Helped => (!model.programmes.is_empty()).then_some(Part::Help(None)),
        Metric::Collected | Metric::DriverWait | Metric::DriversBusy => model.collect.is_some().then_some(Part::Whole),
        Metric::DriverTrips | Metric::DriverRefused => model.collect.is_some().then_some(Part::Way(None)),
        Metric::RecallDone | Metric::RecallDays => (!model.recalls.is_empty()).then_some(Part::Whole),
        Metric::WithinDays | Metric::WaitByCause | Metric::Covered | Metric::RescueWithin => None,
        _ => Some(Part::Whole),
    }
}

/// Whether anything may happen to a need before it becomes a visit.
fn has_channels(model: &Model) -> bool {
    model.triage.is_some() || model.roadside.is_some()
}

/// Whether a channel is used: that of rescue and the others come with their own sections.
fn is_used(channel: Channel, model: &Model) -> bool {
    match channel {
        Channel::Rescue => model.roadside.is_some(),
        Channel::Centre => true,
        _ => model.triage.is_some(),
    }
}

/// Whether anyone can call.
fn has_hotline(model: &Model) -> bool {
    model.triage.as_ref().is_some_and(|triage| triage.hotline.is_some())
}

/// Whether a city has mobile vans.
fn has_vans(model: &Model) -> bool {
    (model.triage.as_ref()).is_some_and(|triage| !triage.vans.groups.is_empty())
}

/// Whether jobs can be lost for a reason; of the reasons that every scenario has, all are shown.
fn can_lose(model: &Model, reason: LossReason) -> bool {
    let keeping = |wanted: fn(&Keeping) -> bool| {
        let centres = model.centres.iter();
        let mut calendars = centres.filter_map(|centre| match &centre.booking {
            BookingModel::Calendar(calendar) => calendar.keeping.as_deref(),
            BookingModel::WalkIn { .. } => None,
        });
        calendars.any(wanted)
    };
    match reason {
        LossReason::NoShow => keeping(|keeping| keeping.no_show.is_some() || keeping.late_limit < i64::MAX),
        LossReason::Cancelled => keeping(|keeping| keeping.cancel_notice.is_some()),
        LossReason::HungUp => {
            let hotline = model.triage.as_ref().and_then(|triage| triage.hotline.as_ref());
            hotline.is_some_and(|hotline| hotline.leave_share > 0.0)
        }
        LossReason::ThirdParty => model.third_party.is_some(),
        _ => true,
    }
}

/// Whether a metric has rows of a scope: those of kept resources and of cost only where there are any.
pub(super) fn applies(metric: Metric, whose: Whose, model: &Model) -> bool {
    let centres = || centres_of(whose, model).unwrap_or_default();
    match metric {
        Metric::Blocked => model.keeps(u64::MAX) && !centres().is_empty(),
        Metric::PartFill => model.parts.is_some() && !centres().is_empty(),
        Metric::LoanerBusy => {
            (model.care.loaner.as_ref()).is_some_and(|rule| centres().iter().any(|&at| rule.units[at] > 0))
        }
        Metric::Helped => matches!(whose, Whose::All | Whose::City(_)),
        Metric::Cost => {
            let around = || OUTSIDE.into_iter().any(|part| outside::is_known(part, whose, model));
            centres().iter().any(|&centre| model.centres[centre].cost.is_some()) || around()
        }
        Metric::Rescues | Metric::RescueResponse | Metric::RescueWithin | Metric::PartnerShare => {
            model.roadside.is_some() && !matches!(whose, Whose::Centre(_))
        }
        Metric::TrucksBusy => roadside::has_trucks(whose, model),
        // Who is helped before has no centre.
        Metric::SolvedShare | Metric::HotlineWait | Metric::Abandoned => !matches!(whose, Whose::Centre(_)),
        Metric::AgentsBusy => whose == Whose::All,
        Metric::VansBusy => match whose {
            Whose::All => true,
            Whose::City(city) => (model.triage.as_ref()).is_some_and(|triage| triage.vans.of_city[city].is_some()),
            _ => false,
        },
        // Drivers belong to a city, whatever the centre.
        Metric::Collected | Metric::DriverWait | Metric::DriverTrips | Metric::DriverRefused => {
            !matches!(whose, Whose::Centre(_))
        }
        Metric::DriversBusy => collect::groups(whose, model).is_some(),
        // A car concerned has no centre, and one that is updated no failure mode.
        Metric::RecallDone | Metric::RecallDays => whose == Whose::All,
        Metric::Payback => centres().iter().any(|&centre| pays_back(model, centre)),
        _ => true,
    }
}

/// The parts of a metric shown after all main rows.
pub(super) fn breakdowns(metric: Metric, whose: Whose, model: &Model) -> Vec<Part> {
    let teams = || (0..model.teams).map(|team| Part::Team(Some(team)));
    let centres = centres_of(whose, model);
    match metric {
        Metric::LeadTime | Metric::Turnaround | Metric::Travel | Metric::Far
            if model.teams > 1 && !matches!(whose, Whose::Mode(_)) =>
        {
            teams().collect()
        }
        Metric::FullyBooked | Metric::FirstSlot | Metric::FreeDays => {
            if centres.is_some_and(|list| list.into_iter().any(|centre| books(model, centre))) {
                teams().collect()
            } else {
                Vec::new()
            }
        }
        Metric::PartFill => {
            let parts = model.parts.as_ref().map_or(0, PartsModel::parts);
            (0..parts).map(|part| Part::Stock(Some(part))).collect()
        }
        Metric::Jobs | Metric::SolvedShare if has_channels(model) && !matches!(whose, Whose::Centre(_)) => {
            let channels = Channel::ALL.into_iter().filter(|&channel| is_used(channel, model));
            let solving = channels.filter(|&channel| metric == Metric::Jobs || channel != Channel::Centre);
            solving.map(|channel| Part::Channel(Some(channel))).collect()
        }
        Metric::DriverTrips | Metric::DriverRefused if model.collect.is_some() => {
            Way::ALL.into_iter().map(|way| Part::Way(Some(way))).collect()
        }
        Metric::PaidJobs
        | Metric::PaidHours
        | Metric::PaidAll
        | Metric::PaidLabour
        | Metric::PaidParts
        | Metric::PaidCollection
            if paid::is_known(metric, model) =>
        {
            Payer::ALL.into_iter().map(|payer| Part::Payer(Some(payer))).collect()
        }
        Metric::Cost => {
            let known = Component::ALL
                .into_iter()
                .filter(|component| component.is_known(whose, model));
            known.map(|component| Part::Component(Some(component))).collect()
        }
        Metric::Helped if !model.programmes.is_empty() => {
            Help::ALL.into_iter().map(|how| Part::Help(Some(how))).collect()
        }
        Metric::Utilisation | Metric::Blocked => {
            let centres = centres.unwrap_or_default();
            let has = |resource: usize| centres.iter().any(|&centre| model.centres[centre].most[resource] > 0);
            (0..model.resources)
                .filter(|&resource| has(resource) && (metric == Metric::Utilisation || model.keeps(1 << resource)))
                .map(|r| Part::Resource(Some(r)))
                .collect()
        }
        Metric::LostShare => {
            let reasons = LossReason::ALL.into_iter();
            reasons
                .filter(|&reason| can_lose(model, reason))
                .map(Part::Reason)
                .collect()
        }
        Metric::ElsewhereShare if Elsewhere::matters(model) => {
            Elsewhere::ALL.into_iter().map(Part::Elsewhere).collect()
        }
        Metric::WithinDays => {
            let limits = 0..WITHIN_DAYS.len();
            let by_team = model.teams > 1 && matches!(whose, Whose::All | Whose::City(_) | Whose::Province(_));
            let teams = (0..model.teams).filter(|_| by_team);
            let of_teams = teams.flat_map(|team| limits.clone().map(move |place| Part::TeamDays(team, place)));
            limits.clone().map(Part::Days).chain(of_teams).collect()
        }
        Metric::Covered if matches!(whose, Whose::All | Whose::Province(_)) => {
            let teams = (0..model.teams).filter(|_| model.teams > 1).map(Some);
            let of = |team| (0..COVERED_KM.len()).map(move |place| Part::Km(team, place));
            [None].into_iter().chain(teams).flat_map(of).collect()
        }
        // Who tries in vain has no centre: a team's retries are known by city.
        Metric::ReleaseSuccess | Metric::Overtaken
            if model.teams > 1 && matches!(whose, Whose::All | Whose::City(_)) =>
        {
            teams().collect()
        }
        Metric::WaitByCause => {
            let by_team = model.teams > 1 && matches!(whose, Whose::All | Whose::City(_));
            let teams = (0..model.teams).filter(|_| by_team).map(Some);
            let causes = Cause::all(model);
            let of = |team| causes.iter().map(move |&cause| Part::Cause(team, cause));
            [None].into_iter().chain(teams).flat_map(of).collect()
        }
        Metric::Rescues | Metric::RescueResponse if model.roadside.is_some() => {
            Spot::ALL.into_iter().map(Part::Spot).collect()
        }
        Metric::RescueWithin if model.roadside.is_some() => {
            let spots = [None, Some(Spot::Town), Some(Spot::Road)].into_iter();
            let of = |spot| (0..WITHIN_MINUTES.len()).map(move |limit| Part::Minutes(spot, limit));
            spots.flat_map(of).collect()
        }
        Metric::TrucksBusy if whose == Whose::All => {
            let bases = model.roadside.as_ref().map_or(0, |roadside| roadside.bases.len());
            (0..bases).map(Part::Base).collect()
        }
        _ => Vec::new(),
    }
}
