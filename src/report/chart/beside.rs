//! Two scenarios on the same random numbers: mean and tail of the wait, and whom later owners overtake.

use super::axis::{self, Scale};
use super::canvas::{Anchor, Sheet, Type};
use super::context::{Beside, Run, estimate, surely_above};
use super::focus::Team;
use super::frame::Frame;
use super::picture::{Picture, Table};
use super::rows::{Head, Name, Rows, heads, whisker};
use super::theme::{ALARM, INK, MUTED, TRACK, WITHIN, WITHIN_NAMES};
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Row, Summary};
use crate::report::number::{Estimate, Unit, with_unit};
use crate::report::words::{self, Phrase};
use crate::units::Language;

/// The wait under one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// The scenario.
    pub name: String,
    /// Mean lead time, days.
    pub mean: Estimate,
    /// What half, nine in ten and ninety-nine in a hundred owners wait at most, days.
    pub within: [f64; 3],
    /// Share of owners overtaken by a later one.
    pub overtaken: Estimate,
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Waits {
    /// This scenario and the one beside it.
    pub rows: [Wait; 2],
    /// "body repairs", or "jobs".
    pub jobs: String,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals.
    pub reading: String,
    /// The language of its words.
    pub language: Language,
}

const MARKS: [(Phrase, usize); 3] = [
    (words::BESIDE_HALF, 0),
    (words::BESIDE_NINE, 1),
    (words::BESIDE_NEARLY_ALL, 2),
];

impl Waits {
    /// The chart of a run and the one beside it; none without bookings.
    pub fn of(run: &Run, beside: Option<&Beside>, team: Option<&Team>) -> Option<Waits> {
        let beside = beside?;
        let other = match run.language {
            Language::En => &beside.name,
            Language::Zh => &beside.name_zh,
        };
        let breakdown = run.of_team(team);
        let of = |name: &str, summary: &Summary| {
            let lead = network(summary, Metric::LeadTime, &breakdown)?;
            Some(Wait {
                name: name.to_string(),
                mean: estimate(lead)?,
                within: lead.quantiles?,
                overtaken: estimate(network(summary, Metric::Overtaken, &breakdown)?)?,
            })
        };
        Some(Waits {
            rows: [of(run.title(), run.summary)?, of(other, &beside.summary)?],
            jobs: run.jobs_of(team),
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        })
    }

    fn days(&self, value: Estimate) -> String {
        value.headline(Unit::Days, self.language)
    }

    fn share(&self, value: Estimate) -> String {
        value.headline(Unit::Share, self.language)
    }

    fn bare(&self, mean: f64) -> String {
        Estimate { mean, ci95: None }.value(Unit::Days, self.language)
    }

    fn differ(&self, of: impl Fn(&Wait) -> Estimate) -> bool {
        let [one, other] = self.rows.each_ref().map(of);
        surely_above(one, other) || surely_above(other, one)
    }
}

fn network<'s>(summary: &'s Summary, metric: Metric, breakdown: &Breakdown) -> Option<&'s Row> {
    summary.rows.iter().find(|row| {
        let scope = &row.scope;
        let whole = scope.city == "*" && scope.centre == "*" && scope.failure == "*";
        whole && row.metric == metric && row.breakdown == *breakdown
    })
}

