//! A scenario compiled for the run: immutable, flat, without names, shared by all replications. It cannot fail.

pub mod booking;
pub mod calendar;
mod capacity;
pub mod care;
pub mod centre;
pub mod charges;
pub mod china;
mod cohort;
pub mod collect;
pub mod comeback;
pub mod cost;
pub mod coverage;
pub mod demand;
pub mod expansion;
pub mod fleet;
pub mod geography;
mod hazard;
pub mod hours;
pub mod load;
pub mod loaner;
pub mod migration;
pub mod observed;
pub mod outlook;
pub mod pace;
pub mod parts;
pub mod peak;
pub mod point;
pub mod programme;
pub mod recall;
pub mod roadside;
pub mod satisfaction;
pub mod spans;
pub mod staff;
pub mod state;
pub mod trace;
pub mod triage;
pub mod warranty;

use crate::engine::keyed::{mix, name_hash};
use crate::engine::sampler::{Sampler, Tables};
use crate::engine::time::Time;
use crate::scenario::Scenario;
use crate::scenario::choice::{ThirdParty, Weekend};
use crate::scenario::city::City;
use crate::scenario::failure::Failure;
use crate::scenario::ids::{CentreId, ResourceId};
use calendar::CivilDay;
use centre::{BookingModel, CentreModel, Work};
use demand::Demand;
use geography::Candidate;
use hours::HoursPlan;
use jiff::civil::Date;
use parts::PartsModel;

/// Days beyond the end for which opening hours are laid out: work that would end later is unfinished anyway.
const MARGIN_DAYS: u32 = 2;

/// One stage of a failure mode.
#[derive(Clone, Debug)]
pub struct StageModel {
    /// Bit r is set if the stage seizes a unit of resource r: it needs one and none is kept from earlier stages.
    pub needs: u64,
    /// What it holds, and what before and after it.
    pub chain: Chain,
    /// Position of `needs` among the distinct needs of the scenario.
    pub class: u32,
    /// Whether no stage follows.
    pub last: bool,
    /// Whether its [`Chain`] needs attention.
    pub special: bool,
    /// Whether it begins as soon as the car is there, open or not.
    pub at_once: bool,
    /// Whether it is the last one and called `handover`.
    pub handover: bool,
    /// Share of jobs that need one of a part, by part.
    pub parts: Box<[(u32, f64)]>,
    /// Working time, hours.
    pub hours: Sampler,
}

impl StageModel {
    /// Whether a car in this stage holds nothing.
    pub fn holds_nothing(&self) -> bool {
        self.chain.before | self.chain.works == 0
    }
}

/// What a car holds around a stage; bit r stands for a unit of resource r.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Kept from earlier stages while it waits for this one.
    pub before: u64,
    /// In work during it.
    pub works: u64,
    /// Kept after it.
    pub after: u64,
    /// Whether it goes on while the centre is closed.
    pub around_the_clock: bool,
}

impl Chain {
    /// A stage that needs `works`, keeps `keep` of it and finds `before` kept.
    fn new(before: u64, works: u64, keep: u64, last: bool, around_the_clock: bool) -> Chain {
        let after = if last { 0 } else { before & !works | keep };
        Chain {
            before,
            works,
            after,
            around_the_clock,
        }
    }

    /// Seized when it begins.
    pub fn seizes(&self) -> u64 {
        self.works & !self.before
    }

    /// Released when it ends.
    pub fn frees(&self) -> u64 {
        (self.before | self.works) & !self.after
    }

    /// Whether anything is kept before or after it, or it goes on while the centre is closed.
    pub fn is_special(&self) -> bool {
        self.before | self.after != 0 || self.around_the_clock
    }

    /// Whether it begins as soon as the car is there, open or not.
    pub fn at_once(&self) -> bool {
        self.around_the_clock && self.seizes() == 0
    }
}

/// One failure mode.
#[derive(Clone, Debug)]
pub struct ModeModel {
    /// Position of its first stage in [`Model::stages`]; the others follow.
    pub first_stage: u32,
    /// Position of its priority in [`Model::priorities`].
    pub priority: u32,
    /// Position of its team.
    pub team: u32,
    /// Positions of the teams of which it takes a slot as well.
    pub also_teams: Vec<u32>,
    /// Whether it may take slots that are kept for urgent jobs.
    pub urgent: bool,
    /// Which candidates and slots its jobs have: modes of the same teams, resources and urgency share them.
    pub kind: u32,
    /// All resources that its stages need.
    pub needs: u64,
}

