//! M/M/n+M (Erlang-A, Palm 1943): agents, calls and patience exponential.

/// The stationary law of the number in the system, a birth-death chain.
pub struct ErlangA {
    arrivals: f64,
    service: f64,
    patience: f64,
    agents: usize,
    /// Probability of so many in the system.
    law: Vec<f64>,
}

impl ErlangA {
    /// Rates of calls, of the ends of a call and of giving up, per hour.
    pub fn new(arrivals: f64, service: f64, patience: f64, agents: u32) -> ErlangA {
        let agents = agents as usize;
        let mut law = vec![1.0];
        // Beyond a thousand waiting nothing is left.
        for n in 1..agents + 1000 {
            let death = n.min(agents) as f64 * service + n.saturating_sub(agents) as f64 * patience;
            law.push(law[n - 1] * arrivals / death);
        }
        let sum: f64 = law.iter().sum();
        law.iter_mut().for_each(|p| *p /= sum);
        ErlangA {
            arrivals,
            service,
            patience,
            agents,
            law,
        }
    }

    /// Share of calls that are given up: the rate of giving up over the rate of calls.
    pub fn abandoned(&self) -> f64 {
        let waiting = self.law.iter().enumerate();
        let waiting: f64 = waiting.map(|(n, p)| n.saturating_sub(self.agents) as f64 * p).sum();
        self.patience * waiting / self.arrivals
    }

    /// Share of agents who talk.
    pub fn busy(&self) -> f64 {
        let talking = self.law.iter().enumerate();
        talking.map(|(n, p)| n.min(self.agents) as f64 * p).sum::<f64>() / self.agents as f64
    }

    /// Mean wait of those who are answered, hours. Who finds k waiting before her moves up k + 1 times; while j + 1 wait,
    /// herself among them, something happens at the rate nμ + (j + 1) θ, and it is she who gives up with probability
    /// θ over that: independent of when.
    pub fn wait_of_answered(&self) -> f64 {
        let all = self.agents as f64 * self.service;
        let (mut answered, mut wait) = (0.0, 0.0);
        let (mut so_far, mut served) = (0.0, 1.0);
        for (n, p) in self.law.iter().enumerate() {
            if n < self.agents {
                answered += p;
                continue;
            }
            let rate = all + (n - self.agents + 1) as f64 * self.patience;
            so_far += 1.0 / rate;
            served *= (rate - self.patience) / rate;
            answered += p * served;
            wait += p * served * so_far;
        }
        wait / answered
    }
}

#[test]
fn a_loss_system_and_a_queue_without_end_are_its_limits() {
    // Patience of no time: Erlang's loss formula, B(2, 1) = 1/5. Patience without end: M/M/1 at load 1/2, wait 1/2 × 2.
    let loss = ErlangA::new(1.0, 1.0, 1e9, 2);
    assert!((loss.abandoned() - 0.2).abs() < 1e-6);
    let queue = ErlangA::new(0.5, 1.0, 1e-12, 1);
    assert!((queue.wait_of_answered() - 1.0).abs() < 1e-6 && queue.abandoned() < 1e-9);
    // Patience as long as calls on average: everyone is in a system without queue, Poisson of mean λ / μ.
    let poisson = ErlangA::new(3.0, 1.0, 1.0, 2);
    let waiting = 1.0 + 2.0 * f64::exp(-3.0) + 3.0 * f64::exp(-3.0);
    assert!((poisson.abandoned() - waiting / 3.0).abs() < 1e-9);
}
