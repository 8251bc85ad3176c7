//! Who is served when: order of arrival, priority, limits of the queue.

use super::{BODY, Case, bays, centre};

#[test]
fn one_bay_serves_in_order_of_arrival() {
    Case::new(1, &bays(1))
        .trace(
            "time hours.repair
             1     2
             2     3
             2.5   1
             10    0.5",
        )
        // Each starts when it comes or when the one before it ends, whichever is later.
        .gives(
            "job outcome arrived start end  wait work turnaround centre
             1   served  1       1     3    0    2    2          w
             2   served  2       3     6    1    3    4          w      # 3 = end of 1
             3   served  2.5     6     7    3.5  1    4.5        w      # 6 = end of 2
             4   served  10      10    10.5 0    0.5  0.5        w      # nobody is there",
        );
}

#[test]
fn two_bays_take_the_next_car_when_the_first_of_them_is_free() {
    Case::new(1, &bays(2))
        .trace(
            "time hours.repair
             1     4
             1.5   1
             2     3
             2.25  1
             3     1",
        )
        // Bay A: job 1 to 5. Bay B: job 2 to 2.5, job 3 to 5.5. At 5 bay A takes job 4, at 5.5 bay B takes job 5.
        .gives(
            "job start end wait
             1   1     5   0
             2   1.5   2.5 0
             3   2.5   5.5 0.5
             4   5     6   2.75
             5   5.5   6.5 2.5",
        );
}

#[test]
fn any_number_of_bays_works_alike() {
    // The list of running work changes its form with the number of bays.
    for count in [1_u32, 16, 17, 64, 65, 256, 257] {
        let mut jobs = "time hours.repair\n".to_string();
        (0..count).for_each(|bay| jobs += &format!("1 {}\n", 2.0 + f64::from(bay * 7 % count) / 64.0));
        (0..count).for_each(|_| jobs += "1.5 5\n");
        let run = Case::new(1, &bays(count)).trace(&jobs).run();
        // The bays, each with its own length of work, are freed a 64th of an hour after each other from 3 on.
        for next in 0..count {
            let start = format!("{:.10}", 3.0 + f64::from(next) / 64.0);
            assert_eq!(
                run.cell(&(count + next + 1).to_string(), "start"),
                start,
                "{count} bays"
            );
        }
    }
}

#[test]
fn a_smaller_priority_goes_first_and_interrupts_nobody() {
    Case::new(1, &bays(1))
        .trace(
            "time hours.repair priority
             1     4           5
             2     1           5
             3     1           -1
             4     1           0
             4.5   1           -1",
        )
        // At 5 the queue holds 2 (5), 3 (−1), 4 (0), 5 (−1): first the two of −1 by arrival, then 0, then 5.
        .gives(
            "job start end
             1   1     5
             2   8     9
             3   5     6
             4   7     8
             5   6     7",
        );
}

#[test]
fn a_trace_without_a_priority_has_that_of_its_failure_mode() {
    let modes = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        priority = 2
        stages = [ { id = 'repair', needs = ['bay'], hours = 2.0 } ]
        [[failure]]
        id = 'brakes'
        priority = 1
        stages = [ { id = 'repair', needs = ['bay'], hours = 3.0 } ]
    ";
    let scenario = modes.to_string() + &centre("bay = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time failure priority
             1    body    -
             1.5  body    -
             2    brakes  -
             2.5  body    0
             2.75 brakes  2",
        )
        // At 3: job 4 has 0 of its own, job 3 has 1; then jobs 2 and 5, both 2, by arrival.
        .gives(
            "job start end failure
             1   1     3   body
             4   3     5   body
             3   5     8   brakes
             2   8     10  body
             5   10    13  brakes",
        );
}

#[test]
fn a_full_queue_turns_away_and_counts_only_those_who_wait() {
    let limited = BODY.to_string() + &centre("bay = 1", "'always'", "policy = 'walk-in', queue_limit = 2");
    Case::new(1, &limited)
        .trace(
            "time hours.repair
             1     2           # in the bay, not in the queue
             1.1   1
             1.2   1
             1.3   1           # two wait: turned away
             3.5   1           # job 2 is in the bay, job 3 waits: there is room for one
             3.6   1           # jobs 3 and 5 wait: turned away",
        )
        .gives(
            "job outcome start end arrived lost reason     centre
             1   served  1     3   1       -    -          w
             2   served  3     4   1.1     -    -          w
             3   served  4     5   1.2     -    -          w
             4   lost    -     -   -       1.3  queue_full w
             5   served  5     6   3.5     -    -          w
             6   lost    -     -   -       3.6  queue_full w",
        );
}

#[test]
fn a_queue_limit_of_nothing_loses_all_but_those_served_at_once() {
    let limited = BODY.to_string()
        + &centre(
            "bay = 1",
            "{ mon = '09:00-18:00' }",
            "policy = 'walk-in', queue_limit = 0",
        );
    Case::new(1, &limited)
        .trace(
            "time
             0/08:59           # closed
             0/09:00           # at the very opening: served at once
             0/09:30
             0/10:00           # at the instant the bay is free again
             0/18:00           # at closing",
        )
        .gives(
            "job outcome start   end     lost    reason
             1   lost    -       -       0/08:59 queue_full
             2   served  0/09:00 0/10:00 -       -
             3   lost    -       -       0/09:30 queue_full
             4   served  0/10:00 0/11:00 -       -
             5   lost    -       -       0/18:00 queue_full",
        );
}

#[test]
fn the_limit_counts_those_waiting_for_the_first_stage_alone() {
    let scenario = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'check', needs = ['advisor'], hours = 0.5 },
            { id = 'repair', needs = ['bay'], hours = 4.0 },
        ]
    ";
    let limited = centre(
        "advisor = 1, bay = 1",
        "'always'",
        "policy = 'walk-in', queue_limit = 1",
    );
    Case::new(1, &(scenario.to_string() + &limited))
        .trace(
            "time
             1
             2
             3
             4
             4.25",
        )
        // The bay is busy 1.5–5.5, then 5.5–9.5 … : jobs 2 and 3 wait for it from 2.5 and 3.5, and job 4 is checked at
        // 4 all the same. Job 5 alone waits for the advisor, until 4.5. Repairs follow each other every 4 hours.
        .gives(
            "job outcome start end
             1   served  1     5.5
             2   served  2     9.5
             3   served  3     13.5
             4   served  4     17.5
             5   served  4.5   21.5",
        );
}
