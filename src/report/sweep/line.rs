//! One number varied: the figure as a line over its values, with the interval of its mean as a band.

use super::{Numbers, Swept, factor, inner, leading};
use crate::report::chart::axis::{Scale, tick_text, ticks};
use crate::report::chart::canvas::{Anchor, Sheet, Type};
use crate::report::chart::context::surely_above;
use crate::report::chart::frame::Frame;
use crate::report::chart::picture::{Picture, Table};
use crate::report::chart::theme::{ALARM, AXIS, BAND_50, BAND_ALPHA, GRID, INK, MAIN, MUTED, width};
use crate::report::number::{Estimate, Unit, with_unit};
use crate::report::words::{self, sweep as say};
use crate::units::Language;

/// Most points that are drawn as dots.
const DOTS: usize = 40;

/// Most points that all have their figure; of more, only those have that the title speaks of.
const FIGURES: usize = 12;

/// One value of the parameter and the figure there.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The value.
    pub at: f64,
    /// The value as it was typed.
    pub shown: String,
    /// The figure.
    pub figure: Estimate,
}

/// The figure by value.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The points from the least value to the greatest, at least two.
    pub points: Vec<Point>,
    /// The figure as it stands in a sentence.
    pub what: String,
    /// Its unit.
    pub unit: Unit,
    /// The parameter as people call it, in the plural; none: by its path alone.
    pub parameter: Option<String>,
    /// Its path in the scenario.
    pub path: String,
    /// The measured period in words.
    pub period: String,
    /// The language of its words.
    pub language: Language,
}

/// What the line shows.
#[derive(Clone, Copy)]
enum Finding<'l> {
    /// The last value surely differs from the first.
    Ends(&'l Point, &'l Point),
    /// Some values surely differ: the lowest and the highest.
    Between(&'l Point, &'l Point),
    /// None do.
    Unsure,
}

impl Line {
    /// The line of a sweep; none where fewer than two values have the figure.
    pub(super) fn of(swept: &Swept, numbers: &Numbers, figures: &[Option<Estimate>]) -> Option<Line> {
        let found = numbers.values.iter().zip(figures).filter_map(|((at, shown), figure)| {
            Some(Point {
                at: *at,
                shown: shown.clone(),
                figure: (*figure)?,
            })
        });
        let mut points: Vec<Point> = found.collect();
        points.sort_by(|a, b| a.at.total_cmp(&b.at));
        points.dedup_by(|a, b| a.at == b.at);
        (points.len() > 1).then(|| Line {
            points,
            what: swept.what.clone(),
            unit: swept.unit,
            parameter: swept.parameter(&numbers.path),
            path: numbers.path.clone(),
            period: swept.run.period(),
            language: swept.run.language,
        })
    }

    fn ends(&self) -> (&Point, &Point) {
        (&self.points[0], &self.points[self.points.len() - 1])
    }

    fn finding(&self) -> Finding<'_> {
        let apart = |one: &Point, other: &Point| {
            surely_above(one.figure, other.figure) || surely_above(other.figure, one.figure)
        };
        let (first, last) = self.ends();
        let by_mean = |a: &&Point, b: &&Point| a.figure.mean.total_cmp(&b.figure.mean);
        let (low, high) = (self.points.iter().min_by(by_mean), self.points.iter().max_by(by_mean));
        let monotone = |sign: f64| {
            self.points
                .windows(2)
                .all(|two| sign * (two[1].figure.mean - two[0].figure.mean) >= 0.0)
        };
        match (low, high) {
            _ if apart(first, last) && (monotone(1.0) || monotone(-1.0)) => Finding::Ends(first, last),
            (Some(low), Some(high)) if apart(low, high) => {
                // A line that goes up and down between its ends still goes from one to the other if they are its extremes.
                let ends = [low.at, high.at].iter().all(|at| *at == first.at || *at == last.at);
                if ends {
                    Finding::Ends(first, last)
                } else {
                    Finding::Between(low, high)
                }
            }
            _ => Finding::Unsure,
        }
    }

    fn value(&self, point: &Point) -> String {
        point.figure.headline(self.unit, self.language)
    }

    /// The greatest figure that the plot must hold, in its unit.
    fn most(&self) -> f64 {
        let tops = self
            .points
            .iter()
            .map(|point| point.figure.ci95.map_or(point.figure.mean, |ends| ends[1]));
        let most = tops.fold(0.0, f64::max) * factor(self.unit);
        if self.unit == Unit::Share {
            most.min(100.0)
        } else {
            most
        }
    }

    fn named(&self) -> &str {
        self.parameter.as_deref().unwrap_or(&self.path)
    }
}

