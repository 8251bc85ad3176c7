//! Keys of rescue on the roadside: `[roadside]` and `[[base]]`.

use super::{Key, Kind, Unit, hours, plain, text, whole};

/// `[roadside]`
pub const ROADSIDE: &[Key] = &[
    plain("speed_kmh").above(0.0, 1e6, Unit::NONE).or("45").means(
        "Speed of trucks, km/h, before the factors below; a drive has the speed of the hour in which it begins, at least 1.",
        "救援车的速度（公里/小时），未乘以下系数；一段路程按出发时所在小时的速度计，至少为 1。",
    ),
    plain("hour_factors").is(Kind::Weights(24)).absent("1 in every hour", "各小时均为 1").means(
        "Factors on the speed by hour of the day, 00:00–01:00 first, scaled to mean 1.",
        "按小时的速度系数，从 00:00–01:00 开始，缩放为均值 1。",
    ),
    plain("holiday_factor").above(0.0, 10.0, Unit::NONE).or("1").means(
        "Factor on the speed on days off of the calendar's country: 0.7 where roads are jammed.",
        "日历所属国家放假日的速度系数：道路拥堵时如 0.7。",
    ),
    plain("road_share").share().or("0").means(
        "Share of breakdowns on a road outside the city; the others are in town.",
        "发生在城外公路上的抛锚比例；其余在市内。",
    ),
    whole("road_km").is(Kind::Law(Unit::KM)).or("80").means(
        "Way by road from the city to a breakdown on a road. Not of cars on the way of a `[[migration]]`: they stand between their \
         two cities.",
        "公路上的抛锚地点距城市的路程。`[[migration]]` 途中的车除外：它们停在两城之间。",
    ),
    whole("town_km").is(Kind::Law(Unit::KM)).or("10").means(
        "Way by road to a breakdown in town, from a base or a centre there; of cities without `area_km2`.",
        "市内抛锚地点距当地基地或中心的路程；用于没有 `area_km2` 的城市。",
    ),
    whole("load_minutes").is(Kind::Law(Unit::MINUTES)).or("20").means(
        "Time to load a car that is towed.",
        "装载被拖车辆的时间。",
    ),
    plain("hand_over_minutes").between(0.0, 525_600.0, Unit::MINUTES).or("30").means(
        "How long a call waits for an own truck to set out before partners have it; 0: they have what no idle truck takes at \
         once. Without `partner_minutes` calls wait for a truck.",
        "来电等待自有救援车出发多久后转给合作方；0 表示没有空闲车时立即转出。没有 `partner_minutes` 则一直等车。",
    ),
    whole("partner_minutes")
        .is(Kind::Law(Unit::MINUTES))
        .absent("no partner", "没有合作方")
        .means(
            "Time from the hand-over until a truck of the partner without a base is there, who always has one; bases with \
             `partner = true` come before.",
            "从转出到合作方救援车到达的时间；该合作方没有基地，总有车。`partner = true` 的基地在其之前。",
        ),
    plain("partner_cost_cny").between(0.0, 1e12, Unit::CNY).or("0").means(
        "What a partner takes for a rescue.",
        "合作方每次救援的费用。",
    ),
];

/// `[[base]]`
pub const BASE: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    text("city")
        .is(Kind::Reference("city"))
        .required()
        .means(
            "The city where its trucks stand, and to which what they cost belongs.",
            "救援车所在的城市，费用也计入该城市。",
        ),
    plain("lat")
        .between(-90.0, 90.0, Unit::DEGREES)
        .absent("that of its city", "所在城市的")
        .means(
            "Degrees north, together with `lon`: where else the trucks stand, such as a motorway service area.",
            "北纬，与 `lon` 同时给出：救援车的另一驻点，如高速公路服务区。",
        ),
    plain("lon")
        .between(-180.0, 180.0, Unit::DEGREES)
        .absent("that of its city", "所在城市的")
        .means("Degrees east; together with `lat`.", "东经；与 `lat` 同时给出。"),
    plain("partner").is(Kind::Flag).or("false").means(
        "They are a partner's, with hours and a number: called for a call that has waited `hand_over_minutes` while no own truck          that reaches it set out.",
        "属于合作方，有时段与数量：来电等待 `hand_over_minutes` 而没有可到达的自有车出发时，派其出车。",
    ),
    plain("trucks")
        .count(0, 100_000)
        .or("1")
        .means("Trucks that stand there.", "救援车数量。"),
    hours("hours").absent("always", "全天").means(
        "When they set out; what is begun is finished.",
        "出车的时段；已开始的会做完。",
    ),
    plain("cities")
        .is(Kind::References("city", 0))
        .absent("those within `reach_km`", "`reach_km` 以内的")
        .means(
            "Cities whose cars they rescue; a city may have several bases.",
            "所救援的城市；一个城市可由多个基地负责。",
        ),
    plain("reach_km").between(0.0, 100_000.0, Unit::KM).or("150").means(
        "Without `cities`: they rescue cars of cities up to so far by road.",
        "没有 `cities` 时：救援路程不超过此值的城市的车辆。",
    ),
    plain("cost_per_month_cny").between(0.0, 1e12, Unit::CNY).or("0").means(
        "What a truck with its drivers costs per month of 30.4375 days.",
        "一辆救援车（含司机）每月（30.4375 天）的费用。",
    ),
    plain("cost_per_trip_cny")
        .between(0.0, 1e12, Unit::CNY)
        .or("0")
        .means(
            "What a rescue by a truck costs beside that; what a partner takes.",
            "每次救援另计的费用；合作方的每次收费。",
        ),
];
