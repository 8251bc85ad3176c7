//! Forecasts with beliefs: how often what comes lies inside their bands, and inside those of chance alone.
//!
//! A rate was estimated from the time that ten failures took: r̂ = 10/T. Then r T has a gamma law with shape 10 whatever r,
//! so that r/r̂ is gamma with mean 1 and cv 1/√10: the belief of the scenario, exact and without a prior. A day's jobs are
//! Poisson given r, and over the belief negative binomial with shape 10: what the bands of either kind should hold follows
//! by summing probabilities. Two hundred worlds are drawn from the belief by `rand_distr`, simulated with other seeds
//! than the forecasts, and set against one forecast each.

use aftersales::engine::keyed::{Key, Stream};
use aftersales::metrics::catalogue::Metric;
use aftersales::metrics::daily::{Daily, DailySeries};
use aftersales::scenario::{Loaded, Setting, load, load_drawn};
use aftersales::study::backtest::{BAND50, BAND90, inside};
use aftersales::study::forecast::{Blocks, Plan, forecast};
use aftersales::study::run::{Number, Options, Outcome, run};
use rand_distr::{Distribution, Gamma};
use std::path::Path;
use std::sync::atomic::AtomicBool;

const WORLDS: u64 = 200;
const REPLICATIONS: u32 = 60;
/// Jobs a day at the estimated rate, and failures that it was estimated from.
const MEAN: f64 = 20.0;
const SEEN: f64 = 10.0;

/// 20,000 cars at 0.36525 a year: 20 jobs a day; work of six hours in bays enough.
const SCENARIO: &str = r#"
name = "Little data"
start = 2025-03-01
days = 20
[[city]]
id = "wuhan"
vehicles = 20000
[[failure]]
id = "body"
rate = { per_vehicle_year = 0.36525 }
stages = [ { id = "repair", needs = ["bay"], hours = 6.0 } ]
[[centre]]
id = "wuhan-1"
city = "wuhan"
resources = { bay = 300 }
hours = "always"
booking = { policy = "walk-in" }
[uncertainty]
"failure.body.rate.per_vehicle_year" = { gamma = { mean = 0.36525, cv = 0.31622776601683794 } }
"#;

fn options(seed: u64, replications: u32) -> Options {
    Options {
        seed,
        first: 1,
        replications,
        number: Number::Fixed,
        threads: 1,
        warnings: Vec::new(),
    }
}

fn simulated(loaded: &Loaded, seed: u64, replications: u32) -> Outcome {
    let quiet = AtomicBool::new(false);
    run(&loaded.scenario, &options(seed, replications), None, &|_| (), &quiet).expect("a sound run")
}

fn jobs(daily: &Daily) -> &DailySeries {
    let mut series = daily.series.iter();
    let wanted = |series: &&DailySeries| series.metric == Metric::Jobs && series.city == "*" && series.centre == "*";
    series.find(wanted).expect("jobs of everybody")
}

/// P(low ≤ X ≤ high) of the counts with these probabilities.
fn mass(probabilities: &[f64], low: usize, high: usize) -> f64 {
    probabilities[low..=high].iter().sum()
}

/// The smallest count that is not exceeded with a share.
fn quantile(probabilities: &[f64], share: f64) -> usize {
    let mut sum = 0.0;
    let found = probabilities.iter().position(|p| {
        sum += p;
        sum >= share
    });
    found.expect("a share below 1")
}

/// Poisson with mean μ: p₀ = e^−μ, pₖ₊₁ = pₖ μ/(k + 1).
fn poisson(mean: f64) -> Vec<f64> {
    let mut p = (-mean).exp();
    (0..400u32)
        .map(|k| {
            let now = p;
            p *= mean / f64::from(k + 1);
            now
        })
        .collect()
}

/// Poisson with a gamma mean of shape a: p₀ = (a/(a + μ))^a, pₖ₊₁ = pₖ (a + k)/(k + 1) · μ/(a + μ).
fn negative_binomial(mean: f64, shape: f64) -> Vec<f64> {
    let mut p = (shape / (shape + mean)).powf(shape);
    (0..400u32)
        .map(|k| {
            let now = p;
            p *= (shape + f64::from(k)) / f64::from(k + 1) * mean / (shape + mean);
            now
        })
        .collect()
}

