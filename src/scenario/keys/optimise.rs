//! Keys of a search for a better plan: what is wanted, and what may be changed.

use super::{Key, Kind, Unit, named, plain, text};

/// `[optimise]`
pub const OPTIMISE: &[Key] = &[
    plain("goal")
        .one_of(&[
            "lead_time_days",
            "turnaround_days",
            "queue_wait_hours",
            "lost_share",
            "within_days_share",
        ])
        .required()
        .means(
            "The figure of the whole network that shall be as good as it can be.",
            "要尽可能改善的全网指标。",
        ),
    plain("quantile_share").between(0.5, 0.99, Unit::NONE).absent("the mean over jobs", "各工单的均值").means(
        "With `lead_time_days`, `turnaround_days` or `queue_wait_hours`: instead of the mean, within how much this share of \
         the jobs are through, 0.9 for nine in ten; who waits in vain counts as later than any other.",
        "与 `lead_time_days`、`turnaround_days` 或 `queue_wait_hours` 同用：不取均值，而取此比例的工单在多长时间以内完成，0.9 即九成；\
         白等者视为比任何人都晚。",
    ),
    text("team")
        .is(Kind::Reference("team"))
        .absent("all jobs", "全部工单")
        .means("Of which team's jobs.", "针对哪个班组的工单。"),
    plain("days").count(1, 14).absent("not for this goal", "不适用").means(
        "With `within_days_share`: 1, 3, 7 or 14 days.",
        "与 `within_days_share` 同用：1、3、7 或 14 天。",
    ),
    plain("budget_cny").between(0.0, 1e13, Unit::CNY).absent("no budget", "没有预算").means(
        "What the plan may cost at most: capital, and what its units cost to keep until the end of the run.",
        "方案最多可花费：资本，以及新增单位到模拟期末的维持费用。",
    ),
    plain("promise_share").share().absent("no promise", "没有承诺").means(
        "Instead of `budget_cny`, with `within_days_share`: the least cost at which this share of the jobs of every \
         city is seen within `days`.",
        "代替 `budget_cny`，与 `within_days_share` 同用：使每个城市都有此比例的工单在 `days` 内约到的最低费用。",
    ),
    plain("sure_share").between(0.5, 0.999, Unit::NONE).or("0.95").means(
        "How sure the choice, or the promise, shall be.",
        "选择或承诺的把握。",
    ),
    plain("smallest_difference")
        .above(0.0, 1e9, Unit::NONE)
        .absent("a fiftieth of the goal's value", "目标值的五十分之一")
        .means(
            "Smaller differences of the goal, in its own unit, do not matter: of plans nearer to each other any will do.",
            "小于此值的目标差异（以其单位计）无关紧要：差距更小的方案任取其一。",
        ),
];

/// `[[lever]]`
pub const LEVER: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique name of the lever.", "杠杆的唯一名称。"),
    named("adds").is(Kind::Counts("resource", 1_000_000)).absent("no units", "不加单位").means(
        "Units that a step adds to one centre, those of several resources together: `{ body_bay = 2, booth = 1 }`.",
        "一步为一个中心增加的单位，可含多种资源：`{ body_bay = 2, booth = 1 }`。",
    ),
    text("like").is(Kind::Reference("centre")).absent("opens no centre", "不开中心").means(
        "Instead of `adds`: a step opens one more centre in a city, with the resources, hours, booking, operator and \
         kind of site of this one.",
        "代替 `adds`：一步在一个城市新开一家中心，其资源、营业时间、预约、运营方与站点类型同此中心。",
    ),
    plain("reserve_share")
        .above(0.0, 1.0, Unit::NONE)
        .absent("no change", "不变")
        .means(
            "Instead of `adds`: a step keeps so much more of a centre's slots for urgent jobs; it costs nothing.",
            "代替 `adds`：一步为紧急工单多保留中心这么多比例的时段；不花钱。",
        ),
    plain("vans").count(1, 1_000).absent("no vans", "不加服务车").means(
        "Instead of `adds`: a step gives a city with a `[[van]]` so many more mobile vans.",
        "代替 `adds`：一步为设有 `[[van]]` 的城市增加这么多辆上门服务车。",
    ),
    plain("drivers").count(1, 1_000).absent("no drivers", "不加司机").means(
        "Instead of `adds`: a step gives a city with `[[drivers]]` so many more of them.",
        "代替 `adds`：一步为设有 `[[drivers]]` 的城市增加这么多名司机。",
    ),
    plain("agents").count(1, 1_000).absent("no agents", "不加坐席").means(
        "Instead of `adds`: a step gives the hotline so many more agents wherever no `[[agents]]` says otherwise.",
        "代替 `adds`：一步为热线增加这么多名坐席，`[[agents]]` 另有规定的时段除外。",
    ),
    plain("opens").is(Kind::Date).absent("the first day", "第一天").means(
        "With `like`: the day on which such centres open. For another day name another lever.",
        "与 `like` 同用：此类中心的开业日。其他日期请另设杠杆。",
    ),
    plain("cities").is(Kind::References("city", 1)).absent("every city", "所有城市").means(
        "With `like`: where such centres may open; with `vans` or `drivers`: the cities that may have more.",
        "与 `like` 同用：可在哪些城市开设；与 `vans`、`drivers` 同用：可增加的城市。",
    ),
    plain("centres").is(Kind::References("centre", 1)).absent("every centre that has them", "所有具备者").means(
        "With `adds` or `reserve_share`: the centres that may change.",
        "与 `adds` 或 `reserve_share` 同用：可改动的中心。",
    ),
    plain("most").count(1, 1_000).or("1").means("Steps at most in one place.", "同一地点最多几步。"),
    plain("cny").between(0.0, 1e12, Unit::CNY).absent("from `[[site]]` and `[[resource]]`", "由 `[[site]]` 与 `[[resource]]` 得出").means(
        "What a step costs in all.",
        "一步的总费用。",
    ),
];
