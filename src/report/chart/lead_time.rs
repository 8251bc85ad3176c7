//! Lead time over the days of a run: the middle run, bands over runs, holidays and the booking horizon.

mod finding;

use super::axis::{Scale, spread, tick_text, ticks};
use super::canvas::{Anchor, Sheet};
use super::frame::Frame;
use super::months;
use super::picture::{Picture, Table};
use super::theme::{
    ALARM, AXIS, BAND_50, BAND_90, BAND_ALPHA, Colour, GRID, HOLIDAY, HOLIDAY_NAME, INK, MAIN, MUTED, width,
};
use crate::metrics::daily::DayPoint;
use crate::report::number::{self, Unit, date, with_unit};
use crate::report::words;
use crate::units::Language;
use finding::Finding;
use jiff::civil::Date;

/// A holiday within the drawn days.
#[derive(Clone, Debug, PartialEq)]
pub struct Holiday {
    /// Its name in the chart's language; may be empty.
    pub name: String,
    /// Its first day, as a position in [`LeadTime::days`]; may be negative.
    pub from: i64,
    /// Its last day, included.
    pub to: i64,
}

/// Where a day in twenty has fewer jobs than this, days are drawn as means of a week.
const FEW: f64 = 10.0;
/// Days on either side of the middle of a week.
const REACH: usize = 3;
/// Waits at the end are left out where nine jobs in ten take longer than this to get their slot, days.
const SHORT: f64 = 7.0;

/// The days as they are drawn, how many were left out at the end, and whether each is a mean of seven.
///
/// Days with few jobs jump by chance: where there are such days, all become means of the seven days around them, so
/// that one line is of one kind. Towards the end only jobs that got a slot soon have a lead time: as many days are left
/// out as nine jobs in ten wait at most.
pub fn calmed(days: &[Option<DayPoint>], jobs: &[f64], p90: f64) -> (Vec<Option<DayPoint>>, usize, bool) {
    let few = |day: usize| jobs.get(day).is_some_and(|jobs| *jobs < FEW);
    let weekly = 20 * (0..days.len()).filter(|&day| few(day)).count() > days.len();
    let week = |day: usize| {
        let near = days[day.saturating_sub(REACH)..(day + REACH + 1).min(days.len())]
            .iter()
            .flatten();
        let near: Vec<&DayPoint> = near.collect();
        let mean = |of: &dyn Fn(&DayPoint) -> f64| near.iter().map(|point| of(point)).sum::<f64>() / near.len() as f64;
        let banded = near.iter().all(|point| point.bands.is_some());
        let level = |i: usize| mean(&|point| point.bands.map_or(0.0, |bands| bands[i]));
        (!near.is_empty()).then(|| DayPoint {
            mean: mean(&|point| point.mean),
            bands: banded.then(|| [0, 1, 2, 3, 4].map(level)),
        })
    };
    let mut drawn: Vec<Option<DayPoint>> = (0..days.len())
        .map(|day| if weekly { week(day) } else { days[day] })
        .collect();
    let cut = p90.ceil() as usize;
    let left_out = if p90 > SHORT && 3 * cut < days.len() { cut } else { 0 };
    drawn.truncate(days.len() - left_out);
    (drawn, left_out, weekly)
}

/// The series of one city or of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadTime {
    /// Stem of its files.
    pub name: &'static str,
    /// "lead time", with the jobs it is of where a run has several teams.
    pub what: String,
    /// The other team's figure, or that all jobs are meant.
    pub beside: Option<String>,
    /// Whether each day is drawn as the centred mean of seven.
    pub weekly: bool,
    /// Days at the end that are not drawn.
    pub left_out: usize,
    /// Whose lead time.
    pub place: String,
    /// The day of the first point.
    pub start: Date,
    /// One point per measured day, warm-up left out.
    pub days: Vec<Option<DayPoint>>,
    /// The same with the inputs drawn from beliefs; empty where there are none.
    pub ahead: Vec<Option<DayPoint>>,
    /// How often they were drawn.
    pub draws: u32,
    /// Holidays that touch the drawn days.
    pub holidays: Vec<Holiday>,
    /// Days ahead that can be booked.
    pub horizon: Option<u32>,
    /// Replications behind the bands.
    pub replications: u32,
    /// The language of its words.
    pub language: Language,
}

impl LeadTime {
    /// The chart; none without two days of observations.
    pub fn new(series: LeadTime) -> Option<LeadTime> {
        (series.days.iter().flatten().count() > 1).then_some(series)
    }

    /// p05, p25, p50, p75 and p95 over the runs on a day.
    fn bands(&self, day: usize) -> Option<[f64; 5]> {
        let point = self.days.get(day).copied().flatten()?;
        Some(point.bands.unwrap_or([point.mean; 5]))
    }

