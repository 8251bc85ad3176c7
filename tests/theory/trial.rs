//! One case: a scenario written as TOML, run by the command, its summary read, its figures judged.

use crate::reference::student::quantile_975;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::time::Instant;

/// Four standard errors.
const WIDEST: f64 = 4.0;
/// The largest standard error, as a share of the exact value.
const COARSEST: f64 = 0.0033;

/// A failure mode with a resource, and so a centre, of its own: an independent queue in the one city of a scenario.
pub struct Station {
    /// Names the failure mode, its centre and its resource.
    pub id: String,
    /// Jobs per hour.
    pub per_hour: f64,
    /// Law of the hours in service, as TOML.
    pub hours: String,
    /// Units of its resource.
    pub servers: u32,
    /// What stands behind `policy` in `booking`, as TOML.
    pub rules: String,
    /// More keys of the failure mode, as lines of TOML.
    pub more: String,
}

impl Station {
    /// A walk-in queue without limits, always open.
    pub fn new(id: &str, per_hour: f64, hours: impl Into<String>, servers: u32) -> Station {
        Station {
            id: id.into(),
            per_hour,
            hours: hours.into(),
            servers,
            rules: String::new(),
            more: String::new(),
        }
    }

    /// With limits on the queue, such as `queue_limit = 0`.
    pub fn rules(mut self, rules: impl Into<String>) -> Station {
        self.rules = format!(", {}", rules.into());
        self
    }

    /// With more keys of its failure mode.
    pub fn more(mut self, lines: impl Into<String>) -> Station {
        self.more = lines.into();
        self
    }
}

/// An exponential law.
pub fn exponential(mean: f64) -> String {
    format!("{{ exponential = {{ mean = {mean:?} }} }}")
}

/// The top of a scenario with one city of 100 × 365.25 cars.
pub fn top(days: u32, warm_up_days: u32) -> String {
    format!(
        "name = \"theory\"\nstart = 2025-03-01\ndays = {days}\nwarm_up_days = {warm_up_days}\n\n\
         [[city]]\nid = \"city\"\nvehicles = 36525\n"
    )
}

/// `rate` of so many jobs per hour in the city of [`top`].
pub fn rate(per_hour: f64) -> String {
    format!("rate = {{ per_vehicle_year = {:?} }}", per_hour * 24.0 / 100.0)
}

/// A scenario of independent stations.
pub fn stations(days: u32, warm_up_days: u32, list: &[Station]) -> String {
    let mut toml = top(days, warm_up_days);
    for Station {
        id,
        per_hour,
        hours,
        servers,
        rules,
        more,
    } in list
    {
        write!(
            toml,
            "\n[[failure]]\nid = \"{id}\"\n{}\n{more}\nstages = [ {{ id = \"work\", needs = [\"{id}\"], hours = {hours} }} ]\n\
             \n[[centre]]\nid = \"{id}\"\ncity = \"city\"\nresources = {{ {id} = {servers} }}\nhours = \"always\"\n\
             booking = {{ policy = \"walk-in\"{rules} }}\n",
            rate(*per_hour)
        )
        .unwrap();
    }
    toml
}

/// What the command said about a scenario.
pub struct Outcome {
    summary: Value,
    /// `records.csv`, if asked for.
    pub records: String,
    /// Seconds that the command took.
    pub seconds: f64,
}

/// Runs a scenario through the public command.
pub fn run(toml: &str, replications: u32) -> Outcome {
    run_with(toml, replications, &[])
}

/// Runs a scenario with more options.
pub fn run_with(toml: &str, replications: u32, options: &[&str]) -> Outcome {
    run_from(toml, "", replications, options)
}

/// Runs a scenario beside which the text of `state.csv` lies.
pub fn run_from(toml: &str, state: &str, replications: u32, options: &[&str]) -> Outcome {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("case.toml"), toml).unwrap();
    fs::write(home.path().join("state.csv"), state).unwrap();
    let replications = replications.to_string();
    let clock = Instant::now();
    // One thread each: the test harness already runs one case per core.
    let output = Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(["run", "case.toml", "-n", &replications, "--seed", "1", "-j", "1"])
        .args(["--json", "--quiet", "--no-charts", "-o", "results"])
        .args(options)
        .current_dir(home.path())
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    let seconds = clock.elapsed().as_secs_f64();
    assert!(
        output.status.success(),
        "{}\n{toml}",
        String::from_utf8_lossy(&output.stderr)
    );
    Outcome {
        summary: serde_json::from_slice(&output.stdout).unwrap(),
        records: fs::read_to_string(home.path().join("results/records.csv")).unwrap_or_default(),
        seconds,
    }
}

/// A mean over replications and its standard error.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
}

