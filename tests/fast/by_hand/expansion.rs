//! A rule that looks at waits: what it sees, when it orders, when the centre opens, and what that changes.

use super::{BODY, Case, centre};

/// From Tuesday, 25 March 2025: 1 April is day 7, 1 May day 37. One slot a day at 09:00, five days ahead, for a hundred
/// owners who come in the first night and wait for ever. The first release finds today free; the owners then take five
/// days, and from the next morning on nothing is free after the retries: five days. A new centre takes three days.
fn crowded(rule: &str) -> Case {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 5, retry = 'in-order'";
    let scenario = BODY.to_string()
        + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", booking)
        + "
           site = 'shop'
           [[site]]
           id = 'shop'
           building_days = 3
           capital_cny = 100000
           rent_per_month_cny = 30437.5
           [[resource]]
           id = 'bay'
           wage_per_month_cny = 8700
           [[expansion]]
           id = 'long'
           like = 'w'
           most_per_city = 2
        "
        + rule;
    Case::from("2025-03-25", 45, &scenario).trace(&format!("time\n{}", "0/01:00\n".repeat(100)))
}

/// How many cars were served where: at the centre of the file, at the first and the second by rule.
fn served(case: &Case) -> [usize; 3] {
    let run = case.run();
    ["w", "long-wuhan-1", "long-wuhan-2"].map(|id| {
        let rows = run.records_where("centre", id);
        rows.iter()
            .filter(|row| row.iter().any(|cell| cell == "served"))
            .count()
    })
}

#[test]
fn a_rule_orders_where_the_mean_wait_is_long_and_the_centre_opens_when_it_is_built() {
    // Seen by 1 April: 0, 5, 5, 5, 5, 5, 5. Open from day 10, the 35 days to the end; one car a day.
    let run = crowded("first_slot_days = 4.28\nto = 2025-04-30").run();
    // By day 9 the first centre is booked by 14 owners, until day 13. On day 10 the next four get the new centre's days 10 to 13,
    // since the first has none but day 14.
    assert_eq!(
        [run.cell("14", "centre"), run.cell("14", "slot")],
        ["w", "321.0000000000"]
    );
    assert_eq!(
        [run.cell("15", "centre"), run.cell("15", "slot")],
        ["long-wuhan-1", "249.0000000000"]
    );
    assert_eq!(
        [run.cell("18", "centre"), run.cell("18", "slot")],
        ["long-wuhan-1", "321.0000000000"]
    );
    run.is("utilisation", "centre=long-wuhan-1 resource=bay", 1.0 / 9.0)
        .is("utilisation", "centre=w resource=bay", 1.0 / 9.0)
        .is("cost_cny", "centre=long-wuhan-1 component=rent", 35_000.0)
        .is("cost_cny", "centre=long-wuhan-1 component=capital", 100_000.0)
        .is("cost_cny", "centre=long-wuhan-1 component=wages", 35.0 * 9.0 * 50.0)
        .is("cost_cny", "centre=long-wuhan-2", 0.0)
        .is("cost_cny", "component=rent", 80_000.0)
        .is("served", "centre=long-wuhan-1", 35.0);
    // Day by day nothing is said of it before it opens.
    let days = |date: &str| {
        let row = format!("{date},*,long-wuhan-1,*,utilisation,");
        let found = run.daily.lines().find(|line| line.starts_with(&row));
        found.map(|line| line.split(',').nth(5).unwrap().to_string())
    };
    assert_eq!(days("2025-04-03"), None);
    assert!(days("2025-04-04").unwrap().starts_with("0.1111"));
}

#[test]
fn the_mean_must_exceed_the_limit() {
    // 30 ÷ 7 = 4.2857; over six days 5, which does not exceed 5.
    assert_eq!(served(&crowded("first_slot_days = 4.28\nto = 2025-04-30")), [45, 35, 0]);
    assert_eq!(served(&crowded("first_slot_days = 4.29\nto = 2025-04-30")), [45, 0, 0]);
    assert_eq!(
        served(&crowded("first_slot_days = 4.99\naverage_days = 6\nto = 2025-04-30")),
        [45, 35, 0]
    );
    assert_eq!(served(&crowded("first_slot_days = 5\naverage_days = 6")), [45, 0, 0]);
}

