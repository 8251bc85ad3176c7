//! Which rows a summary has, in which order, and how each is read off the figures of one replication.

mod rows;

use super::care::SHARES;
use super::catalogue::Metric;
use super::causes::{Cause, CauseSums};
use super::collect;
use super::cost::{Component, cost, payback};
use super::elsewhere::Elsewhere;
use super::floors::{blocked, centres_of, lent, needed, slot_figure};
use super::group::{Cell, Counts, FIGURES, Groups, PerJob, WITHIN_DAYS};
use super::paid::paid;
use super::recall;
use super::roadside::{Spot, WITHIN_MINUTES, trucks_busy};
use super::summary::{Breakdown, Reach, Scope};
use super::tally::Tally;
use super::triage::{agents_busy, vans_busy};
use crate::engine::time::{DAY, HOUR, MINUTE};
use crate::model::Model;
use crate::model::coverage::Coverage;
use crate::model::warranty::Payer;
use crate::scenario::Scenario;
use crate::sim::observer::{Help, Way};
use crate::sim::record::{Channel, LossReason};
use rows::{applies, breakdowns, main_part};

/// Whose figure a row is, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    All,
    /// Of the owners of a city; of the centres in it for figures of centres.
    City(usize),
    /// Of a centre.
    Centre(usize),
    /// Of a failure mode.
    Mode(usize),
    /// Of the owners of a province.
    Province(usize),
}

/// Which part of a figure a row is, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// All resources together, or one.
    Resource(Option<usize>),
    /// All teams together, or one.
    Team(Option<usize>),
    /// One reason of loss.
    Reason(LossReason),
    /// One place elsewhere.
    Elsewhere(Elsewhere),
    /// One limit, by its position in [`WITHIN_DAYS`].
    Days(usize),
    /// One team and limit.
    TeamDays(usize, usize),
    /// Owners near a centre: of one team if given, by the position of the limit in [`COVERED_KM`].
    Km(Option<usize>, usize),
    /// One cause of waiting, of all teams or of one.
    Cause(Option<usize>, Cause),
    /// All components of a cost, or one.
    Component(Option<Component>),
    /// All parts, or one.
    Stock(Option<usize>),
    /// All channels, or one.
    Channel(Option<Channel>),
    /// All who pay, or one of them.
    Payer(Option<Payer>),
    /// All ways in which programmes help, or one of them.
    Help(Option<Help>),
    /// Where cars stand that cannot move.
    Spot(Spot),
    /// A limit of their rescue, by its position in [`WITHIN_MINUTES`], of both spots or one.
    Minutes(Option<Spot>, usize),
    /// Trucks of a base.
    Base(usize),
    /// Both ways of drivers, or one.
    Way(Option<Way>),
}

/// Distances that `covered_share` knows, kilometres by road, one way.
pub const COVERED_KM: [u32; 5] = [30, 50, 100, 200, 400];

/// One row of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowSpec {
    /// What is measured.
    pub metric: Metric,
    /// Whose figure.
    pub whose: Whose,
    /// Which part.
    pub part: Part,
}

/// The rows of a scenario's summary, and what they need to be read.
#[derive(Clone, Debug)]
pub struct Layout {
    /// In the order of the results: main rows by metric and scope, then breakdowns.
    pub rows: Vec<RowSpec>,
    /// Names of the provinces, in order of the cities.
    provinces: Vec<String>,
    /// By city: its province, if it has one.
    province_of: Vec<Option<usize>>,
    /// Where the cars are at the end, and how far from a centre.
    coverage: Coverage,
    /// By centre × resource: staffed microseconds after the warm-up, as far as openings are known before the run.
    staffed: Vec<i128>,
}

