//! STUB, to be dropped when the real readers arrive: diagnostics by signature, and one made-up scenario.

use super::booking::Booking;
use super::{Scenario, calendar, centre, city, failure, ids};
use crate::engine::law::Law;
use crate::units::Language;
use std::path::Path;

/// A mistake or a warning.
pub struct Diagnostic(pub String);

impl Diagnostic {
    /// In one line.
    pub fn message(&self, _: Language) -> String {
        self.0.clone()
    }
}

/// Every mistake of the input.
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// As people read it.
    pub fn render(&self, language: Language) -> String {
        self.0
            .iter()
            .map(|one| format!("error: {}\n", one.message(language)))
            .collect()
    }
}

/// A scenario as read.
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Its text after merging.
    pub resolved: String,
    /// What to read before trusting the results.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a scenario.
pub fn load(path: &Path, sets: &[String]) -> Result<Loaded, Diagnostics> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Diagnostics(vec![Diagnostic(format!("{}: {error}", path.display()))]))?;
    if !text.contains("name") || !sets.is_empty() {
        return Err(Diagnostics(vec![Diagnostic(format!(
            "{}:1:1: no name",
            path.display()
        ))]));
    }
    Ok(Loaded {
        scenario: made_up(),
        resolved: text,
        warnings: Vec::new(),
    })
}

/// One city, one centre, one failure mode.
pub fn made_up() -> Scenario {
    let all_day = || vec![centre::OpenSpan { from: 0, to: 1440 }];
    Scenario {
        name: "Two bays".into(),
        start: jiff::civil::date(2025, 3, 1),
        days: 3,
        warm_up_days: 1,
        road_factor: 1.3,
        calendar: calendar::Calendar {
            country: None,
            month_weights: [1.0; 12],
            weekday_weights: [1.0; 7],
            hour_weights: [1.0; 24],
        },
        holidays: Vec::new(),
        choice: city::Choice {
            km_per_day: 100.0,
            reach_km: f64::INFINITY,
        },
        cities: vec![city::City {
            id: "wuhan".into(),
            name: "Wuhan".into(),
            name_zh: "武汉".into(),
            province: "Hubei".into(),
            at: None,
            vehicles: 1000,
            share: 0.0,
        }],
        deliveries: Vec::new(),
        teams: vec!["all".into()],
        resources: vec!["bay".into()],
        failures: vec![failure::Failure {
            id: "body".into(),
            rate: failure::Rate::PerVehicleYear(0.35),
            priority: 0,
            team: ids::TeamId(0),
            month_weights: None,
            weekday_weights: None,
            hour_weights: None,
            holiday_factor: 1.0,
            stages: vec![failure::Stage {
                id: "repair".into(),
                needs: vec![ids::ResourceId(0)],
                hours: Law::Exponential { mean: 6.0 },
            }],
        }],
        centres: vec![centre::Centre {
            id: "wuhan-1".into(),
            name: "Wuhan 1".into(),
            name_zh: "武汉一店".into(),
            city: ids::CityId(0),
            at: None,
            opens: None,
            closes: None,
            resources: vec![(ids::ResourceId(0), 2)],
            hours: centre::Hours {
                week: std::array::from_fn(|_| all_day()),
                holiday: None,
                workday: None,
                closing: centre::Closing::Pause,
            },
            booking: Booking::WalkIn {
                queue_limit: None,
                patience_hours: None,
            },
        }],
        traces: Vec::new(),
    }
}
