//! Scores by hand, and tables with mistakes.

use super::observed::{Known, Mistake, Observation, read};
use super::*;
use crate::metrics::daily::{Daily, DailySeries};
use jiff::civil::date;

fn point(bands: [f64; 5]) -> DayPoint {
    DayPoint {
        mean: bands[2] + 1.0,
        bands: Some(bands),
    }
}

fn daily(bands: [f64; 5]) -> Daily {
    Daily {
        series: vec![DailySeries {
            city: "wuhan".into(),
            centre: "*".into(),
            team: "*".into(),
            metric: Metric::Jobs,
            days: vec![Some(point(bands)); 4],
        }],
        recalls: Vec::new(),
        cars: Vec::new(),
        peaks: Vec::new(),
    }
}

fn observation(day: i8, value: f64) -> Observation {
    Observation {
        date: date(2025, 3, day),
        city: "wuhan".into(),
        team: "*".into(),
        metric: Metric::Jobs,
        value,
    }
}

#[test]
fn scores_by_hand() {
    let bands = Bands::of(
        &daily([0.0, 8.0, 10.0, 12.0, 20.0]),
        &daily([6.0, 9.0, 10.0, 11.0, 14.0]),
        date(2025, 3, 1),
    );
    // Days 1 to 4: 8, 15, 22, 10; day 5 was not forecast.
    let observed: Vec<Observation> = [(1, 8.0), (2, 15.0), (3, 22.0), (4, 10.0), (5, 9.0)]
        .map(|(day, value)| observation(day, value))
        .to_vec();
    let found = backtest(&bands, &observed, None);
    assert_eq!((found.series.len(), found.left_out), (1, 1));
    let [all, chance] = found.series[0].scores;
    // All: 50 % band 8–12 holds 8 and 10; 90 % band 0–20 holds all but 22. Scores 50 %: 4 + 4·(0 + 3 + 10 + 0)/4 = 17;
    // 90 %: 20 + 20·2/4 = 30. Mean 11 against 55/4; middle 10 is off by 2, 5, 12, 0.
    let expected = Score {
        coverage50: 0.5,
        coverage90: 0.75,
        score50: 17.0,
        score90: 30.0,
        bias: 11.0 - 13.75,
        error: 4.75,
    };
    assert_eq!(all, expected);
    // Chance: 9–11 holds 10 alone, 6–14 holds 8 and 10. 2 + 4·(1 + 4 + 11)/4 = 18; 8 + 20·(1 + 8)/4 = 53.
    assert_eq!((chance.coverage50, chance.coverage90), (0.25, 0.5));
    assert_eq!((chance.score50, chance.score90), (18.0, 53.0));

    let backwards: Vec<Observation> = observed.iter().rev().cloned().collect();
    assert_eq!(backtest(&bands, &backwards, None), found, "a table in any order");

    let later = backtest(&bands, &observed, Some(date(2025, 3, 4)));
    assert_eq!((later.series[0].days.len(), later.left_out), (1, 4));
}

const CITIES: [&str; 2] = ["wuhan", "xi-an"];

fn known() -> Known {
    Known {
        cities: CITIES.map(String::from).to_vec(),
        teams: vec!["all".into()],
        metrics: vec![Metric::Jobs, Metric::LeadTime, Metric::FullyBooked],
    }
}

#[test]
fn a_table_is_read_with_or_without_city() {
    let text = "metric,value,date\njobs,12,2025-03-01\n\nlead_time_days,3.5,2025-03-02\n";
    let rows = read(text.as_bytes().to_vec(), &known()).expect("a sound table");
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].city.as_str(), rows[0].value), ("*", 12.0));
    // As a spreadsheet saves it, with a byte-order mark.
    let text = "\u{feff}date,city,metric,value\r\n2025-03-01,xi-an,jobs,\r\n2025-03-02,xi-an,jobs,4\r\n";
    let rows = read(text.as_bytes().to_vec(), &known()).expect("an empty value is no observation");
    assert_eq!(rows.len(), 1);
}

#[test]
fn every_mistake_of_a_table_is_told_with_its_line() {
    let text = "date,city,metric,value\n\
                2025-02-30,wuhan,jobs,1\n\
                2025-03-01,wuhna,jobs,1\n\
                2025-03-01,wuhan,job,1\n\
                2025-03-01,wuhan,jobs,many\n\
                2025-03-02,wuhan,jobs,1\n\
                2025-03-02,wuhan,jobs,2\n\
                2025-03-03,wuhan,jobs,1,200\n\
                2025-03-04,wuhan,jobs,-1\n\
                2025-03-05,wuhan,fully_booked_share,55\n\
                2025-03-06T08:00,wuhan,jobs,1\n\
                2025-03-07,wuhan,jobs,inf\n";
    let mistakes = read(text.as_bytes().to_vec(), &known()).expect_err("ten mistakes");
    assert_eq!(
        mistakes,
        vec![
            Mistake::Date(2, "2025-02-30".into()),
            Mistake::City(3, "wuhna".into(), Some("wuhan".into())),
            Mistake::Metric(4, "job".into(), Some("jobs".into())),
            Mistake::Number(5, "many".into()),
            Mistake::Twice(7, 6),
            Mistake::TooLong(8),
            Mistake::Impossible(9, "-1".into(), Metric::Jobs),
            Mistake::Impossible(10, "55".into(), Metric::FullyBooked),
            Mistake::Date(11, "2025-03-06T08:00".into()),
            Mistake::Number(12, "inf".into()),
        ]
    );
    let head = |text: &str| read(text.as_bytes().to_vec(), &known()).expect_err("no such table");
    assert_eq!(
        head("day,metric,value\n1,jobs,1\n"),
        vec![Mistake::UnknownColumn("day".into()), Mistake::NoColumn("date")]
    );
    assert_eq!(
        head("date,metric,value,value\n2025-03-01,jobs,1,2\n"),
        vec![Mistake::ColumnTwice("value".into())]
    );
    assert_eq!(head("date,metric\n2025-03-01,jobs\n"), vec![Mistake::NoColumn("value")]);
    assert_eq!(head("date,metric,value\n"), vec![Mistake::NoRows]);
    assert_eq!(head(""), vec![Mistake::NoRows]);
}

#[test]
fn a_kept_forecast_reads_back() {
    let (all, chance) = (daily([0.0, 8.0, 10.0, 12.0, 20.0]), daily([6.0, 9.0, 10.0, 11.0, 14.5]));
    let head = "date,city,centre,team,metric,mean,p05,p25,p50,p75,p95,chance_mean,chance_p05,chance_p25,chance_p50,chance_p75,chance_p95\n";
    let row =
        |day: u32| format!("2025-03-0{day},wuhan,*,*,jobs,11.0,0.0,8.0,10.0,12.0,20.0,11.0,6.0,9.0,10.0,11.0,14.5\n");
    let text = head.to_string() + &(1..=4).map(row).collect::<String>();
    let read = Bands::read(text.as_bytes()).expect("a sound file");
    assert_eq!(read, Bands::of(&all, &chance, date(2025, 3, 1)));
    assert_eq!(Bands::read(b"date,city\n"), Err(1));
    let broken = text.replacen("14.5", "wide", 2).replacen("wide", "14.5", 1);
    assert_eq!(Bands::read(broken.as_bytes()), Err(3));
}
