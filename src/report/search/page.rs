//! The page of a search: what to do, what it is worth, what would be next, how sure.

use super::frontier::Frontier;
use super::{Searched, next};
use crate::model::china;
use crate::report::chart::Chart;
use crate::report::chart::picture::{self, Picture};
use crate::report::number::{Estimate, Unit, date};
use crate::report::page::{Block, Card, Fact, Figure, Grid, Section, code, html};
use crate::report::words::{self, Phrase, search as say};
use crate::scenario::calendar::Country;
use crate::scenario::optimise::{Bound, Step};
use crate::units::Language;
use jiff::ToSpan;
use minijinja::context;
use minijinja::value::Serde;

/// Holidays that decide-by dates are told for, at most.
const HOLIDAYS: usize = 6;

/// What stands under "how to reproduce".
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The command line that repeats the search.
    pub command: &'a str,
    /// The program's version.
    pub version: &'a str,
    /// The hash of the resolved scenario.
    pub hash: &'a str,
}

/// The charts of a search, not yet drawn.
fn pictures(searched: &Searched) -> Vec<Box<dyn Picture>> {
    let mut all: Vec<Box<dyn Picture>> = Vec::new();
    if let Some(frontier) = Frontier::of(searched) {
        all.push(Box::new(frontier));
    }
    if let Some(next) = next::next(searched) {
        all.push(Box::new(next));
    }
    all
}

/// The charts as files; as PNG in English where no Chinese face is found.
pub fn charts(searched: &Searched) -> Vec<Chart> {
    let english = Searched {
        language: Language::En,
        ..*searched
    };
    let own = (searched.language, &*searched.run().source(), searched.fonts);
    picture::finish_all(&pictures(searched), own, || {
        (pictures(&english), english.run().source())
    })
}

/// The charts for the page alone.
pub fn page_charts(searched: &Searched) -> Vec<Chart> {
    let own = (searched.language, &*searched.run().source(), searched.fonts);
    picture::finish_pages(&pictures(searched), own)
}

/// The page as HTML, opening in the language of the first version.
pub fn render(versions: [(&Searched, &[Chart]); 2], origin: Origin) -> String {
    let language = versions[0].0.language;
    html(
        language,
        versions.map(|(searched, charts)| version(searched, charts, origin)),
    )
}

fn version(searched: &Searched, charts: &[Chart], origin: Origin) -> minijinja::Value {
    let language = searched.language;
    let say_it = |phrase: Phrase| phrase.say(language);
    let run = searched.run();
    let warnings: Vec<&str> = searched
        .found
        .cut_short
        .then(|| say_it(say::SEARCH_CUT_SHORT))
        .into_iter()
        .collect();
    let designs = searched.found.way.designs.to_string();
    context! {
        lang => code(language),
        name => if language == Language::En { "English" } else { "中文" },
        languages => say_it(words::LANGUAGES),
        scenario => run.title(),
        label => say_it(say::SEARCH_LABEL),
        period => run.period(),
        headline => words::capitalised(&searched.headline(language)),
        scale => say::SEARCH_DESIGNS.fill(language, &[("count", &designs)]),
        cards => Serde(cards(searched)),
        warnings,
        warnings_title => say_it(words::WARNINGS),
        sections => Serde(sections(searched, charts)),
        table_behind => say_it(words::TABLE_BEHIND),
        sideways => say_it(words::SIDEWAYS),
        key_title => say_it(say::SEARCH_HOW),
        key => Serde(Grid { head: Vec::new(), rows: Vec::new() }),
        evidence => Vec::<String>::new(),
        facts_title => say_it(words::SECTION_REPRODUCE),
        facts => Serde(facts(searched, origin)),
    }
}

