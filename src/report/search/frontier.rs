//! Chart: what money buys, as a staircase of the best designs found by cost.

use super::Searched;
use crate::report::chart::axis::{Scale, tick_text, ticks};
use crate::report::chart::canvas::{Anchor, Sheet};
use crate::report::chart::frame::Frame;
use crate::report::chart::picture::{Picture, Table};
use crate::report::chart::theme::{ALARM, GRID, INK, MAIN, width};
use crate::report::number::{Estimate, Unit, with_unit};
use crate::report::words::{self, search as say};
use crate::units::Language;

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontier {
    /// Cost in CNY, and the goal, the cheapest first; at least two.
    pub points: Vec<(f64, f64)>,
    /// The goal by name.
    pub what: String,
    /// Its unit.
    pub unit: Unit,
    /// The measured period in words.
    pub period: String,
    /// Of a quantile, the most that is told: what is as long may be longer.
    pub most: f64,
    /// Replications of each design.
    pub replications: u32,
    /// The language of its words.
    pub language: Language,
}

impl Frontier {
    /// The frontier of a search; none with a single point.
    pub fn of(searched: &Searched) -> Option<Frontier> {
        let points: Vec<(f64, f64)> = (searched.found.way.frontier.iter())
            .map(|point| (point.cost_cny, point.value))
            .collect();
        (points.len() > 1).then(|| Frontier {
            points,
            what: searched.goal(),
            unit: searched.unit(),
            period: searched.run().period(),
            most: searched.most(),
            replications: searched.search_replications,
            language: searched.language,
        })
    }

    fn factor(&self) -> f64 {
        if self.unit == Unit::Share { 100.0 } else { 1.0 }
    }

    fn money(&self, cny: f64) -> String {
        let exact = Some([cny, cny]);
        Estimate { mean: cny, ci95: exact }.headline(Unit::Yuan, self.language)
    }

    fn value(&self, mean: f64) -> String {
        if mean >= self.most {
            let value = with_unit(&mean.to_string(), self.unit, self.language);
            return say::SEARCH_OR_MORE.fill(self.language, &[("value", &value)]);
        }
        let exact = Some([mean, mean]);
        Estimate { mean, ci95: exact }.headline(self.unit, self.language)
    }

    /// The cheapest design with at least half of the gain.
    fn half(&self) -> (f64, f64) {
        let (first, last) = (self.points[0], self.points[self.points.len() - 1]);
        let middle = f64::midpoint(first.1, last.1);
        let reached = |point: &&(f64, f64)| (point.1 - middle) * (last.1 - first.1) >= 0.0;
        *self.points.iter().find(reached).unwrap_or(&last)
    }
}

