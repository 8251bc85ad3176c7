//! Centres that get up to speed, operators with a speed of their own, orders, and cost.

use super::{BODY, Case, centre};

#[test]
fn a_new_centre_gets_faster_day_by_day() {
    let scenario = BODY.to_string()
        + &centre("bay = 1", "'always'", "policy = 'walk-in'")
        + "ramp_up = { days = 2, from_share = 0.5 }\n";
    Case::new(3, &scenario)
        .trace(
            "time    hours.repair
             0/10:00 10.5
             2/10:00 1",
        )
        // 0.625 on the first day, 0.875 on the second, then 1: 14 h × 0.625 + 2 h × 0.875 = 10.5 h.
        .gives(
            "job start   end     work
             1   0/10:00 1/02:00 16
             2   2/10:00 2/11:00 1",
        );
}

#[test]
fn slots_follow_the_speed_of_the_day() {
    let scenario = BODY.to_string()
        + &centre(
            "bay = 1",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar', horizon_days = 3",
        )
        + "ramp_up = { days = 2, from_share = 0.5 }\n";
    // 9 × 0.625 = 5.6: five slots, 1 h 48 apart; 9 × 0.875 = 7.9: seven; nine on the third day.
    let run = Case::new(3, &scenario)
        .trace(
            "time
             0/01:00
             0/02:00
             0/20:00
             1/20:00
             1/21:00",
        )
        .gives(
            "job slot
             1   0/09:00
             2   0/10:48
             3   1/09:00
             4   2/09:00
             5   2/10:00",
        );
    // An hour of work at 0.625.
    assert_eq!(run.cell("1", "work"), "1.6000000000");
}

#[test]
fn slots_follow_the_speed_of_the_operator() {
    let scenario = BODY.to_string()
        + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", "policy = 'calendar'")
        + "operator = 'slow'\n[[operator]]\nid = 'slow'\nspeed = 0.5\n";
    // 9 × 0.5 = 4.5: four slots, 2 h 15 min apart.
    Case::new(2, &scenario)
        .trace(
            "time
             0/08:00
             0/08:00",
        )
        .gives(
            "job slot    end
             1   0/09:00 0/11:00
             2   0/11:15 0/13:15",
        );
}

/// A centre ordered on the first day, which opens two days later and works at four fifths of full speed.
fn ordered() -> String {
    BODY.to_string()
        + &centre(
            "bay = 1",
            "{ mon-sun = '09:00-18:00', closing = 'finish' }",
            "policy = 'calendar', slots_per_day = 9",
        )
        + "operator = 'authorised'
           ordered = 2025-03-03
           [[operator]]
           id = 'authorised'
           speed = 0.8
           days_to_open = 2
           cost_per_month_cny = 30437.5
           cost_per_hour_cny = 100
           opening_cost_cny = 5000
"
}

#[test]
fn an_ordered_centre_opens_when_its_operator_is_ready() {
    Case::new(4, &ordered())
        .trace(
            "time    hours.repair
             0/10:00 1
             3/15:30 2",
        )
        // 1 h and 2 h at 0.8; the second car is booked for 16:00 and done at 18:30.
        .gives(
            "job slot    start   end
             1   2/09:00 2/09:00 2/10:15
             2   3/16:00 3/16:00 3/18:30",
        )
        // Two days at 1000, 1.25 + 2 h and half an hour after closing at 100.
        .is("cost_cny", "component=fixed", 2000.0)
        .is("cost_cny", "component=work", 325.0)
        .is("cost_cny", "component=overtime", 50.0)
        .is("cost_cny", "component=opening", 5000.0)
        .is("cost_cny", "", 7375.0)
        .is("cost_cny", "centre=w", 7375.0)
        .is("cost_cny", "city=wuhan", 7375.0);
}

#[test]
fn cost_is_that_of_the_days_measured_where_it_is_known() {
    let unknown = "
        [[city]]
        id = 'hankou'
        [[centre]]
        id = 'h'
        city = 'hankou'
        resources = { bay = 1 }
        hours = 'always'
        booking = { policy = 'walk-in' }
    ";
    let run = Case::new(4, &(ordered() + unknown))
        .top("warm_up_days = 3")
        .trace(
            "time    hours.repair
             0/10:00 1
             3/15:30 2",
        )
        .run();
    // The fourth day alone: it has opened before; two hours of work and half an hour after closing.
    run.is("cost_cny", "component=fixed", 1000.0)
        .is("cost_cny", "component=work", 200.0)
        .is("cost_cny", "component=overtime", 50.0)
        .is("cost_cny", "component=opening", 0.0)
        .is("cost_cny", "", 1250.0)
        .is("cost_cny", "centre=w", 1250.0);
    assert!(!run.has("cost_cny", "centre", "h") && !run.has("cost_cny", "city", "hankou"));
    assert!(run.has("cost_cny", "city", "wuhan"));
}

#[test]
fn what_is_kept_without_work_costs_nothing_by_the_hour() {
    let scenario = "
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
        + &centre("bay = 1, advisor = 1", "'always'", "policy = 'walk-in'")
        + "operator = 'own'\n[[operator]]\nid = 'own'\ncost_per_hour_cny = 100\n";
    // The advisor talks until 4. The bay is at work from 1 to 2 and from 4 to 5, and kept in between.
    Case::new(1, &scenario)
        .trace(
            "time failure
             1    talk
             1    body",
        )
        .run()
        .is("cost_cny", "component=work", 600.0)
        .is("cost_cny", "", 600.0);
}

#[test]
fn speeds_of_operator_and_ramp_multiply() {
    let scenario = ordered().replace(
        "operator = 'authorised'\n",
        "operator = 'authorised'\nramp_up = { days = 2, from_share = 0.5 }\n",
    );
    Case::new(4, &scenario)
        .trace(
            "time    hours.repair
             0/10:00 1",
        )
        // The ramp begins at the opening: 0.8 × 0.625 = 0.5.
        .gives(
            "job start   end
             1   2/09:00 2/11:00",
        );
}
