//! Warranties small enough for paper: who pays, and who goes elsewhere.

use super::{Case, Run};

/// Cars delivered evenly over January 2025, 31 a day, which drive 36.525 km a day each; the run begins on 1 March.
const CARS: &str = "
    [driving]
    km_per_year = 13340.75625
    [[city]]
    id = 'wuhan'
    share = 1
    [[delivery]]
    month = '2025-01'
    model = 'one'
    vehicles = 961
    [[centre]]
    id = 'w'
    city = 'wuhan'
    resources = { bay = 50 }
    hours = 'always'
    booking = { policy = 'walk-in' }
    [[failure]]
    id = 'body'
    rate = { per_vehicle_year = 3.0 }
    stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
";

fn run(more: &str) -> Run {
    Case::from("2025-03-01", 90, &(CARS.to_string() + more)).run()
}

/// Age in days, odometer and hours since the start of every job.
fn cars(run: &Run) -> Vec<(i64, f64, f64)> {
    let number = |cell: &str| cell.parse::<f64>().unwrap();
    let ages = run.all("age_days").into_iter().zip(run.all("odometer_km"));
    (ages.zip(run.all("occurred")))
        .map(|((age, km), hours)| (number(age) as i64, number(km), number(hours)))
        .collect()
}

#[test]
fn age_and_distance_follow_from_the_day_of_delivery() {
    let run = run("");
    assert!(run.all("key").len() > 500);
    assert!(run.all("model").iter().all(|model| *model == "one"));
    for (age, km, hours) in cars(&run) {
        // 1 March is 59 days after 1 January and 29 after 31 January.
        let day = (hours / 24.0).ceil() as i64 - 1;
        assert!((29..=59).contains(&(age - day)), "{age} on day {day}");
        // 13,340.75625 / 365.25 = 36.525 km for each day and part of a day.
        let driven = (age as f64 + hours / 24.0 - day as f64) * 36.525;
        assert!((km - driven).abs() < 1e-6, "{km} {driven}");
    }
}

#[test]
fn a_warranty_ends_on_the_day_of_the_month_of_delivery() {
    // The first of the month in which it ends, in days from 1 March, and its last day.
    for (months, first, last) in [(2, 0, 30), (3, 31, 29)] {
        let run = run(&format!("[[warranty]]\nid = 'basic'\nmonths = {months}\n"));
        let mut seen = [0, 0];
        for ((age, _, hours), payer) in cars(&run).into_iter().zip(run.all("payer")) {
            // Delivered on the n-th of January: until the n-th of March or April, there on the 30th for the 31st.
            let day = (hours / 24.0).ceil() as i64 - 1;
            let delivered = 59 + day - age;
            let end = first + delivered.min(last);
            let expected = if day < end { "maker" } else { "owner" };
            assert_eq!(
                payer, expected,
                "delivered on day {delivered} of January, failed on day {day}"
            );
            seen[usize::from(day < end)] += 1;
        }
        assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
        assert!(run.all("outcome").iter().all(|outcome| *outcome != "left"));
    }
}

#[test]
fn a_warranty_ends_with_the_distance() {
    let run = run("[[warranty]]\nid = 'basic'\nkm = 3000\n");
    for ((_, km, _), payer) in cars(&run).into_iter().zip(run.all("payer")) {
        assert_eq!(payer, if km < 3000.0 { "maker" } else { "owner" }, "{km}");
    }
}

#[test]
fn the_first_that_has_not_ended_pays() {
    // Nothing is left of the first; the second never ends.
    let run = run("[[warranty]]\nid = 'basic'\nmonths = 1\nleave_share = 1.0\n\
         [[warranty]]\nid = 'insurance'\npayer = 'insurer'\n");
    assert!(
        run.all("payer")
            .iter()
            .all(|payer| ["insurer", "maker"].contains(payer))
    );
    run.is("left_share", "", 0.0).is("paid_jobs", "component=owner", 0.0);
}

#[test]
fn owners_who_leave_are_jobs_and_neither_served_nor_lost() {
    let run = run("[[warranty]]\nid = 'basic'\nmonths = 0\nleave_share = 1.0\n");
    let jobs = run.all("key").len() as f64;
    assert!(jobs > 500.0);
    assert!(run.all("outcome").iter().all(|outcome| *outcome == "left"));
    assert!(run.all("payer").iter().all(|payer| payer.is_empty()));
    run.is("jobs", "", jobs)
        .is("served", "", 0.0)
        .is("lost_share", "", 0.0)
        .is("left_share", "", 1.0)
        .is("unfinished", "", 0.0)
        .is("in_system", "", 0.0);
}

