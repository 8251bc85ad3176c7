//! `[[operator]]`: who runs centres, how fast, after how long, and for how much.

use super::city;
use super::comeback;
use super::diagnostic::{Log, Mistake};
use super::ids::OperatorId;
use super::keys;
use super::names::Names;
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::Code;

/// `[[operator]]`: who runs centres.
#[derive(Clone, Debug, PartialEq)]
pub struct Operator {
    /// Unique id.
    pub id: String,
    /// English name; the id if absent.
    pub name: String,
    /// Chinese name; the English name if absent.
    pub name_zh: String,
    /// Speed of work: working times are divided by it; 1 if absent.
    pub speed: f64,
    /// Share of its repairs that hold; none: that of `[comeback]`.
    pub first_time_fix_share: Option<f64>,
    /// Share of owners to whom it explains the work, 0 to 1.
    pub explains_share: f64,
    /// Skill of its people, 0 to 1.
    pub skill_share: f64,
    /// Days from the order of a centre to its opening.
    pub days_to_open: u32,
    /// Cost of a centre per month of 30.4375 days in which it is open, CNY.
    pub cost_per_month_cny: Option<f64>,
    /// Cost of an hour that a unit of a resource is in work, CNY.
    pub cost_per_hour_cny: Option<f64>,
    /// Cost of opening a centre, CNY.
    pub opening_cost_cny: Option<f64>,
}

impl Operator {
    /// Whether any cost is known.
    pub fn has_cost(&self) -> bool {
        let costs = [self.cost_per_month_cny, self.cost_per_hour_cny, self.opening_cost_cny];
        costs.iter().any(Option::is_some)
    }
}

/// All operators, found by id.
#[derive(Debug, Default)]
pub struct Operators {
    names: Names,
    list: Vec<Operator>,
}

const COST: Range = Range::between(0.0, 1e12);

impl Operators {
    /// Reads every `[[operator]]`.
    pub fn read(node: Option<&Node>, log: &mut Log) -> Operators {
        let mut operators = Operators::default();
        for node in table::entries(node, "operator", log) {
            let Some(operator) = operator(node, log) else {
                operators.names.incomplete = true;
                continue;
            };
            // Equal ids are told when files are merged.
            if operators.names.add(&operator.id) as usize == operators.list.len() {
                operators.list.push(operator);
            }
        }
        operators
    }

    /// The operator whose id stands at a node.
    pub fn find(&self, node: &Node, log: &mut Log) -> Option<OperatorId> {
        let id = table::text(node, "operator", log)?;
        let found = self.names.find(id);
        if found.is_none() && !self.names.incomplete {
            log.push(
                Mistake::at(Code::UnknownOperator, node.place)
                    .with("id", id)
                    .with("known", self.names.shown())
                    .nearest(self.names.nearest(id)),
            );
        }
        found.map(OperatorId)
    }

    /// The operator at a position.
    pub fn get(&self, operator: OperatorId) -> &Operator {
        &self.list[operator.index()]
    }

    /// The ids as a message lists them.
    pub fn shown(&self) -> String {
        self.names.shown()
    }

    /// In order of the file.
    pub fn into_list(self) -> Vec<Operator> {
        self.list
    }
}

fn operator(node: &Node, log: &mut Log) -> Option<Operator> {
    let section = Section::open(node, "[[operator]]", keys::OPERATOR, log)?;
    let id = section.id("id = \"authorised\"", log);
    let (name, name_zh) = city::names(&section, &id, log);
    Some(Operator {
        id,
        name,
        name_zh,
        speed: section.number("speed", Range::between(0.01, 100.0), log).unwrap_or(1.0),
        first_time_fix_share: section.number("first_time_fix_share", comeback::HOLDS, log),
        skill_share: section.number("skill_share", comeback::HOLDS, log).unwrap_or(0.0),
        explains_share: section.number("explains_share", comeback::HOLDS, log).unwrap_or(0.0),
        days_to_open: section.whole("days_to_open", 0, 36_525, log).unwrap_or(0) as u32,
        cost_per_month_cny: section.number("cost_per_month_cny", COST, log),
        cost_per_hour_cny: section.number("cost_per_hour_cny", COST, log),
        opening_cost_cny: section.number("opening_cost_cny", COST, log),
    })
}
