//! Systems small enough for paper: a trace goes in, every instant that comes out was computed by hand.
//!
//! Times are written `day/HH:MM` (day 0 first, a Monday; `+1` and `-1` at the end are microseconds) or as decimal
//! hours; `-` is an empty cell. A job is named by its row in the trace, 1 first.

mod booking;
mod choice;
mod closing;
mod collect;
mod comeback;
mod cost;
mod dates;
mod expansion;
mod figures;
mod holiday;
mod instants;
mod keeping;
mod kept;
mod loaners;
mod observed;
mod outside;
mod overtime;
mod owners;
mod pace;
mod parts;
mod patience;
mod programme;
mod queues;
mod recall;
mod regions;
mod releases;
mod rescued;
mod resumed;
mod roadside;
mod satisfaction;
mod scramble;
mod sold;
mod staff;
mod stages;
mod state;
mod teams;
mod triage;
mod waits;
mod warranty;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Command;

/// Microseconds of an hour.
const HOUR: i64 = 3_600_000_000;

/// One city and one failure mode: an hour in a bay, unless the trace says otherwise.
pub const BODY: &str = r#"
    [[city]]
    id = "wuhan"
    [[failure]]
    id = "body"
    stages = [ { id = "repair", needs = ["bay"], hours = 1.0 } ]
"#;

/// A centre in Wuhan, named `w`.
pub fn centre(resources: &str, hours: &str, booking: &str) -> String {
    format!(
        "[[centre]]\nid = 'w'\ncity = 'wuhan'\nresources = {{ {resources} }}\nhours = {hours}\n\
         booking = {{ {booking} }}\n"
    )
}

/// Bays in Wuhan that never close, for everyone who comes.
pub fn bays(count: u32) -> String {
    BODY.to_string() + &centre(&format!("bay = {count}"), "'always'", "policy = 'walk-in'")
}

/// A scenario with a trace.
pub struct Case {
    top: String,
    scenario: String,
    trace: String,
    state: String,
}

impl Case {
    /// `days` days from Monday, 3 March 2025.
    pub fn new(days: u32, scenario: &str) -> Case {
        Case::from("2025-03-03", days, scenario)
    }

    /// `days` days from a date.
    pub fn from(start: &str, days: u32, scenario: &str) -> Case {
        Case {
            top: format!("name = 'By hand'\nstart = {start}\ndays = {days}\n"),
            scenario: scenario.to_string(),
            trace: String::new(),
            state: String::new(),
        }
    }

    /// Another line at the top level.
    pub fn top(mut self, line: &str) -> Case {
        self.top += line;
        self.top.push('\n');
        self
    }

    /// The jobs: a table whose first line names the columns. City and failure mode may be left out.
    pub fn trace(mut self, table: &str) -> Case {
        self.trace = csv(table, &[("city", "wuhan"), ("failure", "body")]);
        self
    }

    /// The jobs that are open at the start, named `s1`, `s2` … in the tables.
    pub fn state(mut self, table: &str) -> Case {
        self.state = csv(table, &[("city", "wuhan"), ("failure", "body")]);
        self
    }

    /// Runs one replication with seed 1.
    pub fn run(&self) -> Run {
        self.run_with(&[])
    }

