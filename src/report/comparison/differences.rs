//! Chart: the difference of each plan, or of the cities of one plan, with its interval.

use super::{Compared, Figure, cause, cost, together};
use crate::metrics::catalogue::{Better, Metric};
use crate::metrics::summary::{Breakdown, Scope};
use crate::report::chart::axis::{self, Scale};
use crate::report::chart::canvas::{Anchor, Sheet, TextBox, Type};
use crate::report::chart::frame::Frame;
use crate::report::chart::picture::{Picture, Table};
use crate::report::chart::rows::{Name, Rows, whisker};
use crate::report::chart::theme::{ALARM, GRID, INK, MUTED, width};
use crate::report::number::{Estimate, Unit, difference, plus_minus, signed};
use crate::report::words::{self, comparison as say};
use crate::stats::paired::Points;
use crate::study::compare::{Difference, PlanFinding, Verdict};
use crate::units::Language;

/// Cities shown at most.
const CITIES: usize = 12;

/// One row of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The plan or city.
    pub name: String,
    /// Before and after, rounded.
    pub means: [String; 2],
    /// The difference with its simultaneous interval.
    pub difference: Estimate,
    /// What it says.
    pub verdict: Verdict,
    /// What stands at the right: the cost beside it, or the cause behind it.
    pub note: String,
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// Stem of its files.
    pub name: &'static str,
    /// The file that holds its figures.
    pub file: &'static str,
    /// The finding.
    pub title: String,
    /// What is drawn.
    pub subtitle: String,
    /// How to read it.
    pub reading: String,
    /// Its form in words.
    pub form: String,
    /// Best first.
    pub rows: Vec<Row>,
    /// Above the notes.
    pub note_head: String,
    /// Head of the first column.
    pub first_head: String,
    /// Unit of the differences.
    pub unit: Unit,
    /// The language of its words.
    pub language: Language,
}

/// The plans of a comparison by the figure it is about; none if no plan has it.
pub fn plans(compared: &Compared) -> Option<Differences> {
    let language = compared.language;
    let figure = compared.subject()?;
    let cost = cost::key();
    let ranked = compared.ranked(&figure);
    let rows: Vec<Row> = ranked
        .iter()
        .filter_map(|&plan| {
            let found = compared.difference(plan, &figure.key)?;
            let note = compared
                .difference(plan, &cost)
                .map(|cost| compared.cell(cost, Unit::Yuan));
            let name = compared.name(plan).to_string();
            let mut row = Row::new(compared, name, found, figure.unit);
            row.note = note.unwrap_or_default();
            Some(row)
        })
        .collect();
    let first = compared.difference(*ranked.first()?, &figure.key)?;
    let has_cost = rows.iter().any(|row| !row.note.is_empty());
    Some(Differences {
        name: "differences",
        file: super::csv::FILE,
        title: title(compared, &figure)?,
        subtitle: subtitle(compared, &figure, say::COMPARED_DIFFERENCES_SUBTITLE),
        reading: words::joined(
            &[
                reading(compared, say::COMPARED_READING),
                words::sentence(
                    &words::capitalised(&say::COMPARED_BASELINE_LINE.fill(
                        language,
                        &[(
                            "value",
                            &compared.precise(first, first.before).value(figure.unit, language),
                        )],
                    )),
                    language,
                ),
            ],
            language,
        ),
        form: say::COMPARED_DIFFERENCES_FORM.fill(
            language,
            &[("what", &figure.name), ("period", &compared.run(0).period())],
        ),
        rows,
        note_head: if has_cost {
            words::COLUMN_IN_UNIT.fill(
                language,
                &[
                    ("name", say::COMPARED_COST.say(language)),
                    ("unit", Unit::Yuan.name(language)),
                ],
            )
        } else {
            String::new()
        },
        first_head: say::COMPARED_PLAN.say(language).to_string(),
        unit: figure.unit,
        language,
    })
}

/// The finding of the chart: what the best plan changes, or that none surely does.
pub fn title(compared: &Compared, figure: &Figure) -> Option<String> {
    let ranked = compared.ranked(figure);
    let best = *ranked.first()?;
    let found = compared.difference(best, &figure.key)?;
    if ranked.len() > 1 && !matches!(found.verdict, Verdict::Better) {
        return compared.best(figure);
    }
    compared.sentence(best, figure)
}

