//! The JSON Schema against the readers: what one takes the other takes, and where they must differ, why.

use aftersales::scenario::{Diagnostic, load, load_from, schema};
use aftersales::units::Language;
use jsonschema::Validator;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn json(language: Language) -> Json {
    serde_json::from_str(&schema::schema(language)).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&json(Language::En)).unwrap()
}

/// A TOML file as editors see it: dates are strings, what JSON has no number for is null.
fn from_toml(value: &toml::Value) -> Json {
    match value {
        toml::Value::String(text) => text.clone().into(),
        toml::Value::Integer(whole) => (*whole).into(),
        toml::Value::Float(number) => serde_json::Number::from_f64(*number).map_or(Json::Null, Json::Number),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(list) => list.iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            let entries = table.iter().map(|(key, value)| (key.clone(), from_toml(value)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn toml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            toml_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "toml") {
            found.push(path);
        }
    }
}

#[test]
fn it_is_a_schema_in_both_languages_that_differ_in_words_alone() {
    fn without_words(value: &Json) -> Json {
        match value {
            Json::Object(entries) => {
                let kept = entries
                    .iter()
                    .filter(|(key, value)| !(["description", "title"].contains(&key.as_str()) && value.is_string()));
                let kept = kept.map(|(key, value)| (key.clone(), without_words(value)));
                Json::Object(kept.collect::<Map<_, _>>())
            }
            Json::Array(list) => list.iter().map(without_words).collect(),
            other => other.clone(),
        }
    }
    let (english, chinese) = (json(Language::En), json(Language::Zh));
    assert!(jsonschema::draft202012::meta::is_valid(&english));
    assert!(english != chinese);
    assert_eq!(without_words(&english), without_words(&chinese));
}

#[test]
fn every_shipped_scenario_and_plan_is_valid() {
    let mut files = Vec::new();
    toml_files(Path::new("scenarios"), &mut files);
    toml_files(Path::new("benches"), &mut files);
    assert!(files.len() >= 7, "only {files:?}");
    let validator = validator();
    for path in files {
        let mut value: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        // A future lies over scenarios that it does not name.
        if path.parent().is_some_and(|folder| folder.ends_with("futures")) {
            value.insert("extends".into(), "any.toml".into());
        }
        let value = from_toml(&toml::Value::Table(value));
        let wrong: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}: {}", path.display(), wrong.join("; "));
    }
}

/// Mistakes of shape: one file alone shows them.
const OF_SHAPE: [&str; 20] = [
    "bad-clock",
    "bad-id",
    "bad-month",
    "bad-spans",
    "bare-key",
    "date-range",
    "empty-list",
    "missing-key",
    "missing-section",
    "not-finite",
    "not-whole",
    "one-form",
    "out-of-range",
    "repeated-name",
    "unknown-choice",
    "unknown-form",
    "unknown-key",
    "weights-count",
    "weights-zero",
    "wrong-type",
];

/// Files whose mistake of shape the schema lets pass, or which it refuses for another reason, each with the reason.
const EXCEPTIONS: [(&str, &str); 4] = [
    (
        "empirical",
        "as many weights as values: a schema cannot compare the lengths of two lists",
    ),
    (
        "no-show-scale",
        "the scale is needed only where the shares differ: a schema cannot compare two numbers",
    ),
    (
        "nothing-for-every",
        "the section is there, with an entry that stands for no other: a schema cannot count without it",
    ),
    (
        "nothing-to-remove",
        "refused all the same, for the keys that the entry lacks in a file that inherits nothing",
    ),
];

