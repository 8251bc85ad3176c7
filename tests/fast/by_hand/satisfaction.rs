//! Satisfaction and what a visit costs, from what owners met.

use super::{BODY, Case, bays, centre};

/// The logistic function.
#[allow(
    clippy::disallowed_methods,
    reason = "the reference stands on the platform's mathematics, not on the simulator's"
)]
fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

#[test]
fn every_term_of_the_index_counts_what_the_owner_met() {
    // One slot a day: the first owner has that of the second day, asks for a loaner car and gets none; the second has that of
    // the third day and asks for none. A day of lead time is free.
    let scenario = "
        [[city]]
        id = 'wuhan'
        [[city]]
        id = 'hankou'
        [[failure]]
        id = 'body'
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[failure]]
        id = 'glass'
        loaner = false
        stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 } ]
        [[operator]]
        id = 'own'
        explains_share = 0.5
        [loaner]
        [satisfaction]
        base = 1.0
        lead_day = -0.5
        free_lead_days = 1
        centre_day = -2.4
        comeback = -3
        loaner = 0.7
        no_loaner = -0.2
        explained = 0.4
    "
    .to_string()
        + &centre(
            "bay = 1",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar', slots_per_day = 1",
        )
        + "operator = 'own'\n";
    let run = Case::new(5, &scenario)
        .trace(
            "time    failure hours.repair
             0/09:00 body    1
             0/09:00 glass   5",
        )
        .run();
    // Slots of the second and third day at 09:00: leads of one and two days. 2.4 a day are 0.1 an hour.
    let first = 1.0 - 0.1 - 0.2 + 0.2;
    let second = 1.0 - 0.5 - 0.5 + 0.2;
    run.is("satisfied_share", "failure=glass", round(logistic(second)))
        .is("satisfied_share", "failure=body", round(logistic(first)))
        .is(
            "satisfied_share",
            "",
            (round(logistic(first)) + round(logistic(second))) / 2.0,
        )
        .is(
            "satisfied_share",
            "city=wuhan",
            (round(logistic(first)) + round(logistic(second))) / 2.0,
        );
    assert_eq!(run.mean("satisfied_share", "city=hankou"), None);
}

/// To the ninth decimal, in which shares are added up.
fn round(share: f64) -> f64 {
    (share * 1e9).round() / 1e9
}

#[test]
fn the_way_a_loaner_and_comebacks_count_and_a_linear_index_is_cut() {
    // A degree of latitude is 111.19 km of great circle with R = 6371.0088 km; by road 1.3 times that, there and back.
    let way = 2.0 * 1.3 * 6371.0088 * std::f64::consts::PI / 180.0;
    let scenario = BODY.replace(
        "id = \"wuhan\"",
        "id = \"wuhan\"\nlat = 30\nlon = 114\n[[city]]\nid = 'away'\nlat = 31\nlon = 114",
    ) + &centre("bay = 1", "'always'", "policy = 'walk-in'")
        + "loaners = 1
           [loaner]
           [comeback]
           first_time_fix_share = 0
           days = 1
           goodwill_cny = 300
           [satisfaction]
           shape = 'linear'
           base = 0.9
           hundred_km = -0.1
           comeback = -0.2
           loaner = 0.05
        ";
    let run = Case::new(2, &scenario)
        .trace(
            "time    city
             0/08:00 away
             1/20:00 wuhan",
        )
        .run();
    // The first comes back once, the next day; each has the loaner car.
    let (far, near) = (round(0.95 - 0.001 * way), 0.95);
    run.is("satisfied_share", "city=away", far - 0.1)
        .is("satisfied_share", "city=wuhan", near)
        .is("cost_cny", "component=goodwill", 900.0)
        .is("cost_cny", "", 900.0);
    let cut = |base: &str| {
        let scenario = bays(1) + "[satisfaction]\nshape = 'linear'\n" + base;
        Case::new(1, &scenario)
            .trace("time\n0/08:00")
            .run()
            .mean("satisfied_share", "")
    };
    assert_eq!([cut("base = 1.5"), cut("base = -0.5")], [Some(1.0), Some(0.0)]);
}

#[test]
fn parts_cost_what_jobs_needed() {
    let scenario = BODY.replace(
        "needs = [\"bay\"]",
        "needs = [\"bay\"], parts = { panel = 1.0, lamp = 1.0 }",
    ) + &centre("bay = 1", "'always'", "policy = 'walk-in'")
        + "stock = { panel = 5 }
           [[part]]
           id = 'panel'
           factory_days = 1
           cost_cny = 2000
           [[part]]
           id = 'lamp'
           factory_days = 1
           cost_cny = 8916
        ";
    Case::new(3, &scenario)
        .trace("time\n0/08:00\n0/09:00")
        .run()
        .is("cost_cny", "component=parts", 2.0 * 10_916.0);
}

#[test]
fn a_site_pays_back_out_of_what_a_partner_would_have_charged() {
    // A month of 30.4375 days would bring 30.4375 ÷ 2 times 10 h at 300, less 30437.5 of rent and as many days of a loaner at
    // 100: 45656.25 − 30437.5 − 3043.75 = 12175. It took 120000 and an opening of 1750.
    let more = "
        site = 'full'
        operator = 'own'
        opens = 2025-01-01
        loaners = 1
        [loaner]
        cost_per_day_cny = 100
        [[site]]
        id = 'full'
        capital_cny = 120000
        rent_per_month_cny = 30437.5
        [[operator]]
        id = 'own'
        opening_cost_cny = 1750
        [costs]
        partner_per_hour_cny = PRICE
    ";
    let jobs = "time hours.repair\n0/08:00 6\n1/08:00 4";
    let scenario = BODY.to_string() + &centre("bay = 1", "'always'", "policy = 'walk-in'") + more;
    let run = Case::new(2, &scenario.replace("PRICE", "300")).trace(jobs).run();
    run.is("payback_months", "", 10.0)
        .is("payback_months", "centre=w", 10.0)
        .is("payback_months", "city=wuhan", 10.0);
    // At 200 the work is worth 30437.5 a month, less than it costs: never.
    let run = Case::new(2, &scenario.replace("PRICE", "200")).trace(jobs).run();
    assert_eq!(run.mean("payback_months", "centre=w"), None);
}

#[test]
fn an_adviser_with_a_queue_explains_less_and_a_skilled_one_more() {
    // Two walk-ins at once and one adviser for an hour each: the second waits for an hour.
    let scenario = "
        [[city]]
        id = 'wuhan'
        [[failure]]
        id = 'body'
        stages = [ { id = 'reception', needs = ['advisor'], hours = 1.0 } ]
        [[operator]]
        id = 'own'
        skill_share = 0.5
        [satisfaction]
        shape = 'linear'
        base = 0.5
        adviser_wait_hour = -0.1
        skill = 0.4
    "
    .to_string()
        + &centre("advisor = 1", "'always'", "policy = 'walk-in'")
        + "operator = 'own'\n";
    let run = Case::new(1, &scenario).trace("time\n0/09:00\n0/09:00").run();
    run.is("satisfied_share", "", (0.7 + 0.6) / 2.0);
}