impl Layout {
    /// The rows of a scenario.
    pub fn new(scenario: &Scenario, model: &Model) -> Layout {
        let mut provinces: Vec<String> = Vec::new();
        let province_of = scenario
            .cities
            .iter()
            .map(|city| {
                if city.province.is_empty() {
                    return None;
                }
                Some(
                    provinces
                        .iter()
                        .position(|known| *known == city.province)
                        .unwrap_or_else(|| {
                            provinces.push(city.province.clone());
                            provinces.len() - 1
                        }),
                )
            })
            .collect();
        let mut scopes = vec![Whose::All];
        scopes.extend((0..scenario.cities.len()).map(Whose::City));
        scopes.extend((0..scenario.centres.len()).map(Whose::Centre));
        scopes.extend((0..scenario.failures.len()).map(Whose::Mode));
        let mut rows = Vec::new();
        for metric in Metric::ALL {
            let Some(part) = main_part(metric, model) else { continue };
            let scopes = scopes.iter().filter(|&&whose| applies(metric, whose, model));
            rows.extend(scopes.map(|&whose| RowSpec { metric, whose, part }));
        }
        for metric in Metric::ALL {
            for &whose in scopes.iter().filter(|&&whose| applies(metric, whose, model)) {
                let parts = breakdowns(metric, whose, model);
                rows.extend(parts.into_iter().map(|part| RowSpec { metric, whose, part }));
            }
        }
        let teams = || {
            (0..model.teams)
                .filter(|_| model.teams > 1)
                .map(|team| Part::Team(Some(team)))
        };
        for metric in [Metric::LeadTime, Metric::Turnaround, Metric::Travel, Metric::Far] {
            for part in [Part::Whole].into_iter().chain(teams()) {
                let of = |province| RowSpec {
                    metric,
                    whose: Whose::Province(province),
                    part,
                };
                rows.extend((0..provinces.len()).map(of));
            }
        }
        for province in 0..provinces.len() {
            let whose = Whose::Province(province);
            for metric in [Metric::WithinDays, Metric::Covered] {
                let parts = breakdowns(metric, whose, model);
                rows.extend(parts.into_iter().map(|part| RowSpec { metric, whose, part }));
            }
        }
        Layout {
            rows,
            provinces,
            province_of,
            coverage: Coverage::new(scenario),
            staffed: (0..model.centres.len())
                .flat_map(|centre| (0..model.resources).map(move |resource| (centre, resource)))
                .map(|(centre, resource)| model.staffed_after_warm_up(centre, resource))
                .collect(),
        }
    }

    /// The scope and breakdown of a row, by name.
    pub fn name(&self, scenario: &Scenario, row: &RowSpec) -> (Scope, Breakdown) {
        let mut scope = Scope {
            city: "*".into(),
            centre: "*".into(),
            failure: "*".into(),
        };
        let mut breakdown = match row.part {
            Part::Whole => Breakdown::Total,
            Part::Resource(None) => Breakdown::Resource("*".into()),
            Part::Resource(Some(resource)) => Breakdown::Resource(scenario.resources[resource].clone()),
            Part::Team(None) => Breakdown::Team("*".into()),
            Part::Team(Some(team)) => Breakdown::Team(scenario.teams[team].clone()),
            Part::Reason(reason) => Breakdown::Reason(reason.key().into()),
            Part::Elsewhere(place) => Breakdown::Reason(place.key().into()),
            Part::Days(place) => Breakdown::Days(WITHIN_DAYS[place]),
            Part::TeamDays(team, place) => Breakdown::TeamDays(scenario.teams[team].clone(), WITHIN_DAYS[place]),
            Part::Km(team, place) => Breakdown::Km(Reach {
                km: COVERED_KM[place],
                team: team.map(|team| scenario.teams[team].clone()),
                province: None,
            }),
            Part::Cause(None, cause) => Breakdown::Cause(cause.key(scenario)),
            Part::Stock(None) => Breakdown::Stock("*".into()),
            Part::Stock(Some(part)) => Breakdown::Stock(scenario.parts[part].id.clone()),
            Part::Component(None) | Part::Payer(None) | Part::Channel(None) | Part::Way(None) | Part::Help(None) => {
                Breakdown::Component("*".into())
            }
            Part::Help(Some(how)) => Breakdown::Component(how.key().into()),
            Part::Way(Some(way)) => Breakdown::Component(way.key().into()),
            Part::Spot(spot) => Breakdown::Component(spot.key().into()),
            Part::Minutes(spot, limit) => {
                let spot = spot.map_or(String::new(), |spot| format!("{}_", spot.key()));
                Breakdown::Component(format!("{spot}{}", WITHIN_MINUTES[limit]))
            }
            Part::Base(base) => Breakdown::Component(scenario.bases()[base].id.clone()),
            Part::Channel(Some(channel)) => Breakdown::Component(channel.key().into()),
            Part::Payer(Some(payer)) => Breakdown::Component(payer.key().into()),
            Part::Component(Some(component)) => Breakdown::Component(component.key().into()),
            Part::Cause(Some(team), cause) => Breakdown::TeamCause(scenario.teams[team].clone(), cause.key(scenario)),
        };
        match row.whose {
            Whose::All => {}
            Whose::City(city) => scope.city.clone_from(&scenario.cities[city].id),
            Whose::Centre(centre) => scope.centre.clone_from(&scenario.centres[centre].id),
            Whose::Mode(mode) => scope.failure.clone_from(&scenario.failures[mode].id),
            Whose::Province(province) => {
                let province = self.provinces[province].clone();
                breakdown = match breakdown {
                    Breakdown::Team(team) => Breakdown::ProvinceTeam(province, team),
                    Breakdown::Days(days) => Breakdown::ProvinceDays(province, days),
                    Breakdown::TeamDays(team, days) => Breakdown::ProvinceTeamDays(province, team, days),
                    Breakdown::Km(reach) => Breakdown::Km(Reach {
                        province: Some(province),
                        ..reach
                    }),
                    _ => Breakdown::Province(province),
                };
            }
        }
        (scope, breakdown)
    }

