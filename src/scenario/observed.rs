//! `[[observed]]`: what was reported of the real network, to stand beside what is simulated.

use super::diagnostic::{Log, Mistake};
use super::ids::{CentreId, CityId, FailureId, TeamId};
use super::keys;
use super::names::{self, Names};
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::{Code, Phrase};
use jiff::civil::Date;

/// How sure something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nobody published it: a value in a plausible range.
    Low,
    /// A weak source, or arithmetic on sources.
    Medium,
    /// A named outlet, agreeing with others.
    High,
}

/// How each certainty is written.
pub(super) const CERTAINTY: [(&str, Certainty); 3] = [
    ("high", Certainty::High),
    ("medium", Certainty::Medium),
    ("low", Certainty::Low),
];

/// What can be observed: figures of jobs and slots, and facts of the network itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// `lead_time_days` of jobs that occur in the span and got a slot, days.
    LeadTime,
    /// `queue_wait_hours` of jobs that occur in the span and began, hours.
    QueueWait,
    /// `service_hours` of jobs that occur in the span and were served, hours.
    Service,
    /// `turnaround_days` of jobs that occur in the span and were served, days.
    Turnaround,
    /// `travel_km` of jobs that occur in the span and came to a centre, kilometres there and back.
    Travel,
    /// `first_slot_days`: mean over the span's days, days.
    FirstSlot,
    /// `fully_booked_share`: share of the span's days, 0 to 1.
    FullyBooked,
    /// `release_success_share` of the retries in the span, 0 to 1.
    ReleaseSuccess,
    /// `jobs` that occur in the span.
    Jobs,
    /// `served`: those of them handed back by the end of the run.
    Served,
    /// `lost_share` of the jobs that occur in the span, 0 to 1.
    LostShare,
    /// `centres`: open on the day `from` and able to do every kind of work.
    Centres,
    /// `points`: open on the day `from`, whatever they do.
    Points,
    /// `cities_covered`: cities with an open point on the day `from`.
    CitiesCovered,
    /// `deliveries` in the span, cars.
    Deliveries,
}

impl Quantity {
    /// Every quantity by its key.
    pub const ALL: [(&'static str, Quantity); 15] = [
        ("lead_time_days", Quantity::LeadTime),
        ("queue_wait_hours", Quantity::QueueWait),
        ("service_hours", Quantity::Service),
        ("turnaround_days", Quantity::Turnaround),
        ("travel_km", Quantity::Travel),
        ("first_slot_days", Quantity::FirstSlot),
        ("fully_booked_share", Quantity::FullyBooked),
        ("release_success_share", Quantity::ReleaseSuccess),
        ("jobs", Quantity::Jobs),
        ("served", Quantity::Served),
        ("lost_share", Quantity::LostShare),
        ("centres", Quantity::Centres),
        ("points", Quantity::Points),
        ("cities_covered", Quantity::CitiesCovered),
        ("deliveries", Quantity::Deliveries),
    ];

    /// The key of the quantity in scenario and results.
    pub fn key(self) -> &'static str {
        let found = Quantity::ALL.iter().find(|(_, quantity)| *quantity == self);
        found.map_or("", |(key, _)| key)
    }

    /// Whether it follows from the scenario alone: no chance in it.
    pub fn is_fixed(self) -> bool {
        use Quantity::*;
        matches!(self, Centres | Points | CitiesCovered | Deliveries)
    }

    /// Whether it is told of one day only, `from`.
    pub fn is_of_a_day(self) -> bool {
        matches!(self, Quantity::Centres | Quantity::Points | Quantity::CitiesCovered)
    }

    /// Whether it is told apart by a key of scope.
    fn is_told_by(self, scope: &str) -> bool {
        use Quantity::*;
        match self {
            ReleaseSuccess => scope != "centre",
            Deliveries | Centres | Points | CitiesCovered => scope == "city" && self != CitiesCovered,
            _ => true,
        }
    }

