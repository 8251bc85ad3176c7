//! A recall by week: how many of its cars are done, and what its wave does to the days to the first free slot; beside
//! another run where there is one.

use super::axis::{Scale, spread, tick_text, ticks};
use super::canvas::{Anchor, Sheet, Type};
use super::context::{ChartContext, Run};
use super::frame::Frame;
use super::months::day_after;
use super::picture::{Picture, Table};
use super::theme::{ALARM, AXIS, BAND_90, BAND_ALPHA, Colour, GRID, INK, MAIN, MUTED, width};
use crate::metrics::catalogue::Metric;
use crate::metrics::daily::Daily;
use crate::metrics::recall::{RecallSeries, Stand};
use crate::report::number::{self, Estimate, Unit, with_unit};
use crate::report::words::{self, recall as say};
use crate::stats::wave::{Wave, wave};
use crate::units::Language;
use jiff::civil::Date;

/// Weeks before the announcement whose mean is the level before the wave.
const BEFORE: usize = 4;
/// Days that a week may differ by without anyone noticing.
const NOTICED: f64 = 0.1;

/// The weeks of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Weeks {
    /// What the run is called in the plot.
    pub name: String,
    /// From the announcement on: mean, 5 % and 95 % of the share done.
    pub done: Vec<[f64; 3]>,
    /// From some weeks before the announcement on: days to the first free slot.
    pub slot: Vec<Option<f64>>,
}

/// One recall.
#[derive(Clone, Debug, PartialEq)]
pub struct Recall {
    /// Its name.
    pub name: String,
    /// Cars concerned.
    pub cars: u64,
    /// Day of the announcement.
    pub announced: Date,
    /// The run itself.
    pub own: Weeks,
    /// The run beside it.
    pub other: Option<Weeks>,
    /// Replications.
    pub replications: u32,
    /// The language of its words.
    pub language: Language,
}

impl Weeks {
    fn of(series: &RecallSeries, daily: &Daily, team: &str, name: String) -> Weeks {
        let done = series.weeks.iter().map(|week| {
            let rest = week[Stand::Outstanding as usize];
            let [low, .., high] = rest.bands.unwrap_or([rest.mean; 5]);
            [1.0 - rest.mean, 1.0 - high, 1.0 - low]
        });
        let wanted = daily.series.iter().find(|series| {
            series.metric == Metric::FirstSlot && series.city == "*" && series.centre == "*" && series.team == team
        });
        let mean = |week: usize| {
            let first = (series.announced as usize + 7 * week).checked_sub(7 * BEFORE)?;
            let days: Vec<f64> = wanted?
                .days
                .get(first..first + 7)?
                .iter()
                .flatten()
                .map(|day| day.mean)
                .collect();
            (!days.is_empty()).then(|| days.iter().sum::<f64>() / days.len() as f64)
        };
        let slot = (0..BEFORE + series.weeks.len()).map(mean);
        Weeks {
            name,
            done: std::iter::once([0.0; 3]).chain(done).collect(),
            slot: slot.collect(),
        }
    }

    /// The furthest that the first free slot is away in a week after the announcement; none without slots.
    fn furthest(&self) -> Option<(usize, f64)> {
        let after = self.slot.iter().copied().enumerate().skip(BEFORE);
        let known = after.filter_map(|(at, days)| Some((at, days?)));
        // The first of equal ones.
        known.reduce(|most, next| if next.1 > most.1 { next } else { most })
    }

    /// The wave; none without slots before and after, or where nobody would notice it.
    pub fn wave(&self) -> Option<Wave> {
        let before = self.slot.get(..BEFORE)?;
        wave(before, self.slot.get(BEFORE..)?, NOTICED)
    }
}

