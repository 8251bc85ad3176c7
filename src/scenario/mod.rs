//! What a user may write: a checked, complete scenario in the user's words and units.

mod alone;
pub mod assumption;
pub mod booking;
pub mod calendar;
pub mod centre;
mod chain;
pub mod changes;
pub mod choice;
pub mod city;
pub mod collect;
pub mod comeback;
pub mod cost;
mod cross;
mod csv;
pub mod diagnostic;
mod dist;
pub mod driving;
pub mod expansion;
pub mod failure;
pub mod fleet;
mod hours;
mod idle;
pub mod ids;
pub mod improvement;
mod keys;
mod load;
pub mod loaner;
mod merge;
pub mod migration;
pub mod names;
pub mod observed;
pub mod operator;
pub mod optimise;
pub mod parts;
pub mod peak;
pub mod peer;
pub mod programme;
pub mod rate;
pub mod recall;
pub mod reference;
mod resolved;
pub mod roadside;
mod run;
pub mod satisfaction;
pub mod schema;
mod sets;
mod source;
pub mod staff;
pub mod state;
mod table;
pub mod trace;
mod tree;
pub mod triage;
pub mod uncertainty;
pub mod warranty;
pub mod words;

pub use csv::decode;
pub use diagnostic::{Diagnostic, Diagnostics, Level};

use diagnostic::{Log, Mistake};
use ids::CityId;
use jiff::ToSpan;
use jiff::civil::Date;
use load::{Files, Loading};
use names::Names;
use source::Place;
use std::path::Path;
use table::Section;
use tree::{Node, Table};
use words::Code;

/// One simulated world, checked and complete: every name resolves, every number is in its range.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The scenario's name, as people read it.
    pub name: String,
    /// The same in Chinese; `name` if absent.
    pub name_zh: String,
    /// First day; time 0 is its 00:00.
    pub start: Date,
    /// Days simulated, at least 1, warm-up included.
    pub days: u32,
    /// Days at the start whose jobs are simulated but not measured; less than `days`.
    pub warm_up_days: u32,
    /// Length of a road between two points over the great circle between them.
    pub road_factor: f64,
    /// When demand arises and which days are holidays.
    pub calendar: calendar::Calendar,
    /// Spans of days with more or less demand (`[[holiday]]`).
    pub holidays: Vec<calendar::HolidayDemand>,
    /// How owners weigh distance against date.
    pub choice: choice::Choice,
    /// Every city, in order of the file.
    pub cities: Vec<city::City>,
    /// How far cars drive; none: nothing counts by distance.
    pub driving: Option<driving::Driving>,
    /// Cars that travel over holidays, in order of their dates.
    pub migrations: Vec<migration::Migration>,
    /// Where they go, in order of the file.
    pub trips: Vec<migration::Trip>,
    /// Spans of days whose largest backlog is looked for, by date.
    pub peaks: Vec<peak::Peak>,
    /// Every model of car, in order of the file; without `[[model]]`, of the deliveries.
    pub models: Vec<fleet::CarModel>,
    /// Cars delivered by month and model; spread over the cities by share.
    pub deliveries: Vec<fleet::Delivery>,
    /// Who pays for which jobs, in order of the file.
    pub warranties: Vec<warranty::Warranty>,
    /// Names of the teams, in order of first appearance; at least one. A mode that names none belongs to `"all"`.
    pub teams: Vec<String>,
    /// Names of every resource that a centre has, in order of first appearance.
    pub resources: Vec<String>,
    /// Every failure mode, in order of the file.
    pub failures: Vec<failure::Failure>,
    /// Every recall, in order of the file.
    pub recalls: Vec<recall::Recall>,
    /// What may solve a need before it becomes a visit.
    pub triage: triage::Triage,
    /// What the maker pays for over a span of days, in order of the file.
    pub programmes: Vec<programme::Programme>,
    /// Rescue of cars that cannot move.
    pub roadside: Option<roadside::Roadside>,
    /// Every centre, in order of the file.
    pub centres: Vec<centre::Centre>,
    /// Every operator, in order of the file.
    pub operators: Vec<operator::Operator>,
    /// Kinds of site, in order of the file.
    pub sites: Vec<cost::Site>,
    /// What units of resources cost, in order of the file.
    pub resource_costs: Vec<cost::ResourceCost>,
    /// How costs count.
    pub costs: cost::Costs,
    /// How cars come back whose repair does not hold; none: every repair holds.
    pub comeback: Option<comeback::Comeback>,
    /// Who gets a loaner car; none: there are none.
    pub loaner: Option<loaner::Loaner>,
    /// Whose cars drivers fetch and bring back; none: nobody's.
    pub collect: Option<collect::Collect>,
    /// How satisfied owners are; none: it is not told.
    pub satisfaction: Option<satisfaction::Satisfaction>,
    /// Published shares of satisfied customers, in order of the file; they change no result.
    pub benchmarks: Vec<satisfaction::Benchmark>,
    /// What a search looks for; none: nothing is searched.
    pub optimise: Option<optimise::Optimise>,
    /// What a search may change, in order of the file.
    pub levers: Vec<optimise::Lever>,
    /// Rules that open centres, in order of the file; what they open stands in `centres`, behind those of the file.
    pub expansions: Vec<expansion::Expansion>,
    /// Classes of parts, in order of the file.
    pub parts: Vec<parts::Part>,
    /// Depots, in order of the file.
    pub depots: Vec<parts::Depot>,
    /// How many units of a resource there are when, in order of the file: later entries win over earlier ones.
    pub staff: Vec<staff::Staff>,
    /// Recorded jobs that join the generated demand, by time; at equal times in order of the files and rows.
    pub traces: Vec<trace::TraceJob>,
    /// What others were reported to have; changes no result.
    pub peers: Vec<peer::Peer>,
    /// Jobs that are open when the scenario starts, by first attempt, then row.
    pub state: Vec<state::OpenJob>,
    /// What was reported of the real network, in order of the file.
    pub observed: Vec<observed::Observed>,
    /// What is taken for granted, in order of the file.
    pub assumptions: Vec<assumption::Assumption>,
    /// What is believed of numbers that are not known, in order of the file.
    pub uncertainty: Vec<uncertainty::Belief>,
}

