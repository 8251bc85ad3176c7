//! Which slots are sold to whom: overbooking, slots kept back, notice, several teams on a day.

use super::{BODY, Case, centre};

const HOURS: &str = "{ mon-sun = '09:00-17:00' }";

#[test]
fn an_overbooked_day_has_more_slots_in_the_same_time() {
    let sold = |share: &str| {
        let booking = format!("policy = 'calendar', slots_per_day = 4, overbooking_share = {share}");
        BODY.to_string() + &centre("bay = 9", "{ mon-sun = '09:00-19:00' }", &booking)
    };
    let six = "time
               0/08:00
               0/08:00
               0/08:00
               0/08:00
               0/08:00
               0/08:00";
    // Five in ten hours: every two hours.
    Case::new(2, &sold("0.25")).trace(six).gives(
        "job slot
         1   0/09:00
         2   0/11:00
         3   0/13:00
         4   0/15:00
         5   0/17:00
         6   1/09:00",
    );
    // 4.8 are four: every two and a half hours.
    Case::new(2, &sold("0.2")).trace(six).gives(
        "job slot
         1   0/09:00
         2   0/11:30
         3   0/14:00
         4   0/16:30
         5   1/09:00
         6   1/11:30",
    );
}

/// Two failure modes of one team; one is urgent.
fn with_urgent(booking: &str) -> String {
    let modes = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[failure]]
        id = 'brakes'
        urgent = true
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    ";
    modes.to_string() + &centre("bay = 9", HOURS, &format!("policy = 'calendar', {booking}"))
}

#[test]
fn urgent_jobs_find_the_slots_kept_for_them() {
    // Slots at 09:00, 11:00, 13:00, 15:00; the last one is kept until the release of the day before.
    let booking = "slots_per_day = 4, horizon_days = 3, retry = 'in-order', urgent_reserve_share = 0.25, \
                   reserve_until_days = 1";
    let trace = "time    failure
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body
                 0/08:00 body         # 15:00 of Wednesday is not for her";
    let eleven = "
        1  0/09:00 0
        2  0/11:00 0
        3  0/13:00 0
        4  0/15:00 0
        5  1/09:00 0
        6  1/11:00 0
        7  1/13:00 0
        8  1/15:00 0
        9  2/09:00 0
        10 2/11:00 0
        11 2/13:00 0";
    // Unused, it is hers at the release of Tuesday.
    let run = Case::new(3, &with_urgent(booking))
        .trace(trace)
        .gives(&format!("job slot retries{eleven}\n12 2/15:00 1"));
    // At 20:00 of Monday nobody but urgent jobs can book; on Tuesday Thursday is free; on Wednesday Thursday and Friday.
    run.is("free_days", "team=*", (0.0 + 1.0 + 2.0) / 3.0);
    // Used, it is not: she gets the first slot of Thursday, which opens then.
    Case::new(3, &with_urgent(booking))
        .trace(&format!("{trace}\n0/08:30 brakes"))
        .gives(&format!("job slot retries{eleven}\n12 3/09:00 1\n13 2/15:00 0"));
}

#[test]
fn urgent_jobs_take_common_slots_first_and_shares_round_to_the_nearest() {
    // 0.375 × 4 = 1.5: two slots are kept, and only for two days from now on.
    let booking = "slots_per_day = 4, horizon_days = 1, urgent_reserve_share = 0.375, reserve_until_days = 0, \
                   release = '08:00'";
    Case::new(1, &with_urgent(booking))
        .trace(
            "time    failure
             0/07:00 body                 # before its release the day is not open
             0/08:30 brakes
             0/08:30 body
             0/08:30 body                 # after the release nothing is kept",
        )
        .gives(
            "job slot    booked
             1   0/09:00 0/08:00
             2   0/11:00 0/08:30
             3   0/13:00 0/08:30
             4   0/15:00 0/08:30",
        );
    let booking = "slots_per_day = 4, horizon_days = 2, urgent_reserve_share = 0.375, reserve_until_days = 0";
    Case::new(2, &with_urgent(booking))
        .trace(
            "time    failure
             0/18:00 brakes
             0/18:00 body
             0/18:00 body                 # 13:00 and 15:00 are kept until midnight
             0/18:30 brakes",
        )
        .gives(
            "job slot    booked  retries
             1   1/09:00 0/18:00 0
             2   1/11:00 0/18:00 0
             3   1/15:00 1/00:00 1
             4   1/13:00 0/18:30 0",
        );
}

