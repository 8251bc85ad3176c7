//! Keys of openings by rule.

use super::{Key, Kind, Unit, hours, named, plain, text};

/// `[[expansion]]`
pub const EXPANSION: &[Key] = &[
    text("id").is(Kind::Id).required().means(
        "Unique name of the rule; its centres are called `<rule>-<city>-1`, `-2` and so on.",
        "规则的唯一名称；其中心名为 `<规则>-<城市>-1`、`-2` 等。",
    ),
    text("name")
        .is(Kind::Text)
        .absent("the name of its site, else the id", "站点类型的名称，否则即 id")
        .means("English name, behind that of the city.", "英文名，跟在城市名之后。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    text("like").is(Kind::Reference("centre")).required().means(
        "The centre that those of the rule are like: in all its keys but names, place, opening and closing.",
        "规则所开中心的样板：除名称、地点、开业与停业外，所有键相同。",
    ),
    text("site")
        .is(Kind::Reference("site"))
        .absent("that of `like`", "同 `like`")
        .means(
            "What kind of site they are. The rule counts the centres of this kind; without a kind, all of them.",
            "属于哪类站点。规则只数这一类中心；没有类型则数全部。",
        ),
    text("operator")
        .is(Kind::Reference("operator"))
        .absent("that of `like`", "同 `like`")
        .means("Who runs them.", "由谁运营。"),
    named("resources")
        .is(Kind::Counts("resource", 1_000_000))
        .absent("those of `like`", "同 `like`")
        .means(
            "How many of each resource they have; a name left out stays as in `like`.",
            "各种资源的数量；未写出的同 `like`。",
        ),
    hours("hours").absent("those of `like`", "同 `like`").means("When they are open.", "营业时间。"),
    plain("vehicles_per_centre")
        .count(1, 1_000_000_000)
        .absent("not by cars", "不按车数")
        .means(
            "Trigger: a city should have one centre for every so many of its cars; of those delivered by the end of the \
             month before.",
            "触发条件：城市每有这么多辆车应有一个中心；按上月末已交付的车辆计。",
        ),
    plain("deliveries_months").count(1, 120).absent("all its cars", "全部车辆").means(
        "With `vehicles_per_centre`: only the cars delivered in so many months before.",
        "与 `vehicles_per_centre` 同用：只计此前若干个月交付的车辆。",
    ),
    plain("first_slot_days")
        .between(0.0, 3650.0, Unit::DAYS)
        .absent("not by waits", "不按等待")
        .means(
            "Trigger: the days to the first free slot, averaged over a city's centres and the last `average_days`, \
             exceed this.",
            "触发条件：到最早空时段的天数，按全市中心、最近 `average_days` 天平均，超过此数。",
        ),
    plain("average_days").count(1, 366).or("30").means(
        "With `first_slot_days`: over how many days the wait is averaged; for as long after an opening the rule opens no \
         further centre in that city.",
        "与 `first_slot_days` 同用：按多少天平均；新中心开业后的同样天数内，规则不再在该市增开。",
    ),
    text("team")
        .is(Kind::Reference("team"))
        .absent("the one that waits longest", "等待最久的班组")
        .means("With `first_slot_days`: whose slots.", "与 `first_slot_days` 同用：看哪个班组的时段。"),
    plain("cities")
        .is(Kind::References("city", 1))
        .absent("all cities", "所有城市")
        .means("Where the rule holds.", "规则适用的城市。"),
    plain("from").is(Kind::Date).absent("from the start", "自始").means(
        "Day from which the rule is checked, on the first of each month.",
        "自该日起，每月一日检查规则。",
    ),
    plain("to").is(Kind::Date).absent("to the end", "到结束").means(
        "Last day on which it is checked; not before `from`.",
        "检查规则的最后一天；不早于 `from`。",
    ),
    plain("most_per_quarter")
        .count(1, 10_000)
        .absent("no limit", "不限")
        .means(
            "Most centres that it orders in a quarter of the year; the cities with the greatest need come first.",
            "每季度最多订购的中心数；需求最大的城市优先。",
        ),
    plain("most_per_city")
        .count(1, 1_000)
        .absent("no limit", "不限")
        .means(
            "Most centres that it orders in a city over the run; needed with `first_slot_days`.",
            "整个模拟期内在一个城市最多订购的中心数；与 `first_slot_days` 同用时必需。",
        ),
];
