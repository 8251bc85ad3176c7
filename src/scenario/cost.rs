//! `[costs]`, `[[site]]`, `[[resource]]`: what capacity costs to build and to keep.

use super::Scenario;
use super::centre::{Centre, Hours, Resources};
use super::city;
use super::diagnostic::{Log, Mistake};
use super::ids::{OperatorId, ResourceId, SiteId};
use super::keys;
use super::names::Names;
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::Code;

/// Days of a month: a twelfth of 365.25.
pub const DAYS_PER_MONTH: f64 = 30.4375;

/// Days of a year.
const DAYS_PER_YEAR: f64 = 365.25;

/// `[costs]`: how costs count.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// Years over which capital is spread; none: it counts on the day of the opening.
    pub life_years: Option<f64>,
    /// Hours that one person works for a month's wage.
    pub hours_per_month: f64,
    /// Pay of an hour after closing over one within opening hours.
    pub overtime_factor: f64,
    /// What a partner would charge for an hour of the same work, CNY.
    pub partner_per_hour_cny: Option<f64>,
    /// What holding parts takes a year, as a share of what they cost.
    pub stock_share_per_year: Option<f64>,
    /// What an hour of work is charged to whoever pays, CNY.
    pub labour_per_hour_cny: Option<f64>,
    /// An agent of the hotline for an hour on duty, CNY.
    pub agent_per_hour_cny: Option<f64>,
    /// An engineer of the community for a month, CNY.
    pub engineer_per_month_cny: Option<f64>,
    /// Capital of a mobile van, CNY.
    pub van_capital_cny: Option<f64>,
    /// A mobile van with its crew for a month, CNY.
    pub van_per_month_cny: Option<f64>,
    /// A month's wage of a driver, CNY.
    pub driver_per_month_cny: Option<f64>,
    /// What a trip of a driver takes besides, CNY.
    pub driver_per_trip_cny: Option<f64>,
}

impl Default for Costs {
    fn default() -> Costs {
        Costs {
            life_years: None,
            hours_per_month: 174.0,
            overtime_factor: 1.5,
            partner_per_hour_cny: None,
            stock_share_per_year: None,
            labour_per_hour_cny: None,
            agent_per_hour_cny: None,
            engineer_per_month_cny: None,
            van_capital_cny: None,
            van_per_month_cny: None,
            driver_per_month_cny: None,
            driver_per_trip_cny: None,
        }
    }
}

/// `[[site]]`: a kind of site.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Days from the order of such a centre to its opening.
    pub building_days: u32,
    /// Capital that the site takes, CNY.
    pub capital_cny: Option<f64>,
    /// Rent and upkeep of an open site, CNY per month of 30.4375 days.
    pub rent_per_month_cny: Option<f64>,
}

/// `[[resource]]`: what one unit of a resource costs, CNY.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceCost {
    /// Of what.
    pub resource: ResourceId,
    /// Capital.
    pub capital_cny: Option<f64>,
    /// Rent and upkeep per month of 30.4375 days in which its centre is open.
    pub rent_per_month_cny: Option<f64>,
    /// A month's wage of the person who staffs it.
    pub wage_per_month_cny: Option<f64>,
}

/// All kinds of site, found by id.
#[derive(Debug, Default)]
pub struct Sites {
    names: Names,
    list: Vec<Site>,
}

const MONEY: Range = Range::between(0.0, 1e12);

/// Reads `[costs]`.
pub fn costs(node: Option<&Node>, log: &mut Log) -> Costs {
    let plain = Costs::default();
    let Some(section) = node.and_then(|node| Section::open(node, "[costs]", keys::COSTS, log)) else {
        return plain;
    };
    let hours = section.number("hours_per_month", Range::between(1.0, 744.0), log);
    let overtime = section.number("overtime_factor", Range::between(0.0, 10.0), log);
    Costs {
        life_years: section.number("life_years", Range::above(0.0, 100.0), log),
        hours_per_month: hours.unwrap_or(plain.hours_per_month),
        overtime_factor: overtime.unwrap_or(plain.overtime_factor),
        partner_per_hour_cny: section.number("partner_per_hour_cny", MONEY, log),
        stock_share_per_year: section.number("stock_share_per_year", Range::between(0.0, 10.0), log),
        labour_per_hour_cny: section.number("labour_per_hour_cny", MONEY, log),
        agent_per_hour_cny: section.number("agent_per_hour_cny", MONEY, log),
        engineer_per_month_cny: section.number("engineer_per_month_cny", MONEY, log),
        van_capital_cny: section.number("van_capital_cny", MONEY, log),
        van_per_month_cny: section.number("van_per_month_cny", MONEY, log),
        driver_per_month_cny: section.number("driver_per_month_cny", MONEY, log),
        driver_per_trip_cny: section.number("driver_per_trip_cny", MONEY, log),
    }
}

