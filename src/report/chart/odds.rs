//! The odds at a release: the share of retries that get a slot, by city, as dots with intervals.

use super::canvas::Sheet;
use super::context::{Run, surely_above};
use super::focus::Team;
use super::frame::Frame;
use super::panels::{self, Panel};
use super::picture::{Picture, Table};
use super::rows::Name;
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit, fraction};
use crate::report::words;
use crate::scenario::booking::Booking;
use crate::units::Language;

/// Cities that fit on a slide.
const MOST: usize = 24;

/// The odds, lowest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// Cities with most jobs, by name; the odds lowest first.
    pub rows: Vec<(String, Estimate)>,
    /// The odds over all cities.
    pub all: Estimate,
    /// How many cities have owners who retry.
    pub cities: usize,
    /// The city that the title may speak of.
    pub focus: Option<String>,
    /// Whether every release is at 00:00.
    pub midnight: bool,
    /// "body repairs", or "jobs".
    pub jobs: String,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals.
    pub reading: String,
    /// The language of its words.
    pub language: Language,
}

impl Odds {
    /// The chart of a run; none where nobody retries at a release.
    pub fn of(run: &Run, team: Option<&Team>, focus: Option<&str>) -> Option<Odds> {
        let breakdown = run.of_team(team);
        let all = run.of_city(Metric::ReleaseSuccess, "*", &breakdown)?;
        let ids = run.scenario.cities.iter().map(|city| city.id.as_str());
        let mut rows: Vec<(&str, f64, Estimate)> = ids
            .filter_map(|id| {
                let odds = run.of_city(Metric::ReleaseSuccess, id, &breakdown)?;
                let jobs = run.of_city(Metric::Jobs, id, &Breakdown::Total)?;
                Some((id, jobs.mean, odds))
            })
            .collect();
        let cities = rows.len();
        rows.sort_by(|a, b| b.1.total_cmp(&a.1));
        rows.truncate(MOST);
        rows.sort_by(|a, b| a.2.mean.total_cmp(&b.2.mean));
        let midnight = run.scenario.centres.iter().all(|centre| match &centre.booking {
            Booking::Calendar { release_minute, .. } => *release_minute == 0,
            Booking::WalkIn { .. } => true,
        });
        Some(Odds {
            focus: focus
                .filter(|id| rows.iter().any(|row| row.0 == *id))
                .map(|id| run.city(id)),
            rows: rows.into_iter().map(|(id, _, odds)| (run.city(id), odds)).collect(),
            all,
            cities,
            midnight,
            jobs: run.jobs_of(team),
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        })
    }

    /// The city of the title: the run's city if its odds surely differ from those of the network, else the lowest
    /// whose do.
    fn chosen(&self) -> Option<&(String, Estimate)> {
        let differs = |row: &&(String, Estimate)| surely_above(self.all, row.1) || surely_above(row.1, self.all);
        let focus = self.rows.iter().find(|row| self.focus.as_ref() == Some(&row.0));
        focus
            .filter(differs)
            .or_else(|| self.rows.first().filter(|row| surely_above(self.all, row.1)))
            .filter(|_| self.rows.len() > 1)
    }

    /// "one try in nine gets a slot", or "8.3 % of tries get a slot"; in Chinese the share alone.
    fn tries(&self, odds: Estimate) -> String {
        let text = self.share(odds);
        let (some, of) = match (self.language, text.split_once(" in ")) {
            (Language::Zh, _) => return text,
            (_, Some(("one", of))) => return words::ODDS_ONE.fill(self.language, &[("of", of)]),
            (_, Some((some, of))) => (some, of),
            (_, None) => return words::ODDS_SHARE.fill(self.language, &[("share", &text)]),
        };
        words::ODDS_SOME.fill(self.language, &[("some", some), ("of", of)])
    }

    /// "one in nine", or "8.3 %".
    fn share(&self, odds: Estimate) -> String {
        let text = fraction(odds, self.language).map(str::to_string);
        text.unwrap_or_else(|| odds.headline(Unit::Share, self.language))
    }

    fn drawn(&self) -> (Vec<Name>, Panel) {
        let chosen = self.chosen().map(|row| row.0.as_str());
        let mut names = vec![Name::row(words::NETWORK_ROW.say(self.language).to_string(), false)];
        let mut values = vec![Some(self.all)];
        if self.rows.len() > 1 {
            names.extend(
                self.rows
                    .iter()
                    .map(|row| Name::row(row.0.clone(), chosen == Some(row.0.as_str()))),
            );
            values.extend(self.rows.iter().map(|row| Some(row.1)));
        } else if let Some((city, _)) = self.rows.first() {
            names[0].text.clone_from(city);
        }
        let panel = Panel {
            title: String::new(),
            unit: Unit::Share,
            values,
        };
        (names, panel)
    }
}

impl Picture for Odds {
    fn name(&self) -> &'static str {
        "release_odds"
    }

    fn title(&self) -> String {
        let language = self.language;
        let when = if self.midnight {
            words::AT_MIDNIGHT
        } else {
            words::AT_RELEASE
        }
        .say(language);
        let place = match (self.chosen(), self.rows.as_slice()) {
            (Some((city, odds)), _) => {
                let gaps = [
                    ("when", when),
                    ("tries", &*self.tries(*odds)),
                    ("place", city),
                    ("all", &*self.share(self.all)),
                ];
                return words::ODDS_TITLE_CITY.fill(language, &gaps);
            }
            (None, [(city, _)]) => city.as_str(),
            _ => words::NETWORK.say(language),
        };
        let gaps = [("when", when), ("tries", &*self.tries(self.all)), ("place", place)];
        words::ODDS_TITLE.fill(language, &gaps)
    }

    fn subtitle(&self) -> String {
        words::ODDS_SUBTITLE.fill(self.language, &[("jobs", &self.jobs), ("period", &self.period)])
    }

    fn reading(&self) -> String {
        let mut parts = Vec::new();
        if self.cities > self.rows.len() {
            let gaps = [
                ("count", &*self.rows.len().to_string()),
                ("all", &*self.cities.to_string()),
            ];
            parts.push(words::ODDS_LARGEST.fill(self.language, &gaps));
        }
        parts.push(self.reading.clone());
        words::joined(&parts, self.language)
    }

    fn description(&self) -> String {
        let (names, panel) = self.drawn();
        let form = words::ODDS_FORM.fill(self.language, &[("jobs", &self.jobs), ("period", &self.period)]);
        let ends = panels::extremes(&names, &panel, self.language);
        let file = words::FILE_SUMMARY.say(self.language).to_string();
        words::joined(
            &[form, words::sentence(&self.title(), self.language), ends, file],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        26.0 * (self.rows.len() + 1).max(5) as f64
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let (names, panel) = self.drawn();
        panels::draw(sheet, frame, &names, &[panel], self.language);
    }

    fn table(&self) -> Table {
        let (names, panel) = self.drawn();
        let title = words::RELEASE_SUCCESS.say(self.language).to_string();
        panels::table(
            words::CITY.say(self.language),
            &names,
            &[(title, &panel)],
            self.language,
        )
    }
}
