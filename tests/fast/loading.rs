//! What a scenario means once it is loaded: values and defaults, merging, tables, `--set`, traces.

use aftersales::engine::law::Law;
use aftersales::engine::time::{HOUR, MINUTE, Span, Time};
use aftersales::scenario::booking::{Booking, Retry, Slots};
use aftersales::scenario::centre::{Closing, OpenSpan};
use aftersales::scenario::ids::{CityId, FailureId, ResourceId, TeamId};
use aftersales::scenario::rate::Rate;
use aftersales::scenario::{Loaded, Scenario, load_from};
use aftersales::units::Language;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The scenario that the documentation starts with.
pub const TWO_BAYS: &str = r#"
name  = "Two bays"
start = 2025-03-01
days  = 730
warm_up_days = 30

[[city]]
id = "wuhan"
vehicles = 1000

[[failure]]
id = "body"
rate = { per_vehicle_year = 0.35 }
stages = [ { id = "repair", needs = ["bay"], hours = { exponential = { mean = 6.0 } } } ]

[[centre]]
id = "wuhan-1"
city = "wuhan"
resources = { bay = 2 }
hours = "always"
booking = { policy = "walk-in" }
"#;

/// A scenario with everything the file can hold.
pub const NATIONAL: &str = r#"
name = "National"
start = 2025-03-01
days = 60
road_factor = 1.2
calendar = { country = "CN", weekday_weights = [2, 1, 1, 1, 1, 1, 0] }
choice = { km_per_day = 80, reach_km = 300 }

[tables]
city = "data/cities.csv"
delivery = "data/deliveries.csv"

[[holiday]]
name = "Golden week"
from = 2025-10-01
to = 2025-10-08
demand_factor = 1.4

[[failure]]
id = "software"
rate = { weibull = { scale_years = 2.0, shape = 0.7 } }
hour_weights = [0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,0]
stages = [ { id = "flash", needs = ["advisor"], hours = 1 } ]

[[failure]]
id = "body"
team = "body"
priority = -1
holiday_factor = 1.5
stages = [
  { id = "metal", needs = ["bay", "advisor"], hours = { lognormal = { mean = 2.5, cv = 0.8 } } },
  { id = "paint", needs = ["booth"], hours = { empirical = { values = [1, 2.5], weights = [1, 3] } } },
]

[[centre]]
id = "shanghai-1"
city = "shanghai"
lat = 31.2
lon = 121.5
opens = 2024-06-01
closes = 2026-06-01
resources = { advisor = 3, bay = 14, booth = 2 }
hours = { mon-fri = "09:00-12:00, 13:00-18:00", sat-sun = "10:00-14:00,14:00-24:00", holiday = "closed", closing = "finish" }
booking = { policy = "calendar", release = "8:30", retry = "in-order", patience_days = { exponential = { mean = 20 } }, slots_per_day = { body = 6, all = 24 } }

[[trace]]
file = "data/jobs.csv"
"#;

/// The files of [`NATIONAL`].
pub fn national() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("s/national.toml", NATIONAL.into()),
        ("s/data/cities.csv", "\u{feff}id,name,name_zh,lat,lon,share,vehicles\r\nshanghai,Shanghai,上海,31.23,121.47,3,\r\nwuhan,,,,,1,5\r\n,,,,,,\r\n".into()),
        ("s/data/deliveries.csv", "month,model,vehicles\n2024-04,M1,100\n2024/5,3,7\n2024/6/1,M1,8\n".into()),
        ("s/data/jobs.csv", "time,city,failure,priority,patience_hours,hours.paint\n48,wuhan,body,,,\n2025-03-02 09:30,shanghai,body,3,1.5,2\n\"48\",wuhan,software,,,\n".into()),
    ]
}

/// Loads from texts in memory.
pub fn load_texts(files: &[(&str, Vec<u8>)], sets: &[&str]) -> Result<Loaded, String> {
    let files: BTreeMap<PathBuf, Vec<u8>> = files
        .iter()
        .map(|(path, text)| (PathBuf::from(path), text.clone()))
        .collect();
    let read = |path: &Path| {
        files
            .get(path)
            .cloned()
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    let sets: Vec<String> = sets.iter().map(|set| set.to_string()).collect();
    let first = files
        .keys()
        .find(|path| path.parent() == Some(Path::new("s")))
        .expect("a file in s");
    load_from(&read, first, &sets).map_err(|diagnostics| {
        assert!(!diagnostics.render(Language::Zh).is_empty());
        diagnostics.render(Language::En)
    })
}

fn loaded(files: &[(&str, &str)], sets: &[&str]) -> Scenario {
    let files: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|(path, text)| (*path, text.as_bytes().to_vec()))
        .collect();
    load_texts(&files, sets)
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .scenario
}