fn cards(searched: &Searched) -> Vec<Card> {
    let language = searched.language;
    let confirmed = &searched.found.confirmed;
    let what = words::capitalised(&searched.goal());
    let mut notes = vec![twice(searched)];
    notes.retain(|note| !note.is_empty());
    let before = searched.value(confirmed.fresh.before);
    let share = searched.found.way.quantile.map(|q| searched.percent(q));
    let effect = Card {
        figure: searched.value(confirmed.fresh.after),
        sentence: match &share {
            Some(share) => {
                let gaps = [
                    ("share", share.as_str()),
                    ("what", &searched.goal()),
                    ("before", &before),
                ];
                say::SEARCH_CARD_QUANTILE.fill(language, &gaps)
            }
            None => say::SEARCH_CARD.fill(language, &[("what", &what), ("before", &before)]),
        },
        notes,
        alarm: false,
    };
    let money = Card {
        figure: searched.money(confirmed.cost_cny),
        sentence: match searched.scenario.optimise.as_ref().map(|wanted| wanted.bound) {
            Some(Bound::Budget(budget)) => say::SEARCH_CARD_COST.fill(language, &[("budget", &searched.money(budget))]),
            _ => say::SEARCH_CHANCE.say(language).to_string(),
        },
        notes: Vec::new(),
        alarm: false,
    };
    vec![effect, money]
}

/// The figure as found and on fresh draws.
pub fn twice(searched: &Searched) -> String {
    let confirmed = &searched.found.confirmed;
    let Some(found) = confirmed.as_found else {
        return String::new();
    };
    let gaps = [
        ("found", searched.value(found)),
        ("fresh", searched.value(confirmed.fresh.after)),
    ];
    say::SEARCH_TWICE.fill(
        searched.language,
        &gaps.each_ref().map(|(name, text)| (*name, text.as_str())),
    )
}

/// How the result was chosen, with its guarantee.
pub fn how(searched: &Searched) -> String {
    let language = searched.language;
    let selection = &searched.found.confirmed.selection;
    if !searched.found.confirmed.kept.is_empty() {
        let share = |share: f64| {
            Estimate {
                mean: share,
                ci95: None,
            }
            .value(Unit::Share, language)
        };
        return match selection.sure_share {
            Some(sure) => say::SEARCH_PROMISED.fill(language, &[("sure", &share(sure))]),
            None => searched.headline(language),
        };
    }
    if selection.finalists < 2 {
        return say::SEARCH_ONE.say(language).to_string();
    }
    let sure = searched
        .scenario
        .optimise
        .as_ref()
        .map_or(0.95, |optimise| optimise.sure_share);
    let share = Estimate { mean: sure, ci95: None };
    let difference = Estimate {
        mean: selection.smallest_difference,
        ci95: None,
    };
    let gaps = [
        ("finalists", selection.finalists.to_string()),
        ("replications", selection.replications.to_string()),
        ("sure", share.value(Unit::Share, language)),
        ("difference", difference.value(searched.unit(), language)),
    ];
    let phrase = if selection.sure_share.is_some() {
        say::SEARCH_SELECTED
    } else {
        say::SEARCH_NOT_SELECTED
    };
    phrase.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str())))
}

fn sections<'a>(searched: &Searched, charts: &'a [Chart]) -> Vec<Section<'a>> {
    let language = searched.language;
    let figures = |name: &str| -> Vec<Figure<'a>> {
        charts
            .iter()
            .filter(|chart| chart.name == name)
            .map(Figure::of)
            .collect()
    };
    let mut what = vec![by_lever(searched)];
    what.extend(cities(searched));
    let mut all = vec![Section {
        title: say::SEARCH_DO.say(language),
        figures: Vec::new(),
        lists: Vec::new(),
        tables: what,
    }];
    for (title, name, tables) in [
        (say::SEARCH_NEXT, "next_steps", Vec::new()),
        (say::SEARCH_FRONTIER, "frontier", Vec::new()),
        (say::SEARCH_DECIDE, "", decide(searched).into_iter().collect::<Vec<_>>()),
    ] {
        let figures = figures(name);
        if !figures.is_empty() || !tables.is_empty() {
            all.push(Section {
                title: title.say(language),
                figures,
                lists: Vec::new(),
                tables,
            });
        }
    }
    // Where a lever acts in one place only, it stands above already.
    let done = searched.done(&searched.found.confirmed.design);
    if done.len() > levers(searched, &done).len() {
        all.push(Section {
            title: say::SEARCH_EVERY.say(language),
            figures: Vec::new(),
            lists: Vec::new(),
            tables: vec![every_step(searched)],
        });
    }
    all
}