impl Picture for Line {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn title(&self) -> String {
        let (first, last) = self.ends();
        let (phrase, before, after) = match self.finding() {
            Finding::Ends(before, after) => {
                let falls = after.figure.mean < before.figure.mean;
                let phrase = match (falls, self.parameter.is_some()) {
                    (true, true) => say::SWEPT_FALLS,
                    (false, true) => say::SWEPT_RISES,
                    (true, false) => say::SWEPT_FALLS_KEY,
                    (false, false) => say::SWEPT_RISES_KEY,
                };
                (phrase, before, after)
            }
            Finding::Between(low, high) => (say::SWEPT_BETWEEN, low, high),
            Finding::Unsure => (say::SWEPT_UNSURE, first, last),
        };
        let (one, other) = (self.value(before), self.value(after));
        let title = phrase.fill(
            self.language,
            &[
                ("what", &self.what),
                ("before", &one),
                ("low", &one),
                ("after", &other),
                ("high", &other),
                ("at", &before.shown),
                ("from", &before.shown),
                ("other", &after.shown),
                ("to", &after.shown),
                ("parameter", self.named()),
            ],
        );
        leading(&title, self.language)
    }

    fn subtitle(&self) -> String {
        let phrase = match self.parameter {
            Some(_) => say::SWEPT_LINE_SUBTITLE,
            None => say::SWEPT_LINE_SUBTITLE_KEY,
        };
        let what = words::capitalised(&self.what);
        phrase.fill(
            self.language,
            &[
                ("what", &what),
                ("unit", self.unit.name(self.language)),
                ("parameter", self.named()),
                ("path", &self.path),
                ("period", &self.period),
            ],
        )
    }

    fn reading(&self) -> String {
        match self.points.iter().any(|point| point.figure.ci95.is_some()) {
            true => say::SWEPT_READING,
            false => words::ONE_RUN,
        }
        .say(self.language)
        .to_string()
    }

    fn description(&self) -> String {
        let gaps = [
            ("what", self.what.as_str()),
            ("unit", self.unit.name(self.language)),
            ("path", &self.path),
            ("period", &self.period),
        ];
        let parts = [
            say::SWEPT_LINE_FORM.fill(self.language, &gaps),
            words::sentence(&self.title(), self.language),
            say::FILE_RUNS.say(self.language).to_string(),
        ];
        words::joined(&parts, self.language)
    }

    fn page_plot(&self) -> f64 {
        380.0
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let (language, frame) = (self.language, &inner(frame));
        let marks = ticks(self.most() * 1.04);
        let marks: Vec<f64> = match self.unit {
            Unit::Share => marks.into_iter().filter(|mark| *mark <= 100.0).collect(),
            _ => marks,
        };
        let (step, top) = (marks[1], marks[marks.len() - 1]);
        let figure = |value: f64| match tick_text(value, step) {
            text if value == top => with_unit(&text, self.unit, language),
            text => text,
        };
        let look = frame.tick();
        let gutter = marks
            .iter()
            .map(|&mark| sheet.measure(&figure(mark), look))
            .fold(0.0, f64::max);
        let (first, last) = self.ends();
        let note = frame.note(INK);
        let widest = self
            .points
            .iter()
            .map(|point| sheet.measure(&self.value(point), note))
            .fold(0.0, f64::max);
        let x = Scale {
            from: first.at,
            to: last.at,
            start: frame.left + gutter + 12.0 + widest / 2.0,
            end: frame.right - widest / 2.0 - 8.0,
        };
        // Under the values stands the parameter's path.
        let bottom = frame.bottom;
        let y = Scale {
            from: 0.0,
            to: top,
            start: bottom,
            end: frame.top,
        };
        let left = frame.left + gutter + 12.0;
        for &mark in &marks {
            let at = y.at(mark);
            sheet.segment((left, at), (frame.right, at), width::GRID, GRID);
            sheet.text(&figure(mark), (left - 10.0, at + 0.35 * look.em), Anchor::End, look);
        }
        let scaled = factor(self.unit);
        let place = |point: &Point, value: f64| (x.at(point.at), y.at((value * scaled).clamp(0.0, top)));
        let edge = |end: usize| {
            let of = move |point: &Point| place(point, point.figure.ci95.map_or(point.figure.mean, |ends| ends[end]));
            self.points.iter().map(of).collect::<Vec<(f64, f64)>>()
        };
        let (low, mut band) = (edge(0), edge(1));
        band.extend(low.into_iter().rev());
        sheet.polygon(band, BAND_50, BAND_ALPHA);
        sheet.segment((left, bottom), (frame.right, bottom), width::AXIS, AXIS);
        let mean: Vec<(f64, f64)> = self
            .points
            .iter()
            .map(|point| place(point, point.figure.mean))
            .collect();
        sheet.line(mean.clone(), width::DATA, MAIN);
        let told = match self.finding() {
            Finding::Ends(one, other) | Finding::Between(one, other) => [Some(one.at), Some(other.at)],
            Finding::Unsure => [None; 2],
        };
        self.draw_figures(sheet, frame, &told, &|point, value| place(point, value));
        self.draw_values(sheet, frame, &x, &told);
    }

