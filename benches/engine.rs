//! Time per operation of the engine, and per replication beside the same queue written by hand:
//! `cargo bench --bench engine`. Figures "m1" and "m2" are for the number of jobs named; their ratio is what counts.
#![allow(missing_docs, reason = "criterion's macros write functions without documentation")]
#![allow(
    clippy::disallowed_methods,
    reason = "the loop written by hand may use the mathematics of the host"
)]

#[path = "plain/queues.rs"]
mod queues;

use aftersales::engine::ends::{EndList, Heap, Tournament};
use aftersales::engine::keyed::Key;
use aftersales::engine::law::Law;
use aftersales::engine::sampler::{Sampler, Tables};
use aftersales::scenario::{self, Scenario};
use aftersales::study::run::{Number, Options, run};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use queues::Found;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

fn words(c: &mut Criterion) {
    let key = Key::new(1, 2);
    let mut counter = 0;
    c.benchmark_group("draw")
        .throughput(Throughput::Elements(4))
        .bench_function("philox block", |b| {
            b.iter(|| {
                counter += 1;
                key.block(black_box([counter, 7, 8, 9]))
            })
        });
}

fn samplers(c: &mut Criterion) {
    let key = Key::new(3, 4);
    let words: Vec<u64> = (0..256).flat_map(|n| key.block([n, 0, 0, 0])).collect();
    let mut group = c.benchmark_group("sampler");
    group.throughput(Throughput::Elements(words.len() as u64));
    for (name, law) in [
        ("exponential", Law::Exponential { mean: 1.0 }),
        ("lognormal", Law::Lognormal { mean: 2.5, cv: 0.8 }),
        ("gamma", Law::Gamma { mean: 2.0, cv: 0.7 }),
        (
            "triangular",
            Law::Triangular {
                min: 1.0,
                mode: 2.0,
                max: 4.0,
            },
        ),
    ] {
        let sampler = Sampler::new(&law, &mut Tables::new());
        group.bench_function(name, |b| {
            b.iter(|| words.iter().map(|word| sampler.sample(black_box(*word))).sum::<f64>())
        });
    }
}

/// Takes the earliest of `running` ends and puts a later one in its place: one event of a busy floor.
fn hold(list: &mut impl EndList, spans: &[i64], running: usize, b: &mut criterion::Bencher) {
    list.clear();
    for (payload, span) in spans[..running].iter().enumerate() {
        list.insert(*span, payload as u32);
    }
    let mut at = 0;
    b.iter(|| {
        let now = list.earliest();
        let payload = list.take_earliest();
        at = (at + 1) % spans.len();
        list.insert(now + spans[at], payload);
        now
    });
}

fn ends(c: &mut Criterion) {
    let key = Key::new(5, 6);
    let hour = Sampler::new(&Law::Exponential { mean: 1.0 }, &mut Tables::new());
    let spans: Vec<i64> = (0..1024)
        .flat_map(|n| key.block([n, 0, 0, 0]))
        .map(|word| hour.sample_span(word).0)
        .collect();
    let mut group = c.benchmark_group("event");
    group.bench_function("tournament of 16, 10 running", |b| {
        hold(&mut Tournament::<16, 32>::default(), &spans, 10, b)
    });
    group.bench_function("tournament of 64, 40 running", |b| {
        hold(&mut Tournament::<64, 128>::default(), &spans, 40, b)
    });
    group.bench_function("tournament of 256, 200 running", |b| {
        hold(&mut Tournament::<256, 512>::default(), &spans, 200, b)
    });
    group.bench_function("heap, 300 running", |b| hold(&mut Heap::default(), &spans, 300, b));
}

fn load(file: &str, days: u32) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join(file);
    match scenario::load(&path, &[format!("days={days}")]) {
        Ok(loaded) => loaded.scenario,
        Err(mistakes) => panic!("{mistakes:?}"),
    }
}

/// One replication with all its figures, from the scenario; the number of jobs.
fn replicate(scenario: &Scenario) -> f64 {
    let options = Options {
        seed: 1,
        first: 1,
        replications: 1,
        number: Number::Fixed,
        threads: 1,
        warnings: Vec::new(),
    };
    let outcome = run(scenario, &options, None, &|_| {}, &AtomicBool::new(false)).expect("a run without failure");
    let jobs = outcome.summary.rows.iter().find_map(|row| {
        let all = [&row.scope.city, &row.scope.centre, &row.scope.failure];
        (row.metric.key() == "jobs" && all.iter().all(|id| *id == "*")).then_some(row.mean)
    });
    jobs.flatten().unwrap_or(0.0)
}

fn models(c: &mut Criterion) {
    const WEEKS: u32 = 100;
    let m1 = load("m1.toml", 7 * WEEKS * 5);
    let m2 = load("m2.toml", 7 * WEEKS);
    for (name, scenario) in [("m1", m1), ("m2", m2)] {
        let jobs = replicate(&scenario) as u64;
        let by_hand = || match name {
            "m1" => queues::m1(jobs, 1),
            _ => queues::m2(33, WEEKS, 1),
        };
        let Found { jobs: left, wait, stay } = by_hand();
        assert!(wait > 0.0 && stay > wait, "{name}: wait {wait}, stay {stay}");
        let mut group = c.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(5));
        group.throughput(Throughput::Elements(jobs));
        group.bench_function(BenchmarkId::new("aftersales", jobs), |b| {
            b.iter(|| replicate(&scenario))
        });
        group.throughput(Throughput::Elements(left));
        group.bench_function(BenchmarkId::new("plain loop", left), |b| b.iter(by_hand));
    }
}

criterion_group!(engine, words, samplers, ends, models);
criterion_main!(engine);
