//! Parts: shelf, depot, factory, cut-off, days off, and cars that wait.

use super::{Case, centre};

/// One bay open from nine to six, and repairs that all need a panel.
fn network(stock: &str, more: &str, stages: &str) -> String {
    format!(
        "
    [[city]]
    id = 'wuhan'
    [[failure]]
    id = 'body'
    stages = [ {stages} ]
    [[part]]
    id = 'panel'
    factory_days = 3
    closed_on_holidays = true
    {more}
"
    ) + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", "policy = 'walk-in'")
        + stock
}

const REPAIR: &str = "{ id = 'repair', needs = ['bay'], parts = { panel = 1 }, hours = 2.0 }";
const DEPOT: &str = "
    [[depot]]
    id = 'centre'
    stock = { panel = 1 }
    delivery_days = 2
    cut_off = '17:00'
    closed_on_holidays = true
";

#[test]
fn an_order_goes_through_cut_off_holiday_and_depot() {
    // From Friday, 24 January 2025; 28 January to 4 February are days off.
    // Job 1 takes the panel on the shelf. Its order of 10:00 leaves the depot on the 24th and is there on the 26th; the
    // depot's order from the factory comes on the 27th.
    // Job 2 needs one at 17:30 and takes the one of the 26th at midnight. Its own order is after the cut-off: handled on
    // the 25th, when the depot has none; it leaves with the panel of the 27th, and two working days later is 6 February.
    // Job 3 needs one on 30 January and takes that one. Its order is handled on 5 February.
    Case::from(
        "2025-01-24",
        20,
        &network("depot = 'centre'\nstock = { panel = 1 }\n", DEPOT, REPAIR),
    )
    .top("[calendar]\ncountry = 'CN'")
    .trace(
        "time
             10
             17.5
             154",
    )
    .gives(
        "job start end wait_part_hours closed_hours
             1   10    12  0               0
             2   57    59  30.5            9
             3   321   323 158             9",
    )
    .is("part_fill_share", "", 1.0 / 3.0)
    .is("part_fill_share", "centre=w part=panel", 1.0 / 3.0)
    .is("wait_days", "cause=part", (30.5 + 158.0) / 24.0 / 3.0);
}

#[test]
fn without_a_depot_parts_come_from_the_factory() {
    // Ordered on Monday, 3 March, at 10:00: there three days later, first thing in the morning.
    Case::new(6, &network("", "", REPAIR)).trace("time\n10").gives(
        "job start end wait_part_hours
         1   81    83  62",
    );
}

#[test]
fn a_car_that_waits_for_a_part_blocks_the_bay_only_if_it_is_kept() {
    let stages = |keep: &str| {
        format!(
            "{{ id = 'look', needs = ['bay'], {keep} hours = 1.0 }}, \
             {{ id = 'repair', needs = ['bay'], parts = {{ panel = 1 }}, hours = 1.0 }}"
        )
    };
    let two = "
        time
        9
        10";
    // Both panels come on Thursday at midnight. Car 2 is looked at meanwhile, or waits for the bay until Thursday.
    Case::new(8, &network("", "", &stages(""))).trace(two).gives(
        "job start end wait_part_hours wait_bay_hours
         1   9     82  62              0
         2   10    83  61              1",
    );
    // Car 2 is looked at from 10 to 11 on Thursday, when its order goes out.
    Case::new(8, &network("", "", &stages("keep = ['bay'],")))
        .trace(two)
        .gives(
            "job start end wait_part_hours wait_bay_hours
         1   9     82  62              0
         2   82    154 61              27",
        );
}

#[test]
fn a_queue_without_room_turns_away_who_would_wait_for_a_part() {
    let scenario = network("stock = { panel = 1 }\n", "", REPAIR).replace("'walk-in'", "'walk-in', queue_limit = 0");
    // The second finds no panel; so does the third, a minute before the panel comes; the fourth finds it.
    let run = Case::new(
        4,
        &scenario.replace("mon-sun = '09:00-18:00'", "mon-sun = '00:00-24:00'"),
    )
    .trace(
        "time
             1
             5
             71.9
             72.5",
    )
    .gives(
        "job start end  lost
             1   1     3    -
             2   -     -    5
             3   -     -    71.9
             4   72.5  74.5 -",
    );
    run.is("part_fill_share", "", 1.0);
}

#[test]
fn parts_of_a_stage_come_one_by_one() {
    let scenario = network(
        "stock = { panel = 0, lamp = 1 }\n",
        "[[part]]\nid = 'lamp'\nfactory_days = 1\n[[part]]\nid = 'bumper'\nfactory_days = 4.2",
        "{ id = 'repair', needs = ['bay'], parts = { panel = 1, lamp = 1, bumper = 1 }, hours = 2.0 }",
    );
    // Lamp there; panel on the third day, bumper on the fifth: 4.2 days are five whole ones.
    Case::new(8, &scenario).trace("time\n10").gives(
        "job start end wait_part_hours
         1   129   131 110",
    );
}

#[test]
fn a_part_that_comes_at_midnight_starts_work_that_goes_on_around_the_clock() {
    let stages = "{ id = 'cure', needs = [], around_the_clock = true, parts = { panel = 1 }, hours = 2.0 }";
    Case::new(6, &network("", "", stages)).trace("time\n10").gives(
        "job start end wait_part_hours
         1   72    74  62",
    );
}

