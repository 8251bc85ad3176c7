//! One slot a day and owners who may not come: a chain of the backlog with what each booked owner will do.

/// Law of not coming, demand and rules.
pub struct Backlog {
    /// Jobs per day, a Poisson process evenly over 24 hours; without patience.
    pub per_day: f64,
    /// Bookable days, today included; each has one slot, at 09:00, and the release is at 00:00.
    pub horizon: usize,
    /// The probability of not coming is max − (max − min)·exp(−lead / scale), lead in days.
    pub min: f64,
    /// For a long lead.
    pub max: f64,
    /// Days.
    pub scale: f64,
    /// Share of those who did not come who look again at the instant of their slot.
    pub again: f64,
}

/// What the chain says in the long run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Bookings to which nobody comes.
    pub no_show: f64,
    /// Jobs lost because nothing is free.
    pub no_slot: f64,
    /// First attempt → start of the slot at which the owner comes, days.
    pub lead_days: f64,
    /// Attempts of an owner who comes in the end.
    pub attempts: f64,
    /// Days to the first free slot after the release, which always opens one.
    pub first_slot_days: f64,
    /// Bookable days with a free slot at 20:00.
    pub free_days: f64,
}

/// Probability of a state, and times it: by booked slot, days from its owner's first attempt to it, and her attempts.
#[derive(Clone, Copy, Default)]
struct Mass {
    p: f64,
    days: [f64; MOST],
    attempts: [f64; MOST],
}

/// Most booked slots.
const MOST: usize = 8;
/// Steps of the classical Runge–Kutta method an hour.
const STEPS: usize = 2;

impl Mass {
    fn add(&mut self, other: &Mass, factor: f64) {
        self.p += factor * other.p;
        for slot in 0..MOST {
            self.days[slot] += factor * other.days[slot];
            self.attempts[slot] += factor * other.attempts[slot];
        }
    }
}

impl Backlog {
    /// The stationary figures.
    ///
    /// A state says for each booked slot, the next one first, whether its owner will come: decided when she books, by
    /// the days to her slot. Jobs arise at a constant rate, so between two slots the states follow linear differential
    /// equations; at 09:00 the next slot is used or wasted, and whoever wasted it may book another at once.
    pub fn figures(&self) -> Figures {
        assert!(self.horizon <= MOST);
        let mut states = vec![Mass::default(); 2 << self.horizon];
        states[1].p = 1.0;
        loop {
            let before: Vec<f64> = states.iter().map(|state| state.p).collect();
            let figures = self.day(&mut states);
            let change: f64 = before.iter().zip(&states).map(|(a, b)| (a - b.p).abs()).sum();
            if change < 1e-13 {
                return figures;
            }
        }
    }

    fn misses(&self, lead: f64) -> f64 {
        self.max - (self.max - self.min) * (-lead / self.scale).exp()
    }

