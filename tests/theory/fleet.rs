//! What a fleet does to demand: models, bathtubs, distances, services, improvement; and whose jobs warranties pay.

use crate::trial::{Table, run};
use statrs::function::erf::erf;
use std::f64::consts::TAU;
use std::fmt::Write;

const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Cars by day of delivery, days counted from 1 January 2025: a month's cars come evenly over its days, at 00:00.
fn spread(cars: &[f64]) -> Vec<(f64, f64)> {
    let days = cars.iter().zip(MONTHS).flat_map(|(cars, length)| {
        let share = cars / f64::from(length);
        (0..length).map(move |_| share)
    });
    days.enumerate().map(|(day, cars)| (day as f64, cars)).collect()
}

/// `[[delivery]]` of a model from January 2025 on.
fn deliveries(model: &str, cars: &[f64]) -> String {
    let mut text = String::new();
    for (month, cars) in cars.iter().enumerate() {
        write!(
            text,
            "[[delivery]]\nmonth = \"2025-{:02}\"\nmodel = \"{model}\"\nvehicles = {cars}\n",
            month + 1
        )
        .unwrap();
    }
    text
}

fn scenario(days: u32, warm_up_days: u32, rest: &str) -> String {
    format!(
        "name = \"theory\"\nstart = 2025-01-01\ndays = {days}\nwarm_up_days = {warm_up_days}\n\
         [[centre]]\nid = \"centre\"\ncity = \"north\"\nresources = {{ bay = 1000 }}\nhours = \"always\"\n\
         booking = {{ policy = \"walk-in\" }}\n{rest}"
    )
}

fn failure(id: &str, rest: &str) -> String {
    format!("[[failure]]\nid = \"{id}\"\nstages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.1 }} ]\n{rest}\n")
}

const NORTH: &str = "[[city]]\nid = \"north\"\nshare = 1\n";

#[test]
fn a_bathtub_of_two_models_follows_its_integral() {
    let (one, two) = ([9000.0, 12_000.0, 6000.0, 3000.0], [4000.0, 0.0, 9000.0, 9000.0]);
    // Cars of the second model fail 1.6 times as often, cars of either half as often if built a quarter later.
    let factor = |model: f64, month: usize| model * 0.5f64.powf(month as f64 / 3.0).max(0.6);
    let expected = |by_age: &dyn Fn(f64) -> f64, only: bool, end: f64| -> f64 {
        let fleet = |cars: &[f64], model: f64| -> f64 {
            let weighted: Vec<f64> = (cars.iter().enumerate())
                .map(|(month, cars)| cars * if only { 1.0 } else { factor(model, month) })
                .collect();
            let days = spread(&weighted);
            days.iter().map(|(day, cars)| cars * by_age((end - day).max(0.0))).sum()
        };
        if only {
            fleet(&two, 1.0)
        } else {
            fleet(&one, 1.0) + fleet(&two, 1.6)
        }
    };
    let power = |years: f64, scale: f64, shape: f64| (years / scale).powf(shape);
    let bathtub = |days: f64| {
        let years = days / 365.25;
        power(years, 3.0, 0.6) + 0.2 * years + power(years, 1.6, 3.0)
    };
    let law = |days: f64| power(days / 365.25, 1.4, 1.8);
    for (days, replications) in [(75, 40), (200, 80), (420, 40)] {
        let toml = scenario(
            days,
            0,
            &(NORTH.to_string()
                + &deliveries("one", &one)
                + &deliveries("two", &two)
                + &failure(
                    "bathtub",
                    "rate = { bathtub = { early = { scale_years = 3.0, shape = 0.6 }, per_vehicle_year = 0.2, \
                     wear = { scale_years = 1.6, shape = 3.0 } } }\nmodel_factors = { two = 1.6 }\n\
                     improvement = { halving = { months = 3, floor = 0.6 } }",
                )
                + &failure(
                    "only-two",
                    "rate = { weibull = { scale_years = 1.4, shape = 1.8 } }\nmodels = [\"two\"]",
                )),
        );
        let outcome = run(&toml, replications);
        let mut table = Table::new(&format!("Two models until day {days}"), &outcome);
        let end = f64::from(days);
        table.compare(
            "jobs, bathtub",
            expected(&bathtub, false, end),
            outcome.of("jobs", "bathtub"),
        );
        if days > 100 {
            table.compare(
                "jobs of one model",
                expected(&law, true, end),
                outcome.of("jobs", "only-two"),
            );
        }
        table.finish();
    }
}

/// Distance driven by the end of each day of 2025 in mean days, 0 first: by month, thrice as far from 1 to 8 October.
fn driven(months: [f64; 12]) -> Vec<f64> {
    let mean = months.iter().sum::<f64>() / 12.0;
    let mut sums = vec![0.0];
    for (month, length) in MONTHS.into_iter().enumerate() {
        for day in 1..=length {
            let holiday = if month == 9 && day <= 8 { 3.0 } else { 1.0 };
            sums.push(sums[sums.len() - 1] + months[month] / mean * holiday);
        }
    }
    sums
}

