//! JSON Schema of a scenario file, from the table of keys: for editors, and for programs that write scenarios.
//!
//! A file that extends another needs no keys at all; every other file needs those of a complete scenario. A schema sees
//! one file and its shapes: names that refer to nothing, dates out of order, files that are missing are told by `check`.

mod json;

use super::keys::{self, Key, Kind, Range, Shape};
use super::merge::EVERY;
use crate::units::Language;
use json::Json;

/// Letters, digits, `-` and `_`, written as what is refused in ASCII: not every validator knows Unicode classes.
const ID: &str = r"^[^\s!-,./:-@\[-^`{-~]+$";
/// A date from 1900 to 2200, as editors present the dates of TOML.
const DATE: &str = r"^(19\d\d|2[01]\d\d|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$";
const MONTH: &str = r"^(19\d\d|2[01]\d\d|2200)([-/](0?[1-9]|1[0-2])|-(0[1-9]|1[0-2])-01)$";
const CLOCK: &str = r"^([01]?\d|2[0-3]):[0-5]\d$";
const DAYS: &str = "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$";
/// One of the words of `days` of `[[staff]]`.
const DAY: &str = "((mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?|holiday|workday)";

/// The schema as text, with descriptions in a language.
pub fn schema(language: Language) -> String {
    let mut text = serde_json::to_string_pretty(&Writer { language }.scenario()).unwrap_or_default();
    text.push('\n');
    text
}

struct Writer {
    language: Language,
}

impl Writer {
    fn say(&self, en: &'static str, zh: &'static str) -> Json {
        Json::text(match self.language {
            Language::En => en,
            Language::Zh => zh,
        })
    }

    fn scenario(&self) -> Json {
        let mut needs: Vec<Json> = keys::SCENARIO.iter().filter(|key| key.required).map(present).collect();
        needs.push(complete(keys::SCENARIO));
        Json::object([
            ("$schema", Json::text("https://json-schema.org/draft/2020-12/schema")),
            ("title", self.say("Scenario or plan of aftersales", "aftersales 的方案")),
            ("type", Json::text("object")),
            ("properties", self.properties(keys::SCENARIO)),
            ("additionalProperties", Json::Flag(false)),
            ("if", Json::object([("required", Json::texts(["extends"]))])),
            ("else", Json::object([("allOf", Json::List(needs))])),
            (
                "$defs",
                Json::object([
                    (
                        "distribution",
                        forms(Some(within(Range::between(0.0, 1e6))), self.forms(keys::LAWS)),
                    ),
                    ("rate", forms(None, self.forms(keys::RATE))),
                    ("improvement", forms(None, self.forms(keys::IMPROVEMENT))),
                    ("hours", self.hours()),
                ]),
            ),
        ])
    }

    fn properties(&self, keys: &'static [Key]) -> Json {
        let properties = keys.iter().map(|key| (key.name.to_string(), self.property(key)));
        Json::Object(properties.collect())
    }

    fn property(&self, key: &Key) -> Json {
        let mut description = key.meaning(self.language).to_string();
        let default = key.default(self.language);
        if !default.is_empty() && !key.required {
            description.push_str(&match self.language {
                Language::En => format!(" If absent: {default}."),
                Language::Zh => format!("缺省：{default}。"),
            });
        }
        let Json::Object(mut entries) = self.value(key) else {
            return Json::Flag(true);
        };
        entries.insert(0, ("description".to_string(), Json::text(description)));
        Json::Object(entries)
    }

    fn value(&self, key: &Key) -> Json {
        match key.shape {
            Shape::Table(inner) => {
                let table = self.table(inner);
                if key.name == "booking" { by_policy(table) } else { table }
            }
            Shape::ById(inner) => {
                let Json::Object(entry) = self.table(inner) else {
                    return Json::Flag(true);
                };
                let entry = entry.into_iter().map(|(name, value)| match name.as_str() {
                    "properties" => (name, value.with("remove", self.remove())),
                    _ => (name, value),
                });
                list(Json::Object(entry.collect()).with("required", Json::texts(["id"])))
            }
            // Without an id there is no merging: entries are complete in plans too.
            Shape::Entries(inner) => list(match (self.table(inner), required(inner)) {
                (entry, Json::List(names)) if names.is_empty() => entry,
                (entry, names) => entry.with("required", names),
            }),
            Shape::Loading if key.kind == Kind::Inner => self.table(keys::TABLES),
            _ => of_kind(key.kind),
        }
    }

