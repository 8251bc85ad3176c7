//! Keys of what follows a repair.

use super::{Key, Kind, Unit, plain, text, whole};

/// `[comeback]`
pub const COMEBACK: &[Key] = &[
    plain("first_time_fix_share").share().or("1").means(
        "Share of repairs that hold, at centres whose operator says nothing of it.",
        "一次修好的比例，用于运营方未另作说明的中心。",
    ),
    whole("days").is(Kind::Law(Unit::DAYS)).required().means(
        "Days from the hand-back until the owner looks for a centre again; less than a day counts as one.",
        "自交车到车主再次寻找服务中心的天数；不足一天按一天。",
    ),
    plain("priority").count(-1_000_000, 1_000_000).or("0").means(
        "Added to the priority of the failure mode: below 0 before others.",
        "加在故障类型的优先级上：小于 0 则先于他人。",
    ),
    text("centre").one_of(&["same", "any"]).or("same").means(
        "Where she goes: to the centre that did the repair while it takes jobs, or to any, chosen as for a first visit.",
        "去哪里：仍接单时回原来的中心（same），或像首次那样重新选择（any）。",
    ),
];
