//! `[[failure]]`: reasons why a car needs attention, and the stages of work they cause.

use super::centre::Resources;
use super::collect;
use super::diagnostic::{Log, Mistake};
use super::dist;
use super::fleet::Models;
use super::ids::{ModelId, PartId, ResourceId, TeamId};
use super::improvement::{self, Improvement};
use super::keys;
use super::migration::{self, Abroad};
use super::names::{self, Names};
use super::parts::Supply;
use super::rate::{self, Rate};
use super::roadside::{self, Immobilises};
use super::table::{self, Range, Section};
use super::tree::Node;
use super::triage::{self, Solves};
use super::words::{Code, Phrase};
use crate::engine::law::Law;

/// One step of work at a centre.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Unique within its failure mode.
    pub id: String,
    /// One unit of each is held while it runs; no repeats; none for a mere delay.
    pub needs: Vec<ResourceId>,
    /// Those of `needs` that are held on until the end of the next stage that needs them and does not keep them.
    pub keep: Vec<ResourceId>,
    /// Share of jobs that need one of a part, by part.
    pub parts: Vec<(PartId, f64)>,
    /// Whether it goes on while the centre is closed, at its own pace.
    pub around_the_clock: bool,
    /// Working time in hours.
    pub hours: Law,
}

/// Which cars have a failure mode, and how often compared with its rate.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelFactors {
    /// The only models that have it; none: all.
    pub only: Option<Vec<ModelId>>,
    /// Factors of single models.
    pub factors: Vec<(ModelId, f64)>,
}

impl ModelFactors {
    /// All cars alike.
    pub const ALIKE: ModelFactors = ModelFactors {
        only: None,
        factors: Vec::new(),
    };

    /// The factor on the hazard of a model's cars; none: cars of the fixed fleet.
    pub fn of(&self, model: Option<ModelId>) -> f64 {
        let Some(model) = model else {
            return if self.only.is_some() { 0.0 } else { 1.0 };
        };
        if self.only.as_ref().is_some_and(|only| !only.contains(&model)) {
            return 0.0;
        }
        let own = self.factors.iter().find(|(known, _)| *known == model);
        own.map_or(1.0, |&(_, factor)| factor)
    }
}

/// `[[failure]]`: a reason why a car needs attention.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Unique id.
    pub id: String,
    /// How often it occurs.
    pub rate: Rate,
    /// Factor on its hazard for the cars of each model: 0 for those that do not have it, 1 if nothing is said. Cars of
    /// a fixed fleet have no model: 0 if the mode is limited to models, else 1.
    pub model_factors: ModelFactors,
    /// How its hazard falls with the month in which a car was built.
    pub improvement: Option<Improvement>,
    /// Share of owners whose warranty does not pay that go to another shop; none: as the warranty says.
    pub leave_share: Option<f64>,
    /// Smaller is served first.
    pub priority: i32,
    /// The team whose slots it books.
    pub team: TeamId,
    /// Teams of which it takes a slot as well, on the same day.
    pub also_teams: Vec<TeamId>,
    /// Whether it may take slots that are kept for urgent jobs.
    pub urgent: bool,
    /// Own weights instead of the calendar's, each scaled to mean 1.
    pub month_weights: Option<[f64; 12]>,
    /// Own weights instead of the calendar's, each scaled to mean 1.
    pub weekday_weights: Option<[f64; 7]>,
    /// Own weights instead of the calendar's, each scaled to mean 1.
    pub hour_weights: Option<[f64; 24]>,
    /// Factor on the demand of this mode on the country's days off and on days of a `[[holiday]]`; 1 if absent.
    pub holiday_factor: f64,
    /// What it is like for cars that are not at home.
    pub abroad: Abroad,
    /// Factor on the share of its repairs that do not hold; 1 if absent.
    pub comeback_factor: f64,
    /// Whether its owners ask for a loaner car; none: by the hours of its stages.
    pub loaner: Option<bool>,
    /// Share of its owners with a booking who ask for a driver; none: as `[collect]` says.
    pub collect_share: Option<f64>,
    /// What may solve it before it becomes a visit.
    pub solves: Solves,
    /// Which of its cars cannot move; none: all can.
    pub immobilises: Option<Immobilises>,
    /// Steps of work, in order; at least one.
    pub stages: Vec<Stage>,
}

