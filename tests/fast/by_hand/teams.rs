//! Teams with slots of their own.

use super::{Case, centre};

const TWO: &str = "
    [[city]]
    id = 'wuhan'
    [[failure]]
    id = 'body'
    team = 'body'
    stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    [[failure]]
    id = 'brakes'
    team = 'mechanical'
    stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    [[failure]]
    id = 'tyres'
    team = 'mechanical'
    stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
";

#[test]
fn teams_do_not_share_their_slots_and_modes_of_a_team_do() {
    let booking = "policy = 'calendar', horizon_days = 2, slots_per_day = { body = 1, mechanical = 2 }";
    let scenario = TWO.to_string() + &centre("bay = 4", "{ mon-sun = '09:00-17:00' }", booking);
    let run = Case::new(3, &scenario)
        .trace(
            "time    failure
             0/08:00 brakes
             0/08:00 body
             0/08:00 tyres
             0/08:00 body
             0/08:00 body
             0/08:00 tyres
             0/08:00 brakes",
        )
        // Body at 09:00; mechanical at 09:00 and 13:00.
        .gives(
            "job slot    booked  retries
             1   0/09:00 0/08:00 0
             2   0/09:00 0/08:00 0
             3   0/13:00 0/08:00 0
             4   1/09:00 0/08:00 0
             5   2/09:00 1/00:00 1
             6   1/09:00 0/08:00 0
             7   1/13:00 0/08:00 0",
        );
    run.is("lead_time_days", "team=body", (1.0 + 25.0 + 49.0) / 3.0 / 24.0);
    run.is(
        "lead_time_days",
        "team=mechanical",
        (1.0 + 5.0 + 25.0 + 29.0) / 4.0 / 24.0,
    );
    // After the releases: body free today on Monday; on Tuesday (1 and 2) full; on Wednesday 2 is taken, 3 is free.
    run.is("first_slot_days", "team=body", (0.0 + 2.0 + 1.0) / 3.0);
    run.is("fully_booked_share", "team=body", 1.0 / 3.0);
    // Mechanical: today; tomorrow, since Tuesday is taken; today.
    run.is("first_slot_days", "team=mechanical", (0.0 + 1.0 + 0.0) / 3.0);
    run.is("fully_booked_share", "team=mechanical", 0.0);
    // Both: weighted by three and four jobs.
    run.is("first_slot_days", "", (1.0 * 3.0 + 1.0 / 3.0 * 4.0) / 7.0);
    run.is("fully_booked_share", "", 1.0 / 3.0 * 3.0 / 7.0);
    run.is("first_slot_days", "centre=w", (1.0 * 3.0 + 1.0 / 3.0 * 4.0) / 7.0);
}

#[test]
fn a_centre_without_slots_for_a_team_takes_none_of_its_jobs() {
    let booking = "policy = 'calendar', slots_per_day = { body = 1 }";
    let near = centre("bay = 4", "{ mon-sun = '09:00-17:00' }", booking);
    let far = near
        .replace("id = 'w'", "id = 'h'")
        .replace("wuhan", "hankou")
        .replace("body = 1", "mechanical = 1");
    let scenario = TWO.to_string() + "[[city]]\nid = 'hankou'\n" + &near + &far;
    Case::new(3, &scenario)
        .trace(
            "time    failure
             0/08:00 brakes
             0/08:00 body
             0/08:00 tyres
             0/08:00 body",
        )
        .gives(
            "job centre slot
             1   h      0/09:00
             2   w      0/09:00
             3   h      1/09:00
             4   w      1/09:00",
        );
}
