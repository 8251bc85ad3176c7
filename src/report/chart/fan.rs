//! A forecast by day with what was observed: the middle run, what chance does, what is not known, and dots.

use super::axis::{Scale, spread, tick_text, ticks};
use super::canvas::{Anchor, Sheet, Type};
use super::frame::Frame;
use super::months;
use super::picture::{Picture, Table};
use super::theme::{ALARM, AXIS, BAND_50, BAND_90, BAND_ALPHA, Colour, GRID, INK, MAIN, MUTED, width};
use crate::report::number::{self, Unit, with_unit};
use crate::report::words;
use crate::study::backtest::{BAND90, Series, inside};
use crate::units::Language;
use jiff::civil::Date;

/// One observed series over its forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// The series, at least two days.
    pub series: Series,
    /// What was observed, in words.
    pub what: String,
    /// Its unit.
    pub unit: Unit,
    /// Whose.
    pub place: String,
    /// Whether inputs were drawn from beliefs.
    pub beliefs: bool,
    /// The language of its words.
    pub language: Language,
}

impl Fan {
    fn first(&self) -> Date {
        self.series.days[0].date
    }

    fn last(&self) -> Date {
        self.series.days[self.series.days.len() - 1].date
    }

    fn at(&self, day: Date) -> f64 {
        f64::from((day - self.first()).get_days())
    }

    fn period(&self) -> String {
        number::period(self.first(), self.last(), self.language)
    }

    fn factor(&self) -> f64 {
        if self.unit == Unit::Share { 100.0 } else { 1.0 }
    }

    fn is_inside(&self, day: usize) -> bool {
        let day = &self.series.days[day];
        inside(&day.forecast[0], BAND90, day.observed)
    }

    fn levels(&self, day: usize, which: usize) -> [f64; 5] {
        let bands = self.series.days[day].forecast[which].bands.unwrap_or_default();
        bands.map(|value| value * self.factor())
    }

    /// Positions of neighbouring days without a gap between them.
    fn stretches(&self) -> Vec<Vec<usize>> {
        let mut stretches: Vec<Vec<usize>> = Vec::new();
        for day in 0..self.series.days.len() {
            let follows = day > 0 && self.series.days[day - 1].date.tomorrow().ok() == Some(self.series.days[day].date);
            match stretches.last_mut().filter(|_| follows) {
                Some(stretch) => stretch.push(day),
                None => stretches.push(vec![day]),
            }
        }
        stretches
    }

    fn phrase(&self, phrase: words::Phrase) -> String {
        let inside = (0..self.series.days.len()).filter(|&day| self.is_inside(day)).count();
        phrase.fill(
            self.language,
            &[
                ("what", &words::uncapitalised(&self.what)),
                ("place", &self.place),
                ("period", &self.period()),
                ("inside", &inside.to_string()),
                ("all", &self.series.days.len().to_string()),
            ],
        )
    }

    fn draw_names(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale, y: &Scale) {
        let day = self.series.days.len() - 1;
        let (all, chance) = (self.levels(day, 0), self.levels(day, 1));
        let mut names: Vec<(f64, words::Phrase, Colour, bool)> = vec![
            (
                y.at(self.series.days[day].observed * self.factor()),
                words::TEST_OBSERVED,
                INK,
                true,
            ),
            (y.at(chance[2]), words::TEST_MIDDLE, MAIN, true),
            (
                y.at(f64::midpoint(chance[2], chance[4])) - 4.0,
                words::BAND_CHANCE,
                MUTED,
                false,
            ),
        ];
        if self.beliefs {
            let middle = f64::midpoint(chance[4], all[4].max(chance[4]));
            names.push((y.at(middle) - 8.0, words::BAND_BELIEFS, MUTED, false));
        }
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let em = frame.sizes.label;
        let wishes: Vec<f64> = names.iter().map(|name| name.0).collect();
        let places = spread(&wishes, &vec![em * 1.35; names.len()], frame.top, frame.bottom);
        for ((wish, name, colour, bold), place) in names.into_iter().zip(places) {
            if (wish - place).abs() > 6.0 {
                sheet.segment((x.end + 9.0, wish), (x.end + 16.0, place), width::GRID, AXIS);
            }
            let look = Type {
                bold,
                ..frame.label(colour)
            };
            sheet.text(
                name.say(self.language),
                (x.end + 20.0, place + 0.35 * em),
                Anchor::Start,
                look,
            );
        }
    }
}

