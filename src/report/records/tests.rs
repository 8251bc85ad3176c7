//! Rows by hand, and the exactness of ten decimals.

use super::*;
use crate::engine::law::Law;
use crate::engine::time::{HOUR, MINUTE, Perhaps};
use crate::model::fleet::Car;
use crate::scenario::booking::Booking;
use crate::scenario::ids::{CentreId, CityId, FailureId, ResourceId, TeamId};
use crate::scenario::migration::Abroad;
use crate::scenario::trace::TraceJob;
use crate::scenario::{calendar, centre, city, failure};
use crate::sim::record::{Broken, Chain, Channel, LossReason};
use crate::sim::waits::Waits;

/// One city, one centre, one failure mode.
fn world() -> Scenario {
    let all_day = || vec![centre::OpenSpan { from: 0, to: 1440 }];
    Scenario {
        name: "Two bays".into(),
        name_zh: "Two bays".into(),
        start: jiff::civil::date(2025, 3, 1),
        days: 3,
        warm_up_days: 1,
        road_factor: 1.3,
        calendar: calendar::Calendar {
            country: None,
            month_weights: [1.0; 12],
            weekday_weights: [1.0; 7],
            hour_weights: [1.0; 24],
        },
        holidays: Vec::new(),
        choice: Default::default(),
        cities: vec![city::City {
            id: "wuhan".into(),
            name: "Wuhan".into(),
            name_zh: "武汉".into(),
            province: "Hubei".into(),
            at: None,
            vehicles: 1000,
            share: 0.0,
            population: None,
            km_factor: 1.0,
            area_km2: None,
        }],
        driving: None,
        migrations: Vec::new(),
        trips: Vec::new(),
        programmes: Vec::new(),
        peaks: Vec::new(),
        models: Vec::new(),
        deliveries: Vec::new(),
        warranties: Vec::new(),
        teams: vec!["all".into()],
        resources: vec!["bay".into()],
        recalls: Vec::new(),
        failures: vec![failure::Failure {
            id: "body".into(),
            rate: crate::scenario::rate::Rate::PerVehicleYear(0.35),
            model_factors: failure::ModelFactors::ALIKE,
            improvement: None,
            leave_share: None,
            priority: 0,
            team: TeamId(0),
            also_teams: Vec::new(),
            urgent: false,
            month_weights: None,
            weekday_weights: None,
            hour_weights: None,
            holiday_factor: 1.0,
            abroad: Abroad {
                away: 1.0,
                waits: 0.0,
                on_road: 1.0,
            },
            comeback_factor: 1.0,
            loaner: None,
            collect_share: None,
            solves: Default::default(),

            immobilises: None,
            stages: vec![failure::Stage {
                id: "repair".into(),
                needs: vec![ResourceId(0)],
                keep: Vec::new(),
                parts: Vec::new(),
                around_the_clock: false,
                hours: Law::Exponential { mean: 6.0 },
            }],
        }],
        centres: vec![centre::Centre {
            id: "wuhan-1".into(),
            name: "Wuhan 1".into(),
            name_zh: "武汉一店".into(),
            city: CityId(0),
            at: None,
            opens: None,
            closes: None,
            rule: None,
            operator: None,
            site: None,
            ramp_up: None,
            resources: vec![(ResourceId(0), 2)],

            loaners: 0,
            depot: None,
            stock: Vec::new(),
            hours: centre::Hours {
                week: std::array::from_fn(|_| all_day()),
                holiday: None,
                workday: None,
                closing: centre::Closing::Pause,
            },
            booking: Booking::WalkIn {
                queue_limit: None,
                patience_hours: None,
            },
        }],
        operators: Vec::new(),
        sites: Vec::new(),
        expansions: Vec::new(),
        resource_costs: Vec::new(),
        costs: crate::scenario::cost::Costs::default(),
        triage: Default::default(),
        roadside: None,
        comeback: None,
        loaner: None,
        collect: None,
        satisfaction: None,
        benchmarks: Vec::new(),
        optimise: None,
        levers: Vec::new(),
        parts: Vec::new(),
        depots: Vec::new(),
        staff: Vec::new(),
        traces: Vec::new(),
        peers: Vec::new(),
        state: Vec::new(),
        observed: Vec::new(),
        assumptions: Vec::new(),
        uncertainty: Vec::new(),
    }
}

fn hours(microseconds: i64) -> String {
    let mut text = Vec::new();
    push_hours(&mut text, microseconds);
    String::from_utf8(text).unwrap()
}

#[test]
fn ten_decimals_are_rounded_from_the_exact_fraction() {
    assert_eq!(hours(0), "0.0000000000");
    assert_eq!(hours(1), "0.0000000003"); // 2.7̅e-10
    assert_eq!(hours(2), "0.0000000006"); // 5.5̅e-10
    assert_eq!(hours(3), "0.0000000008"); // 8.3̅e-10
    assert_eq!(hours(HOUR), "1.0000000000");
    assert_eq!(hours(HOUR - 1), "0.9999999997");
    assert_eq!(hours(MINUTE), "0.0166666667");
    assert_eq!(hours(20 * MINUTE), "0.3333333333");
    assert_eq!(hours(730 * 24 * HOUR), "17520.0000000000");
    assert_eq!(hours(10_000 * 366 * 24 * HOUR), "87840000.0000000000");
    assert_eq!(hours(-MINUTE), "-0.0166666667");
}

