//! Waits by cause: what a car was short of, hour by hour.

use super::{BODY, Case, centre};

/// A repair that needs a bay and a mechanic at once, then an hour with an advisor.
const BOTH: &str = "
    [[city]]
    id = 'wuhan'
    [[failure]]
    id = 'body'
    stages = [
        { id = 'repair', needs = ['bay', 'mechanic'], hours = 2.0 },
        { id = 'handover', needs = ['advisor'], hours = 1.0 },
    ]
    [[failure]]
    id = 'check'
    stages = [ { id = 'look', needs = ['mechanic'], hours = 1.0 } ]
";

#[test]
fn an_hour_counts_for_the_first_resource_that_is_missing() {
    let scenario = BOTH.to_string() + &centre("bay = 1, mechanic = 2, advisor = 1", "'always'", "policy = 'walk-in'");
    let run = Case::new(1, &scenario)
        .trace(
            "time failure hours.repair hours.handover hours.look
             1    body    3            1              -
             2    body    2            1              -      # no bay until 4, a mechanic is free until 3
             3    check   -            -              5      # takes the second mechanic
             4    check   -            -              1      # behind job 2, which takes the first at 4
             5    check   -            -              1
             6    body    1            2              -",
        )
        // Job 2 repairs 4–6, handed over 6–7; jobs 4 and 5 wait for a mechanic until 6 (job 4: 6–7) and 7; job 6 comes
        // at 6 and finds a bay, but job 4 has the mechanic; at 7 job 5 goes first (since 5); job 3 ends at 8: both
        // mechanics are free then, job 6 starts at 8.
        .gives(
            "job start end wait_bay_hours wait_mechanic_hours wait_advisor_hours closed_hours handover_hours
             1   1     5   0              0                   0                  0            1
             2   4     7   2              0                   0                  0            1
             3   3     8   0              0                   0                  0            0
             4   6     7   0              2                   0                  0            0
             5   7     8   0              2                   0                  0            0
             6   8     11  0              2                   0                  0            2",
        );
    // Six served jobs; all waits in days.
    let days = |hours: f64| hours / 24.0 / 6.0;
    run.is("wait_days", "cause=bay", days(2.0));
    run.is("wait_days", "cause=mechanic", days(6.0));
    run.is("wait_days", "cause=advisor", 0.0);
    run.is("wait_days", "cause=handover", days(4.0));
    run.is("wait_days", "cause=work", days(13.0));
    run.is("wait_days", "cause=closed", 0.0);
    run.is("turnaround_days", "", days(25.0));
}

#[test]
fn what_is_missing_changes_while_a_car_waits() {
    let scenario = BOTH.to_string() + &centre("bay = 1, mechanic = 1, advisor = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .trace(
            "time failure hours.repair hours.handover hours.look priority
             1    body    2            0              -          0
             2    body    1            0              -          1   # bay and mechanic taken until 3: the bay comes first
             2.5  check   -            -              4          0   # goes first at 3: then only the mechanic is missing",
        )
        .gives(
            "job start end wait_bay_hours wait_mechanic_hours
             1   1     3   0              0
             2   7     8   1              4
             3   3     7   0              0.5",
        );
}

#[test]
fn what_is_missing_over_a_night_is_counted_in_opening_hours() {
    let hours = "{ mon-sun = '09:00-18:00' }";
    let scenario = BOTH.to_string() + &centre("bay = 1, mechanic = 1, advisor = 1", hours, "policy = 'walk-in'");
    Case::new(2, &scenario)
        .trace(
            "time    failure hours.repair hours.handover hours.look priority
             0/17:00 body    3            0              -          0          # 17-18 and 09-11
             0/17:30 body    1            0              -          1          # half an hour and two without a bay
             1/08:00 check   -            -              4          0          # takes the mechanic from 11 to 15",
        )
        .gives(
            "job start   end     wait_bay_hours wait_mechanic_hours closed_hours
             1   0/17:00 1/11:00 0              0                   15
             2   1/15:00 1/16:00 2.5            4                   15
             3   1/11:00 1/15:00 0              2                   1",
        );
}