impl Recall {
    /// The chart of a run: of the recall that brings most cars to workshops; none without a recall of a week or more.
    pub fn of(run: &Run, daily: &Daily, context: &ChartContext) -> Option<Recall> {
        let mended = |series: &&RecallSeries| {
            let last = series
                .weeks
                .last()
                .map_or(0.0, |week| week[Stand::Mended as usize].mean);
            (last * series.cars as f64, series.cars)
        };
        let announced = |series: &RecallSeries| run.scenario.recalls.get(series.recall).map(|recall| recall.announced);
        let all = daily.recalls.iter().filter(|series| {
            !series.weeks.is_empty() && announced(series).is_some_and(|day| day >= run.scenario.start)
        });
        let series = all.max_by(|a, b| {
            let (a, b) = (mended(a), mended(b));
            a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
        })?;
        let spec = run.scenario.recalls.get(series.recall)?;
        let team = match (spec.failure, run.scenario.teams.len()) {
            (Some(failure), 2..) => {
                let mode = run.scenario.failures.get(failure.index())?;
                run.scenario.teams.get(mode.team.index())?.as_str()
            }
            _ => "*",
        };
        let beside = context.beside.as_ref().and_then(|beside| {
            let same = beside.daily.recalls.get(series.recall)?;
            let name = run.named(&beside.name, &beside.name, &beside.name_zh);
            Some(Weeks::of(same, &beside.daily, team, name))
        });
        let own = say::RECALL_OWN.say(run.language).to_string();
        Some(Recall {
            name: run.named(&spec.id, &spec.name, &spec.name_zh),
            cars: series.cars,
            announced: spec.announced,
            own: Weeks::of(series, daily, team, own),
            other: beside,
            replications: run.summary.replications,
            language: run.language,
        })
    }

    fn weeks(&self) -> usize {
        self.own.done.len() - 1
    }

    fn has_slots(&self) -> bool {
        self.own.slot.iter().flatten().count() > 1
    }

    fn runs(&self) -> impl Iterator<Item = (&Weeks, Colour)> {
        let other = self.other.iter().map(|other| (other, MUTED));
        other.chain([(&self.own, MAIN)])
    }

    fn share(&self, share: f64) -> String {
        exact(share).headline(Unit::Share, self.language)
    }

