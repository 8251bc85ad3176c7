//! What may solve a need before it becomes a visit, compiled for the run.

use super::calendar::{CivilDay, civil_day, civil_days, days_between};
use super::demand::Demand;
use super::hours::HoursPlan;
use super::roadside::{RoadsideModel, least_through};
use super::staff;
use crate::engine::sampler::{Sampler, Tables};
use crate::engine::time::{DAY, FOREVER, Span};
use crate::scenario::Scenario;
use crate::scenario::failure::Failure;
use crate::scenario::staff::Turn;
use crate::scenario::triage::{Community, Hotline, Release, Solves};
use jiff::ToSpan;

/// What may solve a need before it becomes a visit.
#[derive(Clone, Debug)]
pub struct TriageModel {
    /// The owners' community.
    pub community: Option<CommunityModel>,
    /// The hotline.
    pub hotline: Option<HotlineModel>,
    /// Remote diagnosis.
    pub remote: Option<RemoteModel>,
    /// Releases of software.
    pub ota: OtaModel,
    /// Mobile vans.
    pub vans: VansModel,
}

/// By failure mode: share solved; none: the channel is not for it.
pub type Shares = Vec<Option<f64>>;

/// The owners' community.
#[derive(Clone, Debug)]
pub struct CommunityModel {
    /// Share of owners who ask there.
    pub ask_share: f64,
    /// Hours until an owner is helped or goes on.
    pub hours: Sampler,
    /// Shares solved, with the engineers there are.
    pub shares: Shares,
}

/// The hotline.
#[derive(Clone, Debug)]
pub struct HotlineModel {
    /// Instants at which the number of agents changes, 0 first, each with the number from then on.
    pub agents: Vec<(i64, u32)>,
    /// Minutes of a call.
    pub talk: Sampler,
    /// Minutes that an owner waits; none: for ever.
    pub patience: Option<Sampler>,
    /// Share of those who gave up that call again.
    pub redial_share: f64,
    /// Minutes until they do.
    pub redial: Sampler,
    /// Share of those who gave up for good that are lost.
    pub leave_share: f64,
    /// Shares solved of answered calls.
    pub shares: Shares,
}

/// Remote diagnosis.
#[derive(Clone, Debug)]
pub struct RemoteModel {
    /// Hours of a diagnosis.
    pub hours: Sampler,
    /// Shares solved.
    pub shares: Shares,
}

/// Releases of software.
#[derive(Clone, Debug)]
pub struct OtaModel {
    /// By failure mode: its releases, in order of time.
    pub releases: Vec<Vec<ReleaseModel>>,
    /// Shares solved.
    pub shares: Shares,
}

/// A release for one failure mode.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseModel {
    /// Since when owners wait for it.
    pub announced: i64,
    /// When it is out.
    pub at: i64,
    /// Mean days until a car has it.
    pub adoption_days: f64,
}

/// Mobile vans.
#[derive(Clone, Debug)]
pub struct VansModel {
    /// By city: its place in `groups`.
    pub of_city: Vec<Option<u32>>,
    /// The vans of single cities.
    pub groups: Vec<VanGroup>,
    /// By failure mode: share that a van can solve, and its hours of work.
    pub work: Vec<Option<(f64, Sampler)>>,
    /// Distinct hours.
    pub hours: Vec<HoursPlan>,
}

/// The vans of a city.
#[derive(Clone, Debug)]
pub struct VanGroup {
    /// How many.
    pub count: u32,
    /// When they set out, as a position in [`VansModel::hours`].
    pub hours: usize,
    /// Minutes on the road for each job.
    pub travel: Sampler,
    /// Microseconds that an owner waits for one to set out.
    pub patience: i64,
}

