//! What owners prefer, and where else they go: days off, other shops, other centres, the queue beside the calendar.

use super::{BODY, Case, centre};

const HOURS: &str = "{ mon-sun = '09:00-18:00' }";

/// One slot a day at 09:00.
fn one_slot(rules: &str) -> String {
    BODY.to_string()
        + &centre(
            "bay = 1",
            HOURS,
            &format!("policy = 'calendar', slots_per_day = 1{rules}"),
        )
}

const WEEKEND: &str = "[choice]\nweekend_share = 1\nweekend_days = 3\n";

#[test]
fn a_working_day_counts_as_later_to_those_who_prefer_days_off() {
    Case::new(8, &(WEEKEND.to_string() + &one_slot("")))
        .trace(
            "time
             3/08:00              # Thursday counts 0 + 3, Saturday 2
             3/08:00              # Thursday 3, Sunday 3: the earlier one
             3/08:00              # Friday 4, Sunday 3
             3/08:00              # Friday 4, the Saturday after 9",
        )
        .gives(
            "job slot
             1   5/09:00
             2   3/09:00
             3   6/09:00
             4   4/09:00",
        );
    let nobody = WEEKEND.replace("share = 1", "share = 0");
    Case::new(8, &(nobody + &one_slot("")))
        .trace(
            "time
             3/08:00",
        )
        .gives(
            "job slot
             1   3/09:00",
        );
}

#[test]
fn a_working_day_counts_as_later_in_the_choice_of_a_centre_as_well() {
    let place = |id: &str, lon: f64, day: &str| {
        format!(
            "[[centre]]\nid = '{id}'\ncity = 'wuhan'\nlat = 0.0\nlon = {lon:.1}\nresources = {{ bay = 1 }}\n\
             hours = {{ {day} = '09:00-18:00' }}\nbooking = {{ policy = 'calendar', slots_per_day = 1 }}\n"
        )
    };
    // 0.3 degrees of road are 43 km and 0.43 days.
    let scenario = WEEKEND.to_string()
        + &BODY.replace("id = \"wuhan\"", "id = 'wuhan'\nlat = 0.0\nlon = 0.0")
        + &place("a", 0.0, "mon-fri")
        + &place("b", 0.3, "sat");
    Case::from("2025-03-06", 3, &scenario)
        .trace(
            "time
             0/08:00              # Thursday at a 3, Saturday at b 2.43
             0/08:00              # the Saturday after 9.43",
        )
        .gives(
            "job centre slot
             1   b      2/09:00
             2   a      0/09:00",
        );
}

#[test]
fn holidays_are_days_off_and_adjusted_workdays_are_not() {
    let china = format!("[calendar]\ncountry = 'CN'\n{WEEKEND}");
    // From Friday, 26 September 2025: Sunday the 28th is an adjusted workday, 1 October a holiday.
    Case::from("2025-09-26", 8, &(china + &one_slot("")))
        .trace(
            "time
             0/08:00              # Friday 3, Saturday 1
             0/08:00              # Friday 3, Sunday is no day off, 1 October 5
             3/08:00              # Monday 3, 1 October 2",
        )
        .gives(
            "job slot
             1   1/09:00
             2   0/09:00
             3   5/09:00",
        );
}

#[test]
fn who_would_wait_too_long_goes_to_another_shop() {
    let rule = |text: &str| format!("[choice]\nthird_party = {{ {text} }}\n");
    let scenario = rule("free_days = 0, share_per_day = 1, most_share = 1") + &one_slot("");
    let run = Case::new(3, &scenario)
        .trace(
            "time
             0/08:00
             0/08:00              # tomorrow is a day away: she is gone
             0/08:30
             1/08:00              # and nobody has taken this one",
        )
        .gives(
            "job outcome slot    lost    reason      centre
             1   served  0/09:00 -       -           w
             2   lost    -       0/08:00 third_party -
             3   lost    -       0/08:30 third_party -
             4   served  1/09:00 -       -           w",
        );
    run.is("elsewhere_share", "", 0.5)
        .is("elsewhere_share", "reason=third_party", 0.5)
        .is("lost_share", "reason=third_party", 0.5)
        .is("within_days_share", "days=1", 0.5);
    // A day is free: tomorrow is soon enough, the day after is not.
    let scenario = rule("free_days = 1, share_per_day = 1") + &one_slot("");
    Case::new(3, &scenario)
        .trace(
            "time
             0/08:00
             0/08:00
             0/08:00",
        )
        .gives(
            "job slot    reason
             1   0/09:00 -
             2   1/09:00 -
             3   -       third_party",
        );
    // Nothing free counts as the horizon: two days, of which two are free, or one.
    for (free, reason) in [("2", "-"), ("1", "third_party")] {
        let scenario = rule(&format!("free_days = {free}, share_per_day = 1")) + &one_slot(", horizon_days = 2");
        let run = Case::new(1, &scenario)
            .trace(
                "time
                 0/08:00
                 0/08:00
                 0/08:00",
            )
            .run();
        assert_eq!(run.cell("3", "reason"), reason.replace('-', ""));
    }
}

