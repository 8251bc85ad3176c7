//! Openings by rule: which month triggers, where, when the centre opens, and what holds it back; by hand.

use crate::loading::load_texts;
use aftersales::scenario::Scenario;
use std::fs;
use std::process::Command;

/// East has three quarters of 800 cars a month, delivered from January on: by the end of January 600, of February 1200
/// and so on; west a quarter: 200, 400 … East has a centre from the start. A new one takes 40 days.
const TWO: &str = r#"
name = "Rules"
start = 2025-02-01
days = 365
[[city]]
id = "east"
name = "East"
name_zh = "东"
share = 3
[[city]]
id = "west"
name = "West"
name_zh = "西"
share = 1
[[failure]]
id = "body"
rate = { per_vehicle_year = 0.35 }
stages = [ { id = "repair", needs = ["bay"], hours = 6.0 } ]
[[centre]]
id = "e1"
name = "First"
city = "east"
site = "full"
lat = 30.0
lon = 114.0
resources = { bay = 2 }
hours = { mon-fri = "09:00-18:00" }
booking = { policy = "calendar" }
[[site]]
id = "full"
name = "full centre"
name_zh = "服务中心"
building_days = 40
[[site]]
id = "point"
[[expansion]]
id = "cars"
like = "e1"
vehicles_per_centre = 500
"#;

/// Loads with deliveries from January to April (or others) and more text.
fn with(text: &str, sets: &[&str]) -> Scenario {
    let months = (1..=4).map(|month| format!("[[delivery]]\nmonth = '2025-0{month}'\nmodel = 'm'\nvehicles = 800\n"));
    let text = format!("{TWO}{text}\n{}", months.collect::<String>());
    let loaded = load_texts(&[("s/s.toml", text.into_bytes())], sets);
    loaded.unwrap_or_else(|mistakes| panic!("{mistakes}")).scenario
}

/// What rules open, with the dates.
fn opened(text: &str, sets: &[&str]) -> Vec<String> {
    let scenario = with(text, sets);
    let by_rule = scenario.centres.iter().filter(|centre| centre.id.starts_with("cars-"));
    by_rule
        .map(|centre| format!("{} {}", centre.id, centre.opens.unwrap()))
        .collect()
}

#[test]
fn a_city_gets_a_centre_for_every_so_many_cars() {
    // 1 March: east has 1200 cars for its one centre: a second. 1 April: 1800, a third; west has 600, its first. 1 May: 2400,
    // a fourth; west has 800.
    assert_eq!(
        opened("", &[]),
        [
            "cars-east-1 2025-04-10",
            "cars-east-2 2025-05-11",
            "cars-east-3 2025-06-10",
            "cars-west-1 2025-05-11"
        ]
    );
}

#[test]
fn its_centres_are_like_another_in_all_but_name_and_place() {
    let more = "resources = { booth = 1 }\nhours = 'always'\n[[centre]]\nid = 'e2'\ncity = 'east'\nsite = 'point'\n\
                resources = { bay = 1, booth = 1 }\nhours = 'always'\nbooking = { policy = 'walk-in' }\n";
    let scenario = with(more, &[]);
    let find = |id: &str| scenario.centres.iter().find(|centre| centre.id == id).unwrap();
    let (like, new) = (find("e1"), find("cars-west-1"));
    assert_eq!(
        (new.name.as_str(), new.name_zh.as_str()),
        ("West full centre 1", "西服务中心1")
    );
    assert_eq!((new.at, new.closes, new.ramp_up), (None, None, None));
    assert_eq!(scenario.cities[new.city.index()].id, "west");
    assert_eq!(
        (&new.booking, new.site, new.operator),
        (&like.booking, like.site, like.operator)
    );
    // What the rule says itself is laid on it.
    assert_eq!(new.resources, [like.resources[0], (find("e2").resources[1].0, 1)]);
    assert_eq!(new.hours, find("e2").hours);
    // The second centre of the file is of another kind and does not count.
    assert!(scenario.centres.iter().any(|centre| centre.id == "cars-east-3"));
}

#[test]
fn caps_hold_it_back_and_the_greatest_need_comes_first() {
    // Two a quarter: one in March; in April east has 1800 ÷ 3 and west 600 ÷ 1, as much: the first of the file. Then west,
    // which is the second of the quarter. In July east wants two.
    assert_eq!(
        opened("", &["expansion.cars.most_per_quarter=2"]),
        [
            "cars-east-1 2025-04-10",
            "cars-east-2 2025-05-11",
            "cars-east-3 2025-08-10",
            "cars-west-1 2025-05-11"
        ]
    );
    // One a quarter: east in March and April; in July west has 800 ÷ 1 and east 2400 ÷ 4; in October east.
    assert_eq!(
        opened("", &["expansion.cars.most_per_quarter=1"]),
        [
            "cars-east-1 2025-04-10",
            "cars-east-2 2025-05-11",
            "cars-east-3 2025-11-10",
            "cars-west-1 2025-08-10"
        ]
    );
    assert_eq!(
        opened("", &["expansion.cars.most_per_city=1"]),
        ["cars-east-1 2025-04-10", "cars-west-1 2025-05-11"]
    );
    assert_eq!(
        opened("", &["expansion.cars.cities=[\"west\"]"]),
        ["cars-west-1 2025-05-11"]
    );
}