const SEASON: [f64; 12] = [1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 1.0, 0.5];
const HOLIDAY: &str = "[[holiday]]\nname = \"golden week\"\nfrom = 2025-10-01\nto = 2025-10-08\ndemand_factor = 1.0\n";

#[test]
fn failures_by_distance_follow_the_season_of_driving() {
    let (one, two) = ([4000.0, 2000.0, 6000.0, 3000.0, 3000.0, 2000.0], [3000.0; 6]);
    let toml = scenario(
        330,
        0,
        &(format!(
            "[driving]\nkm_per_year = 12000\nmonth_weights = {SEASON:?}\nholiday_factor = 3\nowner_cv = 0.6\n{HOLIDAY}\
             [[model]]\nid = \"one\"\n[[model]]\nid = \"two\"\nkm_per_year = 18000\n\
             [[city]]\nid = \"north\"\nshare = 2\n[[city]]\nid = \"south\"\nshare = 1\nkm_factor = 1.5\nvehicles = 20000\n"
        ) + &deliveries("one", &one)
            + &deliveries("two", &two)
            + &failure("tyre", "rate = { per_10000_km = 0.5 }")),
    );
    let sums = driven(SEASON);
    let jobs = |cars: &[f64], km_per_year: f64| -> f64 {
        let fleet = spread(cars);
        let days = |day: f64| sums[330] - sums[day as usize];
        fleet.iter().map(|(day, cars)| cars * days(*day)).sum::<f64>() * km_per_year / 365.25 / 10_000.0 * 0.5
    };
    let delivered = jobs(&one, 12_000.0) + jobs(&two, 18_000.0);
    let fixed = 20_000.0 * sums[330] * 12_000.0 / 365.25 / 10_000.0 * 0.5;
    let outcome = run(&toml, 20);
    let mut table = Table::new("Tyres by distance", &outcome);
    table.compare(
        "jobs, mean distance",
        delivered * 2.0 / 3.0,
        outcome.row("jobs", &[("city", "north")]),
    );
    table.compare(
        "jobs, half as far again, and a fixed fleet",
        1.5 * (delivered / 3.0 + fixed),
        outcome.row("jobs", &[("city", "south")]),
    );
    table.finish();
}

/// The renewal function of intervals of mean 1 in `k` equal exponential phases, by the roots of unity (Cox, *Renewal
/// Theory*, 1962, 4.2): m(t) = t + (1/k) Σ ωʳ/(1 − ωʳ)·(1 − e^(−kt(1 − ωʳ))), r from 1 to k − 1.
fn erlang_renewals(k: u32, t: f64) -> f64 {
    let k_real = f64::from(k);
    let term = |r: u32| {
        let (sin, cos) = (TAU * f64::from(r) / k_real).sin_cos();
        // 1 − ω, and ω / (1 − ω).
        let (re, im) = (1.0 - cos, -sin);
        let size = re * re + im * im;
        let (a, b) = ((cos * re + sin * im) / size, (sin * re - cos * im) / size);
        // 1 − e^(−kt(1 − ω)).
        let shrink = (-k_real * t * re).exp();
        let (c, d) = (1.0 - shrink * (k_real * t * im).cos(), shrink * (k_real * t * im).sin());
        a * c - b * d
    };
    t + (1..k).map(term).sum::<f64>() / k_real
}

#[test]
fn services_renew_by_time_and_by_distance() {
    let cars = [6000.0, 4000.0, 0.0, 5000.0];
    let toml = scenario(
        330,
        60,
        &(format!(
            "[driving]\nkm_per_year = 20000\nmonth_weights = {SEASON:?}\nholiday_factor = 3\n{HOLIDAY}\
             [[city]]\nid = \"north\"\nshare = 1\n[[city]]\nid = \"south\"\nvehicles = 30000\n"
        ) + &deliveries("one", &cars)
            // A quarter of a variance of 1/16: sixteen phases.
            + &failure("by-time", "rate = { every = { months = 4, km = 10000, cv = 0.25 } }")
            + &failure("by-distance", "rate = { every = { months = 9, km = 8000, cv = 0.25 } }")),
    );
    let sums = driven(SEASON);
    let (from, to) = (60.0f64, 330.0f64);
    let fleet = spread(&cars);
    // 10,000 km take half a year, more than four months; 8,000 km 0.4 years, less than nine months.
    let months = 4.0 * 365.25 / 12.0;
    let by_time: f64 = (fleet.iter())
        .map(|(day, cars)| {
            let upto = |end: f64| erlang_renewals(16, (end - day).max(0.0) / months);
            cars * (upto(to) - upto(from))
        })
        .sum();
    let per_day = 20_000.0 / 365.25 / 8000.0;
    let by_distance: f64 = (fleet.iter())
        .map(|(day, cars)| {
            let driven = |end: f64| sums[end.max(*day) as usize] - sums[*day as usize];
            let upto = |end: f64| erlang_renewals(16, driven(end) * per_day);
            cars * (upto(to) - upto(from))
        })
        .sum();
    let outcome = run(&toml, 20);
    let mut table = Table::new("Services", &outcome);
    let even = 30_000.0 * (to - from) / months;
    table.compare(
        "services by time, fixed and delivered cars",
        even + by_time,
        outcome.of("jobs", "by-time"),
    );
    let even = 30_000.0 * (sums[330] - sums[60]) * per_day;
    table.compare(
        "services by distance, fixed and delivered cars",
        even + by_distance,
        outcome.of("jobs", "by-distance"),
    );
    table.compare(
        "all services of delivered cars",
        by_time + by_distance,
        outcome.row("jobs", &[("city", "north")]),
    );
    table.finish();
}

