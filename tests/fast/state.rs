//! A run that starts from the state of another goes on as that one did.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SHANGHAI: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/shanghai-2025.toml");

fn aftersales(folder: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(line.split_whitespace())
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap()
}

fn done(folder: &Path, line: &str) {
    let output = aftersales(folder, line);
    assert!(
        output.status.success(),
        "{line}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The rows of a CSV file by column name.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text
        .lines()
        .map(|line| line.split(',').map(String::from).collect::<Vec<_>>());
    let header = lines.next().unwrap();
    lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect()
}

/// Records by key, instants in microseconds after `hours`.
fn records(path: &Path, hours: f64) -> BTreeMap<String, Vec<String>> {
    let plain = ["city", "centre", "failure", "outcome", "lost_reason", "retries"];
    let instants = [
        "occurred",
        "booked",
        "slot",
        "arrived",
        "service_start",
        "service_end",
        "lost",
    ];
    let of = |row: BTreeMap<String, String>| {
        let instant = |name: &&str| {
            let cell: Option<f64> = row[&format!("{name}_hours")].parse().ok();
            cell.map_or(String::new(), |cell| format!("{:.0}", (cell - hours) * 3.6e9))
        };
        let cells = plain
            .iter()
            .map(|name| row[*name].clone())
            .chain(instants.iter().map(instant));
        (row["key"].clone(), cells.collect())
    };
    rows(path).into_iter().map(of).collect()
}

/// Shanghai with slots that do not depend on the length of the run; a waiting list instead of the scramble, whose order
/// belongs to days of the run; and bookings that are kept, since a state does not tell of those that were not.
fn shanghai(start: &str, days: u32, more: &str) -> String {
    let booking = |id: u32| {
        format!(
            "[[centre]]\nid = 'shanghai-{id}'\n\
             booking = {{ retry = 'in-order', slots_per_day = {{ mechanical = 24, body = 3 }}, \
             no_show = {{ min_share = 0.0, max_share = 0.0 }} }}\n"
        )
    };
    format!(
        "extends = '{SHANGHAI}'\nstart = {start}\ndays = {days}\nwarm_up_days = 0\n\
         [choice]\nthird_party = {{ share_per_day = 0.0 }}\n{}{}{more}",
        booking(1),
        booking(2)
    )
}

#[test]
fn shanghai_goes_on_from_its_own_morning() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    fs::write(path("whole.toml"), shanghai("2025-01-01", 110, "")).unwrap();
    fs::write(
        path("rest.toml"),
        shanghai("2025-04-01", 20, "[state]\nfile = 'state.csv'\n"),
    )
    .unwrap();
    done(
        home.path(),
        "run whole.toml -n 2 --records --no-charts --quiet -o whole",
    );
    done(
        home.path(),
        "new state.csv --from-records whole/records.csv --scenario whole.toml --at 2025-04-01",
    );
    done(home.path(), "run rest.toml -n 1 --records --no-charts --quiet -o rest");

    // Who is where at that midnight, counted from the records of the whole run.
    let hours = 90.0 * 24.0;
    let whole: Vec<_> = rows(&path("whole/records.csv"))
        .into_iter()
        .filter(|row| row["replication"] == "1")
        .collect();
    let before = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<f64>().is_ok_and(|at| at <= hours);
    let open = |row: &&BTreeMap<String, String>| {
        before(row, "occurred_hours") && !before(row, "service_end_hours") && !before(row, "lost_hours")
    };
    let at_centre = whole
        .iter()
        .filter(open)
        .filter(|row| before(row, "arrived_hours"))
        .count();
    let state = rows(&path("state.csv"));
    let standing = |word: &str| state.iter().filter(|row| row["state"] == word).count();
    assert_eq!(state.len(), whole.iter().filter(open).count());
    assert_eq!(standing("waiting") + standing("in_work"), at_centre);
    assert!(
        at_centre > 5 && standing("booked") > 50 && standing("trying") > 20,
        "{at_centre}"
    );

    // Every job of the rest is that of the whole, to the microsecond.
    let first = fs::read_to_string(path("whole/records.csv")).unwrap();
    let only: Vec<&str> = first.lines().filter(|line| !line.starts_with("2,")).collect();
    fs::write(path("first.csv"), only.join("\n") + "\n").unwrap();
    let (whole, rest) = (
        records(&path("first.csv"), hours),
        records(&path("rest/records.csv"), 0.0),
    );
    assert!(rest.len() > 1000, "{}", rest.len());
    for (key, record) in &rest {
        assert_eq!(Some(record), whole.get(key), "{key}");
    }
    let after = whole.values().filter(|record| !record[6].starts_with('-')).count();
    assert_eq!(rest.len(), state.len() + after);
    // So are the slots that the first mornings left; replication 2 is in the mean of the whole run, so look at one.
    done(home.path(), "run whole.toml -n 1 --no-charts --quiet -o one");
    let slots = |folder: &str| -> Vec<_> {
        let mut list = rows(&path(folder));
        // By centre and team: means over teams weigh them by the jobs of the run.
        list.retain(|row| {
            let own = row["centre"] != "*" && row["team"] != "*";
            own && row["metric"] == "first_slot_days" && row["date"].as_str() >= "2025-04-01"
        });
        list
    };
    let (one, rest) = (slots("one/daily.csv"), slots("rest/daily.csv"));
    // Twenty days, two centres, two teams.
    assert_eq!(one.len(), 80);
    assert_eq!(one, rest);
}