#[test]
fn beliefs_cover_what_comes_and_chance_alone_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("little.toml");
    std::fs::write(&path, SCENARIO).expect("a file");
    let loaded = load(&path, &[]).expect("a sound scenario");
    let belief = &loaded.scenario.uncertainty[0];
    let of_block = |drawn: &[Setting]| load_drawn(Path::new(&path), &[], drawn);
    let law = Gamma::new(SEEN, 0.36525 / SEEN).expect("a law");
    let mut random = Stream::new(Key::new(2007, 0), 401);
    let quiet = AtomicBool::new(false);

    // Shares of days inside 50 % and 90 %, over chance and beliefs and over chance alone, by world.
    let mut held: Vec<[f64; 4]> = Vec::new();
    let mut shares = Vec::new();
    for world in 1..=WORLDS {
        let written = simulated(&loaded, world, REPLICATIONS);
        let blocks = Blocks::new(world, 1, REPLICATIONS, None);
        let plan = Plan::new(&loaded.scenario, blocks, &of_block).expect("sound draws");
        let sample = written.each.as_ref().expect("figures of each replication");
        let ahead = forecast(&loaded.scenario, &plan, sample, (&of_block, 1), &|_| (), &quiet).expect("a forecast");
        let row = written.summary.rows.iter().position(|row| row.metric == Metric::Jobs);
        let parts = ahead.rows[row.expect("jobs")].parts.expect("parts");
        shares.push(parts.between / (parts.between + parts.within));

        let truth = of_block(&[belief.setting(law.sample(&mut random))]).expect("a sound world");
        let came = simulated(&truth, 10_000 + world, 1);
        let came = &jobs(&came.daily).days;
        let share = |daily: &Daily, band| {
            let days = jobs(daily).days.iter().zip(came);
            let hits =
                days.filter(|(point, came)| inside(&point.expect("a forecast"), band, came.expect("a day").mean));
            hits.count() as f64 / came.len() as f64
        };
        held.push([
            share(&ahead.daily, BAND50),
            share(&ahead.daily, BAND90),
            share(&written.daily, BAND50),
            share(&written.daily, BAND90),
        ]);
    }

    let mean = |at: usize| held.iter().map(|shares| shares[at]).sum::<f64>() / WORLDS as f64;
    let error = |at: usize| {
        let mean = mean(at);
        let squares: f64 = held
            .iter()
            .map(|shares| (shares[at] - mean) * (shares[at] - mean))
            .sum();
        (squares / (WORLDS * (WORLDS - 1)) as f64).sqrt()
    };
    // Counts are whole and ends belong to a band, so that it holds somewhat more than its share of them.
    let (chance, all) = (poisson(MEAN), negative_binomial(MEAN, SEEN));
    let theory = |bands: &[f64], low: f64, high: f64| mass(&all, quantile(bands, low), quantile(bands, high));
    let expected = [
        theory(&all, 0.25, 0.75),
        theory(&all, 0.05, 0.95),
        theory(&chance, 0.25, 0.75),
        theory(&chance, 0.05, 0.95),
    ];
    for (at, name) in ["all 50 %", "all 90 %", "chance 50 %", "chance 90 %"]
        .into_iter()
        .enumerate()
    {
        println!("{name}: {:.3} ± {:.3}, theory {:.3}", mean(at), error(at), expected[at]);
    }
    assert!((0.85..=0.95).contains(&mean(1)), "{}", mean(1));
    // Bands of 60 runs are ranks 3 and 57 of 61: up to 2 points narrower than the true points.
    for (at, expected) in expected.into_iter().enumerate() {
        assert!(
            (mean(at) - expected).abs() < 4.0 * error(at) + 0.02,
            "{at}: {} {expected}",
            mean(at)
        );
    }
    assert!(mean(3) < 0.8, "chance alone: {}", mean(3));

    // Jobs of the 20 days: chance λ, doubt λ²/10 with λ = 400: 16,000 of 16,400.
    let share = shares.iter().sum::<f64>() / WORLDS as f64;
    println!("share of doubt: {share:.4}, theory {:.4}", 16_000.0 / 16_400.0);
    assert!((share - 16_000.0 / 16_400.0).abs() < 0.01, "{share}");
}

