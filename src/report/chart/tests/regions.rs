//! Charts of where and why: each figure of a title recomputed from the rows, texts apart at every size.

use super::fixture::with_teams;
use super::*;
use crate::metrics::daily::DayPoint;
use crate::metrics::summary::{Breakdown, Row, Scope};
use crate::report::number::{Estimate, Unit};
use crate::scenario::city::Coordinates;
use crate::scenario::ids::ResourceId;
use crate::scenario::observed::Certainty;
use crate::scenario::peer::{Peer, PointKind};
use jiff::civil::date;

const NAMES: [&str; 5] = [
    "fully_booked",
    "network_map",
    "cars_per_point",
    "waits_by_cause",
    "release_odds",
];
/// Degrees east and north of the first made-up cities; several in the Yangtze delta.
const PLACES: [(f64, f64); 14] = [
    (121.5, 31.2),
    (117.2, 31.8),
    (114.5, 38.0),
    (111.7, 40.8),
    (104.1, 30.7),
    (87.6, 43.8),
    (120.2, 30.3),
    (114.1, 22.5),
    (123.9, 47.3),
    (116.4, 39.9),
    (114.3, 30.6),
    (108.9, 34.3),
    (106.5, 29.5),
    (91.1, 29.7),
];

struct Regions {
    scenario: Scenario,
    summary: Summary,
    daily: Daily,
    world: World,
}

/// A made-up run with coordinates, booked days, odds, causes and peers; of two teams if asked.
fn regions(world: World, teams: bool) -> Regions {
    let (mut scenario, mut summary, mut daily) = (world.scenario(), world.summary(), world.daily());
    if teams {
        with_teams(&mut scenario, &mut summary, &mut daily);
        for (i, centre) in scenario.centres.iter_mut().enumerate() {
            centre.resources = vec![(ResourceId(0), 2), (ResourceId(1), 6)];
            if i % 2 == 0 {
                centre.resources.push((ResourceId(2), 3));
            }
        }
    }
    for (i, city) in scenario.cities.iter_mut().enumerate() {
        let (lon, lat) = PLACES[i % PLACES.len()];
        let round = (i / PLACES.len()) as f64;
        city.at = Some(Coordinates {
            lat: lat + 0.35 * round,
            lon: lon - 0.3 * round,
        });
    }
    let peer = |id: &str, cars_per_point: f64, kind| Peer {
        id: id.to_string(),
        name: id.to_string(),
        name_zh: "同行".to_string(),
        date: date(2024, 12, 31),
        cars_per_point,
        kind,
        source: "made up".to_string(),
        certainty: Certainty::Medium,
    };
    scenario.peers = vec![
        peer("Northern", 1400.0, PointKind::Any),
        peer("Southern", 2704.0, PointKind::Any),
        peer("Western", 5450.0, PointKind::Full),
    ];
    let several = world.replications > 1;
    let ids: Vec<String> = std::iter::once("*".to_string())
        .chain((0..world.cities).map(|i| format!("city-{i}")))
        .collect();
    let all: &[&str] = if teams { &["*", "body", "mechanical"] } else { &["*"] };
    for (i, id) in ids.iter().enumerate() {
        let shift = (i % 7) as f64;
        let mut add = |metric, breakdown, mean: f64, half: f64| {
            summary.rows.push(Row {
                metric,
                scope: Scope {
                    city: id.clone(),
                    centre: "*".into(),
                    failure: "*".into(),
                },
                breakdown,
                mean: Some(mean),
                ci95: several.then_some([mean - half, mean + half]),
                quantiles: None,
                n: world.replications,
            });
        };
        for team in all {
            if world.booked {
                add(
                    Metric::FullyBooked,
                    Breakdown::Team((*team).into()),
                    0.2 + 0.1 * shift,
                    0.02,
                );
                let of = if *team == "*" {
                    Breakdown::Total
                } else {
                    Breakdown::Team((*team).into())
                };
                add(Metric::ReleaseSuccess, of, 0.31 - 0.03 * shift, 0.005);
            }
            let causes = [
                ("no_slot", 4.0),
                ("appointment", 9.0 + shift),
                ("closed", 1.2),
                ("advisor", 0.1),
            ];
            let causes = causes
                .into_iter()
                .chain([("bay", 0.3), ("work", 0.7), ("handover", 0.1)]);
            for (cause, days) in causes {
                let days = if world.booked || !["no_slot", "appointment"].contains(&cause) {
                    days
                } else {
                    0.0
                };
                let of = match *team {
                    "*" => Breakdown::Cause(cause.into()),
                    team => Breakdown::TeamCause(team.into(), cause.into()),
                };
                add(Metric::WaitByCause, of, days, 0.1);
            }
            if i > 0 && world.booked {
                let opens = i * 4;
                let day = |day: usize| {
                    let full = if day > 150 { 1.0 } else { (day as f64 / 150.0).min(1.0) };
                    (day >= opens).then_some(DayPoint {
                        mean: full,
                        bands: None,
                    })
                };
                daily.series.push(DailySeries {
                    city: id.clone(),
                    centre: "*".into(),
                    team: (*team).into(),
                    metric: Metric::FullyBooked,
                    days: (0..393).map(day).collect(),
                });
            }
        }
    }
    Regions {
        scenario,
        summary,
        daily,
        world,
    }
}

