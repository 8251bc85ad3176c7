//! What a sweep found: a table with a row per run, and a picture where one or two numbers were varied.

#![allow(
    clippy::disallowed_methods,
    reason = "a picture may differ in its last bit between platforms; results may not"
)]

pub mod csv;
pub mod heat;
pub mod line;

use super::chart::context::{Run, estimate};
use super::chart::fonts::{Face, Fonts};
use super::chart::frame::Frame;
use super::chart::picture::{self, Picture};
use super::chart::{Chart, names};
use super::number::{Estimate, Unit, with_unit};
use super::words::{self, Phrase, sweep as say};
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Reach, Row, Summary};
use crate::scenario::Scenario;
use crate::study::sweep::design::Value;
use crate::study::sweep::{Outcome, Sweep};
use crate::units::Language;
use heat::Heat;
use line::Line;

/// A sweep whose one figure is to be drawn.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The scenario without what was varied.
    pub scenario: &'a Scenario,
    /// What was found.
    pub found: &'a Sweep,
    /// The figure.
    pub metric: Metric,
}

/// Why a sweep has no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPicture {
    /// Neither one number was varied, nor two in a grid.
    Shape,
    /// No run has the figure.
    Figures,
}

/// The picture in one language, and what stands around it.
struct Drawn {
    picture: Box<dyn Picture>,
    source: String,
}

/// What pictures of a sweep share, in one language.
struct Swept<'a> {
    run: Run<'a>,
    what: String,
    unit: Unit,
}

impl Input<'_> {
    /// The picture in a language, with the PNG in English where no Chinese face is found.
    pub fn chart(&self, language: Language, face: Option<&Face>) -> Result<Chart, NoPicture> {
        let fonts = Fonts::for_texts(language, names(self.scenario, Language::En), face);
        let summary = Summary {
            scenario: self.scenario.name.clone(),
            seed: self.found.seed,
            replications: self.found.replications,
            warnings: Vec::new(),
            rows: Vec::new(),
        };
        let of = |language| self.drawn(&summary, language, &fonts);
        let own = of(language)?;
        let lacking = language == Language::Zh && !fonts.has_chinese();
        let english = if lacking { Some(of(Language::En)?) } else { None };
        let pixels = (english.as_ref()).map(|other| (other.picture.as_ref(), other.source.as_str(), &fonts));
        let finished = (language, own.source.as_str(), &fonts);
        Ok(picture::finish(own.picture.as_ref(), finished, pixels, &mut Vec::new()))
    }

    fn drawn(&self, summary: &Summary, language: Language, fonts: &Fonts) -> Result<Drawn, NoPicture> {
        let run = Run {
            scenario: self.scenario,
            summary,
            language,
            fonts,
        };
        let numbers = self.numbers().ok_or(NoPicture::Shape)?;
        let breakdown = self.breakdown().ok_or(NoPicture::Figures)?;
        let swept = Swept {
            run,
            what: name(self.metric, &breakdown, language),
            unit: unit(self.metric),
        };
        let estimates: Vec<Option<Estimate>> = (self.found.outcomes.iter())
            .map(|outcome| row(outcome, self.metric, &breakdown).and_then(estimate))
            .collect();
        let source = run.source();
        let picture = match numbers.as_slice() {
            [one] => Line::of(&swept, one, &estimates).map(|line| Box::new(line) as Box<dyn Picture>),
            [one, two] => Heat::of(&swept, (one, two), &estimates).map(|heat| Box::new(heat) as Box<dyn Picture>),
            _ => None,
        };
        let picture = picture.ok_or(NoPicture::Shape)?;
        Ok(Drawn { picture, source })
    }

    /// The parameters with their numbers at each point; none if one has a value that is none.
    fn numbers(&self) -> Option<Vec<Numbers>> {
        let design = &self.found.design;
        let of = |at: usize| {
            let values = design
                .points
                .iter()
                .map(|point| point[at].clone().filter(|value| value.number.is_some()));
            let values = values.collect::<Option<Vec<Value>>>()?;
            Some(Numbers {
                path: design.paths[at].clone(),
                values: values
                    .into_iter()
                    .map(|value| (value.number.unwrap_or_default(), value.shown))
                    .collect(),
            })
        };
        (0..design.paths.len()).map(of).collect()
    }

    /// Which part of the figure is drawn: that of the team that waits longest where there are several, else all of it.
    fn breakdown(&self) -> Option<Breakdown> {
        let any = || "*".to_string();
        let mut wanted = Vec::new();
        if let Some(team) = self.team() {
            wanted.extend([Breakdown::Team(team.clone()), Breakdown::TeamDays(team.clone(), 3)]);
            wanted.push(Breakdown::TeamCause(team, "no_slot".to_string()));
        }
        let reach = Reach {
            km: 100,
            team: None,
            province: None,
        };
        wanted.extend([
            Breakdown::Total,
            Breakdown::Days(3),
            Breakdown::Team(any()),
            Breakdown::Resource(any()),
            Breakdown::Component(any()),
            Breakdown::Stock(any()),
            Breakdown::Km(reach),
            Breakdown::Cause("no_slot".to_string()),
        ]);
        let known = |breakdown: &Breakdown| {
            let rows = self
                .found
                .outcomes
                .iter()
                .filter_map(|outcome| row(outcome, self.metric, breakdown));
            rows.filter_map(estimate).next().is_some()
        };
        wanted.into_iter().find(known)
    }

    /// The team whose lead time, on average over the runs, is longest; none with one team.
    fn team(&self) -> Option<String> {
        if self.scenario.teams.len() < 2 {
            return None;
        }
        let wait = |team: &String| {
            let part = Breakdown::Team(team.clone());
            let rows = self
                .found
                .outcomes
                .iter()
                .filter_map(|outcome| row(outcome, Metric::LeadTime, &part));
            let means: Vec<f64> = rows.filter_map(|row| row.mean).collect();
            crate::stats::interval::mean(&means)
        };
        let waits = self.scenario.teams.iter().filter_map(|team| Some((team, wait(team)?)));
        waits.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(team, _)| team.clone())
    }
}