#[test]
fn recorded_work_goes_on_through_closed_hours_and_stages() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let scenario = |start: &str, days: u32, more: &str| {
        format!(
            "name = 'By hand'\nstart = {start}\ndays = {days}\n
             [[city]]\nid = 'wuhan'\n
             [[failure]]\nid = 'body'\n
             stages = [ {{ id = 'repair', needs = ['bay'], hours = 1.0 }}, {{ id = 'paint', needs = ['booth'], hours = 2.0 }} ]\n
             [[centre]]\nid = 'w'\ncity = 'wuhan'\nresources = {{ bay = 1, booth = 1 }}\n
             hours = {{ mon-sun = '09:00-18:00' }}\nbooking = {{ policy = 'walk-in' }}\n{more}"
        )
    };
    // Monday, 3 March 2025, closed after 18:00. Job 1 repairs 9–14 and paints 14–18 and three hours of Tuesday; job 2
    // repairs 14–18 and two hours of Tuesday; job 3 waits for the bay, job 4 has been painted by noon.
    fs::write(
        path("whole.toml"),
        scenario("2025-03-03", 4, "[[trace]]\nfile = 'jobs.csv'\n"),
    )
    .unwrap();
    fs::write(
        path("jobs.csv"),
        "time,city,failure,hours.repair,hours.paint\n1,wuhan,body,5,7\n2,wuhan,body,6,1\n3,wuhan,body,,\n8,wuhan,body,0,0\n",
    )
    .unwrap();
    fs::write(
        path("rest.toml"),
        scenario("2025-03-04", 3, "[state]\nfile = 'state.csv'\n"),
    )
    .unwrap();
    done(
        home.path(),
        "run whole.toml -n 1 --records --no-charts --quiet -o whole",
    );
    done(
        home.path(),
        "new state.csv --from-records whole/records.csv --scenario whole.toml --at 2025-03-04",
    );
    let row = |text: &str| text.to_string() + "\n";
    let zeros = "0000000000";
    let expected = row(
        "state,city,failure,centre,occurred,booked,slot,arrived,service_start,since,stage,hours_left,retries,priority,key",
    ) + &row("in_work,wuhan,body,w,-23.Z,,,-23.Z,-15.Z,,paint,3.Z,0,,jobs.csv:1")
        + &row("in_work,wuhan,body,w,-22.Z,,,-22.Z,-10.Z,,repair,2.Z,0,,jobs.csv:2")
        + &row("waiting,wuhan,body,w,-21.Z,,,-21.Z,,-21.Z,repair,,0,,jobs.csv:3")
        + &row("waiting,wuhan,body,w,-16.Z,,,-16.Z,,-16.Z,repair,,0,,jobs.csv:4");
    assert_eq!(
        fs::read_to_string(path("state.csv")).unwrap(),
        expected.replace('Z', zeros)
    );
    // Work of rows 1 and 2 that is left is told; the later stages are the scenario's: 2 hours of paint for job 2.
    done(home.path(), "run rest.toml -n 1 --records --no-charts --quiet -o rest");
    let rest = records(&path("rest/records.csv"), 0.0);
    let hours = |key: &str| rest[key][11].parse::<f64>().unwrap() / 3.6e9;
    // The booth: job 1 until 12:00, job 2 12–14. The bay: job 2 until 11:00, job 3 11–12, job 4 12–13; then the booth
    // 14–16 and 16–18.
    assert_eq!(hours("jobs.csv:1"), 12.0);
    assert_eq!(hours("jobs.csv:2"), 14.0);
    assert_eq!(hours("jobs.csv:3"), 16.0);
    assert_eq!(hours("jobs.csv:4"), 18.0);
}