    /// What may come: over chance and beliefs where there are some, over chance alone where not.
    fn outer(&self, day: usize) -> Option<[f64; 5]> {
        let ahead = self.ahead.get(day).copied().flatten();
        ahead.and_then(|point| point.bands).or_else(|| self.bands(day))
    }

    fn two_bands(&self) -> bool {
        !self.ahead.is_empty() && !self.one_run()
    }

    fn one_run(&self) -> bool {
        self.replications < 2 || self.days.iter().flatten().all(|point| point.bands.is_none())
    }

    fn day(&self, index: usize) -> Date {
        months::day_after(self.start, index as i64)
    }

    fn period(&self) -> String {
        number::period(self.start, self.day(self.days.len() - 1), self.language)
    }

    /// Runs of neighbouring days with an observation.
    fn stretches(&self, of: impl Fn(usize) -> Option<[f64; 5]>) -> Vec<Vec<(usize, [f64; 5])>> {
        let mut stretches = vec![Vec::new()];
        for day in 0..self.days.len() {
            match (of(day), stretches.last_mut()) {
                (Some(bands), Some(stretch)) => stretch.push((day, bands)),
                _ => stretches.push(Vec::new()),
            }
        }
        stretches.retain(|stretch| !stretch.is_empty());
        stretches
    }

    fn draw_holidays(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale) {
        let look = frame.label(HOLIDAY_NAME);
        let mut ends = [f64::MIN; 2];
        for holiday in &self.holidays {
            let (left, right) = (
                x.at(holiday.from as f64 - 0.5).max(x.start),
                x.at(holiday.to as f64 + 0.5).min(x.end),
            );
            if right <= left {
                continue;
            }
            sheet.rectangle([left, frame.top, right, frame.bottom], HOLIDAY);
            // The lower line first, then the one above it; a name without room is left out, its stripe stays.
            let half = sheet.measure(&holiday.name, look) / 2.0;
            let middle = f64::midpoint(left, right)
                .min(frame.right - half)
                .max(frame.left + half);
            let rows = [frame.top - 12.0, frame.top - 12.0 - look.em - 4.0];
            if let Some(row) = (0..2).find(|&row| middle - half > ends[row] + 10.0) {
                sheet.text(&holiday.name, (middle, rows[row]), Anchor::Middle, look);
                ends[row] = middle + half;
            }
        }
    }

    fn draw_names(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale, y: &Scale) {
        let language = self.language;
        let found = (0..self.days.len())
            .rev()
            .find_map(|day| Some((self.bands(day)?, self.outer(day)?)));
        let Some((last, outer)) = found else {
            return;
        };
        let mut names: Vec<(f64, String, Colour, bool)> = if self.two_bands() {
            vec![
                (y.at(last[2]), words::MIDDLE_RUN.say(language).to_string(), MAIN, true),
                (
                    y.at(f64::midpoint(last[2], last[4])) - 4.0,
                    words::BAND_CHANCE.say(language).to_string(),
                    MUTED,
                    false,
                ),
                (
                    y.at(f64::midpoint(last[4], outer[4].max(last[4]))) - 8.0,
                    words::BAND_BELIEFS.say(language).to_string(),
                    MUTED,
                    false,
                ),
            ]
        } else if self.one_run() {
            vec![(y.at(last[2]), words::THE_RUN.say(language).to_string(), MAIN, true)]
        } else {
            vec![
                (y.at(last[2]), words::MIDDLE_RUN.say(language).to_string(), MAIN, true),
                (
                    y.at(f64::midpoint(last[2], last[3])) - 4.0,
                    words::HALF_OF_RUNS.say(language).to_string(),
                    MUTED,
                    false,
                ),
                (
                    y.at(f64::midpoint(last[3], last[4])) - 8.0,
                    words::NINE_OF_TEN_RUNS.say(language).to_string(),
                    MUTED,
                    false,
                ),
            ]
        };
        if let Some(horizon) = self.horizon {
            names.push((y.at(f64::from(horizon)), horizon_name(horizon, language), ALARM, true));
        }
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let em = frame.sizes.label;
        let wishes: Vec<f64> = names.iter().map(|name| name.0).collect();
        let places = spread(&wishes, &vec![em * 1.35; names.len()], frame.top, frame.bottom);
        for ((wish, name, colour, bold), place) in names.iter().zip(places) {
            if (wish - place).abs() > 6.0 {
                sheet.segment((x.end + 3.0, *wish), (x.end + 12.0, place), width::GRID, AXIS);
            }
            let look = super::canvas::Type {
                bold: *bold,
                ..frame.label(*colour)
            };
            sheet.text(name, (x.end + 16.0, place + 0.35 * em), Anchor::Start, look);
        }
    }