#[test]
fn an_order_after_the_cut_off_leaves_a_day_later() {
    let depot = "[[depot]]\nid = 'd'\nstock = { panel = 5 }\ndelivery_days = 1\ncut_off = '17:00'";
    // Ordered at five sharp: there on Tuesday at midnight. A second later: on Wednesday.
    Case::new(5, &network("depot = 'd'\n", depot, REPAIR))
        .trace("time\n17")
        .gives(
            "job start end wait_part_hours
         1   33    35  7",
        );
    Case::new(5, &network("depot = 'd'\n", depot, REPAIR))
        .trace("time\n17.0002777777777778")
        .gives(
            "job start end wait_part_hours
         1   57    59  30.999722222222222",
        );
}

#[test]
fn who_has_waited_longest_gets_what_comes_first() {
    // Ordered on Monday and on Tuesday; three days each.
    Case::new(6, &network("", "", REPAIR))
        .trace(
            "time
             10
             34",
        )
        .gives(
            "job start end wait_part_hours
             1   81    83  62
             2   105   107 62",
        );
}

#[test]
fn a_depot_works_off_orders_in_order_of_time() {
    let at = |id: &str, resource: &str| {
        format!(
            "[[failure]]\nid = '{resource}'\nstages = [ {{ id = 'repair', needs = ['{resource}'], parts = {{ panel = 1 }}, hours = 2.0 }} ]\n\
             [[centre]]\nid = '{id}'\ncity = 'wuhan'\nresources = {{ {resource} = 1 }}\nhours = 'always'\n\
             booking = {{ policy = 'walk-in' }}\ndepot = 'd'\n"
        )
    };
    let scenario = |stock: u32| {
        format!(
            "[[city]]\nid = 'wuhan'\n[[part]]\nid = 'panel'\nfactory_days = 3\n\
             [[depot]]\nid = 'd'\nstock = {{ panel = {stock} }}\ndelivery_days = 1\n"
        ) + &at("w", "bay")
            + &at("v", "booth")
    };
    let jobs = "
        time failure
        10   booth
        11   bay
        34   bay";
    // The only panel goes to job 1, at the later centre of the file, on Tuesday. For it and for job 2 the depot orders two on
    // Monday, for job 3 one on Tuesday; those of Monday come on Thursday, for jobs 2 and 3, and are there a day later. At a
    // centre that is always open work begins at midnight.
    Case::new(8, &scenario(1)).trace(jobs).gives(
        "job start end wait_part_hours
         1   24    26  14
         2   96    98  85
         3   98    100 62",
    );
    // Without a panel those of Thursday are for jobs 1 and 2, that of Friday for job 3.
    Case::new(8, &scenario(0)).trace(jobs).gives(
        "job start end wait_part_hours
         1   96    98  86
         2   96    98  85
         3   120   122 86",
    );
}

#[test]
fn an_owner_stays_once_a_part_is_on_order() {
    let scenario =
        network("stock = { panel = 2 }\n", "", REPAIR).replace("'walk-in'", "'walk-in', patience_hours = 1.25");
    // Job 2 has a panel but no bay, and leaves; her panel is there for job 3 in the morning. Jobs 1 to 3 ordered three panels,
    // which come on Thursday: three lie there, and job 4 orders nothing. Job 5 has a panel and leaves as well.
    Case::new(8, &scenario)
        .trace(
            "time
             10
             10.5
             11
             105
             105.25",
        )
        .gives(
            "job start end lost   wait_part_hours
             1   10    12  -      0
             2   -     -   11.75  -
             3   33    35  -      13
             4   105   107 -      0
             5   -     -   106.5  -",
        )
        .is("part_fill_share", "", 0.8);
}

#[test]
fn an_owner_whose_part_has_come_stays_as_well() {
    // Her patience ends at 75, three hours after the panel came and six before the doors open. Had it been shorter than the
    // way of the panel, she would have stayed: being more patient does not make her leave.
    let scenario = network("", "", REPAIR);
    for patience in [1, 65] {
        Case::new(
            6,
            &scenario.replace("'walk-in'", &format!("'walk-in', patience_hours = {patience}")),
        )
        .trace("time\n10")
        .gives(
            "job start end lost wait_part_hours closed_hours
             1   81    83  -    62              9",
        );
    }
}

#[test]
fn what_is_held_costs_by_the_day_whether_on_the_shelf_or_on_its_way() {
    // Two panels at the centre and one in the depot of 1,000 each, 36.525 % a year: one yuan a day each; 20 days.
    let held = DEPOT.to_string() + "[costs]\nstock_share_per_year = 0.36525\n";
    let world = network("depot = 'centre'\nstock = { panel = 2 }\n", &held, REPAIR)
        .replace("factory_days = 3", "factory_days = 3\ncost_cny = 1000");
    let run = Case::from("2025-01-24", 20, &world).trace("time\n 10").run();
    run.is("cost_cny", "component=stock", 60.0)
        .is("cost_cny", "city=wuhan component=stock", 40.0)
        .is("cost_cny", "component=parts", 1000.0);
}
