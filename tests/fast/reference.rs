//! The files that the program writes about itself are current, and the examples of the reference are sound.

use aftersales::scenario::{load_from, reference, schema};
use aftersales::units::Language;
use std::fs;
use std::io;
use std::path::Path;

const LANGUAGES: [(Language, &str); 2] = [
    (Language::En, "docs/scenario.md"),
    (Language::Zh, "docs/scenario.zh.md"),
];

fn is_current(path: &str, expected: &str, command: &str) {
    let found = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == expected, "{path} is out of date: {command} > {path}");
}

#[test]
fn what_is_written_about_scenarios_is_current() {
    let [english, chinese] = LANGUAGES.map(|(language, _)| reference::markdown(language));
    is_current(LANGUAGES[0].1, &english, "aftersales schema --markdown --lang en");
    is_current(LANGUAGES[1].1, &chinese, "aftersales schema --markdown --lang zh");
    let english = schema::schema(Language::En);
    is_current("docs/scenario.schema.json", &english, "aftersales schema --lang en");
}

/// The examples in TOML: one scenario in pieces, in order, and one plan that changes it.
fn examples(text: &str) -> (String, String) {
    let (mut scenario, mut plan) = (String::new(), String::new());
    for block in text.split("```toml\n").skip(1) {
        let block = block.split("```").next().unwrap();
        if block.starts_with("extends") {
            plan.push_str(block);
        } else {
            scenario.push_str(block);
        }
    }
    (scenario, plan)
}

#[test]
fn the_examples_of_the_reference_make_one_sound_scenario_and_a_plan() {
    for (language, _) in LANGUAGES {
        let (scenario, plan) = examples(&reference::markdown(language));
        let files = |path: &Path| {
            let text = match path.to_str() {
                Some("two-cities.toml") => scenario.as_str(),
                Some("plan.toml") => plan.as_str(),
                Some("cities.csv") => "id,lat,lon,share\nshanghai,31.23,121.47,0.6\n",
                Some("jobs.csv") => {
                    "time,city,failure,hours.paint\n2025-03-01 09:30,wuhan,body,1.5\n12.25,wuhan,body,\n"
                }
                Some("state.csv") => "state,city,failure,centre,occurred,slot\nbooked,wuhan,body,shanghai-1,-5,30\n",
                _ => return Err(io::ErrorKind::NotFound.into()),
            };
            Ok(text.as_bytes().to_vec())
        };
        for (path, cities, centres) in [("two-cities.toml", 2, 2), ("plan.toml", 2, 1)] {
            let loaded = load_from(&files, Path::new(path), &[]);
            let loaded = loaded.unwrap_or_else(|mistakes| panic!("{path}: {}", mistakes.render(Language::En)));
            assert!(loaded.warnings.is_empty(), "{path} has warnings");
            assert_eq!(loaded.scenario.cities.len(), cities);
            assert_eq!(loaded.scenario.centres.len(), centres);
            assert_eq!(loaded.scenario.traces.len(), 2);
        }
    }
}

/// The number that a section of the reference says holds where a key is absent.
fn absent(section: &str, key: &str) -> f64 {
    let text = reference::markdown(Language::En);
    let from = text.find(section).unwrap_or_else(|| panic!("no {section}"));
    let row = text[from..]
        .lines()
        .find(|line| line.starts_with(&format!("| `{key}` |")));
    let cell = row
        .and_then(|row| row.split('|').nth(3))
        .unwrap_or_else(|| panic!("no {key}"));
    cell.trim().parse().unwrap_or_else(|_| panic!("{key}: {cell}"))
}

#[test]
fn what_is_left_out_of_a_holiday_is_what_the_reference_says() {
    let text = "name = 'Holiday'\nstart = 2025-01-01\ndays = 60\n[[city]]\nid = 'a'\nvehicles = 1\n[[failure]]\nid = 'f'\n\
                rate = { per_vehicle_year = 1 }\nstages = [ { id = 's', needs = ['bay'], hours = 1 } ]\n[[centre]]\nid = 'c'\n\
                city = 'a'\nresources = { bay = 1 }\nhours = 'always'\nbooking = { policy = 'walk-in' }\n[[migration]]\nid = 'm'\n\
                leave_from = 2025-01-22\nleave_to = 2025-01-28\nreturn_from = 2025-02-01\nreturn_to = 2025-02-08\ntravel_share = 0.3\n\
                [[peak]]\nid = 'p'\nfrom = 2025-01-22\nto = 2025-01-28\n[[programme]]\nid = 'g'\nfrom = 2025-01-22\nto = 2025-01-28\n\
                voucher_cny = 500\ncarry_to = ['a']\ncarry_per_day = 1\n";
    let files = |_: &Path| Ok(text.as_bytes().to_vec());
    let loaded = load_from(&files, Path::new("s.toml"), &[]);
    let scenario = loaded
        .unwrap_or_else(|mistakes| panic!("{}", mistakes.render(Language::En)))
        .scenario;
    let (migration, programme) = (&scenario.migrations[0], &scenario.programmes[0]);
    let (voucher, transport) = (
        programme.voucher.as_ref().unwrap(),
        programme.transport.as_ref().unwrap(),
    );
    let within: Vec<f64> = scenario.peaks.iter().map(|peak| f64::from(peak.within_days)).collect();
    let holidays = "## Holidays";
    for (key, value) in [
        ("km_per_day", migration.km_per_day),
        ("distance_power", migration.distance_power),
        ("trouble_factor", migration.trouble_factor),
        ("within_days", within[0]),
        ("within_days", within[1]),
        ("voucher_valid_days", voucher.valid_days),
        ("voucher_after_days", f64::from(voucher.after_days)),
        ("voucher_use_share", voucher.use_share),
        ("voucher_satisfaction", voucher.satisfaction),
        ("carry_after_days", f64::from(transport.after_days)),
        ("carry_days", f64::from(transport.days)),
        ("carry_cny", transport.cny),
    ] {
        assert_eq!(value, absent(holidays, key), "{key}");
    }
}
