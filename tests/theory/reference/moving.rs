//! Stations in motion: demand with a daily wave, and queues that begin empty.

use statrs::function::gamma::ln_gamma;

/// Mean number in M_t/G/∞ at hour `t`, empty at 0: ∫ λ(t − u) P(S > u) du (Eick, Massey and Whitt 1993, theorem 1).
///
/// `rates` are jobs per hour in each hour of the day; `limited(x)` is E[min(S, x)], whose differences integrate
/// P(S > u) over an hour of constant rate.
pub fn in_service_at(t: f64, rates: &[f64; 24], limited: impl Fn(f64) -> f64) -> f64 {
    (0..t.ceil() as usize)
        .map(|hour| {
            let (from, to) = (hour as f64, (hour as f64 + 1.0).min(t));
            rates[hour % 24] * (limited(t - from) - limited(t - to))
        })
        .sum()
}

/// The average of [`in_service_at`] from hour `from` to hour `to`, by the trapezoid rule with 200 steps an hour.
pub fn mean_in_service(from: u32, to: u32, rates: &[f64; 24], limited: impl Fn(f64) -> f64) -> f64 {
    let steps = (to - from) * 200;
    let at = |step: u32| in_service_at(f64::from(from) + f64::from(step) / 200.0, rates, &limited);
    let ends = 0.5 * (at(0) + at(steps));
    (ends + (1..steps).map(at).sum::<f64>()) / f64::from(steps)
}

/// The average number in M/M/c between two times, empty at time 0, by uniformisation (Jensen 1953): with all events
/// at rate Λ = λ + cμ, the time integral of a probability up to T is Σ P(Poisson(ΛT) > k) π_k / Λ.
pub fn mean_in_system(servers: usize, arrival: f64, service: f64, from: f64, to: f64) -> f64 {
    (area(servers, arrival, service, 0, to) - area(servers, arrival, service, 0, from)) / (to - from)
}

/// The average number in M/M/c from time 0, when there are `begin` jobs, to a time.
pub fn mean_in_system_from(begin: usize, servers: usize, arrival: f64, service: f64, until: f64) -> f64 {
    area(servers, arrival, service, begin, until) / until
}

/// ∫₀ᵀ E[N(t)] dt.
fn area(servers: usize, arrival: f64, service: f64, begin: usize, until: f64) -> f64 {
    let all = arrival + servers as f64 * service;
    let mean = all * until;
    let last = (mean + 12.0 * mean.sqrt() + 40.0) as usize;
    // The number of jobs cannot exceed that at the start and the number of events.
    let mut states = vec![0.0; begin + last + 2];
    states[begin] = 1.0;
    let (mut reached, mut sum) = (0.0, 0.0);
    for k in 0..=last {
        reached += (k as f64 * mean.ln() - mean - ln_gamma(k as f64 + 1.0)).exp();
        let number: f64 = states.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
        sum += (1.0 - reached).max(0.0) * number / all;
        let mut next = vec![0.0; states.len()];
        for (n, p) in states.iter().enumerate().take(begin + k + 1) {
            let up = arrival / all;
            let down = n.min(servers) as f64 * service / all;
            next[n + 1] += p * up;
            next[n.saturating_sub(1)] += p * down;
            next[n] += p * (1.0 - up - down);
        }
        states = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::laws::limited;

    #[test]
    fn a_constant_rate_fills_like_an_emptying_bath() {
        // m(t) = a(1 − e^{−μt}); its average over [0, T] is a(1 − (1 − e^{−μT})/(μT)).
        let rates = [3.0; 24];
        let bath = |t: f64| 6.0 * (1.0 - (-t / 2.0).exp());
        for t in [0.5, 7.25, 30.0] {
            assert!((in_service_at(t, &rates, |x| limited::exponential(2.0, x)) - bath(t)).abs() < 1e-12);
        }
        let average = 6.0 * (1.0 - (1.0 - (-12.0_f64).exp()) / 12.0);
        let found = mean_in_service(0, 24, &rates, |x| limited::exponential(2.0, x));
        assert!((found / average - 1.0).abs() < 1e-5);
    }

    #[test]
    fn an_hour_of_demand_leaves_after_its_service() {
        let mut rates = [0.0; 24];
        rates[6] = 10.0;
        let constant = |x: f64| limited::constant(3.0, x);
        for (t, number) in [
            (6.0, 0.0),
            (6.5, 5.0),
            (8.0, 10.0),
            (9.5, 5.0),
            (10.0, 0.0),
            (30.5, 5.0),
        ] {
            assert!((in_service_at(t, &rates, constant) - number).abs() < 1e-12, "{t}");
        }
    }

    #[test]
    fn many_servers_are_a_bath_and_one_settles() {
        let bath = 6.0 * (1.0 - (1.0 - (-5.0_f64).exp()) / 5.0);
        assert!((mean_in_system(200, 3.0, 0.5, 0.0, 10.0) / bath - 1.0).abs() < 1e-9);
        // M/M/1 at one half is long settled: ρ/(1 − ρ) = 1.
        assert!((mean_in_system(1, 1.0, 2.0, 100.0, 110.0) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn what_begins_full_empties() {
        // Without arrivals and with a server for each of six, 6e^{−μt}; its integral to the end is 6/μ.
        let left = 6.0 * (1.0 - (-5.0_f64).exp()) / 5.0;
        assert!((mean_in_system_from(6, 6, 0.0, 0.5, 10.0) / left - 1.0).abs() < 1e-9);
        // One server: job k is done after k services, 1 + 2 + … + 6 of them in all.
        assert!((mean_in_system_from(6, 1, 0.0, 2.0, 100.0) - 21.0 / 2.0 / 100.0).abs() < 1e-9);
    }
}
