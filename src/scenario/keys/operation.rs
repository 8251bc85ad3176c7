//! Keys of how centres are run: who does, with which staff, how a new one gets up to speed.

use super::{Key, Kind, Unit, plain, text};

/// `ramp_up` of a centre
pub const RAMP_UP: &[Key] = &[
    plain("days").count(1, 36_525).required().means(
        "Days from its opening until full speed; for a centre open from the start, from the start.",
        "自开业到全速的天数；一开始就营业的中心自运行开始计。",
    ),
    plain("from_share").above(0.0, 1.0, Unit::NONE).required().means(
        "Speed at the opening as a share of full speed; from there it rises by an equal step a day.",
        "开业时的速度占全速的比例；此后每天等量上升。",
    ),
];

/// `[[operator]]`
pub const OPERATOR: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique name of the operator.", "运营方的唯一名称。"),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    plain("speed").between(0.01, 100.0, Unit::NONE).or("1").means(
        "Speed of work: working times are divided by it.",
        "工作速度：工时除以此数。",
    ),
    plain("first_time_fix_share")
        .share()
        .absent("that of `[comeback]`", "用 `[comeback]` 的")
        .means(
            "Share of its repairs that hold; with `[comeback]`.",
            "一次修好的比例；与 `[comeback]` 同用。",
        ),
    plain("explains_share").share().or("0").means(
        "Share of owners to whom it explains what was done and why; with `[satisfaction]`.",
        "向车主讲清做了什么、为何这样做的比例；与 `[satisfaction]` 同用。",
    ),
    plain("skill_share").share().or("0").means(
        "Skill of its people on a scale of one's own, say the share with a certificate; it changes satisfaction alone: the \
         share of repairs that hold is `first_time_fix_share`; with `[satisfaction]`.",
        "员工技能，自定尺度，如持证人员比例；只影响满意度，一次修好的比例由 `first_time_fix_share` 给出；与 `[satisfaction]` 同用。",
    ),
    plain("days_to_open").count(0, 36_525).or("0").means(
        "Days from the order of a centre to its opening.",
        "从订购中心到开业的天数。",
    ),
    plain("cost_per_month_cny")
        .between(0.0, 1e12, Unit::CNY)
        .absent("not known, counts 0", "未知，按 0 计")
        .means(
            "Cost of a centre per month of 30.4375 days in which it is open.",
            "中心营业期间每月（30.4375 天）的费用。",
        ),
    plain("cost_per_hour_cny")
        .between(0.0, 1e12, Unit::CNY)
        .absent("not known, counts 0", "未知，按 0 计")
        .means(
            "Cost of an hour that a unit of a resource is in work.",
            "一个资源工作一小时的费用。",
        ),
    plain("opening_cost_cny")
        .between(0.0, 1e12, Unit::CNY)
        .absent("not known, counts 0", "未知，按 0 计")
        .means("Cost of opening a centre.", "开设一个中心的费用。"),
];

/// `[[staff]]`
pub const STAFF: &[Key] = &[
    text("centre").is(Kind::Reference("centre")).required().means(
        "The centre; `\"*\"`: every centre that has the resource.",
        "中心；`\"*\"` 指拥有该资源的每个中心。",
    ),
    text("resource").is(Kind::Reference("resource")).required().means(
        "Of what; the centre must have some in its `resources`.",
        "何种资源；须在该中心的 `resources` 中。",
    ),
    plain("count").count(0, 1_000_000).required().means(
        "How many units there are then, instead of the usual number.",
        "此时的数量，代替平常的数量。",
    ),
    plain("from")
        .is(Kind::Date)
        .absent("from the start", "自始")
        .means("First day.", "第一天。"),
    plain("to").is(Kind::Date).absent("to the end", "到结束").means(
        "Last day, included; not before `from`.",
        "最后一天，含当天；不早于 `from`。",
    ),
    text("days").is(Kind::Days).absent("all days", "每天").means(
        "Days and ranges, with `holiday` and `workday`: `\"mon-fri, workday\"`.",
        "日与范围，可含 `holiday` 和 `workday`：`\"mon-fri, workday\"`。",
    ),
    text("shift").is(Kind::Shift).absent("all day", "全天").means(
        "Hours of these days; a shift past midnight is two entries.",
        "这些天中的时段；跨午夜的班次写成两条。",
    ),
];
