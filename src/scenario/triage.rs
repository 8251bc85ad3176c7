//! What may solve a need before it becomes a visit: `[community]`, `[hotline]` with `[[agents]]`, `[remote]`, `[[ota]]`
//! and `[[van]]`, and what a failure mode says of them.

use super::centre::Hours;
use super::diagnostic::{Log, Mistake};
use super::dist;
use super::hours;
use super::ids::{CityId, FailureId};
use super::keys;
use super::names::{self, Names};
use super::staff::{self, Turn};
use super::table::{self, Range, Section};
use super::tree::{Node, Table};
use super::words::{Code, Phrase};
use crate::engine::law::Law;
use jiff::civil::Date;

/// What may solve a need before it becomes a visit; all of it is none where a scenario says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Triage {
    /// The owners' community.
    pub community: Option<Community>,
    /// The hotline.
    pub hotline: Option<Hotline>,
    /// Remote diagnosis.
    pub remote: Option<Remote>,
    /// Releases of software, in order of the file.
    pub releases: Vec<Release>,
    /// Mobile vans, in order of the file.
    pub vans: Vec<Van>,
}

/// `[community]`: owners ask other owners first.
#[derive(Clone, Debug, PartialEq)]
pub struct Community {
    /// Share of owners who ask there.
    pub ask_share: f64,
    /// Hours until an owner is helped, or gives it up.
    pub hours: Law,
    /// The maker's engineers who answer there.
    pub engineers: u32,
    /// Engineers with whom 1 − 1/e of what engineers can add is reached.
    pub engineers_scale: f64,
    /// Factor on the shares solved with ever so many engineers, at least 1.
    pub lift: f64,
}

/// `[hotline]`: owners call and wait for an agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Hotline {
    /// Agents where no `[[agents]]` says otherwise.
    pub agents: u32,
    /// `[[agents]]`: how many there are when; later entries win.
    pub turns: Vec<Turn>,
    /// Minutes of a call once an agent answers.
    pub talk_minutes: Law,
    /// Minutes that an owner waits for an agent; none: for ever.
    pub patience_minutes: Option<Law>,
    /// Share of those who gave up that call again.
    pub redial_share: f64,
    /// Minutes until they do.
    pub redial_minutes: Law,
    /// Share of those who gave up and do not call again that are lost; the others look for a centre.
    pub leave_share: f64,
}

/// `[remote]`: engineers look at the car from afar.
#[derive(Clone, Debug, PartialEq)]
pub struct Remote {
    /// Hours of a diagnosis, whether it solves the need or not.
    pub hours: Law,
}

/// `[[ota]]`: a release of software that repairs cars where they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// Unique id.
    pub id: String,
    /// The day of its release, at 00:00.
    pub date: Date,
    /// What it mends; none: all failure modes with an `ota_share`.
    pub failures: Option<Vec<FailureId>>,
    /// Days before it from which owners are told to wait for it.
    pub announced_days: f64,
    /// Mean days until a car has it; exponential.
    pub adoption_days: f64,
    /// Part of the hazard that a car loses once it has it.
    pub reduces_share: f64,
}

/// `[[van]]`: mobile vans of some cities.
#[derive(Clone, Debug, PartialEq)]
pub struct Van {
    /// Unique id.
    pub id: String,
    /// Cities that have them.
    pub cities: Vec<CityId>,
    /// Vans in each of them.
    pub count: u32,
    /// When they set out; what is begun is finished.
    pub hours: Hours,
    /// Minutes on the road for each job.
    pub travel_minutes: Law,
    /// Days that an owner waits for one to set out.
    pub wait_days: f64,
}

/// What a failure mode says of triage; a channel of which it says nothing is not for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solves {
    /// Share of those who ask the community that are helped, without engineers.
    pub community: Option<f64>,
    /// Share of answered calls that solve the need.
    pub hotline: Option<f64>,
    /// Share of remote diagnoses that do.
    pub remote: Option<f64>,
    /// Share of needs that the next release solves.
    pub ota: Option<f64>,
    /// What those cost per month who write for releases what mends it, CNY.
    pub ota_per_month_cny: Option<f64>,
    /// Share of needs that a van can solve, and its hours of work.
    pub van: Option<(f64, Law)>,
}

