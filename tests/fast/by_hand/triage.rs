//! What happens to a need before it becomes a visit, minute by minute.

use super::{BODY, Case, centre};

/// A day off the clock: every channel takes a fixed time. `lines` are keys of `body`, the failure mode of the trace; `more`
/// are whole sections.
fn world(lines: &str, more: &str) -> String {
    BODY.replace("id = \"body\"\n", &format!("id = \"body\"\n{lines}\n"))
        + &centre("bay = 1", "'always'", "policy = 'walk-in'")
        + more
}

const CHANNELS: &str = "
    [community]
    hours = 1
    [hotline]
    agents = 1
    talk_minutes = 6
    [remote]
    hours = 2
    [[ota]]
    id = 'march'
    date = 2025-03-05
    announced_days = 1
    [[van]]
    id = 'v'
    cities = ['wuhan']
    hours = { mon-sun = '09:00-18:00' }
    travel_minutes = 30
    wait_days = 0.5
";

#[test]
fn what_no_channel_solves_reaches_the_centre_after_the_time_of_all() {
    // An hour in the community until 11:00; the second caller waits for the end of the first call at 11:06; two hours of
    // remote diagnosis. The release solves nothing of this mode, and no van can. Then a bay for an hour each.
    let nothing =
        "community_share = 0\nhotline_share = 0\nremote_share = 0\nota_share = 0\nvan_share = 0\nvan_hours = 1";
    let run = Case::new(2, &world(nothing, CHANNELS))
        .trace(
            "time
             0/10:00
             0/10:00",
        )
        .gives(
            "job occurred triaged arrived start   end     channel outcome turnaround wait
             1   0/10:00  0/13:06 0/13:06 0/13:06 0/14:06 centre  served  4.1        0
             2   0/10:00  0/13:12 0/13:12 0/14:06 0/15:06 centre  served  5.1        0.9",
        );
    // Waits of 0 and 6 minutes; 12 minutes of calls in two days of one agent.
    run.is("hotline_wait_minutes", "", 3.0)
        .is("hotline_abandoned_share", "", 0.0)
        .is("hotline_busy_share", "", 12.0 / 2880.0)
        .is("wait_days", "cause=triage", (3.1 + 3.2) / 2.0 / 24.0)
        .is("solved_share", "", 0.0)
        .is("jobs", "component=centre", 2.0)
        .is("jobs", "component=hotline", 0.0)
        .is("van_busy_share", "", 0.0);
}

#[test]
fn every_channel_solves_in_its_own_time() {
    // A mode that only one channel is for, which always solves it.
    let mode = |id: &str, line: &str| {
        format!("[[failure]]\nid = '{id}'\n{line}\nstages = [ {{ id = 'repair', needs = ['bay'], hours = 1.0 }} ]\n")
    };
    let modes = mode("friends", "community_share = 1")
        + &mode("advice", "hotline_share = 1")
        + &mode("afar", "remote_share = 1")
        + &mode("software", "ota_share = 1")
        + &mode("tyre", "van_share = 1\nvan_hours = 1.5");
    // The release of day 2 is announced a day before: the first need of software goes to the centre, the second waits. The
    // van needs two hours for a job: the second tyre begins at 17:30, the third waits for the next morning, the fourth
    // for its half day until 05:50.
    let run = Case::new(4, &world("", &(modes + CHANNELS)))
        .trace(
            "time    failure
             0/10:00 friends
             0/10:00 advice
             0/10:00 afar
             0/10:00 software
             0/15:30 tyre
             0/17:00 tyre
             0/21:00 tyre
             0/17:50 tyre
             1/10:00 software",
        )
        .gives(
            "job occurred triaged channel   outcome end
             1   0/10:00  0/11:00 community solved  -
             2   0/10:00  0/10:06 hotline   solved  -
             3   0/10:00  0/12:00 remote    solved  -
             4   0/10:00  0/10:00 centre    served  0/11:00
             5   0/15:30  0/17:30 van       solved  -
             6   0/17:00  0/19:30 van       solved  -
             7   0/21:00  1/11:00 van       solved  -
             8   0/17:50  1/05:50 centre    served  1/06:50
             9   1/10:00  2/00:00 ota       solved  -",
        );
    // Three trips of two hours in four days of nine hours.
    run.is("van_busy_share", "", 6.0 / 36.0)
        .is("van_busy_share", "city=wuhan", 6.0 / 36.0)
        .is("solved_share", "", 7.0 / 9.0)
        .is("solved_share", "component=van", 3.0 / 9.0)
        .is("solved_share", "failure=tyre component=van", 3.0 / 4.0)
        .is("jobs", "", 9.0)
        .is("jobs", "component=ota", 1.0)
        .is("served", "", 2.0)
        .is("lost_share", "", 0.0)
        .is("turnaround_days", "failure=tyre", 13.0 / 24.0);
}

