//! `[[recall]]`: cars that the maker calls back, how their owners learn of it and when they come.

use super::booking::key_alone;
use super::city;
use super::diagnostic::{Log, Mistake};
use super::dist;
use super::failure::Failure;
use super::fleet::{self, Models, Month};
use super::ids::{FailureId, ModelId};
use super::keys;
use super::names::Names;
use super::rate::Rate;
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::{Code, Phrase};
use crate::engine::law::Law;
use jiff::civil::Date;

/// Who is invited first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By lot.
    Drawn,
    /// Whose car was built first.
    Built,
}

/// When cars have an update over the air.
#[derive(Clone, Debug, PartialEq)]
pub enum Adoption {
    /// After a time of this law, days.
    Law(Law),
    /// By share: days since the announcement and the share that has it by then, both rising.
    Curve(Vec<(f64, f64)>),
}

/// How a letter travels.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Unique id within the recall.
    pub id: String,
    /// Share of owners whom it reaches.
    pub reach_share: f64,
    /// Days until it is read.
    pub days: Law,
}

/// `[[recall]]`: cars that the maker calls back.
#[derive(Clone, Debug, PartialEq)]
pub struct Recall {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Day of the announcement.
    pub announced: Date,
    /// The only models concerned; none: all cars.
    pub models: Option<Vec<ModelId>>,
    /// First month of building concerned.
    pub built_from: Option<Month>,
    /// Last month of building concerned.
    pub built_to: Option<Month>,
    /// Share of these cars that are concerned.
    pub share: f64,
    /// Share of the cars concerned that an update mends.
    pub ota_share: f64,
    /// When they have it.
    pub adoption: Adoption,
    /// What the others need; none: nothing.
    pub failure: Option<FailureId>,
    /// Owners invited a week; none: all at once.
    pub letters_per_week: Option<f64>,
    /// Who is invited first.
    pub order: Order,
    /// How letters travel; none: everyone is reached at once.
    pub channels: Vec<Channel>,
    /// Share of the owners reached by the invitation who respond.
    pub response_share: f64,
    /// Days until they do.
    pub response_days: Law,
    /// Letters after the invitation.
    pub reminders: u32,
    /// Days between letters.
    pub reminder_days: f64,
    /// Share of the owners reached by a reminder who respond.
    pub reminder_share: f64,
    /// Share of owners of the cars concerned who call the hotline.
    pub call_share: f64,
    /// Days from the announcement until they do.
    pub call_days: Law,
    /// Share of owners who never come.
    pub refusal_share: f64,
    /// Whether it is done on visits for other reasons.
    pub on_other_visits: bool,
}

impl Recall {
    /// Whether it asks for a model or a month of building, so that cars of a fixed fleet are not concerned.
    pub fn is_limited(&self) -> bool {
        self.models.is_some() || self.built_from.is_some() || self.built_to.is_some()
    }
}

/// What recalls may refer to.
pub struct Known<'a> {
    /// The first day of the run, in place of a date that is missing.
    pub start: Date,
    /// Models of car.
    pub models: &'a Models,
    /// Every failure mode.
    pub failures: &'a [(Failure, &'a Node)],
    /// Their ids.
    pub failure_names: &'a Names,
    /// Whether there are deliveries.
    pub deliveries: bool,
}

const EXAMPLE_OTA: &str = "ota_days = { exponential = { mean = 9.0 } }";

/// Reads every `[[recall]]`.
pub fn recalls(node: Option<&Node>, known: &Known<'_>, log: &mut Log) -> Vec<Recall> {
    table::entries(node, "recall", log)
        .iter()
        .filter_map(|node| recall(node, known, log))
        .collect()
}

