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
    // The first begins at once, the second after exactly two days.
    for (within, seen) in [(1, 0.2), (2, 0.4)] {
        let peak = format!("[[peak]]\nid = 'p'\nfrom = 2025-03-31\nto = 2025-04-06\nwithin_days = {within}\n");
        let run = Case::new(70, &(bays(1) + &peak))
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
        let row = |city: &str| {
            format!("p,{city},2025-03-31,2025-04-06,0.0,5.0,,,2025-04-02,1.0,2025-04-14,5.0,{within},{seen}")
        };
        assert_eq!(lines, [row("*"), row("wuhan")]);
    }
    // Without a peak there is no file.
    assert_eq!(Case::new(2, &bays(1)).trace("time\n1/12:00").run().peak, "");
}

#[test]
fn peaks_that_follow_one_another_and_overlap() {
    // Bays enough. A car is there from noon of day 0 to noon of day 14; two on day 28 for a day, three on day 30, ten on day 40:
    // ends of days 0 to 13 have 1, day 28 has 2, day 30 has 3, day 40 has 10.
    // p (days 28 to 34): looked at until the day before q, 38: 3 on day 30. Weeks before 1, 1, 0, 0; its one week 5/7, which is less
    // than one need more.
    // r (33 to 39) overlaps both: looked at until two weeks after its last, so 10 on day 40. Before: days 5 to 11 1, 12 to 18 2/7, 19 to
    // 25 0, 26 to 32 5/7; its weeks 0, 10/7, 0 …: nobody notices 10/7 beside 1/2.
    // q (38 to 44): before 4/7, 0, 5/7, 0; 10/7 is noticed, and over in the week from day 45 on.
    let peak = |id: &str, from: &str, to: &str| format!("[[peak]]\nid = '{id}'\nfrom = 2025-{from}\nto = 2025-{to}\n");
    let peaks = peak("q", "04-10", "04-16") + &peak("p", "03-31", "04-06") + &peak("r", "04-05", "04-11");
    let mut trace = "time hours.repair\n0/12:00 336\n".to_string();
    for (day, cars) in [(28, 2), (30, 3), (40, 10)] {
        trace += &format!("{day}/12:00 24\n").repeat(cars);
    }
    let run = Case::new(70, &(bays(20) + &peaks)).trace(&trace).run();
    let rows: Vec<&str> = run.peak.lines().filter(|line| line.contains(",*,")).collect();
    assert_eq!(
        rows,
        [
            "p,*,2025-03-31,2025-04-06,0.5,3.0,,,2025-04-02,1.0,,5.0,7,1.0",
            "r,*,2025-04-05,2025-04-11,0.5,10.0,,,2025-04-12,1.0,,0.0,7,",
            &format!(
                "q,*,2025-04-10,2025-04-16,{:?},10.0,,,2025-04-12,1.0,2025-04-17,10.0,7,1.0",
                (4.0 / 7.0 + 5.0 / 7.0) / 4.0
            ),
        ]
    );
}

#[test]
fn a_peak_at_the_end_knows_only_what_was_known_in_time() {
    // The last three of ten days; a car is to be seen within two: of days 7 to 9 only that of day 7 may be late or not. It is
    // not: one bay is busy until day 9, noon. The next two find it free or begin after the run, which says nothing.
    let peak = "[[peak]]\nid = 'p'\nfrom = 2025-03-10\nto = 2025-03-12\nwithin_days = 2\n";
    let run = Case::new(10, &(bays(1) + peak))
        .trace(
            "time hours.repair
             5/12:00 96
             7/06:00 6
             8/06:00 1
             9/20:00 1",
        )
        .run();
    // Ends of days 7, 8, 9: 2, 3, 0. Before: days 0 to 6, one car on 5 and 6.
    let row = run.peak.lines().nth(1);
    assert_eq!(
        row,
        Some(format!(
            "p,*,2025-03-10,2025-03-12,{:?},3.0,,,2025-03-11,1.0,,1.0,2,0.0",
            2.0 / 7.0
        ))
        .as_deref()
    );
    // A day longer and it is not looked for.
    let beyond = peak.replace("03-12", "03-13");
    assert_eq!(
        Case::new(10, &(bays(1) + &beyond)).trace("time\n7/06:00").run().peak,
        ""
    );
}

#[test]
fn cars_on_their_way_are_told_where_they_live_and_where_they_pass() {
    // A degree of the equator by roads 1.3 times as long, 144.554 km, is half a day. Of 1,000 cars that leave evenly over a day
    // 1/2 are there still on its average, 3/8 on the road, 1/2 − 9/32 of them nearer to Wuhan, and 1/8 have arrived.
    let world = BODY.replace(
        "id = \"wuhan\"",
        "id = \"wuhan\"\nvehicles = 1000\nlat = 0.0\nlon = 0.0",
    ) + "[[city]]\nid = 'hefei'\nlat = 0.0\nlon = 1.0\npopulation = 1\n"
        + &centre("bay = 99", "'always'", "policy = 'walk-in'")
        + "[[migration]]\nid = 'm'\nleave_from = 2025-03-04\nleave_to = 2025-03-04\nreturn_from = 2025-03-07\n\
           return_to = 2025-03-08\ntravel_share = 1\nkm_per_day = 289.107208\n";
    let run = Case::new(30, &world).trace("time\n1/12:00").run();
    let line = |start: &str| {
        let line = run.cars.lines().find(|line| line.starts_with(start));
        let cells = line.unwrap_or_default().split(',').skip(2);
        cells.map(|cell| cell.parse::<f64>().unwrap()).collect::<Vec<_>>()
    };
    for (start, expected) in [
        ("2025-03-04,*", [1000.0, 500.0, 125.0, 375.0, 125.0, 375.0]),
        ("2025-03-04,wuhan", [1000.0, 500.0, 125.0, 375.0, 0.0, 218.75]),
        ("2025-03-04,hefei", [0.0, 0.0, 0.0, 0.0, 125.0, 156.25]),
    ] {
        let found = line(start);
        let near = found.len() == 6
            && found
                .iter()
                .zip(expected)
                .all(|(found, expected)| (found - expected).abs() < 0.01);
        assert!(near, "{start}: {found:?}, not {expected:?}");
    }
    // The holiday is a peak by itself, from its first to its last day.
    let peaks = |run: &super::Run| {
        let rows = run.peak.lines().filter(|line| line.contains(",*,"));
        rows.map(|line| line.split(',').take(4).collect::<Vec<_>>().join(","))
            .collect::<Vec<_>>()
    };
    assert_eq!(peaks(&run), ["m,*,2025-03-04,2025-03-08"]);
    // Unless one of its name says other days.
    let own = world + "[[peak]]\nid = 'm'\nfrom = 2025-03-05\nto = 2025-03-09\n";
    assert_eq!(peaks(&Case::new(30, &own).run()), ["m,*,2025-03-05,2025-03-09"]);
}
