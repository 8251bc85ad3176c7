//! Recalls whose cars are done with constant hazards and ample room, against the exponential; letters and reminders
//! against the geometric.

use crate::trial::{Table, run};

/// Cars of a fixed fleet, more bays than any of them needs, a check of 0.1 h, announced on the first day at 09:00.
fn scenario(days: u32, recall: &str) -> String {
    format!(
        "name = \"theory\"\nstart = 2025-01-01\ndays = {days}\n\
         [[city]]\nid = \"north\"\nvehicles = 40000\n\
         [[failure]]\nid = \"check\"\nstages = [ {{ id = \"check\", needs = [\"bay\"], hours = 0.1 }} ]\n\
         [[centre]]\nid = \"centre\"\ncity = \"north\"\nresources = {{ bay = 5000 }}\nhours = \"always\"\n\
         booking = {{ policy = \"walk-in\" }}\n\
         [[recall]]\nid = \"r\"\nannounced = 2025-01-01\nfailure = \"check\"\n{recall}\n"
    )
}

#[test]
fn updates_and_answers_with_constant_hazards_are_exponential() {
    for days in [5, 14, 40] {
        let toml = scenario(
            days,
            "ota_share = 0.6\nota_days = { exponential = { mean = 9 } }\n\
             response_days = { exponential = { mean = 14 } }\nrefusal_share = 0.2",
        );
        let outcome = run(&toml, 30);
        // From 09:00 on; a check is over six minutes after its owner came.
        let passed = f64::from(days) - 9.0 / 24.0;
        let updated = 1.0 - f64::exp(-passed / 9.0);
        let came = 1.0 - f64::exp(-passed / 14.0);
        let mended = 1.0 - f64::exp(-(passed - 0.1 / 24.0) / 14.0);
        let mut table = Table::new(&format!("Recall, {days} days"), &outcome);
        table.compare(
            "done",
            0.6 * updated + 0.4 * 0.8 * mended,
            outcome.row("recall_done_share", &[]),
        );
        table.compare("jobs", 40_000.0 * 0.4 * 0.8 * came, outcome.row("jobs", &[]));
        table.finish();
    }
}

#[test]
fn nine_in_ten_updates_take_the_quantile_of_their_law() {
    // Of so many cars the 90 % quantile of the exponential varies by less than a day; the day is counted to its end, so
    // the time of day adds half a day on average: 9 ln 10 = 20.72 d, reached at 09:00 + 17.4 h on day 20 (0 first).
    let toml = scenario(40, "ota_share = 1\nota_days = { exponential = { mean = 9 } }");
    let outcome = run(&toml, 30);
    let days = outcome.row("recall_done_90_days", &[]);
    let quantile = 9.0 * f64::ln(10.0) + 9.0 / 24.0;
    // Standard deviation of the sample quantile: √(q (1 − q) / n) over the density (1 − q) / 9.
    let sd = 9.0 * f64::sqrt(0.9 / 0.1 / 40_000.0);
    let mean = days.mean;
    assert!(
        (mean - (quantile + 0.5)).abs() < 0.5 + 3.0 * sd / f64::sqrt(30.0),
        "{mean}"
    );
}

#[test]
fn letters_until_an_owner_answers_are_geometric() {
    // Reached by one of two channels with 1 − 0.4 × 0.5 = 0.8; answered with 0.4, reminders with 0.3.
    let toml = scenario(
        40,
        "channels = [ { id = \"sms\", reach_share = 0.6 }, { id = \"app\", reach_share = 0.5 } ]\n\
         response_share = 0.4\nreminders = 3\nreminder_days = 10\nreminder_share = 0.3",
    );
    let outcome = run(&toml, 30);
    let (first, later) = (0.8 * 0.4, 0.8 * 0.3);
    // Letters on days 0, 10, 20 and 30.
    let done = 1.0 - (1.0 - first) * f64::powi(1.0 - later, 3);
    let mut table = Table::new("Letters and reminders", &outcome);
    table.compare("done", done, outcome.row("recall_done_share", &[]));
    table.finish();
}
