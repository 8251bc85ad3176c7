//! What a job's days are made of, by city: stacked bars in the order of the owner's journey.

use super::axis::{Scale, grid_across, ticks};
use super::canvas::{Anchor, Sheet, Type};
use super::context::Run;
use super::focus::Team;
use super::frame::Frame;
use super::picture::{Picture, Table};
use super::rows::{Head, Name, Rows, heads};
use super::theme::{CAUSE_NAMES, CAUSES, INK, ON_ABOVE, ON_MIDDLE, ON_PALE, PAPER};
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Unit, with_unit};
use crate::report::words::{self, Phrase};
use crate::units::Language;

/// Classes of causes, in the order of the owner's journey.
const CLASSES: [Phrase; 6] = [
    words::CAUSE_NO_SLOT,
    words::CAUSE_APPOINTMENT,
    words::CAUSE_CLOSED,
    words::CAUSE_PEOPLE,
    words::CAUSE_BAYS,
    words::CAUSE_WORK,
];
/// Classes before the car reaches the centre.
const BEFORE: usize = 2;
/// The class of people.
const PEOPLE: usize = 3;
/// Cities that are all shown; of more the longest and those with most jobs.
const ALL_SHOWN: usize = 12;
const LONGEST: usize = 6;
const LARGEST: usize = 5;

/// The class of a cause by its name in files.
fn class(cause: &str) -> Option<usize> {
    Some(match cause {
        // The bars begin when the owner looks for a centre.
        "triage" => return None,
        "no_slot" => 0,
        "appointment" => 1,
        "closed" => 2,
        "work" | "handover" => 5,
        // Parts share the colour of people: both may be missing while the bay is there.
        "part" => PEOPLE,
        place if ["bay", "booth", "lift"].iter().any(|word| place.contains(word)) => 4,
        _ => PEOPLE,
    })
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Mean days by class.
    pub days: [f64; 6],
}

impl Bar {
    fn total(&self) -> f64 {
        self.days.iter().sum()
    }
}

/// The bars, longest first, after the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Causes {
    /// All cities together.
    pub all: Bar,
    /// The cities shown.
    pub cities: Vec<Bar>,
    /// How many cities have served jobs.
    pub count: usize,
    /// The city that the title speaks of.
    pub focus: Option<String>,
    /// "a body repair", or "a repair".
    pub job: String,
    /// "body repairs", or "jobs".
    pub jobs: String,
    /// The measured period in words.
    pub period: String,
    /// Whether jobs can wait for parts.
    pub parts: bool,
    /// Replications.
    pub replications: u32,
    /// The language of its words.
    pub language: Language,
}

impl Causes {
    /// The chart of a run; none where no job was served.
    pub fn of(run: &Run, team: Option<&Team>, focus: Option<&str>) -> Option<Causes> {
        let bar = |id: &str, name: String| -> Option<Bar> {
            let mut days = [0.0; 6];
            let mut seen = false;
            for row in run.rows(Metric::WaitByCause) {
                let scope = &row.scope;
                let cause = match (&row.breakdown, team) {
                    (Breakdown::Cause(cause), None) => cause,
                    (Breakdown::TeamCause(of, cause), Some(team)) if *of == team.id => cause,
                    _ => continue,
                };
                let here = scope.city == id && scope.centre == "*" && scope.failure == "*";
                if let (true, Some(mean), Some(class)) = (here, row.mean, class(cause)) {
                    days[class] += mean;
                    seen = true;
                }
            }
            seen.then_some(Bar { name, days })
        };
        let all = bar("*", words::NETWORK_ROW.say(run.language).to_string())?;
        let mut cities: Vec<(&str, f64, Bar)> = (run.scenario.cities.iter())
            .filter_map(|city| {
                let jobs = run.of_city(Metric::Jobs, &city.id, &Breakdown::Total)?.mean;
                Some((city.id.as_str(), jobs, bar(&city.id, run.city(&city.id))?))
            })
            .collect();
        let count = cities.len();
        cities.sort_by(|a, b| b.2.total().total_cmp(&a.2.total()));
        if count > ALL_SHOWN {
            let mut rest = cities.split_off(LONGEST);
            // The city of the title first, then those with most jobs.
            rest.sort_by(|a, b| {
                let first = |id: &str| u8::from(focus != Some(id));
                first(a.0).cmp(&first(b.0)).then(b.1.total_cmp(&a.1))
            });
            rest.truncate(LARGEST);
            cities.extend(rest);
            cities.sort_by(|a, b| b.2.total().total_cmp(&a.2.total()));
        }
        let focus = focus.filter(|id| cities.iter().any(|city| city.0 == *id));
        Some(Causes {
            focus: focus.map(|id| run.city(id)),
            all,
            cities: cities.into_iter().map(|(_, _, bar)| bar).collect(),
            count,
            job: team.map_or_else(
                || words::A_REPAIR.say(run.language).to_string(),
                |team| words::team_job(&team.id, run.language),
            ),
            jobs: run.jobs_of(team),
            period: run.period(),
            parts: !run.scenario.parts.is_empty(),
            replications: run.summary.replications,
            language: run.language,
        })
    }

