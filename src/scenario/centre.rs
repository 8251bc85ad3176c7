//! `[[centre]]`: where cars are repaired: resources, opening hours, opening and closing dates.

use super::Scenario;
use super::booking::{self, Booking};
use super::city::{self, Coordinates};
use super::cost::Sites;
use super::diagnostic::{Log, Mistake};
use super::expansion::NOT_KNOWN;
use super::hours;
use super::ids::{CityId, DepotId, ExpansionId, OperatorId, PartId, ResourceId, SiteId};
use super::keys;
use super::names::Names;
use super::operator::Operators;
use super::parts::Supply;
use super::table::{self, Range, Section};
use super::tree::{Node, Value};
use super::words::{Code, Phrase};
use crate::engine::time::Span;
use jiff::ToSpan;
use jiff::civil::Date;

/// What happens to work in progress at closing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Cars in work keep what they hold and go on at the next opening.
    Pause,
    /// Started stages end in overtime.
    Finish,
    /// Started stages go on for so long, at most to the next opening; what is not finished by then pauses.
    FinishWithin(Span),
}

impl Hours {
    /// Open hours of an ordinary week.
    pub fn per_week(&self) -> f64 {
        let spans = self.week.iter().flatten();
        spans.map(|span| f64::from(span.to - span.from)).sum::<f64>() / 60.0
    }
}

/// An open span within a day, in minutes after midnight; `from < to <= 1440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSpan {
    /// First open minute.
    pub from: u16,
    /// First closed minute.
    pub to: u16,
}

/// Opening hours; the spans of a day are in order and do not touch.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Monday first; empty: closed.
    pub week: [Vec<OpenSpan>; 7],
    /// On a holiday of the calendar; none: as the weekday.
    pub holiday: Option<Vec<OpenSpan>>,
    /// On an adjusted workday of the calendar; none: as Monday.
    pub workday: Option<Vec<OpenSpan>>,
    /// What happens to work in progress at closing time.
    pub closing: Closing,
}

/// How a new centre gets up to speed: its speed of work rises by an equal step every day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RampUp {
    /// Days from its opening until full speed, at least 1.
    pub days: u32,
    /// Speed at the opening, from which it rises, as a share of full speed.
    pub from_share: f64,
}

impl RampUp {
    /// Speed of work on the day `after` days after the opening: that of the straight line at noon, so that what is
    /// worked off by the end of the ramp is exactly days × (1 + from) ÷ 2 days of full speed.
    pub fn share(&self, after: u32) -> f64 {
        if after >= self.days {
            return 1.0;
        }
        self.from_share + (1.0 - self.from_share) * (f64::from(after) + 0.5) / f64::from(self.days)
    }
}

/// `[[centre]]`: where cars are repaired.
#[derive(Clone, Debug, PartialEq)]
pub struct Centre {
    /// Unique id, lower case.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Its city.
    pub city: CityId,
    /// Its own coordinates; none: those of its city.
    pub at: Option<Coordinates>,
    /// Takes jobs from 00:00 of this day; none: from the start; [`NOT_KNOWN`]: if and when a rule opens it.
    pub opens: Option<Date>,
    /// Takes no job and has no slot from 00:00 of this day on, and works off what is there; none: never.
    pub closes: Option<Date>,
    /// The rule that opens it; none: it stands in the file.
    pub rule: Option<ExpansionId>,
    /// Who runs it; none: nobody whose speed and cost are known.
    pub operator: Option<OperatorId>,
    /// What kind of site it is; none: not known.
    pub site: Option<SiteId>,
    /// How it gets up to speed; none: at full speed from the start.
    pub ramp_up: Option<RampUp>,
    /// How many of each resource it has; 0 means it has none.
    pub resources: Vec<(ResourceId, u32)>,
    /// Loaner cars.
    pub loaners: u32,
    /// Where its parts come from; none: straight from the factory.
    pub depot: Option<DepotId>,
    /// Units of parts on its shelf or on their way to it, less those that jobs wait for.
    pub stock: Vec<(PartId, u32)>,
    /// When it is open.
    pub hours: Hours,
    /// How jobs get in.
    pub booking: Booking,
}

impl Centre {
    /// Whether it is one that a rule may open, as the run has it.
    pub fn only_possible(&self) -> bool {
        self.opens == Some(NOT_KNOWN)
    }
}

