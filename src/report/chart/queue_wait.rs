//! Wait at the centre, by centre or by kind of failure: dots with intervals.

use super::canvas::Sheet;
use super::context::{Run, estimate, surely_above};
use super::frame::Frame;
use super::panels::{self, Panel};
use super::picture::{Picture, Table};
use super::rows::Name;
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit};
use crate::report::words;
use crate::units::Language;

/// Mean wait in hours below which it is not worth a chart where owners wait far longer for their slot.
const SMALL: f64 = 1.0;
/// Rows that fit on a slide.
const MOST: usize = 24;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A centre.
    Centre,
    /// A kind of failure.
    Failure,
}

/// The waits, longest first.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueWait {
    /// What a row is.
    pub by: By,
    /// Name and mean wait in hours.
    pub rows: Vec<(String, Estimate)>,
    /// The mean over all jobs.
    pub all: Option<Estimate>,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals.
    pub reading: String,
    /// The language of its words.
    pub language: Language,
}

impl QueueWait {
    /// The chart of a run: by centre where there are several, else by failure; none without a wait observed, or where
    /// it is nothing beside the lead time.
    pub fn of(run: &Run) -> Option<QueueWait> {
        let total = |metric| run.rows(metric).filter(|row| row.breakdown == Breakdown::Total);
        let centres = || {
            total(Metric::QueueWait)
                .filter(|row| row.scope.centre != "*" && row.scope.failure == "*" && row.scope.city == "*")
        };
        let by = if centres().count() > 1 { By::Centre } else { By::Failure };
        let mut rows: Vec<(String, Estimate)> = match by {
            By::Centre => centres()
                .filter_map(|row| Some((run.centre(&row.scope.centre), estimate(row)?)))
                .collect(),
            By::Failure => total(Metric::QueueWait)
                .filter(|row| row.scope.failure != "*" && row.scope.centre == "*" && row.scope.city == "*")
                .filter_map(|row| Some((words::failure(&row.scope.failure, run.language), estimate(row)?)))
                .collect(),
        };
        rows.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
        let all = run.of_city(Metric::QueueWait, "*", &Breakdown::Total);
        let chart = QueueWait {
            by,
            rows,
            all,
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        };
        let lead = run.of_city(Metric::LeadTime, "*", &Breakdown::Total);
        let negligible = match (all, lead) {
            (Some(wait), Some(lead)) => wait.mean < SMALL && wait.mean / 24.0 < lead.mean / 10.0,
            _ => false,
        };
        (!chart.rows.is_empty() && !negligible).then_some(chart)
    }

    /// Whether the first row is surely longer than every other.
    fn sure(&self) -> bool {
        self.rows.len() > 1
            && self.rows[1..]
                .iter()
                .all(|(_, other)| surely_above(self.rows[0].1, *other))
    }

    fn drawn(&self) -> (Vec<Name>, Panel) {
        let rows = &self.rows[..self.rows.len().min(MOST)];
        let accent = self.sure();
        let names = rows
            .iter()
            .enumerate()
            .map(|(i, (name, _))| Name::row(name.clone(), accent && i == 0))
            .collect();
        let values = rows.iter().map(|(_, value)| Some(*value)).collect();
        (
            names,
            Panel {
                title: String::new(),
                unit: Unit::Hours,
                values,
            },
        )
    }
}

impl Picture for QueueWait {
    fn name(&self) -> &'static str {
        "queue_wait"
    }

    fn title(&self) -> String {
        let mean = self.all.unwrap_or(self.rows[0].1);
        let none = mean.ci95.map_or(mean.mean, |ci| ci[1]) < 0.1;
        let (phrase, value) = match self.by {
            _ if self.sure() && self.by == By::Centre => (words::WAIT_LONGEST, self.rows[0].1),
            _ if self.sure() => (words::WAIT_LONGEST_FAILURE, self.rows[0].1),
            _ if none => (words::WAIT_NONE, mean),
            _ if self.rows.len() == 1 => (words::WAIT_ONE, mean),
            By::Centre => (words::WAIT_UNSURE_CENTRE, mean),
            By::Failure => (words::WAIT_UNSURE_FAILURE, mean),
        };
        let value = value.headline(Unit::Hours, self.language);
        phrase.fill(self.language, &[("place", &self.rows[0].0), ("value", &value)])
    }

    fn subtitle(&self) -> String {
        let phrase = match self.by {
            By::Centre => words::WAIT_SUBTITLE_CENTRE,
            By::Failure => words::WAIT_SUBTITLE_FAILURE,
        };
        phrase.fill(self.language, &[("period", &self.period)])
    }

    fn reading(&self) -> String {
        let mut reading = self.reading.clone();
        if self.rows.len() > MOST {
            let gaps = [("count", MOST.to_string()), ("all", self.rows.len().to_string())];
            let more = words::LONGEST_SHOWN.fill(self.language, &[(gaps[0].0, &gaps[0].1), (gaps[1].0, &gaps[1].1)]);
            reading = words::joined(&[more, reading], self.language);
        }
        reading
    }

    fn description(&self) -> String {
        let (names, panel) = self.drawn();
        let form = words::WAIT_FORM.fill(self.language, &[("period", &self.period)]);
        let ends = panels::extremes(&names, &panel, self.language);
        words::joined(
            &[
                form,
                words::sentence(&self.title(), self.language),
                ends,
                words::FILE_SUMMARY.say(self.language).into(),
            ],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        (30.0 * self.rows.len().min(MOST) as f64).max(60.0)
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let (names, panel) = self.drawn();
        panels::draw(sheet, frame, &names, &[panel], self.language);
    }

    fn table(&self) -> Table {
        let (names, panel) = self.drawn();
        let head = match self.by {
            By::Centre => words::CENTRE,
            By::Failure => words::FAILURE,
        };
        let title = words::QUEUE_WAIT.say(self.language).to_string();
        panels::table(head.say(self.language), &names, &[(title, &panel)], self.language)
    }
}
