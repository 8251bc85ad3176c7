//! Two stages with a kept bay, as a continuous-time Markov chain solved numerically.
//!
//! Cars come in a Poisson stream. A car takes one of `bays`, is worked on for an exponential time, keeps its bay while
//! it waits for one of `advisors`, and leaves after another exponential time with both. At most `room` cars wait outside;
//! further ones are lost. A state is (cars in the first stage, cars that wait for or are in the second, cars outside).

/// What there is, and how fast it goes.
pub struct Kept {
    /// Bays.
    pub bays: usize,
    /// Advisors.
    pub advisors: usize,
    /// Cars that may wait outside.
    pub room: usize,
    /// Cars per hour.
    pub per_hour: f64,
    /// Mean hours of the first stage.
    pub first: f64,
    /// Mean hours of the second.
    pub second: f64,
}

/// The long run.
pub struct LongRun {
    /// Share of cars turned away.
    pub lost: f64,
    /// Cars on the floor, outside included.
    pub in_system: f64,
    /// Share of bays held.
    pub bay: f64,
    /// Share of advisors busy.
    pub advisor: f64,
    /// Share of bays held by cars that wait for an advisor.
    pub blocked: f64,
}

impl Kept {
    /// The stationary distribution, by iteration of the uniformised chain.
    pub fn long_run(&self) -> LongRun {
        let mut states = Vec::new();
        for first in 0..=self.bays {
            for second in 0..=self.bays - first {
                let room = if first + second == self.bays { self.room } else { 0 };
                states.extend((0..=room).map(|outside| (first, second, outside)));
            }
        }
        let at = |state: (usize, usize, usize)| states.iter().position(|known| *known == state).unwrap();
        let served = |second: usize| second.min(self.advisors) as f64;
        let mut moves = Vec::new();
        for &(first, second, outside) in &states {
            let from = at((first, second, outside));
            if first + second < self.bays {
                moves.push((from, at((first + 1, second, 0)), self.per_hour));
            } else if outside < self.room {
                moves.push((from, at((first, second, outside + 1)), self.per_hour));
            }
            if first > 0 {
                moves.push((from, at((first - 1, second + 1, outside)), first as f64 / self.first));
            }
            if second > 0 {
                let to = if outside > 0 {
                    (first + 1, second - 1, outside - 1)
                } else {
                    (first, second - 1, 0)
                };
                moves.push((from, at(to), served(second) / self.second));
            }
        }
        let fastest = self.per_hour + self.bays as f64 / self.first.min(self.second);
        let mut share = vec![1.0 / states.len() as f64; states.len()];
        for _ in 0..100_000 {
            let mut next = share.clone();
            for &(from, to, rate) in &moves {
                let flow = share[from] * rate / fastest;
                next[from] -= flow;
                next[to] += flow;
            }
            let moved: f64 = next.iter().zip(&share).map(|(a, b)| (a - b).abs()).sum();
            share = next;
            if moved < 1e-15 {
                break;
            }
        }
        let mean = |of: &dyn Fn((usize, usize, usize)) -> f64| {
            states
                .iter()
                .zip(&share)
                .map(|(state, share)| share * of(*state))
                .sum::<f64>()
        };
        let bays = self.bays as f64;
        LongRun {
            lost: mean(&|(first, second, outside)| {
                f64::from(u8::from(first + second == self.bays && outside == self.room))
            }),
            in_system: mean(&|(first, second, outside)| (first + second + outside) as f64),
            bay: mean(&|(first, second, _)| (first + second) as f64) / bays,
            advisor: mean(&|(_, second, _)| served(second)) / self.advisors as f64,
            blocked: mean(&|(_, second, _)| second as f64 - served(second)) / bays,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bay_without_room_is_a_loss_system_of_one_server() {
        // Nobody else wants the advisor: one server whose work is the sum of both stages, at load 1: half are lost.
        let alone = Kept {
            bays: 1,
            advisors: 1,
            room: 0,
            per_hour: 0.5,
            first: 1.5,
            second: 0.5,
        }
        .long_run();
        assert!((alone.lost - 0.5).abs() < 1e-9 && (alone.bay - 0.5).abs() < 1e-9);
        assert!((alone.advisor - 0.125).abs() < 1e-9 && alone.blocked.abs() < 1e-12);
    }
}
