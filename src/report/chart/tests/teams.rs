//! Charts of a run with two teams: each figure of a title recomputed from the rows of the team that waits longest.

use super::fixture::with_teams;
use super::*;
use crate::metrics::summary::{Breakdown, Row};
use crate::report::number::{Estimate, Unit};

struct Teams {
    scenario: Scenario,
    summary: Summary,
    daily: Daily,
    world: World,
}

fn teams(world: World) -> Teams {
    let (mut scenario, mut summary, mut daily) = (world.scenario(), world.summary(), world.daily());
    with_teams(&mut scenario, &mut summary, &mut daily);
    Teams {
        scenario,
        summary,
        daily,
        world,
    }
}

impl Teams {
    fn with<T>(&self, language: Language, read: impl FnOnce(&Run, Vec<Box<dyn Picture>>) -> T) -> T {
        let fonts = Fonts::built_in();
        let run = Run {
            scenario: &self.scenario,
            summary: &self.summary,
            language,
            fonts: &fonts,
        };
        read(&run, pictures(&run, &self.daily, &self.world.context()))
    }

    fn words(&self, name: &str, language: Language) -> (String, String) {
        self.with(language, |_, all| {
            let picture = all.iter().find(|picture| picture.name() == name).unwrap();
            (picture.title(), picture.subtitle())
        })
    }

    fn set(&mut self, wanted: impl Fn(&Row) -> bool, mean: f64, half: f64) {
        for row in self.summary.rows.iter_mut().filter(|row| wanted(row)) {
            (row.mean, row.ci95) = (Some(mean), Some([mean - half, mean + half]));
        }
    }
}

#[test]
fn every_chart_speaks_of_the_team_that_waits_longest() {
    let teams = teams(world(14, 14, true, 30));
    for name in ["lead_time", "lead_time_city", "within_days", "provinces"] {
        let (title, subtitle) = teams.words(name, Language::En);
        assert!(title.contains("body repair"), "{title}");
        assert!(subtitle.contains("body repairs"), "{subtitle}");
        let (title, subtitle) = teams.words(name, Language::Zh);
        assert!(
            title.contains("钣喷") && subtitle.contains("钣喷"),
            "{title} {subtitle}"
        );
    }
    // The other team is said beside it, in hours as it is below a day.
    let other = 9.4 * 0.02 * 24.0;
    let (_, subtitle) = teams.words("lead_time", Language::En);
    assert!(
        subtitle.ends_with(&format!("Mechanical jobs: {other:.1}\u{a0}hours")),
        "{subtitle}"
    );
}

#[test]
fn teams_whose_waits_may_be_equal_are_not_told_apart() {
    let mut teams = teams(world(8, 8, true, 30));
    teams.set(
        |row| row.metric == Metric::LeadTime && matches!(row.breakdown, Breakdown::Team(_)),
        9.0,
        0.5,
    );
    let (title, subtitle) = teams.words("lead_time", Language::En);
    assert!(
        !title.contains("body") && subtitle.ends_with(". all jobs"),
        "{title} {subtitle}"
    );
    assert!(teams.with(Language::En, |run, _| run.team()).is_none());
}

#[test]
fn one_team_says_what_it_said_before() {
    drawn(world(8, 8, true, 30), Language::En, |picture| {
        let all = format!("{} {}", picture.title(), picture.subtitle());
        assert!(!all.contains("body") && !all.contains(". all jobs"), "{all}");
        if picture.name() == "lead_time" {
            assert_eq!(
                all,
                "Lead time in the whole network stayed within the 14-day horizon; the middle run peaked at \
                 11.5\u{a0}days in early December Lead time, days from first booking attempt to the slot, by day of first \
                 attempt; the whole network, 1\u{a0}January – 13\u{a0}December\u{a0}2025. Line: middle run; bands: half of \
                 the runs, nine runs in ten"
            );
        }
    });
}