impl Regions {
    fn with<T>(&self, language: Language, read: impl FnOnce(&Run, Vec<Box<dyn Picture>>) -> T) -> T {
        let fonts = Fonts::built_in();
        let run = Run {
            scenario: &self.scenario,
            summary: &self.summary,
            language,
            fonts: &fonts,
        };
        let mut all = pictures(&run, &self.daily, &self.world.context());
        all.retain(|picture| NAMES.contains(&picture.name()) || picture.name() == "provinces");
        read(&run, all)
    }

    fn title(&self, name: &str, language: Language) -> String {
        self.with(language, |_, all| {
            all.iter().find(|picture| picture.name() == name).unwrap().title()
        })
    }

    fn set(&mut self, wanted: impl Fn(&Row) -> bool, mean: f64, half: f64) {
        for row in self.summary.rows.iter_mut().filter(|row| wanted(row)) {
            (row.mean, row.ci95) = (Some(mean), Some([mean - half, mean + half]));
        }
    }

    fn names(&self) -> Vec<&'static str> {
        self.with(Language::En, |_, all| {
            all.iter().map(|picture| picture.name()).collect()
        })
    }
}

#[test]
fn texts_stay_on_the_sheet_and_apart() {
    let fonts = Fonts::built_in();
    for (cities, centres) in [(1, 1), (1, 3), (2, 2), (8, 12), (14, 33), (84, 160)] {
        for (booked, replications, teams) in [(true, 30, true), (true, 30, false), (false, 30, false), (true, 1, true)]
        {
            let regions = regions(world(cities, centres, booked, replications), teams);
            for language in LANGUAGES {
                regions.with(language, |_, all| {
                    for picture in &all {
                        let of = format!("{} of {cities} cities, {booked} {replications} {teams}", picture.name());
                        let found = collisions(&slide(picture.as_ref(), "Source", &fonts));
                        assert_eq!(found, Vec::<String>::new(), "{of}, slide");
                        assert_eq!(
                            collisions(&page(picture.as_ref(), &fonts)),
                            Vec::<String>::new(),
                            "{of}, page"
                        );
                        for text in [
                            picture.title(),
                            picture.subtitle(),
                            picture.reading(),
                            picture.description(),
                        ] {
                            assert!(!text.contains(['{', '|', '*']) && !text.contains("NaN"), "{of}: {text}");
                            assert!(!text.is_empty(), "{of}");
                        }
                        let table = picture.table();
                        assert!(
                            table.rows.iter().all(|row| row.len() == table.head.len()),
                            "{of}: {table:?}"
                        );
                    }
                });
            }
        }
    }
}

#[test]
fn charts_without_their_data_are_absent() {
    let of = |cities, centres, booked| regions(world(cities, centres, booked, 30), false).names();
    let all = [
        "fully_booked",
        "network_map",
        "provinces",
        "cars_per_point",
        "waits_by_cause",
        "release_odds",
    ];
    assert_eq!(of(8, 12, true), all);
    assert_eq!(of(8, 12, false), ["provinces", "cars_per_point", "waits_by_cause"]);
    // One city: no map, and a calendar of its days.
    assert_eq!(
        of(1, 1, true),
        ["fully_booked", "cars_per_point", "waits_by_cause", "release_odds"]
    );
    let mut alone = regions(world(8, 12, true, 30), false);
    alone.scenario.peers.clear();
    assert!(!alone.names().contains(&"cars_per_point"), "nobody to compare with");
}

