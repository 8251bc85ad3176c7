//! Bookings that are called off, not kept, or kept late.

use super::{BODY, Case, centre};

/// A workshop open from 09:00 to 18:00 every day that books by calendar.
fn workshop(bays: u32, booking: &str) -> String {
    let hours = "{ mon-sun = '09:00-18:00' }";
    BODY.to_string()
        + &centre(
            &format!("bay = {bays}"),
            hours,
            &format!("policy = 'calendar', {booking}"),
        )
}

#[test]
fn a_slot_called_off_goes_to_the_next_who_looks() {
    let rules = "slots_per_day = 1, cancel = { share = 1, notice_days = 2 }, rebook_share = 0";
    let run = Case::new(6, &workshop(1, rules))
        .trace(
            "time
             0/08:00
             0/08:00
             0/08:00              # Wednesday, 49 hours ahead: called off on Monday at 09:00
             0/08:00              # Thursday: called off on Tuesday at 09:00
             0/09:00              # finds Wednesday free at that very instant, and keeps it: 48 hours are short notice
             0/10:00              # Friday: called off on Wednesday at 09:00
             1/10:00              # Thursday",
        )
        .gives(
            "job outcome slot    booked  lost    reason    centre lead cancellations attempts
             1   served  0/09:00 0/08:00 -       -         w      1    0             1
             2   served  1/09:00 0/08:00 -       -         w      25   0             1
             3   lost    -       -       0/09:00 cancelled w      -    1             1
             4   lost    -       -       1/09:00 cancelled w      -    1             1
             5   served  2/09:00 0/09:00 -       -         w      48   0             1
             6   lost    -       -       2/09:00 cancelled w      -    1             1
             7   served  3/09:00 1/10:00 -       -         w      47   0             1",
        );
    run.is("cancelled_share", "", 3.0 / 7.0);
    run.is("lost_share", "reason=cancelled", 3.0 / 7.0);
    // Those who called off looked for a slot and had none within a day.
    run.is("within_days_share", "days=3", 4.0 / 7.0);
}

#[test]
fn who_calls_off_looks_again_before_her_own_slot_is_free() {
    let rules = "slots_per_day = 1, horizon_days = 5, cancel = { share = 1, notice_days = 1 }";
    let run = Case::new(4, &workshop(1, rules))
        .trace(
            "time
             0/08:00
             0/08:00              # a day later each morning at 09:00: Tuesday … Saturday
             0/10:00              # Tuesday, which job 2 gave back",
        )
        .gives(
            "job outcome    slot    booked  cancellations attempts no_shows
             1   served     0/09:00 0/08:00 0             1        0
             2   unfinished 5/09:00 3/09:00 4             5        0
             3   served     1/09:00 0/10:00 0             1        0",
        );
    run.is("attempts", "", 7.0 / 3.0);
    run.is("cancelled_share", "", 4.0 / 7.0);
    run.is("lead_time_days", "", (1.0 + 121.0 + 23.0) / 3.0 / 24.0);
}

#[test]
fn a_slot_is_wasted_if_its_owner_does_not_come() {
    let rules = "slots_per_day = 1, no_show = { min_share = 1, max_share = 1 }, rebook_share = 0";
    let run = Case::new(3, &workshop(1, rules))
        .trace(
            "time
             0/08:00
             0/08:00
             0/09:00              # the present slot is gone, also now that nobody has come",
        )
        .gives(
            "job outcome slot arrived lost    reason  no_shows attempts km
             1   lost    -    -       0/09:00 no_show 1        1        0
             2   lost    -    -       1/09:00 no_show 1        1        0
             3   lost    -    -       2/09:00 no_show 1        1        0",
        );
    run.is("no_show_share", "", 1.0).is("utilisation", "", 0.0);
    run.is("lost_share", "reason=no_show", 1.0);
    run.is("lost_share", "reason=no_show centre=w", 1.0);
}

