//! Keys of parts: classes, depots.

use super::{Key, Kind, Unit, named, plain, text, whole};

/// Whether a supplier rests on days off.
const fn closed_on_holidays() -> Key {
    plain("closed_on_holidays").is(Kind::Flag).or("false")
}

/// Units by part.
pub(super) const fn stock() -> Key {
    named("stock").is(Kind::Counts("part", 1_000_000))
}

/// `[[part]]`
pub const PART: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique name of the class of parts.", "配件类别的唯一名称。"),
    whole("factory_days").is(Kind::Law(Unit::DAYS)).required().means(
        "Days from the factory to the depot, or to a centre without one; rounded up to whole days, at least 1.",
        "从工厂到配件库（或到没有配件库的中心）的天数；向上取整，至少 1 天。",
    ),
    plain("cost_cny")
        .between(0.0, 1e12, Unit::CNY)
        .absent("not known, counts 0", "未知，按 0 计")
        .means("What one costs.", "每件的费用。"),
    closed_on_holidays().means(
        "Whether the factory rests on the country's days off: nothing leaves, and they do not count.",
        "工厂在国家放假日是否停运：当天不发货，且不计入天数。",
    ),
];

/// `[[depot]]`
pub const DEPOT: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique name of the depot.", "配件库的唯一名称。"),
    stock().required().means(
        "Units of each part that it holds at the start; every unit it sends is ordered again at once.",
        "开始时各种配件的库存；每发出一件即补订一件。",
    ),
    whole("delivery_days").is(Kind::Law(Unit::DAYS)).required().means(
        "Days from the depot to a centre; rounded up to whole days, at least 1.",
        "从配件库到中心的天数；向上取整，至少 1 天。",
    ),
    plain("cut_off").is(Kind::Clock).absent("24:00", "24:00").means(
        "Orders up to this time leave on the same day, later ones on the next.",
        "不晚于此时刻的订单当天发出，之后的次日发出。",
    ),
    closed_on_holidays().means(
        "Whether the depot rests on the country's days off: nothing leaves, and they do not count.",
        "配件库在国家放假日是否停运：当天不发货，且不计入天数。",
    ),
];
