//! Share of jobs whose lead time is at most 1, 3, 7 and 14 days: dots on a row per city.

use super::axis::Scale;
use super::canvas::{Anchor, Sheet, Type};
use super::context::{Run, estimate, surely_above};
use super::frame::Frame;
use super::picture::{Picture, Table};
use super::rows::{Head, Name, Rows, heads, whisker};
use super::theme::{ALARM, AXIS, GRID, INK, MUTED, TRACK, WITHIN, WITHIN_NAMES, width};
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit, fraction, with_unit};
use crate::report::words;
use crate::units::Language;

/// The limits, days.
pub const LIMITS: [u32; 4] = [1, 3, 7, 14];
/// Position of three days among the limits: rows are sorted by it, the title speaks of it.
const THREE: usize = 1;
/// Cities that are all shown; of more, the worst and the largest.
const ALL_SHOWN: usize = 12;
const WORST: usize = 7;
const LARGEST: usize = 5;

/// One city, or the network.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    /// Its name.
    pub name: String,
    /// Its jobs; 0 if unknown.
    pub jobs: f64,
    /// Share within each limit; none without observation.
    pub shares: [Option<Estimate>; 4],
}

/// The shares of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct WithinDays {
    /// The whole network.
    pub all: City,
    /// The cities, lowest share within three days first; those without observation last.
    pub cities: Vec<City>,
    /// The city whose wait matters most, by name, where jobs are those of one team among several.
    pub focus: Option<String>,
    /// "jobs", or those of one team.
    pub jobs: String,
    /// "cars", or the jobs of one team.
    pub cars: String,
    /// The team behind over the whole network, drawn in grey.
    pub behind: Option<City>,
    /// What one city's subtitle adds: the team behind, or that all jobs are meant.
    pub beside: Option<String>,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals.
    pub reading: String,
    /// The language of its words.
    pub language: Language,
}

impl WithinDays {
    /// The chart of a run; none where no lead time was observed. `city` is the one whose wait matters most.
    pub fn of(run: &Run, city: Option<&str>) -> Option<WithinDays> {
        let team = run.team();
        let limit_of = |breakdown: &Breakdown| match (breakdown, &team) {
            (Breakdown::Days(days), None) => Some(*days),
            (Breakdown::TeamDays(of, days), Some(team)) => (*of == team.id).then_some(*days),
            _ => None,
        };
        let mut cities: Vec<City> = run
            .scenario
            .cities
            .iter()
            .map(|city| City {
                name: run.city(&city.id),
                jobs: 0.0,
                shares: [None; 4],
            })
            .collect();
        let mut all = City {
            name: run.city("*"),
            jobs: 0.0,
            shares: [None; 4],
        };
        let position = |id: &str| run.scenario.cities.iter().position(|city| city.id == id);
        for row in &run.summary.rows {
            if row.scope.centre != "*" || row.scope.failure != "*" {
                continue;
            }
            let city = match position(&row.scope.city) {
                Some(at) => &mut cities[at],
                None if row.scope.city == "*" => &mut all,
                None => continue,
            };
            match (row.metric, limit_of(&row.breakdown)) {
                (Metric::Jobs, _) if row.breakdown == Breakdown::Total => city.jobs = row.mean.unwrap_or(0.0),
                (Metric::WithinDays, Some(days)) => {
                    if let Some(limit) = LIMITS.iter().position(|limit| *limit == days) {
                        city.shares[limit] = estimate(row);
                    }
                }
                _ => {}
            }
        }
        let key = |city: &City| city.shares[THREE].map_or(f64::MAX, |share| share.mean);
        cities.sort_by(|a, b| key(a).total_cmp(&key(b)));
        let behind = team.as_ref().map(|team| {
            let (next, language) = (team.next.0.as_str(), run.language);
            let jobs = words::capitalised(&words::team_jobs(next, language));
            let share = |limit| run.of_city(Metric::WithinDays, "*", &Breakdown::TeamDays(next.to_string(), limit));
            City {
                name: words::ROW_BESIDE.fill(language, &[("jobs", &jobs)]),
                jobs: 0.0,
                shares: LIMITS.map(share),
            }
        });
        let behind = behind.filter(|row| row.shares[THREE].is_some());
        let beside = team.as_ref().and_then(|team| {
            let three = Breakdown::TeamDays(team.next.0.clone(), LIMITS[THREE]);
            let share = run
                .of_city(Metric::WithinDays, "*", &three)?
                .headline(Unit::Share, run.language);
            let jobs = words::capitalised(&words::team_jobs(&team.next.0, run.language));
            Some(words::WITHIN_BESIDE.fill(run.language, &[("jobs", &jobs), ("value", &share)]))
        });
        let unsure = team.is_none() && run.scenario.teams.len() > 1;
        let chart = WithinDays {
            focus: city.filter(|_| team.is_some()).map(|city| run.city(city)),
            jobs: run.jobs_of(team.as_ref()),
            behind,
            cars: run.cars_of(team.as_ref()),
            beside: beside.or_else(|| unsure.then(|| words::ALL_JOBS.say(run.language).to_string())),
            all,
            cities,
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        };
        // Shares are of all jobs: where nobody books, all of them are zero.
        let booked = chart.all.shares.iter().flatten().any(|share| share.mean > 0.0)
            || run.of_city(Metric::LeadTime, "*", &Breakdown::Total).is_some();
        (booked && chart.all.shares[THREE].is_some()).then_some(chart)
    }

