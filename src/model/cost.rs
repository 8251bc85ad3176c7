//! What a centre costs, compiled for the run.

use super::calendar::days_between;
use crate::scenario::Scenario;
use crate::scenario::centre::Centre;
use crate::scenario::cost::sum;

/// Days of the years over which capital is spread.
const DAYS_PER_YEAR: f64 = 365.25;

/// What a centre costs, CNY; each part is none where nothing is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CostModel {
    /// What its operator takes.
    pub operator: Option<OperatorCost>,
    /// What its site and units took to build.
    pub capital: Option<Capital>,
    /// Rent and upkeep of site and units per month in which it is open.
    pub rent_per_month_cny: Option<f64>,
    /// What its people are paid.
    pub wages: Option<Wages>,
    /// Its loaner cars, per open day.
    pub loaners_per_day_cny: Option<f64>,
    /// Gesture for each repair that does not hold.
    pub goodwill_cny: Option<f64>,
    /// By part: what one costs.
    pub parts_cny: Option<Vec<f64>>,
    /// What took to build and open it, whether it opens in the run or not.
    pub outlay_cny: Option<f64>,
    /// Day of its opening; none: before the run.
    pub opens_on: Option<u32>,
}

/// What an operator takes, CNY.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OperatorCost {
    /// Per month in which the centre is open.
    pub per_month_cny: f64,
    /// Per hour that a unit of a resource is in work.
    pub per_hour_cny: f64,
    /// Of the opening.
    pub opening_cny: f64,
}

/// When capital counts, CNY.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Capital {
    /// On the day of the opening.
    Once(f64),
    /// On every open day.
    PerDay(f64),
}

/// Wages of a centre.
#[derive(Clone, Debug, PartialEq)]
pub struct Wages {
    /// By resource: CNY per hour that a unit is staffed.
    pub per_hour_cny: Vec<f64>,
    /// Pay of an hour after closing over one within opening hours.
    pub overtime_factor: f64,
}

impl CostModel {
    /// What a centre costs; none if nothing is known.
    pub fn new(scenario: &Scenario, centre: &Centre) -> Option<CostModel> {
        let operator = centre.operator.map(|operator| &scenario.operators[operator.index()]);
        let site = centre.site.map(|site| &scenario.sites[site.index()]);
        let of_units = |part| scenario.cost_of_units(&centre.resources, part);
        let capital = sum([
            site.and_then(|site| site.capital_cny),
            of_units(|unit| unit.capital_cny),
        ]);
        let rent = sum([
            site.and_then(|site| site.rent_per_month_cny),
            of_units(|unit| unit.rent_per_month_cny),
        ]);
        let opens = centre.opens.map(|date| days_between(scenario.start, date));
        let cost = CostModel {
            operator: operator
                .filter(|operator| operator.has_cost())
                .map(|operator| OperatorCost {
                    per_month_cny: operator.cost_per_month_cny.unwrap_or(0.0),
                    per_hour_cny: operator.cost_per_hour_cny.unwrap_or(0.0),
                    opening_cny: operator.opening_cost_cny.unwrap_or(0.0),
                }),
            capital: capital.map(|all| match scenario.costs.life_years {
                None => Capital::Once(all),
                Some(years) => Capital::PerDay(all / (years * DAYS_PER_YEAR)),
            }),
            rent_per_month_cny: rent,
            wages: of_units(|unit| unit.wage_per_month_cny).map(|_| wages(scenario)),
            loaners_per_day_cny: (scenario.loaner.and_then(|rule| rule.cost_per_day_cny))
                .filter(|_| centre.loaners > 0)
                .map(|cost| cost * f64::from(centre.loaners)),
            goodwill_cny: scenario.comeback.as_ref().and_then(|rule| rule.goodwill_cny),
            parts_cny: parts(scenario),
            outlay_cny: sum([capital, operator.and_then(|operator| operator.opening_cost_cny)]),
            opens_on: opens.and_then(|day| u32::try_from(day).ok()),
        };
        let capacity = cost.operator.is_some() || cost.capital.is_some() || rent.is_some() || cost.wages.is_some();
        let service = cost.loaners_per_day_cny.is_some() || cost.goodwill_cny.is_some() || cost.parts_cny.is_some();
        (capacity || service).then_some(cost)
    }
}

/// What parts cost; none if it is known of none.
fn parts(scenario: &Scenario) -> Option<Vec<f64>> {
    let known = scenario.parts.iter().any(|part| part.cost_cny.is_some());
    known.then(|| scenario.parts.iter().map(|part| part.cost_cny.unwrap_or(0.0)).collect())
}

fn wages(scenario: &Scenario) -> Wages {
    let mut per_hour_cny = vec![0.0; scenario.resources.len()];
    for unit in &scenario.resource_costs {
        per_hour_cny[unit.resource.index()] = unit.wage_per_month_cny.unwrap_or(0.0) / scenario.costs.hours_per_month;
    }
    Wages {
        per_hour_cny,
        overtime_factor: scenario.costs.overtime_factor,
    }
}
