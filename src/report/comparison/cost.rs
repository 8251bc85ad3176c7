//! Chart: what each plan costs beside what it does for owners.

use super::{Compared, together};
use crate::metrics::catalogue::{Better, Metric};
use crate::metrics::sample::Key;
use crate::metrics::summary::Breakdown;
use crate::report::chart::axis::{self, Scale};
use crate::report::chart::canvas::{Anchor, Sheet, TextBox, Type};
use crate::report::chart::frame::Frame;
use crate::report::chart::picture::{Picture, Table};
use crate::report::chart::theme::{ALARM, GRID, INK, MAIN, MUTED, width};
use crate::report::number::{Estimate, Unit, plus_minus, signed, with_unit};
use crate::report::words::{self, comparison as say};
use crate::study::compare::Verdict;
use crate::units::Language;

/// One plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Its name.
    pub name: String,
    /// Difference in cost, with the interval for all plans together.
    pub cost: Estimate,
    /// Difference in service.
    pub service: Estimate,
    /// What the difference in service says.
    pub verdict: Verdict,
    /// Whether the title speaks of it.
    pub accent: bool,
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct CostChart {
    /// The finding.
    pub title: String,
    /// What is drawn.
    pub subtitle: String,
    /// How to read it.
    pub reading: String,
    /// Its form in words.
    pub form: String,
    /// The plans, best service first.
    pub dots: Vec<Dot>,
    /// Name of the baseline.
    pub baseline: String,
    /// The figure of service by its name.
    pub what: String,
    /// Its unit.
    pub unit: Unit,
    /// Which of its ends is better.
    pub better: Better,
    /// The language of its words.
    pub language: Language,
}

/// The cost of the whole network in the measured period.
pub fn key() -> Key {
    Key::network(Metric::Cost, Breakdown::Component("*".into()))
}

/// The chart of the figure that a comparison is about; none where no plan changes what is spent.
pub fn chart(compared: &Compared) -> Option<CostChart> {
    let language = compared.language;
    let figure = compared.subject()?;
    let better = figure.key.metric.better()?;
    let cost = key();
    let ranked = compared.ranked(&figure);
    let mut dots: Vec<Dot> = (ranked.iter())
        .filter_map(|&plan| {
            let service = compared.difference(plan, &figure.key)?;
            Some(Dot {
                name: compared.name(plan).to_string(),
                cost: together(compared.difference(plan, &cost)?),
                service: together(service),
                verdict: service.verdict,
                accent: false,
            })
        })
        .collect();
    if dots.iter().all(|dot| dot.cost.mean == 0.0) {
        return None;
    }
    let gains = |dot: &Dot| dot.verdict == Verdict::Better;
    // Better for no more money is the finding; else what the best service costs.
    let free = dots
        .iter()
        .position(|dot| gains(dot) && dot.cost.ci95.map_or(dot.cost.mean, |[_, high]| high) <= 0.0);
    let told = free.or_else(|| dots.first().is_some_and(gains).then_some(0));
    let title = match told {
        None => say::COMPARED_COST_NONE.fill(language, &[("what", &figure.name)]),
        Some(at) => {
            let dot = &dots[at];
            let size = |estimate: Estimate, unit| {
                let size = Estimate {
                    mean: estimate.mean.abs(),
                    ..estimate
                };
                size.headline(unit, language)
            };
            let phrase = match (dot.cost.mean, free) {
                (0.0, _) => say::COMPARED_COST_FREE,
                (_, Some(_)) => say::COMPARED_COST_LESS,
                _ => say::COMPARED_COST_TITLE,
            };
            let gaps = [
                ("plan", dot.name.clone()),
                ("what", figure.name.clone()),
                ("service", signed(dot.service, figure.unit, language)),
                ("cost", size(dot.cost, Unit::Yuan)),
            ];
            phrase.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str())))
        }
    };
    if let Some(at) = told {
        dots[at].accent = true;
    }
    let gaps = [
        ("what", figure.name.as_str()),
        ("unit", figure.unit.name(language)),
        ("money", Unit::Yuan.name(language)),
        ("period", &compared.run(0).period()),
    ];
    Some(CostChart {
        title: words::capitalised(&title),
        subtitle: say::COMPARED_COST_SUBTITLE.fill(language, &gaps),
        reading: words::joined(
            &[
                super::differences::reading(compared, say::COMPARED_READING),
                say::COMPARED_COST_READING.say(language).to_string(),
            ],
            language,
        ),
        form: say::COMPARED_COST_FORM.fill(language, &gaps),
        dots,
        baseline: say::COMPARED_BASELINE.say(language).to_string(),
        what: figure.name.clone(),
        unit: figure.unit,
        better,
        language,
    })
}