/// The rows of a state whose zeros are written `Z`, in any order.
fn is_state(path: &Path, rows: &[&str]) {
    let header = "state,city,failure,centre,occurred,booked,slot,arrived,service_start,since,stage,hours_left,retries,priority,key";
    let text = fs::read_to_string(path).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let mut found: Vec<&str> = rest.lines().collect();
    let mut expected: Vec<String> = rows.iter().map(|row| row.replace('Z', "000000000")).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(first, header);
    assert_eq!(found, expected);
}

#[test]
fn what_happens_at_the_midnight_itself_belongs_to_the_day_before_it() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let place = |id: &str, lat: u32, hours: &str, booking: &str| {
        format!(
            "[[city]]\nid = '{id}'\nlat = {lat}.0\nlon = 0.0\n[[centre]]\nid = '{id}'\ncity = '{id}'\n\
             resources = {{ bay = 1 }}\nhours = {hours}\nbooking = {{ {booking} }}\n"
        )
    };
    let finish = "{ mon-sun = '09:00-18:00', closing = 'finish' }";
    let scenario = |start: &str, days: u32, more: &str| {
        format!("name = 'By hand'\nstart = {start}\ndays = {days}\n")
            + "[choice]\nreach_km = 1\n[[failure]]\nid = 'body'\n\
               stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]\n"
            + &place("round", 0, "'always'", "policy = 'walk-in'")
            + &place("slots", 10, "'always'", "policy = 'calendar', slots_per_day = 2")
            + &place("late", 20, finish, "policy = 'walk-in'")
            + &place(
                "few",
                30,
                finish,
                "policy = 'calendar', slots_per_day = 1, horizon_days = 1",
            )
            + more
    };
    fs::write(
        path("whole.toml"),
        scenario("2025-03-03", 3, "[[trace]]\nfile = 'jobs.csv'\n"),
    )
    .unwrap();
    fs::write(
        path("rest.toml"),
        scenario("2025-03-04", 2, "[state]\nfile = 'state.csv'\n"),
    )
    .unwrap();
    // Job 1 is done at 24:00, where job 2 begins and job 3 comes. Job 4 is booked for 00:00, which belongs to Tuesday.
    // Job 5 is worked on until 03:00. Job 6 gets its slot at the release of that midnight, which is still to come.
    let jobs = "time,city,failure,hours.repair\n20,round,body,4\n21,round,body,1.5\n24,round,body,\n\
                13,slots,body,\n17,late,body,10\n12,few,body,\n";
    fs::write(path("jobs.csv"), jobs).unwrap();
    done(
        home.path(),
        "run whole.toml -n 1 --records --no-charts --quiet -o whole",
    );
    done(
        home.path(),
        "new state.csv --from-records whole/records.csv --scenario whole.toml --at 2025-03-04",
    );
    is_state(
        &path("state.csv"),
        &[
            "in_work,round,body,round,-3.0Z,,,-3.0Z,0.0Z,,repair,1.5Z,0,,jobs.csv:2",
            "waiting,round,body,round,0.0Z,,,0.0Z,,0.0Z,repair,,0,,jobs.csv:3",
            "booked,slots,body,slots,-11.0Z,-11.0Z,0.0Z,,,,,,0,,jobs.csv:4",
            "in_work,late,body,late,-7.0Z,,,-7.0Z,-7.0Z,,repair,3.0Z,0,,jobs.csv:5",
            "trying,few,body,,-12.0Z,,,,,,,,0,,jobs.csv:6",
        ],
    );
    done(home.path(), "run rest.toml -n 1 --records --no-charts --quiet -o rest");
    let whole = records(&path("whole/records.csv"), 24.0);
    let rest = records(&path("rest/records.csv"), 0.0);
    assert_eq!(rest.len(), 5);
    for (key, record) in &rest {
        assert_eq!(Some(record), whole.get(key), "{key}");
    }
}

