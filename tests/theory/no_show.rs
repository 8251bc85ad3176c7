//! Owners who do not come: a backlog that feeds on itself, on both sides of its tipping point (Green and Savin,
//! *Operations Research* 56, 2008), and the closed form where the share is constant.

use crate::reference::backlog::Backlog;
use crate::trial::{Outcome, Table, rate, run, top};

/// Independent centres of the same kind: every figure is that of one of them, the sharper for their number.
const CENTRES: usize = 10;

/// One slot a day, at 09:00; service is too short to matter.
fn scenario(per_day: f64, rules: &str) -> String {
    let mut toml = top(6000, 60);
    for id in 0..CENTRES {
        toml += &format!(
            "\n[[failure]]\nid = \"m{id}\"\n{}\n\
             stages = [ {{ id = \"work\", needs = [\"r{id}\"], hours = 0.01 }} ]\n\n\
             [[centre]]\nid = \"w{id}\"\ncity = \"city\"\nresources = {{ r{id} = 1 }}\n\
             hours = {{ mon-sun = \"09:00-18:00\" }}\n\
             booking = {{ policy = \"calendar\", slots_per_day = 1, {rules} }}\n",
            rate(per_day / 24.0),
        );
    }
    toml
}

fn case(backlog: &Backlog, replications: u32) -> Outcome {
    let Backlog {
        per_day,
        horizon,
        min,
        max,
        scale,
        again,
    } = backlog;
    let rules = format!(
        "horizon_days = {horizon}, patience_days = 0, rebook_share = {again:?}, \
         no_show = {{ min_share = {min:?}, max_share = {max:?}, scale_days = {scale:?} }}"
    );
    run(&scenario(*per_day, &rules), replications)
}

/// At a backlog of k days the load is λ ÷ (1 − r·γ(k)) of the one slot a day. Below the tipping point it stays under 1
/// for every k; above it crosses 1 as the backlog grows.
fn load(backlog: &Backlog, days: f64) -> f64 {
    let misses = backlog.max - (backlog.max - backlog.min) * (-days / backlog.scale).exp();
    backlog.per_day / (1.0 - backlog.again * misses)
}

#[test]
fn a_backlog_below_its_tipping_point() {
    let backlog = Backlog {
        per_day: 0.58,
        horizon: 7,
        min: 0.05,
        max: 0.5,
        scale: 4.0,
        again: 0.8,
    };
    assert!(load(&backlog, 1.0) < 1.0 && load(&backlog, 7.0) < 1.0);
    let figures = backlog.figures();
    let outcome = case(&backlog, 60);
    let mut table = Table::new("No-shows, stable", &outcome);
    table.compare("no-shows", figures.no_show, outcome.row("no_show_share", &[]));
    table.compare("lead time, days", figures.lead_days, outcome.row("lead_time_days", &[]));
    table.compare("attempts", figures.attempts, outcome.row("attempts", &[]));
    table.compare(
        "first slot, days",
        figures.first_slot_days,
        outcome.row("first_slot_days", &[]),
    );
    table.compare("free days at 20:00", figures.free_days, outcome.row("free_days", &[]));
    table.finish();
}

#[test]
fn a_backlog_above_its_tipping_point() {
    let backlog = Backlog {
        per_day: 0.78,
        horizon: 7,
        min: 0.05,
        max: 0.5,
        scale: 4.0,
        again: 1.0,
    };
    assert!(load(&backlog, 1.0) < 1.0 && load(&backlog, 7.0) > 1.3);
    let figures = backlog.figures();
    let outcome = case(&backlog, 80);
    let mut table = Table::new("No-shows, overloaded by those who look again", &outcome);
    table.compare("no-shows", figures.no_show, outcome.row("no_show_share", &[]));
    let lost = outcome.row("lost_share", &[("reason", "no_slot")]);
    table.compare("lost for want of a slot", figures.no_slot, lost);
    table.compare("lead time, days", figures.lead_days, outcome.row("lead_time_days", &[]));
    table.compare("attempts", figures.attempts, outcome.row("attempts", &[]));
    table.compare("free days at 20:00", figures.free_days, outcome.row("free_days", &[]));
    table.finish();
}

/// A constant share: of a backlog X just before a slot, D = 1 leaves with probability 1 − q if there is one, where
/// q = γr look again at once. From E[X²] = E[(X − D + A)²] with A Poisson of mean λ and E[D] = λ,
/// E[X] = λ(2 − λ) ÷ 2(1 − q − λ): a load of λ ÷ (1 − q). Over time the backlog is λ/2 less, and by Little's law each job
/// is booked for (2 − λ) ÷ 2(1 − q − λ) − ½ days, whatever the day's hour of the slot.
#[test]
fn a_constant_share_of_no_shows() {
    let (per_day, misses) = (0.4, 0.25);
    let rules = format!("horizon_days = 60, no_show = {{ min_share = {misses:?}, max_share = {misses:?} }}");
    let outcome = run(&scenario(per_day, &rules), 50);
    let mut table = Table::new("A quarter does not come, all look again", &outcome);
    let lead = (2.0 - per_day) / (2.0 * (1.0 - misses - per_day)) - 0.5;
    table.compare("lead time, days", lead, outcome.row("lead_time_days", &[]));
    table.compare("no-shows", misses, outcome.row("no_show_share", &[]));
    table.compare("attempts", 1.0 / (1.0 - misses), outcome.row("attempts", &[]));
    table.finish();

    let again = 0.4;
    let rules = format!("{rules}, rebook_share = {again:?}");
    let outcome = run(&scenario(per_day, &rules), 50);
    let mut table = Table::new("A quarter does not come, four in ten of them look again", &outcome);
    let looked = misses * again;
    let gone = misses * (1.0 - again) / (1.0 - looked);
    table.compare("lost", gone, outcome.row("lost_share", &[("reason", "no_show")]));
    table.compare("attempts", 1.0 / (1.0 - looked), outcome.row("attempts", &[]));
    table.finish();
}
