//! Overtime with a limit: what ends within it, what pauses after it, and what it costs.

use super::{BODY, Case, centre};

/// An operator whose people cost one yuan an hour: cost is hours.
const OPERATOR: &str = "operator = 'own'\n[[operator]]\nid = 'own'\ncost_per_hour_cny = 1\n";

/// Opening hours with a limit of overtime.
fn limited(days: &str, hours: f64) -> String {
    format!("{{ {days}, closing = 'finish', overtime_hours = {hours:?} }}")
}

/// A workshop that repairs from Monday to Sunday, 09:00 to 18:00.
fn workshop(bays: u32, hours: f64) -> String {
    let hours = limited("mon-sun = '09:00-18:00'", hours);
    BODY.to_string() + &centre(&format!("bay = {bays}"), &hours, "policy = 'walk-in'") + OPERATOR
}

#[test]
fn work_that_ends_within_the_limit_is_overtime() {
    Case::new(2, &workshop(3, 2.0))
        .trace(
            "time    hours.repair
             0/16:00 3.5          # half an hour less than it might take
             0/16:00 4            # to the last instant of overtime
             0/17:59 0.5
             0/18:30 1            # nobody starts a stage in overtime",
        )
        .gives(
            "job start   end     closed_hours work
             1   0/16:00 0/19:30 0            3.5
             2   0/16:00 0/20:00 0            4
             3   0/17:59 0/18:29 0            0.5
             4   1/09:00 1/10:00 14.5         1",
        )
        // In hours 2 + 2 + 1/60 + 1; after closing 1.5 + 2 + 29/60. Staffed: 3 bays on two days of nine hours, and those.
        .is("cost_cny", "component=work", 5.0 + 1.0 / 60.0)
        .is("cost_cny", "component=overtime", 3.5 + 29.0 / 60.0)
        .is("utilisation", "", 9.0 / (54.0 + 3.5 + 29.0 / 60.0));
}

#[test]
fn what_is_left_at_the_limit_goes_on_in_the_morning_before_those_who_wait() {
    let run = Case::new(2, &workshop(1, 2.0))
        .trace(
            "time    hours.repair
             0/16:00 5            # two hours, two of overtime, one in the morning
             0/17:00 1            # the bay is held all night",
        )
        .gives(
            "job start   end     closed_hours wait_bay_hours work
             1   0/16:00 1/10:00 13           0              5
             2   1/10:00 1/11:00 15           2              1",
        );
    // Paused from 20:00 to 09:00 it is neither busy nor paid.
    run.is("cost_cny", "component=work", 4.0)
        .is("cost_cny", "component=overtime", 2.0)
        .is("utilisation", "", 6.0 / 20.0);
    // By day: four of eleven hours staffed, two of nine.
    let daily = |day: &str| {
        let row = format!("{day},*,*,*,utilisation,");
        let line = run.daily.lines().find_map(|line| line.strip_prefix(&row)).unwrap();
        line.split(',').next().unwrap().parse::<f64>().unwrap()
    };
    assert!((daily("2025-03-03") - 4.0 / 11.0).abs() < 1e-12);
    assert!((daily("2025-03-04") - 2.0 / 9.0).abs() < 1e-12);
    // A microsecond more than two hours of overtime: it ends one after the next opening.
    Case::new(2, &workshop(1, 2.0))
        .trace("time hours.repair\n 0/16:00+1 4")
        .gives("job start end\n 1 0/16:00+1 1/09:00+1");
}

#[test]
fn long_work_has_its_overtime_every_evening() {
    Case::new(4, &workshop(1, 1.5))
        .trace("time hours.repair\n 0/12:00 25")
        // 6 + 1.5, 9 + 1.5, the other 7 by 16:00 of Wednesday.
        .gives("job start end closed_hours work\n 1 0/12:00 2/16:00 27 25")
        .is("cost_cny", "component=overtime", 3.0)
        .is("cost_cny", "component=work", 22.0);
}

#[test]
fn after_a_saturday_it_pauses_until_monday() {
    let hours = limited("mon-sat = '09:00-18:00'", 2.0);
    let scenario = BODY.to_string() + &centre("bay = 1", &hours, "policy = 'walk-in'") + OPERATOR;
    Case::new(8, &scenario)
        .trace(
            "time    hours.repair
             5/17:00 6            # an hour, two of overtime, three on Monday
             6/12:00 1",
        )
        .gives(
            "job start   end     closed_hours wait_bay_hours
             1   5/17:00 7/12:00 37           0
             2   7/12:00 7/13:00 21           3",
        )
        .is("cost_cny", "component=overtime", 2.0);
    // Eight hours: until 02:00 of Sunday, which closes as it was.
    let late = scenario.replace("overtime_hours = 2.0", "overtime_hours = 8.0");
    Case::new(8, &late)
        .trace("time hours.repair\n 5/17:00 10")
        .gives("job start end closed_hours\n 1 5/17:00 7/10:00 31")
        .is("cost_cny", "component=overtime", 8.0);
}

