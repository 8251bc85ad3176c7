//! When owners of recalled cars are expected at a centre, before anything is simulated: letters, channels and answers added
//! up over equally likely points of their laws.

use super::RecallModel;
use crate::engine::sampler::Sampler;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::model::booking::BookingModel;
use crate::model::calendar::date_of;
use crate::model::load::{slots_on, weeks_of};
use crate::scenario::Scenario;
use jiff::civil::Date;

/// Points that stand for the law of answers, as a power of two.
const ANSWER_BITS: u32 = 7;
/// The same of a channel.
const CHANNEL_BITS: u32 = 5;

/// Delays from a letter to the look for a centre, in order, each with its share of those written to.
struct Delays {
    /// Delay, the shares up to it, and those times their delays.
    sums: Vec<(i64, f64, f64)>,
}

impl Delays {
    fn of(recall: &RecallModel) -> Delays {
        let mut list: Vec<(i64, f64)> = Vec::new();
        for (read, share) in read(&recall.channels) {
            let answers = points(&recall.response_days, ANSWER_BITS);
            let each = share / f64::from(1 << ANSWER_BITS);
            list.extend(answers.map(|answer| (read.saturating_add(answer), each)));
        }
        list.sort_unstable_by_key(|delay| delay.0);
        let (mut shares, mut moments) = (0.0, 0.0);
        let sums = list.into_iter().map(|(delay, share)| {
            shares += share;
            moments += share * delay as f64;
            (delay, shares, moments)
        });
        Delays { sums: sums.collect() }
    }

    /// Shares and moments of the delays up to `until`.
    fn up_to(&self, until: f64) -> (f64, f64) {
        let at = self.sums.partition_point(|delay| delay.0 as f64 <= until);
        at.checked_sub(1)
            .map_or((0.0, 0.0), |at| (self.sums[at].1, self.sums[at].2))
    }

    /// The share that has answered when `passed` is over since the first letter, of letters that go out evenly over `span`.
    fn answered(&self, passed: f64, span: f64) -> f64 {
        let whole = |passed: f64| {
            let (share, moment) = self.up_to(passed);
            share * passed - moment
        };
        if span > 0.0 {
            (whole(passed) - whole(passed - span)) / span
        } else {
            self.up_to(passed).0
        }
    }
}

/// Equally likely spans of a law in days, microseconds.
fn points(law: &Sampler, bits: u32) -> impl Iterator<Item = i64> + '_ {
    // The law is in days, a sampler's spans are of hours.
    (0..1u64 << bits).map(move |point| law.sample_span((2 * point + 1) << (63 - bits)).0.saturating_mul(24))
}

/// How long a letter takes by its fastest channel: spans, each with the share of all owners whom it reaches then.
fn read(channels: &[(f64, Sampler)]) -> Vec<(i64, f64)> {
    if channels.is_empty() {
        return vec![(0, 1.0)];
    }
    let of = |(at, (_, law)): (usize, &(f64, Sampler))| {
        points(law, CHANNEL_BITS)
            .map(move |span| (span, at))
            .collect::<Vec<_>>()
    };
    let mut list: Vec<(i64, usize)> = channels.iter().enumerate().flat_map(of).collect();
    list.sort_unstable();
    let mut missed = vec![1.0; channels.len()];
    let mut left: f64 = 1.0;
    let reached = list.into_iter().map(|(span, channel)| {
        missed[channel] -= channels[channel].0 / f64::from(1 << CHANNEL_BITS);
        let before = left;
        left = missed.iter().product();
        (span, before - left)
    });
    reached.collect()
}

impl RecallModel {
    /// By day of the run: share of the cars concerned whose owners are expected to look for a centre then, if none is lost
    /// and none has it done on another visit.
    pub fn expected(&self, days: u32) -> Vec<f64> {
        if self.mode.is_none() {
            return vec![0.0; days as usize];
        }
        let delays = Delays::of(self);
        let reached = delays.up_to(f64::INFINITY).0;
        let written = self.all_cars() as f64 * (1.0 - self.ota_share);
        let span = written * self.letter_every;
        let until = |day: u32| {
            let (mut silent, mut sum) = (1.0, 0.0);
            for letter in 0..=self.reminders {
                let passed = i64::from(day) * DAY - self.sent(self.announced, letter);
                let answers = self.response(letter);
                sum += silent * answers * delays.answered(passed as f64, span);
                silent *= 1.0 - reached * answers;
            }
            sum * (1.0 - self.ota_share) * (1.0 - self.refusal_share)
        };
        let ends: Vec<f64> = (0..=days).map(until).collect();
        ends.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// What a recall brings to workshops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wave {
    /// Position of the recall.
    pub recall: usize,
    /// Owners who look for a centre in the run.
    pub visits: f64,
    /// First day of the week with most of them.
    pub week: Date,
    /// How many do in it.
    pub in_week: f64,
    /// Slots of its team in that week, of all centres that book.
    pub slots: f64,
}

/// The waves of the recalls that bring cars to workshops within the run.
pub fn waves(scenario: &Scenario, model: &Model) -> Vec<Wave> {
    let weeks = weeks_of(model);
    let of = |(at, recall): (usize, &RecallModel)| {
        let team = model.modes[recall.mode? as usize].team as usize;
        let cars = recall.all_cars() as f64;
        let by_day = recall.expected(model.days);
        let of_days = |(from, to): (u32, u32)| by_day[from as usize..to as usize].iter().sum::<f64>() * cars;
        let worst = (weeks.iter().copied()).max_by(|a, b| of_days(*a).total_cmp(&of_days(*b)).then(b.0.cmp(&a.0)))?;
        let slots = |(from, to): (u32, u32)| -> f64 {
            let of_centre = model
                .centres
                .iter()
                .enumerate()
                .map(|(centre, spec)| match &spec.booking {
                    BookingModel::Calendar(calendar) if model.has_slots(centre, team) => (from..to)
                        .filter(|&day| spec.takes_jobs_on(day))
                        .map(|day| slots_on(model, calendar, team, day))
                        .sum(),
                    _ => 0.0,
                });
            of_centre.sum()
        };
        let wave = Wave {
            recall: at,
            visits: of_days((0, model.days)),
            week: date_of(scenario.start, worst.0),
            in_week: of_days(worst),
            slots: slots(worst),
        };
        (wave.in_week > 0.0).then_some(wave)
    };
    model.recalls.iter().enumerate().filter_map(of).collect()
}
