//! What was reported beside what a trace gives: spans, scopes and verdicts by hand.

use super::{BODY, Case, Run, bays, centre};

/// An entry with an id, a metric and whatever else it says.
fn reported(id: &str, metric: &str, rest: &str) -> String {
    format!("[[observed]]\nid = '{id}'\ntext = 'Reported'\nmetric = '{metric}'\ncertainty = 'low'\n{rest}\n")
}

/// Compares the simulated mean and the verdict of one line of `observed.csv`.
fn is(run: &Run, id: &str, expected: Option<f64>, verdict: &str) {
    let rows: Vec<Vec<&str>> = run.observed.lines().map(|line| line.split(',').collect()).collect();
    let column = |name: &str| rows[0].iter().position(|column| *column == name).unwrap();
    let row = rows
        .iter()
        .find(|row| row[0] == id)
        .unwrap_or_else(|| panic!("no {id}"));
    let found = row[column("simulated_mean")].parse::<f64>().ok();
    let near = match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-12 * expected.abs().max(1.0),
        (found, expected) => found == expected,
    };
    assert!(near, "{id} is {found:?}, not {expected:?}");
    assert_eq!(row[column("verdict")], verdict, "{id}");
    assert_eq!(row[column("n")], if expected.is_some() { "1" } else { "0" }, "{id}");
}

#[test]
fn jobs_count_by_the_day_they_occur_and_by_their_scope() {
    let entries = [
        reported("wait", "queue_wait_hours", "from = 2025-03-04\nlow = 0.5\nhigh = 1"),
        reported(
            "wait-there",
            "queue_wait_hours",
            "centre = 'w'\nfrom = 2025-03-03\nto = 2025-03-05\nvalue = 0.5",
        ),
        reported(
            "done",
            "turnaround_days",
            "failure = 'body'\nfrom = 2025-03-03\nvalue = 0.1",
        ),
        reported(
            "work",
            "service_hours",
            "team = 'all'\nfrom = 2025-03-03\nto = 2025-03-04\nvalue = 1.6",
        ),
        reported("jobs", "jobs", "city = 'wuhan'\nvalue = 5"),
        reported("some", "jobs", "from = 2025-03-03\nto = 2025-03-04\nlow = 7\nhigh = 9"),
        reported("open", "served", "from = 2025-03-05\nvalue = 1"),
        reported("lost", "lost_share", "value = 0"),
        reported("walk-in", "lead_time_days", "from = 2025-03-03\nvalue = 1"),
        reported("later", "jobs", "from = 2025-03-05\nto = 2025-03-06\nvalue = 1"),
        reported("earlier", "jobs", "from = 2025-03-02\nvalue = 1"),
    ];
    let run = Case::new(3, &(bays(1) + &entries.concat()))
        .trace(
            "time    hours.repair
             0/10:00 2            # 10–12
             0/11:00 1            # 12–13
             1/10:00 3            # 10–13
             1/12:00 1            # 13–14
             1/12:30 1            # 14–15
             2/23:00 5            # unfinished",
        )
        .run();
    is(&run, "wait", Some((0.0 + 1.0 + 1.5) / 3.0), "agrees");
    is(&run, "wait-there", Some(3.5 / 6.0), "above");
    is(&run, "done", Some(2.0 / 24.0), "below");
    is(&run, "work", Some(8.0 / 5.0), "agrees");
    is(&run, "jobs", Some(6.0), "above");
    is(&run, "some", Some(5.0), "below");
    is(&run, "open", Some(0.0), "below");
    is(&run, "lost", Some(0.0), "agrees");
    is(&run, "walk-in", None, "unknown");
    // Of spans that leave the run there is no whole figure.
    is(&run, "later", None, "unknown");
    is(&run, "earlier", None, "unknown");
    // Nothing of it is in the figures of the run.
    run.is("jobs", "", 6.0);
}

