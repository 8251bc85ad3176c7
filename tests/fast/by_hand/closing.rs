//! Closing time, night, weekend and lunch under both rules.

use super::{BODY, Case, Run, centre};

/// A workshop of `bays` bays with these hours on Monday to Friday.
fn workshop(bays: u32, hours: &str, closing: &str) -> String {
    let hours = format!("{{ mon-fri = '{hours}', closing = '{closing}' }}");
    BODY.to_string() + &centre(&format!("bay = {bays}"), &hours, "policy = 'walk-in'")
}

#[test]
fn paused_work_goes_on_in_the_morning_before_those_who_wait() {
    Case::new(3, &workshop(1, "09:00-18:00", "pause"))
        .trace(
            "time    hours.repair
             0/16:00 5            # 2 h today, 3 h tomorrow
             0/17:00 1
             0/18:00 1            # no start at the closing instant anyway
             1/09:00 1",
        )
        .gives(
            "job start   end     work
             1   0/16:00 1/12:00 5
             2   1/12:00 1/13:00 1
             3   1/13:00 1/14:00 1
             4   1/14:00 1/15:00 1",
        );
}

#[test]
fn paused_cars_keep_their_bays() {
    Case::new(2, &workshop(2, "09:00-18:00", "pause"))
        .trace(
            "time    hours.repair priority
             0/17:00 3            0        # 1 h today, to 11:00
             0/17:30 1            0        # half an hour today, to 09:30
             0/17:45 1            -1       # urgent: still only after the first of them
             0/17:50 1            0",
        )
        .gives(
            "job start   end
             1   0/17:00 1/11:00
             2   0/17:30 1/09:30
             3   1/09:30 1/10:30
             4   1/10:30 1/11:30",
        );
}

#[test]
fn work_pauses_over_a_weekend() {
    let run = Case::new(8, &workshop(1, "09:00-18:00", "pause"))
        .trace(
            "time    hours.repair
             4/16:00 5            # Friday: 2 h; Monday: 3 h
             5/12:00 2            # Saturday: closed",
        )
        .gives(
            "job start   end     wait work
             1   4/16:00 7/12:00 0    5
             2   7/12:00 7/14:00 48   2",
        );
    // Paused work is not busy: 7 hours in six days of nine.
    run.is("utilisation", "", 7.0 / 54.0);
    // The cars were there nonetheless: from Friday 16:00 to Monday 12:00 (68 h), from Saturday 12:00 to Monday 14:00.
    run.is("in_system", "", (68.0 + 50.0) / (8.0 * 24.0));
}

#[test]
fn long_work_pauses_night_after_night() {
    Case::new(5, &workshop(1, "09:00-12:00, 13:00-18:00", "pause"))
        .trace(
            "time    hours.repair
             0/10:00 25",
        )
        // 7 h on Monday, 8 h on Tuesday and on Wednesday, 2 h on Thursday.
        .gives(
            "job start   end     work
             1   0/10:00 3/11:00 25",
        );
}

#[test]
fn started_work_ends_in_overtime_which_is_staffed() {
    let run = Case::new(2, &workshop(1, "09:00-18:00", "finish"))
        .trace(
            "time    hours.repair
             0/16:00 5
             0/17:00 1
             0/21:00 1",
        )
        .gives(
            "job start   end     wait
             1   0/16:00 0/21:00 0
             2   1/09:00 1/10:00 16
             3   1/10:00 1/11:00 13",
        );
    // Busy 2 + 3 + 1 + 1; staffed 2 × 9 and 3 of overtime.
    run.is("utilisation", "", 7.0 / 21.0).is("service_hours", "", 7.0 / 3.0);
    assert_daily(&run, "utilisation", &[5.0 / 12.0, 2.0 / 9.0]);
}