    fn one_city(&self) -> bool {
        self.cities.len() < 2
    }

    fn chosen(&self) -> bool {
        self.cities.len() > ALL_SHOWN
    }

    /// The pair of the title, if their intervals part: the worst city and the best one drawn. Of many cities, which
    /// include small ones that are worst by their place, the one that matters most stands for the worst.
    fn pair(&self) -> Option<(&City, &City)> {
        let observed = || self.cities.iter().filter(|city| city.shares[THREE].is_some());
        let (worst, best) = (observed().next()?, observed().next_back()?);
        let focus = observed().find(|city| self.chosen() && self.focus.as_ref() == Some(&city.name));
        let worst = focus.unwrap_or(worst);
        let best = if self.chosen() { &self.all } else { best };
        surely_above(best.shares[THREE]?, worst.shares[THREE]?).then_some((worst, best))
    }

    /// The rows with their names, in order.
    fn drawn(&self) -> Vec<(Name, Option<&City>)> {
        let accent = self.pair().map(|(worst, _)| worst.name.as_str());
        let row = |city: &'_ City| Name::row(city.name.clone(), accent == Some(city.name.as_str()));
        let mut rows = vec![(row(&self.all), Some(&self.all))];
        rows.extend(self.behind.iter().map(|behind| (row(behind), Some(behind))));
        if !self.chosen() {
            rows.extend(self.cities.iter().map(|city| (row(city), Some(city))));
            return rows;
        }
        let (worst, rest) = self.cities.split_at(WORST);
        let mut largest: Vec<&City> = rest.iter().filter(|city| city.shares[THREE].is_some()).collect();
        largest.sort_by(|a, b| b.jobs.total_cmp(&a.jobs));
        // The city of the title is drawn even where five are larger.
        let focus = |city: &City| self.focus.as_ref() == Some(&city.name);
        if let Some(place) = largest
            .iter()
            .position(|city| focus(city))
            .filter(|&place| place >= LARGEST)
        {
            largest.swap(place, LARGEST - 1);
        }
        largest.truncate(LARGEST);
        largest.sort_by(|a, b| {
            a.shares[THREE]
                .map(|s| s.mean)
                .unwrap_or(2.0)
                .total_cmp(&b.shares[THREE].map(|s| s.mean).unwrap_or(2.0))
        });
        rows.push((Name::heading(words::WORST_CITIES.say(self.language)), None));
        rows.extend(worst.iter().map(|city| (row(city), Some(city))));
        rows.push((Name::heading(words::LARGEST_CITIES.say(self.language)), None));
        rows.extend(largest.into_iter().map(|city| (row(city), Some(city))));
        rows
    }

    fn say(&self, share: Estimate) -> String {
        share.headline(Unit::Share, self.language)
    }

    fn limit(&self, limit: usize) -> String {
        match LIMITS[limit] {
            1 => words::WITHIN_DAY.say(self.language).to_string(),
            days => words::WITHIN_DAYS.fill(self.language, &[("days", &days.to_string())]),
        }
    }

    /// One city: a bar per limit.
    fn draw_bars(&self, sheet: &mut Sheet, frame: &Frame) {
        let name = |limit| words::WITHIN_ROW.fill(self.language, &[("limit", &self.limit(limit))]);
        let names: Vec<Name> = (0..4).map(|limit| Name::row(name(limit), false)).collect();
        let rows = Rows::new(sheet, frame, &names);
        let x = percent_axis(sheet, &rows, self.language);
        for (limit, share) in self.all.shares.iter().enumerate() {
            let Some(share) = share else { continue };
            let (y, half) = (rows.y(limit), (rows.pitch * 0.32).min(36.0));
            sheet.rectangle([x.start, y - half, x.at(share.mean), y + half], WITHIN[limit]);
            whisker(sheet, &x, y, *share, (0.0, 14.0), INK);
            let end = x.at(share.ci95.map_or(share.mean, |ci| ci[1].min(1.0))) + 12.0;
            let look = frame.note(INK);
            let text = self.say(*share);
            // Beyond the end of the axis there is no room: the figure stands above the bar's end.
            if end + sheet.measure(&text, look) < frame.right {
                sheet.text(&text, (end, y + 0.35 * look.em), Anchor::Start, look);
            } else {
                sheet.text(
                    &text,
                    (x.start + 10.0, y + 0.35 * look.em),
                    Anchor::Start,
                    Type {
                        colour: super::theme::ON_ABOVE,
                        ..look
                    },
                );
            }
        }
    }
}

