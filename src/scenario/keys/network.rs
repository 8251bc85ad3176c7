//! Keys of the sections that serve demand: choice of a centre, centres.

use super::booking::BOOKING;
use super::operation::RAMP_UP;
use super::supply::stock;
use super::{Key, Kind, Unit, hours, named, plain, table, text};

/// `[choice]`
pub const CHOICE: &[Key] = &[
    plain("km_per_day").above(0.0, 1e6, Unit::KM).or("100").means(
        "How far an owner drives, one way, to be seen a day earlier.",
        "车主为早一天得到服务愿意单程多开的距离。",
    ),
    plain("reach_km")
        .between(0.0, 1e6, Unit::KM)
        .absent("no limit", "不限")
        .means(
            "Centres farther away by road, one way, are not considered.",
            "单程道路距离更远的中心不予考虑。",
        ),
    plain("weekend_share")
        .share()
        .absent("no preference", "没有偏好")
        .means(
            "Share of owners who would rather come on a day off; together with `weekend_days`.",
            "愿意在休息日到店的车主比例；与 `weekend_days` 同时给出。",
        ),
    plain("weekend_days")
        .between(0.0, 3650.0, Unit::DAYS)
        .absent("no preference", "没有偏好")
        .means(
            "To them a working day counts as so much later.",
            "对这些车主，工作日相当于晚这么多天。",
        ),
    table("third_party", THIRD_PARTY).means(
        "Owners who go to another shop rather than wait, at any attempt.",
        "不愿等待而去别家修理的车主；每次尝试时判断。",
    ),
];

/// `third_party` of `[choice]`
pub const THIRD_PARTY: &[Key] = &[
    plain("free_days").between(0.0, 3650.0, Unit::DAYS).or("0").means(
        "Nobody leaves if the slot she likes best is at most so far away.",
        "最合意的时段不晚于此天数时，无人离开。",
    ),
    plain("share_per_day").share().required().means(
        "Share of owners who leave, for each further day until that slot; nothing free counts as the horizon.",
        "到该时段每多一天，离开的车主比例；没有空时段按预约期计。",
    ),
    plain("most_share")
        .share()
        .or("1")
        .means("Most who leave.", "离开者的上限。"),
];

/// `hours` of `[[centre]]`, beside the days: what happens to work in progress when the centre closes
pub const AFTER_CLOSING: &[Key] = &[
    plain("closing").one_of(&["pause", "finish"]).or("pause").means(
        "pause: cars in work keep what they hold and go on at the next opening; finish: started stages go on in overtime.",
        "pause：在修车辆保留所占资源，下次营业时继续；finish：已开始的工序加班继续做。",
    ),
    plain("overtime_hours")
        .above(0.0, 24.0, Unit::HOURS)
        .absent("until the stage ends", "到工序做完为止")
        .means(
            "With `closing = \"finish\"`: a started stage goes on for at most so long after closing, and what is left of \
             it pauses until the next opening.",
            "与 `closing = \"finish\"` 同用：已开始的工序停业后最多再做这么久，余下的暂停到下次营业。",
        ),
];

/// `[[centre]]`
pub const CENTRE: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique name of the centre.", "中心的唯一名称。"),
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
        .means("The city it stands in.", "所在城市。"),
    plain("lat")
        .between(-90.0, 90.0, Unit::DEGREES)
        .absent("that of its city", "同所在城市")
        .means("Degrees north; together with `lon`.", "北纬；与 `lon` 同时给出。"),
    plain("lon")
        .between(-180.0, 180.0, Unit::DEGREES)
        .absent("that of its city", "同所在城市")
        .means("Degrees east; together with `lat`.", "东经；与 `lat` 同时给出。"),
    plain("opens")
        .is(Kind::Date)
        .absent("from the start", "自始即开")
        .means("Takes jobs from 00:00 of this day.", "自该日 00:00 起接单。"),
    plain("closes").is(Kind::Date).absent("never", "从不").means(
        "Takes no job and has no slot from 00:00 of this day on, and works off what is there; after `opens`.",
        "自该日 00:00 起不再接单、没有时段，只做完已有的工作；晚于 `opens`。",
    ),
    text("operator")
        .is(Kind::Reference("operator"))
        .absent("at full speed, without cost", "全速，不计费用")
        .means("Who runs it.", "由谁运营。"),
    text("site")
        .is(Kind::Reference("site"))
        .absent("of no known kind", "类型未知")
        .means("What kind of site it is.", "属于哪类站点。"),
    plain("ordered").is(Kind::Date).absent("not ordered", "未订购").means(
        "Day of its order: it opens so many days later as its site's `building_days` or its operator's `days_to_open` \
         say, the longer of the two; instead of `opens`.",
        "订购日期：经站点的 `building_days` 与运营方的 `days_to_open` 中较长的天数后开业；代替 `opens`。",
    ),
    table("ramp_up", RAMP_UP).means("How a new centre gets up to speed.", "新中心如何达到全速。"),
    named("resources")
        .is(Kind::Counts("resource", 1_000_000))
        .required()
        .means(
            "How many of each resource it has; the names are yours; 0: none.",
            "各种资源的数量；名称自定；0 表示没有。",
        ),
    plain("loaners").count(0, 1_000_000).or("0").means(
        "Loaner cars that it has; with `[loaner]`.",
        "代步车数量；与 `[loaner]` 同用。",
    ),
    text("depot")
        .is(Kind::Reference("depot"))
        .absent("straight from the factory", "直接来自工厂")
        .means("Where its parts come from.", "配件来自哪个配件库。"),
    stock().absent("none", "没有").means(
        "Units of each part on its shelf at the start; every unit that a job needs is ordered again at once.",
        "开始时货架上各种配件的件数；工单每需要一件即补订一件。",
    ),
    hours("hours").required().means(
        "When it is open: `\"always\"`, or spans by day (see Hours below).",
        "营业时间：`\"always\"`，或按天写出时段（见下文“营业时间”）。",
    ),
    table("booking", BOOKING)
        .required()
        .means("How jobs get into the centre.", "工单如何进入中心。"),
];
