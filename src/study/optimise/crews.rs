//! Vans, drivers and agents as levers: what one more costs, and the scenario with more of them.

use crate::engine::time::Span;
use crate::model::triage;
use crate::scenario::Scenario;
use crate::scenario::cost::{CapacityCost, DAYS_PER_MONTH};
use crate::scenario::ids::CityId;
use crate::scenario::optimise::Crew;

/// Days of a year, and of a week.
const DAYS_PER_YEAR: f64 = 365.25;
const DAYS_PER_WEEK: f64 = 7.0;

/// What so many more cost in a city; none if nothing is known of it.
pub fn cost(scenario: &Scenario, crew: Crew, city: CityId, count: u32) -> Option<CapacityCost> {
    let costs = &scenario.costs;
    let count = f64::from(count);
    match crew {
        Crew::Vans => {
            let (capital, month) = (costs.van_capital_cny, costs.van_per_month_cny);
            capital.or(month)?;
            Some(CapacityCost {
                capital_cny: count * capital.unwrap_or(0.0),
                fixed_per_year_cny: count * month.unwrap_or(0.0) * DAYS_PER_YEAR / DAYS_PER_MONTH,
                ..CapacityCost::default()
            })
        }
        Crew::Drivers => {
            let mut drivers = scenario.collect.iter().flat_map(|rule| &rule.drivers);
            let hours = drivers.find(|drivers| drivers.cities.contains(&city))?.hours.per_week();
            let per_hour = costs.driver_per_month_cny? / costs.hours_per_month;
            Some(CapacityCost {
                wages_per_year_cny: count * per_hour * hours * DAYS_PER_YEAR / DAYS_PER_WEEK,
                ..CapacityCost::default()
            })
        }
    }
}

/// What so many more agents cost over the run, CNY, each on duty wherever no `[[agents]]` says otherwise; none if nobody
/// says what an hour costs.
pub fn agents_cost(scenario: &Scenario, count: u32) -> Option<f64> {
    let hour = scenario.costs.agent_per_hour_cny?;
    let on_duty = triage::usual_agent_time(scenario, scenario.triage.hotline.as_ref()?);
    Some(f64::from(count) * hour * Span(on_duty).hours())
}

/// Gives a city more: an entry that serves others as well is parted.
pub fn add(made: &mut Scenario, crew: Crew, city: CityId, more: u32) {
    let here = (city, made.cities[city.index()].id.clone());
    match crew {
        Crew::Vans => part(
            &mut made.triage.vans,
            here,
            |van| (&mut van.id, &mut van.cities, &mut van.count),
            more,
        ),
        Crew::Drivers => {
            let drivers = made.collect.as_mut().map(|rule| &mut rule.drivers);
            let Some(drivers) = drivers else { return };
            part(
                drivers,
                here,
                |own| (&mut own.id, &mut own.cities, &mut own.count),
                more,
            );
        }
    }
}

fn part<T: Clone>(
    list: &mut Vec<T>,
    (city, name): (CityId, String),
    of: impl Fn(&mut T) -> (&mut String, &mut Vec<CityId>, &mut u32),
    more: u32,
) {
    let Some(at) = list.iter_mut().position(|entry| of(entry).1.contains(&city)) else {
        return;
    };
    let mut own = list[at].clone();
    let (_, cities, count) = of(&mut list[at]);
    if cities.len() == 1 {
        *count += more;
        return;
    }
    cities.retain(|other| *other != city);
    let (id, cities, count) = of(&mut own);
    *id = format!("{id}-{name}");
    *cities = vec![city];
    *count += more;
    list.push(own);
}
