//! Cars for one point of service beside what others were reported to have: dots on rows.

use super::axis::{Scale, ticks, zero_line};
use super::canvas::{Anchor, Sheet, Type};
use super::context::Run;
use super::focus::Team;
use super::frame::Frame;
use super::picture::{Picture, Table};
use super::regions::Network;
use super::rows::{Name, Rows};
use super::theme::{ALARM, GRID, INK, MAIN, MUTED, width};
use crate::report::number::{count, date, month};
use crate::report::words::{self, Phrase};
use crate::scenario::observed::Certainty;
use crate::scenario::peer::PointKind;
use crate::units::Language;
use jiff::civil::Date;

/// One dot.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Whose figure, and of when.
    pub name: String,
    /// Cars for one point.
    pub cars: f64,
    /// Of this network.
    pub own: bool,
    /// Who says so; empty for this network.
    pub source: String,
    /// How sure it is; none for this network.
    pub certainty: Option<Certainty>,
}

/// Full centres and points of any kind, each with most cars first.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// Centres that take every kind of job.
    pub full: Vec<Point>,
    /// Points of any kind.
    pub any: Vec<Point>,
    /// Cities with an open centre, and all.
    pub cities: (usize, usize),
    /// The last day of the run.
    pub last: Date,
    /// The language of its words.
    pub language: Language,
}

impl Points {
    /// The chart of a run; none where the scenario names no peer, or has no centre at the end.
    pub fn of(run: &Run, team: Option<&Team>) -> Option<Points> {
        let language = run.language;
        let network = Network::of(run, team);
        let all: Vec<usize> = (0..run.scenario.cities.len()).collect();
        let counted = network.counted(run, &all);
        let own = |points: usize| {
            (points > 0 && counted.cars > 0.0).then(|| Point {
                name: words::POINTS_OWN.fill(language, &[("when", &when(run.to(), language))]),
                cars: counted.cars / points as f64,
                own: true,
                source: String::new(),
                certainty: None,
            })
        };
        let of = |kind: PointKind, points: usize| {
            let peers = run.scenario.peers.iter().filter(|peer| peer.kind == kind);
            let mut rows: Vec<Point> = peers
                .map(|peer| {
                    let name = run.named(&peer.id, &peer.name, &peer.name_zh);
                    Point {
                        name: words::POINTS_PEER
                            .fill(language, &[("name", &name), ("when", &when(peer.date, language))]),
                        cars: peer.cars_per_point,
                        own: false,
                        source: peer.source.clone(),
                        certainty: Some(peer.certainty),
                    }
                })
                .chain(own(points))
                .collect();
            rows.sort_by(|a, b| b.cars.total_cmp(&a.cars));
            rows
        };
        let chart = Points {
            full: of(PointKind::Full, counted.full),
            any: of(PointKind::Any, counted.points),
            cities: (network.cities_with_a_centre(run), all.len()),
            last: run.to(),
            language,
        };
        (!run.scenario.peers.is_empty() && chart.any.iter().any(|point| point.own)).then_some(chart)
    }

    fn say(&self, cars: f64) -> String {
        count(rounded(cars), self.language)
    }

    /// The rows under their headings.
    fn drawn(&self) -> Vec<(Name, Option<&Point>)> {
        let mut rows = Vec::new();
        for (heading, points) in [(words::POINTS_FULL, &self.full), (words::POINTS_ANY, &self.any)] {
            if !points.is_empty() {
                rows.push((Name::heading(heading.say(self.language)), None));
                rows.extend(
                    points
                        .iter()
                        .map(|point| (Name::row(point.name.clone(), point.own), Some(point))),
                );
            }
        }
        rows
    }

    /// The own figure of a list, and the least and the most of the others.
    fn own_and_others(points: &[Point]) -> Option<(f64, Option<[f64; 2]>)> {
        let own = points.iter().find(|point| point.own)?.cars;
        let others = || points.iter().filter(|point| !point.own).map(|point| point.cars);
        let (low, high) = (others().fold(f64::INFINITY, f64::min), others().fold(0.0, f64::max));
        Some((own, (high > 0.0).then_some([low, high])))
    }
}

/// To three digits: what is reported is not known better.
fn rounded(cars: f64) -> u64 {
    let place = 10f64.powi((cars.max(1.0).log10().floor() as i32 - 2).max(0));
    ((cars / place).round() * place) as u64
}

/// "December 2025", 「2025年12月」.
fn when(day: Date, language: Language) -> String {
    match language {
        Language::En => format!("{}\u{a0}{}", month(day.month(), language), day.year()),
        Language::Zh => format!("{}年{}月", day.year(), day.month()),
    }
}

