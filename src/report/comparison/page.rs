//! The page for the planner: which plan, by how much, how sure, at what cost, and why.

use super::{Compared, Figure as Quantity, cause, changes, differences, letter};
use crate::metrics::catalogue::Metric;
use crate::metrics::sample::Key;
use crate::metrics::summary::Breakdown;
use crate::report::chart::Chart;
use crate::report::number::{Unit, count, difference as interval_of};
use crate::report::page::{Block, Card, Fact, Figure, Grid, Section, code, html};
use crate::report::words::{self, Phrase, comparison as say};
use crate::study::compare::Verdict;
use crate::study::jobs::{End, Example, Told};
use crate::units::Language;
use minijinja::context;
use minijinja::value::Serde;

/// What stands under "how to reproduce".
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The command line that repeats the comparison.
    pub command: &'a str,
    /// The program's version.
    pub version: &'a str,
    /// The hashes of the resolved scenarios, the baseline's first.
    pub hashes: &'a [String],
}

/// The page as HTML, opening in the language of the first version.
pub fn render(versions: [(&Compared, &[Chart]); 2], origin: Origin) -> String {
    let language = versions[0].0.language;
    html(
        language,
        versions.map(|(compared, charts)| version(compared, charts, origin)),
    )
}

fn version(compared: &Compared, charts: &[Chart], origin: Origin) -> minijinja::Value {
    let language = compared.language;
    let say_it = |phrase: Phrase| phrase.say(language);
    let subject = compared.subject();
    let headline = subject
        .as_ref()
        .and_then(|subject| differences::headline(compared, subject))
        .unwrap_or_else(|| compared.name(0).to_string());
    let plans = compared.plans();
    let scale = match plans {
        1 => say_it(say::COMPARED_PLANS_ONE).to_string(),
        _ => say::COMPARED_PLANS.fill(language, &[("count", &plans.to_string())]),
    };
    let run = compared.run(0);
    context! {
        lang => code(language),
        name => if language == Language::En { "English" } else { "中文" },
        languages => say_it(words::LANGUAGES),
        scenario => compared.name(0),
        label => say_it(say::COMPARED_LABEL),
        period => run.period(),
        headline,
        scale,
        cards => Serde(subject.as_ref().map(|subject| cards(compared, subject)).unwrap_or_default()),
        warnings => Vec::<String>::new(),
        warnings_title => say_it(words::WARNINGS),
        one_run => (compared.finding.replications < 2).then(|| say_it(words::ONE_RUN)),
        sections => Serde(sections(compared, subject.as_ref(), charts)),
        table_behind => say_it(words::TABLE_BEHIND),
        sideways => say_it(words::SIDEWAYS),
        key_title => say_it(words::SECTION_FIGURES),
        key => Serde(figures(compared)),
        key_note => format!("{}{}{}", say_it(say::COMPARED_NOTE), gap(language), say_it(say::COMPARED_RATIO_NOTE)),
        chance => say_it(say::COMPARED_CHANCE),
        evidence => Vec::<String>::new(),
        facts_title => say_it(words::SECTION_REPRODUCE),
        facts => Serde(facts(compared, origin)),
    }
}

const fn gap(language: Language) -> &'static str {
    match language {
        Language::En => " ",
        Language::Zh => "",
    }
}

/// The best plan's effect, its cost, and what it does to lost cars.
fn cards(compared: &Compared, subject: &Quantity) -> Vec<Card> {
    let language = compared.language;
    let Some(&best) = compared.ranked(subject).first() else {
        return Vec::new();
    };
    let card = |figure: &Quantity, sentence: String| {
        let found = compared.difference(best, &figure.key)?;
        let interval = interval_of(super::together(found), figure.unit, language);
        let interval = interval.map(|interval| words::CARD_INTERVAL.fill(language, &[("interval", &interval)]));
        let verdict = super::verdict(found.verdict).say(language).to_string();
        Some(Card {
            figure: match found.verdict {
                Verdict::Same => "=".to_string(),
                _ => crate::report::number::signed(super::together(found), figure.unit, language),
            },
            sentence,
            notes: interval.into_iter().chain([verdict]).collect(),
            alarm: found.verdict == Verdict::Worse,
        })
    };
    let before = compared
        .difference(best, &subject.key)
        .map(|found| compared.precise(found, found.before).headline(subject.unit, language))
        .unwrap_or_default();
    let plan = say::COMPARED_CARD_PLAN.fill(
        language,
        &[
            ("plan", compared.name(best)),
            ("what", &subject.name),
            ("before", &before),
        ],
    );
    let cost = Quantity {
        key: Key::network(Metric::Cost, Breakdown::Component("*".into())),
        name: String::new(),
        unit: Unit::Yuan,
    };
    let lost = Quantity {
        key: Key::network(Metric::LostShare, Breakdown::Total),
        name: String::new(),
        unit: Unit::Share,
    };
    let cards = [
        card(subject, plan),
        card(&lost, say::COMPARED_CARD_LOST.say(language).to_string()),
        card(&cost, say::COMPARED_CARD_COST.say(language).to_string()),
    ];
    cards.into_iter().flatten().collect()
}

