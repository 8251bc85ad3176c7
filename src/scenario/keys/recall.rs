//! Keys of recalls.

use super::{Key, Kind, Unit, by_id, entries, plain, text, whole};

/// `[[recall]] ota_curve`
pub const OTA_CURVE: &[Key] = &[
    plain("days")
        .between(0.0, 3650.0, Unit::DAYS)
        .required()
        .means("Days since the announcement, rising.", "自公告起的天数，逐行递增。"),
    plain("share").share().required().means(
        "Share of the cars of the update that have it by then, not falling; straight lines between the points.",
        "届时已完成升级的比例，不得下降；各点之间为直线。",
    ),
];

/// `[[recall]] channels`
pub const CHANNEL: &[Key] = &[
    text("id").is(Kind::Id).required().means(
        "Unique name within the recall, such as `sms` or `app`.",
        "在该召回内唯一的名称，如 `sms`、`app`。",
    ),
    plain("reach_share").share().or("1").means(
        "Share of owners that a letter reaches this way.",
        "经此途径能通知到的车主比例。",
    ),
    whole("days")
        .is(Kind::Law(Unit::DAYS))
        .or("0")
        .means("Days until it is read.", "到被看到为止的天数。"),
];

/// `[[recall]]`
pub const RECALL: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    plain("announced").is(Kind::Date).required().means(
        "Day of the announcement, at 09:00. Cars delivered from that day on are not concerned. Before `start`: whoever \
         would have come by then has it done.",
        "公告日（09:00）。自该日起交付的车辆不在召回之列。早于 `start` 时，届时应已到店者视为已完成。",
    ),
    plain("models")
        .is(Kind::References("model", 0))
        .absent("all cars, those of a fixed fleet too", "全部车辆，含固定保有量")
        .means("The only models concerned.", "仅涉及这些车型。"),
    plain("built_from")
        .is(Kind::Month)
        .absent("no limit", "不限")
        .means("First month of building concerned.", "所涉及的首个生产月份。"),
    plain("built_to")
        .is(Kind::Month)
        .absent("no limit", "不限")
        .means("Last month of building concerned.", "所涉及的最后生产月份。"),
    plain("share").share().or("1").means(
        "Share of these cars that are concerned; the whole number of cars is spread over the cities by largest remainder.",
        "其中涉及的比例；涉及的整数辆按最大余数法分到各城市。",
    ),
    plain("ota_share").share().or("0").means(
        "Share of the cars concerned that are mended by an update over the air, without a visit.",
        "所涉车辆中通过 OTA 升级解决、无需到店的比例。",
    ),
    whole("ota_days")
        .is(Kind::Law(Unit::DAYS))
        .absent("see `ota_curve`", "见 `ota_curve`")
        .means(
            "Days from the announcement until a car has the update; exponential: a constant share of the rest each day.",
            "自公告到车辆完成升级的天数；指数分布即每天完成余下的固定比例。",
        ),
    entries("ota_curve", OTA_CURVE)
        .absent("see `ota_days`", "见 `ota_days`")
        .means(
            "In place of `ota_days`: the share updated by day. Cars beyond its last share never have the update.",
            "代替 `ota_days`：按天写明的升级比例。超出最后比例的车辆始终不升级。",
        ),
    text("failure")
        .is(Kind::Reference("failure"))
        .absent("nothing in a workshop", "无需到店")
        .means(
            "What the other cars need in a workshop: a failure mode without a `rate`. Needed unless `ota_share` is 1.",
            "其余车辆需要的到店工作：没有 `rate` 的故障类型。`ota_share` 不为 1 时必需。",
        ),
    plain("letters_per_week")
        .above(0.0, 1e9, Unit::NONE)
        .absent("all at once", "一次全部发出")
        .means(
            "How many owners are invited a week, evenly spread, over all cities; a lever against the wave.",
            "每周均匀邀请的车主数，全部城市合计；可用来削平到店高峰。",
        ),
    text("order").one_of(&["drawn", "built"]).or("drawn").means(
        "Who is invited first: by lot (`drawn`), or the cars built first (`built`; those of a fixed fleet before all).",
        "先邀请谁：随机（`drawn`），或先生产的车（`built`；固定保有量最先）。",
    ),
    by_id("channels", CHANNEL)
        .absent("everyone is reached at once", "立即全部通知到")
        .means(
            "How a letter travels; an owner knows of it when the fastest reaches her, or not at all.",
            "通知的途径；以最快到达者为准，也可能都不到达。",
        ),
    plain("response_share").share().or("1").means(
        "Share of the owners reached by the invitation who look for a centre.",
        "收到邀请的车主中会寻找服务中心的比例。",
    ),
    whole("response_days")
        .is(Kind::Law(Unit::DAYS))
        .or("0")
        .means("Days from knowing of it until she does.", "自知悉到寻找服务中心的天数。"),
    plain("reminders").count(0, 50).or("0").means(
        "How often owners who have not responded are written to again.",
        "对未回应的车主再次通知的次数。",
    ),
    plain("reminder_days")
        .above(0.0, 3650.0, Unit::DAYS)
        .absent("there are no reminders", "没有再次通知")
        .means(
            "Days from one letter to the next; needed with `reminders`.",
            "两次通知之间的天数；与 `reminders` 同用时必需。",
        ),
    plain("reminder_share")
        .share()
        .absent("the `response_share`", "同 `response_share`")
        .means(
            "Share of the owners reached by a reminder who look for a centre.",
            "收到再次通知的车主中会寻找服务中心的比例。",
        ),
    plain("call_share").share().or("0").means(
        "Share of the owners of the cars concerned who call the hotline about it, updated or not: each call takes an agent's \
         time and solves nothing. It counts under the recall's `failure`, without one under the first of the file; with \
         `[hotline]`.",
        "所涉车辆（不论是否 OTA）的车主中拨打热线询问的比例：每次来电占用坐席时间，不解决问题。计入召回的 `failure`，没有则计入文件中第一个故障类型；与 `[hotline]` 同用。",
    ),
    whole("call_days")
        .is(Kind::Law(Unit::DAYS))
        .or("0")
        .means("Days from the announcement until they call.", "自公告到来电的天数。"),
    plain("refusal_share").share().or("0").means(
        "Share of the owners to be invited who never come.",
        "被邀请的车主中始终不来的比例。",
    ),
    plain("on_other_visits").is(Kind::Flag).or("false").means(
        "Whether a car that is due has it done when it visits a centre for another reason: on the same day, as a job \
         of its own without booking.",
        "车辆因其他原因到店时，是否顺便完成召回：同日进行，作为单独的工单，无需预约。",
    ),
];
