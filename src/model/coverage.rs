//! Where the cars are on the last day of a run, and how far it is to a centre that takes their jobs.

use super::calendar::{date_of, days_between};
use super::geography::{road_km, takes};
use crate::scenario::Scenario;
use crate::scenario::failure::Failure;
use jiff::civil::Date;

/// The network on the last day of a run. Nothing of it is random.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Cars by city: its fixed fleet, and its share of what was delivered by then.
    pub cars: Vec<f64>,
    /// By centre: whether it takes jobs on that day.
    pub open: Vec<bool>,
    /// By centre: whether it takes the jobs of every failure mode.
    pub full: Vec<bool>,
    /// By team and centre: whether it takes the jobs of every failure mode of the team.
    pub takes: Vec<Vec<bool>>,
    /// By city: kilometres by road to the nearest open centre that takes any job; none in reach.
    any_km: Vec<Option<f64>>,
    /// By team and city: the same for a centre that takes the team's jobs.
    team_km: Vec<Vec<Option<f64>>>,
}

impl Coverage {
    /// Measures the network of a scenario.
    pub fn new(scenario: &Scenario) -> Coverage {
        let last = date_of(scenario.start, scenario.days.saturating_sub(1));
        let open = |opens: Option<Date>, closes: Option<Date>| {
            opens.is_none_or(|date| date <= last) && closes.is_none_or(|date| date > last)
        };
        let open: Vec<bool> = (scenario.centres.iter())
            .map(|centre| open(centre.opens, centre.closes))
            .collect();
        let able = |centre: &_, mode: &Failure| takes(centre, mode);
        let modes = &scenario.failures;
        let full = (scenario.centres.iter())
            .map(|centre| modes.iter().all(|mode| able(centre, mode)))
            .collect();
        let any: Vec<bool> = (scenario.centres.iter())
            .map(|centre| modes.iter().any(|mode| able(centre, mode)))
            .collect();
        let of_team = |team: usize| -> Vec<bool> {
            let modes = || modes.iter().filter(|mode| mode.team.index() == team);
            let all = |centre| modes().next().is_some() && modes().all(|mode| able(centre, mode));
            scenario.centres.iter().map(all).collect()
        };
        let takes: Vec<Vec<bool>> = (0..scenario.teams.len()).map(of_team).collect();
        let (cities, centres) = (&scenario.cities, &scenario.centres);
        let mut any_km = vec![None; cities.len()];
        let mut team_km = vec![vec![None; cities.len()]; takes.len()];
        for city in 0..cities.len() {
            for centre in (0..centres.len()).filter(|&centre| open[centre]) {
                let km = road_km(scenario, city, centre);
                if km > scenario.choice.reach_km {
                    continue;
                }
                let nearer = |known: &mut Option<f64>| {
                    if known.is_none_or(|known| km < known) {
                        *known = Some(km);
                    }
                };
                if any[centre] {
                    nearer(&mut any_km[city]);
                }
                for (takes, of_team) in takes.iter().zip(&mut team_km) {
                    if takes[centre] {
                        nearer(&mut of_team[city]);
                    }
                }
            }
        }
        Coverage {
            cars: cars(scenario, last),
            open,
            full,
            takes,
            any_km,
            team_km,
        }
    }

    /// Kilometres by road, one way, from a city to the nearest open centre in reach that takes a team's jobs (no team:
    /// any job).
    pub fn nearest_km(&self, city: usize, team: Option<usize>) -> Option<f64> {
        match team {
            None => self.any_km[city],
            Some(team) => self.team_km[team][city],
        }
    }

    /// The share of the owners of some cities whose nearest centre is at most `km` away; none without cars.
    pub fn share_within(&self, cities: impl Iterator<Item = usize>, team: Option<usize>, km: f64) -> Option<f64> {
        let (mut near, mut all) = (0.0, 0.0);
        for city in cities {
            all += self.cars[city];
            if self.nearest_km(city, team).is_some_and(|nearest| nearest <= km) {
                near += self.cars[city];
            }
        }
        (all > 0.0).then(|| near / all)
    }
}

/// Cars by city at the end of a day: those of a month arrive evenly over its days.
fn cars(scenario: &Scenario, last: Date) -> Vec<f64> {
    let arrived = scenario.deliveries.iter().map(|delivery| {
        let Ok(first) = Date::new(delivery.year, delivery.month, 1) else {
            return 0.0;
        };
        let length = i64::from(first.days_in_month());
        let days = (days_between(first, last) + 1).clamp(0, length);
        delivery.vehicles as f64 * days as f64 / length as f64
    });
    let delivered: f64 = arrived.sum();
    (scenario.cities.iter())
        .map(|city| city.vehicles as f64 + city.share * delivered)
        .collect()
}