fn sections<'a>(compared: &Compared, subject: Option<&Quantity>, charts: &'a [Chart]) -> Vec<Section<'a>> {
    let language = compared.language;
    let figures = |wanted: &dyn Fn(&str) -> bool| -> Vec<Figure<'a>> {
        charts
            .iter()
            .filter(|chart| wanted(chart.name))
            .map(Figure::of)
            .collect()
    };
    let section = |title: Phrase, figures, tables| Section {
        title: title.say(language),
        figures,
        tables,
    };
    vec![
        section(
            say::COMPARED_SECTION_WHICH,
            figures(&|name| name == "differences"),
            subject
                .and_then(|subject| best(compared, subject))
                .into_iter()
                .collect(),
        ),
        section(say::COMPARED_SECTION_CHANGES, Vec::new(), vec![changed(compared)]),
        section(
            say::COMPARED_SECTION_WHERE,
            figures(&|name| name.starts_with("cities")),
            (1..=compared.plans()).filter_map(|plan| jobs(compared, plan)).collect(),
        ),
    ]
}

/// What each plan changes, a line each.
fn changed(compared: &Compared) -> Block {
    let language = compared.language;
    let rows = (1..=compared.plans()).flat_map(|plan| {
        let lines = changes::lines(compared, plan).into_iter().enumerate();
        lines.map(move |(at, line)| {
            let name = if at == 0 {
                compared.name(plan).to_string()
            } else {
                String::new()
            };
            vec![name, line]
        })
    });
    Block {
        title: say::COMPARED_SECTION_CHANGES.say(language).to_string(),
        grid: Grid {
            head: [say::COMPARED_PLAN, say::COMPARED_SECTION_CHANGES]
                .map(|phrase| phrase.say(language).to_string())
                .to_vec(),
            rows: rows.collect(),
        },
        note: String::new(),
    }
}

/// Hsu's table of the subject.
fn best(compared: &Compared, subject: &Quantity) -> Option<Block> {
    let language = compared.language;
    let ranking = compared
        .finding
        .rankings
        .iter()
        .find(|ranking| ranking.key == subject.key)?;
    let unit = subject.unit;
    let mut order: Vec<usize> = (0..ranking.plans.len()).collect();
    order.sort_by(|&a, &b| ranking.plans[a].0.total_cmp(&ranking.plans[b].0));
    let row = |at: usize| {
        let (mean, [low, high]) = ranking.plans[at];
        let distance = crate::report::number::Estimate {
            mean: (low + high) / 2.0,
            ci95: Some([low, high]),
        };
        let own = compared.run(at);
        let row = own
            .rows(subject.key.metric)
            .find(|row| row.scope == subject.key.scope && row.breakdown == subject.key.breakdown);
        let mean = row
            .and_then(crate::report::chart::context::estimate)
            .unwrap_or(crate::report::number::Estimate { mean, ci95: None });
        vec![
            compared.name(at).to_string(),
            mean.bare(unit, language),
            interval_of(distance, unit, language).unwrap_or_default(),
        ]
    };
    Some(Block {
        title: compared.best(subject).unwrap_or_default(),
        grid: Grid {
            head: vec![
                say::COMPARED_PLAN.say(language).to_string(),
                words::COLUMN_IN_UNIT.fill(
                    language,
                    &[
                        ("name", &words::capitalised(&subject.name)),
                        ("unit", unit.name(language)),
                    ],
                ),
                say::COMPARED_SECTION_BEST.say(language).to_string(),
            ],
            rows: order.into_iter().map(row).collect(),
        },
        note: say::COMPARED_BEST_NOTE.say(language).to_string(),
    })
}

