//! The two models as anyone would write them by hand: one heap of events, times as floats, the usual samplers. No
//! bookings, no days, no figures but two means; what the simulator is measured against.

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Exp1, LogNormal};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

/// What a loop found.
pub struct Found {
    /// Jobs finished.
    pub jobs: u64,
    /// Mean wait (m1: for a server; m2: for a bay), hours.
    pub wait: f64,
    /// Mean time from arrival to departure, hours.
    pub stay: f64,
}

/// Something that will happen. Earlier is greater, because the heap gives the greatest first; at equal times the one
/// that was scheduled first.
struct Event<What> {
    time: f64,
    number: u64,
    what: What,
}

impl<What> Ord for Event<What> {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.time.total_cmp(&self.time)).then(other.number.cmp(&self.number))
    }
}

impl<What> PartialOrd for Event<What> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<What> PartialEq for Event<What> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<What> Eq for Event<What> {}

struct Calendar<What> {
    heap: BinaryHeap<Event<What>>,
    scheduled: u64,
}

impl<What> Calendar<What> {
    fn new() -> Self {
        Calendar {
            heap: BinaryHeap::new(),
            scheduled: 0,
        }
    }

    fn schedule(&mut self, time: f64, what: What) {
        self.scheduled += 1;
        self.heap.push(Event {
            time,
            number: self.scheduled,
            what,
        });
    }

    fn next(&mut self) -> Option<(f64, What)> {
        self.heap.pop().map(|event| (event.time, event.what))
    }
}

fn exponential(rng: &mut SmallRng, mean: f64) -> f64 {
    let unit: f64 = Exp1.sample(rng);
    unit * mean
}

/// M/M/10 until `jobs` have left.
pub fn m1(jobs: u64, seed: u64) -> Found {
    enum What {
        Arrival,
        Departure { arrived: f64 },
    }
    const GAP: f64 = 1.0 / 9.0;
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut calendar = Calendar::new();
    let mut free = 10;
    let mut queue: VecDeque<f64> = VecDeque::new();
    let (mut left, mut wait, mut stay) = (0, 0.0, 0.0);
    calendar.schedule(exponential(&mut rng, GAP), What::Arrival);
    while left < jobs
        && let Some((now, what)) = calendar.next()
    {
        match what {
            What::Arrival => {
                calendar.schedule(now + exponential(&mut rng, GAP), What::Arrival);
                if free > 0 {
                    free -= 1;
                    calendar.schedule(now + exponential(&mut rng, 1.0), What::Departure { arrived: now });
                } else {
                    queue.push_back(now);
                }
            }
            What::Departure { arrived } => {
                left += 1;
                stay += now - arrived;
                if let Some(arrived) = queue.pop_front() {
                    wait += now - arrived;
                    calendar.schedule(now + exponential(&mut rng, 1.0), What::Departure { arrived });
                } else {
                    free += 1;
                }
            }
        }
    }
    Found {
        jobs: left,
        wait: wait / left as f64,
        stay: stay / left as f64,
    }
}

/// Demand of m2 by hour of the week, and the service times of its stages.
struct Network {
    /// Share of the candidates for an arrival that are kept.
    keep: [f64; 168],
    /// Mean hours between candidates.
    gap: f64,
    repair: LogNormal<f64>,
}

const HOURS: usize = 168;
const HOUR_WEIGHTS: [f64; 24] = [
    0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.2, 1.8, 1.8, 1.6, 1.4, 1.2, 1.2, 1.4, 1.4, 1.3, 1.1, 0.9, 0.7, 0.6, 0.5, 0.5,
    0.5,
];
const WEEKDAY_WEIGHTS: [f64; 7] = [1.2, 1.1, 1.0, 1.0, 1.1, 0.9, 0.7];
/// Arrivals an hour and centre: bays are busy 85 % of the time.
const RATE: f64 = 0.85 * 8.0 / 2.5;
/// Units by stage: reception, repair, handover.
const UNITS: [u32; 3] = [2, 8, 1];

impl Network {
    fn new() -> Network {
        let weight = |hour: usize| WEEKDAY_WEIGHTS[hour / 24] * HOUR_WEIGHTS[hour % 24];
        let sum: f64 = (0..HOURS).map(weight).sum();
        let most = (0..HOURS).map(weight).fold(0.0, f64::max);
        Network {
            keep: std::array::from_fn(|hour| weight(hour) / most),
            gap: sum / (HOURS as f64 * RATE * most),
            repair: LogNormal::from_mean_cv(2.5, 0.8).expect("a mean above 0"),
        }
    }

    /// The next arrival after `now`, by thinning.
    fn arrival_after(&self, mut now: f64, rng: &mut SmallRng) -> f64 {
        loop {
            now += exponential(rng, self.gap);
            if rng.random::<f64>() < self.keep[now as usize % HOURS] {
                return now;
            }
        }
    }

    fn service(&self, stage: usize, rng: &mut SmallRng) -> f64 {
        match stage {
            0 => exponential(rng, 0.3),
            1 => self.repair.sample(rng),
            _ => exponential(rng, 0.1),
        }
    }
}

/// `centres` centres over `weeks` weeks, all in one list of events.
pub fn m2(centres: u32, weeks: u32, seed: u64) -> Found {
    enum What {
        Arrival { centre: u32 },
        End { centre: u32, stage: u32, arrived: f64 },
    }
    struct Stage {
        free: u32,
        /// Arrival at the centre, arrival at the stage.
        queue: VecDeque<(f64, f64)>,
    }
    let network = Network::new();
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut calendar = Calendar::new();
    let mut stages: Vec<[Stage; 3]> = (0..centres)
        .map(|_| {
            UNITS.map(|free| Stage {
                free,
                queue: VecDeque::new(),
            })
        })
        .collect();
    for centre in 0..centres {
        calendar.schedule(network.arrival_after(0.0, &mut rng), What::Arrival { centre });
    }
    let end = f64::from(weeks) * HOURS as f64;
    let (mut left, mut repaired, mut wait, mut stay) = (0, 0u64, 0.0, 0.0);
    while let Some((now, what)) = calendar.next()
        && now <= end
    {
        // Who comes to which stage of which centre?
        let (centre, stage, arrived) = match what {
            What::Arrival { centre } => {
                calendar.schedule(network.arrival_after(now, &mut rng), What::Arrival { centre });
                (centre, 0, now)
            }
            What::End { centre, stage, arrived } => {
                let here = &mut stages[centre as usize][stage as usize];
                if let Some((arrived, since)) = here.queue.pop_front() {
                    if stage == 1 {
                        wait += now - since;
                        repaired += 1;
                    }
                    let service = network.service(stage as usize, &mut rng);
                    calendar.schedule(now + service, What::End { centre, stage, arrived });
                } else {
                    here.free += 1;
                }
                (centre, stage + 1, arrived)
            }
        };
        if stage == 3 {
            left += 1;
            stay += now - arrived;
            continue;
        }
        let there = &mut stages[centre as usize][stage as usize];
        if there.free > 0 {
            there.free -= 1;
            repaired += u64::from(stage == 1);
            let service = network.service(stage as usize, &mut rng);
            calendar.schedule(now + service, What::End { centre, stage, arrived });
        } else {
            there.queue.push_back((arrived, now));
        }
    }
    Found {
        jobs: left,
        wait: wait / repaired as f64,
        stay: stay / left as f64,
    }
}
