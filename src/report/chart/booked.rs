//! Weeks by city and how many of their days were fully booked: a map of heat; for one city a calendar of its days.

use super::axis::{Scale, spread};
use super::canvas::{Anchor, Sheet, Type};
use super::context::{ChartContext, Run};
use super::focus::Team;
use super::frame::Frame;
use super::months;
use super::picture::{Picture, Table};
use super::theme::{ALARM, AXIS, GRID, HOLIDAY_NAME, INK, MUTED, ON_ABOVE, ON_PALE, PAPER, STEPS, TRACK, width};
use crate::metrics::catalogue::Metric;
use crate::metrics::daily::Daily;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit};
use crate::report::words;
use crate::units::Language;
use jiff::civil::Date;
use std::cmp::Ordering;

/// Days of a week with an observation, from which it is drawn.
const DAYS_OF_WEEK: usize = 4;
/// Cities that have figures in their cells.
const FIGURES: usize = 12;

/// One row of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What stands at the left.
    pub name: String,
    /// The share of the days of the whole period; none in a calendar.
    pub share: Option<Estimate>,
    /// Shares of fully booked days, 0 to 1, week by week; none before the city has a calendar.
    pub weeks: Vec<Option<f64>>,
}

impl Row {
    /// Surely fully booked on more than half of the days.
    fn mostly(&self) -> bool {
        self.share
            .and_then(|share| share.ci95)
            .is_some_and(|[low, _]| low > 0.5)
    }
}

/// The cells, the row with most first.
#[derive(Clone, Debug, PartialEq)]
pub struct Booked {
    /// The rows.
    pub rows: Vec<Row>,
    /// The one city whose days are drawn, and its share.
    pub one: Option<(String, Estimate)>,
    /// The first day.
    pub start: Date,
    /// Spans of days off, as positions of days, last included.
    pub holidays: Vec<(i64, i64)>,
    /// "body repairs", or "jobs".
    pub jobs: String,
    /// The measured period in words.
    pub period: String,
    /// Replications.
    pub replications: u32,
    /// The language of its words.
    pub language: Language,
}

impl Booked {
    /// The chart of a run; none where nobody books.
    pub fn of(run: &Run, daily: &Daily, context: &ChartContext, team: Option<&Team>) -> Option<Booked> {
        let id = team.map_or("*", |team| team.id.as_str());
        let (start, warm_up) = (run.measured_from(), run.scenario.warm_up_days as usize);
        let breakdown = Breakdown::Team(id.to_string());
        let series = daily.series.iter().filter(|series| {
            let of_city = series.city != "*" && series.centre == "*";
            series.metric == Metric::FullyBooked && of_city && series.team == id
        });
        let mut cities: Vec<(String, Estimate, Vec<Option<f64>>)> = series
            .filter_map(|series| {
                let days = series.days.get(warm_up..)?.iter();
                let days: Vec<Option<f64>> = days.map(|day| day.map(|point| point.mean)).collect();
                let share = run.of_city(Metric::FullyBooked, &series.city, &breakdown)?;
                let seen = days.iter().any(Option::is_some);
                seen.then(|| (run.city(&series.city), share, days))
            })
            .collect();
        // Days without a slot, of all that are drawn: the shape becomes a wedge.
        let full = |days: &[Option<f64>]| days.iter().flatten().sum::<f64>();
        cities.sort_by(|a, b| full(&b.2).total_cmp(&full(&a.2)));
        let one = match cities.as_slice() {
            [] => return None,
            [(name, share, _)] => Some((name.clone(), *share)),
            _ => None,
        };
        let rows = if one.is_some() {
            calendar(&cities[0].2, start, run.language)
        } else {
            let of_weeks = |days: &[Option<f64>]| days.chunks(7).map(week).collect();
            let row = |(name, share, days): (String, Estimate, Vec<Option<f64>>)| Row {
                name,
                share: Some(share),
                weeks: of_weeks(&days),
            };
            cities.into_iter().map(row).collect()
        };
        let holidays = context.holidays.iter().map(|span| {
            let at = |date: Date| i64::from((date - start).get_days());
            (at(span.from), at(span.to))
        });
        let lead = one.as_ref().map_or(0, |_| before_monday(start));
        Some(Booked {
            rows,
            one,
            start: months::day_after(start, -lead),
            holidays: holidays.map(|(from, to)| (from + lead, to + lead)).collect(),
            jobs: run.jobs_of(team),
            period: run.period(),
            replications: run.summary.replications,
            language: run.language,
        })
    }