    /// The largest value that can be observed.
    fn range(self) -> Range {
        use Quantity::*;
        match self {
            FullyBooked | ReleaseSuccess | LostShare => Range::between(0.0, 1.0),
            _ => Range::between(0.0, 1e12),
        }
    }
}

/// `[[observed]]`: one reported figure, with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Unique id.
    pub id: String,
    /// What was observed, in English.
    pub text: String,
    /// The same in Chinese; the English text if absent.
    pub text_zh: String,
    /// What is compared.
    pub quantity: Quantity,
    /// Of the owners of this city, or of the centres in it for figures of slots.
    pub city: Option<CityId>,
    /// Of this centre.
    pub centre: Option<CentreId>,
    /// Of this failure mode; for figures of slots, of its team.
    pub failure: Option<FailureId>,
    /// Of this team.
    pub team: Option<TeamId>,
    /// First day; none: the whole measured time.
    pub from: Option<Date>,
    /// Last day, included; `from` if absent.
    pub to: Option<Date>,
    /// Least value that was reported, in the unit of the metric.
    pub low: f64,
    /// Largest value that was reported.
    pub high: f64,
    /// Who reported it; may be empty.
    pub source: String,
    /// The same in Chinese; `source` if absent.
    pub source_zh: String,
    /// How sure it is.
    pub certainty: Certainty,
}

/// The names that an observation may refer to.
pub(super) struct Known<'a> {
    pub cities: &'a Names,
    pub centres: &'a Names,
    pub failures: &'a Names,
    pub teams: &'a Names,
}

/// Reads every `[[observed]]`.
pub(super) fn observed(node: Option<&Node>, known: &Known<'_>, log: &mut Log) -> Vec<Observed> {
    table::entries(node, "observed", log)
        .iter()
        .filter_map(|node| one(node, known, log))
        .collect()
}

fn one(node: &Node, known: &Known<'_>, log: &mut Log) -> Option<Observed> {
    let section = Section::open(node, "[[observed]]", keys::OBSERVED, log)?;
    let id = section.id("id = \"songjiang-full\"", log);
    let (text, text_zh) = both(&section, ["text", "text_zh"], TEXT, log);
    let quantity = section
        .required("metric", Phrase::Text, "metric = \"first_slot_days\"", log)
        .and_then(|node| table::choice(node, "metric", &Quantity::ALL, log));
    let city = named(&section, "city", known.cities, Code::UnknownCity, log);
    let centre = named(&section, "centre", known.centres, Code::UnknownCentre, log);
    let failure = named(&section, "failure", known.failures, Code::UnknownFailure, log);
    let team = named(&section, "team", known.teams, Code::UnknownTeam, log);
    if let Some(quantity) = quantity {
        scopes(&section, quantity, log);
    }
    let (from, to) = span(&section, quantity, log);
    let (low, high) = values(&section, &id, quantity, log);
    let (source, source_zh) = optional(&section, ["source", "source_zh"], log);
    let certainty = certainty(&section, log);
    Some(Observed {
        id,
        text,
        text_zh,
        quantity: quantity?,
        city: city.map(CityId),
        centre: centre.map(CentreId),
        failure: failure.map(FailureId),
        team: team.map(TeamId),
        from,
        to,
        low,
        high,
        source,
        source_zh,
        certainty: certainty?,
    })
}

const TEXT: &str = "text = \"Owners wait half a month for a slot\"";

/// The certainty of an entry, which must be there.
pub(super) fn certainty(section: &Section<'_>, log: &mut Log) -> Option<Certainty> {
    section
        .required("certainty", Phrase::Text, "certainty = \"low\"", log)
        .and_then(|node| table::choice(node, "certainty", &CERTAINTY, log))
}

