//! Money: capital, rent and wages, to the cent.

use super::{BODY, Case, centre};

/// A centre open from 09:00 to 18:00 with two bays and one advisor; every amount another digit.
fn costed(more: &str, costs: &str) -> String {
    let stages = BODY.replace("needs = [\"bay\"]", "needs = [\"bay\", \"advisor\"]");
    stages
        + &centre(
            "bay = 2, advisor = 1",
            "{ mon-sun = '09:00-18:00', closing = 'finish' }",
            "policy = 'walk-in'",
        )
        + more
        + "
           [[site]]
           id = 'full'
           capital_cny = 100000
           rent_per_month_cny = 30437.5
           building_days = 2
           [[resource]]
           id = 'bay'
           capital_cny = 2000
           rent_per_month_cny = 3043.75
           [[resource]]
           id = 'advisor'
           wage_per_month_cny = 8700
    " + costs
}

const JOBS: &str = "
    time    hours.repair
    2/10:00 1
    3/17:00 2";

#[test]
fn a_site_built_within_the_days_measured_costs_its_capital_once() {
    // Ordered on Monday, open from Wednesday: two days. Capital 100000 + 2 × 2000. Rent 1000 + 2 × 100 a day. The advisor is
    // there for 18 hours at 8700 ÷ 174 = 50, and for one hour after closing at one and a half times that.
    let run = Case::new(4, &costed("site = 'full'\nordered = 2025-03-03\n", ""))
        .trace(JOBS)
        .run();
    run.is("cost_cny", "component=capital", 104_000.0)
        .is("cost_cny", "component=rent", 2400.0)
        .is("cost_cny", "component=wages", 900.0)
        .is("cost_cny", "component=overtime", 75.0)
        .is("cost_cny", "", 107_375.0)
        .is("cost_cny", "centre=w", 107_375.0)
        .is("cost_cny", "city=wuhan component=rent", 2400.0);
    // Nothing is known of an operator's costs.
    for component in ["fixed", "work", "opening"] {
        assert!(!run.has("cost_cny", "component", component), "{component}");
    }
}

#[test]
fn a_site_built_before_costs_its_capital_only_where_that_is_spread() {
    let open = "site = 'full'\nopens = 2024-01-01\n";
    Case::new(4, &costed(open, ""))
        .run()
        .is("cost_cny", "component=capital", 0.0)
        .is("cost_cny", "component=rent", 4800.0);
    // 104000 over 8 × 365.25 = 2922 days; of four days the first is not measured.
    Case::new(4, &costed(open, "[costs]\nlife_years = 8\n"))
        .top("warm_up_days = 1")
        .run()
        .is("cost_cny", "component=capital", 3.0 * 104_000.0 / 2922.0)
        .is("cost_cny", "component=rent", 3600.0)
        .is("cost_cny", "component=wages", 3.0 * 9.0 * 50.0);
}

#[test]
fn wages_follow_hours_and_shifts() {
    // Three advisors from 12:00 to 15:00 on the second day, which make 6 + 9 hours; nobody on Sunday, the seventh.
    let more = "
        [[staff]]
        centre = 'w'
        resource = 'advisor'
        count = 3
        from = 2025-03-04
        to = 2025-03-04
        shift = '12:00-15:00'
    ";
    let scenario = costed(
        "site = 'full'\n",
        "[costs]\nhours_per_month = 87\novertime_factor = 2\n",
    ) + more;
    Case::new(7, &scenario.replace("mon-sun", "mon-sat"))
        // Begun at 17:30 on Saturday: half an hour within the hours, one and a half after.
        .trace("time hours.repair\n5/17:30 2")
        .run()
        .is("cost_cny", "component=wages", (5.0 * 9.0 + 15.0) * 100.0)
        .is("cost_cny", "component=overtime", 1.5 * 100.0 * 2.0);
}

#[test]
fn who_stays_for_started_work_is_paid() {
    // Both advisors are at work when one of them would leave at 12:00: she stays until 13:00. 2 × 3 + 6 hours, and one.
    let more = "
        [[staff]]
        centre = 'w'
        resource = 'advisor'
        count = 1
        shift = '12:00-18:00'
    ";
    let scenario = costed("", "").replace("advisor = 1", "advisor = 2") + more;
    Case::new(1, &scenario)
        .trace(
            "time  hours.repair
             11:00 2
             11:00 2"
                .replace("11:00", "0/11:00")
                .as_str(),
        )
        .run()
        .is("cost_cny", "component=wages", 13.0 * 50.0);
}

#[test]
fn an_order_waits_for_the_slower_of_site_and_operator() {
    let opened = |days: u32| {
        let operator = format!("[[operator]]\nid = 'own'\ndays_to_open = {days}\nopening_cost_cny = 7\n");
        let scenario = costed("site = 'full'\noperator = 'own'\nordered = 2025-03-03\n", "") + &operator;
        let run = Case::new(6, &scenario).run();
        run.is("cost_cny", "component=opening", 7.0)
            .is("cost_cny", "component=capital", 104_000.0);
        run.mean("cost_cny", "component=rent")
    };
    // Open from Wednesday, or from Friday, until Saturday.
    assert_eq!([opened(1), opened(4)], [Some(4800.0), Some(2400.0)]);
}