impl Estimate {
    /// From one value per replication.
    pub fn of(values: &[f64]) -> Estimate {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        Estimate {
            mean,
            standard_error: (squares / (n - 1.0) / n).sqrt(),
        }
    }
}

impl Outcome {
    /// The row of a metric: every key that is not named is `"*"` or absent.
    pub fn row(&self, metric: &str, named: &[(&str, &str)]) -> Estimate {
        let wanted = |row: &&Value| {
            row["metric"] == metric
                && row["days"].is_null()
                && [
                    "city",
                    "centre",
                    "failure",
                    "resource",
                    "team",
                    "reason",
                    "cause",
                    "part",
                    "component",
                ]
                .iter()
                .all(|key| {
                    let name = named
                        .iter()
                        .find(|(known, _)| known == key)
                        .map_or("*", |(_, name)| *name);
                    row[key] == name || name == "*" && row[key].is_null()
                })
        };
        let rows = self.summary["metrics"].as_array().unwrap();
        let found: Vec<&Value> = rows.iter().filter(wanted).collect();
        assert_eq!(found.len(), 1, "rows of {metric} {named:?}");
        let number = |value: &Value| {
            value
                .as_f64()
                .unwrap_or_else(|| panic!("{metric} {named:?} has no value"))
        };
        let (low, high) = (number(&found[0]["ci95"][0]), number(&found[0]["ci95"][1]));
        let freedom = number(&found[0]["n"]) - 1.0;
        Estimate {
            mean: number(&found[0]["mean"]),
            standard_error: 0.5 * (high - low) / quantile_975(freedom),
        }
    }

    /// A metric of a failure mode.
    pub fn of(&self, metric: &str, failure: &str) -> Estimate {
        self.row(metric, &[("failure", failure)])
    }
}

/// What is wrong with an estimate of `exact`; nothing if it is right and sharp enough.
pub fn judge(exact: f64, estimate: Estimate) -> Result<(), String> {
    let Estimate { mean, standard_error } = estimate;
    if standard_error == 0.0 {
        // What chance does not move is right to the last digits.
        let off = (mean / exact - 1.0).abs();
        return if off < 1e-9 {
            Ok(())
        } else {
            Err(format!("{mean} instead of {exact}, without any chance"))
        };
    }
    let coarse = standard_error / exact.abs();
    if coarse.is_nan() || coarse > COARSEST {
        return Err(format!("standard error of {:.3} %: too coarse", 100.0 * coarse));
    }
    let z = (mean - exact) / standard_error;
    if z.is_nan() || z.abs() > WIDEST {
        return Err(format!("{mean} instead of {exact}: {z:.1} standard errors away"));
    }
    Ok(())
}

/// The comparisons of one case.
pub struct Table {
    text: String,
    wrong: Vec<String>,
}

impl Table {
    /// An empty table with a heading.
    pub fn new(case: &str, outcome: &Outcome) -> Table {
        Table {
            text: format!("{case} ({:.1} s)\n", outcome.seconds),
            wrong: Vec::new(),
        }
    }

    /// Compares an estimate with the exact value.
    pub fn compare(&mut self, what: &str, exact: f64, estimate: Estimate) {
        let Estimate { mean, standard_error } = estimate;
        let percent = 100.0 * standard_error / exact;
        let z = if standard_error == 0.0 {
            0.0
        } else {
            (mean - exact) / standard_error
        };
        writeln!(
            self.text,
            "  {what:<44} {exact:>14.7} {mean:>14.7} {percent:>6.3} % {z:>6.2}"
        )
        .unwrap();
        if let Err(why) = judge(exact, estimate) {
            self.wrong.push(format!("{what}: {why}"));
        }
    }

    /// Prints the table and fails if a comparison did.
    pub fn finish(self) {
        println!("{}", self.text);
        assert!(self.wrong.is_empty(), "\n{}\n{}", self.text, self.wrong.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_passes_what_is_right_and_rejects_what_is_not() {
        let estimate = |mean, standard_error| Estimate { mean, standard_error };
        assert!(judge(10.0, estimate(10.1, 0.03)).is_ok());
        // A mistake of 2 % at the largest standard error allowed.
        assert!(judge(10.0, estimate(10.2, 0.033)).unwrap_err().contains("away"));
        assert!(judge(10.0, estimate(9.8, 0.033)).unwrap_err().contains("away"));
        assert!(judge(10.0, estimate(10.0, 0.034)).unwrap_err().contains("coarse"));
        assert!(judge(10.0, estimate(f64::NAN, 0.01)).is_err());
        assert!(judge(10.0, estimate(10.0, f64::NAN)).is_err());
        // Without chance, digits decide.
        assert!(judge(0.1, estimate(0.1, 0.0)).is_ok());
        assert!(judge(0.1, estimate(0.1001, 0.0)).is_err());
    }
}