impl TriageModel {
    /// Of a scenario; none if every need becomes a visit at once.
    pub fn new(scenario: &Scenario, civil: &[CivilDay], tables: &mut Tables) -> Option<TriageModel> {
        if !scenario.has_triage() {
            return None;
        }
        let spec = &scenario.triage;
        let shares = |of: fn(&Solves) -> Option<f64>| -> Shares {
            scenario.failures.iter().map(|failure| of(&failure.solves)).collect()
        };
        let community = spec.community.as_ref().map(|community| CommunityModel {
            ask_share: community.ask_share,
            hours: Sampler::new(&community.hours, tables),
            shares: (scenario.failures.iter())
                .map(|failure| Some(with_engineers(community, failure.solves.community?)))
                .collect(),
        });
        let hotline = spec.hotline.as_ref().map(|hotline| HotlineModel {
            agents: staff::steps(scenario, &hotline.turns, hotline.agents, civil),
            talk: Sampler::new(&hotline.talk_minutes, tables),
            patience: hotline.patience_minutes.as_ref().map(|law| Sampler::new(law, tables)),
            redial_share: hotline.redial_share,
            redial: Sampler::new(&hotline.redial_minutes, tables),
            leave_share: hotline.leave_share,
            shares: shares(|solves| solves.hotline),
        });
        let remote = spec.remote.as_ref().map(|remote| RemoteModel {
            hours: Sampler::new(&remote.hours, tables),
            shares: shares(|solves| solves.remote),
        });
        let releases = |(mode, failure): (usize, &Failure)| {
            let mends = |release: &&Release| mends(release, mode, failure);
            let list = spec.releases.iter().filter(mends).map(|release| {
                let at = days_between(scenario.start, release.date) * DAY;
                ReleaseModel {
                    announced: at - Span::from_hours(release.announced_days * 24.0).0,
                    at,
                    adoption_days: release.adoption_days,
                }
            });
            let mut list: Vec<ReleaseModel> = list.collect();
            list.sort_by_key(|release| release.at);
            list
        };
        Some(TriageModel {
            community,
            hotline,
            remote,
            ota: OtaModel {
                releases: scenario.failures.iter().enumerate().map(releases).collect(),
                shares: shares(|solves| solves.ota),
            },
            vans: VansModel::new(scenario, civil, tables),
        })
    }

    /// Share of the needs of a failure mode in a city that become visits if every call is answered and every van in time:
    /// the least that centres have to expect. Releases are not in it, since they come on few days.
    pub fn least_through(&self, city: usize, mode: usize) -> f64 {
        let rest = |share: Option<f64>| 1.0 - share.unwrap_or(0.0);
        let community = self.community.as_ref();
        let asked = community.map_or(1.0, |rule| 1.0 - rule.ask_share * rule.shares[mode].unwrap_or(0.0));
        let hotline = rest(self.hotline.as_ref().and_then(|hotline| hotline.shares[mode]));
        let remote = rest(self.remote.as_ref().and_then(|remote| remote.shares[mode]));
        let van = self.vans.of_city[city].and(self.vans.work[mode].as_ref());
        asked * hotline * remote * rest(van.map(|(share, _)| *share))
    }
}

/// Expected jobs of each failure mode over the run that reach centres, all cities together.
pub fn expected_visits(
    scenario: &Scenario,
    demand: &Demand,
    (triage, roadside): (Option<&TriageModel>, Option<&RoadsideModel>),
) -> Vec<f64> {
    let through = |city, mode| least_through(triage, roadside, city, mode);
    let sum = |mode: usize| {
        let cities = 0..scenario.cities.len();
        cities
            .map(|city| {
                (0..scenario.days as usize)
                    .map(|day| demand.expected(city, mode, day))
                    .sum::<f64>()
                    * through(city, mode)
            })
            .sum()
    };
    (0..scenario.failures.len()).map(sum).collect()
}

/// The share that a community solves with its engineers: what the owners themselves solve, times
/// 1 + (lift − 1) (1 − e^(−engineers / scale)), at most 1. The first engineers add most, each less than the one before.
pub fn with_engineers(community: &Community, share: f64) -> f64 {
    let reached = 1.0 - libm::exp(-f64::from(community.engineers) / community.engineers_scale);
    (share * (1.0 + (community.lift - 1.0) * reached)).min(1.0)
}

/// Whether a release mends a failure mode.
fn mends(release: &Release, mode: usize, failure: &Failure) -> bool {
    match &release.failures {
        Some(list) => list.iter().any(|listed| listed.index() == mode),
        None => failure.solves.ota.is_some(),
    }
}