impl Picture for Frontier {
    fn name(&self) -> &'static str {
        "frontier"
    }

    fn title(&self) -> String {
        let (first, last) = (self.points[0], self.points[self.points.len() - 1]);
        let gaps = [
            ("what", self.what.clone()),
            ("cost", self.money(last.0)),
            ("before", self.value(first.1)),
            ("after", self.value(last.1)),
            ("half", self.money(self.half().0)),
        ];
        say::SEARCH_FRONTIER_TITLE.fill(
            self.language,
            &gaps.each_ref().map(|(name, text)| (*name, text.as_str())),
        )
    }

    fn subtitle(&self) -> String {
        let gaps = [
            ("what", words::capitalised(&self.what)),
            ("unit", self.unit.name(self.language).to_string()),
            ("period", self.period.clone()),
        ];
        say::SEARCH_FRONTIER_SUBTITLE.fill(
            self.language,
            &gaps.each_ref().map(|(name, text)| (*name, text.as_str())),
        )
    }

    fn reading(&self) -> String {
        say::SEARCH_FRONTIER_NOTE.fill(self.language, &[("replications", &self.replications.to_string())])
    }

    fn description(&self) -> String {
        let form = say::SEARCH_FRONTIER_FORM.fill(self.language, &[("what", &self.what)]);
        words::joined(&[form, words::sentence(&self.title(), self.language)], self.language)
    }

    fn page_plot(&self) -> f64 {
        360.0
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let factor = self.factor();
        let values = self.points.iter().map(|point| point.1 * factor);
        let marks = ticks(values.fold(0.0, f64::max));
        let step = marks[1];
        let last = marks[marks.len() - 1];
        let figure = |value: f64| {
            let text = tick_text(value, step);
            if value == last {
                with_unit(&text, self.unit, self.language)
            } else {
                text
            }
        };
        let gutter = marks.iter().map(|&value| sheet.measure(&figure(value), frame.tick()));
        let left = frame.left + gutter.fold(0.0, f64::max) + 14.0;
        let y = Scale {
            from: 0.0,
            to: last,
            start: frame.bottom,
            end: frame.top,
        };
        for &value in &marks {
            sheet.segment((left, y.at(value)), (frame.right, y.at(value)), width::GRID, GRID);
            let base = y.at(value) + 0.35 * frame.sizes.tick;
            sheet.text(&figure(value), (left - 10.0, base), Anchor::End, frame.tick());
        }
        let spent = self.points[self.points.len() - 1].0;
        let costs = ticks(spent / 1e6);
        let cost_of = |cost: f64| match cost {
            0.0 => "0".to_string(),
            cost => self.money(cost * 1e6),
        };
        let dearest = costs[costs.len() - 1];
        let x = Scale {
            from: 0.0,
            to: dearest * 1e6,
            start: left,
            // The last cost stands under its mark, half of it beyond.
            end: frame.right - (sheet.measure(&cost_of(dearest), frame.tick()) / 2.0).max(40.0),
        };
        sheet.segment((left, frame.bottom), (frame.right, frame.bottom), width::AXIS, INK);
        for &cost in &costs {
            sheet.text(
                &cost_of(cost),
                (x.at(cost * 1e6), frame.under()),
                Anchor::Middle,
                frame.tick(),
            );
        }
        let mut line = Vec::new();
        for (at, &(cost, value)) in self.points.iter().enumerate() {
            if at > 0 {
                line.push((x.at(cost), y.at(self.points[at - 1].1 * factor)));
            }
            line.push((x.at(cost), y.at(value * factor)));
        }
        sheet.line(line, width::DATA, MAIN);
        for &(cost, value) in &self.points {
            sheet.dot((x.at(cost), y.at(value * factor)), 5.0, MAIN);
        }
        let (cost, value) = self.half();
        let at = (x.at(cost), y.at(value * factor));
        sheet.dot(at, 8.0, ALARM);
        let note = format!("{}: {}", self.money(cost), self.value(value));
        let look = frame.note(ALARM);
        let room = sheet.measure(&note, look) + 18.0;
        let (place, anchor) = if at.0 + room < frame.right {
            (at.0 + 14.0, Anchor::Start)
        } else {
            (at.0 - 14.0, Anchor::End)
        };
        sheet.text_with_halo(&note, (place, at.1 - 14.0), anchor, look);
    }

    fn table(&self) -> Table {
        let language = self.language;
        let unit = Unit::Yuan.name(language);
        let head = |name: &str, unit: &str| words::COLUMN_IN_UNIT.fill(language, &[("name", name), ("unit", unit)]);
        let exact = |mean: f64, unit: Unit| {
            let ci95 = Some([mean; 2]);
            Estimate { mean, ci95 }.bare(unit, language)
        };
        Table {
            head: vec![
                head(say::SEARCH_COST.say(language), unit),
                head(&words::capitalised(&self.what), self.unit.name(language)),
            ],
            rows: (self.points.iter())
                .map(|&(cost, value)| vec![exact(cost, Unit::Yuan), exact(value, self.unit)])
                .collect(),
        }
    }
}
