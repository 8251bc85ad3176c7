//! Jobs that cannot wait: Erlang's loss formula, its insensitivity, and a limited waiting room.

use crate::reference::erlang::{self, BirthDeath};
use crate::trial::{Station, Table, exponential, run, stations};

const MEAN: f64 = 0.1;

#[test]
fn losses_are_erlangs() {
    let list: Vec<Station> = [1, 2, 5, 10, 20]
        .iter()
        .map(|&servers| {
            let mean = MEAN * f64::from(servers);
            Station::new(&format!("m{servers}"), 0.9 / MEAN, exponential(mean), servers).rules("queue_limit = 0")
        })
        .collect();
    let outcome = run(&stations(730, 2, &list), 56);
    let mut table = Table::new("M/M/c/c, ρ = 0.9", &outcome);
    // From tables of Erlang's B, to ten digits.
    let known = [
        (1, 0.4736842105),
        (2, 0.3665158371),
        (5, 0.2430210018),
        (10, 0.1679632263),
        (20, 0.1092128459),
    ];
    for (servers, blocking) in known {
        let id = format!("m{servers}");
        table.compare(&format!("c = {servers}: lost"), blocking, outcome.of("lost_share", &id));
        let utilisation = outcome.row("utilisation", &[("centre", &id)]);
        table.compare(
            &format!("c = {servers}: utilisation"),
            0.9 * (1.0 - blocking),
            utilisation,
        );
    }
    table.finish();
}

/// The share lost depends on the mean of the service alone (Sevastyanov 1957).
#[test]
fn losses_do_not_depend_on_the_law_of_service() {
    let laws = [
        ("constant", "0.1"),
        ("uniform", "{ uniform = { min = 0.0, max = 0.2 } }"),
        ("gamma", "{ gamma = { mean = 0.1, cv = 1.5 } }"),
        ("lognormal", "{ lognormal = { mean = 0.1, cv = 2.0 } }"),
        ("weibull", "{ weibull = { mean = 0.1, shape = 0.6 } }"),
        ("hyperexponential", "{ hyperexponential = { mean = 0.1, cv = 3.0 } }"),
    ];
    let (servers, offered) = (5, 4.0);
    let list: Vec<Station> = laws
        .iter()
        .map(|(id, law)| Station::new(id, offered / MEAN, *law, servers).rules("queue_limit = 0"))
        .collect();
    let outcome = run(&stations(185, 2, &list), 40);
    let mut table = Table::new("M/G/5/5, a = 4", &outcome);
    for (id, _) in laws {
        table.compare(
            &format!("{id}: lost"),
            erlang::blocking(servers, offered),
            outcome.of("lost_share", id),
        );
    }
    table.finish();
}

#[test]
fn a_limited_waiting_room_turns_away_and_shortens_the_wait() {
    let cases = [(1, 1.0, 4), (2, 2.0, 6), (5, 5.5, 10)];
    let list: Vec<Station> = cases
        .iter()
        .map(|&(servers, offered, room)| {
            Station::new(&format!("m{servers}"), offered / MEAN, exponential(MEAN), servers)
                .rules(format!("queue_limit = {room}"))
        })
        .collect();
    let outcome = run(&stations(370, 2, &list), 40);
    let mut table = Table::new("M/M/c/K", &outcome);
    for (servers, offered, room) in cases {
        let station = BirthDeath::new(servers, offered, Some(room), 0.0);
        let id = format!("m{servers}");
        let what = |figure: &str| format!("c = {servers}, a = {offered}, {room} may wait: {figure}");
        table.compare(&what("lost"), station.turned_away(), outcome.of("lost_share", &id));
        let wait = MEAN * station.wait_of_served();
        table.compare(&what("wait"), wait, outcome.of("queue_wait_hours", &id));
        let number = station.waiting() + station.in_service();
        table.compare(&what("in system"), number, outcome.of("in_system", &id));
    }
    table.finish();
}
