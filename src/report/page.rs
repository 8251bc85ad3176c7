//! The page for the boss: one file with findings, charts, tables and how to reproduce them.

mod figures;

use crate::metrics::daily::Daily;
use crate::metrics::summary::Summary;
use crate::report::chart::context::Run;
use crate::report::chart::fonts::Fonts;
use crate::report::chart::{Chart, theme};
use crate::report::number::{count, period};
use crate::report::words;
use crate::scenario::Scenario;
use crate::scenario::booking::Booking;
use crate::units::Language;
use figures::Card;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;
use std::fmt::Write as _;

/// What the page shows.
#[derive(Clone, Copy)]
pub struct PageInput<'a> {
    /// The scenario, as it was run.
    pub scenario: &'a Scenario,
    /// Its figures.
    pub summary: &'a Summary,
    /// Its days.
    pub daily: &'a Daily,
    /// Its charts, in the language of the page.
    pub charts: &'a [Chart],
    /// The command line that repeats the run.
    pub command: &'a str,
    /// The program's version.
    pub version: &'a str,
    /// The resolved scenario's hash.
    pub scenario_hash: &'a str,
    /// The language of the page.
    pub language: Language,
}

/// A chart with its words.
#[derive(Serialize)]
struct Figure<'a> {
    name: &'a str,
    title: &'a str,
    subtitle: &'a str,
    footer: Vec<&'a str>,
    svg: &'a str,
    head: &'a [String],
    rows: &'a [Vec<String>],
}

/// Charts under one heading.
#[derive(Serialize)]
struct Section<'a> {
    title: &'a str,
    figures: Vec<Figure<'a>>,
}

/// A line under "how to reproduce".
#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
    code: bool,
}

/// The page as HTML: self-contained, no network, no script.
pub fn render(input: &PageInput) -> String {
    let language = input.language;
    let fonts = Fonts::built_in();
    let run = Run {
        scenario: input.scenario,
        summary: input.summary,
        language,
        fonts: &fonts,
    };
    let say = |phrase: words::Phrase| phrase.say(language);
    let first = input.charts.first().map(|chart| chart.title.clone());
    let headline = figures::headline(&run)
        .or(first)
        .unwrap_or_else(|| input.scenario.name.clone());
    let cards: Vec<Card> = figures::cards(&run);
    let replications = input.summary.replications.to_string();
    let page = context! {
        lang => if language == Language::En { "en" } else { "zh-CN" },
        scenario => input.summary.scenario.as_str(),
        label => say(words::PAGE_LABEL),
        period => run.period(),
        headline,
        scale => figures::scale(&run),
        cards => Serde(&cards),
        warnings => Serde(&input.summary.warnings),
        warnings_title => say(words::WARNINGS),
        one_run => (input.summary.replications < 2).then(|| say(words::ONE_RUN)),
        sections => Serde(sections(input.charts, language)),
        table_behind => say(words::TABLE_BEHIND),
        key_title => say(words::SECTION_FIGURES),
        key => Serde(figures::key_figures(&run)),
        key_note => words::NOTE_FIGURES.fill(language, &[("replications", &replications)]),
        chance => say(words::CHANCE_ONLY),
        cities_title => figures::cities_title(&run),
        cities => Serde(figures::cities(&run)),
        lost_title => say(words::SECTION_LOST),
        lost => Serde(figures::lost(&run)),
        lost_note => say(words::NOTE_LOST),
        facts_title => say(words::SECTION_REPRODUCE),
        facts => Serde(facts(input, &run)),
        dark => dark_rules(),
    };
    let mut templates = Environment::new();
    templates
        .add_template("page.html", include_str!("page.html"))
        .expect("the built-in template is sound");
    let template = templates
        .get_template("page.html")
        .expect("the template was just added");
    template.render(page).expect("the template uses only what is given")
}

fn sections(charts: &[Chart], language: Language) -> Vec<Section<'_>> {
    let named: [(words::Phrase, &[&str]); 3] = [
        (words::SECTION_WHAT, &["lead_time", "lead_time_city", "fully_booked"]),
        (
            words::SECTION_WHERE,
            &["within_days", "network_map", "provinces", "cars_per_point"],
        ),
        (
            words::SECTION_WHY,
            &["waits_by_cause", "utilisation", "queue_wait", "release_odds"],
        ),
    ];
    let mut sections: Vec<Section> = Vec::new();
    for (title, names) in named {
        let chosen = charts.iter().filter(|chart| names.contains(&chart.name));
        let figures: Vec<Figure> = chosen
            .map(|chart| Figure {
                name: chart.name,
                title: &chart.title,
                subtitle: &chart.subtitle,
                footer: chart.footer.lines().collect(),
                svg: &chart.page_svg,
                head: &chart.table.head,
                rows: &chart.table.rows,
            })
            .collect();
        if !figures.is_empty() {
            sections.push(Section {
                title: title.say(language),
                figures,
            });
        }
    }
    sections
}

fn facts(input: &PageInput, run: &Run) -> Vec<Fact> {
    let (language, scenario) = (input.language, input.scenario);
    let fact = |name: words::Phrase, value: String, code| Fact {
        name: name.say(language),
        value,
        code,
    };
    let days = period(scenario.start, run.to(), language);
    let simulated = match scenario.warm_up_days {
        0 => words::FACT_PERIOD_PLAIN.fill(language, &[("period", &days)]),
        warm_up => words::FACT_PERIOD_VALUE.fill(language, &[("period", &days), ("warmup", &warm_up.to_string())]),
    };
    let booked = scenario
        .centres
        .iter()
        .filter(|centre| matches!(centre.booking, Booking::Calendar { .. }))
        .count();
    let say = |number: usize| count(number as u64, language);
    let gaps = [
        ("cities", say(scenario.cities.len())),
        ("centres", say(scenario.centres.len())),
        ("calendar", say(booked)),
        ("walkin", say(scenario.centres.len() - booked)),
        ("failures", say(scenario.failures.len())),
    ];
    let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
    let calendar = if scenario.calendar.country.is_some() {
        words::CALENDAR_CHINA
    } else {
        words::CALENDAR_NONE
    };
    vec![
        fact(words::FACT_COMMAND, input.command.to_string(), true),
        fact(words::FACT_VERSION, input.version.to_string(), false),
        fact(words::FACT_HASH, input.scenario_hash.to_string(), true),
        fact(words::FACT_SEED, input.summary.seed.to_string(), false),
        fact(words::FACT_REPLICATIONS, input.summary.replications.to_string(), false),
        fact(words::FACT_PERIOD, simulated, false),
        fact(
            words::FACT_NETWORK,
            words::FACT_NETWORK_VALUE.fill(language, &gaps),
            false,
        ),
        fact(words::FACT_CALENDAR, calendar.say(language).to_string(), false),
    ]
}

/// Rules that recolour the pictures on a dark page: their colours are attributes.
fn dark_rules() -> String {
    let mut rules = String::new();
    for (light, dark) in theme::DARK {
        let (light, dark) = (light.hex(), dark.hex());
        let _ = write!(
            rules,
            ".chart [fill=\"{light}\"]{{fill:{dark}}}.chart [stroke=\"{light}\"]{{stroke:{dark}}}"
        );
    }
    rules
}

#[cfg(test)]
mod tests;
