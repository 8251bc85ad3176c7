//! Sections that are switched off leave no trace, and all of them together stay deterministic.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Two cities, cars of known age, a calendar and a walk-in centre.
const NETWORK: &str = "
name = 'Sections'
start = 2025-03-03
days = 50
warm_up_days = 5
[driving]
km_per_year = 15000
[[city]]
id = 'wuhan'
lat = 30.6
lon = 114.3
share = 2
[[city]]
id = 'changsha'
lat = 28.2
lon = 112.9
share = 1
[[delivery]]
month = '2024-11'
model = 'one'
vehicles = 900
[[delivery]]
month = '2025-01'
model = 'one'
vehicles = 600
[[failure]]
id = 'body'
rate = { per_vehicle_year = 3.0 }
stages = [
    { id = 'reception', needs = ['advisor'], hours = { exponential = { mean = 0.4 } } },
    { id = 'repair', needs = ['bay'], hours = { lognormal = { mean = 4.0, cv = 0.8 } } },
]
[[failure]]
id = 'software'
rate = { per_vehicle_year = 2.0 }
stages = [ { id = 'update', needs = ['advisor'], hours = { gamma = { mean = 0.5, cv = 0.5 } } } ]
[[failure]]
id = 'check'
stages = [ { id = 'check', needs = ['advisor'], hours = 0.5 } ]
[[operator]]
id = 'own'
[[centre]]
id = 'wuhan-1'
city = 'wuhan'
operator = 'own'
resources = { advisor = 2, bay = 5 }
hours = { mon-sat = '09:00-18:00' }
booking = { policy = 'calendar', horizon_days = 7, patience_days = { exponential = { mean = 4 } }, late_minutes = 10 }
[[centre]]
id = 'changsha-1'
city = 'changsha'
operator = 'own'
resources = { advisor = 1, bay = 3 }
hours = { mon-sun = '09:00-17:00' }
booking = { policy = 'walk-in' }
";

/// Every newer section, with what other sections say to go with it.
const EVERYTHING: &str = "
[[failure]]
id = 'body'
community_share = 0.1
van_share = 0.1
van_hours = { gamma = { mean = 1, cv = 0.5 } }
[[failure]]
id = 'software'
hotline_share = 0.2
remote_share = 0.2
ota_share = 0.3
[[operator]]
id = 'own'
explains_share = 0.7
skill_share = 0.6
first_time_fix_share = 0.85
[[centre]]
id = 'wuhan-1'
loaners = 2
[[warranty]]
id = 'basic'
months = 3
leave_share = 0.3
goodwill_share = 0.2
[comeback]
days = { gamma = { mean = 6, cv = 0.5 } }
goodwill_cny = 300
[loaner]
waits = true
cost_per_day_cny = 200
[satisfaction]
base = 1.5
lead_day = -0.1
adviser_wait_hour = -0.2
skill = 0.5
[community]
hours = { exponential = { mean = 3 } }
engineers = 4
lift = 2
[hotline]
agents = 1
talk_minutes = { exponential = { mean = 9 } }
patience_minutes = { exponential = { mean = 6 } }
redial_share = 0.5
leave_share = 0.1
[[agents]]
count = 2
shift = '09:00-18:00'
[remote]
hours = 2
[[ota]]
id = 'spring'
date = 2025-04-01
adoption_days = 5
reduces_share = 0.2
[[van]]
id = 'v'
cities = ['wuhan']
hours = { mon-sun = '09:00-18:00' }
travel_minutes = { gamma = { mean = 45, cv = 0.5 } }
[[recall]]
id = 'r'
announced = 2025-03-20
ota_share = 0.5
ota_days = { exponential = { mean = 6 } }
failure = 'check'
response_share = 0.8
response_days = { exponential = { mean = 10 } }
call_share = 0.2
call_days = { exponential = { mean = 2 } }
on_other_visits = true
[collect]
ask_share = 0.6
price_cny = 60
[[drivers]]
id = 'd'
cities = ['wuhan', 'changsha']
count = 2
hours = { mon-sat = '08:00-19:00' }
leg_minutes = { gamma = { mean = 30, cv = 0.5 } }
[costs]
labour_per_hour_cny = 150
agent_per_hour_cny = 40
engineer_per_month_cny = 20000
van_per_month_cny = 25000
driver_per_month_cny = 9000
driver_per_trip_cny = 20
";

