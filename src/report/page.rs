//! The page for the boss: one file in both languages with findings, charts, tables, what they rest on, and how to
//! reproduce them.

mod actions;
mod doubt;
mod evidence;
mod figures;
mod peak;

use crate::metrics::forecast::Forecast;
use crate::metrics::observed::Simulated;
use crate::metrics::peak::PeakRow;
use crate::metrics::summary::Summary;
use crate::report::chart::context::Run;
use crate::report::chart::fonts::Fonts;
use crate::report::chart::{Chart, theme};
use crate::report::comparison::draw;
use crate::report::number::{count, period};
use crate::report::{warning, words};
use crate::scenario::Scenario;
use crate::scenario::booking::Booking;
use crate::units::Language;
pub(super) use figures::{Card, Grid};
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;
use std::fmt::Write as _;

/// Its name in the folder of results.
pub const FILE: &str = "report.html";

/// What the page shows.
#[derive(Clone, Copy)]
pub struct PageInput<'a> {
    /// The scenario, as it was run.
    pub scenario: &'a Scenario,
    /// Its figures.
    pub summary: &'a Summary,
    /// The simulated side of its observations.
    pub observed: &'a [Simulated],
    /// How high its backlog rises around holidays.
    pub peaks: &'a [PeakRow],
    /// What may come with the inputs drawn from beliefs; none where there are no beliefs.
    pub forecast: Option<&'a Forecast>,
    /// What could be done, simulated on the same random numbers; none where nobody asks.
    pub actions: Option<draw::Input<'a>>,
    /// Its charts, in the language that the page opens in.
    pub charts: &'a [Chart],
    /// The same charts in the other language.
    pub other_charts: &'a [Chart],
    /// The command line that repeats the run.
    pub command: &'a str,
    /// The program's version.
    pub version: &'a str,
    /// The resolved scenario's hash.
    pub scenario_hash: &'a str,
    /// The language that the page opens in; the other one is a click away.
    pub language: Language,
}

/// A chart with its words.
#[derive(Serialize)]
pub(super) struct Figure<'a> {
    name: &'a str,
    title: &'a str,
    subtitle: &'a str,
    footer: Vec<&'a str>,
    svg: &'a str,
    head: &'a [String],
    rows: &'a [Vec<String>],
}

impl<'a> Figure<'a> {
    /// A chart as it stands on a page.
    pub(super) fn of(chart: &'a Chart) -> Figure<'a> {
        Figure {
            name: chart.name,
            title: &chart.title,
            subtitle: &chart.subtitle,
            footer: chart.footer.lines().collect(),
            svg: &chart.page_svg,
            head: &chart.table.head,
            rows: &chart.table.rows,
        }
    }
}

/// Charts and tables under one heading.
#[derive(Serialize)]
pub(super) struct Section<'a> {
    pub title: &'a str,
    pub figures: Vec<Figure<'a>>,
    pub tables: Vec<Block>,
    pub lists: Vec<List>,
}

/// Names with a few lines of text each, under a heading of their own where the section has more.
#[derive(Serialize)]
pub(super) struct List {
    pub title: Option<String>,
    pub entries: Vec<(String, Vec<String>)>,
    pub note: String,
}

/// A table with its own heading.
#[derive(Serialize)]
pub(super) struct Block {
    pub title: String,
    pub grid: Grid,
    pub note: String,
}

/// A line under "how to reproduce".
#[derive(Serialize)]
pub(super) struct Fact {
    pub name: &'static str,
    pub value: String,
    pub code: bool,
}

/// The page as HTML: self-contained, no network; without its few lines of script it stays in the language it opens in.
pub fn render(input: &PageInput) -> String {
    let (first, second) = match input.language {
        Language::En => (Language::En, Language::Zh),
        Language::Zh => (Language::Zh, Language::En),
    };
    let versions = [
        version(input, first, input.charts),
        version(input, second, input.other_charts),
    ];
    html(input.language, versions)
}