/// A repair at four fifths of full speed, twenty hours of drying around the clock, and a fitting.
fn drying(start: &str, days: u32, hours: &str, more: &str) -> String {
    format!(
        "name = 'By hand'\nstart = {start}\ndays = {days}\n[[city]]\nid = 'wuhan'\n[[failure]]\nid = 'body'\n\
         stages = [\n  {{ id = 'repair', needs = ['bay'], hours = {hours} }},\n  \
         {{ id = 'dry', needs = [], around_the_clock = true, hours = 20.0 }},\n  \
         {{ id = 'fit', needs = ['bay'], hours = {hours} }},\n]\n[[operator]]\nid = 'slow'\nspeed = 0.8\n\
         [[centre]]\nid = 'w'\ncity = 'wuhan'\noperator = 'slow'\nresources = {{ bay = 1 }}\n\
         hours = {{ mon-sun = '09:00-18:00' }}\nbooking = {{ policy = 'walk-in' }}\n{more}"
    )
}

#[test]
fn work_left_is_that_at_full_speed_and_of_drying_that_around_the_clock() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let (trace, state) = ("[[trace]]\nfile = 'jobs.csv'\n", "[state]\nfile = 'state.csv'\n");
    fs::write(path("whole.toml"), drying("2025-03-03", 4, "1.0", trace)).unwrap();
    fs::write(path("rest.toml"), drying("2025-03-04", 3, "1.0", state)).unwrap();
    fs::write(
        path("jobs.csv"),
        "time,city,failure,hours.repair\n9,wuhan,body,2\n10,wuhan,body,8\n",
    )
    .unwrap();
    done(
        home.path(),
        "run whole.toml -n 1 --records --no-charts --quiet -o whole",
    );
    done(
        home.path(),
        "new state.csv --from-records whole/records.csv --scenario whole.toml --at 2025-03-04",
    );
    // Job 1 is repaired from 09:00 to 11:30 and dry at 07:30 of Tuesday. Job 2 is repaired in ten hours: until 18:00, and
    // three and a half on Tuesday, 2.8 of work.
    is_state(
        &path("state.csv"),
        &[
            "in_work,wuhan,body,w,-15.0Z,,,-15.0Z,-15.0Z,,dry,7.5Z,0,,jobs.csv:1",
            "in_work,wuhan,body,w,-14.0Z,,,-14.0Z,-12.5Z,,repair,2.8Z,0,,jobs.csv:2",
        ],
    );
    // The bay is free at 12:30, then fitting takes an hour and a quarter; job 2 is dry at 08:30 of Wednesday.
    done(home.path(), "run rest.toml -n 1 --records --no-charts --quiet -o rest");
    let rest = records(&path("rest/records.csv"), 0.0);
    let hours = |key: &str| rest[key][11].parse::<f64>().unwrap() / 3.6e9;
    assert_eq!(hours("jobs.csv:1"), 13.75);
    assert_eq!(hours("jobs.csv:2"), 34.25);
}