#[test]
fn it_waits_until_what_it_opened_shows_and_keeps_its_caps() {
    // Opened on day 10; 27 days later it is 1 May: the next is open from day 40.
    assert_eq!(served(&crowded("first_slot_days = 4\naverage_days = 27")), [45, 35, 5]);
    assert_eq!(served(&crowded("first_slot_days = 4\naverage_days = 28")), [45, 35, 0]);
    assert_eq!(
        served(&crowded("first_slot_days = 4\naverage_days = 27\nmost_per_quarter = 1")),
        [45, 35, 0]
    );
    let one = crowded("first_slot_days = 4\naverage_days = 27").run_with(&["--set", "expansion.long.most_per_city=1"]);
    assert!(!one.has("jobs", "centre", "long-wuhan-2") && one.has("jobs", "centre", "long-wuhan-1"));
    // Checked on 1 May alone, or never.
    assert_eq!(served(&crowded("first_slot_days = 4\nfrom = 2025-04-02")), [45, 5, 0]);
    assert_eq!(served(&crowded("first_slot_days = 4\nto = 2025-03-31")), [45, 0, 0]);
}

#[test]
fn a_centre_that_is_never_ordered_changes_nothing() {
    let without = crowded("first_slot_days = 4").run_with(&["--set", "expansion.long.first_slot_days=100"]);
    let none = crowded("first_slot_days = 4").run_with(&["--set", "expansion.long.to=2025-03-26"]);
    for column in ["centre", "slot", "start", "end"] {
        assert_eq!(without.all(column), none.all(column));
    }
    let plain = BODY.to_string()
        + &centre(
            "bay = 1",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar', slots_per_day = 1, horizon_days = 5, retry = 'in-order'",
        );
    let plain = Case::from("2025-03-25", 45, &plain)
        .trace(&format!("time\n{}", "0/01:00\n".repeat(100)))
        .run();
    for column in ["centre", "slot", "start", "end"] {
        assert_eq!(without.all(column), plain.all(column));
    }
}

#[test]
fn whoever_waits_longest_comes_first() {
    // Two cities, one order a quarter: five days ahead in Wuhan, seven in Hankou, both full.
    let city = |city: &str, horizon: u32| {
        format!(
            "[[city]]\nid = '{city}'\n[[centre]]\nid = '{city}-1'\ncity = '{city}'\nresources = {{ bay = 1 }}\nhours = {{ mon-sun = '09:00-18:00' }}\n\
             booking = {{ policy = 'calendar', slots_per_day = 1, horizon_days = {horizon}, retry = 'in-order' }}\n"
        )
    };
    let body = BODY.replace("[[city]]\n    id = \"wuhan\"", "");
    let scenario = format!(
        "{body}{}{}[choice]\nreach_km = 1\n[[expansion]]\nid = 'r'\nlike = 'wuhan-1'\nfirst_slot_days = 3\nmost_per_city = 1\n\
         most_per_quarter = 1\n",
        city("wuhan", 5).replace("id = 'wuhan'\n", "id = 'wuhan'\nlat = 30\nlon = 114\n"),
        city("hankou", 7).replace("id = 'hankou'\n", "id = 'hankou'\nlat = 40\nlon = 114\n"),
    );
    let rows = ["wuhan", "hankou"]
        .map(|city| format!("0/01:00 {city}\n").repeat(60))
        .concat();
    let run = Case::from("2025-03-25", 20, &scenario)
        .trace(&format!("time city\n{rows}"))
        .run();
    // Open at once, on 1 April: it has what would have been booked at the first centre on the 13 days left.
    run.is("served", "centre=r-hankou-1", 13.0)
        .is("served", "centre=r-wuhan-1", 0.0);
    let both = Case::from("2025-03-25", 20, &scenario.replace("most_per_quarter = 1", ""));
    let run = both.trace(&format!("time city\n{rows}")).run();
    run.is("served", "centre=r-hankou-1", 13.0)
        .is("served", "centre=r-wuhan-1", 13.0);
}

#[test]
fn it_may_look_at_one_team_alone() {
    // The body team is booked out, the mechanics are idle.
    let stages = "[[failure]]\nid = 'service'\nteam = 'mechanical'\nstages = [ { id = 'work', needs = ['bay'], hours = 1.0 } ]\n";
    let rule = |team: &str| {
        let scenario = BODY.replace("id = \"body\"", "id = \"body\"\nteam = 'body'")
            + stages
            + &centre(
                "bay = 1",
                "{ mon-sun = '09:00-18:00' }",
                "policy = 'calendar', slots_per_day = { body = 1, mechanical = 1 }, horizon_days = 5, retry = 'in-order'",
            )
            + "[[expansion]]\nid = 'long'\nlike = 'w'\nfirst_slot_days = 4\nmost_per_city = 1\n"
            + team;
        served(&Case::from("2025-03-25", 45, &scenario).trace(&format!("time\n{}", "0/01:00\n".repeat(100))))
    };
    // Open at once: days 7 to 44.
    assert_eq!(rule(""), [45, 38, 0]);
    assert_eq!(rule("team = 'body'"), [45, 38, 0]);
    assert_eq!(rule("team = 'mechanical'"), [45, 0, 0]);
}