impl Picture for Waits {
    fn name(&self) -> &'static str {
        "beside"
    }

    fn title(&self) -> String {
        let [one, other] = &self.rows;
        let (apart, unfair) = (self.differ(|wait| wait.mean), self.differ(|wait| wait.overtaken));
        let phrase = match (apart, unfair) {
            (false, true) => words::BESIDE_SAME_MEAN,
            (true, true) => words::BESIDE_BOTH,
            (true, false) => words::BESIDE_MEAN,
            (false, false) => words::BESIDE_NEITHER,
        };
        let gaps = [
            ("one", one.name.clone()),
            ("other", other.name.clone()),
            ("mean", self.days(one.mean)),
            ("othermean", self.days(other.mean)),
            ("share", self.share(one.overtaken)),
            ("othershare", self.share(other.overtaken)),
        ];
        phrase.fill(
            self.language,
            &gaps.each_ref().map(|(name, value)| (*name, value.as_str())),
        )
    }

    fn subtitle(&self) -> String {
        words::BESIDE_SUBTITLE.fill(self.language, &[("jobs", &self.jobs), ("period", &self.period)])
    }

    fn reading(&self) -> String {
        let note = words::BESIDE_NOTE.say(self.language).to_string();
        words::joined(&[note, self.reading.clone()], self.language)
    }

    fn description(&self) -> String {
        let form = words::BESIDE_FORM.fill(self.language, &[("jobs", &self.jobs), ("period", &self.period)]);
        let file = words::FILE_SUMMARY.say(self.language).to_string();
        words::joined(
            &[form, words::sentence(&self.title(), self.language), file],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        220.0
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let names: Vec<Name> = self
            .rows
            .iter()
            .map(|wait| Name::row(wait.name.clone(), false))
            .collect();
        let column = frame.right - 170.0;
        let head = frame.top + 2.0 * frame.sizes.label;
        let plot = Frame {
            top: head + 14.0,
            ..*frame
        };
        let rows = Rows::new(sheet, &plot, &names);
        let longest = self.rows.iter().map(|wait| wait.within[2]).fold(0.0, f64::max);
        let ticks = axis::ticks(longest);
        let x = Scale {
            from: 0.0,
            to: ticks.last().copied().unwrap_or(1.0),
            start: rows.left,
            end: column - 40.0,
        };
        axis::grid_across(sheet, &rows.frame, &x, &ticks, |figure| {
            with_unit(figure, Unit::Days, self.language)
        });
        axis::zero_line(sheet, &rows.frame, x.start);
        let first = &self.rows[0];
        let over = MARKS.map(|(phrase, at)| Head {
            at: x.at(first.within[at]),
            tip: Some(rows.y(0) - 14.0),
            text: phrase.say(self.language).to_string(),
            look: Type::plain(frame.sizes.label, WITHIN_NAMES[at]),
        });
        let mean = Head {
            at: x.at(first.mean.mean),
            tip: Some(rows.y(0) - 20.0),
            text: words::BESIDE_MEAN_MARK.say(self.language).to_string(),
            look: Type::bold(frame.sizes.label, INK),
        };
        heads(
            sheet,
            over.into_iter().chain([mean]).collect(),
            head,
            (x.start, column - 20.0),
        );
        sheet.text(
            words::BESIDE_OVERTAKEN.say(self.language),
            (frame.right, head),
            Anchor::End,
            Type::plain(frame.sizes.label, MUTED),
        );
        let unfair = self.differ(|wait| wait.overtaken);
        for (at, wait) in self.rows.iter().enumerate() {
            let y = rows.y(at);
            sheet.rectangle([x.at(wait.within[0]), y - 2.5, x.at(wait.within[2]), y + 2.5], TRACK);
            let places = wait.within.map(|days| x.at(days));
            let figures = wait
                .within
                .map(|mean| Estimate { mean, ci95: None }.bare(Unit::Days, self.language));
            let look = |mark: usize| Type::plain(frame.sizes.tick, WITHIN_NAMES[mark]);
            let widths: Vec<f64> = (0..3).map(|mark| sheet.measure(&figures[mark], look(mark))).collect();
            let gaps: Vec<f64> = widths
                .windows(2)
                .map(|pair| f64::midpoint(pair[0], pair[1]) + 8.0)
                .collect();
            let labels = axis::spread(&places, &gaps, x.start + 12.0, x.end);
            for mark in 0..3 {
                sheet.dot((places[mark], y), 8.0, WITHIN[mark]);
                sheet.text(&figures[mark], (labels[mark], y + 34.0), Anchor::Middle, look(mark));
            }
            whisker(sheet, &x, y, wait.mean, (0.0, 30.0), INK);
            let tick = x.at(wait.mean.mean);
            sheet.segment((tick, y - 18.0), (tick, y + 18.0), 4.0, INK);
            let most = unfair
                && self
                    .rows
                    .iter()
                    .all(|other| other.overtaken.mean <= wait.overtaken.mean);
            let look = Type::bold(frame.sizes.label * 1.2, if most { ALARM } else { INK });
            sheet.text(&self.share(wait.overtaken), (frame.right, y + 7.0), Anchor::End, look);
        }
    }

    fn table(&self) -> Table {
        let say = |phrase: Phrase| phrase.say(self.language).to_string();
        let mut head = vec![say(words::BESIDE_SCENARIO), say(words::BESIDE_MEAN_MARK)];
        head.extend(MARKS.map(|(phrase, _)| say(phrase)));
        head.push(say(words::BESIDE_OVERTAKEN));
        let row = |wait: &Wait| {
            let mut cells = vec![wait.name.clone(), self.days(wait.mean)];
            cells.extend(wait.within.map(|days| self.bare(days)));
            cells.push(self.share(wait.overtaken));
            cells
        };
        Table {
            head,
            rows: self.rows.iter().map(row).collect(),
        }
    }
}
