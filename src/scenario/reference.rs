//! The reference of the scenario file, in Markdown: prose with tables of keys written from the table of keys.

use super::keys::{self, Key, Kind, Range, Unit};
use super::words::number;
use crate::units::Language;

const ENGLISH: &str = include_str!("reference/en.md");
const CHINESE: &str = include_str!("reference/zh.md");

/// The places in the prose and the keys that stand there.
const PLACES: [(&str, &[Key]); 60] = [
    ("{keys:scenario}", keys::SCENARIO),
    ("{keys:tables}", keys::TABLES),
    ("{keys:calendar}", keys::CALENDAR),
    ("{keys:holiday}", keys::HOLIDAY),
    ("{keys:choice}", keys::CHOICE),
    ("{keys:third_party}", keys::THIRD_PARTY),
    ("{keys:city}", keys::CITY),
    ("{keys:delivery}", keys::DELIVERY),
    ("{keys:failure}", keys::FAILURE),
    ("{keys:stages}", keys::STAGE),
    ("{keys:centre}", keys::CENTRE),
    ("{keys:after_closing}", keys::AFTER_CLOSING),
    ("{keys:booking}", keys::BOOKING),
    ("{keys:no_show}", keys::NO_SHOW),
    ("{keys:cancel}", keys::CANCEL),
    ("{keys:walk_in}", keys::WALK_IN_BESIDE),
    ("{keys:ramp_up}", keys::RAMP_UP),
    ("{keys:operator}", keys::OPERATOR),
    ("{keys:recall}", keys::RECALL),
    ("{keys:migration}", keys::MIGRATION),
    ("{keys:trip}", keys::TRIP),
    ("{keys:peak}", keys::PEAK),
    ("{keys:programme}", keys::PROGRAMME),
    ("{keys:ota_curve}", keys::OTA_CURVE),
    ("{keys:channels}", keys::CHANNEL),
    ("{keys:community}", keys::COMMUNITY),
    ("{keys:hotline}", keys::HOTLINE),
    ("{keys:agents}", keys::AGENTS),
    ("{keys:remote}", keys::REMOTE),
    ("{keys:ota}", keys::OTA),
    ("{keys:van}", keys::VAN),
    ("{keys:roadside}", keys::ROADSIDE),
    ("{keys:base}", keys::BASE),
    ("{keys:comeback}", keys::COMEBACK),
    ("{keys:loaner}", keys::LOANER),
    ("{keys:collect}", keys::COLLECT),
    ("{keys:drivers}", keys::DRIVERS),
    ("{keys:satisfaction}", keys::SATISFACTION),
    ("{keys:benchmark}", keys::BENCHMARK),
    ("{keys:costs}", keys::COSTS),
    ("{keys:site}", keys::SITE),
    ("{keys:resource}", keys::RESOURCE),
    ("{keys:expansion}", keys::EXPANSION),
    ("{keys:optimise}", keys::OPTIMISE),
    ("{keys:lever}", keys::LEVER),
    ("{keys:staff}", keys::STAFF),
    ("{keys:part}", keys::PART),
    ("{keys:depot}", keys::DEPOT),
    ("{keys:trace}", keys::TRACE),
    ("{keys:state}", keys::STATE),
    ("{keys:observed}", keys::OBSERVED),
    ("{keys:peer}", keys::PEER),
    ("{keys:assumption}", keys::ASSUMPTION),
    ("{rates}", keys::RATE),
    ("{keys:early}", keys::RATE_EARLY),
    ("{keys:wear}", keys::RATE_WEAR),
    ("{improvement}", keys::IMPROVEMENT),
    ("{keys:driving}", keys::DRIVING),
    ("{keys:model}", keys::MODEL),
    ("{keys:warranty}", keys::WARRANTY),
];