#[test]
fn who_finds_too_late_a_day_at_a_release_goes_to_another_shop() {
    let place = |id: &str, lon: f64, hours: &str, horizon: u32| {
        format!(
            "[[centre]]\nid = '{id}'\ncity = '{id}'\nresources = {{ bay = 1 }}\nhours = {{ {hours} }}\n\
             booking = {{ policy = 'calendar', slots_per_day = 1, horizon_days = {horizon}, retry = 'in-order' }}\n\
             [[city]]\nid = '{id}'\nlat = 0.0\nlon = {lon:.1}\n"
        )
    };
    let scenario = "
        [choice]
        third_party = { free_days = 1, share_per_day = 1, most_share = 1 }
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    "
    .to_string()
        + &place("west", 0.0, "mon-sun = '09:00-18:00'", 1)
        + &place("east", 1.0, "mon-tue = '09:00-18:00', thu = '09:00-18:00'", 3);
    // Jobs 4 and 5 find both calendars full, and wait one day for the west's next release. Then job 4 takes the west's
    // slot, and job 5 likes the east's of Thursday best: two days.
    Case::new(2, &scenario)
        .trace(
            "time    city
             0/08:00 east
             0/08:00 east
             0/08:00 west
             0/08:00 west
             0/08:00 west",
        )
        .gives(
            "job centre slot    lost    reason      retries
             1   east   0/09:00 -       -           0
             2   east   1/09:00 -       -           0
             3   west   0/09:00 -       -           0
             4   west   1/09:00 -       -           1
             5   -      -       1/00:00 third_party 1",
        );
}

#[test]
fn the_share_that_goes_elsewhere_has_an_upper_limit() {
    let scenario = "[choice]\nthird_party = { share_per_day = 1, most_share = 0 }\n".to_string() + &one_slot("");
    Case::new(3, &scenario)
        .trace(
            "time
             0/08:00
             0/08:00",
        )
        .gives(
            "job slot
             1   0/09:00
             2   1/09:00",
        );
}

#[test]
fn owners_are_counted_who_are_not_seen_at_the_nearest_centre() {
    // 0.3 degrees of road are 43 km and 0.43 days, one degree 1.45 days.
    let place = |id: &str, city: &str, lon: f64| {
        format!(
            "[[centre]]\nid = '{id}'\ncity = '{city}'\nlat = 0.0\nlon = {lon:.1}\nresources = {{ bay = 1 }}\n\
             hours = {HOURS}\nbooking = {{ policy = 'calendar', slots_per_day = 1 }}\n"
        )
    };
    let scenario = "
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[city]]
        id = 'west'
        lat = 0.0
        lon = 0.0
        [[city]]
        id = 'east'
        lat = 0.0
        lon = 1.0
    "
    .to_string()
        + &place("a", "west", 0.0)
        + &place("a-twin", "west", 0.0)
        + &place("b", "west", 0.3)
        + &place("c", "east", 1.0);
    let run = Case::new(4, &scenario)
        .trace(
            "time city
             8    west
             8    west              # the twin is as near
             8    west              # b today: 0.43
             8    west              # tomorrow at a or its twin: 1
             8    west
             8    west              # b tomorrow: 1.43
             8    west              # c today: 1.45
             8    east              # c tomorrow: 1; b is full until the day after",
        )
        .run();
    let centres: Vec<String> = ["3", "6", "7", "8"].iter().map(|job| run.cell(job, "centre")).collect();
    assert_eq!(centres, ["b", "b", "c", "c"]);
    run.is("elsewhere_share", "", 3.0 / 8.0)
        .is("elsewhere_share", "reason=next_centre", 2.0 / 8.0)
        .is("elsewhere_share", "reason=next_city", 1.0 / 8.0)
        .is("elsewhere_share", "reason=third_party", 0.0)
        .is("elsewhere_share", "city=west", 3.0 / 7.0);
}

