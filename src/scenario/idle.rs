//! What a scenario says in vain: spans of days that are not in the run, trips to where one lives. Warnings, since a run may be
//! made shorter for a while.

use super::diagnostic::{Log, Mistake};
use super::migration::{Migration, Trip};
use super::peak::Peak;
use super::programme::Programme;
use super::table;
use super::tree::{Node, Table};
use super::words::{Code, Phrase};
use jiff::civil::Date;

/// What was read of the sections that may be idle.
pub struct Read<'a> {
    /// Travels.
    pub migrations: &'a [Migration],
    /// Where travellers go.
    pub trips: &'a [Trip],
    /// Peaks.
    pub peaks: &'a [Peak],
    /// Programmes.
    pub programmes: &'a [Programme],
}

/// Warns of entries that change nothing between the first and the last day of the run; silent if anything is refused, since
/// then a day may be a stand-in.
pub fn warn(top: &Table, (first, last): (Date, Date), read: &Read<'_>, log: &mut Log) {
    if log.errors() > 0 {
        return;
    }
    let meets = |from: Date, to: Date| from <= last && first <= to;
    let mut outside = |section: &'static str, key: &str, idle: &dyn Fn(&str) -> bool| {
        for node in table::entries(top.get(section), section, log) {
            let Some(id) = node.id().filter(|id| idle(id)) else {
                continue;
            };
            let what = format!("{section}.{id}");
            tell(node, key, &what, Phrase::OutsideRun(first, last), log);
        }
    };
    outside("migration", "leave_from", &|id| {
        let mut own = read.migrations.iter().filter(|migration| migration.id == id);
        own.any(|migration| !meets(migration.leave.0, migration.last_on_the_way()))
    });
    // A peak of which a part is not simulated is not looked for.
    outside("peak", "from", &|id| {
        let mut own = read.peaks.iter().filter(|peak| peak.id == id);
        own.any(|peak| peak.from < first || last < peak.to)
    });
    outside("programme", "from", &|id| {
        let mut own = read.programmes.iter().filter(|programme| programme.id == id);
        own.any(|programme| !meets(programme.from, programme.to))
    });
    let nodes = table::entries(top.get("trip"), "trip", log);
    for (node, trip) in nodes.iter().zip(read.trips) {
        if trip.from == trip.to {
            tell(node, "to", "trip", Phrase::TripHome, log);
        }
    }
}

fn tell(node: &Node, key: &str, what: &str, why: Phrase, log: &mut Log) {
    let place = node
        .table()
        .and_then(|table| table.entry(key))
        .map(|entry| entry.node.place);
    let place = place.unwrap_or(node.place);
    log.push(Mistake::at(Code::NoEffect, place).with("what", what).with("why", why));
}
