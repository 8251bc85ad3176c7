//! Keys of programmes.

use super::{Key, Kind, Unit, plain, text};

/// `[[programme]]`
pub const PROGRAMME: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
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
    plain("failures")
        .is(Kind::References("failure", 0))
        .absent("all failure modes", "全部故障类型")
        .means("The only failure modes covered.", "仅覆盖这些故障类型。"),
    plain("cities")
        .is(Kind::References("city", 0))
        .absent("all cities", "全部城市")
        .means("The only cities covered: where the car is.", "仅覆盖车辆所在的这些城市。"),
    plain("models")
        .is(Kind::References("model", 0))
        .absent("all cars", "全部车辆")
        .means("The only models covered.", "仅覆盖这些车型。"),
    plain("tow_cny")
        .between(0.0, 1e9, Unit::CNY)
        .absent("not paid", "不支付")
        .means(
            "What a rescue costs: with `[roadside]` beside what that counts, of every car covered that cannot move; without it, of every one that fails on the road of a `[[migration]]`.",
            "每次救援的费用：有 `[roadside]` 时是其已计费用之外的部分，覆盖范围内每辆无法行驶的车计一次；没有时，`[[migration]]` 途中的每次故障计一次。",
        ),
    plain("voucher_cny")
        .between(0.0, 1e9, Unit::CNY)
        .absent("no vouchers", "没有代金券")
        .means("What a voucher for taxis costs.", "每张打车券的费用。"),
    plain("voucher_valid_days").between(0.0, 365.0, Unit::DAYS).or("5").means(
        "How long it lasts: so much later the patience of its owner ends, and so much shorter her wait seems to her when \
         she thinks of another shop.",
        "有效天数：车主的耐心推迟这么多天结束；考虑去别家时，等待也显得短这么多天。",
    ),
    plain("voucher_after_days").count(0, 365).or("1").means(
        "Days to the first slot she is told from which an owner is offered one.",
        "被告知的最早空档达到几天时提供。",
    ),
    plain("voucher_use_share")
        .share()
        .or("1")
        .means("Share of those offered one who take it.", "获提供者中领取的比例。"),
    plain("voucher_satisfaction")
        .between(-100.0, 100.0, Unit::NONE)
        .or("0")
        .means(
            "What it adds to the sum behind `satisfied_share`; with `[satisfaction]`.",
            "在 `satisfied_share` 所依据的和中增加的值；与 `[satisfaction]` 同用。",
        ),
    plain("carry_to")
        .is(Kind::References("city", 0))
        .absent("no transport", "没有运送")
        .means(
            "Cities to whose centres cars are carried that would wait too long.",
            "等待过久的车辆运往这些城市的中心。",
        ),
    plain("carry_after_days").count(0, 365).or("7").means(
        "Days to the first slot she is told from which an owner is offered transport, if there is a sooner slot at its end.",
        "被告知的最早空档达到几天、且运达后有更早空档时提供运送。",
    ),
    plain("carry_per_day")
        .count(0, 1_000_000)
        .absent("needed with `carry_to`", "有 `carry_to` 时必须写出")
        .means("Cars that carriers take on a day.", "每天可运送的车辆数。"),
    plain("carry_days").count(0, 365).or("2").means(
        "Days on the way: the slot is that many days later at least.",
        "运送天数：名额至少在这么多天之后。",
    ),
    plain("carry_cny")
        .between(0.0, 1e9, Unit::CNY)
        .or("0")
        .means("What the transport of a car costs, there and back.", "每车往返运送的费用。"),
];
