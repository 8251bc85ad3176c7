//! What rules on cars order, and when: known before the run, since deliveries are.

use super::{Expansion, NOT_KNOWN, Trigger};
use crate::scenario::centre::Centre;
use crate::scenario::city::City;
use crate::scenario::fleet::Delivery;
use crate::scenario::ids::{CityId, ExpansionId, SiteId};
use crate::scenario::tree::Node;
use jiff::ToSpan;
use jiff::civil::Date;

/// Most centres that the rules of a scenario may open.
pub const MOST: usize = 10_000;

/// What rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// First day of the run.
    pub start: Date,
    /// Last day of the run.
    pub last: Date,
    /// Where cars live.
    pub cities: &'a [City],
    /// Cars delivered.
    pub deliveries: &'a [Delivery],
    /// The centres of the file.
    pub centres: &'a [(Centre, &'a Node)],
}

/// A centre ordered by a rule.
#[derive(Clone, Copy, Debug)]
struct Order {
    rule: usize,
    city: CityId,
    site: Option<SiteId>,
    ordered: Date,
    opens: Date,
}

/// The centres that rules on cars open within the run, by rule (its position), city and date; none if they are more than
/// [`MOST`].
pub fn open(rules: &[(Expansion, &Node)], ground: Ground) -> Option<Vec<(usize, Centre)>> {
    let mut orders: Vec<Order> = Vec::new();
    let mut morning = first_of_month(ground.start);
    while let Some(day) = morning.filter(|&day| day <= ground.last) {
        for (rule, (expansion, _)) in rules.iter().enumerate() {
            let holds = expansion.from.is_none_or(|from| from <= day) && expansion.to.is_none_or(|to| day <= to);
            if holds {
                check(rule, expansion, day, ground, &mut orders);
            }
        }
        if orders.len() > MOST {
            return None;
        }
        morning = day.checked_add(1.month()).ok();
    }
    orders.sort_by_key(|order| (order.rule, order.city, order.opens));
    let mut number = 0;
    let mut last = None;
    let named = orders.iter().map(|order| {
        number = if last == Some((order.rule, order.city)) {
            number + 1
        } else {
            1
        };
        last = Some((order.rule, order.city));
        let (expansion, _) = &rules[order.rule];
        let centre = Centre {
            opens: Some(order.opens),
            rule: Some(ExpansionId(order.rule as u32)),
            ..expansion.centre(order.city, &ground.cities[order.city.index()], number)
        };
        (order.rule, centre)
    });
    Some(named.collect())
}

/// The centres that rules on waits may open, by rule (its position), city and number; none if they are more than [`MOST`].
pub fn possible(rules: &[(Expansion, &Node)], cities: &[City]) -> Option<Vec<(usize, Centre)>> {
    let mut list = Vec::new();
    for (at, (rule, _)) in rules.iter().enumerate() {
        let (Trigger::FirstSlot { .. }, Some(most)) = (rule.trigger, rule.most_per_city) else {
            continue;
        };
        if list.len() + most as usize * rule.cities.len() > MOST {
            return None;
        }
        let numbers = |&city: &CityId| (1..=most).map(move |number| (city, number));
        list.extend(rule.cities.iter().flat_map(numbers).map(|(city, number)| {
            let centre = Centre {
                opens: Some(NOT_KNOWN),
                rule: Some(ExpansionId(at as u32)),
                ..rule.centre(city, &cities[city.index()], number)
            };
            (at, centre)
        }));
    }
    Some(list)
}

impl Expansion {
    /// The `number`th centre of the rule in a city, 1 first.
    pub fn centre(&self, id: CityId, city: &City, number: u32) -> Centre {
        Centre {
            id: format!("{}-{}-{number}", self.id, city.id),
            name: format!("{} {} {number}", city.name, self.name),
            name_zh: format!("{}{}{number}", city.name_zh, self.name_zh),
            city: id,
            at: None,
            ..self.template.clone()
        }
    }
}

