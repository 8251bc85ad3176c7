//! `[roadside]` and `[[base]]`: rescue of cars that cannot move, and what a failure mode says of it.

use super::centre::{self, Hours};
use super::city::{self, Coordinates};
use super::diagnostic::Log;
use super::dist;
use super::hours;
use super::ids::CityId;
use super::keys;
use super::names::{self, Names};
use super::table::{self, Range, Section};
use super::tree::{Node, Table};
use super::words::{Code, Phrase};
use crate::engine::law::Law;

/// Rescue on the roadside; none where a scenario says nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Roadside {
    /// Speed of trucks, km/h.
    pub speed_kmh: f64,
    /// Factors on it by hour of the day.
    pub hour_factors: [f64; 24],
    /// Factor on it on days off.
    pub holiday_factor: f64,
    /// Share of breakdowns on a road outside the city.
    pub road_share: f64,
    /// Kilometres from the city to those.
    pub road_km: Law,
    /// Kilometres to one in town.
    pub town_km: Law,
    /// Minutes to load a car.
    pub load_minutes: Law,
    /// Minutes that a call waits before the partner has it.
    pub hand_over_minutes: f64,
    /// Minutes until a partner is there; none: there is no partner.
    pub partner_minutes: Option<Law>,
    /// What a partner takes for a rescue, CNY.
    pub partner_cost_cny: f64,
    /// Bases, in order of the file.
    pub bases: Vec<Base>,
}

/// `[[base]]`: trucks and where they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// Unique id.
    pub id: String,
    /// English name.
    pub name: String,
    /// Chinese name.
    pub name_zh: String,
    /// Whose costs are theirs; they stand there unless `at` says otherwise.
    pub city: CityId,
    /// Where they stand; none: at the point of their city.
    pub at: Option<Coordinates>,
    /// Whether they are a partner's: called where no own truck comes.
    pub partner: bool,
    /// How many.
    pub trucks: u32,
    /// When they set out.
    pub hours: Hours,
    /// Cities whose cars they rescue; none: those within `reach_km`.
    pub cities: Option<Vec<CityId>>,
    /// Kilometres by road.
    pub reach_km: f64,
    /// CNY per truck and month.
    pub cost_per_month_cny: f64,
    /// CNY per rescue.
    pub cost_per_trip_cny: f64,
}

/// What a failure mode says of rescue.
#[derive(Clone, Debug, PartialEq)]
pub struct Immobilises {
    /// Share of its cars that cannot move.
    pub share: f64,
    /// Share of those that are mended where they stand.
    pub fixed_share: f64,
    /// Minutes that this takes.
    pub fixed_minutes: Law,
}

const SHARE: Range = Range::between(0.0, 1.0);
const MONEY: Range = Range::between(0.0, 1e12);

/// Reads what a failure mode says of rescue; none: its cars can always move.
pub fn immobilises(section: &Section, log: &mut Log) -> Option<Immobilises> {
    let share = section.number("immobilised_share", SHARE, log);
    let fixed_share = section.number("fixed_on_the_spot_share", SHARE, log);
    let fixed_minutes = law(section, "fixed_on_the_spot_minutes", 30.0, log);
    Some(Immobilises {
        share: share?,
        fixed_share: fixed_share.unwrap_or(0.0),
        fixed_minutes,
    })
}

/// Reads `[roadside]` with every `[[base]]`.
pub fn roadside(top: &Table, cities: &Names, log: &mut Log) -> Option<Roadside> {
    let nodes = table::entries(top.get("base"), "base", log);
    let bases = nodes.iter().filter_map(|node| base(node, cities, log)).collect();
    let section = Section::open(top.get("roadside")?, "[roadside]", keys::ROADSIDE, log)?;
    let mut number = |key, range, absent| section.number(key, range, log).unwrap_or(absent);
    let speed_kmh = number("speed_kmh", Range::above(0.0, 1e6), 45.0);
    let holiday_factor = number("holiday_factor", Range::above(0.0, 10.0), 1.0);
    let road_share = number("road_share", SHARE, 0.0);
    let hand_over_minutes = number("hand_over_minutes", Range::between(0.0, 525_600.0), 30.0);
    let partner_cost_cny = number("partner_cost_cny", MONEY, 0.0);
    let partner = section.get("partner_minutes");
    Some(Roadside {
        speed_kmh,
        hour_factors: section.weights("hour_factors", log).unwrap_or([1.0; 24]),
        holiday_factor,
        road_share,
        road_km: law(&section, "road_km", 80.0, log),
        town_km: law(&section, "town_km", 10.0, log),
        load_minutes: law(&section, "load_minutes", 20.0, log),
        hand_over_minutes,
        partner_minutes: partner.and_then(|node| dist::law(node, "partner_minutes", log)),
        partner_cost_cny,
        bases,
    })
}

fn base(node: &Node, known: &Names, log: &mut Log) -> Option<Base> {
    let section = Section::open(node, "[[base]]", keys::BASE, log)?;
    let id = section.id("id = \"north\"", log);
    let name = section.text("name", log).unwrap_or(&id).to_string();
    let name_zh = section.text("name_zh", log).unwrap_or(&name).to_string();
    let city = section.required("city", Phrase::Text, "city = \"wuhan\"", log);
    let city = city.and_then(|node| centre::city_id(node, "city", known, log));
    let at = city::coordinates(&section, log);
    let partner = section.flag("partner", log);
    let trucks = section.whole("trucks", 0, 100_000, log);
    let hours = section.get("hours").map(|node| hours::hours(node, log));
    let listed = |node| {
        let found = names::references(node, ("cities", Code::UnknownCity), known, log);
        found.into_iter().map(CityId).collect()
    };
    let cities = section.get("cities").map(listed);
    let reach_km = section.number("reach_km", Range::between(0.0, 100_000.0), log);
    let per_month = section.number("cost_per_month_cny", MONEY, log);
    let per_trip = section.number("cost_per_trip_cny", MONEY, log);
    Some(Base {
        id,
        name,
        name_zh,
        city: city?,
        at,
        partner: partner.unwrap_or(false),
        trucks: trucks.unwrap_or(1) as u32,
        hours: hours.unwrap_or_else(Hours::always),
        cities,
        reach_km: reach_km.unwrap_or(150.0),
        cost_per_month_cny: per_month.unwrap_or(0.0),
        cost_per_trip_cny: per_trip.unwrap_or(0.0),
    })
}

/// A distribution, or a constant where there is none.
fn law(section: &Section, key: &str, absent: f64, log: &mut Log) -> Law {
    let read = section.get(key).and_then(|node| dist::law(node, key, log));
    read.unwrap_or(Law::Constant(absent))
}