/// A scenario, ready to run.
#[derive(Clone, Debug)]
pub struct Model {
    /// Days simulated.
    pub days: u32,
    /// Days not measured at the start.
    pub warm_up_days: u32,
    /// Days from 1 January 1970 to the start: draws belong to dates, not to positions.
    pub epoch_day: i64,
    /// Kinds of the days of the run and of the longest horizon after it.
    pub civil: Vec<CivilDay>,
    /// By day as in `civil`: the kind of its slots, see [`booking::pattern_of`].
    pub patterns: Vec<u8>,
    /// Number of cities.
    pub cities: usize,
    /// By city × failure mode: hash of both names.
    pub cell_hash: Vec<u64>,
    /// By city × failure mode: which city, which mode.
    pub cell_place: Vec<(u32, u32)>,
    /// Expected jobs.
    pub demand: Demand,
    /// Failure modes.
    pub modes: Vec<ModeModel>,
    /// The stages of all failure modes, one mode after the other.
    pub stages: Vec<StageModel>,
    /// By resource: the only class that needs it; none if classes of the scenario share a resource, or one needs nothing.
    pub class_of_resource: Option<Vec<u32>>,
    /// Number of different candidates lists a city has.
    pub kinds: u32,
    /// Distinct priorities, ascending.
    pub priorities: Vec<i32>,
    /// Distinct needs of stages.
    pub classes: Vec<u64>,
    /// Number of resources.
    pub resources: usize,
    /// Number of teams.
    pub teams: usize,
    /// Distinct opening hours.
    pub hours: Vec<HoursPlan>,
    /// Rules that open centres where owners wait long.
    pub rules: Vec<expansion::RuleModel>,
    /// Centres.
    pub centres: Vec<CentreModel>,
    /// By city: the centres that stand in it.
    pub centres_in: Vec<Vec<usize>>,
    /// Distinct release times, minutes of the day.
    pub releases: Vec<u16>,
    /// By city × kind: the centres an owner may consider.
    pub candidates: Vec<Vec<Candidate>>,
    /// By city × kind: the only candidate, if it is a walk-in centre that is always there.
    only_walk_in: Vec<Option<Candidate>>,
    /// By city × kind: release times of the calendars in reach, as positions in `releases`.
    releases_in_reach: Vec<Vec<usize>>,
    /// Days of waiting that a kilometre is worth.
    pub days_per_km: f64,
    /// Owners who would rather come on a day off.
    pub weekend: Option<Weekend>,
    /// How owners go to another shop rather than wait.
    pub third_party: Option<ThirdParty>,
    /// Whether some calendar centre takes cars without a slot.
    pub beside: bool,
    /// Parts, if there are any.
    pub parts: Option<PartsModel>,
    /// What follows a repair.
    pub care: care::CareModel,
    /// Whose cars drivers fetch and bring back; none: nobody's.
    pub collect: Option<Box<collect::CollectModel>>,
    /// What may solve a need before it becomes a visit; none: nothing does.
    pub triage: Option<Box<triage::TriageModel>>,
    /// Rescue of cars that cannot move; none: all can.
    pub roadside: Option<Box<roadside::RoadsideModel>>,
    /// Trace jobs in order of time.
    pub traces: Vec<trace::TraceModel>,
    /// Jobs that are open at the start, by first attempt.
    pub state: Vec<state::OpenModel>,
    /// Who pays, if that is said.
    pub warranty: Option<warranty::WarrantyModel>,
    /// What payers are charged.
    pub charges: charges::Charges,
    /// What people and cars outside the centres cost.
    pub outside: charges::OutsideCost,
    /// Recalls.
    pub recalls: Vec<recall::RecallModel>,
    /// Programmes that help owners who wait.
    pub programmes: Vec<programme::ProgrammeModel>,
    /// Peaks that are looked for.
    pub peaks: Vec<peak::PeakModel>,
    /// Observations to be measured.
    pub windows: Vec<observed::Window>,
}

impl Model {
    /// Compiles a checked scenario.
    pub fn compile(scenario: &Scenario) -> Model {
        Model::compile_with(scenario, &mut Tables::default())
    }

