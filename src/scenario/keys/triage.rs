//! Keys of what may solve a need before it becomes a visit.

use super::{Key, Kind, Unit, hours, plain, text, whole};

/// `[community]`
pub const COMMUNITY: &[Key] = &[
    plain("ask_share").share().or("1").means(
        "Share of owners who ask there first, of failure modes with a `community_share`.",
        "先在社区提问的车主比例，限有 `community_share` 的故障类型。",
    ),
    whole("hours").is(Kind::Law(Unit::HOURS)).required().means(
        "Time until an owner is helped, or gives up asking and goes on.",
        "到问题解决、或车主不再等待而另寻办法的时间。",
    ),
    plain("engineers").count(0, 1_000_000).or("0").means(
        "The maker's engineers who answer there: they multiply every `community_share` by \
         1 + (`lift` − 1) (1 − e^(−`engineers` / `engineers_scale`)), to at most 1.",
        "在社区答疑的厂方工程师：使每个 `community_share` 乘以 1 + (`lift` − 1) (1 − e^(−`engineers` / `engineers_scale`))，至多为 1。",
    ),
    plain("engineers_scale").above(0.0, 1e6, Unit::NONE).or("10").means(
        "Engineers with whom 63 % of what engineers can add is reached.",
        "达到工程师所能增加部分的 63 % 时的工程师人数。",
    ),
    plain("lift").between(1.0, 100.0, Unit::NONE).or("1").means(
        "Factor on the shares with ever so many engineers.",
        "工程师再多时比例的倍数上限。",
    ),
];

/// `[hotline]`
pub const HOTLINE: &[Key] = &[
    plain("agents").count(0, 1_000_000).required().means(
        "Agents, where no `[[agents]]` says otherwise.",
        "坐席人数，`[[agents]]` 另有规定的除外。",
    ),
    whole("talk_minutes").is(Kind::Law(Unit::MINUTES)).required().means(
        "A call from the answer to its end; it keeps its agent through a cut of staff.",
        "一次通话自接听到结束的时长；减员时通话仍继续。",
    ),
    whole("patience_minutes")
        .is(Kind::Law(Unit::MINUTES))
        .absent("they wait for ever", "一直等待")
        .means(
            "How long an owner waits for an agent, drawn anew for each call.",
            "车主等待接听的耐心，每次来电另行抽取。",
        ),
    plain("redial_share").share().or("0").means(
        "Share of those who gave up that call again.",
        "放弃等待后会再次拨打的比例。",
    ),
    whole("redial_minutes")
        .is(Kind::Law(Unit::MINUTES))
        .or("30")
        .means("Time until they do.", "到再次拨打的时间。"),
    plain("leave_share").share().or("0").means(
        "Share of those who gave up and do not call again that are lost; the others look for a centre at once.",
        "放弃等待且不再拨打的车主中流失的比例；其余立即去找服务中心。",
    ),
];

/// `[[agents]]`
pub const AGENTS: &[Key] = &[
    plain("count")
        .count(0, 1_000_000)
        .required()
        .means("How many agents there are then.", "此时的坐席人数。"),
    plain("from")
        .is(Kind::Date)
        .absent("from the start", "自始")
        .means("First day.", "第一天。"),
    plain("to").is(Kind::Date).absent("to the end", "到结束").means(
        "Last day, included; not before `from`.",
        "最后一天，含当天；不早于 `from`。",
    ),
    text("days").is(Kind::Days).absent("all days", "每天").means(
        "Days and ranges, with `holiday` and `workday`: `\"mon-fri, workday\"`.",
        "日与范围，可含 `holiday` 和 `workday`：`\"mon-fri, workday\"`。",
    ),
    text("shift").is(Kind::Shift).absent("all day", "全天").means(
        "Hours of these days; a shift past midnight is two entries.",
        "这些天中的时段；跨午夜的班次写成两条。",
    ),
];

/// `[remote]`
pub const REMOTE: &[Key] = &[whole("hours").is(Kind::Law(Unit::HOURS)).required().means(
    "Time of a diagnosis, whether it solves the need or not.",
    "一次远程诊断的时间，不论是否解决。",
)];

/// `[[ota]]`
pub const OTA: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
    plain("date")
        .is(Kind::Date)
        .required()
        .means("The day on which it is out, from 00:00.", "发布的日期，自 00:00 起。"),
    plain("failures")
        .is(Kind::References("failure", 0))
        .absent("all with an `ota_share`", "所有有 `ota_share` 的")
        .means("What it mends.", "所修复的故障类型。"),
    plain("announced_days")
        .between(0.0, 36_525.0, Unit::DAYS)
        .or("14")
        .means(
            "From so many days before it owners wait for it rather than look for a centre.",
            "发布前多少天起，车主等待更新而不去找服务中心。",
        ),
    plain("adoption_days").between(0.0, 36_525.0, Unit::DAYS).or("0").means(
        "Mean time until a car has it, exponential: after t days 1 − e^(−t / `adoption_days`) of them have.",
        "车辆完成更新的平均时间，指数分布：t 天后有 1 − e^(−t / `adoption_days`) 的车辆完成。",
    ),
    plain("reduces_share").share().or("0").means(
        "Part of the hazard of what it mends that a car loses once it has it.",
        "车辆更新后，所修复故障类型的故障率减少的比例。",
    ),
];

/// `[[van]]`
pub const VAN: &[Key] = &[
    text("id").is(Kind::Id).required().means("Unique name.", "唯一名称。"),
    plain("cities").is(Kind::References("city", 0)).required().means(
        "Cities that have these vans, each its own; a city stands in one entry at most.",
        "拥有这些服务车的城市，各有各的；一个城市至多出现在一条中。",
    ),
    plain("count").count(0, 1_000_000).or("1").means(
        "Vans in each city; 0: none, as without the entry.",
        "每个城市的服务车数量；0 等于没有该条。",
    ),
    hours("hours").required().means(
        "When they set out; what is begun is finished.",
        "出车的时段；已开始的会做完。",
    ),
    whole("travel_minutes").is(Kind::Law(Unit::MINUTES)).required().means(
        "Time on the road for each job, from the job before or the base to its door.",
        "每个工单的路上时间，从上一单或基地到车主门口。",
    ),
    plain("wait_days").between(0.0, 36_525.0, Unit::DAYS).or("3").means(
        "How long an owner waits for one to set out before she looks for a centre.",
        "车主等待出车的天数，之后去找服务中心。",
    ),
];
