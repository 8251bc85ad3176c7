//! Openings by rule: where owners wait long, a centre is ordered on the first of a month.

use crate::model::Model;
use crate::model::expansion::{PlaceModel, RuleModel};

/// What a release left free for a team.
#[derive(Clone, Copy, Debug)]
struct Seen {
    day: u32,
    /// Days to the first free slot, or the horizon.
    first: u32,
}

/// Nothing yet.
const NOT_SEEN: Seen = Seen {
    day: u32::MAX,
    first: 0,
};

/// What rules have seen and ordered in a replication.
#[derive(Clone, Debug, Default)]
pub struct Expansion {
    /// By centre × team × day, modulo as many days as rules look back; empty if no rule looks.
    seen: Vec<Seen>,
    look_back: usize,
    rules: Vec<RuleState>,
}

/// The state of one rule.
#[derive(Clone, Debug, Default)]
struct RuleState {
    /// Mornings checked so far.
    next: usize,
    /// The quarter of the last order, and orders in it.
    quarter: (u32, u32),
    /// By city: orders so far, and the day until which nothing more is ordered.
    places: Vec<(usize, u32)>,
}

/// A centre that will open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// The centre.
    pub centre: u32,
    /// The first day on which it takes jobs.
    pub opens: u32,
}

impl Expansion {
    /// Forgets everything.
    pub fn clear(&mut self, model: &Model) {
        if model.rules.is_empty() {
            return;
        }
        let days = model.rules.iter().map(|rule| rule.average_days).max();
        self.look_back = days.unwrap_or(1) as usize;
        self.seen.clear();
        self.seen
            .resize(model.centres.len() * model.teams * self.look_back, NOT_SEEN);
        self.rules.clear();
        self.rules.extend(model.rules.iter().map(|rule| RuleState {
            places: vec![(0, 0); rule.places.len()],
            ..RuleState::default()
        }));
    }

    /// What a release left free for a team: days to the first free slot, or the horizon.
    #[inline]
    pub fn first_slot(&mut self, model: &Model, day: u32, centre: u32, team: u32, first: Option<u32>) {
        if !self.rules.is_empty() {
            let first = first.unwrap_or_else(|| model.horizon(centre));
            let at = self.place(model, (centre, team), day);
            self.seen[at] = Seen { day, first };
        }
    }

    /// The morning of a day, before its releases: what is ordered. Of several cities those that wait longest come first.
    pub fn morning(&mut self, model: &Model, day: u32) -> Vec<Ordered> {
        let mut ordered = Vec::new();
        let mut rules = std::mem::take(&mut self.rules);
        for (rule, state) in model.rules.iter().zip(&mut rules) {
            let Some((_, quarter)) = rule.mornings.get(state.next).filter(|(morning, _)| *morning == day) else {
                continue;
            };
            state.next += 1;
            let opens = day.saturating_add(rule.days_to_open);
            // What would open after the end changes nothing.
            if opens >= model.days {
                continue;
            }
            if state.quarter.0 != *quarter {
                state.quarter = (*quarter, 0);
            }
            let mut waiting: Vec<(f64, usize)> = (rule.places.iter().zip(&state.places))
                .enumerate()
                .filter(|(_, (place, (orders, quiet)))| *orders < place.possible.len() && *quiet <= day)
                .filter_map(|(at, (place, _))| Some((self.longest(model, rule, place, day)?, at)))
                .filter(|(mean, _)| *mean > rule.days)
                .collect();
            // Stable: at equal waits in order of the cities.
            waiting.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (_, at) in waiting {
                if state.quarter.1 >= rule.most_per_quarter {
                    break;
                }
                state.quarter.1 += 1;
                let (orders, quiet) = &mut state.places[at];
                let centre = rule.places[at].possible[*orders];
                *orders += 1;
                *quiet = opens.saturating_add(rule.average_days);
                ordered.push(Ordered { centre, opens });
            }
        }
        self.rules = rules;
        ordered
    }

    /// Where a release of a day stands.
    #[inline]
    fn place(&self, model: &Model, (centre, team): (u32, u32), day: u32) -> usize {
        (centre as usize * model.teams + team as usize) * self.look_back + day as usize % self.look_back
    }

    /// The mean wait in a city over the last days: that of the rule's team, or of the team that waits longest; none if
    /// nobody looked.
    fn longest(&self, model: &Model, rule: &RuleModel, city: &PlaceModel, day: u32) -> Option<f64> {
        let teams = (0..model.teams as u32).filter(|&team| rule.team.is_none_or(|only| only == team));
        let of_team = |team: u32| {
            let (mut sum, mut count) = (0u64, 0u64);
            let has_slots = |centre: &u32| model.has_slots(*centre as usize, team as usize);
            for centre in city.watched.iter().copied().filter(has_slots) {
                for day in day.saturating_sub(rule.average_days)..day {
                    let seen = self.seen[self.place(model, (centre, team), day)];
                    // What stands there may be of an earlier day, before the centre closed.
                    if seen.day == day {
                        sum += u64::from(seen.first);
                        count += 1;
                    }
                }
            }
            (count > 0).then(|| sum as f64 / count as f64)
        };
        teams.filter_map(of_team).reduce(f64::max)
    }
}
