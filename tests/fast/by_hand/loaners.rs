//! Loaner cars, minute by minute.

use super::{BODY, Case, centre};

/// Two bays, one loaner car for whoever has an hour of work or more.
fn lending(rule: &str) -> String {
    format!(
        "{}
         [[failure]]
         id = 'look'
         stages = [ {{ id = 'repair', needs = ['bay'], hours = 0.5 }} ]
         {}loaners = 1
         [loaner]
         from_hours = 1
         {rule}
        ",
        BODY,
        centre("bay = 2", "'always'", "policy = 'walk-in'")
    )
}

const JOBS: &str = "
    time    failure hours.repair
    0/09:00 look    8
    0/10:00 body    4
    0/11:00 body    6
    0/12:00 body    1
    0/20:00 body    1";

#[test]
fn the_only_loaner_is_out_until_its_driver_has_her_car_again() {
    // By the hours of her failure mode, not of her own car, the first owner asks for none.
    let run = Case::new(1, &lending("cost_per_day_cny = 200")).trace(JOBS).gives(
        "job start   end     asked_loaner loaner
         1   0/09:00 0/17:00 0            -
         2   0/10:00 0/14:00 1            0/10:00
         3   0/14:00 0/20:00 1            -
         4   0/17:00 0/18:00 1            -
         5   0/20:00 0/21:00 1            0/20:00",
    );
    // Four and one of 24 hours.
    run.is("loaner_share", "", 0.5)
        .is("loaner_share", "failure=body", 0.5)
        .is("loaner_busy_share", "", 5.0 / 24.0)
        .is("loaner_busy_share", "centre=w", 5.0 / 24.0)
        .is("cost_cny", "component=loaners", 200.0);
    assert_eq!(run.mean("loaner_share", "failure=look"), None);
}

#[test]
fn those_who_wait_for_one_get_it_in_turn_while_their_car_is_there() {
    let run = Case::new(1, &lending("waits = true")).trace(JOBS).gives(
        "job end     loaner
         1   0/17:00 -
         2   0/14:00 0/10:00
         3   0/20:00 0/14:00
         4   0/18:00 -
         5   0/21:00 0/20:00",
    );
    // The fourth had her car again before the loaner came back.
    run.is("loaner_share", "", 0.75)
        .is("loaner_busy_share", "", 11.0 / 24.0);
}

#[test]
fn a_loan_counts_from_the_warm_up_on_and_to_the_end() {
    let scenario = lending("").replace("id = 'look'", "id = 'look'\nloaner = true");
    let run = Case::new(2, &scenario)
        .top("warm_up_days = 1")
        .trace(
            "time    failure hours.repair
             0/22:00 look    3
             1/21:00 look    9",
        )
        .run();
    // One hour of the second day, and its last three.
    run.is("loaner_busy_share", "", 4.0 / 24.0).is("loaner_share", "", 1.0);
}
