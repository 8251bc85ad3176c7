//! The lead time's finding against its own series.

use super::*;
use crate::report::chart::canvas::collisions;
use crate::report::chart::fonts::Fonts;
use crate::report::chart::paint;
use crate::report::chart::picture::{page, slide};
use crate::report::number::part_of_month;

/// A year whose middle run rises from 4 to `top` days, the runs `width` apart.
pub(crate) fn rising(top: f64, width: f64, horizon: Option<u32>, language: Language) -> LeadTime {
    let days = (0..365).map(|day| {
        let middle = 4.0 + (top - 4.0) * f64::from(day) / 364.0;
        let bands = [-2.0, -1.0, 0.0, 1.0, 2.0].map(|step| middle + step * width);
        Some(DayPoint {
            mean: middle,
            bands: Some(bands),
        })
    });
    LeadTime {
        name: "lead_time",
        what: if language == Language::En {
            "lead time"
        } else {
            "预约等待"
        }
        .to_string(),
        beside: None,
        weekly: false,
        left_out: 0,
        place: "Shijiazhuang".to_string(),
        start: Date::constant(2025, 1, 1),
        days: days.collect(),
        ahead: Vec::new(),
        draws: 0,
        holidays: vec![
            Holiday {
                name: "New Year".to_string(),
                from: -1,
                to: 0,
            },
            Holiday {
                name: "Spring Festival".to_string(),
                from: 27,
                to: 34,
            },
            Holiday {
                name: "Qingming".to_string(),
                from: 93,
                to: 95,
            },
            Holiday {
                name: "Labour Day".to_string(),
                from: 120,
                to: 124,
            },
            Holiday {
                name: "National Day".to_string(),
                from: 273,
                to: 280,
            },
        ],
        horizon,
        replications: 30,
        language,
    }
}

#[test]
fn the_title_names_the_day_on_which_the_middle_run_passed() {
    let series = rising(24.0, 1.0, Some(14), Language::En);
    let first = (0..365).find(|&day| series.bands(day).unwrap()[2] > 14.0).unwrap();
    let when = part_of_month(series.day(first), false, Language::En);
    assert_eq!(
        series.title(),
        format!("Lead time in Shijiazhuang passed the 14-day horizon in {when}")
    );
    let Finding::Passed {
        day,
        most: Some((from, to)),
    } = Finding::of(&series)
    else {
        panic!("it passed")
    };
    assert!(day == first && from < day && day < to);
}

#[test]
fn the_title_is_weaker_where_not_all_runs_pass() {
    assert!(
        rising(15.0, 2.0, Some(14), Language::En)
            .title()
            .starts_with("In most runs lead time")
    );
    assert!(
        rising(13.5, 1.0, Some(14), Language::En)
            .title()
            .contains("In most runs lead time in Shijiazhuang stayed")
    );
    let within = rising(9.0, 0.2, Some(14), Language::En);
    assert_eq!(
        within.title(),
        "Lead time in Shijiazhuang stayed within the 14-day horizon; the middle run peaked at 9.00\u{a0}days in late December"
    );
    assert!(
        rising(9.0, 0.2, None, Language::En)
            .title()
            .contains("was longest in late December: the middle run peaked at 9.00\u{a0}days")
    );
}

#[test]
fn texts_stay_on_the_sheet_and_apart() {
    let fonts = Fonts::built_in();
    for language in [Language::En, Language::Zh] {
        for (top, width, horizon) in [
            (24.0, 1.0, Some(14)),
            (9.0, 0.2, Some(14)),
            (4.2, 0.01, Some(4)),
            (1.0, 0.1, None),
        ] {
            let series = rising(top, width, horizon, language);
            assert_eq!(collisions(&slide(&series, "Source", &fonts)), Vec::<String>::new());
            assert_eq!(collisions(&page(&series, &fonts)), Vec::<String>::new());
        }
    }
}

