//! Utilisation by centre and resource: bars in panels for up to twelve centres, dots for more.

mod drawing;

use super::canvas::Sheet;
use super::context::{Run, estimate};
use super::frame::Frame;
use super::picture::{Picture, Table};
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit};
use crate::report::words;
use crate::units::Language;

/// The line above which waits grow fast.
pub const LINE: f64 = 0.85;
/// The line where no resource surely runs above the first: a day's slots are whole cars, so that a fully booked team
/// need not keep its bays busier (three cars where 3.6 would fit fill them to 83 %).
pub const BOOKED_LINE: f64 = 0.80;
/// Centres that stand in panels of bars.
const PANELS: usize = 12;
/// Centres drawn at most.
const MOST: usize = 33;
/// Centres drawn of more than [`MOST`].
const BUSIEST: usize = 30;
/// Resources drawn at most.
const KINDS: usize = 4;

/// One centre.
#[derive(Clone, Debug, PartialEq)]
pub struct Centre {
    /// Its name.
    pub name: String,
    /// Busy over staffed time, by resource; none where it has none.
    pub busy: Vec<Option<Estimate>>,
}

impl Centre {
    fn busiest(&self) -> f64 {
        self.busy.iter().flatten().map(|share| share.mean).fold(0.0, f64::max)
    }
}

/// The utilisation of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Utilisation {
    /// The line that bars are measured against.
    pub line: f64,
    /// Centres of the run, drawn or not.
    pub all_centres: usize,
    /// The busiest resource that the team in question does not need, over the network.
    pub other: Option<(String, Estimate)>,
    /// The resources by the name people use, at most four; first the one that surely runs above the line at most
    /// centres, then the busiest.
    pub resources: Vec<String>,
    /// The centres, busiest first.
    pub centres: Vec<Centre>,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals.
    pub reading: String,
    /// The language of its words.
    pub language: Language,
}

impl Utilisation {
    /// The chart of a run; none where no resource was staffed.
    pub fn of(run: &Run) -> Option<Utilisation> {
        let rows = || {
            run.rows(Metric::Utilisation).filter_map(|row| match &row.breakdown {
                Breakdown::Resource(resource) if row.scope.city == "*" && row.scope.failure == "*" => {
                    Some((row.scope.centre.as_str(), resource.as_str(), estimate(row)?))
                }
                _ => None,
            })
        };
        let team = run.team();
        let position = team
            .as_ref()
            .and_then(|team| run.scenario.teams.iter().position(|id| *id == team.id));
        let needed = |resource: &str| {
            let modes = run.scenario.failures.iter();
            let own = modes.filter(|mode| Some(mode.team.index()) == position);
            own.flat_map(|mode| &mode.stages)
                .flat_map(|stage| &stage.needs)
                .any(|need| run.scenario.resources[need.index()] == resource)
        };
        let shares = || rows().filter(|row| row.0 != "*").map(|row| row.2);
        let line = [LINE, BOOKED_LINE]
            .into_iter()
            .find(|&line| shares().any(|share| surely(share, line) == Side::Above))
            .unwrap_or(LINE);
        let rank = |resource: &str| {
            let of = || {
                rows()
                    .filter(|(centre, of, _)| *centre != "*" && *of == resource)
                    .map(|row| row.2)
            };
            let above = of().filter(|share| surely(*share, line) == Side::Above).count();
            let highest = of().map(|share| share.mean).fold(-1.0, f64::max);
            (needed(resource), above, highest)
        };
        let mut resources: Vec<(&str, (bool, usize, f64))> = run
            .scenario
            .resources
            .iter()
            .map(|resource| (resource.as_str(), rank(resource)))
            .collect();
        resources.retain(|(_, (.., highest))| *highest >= 0.0);
        // What the team in question needs comes first, the tightest of it at the head.
        resources.sort_by(|(_, a), (_, b)| (b.0, b.1).cmp(&(a.0, a.1)).then(b.2.total_cmp(&a.2)));
        resources.truncate(KINDS);
        let resources: Vec<&str> = resources.into_iter().map(|(resource, _)| resource).collect();
        let mut centres: Vec<Centre> = Vec::new();
        for centre in &run.scenario.centres {
            let at = |resource: &str| {
                rows()
                    .find(|row| row.0 == centre.id && row.1 == resource)
                    .map(|row| row.2)
            };
            let busy: Vec<Option<Estimate>> = resources.iter().map(|resource| at(resource)).collect();
            let counts = if team.is_some() {
                busy.first().is_some_and(Option::is_some)
            } else {
                busy.iter().any(Option::is_some)
            };
            if counts {
                centres.push(Centre {
                    name: run.centre(&centre.id),
                    busy,
                });
            }
        }
        let tightness = |centre: &Centre| match (&team, centre.busy[0]) {
            (Some(_), Some(share)) => share.mean,
            _ => centre.busiest(),
        };
        centres.sort_by(|a, b| tightness(b).total_cmp(&tightness(a)));
        let others = rows().filter(|row| position.is_some() && row.0 == "*" && row.1 != "*" && !needed(row.1));
        let other = others
            .map(|(_, resource, share)| (words::resource(resource, run.language), share))
            .max_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
        let chart = Utilisation {
            line,
            all_centres: run.scenario.centres.len(),
            other,
            resources: resources
                .into_iter()
                .map(|id| words::resource(id, run.language))
                .collect(),
            centres,
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        };
        (!chart.centres.is_empty()).then_some(chart)
    }