impl CostChart {
    /// A scale that holds zero and every end, with round ticks on both sides of zero.
    fn scale(ends: impl Iterator<Item = f64>, (start, end): (f64, f64)) -> (Scale, Vec<f64>, f64) {
        let (low, high) = ends.fold((0.0f64, 0.0f64), |(low, high), end| (low.min(end), high.max(end)));
        let step = axis::ticks((high - low).max(1e-9))[1];
        let from = ((low / step - 0.2).floor() * step).min(0.0);
        let to = ((high / step + 0.2).ceil() * step).max(0.0);
        let count = ((to - from) / step).round() as usize;
        let ticks = (0..=count).map(|at| from + step * at as f64).collect();
        (Scale { from, to, start, end }, ticks, step)
    }
}

fn ends(estimate: Estimate, factor: f64) -> [f64; 2] {
    estimate.ci95.unwrap_or([estimate.mean; 2]).map(|end| end * factor)
}

impl Picture for CostChart {
    fn name(&self) -> &'static str {
        "cost"
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
            .replace("summary.csv", super::csv::FILE);
        words::joined(
            &[self.form.clone(), words::sentence(&self.title, self.language), file],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        340.0
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let factor = if self.unit == Unit::Share { 100.0 } else { 1.0 };
        // Money in the unit that people say it in.
        let (money, name) = match self.language {
            Language::En => (1e6, say::COMPARED_MILLION.say(self.language)),
            Language::Zh => (1e4, say::COMPARED_MILLION.say(self.language)),
        };
        let left = frame.left + 110.0;
        let across = self.dots.iter().flat_map(|dot| ends(dot.cost, 1.0 / money));
        let (x, marks, step) = CostChart::scale(across, (left, frame.right - 60.0));
        let up = self.dots.iter().flat_map(|dot| ends(dot.service, factor));
        let turned = self.better == Better::Less;
        let (top, bottom) = (frame.top + 26.0, frame.bottom);
        let places = if turned { (top, bottom) } else { (bottom, top) };
        let (y, levels, rise) = CostChart::scale(up, places);
        let label = |value: f64, step: f64| {
            let text = axis::tick_text(value.abs(), step);
            match value {
                value if value.abs() < 1e-9 => "0".to_string(),
                value if value < 0.0 => format!("−{text}"),
                _ => format!("+{text}"),
            }
        };
        for (at, &value) in marks.iter().enumerate() {
            let place = x.at(value);
            sheet.segment((place, top), (place, bottom), width::GRID, GRID);
            let text = label(value, step);
            let text = if at + 1 == marks.len() {
                format!("{text}\u{a0}{name}")
            } else {
                text
            };
            sheet.text(&text, (place, frame.under()), Anchor::Middle, frame.tick());
        }
        let highest = if turned { 0 } else { levels.len() - 1 };
        for (at, &value) in levels.iter().enumerate() {
            let place = y.at(value);
            sheet.segment((x.start, place), (x.end, place), width::GRID, GRID);
            let text = label(value, rise);
            let text = if at == highest {
                with_unit(&text, self.unit, self.language)
            } else {
                text
            };
            sheet.text(&text, (x.start - 12.0, place + 6.0), Anchor::End, frame.tick());
        }
        let zero = (x.at(0.0), y.at(0.0));
        sheet.segment((zero.0, top), (zero.0, bottom), width::AXIS, INK);
        sheet.segment((x.start, zero.1), (x.end, zero.1), width::AXIS, INK);
        let corner = Type::plain(frame.sizes.tick.min(16.0), MUTED);
        let corners = [
            (say::COMPARED_CORNER_BEST, x.start, Anchor::Start),
            (say::COMPARED_CORNER_PAID, x.end, Anchor::End),
        ];
        for (phrase, place, anchor) in corners {
            sheet.text(phrase.say(self.language), (place, frame.top + 8.0), anchor, corner);
        }
        let points: Vec<(f64, f64)> = (self.dots.iter())
            .map(|dot| (x.at(dot.cost.mean / money), y.at(dot.service.mean * factor)))
            .collect();
        let colour = |dot: &Dot| match dot.verdict {
            _ if dot.accent => ALARM,
            Verdict::Same | Verdict::Undecided => MUTED,
            _ => MAIN,
        };
        for (dot, &(px, py)) in self.dots.iter().zip(&points) {
            let [low, high] = ends(dot.service, factor).map(|end| y.at(end));
            if (high - low).abs() > 24.0 {
                sheet.segment((px, low), (px, high), width::WHISKER, colour(dot));
                for end in [low, high] {
                    sheet.segment((px - 8.0, end), (px + 8.0, end), width::WHISKER, colour(dot));
                }
            }
            let [low, high] = ends(dot.cost, 1.0 / money).map(|end| x.at(end));
            if (high - low).abs() > 24.0 {
                sheet.segment((low, py), (high, py), width::WHISKER, colour(dot));
            }
        }
        sheet.dot(zero, 6.0, INK);
        for (dot, &point) in self.dots.iter().zip(&points) {
            sheet.dot(point, if dot.accent { 10.0 } else { 8.0 }, colour(dot));
        }
        let mut taken: Vec<TextBox> = Vec::new();
        let named = self.dots.iter().zip(&points);
        let named = named.map(|(dot, &point)| (dot.name.as_str(), point, dot.accent, colour(dot)));
        let own = [(self.baseline.as_str(), zero, false, INK)];
        for (name, point, accent, colour) in named.chain(own) {
            let look = Type {
                bold: accent,
                ..frame.label(colour)
            };
            let base = 0.35 * look.em;
            let candidates = [
                (16.0, base, Anchor::Start),
                (-16.0, base, Anchor::End),
                (10.0, -14.0, Anchor::Start),
                (10.0, 12.0 + look.em, Anchor::Start),
                (-10.0, -14.0, Anchor::End),
                (-10.0, 12.0 + look.em, Anchor::End),
                (0.0, -16.0, Anchor::Middle),
                (0.0, 14.0 + look.em, Anchor::Middle),
            ];
            let free = candidates.into_iter().find_map(|(dx, dy, anchor)| {
                let at = (point.0 + dx, point.1 + dy);
                let ground = sheet.text_box(name, at, anchor, look);
                let [l, t, r, b] = ground.edges;
                let inside = l >= x.start && r <= frame.right && t >= top - 20.0 && b <= bottom;
                let dots = points.iter().chain([&zero]);
                let mut hit = dots.filter(|&&(px, py)| l < px + 9.0 && r > px - 9.0 && t < py + 9.0 && b > py - 9.0);
                let struck = (t < zero.1 && b > zero.1) || (l < zero.0 && r > zero.0);
                let clear = !struck && hit.next().is_none() && !taken.iter().any(|other| other.overlaps(&ground));
                (inside && clear).then_some((at, anchor, ground))
            });
            // What finds no room stands in the table behind the chart.
            if let Some((at, anchor, ground)) = free {
                sheet.text_with_halo(name, at, anchor, look);
                taken.push(ground);
            }
        }
    }

    fn table(&self) -> Table {
        let language = self.language;
        let in_unit = |name: &str, unit: Unit| {
            words::COLUMN_IN_UNIT.fill(language, &[("name", name), ("unit", unit.name(language))])
        };
        let row = |dot: &Dot| {
            vec![
                dot.name.clone(),
                plus_minus(dot.cost, Unit::Yuan, language),
                plus_minus(dot.service, self.unit, language),
                super::verdict(dot.verdict).say(language).to_string(),
            ]
        };
        Table {
            head: vec![
                say::COMPARED_PLAN.say(language).to_string(),
                in_unit(say::COMPARED_COST.say(language), Unit::Yuan),
                in_unit(&words::capitalised(&self.what), self.unit),
                say::COMPARED_SAYS.say(language).to_string(),
            ],
            rows: self.dots.iter().map(row).collect(),
        }
    }
}
