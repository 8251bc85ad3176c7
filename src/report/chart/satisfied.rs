//! Satisfied owners, by city or by kind of failure, with published shares below: dots with intervals.

use super::canvas::Sheet;
use super::context::{Run, estimate, surely_above};
use super::frame::Frame;
use super::panels::{self, Panel};
use super::picture::{Picture, Table};
use super::rows::Name;
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Row};
use crate::report::number::{Estimate, Unit};
use crate::report::words::{self, care as say};
use crate::units::Language;

/// Rows that fit on a slide.
const MOST: usize = 20;

/// The shares, lowest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Satisfied {
    /// Whether a row is a city; else a kind of failure.
    pub by_city: bool,
    /// Name and share.
    pub rows: Vec<(String, Estimate)>,
    /// The share of all.
    pub all: Estimate,
    /// Published shares by name, highest first.
    pub published: Vec<(String, f64)>,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals.
    pub reading: String,
    /// The language of its words.
    pub language: Language,
}

impl Satisfied {
    /// The chart of a run; none where the scenario does not tell satisfaction.
    pub fn of(run: &Run) -> Option<Satisfied> {
        let total = |row: &&Row| row.breakdown == Breakdown::Total && row.scope.centre == "*";
        let rows = || run.rows(Metric::Satisfied).filter(total);
        let all = run.of_city(Metric::Satisfied, "*", &Breakdown::Total)?;
        let by_city = run.scenario.cities.len() > 1;
        let mut named: Vec<(String, Estimate)> = if by_city {
            let cities = rows().filter(|row| row.scope.city != "*" && row.scope.failure == "*");
            cities
                .filter_map(|row| Some((run.city(&row.scope.city), estimate(row)?)))
                .collect()
        } else {
            let modes = rows().filter(|row| row.scope.failure != "*" && row.scope.city == "*");
            modes
                .filter_map(|row| Some((words::failure(&row.scope.failure, run.language), estimate(row)?)))
                .collect()
        };
        named.sort_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
        let mut published: Vec<(String, f64)> = (run.scenario.benchmarks.iter())
            .map(|one| (run.named(&one.id, &one.name, &one.name_zh), one.satisfied_share))
            .collect();
        published.sort_by(|a, b| b.1.total_cmp(&a.1));
        Some(Satisfied {
            by_city,
            rows: named,
            all,
            published,
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        })
    }

    /// Whether the first row is surely lower than every other.
    fn sure(&self) -> bool {
        self.rows.len() > 1
            && self.rows[1..]
                .iter()
                .all(|(_, other)| surely_above(*other, self.rows[0].1))
    }

    /// Whether the interval of all lies wholly below the lowest published share, or above the highest.
    fn beyond(&self) -> Option<(words::Phrase, &(String, f64))> {
        let [low, high] = self.all.ci95?;
        let (most, least) = (self.published.first()?, self.published.last()?);
        if high < least.1 {
            Some((say::SATISFIED_BELOW, least))
        } else if low > most.1 {
            Some((say::SATISFIED_ABOVE, most))
        } else {
            None
        }
    }

    fn drawn(&self) -> (Vec<Name>, Panel) {
        let accent = self.sure() && self.beyond().is_none();
        let mut names = Vec::new();
        let mut values = Vec::new();
        for (at, (name, value)) in self.rows.iter().take(MOST).enumerate() {
            names.push(Name::row(name.clone(), accent && at == 0));
            values.push(Some(*value));
        }
        if self.rows.len() > 1 {
            names.push(Name::row(
                words::NETWORK_ROW.say(self.language).into(),
                self.beyond().is_some(),
            ));
            values.push(Some(self.all));
        }
        if !self.published.is_empty() {
            names.push(Name::heading(say::SATISFIED_PUBLISHED.say(self.language)));
            values.push(None);
        }
        for (name, share) in &self.published {
            names.push(Name::row(name.clone(), false));
            values.push(Some(Estimate {
                mean: *share,
                ci95: Some([*share, *share]),
            }));
        }
        (
            names,
            Panel {
                title: String::new(),
                unit: Unit::Share,
                values,
            },
        )
    }
}

