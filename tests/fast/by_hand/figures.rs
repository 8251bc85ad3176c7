//! Figures of summaries that can be added up on paper.

use super::{BODY, Case, bays, centre};

#[test]
fn a_day_of_two_bays() {
    let run = Case::new(1, &bays(2))
        .trace(
            "time hours.repair
             1     4            # 1–5
             2     3            # 2–5
             3     6            # 5–11
             4     1            # 5–6
             23    3            # unfinished",
        )
        .run();
    // Busy 4 + 3 + 6 + 1 + 1 of 48 hours; there 4 + 3 + 8 + 2 + 1 of 24.
    run.is("utilisation", "", 15.0 / 48.0)
        .is("utilisation", "resource=bay", 15.0 / 48.0)
        .is("utilisation", "centre=w resource=bay", 15.0 / 48.0)
        .is("in_system", "", 18.0 / 24.0)
        .is("in_system", "city=wuhan", 18.0 / 24.0)
        .is("in_system", "failure=body", 18.0 / 24.0)
        .is("in_system", "centre=w", 18.0 / 24.0);
    // Waits of those who began: 0, 0, 2, 1, 0. Work and turnaround of those who are done.
    run.is("queue_wait_hours", "", 3.0 / 5.0)
        .is("service_hours", "", 14.0 / 4.0)
        .is("turnaround_days", "", (4.0 + 3.0 + 8.0 + 2.0) / 4.0 / 24.0);
    run.is("jobs", "", 5.0)
        .is("served", "", 4.0)
        .is("unfinished", "", 1.0)
        .is("lost_share", "", 0.0);
    assert_eq!(run.mean("lead_time_days", ""), None, "a walk-in has no lead time");
    assert_eq!(run.mean("fully_booked_share", ""), None);
}

#[test]
fn resources_are_counted_apart_and_together() {
    let scenario = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'check', needs = ['advisor'], hours = 0.5 },
            { id = 'repair', needs = ['bay', 'mechanic'], hours = 3.0 },
        ]
    ";
    let hours = "{ mon-fri = '09:00-18:00' }";
    let scenario = scenario.to_string() + &centre("advisor = 1, bay = 2, mechanic = 3", hours, "policy = 'walk-in'");
    let run = Case::new(2, &scenario)
        .trace(
            "time    hours.repair
             0/09:00 3
             0/16:00 3            # 16:30–18:00 and 09:00–10:30",
        )
        .run();
    // Advisor 1 of 18 hours, bays 6 of 36, mechanics 6 of 54; together 13 of 108.
    run.is("utilisation", "resource=advisor", 1.0 / 18.0)
        .is("utilisation", "resource=bay", 6.0 / 36.0)
        .is("utilisation", "resource=mechanic", 6.0 / 54.0)
        .is("utilisation", "", 13.0 / 108.0);
}

#[test]
fn the_warm_up_is_simulated_and_not_counted() {
    let day = BODY.to_string() + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", "policy = 'walk-in'");
    let run = Case::new(3, &day)
        .top("warm_up_days = 1")
        .trace(
            "time      hours.repair
             0/14:00   8            # 4 h of Monday, 4 h of Tuesday
             0/24:00   1            # the last of the warm-up: waits to Tuesday 13:00
             1/00:00+1 1            # the first that counts: 14:00–15:00
             1/15:00   4            # 3 h of Tuesday, 1 h of Wednesday",
        )
        .gives(
            "job start   end
             1   0/14:00 1/13:00
             2   1/13:00 1/14:00
             3   1/14:00 1/15:00
             4   1/15:00 2/10:00",
        );
    run.is("jobs", "", 2.0)
        .is("served", "", 2.0)
        .is("service_hours", "", 5.0 / 2.0);
    // Jobs 3 and 4 alone: 14 h less a microsecond, and none.
    run.is("queue_wait_hours", "", (14.0 - 1.0 / 3.6e9) / 2.0);
    // Time averages are of everyone who is there after the warm-up. Busy: 4 + 1 + 1 + 3 and 1 of 18 hours.
    run.is("utilisation", "", 10.0 / 18.0);
    // There from the midnight after Monday: 13, 14, 15 h less a microsecond, and 19 h, of 48.
    run.is("in_system", "", (13.0 + 14.0 + 15.0 - 1.0 / 3.6e9 + 19.0) / 48.0);
}