#[test]
fn every_fault_of_shape_is_refused_and_no_other() {
    let validator = validator();
    let mut paths: Vec<PathBuf> = Vec::new();
    toml_files(Path::new("tests/faults"), &mut paths);
    paths.retain(|path| path.parent().is_some_and(|folder| folder.ends_with("faults")));
    paths.sort();
    let (mut refused, mut passed, mut unread) = (0, 0, 0);
    let mut wrong = Vec::new();
    let mut excepted = BTreeSet::new();
    for path in &paths {
        // No TOML, no schema.
        let text = fs::read_to_string(path).unwrap_or_else(|_| "not UTF-8".into());
        let Ok(value) = text.parse::<toml::Table>() else {
            unread += 1;
            continue;
        };
        let sets: Vec<String> = (text.lines())
            .filter_map(|line| line.strip_prefix("# set "))
            .map(|set| set.trim().to_string())
            .collect();
        let found = match load(path, &sets) {
            Ok(loaded) => loaded.warnings,
            Err(mistakes) => mistakes.iter().cloned().collect(),
        };
        // What stands in another file (a base, a table) or in an argument is not this file's.
        let own = |finding: &&Diagnostic| finding.place().is_some_and(|(file, ..)| Path::new(file) == path);
        let expected = found
            .iter()
            .filter(own)
            .any(|finding| OF_SHAPE.contains(&finding.code()));
        let valid = validator.is_valid(&from_toml(&toml::Value::Table(value)));
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if valid == expected {
            match EXCEPTIONS.iter().any(|(known, _)| *known == name) {
                true => drop(excepted.insert(name)),
                false => wrong.push(format!("{name}: schema {valid}, shape at fault {expected}")),
            }
        } else if expected {
            refused += 1;
        } else {
            passed += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        excepted.len(),
        EXCEPTIONS.len(),
        "an exception that is none: {excepted:?}"
    );
    assert!(
        refused >= 30 && passed >= 20 && unread <= 4,
        "{refused} {passed} {unread}"
    );
}

/// A scenario with every section; what the limits are tried on.
const FULL: &str = include_str!("schema/full.toml");

/// The codes of what the readers say about a text.
fn codes(value: &toml::Value) -> Vec<&'static str> {
    let text = toml::to_string(value).unwrap();
    let files = |path: &Path| match path.to_str() {
        Some("full.toml") => Ok(text.as_bytes().to_vec()),
        _ => Err(io::Error::from(io::ErrorKind::NotFound)),
    };
    match load_from(&files, Path::new("full.toml"), &[]) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes.iter().map(Diagnostic::code).collect(),
    }
}

/// Puts a value at a place, making the tables on the way.
fn put(value: &mut toml::Value, path: &[String], new: toml::Value) {
    let Some((step, rest)) = path.split_first() else {
        *value = new;
        return;
    };
    if let (toml::Value::Array(list), Ok(at)) = (&mut *value, step.parse::<usize>()) {
        put(&mut list[at], rest, new);
        return;
    }
    if !value.is_table() {
        *value = toml::Value::Table(toml::Table::new());
    }
    let table = value.as_table_mut().unwrap();
    let empty = toml::Value::Table(toml::Table::new());
    let chosen = |form: &String| table.get(step).is_some_and(|value| value.get(form).is_some());
    if (step == "rate" || step == "improvement") && !rest.first().is_some_and(chosen) {
        // One form replaces the other.
        table.insert(step.clone(), empty.clone());
    }
    put(table.entry(step.clone()).or_insert(empty), rest, new);
}

/// A rule of the schema about one place, and the values just inside and just outside it.
#[derive(Debug)]
struct Limit {
    places: Vec<Vec<String>>,
    inside: toml::Value,
    outside: toml::Value,
    code: &'static str,
}

/// Walks the schema beside the document and gathers its rules; lists lead to each of their entries.
fn limits(root: &Json, schema: &Json, places: &[Vec<String>], document: &toml::Value, found: &mut Vec<Limit>) {
    let step = |name: &str| -> Vec<Vec<String>> {
        let longer = places
            .iter()
            .map(|place| [place.as_slice(), &[name.to_string()]].concat());
        longer.collect()
    };
    if let Some(name) = schema["$ref"].as_str() {
        limits(
            root,
            &root["$defs"][name.trim_start_matches("#/$defs/")],
            places,
            document,
            found,
        );
        return;
    }
    for form in schema["oneOf"].as_array().into_iter().flatten() {
        limits(root, form, places, document, found);
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        if name != "tables" && name != "extends" && name != "trace" && name != "remove" {
            limits(root, inner, &step(name), document, found);
        }
    }
    if schema["additionalProperties"].is_object() {
        limits(root, &schema["additionalProperties"], &step("bay"), document, found);
    }
    if let Some(words) = schema["enum"].as_array() {
        for word in words {
            found.push(Limit {
                places: places.to_vec(),
                inside: word.as_str().unwrap().into(),
                outside: format!("{}s", word.as_str().unwrap()).into(),
                code: "unknown-choice",
            });
        }
    }
    if schema["items"].is_object() {
        if schema["items"]["type"] == "object" {
            // The entries of the document itself; what is one form of several stands where that one is chosen.
            let mut there = false;
            for place in places {
                let entries = place.iter().try_fold(document, |value, step| match value {
                    toml::Value::Array(list) => list.get(step.parse::<usize>().ok()?),
                    other => other.get(step),
                });
                let count = entries.and_then(toml::Value::as_array).map_or(0, Vec::len);
                if count == 0 {
                    continue;
                }
                there = true;
                let entries: Vec<Vec<String>> = (0..count)
                    .map(|at| [place.as_slice(), &[at.to_string()]].concat())
                    .collect();
                limits(root, &schema["items"], &entries, document, found);
            }
            assert!(there, "the full scenario has no {places:?}");
        } else {
            let length = schema["maxItems"].as_u64().unwrap_or(3) as usize;
            for (inside, outside) in of_number(&schema["items"]) {
                found.push(Limit {
                    places: places.to_vec(),
                    inside: vec![inside; length].into(),
                    outside: vec![outside; length].into(),
                    code: "out-of-range",
                });
            }
            if schema["maxItems"].is_u64() {
                found.push(Limit {
                    places: places.to_vec(),
                    inside: vec![1; length].into(),
                    outside: vec![1; length + 1].into(),
                    code: "weights-count",
                });
            }
        }
    }
    for (inside, outside) in of_number(schema) {
        found.push(Limit {
            places: places.to_vec(),
            inside,
            outside,
            code: "out-of-range",
        });
    }
}

