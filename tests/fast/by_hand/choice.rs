//! Which centre an owner goes to.

use super::{Case, Run};

/// One degree along the equator is a 360th of the circumference; a road is 1.3 times as long.
const DEGREE_KM: f64 = core::f64::consts::TAU * 6371.0088 / 360.0 * 1.3;

/// Cities on the equator, by degrees of longitude.
fn cities(list: &[(&str, f64)]) -> String {
    let mut text = "
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
    "
    .to_string();
    for (id, lon) in list {
        text += &format!("[[city]]\nid = '{id}'\nlat = 0.0\nlon = {lon:.1}\n");
    }
    text
}

/// A walk-in centre that is always open.
fn walk_in(id: &str, city: &str, more: &str) -> String {
    format!(
        "[[centre]]\nid = '{id}'\ncity = '{city}'\nresources = {{ bay = 1 }}\nhours = 'always'\n\
         booking = {{ policy = 'walk-in' }}\n{more}\n"
    )
}

/// A centre with one slot a day, at 09:00.
fn one_slot(id: &str, city: &str, more: &str) -> String {
    format!(
        "[[centre]]\nid = '{id}'\ncity = '{city}'\nresources = {{ bay = 1 }}\nhours = {{ mon-sun = '09:00-18:00' }}\n\
         booking = {{ policy = 'calendar', slots_per_day = 1, retry = 'in-order' }}\n{more}\n"
    )
}

fn assert_km(run: &Run, job: &str, degrees_one_way: f64) {
    let km: f64 = run.cell(job, "km").parse().unwrap();
    assert!(
        (km - 2.0 * degrees_one_way * DEGREE_KM).abs() < 1e-6,
        "job {job}: {km} km"
    );
}

#[test]
fn walk_in_owners_go_to_their_own_city_first_and_else_to_the_nearest() {
    let scenario = cities(&[("east", 10.0), ("middle", 6.0), ("west", 0.0), ("far", 170.0)])
        + &walk_in("m", "middle", "")
        + &walk_in("w", "west", "")
        // The west's second centre stands next to the middle, and is still the west's.
        + &walk_in("w-2", "west", "lat = 0.0\nlon = 5.5")
        // The centre of the far city stands a degree east of the middle.
        + &walk_in("f", "far", "lat = 0.0\nlon = 7.0");
    let run = Case::new(2, &scenario)
        .trace(
            "time city
             1    east              # 3 degrees to f, 4 to m
             2    middle            # its own, though w-2 is near
             3    west              # w at 0 before w-2 at 5.5
             4    far               # its own, 163 degrees away
             5    east              # f again, however busy it is",
        )
        .gives(
            "job centre start
             1   f      1
             2   m      2
             3   w      3
             4   f      4
             5   f      5",
        );
    for (job, degrees) in [("1", 3.0), ("2", 0.0), ("3", 0.0), ("4", 163.0), ("5", 3.0)] {
        assert_km(&run, job, degrees);
    }
}

#[test]
fn reach_ends_where_it_is_said_to() {
    let scenario = cities(&[("east", 3.0), ("middle", 1.0), ("west", 0.0)]) + &walk_in("w", "west", "");
    // A degree is 144.55 km by road.
    let reach = format!("[choice]\nreach_km = 150\n{scenario}");
    let run = Case::new(1, &reach)
        .trace(
            "time city
             1    west
             2    middle
             3    east",
        )
        .gives(
            "job outcome lost reason    centre
             1   served  -    -         w
             2   served  -    -         w
             3   lost    3    no_centre -",
        );
    assert_km(&run, "2", 1.0);
    assert_km(&run, "3", 0.0);
    run.is("lost_share", "city=east", 1.0)
        .is("lost_share", "city=middle", 0.0);
}

#[test]
fn without_coordinates_nothing_is_far() {
    let bare = cities(&[]) + "[[city]]\nid = 'east'\n[[city]]\nid = 'west'\n";
    let run = Case::new(1, &(bare + &walk_in("w", "west", "")))
        .trace("time city\n1 east")
        .gives("job centre start\n1 w 1");
    assert_km(&run, "1", 0.0);
}

#[test]
fn a_centre_that_is_not_open_yet_is_passed_by() {
    let scenario = cities(&[("east", 10.0), ("west", 0.0)])
        + &walk_in("e", "east", "opens = 2025-03-04")
        + &walk_in("w", "west", "closes = 2025-03-05");
    Case::new(3, &scenario)
        .trace(
            "time    city
             0/12:00 east
             1/12:00 east
             1/12:00 west
             2/12:00 west",
        )
        .gives(
            "job centre
             1   w
             2   e
             3   w
             4   e",
        );
}