/// Everything in the folder of results but the copy of the scenario and what names the run.
fn results(home: &Path, scenario: &str, options: &[&str]) -> BTreeMap<String, Vec<u8>> {
    fs::write(home.join("network.toml"), NETWORK).unwrap();
    fs::write(home.join("s.toml"), scenario).unwrap();
    let _ = fs::remove_dir_all(home.join("out"));
    let output = Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(["run", "s.toml", "--quiet", "--records", "-o", "out"])
        .args(options)
        .current_dir(home)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = BTreeMap::new();
    let mut folders = vec![home.join("out")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .strip_prefix(home.join("out"))
                .unwrap()
                .to_string_lossy()
                .into_owned();
            match name.as_str() {
                "manifest.json" => {}
                // The page names the scenario by a hash of its text.
                "report.html" => {
                    let page = fs::read_to_string(&path).unwrap();
                    let told = page
                        .lines()
                        .filter(|line| !line.contains("hash</dt>") && !line.contains("哈希</dt>"));
                    files.insert(name, told.collect::<Vec<_>>().join("\n").into_bytes());
                }
                _ => drop(files.insert(name, fs::read(&path).unwrap())),
            }
        }
    }
    files
}

const PLAIN: &str = "extends = 'network.toml'\n";

/// Sections of which nothing is left: every file is the same, to the byte.
#[test]
fn what_is_switched_off_leaves_no_trace() {
    let home = tempfile::tempdir().unwrap();
    let run = |more: &str| results(home.path(), &(PLAIN.to_string() + more), &["-n", "2"]);
    let plain = run("");
    assert!(plain.len() > 10 && plain.contains_key("records.csv") && plain.contains_key("report.html"));
    let fleet = "cities = ['wuhan']\nhours = { mon-sun = '09:00-18:00' }\n";
    let van = format!("[[van]]\nid = 'v'\n{fleet}travel_minutes = 40\n");
    let of_van = "[[failure]]\nid = 'body'\nvan_share = 0.3\nvan_hours = 1\n";
    let drivers = format!("[[drivers]]\nid = 'd'\n{fleet}leg_minutes = 30\n");
    for (section, off) in [
        // No failure mode meets the channel.
        (
            "community",
            "[community]\nhours = 3\nengineers = 5\nlift = 2\n".to_string(),
        ),
        ("hotline", "[hotline]\nagents = 2\ntalk_minutes = 6\n".to_string()),
        ("remote", "[remote]\nhours = 2\n".to_string()),
        (
            "ota",
            "[[ota]]\nid = 'o'\ndate = 2025-04-01\nreduces_share = 0.5\n".to_string(),
        ),
        ("van without a mode", van.clone()),
        ("no van", van.replace("travel", "count = 0\ntravel") + of_van),
        // Nobody asks.
        (
            "collect",
            format!("[collect]\nask_share = 0\nprice_cny = 50\n{drivers}"),
        ),
        // Taken away again.
        ("warranty", "[[warranty]]\nid = 'basic'\nremove = true\n".to_string()),
        ("recall", "[[recall]]\nid = 'r'\nremove = true\n".to_string()),
    ] {
        let off = if off.contains("remove") {
            // Between the network and the plan stands one that has the section.
            let has = match section {
                "warranty" => "[[warranty]]\nid = 'basic'\nmonths = 3\nleave_share = 0.5\n",
                _ => "[[recall]]\nid = 'r'\nannounced = 2025-03-20\nfailure = 'check'\n",
            };
            fs::write(home.path().join("has.toml"), PLAIN.to_string() + has).unwrap();
            results(
                home.path(),
                &("extends = 'has.toml'\n".to_string() + &off),
                &["-n", "2"],
            )
        } else {
            run(&off)
        };
        assert_eq!(
            plain.keys().collect::<Vec<_>>(),
            off.keys().collect::<Vec<_>>(),
            "{section}"
        );
        for (name, bytes) in &plain {
            assert!(off[name] == *bytes, "{name} differs with {section}");
        }
    }
}

