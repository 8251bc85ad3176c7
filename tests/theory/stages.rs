//! Work in stages: Jackson's product form for stations in series.

use crate::reference::erlang::mean_wait;
use crate::trial::{Table, exponential, rate, run, top};

#[test]
fn stages_in_series_wait_as_if_alone() {
    // Departures of M/M/c are Poisson (Burke 1956), so every stage is a station of its own (Jackson 1957).
    let per_hour = 7.0;
    let stages = [("advisor", 1, 0.08), ("bay", 4, 0.4), ("booth", 2, 0.2)];
    let list: Vec<String> = stages
        .iter()
        .map(|(id, _, mean)| {
            format!(
                "{{ id = \"{id}\", needs = [\"{id}\"], hours = {} }}",
                exponential(*mean)
            )
        })
        .collect();
    let toml = format!(
        "{}\n[[failure]]\nid = \"body\"\n{}\nstages = [ {} ]\n\n[[centre]]\nid = \"centre\"\ncity = \"city\"\n\
         resources = {{ advisor = 1, bay = 4, booth = 2 }}\nhours = \"always\"\nbooking = {{ policy = \"walk-in\" }}\n",
        top(1300, 5),
        rate(per_hour),
        list.join(", ")
    );
    let outcome = run(&toml, 40);
    let waits: Vec<f64> = stages
        .iter()
        .map(|&(_, servers, mean)| mean * mean_wait(servers, per_hour * mean))
        .collect();
    let work: f64 = stages.iter().map(|(_, _, mean)| mean).sum();
    let whole = waits.iter().sum::<f64>() + work;
    let mut table = Table::new("M/M/1 → M/M/4 → M/M/2", &outcome);
    table.compare(
        "wait for the first stage",
        waits[0],
        outcome.row("queue_wait_hours", &[]),
    );
    table.compare("turnaround", whole / 24.0, outcome.row("turnaround_days", &[]));
    table.compare("in system", per_hour * whole, outcome.row("in_system", &[]));
    table.compare("work", work, outcome.row("service_hours", &[]));
    for (id, servers, mean) in stages {
        let busy = outcome.row("utilisation", &[("resource", id)]);
        table.compare(
            &format!("utilisation: {id}"),
            per_hour * mean / f64::from(servers),
            busy,
        );
    }
    table.finish();
}
