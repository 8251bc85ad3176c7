//! Keys of what follows a repair.

use super::{Key, Kind, Unit, plain, text, whole};

/// `[comeback]`
pub const COMEBACK: &[Key] = &[
    plain("first_time_fix_share").share().or("1").means(
        "Share of repairs that hold, at centres whose operator says nothing of it.",
        "一次修好的比例，用于运营方未另作说明的中心。",
    ),
    whole("days").is(Kind::Law(Unit::DAYS)).required().means(
        "Days from the hand-back until the owner looks for a centre again; less than a day counts as one.",
        "自交车到车主再次寻找服务中心的天数；不足一天按一天。",
    ),
    plain("priority").count(-1_000_000, 1_000_000).or("0").means(
        "Added to the priority of the failure mode: below 0 before others.",
        "加在故障类型的优先级上：小于 0 则先于他人。",
    ),
    text("centre").one_of(&["same", "any"]).or("same").means(
        "Where she goes: to the centre that did the repair while it takes jobs, or to any, chosen as for a first visit.",
        "去哪里：仍接单时回原来的中心（same），或像首次那样重新选择（any）。",
    ),
    plain("goodwill_cny")
        .between(0.0, 1e12, Unit::CNY)
        .absent("not known, counts 0", "未知，按 0 计")
        .means(
            "What the centre pays as a gesture for each repair that does not hold.",
            "每次没有修好，中心给出的补偿。",
        ),
];

/// `[loaner]`
pub const LOANER: &[Key] = &[
    plain("from_hours").between(0.0, 8760.0, Unit::HOURS).or("0").means(
        "Owners ask for a loaner car if the stages of their failure mode take so long on average, unless it has a `loaner`.",
        "故障类型各工序平均合计达到此时长时，车主会要代步车；该类型写明 `loaner` 的除外。",
    ),
    plain("ask_share")
        .share()
        .or("1")
        .means("Share of them who do.", "其中会要的比例。"),
    plain("waits").is(Kind::Flag).or("false").means(
        "Whether those who get none at once wait for one as long as their car is there.",
        "没有立即拿到的，车在店期间是否继续等代步车。",
    ),
    plain("cost_per_day_cny")
        .between(0.0, 1e12, Unit::CNY)
        .absent("not known, counts 0", "未知，按 0 计")
        .means(
            "What a loaner car costs a day on which its centre is open, driven or not.",
            "每辆代步车在中心营业期间每天的费用，不论是否使用。",
        ),
];

/// A term of the sum.
const fn term(name: &'static str) -> Key {
    plain(name).between(-100.0, 100.0, Unit::NONE)
}

/// `[satisfaction]`
pub const SATISFACTION: &[Key] = &[
    text("shape").one_of(&["logistic", "linear"]).or("logistic").means(
        "`logistic`: the sum is the logarithm of the odds of \"very good or excellent\"; `linear`: their probability, cut at 0 and 1.",
        "`logistic`：总和为评价“很好或优秀”的对数几率；`linear`：总和即其概率，限于 0 到 1。",
    ),
    term("base")
        .required()
        .means("Of a visit with nothing of the rest.", "其余各项均无时的值。"),
    term("lead_day").or("0").means(
        "Added for each day of lead time beyond `free_lead_days`; of a walk-in none.",
        "预约等待超过 `free_lead_days` 后每一天加上的值；直接到店的没有。",
    ),
    plain("free_lead_days")
        .between(0.0, 3650.0, Unit::DAYS)
        .or("0")
        .means("Lead time that nobody minds.", "无人在意的预约等待。"),
    term("centre_day").or("0").means(
        "Added for each day from the arrival at the centre to the hand-back.",
        "自到店到交车每一天加上的值。",
    ),
    term("hundred_km")
        .or("0")
        .means("Added for each 100 km of the round trip.", "往返每 100 公里加上的值。"),
    term("comeback").or("0").means(
        "Added for each visit before this one because of the same need.",
        "因同一故障此前每来过一次加上的值。",
    ),
    term("loaner")
        .or("0")
        .means("Added for a loaner car.", "拿到代步车时加上的值。"),
    term("no_loaner")
        .or("0")
        .means("Added for asking for one in vain.", "要代步车而没有拿到时加上的值。"),
    term("explained").or("0").means(
        "Added times the `explains_share` of the operator.",
        "乘以运营方的 `explains_share` 后加上的值。",
    ),
    term("adviser_wait_hour").or("0").means(
        "Added for each hour from the arrival until the first stage begins, where an adviser takes the car: the more \
         owners he has, the less he explains. No published figure gives it; measure it with a survey of one's own.",
        "自到店到首道工序开始（顾问接车）每一小时加上的值：顾问手上的车主越多，讲解越少。没有公布的数字，应以自己的调查测定。",
    ),
    term("skill").or("0").means(
        "Added times the `skill_share` of the operator.",
        "乘以运营方的 `skill_share` 后加上的值。",
    ),
];

/// `[[benchmark]]`
pub const BENCHMARK: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    plain("satisfied_share").share().required().means(
        "Share of its customers who said very good or excellent.",
        "其客户评价“很好或优秀”的比例。",
    ),
    text("source").is(Kind::Text).required().means("Who says so.", "来源。"),
];
