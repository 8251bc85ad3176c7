//! The page of made-up runs: whole, self-contained, the same figures in both languages.

use super::*;
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::Breakdown;
use crate::metrics::warning::Warning;
use crate::report::chart::tests::fixture::{World, with_teams};
use crate::report::chart::{draw_all, draw_page};

fn other(language: Language) -> Language {
    match language {
        Language::En => Language::Zh,
        Language::Zh => Language::En,
    }
}

/// The part of the page in a language.
fn version<'a>(page: &'a str, lang: &str) -> &'a str {
    let start = page
        .find(&format!("<div class=\"version\" lang=\"{lang}\""))
        .expect("a version");
    let rest = &page[start + 1..];
    let end = rest.find("<div class=\"version\"").or(rest.find("<script>"));
    &rest[..end.expect("an end")]
}

fn page(world: World, language: Language, warnings: &[Warning]) -> String {
    let (scenario, daily) = (world.scenario(), world.daily());
    let mut summary = world.summary();
    summary.warnings = warnings.to_vec();
    let charts = draw_all(&scenario, &summary, &daily, &world.context(), language);
    let other_charts = draw_page(&scenario, &summary, &daily, &world.context(), other(language), None);
    render(&PageInput {
        scenario: &scenario,
        summary: &summary,
        observed: &[],
        forecast: None,
        actions: None,
        charts: &charts,
        other_charts: &other_charts,
        command: "aftersales run made-up.toml -n 30 --seed 1",
        version: "0.1.0",
        scenario_hash: "0123abcd",
        language,
    })
}

const BOOKED: World = World {
    cities: 2,
    centres: 2,
    booked: true,
    replications: 30,
};
const WALK_IN: World = World {
    cities: 1,
    centres: 1,
    booked: false,
    replications: 1,
};

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    for language in [Language::En, Language::Zh] {
        let page = page(BOOKED, language, &[]);
        let links = page.replace("http://www.w3.org/2000/svg", "");
        for foreign in [
            "http:", "https:", "<script ", "<link", "src=", "@import", "url(", "fetch(", "import(",
        ] {
            assert!(!links.contains(foreign), "{foreign}");
        }
        assert!(page.trim_start().starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
        for lang in ["en", "zh-CN"] {
            let version = version(&page, lang);
            assert_eq!(version.matches("<h1>").count(), 1);
            assert_eq!(version.matches("<figure>").count(), 6);
        }
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(
            ids.iter()
                .all(|id| ids.iter().filter(|other| *other == id).count() == 1),
            "{ids:?}"
        );
    }
}