    /// A class in words; where there are parts, it says that they are with the people.
    fn class_name(&self, class: usize) -> &'static str {
        match class {
            PEOPLE if self.parts => words::CAUSE_PEOPLE_AND_PARTS.say(self.language),
            _ => CLASSES[class].say(self.language),
        }
    }

    /// The bar of the title.
    fn chosen(&self) -> &Bar {
        let focus = self.cities.iter().find(|bar| self.focus.as_ref() == Some(&bar.name));
        match self.cities.as_slice() {
            [only] => only,
            _ => focus.unwrap_or(&self.all),
        }
    }

    /// The bars drawn: one city stands for the network.
    fn drawn(&self) -> Vec<&Bar> {
        match self.cities.as_slice() {
            [only] => vec![only],
            several => std::iter::once(&self.all).chain(several).collect(),
        }
    }

    /// Hours instead of days, where a bar is shorter than two days: what is drawn, times this.
    fn unit(&self) -> (Unit, f64) {
        let longest = self.drawn().iter().map(|bar| bar.total()).fold(0.0, f64::max);
        if longest < 2.0 {
            (Unit::Hours, 24.0)
        } else {
            (Unit::Days, 1.0)
        }
    }
}

/// Rounded parts that add up to the rounded total: largest remainders, in units of `10^-places`.
fn parts(values: &[f64; 6], places: i32) -> ([f64; 6], f64) {
    let tens = 10f64.powi(places);
    let total = (values.iter().sum::<f64>() * tens).round();
    let mut floors = values.map(|value| (value * tens).floor());
    let mut left = (total - floors.iter().sum::<f64>()) as usize;
    let mut order = [0, 1, 2, 3, 4, 5];
    let remainder = |at: usize| values[at] * tens - (values[at] * tens).floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)));
    for at in order {
        if left > 0 {
            floors[at] += 1.0;
            left -= 1;
        }
    }
    (floors.map(|floor| floor / tens), total / tens)
}

