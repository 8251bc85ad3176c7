//! A made-up run of any size, the same each time.

use crate::engine::law::Law;
use crate::metrics::catalogue::Metric;
use crate::metrics::daily::{Daily, DailySeries, DayPoint};
use crate::metrics::summary::{Breakdown, Row, Scope, Summary};
use crate::report::chart::{ChartContext, HolidaySpan};
use crate::scenario::Scenario;
use crate::scenario::booking::{Booking, Retry, Slots};
use crate::scenario::calendar::{Calendar, Country};
use crate::scenario::centre::{Centre, Closing, Hours};
use crate::scenario::choice::Choice;
use crate::scenario::city::City;
use crate::scenario::failure::{Failure, ModelFactors, Stage};
use crate::scenario::ids::{CityId, ResourceId, TeamId};
use crate::scenario::migration::Abroad;
use crate::scenario::rate::Rate;
use jiff::civil::Date;

const CITIES: [(&str, &str, &str); 14] = [
    ("Shanghai", "上海", "Shanghai"),
    ("Hefei", "合肥", "Anhui"),
    ("Shijiazhuang", "石家庄", "Hebei"),
    ("Hohhot", "呼和浩特", "Inner Mongolia"),
    ("Chengdu", "成都", "Sichuan"),
    ("Ürümqi", "乌鲁木齐", "Xinjiang"),
    ("Hangzhou", "杭州", "Zhejiang"),
    ("Shenzhen", "深圳", "Guangdong"),
    ("Qiqihar", "齐齐哈尔", "Heilongjiang"),
    ("Beijing", "北京", "Beijing"),
    ("Wuhan", "武汉", "Hubei"),
    ("Xi'an", "西安", "Shaanxi"),
    ("Chongqing", "重庆", "Chongqing"),
    ("Lhasa", "拉萨", "Tibet"),
];

/// What a made-up run is like.
#[derive(Clone, Copy)]
pub struct World {
    /// Cities.
    pub cities: usize,
    /// Centres, spread over the cities in turn.
    pub centres: usize,
    /// Whether centres have a calendar of slots.
    pub booked: bool,
    /// Replications.
    pub replications: u32,
}

/// Two teams in place of one: body repairs wait long, everything else is seen the same day.
///
/// Added to the figures of one team, so that each can be compared with the same world without teams. Owners in the last
/// province get no body repair.
pub fn with_teams(scenario: &mut Scenario, summary: &mut Summary, daily: &mut Daily) {
    scenario.teams = ["mechanical", "body"].map(str::to_string).to_vec();
    let several = summary.replications > 1;
    let mode = |id: &str, team: u32, resource: u32| Failure {
        id: id.to_string(),
        rate: Rate::None,
        model_factors: ModelFactors::ALIKE,
        improvement: None,
        leave_share: None,
        priority: 0,
        team: TeamId(team),
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
        stages: vec![Stage {
            id: "work".to_string(),
            needs: vec![ResourceId(resource)],
            keep: Vec::new(),
            parts: Vec::new(),
            around_the_clock: false,
            hours: Law::Constant(1.0),
        }],
    };
    scenario.failures = vec![mode("maintenance", 0, 1), mode("body", 1, 2)];
    let last = scenario
        .cities
        .last()
        .map(|city| city.province.clone())
        .unwrap_or_default();
    let row = |of: &Row, breakdown: Breakdown, factor: f64| {
        let mean = of.mean.map(|mean| mean * factor);
        let half = mean.map_or(0.0, |mean| mean * 0.02);
        Row {
            breakdown,
            mean,
            ci95: mean.filter(|_| several).map(|mean| [mean - half, mean + half]),
            ..of.clone()
        }
    };
    let mut added = Vec::new();
    for of in &summary.rows {
        for (team, long, road) in [("mechanical", 0.02, 0.5), ("body", 2.0, 3.0)] {
            let id = team.to_string();
            let time = matches!(of.metric, Metric::LeadTime | Metric::Turnaround);
            let factor = if time { long } else { road };
            match (of.metric, &of.breakdown) {
                (Metric::LeadTime | Metric::Turnaround | Metric::Travel, Breakdown::Total)
                    if of.scope.failure == "*" =>
                {
                    added.push(row(of, Breakdown::Team(id), factor));
                }
                (Metric::LeadTime | Metric::Travel, Breakdown::Province(name)) => {
                    let mut new = row(of, Breakdown::ProvinceTeam(name.clone(), id), factor);
                    if *name == last && team == "body" {
                        (new.mean, new.ci95, new.n) = (None, None, 0);
                    }
                    added.push(new);
                }
                (Metric::WithinDays, Breakdown::Days(days)) => {
                    let share = if team == "body" { 0.1 } else { 1.0 };
                    added.push(row(of, Breakdown::TeamDays(id, *days), share));
                }
                _ => {}
            }
        }
        if of.metric == Metric::Utilisation && of.breakdown == Breakdown::Resource("advisor".into()) {
            added.push(row(of, Breakdown::Resource("*".into()), 1.1));
        }
        if of.metric == Metric::Jobs && of.scope.city == "*" {
            for (failure, share) in [("maintenance", 0.8), ("body", 0.2)] {
                let mut new = row(of, Breakdown::Total, share);
                new.scope.failure = failure.to_string();
                added.push(new);
            }
        }
    }
    summary.rows.extend(added);
    let copies: Vec<DailySeries> = daily
        .series
        .iter()
        .flat_map(|series| {
            [("mechanical", 0.02), ("body", 2.0)].map(|(team, factor)| {
                let scaled = |point: &DayPoint| DayPoint {
                    mean: point.mean * factor,
                    bands: point.bands.map(|bands| bands.map(|band| band * factor)),
                };
                DailySeries {
                    team: team.to_string(),
                    days: series.days.iter().map(|day| day.as_ref().map(scaled)).collect(),
                    ..series.clone()
                }
            })
        })
        .collect();
    daily.series.extend(copies);
}

struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }
}

impl World {
    /// The scenario.
    pub fn scenario(&self) -> Scenario {
        let cities = (0..self.cities).map(|i| {
            let (name, name_zh, province) = CITIES[i % CITIES.len()];
            let round = i / CITIES.len();
            let suffix = if round == 0 {
                String::new()
            } else {
                format!(" {}", round + 1)
            };
            City {
                id: format!("city-{i}"),
                name: format!("{name}{suffix}"),
                name_zh: format!("{name_zh}{suffix}"),
                province: province.to_string(),
                at: None,
                vehicles: 1000,
                share: 0.0,
                population: None,
                km_factor: 1.0,
                area_km2: None,
            }
        });
        let cities: Vec<City> = cities.collect();
        let centres = (0..self.centres).map(|i| {
            let city = i % self.cities;
            let number = i / self.cities + 1;
            Centre {
                id: format!("centre-{i}"),
                name: format!("{} {number}", cities[city].name),
                name_zh: format!("{}{number}店", cities[city].name_zh),
                city: CityId(city as u32),
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
                hours: Hours {
                    week: Default::default(),
                    holiday: None,
                    workday: None,
                    closing: Closing::Pause,
                },
                booking: if self.booked {
                    Booking::Calendar {
                        horizon_days: 14,
                        release_minute: 0,
                        retry: Retry::Scramble,
                        patience_days: None,
                        slots: Slots::FromCapacity,
                        rules: Default::default(),
                    }
                } else {
                    Booking::WalkIn {
                        queue_limit: None,
                        patience_hours: None,
                    }
                },
            }
        });
        Scenario {
            name: "Made-up network 2025".to_string(),
            name_zh: "Made-up network 2025".to_string(),
            start: Date::constant(2024, 12, 4),
            days: 393,
            warm_up_days: 28,
            road_factor: 1.3,
            calendar: Calendar {
                country: Some(Country::China),
                month_weights: [1.0; 12],
                weekday_weights: [1.0; 7],
                hour_weights: [1.0; 24],
            },
            holidays: Vec::new(),
            choice: Choice::default(),
            centres: centres.collect(),
            cities,
            driving: None,
            migrations: Vec::new(),
            trips: Vec::new(),
            programmes: Vec::new(),
            peaks: Vec::new(),
            models: Vec::new(),
            deliveries: Vec::new(),
            warranties: Vec::new(),
            teams: vec!["all".to_string()],
            resources: ["advisor", "bay", "booth"].map(str::to_string).to_vec(),
            recalls: Vec::new(),
            failures: Vec::new(),
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

    /// The figures.
    pub fn summary(&self) -> Summary {
        let mut dice = Dice(7);
        let mut rows = Vec::new();
        let several = self.replications > 1;
        let mut add =
            |metric: Metric, (city, centre, failure): (&str, &str, &str), breakdown, mean: f64, half: f64| {
                let quantiles = matches!(metric, Metric::LeadTime | Metric::QueueWait | Metric::Turnaround)
                    .then_some([mean * 0.8, mean * 1.9, mean * 3.1]);
                rows.push(Row {
                    metric,
                    scope: Scope {
                        city: city.into(),
                        centre: centre.into(),
                        failure: failure.into(),
                    },
                    breakdown,
                    mean: Some(mean),
                    ci95: several.then_some([mean - half, mean + half]),
                    quantiles,
                    n: self.replications,
                });
            };
        let ids: Vec<String> = std::iter::once("*".to_string())
            .chain((0..self.cities).map(|i| format!("city-{i}")))
            .collect();
        for (i, id) in ids.iter().enumerate() {
            let scope = (id.as_str(), "*", "*");
            let lead = if i == 0 { 9.4 } else { 2.0 + 15.0 * dice.next() };
            if self.booked {
                add(Metric::LeadTime, scope, Breakdown::Total, lead, 0.48);
                for days in [1, 3, 7, 14] {
                    let share = 1.0 - 2f64.powf(-f64::from(days) / lead);
                    add(Metric::WithinDays, scope, Breakdown::Days(days), share * 0.97, 0.012);
                }
            }
            let jobs = if i == 0 { 12_345.0 } else { 100.0 + 900.0 * dice.next() };
            add(Metric::QueueWait, scope, Breakdown::Total, 2.3 + dice.next(), 0.21);
            add(Metric::Turnaround, scope, Breakdown::Total, lead + 1.4, 0.5);
            add(Metric::Travel, scope, Breakdown::Total, 40.0 + 10.0 * dice.next(), 1.2);
            add(Metric::Jobs, scope, Breakdown::Total, jobs, jobs * 0.01);
            add(Metric::Served, scope, Breakdown::Total, jobs * 0.93, jobs * 0.01);
            add(Metric::Unfinished, scope, Breakdown::Total, jobs * 0.03, jobs * 0.002);
            add(Metric::LostShare, scope, Breakdown::Total, 0.041, 0.003);
        }
        for i in 0..self.centres {
            let id = format!("centre-{i}");
            let scope = ("*", id.as_str(), "*");
            add(Metric::QueueWait, scope, Breakdown::Total, 0.4 + 6.0 * dice.next(), 0.3);
            for (resource, base) in [("advisor", 0.3), ("bay", 0.6), ("booth", 0.5)] {
                let share: f64 = base + 0.45 * dice.next();
                if resource != "booth" || i % 3 != 1 {
                    add(
                        Metric::Utilisation,
                        scope,
                        Breakdown::Resource(resource.into()),
                        share.min(0.995),
                        0.02,
                    );
                }
            }
        }
        for failure in ["body", "mechanical", "software-update"] {
            add(
                Metric::QueueWait,
                ("*", "*", failure),
                Breakdown::Total,
                1.0 + 4.0 * dice.next(),
                0.2,
            );
        }
        for (resource, mean) in [("advisor", 0.52), ("bay", 0.82), ("booth", 0.74)] {
            add(
                Metric::Utilisation,
                ("*", "*", "*"),
                Breakdown::Resource(resource.into()),
                mean,
                0.006,
            );
        }
        for (reason, mean) in [("no_slot", 0.038), ("no_centre", 0.003)] {
            add(
                Metric::LostShare,
                ("*", "*", "*"),
                Breakdown::Reason(reason.into()),
                mean,
                0.001,
            );
        }
        let scenario = self.scenario();
        let mut provinces: Vec<&str> = scenario.cities.iter().map(|city| city.province.as_str()).collect();
        provinces.sort_unstable();
        provinces.dedup();
        for province in provinces {
            let breakdown = || Breakdown::Province(province.to_string());
            add(
                Metric::Travel,
                ("*", "*", "*"),
                breakdown(),
                8.0 + 400.0 * dice.next() * dice.next(),
                6.0,
            );
            if self.booked {
                add(
                    Metric::LeadTime,
                    ("*", "*", "*"),
                    breakdown(),
                    3.0 + 12.0 * dice.next(),
                    0.5,
                );
            }
        }
        Summary {
            scenario: scenario.name,
            seed: 1,
            replications: self.replications,
            warnings: Vec::new(),
            rows,
        }
    }

    /// The days.
    pub fn daily(&self) -> Daily {
        let mut dice = Dice(11);
        let mut series = Vec::new();
        let ids = std::iter::once("*".to_string()).chain((0..self.cities).map(|i| format!("city-{i}")));
        for (i, city) in ids.enumerate().filter(|_| self.booked) {
            let top = if i == 0 { 8.0 } else { 20.0 };
            let mut days = Vec::new();
            for day in 0..393 {
                let rise = 1.0 / (1.0 + 2f64.powf(-(f64::from(day) - 180.0) / 30.0));
                let middle = 3.0 + top * rise + 0.6 * dice.next();
                let wide = if self.replications > 1 { 0.3 + 0.1 * middle } else { 0.0 };
                let bands = [-2.0, -0.8, 0.0, 0.8, 2.0].map(|step| (middle + step * wide).max(0.0));
                days.push(Some(DayPoint {
                    mean: middle,
                    bands: Some(bands),
                }));
            }
            let (centre, team) = ("*".to_string(), "*".to_string());
            series.push(DailySeries {
                city,
                centre,
                team,
                metric: Metric::LeadTime,
                days,
            });
        }
        Daily {
            series,
            recalls: Vec::new(),
            cars: Vec::new(),
            peaks: Vec::new(),
        }
    }

    /// Holidays of the year.
    pub fn context(&self) -> ChartContext {
        let span = |name_en: &str, name_zh: &str, from: (i8, i8), to: (i8, i8)| HolidaySpan {
            name_en: name_en.to_string(),
            name_zh: name_zh.to_string(),
            from: Date::constant(2025, from.0, from.1),
            to: Date::constant(2025, to.0, to.1),
        };
        let holidays = vec![
            span("New Year", "元旦", (1, 1), (1, 1)),
            span("Spring Festival", "春节", (1, 28), (2, 4)),
            span("Qingming", "清明", (4, 4), (4, 6)),
            span("Labour Day", "劳动节", (5, 1), (5, 5)),
            span("Dragon Boat", "端午", (5, 31), (6, 2)),
            span("National Day", "国庆", (10, 1), (10, 8)),
        ];
        ChartContext {
            holidays,
            ..ChartContext::default()
        }
    }
}