#[test]
fn who_did_not_come_looks_again_at_the_instant_of_her_slot() {
    let rules = "slots_per_day = 1, horizon_days = 2, retry = 'in-order', no_show = { min_share = 1, max_share = 1 }";
    Case::new(3, &workshop(1, rules))
        .trace(
            "time
             0/08:00              # Monday; at 09:00 Tuesday is taken, so the release: Wednesday; then Thursday is taken
             0/08:00              # Tuesday; Wednesday is taken; Thursday by release, beyond the end",
        )
        .gives(
            "job outcome    slot    booked  retries no_shows attempts
             1   unfinished -       -       1       2        4
             2   unfinished 3/09:00 2/00:00 1       1        3",
        );
}

#[test]
fn who_did_not_come_is_not_overtaken_by_those_who_came_meanwhile() {
    let rules = "slots_per_day = 1, horizon_days = 1, retry = 'in-order', no_show = { min_share = 1, max_share = 1 }";
    Case::new(3, &workshop(1, rules))
        .trace(
            "time
             0/08:00              # misses Monday's and Tuesday's, and stands behind job 2 from then on
             0/10:00              # has Wednesday's",
        )
        .gives(
            "job outcome    retries no_shows overtaken
             1   unfinished 2       2        0
             2   unfinished 2       1        0",
        );
}

#[test]
fn patience_starts_anew_with_the_new_attempt() {
    let rules = "slots_per_day = 1, horizon_days = 1, patience_days = 0.5, no_show = { min_share = 1, max_share = 1 }";
    Case::new(3, &workshop(1, rules))
        .trace(
            "time
             0/08:00",
        )
        // After 09:00 there is nothing until midnight; patience would end at 21:00.
        .gives(
            "job outcome lost    reason  no_shows attempts
             1   lost    0/21:00 no_slot 1        2",
        );
}

#[test]
fn a_late_car_arrives_late() {
    let run = Case::new(
        2,
        &workshop(1, "slots_per_day = 3, late_minutes = 20, late_limit_minutes = 20"),
    )
    .trace(
        "time    hours.repair
             0/08:00 1
             0/08:00 1",
    )
    .gives(
        "job slot    arrived start   end     lead turnaround no_shows
             1   0/09:00 0/09:20 0/09:20 0/10:20 1    2.3333333333 0
             2   0/12:00 0/12:20 0/12:20 0/13:20 4    5.3333333333 0",
    );
    run.is("no_show_share", "", 0.0).is("queue_wait_hours", "", 0.0);
}

#[test]
fn who_comes_too_late_has_missed_her_slot() {
    let rules = "slots_per_day = 3, late_minutes = 45, late_limit_minutes = 44.999, rebook_share = 0";
    let run = Case::new(2, &workshop(1, rules))
        .trace(
            "time
             0/08:00",
        )
        .gives(
            "job outcome lost    reason  no_shows arrived
             1   lost    0/09:45 no_show 1        -",
        );
    run.is("no_show_share", "", 1.0);
    // With another try she takes 12:00 at 09:45, 15:00 at 12:45, and so on to the end.
    let rules = "slots_per_day = 3, late_minutes = 45, late_limit_minutes = 44.999";
    Case::new(1, &workshop(1, rules))
        .trace(
            "time
             0/08:00",
        )
        .gives(
            "job outcome    slot    booked  no_shows attempts
             1   unfinished 1/09:00 0/15:45 3        4",
        );
}

#[test]
fn lateness_reaches_beyond_midnight() {
    let always = |rules: &str| {
        BODY.to_string()
            + &centre(
                "bay = 1",
                "'always'",
                &format!("policy = 'calendar', slots_per_day = 2, {rules}"),
            )
    };
    // Slots at 00:00 and 12:00.
    Case::new(4, &always("late_minutes = 780"))
        .trace(
            "time
             0/08:00
             0/08:00
             0/08:00",
        )
        .gives(
            "job slot    arrived end
             1   0/12:00 1/01:00 1/02:00
             2   1/00:00 1/13:00 1/14:00
             3   1/12:00 2/01:00 2/02:00",
        );
    // A car due at 24:00 belongs to the day that opens, and nobody is later than a day.
    Case::new(4, &always("late_minutes = 720"))
        .trace(
            "time
             0/08:00",
        )
        .gives(
            "job slot    arrived end
             1   0/12:00 1/00:00 1/01:00",
        );
    Case::new(4, &always("horizon_days = 1, late_minutes = 5000"))
        .trace(
            "time
             0/08:00",
        )
        .gives(
            "job slot    arrived end
             1   0/12:00 1/12:00 1/13:00",
        );
}