#[test]
fn calendars_are_looked_at_after_the_retries_of_each_release() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 2, retry = 'in-order', patience_days = 2.0";
    let scenario = BODY.to_string() + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", booking);
    let run = Case::new(4, &scenario)
        .trace(
            "time    patience_hours
             0/08:00 -             # Monday
             0/08:00 -             # Tuesday
             0/08:00 -             # Wednesday, at the release of Tuesday
             0/08:00 17            # lost on Tuesday at 01:00
             2/10:00 -             # Thursday",
        )
        .gives(
            "job slot    lost    booked  retries
             1   0/09:00 -       0/08:00 0
             2   1/09:00 -       0/08:00 0
             3   2/09:00 -       1/00:00 1
             4   -       1/01:00 -       1
             5   3/09:00 -       2/10:00 0",
        );
    // Days to the first free slot: Monday 0; Tuesday none of Tuesday and Wednesday: the horizon, 2; Wednesday is
    // taken, Thursday free: 1; Thursday is taken, Friday free: 1.
    run.is("first_slot_days", "", (0.0 + 2.0 + 1.0 + 1.0) / 4.0)
        .is("fully_booked_share", "", 0.25)
        .is("fully_booked_share", "centre=w", 0.25)
        .is("fully_booked_share", "city=wuhan team=all", 0.25);
    run.is("release_success_share", "", 0.5)
        .is("release_success_share", "city=wuhan", 0.5);
    // Lead times 1, 25, 49 and 23 hours.
    run.is("lead_time_days", "", (1.0 + 25.0 + 49.0 + 23.0) / 4.0 / 24.0);
    run.is("lost_share", "reason=no_slot", 0.2)
        .is("lost_share", "reason=no_centre", 0.0);
}

#[test]
fn promises_are_kept_within_days_or_not() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 5, retry = 'in-order'";
    let scenario = BODY.to_string() + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", booking);
    let run = Case::new(10, &scenario)
        .trace(
            "time    patience_hours
             0/09:00 -             # Tuesday 09:00: one day exactly
             0/09:00 -             # 2 days
             0/09:00 -             # 3 days
             0/09:00 -             # 4 days
             0/09:00 12            # lost: within no limit
             0/09:00 -             # 5 days, at the release of Tuesday
             3/09:00 -             # Sunday: 3 days
             7/09:00 -             # Tuesday the 11th: 1 day
             7/09:00 -             # Wednesday the 12th: 2 days
             8/09:00 -             # beyond the run, 2 days",
        )
        .run();
    // Known of all ten. One day: two. Three: 1, 2, 3, 3, 1, 2, 2. Seven and fourteen: all but the lost one.
    run.is("within_days_share", "days=1", 0.2)
        .is("within_days_share", "days=3", 0.7)
        .is("within_days_share", "days=7", 0.9)
        .is("within_days_share", "days=14", 0.9);
    // Unfinished: the car of Wednesday the 12th, day 9, is served; that of day 10 is not.
    run.is("unfinished", "", 1.0).is("served", "", 8.0);
}

#[test]
fn an_owner_who_still_tries_counts_for_limits_she_has_passed() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 1, retry = 'in-order'";
    let scenario = BODY.to_string() + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", booking);
    let run = Case::new(2, &scenario)
        .trace(
            "time
             0/08:00               # today
             0/10:00               # tomorrow at 09:00: 23 h
             0/11:00               # still tries after 37 h
             1/10:00               # still tries after 14 h",
        )
        .run();
    // One day: three are known, two were seen. Three days: it is known of two.
    run.is("within_days_share", "days=1", 2.0 / 3.0)
        .is("within_days_share", "days=3", 1.0);
    run.is("unfinished", "", 2.0).is("release_success_share", "", 0.5);
}
