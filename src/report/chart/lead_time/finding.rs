//! What the lead time did: passed the horizon, stayed within it, or had its peak.

use super::LeadTime;
use crate::report::number::{Estimate, Unit, date, day_and_month, part_of_month};
use crate::report::words;

/// A line counts as crossed when it stays crossed for so many days.
const WEEK: usize = 7;

/// What the title says and where the dot stands; days are positions in the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// The middle run stays above the horizon for a week from this day.
    Passed {
        /// The first such day.
        day: usize,
        /// The first such day of p95 and of p05: most runs crossed in between. None: p05 never did.
        most: Option<(usize, usize)>,
    },
    /// The middle run never stays above the horizon.
    Within {
        /// The day of its highest value.
        day: usize,
        /// Whether even p95 never stays above the horizon.
        surely: bool,
    },
    /// There is no horizon: the day of the highest value.
    Peak {
        /// The day.
        day: usize,
    },
}

impl Finding {
    /// The finding of a series.
    pub fn of(series: &LeadTime) -> Finding {
        let middle = |day: usize| series.bands(day).map(|bands| bands[2]);
        let peak = (0..series.days.len())
            .filter_map(|day| Some((day, middle(day)?)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map_or(0, |(day, _)| day);
        let Some(horizon) = series.horizon else {
            return Finding::Peak { day: peak };
        };
        let crossed = |band: usize| crossing(series, band, f64::from(horizon));
        match (crossed(2), crossed(4), crossed(0)) {
            (Some(day), Some(first), Some(last)) => Finding::Passed {
                day,
                most: Some((first, last)),
            },
            (Some(day), ..) => Finding::Passed { day, most: None },
            (None, early, _) => Finding::Within {
                day: peak,
                surely: early.is_none(),
            },
        }
    }

    /// The day the finding speaks of.
    pub fn day(self) -> usize {
        match self {
            Finding::Passed { day, .. } | Finding::Within { day, .. } | Finding::Peak { day } => day,
        }
    }

    /// The finding as a sentence.
    pub fn title(self, series: &LeadTime) -> String {
        let language = series.language;
        let first = series.bands(0).is_some() || series.bands(1).is_some();
        let phrase = match self {
            Finding::Passed { day, most: Some(_) } if day < 2 && first => words::LEAD_ABOVE,
            Finding::Passed { most: Some(_), .. } => words::LEAD_PASSED,
            Finding::Passed { most: None, .. } => words::LEAD_PASSED_MOST,
            Finding::Within { surely: true, .. } => words::LEAD_WITHIN,
            Finding::Within { surely: false, .. } => words::LEAD_WITHIN_MOST,
            Finding::Peak { .. } => words::LEAD_PEAK,
        };
        let several_years = series.start.year() != series.day(series.days.len() - 1).year();
        let when = part_of_month(series.day(self.day()), several_years, language);
        let horizon = series.horizon.unwrap_or(0).to_string();
        let peak = self.value(series);
        let line = if series.one_run() {
            words::LINE_ONE
        } else {
            words::LINE_MIDDLE
        };
        let finding = phrase.fill(
            language,
            &[
                ("what", &series.what),
                ("place", &series.place),
                ("horizon", &horizon),
                ("when", &when),
                ("peak", &peak),
                ("line", line.say(language)),
            ],
        );
        if series.one_run() {
            let finding = words::uncapitalised(&finding);
            return words::IN_ONE_RUN.fill(language, &[("finding", &finding)]);
        }
        words::capitalised(&finding)
    }

    /// The words beside the dot.
    pub fn note(self, series: &LeadTime) -> String {
        let language = series.language;
        let day = day_and_month(series.day(self.day()), language);
        match self {
            Finding::Passed {
                most: Some((from, to)), ..
            } if from < to && !series.one_run() => {
                let from = day_and_month(series.day(from), language);
                let to = day_and_month(series.day(to), language);
                words::MOST_RUNS.fill(language, &[("day", &day), ("from", &from), ("to", &to)])
            }
            Finding::Passed { .. } => date(series.day(self.day()), language),
            Finding::Within { .. } | Finding::Peak { .. } => {
                words::PEAK_NOTE.fill(language, &[("peak", &self.value(series)), ("day", &day)])
            }
        }
    }

    /// The middle run on the day, rounded by how much the middle half of the runs differs.
    fn value(self, series: &LeadTime) -> String {
        let bands = series.bands(self.day()).unwrap_or_default();
        let outer = series.outer(self.day()).unwrap_or_default();
        let spread = (!series.one_run()).then_some([outer[1], outer[3]]);
        Estimate {
            mean: bands[2],
            ci95: spread,
        }
        .headline(Unit::Days, series.language)
    }
}

/// The first day from which a band stays above the horizon for a week; days without observation do not count.
fn crossing(series: &LeadTime, band: usize, horizon: f64) -> Option<usize> {
    let observed: Vec<(usize, bool)> = (0..series.days.len())
        .filter_map(|day| {
            // Which runs there may be is a question of beliefs as well.
            let bands = if band == 2 {
                series.bands(day)
            } else {
                series.outer(day)
            };
            Some((day, bands?[band] > horizon))
        })
        .collect();
    observed
        .windows(WEEK)
        .find(|week| week.iter().all(|(_, above)| *above))
        .map(|week| week[0].0)
}