#[test]
fn booked_cities_are_counted_by_their_intervals() {
    let mut regions = regions(world(8, 12, true, 30), true);
    let share = |city: &'static str| {
        move |row: &Row| {
            row.metric == Metric::FullyBooked
                && row.scope.city == city
                && row.breakdown == Breakdown::Team("body".into())
        }
    };
    regions.set(|row| row.metric == Metric::FullyBooked, 0.2, 0.02);
    regions.set(share("city-4"), 0.51, 0.02);
    assert_eq!(
        regions.title("fully_booked", Language::En),
        "No city surely is fully booked for body repairs on more than half of the days; the highest is Chengdu with \
         51.0\u{a0}%"
    );
    regions.set(share("city-2"), 0.53, 0.02);
    regions.set(share("city-5"), 0.9, 0.02);
    assert_eq!(
        regions.title("fully_booked", Language::En),
        "2 of 8 cities that take body repairs were surely full on most of their days"
    );
    assert_eq!(
        regions.title("fully_booked", Language::Zh),
        "能做钣喷工单的8个城市中有2个在开店后大半时间肯定约满"
    );
    // The calendar of one city speaks of its own share.
    let mut one = self::regions(world(1, 1, true, 30), false);
    one.set(|row| row.metric == Metric::FullyBooked, 0.83, 0.004);
    assert_eq!(
        one.title("fully_booked", Language::En),
        "In Shanghai no slot for jobs was free on 83.0\u{a0}% of the days"
    );
}

#[test]
fn weeks_are_the_means_of_their_days() {
    let regions = regions(world(2, 2, true, 30), false);
    let context = regions.world.context();
    let rows = regions.with(Language::En, |run, _| {
        let chart = Booked::of(run, &regions.daily, &context, None).unwrap();
        assert_eq!(chart.start, date(2025, 1, 1));
        chart.rows
    });
    // Days 28 to 34 of the run are the first week measured: 28 … 34 of 150, on average 31.
    let first = rows.iter().find(|row| row.name == "Shanghai").unwrap();
    assert!((first.weeks[0].unwrap() - 31.0 / 150.0).abs() < 1e-12);
    assert_eq!(first.weeks[30], Some(1.0));
}

#[test]
fn the_map_counts_cities_beyond_the_horizon_and_without_a_centre() {
    let mut regions = regions(world(8, 12, true, 30), true);
    let lead = |city: &'static str| {
        move |row: &Row| {
            row.metric == Metric::LeadTime && row.scope.city == city && row.breakdown == Breakdown::Team("body".into())
        }
    };
    for city in [
        "city-0", "city-1", "city-2", "city-3", "city-4", "city-5", "city-6", "city-7",
    ] {
        regions.set(lead(city), 10.0, 0.5);
    }
    // Centres with a booth stand at even positions; without 2 and 10 those are in the cities 0, 4 and 6.
    for closed in [2, 10] {
        regions.scenario.centres[closed].closes = Some(date(2025, 12, 1));
    }
    assert_eq!(
        regions.title("network_map", Language::En),
        "Five of eight cities have no centre for body repairs; no city surely waits over 14 days"
    );
    regions.set(lead("city-1"), 14.4, 0.5);
    regions.set(lead("city-3"), 15.0, 0.5);
    regions.set(lead("city-6"), 18.0, 0.5);
    assert_eq!(
        regions.title("network_map", Language::En),
        "In two of eight cities a body repair surely waits over 14 days for its slot; five have no centre for it"
    );
    let cities = regions.with(Language::En, |_, all| {
        all.iter().find(|p| p.name() == "network_map").unwrap().table()
    });
    // City 0 has the centres 0 and 8, both with three booths and no body bay: no figure per bay.
    let row = cities.rows.iter().find(|row| row[0] == "Shanghai").unwrap();
    assert_eq!(row[1..6].to_vec(), ["1,000", "2", "2", "none", "0"]);
}