#[test]
fn slots_and_releases_count_by_the_day_of_the_release() {
    let span = "from = 2025-03-04\nto = 2025-03-07\n";
    let entries = [
        reported("first", "first_slot_days", &format!("{span}value = 1.75")),
        reported("first-all", "first_slot_days", "centre = 'w'\nlow = 1\nhigh = 2"),
        reported(
            "full",
            "fully_booked_share",
            &format!("{span}city = 'wuhan'\nvalue = 0.5"),
        ),
        reported(
            "full-body",
            "fully_booked_share",
            "failure = 'body'\nfrom = 2025-03-04\nvalue = 1",
        ),
        reported("success", "release_success_share", "from = 2025-03-04\nvalue = 0.75"),
        reported(
            "success-all",
            "release_success_share",
            "city = 'wuhan'\nteam = 'all'\nvalue = 0.75",
        ),
        reported("lead", "lead_time_days", "from = 2025-03-03\nvalue = 1.5"),
    ];
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 2, retry = 'in-order', release = '00:00'";
    let scenario = BODY.to_string() + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", booking);
    // Monday and Tuesday go at 08:00; at the midnights Wednesday to job 3, Thursday to job 4, Friday to job 5.
    let run = Case::new(5, &(scenario + &entries.concat()))
        .trace(
            "time
             0/08:00
             0/08:00
             0/10:00
             0/11:00
             2/12:00",
        )
        .run();
    // Free after the midnights of Monday to Friday: today, none, none, none, tomorrow.
    is(&run, "first", Some((2.0 + 2.0 + 2.0 + 1.0) / 4.0), "agrees");
    is(&run, "first-all", Some(7.0 / 5.0), "agrees");
    is(&run, "full", Some(3.0 / 4.0), "above");
    is(&run, "full-body", Some(1.0), "agrees");
    // Jobs 3 and 4 try on Tuesday, 4 on Wednesday, 5 on Thursday.
    is(&run, "success", Some(1.0 / 2.0), "below");
    is(&run, "success-all", Some(3.0 / 4.0), "agrees");
    is(&run, "lead", Some((1.0 + 25.0 + 47.0 + 70.0) / 4.0 / 24.0), "below");
}

#[test]
fn the_network_itself_is_counted_on_its_day() {
    let network = "
        [[city]]
        id = 'wuhan'
        share = 3
        [[city]]
        id = 'yichang'
        share = 1
        [[delivery]]
        month = '2025-02'
        model = 'M'
        vehicles = 2800
        [[delivery]]
        month = '2025-03'
        model = 'M'
        vehicles = 3100
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[failure]]
        id = 'wash'
        stages = [ { id = 'wash', needs = ['hose'], hours = 0.5 } ]
        [[centre]]
        id = 'y'
        city = 'yichang'
        opens = 2025-03-05
        closes = 2025-03-07
        resources = { hose = 1 }
        hours = 'always'
        booking = { policy = 'walk-in' }
    ";
    let entries = [
        reported("points-before", "points", "from = 2025-03-04\nvalue = 1"),
        reported("points", "points", "from = 2025-03-05\nvalue = 2"),
        reported(
            "points-there",
            "points",
            "city = 'yichang'\nfrom = 2025-03-06\nvalue = 1",
        ),
        reported("points-after", "points", "from = 2025-03-07\nvalue = 2"),
        reported("centres", "centres", "from = 2025-03-05\nvalue = 2"),
        reported("covered", "cities_covered", "from = 2025-03-05\nlow = 0\nhigh = 1"),
        // 7 of 28 days, and 3 of 31; before the run as well.
        reported("cars", "deliveries", "from = 2025-02-22\nto = 2025-03-03\nvalue = 1000"),
        reported(
            "cars-there",
            "deliveries",
            "city = 'yichang'\nfrom = 2025-02-01\nto = 2025-03-31\nvalue = 1500",
        ),
    ];
    let scenario =
        network.to_string() + &centre("bay = 1, hose = 1", "'always'", "policy = 'walk-in'") + &entries.concat();
    let run = Case::new(5, &scenario).trace("time\n0/10:00").run();
    is(&run, "points-before", Some(1.0), "agrees");
    is(&run, "points", Some(2.0), "agrees");
    is(&run, "points-there", Some(1.0), "agrees");
    is(&run, "points-after", Some(1.0), "below");
    is(&run, "centres", Some(1.0), "below");
    is(&run, "covered", Some(2.0), "above");
    is(&run, "cars", Some(1000.0), "agrees");
    is(&run, "cars-there", Some(1475.0), "below");
}