    /// The centres that are drawn, sorted by the first resource.
    fn shown(&self) -> Vec<&Centre> {
        let count = if self.centres.len() > MOST {
            BUSIEST
        } else {
            self.centres.len()
        };
        let mut shown: Vec<&Centre> = self.centres[..count].iter().collect();
        let first = |centre: &Centre| centre.busy[0].map_or(-1.0, |share| share.mean);
        shown.sort_by(|a, b| first(b).total_cmp(&first(a)));
        shown
    }

    /// Centres at which a resource surely runs above the line, and centres that have it.
    fn above(&self, resource: usize) -> (usize, usize) {
        let of = || self.centres.iter().filter_map(|centre| centre.busy[resource]);
        let above = of().filter(|share| surely(*share, self.line) == Side::Above);
        (above.count(), of().count())
    }

    /// The bottleneck with the number of centres that surely run it above the line, those that have it, and the line.
    pub fn tight(&self) -> Option<(usize, usize, &'static str)> {
        let (count, all) = self.above(self.bottleneck()?);
        Some((count, all, self.line_name()))
    }

    fn line_name(&self) -> &'static str {
        let phrase = if self.line == LINE {
            words::LINE_85
        } else {
            words::LINE_80
        };
        phrase.say(self.language)
    }

    /// The resource that surely runs above the line at most centres, if any does: it stands first.
    fn bottleneck(&self) -> Option<usize> {
        (self.above(0).0 > 0).then_some(0)
    }

    /// Whether a row is one of those the title speaks of.
    fn accent(&self, centre: &Centre) -> bool {
        self.bottleneck()
            .is_some_and(|resource| centre.busy[resource].is_some_and(|s| surely(s, self.line) == Side::Above))
    }
}

/// On which side of the line an interval lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    Around,
    Below,
}

fn surely(share: Estimate, line: f64) -> Side {
    match share.ci95 {
        Some([low, _]) if low > line => Side::Above,
        Some([_, high]) if high < line => Side::Below,
        Some(_) => Side::Around,
        // One run proves nothing; the bar is pale, and darker only where it lies above.
        None if share.mean > line => Side::Around,
        None => Side::Below,
    }
}