/// The first day from `start` on that is the first of a month.
fn first_of_month(start: Date) -> Option<Date> {
    if start.day() == 1 {
        return Some(start);
    }
    start.first_of_month().checked_add(1.month()).ok()
}

/// One morning of one rule: whoever has most cars for each centre, the one to be ordered included, gets the next.
fn check(rule: usize, expansion: &Expansion, day: Date, ground: Ground, orders: &mut Vec<Order>) {
    let Trigger::Vehicles {
        per_centre,
        deliveries_months,
    } = expansion.trigger
    else {
        return;
    };
    let Ok(opens) = day.checked_add(i64::from(expansion.days_to_open).days()) else {
        return;
    };
    // What would open after the end changes nothing.
    if opens > ground.last {
        return;
    }
    let site = expansion.template.site;
    let own = || orders.iter().filter(|order| order.rule == rule);
    let this_quarter = own().filter(|order| quarter(order.ordered) == quarter(day)).count();
    let mut left = (expansion.most_per_quarter).map_or(MOST + 1, |most| (most as usize).saturating_sub(this_quarter));
    let mut places: Vec<Place> = (expansion.cities.iter())
        .map(|&city| {
            let cars = cars(&ground.cities[city.index()], ground.deliveries, day, deliveries_months);
            let there = there(city, site, opens, ground.centres, orders);
            // A hair below a whole number counts as that number.
            let wanted = (cars / f64::from(per_centre) + 1e-9) as usize;
            let ordered = own().filter(|order| order.city == city).count();
            let may = (expansion.most_per_city).map_or(MOST + 1, |most| (most as usize).saturating_sub(ordered));
            Place {
                city,
                cars,
                there,
                lacks: wanted.saturating_sub(there).min(may),
            }
        })
        .collect();
    while left > 0 && orders.len() <= MOST {
        let mut best: Option<&mut Place> = None;
        for place in places.iter_mut().filter(|place| place.lacks > 0) {
            if best.as_ref().is_none_or(|best| place.need() > best.need()) {
                best = Some(place);
            }
        }
        let Some(place) = best else { return };
        orders.push(Order {
            rule,
            city: place.city,
            site,
            ordered: day,
            opens,
        });
        place.there += 1;
        place.lacks -= 1;
        left -= 1;
    }
}

/// A city as one rule sees it on one morning.
struct Place {
    city: CityId,
    cars: f64,
    /// Centres there, or ordered.
    there: usize,
    /// Centres still to be ordered.
    lacks: usize,
}

impl Place {
    /// Cars for each centre, the next one included.
    fn need(&self) -> f64 {
        self.cars / (self.there + 1) as f64
    }
}

/// Centres of a kind in a city that are there when one ordered now would open, or ordered already.
fn there(city: CityId, site: Option<SiteId>, opens: Date, centres: &[(Centre, &Node)], orders: &[Order]) -> usize {
    let counts = |of: Option<SiteId>, at: CityId| at == city && (site.is_none() || of == site);
    let open = |(centre, _): &&(Centre, &Node)| {
        counts(centre.site, centre.city)
            && centre.opens.is_none_or(|date| date <= opens)
            && centre.closes.is_none_or(|date| opens < date)
    };
    let ordered = orders.iter().filter(|order| counts(order.site, order.city));
    centres.iter().filter(open).count() + ordered.count()
}

/// Cars of a city on the first of a month: delivered by the end of the month before, of all months or of the last ones.
fn cars(city: &City, deliveries: &[Delivery], day: Date, months: Option<u32>) -> f64 {
    let month_of = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month) - 1;
    let now = month_of(day.year(), day.month());
    let counts = |delivery: &&Delivery| {
        let age = now - month_of(delivery.year, delivery.month);
        age >= 1 && months.is_none_or(|months| age <= months as i32)
    };
    let delivered: u64 = deliveries.iter().filter(counts).map(|delivery| delivery.vehicles).sum();
    let fixed = if months.is_none() { city.vehicles } else { 0 };
    fixed as f64 + city.share * delivered as f64
}

fn quarter(day: Date) -> (i16, i8) {
    (day.year(), (day.month() - 1) / 3)
}