#[test]
fn cars_for_a_point_are_the_fleet_over_the_open_centres() {
    let mut regions = regions(world(8, 12, true, 30), true);
    // Nine of the twelve are open at the end; full centres stand at even positions: 0, 4, 6 and 8 are left.
    for closed in [2, 3, 10] {
        regions.scenario.centres[closed].closes = Some(date(2025, 12, 1));
    }
    // 8,000 cars ÷ 4 = 2,000 and ÷ 9 = 889.
    assert_eq!(
        regions.title("cars_per_point", Language::En),
        "One full centre serves 2,000 cars, one point of any kind 889; reported networks have 1,400 to 2,700"
    );
    let subtitle = regions.with(Language::En, |_, all| {
        all.iter().find(|p| p.name() == "cars_per_point").unwrap().subtitle()
    });
    // City 2 keeps none of its two, the centres 2 and 10; city 3 has the centre 11.
    assert!(subtitle.ends_with("when 7 of 8 cities have one"), "{subtitle}");
}

#[test]
fn the_days_of_a_repair_are_divided_by_cause() {
    let mut regions = regions(world(8, 12, true, 30), true);
    let city = regions.with(Language::En, |run, _| {
        let team = run.team();
        run.focus_city(team.as_ref(), |city| horizon(run.scenario, city))
            .unwrap()
            .to_string()
    });
    let name = regions.with(Language::En, |run, _| run.city(&city));
    for (cause, days) in [
        ("no_slot", 6.4),
        ("appointment", 8.4),
        ("closed", 2.4),
        ("advisor", 0.3),
        ("bay", 0.3),
        ("work", 1.1),
        ("handover", 0.1),
    ] {
        let of = Breakdown::TeamCause("body".into(), cause.into());
        regions.set(|row| row.scope.city == city && row.breakdown == of, days, 0.1);
    }
    // In all 19.0; the parts 6.4 8.4 2.4 0.3 0.3 1.2: of the floors 6 8 2 0 0 1 two more go to the first two.
    assert_eq!(
        regions.title("waits_by_cause", Language::En),
        format!("Of the 19\u{a0}days that a body repair takes in {name}, 16 pass before the car reaches the centre")
    );
    let closed = Breakdown::TeamCause("body".into(), "closed".into());
    regions.set(|row| row.scope.city == city && row.breakdown == closed, 22.4, 0.1);
    assert_eq!(
        regions.title("waits_by_cause", Language::En),
        format!("Of the 39\u{a0}days that a body repair takes in {name}, 22 are the largest part: closed hours")
    );
}

#[test]
fn odds_are_said_where_they_surely_differ() {
    let mut regions = regions(world(8, 12, true, 30), true);
    let body = Breakdown::Team("body".into());
    regions.set(
        |row| row.metric == Metric::ReleaseSuccess && row.breakdown == body,
        0.2,
        0.004,
    );
    assert_eq!(
        regions.title("release_odds", Language::En),
        "At midnight one try in five gets a slot in the whole network"
    );
    let low = |row: &Row| row.metric == Metric::ReleaseSuccess && row.breakdown == body && row.scope.city == "city-3";
    regions.set(low, 0.111, 0.002);
    assert_eq!(
        regions.title("release_odds", Language::En),
        "At midnight one try in nine gets a slot in Hohhot, one in five in the whole network"
    );
    assert_eq!(
        regions.title("release_odds", Language::Zh),
        "午夜抢号，呼和浩特有九分之一能抢到，全网为五分之一"
    );
    regions.set(low, 0.02, 0.002);
    let share = Estimate {
        mean: 0.02,
        ci95: Some([0.018, 0.022]),
    }
    .headline(Unit::Share, Language::En);
    assert_eq!(
        regions.title("release_odds", Language::En),
        format!("At midnight {share} of tries get a slot in Hohhot, one in five in the whole network")
    );
    for centre in &mut regions.scenario.centres {
        if let Booking::Calendar { release_minute, .. } = &mut centre.booking {
            *release_minute = 600;
        }
    }
    assert!(
        regions
            .title("release_odds", Language::En)
            .starts_with("At the release ")
    );
}
