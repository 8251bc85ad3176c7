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
