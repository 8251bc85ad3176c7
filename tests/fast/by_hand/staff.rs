//! Staff by date, day and hour.

use super::{BODY, Case, centre};

fn staffed(count: u32, hours: &str, entries: &str) -> String {
    BODY.to_string() + &centre(&format!("bay = {count}"), hours, "policy = 'walk-in'") + entries
}

#[test]
fn a_shift_begins_amid_a_job() {
    let shift = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 3\nshift = '12:00-20:00'\n";
    Case::new(1, &staffed(1, "'always'", shift))
        .trace(
            "time hours.repair
             10   4
             10   4
             10   4",
        )
        .gives(
            "job start end wait
             1   10    14  0
             2   12    16  2
             3   12    16  2",
        )
        // One for 16 hours, three for 8.
        .is("utilisation", "resource=bay", 12.0 / 40.0);
}

#[test]
fn started_work_keeps_its_people_through_a_cut() {
    let cut = "[[staff]]\ncentre = '*'\nresource = 'bay'\ncount = 1\nshift = '12:00-24:00'\n";
    Case::new(1, &staffed(3, "'always'", cut))
        .trace(
            "time hours.repair
             10   4
             10   5
             10   6
             11   1
             11   1",
        )
        // Three in work until 14, 15 and 16, though only one should be there; who waits gets that one, at 16.
        .gives(
            "job start end
             1   10    14
             2   10    15
             3   10    16
             4   16    17
             5   17    18",
        )
        // Planned 3 × 12 + 1 × 12 hours, and beyond that two until 14 and one until 15.
        .is("utilisation", "resource=bay", 17.0 / (48.0 + 5.0));
}

#[test]
fn who_stays_for_started_work_until_midnight_counts_as_staffed() {
    let evening = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 2\nshift = '00:00-22:00'\n";
    Case::new(1, &staffed(1, "'always'", evening))
        .trace(
            "time hours.repair
             20   6
             20   6",
        )
        .gives(
            "job start end
             1   20    -
             2   20    -",
        )
        // Planned 2 × 22 + 1 × 2 hours, and one more until midnight; both are at work for four.
        .is("utilisation", "resource=bay", 8.0 / (46.0 + 2.0));
}

#[test]
fn saturday_has_a_shift_of_its_own() {
    let saturday = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 1\ndays = 'sat'\n";
    Case::new(6, &staffed(2, "{ mon-sat = '09:00-18:00' }", saturday))
        .trace(
            "time
             4/10:00
             4/10:00
             5/10:00
             5/10:00",
        )
        .gives(
            "job start   end
             1   4/10:00 4/11:00
             2   4/10:00 4/11:00
             3   5/10:00 5/11:00
             4   5/11:00 5/12:00",
        )
        .is("utilisation", "resource=bay", 4.0 / (5.0 * 18.0 + 9.0));
}

#[test]
fn slots_follow_the_staff_of_the_day() {
    let scenario = BODY.to_string()
        + &centre(
            "bay = 2",
            "{ mon-sat = '09:00-18:00' }",
            "policy = 'calendar', horizon_days = 14",
        )
        + "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 1\ndays = 'sat'\n";
    // Eighteen slots on Friday, every half hour; nine on Saturday, every hour.
    Case::new(6, &scenario)
        .trace(
            "time
             4/01:00
             4/02:00
             4/20:00
             4/20:30",
        )
        .gives(
            "job slot
             1   4/09:00
             2   4/09:30
             3   5/09:00
             4   5/10:00",
        );
}