    /// As [`Model::compile()`], with tables that other models of nearly the same scenario have made.
    pub fn compile_with(scenario: &Scenario, tables: &mut Tables) -> Model {
        let horizon = scenario
            .centres
            .iter()
            .map(|centre| centre.booking.horizon_days())
            .max()
            .unwrap_or(1);
        let civil = calendar::civil_days(scenario, scenario.days + horizon + MARGIN_DAYS);
        let demand = Demand::new(scenario, &civil);
        let priorities = priorities(scenario);
        let mut classes: Vec<u64> = Vec::new();
        let mut stages: Vec<StageModel> = Vec::new();
        let (kind_of_mode, kinds) = kinds(scenario);
        let modes: Vec<ModeModel> = scenario
            .failures
            .iter()
            .zip(&kind_of_mode)
            .map(|(failure, kind)| {
                let first_stage = stages.len() as u32;
                let mut kept = 0;
                for (place, stage) in failure.stages.iter().enumerate() {
                    let mask = |list: &[ResourceId]| list.iter().fold(0, |mask, resource| mask | 1 << resource.0);
                    let last = place + 1 == failure.stages.len();
                    let (works, keep) = (mask(&stage.needs), mask(&stage.keep));
                    let chain = Chain::new(kept, works, keep, last, stage.around_the_clock);
                    kept = chain.after;
                    let needs = chain.seizes();
                    let class = classes.iter().position(|known| *known == needs).unwrap_or_else(|| {
                        classes.push(needs);
                        classes.len() - 1
                    }) as u32;
                    let hours = Sampler::new(&stage.hours, tables);
                    stages.push(StageModel {
                        needs,
                        chain,
                        class,
                        last,
                        special: chain.is_special(),
                        at_once: chain.at_once(),
                        handover: last && stage.id == "handover",
                        parts: stage.parts.iter().map(|&(part, share)| (part.0, share)).collect(),
                        hours,
                    });
                }
                let needs = stages[first_stage as usize..]
                    .iter()
                    .fold(0, |mask, stage| mask | stage.needs);
                let priority = position(&priorities, failure.priority);
                ModeModel {
                    first_stage,
                    priority,
                    team: failure.team.0,
                    also_teams: failure.also_teams.iter().map(|team| team.0).collect(),
                    urgent: failure.urgent,
                    kind: *kind,
                    needs,
                }
            })
            .collect();
        let stage_hours = |(mode, failure): (&ModeModel, &Failure)| {
            let first = mode.first_stage as usize;
            stages[first..first + failure.stages.len()]
                .iter()
                .map(|stage| stage.hours.mean())
                .collect()
        };
        let triage = triage::TriageModel::new(scenario, &civil, tables);
        let roadside = roadside::RoadsideModel::new(scenario, &civil, tables);
        let work = Work {
            jobs: triage::expected_visits(scenario, &demand, (triage.as_ref(), roadside.as_ref())),
            stage_hours: modes.iter().zip(&scenario.failures).map(stage_hours).collect(),
        };
        let (hours_plans, hours_of_centre) = centre::hours_plans(scenario, &civil);
        let mut shared = booking::Shared::default();
        let centres: Vec<CentreModel> = scenario
            .centres
            .iter()
            .zip(hours_of_centre)
            .enumerate()
            .map(|(at, (centre, hours))| {
                let place = centre::Place {
                    id: CentreId(at as u32),
                    hours,
                    plan: &hours_plans[hours],
                    days: &civil,
                };
                CentreModel::new(scenario, centre, &work, place, &mut shared, tables)
            })
            .collect();
        let care = care::CareModel::new(scenario, &modes, &stages, tables);
        let parts = PartsModel::new(scenario, &civil, tables);
        let collect = collect::CollectModel::new(scenario, &civil, tables).map(Box::new);
        let mut candidates = Vec::with_capacity(scenario.cities.len() * kinds as usize);
        for city in 0..scenario.cities.len() {
            for kind in 0..kinds {
                let example = kind_of_mode.iter().position(|k| *k == kind).unwrap_or(0);
                candidates.push(geography::candidates(scenario, city, &scenario.failures[example]));
            }
        }
        let mut centres_in = vec![Vec::new(); scenario.cities.len()];
        for (at, centre) in centres.iter().enumerate() {
            centres_in[centre.city as usize].push(at);
        }
        let only_walk_in = candidates.iter().map(|list| only_walk_in(list, &centres)).collect();
        let releases_in_reach = candidates.iter().map(|list| releases_of(list, &centres)).collect();
        Model {
            days: scenario.days,
            warm_up_days: scenario.warm_up_days,
            epoch_day: calendar::days_between(Date::constant(1970, 1, 1), scenario.start),
            patterns: civil.iter().map(|&civil| booking::pattern_of(civil) as u8).collect(),
            civil,
            cities: scenario.cities.len(),
            cell_hash: cell_hashes(scenario),
            cell_place: cell_places(scenario),
            recalls: recall::recalls(scenario, &demand, tables),
            demand,
            modes,
            stages,
            class_of_resource: class_of_resource(&classes, scenario.resources.len()),
            kinds,
            traces: trace::traces(scenario, &priorities),
            state: state::state(scenario, &priorities),
            priorities,
            classes,
            resources: scenario.resources.len(),
            teams: scenario.teams.len(),
            hours: hours_plans,
            rules: expansion::rules(scenario, &centres),
            centres,
            centres_in,
            releases: shared.releases,
            candidates,
            only_walk_in,
            releases_in_reach,
            days_per_km: 1.0 / scenario.choice.km_per_day,
            programmes: programme::programmes(scenario),
            peaks: peak::peaks(scenario),
            windows: observed::windows(scenario),
            warranty: warranty::WarrantyModel::new(scenario),
            charges: charges::Charges::new(scenario),
            outside: charges::OutsideCost::new(scenario),
            weekend: scenario.choice.weekend,
            third_party: scenario.choice.third_party,
            parts,
            care,
            collect,
            triage: triage.map(Box::new),
            roadside: roadside.map(Box::new),
            beside: scenario.centres.iter().any(|centre| centre.booking.beside().is_some()),
        }
    }

