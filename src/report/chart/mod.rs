//! Charts as SVG and PNG, each titled with what its own figures show.

#![allow(
    clippy::disallowed_methods,
    reason = "a picture may differ in its last bit between platforms; results may not"
)]

pub mod axis;
pub mod beside;
pub mod booked;
pub mod canvas;
pub mod causes;
pub mod context;
pub mod fan;
pub mod focus;
pub mod fonts;
pub mod frame;
pub mod lead_time;
pub mod map;
pub mod months;
pub mod odds;
pub mod paint;
pub mod panels;
pub mod picture;
pub mod points;
pub mod provinces;
pub mod queue_wait;
pub mod recall;
pub mod regions;
pub mod roadside;
pub mod rows;
pub mod satisfied;
pub mod theme;
pub mod utilisation;
pub mod within_days;
pub mod wrap;

use crate::metrics::catalogue::Metric;
use crate::metrics::daily::{Daily, DailySeries};
use crate::metrics::summary::Summary;
use crate::report::words;
use crate::scenario::Scenario;
use crate::scenario::booking::Booking;
use crate::units::Language;
use beside::Waits;
use booked::Booked;
use causes::Causes;
use context::Run;
pub use context::{ChartContext, HolidaySpan};
use focus::Team;
use fonts::{Face, Fonts};
use lead_time::{Holiday, LeadTime};
use map::Map;
use odds::Odds;
use picture::{Picture, Table};
use points::Points;
use provinces::Provinces;
use queue_wait::QueueWait;
use recall::Recall;
use roadside::Response;
use satisfied::Satisfied;
use utilisation::Utilisation;
use within_days::WithinDays;

/// A finished chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Stem of its files.
    pub name: &'static str,
    /// The finding.
    pub title: String,
    /// Quantity, unit, whose, where, when.
    pub subtitle: String,
    /// How to read it, and the source, one line each.
    pub footer: String,
    /// The slide as SVG.
    pub svg: String,
    /// The slide as PNG.
    pub png: Vec<u8>,
    /// The bare picture for a column of the page, as SVG.
    pub page_svg: String,
    /// The figures behind it.
    pub table: Table,
}

/// Every chart that the figures allow, in the order of the page.
///
/// PNGs need a Chinese face on the machine for Chinese text: without one they are drawn in English. SVGs leave the
/// face to whoever shows them.
pub fn draw_all(
    scenario: &Scenario,
    summary: &Summary,
    daily: &Daily,
    context: &ChartContext,
    language: Language,
) -> Vec<Chart> {
    draw_with(scenario, summary, daily, context, language, None)
}

/// As [`draw_all()`], with a font for what the built-in one lacks, instead of one found on the machine.
pub fn draw_with(
    scenario: &Scenario,
    summary: &Summary,
    daily: &Daily,
    context: &ChartContext,
    language: Language,
    face: Option<&Face>,
) -> Vec<Chart> {
    let fonts = Fonts::for_texts(language, names(scenario, Language::En), face);
    let run = Run {
        scenario,
        summary,
        language,
        fonts: &fonts,
    };
    let english = Run {
        language: Language::En,
        ..run
    };
    let own = pictures(&run, daily, context);
    picture::finish_all(&own, (language, &run.source(), &fonts), || {
        (pictures(&english, daily, context), english.source())
    })
}

/// The charts of the page in one more language, without the files of slides.
pub fn draw_page(
    scenario: &Scenario,
    summary: &Summary,
    daily: &Daily,
    context: &ChartContext,
    language: Language,
    face: Option<&Face>,
) -> Vec<Chart> {
    let fonts = Fonts::for_texts(language, names(scenario, Language::En), face);
    let run = Run {
        scenario,
        summary,
        language,
        fonts: &fonts,
    };
    let all = pictures(&run, daily, context);
    picture::finish_pages(&all, (language, &run.source(), &fonts))
}

/// The names that charts may show in a language.
pub(crate) fn names(scenario: &Scenario, language: Language) -> impl Iterator<Item = &str> {
    fn pick<'a>(language: Language, english: &'a String, chinese: &'a String) -> &'a String {
        if language == Language::En { english } else { chinese }
    }
    let cities =
        (scenario.cities.iter()).flat_map(move |city| [pick(language, &city.name, &city.name_zh), &city.province]);
    let centres = (scenario.centres.iter()).map(move |centre| pick(language, &centre.name, &centre.name_zh));
    let peers = (scenario.peers.iter()).map(move |peer| pick(language, &peer.name, &peer.name_zh));
    let makers = (scenario.benchmarks.iter()).map(move |one| pick(language, &one.name, &one.name_zh));
    let recalls = (scenario.recalls.iter()).map(move |one| pick(language, &one.name, &one.name_zh));
    cities
        .chain(makers)
        .chain(recalls)
        .chain(centres)
        .chain(peers)
        .chain([pick(language, &scenario.name, &scenario.name_zh)])
        .map(String::as_str)
}

/// The first character of charts in `language` that neither the built-in font nor `face` can draw.
pub fn lacking(scenario: &Scenario, language: Language, face: &Face) -> Option<char> {
    let own = words::ALL.iter().map(|(_, phrase)| phrase.say(language));
    face.lacks(own.chain(names(scenario, language)))
}

/// Whether this machine lacks the face for `language`, so that PNGs are drawn in English: worth a warning.
pub fn lacks_face(language: Language) -> bool {
    language == Language::Zh && !Fonts::for_texts(language, std::iter::empty(), None).has_chinese()
}

