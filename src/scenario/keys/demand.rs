//! Keys of the sections that make demand: calendar, holidays, cities, deliveries, failure modes, traces.

use super::{Key, Kind, Range, Unit, by_id, named, plain, text, whole};

/// Twelve relative weights.
const fn month_weights() -> Key {
    plain("month_weights").is(Kind::Weights(12))
}

/// Seven relative weights.
const fn weekday_weights() -> Key {
    plain("weekday_weights").is(Kind::Weights(7))
}

/// Twenty-four relative weights.
const fn hour_weights() -> Key {
    plain("hour_weights").is(Kind::Weights(24))
}

/// `[calendar]`
pub const CALENDAR: &[Key] = &[
    text("country")
        .one_of(&["CN"])
        .absent("no holidays", "没有节假日")
        .means(
            "Whose holidays and adjusted workdays hold: 2024 to 2026 as announced, 2027 assumed (with a warning).",
            "采用哪国的节假日与调休：2024 至 2026 年按公布，2027 年为假定（有警告）。",
        ),
    month_weights().absent("all alike", "相同").means(
        "Relative demand from January to December, scaled to mean 1.",
        "1 月至 12 月的相对需求，按均值 1 缩放。",
    ),
    weekday_weights().absent("all alike", "相同").means(
        "Relative demand from Monday to Sunday, scaled to mean 1; an adjusted workday counts as Monday.",
        "周一至周日的相对需求，按均值 1 缩放；调休工作日按周一。",
    ),
    hour_weights().absent("all alike", "相同").means(
        "Relative demand by hour of the day, 00:00–01:00 first, scaled to mean 1.",
        "一天各小时的相对需求，00:00–01:00 在先，按均值 1 缩放。",
    ),
];

/// `[[holiday]]`
pub const HOLIDAY: &[Key] = &[
    text("name")
        .is(Kind::Text)
        .absent("empty", "空")
        .means("What people call it.", "名称。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the `name`", "同 `name`")
        .means("The same in Chinese.", "中文名称。"),
    plain("from").is(Kind::Date).required().means("First day.", "第一天。"),
    plain("to").is(Kind::Date).required().means(
        "Last day, included; not before `from`.",
        "最后一天（含）；不早于 `from`。",
    ),
    plain("demand_factor")
        .between(0.0, 1000.0, Unit::NONE)
        .required()
        .means(
            "Factor on the demand of every failure mode on these days.",
            "这些天内全部故障类型需求的倍数。",
        ),
];

/// `[[city]]`
pub const CITY: &[Key] = &[
    text("id").is(Kind::Id).required().means(
        "Unique name that others refer to: letters, digits, `-` and `_`.",
        "供引用的唯一名称：字母、数字、`-` 与 `_`。",
    ),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    text("province")
        .is(Kind::Text)
        .absent("empty", "空")
        .means("Province, for charts by province.", "省份，用于按省的图表。"),
    plain("lat")
        .between(-90.0, 90.0, Unit::DEGREES)
        .absent("distance 0", "距离为 0")
        .means("Degrees north; together with `lon`.", "北纬；与 `lon` 同时给出。"),
    plain("lon")
        .between(-180.0, 180.0, Unit::DEGREES)
        .absent("distance 0", "距离为 0")
        .means("Degrees east; together with `lat`.", "东经；与 `lat` 同时给出。"),
    plain("vehicles").count(0, 1_000_000_000).or("0").means(
        "A fixed fleet of cars in use, besides those delivered; it has no age.",
        "除交付车辆之外的固定保有量；没有车龄。",
    ),
    plain("share").between(0.0, 1e9, Unit::NONE).or("0").means(
        "Relative share of the deliveries, scaled so that all cities together have 1.",
        "在交付量中的相对份额，按全部城市合计为 1 缩放。",
    ),
    plain("population")
        .between(0.0, 1e10, Unit::NONE)
        .absent(
            "its share of the cars, if no city has one, else 0",
            "各城市都未写时按车辆份额，否则为 0",
        )
        .means(
            "Inhabitants, in any unit: what draws travellers of a `[[migration]]`.",
            "人口（单位不限）：吸引 `[[migration]]` 的出行者。",
        ),
    plain("km_factor").between(0.0, 100.0, Unit::NONE).or("1").means(
        "Factor on the distance that its cars drive; needs `[driving]`.",
        "本市车辆行驶里程的倍数；需要 `[driving]`。",
    ),
    plain("area_km2")
        .above(0.0, 1e6, Unit::SQUARE_KM)
        .absent("`town_km` of `[roadside]`", "按 `[roadside]` 的 `town_km`")
        .means(
            "Area of the town, a square around its point: cars that break down in town stand anywhere in it, and streets run east              and north; needs `[roadside]`.",
            "市区面积，以城市坐标为中心的正方形：市内抛锚均匀分布其中，街道为东西、南北向；需要 `[roadside]`。",
        ),
];

