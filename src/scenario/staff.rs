//! `[[staff]]`: how many units of a resource there are on which dates, days and hours.

use super::centre::{Centre, OpenSpan, Resources};
use super::diagnostic::{Log, Mistake};
use super::hours;
use super::ids::{CentreId, ResourceId};
use super::keys;
use super::names::{self, Names};
use super::table::{self, Section};
use super::tree::Node;
use super::words::{Code, Phrase};
use jiff::civil::Date;

/// Kinds of day named by `days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySet {
    /// Monday first; a holiday counts as its weekday, an adjusted workday as Monday.
    pub week: [bool; 7],
    /// Holidays of the calendar, whatever their weekday.
    pub holiday: bool,
    /// Adjusted workdays of the calendar.
    pub workday: bool,
}

/// `[[staff]]`: within its turn a centre has so many units of a resource instead of its usual number.
#[derive(Clone, Debug, PartialEq)]
pub struct Staff {
    /// The centre; none: every centre that has the resource.
    pub centre: Option<CentreId>,
    /// Of what.
    pub resource: ResourceId,
    /// How many when.
    pub turn: Turn,
}

/// So many within certain days and hours.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// How many there are.
    pub count: u32,
    /// First day; none: from the start.
    pub from: Option<Date>,
    /// Last day, included; none: to the end.
    pub to: Option<Date>,
    /// On which days; none: on all.
    pub days: Option<DaySet>,
    /// In which hours of these days; none: in all.
    pub shift: Option<Vec<OpenSpan>>,
}

const EXAMPLE_CENTRE: &str = "centre = \"wuhan-1\", or \"*\" for every centre";
const EXAMPLE_RESOURCE: &str = "resource = \"mechanic\"";

/// Reads every `[[staff]]`.
pub fn staff(
    node: Option<&Node>,
    names: &Names,
    centres: &[(Centre, &Node)],
    resources: &Resources,
    log: &mut Log,
) -> Vec<Staff> {
    table::entries(node, "staff", log)
        .iter()
        .filter_map(|node| entry(node, names, centres, resources, log))
        .collect()
}

fn entry(
    node: &Node,
    names: &Names,
    centres: &[(Centre, &Node)],
    resources: &Resources,
    log: &mut Log,
) -> Option<Staff> {
    let section = Section::open(node, "[[staff]]", keys::STAFF, log)?;
    let centre_node = section.required("centre", Phrase::Text, EXAMPLE_CENTRE, log);
    let centre = centre_node.and_then(|node| centre_id(node, names, log));
    let resource_node = section.required("resource", Phrase::Text, EXAMPLE_RESOURCE, log);
    let resource = resource_node.and_then(|node| resource_id(node, resources, log));
    if let (Some(Some(centre)), Some(resource), Some(node)) = (centre, resource, resource_node) {
        has(&centres_with(names, centre, centres), resource, resources, node, log);
    }
    let turn = turn(&section, log);
    Some(Staff {
        centre: centre?,
        resource: resource?,
        turn: turn?,
    })
}

/// Reads how many there are when.
pub(super) fn turn(section: &Section, log: &mut Log) -> Option<Turn> {
    let count = section.required_whole("count", 0, 1_000_000, "count = 3", log);
    let (from, to) = (section.date("from", log), section.date("to", log));
    section.last_day_not_before_first(from, to, log);
    let days = section.get("days").and_then(|node| days(node, log));
    let shift = section.get("shift").and_then(|node| {
        let text = table::text(node, "shift", log)?;
        hours::listed(node, text, Code::BadShift, log)
    });
    Some(Turn {
        count: count? as u32,
        from,
        to,
        days,
        shift,
    })
}

/// The centre an entry is about: `"*"` is every one.
fn centre_id(node: &Node, names: &Names, log: &mut Log) -> Option<Option<CentreId>> {
    let id = table::text(node, "centre", log)?;
    if id == "*" {
        return Some(None);
    }
    let found = names.find(id);
    if found.is_none() && !names.incomplete {
        log.push(
            Mistake::at(Code::UnknownCentre, node.place)
                .with("id", id)
                .with("known", names.shown())
                .nearest(names.nearest(id)),
        );
    }
    found.map(|centre| Some(CentreId(centre)))
}

fn resource_id(node: &Node, resources: &Resources, log: &mut Log) -> Option<ResourceId> {
    let name = table::text(node, "resource", log)?;
    let found = resources.available(name);
    if found.is_none() && !resources.incomplete {
        log.push(
            Mistake::at(Code::UnknownResource, node.place)
                .with("name", name)
                .with("known", resources.shown())
                .nearest(resources.nearest(name)),
        );
    }
    found
}

/// The centre of an id, if it could be read.
fn centres_with<'a>(names: &Names, centre: CentreId, centres: &'a [(Centre, &Node)]) -> Option<&'a Centre> {
    let id = names.list().get(centre.index())?;
    centres.iter().map(|(centre, _)| centre).find(|centre| centre.id == *id)
}

/// What a centre never has, no shift brings: `resources` says what it can do, staff only when how much of it.
fn has(centre: &Option<&Centre>, resource: ResourceId, resources: &Resources, node: &Node, log: &mut Log) {
    let Some(centre) = centre else { return };
    let owned = || centre.resources.iter().filter(|(_, count)| *count > 0);
    if owned().any(|(owned, _)| *owned == resource) {
        return;
    }
    let name = |resource: ResourceId| resources.list()[resource.index()].as_str();
    log.push(
        Mistake::at(Code::ResourceNotThere, node.place)
            .with("name", name(resource))
            .with("centre", &centre.id)
            .with("known", names::shown(owned().map(|(owned, _)| name(*owned)))),
    );
}

/// Reads `"mon-fri, holiday"`.
fn days(node: &Node, log: &mut Log) -> Option<DaySet> {
    let text = table::text(node, "days", log)?;
    let mut set = DaySet {
        week: [false; 7],
        holiday: false,
        workday: false,
    };
    for word in text.split(',').map(str::trim) {
        match word {
            "holiday" => set.holiday = true,
            "workday" => set.workday = true,
            _ => match hours::day_range(word) {
                Some(days) => days.into_iter().for_each(|day| set.week[day] = true),
                None => {
                    let known = || hours::DAYS.into_iter().chain(["holiday", "workday"]);
                    log.push(
                        Mistake::at(Code::UnknownChoice, node.place)
                            .with("key", "days")
                            .with("found", word)
                            .with("known", format!("{}, `mon-fri`", names::shown(known())))
                            .nearest(names::nearest(word, known())),
                    );
                    return None;
                }
            },
        }
    }
    Some(set)
}
