//! The midnight scramble: who tries first at a release is a matter of chance, of the day, and of nothing else.

use super::{BODY, Case, Run, centre};
use std::fmt::Write;

const OWNERS: usize = 120;

/// A hundred and twenty owners who miss the only day they can book.
fn crowd(retry: &str, slots: u32, days: u32) -> Case {
    let booking = format!("policy = 'calendar', slots_per_day = {slots}, horizon_days = 1, retry = '{retry}'");
    let scenario = BODY.to_string() + &centre("bay = 9", "{ mon-sun = '09:00-18:00' }", &booking);
    Case::new(days, &scenario).trace(&("time\n".to_string() + &"0/18:00\n".repeat(OWNERS)))
}

/// For each owner the day of her slot.
fn days(run: &Run) -> Vec<u32> {
    let slot = |job: usize| run.cell(&job.to_string(), "slot").parse::<f64>();
    (1..=OWNERS)
        .map(|job| slot(job).map_or(0, |hours| hours as u32 / 24))
        .collect()
}

#[test]
fn a_scramble_gives_every_slot_to_someone_in_an_order_of_its_own() {
    let run = crowd("scramble", 1, OWNERS as u32 + 1).run();
    let got = days(&run);
    let mut sorted = got.clone();
    sorted.sort_unstable();
    assert!(sorted.iter().copied().eq(1..=OWNERS as u32), "a day for each: {got:?}");
    assert_ne!(got, sorted, "not first come, first served");
    // By chance each pair stands in order or not: 3570 of 7140 are expected, with a standard deviation of √(n(n − 1)
    // (2n + 5) ÷ 72) = 220 (Kendall).
    let pairs = (0..OWNERS).flat_map(|a| (a + 1..OWNERS).map(move |b| (a, b)));
    let in_order = pairs.filter(|&(a, b)| got[a] < got[b]).count();
    assert!((2690..=4450).contains(&in_order), "{in_order}");
    // A waiting list of the same owners is in order.
    assert_eq!(days(&crowd("in-order", 1, OWNERS as u32 + 1).run()), sorted);
}

#[test]
fn who_came_later_and_got_a_slot_first_has_overtaken() {
    let run = crowd("scramble", 1, OWNERS as u32 + 1).run();
    let got = days(&run);
    let overtaken = |owner: usize| got[owner + 1..].iter().any(|later| *later < got[owner]);
    let mut count = 0;
    for owner in 0..OWNERS {
        let told = run.cell(&(owner + 1).to_string(), "overtaken");
        assert_eq!(told == "1", overtaken(owner), "owner {owner}: {told}");
        count += u32::from(overtaken(owner));
    }
    // Owner k from the end stays in front with probability 1 ÷ k: 120 − H(120) = 114.6 are expected.
    assert!((108..=119).contains(&count), "{count}");
    run.is("overtaken_share", "", f64::from(count) / OWNERS as f64);
    // A waiting list lets nobody pass.
    let list = crowd("in-order", 1, OWNERS as u32 + 1).run();
    list.is("overtaken_share", "", 0.0);
    let early = crowd("scramble", 1, 31).run();
    let got = days(&early);
    let day = |owner: usize| if got[owner] == 0 { u32::MAX } else { got[owner] };
    let passed = (0..OWNERS).filter(|&owner| (owner + 1..OWNERS).any(|later| day(later) < day(owner)));
    early.is("overtaken_share", "", passed.count() as f64 / OWNERS as f64);
}

#[test]
fn every_day_has_its_own_order() {
    // Half get a slot on Tuesday, and half of the others on Wednesday. Were the order that of Tuesday again, the
    // owners of Wednesday would be those who just missed it.
    let first = days(&crowd("scramble", 60, 3).run());
    assert_eq!(first.iter().filter(|day| **day == 1).count(), 60);
    // With 90 slots those of the first 90 ranks of Tuesday have one then.
    let ninety = days(&crowd("scramble", 90, 3).run());
    let missed: Vec<usize> = (0..OWNERS)
        .filter(|&owner| ninety[owner] == 1 && first[owner] != 1)
        .collect();
    assert_eq!(missed.len(), 30, "the first sixty ranks are among the first ninety");
    let thirty = crowd("scramble", 30, 4).run();
    let (thirty, mut same) = (days(&thirty), 0);
    // Ranks 31 to 60 of Tuesday: how many of the 90 left are the first 30 of Wednesday? Ten by chance.
    for owner in 0..OWNERS {
        same += usize::from(first[owner] == 1 && thirty[owner] == 2);
    }
    // Hypergeometric: mean 30 · 30 ÷ 90 = 10, standard deviation 2.1; a fixed order would give 30.
    assert!((2..=18).contains(&same), "{same}");
}

#[test]
fn seeds_and_replications_have_orders_of_their_own() {
    let case = crowd("scramble", 60, 2);
    let (one, again) = (days(&case.run()), days(&case.run_with(&["--threads", "2"])));
    assert_eq!(one, again);
    assert_ne!(one, days(&case.run_with(&["--seed", "2"])));
}

#[test]
fn another_city_in_the_scramble_changes_nobody_s_place() {
    let alone = days(&crowd("scramble", 60, 2).run());
    let mut other = "[[city]]\nid = 'another'\n[[failure]]\nid = 'other'\nteam = 'other'\n".to_string();
    writeln!(other, "stages = [ {{ id = 'repair', needs = ['bay'], hours = 1.0 }} ]").unwrap();
    other += "rate = { per_vehicle_year = 50.0 }\n";
    let other = other.replace("id = 'another'", "id = 'another'\nvehicles = 1000");
    let booking = "policy = 'calendar', slots_per_day = { all = 60, other = 60 }, horizon_days = 1";
    let scenario = other + BODY + &centre("bay = 9", "{ mon-sun = '09:00-18:00' }", booking);
    let together = Case::new(2, &scenario)
        .trace(&("time\n".to_string() + &"0/18:00\n".repeat(OWNERS)))
        .run();
    // The others' team has sixty slots of its own a day, and does not come near them: only the order could change.
    assert!(together.all("failure").iter().filter(|id| **id == "other").count() > 100);
    assert_eq!(days(&together), alone);
}
