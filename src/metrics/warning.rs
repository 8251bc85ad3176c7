//! What to read before trusting figures: typed, so that every reader gets it in her language.

use super::catalogue::Metric;
use super::drift::Drift;
use super::sequential::Sequential;
use super::summary::{Breakdown, Row};
use crate::scenario::Scenario;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::rate::Rate;

/// One reason for care, with the figures it rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// Found while the scenario was read.
    Input(Diagnostic),
    /// The number of open jobs grew through the measured time.
    Growing {
        /// Replications in which it grew from third to third.
        replications: u32,
        /// Of so many.
        all: u32,
        /// Mean number of open jobs in the first third.
        first: f64,
        /// In the last third.
        last: f64,
    },
    /// A resource has no idle time: more work than it can do.
    Overloaded {
        /// Its name.
        resource: String,
        /// English and Chinese name of the centre where it is busiest.
        centre: [String; 2],
        /// Busy share of its staffed time.
        share: f64,
        /// At how many more centres a resource is as busy.
        others: usize,
    },
    /// A fixed fleet starts without a single job, and those days are measured.
    NoWarmUp,
    /// The first weeks after the warm-up surely differ from the rest.
    ShortWarmUp {
        /// Mean number of open jobs in them.
        early: f64,
        /// Mean number of open jobs later.
        rest: f64,
    },
    /// The figures themselves decided how many replications there are.
    Sequential(Sequential),
    /// The interval of the first figure is wide.
    Wide {
        /// Which figure.
        metric: Metric,
        /// Of which team; none: of all.
        team: Option<String>,
        /// Half of its 95 % interval over the figure itself.
        half: f64,
        /// About how many replications bring that to [`WIDE`].
        replications: u32,
    },
}

/// A figure whose interval reaches farther than this share of it to either side is called wide.
pub const WIDE: f64 = 0.2;

/// A resource this busy has no time to catch up.
const FULL: f64 = 0.99;

impl Warning {
    /// The unique name of its kind.
    pub fn code(&self) -> &'static str {
        match self {
            Warning::Input(finding) => finding.code(),
            Warning::Growing { .. } => "no-steady-state",
            Warning::Overloaded { .. } => "overloaded",
            Warning::NoWarmUp => "no-warm-up",
            Warning::ShortWarmUp { .. } => "short-warm-up",
            Warning::Sequential(_) => "sequential",
            Warning::Wide { .. } => "wide-interval",
        }
    }
}

/// What a run itself gives reason to warn of.
pub(super) fn of(scenario: &Scenario, rows: &[Row], drift: &Drift) -> Vec<Warning> {
    let growing = drift.growing();
    let warm_up = if !starts_empty(scenario) {
        None
    } else if scenario.warm_up_days == 0 {
        Some(Warning::NoWarmUp)
    } else if growing.is_none() {
        drift.short_warm_up()
    } else {
        None
    };
    [growing, overloaded(scenario, rows), warm_up, wide(rows)]
        .into_iter()
        .flatten()
        .collect()
}

/// What the means of a plan give reason to warn of where plans are compared: more work than capacity, no warm-up. Whether
/// jobs pile up is known by day only, and how wide an interval is matters for differences alone.
pub fn of_plan(scenario: &Scenario, rows: &[Row]) -> Vec<Warning> {
    let empty = starts_empty(scenario) && scenario.warm_up_days == 0;
    let warm_up = empty.then_some(Warning::NoWarmUp);
    [overloaded(scenario, rows), warm_up].into_iter().flatten().collect()
}

/// Whether a fleet of fixed size fails from the first day on, though no job is there yet. One that is delivered did
/// start with nothing, a trace tells its own beginning, and a starting state is one.
fn starts_empty(scenario: &Scenario) -> bool {
    scenario.state.is_empty()
        && scenario.cities.iter().any(|city| city.vehicles > 0)
        && scenario.deliveries.is_empty()
        && scenario.failures.iter().any(|failure| failure.rate != Rate::None)
}