#[test]
fn overtime_ends_at_the_next_opening_at_the_latest() {
    let jobs = "time    hours.repair
                0/11:00 3         # through lunch, to 14:00
                0/17:00 18        # an hour, 15 over night, two in the morning
                0/09:00 2.5";
    let days = "mon-sun = '09:00-12:00, 13:00-18:00'";
    let scenario =
        |hours: f64| BODY.to_string() + &centre("bay = 3", &limited(days, hours), "policy = 'walk-in'") + OPERATOR;
    // As long as the night, or longer: as without a limit.
    for hours in [15.0, 24.0] {
        Case::new(2, &scenario(hours))
            .trace(jobs)
            .gives(
                "job start   end     closed_hours
                 1   0/11:00 0/14:00 0
                 2   0/17:00 1/11:00 0
                 3   0/09:00 0/11:30 0",
            )
            .is("cost_cny", "component=overtime", 16.0);
    }
    // Half an hour: lunch is interrupted, and the night.
    Case::new(2, &scenario(0.5))
        .trace(&jobs.replace("18 ", "8.5"))
        .gives(
            "job start   end     closed_hours
             1   0/11:00 0/14:30 0.5
             2   0/17:00 1/16:30 15
             3   0/09:00 0/11:30 0",
        )
        // Lunch and lunch, and an evening.
        .is("cost_cny", "component=overtime", 1.5);
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
    let hours = limited("mon-sun = '09:00-18:00'", 1.0);
    let scenario = stages.to_string() + &centre("bay = 1, booth = 1", &hours, "policy = 'walk-in'");
    for (arrival, end) in [
        ("0/17:00", "1/10:00"), // repaired as the overtime ends
        ("0/17:30", "1/10:30"), // half an hour of the repair is left
    ] {
        Case::new(2, &scenario)
            .trace(&format!("time\n{arrival}"))
            .gives(&format!("job start end work\n1 {arrival} {end} 3"));
    }
}

/// A check that keeps its bay until an advisor comes, and talks that need her alone; overtime of an hour.
fn kept() -> String {
    "
    [[city]]
    id = 'wuhan'
    [[failure]]
    id = 'body'
    stages = [
        { id = 'check', needs = ['bay'], keep = ['bay'], hours = 1.0 },
        { id = 'advise', needs = ['bay', 'advisor'], hours = 1.0 },
    ]
    [[failure]]
    id = 'talk'
    stages = [ { id = 'talk', needs = ['advisor'], hours = 3.0 } ]
"
    .to_string()
        + &centre(
            "bay = 1, advisor = 1",
            &limited("mon-sun = '09:00-18:00'", 1.0),
            "policy = 'walk-in'",
        )
        + OPERATOR
}

#[test]
fn a_kept_bay_is_neither_free_nor_paid_at_night() {
    Case::new(2, &kept())
        .trace(
            "time    failure hours.check
             0/17:00 talk    -           # two hours, and one in the morning
             0/17:00 body    2           # done at 19:00; kept until the advisor is free at 10:00
             0/17:30 body    1           # no bay before 11:00",
        )
        .gives(
            "job start   end     work closed_hours wait_bay_hours wait_advisor_hours
             1   0/17:00 1/10:00 3    14           0              0
             2   0/17:00 1/11:00 3    14           0              1
             3   1/11:00 1/13:00 2    15           2.5            0",
        )
        // The bay: an hour, one of overtime, then held from 9 to 13, of which one hour without work.
        .is("utilisation", "resource=bay", 6.0 / 19.0)
        .is("blocked_share", "resource=bay", 1.0 / 19.0)
        .is("utilisation", "resource=advisor", (1.0 + 1.0 + 1.0 + 1.0 + 1.0) / 19.0)
        .is("cost_cny", "component=overtime", 2.0)
        .is("cost_cny", "component=work", 1.0 + 1.0 + 1.0 + 2.0 + 3.0);
}

#[test]
fn a_bay_in_use_that_pauses_is_not_free() {
    Case::new(2, &kept())
        .trace(
            "time    failure hours.check
             0/17:00 body    3           # an hour is left at 19:00
             0/17:30 body    1",
        )
        .gives(
            "job start   end     work closed_hours wait_bay_hours
             1   0/17:00 1/11:00 4    14           0
             2   1/11:00 1/13:00 2    15           2.5",
        )
        .is("utilisation", "resource=bay", 6.0 / 19.0)
        .is("blocked_share", "resource=bay", 0.0)
        .is("cost_cny", "component=overtime", 1.0);
}

/// Paint, then drying around the clock in the same booth, then polish; overtime of an hour.
fn paint(booths: u32) -> String {
    "
    [[city]]
    id = 'wuhan'
    [[failure]]
    id = 'body'
    stages = [
        { id = 'paint', needs = ['booth'], keep = ['booth'], hours = 1.0 },
        { id = 'dry', needs = ['booth'], around_the_clock = true, hours = 3.0 },
        { id = 'polish', needs = ['bay'], hours = 1.0 },
    ]
"
    .to_string()
        + &centre(
            &format!("booth = {booths}, bay = 3"),
            &limited("mon-sun = '09:00-18:00'", 1.0),
            "policy = 'walk-in'",
        )
        + OPERATOR
}

