//! `summary.csv`, `daily.csv`, `recall.csv` and `observed.csv`: the figures as planners load them into a spreadsheet.

use crate::metrics::daily::{Daily, DailySeries};
use crate::metrics::forecast::Ahead;
use crate::metrics::observed::Simulated;
use crate::metrics::recall::{RecallSeries, Stand};
use crate::metrics::sample::Key;
use crate::metrics::summary::{Breakdown, Summary};
use crate::scenario::Scenario;
use csv::{Terminator, Writer, WriterBuilder};
use jiff::civil::Date;
use std::io::{self, Write};

/// A CSV writer as all our files use it: commas, quotes where needed, lines end with one line feed.
pub(super) fn writer<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new()
        .flexible(false)
        .terminator(Terminator::Any(b'\n'))
        .from_writer(out)
}

/// A number as one cell: the shortest text that reads back as the same number, as in `summary.json`.
pub(super) struct Cell(Vec<u8>);

impl Cell {
    pub(super) fn new() -> Cell {
        Cell(Vec::with_capacity(32))
    }

    /// Writes a number, or an empty cell.
    pub(super) fn write<W: Write>(&mut self, out: &mut Writer<W>, value: Option<f64>) -> io::Result<()> {
        self.0.clear();
        if let Some(value) = value {
            serde_json::to_writer(&mut self.0, &value)?;
        }
        Ok(out.write_field(&self.0)?)
    }
}

/// Ends the row.
pub(super) fn end<W: Write>(out: &mut Writer<W>) -> io::Result<()> {
    Ok(out.write_record(None::<&[u8]>)?)
}

/// Columns of the extra keys of breakdowns.
pub(super) const EXTRA_KEYS: [&str; 9] = [
    "resource",
    "team",
    "reason",
    "days",
    "province",
    "cause",
    "km",
    "component",
    "part",
];

/// Writes metric, city, centre and failure mode of a figure, and hands back the cells under [`EXTRA_KEYS`].
pub(super) fn write_key<W: Write>(out: &mut Writer<W>, key: &Key) -> io::Result<[String; 9]> {
    let Key {
        metric,
        scope,
        breakdown,
    } = key;
    for text in [metric.key(), &scope.city, &scope.centre, &scope.failure] {
        out.write_field(text)?;
    }
    Ok(extra_keys(breakdown))
}

/// The cells of a breakdown under [`EXTRA_KEYS`].
pub(super) fn extra_keys(breakdown: &Breakdown) -> [String; 9] {
    let mut keys: [String; 9] = Default::default();
    let mut set = |at: usize, text: &str| keys[at] = text.to_string();
    match breakdown {
        Breakdown::Total => {}
        Breakdown::Resource(id) => set(0, id),
        Breakdown::Team(id) => set(1, id),
        Breakdown::Reason(key) => set(2, key),
        Breakdown::Days(count) => set(3, &count.to_string()),
        Breakdown::Province(name) => set(4, name),
        Breakdown::TeamDays(team, count) => {
            set(1, team);
            set(3, &count.to_string());
        }
        Breakdown::ProvinceDays(province, count) => {
            set(3, &count.to_string());
            set(4, province);
        }
        Breakdown::ProvinceTeamDays(province, team, count) => {
            set(1, team);
            set(3, &count.to_string());
            set(4, province);
        }
        Breakdown::Km(reach) => {
            set(6, &reach.km.to_string());
            set(1, reach.team.as_deref().unwrap_or_default());
            set(4, reach.province.as_deref().unwrap_or_default());
        }
        Breakdown::ProvinceTeam(province, team) => {
            set(1, team);
            set(4, province);
        }
        Breakdown::Cause(key) => set(5, key),
        Breakdown::Component(key) => set(7, key),
        Breakdown::Stock(id) => set(8, id),
        Breakdown::TeamCause(team, key) => {
            set(1, team);
            set(5, key);
        }
    }
    keys
}

/// Columns that a forecast with beliefs adds to `summary.csv`.
const AHEAD: [&str; 6] = [
    "chance90_lo",
    "chance90_hi",
    "forecast90_lo",
    "forecast90_hi",
    "chance_sd",
    "beliefs_sd",
];