impl Scenario {
    /// The centres that open whatever happens: without those that rules on waits may open.
    pub fn sure_centres(&self) -> impl Iterator<Item = &Centre> {
        self.centres.iter().filter(|centre| !centre.only_possible())
    }
}

/// The resources of all centres, and whether any centre really has one.
#[derive(Debug, Default)]
pub struct Resources {
    /// Some centre's resources could not be read: what is not found may still exist.
    pub incomplete: bool,
    names: Names,
    present: Vec<bool>,
}

impl Resources {
    /// Collects the names in every `resources`, in order of first appearance.
    pub fn of(nodes: &[Node]) -> Resources {
        let mut resources = Resources {
            incomplete: nodes.is_empty(),
            ..Resources::default()
        };
        let mut tables = Vec::with_capacity(nodes.len());
        for centre in nodes.iter().filter_map(Node::table) {
            let node = centre
                .get("resources")
                .or_else(|| table::misspelt(centre, "resources", keys::CENTRE));
            match node.and_then(Node::table) {
                Some(table) => tables.push(table),
                None => resources.incomplete = true,
            }
        }
        for entry in tables.into_iter().flat_map(|table| &table.entries) {
            let position = resources.names.add(&entry.key) as usize;
            resources.present.resize(resources.names.list().len(), false);
            // A refused count is reported by itself: only a plain 0 means that there is none.
            resources.present[position] |= !matches!(entry.node.value, Value::Whole(0));
        }
        resources
    }

    /// The names in order.
    pub fn list(&self) -> &[String] {
        self.names.list()
    }

    /// The position of a resource that some centre has.
    pub fn available(&self, name: &str) -> Option<ResourceId> {
        self.names
            .find(name)
            .filter(|position| self.present[*position as usize])
            .map(ResourceId)
    }

    /// The resource nearest to a misspelt one.
    pub fn nearest(&self, name: &str) -> Option<String> {
        self.names.nearest(name).filter(|near| self.available(near).is_some())
    }

    /// The names that some centre has, as a message lists them.
    pub fn shown(&self) -> String {
        super::names::shown(
            self.list()
                .iter()
                .map(String::as_str)
                .filter(|name| self.available(name).is_some()),
        )
    }
}

/// What centres refer to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Who may run one.
    pub operators: &'a Operators,
    /// What kind of site it may be.
    pub sites: &'a Sites,
    /// Where parts may come from.
    pub supply: &'a Supply,
}

impl Known<'_> {
    /// Days from an order to the opening: contract and building go on side by side, so the longer of the two.
    pub fn days_to_open(&self, operator: Option<OperatorId>, site: Option<SiteId>) -> u32 {
        let contract = operator.map_or(0, |operator| self.operators.get(operator).days_to_open);
        let building = site.map_or(0, |site| self.sites.get(site).building_days);
        contract.max(building)
    }
}

/// Reads every `[[centre]]` with the node it came from.
pub fn centres<'a>(
    nodes: &'a [Node],
    cities: &Names,
    teams: &Names,
    resources: &Resources,
    known: Known,
    log: &mut Log,
) -> Vec<(Centre, &'a Node)> {
    nodes
        .iter()
        .filter_map(|node| Some((centre(node, cities, teams, resources, known, log)?, node)))
        .collect()
}