#[test]
fn what_goes_on_around_the_clock_knows_no_limit() {
    Case::new(2, &paint(2))
        .trace(
            "time    hours.paint hours.dry
             0/17:30 1           -       # painted by 18:30, dry at 21:30, while the other booth rests
             0/17:30 2           -       # half an hour of paint is left at 19:00
             0/17:45 1           2",
        )
        // Car 3 gets the first booth at 09:00, three hours before the second is free.
        .gives(
            "job start   end     work closed_hours wait_booth_hours
             1   0/17:30 1/10:00 5    11.5         0
             2   0/17:30 1/13:30 6    14           0
             3   1/09:00 1/13:00 4    15           0.25",
        )
        // Paint alone is overtime: half an hour and one.
        .is("cost_cny", "component=overtime", 1.5)
        // Open hours of the booths: half an hour each; to dry 9:30 to 12:30, after half an hour of paint; 9 to 12.
        .is(
            "utilisation",
            "resource=booth",
            (0.5 + 0.5 + 3.5 + 3.0 + 1.5) / (36.0 + 1.5),
        );
}

#[test]
fn people_who_leave_at_night_stay_with_what_they_started() {
    // One of two bays from 18:00 to 09:00: both cars have their hour of overtime, and their bays in the morning.
    let cut = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 1\nshift = '18:00-24:00'\n\
               [[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 0\nshift = '00:00-08:00'\n";
    Case::new(2, &(workshop(2, 1.0) + cut))
        .trace(
            "time    hours.repair
             0/17:00 3
             0/17:00 3.5
             0/17:30 1",
        )
        .gives(
            "job start   end     closed_hours
             1   0/17:00 1/10:00 14
             2   0/17:00 1/10:30 14
             3   1/10:00 1/11:00 15",
        )
        .is("cost_cny", "component=overtime", 2.0)
        .is("cost_cny", "component=work", 5.5);
}

#[test]
fn slow_work_has_the_same_overtime() {
    let scenario = workshop(2, 2.0).replace("cost_per_hour_cny = 1", "cost_per_hour_cny = 1\nspeed = 0.5");
    Case::new(2, &scenario)
        .trace(
            "time    hours.repair
             0/17:00 1.5          # three hours: to the end of the overtime
             0/17:00 2            # four: an hour in the morning",
        )
        .gives(
            "job start   end     closed_hours work
             1   0/17:00 0/20:00 0            3
             2   0/17:00 1/10:00 13           4",
        )
        .is("cost_cny", "component=overtime", 4.0)
        .is("cost_cny", "component=work", 3.0);
    // Half speed on Monday, three quarters on Tuesday: until 02:00 the overtime crosses midnight.
    let ramp = workshop(1, 8.0).replace(
        "operator = 'own'",
        "operator = 'own'\nramp_up = { days = 2, from_share = 0.25 }",
    );
    Case::new(2, &ramp)
        .trace("time hours.repair\n 0/17:00 6")
        // By noon of day 0 a quarter and an eighth … 0.4375; of day 1 0.8125: 7 h and 2 h make 4.6875, 1.3125 are left,
        // which take 21/13 h, to the next whole microsecond.
        .gives("job start end closed_hours\n 1 0/17:00 34.61538461555 7")
        .is("cost_cny", "component=overtime", 8.0);
}

#[test]
fn overtime_of_the_eve_goes_on_at_the_start_of_a_run() {
    let state = "state   centre occurred arrived hours_left
                 in_work w      -10      -10     1.5
                 in_work w      -9       -9      3
                 waiting w      -8       -8      -";
    // On Sunday it closed at 18:00: eight hours later it is 02:00.
    Case::new(2, &workshop(2, 8.0))
        .state(state)
        .gives(
            "job end    start closed_hours
             s1  1.5    -10   0
             s2  10     -9    7
             s3  10     9     9",
        )
        .is("cost_cny", "component=overtime", 3.5)
        .is("cost_cny", "component=work", 2.0);
    // Six hours end at midnight; with the Sunday closed there is none.
    for scenario in [workshop(2, 6.0), workshop(2, 8.0).replace("mon-sun", "mon-sat")] {
        Case::new(2, &scenario)
            .state(state)
            .gives(
                "job end    start closed_hours
                 s1  10.5   -10   9
                 s2  12     -9    9
                 s3  11.5   10.5  9",
            )
            .is("cost_cny", "component=overtime", 0.0);
    }
    // A slow centre takes twice as long.
    let slow = workshop(2, 8.0).replace("cost_per_hour_cny = 1", "cost_per_hour_cny = 1\nspeed = 0.5");
    Case::new(2, &slow).state(state).gives(
        "job end    start closed_hours
         s1  10     -10   7
         s2  13     -9    7
         s3  12     10    9",
    );
}
