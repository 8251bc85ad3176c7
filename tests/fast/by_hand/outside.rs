//! What people and cars outside the centres cost, and who is charged for jobs: sums on paper.

use super::{BODY, Case, centre};

#[test]
fn agents_engineers_releases_and_vans_cost_by_the_hour_month_and_day() {
    // Two days. Two agents by day, one more from 09:00 to 12:00: 2 × 48 + 2 × 3 hours on duty at 40 yuan. Three engineers at
    // a thousand yuan a day. Two vans in each of two cities, a thousand yuan and 365,250 / (10 × 365.25) a day each.
    // Who writes for releases takes two thousand a day.
    let scenario = BODY.replace(
        "id = \"body\"\n",
        "id = \"body\"\nhotline_share = 0\nota_per_month_cny = 60875\nvan_share = 0\nvan_hours = 1\n",
    ) + &centre("bay = 1", "'always'", "policy = 'walk-in'")
        + "
        [[city]]
        id = 'jinan'
        [community]
        hours = 1
        engineers = 3
        [hotline]
        agents = 2
        talk_minutes = 6
        [[agents]]
        count = 3
        shift = '09:00-12:00'
        [[ota]]
        id = 'spring'
        date = 2025-04-01
        [[van]]
        id = 'v'
        cities = ['wuhan', 'jinan']
        count = 2
        hours = { mon-sun = '09:00-18:00' }
        travel_minutes = 30
        [costs]
        life_years = 10
        agent_per_hour_cny = 40
        engineer_per_month_cny = 30437.5
        van_per_month_cny = 30437.5
        van_capital_cny = 365250
        ";
    let run = Case::new(2, &scenario).trace("time\n0/10:00").run();
    let (hotline, community, vans) = (40.0 * 102.0, 3.0 * 2000.0, 4.0 * 2.0 * 1100.0);
    let releases = 2.0 * 2000.0;
    run.is("cost_cny", "component=hotline", hotline)
        .is("cost_cny", "component=community", community)
        .is("cost_cny", "component=releases", releases)
        .is("cost_cny", "component=vans", vans)
        .is("cost_cny", "city=wuhan component=vans", vans / 2.0)
        .is("cost_cny", "city=jinan component=*", vans / 2.0)
        .is("cost_cny", "component=*", hotline + community + releases + vans);
    // Without years to spread it over, what was bought before the run costs nothing in it.
    let once = Case::new(2, &scenario.replace("life_years = 10", ""))
        .trace("time\n0/10:00")
        .run();
    once.is("cost_cny", "component=vans", 4.0 * 2.0 * 1000.0);
}

#[test]
fn work_and_parts_are_charged_to_whoever_pays() {
    // One job each: an hour under the maker's warranty, two hours and a panel that the insurer pays, half an hour on the
    // owner; an hour costs 120 yuan, a panel 300.25.
    let mode = |id: &str, parts: &str| {
        format!("[[failure]]\nid = '{id}'\nstages = [ {{ id = 'repair', needs = ['bay'], {parts} hours = 1.0 }} ]\n")
    };
    let scenario = BODY.to_string()
        + &mode("crash", "parts = { panel = 1 },")
        + &mode("wash", "")
        + &centre("bay = 3", "'always'", "policy = 'walk-in'")
        + "stock = { panel = 1 }
        [[part]]
        id = 'panel'
        factory_days = 3
        cost_cny = 300.25
        [[warranty]]
        id = 'basic'
        failures = ['body']
        [[warranty]]
        id = 'casco'
        failures = ['crash']
        payer = 'insurer'
        [costs]
        labour_per_hour_cny = 120
        ";
    let run = Case::new(2, &scenario)
        .trace(
            "time    failure hours.repair
             0/10:00 body    1
             0/10:00 crash   2
             0/10:00 wash    0.5",
        )
        .run();
    for (payer, labour, parts) in [
        ("maker", 120.0, 0.0),
        ("goodwill", 0.0, 0.0),
        ("insurer", 240.0, 300.25),
        ("owner", 60.0, 0.0),
        ("*", 420.0, 300.25),
    ] {
        let of = format!("component={payer}");
        run.is("paid_labour_cny", &of, labour)
            .is("paid_parts_cny", &of, parts)
            .is("paid_cny", &of, labour + parts);
    }
    run.is("paid_cny", "failure=crash component=insurer", 540.25)
        .is("paid_cny", "centre=w component=owner", 60.0);
}