#[test]
fn a_slot_must_be_booked_in_time() {
    let booking = "policy = 'calendar', slots_per_day = 2, notice_hours = 24";
    Case::new(4, &(BODY.to_string() + &centre("bay = 9", HOURS, booking)))
        .trace(
            "time
             0/08:00
             0/13:00              # exactly 24 hours before 13:00
             0/13:00+1            # a microsecond less for whoever takes it: Wednesday
             1/13:00-1            # 13:00 of Wednesday is ahead by more",
        )
        .gives(
            "job slot
             1   1/09:00
             2   1/13:00
             3   2/09:00
             4   2/13:00",
        );
    // First free slots at the releases: tomorrow's 09:00 is 33 hours away; on Tuesday both of Wednesday's are free.
    let booking = "policy = 'calendar', slots_per_day = 2, horizon_days = 2, notice_hours = 12";
    let run = Case::new(2, &(BODY.to_string() + &centre("bay = 9", HOURS, booking)))
        .trace(
            "time
             0/21:00
             0/21:00+1            # 09:00 would be 12 hours ahead but for a microsecond
             0/22:00              # nothing is left; at the release 09:00 is too near, Wednesday is open",
        )
        .gives(
            "job slot    booked
             1   1/09:00 0/21:00
             2   1/13:00 0/21:00+1
             3   2/09:00 1/00:00",
        );
    // 13:00 is 13 hours after the release: Monday's own slot counts as its first.
    run.is("first_slot_days", "team=*", 1.0 / 2.0);
}

#[test]
fn what_is_kept_is_a_share_of_all_that_is_sold() {
    // Four and a half of them again are six, every 80 minutes; a quarter of six, one and a half, are two.
    let booking = "slots_per_day = 4, overbooking_share = 0.5, horizon_days = 2, retry = 'in-order', \
                   urgent_reserve_share = 0.25, reserve_until_days = 0";
    Case::new(2, &with_urgent(booking))
        .trace(
            "time    failure
             0/18:00 body
             0/18:00 body
             0/18:00 body
             0/18:00 body
             0/18:00 body                 # 14:20 and 15:40 are kept until midnight",
        )
        .gives(
            "job slot    booked
             1   1/09:00 0/18:00
             2   1/10:20 0/18:00
             3   1/11:40 0/18:00
             4   1/13:00 0/18:00
             5   1/14:20 1/00:00",
        );
}

#[test]
fn a_day_is_free_if_there_is_a_slot_for_everyone() {
    // Thursday to Monday. Owners would rather come on Saturday, when 09:00 is for everyone and 13:00 is kept, than today;
    // who calls off does so 42 hours before.
    let rules = "slots_per_day = 2, horizon_days = 5, urgent_reserve_share = 0.5, reserve_until_days = 1";
    let cancel = ", cancel = { share = 1, notice_days = 1.75 }, rebook_share = 0";
    let weekend = "[choice]\nweekend_share = 1\nweekend_days = 3\n";
    let free = |rules: &str, trace: &str, slots: &str, days: f64| {
        let scenario = weekend.to_string() + &with_urgent(rules);
        let case = Case::from("2025-03-06", 1, &scenario).trace(trace);
        case.gives(slots).is("free_days", "team=*", days);
    };
    // At 20:00 of Thursday Friday, Sunday and Monday have a slot for everyone, and Saturday one for urgent jobs.
    free(
        rules,
        "time    failure
         0/08:00 body",
        "job slot
         1   2/09:00",
        3.0,
    );
    // Called off at 15:00: Saturday as well.
    free(
        &(rules.to_string() + cancel),
        "time    failure
         0/08:00 body",
        "job slot lost
         1   -    0/15:00",
        4.0,
    );
    // Taken again at shorter notice, and the kept one called off at 19:00: that is not for everyone.
    free(
        &(rules.to_string() + cancel),
        "time    failure
         0/08:00 body
         0/08:00 brakes
         0/16:00 body",
        "job slot    lost
         1   -       0/15:00
         2   -       0/19:00
         3   2/09:00 -",
        3.0,
    );
}

