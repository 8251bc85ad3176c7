//! Keys of cars that travel over holidays, and of the peaks that are looked at.

use super::{Key, Kind, Unit, named, plain, text};

/// `[[migration]]`
pub const MIGRATION: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    plain("leave_from").is(Kind::Date).required().means(
        "First day on which cars set out; evenly from its 00:00 to the end of `leave_to`.",
        "车辆开始出发的日期；自当日 00:00 起至 `leave_to` 结束，均匀出发。",
    ),
    plain("leave_to").is(Kind::Date).required().means(
        "Last day on which they set out; not before `leave_from`.",
        "最后出发日；不早于 `leave_from`。",
    ),
    plain("return_from").is(Kind::Date).required().means(
        "First day on which they set out for home, in the order in which they came; after `leave_from`.",
        "开始返程的日期，先去者先回；晚于 `leave_from`。",
    ),
    plain("return_to").is(Kind::Date).required().means(
        "Last day on which they set out for home; not before `return_from`, and after `leave_to`.",
        "最后返程日；不早于 `return_from`，且晚于 `leave_to`。",
    ),
    plain("travel_share").share().required().means(
        "Share of a city's cars that travel to another city.",
        "前往其他城市的车辆比例。",
    ),
    named("travel_shares")
        .is(Kind::Shares("city"))
        .absent("`travel_share` everywhere", "各地均为 `travel_share`")
        .means("The same for single cities.", "个别城市的比例。"),
    plain("km_per_day").above(0.0, 1e5, Unit::KM).or("600").means(
        "How far a car gets in a day on the road: how long it is there, and how much more it is driven.",
        "在途车辆每天的行驶里程：决定在途时间以及多开的里程。",
    ),
    plain("distance_power").between(0.0, 10.0, Unit::NONE).or("1").means(
        "Destinations attract by population × distance by road to the power of minus this, where no `[[trip]]` says \
         otherwise.",
        "没有 `[[trip]]` 时，目的地的吸引力为人口 × 道路距离的负该次方。",
    ),
    plain("reach_km")
        .above(0.0, 1e6, Unit::KM)
        .absent("as far as they get in time", "以来得及为限")
        .means(
            "Longest way that is driven; nobody drives so far that she would have to turn back before she is there.",
            "自驾的最长路程；不会远到还没到就得返程。",
        ),
    plain("trouble_factor").between(0.0, 1000.0, Unit::NONE).or("1").means(
        "Factor on the failures of cars on the road: cold, full loads, queues at chargers.",
        "在途车辆故障的倍数：寒冷、满载、充电排队等。",
    ),
];

/// `[[trip]]`
pub const TRIP: &[Key] = &[
    text("migration")
        .is(Kind::Reference("migration"))
        .absent("all", "全部")
        .means("The only migration it holds for.", "仅适用于该次迁徙。"),
    text("from")
        .is(Kind::Reference("city"))
        .required()
        .means("The city where they live.", "出发城市。"),
    text("to")
        .is(Kind::Reference("city"))
        .required()
        .means("The city where they go.", "目的城市。"),
    plain("share").between(0.0, 1e9, Unit::NONE).required().means(
        "Relative share of those who leave `from`; its rows stand in place of the rule by population and distance.",
        "自 `from` 出发者的相对份额；写出后代替按人口与距离的规则。",
    ),
];

/// `[[peak]]`
pub const PEAK: &[Key] = &[
    text("id").is(Kind::Id).required().means(
        "Unique name; that of a `[[migration]]` takes the place of its own span.",
        "唯一名称；与某个 `[[migration]]` 同名时代替其自身的时段。",
    ),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    plain("from").is(Kind::Date).required().means("First day.", "第一天。"),
    plain("to").is(Kind::Date).required().means(
        "Last day, included; not before `from`.",
        "最后一天（含）；不早于 `from`。",
    ),
    plain("within_days").count(0, 365).or("7").means(
        "Within how many days cars of these days are to be seen.",
        "期间的车辆应在几天内开始维修。",
    ),
];
