//! The same bytes however the work is divided, and the same jobs whatever happens elsewhere.

use super::by_hand::{Case, Run};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Two failure modes and three cities that do not interact: no one drives to another city's centre.
const COUNTRY: &str = "
    [choice]
    reach_km = 100
    [[failure]]
    id = 'body'
    team = 'body'
    rate = { per_vehicle_year = 2.0 }
    stages = [
        { id = 'reception', needs = ['advisor'], hours = { exponential = { mean = 0.4 } } },
        { id = 'repair', needs = ['bay'], hours = { lognormal = { mean = 4.0, cv = 0.8 } } },
    ]
    [[failure]]
    id = 'software'
    priority = 1
    rate = { per_vehicle_year = 1.0 }
    team = 'software'
    stages = [ { id = 'update', needs = ['advisor'], hours = { gamma = { mean = 0.5, cv = 0.5 } } } ]
    [[city]]
    id = 'wuhan'
    lat = 30.6
    lon = 114.3
    vehicles = 900
    [[centre]]
    id = 'wuhan-1'
    city = 'wuhan'
    resources = { advisor = 2, bay = 3 }
    hours = { mon-sat = '09:00-12:00, 13:00-18:00' }
    booking = { policy = 'calendar', horizon_days = 5, patience_days = { exponential = { mean = 4 } } }
    [[centre]]
    id = 'wuhan-2'
    city = 'wuhan'
    resources = { advisor = 1, bay = 2 }
    hours = { mon-sun = '09:00-18:00', closing = 'finish' }
    booking = { policy = 'calendar', horizon_days = 3, release = '20:00', retry = 'in-order' }
    [[city]]
    id = 'changsha'
    lat = 28.2
    lon = 112.9
    vehicles = 500
    [[centre]]
    id = 'changsha-1'
    city = 'changsha'
    resources = { advisor = 1, bay = 2 }
    hours = { mon-sun = '10:00-16:00' }
    booking = { policy = 'walk-in', queue_limit = 6, patience_hours = { weibull = { mean = 30, shape = 2 } } }
    [[city]]
    id = 'lhasa'
    lat = 29.7
    lon = 91.1
    vehicles = 50
";

/// A city as far from the others as they are from each other, with a centre of its own.
const ANOTHER: &str = "
    [[city]]
    id = 'aksu'
    lat = 41.2
    lon = 80.3
    vehicles = 300
    [[centre]]
    id = 'aksu-1'
    city = 'aksu'
    resources = { advisor = 2, bay = 2 }
    hours = { mon-sun = '09:00-18:00' }
    booking = { policy = 'calendar' }
";

/// A rule that opens a centre in Wuhan on 1 April in some replications and in others not.
const RULE: &str = "
    [[expansion]]
    id = 'long'
    like = 'wuhan-1'
    cities = ['wuhan']
    first_slot_days = 0.57
    most_per_city = 1
";

const FILES: [&str; 4] = ["summary.json", "summary.csv", "daily.csv", "records.csv"];