#[test]
fn the_first_screen_holds_the_finding_the_cards_and_the_warnings() {
    let full = Warning::Overloaded {
        resource: "bay".into(),
        centre: ["Centre <1>".into(), "中心<1>".into()],
        share: 0.998,
        others: 0,
    };
    let page = page(BOOKED, Language::En, &[full]);
    assert!(version(&page, "zh-CN").contains("工作量超过能力：中心&lt;1&gt;的工位"));
    let page = version(&page, "en");
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing"));
    let order = [
        place("<h1>Lead time in the whole network stayed within the 14-day horizon"),
        place("<p class=\"figure\">9.4\u{a0}days</p>"),
        place("95 % interval 8.9–9.9\u{a0}days"),
        place("More work than capacity: the bays of Centre &lt;1&gt; are busy 100\u{a0}%"),
        place("<h2>What happens"),
        place("<h3>Unfinished and lost"),
        place("<h2>Key figures"),
        place("aftersales run made-up.toml -n 30 --seed 1"),
    ];
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn both_languages_show_the_same_figures() {
    let (english, chinese) = (page(BOOKED, Language::En, &[]), page(BOOKED, Language::Zh, &[]));
    assert!(english.contains("<html lang=\"en\">") && chinese.contains("<html lang=\"zh-CN\">"));
    // Either page holds the other; without script it shows the language it was asked for.
    for lang in ["en", "zh-CN"] {
        let same = version(&english, lang).replace(" hidden", "") == version(&chinese, lang).replace(" hidden", "");
        assert!(same, "the {lang} versions differ");
    }
    let shown = |page: &str, lang: &str| !version(page, lang).split('>').next().unwrap_or("").ends_with(" hidden");
    assert!(shown(&english, "en") && !shown(&english, "zh-CN"));
    assert!(shown(&chinese, "zh-CN") && !shown(&chinese, "en"));
    let (english, chinese) = (version(&english, "en"), version(&english, "zh-CN"));
    for figure in ["<td>9.4</td>", "<td>2.68</td>"] {
        assert_eq!(
            english.matches(figure).count(),
            chinese.matches(figure).count(),
            "{figure}"
        );
    }
    assert!(chinese.contains("9.4天") && chinese.contains("一直约不到，放弃预约"));
}

#[test]
fn absent_sections_leave_no_empty_heading() {
    let page = page(WALK_IN, Language::En, &[]);
    assert!(!page.contains("Cities</h3>") && !page.contains("Observed beside") && !page.contains("Assumptions"));
    assert!(page.contains("One run: no interval.") && page.contains("until work begins, on average"));
}

#[test]
fn of_one_city_nothing_is_said_under_where() {
    let alone = World { cities: 1, ..BOOKED };
    for (world, first) in [(alone, "What happens"), (BOOKED, "Where")] {
        let page = page(world, Language::En, &[]);
        let before = &page[..page.find("lead time is at most 1, 3, 7").expect("the subtitle")];
        let section = before.rsplit("<h2>").next().unwrap();
        assert!(section.starts_with(first), "{first}");
    }
}

#[test]
fn a_page_of_two_teams_opens_with_the_one_that_waits() {
    let world = World {
        cities: 14,
        centres: 14,
        ..BOOKED
    };
    let (mut scenario, mut summary, mut daily) = (world.scenario(), world.summary(), world.daily());
    with_teams(&mut scenario, &mut summary, &mut daily);
    let mut full = summary.rows[0].clone();
    (full.metric, full.breakdown) = (Metric::FullyBooked, Breakdown::Team("body".into()));
    (full.scope.city, full.scope.centre, full.scope.failure) = ("*".into(), "*".into(), "*".into());
    (full.mean, full.ci95) = (Some(0.8), Some([0.79, 0.81]));
    summary
        .rows
        .retain(|row| row.metric != Metric::Utilisation || row.breakdown == Breakdown::Resource("bay".into()));
    for row in summary.rows.iter_mut().filter(|row| row.metric == Metric::Utilisation) {
        (row.mean, row.ci95) = (Some(0.6), Some([0.59, 0.61]));
    }
    summary.rows.push(full);
    for (language, expected) in [
        (
            Language::En,
            [
                "<h1>A body repair waits 18.8\u{a0}days for its slot, a mechanical job 4.5\u{a0}hours</h1>",
                "14,000 cars · 14 cities · 14 centres · teams: mechanical and body · bookable 14 days ahead",
                "<p class=\"sentence\">of body repairs are seen within three days</p>",
                "Lead time, body repairs</th><td>18.8</td>",
                "yet no slot for body repairs is free on 80.0\u{a0}% of the days",
                "Lead time, body repairs (days)",
            ],
        ),
        (
            Language::Zh,
            [
                "<h1>一次钣喷平均等18.8天才有时段，一次机修4.5小时</h1>",
                "1.4万辆车 · 14个城市 · 14个服务中心 · 班组：机修和钣喷 · 可提前14天预约",
                "<p class=\"sentence\">的钣喷工单三天内能约到</p>",
                "预约等待·钣喷工单</th><td>18.8</td>",
                "但钣喷工单在80.0%的日子已约满",
                "预约等待·钣喷工单（天）",
            ],
        ),
    ] {
        let charts = draw_all(&scenario, &summary, &daily, &world.context(), language);
        let other_charts = draw_page(&scenario, &summary, &daily, &world.context(), other(language), None);
        let page = render(&PageInput {
            scenario: &scenario,
            summary: &summary,
            observed: &[],
            forecast: None,
            actions: None,
            charts: &charts,
            other_charts: &other_charts,
            command: "aftersales run made-up.toml",
            version: "0.1.0",
            scenario_hash: "0123abcd",
            language,
        });
        for text in expected {
            assert!(page.contains(text), "{text}");
        }
    }
}