#[test]
fn short_long_and_holed_series_are_drawn() {
    let fonts = Fonts::built_in();
    let mut series = rising(24.0, 1.0, Some(14), Language::En);
    for length in [2, 9, 40, 62, 63, 200] {
        let short = LeadTime {
            days: series.days[..length].to_vec(),
            ..series.clone()
        };
        assert_eq!(
            collisions(&slide(&short, "Source", &fonts)),
            Vec::<String>::new(),
            "{length}"
        );
    }
    let days: Vec<_> = std::iter::repeat_n(series.days.clone(), 4).flatten().collect();
    let long = LeadTime { days, ..series.clone() };
    assert_eq!(collisions(&slide(&long, "Source", &fonts)), Vec::<String>::new());
    for day in (0..365).filter(|day| day % 3 > 0) {
        series.days[day] = None;
    }
    assert!(collisions(&page(&series, &fonts)).is_empty());
    series.days.fill(None);
    assert_eq!(LeadTime::new(series), None);
}

#[test]
fn one_run_has_no_bands_and_says_so() {
    let mut series = rising(24.0, 0.0, Some(14), Language::En);
    series.replications = 1;
    let fonts = Fonts::built_in();
    let sheet = page(&series, &fonts);
    let texts: Vec<&str> = sheet.boxes.iter().map(|text| text.text.as_str()).collect();
    assert!(
        texts.contains(&"The run") && !texts.contains(&"90 % of runs"),
        "{texts:?}"
    );
    assert!(series.reading().contains("One run"));
}

#[test]
fn days_with_few_jobs_become_means_of_a_week() {
    let days = rising(24.0, 1.0, Some(14), Language::En).days;
    let (drawn, left_out, weekly) = calmed(&days, &[40.0; 365], 3.0);
    assert!(drawn == days && left_out == 0 && !weekly);
    let (drawn, _, weekly) = calmed(&days, &[4.0; 365], 3.0);
    assert!(weekly);
    let middle = |day: usize| days[day].unwrap().bands.unwrap()[2];
    let mean = (97..=103).map(middle).sum::<f64>() / 7.0;
    assert!((drawn[100].unwrap().bands.unwrap()[2] - mean).abs() < 1e-9);
    // At the ends fewer days are at hand.
    let first = (0..=3).map(middle).sum::<f64>() / 4.0;
    assert!((drawn[0].unwrap().bands.unwrap()[2] - first).abs() < 1e-9);
    let mut quiet = [40.0; 365];
    quiet[..18].fill(4.0);
    assert!(!calmed(&days, &quiet, 3.0).2, "a day in twenty may be quiet");
}

#[test]
fn days_whose_jobs_still_wait_at_the_end_are_left_out_and_said() {
    let mut series = rising(24.0, 1.0, Some(14), Language::En);
    let (drawn, left_out, _) = calmed(&series.days, &[], 28.4);
    assert_eq!((drawn.len(), left_out), (336, 29));
    assert_eq!(drawn[..], series.days[..336]);
    series = LeadTime {
        days: drawn,
        left_out,
        ..series
    };
    assert!(
        series.reading().starts_with("The last 29 days are left out"),
        "{}",
        series.reading()
    );
    assert!(
        series.subtitle().contains("2\u{a0}December\u{a0}2025"),
        "{}",
        series.subtitle()
    );
    assert_eq!(calmed(&series.days[..60], &[], 28.4).1, 0, "a short run keeps its days");
}

#[test]
fn two_bands_stand_apart_and_the_title_speaks_of_the_wider() {
    // The middle run passes 14 days by far; with the inputs in doubt a run in twenty never does.
    let mut series = rising(24.0, 1.0, Some(14), Language::En);
    assert!(matches!(Finding::of(&series), Finding::Passed { most: Some(_), .. }));
    series.ahead = series.days.clone();
    for point in series.ahead.iter_mut().flatten() {
        point.bands = Some([5.0, 8.0, 13.0, 20.0, 33.0]);
    }
    series.draws = 15;
    let alternative = paint::Alternative {
        id: "two-bands",
        title: "",
        description: "",
        families: paint::FAMILIES,
    };
    assert!(matches!(Finding::of(&series), Finding::Passed { most: None, .. }));
    for language in [Language::En, Language::Zh] {
        series.language = language;
        let fonts = Fonts::built_in();
        for sheet in [slide(&series, "Source", &fonts), page(&series, &fonts)] {
            assert_eq!(collisions(&sheet), Vec::<String>::new());
            let svg = paint::svg(&sheet, &alternative);
            for name in [words::BAND_CHANCE, words::BAND_BELIEFS] {
                assert!(svg.contains(name.say(language)), "{language:?}");
            }
        }
        let reading = series.reading();
        assert!(reading.contains("15") && reading.contains("30"), "{reading}");
    }
}
