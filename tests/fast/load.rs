//! Load before a run, computed on paper: one job a day, so many slots and hours a week.

use aftersales::model::Model;
use aftersales::model::load::{Loads, Overload, Short, loads};
use aftersales::model::recall::visits::waves;
use aftersales::scenario::ids::{CentreId, ResourceId, TeamId};
use aftersales::scenario::load_from;
use std::io;
use std::path::Path;

/// 36,525 cars with 0.01 failures a year of 365.25 days: a job a day.
const DAILY: &str = "
    [[city]]
    id = 'wuhan'
    vehicles = 36525
    [[failure]]
    id = 'body'
    rate = { per_vehicle_year = 0.01 }
    stages = [ { id = 'repair', needs = ['bay'], hours = HOURS } ]
";

/// A centre in Wuhan, open from 9 to 18 from Monday to Friday.
fn centre(id: &str, resources: &str, booking: &str) -> String {
    format!(
        "[[centre]]\nid = '{id}'\ncity = 'wuhan'\nresources = {{ {resources} }}\n\
         hours = {{ mon-fri = '09:00-18:00' }}\nbooking = {{ {booking} }}\n"
    )
}

fn look(start: &str, days: u32, text: &str, trace: &str) -> Loads {
    let text = format!("name = 'load'\nstart = {start}\ndays = {days}\n{text}");
    let files = |path: &Path| match path.to_str() {
        Some("s.toml") => Ok(text.clone().into_bytes()),
        Some("jobs.csv") => Ok(trace.to_string().into_bytes()),
        _ => Err(io::ErrorKind::NotFound.into()),
    };
    let loaded = load_from(&files, Path::new("s.toml"), &[]).unwrap_or_else(|error| {
        panic!("{}", error.render(aftersales::units::Language::En));
    });
    loads(&loaded.scenario, &Model::compile(&loaded.scenario))
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected, "{found}, not {expected}");
}

fn only(found: &Loads) -> &Overload {
    assert_eq!((found.overloads.len(), found.without_slots.len()), (1, 0), "{found:?}");
    &found.overloads[0]
}

#[test]
fn seven_jobs_a_week_are_too_many_for_five_slots() {
    let booking = "policy = 'calendar', slots_per_day = 1, horizon_days = 5";
    let text = DAILY.replace("HOURS", "6.0") + &centre("w", "bay = 1", booking);
    // Monday, 3 March: two weeks. The five jobs let in need 30 of 45 hours.
    let found = look("2025-03-03", 14, &text, "");
    let over = only(&found);
    assert_eq!((over.centre, over.short), (CentreId(0), Short::Slots(TeamId(0))));
    assert_eq!((over.weeks, over.of, over.never_settles), (2, 2, true));
    assert_eq!(over.first.from.to_string(), "2025-03-03");
    near(over.first.work, 7.0);
    near(over.first.capacity, 5.0);
    near(over.load, 1.4);
    // Four jobs too many after two weeks, 10 slots in 14 days: 5.6 days of them.
    let (days, horizon) = over.wait_days.expect("longer than the horizon");
    near(days, 5.6);
    assert_eq!(horizon, 5);
    let longer = text.replace("horizon_days = 5", "horizon_days = 6");
    assert_eq!(only(&look("2025-03-03", 14, &longer, "")).wait_days, None);
    // Eleven hours a job: five of them, the slots, are 55 hours in 45.
    let longer = text.replace("hours = 6.0", "hours = 11.0");
    let found = look("2025-03-03", 14, &longer, "");
    assert_eq!(found.overloads.len(), 2);
    let hours = &found.overloads[1];
    assert_eq!(hours.short, Short::Hours(ResourceId(0)));
    near(hours.worst.work, 55.0);
    near(hours.worst.capacity, 45.0);
}