impl Picture for Utilisation {
    fn name(&self) -> &'static str {
        "utilisation"
    }

    fn title(&self) -> String {
        let language = self.language;
        let Some(resource) = self.bottleneck() else {
            let centre = &self.centres[0];
            let busiest = (0..self.resources.len())
                .filter_map(|resource| Some((resource, centre.busy[resource]?)))
                .max_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
            let (resource, share) = busiest.unwrap_or((0, Estimate { mean: 0.0, ci95: None }));
            let sure = share.ci95.is_some();
            let busiest_name = if sure {
                words::capitalised(&self.resources[resource])
            } else {
                self.resources[resource].clone()
            };
            // Another kind than the first may run above the line: then the sentence does not deny it.
            let nothing = match (0..self.resources.len()).all(|resource| self.above(resource).0 == 0) {
                true => words::BUSY_NOTHING.fill(language, &[("line", self.line_name())]),
                false => String::new(),
            };
            let gaps = [
                ("resource", busiest_name.as_str()),
                ("centre", &centre.name),
                ("share", &share.headline(Unit::Share, language)),
                ("others", &nothing),
            ];
            let phrase = if sure { words::BUSY_NONE } else { words::BUSY_ONE_RUN };
            return phrase.fill(language, &gaps);
        };
        let name = words::capitalised(&self.resources[resource]);
        let line = self.line_name();
        let others = self.other.as_ref().map_or_else(String::new, |(resource, share)| {
            let share = share.headline(Unit::Share, language);
            words::BUSY_OTHERS.fill(language, &[("resource", resource), ("share", &share)])
        });
        let (count, all) = self.above(resource);
        let first = self.centres.iter().find(|centre| self.accent(centre));
        match (first, count, all) {
            (Some(centre), 1, 1) => {
                let share = centre.busy[resource].map_or_else(String::new, |s| s.headline(Unit::Share, language));
                words::BUSY_ONE.fill(language, &[("resource", &name), ("share", &share), ("others", &others)])
            }
            (Some(centre), 1, _) => {
                let gaps = [
                    ("resource", name.as_str()),
                    ("centre", &centre.name),
                    ("line", line),
                    ("others", &others),
                ];
                words::BUSY_ONE_OF.fill(language, &gaps)
            }
            _ if count == all => {
                let gaps = [("resource", name.as_str()), ("line", line), ("others", &others)];
                words::BUSY_ALL.fill(language, &gaps)
            }
            _ => {
                let (count, all) = (words::spelled(count, language), words::spelled(all, language));
                let gaps = [
                    ("resource", name.as_str()),
                    ("count", &count),
                    ("all", &all),
                    ("line", line),
                    ("others", &others),
                ];
                words::BUSY_MANY.fill(language, &gaps)
            }
        }
    }

    fn subtitle(&self) -> String {
        let line = if self.line == LINE {
            words::WHY_85
        } else {
            words::WHY_80
        };
        let gaps = [("period", self.period.as_str()), ("line", line.say(self.language))];
        words::BUSY_SUBTITLE.fill(self.language, &gaps)
    }

    fn reading(&self) -> String {
        let (shown, all) = (self.shown().len(), self.centres.len());
        if shown == all {
            return self.reading.clone();
        }
        let gaps = [("count", shown.to_string()), ("all", all.to_string())];
        let gaps = [
            (gaps[0].0, gaps[0].1.as_str()),
            (gaps[1].0, &gaps[1].1),
            ("resource", &self.resources[0]),
        ];
        let phrase = if all < self.all_centres {
            words::BUSIEST_WITH
        } else {
            words::BUSIEST_SHOWN
        };
        let chosen = phrase.fill(self.language, &gaps);
        let more = words::MORE_ROWS.fill(self.language, &[("count", &(self.all_centres - shown).to_string())]);
        words::joined(&[chosen, more, self.reading.clone()], self.language)
    }

    fn description(&self) -> String {
        let language = self.language;
        let all = || {
            self.centres.iter().flat_map(|centre| {
                centre
                    .busy
                    .iter()
                    .zip(&self.resources)
                    .filter_map(move |(share, name)| Some((centre, name, (*share)?)))
            })
        };
        let ordered =
            |a: &(&Centre, &String, Estimate), b: &(&Centre, &String, Estimate)| a.2.mean.total_cmp(&b.2.mean);
        let say = |found: Option<(&Centre, &String, Estimate)>| {
            found.map_or_else(String::new, |(centre, resource, share)| {
                format!("{} {resource} {}", centre.name, share.headline(Unit::Share, language))
            })
        };
        let (low, high) = (say(all().min_by(ordered)), say(all().max_by(ordered)));
        let parts = [
            words::BUSY_FORM.fill(language, &[("period", &self.period)]),
            words::sentence(&self.title(), language),
            words::LOWEST_HIGHEST.fill(language, &[("low", &low), ("high", &high)]),
            words::FILE_SUMMARY.say(language).to_string(),
        ];
        words::joined(&parts, language)
    }

    fn page_plot(&self) -> f64 {
        match self.centres.len() {
            1 => 56.0 * self.resources.len() as f64,
            rows @ 2..=PANELS => (34.0 * rows as f64).max(100.0),
            _ => 22.0 * self.shown().len() as f64,
        }
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        match self.centres.len() {
            1 => drawing::single(self, sheet, frame),
            2..=PANELS => drawing::bars(self, sheet, frame),
            _ => drawing::dots(self, sheet, frame),
        }
    }

    fn table(&self) -> Table {
        let language = self.language;
        let mut head = vec![words::CENTRE.say(language).to_string()];
        for name in &self.resources {
            head.push(format!("{} %", words::capitalised(name)));
            head.push(words::COLUMN_INTERVAL.say(language).to_string());
        }
        let row = |centre: &Centre| {
            let mut row = vec![centre.name.clone()];
            for share in &centre.busy {
                row.push(share.map_or_else(String::new, |share| share.bare(Unit::Share, language)));
                row.push(
                    share
                        .and_then(|share| share.bare_interval(Unit::Share, language))
                        .unwrap_or_default(),
                );
            }
            row
        };
        Table {
            head,
            rows: self.centres.iter().map(row).collect(),
        }
    }
}