#[test]
fn staff_that_is_not_there_is_missing_from_the_first_moment() {
    let scenario = BOTH.to_string() + &centre("bay = 2, mechanic = 1, advisor = 1", "'always'", "policy = 'walk-in'");
    let nobody = |from: &str, to: &str| {
        format!("[[staff]]\ncentre = 'w'\nresource = 'mechanic'\ncount = 0\nfrom = {from}\nto = {to}\n")
    };
    // No mechanic for three days; the first car comes on the second.
    Case::new(4, &(scenario.clone() + &nobody("2025-03-03", "2025-03-05")))
        .trace("time    failure\n1/09:00 body")
        .gives(
            "job start   wait_bay_hours wait_mechanic_hours
             1   3/00:00 0              39",
        );
    // None on the second and the third, whose start nobody sees.
    let early = "time    failure hours.repair
                 0/01:00 body    1
                 2/09:00 body    1";
    let one = scenario.replace("bay = 2", "bay = 1");
    Case::new(4, &(one.clone() + &nobody("2025-03-04", "2025-03-05")))
        .trace(early)
        .gives(
            "job start   wait_bay_hours wait_mechanic_hours
             1   0/01:00 0              0
             2   3/00:00 0              15",
        );
    // It changes while a car waits: no mechanic until noon, then one, whom the first car has until 14:00.
    let morning = "[[staff]]\ncentre = 'w'\nresource = 'mechanic'\ncount = 0\nshift = '06:00-12:00'\n";
    Case::new(1, &(one + morning))
        .trace(
            "time failure hours.repair
             9    body    2
             10   body    1",
        )
        .gives(
            "job start wait_bay_hours wait_mechanic_hours
             1   12    0              3
             2   14    2              2",
        );
    // Cars that were there before: one in work with the mechanic until 3.
    Case::new(1, &scenario)
        .state(
            "state   centre failure occurred arrived hours_left
             in_work w      check   -5       -5      3
             waiting w      body    -3       -3      -",
        )
        .gives(
            "job start wait_bay_hours wait_mechanic_hours
             s1  -5    0              0
             s2  3     0              3",
        );
    // Or who comes later.
    Case::new(1, &scenario)
        .state("state centre failure occurred arrived hours_left\n in_work w check -5 -5 3")
        .trace("time failure\n 1 body")
        .gives(
            "job start wait_bay_hours wait_mechanic_hours
             s1  -5    0              0
             1   3     0              2",
        );
}

#[test]
fn resources_beyond_the_eighth_share_a_place() {
    let mut scenario = "[[city]]\nid = 'wuhan'\n".to_string();
    for place in 0..9 {
        scenario += &format!(
            "[[failure]]\nid = 'f{place}'\nstages = [ {{ id = 'work', needs = ['r{place}'], hours = {}.0 }} ]\n",
            place + 1
        );
    }
    let counts: Vec<String> = (0..9).map(|place| format!("r{place} = 1")).collect();
    scenario += &centre(&counts.join(", "), "'always'", "policy = 'walk-in'");
    // The second of each waits for as long as the first takes.
    Case::new(1, &scenario)
        .trace(
            "time failure
             1    f6
             1    f6
             1    f7
             1    f7
             1    f8
             1    f8",
        )
        .gives(
            "job wait_r6_hours wait_other_hours
             1   0             0
             2   7             0
             3   0             0
             4   0             8
             5   0             0
             6   0             9",
        )
        .is("wait_days", "cause=r6", 7.0 / 24.0 / 6.0)
        .is("wait_days", "cause=other", 17.0 / 24.0 / 6.0);
}

#[test]
fn closed_hours_are_those_without_work() {
    let hours = "{ mon-sun = '09:00-18:00' }";
    let run = Case::new(3, &(BODY.to_string() + &centre("bay = 1", hours, "policy = 'walk-in'")))
        .trace(
            "time    hours.repair
             0/07:00 3            # closed until 09:00
             0/10:00 8            # bay free at 12:00; paused 18:00-09:00, two hours are left
             0/20:00 1            # closed until 09:00, then no bay until 11:00",
        )
        .gives(
            "job start   end     closed_hours wait_bay_hours work
             1   0/09:00 0/12:00 2            0              3
             2   0/12:00 1/11:00 15           2              8
             3   1/11:00 1/12:00 13           2              1",
        );
    run.is("wait_days", "cause=closed", 30.0 / 24.0 / 3.0)
        .is("wait_days", "cause=bay", 4.0 / 24.0 / 3.0);
}

#[test]
fn overtime_is_work_not_closed_time() {
    let hours = "{ mon-sun = '09:00-18:00', closing = 'finish' }";
    Case::new(2, &(BODY.to_string() + &centre("bay = 1", hours, "policy = 'walk-in'")))
        .trace(
            "time    hours.repair
             0/16:00 4            # to 20:00
             0/17:00 1            # an open hour without a bay; after 18:00 it is closed, whoever works",
        )
        .gives(
            "job start   end     closed_hours wait_bay_hours
             1   0/16:00 0/20:00 0            0
             2   1/09:00 1/10:00 15           1",
        );
}

#[test]
fn a_booking_splits_the_lead_time() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 2, retry = 'in-order'";
    let hours = "{ mon-sun = '09:00-18:00' }";
    let run = Case::new(4, &(BODY.to_string() + &centre("bay = 1", hours, booking)))
        .trace(
            "time    hours.repair
             0/08:00 10           # 09:00-18:00 and an hour of Tuesday
             0/08:00 1
             0/12:00 1            # nothing free until 00:00 of Tuesday, then Wednesday",
        )
        .gives(
            "job booked  slot    start   end     no_slot_hours appointment_hours closed_hours wait_bay_hours
             1   0/08:00 0/09:00 0/09:00 1/10:00 0             1                 15           0
             2   0/08:00 1/09:00 1/10:00 1/11:00 0             25                0            1
             3   1/00:00 2/09:00 2/09:00 2/10:00 12            33                0            0",
        );
    run.is("wait_days", "cause=no_slot", 12.0 / 24.0 / 3.0);
    run.is("wait_days", "cause=appointment", 59.0 / 24.0 / 3.0);
}
