//! `comparison.csv`: every difference of every plan; `regret.csv`: the headlines of every plan in every future.

use super::super::csv::{Cell, EXTRA_KEYS, end, write_key, writer};
use crate::report::words::comparison as say;
use crate::scenario::Scenario;
use crate::study::compare::Comparison;
use crate::units::Language;
use std::io::{self, Write};

/// Its name in the folder of results.
pub const FILE: &str = "comparison.csv";

/// Name of the table of regrets in the folder of results.
pub const REGRET: &str = "regret.csv";

/// Writes one row per plan and figure: plans in their order, figures in that of the summary.
pub fn write(scenarios: &[&Scenario], finding: &Comparison, out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    let head = ["plan", "baseline", "metric", "city", "centre", "failure"].into_iter();
    let figures = [
        "difference",
        "lo95",
        "hi95",
        "simultaneous_lo95",
        "simultaneous_hi95",
        "variance_ratio",
        "n",
        "verdict",
    ];
    let means = ["baseline_mean", "plan_mean"];
    out.write_record(head.chain(figures).chain(EXTRA_KEYS).chain(means))?;
    let Some((baseline, plans)) = scenarios.split_first() else {
        return Ok(());
    };
    let mut cell = Cell::new();
    for (scenario, plan) in plans.iter().zip(&finding.plans) {
        for difference in &plan.differences {
            let paired = &difference.paired;
            out.write_field(&scenario.name)?;
            out.write_field(&baseline.name)?;
            let extra = write_key(&mut out, &difference.key)?;
            cell.write(&mut out, Some(paired.difference))?;
            for ends in [paired.ci95, paired.simultaneous] {
                for at in 0..2 {
                    cell.write(&mut out, ends.map(|ends| ends[at]))?;
                }
            }
            cell.write(&mut out, paired.variance_ratio)?;
            out.write_field(paired.n.to_string())?;
            out.write_field(difference.verdict.key())?;
            extra.into_iter().try_for_each(|key| out.write_field(key))?;
            cell.write(&mut out, Some(difference.before))?;
            cell.write(&mut out, Some(difference.after))?;
            end(&mut out)?;
        }
    }
    out.flush()
}

/// Writes one row per headline, future and plan, then the largest regret of each plan under the future `*`.
pub fn write_regret(
    scenarios: &[&Scenario],
    futures: &[[String; 2]],
    finding: &Comparison,
    out: impl Write,
) -> io::Result<()> {
    let mut out = writer(out);
    let head = ["future", "plan", "metric", "city", "centre", "failure"].into_iter();
    let figures = ["mean", "regret", "lo95", "hi95"];
    out.write_record(head.chain(figures).chain(EXTRA_KEYS))?;
    let own = say::REGRET_AS_IT_STANDS.say(Language::En);
    let names: Vec<&str> = std::iter::once(own)
        .chain(futures.iter().map(|[english, _]| english.as_str()))
        .collect();
    let mut cell = Cell::new();
    for table in &finding.regrets {
        let by_future = table.cells.iter().zip(&names).flat_map(|(plans, future)| {
            plans
                .iter()
                .zip(scenarios)
                .map(move |(cell, plan)| (*future, plan, Some(cell.mean), cell.regret))
        });
        let largest = table
            .largest
            .iter()
            .zip(scenarios)
            .map(|(&regret, plan)| ("*", plan, None, regret));
        for (future, plan, mean, regret) in by_future.chain(largest) {
            out.write_field(future)?;
            out.write_field(&plan.name)?;
            let extra = write_key(&mut out, &table.key)?;
            for value in [mean, Some(regret.mean), Some(regret.ends[0]), Some(regret.ends[1])] {
                cell.write(&mut out, value)?;
            }
            extra.into_iter().try_for_each(|key| out.write_field(key))?;
            end(&mut out)?;
        }
    }
    out.flush()
}
