//! `[[expansion]]`: centres that open by rule, checked on the first of each month.

mod orders;

use super::centre::{self, Centre, Resources};
use super::city::{self, City};
use super::diagnostic::{Log, Mistake};
use super::fleet::Delivery;
use super::ids::{CityId, TeamId};
use super::keys;
use super::merge;
use super::names::Names;
use super::table::{self, Range, Section};
use super::tree::{Node, Table, Value};
use super::words::{Code, Phrase};
use jiff::civil::Date;
use orders::Ground;

/// What makes a rule open a centre in a city.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trigger {
    /// A centre for every so many cars.
    Vehicles {
        /// Cars for one centre, at least 1.
        per_centre: u32,
        /// Only cars delivered in so many months before; none: all cars.
        deliveries_months: Option<u32>,
    },
    /// A long wait for the first free slot.
    FirstSlot {
        /// The mean above which a centre is ordered, days.
        days: f64,
        /// Over how many days it is taken, at least 1.
        average_days: u32,
        /// Whose slots; none: those of the team that waits longest.
        team: Option<TeamId>,
    },
}

/// In place of the opening of a centre that a rule may open: it follows from the run.
pub const NOT_KNOWN: Date = Date::MAX;

/// `[[expansion]]`: a rule that opens centres.
#[derive(Clone, Debug, PartialEq)]
pub struct Expansion {
    /// Unique id.
    pub id: String,
    /// English name, behind that of the city.
    pub name: String,
    /// Chinese name.
    pub name_zh: String,
    /// What makes it open one.
    pub trigger: Trigger,
    /// Where it holds, in order of the scenario's cities.
    pub cities: Vec<CityId>,
    /// First day on which it may be checked; none: from the start.
    pub from: Option<Date>,
    /// Last such day; none: to the end.
    pub to: Option<Date>,
    /// Most orders in a quarter of the year.
    pub most_per_quarter: Option<u32>,
    /// Most orders in a city.
    pub most_per_city: Option<u32>,
    /// Days from an order to the opening.
    pub days_to_open: u32,
    /// What its centres are like: all but id, names, city and opening.
    pub template: Centre,
}

/// What rules refer to.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Ids of the cities.
    pub cities: &'a Names,
    /// Names of the teams.
    pub teams: &'a Names,
    /// Resources that centres have.
    pub resources: &'a Resources,
    /// What centres refer to.
    pub of_centres: centre::Known<'a>,
    /// The centres of the file.
    pub centres: &'a [Node],
}