/// The jobs that one plan changes most.
fn jobs(compared: &Compared, plan: usize) -> Option<Block> {
    let language = compared.language;
    let found = &compared.finding.plans[plan - 1].jobs;
    if found.jobs == found.same {
        return None;
    }
    let run = compared.run(plan);
    let days = |told: &Told| match told.end {
        End::Served(span) => format!("{:.1}", span as f64 / crate::engine::time::DAY as f64),
        _ => String::new(),
    };
    let row = |example: &Example| {
        let why = example.cause.as_ref().map(|(key, before, after)| {
            let gaps = [
                ("cause", cause(key, language)),
                ("before", format!("{before:.1}")),
                ("after", format!("{after:.1}")),
            ];
            say::COMPARED_WHY_VALUE.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str())))
        });
        let gaps = [
            ("id", example.before.id.to_string()),
            ("other", example.after.id.to_string()),
            ("failure", words::failure(&example.failure, language)),
            ("city", run.city(&example.city)),
        ];
        vec![
            say::COMPARED_JOB_NAME.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str()))),
            days(&example.before),
            days(&example.after),
            why.unwrap_or_default(),
        ]
    };
    let gaps = [
        ("jobs", count(found.jobs, language)),
        ("same", count(found.same, language)),
        ("sooner", count(found.sooner, language)),
        ("later", count(found.later, language)),
        ("gained", count(found.gained, language)),
        ("forgone", count(found.forgone, language)),
    ];
    let counts = say::COMPARED_JOBS.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str())));
    let note = say::COMPARED_JOBS_NOTE.say(language);
    Some(Block {
        title: say::COMPARED_FOUND.fill(
            language,
            &[
                ("what", compared.name(plan)),
                ("finding", say::COMPARED_SECTION_JOBS.say(language)),
            ],
        ),
        grid: Grid {
            head: [
                say::COMPARED_JOB,
                say::COMPARED_DAYS_BEFORE,
                say::COMPARED_DAYS_AFTER,
                say::COMPARED_WHY,
            ]
            .map(|phrase| phrase.say(language).to_string())
            .to_vec(),
            rows: found.examples.iter().map(row).collect(),
        },
        note: format!("{counts}{}{note}", gap(language)),
    })
}

/// The key figures: the baseline's mean and each plan's difference.
fn figures(compared: &Compared) -> Grid {
    let language = compared.language;
    let mut head = vec![
        say::COMPARED_FIGURE.say(language).to_string(),
        format!("A: {}", compared.name(0)),
    ];
    head.extend((1..=compared.plans()).map(|plan| format!("{}: {}", letter(plan), compared.name(plan))));
    let row = |figure: Quantity| {
        let name = words::COLUMN_IN_UNIT.fill(
            language,
            &[("name", &figure.name), ("unit", figure.unit.name(language))],
        );
        let found = |plan: usize| compared.difference(plan, &figure.key);
        let before = compared.baseline(&figure.key);
        let mut cells = vec![
            name,
            before.map_or(String::new(), |mean| mean.bare(figure.unit, language)),
        ];
        cells.extend((1..=compared.plans()).map(|plan| {
            found(plan).map_or(String::new(), |found| {
                let ratio = found.paired.variance_ratio.map(|ratio| format!(" (×{ratio:.1})"));
                format!("{}{}", compared.cell(found, figure.unit), ratio.unwrap_or_default())
            })
        }));
        cells
    };
    Grid {
        head,
        rows: compared.figures().into_iter().map(row).collect(),
    }
}

fn facts(compared: &Compared, origin: Origin) -> Vec<Fact> {
    let language = compared.language;
    let fact = |name: Phrase, value: String, code| Fact {
        name: name.say(language),
        value,
        code,
    };
    let mut facts = vec![
        fact(words::FACT_COMMAND, origin.command.to_string(), true),
        fact(words::FACT_VERSION, origin.version.to_string(), false),
    ];
    facts.extend(
        origin
            .hashes
            .iter()
            .map(|hash| fact(words::FACT_HASH, hash.clone(), true)),
    );
    facts.push(fact(words::FACT_SEED, compared.finding.seed.to_string(), false));
    facts.push(fact(
        words::FACT_REPLICATIONS,
        compared.finding.replications.to_string(),
        false,
    ));
    facts
}
