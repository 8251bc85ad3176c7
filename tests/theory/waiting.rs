//! Waiting in M/M/c: Erlang's delay formula, Little's law, utilisation.

use crate::reference::erlang;
use crate::trial::{Station, Table, exponential, judge, run, stations};

/// Hours of a mean service: short, so that a run holds many jobs.
const MEAN: f64 = 0.1;

fn name(servers: u32) -> String {
    format!("m{servers}")
}

fn station(servers: u32, load: f64) -> Station {
    Station::new(
        &name(servers),
        load * f64::from(servers) / MEAN,
        exponential(MEAN),
        servers,
    )
}

#[test]
fn one_server_waits_and_works_as_m_m_1() {
    let load = 0.7;
    let outcome = run(&stations(1830, 10, &[station(1, load)]), 40);
    let mut table = Table::new("M/M/1", &outcome);
    let id = name(1);
    table.compare(
        "wait, ρ/(1−ρ)",
        MEAN * load / (1.0 - load),
        outcome.of("queue_wait_hours", &id),
    );
    table.compare(
        "turnaround, 1/(1−ρ)",
        MEAN / (1.0 - load) / 24.0,
        outcome.of("turnaround_days", &id),
    );
    table.compare(
        "number in system, ρ/(1−ρ)",
        load / (1.0 - load),
        outcome.of("in_system", &id),
    );
    table.compare("service", MEAN, outcome.of("service_hours", &id));
    table.compare("utilisation, ρ", load, outcome.row("utilisation", &[("centre", &id)]));
    table.compare("jobs, λt", load / MEAN * 24.0 * 1820.0, outcome.of("jobs", &id));
    table.finish();
}

#[test]
fn several_servers_wait_as_erlang_found() {
    let cases = [(2, 0.7), (5, 0.7)];
    let list: Vec<Station> = cases.iter().map(|&(servers, load)| station(servers, load)).collect();
    let outcome = run(&stations(925, 10, &list), 56);
    let mut table = Table::new("M/M/c", &outcome);
    for (servers, load) in cases {
        let (id, offered) = (name(servers), load * f64::from(servers));
        let wait = erlang::mean_wait(servers, offered);
        let what = |figure: &str| format!("c = {servers}, ρ = {load}: {figure}");
        table.compare(&what("wait"), MEAN * wait, outcome.of("queue_wait_hours", &id));
        table.compare(
            &what("turnaround"),
            MEAN * (wait + 1.0) / 24.0,
            outcome.of("turnaround_days", &id),
        );
        table.compare(
            &what("number in system"),
            offered * (wait + 1.0),
            outcome.of("in_system", &id),
        );
        table.compare(
            &what("utilisation"),
            load,
            outcome.row("utilisation", &[("centre", &id)]),
        );
    }
    table.finish();
}

/// The same check must reject a simulator whose service takes 2 % longer than it should.
#[test]
fn two_per_cent_too_much_work_is_rejected() {
    let load = 0.7;
    let outcome = run(
        &stations(
            1830,
            10,
            &[Station::new("m1", load / MEAN, exponential(1.02 * MEAN), 1)],
        ),
        40,
    );
    let claims = [
        (MEAN * load / (1.0 - load), outcome.of("queue_wait_hours", "m1")),
        (MEAN / (1.0 - load) / 24.0, outcome.of("turnaround_days", "m1")),
        (load / (1.0 - load), outcome.of("in_system", "m1")),
        (MEAN, outcome.of("service_hours", "m1")),
        (load, outcome.row("utilisation", &[("centre", "m1")])),
    ];
    for (exact, estimate) in claims {
        let verdict = judge(exact, estimate);
        assert!(
            verdict.as_ref().is_err_and(|why| why.contains("away")),
            "{exact}: {verdict:?}"
        );
    }
}
