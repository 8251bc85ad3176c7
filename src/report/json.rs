//! `summary.json`: every figure of a run, one per line, so that two runs can be compared by eye.

use super::{RESULTS_VERSION, warning};
use crate::metrics::forecast::Ahead;
use crate::metrics::summary::{Breakdown, Row, Summary};
use crate::study::failure::Failure;
use crate::units::Language;
use serde::Serialize;
use std::io::{self, Write};

/// Name and version of the format.
pub const SCHEMA: &str = "aftersales.summary/1";

/// One row as it stands in the file; the order of the fields is part of the format.
#[derive(Serialize)]
struct Line<'a> {
    metric: &'static str,
    city: &'a str,
    centre: &'a str,
    failure: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    province: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    km: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    mean: Option<f64>,
    ci95: Option<[f64; 2]>,
    p50: Option<f64>,
    p90: Option<f64>,
    p99: Option<f64>,
    n: u32,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    ahead: Option<AheadLine>,
}

/// What a forecast with beliefs adds to a row.
#[derive(Serialize)]
struct AheadLine {
    chance90: Option<[f64; 2]>,
    forecast90: Option<[f64; 2]>,
    chance_sd: Option<f64>,
    beliefs_sd: Option<f64>,
}

impl AheadLine {
    fn of(ahead: &Ahead) -> AheadLine {
        AheadLine {
            chance90: ahead.chance90,
            forecast90: ahead.all90,
            chance_sd: ahead.parts.map(|parts| parts.within.sqrt()),
            beliefs_sd: ahead.parts.map(|parts| parts.between.sqrt()),
        }
    }
}

