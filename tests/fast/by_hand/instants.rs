//! What comes first at one instant, and the first and the last instant of days and runs.

use super::{BODY, Case, bays, centre};

#[test]
fn who_arrives_as_the_bay_is_freed_finds_it_free() {
    let limited = BODY.to_string() + &centre("bay = 1", "'always'", "policy = 'walk-in', queue_limit = 0");
    Case::new(1, &limited)
        .trace(
            "time hours.repair
             1     2
             3     1",
        )
        .gives(
            "job outcome start end
             1   served  1     3
             2   served  3     4",
        );
}

#[test]
fn a_microsecond_decides() {
    let limited = BODY.to_string() + &centre("bay = 1", "'always'", "policy = 'walk-in', queue_limit = 0");
    Case::new(1, &limited)
        .trace(
            "time      hours.repair
             0/01:00   2
             0/03:00-1 1
             0/03:00+1 1",
        )
        .gives(
            "job outcome start     end
             1   served  0/01:00   0/03:00
             2   lost    -         -
             3   served  0/03:00+1 0/04:00+1",
        );
}

#[test]
fn a_bay_freed_as_someone_arrives_goes_to_the_one_who_waits() {
    Case::new(1, &bays(1))
        .trace(
            "time hours.repair priority
             1     2          0
             2     1          0
             3     1          -5",
        )
        // At 3: completion, start of the one waiting, and only then the arrival, urgent as it is.
        .gives(
            "job start end
             1   1     3
             2   3     4
             3   4     5",
        );
}

#[test]
fn rows_keep_their_order_at_equal_times() {
    Case::new(1, &bays(1))
        .trace(
            "time hours.repair
             2     1
             1     1
             1     2
             1     0.5",
        )
        .gives(
            "job id start end
             2   0  1     2
             3   1  2     4
             4   2  4     4.5
             1   3  4.5   5.5",
        );
}

#[test]
fn work_of_no_length_leaves_before_the_next_arrives() {
    let limited = BODY.to_string() + &centre("bay = 1", "'always'", "policy = 'walk-in', queue_limit = 0");
    Case::new(1, &limited)
        .trace(
            "time hours.repair
             1     0
             1     0
             1     2
             1     0",
        )
        .gives(
            "job outcome start end
             1   served  1     1
             2   served  1     1
             3   served  1     3
             4   lost    -     -",
        );
}

#[test]
fn the_first_and_the_last_instant_belong_to_the_run() {
    Case::new(2, &bays(1))
        .trace(
            "time    hours.repair
             0/00:00 1
             0/24:00 1
             1/24:00 0
             1/24:00 1",
        )
        // The run ends at 48 h: work of no length is done in that instant, an hour's is not.
        .gives(
            "job outcome    arrived start end
             1   served     0       0     1
             2   served     24      24    25
             3   served     48      48    48
             4   unfinished 48      48    -",
        );
}

#[test]
fn midnight_belongs_to_the_day_that_ends() {
    // Monday is closed from 24:00, Tuesday opens at 00:00 — one span of hours across midnight.
    let across = BODY.to_string()
        + &centre(
            "bay = 1",
            "{ mon = '12:00-24:00', tue = '00:00-12:00' }",
            "policy = 'walk-in'",
        );
    let run = Case::new(2, &across)
        .top("warm_up_days = 1")
        .trace(
            "time    hours.repair
             0/23:30 0.5
             0/24:00 1
             0/24:00 1",
        )
        .gives(
            "job start   end     outcome
             1   0/23:30 0/24:00 served
             2   1/00:00 1/01:00 served
             3   1/01:00 1/02:00 served",
        );
    // All three occur on Monday, which warms up: none counts, though two are served on Tuesday.
    run.is("jobs", "", 0.0).is("served", "", 0.0);
    // Cars at the centre on Tuesday: job 2 for an hour, job 3 for two. Busy two of twelve open hours.
    run.is("in_system", "", 3.0 / 24.0).is("utilisation", "", 2.0 / 12.0);
}

#[test]
fn who_waits_at_midnight_starts_at_an_opening_at_midnight_unless_patience_ends_there() {
    let night = BODY.to_string() + &centre("bay = 1", "{ tue = '00:00-12:00' }", "policy = 'walk-in'");
    Case::new(2, &night)
        .trace(
            "time    patience_hours
             0/20:00 4              # ends at 24:00 of Monday, before Tuesday opens at 00:00
             0/21:00 3.5
             0/24:00 -",
        )
        .gives(
            "job outcome start   lost
             1   lost    -       0/24:00
             2   served  1/00:00 -
             3   served  1/01:00 -",
        );
}

#[test]
fn a_change_of_hours_comes_between_completion_and_start() {
    let hours = "{ mon = '09:00-12:00, 13:00-18:00' }";
    let day = BODY.to_string() + &centre("bay = 1", hours, "policy = 'walk-in'");
    Case::new(1, &day)
        .trace(
            "time    hours.repair
             0/09:00 3            # ends as the lunch break begins
             0/10:00 1            # so this one starts after it
             0/13:00 1            # arrives at the opening, behind the one who waits
             0/14:00 4            # 15:00 + 3 h to closing: unfinished, it needs 4",
        )
        .gives(
            "job outcome    start   end
             1   served     0/09:00 0/12:00
             2   served     0/13:00 0/14:00
             3   served     0/14:00 0/15:00
             4   unfinished 0/15:00 -",
        );
}