#[test]
fn recorded_jobs_keep_their_random_numbers_and_cars_that_wait_their_stage() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let law = "{ exponential = { mean = 1.0 } }";
    let (trace, state) = ("[[trace]]\nfile = 'jobs.csv'\n", "[state]\nfile = 'state.csv'\n");
    fs::write(path("whole.toml"), drying("2025-03-03", 6, law, trace)).unwrap();
    fs::write(path("rest.toml"), drying("2025-03-04", 5, law, state)).unwrap();
    fs::write(path("last.toml"), drying("2025-03-05", 4, law, state)).unwrap();
    // Job 1 is repaired until 10:15 of Monday, dry on Tuesday, and then waits for the bay in which job 2 is repaired: 25
    // hours at four fifths are 31.25, until 14:30 of Thursday.
    fs::write(
        path("jobs.csv"),
        "time,city,failure,hours.repair\n9,wuhan,body,1\n10,wuhan,body,25\n11,wuhan,body,\n",
    )
    .unwrap();
    let run = |name: &str| {
        let line = format!("run {name}.toml -n 1 --records --no-charts --quiet -o {name}");
        done(home.path(), &line);
        records(&path(&format!("{name}/records.csv")), 0.0)
    };
    let later = |from: &str, at: &str| {
        let line = format!("new next.csv --from-records {from}/records.csv --scenario {from}.toml --at {at}");
        done(home.path(), &line);
        fs::rename(path("next.csv"), path("state.csv")).unwrap();
    };
    let ends = |records: &BTreeMap<String, Vec<String>>, days: f64| -> Vec<f64> {
        let end = |record: &Vec<String>| record[11].parse::<f64>().unwrap() + days * 24.0 * 3.6e9;
        records.values().map(end).collect()
    };
    let whole = ends(&run("whole"), 0.0);
    later("whole", "2025-03-04");
    let rest = ends(&run("rest"), 1.0);
    later("rest", "2025-03-05");
    let stages = |word: &str| {
        let state = rows(&path("state.csv"));
        let of: Vec<_> = state.iter().filter(|row| row["state"] == word).collect();
        of.iter().map(|row| row["stage"].clone()).collect::<Vec<_>>()
    };
    // On Wednesday job 1 waits for its last stage and job 3 for its first, whether what came before was in this run or not.
    assert_eq!(stages("in_work"), ["repair"]);
    assert_eq!(stages("waiting"), ["fit", "repair"]);
    let last = ends(&run("last"), 2.0);
    // On Thursday at 00:00 both still wait, job 1 since before that run.
    later("last", "2025-03-06");
    assert_eq!(stages("waiting"), ["fit", "repair"]);
    assert_eq!(whole.len(), 3);
    // Work that is left is told in whole microseconds: at four fifths of full speed up to two are lost each time.
    for other in [rest, last] {
        for (one, other) in whole.iter().zip(&other) {
            assert!((one - other).abs() <= 8.0, "{one} and {other} microseconds");
        }
    }
}

