//! `[[migration]]` and `[[trip]]`: cars that leave their cities over a holiday and come back after it.

use super::centre::city_id;
use super::city::names;
use super::diagnostic::{Log, Mistake};
use super::ids::CityId;
use super::keys;
use super::names::Names;
use super::table::{self, Range, Section};
use super::tree::{Node, Table};
use super::words::{Code, Phrase};
use jiff::civil::Date;

/// `[[migration]]`: a part of the cars travels to other cities and back.
#[derive(Clone, Debug, PartialEq)]
pub struct Migration {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// First and last day on which cars leave, evenly over them.
    pub leave: (Date, Date),
    /// First and last day on which they set out for home.
    pub back: (Date, Date),
    /// Share of a city's cars that travel.
    pub travel_share: f64,
    /// By city: its own share, where it has one.
    pub travel_shares: Vec<(CityId, f64)>,
    /// How far a car gets in a day on the road.
    pub km_per_day: f64,
    /// Power of the distance by which a destination is less wanted.
    pub distance_power: f64,
    /// Longest way that is driven, kilometres.
    pub reach_km: f64,
    /// Factor on the failures of cars on the road: cold, full loads, queues at chargers.
    pub trouble_factor: f64,
}

impl Migration {
    /// The share of a city's cars that travel.
    pub fn share_of(&self, city: usize) -> f64 {
        let own = self.travel_shares.iter().find(|(one, _)| one.index() == city);
        own.map_or(self.travel_share, |&(_, share)| share)
    }
}

/// `[[trip]]`: where the travellers of a city go, in place of the rule by population and distance.
#[derive(Clone, Debug, PartialEq)]
pub struct Trip {
    /// Position of the only migration it is of; none: of all.
    pub migration: Option<usize>,
    /// Where they live.
    pub from: CityId,
    /// Where they go.
    pub to: CityId,
    /// Relative share of the travellers.
    pub share: f64,
}

/// What a failure mode says of cars that are not at home.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Abroad {
    /// Factor on its rate while a car stands in another city.
    pub away: f64,
    /// Factor on its rate while a car is on the road.
    pub on_road: f64,
    /// Share of the owners of cars in another city who wait until they are home.
    pub waits: f64,
}

const FACTOR: Range = Range::between(0.0, 1000.0);
const SHARE: Range = Range::between(0.0, 1.0);

/// Reads what a failure mode says of cars that are not at home.
pub fn abroad(section: &Section<'_>, log: &mut Log) -> Abroad {
    Abroad {
        away: section.number("away_factor", FACTOR, log).unwrap_or(1.0),
        on_road: section.number("on_road_factor", FACTOR, log).unwrap_or(1.0),
        waits: section.number("away_waits_share", SHARE, log).unwrap_or(0.0),
    }
}

/// Reads every `[[migration]]`, in order of their dates; none begins while cars of another may still be on their way.
pub fn migrations(node: Option<&Node>, cities: &Names, log: &mut Log) -> Vec<Migration> {
    let nodes = table::entries(node, "migration", log);
    let read = nodes
        .iter()
        .filter_map(|node| Some((migration(node, cities, log)?, node)));
    let mut read: Vec<(Migration, &Node)> = read.collect();
    read.sort_by_key(|(migration, _)| migration.leave.0);
    for pair in read.windows(2) {
        let [(before, _), (after, node)] = pair else { continue };
        let over = before.last_on_the_way();
        if after.leave.0 <= over
            && let Some(entry) = node.table().and_then(|table| table.entry("leave_from"))
        {
            let other = format!("migration.{}", before.id);
            order(
                entry.node.place,
                ("leave_from", after.leave.0),
                Phrase::After,
                (&other, over),
                log,
            );
        }
    }
    read.into_iter().map(|(migration, _)| migration).collect()
}

impl Migration {
    /// Days that the longest way may take: who leaves last must be there before the last one sets out for home, who leaves
    /// first before the first one does.
    pub fn longest_days(&self) -> f64 {
        let days = |from: Date, to: Date| (from.duration_until(to).as_hours() / 24) as f64;
        days(self.leave.0, self.back.0).min(days(self.leave.1, self.back.1))
    }

    /// The last day on which a car may be on its way home.
    pub fn last_on_the_way(&self) -> Date {
        self.back
            .1
            .saturating_add(jiff::Span::new().days(self.longest_days() as i64))
    }
}

fn order(
    place: super::source::Place,
    (key, found): (&str, Date),
    order: Phrase,
    (other, date): (&str, Date),
    log: &mut Log,
) {
    log.push(
        Mistake::at(Code::DateOrder, place)
            .with("key", key)
            .with("found", &found)
            .with("order", order)
            .with("other", other)
            .with("date", &date),
    );
}

