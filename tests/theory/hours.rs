//! Opening hours: work that pauses overnight, and work that is finished.

use crate::trial::{Table, exponential, rate, run, top};

const OPENS: f64 = 9.0;
const CLOSES: f64 = 18.0;

/// More bays than cars, so that nobody waits but for the door.
fn scenario(hours: &str, closing: &str) -> String {
    format!(
        "{}\n[[failure]]\nid = \"body\"\n{}\nstages = [ {{ id = \"work\", needs = [\"bay\"], hours = {hours} }} ]\n\n\
         [[centre]]\nid = \"centre\"\ncity = \"city\"\nresources = {{ bay = 1000000 }}\n\
         hours = {{ mon-sun = \"09:00-18:00\", {closing} }}\nbooking = {{ policy = \"walk-in\" }}\n",
        top(6020, 20),
        rate(0.2)
    )
}

/// Hours from `occurred` (of a day) until `work` hours are done in open time.
fn clock_time(occurred: f64, work: f64) -> f64 {
    let begins = occurred.max(OPENS);
    let begins = if begins >= CLOSES { OPENS + 24.0 } else { begins };
    let first = CLOSES - begins % 24.0;
    let nights = if work <= first {
        0.0
    } else {
        ((work - first) / (CLOSES - OPENS)).ceil()
    };
    begins + work + nights * (24.0 - (CLOSES - OPENS)) - occurred
}

/// The mean over arrivals at any time of day, by the midpoints of seconds.
fn mean(of: impl Fn(f64) -> f64) -> f64 {
    (0..86_400)
        .map(|second| of((f64::from(second) + 0.5) / 3600.0))
        .sum::<f64>()
        / 86_400.0
}

/// Arrivals in the closed 15 hours wait 7½ on average.
const DOOR: f64 = 15.0 / 24.0 * 7.5;

#[test]
fn work_pauses_at_night() {
    let outcome = run(&scenario("5.0", "closing = 'pause'"), 40);
    let mut table = Table::new("Five hours of work, paused at closing", &outcome);
    table.compare("wait for the door", DOOR, outcome.row("queue_wait_hours", &[]));
    table.compare(
        "turnaround",
        mean(|t| clock_time(t, 5.0)) / 24.0,
        outcome.row("turnaround_days", &[]),
    );
    table.finish();
    // Work without memory: from an open moment with r hours left, the nights expected are e^{−r/m} / (1 − e^{−9/m}).
    let m: f64 = 6.0;
    let (open, night) = (CLOSES - OPENS, 24.0 - (CLOSES - OPENS));
    let nights = |left: f64| (-left / m).exp() / (1.0 - (-open / m).exp());
    let exact = DOOR + m + night * mean(|t| nights(if (OPENS..CLOSES).contains(&t) { CLOSES - t } else { open }));
    let outcome = run(&scenario(&exponential(m), "closing = 'pause'"), 40);
    let mut table = Table::new("Six hours of exponential work, paused at closing", &outcome);
    table.compare("turnaround", exact / 24.0, outcome.row("turnaround_days", &[]));
    table.compare("in system", 0.2 * exact, outcome.row("in_system", &[]));
    table.finish();
}

#[test]
fn started_work_is_finished_in_overtime() {
    let outcome = run(&scenario(&exponential(6.0), "closing = 'finish'"), 40);
    let mut table = Table::new("Six hours of exponential work, finished after closing", &outcome);
    table.compare("turnaround", (DOOR + 6.0) / 24.0, outcome.row("turnaround_days", &[]));
    table.finish();
}

#[test]
fn overtime_with_a_limit_pauses_the_rest_at_night() {
    // Work without memory, two hours of overtime: from an open moment with r hours left, work is paused over so many
    // nights: e^{−(r+2)/m} / (1 − e^{−(9+2)/m}), of 13 h each. An evening's overtime is m (1 − e^{−2/m}) on average: that
    // of the first with e^{−r/m}, that of the others after each paused night with e^{−9/m}.
    let (m, limit): (f64, f64) = (6.0, 2.0);
    let open = CLOSES - OPENS;
    let left = |t: f64| if (OPENS..CLOSES).contains(&t) { CLOSES - t } else { open };
    let nights = |left: f64| (-(left + limit) / m).exp() / (1.0 - (-(open + limit) / m).exp());
    let turnaround = DOOR + m + (24.0 - open - limit) * mean(|t| nights(left(t)));
    let evening = m * (1.0 - (-limit / m).exp());
    let overtime = evening * mean(|t| (-left(t) / m).exp() + nights(left(t)) * (-open / m).exp());
    // Cost at one yuan an hour of work.
    let scenario = scenario(&exponential(m), "closing = 'finish', overtime_hours = 2")
        + "operator = 'own'\n[[operator]]\nid = 'own'\ncost_per_hour_cny = 1\n";
    let outcome = run(&scenario, 40);
    let mut table = Table::new(
        "Six hours of exponential work, two of them in overtime at most",
        &outcome,
    );
    table.compare("turnaround", turnaround / 24.0, outcome.row("turnaround_days", &[]));
    table.compare("in system", 0.2 * turnaround, outcome.row("in_system", &[]));
    let cost = |component| outcome.row("cost_cny", &[("component", component)]);
    let jobs = 0.2 * 24.0 * 6000.0;
    table.compare("overtime", jobs * overtime, cost("overtime"));
    table.compare("other work", jobs * (m - overtime), cost("work"));
    table.finish();
}

#[test]
fn the_clock_by_hand() {
    // At 17:00 five hours take one hour today and four tomorrow, until 13:00.
    assert!((clock_time(17.0, 5.0) - 20.0).abs() < 1e-12);
    // At 20:00 they begin at 9:00; work that fits ends at closing.
    assert!((clock_time(20.0, 5.0) - 18.0).abs() < 1e-12);
    assert!((clock_time(9.0, 9.0) - 9.0).abs() < 1e-12);
    assert!((clock_time(9.0, 18.5) - (48.0 + 0.5)).abs() < 1e-12);
}