    /// Runs one replication with more options.
    pub fn run_with(&self, options: &[&str]) -> Run {
        let home = tempfile::tempdir().unwrap();
        let with_trace = if self.trace.is_empty() {
            ""
        } else {
            "[[trace]]\nfile = 'jobs.csv'\n"
        };
        let with_state = if self.state.is_empty() {
            ""
        } else {
            "[state]\nfile = 'state.csv'\n"
        };
        let text = format!("{}{}\n{with_trace}{with_state}", self.top, self.scenario);
        fs::write(home.path().join("s.toml"), &text).unwrap();
        fs::write(home.path().join("jobs.csv"), &self.trace).unwrap();
        fs::write(home.path().join("state.csv"), &self.state).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_aftersales"))
            .args([
                "run",
                "s.toml",
                "-n",
                "1",
                "-o",
                "out",
                "--records",
                "--quiet",
                "--no-charts",
            ])
            .args(options)
            .current_dir(home.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{text}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let read = |name: &str| fs::read_to_string(home.path().join("out").join(name)).unwrap();
        let records = read("records.csv");
        let mut lines = records.lines().map(|line| line.split(',').map(String::from).collect());
        let columns = lines.next().unwrap();
        let rows: Vec<Vec<String>> = lines.collect();
        let run = Run {
            columns,
            by_key: rows.iter().enumerate().map(|(at, row)| (row[2].clone(), at)).collect(),
            rows,
            summary: serde_json::from_str(&read("summary.json")).unwrap(),
            daily: read("daily.csv"),
            recall: fs::read_to_string(home.path().join("out/recall.csv")).unwrap_or_default(),
            cars: fs::read_to_string(home.path().join("out/cars.csv")).unwrap_or_default(),
            peak: fs::read_to_string(home.path().join("out/peak.csv")).unwrap_or_default(),
            observed: fs::read_to_string(home.path().join("out/observed.csv")).unwrap_or_default(),
        };
        run.causes_add_up();
        run
    }

    /// Runs and compares with a table of expected records, one line per job, in any order of columns.
    pub fn gives(&self, table: &str) -> Run {
        let run = self.run();
        let mut rows = rows_of(table);
        let header = rows.next().unwrap();
        let mut wrong = String::new();
        let mut count = 0;
        for row in rows {
            count += 1;
            assert_eq!(row.len(), header.len(), "{row:?}");
            for (column, expected) in header.iter().zip(&row).skip(1) {
                let found = run.cell(row[0], column);
                let same = match (micros(expected), micros(&found)) {
                    (Some(expected), Some(found)) => expected == found,
                    _ => found == if *expected == "-" { "" } else { expected },
                };
                if !same {
                    writeln!(wrong, "job {}: {column} is {}, not {expected}", row[0], shown(&found)).unwrap();
                }
            }
        }
        assert!(wrong.is_empty(), "{}\n{wrong}", self.trace);
        assert_eq!(run.rows.len(), count, "jobs");
        run
    }
}

/// What a run left.
pub struct Run {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    by_key: BTreeMap<String, usize>,
    summary: serde_json::Value,
    /// The text of `daily.csv`.
    pub daily: String,
    /// The text of `recall.csv`; empty without recalls.
    pub recall: String,
    /// The text of `cars.csv`; empty if none travel.
    pub cars: String,
    /// The text of `peak.csv`; empty if no peak is looked for.
    pub peak: String,
    /// The text of `observed.csv`; empty if nothing was observed.
    pub observed: String,
}

impl Run {
    /// A cell of `records.csv` by row of the trace, with short names for its columns.
    pub fn cell(&self, job: &str, column: &str) -> String {
        let key = match job.strip_prefix('s') {
            Some(row) => format!("state.csv:{row}"),
            None => format!("jobs.csv:{job}"),
        };
        let at = self.by_key.get(&key).unwrap_or_else(|| panic!("no job {job}"));
        self.rows[*at][self.column(column)].clone()
    }

    /// The position of a column.
    fn column(&self, name: &str) -> usize {
        let long = match name {
            "occurred" | "triaged" | "booked" | "slot" | "arrived" | "lost" | "work" | "turnaround" => {
                format!("{name}_hours")
            }
            "start" | "end" => format!("service_{name}_hours"),
            "wait" => "queue_wait_hours".into(),
            "lead" => "lead_time_hours".into(),
            "reason" => "lost_reason".into(),
            "loaner" => "loaner_hours".into(),
            "km" => "travel_km".into(),
            other => other.into(),
        };
        let at = self.columns.iter().position(|column| *column == long);
        at.unwrap_or_else(|| panic!("no column {name}"))
    }

    /// Waits by cause and work of every served job make its turnaround, to the microsecond.
    fn causes_add_up(&self) {
        let causes: Vec<usize> = (0..self.columns.len())
            .filter(|&at| {
                let name = self.columns[at].as_str();
                let named = [
                    "triage_hours",
                    "no_slot_hours",
                    "appointment_hours",
                    "closed_hours",
                    "work_hours",
                    "before_start_hours",
                ]
                .contains(&name);
                named || name.starts_with("wait_")
            })
            .collect();
        assert!(causes.len() > 4, "{:?}", self.columns);
        let (outcome, turnaround) = (self.column("outcome"), self.column("turnaround"));
        for row in self.rows.iter().filter(|row| row[outcome] == "served") {
            let sum: i64 = causes.iter().map(|&at| micros(&row[at]).unwrap()).sum();
            assert_eq!(Some(sum), micros(&row[turnaround]), "{row:?}");
        }
    }

