//! Expected jobs of small fleets, by hand.

use super::*;
use crate::scenario::load_from;
use std::path::Path;

/// A scenario of one city with these deliveries and rate.
fn demand(start: &str, days: u32, rest: &str) -> Demand {
    let text = format!(
        r#"
        name = "Fleet"
        start = {start}
        days = {days}
        [[centre]]
        id = "w-1"
        city = "w"
        resources = {{ bay = 1 }}
        hours = "always"
        booking = {{ policy = "walk-in" }}
        {rest}
        "#
    );
    let files = |_: &Path| Ok(text.clone().into_bytes());
    let scenario = match load_from(&files, Path::new("fleet.toml"), &[]) {
        Ok(loaded) => loaded.scenario,
        Err(mistakes) => panic!("{}", mistakes.render(crate::units::Language::En)),
    };
    let civil = super::super::calendar::civil_days(&scenario, days);
    Demand::new(&scenario, &civil)
}

fn by_day(demand: &Demand, days: usize) -> Vec<f64> {
    (0..days).map(|day| demand.expected(0, 0, day)).collect()
}

const STAGES: &str = "stages = [ { id = \"work\", needs = [\"bay\"], hours = 1 } ]";

#[test]
fn a_months_cars_arrive_evenly_and_fail_by_the_power_law() {
    // A scale of 100 days: 100 / 365.25 years.
    let rest = format!(
        "[[city]]\nid = \"w\"\nshare = 1\n[[delivery]]\nmonth = \"2025-02\"\nmodel = \"a\"\nvehicles = 2800\n\
         [[failure]]\nid = \"f\"\n{STAGES}\nrate = {{ weibull = {{ scale_years = {}, shape = 0.5 }} }}",
        100.0 / 365.25
    );
    let jobs = by_day(&demand("2025-02-01", 60, &rest), 60);
    // Day 0: 100 cars of age 0 to 1 day: 100 × √(1/100) = 10.
    assert!((jobs[0] - 10.0).abs() < 1e-12);
    // Day 1: 100 more, and the first at age 1 to 2: 10 + 10 (√2 − 1).
    assert!((jobs[1] - 10.0 * 2f64.sqrt()).abs() < 1e-12);
    // By the end of day 59, car of day x has age 60 − x: Σ 100 √((60 − x)/100) for x = 0 … 27.
    let expected: f64 = (0..28).map(|x| 10.0 * f64::from(60 - x).sqrt()).sum();
    assert!((jobs.iter().sum::<f64>() - expected).abs() < 1e-9);
}

#[test]
fn cars_delivered_before_the_start_have_their_age() {
    let rest = format!(
        "[[city]]\nid = \"w\"\nshare = 1\n[[delivery]]\nmonth = \"2025-01\"\nmodel = \"a\"\nvehicles = 3100\n\
         [[failure]]\nid = \"f\"\n{STAGES}\nrate = {{ per_vehicle_year = 3.6525 }}"
    );
    let jobs = by_day(&demand("2025-01-11", 40, &rest), 40);
    // On 11 January eleven days' cars are on the road, from 31 January on all of them.
    assert!((jobs[0] - 11.0).abs() < 1e-12);
    assert!((jobs[20] - 31.0).abs() < 1e-12);
    assert!((jobs[39] - 31.0).abs() < 1e-12);
}
