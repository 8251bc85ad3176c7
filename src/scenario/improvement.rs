//! `improvement` of a failure mode: cars built later have it less often.

use super::diagnostic::{Log, Mistake};
use super::fleet::{self, Month};
use super::keys;
use super::names;
use super::table::{self, Range, Section};
use super::tree::Node;
use super::words::{Code, Phrase};

/// How the hazard of a failure mode depends on the month in which a car was built, which is that of its delivery.
#[derive(Clone, Debug, PartialEq)]
pub enum Improvement {
    /// It halves every so many months since the first month of the model, down to a floor.
    Halving {
        /// Months after which the factor is one half.
        months: f64,
        /// Least factor.
        floor: f64,
    },
    /// Steps: from each month on the factor beside it; 1 before the first.
    Steps(Vec<(Month, f64)>),
}

impl Improvement {
    /// The factor on the hazard of cars built in `month`, if the first of their model were built in `first`.
    pub fn factor(&self, first: Month, month: Month) -> f64 {
        match self {
            Improvement::Halving { months, floor } => {
                let since = f64::from(month.number() - first.number());
                libm::exp2(-since / months).max(*floor)
            }
            Improvement::Steps(steps) => {
                let passed = steps.iter().take_while(|(from, _)| *from <= month);
                passed.last().map_or(1.0, |&(_, factor)| factor)
            }
        }
    }
}

const EXAMPLE: &str = "improvement = { halving = { months = 24, floor = 0.5 } }";

/// Reads `improvement`.
pub fn improvement(node: &Node, log: &mut Log) -> Option<Improvement> {
    let Some(forms) = node.table() else {
        table::wrong_type(node, "improvement", Phrase::Table, log);
        return None;
    };
    let known = || keys::IMPROVEMENT.iter().map(|key| key.name);
    let [entry] = forms.entries.as_slice() else {
        log.push(
            Mistake::at(Code::OneForm, node.place)
                .with("key", "improvement")
                .with("found", &forms.entries.len())
                .with("known", names::shown(known()))
                .with("example", EXAMPLE),
        );
        return None;
    };
    match entry.key.as_str() {
        "halving" => {
            let section = Section::open(&entry.node, "halving", keys::HALVING, log)?;
            let months = section.required_number("months", Range::above(0.0, 1200.0), "months = 24", log);
            let floor = section.number("floor", Range::between(0.0, 1.0), log).unwrap_or(0.0);
            Some(Improvement::Halving { months: months?, floor })
        }
        "steps" => steps(&entry.node, log).map(Improvement::Steps),
        _ => {
            log.push(
                Mistake::at(Code::UnknownForm, entry.key_place)
                    .with("key", "improvement")
                    .with("found", &entry.key)
                    .with("known", names::shown(known()))
                    .with("example", EXAMPLE)
                    .nearest(names::nearest(&entry.key, known())),
            );
            None
        }
    }
}

/// `steps`, whose months rise.
fn steps(node: &Node, log: &mut Log) -> Option<Vec<(Month, f64)>> {
    let mut steps: Vec<(Month, f64)> = Vec::new();
    for node in table::entries(Some(node), "steps", log) {
        let section = Section::open(node, "steps", keys::IMPROVEMENT_STEP, log)?;
        let month = section.required("from", Phrase::Month, "from = \"2024-10\"", log);
        let factor = section.required_number("factor", Range::between(0.0, 1000.0), "factor = 0.8", log);
        let (from, factor) = (month.and_then(|node| fleet::month(node, "from", log))?, factor?);
        if let (Some((before, _)), Some(node)) = (steps.last(), month)
            && from <= *before
        {
            log.push(
                Mistake::at(Code::MonthOrder, node.place)
                    .with("key", "from")
                    .with("found", &from)
                    .with("before", before),
            );
            return None;
        }
        steps.push((from, factor));
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn month(year: i16, month: i8) -> Month {
        Month { year, month }
    }

    #[test]
    fn the_hazard_halves_down_to_the_floor() {
        let halving = Improvement::Halving {
            months: 12.0,
            floor: 0.3,
        };
        let first = month(2024, 4);
        assert_eq!(halving.factor(first, first), 1.0);
        assert_eq!(halving.factor(first, month(2025, 4)), 0.5);
        // Half a year: 1/√2. Two years: 1/4, below the floor.
        assert!((halving.factor(first, month(2024, 10)) - 0.5f64.sqrt()).abs() < 1e-15);
        assert_eq!(halving.factor(first, month(2026, 4)), 0.3);
    }

    #[test]
    fn a_step_holds_until_the_next() {
        let steps = Improvement::Steps(vec![(month(2024, 10), 0.8), (month(2025, 3), 0.6)]);
        let first = month(2024, 4);
        let factors =
            [(2024, 9), (2024, 10), (2025, 2), (2025, 3), (2026, 1)].map(|(y, m)| steps.factor(first, month(y, m)));
        assert_eq!(factors, [1.0, 0.8, 0.8, 0.6, 0.6]);
    }
}