/// The finding of the comparison in a line: what the best plan changes, and for how much.
pub fn headline(compared: &Compared, figure: &Figure) -> Option<String> {
    let language = compared.language;
    let best = *compared.ranked(figure).first()?;
    let found = compared.difference(best, &figure.key)?;
    let spent = compared.difference(best, &cost::key());
    let (true, Some(spent)) = (found.verdict == Verdict::Better, spent) else {
        return title(compared, figure);
    };
    let size = Estimate {
        mean: spent.paired.difference.abs(),
        ci95: together(spent).ci95,
    };
    let phrase = match spent.verdict {
        Verdict::Worse => say::COMPARED_FOR_MORE,
        Verdict::Better => say::COMPARED_FOR_LESS,
        Verdict::Same => say::COMPARED_FOR_NOTHING,
        _ => return title(compared, figure),
    };
    let value = |mean: f64| compared.precise(found, mean).headline(figure.unit, language);
    if value(found.before) == value(found.after) {
        return title(compared, figure);
    }
    let gaps = [
        ("plan", compared.name(best).to_string()),
        ("what", figure.name.clone()),
        ("before", value(found.before)),
        ("after", value(found.after)),
        (
            "cost",
            phrase.fill(language, &[("cost", &size.headline(Unit::Yuan, language))]),
        ),
    ];
    let phrase = if found.paired.difference < 0.0 {
        say::COMPARED_HEADLINE_LESS
    } else {
        say::COMPARED_HEADLINE_MORE
    };
    Some(phrase.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str()))))
}

/// The cities that a plan (1 first) surely changes most; none where it changes fewer than two.
pub fn cities<'a>(compared: &Compared<'a>, plan: usize) -> Option<Differences> {
    let language = compared.language;
    let figure = compared.subject()?;
    let name = CITY_NAMES.get(plan - 1).copied()?;
    let in_cities = |plan: &'a PlanFinding| {
        plan.differences.iter().filter(|found| {
            let key = &found.key;
            key.metric == figure.key.metric
                && key.breakdown == figure.key.breakdown
                && key.scope.city != "*"
                && key.scope.centre == "*"
                && key.scope.failure == "*"
        })
    };
    // The largest of many differences are shown: what is called sure must be so for all of them together.
    let all: usize = compared.finding.plans.iter().map(|plan| in_cities(plan).count()).sum();
    let mut points = Points::new(all as u32);
    let mut found: Vec<(&str, &Difference, Option<[f64; 2]>)> = in_cities(&compared.finding.plans[plan - 1])
        .map(|found| (found.key.scope.city.as_str(), found, points.interval(&found.paired)))
        .filter(|(_, found, together)| Verdict::of(figure.key.metric, &found.paired, *together).is_sure())
        .collect();
    if found.len() < 2 {
        return None;
    }
    let fallen = found.iter().filter(|found| found.1.paired.difference < 0.0).count();
    let risen = found.len() - fallen;
    found.sort_by(|a, b| b.1.paired.difference.abs().total_cmp(&a.1.paired.difference.abs()));
    found.truncate(CITIES);
    found.sort_by(|a, b| a.1.paired.difference.total_cmp(&b.1.paired.difference));
    let run = compared.run(plan);
    let rows: Vec<Row> = found
        .iter()
        .map(|(city, found, together)| Row {
            difference: Estimate {
                mean: found.paired.difference,
                ci95: *together,
            },
            verdict: Verdict::of(figure.key.metric, &found.paired, *together),
            note: why(compared, plan, city, &figure.key.breakdown).unwrap_or_default(),
            ..Row::new(compared, run.city(city), found, figure.unit)
        })
        .collect();
    let (first, last) = (found.first()?, found.last()?);
    let (shown, count, phrase) = if fallen >= risen {
        (first, fallen, say::COMPARED_CITIES_TITLE)
    } else {
        (last, risen, say::COMPARED_CITIES_TITLE_UP)
    };
    let value = |mean: f64| compared.precise(shown.1, mean).headline(figure.unit, language);
    let gaps = [
        ("plan", compared.name(plan).to_string()),
        ("what", figure.name.clone()),
        ("count", words::spelled(count, language)),
        ("city", run.city(shown.0)),
        ("before", value(shown.1.before)),
        ("after", value(shown.1.after)),
    ];
    Some(Differences {
        name,
        file: super::csv::FILE,
        title: phrase.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str()))),
        subtitle: subtitle(compared, &figure, say::COMPARED_CITIES_SUBTITLE),
        reading: reading(compared, say::COMPARED_CITIES_READING),
        form: say::COMPARED_CITIES_FORM.fill(language, &[("what", &figure.name), ("period", &run.period())]),
        rows,
        note_head: say::COMPARED_WHY.say(language).to_string(),
        first_head: say::COMPARED_CITY.say(language).to_string(),
        unit: figure.unit,
        language,
    })
}