/// Grid and figures from 0 to 100 %; the line of zero is drawn.
fn percent_axis(sheet: &mut Sheet, rows: &Rows, language: Language) -> Scale {
    let frame = &rows.frame;
    let x = Scale {
        from: 0.0,
        to: 1.0,
        start: rows.left,
        end: frame.right - 84.0,
    };
    for step in 0..=4 {
        let at = x.at(f64::from(step) / 4.0);
        sheet.segment(
            (at, frame.top),
            (at, frame.bottom),
            width::GRID,
            if step == 0 { INK } else { GRID },
        );
        let text = if step == 4 {
            with_unit("100", Unit::Share, language)
        } else {
            (step * 25).to_string()
        };
        sheet.text(&text, (at, frame.under()), Anchor::Middle, frame.tick());
    }
    x
}

impl Picture for WithinDays {
    fn name(&self) -> &'static str {
        "within_days"
    }

    fn title(&self) -> String {
        let language = self.language;
        if let Some((worst, best)) = self.pair()
            && let (Some(low), Some(high)) = (worst.shares[THREE], best.shares[THREE])
        {
            let low = match fraction(low, language) {
                Some(fraction) => {
                    words::FRACTION_OF_CARS.fill(language, &[("fraction", fraction), ("cars", &self.cars)])
                }
                None => words::CARS_OF.fill(language, &[("share", &self.say(low)), ("cars", &self.cars)]),
            };
            let high = fraction(high, language).map_or_else(|| self.say(high), str::to_string);
            let best = if self.chosen() {
                words::NETWORK.say(language)
            } else {
                &best.name
            };
            return words::WITHIN_PAIR.fill(
                language,
                &[("worst", &worst.name), ("low", &low), ("best", best), ("high", &high)],
            );
        }
        let share = |limit: usize| self.all.shares[limit].map_or_else(String::new, |share| self.say(share));
        if self.one_city() {
            if self.all.shares[THREE].is_some_and(|share| share.mean == 0.0) {
                return words::WITHIN_NO.fill(language, &[("later", &share(3)), ("cars", &self.cars)]);
            }
            return words::WITHIN_ONE.fill(
                language,
                &[("share", &share(THREE)), ("later", &share(3)), ("cars", &self.cars)],
            );
        }
        words::WITHIN_UNSURE.fill(language, &[("share", &share(THREE)), ("cars", &self.cars)])
    }

    fn subtitle(&self) -> String {
        // Of several cities the team behind has a row of its own.
        let said = self
            .beside
            .as_deref()
            .filter(|_| self.one_city() || self.behind.is_none());
        let beside = words::added(said, self.language);
        let gaps = [
            ("period", self.period.as_str()),
            ("jobs", &self.jobs),
            ("beside", &beside),
        ];
        if self.one_city() {
            let place = self
                .cities
                .first()
                .map_or(words::NETWORK.say(self.language), |city| &city.name);
            let gaps = [gaps[0], gaps[1], gaps[2], ("place", place)];
            return words::WITHIN_SUBTITLE_ONE.fill(self.language, &gaps);
        }
        words::WITHIN_SUBTITLE.fill(self.language, &gaps)
    }

    fn reading(&self) -> String {
        if !self.chosen() {
            return self.reading.clone();
        }
        let (count, worst, large) = (self.cities.len().to_string(), WORST.to_string(), LARGEST.to_string());
        let gaps = [("count", count.as_str()), ("worst", &worst), ("large", &large)];
        words::joined(
            &[words::WITHIN_CHOSEN.fill(self.language, &gaps), self.reading.clone()],
            self.language,
        )
    }

    fn description(&self) -> String {
        let language = self.language;
        let say = |city: Option<&City>| {
            let found = city.and_then(|city| Some((city, city.shares[THREE]?)));
            found.map_or_else(String::new, |(city, share)| {
                format!("{} {}", city.name, self.say(share))
            })
        };
        let observed = || self.cities.iter().filter(|city| city.shares[THREE].is_some());
        let (low, high) = (say(observed().next()), say(observed().next_back()));
        let parts = [
            words::WITHIN_FORM.fill(language, &[("period", &self.period), ("jobs", &self.jobs)]),
            words::sentence(&self.title(), language),
            words::LOWEST_HIGHEST.fill(language, &[("low", &low), ("high", &high)]),
            words::FILE_SUMMARY.say(language).to_string(),
        ];
        words::joined(&parts, language)
    }

    fn page_plot(&self) -> f64 {
        if self.one_city() {
            220.0
        } else {
            30.0 * self.drawn().len() as f64
        }
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        if self.one_city() {
            return self.draw_bars(sheet, frame);
        }
        let drawn = self.drawn();
        let names: Vec<Name> = drawn.iter().map(|(name, _)| name.clone()).collect();
        let rows = Rows::new(sheet, frame, &names);
        let x = percent_axis(sheet, &rows, self.language);
        let radius = (rows.pitch * 0.3).min(8.0);
        let worst = self.pair().map(|(worst, _)| worst.name.as_str());
        for (i, city) in drawn
            .iter()
            .enumerate()
            .filter_map(|(i, (_, city))| Some((i, (*city)?)))
        {
            let y = rows.y(i);
            let grey = self.behind.as_ref().is_some_and(|behind| behind == city);
            let colour = |limit: usize| if grey { AXIS } else { WITHIN[limit] };
            let Some(three) = city.shares[THREE] else {
                let none = words::NONE.say(self.language);
                sheet.text(none, (x.start + 8.0, y + 5.0), Anchor::Start, frame.tick());
                continue;
            };
            let means = || city.shares.iter().flatten().map(|share| share.mean);
            let (low, high) = (means().fold(1.0, f64::min), means().fold(0.0, f64::max));
            sheet.rectangle([x.at(low), y - 2.5, x.at(high), y + 2.5], TRACK);
            for limit in [0, 3, 2, THREE] {
                let Some(share) = city.shares[limit] else { continue };
                let radius = if limit == THREE { radius * 1.25 } else { radius };
                if limit == THREE {
                    whisker(
                        sheet,
                        &x,
                        y,
                        share,
                        (radius, (rows.pitch * 0.5).min(16.0)),
                        colour(limit),
                    );
                }
                sheet.dot((x.at(share.mean), y), radius, colour(limit));
            }
            let accent = worst == Some(city.name.as_str());
            let look = Type {
                bold: i == 0 || accent,
                ..frame.label(match (accent, grey) {
                    (true, _) => ALARM,
                    (false, true) => MUTED,
                    (false, false) => INK,
                })
            };
            sheet.text(&self.say(three), (frame.right, y + 0.35 * look.em), Anchor::End, look);
        }
        let head = frame.label(MUTED);
        let caption = words::WITHIN_COLUMN.say(self.language);
        sheet.text(caption, (frame.right, frame.top - 12.0), Anchor::End, head);
        // Names of the limits above the network's dots, which stand in the first row.
        let tip = Some(rows.y(0) - radius - 3.0);
        let names = (0..4).filter_map(|limit| {
            let at = x.at(self.all.shares[limit]?.mean);
            let look = Type {
                bold: limit == THREE,
                ..frame.label(WITHIN_NAMES[limit])
            };
            Some(Head {
                at,
                tip,
                text: self.limit(limit),
                look,
            })
        });
        let end = frame.right - sheet.measure(caption, head) - 20.0;
        heads(sheet, names.collect(), frame.top - 12.0, (x.start, end));
    }

    fn table(&self) -> Table {
        let language = self.language;
        let mut head = vec![words::CITY.say(language).to_string()];
        head.extend((0..4).map(|limit| {
            format!(
                "{} %",
                words::WITHIN_ROW.fill(language, &[("limit", &self.limit(limit))])
            )
        }));
        head.push(format!("{} 3", words::COLUMN_INTERVAL.say(language)));
        let row = |city: &City| {
            let mut row = vec![city.name.clone()];
            row.extend(
                city.shares
                    .iter()
                    .map(|share| share.map_or_else(String::new, |s| s.bare(Unit::Share, language))),
            );
            row.push(
                city.shares[THREE]
                    .and_then(|s| s.bare_interval(Unit::Share, language))
                    .unwrap_or_default(),
            );
            row
        };
        Table {
            head,
            rows: std::iter::once(&self.all)
                .chain(&self.behind)
                .chain(&self.cities)
                .map(row)
                .collect(),
        }
    }
}