/// The levers that are used, with how often and for how much.
fn levers(searched: &Searched, done: &[(usize, u32)]) -> Vec<(usize, u32, f64)> {
    let mut levers: Vec<(usize, u32, f64)> = Vec::new();
    for &(at, times) in done {
        let step = &searched.found.way.moves[at];
        let price = step.price_cny * f64::from(times);
        match levers.iter_mut().find(|(lever, ..)| *lever == step.lever) {
            Some((_, count, sum)) => (*count, *sum) = (*count + times, *sum + price),
            None => levers.push((step.lever, times, price)),
        }
    }
    levers
}

/// "3 steps for CNY 350,000".
fn how_many(searched: &Searched) -> String {
    let confirmed = &searched.found.confirmed;
    let count: u32 = confirmed.design.iter().sum();
    let phrase = match count {
        0 => say::SEARCH_DO_NOTHING,
        1 => say::SEARCH_DO_TITLE_ONE,
        _ => say::SEARCH_DO_TITLE,
    };
    let cost = searched.money(confirmed.cost_cny);
    phrase.fill(searched.language, &[("count", &count.to_string()), ("cost", &cost)])
}

/// Leaves out the last column, the day to sign by, where nothing has one.
fn grid(language: Language, mut rows: Vec<Vec<String>>) -> Grid {
    let mut head = head(language);
    if rows.iter().all(|row| row.last().is_none_or(String::is_empty)) {
        head.pop();
        rows.iter_mut().for_each(|row| _ = row.pop());
    }
    Grid { head, rows }
}

/// What to do, a row for each lever.
fn by_lever(searched: &Searched) -> Block {
    let language = searched.language;
    let done = searched.done(&searched.found.confirmed.design);
    let levers = levers(searched, &done);
    let row = |&(lever, times, price): &(usize, u32, f64)| {
        let of_lever = done
            .iter()
            .filter(|(at, _)| searched.found.way.moves[*at].lever == lever);
        let moves: Vec<usize> = of_lever.map(|(at, _)| *at).collect();
        let by = moves.first().and_then(|&at| searched.order_by(at));
        vec![
            words::capitalised(&searched.lever(lever, &moves)),
            times.to_string(),
            searched.money(price),
            by.map_or(String::new(), |day| date(day, language)),
        ]
    };
    let chance = say::SEARCH_CHANCE.say(language).to_string();
    let notes: Vec<String> = [how(searched), twice(searched)]
        .into_iter()
        .chain(searched.quantile_note())
        .chain([chance])
        .collect();
    Block {
        title: how_many(searched),
        grid: grid(language, levers.iter().map(row).collect()),
        note: words::joined(&notes, language),
    }
}

fn head(language: Language) -> Vec<String> {
    [
        say::SEARCH_STEP,
        say::SEARCH_TIMES,
        say::SEARCH_COST,
        say::SEARCH_OPENS_BY,
    ]
    .map(|phrase| phrase.say(language).to_string())
    .to_vec()
}

/// Every step, a row each.
fn every_step(searched: &Searched) -> Block {
    let language = searched.language;
    let confirmed = &searched.found.confirmed;
    let row = |&(at, times): &(usize, u32)| {
        let price = searched.found.way.moves[at].price_cny * f64::from(times);
        vec![
            words::capitalised(&searched.step(at)),
            times.to_string(),
            searched.money(price),
            searched.order_by(at).map_or(String::new(), |day| date(day, language)),
        ]
    };
    Block {
        title: how_many(searched),
        grid: grid(language, searched.done(&confirmed.design).iter().map(row).collect()),
        note: String::new(),
    }
}