/// A plan on top of [`TWO_BAYS`].
fn plan(text: &str, sets: &[&str]) -> Scenario {
    let plan = format!("extends = \"base/two-bays.toml\"\n{text}");
    loaded(&[("s/plan.toml", &plan), ("s/base/two-bays.toml", TWO_BAYS)], sets)
}

fn refused(text: &str, sets: &[&str]) -> String {
    let plan = format!("extends = \"base/two-bays.toml\"\n{text}");
    let files = [
        ("s/plan.toml", plan.into_bytes()),
        ("s/base/two-bays.toml", TWO_BAYS.into()),
    ];
    load_texts(&files, sets).expect_err("a mistake")
}

#[test]
fn two_bays_means_what_it_says() {
    let scenario = loaded(&[("s/two-bays.toml", TWO_BAYS)], &[]);
    assert_eq!(
        (scenario.name.as_str(), scenario.days, scenario.warm_up_days),
        ("Two bays", 730, 30)
    );
    assert_eq!((scenario.road_factor, scenario.choice.km_per_day), (1.3, 100.0));
    assert_eq!(scenario.choice.reach_km, f64::INFINITY);
    assert_eq!(
        (scenario.teams.as_slice(), scenario.resources.as_slice()),
        (["all".to_string()].as_slice(), ["bay".to_string()].as_slice())
    );
    assert_eq!(scenario.failures[0].rate, Rate::PerVehicleYear(0.35));
    assert_eq!(scenario.failures[0].stages[0].hours, Law::Exponential { mean: 6.0 });
    let centre = &scenario.centres[0];
    assert_eq!(
        (centre.name.as_str(), centre.city, &centre.resources),
        ("wuhan-1", CityId(0), &vec![(ResourceId(0), 2)])
    );
    assert!(
        centre
            .hours
            .week
            .iter()
            .all(|day| day == &[OpenSpan { from: 0, to: 1440 }])
    );
    assert_eq!(
        centre.booking,
        Booking::WalkIn {
            queue_limit: None,
            patience_hours: None
        }
    );
}

#[test]
fn the_national_scenario_means_what_it_says() {
    let loaded = load_texts(&national(), &[]).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let scenario = &loaded.scenario;
    assert!(loaded.warnings.is_empty());
    assert_eq!(scenario.calendar.weekday_weights, [2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0]);
    assert_eq!(scenario.teams, ["all", "body"]);
    assert_eq!(scenario.resources, ["advisor", "bay", "booth"]);
    let city = |at: usize| {
        (
            scenario.cities[at].name.as_str(),
            scenario.cities[at].name_zh.as_str(),
            scenario.cities[at].share,
        )
    };
    assert_eq!(
        (city(0), city(1)),
        (("Shanghai", "上海", 0.75), ("wuhan", "wuhan", 0.25))
    );
    assert_eq!(
        (
            scenario.cities.len(),
            scenario.cities[1].vehicles,
            scenario.cities[1].at
        ),
        (2, 5, None)
    );
    let months: Vec<_> = scenario
        .deliveries
        .iter()
        .map(|one| (one.year, one.month, one.model.as_str(), one.vehicles))
        .collect();
    assert_eq!(months, [(2024, 4, "M1", 100), (2024, 5, "3", 7), (2024, 6, "M1", 8)]);
    let body = &scenario.failures[1];
    assert_eq!(
        (body.priority, body.team, body.rate, body.holiday_factor),
        (-1, TeamId(1), Rate::None, 1.5)
    );
    assert_eq!(body.stages[0].needs, [ResourceId(1), ResourceId(0)]);
    let centre = &scenario.centres[0];
    assert_eq!(
        centre.hours.week[0],
        [OpenSpan { from: 540, to: 720 }, OpenSpan { from: 780, to: 1080 }]
    );
    assert_eq!(centre.hours.week[6], [OpenSpan { from: 600, to: 1440 }]);
    assert_eq!(
        (&centre.hours.holiday, &centre.hours.workday, centre.hours.closing),
        (&Some(vec![]), &None, Closing::Finish)
    );
    let Booking::Calendar {
        horizon_days,
        release_minute,
        retry,
        slots,
        ..
    } = &centre.booking
    else {
        panic!("a calendar")
    };
    assert_eq!((*horizon_days, *release_minute, *retry), (14, 510, Retry::InOrder));
    assert_eq!(slots, &Slots::PerDay(vec![(TeamId(1), 6), (TeamId(0), 24)]));
}

