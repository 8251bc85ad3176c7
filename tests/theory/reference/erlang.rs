//! Markovian stations: loss, delay, finite waiting room, impatience.
//!
//! `offered` is the offered load a = λ/μ in erlangs, times are in units of the mean service time unless said
//! otherwise.

/// Share of jobs lost by M/G/c/c: B(c, a) by the recursion B(n) = a·B(n−1) / (n + a·B(n−1)) (Erlang 1917).
pub fn blocking(servers: u32, offered: f64) -> f64 {
    (1..=servers).fold(1.0, |b, n| offered * b / (f64::from(n) + offered * b))
}

/// Probability of waiting in M/M/c: C = B / (1 − ρ(1 − B)) (Erlang 1917).
pub fn delay_probability(servers: u32, offered: f64) -> f64 {
    let b = blocking(servers, offered);
    b / (1.0 - offered / f64::from(servers) * (1.0 - b))
}

/// Mean wait of M/M/c in mean service times: C / (c − a) (Erlang 1917).
pub fn mean_wait(servers: u32, offered: f64) -> f64 {
    delay_probability(servers, offered) / (f64::from(servers) - offered)
}

/// The time exceeded by the waits of a share `q` of the jobs of M/M/c: P(W > t) = C·e^{−(c−a)t}.
pub fn wait_exceeded_by(servers: u32, offered: f64, q: f64) -> f64 {
    (delay_probability(servers, offered) / q).ln() / (f64::from(servers) - offered)
}

/// A station with exponential service of mean 1, Poisson arrivals, a limited queue and exponential patience: a birth
/// and death process on the number of jobs (Palm 1957 for impatience: the "Erlang-A" queue of Garnett, Mandelbaum and
/// Reiman 2002).
pub struct BirthDeath {
    servers: usize,
    offered: f64,
    /// Rate at which one waiting job loses patience.
    leave: f64,
    /// Probability of n jobs in the system.
    states: Vec<f64>,
}

impl BirthDeath {
    /// The stationary station; `room` is the most jobs waiting, `leave` = mean service ÷ mean patience, 0 for ever.
    pub fn new(servers: u32, offered: f64, room: Option<u32>, leave: f64) -> BirthDeath {
        let servers = servers as usize;
        let last = room.map_or(servers + 3000, |room| servers + room as usize);
        let mut states = vec![1.0];
        for n in 1..=last {
            let out = n.min(servers) as f64 + n.saturating_sub(servers) as f64 * leave;
            states.push(states[n - 1] * offered / out);
        }
        let whole: f64 = states.iter().sum();
        states.iter_mut().for_each(|p| *p /= whole);
        BirthDeath {
            servers,
            offered,
            leave,
            states,
        }
    }

    /// Mean number waiting.
    pub fn waiting(&self) -> f64 {
        (self.servers..self.states.len())
            .map(|n| (n - self.servers) as f64 * self.states[n])
            .sum()
    }

    /// Mean number in service.
    pub fn in_service(&self) -> f64 {
        self.states
            .iter()
            .enumerate()
            .map(|(n, p)| n.min(self.servers) as f64 * p)
            .sum()
    }

    /// Share of jobs that find the waiting room full; arrivals see time averages (Wolff 1982).
    pub fn turned_away(&self) -> f64 {
        self.states[self.states.len() - 1]
    }

    /// Share of jobs that leave the queue out of patience.
    pub fn impatient(&self) -> f64 {
        self.leave * self.waiting() / self.offered
    }