fn run(home: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(["run", "s.toml", "--quiet", "--no-charts", "--records"])
        .args(arguments)
        .current_dir(home)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn country(more: &str) -> Case {
    Case::new(60, &(COUNTRY.to_string() + more)).top("warm_up_days = 7")
}

/// The named columns of every job of a city, by key.
fn jobs(run: &Run, city: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let cities = run.all("city");
    let keys = run.all("key");
    let columns: Vec<Vec<&str>> = columns.iter().map(|column| run.all(column)).collect();
    let mut rows: Vec<Vec<String>> = (0..keys.len())
        .filter(|&row| cities[row] == city)
        .map(|row| {
            let cells = columns.iter().map(|column| column[row].to_string());
            [keys[row].to_string()].into_iter().chain(cells).collect()
        })
        .collect();
    rows.sort();
    rows
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let home = tempfile::tempdir().unwrap();
    let text = format!("name = 'Country'\nstart = 2025-03-03\ndays = 40\n{COUNTRY}{ANOTHER}{RULE}");
    fs::write(home.path().join("s.toml"), text).unwrap();
    for threads in ["1", "2", "3", "8"] {
        run(home.path(), &["-n", "9", "--threads", threads, "-o", threads]);
    }
    for file in FILES {
        let read = |folder: &str| fs::read(home.path().join(folder).join(file)).unwrap();
        let one = read("1");
        assert!(one.len() > 1000, "{file} is nearly empty");
        for threads in ["2", "3", "8"] {
            assert!(read(threads) == one, "{file} differs with {threads} threads");
        }
    }
    let records = fs::read_to_string(home.path().join("1/records.csv")).unwrap();
    let opened = (1..=9).filter(|replication| {
        let mut jobs = records
            .lines()
            .filter(|line| line.starts_with(&format!("{replication},")));
        jobs.any(|line| line.contains(",long-wuhan-1,"))
    });
    assert!(
        (1..9).contains(&opened.count()),
        "the rule is to open a centre in some replications"
    );
}

#[test]
fn a_shorter_run_is_the_beginning_of_a_longer_one() {
    let home = tempfile::tempdir().unwrap();
    let text = format!("name = 'Country'\nstart = 2025-03-03\ndays = 30\n{COUNTRY}");
    fs::write(home.path().join("s.toml"), text).unwrap();
    run(home.path(), &["-n", "3", "-o", "short", "--threads", "2"]);
    run(home.path(), &["-n", "7", "-o", "long", "--threads", "3"]);
    let read = |folder: &str| fs::read_to_string(home.path().join(folder).join("records.csv")).unwrap();
    let (short, long) = (read("short"), read("long"));
    assert!(long.starts_with(&short), "the jobs of replications 1 to 3");
    assert!(long[short.len()..].starts_with("4,0,"), "then those of replication 4");
    let of = |replication: &str| -> Vec<&str> {
        let lines = long.lines().filter_map(|line| line.split_once(','));
        lines
            .filter(|(first, _)| *first == replication)
            .map(|(_, rest)| rest)
            .collect()
    };
    assert!(of("1").len() > 100);
    assert_ne!(of("1"), of("2"), "each replication is another world");
}

#[test]
fn days_that_follow_do_not_change_those_before() {
    let short = Case::new(20, COUNTRY).run();
    let long = Case::new(40, COUNTRY).run();
    // What had happened by the end of the shorter run is the same; its open jobs end in the longer one.
    let columns = [
        "id", "city", "failure", "centre", "occurred", "slot", "start", "end", "lost",
    ];
    let rows = |run: &Run| -> Vec<Vec<String>> {
        let columns: Vec<Vec<&str>> = columns.iter().map(|column| run.all(column)).collect();
        let outcomes = run.all("outcome");
        let rows = (0..short.all("key").len()).filter(|&row| short.all("outcome")[row] != "unfinished");
        rows.map(|row| {
            let cells = columns.iter().map(|column| column[row].to_string());
            cells.chain([outcomes[row].to_string()]).collect()
        })
        .collect()
    };
    assert!(rows(&short).len() > 50);
    assert_eq!(rows(&short), rows(&long));
}

#[test]
fn another_city_leaves_everyone_else_alone() {
    let (alone, together) = (country("").run(), country(ANOTHER).run());
    for city in ["wuhan", "changsha", "lhasa"] {
        let rows = alone.records_where("city", city);
        assert!(!rows.is_empty(), "{city}");
        assert_eq!(rows, together.records_where("city", city), "{city}");
    }
    assert!(!together.records_where("city", "aksu").is_empty());
}

#[test]
fn another_failure_mode_moves_no_draw_of_the_others() {
    let more = "
        [[failure]]
        id = 'accident'
        rate = { per_vehicle_year = 1.5 }
        team = 'body'
        priority = -1
        stages = [ { id = 'repair', needs = ['bay'], hours = { exponential = { mean = 6.0 } } } ]
    ";
    // First in the file and first in the queue: everyone waits longer, nobody breaks down at another minute.
    let plain = country("").run();
    let crowded = Case::new(60, &(more.to_string() + COUNTRY))
        .top("warm_up_days = 7")
        .run();
    let served = |run: &Run, other: &Run| -> Vec<Vec<String>> {
        // Work done is known of those who are served in both.
        let known = |run: &Run| -> Vec<String> {
            let rows = run.all("key").into_iter().zip(run.all("outcome"));
            rows.filter(|(_, outcome)| *outcome == "served")
                .map(|(key, _)| key.to_string())
                .collect()
        };
        let theirs = known(other);
        let mine = known(run);
        let all = jobs(run, "wuhan", &["occurred", "work"]);
        all.into_iter()
            .filter(|row| mine.contains(&row[0]) && theirs.contains(&row[0]))
            .collect()
    };
    let (before, after) = (served(&plain, &crowded), served(&crowded, &plain));
    assert!(before.len() > 100);
    assert_eq!(before, after);
    for city in ["wuhan", "changsha", "lhasa"] {
        let before = jobs(&plain, city, &["occurred", "failure"]);
        let after: Vec<Vec<String>> = jobs(&crowded, city, &["occurred", "failure"])
            .into_iter()
            .filter(|row| row[2] != "accident")
            .collect();
        assert_eq!(before, after, "{city}");
    }
    assert_ne!(
        jobs(&plain, "wuhan", &["start"]),
        jobs(&crowded, "wuhan", &["start"]),
        "capacity does interact"
    );
}

/// Two cities with cars of known age, drawn for each job.
const AGES: &str = "
    [driving]
    km_per_year = 20000
    owner_cv = 0.5
    [[city]]
    id = 'wuhan'
    share = 2
    [[city]]
    id = 'lhasa'
    share = 1
    km_factor = 1.3
    [[delivery]]
    month = '2024-11'
    model = 'one'
    vehicles = 6000
    [[delivery]]
    month = '2025-03'
    model = 'one'
    vehicles = 3000
    [[warranty]]
    id = 'basic'
    months = 3
    km = 6000
    failures = ['wear', 'tyre']
    leave_share = 0.3
    [[failure]]
    id = 'wear'
    rate = { weibull = { scale_years = 1.0, shape = 1.4 } }
    stages = [ { id = 'repair', needs = ['bay'], hours = 1 } ]
    [[failure]]
    id = 'tyre'
    rate = { per_10000_km = 0.5 }
    stages = [ { id = 'repair', needs = ['bay'], hours = 1 } ]
    [[centre]]
    id = 'wuhan-1'
    city = 'wuhan'
    resources = { bay = 40 }
    hours = 'always'
    booking = { policy = 'walk-in' }
";

#[test]
fn another_failure_mode_moves_no_car_of_the_others() {
    let service = "
        [[failure]]
        id = 'service'
        rate = { every = { months = 6, km = 8000 } }
        stages = [ { id = 'repair', needs = ['bay'], hours = 1 } ]
    ";
    let columns = [
        "occurred",
        "failure",
        "outcome",
        "model",
        "age_days",
        "odometer_km",
        "payer",
    ];
    let (alone, together) = (
        Case::new(60, AGES).run(),
        Case::new(60, &(service.to_string() + AGES)).run(),
    );
    for city in ["wuhan", "lhasa"] {
        let before = jobs(&alone, city, &columns);
        let after = jobs(&together, city, &columns);
        let after: Vec<Vec<String>> = after.into_iter().filter(|row| row[2] != "service").collect();
        assert!(before.len() > 100, "{city}");
        assert_eq!(before, after, "{city}");
    }
}

#[test]
fn a_longer_warranty_changes_who_pays_and_no_car() {
    let short = Case::new(60, AGES).run();
    let long = Case::new(60, AGES).run_with(&["--set", "warranty.basic.months=4"]);
    let columns = ["occurred", "failure", "model", "age_days", "odometer_km"];
    for city in ["wuhan", "lhasa"] {
        assert_eq!(jobs(&short, city, &columns), jobs(&long, city, &columns), "{city}");
    }
    // Whoever stayed under the short one stays under the long one.
    let left = |run: &Run| {
        run.all("outcome")
            .into_iter()
            .filter(|outcome| *outcome == "left")
            .count()
    };
    assert!(left(&long) < left(&short));
    let both = short.all("outcome").into_iter().zip(long.all("outcome"));
    assert!(both.into_iter().all(|(short, long)| long != "left" || short == "left"));
}

#[test]
fn a_plan_that_changes_a_far_centre_changes_only_its_city() {
    let plain = country("").run();
    let plan = country("").run_with(&["--set", "centre.changsha-1.resources.bay=4"]);
    for city in ["wuhan", "lhasa"] {
        assert_eq!(
            plain.records_where("city", city),
            plan.records_where("city", city),
            "{city}"
        );
    }
    assert_ne!(
        plain.records_where("city", "changsha"),
        plan.records_where("city", "changsha")
    );
    // The same cars break down at the same minutes there.
    assert_eq!(
        jobs(&plain, "changsha", &["occurred"]),
        jobs(&plan, "changsha", &["occurred"])
    );
}

#[test]
fn the_order_of_the_file_is_no_part_of_the_result() {
    let (cities, rest): (Vec<&str>, Vec<&str>) = COUNTRY.split("    [[city]]").enumerate().fold(
        (Vec::new(), Vec::new()),
        |(mut cities, mut rest), (at, part)| {
            if at == 0 {
                rest.push(part)
            } else {
                cities.push(part)
            }
            (cities, rest)
        },
    );
    let reversed: String = cities.iter().rev().map(|part| format!("[[city]]{part}")).collect();
    let (plain, turned) = (
        country("").run(),
        Case::new(60, &(rest.concat() + &reversed))
            .top("warm_up_days = 7")
            .run(),
    );
    for city in ["wuhan", "changsha", "lhasa"] {
        assert_eq!(
            plain.records_where("city", city),
            turned.records_where("city", city),
            "{city}"
        );
    }
}