impl Scenario {
    /// Whether any need meets something that may solve it before it becomes a visit, or owners call because of a recall.
    pub fn has_triage(&self) -> bool {
        let asks = |of: fn(&triage::Solves) -> bool| self.failures.iter().any(|failure| of(&failure.solves));
        let spec = &self.triage;
        let stuck = |failure: &failure::Failure| failure.immobilises.as_ref().is_some_and(|rule| rule.share > 0.0);
        self.roadside.is_some() && self.failures.iter().any(stuck)
            || spec.community.is_some() && asks(|solves| solves.community.is_some())
            || spec.hotline.is_some() && asks(|solves| solves.hotline.is_some())
            || spec.hotline.is_some() && self.recalls.iter().any(|recall| recall.call_share > 0.0)
            || spec.remote.is_some() && asks(|solves| solves.remote.is_some())
            || asks(|solves| solves.ota.is_some())
            || spec.vans.iter().any(|van| van.count > 0) && asks(|solves| solves.van.is_some())
    }

    /// Whether drivers collect the cars of any owners.
    pub fn collects(&self) -> bool {
        let share =
            |failure: &failure::Failure, rule: &collect::Collect| failure.collect_share.unwrap_or(rule.ask_share);
        let rule = self.collect.as_ref();
        rule.is_some_and(|rule| self.failures.iter().any(|failure| share(failure, rule) > 0.0))
    }

    /// Bases of rescue trucks, in order of the file.
    pub fn bases(&self) -> &[roadside::Base] {
        self.roadside.as_ref().map_or(&[], |roadside| &roadside.bases)
    }

    /// Whether anything is said of who pays for jobs.
    pub fn says_who_pays(&self) -> bool {
        !self.warranties.is_empty() || self.failures.iter().any(|failure| failure.leave_share.is_some())
    }
}

/// A scenario as it was loaded.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The checked scenario.
    pub scenario: Scenario,
    /// The merged scenario as TOML text; the rows of tables stand in it, traces are named by file and content.
    pub resolved: String,
    /// What to read before trusting the results.
    pub warnings: Vec<Diagnostic>,
}

