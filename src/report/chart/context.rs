//! What all charts of a run share: names in one language, the measured period, the source line.

use super::fonts::Fonts;
use super::months::day_after;
use crate::metrics::catalogue::Metric;
use crate::metrics::daily::Daily;
use crate::metrics::forecast::Forecast;
use crate::metrics::summary::{Breakdown, Row, Summary};
use crate::model::china;
use crate::report::number::{self, Estimate};
use crate::report::words;
use crate::scenario::Scenario;
use crate::scenario::calendar::Country;
use crate::units::Language;
use jiff::civil::Date;
use std::sync::Arc;

/// A named span of days off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidaySpan {
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
}

/// Another run on the same random numbers, to be drawn beside this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// English name of its scenario.
    pub name: String,
    /// Chinese name of its scenario.
    pub name_zh: String,
    /// Its figures.
    pub summary: Summary,
    /// Its figures by day.
    pub daily: Daily,
}

/// What charts show beside figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartContext {
    /// Days off to be shaded, in order.
    pub holidays: Vec<HolidaySpan>,
    /// The run beside this one.
    pub beside: Option<Beside>,
    /// What may come with the inputs drawn from beliefs.
    pub ahead: Option<Arc<Forecast>>,
}

impl ChartContext {
    /// The holidays of a scenario: those of its calendar, and its own spans that have a name.
    pub fn of(scenario: &Scenario) -> ChartContext {
        let span = |(name_en, name_zh): (&str, &str), from, to| HolidaySpan {
            name_en: name_en.into(),
            name_zh: name_zh.into(),
            from,
            to,
        };
        let mut holidays: Vec<HolidaySpan> = match scenario.calendar.country {
            Some(Country::China) => china::DAYS_OFF
                .iter()
                .map(|&(name, from, to)| span(name, from, to))
                .collect(),
            None => Vec::new(),
        };
        let own = scenario.holidays.iter().filter(|holiday| !holiday.name.is_empty());
        holidays.extend(own.map(|holiday| span((&holiday.name, &holiday.name_zh), holiday.from, holiday.to)));
        holidays.sort_by_key(|holiday| holiday.from);
        ChartContext {
            holidays,
            beside: None,
            ahead: None,
        }
    }
}

/// A run in one language.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its figures.
    pub summary: &'a Summary,
    /// The language of the words.
    pub language: Language,
    /// The faces that must be able to draw the names.
    pub fonts: &'a Fonts,
}

impl Run<'_> {
    /// A name of the scenario that is neither a city's nor a centre's.
    pub fn named(&self, id: &str, english: &str, chinese: &str) -> String {
        self.name(id, english, chinese)
    }

    fn name(&self, id: &str, english: &str, chinese: &str) -> String {
        let name = if self.language == Language::En {
            english
        } else {
            chinese
        };
        // A face for Chinese is needed only where there are pixels; without one, what can be drawn stands instead.
        let drawable = |name: &&str| self.fonts.missing(name).is_none();
        let fallback = [english, id].into_iter().find(drawable).unwrap_or(name);
        let wanted = if self.language == Language::Zh || drawable(&name) {
            name
        } else {
            fallback
        };
        wanted.to_string()
    }

    /// A city by its name; `*` is the whole network.
    pub fn city(&self, id: &str) -> String {
        if id == "*" {
            return words::NETWORK_ROW.say(self.language).to_string();
        }
        let city = self.scenario.cities.iter().find(|city| city.id == id);
        city.map_or_else(|| id.to_string(), |city| self.name(id, &city.name, &city.name_zh))
    }

    /// A centre by its name.
    pub fn centre(&self, id: &str) -> String {
        let centre = self.scenario.centres.iter().find(|centre| centre.id == id);
        centre.map_or_else(|| id.to_string(), |centre| self.name(id, &centre.name, &centre.name_zh))
    }

    /// The scenario's name.
    pub fn title(&self) -> &str {
        match self.language {
            Language::En => &self.summary.scenario,
            Language::Zh => &self.scenario.name_zh,
        }
    }

    /// The first measured day.
    pub fn measured_from(&self) -> Date {
        day_after(self.scenario.start, i64::from(self.scenario.warm_up_days))
    }

    /// The last day.
    pub fn to(&self) -> Date {
        day_after(self.scenario.start, i64::from(self.scenario.days) - 1)
    }

    /// The measured period in words.
    pub fn period(&self) -> String {
        number::period(self.measured_from(), self.to(), self.language)
    }

    /// Scenario, seed, replications and the source of the calendar.
    pub fn source(&self) -> String {
        let calendar = match self.scenario.calendar.country {
            Some(_) => words::CALENDAR_CHINA,
            None => words::CALENDAR_NONE,
        };
        let phrase = if self.summary.replications == 1 {
            words::SOURCE_ONE
        } else {
            words::SOURCE
        };
        phrase.fill(
            self.language,
            &[
                ("scenario", self.title()),
                ("seed", &self.summary.seed.to_string()),
                ("replications", &self.summary.replications.to_string()),
                ("calendar", calendar.say(self.language)),
            ],
        )
    }

    /// How to read intervals; the one run has none.
    pub fn reading(&self) -> String {
        if self.summary.replications < 2 {
            return words::ONE_RUN.say(self.language).to_string();
        }
        words::READ_WHISKERS.fill(
            self.language,
            &[("replications", &self.summary.replications.to_string())],
        )
    }

    /// Rows of a metric in the order of the summary.
    pub fn rows(&self, metric: Metric) -> impl Iterator<Item = &Row> {
        self.summary.rows.iter().filter(move |row| row.metric == metric)
    }

    /// The figure of one city (`*`: all) over all centres and failures.
    pub fn of_city(&self, metric: Metric, city: &str, breakdown: &Breakdown) -> Option<Estimate> {
        self.row_of_city(metric, city, breakdown).and_then(estimate)
    }

    /// The row of one city (`*`: all) over all centres and failures.
    pub fn row_of_city(&self, metric: Metric, city: &str, breakdown: &Breakdown) -> Option<&Row> {
        self.rows(metric).find(|row| {
            row.scope.city == city && row.scope.centre == "*" && row.scope.failure == "*" && row.breakdown == *breakdown
        })
    }
}

/// A row's mean with its interval; none without observation.
pub fn estimate(row: &Row) -> Option<Estimate> {
    row.mean
        .filter(|mean| mean.is_finite())
        .map(|mean| Estimate { mean, ci95: row.ci95 })
}

/// Whether a mean surely lies above another: their intervals part.
pub fn surely_above(one: Estimate, other: Estimate) -> bool {
    matches!((one.ci95, other.ci95), (Some([low, _]), Some([_, high])) if low > high)
}
