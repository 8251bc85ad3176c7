//! Two numbers varied: the figure as a field of cells, one for each pair of values.

use super::{Numbers, Swept, factor, inner, leading, short};
use crate::report::chart::axis::tick_text;
use crate::report::chart::canvas::{Anchor, Sheet, Type};
use crate::report::chart::context::surely_above;
use crate::report::chart::frame::Frame;
use crate::report::chart::picture::{Picture, Table};
use crate::report::chart::theme::{INK, MUTED, ON_ABOVE, ON_PALE, STEPS, TRACK, width};
use crate::report::number::{Estimate, Unit, with_unit};
use crate::report::words::{self, sweep as say};
use crate::units::Language;

/// Most values of a parameter that are drawn.
const MOST: usize = 60;

/// One of the two parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its values as they were typed, from the least to the greatest.
    pub values: Vec<String>,
    /// What it is called; its path where it has no other name.
    pub name: String,
    /// The same in a word or two.
    pub short: String,
}

/// The figure by two values.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// The parameter of the rows, the first that was varied.
    pub one: Axis,
    /// The parameter of the columns.
    pub two: Axis,
    /// The figure by row, then column; none where it is not known.
    pub cells: Vec<Vec<Option<Estimate>>>,
    /// The figure as it stands in a sentence.
    pub what: String,
    /// Its unit.
    pub unit: Unit,
    /// The measured period in words.
    pub period: String,
    /// The language of its words.
    pub language: Language,
}

/// A cell: its row, its column and its figure.
type Cell = (usize, usize, Estimate);

impl Heat {
    /// The field of a sweep; none unless at least half of the pairs of two values or more have the figure.
    pub(super) fn of(swept: &Swept, (one, two): (&Numbers, &Numbers), figures: &[Option<Estimate>]) -> Option<Heat> {
        let ordered = |numbers: &Numbers| {
            let mut values = numbers.values.clone();
            values.sort_by(|a, b| a.0.total_cmp(&b.0));
            values.dedup_by(|a, b| a.0 == b.0);
            values
        };
        let (rows, columns) = (ordered(one), ordered(two));
        let few = |values: &[(f64, String)]| (2..=MOST).contains(&values.len());
        if !few(&rows) || !few(&columns) {
            return None;
        }
        let mut cells = vec![vec![None; columns.len()]; rows.len()];
        for ((a, b), figure) in one.values.iter().zip(&two.values).zip(figures) {
            let row = rows.iter().position(|value| value.0 == a.0)?;
            let column = columns.iter().position(|value| value.0 == b.0)?;
            cells[row][column] = *figure;
        }
        let known = cells.iter().flatten().flatten().count();
        let axis = |numbers: &Numbers, values: Vec<(f64, String)>| Axis {
            values: values.into_iter().map(|(_, shown)| shown).collect(),
            name: swept.parameter(&numbers.path).unwrap_or_else(|| numbers.path.clone()),
            short: short(&numbers.path, swept.run.language),
        };
        (2 * known >= rows.len() * columns.len()).then(|| Heat {
            one: axis(one, rows),
            two: axis(two, columns),
            cells,
            what: swept.what.clone(),
            unit: swept.unit,
            period: swept.run.period(),
            language: swept.run.language,
        })
    }

    fn known(&self) -> impl Iterator<Item = Cell> {
        let rows = self.cells.iter().enumerate();
        rows.flat_map(|(row, cells)| {
            let cells = cells.iter().enumerate();
            cells.filter_map(move |(column, figure)| Some((row, column, (*figure)?)))
        })
    }

    /// The lowest and the highest cell; of equally low ones that farthest from the highest.
    fn extremes(&self) -> Option<(Cell, Cell)> {
        let high = self.known().max_by(|a, b| a.2.mean.total_cmp(&b.2.mean))?;
        let apart = |cell: &Cell| cell.0.abs_diff(high.0) + cell.1.abs_diff(high.1);
        let lower = |a: &Cell, b: &Cell| a.2.mean.total_cmp(&b.2.mean).then(apart(b).cmp(&apart(a)));
        Some((self.known().min_by(lower)?, high))
    }

