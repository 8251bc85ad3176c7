//! What each plan changes, in words: centres, capacity, dates, and the keys behind them.

use super::Compared;
use crate::report::number::{count, date};
use crate::report::words::{self, comparison as say};
use crate::scenario::changes::{Change, Changes};
use crate::units::Language;

/// Names listed at most.
const NAMES: usize = 4;
/// Keys listed at most.
const KEYS: usize = 12;
/// Characters of a value at most.
const VALUE: usize = 60;

/// What a plan (1 first) changes, one line each.
pub fn of_plan(compared: &Compared, plan: usize) -> Vec<String> {
    let changes = &compared.finding.plans[plan - 1].changes;
    lines(compared, changes, plan)
}

/// What a future (1 first) changes of the baseline, one line each.
pub fn of_future(compared: &Compared, future: usize) -> Vec<String> {
    lines(compared, &compared.finding.futures[future - 1], 0)
}

/// Changes, one line each: centres, their resources, cars, then keys; centres that are new by their names in a plan.
fn lines(compared: &Compared, changes: &Changes, plan: usize) -> Vec<String> {
    let language = compared.language;
    let capacity = &changes.capacity;
    let mut lines = Vec::new();
    let centre = |at: usize, id: &str| compared.run(at).centre(id);
    let named = |names: Vec<String>| {
        let more = names.len().saturating_sub(NAMES);
        let mut text = names[..names.len() - more].join(match language {
            Language::En => ", ",
            Language::Zh => "、",
        });
        if more > 0 {
            if language == Language::En {
                text.push(' ');
            }
            text.push_str(&say::COMPARED_AND_MORE.fill(language, &[("count", &more.to_string())]));
        }
        text
    };
    let mut centres = |phrase: words::Phrase, names: Vec<String>| {
        if !names.is_empty() {
            let many = names.len().to_string();
            lines.push(phrase.fill(language, &[("count", &many), ("names", &named(names))]));
        }
    };
    let added: Vec<String> = (capacity.added.iter())
        .map(|(id, opens)| match opens {
            Some(day) => format!("{}, {}", centre(plan, id), date(*day, language)),
            None => centre(plan, id),
        })
        .collect();
    let phrase = if added.len() == 1 {
        say::COMPARED_ADDS_ONE
    } else {
        say::COMPARED_ADDS
    };
    centres(phrase, added);
    let removed: Vec<String> = capacity.removed.iter().map(|id| centre(0, id)).collect();
    let phrase = if removed.len() == 1 {
        say::COMPARED_REMOVES_ONE
    } else {
        say::COMPARED_REMOVES
    };
    centres(phrase, removed);
    let day = |day: Option<jiff::civil::Date>| date(day.unwrap_or(compared.scenarios[0].start), language);
    // Apart by direction: 29 centres sooner and one later are no 30 on another day.
    let moved = |sooner: bool| {
        let start = compared.scenarios[0].start;
        let list = capacity
            .moved
            .iter()
            .filter(move |(_, before, after)| (after.unwrap_or(start) < before.unwrap_or(start)) == sooner);
        list.map(|(id, before, after)| format!("{}: {} → {}", centre(plan, id), day(*before), day(*after)))
            .collect::<Vec<String>>()
    };
    for (sooner, one, several) in [
        (true, say::COMPARED_SOONER_ONE, say::COMPARED_SOONER),
        (false, say::COMPARED_LATER_ONE, say::COMPARED_LATER),
    ] {
        let names = moved(sooner);
        centres(if names.len() == 1 { one } else { several }, names);
    }
    for (resource, before, after) in &capacity.units {
        let phrase = if after > before {
            say::COMPARED_UNITS
        } else {
            say::COMPARED_UNITS_LESS
        };
        let gaps = [
            ("count", after.abs_diff(*before).to_string()),
            ("resource", words::resource(resource, language)),
            ("before", before.to_string()),
            ("after", after.to_string()),
        ];
        lines.push(phrase.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str()))));
    }
    for turns in &capacity.turns {
        let resource = words::resource(&turns.resource, language);
        let run = compared.run(0);
        let from = date(turns.from.unwrap_or(run.scenario.start), language);
        let to = date(turns.to.unwrap_or_else(|| run.to()), language);
        let listed = turns.centres.as_ref().map(|centres| {
            let one = |(id, usual, count): &(String, u32, u32)| format!("{} {usual} → {count}", centre(plan, id));
            named(centres.iter().map(one).collect())
        });
        let names = listed.unwrap_or_else(|| say::COMPARED_EVERY_CENTRE.say(language).to_string());
        let gaps = [("resource", resource), ("from", from), ("to", to), ("names", names)];
        lines.push(say::COMPARED_TURNS.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str()))));
    }
    match capacity.delivered {
        Some([before, after]) if before != after => {
            let gaps = [("before", count(before, language)), ("after", count(after, language))];
            let gaps = gaps.each_ref().map(|(name, text)| (*name, text.as_str()));
            lines.push(say::COMPARED_DELIVERIES.fill(language, &gaps));
        }
        Some(_) => lines.push(say::COMPARED_DELIVERIES_TIME.say(language).to_string()),
        None => {}
    }
    lines.extend(changes.keys.iter().take(KEYS).map(|change| key(change, language)));
    if changes.keys.len() > KEYS {
        let more = changes.keys.len() - KEYS;
        lines.push(say::COMPARED_AND_MORE.fill(language, &[("count", &more.to_string())]));
    }
    if lines.is_empty() {
        lines.push(say::COMPARED_NO_CHANGE.say(language).to_string());
    }
    lines
}

fn key(change: &Change, language: Language) -> String {
    let short = |value: &Option<String>| match value {
        None => "—".to_string(),
        Some(text) if text.chars().count() > VALUE => {
            let cut: String = text.chars().take(VALUE).collect();
            format!("{cut}…")
        }
        Some(text) => text.clone(),
    };
    let entries = say::COMPARED_OF_ENTRIES.fill(language, &[("count", &change.entries.to_string())]);
    let gaps = [
        ("path", change.path.clone()),
        ("before", short(&change.before)),
        ("after", short(&change.after)),
        ("entries", entries),
    ];
    let text = say::COMPARED_KEY_CHANGE.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str())));
    if change.entries > 1 {
        return text;
    }
    // One entry needs no count.
    let bracket = text.rfind(match language {
        Language::En => " (",
        Language::Zh => "（",
    });
    bracket.map_or(text.clone(), |at| text[..at].to_string())
}