impl Failure {
    /// Every team of which it takes a slot, its own first.
    pub fn teams(&self) -> impl Iterator<Item = TeamId> + '_ {
        [self.team].into_iter().chain(self.also_teams.iter().copied())
    }
}

const EXAMPLE_STAGES: &str = "stages = [ { id = \"repair\", needs = [\"bay\"], hours = 6.0 } ]";

/// The team of a failure mode that names none.
pub const EVERYONE: &str = "all";

/// The teams of all failure modes, in order of first appearance.
pub fn teams(nodes: &[Node]) -> Names {
    let mut teams = Names::default();
    for node in nodes.iter().filter_map(Node::table) {
        match node.get("team") {
            None => drop(teams.add(EVERYONE)),
            Some(team) => drop(team.text().map(|name| teams.add(name))),
        }
    }
    if teams.list().is_empty() {
        teams.add(EVERYONE);
    }
    teams
}

/// Reads every `[[failure]]` with the node it came from.
pub fn failures<'a>(
    nodes: &'a [Node],
    teams: &Names,
    (resources, supply, models): (&Resources, &Supply, &Models),
    log: &mut Log,
) -> Vec<(Failure, &'a Node)> {
    nodes
        .iter()
        .filter_map(|node| Some((failure(node, (teams, models), (resources, supply), log)?, node)))
        .collect()
}

fn failure(
    node: &Node,
    (teams, models): (&Names, &Models),
    known: (&Resources, &Supply),
    log: &mut Log,
) -> Option<Failure> {
    let section = Section::open(node, "[[failure]]", keys::FAILURE, log)?;
    let id = section.id("id = \"body\"", log);
    let team = match section.get("team") {
        Some(node) => table::id(node, "team", log).unwrap_or(EVERYONE),
        None => EVERYONE,
    };
    let stages = section.required("stages", Phrase::Entries, EXAMPLE_STAGES, log);
    let nodes = table::entries(stages, "stages", log);
    if let (Some(node), true) = (
        stages,
        nodes.is_empty() && stages.is_some_and(|node| node.list().is_some()),
    ) {
        log.push(
            Mistake::at(Code::EmptyList, node.place)
                .with("key", "stages")
                .with("example", EXAMPLE_STAGES),
        );
    }
    Some(Failure {
        id,
        rate: section
            .get("rate")
            .and_then(|node| rate::rate(node, log))
            .unwrap_or(Rate::None),
        model_factors: ModelFactors {
            only: section.get("models").map(|node| models.list(node, "models", log)),
            factors: section
                .get("model_factors")
                .map(|node| models.factors(node, "model_factors", log))
                .unwrap_or_default(),
        },
        improvement: section
            .get("improvement")
            .and_then(|node| improvement::improvement(node, log)),
        leave_share: section.number("leave_share", Range::between(0.0, 1.0), log),
        priority: section.whole("priority", -1_000_000, 1_000_000, log).unwrap_or(0) as i32,
        team: TeamId(teams.find(team).unwrap_or(0)),
        also_teams: section
            .get("also_teams")
            .map(|node| also_teams(node, section.get("team"), team, teams, log))
            .unwrap_or_default(),
        urgent: section.flag("urgent", log).unwrap_or(false),
        month_weights: section.weights("month_weights", log),
        weekday_weights: section.weights("weekday_weights", log),
        hour_weights: section.weights("hour_weights", log),
        holiday_factor: section
            .number("holiday_factor", Range::between(0.0, 1000.0), log)
            .unwrap_or(1.0),
        abroad: migration::abroad(&section, log),
        comeback_factor: section
            .number("comeback_factor", Range::between(0.0, 100.0), log)
            .unwrap_or(1.0),
        loaner: section.flag("loaner", log),
        collect_share: collect::share(&section, log),
        solves: triage::solves(&section, log),
        immobilises: roadside::immobilises(&section, log),
        stages: nodes.iter().filter_map(|node| stage(node, known, log)).collect(),
    })
}