/// A parameter whose values are numbers: at each point, with its text.
struct Numbers {
    path: String,
    values: Vec<(f64, String)>,
}

fn row<'o>(outcome: &'o Outcome, metric: Metric, breakdown: &Breakdown) -> Option<&'o Row> {
    let Outcome::Done(rows) = outcome else { return None };
    rows.iter()
        .find(|row| row.metric == metric && row.breakdown == *breakdown)
}

impl Swept<'_> {
    /// A parameter as people call it; none if it has no other name than its path. Resources are counted in the plural.
    fn parameter(&self, path: &str) -> Option<String> {
        let language = self.run.language;
        let steps: Vec<&str> = path.split('.').collect();
        let ["centre", centre, "resources", resource] = steps.as_slice() else {
            return None;
        };
        let resource = words::resource(resource, language);
        Some(match *centre {
            "*" => say::SWEPT_UNITS_EVERYWHERE.fill(language, &[("resource", &resource)]),
            centre => {
                let gaps = [("resource", resource.as_str()), ("centre", &self.run.centre(centre))];
                say::SWEPT_UNITS_AT.fill(language, &gaps)
            }
        })
    }
}

/// A parameter in a word or two: what a resource is called, or the last step of the path.
fn short(path: &str, language: Language) -> String {
    let steps: Vec<&str> = path.split('.').collect();
    match steps.as_slice() {
        [.., "resources", resource] => words::resource(resource, language),
        [.., last] => (*last).to_string(),
        [] => String::new(),
    }
}

/// A name at the head of a line; ids keep their small letters where they lead in Chinese.
fn leading(name: &str, language: Language) -> String {
    match language {
        Language::En => words::capitalised(name),
        Language::Zh => name.to_string(),
    }
}

/// The ground for a plot with a line for names between its ticks and the foot.
fn inner(frame: &Frame) -> Frame {
    Frame {
        bottom: frame.bottom - frame.sizes.tick - 8.0,
        ..*frame
    }
}