impl Picture for Satisfied {
    fn name(&self) -> &'static str {
        "satisfied"
    }

    fn title(&self) -> String {
        let share = |estimate: Estimate| estimate.headline(Unit::Share, self.language);
        let exact = |mean: f64| {
            share(Estimate {
                mean,
                ci95: Some([mean, mean]),
            })
        };
        let value = share(self.all);
        if let Some((phrase, (maker, published))) = self.beyond() {
            let published = exact(*published);
            let gaps = [
                ("value", value.as_str()),
                ("maker", maker),
                ("least", &published),
                ("most", &published),
            ];
            return phrase.fill(self.language, &gaps);
        }
        let phrase = match (self.sure(), self.by_city) {
            (true, true) => say::SATISFIED_LEAST,
            (true, false) => say::SATISFIED_LEAST_FAILURE,
            _ => say::SATISFIED_ALL,
        };
        let (place, low) = self
            .rows
            .first()
            .map_or((String::new(), String::new()), |(place, low)| {
                (place.clone(), share(*low))
            });
        phrase.fill(self.language, &[("place", &place), ("low", &low), ("value", &value)])
    }

    fn subtitle(&self) -> String {
        let phrase = if self.by_city {
            say::SATISFIED_SUBTITLE_CITY
        } else {
            say::SATISFIED_SUBTITLE_FAILURE
        };
        phrase.fill(self.language, &[("period", &self.period)])
    }

    fn reading(&self) -> String {
        let mut lines = vec![say::SATISFIED_READ.say(self.language).to_string(), self.reading.clone()];
        if self.rows.len() > MOST {
            let (count, all) = (MOST.to_string(), self.rows.len().to_string());
            lines.insert(
                0,
                say::SATISFIED_LOWEST.fill(self.language, &[("count", &count), ("all", &all)]),
            );
        }
        words::joined(&lines, self.language)
    }

    fn description(&self) -> String {
        let (names, panel) = self.drawn();
        let lines = [
            say::SATISFIED_FORM.fill(self.language, &[("period", &self.period)]),
            words::sentence(&self.title(), self.language),
            panels::extremes(&names, &panel, self.language),
            words::FILE_SUMMARY.say(self.language).into(),
        ];
        words::joined(&lines, self.language)
    }

    fn page_plot(&self) -> f64 {
        30.0 * self.drawn().0.len() as f64 + 30.0
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let (names, panel) = self.drawn();
        panels::draw(sheet, frame, &names, &[panel], self.language);
    }

    fn table(&self) -> Table {
        let (names, panel) = self.drawn();
        let head = if self.by_city { words::CITY } else { words::FAILURE };
        let title = say::SATISFIED_COLUMN.say(self.language).to_string();
        panels::table(head.say(self.language), &names, &[(title, &panel)], self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(rows: &[(&str, f64)], all: f64, published: &[(&str, f64)]) -> Satisfied {
        let about = |mean: f64| Estimate {
            mean,
            ci95: Some([mean - 0.005, mean + 0.005]),
        };
        Satisfied {
            by_city: true,
            rows: rows
                .iter()
                .map(|(name, mean)| (name.to_string(), about(*mean)))
                .collect(),
            all: about(all),
            published: published
                .iter()
                .map(|(name, share)| (name.to_string(), *share))
                .collect(),
            period: "2025".into(),
            reading: String::new(),
            language: Language::En,
        }
    }

    #[test]
    fn the_title_claims_only_what_the_intervals_carry() {
        let rows = [("Wuhan", 0.70), ("Hefei", 0.80)];
        let makers = [("Best", 0.93), ("Last", 0.81)];
        let title = |rows: &[(&str, f64)], all, published: &[(&str, f64)]| chart(rows, all, published).title();
        // Half an interval is 0.5 points: 80.4 to 81.4 is not surely below 81, 80.4 is.
        assert!(title(&rows, 0.804, &makers).contains("surely fewer than the 81"));
        assert!(title(&rows, 0.809, &makers).starts_with("Owners in Wuhan are surely the least satisfied: 70"));
        assert!(title(&rows, 0.936, &makers).contains("surely more than the 93"));
        assert!(title(&rows, 0.75, &[]).starts_with("Owners in Wuhan"));
        let near = [("Wuhan", 0.795), ("Hefei", 0.80)];
        assert!(title(&near, 0.9, &makers).starts_with("90"));
    }

    #[test]
    fn one_accent_and_a_row_for_each_maker() {
        let (names, panel) = chart(&[("Wuhan", 0.70), ("Hefei", 0.80)], 0.75, &[("Best", 0.93)]).drawn();
        let texts: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        assert_eq!(texts[..2], ["Wuhan", "Hefei"]);
        assert_eq!(texts[3..], ["Published", "Best"]);
        assert_eq!(names.iter().filter(|name| name.accent).count(), 1);
        assert_eq!(panel.values[4].map(|value| value.mean), Some(0.93));
    }
}