/// One value changed after all files are merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// How messages call it: `--set 2`.
    pub name: String,
    /// `path=value`.
    pub text: String,
}

impl Setting {
    /// What was typed after `--set`, in order.
    pub fn of_sets(sets: &[String]) -> Vec<Setting> {
        let named = |(at, text): (usize, &String)| Setting {
            name: format!("--set {}", at + 1),
            text: text.clone(),
        };
        sets.iter().enumerate().map(named).collect()
    }
}

/// Loads a scenario with everything it extends and names, changed by `sets` (`path=value`); or all its mistakes.
pub fn load(path: &Path, sets: &[String]) -> Result<Loaded, Diagnostics> {
    load_from(&|path| std::fs::read(path), path, sets)
}

/// As [`load()`], with a file that lies over the scenario and all it extends, under `sets`: the same future for every plan.
pub fn load_under(path: &Path, future: &Path, sets: &[String]) -> Result<Loaded, Diagnostics> {
    load_all(
        &|path| std::fs::read(path),
        path,
        Some(future),
        &Setting::of_sets(sets),
        None,
    )
}

/// As [`load()`], with files from wherever `files` finds them.
pub fn load_from(files: Files<'_>, path: &Path, sets: &[String]) -> Result<Loaded, Diagnostics> {
    load_with(files, path, &Setting::of_sets(sets))
}

/// As [`load_from()`], with changes that have names of their own.
pub fn load_with(files: Files<'_>, path: &Path, settings: &[Setting]) -> Result<Loaded, Diagnostics> {
    load_all(files, path, None, settings, None)
}

/// As [`load()`], with numbers drawn from its beliefs, which it no longer has.
pub fn load_drawn(path: &Path, sets: &[String], drawn: &[Setting]) -> Result<Loaded, Diagnostics> {
    load_all(
        &|path| std::fs::read(path),
        path,
        None,
        &Setting::of_sets(sets),
        Some(drawn),
    )
}

fn load_all(
    files: Files<'_>,
    path: &Path,
    future: Option<&Path>,
    settings: &[Setting],
    drawn: Option<&[Setting]>,
) -> Result<Loaded, Diagnostics> {
    let mut loading = Loading::new(files);
    let loaded = loading.tree(path, future, settings).map(|mut tree| {
        if let Some(drawn) = drawn {
            tree = uncertainty::with(&tree, drawn, &mut loading);
        }
        let scenario = read(&tree, &mut loading);
        if loading.log.errors() == 0 {
            uncertainty::refuse_wild(&scenario, &tree, &mut loading, read);
        }
        (scenario, resolved::to_toml(&tree, &loading.traces))
    });
    let Loading { sources, log, .. } = loading;
    let failed = log.errors() > 0;
    let findings = log.finish(&sources);
    match loaded {
        Some((scenario, resolved)) if !failed => Ok(Loaded {
            scenario,
            resolved,
            warnings: findings,
        }),
        _ => {
            let errors = findings
                .into_iter()
                .filter(|finding| finding.level() == Level::Error)
                .collect();
            Err(Diagnostics::new(errors))
        }
    }
}

