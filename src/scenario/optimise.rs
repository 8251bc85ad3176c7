//! `[optimise]` and `[[lever]]`: what a search looks for, and what it may change.

use super::centre::{Centre, Resources};
use super::diagnostic::{Log, Mistake};
use super::ids::{CentreId, CityId, ResourceId, TeamId};
use super::keys;
use super::names::Names;
use super::table::{self, Range, Section};
use super::tree::{Node, Value};
use super::words::{Code, Phrase};
use jiff::civil::Date;

/// Limits of lead time that shares are known for, days.
const LIMITS: [u32; 4] = [1, 3, 7, 14];

/// The figure that shall be as good as it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Mean lead time, days.
    LeadTime,
    /// Mean turnaround, days.
    Turnaround,
    /// Mean wait at the centre, hours.
    QueueWait,
    /// Share of jobs lost.
    LostShare,
    /// Share of jobs seen within so many days.
    WithinDays(u32),
}

/// What holds the search back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// The plan costs at most so much, CNY.
    Budget(f64),
    /// Least cost at which this share of the jobs of every city is seen in time.
    Promise(f64),
}

/// `[optimise]`
#[derive(Clone, Debug, PartialEq)]
pub struct Optimise {
    /// What is wanted.
    pub goal: Goal,
    /// Instead of the mean over jobs: within how much this share of them are through; none: the mean, or a share.
    pub quantile: Option<f64>,
    /// Of which team's jobs; none: all.
    pub team: Option<TeamId>,
    /// What holds it back.
    pub bound: Bound,
    /// How sure the choice or the promise shall be.
    pub sure_share: f64,
    /// Smaller differences do not matter; none: a fiftieth of the goal's value.
    pub smallest_difference: Option<f64>,
}

/// What a city has of its own, besides centres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crew {
    /// Mobile vans.
    Vans,
    /// Drivers who collect cars.
    Drivers,
}

impl Crew {
    /// Both.
    pub const ALL: [Crew; 2] = [Crew::Vans, Crew::Drivers];

    /// The key of a lever, and of the plan's section.
    pub const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Crew::Vans => ("vans", "van"),
            Crew::Drivers => ("drivers", "drivers"),
        }
    }
}

/// What a step of a lever does.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Adds units to one of these centres.
    Adds {
        /// Units by resource.
        units: Vec<(ResourceId, u32)>,
        /// Where.
        centres: Vec<CentreId>,
    },
    /// Opens a centre in one of these cities.
    Opens {
        /// With the capacity and rules of this one.
        like: CentreId,
        /// Where.
        cities: Vec<CityId>,
        /// When; none: at the start.
        day: Option<Date>,
    },
    /// Gives one of these cities more people or cars of its own.
    Crews {
        /// Which.
        crew: Crew,
        /// How many.
        count: u32,
        /// Where.
        cities: Vec<CityId>,
    },
    /// Gives the hotline more agents where no `[[agents]]` says otherwise.
    Agents {
        /// How many.
        count: u32,
    },
    /// Keeps more slots for urgent jobs at one of these centres.
    Reserves {
        /// Share of the slots.
        share: f64,
        /// Where.
        centres: Vec<CentreId>,
    },
}

/// `[[lever]]`
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Unique id.
    pub id: String,
    /// What a step does.
    pub step: Step,
    /// Steps at most in one place.
    pub most: u32,
    /// What a step costs in all, CNY; none: as `[[site]]`, `[[resource]]` and `[[operator]]` say.
    pub cny: Option<f64>,
}

/// What levers refer to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Cities by id.
    pub cities: &'a Names,
    /// Centres by id.
    pub centre_names: &'a Names,
    /// Centres by position.
    pub centres: &'a [(Centre, &'a Node)],
    /// Teams by id.
    pub teams: &'a Names,
    /// Resources by id.
    pub resources: &'a Resources,
    /// Cities that have vans, and cities that have drivers.
    pub crews: [&'a Names; 2],
}

