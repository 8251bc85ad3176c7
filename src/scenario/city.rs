//! `[[city]]`: where cars live.

use super::diagnostic::{Log, Mistake};
use super::keys;
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::Code;

/// A point on the earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// Degrees east, −180 to 180.
    pub lon: f64,
}

/// `[[city]]`: where cars live.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    /// Unique id, lower case.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Province; empty if absent.
    pub province: String,
    /// Where the city is; none: distance 0 to everything.
    pub at: Option<Coordinates>,
    /// A fixed fleet of cars; 0 if absent.
    pub vehicles: u64,
    /// Share of the deliveries, all cities together 1; 0 if absent.
    pub share: f64,
    /// Inhabitants, in a unit of the scenario's own.
    pub population: Option<f64>,
    /// Factor on the distance that its cars drive; 1 if absent.
    pub km_factor: f64,
    /// Area of the town, a square around its point, km²: where its cars break down.
    pub area_km2: Option<f64>,
}

/// Reads every `[[city]]`; the shares of all together are scaled to 1.
pub fn cities(node: Option<&Node>, log: &mut Log) -> Vec<City> {
    let mut cities: Vec<City> = table::entries(node, "city", log)
        .iter()
        .filter_map(|node| city(node, log))
        .collect();
    let sum: f64 = cities.iter().map(|city| city.share).sum();
    if sum > 0.0 {
        for city in &mut cities {
            city.share /= sum;
        }
    }
    cities
}

fn city(node: &Node, log: &mut Log) -> Option<City> {
    let section = Section::open(node, "[[city]]", keys::CITY, log)?;
    let id = section.id("id = \"wuhan\"", log);
    let (name, name_zh) = names(&section, &id, log);
    Some(City {
        name,
        name_zh,
        province: section.text("province", log).unwrap_or_default().to_string(),
        at: coordinates(&section, log),
        vehicles: section.whole("vehicles", 0, 1_000_000_000, log).unwrap_or(0) as u64,
        share: section.number("share", table::WEIGHT, log).unwrap_or(0.0),
        population: section.number("population", Range::between(0.0, 1e10), log),
        km_factor: section
            .number("km_factor", Range::between(0.0, 100.0), log)
            .unwrap_or(1.0),
        area_km2: section.number("area_km2", Range::above(0.0, 1e6), log),
        id,
    })
}

/// The English and the Chinese name: the id and the English name where absent.
pub(super) fn names(section: &Section<'_>, id: &str, log: &mut Log) -> (String, String) {
    let name = section.text("name", log).unwrap_or(id).to_string();
    let name_zh = section
        .text("name_zh", log)
        .map_or_else(|| name.clone(), str::to_string);
    (name, name_zh)
}

/// `lat` and `lon`, which come together.
pub(super) fn coordinates(section: &Section<'_>, log: &mut Log) -> Option<Coordinates> {
    let lat = section.number("lat", Range::between(-90.0, 90.0), log);
    let lon = section.number("lon", Range::between(-180.0, 180.0), log);
    let alone = match (section.get("lat"), section.get("lon")) {
        (Some(node), None) => Some((node, "lat", "lon")),
        (None, Some(node)) => Some((node, "lon", "lat")),
        _ => None,
    };
    if let Some((node, key, other)) = alone {
        log.push(
            Mistake::at(Code::CoordinatesApart, node.place)
                .with("key", key)
                .with("other", other),
        );
    }
    Some(Coordinates { lat: lat?, lon: lon? })
}
