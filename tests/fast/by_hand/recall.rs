//! Recalls: three cars from the announcement to the hand-back, and cars that are there anyway.

use super::{BODY, Case, centre};

/// Three cars of a fixed fleet in Wuhan, one bay, and a recall announced on the second day at 09:00.
fn three(recall: &str) -> String {
    BODY.replace("id = \"wuhan\"", "id = \"wuhan\"\nvehicles = 3")
        + "[[failure]]\nid = 'check'\nstages = [ { id = 'check', needs = ['bay'], hours = 1.0 } ]\n"
        + &centre("bay = 1", "'always'", "policy = 'walk-in'")
        + "[[recall]]\nid = 'r'\nannounced = 2025-03-04\nfailure = 'check'\n"
        + recall
}

#[test]
fn a_letter_a_day_read_in_the_app_and_answered_after_six_hours() {
    // Announced at hour 33; a letter every 24 h; the app (36 h) is faster than the text message (48 h): hours 75, 99 and
    // 123. Which car comes first is drawn.
    let run = Case::new(
        22,
        &three(
            "letters_per_week = 7\nresponse_days = 0.25\n\
             channels = [ { id = 'sms', days = 2 }, { id = 'app', days = 1.5 } ]\n",
        ),
    )
    .run();
    assert_eq!(
        run.all("occurred"),
        ["75.0000000000", "99.0000000000", "123.0000000000"]
    );
    assert_eq!(run.all("end"), ["76.0000000000", "100.0000000000", "124.0000000000"]);
    let mut keys = run.all("key");
    keys.sort_unstable();
    assert_eq!(keys, ["r:wuhan:0", "r:wuhan:1", "r:wuhan:2"]);
    // The third car, more than nine tenths, is done on day 5 (0 first), the fifth day since that of the announcement.
    run.is("recall_done_share", "", 1.0)
        .is("recall_done_90_days", "", 5.0)
        .is("jobs", "", 3.0);
    let shares: Vec<(&str, &str, &str)> = (run.recall.lines().skip(1))
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1], cells[2], cells[4])
        })
        .collect();
    assert_eq!(shares.len(), 12, "{}", run.recall);
    assert_eq!(
        shares[..4],
        [
            ("1", "updated_share", "0.0"),
            ("1", "mended_share", "1.0"),
            ("1", "invited_share", "1.0"),
            ("1", "outstanding_share", "0.0"),
        ]
    );
}

#[test]
fn throttled_letters_are_a_straight_line() {
    // 140 a week, one every 1.2 h from 09:00 on: a week later at 24:00, 159 h after the first, 1 + 132 are out, then 140
    // more each week.
    let thousand = three("letters_per_week = 140\nresponse_share = 0\n").replace("vehicles = 3", "vehicles = 1000");
    let run = Case::new(22, &thousand).run();
    let lines = run.recall.lines().filter(|line| line.contains("invited_share"));
    let shares: Vec<f64> = lines
        .map(|line| line.split(',').nth(4).unwrap().parse().unwrap())
        .collect();
    assert_eq!(shares, [0.133, 0.273, 0.413]);
}

#[test]
fn who_does_not_answer_is_reminded_and_who_refuses_never_comes() {
    // Nobody answers the invitation, everybody the first reminder, ten days later: hour 33 + 240.
    let silent = "response_share = 0\nreminders = 2\nreminder_days = 10\nreminder_share = 1\n";
    let run = Case::new(22, &three(silent)).run();
    assert_eq!(run.all("occurred"), ["273.0000000000"; 3]);
    let run = Case::new(22, &three("refusal_share = 1\n")).run();
    assert_eq!(run.all("occurred").len(), 0);
    run.is("recall_done_share", "", 0.0);
    assert_eq!(run.mean("recall_done_90_days", ""), None);
}

#[test]
fn updates_follow_their_law_and_need_no_visit() {
    let run = Case::new(
        22,
        &three("ota_share = 1\nota_days = 6.7\n").replace("failure = 'check'\n", ""),
    )
    .run();
    assert_eq!(run.all("occurred").len(), 0);
    // Hour 33 + 160.8 is 01:48 of day 8: the eighth day since that of the announcement, just in the second week.
    run.is("recall_done_share", "", 1.0).is("recall_done_90_days", "", 8.0);
    let of_week = |week: &str| {
        let mut lines = run.recall.lines();
        let line = lines.find(|line| line.starts_with(&format!("r,{week},updated_share")));
        line.map(|line| line.split(',').nth(4).unwrap().to_string())
    };
    assert_eq!(of_week("1").as_deref(), Some("0.0"));
    assert_eq!(of_week("2").as_deref(), Some("1.0"));
}

