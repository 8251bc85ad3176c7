//! What is solved before it becomes a visit: shares that thin a stream, an impatient queue before agents, calls again.

use crate::reference::erlang_a::ErlangA;
use crate::trial::{Table, exponential, rate, run, top};

/// A centre that takes what is left.
const CENTRE: &str = "
[[centre]]
id = \"all\"
city = \"city\"
resources = { bay = 1000 }
hours = \"always\"
booking = { policy = \"walk-in\" }
";

fn mode(id: &str, per_hour: f64, lines: &str) -> String {
    format!(
        "\n[[failure]]\nid = \"{id}\"\n{}\n{lines}\nstages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.01 }} ]\n",
        rate(per_hour)
    )
}

/// A stream of needs that meets shares one after the other is thinned by their products, and nothing is lost on the way:
/// jobs of all channels are all jobs. Ample agents and vans, so that nobody waits.
#[test]
fn channels_thin_the_stream_by_the_product_of_their_shares() {
    let (asks, community, hotline, remote, van) = (0.8, 0.3, 0.2, 0.25, 0.4);
    let lines = format!(
        "community_share = {community}\nhotline_share = {hotline}\nremote_share = {remote}\nvan_share = {van}\nvan_hours = 1"
    );
    let toml = top(400, 20)
        + &mode("need", 20.0, &lines)
        + CENTRE
        + &format!(
            "\n[community]\nask_share = {asks}\nhours = {}\n[hotline]\nagents = 1000\ntalk_minutes = 5\n\
             [remote]\nhours = 1\n[[van]]\nid = \"v\"\ncities = [\"city\"]\ncount = 1000\n\
             hours = {{ mon-sun = \"00:00-24:00\" }}\ntravel_minutes = 30\n",
            exponential(3.0)
        );
    let outcome = run(&toml, 12);
    let mut table = Table::new("Thinning by triage", &outcome);
    let mut left = 1.0;
    for (channel, share) in [
        ("community", asks * community),
        ("hotline", hotline),
        ("remote", remote),
        ("van", van),
    ] {
        let solved = outcome.row("solved_share", &[("component", channel)]);
        table.compare(&format!("solved: {channel}"), left * share, solved);
        left *= 1.0 - share;
    }
    let jobs = outcome.row("jobs", &[]);
    let of = |channel| outcome.row("jobs", &[("component", channel)]).mean;
    let channels = ["community", "hotline", "remote", "ota", "van", "centre"];
    let sum: f64 = channels.iter().map(|&channel| of(channel)).sum();
    assert!((sum - jobs.mean).abs() < 1e-6, "{sum} of {}", jobs.mean);
    table.compare("jobs", 20.0 * 24.0 * 380.0, jobs);
    table.compare("served", left * 20.0 * 24.0 * 380.0, outcome.row("served", &[]));
    table.finish();
}

/// Agents, calls and patience all exponential: M/M/n+M, a birth-death chain. With calls again after a day or so, which is
/// long beside what the queue remembers, they are a stream of its own: of rate Λ = λ + r Λ P(gives up at Λ).
#[test]
fn the_hotline_is_an_erlang_a_queue() {
    let (per_hour, talk, patience) = (40.0, 6.0, 3.0);
    for (agents, redial) in [(3, 0.0), (5, 0.0), (4, 0.6)] {
        let toml = top(420, 20)
            + &mode("call", per_hour, "hotline_share = 1")
            + CENTRE
            + &format!(
                "\n[hotline]\nagents = {agents}\ntalk_minutes = {}\npatience_minutes = {}\nredial_share = {redial:?}\n\
                 redial_minutes = {{ uniform = {{ min = 600, max = 1800 }} }}\n",
                exponential(talk),
                exponential(patience)
            );
        let outcome = run(&toml, 16);
        let at = |rate: f64| ErlangA::new(rate, 60.0 / talk, 60.0 / patience, agents);
        let mut rate = per_hour;
        for _ in 0..1000 {
            rate = per_hour + redial * rate * at(rate).abandoned();
        }
        let exact = at(rate);
        let mut table = Table::new(&format!("Erlang-A, {agents} agents, {redial} call again"), &outcome);
        table.compare(
            "gives up",
            exact.abandoned(),
            outcome.row("hotline_abandoned_share", &[]),
        );
        table.compare("busy", exact.busy(), outcome.row("hotline_busy_share", &[]));
        table.compare(
            "wait of the answered",
            60.0 * exact.wait_of_answered(),
            outcome.row("hotline_wait_minutes", &[]),
        );
        table.finish();
    }
}