/// Reads every `[[resource]]`.
pub fn resources(node: Option<&Node>, known: &Resources, log: &mut Log) -> Vec<ResourceCost> {
    table::entries(node, "resource", log)
        .iter()
        .filter_map(|node| resource(node, known, log))
        .collect()
}

fn resource(node: &Node, known: &Resources, log: &mut Log) -> Option<ResourceCost> {
    let section = Section::open(node, "[[resource]]", keys::RESOURCE, log)?;
    let name = section.required_text("id", "id = \"bay\"", log);
    let found = name.and_then(|name| known.available(name));
    if let (Some(name), None, Some(node)) = (name, found, section.get("id"))
        && !known.incomplete
    {
        log.push(
            Mistake::at(Code::UnknownResource, node.place)
                .with("name", name)
                .with("known", known.shown())
                .nearest(known.nearest(name)),
        );
    }
    let cost = ResourceCost {
        resource: found.unwrap_or(ResourceId(0)),
        capital_cny: section.number("capital_cny", MONEY, log),
        rent_per_month_cny: section.number("rent_per_month_cny", MONEY, log),
        wage_per_month_cny: section.number("wage_per_month_cny", MONEY, log),
    };
    found.map(|_| cost)
}

impl Sites {
    /// Reads every `[[site]]`.
    pub fn read(node: Option<&Node>, log: &mut Log) -> Sites {
        let mut sites = Sites::default();
        for node in table::entries(node, "site", log) {
            let Some(site) = site(node, log) else {
                sites.names.incomplete = true;
                continue;
            };
            // Equal ids are told when files are merged.
            if sites.names.add(&site.id) as usize == sites.list.len() {
                sites.list.push(site);
            }
        }
        sites
    }

    /// The kind of site whose id stands at a node.
    pub fn find(&self, node: &Node, log: &mut Log) -> Option<SiteId> {
        let id = table::text(node, "site", log)?;
        let found = self.names.find(id);
        if found.is_none() && !self.names.incomplete {
            log.push(
                Mistake::at(Code::UnknownSite, node.place)
                    .with("id", id)
                    .with("known", self.names.shown())
                    .nearest(self.names.nearest(id)),
            );
        }
        found.map(SiteId)
    }

    /// The kind of site at a position.
    pub fn get(&self, site: SiteId) -> &Site {
        &self.list[site.index()]
    }

    /// The ids as a message lists them.
    pub fn shown(&self) -> String {
        self.names.shown()
    }

    /// In order of the file.
    pub fn into_list(self) -> Vec<Site> {
        self.list
    }
}

fn site(node: &Node, log: &mut Log) -> Option<Site> {
    let section = Section::open(node, "[[site]]", keys::SITE, log)?;
    let id = section.id("id = \"full\"", log);
    let (name, name_zh) = city::names(&section, &id, log);
    Some(Site {
        id,
        name,
        name_zh,
        building_days: section.whole("building_days", 0, 36_525, log).unwrap_or(0) as u32,
        capital_cny: section.number("capital_cny", MONEY, log),
        rent_per_month_cny: section.number("rent_per_month_cny", MONEY, log),
    })
}

/// What capacity costs, CNY: once to build, and a year to keep. Whatever is not known counts 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CapacityCost {
    /// Once: capital of the site and of its units.
    pub capital_cny: f64,
    /// Once: the operator's cost of an opening.
    pub opening_cny: f64,
    /// A year of 365.25 days: rent and upkeep of the site and of its units.
    pub rent_per_year_cny: f64,
    /// A year: wages for the opening hours of ordinary weeks, without holidays, shifts and overtime.
    pub wages_per_year_cny: f64,
    /// A year: the operator's cost by the month.
    pub fixed_per_year_cny: f64,
}

