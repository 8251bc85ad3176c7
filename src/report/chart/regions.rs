//! Cities and provinces at the end of a run: cars, centres, and how the team that waits longest serves them.

use super::context::{Run, estimate};
use super::focus::Team;
use super::picture::Table;
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Reach, Row};
use crate::model::coverage::Coverage;
use crate::report::number::{Estimate, Unit, count};
use crate::report::words;

/// Days of lead time after which a job counts as late.
pub const LATE_DAYS: u32 = 7;
/// One way to the nearest centre from which an owner lives far, kilometres.
pub const FAR_KM: u32 = 100;

/// The network on the last day, counted.
#[derive(Clone, Debug)]
pub struct Network {
    /// Cars, open centres and distances.
    pub coverage: Coverage,
    /// The team whose jobs are looked at, by position; none: any job.
    pub team: Option<usize>,
    /// Bays of each centre that the team works in: units of the resources its stages need whose names say bay or lift.
    bays: Vec<u32>,
}

/// What stands in a place, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counted {
    /// Cars of the fleet.
    pub cars: f64,
    /// Open centres of any kind.
    pub points: usize,
    /// Of those, centres that take every kind of job.
    pub full: usize,
    /// Of those, centres that take the team's jobs.
    pub able: usize,
    /// Bays for the team's jobs.
    pub bays: u32,
}

impl Network {
    /// The network of a run, for a team's jobs.
    pub fn of(run: &Run, team: Option<&Team>) -> Network {
        let scenario = run.scenario;
        let team = team.and_then(|team| scenario.teams.iter().position(|id| *id == team.id));
        let mut needed: Vec<usize> = (scenario.failures.iter())
            .filter(|mode| team.is_none_or(|team| mode.team.index() == team))
            .flat_map(|mode| &mode.stages)
            .flat_map(|stage| &stage.needs)
            .map(|resource| resource.index())
            .filter(|&resource| {
                let name = &scenario.resources[resource];
                name.contains("bay") || name.contains("lift")
            })
            .collect();
        needed.sort_unstable();
        needed.dedup();
        let bays = scenario.centres.iter().map(|centre| {
            let here = centre
                .resources
                .iter()
                .filter(|(resource, _)| needed.contains(&resource.index()));
            here.map(|&(_, units)| units).sum()
        });
        Network {
            bays: bays.collect(),
            coverage: Coverage::new(scenario),
            team,
        }
    }

    /// What stands in some cities.
    pub fn counted(&self, run: &Run, cities: &[usize]) -> Counted {
        let mut sum = Counted {
            cars: cities.iter().map(|&city| self.coverage.cars[city]).sum(),
            ..Counted::default()
        };
        for (at, centre) in run.scenario.centres.iter().enumerate() {
            if self.coverage.open[at] && cities.contains(&centre.city.index()) {
                let able = self.team.is_none_or(|team| self.coverage.takes[team][at]);
                sum.points += 1;
                sum.full += usize::from(self.coverage.full[at]);
                sum.able += usize::from(able);
                sum.bays += if able { self.bays[at] } else { 0 };
            }
        }
        sum
    }

    /// Cities with an open centre of any kind.
    pub fn cities_with_a_centre(&self, run: &Run) -> usize {
        (0..run.scenario.cities.len())
            .filter(|&city| self.counted(run, &[city]).points > 0)
            .count()
    }

    /// The share of some cities' owners who live far from the nearest centre for the team's jobs; none without cars.
    pub fn far(&self, cities: &[usize]) -> Option<f64> {
        let near = self
            .coverage
            .share_within(cities.iter().copied(), self.team, f64::from(FAR_KM));
        near.map(|near| 1.0 - near)
    }
}

/// The part of jobs that got no slot within a week.
fn late(row: &Row) -> Option<Estimate> {
    let within = estimate(row)?;
    Some(Estimate {
        mean: 1.0 - within.mean,
        ci95: within.ci95.map(|[low, high]| [1.0 - high, 1.0 - low]),
    })
}

/// One row of the tables.
struct Line {
    name: String,
    counted: Counted,
    far: Option<f64>,
    late: Option<Estimate>,
    lead: Option<Estimate>,
}

