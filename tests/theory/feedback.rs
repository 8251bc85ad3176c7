//! Repairs that do not hold, against a network of queues in product form; loaner cars against loss systems.

use crate::reference::erlang;
use crate::trial::{Station, Table, exponential, run, stations};

const MEAN: f64 = 0.1;

/// One server whose customers come back with probability q after a delay of any law: in product form with the delay as a
/// station without queue (Baskett, Chandy, Muntz and Palacios 1975), so that the server is M/M/1 at λ / (1 − q). A need
/// takes 1 / (1 − q) visits of 1 / (μ − λ / (1 − q)) hours and a delay before each but the first. Delays from one to three
/// days: none is lengthened to a day.
#[test]
fn comebacks_make_a_queue_with_feedback() {
    // The share of repairs that do not hold is 0.2 times the factor of the failure mode.
    let cases = [
        ("none", 0.0, 0.7),
        ("one-in-five", 1.0, 0.56),
        ("two-in-five", 2.0, 0.42),
    ];
    let list: Vec<Station> = cases
        .iter()
        .map(|&(id, factor, load)| {
            Station::new(id, load / MEAN, exponential(MEAN), 1).more(format!("comeback_factor = {factor:?}"))
        })
        .collect();
    let toml = stations(1000, 30, &list)
        + "\n[comeback]\nfirst_time_fix_share = 0.8\ndays = { uniform = { min = 1, max = 3 } }\n";
    let outcome = run(&toml, 56);
    let mut table = Table::new("M/M/1 with feedback after a delay", &outcome);
    for (id, factor, first) in cases {
        let visits = 1.0 / (1.0 - 0.2 * factor);
        let load = first * visits;
        assert!((load - 0.7).abs() < 1e-12);
        // Hours of a visit.
        let sojourn = MEAN / (1.0 - load);
        let what = |figure: &str| format!("{id}: {figure}");
        table.compare(
            &what("utilisation"),
            load,
            outcome.row("utilisation", &[("centre", id)]),
        );
        table.compare(&what("in system"), load / (1.0 - load), outcome.of("in_system", id));
        table.compare(&what("wait"), sojourn - MEAN, outcome.of("queue_wait_hours", id));
        let fix = (visits * sojourn + (visits - 1.0) * 48.0) / 24.0;
        table.compare(&what("until it holds"), fix, outcome.of("fix_days", id));
        if factor > 0.0 {
            table.compare(
                &what("does not hold"),
                1.0 - 1.0 / visits,
                outcome.of("comeback_share", id),
            );
        }
    }
    table.finish();
}

/// Bays without number, so that a car stays for its work alone: who asks for a loaner car finds an Erlang loss system of
/// loaner cars. Where owners wait for one as long as their car is there, the cars of those who asked are M/M/∞, and of k
/// loaners min(N, k) are lent, N being Poisson.
#[test]
fn loaner_cars_are_a_loss_system() {
    let (loaners, asked) = (4, 3.0);
    let hours = 6.0;
    for waits in [false, true] {
        // Six owners in ten ask.
        let station = Station::new("body", asked / 0.6 / hours, exponential(hours), 60);
        let toml = stations(2020, 20, &[station]).replace("hours = \"always\"", "hours = \"always\"\nloaners = 4")
            + &format!("\n[loaner]\nask_share = 0.6\nwaits = {waits}\n");
        let outcome = run(&toml, 40);
        let title = if waits {
            "Loaner cars, waited for"
        } else {
            "Loaner cars, or none"
        };
        let mut table = Table::new(title, &outcome);
        let busy = if waits {
            let mut probability = f64::exp(-asked);
            let (mut lent, mut below) = (0.0, probability);
            for n in 1..loaners {
                probability *= asked / f64::from(n);
                lent += f64::from(n) * probability;
                below += probability;
            }
            lent + f64::from(loaners) * (1.0 - below)
        } else {
            let blocked = erlang::blocking(loaners, asked);
            table.compare("got one", 1.0 - blocked, outcome.row("loaner_share", &[]));
            asked * (1.0 - blocked)
        };
        table.compare("lent", busy / f64::from(loaners), outcome.row("loaner_busy_share", &[]));
        table.finish();
    }
}