/// The last values inside and the first outside of a number's limits.
fn of_number(schema: &Json) -> Vec<(toml::Value, toml::Value)> {
    let mut found = Vec::new();
    if schema["type"] == "integer" {
        let (min, max) = (schema["minimum"].as_i64().unwrap(), schema["maximum"].as_i64().unwrap());
        found.push((min.into(), (min - 1).into()));
        found.push((max.into(), (max + 1).into()));
    }
    if schema["type"] == "number" {
        let max = schema["maximum"].as_f64().unwrap();
        found.push((max.into(), max.next_up().into()));
        match schema["exclusiveMinimum"].as_f64() {
            Some(min) => found.push((min.next_up().into(), min.into())),
            None => {
                let min = schema["minimum"].as_f64().unwrap();
                found.push((min.into(), min.next_down().into()));
            }
        }
    }
    found
}

#[test]
fn the_limits_of_the_schema_are_those_of_the_readers() {
    let document = toml::Value::Table(FULL.parse().unwrap());
    assert_eq!(codes(&document), Vec::<&str>::new());
    let (root, validator) = (json(Language::En), validator());
    let mut found = Vec::new();
    limits(&root, &root, &[Vec::new()], &document, &mut found);
    assert!(found.len() >= 100, "only {} limits", found.len());
    for limit in &found {
        let tried = |new: &toml::Value| -> Vec<(Vec<&str>, bool)> {
            let one = |place: &Vec<String>| {
                let mut changed = document.clone();
                put(&mut changed, place, new.clone());
                (codes(&changed), validator.is_valid(&from_toml(&changed)))
            };
            limit.places.iter().map(one).collect()
        };
        let inside = tried(&limit.inside);
        assert!(
            inside.iter().all(|(codes, _)| !codes.contains(&limit.code)),
            "{limit:?} {inside:?}"
        );
        let outside = tried(&limit.outside);
        assert!(
            outside.iter().any(|(codes, _)| codes.contains(&limit.code)),
            "{limit:?} {outside:?}"
        );
        assert!(outside.iter().all(|(_, valid)| !valid), "{limit:?} is valid");
    }
}

