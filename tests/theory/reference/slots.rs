//! Slots booked one after the other: a Markov chain of the backlog, from slot to slot.

/// A team's calendar and its demand.
pub struct Calendar<'a> {
    /// Slots on each day of a cycle of days.
    pub slots: &'a [u32],
    /// First hour of opening.
    pub opens: f64,
    /// Last hour of opening.
    pub closes: f64,
    /// Jobs per day, a Poisson process evenly over 24 hours.
    pub per_day: f64,
    /// Bookable days, today included.
    pub horizon: usize,
    /// Whether owners who find nothing wait for releases for ever; else they are lost.
    pub patient: bool,
}

/// What the chain says in the long run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// First attempt → start of the slot obtained, days, over those with a slot.
    pub lead_days: f64,
    /// Share of jobs that find nothing.
    pub lost: f64,
    /// Share of days on which nothing is free after the release at 00:00.
    pub full: f64,
    /// Days to the first free slot after the release; the horizon if none.
    pub first_slot_days: f64,
    /// Share of retries at a release that get a slot.
    pub success: f64,
}

impl Calendar<'_> {
    /// The stationary figures. `full`, `first_slot_days` and `success` hold for cycles of one day.
    ///
    /// The backlog is the number of owners with a slot ahead or, if patient, waiting for a release. An owner without
    /// a slot means that every bookable slot is taken, so each slot that starts takes one off the backlog if there is
    /// one; owners are seen in no other order than slots start, and by Little's law the sum of lead times is the time
    /// integral of the backlog, whoever gets which slot. The impatient find a backlog of all bookable slots and are
    /// lost.
    pub fn figures(&self) -> Figures {
        let mut states = vec![0.0; 500];
        states[0] = 1.0;
        loop {
            let before = states.clone();
            let figures = self.cycle(&mut states);
            let change: f64 = before.iter().zip(&states).map(|(a, b)| (a - b).abs()).sum();
            if change < 1e-13 {
                assert!(states[states.len() - 1] < 1e-15, "more states are needed");
                return figures;
            }
        }
    }

    /// One cycle of days from 00:00 after the release; `states` are the probabilities of a backlog.
    fn cycle(&self, states: &mut Vec<f64>) -> Figures {
        let (mut area, mut lost) = (0.0, 0.0);
        let mut figures = Figures::default();
        let each = self.slots[0] as usize;
        let horizon = each * self.horizon;
        figures.full = states[horizon.min(states.len())..].iter().sum();
        let first = |backlog: usize| (backlog / each).min(self.horizon) as f64;
        figures.first_slot_days = states.iter().enumerate().map(|(n, p)| p * first(n)).sum();
        let days = self.slots.len();
        for day in 0..days {
            let slots = self.slots[day];
            let ahead: u32 = (1..self.horizon).map(|later| self.slots[(day + later) % days]).sum();
            let mut clock = 0.0;
            for slot in 0..=slots {
                let width = (self.closes - self.opens) / f64::from(slots);
                let next = if slot == slots {
                    24.0
                } else {
                    self.opens + f64::from(slot) * width
                };
                let bookable = (ahead + slots - slot) as usize;
                let cap = if self.patient { states.len() - 1 } else { bookable };
                let (held, missed) = arrivals(states, self.per_day, (next - clock) / 24.0, cap);
                area += held;
                lost += missed;
                clock = next;
                if slot < slots {
                    let none = states.remove(0);
                    states[0] += none;
                    states.push(0.0);
                }
            }
        }
        let jobs = self.per_day * days as f64;
        figures.lost = lost / jobs;
        figures.lead_days = area / (jobs - lost);
        // At 00:00 all of the next slots but the last day's were bookable; who had none retries for that day's.
        let retrying = |most: usize| -> f64 {
            let waiting = |backlog: usize| backlog.saturating_sub(each * (self.horizon - 1)).min(most) as f64;
            states.iter().enumerate().map(|(n, p)| p * waiting(n)).sum()
        };
        figures.success = retrying(each) / retrying(usize::MAX);
        figures
    }
}

/// Lets jobs arrive for a time of so many days up to a backlog of `cap`; the integral of the backlog over that time,
/// in days, and the expected number of jobs beyond the cap.
///
/// A Poisson process spends (1/λ)·P(more than k arrivals) of the time with exactly k arrivals, on average.
fn arrivals(states: &mut [f64], rate: f64, time: f64, cap: usize) -> (f64, f64) {
    let mean = rate * time;
    let mut exactly = vec![(-mean).exp()];
    while exactly.len() < 8 || exactly[exactly.len() - 1] > 1e-18 {
        let k = exactly.len() as f64;
        exactly.push(exactly[exactly.len() - 1] * mean / k);
    }
    let mut more = vec![0.0; exactly.len()];
    for k in (0..exactly.len() - 1).rev() {
        more[k] = more[k + 1] + exactly[k + 1];
    }
    let before = states.to_vec();
    states.fill(0.0);
    let (mut area, mut lost) = (0.0, 0.0);
    for (n, p) in before.iter().enumerate().filter(|(_, p)| **p > 0.0) {
        let room = cap.saturating_sub(n);
        let (mut left, mut time_left) = (1.0, time);
        for k in 0..room.min(exactly.len()) {
            states[n + k] += p * exactly[k];
            left -= exactly[k];
            area += p * (n + k) as f64 * more[k] / rate;
            time_left -= more[k] / rate;
        }
        let top = n + room.min(exactly.len());
        if top < states.len() {
            states[top] += p * left.max(0.0);
        }
        if room < exactly.len() {
            area += p * top as f64 * time_left;
            lost += p * rate * time_left;
        }
    }
    (area, lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_round_the_clock_are_a_slotted_single_server() {
        // Evenly spaced slots: the delay of time-division multiplexing, 1/(2(n − λ)) (Bertsekas and Gallager 1992).
        for (slots, per_day) in [(10, 7.0), (4, 3.6)] {
            let calendar = Calendar {
                slots: &[slots],
                opens: 0.0,
                closes: 24.0,
                per_day,
                horizon: 5,
                patient: true,
            };
            let exact = 0.5 / (f64::from(slots) - per_day);
            assert!((calendar.figures().lead_days / exact - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn one_slot_a_day_by_hand() {
        // One slot at noon, today and tomorrow bookable, owners without patience: before noon two can book, after
        // noon one. Backlog at 00:00 is 0 or 1, and 1 with probability p = P(not empty after noon's slot and arrivals).
        let calendar = Calendar {
            slots: &[1],
            opens: 12.0,
            closes: 18.0,
            per_day: 1.0,
            horizon: 2,
            patient: false,
        };
        let half = (-0.5_f64).exp();
        let figures = calendar.figures();
        // From 0 at 00:00: 0 or 1 before noon, unless two come → 1 left after noon. From 1: left unless none comes.
        // 0 after noon's slot → stays 0 with e^{−½}.
        let from_empty = 1.0 - (half + 0.5 * half) * half;
        let from_one = 1.0 - half * half;
        let one = from_empty / (1.0 - from_one + from_empty);
        // Served per day = P(backlog before noon > 0) = 1 − (1 − one)·e^{−½}; the others are lost.
        assert!((figures.lost - (1.0 - one) * half).abs() < 1e-9);
        assert!((figures.first_slot_days - one).abs() < 1e-9);
        assert!(figures.full.abs() < 1e-12);
    }
}
