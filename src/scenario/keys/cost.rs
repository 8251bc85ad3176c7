//! Keys of what capacity costs: kinds of site, units of resources, and how both count.

use super::{Key, Kind, Unit, plain, text};

/// Amounts of money.
const fn money(name: &'static str) -> Key {
    plain(name).between(0.0, 1e12, Unit::CNY)
}

/// `[costs]`
pub const COSTS: &[Key] = &[
    plain("life_years")
        .above(0.0, 100.0, Unit::YEARS)
        .absent("all of it on the day of the opening", "全部计在开业当天")
        .means(
            "Capital is spread evenly over so many years and renewed at their end: every open day bears its share.",
            "资本支出均摊到这么多年，期满按原价更新：每个营业日各担一份。",
        ),
    plain("hours_per_month")
        .between(1.0, 744.0, Unit::HOURS)
        .or("174")
        .means(
            "Hours that one person works for a month's wage; who staffs a post for longer needs more people. 174 are \
         21.75 days of 8 hours.",
            "一名员工领一个月工资所工作的小时数；岗位在岗时间更长，就需要更多人。174 即 21.75 天、每天 8 小时。",
        ),
    plain("overtime_factor").between(0.0, 10.0, Unit::NONE).or("1.5").means(
        "What an hour after closing is paid, in hours within opening hours.",
        "停业后加班一小时的工资，相当于营业时间内的几小时。",
    ),
    plain("partner_per_hour_cny")
        .between(0.0, 1e12, Unit::CNY)
        .absent("no `payback_months`", "没有 `payback_months`")
        .means(
            "What a partner would charge for an hour of the same work: against it centres pay back (`payback_months`).",
            "同样的工作由合作方来做，每小时的价格：据此计算各中心的回本月数（`payback_months`）。",
        ),
    plain("stock_share_per_year").between(0.0, 10.0, Unit::NONE).absent("not counted", "不计").means(
        "What holding parts takes a year, as a share of their `cost_cny`: interest, room, what goes out of use.",
        "持有配件一年的费用，占其 `cost_cny` 的比例：利息、场地、过时损耗。",
    ),
    money("labour_per_hour_cny").absent("not known", "未知").means(
        "What an hour of work is charged to whoever pays for the job (`paid_labour_cny`); parts are charged at their \
         `cost_cny`.",
        "向付款方收取的每小时工时费（`paid_labour_cny`）；配件按其 `cost_cny` 收取。",
    ),
    money("agent_per_hour_cny").absent("not known", "未知").means(
        "What an agent of the hotline costs for an hour on duty, in a call or not.",
        "热线坐席每在岗一小时的费用，不论是否通话。",
    ),
    money("engineer_per_month_cny").absent("not known", "未知").means(
        "What one of the `engineers` of `[community]` costs per month of 30.4375 days.",
        "`[community]` 中每名工程师每月（30.4375 天）的费用。",
    ),
    money("van_capital_cny").absent("not known", "未知").means(
        "Capital of a mobile van; it counts as that of a centre that stands before the run: spread over `life_years`, or not \
         at all.",
        "每辆上门服务车的资本；与开始前已有的中心同样处理：按 `life_years` 均摊，否则不计。",
    ),
    money("van_per_month_cny").absent("not known", "未知").means(
        "What a mobile van and its crew cost per month of 30.4375 days.",
        "每辆上门服务车连同人员每月（30.4375 天）的费用。",
    ),
    money("driver_per_month_cny").absent("not known", "未知").means(
        "A month's wage of a driver of `[[drivers]]`, paid by the hours in which they set out, over `hours_per_month`.",
        "`[[drivers]]` 每名司机的月工资，按出发时段的小时数除以 `hours_per_month` 计。",
    ),
    money("driver_per_trip_cny").absent("not known", "未知").means(
        "What a trip of a driver takes besides: the taxi there or back, fuel, insurance.",
        "司机每次行程的其他费用：单程打车、能耗、保险。",
    ),
];

/// `[[site]]`
pub const SITE: &[Key] = &[
    text("id")
        .is(Kind::Id)
        .required()
        .means("Unique name of the kind of site.", "站点类型的唯一名称。"),
    text("name")
        .is(Kind::Text)
        .absent("the id", "即 id")
        .means("English name.", "英文名。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the English name", "即英文名")
        .means("Chinese name.", "中文名。"),
    plain("building_days").count(0, 36_525).or("0").means(
        "Days from the order of such a centre to its opening; the operator's `days_to_open` run beside them.",
        "从订购到建成开业的天数；与运营方的 `days_to_open` 同时进行。",
    ),
    money("capital_cny").absent("not known, counts 0", "未知，按 0 计").means(
        "Capital that such a site takes, whatever its size: fit-out, equipment shared by all; what grows with the units \
         stands in `[[resource]]`.",
        "此类站点无论大小所需的资本：装修、公用设备；随数量增加的部分写在 `[[resource]]`。",
    ),
    money("rent_per_month_cny")
        .absent("not known, counts 0", "未知，按 0 计")
        .means(
            "Rent and upkeep of the site per month of 30.4375 days in which it is open.",
            "站点营业期间每月（30.4375 天）的租金与维持费用。",
        ),
];

/// `[[resource]]`
pub const RESOURCE: &[Key] = &[
    text("id").is(Kind::Reference("resource")).required().means(
        "A resource that some centre has in its `resources`.",
        "某个中心 `resources` 中的资源。",
    ),
    money("capital_cny")
        .absent("not known, counts 0", "未知，按 0 计")
        .means(
            "Capital that one unit takes: a lift, a booth.",
            "一个单位所需的资本：举升机、烤漆房。",
        ),
    money("rent_per_month_cny")
        .absent("not known, counts 0", "未知，按 0 计")
        .means(
            "Rent and upkeep of one unit per month of 30.4375 days in which its centre is open.",
            "中心营业期间，一个单位每月（30.4375 天）的租金与维持费用。",
        ),
    money("wage_per_month_cny")
        .absent("nobody is paid", "无人领工资")
        .means(
            "A month's wage, all charges included, of the person who staffs one unit; paid by the hours staffed, over \
             `hours_per_month` of `[costs]`.",
            "为一个单位配备的人员的月工资，含各项附加；按在岗小时除以 `[costs]` 的 `hours_per_month` 计。",
        ),
];