    /// The last instant of the run.
    pub fn end(&self) -> Time {
        Time::of_day(self.days)
    }

    /// The first instant whose jobs are measured is just after this one.
    pub fn warm_up(&self) -> Time {
        Time::of_day(self.warm_up_days)
    }

    /// The centres an owner in `city` may consider for a job of `mode`.
    #[inline]
    pub fn candidates(&self, city: u32, mode: u32) -> &[Candidate] {
        let kind = self.modes[mode as usize].kind;
        &self.candidates[(city * self.kinds + kind) as usize]
    }

    /// The centre that every job of `mode` in `city` goes to, if there is no choice to make.
    #[inline]
    pub fn only_walk_in(&self, city: u32, mode: u32) -> Option<Candidate> {
        let kind = self.modes[mode as usize].kind;
        self.only_walk_in[(city * self.kinds + kind) as usize]
    }

    /// The level of those whose priority is by `more` above that of level `priority`, which the scenario must know.
    pub fn priority_behind(&self, priority: u32, more: i32) -> u32 {
        position(&self.priorities, self.priorities[priority as usize] + more)
    }

    /// Whether a release of this time opens slots in reach.
    #[inline]
    pub fn releases_in_reach(&self, city: u32, mode: u32, release: usize) -> bool {
        let kind = self.modes[mode as usize].kind;
        self.releases_in_reach[(city * self.kinds + kind) as usize].contains(&release)
    }

    /// Staffed microseconds of all units of a resource at `centre` on `day`.
    pub fn staffed_on(&self, centre: &CentreModel, resource: usize, day: u32) -> i64 {
        if !centre.takes_jobs_on(day) {
            return 0;
        }
        self.staffed_if_open(centre, resource, day)
    }

    /// The same as if it took jobs on `day`.
    pub fn staffed_if_open(&self, centre: &CentreModel, resource: usize, day: u32) -> i64 {
        let by_date = centre.staff.as_ref().and_then(|staff| staff.unit_time(resource, day));
        by_date.unwrap_or_else(|| i64::from(centre.counts[resource]) * self.hours[centre.hours].open_on(day))
    }

    /// Whether any stage keeps one of these resources.
    pub fn keeps(&self, resources: u64) -> bool {
        self.stages.iter().any(|stage| stage.chain.after & resources != 0)
    }

    /// Bookable days of a centre; 0 for walk-ins.
    pub fn horizon(&self, centre: u32) -> u32 {
        match &self.centres[centre as usize].booking {
            BookingModel::Calendar(calendar) => calendar.horizon,
            BookingModel::WalkIn { .. } => 0,
        }
    }

    /// Staffed microseconds of all units of a resource at `centre` after the warm-up.
    pub fn staffed_after_warm_up(&self, centre: usize, resource: usize) -> i128 {
        let spec = &self.centres[centre];
        // A million units over decades do not fit into 64 bits.
        (self.warm_up_days..self.days)
            .map(|day| i128::from(self.staffed_on(spec, resource, day)))
            .sum()
    }