/// Reads the merged tree. Where something is refused a stand-in takes its place, so that reading goes on.
fn read(tree: &Table, loading: &mut Loading<'_>) -> Scenario {
    let log = &mut loading.log;
    let top = Section::of(tree, Place::top(0), "", keys::SCENARIO, log);
    let run = run::read(&top, log);
    let calendar = calendar::calendar(top.get("calendar"), log);
    let last = run
        .start
        .checked_add(i64::from(run.days - 1).days())
        .unwrap_or(run.start);
    let country = top.get("calendar").and_then(|node| node.table()?.get("country"));
    if calendar.country.is_some() {
        calendar::warn(country, run.start, last, log);
    }
    let holidays = calendar::holidays(top.get("holiday"), log);
    let choice = choice::choice(top.get("choice"), log);

    let city_nodes = needed(&top, "city", "id = \"wuhan\" and vehicles = 1000", log);
    let failure_nodes = needed(&top, "failure", "id, rate and stages", log);
    let centre_nodes = needed(&top, "centre", "id, city, resources, hours and booking", log);
    let delivery_nodes = table::entries(top.get("delivery"), "delivery", log);
    let city_names = ids(city_nodes);
    let failure_names = ids(failure_nodes);
    let teams = failure::teams(failure_nodes);
    let resources = centre::Resources::of(centre_nodes);

    let before = log.errors();
    let cities = city::cities(top.get("city"), log);
    let driving = driving::driving(top.get("driving"), log);
    let migrations = migration::migrations(top.get("migration"), &city_names, log);
    let peaks = peak::peaks(top.get("peak"), &migrations, log);
    let trips = migration::trips(tree, &migrations, &city_names, log);
    let models = fleet::Models::read(top.get("model"), delivery_nodes, log);
    let deliveries = fleet::deliveries(top.get("delivery"), &models, log);
    let drives = top.get("driving").is_some();
    cross::distances(city_nodes, "km_factor", drives, log);
    cross::distances(
        table::entries(top.get("model"), "model", log),
        "km_per_year",
        drives,
        log,
    );
    if let (Some(first), true) = (delivery_nodes.first(), log.errors() == before && !cities.is_empty()) {
        cross::shares(&cities, first, log);
    }
    let known = warranty::Known {
        models: &models,
        failures: &failure_names,
        deliveries: !delivery_nodes.is_empty(),
        driving: drives,
    };
    let warranties = warranty::warranties(top.get("warranty"), &known, log);
    let operators = operator::Operators::read(top.get("operator"), log);
    let sites = cost::Sites::read(top.get("site"), log);
    let resource_costs = cost::resources(top.get("resource"), &resources, log);
    let costs = cost::costs(top.get("costs"), log);
    let comeback = comeback::comeback(top.get("comeback"), log);
    let loaner = loaner::loaner(top.get("loaner"), log);
    let satisfaction = satisfaction::satisfaction(top.get("satisfaction"), log);
    let benchmarks = satisfaction::benchmarks(top.get("benchmark"), log);
    alone::alone(tree, log);
    let known = triage::Known {
        cities: &city_names,
        failures: &failure_names,
    };
    let triage = triage::triage(tree, &known, log);
    let roadside = roadside::roadside(tree, &city_names, log);
    let collect = collect::collect(tree, &city_names, log);
    let supply = parts::Supply::read(top.get("part"), top.get("depot"), log);
    let before = log.errors();
    let failures = failure::failures(failure_nodes, &teams, (&resources, &supply, &models), log);
    cross::rates_and_fleet(&failures, !delivery_nodes.is_empty(), drives, log);
    let known = recall::Known {
        start: run.start,
        models: &models,
        failures: &failures,
        failure_names: &failure_names,
        deliveries: !delivery_nodes.is_empty(),
    };
    let recalls = recall::recalls(top.get("recall"), &known, log);
    let known = programme::Known {
        cities: &city_names,
        failures: &failure_names,
        models: &models,
    };
    let programmes = programme::programmes(top.get("programme"), &known, log);
    let may_be_idle = idle::Read {
        migrations: &migrations,
        trips: &trips,
        peaks: &peaks,
        programmes: &programmes,
    };
    idle::warn(tree, (run.start, last), &may_be_idle, log);
    let known = centre::Known {
        operators: &operators,
        sites: &sites,
        supply: &supply,
    };
    let mut centres = centre::centres(centre_nodes, &city_names, &teams, &resources, known, log);
    let mut centre_names = ids(centre_nodes);
    let known = expansion::Known {
        cities: &city_names,
        teams: &teams,
        resources: &resources,
        of_centres: known,
        centres: centre_nodes,
    };
    let expansions = expansion::expansions(top.get("expansion"), known, log);
    let written = centres.len();
    if log.errors() == 0 {
        let (run, fleet) = ((run.start, last), (cities.as_slice(), deliveries.as_slice()));
        expansion::add(&expansions, run, fleet, &mut centres, &mut centre_names, log);
    } else {
        // What rules would have opened may be named all the same.
        centre_names.incomplete |= top.get("expansion").is_some();
    }
    let staff = staff::staff(top.get("staff"), &centre_names, &centres, &resources, log);
    if log.errors() == before && !centres.is_empty() {
        cross::centres_for_failures(&failures, &centres[..written], resources.list(), teams.list(), log);
        cross::urgent_reserves(&failures, &centres[..written], log);
        cross::resources(&failures, centre_nodes, resources.list(), log);
        chain::deadlocks(&failures, resources.list(), log);
    }

    let with = |lists: &mut dyn Iterator<Item = &Vec<CityId>>| {
        let mut names = Names::default();
        let ids = lists.flatten().map(|city| &city_names.list()[city.index()]);
        ids.for_each(|id| {
            names.add(id);
        });
        names
    };
    let vans = with(&mut triage.vans.iter().map(|van| &van.cities));
    let drivers = collect.iter().flat_map(|rule| &rule.drivers);
    let drivers = with(&mut drivers.map(|drivers| &drivers.cities));
    let known = optimise::Known {
        cities: &city_names,
        centre_names: &centre_names,
        centres: &centres,
        teams: &teams,
        resources: &resources,
        crews: [&vans, &drivers],
    };
    let optimise = optimise::optimise(top.get("optimise"), known, log);
    let levers = optimise::levers(top.get("lever"), known, log);
    let known = trace::Known {
        run: &run,
        cities: &city_names,
        failures: &failures,
        failure_names: &failure_names,
    };
    let evidence = observed::Known {
        cities: &city_names,
        centres: &centre_names,
        failures: &failure_names,
        teams: &teams,
    };
    let observed = observed::observed(top.get("observed"), &evidence, log);
    let assumptions = assumption::assumptions(tree, top.get("assumption"), log);
    let uncertainty = uncertainty::beliefs(tree, top.get("uncertainty"), log);
    let traces = trace::traces(top.get("trace"), &known, loading);
    let peers = peer::peers(top.get("peer"), &mut loading.log);
    let known = state::Known {
        start: run.start,
        cities: &city_names,
        failures: &failures,
        failure_names: &failure_names,
        centres: &centres,
        centre_names: &centre_names,
        resources: resources.list(),
    };
    let state = state::state(top.get("state"), &known, loading);
    let (parts, depots) = supply.into_lists();
    Scenario {
        name: run.name,
        name_zh: run.name_zh,
        start: run.start,
        days: run.days,
        warm_up_days: run.warm_up_days,
        road_factor: run.road_factor,
        calendar,
        holidays,
        choice,
        cities,
        driving,
        migrations,
        trips,
        peaks,
        models: models.into_list(),
        deliveries,
        warranties,
        teams: teams.list().to_vec(),
        resources: resources.list().to_vec(),
        failures: failures.into_iter().map(|(failure, _)| failure).collect(),
        recalls,
        triage,
        programmes,
        roadside,
        centres: centres.into_iter().map(|(centre, _)| centre).collect(),
        operators: operators.into_list(),
        sites: sites.into_list(),
        resource_costs,
        costs,
        comeback,
        loaner,
        collect,
        satisfaction,
        benchmarks,
        optimise,
        levers,
        expansions: expansions.into_iter().map(|(rule, _)| rule).collect(),
        parts,
        depots,
        staff,
        traces,
        peers,
        state,
        observed,
        assumptions,
        uncertainty,
    }
}

/// The entries of a section that must have one.
fn needed<'a>(top: &Section<'a>, key: &str, example: &str, log: &mut Log) -> &'a [Node] {
    let node = top.get(key);
    let entries = table::entries(node, key, log);
    if entries.is_empty() && node.is_none_or(|node| node.list().is_some()) && top.misspelt(key).is_none() {
        let place = node.map_or(top.place(), |node| node.place);
        log.push(
            Mistake::at(Code::MissingSection, place)
                .with("section", key)
                .with("example", example),
        );
    }
    entries
}

/// The ids of the tables among the entries.
fn ids(nodes: &[Node]) -> Names {
    let mut names = Names::default();
    for node in nodes.iter().filter(|node| node.table().is_some()) {
        names.incomplete |= node.id().is_none();
        names.add(node.id().unwrap_or_default());
    }
    // A section that is missing altogether is reported by itself.
    names.incomplete |= nodes.is_empty();
    names
}
