//! `[[warranty]]`: who pays for which jobs, for how long, and what owners do when it is over.

use super::diagnostic::{Log, Mistake};
use super::fleet::{self, Models, Month};
use super::ids::{FailureId, ModelId};
use super::keys;
use super::names::{self, Names};
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::Code;

/// Who pays while a warranty lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    /// The maker of the car.
    Maker,
    /// Its owner.
    Owner,
    /// Her insurer.
    Insurer,
}

/// `[[warranty]]`: who pays for which jobs.
#[derive(Clone, Debug, PartialEq)]
pub struct Warranty {
    /// Unique id.
    pub id: String,
    /// The only models covered; none: all cars.
    pub models: Option<Vec<ModelId>>,
    /// First month of building covered.
    pub built_from: Option<Month>,
    /// Last month of building covered.
    pub built_to: Option<Month>,
    /// The only failure modes covered; none: all.
    pub failures: Option<Vec<FailureId>>,
    /// Calendar months from delivery; none: no limit.
    pub months: Option<u32>,
    /// Kilometres from delivery; none: no limit.
    pub km: Option<f64>,
    /// Who pays while it lasts.
    pub payer: Pays,
    /// Share of owners who go to another shop once it has ended.
    pub leave_share: f64,
    /// Share of the jobs of those who stay that the maker pays all the same.
    pub goodwill_share: f64,
}

impl Warranty {
    /// Whether it speaks of a failure mode.
    pub fn is_for(&self, failure: FailureId) -> bool {
        self.failures.as_ref().is_none_or(|known| known.contains(&failure))
    }

    /// Whether it holds for every car and never ends.
    pub fn is_unlimited(&self) -> bool {
        let of_build = self.built_from.is_some() || self.built_to.is_some();
        !of_build && self.models.is_none() && self.months.is_none() && self.km.is_none()
    }
}

/// What warranties may refer to.
pub struct Known<'a> {
    /// Models of car.
    pub models: &'a Models,
    /// Ids of failure modes.
    pub failures: &'a Names,
    /// Whether there are deliveries.
    pub deliveries: bool,
    /// Whether it is known how far cars drive.
    pub driving: bool,
}

/// Reads every `[[warranty]]`.
pub fn warranties(node: Option<&Node>, known: &Known<'_>, log: &mut Log) -> Vec<Warranty> {
    table::entries(node, "warranty", log)
        .iter()
        .filter_map(|node| warranty(node, known, log))
        .collect()
}

fn warranty(node: &Node, known: &Known<'_>, log: &mut Log) -> Option<Warranty> {
    let section = Section::open(node, "[[warranty]]", keys::WARRANTY, log)?;
    for key in ["models", "built_from", "built_to", "months", "km"] {
        if let (false, Some(entry)) = (known.deliveries, section.entry(key)) {
            log.push(Mistake::at(Code::NeedsDeliveries, entry.key_place).with("key", key));
        }
    }
    if let (false, Some(entry)) = (known.driving, section.entry("km")) {
        log.push(Mistake::at(Code::NeedsDriving, entry.key_place).with("key", "km"));
    }
    let (built_from, built_to) = fleet::built(&section, log);
    let share = Range::between(0.0, 1.0);
    let words = [
        ("maker", Pays::Maker),
        ("owner", Pays::Owner),
        ("insurer", Pays::Insurer),
    ];
    Some(Warranty {
        id: section.id("id = \"basic\"", log),
        models: section.get("models").map(|node| known.models.list(node, "models", log)),
        built_from,
        built_to,
        failures: section.get("failures").map(|node| {
            let found = names::references(node, ("failures", Code::UnknownFailure), known.failures, log);
            found.into_iter().map(FailureId).collect()
        }),
        months: section.whole("months", 0, 1200, log).map(|months| months as u32),
        km: section.number("km", Range::between(0.0, 1e7), log),
        payer: section.choice("payer", &words, log).unwrap_or(Pays::Maker),
        leave_share: section.number("leave_share", share, log).unwrap_or(0.0),
        goodwill_share: section.number("goodwill_share", share, log).unwrap_or(0.0),
    })
}
