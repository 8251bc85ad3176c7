//! Base stock that is reordered one for one, with deliveries in the morning: what is outstanding is Poisson (Palm 1938).

/// P(N = 0), P(N = 1) … for N Poisson with a mean of at most some hundreds.
pub fn poisson(mean: f64) -> Vec<f64> {
    let most = (mean + 12.0 * mean.sqrt() + 30.0) as usize;
    let mut list = vec![(-mean).exp()];
    for n in 1..=most {
        list.push(list[n - 1] * mean / n as f64);
    }
    list
}

/// The mean over a day of a function of the units outstanding besides `owed`: orders of a day leave in its evening, so at
/// the share u of a day those of `days - 1` days before it and of u of it are on their way.
fn over_the_day(per_day: f64, days: f64, owed: &[f64], of: impl Fn(usize) -> f64) -> f64 {
    // Simpson's rule; the integrand is smooth.
    const STEPS: usize = 200;
    let at = |step: usize| {
        let u = step as f64 / STEPS as f64;
        let way = poisson(per_day * (days - 1.0 + u));
        let mut sum = 0.0;
        for (late, p) in owed.iter().enumerate() {
            sum += p * way.iter().enumerate().map(|(n, q)| q * of(n + late)).sum::<f64>();
        }
        sum
    };
    let weight = |step: usize| match step {
        0 | STEPS => 1.0,
        step if step % 2 == 1 => 4.0,
        _ => 2.0,
    };
    (0..=STEPS).map(|step| weight(step) * at(step)).sum::<f64>() / (3.0 * STEPS as f64)
}

/// Share of demands that find a unit, with `stock` units and a mean of `days` until an order is there; `owed` is the law of
/// the units that the depot owes.
pub fn fill(per_day: f64, days: f64, stock: usize, owed: &[f64]) -> f64 {
    over_the_day(per_day, days, owed, |out| f64::from(u8::from(out < stock)))
}

/// Mean wait for a part, days, of all who need one: backlog ÷ demand (Little).
pub fn wait(per_day: f64, days: f64, stock: usize, owed: &[f64]) -> f64 {
    over_the_day(per_day, days, owed, |out| out.saturating_sub(stock) as f64) / per_day
}

/// The law of what a depot owes one of its centres at the end of a day: what is on order at the factory beyond its stock, of
/// which each unit is owed to the centre with probability `share` (Graves 1985).
pub fn owed(per_day: f64, factory_days: f64, stock: usize, share: f64) -> Vec<f64> {
    let out = poisson(per_day * factory_days);
    let mut law = vec![0.0; out.len()];
    for (n, p) in out.iter().enumerate() {
        let backlog = n.saturating_sub(stock);
        // Binomial probabilities, one after the other.
        let mut q = (1.0 - share).powi(backlog as i32);
        for (k, cell) in law.iter_mut().enumerate().take(backlog + 1) {
            *cell += p * q;
            if share >= 1.0 {
                q = f64::from(u8::from(k + 1 == backlog));
            } else {
                q *= (backlog - k) as f64 / (k + 1) as f64 * share / (1.0 - share);
            }
        }
    }
    law
}

/// Share of demands lost where nobody waits and what was sold by evening is there again in the morning.
pub fn lost(per_day: f64, stock: usize) -> f64 {
    let sold: f64 = poisson(per_day)
        .iter()
        .enumerate()
        .map(|(n, p)| p * n.min(stock) as f64)
        .sum();
    1.0 - sold / per_day
}

#[test]
fn small_cases_are_right() {
    // One unit, one day: it is there if nobody has come before in the day: (1 − e^−λ) ÷ λ.
    let exact = (1.0 - (-0.5f64).exp()) / 0.5;
    assert!((fill(0.5, 1.0, 1, &[1.0]) - exact).abs() < 1e-9);
    // No stock: everybody waits until the morning, half a day on average, or a day and a half.
    assert!((wait(3.0, 1.0, 0, &[1.0]) - 0.5).abs() < 1e-9);
    assert!((wait(3.0, 2.0, 0, &[1.0]) - 1.5).abs() < 1e-9);
    // A depot without stock owes what is at the factory.
    let law = owed(2.0, 3.0, 0, 1.0);
    assert!(law.iter().zip(poisson(6.0)).all(|(a, b)| (a - b).abs() < 1e-12));
    let halves = owed(2.0, 3.0, 0, 0.5);
    assert!(halves.iter().zip(poisson(3.0)).all(|(a, b)| (a - b).abs() < 1e-9));
    // One unit and at most one customer a day, so to speak: all but P(N > 1) are served.
    assert!((lost(1.0, 1) - (-1.0f64).exp()).abs() < 1e-12);
}