/// Stems of the files of the first plans' cities.
const CITY_NAMES: [&str; 9] = [
    "cities_b", "cities_c", "cities_d", "cities_e", "cities_f", "cities_g", "cities_h", "cities_i", "cities_j",
];

/// The cause of wait that changes most in a city: "until the appointment: −6.1 days".
fn why(compared: &Compared, plan: usize, city: &str, breakdown: &Breakdown) -> Option<String> {
    let team = match breakdown {
        Breakdown::Team(team) => Some(team),
        _ => None,
    };
    let causes = compared.finding.plans[plan - 1].differences.iter().filter_map(|found| {
        let key = &found.key;
        let here = key.metric == Metric::WaitByCause && key.scope == scope_of(city);
        let cause = match (&key.breakdown, team) {
            (Breakdown::TeamCause(of, cause), Some(team)) if of == team => cause,
            (Breakdown::Cause(cause), None) => cause,
            _ => return None,
        };
        here.then_some((cause, found))
    });
    let (key, found) = causes.max_by(|a, b| {
        let size = |found: &Difference| found.paired.difference.abs();
        size(a.1).total_cmp(&size(b.1))
    })?;
    // The largest of several: its mean alone, since an interval would have to allow for the choice.
    let by = Estimate {
        mean: found.paired.difference,
        ci95: None,
    };
    let by = signed(by, Unit::Days, compared.language);
    Some(format!("{} {by}", cause(key, compared.language)))
}

fn scope_of(city: &str) -> Scope {
    Scope {
        city: city.to_string(),
        centre: "*".into(),
        failure: "*".into(),
    }
}

fn subtitle(compared: &Compared, figure: &Figure, phrase: words::Phrase) -> String {
    let language = compared.language;
    let better = match figure.key.metric.better() {
        Some(Better::More) => say::COMPARED_RIGHT_BETTER,
        _ => say::COMPARED_LEFT_BETTER,
    };
    let gaps = [
        ("what", figure.name.as_str()),
        ("unit", figure.unit.name(language)),
        ("period", &compared.run(0).period()),
        ("better", better.say(language)),
    ];
    phrase.fill(language, &gaps)
}

/// How the intervals are to be read.
pub fn reading(compared: &Compared, phrase: words::Phrase) -> String {
    let replications = compared.finding.replications.to_string();
    let lines = phrase.fill(compared.language, &[("replications", &replications)]);
    words::joined(
        &[lines, say::COMPARED_CHANCE.say(compared.language).to_string()],
        compared.language,
    )
}

impl Row {
    fn new(compared: &Compared, name: String, found: &Difference, unit: Unit) -> Row {
        let mean = |mean: f64| compared.precise(found, mean).bare(unit, compared.language);
        Row {
            name,
            means: [mean(found.before), mean(found.after)],
            difference: together(found),
            verdict: found.verdict,
            note: String::new(),
        }
    }

    /// Whether the title may boast of it.
    fn accent(&self) -> bool {
        self.verdict == Verdict::Better
    }
}