    fn gaps(&self) -> [(&'static str, String); 4] {
        let last = self.own.done[self.weeks()][0];
        [
            ("name", self.name.clone()),
            ("share", self.share(last)),
            ("cars", number::count(self.cars, self.language)),
            ("weeks", self.weeks().to_string()),
        ]
    }

    fn filled(&self, phrase: words::Phrase, more: &[(&str, String)]) -> String {
        let own = self.gaps();
        let mut gaps: Vec<(&str, &str)> = own.iter().map(|(name, text)| (*name, text.as_str())).collect();
        gaps.extend(more.iter().map(|(name, text)| (*name, text.as_str())));
        phrase.fill(self.language, &gaps)
    }

    /// A plot with its grid; the figures of the axis stand at the left.
    fn grid(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale, marks: &[f64], unit: Unit) -> Scale {
        let last = marks[marks.len() - 1];
        let y = Scale {
            from: 0.0,
            to: last,
            start: frame.bottom,
            end: frame.top,
        };
        let look = frame.tick();
        for &value in marks {
            let at = y.at(value);
            sheet.segment((x.start, at), (x.end, at), width::GRID, GRID);
            let figure = tick_text(value, marks[1]);
            let text = if value == last {
                with_unit(&figure, unit, self.language)
            } else {
                figure
            };
            sheet.text(&text, (x.start - 10.0, at + 0.35 * look.em), Anchor::End, look);
        }
        sheet.segment((x.start, frame.bottom), (x.end, frame.bottom), width::AXIS, AXIS);
        let at = x.at(0.0);
        sheet.dashed((at, frame.top), (at, frame.bottom), width::REFERENCE, AXIS);
        y
    }

    /// What the dashed line is, where there is room before it.
    fn name_announcement(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale) {
        let text = say::RECALL_ANNOUNCED.say(self.language);
        let (at, look) = (x.at(0.0) - 10.0, frame.tick());
        if sheet.measure(text, look) < at - x.start {
            sheet.text_with_halo(text, (at, frame.top + 1.6 * look.em), Anchor::End, look);
        }
    }

    fn draw_done(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale) {
        let y = self.grid(sheet, frame, x, &[0.0, 25.0, 50.0, 75.0, 100.0], Unit::Share);
        let place = |week: usize, share: f64| (x.at(week as f64), y.at(100.0 * share));
        if self.replications > 1 {
            let upper = self
                .own
                .done
                .iter()
                .enumerate()
                .map(|(week, done)| place(week, done[2]));
            let lower = self
                .own
                .done
                .iter()
                .enumerate()
                .rev()
                .map(|(week, done)| place(week, done[1]));
            sheet.polygon(upper.chain(lower).collect(), BAND_90, BAND_ALPHA);
        }
        let mut names = Vec::new();
        for (weeks, colour) in self.runs() {
            let line = weeks.done.iter().enumerate();
            sheet.line(
                line.map(|(week, done)| place(week, done[0])).collect(),
                width::DATA,
                colour,
            );
            let last = weeks.done[weeks.done.len() - 1][0];
            names.push((y.at(100.0 * last), weeks.name.clone(), colour));
        }
        if self.other.is_some() {
            names.sort_by(|a, b| a.0.total_cmp(&b.0));
            let em = frame.sizes.label;
            let wishes: Vec<f64> = names.iter().map(|name| name.0).collect();
            let places = spread(&wishes, &[em * 1.35], frame.top, frame.bottom);
            for ((_, name, colour), at) in names.iter().zip(places) {
                let look = Type {
                    bold: *colour == MAIN,
                    ..frame.label(*colour)
                };
                let text = sheet.cut(name, frame.right - x.end - 16.0, look);
                sheet.text(&text, (x.end + 16.0, at + 0.35 * em), Anchor::Start, look);
            }
        }
    }

    fn draw_slots(&self, sheet: &mut Sheet, frame: &Frame, x: &Scale) {
        let of = |weeks: &Weeks| weeks.slot.iter().flatten().copied().fold(0.0, f64::max);
        let top = self.runs().map(|(weeks, _)| of(weeks)).fold(0.5, f64::max);
        let y = self.grid(sheet, frame, x, &ticks(top), Unit::Days);
        // A week is drawn in its middle.
        let middle = |at: usize| at as f64 - BEFORE as f64 + 0.5;
        for (weeks, colour) in self.runs() {
            let known = weeks.slot.iter().enumerate();
            let points = known.filter_map(|(at, days)| Some((x.at(middle(at)), y.at((*days)?))));
            sheet.line(points.collect(), width::DATA, colour);
        }
        let Some(wave) = self.own.wave() else { return };
        let place = |(at, days): (usize, f64)| (x.at(middle(at)), y.at(days));
        let back = wave.back.and_then(|week| {
            let at = week + BEFORE;
            Some((week, place((at, self.own.slot.get(at).copied().flatten()?))))
        });
        let em = frame.sizes.label;
        if let Some((week, at)) = back {
            sheet.dot(at, 7.0, ALARM);
            let day = number::date(day_after(self.announced, 7 * week as i64), self.language);
            let text = say::RECALL_BACK.fill(self.language, &[("date", &day)]);
            // To the right, where the wave is over; before it only if there is no room.
            let fits = at.0 + sheet.measure(&text, frame.note(ALARM)) <= frame.right;
            let anchor = if fits { Anchor::Start } else { Anchor::End };
            sheet.text_with_halo(&text, (at.0, at.1 - 16.0), anchor, frame.note(ALARM));
        }
        // The height of the wave, where it does not run into that.
        if let Some(most) = self.own.furthest() {
            let at = place(most);
            if back.is_none_or(|(_, back)| back.1 - at.1 > 4.0 * em) {
                let text = self.days(most.1);
                let look = Type {
                    bold: true,
                    ..frame.label(MAIN)
                };
                let (shift, anchor) = if at.0 + 12.0 + sheet.measure(&text, look) > x.end {
                    (-12.0, Anchor::End)
                } else {
                    (12.0, Anchor::Start)
                };
                sheet.text_with_halo(&text, (at.0 + shift, at.1 + 0.5 * em), anchor, look);
            }
        }
    }

    /// "1.5 days".
    fn days(&self, days: f64) -> String {
        with_unit(&format!("{days:.1}"), Unit::Days, self.language)
    }
}

fn exact(mean: f64) -> Estimate {
    Estimate {
        mean,
        ci95: Some([mean, mean]),
    }
}

impl Picture for Recall {
    fn name(&self) -> &'static str {
        "recall"
    }

