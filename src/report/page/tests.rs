//! The page of made-up runs: whole, self-contained, the same figures in both languages.

use super::*;
use crate::report::chart::draw_all;
use crate::report::chart::tests::fixture::{World, with_teams};

fn page(world: World, language: Language, warnings: &[&str]) -> String {
    let (scenario, daily) = (world.scenario(), world.daily());
    let mut summary = world.summary();
    summary.warnings = warnings.iter().map(|warning| (*warning).to_string()).collect();
    let charts = draw_all(&scenario, &summary, &daily, &world.context(), language);
    render(&PageInput {
        scenario: &scenario,
        summary: &summary,
        daily: &daily,
        charts: &charts,
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
        for foreign in ["http:", "https:", "<script", "<link", "src=", "@import", "url("] {
            assert!(!links.contains(foreign), "{foreign}");
        }
        assert!(page.trim_start().starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
        assert_eq!(page.matches("<h1>").count(), 1);
        assert_eq!(page.matches("<figure>").count(), 6);
    }
}

#[test]
fn the_first_screen_holds_the_finding_the_cards_and_the_warnings() {
    let page = page(BOOKED, Language::En, &["Utilisation <1> reaches 1"]);
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing"));
    let order = [
        place("<h1>Lead time in the whole network stayed within the 14-day horizon"),
        place("<p class=\"figure\">9.4\u{a0}days</p>"),
        place("95 % interval 8.9–9.9\u{a0}days"),
        place("Utilisation &lt;1&gt; reaches 1"),
        place("<h2>What happens"),
        place("<h2>Key figures"),
        place("<h2>Unfinished and lost"),
        place("aftersales run made-up.toml -n 30 --seed 1"),
    ];
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn both_languages_show_the_same_figures() {
    let (english, chinese) = (page(BOOKED, Language::En, &[]), page(BOOKED, Language::Zh, &[]));
    assert!(english.contains("<html lang=\"en\">") && chinese.contains("<html lang=\"zh-CN\">"));
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
    assert!(!page.contains("What happens") && !page.contains("Cities</h2>"));
    assert!(page.contains("One run: no interval.") && page.contains("until work begins, on average"));
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
    for (language, expected) in [
        (
            Language::En,
            [
                "<h1>A body repair waits 18.8\u{a0}days for its slot, a mechanical job 4.5\u{a0}hours</h1>",
                "14,000 cars · 14 cities · 14 centres · teams: mechanical and body · bookable 14 days ahead",
                "<p class=\"sentence\">of body repairs are seen within three days</p>",
                "Lead time, body repairs</th><td>18.8</td>",
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
                "预约等待·钣喷工单（天）",
            ],
        ),
    ] {
        let charts = draw_all(&scenario, &summary, &daily, &world.context(), language);
        let page = render(&PageInput {
            scenario: &scenario,
            summary: &summary,
            daily: &daily,
            charts: &charts,
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
