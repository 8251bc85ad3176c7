//! Runs that start in the middle at centres that keep resources, change their staff, or work at another speed.

use super::{Case, centre};

/// Repairs that keep their bay until an advisor has spoken to the owner, and talks that need the advisor alone.
fn keeping(counts: &str, staff: &str) -> String {
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
        + &centre(counts, "'always'", "policy = 'walk-in'")
        + staff
}

#[test]
fn a_car_in_work_keeps_its_bay_through_a_cut_on_the_first_morning() {
    let cut = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 1\nshift = '06:00-24:00'\n";
    // The advisor talks from 3 to 6. The first car is checked until 4 and waits for her in its bay; at 6 one of two bays
    // goes, but both are held, and she goes on in hers. The new car gets the bay that is left when the second car goes.
    Case::new(1, &keeping("bay = 2, advisor = 1", cut))
        .state(
            "state   centre occurred arrived stage hours_left
             in_work w      -2       -2      check 4
             in_work w      -2       -2      check 8",
        )
        .trace("time failure\n 3 talk\n 5 body")
        .gives(
            "job start end wait_advisor_hours wait_bay_hours
             s1  -2    7   2                  0
             s2  -2    9   0                  0
             1   3     6   0                  0
             2   9     11  0                  4",
        )
        // Planned 2 × 6 + 18 bay hours, and one hour, from 6 to 7, in which one more is in work; held for 7 + 9 + 2.
        .is("utilisation", "resource=bay", 18.0 / 31.0)
        .is("blocked_share", "resource=bay", 2.0 / 31.0);
}

#[test]
fn a_car_that_waits_at_the_start_holds_what_it_kept() {
    let late = "[[staff]]\ncentre = 'w'\nresource = 'advisor'\ncount = 0\nshift = '00:00-08:00'\n";
    // No advisor before 8: until she has spoken to the first owner the only bay is held.
    Case::new(1, &keeping("bay = 1, advisor = 1", late))
        .state(
            "state   centre occurred arrived service_start stage  since
             waiting w      -4       -4      -2            advise -1",
        )
        .trace("time failure\n 1 body")
        .gives(
            "job start end wait_advisor_hours wait_bay_hours
             s1  -2    9   8                  0
             1   9     11  0                  8",
        )
        .is("utilisation", "resource=bay", 11.0 / 24.0)
        .is("blocked_share", "resource=bay", 8.0 / 24.0);
}

#[test]
fn what_was_kept_for_a_stage_in_work_is_at_work() {
    Case::new(1, &keeping("bay = 1, advisor = 1", ""))
        .state(
            "state   centre occurred arrived service_start stage  hours_left
             in_work w      -4       -4      -2            advise 3",
        )
        .trace("time failure\n 1 body")
        .gives(
            "job start end
             s1  -2    3
             1   3     5",
        )
        .is("utilisation", "resource=bay", 5.0 / 24.0)
        .is("utilisation", "resource=advisor", 4.0 / 24.0)
        .is("blocked_share", "resource=bay", 0.0);
}

#[test]
fn work_left_goes_at_the_speed_of_the_centre_and_drying_at_its_own() {
    let scenario = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'paint', needs = ['booth'], hours = 2.0 },
            { id = 'dry', needs = [], around_the_clock = true, hours = 6.0 },
            { id = 'fit', needs = ['bay'], hours = 1.0 },
        ]
        [[operator]]
        id = 'slow'
        speed = 0.8
    "
    .to_string()
        + &centre(
            "bay = 1, booth = 1",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'walk-in'",
        )
        + "operator = 'slow'\n";
    // Paint: 4 h of work are 5 h, 09:00 to 14:00; dry at 20:00, and an hour and a quarter of fitting on Tuesday. What is
    // drying is dry at 03:00, whoever is there, and fitted from 09:00 to 10:15.
    Case::new(2, &scenario)
        .state(
            "state   centre occurred arrived service_start stage hours_left
             in_work w      -9       -9      -9            paint 4
             in_work w      -9       -9      -9            dry   3",
        )
        .gives(
            "job end     work
             s1  1/10:15 12.25
             s2  0/10:15 4.25",
        );
}

#[test]
fn a_car_that_dries_holds_the_booth_that_was_kept() {
    let scenario = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [
            { id = 'paint', needs = ['booth'], keep = ['booth'], hours = 2.0 },
            { id = 'dry', needs = [], around_the_clock = true, hours = 6.0 },
            { id = 'polish', needs = ['booth'], hours = 1.0 },
        ]
    "
    .to_string()
        + &centre("booth = 1", "'always'", "policy = 'walk-in'");
    Case::new(1, &scenario)
        .state(
            "state   centre occurred arrived service_start stage hours_left
             in_work w      -9       -9      -9            dry   3",
        )
        .trace("time\n 1")
        .gives(
            "job start end
             s1  -9    4
             1   4     13",
        )
        .is("blocked_share", "resource=booth", 9.0 / 24.0);
}
