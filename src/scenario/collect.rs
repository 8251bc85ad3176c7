//! `[collect]` and `[[drivers]]`: drivers who fetch booked cars from their owners and bring them back.

use super::centre::Hours;
use super::diagnostic::Log;
use super::dist;
use super::hours;
use super::ids::CityId;
use super::keys;
use super::names::Names;
use super::table::{self, Range, Section};
use super::tree::{Node, Table};
use super::triage::own_cities;
use super::words::Phrase;
use crate::engine::law::Law;

/// Which ways drivers take a car.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    /// They fetch it and bring it back.
    Both,
    /// They fetch it; its owner comes for it.
    Fetch,
    /// Its owner brings it; they bring it back.
    Return,
}

const WAYS: [(&str, Ways); 3] = [("both", Ways::Both), ("fetch", Ways::Fetch), ("return", Ways::Return)];

/// Who pays what a collection is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// The owner of the car.
    Owner,
    /// The maker: owners ride free.
    Maker,
}

const PAYERS: [(&str, Payer); 2] = [("owner", Payer::Owner), ("maker", Payer::Maker)];

/// `[collect]`: whose cars are collected, and for what.
#[derive(Clone, Debug, PartialEq)]
pub struct Collect {
    /// Share of owners with a booking who ask, of failure modes that do not say.
    pub ask_share: f64,
    /// Which ways.
    pub ways: Ways,
    /// How long a car waits for a driver at most, minutes.
    pub wait_minutes: f64,
    /// What is charged for a car that drivers took, CNY; none: nothing is said of it.
    pub price_cny: Option<f64>,
    /// Who pays that.
    pub payer: Payer,
    /// Drivers, in order of the file.
    pub drivers: Vec<Drivers>,
}

/// `[[drivers]]`: the drivers of some cities.
#[derive(Clone, Debug, PartialEq)]
pub struct Drivers {
    /// Unique id.
    pub id: String,
    /// Cities that have them.
    pub cities: Vec<CityId>,
    /// Drivers in each of them.
    pub count: u32,
    /// When they set out; what is begun is finished.
    pub hours: Hours,
    /// Minutes of each half of a trip: to the car, and with it.
    pub leg_minutes: Law,
    /// Kilometres an hour on the road to a centre away; none: the law says it all.
    pub km_per_hour: Option<f64>,
    /// Owners farther by road from their centre are not collected; none: no limit.
    pub reach_km: Option<f64>,
}

const SHARE: Range = Range::between(0.0, 1.0);

/// The share of owners of a failure mode who ask; none: as `[collect]` says.
pub fn share(section: &Section, log: &mut Log) -> Option<f64> {
    section.number("collect_share", SHARE, log)
}

/// Reads `[collect]` and every `[[drivers]]`.
pub fn collect(top: &Table, cities: &Names, log: &mut Log) -> Option<Collect> {
    let drivers = drivers(table::entries(top.get("drivers"), "drivers", log), cities, log);
    let section = Section::open(top.get("collect")?, "[collect]", keys::COLLECT, log)?;
    let ask_share = section.number("ask_share", SHARE, log);
    let wait_minutes = section.number("wait_minutes", Range::between(0.0, 1440.0), log);
    Some(Collect {
        ask_share: ask_share.unwrap_or(0.0),
        ways: section.choice("ways", &WAYS, log).unwrap_or(Ways::Both),
        wait_minutes: wait_minutes.unwrap_or(60.0),
        price_cny: section.number("price_cny", Range::between(0.0, 1e12), log),
        payer: section.choice("payer", &PAYERS, log).unwrap_or(Payer::Owner),
        drivers,
    })
}

/// Reads every `[[drivers]]`; a city has those of one entry.
fn drivers(nodes: &[Node], cities: &Names, log: &mut Log) -> Vec<Drivers> {
    let mut taken = Vec::new();
    let read = |node| {
        let section = Section::open(node, "[[drivers]]", keys::DRIVERS, log)?;
        let id = section.id("id = \"east\"", log);
        let here = own_cities(&section, cities, &mut taken, log);
        let count = section.whole("count", 0, 1_000_000, log);
        let hours = section.required("hours", Phrase::Hours, "hours = { mon-sun = \"08:00-20:00\" }", log);
        let hours = hours.map(|node| hours::hours(node, log));
        let example = "leg_minutes = { gamma = { mean = 30, cv = 0.5 } }";
        let law = section.required("leg_minutes", Phrase::Law, example, log);
        let law = law.and_then(|node| dist::law(node, "leg_minutes", log));
        let km_per_hour = section.number("km_per_hour", Range::above(0.0, 200.0), log);
        let reach_km = section.number("reach_km", Range::between(0.0, 10_000.0), log);
        Some(Drivers {
            id,
            cities: here,
            count: count.unwrap_or(1) as u32,
            hours: hours?,
            leg_minutes: law?,
            km_per_hour,
            reach_km,
        })
    };
    nodes.iter().filter_map(read).collect()
}