/// Reads one `[[centre]]`.
pub fn centre(
    node: &Node,
    cities: &Names,
    teams: &Names,
    resources: &Resources,
    known: Known,
    log: &mut Log,
) -> Option<Centre> {
    let section = Section::open(node, "[[centre]]", keys::CENTRE, log)?;
    let id = section.id("id = \"wuhan-1\"", log);
    let (name, name_zh) = city::names(&section, &id, log);
    let city = section.required("city", Phrase::Text, "city = \"wuhan\"", log);
    let city = city
        .and_then(|node| city_id(node, "city", cities, log))
        .unwrap_or(CityId(0));
    let at = city::coordinates(&section, log);
    let operator = section.get("operator").and_then(|node| known.operators.find(node, log));
    let site = section.get("site").and_then(|node| known.sites.find(node, log));
    let opens = section.date("opens", log);
    let opens = opens.or(ordered(&section, opens.is_some(), (operator, site), known, log));
    let closes = section.date("closes", log);
    if let (Some(opens), Some(closes), Some(node)) = (opens, closes, section.get("closes"))
        && closes <= opens
    {
        log.push(
            Mistake::at(Code::DateOrder, node.place)
                .with("key", "closes")
                .with("found", &closes)
                .with("order", Phrase::After)
                .with(
                    "other",
                    if section.get("opens").is_some() {
                        "opens"
                    } else {
                        "ordered"
                    },
                )
                .with("date", &opens),
        );
    }
    let counts = section.required("resources", Phrase::Table, "resources = { bay = 2 }", log);
    let hours = section.required("hours", Phrase::Hours, "hours = \"always\"", log);
    let booking = section.required("booking", Phrase::Table, "booking = { policy = \"walk-in\" }", log);
    Some(Centre {
        id,
        name,
        name_zh,
        city,
        at,
        opens,
        closes,
        rule: None,
        operator,
        site,
        ramp_up: section.get("ramp_up").and_then(|node| ramp_up(node, log)),
        resources: counts.map(|node| counted(node, resources, log)).unwrap_or_default(),
        loaners: section.whole("loaners", 0, 1_000_000, log).unwrap_or(0) as u32,
        depot: section.get("depot").and_then(|node| known.supply.find_depot(node, log)),
        stock: section
            .get("stock")
            .map(|node| known.supply.stock(node, log))
            .unwrap_or_default(),
        hours: hours.map_or_else(Hours::always, |node| hours::hours(node, log)),
        booking: booking.map_or(
            Booking::WalkIn {
                queue_limit: None,
                patience_hours: None,
            },
            |node| booking::booking(node, teams, log),
        ),
    })
}

/// The opening of a centre that was ordered: so many days later as its site and its operator take.
fn ordered(
    section: &Section,
    opens: bool,
    (operator, site): (Option<OperatorId>, Option<SiteId>),
    known: Known,
    log: &mut Log,
) -> Option<Date> {
    let node = section.get("ordered")?;
    let ordered = section.date("ordered", log);
    if opens {
        log.push(Mistake::at(Code::OpensTwice, node.place));
        return None;
    }
    if section.get("operator").or(section.get("site")).is_none() {
        log.push(
            Mistake::at(Code::OrderedWithoutOperator, node.place)
                .with("operators", known.operators.shown())
                .with("sites", known.sites.shown()),
        );
        return None;
    }
    ordered?
        .checked_add(i64::from(known.days_to_open(operator, site)).days())
        .ok()
}

fn ramp_up(node: &Node, log: &mut Log) -> Option<RampUp> {
    let section = Section::open(node, "ramp_up", keys::RAMP_UP, log)?;
    let days = section.required_whole("days", 1, 36_525, "days = 60", log);
    let from_share = section.required_number("from_share", Range::above(0.0, 1.0), "from_share = 0.5", log);
    Some(RampUp {
        days: days? as u32,
        from_share: from_share?,
    })
}

/// Reads the id of a city under `key`.
pub fn city_id(node: &Node, key: &str, cities: &Names, log: &mut Log) -> Option<CityId> {
    let id = table::text(node, key, log)?;
    let found = cities.find(id);
    if found.is_none() && !cities.incomplete {
        log.push(
            Mistake::at(Code::UnknownCity, node.place)
                .with("id", id)
                .with("known", cities.shown())
                .nearest(cities.nearest(id)),
        );
    }
    found.map(CityId)
}

/// Units by resource.
pub fn counted(node: &Node, resources: &Resources, log: &mut Log) -> Vec<(ResourceId, u32)> {
    let Some(table) = node.table() else {
        table::wrong_type(node, "resources", Phrase::Table, log);
        return Vec::new();
    };
    let mut counts = Vec::with_capacity(table.entries.len());
    for entry in &table.entries {
        if !table::is_id(&entry.key) {
            log.push(Mistake::at(Code::BadId, entry.key_place).with("id", &entry.key));
        }
        let count = table::whole(&entry.node, &entry.key, 0, 1_000_000, log).unwrap_or(1);
        if let Some(position) = resources.names.find(&entry.key) {
            counts.push((ResourceId(position), count as u32));
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_loses_half_of_what_is_missing_at_its_start() {
        for (days, from_share) in [(1, 0.5), (2, 0.5), (60, 0.5), (45, 0.2), (365, 1.0)] {
            let ramp = RampUp { days, from_share };
            let sum: f64 = (0..days).map(|day| ramp.share(day)).sum();
            let exact = f64::from(days) * (1.0 + from_share) / 2.0;
            assert!((sum - exact).abs() < 1e-9 * exact, "{days} {from_share}: {sum}");
            assert_eq!(ramp.share(days), 1.0);
        }
    }
}