/// A text that must be there, in both languages; the English one where there is no Chinese.
pub(super) fn both(section: &Section<'_>, keys: [&str; 2], example: &str, log: &mut Log) -> (String, String) {
    let english = section
        .required_text(keys[0], example, log)
        .unwrap_or_default()
        .to_string();
    let chinese = section
        .text(keys[1], log)
        .map_or_else(|| english.clone(), str::to_string);
    (english, chinese)
}

/// A text that may be absent, in both languages.
pub(super) fn optional(section: &Section<'_>, keys: [&str; 2], log: &mut Log) -> (String, String) {
    let english = section.text(keys[0], log).unwrap_or_default().to_string();
    let chinese = section
        .text(keys[1], log)
        .map_or_else(|| english.clone(), str::to_string);
    (english, chinese)
}

/// A name of the scenario that the entry refers to.
fn named(section: &Section<'_>, key: &'static str, known: &Names, code: Code, log: &mut Log) -> Option<u32> {
    let node = section.get(key)?;
    let name = table::text(node, key, log)?;
    let found = known.find(name);
    if found.is_none() && !known.incomplete {
        let argument = if code == Code::UnknownTeam { "name" } else { "id" };
        log.push(
            Mistake::at(code, node.place)
                .with(argument, name)
                .with("known", known.shown())
                .nearest(known.nearest(name)),
        );
    }
    found
}

/// Refuses a scope by which the quantity is not told apart.
fn scopes(section: &Section<'_>, quantity: Quantity, log: &mut Log) {
    const SCOPES: [&str; 4] = ["city", "centre", "failure", "team"];
    for scope in SCOPES {
        let Some(node) = section.get(scope).filter(|_| !quantity.is_told_by(scope)) else {
            continue;
        };
        let able = SCOPES.into_iter().filter(|scope| quantity.is_told_by(scope));
        log.push(
            Mistake::at(Code::ObservedScope, node.place)
                .with("metric", quantity.key())
                .with("key", scope)
                .with("known", names::shown(able)),
        );
    }
}

/// First and last day.
fn span(section: &Section<'_>, quantity: Option<Quantity>, log: &mut Log) -> (Option<Date>, Option<Date>) {
    let needed = quantity.is_some_and(Quantity::is_fixed) || section.get("to").is_some();
    let from = section.date("from", log);
    if needed && section.get("from").is_none() && section.misspelt("from").is_none() {
        log.push(
            Mistake::at(Code::MissingKey, section.place())
                .with("section", "[[observed]]")
                .with("key", "from")
                .with("expected", Phrase::Date)
                .with("example", "from = 2025-03-28"),
        );
    }
    let to = section.date("to", log);
    section.last_day_not_before_first(from, to, log);
    (from, to.or(from))
}

/// `value`, or `low` and `high`.
fn values(section: &Section<'_>, id: &str, quantity: Option<Quantity>, log: &mut Log) -> (f64, f64) {
    let range = quantity.map_or(Range::between(0.0, 1e12), Quantity::range);
    // The table of keys knows the widest limits; a share has narrower ones.
    let number = |key, log: &mut Log| {
        let node = section.get(key);
        (node, node.and_then(|node| table::finite(node, key, range, log)))
    };
    let [value, low, high] = ["value", "low", "high"].map(|key| number(key, log));
    match (value, low, high) {
        ((Some(_), value), (None, _), (None, _)) => (value.unwrap_or(0.0), value.unwrap_or(0.0)),
        ((None, _), (Some(_), low), (Some(node), high)) => {
            if let (Some(low), Some(high)) = (low, high)
                && high < low
            {
                log.push(
                    Mistake::at(Code::HighBelowLow, node.place)
                        .with("found", super::words::number(high))
                        .with("low", super::words::number(low)),
                );
            }
            (low.unwrap_or(0.0), high.unwrap_or(0.0))
        }
        _ => {
            log.push(Mistake::at(Code::ObservedValue, section.place()).with("id", id));
            (0.0, 0.0)
        }
    }
}
