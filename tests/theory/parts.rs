//! Parts: base stock by Palm's theorem, a depot behind two centres by Graves, and sales lost for want of a part.

use crate::reference::stock;
use crate::trial::{Outcome, Table, rate, run, top};

/// A failure mode that needs a part of its own and work of no length, and a centre that does nothing else.
fn need(id: &str, per_day: f64, factory_days: &str, stock: usize, rules: &str) -> String {
    format!(
        "[[part]]\nid = \"{id}\"\nfactory_days = {factory_days}\n\
         [[failure]]\nid = \"{id}\"\n{}\nstages = [ {{ id = \"fit\", needs = [\"{id}\"], parts = {{ {id} = 1.0 }}, hours = 0.0 }} ]\n\
         [[centre]]\nid = \"{id}\"\ncity = \"city\"\nresources = {{ {id} = 1 }}\nhours = \"always\"\n\
         stock = {{ {id} = {stock} }}\nbooking = {{ policy = \"walk-in\"{rules} }}\n",
        rate(per_day / 24.0)
    )
}

fn compare(table: &mut Table, outcome: &Outcome, id: &str, fill: f64, wait: f64) {
    table.compare(
        &format!("{id}: there"),
        fill,
        outcome.row("part_fill_share", &[("centre", id)]),
    );
    let wait_of = outcome.row("wait_days", &[("centre", id), ("cause", "part")]);
    table.compare(&format!("{id}: wait"), wait, wait_of);
}

#[test]
fn what_is_outstanding_is_poisson() {
    // Mean, law and stock; only the mean of the days counts, whatever their law (Palm).
    let cases = [
        ("a", 4.0, 2.0, "2", 6),
        ("b", 10.0, 3.0, "3", 24),
        (
            "c",
            10.0,
            2.0,
            "{ empirical = { values = [1.0, 2.0, 3.0], weights = [1.0, 1.0, 1.0] } }",
            14,
        ),
        ("d", 10.0, 2.5, "{ uniform = { min = 1.0, max = 3.0 } }", 19),
    ];
    let mut toml = top(1010, 10);
    for (id, per_day, _, law, stock) in cases {
        toml += &need(id, per_day, law, stock, "");
    }
    let outcome = run(&toml, 300);
    let mut table = Table::new("Base stock, one for one", &outcome);
    for (id, per_day, days, _, stock) in cases {
        let fill = stock::fill(per_day, days, stock, &[1.0]);
        compare(
            &mut table,
            &outcome,
            id,
            fill,
            stock::wait(per_day, days, stock, &[1.0]),
        );
    }
    table.finish();
}

#[test]
fn a_depot_owes_its_centres_by_chance() {
    // Two centres of 6 and 4 a day; the depot holds 28 of the 30 that are at the factory on average.
    let (per_day, factory, delivery, stock) = ([6.0, 4.0], 3.0, 2.0, 28);
    let mut toml = top(1020, 20)
        + "[[part]]\nid = \"panel\"\nfactory_days = 3\n\
           [[depot]]\nid = \"depot\"\nstock = { panel = 28 }\ndelivery_days = 2\n";
    let shelves = [9, 6];
    for (at, id) in ["a", "b"].iter().enumerate() {
        toml += &format!(
            "[[failure]]\nid = \"{id}\"\n{}\nstages = [ {{ id = \"fit\", needs = [\"{id}\"], parts = {{ panel = 1.0 }}, hours = 0.0 }} ]\n\
             [[centre]]\nid = \"{id}\"\ncity = \"city\"\nresources = {{ {id} = 1 }}\nhours = \"always\"\n\
             depot = \"depot\"\nstock = {{ panel = {} }}\nbooking = {{ policy = \"walk-in\" }}\n",
            rate(per_day[at] / 24.0),
            shelves[at]
        );
    }
    let outcome = run(&toml, 420);
    let mut table = Table::new("A depot behind two centres", &outcome);
    for (at, id) in ["a", "b"].iter().enumerate() {
        let owed = stock::owed(10.0, factory, stock, per_day[at] / 10.0);
        let fill = stock::fill(per_day[at], delivery, shelves[at], &owed);
        let wait = stock::wait(per_day[at], delivery, shelves[at], &owed);
        compare(&mut table, &outcome, id, fill, wait);
    }
    table.finish();
}

#[test]
fn who_does_not_wait_for_a_part_is_lost() {
    let outcome = run(&(top(1010, 10) + &need("a", 5.0, "1", 5, ", queue_limit = 0")), 240);
    let mut table = Table::new("Sales lost for want of a part", &outcome);
    table.compare("lost", stock::lost(5.0, 5), outcome.of("lost_share", "a"));
    table.finish();
}