#[test]
fn goodwill_pays_for_all_who_stay() {
    let run = run("[[warranty]]\nid = 'basic'\nmonths = 0\ngoodwill_share = 1.0\n");
    assert!(run.all("payer").iter().all(|payer| *payer == "goodwill"));
    let served = run.mean("served", "").unwrap();
    // An hour each.
    run.is("paid_jobs", "component=goodwill", served)
        .is("paid_hours", "component=goodwill", served)
        .is("paid_hours", "component=maker", 0.0);
}

#[test]
fn another_models_warranty_pays_nothing() {
    let run = run("[[warranty]]\nid = 'basic'\nbuilt_from = '2025-02'\n\
         [[warranty]]\nid = 'first'\nbuilt_to = '2025-01'\nfailures = ['body']\npayer = 'insurer'\n");
    assert!(run.all("payer").iter().all(|payer| *payer == "insurer"));
}

#[test]
fn a_fixed_fleet_has_no_age_to_be_covered_for() {
    let fixed = CARS.replace("share = 1", "share = 1\nvehicles = 100000");
    let case = |more: &str| Case::from("2025-03-01", 2, &(fixed.clone() + more)).run();
    let run = case("[[warranty]]\nid = 'basic'\nmonths = 1200\n");
    let mut pairs = run.all("model").into_iter().zip(run.all("payer"));
    assert!(pairs.all(|pair| [("", "owner"), ("one", "maker")].contains(&pair)));
    let run = case("[[warranty]]\nid = 'basic'\nfailures = ['body']\n");
    assert!(run.all("payer").iter().all(|payer| *payer == "maker"));
}

#[test]
fn a_repair_that_did_not_hold_is_made_good_by_the_maker_on_the_same_car() {
    let run = run("[[warranty]]\nid = 'basic'\nmonths = 0\n[comeback]\nfirst_time_fix_share = 0\ndays = 30\n");
    let (keys, payers) = (run.all("key"), run.all("payer"));
    // By key: the day of delivery, in days from the start.
    let delivered: Vec<i64> = (cars(&run).into_iter())
        .map(|(age, _, hours)| (hours / 24.0).ceil() as i64 - 1 - age)
        .collect();
    let mut again = 0;
    for (at, key) in keys.iter().enumerate() {
        let Some((first, _)) = key.split_once('+') else {
            assert_eq!(payers[at], "owner");
            continue;
        };
        again += 1;
        assert_eq!(payers[at], "maker");
        let before = keys.iter().position(|key| *key == first).expect("its first visit");
        assert_eq!(delivered[at], delivered[before], "{key}");
    }
    assert!(again > 500, "{again}");
}

#[test]
fn what_an_entry_asks_of_a_car_is_asked_of_every_one() {
    // All were built, that is delivered, in January 2025; the second model comes when the run is over.
    let later = "[[delivery]]\nmonth = '2025-12'\nmodel = 'two'\nvehicles = 31\n";
    for (condition, pays) in [
        ("built_from = '2025-01'", true),
        ("built_from = '2025-02'", false),
        ("built_to = '2025-01'", true),
        ("built_to = '2024-12'", false),
        ("models = ['one']", true),
        ("models = ['two']", false),
        ("failures = ['body']", true),
    ] {
        let run = run(&format!(
            "{later}[[warranty]]\nid = 'some'\npayer = 'insurer'\n{condition}\n"
        ));
        let payers = run.all("payer");
        let expected = if pays { "insurer" } else { "owner" };
        assert!(
            payers.len() > 500 && payers.iter().all(|payer| *payer == expected),
            "{condition}"
        );
    }
}

#[test]
fn a_failure_modes_own_share_leaves_whatever_the_warranty_says_and_without_one() {
    let own = CARS.replace("rate =", "leave_share = 1.0\n    rate =");
    for warranty in ["", "[[warranty]]\nid = 'basic'\nmonths = 0\nleave_share = 0.0\n"] {
        let run = Case::from("2025-03-01", 90, &(own.clone() + warranty)).run();
        let outcomes = run.all("outcome");
        assert!(
            outcomes.len() > 500 && outcomes.iter().all(|outcome| *outcome == "left"),
            "{warranty}"
        );
    }
}