    /// From just after 09:00 to just after 09:00 of the next day.
    fn day(&self, states: &mut Vec<Mass>) -> Figures {
        let mut figures = Figures::default();
        let mean = |states: &[Mass]| -> f64 { states.iter().enumerate().map(|(at, s)| s.p * booked(at) as f64).sum() };
        let step = 1.0 / (24 * STEPS) as f64;
        let (mut lost, mut clock) = (0.0, 0);
        while clock < 24 * STEPS {
            // Until midnight today's slot is one of the bookable days.
            let room = if clock < 15 * STEPS {
                self.horizon - 1
            } else {
                self.horizon
            };
            if clock == 11 * STEPS {
                figures.free_days = (self.horizon - 1) as f64 - mean(states);
            }
            if clock == 15 * STEPS {
                figures.first_slot_days = mean(states);
            }
            let full = |states: &[Mass]| -> f64 {
                let full = states
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| *at > 0 && booked(*at) >= room);
                full.map(|(_, state)| state.p).sum()
            };
            // Simpson's rule needs the middle of two steps.
            let start = full(states);
            self.advance(states, clock as f64 * step, step / 2.0, room);
            let middle = full(states);
            self.advance(states, (clock as f64 + 0.5) * step, step / 2.0, room);
            lost += self.per_day * step / 6.0 * (start + 4.0 * middle + full(states));
            clock += 1;
        }
        let before = std::mem::replace(states, vec![Mass::default(); states.len()]);
        let (mut due, mut missed, mut days, mut attempts) = (0.0, 0.0, 0.0, 0.0);
        for (at, state) in before.iter().enumerate().filter(|(_, state)| state.p > 0.0) {
            let count = booked(at);
            if count == 0 {
                states[at].add(state, 1.0);
                continue;
            }
            due += state.p;
            let mut rest = *state;
            rest.days.rotate_left(1);
            rest.attempts.rotate_left(1);
            let (her_days, her_attempts) = (rest.days[MOST - 1], rest.attempts[MOST - 1]);
            (rest.days[MOST - 1], rest.attempts[MOST - 1]) = (0.0, 0.0);
            if at & 1 == 0 {
                days += her_days;
                attempts += her_attempts;
                states[at >> 1].add(&rest, 1.0);
                continue;
            }
            missed += state.p;
            states[at >> 1].add(&rest, 1.0 - self.again);
            if count == self.horizon {
                lost += state.p * self.again;
                states[at >> 1].add(&rest, self.again);
                continue;
            }
            // The last of `count` slots from now on, so many days away.
            rest.days[count - 1] = her_days + state.p * count as f64;
            rest.attempts[count - 1] = her_attempts + state.p;
            let misses = self.misses(count as f64);
            states[joined(at >> 1, true)].add(&rest, self.again * misses);
            states[joined(at >> 1, false)].add(&rest, self.again * (1.0 - misses));
        }
        figures.no_show = missed / due;
        figures.no_slot = lost / self.per_day;
        figures.lead_days = days / (due - missed);
        figures.attempts = attempts / (due - missed);
        figures
    }

    /// One step of the differential equations, from `time` days after 09:00.
    fn advance(&self, states: &mut [Mass], time: f64, step: f64, room: usize) {
        let slope = |states: &[Mass], time: f64| -> Vec<Mass> {
            let mut slope = vec![Mass::default(); states.len()];
            for (at, state) in states.iter().enumerate().skip(1).filter(|(_, state)| state.p > 0.0) {
                let count = booked(at);
                if count >= room {
                    continue;
                }
                let lead = (count + 1) as f64 - time;
                let mut with = *state;
                with.days[count] = state.p * lead;
                with.attempts[count] = state.p;
                let misses = self.misses(lead);
                slope[at].add(state, -self.per_day);
                slope[joined(at, true)].add(&with, self.per_day * misses);
                slope[joined(at, false)].add(&with, self.per_day * (1.0 - misses));
            }
            slope
        };
        let plus = |slope: &[Mass], factor: f64| -> Vec<Mass> {
            let mut sum = states.to_vec();
            sum.iter_mut()
                .zip(slope)
                .for_each(|(sum, slope)| sum.add(slope, factor));
            sum
        };
        let first = slope(states, time);
        let second = slope(&plus(&first, step / 2.0), time + step / 2.0);
        let third = slope(&plus(&second, step / 2.0), time + step / 2.0);
        let fourth = slope(&plus(&third, step), time + step);
        for (slope, weight) in [(first, 1.0), (second, 2.0), (third, 2.0), (fourth, 1.0)] {
            states
                .iter_mut()
                .zip(&slope)
                .for_each(|(state, slope)| state.add(slope, weight * step / 6.0));
        }
    }
}

/// Booked slots of a state: a leading 1, then a bit for each, the next slot lowest; 1: its owner will not come.
fn booked(state: usize) -> usize {
    state.max(1).ilog2() as usize
}

/// The state with one more at the end.
fn joined(state: usize, misses: bool) -> usize {
    let leading = 1 << booked(state);
    state - leading + 2 * leading + if misses { leading } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_keeps_who_is_booked_in_order() {
        // Nobody; then one who comes; then one who does not; then the first one leaves.
        assert_eq!([booked(1), booked(0b10), booked(0b110)], [0, 1, 2]);
        assert_eq!(joined(1, false), 0b10);
        assert_eq!(joined(0b10, true), 0b110);
        assert_eq!(0b110 >> 1, 0b11);
        assert_eq!(joined(1, true), 0b11);
    }

    #[test]
    fn who_can_only_book_today_is_an_erlang_loss_of_one_slot() {
        // Horizon 1: between 00:00 and 09:00 one slot, which the first job takes: e^{−λ·9/24} of the days are wasted.
        let backlog = Backlog {
            per_day: 2.0,
            horizon: 1,
            min: 0.3,
            max: 0.3,
            scale: 1.0,
            again: 1.0,
        };
        let figures = backlog.figures();
        let taken = 1.0 - (-2.0f64 * 9.0 / 24.0).exp();
        // Of those with a slot 30 % miss it and find nothing at 09:00.
        assert!((figures.no_slot - (2.0 - 0.7 * taken) / 2.0).abs() < 1e-9);
        assert!((figures.no_show - 0.3).abs() < 1e-12);
        assert!((figures.attempts - 1.0).abs() < 1e-12);
        // The wait from the first of the jobs between 00:00 and 09:00, given that there is one.
        let span = 9.0 / 24.0;
        let lead = span - (1.0 - (1.0 + 2.0 * span) * (-2.0f64 * span).exp()) / 2.0 / taken;
        assert!((figures.lead_days - lead).abs() < 1e-9, "{} {lead}", figures.lead_days);
    }

    #[test]
    fn a_constant_share_agrees_with_the_closed_form() {
        // Half the load that is too much for eight days to matter: see `tests/theory/no_show.rs`.
        let (per_day, q) = (0.12, 0.15);
        let backlog = Backlog {
            per_day,
            horizon: 8,
            min: q,
            max: q,
            scale: 1.0,
            again: 1.0,
        };
        let figures = backlog.figures();
        let lead = (2.0 - per_day) / (2.0 * (1.0 - q - per_day)) - 0.5;
        assert!(
            (figures.lead_days / lead - 1.0).abs() < 1e-6,
            "{} {lead}",
            figures.lead_days
        );
        assert!((figures.attempts * (1.0 - q) - 1.0).abs() < 1e-6);
    }
}