fn migration(node: &Node, cities: &Names, log: &mut Log) -> Option<Migration> {
    let section = Section::open(node, "[[migration]]", keys::MIGRATION, log)?;
    let id = section.id("id = \"spring-festival\"", log);
    let (name, name_zh) = names(&section, &id, log);
    let leave_from = section.required_date("leave_from", "leave_from = 2025-01-22", log);
    let leave_to = section.required_date("leave_to", "leave_to = 2025-01-28", log);
    let return_from = section.required_date("return_from", "return_from = 2025-02-01", log);
    let return_to = section.required_date("return_to", "return_to = 2025-02-08", log);
    let mut in_order = true;
    for (key, date, how, other, least) in [
        ("leave_to", leave_to, Phrase::NotBefore, "leave_from", leave_from),
        ("return_from", return_from, Phrase::After, "leave_from", leave_from),
        ("return_to", return_to, Phrase::NotBefore, "return_from", return_from),
        ("return_to", return_to, Phrase::After, "leave_to", leave_to),
    ] {
        let (Some(date), Some(least), Some(node)) = (date, least, section.get(key)) else {
            continue;
        };
        if date < least || how == Phrase::After && date == least {
            order(node.place, (key, date), how, (other, least), log);
            in_order = false;
        }
    }
    let travel_share = section.required_number("travel_share", SHARE, "travel_share = 0.33", log);
    let travel_shares = section
        .get("travel_shares")
        .map(|node| shares(node, cities, log))
        .unwrap_or_default();
    let km_per_day = section.number("km_per_day", Range::above(0.0, 1e5), log);
    let distance_power = section.number("distance_power", Range::between(0.0, 10.0), log);
    let reach_km = section.number("reach_km", Range::above(0.0, 1e6), log);
    let trouble_factor = section.number("trouble_factor", FACTOR, log);
    in_order.then_some(())?;
    Some(Migration {
        id,
        name,
        name_zh,
        leave: (leave_from?, leave_to?),
        back: (return_from?, return_to?),
        travel_share: travel_share?,
        travel_shares,
        km_per_day: km_per_day.unwrap_or(600.0),
        distance_power: distance_power.unwrap_or(1.0),
        reach_km: reach_km.unwrap_or(f64::INFINITY),
        trouble_factor: trouble_factor.unwrap_or(1.0),
    })
}

/// A table from cities to shares.
fn shares(node: &Node, cities: &Names, log: &mut Log) -> Vec<(CityId, f64)> {
    let Some(table) = node.table() else {
        table::wrong_type(node, "travel_shares", Phrase::Table, log);
        return Vec::new();
    };
    let of = |entry: &super::tree::Entry| {
        let Some(found) = cities.find(&entry.key) else {
            if !cities.incomplete {
                log.push(
                    Mistake::at(Code::UnknownCity, entry.key_place)
                        .with("id", &entry.key)
                        .with("known", cities.shown())
                        .nearest(cities.nearest(&entry.key)),
                );
            }
            return None;
        };
        Some((CityId(found), table::finite(&entry.node, &entry.key, SHARE, log)?))
    };
    table.entries.iter().filter_map(of).collect()
}

/// Reads every `[[trip]]`.
pub fn trips(top: &Table, migrations: &[Migration], cities: &Names, log: &mut Log) -> Vec<Trip> {
    // Of one that is refused the id is known all the same.
    let all = top.get("migration").and_then(Node::list).unwrap_or_default();
    let ids: Vec<&str> = all.iter().filter_map(Node::id).collect();
    let nodes = table::entries(top.get("trip"), "trip", log);
    nodes
        .iter()
        .filter_map(|node| trip(node, (migrations, &ids), cities, log))
        .collect()
}

fn trip(node: &Node, (migrations, ids): (&[Migration], &[&str]), cities: &Names, log: &mut Log) -> Option<Trip> {
    let section = Section::open(node, "[[trip]]", keys::TRIP, log)?;
    let mut migration = None;
    if let Some(node) = section.get("migration") {
        let id = table::text(node, "migration", log)?;
        migration = migrations.iter().position(|one| one.id == id);
        let known = || ids.iter().copied();
        if known().all(|one| one != id) {
            log.push(
                Mistake::at(Code::UnknownChoice, node.place)
                    .with("key", "migration")
                    .with("found", id)
                    .with("known", super::names::shown(known()))
                    .nearest(super::names::nearest(id, known())),
            );
        }
    }
    let mut place = |key: &str, example: &str| {
        let node = section.required(key, Phrase::Text, example, log)?;
        city_id(node, key, cities, log)
    };
    let (from, to) = (place("from", "from = \"shanghai\""), place("to", "to = \"hefei\""));
    let share = section.required_number("share", table::WEIGHT, "share = 22", log);
    Some(Trip {
        migration,
        from: from?,
        to: to?,
        share: share?,
    })
}