/// Provinces by name: cars, centres, bays, owners far from one, jobs that waited over a week, lead time.
pub fn provinces(run: &Run, team: Option<&Team>) -> Table {
    let network = Network::of(run, team);
    let mut names: Vec<&str> = run.scenario.cities.iter().map(|city| city.province.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let lines = names.into_iter().filter(|name| !name.is_empty()).map(|name| {
        let cities: Vec<usize> = (0..run.scenario.cities.len())
            .filter(|&city| run.scenario.cities[city].province == name)
            .collect();
        let find = |metric, wanted: Breakdown| run.rows(metric).find(|row| row.breakdown == wanted);
        let (within, lead) = match team {
            None => (
                Breakdown::ProvinceDays(name.into(), LATE_DAYS),
                Breakdown::Province(name.into()),
            ),
            Some(team) => (
                Breakdown::ProvinceTeamDays(name.into(), team.id.clone(), LATE_DAYS),
                Breakdown::ProvinceTeam(name.into(), team.id.clone()),
            ),
        };
        // The run's own figure where it has one: the table and the files say the same.
        let near = Breakdown::Km(Reach {
            km: FAR_KM,
            team: team.map(|team| team.id.clone()),
            province: Some(name.into()),
        });
        let far = find(Metric::Covered, near)
            .and_then(|row| row.mean)
            .map(|near| 1.0 - near);
        Line {
            name: words::province(name, run.language),
            counted: network.counted(run, &cities),
            far: far.or_else(|| network.far(&cities)),
            late: find(Metric::WithinDays, within).and_then(late),
            lead: find(Metric::LeadTime, lead).and_then(estimate),
        }
    });
    table(run, team, words::PROVINCE.say(run.language), lines.collect())
}

/// Cities: the same figures.
pub fn cities(run: &Run, team: Option<&Team>) -> Table {
    let network = Network::of(run, team);
    let within = match team {
        None => Breakdown::Days(LATE_DAYS),
        Some(team) => Breakdown::TeamDays(team.id.clone(), LATE_DAYS),
    };
    let lines = run.scenario.cities.iter().enumerate().map(|(at, city)| Line {
        name: run.city(&city.id),
        counted: network.counted(run, &[at]),
        far: network.far(&[at]),
        late: run.row_of_city(Metric::WithinDays, &city.id, &within).and_then(late),
        lead: run.of_city(Metric::LeadTime, &city.id, &run.of_team(team)),
    });
    table(run, team, words::CITY.say(run.language), lines.collect())
}

/// Longest lead time first; where nobody got a slot, before all.
fn table(run: &Run, team: Option<&Team>, place: &str, mut lines: Vec<Line>) -> Table {
    let language = run.language;
    let key = |line: &Line| line.lead.map_or(f64::INFINITY, |lead| lead.mean);
    lines.sort_by(|a, b| key(b).total_cmp(&key(a)));
    let jobs = run.jobs_of(team);
    let of = |phrase: words::Phrase| phrase.fill(language, &[("jobs", &jobs)]);
    let head = vec![
        place.to_string(),
        of(words::REGION_CARS),
        of(words::REGION_POINTS),
        of(words::REGION_ABLE),
        of(words::REGION_PER_BAY),
        of(words::REGION_FAR),
        of(words::REGION_LATE),
        of(words::REGION_LEAD),
        words::COLUMN_INTERVAL.say(language).to_string(),
    ];
    let none = || words::NONE.say(language).to_string();
    let row = |line: Line| {
        let counted = line.counted;
        let whole = |value: f64| count(value.round() as u64, language);
        let share = |value: Option<f64>| value.map_or_else(none, |mean| format!("{:.0}", mean * 100.0));
        vec![
            line.name,
            whole(counted.cars),
            counted.points.to_string(),
            counted.able.to_string(),
            if counted.bays > 0 {
                whole(counted.cars / f64::from(counted.bays))
            } else {
                none()
            },
            share(line.far),
            line.late.map_or_else(none, |late| late.bare(Unit::Share, language)),
            line.lead.map_or_else(none, |lead| lead.bare(Unit::Days, language)),
            line.lead
                .and_then(|lead| lead.bare_interval(Unit::Days, language))
                .unwrap_or_default(),
        ]
    };
    Table {
        head,
        rows: lines.into_iter().map(row).collect(),
    }
}