#[test]
fn the_city_is_the_largest_that_surely_waits_longer_than_the_horizon() {
    let mut teams = teams(world(12, 12, true, 30));
    let lead = |city: &'static str| {
        move |row: &Row| {
            row.metric == Metric::LeadTime && row.scope.city == city && row.breakdown == Breakdown::Team("body".into())
        }
    };
    let jobs = |city: &'static str| move |row: &Row| row.metric == Metric::Jobs && row.scope.city == city;
    let cities = [
        "city-0", "city-1", "city-2", "city-3", "city-4", "city-5", "city-6", "city-7", "city-8", "city-9", "city-10",
        "city-11",
    ];
    for city in cities {
        teams.set(lead(city), 10.0, 0.5);
        teams.set(jobs(city), 500.0, 5.0);
    }
    // The slowest is too small to be picked; the largest holds the horizon in its interval; the next is surely beyond.
    teams.set(lead("city-11"), 40.0, 0.5);
    teams.set(jobs("city-11"), 10.0, 1.0);
    teams.set(jobs("city-10"), 11.0, 1.0);
    teams.set(lead("city-2"), 14.2, 0.5);
    teams.set(jobs("city-2"), 900.0, 5.0);
    teams.set(lead("city-5"), 15.0, 0.5);
    teams.set(jobs("city-5"), 800.0, 5.0);
    let city = |teams: &Teams| {
        teams.with(Language::En, |run, _| {
            let team = run.team();
            let city = run.focus_city(team.as_ref(), |city| horizon(run.scenario, city));
            city.map(str::to_string)
        })
    };
    assert_eq!(city(&teams).as_deref(), Some("city-5"));
    // Nothing surely beyond the horizon: the slowest of the ten largest.
    teams.set(lead("city-5"), 12.0, 0.5);
    assert_eq!(city(&teams).as_deref(), Some("city-2"));
}

#[test]
fn shares_and_roads_are_those_of_the_team() {
    let mut teams = teams(world(14, 14, true, 30));
    let three = Breakdown::TeamDays("body".into(), 3);
    teams.set(|row| row.breakdown == three && row.scope.city == "*", 0.08, 0.001);
    teams.set(|row| row.breakdown == three && row.scope.city != "*", 0.03, 0.001);
    let (title, _) = teams.words("within_days", Language::En);
    let city = teams.with(Language::En, |run, _| {
        let team = run.team();
        let city = run.focus_city(team.as_ref(), |city| horizon(run.scenario, city));
        run.city(city.unwrap())
    });
    assert_eq!(
        title,
        format!("Within three days {city} sees 3.00\u{a0}% of body repairs, the whole network 8.00\u{a0}%")
    );

    // The farthest of all is a province with few jobs: the title does not speak of it.
    teams.set(|row| row.metric == Metric::Jobs && row.scope.city == "city-3", 5.0, 0.1);
    let small = Breakdown::ProvinceTeam("Inner Mongolia".into(), "body".into());
    teams.set(
        |row| row.metric == Metric::Travel && row.breakdown == small,
        9_000.0,
        5.0,
    );
    let (title, _) = teams.words("provinces", Language::En);
    let rows = teams.summary.rows.iter().filter_map(|row| match &row.breakdown {
        Breakdown::ProvinceTeam(name, team) if team == "body" && row.metric == Metric::Travel => {
            Some((name.as_str(), row.mean, row.ci95))
        }
        _ => None,
    });
    let without: Vec<&str> = rows.clone().filter(|row| row.1.is_none()).map(|row| row.0).collect();
    assert_eq!(without, ["Tibet"]);
    let jobs = |province: &str| -> f64 {
        let cities = teams.scenario.cities.iter().filter(|city| city.province == province);
        let rows = cities.flat_map(|city| {
            let rows = teams.summary.rows.iter();
            rows.filter(|row| row.metric == Metric::Jobs && row.scope.city == city.id)
        });
        rows.filter_map(|row| row.mean).sum()
    };
    let mut large: Vec<_> = rows.collect();
    large.sort_by(|a, b| jobs(b.0).total_cmp(&jobs(a.0)));
    large.truncate(10);
    large.retain(|row| row.1.is_some());
    let far = large
        .iter()
        .max_by(|a, b| a.1.unwrap().total_cmp(&b.1.unwrap()))
        .unwrap();
    let long = Estimate {
        mean: far.1.unwrap(),
        ci95: far.2,
    };
    assert_eq!(
        title,
        format!(
            "Owners in {} drive {} for a body repair; owners in Tibet get none",
            far.0,
            long.headline(Unit::Kilometres, Language::En)
        )
    );
}