fn recall(node: &Node, known: &Known<'_>, log: &mut Log) -> Option<Recall> {
    let section = Section::open(node, "[[recall]]", keys::RECALL, log)?;
    let id = section.id("id = \"ota-2025\"", log);
    let (name, name_zh) = city::names(&section, &id, log);
    let announced = section.required_date("announced", "announced = 2025-09-19", log);
    for key in ["models", "built_from", "built_to"] {
        if let (false, Some(entry)) = (known.deliveries, section.entry(key)) {
            log.push(Mistake::at(Code::NeedsDeliveries, entry.key_place).with("key", key));
        }
    }
    let (built_from, built_to) = fleet::built(&section, log);
    let share = Range::between(0.0, 1.0);
    let ota_share = section.number("ota_share", share, log).unwrap_or(0.0);
    let failure = failure(&section, ota_share < 1.0, known, log);
    let reminders = section.whole("reminders", 0, 50, log).unwrap_or(0) as u32;
    let days = Range::above(0.0, 3650.0);
    let reminder_days = if reminders > 0 {
        section.needed_number("reminder_days", days, "reminder_days = 30", log)
    } else {
        for key in ["reminder_days", "reminder_share"] {
            alone(&section, key, "`reminders`", "reminders = 3", log);
        }
        section.number("reminder_days", days, log)
    };
    let response_share = section.number("response_share", share, log).unwrap_or(1.0);
    let reminder_share = section.number("reminder_share", share, log);
    let law = |key: &str, log: &mut Log| section.get(key).and_then(|node| dist::law(node, key, log));
    let call_days = law("call_days", log);
    if section.get("call_share").is_none() {
        alone(&section, "call_days", "`call_share`", "call_share = 0.1", log);
    }
    let response_days = law("response_days", log).unwrap_or(Law::Constant(0.0));
    let channels = table::entries(section.get("channels"), "channels", log).iter();
    Some(Recall {
        id,
        name,
        name_zh,
        announced: announced.unwrap_or(known.start),
        models: section.get("models").map(|node| known.models.list(node, "models", log)),
        built_from,
        built_to,
        share: section.number("share", share, log).unwrap_or(1.0),
        ota_share,
        adoption: adoption(&section, ota_share > 0.0, log),
        failure,
        letters_per_week: section.number("letters_per_week", Range::above(0.0, 1e9), log),
        order: section
            .choice("order", &[("drawn", Order::Drawn), ("built", Order::Built)], log)
            .unwrap_or(Order::Drawn),
        channels: channels.filter_map(|node| channel(node, log)).collect(),
        response_share,
        response_days,
        reminders,
        reminder_days: reminder_days.unwrap_or(1.0),
        reminder_share: reminder_share.unwrap_or(response_share),
        call_share: section.number("call_share", share, log).unwrap_or(0.0),
        call_days: call_days.unwrap_or(Law::Constant(0.0)),
        refusal_share: section.number("refusal_share", share, log).unwrap_or(0.0),
        on_other_visits: section.flag("on_other_visits", log).unwrap_or(false),
    })
}

/// Refuses a key that means nothing without another.
fn alone(section: &Section<'_>, key: &str, other: &str, example: &str, log: &mut Log) {
    if let Some(entry) = section.entry(key) {
        key_alone(entry.key_place, key, other, example, log);
    }
}

/// The work in a workshop; a mode with a rate would mix recalled cars with others.
fn failure(section: &Section<'_>, needed: bool, known: &Known<'_>, log: &mut Log) -> Option<FailureId> {
    let node = if needed {
        section.needed("failure", Phrase::Text, "failure = \"recall-check\"", log)
    } else {
        section.get("failure")
    }?;
    let id = table::text(node, "failure", log)?;
    let Some(found) = known.failure_names.find(id) else {
        if !known.failure_names.incomplete {
            log.push(
                Mistake::at(Code::UnknownFailure, node.place)
                    .with("id", id)
                    .with("known", known.failure_names.shown())
                    .nearest(known.failure_names.nearest(id)),
            );
        }
        return None;
    };
    let mode = known.failures.iter().find(|(mode, _)| mode.id == id);
    if let Some((mode, other)) = mode
        && mode.rate != Rate::None
    {
        log.push(
            Mistake::at(Code::RecallFailureRate, node.place)
                .with("id", id)
                .beside(other.place),
        );
    }
    Some(FailureId(found))
}

fn channel(node: &Node, log: &mut Log) -> Option<Channel> {
    let section = Section::open(node, "channels", keys::CHANNEL, log)?;
    let days = section.get("days").and_then(|node| dist::law(node, "days", log));
    Some(Channel {
        id: section.id("id = \"sms\"", log),
        reach_share: section
            .number("reach_share", Range::between(0.0, 1.0), log)
            .unwrap_or(1.0),
        days: days.unwrap_or(Law::Constant(0.0)),
    })
}

/// When cars have the update: one of two keys says so, if any have it.
fn adoption(section: &Section<'_>, updates: bool, log: &mut Log) -> Adoption {
    let (law, curve) = (section.entry("ota_days"), section.entry("ota_curve"));
    if let (Some(law), Some(curve)) = (law, curve) {
        log.push(Mistake::at(Code::RecallTwoCurves, curve.key_place).beside(law.key_place));
    }
    if !updates {
        for key in ["ota_days", "ota_curve"] {
            alone(section, key, "`ota_share`", "ota_share = 1", log);
        }
    }
    if let Some(curve) = curve {
        return Adoption::Curve(points(&curve.node, log));
    }
    let node = if updates {
        section.needed("ota_days", Phrase::Law, EXAMPLE_OTA, log)
    } else {
        section.get("ota_days")
    };
    let law = node.and_then(|node| dist::law(node, "ota_days", log));
    Adoption::Law(law.unwrap_or(Law::Constant(0.0)))
}

/// `ota_curve`, whose days rise and whose shares do not fall.
fn points(node: &Node, log: &mut Log) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for node in table::entries(Some(node), "ota_curve", log) {
        let Some(section) = Section::open(node, "ota_curve", keys::OTA_CURVE, log) else {
            continue;
        };
        let days = section.required_number("days", Range::between(0.0, 3650.0), "days = 7", log);
        let share = section.required_number("share", Range::between(0.0, 1.0), "share = 0.6", log);
        let (Some(days), Some(share)) = (days, share) else {
            continue;
        };
        if let Some(&(before, least)) = points.last()
            && (days <= before || share < least)
        {
            log.push(Mistake::at(Code::RecallCurveOrder, node.place));
            continue;
        }
        points.push((days, share));
    }
    points
}