impl Picture for Points {
    fn name(&self) -> &'static str {
        "cars_per_point"
    }

    fn title(&self) -> String {
        let language = self.language;
        let Some((any, others)) = Points::own_and_others(&self.any) else {
            return String::new();
        };
        let full = Points::own_and_others(&self.full).map(|(own, _)| self.say(own));
        let others = others.map(|[low, high]| {
            let (low, high) = (self.say(low), self.say(high));
            if low == high {
                low
            } else {
                words::POINTS_RANGE.fill(language, &[("low", &low), ("high", &high)])
            }
        });
        let gaps = |full: &str, others: &str| {
            let gaps = [
                ("any", self.say(any)),
                ("full", full.to_string()),
                ("others", others.to_string()),
            ];
            gaps.map(|(name, value)| (name, value))
        };
        let phrase = match (&full, &others) {
            (Some(_), Some(_)) => words::POINTS_TITLE,
            (Some(_), None) => words::POINTS_TITLE_ALONE,
            (None, Some(_)) => words::POINTS_TITLE_ANY,
            (None, None) => words::POINTS_TITLE_ONLY,
        };
        let gaps = gaps(&full.unwrap_or_default(), &others.unwrap_or_default());
        phrase.fill(language, &gaps.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    fn subtitle(&self) -> String {
        let gaps = [
            ("day", date(self.last, self.language)),
            ("with", self.cities.0.to_string()),
            ("cities", self.cities.1.to_string()),
        ];
        words::POINTS_SUBTITLE.fill(
            self.language,
            &gaps.each_ref().map(|(name, value)| (*name, value.as_str())),
        )
    }

    fn reading(&self) -> String {
        words::POINTS_READ.say(self.language).to_string()
    }

    fn description(&self) -> String {
        let say = |point: Option<&Point>| {
            point.map_or_else(String::new, |point| format!("{} {}", point.name, self.say(point.cars)))
        };
        let gaps = [("low", &*say(self.any.last())), ("high", &*say(self.any.first()))];
        words::joined(
            &[
                words::POINTS_FORM.say(self.language).to_string(),
                words::sentence(&self.title(), self.language),
                words::LOWEST_HIGHEST.fill(self.language, &gaps),
            ],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        34.0 * self.drawn().len() as f64
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let drawn = self.drawn();
        let names: Vec<Name> = drawn.iter().map(|(name, _)| name.clone()).collect();
        let rows = Rows::new(sheet, frame, &names);
        let figures = frame.label(INK);
        let most = drawn
            .iter()
            .filter_map(|(_, point)| Some(point.as_ref()?.cars))
            .fold(0.0, f64::max);
        let marks = ticks(most);
        let widest = words::SURE_MEDIUM.say(self.language);
        let bold = Type { bold: true, ..figures };
        let room = sheet.measure("00,000", bold) + sheet.measure(widest, frame.tick()) + 40.0;
        let x = Scale {
            from: 0.0,
            to: marks[marks.len() - 1],
            start: rows.left,
            end: frame.right - room,
        };
        let plot = Frame {
            top: rows.frame.top + rows.pitch * 0.1,
            ..rows.frame
        };
        for &mark in &marks {
            let at = x.at(mark);
            sheet.segment((at, plot.top), (at, plot.bottom), width::GRID, GRID);
            let figure = count(mark as u64, self.language);
            let text = if mark == x.to {
                words::POINTS_UNIT.fill(self.language, &[("figure", &figure)])
            } else {
                figure
            };
            sheet.text(&text, (at, plot.under()), Anchor::Middle, plot.tick());
        }
        zero_line(sheet, &plot, rows.left);
        for (i, point) in drawn
            .iter()
            .enumerate()
            .filter_map(|(i, (_, point))| Some((i, (*point)?)))
        {
            let y = rows.y(i);
            let colour = if point.own { ALARM } else { MAIN };
            let at = x.at(point.cars);
            sheet.segment((x.start, y), (at, y), 2.0, colour);
            sheet.dot((at, y), if point.own { 10.0 } else { 8.0 }, colour);
            let look = Type {
                bold: point.own,
                colour: if point.own { ALARM } else { INK },
                ..figures
            };
            sheet.text(
                &self.say(point.cars),
                (at + 18.0, y + 0.35 * look.em),
                Anchor::Start,
                look,
            );
            let source =
                sureness(point.certainty).map_or_else(String::new, |phrase| phrase.say(self.language).to_string());
            let small = Type::plain(frame.sizes.tick.min(16.0), MUTED);
            let start = at + 18.0 + sheet.measure(&self.say(point.cars), look) + 14.0;
            if !source.is_empty() && start + sheet.measure(&source, small) < frame.right {
                sheet.text(&source, (start, y + 0.35 * small.em), Anchor::Start, small);
            }
        }
    }

    fn table(&self) -> Table {
        let language = self.language;
        let head = [
            words::POINTS_WHOSE,
            words::POINTS_KIND,
            words::POINTS_CARS,
            words::SOURCE_HEAD,
            words::CERTAINTY,
        ];
        let lists = [(words::POINTS_FULL, &self.full), (words::POINTS_ANY, &self.any)];
        let rows = lists.into_iter().flat_map(|(kind, points)| {
            points.iter().map(move |point| {
                let source = if point.own {
                    words::SIMULATED.say(language).to_string()
                } else {
                    point.source.clone()
                };
                let sure = level(point.certainty).map_or_else(String::new, |phrase| phrase.say(language).to_string());
                vec![
                    point.name.clone(),
                    kind.say(language).to_string(),
                    self.say(point.cars),
                    source,
                    sure,
                ]
            })
        });
        Table {
            head: head.map(|phrase| phrase.say(language).to_string()).to_vec(),
            rows: rows.collect(),
        }
    }
}

fn sureness(certainty: Option<Certainty>) -> Option<Phrase> {
    Some(match certainty? {
        Certainty::High => words::SURE_HIGH,
        Certainty::Medium => words::SURE_MEDIUM,
        Certainty::Low => words::SURE_LOW,
    })
}

fn level(certainty: Option<Certainty>) -> Option<Phrase> {
    Some(match certainty? {
        Certainty::High => words::LEVEL_HIGH,
        Certainty::Medium => words::LEVEL_MEDIUM,
        Certainty::Low => words::LEVEL_LOW,
    })
}