#[test]
fn a_slot_at_midnight_that_nobody_comes_to_ends_the_day() {
    let round = BODY.to_string()
        + &centre(
            "bay = 1",
            "'always'",
            "policy = 'calendar', slots_per_day = 1, horizon_days = 2, no_show = { min_share = 1, max_share = 1 }, \
             rebook_share = 0",
        );
    Case::new(3, &round)
        .trace(
            "time
             0/13:00
             0/24:00              # the slot of 00:00 is taken, and then missed; tomorrow's opens with the release",
        )
        .gives(
            "job outcome lost    reason  retries
             1   lost    1/00:00 no_show 0
             2   lost    2/00:00 no_show 1",
        );
}

#[test]
fn how_likely_she_stays_away_depends_on_the_days_since_she_booked() {
    // A minute after the booking 1 − e^{−0.014} = 1.4 % do not come, a day after it all but e^{−20}.
    let law = "no_show = { min_share = 0, max_share = 1, scale_days = 0.05 }, rebook_share = 0";
    let early = |horizon: u32| {
        let booking = format!("slots_per_day = 1, horizon_days = {horizon}, release = '09:00', {law}");
        BODY.to_string()
            + &centre(
                "bay = 1",
                "{ mon-sun = '09:01-18:01' }",
                &format!("policy = 'calendar', {booking}"),
            )
    };
    // She has tried since noon, and books at the release a minute before the slot.
    let trace = "time\n0/12:00";
    Case::new(3, &early(1)).trace(trace).gives(
        "job outcome booked  end     no_shows
         1   served  1/09:00 1/10:01 0",
    );
    Case::new(3, &early(3)).trace(trace).gives(
        "job outcome lost    reason  no_shows
         1   lost    1/09:01 no_show 1",
    );
}

/// How many of 64 owners who book on Monday at 19:00 have each of these values in a column.
fn counts<const N: usize>(rules: &str, column: &str, values: [&str; N]) -> [usize; N] {
    let one = workshop(64, &format!("slots_per_day = 540, {rules}"));
    let run = Case::new(4, &one)
        .trace(&("time\n".to_string() + &"0/19:00\n".repeat(64)))
        .run();
    let found = run.all(column);
    values.map(|value| found.iter().filter(|cell| **cell == value).count())
}

#[test]
fn every_booking_is_kept_or_not_by_chances_of_its_own() {
    // Half of 64 are 32, a quarter 16, an eighth 8: all within four standard deviations, sqrt(64 p (1 − p)).
    let near = |found: &[usize], shares: &[f64]| {
        for (count, share) in found.iter().zip(shares) {
            let spread = (64.0 * share * (1.0 - share)).sqrt();
            assert!((*count as f64 - 64.0 * share).abs() <= 4.0 * spread, "{found:?}");
        }
    };
    // Each slot is missed with probability ½, whatever became of those before: ½, ¼, ⅛ come at the first, second, third.
    let missed = "no_show = { min_share = 0.5, max_share = 0.5 }";
    near(&counts(missed, "no_shows", ["0", "1", "2"]), &[0.5, 0.25, 0.125]);
    assert_eq!(counts(missed, "outcome", ["served"]), [64]);
    // All are missed, and each time half look again.
    let again = "no_show = { min_share = 1, max_share = 1 }, rebook_share = 0.5";
    near(&counts(again, "no_shows", ["1", "2", "3"]), &[0.5, 0.25, 0.125]);
    assert_eq!(counts(again, "reason", ["no_show"]), [64]);
    // Half are called off, and of the others half are missed.
    let both = "cancel = { share = 0.5, notice_days = 0.01 }, rebook_share = 0, \
                no_show = { min_share = 0.5, max_share = 0.5 }";
    near(
        &counts(both, "reason", ["cancelled", "no_show", ""]),
        &[0.5, 0.25, 0.25],
    );
}