/// Cars of one model, all delivered in February and all concerned: whoever comes for another reason is one of them.
#[test]
fn a_car_that_is_there_anyway_has_it_done() {
    let scenario = "
        [[city]]
        id = 'wuhan'
        share = 1
        [[delivery]]
        month = '2025-02'
        model = 'm'
        vehicles = 4
        [[failure]]
        id = 'body'
        rate = { per_vehicle_year = 300 }
        stages = [ { id = 'repair', needs = ['lift'], hours = 2.0 } ]
        [[failure]]
        id = 'check'
        stages = [ { id = 'check', needs = ['bay'], hours = 1.0 } ]
        [[recall]]
        id = 'r'
        announced = 2025-03-04
        failure = 'check'
        refusal_share = 1
        on_other_visits = true
        "
    .to_string()
        + &centre("bay = 9, lift = 9", "'always'", "policy = 'walk-in'");
    let run = Case::new(40, &scenario).run();
    // More than three jobs a day for four cars: in 38 days all four have been there, and none of them twice for this.
    let checks = run.records_where("failure", "check");
    assert_eq!(checks.len(), 4);
    run.is("recall_done_share", "", 1.0);
    let (arrived, failure, end) = (run.all("arrived"), run.all("failure"), run.all("end"));
    for at in (0..arrived.len()).filter(|&at| failure[at] == "check") {
        let visits = (0..arrived.len()).filter(|&other| failure[other] == "body" && arrived[other] == arrived[at]);
        assert_eq!(visits.count(), 1, "beside a visit");
        let hours = |text: &str| text.parse::<f64>().unwrap();
        assert!((hours(end[at]) - hours(arrived[at]) - 1.0).abs() < 1e-9);
        assert!(hours(arrived[at]) > 33.0, "after the announcement");
    }
    assert!(run.all("km").iter().all(|km| km.parse::<f64>() == Ok(0.0)));
}

#[test]
fn what_is_done_beside_a_visit_was_never_in_triage() {
    let scenario = "
        [[city]]
        id = 'wuhan'
        vehicles = 5
        [[failure]]
        id = 'body'
        rate = { per_vehicle_year = 100 }
        community_share = 0
        stages = [ { id = 'repair', needs = ['lift'], hours = 2.0 } ]
        [community]
        hours = 3
        [[failure]]
        id = 'check'
        stages = [ { id = 'check', needs = ['bay'], hours = 1.0 } ]
        [[recall]]
        id = 'r'
        announced = 2025-03-04
        failure = 'check'
        refusal_share = 1
        on_other_visits = true
        "
    .to_string()
        + &centre(
            "bay = 9, lift = 9",
            "'always'",
            "policy = 'calendar', slots_per_day = 3",
        );
    let run = Case::new(40, &scenario).run();
    let of = |failure: &str, column: &str| -> Vec<String> {
        let wanted = run.all("failure").into_iter().zip(run.all(column));
        let cells = wanted
            .filter(|(mode, _)| *mode == failure)
            .map(|(_, cell)| cell.to_string());
        cells.collect()
    };
    // Owners of the others ask the community in vain for three hours, and come some time later to the slot that they then
    // find; the check begins with the visit and takes one.
    assert_eq!(of("check", "turnaround").len(), 5);
    assert!(of("check", "turnaround").iter().all(|cell| cell == "1.0000000000"));
    assert!(
        of("check", "triage_hours").iter().all(|cell| cell == "0.0000000000"),
        "{:?}",
        of("check", "triage_hours")
    );
    let asked = of("body", "triage_hours");
    assert!(
        asked.iter().filter(|cell| *cell == "3.0000000000").count() > 20,
        "{asked:?}"
    );
}