    /// The row of a metric that is one figure of the whole network.
    pub fn network(&self, metric: Metric) -> Option<usize> {
        let whole = |part| {
            use Part::{Channel, Component, Help, Payer, Resource, Stock, Team, Way, Whole};
            matches!(
                part,
                Whole
                    | Resource(None)
                    | Team(None)
                    | Component(None)
                    | Stock(None)
                    | Payer(None)
                    | Channel(None)
                    | Help(None)
                    | Way(None)
            )
        };
        let wanted = |row: &RowSpec| row.metric == metric && row.whose == Whose::All && whole(row.part);
        self.rows.iter().position(wanted)
    }

    /// A row's figure in one replication; none without observation.
    pub fn value(&self, row: &RowSpec, tally: &Tally) -> Option<f64> {
        let model = tally.model();
        let counts = || self.counts(row, tally);
        match row.metric {
            Metric::LeadTime
            | Metric::QueueWait
            | Metric::Service
            | Metric::Turnaround
            | Metric::Travel
            | Metric::HotlineWait
            | Metric::RescueResponse
            | Metric::DriverWait
            | Metric::Fix => {
                if let Part::Spot(spot) = row.part {
                    return counts().rescues.mean_response(Some(spot));
                }
                let (figure, per_unit) = per_job(row.metric)?;
                let groups = self.groups(row, tally.groups()).into_iter();
                let cells = groups.map(|group| tally.jobs[group].cells[figure as usize].sum_and_count());
                let (sum, count) = cells.fold((0, 0), add);
                (count > 0).then(|| sum as f64 / per_unit / count as f64)
            }
            Metric::Far => {
                let came = |group: usize| tally.jobs[group].cells[PerJob::Travel as usize].sum_and_count().1;
                share(
                    counts().far,
                    self.groups(row, tally.groups()).into_iter().map(came).sum(),
                )
            }
            Metric::Covered => {
                let Part::Km(team, place) = row.part else { return None };
                let here = |&city: &usize| match row.whose {
                    Whose::Province(province) => self.province_of[city] == Some(province),
                    _ => true,
                };
                let cities = (0..self.province_of.len()).filter(here);
                self.coverage.share_within(cities, team, f64::from(COVERED_KM[place]))
            }
            Metric::WaitByCause => {
                let Part::Cause(_, cause) = row.part else { return None };
                let mut sums = CauseSums::default();
                let (mut work, mut count) = (0, 0);
                for group in self.groups(row, tally.groups()) {
                    let group = &tally.jobs[group];
                    sums.add(&group.causes);
                    (work, count) = add((work, count), group.cells[PerJob::Service as usize].sum_and_count());
                }
                (count > 0).then(|| sums.of(cause, work) as f64 / DAY as f64 / count as f64)
            }
            Metric::Attempts => {
                let (mut sum, mut count) = (0, 0);
                for group in self.groups(row, tally.groups()) {
                    let cells = &tally.jobs[group].cells;
                    let (several, jobs) = cells[PerJob::Attempts as usize].sum_and_count();
                    let (_, all) = cells[PerJob::LeadTime as usize].sum_and_count();
                    (sum, count) = add((sum, count), (several + i128::from(all - jobs), all));
                }
                (count > 0).then(|| sum as f64 / count as f64)
            }
            Metric::NoShowShare => {
                let counts = counts();
                let kept = self.with_slot(row, tally) - counts.to_come;
                share(counts.no_shows, counts.no_shows + kept)
            }
            Metric::CancelledShare => {
                let counts = counts();
                let broken = counts.no_shows + counts.cancellations;
                share(counts.cancellations, self.with_slot(row, tally) + broken)
            }
            Metric::RecallDone => recall::done_share(model, &tally.recalls),
            Metric::RecallDays => recall::days_until_done(model, &tally.recalls),
            Metric::ElsewhereShare => {
                let counts = counts();
                let gone = match row.part {
                    Part::Elsewhere(place) => counts.elsewhere[place as usize],
                    _ => counts.elsewhere.iter().sum(),
                };
                share(gone, counts.jobs)
            }
            Metric::InSystem => {
                let span = (model.end() - model.warm_up()).0;
                Some(counts().at_centre as f64 / span as f64)
            }
            Metric::Utilisation => {
                let Part::Resource(resource) = row.part else {
                    return None;
                };
                let (busy, staffed) = self.utilisation(row.whose, resource, tally)?;
                (staffed > 0).then(|| busy as f64 / staffed as f64)
            }
            Metric::Blocked => {
                let Part::Resource(resource) = row.part else {
                    return None;
                };
                let (_, staffed) = self.utilisation(row.whose, resource, tally)?;
                let blocked = blocked(row.whose, resource, tally)?;
                (staffed > 0).then(|| blocked as f64 / staffed as f64)
            }
            Metric::PartFill => {
                let Part::Stock(part) = row.part else { return None };
                let needed = needed(row.whose, part, tally)?;
                share(needed.there, needed.units)
            }
            Metric::Cost => {
                let Part::Component(component) = row.part else {
                    return None;
                };
                cost(row.whose, component, tally, |at| self.staffed(at, tally))
            }
            Metric::Payback => payback(row.whose, tally, |at| self.staffed(at, tally)),
            Metric::LeftShare => share(counts().left, counts().jobs),
            Metric::PaidJobs
            | Metric::PaidHours
            | Metric::PaidAll
            | Metric::PaidLabour
            | Metric::PaidParts
            | Metric::PaidCollection => {
                let Part::Payer(payer) = row.part else { return None };
                Some(paid(row.metric, payer, &counts(), model))
            }
            Metric::FullyBooked | Metric::FirstSlot | Metric::FreeDays => {
                let Part::Team(team) = row.part else { return None };
                slot_figure(row.metric, row.whose, team, tally)
            }
            Metric::ReleaseSuccess => share(counts().retries_booked, counts().retries),
            Metric::Overtaken => share(counts().overtaken, counts().looked),
            Metric::Comeback => share(counts().failed, counts().served),
            Metric::LoanerShare => share(counts().lent, counts().asked),
            Metric::LoanerBusy => lent(row.whose, tally),
            Metric::Satisfied => {
                let counts = counts();
                (counts.served > 0).then(|| counts.satisfied as f64 / SHARES / counts.served as f64)
            }
            Metric::Jobs => Some(match row.part {
                Part::Channel(Some(Channel::Centre)) => {
                    let counts = counts();
                    (counts.jobs - counts.by_channel.iter().sum::<u64>()) as f64
                }
                Part::Channel(Some(channel)) => counts().by_channel[channel as usize] as f64,
                _ => counts().jobs as f64,
            }),
            Metric::SolvedShare => {
                let counts = counts();
                let solved = match row.part {
                    Part::Channel(Some(channel)) => counts.solved[channel as usize],
                    _ => counts.solved.iter().sum(),
                };
                share(solved, counts.jobs)
            }
            Metric::Abandoned => {
                let answered = self.answered(row, tally);
                let given_up = counts().given_up;
                share(given_up, given_up + answered)
            }
            Metric::AgentsBusy => agents_busy(tally),
            Metric::VansBusy => vans_busy(row.whose, tally),
            Metric::Helped => {
                let Part::Help(how) = row.part else { return None };
                Some(tally.programmes.helped(row.whose, how))
            }
            Metric::Rescues => {
                let rescues = counts().rescues;
                Some(match row.part {
                    Part::Spot(spot) => rescues.count[spot as usize] as f64,
                    _ => rescues.all() as f64,
                })
            }
            Metric::RescueWithin => {
                let Part::Minutes(spot, limit) = row.part else {
                    return None;
                };
                counts().rescues.within(spot, limit)
            }
            Metric::PartnerShare => share(counts().rescues.partner, counts().rescues.all()),
            Metric::TrucksBusy => {
                let base = match row.part {
                    Part::Base(base) => Some(base),
                    _ => None,
                };
                trucks_busy(row.whose, base, tally)
            }
            Metric::Collected => {
                let counts = counts();
                share(counts.collected, self.with_slot(row, tally) - counts.to_come)
            }
            Metric::DriverTrips | Metric::DriverRefused => {
                let Part::Way(way) = row.part else { return None };
                let counts = counts();
                let made = collect::trips(&counts.carried, way);
                let refused = collect::trips(&counts.not_carried, way);
                match row.metric {
                    Metric::DriverTrips => Some(made as f64),
                    _ => share(refused, made + refused),
                }
            }
            Metric::DriversBusy => collect::busy(row.whose, tally),
            Metric::Served => Some(counts().served as f64),
            Metric::Unfinished => Some(counts().unfinished as f64),
            Metric::LostShare => {
                let counts = counts();
                let lost = match row.part {
                    Part::Reason(reason) => counts.lost[reason as usize],
                    _ => counts.lost.iter().sum(),
                };
                share(lost, counts.jobs)
            }
            Metric::WithinDays => {
                let (Part::Days(place) | Part::TeamDays(_, place)) = row.part else {
                    return None;
                };
                let counts = counts();
                share(counts.within[place], counts.within_base[place])
            }
        }
    }

