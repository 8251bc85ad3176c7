//! Runs that start in the middle: bookings, cars on site and owners without a slot, as they were that morning.

use super::{BODY, Case, bays, centre};

const ALWAYS: &str = "'always'";
const DAYTIME: &str = "{ mon-sun = '09:00-18:00' }";

#[test]
fn cars_in_work_end_their_stage_and_those_who_wait_go_on_in_their_order() {
    let run = Case::new(2, &bays(1))
        .trace(
            "time hours.repair
             1    1",
        )
        .state(
            "state   centre occurred arrived since hours_left
             waiting w      -3       -3      -2.5  -           # one hour, by the scenario's law
             in_work w      -6       -6      -     2.25
             waiting w      -4       -4      -2    -           # came earlier, but to this stage later
             waiting w      -1       -1      -     -",
        )
        // The bay is free at 2.25 h, then an hour each: row 1 (since −2.5), row 3 (−2), row 4 (−1), then the new job.
        .gives(
            "job outcome occurred arrived start end  turnaround work
             s2  served  -6       -6      -6    2.25 8.25       2.25
             s1  served  -3       -3      2.25  3.25 6.25       1
             s3  served  -4       -4      3.25  4.25 8.25       1
             s4  served  -1       -1      4.25  5.25 6.25       1
             1   served  1        1       5.25  6.25 5.25       1",
        );
    // Cars at the centre from the start: 2.25 + 3.25 + 4.25 + 5.25 hours, and 5.25 of the new job, over two days; the
    // bay is busy for 6.25 hours. Of the figures by job only the new one's count.
    run.is("in_system", "", 20.25 / 48.0)
        .is("utilisation", "resource=bay", 6.25 / 48.0)
        .is("jobs", "", 1.0)
        .is("served", "", 1.0)
        .is("turnaround_days", "", 5.25 / 24.0)
        .is("queue_wait_hours", "", 4.25);
    assert!(
        run.daily
            .lines()
            .any(|line| line.starts_with("2025-03-03,*,*,*,jobs,1.0"))
    );
}

#[test]
fn a_car_that_tells_nothing_has_waited_since_it_came() {
    Case::new(1, &bays(1))
        .state(
            "state   centre occurred arrived since hours_left
             in_work w      -9       -9      -     1
             waiting w      -2       -2      -1    -
             waiting w      -3       -1.5    -     -",
        )
        .gives(
            "job start end
             s1  -9    1
             s2  2     3
             s3  1     2",
        );
}

#[test]
fn cars_that_wait_for_a_later_stage_take_no_place_in_the_queue() {
    let two = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 3.0 }, { id = 'paint', needs = ['booth'], hours = 2.0 } ]
    ";
    let one = two.to_string() + &centre("bay = 1, booth = 1", ALWAYS, "policy = 'walk-in', queue_limit = 1");
    Case::new(1, &one)
        .state(
            "state   centre occurred arrived service_start stage  hours_left
             in_work w      -9       -9      -8            paint  5
             in_work w      -9       -9      -7            repair 4
             waiting w      -9       -9      -8            paint  -",
        )
        // The first new car is the only one in line for a bay; the second finds it there.
        .trace("time\n 1\n 2")
        .gives(
            "job outcome start end reason
             s1  served  -8    5   -
             s2  served  -7    9   -
             s3  served  -8    7   -
             1   served  4     11  -
             2   lost    -     -   queue_full",
        );
}

#[test]
fn cars_of_before_have_come_as_far_as_any() {
    // 0.3 degrees of the equator are 33.358 km, a road 1.3 times as long: 43.366 km, there and back.
    let scenario = BODY.replace("id = \"wuhan\"", "id = 'wuhan'\nlat = 0.0\nlon = 0.3")
        + &centre("bay = 1", ALWAYS, "policy = 'walk-in'")
        + "[[city]]\nid = 'hankou'\nlat = 0.0\nlon = 0.0\n";
    let run = Case::new(1, &scenario)
        .state(
            "state   city   occurred centre arrived
             trying  hankou -5       -      -
             waiting hankou -5       w      -5",
        )
        .run();
    let degree = core::f64::consts::TAU * 6371.0088 / 360.0;
    for job in ["s1", "s2"] {
        let km: f64 = run.cell(job, "km").parse().unwrap();
        assert!((km - 2.0 * 0.3 * 1.3 * degree).abs() < 1e-6, "{km}");
    }
}