const SHARE: Range = Range::between(0.0, 1.0);
/// Days that fit into a run.
const DAYS: Range = Range::between(0.0, 36_525.0);

/// What releases and vans may refer to.
pub struct Known<'a> {
    /// Ids of cities.
    pub cities: &'a Names,
    /// Ids of failure modes.
    pub failures: &'a Names,
}

/// Reads every section of triage.
pub fn triage(top: &Table, known: &Known<'_>, log: &mut Log) -> Triage {
    let turns: Vec<Turn> = table::entries(top.get("agents"), "agents", log)
        .iter()
        .filter_map(|node| {
            let section = Section::open(node, "[[agents]]", keys::AGENTS, log)?;
            staff::turn(&section, log)
        })
        .collect();
    Triage {
        community: top.get("community").and_then(|node| community(node, log)),
        hotline: top.get("hotline").and_then(|node| hotline(node, turns, log)),
        remote: top.get("remote").and_then(|node| remote(node, log)),
        releases: table::entries(top.get("ota"), "ota", log)
            .iter()
            .filter_map(|node| release(node, known.failures, log))
            .collect(),
        vans: vans(table::entries(top.get("van"), "van", log), known.cities, log),
    }
}

/// Reads what a failure mode says of triage.
pub fn solves(section: &Section, log: &mut Log) -> Solves {
    let van = section.number("van_share", SHARE, log);
    let work = match van {
        Some(_) => section.needed(
            "van_hours",
            Phrase::Law,
            "van_hours = { gamma = { mean = 1, cv = 0.5 } }",
            log,
        ),
        None => section.get("van_hours"),
    };
    let work = work.and_then(|node| dist::law(node, "van_hours", log));
    Solves {
        community: section.number("community_share", SHARE, log),
        hotline: section.number("hotline_share", SHARE, log),
        remote: section.number("remote_share", SHARE, log),
        ota: section.number("ota_share", SHARE, log),
        ota_per_month_cny: section.number("ota_per_month_cny", Range::between(0.0, 1e12), log),
        van: van.zip(work),
    }
}

fn community(node: &Node, log: &mut Log) -> Option<Community> {
    let section = Section::open(node, "[community]", keys::COMMUNITY, log)?;
    let ask_share = section.number("ask_share", SHARE, log);
    let hours = law(&section, "hours", "hours = { exponential = { mean = 6 } }", log);
    let engineers = section.whole("engineers", 0, 1_000_000, log);
    let scale = section.number("engineers_scale", Range::above(0.0, 1e6), log);
    let lift = section.number("lift", Range::between(1.0, 100.0), log);
    Some(Community {
        ask_share: ask_share.unwrap_or(1.0),
        hours: hours?,
        engineers: engineers.unwrap_or(0) as u32,
        engineers_scale: scale.unwrap_or(10.0),
        lift: lift.unwrap_or(1.0),
    })
}

fn hotline(node: &Node, turns: Vec<Turn>, log: &mut Log) -> Option<Hotline> {
    let section = Section::open(node, "[hotline]", keys::HOTLINE, log)?;
    let agents = section.required_whole("agents", 0, 1_000_000, "agents = 12", log);
    let talk = law(
        &section,
        "talk_minutes",
        "talk_minutes = { exponential = { mean = 6 } }",
        log,
    );
    let read = |key: &str, log: &mut Log| section.get(key).and_then(|node| dist::law(node, key, log));
    let patience_minutes = read("patience_minutes", log);
    let redial = read("redial_minutes", log);
    let redial_share = section.number("redial_share", SHARE, log);
    let leave_share = section.number("leave_share", SHARE, log);
    Some(Hotline {
        agents: agents? as u32,
        turns,
        talk_minutes: talk?,
        patience_minutes,
        redial_share: redial_share.unwrap_or(0.0),
        redial_minutes: redial.unwrap_or(Law::Constant(30.0)),
        leave_share: leave_share.unwrap_or(0.0),
    })
}