/// `[driving]`
pub const DRIVING: &[Key] = &[
    plain("km_per_year")
        .between(0.0, 1e6, Unit::KM_PER_YEAR)
        .required()
        .means(
            "Distance of a car, where its model does not say; times the `km_factor` of its city.",
            "车型未另写时每车的年行驶里程；再乘以所在城市的 `km_factor`。",
        ),
    month_weights().absent("all alike", "相同").means(
        "Relative distance from January to December, scaled to mean 1.",
        "1 月至 12 月的相对里程，按均值 1 缩放。",
    ),
    plain("holiday_factor").between(0.0, 1000.0, Unit::NONE).or("1").means(
        "Factor on the distance of the country's days off and of days of a `[[holiday]]`.",
        "国家放假日以及 `[[holiday]]` 各天里程的倍数。",
    ),
    plain("owner_cv").between(0.0, 3.0, Unit::NONE).or("0").means(
        "Standard deviation over mean of the distances of owners (lognormal, in ten equal groups).",
        "车主之间里程的标准差与均值之比（对数正态，分为十个等大的组）。",
    ),
];

/// `[[model]]`
pub const MODEL: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique name that deliveries refer to.", "供交付量引用的唯一名称。"),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    plain("km_per_year")
        .between(0.0, 1e6, Unit::KM_PER_YEAR)
        .absent("that of `[driving]`", "用 `[driving]` 的")
        .means(
            "Distance of its cars; needs `[driving]`.",
            "该车型每车的年行驶里程；需要 `[driving]`。",
        ),
];

/// `[[delivery]]`
pub const DELIVERY: &[Key] = &[
    plain("month").is(Kind::Month).required().means(
        "Month of delivery, `\"2024-04\"` or its first day as a date.",
        "交付月份，`\"2024-04\"` 或该月第一天的日期。",
    ),
    text("model").is(Kind::Text).required().means(
        "Model of the cars; one of `[[model]]` if there is any.",
        "车型；若有 `[[model]]`，须为其中之一。",
    ),
    plain("vehicles").count(0, 1_000_000_000).required().means(
        "Cars delivered, spread evenly over the days of the month and over the cities by share.",
        "交付辆数，在当月各天均分，在各城市按份额分配。",
    ),
];

/// `[[warranty]]`
pub const WARRANTY: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
    plain("models")
        .is(Kind::References("model", 0))
        .absent("all cars", "全部车辆")
        .means("The only models that it covers.", "仅覆盖这些车型。"),
    plain("built_from")
        .is(Kind::Month)
        .absent("no limit", "不限")
        .means("First month of building covered.", "所覆盖的首个生产月份。"),
    plain("built_to")
        .is(Kind::Month)
        .absent("no limit", "不限")
        .means("Last month of building covered.", "所覆盖的最后生产月份。"),
    plain("failures")
        .is(Kind::References("failure", 0))
        .absent("all failure modes", "全部故障类型")
        .means("The only failure modes that it covers.", "仅覆盖这些故障类型。"),
    plain("months").count(0, 1200).absent("no limit", "不限").means(
        "Calendar months from delivery; needs deliveries. On the day on which they are over it has ended.",
        "自交付起的日历月数；需要交付数据。满期当日即已结束。",
    ),
    plain("km")
        .between(0.0, 1e7, Unit::KM)
        .absent("no limit", "不限")
        .means(
            "Distance from delivery; needs `[driving]`.",
            "自交付起的里程；需要 `[driving]`。",
        ),
    text("payer")
        .one_of(&["maker", "owner", "insurer"])
        .or("maker")
        .means("Who pays while it lasts.", "有效期内由谁支付。"),
    plain("leave_share").share().or("0").means(
        "Share of owners who go to another shop once it has ended.",
        "结束后去其他维修店的车主比例。",
    ),
    plain("goodwill_share").share().or("0").means(
        "Share of the jobs of those who stay that the maker pays all the same once it has ended.",
        "结束后，留下的车主的工单中仍由车企支付（善意）的比例。",
    ),
];

