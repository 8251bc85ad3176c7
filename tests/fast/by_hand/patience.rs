//! Walk-in owners who do not wait for ever.

use super::{BODY, Case, centre};

/// One bay, owners who leave after two hours.
fn two_hours(more: &str) -> String {
    let booking = format!("policy = 'walk-in', patience_hours = 2.0{more}");
    BODY.to_string() + &centre("bay = 1", "'always'", &booking)
}

#[test]
fn an_owner_leaves_at_the_instant_her_patience_ends() {
    Case::new(1, &two_hours(""))
        .trace(
            "time hours.repair
             1     3            # to 4
             1.5   1            # would start at 4: gone at 3.5
             2.5   1            # would be gone at 4.5: starts at 4
             3     5            # would be gone at 5: starts at 5, when job 3 ends
             3.25  1            # gone at 5.25, a quarter of an hour into job 4",
        )
        .gives(
            "job outcome start end lost reason     arrived wait
             1   served  1     4   -    -          1       0
             2   lost    -     -   3.5  left_queue 1.5     -
             3   served  4     5   -    -          2.5     1.5
             4   served  5     10  -    -          3       2      # the start comes before the end of patience
             5   lost    -     -   5.25 left_queue 3.25    -",
        );
}

#[test]
fn patience_of_the_trace_counts_instead_of_the_centre_s() {
    Case::new(1, &two_hours(""))
        .trace(
            "time hours.repair patience_hours
             1     4            -
             1     1            0.25
             1     1            -
             1     1            3.5
             1     1            0",
        )
        // The bay is free at 5: all are gone, by 1 + 0.25, 1 + 2, 1 + 3.5, and at once.
        .gives(
            "job outcome lost start
             1   served  -    1
             2   lost    1.25 -
             3   lost    3    -
             4   lost    4.5  -
             5   lost    1    -",
        );
}

#[test]
fn no_patience_at_all_is_enough_for_a_free_bay() {
    Case::new(1, &two_hours(""))
        .trace(
            "time hours.repair patience_hours
             1     4            0
             2     1            0
             5     1            0",
        )
        .gives(
            "job outcome start lost
             1   served  1     -
             2   lost    -     2
             3   served  5     -",
        );
}

#[test]
fn patience_ends_in_closed_hours_too() {
    let day = BODY.to_string()
        + &centre(
            "bay = 1",
            "{ mon-fri = '09:00-18:00' }",
            "policy = 'walk-in', patience_hours = 15.25",
        );
    Case::new(2, &day)
        .trace(
            "time    hours.repair
             0/17:30 0.5
             0/17:40 1          # 15.25 h later it is 08:55: gone, five minutes before the opening
             0/17:45 1          # 15.25 h later it is 09:00: starts at the opening
             0/17:46 1          # gone at 09:01, in the queue behind job 3",
        )
        .gives(
            "job outcome start   lost
             1   served  0/17:30 -
             2   lost    -       1/08:55
             3   served  1/09:00 -
             4   lost    -       1/09:01",
        );
}

#[test]
fn patience_runs_only_until_service_begins() {
    let stages = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'check', needs = ['advisor'], hours = 0.5 },
            { id = 'repair', needs = ['bay'], hours = 5.0 },
        ]
    ";
    let booking = "policy = 'walk-in', patience_hours = 1.0";
    Case::new(
        1,
        &(stages.to_string() + &centre("advisor = 1, bay = 1", "'always'", booking)),
    )
    .trace(
        "time
             1
             1",
    )
    // Job 2 is checked 1.5–2 and waits 4.5 hours for the bay, with a patience of one.
    .gives(
        "job outcome start end
             1   served  1     6.5
             2   served  1.5   11.5",
    );
}

#[test]
fn who_leaves_makes_room_for_who_arrives_at_that_instant() {
    Case::new(1, &two_hours(", queue_limit = 1"))
        .trace(
            "time hours.repair
             1     9
             2     1            # gone at 4
             4     1            # the place is free
             5     1            # it is not",
        )
        .gives(
            "job outcome lost reason
             1   served  -    -
             2   lost    4    left_queue
             3   lost    6    left_queue
             4   lost    5    queue_full",
        );
}
