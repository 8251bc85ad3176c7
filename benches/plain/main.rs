//! The hand-written loops as a program: `cargo bench --bench plain -- m1 3000000`, `… -- m2 100` (weeks), then centres
//! (m2 only), replications, threads and seed where wanted. Prints one line of JSON.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures itself"
)]

mod queues;

use queues::Found;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Mean wait of M/M/10 with 9 arrivals and 1 service an hour and server (Erlang C).
const M1_WAIT: f64 = 0.668_732;

/// Mean wait for a bay in m2: a simulated figure, ±0.003.
const M2_WAIT: f64 = 2.534;

fn main() {
    // `cargo bench` adds --bench.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let model = words.first().map_or("m1", String::as_str);
    let number = |at: usize, absent: u64| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(absent);
    let size = number(1, if model == "m1" { 3_000_000 } else { 100 });
    let centres = number(2, 33);
    let replications = number(3, 1);
    let threads = number(4, 1);
    let seed = number(5, 1);

    let begin = Instant::now();
    let next = AtomicU64::new(0);
    let worker = || {
        let mut found = Vec::new();
        loop {
            let replication = next.fetch_add(1, Ordering::Relaxed);
            if replication >= replications {
                return found;
            }
            let seed = seed << 32 | replication;
            found.push(match model {
                "m1" => queues::m1(size, seed),
                _ => queues::m2(centres as u32, size as u32, seed),
            });
        }
    };
    let found: Vec<Found> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let joined = handles.into_iter().map(|handle| handle.join().expect("no panic"));
        joined.flatten().collect()
    });
    let wall = begin.elapsed().as_secs_f64();

    let jobs: u64 = found.iter().map(|one| one.jobs).sum();
    let mean = |of: fn(&Found) -> f64| found.iter().map(|one| of(one) * one.jobs as f64).sum::<f64>() / jobs as f64;
    let expected = if model == "m1" { M1_WAIT } else { M2_WAIT };
    println!(
        "{{\"model\":\"{model}\",\"jobs\":{jobs},\"wall_s\":{wall:.4},\"ns_per_job\":{:.2},\"mean_wait\":{:.4},\
         \"expected_wait\":{expected},\"mean_stay\":{:.4}}}",
        wall * 1e9 / jobs as f64,
        mean(|one| one.wait),
        mean(|one| one.stay),
    );
}