/// Other teams than `own`, each once, each with a failure mode of its own.
fn also_teams(node: &Node, team: Option<&Node>, own: &str, teams: &Names, log: &mut Log) -> Vec<TeamId> {
    let Some(list) = node.list() else {
        table::wrong_type(node, "also_teams", Phrase::List, log);
        return Vec::new();
    };
    let mut found: Vec<(&str, &Node)> = Vec::with_capacity(list.len());
    for item in list {
        let Some(name) = table::text(item, "also_teams", log) else {
            continue;
        };
        if teams.find(name).is_none() {
            log.push(
                Mistake::at(Code::UnknownTeam, item.place)
                    .with("name", name)
                    .with("known", teams.shown())
                    .nearest(teams.nearest(name)),
            );
            continue;
        }
        let earlier = found.iter().find(|(known, _)| *known == name).map(|(_, node)| *node);
        let repeated = earlier.or(team.filter(|_| name == own));
        if repeated.is_some() || name == own {
            let mistake = Mistake::at(Code::RepeatedName, item.place)
                .with("name", name)
                .with("key", "also_teams");
            log.push(match repeated {
                Some(other) => mistake.beside(other.place),
                None => mistake,
            });
            continue;
        }
        found.push((name, item));
    }
    let positions = found.iter().filter_map(|(name, _)| teams.find(name));
    positions.map(TeamId).collect()
}

fn stage(node: &Node, (resources, supply): (&Resources, &Supply), log: &mut Log) -> Option<Stage> {
    let section = Section::open(node, "stages", keys::STAGE, log)?;
    let id = section.id("id = \"repair\"", log);
    let list = section.required("needs", Phrase::List, "needs = [\"bay\"]", log);
    let needs = list
        .map(|node| named(node, "needs", resources, log))
        .unwrap_or_default();
    let keep = section
        .get("keep")
        .map(|node| kept(node, &needs, resources, log))
        .unwrap_or_default();
    let hours = section.required("hours", Phrase::Law, "hours = { exponential = { mean = 6.0 } }", log);
    let hours = hours.and_then(|node| dist::law(node, "hours", log));
    Some(Stage {
        id,
        needs,
        keep,
        parts: section
            .get("parts")
            .map(|node| supply.shares(node, log))
            .unwrap_or_default(),
        around_the_clock: section.flag("around_the_clock", log).unwrap_or(false),
        hours: hours.unwrap_or(Law::Constant(0.0)),
    })
}

/// Reads `keep`: only what the stage needs can be kept from it on.
fn kept(node: &Node, needs: &[ResourceId], resources: &Resources, log: &mut Log) -> Vec<ResourceId> {
    let kept = named(node, "keep", resources, log);
    let name = |resource: &ResourceId| resources.list()[resource.index()].as_str();
    for resource in kept.iter().filter(|resource| !needs.contains(resource)) {
        let mut items = node.list().unwrap_or_default().iter();
        let item = items.find(|item| item.text() == Some(name(resource)));
        log.push(
            Mistake::at(Code::KeepNotNeeded, item.map_or(node.place, |item| item.place))
                .with("name", name(resource))
                .with("known", names::shown(needs.iter().map(name)))
                .nearest(names::nearest(name(resource), needs.iter().map(name))),
        );
    }
    kept
}

/// Reads a list of resources under `key`.
fn named(node: &Node, key: &str, resources: &Resources, log: &mut Log) -> Vec<ResourceId> {
    let Some(list) = node.list() else {
        table::wrong_type(node, key, Phrase::List, log);
        return Vec::new();
    };
    let mut found: Vec<(ResourceId, &Node)> = Vec::with_capacity(list.len());
    for item in list {
        let Some(name) = table::text(item, key, log) else {
            continue;
        };
        let Some(position) = resources.available(name) else {
            if resources.incomplete {
                continue;
            }
            log.push(
                Mistake::at(Code::UnknownResource, item.place)
                    .with("name", name)
                    .with("known", resources.shown())
                    .nearest(resources.nearest(name)),
            );
            continue;
        };
        match found.iter().find(|(earlier, _)| *earlier == position) {
            Some((_, earlier)) => log.push(
                Mistake::at(Code::RepeatedName, item.place)
                    .with("name", name)
                    .with("key", key)
                    .beside(earlier.place),
            ),
            None => found.push((position, item)),
        }
    }
    found.into_iter().map(|(position, _)| position).collect()
}