#[test]
fn traces_are_ordered_by_time_then_by_row() {
    let jobs = load_texts(&national(), &[])
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .scenario
        .traces;
    let order: Vec<_> = jobs.iter().map(|job| (job.row, job.time, job.failure)).collect();
    let morning = Time(33 * HOUR + 30 * MINUTE);
    assert_eq!(
        order,
        [
            (2, morning, FailureId(1)),
            (1, Time(48 * HOUR), FailureId(1)),
            (3, Time(48 * HOUR), FailureId(0))
        ]
    );
    assert_eq!(
        (jobs[0].file.as_str(), jobs[0].priority, jobs[0].patience),
        ("jobs.csv", 3, Some(Span::from_hours(1.5)))
    );
    assert_eq!(jobs[0].stage_work, [None, Some(Span(2 * HOUR))]);
    assert_eq!(
        (jobs[1].priority, jobs[1].patience, &jobs[1].stage_work),
        (-1, None, &vec![None, None])
    );
}

#[test]
fn the_resolved_text_loads_to_the_same_scenario() {
    let first =
        load_texts(&national(), &["centre.shanghai-1.resources.bay=3"]).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert!(first.resolved.contains("# \"jobs.csv\" sha256 "));
    let mut files = national();
    files[0].1 = first.resolved.clone().into_bytes();
    let second = load_texts(&files, &[]).unwrap_or_else(|mistakes| panic!("{mistakes}\n{}", first.resolved));
    assert_eq!(format!("{:?}", first.scenario), format!("{:?}", second.scenario));
    assert_eq!(first.resolved, second.resolved);
}

#[test]
fn entries_merge_by_id_and_tables_by_key() {
    let scenario = plan(
        r#"
        name = "Three bays"
        [[centre]]
        id = "wuhan-1"
        resources = { bay = 3, lift = 1 }
        booking = { queue_limit = 4 }
        [[centre]]
        id = "wuhan-2"
        city = "wuhan"
        resources = { bay = 1 }
        hours = { mon-fri = "09:00-18:00" }
        booking = { policy = "walk-in" }
        [[failure]]
        id = "body"
        rate = { per_vehicle_year = 1 }
        stages = [ { id = "wash", needs = ["bay"], hours = 0.5 }, { id = "repair", hours = 2 } ]
        "#,
        &[],
    );
    assert_eq!((scenario.name.as_str(), scenario.days), ("Three bays", 730));
    assert_eq!(scenario.centres[0].resources, [(ResourceId(0), 3), (ResourceId(1), 1)]);
    assert_eq!(
        scenario.centres[0].booking,
        Booking::WalkIn {
            queue_limit: Some(4),
            patience_hours: None
        }
    );
    assert_eq!(scenario.centres[1].id, "wuhan-2");
    let stages: Vec<_> = scenario.failures[0]
        .stages
        .iter()
        .map(|stage| (stage.id.as_str(), stage.hours.clone()))
        .collect();
    assert_eq!(stages, [("repair", Law::Constant(2.0)), ("wash", Law::Constant(0.5))]);
}

#[test]
fn a_star_stands_for_every_entry_over_what_is_inherited_and_under_what_is_named() {
    let text = r#"
        [[centre]]
        id = "wuhan-2"
        city = "wuhan"
        resources = { bay = 1 }
        [[centre]]
        id = "*"
        hours = { mon-fri = "09:00-18:00" }
        resources = { lift = 2 }
        booking = { policy = "walk-in", queue_limit = 4 }
        [[centre]]
        id = "wuhan-3"
        city = "wuhan"
        resources = { bay = 1 }
        booking = { queue_limit = 5 }
        "#;
    let limits = |scenario: &Scenario| -> Vec<Option<u32>> {
        let limit = |booking: &Booking| match booking {
            Booking::WalkIn { queue_limit, .. } => *queue_limit,
            Booking::Calendar { .. } => None,
        };
        scenario.centres.iter().map(|centre| limit(&centre.booking)).collect()
    };
    let scenario = plan(text, &[]);
    assert_eq!(limits(&scenario), [Some(4), Some(4), Some(5)]);
    // The inherited centre keeps its bays, and has the star's hours as the new ones do.
    assert_eq!(scenario.centres[0].resources, [(ResourceId(0), 2), (ResourceId(1), 2)]);
    assert!(scenario.centres.iter().all(|centre| centre.hours.week[6].is_empty()));
    assert_eq!(limits(&plan(text, &["centre.*.booking.queue_limit=9"])), [Some(9); 3]);
    // A mistake of every entry is told once.
    let told = refused("", &["centre.*.booking.queue_limt=9"]);
    assert_eq!(told.matches("set-unknown-path").count(), 1, "{told}");
}