/// A centre `a` in the city, one 43 km and 0.43 days away, `b`; both with a slot a day.
fn near_and_far(near: &str, near_booking: &str, far_booking: &str) -> String {
    let place = |id: &str, lon: f64, booking: &str| {
        format!(
            "[[centre]]\nid = '{id}'\ncity = 'wuhan'\nlat = 0.0\nlon = {lon:.1}\nresources = {{ bay = 1 }}\n\
             hours = {HOURS}\nbooking = {{ policy = 'calendar', slots_per_day = 1, retry = 'in-order', {booking} }}\n"
        )
    };
    BODY.replace("id = \"wuhan\"", "id = 'wuhan'\nlat = 0.0\nlon = 0.0")
        + &place("b", 0.3, far_booking)
        + &place("a", 0.0, near_booking)
        + near
}

#[test]
fn the_nearest_centre_is_that_of_the_day_of_the_booking() {
    // Before a opens on Tuesday nobody passes it by. Then job 3 has its slot, and job 4 books Wednesday at b.
    let opens = "opens = 2025-03-04\n";
    let scenario = near_and_far(opens, "horizon_days = 1", "horizon_days = 2");
    Case::new(4, &scenario)
        .trace(
            "time
             0/08:00
             0/08:00
             0/08:00
             0/08:00",
        )
        .gives(
            "job centre booked  slot
             1   b      0/08:00 0/09:00
             2   b      0/08:00 1/09:00
             3   a      1/00:00 1/09:00
             4   b      1/00:00 2/09:00",
        )
        .is("elsewhere_share", "", 0.25)
        .is("elsewhere_share", "reason=next_centre", 0.25);
}

#[test]
fn who_was_not_seen_anywhere_was_not_seen_elsewhere() {
    let missed = "no_show = { min_share = 1, max_share = 1 }, rebook_share = 0";
    Case::new(2, &near_and_far("", "horizon_days = 1", missed))
        .trace(
            "time
             0/08:00
             0/08:00",
        )
        .gives(
            "job outcome centre reason
             1   served  a      -
             2   lost    b      no_show",
        )
        .is("elsewhere_share", "", 0.0);
}

#[test]
fn another_centre_of_the_nearest_city_is_not_another_city() {
    // The owner lives 0.2 degrees from a, 0.5 from b, and has no centre at home.
    let city = "[[city]]\nid = 'hankou'\nlat = 0.0\nlon = -0.2\n";
    let scenario = near_and_far("", "horizon_days = 1", "horizon_days = 1") + city;
    Case::new(1, &scenario)
        .trace(
            "time city
             8    hankou
             8    hankou",
        )
        .gives(
            "job centre
             1   a
             2   b",
        )
        .is("elsewhere_share", "reason=next_centre", 0.5)
        .is("elsewhere_share", "reason=next_city", 0.0);
}

#[test]
fn what_an_owner_prefers_says_nothing_of_where_else_she_goes() {
    // Half of 256 owners come without a slot. Of those who book on Thursday half take a slot of that day and half would
    // rather have one of Saturday, two days away, which sends half of them to another shop.
    let scenario = "[choice]\nweekend_share = 0.5\nweekend_days = 3\n\
                    third_party = { free_days = 0, share_per_day = 0.25 }\n"
        .to_string()
        + BODY
        + &centre(
            "bay = 256",
            HOURS,
            "policy = 'calendar', slots_per_day = 540, walk_in = { share = 0.5 }",
        );
    let run = Case::from("2025-03-06", 3, &scenario)
        .trace(&("time\n".to_string() + &"0/08:00\n".repeat(256)))
        .run();
    let (slots, reasons) = (run.all("slot"), run.all("reason"));
    let days: Vec<Option<f64>> = slots
        .iter()
        .map(|slot| slot.parse::<f64>().ok().map(|hours| (hours / 24.0).floor()))
        .collect();
    let gone = reasons.iter().filter(|reason| **reason == "third_party").count();
    let on = |day: Option<f64>| days.iter().filter(|found| **found == day).count();
    for (count, share) in [
        (on(None) - gone, 0.5),
        (on(Some(0.0)), 0.25),
        (on(Some(2.0)), 0.125),
        (gone, 0.125),
    ] {
        // Within four standard deviations.
        let spread = (256.0_f64 * share * (1.0 - share)).sqrt();
        assert!((count as f64 - 256.0 * share).abs() <= 4.0 * spread, "{count} of 256");
    }
}

