//! The folder of a backtest: `backtest.json`, `backtest.csv`, and the picture of one series.

use super::RESULTS_VERSION;
use super::chart::Chart;
use super::chart::context::Run;
use super::chart::fan::Fan;
use super::chart::fonts::Fonts;
use super::chart::{names, picture};
use super::csv::{Cell, end, writer};
use super::sweep::unit;
use super::words;
use crate::metrics::summary::Summary;
use crate::scenario::Scenario;
use crate::study::backtest::{BAND50, BAND90, Backtest, Score, Series, inside, score};
use crate::units::Language;
use serde::Serialize;
use std::io::{self, Write};

/// The table of days.
pub const CSV: &str = "backtest.csv";
/// The scores.
pub const JSON: &str = "backtest.json";
/// Name and version of the format of [`JSON`].
pub const SCHEMA: &str = "aftersales.backtest/1";

/// What was tested.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What came of it.
    pub found: &'a Backtest,
    /// Seed and replications of the forecast; none where it had been kept.
    pub made: Option<(u64, u32)>,
    /// Whether inputs were drawn from beliefs.
    pub beliefs: bool,
}

#[derive(Serialize)]
struct Scores {
    coverage50: f64,
    coverage90: f64,
    interval_score50: f64,
    interval_score90: f64,
    bias: f64,
    mean_absolute_error: f64,
}

impl From<&Score> for Scores {
    fn from(score: &Score) -> Scores {
        Scores {
            coverage50: score.coverage50,
            coverage90: score.coverage90,
            interval_score50: score.score50,
            interval_score90: score.score90,
            bias: score.bias,
            mean_absolute_error: score.error,
        }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    metric: &'static str,
    city: &'a str,
    team: &'a str,
    from: String,
    to: String,
    days: usize,
    forecast: Scores,
    chance: Scores,
}

#[derive(Serialize)]
struct Whole<'a> {
    schema: &'static str,
    results_version: u32,
    scenario: &'a str,
    seed: Option<u64>,
    replications: Option<u32>,
    left_out: u32,
    series: Vec<Line<'a>>,
}

/// The scores as JSON.
pub fn write_json(input: &Input, out: &mut impl Write) -> io::Result<()> {
    let line = |series: &'_ Series| Line {
        metric: series.metric.key(),
        city: "",
        team: "",
        from: series.days.first().map_or_else(String::new, |day| day.date.to_string()),
        to: series.days.last().map_or_else(String::new, |day| day.date.to_string()),
        days: series.days.len(),
        forecast: Scores::from(&series.scores[0]),
        chance: Scores::from(&series.scores[1]),
    };
    let whole = Whole {
        schema: SCHEMA,
        results_version: RESULTS_VERSION,
        scenario: &input.scenario.name,
        seed: input.made.map(|(seed, _)| seed),
        replications: input.made.map(|(_, replications)| replications),
        left_out: input.found.left_out,
        series: (input.found.series.iter())
            .map(|series| Line {
                city: &series.city,
                team: &series.team,
                ..line(series)
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

/// Every judged day: what was observed, both forecasts, whether it lay inside and how much that scores.
pub fn write_csv(found: &Backtest, out: impl Write) -> io::Result<()> {
    let mut out = writer(out);
    let levels = ["mean", "p05", "p25", "p50", "p75", "p95"];
    let judged = ["inside50", "inside90", "score50", "score90"];
    let mut head: Vec<String> = ["date", "city", "team", "metric", "observed"]
        .map(String::from)
        .to_vec();
    for prefix in ["", "chance_"] {
        head.extend(levels.iter().chain(&judged).map(|name| format!("{prefix}{name}")));
    }
    out.write_record(&head)?;
    let mut cell = Cell::new();
    for series in &found.series {
        for day in &series.days {
            let date = day.date.to_string();
            for text in [date.as_str(), &series.city, &series.team, series.metric.key()] {
                out.write_field(text)?;
            }
            cell.write(&mut out, Some(day.observed))?;
            for point in &day.forecast {
                cell.write(&mut out, Some(point.mean))?;
                (0..5).try_for_each(|at| cell.write(&mut out, point.bands.map(|bands| bands[at])))?;
                for band in [BAND50, BAND90] {
                    out.write_field(if inside(point, band, day.observed) { "1" } else { "0" })?;
                }
                for band in [BAND50, BAND90] {
                    cell.write(&mut out, score(point, band, day.observed))?;
                }
            }
            end(&mut out)?;
        }
    }
    out.flush()
}

impl Input<'_> {
    /// The series to draw: the one with most days, the first of these.
    fn drawn(&self) -> Option<&Series> {
        let longest = self.found.series.iter().map(|series| series.days.len()).max()?;
        let mut series = self.found.series.iter();
        series.find(|series| series.days.len() == longest && longest > 1)
    }

    /// The picture; none without two days of one series.
    pub fn chart(&self, language: Language) -> Option<Chart> {
        let series = self.drawn()?;
        let summary = Summary {
            scenario: self.scenario.name.clone(),
            seed: self.made.map_or(0, |(seed, _)| seed),
            replications: self.made.map_or(0, |(_, replications)| replications),
            warnings: Vec::new(),
            rows: Vec::new(),
        };
        let fonts = Fonts::for_texts(language, names(self.scenario, Language::En), None);
        let run = Run {
            scenario: self.scenario,
            summary: &summary,
            language,
            fonts: &fonts,
        };
        let english = Run {
            language: Language::En,
            ..run
        };
        let fan = |run: &Run| -> Vec<Box<dyn picture::Picture>> {
            let what = words::precision::metric(series.metric).say(run.language).to_string();
            let what = match series.team.as_str() {
                "*" => what,
                team => words::sweep::SWEPT_FOR_TEAM.fill(
                    run.language,
                    &[("what", &what), ("jobs", &words::team_jobs(team, run.language))],
                ),
            };
            vec![Box::new(Fan {
                series: series.clone(),
                what,
                unit: unit(series.metric),
                place: match series.city.as_str() {
                    "*" => words::NETWORK.say(run.language).to_string(),
                    city => run.city(city),
                },
                beliefs: self.beliefs,
                language: run.language,
            })]
        };
        let source = |run: &Run| match self.made {
            Some(_) => run.source(),
            None => run.title().to_string(),
        };
        let charts = picture::finish_all(&fan(&run), (language, &source(&run), &fonts), || {
            (fan(&english), source(&english))
        });
        charts.into_iter().next()
    }
}
