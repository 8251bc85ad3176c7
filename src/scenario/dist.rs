//! Distributions: a number, or one named table such as `{ lognormal = { mean = 2.5, cv = 0.8 } }`.

use super::diagnostic::{Log, Mistake};
use super::keys;
use super::names;
use super::table::{self, Range, Section};
use super::tree::{Node, Value};
use super::words::{Code, Phrase, number};
use crate::engine::law::Law;

/// Longest value of anything that a distribution describes, in its own unit.
const LONGEST: f64 = 1e6;
const VALUE: Range = Range::between(0.0, LONGEST);
const MEAN: Range = Range::above(0.0, LONGEST);
const EXAMPLE: &str = "{ exponential = { mean = 6.0 } }";

/// Reads a distribution; none if it is refused.
pub fn law(node: &Node, key: &str, log: &mut Log) -> Option<Law> {
    let table = match &node.value {
        Value::Whole(_) | Value::Number(_) => return table::finite(node, key, VALUE, log).map(Law::Constant),
        Value::Table(table) => table,
        _ => {
            table::wrong_type(node, key, Phrase::Law, log);
            return None;
        }
    };
    let known = || keys::LAWS.iter().map(|key| key.name);
    let [entry] = table.entries.as_slice() else {
        log.push(
            Mistake::at(Code::OneForm, node.place)
                .with("key", key)
                .with("found", &table.entries.len())
                .with("known", names::shown(known()))
                .with("example", EXAMPLE),
        );
        return None;
    };
    let Some(form) = keys::find(keys::LAWS, &entry.key) else {
        log.push(
            Mistake::at(Code::UnknownForm, entry.key_place)
                .with("key", key)
                .with("found", &entry.key)
                .with("known", names::shown(known()))
                .with("example", EXAMPLE)
                .nearest(names::nearest(&entry.key, known())),
        );
        return None;
    };
    if form.name == "constant" {
        return table::finite(&entry.node, form.name, VALUE, log).map(Law::Constant);
    }
    let section = Section::open(&entry.node, form.name, form.inner(), log)?;
    match form.name {
        "uniform" => uniform(&section, log),
        "triangular" => triangular(&section, log),
        "exponential" => Some(Law::Exponential {
            mean: mean(&section, log)?,
        }),
        "erlang" => {
            let (mean, k) = (mean(&section, log), section.required_whole("k", 1, 1000, "k = 2", log));
            Some(Law::Erlang {
                mean: mean?,
                k: k? as u32,
            })
        }
        // Shape 1/cv² from 0.05 to a million.
        "gamma" => with_cv(&section, Range::between(0.001, 4.472_135_954_999_58), log)
            .map(|(mean, cv)| Law::Gamma { mean, cv }),
        "lognormal" => with_cv(&section, Range::above(0.0, 100.0), log).map(|(mean, cv)| Law::Lognormal { mean, cv }),
        "hyperexponential" => {
            with_cv(&section, Range::between(1.0, 100.0), log).map(|(mean, cv)| Law::Hyperexponential { mean, cv })
        }
        "weibull" => {
            let mean = mean(&section, log);
            let shape = section.required_number("shape", Range::between(0.1, 100.0), "shape = 1.5", log);
            Some(Law::Weibull {
                mean: mean?,
                shape: shape?,
            })
        }
        "normal" => {
            let mean = section.required_number("mean", VALUE, "mean = 2.5", log);
            let sd = section.required_number("sd", MEAN, "sd = 0.5", log);
            Some(Law::Normal { mean: mean?, sd: sd? })
        }
        _ => empirical(&section, log),
    }
}

fn mean(section: &Section<'_>, log: &mut Log) -> Option<f64> {
    section.required_number("mean", MEAN, "mean = 2.5", log)
}

fn with_cv(section: &Section<'_>, range: Range, log: &mut Log) -> Option<(f64, f64)> {
    let (mean, cv) = (
        mean(section, log),
        section.required_number("cv", range, "cv = 1.0", log),
    );
    Some((mean?, cv?))
}

fn uniform(section: &Section<'_>, log: &mut Log) -> Option<Law> {
    let min = section.required_number("min", VALUE, "min = 1.0", log);
    let max = section.required_number("max", VALUE, "max = 3.0", log);
    let (min, max) = (min?, max?);
    if min < max {
        return Some(Law::Uniform { min, max });
    }
    let found = format!("min = {}, max = {}", number(min), number(max));
    log.push(out_of_order(section, "uniform", found, "min < max"));
    None
}

fn triangular(section: &Section<'_>, log: &mut Log) -> Option<Law> {
    let min = section.required_number("min", VALUE, "min = 1.0", log);
    let mode = section.required_number("mode", VALUE, "mode = 2.0", log);
    let max = section.required_number("max", VALUE, "max = 3.0", log);
    let (min, mode, max) = (min?, mode?, max?);
    if min < max && min <= mode && mode <= max {
        return Some(Law::Triangular { min, mode, max });
    }
    let found = format!("min = {}, mode = {}, max = {}", number(min), number(mode), number(max));
    log.push(out_of_order(
        section,
        "triangular",
        found,
        "min ≤ mode ≤ max, min < max",
    ));
    None
}