#[test]
fn a_warranty_pays_for_the_cars_that_are_young_enough() {
    let cars = [12_000.0, 8000.0, 4000.0, 10_000.0];
    let toml = scenario(
        600,
        0,
        &(NORTH.to_string()
            + &deliveries("one", &cars)
            + &failure("wear", "rate = { weibull = { scale_years = 1.0, shape = 1.5 } }")
            + "[[warranty]]\nid = \"basic\"\nmonths = 12\nleave_share = 0.4\ngoodwill_share = 0.25\n"),
    );
    let by_age = |days: f64| (days / 365.25).powf(1.5);
    let fleet = spread(&cars);
    // No leap day in 2025 and 2026: a year is 365 days, the last of them the one before the anniversary.
    let jobs = |young: bool| -> f64 {
        let of = |(day, cars): &(f64, f64)| {
            let age = 600.0 - day;
            cars * by_age(if young { age.min(365.0) } else { age })
        };
        fleet.iter().map(of).sum()
    };
    let (maker, all) = (jobs(true), jobs(false));
    let old = all - maker;
    let outcome = run(&toml, 40);
    let mut table = Table::new("A year of warranty", &outcome);
    let paid = |payer: &str| outcome.row("paid_jobs", &[("component", payer)]);
    table.compare("paid by the maker", maker, paid("maker"));
    table.compare("paid by owners", old * 0.6 * 0.75, paid("owner"));
    table.compare("paid out of goodwill", old * 0.6 * 0.25, paid("goodwill"));
    table.compare(
        "hours of work paid by the maker",
        maker * 0.1,
        outcome.row("paid_hours", &[("component", "maker")]),
    );
    table.compare("gone elsewhere", old * 0.4 / all, outcome.row("left_share", &[]));
    table.finish();
}

#[test]
fn a_limit_of_distance_ends_with_the_owners_who_drive_far() {
    let cars = [8000.0, 8000.0];
    // 20,000 km a year in even months: a mean car has 20,000 km after a year.
    let toml = scenario(
        365,
        0,
        &("[driving]\nkm_per_year = 20000\nowner_cv = 0.5\n".to_string()
            + NORTH
            + &deliveries("one", &cars)
            + &failure("tyre", "rate = { per_10000_km = 2.0 }")
            + &failure("software", "rate = { per_vehicle_year = 3.0 }")
            + "[[warranty]]\nid = \"basic\"\nkm = 12000\n"),
    );
    let outcome = run(&toml, 40);
    // Ten equal groups of owners whose distances are lognormal, each at its mean: 10 (Φ(z₂ − σ) − Φ(z₁ − σ)) with
    // σ² = ln 1.25. Deciles of the normal from tables (Abramowitz and Stegun 1964, table 26.5).
    let deciles = [
        -1.281_552, -0.841_621, -0.524_401, -0.253_347, 0.0, 0.253_347, 0.524_401, 0.841_621, 1.281_552,
    ];
    let sigma = 1.25f64.ln().sqrt();
    let normal = |z: f64| 0.5 * (1.0 + erf(z / std::f64::consts::SQRT_2));
    let mut below = vec![0.0];
    below.extend(deciles.map(|z| normal(z - sigma)));
    below.push(1.0);
    let groups: Vec<f64> = below.windows(2).map(|ends| 10.0 * (ends[1] - ends[0])).collect();
    let km_per_day = 20_000.0 / 365.25;
    let fleet = spread(&cars);
    let young = |far: f64, day: f64| (365.0 - day).min(12_000.0 / (km_per_day * far));
    let tyres: f64 = (fleet.iter())
        .flat_map(|(day, cars)| {
            (groups.iter()).map(move |far| cars / 10.0 * young(*far, *day) * far * km_per_day * 2.0 / 10_000.0)
        })
        .sum();
    let software: f64 = (fleet.iter())
        .flat_map(|(day, cars)| (groups.iter()).map(move |far| cars / 10.0 * young(*far, *day) * 3.0 / 365.25))
        .sum();
    let mut table = Table::new("Twelve thousand kilometres of warranty", &outcome);
    let paid = |failure: &str| outcome.row("paid_jobs", &[("failure", failure), ("component", "maker")]);
    table.compare("tyres paid by the maker", tyres, paid("tyre"));
    table.compare("software paid by the maker", software, paid("software"));
    table.finish();
}