#[test]
fn paused_work_goes_on_at_the_first_opening_and_overtime_at_once() {
    let pause = BODY.to_string() + &centre("bay = 2", DAYTIME, "policy = 'walk-in'");
    let state = "state   centre occurred arrived hours_left
                 in_work w      -10      -10     3
                 in_work w      -9       -9      10
                 waiting w      -8       -8      -";
    // Open from 9: three hours end at 12; ten hours at 10:00 of the next day; the third starts when a bay is free.
    Case::new(2, &pause)
        .state(state)
        .gives(
            "job end    start closed_hours before_start_hours
             s1  0/12:00 -10   9            10
             s2  1/10:00 -9    24           9
             s3  0/13:00 12    9            8",
        )
        .is("utilisation", "resource=bay", (3.0 + 10.0 + 1.0) / 36.0);
    let finish = pause.replace("'09:00-18:00'", "'09:00-18:00', closing = 'finish'");
    Case::new(2, &finish).state(state).gives(
        "job end  start closed_hours
         s1  3    -10   0
         s2  10   -9    0
         s3  10   9     9",
    );
}

#[test]
fn an_appointment_takes_its_slot_and_the_next_owner_another() {
    let booking = "policy = 'calendar', slots_per_day = 2, horizon_days = 3, retry = 'in-order'";
    // Slots at 09:00 and 13:30. Monday is full, Tuesday has one left; on Thursday, which opens on Tuesday, and on
    // Friday, two days later, one each is gone.
    Case::new(6, &(BODY.to_string() + &centre("bay = 1", DAYTIME, booking)))
        .state(
            "state  centre occurred booked slot
             booked w      -30      -24    9
             booked w      -29      -24    13.5
             booked w      -20      -20    33
             booked w      -19      -      81
             booked w      -18      -      105     # 09:00 of Friday, not bookable before Wednesday
             booked w      -17      -      249     # beyond the run",
        )
        .trace(
            "time
             0/08:00
             0/08:01
             0/08:02
             0/08:03
             2/01:00",
        )
        .gives(
            "job outcome    booked  slot    end     retries lead
             s1  served     -24     9       10      0       39
             s2  served     -24     13.5    14.5    0       42.5
             s3  served     -20     33      34      0       53
             s4  served     -19     81      82      0       100
             s5  served     -18     105     106     0       123
             s6  unfinished -17     249     -       0       266
             1   served     0/08:00 1/13:30 1/14:30 0       29.5
             2   served     0/08:01 2/09:00 2/10:00 0       48.9833333333
             3   served     0/08:02 2/13:30 2/14:30 0       53.4666666667
             4   served     1/00:00 3/13:30 3/14:30 1       77.45
             5   served     2/01:00 4/13:30 4/14:30 0       60.5",
        )
        .is("jobs", "", 5.0)
        .is("unfinished", "", 0.0);
}

#[test]
fn owners_who_have_tried_try_on_at_the_first_release() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 1, retry = 'in-order'";
    let one = BODY.to_string() + &centre("bay = 1", DAYTIME, booking);
    Case::new(4, &one)
        .state(
            "state  occurred retries patience_hours
             trying -20      1       -
             trying -50      2       -               # the first of the list
             trying -40      2       30              # gone at 06:00 of Tuesday
             trying -10      0       47              # an hour before the third release, at 48 h",
        )
        .trace("time\n 0/07:00")
        // A slot a day at 09:00, given at 00:00: job 2 on Monday, job 3 on Tuesday at 24 h, before its patience ends;
        // then job 1, then the new one.
        .gives(
            "job outcome booked slot lost retries
             s2  served  0      9    -    3
             s3  served  24     33   -    4
             s1  served  48     57   -    4
             s4  lost    -      -    47   2
             1   served  72     81   -    3",
        );
    // A later release: nothing opens before 12:00, and Monday's slot of 15:00 is bookable then.
    let noon = one
        .replace("09:00-18:00", "15:00-18:00")
        .replace("'in-order'", "'in-order', release = '12:00'");
    Case::new(2, &noon).state("state occurred\n trying -5").gives(
        "job booked  slot    retries
         s1  0/12:00 0/15:00 1",
    );
    // Where cars just come there is nothing to try for.
    Case::new(1, &bays(1)).state("state occurred\n trying -5").gives(
        "job outcome arrived start end
         s1  served  0       0     1",
    );
}

