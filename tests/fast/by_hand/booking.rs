//! Slots of a calendar: when they start, which day is open, who gets which.

use super::{BODY, Case, centre};

/// A workshop that is open round the week at these hours and books by calendar.
fn workshop(hours: &str, booking: &str) -> String {
    let hours = format!("{{ mon-sun = '{hours}' }}");
    BODY.to_string() + &centre("bay = 2", &hours, &format!("policy = 'calendar', {booking}"))
}

#[test]
fn slots_divide_the_open_time_around_the_lunch_break() {
    Case::new(2, &workshop("09:00-12:00, 13:00-18:00", "slots_per_day = 4"))
        .trace(
            "time
             0/00:00
             0/01:00
             0/02:00
             0/03:00
             0/04:00",
        )
        // Eight open hours: slots after 0, 2, 4 and 6 of them. The fifth owner comes tomorrow.
        .gives(
            "job outcome booked  slot    arrived start   end     lead retries
             1   served  0/00:00 0/09:00 0/09:00 0/09:00 0/10:00 9    0
             2   served  0/01:00 0/11:00 0/11:00 0/11:00 0/12:00 10   0
             3   served  0/02:00 0/14:00 0/14:00 0/14:00 0/15:00 12   0
             4   served  0/03:00 0/16:00 0/16:00 0/16:00 0/17:00 13   0
             5   served  0/04:00 1/09:00 1/09:00 1/09:00 1/10:00 29   0",
        );
}

#[test]
fn a_slot_that_falls_on_the_break_starts_after_it() {
    Case::new(1, &workshop("09:00-12:00, 13:00-16:00", "slots_per_day = 2"))
        .trace(
            "time
             0/00:00
             0/00:00",
        )
        .gives(
            "job slot
             1   0/09:00
             2   0/13:00",
        );
}

#[test]
fn slots_follow_from_staff_and_hours_if_they_are_not_given() {
    let stages = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'reception', needs = ['advisor'], hours = 0.5 },
            { id = 'repair', needs = ['bay', 'mechanic'], hours = { exponential = { mean = 4.0 } } },
            { id = 'handover', needs = ['advisor'], hours = 0.5 },
        ]
    ";
    let four = stages.to_string()
        + &centre(
            "advisor = 1, bay = 2, mechanic = 3",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar'",
        );
    // Advisor 1 ÷ 1 h, bays 2 ÷ 4 h, mechanics 3 ÷ 4 h: the bays' half a job an hour, 4.5 in nine hours: four slots,
    // 2 h 15 min apart.
    Case::new(2, &four)
        .trace(
            "time hours.repair
             0    0
             0    0
             0    0
             0    0
             0    0",
        )
        .gives(
            "job slot
             1   0/09:00
             2   0/11:15
             3   0/13:30
             4   0/15:45
             5   1/09:00",
        );
}

#[test]
fn today_can_be_booked_while_a_slot_s_start_is_still_ahead() {
    Case::new(2, &workshop("09:00-18:00", "slots_per_day = 3"))
        .trace(
            "time
             0/09:00              # 09:00 is not ahead any more
             0/12:00-1            # 12:00 is taken, 15:00 is not
             0/15:00-1            # all three are taken or past
             0/15:00",
        )
        .gives(
            "job slot
             1   0/12:00
             2   0/15:00
             3   1/09:00
             4   1/12:00",
        );
}

#[test]
fn a_closed_day_has_no_slots() {
    let hours = "{ mon-sat = '09:00-18:00', holiday = '12:00-18:00' }";
    let scenario = BODY.to_string() + &centre("bay = 2", hours, "policy = 'calendar', slots_per_day = 2");
    // From Friday, 26 September 2025: Sunday the 28th is an adjusted workday, 1–8 October are holidays.
    let country = "[calendar]\ncountry = 'CN'\n";
    let table = "time
                 0/09:30
                 0/09:30
                 0/09:30
                 0/09:30
                 0/09:30
                 0/20:00
                 0/21:00
                 0/22:00";
    Case::from("2025-09-26", 10, &scenario).trace(table).gives(
        "job slot
             1   0/13:30
             2   1/09:00
             3   1/13:30
             4   3/09:00           # over Sunday
             5   3/13:30
             6   4/09:00
             7   4/13:30
             8   5/09:00",
    );
    Case::from("2025-09-26", 10, &(country.to_string() + &scenario))
        .trace(table)
        .gives(
            "job slot
             1   0/13:30
             2   1/09:00
             3   1/13:30
             4   2/09:00           # the working Sunday, as a Monday
             5   2/13:30
             6   3/09:00
             7   3/13:30
             8   4/09:00",
        );
    Case::from("2025-09-26", 10, &(country.to_string() + &scenario))
        .trace(
            "time
             4/12:00
             4/13:30
             4/13:30",
        )
        // 30 September at 13:30, then the holiday of 1 October, open six hours from 12:00.
        .gives(
            "job slot
             1   4/13:30
             2   5/12:00
             3   5/15:00",
        );
}

