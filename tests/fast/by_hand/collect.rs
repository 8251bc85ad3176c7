//! Drivers who fetch cars and bring them back, minute by minute.

use super::{BODY, Case, Run, centre};

/// Two bays and three slots a day, at 09:00, 12:00 and 15:00; one driver, twenty minutes for each half of a trip.
fn valet(rule: &str, of_centre: &str) -> String {
    let booking = "policy = 'calendar', horizon_days = 3, slots_per_day = 3";
    format!(
        "{BODY}{}{of_centre}
         [collect]
         ask_share = 1
         {rule}
         [[drivers]]
         id = 'd'
         cities = ['wuhan']
         hours = {{ mon-sun = '08:00-18:00' }}
         leg_minutes = 20
        ",
        centre("bay = 2", "{ mon-sun = '09:00-18:00' }", booking)
    )
}

#[test]
fn a_car_is_fetched_for_its_slot_and_brought_back_when_it_is_ready() {
    // The driver sets out at 08:20, has the car at 08:40 and is there at 09:00. The first car is ready at 11:00, but he
    // must set out for the second at 11:20 and be there at 12:00: it is with its owner an hour later than it could be. The
    // fourth is ready at 18:00, when no driver sets out any more: its owner comes an hour later. The fifth is booked ten
    // minutes before its slot and comes forty after that.
    let costs = "price_cny = 50\npayer = 'maker'\n[costs]\ndriver_per_month_cny = 17400\ndriver_per_trip_cny = 30\n";
    let run = Case::new(2, &valet(costs, ""))
        .trace(
            "time    hours.repair
             0/07:00 2
             0/07:30 1
             0/08:00 5
             0/09:00 9
             1/11:50 1",
        )
        .gives(
            "job slot    arrived start   end     returned_hours wait_return_hours turnaround
             1   0/09:00 0/09:00 0/09:00 0/11:00 0/12:20  1.3333333333333333 5.333333333333333
             2   0/12:00 0/12:00 0/12:00 0/13:00 0/13:20  0.3333333333333333 5.833333333333333
             3   0/15:00 0/15:00 0/15:00 1/11:00 1/11:20  0.3333333333333333 27.333333333333332
             4   1/09:00 1/09:00 1/09:00 1/18:00 1/19:00  1                  34
             5   1/12:00 1/12:30 1/12:30 1/13:30 1/13:50  0.3333333333333333 2",
        );
    // Nine trips of forty minutes in twenty hours; one of them after an hour of waiting.
    run.is("driver_trips", "", 9.0)
        .is("driver_trips", "component=fetch", 5.0)
        .is("driver_trips", "component=return", 4.0)
        .is("driver_busy_share", "", 6.0 / 20.0)
        .is("driver_busy_share", "city=wuhan", 6.0 / 20.0)
        .is("driver_wait_minutes", "", 60.0 / 9.0)
        .is("driver_refused_share", "", 0.1)
        .is("driver_refused_share", "component=return", 0.2)
        .is("collected_share", "", 1.0)
        .is("collected_share", "failure=body", 1.0)
        .is("wait_days", "cause=return", 200.0 / 5.0 / 1440.0)
        // Twenty hours at 100 yuan and nine trips; five cars collected.
        .is("cost_cny", "component=drivers", 2000.0 + 9.0 * 30.0)
        .is("cost_cny", "city=wuhan component=drivers", 2270.0)
        .is("paid_collection_cny", "component=maker", 250.0)
        .is("paid_collection_cny", "component=owner", 0.0)
        .is("paid_cny", "component=*", 250.0);
}

#[test]
fn who_would_come_too_late_is_brought_by_her_owner_in_time() {
    // Trips of 200 minutes, slots three hours apart. The driver is there at 09:00 with the first car and sets out for the
    // second twenty minutes late; for the third he would be forty minutes late. The first is ready while he is out until
    // 12:20: its owner comes after half an hour.
    let slow = valet("wait_minutes = 30", "").replace("leg_minutes = 20", "leg_minutes = 100");
    let run = Case::new(2, &slow.replace("08:00-18:00", "05:00-18:00"))
        .trace(
            "time    hours.repair
             0/20:00 1
             0/21:00 1
             0/22:00 1",
        )
        .gives(
            "job slot    arrived start   end     returned_hours
             1   1/09:00 1/09:00 1/09:00 1/10:00 1/10:30
             2   1/12:00 1/12:20 1/12:20 1/13:20 1/15:00
             3   1/15:00 1/15:00 1/15:00 1/16:00 -",
        );
    run.is("driver_refused_share", "component=fetch", 1.0 / 3.0)
        .is("driver_refused_share", "component=return", 1.0 / 2.0)
        .is("driver_wait_minutes", "", 20.0 / 3.0)
        .is("collected_share", "", 2.0 / 3.0);
}

/// One car whose centre lies some kilometres away, collected in a way or not at all.
fn far(rule: &str, options: &[&str]) -> Run {
    let scenario = valet(rule, "lat = 31.0\nlon = 114.0\n")
        .replace("id = \"wuhan\"", "id = \"wuhan\"\nlat = 30.6\nlon = 114.3")
        + "[satisfaction]\nshape = 'linear'\nbase = 1\nhundred_km = -0.1\n";
    Case::new(2, &scenario)
        .trace("time hours.repair\n0/07:00 2")
        .run_with(options)
}

#[test]
fn an_owner_drives_only_the_ways_that_no_driver_does() {
    // 0.4 degrees of latitude and 0.3 of longitude: 53 km as the crow flies, 1.3 times that by road, there and back.
    let alone = far("", &["--set", "collect.ask_share=0"])
        .mean("travel_km", "")
        .unwrap();
    assert!((alone - 138.0).abs() < 1.0, "{alone}");
    for (rule, set, ways) in [
        ("", "name='Far'", 0.0),
        ("ways = 'fetch'", "name='Far'", 0.5),
        ("ways = 'return'", "name='Far'", 0.5),
        // Too far for the drivers; and no driver is there at all.
        ("", "drivers.d.reach_km=68", 1.0),
        ("", "drivers.d.count=0", 1.0),
        // The road takes 1.15 h each way: the driver should set out at once, at 07:00, an hour before he does.
        ("wait_minutes = 59", "drivers.d.km_per_hour=60", 1.0),
    ] {
        let run = far(rule, &["--set", set]);
        run.is("travel_km", "", ways * alone)
            .is("satisfied_share", "", 1.0 - 0.1 * ways * alone / 100.0);
    }
}
