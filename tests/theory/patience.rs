//! Owners who leave the queue: the Erlang-A queue, under and over capacity.

use crate::reference::erlang::BirthDeath;
use crate::trial::{Station, Table, exponential, run, stations};

const MEAN: f64 = 0.1;

#[test]
fn impatience_is_palms() {
    // Servers, offered load, mean patience in mean services.
    let cases = [(1, 0.9, 2.0), (4, 4.0, 1.0), (10, 12.0, 0.5)];
    let list: Vec<Station> = cases
        .iter()
        .map(|&(servers, offered, patience)| {
            let mean = MEAN * f64::from(servers);
            Station::new(&format!("m{servers}"), offered / mean, exponential(mean), servers)
                .rules(format!("patience_hours = {}", exponential(mean * patience)))
        })
        .collect();
    let outcome = run(&stations(370, 2, &list), 40);
    let mut table = Table::new("M/M/c + M", &outcome);
    for (servers, offered, patience) in cases {
        let station = BirthDeath::new(servers, offered, None, 1.0 / patience);
        let (id, mean) = (format!("m{servers}"), MEAN * f64::from(servers));
        let what = |figure: &str| format!("c = {servers}, a = {offered}: {figure}");
        table.compare(&what("lost"), station.impatient(), outcome.of("lost_share", &id));
        let wait = outcome.of("queue_wait_hours", &id);
        table.compare(&what("wait of those who began"), mean * station.wait_of_served(), wait);
        let number = station.waiting() + station.in_service();
        table.compare(&what("in system"), number, outcome.of("in_system", &id));
    }
    table.finish();
}