/// Reads `[optimise]`.
pub fn optimise(node: Option<&Node>, known: Known, log: &mut Log) -> Option<Optimise> {
    let section = Section::open(node?, "[optimise]", keys::OPTIMISE, log)?;
    section.required("goal", Phrase::Text, "goal = \"lead_time_days\"", log);
    let goals = [
        ("lead_time_days", Goal::LeadTime),
        ("turnaround_days", Goal::Turnaround),
        ("queue_wait_hours", Goal::QueueWait),
        ("lost_share", Goal::LostShare),
        ("within_days_share", Goal::WithinDays(0)),
    ];
    let goal = section.choice("goal", &goals, log);
    let days = section.whole("days", 1, 14, log).map(|days| days as u32);
    let budget = section.number("budget_cny", Range::between(0.0, 1e13), log);
    let promise = section.number("promise_share", Range::between(0.0, 1.0), log);
    let sure = section.number("sure_share", Range::between(0.5, 0.999), log);
    let smallest_difference = section.number("smallest_difference", Range::above(0.0, 1e9), log);
    let quantile = section.number("quantile_share", Range::between(0.5, 0.99), log);
    if let (Some(Goal::LostShare | Goal::WithinDays(_)), Some(node)) = (goal, section.get("quantile_share")) {
        log.push(Mistake::at(Code::OptimiseQuantile, node.place));
    }
    let within = matches!(goal, Some(Goal::WithinDays(_)));
    let goal = match (goal?, days) {
        (Goal::WithinDays(_), Some(days)) if LIMITS.contains(&days) => Goal::WithinDays(days),
        (goal, None) if !within => goal,
        (goal, _) => {
            let place = section.get("days").map_or(section.place(), |node| node.place);
            log.push(Mistake::at(Code::OptimiseDays, place));
            goal
        }
    };
    let team = section.get("team").and_then(|node| {
        let id = table::text(node, "team", log)?;
        let found = known.teams.find(id);
        if found.is_none() {
            log.push(
                Mistake::at(Code::UnknownTeam, node.place)
                    .with("name", id)
                    .with("known", known.teams.shown())
                    .nearest(known.teams.nearest(id)),
            );
        }
        found.map(TeamId)
    });
    let bound = match (budget, promise) {
        (Some(budget), None) => Bound::Budget(budget),
        (None, Some(share)) if within => Bound::Promise(share),
        _ => {
            let node = section.get("promise_share").or(section.get("budget_cny"));
            log.push(Mistake::at(
                Code::OptimiseBound,
                node.map_or(section.place(), |node| node.place),
            ));
            return None;
        }
    };
    Some(Optimise {
        goal,
        quantile,
        team,
        bound,
        sure_share: sure.unwrap_or(0.95),
        smallest_difference,
    })
}

/// Reads every `[[lever]]`.
pub fn levers(node: Option<&Node>, known: Known, log: &mut Log) -> Vec<Lever> {
    let entries = table::entries(node, "lever", log).iter();
    entries.filter_map(|node| lever(node, known, log)).collect()
}

