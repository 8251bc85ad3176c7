//! Pictures of sweeps of every size: texts on the sheet and apart, titles from what is drawn.

use super::heat::{Axis, Heat};
use super::line::{Line, Point};
use super::*;
use crate::report::chart::canvas::collisions;
use crate::report::chart::picture::{page, slide};

const LANGUAGES: [Language; 2] = [Language::En, Language::Zh];

fn figure(mean: f64, half: f64) -> Estimate {
    Estimate {
        mean,
        ci95: (half >= 0.0).then_some([mean - half, mean + half]),
    }
}

/// A line over 1, 2, 3, … with the same half width everywhere; below 0: one run, no interval.
fn line(means: &[f64], half: f64, unit: Unit, language: Language) -> Line {
    let points = (means.iter().enumerate()).map(|(at, mean)| Point {
        at: at as f64 + 1.0,
        shown: (at + 1).to_string(),
        figure: figure(*mean, half),
    });
    Line {
        points: points.collect(),
        what: name(Metric::LeadTime, &Breakdown::Total, language),
        unit,
        parameter: None,
        path: "city.wuhan.vehicles".into(),
        period: "2025".into(),
        language,
    }
}

fn heat(rows: usize, columns: usize, figure: impl Fn(usize, usize) -> Option<Estimate>, language: Language) -> Heat {
    let axis = |count: usize, path: &str| Axis {
        values: (1..=count).map(|value| (value * 100).to_string()).collect(),
        name: path.to_string(),
        short: short(path, language),
    };
    let cells = (0..rows).map(|row| (0..columns).map(|column| figure(row, column)).collect());
    Heat {
        one: axis(rows, "centre.wuhan-1.resources.bay"),
        two: axis(columns, "city.wuhan.vehicles"),
        cells: cells.collect(),
        what: name(Metric::LeadTime, &Breakdown::Team("body".into()), language),
        unit: Unit::Days,
        period: "2025".into(),
        language,
    }
}

fn sound(picture: &dyn Picture, of: &str) {
    let fonts = Fonts::built_in();
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
}

#[test]
fn texts_stay_on_the_sheet_and_apart() {
    for language in LANGUAGES {
        for count in [2, 3, 5, 12, 60, 300] {
            for (half, unit) in [
                (0.4, Unit::Days),
                (-1.0, Unit::Days),
                (0.0, Unit::Hours),
                (30.0, Unit::Yuan),
            ] {
                let rising: Vec<f64> = (0..count).map(|at| 1.0 + 40.0 * at as f64 / count as f64).collect();
                let falling: Vec<f64> = rising.iter().rev().copied().collect();
                let flat = vec![0.5; count];
                for means in [rising, falling, flat, vec![0.0; count]] {
                    sound(&line(&means, half, unit, language), &format!("{count} points, {half}"));
                }
            }
            let shares: Vec<f64> = (0..count).map(|at| at as f64 / (count - 1) as f64).collect();
            sound(&line(&shares, 0.1, Unit::Share, language), &format!("{count} shares"));
        }
        for (rows, columns) in [(2, 2), (2, 12), (12, 2), (5, 5), (20, 40), (60, 60)] {
            let gap =
                |row: usize, column: usize| (row * column % 7 != 6).then(|| figure((row * column) as f64 * 0.37, 0.2));
            sound(&heat(rows, columns, gap, language), &format!("{rows} × {columns}"));
            sound(
                &heat(rows, columns, |_, _| Some(figure(0.0, -1.0)), language),
                &format!("{rows} × {columns} zeros"),
            );
        }
    }
}

#[test]
fn the_title_of_a_line_claims_what_its_intervals_carry() {
    let title = |means: &[f64], half: f64| line(means, half, Unit::Days, Language::En).title();
    assert_eq!(
        title(&[9.0, 6.0, 4.0], 0.5),
        "Lead time falls from 9.0\u{a0}days to 4.0\u{a0}days as city.wuhan.vehicles goes from 1 to 3"
    );
    assert_eq!(
        title(&[4.0, 6.0, 9.0], 0.5),
        "Lead time rises from 4.0\u{a0}days to 9.0\u{a0}days as city.wuhan.vehicles goes from 1 to 3"
    );
    // Ends that may be equal, with a valley between them.
    assert_eq!(
        title(&[9.0, 4.0, 8.5], 0.5),
        "Lead time is lowest, 4.0\u{a0}days, where city.wuhan.vehicles = 2, and highest, 9.0\u{a0}days, at 1"
    );
    for (means, half) in [([9.0, 8.5, 8.1], 0.5), ([9.0, 6.0, 4.0], -1.0), ([5.0; 3], 0.0)] {
        assert_eq!(
            title(&means, half),
            "Lead time does not surely change between 1 and 3 (city.wuhan.vehicles)"
        );
    }
    let chinese = line(&[9.0, 6.0, 4.0], 0.5, Unit::Days, Language::Zh).title();
    assert_eq!(chinese, "city.wuhan.vehicles由1到3，预约等待从9.0天降到4.0天");
}

#[test]
fn the_title_of_a_field_names_its_extremes() {
    let product = |row: usize, column: usize| Some(figure((row + 1) as f64 * (column + 1) as f64, 0.1));
    assert_eq!(
        heat(2, 3, product, Language::En).title(),
        "Lead time for body repairs goes from 1.00\u{a0}days (bays:\u{a0}100, vehicles:\u{a0}100) to 6.00\u{a0}days (bays:\u{a0}200, \
         vehicles:\u{a0}300)"
    );
    // Of equally low cells the one that faces the highest.
    let corner = |row: usize, column: usize| Some(figure(if row == 0 && column == 2 { 5.0 } else { 0.0 }, 0.1));
    let title = heat(3, 3, corner, Language::En).title();
    assert!(
        title.contains("(bays:\u{a0}300, vehicles:\u{a0}100) to 5.00"),
        "{title}"
    );
    let flat = |_, _| Some(figure(1.0, 0.1));
    assert_eq!(
        heat(2, 2, flat, Language::En).title(),
        "Lead time for body repairs does not surely differ between these values"
    );
}

#[test]
fn every_metric_has_a_name_and_a_unit() {
    for language in LANGUAGES {
        for metric in Metric::ALL {
            let text = name(metric, &Breakdown::Total, language);
            assert!(!text.is_empty() && !text.contains('{'), "{metric:?}: {text}");
            assert!(!unit(metric).name(language).is_empty());
        }
    }
    assert!(
        Metric::ALL
            .into_iter()
            .all(|metric| !metric.key().ends_with("_share") || unit(metric) == Unit::Share)
    );
}