#[test]
fn dates_are_included_and_later_entries_win() {
    let days = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 2\nfrom = 2025-03-04\nto = 2025-03-06\n\
                [[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 0\nfrom = 2025-03-05\nto = 2025-03-05\n";
    Case::new(5, &staffed(1, "'always'", days))
        .trace(
            "time    hours.repair
             1/10:00 1
             1/10:00 1
             2/10:00 1
             2/11:00 1
             4/10:00 1
             4/10:00 1",
        )
        // Two on Tuesday, nobody on Wednesday, two again from 00:00 on Thursday, one on Friday.
        .gives(
            "job start   end
             1   1/10:00 1/11:00
             2   1/10:00 1/11:00
             3   3/00:00 3/01:00
             4   3/00:00 3/01:00
             5   4/10:00 4/11:00
             6   4/11:00 4/12:00",
        )
        .is("utilisation", "resource=bay", 6.0 / (24.0 * 6.0));
}

#[test]
fn what_holds_until_midnight_holds_for_who_comes_at_midnight() {
    let gone = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 0\nfrom = 2025-03-04\n";
    Case::new(2, &staffed(1, "'always'", gone))
        .trace(
            "time
             0/24:00              # belongs to Monday, when there is a bay
             1/01:00",
        )
        .gives(
            "job start   end     outcome
             1   0/24:00 1/01:00 served
             2   -       -       unfinished",
        );
}

#[test]
fn a_shift_may_have_many_more_people_than_there_usually_are() {
    let many = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 300\nshift = '08:00-24:00'\n";
    let run = Case::new(1, &staffed(1, "'always'", many))
        .trace(&("time\n".to_string() + &"9\n".repeat(300)))
        .run();
    assert!(run.all("end").iter().all(|end| *end == "10.0000000000"));
    run.is("utilisation", "resource=bay", 300.0 / (8.0 + 16.0 * 300.0));
}

#[test]
fn slots_of_one_weekday_differ_where_the_staff_does() {
    let scenario = BODY.to_string()
        + &centre(
            "bay = 2",
            "{ mon = '09:00-18:00' }",
            "policy = 'calendar', horizon_days = 8",
        )
        + "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 1\nto = 2025-03-03\n";
    // Nine slots on the first Monday, every hour; eighteen on the next, every half hour.
    Case::new(8, &scenario)
        .trace(
            "time
             0/08:00
             0/08:00
             6/08:00
             6/08:00",
        )
        .gives(
            "job slot
             1   0/09:00
             2   0/10:00
             3   7/09:00
             4   7/09:30",
        );
}

/// A wash needs a bay, a check a mechanic, a repair both.
const THREE: &str = "
    [[city]]
    id = 'wuhan'
    [[failure]]
    id = 'wash'
    stages = [ { id = 'wash', needs = ['bay'], hours = 4.0 } ]
    [[failure]]
    id = 'check'
    stages = [ { id = 'check', needs = ['mechanic'], hours = 4.0 } ]
    [[failure]]
    id = 'repair'
    team = 'repair'
    stages = [ { id = 'repair', needs = ['bay', 'mechanic'], hours = 1.0 } ]
";

#[test]
fn shifts_of_two_resources_begin_each_at_its_own_hour() {
    let shifts = "[[staff]]\ncentre = 'w'\nresource = 'bay'\ncount = 2\nshift = '12:00-24:00'\n\
                  [[staff]]\ncentre = 'w'\nresource = 'mechanic'\ncount = 2\nshift = '10:00-24:00'\n";
    let scenario = THREE.to_string() + &centre("bay = 1, mechanic = 1", "'always'", "policy = 'walk-in'") + shifts;
    Case::new(1, &scenario)
        .trace(
            "time failure
             9    wash
             9    wash
             9    check
             9    check",
        )
        .gives(
            "job start
             1   9
             2   12
             3   9
             4   10",
        );
}

#[test]
fn slots_follow_what_there_is_of_each_resource() {
    let more = "[[staff]]\ncentre = 'w'\nresource = 'mechanic'\ncount = 3\ndays = 'mon'\n";
    let booking = "policy = 'calendar', horizon_days = 2";
    let hours = "{ mon-sun = '09:00-18:00' }";
    let scenario = THREE.to_string() + &centre("bay = 2, mechanic = 1", hours, booking) + more;
    // On Monday two bays and three mechanics: eighteen repairs, every half hour; on Tuesday one mechanic: nine.
    Case::new(2, &scenario)
        .trace(
            "time    failure
             0/08:00 repair
             0/08:00 repair
             0/18:00 repair
             0/18:00 repair",
        )
        .gives(
            "job slot
             1   0/09:00
             2   0/09:30
             3   1/09:00
             4   1/10:00",
        );
}

#[test]
fn a_shift_is_that_of_its_centre_and_brings_nothing_that_it_never_has() {
    let booth = "
        [[failure]]
        id = 'paint'
        stages = [ { id = 'paint', needs = ['booth'], hours = 1.0 } ]
        [[city]]
        id = 'hankou'
    ";
    let other = centre("bay = 1, booth = 1", "'always'", "policy = 'walk-in'")
        .replace("id = 'w'", "id = 'h'")
        .replace("wuhan", "hankou");
    let shifts = "[[staff]]\ncentre = 'h'\nresource = 'bay'\ncount = 0\n\
                  [[staff]]\ncentre = '*'\nresource = 'booth'\ncount = 2\n";
    Case::new(1, &(staffed(1, "'always'", "") + booth + &other + shifts))
        .trace(
            "time city   failure
             9    wuhan  body
             9    hankou paint
             9    hankou paint",
        )
        .gives(
            "job centre start
             1   w      9
             2   h      9
             3   h      9",
        )
        .is("utilisation", "resource=booth", 2.0 / 48.0)
        .is("utilisation", "resource=bay", 1.0 / 24.0);
}