    fn table(&self, keys: &'static [Key]) -> Json {
        Json::object([
            ("type", Json::text("object")),
            ("properties", self.properties(keys)),
            ("additionalProperties", Json::Flag(false)),
        ])
    }

    fn remove(&self) -> Json {
        Json::object([
            (
                "description",
                self.say(
                    "In a plan: true drops the inherited entry of this id.",
                    "在方案中：true 去掉所继承的同 id 条目。",
                ),
            ),
            ("type", Json::text("boolean")),
        ])
    }

    /// Tables with one key each, of which the value has exactly one.
    fn forms(&self, keys: &'static [Key]) -> Vec<Json> {
        let form = |key: &Key| {
            let Json::Object(mut inner) = self.property(key) else {
                return Json::Flag(true);
            };
            if !key.inner().is_empty() {
                inner.push(("required".to_string(), required(key.inner())));
            }
            Json::object([
                ("type", Json::text("object")),
                ("properties", Json::object([(key.name, Json::Object(inner))])),
                ("required", Json::texts([key.name])),
                ("additionalProperties", Json::Flag(false)),
            ])
        };
        keys.iter().map(form).collect()
    }

    fn hours(&self) -> Json {
        let span = span();
        let spans = || {
            Json::object([
                ("type", Json::text("string")),
                ("pattern", Json::text(format!(r"^(\s*closed\s*|{span}(,{span})*)$"))),
            ])
        };
        let said = |en, zh| {
            let Json::Object(mut entries) = spans() else {
                return spans();
            };
            entries.insert(0, ("description".to_string(), self.say(en, zh)));
            Json::Object(entries)
        };
        let mut keys = Json::object([
            (
                "holiday",
                said(
                    "On holidays of the calendar; absent: as the weekday.",
                    "日历的节假日；缺省：同该星期几。",
                ),
            ),
            (
                "workday",
                said(
                    "On adjusted working weekends; absent: as Monday.",
                    "调休的周末工作日；缺省：同周一。",
                ),
            ),
        ]);
        for key in keys::AFTER_CLOSING {
            keys = keys.with(key.name, self.property(key));
        }
        let by_day = Json::object([
            ("type", Json::text("object")),
            ("properties", keys),
            ("patternProperties", Json::object([(DAYS, spans())])),
            ("additionalProperties", Json::Flag(false)),
        ]);
        Json::object([(
            "oneOf",
            Json::List(vec![Json::object([("const", Json::text("always"))]), by_day]),
        )])
    }
}

/// A span of a day, blanks around it included.
fn span() -> String {
    let clock = r"(([01]?\d|2[0-3]):[0-5]\d|24:00)";
    format!(r"\s*{clock}\s*[-–]\s*{clock}\s*")
}

fn list(entry: Json) -> Json {
    Json::object([("type", Json::text("array")), ("items", entry)])
}

fn of_type(name: &str) -> Json {
    Json::object([("type", Json::text(name))])
}

fn pattern(pattern: &str) -> Json {
    of_type("string").with("pattern", Json::text(pattern))
}

fn count(min: i64, max: i64) -> Json {
    of_type("integer")
        .with("minimum", Json::Number(min as f64))
        .with("maximum", Json::Number(max as f64))
}

fn within(range: Range) -> Json {
    let least = if range.above { "exclusiveMinimum" } else { "minimum" };
    of_type("number")
        .with(least, Json::Number(range.min))
        .with("maximum", Json::Number(range.max))
}

fn counts(most: i64) -> Json {
    of_type("object")
        .with("propertyNames", Json::object([("pattern", Json::text(ID))]))
        .with("additionalProperties", count(0, most))
}

fn by_name(range: Range) -> Json {
    of_type("object")
        .with("propertyNames", Json::object([("pattern", Json::text(ID))]))
        .with("additionalProperties", within(range))
}

fn defined(name: &str) -> Json {
    Json::object([("$ref", Json::text(format!("#/$defs/{name}")))])
}

fn forms(plain: Option<Json>, tables: Vec<Json>) -> Json {
    Json::object([("oneOf", Json::List(plain.into_iter().chain(tables).collect()))])
}