/// A figure as it stands in a sentence.
fn name(metric: Metric, breakdown: &Breakdown, language: Language) -> String {
    let phrase: Phrase = match metric {
        Metric::LeadTime => say::SWEPT_LEAD,
        Metric::QueueWait => say::SWEPT_QUEUE,
        Metric::Service => say::SWEPT_SERVICE,
        Metric::Turnaround => say::SWEPT_TURNAROUND,
        Metric::Travel => say::SWEPT_TRAVEL,
        Metric::InSystem => say::SWEPT_IN_SYSTEM,
        Metric::Utilisation => say::SWEPT_UTILISATION,
        Metric::FullyBooked => say::SWEPT_FULLY_BOOKED,
        Metric::FirstSlot => say::SWEPT_FIRST_SLOT,
        Metric::ReleaseSuccess => say::SWEPT_RELEASE,
        Metric::Jobs => say::SWEPT_JOBS,
        Metric::Served => say::SWEPT_SERVED,
        Metric::Unfinished => say::SWEPT_UNFINISHED,
        Metric::LostShare => say::SWEPT_LOST,
        Metric::WithinDays => say::SWEPT_WITHIN,
        Metric::Far => say::SWEPT_FAR,
        Metric::Covered => say::SWEPT_COVERED,
        Metric::WaitByCause => say::SWEPT_NO_SLOT,
        Metric::FreeDays => say::SWEPT_FREE_DAYS,
        Metric::Attempts => say::SWEPT_ATTEMPTS,
        Metric::NoShowShare => say::SWEPT_NO_SHOW,
        Metric::CancelledShare => say::SWEPT_CANCELLED,
        Metric::ElsewhereShare => say::SWEPT_ELSEWHERE,
        Metric::Blocked => say::SWEPT_BLOCKED,
        Metric::Overtaken => say::SWEPT_OVERTAKEN,
        Metric::Comeback => say::SWEPT_COMEBACK,
        Metric::Fix => say::SWEPT_FIX,
        Metric::LoanerShare => say::SWEPT_LOANER,
        Metric::LoanerBusy => say::SWEPT_LOANER_BUSY,
        Metric::Satisfied => say::SWEPT_SATISFIED,
        Metric::PartFill => say::SWEPT_PARTS,
        Metric::Cost => say::SWEPT_COST,
        Metric::Payback => say::SWEPT_PAYBACK,
        Metric::LeftShare => say::SWEPT_LEFT,
        Metric::PaidJobs => say::SWEPT_PAID_JOBS,
        Metric::PaidHours => say::SWEPT_PAID_HOURS,
        Metric::PaidAll => words::paid::SWEPT_ALL,
        Metric::PaidLabour => words::paid::SWEPT_LABOUR,
        Metric::PaidParts => words::paid::SWEPT_PARTS,
        Metric::PaidCollection => words::paid::SWEPT_COLLECTION,
        Metric::RecallDone => say::SWEPT_RECALL_DONE,
        Metric::RecallDays => say::SWEPT_RECALL_DAYS,
        Metric::SolvedShare => words::triage::SWEPT_SOLVED,
        Metric::HotlineWait => words::triage::SWEPT_HOTLINE_WAIT,
        Metric::Abandoned => words::triage::SWEPT_ABANDONED,
        Metric::AgentsBusy => words::triage::SWEPT_AGENTS,
        Metric::VansBusy => words::triage::SWEPT_VANS,
        Metric::Helped => words::programme::SWEPT_HELPED,
        Metric::Rescues => words::roadside::SWEPT_RESCUES,
        Metric::RescueResponse => words::roadside::SWEPT_RESPONSE,
        Metric::RescueWithin => words::roadside::SWEPT_WITHIN,
        Metric::PartnerShare => words::roadside::SWEPT_PARTNER,
        Metric::TrucksBusy => words::roadside::SWEPT_TRUCKS,
        Metric::Collected => words::collect::SWEPT_COLLECTED,
        Metric::DriverTrips => words::collect::SWEPT_TRIPS,
        Metric::DriverWait => words::collect::SWEPT_WAIT,
        Metric::DriverRefused => words::collect::SWEPT_REFUSED,
        Metric::DriversBusy => words::collect::SWEPT_BUSY,
    };
    let what = phrase.fill(language, &[("limit", &with_unit("3", Unit::Days, language))]);
    match breakdown {
        Breakdown::Team(team) | Breakdown::TeamDays(team, _) | Breakdown::TeamCause(team, _) if team != "*" => {
            let jobs = words::team_jobs(team, language);
            say::SWEPT_FOR_TEAM.fill(language, &[("what", &what), ("jobs", &jobs)])
        }
        _ => what,
    }
}

/// What a figure is counted in.
pub(super) const fn unit(metric: Metric) -> Unit {
    match metric {
        Metric::LeadTime
        | Metric::Turnaround
        | Metric::FirstSlot
        | Metric::WaitByCause
        | Metric::FreeDays
        | Metric::RecallDays
        | Metric::Fix => Unit::Days,
        Metric::QueueWait | Metric::Service | Metric::PaidHours => Unit::Hours,
        Metric::Travel => Unit::Kilometres,
        Metric::InSystem
        | Metric::Jobs
        | Metric::Served
        | Metric::Unfinished
        | Metric::PaidJobs
        | Metric::Rescues
        | Metric::DriverTrips
        | Metric::Helped => Unit::Jobs,
        Metric::Attempts => Unit::Attempts,
        Metric::Cost | Metric::PaidAll | Metric::PaidLabour | Metric::PaidParts | Metric::PaidCollection => Unit::Yuan,
        Metric::Payback => Unit::Months,
        Metric::Utilisation
        | Metric::FullyBooked
        | Metric::ReleaseSuccess
        | Metric::LostShare
        | Metric::WithinDays
        | Metric::Far
        | Metric::Covered
        | Metric::NoShowShare
        | Metric::CancelledShare
        | Metric::ElsewhereShare
        | Metric::Blocked
        | Metric::Overtaken
        | Metric::Comeback
        | Metric::LoanerShare
        | Metric::LoanerBusy
        | Metric::Satisfied
        | Metric::PartFill
        | Metric::LeftShare
        | Metric::RecallDone
        | Metric::SolvedShare
        | Metric::Abandoned
        | Metric::AgentsBusy
        | Metric::VansBusy
        | Metric::RescueWithin
        | Metric::PartnerShare
        | Metric::TrucksBusy
        | Metric::Collected
        | Metric::DriverRefused
        | Metric::DriversBusy => Unit::Share,
        Metric::HotlineWait | Metric::DriverWait | Metric::RescueResponse => Unit::Minutes,
    }
}

/// The factor of a unit in figures: shares are drawn in per cent.
const fn factor(unit: Unit) -> f64 {
    if matches!(unit, Unit::Share) { 100.0 } else { 1.0 }
}

#[cfg(test)]
mod tests;
