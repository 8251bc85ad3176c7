//! Full calendars: the next release, those who try again, patience, waiting lists and dates of centres.

use super::{BODY, Case, centre};

/// One slot a day at 09:00, two days to book.
fn scarce(booking: &str) -> String {
    let booking = format!("policy = 'calendar', slots_per_day = 1, horizon_days = 2, retry = 'in-order', {booking}");
    BODY.to_string() + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", &booking)
}

#[test]
fn owners_without_a_slot_try_at_each_release() {
    let run = Case::new(5, &scarce("release = '00:00'"))
        .trace(
            "time
             0/08:00
             0/08:00
             0/10:00
             0/11:00
             2/12:00",
        )
        // Each midnight opens one more day: Wednesday goes to job 3 on Tuesday, Thursday to job 4 on Wednesday. Job 5
        // finds Wednesday's slot past and Thursday's taken.
        .gives(
            "job booked  slot    retries lead
             1   0/08:00 0/09:00 0       1
             2   0/08:00 1/09:00 0       25
             3   1/00:00 2/09:00 1       47
             4   2/00:00 3/09:00 2       70
             5   3/00:00 4/09:00 1       45",
        );
    // Four retries, of which three got a slot.
    run.is("release_success_share", "", 0.75);
}

#[test]
fn a_release_in_the_evening_opens_its_day_then() {
    let run = Case::new(5, &scarce("release = '20:00'"))
        .trace(
            "time
             0/08:00              # Monday; Tuesday opens at 20:00
             0/08:30
             0/20:00              # finds nothing, then tries at the release of this instant, behind job 2
             1/09:00
             1/20:00+1",
        )
        // Tuesday goes to job 2 on Monday at 20:00; Wednesday to job 3 on Tuesday; Thursday to job 4 on Wednesday;
        // Friday to job 5 on Thursday.
        .gives(
            "job booked  slot    retries
             1   0/08:00 0/09:00 0
             2   0/20:00 1/09:00 1
             3   1/20:00 2/09:00 2
             4   2/20:00 3/09:00 2
             5   3/20:00 4/09:00 2",
        );
    // Seven retries: 0/20:00 jobs 2 and 3; 1/20:00 jobs 3 and 4; 2/20:00 jobs 4 and 5; 3/20:00 job 5.
    run.is("release_success_share", "", 4.0 / 7.0);
}

#[test]
fn patience_ends_at_its_own_instant_between_releases() {
    Case::new(5, &scarce("release = '00:00', patience_days = 1.0"))
        .trace(
            "time      patience_hours
             0/08:00   -
             0/08:00   -
             0/08:00   14.5            # 22:30 of Monday
             0/08:00   16              # 24:00: ends before the release of that instant
             0/08:00   -               # Tuesday 08:00, after the release that serves it
             0/08:00   -               # Tuesday 08:00, before the next
             0/09:00   200
             4/23:00   0
             4/23:30   0.5             # the last instant of the run
             4/23:30   0.75",
        )
        .gives(
            "job outcome    booked  slot    lost    reason  retries
             1   served     0/08:00 0/09:00 -       -       0
             2   served     0/08:00 1/09:00 -       -       0
             3   lost       -       -       0/22:30 no_slot 0
             4   lost       -       -       0/24:00 no_slot 0
             5   served     1/00:00 2/09:00 -       -       1
             6   lost       -       -       1/08:00 no_slot 1
             7   served     2/00:00 3/09:00 -       -       2
             8   unfinished 4/23:00 5/09:00 -       -       0       # of Friday and Saturday, Saturday is free
             9   lost       -       -       4/24:00 no_slot 0
             10  unfinished -       -       -       -       0",
        );
}

#[test]
fn patience_stops_with_the_booking_whatever_the_date() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 10, patience_days = 0.5";
    let scenario = BODY.to_string() + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", booking);
    Case::new(5, &scenario)
        .trace(
            "time
             0/08:00
             0/08:00
             0/08:00",
        )
        .gives(
            "job outcome start   end
             1   served  0/09:00 0/10:00
             2   served  1/09:00 1/10:00
             3   served  2/09:00 2/10:00",
        );
}

#[test]
fn a_waiting_list_goes_by_the_first_attempt() {
    let mut jobs = "time\n".to_string();
    (0..10).for_each(|hour| jobs += &format!("0/{:02}:00\n", 10 + hour));
    let run = Case::new(12, &scarce("release = '00:00'")).trace(&jobs).run();
    // Monday's slot is past. Job 1 has Tuesday at once; job k has day k, booked on day k − 1 at 00:00.
    for job in 1..=10 {
        let slot = job as f64 * 24.0 + 9.0;
        assert_eq!(run.cell(&job.to_string(), "slot"), format!("{slot:.10}"), "{job}");
        assert_eq!(run.cell(&job.to_string(), "retries"), (job - 1).to_string());
    }
}

#[test]
fn a_calendar_has_slots_from_its_first_day_to_its_last() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 3, retry = 'in-order'";
    let dated = centre("bay = 1", "{ mon-sun = '09:00-18:00' }", booking) + "opens = 2025-03-05\ncloses = 2025-03-07\n";
    Case::new(7, &(BODY.to_string() + &dated))
        .trace(
            "time    hours.repair
             0/12:00 1              # waits for the opening: the release of Wednesday
             1/12:00 15             # takes Thursday, and works it off on Friday and Saturday
             1/13:00 1              # no day is left: tries until the centre has closed
             2/12:00 1              # so does this one
             3/24:00 1              # the last instant of the last day
             4/12:00 1              # nothing to try for",
        )
        .gives(
            "job outcome centre booked  slot    end     lost    reason    retries
             1   served  w      2/00:00 2/09:00 2/10:00 -       -         2
             2   served  w      2/00:00 3/09:00 4/15:00 -       -         1
             3   lost    -      -       -       -       4/00:00 no_centre 3
             4   lost    -      -       -       -       4/00:00 no_centre 2
             5   lost    -      -       -       -       4/00:00 no_centre 1
             6   lost    -      -       -       -       4/12:00 no_centre 0",
        )
        // Five looked for a slot: two have one after 45 hours, three never; the sixth had nowhere to look.
        .is("within_days_share", "days=1", 0.0)
        .is("within_days_share", "days=3", 2.0 / 5.0);
}

#[test]
fn two_release_times_each_open_their_own() {
    let other = "
        [[city]]
        id = 'hankou'
    ";
    let book = |release: &str| {
        format!("policy = 'calendar', slots_per_day = 1, horizon_days = 1, retry = 'in-order', release = '{release}'")
    };
    let hours = "{ mon-sun = '22:00-23:00' }";
    let early = centre("bay = 1", hours, &book("08:00"));
    let late = centre("bay = 1", hours, &book("20:00"))
        .replace("id = 'w'", "id = 'h'")
        .replace("wuhan", "hankou");
    Case::new(3, &(BODY.to_string() + other + &early + &late))
        .trace(
            "time
             0/07:00
             0/07:30
             0/07:45
             0/19:00",
        )
        // At 08:00 Wuhan's slot of the evening goes to job 1; at 20:00 Hankou's (no coordinates: no distance) to job 2;
        // on Tuesday they go to jobs 3 and 4. Whoever tries, tries at both.
        .gives(
            "job centre booked  slot    retries
             1   w      0/08:00 0/22:00 1
             2   h      0/20:00 0/22:00 2
             3   w      1/08:00 1/22:00 3
             4   h      1/20:00 1/22:00 3",
        );
}