/// Writes `summary.csv`: the rows of `summary.json`, empty where that says null. `ahead` has what each may turn out to
/// be, or nothing where the scenario has no beliefs.
pub fn write_summary(summary: &Summary, ahead: &[Ahead], out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    let head = ["metric", "city", "centre", "failure"].into_iter().chain(EXTRA_KEYS);
    let head = head.chain(["mean", "ci95_lo", "ci95_hi", "p50", "p90", "p99", "n"]);
    out.write_record(head.chain(AHEAD.into_iter().filter(|_| !ahead.is_empty())))?;
    let mut cell = Cell::new();
    for (at, row) in summary.rows.iter().enumerate() {
        for text in [row.metric.key(), &row.scope.city, &row.scope.centre, &row.scope.failure] {
            out.write_field(text)?;
        }
        extra_keys(&row.breakdown)
            .into_iter()
            .try_for_each(|key| out.write_field(key))?;
        cell.write(&mut out, row.mean)?;
        for at in 0..2 {
            cell.write(&mut out, row.ci95.map(|ends| ends[at]))?;
        }
        for at in 0..3 {
            cell.write(&mut out, row.quantiles.map(|values| values[at]))?;
        }
        out.write_field(row.n.to_string())?;
        if let Some(ahead) = ahead.get(at) {
            for ends in [ahead.chance90, ahead.all90] {
                (0..2).try_for_each(|at| cell.write(&mut out, ends.map(|ends| ends[at])))?;
            }
            cell.write(&mut out, ahead.parts.map(|parts| parts.within.sqrt()))?;
            cell.write(&mut out, ahead.parts.map(|parts| parts.between.sqrt()))?;
        }
        end(&mut out)?;
    }
    out.flush()
}

/// Writes `daily.csv`: by date, then in the order of the series; a day without observation has no row.
///
/// A national run has a million rows, so what names a series is quoted once and the rows are put together by hand.
pub fn write_daily(daily: &Daily, start: Date, mut out: impl Write) -> io::Result<()> {
    out.write_all(b"date,city,centre,team,metric,mean,p05,p25,p50,p75,p95\n")?;
    let names: Vec<Vec<u8>> = daily.series.iter().map(series_name).collect::<io::Result<_>>()?;
    let last = daily.series.iter().map(|series| series.days.len()).max().unwrap_or(0);
    let mut date = start;
    let mut rows: Vec<u8> = Vec::new();
    for day in 0..last {
        let text = date.to_string();
        for (series, name) in daily.series.iter().zip(&names) {
            let Some(Some(point)) = series.days.get(day) else {
                continue;
            };
            rows.extend_from_slice(text.as_bytes());
            rows.extend_from_slice(name);
            serde_json::to_writer(&mut rows, &point.mean)?;
            match point.bands {
                None => rows.extend_from_slice(b",,,,,"),
                Some(bands) => {
                    for band in bands {
                        rows.push(b',');
                        serde_json::to_writer(&mut rows, &band)?;
                    }
                }
            }
            rows.push(b'\n');
        }
        out.write_all(&rows)?;
        rows.clear();
        date = date.tomorrow().map_err(io::Error::other)?;
    }
    out.flush()
}

/// The cells that name a series, between two commas.
fn series_name(series: &DailySeries) -> io::Result<Vec<u8>> {
    let mut cells = writer(Vec::new());
    cells.write_record(["", &series.city, &series.centre, &series.team, series.metric.key(), ""])?;
    let mut name = cells
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))?;
    name.pop();
    // An empty cell at the start is written as two quotes.
    Ok(name.strip_prefix(b"\"\"").map(<[u8]>::to_vec).unwrap_or(name))
}

/// Writes `recall.csv`: shares of the cars of each recall at the end of every whole week since its announcement.
pub fn write_recalls(scenario: &Scenario, recalls: &[RecallSeries], out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    out.write_record([
        "recall", "week", "figure", "cars", "mean", "p05", "p25", "p50", "p75", "p95",
    ])?;
    let mut cell = Cell::new();
    for recall in recalls {
        for (week, points) in recall.weeks.iter().enumerate() {
            for (stand, point) in Stand::ALL.iter().zip(points) {
                out.write_field(&scenario.recalls[recall.recall].id)?;
                out.write_field((week + 1).to_string())?;
                out.write_field(stand.key())?;
                out.write_field(recall.cars.to_string())?;
                cell.write(&mut out, Some(point.mean))?;
                for at in 0..5 {
                    cell.write(&mut out, point.bands.map(|levels| levels[at]))?;
                }
                end(&mut out)?;
            }
        }
    }
    out.flush()
}