/// The charts of a run in one language, not yet drawn.
pub fn pictures(run: &Run, daily: &Daily, context: &ChartContext) -> Vec<Box<dyn Picture>> {
    fn boxed<P: Picture + 'static>(picture: Option<P>) -> Option<Box<dyn Picture>> {
        picture.map(|picture| Box::new(picture) as Box<dyn Picture>)
    }
    let team = run.team();
    let city = run.focus_city(team.as_ref(), |city| horizon(run.scenario, city));
    let all = [
        boxed(lead_time(run, daily, context, team.as_ref(), "*", "lead_time")),
        boxed(city.and_then(|city| lead_time(run, daily, context, team.as_ref(), city, "lead_time_city"))),
        boxed(Waits::of(run, context.beside.as_ref(), team.as_ref())),
        boxed(Recall::of(run, daily, context)),
        boxed(Booked::of(run, daily, context, team.as_ref())),
        boxed(WithinDays::of(run, city)),
        boxed(Map::of(run, team.as_ref(), horizon(run.scenario, "*"))),
        boxed(Provinces::of(run)),
        boxed(Points::of(run, team.as_ref())),
        boxed(Causes::of(run, team.as_ref(), city)),
        boxed(Utilisation::of(run)),
        boxed(QueueWait::of(run)),
        boxed(Response::of(run)),
        boxed(Satisfied::of(run)),
        boxed(Odds::of(run, team.as_ref(), city)),
    ];
    all.into_iter().flatten().collect()
}

/// The lead time of a city, or of the network (`*`), for the team that the charts speak of.
fn lead_time<'a>(
    run: &Run,
    daily: &'a Daily,
    context: &'a ChartContext,
    team: Option<&Team>,
    city: &str,
    name: &'static str,
) -> Option<LeadTime> {
    let series_of = |daily: &'a Daily, metric, team: &str| {
        let wanted = |series: &&DailySeries| {
            series.metric == metric && series.city == city && series.centre == "*" && series.team == team
        };
        daily.series.iter().find(wanted)
    };
    let series = |metric, team: &str| series_of(daily, metric, team);
    let id = team.map_or("*", |team| team.id.as_str());
    let start = run.measured_from();
    let warm_up = run.scenario.warm_up_days as usize;
    let days = series(Metric::LeadTime, id)?.days.get(warm_up..)?.to_vec();
    // Jobs of a team by day are not told: its share of all jobs stands for them.
    let share = team.map_or(Some(1.0), |team| run.share_of(team));
    let jobs: Vec<f64> = series(Metric::Jobs, "*")
        .zip(share)
        .and_then(|(series, share)| {
            let days = series.days.get(warm_up..)?.iter();
            Some(days.map(|day| day.map_or(0.0, |point| point.mean * share)).collect())
        })
        .unwrap_or_default();
    let waits = run.row_of_city(Metric::LeadTime, city, &run.of_team(team));
    let p90 = waits
        .and_then(|row| row.quantiles)
        .map_or(0.0, |quantiles| quantiles[1]);
    let (days, left_out, weekly) = lead_time::calmed(&days, &jobs, p90);
    let ahead = context.ahead.as_ref().and_then(|forecast| {
        let days = series_of(&forecast.daily, Metric::LeadTime, id)?.days.get(warm_up..)?;
        Some(lead_time::calmed(days, &jobs, p90).0)
    });
    let holidays = context.holidays.iter().map(|span| Holiday {
        name: if run.language == Language::En {
            &span.name_en
        } else {
            &span.name_zh
        }
        .clone(),
        from: i64::from((span.from - start).get_days()),
        to: i64::from((span.to - start).get_days()),
    });
    let last = days.len() as i64 - 1;
    let holidays = holidays
        .filter(|holiday| holiday.to >= 0 && holiday.from <= last)
        .collect();
    let place = match run.scenario.cities.as_slice() {
        [only] if city == "*" => run.city(&only.id),
        _ if city == "*" => words::NETWORK.say(run.language).to_string(),
        _ => run.city(city),
    };
    let unsure = team.is_none() && run.scenario.teams.len() > 1;
    LeadTime::new(LeadTime {
        name,
        what: run.lead_of(team),
        beside: team
            .and_then(|team| run.beside(team, city))
            .or_else(|| unsure.then(|| words::ALL_JOBS.say(run.language).to_string())),
        weekly,
        left_out,
        place,
        start,
        days,
        ahead: ahead.unwrap_or_default(),
        draws: context.ahead.as_ref().map_or(0, |forecast| forecast.blocks),
        holidays,
        horizon: horizon(run.scenario, city),
        replications: run.summary.replications,
        language: run.language,
    })
}

/// The bookable days ahead of a city's centres, or of the network's where it has none; none where they differ.
pub(crate) fn horizon(scenario: &Scenario, city: &str) -> Option<u32> {
    let of = |wanted: Option<&str>| {
        let here =
            |id: usize| wanted.is_none_or(|wanted| scenario.cities.get(id).is_some_and(|city| city.id == wanted));
        let centres = scenario.centres.iter().filter(|centre| here(centre.city.index()));
        let mut horizons: Vec<u32> = centres
            .filter_map(|centre| match centre.booking {
                Booking::Calendar { horizon_days, .. } => Some(horizon_days),
                Booking::WalkIn { .. } => None,
            })
            .collect();
        horizons.sort_unstable();
        horizons.dedup();
        horizons
    };
    let own = of(Some(city));
    let horizons = if own.is_empty() { of(None) } else { own };
    match horizons.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod tests;
