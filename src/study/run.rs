//! STUB, to be dropped when the real study arrives: the signatures of a run, with a made-up answer.

use super::failure::Failure;
use crate::engine::time::{HOUR, Span, Time};
use crate::metrics::catalogue::Metric;
use crate::metrics::daily::{Daily, DailySeries, DayPoint};
use crate::metrics::summary::{Breakdown, Row, Scope, Summary};
use crate::scenario::Scenario;
use crate::scenario::ids::{CentreId, CityId, FailureId};
use crate::sim::record::{JobRecord, Origin, Outcome as JobOutcome};
use std::sync::atomic::{AtomicBool, Ordering};

/// How much to run.
pub struct Options {
    /// Seed.
    pub seed: u64,
    /// Replications.
    pub replications: u32,
    /// Threads.
    pub threads: usize,
    /// Warnings for the summary.
    pub warnings: Vec<String>,
}

/// How far it is.
pub struct Progress {
    /// Replications finished.
    pub finished: u32,
    /// Replications asked for.
    pub replications: u32,
    /// Jobs so far.
    pub jobs: u64,
}

/// What it found.
pub struct Outcome {
    /// Figures.
    pub summary: Summary,
    /// Figures by day.
    pub daily: Daily,
    /// Whether it was interrupted.
    pub interrupted: bool,
}

/// What receives the records of a replication.
pub type Records<'a> = &'a mut dyn FnMut(u32, &[JobRecord]) -> std::io::Result<()>;

/// A made-up run.
pub fn run(
    scenario: &Scenario,
    options: &Options,
    mut records: Option<Records<'_>>,
    progress: &(dyn Fn(Progress) + Sync),
    interrupt: &AtomicBool,
) -> Result<Outcome, Failure> {
    let mut finished = 0;
    for replication in 1..=options.replications {
        if interrupt.load(Ordering::Relaxed) {
            break;
        }
        if let Ok(pause) = option_env!("STUB_PAUSE").unwrap_or("0").parse::<u64>()
            && pause > 0
        {
            std::thread::sleep(std::time::Duration::from_millis(pause));
        }
        let record = JobRecord {
            id: 0,
            origin: Origin::Drawn { day: 0, ordinal: 0 },
            city: CityId(0),
            centre: Some(CentreId(0)),
            failure: FailureId(0),
            outcome: JobOutcome::Served,
            occurred: Time(HOUR),
            retries: 0,
            booked: None,
            slot: None,
            arrived: Some(Time(HOUR)),
            service_start: Some(Time(HOUR)),
            service_end: Some(Time(3 * HOUR)),
            lost: None,
            work: Span(2 * HOUR),
            travel_km: 0.0,
        };
        if let Some(records) = records.as_mut() {
            records(replication, &[record])
                .map_err(|error| Failure::disk(super::failure::Deed::Write, "records.csv", error))?;
        }
        finished = replication;
        progress(Progress {
            finished,
            replications: options.replications,
            jobs: u64::from(finished),
        });
    }
    if finished == 0 {
        return Err(Failure::Interrupted);
    }
    let row = Row {
        metric: Metric::Jobs,
        scope: Scope {
            city: "*".into(),
            centre: "*".into(),
            failure: "*".into(),
        },
        breakdown: Breakdown::Total,
        mean: Some(1.0),
        ci95: (finished > 1).then_some([1.0, 1.0]),
        quantiles: None,
        n: finished,
    };
    let series = DailySeries {
        city: "*".into(),
        centre: "*".into(),
        team: "*".into(),
        metric: Metric::Jobs,
        days: vec![Some(DayPoint {
            mean: 1.0,
            bands: Some([1.0; 5]),
        })],
    };
    Ok(Outcome {
        summary: Summary {
            scenario: scenario.name.clone(),
            seed: options.seed,
            replications: finished,
            warnings: options.warnings.clone(),
            rows: vec![row],
        },
        daily: Daily { series: vec![series] },
        interrupted: finished < options.replications,
    })
}
