//! Keys of `booking`: how jobs get into a centre.

use super::{Key, Kind, Unit, named, plain, table, text, whole};

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
        "Calendar: days from the first attempt, or the first after a booking that was not kept, until an owner without a slot gives up.",
        "预约：自首次尝试（或未履行的预约之后的首次尝试）起，未约到的车主放弃之前的天数。",
    );
const SLOTS_PER_DAY: Key = named("slots_per_day")
    .is(Kind::CountOrCounts("team", 1_000_000))
    .absent("follows from staff and hours", "由人员与营业时间得出")
    .means(
        "Calendar: slots of a day, one number or, with several teams, a table by team; a team left out has none.",
        "预约：每天的时段数，一个数；有多个班组时为按班组的表，未写出的班组没有时段。",
    );

const NO_SHOW_TABLE: Key = table("no_show", NO_SHOW).means(
    "Calendar: booked owners who do not come; the longer the slot was booked ahead, the more.",
    "预约：约了不来的车主；约得越早越多。",
);
const CANCEL_TABLE: Key = table("cancel", CANCEL).means(
    "Calendar: bookings that are called off, and the slots are free again.",
    "预约：取消的预约，其时段重新空出。",
);
const REBOOK_SHARE: Key = plain("rebook_share").share().or("1").means(
    "Calendar: share of those who called off, did not come or came too late who look for a slot again.",
    "预约：取消、爽约或迟到过久的车主中再次预约的比例。",
);
const OVERBOOKING_SHARE: Key = plain("overbooking_share").between(0.0, 10.0, Unit::NONE).or("0").means(
    "Calendar: slots sold beyond those of a day, as a share of them, rounded down.",
    "预约：每天多放的时段占原有时段的比例，向下取整。",
);
const NOTICE_HOURS: Key = plain("notice_hours").between(0.0, 87_600.0, Unit::HOURS).or("0").means(
    "Calendar: a slot starts at least so long after it is booked; less than the horizon.",
    "预约：时段至少在预约之后这么久开始；小于预约期。",
);
const URGENT_RESERVE_SHARE: Key = plain("urgent_reserve_share").share().or("0").means(
    "Calendar: share of a day's slots, the last ones, kept for urgent failure modes.",
    "预约：每天最后若干时段留给紧急故障的比例。",
);
const RESERVE_UNTIL_DAYS: Key = plain("reserve_until_days").count(0, 3650).or("0").means(
    "Calendar: the release so many days before opens to everyone what is kept; 0: that of the day itself.",
    "预约：提前这么多天的放号把预留的时段放给所有人；0 为当天放号。",
);
const LATE_MINUTES: Key = whole("late_minutes")
    .is(Kind::Law(Unit::MINUTES))
    .absent("in time", "准时")
    .means(
        "Calendar: how long after the slot's start a booked owner arrives; a day at most.",
        "预约：车主晚于时段开始到店的时间；至多一天。",
    );
const LATE_LIMIT_MINUTES: Key = plain("late_limit_minutes")
    .between(0.0, 1440.0, Unit::MINUTES)
    .absent("no limit", "不限")
    .means(
        "Calendar: who is later than this has missed her slot; exactly that is in time.",
        "预约：晚于此即错过时段；恰好等于不算。",
    );
const WALK_IN_TABLE: Key = table("walk_in", WALK_IN_BESIDE).means(
    "Calendar: owners who come without a slot.",
    "预约：不预约直接到店的车主。",
);

/// `no_show` of a calendar
pub const NO_SHOW: &[Key] = &[
    plain("min_share").share().required().means(
        "Share who do not come to a slot at once.",
        "预约立即到来的时段时，爽约的比例。",
    ),
    plain("max_share").share().required().means(
        "Share in the limit of a long lead; not below `min_share`.",
        "提前很久预约时的极限比例；不小于 `min_share`。",
    ),
    plain("scale_days")
        .above(0.0, 1e6, Unit::DAYS)
        .absent("only if both shares are equal", "仅当两个比例相等时可省")
        .means(
            "The share is max − (max − min)·exp(−lead ÷ scale), with the lead from booking to slot.",
            "比例为 max − (max − min)·exp(−提前天数 ÷ scale)，提前天数自预约计到时段。",
        ),
];

/// `cancel` of a calendar
pub const CANCEL: &[Key] = &[
    plain("share")
        .share()
        .required()
        .means("Share of bookings.", "占预约的比例。"),
    whole("notice_days").is(Kind::Law(Unit::DAYS)).required().means(
        "So long before the slot it is called off; who books at that notice or less keeps hers.",
        "在时段之前多久取消；预约时已不足此数者不取消。",
    ),
];

/// `walk_in` beside a calendar
pub const WALK_IN_BESIDE: &[Key] = &[
    plain("share").share().required().means(
        "Share of owners who drive at once to the nearest such centre in reach, at the first attempt only.",
        "首次尝试时直接开往可达范围内最近的此类中心的车主比例。",
    ),
    plain("priority").count(0, 1_000_000).or("0").means(
        "Added to the priority of the job: above 0 puts it behind booked ones.",
        "加在工单的优先级上：大于 0 即排在有预约者之后。",
    ),
    whole("patience_hours")
        .is(Kind::Law(Unit::HOURS))
        .absent("waits for ever", "一直等")
        .means(
            "Hours until such an owner whose service has not begun leaves.",
            "此类车主在服务开始之前愿意等待的小时数。",
        ),
];

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
    NO_SHOW_TABLE,
    CANCEL_TABLE,
    REBOOK_SHARE,
    OVERBOOKING_SHARE,
    NOTICE_HOURS,
    URGENT_RESERVE_SHARE,
    RESERVE_UNTIL_DAYS,
    LATE_MINUTES,
    LATE_LIMIT_MINUTES,
    WALK_IN_TABLE,
];

/// `booking = { policy = "walk-in" }`
pub const WALK_IN: &[Key] = &[POLICY, QUEUE_LIMIT, PATIENCE_HOURS];

/// `booking = { policy = "calendar" }`
pub const CALENDAR_BOOKING: &[Key] = &[
    POLICY,
    HORIZON_DAYS,
    RELEASE,
    RETRY,
    PATIENCE_DAYS,
    SLOTS_PER_DAY,
    NO_SHOW_TABLE,
    CANCEL_TABLE,
    REBOOK_SHARE,
    OVERBOOKING_SHARE,
    NOTICE_HOURS,
    URGENT_RESERVE_SHARE,
    RESERVE_UNTIL_DAYS,
    LATE_MINUTES,
    LATE_LIMIT_MINUTES,
    WALK_IN_TABLE,
];

/// The keys of each booking policy.
pub const POLICIES: &[(&str, &[Key])] = &[("walk-in", WALK_IN), ("calendar", CALENDAR_BOOKING)];