    /// The extremes where they surely differ.
    fn sure(&self) -> Option<(Cell, Cell)> {
        self.extremes().filter(|(low, high)| surely_above(high.2, low.2))
    }

    /// The width of one step of colour, in the figure's unit: eight hold the highest mean.
    fn step(&self) -> f64 {
        let most = self.known().map(|cell| cell.2.mean).fold(0.0, f64::max) * factor(self.unit);
        let most = if most > 0.0 { most } else { 1.0 };
        let decade = 10f64.powf((most / 8.0).log10().floor());
        let steps = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5, 10.0].map(|factor| factor * decade);
        steps
            .into_iter()
            .find(|step| step * 8.0 >= most - 1e-9)
            .unwrap_or(decade * 10.0)
    }

    /// "bays: 2, vehicles: 600": the values of a cell.
    fn place(&self, (row, column, _): &Cell) -> String {
        let gaps = [
            ("one", self.one.short.as_str()),
            ("first", &self.one.values[*row]),
            ("two", &self.two.short),
            ("second", &self.two.values[*column]),
        ];
        say::SWEPT_PAIR.fill(self.language, &gaps)
    }

    fn value(&self, figure: Estimate) -> String {
        figure.headline(self.unit, self.language)
    }
}

impl Picture for Heat {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn title(&self) -> String {
        let title = match self.sure() {
            Some((low, high)) => say::SWEPT_SURFACE.fill(
                self.language,
                &[
                    ("what", &self.what),
                    ("low", &self.value(low.2)),
                    ("first", &self.place(&low)),
                    ("high", &self.value(high.2)),
                    ("second", &self.place(&high)),
                ],
            ),
            None => say::SWEPT_SURFACE_UNSURE.fill(self.language, &[("what", &self.what)]),
        };
        leading(&title, self.language)
    }

    fn subtitle(&self) -> String {
        let what = words::capitalised(&self.what);
        let gaps = [
            ("what", what.as_str()),
            ("unit", self.unit.name(self.language)),
            ("one", &self.one.name),
            ("two", &self.two.name),
            ("period", &self.period),
        ];
        say::SWEPT_HEAT_SUBTITLE.fill(self.language, &gaps)
    }

    fn reading(&self) -> String {
        say::SWEPT_HEAT_READING.say(self.language).to_string()
    }

    fn description(&self) -> String {
        let gaps = [
            ("what", self.what.as_str()),
            ("unit", self.unit.name(self.language)),
            ("one", &self.one.name),
            ("two", &self.two.name),
            ("period", &self.period),
        ];
        let parts = [
            say::SWEPT_HEAT_FORM.fill(self.language, &gaps),
            words::sentence(&self.title(), self.language),
            say::FILE_RUNS.say(self.language).to_string(),
        ];
        words::joined(&parts, self.language)
    }

