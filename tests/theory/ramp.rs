//! A centre that gets up to speed: what it works off is the integral of its speed.

use crate::trial::{Table, exponential, rate, run};

#[test]
fn a_busy_bay_works_off_the_integral_of_its_speed() {
    // Closed on Sunday, the first day, on which ten times as many cars come as can be served in the week. The bay is
    // then never idle, and work without memory makes the cars served a Poisson number whose mean is the integral of the
    // speed over the mean work. The speed on day d of 7 is 0.3 + 0.7 (d + ½) / 7.
    let (work, from) = (0.02, 0.3);
    let speed = |day: u32| from + (1.0 - from) * (f64::from(day) + 0.5) / 7.0;
    let integral: f64 = (1..7).map(|day| 24.0 * speed(day)).sum();
    let toml = format!(
        "name = \"theory\"\nstart = 2025-03-02\ndays = 7\n[[city]]\nid = \"city\"\nvehicles = 36525\n\
         [[failure]]\nid = \"body\"\n{}\nstages = [ {{ id = \"work\", needs = [\"bay\"], hours = {} }} ]\n\
         [[centre]]\nid = \"centre\"\ncity = \"city\"\nresources = {{ bay = 1 }}\n\
         hours = {{ mon-sat = \"00:00-24:00\" }}\nbooking = {{ policy = \"walk-in\" }}\n\
         ramp_up = {{ days = 7, from_share = {from:?} }}\n",
        rate(400.0),
        exponential(work),
    );
    let outcome = run(&toml, 60);
    let mut table = Table::new("One bay, always busy, getting faster", &outcome);
    table.compare("served", integral / work, outcome.row("served", &[]));
    table.compare("utilisation", 1.0, outcome.row("utilisation", &[]));
    table.finish();
}