#[test]
fn the_hours_of_a_walk_in_centre_are_those_of_each_resource() {
    let text = DAILY.replace("HOURS", "6.5") + &centre("w", "bay = 1", "policy = 'walk-in'");
    let found = look("2025-03-03", 7, &text, "");
    let over = only(&found);
    assert_eq!(over.short, Short::Hours(ResourceId(0)));
    near(over.worst.work, 45.5);
    near(over.worst.capacity, 45.0);
    near(over.load, 45.5 / 45.0);
    // The same hours, half an hour of them with an advisor: 42 hours in the bay.
    let split = text
        .replace(
            "hours = 6.5 }",
            "hours = 6.0 }, { id = 'handover', needs = ['advisor'], hours = 0.5 }",
        )
        .replace("bay = 1", "bay = 1, advisor = 1");
    assert_eq!(look("2025-03-03", 7, &split, ""), Loads::default());
    // Two bays have 90 hours.
    let two = text.replace("bay = 1", "bay = 2");
    assert_eq!(look("2025-03-03", 7, &two, ""), Loads::default());
}

#[test]
fn work_is_shared_with_a_centre_from_the_day_it_opens() {
    let booking = "policy = 'calendar', slots_per_day = 1";
    let second = centre("v", "bay = 1", booking) + "opens = 2025-03-12\n";
    let text = DAILY.replace("HOURS", "6.0") + &centre("w", "bay = 1", booking) + &second;
    // Week 1: 7 jobs at the first. Week 2: 2 + 5/2 = 4.5 jobs there, 2.5 at the second, which has three slots.
    let found = look("2025-03-03", 14, &text, "");
    let over = only(&found);
    assert_eq!(
        (over.centre, over.weeks, over.of, over.never_settles),
        (CentreId(0), 1, 2, false)
    );
    near(over.load, 11.5 / 10.0);
    assert_eq!(over.worst.from.to_string(), "2025-03-03");
    // From Thursday on it has two slots for 2 jobs, and the first 3 + 4/2 = 5.
    assert_eq!(
        look("2025-03-03", 14, &text.replace("03-12", "03-13"), "")
            .overloads
            .len(),
        1
    );
    // A centre that never opens in the run is not looked at.
    let never = look("2025-03-03", 14, &text.replace("03-12", "05-12"), "");
    assert_eq!(only(&never).weeks, 2);
}

#[test]
fn a_far_centre_takes_what_no_near_one_does() {
    let far = "
        [[city]]
        id = 'hankou'
        lat = 30.0
        lon = 115.0
        [[centre]]
        id = 'h'
        city = 'hankou'
        resources = { bay = 1 }
        hours = { mon-fri = '09:00-18:00' }
        booking = { policy = 'calendar', slots_per_day = 1 }
    ";
    let near_by = centre("w", "bay = 1", "policy = 'calendar', slots_per_day = 2");
    let base = DAILY
        .replace("HOURS", "1.0")
        .replace("vehicles", "lat = 30.0\nlon = 114.0\nvehicles");
    // Ten slots are enough for seven jobs.
    assert_eq!(
        look("2025-03-03", 7, &(base.clone() + &near_by + far), ""),
        Loads::default()
    );
    // A centre without slots for the team takes none: all seven go to the far one, which has five.
    let without = near_by.replace("slots_per_day = 2", "slots_per_day = 0");
    let found = look("2025-03-03", 7, &(base + &without + far), "");
    assert_eq!(only(&found).centre, CentreId(1));
    near(found.overloads[0].worst.work, 7.0);
}

#[test]
fn a_team_that_does_less_than_a_job_a_day_gets_no_slot() {
    let text = DAILY.replace("HOURS", "10.0") + &centre("w", "bay = 1", "policy = 'calendar'");
    // Nine open hours for jobs of ten.
    let found = look("2025-03-03", 7, &text, "");
    assert_eq!(found.without_slots, [(CentreId(0), TeamId(0))]);
    assert!(found.overloads.is_empty());
    // None by choice is no finding, and two bays do 1.8 jobs a day.
    let chosen =
        text.replace("'calendar'", "'calendar', slots_per_day = 0") + &centre("v", "bay = 9", "policy = 'calendar'");
    assert!(look("2025-03-03", 7, &chosen, "").without_slots.is_empty());
    assert!(
        look("2025-03-03", 7, &text.replace("bay = 1", "bay = 2"), "")
            .without_slots
            .is_empty()
    );
}

