//! `forecast.csv` and `beliefs.csv`: what may come day by day, and which belief a figure follows.

use super::csv::{Cell, EXTRA_KEYS, end, write_key, writer};
use crate::metrics::daily::{Daily, DailySeries, DayPoint};
use crate::metrics::forecast::Forecast;
use crate::stats::score::nearest_rank;
use jiff::civil::Date;
use std::io::{self, Write};

/// The name of the forecast by day in a folder of results.
pub const FILE: &str = "forecast.csv";

/// The name of the table of beliefs in a folder of results.
pub const BELIEFS: &str = "beliefs.csv";

/// The columns of the forecast by day: those of `daily.csv` over chance and beliefs, then over chance alone.
pub const HEAD: [&str; 17] = [
    "date",
    "city",
    "centre",
    "team",
    "metric",
    "mean",
    "p05",
    "p25",
    "p50",
    "p75",
    "p95",
    "chance_mean",
    "chance_p05",
    "chance_p25",
    "chance_p50",
    "chance_p75",
    "chance_p95",
];

/// Writes the forecast by day: by date, then in the order of the series of the network and of cities. Without beliefs
/// both halves are those of chance.
pub fn write(all: &Daily, chance: &Daily, start: Date, out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    out.write_record(HEAD)?;
    let mut cell = Cell::new();
    let same = |one: &DailySeries, other: &DailySeries| {
        (&one.city, &one.centre, &one.team, one.metric) == (&other.city, &other.centre, &other.team, other.metric)
    };
    let network = all.series.iter().filter(|series| series.centre == "*");
    let pairs: Vec<_> = network
        .map(|series| (series, chance.series.iter().find(|other| same(series, other))))
        .collect();
    let last = pairs.iter().map(|(series, _)| series.days.len()).max().unwrap_or(0);
    let mut date = start;
    for day in 0..last {
        for (series, chance) in &pairs {
            let here = |series: &DailySeries| series.days.get(day).copied().flatten();
            let points = [here(series), chance.and_then(here)];
            if points == [None, None] {
                continue;
            }
            let names = [&date.to_string(), &series.city, &series.centre, &series.team];
            names.into_iter().try_for_each(|name| out.write_field(name))?;
            out.write_field(series.metric.key())?;
            for point in points {
                write_point(&mut out, &mut cell, point)?;
            }
            end(&mut out)?;
        }
        date = date.tomorrow().map_err(io::Error::other)?;
    }
    out.flush()
}

fn write_point<W: Write>(out: &mut csv::Writer<W>, cell: &mut Cell, point: Option<DayPoint>) -> io::Result<()> {
    cell.write(out, point.map(|point| point.mean))?;
    let bands = point.and_then(|point| point.bands);
    (0..5).try_for_each(|at| cell.write(out, bands.map(|bands| bands[at])))
}

/// Writes the table of beliefs: for each figure of the network, what was drawn and how far the figure follows it.
pub fn write_beliefs(forecast: &Forecast, out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    let head = ["metric", "city", "centre", "failure"].into_iter().chain(EXTRA_KEYS);
    out.write_record(head.chain([
        "path",
        "written",
        "drawn_p05",
        "drawn_p50",
        "drawn_p95",
        "rank_correlation",
        "lo95",
        "hi95",
        "share",
        "blocks",
    ]))?;
    let mut cell = Cell::new();
    for matter in &forecast.matters {
        let belief = &forecast.beliefs[matter.belief];
        write_key(&mut out, &matter.key)?
            .into_iter()
            .try_for_each(|key| out.write_field(key))?;
        out.write_field(&belief.path)?;
        let correlation = matter.ranked.correlation;
        let ends = matter.ranked.interval;
        let [low, middle, high] = points(&belief.values);
        for value in [
            Some(belief.written),
            low,
            middle,
            high,
            Some(correlation),
            ends.map(|ends| ends[0]),
            ends.map(|ends| ends[1]),
            Some(correlation * correlation),
        ] {
            cell.write(&mut out, value)?;
        }
        out.write_field(forecast.blocks.to_string())?;
        end(&mut out)?;
    }
    out.flush()
}

/// The 5, 50 and 95 % points of what was drawn.
pub(super) fn points(values: &[f64]) -> [Option<f64>; 3] {
    let mut ascending = values.to_vec();
    ascending.sort_by(f64::total_cmp);
    [0.05, 0.5, 0.95].map(|share| nearest_rank(&ascending, share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::catalogue::Metric;
    use crate::metrics::forecast::{Drawn, Matter};
    use crate::metrics::sample::Key;
    use crate::metrics::summary::Breakdown;
    use crate::stats::rank::Ranked;

    #[test]
    fn a_belief_is_told_with_what_it_drew_and_how_far_it_is_followed() {
        let forecast = Forecast {
            daily: Daily::default(),
            rows: Vec::new(),
            replications: 40,
            blocks: 20,
            beliefs: vec![Drawn {
                path: "a.b".into(),
                written: 2.0,
                values: (1..=20).rev().map(f64::from).collect(),
            }],
            matters: vec![Matter {
                key: Key::network(Metric::Jobs, Breakdown::Total),
                belief: 0,
                ranked: Ranked {
                    correlation: -0.5,
                    interval: Some([-0.75, -0.125]),
                },
            }],
        };
        let mut out = Vec::new();
        assert!(write_beliefs(&forecast, &mut out).is_ok());
        let text = String::from_utf8_lossy(&out);
        // The first, tenth and nineteenth of 1 to 20; a quarter of the variance of ranks.
        let row = "a.b,2.0,1.0,10.0,19.0,-0.5,-0.75,-0.125,0.25,20\n";
        assert!(text.starts_with("metric,") && text.ends_with(row), "{text}");
    }
}
