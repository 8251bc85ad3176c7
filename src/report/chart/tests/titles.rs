//! Each figure of a title recomputed from the summary.

use super::*;
use crate::metrics::summary::{Breakdown, Row};
use crate::report::chart::context::estimate;
use crate::report::number::{Estimate, Unit};

fn title(summary: &Summary, world: World, name: &str, language: Language) -> String {
    let scenario = world.scenario();
    let fonts = Fonts::built_in();
    let run = Run {
        scenario: &scenario,
        summary,
        language,
        fonts: &fonts,
    };
    let all = pictures(&run, &world.daily(), &world.context());
    all.iter().find(|picture| picture.name() == name).unwrap().title()
}

fn set(summary: &mut Summary, wanted: impl Fn(&Row) -> bool, mean: f64, half: f64) {
    for row in summary.rows.iter_mut().filter(|row| wanted(row)) {
        (row.mean, row.ci95) = (Some(mean), Some([mean - half, mean + half]));
    }
}

fn busy(row: &Row, centre: &str, resource: &str) -> bool {
    row.metric == Metric::Utilisation
        && row.scope.centre == centre
        && row.breakdown == Breakdown::Resource(resource.to_string())
}

#[test]
fn the_bottleneck_is_counted_over_all_centres() {
    let world = world(8, 8, true, 30);
    let mut summary = world.summary();
    set(&mut summary, |row| row.metric == Metric::Utilisation, 0.5, 0.02);
    let unsure = title(&summary, world, "utilisation", Language::En);
    assert!(
        unsure.contains("are the busiest, at 50.0\u{a0}% of staffed time; nothing surely runs above 85\u{a0}%"),
        "{unsure}"
    );
    for centre in ["centre-2", "centre-3", "centre-5"] {
        set(&mut summary, |row| busy(row, centre, "booth"), 0.9, 0.02);
    }
    // Above on average, but its interval holds the line: not counted.
    set(&mut summary, |row| busy(row, "centre-6", "booth"), 0.86, 0.02);
    let booths = summary
        .rows
        .iter()
        .filter(|row| row.scope.centre != "*" && busy(row, &row.scope.centre, "booth"))
        .count();
    assert_eq!(
        title(&summary, world, "utilisation", Language::En),
        format!(
            "Booths are the bottleneck: three of {} centres surely run theirs above 85\u{a0}%",
            words::spelled(booths, Language::En)
        )
    );
    let chinese = title(&summary, world, "utilisation", Language::Zh);
    assert_eq!(
        chinese,
        format!("烤漆房是瓶颈：{booths}个服务中心中有3个的利用率确定超过85%")
    );
}

#[test]
fn shares_within_three_days_name_the_worst_and_the_best_city() {
    let world = world(8, 8, true, 30);
    let mut summary = world.summary();
    let three = |row: &Row| row.breakdown == Breakdown::Days(3);
    set(&mut summary, three, 0.5, 0.02);
    let unsure = title(&summary, world, "within_days", Language::En);
    assert!(unsure.contains("no city is surely better"), "{unsure}");
    set(
        &mut summary,
        |row| three(row) && row.scope.city == "city-0",
        1.0 / 9.0,
        0.002,
    );
    set(&mut summary, |row| three(row) && row.scope.city == "city-1", 0.8, 0.01);
    assert_eq!(
        title(&summary, world, "within_days", Language::En),
        "Within three days Shanghai sees one in nine cars, Hefei four in five"
    );
    assert_eq!(
        title(&summary, world, "within_days", Language::Zh),
        "三天内，上海只有九分之一的车能约到，合肥有五分之四"
    );
    set(
        &mut summary,
        |row| three(row) && row.scope.city == "city-0",
        0.123,
        0.02,
    );
    let percent = title(&summary, world, "within_days", Language::En);
    assert!(
        percent.starts_with("Within three days Shanghai sees 12.3\u{a0}% of cars"),
        "{percent}"
    );
}

#[test]
fn waits_and_roads_name_the_longest_only_if_it_is_sure() {
    let world = world(8, 8, true, 30);
    let mut summary = world.summary();
    let waits = |row: &Row| row.metric == Metric::QueueWait;
    set(&mut summary, waits, 2.0, 0.2);
    assert!(title(&summary, world, "queue_wait", Language::En).contains("no centre is surely the slowest"));
    set(
        &mut summary,
        |row| waits(row) && row.scope.centre == "centre-3",
        6.0,
        0.2,
    );
    let longest = title(&summary, world, "queue_wait", Language::En);
    assert_eq!(
        longest,
        "Cars wait longest at Hohhot 1: 6.00\u{a0}hours until work begins"
    );

    let mut road: Vec<(&str, Estimate)> = Vec::new();
    for row in summary.rows.iter().filter(|row| row.metric == Metric::Travel) {
        if let Breakdown::Province(name) = &row.breakdown {
            road.push((name, estimate(row).unwrap()));
        }
    }
    road.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
    let (far, near) = (road[0], road[road.len() - 1]);
    let say = |value: Estimate| value.headline(Unit::Kilometres, Language::En);
    assert_eq!(
        title(&summary, world, "provinces", Language::En),
        format!(
            "Owners in {} drive {} for a repair, owners in {} {}",
            far.0,
            say(far.1),
            near.0,
            say(near.1)
        )
    );
    let provinces = |row: &Row| matches!(row.breakdown, Breakdown::Province(_));
    set(&mut summary, provinces, 50.0, 5.0);
    assert!(title(&summary, world, "provinces", Language::En).contains("no province surely drives farther"));
}
