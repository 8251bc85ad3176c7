//! `runs.csv`: a row per run, its columns named so that DuckDB, Polars and R take them as they are.

use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Row};
use crate::report::csv::{Cell, end, writer};
use crate::scenario::Diagnostics;
use crate::study::sweep::{Outcome, Sweep};
use crate::units::Language;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The file's name.
pub const FILE: &str = "runs.csv";

/// Columns that stand in every file.
const FIXED: [&str; 4] = ["run", "seed", "replications", "status"];

/// Writes the runs: number, parameters, seed, replications, status, then every figure with its 95 % interval. A run
/// that was refused has empty figures.
pub fn write(sweep: &Sweep, out: impl Write) -> io::Result<()> {
    let figures = figures(sweep);
    let mut names = Names::default();
    let [run, seed, replications, status] = FIXED.map(|name| names.unique(name.to_string()));
    let parameters: Vec<String> = (sweep.design.paths.iter())
        .map(|path| names.unique(identifier(path)))
        .collect();
    let mut head = vec![run];
    head.extend(parameters);
    head.extend([seed, replications, status]);
    for (metric, breakdown) in &figures {
        let name = names.unique(column(*metric, breakdown));
        head.extend([name.clone(), format!("{name}_lo95"), format!("{name}_hi95")]);
    }
    let mut out = writer(out);
    out.write_record(&head)?;
    let mut cell = Cell::new();
    for (at, (point, outcome)) in sweep.design.points.iter().zip(&sweep.outcomes).enumerate() {
        out.write_field((at + 1).to_string())?;
        for value in point {
            out.write_field(value.as_ref().map_or("", |value| &value.shown))?;
        }
        out.write_field(sweep.seed.to_string())?;
        out.write_field(sweep.replications.to_string())?;
        let rows: &[Row] = match outcome {
            Outcome::Done(rows) => {
                out.write_field("done")?;
                rows
            }
            Outcome::Refused(mistakes) => {
                out.write_field(failed(mistakes))?;
                &[]
            }
        };
        for (metric, breakdown) in &figures {
            let row = (rows.iter()).find(|row| row.metric == *metric && row.breakdown == *breakdown);
            cell.write(&mut out, row.and_then(|row| row.mean))?;
            for end in 0..2 {
                cell.write(&mut out, row.and_then(|row| row.ci95).map(|ends| ends[end]))?;
            }
        }
        end(&mut out)?;
    }
    out.flush()
}

/// `failed: why`, every reason; in English whatever the language, as all that programs read.
fn failed(mistakes: &Diagnostics) -> String {
    let reasons: Vec<String> = mistakes.iter().map(|mistake| mistake.message(Language::En)).collect();
    format!("failed: {}", reasons.join("; "))
}

/// Every figure that a run has, in order of first appearance.
fn figures(sweep: &Sweep) -> Vec<(Metric, Breakdown)> {
    let mut seen = BTreeSet::new();
    let rows = sweep.outcomes.iter().flat_map(|outcome| match outcome {
        Outcome::Done(rows) => rows.as_slice(),
        Outcome::Refused(_) => &[],
    });
    rows.map(|row| (row.metric, row.breakdown.clone()))
        .filter(|figure| seen.insert(figure.clone()))
        .collect()
}

/// A figure's column: the metric, then what part of it; all of it has no part: `lead_time_days`,
/// `lead_time_days_body`, `within_days_share_3_body`, `covered_share_50`.
fn column(metric: Metric, breakdown: &Breakdown) -> String {
    let parts: Vec<String> = match breakdown {
        Breakdown::Total => Vec::new(),
        Breakdown::Resource(id)
        | Breakdown::Team(id)
        | Breakdown::Reason(id)
        | Breakdown::Cause(id)
        | Breakdown::Stock(id)
        | Breakdown::Component(id)
        | Breakdown::Province(id) => vec![id.clone()],
        Breakdown::Days(days) => vec![days.to_string()],
        Breakdown::TeamDays(team, days) => vec![days.to_string(), team.clone()],
        Breakdown::ProvinceTeam(province, team) => vec![province.clone(), team.clone()],
        Breakdown::ProvinceDays(province, days) => vec![days.to_string(), province.clone()],
        Breakdown::ProvinceTeamDays(province, team, days) => vec![days.to_string(), province.clone(), team.clone()],
        Breakdown::TeamCause(team, cause) => vec![cause.clone(), team.clone()],
        Breakdown::Km(reach) => [Some(reach.km.to_string()), reach.province.clone(), reach.team.clone()]
            .into_iter()
            .flatten()
            .collect(),
    };
    let parts = parts.iter().filter(|part| *part != "*").map(|part| identifier(part));
    [metric.key().to_string()]
        .into_iter()
        .chain(parts)
        .collect::<Vec<_>>()
        .join("_")
}

/// A name of letters, digits and underscores: `centre_wuhan_1_resources_bay`, `centre_all_hours`.
fn identifier(name: &str) -> String {
    let taken = |letter: char| if letter.is_alphanumeric() { letter } else { '_' };
    name.replace('*', "all").chars().map(taken).collect()
}

/// Names that differ from each other, also for programs to which `A` is `a`.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    /// The name, with the first of `_2`, `_3`, … where it is taken.
    fn unique(&mut self, name: String) -> String {
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let free = [name.clone()]
            .into_iter()
            .chain(numbered)
            .find(|name| self.0.insert(name.to_lowercase()));
        free.unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers_and_differ() {
        assert_eq!(
            identifier("centre.wuhan-1.resources.bay"),
            "centre_wuhan_1_resources_bay"
        );
        assert_eq!(identifier("centre.*.hours"), "centre_all_hours");
        let mut names = Names::default();
        let got = ["a_b", "a_B", "a_b", "c"].map(|name| names.unique(name.to_string()));
        assert_eq!(got, ["a_b", "a_B_2", "a_b_3", "c"]);
    }

    #[test]
    fn a_column_says_metric_and_part() {
        let body = || "body".to_string();
        for (metric, breakdown, name) in [
            (Metric::LeadTime, Breakdown::Total, "lead_time_days"),
            (Metric::LeadTime, Breakdown::Team(body()), "lead_time_days_body"),
            (Metric::FirstSlot, Breakdown::Team("*".into()), "first_slot_days"),
            (Metric::WithinDays, Breakdown::Days(3), "within_days_share_3"),
            (
                Metric::WithinDays,
                Breakdown::TeamDays(body(), 3),
                "within_days_share_3_body",
            ),
            (
                Metric::WaitByCause,
                Breakdown::TeamCause(body(), "no_slot".into()),
                "wait_days_no_slot_body",
            ),
            (Metric::Cost, Breakdown::Component("*".into()), "cost_cny"),
            (
                Metric::Utilisation,
                Breakdown::Resource("body-bay".into()),
                "utilisation_body_bay",
            ),
        ] {
            assert_eq!(column(metric, &breakdown), name);
        }
    }
}
