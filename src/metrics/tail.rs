//! A quantile over the jobs of one replication in which those that wait in vain count as later than any other.

use super::catalogue::Metric;
use super::facts::Wait;
use crate::engine::time::{DAY, HOUR};
use crate::model::Model;
use crate::sim::observer::{Observer, ResourceDay};
use crate::sim::record::{JobRecord, Outcome};
use crate::sim::waits::Waits;
use crate::stats::histogram::{Histogram, bucket_of, representative};

/// A quantile of one replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantile {
    /// In ticks, within 0.78 %.
    At(i64),
    /// Too many wait in vain: only this share ever sees the end of it.
    Beyond(f64),
}

/// The waits of the jobs that occur after the warm-up.
#[derive(Clone, Debug)]
pub struct Tail<'m> {
    model: &'m Model,
    metric: Metric,
    team: Option<u32>,
    over: Histogram<u32>,
    open: Histogram<u32>,
    never: u64,
}

impl<'m> Tail<'m> {
    /// No job yet. `metric` is the lead time, the wait at the centre, or else the turnaround; without a team of all jobs.
    pub fn new(model: &'m Model, metric: Metric, team: Option<u32>) -> Tail<'m> {
        Tail {
            model,
            metric,
            team,
            over: Histogram::new(),
            open: Histogram::new(),
            never: 0,
        }
    }

    /// Forgets the jobs and keeps the memory.
    pub fn clear(&mut self) {
        self.over.clear();
        self.open.clear();
        self.never = 0;
    }

    fn add(&mut self, wait: Wait) {
        match wait {
            Wait::Over(ticks) => self.over.add_bucket(bucket_of(ticks)),
            Wait::Never => self.never += 1,
            Wait::Open(ticks) => self.open.add_bucket(bucket_of(ticks)),
        }
    }

    /// The least wait within which a share `q` of the jobs are through, as `within_days_share` counts: of a job that still
    /// waits at the end of the run the answer is known only for waits it has passed. None without a job.
    pub fn quantile(&self, q: f64) -> Option<Quantile> {
        let all = self.over.count() + self.open.count() + self.never;
        let mut known = all;
        let mut open = self.open.filled().peekable();
        let mut through = 0;
        for (bucket, count) in self.over.filled() {
            through += count;
            while let Some((_, unknown)) = open.next_if(|(other, _)| *other <= bucket) {
                known -= unknown;
            }
            if through as f64 / known as f64 >= q {
                return Some(Quantile::At(representative(bucket)));
            }
        }
        // Who waits longer than all that is known may yet be through.
        known -= open.map(|(_, count)| count).sum::<u64>();
        (all > 0).then(|| Quantile::Beyond(through as f64 / known.max(1) as f64))
    }

    /// The quantile in the unit of the metric, and the longest that counts: nobody counts as waiting longer than the run
    /// measures. Beyond that lies only an order: the more jobs are missing at the quantile, the further, up to twice as far.
    /// None without a job.
    pub fn value(&self, q: f64) -> Option<f64> {
        let longest = longest(self.model, self.metric);
        Some(match self.quantile(q)? {
            Quantile::At(ticks) => (ticks as f64 / ticks_per_unit(self.metric)).min(longest),
            Quantile::Beyond(share) => longest * (1.0 + (q - share) / q),
        })
    }
}

/// The measured days of a run, in the unit of a metric: the longest that anybody counts as waiting.
pub fn longest(model: &Model, metric: Metric) -> f64 {
    (model.end() - model.warm_up()).0 as f64 / ticks_per_unit(metric)
}

fn ticks_per_unit(metric: Metric) -> f64 {
    if metric == Metric::QueueWait {
        HOUR as f64
    } else {
        DAY as f64
    }
}

impl Observer for Tail<'_> {
    fn job_closed(&mut self, job: &JobRecord, _: &Waits) {
        if job.was_open() || job.occurred.day() < self.model.warm_up_days {
            return;
        }
        // It needed neither slot nor bay.
        if job.outcome == Outcome::Solved {
            return;
        }
        if self
            .team
            .is_some_and(|team| self.model.modes[job.failure.index()].team != team)
        {
            return;
        }
        let end = self.model.end().0;
        let wait = match self.metric {
            Metric::LeadTime => Wait::for_slot(job, end),
            Metric::QueueWait => Wait::in_queue(job, end),
            _ => Some(Wait::for_car(job, end)),
        };
        if let Some(wait) = wait {
            self.add(wait);
        }
    }

    fn centre_day(&mut self, _: u32, _: u32, _: &[ResourceDay]) {}