#[test]
fn full_calendars_are_counted_at_the_lower_line() {
    let mut teams = teams(world(8, 8, true, 30));
    let busy = |resource: &'static str| {
        move |row: &Row| row.metric == Metric::Utilisation && row.breakdown == Breakdown::Resource(resource.into())
    };
    for (resource, mean) in [("advisor", 0.3), ("bay", 0.2), ("booth", 0.78)] {
        teams.set(busy(resource), mean, 0.01);
    }
    for centre in ["centre-0", "centre-2"] {
        teams.set(|row| busy("booth")(row) && row.scope.centre == centre, 0.83, 0.01);
    }
    let have = teams
        .summary
        .rows
        .iter()
        .filter(|row| busy("booth")(row) && row.scope.centre != "*");
    let (title, subtitle) = teams.words("utilisation", Language::En);
    assert_eq!(
        title,
        format!(
            "Booths are the bottleneck: two of {} centres surely run theirs above 80\u{a0}%; advisors are busy 30.0\u{a0}%",
            words::spelled(have.count(), Language::En)
        )
    );
    assert!(subtitle.contains("Dashed: 80\u{a0}%"), "{subtitle}");
    teams.set(busy("booth"), 0.9, 0.01);
    let (title, subtitle) = teams.words("utilisation", Language::En);
    assert!(
        title.contains("every centre that has them surely runs them above 85\u{a0}%"),
        "{title}"
    );
    assert!(subtitle.contains("Dashed: 85\u{a0}%"), "{subtitle}");
}

#[test]
fn that_nothing_is_too_busy_is_said_only_where_it_is_so() {
    let mut teams = teams(world(8, 8, true, 30));
    let busy = |resource: &'static str| {
        move |row: &Row| row.metric == Metric::Utilisation && row.breakdown == Breakdown::Resource(resource.into())
    };
    for (resource, mean) in [("advisor", 0.3), ("bay", 0.2), ("booth", 0.6)] {
        teams.set(busy(resource), mean, 0.01);
    }
    let (title, subtitle) = teams.words("utilisation", Language::En);
    assert!(title.ends_with("; nothing surely runs above 85\u{a0}%"), "{title}");
    assert!(subtitle.contains("Dashed: 85\u{a0}%"), "{subtitle}");
    // A kind that body repairs do not need.
    teams.set(busy("bay"), 0.95, 0.01);
    let (title, _) = teams.words("utilisation", Language::En);
    assert!(title.ends_with("at 95.0\u{a0}% of staffed time"), "{title}");
}

#[test]
fn waits_at_the_centre_are_no_chart_where_they_are_nothing_beside_the_lead_time() {
    let mut teams = teams(world(8, 8, true, 30));
    let names = |teams: &Teams| -> Vec<&'static str> {
        teams.with(Language::En, |_, all| {
            all.iter().map(|picture| picture.name()).collect()
        })
    };
    assert!(names(&teams).contains(&"queue_wait"));
    teams.set(|row| row.metric == Metric::QueueWait, 0.04, 0.001);
    assert!(!names(&teams).contains(&"queue_wait"));
}

#[test]
fn texts_of_two_teams_stay_on_the_sheet_and_apart() {
    let fonts = Fonts::built_in();
    for (cities, centres, replications) in [(1, 1, 30), (2, 2, 30), (12, 13, 30), (84, 160, 30), (8, 12, 1)] {
        let teams = teams(world(cities, centres, true, replications));
        for language in LANGUAGES {
            teams.with(language, |_, all| {
                for picture in &all {
                    let of = format!("{} of {cities} cities", picture.name());
                    assert_eq!(
                        collisions(&slide(picture.as_ref(), "Source", &fonts)),
                        Vec::<String>::new(),
                        "{of}"
                    );
                    assert_eq!(
                        collisions(&page(picture.as_ref(), &fonts)),
                        Vec::<String>::new(),
                        "{of}"
                    );
                    let text = format!("{}{}{}", picture.title(), picture.subtitle(), picture.reading());
                    assert!(!text.contains('{') && !text.contains('*'), "{of}: {text}");
                }
            });
        }
    }
}
