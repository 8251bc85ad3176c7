//! Chart: plans by futures, how much worse each is than the best plan of that future.

use super::{Compared, Figure};
use crate::report::chart::canvas::{Anchor, Sheet, Type};
use crate::report::chart::frame::Frame;
use crate::report::chart::picture::{Picture, Table};
use crate::report::chart::rows::{Name, Rows};
use crate::report::chart::theme::{MUTED, ON_ABOVE, ON_PALE, STEPS};
use crate::report::chart::wrap::wrapped;
use crate::report::number::{Estimate, Unit};
use crate::report::words::{self, comparison as say};
use crate::stats::regret::Regret;
use crate::units::Language;

/// White between two cells.
const GAP: f64 = 3.0;

/// One plan in one future, or its largest regret.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its mean, rounded; empty for the largest regret.
    pub mean: String,
    /// How much worse than the best plan.
    pub regret: Regret,
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct RegretChart {
    /// The finding.
    pub title: String,
    /// What is drawn.
    pub subtitle: String,
    /// How to read it.
    pub reading: String,
    /// Its form in words.
    pub form: String,
    /// Names of the futures.
    pub futures: Vec<String>,
    /// Plans with a cell for each future and one for the largest regret; least first.
    pub rows: Vec<(String, Vec<Cell>)>,
    /// Unit of the figure.
    pub unit: Unit,
    /// The language of its words.
    pub language: Language,
}

/// The finding about regret, in a sentence; none without futures.
pub fn finding(compared: &Compared, figure: &Figure) -> Option<String> {
    let language = compared.language;
    let table = compared.regrets(figure)?;
    let (plan, sure) = table.least()?;
    let own = table.largest[plan];
    let others = table.largest.iter().enumerate().filter(|(at, _)| *at != plan);
    let value = |size: f64| rounded(own, size).headline(figure.unit, language);
    let phrase = match sure {
        true if own.ends[1] == 0.0 => say::REGRET_NONE,
        true => say::REGRET_LEAST,
        false if others.clone().all(|(_, other)| other.mean <= 0.0) => say::REGRET_ALIKE,
        false => say::REGRET_UNSURE,
    };
    let gaps = [
        ("plan", compared.name(plan).to_string()),
        ("what", figure.name.clone()),
        ("most", value(own.ends[1])),
        ("mean", value(own.mean)),
        ("count", words::spelled(table.cells.len(), language)),
    ];
    let gaps = gaps.each_ref().map(|(name, text)| (*name, text.as_str()));
    Some(words::capitalised(&phrase.fill(language, &gaps)))
}

/// A size rounded as precisely as a regret is known.
fn rounded(regret: Regret, mean: f64) -> Estimate {
    let half = (regret.ends[1] - regret.ends[0]) / 2.0;
    Estimate {
        mean,
        ci95: (half > 0.0).then_some([mean - half, mean + half]),
    }
}

/// A regret in a cell: "+2.5", "0" for the best.
pub fn size(regret: Regret, unit: Unit, language: Language) -> String {
    if regret.mean == 0.0 {
        return "0".to_string();
    }
    format!("+{}", rounded(regret, regret.mean).bare(unit, language))
}

/// The chart of the figure that a comparison is about; none without futures.
pub fn chart(compared: &Compared) -> Option<RegretChart> {
    let language = compared.language;
    let figure = compared.subject()?;
    let table = compared.regrets(&figure)?;
    let mut order: Vec<usize> = (0..table.largest.len()).collect();
    order.sort_by(|&a, &b| table.largest[a].mean.total_cmp(&table.largest[b].mean));
    // The means of one future as precisely as its best known regret: the best plan has no interval of its own.
    let halves = table.cells.iter().map(|future| {
        let halves = future
            .iter()
            .map(|cell| (cell.regret.ends[1] - cell.regret.ends[0]) / 2.0);
        halves.filter(|&half| half > 0.0).reduce(f64::min)
    });
    let halves: Vec<Option<f64>> = halves.collect();
    let row = |plan: usize| {
        let mut cells: Vec<Cell> = (table.cells.iter().zip(&halves))
            .map(|(future, half)| {
                let mean = future[plan].mean;
                let mean = Estimate {
                    mean,
                    ci95: half.map(|half| [mean - half, mean + half]),
                };
                Cell {
                    mean: mean.bare(figure.unit, language),
                    regret: future[plan].regret,
                }
            })
            .collect();
        cells.push(Cell {
            mean: String::new(),
            regret: table.largest[plan],
        });
        (compared.name(plan).to_string(), cells)
    };
    let gaps = [
        ("what", figure.name.as_str()),
        ("unit", figure.unit.name(language)),
        ("period", &compared.run(0).period()),
    ];
    Some(RegretChart {
        title: finding(compared, &figure)?,
        subtitle: words::capitalised(&say::REGRET_SUBTITLE.fill(language, &gaps)),
        reading: say::REGRET_READING.fill(
            language,
            &[("replications", &compared.finding.replications.to_string())],
        ),
        form: say::REGRET_FORM.fill(language, &gaps),
        futures: (0..table.cells.len()).map(|at| compared.future(at)).collect(),
        rows: order.into_iter().map(row).collect(),
        unit: figure.unit,
        language,
    })
}