/// The promise, city by city, the nearest to broken first.
fn cities(searched: &Searched) -> Option<Block> {
    let language = searched.language;
    let mut kept = searched.found.confirmed.kept.clone();
    if kept.is_empty() {
        return None;
    }
    kept.sort_by(|a, b| a.at_least.total_cmp(&b.at_least));
    let share = |share: f64| {
        Estimate {
            mean: share,
            ci95: Some([share; 2]),
        }
        .value(Unit::Share, language)
    };
    let row = |city: &crate::study::optimise::promise::Kept| {
        vec![
            searched.run().city(&searched.scenario.cities[city.city].id),
            share(city.share),
            share(city.at_least),
        ]
    };
    Some(Block {
        title: say::SEARCH_CITIES.say(language).to_string(),
        grid: Grid {
            head: [
                words::comparison::COMPARED_CITY,
                say::SEARCH_CITY_SHARE,
                say::SEARCH_CITY_LEAST,
            ]
            .map(|phrase| phrase.say(language).to_string())
            .to_vec(),
            rows: kept.iter().map(row).collect(),
        },
        note: String::new(),
    })
}

/// To be open by a holiday, sign by that day: for each kind of centre that may be opened.
fn decide(searched: &Searched) -> Option<Block> {
    let (scenario, language) = (searched.scenario, searched.language);
    scenario.calendar.country.filter(|country| *country == Country::China)?;
    let mut kinds: Vec<(usize, u32)> = Vec::new();
    for lever in &scenario.levers {
        if let Step::Opens { like, .. } = &lever.step
            && let Some(days) = searched.days_to_open(like.index())
            && !kinds.iter().any(|(other, _)| *other == like.index())
        {
            kinds.push((like.index(), days));
        }
    }
    if kinds.is_empty() {
        return None;
    }
    let inside = |day: jiff::civil::Date| day > scenario.start && day <= searched.run().to();
    let holidays = china::DAYS_OFF
        .iter()
        .filter(|(_, from, _)| inside(*from))
        .take(HOLIDAYS);
    let rows: Vec<Vec<String>> = holidays
        .map(|((english, chinese), from, _)| {
            let name = match language {
                Language::En => english,
                Language::Zh => chinese,
            };
            let mut cells = vec![format!("{name}, {}", date(*from, language))];
            cells.extend(kinds.iter().map(|&(_, days)| {
                let day = from.checked_sub(i64::from(days).days()).ok();
                day.map_or(String::new(), |day| date(day, language))
            }));
            cells
        })
        .collect();
    let mut head = vec![say::SEARCH_DECIDE_HOLIDAY.say(language).to_string()];
    head.extend(kinds.iter().map(|&(centre, days)| {
        let centre = searched.run().centre(&scenario.centres[centre].id);
        let days = Estimate {
            mean: f64::from(days),
            ci95: Some([f64::from(days); 2]),
        };
        words::COLUMN_IN_UNIT.fill(
            language,
            &[("name", &centre), ("unit", &days.value(Unit::Days, language))],
        )
    }));
    (!rows.is_empty()).then(|| Block {
        title: say::SEARCH_DECIDE.say(language).to_string(),
        grid: Grid { head, rows },
        note: say::SEARCH_DECIDE_NOTE.say(language).to_string(),
    })
}

fn facts(searched: &Searched, origin: Origin) -> Vec<Fact> {
    let fact = |name: Phrase, value: String, code| Fact {
        name: name.say(searched.language),
        value,
        code,
    };
    vec![
        fact(words::FACT_COMMAND, origin.command.to_string(), true),
        fact(words::FACT_VERSION, origin.version.to_string(), false),
        fact(words::FACT_HASH, origin.hash.to_string(), true),
        fact(words::FACT_SEED, searched.summary.seed.to_string(), false),
        fact(
            words::FACT_REPLICATIONS,
            searched.summary.replications.to_string(),
            false,
        ),
    ]
}