    /// p50, p90 and p99 of a row over all jobs of all replications, whose cells are given by group; none if the metric
    /// is not per job.
    pub fn quantiles(&self, row: &RowSpec, groups: &Groups, cells: &[[Cell; FIGURES]]) -> Option<[f64; 3]> {
        if matches!(row.part, Part::Spot(_)) {
            return None;
        }
        let (figure, per_unit) = per_job(row.metric)?;
        let mut all = Cell::<u64>::default();
        self.groups(row, groups).into_iter().for_each(|group| {
            let cell = &cells[group][figure as usize];
            all.merge(cell);
            if figure == PerJob::Attempts {
                let (_, jobs) = cells[group][PerJob::LeadTime as usize].sum_and_count();
                all.add_single_attempts(jobs - cell.sum_and_count().1);
            }
        });
        let at = |q| all.histogram().quantile(q).map(|ticks| ticks as f64 / per_unit);
        Some([at(0.5)?, at(0.9)?, at(0.99)?])
    }

    /// The groups whose jobs a row counts.
    fn groups(&self, row: &RowSpec, groups: &Groups) -> Vec<usize> {
        let team = match row.part {
            Part::Team(team) => team,
            Part::TeamDays(team, _) => Some(team),
            Part::Cause(team, _) => team,
            _ => None,
        };
        match row.whose {
            // Calls about an update alone are of a city and of no failure mode.
            Whose::All if matches!(row.metric, Metric::HotlineWait | Metric::Abandoned) => {
                groups.of_all_daily(team).collect()
            }
            Whose::All => groups.of_all(team).collect(),
            Whose::City(city) => groups.of_city(city, team).collect(),
            Whose::Centre(centre) => groups.of_centre(centre, team).collect(),
            Whose::Mode(mode) => groups.of_mode(mode).collect(),
            Whose::Province(province) => {
                let cities = (0..self.province_of.len()).filter(|&city| self.province_of[city] == Some(province));
                cities.flat_map(|city| groups.of_city(city, team)).collect()
            }
        }
    }