#[test]
fn a_horizon_is_today_and_the_days_after_it() {
    let jobs = "time\n".to_string() + &"0/08:00\n".repeat(15);
    let run = Case::new(16, &workshop("09:00-18:00", "slots_per_day = 1"))
        .trace(&jobs)
        .run();
    // Fourteen days by default: 3 to 16 March; the fifteenth owner gets 17 March, on the first release after.
    for job in 1..=14 {
        let slot = (job - 1) as f64 * 24.0 + 9.0;
        assert_eq!(run.cell(&job.to_string(), "slot"), format!("{slot:.10}"));
        assert_eq!(run.cell(&job.to_string(), "booked"), "8.0000000000");
    }
    assert_eq!(run.cell("15", "booked"), "24.0000000000");
    assert_eq!(run.cell("15", "slot"), format!("{:.10}", 14.0 * 24.0 + 9.0));
    assert_eq!(run.cell("15", "retries"), "1");
}

#[test]
fn a_booked_car_waits_at_the_centre_if_work_takes_longer_than_slots() {
    let one = BODY.to_string()
        + &centre(
            "bay = 1",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar', slots_per_day = 9",
        );
    let run = Case::new(2, &one)
        .trace(
            "time    hours.repair patience_hours
             0/08:00 2.5          -
             0/08:00 1            0             # has a slot: her patience ended with the booking
             0/08:00 6            -             # 12:30–18:00 and half an hour tomorrow
             1/08:00 1            -",
        )
        .gives(
            "job slot    arrived start   end     wait lead turnaround
             1   0/09:00 0/09:00 0/09:00 0/11:30 0    1    3.5
             2   0/10:00 0/10:00 0/11:30 0/12:30 1.5  2    4.5
             3   0/11:00 0/11:00 0/12:30 1/09:30 1.5  3    25.5
             4   1/09:00 1/09:00 1/09:30 1/10:30 0.5  1    2.5",
        );
    run.is("lead_time_days", "", 7.0 / 4.0 / 24.0);
    run.is("queue_wait_hours", "", 3.5 / 4.0);
    run.is("turnaround_days", "", 36.0 / 4.0 / 24.0);
    run.is("service_hours", "", 10.5 / 4.0);
}

#[test]
fn booked_cars_go_by_arrival_and_then_by_who_had_the_need_first() {
    // Two calendars of one team cannot share a start, two teams can.
    let teams = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        team = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[failure]]
        id = 'brakes'
        team = 'brakes'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    ";
    let one = teams.to_string()
        + &centre(
            "bay = 1",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar', slots_per_day = { body = 3, brakes = 3 }",
        );
    Case::new(2, &one)
        .trace(
            "time    failure
             0/07:00 brakes
             0/08:00 body
             0/08:00 body
             0/08:30 brakes",
        )
        .gives(
            "job slot    start
             1   0/09:00 0/09:00
             2   0/09:00 0/10:00
             3   0/12:00 0/12:00
             4   0/12:00 0/13:00",
        );
}

#[test]
fn a_slot_at_midnight_belongs_to_the_day_it_opens() {
    let round = BODY.to_string() + &centre("bay = 1", "'always'", "policy = 'calendar', slots_per_day = 2");
    Case::new(3, &round)
        .trace(
            "time    hours.repair
             0/13:00 1
             0/13:00 12
             0/14:00 3
             0/14:00 1",
        )
        // Slots at 00:00 and 12:00 of each day.
        .gives(
            "job slot    start   end
             1   1/00:00 1/00:00 1/01:00
             2   1/12:00 1/12:00 2/00:00
             3   2/00:00 2/00:00 2/03:00
             4   2/12:00 2/12:00 2/13:00",
        );
}

#[test]
fn a_job_at_the_end_of_a_day_books_before_the_day_rolls() {
    Case::new(3, &workshop("09:00-18:00", "slots_per_day = 1, horizon_days = 2"))
        .trace(
            "time
             0/24:00
             0/24:00",
        )
        // At 24:00 of Monday the horizon is Monday and Tuesday; the release of that instant comes after both.
        .gives(
            "job booked  slot    retries
             1   0/24:00 1/09:00 0
             2   1/00:00 2/09:00 1",
        );
}
