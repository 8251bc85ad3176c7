//! Repairs that do not hold, minute by minute.

use super::{BODY, Case, bays, centre};

/// Repairs of `body` hold or do not; those of `check` always do.
fn failing(more: &str) -> String {
    format!(
        "{}
         [[failure]]
         id = 'check'
         comeback_factor = 0
         stages = [ {{ id = 'repair', needs = ['bay'], hours = 1.0 }} ]
         [comeback]
         first_time_fix_share = 0
         {more}
        ",
        bays(1)
    )
}

#[test]
fn who_was_not_helped_comes_back_after_so_many_days_again_and_again() {
    // An hour of work, two days and a half until she notices: 61.5 h from one visit to the next. The third visit of the
    // run would be followed by one after its end.
    let run = Case::new(7, &failing("days = 2.5"))
        .trace(
            "time    failure hours.repair
             0/10:00 body    3
             0/11:00 check   1",
        )
        .gives(
            "job  occurred arrived start   end     visit parent held turnaround
             1    0/10:00  0/10:00 0/10:00 0/13:00 1     -      0    3
             2    0/11:00  0/11:00 0/13:00 0/14:00 1     -      1    3
             1+1  3/01:00  3/01:00 3/01:00 3/02:00 2     0      0    1
             1+2  5/14:00  5/14:00 5/14:00 5/15:00 3     2      0    1",
        );
    // Three of four repairs do not hold; the other took three hours.
    run.is("comeback_share", "", 0.75)
        .is("comeback_share", "failure=check", 0.0)
        .is("comeback_share", "centre=w", 0.75)
        .is("fix_days", "", 3.0 / 24.0)
        .is("jobs", "", 4.0)
        .is("served", "", 4.0);
    assert_eq!(run.mean("fix_days", "failure=body"), None);
}

#[test]
fn nobody_comes_back_before_the_same_time_of_the_next_day() {
    Case::new(3, &failing("days = 0.1"))
        .trace(
            "time    failure hours.repair
             0/10:00 body    14",
        )
        // Handed back at the last instant of the first day, which belongs to it; then every 25 h.
        .gives(
            "job  occurred start   end     visit
             1    0/10:00  0/10:00 1/00:00 1
             1+1  2/00:00  2/00:00 2/01:00 2",
        );
}

#[test]
fn who_comes_back_is_served_before_others_if_the_rule_says_so() {
    let jobs = "
        time    failure hours.repair
        0/10:00 body    1
        1/10:30 check   2
        1/10:45 check   1";
    // Back at 11:00 of the second day, when the bay is taken until 12:30 and another car waits.
    Case::new(2, &failing("days = 1\npriority = -1")).trace(jobs).gives(
        "job  occurred start   end
         1    0/10:00  0/10:00 0/11:00
         2    1/10:30  1/10:30 1/12:30
         3    1/10:45  1/13:30 1/14:30
         1+1  1/11:00  1/12:30 1/13:30",
    );
    Case::new(2, &failing("days = 1")).trace(jobs).gives(
        "job  occurred start   end
         1    0/10:00  0/10:00 0/11:00
         2    1/10:30  1/10:30 1/12:30
         3    1/10:45  1/12:30 1/13:30
         1+1  1/11:00  1/13:30 1/14:30",
    );
}

/// Two centres of one city with a slot a day, the second of which opens on the second day; its repairs hold.
fn two_centres(more: &str) -> String {
    let second = centre(
        "bay = 1",
        "{ mon-sun = '09:00-18:00' }",
        "policy = 'calendar', slots_per_day = 1",
    )
    .replace("'w'", "'v'")
        + "opens = 2025-03-04\noperator = 'good'\n";
    BODY.to_string()
        + &centre(
            "bay = 1",
            "{ mon-sun = '09:00-18:00' }",
            "policy = 'calendar', slots_per_day = 1",
        )
        + "operator = 'bad'\n"
        + &second
        + "[[operator]]\nid = 'bad'\nfirst_time_fix_share = 0\n[[operator]]\nid = 'good'\n[comeback]\ndays = 1\n"
        + more
}

#[test]
fn she_goes_where_the_repair_was_done_unless_the_rule_lets_her_choose() {
    let jobs = "
        time
        0/08:00
        1/09:30";
    // Done at 10:00 of the first day, back a day later. The second owner has taken the third day at `w` or at `v`.
    let run = Case::new(6, &two_centres("")).trace(jobs).run();
    let taken_by_other = run.cell("2", "centre");
    // Two centres are equally near: her own draw decides, and the comeback takes the third or the fourth day at `w`.
    let day = if taken_by_other == "w" { "3/09:00" } else { "2/09:00" };
    assert_eq!(run.cell("1", "centre"), "w");
    assert_eq!(run.cell("1+1", "centre"), "w");
    let slot = |job: &str| run.cell(job, "slot").parse::<f64>().unwrap();
    assert_eq!(slot("1+1"), if day == "3/09:00" { 81.0 } else { 57.0 });
    // At `w` no repair ever holds; at `v` every one does.
    assert_eq!(run.cell("1+1", "held"), "0");
    let run = Case::new(6, &two_centres("centre = 'any'")).trace(jobs).run();
    let places = [run.cell("2", "centre"), run.cell("1+1", "centre")];
    // Whoever comes first takes the earlier day of either; both slots of the third day are taken by the two.
    assert!(places == ["w", "v"] || places == ["v", "w"], "{places:?}");
    assert_eq!(run.cell("1+1", "slot"), "57.0000000000");
}

#[test]
fn once_the_centre_has_closed_she_chooses_anew() {
    let scenario = two_centres("").replace("operator = 'bad'", "operator = 'bad'\ncloses = 2025-03-04");
    Case::new(4, &scenario).trace("time\n0/08:00").gives(
        "job  centre slot    end
         1    w      0/09:00 0/10:00
         1+1  v      2/09:00 2/10:00",
    );
}

#[test]
fn a_section_in_which_every_repair_holds_changes_no_record() {
    let jobs = "
        time    hours.repair
        0/10:00 3
        0/11:00 1";
    let without = Case::new(3, &bays(1)).trace(jobs).run();
    let with = Case::new(3, &(bays(1) + "[comeback]\ndays = 1\n")).trace(jobs).run();
    for column in ["id", "key", "start", "end", "wait", "turnaround", "stages"] {
        assert_eq!(with.all(column), without.all(column), "{column}");
    }
    assert_eq!(with.all("held"), ["1", "1"]);
    with.is("comeback_share", "", 0.0);
    assert!(!without.has("comeback_share", "city", "*"));
}