/// A page that opens in a language, from its versions, that one first.
pub(super) fn html(language: Language, versions: [minijinja::Value; 2]) -> String {
    let page = context! {
        lang => code(language),
        versions => versions,
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

/// The language as HTML names it.
pub(super) const fn code(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Zh => "zh-CN",
    }
}

/// All that the page says in one language.
fn version(input: &PageInput, language: Language, charts: &[Chart]) -> minijinja::Value {
    let fonts = Fonts::built_in();
    let run = Run {
        scenario: input.scenario,
        summary: input.summary,
        language,
        fonts: &fonts,
    };
    let say = |phrase: words::Phrase| phrase.say(language);
    let first = charts.first().map(|chart| chart.title.clone());
    let headline = peak::headline(&run, input.peaks)
        .or_else(|| figures::headline(&run))
        .or(first)
        .unwrap_or_else(|| run.title().to_string());
    let cards: Vec<Card> = figures::cards(&run);
    let replications = input.summary.replications.to_string();
    let warnings: Vec<String> = (input.summary.warnings.iter())
        .map(|found| warning::say(found, language))
        .collect();
    let evidence = [
        input.forecast.and_then(|forecast| doubt::ahead(&run, forecast)),
        input.forecast.and_then(|forecast| doubt::beliefs(&run, forecast)),
        evidence::observed(&run, input.observed),
        evidence::assumptions(&run),
    ];
    let peak = peak::section(&run, input.peaks, input.forecast);
    let compared = input.actions.map(|actions| actions.say(language, &fonts));
    let helps = compared.as_ref().map(actions::section);
    let chance = match input.forecast {
        Some(_) => words::CHANCE_AND_BELIEFS,
        None => words::CHANCE_ONLY,
    };
    context! {
        lang => code(language),
        name => if language == Language::En { "English" } else { "中文" },
        languages => say(words::LANGUAGES),
        scenario => run.title(),
        label => say(words::PAGE_LABEL),
        period => run.period(),
        headline,
        scale => figures::scale(&run),
        cards => Serde(&cards),
        warnings => Serde(&warnings),
        warnings_title => say(words::WARNINGS),
        one_run => (input.summary.replications < 2).then(|| say(words::ONE_RUN)),
        sections => Serde(helps.into_iter().chain(sections(&run, charts)).collect::<Vec<_>>()),
        before => Serde(peak.into_iter().collect::<Vec<_>>()),
        table_behind => say(words::TABLE_BEHIND),
        sideways => say(words::SIDEWAYS),
        key_title => say(words::SECTION_FIGURES),
        key => Serde(figures::key_figures(&run)),
        key_note => words::NOTE_FIGURES.fill(language, &[("replications", &replications)]),
        chance => say(chance),
        evidence => Serde(evidence.into_iter().flatten().collect::<Vec<_>>()),
        facts_title => say(words::SECTION_REPRODUCE),
        facts => Serde(facts(input, &run)),
    }
}

fn sections<'a>(run: &Run, charts: &'a [Chart]) -> Vec<Section<'a>> {
    let lost = figures::lost(run).map(|grid| Block {
        title: words::SECTION_LOST.say(run.language).to_string(),
        grid,
        note: words::NOTE_LOST.say(run.language).to_string(),
    });
    let cities = figures::cities_title(run).map(|title| Block {
        title,
        grid: figures::cities(run),
        note: String::new(),
    });
    let named: [(words::Phrase, &[&str], Option<Block>); 3] = [
        (
            words::SECTION_WHAT,
            match run.scenario.cities.len() {
                // Of one city it says how long, not where.
                ..=1 => &["lead_time", "within_days", "beside", "fully_booked", "recall"],
                _ => &["lead_time", "lead_time_city", "beside", "fully_booked", "recall"],
            },
            lost,
        ),
        (
            words::SECTION_WHERE,
            match run.scenario.cities.len() {
                ..=1 => &["network_map", "provinces", "cars_per_point", "roadside_response"],
                _ => &[
                    "within_days",
                    "network_map",
                    "provinces",
                    "cars_per_point",
                    "roadside_response",
                ],
            },
            cities,
        ),
        (
            words::SECTION_WHY,
            &["waits_by_cause", "utilisation", "queue_wait", "release_odds"],
            None,
        ),
    ];
    let mut sections: Vec<Section> = Vec::new();
    for (title, names, table) in named {
        let chosen = charts.iter().filter(|chart| names.contains(&chart.name));
        let figures: Vec<Figure> = chosen.map(Figure::of).collect();
        if !figures.is_empty() || table.is_some() {
            sections.push(Section {
                title: title.say(run.language),
                figures,
                tables: table.into_iter().collect(),
                lists: Vec::new(),
            });
        }
    }
    sections
}

fn facts(input: &PageInput, run: &Run) -> Vec<Fact> {
    let (language, scenario) = (run.language, input.scenario);
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
    let centres = scenario.sure_centres().count();
    let booked = scenario
        .sure_centres()
        .filter(|centre| matches!(centre.booking, Booking::Calendar { .. }))
        .count();
    let say = |number: usize| count(number as u64, language);
    let gaps = [
        ("cities", say(scenario.cities.len())),
        ("centres", say(centres)),
        ("calendar", say(booked)),
        ("walkin", say(centres - booked)),
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