fn of_kind(kind: Kind) -> Json {
    match kind {
        // A key that says nothing of its value takes anything; a test refuses such keys.
        Kind::Unstated | Kind::Inner => Json::object([]),
        Kind::Text | Kind::File | Kind::Reference(_) => of_type("string"),
        Kind::Id => pattern(&format!(r"^\*$|{ID}")),
        Kind::References(_, least) => list(of_type("string"))
            .with("minItems", Json::Number(least as f64))
            .with("uniqueItems", Json::Flag(true)),
        Kind::Days => pattern(&format!(r"^\s*{DAY}\s*(,\s*{DAY}\s*)*$")),
        Kind::Shift => pattern(&format!("^{0}(,{0})*$", span())),
        Kind::Flag => of_type("boolean"),
        Kind::Choice(words) => Json::object([("enum", Json::texts(words.iter().copied()))]),
        Kind::Date => pattern(DATE).with("format", Json::text("date")),
        Kind::Month => pattern(MONTH),
        Kind::Clock => pattern(CLOCK),
        Kind::Whole(min, max) => count(min, max),
        Kind::Number(range, _) => within(range),
        Kind::Weights(length) => list(within(Range::between(0.0, 1e9)))
            .with("minItems", Json::Number(length as f64))
            .with("maxItems", Json::Number(length as f64))
            .with("contains", Json::object([("exclusiveMinimum", Json::Number(0.0))])),
        Kind::Numbers(range) => list(within(range)).with("minItems", Json::Number(1.0)),
        Kind::Counts(_, most) => counts(most),
        Kind::Shares(_) => by_name(Range::between(0.0, 1.0)),
        Kind::Factors(_, range) => by_name(range),
        Kind::CountOrCounts(_, most) => forms(Some(count(0, most)), vec![counts(most)]),
        Kind::Law(_) => defined("distribution"),
        Kind::Laws => of_type("object").with("additionalProperties", defined("distribution")),
        Kind::Rate => defined("rate"),
        Kind::Improvement => defined("improvement"),
        Kind::Hours => defined("hours"),
    }
}

/// The names of the required keys.
fn required(keys: &'static [Key]) -> Json {
    Json::texts(keys.iter().filter(|key| key.required).map(|key| key.name))
}

/// A key of the top level stands there, or its entries in a table.
fn present(key: &Key) -> Json {
    let here = Json::object([("required", Json::texts([key.name]))]);
    if !matches!(key.shape, Shape::ById(_)) {
        return here;
    }
    let some = Json::object([("minItems", Json::Number(1.0))]);
    let here = here.with("properties", Json::object([(key.name, some)]));
    let named = Json::object([("required", Json::texts([key.name]))]);
    let table = Json::object([
        ("required", Json::texts(["tables"])),
        ("properties", Json::object([("tables", named)])),
    ]);
    Json::object([("anyOf", Json::List(vec![here, table]))])
}

/// What a complete scenario needs inside the values of these keys.
fn complete(keys: &'static [Key]) -> Json {
    let mut properties = Json::object([]);
    for key in keys {
        let inner = complete(key.inner());
        let needs = match required(key.inner()) {
            Json::List(names) if names.is_empty() => inner,
            names => {
                let Json::Object(mut entries) = inner else { continue };
                entries.insert(0, ("required".to_string(), names));
                Json::Object(entries)
            }
        };
        match key.shape {
            Shape::Table(_) if !needs.is_empty() => properties = properties.with(key.name, needs),
            Shape::ById(_) => {
                // An entry for every entry may give what single ones lack.
                let star = Json::object([("id", Json::object([("const", Json::text(EVERY))]))]);
                let star = Json::object([("properties", star), ("required", Json::texts(["id"]))]);
                let mut entries = Json::object([
                    ("if", Json::object([("contains", star)])),
                    ("else", Json::object([("items", needs)])),
                ]);
                if keys.iter().any(|key| key.name == "id") {
                    entries = entries.with("minItems", Json::Number(1.0));
                }
                properties = properties.with(key.name, entries);
            }
            _ => {}
        }
    }
    match properties.is_empty() {
        true => properties,
        false => Json::object([("properties", properties)]),
    }
}

/// Each policy takes its own keys and no other.
fn by_policy(table: Json) -> Json {
    let choice = |(policy, keys): &(&str, &'static [Key])| {
        let is = Json::object([("policy", Json::object([("const", Json::text(*policy))]))]);
        let names = Json::texts(keys.iter().map(|key| key.name));
        Json::object([
            (
                "if",
                Json::object([("properties", is), ("required", Json::texts(["policy"]))]),
            ),
            (
                "then",
                Json::object([("propertyNames", Json::object([("enum", names)]))]),
            ),
        ])
    };
    table.with("allOf", Json::List(keys::POLICIES.iter().map(choice).collect()))
}