#[test]
fn texts_with_a_form_are_taken_by_both_or_by_none() {
    let ids = [
        "wuhan", "W_1-a", "武汉", "", "a b", "a.b", "a,b", "a/b", "a[", "a^", "a`", "a~", "a_",
    ];
    let clocks = ["00:00", "9:05", "23:59", "24:00", "12:60", "7", "07:5", " 07:00"];
    let spans = [
        "closed",
        " closed ",
        "09:00-18:00",
        "9:00–12:00, 13:00-24:00",
        "09:00",
        "open",
        "",
        "09:00-25:00",
        "09:00-12:00,",
        "09:00-24:01",
    ];
    let months = [
        "2024-04", "2024/4", "2024-13", "2024-00", "24-04", "2201-01", "1900-01", "2024",
    ];
    let days = [
        "mon", "sat-mon", "mon-sun", "Mon", "mo", "mon-", "holiday", "workday", "friday",
    ];
    let lists = [
        "mon",
        "mon-fri, holiday",
        " sat-mon ,workday ",
        "mon,",
        "",
        "hols",
        "Mon",
    ];
    let shifts = [
        "09:00-14:00",
        " 9:00–12:00, 13:00-24:00 ",
        "closed",
        "",
        "09:00",
        "09:00-12:00,",
    ];
    let at = |path: &str| -> Vec<String> { path.split('.').map(str::to_string).collect() };
    let mut cases: Vec<(Vec<String>, toml::Value)> = Vec::new();
    for (path, texts) in [
        ("failure.0.stages.0.id", &ids[..]),
        ("centre.0.booking.release", &clocks),
        ("centre.0.hours.wed", &spans),
        ("delivery.0.month", &months),
        ("staff.0.days", &lists),
        ("staff.0.shift", &shifts),
    ] {
        cases.extend(texts.iter().map(|text| (at(path), (*text).into())));
    }
    for day in days {
        cases.push((at(&format!("centre.0.hours.{day}")), "09:00-18:00".into()));
    }
    for date in [
        "1900-01-01",
        "2200-12-31",
        "1899-12-31",
        "2201-01-01",
        "2025-03-01T09:00:00",
    ] {
        let date: toml::value::Datetime = date.parse().unwrap();
        cases.push((at("centre.0.opens"), date.into()));
    }
    let document = toml::Value::Table(FULL.parse().unwrap());
    let validator = validator();
    for (path, value) in cases {
        let mut changed = document.clone();
        put(&mut changed, &path, value.clone());
        let (codes, valid) = (codes(&changed), validator.is_valid(&from_toml(&changed)));
        assert_eq!(codes.is_empty(), valid, "{path:?} = {value}: {codes:?}");
    }
}

#[test]
fn what_is_required_is_required_by_both() {
    let required = [
        "name",
        "start",
        "days",
        "city",
        "failure",
        "centre",
        "comeback.days",
        "satisfaction.base",
        "benchmark.0.id",
        "benchmark.0.satisfied_share",
        "benchmark.0.source",
        "holiday.0.from",
        "holiday.0.to",
        "holiday.0.demand_factor",
        "city.0.id",
        "delivery.0.month",
        "delivery.0.model",
        "delivery.0.vehicles",
        "failure.0.id",
        "failure.0.stages",
        "failure.0.stages.0.id",
        "failure.0.stages.0.needs",
        "failure.0.stages.0.hours",
        "centre.0.id",
        "centre.0.city",
        "centre.0.resources",
        "centre.0.hours",
        "centre.0.booking",
        "centre.0.ramp_up.days",
        "centre.0.ramp_up.from_share",
        "operator.0.id",
        "staff.0.centre",
        "staff.0.resource",
        "staff.0.count",
        "centre.0.booking.policy",
        "centre.0.booking.no_show.min_share",
        "centre.0.booking.no_show.max_share",
        "centre.0.booking.cancel.share",
        "centre.0.booking.cancel.notice_days",
        "centre.0.booking.walk_in.share",
        "choice.third_party.share_per_day",
    ];
    let document = toml::Value::Table(FULL.parse().unwrap());
    let validator = validator();
    for path in required {
        let mut changed = document.clone();
        let (outer, key) = path.rsplit_once('.').unwrap_or(("", path));
        let steps = outer.split('.').filter(|step| !step.is_empty());
        let table = steps.fold(&mut changed, |value, step| match step.parse::<usize>() {
            Ok(at) => &mut value[at],
            Err(_) => &mut value[step],
        });
        assert!(
            table.as_table_mut().unwrap().remove(key).is_some(),
            "{path} is not in the full scenario"
        );
        assert!(!codes(&changed).is_empty(), "the readers do without {path}");
        assert!(
            !validator.is_valid(&from_toml(&changed)),
            "the schema does without {path}"
        );
        // A plan inherits what it does not say; entries without an id are complete all the same.
        changed
            .as_table_mut()
            .unwrap()
            .insert("extends".into(), "full.toml".into());
        let inherits = !path.starts_with("holiday.")
            && !path.starts_with("delivery.")
            && !path.starts_with("staff.")
            && key != "id";
        assert_eq!(validator.is_valid(&from_toml(&changed)), inherits, "{path} in a plan");
    }
}
