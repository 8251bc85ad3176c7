//! Keys of drivers who fetch cars and bring them back.

use super::{Key, Kind, Unit, hours, plain, text, whole};

/// `[collect]`
pub const COLLECT: &[Key] = &[
    plain("ask_share").share().or("0").means(
        "Share of owners with a booking who ask for a driver, of failure modes without a `collect_share`.",
        "有预约的车主中要求代客取送的比例，用于没有 `collect_share` 的故障类型。",
    ),
    text("ways").one_of(&["both", "fetch", "return"]).or("both").means(
        "`both`: a driver fetches the car for its slot and one brings it back after the work; `fetch` or `return`: one of \
         these, the owner comes for the other.",
        "`both`：按预约时段上门取车，完工后送回；`fetch` 只取，`return` 只送，另一程由车主自行前往。",
    ),
    plain("wait_minutes")
        .between(0.0, 1440.0, Unit::MINUTES)
        .or("60")
        .means(
            "How long a car waits for a driver at most: one that would be fetched later for its slot is brought by its owner in \
             time; one that is ready so long without a driver is fetched by its owner then.",
            "车辆等待司机的最长时间：取车若要比时段晚这么多，则由车主按时自行送店；完工后等这么久仍无司机，则由车主自行取回。",
        ),
    plain("price_cny")
        .between(0.0, 1e12, Unit::CNY)
        .absent("nothing is said of it", "不作说明")
        .means(
            "What is charged for a car that drivers took, one way or both (`paid_cny`).",
            "每辆由司机取送的车收取的费用，单程或双程相同（`paid_cny`）。",
        ),
    text("payer").one_of(&["owner", "maker"]).or("owner").means(
        "Who pays the price. What drivers cost stands in `[costs]`.",
        "由谁支付该费用。司机本身的费用写在 `[costs]`。",
    ),
];

/// `[[drivers]]`
pub const DRIVERS: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
    plain("cities").is(Kind::References("city", 0)).required().means(
        "Cities that have these drivers: those of its owners' city collect a car.",
        "拥有这些司机的城市：由车主所在城市的司机取送。",
    ),
    plain("count")
        .count(0, 1_000_000)
        .or("1")
        .means("Drivers in each of these cities.", "其中每个城市的司机数。"),
    hours("hours").required().means(
        "When they set out; a trip that is begun is finished. Pick-ups of the day are planned first, in order of their \
         slots; cars that are ready get what is left, in order of readiness.",
        "出发的时段；已出发的行程会完成。当天的取车按时段顺序先行安排；完工的车按完工顺序使用余下的时间。",
    ),
    whole("leg_minutes").is(Kind::Law(Unit::MINUTES)).required().means(
        "Each half of a trip: to the owner without the car and to the centre with it, or to the owner with it and back \
         without.",
        "行程的每一半：空手到车主处、再开车到店；或开车到车主处、再空手返回。",
    ),
    plain("km_per_hour")
        .above(0.0, 200.0, Unit::KM_PER_HOUR)
        .absent("`leg_minutes` alone", "只按 `leg_minutes`")
        .means(
            "Speed on the road between the owner and her centre, whose time is added to each half.",
            "车主与中心之间道路上的车速，所需时间加到每一半行程。",
        ),
    plain("reach_km")
        .between(0.0, 10_000.0, Unit::KM)
        .absent("no limit", "不限")
        .means(
            "Owners farther by road from their centre are not collected, one way.",
            "距中心的道路里程（单程）超过此值的车主不予取送。",
        ),
];