impl Picture for Fan {
    fn name(&self) -> &'static str {
        "backtest"
    }

    fn title(&self) -> String {
        words::capitalised(&self.phrase(words::TEST_TITLE))
    }

    fn subtitle(&self) -> String {
        let phrase = if self.beliefs {
            words::TEST_SUBTITLE
        } else {
            words::TEST_SUBTITLE_ONE
        };
        words::capitalised(&self.phrase(phrase))
    }

    fn reading(&self) -> String {
        words::TEST_READ.say(self.language).to_string()
    }

    fn description(&self) -> String {
        let title = words::sentence(&self.title(), self.language);
        words::joined(&[self.phrase(words::TEST_FORM), title], self.language)
    }

    fn page_plot(&self) -> f64 {
        420.0
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let days = self.series.days.len();
        let highest = (0..days).map(|day| {
            let observed = self.series.days[day].observed * self.factor();
            self.levels(day, 0)[4].max(self.levels(day, 1)[4]).max(observed)
        });
        let marks = ticks(highest.fold(0.0, f64::max));
        let (step, last) = (marks[1], marks[marks.len() - 1]);
        let figure = |value: f64| {
            let text = tick_text(value, step);
            if value == last {
                with_unit(&text, self.unit, self.language)
            } else {
                text
            }
        };
        let look = frame.tick();
        let widest = |sheet: &Sheet, texts: &[String], look| {
            texts.iter().map(|text| sheet.measure(text, look)).fold(0.0, f64::max)
        };
        let figures: Vec<String> = marks.iter().map(|&value| figure(value)).collect();
        let names = [
            words::TEST_OBSERVED,
            words::TEST_MIDDLE,
            words::BAND_CHANCE,
            words::BAND_BELIEFS,
        ];
        let names = names.map(|name| name.say(self.language).to_string());
        let right = widest(sheet, &names, Type::bold(frame.sizes.label, INK)) + 24.0;
        let x = Scale {
            from: 0.0,
            to: self.at(self.last()).max(1.0),
            start: frame.left + widest(sheet, &figures, look) + 12.0,
            end: frame.right - right,
        };
        let y = Scale {
            from: 0.0,
            to: last,
            start: frame.bottom,
            end: frame.top,
        };
        for (&value, text) in marks.iter().zip(&figures) {
            let at = y.at(value);
            sheet.segment((x.start, at), (x.end, at), width::GRID, GRID);
            sheet.text(text, (x.start - 10.0, at + 0.35 * look.em), Anchor::End, look);
        }
        let place = |day: usize, value: f64| (x.at(self.at(self.series.days[day].date)), y.at(value));
        let bands = [(0, BAND_90), (1, BAND_50)];
        for (which, colour) in bands.into_iter().skip(usize::from(!self.beliefs)) {
            for stretch in self.stretches() {
                let upper = stretch.iter().map(|&day| place(day, self.levels(day, which)[4]));
                let lower = stretch.iter().rev().map(|&day| place(day, self.levels(day, which)[0]));
                sheet.polygon(upper.chain(lower).collect(), colour, BAND_ALPHA);
            }
        }
        sheet.segment((x.start, frame.bottom), (x.end, frame.bottom), width::AXIS, AXIS);
        let drawn = self.at(self.last()) as usize + 1;
        months::draw(sheet, frame, &x, self.first(), drawn, self.language);
        for stretch in self.stretches() {
            let points = stretch.iter().map(|&day| place(day, self.levels(day, 1)[2]));
            sheet.line(points.collect(), width::DATA, MAIN);
        }
        let radius = (0.35 * (x.end - x.start) / drawn as f64).clamp(2.0, 5.0);
        for day in 0..days {
            let at = place(day, self.series.days[day].observed * self.factor());
            match self.is_inside(day) {
                true => sheet.dot(at, radius, INK),
                false => sheet.dot(at, radius + 2.5, ALARM),
            }
        }
        self.draw_names(sheet, frame, &x, &y);
    }

    fn table(&self) -> Table {
        let say = |phrase: words::Phrase| phrase.say(self.language).to_string();
        let head = [
            words::COLUMN_FIGURE,
            words::TEST_DAYS,
            words::TEST_INSIDE50,
            words::TEST_INSIDE90,
            words::TEST_SCORE,
            words::TEST_BIAS,
        ];
        let names = [words::BAND_BELIEFS, words::BAND_CHANCE];
        let rows = names
            .into_iter()
            .zip(&self.series.scores)
            .skip(usize::from(!self.beliefs));
        let rows = rows.map(|(name, score)| {
            vec![
                say(name),
                self.series.days.len().to_string(),
                format!("{:.0} %", 100.0 * score.coverage50),
                format!("{:.0} %", 100.0 * score.coverage90),
                format!("{:.2}", score.score90 * self.factor()),
                format!("{:+.2}", score.bias * self.factor()).replace('-', "\u{2212}"),
            ]
        });
        Table {
            head: head.map(say).to_vec(),
            rows: rows.collect(),
        }
    }
}