    /// The counts of a scope.
    fn counts(&self, row: &RowSpec, tally: &Tally) -> Counts {
        let mut sum = Counts::default();
        self.groups(row, tally.groups())
            .into_iter()
            .for_each(|group| sum.add(&tally.jobs[group].counts));
        sum
    }

    /// Jobs that have a slot in the end.
    fn with_slot(&self, row: &RowSpec, tally: &Tally) -> u64 {
        let groups = self.groups(row, tally.groups()).into_iter();
        let leads = groups.map(|group| tally.jobs[group].cells[PerJob::LeadTime as usize].sum_and_count());
        leads.map(|(_, count)| count).sum()
    }

    /// Calls that were answered.
    fn answered(&self, row: &RowSpec, tally: &Tally) -> u64 {
        let groups = self.groups(row, tally.groups()).into_iter();
        let waits = groups.map(|group| tally.jobs[group].cells[PerJob::HotlineWait as usize].sum_and_count());
        waits.map(|(_, count)| count).sum()
    }

    /// Staffed microseconds of a centre × resource after the warm-up, as planned or since a rule has opened it.
    fn staffed(&self, at: usize, tally: &Tally) -> i128 {
        self.staffed[at] + tally.staffed_by_rule[at]
    }

    /// Busy and staffed microseconds after the warm-up.
    fn utilisation(&self, whose: Whose, resource: Option<usize>, tally: &Tally) -> Option<(i128, i128)> {
        let model = tally.model();
        let mut sum = (0, 0);
        for centre in centres_of(whose, model)? {
            for r in (0..model.resources).filter(|&r| resource.is_none_or(|only| only == r)) {
                let busy = &tally.busy[centre * model.resources + r];
                sum.0 += i128::from(busy.busy);
                sum.1 += self.staffed(centre * model.resources + r, tally) + i128::from(busy.extra_staffed);
            }
        }
        Some(sum)
    }
}

fn add(a: (i128, u64), b: (i128, u64)) -> (i128, u64) {
    (a.0 + b.0, a.1 + b.1)
}

pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The cell figure behind a metric, and its ticks per unit of the results.
fn per_job(metric: Metric) -> Option<(PerJob, f64)> {
    match metric {
        Metric::LeadTime => Some((PerJob::LeadTime, DAY as f64)),
        Metric::QueueWait => Some((PerJob::QueueWait, HOUR as f64)),
        Metric::Service => Some((PerJob::Service, HOUR as f64)),
        Metric::Turnaround => Some((PerJob::Turnaround, DAY as f64)),
        Metric::Travel => Some((PerJob::Travel, 1e6)),
        Metric::Attempts => Some((PerJob::Attempts, 1.0)),
        Metric::Fix => Some((PerJob::Fix, DAY as f64)),
        Metric::HotlineWait => Some((PerJob::HotlineWait, MINUTE as f64)),
        Metric::RescueResponse => Some((PerJob::Response, MINUTE as f64)),
        Metric::DriverWait => Some((PerJob::DriverWait, MINUTE as f64)),
        _ => None,
    }
}