/// What releases leave of the hazard of a failure mode on the day that begins `day` days after the start, over all cars:
/// the product over releases of 1 − reduces_share × the share of cars that have it at noon.
pub fn hazard_left(scenario: &Scenario, mode: usize, failure: &Failure, day: u32) -> f64 {
    let releases = scenario.triage.releases.iter();
    let left = releases.filter(|release| mends(release, mode, failure)).map(|release| {
        let since = f64::from(day) + 0.5 - days_between(scenario.start, release.date) as f64;
        if since < 0.0 {
            return 1.0;
        }
        let have = if release.adoption_days > 0.0 {
            1.0 - libm::exp(-since / release.adoption_days)
        } else {
            1.0
        };
        1.0 - release.reduces_share * have
    });
    left.product()
}

impl VansModel {
    fn new(scenario: &Scenario, civil: &[CivilDay], tables: &mut Tables) -> VansModel {
        let mut model = VansModel {
            of_city: vec![None; scenario.cities.len()],
            groups: Vec::new(),
            work: (scenario.failures.iter())
                .map(|failure| {
                    let (share, law) = failure.solves.van.as_ref()?;
                    Some((*share, Sampler::new(law, tables)))
                })
                .collect(),
            hours: Vec::new(),
        };
        let eve = civil_day(scenario, scenario.start.saturating_sub(1.day()));
        for van in scenario.triage.vans.iter().filter(|van| van.count > 0) {
            let hours = model.hours.len();
            model.hours.push(HoursPlan::new(&van.hours, civil, eve));
            for city in &van.cities {
                model.of_city[city.index()] = Some(model.groups.len() as u32);
                model.groups.push(VanGroup {
                    count: van.count,
                    hours,
                    travel: Sampler::new(&van.travel_minutes, tables),
                    patience: Span::from_hours(van.wait_days * 24.0).0,
                });
            }
        }
        model
    }

    /// The first instant from `now` on at which vans of a group set out.
    pub fn opens(&self, group: usize, now: i64) -> i64 {
        let hours = &self.hours[self.groups[group].hours];
        hours.first_open(now)
    }

    /// Microseconds of all vans of a group in their hours, from one instant to another.
    pub fn staffed(&self, group: usize, from: i64, to: i64) -> i128 {
        let group = &self.groups[group];
        i128::from(self.hours[group.hours].open_time(from, to)) * i128::from(group.count)
    }
}

impl HotlineModel {
    /// Microseconds of all agents on duty from one instant to another.
    pub fn staffed(&self, from: i64, to: i64) -> i128 {
        let ends = self.agents.iter().skip(1).map(|step| step.0).chain([FOREVER]);
        let spans = self.agents.iter().zip(ends).map(|(&(start, count), end)| {
            let on = (end.min(to) - start.max(from)).max(0);
            i128::from(on) * i128::from(count)
        });
        spans.sum()
    }
}

/// Microseconds of the run in which no `[[agents]]` says how many there are.
pub fn usual_agent_time(scenario: &Scenario, hotline: &Hotline) -> i64 {
    let civil = civil_days(scenario, scenario.days);
    let none = |turn: &Turn| Turn {
        count: 0,
        ..turn.clone()
    };
    let turns: Vec<Turn> = hotline.turns.iter().map(none).collect();
    let steps = staff::steps(scenario, &turns, 1, &civil);
    let ends = steps
        .iter()
        .skip(1)
        .map(|step| step.0)
        .chain([i64::from(scenario.days) * DAY]);
    let on = steps.iter().zip(ends).filter(|(step, _)| step.1 > 0);
    on.map(|(step, end)| end - step.0).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::law::Law;

    #[test]
    fn engineers_add_less_each_up_to_the_lift() {
        let share = |engineers| {
            let community = Community {
                ask_share: 1.0,
                hours: Law::Constant(1.0),
                engineers,
                engineers_scale: 10.0,
                lift: 3.0,
            };
            with_engineers(&community, 0.2)
        };
        // 1 − 1/e of the way from 0.2 to 0.6 with ten engineers.
        assert_eq!(share(0), 0.2);
        assert!((share(10) - (0.2 + 0.4 * 0.632_120_558_828_557_7)).abs() < 1e-15);
        assert!((share(1_000_000) - 0.6).abs() < 1e-15);
        let added = |engineers| share(engineers + 1) - share(engineers);
        assert!((0..50).all(|engineers| added(engineers + 1) < added(engineers)));
    }
}