    /// Cities that surely were fully booked on more than half of their days.
    fn mostly(&self) -> usize {
        self.rows.iter().filter(|row| row.mostly()).count()
    }

    fn weeks(&self) -> usize {
        let last = |row: &Row| row.weeks.iter().rposition(Option::is_some);
        self.rows.iter().filter_map(last).max().map_or(0, |last| last + 1)
    }

    /// The ramp with its figures, right of the plot.
    fn draw_ramp(&self, sheet: &mut Sheet, frame: &Frame, left: f64) {
        let side = 24.0;
        let look = frame.tick();
        let title = if self.one.is_some() {
            words::BOOKED_KEY_DAY
        } else {
            words::BOOKED_KEY
        };
        for (line, text) in title.say(self.language).split('|').enumerate() {
            let at = (left, frame.top + 6.0 + 22.0 * line as f64);
            sheet.text(text, at, Anchor::Start, look);
        }
        let top = frame.top + 44.0;
        for (step, colour) in STEPS.iter().rev().enumerate() {
            let y = top + step as f64 * (side + 2.0);
            sheet.rectangle([left, y, left + side, y + side], *colour);
            let days = 7 - step;
            let figure = match self.one {
                Some(_) if days == 7 => format!("100{}", if self.language == Language::En { " %" } else { "%" }),
                Some(_) => format!("{}", (days as f64 / 7.0 * 100.0).round()),
                None => days.to_string(),
            };
            sheet.text(&figure, (left + side + 10.0, y + 18.0), Anchor::Start, look);
        }
    }

    /// The lower end of a bracket over each span of days off.
    fn draw_holidays(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale) {
        for &(from, to) in &self.holidays {
            let (left, right) = (x.at(from as f64 / 7.0), x.at((to + 1) as f64 / 7.0));
            if to >= from && left >= x.start && right <= x.end {
                let y = frame.top - 6.0;
                sheet.segment((left, y), (right, y), width::AXIS * 2.0, HOLIDAY_NAME);
            }
        }
    }
}

/// The share of a week's days; none with fewer than four days observed.
fn week(days: &[Option<f64>]) -> Option<f64> {
    let seen: Vec<f64> = days.iter().flatten().copied().collect();
    (seen.len() >= DAYS_OF_WEEK).then(|| seen.iter().sum::<f64>() / seen.len() as f64)
}

/// Days from the Monday before a date to it.
fn before_monday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_zero_offset())
}

/// A row per weekday, a column per week from the Monday before the first day.
fn calendar(days: &[Option<f64>], start: Date, language: Language) -> Vec<Row> {
    let lead = before_monday(start) as usize;
    let weeks = (lead + days.len()).div_ceil(7);
    let names = words::WEEKDAYS.say(language).split('|');
    names
        .enumerate()
        .map(|(weekday, name)| Row {
            name: name.to_string(),
            share: None,
            weeks: (0..weeks)
                .map(|week| days.get((week * 7 + weekday).checked_sub(lead)?).copied().flatten())
                .collect(),
        })
        .collect()
}

/// Days of the week, 0 to 7, of a share.
fn step(share: f64) -> usize {
    (share * 7.0).round().clamp(0.0, 7.0) as usize
}

