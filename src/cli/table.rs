//! The short summary after a run: the key figures of the whole network, with their intervals.

use super::words;
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Row, Summary};
use crate::report::chart::context::estimate;
use crate::report::number::{Estimate, Unit, width, with_unit};
use crate::report::words::{self as labels, Phrase};
use crate::units::Language;
use std::cmp::Ordering;

/// Teams and resources shown at most, so that the table fits a screen.
const TEAMS: usize = 4;
const RESOURCES: usize = 5;

/// The figures of the whole network as a table for a terminal, under the scenario's name in the reader's language.
pub(super) fn summary(name: &str, summary: &Summary, language: Language) -> String {
    let mut lines = vec![words::COLUMNS.map(|column| column.of(language).to_string())];
    for (label, unit, row) in key_rows(summary, language) {
        let Some(value) = estimate(row) else { continue };
        let [p50, p90, p99] = match row.quantiles {
            Some(values) => values.map(|mean| Estimate { mean, ci95: None }.bare(unit, language)),
            None => [const { String::new() }; 3],
        };
        let interval = value.bare_interval(unit, language).unwrap_or_default();
        let name = match unit {
            Unit::Jobs => label,
            _ => labels::COLUMN_IN_UNIT.fill(language, &[("name", &label), ("unit", unit.name(language))]),
        };
        lines.push([name, value.bare(unit, language), interval, p50, p90, p99]);
    }
    let used = (0..6)
        .filter(|&column| lines.iter().skip(1).any(|line| !line[column].is_empty()))
        .collect::<Vec<_>>();
    let widest = |column: usize| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(widest).collect();
    let mut text = words::HEADING.with(language, &[&name, &summary.replications, &summary.seed]);
    for line in &lines {
        for &column in &used {
            let gap = " ".repeat(widths[column] - width(&line[column]));
            // Names to the left, figures to the right.
            match column {
                0 => text.push_str(&format!("  {}{gap}", line[column])),
                _ => text.push_str(&format!("  {gap}{}", line[column])),
            }
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    if used.len() > 3 {
        text.push_str(words::COLUMNS_NOTE.of(language));
    }
    text
}

/// The rows of the short summary with their names and units, in the order they are read.
fn key_rows(summary: &Summary, language: Language) -> Vec<(String, Unit, &Row)> {
    let whole = |row: &&Row| {
        let scope = &row.scope;
        [&scope.city, &scope.centre, &scope.failure].iter().all(|id| *id == "*") && row.mean.is_some()
    };
    let own: Vec<&Row> = summary.rows.iter().filter(whole).collect();
    let of = |metric: Metric| own.iter().copied().filter(move |row| row.metric == metric);
    let total = |metric: Metric, label: Phrase, unit: Unit| {
        let everybody = |row: &&Row| match &row.breakdown {
            Breakdown::Total => true,
            Breakdown::Team(of) | Breakdown::Component(of) => of == "*",
            _ => false,
        };
        let row = of(metric).find(everybody);
        row.map(|row| (label.say(language).to_string(), unit, row))
    };
    let mut rows: Vec<(String, Unit, &Row)> = Vec::new();
    rows.extend(total(Metric::LeadTime, labels::LEAD_TIME, Unit::Days));
    let teams = of(Metric::LeadTime).filter_map(|row| match &row.breakdown {
        Breakdown::Team(team) if team != "*" => {
            let jobs = labels::team_jobs(team, language);
            let name = labels::LEAD_TIME.say(language);
            let label = labels::METRIC_OF.fill(language, &[("metric", name), ("jobs", &jobs)]);
            Some((label, Unit::Days, row))
        }
        _ => None,
    });
    rows.extend(teams.take(TEAMS));
    for days in [3, 14] {
        let row = of(Metric::WithinDays).find(|row| row.breakdown == Breakdown::Days(days));
        let limit = with_unit(&days.to_string(), Unit::Days, language);
        let label = labels::WITHIN_METRIC.fill(language, &[("limit", &limit)]);
        rows.extend(row.map(|row| (label, Unit::Share, row)));
    }
    for (metric, label, unit) in [
        (Metric::QueueWait, labels::QUEUE_WAIT, Unit::Hours),
        (Metric::Turnaround, labels::TURNAROUND, Unit::Days),
        (Metric::Travel, labels::TRAVEL, Unit::Kilometres),
        (Metric::FullyBooked, labels::FULLY_BOOKED, Unit::Share),
        (Metric::ReleaseSuccess, labels::RELEASE_SUCCESS, Unit::Share),
    ] {
        rows.extend(total(metric, label, unit));
    }
    let mut busy: Vec<(String, Unit, &Row)> = of(Metric::Utilisation)
        .filter_map(|row| match &row.breakdown {
            Breakdown::Resource(id) if id != "*" => {
                let resource = labels::resource(id, language);
                let label = labels::UTILISATION_OF.fill(language, &[("resource", &resource)]);
                Some((label, Unit::Share, row))
            }
            _ => None,
        })
        .collect();
    busy.sort_by(|a, b| b.2.mean.partial_cmp(&a.2.mean).unwrap_or(Ordering::Equal));
    rows.extend(busy.into_iter().take(RESOURCES));
    for (metric, label, unit) in [
        (Metric::Jobs, labels::JOBS, Unit::Jobs),
        (Metric::Served, labels::SERVED, Unit::Jobs),
        (Metric::LostShare, labels::LOST, Unit::Share),
    ] {
        rows.extend(total(metric, label, unit));
    }
    for metric in labels::precision::CARE {
        rows.extend(total(metric, labels::precision::metric(metric), Unit::Share));
    }
    rows.extend(total(Metric::Unfinished, labels::UNFINISHED, Unit::Jobs));
    rows
}

/// Lines of equally many cells, names to the left, figures to the right.
pub(super) fn aligned(lines: &[Vec<String>], text: &mut String) {
    let columns = lines.first().map_or(0, Vec::len);
    let widest = |column: usize| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    for line in lines {
        for (column, cell) in line.iter().enumerate() {
            let gap = " ".repeat(widths[column] - width(cell));
            match column {
                0 => text.push_str(&format!("  {cell}{gap}")),
                _ => text.push_str(&format!("  {gap}{cell}")),
            }
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::catalogue::Metric;
    use crate::metrics::summary::Scope;

    #[test]
    fn figures_of_the_whole_network_are_shown_to_the_precision_of_their_interval() {
        let row = |metric, city: &str, mean, ci95, quantiles| Row {
            metric,
            scope: Scope {
                city: city.into(),
                centre: "*".into(),
                failure: "*".into(),
            },
            breakdown: Breakdown::Total,
            mean,
            ci95,
            quantiles,
            n: 30,
        };
        let utilisation = row(Metric::Utilisation, "*", Some(0.95), Some([0.94, 0.96]), None);
        let rows = vec![
            row(
                Metric::LeadTime,
                "*",
                Some(4.2345),
                Some([4.0345, 4.4345]),
                Some([4.0, 9.5, 13.25]),
            ),
            row(Metric::LeadTime, "wuhan", Some(9.0), None, None),
            row(Metric::Travel, "*", None, None, None),
            Row {
                breakdown: Breakdown::Resource("bay".into()),
                ..utilisation
            },
            row(Metric::Jobs, "*", Some(1799.5), Some([1780.25, 1818.75]), None),
        ];
        let text = summary(
            "Two bays",
            &Summary {
                scenario: "Two bays".into(),
                seed: 1,
                replications: 30,
                warnings: Vec::new(),
                rows,
            },
            Language::En,
        );
        let expected = "\
Two bays: 30 replications, seed 1
  figure                  mean  95 % interval  p50  p90  p99
  Lead time (days)        4.23      4.03–4.44  4.0  9.5   13
  Utilisation: bays (%)   95.0      94.0–96.0
  Jobs                   1,800    1,780–1,819
mean and interval over replications; p50, p90 and p99 over all jobs
";
        assert_eq!(text, expected);
    }

    #[test]
    fn teams_stand_under_the_lead_time_and_shares_stay_shares() {
        let row = |metric, breakdown, mean, half: f64| Row {
            metric,
            scope: Scope {
                city: "*".into(),
                centre: "*".into(),
                failure: "*".into(),
            },
            breakdown,
            mean: Some(mean),
            ci95: Some([mean - half, mean + half]),
            quantiles: None,
            n: 30,
        };
        let team = |id: &str| Breakdown::Team(id.into());
        let mut rows = vec![
            row(Metric::LeadTime, Breakdown::Total, 2.3, 0.1),
            row(Metric::FirstSlot, team("*"), 1.4, 0.1),
            row(Metric::FullyBooked, team("*"), 0.1, 0.2),
            row(Metric::LeadTime, team("mechanical"), 0.2, 0.01),
            row(Metric::LeadTime, team("body"), 17.0, 0.1),
            row(Metric::WithinDays, Breakdown::Days(14), 0.99, 0.02),
        ];
        for resource in 0..9 {
            let id = Breakdown::Resource(format!("r{resource}"));
            rows.push(row(Metric::Utilisation, id, 0.1 * f64::from(resource), 0.01));
        }
        let text = summary(
            "Two teams",
            &Summary {
                scenario: "Two teams".into(),
                seed: 1,
                replications: 30,
                warnings: Vec::new(),
                rows,
            },
            Language::Zh,
        );
        let expected = "\
Two teams：重复 30 次，种子 1
  指标                         均值   95 % 区间
  预约等待（天）               2.30   2.20～2.40
  预约等待·机修工单（天）    0.200  0.190～0.210
  预约等待·钣喷工单（天）    17.00  16.90～17.10
  14天内约到（%）              99.0   97.0～100.0
  约满天数占比（%）              10         0～30
  利用率：r8（%）              80.0     79.0～81.0
  利用率：r7（%）              70.0     69.0～71.0
  利用率：r6（%）              60.0     59.0～61.0
  利用率：r5（%）              50.0     49.0～51.0
  利用率：r4（%）              40.0     39.0～41.0
";
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed(&text), squeezed(expected), "{text}");
    }

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("95 % 区间"), 9);
        assert_eq!(width("a – b"), 5);
        assert_eq!(width("（前"), 4);
    }
}