/// Adds the centres that rules open behind those of the file, each with the node of its rule.
pub fn add<'a>(
    rules: &[(Expansion, &'a Node)],
    (start, last): (Date, Date),
    (cities, deliveries): (&[City], &[Delivery]),
    centres: &mut Vec<(Centre, &'a Node)>,
    names: &mut Names,
    log: &mut Log,
) {
    let ground = Ground {
        start,
        last,
        cities,
        deliveries,
        centres,
    };
    let Some(opened) = orders::open(rules, ground) else {
        if let Some((_, node)) = rules.first() {
            log.push(Mistake::at(Code::ExpansionTooMany, node.place).with("most", &orders::MOST));
        }
        return;
    };
    let Some(possible) = orders::possible(rules, cities) else {
        if let Some((_, node)) = rules
            .iter()
            .find(|(rule, _)| matches!(rule.trigger, Trigger::FirstSlot { .. }))
        {
            log.push(Mistake::at(Code::ExpansionTooMany, node.place).with("most", &orders::MOST));
        }
        return;
    };
    for (rule, centre) in opened.into_iter().chain(possible) {
        let node = rules[rule].1;
        if names.find(&centre.id).is_some() {
            log.push(Mistake::at(Code::ExpansionIdTaken, node.place).with("id", &centre.id));
        }
        names.add(&centre.id);
        centres.push((centre, node));
    }
}

const SLOT_DAYS: Range = Range::between(0.0, 3650.0);
const EXAMPLE_LIKE: &str = "like = \"wuhan-1\"";

/// Reads every `[[expansion]]` with the node it came from.
pub fn expansions<'a>(node: Option<&'a Node>, known: Known<'_>, log: &mut Log) -> Vec<(Expansion, &'a Node)> {
    table::entries(node, "expansion", log)
        .iter()
        .filter_map(|node| Some((expansion(node, known, log)?, node)))
        .collect()
}

fn expansion(node: &Node, known: Known, log: &mut Log) -> Option<Expansion> {
    let section = Section::open(node, "[[expansion]]", keys::EXPANSION, log)?;
    let id = section.id("id = \"by-cars\"", log);
    let trigger = trigger(&section, known.teams, log);
    let cities = cities(&section, known.cities, log);
    let (from, to) = (section.date("from", log), section.date("to", log));
    section.last_day_not_before_first(from, to, log);
    let most = |key, most, log: &mut Log| section.whole(key, 1, most, log).map(|count| count as u32);
    let most_per_quarter = most("most_per_quarter", 10_000, log);
    let most_per_city = most("most_per_city", 1_000, log);
    let template = template(&section, known, log);
    if let (Some(Trigger::FirstSlot { .. }), Some(template)) = (&trigger, &template) {
        if let (None, Some(node)) = (section.get("most_per_city"), section.get("first_slot_days"))
            && section.misspelt("most_per_city").is_none()
        {
            // Every centre that may open has its rows: how many there are must be known.
            log.push(
                Mistake::at(Code::KeyAlone, node.place)
                    .with("key", "first_slot_days")
                    .with("other", "`most_per_city`")
                    .with("example", "`most_per_city = 2`"),
            );
        }
        if let (true, Some(like)) = (template.ramp_up.is_some(), section.get("like")) {
            log.push(Mistake::at(Code::ExpansionRamp, like.place).with("id", like.text().unwrap_or_default()));
        }
    }
    let site = template.as_ref().and_then(|template| template.site);
    let site = site.map(|site| known.of_centres.sites.get(site));
    let (own, own_zh) = city::names(&section, &id, log);
    let (name, name_zh) = match (section.get("name"), site) {
        (None, Some(site)) => (
            site.name.clone(),
            section.text("name_zh", log).unwrap_or(&site.name_zh).to_string(),
        ),
        _ => (own, own_zh),
    };
    let template = template?;
    Some(Expansion {
        id,
        name,
        name_zh,
        trigger: trigger?,
        cities: cities?,
        from,
        to,
        most_per_quarter,
        most_per_city,
        days_to_open: known.of_centres.days_to_open(template.operator, template.site),
        template,
    })
}

/// One trigger, and the keys that qualify it.
fn trigger(section: &Section, teams: &Names, log: &mut Log) -> Option<Trigger> {
    const BY_CARS: &str = "vehicles_per_centre";
    const BY_SLOTS: &str = "first_slot_days";
    let per_centre = section.whole(BY_CARS, 1, 1_000_000_000, log);
    let months = section.whole("deliveries_months", 1, 120, log);
    let days = section.number(BY_SLOTS, SLOT_DAYS, log);
    let average_days = section.whole("average_days", 1, 366, log);
    let team = section.get("team").and_then(|node| {
        let name = table::text(node, "team", log)?;
        let found = teams.find(name);
        if found.is_none() && !teams.incomplete {
            log.push(
                Mistake::at(Code::UnknownTeam, node.place)
                    .with("name", name)
                    .with("known", teams.shown())
                    .nearest(teams.nearest(name)),
            );
        }
        found.map(TeamId)
    });
    let (by_cars, by_slots) = (section.get(BY_CARS), section.get(BY_SLOTS));
    for (key, other, example) in [
        ("deliveries_months", BY_CARS, "vehicles_per_centre = 6000"),
        ("average_days", BY_SLOTS, "first_slot_days = 7"),
        ("team", BY_SLOTS, "first_slot_days = 7"),
    ] {
        if let (Some(node), None) = (section.get(key), section.get(other)) {
            log.push(
                Mistake::at(Code::KeyAlone, node.place)
                    .with("key", key)
                    .with("other", format!("`{other}`"))
                    .with("example", format!("`{example}`")),
            );
        }
    }
    match (by_cars, by_slots) {
        (None, None) if section.misspelt(BY_CARS).or(section.misspelt(BY_SLOTS)).is_some() => {}
        (None, None) => log.push(Mistake::at(Code::ExpansionTrigger, section.place())),
        (Some(one), Some(other)) => log.push(Mistake::at(Code::ExpansionTrigger, one.place).beside(other.place)),
        _ => {}
    }
    if let (Some(per_centre), None) = (per_centre, by_slots) {
        return Some(Trigger::Vehicles {
            per_centre: per_centre as u32,
            deliveries_months: months.map(|months| months as u32),
        });
    }
    days.filter(|_| by_cars.is_none()).map(|days| Trigger::FirstSlot {
        days,
        average_days: average_days.unwrap_or(30) as u32,
        team,
    })
}

/// `cities`, in order of the scenario; all of them if absent.
fn cities(section: &Section, known: &Names, log: &mut Log) -> Option<Vec<CityId>> {
    let all = (0..known.list().len() as u32).map(CityId);
    let Some(node) = section.get("cities") else {
        return Some(all.collect());
    };
    let Some(list) = node.list() else {
        table::wrong_type(node, "cities", Phrase::List, log);
        return None;
    };
    if list.is_empty() {
        log.push(
            Mistake::at(Code::EmptyList, node.place)
                .with("key", "cities")
                .with("example", "cities = [\"wuhan\"]"),
        );
    }
    let mut found: Vec<(u32, &Node)> = Vec::with_capacity(list.len());
    for item in list {
        let Some(name) = table::text(item, "cities", log) else {
            continue;
        };
        match known.find(name) {
            Some(city) => match found.iter().find(|(earlier, _)| *earlier == city) {
                Some((_, earlier)) => log.push(
                    Mistake::at(Code::RepeatedName, item.place)
                        .with("name", name)
                        .with("key", "cities")
                        .beside(earlier.place),
                ),
                None => found.push((city, item)),
            },
            None if known.incomplete => {}
            None => log.push(
                Mistake::at(Code::UnknownCity, item.place)
                    .with("id", name)
                    .with("known", known.shown())
                    .nearest(known.nearest(name)),
            ),
        }
    }
    Some(
        all.filter(|city| found.iter().any(|(known, _)| *known == city.0))
            .collect(),
    )
}

/// The centre that those of the rule are like, with what the rule says otherwise.
fn template(section: &Section, known: Known, log: &mut Log) -> Option<Centre> {
    let node = section.required("like", Phrase::Text, EXAMPLE_LIKE, log)?;
    let id = table::text(node, "like", log)?;
    let Some(like) = known.centres.iter().find(|centre| centre.id() == Some(id)) else {
        let names = super::ids(known.centres);
        if !names.incomplete {
            log.push(
                Mistake::at(Code::UnknownCentre, node.place)
                    .with("id", id)
                    .with("known", names.shown())
                    .nearest(names.nearest(id)),
            );
        }
        return None;
    };
    if let Some(resources) = section.get("resources").and_then(Node::table) {
        for entry in &resources.entries {
            if known.resources.available(&entry.key).is_none() && !known.resources.incomplete {
                log.push(
                    Mistake::at(Code::UnknownResource, entry.key_place)
                        .with("name", &entry.key)
                        .with("known", known.resources.shown())
                        .nearest(known.resources.nearest(&entry.key)),
                );
            }
        }
    }
    let mut table = like.table()?.clone();
    for own in ["name", "name_zh", "lat", "lon", "opens", "closes", "ordered"] {
        table.remove(own);
    }
    let said = ["site", "operator", "resources", "hours"];
    let said = said.iter().filter_map(|key| section.entry(key).cloned());
    let over = Table {
        entries: said.collect(),
    };
    merge::merge(&mut table, over, keys::CENTRE, log);
    let whole = Node {
        place: like.place,
        value: Value::Table(table),
    };
    centre::centre(
        &whole,
        known.cities,
        known.teams,
        known.resources,
        known.of_centres,
        log,
    )
}