/// Writes `observed.csv`: what was reported, what is simulated in the same span and scope, and how they compare.
pub fn write_observed(scenario: &Scenario, simulated: &[Simulated], out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    out.write_record([
        "id",
        "metric",
        "city",
        "centre",
        "failure",
        "team",
        "from",
        "to",
        "observed_low",
        "observed_high",
        "simulated_mean",
        "lo95",
        "hi95",
        "n",
        "verdict",
    ])?;
    let mut cell = Cell::new();
    for (observed, simulated) in scenario.observed.iter().zip(simulated) {
        out.write_field(&observed.id)?;
        out.write_field(observed.quantity.key())?;
        let scope = [
            observed.city.map(|id| &scenario.cities[id.index()].id),
            observed.centre.map(|id| &scenario.centres[id.index()].id),
            observed.failure.map(|id| &scenario.failures[id.index()].id),
            observed.team.map(|id| &scenario.teams[id.index()]),
        ];
        for id in scope {
            out.write_field(id.map_or("*", String::as_str))?;
        }
        for date in [observed.from, observed.to] {
            out.write_field(date.map_or_else(String::new, |date| date.to_string()))?;
        }
        let ends = simulated.ci95;
        for value in [
            Some(observed.low),
            Some(observed.high),
            simulated.mean,
            ends.map(|ends| ends[0]),
            ends.map(|ends| ends[1]),
        ] {
            cell.write(&mut out, value)?;
        }
        out.write_field(simulated.n.to_string())?;
        out.write_field(simulated.verdict(observed).key())?;
        end(&mut out)?;
    }
    out.flush()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::metrics::catalogue::Metric;
    use crate::metrics::daily::DayPoint;
    use crate::metrics::summary::{Row, Scope};

    fn row(metric: Metric, city: &str, centre: &str, breakdown: Breakdown) -> Row {
        let scope = Scope {
            city: city.into(),
            centre: centre.into(),
            failure: "*".into(),
        };
        Row {
            metric,
            scope,
            breakdown,
            mean: None,
            ci95: None,
            quantiles: None,
            n: 0,
        }
    }

    /// Two replications with a figure of each kind.
    pub(crate) fn summary() -> Summary {
        let lead = row(Metric::LeadTime, "*", "*", Breakdown::Total);
        let utilisation = row(Metric::Utilisation, "*", "wuhan-1", Breakdown::Resource("bay".into()));
        let within = row(Metric::WithinDays, "*", "*", Breakdown::Days(7));
        Summary {
            scenario: "Two \"bays\", 武汉".into(),
            seed: 7,
            replications: 2,
            warnings: vec![crate::metrics::warning::Warning::NoWarmUp],
            rows: vec![
                Row {
                    mean: Some(3.25),
                    ci95: Some([3.0, 3.5]),
                    quantiles: Some([3.0, 5.5, 0.1]),
                    n: 2,
                    ..lead
                },
                row(Metric::InSystem, "wuhan", "*", Breakdown::Total),
                Row {
                    mean: Some(0.5),
                    n: 1,
                    ..utilisation
                },
                Row {
                    mean: Some(1.0),
                    ci95: Some([1.0, 1.0]),
                    n: 2,
                    ..within
                },
            ],
        }
    }

    #[test]
    fn the_summary_has_a_column_for_every_breakdown() {
        let mut bytes = Vec::new();
        let mut all = summary();
        for part in [
            Breakdown::Team("body, paint".into()),
            Breakdown::Reason("no_slot".into()),
            Breakdown::Province("Hubei".into()),
            Breakdown::TeamCause("body".into(), "no_slot".into()),
            Breakdown::Stock("panel".into()),
        ] {
            all.rows.push(row(Metric::LostShare, "*", "*", part));
        }
        write_summary(&all, &[], &mut bytes).unwrap();
        let expected = "\
metric,city,centre,failure,resource,team,reason,days,province,cause,km,component,part,mean,ci95_lo,ci95_hi,p50,p90,p99,n
lead_time_days,*,*,*,,,,,,,,,,3.25,3.0,3.5,3.0,5.5,0.1,2
in_system,wuhan,*,*,,,,,,,,,,,,,,,,0
utilisation,*,wuhan-1,*,bay,,,,,,,,,0.5,,,,,,1
within_days_share,*,*,*,,,,7,,,,,,1.0,1.0,1.0,,,,2
lost_share,*,*,*,,\"body, paint\",,,,,,,,,,,,,,0
lost_share,*,*,*,,,no_slot,,,,,,,,,,,,,0
lost_share,*,*,*,,,,,Hubei,,,,,,,,,,,0
lost_share,*,*,*,,body,,,,no_slot,,,,,,,,,,0
lost_share,*,*,*,,,,,,,,,panel,,,,,,,0
";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn daily_rows_go_by_date_then_series_and_skip_empty_days() {
        let point = |mean| {
            Some(DayPoint {
                mean,
                bands: Some([0.0, 1.0, 2.0, 3.0, 4.5]),
            })
        };
        let bare = |mean| Some(DayPoint { mean, bands: None });
        let series = |centre: &str, team: &str, metric, days| DailySeries {
            city: "*".into(),
            centre: centre.into(),
            team: team.into(),
            metric,
            days,
        };
        let daily = Daily {
            series: vec![
                series("*", "*", Metric::Jobs, vec![point(2.0), point(0.1), None]),
                series("wuhan-1", "body", Metric::FirstSlot, vec![None, bare(14.0), bare(13.0)]),
            ],
            recalls: Vec::new(),
            cars: Vec::new(),
            peaks: Vec::new(),
        };
        let mut bytes = Vec::new();
        write_daily(&daily, jiff::civil::date(2024, 2, 28), &mut bytes).unwrap();
        let expected = "\
date,city,centre,team,metric,mean,p05,p25,p50,p75,p95
2024-02-28,*,*,*,jobs,2.0,0.0,1.0,2.0,3.0,4.5
2024-02-29,*,*,*,jobs,0.1,0.0,1.0,2.0,3.0,4.5
2024-02-29,*,wuhan-1,body,first_slot_days,14.0,,,,,
2024-03-01,*,wuhan-1,body,first_slot_days,13.0,,,,,
";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