#[test]
fn a_day_too_near_to_be_booked_is_not_free() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 4, notice_hours = 24";
    let run = Case::new(1, &(BODY.to_string() + &centre("bay = 9", HOURS, booking)))
        .trace(
            "time
             0/20:00+1",
        )
        .gives(
            "job slot
             1   2/09:00",
        );
    // At 20:00 of Monday 09:00 of Tuesday is 13 hours ahead; Wednesday and Thursday are free.
    run.is("free_days", "team=*", 2.0);
}

/// A team whose jobs need a slot of another team as well.
fn two_teams(more: &str) -> String {
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
    // Body at 09:00; mechanical at 09:00 and 13:00.
    let booking = format!("policy = 'calendar', slots_per_day = {{ body = 1, mechanical = 2 }}{more}");
    modes.to_string() + &centre("bay = 9", HOURS, &booking)
}

#[test]
fn a_job_of_two_teams_takes_a_slot_of_each_on_one_day() {
    let run = Case::new(4, &two_teams(""))
        .trace(
            "time    failure
             0/08:00 brakes
             0/08:00 brakes
             0/08:00 body                 # a body slot today, but no mechanic: tomorrow, 09:00 of both
             0/08:00 brakes
             0/08:00 brakes
             0/08:00 body                 # on Wednesday at 09:00, with the mechanics' 13:00
             0/08:00 brakes",
        )
        .gives(
            "job slot
             1   0/09:00
             2   0/13:00
             3   1/09:00
             4   1/13:00
             5   2/09:00
             6   2/09:00
             7   3/09:00",
        );
    run.is("lead_time_days", "team=body", (25.0 + 49.0) / 2.0 / 24.0);
}

#[test]
fn what_is_kept_of_another_team_is_not_for_everyone_either() {
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
        [[failure]]
        id = 'engine'
        team = 'mechanical'
        urgent = true
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    ";
    let booking = "policy = 'calendar', slots_per_day = { body = 2, mechanical = 2 }, urgent_reserve_share = 0.5, \
                   reserve_until_days = 0";
    Case::new(3, &(modes.to_string() + &centre("bay = 9", HOURS, booking)))
        .trace(
            "time    failure
             0/18:00 brakes               # tomorrow at 09:00; 13:00 is kept
             0/18:00 body                 # so Wednesday, 09:00 of both
             0/18:00 engine               # tomorrow at 13:00",
        )
        .gives(
            "job slot
             1   1/09:00
             2   2/09:00
             3   1/13:00",
        );
}

#[test]
fn a_job_of_three_teams_comes_on_a_day_of_all_three() {
    let modes = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        team = 'body'
        also_teams = ['mechanical', 'paint']
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[failure]]
        id = 'brakes'
        team = 'mechanical'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[failure]]
        id = 'scratch'
        team = 'paint'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    ";
    let booking = "policy = 'calendar', slots_per_day = { body = 2, mechanical = 1, paint = 1 }";
    Case::new(3, &(modes.to_string() + &centre("bay = 9", HOURS, booking)))
        .trace(
            "time    failure
             0/08:00 scratch              # today
             0/08:10 body                 # no painter today: tomorrow
             0/08:20 brakes               # today, and so is the painter's day gone
             0/08:30 brakes               # tomorrow's mechanic is taken
             0/08:40 body                 # on Wednesday there is no mechanic left",
        )
        .gives(
            "job slot
             1   0/09:00
             2   1/09:00
             3   0/09:00
             4   2/09:00
             5   3/09:00",
        );
}

#[test]
fn a_job_of_two_teams_gives_both_slots_back() {
    let rules = ", cancel = { share = 1, notice_days = 1 }, rebook_share = 0";
    Case::new(3, &two_teams(rules))
        .trace(
            "time    failure
             0/08:00 body                 # today, 09:00 of both
             0/08:00 body                 # tomorrow: called off at 09:00
             0/10:00 brakes
             0/10:00 brakes               # tomorrow at 09:00, which is free again
             0/11:00 body                 # tomorrow at 09:00, with the mechanics' 13:00
             0/12:00 brakes               # Wednesday: called off tomorrow",
        )
        .gives(
            "job outcome slot    lost
             1   served  0/09:00 -
             2   lost    -       0/09:00
             3   served  0/13:00 -
             4   served  1/09:00 -
             5   served  1/09:00 -
             6   lost    -       1/09:00",
        );
}
