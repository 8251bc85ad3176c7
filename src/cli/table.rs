//! The short summary after a run: the key figures of the whole network, with their intervals.

use super::words;
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Row, Summary};
use crate::units::Language;

/// The figures of the whole network as a table for a terminal.
pub(super) fn summary(summary: &Summary, language: Language) -> String {
    let mut lines = vec![words::COLUMNS.map(|column| column.of(language).to_string())];
    for row in summary.rows.iter().filter(|row| is_key(row)) {
        let mean = row.mean.unwrap_or(0.0);
        let step = row.ci95.map_or(mean.abs(), |[low, high]| (high - low) / 2.0);
        let decimals = decimals(step);
        let [p50, p90, p99] = match row.quantiles {
            Some(values) => values.map(|value| number(value, 2)),
            None => [const { String::new() }; 3],
        };
        let interval = row.ci95.map_or(String::new(), |[low, high]| {
            format!("{} – {}", number(low, decimals), number(high, decimals))
        });
        lines.push([label(row), number(mean, decimals), interval, p50, p90, p99]);
    }
    let used = (0..6)
        .filter(|&column| lines.iter().skip(1).any(|line| !line[column].is_empty()))
        .collect::<Vec<_>>();
    let widest = |column: usize| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(widest).collect();
    let mut text = words::HEADING.with(language, &[&summary.scenario, &summary.replications, &summary.seed]);
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

/// Whether a row belongs into the short summary: of the whole network, with an observation, and not too fine.
fn is_key(row: &Row) -> bool {
    let scope = &row.scope;
    let whole = [&scope.city, &scope.centre, &scope.failure].iter().all(|id| *id == "*");
    let coarse = match &row.breakdown {
        Breakdown::Total | Breakdown::Resource(_) | Breakdown::Days(_) => true,
        Breakdown::Team(team) => team == "*" || row.metric == Metric::LeadTime,
        _ => false,
    };
    whole && coarse && row.mean.is_some()
}

fn label(row: &Row) -> String {
    match &row.breakdown {
        Breakdown::Resource(id) => format!("{} {id}", row.metric.key()),
        Breakdown::Team(id) if id != "*" => format!("{} {id}", row.metric.key()),
        Breakdown::Days(days) => format!("{} {days}", row.metric.key()),
        _ => row.metric.key().to_string(),
    }
}

/// Decimals that show two digits of `step`, the half-width of the interval; at most four.
fn decimals(step: f64) -> usize {
    let mut decimals = 0;
    let mut shown = step;
    while decimals < 4 && shown < 10.0 {
        shown *= 10.0;
        decimals += 1;
    }
    if step > 0.0 { decimals } else { 2 }
}

fn number(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

/// Columns that a text takes in a terminal: two for a Chinese character or full-width sign.
pub(super) fn width(text: &str) -> usize {
    let wide = |letter: char| matches!(letter, '\u{2e80}'..='\u{ffdc}');
    text.chars().map(|letter| if wide(letter) { 2 } else { 1 }).sum()
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
  metric            mean  95 % interval   p50   p90    p99
  lead_time_days    4.23    4.03 – 4.43  4.00  9.50  13.25
  utilisation bay  0.950  0.940 – 0.960
  jobs              1800    1780 – 1819
mean and interval over replications; p50, p90 and p99 over all jobs
";
        assert_eq!(text, expected);
    }

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("95 % 区间"), 9);
        assert_eq!(width("a – b"), 5);
        assert_eq!(width("（前"), 4);
    }
}