    fn title(&self) -> String {
        let days = |days: f64| self.days(days);
        if let Some(other) = &self.other
            && let (Some((_, own)), Some((_, furthest))) = (self.own.furthest(), other.furthest())
        {
            let last = other.done[other.done.len() - 1][0];
            let more = [
                ("peak", days(own)),
                ("other", other.name.clone()),
                ("other_share", self.share(last)),
                ("other_peak", days(furthest)),
            ];
            return self.filled(say::RECALL_BESIDE, &more);
        }
        let Some(wave) = self.own.wave() else {
            return self.filled(say::RECALL_DONE, &[]);
        };
        let mut more = vec![("before", days(wave.before)), ("peak", days(wave.top))];
        match wave.back {
            Some(week) => {
                let day = day_after(self.announced, 7 * week as i64);
                more.push(("date", number::date(day, self.language)));
                self.filled(say::RECALL_WAVE, &more)
            }
            None => self.filled(say::RECALL_WAVE_ON, &more),
        }
    }

    fn subtitle(&self) -> String {
        let phrase = if self.has_slots() {
            say::RECALL_SUBTITLE_SLOT
        } else {
            say::RECALL_SUBTITLE
        };
        self.filled(phrase, &[("date", number::date(self.announced, self.language))])
    }

    fn reading(&self) -> String {
        let read = if self.replications > 1 {
            say::RECALL_READ
        } else {
            say::RECALL_READ_ONE
        };
        let mut lines = vec![read.say(self.language).to_string()];
        if self.own.wave().is_some() {
            lines.push(say::RECALL_READ_BACK.say(self.language).to_string());
        }
        words::joined(&lines, self.language)
    }

    fn description(&self) -> String {
        let lines = [
            say::RECALL_FORM.say(self.language).to_string(),
            words::sentence(&self.title(), self.language),
            say::RECALL_FILE.say(self.language).to_string(),
        ];
        words::joined(&lines, self.language)
    }

    fn page_plot(&self) -> f64 {
        if self.has_slots() { 560.0 } else { 360.0 }
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let gutter = sheet.measure("000.0 days", frame.tick()) + 12.0;
        let room = 0.22 * (frame.right - frame.left);
        let named = self
            .runs()
            .map(|(weeks, _)| sheet.measure(&weeks.name, Type::bold(frame.sizes.label, INK)));
        let right = match self.other {
            Some(_) => named.fold(0.0, f64::max).min(room) + 24.0,
            None => 24.0,
        };
        let x = Scale {
            from: if self.has_slots() { -(BEFORE as f64) } else { 0.0 },
            to: self.weeks() as f64,
            start: frame.left + gutter,
            end: frame.right - right,
        };
        let middle = frame.top + 0.55 * (frame.bottom - frame.top);
        let (upper, lower) = (
            Frame {
                bottom: middle - 0.8 * frame.sizes.tick,
                ..*frame
            },
            Frame {
                top: middle + 1.6 * frame.sizes.tick,
                ..*frame
            },
        );
        if self.has_slots() {
            self.draw_done(sheet, &upper, &x);
            self.name_announcement(sheet, &upper, &x);
            self.draw_slots(sheet, &lower, &x);
        } else {
            self.draw_done(sheet, frame, &x);
        }
        let marks = ticks(self.weeks() as f64);
        for &week in marks.iter().filter(|&&week| week <= self.weeks() as f64) {
            let text = tick_text(week, marks[1]);
            let text = if week == 0.0 {
                format!("{text} {}", say::RECALL_WEEKS_AXIS.say(self.language))
            } else {
                text
            };
            sheet.text(&text, (x.at(week), frame.under()), Anchor::Middle, frame.tick());
        }
    }