#[test]
fn a_plan_removes_entries_and_stages() {
    let scenario = plan(
        r#"
        [[city]]
        id = "jinan"
        [[city]]
        id = "wuhan"
        remove = true
        [[centre]]
        id = "wuhan-1"
        city = "jinan"
        [[failure]]
        id = "body"
        stages = [ { id = "repair", remove = true }, { id = "swap", needs = ["bay"], hours = 1 } ]
        "#,
        &[],
    );
    assert_eq!(
        scenario.cities.iter().map(|city| city.id.as_str()).collect::<Vec<_>>(),
        ["jinan"]
    );
    assert_eq!(
        scenario.failures[0]
            .stages
            .iter()
            .map(|stage| stage.id.as_str())
            .collect::<Vec<_>>(),
        ["swap"]
    );
}

#[test]
fn another_policy_starts_afresh() {
    let calendar = "booking = { policy = \"calendar\", horizon_days = 7 }";
    let text = format!("[[centre]]\nid = \"wuhan-1\"\n{calendar}");
    let scenario = plan(&text, &["centre.wuhan-1.booking.policy=walk-in"]);
    assert_eq!(
        scenario.centres[0].booking,
        Booking::WalkIn {
            queue_limit: None,
            patience_hours: None
        }
    );
    let scenario = plan(&text, &["centre.wuhan-1.booking.retry=in-order"]);
    assert!(matches!(
        scenario.centres[0].booking,
        Booking::Calendar {
            horizon_days: 7,
            retry: Retry::InOrder,
            ..
        }
    ));
}

#[test]
fn chains_start_relative_paths_from_the_file_that_names_them() {
    let files = [
        ("s/plan.toml", "extends = \"base/middle.toml\"\ndays = 90"),
        (
            "s/base/middle.toml",
            "extends = \"two-bays.toml\"\n[tables]\ncity = \"more.csv\"",
        ),
        ("s/base/two-bays.toml", TWO_BAYS),
        ("s/base/more.csv", "id,vehicles\nwuhan,7\njinan,8\n"),
    ];
    let scenario = loaded(&files, &[]);
    let cities: Vec<_> = scenario
        .cities
        .iter()
        .map(|city| (city.id.as_str(), city.vehicles))
        .collect();
    assert_eq!((scenario.days, cities), (90, vec![("wuhan", 7), ("jinan", 8)]));
}

#[test]
fn set_changes_one_value() {
    let scenario = plan(
        "",
        &[
            "name=3",
            "days=100",
            "start=2025-04-01",
            "centre.wuhan-1.resources.bay=5",
            "centre.wuhan-1.hours.mon=closed",
            "failure.body.stages.repair.hours.exponential.mean=7",
            "failure.body.rate.per_vehicle_year = 0.5",
            "choice.reach_km=50",
            "calendar.country=CN",
            "city.wuhan.name_zh=武汉",
        ],
    );
    assert_eq!(
        (
            scenario.name.as_str(),
            scenario.days,
            scenario.start.to_string().as_str()
        ),
        ("3", 100, "2025-04-01")
    );
    assert_eq!(scenario.centres[0].resources[0].1, 5);
    assert!(scenario.centres[0].hours.week.iter().all(Vec::is_empty));
    assert_eq!(scenario.failures[0].stages[0].hours, Law::Exponential { mean: 7.0 });
    assert_eq!(scenario.failures[0].rate, Rate::PerVehicleYear(0.5));
    assert_eq!(
        (scenario.choice.reach_km, scenario.cities[0].name_zh.as_str()),
        (50.0, "武汉")
    );
    assert!(scenario.calendar.country.is_some());
    let scenario = plan(
        "",
        &["failure.body.stages.repair.hours={ gamma = { mean = 2, cv = 1 } }"],
    );
    assert_eq!(scenario.failures[0].stages[0].hours, Law::Gamma { mean: 2.0, cv: 1.0 });
    let scenario = plan(
        "",
        &[
            "failure.body.stages.repair.hours.constant=2",
            "days=10",
            "warm_up_days=0",
        ],
    );
    assert_eq!(scenario.failures[0].stages[0].hours, Law::Constant(2.0));
}