/// A hotline with one agent and calls of an hour; owners wait for ten minutes.
fn impatient(more: &str) -> String {
    world(
        "hotline_share = 1",
        &format!("[hotline]\nagents = 1\ntalk_minutes = 60\npatience_minutes = 10\n{more}"),
    )
}

#[test]
fn who_gives_up_calls_again_looks_for_a_centre_or_is_lost() {
    let trace = "time
                 0/10:00
                 0/10:05";
    // Gives up at 10:15, calls at 10:35, gives up at 10:45, calls at 11:05, when the agent has been free for five minutes.
    let run = Case::new(1, &impatient("redial_share = 1\nredial_minutes = 20"))
        .trace(trace)
        .gives(
            "job triaged channel outcome
             1   0/11:00 hotline solved
             2   0/12:05 hotline solved",
        );
    run.is("hotline_abandoned_share", "", 0.5)
        .is("hotline_wait_minutes", "", 0.0)
        .is("hotline_busy_share", "", 2.0 / 24.0);
    let run = Case::new(1, &impatient("")).trace(trace).gives(
        "job triaged channel outcome arrived end
         1   0/11:00 hotline solved  -       -
         2   0/10:15 centre  served  0/10:15 0/11:15",
    );
    run.is("hotline_abandoned_share", "", 0.5);
    let run = Case::new(1, &impatient("leave_share = 1")).trace(trace).gives(
        "job triaged channel outcome lost    reason
         1   0/11:00 hotline solved  -       -
         2   -       hotline lost    0/10:15 hung_up",
    );
    run.is("lost_share", "reason=hung_up", 0.5);
}

#[test]
fn agents_come_and_go_by_day_and_hour() {
    // None on the first day before 09:00; one; two from the second day on; none in its last hour.
    let turns = "
        [hotline]
        agents = 1
        talk_minutes = 60
        [[agents]]
        count = 0
        to = 2025-03-03
        shift = '00:00-09:00'
        [[agents]]
        count = 2
        from = 2025-03-04
        [[agents]]
        count = 0
        from = 2025-03-04
        shift = '23:00-24:00'
    ";
    let run = Case::new(2, &world("hotline_share = 1", turns))
        .trace(
            "time
             0/08:30
             0/08:30
             1/10:00
             1/10:00
             1/10:00
             1/22:30
             1/23:00",
        )
        // The call of 22:30 keeps its agent until 23:30; that of 23:00 is answered when agents are back, at 24:00, which is
        // still of the run.
        .gives(
            "job triaged channel outcome
             1   0/10:00 hotline solved
             2   0/11:00 hotline solved
             3   1/11:00 hotline solved
             4   1/11:00 hotline solved
             5   1/12:00 hotline solved
             6   1/23:30 hotline solved
             7   -       hotline unfinished",
        );
    // Waits of 30, 90, 0, 0, 60, 0 and 60 minutes; 15 hours of agents on the first day, 46 on the second.
    run.is("hotline_wait_minutes", "", 240.0 / 7.0)
        .is("hotline_busy_share", "", 6.0 / 61.0)
        .is("unfinished", "", 1.0)
        .is("jobs", "component=hotline", 7.0);
}