/// Sections that tell of themselves as soon as they are there, but are to change nothing else: every row that was there
/// before is there still, to the byte.
#[test]
fn what_changes_nothing_only_adds_rows() {
    let home = tempfile::tempdir().unwrap();
    let run = |more: &str| results(home.path(), &(PLAIN.to_string() + more), &["-n", "2", "--no-charts"]);
    let text = |files: &BTreeMap<String, Vec<u8>>, name: &str| String::from_utf8(files[name].clone()).unwrap();
    let plain = run("");
    for (section, off) in [
        ("warranty", "[[warranty]]\nid = 'basic'\n"),
        ("comeback", "[comeback]\nfirst_time_fix_share = 1\ndays = 6\n"),
        ("loaner", "[loaner]\nask_share = 0\n"),
        ("satisfaction", "[satisfaction]\nbase = 2\nlead_day = -0.1\n"),
        (
            "recall",
            "[[recall]]\nid = 'r'\nannounced = 2025-03-20\nfailure = 'check'\nshare = 0\n",
        ),
        ("costs", "[costs]\nlabour_per_hour_cny = 100\nagent_per_hour_cny = 40\n"),
    ] {
        let off = run(off);
        let summary = text(&off, "summary.csv");
        let mut rows = summary.lines();
        for line in text(&plain, "summary.csv").lines() {
            assert!(rows.any(|row| row == line), "{section}: {line}");
        }
        assert_eq!(text(&plain, "daily.csv"), text(&off, "daily.csv"), "{section}");
        let column = |text: &str, name: &str| -> Vec<String> {
            let cells = |line: &str| line.split(',').map(str::to_string).collect::<Vec<_>>();
            let mut lines = text.lines();
            let at = cells(lines.next().unwrap())
                .iter()
                .position(|column| column == name)
                .unwrap();
            lines.map(|line| cells(line)[at].clone()).collect()
        };
        let (before, after) = (text(&plain, "records.csv"), text(&off, "records.csv"));
        for name in before.lines().next().unwrap().split(',') {
            assert!(column(&before, name) == column(&after, name), "{section}: {name}");
        }
    }
}

/// All sections at once, with any number of threads; and a shorter run is the beginning of a longer one.
#[test]
fn all_sections_together_are_deterministic() {
    let home = tempfile::tempdir().unwrap();
    let all = PLAIN.to_string() + EVERYTHING;
    let with = |options: &[&str]| results(home.path(), &all, options);
    let one = with(&["-n", "5", "--no-charts", "--threads", "1"]);
    for threads in ["2", "3"] {
        let more = with(&["-n", "5", "--no-charts", "--threads", threads]);
        for (name, bytes) in &one {
            assert!(more[name] == *bytes, "{name} differs with {threads} threads");
        }
    }
    let text = |files: &BTreeMap<String, Vec<u8>>| String::from_utf8(files["records.csv"].clone()).unwrap();
    let (short, long) = (text(&with(&["-n", "2", "--no-charts", "--threads", "2"])), text(&one));
    assert!(long.starts_with(&short) && long.len() > short.len());
    // Something came of each of them.
    let summary = String::from_utf8(one["summary.csv"].clone()).unwrap();
    let mean = |metric: &str, part: &str| -> f64 {
        let line = summary.lines().find(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            cells[0] == metric
                && cells[1..4] == ["*"; 3]
                && cells[4..13].iter().all(|cell| cell.is_empty() || *cell == part)
                && (part.is_empty() || cells[4..13].contains(&part))
        });
        let cells: Vec<&str> = line.unwrap_or_else(|| panic!("{metric} {part}")).split(',').collect();
        cells[13].parse().unwrap()
    };
    for channel in ["community", "hotline", "remote", "ota", "van"] {
        assert!(mean("solved_share", channel) > 0.0, "{channel}");
    }
    for metric in [
        "comeback_share",
        "loaner_share",
        "satisfied_share",
        "left_share",
        "recall_done_share",
        "hotline_abandoned_share",
        "collected_share",
        "driver_wait_minutes",
        "driver_busy_share",
    ] {
        assert!(mean(metric, "") > 0.0, "{metric}");
    }
    for component in ["hotline", "community", "vans", "drivers", "goodwill", "loaners"] {
        assert!(mean("cost_cny", component) > 0.0, "{component}");
    }
}