#[test]
fn a_state_tells_priorities_that_are_not_those_of_the_failure_mode() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let scenario = |start: &str, days: u32, more: &str| {
        format!(
            "name = 'By hand'\nstart = {start}\ndays = {days}\n[[city]]\nid = 'wuhan'\n[[failure]]\nid = 'body'\n\
             priority = 3\nstages = [ {{ id = 'repair', needs = ['bay'], hours = 1.0 }} ]\n[[centre]]\nid = 'w'\n\
             city = 'wuhan'\nresources = {{ bay = 1 }}\nhours = {{ mon-sun = '09:00-18:00' }}\n\
             booking = {{ policy = 'calendar', slots_per_day = 9, walk_in = {{ share = 1, priority = 2 }} }}\n{more}"
        )
    };
    fs::write(
        path("whole.toml"),
        scenario(
            "2025-03-03",
            3,
            "[[trace]]\nfile = 'jobs.csv'\n[state]\nfile = 'first.csv'\n",
        ),
    )
    .unwrap();
    fs::write(
        path("rest.toml"),
        scenario("2025-03-04", 2, "[state]\nfile = 'state.csv'\n"),
    )
    .unwrap();
    // The bay is busy until Tuesday at 10:00. All others come on Monday: two without a slot, the first of whom is served
    // first of all by the priority of its row; one with a slot before the other without; and one of before the run, whose
    // row puts it last.
    let first = "state,city,failure,centre,occurred,slot,arrived,hours_left,priority\n\
                 in_work,wuhan,body,w,-5,,-5,10,\nwaiting,wuhan,body,w,-5,,-5,,9\nbooked,wuhan,body,w,-5,16,,,\n";
    fs::write(path("first.csv"), first).unwrap();
    fs::write(
        path("jobs.csv"),
        "time,city,failure,priority\n10,wuhan,body,\n17,wuhan,body,0\n",
    )
    .unwrap();
    done(
        home.path(),
        "run whole.toml -n 1 --records --no-charts --quiet -o whole",
    );
    done(
        home.path(),
        "new state.csv --from-records whole/records.csv --scenario whole.toml --at 2025-03-04",
    );
    let priorities: BTreeMap<String, String> = rows(&path("state.csv"))
        .into_iter()
        .map(|row| (row["key"].clone(), row["priority"].clone()))
        .collect();
    let told = ["first.csv:1", "first.csv:2", "first.csv:3", "jobs.csv:1", "jobs.csv:2"].map(|key| &*priorities[key]);
    assert_eq!(told, ["", "9", "", "5", "2"]);
    done(home.path(), "run rest.toml -n 1 --records --no-charts --quiet -o rest");
    let whole = records(&path("whole/records.csv"), 24.0);
    let rest = records(&path("rest/records.csv"), 0.0);
    let ends = |records: &BTreeMap<String, Vec<String>>| -> Vec<f64> {
        let end = |record: &Vec<String>| record[11].parse::<f64>().unwrap() / 3.6e9;
        records.values().map(end).collect()
    };
    assert_eq!(ends(&rest), [10.0, 14.0, 12.0, 13.0, 11.0]);
    assert_eq!(ends(&whole), ends(&rest));
}

#[test]
fn work_goes_on_in_overtime_with_a_limit_and_through_midnight() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let scenario = |start: &str, days: u32, more: &str| {
        format!(
            "name = 'By hand'\nstart = {start}\ndays = {days}\n
             [[city]]\nid = 'wuhan'\n
             [[failure]]\nid = 'body'\n
             stages = [ {{ id = 'repair', needs = ['bay'], hours = 1.0 }} ]\n
             [[centre]]\nid = 'w'\ncity = 'wuhan'\nresources = {{ bay = 3 }}\n
             hours = {{ mon-sun = '09:00-18:00', closing = 'finish', overtime_hours = 7.5 }}\n
             booking = {{ policy = 'walk-in' }}\n{more}"
        )
    };
    let trace = "[[trace]]\nfile = 'jobs.csv'\n";
    fs::write(path("whole.toml"), scenario("2025-03-03", 4, trace)).unwrap();
    fs::write(
        path("jobs.csv"),
        "time,city,failure,hours.repair\n17,wuhan,body,8\n17,wuhan,body,10\n17.5,wuhan,body,17\n18,wuhan,body,2\n",
    )
    .unwrap();
    let state = "[state]\nfile = 'state.csv'\n";
    fs::write(path("rest.toml"), scenario("2025-03-04", 3, state)).unwrap();
    let run = "run whole.toml -n 1 --records --no-charts --quiet -o whole";
    done(home.path(), run);
    done(
        home.path(),
        "new state.csv --from-records whole/records.csv --scenario whole.toml --at 2025-03-04",
    );
    // Overtime ends at 01:30. Of 8, 10 and 17 hours 7, 7 and 6.5 are done by midnight.
    let left: Vec<f64> = (rows(&path("state.csv")).iter())
        .filter_map(|row| row["hours_left"].parse().ok())
        .collect();
    assert_eq!(left, [1.0, 3.0, 10.5]);
    done(home.path(), &run.replace("whole", "rest"));
    // 01:00; an hour and a half are left at 09:00; nine are left at 09:00; the last job has no law but the scenario's.
    let rest = records(&path("rest/records.csv"), 0.0);
    let hours = |records: &BTreeMap<String, Vec<String>>, row: u32, column: usize| {
        records[&format!("jobs.csv:{row}")][column].parse::<f64>().unwrap() / 3.6e9
    };
    let ends = [1, 2, 3, 4].map(|row| hours(&rest, row, 11));
    assert_eq!(ends, [1.0, 10.5, 18.0, 10.0]);
    let whole = records(&path("whole/records.csv"), 24.0);
    let ends = [1, 2, 3, 4].map(|row| hours(&whole, row, 11));
    assert_eq!(ends, [1.0, 10.5, 18.0, 11.0]);
}