    /// Whether a team has slots at `centre` on some kind of day.
    pub fn has_slots(&self, centre: usize, team: usize) -> bool {
        match &self.centres[centre].booking {
            BookingModel::Calendar(calendar) => calendar.teams[team].iter().any(|slots| !slots.starts.is_empty()),
            BookingModel::WalkIn { .. } => false,
        }
    }

    /// Whether any centre books by calendar.
    pub fn has_calendars(&self) -> bool {
        self.centres
            .iter()
            .any(|centre| matches!(centre.booking, BookingModel::Calendar(_)))
    }
}

fn class_of_resource(classes: &[u64], resources: usize) -> Option<Vec<u32>> {
    let all = classes.iter().fold(0, |all, needs| all | needs);
    let apart = classes.iter().map(|needs| needs.count_ones()).sum::<u32>() == all.count_ones();
    let class_of = |resource: usize| classes.iter().position(|needs| needs >> resource & 1 == 1).unwrap_or(0) as u32;
    (apart && !classes.contains(&0)).then(|| (0..resources).map(class_of).collect())
}

fn only_walk_in(list: &[Candidate], centres: &[CentreModel]) -> Option<Candidate> {
    let [only] = list else { return None };
    let centre = &centres[only.centre.index()];
    let always = centre.opens == 0 && centre.closes == u32::MAX;
    (always && matches!(centre.booking, BookingModel::WalkIn { .. })).then_some(*only)
}

fn releases_of(list: &[Candidate], centres: &[CentreModel]) -> Vec<usize> {
    let mut releases: Vec<usize> = list
        .iter()
        .filter_map(|candidate| match &centres[candidate.centre.index()].booking {
            BookingModel::Calendar(calendar) => Some(calendar.release),
            BookingModel::WalkIn { .. } => None,
        })
        .collect();
    releases.sort_unstable();
    releases.dedup();
    releases
}

fn priorities(scenario: &Scenario) -> Vec<i32> {
    let mut list: Vec<i32> = scenario.failures.iter().map(|failure| failure.priority).collect();
    list.extend(scenario.traces.iter().map(|job| job.priority));
    list.extend(scenario.state.iter().map(|job| job.priority));
    // Who comes back is served before others, or behind them.
    if let Some(comeback) = &scenario.comeback {
        (0..list.len()).for_each(|at| list.push(list[at] + comeback.priority));
    }
    // Who comes to a calendar centre without a slot stands behind those with one.
    let plain = list.len();
    for beside in scenario.centres.iter().filter_map(|centre| centre.booking.beside()) {
        (0..plain).for_each(|at| list.push(list[at] + beside.priority));
    }
    list.sort_unstable();
    list.dedup();
    list
}

fn position(priorities: &[i32], priority: i32) -> u32 {
    priorities.partition_point(|known| *known < priority) as u32
}

fn cell_places(scenario: &Scenario) -> Vec<(u32, u32)> {
    let modes = scenario.failures.len() as u32;
    (0..scenario.cities.len() as u32)
        .flat_map(|city| (0..modes).map(move |mode| (city, mode)))
        .collect()
}

fn cell_hashes(scenario: &Scenario) -> Vec<u64> {
    let modes: Vec<u64> = scenario.failures.iter().map(|failure| name_hash(&failure.id)).collect();
    let of_city = |city: &City| {
        let city = name_hash(&city.id);
        modes.iter().map(move |&mode| mix(city, mode)).collect::<Vec<u64>>()
    };
    scenario.cities.iter().flat_map(of_city).collect()
}

/// Groups the failure modes that have the same teams, need the same resources and are as urgent: the group of each
/// mode, and how many.
fn kinds(scenario: &Scenario) -> (Vec<u32>, u32) {
    let mut distinct: Vec<(Vec<u32>, u64, bool)> = Vec::new();
    let of_mode = scenario
        .failures
        .iter()
        .map(|failure| {
            let needs = failure.stages.iter().flat_map(|stage| &stage.needs);
            let key = (
                failure.teams().map(|team| team.0).collect(),
                needs.fold(0, |mask, resource| mask | 1u64 << resource.0),
                failure.urgent,
            );
            distinct.iter().position(|known| *known == key).unwrap_or_else(|| {
                distinct.push(key);
                distinct.len() - 1
            }) as u32
        })
        .collect();
    (of_mode, distinct.len() as u32)
}
