//! `comparison.csv`: every difference of every plan.

use super::super::csv::{Cell, EXTRA_KEYS, end, write_key, writer};
use crate::scenario::Scenario;
use crate::study::compare::Comparison;
use std::io::{self, Write};

/// Its name in the folder of results.
pub const FILE: &str = "comparison.csv";

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
