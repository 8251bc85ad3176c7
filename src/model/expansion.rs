//! Rules that open centres where owners wait long, compiled: what is watched, and what may open.

use super::booking::BookingModel;
use super::calendar::date_of;
use super::centre::CentreModel;
use crate::scenario::Scenario;
use crate::scenario::expansion::{Expansion, Trigger};
use jiff::civil::Date;

/// In place of the opening of a centre that may never open.
pub const NEVER: u32 = u32::MAX;

/// A rule on days to the first free slot.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleModel {
    /// The mean above which a centre is ordered, days.
    pub days: f64,
    /// Over how many days it is taken.
    pub average_days: u32,
    /// The team whose slots are looked at; none: each by itself.
    pub team: Option<u32>,
    /// Days from an order to the opening.
    pub days_to_open: u32,
    /// Most orders in a quarter.
    pub most_per_quarter: u32,
    /// The mornings on which it is checked, with the number of their quarter.
    pub mornings: Vec<(u32, u32)>,
    /// Where it holds, in order of the cities.
    pub places: Vec<PlaceModel>,
}

/// A city of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceModel {
    /// Centres in the city that book by calendar.
    pub watched: Vec<u32>,
    /// Centres that the rule may open there, in this order.
    pub possible: Vec<u32>,
}

/// The rules of a scenario that look at waits.
pub fn rules(scenario: &Scenario, centres: &[CentreModel]) -> Vec<RuleModel> {
    let rules = scenario.expansions.iter().enumerate();
    rules
        .filter_map(|(at, rule)| compile(scenario, centres, at, rule))
        .collect()
}

fn compile(scenario: &Scenario, centres: &[CentreModel], at: usize, rule: &Expansion) -> Option<RuleModel> {
    let Trigger::FirstSlot {
        days,
        average_days,
        team,
    } = rule.trigger
    else {
        return None;
    };
    let of_city = |city: u32| {
        let there = || (0..centres.len() as u32).filter(move |&centre| centres[centre as usize].city == city);
        let books = |centre: &u32| matches!(centres[*centre as usize].booking, BookingModel::Calendar(_));
        let own = |centre: &u32| (scenario.centres[*centre as usize].rule).is_some_and(|rule| rule.index() == at);
        PlaceModel {
            watched: there().filter(books).collect(),
            possible: there().filter(own).collect(),
        }
    };
    let holds = |date: Date| rule.from.is_none_or(|from| from <= date) && rule.to.is_none_or(|to| date <= to);
    let mornings = (0..scenario.days).map(|day| (day, date_of(scenario.start, day)));
    Some(RuleModel {
        days,
        average_days,
        team: team.map(|team| team.0),
        days_to_open: rule.days_to_open,
        most_per_quarter: rule.most_per_quarter.unwrap_or(u32::MAX),
        mornings: mornings
            .filter(|&(_, date)| date.day() == 1 && holds(date))
            .map(|(day, date)| (day, date.year() as u32 * 4 + (date.month() as u32 - 1) / 3))
            .collect(),
        places: rule.cities.iter().map(|city| of_city(city.0)).collect(),
    })
}