impl<'a> Line<'a> {
    fn of(row: &'a Row, ahead: Option<&Ahead>) -> Line<'a> {
        let [p50, p90, p99] = row.quantiles.map_or([None; 3], |values| values.map(Some));
        let mut line = Line {
            metric: row.metric.key(),
            city: &row.scope.city,
            centre: &row.scope.centre,
            failure: &row.scope.failure,
            resource: None,
            team: None,
            reason: None,
            days: None,
            province: None,
            cause: None,
            km: None,
            component: None,
            part: None,
            mean: row.mean,
            ci95: row.ci95,
            p50,
            p90,
            p99,
            n: row.n,
            ahead: ahead.map(AheadLine::of),
        };
        match &row.breakdown {
            Breakdown::Total => {}
            Breakdown::Resource(id) => line.resource = Some(id),
            Breakdown::Team(id) => line.team = Some(id),
            Breakdown::Reason(key) => line.reason = Some(key),
            Breakdown::Days(days) => line.days = Some(*days),
            Breakdown::Province(name) => line.province = Some(name),
            Breakdown::TeamDays(team, days) => {
                line.team = Some(team);
                line.days = Some(*days);
            }
            Breakdown::ProvinceTeam(province, team) => {
                line.team = Some(team);
                line.province = Some(province);
            }
            Breakdown::ProvinceDays(province, days) => {
                line.province = Some(province);
                line.days = Some(*days);
            }
            Breakdown::ProvinceTeamDays(province, team, days) => {
                line.province = Some(province);
                line.team = Some(team);
                line.days = Some(*days);
            }
            Breakdown::Km(reach) => {
                line.km = Some(reach.km);
                line.team = reach.team.as_deref();
                line.province = reach.province.as_deref();
            }
            Breakdown::Cause(key) => line.cause = Some(key),
            Breakdown::Component(key) => line.component = Some(key),
            Breakdown::Stock(id) => line.part = Some(id),
            Breakdown::TeamCause(team, key) => {
                line.team = Some(team);
                line.cause = Some(key);
            }
        }
        line
    }
}

/// Writes `summary.json`. Floats are the shortest text that reads back as the same number. `ahead` has what each row may
/// turn out to be, or nothing where the scenario has no beliefs.
pub fn write(summary: &Summary, ahead: &[Ahead], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{{")?;
    writeln!(out, "  \"schema\": \"{SCHEMA}\",")?;
    writeln!(out, "  \"results_version\": {RESULTS_VERSION},")?;
    writeln!(out, "  \"scenario\": {},", text(&summary.scenario)?)?;
    writeln!(out, "  \"seed\": {},", summary.seed)?;
    writeln!(out, "  \"replications\": {},", summary.replications)?;
    list(
        out,
        "warnings",
        summary
            .warnings
            .iter()
            .map(|warning| text(&warning::say(warning, Language::En))),
        ",",
    )?;
    let lines = summary.rows.iter().enumerate();
    list(
        out,
        "metrics",
        lines.map(|(at, row)| text(&Line::of(row, ahead.get(at)))),
        "",
    )?;
    writeln!(out, "}}")
}

/// Figures are numbers or absent; anything else is a mistake of the simulator, named here.
pub fn check(summary: &Summary) -> Result<(), Failure> {
    for row in &summary.rows {
        let figures = row.mean.into_iter().chain(row.ci95.into_iter().flatten());
        for figure in figures.chain(row.quantiles.into_iter().flatten()) {
            if !figure.is_finite() {
                let scope = &row.scope;
                return Err(Failure::broken(format!(
                    "{} of city {}, centre {}, failure {} is {figure}",
                    row.metric.key(),
                    scope.city,
                    scope.centre,
                    scope.failure
                )));
            }
        }
    }
    Ok(())
}

fn text(value: &(impl Serialize + ?Sized)) -> io::Result<String> {
    serde_json::to_string(value).map_err(io::Error::other)
}

/// `"name": [` one item per line `]`, and on one line if there is none.
fn list(
    out: &mut impl Write,
    name: &str,
    items: impl ExactSizeIterator<Item = io::Result<String>>,
    end: &str,
) -> io::Result<()> {
    let count = items.len();
    if count == 0 {
        return writeln!(out, "  \"{name}\": []{end}");
    }
    writeln!(out, "  \"{name}\": [")?;
    for (at, item) in items.enumerate() {
        writeln!(out, "    {}{}", item?, if at + 1 < count { "," } else { "" })?;
    }
    writeln!(out, "  ]{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::csv::tests::summary;

    #[test]
    fn one_metric_per_line_with_nulls_and_extra_keys() {
        let mut bytes = Vec::new();
        write(&summary(), &[], &mut bytes).unwrap();
        let expected = r#"{
  "schema": "aftersales.summary/1",
  "results_version": 1,
  "scenario": "Two \"bays\", 武汉",
  "seed": 7,
  "replications": 2,
  "warnings": [
    "No warm-up: the run begins without a single job, and these empty days are in every mean. Set warm_up_days in the scenario."
  ],
  "metrics": [
    {"metric":"lead_time_days","city":"*","centre":"*","failure":"*","mean":3.25,"ci95":[3.0,3.5],"p50":3.0,"p90":5.5,"p99":0.1,"n":2},
    {"metric":"in_system","city":"wuhan","centre":"*","failure":"*","mean":null,"ci95":null,"p50":null,"p90":null,"p99":null,"n":0},
    {"metric":"utilisation","city":"*","centre":"wuhan-1","failure":"*","resource":"bay","mean":0.5,"ci95":null,"p50":null,"p90":null,"p99":null,"n":1},
    {"metric":"within_days_share","city":"*","centre":"*","failure":"*","days":7,"mean":1.0,"ci95":[1.0,1.0],"p50":null,"p90":null,"p99":null,"n":2}
  ]
}
"#;
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn no_warnings_is_an_empty_list() {
        let mut bytes = Vec::new();
        write(
            &Summary {
                warnings: Vec::new(),
                rows: Vec::new(),
                ..summary()
            },
            &[],
            &mut bytes,
        )
        .unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("  \"warnings\": [],\n  \"metrics\": []\n}"), "{text}");
    }

    #[test]
    fn a_figure_that_is_no_number_is_named() {
        let mut wrong = summary();
        wrong.rows[0].mean = Some(f64::NAN);
        let message = check(&wrong).unwrap_err().to_string();
        assert!(
            message.contains("lead_time_days of city *, centre *, failure * is NaN"),
            "{message}"
        );
        assert!(check(&summary()).is_ok());
    }
}