/// `[[failure]]`
pub const FAILURE: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique name of the failure mode.", "故障类型的唯一名称。"),
    whole("rate")
        .is(Kind::Rate)
        .absent("only from traces", "只来自记录")
        .means("How often it occurs.", "发生的频率。"),
    plain("models")
        .is(Kind::References("model", 0))
        .absent("all cars", "全部车辆")
        .means(
            "The only models that have it; cars of a fixed fleet then have not.",
            "仅有这些车型会发生；此时固定保有量不会。",
        ),
    named("model_factors")
        .is(Kind::Factors("model", Range::between(0.0, 1000.0)))
        .absent("1 for each", "各为 1")
        .means("Factor on its rate by model.", "各车型的故障率倍数。"),
    whole("improvement").is(Kind::Improvement).absent("none", "没有").means(
        "How its rate falls with the month in which a car was built: that of its delivery.",
        "故障率如何随生产月份（即交付月份）下降。",
    ),
    plain("leave_share")
        .share()
        .absent("that of the `[[warranty]]`", "用 `[[warranty]]` 的")
        .means(
            "Share of owners who go to another shop when no warranty pays.",
            "无质保支付时，去其他维修店的车主比例。",
        ),
    plain("priority").count(-1_000_000, 1_000_000).or("0").means(
        "Smaller is served first and never interrupts; equal ones in order of arrival.",
        "较小者先服务，但不打断；相同者按到达先后。",
    ),
    text("team").is(Kind::Reference("team")).or("all").means(
        "The team whose slots it books; a team exists as soon as a failure mode names it.",
        "所预约时段的班组；有故障类型写出，该班组即存在。",
    ),
    plain("also_teams")
        .is(Kind::References("team", 0))
        .absent("none", "没有")
        .means(
            "Other teams of which it takes a slot as well, on the same day.",
            "同一天还需各占一个时段的其他班组。",
        ),
    plain("urgent").is(Kind::Flag).or("false").means(
        "Whether it may take slots that are kept for urgent jobs.",
        "是否可用为紧急工单预留的时段。",
    ),
    month_weights()
        .absent("those of `[calendar]`", "用 `[calendar]` 的")
        .means("Its own weights of the months.", "自己的月份权重。"),
    weekday_weights()
        .absent("those of `[calendar]`", "用 `[calendar]` 的")
        .means("Its own weights of the weekdays.", "自己的星期权重。"),
    hour_weights()
        .absent("those of `[calendar]`", "用 `[calendar]` 的")
        .means("Its own weights of the hours.", "自己的小时权重。"),
    plain("holiday_factor").between(0.0, 1000.0, Unit::NONE).or("1").means(
        "Factor on its demand on the country's days off and on days of a `[[holiday]]`.",
        "在国家放假日以及 `[[holiday]]` 各天需求的倍数。",
    ),
    plain("away_factor").between(0.0, 1000.0, Unit::NONE).or("1").means(
        "Factor on its rate for cars in another city than their own; with `[[migration]]`.",
        "车辆身处外地时故障率的倍数；与 `[[migration]]` 同用。",
    ),
    plain("away_waits_share").share().or("0").means(
        "Share of the owners of cars standing in another city who wait with it until they are home, and call on the day on which they \
         are back; with `[[migration]]`.",
        "车辆身处外地时，等到回家当天才提出需求的车主比例；与 `[[migration]]` 同用。",
    ),
    plain("on_road_factor").between(0.0, 1000.0, Unit::NONE).or("1").means(
        "Factor on its rate for cars on the road, besides the distance for modes per 10,000 km; with `[[migration]]`.",
        "车辆在途时故障率的倍数，按万公里计的故障另计里程；与 `[[migration]]` 同用。",
    ),
    plain("comeback_factor").between(0.0, 100.0, Unit::NONE).or("1").means(
        "Factor on the share of its repairs that do not hold, which is at most 1; with `[comeback]`.",
        "未修好比例的倍数，乘后至多为 1；与 `[comeback]` 同用。",
    ),
    plain("loaner")
        .is(Kind::Flag)
        .absent("by `from_hours`", "按 `from_hours`")
        .means(
            "Whether its owners ask for a loaner car; with `[loaner]`.",
            "车主是否会要代步车；与 `[loaner]` 同用。",
        ),
    plain("collect_share")
        .share()
        .absent("the `ask_share` of `[collect]`", "按 `[collect]` 的 `ask_share`")
        .means(
            "Share of its owners with a booking who ask for a driver to fetch the car and bring it back; with `[collect]`.",
            "有预约的车主中要求代客取送的比例；与 `[collect]` 同用。",
        ),
    plain("community_share")
        .share()
        .absent("not asked there", "不在社区提问")
        .means(
            "Share of owners who ask the community that are helped, without engineers; with `[community]`.",
            "没有工程师时，在社区提问而得到解决的比例；与 `[community]` 同用。",
        ),
    plain("hotline_share")
        .share()
        .absent("nobody calls", "不拨打热线")
        .means(
            "Share of answered calls that solve the need; with `[hotline]`.",
            "接通的来电中解决问题的比例；与 `[hotline]` 同用。",
        ),
    plain("remote_share")
        .share()
        .absent("not looked at", "不作远程诊断")
        .means(
            "Share of remote diagnoses that solve the need; with `[remote]`.",
            "远程诊断中解决问题的比例；与 `[remote]` 同用。",
        ),
    plain("ota_share").share().absent("none", "没有").means(
        "Share of needs that the next release solves; with `[[ota]]`.",
        "可由下一次软件更新解决的比例；与 `[[ota]]` 同用。",
    ),
    plain("ota_per_month_cny").between(0.0, 1e12, Unit::CNY).absent("not known", "未知").means(
        "What the people cost per month of 30.4375 days who write for releases what mends this failure mode; with `[[ota]]`.",
        "为软件更新编写此故障类型修复的人员每月（30.4375 天）的费用；与 `[[ota]]` 同用。",
    ),
    plain("van_share").share().absent("none", "没有").means(
        "Share of needs that a van can solve, where the city has one; with `[[van]]`.",
        "所在城市有服务车时，可上门解决的比例；与 `[[van]]` 同用。",
    ),
    whole("van_hours")
        .is(Kind::Law(Unit::HOURS))
        .absent("needed with `van_share`", "有 `van_share` 时必须写出")
        .means("Working time at the door.", "上门的工时。"),
    plain("immobilised_share")
        .share()
        .absent("all can move", "都能行驶")
        .means(
            "Share of cars that cannot move and are rescued; with `[roadside]`.",
            "无法行驶、需要救援的车辆比例；与 `[roadside]` 同用。",
        ),
    plain("fixed_on_the_spot_share").share().or("0").means(
        "Share of rescued cars that are mended where they stand; the others are towed to the nearest centre in reach.",
        "救援时就地修好的比例；其余拖到可及范围内最近的中心。",
    ),
    whole("fixed_on_the_spot_minutes")
        .is(Kind::Law(Unit::MINUTES))
        .or("30")
        .means("Time that this takes.", "就地修理的时间。"),
    by_id("stages", STAGE)
        .required()
        .means("Steps of work at a centre, in order.", "在中心的各工序，按顺序。"),
];