#[test]
fn every_microsecond_prints_as_itself() {
    // Read back: the nearest microsecond to the printed text is the one that was printed.
    for microseconds in (0..40_000).chain((0..40_000).map(|k| k * 1_577_923_457 + 13)) {
        let text = hours(microseconds);
        let (whole, decimals) = text.split_once('.').unwrap();
        let parts = whole.parse::<i128>().unwrap() * 10_000_000_000 + decimals.parse::<i128>().unwrap();
        assert_eq!((parts * 9 + 12) / 25, i128::from(microseconds), "{text}");
    }
}

#[test]
fn rows_by_hand() {
    let mut scenario = world();
    scenario.traces = vec![TraceJob {
        file: "jobs, may.csv".into(),
        row: 17,
        time: Time(2 * HOUR),
        city: CityId(0),
        failure: FailureId(0),
        priority: 0,
        patience: None,
        stage_work: Vec::new(),
    }];
    let booked = JobRecord {
        id: 0,
        origin: Origin::Drawn { day: 1, ordinal: 12 },
        chain: Chain::NONE,
        failed: false,
        asked_loaner: false,
        loaner: Perhaps::NOT_YET,
        city: CityId(0),
        centre: Some(CentreId(0)),
        failure: FailureId(0),
        channel: Channel::Centre,
        triaged: Perhaps::NOT_YET,
        outcome: Outcome::Served,
        occurred: Time(25 * HOUR),
        retries: 2,
        overtaken: true,
        car: Car::UNKNOWN,
        payer: None,
        broken: Broken {
            no_shows: 1,
            cancellations: 2,
            rebookings: 3,
        },
        booked: Perhaps::at(30 * HOUR),
        slot: Perhaps::at(49 * HOUR),
        arrived: Perhaps::at(49 * HOUR),
        service_start: Perhaps::at(49 * HOUR + 30 * MINUTE),
        service_end: Perhaps::at(52 * HOUR),
        gone: Perhaps::NOT_YET,
        work: Span(2 * HOUR + 30 * MINUTE),
        travel_km: 12.5,
    };
    let lost = JobRecord {
        id: 1,
        origin: Origin::Trace { index: 0 },
        centre: None,
        outcome: Outcome::Lost(LossReason::NoSlot),
        booked: Perhaps::NOT_YET,
        slot: Perhaps::NOT_YET,
        arrived: Perhaps::NOT_YET,
        service_start: Perhaps::NOT_YET,
        service_end: Perhaps::NOT_YET,
        gone: Perhaps::at(26 * HOUR),
        work: Span::ZERO,
        travel_km: 0.0,
        ..booked.clone()
    };
    let mut writer = RecordWriter::new(Vec::new(), &scenario).unwrap();
    let unfinished = JobRecord {
        id: 0,
        outcome: Outcome::Unfinished,
        gone: Perhaps::NOT_YET,
        ..lost.clone()
    };
    let waits = Waits {
        by_place: [30 * MINUTE, 0, 0, 0, 0, 0, 0, 0],
        open: 30 * MINUTE,
        seen: 1,
        part: 0,
        handover: 15 * MINUTE,
    };
    let none = |job| Closed::new(job, &Waits::NONE);
    let stage = StageTime {
        id: 0,
        step: 0,
        start: 49 * HOUR + 30 * MINUTE,
        end: 52 * HOUR,
    };
    let jobs = [Closed::new(&booked, &waits), none(&lost)];
    writer.append(1, &jobs, &[stage]).unwrap();
    writer.append(2, &[none(&unfinished)], &[]).unwrap();
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    let expected = "\
replication,id,key,city,centre,failure,channel,outcome,occurred_hours,booked_hours,slot_hours,arrived_hours,\
service_start_hours,service_end_hours,lost_hours,lost_reason,retries,work_hours,travel_km,lead_time_hours,\
queue_wait_hours,turnaround_hours,no_slot_hours,appointment_hours,closed_hours,handover_hours,wait_bay_hours,\
attempts,no_shows,cancellations,overtaken,stages
1,0,wuhan:body:2025-03-02:12,wuhan,wuhan-1,body,centre,served,25.0000000000,30.0000000000,49.0000000000,\
49.0000000000,49.5000000000,52.0000000000,,,2,2.5000000000,12.5,24.0000000000,0.5000000000,27.0000000000,5.0000000000,\
19.0000000000,0.0000000000,0.2500000000,0.5000000000,6,1,2,1,49.5000000000/52.0000000000
1,1,\"jobs, may.csv:17\",wuhan,,body,centre,lost,25.0000000000,,,,,,26.0000000000,no_slot,2,0.0000000000,0.0,,,,,,,,,6,1,2,1,
2,0,\"jobs, may.csv:17\",wuhan,,body,centre,unfinished,25.0000000000,,,,,,,,2,0.0000000000,0.0,,,,,,,,,6,1,2,1,
";
    assert_eq!(text, expected);
}
