//! What could be done about it: each action's effect and cost on the same random numbers.

use super::{Block, Grid, Section};
use crate::metrics::catalogue::Metric;
use crate::metrics::sample::Key;
use crate::metrics::summary::Breakdown;
use crate::report::comparison::{Compared, Figure, changes, cost};
use crate::report::number::Unit;
use crate::report::page::List;
use crate::report::words::{Phrase, comparison as say};

/// A table with a row for each action, and what each of them is.
pub(super) fn section<'a>(compared: &Compared) -> Section<'a> {
    let language = compared.language;
    let figures = columns(compared);
    let mut head = vec![say::ACTIONS_COLUMN.say(language).to_string()];
    head.extend(figures.iter().map(|figure| figure.in_unit(language)));
    let mut now = vec![say::REGRET_AS_IT_STANDS.say(language).to_string()];
    now.extend(figures.iter().map(|figure| {
        let mean = compared.baseline(&figure.key);
        mean.map_or(String::new(), |mean| match figure.unit {
            Unit::Yuan => mean.headline(figure.unit, language),
            unit => mean.bare(unit, language),
        })
    }));
    let row = |plan: usize| {
        let mut cells = vec![compared.name(plan).to_string()];
        cells.extend(figures.iter().map(|figure| {
            let found = compared.difference(plan, &figure.key);
            found.map_or(String::new(), |found| compared.cell(found, figure.unit))
        }));
        cells
    };
    let changed = |plan: usize| (compared.name(plan).to_string(), changes::of_plan(compared, plan));
    let best = compared.subject().and_then(|subject| compared.best(&subject));
    Section {
        title: say::ACTIONS_SECTION.say(language),
        figures: Vec::new(),
        tables: vec![Block {
            title: best.unwrap_or_default(),
            grid: Grid {
                head,
                rows: std::iter::once(now).chain((1..=compared.plans()).map(row)).collect(),
            },
            note: note(compared).say(language).to_string(),
        }],
        lists: vec![List {
            title: Some(say::COMPARED_SECTION_CHANGES.say(language).to_string()),
            entries: (1..=compared.plans()).map(changed).collect(),
            note: String::new(),
        }],
    }
}

/// Few figures, so that a line is read at a glance: what it is about, who is seen soon, lost, content, and what it costs.
fn columns(compared: &Compared) -> Vec<Figure> {
    let subject = compared.subject();
    let wanted = |key: &Key| {
        let told = match key.metric {
            Metric::WithinDays => key.breakdown == Breakdown::Days(7),
            Metric::RescueWithin => true,
            Metric::LostShare | Metric::Satisfied => key.breakdown == Breakdown::Total,
            _ => false,
        };
        told || *key == cost::key() || subject.as_ref().is_some_and(|subject| subject.key == *key)
    };
    let figures = compared.figures().into_iter();
    figures.filter(|figure| wanted(&figure.key)).collect()
}

fn note(compared: &Compared) -> Phrase {
    if compared.scenarios[0].uncertainty.is_empty() {
        say::COMPARED_NOTE
    } else {
        say::ACTIONS_NOTE_WRITTEN
    }
}