#[test]
fn an_announcement_makes_calls_that_keep_the_hotline_busy() {
    // The owners of all three cars call at 09:00 on the second day, hour 33; one agent, six minutes each: waits of 0, 6
    // and 12 minutes. Who calls at 09:06 for a need of her own waits until 09:18, when the last of them is done.
    let world = three("call_share = 1\nresponse_share = 0\n")
        .replace("id = \"body\"\n", "id = \"body\"\nhotline_share = 0\n")
        + "[hotline]\nagents = 1\ntalk_minutes = 6\n";
    let run = Case::new(22, &world)
        .trace("time\n1/09:06")
        .gives("job occurred triaged arrived\n1   1/09:06  1/09:24 1/09:24");
    run.is("hotline_wait_minutes", "", (0.0 + 6.0 + 12.0 + 12.0) / 4.0)
        .is("hotline_busy_share", "", 24.0 / (22.0 * 1440.0))
        .is("jobs", "", 1.0);
    // A day after the announcement, and nobody calls in vain: the owner is the only one on the line.
    let later = world.replace("call_share = 1\n", "call_share = 1\ncall_days = 1\n");
    Case::new(22, &later)
        .trace("time\n1/09:06")
        .gives("job triaged\n1   1/09:12");
}

#[test]
fn who_is_lost_is_due_again_and_reminded() {
    // Everybody comes at hour 33 to one bay without a place to wait: two are turned away. Reminders go out ten and twenty
    // days after the invitation: at hour 273 two come and one is turned away, at hour 513 one comes.
    let all = "reminders = 2\nreminder_days = 10\n";
    let scenario = three(all).replace("policy = 'walk-in'", "policy = 'walk-in', queue_limit = 0");
    let run = Case::new(22, &scenario).run();
    let hours = ["33.0", "33.0", "33.0", "273.0", "273.0", "513.0"];
    assert_eq!(run.all("occurred"), hours.map(|hour| format!("{hour}000000000")));
    run.is("served", "", 3.0)
        .is("lost_share", "", 0.5)
        .is("recall_done_share", "", 1.0);
    // The second visit of a car has a name of its own, and so has the third.
    let keys = run.all("key");
    let first: Vec<&str> = keys[..3].to_vec();
    assert!(
        keys[3..5]
            .iter()
            .all(|key| first.contains(&key.strip_suffix(":1").unwrap())),
        "{keys:?}"
    );
    assert!(keys[3..5].contains(&keys[5].replace(":2", ":1").as_str()), "{keys:?}");
    // Without reminders nobody comes again.
    let run = Case::new(22, &scenario.replace(all, "")).run();
    run.is("jobs", "", 3.0).is("recall_done_share", "", 1.0 / 3.0);
}

#[test]
fn a_car_that_comes_for_one_recall_has_the_other_done_too() {
    // Nobody answers the first recall, everybody the second, a day later: at hour 57 each car is checked for both.
    let scenario = three("response_share = 0\non_other_visits = true\n")
        + "[[recall]]\nid = 's'\nannounced = 2025-03-05\nfailure = 'check'\non_other_visits = true\n";
    let run = Case::new(22, &scenario.replace("bay = 1", "bay = 9")).run();
    let mut keys = run.all("key");
    keys.sort_unstable();
    let all = [
        "r:wuhan:0",
        "r:wuhan:1",
        "r:wuhan:2",
        "s:wuhan:0",
        "s:wuhan:1",
        "s:wuhan:2",
    ];
    assert_eq!(keys, all);
    assert_eq!(run.all("occurred"), ["57.0000000000"; 6]);
    run.is("recall_done_share", "", 1.0);
    // Where the other says nothing of visits it waits for its own answer.
    let alone = scenario.replacen("on_other_visits = true\n", "", 1);
    Case::new(22, &alone).run().is("jobs", "", 3.0);
}

#[test]
fn calls_about_an_update_are_of_no_failure_mode() {
    // Three calls at hour 33, six minutes each: waits of 0, 6 and 12 minutes, under no failure mode; a need at 10:00 waits
    // for nobody.
    let world = three("call_share = 1\nota_share = 1\nota_days = 1\n")
        .replace("announced = 2025-03-04\nfailure = 'check'", "announced = 2025-03-04")
        .replace("id = \"body\"\n", "id = \"body\"\nhotline_share = 0\n")
        + "[hotline]\nagents = 1\ntalk_minutes = 6\n";
    let run = Case::new(22, &world).trace("time\n1/10:00").run();
    run.is("hotline_wait_minutes", "", 18.0 / 4.0)
        .is("hotline_wait_minutes", "city=wuhan", 18.0 / 4.0)
        .is("hotline_wait_minutes", "failure=body", 0.0)
        .is("hotline_busy_share", "", 24.0 / (22.0 * 1440.0));
}
