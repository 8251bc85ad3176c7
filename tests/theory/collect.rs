//! Drivers as a queue: Erlang's loss formula, which asks for no law of the trips, and one driver by Pollaczek and Khinchine.

use crate::reference::erlang::blocking;
use crate::reference::laws::pollaczek_khinchine;
use crate::trial::{Table, exponential, rate, run, top};

/// Owners who all ask, at a centre with a slot every six seconds and room for everybody, and drivers who never rest. Trips are
/// two exponential halves.
fn drivers(per_hour: f64, ways: &str, count: u32, wait_minutes: f64, leg_minutes: f64) -> String {
    top(330, 20)
        + &format!(
            "\n[[failure]]\nid = \"body\"\n{}\nstages = [ {{ id = \"work\", needs = [\"bay\"], hours = {} }} ]\n\
             [[centre]]\nid = \"c\"\ncity = \"city\"\nresources = {{ bay = 1000 }}\nhours = \"always\"\n\
             booking = {{ policy = \"calendar\", horizon_days = 3, slots_per_day = 14400 }}\n\
             [collect]\nask_share = 1\nways = \"{ways}\"\nwait_minutes = {wait_minutes:?}\n\
             [[drivers]]\nid = \"d\"\ncities = [\"city\"]\ncount = {count}\nhours = \"always\"\nleg_minutes = {}\n",
            rate(per_hour),
            exponential(5.0),
            exponential(leg_minutes)
        )
}

/// Who finds no driver free at once goes without: M/G/c/c. The next slot is seconds away, so that owners ask as they
/// come; with ways back they ask as their cars are ready, hours later, which is a Poisson stream as well.
#[test]
fn drivers_without_a_wait_lose_what_erlang_says() {
    for (ways, per_hour, count) in [("fetch", 12.0, 2), ("return", 20.0, 3)] {
        let outcome = run(&drivers(per_hour, ways, count, 0.0, 3.0), 16);
        let offered = per_hour * 0.1;
        let lost = blocking(count, offered);
        let mut table = Table::new(&format!("Erlang B, {ways}, {count} drivers"), &outcome);
        table.compare("refused", lost, outcome.row("driver_refused_share", &[]));
        table.compare(
            "busy",
            offered * (1.0 - lost) / f64::from(count),
            outcome.row("driver_busy_share", &[]),
        );
        table.compare("collected", 1.0 - lost, outcome.row("collected_share", &[]));
        table.finish();
    }
}

/// One driver to whom all wait: M/G/1. A trip of two exponential halves has a squared coefficient of variation of 1/2.
#[test]
fn one_driver_is_the_queue_of_pollaczek_and_khinchine() {
    let (per_hour, leg) = (40.0, 0.375);
    let busy = per_hour * 2.0 * leg / 60.0;
    for ways in ["fetch", "return"] {
        let outcome = run(&drivers(per_hour, ways, 1, 1440.0, leg), 16);
        let mut table = Table::new(&format!("M/G/1, {ways}"), &outcome);
        table.compare("busy", busy, outcome.row("driver_busy_share", &[]));
        table.compare(
            "wait",
            pollaczek_khinchine(busy, 2.0 * leg, 0.5),
            outcome.row("driver_wait_minutes", &[]),
        );
        table.finish();
    }
}