    fn table(&self) -> Table {
        let unit = [("unit", self.unit.name(self.language))];
        let rows = self.points.iter().map(|point| {
            vec![
                point.shown.clone(),
                point.figure.bare(self.unit, self.language),
                point.figure.bare_interval(self.unit, self.language).unwrap_or_default(),
            ]
        });
        Table {
            head: vec![
                self.named().to_string(),
                say::SWEPT_MEAN.fill(self.language, &unit),
                say::SWEPT_INTERVAL.say(self.language).to_string(),
            ],
            rows: rows.collect(),
        }
    }
}

impl Line {
    /// Dots and their figures, as many as fit; what the title speaks of first.
    fn draw_figures(
        &self,
        sheet: &mut Sheet,
        frame: &Frame,
        told: &[Option<f64>; 2],
        place: &dyn Fn(&Point, f64) -> (f64, f64),
    ) {
        let is_told = |point: &&Point| told.contains(&Some(point.at));
        let (spoken, others): (Vec<&Point>, Vec<&Point>) = self.points.iter().partition(is_told);
        for point in others.iter().filter(|_| self.points.len() <= DOTS) {
            sheet.dot(place(point, point.figure.mean), 7.0, MAIN);
        }
        for point in &spoken {
            sheet.dot(place(point, point.figure.mean), 10.0, ALARM);
        }
        let mut taken: Vec<[f64; 2]> = Vec::new();
        let bold = spoken
            .iter()
            .map(|point| (*point, self.value(point), frame.note(ALARM)));
        let plain = (others.iter())
            .filter(|_| self.points.len() <= FIGURES)
            .map(|point| (*point, point.figure.bare(self.unit, self.language), frame.label(INK)));
        for (point, text, look) in bold.chain(plain) {
            let (x, middle) = place(point, point.figure.mean);
            let half = sheet.measure(&text, look) / 2.0 + 6.0;
            if taken.iter().any(|[from, to]| x + half > *from && x - half < *to) {
                continue;
            }
            taken.push([x - half, x + half]);
            let (_, edge) = place(point, point.figure.ci95.map_or(point.figure.mean, |ends| ends[1]));
            // Above the band, unless that leaves the plot.
            let above = edge.min(middle - 6.0) - 14.0;
            let inside = above - look.em > frame.top - 40.0;
            let baseline = if inside { above } else { middle + 20.0 + look.em };
            sheet.text_with_halo(&text, (x, baseline), Anchor::Middle, look);
        }
    }

    /// The values under the plot, as many as fit, those of the title and the ends first; the parameter below them.
    fn draw_values(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale, told: &[Option<f64>; 2]) {
        let look = frame.tick();
        let mut taken: Vec<[f64; 2]> = Vec::new();
        let last = self.points.len() - 1;
        let mut order: Vec<usize> = (0..=last).collect();
        let rank = |at: &usize| match self.points[*at].at {
            value if told.contains(&Some(value)) => 0,
            _ if *at == 0 || *at == last => 1,
            _ => 2,
        };
        order.sort_by_key(rank);
        for at in order {
            let point = &self.points[at];
            let half = sheet.measure(&point.shown, look) / 2.0 + 8.0;
            let middle = x.at(point.at);
            if taken
                .iter()
                .any(|[from, to]| middle + half > *from && middle - half < *to)
            {
                continue;
            }
            taken.push([middle - half, middle + half]);
            sheet.text(&point.shown, (middle, frame.under()), Anchor::Middle, look);
        }
        let name = match &self.parameter {
            Some(name) => leading(name, self.language),
            None => self.path.clone(),
        };
        let at = (frame.right, frame.under() + look.em + 8.0);
        let name = sheet.cut(&name, frame.right - frame.left, look);
        sheet.text(&name, at, Anchor::End, Type { colour: MUTED, ..look });
    }
}
