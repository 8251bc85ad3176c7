//! The page for the planner: which plan, by how much, how sure, at what cost, and why.

use super::{Compared, Figure as Quantity, cause, cautions, changes, differences, letter};
use crate::metrics::catalogue::Metric;
use crate::metrics::sample::Key;
use crate::metrics::summary::Breakdown;
use crate::report::chart::Chart;
use crate::report::number::{Estimate, Unit, count, difference as interval_of, signed, with_unit};
use crate::report::page::{Block, Card, Fact, Figure, Grid, List, Section, code, html};
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
        .and_then(|subject| cautions::headline(compared, subject).or_else(|| differences::headline(compared, subject)))
        .unwrap_or_else(|| compared.name(0).to_string());
    let plans = compared.plans();
    let scale_plans = match plans {
        1 => say_it(say::COMPARED_PLANS_ONE).to_string(),
        _ => say::COMPARED_PLANS.fill(language, &[("count", &plans.to_string())]),
    };
    let scale = say::COMPARED_SCALE.fill(
        language,
        &[
            ("plans", &scale_plans),
            ("replications", &compared.finding.replications.to_string()),
        ],
    );
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
        warnings => cautions::all(compared, true),
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

/// The best plan's effect, its cost, what it does to lost cars, and how it fares in other futures.
fn cards(compared: &Compared, subject: &Quantity) -> Vec<Card> {
    let language = compared.language;
    let Some(&best) = compared.ranked(subject).first() else {
        return Vec::new();
    };
    let card = |figure: &Quantity, sentence: String, verdict: fn(Verdict) -> Phrase| {
        let found = compared.difference(best, &figure.key)?;
        let interval = interval_of(super::together(found), figure.unit, language);
        let interval = interval.map(|interval| words::CARD_INTERVAL.fill(language, &[("interval", &interval)]));
        let verdict = verdict(found.verdict).say(language).to_string();
        Some(Card {
            figure: match found.verdict {
                Verdict::Same => "=".to_string(),
                _ => signed(super::together(found), figure.unit, language),
            },
            sentence,
            notes: interval.into_iter().chain([verdict]).collect(),
            // What is paid is no bad news: it stands beside what is got.
            alarm: found.verdict == Verdict::Worse && figure.key.metric != Metric::Cost,
        })
    };
    let before = |figure: &Quantity| {
        let found = compared.difference(best, &figure.key);
        found.map_or_else(String::new, |found| {
            compared.precise(found, found.before).headline(figure.unit, language)
        })
    };
    let instead = |phrase: Phrase, figure: &Quantity| {
        let gaps = [
            ("plan", compared.name(best)),
            ("what", &subject.name),
            ("before", &before(figure)),
        ];
        phrase.fill(language, &gaps)
    };
    let quantity = |key: Key, unit: Unit| Quantity {
        key,
        name: String::new(),
        unit,
    };
    let cost = quantity(super::cost::key(), Unit::Yuan);
    let lost = quantity(Key::network(Metric::LostShare, Breakdown::Total), Unit::Share);
    let mut cards: Vec<Card> = [
        card(subject, instead(say::COMPARED_CARD_PLAN, subject), super::verdict),
        card(&cost, instead(say::COMPARED_CARD_COST, &cost), super::verdict_of_cost),
        card(&lost, instead(say::COMPARED_CARD_LOST, &lost), super::verdict),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let (Some(table), Some(first)) = (compared.regrets(subject), cards.first_mut()) {
        let size = super::regrets::size(table.largest[best], subject.unit, language);
        let gaps = [
            ("count", words::spelled(table.cells.len(), language)),
            ("value", with_unit(&size, subject.unit, language)),
        ];
        let gaps = gaps.each_ref().map(|(name, text)| (*name, text.as_str()));
        first.notes.push(say::REGRET_NOTE_CARD.fill(language, &gaps));
    }
    cards
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
    let section = |title: Phrase, figures, tables, lists| Section {
        title: title.say(language),
        figures,
        tables,
        lists,
    };
    let best = subject
        .and_then(|subject| best(compared, subject))
        .into_iter()
        .collect();
    let futures = figures(&|name| name == "regret");
    let mut sections = vec![section(
        say::COMPARED_SECTION_WHICH,
        figures(&|name| ["differences", "cost"].contains(&name)),
        best,
        Vec::new(),
    )];
    if !futures.is_empty() {
        sections.push(section(
            say::REGRET_SECTION,
            futures,
            Vec::new(),
            vec![different(compared)],
        ));
    }
    sections.push(section(
        say::COMPARED_SECTION_CHANGES,
        Vec::new(),
        Vec::new(),
        vec![changed(compared)],
    ));
    let (charts, jobs): (Vec<Figure>, Vec<Block>) = (
        figures(&|name| name.starts_with("cities")),
        (1..=compared.plans()).filter_map(|plan| jobs(compared, plan)).collect(),
    );
    if !charts.is_empty() || !jobs.is_empty() {
        sections.push(section(say::COMPARED_SECTION_WHERE, charts, jobs, Vec::new()));
    }
    sections
}

/// What each plan changes.
fn changed(compared: &Compared) -> List {
    let entries =
        (1..=compared.plans()).map(|plan| (compared.name(plan).to_string(), changes::of_plan(compared, plan)));
    List {
        title: None,
        entries: entries.collect(),
        note: String::new(),
    }
}

/// What is different in each future.
fn different(compared: &Compared) -> List {
    let futures = 1..=compared.finding.futures.len();
    let entries = futures.map(|at| (compared.future(at), changes::of_future(compared, at)));
    List {
        title: Some(say::REGRET_CHANGES.say(compared.language).to_string()),
        entries: entries.collect(),
        note: say::REGRET_NOTE.say(compared.language).to_string(),
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
        let distance = Estimate {
            mean: (low + high) / 2.0,
            ci95: Some([low, high]),
        };
        let own = compared.run(at);
        let row = own
            .rows(subject.key.metric)
            .find(|row| row.scope == subject.key.scope && row.breakdown == subject.key.breakdown);
        let mean = row
            .and_then(crate::report::chart::context::estimate)
            .unwrap_or(Estimate { mean, ci95: None });
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
        let name = figure.in_unit(language);
        let found = |plan: usize| compared.difference(plan, &figure.key);
        let before = compared.baseline(&figure.key);
        let mut cells = vec![
            name,
            before.map_or(String::new(), |mean| mean.bare(figure.unit, language)),
        ];
        cells.extend((1..=compared.plans()).map(|plan| {
            found(plan).map_or(String::new(), |found| {
                let ratio = found.paired.variance_ratio.map(|ratio| match ratio {
                    ..10.0 => format!(" (×{ratio:.1})"),
                    // More is said by no digit.
                    ..1000.0 => format!(" (×{ratio:.0})"),
                    _ => " (×>999)".to_string(),
                });
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
