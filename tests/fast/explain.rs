//! `explain`: the story of one job, written by hand from the rules.

use std::fs;
use std::process::{Command, Output};

/// One slot a day at 09:00, two days ahead; a waiting list; the bay is also needed by job 2 when job 3 comes.
const SCENARIO: &str = "
name = 'Scarce'
start = 2025-03-03
days = 5
[[city]]
id = 'wuhan'
name = 'Wuhan'
name_zh = '武汉'
[[failure]]
id = 'body'
stages = [ { id = 'repair', needs = ['bay'], hours = 1.0 }, { id = 'handover', needs = ['bay'], hours = 0.25 } ]
[[centre]]
id = 'w'
name = 'Wuhan centre'
name_zh = '武汉服务中心'
city = 'wuhan'
resources = { bay = 1 }
hours = { mon-sun = '09:00-18:00' }
booking = { policy = 'calendar', slots_per_day = 1, horizon_days = 2, retry = 'in-order' }
[[trace]]
file = 'jobs.csv'
";

const TRACE: &str = "time,city,failure,hours.repair,hours.handover
8,wuhan,body,,
8,wuhan,body,32.5,0
10,wuhan,body,,
";

fn explain(job: &str, language: &str) -> Output {
    explain_in(SCENARIO, job, language)
}

fn explain_in(scenario: &str, job: &str, language: &str) -> Output {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("s.toml"), scenario).expect("a scenario");
    fs::write(home.path().join("jobs.csv"), TRACE).expect("a trace");
    Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(["explain", "s.toml", "--job", job, "--lang", language])
        .current_dir(home.path())
        .output()
        .expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    // Dates have spaces that do not break.
    String::from_utf8_lossy(bytes).replace('\u{a0}', " ")
}

#[test]
fn the_story_of_a_job_that_waited_for_everything() {
    let output = explain("1/2", "en");
    assert!(output.status.success());
    // Monday's and Tuesday's slots are taken; Wednesday's opens at 00:00 of Tuesday. Job 2 came on Tuesday at 09:00 and
    // works 32.5 h of nine a day: Tuesday, Wednesday, Thursday, and 5.5 h of Friday. So on Wednesday at 09:00 the bay is
    // taken until Friday 14:30: 9 + 9 + 5.5 open hours, 15 + 15 closed ones.
    let expected = "\
Job 2 of replication 1 (seed 1): body, of an owner in Wuhan

  3 March 2025 10:00  The need arises; the owner looks for a centre.
  3 March 2025 10:00  Nothing is free in reach; she will try again at each release.
  4 March 2025 00:00  Release: she is number 1 of 1 who try, and there is something.
  4 March 2025 00:00  Books Wuhan centre, 0 km away, for 5 March 2025 09:00.
  5 March 2025 09:00  Arrives at Wuhan centre; nobody waits there.
  7 March 2025 14:30  Repair begins, after 2 d 5 h 30 min.
  7 March 2025 15:30  Repair ends.
  7 March 2025 15:30  Handover begins.
  7 March 2025 15:45  Handover ends.
  7 March 2025 15:45  The car is handed back.

Where the 4 d 5 h 45 min from the first attempt to the hand-over went
  no slot to be had               14 h   13.8 %
  until the appointment       1 d 9 h   32.4 %
  centre closed               1 d 6 h   29.5 %
  waiting for bays         23 h 30 min   23.1 %
  work                             1 h    1.0 %
  handover                      15 min    0.2 %
  together               4 d 5 h 45 min  100.0 %

Follow it again: aftersales explain s.toml --job 1/2
";
    assert_eq!(lines(&text(&output.stdout)), lines(expected));
}

/// Lines with one blank between words.
fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn after_the_limit_of_overtime_the_centre_is_closed() {
    let limited = SCENARIO.replace("'09:00-18:00'", "'09:00-18:00', closing = 'finish', overtime_hours = 2");
    // Job 2 came on Tuesday at 09:00 and works 32.5 h of eleven a day: until 20:00 of Tuesday and of Wednesday, and 10.5 h
    // of Thursday, to 19:30. So on Wednesday at 09:00 the bay is taken until then, and the next opening is Friday's: two
    // working days without a bay, two nights of 15 h.
    let output = explain_in(&limited, "1/2", "en");
    let told = text(&output.stdout);
    let end = told.find("  5 March 2025 09:00").expect("the arrival");
    let expected = "\
  5 March 2025 09:00  Arrives at Wuhan centre; nobody waits there.
  7 March 2025 09:00  Repair begins, after 2 d.
  7 March 2025 10:00  Repair ends.
  7 March 2025 10:00  Handover begins.
  7 March 2025 10:15  Handover ends.
  7 March 2025 10:15  The car is handed back.

Where the 4 d 15 min from the first attempt to the hand-over went
  no slot to be had               14 h   14.5 %
  until the appointment       1 d 9 h   34.3 %
  centre closed               1 d 6 h   31.2 %
  waiting for bays               18 h   18.7 %
  work                             1 h    1.0 %
  handover                      15 min    0.3 %
  together                4 d 15 min  100.0 %

Follow it again: aftersales explain s.toml --job 1/2
";
    assert_eq!(lines(&told[end..]), lines(expected));
    // The long one itself: paused from 20:00 to 09:00, twice; repaired at 19:30 it waits for its handover, until 09:00
    // because it is closed, until 10:00 for the bay. Overtime is work.
    let output = explain_in(&limited, "1/1", "en");
    let told = lines(&text(&output.stdout)).join("\n");
    for line in [
        "4 March 2025 09:00 Repair begins.",
        "6 March 2025 19:30 Repair ends.",
        "centre closed 1 d 15 h 30 min",
        "waiting for bays 1 h",
        "work 1 d 8 h 30 min",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn the_story_is_told_in_chinese_too() {
    let output = explain("1/2", "zh");
    let told = text(&output.stdout);
    for line in [
        "第1次重复（种子1）的工单2：钣喷，车主在武汉",
        "2025年3月4日 00:00  放号：1人抢号，她排第1，抢到了。",
        "2025年3月7日 14:30  等了2天5小时30分，“Repair”开始。",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn a_job_that_is_not_there_is_a_mistake_of_the_input() {
    for (job, word) in [
        ("1/3", "replication 1 has no job 3: its ids go from 0 to 2"),
        ("1", "--job 1: expected replication/id"),
        ("0/1", "--job 0/1: expected replication/id"),
        ("1/-1", "expected replication/id"),
    ] {
        let output = explain(job, "en");
        assert_eq!(output.status.code(), Some(2), "{job}");
        assert!(text(&output.stderr).contains(word), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
}
