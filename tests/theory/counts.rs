//! How many jobs there are: fleets, ages, calendars.

use crate::trial::{Table, run};

const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Expected failures of a growing fleet between two days, by Crow's power law: a car of age a has had (a/scale)^shape
/// (Crow 1974). Days count from the first delivery; a month's cars come evenly over its days, at 00:00.
fn growing(cars: &[f64], from: f64, to: f64, by_age: impl Fn(f64) -> f64) -> f64 {
    let mut jobs = 0.0;
    let mut day = 0.0;
    for (month, cars) in cars.iter().enumerate() {
        let length = MONTHS[month % 12];
        for _ in 0..length {
            let upto = |end: f64| by_age((end - day).max(0.0));
            jobs += cars / f64::from(length) * (upto(to) - upto(from));
            day += 1.0;
        }
    }
    jobs
}

#[test]
fn a_growing_fleet_fails_by_the_power_law_of_its_age() {
    let cars: Vec<f64> = (0..12).map(|month| 2000.0 + 300.0 * f64::from(month)).collect();
    let deliveries: String = cars
        .iter()
        .enumerate()
        .map(|(month, cars)| {
            format!(
                "[[delivery]]\nmonth = \"2025-{:02}\"\nmodel = \"one\"\nvehicles = {cars}\n",
                month + 1
            )
        })
        .collect();
    // The run begins on 1 March, after 59 days of deliveries, and is measured from 30 April to 30 April.
    let toml = format!(
        "name = \"theory\"\nstart = 2025-03-01\ndays = 425\nwarm_up_days = 60\n\
         [[city]]\nid = \"north\"\nshare = 3\n[[city]]\nid = \"south\"\nshare = 1\n{deliveries}\
         [[failure]]\nid = \"infant\"\nrate = {{ weibull = {{ scale_years = 2.0, shape = 0.7 }} }}\n\
         stages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.1 }} ]\n\
         [[failure]]\nid = \"wear\"\nrate = {{ weibull = {{ scale_years = 1.5, shape = 2.0 }} }}\n\
         stages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.1 }} ]\n\
         [[failure]]\nid = \"constant\"\nrate = {{ per_vehicle_year = 0.5 }}\n\
         stages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.1 }} ]\n\
         [[centre]]\nid = \"centre\"\ncity = \"north\"\nresources = {{ bay = 1000 }}\nhours = \"always\"\n\
         booking = {{ policy = \"walk-in\" }}\n"
    );
    let outcome = run(&toml, 60);
    let mut table = Table::new("A growing fleet", &outcome);
    let (from, to) = (59.0 + 60.0, 59.0 + 425.0);
    let power = |scale: f64, shape: f64| move |days: f64| (days / 365.25 / scale).powf(shape);
    let infant = growing(&cars, from, to, power(2.0, 0.7));
    let wear = growing(&cars, from, to, power(1.5, 2.0));
    let constant = growing(&cars, from, to, |days| 0.5 * days / 365.25);
    table.compare("jobs, shape 0.7", infant, outcome.of("jobs", "infant"));
    table.compare("jobs, shape 2", wear, outcome.of("jobs", "wear"));
    table.compare("jobs, constant hazard", constant, outcome.of("jobs", "constant"));
    let all = infant + wear + constant;
    table.compare(
        "jobs of three quarters",
        0.75 * all,
        outcome.row("jobs", &[("city", "north")]),
    );
    table.compare(
        "jobs of a quarter",
        0.25 * all,
        outcome.row("jobs", &[("city", "south")]),
    );
    table.finish();
}

#[test]
fn months_weekdays_and_holidays_weigh_the_demand() {
    let months = [3.0, 2.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 1.0, 2.0];
    let weekdays = [6.0, 5.0, 5.0, 5.0, 6.0, 2.0, 1.0];
    let toml = format!(
        "name = \"theory\"\nstart = 2025-01-01\ndays = 181\n\
         [calendar]\nmonth_weights = {months:?}\nweekday_weights = {weekdays:?}\n\
         [[holiday]]\nname = \"off\"\nfrom = 2025-05-01\nto = 2025-05-05\ndemand_factor = 2.5\n\
         [[city]]\nid = \"city\"\nvehicles = 10000\n\
         [[failure]]\nid = \"as-the-calendar\"\nrate = {{ per_vehicle_year = 1.2 }}\n\
         stages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.1 }} ]\n\
         [[failure]]\nid = \"as-it-likes\"\nrate = {{ per_vehicle_year = 1.2 }}\nholiday_factor = 3.0\n\
         month_weights = [1, 1, 1, 1, 9, 1, 1, 1, 1, 1, 1, 1]\nweekday_weights = [1, 1, 1, 1, 1, 1, 8]\n\
         stages = [ {{ id = \"work\", needs = [\"bay\"], hours = 0.1 }} ]\n\
         [[centre]]\nid = \"centre\"\ncity = \"city\"\nresources = {{ bay = 1000 }}\nhours = \"always\"\n\
         booking = {{ policy = \"walk-in\" }}\n"
    );
    let mut own_months = [1.0; 12];
    own_months[4] = 9.0;
    let own_weekdays = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 8.0];
    let jobs = |months: [f64; 12], weekdays: [f64; 7], factor: f64| {
        let scaled_month = |month: usize| 12.0 * months[month] / months.iter().sum::<f64>();
        let scaled_weekday = |weekday: usize| 7.0 * weekdays[weekday] / weekdays.iter().sum::<f64>();
        // 1 January 2025 was a Wednesday.
        let (mut sum, mut weekday) = (0.0, 2);
        for (month, length) in MONTHS.into_iter().enumerate().take(6) {
            for day in 1..=length {
                let holiday = if month == 4 && day <= 5 { factor } else { 1.0 };
                sum += scaled_month(month) * scaled_weekday(weekday) * holiday;
                weekday = (weekday + 1) % 7;
            }
        }
        10_000.0 * 1.2 / 365.25 * sum
    };
    let outcome = run(&toml, 60);
    let mut table = Table::new("Half a year of weights", &outcome);
    let exact = jobs(months, weekdays, 2.5);
    table.compare(
        "jobs by the calendar's weights",
        exact,
        outcome.of("jobs", "as-the-calendar"),
    );
    let exact = jobs(own_months, own_weekdays, 2.5 * 3.0);
    table.compare("jobs by weights of their own", exact, outcome.of("jobs", "as-it-likes"));
    table.finish();
}
