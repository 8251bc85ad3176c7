//! Programmes: a voucher that lets an owner wait longer, a car that is carried to another city.

use super::{BODY, Case, centre};

/// One slot a day at 09:00, two days to book, a waiting list whose owners wait two and a half days.
fn scarce() -> String {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 2, retry = 'in-order', patience_days = 2.5";
    BODY.to_string() + &centre("bay = 1", "{ mon-sun = '09:00-18:00' }", booking) + "[satisfaction]\nbase = 0.0\n"
}

const FIVE: &str = "
    time
    0/10:00
    0/11:00
    0/12:00
    0/13:00
    0/14:00
";

/// The logistic function.
#[allow(
    clippy::disallowed_methods,
    reason = "the reference stands on the platform's mathematics, not on the simulator's"
)]
fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

#[test]
fn a_voucher_lets_its_owner_wait_longer() {
    // The first takes tomorrow's slot, each release gives one more. The fifth would be served by that of day 4, but gives up
    // at 02:00 of day 3.
    let four = "job booked   slot    lost
                1   0/10:00  1/09:00 -
                2   1/00:00  2/09:00 -
                3   2/00:00  3/09:00 -
                4   3/00:00  4/09:00 -
                ";
    let without = Case::new(8, &scarce())
        .trace(FIVE)
        .gives(&format!("{four} 5 - - 3/02:00"));
    assert!(!without.has("helped", "component", "*"), "no programme, no row");
    // With a voucher that lasts a day she waits until 02:00 of day 4. Who is told one day has none; who finds nothing is told
    // the two that can be booked.
    let voucher = "[[programme]]\nid = 'p'\nfrom = 2025-03-03\nto = 2025-03-03\nvoucher_cny = 500\nvoucher_valid_days = 1\n\
                   voucher_after_days = 2\nvoucher_satisfaction = 1.0\n";
    let run = Case::new(8, &(scarce() + voucher))
        .trace(FIVE)
        .gives(&format!("{four} 5 4/00:00 5/09:00 -"));
    run.is("helped", "", 4.0)
        .is("helped", "component=voucher", 4.0)
        .is("helped", "component=carried", 0.0)
        .is("helped", "city=wuhan", 4.0)
        .is("cost_cny", "component=programme", 2000.0)
        .is("cost_cny", "", 2000.0)
        // Shares are added up in billionths.
        .is(
            "satisfied_share",
            "",
            (0.5 + 4.0 * (logistic(1.0) * 1e9).round() / 1e9) / 5.0,
        );
    // Covered are needs of its days, whenever their owners try.
    let later = voucher.replace("2025-03-03", "2025-03-04");
    let run = Case::new(8, &(scarce() + &later))
        .trace(FIVE)
        .gives(&format!("{four} 5 - - 3/02:00"));
    run.is("helped", "", 0.0);
}

#[test]
fn a_car_is_carried_where_its_slot_is_sooner() {
    // Hefei is 111 km away, out of reach for owners. Carriers take one car a day and two days; they are offered to who is told
    // two days or more.
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 7";
    let hours = "{ mon-sun = '09:00-18:00' }";
    let here = centre("bay = 1", hours, booking);
    let there = here
        .replace("id = 'w'", "id = 'h'")
        .replace("city = 'wuhan'", "city = 'hefei'")
        .replace("slots_per_day = 1", "slots_per_day = 2");
    let scenario = BODY.replace("id = \"wuhan\"", "id = \"wuhan\"\nlat = 0.0\nlon = 0.0")
        + "[[city]]\nid = 'hefei'\nlat = 0.0\nlon = 1.0\n"
        + &here
        + &there
        + "[choice]\nreach_km = 50\n[[programme]]\nid = 'p'\nfrom = 2025-03-03\nto = 2025-03-09\ncarry_to = ['hefei']\n\
           carry_after_days = 2\ncarry_per_day = 1\ncarry_days = 2\ncarry_cny = 3000\n";
    let run = Case::new(8, &scenario)
        .trace(
            "time    # told
             0/10:00 # 1 day
             0/11:00 # 2 days: not sooner there
             0/12:00 # 3 days: carried, and there after two
             0/13:00 # 3 days: the carriers are taken
             1/10:00 # 3 days to day 4: carried, and there on day 3",
        )
        .gives(
            "job centre booked  slot    start   end     km
             1   w      0/10:00 1/09:00 1/09:00 1/10:00 0
             2   w      0/11:00 2/09:00 2/09:00 2/10:00 0
             3   h      0/12:00 2/09:00 2/09:00 2/10:00 0
             4   w      0/13:00 3/09:00 3/09:00 3/10:00 0
             5   h      1/10:00 3/09:00 3/09:00 3/10:00 0",
        );
    run.is("helped", "component=carried", 2.0)
        .is("helped", "", 2.0)
        .is("cost_cny", "component=programme", 6000.0);
}

