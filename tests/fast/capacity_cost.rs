//! What capacity costs to build and to keep, by hand, and what `check` says of it.

use crate::loading::{TWO_BAYS, load_texts};
use aftersales::scenario::Scenario;
use aftersales::scenario::cost::CapacityCost;
use aftersales::scenario::ids::{OperatorId, ResourceId, SiteId};
use std::fs;
use std::process::Command;

const COSTS: &str = r#"
site = "full"
operator = "own"
[[centre]]
id = "wuhan-2"
city = "wuhan"
resources = { bay = 1 }
hours = "always"
booking = { policy = "walk-in" }
[[site]]
id = "full"
capital_cny = 1000000
rent_per_month_cny = 50000
[[resource]]
id = "bay"
capital_cny = 20000
rent_per_month_cny = 3000
wage_per_month_cny = 17400
[[operator]]
id = "own"
opening_cost_cny = 7000
cost_per_month_cny = 1000
"#;

fn scenario(text: &str) -> Scenario {
    let loaded = load_texts(&[("s/s.toml", text.as_bytes().to_vec())], &[]);
    loaded.unwrap_or_else(|mistakes| panic!("{mistakes}")).scenario
}

#[test]
fn capacity_costs_what_its_site_its_units_and_its_operator_cost() {
    let scenario = scenario(&(TWO_BAYS.to_string() + COSTS));
    let hours = &scenario.centres[0].hours;
    let bays = |count| [(ResourceId(0), count)];
    // Always open: 8766 hours a year at 17400 ÷ 174 = 100.
    let two = CapacityCost {
        capital_cny: 1_040_000.0,
        opening_cny: 7000.0,
        rent_per_year_cny: 12.0 * 56_000.0,
        wages_per_year_cny: 2.0 * 876_600.0,
        fixed_per_year_cny: 12_000.0,
    };
    let cost = scenario.capacity_cost(Some(SiteId(0)), Some(OperatorId(0)), &bays(2), hours);
    assert_eq!(cost, Some(two));
    assert_eq!(two.outlay_cny(), 1_047_000.0);
    assert_eq!(two.per_year_cny(), 672_000.0 + 1_753_200.0 + 12_000.0);
    // Units alone, without site and operator; and nothing at all.
    let one = scenario.capacity_cost(None, None, &bays(1), hours).unwrap();
    assert_eq!((one.outlay_cny(), one.per_year_cny()), (20_000.0, 36_000.0 + 876_600.0));
    assert_eq!(scenario.capacity_cost(None, None, &bays(0), hours), None);
    // The second centre has one bay and no known site.
    let all = scenario.network_cost().unwrap();
    assert_eq!(all.outlay_cny(), two.outlay_cny() + one.outlay_cny());
    assert_eq!(all.per_year_cny(), two.per_year_cny() + one.per_year_cny());
}

#[test]
fn what_nobody_knows_the_cost_of_has_none() {
    assert_eq!(scenario(TWO_BAYS).network_cost(), None);
}

#[test]
fn check_says_what_all_centres_take_to_build_and_to_keep() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("s.toml"), TWO_BAYS.to_string() + COSTS).unwrap();
    let told = |language: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_aftersales"))
            .args(["check", "s.toml", "--lang", language])
            .current_dir(home.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    // 1,047,000 + 20,000, and 2,437,200 + 912,600.
    let english = told("en");
    assert!(
        english.contains("  CNY 1,067,000\n") && english.contains("  CNY 3,349,800\n"),
        "{english}"
    );
    let chinese = told("zh");
    assert!(
        chinese.contains("106.7 万元") && chinese.contains("335.0 万元"),
        "{chinese}"
    );
}