    fn page_plot(&self) -> f64 {
        (44.0 * self.cells.len() as f64).clamp(200.0, 480.0)
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let frame = &inner(frame);
        let look = frame.tick();
        let label = frame.label(INK);
        let texts = self.one.values.iter().map(|value| sheet.measure(value, label));
        let left = frame.left + texts.fold(0.0, f64::max) + 14.0;
        let ramp = self.ramp();
        let key = ramp.iter().map(|text| sheet.measure(text, look)).fold(0.0, f64::max) + 60.0;
        let right = frame.right - key;
        let (rows, columns) = (self.cells.len(), self.two.values.len());
        let top = frame.top;
        let high = ((frame.bottom - top) / rows as f64).min(120.0);
        let wide = ((right - left) / columns as f64).min(240.0);
        let (bottom, right) = (top + high * rows as f64, left + wide * columns as f64);
        let frame = &Frame { bottom, ..*frame };
        let step = self.step();
        let figures: Vec<(Cell, String)> = (self.known())
            .map(|cell| (cell, cell.2.bare(self.unit, self.language)))
            .collect();
        let em = frame.sizes.label.min(high * 0.5);
        let inside = Type::bold(em, INK);
        // Figures in all cells, or in none: a field with gaps would not read.
        let fits = em >= 14.0
            && figures
                .iter()
                .all(|(_, text)| sheet.measure(text, inside) + 10.0 < wide);
        let edges = |row: usize, column: usize| {
            let (x, y) = (left + wide * column as f64, bottom - high * (row + 1) as f64);
            [x, y, x + wide - 1.5, y + high - 1.5]
        };
        let told = self.sure().map(|(low, high)| [(low.0, low.1), (high.0, high.1)]);
        for ((row, column, figure), text) in &figures {
            let shade = ((figure.mean * factor(self.unit) / step) as usize).min(7);
            let [x, y, end, under] = edges(*row, *column);
            sheet.rectangle([x, y, end, under], STEPS[shade]);
            if fits {
                let colour = if shade > 3 { ON_ABOVE } else { ON_PALE };
                let at = (f64::midpoint(x, end), f64::midpoint(y, under) + 0.35 * em);
                let bold = told.is_some_and(|cells| cells.contains(&(*row, *column)));
                sheet.text(text, at, Anchor::Middle, Type { colour, bold, em });
            }
        }
        for row in 0..rows {
            for column in (0..columns).filter(|&column| self.cells[row][column].is_none()) {
                let [x, y, end, under] = edges(row, column);
                sheet.segment((x + 4.0, under - 4.0), (end - 4.0, y + 4.0), width::GRID, TRACK);
            }
        }
        let every = (label.em * 1.2 / high).ceil().max(1.0) as usize;
        for row in (0..rows).filter(|row| row % every == 0) {
            let y = bottom - high * (row as f64 + 0.5) + 0.35 * label.em;
            sheet.text(&self.one.values[row], (left - 12.0, y), Anchor::End, label);
        }
        let widest = self
            .two
            .values
            .iter()
            .map(|value| sheet.measure(value, label))
            .fold(0.0, f64::max);
        let every = ((widest + 12.0) / wide).ceil().max(1.0) as usize;
        for column in (0..columns).filter(|column| column % every == 0) {
            let at = (left + wide * (column as f64 + 0.5), frame.under());
            sheet.text(&self.two.values[column], at, Anchor::Middle, label);
        }
        let muted = Type { colour: MUTED, ..look };
        let above = sheet.cut(&format!("↑ {}", self.one.name), frame.right - left, muted);
        sheet.text(&above, (left, top - 14.0), Anchor::Start, muted);
        let below = sheet.cut(&format!("{} →", self.two.name), frame.right - frame.left, muted);
        let reach = right.max(frame.left + sheet.measure(&below, muted));
        sheet.text(&below, (reach, frame.under() + look.em + 8.0), Anchor::End, muted);
        self.draw_ramp(sheet, frame, (right + 24.0, top), &ramp);
    }

    fn table(&self) -> Table {
        let mut head = vec![format!("{} \\ {}", self.one.name, self.two.name)];
        head.extend(self.two.values.iter().cloned());
        let rows = self.one.values.iter().zip(&self.cells).map(|(value, cells)| {
            let figures = cells
                .iter()
                .map(|cell| cell.map_or_else(String::new, |cell| cell.bare(self.unit, self.language)));
            [value.clone()].into_iter().chain(figures).collect()
        });
        Table {
            head,
            rows: rows.collect(),
        }
    }
}

impl Heat {
    /// Where each step of colour begins, the lowest first; the last with its unit.
    fn ramp(&self) -> Vec<String> {
        let step = self.step();
        let mut texts: Vec<String> = (0..STEPS.len()).map(|at| tick_text(at as f64 * step, step)).collect();
        if let Some(last) = texts.last_mut() {
            *last = with_unit(last, self.unit, self.language);
        }
        texts
    }

    fn draw_ramp(&self, sheet: &mut Sheet, frame: &Frame, (left, top): (f64, f64), ramp: &[String]) {
        let look = frame.tick();
        let side = ((frame.bottom - top) / ramp.len() as f64 - 2.0).clamp(look.em * 1.05, 24.0);
        let bottom = top + (side + 2.0) * ramp.len() as f64;
        for (at, text) in ramp.iter().enumerate() {
            let y = bottom - (side + 2.0) * (at + 1) as f64;
            sheet.rectangle([left, y, left + side, y + side], STEPS[at]);
            sheet.text(
                text,
                (left + side + 10.0, y + side - 0.15 * look.em),
                Anchor::Start,
                look,
            );
        }
    }
}