impl Picture for RegretChart {
    fn name(&self) -> &'static str {
        "regret"
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn subtitle(&self) -> String {
        self.subtitle.clone()
    }

    fn reading(&self) -> String {
        self.reading.clone()
    }

    fn description(&self) -> String {
        let file = words::FILE_SUMMARY
            .say(self.language)
            .replace("summary.csv", super::csv::REGRET);
        words::joined(
            &[self.form.clone(), words::sentence(&self.title, self.language), file],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        (52.0 * self.rows.len() as f64).clamp(110.0, 480.0)
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let names: Vec<Name> = (self.rows.iter().enumerate())
            .map(|(at, (name, _))| Name::row(name.clone(), at == 0))
            .collect();
        let rows = Rows::new(sheet, frame, &names);
        let columns = self.futures.len() + 1;
        // The last column is another thing: it stands apart.
        let apart = 20.0;
        let wide = ((rows.frame.right - rows.left - apart) / columns as f64).min(320.0);
        let place = |column: usize| {
            let left = rows.left + wide * column as f64;
            left + if column + 1 == columns { apart } else { 0.0 }
        };
        let largest = self.rows.iter().flat_map(|(_, cells)| cells);
        let most = largest.map(|cell| cell.regret.mean).fold(0.0, f64::max);
        let head = Type::plain(frame.sizes.tick.min(16.0), MUTED);
        let last = say::REGRET_LARGEST.say(self.language).to_string();
        for (column, name) in self.futures.iter().chain([&last]).enumerate() {
            let lines = heading(sheet, name, head, wide - 2.0 * GAP);
            for (at, line) in lines.iter().rev().enumerate() {
                let y = rows.frame.top - 12.0 - 20.0 * at as f64;
                sheet.text(line, (place(column) + wide / 2.0, y), Anchor::Middle, head);
            }
        }
        for (at, (_, cells)) in self.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let left = place(column);
                let (top, bottom) = (rows.y(at) - rows.pitch / 2.0 + GAP, rows.y(at) + rows.pitch / 2.0 - GAP);
                let share = if most > 0.0 { cell.regret.mean / most } else { 0.0 };
                let step = ((share * 7.0).ceil() as usize).min(7);
                sheet.rectangle([left + GAP, top, left + wide - GAP, bottom], STEPS[step]);
                let colour = if step > 3 { ON_ABOVE } else { ON_PALE };
                let regret = size(cell.regret, self.unit, self.language);
                let bold = Type::bold(frame.sizes.label, colour);
                let plain = Type::plain(frame.sizes.label, colour);
                let text = if cell.mean.is_empty() {
                    regret
                } else {
                    say::REGRET_CELL.fill(self.language, &[("mean", &cell.mean), ("regret", &regret)])
                };
                let look = if cell.mean.is_empty() || cell.regret.mean == 0.0 {
                    bold
                } else {
                    plain
                };
                let base = rows.y(at) + 0.35 * look.em;
                let text = sheet.cut(&text, wide - 4.0 * GAP, look);
                sheet.text(&text, (left + wide / 2.0, base), Anchor::Middle, look);
            }
        }
    }

    fn table(&self) -> Table {
        let language = self.language;
        let mut head = vec![say::COMPARED_PLAN.say(language).to_string()];
        head.extend(self.futures.clone());
        head.push(say::REGRET_LARGEST.say(language).to_string());
        let interval = |regret: Regret| {
            let whole = Estimate {
                mean: regret.mean,
                ci95: Some(regret.ends),
            };
            whole.bare_interval(self.unit, language).unwrap_or_default()
        };
        let rows = self.rows.iter().map(|(name, cells)| {
            let cells = cells.iter().map(|cell| interval(cell.regret));
            std::iter::once(name.clone()).chain(cells).collect()
        });
        Table {
            head,
            rows: rows.collect(),
        }
    }
}

/// A name on two lines at most.
fn heading(sheet: &Sheet, name: &str, look: Type, room: f64) -> Vec<String> {
    let mut lines = wrapped(sheet.fonts, name, look, room);
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|line| sheet.cut(line, room, look)).collect()
}