    fn draw_note(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale, y: &Scale) {
        let finding = Finding::of(self);
        let (day, note) = (finding.day(), finding.note(self));
        let Some(bands) = self.bands(day) else { return };
        let look = frame.note(ALARM);
        let at = (x.at(day as f64), y.at(bands[2]));
        sheet.dot(at, 7.0, ALARM);
        let room = sheet.measure(&note, look) + 18.0;
        let top = y.at(self
            .horizon
            .map_or(bands[2], |horizon| bands[2].max(f64::from(horizon))));
        let low = y.at(self
            .horizon
            .map_or(bands[2], |horizon| bands[2].min(f64::from(horizon))));
        // Left above the line if there is room, else to the right: below a line that rises, above a peak.
        let under_horizon = at.1 - top > 2.5 * look.em;
        let above = if under_horizon { at.1 - 16.0 } else { top - 16.0 };
        let below = low + 12.0 + look.em;
        let rises = matches!(finding, Finding::Passed { .. });
        let (side, anchor, baseline) = if at.0 - room > x.start {
            (at.0 - 14.0, Anchor::End, above)
        } else if at.0 + room < x.end {
            (at.0 + 14.0, Anchor::Start, if rises { below } else { above })
        } else {
            (f64::midpoint(x.start, x.end), Anchor::Middle, above)
        };
        let baseline = if baseline - look.em > frame.top {
            baseline
        } else {
            below
        };
        sheet.text_with_halo(&note, (side, baseline), anchor, look);
    }
}

fn horizon_name(horizon: u32, language: Language) -> String {
    words::HORIZON.fill(language, &[("horizon", &horizon.to_string())])
}