#[test]
fn a_patience_is_what_is_left_of_it() {
    let booking = "policy = 'calendar', slots_per_day = { other = 1 }, horizon_days = 1, patience_days = 2";
    let two = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    ";
    let full = booking.replace("{ other = 1 }", "1");
    // One slot a day for three owners; two days of patience from the first attempt, 47 hours or one ago.
    Case::new(
        4,
        &(two.to_string() + &centre("bay = 1", DAYTIME, &(full + ", retry = 'in-order'"))),
    )
    .state(
        "state  occurred
             trying -47.5
             trying -47
             trying -1",
    )
    .gives(
        "job outcome slot lost
             s1  served  9    -
             s2  lost    -    1
             s3  served  33   -",
    );
    // In the queue of a walk-in centre the law counts from the arrival, a cell from the start.
    let walk_in = BODY.to_string() + &centre("bay = 1", ALWAYS, "policy = 'walk-in', patience_hours = 5");
    Case::new(1, &walk_in)
        .state(
            "state   centre occurred arrived hours_left patience_hours
             in_work w      -9       -9      3          -
             waiting w      -3       -3      -          -      # gone at 2
             waiting w      -3       -3      -          4      # starts at 3
             waiting w      -2       -2      -          3.5",
        )
        .gives(
            "job outcome lost start end reason
             s1  served  -    -9    3   -
             s2  lost    2    -     -   left_queue
             s3  served  -    3     4   -
             s4  lost    3.5  -     -   left_queue",
        );
}

#[test]
fn a_patience_that_is_not_told_has_lasted_until_now() {
    let one = |law: &str| {
        BODY.to_string()
            + &centre(
                "bay = 1",
                ALWAYS,
                &format!("policy = 'walk-in', patience_hours = {law}"),
            )
    };
    let busy = "state   centre occurred arrived hours_left
                in_work w      -20      -20     20";
    // Up to ten hours, six of which have passed: all forty are gone within four, evenly spread (2 on average, each by
    // 1.155, so their mean by 0.18).
    let forty = busy.to_string() + &"\nwaiting w -6 -6 -".repeat(40);
    let run = Case::new(1, &one("{ uniform = { min = 0.0, max = 10.0 } }"))
        .state(&forty)
        .run();
    let lost = run.all("lost");
    let hours: Vec<f64> = lost.iter().filter_map(|cell| cell.parse().ok()).collect();
    assert_eq!(hours.len(), 40);
    assert!(hours.iter().all(|&hour| hour > 0.0 && hour <= 4.0), "{hours:?}");
    let mean = hours.iter().sum::<f64>() / 40.0;
    assert!((mean - 2.0).abs() < 4.0 * 0.183, "{mean}");
    // A law that never lasts so long begins anew.
    Case::new(1, &one("5"))
        .state(&(busy.to_string() + "\nwaiting w -9 -9 -"))
        .gives(
            "job outcome lost reason
             s1  served  -    -
             s2  lost    5    left_queue",
        );
}

#[test]
fn patience_beside_a_calendar_is_that_of_cars_without_a_slot() {
    let booking = "policy = 'calendar', slots_per_day = 9, walk_in = { share = 0.5, patience_hours = 3 }";
    Case::new(1, &(BODY.to_string() + &centre("bay = 1", ALWAYS, booking)))
        .state(
            "state   centre occurred slot arrived hours_left
             in_work w      -9       -    -9      5
             waiting w      -8       -1   -1      -
             waiting w      -1       -    -1      -          # gone at 2",
        )
        .gives(
            "job outcome lost start end
             s1  served  -    -9    5
             s2  served  -    5     6
             s3  lost    2    -     -",
        );
}

