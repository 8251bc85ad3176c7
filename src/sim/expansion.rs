//! Openings by rule: where owners wait long, a centre is ordered on the first of a month.

use crate::model::Model;
use crate::model::expansion::{PlaceModel, RuleModel};

/// A day on which nobody looked.
const NOT_SEEN: u32 = u32::MAX;

/// What rules have seen and ordered in a replication.
#[derive(Clone, Debug, Default)]
pub struct Expansion {
    /// By centre × team × day: days to the first free slot; empty if no rule looks.
    firsts: Vec<u32>,
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
        let places = model.centres.len() * model.teams * model.days as usize;
        self.firsts.clear();
        self.firsts.resize(places, NOT_SEEN);
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
            let at = place(model, centre, team, day);
            self.firsts[at] = first.unwrap_or_else(|| model.horizon(centre));
        }
    }

    /// The morning of a day, before its releases: what is ordered. Of several cities those that wait longest come first.
    pub fn morning(&mut self, model: &Model, day: u32) -> Vec<Ordered> {
        let mut ordered = Vec::new();
        let Expansion { firsts, rules } = self;
        for (rule, state) in model.rules.iter().zip(rules) {
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
                .filter_map(|(at, (place, _))| Some((longest(model, rule, place, firsts, day)?, at)))
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
        ordered
    }
}

/// Where a release of a day stands.
fn place(model: &Model, centre: u32, team: u32, day: u32) -> usize {
    (centre as usize * model.teams + team as usize) * model.days as usize + day as usize
}

/// The mean wait in a city over the last days: that of the rule's team, or of the team that waits longest; none if nobody
/// looked.
fn longest(model: &Model, rule: &RuleModel, city: &PlaceModel, firsts: &[u32], day: u32) -> Option<f64> {
    let teams = (0..model.teams as u32).filter(|&team| rule.team.is_none_or(|only| only == team));
    let of_team = |team: u32| {
        let (mut sum, mut count) = (0u64, 0u64);
        for &centre in city
            .watched
            .iter()
            .filter(|&&centre| model.has_slots(centre as usize, team as usize))
        {
            let from = place(model, centre, team, day.saturating_sub(rule.average_days));
            let seen = firsts[from..place(model, centre, team, day)].iter();
            for &first in seen.filter(|&&first| first != NOT_SEEN) {
                sum += u64::from(first);
                count += 1;
            }
        }
        (count > 0).then(|| sum as f64 / count as f64)
    };
    teams.filter_map(of_team).reduce(f64::max)
}