    fn first_slot(&mut self, _: u32, _: u32, _: u32, _: Option<u32>) {}

    fn free_days(&mut self, _: u32, _: u32, _: u32, _: u32) {}

    fn retried(&mut self, _: u32, _: u32, _: u32, _: bool) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;
    use std::path::Path;

    /// A run of 12 days, the first two not measured.
    fn model() -> Model {
        let text = "name = \"One\"\nstart = 2025-03-01\ndays = 12\nwarm_up_days = 2\n[[city]]\nid = \"a\"\nvehicles = 1\n\
                    [[failure]]\nid = \"f\"\nrate = { per_vehicle_year = 1.0 }\n\
                    stages = [{ id = \"s\", needs = [\"bay\"], hours = 1.0 }]\n[[centre]]\nid = \"c\"\ncity = \"a\"\n\
                    resources = { bay = 1 }\nhours = \"always\"\nbooking = { policy = \"calendar\" }\n";
        let files = |_: &Path| Ok(text.as_bytes().to_vec());
        let loaded = scenario::load_from(&files, Path::new("one.toml"), &[]).unwrap();
        Model::compile(&loaded.scenario)
    }

    fn of<'m>(model: &'m Model, waits: &[Wait]) -> Tail<'m> {
        let mut tail = Tail::new(model, Metric::LeadTime, None);
        waits.iter().for_each(|&wait| tail.add(wait));
        tail
    }

    /// Waits below 128 ticks are exact.
    const TEN: [Wait; 10] = [
        Wait::Over(0),
        Wait::Over(1),
        Wait::Over(2),
        Wait::Over(3),
        Wait::Over(4),
        Wait::Over(5),
        Wait::Over(6),
        Wait::Over(7),
        Wait::Over(8),
        Wait::Over(9),
    ];

    #[test]
    fn without_loss_it_is_the_nearest_rank() {
        let model = model();
        let tail = of(&model, &TEN);
        for (q, want) in [(0.5, 4), (0.51, 5), (0.9, 8), (0.91, 9)] {
            assert_eq!(tail.quantile(q), Some(Quantile::At(want)), "{q}");
        }
        assert_eq!(of(&model, &[]).quantile(0.9), None);
    }

    #[test]
    fn who_waits_in_vain_is_later_than_any_other() {
        let model = model();
        // Ten of twelve are through at all: 9 of 12 within 8, and nine in ten never.
        let tail = of(&model, &[&TEN[..], &[Wait::Never, Wait::Never]].concat());
        assert_eq!(tail.quantile(0.75), Some(Quantile::At(8)));
        assert_eq!(tail.quantile(0.9), Some(Quantile::Beyond(10.0 / 12.0)));
        // Beyond the ten measured days lies only an order: a tenth of nine tenths less 10/12 is missing.
        let missing = (0.9 - 10.0 / 12.0) / 0.9;
        assert!((tail.value(0.9).unwrap() - 10.0 * (1.0 + missing)).abs() < 1e-12);
        assert!((of(&model, &[Wait::Never]).value(0.9).unwrap() - 20.0).abs() < 1e-12);
    }

    #[test]
    fn who_still_waits_counts_where_her_answer_is_known() {
        let model = model();
        // One has waited 4 so far: of waits up to 4 it is unknown whether she is among them, for longer ones it is not.
        let tail = of(&model, &[&TEN[..], &[Wait::Open(4)]].concat());
        // Within 3: 4 of 11. Within 4: 5 of the 10 others.
        assert_eq!(tail.quantile(4.0 / 11.0), Some(Quantile::At(3)));
        assert_eq!(tail.quantile(0.5), Some(Quantile::At(4)));
        assert_eq!(tail.quantile(0.9), Some(Quantile::At(8)));
        // Nobody is through yet.
        assert_eq!(of(&model, &[Wait::Open(4)]).quantile(0.5), Some(Quantile::Beyond(0.0)));
    }

    #[test]
    fn nobody_waits_longer_than_is_measured() {
        let model = model();
        assert_eq!(of(&model, &[Wait::Over(11 * DAY)]).value(0.5), Some(10.0));
        let half = of(&model, &[Wait::Over(DAY / 2)]).value(0.5).unwrap();
        assert!((half - 0.5).abs() < 0.5 / 128.0, "{half}");
        assert_eq!(longest(&model, Metric::QueueWait), 240.0);
        let mut tail = of(&model, &TEN);
        tail.clear();
        assert_eq!(tail.quantile(0.5), None);
    }
}