/// A calendar that opens on Tuesday and takes cars without a slot.
fn beside(walk_in: &str) -> String {
    one_slot(&format!(", walk_in = {{ {walk_in} }}")) + "opens = 2025-03-04\n"
}

#[test]
fn cars_without_a_slot_wait_behind_those_with_one() {
    // Owner 1 cannot drive to a centre that is not open yet; she books at the release of Tuesday.
    let trace = "time
                 0/15:00
                 1/08:00
                 1/08:30
                 1/09:00";
    let run = Case::new(3, &beside("share = 1, priority = 1")).trace(trace).gives(
        "job outcome slot    arrived start   end     wait lead
         1   served  1/09:00 1/09:00 1/10:00 1/11:00 1    18
         2   served  -       1/08:00 1/09:00 1/10:00 1    -
         3   served  -       1/08:30 1/11:00 1/12:00 2.5  -
         4   served  -       1/09:00 1/12:00 1/13:00 3    -",
    );
    run.is("attempts", "", 2.0);
    // Of equal priority it is who came first.
    Case::new(3, &beside("share = 1")).trace(trace).gives(
        "job start
         1   1/11:00
         2   1/09:00
         3   1/10:00
         4   1/12:00",
    );
    // Their patience ends in the queue (job 4 starts at the very instant); that of a booked owner does not.
    Case::new(3, &beside("share = 1, priority = 1, patience_hours = 2"))
        .trace(trace)
        .gives(
            "job outcome start   lost    reason
         1   served  1/10:00 -       -
         2   served  1/09:00 -       -
         3   lost    -       1/10:30 left_queue
         4   served  1/11:00 -       -",
        );
}

#[test]
fn who_has_a_slot_waits_whatever_the_patience_of_those_without() {
    // At 09:00 owner 3 begins, and owner 1, who has a slot, waits an hour for the bay.
    Case::new(3, &beside("share = 1, priority = 1, patience_hours = 0.75"))
        .trace(
            "time
             0/15:00
             1/08:00
             1/08:30
             1/09:00",
        )
        .gives(
            "job outcome start   lost    reason
             1   served  1/10:00 -       -
             2   lost    -       1/08:45 left_queue
             3   served  1/09:00 -       -
             4   lost    -       1/09:45 left_queue",
        );
}

#[test]
fn the_app_is_looked_at_in_the_evening() {
    let run = Case::new(3, &one_slot(", horizon_days = 3"))
        .trace(
            "time
             0/08:00
             0/20:00              # Tuesday is gone when the app is looked at; Wednesday is free
             1/20:00+1            # Wednesday is free for a microsecond more, and Thursday",
        )
        .gives(
            "job slot
             1   0/09:00
             2   1/09:00
             3   2/09:00",
        );
    run.is("free_days", "team=*", (1.0 + 2.0 + 2.0) / 3.0);
    run.is("free_days", "city=wuhan team=*", (1.0 + 2.0 + 2.0) / 3.0);
    run.is("free_days", "centre=w team=all", (1.0 + 2.0 + 2.0) / 3.0);
    for line in [
        "2025-03-03,*,w,*,free_days,1.0,,,,,",
        "2025-03-04,*,w,*,free_days,2.0,,,,,",
        "2025-03-05,wuhan,*,*,free_days,2.0,2.0,2.0,2.0,2.0,2.0",
    ] {
        assert!(run.daily.lines().any(|found| found == line), "{line}\n{}", run.daily);
    }
}

#[test]
fn a_release_at_the_hour_of_the_look_comes_before_it() {
    let run = Case::new(2, &one_slot(", horizon_days = 2, release = '20:00'"))
        .trace(
            "time
             0/08:00",
        )
        .run();
    // At 20:00 of each day tomorrow's slot has just been opened.
    run.is("free_days", "team=*", 1.0);
}