impl CapacityCost {
    /// What has to be laid out before the first car comes.
    pub fn outlay_cny(&self) -> f64 {
        self.capital_cny + self.opening_cny
    }

    /// What a year costs that has to be paid whether cars come or not; capital is not in it.
    pub fn per_year_cny(&self) -> f64 {
        self.rent_per_year_cny + self.wages_per_year_cny + self.fixed_per_year_cny
    }

    fn add(self, other: CapacityCost) -> CapacityCost {
        CapacityCost {
            capital_cny: self.capital_cny + other.capital_cny,
            opening_cny: self.opening_cny + other.opening_cny,
            rent_per_year_cny: self.rent_per_year_cny + other.rent_per_year_cny,
            wages_per_year_cny: self.wages_per_year_cny + other.wages_per_year_cny,
            fixed_per_year_cny: self.fixed_per_year_cny + other.fixed_per_year_cny,
        }
    }
}

impl Scenario {
    /// What a centre of a kind with so many units of each resource and these hours costs; none if nothing about it is
    /// known.
    pub fn capacity_cost(
        &self,
        site: Option<SiteId>,
        operator: Option<OperatorId>,
        units: &[(ResourceId, u32)],
        hours: &Hours,
    ) -> Option<CapacityCost> {
        let site = site.map(|site| &self.sites[site.index()]);
        let operator = operator.map(|operator| &self.operators[operator.index()]);
        let of_units = |part: fn(&ResourceCost) -> Option<f64>| self.cost_of_units(units, part);
        let capital = sum([
            site.and_then(|site| site.capital_cny),
            of_units(|cost| cost.capital_cny),
        ]);
        let rent = sum([
            site.and_then(|site| site.rent_per_month_cny),
            of_units(|cost| cost.rent_per_month_cny),
        ]);
        let wage = of_units(|cost| cost.wage_per_month_cny);
        let operator = operator.filter(|operator| operator.has_cost());
        if capital.is_none() && rent.is_none() && wage.is_none() && operator.is_none() {
            return None;
        }
        let months = DAYS_PER_YEAR / DAYS_PER_MONTH;
        let open_hours = hours.per_week() * DAYS_PER_YEAR / 7.0;
        Some(CapacityCost {
            capital_cny: capital.unwrap_or(0.0),
            opening_cny: operator.and_then(|operator| operator.opening_cost_cny).unwrap_or(0.0),
            rent_per_year_cny: rent.unwrap_or(0.0) * months,
            wages_per_year_cny: wage.unwrap_or(0.0) * open_hours / self.costs.hours_per_month,
            fixed_per_year_cny: operator.and_then(|operator| operator.cost_per_month_cny).unwrap_or(0.0) * months,
        })
    }

    /// What a centre of the scenario costs; none if nothing about it is known.
    pub fn centre_cost(&self, centre: &Centre) -> Option<CapacityCost> {
        self.capacity_cost(centre.site, centre.operator, &centre.resources, &centre.hours)
    }

    /// What all centres together cost once they are open, without those that rules on waits may open; none if nothing is
    /// known. The difference of two scenarios is what a plan costs more.
    pub fn network_cost(&self) -> Option<CapacityCost> {
        let known = self.sure_centres().filter_map(|centre| self.centre_cost(centre));
        known.reduce(CapacityCost::add)
    }

    /// One part of the cost of so many units of each resource; none if it is known of none.
    pub fn cost_of_units(&self, units: &[(ResourceId, u32)], part: fn(&ResourceCost) -> Option<f64>) -> Option<f64> {
        let of_unit = |resource| {
            self.resource_costs
                .iter()
                .find(|cost| cost.resource == resource)
                .and_then(part)
        };
        let known = units.iter().filter(|(_, count)| *count > 0);
        sum(known.map(|&(resource, count)| of_unit(resource).map(|cost| cost * f64::from(count))))
    }
}

/// The sum of what is known; none if nothing is.
pub fn sum(parts: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    parts.into_iter().flatten().reduce(|sum, part| sum + part)
}