/// Three cities out of each other's reach, each with one slot a day for bodies and one for paint, and a place in Hefei that
/// only paints; four owners in Wuhan and three in Nanjing look on the first morning.
fn three(programmes: &str) -> Case {
    let booking = "policy = 'calendar', slots_per_day = { body = 1, paint = 1 }, horizon_days = 7";
    let at = |id: &str, city: &str, resources: &str, booking: &str| {
        centre(resources, "{ mon-sun = '09:00-18:00' }", booking)
            .replace("id = 'w'", &format!("id = '{id}'"))
            .replace("city = 'wuhan'", &format!("city = '{city}'"))
    };
    let city = |id: &str, lon: u32| format!("[[city]]\nid = '{id}'\nlat = 0.0\nlon = {lon}.0\n");
    let mode = |id: &str, need: &str| {
        format!(
            "[[failure]]\nid = '{id}'\nteam = '{id}'\nstages = [ {{ id = 'repair', needs = ['{need}'], hours = 1.0 }} ]\n"
        )
    };
    let paints = "policy = 'calendar', slots_per_day = { paint = 1 }, horizon_days = 7";
    let scenario = city("wuhan", 0)
        + &city("hefei", 1)
        + &city("nanjing", 2)
        + &mode("body", "bay")
        + &mode("paint", "booth")
        + &at("h0", "hefei", "booth = 1", paints)
        + &at("w", "wuhan", "bay = 1, booth = 1", booking)
        + &at("h", "hefei", "bay = 1, booth = 1", booking)
        + &at("n", "nanjing", "bay = 1, booth = 1", booking)
        + "[choice]\nreach_km = 50\n"
        + programmes;
    Case::new(9, &scenario).trace(
        "time     city    failure # told
         0/10:00  wuhan   body    # 1 day
         0/11:00  wuhan   body    # 2 days
         0/12:00  wuhan   paint   # 1 day
         0/13:00  wuhan   paint   # 2 days
         0/14:00  nanjing body    # 1 day
         0/15:00  nanjing body    # 2 days
         1/10:00  nanjing body    # 2 days: the slot of day 3",
    )
}

#[test]
fn a_programme_helps_whom_it_names_and_each_is_paid_for_itself() {
    let dates = "from = 2025-03-03\nto = 2025-03-09\n";
    // The first carries bodies of Wuhan to Hefei or Nanjing, where both have the first slot of day 1; the second gives vouchers to
    // bodies of Nanjing. Both to who is told two days or more.
    let programmes = format!(
        "[[programme]]\nid = 'carry'\n{dates}failures = ['body']\ncities = ['wuhan']\ncarry_to = ['hefei', 'nanjing']\n\
         carry_after_days = 2\ncarry_per_day = 9\ncarry_days = 1\ncarry_cny = 3000\n\
         [[programme]]\nid = 'taxi'\n{dates}failures = ['body']\ncities = ['nanjing']\nvoucher_cny = 500\nvoucher_after_days = 2\n"
    );
    let run = three(&programmes).gives(
        "job centre slot
         1   w      1/09:00
         2   h      1/09:00
         3   w      1/09:00
         4   w      2/09:00
         5   n      1/09:00
         6   n      2/09:00
         7   n      3/09:00",
    );
    run.is("helped", "component=carried", 1.0)
        .is("helped", "component=voucher", 2.0)
        .is("helped", "city=wuhan", 1.0)
        .is("helped", "city=nanjing", 2.0)
        .is("helped", "city=hefei", 0.0)
        .is("cost_cny", "component=programme", 4000.0);
    // Of needs after the warm-up alone: the voucher of day 1.
    let run = three(&programmes).top("warm_up_days = 1").run();
    run.is("helped", "", 1.0).is("cost_cny", "component=programme", 500.0);
}

#[test]
fn a_wait_seems_shorter_with_a_voucher() {
    // Who is told two days goes elsewhere, unless one of them does not count: three, since the last then finds a slot a day ahead.
    let leaves = "third_party = { free_days = 1, share_per_day = 1 }\n";
    let taxi = "[[programme]]\nid = 'taxi'\nfrom = 2025-03-03\nto = 2025-03-09\nvoucher_cny = 500\nvoucher_after_days = 2\n\
                voucher_valid_days = 1\n";
    three(leaves).run().is("lost_share", "", 3.0 / 7.0);
    three(&(leaves.to_string() + taxi)).run().is("lost_share", "", 0.0);
}

#[test]
fn two_programmes_decide_by_words_of_their_own() {
    // Half of the owners take a voucher of either: three in four have one. 400 owners, none of whom finds a slot: ± 8.7.
    let taxi = |id: &str| {
        format!(
            "[[programme]]\nid = '{id}'\nfrom = 2025-03-03\nto = 2025-03-09\nvoucher_cny = 500\nvoucher_use_share = 0.5\n"
        )
    };
    let trace = "time\n".to_string() + &"0/10:00\n".repeat(400);
    let run = Case::new(3, &(scarce() + &taxi("one") + &taxi("other")))
        .trace(&trace)
        .run();
    let helped = run.mean("helped", "").unwrap();
    assert!((helped - 300.0).abs() < 4.0 * 8.7, "{helped}");
}
