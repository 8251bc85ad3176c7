//! `[[peer]]`: what others were reported to have, to be shown beside the network.

use super::city::names;
use super::diagnostic::Log;
use super::keys;
use super::observed::{CERTAINTY, Certainty};
use super::table::{self, Range, Section};
use super::tree::Node;
use jiff::civil::Date;

/// Which places a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointKind {
    /// Those that take every kind of job; key `"full"`.
    Full,
    /// All of them; key `"any"`, and if absent.
    Any,
}

/// `[[peer]]`: a reported figure of a network, of another maker or of one's own. It changes no result.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// When it was so.
    pub date: Date,
    /// Cars of the fleet for one point of service; above 0.
    pub cars_per_point: f64,
    /// Which points are counted.
    pub kind: PointKind,
    /// Who says so.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
}

const KINDS: [(&str, PointKind); 2] = [("full", PointKind::Full), ("any", PointKind::Any)];
const CARS: Range = Range::above(0.0, 1e9);

/// Reads every `[[peer]]`.
pub fn peers(node: Option<&Node>, log: &mut Log) -> Vec<Peer> {
    table::entries(node, "peer", log)
        .iter()
        .filter_map(|node| peer(node, log))
        .collect()
}

fn peer(node: &Node, log: &mut Log) -> Option<Peer> {
    let section = Section::open(node, "[[peer]]", keys::PEER, log)?;
    let id = section.id("id = \"northern-cars\"", log);
    let (name, name_zh) = names(&section, &id, log);
    let date = section.required_date("date", "date = 2025-03-31", log);
    let cars_per_point = section.required_number("cars_per_point", CARS, "cars_per_point = 1500", log);
    let kind = section.choice("kind", &KINDS, log).unwrap_or(PointKind::Any);
    // A figure without its source is none.
    let source = section.required_text("source", "source = \"company, annual report\"", log);
    let certainty = section.choice("certainty", &CERTAINTY, log).unwrap_or(Certainty::Low);
    Some(Peer {
        id,
        name,
        name_zh,
        date: date?,
        cars_per_point: cars_per_point?,
        kind,
        source: source?.to_string(),
        certainty,
    })
}
