//! Booking: lead times, full horizons and releases as a chain of slots.

use crate::reference::slots::{Calendar, Figures};
use crate::trial::{Outcome, Table, rate, run, top};

/// One team that books slots; service is too short to matter.
fn scenario(days: u32, calendar: &Calendar, hours: &str, rules: &str) -> String {
    format!(
        "{}\n[[failure]]\nid = \"body\"\n{}\nstages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.01 }} ]\n\n\
         [[centre]]\nid = \"centre\"\ncity = \"city\"\nresources = {{ bay = 20 }}\nhours = {hours}\n\
         booking = {{ policy = \"calendar\", slots_per_day = {}, horizon_days = {}{rules} }}\n",
        top(days, 60),
        rate(calendar.per_day / 24.0),
        calendar.slots[0],
        calendar.horizon,
    )
}

fn compare(table: &mut Table, figures: &Figures, outcome: &Outcome) {
    table.compare("lead time, days", figures.lead_days, outcome.row("lead_time_days", &[]));
    table.compare(
        "first slot, days",
        figures.first_slot_days,
        outcome.row("first_slot_days", &[]),
    );
}

#[test]
fn slots_round_the_clock() {
    let calendar = Calendar {
        slots: &[10],
        opens: 0.0,
        closes: 24.0,
        per_day: 7.0,
        horizon: 14,
        patient: true,
    };
    let outcome = run(&scenario(7500, &calendar, "\"always\"", ""), 64);
    let mut table = Table::new("Ten slots round the clock", &outcome);
    // 1/(2(n − λ)): see the reference.
    table.compare("lead time, days", 1.0 / 6.0, outcome.row("lead_time_days", &[]));
    table.finish();
}

/// Owners who wait for ever: the horizon and the order of the retries change who gets which slot, not the mean.
#[test]
fn a_short_horizon_moves_waiting_to_the_release() {
    let cases = [
        (2, 1, 1.5, "scramble", 200),
        (2, 1, 1.5, "in-order", 200),
        (1, 2, 0.7, "scramble", 280),
    ];
    for (slots, horizon, per_day, retry, replications) in cases {
        let calendar = Calendar {
            slots: &[slots],
            opens: 9.0,
            closes: 18.0,
            per_day,
            horizon,
            patient: true,
        };
        let figures = calendar.figures();
        let rules = format!(", release = \"00:00\", retry = \"{retry}\"");
        let outcome = run(
            &scenario(12_000, &calendar, "{ mon-sun = \"09:00-18:00\" }", &rules),
            replications,
        );
        let mut table = Table::new(
            &format!("{slots} from 9 to 18, {horizon} days ahead, {retry}"),
            &outcome,
        );
        compare(&mut table, &figures, &outcome);
        table.compare("fully booked", figures.full, outcome.row("fully_booked_share", &[]));
        if horizon == 1 {
            table.compare(
                "success at releases",
                figures.success,
                outcome.row("release_success_share", &[]),
            );
        }
        table.finish();
    }
}

#[test]
fn owners_without_patience_are_lost_when_the_horizon_is_full() {
    let calendar = Calendar {
        slots: &[4],
        opens: 8.0,
        closes: 20.0,
        per_day: 5.0,
        horizon: 3,
        patient: false,
    };
    let figures = calendar.figures();
    let rules = ", patience_days = 0";
    let outcome = run(&scenario(12_000, &calendar, "{ mon-sun = \"08:00-20:00\" }", rules), 60);
    let mut table = Table::new("Four slots from 8 to 20, three days ahead, no patience", &outcome);
    compare(&mut table, &figures, &outcome);
    table.compare("lost", figures.lost, outcome.row("lost_share", &[]));
    table.finish();
}

#[test]
fn a_closed_sunday_makes_the_others_wait() {
    let calendar = Calendar {
        slots: &[10, 10, 10, 10, 10, 10, 0],
        opens: 9.0,
        closes: 17.0,
        per_day: 7.0,
        horizon: 30,
        patient: true,
    };
    let figures = calendar.figures();
    let outcome = run(&scenario(7500, &calendar, "{ mon-sat = \"09:00-17:00\" }", ""), 40);
    let mut table = Table::new("Ten slots from 9 to 17, Sundays closed", &outcome);
    table.compare("lead time, days", figures.lead_days, outcome.row("lead_time_days", &[]));
    table.finish();
}

/// Two teams with slots of their own, released at noon: each is a chain of its own, and patient owners wait as long
/// as with any release, since none is without a slot while one is free.
#[test]
fn teams_book_apart_and_the_hour_of_release_does_not_move_the_mean() {
    let teams = [("body", 2, 1.4), ("mechanical", 5, 3.6)];
    let modes: String = teams
        .iter()
        .map(|(id, _, per_day)| {
            format!(
                "\n[[failure]]\nid = \"{id}\"\nteam = \"{id}\"\n{}\n\
                 stages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.01 }} ]\n",
                rate(per_day / 24.0)
            )
        })
        .collect();
    let toml = format!(
        "{}{modes}\n[[centre]]\nid = \"centre\"\ncity = \"city\"\nresources = {{ bay = 20 }}\n\
         hours = {{ mon-sun = \"10:00-19:00\" }}\n\
         booking = {{ policy = \"calendar\", slots_per_day = {{ body = 2, mechanical = 5 }}, horizon_days = 3, \
         release = \"12:00\" }}\n",
        top(12_000, 60)
    );
    let outcome = run(&toml, 140);
    let mut table = Table::new("Two teams from 10 to 19, three days ahead, release at noon", &outcome);
    for (id, slots, per_day) in teams {
        let calendar = Calendar {
            slots: &[slots],
            opens: 10.0,
            closes: 19.0,
            per_day,
            horizon: 3,
            patient: true,
        };
        table.compare(
            &format!("{id}: lead time, days"),
            calendar.figures().lead_days,
            outcome.of("lead_time_days", id),
        );
    }
    table.finish();
}