/// The mean probability between the values of two ranks, ends included, of `count` independent draws: the value of rank k is at
/// most x where at least k of them are.
fn between_ranks(probabilities: &[f64], count: u32, (low, high): (u32, u32)) -> f64 {
    let below: Vec<f64> = probabilities
        .iter()
        .scan(0.0, |sum: &mut f64, p| {
            *sum += p;
            Some(sum.min(1.0))
        })
        .collect();
    // P(at least k of n are at most x), by the terms of the binomial law from the first.
    let at_most = |rank: u32, x: usize| {
        let f = below[x];
        if f >= 1.0 {
            return 1.0;
        }
        let mut term = (1.0 - f).powi(count as i32);
        let mut fewer = 0.0;
        for k in 0..rank {
            fewer += term;
            term *= f64::from(count - k) / f64::from(k + 1) * f / (1.0 - f);
        }
        1.0 - fewer
    };
    let value = |rank: u32, of: &dyn Fn(usize) -> f64| -> f64 {
        (0..probabilities.len())
            .map(|x| (at_most(rank, x) - if x > 0 { at_most(rank, x - 1) } else { 0.0 }) * of(x))
            .sum()
    };
    value(high, &|x| below[x]) - value(low, &|x| below[x] - probabilities[x])
}

#[test]
fn bands_hold_as_much_as_their_ranks_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("little.toml");
    std::fs::write(&path, SCENARIO).expect("a file");
    let loaded = load(&path, &[]).expect("a sound scenario");
    let of_block = |drawn: &[Setting]| load_drawn(Path::new(&path), &[], drawn);
    let quiet = AtomicBool::new(false);
    let laws = [negative_binomial(MEAN, SEEN), poisson(MEAN)];
    // What bands hold is known for any world: no draw of what comes is needed, so a mistake of two points shows. A draw of the
    // belief for each replication makes them independent.
    let mut held: Vec<[f64; 4]> = Vec::new();
    for seed in 501..=600 {
        let written = simulated(&loaded, seed, REPLICATIONS);
        let blocks = Blocks::new(seed, 1, REPLICATIONS, Some(REPLICATIONS));
        let plan = Plan::new(&loaded.scenario, blocks, &of_block).expect("sound draws");
        let sample = written.each.as_ref().expect("figures of each replication");
        let ahead = forecast(&loaded.scenario, &plan, sample, (&of_block, 1), &|_| (), &quiet).expect("a forecast");
        let mean = |daily: &Daily, law: &[f64], (low, high): (usize, usize)| {
            let days = &jobs(daily).days;
            let masses = days.iter().map(|point| {
                let bands = point.expect("a day").bands.expect("bands");
                mass(law, bands[low] as usize, bands[high] as usize)
            });
            masses.sum::<f64>() / days.len() as f64
        };
        held.push([
            mean(&ahead.daily, &laws[0], BAND50),
            mean(&ahead.daily, &laws[0], BAND90),
            mean(&written.daily, &laws[1], BAND50),
            mean(&written.daily, &laws[1], BAND90),
        ]);
    }
    // Nearest ranks of 5, 25, 75 and 95 % of 60.
    let ranks = [(15, 45), (3, 57)];
    for at in 0..4 {
        let exact = between_ranks(&laws[at / 2], REPLICATIONS, ranks[at % 2]);
        let (count, sum) = (held.len() as f64, held.iter().map(|shares| shares[at]).sum::<f64>());
        let mean = sum / count;
        let squares: f64 = held
            .iter()
            .map(|shares| (shares[at] - mean) * (shares[at] - mean))
            .sum();
        let error = (squares / (count * (count - 1.0))).sqrt();
        let name = ["all 50 %", "all 90 %", "chance 50 %", "chance 90 %"][at];
        println!("{name}: holds {mean:.4} ± {error:.4}, exact {exact:.4}");
        assert!(error < 0.004, "{name}: ± {error}");
        assert!((mean - exact).abs() < 4.0 * error, "{name}: {mean} ± {error}, {exact}");
    }
}
