//! Priorities that never interrupt: waits by class.

use crate::reference::erlang;
use crate::trial::{Table, exponential, rate, run, top};
use std::fmt::Write as _;

/// Mean waits by class in one queue: W₀ / ((1 − σ₋)(1 − σ)), σ the load of a class and of all before it, σ₋ of those
/// before it alone; W₀ is the mean time to the next departure that an arrival to busy servers waits for (Cobham 1954).
fn cobham(departure: f64, loads: &[f64]) -> Vec<f64> {
    let mut before = 0.0;
    let wait = |load: &f64| {
        let upto = before + load;
        let wait = departure / ((1.0 - before) * (1.0 - upto));
        before = upto;
        wait
    };
    loads.iter().map(wait).collect()
}

/// Failure modes of jobs per hour and a mean service each, first class first, at a centre of so many bays. The file
/// names them last class first, so that only `priority` can order them.
fn scenario(days: u32, bays: u32, classes: &[(f64, f64)]) -> String {
    let mut toml = top(days, 10);
    for (class, (per_hour, mean)) in classes.iter().enumerate().rev() {
        write!(
            toml,
            "\n[[failure]]\nid = \"class-{class}\"\n{}\npriority = {class}\n\
             stages = [ {{ id = \"work\", needs = [\"bay\"], hours = {} }} ]\n",
            rate(*per_hour),
            exponential(*mean)
        )
        .unwrap();
    }
    write!(
        toml,
        "\n[[centre]]\nid = \"centre\"\ncity = \"city\"\nresources = {{ bay = {bays} }}\nhours = \"always\"\n\
         booking = {{ policy = \"walk-in\" }}\n"
    )
    .unwrap();
    toml
}

#[test]
fn one_server_and_three_classes() {
    let classes = [(2.0, 0.08), (3.0, 0.1), (1.5, 0.12)];
    let loads: Vec<f64> = classes.iter().map(|(per_hour, mean)| per_hour * mean).collect();
    // Exponential service: E[S²]/2 is the square of the mean.
    let residual = classes.iter().map(|(per_hour, mean)| per_hour * mean * mean).sum();
    let waits = cobham(residual, &loads);
    let outcome = run(&scenario(2000, 1, &classes), 64);
    let mut table = Table::new("M/M/1 with three priorities", &outcome);
    for (class, wait) in waits.into_iter().enumerate() {
        let id = format!("class-{class}");
        table.compare(
            &format!("class {class}: wait"),
            wait,
            outcome.of("queue_wait_hours", &id),
        );
    }
    table.finish();
}

#[test]
fn three_servers_and_two_classes() {
    let (servers, mean) = (3, 0.15);
    let classes = [(6.0, mean), (6.0, mean)];
    let loads: Vec<f64> = classes
        .iter()
        .map(|(rate, mean)| rate * mean / f64::from(servers))
        .collect();
    let offered = 12.0 * mean;
    let departure = erlang::delay_probability(servers, offered) * mean / f64::from(servers);
    let waits = cobham(departure, &loads);
    let outcome = run(&scenario(2000, servers, &classes), 40);
    let mut table = Table::new("M/M/3 with two priorities", &outcome);
    for (class, wait) in waits.into_iter().enumerate() {
        let id = format!("class-{class}");
        table.compare(
            &format!("class {class}: wait"),
            wait,
            outcome.of("queue_wait_hours", &id),
        );
    }
    table.finish();
}

#[test]
fn classes_share_the_wait_of_the_queue_without_classes() {
    // Kleinrock's conservation law: with one mean of service the average over classes is Erlang's wait.
    let (servers, offered) = (3, 2.1);
    let departure = erlang::delay_probability(servers, offered) / f64::from(servers);
    let waits = cobham(departure, &[0.3, 0.4]);
    let average = (0.3 * waits[0] + 0.4 * waits[1]) / 0.7;
    assert!((average - erlang::mean_wait(servers, offered)).abs() < 1e-12);
    // Cobham's second class of M/M/1 at half and three tenths: 0.8 / (0.5 × 0.2) = 8.
    assert!((cobham(0.8, &[0.5, 0.3])[1] - 8.0).abs() < 1e-12);
}