impl Picture for Differences {
    fn name(&self) -> &'static str {
        self.name
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
        let file = words::FILE_SUMMARY.say(self.language).replace("summary.csv", self.file);
        words::joined(
            &[self.form.clone(), words::sentence(&self.title, self.language), file],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        (44.0 * self.rows.len() as f64).clamp(120.0, 480.0)
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let names: Vec<Name> = self
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| Name::row(row.name.clone(), at == 0 && row.accent()))
            .collect();
        let note = Type::plain(frame.sizes.label, MUTED);
        let notes = self.rows.iter().map(|row| sheet.measure(&row.note, note));
        let widest = notes.fold(sheet.measure(&self.note_head, note), f64::max);
        let figure = Type::bold(frame.sizes.label, INK);
        let text = |row: &Row| plus_minus(row.difference, self.unit, self.language);
        let figures = self.rows.iter().map(|row| sheet.measure(&text(row), figure));
        let room = figures.fold(0.0, f64::max);
        let gap = if widest > 0.0 { 32.0 } else { 0.0 };
        let (notes_left, figures_right) = (frame.right - widest, frame.right - widest - gap);
        let rows = Rows::new(sheet, frame, &names);
        let ends = self.rows.iter().flat_map(|row| {
            let [low, high] = row.difference.ci95.unwrap_or([row.difference.mean; 2]);
            [low, high]
        });
        let factor = if self.unit == Unit::Share { 100.0 } else { 1.0 };
        let (low, high) = ends.fold((0.0f64, 0.0f64), |(low, high), end| (low.min(end), high.max(end)));
        let (low, high) = (low * factor, high * factor);
        // One step for both sides, so that zero stands on a line.
        let step = axis::ticks(high - low)[1];
        let from = (low / step - 1e-9).floor() * step;
        let to = (high / step - 1e-9).ceil() * step;
        let to = if to > from { to } else { from + step };
        let steps = ((to - from) / step).round() as usize;
        let ticks: Vec<f64> = (0..=steps).map(|at| from + step * at as f64).collect();
        let x = Scale {
            from,
            to,
            start: rows.left + 24.0,
            end: (figures_right - room - 28.0).max(rows.left + 100.0),
        };
        for &value in &ticks {
            let (above, below) = ((x.at(value), rows.frame.top), (x.at(value), rows.frame.bottom));
            sheet.segment(above, below, width::GRID, GRID);
        }
        // The last tick with its unit and zero come first; of the others those that find room between them.
        let last = ticks.len() - 1;
        let zero = ticks.iter().position(|value| value.abs() < 1e-9).unwrap_or(last);
        let others = (0..last).filter(|&at| at != zero);
        let mut taken: Vec<TextBox> = Vec::new();
        for at in [last, zero].into_iter().chain(others) {
            let text = axis::tick_text(ticks[at].abs(), step);
            let text = match ticks[at] {
                value if value < -1e-9 => format!("−{text}"),
                value if value > 1e-9 => format!("+{text}"),
                _ => "0".to_string(),
            };
            let text = match at {
                at if at == last => format!("{text}\u{a0}{}", self.unit.name(self.language)),
                _ => text,
            };
            let place = (x.at(ticks[at]), rows.frame.under());
            let ground = sheet.text_box(&text, place, Anchor::Middle, frame.tick());
            if !taken.iter().any(|other| other.overlaps(&ground)) {
                sheet.text(&text, place, Anchor::Middle, frame.tick());
                taken.push(ground);
            }
        }
        axis::zero_line(sheet, &rows.frame, x.at(0.0));
        if !self.note_head.is_empty() {
            sheet.text(&self.note_head, (frame.right, rows.frame.top - 12.0), Anchor::End, note);
        }
        for (at, row) in self.rows.iter().enumerate() {
            let y = rows.y(at);
            let colour = match row.verdict {
                Verdict::Better if at == 0 => ALARM,
                Verdict::Same | Verdict::Undecided => MUTED,
                _ => INK,
            };
            let scaled = Estimate {
                mean: row.difference.mean * factor,
                ci95: row.difference.ci95.map(|ends| ends.map(|end| end * factor)),
            };
            whisker(sheet, &x, y, scaled, (8.0, 16.0), colour);
            sheet.dot((x.at(scaled.mean), y), 8.0, colour);
            let base = y + 0.35 * frame.sizes.label;
            let words = match row.verdict {
                Verdict::Same => "=".to_string(),
                Verdict::Undecided => format!("≈ {}", text(row)),
                _ => text(row),
            };
            sheet.text(
                &words,
                (figures_right, base),
                Anchor::End,
                Type::bold(frame.sizes.label, colour),
            );
            if !row.note.is_empty() {
                sheet.text(&row.note, (notes_left + widest, base), Anchor::End, note);
            }
        }
    }

    fn table(&self) -> Table {
        let language = self.language;
        let say = |phrase: words::Phrase| phrase.say(language).to_string();
        let unit = [("unit", self.unit.name(language))];
        let mut head = vec![
            self.first_head.clone(),
            say(say::COMPARED_BASELINE),
            say(say::COMPARED_AFTER),
            say::COMPARED_DIFFERENCE.fill(language, &unit),
            say(say::COMPARED_TOGETHER),
            say(say::COMPARED_SAYS),
        ];
        if !self.note_head.is_empty() {
            head.push(self.note_head.clone());
        }
        let row = |row: &Row| {
            let [before, after] = row.means.clone();
            let mut cells = vec![
                row.name.clone(),
                before,
                after,
                row.difference.bare(self.unit, language),
                difference(row.difference, self.unit, language).unwrap_or_default(),
                super::verdict(row.verdict).say(language).to_string(),
            ];
            if !self.note_head.is_empty() {
                cells.push(row.note.clone());
            }
            cells
        };
        Table {
            head,
            rows: self.rows.iter().map(row).collect(),
        }
    }
}
