//! Keys of the sections that serve demand: choice of a centre, centres, bookings.

use super::{Key, Kind, Unit, hours, named, plain, table, text, whole};

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
    named("resources")
        .is(Kind::Counts("resource", 1_000_000))
        .required()
        .means(
            "How many of each resource it has; the names are yours; 0: none.",
            "各种资源的数量；名称自定；0 表示没有。",
        ),
    hours("hours").required().means(
        "When it is open: `\"always\"`, or spans by day (see Hours below).",
        "营业时间：`\"always\"`，或按天写出时段（见下文“营业时间”）。",
    ),
    table("booking", BOOKING)
        .required()
        .means("How jobs get into the centre.", "工单如何进入中心。"),
];

const POLICY: Key = text("policy").one_of(&["walk-in", "calendar"]).required().means(
    "`walk-in`: the job joins the queue when it occurs; `calendar`: a slot is booked first.",
    "`walk-in`：工单发生即排队；`calendar`：先预约时段。",
);
const QUEUE_LIMIT: Key = plain("queue_limit")
    .count(0, u32::MAX as i64)
    .absent("no limit", "不限")
    .means(
        "Walk-in: most jobs waiting for their first stage; with 0 a job is lost unless served at once.",
        "直接到店：等待首道工序的工单上限；为 0 时不能立即服务即流失。",
    );
const PATIENCE_HOURS: Key = whole("patience_hours")
    .is(Kind::Law(Unit::HOURS))
    .absent("waits for ever", "一直等")
    .means(
        "Walk-in: hours until an owner whose service has not begun leaves.",
        "直接到店：车主在服务开始之前愿意等待的小时数。",
    );
const HORIZON_DAYS: Key = plain("horizon_days").count(1, 3650).or("14").means(
    "Calendar: bookable days, today included.",
    "预约：可预约的天数，含当天。",
);
const RELEASE: Key = text("release").is(Kind::Clock).or("00:00").means(
    "Calendar: time of day at which the last day of the horizon opens and owners without a slot try again.",
    "预约：每天放出预约期最后一天、未约到的车主再试的时刻。",
);
const RETRY: Key = text("retry").one_of(&["scramble", "in-order"]).or("scramble").means(
    "Calendar: order of those who try at a release: at random, or first come, first served (a waiting list).",
    "预约：放号时再试者的次序：随机抢号，或先到先得（候补名单）。",
);
const PATIENCE_DAYS: Key = whole("patience_days")
    .is(Kind::Law(Unit::DAYS))
    .absent("tries for ever", "一直试")
    .means(
        "Calendar: days from the first attempt until an owner without a slot gives up.",
        "预约：自首次尝试起，未约到的车主放弃之前的天数。",
    );
const SLOTS_PER_DAY: Key = named("slots_per_day")
    .is(Kind::CountOrCounts("team", 1_000_000))
    .absent("follows from staff and hours", "由人员与营业时间得出")
    .means(
        "Calendar: slots of a day, one number or, with several teams, a table by team; a team left out has none.",
        "预约：每天的时段数，一个数；有多个班组时为按班组的表，未写出的班组没有时段。",
    );

/// `booking` of either policy
pub const BOOKING: &[Key] = &[
    POLICY,
    QUEUE_LIMIT,
    PATIENCE_HOURS,
    HORIZON_DAYS,
    RELEASE,
    RETRY,
    PATIENCE_DAYS,
    SLOTS_PER_DAY,
];

/// `booking = { policy = "walk-in" }`
pub const WALK_IN: &[Key] = &[POLICY, QUEUE_LIMIT, PATIENCE_HOURS];

/// `booking = { policy = "calendar" }`
pub const CALENDAR_BOOKING: &[Key] = &[POLICY, HORIZON_DAYS, RELEASE, RETRY, PATIENCE_DAYS, SLOTS_PER_DAY];

/// The keys of each booking policy.
pub const POLICIES: &[(&str, &[Key])] = &[("walk-in", WALK_IN), ("calendar", CALENDAR_BOOKING)];