fn overloaded(scenario: &Scenario, rows: &[Row]) -> Option<Warning> {
    let busy = rows.iter().filter_map(|row| match &row.breakdown {
        Breakdown::Resource(resource) if row.metric == Metric::Utilisation && row.scope.centre != "*" => {
            // One run may be busy by chance.
            let surely = row.ci95.is_some_and(|[low, _]| low >= FULL);
            let mean = row.mean.filter(|_| surely)?;
            (resource != "*").then_some((resource, &row.scope.centre, mean))
        }
        _ => None,
    });
    let mut busy: Vec<_> = busy.collect();
    // The busiest first; the order of the file among equals.
    busy.sort_by(|a, b| b.2.total_cmp(&a.2));
    let (resource, centre, share) = *busy.first()?;
    let mut elsewhere: Vec<&String> = busy.iter().map(|(_, other, _)| *other).collect();
    elsewhere.sort();
    elsewhere.dedup();
    let known = scenario.centres.iter().find(|known| known.id == *centre)?;
    Some(Warning::Overloaded {
        resource: resource.clone(),
        centre: [known.name.clone(), known.name_zh.clone()],
        share,
        others: elsewhere.len() - 1,
    })
}

/// The longest lead time of all teams, which headlines speak of; without bookings the wait at the centre.
fn wide(rows: &[Row]) -> Option<Warning> {
    let whole = |row: &&Row| {
        [&row.scope.city, &row.scope.centre, &row.scope.failure]
            .iter()
            .all(|id| *id == "*")
    };
    let of = |metric: Metric| rows.iter().filter(whole).filter(move |row| row.metric == metric);
    let team = |row: &Row| match &row.breakdown {
        Breakdown::Team(team) => Some(team.clone()),
        _ => None,
    };
    let leads = of(Metric::LeadTime)
        .filter(|row| matches!(&row.breakdown, Breakdown::Total | Breakdown::Team(_)) && row.mean.is_some());
    let row = leads
        .max_by(|a, b| a.mean.unwrap_or(0.0).total_cmp(&b.mean.unwrap_or(0.0)))
        .or_else(|| of(Metric::QueueWait).find(|row| row.breakdown == Breakdown::Total))?;
    let (mean, [low, high]) = (row.mean.filter(|mean| *mean > 0.0)?, row.ci95?);
    let half = (high - low) / 2.0 / mean;
    (half > WIDE).then(|| Warning::Wide {
        metric: row.metric,
        team: team(row),
        half,
        replications: enough(row.n, half, WIDE),
    })
}

/// How many replications bring an interval of `half` to `wanted` after `n`: it shrinks with their root; rounded up to two
/// digits.
pub fn enough(n: u32, half: f64, wanted: f64) -> u32 {
    let exact = f64::from(n) * (half / wanted) * (half / wanted);
    let wanted = libm::ceil(exact.min(1e9) - 1e-6) as u32;
    let mut step = 1;
    while wanted / step >= 100 {
        step *= 10;
    }
    wanted.div_ceil(step) * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::summary::Scope;

    #[test]
    fn replications_grow_with_the_square_of_the_interval() {
        // From ± 40 % at 30 to ± 20 %: four times as many; to two digits, upwards.
        assert_eq!(enough(30, 0.4, WIDE), 120);
        assert_eq!(enough(3, 0.6, WIDE), 27);
        assert_eq!(enough(31, 0.4, WIDE), 130, "124");
        assert_eq!(enough(2, 1000.0, WIDE), 50_000_000);
    }

    fn row(metric: Metric, breakdown: Breakdown, centre: &str, mean: f64, half: f64) -> Row {
        Row {
            metric,
            scope: Scope {
                city: "*".into(),
                centre: centre.into(),
                failure: "*".into(),
            },
            breakdown,
            mean: Some(mean),
            ci95: Some([mean - half, mean + half]),
            quantiles: None,
            n: 30,
        }
    }

    #[test]
    fn the_longest_lead_time_is_the_one_whose_interval_counts() {
        let team = |id: &str| Breakdown::Team(id.into());
        let mut rows = vec![
            row(Metric::LeadTime, Breakdown::Total, "*", 4.0, 0.1),
            row(Metric::LeadTime, team("mechanical"), "*", 0.2, 0.19),
            row(Metric::LeadTime, team("body"), "*", 20.0, 4.0),
        ];
        assert_eq!(wide(&rows), None, "exactly a fifth is not wide");
        rows[2].ci95 = Some([14.0, 26.0]);
        let Some(Warning::Wide {
            team: Some(team),
            half,
            replications,
            ..
        }) = wide(&rows)
        else {
            panic!("6 of 20 is wide")
        };
        assert_eq!((team.as_str(), replications), ("body", 68));
        assert!((half - 0.3).abs() < 1e-12);
        let walk_in = [row(Metric::QueueWait, Breakdown::Total, "*", 1.0, 0.5)];
        assert!(matches!(wide(&walk_in), Some(Warning::Wide { team: None, .. })));
    }
}
