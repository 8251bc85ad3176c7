//! All charts of made-up runs of every size: texts on the sheet and apart, absent data, titles.

pub(crate) mod fixture;

use super::canvas::collisions;
use super::picture::{page, slide};
use super::*;
use fixture::World;

const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];

fn world(cities: usize, centres: usize, booked: bool, replications: u32) -> World {
    World {
        cities,
        centres,
        booked,
        replications,
    }
}

fn drawn(world: World, language: Language, check: impl Fn(&dyn Picture)) -> Vec<&'static str> {
    let (scenario, summary, daily) = (world.scenario(), world.summary(), world.daily());
    let fonts = Fonts::built_in();
    let run = Run {
        scenario: &scenario,
        summary: &summary,
        language,
        fonts: &fonts,
    };
    let all = pictures(&run, &daily, &world.context());
    all.iter().for_each(|picture| check(picture.as_ref()));
    all.iter().map(|picture| picture.name()).collect()
}

#[test]
fn texts_stay_on_the_sheet_and_apart_at_every_size() {
    let fonts = Fonts::built_in();
    for (cities, centres) in [(1, 1), (1, 3), (2, 2), (8, 12), (12, 13), (14, 33), (84, 160)] {
        for (booked, replications) in [(true, 30), (false, 30), (true, 1)] {
            for language in LANGUAGES {
                drawn(world(cities, centres, booked, replications), language, |picture| {
                    let of = format!("{} of {cities} cities and {centres} centres", picture.name());
                    assert_eq!(
                        collisions(&slide(picture, "Source", &fonts)),
                        Vec::<String>::new(),
                        "{of}, slide"
                    );
                    assert_eq!(collisions(&page(picture, &fonts)), Vec::<String>::new(), "{of}, page");
                    for text in [
                        picture.title(),
                        picture.subtitle(),
                        picture.reading(),
                        picture.description(),
                    ] {
                        assert!(!text.contains('{') && !text.contains("NaN"), "{of}: {text}");
                    }
                    let table = picture.table();
                    assert!(
                        table.rows.iter().all(|row| row.len() == table.head.len()),
                        "{of}: {table:?}"
                    );
                });
            }
        }
    }
}

#[test]
fn charts_without_their_data_are_absent() {
    let names = |world| drawn(world, Language::En, |_| {});
    let all = [
        "lead_time",
        "lead_time_city",
        "within_days",
        "provinces",
        "utilisation",
        "queue_wait",
    ];
    assert_eq!(names(world(8, 12, true, 30)), all);
    assert_eq!(
        names(world(1, 1, true, 30)),
        ["lead_time", "within_days", "utilisation", "queue_wait"]
    );
    assert_eq!(names(world(1, 1, false, 30)), ["utilisation", "queue_wait"]);
    let scenario = world(1, 1, false, 30).scenario();
    let empty = Summary {
        rows: Vec::new(),
        ..world(1, 1, false, 30).summary()
    };
    assert!(
        draw_all(
            &scenario,
            &empty,
            &Daily::default(),
            &ChartContext::default(),
            Language::En
        )
        .is_empty()
    );
}

#[test]
fn rows_without_observation_neither_draw_nor_panic() {
    let world = world(8, 12, true, 30);
    let (scenario, mut summary) = (world.scenario(), world.summary());
    for row in summary
        .rows
        .iter_mut()
        .filter(|row| row.scope.city != "*" || row.scope.centre != "*")
    {
        (row.mean, row.ci95, row.quantiles, row.n) = (None, None, None, 0);
    }
    let fonts = Fonts::built_in();
    let run = Run {
        scenario: &scenario,
        summary: &summary,
        language: Language::En,
        fonts: &fonts,
    };
    for picture in pictures(&run, &world.daily(), &world.context()) {
        assert!(
            collisions(&slide(picture.as_ref(), "Source", &fonts)).is_empty(),
            "{}",
            picture.name()
        );
    }
}

#[test]
fn one_run_claims_nothing() {
    drawn(world(8, 12, true, 1), Language::En, |picture| {
        let title = picture.title();
        assert!(
            !title.contains("surely run") && !title.contains("bottleneck"),
            "{title}"
        );
        assert!(picture.reading().contains("One run"), "{}", picture.reading());
    });
}

#[test]
fn a_finished_chart_is_svg_png_and_words() {
    let world = world(1, 1, false, 30);
    let charts = draw_all(
        &world.scenario(),
        &world.summary(),
        &world.daily(),
        &world.context(),
        Language::En,
    );
    let chart = &charts[0];
    assert!(chart.png.starts_with(b"\x89PNG"));
    for svg in [&chart.svg, &chart.page_svg] {
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
        assert!(
            svg.contains("role=\"img\"") && svg.contains(&format!("{}</title>", chart.title)),
            "{}",
            chart.title
        );
        assert!(!svg.contains("font-family=\"x\""));
    }
    assert_eq!(
        chart.footer.lines().last(),
        Some(
            "Made-up network 2025 · seed 1 · 30 replications · calendar: China, public holidays and adjusted workdays"
        )
    );
}

mod beside;
mod regions;
mod teams;
mod titles;