fn lever(node: &Node, known: Known, log: &mut Log) -> Option<Lever> {
    let section = Section::open(node, "[[lever]]", keys::LEVER, log)?;
    let id = section.id("id = \"body-bays\"", log);
    let most = section.whole("most", 1, 1_000, log).unwrap_or(1) as u32;
    let cny = section.number("cny", Range::between(0.0, 1e12), log);
    let reserve = section.number("reserve_share", Range::above(0.0, 1.0), log);
    let opens = section.date("opens", log);
    let forms = ["adds", "like", "reserve_share", "vans", "drivers", "agents"];
    let agents = section.whole("agents", 1, 1_000, log);
    let crews = Crew::ALL.map(|crew| section.whole(crew.keys().0, 1, 1_000, log));
    let given: Vec<&str> = forms.into_iter().filter(|key| section.get(key).is_some()).collect();
    let foreign: &[&str] = match given.as_slice() {
        ["like"] => &["centres"],
        ["adds" | "reserve_share"] => &["cities", "opens"],
        ["vans" | "drivers"] => &["centres", "opens"],
        ["agents"] => &["centres", "cities", "opens"],
        _ => {
            log.push(Mistake::at(Code::LeverForm, section.place()).with("id", &id));
            return None;
        }
    };
    for key in foreign {
        if let Some(node) = section.get(key) {
            log.push(
                Mistake::at(Code::LeverKey, node.place)
                    .with("key", *key)
                    .with("form", given[0]),
            );
        }
    }
    let centre = |id: &str| known.centre_names.find(id).map(CentreId);
    let step = if let Some(node) = section.get("adds") {
        let units = units(node, known.resources, log);
        let has = |centre: &Centre| {
            let units_of = |resource| {
                centre
                    .resources
                    .iter()
                    .any(|&(own, count)| own == resource && count > 0)
            };
            units.iter().all(|&(resource, _)| units_of(resource))
        };
        let able = (0u32..).zip(known.centres).filter(|(_, (centre, _))| has(centre));
        let all = able.map(|(at, _)| CentreId(at));
        let centres = section
            .get("centres")
            .map(|node| list(node, "centres", known.centre_names, Code::UnknownCentre, log));
        Step::Adds {
            centres: centres.map_or_else(|| all.collect(), |list| list.into_iter().map(CentreId).collect()),
            units,
        }
    } else if let Some(node) = section.get("like") {
        let id = table::text(node, "like", log)?;
        let Some(like) = centre(id) else {
            log.push(
                Mistake::at(Code::UnknownCentre, node.place)
                    .with("id", id)
                    .with("known", known.centre_names.shown())
                    .nearest(known.centre_names.nearest(id)),
            );
            return None;
        };
        let cities = section
            .get("cities")
            .map(|node| list(node, "cities", known.cities, Code::UnknownCity, log));
        let cities = cities.unwrap_or_else(|| (0..known.cities.list().len() as u32).collect());
        Step::Opens {
            like,
            cities: cities.into_iter().map(CityId).collect(),
            day: opens,
        }
    } else if given[0] == "agents" {
        Step::Agents { count: agents? as u32 }
    } else if given[0] != "reserve_share" {
        let (at, count) = (0..).zip(crews).find_map(|(at, count)| Some((at, count?)))?;
        let there: &Names = known.crews[at];
        let cities = section
            .get("cities")
            .map(|node| list(node, "cities", there, Code::UnknownCity, log));
        let cities = cities.unwrap_or_else(|| (0..there.list().len() as u32).collect());
        let named = cities.into_iter().map(|city| &there.list()[city as usize]);
        Step::Crews {
            crew: Crew::ALL[at],
            count: count as u32,
            cities: named.filter_map(|name| known.cities.find(name).map(CityId)).collect(),
        }
    } else {
        let centres = section
            .get("centres")
            .map(|node| list(node, "centres", known.centre_names, Code::UnknownCentre, log));
        let centres = centres.unwrap_or_else(|| (0..known.centres.len() as u32).collect());
        Step::Reserves {
            share: reserve?,
            centres: centres.into_iter().map(CentreId).collect(),
        }
    };
    Some(Lever { id, step, most, cny })
}

/// Units by resource, of resources that some centre has.
fn units(node: &Node, known: &Resources, log: &mut Log) -> Vec<(ResourceId, u32)> {
    for entry in node.table().map_or(&[][..], |table| table.entries.as_slice()) {
        if known.available(&entry.key).is_none() && !known.incomplete {
            log.push(
                Mistake::at(Code::UnknownResource, entry.key_place)
                    .with("name", &entry.key)
                    .with("known", known.shown())
                    .nearest(known.nearest(&entry.key)),
            );
        }
    }
    super::centre::counted(node, known, log)
}

/// A list of names, by position.
fn list(node: &Node, key: &str, known: &Names, code: Code, log: &mut Log) -> Vec<u32> {
    let Value::List(items) = &node.value else {
        table::wrong_type(node, key, Phrase::List, log);
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items {
        let Some(id) = table::text(item, key, log) else {
            continue;
        };
        match known.find(id) {
            Some(at) if !found.contains(&at) => found.push(at),
            Some(_) => {}
            None if known.incomplete => {}
            None => log.push(
                Mistake::at(code, item.place)
                    .with("id", id)
                    .with("known", known.shown())
                    .nearest(known.nearest(id)),
            ),
        }
    }
    found
}