#[test]
fn distance_is_weighed_against_the_date() {
    // Two degrees are 289 km: at 100 km a day as far as 2.89 days.
    let scenario = cities(&[("east", 2.0), ("west", 0.0)]) + &one_slot("e", "east", "") + &one_slot("w", "west", "");
    let jobs = "time    city
                0/08:00 west          # w today
                0/08:00 west          # w in 1 day; e today costs 2.89
                0/08:00 west          # w in 2 days
                0/08:00 west          # w in 3 days: e today
                0/08:00 west          # w in 3 days; e tomorrow costs 3.89
                0/08:00 west          # w in 4 days: e tomorrow
                0/08:00 east          # e in 2 days; w in 4 costs 6.89";
    let run = Case::new(5, &scenario).trace(jobs).gives(
        "job centre slot
         1   w      0/09:00
         2   w      1/09:00
         3   w      2/09:00
         4   e      0/09:00
         5   w      3/09:00
         6   e      1/09:00
         7   e      2/09:00",
    );
    assert_km(&run, "4", 2.0);
    assert_km(&run, "5", 0.0);
    // Who drives 300 km to be seen a day earlier goes to e as soon as it saves a day.
    let eager = format!("[choice]\nkm_per_day = 300\n{scenario}");
    Case::new(5, &eager).trace(jobs).gives(
        "job centre slot
         1   w      0/09:00
         2   e      0/09:00
         3   w      1/09:00
         4   e      1/09:00
         5   w      2/09:00
         6   e      2/09:00
         7   e      3/09:00",
    );
}

#[test]
fn the_own_city_wins_where_nothing_else_decides() {
    let bare = cities(&[]) + "[[city]]\nid = 'east'\n[[city]]\nid = 'west'\n";
    Case::new(3, &(bare + &one_slot("e", "east", "") + &one_slot("w", "west", "")))
        .trace(
            "time    city
             0/08:00 west          # both today: her own
             0/08:00 west          # the other's today
             0/08:00 east          # both tomorrow: her own
             0/08:00 east          # the other's tomorrow",
        )
        .gives(
            "job centre slot
             1   w      0/09:00
             2   e      0/09:00
             3   e      1/09:00
             4   w      1/09:00",
        );
}

#[test]
fn a_walk_in_centre_counts_as_seen_today() {
    let scenario = cities(&[("east", 2.0), ("west", 0.0)]) + &walk_in("e", "east", "") + &one_slot("w", "west", "");
    Case::new(5, &scenario)
        .trace(
            "time    city
             0/08:00 west          # her own today
             0/08:00 west          # tomorrow, in two days: still better than 2.89
             0/08:00 west
             0/08:00 west          # in three days: she drives and joins the queue
             0/08:00 east",
        )
        .gives(
            "job centre slot    arrived booked
             1   w      0/09:00 0/09:00 0/08:00
             2   w      1/09:00 1/09:00 0/08:00
             3   w      2/09:00 2/09:00 0/08:00
             4   e      -       0/08:00 -
             5   e      -       0/08:00 -",
        );
}

#[test]
fn equal_centres_share_evenly_and_unrelated_ones_move_nobody() {
    let equal = |more: &str| {
        cities(&[("west", 0.0), ("middle", 5.0)])
            + &walk_in("w-1", "west", "")
            + &walk_in("w-2", "west", "")
            + &walk_in("w-3", "west", "")
            + more
    };
    let mut jobs = "time city\n".to_string();
    (0..600).for_each(|n| jobs += &format!("{} {}\n", n / 10, if n % 2 == 0 { "west" } else { "middle" }));
    let run = Case::new(3, &equal("")).trace(&jobs).run();
    let chosen = run.all("centre");
    for centre in ["w-1", "w-2", "w-3"] {
        // Binomial: 200 expected, standard deviation √(600 · ⅓ · ⅔) = 11.5; four of them.
        let count = chosen.iter().filter(|id| **id == centre).count();
        assert!((154..=246).contains(&count), "{centre}: {count}");
    }
    // A city and centres that come before the others in the file, and are further away.
    let far = "[[city]]\nid = 'a'\nlat = 0.0\nlon = 90.0\n".to_string();
    let more = far + &walk_in("a-1", "a", "") + &walk_in("a-2", "a", "");
    let with_others = Case::new(3, &(more + &equal(""))).trace(&jobs).run();
    assert_eq!(with_others.all("centre"), chosen);
    assert_eq!(with_others.all("service_end_hours"), run.all("service_end_hours"));
}

#[test]
fn equal_slots_share_evenly() {
    let scenario = cities(&[("west", 0.0)])
        + &one_slot("w-1", "west", "").replace("slots_per_day = 1", "slots_per_day = 300")
        + &one_slot("w-2", "west", "").replace("slots_per_day = 1", "slots_per_day = 300");
    let run = Case::new(1, &scenario)
        .trace(&("time city\n".to_string() + &"0/08:00 west\n".repeat(400)))
        .run();
    let first = run.all("centre").iter().filter(|id| **id == "w-1").count();
    // 200 expected, standard deviation 10; both have a slot that day for everyone.
    assert!((160..=240).contains(&first), "{first}");
}
