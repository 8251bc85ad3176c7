//! What each plan changes, in words: centres, capacity, dates, and the keys behind them.

use super::Compared;
use crate::report::number::date;
use crate::report::words::{self, comparison as say};
use crate::scenario::changes::Change;
use crate::units::Language;

/// Names listed at most.
const NAMES: usize = 4;
/// Keys listed at most.
const KEYS: usize = 12;
/// Characters of a value at most.
const VALUE: usize = 60;

/// What a plan (1 first) changes, one line each: centres, then their resources, then keys.
pub fn lines(compared: &Compared, plan: usize) -> Vec<String> {
    let language = compared.language;
    let changes = &compared.finding.plans[plan - 1].changes;
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
            let count = names.len().to_string();
            lines.push(phrase.fill(language, &[("count", &count), ("names", &named(names))]));
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
    let removed = capacity.removed.iter().map(|id| centre(0, id)).collect();
    centres(say::COMPARED_REMOVES, removed);
    let day = |day: Option<jiff::civil::Date>| date(day.unwrap_or(compared.scenarios[0].start), language);
    let moved = capacity.moved.iter();
    let moved = moved.map(|(id, before, after)| format!("{}: {} → {}", centre(plan, id), day(*before), day(*after)));
    centres(say::COMPARED_MOVES, moved.collect());
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