fn remote(node: &Node, log: &mut Log) -> Option<Remote> {
    let section = Section::open(node, "[remote]", keys::REMOTE, log)?;
    let hours = law(&section, "hours", "hours = { exponential = { mean = 2 } }", log);
    Some(Remote { hours: hours? })
}

fn release(node: &Node, failures: &Names, log: &mut Log) -> Option<Release> {
    let section = Section::open(node, "[[ota]]", keys::OTA, log)?;
    let id = section.id("id = \"spring\"", log);
    let date = section.required_date("date", "date = 2025-04-01", log);
    let listed = |node| {
        let found = names::references(node, ("failures", Code::UnknownFailure), failures, log);
        found.into_iter().map(FailureId).collect()
    };
    let failures = section.get("failures").map(listed);
    let announced_days = section.number("announced_days", DAYS, log);
    let adoption_days = section.number("adoption_days", DAYS, log);
    let reduces_share = section.number("reduces_share", SHARE, log);
    Some(Release {
        id,
        date: date?,
        failures,
        announced_days: announced_days.unwrap_or(14.0),
        adoption_days: adoption_days.unwrap_or(0.0),
        reduces_share: reduces_share.unwrap_or(0.0),
    })
}

/// Reads every `[[van]]`; a city has those of one entry.
fn vans(nodes: &[Node], cities: &Names, log: &mut Log) -> Vec<Van> {
    let mut taken = Vec::new();
    let mut vans = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(section) = Section::open(node, "[[van]]", keys::VAN, log) else {
            continue;
        };
        let id = section.id("id = \"east\"", log);
        let here = own_cities(&section, cities, &mut taken, log);
        let count = section.whole("count", 0, 1_000_000, log);
        let hours = section.required("hours", Phrase::Hours, "hours = { mon-sun = \"09:00-18:00\" }", log);
        let hours = hours.map(|node| hours::hours(node, log));
        let travel = law(
            &section,
            "travel_minutes",
            "travel_minutes = { gamma = { mean = 45, cv = 0.5 } }",
            log,
        );
        let wait_days = section.number("wait_days", DAYS, log);
        let (Some(hours), Some(travel_minutes)) = (hours, travel) else {
            continue;
        };
        vans.push(Van {
            id,
            cities: here,
            count: count.unwrap_or(1) as u32,
            hours,
            travel_minutes,
            wait_days: wait_days.unwrap_or(3.0),
        });
    }
    vans
}

/// The `cities` of an entry; a city that an entry before it has is a mistake.
pub fn own_cities<'a>(
    section: &Section<'a>,
    cities: &Names,
    taken: &mut Vec<(u32, &'a Node)>,
    log: &mut Log,
) -> Vec<CityId> {
    let mut here = Vec::new();
    let list = section.required("cities", Phrase::List, "cities = [\"wuhan\"]", log);
    let Some(list) = list else { return Vec::new() };
    for city in names::references(list, ("cities", Code::UnknownCity), cities, log) {
        let name = &cities.list()[city as usize];
        let items = list.list().unwrap_or_default().iter();
        let item = items.clone().find(|item| item.text() == Some(name)).unwrap_or(list);
        match taken.iter().find(|(other, _)| *other == city) {
            Some((_, other)) => log.push(
                Mistake::at(Code::RepeatedName, item.place)
                    .with("name", name)
                    .with("key", "cities")
                    .beside(other.place),
            ),
            None => here.push((city, item)),
        }
    }
    taken.extend(here.iter().copied());
    here.into_iter().map(|(city, _)| CityId(city)).collect()
}

/// A distribution that must be there.
fn law(section: &Section, key: &str, example: &str, log: &mut Log) -> Option<Law> {
    let node = section.required(key, Phrase::Law, example, log)?;
    dist::law(node, key, log)
}