/// The reference in a language.
pub fn markdown(language: Language) -> String {
    let prose = match language {
        Language::En => ENGLISH,
        Language::Zh => CHINESE,
    };
    let writer = Writer { language };
    let mut text = String::with_capacity(2 * prose.len());
    for line in prose.lines() {
        match PLACES.iter().find(|(place, _)| *place == line) {
            Some((_, keys)) if line == "{rates}" || line == "{improvement}" => text.push_str(&writer.forms(keys)),
            Some((_, keys)) => text.push_str(&writer.table(keys)),
            None if line == "{laws}" => text.push_str(&writer.forms(keys::LAWS)),
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

struct Writer {
    language: Language,
}

impl Writer {
    fn say(&self, en: &'static str, zh: &'static str) -> &'static str {
        match self.language {
            Language::En => en,
            Language::Zh => zh,
        }
    }

    fn table(&self, keys: &'static [Key]) -> String {
        let mut text = self
            .say("| key | value | if absent | meaning |\n", "| 键 | 值 | 缺省 | 含义 |\n")
            .to_string();
        text.push_str("| --- | --- | --- | --- |\n");
        for key in keys {
            let absent = match (key.required, key.default(self.language)) {
                (true, _) => self.say("**required**", "**必需**"),
                (false, "") => self.say("off", "不启用"),
                (false, default) => default,
            };
            let value = self.value(key);
            text.push_str(&format!(
                "| `{}` | {value} | {absent} | {} |\n",
                key.name,
                key.meaning(self.language)
            ));
        }
        text
    }

    /// Forms of which one is chosen: their parameters with their limits in one cell.
    fn forms(&self, keys: &'static [Key]) -> String {
        let mut text = self
            .say("| form | parameters | meaning |\n", "| 形式 | 参数 | 含义 |\n")
            .to_string();
        text.push_str("| --- | --- | --- |\n");
        for key in keys {
            let parameter = |inner: &Key| {
                let optional = if inner.required {
                    ""
                } else {
                    self.say(" (optional)", "（可选）")
                };
                let (of, end) = (self.say(": ", "："), self.say(".", "。"));
                let meaning = inner.meaning(self.language).trim_end_matches(['.', '。']);
                format!(
                    "`{}`{optional}{of}{meaning}{} {}{end}",
                    inner.name,
                    self.say(",", "，"),
                    self.value(inner)
                )
            };
            let parameters = match key.inner() {
                [] => self.value(key),
                inner => inner.iter().map(parameter).collect::<Vec<_>>().join("<br>"),
            };
            text.push_str(&format!(
                "| `{}` | {parameters} | {} |\n",
                key.name,
                key.meaning(self.language)
            ));
        }
        text
    }

    fn value(&self, key: &Key) -> String {
        let say = |en, zh| self.say(en, zh).to_string();
        match key.kind {
            Kind::Unstated => String::new(),
            Kind::Inner => match key.shape {
                keys::Shape::ById(_) | keys::Shape::Entries(_) => say("entries, see below", "条目，见下"),
                _ => say("table, see below", "表，见下"),
            },
            Kind::Text => say("text", "文本"),
            Kind::File => say("path of a file", "文件路径"),
            Kind::Id => say("id", "id"),
            Kind::Reference(what) => self.thing(what, "id of a city", "城市的 id"),
            Kind::References(what, _) => {
                let one = self.thing(what, "", "");
                match self.language {
                    Language::En => format!("list of names: {one}"),
                    Language::Zh => format!("列表：{one}"),
                }
            }
            Kind::Flag => say("`true` or `false`", "`true` 或 `false`"),
            Kind::Choice(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
                words.join(self.say(" or ", " 或 "))
            }
            Kind::Date => say("date, `2025-03-01`", "日期，`2025-03-01`"),
            Kind::Month => say("month, `\"2024-04\"`", "月份，`\"2024-04\"`"),
            Kind::Clock => say("time of day, `\"00:00\"`", "时刻，`\"00:00\"`"),
            Kind::Whole(min, max) => match self.language {
                Language::En => format!("whole number, {min} to {max}"),
                Language::Zh => format!("整数，{min} 至 {max}"),
            },
            Kind::Number(range, unit) => self.number(range, unit),
            Kind::Weights(length) => match self.language {
                Language::En => format!("list of {length} numbers, 0 or more"),
                Language::Zh => format!("{length} 个不小于 0 的数"),
            },
            Kind::Numbers(range) => match self.language {
                Language::En => format!("list; each a {}", self.number(range, Unit::NONE)),
                Language::Zh => format!("列表；各为{}", self.number(range, Unit::NONE)),
            },
            Kind::Counts(what, most) => self.counts(what, most),
            Kind::Shares(what) => {
                let what = self.thing(what, "id of a city", "城市的 id");
                match self.language {
                    Language::En => format!("table by {what}: numbers, 0 to 1"),
                    Language::Zh => format!("按{what}的表：数，0 至 1"),
                }
            }
            Kind::Factors(what, range) => {
                let (what, number) = (self.thing(what, "", ""), self.number(range, Unit::NONE));
                match self.language {
                    Language::En => format!("table by {what}: {number}"),
                    Language::Zh => format!("按{what}的表：{number}"),
                }
            }
            Kind::CountOrCounts(what, most) => match self.language {
                Language::En => format!("whole number, or {}", self.counts(what, most)),
                Language::Zh => format!("整数，或{}", self.counts(what, most)),
            },
            Kind::Law(unit) => match self.language {
                Language::En => format!("distribution in {}", unit.of(self.language)),
                Language::Zh => format!("分布，单位{}", unit.of(self.language)),
            },
            Kind::Laws => say("table from paths to distributions", "从路径到分布的表"),
            Kind::Rate => say("rate, see below", "故障率，见下"),
            Kind::Improvement => say("improvement, see below", "改进，见下"),
            Kind::Days => say("days, `\"mon-fri, holiday\"`", "日，`\"mon-fri, holiday\"`"),
            Kind::Shift => say("spans, `\"09:00-14:00\"`", "时段，`\"09:00-14:00\"`"),
            Kind::Hours => say("opening hours", "营业时间"),
        }
    }

    fn thing(&self, what: &'static str, city: &'static str, city_zh: &'static str) -> String {
        match what {
            "city" => self.say(city, city_zh).to_string(),
            "team" => self.say("team", "班组").to_string(),
            "model" => self.say("id of a model", "车型的 id").to_string(),
            "resource" => self.say("resource", "资源").to_string(),
            "centre" => self.say("id of a centre", "中心的 id").to_string(),
            "part" => self.say("part", "配件").to_string(),
            "depot" => self.say("id of a depot", "配件库的 id").to_string(),
            "site" => self.say("id of a kind of site", "站点类型的 id").to_string(),
            "operator" => self.say("id of an operator", "运营方的 id").to_string(),
            other => match self.language {
                Language::En => format!("id of a {other}"),
                Language::Zh => format!("{other} 的 id"),
            },
        }
    }

    fn counts(&self, what: &'static str, most: i64) -> String {
        let what = self.thing(what, "city", "城市");
        match self.language {
            Language::En => format!("table by {what}: whole numbers, 0 to {most}"),
            Language::Zh => format!("按{what}的表：整数，0 至 {most}"),
        }
    }

    fn number(&self, range: Range, unit: Unit) -> String {
        let limit = |value: f64| number((value * 1e4).round() / 1e4);
        let (min, max, unit) = (limit(range.min), limit(range.max), unit.of(self.language));
        let range = match (range.above, self.language) {
            (false, Language::En) => format!("number, {min} to {max}"),
            (true, Language::En) => format!("number above {min}, at most {max}"),
            (false, Language::Zh) => format!("数，{min} 至 {max}"),
            (true, Language::Zh) => format!("数，大于 {min}，至多 {max}"),
        };
        match (unit, self.language) {
            ("", _) => range,
            (unit, Language::En) => format!("{range} ({unit})"),
            (unit, Language::Zh) => format!("{range}（{unit}）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_keys_has_its_place_in_both_languages() {
        for language in [Language::En, Language::Zh] {
            let prose = if language == Language::En { ENGLISH } else { CHINESE };
            for (place, _) in PLACES.iter().chain(&[("{laws}", keys::LAWS)]) {
                assert_eq!(prose.lines().filter(|line| line == place).count(), 1, "{place}");
            }
            assert!(!markdown(language).lines().any(|line| line.starts_with('{')));
        }
    }

    /// Every list of keys that can be reached stands in the reference.
    #[test]
    fn no_section_is_left_out() {
        fn lists(keys: &'static [Key], found: &mut Vec<&'static [Key]>) {
            found.push(keys);
            keys.iter()
                .map(Key::inner)
                .filter(|inner| !inner.is_empty())
                .for_each(|inner| lists(inner, found));
        }
        let mut found = Vec::new();
        lists(keys::SCENARIO, &mut found);
        for list in found {
            let shown = PLACES.iter().any(|(_, known)| std::ptr::eq(*known, list));
            let first = list.first().map(|key| key.name);
            assert!(
                shown,
                "the keys that begin with {first:?} have no place in the reference"
            );
        }
    }
}
