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

/// Owners ask for 0.3 × 40,000 × (1 − e^(−t / 2)) calls until t days after the announcement: differences of these are the calls
/// of a day. Agents are ample, a call takes five minutes, and callers with needs come beside them; at the end of the run a call
/// has had the time that it has had: the mean of its law over the last five minutes.
#[test]
fn calls_about_a_recall_follow_their_law_and_busy_the_agents() {
    let (share, mean, talk, agents) = (0.3, 2.0, 5.0 / 1440.0, 80.0);
    let needs_per_day = 1200.0;
    // Needs of 40,000 cars.
    let rate = needs_per_day * 365.25 / 40_000.0;
    let own = format!(
        "[[failure]]\nid = \"need\"\nrate = {{ per_vehicle_year = {rate:?} }}\nhotline_share = 1\n\
         stages = [ {{ id = \"check\", needs = [\"bay\"], hours = 0.1 }} ]\n\
         [hotline]\nagents = {agents}\ntalk_minutes = 5\n"
    );
    let calls = |days: f64| {
        let passed = days - 9.0 / 24.0;
        let tail = |from: f64| mean * f64::exp(-from / mean);
        40_000.0 * share * (1.0 - (tail(passed - talk) - tail(passed)) / talk)
    };
    let mut before = (0.0, 0.0);
    for days in [2, 3, 6, 20] {
        let recall =
            format!("response_share = 0\ncall_share = {share}\ncall_days = {{ exponential = {{ mean = {mean:?} }} }}");
        let alone = run(&(scenario(days, &recall) + &own.replace(&format!("{rate:?}"), "0")), 30);
        let both = run(&(scenario(days, &recall) + &own), 30);
        let days = f64::from(days);
        let busy = |calls: f64| calls * talk / (agents * days);
        let mut table = Table::new(&format!("Calls about a recall, {days} days"), &alone);
        let found = alone.row("hotline_busy_share", &[]);
        table.compare("busy with the recall", busy(calls(days)), found);
        let needs = needs_per_day * (days - talk / 2.0);
        table.compare(
            "busy with needs too",
            busy(calls(days) + needs),
            both.row("hotline_busy_share", &[]),
        );
        table.finish();
        // Calls of the days since the last look; their standard error is below one in fifty of them, so four times that.
        let (made, exact) = (found.mean * agents * days / talk, calls(days));
        let (of_days, expected) = (made - before.0, exact - before.1);
        assert!(
            (of_days / expected - 1.0).abs() < 0.02,
            "{of_days} calls, not {expected}, until day {days}"
        );
        before = (made, exact);
    }
}

/// Who answers while no centre is open is lost, and answers the letters after that with the chance of any other.
#[test]
fn the_lost_answer_later_letters_like_others() {
    let recall = "response_share = 0.5\nreminders = 2\nreminder_days = 5\nreminder_share = 0.5";
    // Letters on days 0, 5 and 10 at 09:00, answered at once; the centre opens on day 3.
    let toml = scenario(14, recall).replace(
        "booking = { policy = \"walk-in\" }",
        "opens = 2025-01-04\nbooking = { policy = \"walk-in\" }",
    );
    let outcome = run(&toml, 30);
    // Half answer the first letter and find no centre; of all, half answer the second and half of the rest the third.
    let mut table = Table::new("Lost, and reminded", &outcome);
    table.compare("done", 0.5 + 0.25, outcome.row("recall_done_share", &[]));
    table.compare("jobs", 40_000.0 * (0.5 + 0.5 + 0.25), outcome.row("jobs", &[]));
    table.compare("lost", 0.5 / 1.25, outcome.row("lost_share", &[]));
    table.finish();
}