    /// Mean wait of the jobs that begin service, in order of arrival.
    ///
    /// Who finds k waiting begins after k + 1 departures at rates c + jθ, j = k … 0, unless her own patience, at
    /// rate θ, is shorter. The transform of that wait V is φ(s) = Π (c + jθ)/(c + jθ + s), so she begins with
    /// probability φ(θ) = c/(c + (k+1)θ), and E[V; begins] = −φ′(θ) = φ(θ) Σ 1/(c + (j+1)θ).
    pub fn wait_of_served(&self) -> f64 {
        let c = self.servers as f64;
        let last = self.states.len() - 1;
        let (mut began, mut waited, mut sum) = (0.0, 0.0, 0.0);
        for (n, p) in self.states[..last].iter().enumerate() {
            if n < self.servers {
                began += p;
                continue;
            }
            let ahead = (n - self.servers + 1) as f64;
            sum += 1.0 / (c + ahead * self.leave);
            let begins = c / (c + ahead * self.leave);
            began += p * begins;
            waited += p * begins * sum;
        }
        waited / began
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() <= within, "{a} is not {b}");
    }

    #[test]
    fn erlangs_tables_at_nine_tenths() {
        // Servers, B, C, mean wait, wait that a tenth exceeds.
        let known = [
            (1, 0.4736842105, 0.9, 9.0, 21.97224577),
            (2, 0.3665158371, 0.8526315789, 4.2631578947, 10.71578678),
            (5, 0.2430210018, 0.7624932207, 1.5249864415, 4.06284686),
            (10, 0.1679632263, 0.6687315241, 0.6687315241, 1.90021248),
            (20, 0.1092128459, 0.5507690048, 0.2753845024, 0.85307265),
        ];
        for (servers, b, c, wait, tenth) in known {
            let offered = 0.9 * f64::from(servers);
            near(blocking(servers, offered), b, 1e-10);
            near(delay_probability(servers, offered), c, 1e-10);
            near(mean_wait(servers, offered), wait, 1e-9);
            near(wait_exceeded_by(servers, offered, 0.1), tenth, 1e-8);
        }
    }

    #[test]
    fn birth_and_death_holds_erlangs_formulas_as_special_cases() {
        for (servers, offered) in [(1, 0.7), (3, 2.4), (10, 8.0)] {
            let loss = BirthDeath::new(servers, offered, Some(0), 0.0);
            near(loss.turned_away(), blocking(servers, offered), 1e-13);
            near(loss.in_service(), offered * (1.0 - blocking(servers, offered)), 1e-12);
            let delay = BirthDeath::new(servers, offered, None, 0.0);
            near(delay.wait_of_served(), mean_wait(servers, offered), 1e-10);
            near(delay.waiting(), offered * mean_wait(servers, offered), 1e-10);
        }
    }

    #[test]
    fn patience_as_long_as_service_makes_a_server_of_every_seat() {
        // θ = μ: the number in the system is that of M/M/∞, Poisson with mean a (Palm 1957).
        let station = BirthDeath::new(2, 3.0, None, 1.0);
        let poisson = |n: u32| (1..=n).fold((-3.0_f64).exp(), |p, k| p * 3.0 / f64::from(k));
        near(station.states[0], poisson(0), 1e-14);
        near(station.states[5], poisson(5), 1e-14);
        // Who begins or leaves has waited together: λ·E[wait] = E[waiting]; here one seat, by hand.
        let seat = BirthDeath::new(1, 1.0, Some(1), 1.0);
        // p = 2/5, 2/5, 1/5; one wait of rate 1 + 1, served with probability ½ after ½ on average.
        near(seat.turned_away(), 0.2, 1e-14);
        near(seat.impatient(), 0.2, 1e-14);
        near(seat.wait_of_served(), (0.4 * 0.5 * 0.5) / (0.4 + 0.4 * 0.5), 1e-14);
    }

    #[test]
    fn all_waiting_time_is_that_of_the_served_and_of_the_impatient() {
        // The impatient wait min(T, V): E[min(T, V)] = (1 − φ(θ))/θ for all, so the served account for the rest.
        let station = BirthDeath::new(3, 3.3, None, 0.4);
        near(station.in_service(), 3.3 * (1.0 - station.impatient()), 1e-12);
        assert!(station.wait_of_served() < station.waiting() / 3.3);
    }
}
