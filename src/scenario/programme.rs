//! `[[programme]]`: what the maker pays for over a span of days: tows, taxis, transport of cars to other cities.

use super::booking::key_alone;
use super::city;
use super::diagnostic::Log;
use super::ids::{CityId, FailureId, ModelId};
use super::keys;
use super::names::{self, Names};
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::Code;
use super::{fleet::Models, words::Phrase};
use jiff::civil::Date;

/// `[[programme]]`: help for owners who wait, over a span of days.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The only failure modes covered; none: all.
    pub failures: Option<Vec<FailureId>>,
    /// The only cities covered; none: all.
    pub cities: Option<Vec<CityId>>,
    /// The only models covered; none: all cars.
    pub models: Option<Vec<ModelId>>,
    /// What a rescue of a car on the road costs; none: it is not paid.
    pub tow_cny: Option<f64>,
    /// Vouchers for taxis; none: there are none.
    pub voucher: Option<Voucher>,
    /// Transport of cars; none: there is none.
    pub transport: Option<Transport>,
}

/// A voucher for taxis while an owner waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Voucher {
    /// What one costs.
    pub cny: f64,
    /// Days by which an owner with one waits longer.
    pub valid_days: f64,
    /// Days to the slot from which owners are offered one.
    pub after_days: u32,
    /// Share of them who take it.
    pub use_share: f64,
    /// What it adds to the sum behind `satisfied_share`.
    pub satisfaction: f64,
}

/// Transport of cars that find no slot to centres of other cities.
#[derive(Clone, Debug, PartialEq)]
pub struct Transport {
    /// Where they are taken.
    pub cities: Vec<CityId>,
    /// Days to the slot from which it is offered.
    pub after_days: u32,
    /// Cars a day that carriers take.
    pub per_day: u32,
    /// Days on the way.
    pub days: u32,
    /// What a car costs.
    pub cny: f64,
}

/// What programmes may refer to.
pub struct Known<'a> {
    /// Ids of cities.
    pub cities: &'a Names,
    /// Ids of failure modes.
    pub failures: &'a Names,
    /// Models of car.
    pub models: &'a Models,
}

const CNY: Range = Range::between(0.0, 1e9);

/// Reads every `[[programme]]`.
pub fn programmes(node: Option<&Node>, known: &Known<'_>, log: &mut Log) -> Vec<Programme> {
    let nodes = table::entries(node, "programme", log);
    nodes.iter().filter_map(|node| programme(node, known, log)).collect()
}

fn programme(node: &Node, known: &Known<'_>, log: &mut Log) -> Option<Programme> {
    let section = Section::open(node, "[[programme]]", keys::PROGRAMME, log)?;
    let id = section.id("id = \"spring-festival\"", log);
    let (name, name_zh) = city::names(&section, &id, log);
    let from = section.required_date("from", "from = 2025-01-22", log);
    let to = section.required_date("to", "to = 2025-02-09", log);
    section.last_day_not_before_first(from, to, log);
    let cities = |key: &str, log: &mut Log| {
        let node = section.get(key)?;
        let found = names::references(node, (key, Code::UnknownCity), known.cities, log);
        Some(found.into_iter().map(CityId).collect::<Vec<_>>())
    };
    let covered = cities("cities", log);
    let failures = section.get("failures").map(|node| {
        let found = names::references(node, ("failures", Code::UnknownFailure), known.failures, log);
        found.into_iter().map(FailureId).collect()
    });
    let models = section.get("models").map(|node| known.models.list(node, "models", log));
    let tow_cny = section.number("tow_cny", CNY, log);
    let voucher = voucher(&section, log);
    let carried = cities("carry_to", log);
    let transport = transport(&section, carried, log);
    Some(Programme {
        id,
        name,
        name_zh,
        from: from?,
        to: to?,
        failures,
        cities: covered,
        models,
        tow_cny,
        voucher,
        transport,
    })
}

/// The keys of a voucher, which need its value.
fn voucher(section: &Section<'_>, log: &mut Log) -> Option<Voucher> {
    let cny = section.number("voucher_cny", CNY, log);
    let valid_days = section.number("voucher_valid_days", Range::between(0.0, 365.0), log);
    let after_days = section.whole("voucher_after_days", 0, 365, log);
    let use_share = section.number("voucher_use_share", Range::between(0.0, 1.0), log);
    let satisfaction = section.number("voucher_satisfaction", Range::between(-100.0, 100.0), log);
    if section.get("voucher_cny").is_none() {
        for key in [
            "voucher_valid_days",
            "voucher_after_days",
            "voucher_use_share",
            "voucher_satisfaction",
        ] {
            if let Some(entry) = section.entry(key) {
                key_alone(entry.key_place, key, "`voucher_cny`", "voucher_cny = 500", log);
            }
        }
    }
    Some(Voucher {
        cny: cny?,
        valid_days: valid_days.unwrap_or(5.0),
        after_days: after_days.unwrap_or(1) as u32,
        use_share: use_share.unwrap_or(1.0),
        satisfaction: satisfaction.unwrap_or(0.0),
    })
}

/// The keys of transport, which need the cities.
fn transport(section: &Section<'_>, cities: Option<Vec<CityId>>, log: &mut Log) -> Option<Transport> {
    let after_days = section.whole("carry_after_days", 0, 365, log);
    let days = section.whole("carry_days", 0, 365, log);
    let cny = section.number("carry_cny", CNY, log);
    if section.get("carry_to").is_none() {
        section.whole("carry_per_day", 0, 1_000_000, log);
        for key in ["carry_after_days", "carry_per_day", "carry_days", "carry_cny"] {
            if let Some(entry) = section.entry(key) {
                key_alone(entry.key_place, key, "`carry_to`", "carry_to = [\"hefei\"]", log);
            }
        }
        return None;
    }
    section.needed(
        "carry_per_day",
        Phrase::WholeBetween(0, 1_000_000),
        "carry_per_day = 20",
        log,
    );
    let per_day = section.whole("carry_per_day", 0, 1_000_000, log);
    Some(Transport {
        cities: cities?,
        after_days: after_days.unwrap_or(7) as u32,
        per_day: per_day? as u32,
        days: days.unwrap_or(2) as u32,
        cny: cny.unwrap_or(0.0),
    })
}
