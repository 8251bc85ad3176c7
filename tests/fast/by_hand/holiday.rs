//! Holidays: cars of one city in another, and the peak they leave behind.

use super::{BODY, Case, bays, centre};

/// All hundred cars of Wuhan go to Hefei, which has no coordinates, on the second day, and come back on the fifth.
fn away() -> String {
    BODY.replace("id = \"wuhan\"", "id = \"wuhan\"\nvehicles = 100")
        .replace("id = \"body\"", "id = \"body\"\nrate = { per_vehicle_year = 36.525 }")
        + "[[city]]\nid = 'hefei'\nvehicles = 1\npopulation = 1\n"
        + &centre("bay = 99", "'always'", "policy = 'walk-in'")
        + "[[migration]]\nid = 'm'\nleave_from = 2025-03-04\nleave_to = 2025-03-04\nreturn_from = 2025-03-07\n\
           return_to = 2025-03-07\ntravel_share = 0\ntravel_shares = { wuhan = 1 }\n"
}

#[test]
fn jobs_are_where_the_cars_are_and_say_whose_they_are() {
    let run = Case::new(7, &away()).run();
    let (occurred, city) = (run.all("occurred"), run.all("city"));
    let (home, on_road) = (run.all("home"), run.all("on_road"));
    let mut strangers = 0;
    for at in 0..occurred.len() {
        let day = (occurred[at].parse::<f64>().unwrap() / 24.0) as u32;
        assert_eq!(on_road[at], "0", "without coordinates a way takes no time");
        match day {
            2 | 3 => {
                assert_eq!(city[at], "hefei", "everyone is there");
                strangers += u32::from(home[at] == "wuhan");
            }
            1 | 4 => strangers += u32::from(city[at] == "hefei" && home[at] == "wuhan"),
            _ => assert_eq!(city[at], home[at], "everyone is at home"),
        }
    }
    // Ten a day of the hundred cars over three days, half of the second and half of the fifth day among them: 30 ± 5.5.
    assert!((8..=52).contains(&strangers), "{strangers}");
    let line = |start: &str| {
        run.cars
            .lines()
            .find(|line| line.starts_with(start))
            .unwrap_or_default()
            .to_string()
    };
    assert_eq!(
        run.cars.lines().next(),
        Some("date,city,cars,at_home,away,on_road,visiting,passing")
    );
    // Evenly over the day: half of them on its average.
    assert_eq!(line("2025-03-04,wuhan"), "2025-03-04,wuhan,100.0,50.0,50.0,0.0,0.0,0.0");
    assert_eq!(line("2025-03-05,hefei"), "2025-03-05,hefei,1.0,1.0,0.0,0.0,100.0,0.0");
    assert_eq!(line("2025-03-06,*"), "2025-03-06,*,101.0,1.0,100.0,0.0,100.0,0.0");
    assert_eq!(line("2025-03-07,wuhan"), "2025-03-07,wuhan,100.0,50.0,50.0,0.0,0.0,0.0");
    assert_eq!(line("2025-03-08"), "");
}

#[test]
fn a_peak_by_hand() {
    // Five cars at noon of 2 April (day 30) for one bay, two days each: the last leaves at noon of day 40. At the ends of the
    // days from 28 on 0, 0, 5, 5, 4, 4, 3 are open, then 3, 2, 2, 1, 1, 0, 0: on average 3 and 9/7, and none in the third week.
    let case = Case::new(
        70,
        &(bays(1) + "[[peak]]\nid = 'p'\nfrom = 2025-03-31\nto = 2025-04-06\nwithin_days = 1\n"),
    );
    let run = case
        .trace(
            "time hours.repair
             30/12:00 48
             30/12:00 48
             30/12:00 48
             30/12:00 48
             30/12:00 48",
        )
        .run();
    let lines: Vec<&str> = run.peak.lines().skip(1).collect();
    // The first begins at once; the second after two days.
    let row = |city: &str| format!("p,{city},2025-03-31,2025-04-06,0.0,5.0,,,2025-04-02,1.0,2025-04-14,5.0,1,0.2");
    assert_eq!(lines, [row("*"), row("wuhan")]);
    // Without a peak there is no file.
    assert_eq!(Case::new(2, &bays(1)).trace("time\n1/12:00").run().peak, "");
}