impl Picture for Booked {
    fn name(&self) -> &'static str {
        "fully_booked"
    }

    fn title(&self) -> String {
        let language = self.language;
        let say = |share: Estimate| share.headline(Unit::Share, language);
        let by_share = |row: &&Row| row.share.map(|share| share.mean);
        let highest = self
            .rows
            .iter()
            .max_by(|a, b| by_share(a).partial_cmp(&by_share(b)).unwrap_or(Ordering::Equal));
        let first = highest.unwrap_or(&self.rows[0]);
        let finding = match (&self.one, self.mostly()) {
            (Some((city, share)), _) => words::BOOKED_ONE.fill(
                language,
                &[("city", city), ("share", &say(*share)), ("jobs", &self.jobs)],
            ),
            (None, 0) => words::BOOKED_UNSURE.fill(
                language,
                &[
                    ("city", &first.name),
                    ("share", &first.share.map_or_else(String::new, say)),
                    ("jobs", &self.jobs),
                ],
            ),
            (None, count) => {
                let all = self.rows.len().to_string();
                let count = if count == self.rows.len() {
                    words::BOOKED_ALL.fill(language, &[("all", &all)])
                } else {
                    words::BOOKED_COUNT.fill(language, &[("count", &count.to_string()), ("all", &all)])
                };
                words::BOOKED_MOSTLY.fill(language, &[("count", &count), ("jobs", &self.jobs)])
            }
        };
        if self.replications < 2 {
            return words::IN_ONE_RUN.fill(language, &[("finding", &finding)]);
        }
        words::capitalised(&finding)
    }

    fn subtitle(&self) -> String {
        let phrase = if self.one.is_some() {
            words::BOOKED_SUBTITLE_ONE
        } else {
            words::BOOKED_SUBTITLE
        };
        phrase.fill(self.language, &[("jobs", &self.jobs), ("period", &self.period)])
    }

    fn reading(&self) -> String {
        let read = if self.one.is_some() {
            words::BOOKED_READ_ONE
        } else {
            words::BOOKED_READ
        };
        let mut parts = vec![read.say(self.language).to_string()];
        if self.replications < 2 {
            parts.push(words::ONE_RUN.say(self.language).to_string());
        }
        words::joined(&parts, self.language)
    }

    fn description(&self) -> String {
        let form = words::BOOKED_FORM.fill(self.language, &[("jobs", &self.jobs), ("period", &self.period)]);
        let finding = words::sentence(&self.title(), self.language);
        let mut parts = vec![form, finding];
        let mut known: Vec<(&Row, Estimate)> = self.rows.iter().filter_map(|row| Some((row, row.share?))).collect();
        known.sort_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
        if let [(least, low), .., (most, high)] = known.as_slice() {
            let say =
                |row: &Row, share: Estimate| format!("{} {}", row.name, share.headline(Unit::Share, self.language));
            let gaps = [("low", &*say(least, *low)), ("high", &*say(most, *high))];
            parts.push(words::LOWEST_HIGHEST.fill(self.language, &gaps));
        }
        parts.push(words::FILE_DAILY.say(self.language).to_string());
        words::joined(&parts, self.language)
    }

    fn page_plot(&self) -> f64 {
        match self.rows.len() {
            count @ ..=FIGURES => 32.0 * count.max(8) as f64,
            count => 18.0 * count as f64,
        }
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let (count, weeks) = (self.rows.len(), self.weeks());
        let key = sheet.measure("000 %", frame.tick()).max(110.0) + 44.0;
        let pitch = ((frame.bottom - frame.top) / count as f64).min(if self.one.is_some() { 72.0 } else { 44.0 });
        let em = frame.sizes.label.min(17.0);
        let look = |accent: bool| {
            if accent {
                Type::bold(em, ALARM)
            } else {
                Type::plain(em, INK)
            }
        };
        let shares: Vec<String> = (self.rows.iter())
            .map(|row| {
                row.share
                    .map_or_else(String::new, |share| share.headline(Unit::Share, self.language))
            })
            .collect();
        let named = self.rows.iter().map(|row| sheet.measure(&row.name, look(true)));
        let names = named.fold(0.0, f64::max);
        let figures = shares
            .iter()
            .map(|text| sheet.measure(text, look(true)))
            .fold(0.0, f64::max);
        let left = frame.left + names + 30.0;
        let right = frame.right - key - figures - 20.0;
        let plot = Frame {
            left,
            right,
            bottom: frame.top + pitch * count as f64,
            ..*frame
        };
        let mut x = Scale {
            from: 0.0,
            to: weeks as f64,
            start: left,
            end: right,
        };
        // Few weeks: square cells rather than bars.
        x.end = x.end.min(left + 60.0 * weeks as f64);
        let gap = if pitch > 4.0 { 0.75 } else { 0.0 };
        for (i, row) in self.rows.iter().enumerate() {
            let (top, bottom) = (frame.top + pitch * i as f64, frame.top + pitch * (i + 1) as f64 - gap);
            // Equal neighbours are one rectangle: white lines part them afterwards.
            let mut from = 0;
            while from < weeks {
                let value = row.weeks[from].map(step);
                let mut to = from + 1;
                while to < weeks && row.weeks[to].map(step) == value {
                    to += 1;
                }
                let edges = [x.at(from as f64), top, x.at(to as f64), bottom];
                match value {
                    Some(days) => sheet.rectangle(edges, STEPS[days]),
                    // Days of a calendar outside the period are nothing.
                    None if self.one.is_some() => {}
                    None => {
                        let y = f64::midpoint(top, bottom);
                        sheet.segment((edges[0] + 1.0, y), (edges[2] - 1.0, y), width::GRID, GRID);
                    }
                }
                from = to;
            }
            let wide = x.at(1.0) - x.at(0.0);
            let figure = Type::plain(15.0, INK);
            if count <= FIGURES && self.one.is_none() && wide > sheet.measure("0", figure) + 10.0 {
                for (week, days) in row
                    .weeks
                    .iter()
                    .enumerate()
                    .filter_map(|(week, share)| Some((week, step((*share)?))))
                {
                    let colour = if days > 3 { ON_ABOVE } else { ON_PALE };
                    let at = (x.at(week as f64 + 0.5), f64::midpoint(top, bottom) + 0.35 * 15.0);
                    sheet.text(&days.to_string(), at, Anchor::Middle, Type { colour, ..figure });
                }
            }
        }
        for week in 1..weeks {
            let at = x.at(week as f64);
            sheet.segment((at, frame.top), (at, plot.bottom), gap, PAPER);
        }
        // As many names as fit, each at its row; a leader where it had to move.
        let every = (em * 1.15 / pitch).ceil().max(1.0) as usize;
        let shown: Vec<usize> = (0..count).filter(|row| row % every == 0).collect();
        let wishes: Vec<f64> = shown
            .iter()
            .map(|&row| frame.top + pitch * (row as f64 + 0.5))
            .collect();
        let gaps = vec![em * 1.1; shown.len().saturating_sub(1)];
        for (&row, y) in shown.iter().zip(spread(&wishes, &gaps, frame.top, plot.bottom)) {
            let wish = frame.top + pitch * (row as f64 + 0.5);
            if every > 1 {
                sheet.segment((left - 24.0, y), (left - 4.0, wish), width::GRID, TRACK);
            }
            let accent = self.rows[row].mostly();
            let name = &self.rows[row].name;
            sheet.text(name, (left - 28.0, y + 0.35 * em), Anchor::End, look(accent));
            sheet.text(
                &shares[row],
                (x.end + 12.0 + figures, y + 0.35 * em),
                Anchor::End,
                look(accent),
            );
        }
        if self.one.is_none() {
            let caption = words::BOOKED_COLUMN.say(self.language);
            let at = x.end + 12.0 + figures;
            let half = sheet.measure(caption, frame.tick());
            sheet.text(
                caption,
                (at.max(x.end + half - 60.0), frame.top - 12.0),
                Anchor::End,
                Type::plain(frame.sizes.tick, MUTED),
            );
        }
        self.draw_holidays(sheet, frame, &x);
        let days = Scale {
            from: 0.0,
            to: weeks as f64 * 7.0,
            start: x.start,
            end: x.end,
        };
        sheet.segment((x.start, plot.bottom), (x.end, plot.bottom), width::AXIS, AXIS);
        months::draw(
            sheet,
            &Frame {
                right: x.end + 30.0,
                ..plot
            },
            &days,
            self.start,
            weeks * 7,
            self.language,
        );
        self.draw_ramp(sheet, frame, x.end + figures + 40.0);
    }

    fn table(&self) -> Table {
        let language = self.language;
        let mut head = vec![
            if self.one.is_some() {
                words::WEEKDAY
            } else {
                words::CITY
            }
            .say(language)
            .to_string(),
        ];
        head.push(words::BOOKED_TABLE.say(language).to_string());
        head.push(words::COLUMN_INTERVAL.say(language).to_string());
        let row = |row: &Row| {
            // In a calendar a row's share is the mean of its days.
            let seen: Vec<f64> = row.weeks.iter().flatten().copied().collect();
            let mean = seen.iter().sum::<f64>() / seen.len().max(1) as f64;
            let share = row.share.unwrap_or(Estimate { mean, ci95: None });
            let interval = share.bare_interval(Unit::Share, language).unwrap_or_default();
            vec![row.name.clone(), share.bare(Unit::Share, language), interval]
        };
        Table {
            head,
            rows: self.rows.iter().map(row).collect(),
        }
    }
}