fn out_of_order(section: &Section<'_>, law: &str, found: String, expected: &str) -> Mistake {
    Mistake::at(Code::LimitsOrder, section.place())
        .with("law", law)
        .with("found", found)
        .with("expected", expected)
}

/// Without `weights` every value is equally likely.
fn empirical(section: &Section<'_>, log: &mut Log) -> Option<Law> {
    let node = section.required("values", Phrase::List, "values = [1.0, 2.0]", log);
    let values = numbers(node, "values", VALUE, log);
    let weights_node = section.get("weights");
    let weights = numbers(weights_node, "weights", table::WEIGHT, log);
    let values = values?;
    if values.is_empty() {
        if let Some(node) = node {
            log.push(
                Mistake::at(Code::EmptyList, node.place)
                    .with("key", "values")
                    .with("example", "values = [1.0, 2.0]"),
            );
        }
        return None;
    }
    let Some(weights_node) = weights_node else {
        let weights = vec![1.0; values.len()];
        return Some(Law::Empirical { values, weights });
    };
    let weights = weights?;
    if weights.len() != values.len() {
        log.push(
            Mistake::at(Code::WeightsCount, weights_node.place)
                .with("key", "weights")
                .with("found", &weights.len())
                .with("expected", &values.len()),
        );
        return None;
    }
    if weights.iter().sum::<f64>() <= 0.0 {
        log.push(Mistake::at(Code::WeightsZero, weights_node.place).with("key", "weights"));
        return None;
    }
    Some(Law::Empirical { values, weights })
}

fn numbers(node: Option<&Node>, key: &str, range: Range, log: &mut Log) -> Option<Vec<f64>> {
    let node = node?;
    let Some(list) = node.list() else {
        table::wrong_type(node, key, Phrase::List, log);
        return None;
    };
    let numbers: Vec<f64> = list
        .iter()
        .filter_map(|item| table::finite(item, key, range, log))
        .collect();
    (numbers.len() == list.len()).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::tree::parse_value;

    fn read(text: &str) -> (Option<Law>, usize) {
        let mut log = Log::default();
        let law = law(&parse_value(text, 0, 0).expect("TOML"), "hours", &mut log);
        (law, log.errors())
    }

    #[test]
    fn every_distribution_has_its_limits() {
        let lawful = [
            ("0", Law::Constant(0.0)),
            ("{ constant = 2.5 }", Law::Constant(2.5)),
            (
                "{ uniform = { min = 0, max = 1 } }",
                Law::Uniform { min: 0.0, max: 1.0 },
            ),
            ("{ exponential = { mean = 6 } }", Law::Exponential { mean: 6.0 }),
            ("{ erlang = { mean = 6, k = 3 } }", Law::Erlang { mean: 6.0, k: 3 }),
            (
                "{ gamma = { mean = 6, cv = 4.47 } }",
                Law::Gamma { mean: 6.0, cv: 4.47 },
            ),
            (
                "{ weibull = { mean = 6, shape = 0.1 } }",
                Law::Weibull { mean: 6.0, shape: 0.1 },
            ),
            ("{ normal = { mean = 0, sd = 1 } }", Law::Normal { mean: 0.0, sd: 1.0 }),
            (
                "{ hyperexponential = { mean = 6, cv = 1 } }",
                Law::Hyperexponential { mean: 6.0, cv: 1.0 },
            ),
            (
                "{ empirical = { values = [1] } }",
                Law::Empirical {
                    values: vec![1.0],
                    weights: vec![1.0],
                },
            ),
            (
                "{ triangular = { min = 1, mode = 1, max = 2 } }",
                Law::Triangular {
                    min: 1.0,
                    mode: 1.0,
                    max: 2.0,
                },
            ),
        ];
        for (text, law) in lawful {
            assert_eq!(read(text), (Some(law), 0), "{text}");
        }
        let refused = [
            "-1",
            "nan",
            "\"6\"",
            "{}",
            "{ exponential = 6 }",
            "{ exponential = { mean = 0 } }",
            "{ uniform = { min = 1, max = 1 } }",
            "{ uniform = { min = -1, max = 1 } }",
            "{ erlang = { mean = 6, k = 0 } }",
            "{ erlang = { mean = 6, k = 1.5 } }",
            "{ gamma = { mean = 6, cv = 4.48 } }",
            "{ gamma = { mean = 6, cv = 0 } }",
            "{ weibull = { mean = 6, shape = 0.05 } }",
            "{ normal = { mean = 1, sd = 0 } }",
            "{ lognormal = { mean = 6, cv = inf } }",
            "{ hyperexponential = { mean = 6, cv = 0.9 } }",
            "{ empirical = { values = [] } }",
            "{ empirical = { values = [1], weights = [0] } }",
            "{ triangular = { min = 1, mode = 3, max = 2 } }",
        ];
        for text in refused {
            assert_eq!(read(text), (None, 1), "{text}");
        }
    }
}