#[test]
fn set_never_creates_an_entry() {
    assert!(refused("", &["city.jinan.vehicles=3"]).contains("error[set-unknown-id]"));
    assert!(refused("", &["holiday.0.demand_factor=3"]).contains("error[set-unknown-path]"));
    assert!(refused("", &[&".".repeat(100_000)]).contains("error[set-form]"));
}

#[test]
fn every_spelling_of_a_table_is_read() {
    let main = TWO_BAYS.replace(
        "[[city]]\nid = \"wuhan\"\nvehicles = 1000",
        "[tables]\ncity = \"cities.csv\"\n",
    );
    let name = |bytes: &[u8]| {
        let files = [
            ("s/a.toml", main.clone().into_bytes()),
            ("s/cities.csv", bytes.to_vec()),
        ];
        let city = load_texts(&files, &[])
            .unwrap_or_else(|mistakes| panic!("{mistakes}"))
            .scenario
            .cities
            .remove(0);
        (city.name_zh, city.vehicles)
    };
    let text = "id,name_zh,vehicles\r\nwuhan,武汉,12\r\n";
    let expected = ("武汉".to_string(), 12);
    assert_eq!(name(text.as_bytes()), expected);
    assert_eq!(name(format!("\u{feff}{text}").as_bytes()), expected);
    assert_eq!(name(b"id,name_zh,vehicles\nwuhan,\xce\xe4\xba\xba,12"), expected);
    assert_eq!(name("id,name_zh,vehicles\nwuhan,\" 武汉\",\"12\"".as_bytes()), expected);
    assert_eq!(
        name("vehicles,id,name_zh\n\n12,wuhan,\"武汉\"\n,,\n".as_bytes()),
        expected
    );
    assert_eq!(
        name("id,name_zh\nwuhan,\"武,\"\"汉\n\"".as_bytes()),
        ("武,\"汉".to_string(), 0)
    );
}

#[test]
fn columns_lead_to_inner_keys() {
    let start = TWO_BAYS.find("[[centre]]").expect("a centre");
    let main = format!("{}[tables]\ncentre = \"centres.csv\"\n", &TWO_BAYS[..start]);
    let table = "id,city,resources.bay,resources.lift,hours.mon-fri,hours.closing,hours.overtime_hours,booking.policy,booking.patience_hours,opens\n\
                 wuhan-1,wuhan,2,,09:00-18:00,finish,1.5,walk-in,{ exponential = { mean = 3 } },2025/6/1\n";
    let scenario = loaded(&[("s/a.toml", &main), ("s/centres.csv", table)], &[]);
    let centre = &scenario.centres[0];
    assert_eq!(
        (&centre.resources, centre.hours.closing),
        (&vec![(ResourceId(0), 2)], Closing::FinishWithin(Span(3 * HOUR / 2)))
    );
    assert_eq!(centre.hours.week[0], [OpenSpan { from: 540, to: 1080 }]);
    assert_eq!(
        centre.booking,
        Booking::WalkIn {
            queue_limit: None,
            patience_hours: Some(Law::Exponential { mean: 3.0 })
        }
    );
    assert_eq!(centre.opens.map(|date| date.to_string()).as_deref(), Some("2025-06-01"));
}

#[test]
fn a_limit_of_overtime_is_a_lever_of_every_centre() {
    let closing = |sets: &[&str]| plan("", sets).centres[0].hours.closing;
    let days = "centre.*.hours={ mon-fri = \"09:00-18:00\", closing = \"finish\" }";
    assert_eq!(closing(&[days]), Closing::Finish);
    for (limit, hours) in [("2", 2), ("24", 24)] {
        let limit = format!("centre.*.hours.overtime_hours={limit}");
        assert_eq!(closing(&[days, &limit]), Closing::FinishWithin(Span(hours * HOUR)));
    }
    let pause = "centre.*.hours={ mon-fri = \"09:00-18:00\" }";
    let mistakes = refused("", &[pause, "centre.*.hours.overtime_hours=2"]);
    assert!(mistakes.contains("closing = \"finish\""), "{mistakes}");
}