#[test]
fn lead_times_begin_when_an_owner_looks_for_a_centre() {
    // An hour in the community in vain, then the next slot: 09:00 of the following day.
    let booked = BODY.replace("id = \"body\"\n", "id = \"body\"\ncommunity_share = 0\n")
        + &centre(
            "bay = 1",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar', slots_per_day = 1",
        )
        + "[community]\nhours = 1\n";
    Case::new(3, &booked)
        .trace(
            "time
             0/10:00",
        )
        .gives(
            "job occurred triaged booked  slot    lead turnaround
             1   0/10:00  0/11:00 0/11:00 1/09:00 22   24",
        );
}

#[test]
fn a_release_lowers_what_it_mends() {
    // A hundred needs a day.
    let demand = |more: &str| {
        let text = BODY
            .replace("id = \"wuhan\"\n", "id = \"wuhan\"\nvehicles = 36525\n")
            .replace("id = \"body\"\n", "id = \"body\"\nrate = { per_vehicle_year = 1 }\n")
            + &centre("bay = 60", "'always'", "policy = 'walk-in'");
        Case::new(20, &(text + more)).run().mean("jobs", "").unwrap()
    };
    // Everyone has it at once and it mends everything: from day 10 on nothing breaks.
    let all = demand("");
    let half = demand("[[ota]]\nid = 'a'\ndate = 2025-03-13\nfailures = ['body']\nreduces_share = 1\n");
    // Two thousand needs: the standard deviation is 45, of half of them 32.
    assert!((all - 2000.0).abs() < 180.0, "{all}");
    assert!((half - 1000.0).abs() < 128.0, "{half}");
}

#[test]
fn a_section_for_one_failure_mode_leaves_the_jobs_of_others_as_they_were() {
    let mode = |id: &str, more: &str| {
        format!(
            "[[failure]]\nid = '{id}'\nrate = {{ per_vehicle_year = 1 }}\n{more}\n\
             stages = [ {{ id = 'repair', needs = ['{id}'], hours = {{ exponential = {{ mean = 5 }} }} }} ]\n"
        )
    };
    let world = |more: &str, sections: &str| {
        let text = "[[city]]\nid = 'wuhan'\nvehicles = 3000\n".to_string()
            + &mode("bay", "")
            + &mode("lift", more)
            + &centre("bay = 2, lift = 2", "'always'", "policy = 'walk-in'")
            + sections;
        Case::new(30, &text).run()
    };
    let plain = world("", "");
    let triage = world(
        "community_share = 0.3\nhotline_share = 0.2\nremote_share = 0.4\nota_share = 0.5\nvan_share = 0.5\nvan_hours = 1",
        CHANNELS,
    );
    let columns = ["key", "occurred", "arrived", "start", "end", "work"];
    let rows = |run: &super::Run| -> Vec<Vec<String>> {
        let of = columns.map(|column| run.all(column));
        let bays = run.all("failure");
        let mut rows: Vec<Vec<String>> = (0..bays.len())
            .filter(|&at| bays[at] == "bay")
            .map(|at| of.iter().map(|column| column[at].to_string()).collect())
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(rows(&plain), rows(&triage));
    // The needs of the other mode are the same as well, whatever becomes of them.
    let needs = |run: &super::Run| {
        let mut list: Vec<String> = run.all("occurred").into_iter().map(String::from).collect();
        list.sort();
        list
    };
    assert_eq!(needs(&plain), needs(&triage));
    assert!(triage.mean("solved_share", "failure=lift").unwrap() > 0.5);
    assert_eq!(triage.mean("solved_share", "failure=bay"), Some(0.0));
}
