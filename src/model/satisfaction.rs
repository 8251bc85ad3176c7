//! How satisfied owners are, compiled for the run.

use crate::scenario::Scenario;
use crate::scenario::operator::Operator;
use crate::scenario::satisfaction::Satisfaction;

/// What an owner met at one visit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Met {
    /// From the first attempt to the slot, days; 0 for a walk-in.
    pub lead_days: f64,
    /// From the arrival to the hand-back, days.
    pub centre_days: f64,
    /// From the arrival until the first stage begins, hours.
    pub wait_hours: f64,
    /// Round trip, kilometres.
    pub km: f64,
    /// Visits before because of the same need.
    pub comebacks: u16,
    /// Whether she had a loaner car; none: she did not ask for one.
    pub loaner: Option<bool>,
}

/// The index of a scenario.
#[derive(Clone, Debug)]
pub struct SatisfactionModel {
    spec: Satisfaction,
    /// By centre: share of owners to whom the work is explained.
    explains: Vec<f64>,
    /// By centre: skill of its people.
    skill: Vec<f64>,
}

impl SatisfactionModel {
    /// Of a scenario; none if it does not tell.
    pub fn new(scenario: &Scenario) -> Option<SatisfactionModel> {
        let by_centre = |of: fn(&Operator) -> f64| -> Vec<f64> {
            let operators = scenario.centres.iter().map(|centre| centre.operator);
            operators
                .map(|operator| operator.map_or(0.0, |operator| of(&scenario.operators[operator.index()])))
                .collect()
        };
        scenario.satisfaction.map(|spec| SatisfactionModel {
            spec,
            explains: by_centre(|operator| operator.explains_share),
            skill: by_centre(|operator| operator.skill_share),
        })
    }

    /// How likely an owner who met this at a centre calls her visit very good or excellent.
    pub fn share(&self, centre: usize, met: &Met) -> f64 {
        let spec = &self.spec;
        let sum = spec.base
            + spec.lead_day * (met.lead_days - spec.free_lead_days).max(0.0)
            + spec.centre_day * met.centre_days
            + spec.hundred_km * met.km / 100.0
            + spec.comeback * f64::from(met.comebacks)
            + spec.explained * self.explains[centre]
            + spec.adviser_wait_hour * met.wait_hours
            + spec.skill * self.skill[centre]
            + met
                .loaner
                .map_or(0.0, |got| if got { spec.loaner } else { spec.no_loaner });
        spec.share(sum)
    }
}
