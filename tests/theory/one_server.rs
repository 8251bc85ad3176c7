//! One server with any law of service: Pollaczek and Khinchine, for every law of the scenario file.

use crate::reference::laws::{all, pollaczek_khinchine};
use crate::trial::{Station, Table, run, stations};

#[test]
fn waits_grow_with_the_square_of_variation() {
    let load = 0.5;
    let laws = all();
    let list: Vec<Station> = laws
        .iter()
        .map(|law| Station::new(law.name, load / law.mean, law.toml.as_str(), 1))
        .collect();
    let outcome = run(&stations(1300, 5, &list), 60);
    let mut table = Table::new("M/G/1, ρ = 0.5", &outcome);
    for law in laws {
        let wait = pollaczek_khinchine(load, law.mean, law.cv2);
        let what = |figure: &str| format!("{}: {figure}", law.name);
        table.compare(&what("wait"), wait, outcome.of("queue_wait_hours", law.name));
        table.compare(&what("service"), law.mean, outcome.of("service_hours", law.name));
    }
    table.finish();
}