#[test]
fn what_cannot_become_a_state_is_told() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    done(home.path(), "new first.toml");
    done(
        home.path(),
        "run first.toml --set days=31 -n 1 --records --no-charts --quiet -o out",
    );
    let refused = |line: &str, code: i32, words: &str| {
        let output = aftersales(home.path(), line);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(words), "{told}");
        assert!(!path("s.csv").exists());
    };
    let new = "new s.csv --scenario first.toml --from-records";
    refused(
        &format!("{new} out/records.csv --at 2025-03-01"),
        2,
        "2025-03-01 to 2026-03-30",
    );
    refused(
        &format!("{new} out/records.csv --at 2025-03-09 --replication 2"),
        2,
        "no job of replication 2",
    );
    refused(
        &format!("{new} out/daily.csv --at 2025-03-09"),
        2,
        "`replication` is missing",
    );
    refused(&format!("{new} none.csv --at 2025-03-09"), 1, "none.csv");
    // The hour of the first job became two cells, then a word.
    let text = fs::read_to_string(path("out/records.csv")).unwrap();
    let occurred = rows(&path("out/records.csv"))[0]["occurred_hours"].clone();
    fs::write(path("longer.csv"), text.replacen(&occurred, "1,5", 1)).unwrap();
    refused(&format!("{new} longer.csv --at 2025-03-09"), 1, "longer.csv");
    fs::write(path("word.csv"), text.replacen(&occurred, "soon", 1)).unwrap();
    refused(
        &format!("{new} word.csv --at 2025-03-09"),
        2,
        "line 2: the cell in `occurred_hours`",
    );
    // A file that is there is not overwritten.
    done(
        home.path(),
        &format!("{} out/records.csv --at 2025-03-09", new.replace("s.csv", "state.csv")),
    );
    let again = aftersales(
        home.path(),
        &format!("{} out/records.csv --at 2025-03-09", new.replace("s.csv", "state.csv")),
    );
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn a_run_from_a_state_needs_no_warm_up() {
    let home = tempfile::tempdir().unwrap();
    done(home.path(), "new first.toml");
    let plan = "extends = \"first.toml\"\nname = \"Empty\"\nwarm_up_days = 0\ndays = 20\n";
    fs::write(home.path().join("empty.toml"), plan).unwrap();
    let open = "state,city,failure,centre\nwaiting,wuhan,repair,wuhan-1\n";
    fs::write(home.path().join("open.csv"), open).unwrap();
    fs::write(
        home.path().join("begun.toml"),
        format!("{plan}state = {{ file = \"open.csv\" }}\n"),
    )
    .unwrap();
    let told = |name: &str| {
        let output = aftersales(home.path(), &format!("run {name} -n 2 --no-charts --quiet"));
        String::from_utf8(output.stderr).unwrap().contains("No warm-up")
    };
    assert!(told("empty.toml") && !told("begun.toml"));
}