impl Picture for LeadTime {
    fn name(&self) -> &'static str {
        self.name
    }

    fn title(&self) -> String {
        Finding::of(self).title(self)
    }

    fn subtitle(&self) -> String {
        let line = match (self.weekly, self.one_run()) {
            (false, _) if self.two_bands() => words::LEAD_LINE_TWO,
            (true, _) if self.two_bands() => words::LEAD_LINE_WEEKS_TWO,
            (false, true) => words::LEAD_LINE_ONE,
            (false, false) => words::LEAD_LINE,
            (true, true) => words::LEAD_LINE_WEEKS_ONE,
            (true, false) => words::LEAD_LINE_WEEKS,
        };
        words::LEAD_SUBTITLE.fill(
            self.language,
            &[
                ("what", &words::capitalised(&self.what)),
                ("place", &self.place),
                ("period", &self.period()),
                ("line", line.say(self.language)),
                ("beside", &words::added(self.beside.as_deref(), self.language)),
            ],
        )
    }

    fn reading(&self) -> String {
        let mut reading = if self.one_run() {
            words::ONE_RUN.say(self.language).to_string()
        } else if self.two_bands() {
            words::READ_TWO_BANDS.fill(
                self.language,
                &[
                    ("replications", &self.replications.to_string()),
                    ("draws", &self.draws.to_string()),
                ],
            )
        } else {
            words::READ_BANDS.fill(self.language, &[("replications", &self.replications.to_string())])
        };
        if self.left_out > 0 {
            let cut = words::LEAD_CUT.fill(self.language, &[("days", &self.left_out.to_string())]);
            reading = words::joined(&[cut, reading], self.language);
        }
        reading
    }

    fn description(&self) -> String {
        let language = self.language;
        let form = words::LEAD_FORM.fill(
            language,
            &[("what", &self.what), ("place", &self.place), ("period", &self.period())],
        );
        let ordered = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
        let middle = || (0..self.days.len()).filter_map(|day| Some((day, self.bands(day)?[2])));
        let say = |found: Option<(usize, f64)>| {
            let (day, value) = found.unwrap_or((0, 0.0));
            format!(
                "{} {}",
                with_unit(&format!("{value:.1}"), Unit::Days, language),
                date(self.day(day), language)
            )
        };
        let (low, high) = (say(middle().min_by(ordered)), say(middle().max_by(ordered)));
        let ends = words::LOWEST_HIGHEST.fill(language, &[("low", &low), ("high", &high)]);
        let finding = words::sentence(&self.title(), language);
        words::joined(
            &[form, finding, ends, words::FILE_DAILY.say(language).to_string()],
            language,
        )
    }

    fn page_plot(&self) -> f64 {
        420.0
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let language = self.language;
        let top = (0..self.days.len())
            .filter_map(|day| Some(self.bands(day)?[4].max(self.outer(day)?[4])))
            .fold(0.0, f64::max);
        let marks = ticks(top.max(f64::from(self.horizon.unwrap_or(0)) * 1.08));
        let step = marks[1];
        let last = marks[marks.len() - 1];
        let figure = |value: f64| {
            let text = tick_text(value, step);
            if value == last {
                with_unit(&text, Unit::Days, language)
            } else {
                text
            }
        };
        let look = frame.tick();
        let gutter = marks
            .iter()
            .map(|&value| sheet.measure(&figure(value), look))
            .fold(0.0, f64::max)
            + 12.0;
        let names = [
            words::MIDDLE_RUN,
            words::HALF_OF_RUNS,
            words::NINE_OF_TEN_RUNS,
            words::THE_RUN,
            words::BAND_CHANCE,
            words::BAND_BELIEFS,
        ];
        let names = if self.two_bands() { &names[..] } else { &names[..4] };
        let mut names: Vec<String> = names.iter().map(|name| name.say(language).to_string()).collect();
        names.extend(self.horizon.map(|horizon| horizon_name(horizon, language)));
        let bold = super::canvas::Type::bold(frame.sizes.label, INK);
        let right = names.iter().map(|name| sheet.measure(name, bold)).fold(0.0, f64::max) + 20.0;
        let x = Scale {
            from: 0.0,
            to: (self.days.len() - 1) as f64,
            start: frame.left + gutter,
            end: frame.right - right,
        };
        let y = Scale {
            from: 0.0,
            to: last,
            start: frame.bottom,
            end: frame.top,
        };

        self.draw_holidays(sheet, frame, &x);
        for &value in &marks {
            let at = y.at(value);
            sheet.segment((x.start, at), (x.end, at), width::GRID, GRID);
            sheet.text(&figure(value), (x.start - 10.0, at + 0.35 * look.em), Anchor::End, look);
        }
        let stretches = self.stretches(|day| self.bands(day));
        if !self.one_run() {
            let outer = self.stretches(|day| self.outer(day));
            // Apart: what chance does is dark, what is not known is light.
            let bands = match self.two_bands() {
                true => [(&outer, 0, 4, BAND_90), (&stretches, 0, 4, BAND_50)],
                false => [(&stretches, 0, 4, BAND_90), (&stretches, 1, 3, BAND_50)],
            };
            for (stretches, low, high, colour) in bands {
                for stretch in stretches {
                    let upper = stretch
                        .iter()
                        .map(|(day, bands)| (x.at(*day as f64), y.at(bands[high])));
                    let lower = stretch
                        .iter()
                        .rev()
                        .map(|(day, bands)| (x.at(*day as f64), y.at(bands[low])));
                    sheet.polygon(upper.chain(lower).collect(), colour, BAND_ALPHA);
                }
            }
        }
        sheet.segment((x.start, frame.bottom), (x.end, frame.bottom), width::AXIS, AXIS);
        months::draw(sheet, frame, &x, self.start, self.days.len(), language);
        if let Some(horizon) = self.horizon {
            let at = y.at(f64::from(horizon));
            sheet.dashed((x.start, at), (x.end, at), width::REFERENCE, ALARM);
        }
        for stretch in &stretches {
            let points: Vec<(f64, f64)> = stretch
                .iter()
                .map(|(day, bands)| (x.at(*day as f64), y.at(bands[2])))
                .collect();
            if points.len() == 1 {
                sheet.dot(points[0], 2.0, MAIN);
            }
            sheet.line(points, width::DATA, MAIN);
        }
        self.draw_note(sheet, frame, &x, &y);
        self.draw_names(sheet, frame, &x, &y);
    }

    fn table(&self) -> Table {
        let language = self.language;
        let head = [words::MONTH, words::LOWEST_DAY, words::MEAN_OF_DAYS, words::HIGHEST_DAY];
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut values: Vec<f64> = Vec::new();
        for day in 0..self.days.len() {
            values.extend(self.bands(day).map(|bands| bands[2]));
            let today = self.day(day);
            let ends = day + 1 == self.days.len() || self.day(day + 1).month() != today.month();
            if ends && !values.is_empty() {
                let low = values.iter().copied().fold(f64::MAX, f64::min);
                let high = values.iter().copied().fold(f64::MIN, f64::max);
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                let month = format!("{}-{:02}", today.year(), today.month());
                rows.push(
                    std::iter::once(month)
                        .chain([low, mean, high].map(|v| format!("{v:.1}")))
                        .collect(),
                );
                values.clear();
            }
        }
        Table {
            head: head.iter().map(|phrase| phrase.say(language).to_string()).collect(),
            rows,
        }
    }
}

#[cfg(test)]
mod tests;
