//! What a run is about: the team that waits longest, and the city whose wait matters most.

use super::context::{Run, estimate, surely_above};
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Row};
use crate::report::number::{Estimate, Unit};
use crate::report::words;

/// Cities with most jobs among which one is picked.
const LARGE: usize = 10;

/// The team that waits longest, and the one behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Its id.
    pub id: String,
    /// Its mean lead time, days.
    pub lead: Estimate,
    /// The team with the next longest lead time.
    pub next: (String, Estimate),
}

impl Run<'_> {
    /// The team whose mean lead time is surely longer than every other's; none with one team, or where it is not sure.
    pub fn team(&self) -> Option<Team> {
        let rows = self.rows(Metric::LeadTime).filter(|row| {
            let scope = &row.scope;
            scope.city == "*" && scope.centre == "*" && scope.failure == "*"
        });
        let mut teams: Vec<(&str, Estimate)> = rows
            .filter_map(|row| match &row.breakdown {
                Breakdown::Team(team) if team != "*" => Some((team.as_str(), estimate(row)?)),
                _ => None,
            })
            .collect();
        teams.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
        let [(id, lead), others @ ..] = teams.as_slice() else {
            return None;
        };
        let &(next, behind) = others.first()?;
        let sure = others.iter().all(|(_, other)| surely_above(*lead, *other));
        sure.then(|| Team {
            id: (*id).to_string(),
            lead: *lead,
            next: (next.to_string(), behind),
        })
    }

    /// The rows of the team that charts speak of; all jobs where there is none.
    pub fn of_team(&self, team: Option<&Team>) -> Breakdown {
        team.map_or(Breakdown::Total, |team| Breakdown::Team(team.id.clone()))
    }

    /// "body repairs", or "jobs".
    pub fn jobs_of(&self, team: Option<&Team>) -> String {
        team.map_or_else(
            || words::JOBS_PLAIN.say(self.language).to_string(),
            |team| words::team_jobs(&team.id, self.language),
        )
    }

    /// "body repairs", or "cars".
    pub fn cars_of(&self, team: Option<&Team>) -> String {
        team.map_or_else(
            || words::CARS.say(self.language).to_string(),
            |team| words::team_jobs(&team.id, self.language),
        )
    }

    /// "lead time", or "lead time for body repairs".
    pub fn lead_of(&self, team: Option<&Team>) -> String {
        team.map_or_else(
            || words::LEAD_PLAIN.say(self.language).to_string(),
            |team| {
                let jobs = words::team_name(&team.id, self.language);
                words::LEAD_OF.fill(self.language, &[("jobs", &jobs)])
            },
        )
    }

    /// A wait for a slot: in hours to two digits where it is less than a day.
    pub fn wait(&self, lead: Estimate) -> String {
        if lead.mean >= 1.0 {
            return lead.headline(Unit::Days, self.language);
        }
        let hours = Estimate {
            mean: lead.mean * 24.0,
            ci95: None,
        };
        hours.headline(Unit::Hours, self.language)
    }

    /// "Mechanical jobs: 5.1 hours": what the team behind lets the owners of a city (`*`: all) wait.
    pub fn beside(&self, team: &Team, city: &str) -> Option<String> {
        let jobs = words::capitalised(&words::team_jobs(&team.next.0, self.language));
        let lead = self.of_city(Metric::LeadTime, city, &Breakdown::Team(team.next.0.clone()))?;
        Some(words::BESIDE.fill(self.language, &[("jobs", &jobs), ("value", &self.wait(lead))]))
    }

    /// The share of all jobs that are the team's; none where failures have no counts.
    pub fn share_of(&self, team: &Team) -> Option<f64> {
        let position = self.scenario.teams.iter().position(|id| *id == team.id)?;
        let jobs = |wanted: &dyn Fn(&Row) -> bool| -> f64 {
            let rows = self.rows(Metric::Jobs).filter(|row| wanted(row));
            rows.filter_map(|row| row.mean).sum()
        };
        let modes = self.scenario.failures.iter();
        let of_team: Vec<&str> = modes
            .filter(|mode| mode.team.index() == position)
            .map(|mode| mode.id.as_str())
            .collect();
        let all = jobs(&|row| row.scope.failure != "*");
        let own = jobs(&|row| of_team.contains(&row.scope.failure.as_str()));
        (all > 0.0).then(|| own / all)
    }

    /// The city to show: of the ten with most jobs the largest whose lead time surely exceeds the horizon, else the
    /// slowest of them. None with fewer than two cities.
    pub fn focus_city(&self, team: Option<&Team>, horizon: impl Fn(&str) -> Option<u32>) -> Option<&str> {
        if self.scenario.cities.len() < 2 {
            return None;
        }
        let breakdown = self.of_team(team);
        let cities = self.scenario.cities.iter().map(|city| city.id.as_str());
        let mut large: Vec<(&str, f64, Estimate)> = cities
            .filter_map(|id| {
                let jobs = self.of_city(Metric::Jobs, id, &Breakdown::Total)?.mean;
                Some((id, jobs, self.of_city(Metric::LeadTime, id, &breakdown)?))
            })
            .collect();
        large.sort_by(|a, b| b.1.total_cmp(&a.1));
        large.truncate(LARGE);
        let beyond = |id: &str, lead: Estimate| {
            let limit = horizon(id).map(f64::from);
            matches!((lead.ci95, limit), (Some([low, _]), Some(limit)) if low > limit)
        };
        let surely = large.iter().find(|(id, _, lead)| beyond(id, *lead));
        let slowest = || large.iter().max_by(|a, b| a.2.mean.total_cmp(&b.2.mean));
        surely.or_else(slowest).map(|(id, ..)| *id)
    }
}
