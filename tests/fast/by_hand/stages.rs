//! Several stages of work, and stages that need several things.

use super::{Case, centre};

/// Two stages with resources of their own.
const TANDEM: &str = "
    [[city]]
    id = 'wuhan'
    [[failure]]
    id = 'body'
    stages = [
        { id = 'repair', needs = ['bay'], hours = 1.0 },
        { id = 'paint', needs = ['booth'], hours = 1.0 },
    ]
";

#[test]
fn a_tandem_hands_cars_from_stage_to_stage() {
    let scenario = TANDEM.to_string() + &centre("bay = 1, booth = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time hours.repair hours.paint
             1     2            4
             1.5   1            1
             2     3            0.5",
        )
        // Bay: 1–3, 3–4, 4–7. Booth: 3–7, 7–8 (job 2 waits from 4), 8–8.5 (job 3 waits from 7, when job 2 goes first).
        .gives(
            "job start end wait work
             1   1     7   0    6
             2   3     8   1.5  2
             3   4     8.5 2    3.5",
        );
}

#[test]
fn cars_that_reach_a_stage_at_one_instant_go_in_order_of_occurrence() {
    let scenario = TANDEM.to_string() + &centre("bay = 3, booth = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time hours.repair hours.paint
             1     4            1
             2     3            1
             3     2            1",
        )
        // All leave their bays at 5.
        .gives(
            "job start end
             1   1     6
             2   2     7
             3   3     8",
        );
}

#[test]
fn priority_counts_at_every_stage() {
    let scenario = TANDEM.to_string() + &centre("bay = 2, booth = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time hours.repair hours.paint priority
             1     1            6           1
             1     2            1           1
             2     3            1           0",
        )
        // The booth is busy 2–8. Job 2 waits for it from 3, job 3 from 5; at 8 job 3 goes first.
        .gives(
            "job start end
             1   1     8
             2   1     10
             3   2     9",
        );
}

#[test]
fn an_advisor_at_both_ends_has_one_list_by_arrival_at_the_stage() {
    let scenario = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'reception', needs = ['advisor'], hours = 0.5 },
            { id = 'repair', needs = ['bay'], hours = 2.0 },
            { id = 'handover', needs = ['advisor'], hours = 0.25 },
        ]
    ";
    let scenario = scenario.to_string() + &centre("advisor = 1, bay = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time
             9
             9.1
             11.25
             11.4",
        )
        // Job 1: reception 9–9.5, repair 9.5–11.5. Job 2: reception 9.5–10, repair 11.5–13.5. Job 3: reception
        // 11.25–11.75. At 11.75 job 4 (waiting for reception since 11.4) goes before job 1 (for handover since 11.5):
        // 11.75–12.25, then handover of job 1 12.25–12.5. Repairs 13.5–15.5 and 15.5–17.5; handovers at once.
        .gives(
            "job start end   work
             1   9     12.5  2.75
             2   9.5   13.75 2.75
             3   11.25 15.75 2.75
             4   11.75 17.75 2.75",
        );
}

#[test]
fn a_stage_frees_its_bay_before_the_next_stage_asks_for_one() {
    let scenario = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'look', needs = ['bay'], hours = 1.0 },
            { id = 'repair', needs = ['bay'], hours = 2.0 },
        ]
    ";
    let scenario = scenario.to_string() + &centre("bay = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time
             1
             1.5",
        )
        // At 2 job 2 has waited since 1.5 and job 1 since 2: job 2 looks 2–3, job 1 repairs 3–5, job 2 5–7.
        .gives(
            "job start end
             1   1     5
             2   2     7",
        );
}

/// A wash needs a bay, a check a mechanic, a repair both.
const BOTH: &str = "
    [[city]]
    id = 'wuhan'
    [[failure]]
    id = 'body'
    stages = [ { id = 'repair', needs = ['mechanic', 'bay'], hours = 1.0 } ]
    [[failure]]
    id = 'wash'
    stages = [ { id = 'wash', needs = ['bay'], hours = 1.0 } ]
    [[failure]]
    id = 'check'
    stages = [ { id = 'check', needs = ['mechanic'], hours = 1.0 } ]
";

#[test]
fn a_car_whose_needs_are_not_all_free_is_passed_over_and_reserves_nothing() {
    let scenario = BOTH.to_string() + &centre("mechanic = 1, bay = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time failure hours.repair hours.wash hours.check
             1     wash    -            3          -
             2     body    2            -          -
             2.5   check   -            -          4
             4.5   wash    -            1.5        -
             5     check   -            -          1
             5.5   wash    -            1          -",
        )
        // 1–4 bay. Job 2 waits for the bay; job 3 takes the mechanic 2.5–6.5. At 4 the bay is free and the mechanic is
        // not; job 4 takes the bay 4.5–6. At 6 job 6, waiting since 5.5, takes it 6–7, job 2 lacking the mechanic. At
        // 6.5 job 2 lacks the bay, so job 5 takes the mechanic 6.5–7.5. At 7 the bay, at 7.5 the mechanic: 7.5–9.5.
        .gives(
            "job start end
             1   1     4
             2   7.5   9.5
             3   2.5   6.5
             4   4.5   6
             5   6.5   7.5
             6   6     7",
        );
}

#[test]
fn a_freed_pair_goes_to_the_longest_waiting_of_any_needs() {
    let scenario = BOTH.to_string() + &centre("mechanic = 1, bay = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time failure hours.repair priority
             1     body    3            0
             1.5   check   -            0
             2     body    1            0
             2.5   wash    -            0
             3     check   -            -1",
        )
        // At 4 both are free. By priority job 5 takes the mechanic (4–5); job 2 and job 3 lack it; job 4 takes the bay
        // (4–5). At 5: job 2 takes the mechanic (5–6), job 3 lacks it; at 6 job 3 has both.
        .gives(
            "job start end
             1   1     4
             2   5     6
             3   6     7
             4   4     5
             5   4     5",
        );
}