    /// One column of all records.
    pub fn all(&self, column: &str) -> Vec<&str> {
        let at = self.column(column);
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    /// All records whose `column` has this value, without their ids, which count all jobs.
    pub fn records_where(&self, column: &str, value: &str) -> Vec<Vec<String>> {
        let (at, id) = (self.column(column), self.column("id"));
        let mut rows: Vec<Vec<String>> = self.rows.iter().filter(|row| row[at] == value).cloned().collect();
        rows.iter_mut().for_each(|row| drop(row.remove(id)));
        rows.sort();
        rows
    }

    /// The mean of a metric of everybody, or of the row that these keys single out (`"centre=w resource=bay"`).
    pub fn mean(&self, metric: &str, keys: &str) -> Option<f64> {
        let wanted: Vec<(&str, &str)> = keys.split_whitespace().filter_map(|key| key.split_once('=')).collect();
        let fits = |row: &&serde_json::Value| {
            let known = [
                "metric", "city", "centre", "failure", "mean", "ci95", "p50", "p90", "p99", "n",
            ];
            let keys = row.as_object().unwrap().keys();
            let mut extra = keys.filter(|key| !known.contains(&key.as_str()));
            row["metric"] == metric
                && extra.all(|extra| wanted.iter().any(|(key, _)| key == extra) || row[extra] == "*")
                && ["city", "centre", "failure"].iter().all(|scope| {
                    let value = wanted
                        .iter()
                        .find(|(key, _)| key == scope)
                        .map_or("*", |(_, value)| *value);
                    row[*scope] == value
                })
                && wanted.iter().all(|(key, value)| match &row[*key] {
                    serde_json::Value::Number(number) => number.to_string() == *value,
                    text => text == value,
                })
        };
        let rows: Vec<_> = self.summary["metrics"]
            .as_array()
            .unwrap()
            .iter()
            .filter(fits)
            .collect();
        assert_eq!(rows.len(), 1, "{metric} {keys}: {rows:?}");
        rows[0]["mean"].as_f64()
    }

    /// Whether there is a row of a metric with this value of a key.
    pub fn has(&self, metric: &str, key: &str, value: &str) -> bool {
        let rows = self.summary["metrics"].as_array().unwrap();
        rows.iter().any(|row| row["metric"] == metric && row[key] == value)
    }

    /// Compares a metric with a value computed by hand, to the last digits of a float.
    pub fn is(&self, metric: &str, keys: &str, expected: f64) -> &Run {
        let found = self.mean(metric, keys).unwrap_or(f64::NAN);
        let near = (found - expected).abs() <= 1e-12 * expected.abs().max(1.0);
        assert!(near, "{metric} {keys} is {found}, not {expected}");
        self
    }
}

/// The cells of a table of text, a line per row.
fn rows_of(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().map(|line| line.split('#').next().unwrap());
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|row| !row.is_empty())
}

/// A table of text as CSV; columns that it leaves out have one value each.
fn csv(table: &str, defaults: &[(&str, &str)]) -> String {
    let mut rows = rows_of(table);
    let header = rows.next().unwrap();
    let missing: Vec<_> = defaults.iter().filter(|(column, _)| !header.contains(column)).collect();
    let mut csv = header.join(",");
    missing.iter().for_each(|(column, _)| csv += &format!(",{column}"));
    for row in rows {
        csv.push('\n');
        let cells = header.iter().zip(&row).map(|(column, cell)| match *cell {
            "-" => String::new(),
            cell if *column == "time" => format!("{:.10}", micros(cell).unwrap() as f64 / HOUR as f64),
            cell => cell.to_string(),
        });
        csv += &cells.collect::<Vec<_>>().join(",");
        missing.iter().for_each(|(_, value)| csv += &format!(",{value}"));
    }
    csv + "\n"
}

/// Microseconds of `day/HH:MM`, with `+1` or `-1` microsecond, or of decimal hours.
fn micros(text: &str) -> Option<i64> {
    let Some((day, clock)) = text.split_once('/') else {
        return text
            .parse::<f64>()
            .ok()
            .map(|hours| (hours * HOUR as f64).round() as i64);
    };
    let (clock, shift) = match (clock.strip_suffix("+1"), clock.strip_suffix("-1")) {
        (Some(clock), _) => (clock, 1),
        (_, Some(clock)) => (clock, -1),
        _ => (clock, 0),
    };
    let (hour, minute) = clock.split_once(':')?;
    let minutes = hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?;
    Some((day.parse::<i64>().ok()? * 24 * 60 + minutes) * (HOUR / 60) + shift)
}

/// A cell of records as the tables write it, for messages.
fn shown(cell: &str) -> String {
    let Some(micros) = micros(cell) else {
        return format!("{cell:?}");
    };
    let (minutes, rest) = (micros.div_euclid(HOUR / 60), micros.rem_euclid(HOUR / 60));
    let clock = format!("{}/{:02}:{:02}", minutes / 1440, minutes / 60 % 24, minutes % 60);
    format!("{clock} + {rest} µs ({cell} h)")
}