/// One of `stages`
pub const STAGE: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique within the failure mode.", "在该故障类型内唯一。"),
    plain("needs").is(Kind::References("resource", 0)).required().means(
        "Resources of which one unit each is held while the stage lasts; none: a mere delay.",
        "工序期间各占用一个的资源；空列表表示只是等待。",
    ),
    plain("keep")
        .is(Kind::References("resource", 0))
        .absent("nothing", "不保留")
        .means(
            "Those of `needs` held on until the end of the next stage that needs them and does not keep them.",
            "`needs` 中继续占用的资源，直到下一道需要它且不再保留它的工序结束。",
        ),
    named("parts").is(Kind::Shares("part")).absent("none", "不需要").means(
        "Share of jobs that need one of this part, by part; without it the stage waits, holding what is kept.",
        "各种配件需要一件的工单比例；没有配件时工序等待，并占用所保留的资源。",
    ),
    plain("around_the_clock").is(Kind::Flag).or("false").means(
        "Whether it goes on while the centre is closed, at its own pace; if it seizes nothing, it also begins then.",
        "停业时是否照常进行，速度不变；若不需新占资源，停业时也可开始。",
    ),
    whole("hours").is(Kind::Law(Unit::HOURS)).required().means(
        "Working time, without waits and closed hours.",
        "工时，不含等待与停业时间。",
    ),
];

/// `[state]`
pub const STATE: &[Key] = &[text("file").is(Kind::File).required().means(
    "CSV with one row per open job: `state` (`trying`, `booked`, `waiting`, `in_work`), `city`, `failure`, `centre`, and \
     where known `occurred`, `booked`, `slot`, `arrived`, `stage`, `hours_left`, `retries`, `patience_hours`.",
    "CSV，每行一个未结束的工单：`state`（`trying`、`booked`、`waiting`、`in_work`）、`city`、`failure`、`centre`，以及已知的 \
     `occurred`、`booked`、`slot`、`arrived`、`stage`、`hours_left`、`retries`、`patience_hours`。",
)];

/// `[[trace]]`
pub const TRACE: &[Key] = &[text("file").is(Kind::File).required().means(
    "CSV with the columns `time`, `city`, `failure` and, if wanted, `priority`, `patience_hours`, `hours.<stage>`.",
    "CSV，列为 `time`、`city`、`failure`，可选 `priority`、`patience_hours`、`hours.<工序>`。",
)];