#[test]
fn a_later_stage_waits_for_its_own_resource() {
    let two = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 }, { id = 'paint', needs = ['booth'], hours = 2.0 } ]
    ";
    Case::new(
        1,
        &(two.to_string() + &centre("bay = 1, booth = 1", ALWAYS, "policy = 'walk-in'")),
    )
    .state(
        "state   centre occurred arrived service_start stage  hours_left since
             in_work w      -9       -9      -8            paint  0.5        -
             waiting w      -7       -7      -6            paint  -          -1
             in_work w      -6       -5      -1            repair 0.25       -",
    )
    .gives(
        "job start end  work wait_booth_hours wait_bay_hours
             s1  -8    0.5  0.5  0                0
             s2  -6    2.5  2    0.5              0
             s3  -1    4.5  2.25 2.25             0",
    );
}

#[test]
fn bookings_of_before_are_kept_or_not_like_others() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 3, rebook_share = 0.0";
    let one = |rule: &str| BODY.to_string() + &centre("bay = 1", DAYTIME, &format!("{booking}, {rule}"));
    // Everyone calls off a day ahead: the first would have on Sunday, so she has not; the second does at 33 h, and
    // Wednesday's slot is free for the owner who looks at 34 h. Who books at shorter notice keeps her slot.
    Case::new(4, &one("cancel = { share = 1.0, notice_days = 1 }"))
        .state(
            "state  centre occurred booked slot
             booked w      -30      -24    9
             booked w      -29      -24    57",
        )
        .trace("time\n 32\n 34")
        .gives(
            "job outcome slot lost end reason
             s1  served  9    -    10  -
             s2  lost    -    33   -   cancelled
             1   served  33   -    34  -
             2   served  57   -    58  -",
        );
    Case::new(2, &one("no_show = { min_share = 1.0, max_share = 1.0 }"))
        .state("state centre occurred slot\n booked w -30 9")
        .gives(
            "job outcome lost reason
             s1  lost    9    no_show",
        );
}

#[test]
fn how_likely_a_booking_of_before_is_missed_depends_on_when_it_was_made() {
    let law = "no_show = { min_share = 0, max_share = 1, scale_days = 0.05 }, rebook_share = 0";
    let booking = format!("policy = 'calendar', slots_per_day = 24, {law}");
    // Two days after the booking all but e^{−40} stay away, two minutes after it 1 − e^{−0.028} = 2.7 %. Who does not say
    // when she booked did so at her first attempt.
    Case::new(1, &(BODY.to_string() + &centre("bay = 9", ALWAYS, &booking)))
        .state(
            "state  centre occurred booked slot
             booked w      -48      -48    0.01
             booked w      -48      -0.01  0.02
             booked w      -48      -      0.01
             booked w      -0.01    -      0.02",
        )
        .gives(
            "job outcome booked lost start
             s1  lost    -      0.01 -
             s2  served  -0.01  -    0.02
             s3  lost    -      0.01 -
             s4  served  -0.01  -    0.02",
        );
}

#[test]
fn a_late_car_of_the_last_day_booked_comes_on_the_day_after() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 1, late_minutes = 960";
    Case::new(4, &(BODY.to_string() + &centre("bay = 1", ALWAYS, booking)))
        .state("state centre occurred slot\n booked w -5 33")
        .gives(
            "job arrived end
             s1  49      50",
        );
}

#[test]
fn a_booking_of_two_teams_holds_a_slot_of_each() {
    let modes = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        team = 'body'
        also_teams = ['mechanical']
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[failure]]
        id = 'brakes'
        team = 'mechanical'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    ";
    let booking = "policy = 'calendar', slots_per_day = { body = 1, mechanical = 1 }, horizon_days = 3, \
                   rebook_share = 0, cancel = { share = 1, notice_days = 1 }";
    Case::new(3, &(modes.to_string() + &centre("bay = 9", DAYTIME, booking)))
        .state("state centre occurred slot\n booked w -20 33")
        .trace(
            "time    failure
             0/08:00 brakes
             0/08:30 brakes               # Tuesday's is taken: Wednesday, called off a day before
             0/10:00 brakes               # Tuesday's has been given back at 09:00",
        )
        .gives(
            "job outcome slot    lost
             s1  lost    -       9
             1   served  0/09:00 -
             2   lost    -       1/09:00
             3   served  1/09:00 -",
        );
}