#[test]
fn weeks_begin_on_monday_and_recorded_jobs_count() {
    let booking = "policy = 'calendar', slots_per_day = 1";
    let text = DAILY.replace("HOURS", "6.0") + &centre("w", "bay = 1", booking);
    // From Wednesday, 5 March: one whole week, from the 10th.
    let found = look("2025-03-05", 13, &text, "");
    assert_eq!(
        (only(&found).of, only(&found).first.from.to_string()),
        (1, "2025-03-10".into())
    );
    // Without a whole week the run is one: Friday to Sunday, three jobs and one slot.
    let found = look("2025-03-07", 3, &text, "");
    near(only(&found).worst.work, 3.0);
    near(only(&found).worst.capacity, 1.0);
    // Recorded: six jobs on Monday are one too many for a week of five, the last at 24:00 of Sunday.
    let recorded = text.replace("vehicles = 36525", "") + "[[trace]]\nfile = 'jobs.csv'\n";
    let rows = |times: &str| {
        let rows: Vec<String> = times.split(' ').map(|time| format!("{time},wuhan,body\n")).collect();
        "time,city,failure\n".to_string() + &rows.concat()
    };
    let found = look("2025-03-03", 14, &recorded, &rows("1 2 3 4 5 168"));
    near(only(&found).worst.work, 6.0);
    assert_eq!(
        look("2025-03-03", 14, &recorded, &rows("1 2 3 4 5 168.1")),
        Loads::default()
    );
}

#[test]
fn hours_are_those_of_all_stages_at_the_speed_of_the_centre() {
    // Twice three and a quarter hours in the bay.
    let text = DAILY.replace(
        "hours = HOURS }",
        "hours = 3.25 }, { id = 'fit', needs = ['bay'], hours = 3.25 }",
    ) + &centre("w", "bay = 1", "policy = 'walk-in'");
    let found = look("2025-03-03", 7, &text, "");
    near(only(&found).worst.work, 45.5);
    // 36 hours of work in 45 at four fifths of full speed, for seven jobs of six.
    let text = DAILY.replace("HOURS", "6.0")
        + &centre("w", "bay = 1", "policy = 'walk-in'")
        + "operator = 'slow'\n[[operator]]\nid = 'slow'\nspeed = 0.8\n";
    let found = look("2025-03-03", 7, &text, "");
    near(only(&found).worst.work, 42.0);
    near(only(&found).worst.capacity, 36.0);
}

#[test]
fn slots_count_from_the_opening() {
    let text = DAILY.replace("HOURS", "6.0")
        + &centre("w", "bay = 1", "policy = 'calendar', slots_per_day = 1")
        + "opens = 2025-03-05\n";
    // From Wednesday five jobs, and three slots.
    let found = look("2025-03-03", 7, &text, "");
    near(only(&found).worst.work, 5.0);
    near(only(&found).worst.capacity, 3.0);
}

#[test]
fn the_worst_week_has_the_most_beyond_its_capacity() {
    let text = DAILY.replace("HOURS", "6.0").replace("vehicles = 36525", "")
        + &centre("w", "bay = 1", "policy = 'calendar', slots_per_day = 1")
        + "[[trace]]\nfile = 'jobs.csv'\n";
    // Six, eight and seven jobs in three weeks of five slots.
    let times = (1..=6).chain(169..=176).chain(337..=343);
    let rows: Vec<String> = times.map(|time| format!("{time},wuhan,body\n")).collect();
    let trace = "time,city,failure\n".to_string() + &rows.concat();
    let found = look("2025-03-03", 21, &text, &trace);
    let over = only(&found);
    assert_eq!(
        (over.first.from.to_string(), over.worst.from.to_string(), over.weeks),
        ("2025-03-03".into(), "2025-03-10".into(), 3)
    );
    near(over.first.work, 6.0);
    near(over.worst.work, 8.0);
    near(over.load, 21.0 / 15.0);
}

