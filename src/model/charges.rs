//! What jobs are charged, and what people and cars outside the centres cost, compiled for the run.

use super::warranty::Payer;
use crate::scenario::Scenario;
use crate::scenario::collect;
use crate::scenario::cost::sum;
use crate::scenario::ids::PartId;

/// Days of the years over which capital is spread.
const DAYS_PER_YEAR: f64 = 365.25;

/// What payers are charged.
#[derive(Clone, Debug, Default)]
pub struct Charges {
    /// For an hour of work, CNY.
    pub labour_per_hour_cny: Option<f64>,
    /// By part: for one, CNY; none if it is known of none.
    pub parts_cny: Option<Vec<f64>>,
    /// For a car that drivers took: who pays, and how much, CNY.
    pub collection: Option<(Payer, f64)>,
}

impl Charges {
    /// Of a scenario.
    pub fn new(scenario: &Scenario) -> Charges {
        let known = scenario.parts.iter().any(|part| part.cost_cny.is_some());
        let parts = || scenario.parts.iter().map(|part| part.cost_cny.unwrap_or(0.0));
        let collected = scenario.collect.as_ref().filter(|_| scenario.collects());
        let price = collected.and_then(|rule| {
            let payer = match rule.payer {
                collect::Payer::Owner => Payer::Owner,
                collect::Payer::Maker => Payer::Maker,
            };
            Some((payer, rule.price_cny?))
        });
        Charges {
            labour_per_hour_cny: scenario.costs.labour_per_hour_cny,
            parts_cny: known.then(|| parts().collect()),
            collection: price,
        }
    }
}

/// What people and cars outside the centres cost, CNY; each is none where nothing is known of it or there are none.
#[derive(Clone, Debug, Default)]
pub struct OutsideCost {
    /// An agent of the hotline, per hour on duty.
    pub agent_per_hour: Option<f64>,
    /// All engineers of the community, per month.
    pub engineers_per_month: Option<f64>,
    /// All who write for releases of software, per month.
    pub releases_per_month: Option<f64>,
    /// A mobile van, per month.
    pub van_per_month: Option<f64>,
    /// The share of a van's capital that falls on a day.
    pub van_per_day: Option<f64>,
    /// By city: mobile vans.
    pub vans_in: Vec<u32>,
    /// A driver, per hour in which he may set out.
    pub driver_per_hour: Option<f64>,
    /// What a trip takes besides.
    pub trip: Option<f64>,
    /// Holding the parts of each centre and, last, of all depots, per day: what stands on a shelf or is on its way to it is as
    /// much at any time.
    pub stock_per_day: Option<Vec<f64>>,
}

impl OutsideCost {
    /// Of a scenario.
    pub fn new(scenario: &Scenario) -> OutsideCost {
        let costs = &scenario.costs;
        let mut vans_in = vec![0; scenario.cities.len()];
        for van in &scenario.triage.vans {
            van.cities.iter().for_each(|city| vans_in[city.index()] = van.count);
        }
        let vans = vans_in.iter().any(|&vans| vans > 0);
        let community = scenario.triage.community.as_ref();
        let engineers = community.map_or(0, |community| community.engineers);
        let writers = scenario.failures.iter().map(|failure| failure.solves.ota_per_month_cny);
        let drivers = scenario.collects();
        // As of centres that stand before the run, capital counts only where it is spread over years.
        let spread = |all: f64| costs.life_years.map_or(0.0, |years| all / (years * DAYS_PER_YEAR));
        let value = |stock: &[(PartId, u32)]| -> f64 {
            let each = |part: PartId| scenario.parts[part.index()].cost_cny.unwrap_or(0.0);
            stock.iter().map(|&(part, units)| each(part) * f64::from(units)).sum()
        };
        let shelves = || scenario.centres.iter().map(|centre| value(&centre.stock));
        let depots = || scenario.depots.iter().map(|depot| value(&depot.stock)).sum();
        let known = scenario.parts.iter().any(|part| part.cost_cny.is_some());
        let held = costs.stock_share_per_year.filter(|_| known);
        OutsideCost {
            stock_per_day: held.map(|share| {
                let all = shelves().chain(std::iter::once(depots()));
                all.map(|value| value * share / DAYS_PER_YEAR).collect()
            }),
            agent_per_hour: costs.agent_per_hour_cny.filter(|_| scenario.triage.hotline.is_some()),
            engineers_per_month: (costs.engineer_per_month_cny.filter(|_| engineers > 0))
                .map(|each| each * f64::from(engineers)),
            releases_per_month: sum(writers).filter(|_| !scenario.triage.releases.is_empty()),
            van_per_month: costs.van_per_month_cny.filter(|_| vans),
            van_per_day: costs.van_capital_cny.filter(|_| vans).map(spread),
            vans_in,
            driver_per_hour: (costs.driver_per_month_cny.filter(|_| drivers))
                .map(|month| month / costs.hours_per_month),
            trip: costs.driver_per_trip_cny.filter(|_| drivers),
        }
    }
}