#[test]
fn it_is_checked_on_the_first_of_a_month_from_a_day_to_a_day() {
    // First on 1 April, when east wants three and has one.
    let late = [
        "cars-east-1 2025-05-11",
        "cars-east-2 2025-05-11",
        "cars-west-1 2025-05-11",
    ];
    let from = "expansion.cars.from=2025-03-02";
    let to = "expansion.cars.to=2025-04-30";
    assert_eq!(opened("", &[from, to]), late);
    assert_eq!(
        opened("", &["expansion.cars.from=2025-04-01", "expansion.cars.to=2025-04-01"]),
        late
    );
    // A run that starts within March.
    assert_eq!(opened("", &["start=2025-03-02", to]), late);
    assert_eq!(opened("", &["start=2025-04-01", to]), late);
}

#[test]
fn what_would_open_after_the_end_is_not_there() {
    // 129 days from 1 February are over on 9 June, the day before the last opening.
    assert_eq!(opened("", &["days=129"]).len(), 3);
    assert_eq!(opened("", &["days=130"]).len(), 4);
}

#[test]
fn only_what_is_delivered_lately_may_count() {
    // On 1 March 600 cars in east and 200 in west have come within the month, on 1 June none: five for 120 each, and one.
    let last_month = [
        "expansion.cars.vehicles_per_centre=120",
        "expansion.cars.deliveries_months=1",
    ];
    let found = opened("", &last_month);
    // East has one: four at the first check, 1 February.
    let all: Vec<String> = (1..=4).map(|number| format!("cars-east-{number} 2025-03-13")).collect();
    assert_eq!(
        found,
        [all.as_slice(), &["cars-west-1 2025-03-13".to_string()]].concat()
    );
    // In two months twice as many, from 1 March on: ten and three in all.
    let found = opened("", &[last_month[0], "expansion.cars.deliveries_months=2"]);
    assert_eq!(found.len(), 9 + 3);
    // A fixed fleet is not delivered.
    let fixed = ["city.west.vehicles=5000", "expansion.cars.deliveries_months=1"];
    assert!(!opened("", &fixed).iter().any(|id| id.starts_with("cars-west")));
    // It is part of all its cars: 1000 and 200 on 1 February.
    assert_eq!(
        opened("", &["city.west.vehicles=1000", "days=60"]),
        ["cars-west-1 2025-03-13", "cars-west-2 2025-03-13"]
    );
}

#[test]
fn planned_openings_and_closings_count_if_they_are_nearer_than_a_new_centre() {
    let planned = |dates: &str| {
        let second = "[[centre]]\nid = 'e2'\ncity = 'east'\nsite = 'full'\nresources = { bay = 1 }\nhours = 'always'\n\
                      booking = { policy = 'walk-in' }\n";
        opened(&format!("{second}{dates}"), &["days=70"])
    };
    // An order of 1 March opens on 10 April, the last day: a centre that opens by then is in time.
    assert_eq!(planned("opens = 2025-04-10"), [""; 0]);
    assert_eq!(planned("opens = 2025-04-11"), ["cars-east-1 2025-04-10"]);
    assert_eq!(planned("closes = 2025-04-10"), ["cars-east-1 2025-04-10"]);
    assert_eq!(planned("closes = 2025-04-11"), [""; 0]);
}

#[test]
fn rules_see_what_others_have_ordered() {
    let second = "[[expansion]]\nid = 'cars-more'\nlike = 'e1'\nvehicles_per_centre = 400\n";
    // On 1 March the first rule orders one in east, where the second wants three; and one in west.
    let found = opened(second, &["days=70"]);
    // On 1 February the second rule finds 600 cars in east, one centre: none; on 1 March 1200: a third; west 400: one.
    assert_eq!(
        found,
        [
            "cars-east-1 2025-04-10",
            "cars-more-east-1 2025-04-10",
            "cars-more-west-1 2025-04-10"
        ]
    );
    // Of another kind of site they do not count for each other: the second finds none of its kind, and builds at once.
    let points = second.to_string() + "site = 'point'\n";
    let found = opened(&points, &["days=28"]);
    assert_eq!(found, ["cars-more-east-1 2025-02-01"]);
}

#[test]
fn its_centres_may_be_named_elsewhere() {
    let more = "[[staff]]\ncentre = 'cars-west-1'\nresource = 'bay'\ncount = 1\n";
    let scenario = with(more, &[]);
    let id = scenario.staff[0].centre.unwrap();
    assert_eq!(scenario.centres[id.index()].id, "cars-west-1");
}

#[test]
fn check_lists_what_opens_when_and_how_many_may() {
    let home = tempfile::tempdir().unwrap();
    let waits = "[[expansion]]\nid = 'waits'\nlike = 'e1'\nfirst_slot_days = 3\nmost_per_city = 2\n";
    let deliveries = "[[delivery]]\nmonth = '2025-01'\nmodel = 'm'\nvehicles = 1600\n";
    fs::write(home.path().join("s.toml"), format!("{TWO}{waits}{deliveries}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(["check", "s.toml", "--lang", "en"])
        .current_dir(home.path())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    // 1200 cars in east, 400 in west; two cities with two centres each at most.
    for line in [
        "  centres                    2\n  of them by the rule cars   1\n  at most by the rule waits  4\n",
        "openings by the rule cars:\n  2025-03-13  east-1\n",
    ] {
        assert!(told.contains(line), "{told}");
    }
    assert!(!told.contains("openings by the rule waits"), "{told}");
}