/// Seventy cars that are called in from Monday, 3 March, 09:00 on, and a slot on each day of the week.
fn called(recall: &str) -> String {
    let booking = "policy = 'calendar', slots_per_day = 1";
    let text = DAILY.replace("HOURS", "0.5").replace("36525", "70") + &centre("w", "bay = 1", booking);
    text.replace("rate = { per_vehicle_year = 0.01 }\n", "")
        + "[[recall]]\nid = 'r'\nannounced = 2025-03-03\nfailure = 'body'\n"
        + recall
}

/// Work of the worst week, and of the first if there are two such weeks.
fn weeks(recall: &str) -> (f64, f64) {
    let found = look("2025-03-03", 14, &called(recall), "");
    let over = only(&found);
    (over.first.work, over.load * 10.0 - over.first.work)
}

#[test]
fn owners_of_recalled_cars_come_as_their_letters_have_them_come() {
    // Half answer at once, half of the others the reminder a week later.
    let (first, second) = weeks("response_share = 0.5\nreminders = 1\nreminder_days = 7\n");
    near(first, 35.0);
    near(second, 17.5);
    // Thirty-five letters a week from 09:00 on: 159 of the first 168 hours; a fifth of the cars are updated, a fourth of the
    // owners refuse.
    let (first, second) = weeks("letters_per_week = 35\n");
    near(first, 35.0 * 159.0 / 168.0);
    near(second, 35.0);
    let (first, _) = weeks("refusal_share = 0.25\nota_share = 0.2\nota_days = 1\n");
    near(first, 70.0 * 0.8 * 0.75);
}

#[test]
fn channels_and_answers_add_up_over_their_laws() {
    // Read at once by the three in five whom the text message reaches, by half of the others after eight days in the app;
    // answered by an exponential law of five days: 1 − e^(−t / 5), by 128 points of it good to one in a hundred.
    let recall = "channels = [ { id = 'sms', reach_share = 0.6 }, { id = 'app', reach_share = 0.5, days = 8 } ]\n\
                  response_days = { exponential = { mean = 5 } }\n";
    let (first, second) = weeks(recall);
    let passed = [6.625, 13.625];
    let answered = |days: f64| 1.0 - libm::exp(-days / 5.0);
    let exact = |days: f64| 70.0 * (0.6 * answered(days) + 0.4 * 0.5 * answered((days - 8.0).max(0.0)));
    assert!((first - exact(passed[0])).abs() < 0.7, "{first}");
    assert!((first + second - exact(passed[1])).abs() < 0.7, "{second}");
}

#[test]
fn a_wave_is_told_by_its_highest_week_and_the_slots_of_its_team() {
    let text = format!(
        "name = 'wave'\nstart = 2025-02-24\ndays = 21\n{}",
        called("response_share = 0.5\n")
            + &centre("later", "bay = 1", "policy = 'calendar', slots_per_day = 1")
            + "opens = 2025-03-06\n"
    );
    let files = |_: &Path| Ok(text.clone().into_bytes());
    let loaded = load_from(&files, Path::new("s.toml"), &[]).unwrap_or_else(|error| {
        panic!("{}", error.render(aftersales::units::Language::En));
    });
    let found = waves(&loaded.scenario, &Model::compile(&loaded.scenario));
    assert_eq!(found.len(), 1);
    let wave = &found[0];
    assert_eq!(wave.week.to_string(), "2025-03-03");
    near(wave.visits, 35.0);
    near(wave.in_week, 35.0);
    // From Monday to Friday, and of the other centre from Thursday on.
    near(wave.slots, 7.0);
}