impl Picture for Causes {
    fn name(&self) -> &'static str {
        "waits_by_cause"
    }

    fn title(&self) -> String {
        let (language, bar, (unit, factor)) = (self.language, self.chosen(), self.unit());
        let places = i32::from(bar.total() * factor < 10.0);
        let (rounded, total) = parts(&bar.days.map(|days| days * factor), places);
        let place = if std::ptr::eq(bar, &self.all) {
            words::NETWORK.say(language)
        } else {
            &bar.name
        };
        let say = |value: f64| format!("{value:.*}", places as usize);
        let before: f64 = rounded[..BEFORE].iter().sum();
        let total_text = with_unit(&say(total), unit, language);
        // In Chinese each figure has its unit.
        let part_of = |value: f64| match language {
            Language::En => say(value),
            Language::Zh => with_unit(&say(value), unit, language),
        };
        let finding = if before > total / 2.0 {
            let gaps = [
                ("place", place),
                ("before", &*part_of(before)),
                ("total", &*total_text),
                ("job", &*self.job),
            ];
            words::CAUSES_BEFORE.fill(language, &gaps)
        } else {
            let largest = (0..CLASSES.len())
                .max_by(|&a, &b| bar.days[a].total_cmp(&bar.days[b]))
                .unwrap_or(0);
            let part = part_of(rounded[largest]);
            let cause = self.class_name(largest);
            let gaps = [
                ("place", place),
                ("part", &*part),
                ("total", &*total_text),
                ("cause", cause),
                ("job", &*self.job),
            ];
            words::CAUSES_LARGEST.fill(language, &gaps)
        };
        if self.replications < 2 {
            return words::IN_ONE_RUN.fill(language, &[("finding", &words::uncapitalised(&finding))]);
        }
        finding
    }

    fn subtitle(&self) -> String {
        let gaps = [
            ("jobs", self.jobs.as_str()),
            ("period", &self.period),
            ("unit", self.unit().0.name(self.language)),
        ];
        let several = if self.cities.len() > 1 {
            words::CAUSES_SUBTITLE
        } else {
            words::CAUSES_SUBTITLE_ONE
        };
        several.fill(self.language, &gaps)
    }

    fn reading(&self) -> String {
        let mut reading = Vec::new();
        if self.count > self.cities.len() {
            let gaps = [
                ("all", self.count.to_string()),
                ("longest", LONGEST.to_string()),
                ("large", LARGEST.to_string()),
            ];
            reading.push(words::CAUSES_CHOSEN.fill(self.language, &gaps.each_ref().map(|(n, v)| (*n, v.as_str()))));
        }
        reading.push(words::CAUSES_READ.say(self.language).to_string());
        if self.replications < 2 {
            reading.push(words::ONE_RUN.say(self.language).to_string());
        }
        words::joined(&reading, self.language)
    }

    fn description(&self) -> String {
        let (unit, factor) = self.unit();
        let form = words::CAUSES_FORM.fill(self.language, &[("jobs", &self.jobs), ("period", &self.period)]);
        let say = |bar: Option<&Bar>| {
            bar.map_or_else(String::new, |bar| {
                let total = with_unit(&format!("{:.1}", bar.total() * factor), unit, self.language);
                format!("{} {total}", bar.name)
            })
        };
        let gaps = [("low", &*say(self.cities.last())), ("high", &*say(self.cities.first()))];
        let ends = words::LOWEST_HIGHEST.fill(self.language, &gaps);
        let file = words::FILE_SUMMARY.say(self.language).to_string();
        words::joined(
            &[form, words::sentence(&self.title(), self.language), ends, file],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        34.0 * self.drawn().len().max(3) as f64
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let (unit, factor) = self.unit();
        let bars = self.drawn();
        let chosen = self.chosen();
        let accent = |bar: &Bar| bars.len() > 1 && bar.name == chosen.name;
        let names: Vec<Name> = bars
            .iter()
            .map(|bar| Name::row(bar.name.clone(), accent(bar)))
            .collect();
        let rows = Rows::new(sheet, frame, &names);
        let longest = bars.iter().map(|bar| bar.total()).fold(0.0, f64::max) * factor;
        let marks = ticks(longest);
        let room = sheet.measure(&with_unit("00.0", unit, self.language), frame.note(INK)) + 16.0;
        let x = Scale {
            from: 0.0,
            to: longest,
            start: rows.left,
            end: frame.right - room,
        };
        // A grid line past the longest bar would leave the plot.
        let marks: Vec<f64> = marks
            .into_iter()
            .filter(|mark| x.at(*mark) <= frame.right - 20.0)
            .collect();
        grid_across(sheet, &rows.frame, &x, &marks, |figure| {
            with_unit(figure, unit, self.language)
        });
        let half = (rows.pitch * 0.36).min(26.0);
        let figure = Type::plain(frame.sizes.label.min(18.0), INK);
        let places = i32::from(longest < 10.0);
        for (i, bar) in bars.iter().enumerate() {
            let y = rows.y(i);
            let (rounded, total) = parts(&bar.days.map(|days| days * factor), places);
            let mut from = 0.0;
            for (class, days) in bar.days.iter().enumerate() {
                let to = from + days * factor;
                let (left, right) = (x.at(from), x.at(to));
                sheet.rectangle([left, y - half, right, y + half], CAUSES[class]);
                if right - left > 1.0 {
                    sheet.segment((right, y - half), (right, y + half), 0.75, PAPER);
                }
                let text = format!("{:.*}", places as usize, rounded[class]);
                if right - left > sheet.measure(&text, figure) + 10.0 && rounded[class] > 0.0 {
                    let colour = [ON_ABOVE, ON_ABOVE, ON_PALE, ON_PALE, ON_MIDDLE, ON_ABOVE][class];
                    let at = (f64::midpoint(left, right), y + 0.35 * figure.em);
                    sheet.text(&text, at, Anchor::Middle, Type { colour, ..figure });
                }
                from = to;
            }
            let text = with_unit(&format!("{total:.*}", places as usize), unit, self.language);
            let look = Type { bold: true, ..figure };
            sheet.text(&text, (x.at(from) + 8.0, y + 0.35 * look.em), Anchor::Start, look);
        }
        // Names of the classes above the first bar, with leaders; those too thin to see have none.
        let mut from = 0.0;
        let mut named = Vec::new();
        for (class, days) in bars[0].days.iter().enumerate() {
            let to = from + days * factor;
            if x.at(to) - x.at(from) >= 2.0 {
                named.push(Head {
                    at: x.at(f64::midpoint(from, to)),
                    tip: Some(rows.y(0) - half - 2.0),
                    text: self.class_name(class).to_string(),
                    look: Type::plain(frame.sizes.tick, CAUSE_NAMES[class]),
                });
            }
            from = to;
        }
        heads(sheet, named, frame.top - 14.0, (frame.left, frame.right));
    }

    fn table(&self) -> Table {
        let (unit, factor) = self.unit();
        let mut head = vec![words::CITY.say(self.language).to_string()];
        let column = |name: Phrase| {
            let gaps = [("name", name.say(self.language)), ("unit", unit.name(self.language))];
            words::COLUMN_IN_UNIT.fill(self.language, &gaps)
        };
        head.extend(CLASSES.iter().map(|class| column(*class)));
        head.push(column(words::CAUSE_TOTAL));
        let row = |bar: &&Bar| {
            let (rounded, total) = parts(&bar.days.map(|days| days * factor), 1);
            let figures = rounded.iter().chain([&total]).map(|value| format!("{value:.1}"));
            std::iter::once(bar.name.clone()).chain(figures).collect()
        };
        Table {
            head,
            rows: self.drawn().iter().map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_parts_add_up_to_the_rounded_total() {
        // 1.5 + 2.5 + 0.4 + 0.4 + 0.1 + 0.1 = 5.0: floors 1 2 0 0 0 0, two left for the remainders 0.5.
        assert_eq!(
            parts(&[1.5, 2.5, 0.4, 0.4, 0.1, 0.1], 0),
            ([2.0, 3.0, 0.0, 0.0, 0.0, 0.0], 5.0)
        );
        assert_eq!(parts(&[0.0; 6], 1), ([0.0; 6], 0.0));
        let (rounded, total) = parts(&[0.33, 0.33, 0.34, 0.0, 0.0, 0.0], 1);
        assert!((rounded.iter().sum::<f64>() - total).abs() < 1e-12 && total == 1.0);
    }

    #[test]
    fn resources_are_people_or_places() {
        assert_eq!(
            ["advisor", "mechanic", "body_bay", "lift-2", "booth"].map(class),
            [3, 3, 4, 4, 4].map(Some)
        );
    }
}