    fn table(&self) -> Table {
        let mut head = vec![
            say::RECALL_WEEK.say(self.language).to_string(),
            say::RECALL_COLUMN.say(self.language).to_string(),
        ];
        if self.has_slots() {
            head.push(say::RECALL_SLOT_COLUMN.say(self.language).to_string());
        }
        let row = |week: usize| {
            let mut cells = vec![
                week.to_string(),
                exact(self.own.done[week][0]).bare(Unit::Share, self.language),
            ];
            if self.has_slots() {
                let days = self.own.slot.get(week + BEFORE - 1).copied().flatten();
                cells.push(days.map_or(String::new(), |days| format!("{days:.1}")));
            }
            cells
        };
        Table {
            head,
            rows: (1..=self.weeks()).map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::canvas::collisions;
    use super::super::fonts::Fonts;
    use super::super::picture::{page, slide};
    use super::*;

    fn weeks(name: &str, slot: &[f64]) -> Weeks {
        let count = slot.len() - BEFORE;
        let done = |week: usize| week as f64 / count as f64;
        Weeks {
            name: name.into(),
            done: (0..=count).map(|week| [done(week); 3]).collect(),
            slot: slot.iter().copied().map(Some).collect(),
        }
    }

    fn chart(own: &[f64], other: Option<&[f64]>, language: Language) -> Recall {
        Recall {
            name: "Check".into(),
            cars: 116_887,
            announced: jiff::civil::date(2025, 9, 19),
            own: weeks("own", own),
            other: other.map(|slot| weeks("a plan with letters spread over half a year", slot)),
            replications: 20,
            language,
        }
    }

    #[test]
    fn the_wave_is_over_in_the_first_week_that_is_as_near_as_before() {
        // Two days before; 2.2 days are as near as that. The peak is in week 1 (0 first), week 4 is near again.
        let own = [2.0, 2.0, 2.0, 2.0, 5.0, 9.0, 6.0, 3.0, 2.1, 2.0];
        let wave = weeks("own", &own).wave();
        let expected = Wave {
            before: 2.0,
            top: 9.0,
            back: Some(4),
        };
        assert_eq!(wave, Some(expected));
        // 19 September and four weeks.
        let title = chart(&own, None, Language::En).title();
        assert!(title.contains("17\u{a0}October\u{a0}2025"), "{title}");
        assert_eq!(weeks("own", &own[..8]).wave().map(|wave| wave.back), Some(None));
        // Nobody notices 2.1 after 2.0.
        assert_eq!(weeks("own", &[2.0, 2.0, 2.0, 2.0, 2.1, 2.1]).wave(), None);
    }

    #[test]
    fn texts_stay_on_the_sheet_and_apart() {
        let fonts = Fonts::built_in();
        let own = [2.0, 2.0, 2.0, 2.0, 5.0, 9.0, 6.0, 3.0, 2.1, 2.0];
        let calm = [2.0, 2.0, 2.0, 2.0, 3.0, 3.0, 3.0, 3.0, 3.0, 2.9];
        for language in [Language::En, Language::Zh] {
            for other in [None, Some(&calm[..])] {
                let chart = chart(&own, other, language);
                assert_eq!(collisions(&slide(&chart, "Source", &fonts)), Vec::<String>::new());
                assert_eq!(collisions(&page(&chart, &fonts)), Vec::<String>::new());
                let table = chart.table();
                assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
            }
        }
    }
}