#[test]
fn overtime_may_last_into_the_next_hours() {
    let run = Case::new(3, &workshop(2, "09:00-18:00", "finish"))
        .trace(
            "time    hours.repair
             0/17:00 18
             0/17:30 0.5
             1/17:59 0.5          # 29 minutes of overtime",
        )
        // Job 1: an hour, then 15 h of overtime, then two hours of Tuesday.
        .gives(
            "job start   end
             1   0/17:00 1/11:00
             2   0/17:30 0/18:00
             3   1/17:59 1/18:29",
        );
    // Overtime by day: 6 h to midnight; 9 h and 29 min; none.
    let busy = [1.0 + 6.0 + 0.5, 9.0 + 2.0 + 0.5, 0.0];
    let staffed = [18.0 + 6.0, 18.0 + 9.0 + 29.0 / 60.0, 18.0];
    run.is(
        "utilisation",
        "",
        (busy[0] + busy[1]) / (staffed[0] + staffed[1] + staffed[2]),
    );
    assert_daily(&run, "utilisation", &[busy[0] / staffed[0], busy[1] / staffed[1], 0.0]);
}

#[test]
fn work_that_needs_exactly_the_time_left_ends_at_closing() {
    for closing in ["pause", "finish"] {
        Case::new(2, &workshop(1, "09:00-18:00", closing))
            .trace(
                "time      hours.repair
                 0/16:00   2
                 0/17:00   1",
            )
            // The bay is free at 18:00 and nobody starts then.
            .gives(
                "job start   end
                 1   0/16:00 0/18:00
                 2   1/09:00 1/10:00",
            );
    }
    // A microsecond too late: it waits for the opening, and ends one after it.
    Case::new(2, &workshop(1, "09:00-18:00", "pause"))
        .trace(
            "time      hours.repair
             0/16:00+1 2",
        )
        .gives(
            "job start     end
             1   0/16:00+1 1/09:00+1",
        );
}

#[test]
fn a_lunch_break_is_a_closing_time() {
    let jobs = "time    hours.repair
                0/11:00 3
                0/09:00 3            # ends as lunch begins
                0/11:30 1            # a bay is free at 12:00, but nobody works
                0/12:30 1";
    Case::new(1, &workshop(2, "09:00-12:00, 13:00-18:00", "pause"))
        .trace(jobs)
        // Job 1 works 11–12 and 13–15; the other bay takes job 3 at 13:00 and job 4 at 14:00.
        .gives(
            "job start   end
             1   0/11:00 0/15:00
             2   0/09:00 0/12:00
             3   0/13:00 0/14:00
             4   0/14:00 0/15:00",
        );
    Case::new(1, &workshop(2, "09:00-12:00, 13:00-18:00", "finish"))
        .trace(jobs)
        // Job 1 works through lunch, to 14:00, and leaves as job 3 does.
        .gives(
            "job start   end
             1   0/11:00 0/14:00
             2   0/09:00 0/12:00
             3   0/13:00 0/14:00
             4   0/14:00 0/15:00",
        )
        // Busy 3 + 3 + 1 + 1 hours; staffed 2 × 8 and job 1's lunch.
        .is("utilisation", "", 8.0 / 17.0);
}

#[test]
fn a_stage_after_overtime_waits_for_the_opening() {
    let stages = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'repair', needs = ['bay'], hours = 2.0 },
            { id = 'paint', needs = ['booth'], hours = 1.0 },
        ]
    ";
    for (closing, arrival, end) in [
        ("finish", "0/17:00", "1/10:00"), // repaired at 19:00
        ("finish", "0/16:00", "1/10:00"), // repaired at closing
        ("pause", "0/16:00", "1/10:00"),
        ("pause", "0/17:00", "1/11:00"), // an hour of each on Tuesday
    ] {
        let hours = format!("{{ mon-fri = '09:00-18:00', closing = '{closing}' }}");
        let scenario = stages.to_string() + &centre("bay = 1, booth = 1", &hours, "policy = 'walk-in'");
        Case::new(2, &scenario)
            .trace(&format!("time\n{arrival}"))
            .gives(&format!("job start end work\n1 {arrival} {end} 3"));
    }
}

/// Compares the daily means of `*`.
fn assert_daily(run: &Run, metric: &str, expected: &[f64]) {
    let rows = run.daily.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let all = rows.filter(|row| row[1..4] == ["*"; 3] && row[4] == metric);
    let means: Vec<f64> = all.map(|row| row[5].parse().unwrap()).collect();
    assert_eq!(means.len(), expected.len(), "{means:?}");
    for (mean, expected) in means.iter().zip(expected) {
        assert!((mean - expected).abs() < 1e-12, "{metric}: {means:?}, not {expected}");
    }
}
