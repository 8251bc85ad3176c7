//! Keys of the sections that tell where figures come from: what was observed, what others have, what is assumed.

use super::{Key, Kind, Unit, plain, text};

const CERTAINTY: &[&str] = &["high", "medium", "low"];

const fn id() -> Key {
    text("id").is(Kind::Id).required().means("Unique id.", "唯一的 id。")
}

const fn chinese(name: &'static str) -> Key {
    text(name)
        .is(Kind::Text)
        .absent("as in English", "同英文")
        .means("The same in Chinese.", "中文。")
}

const fn source() -> Key {
    text("source")
        .is(Kind::Text)
        .absent("empty", "空")
        .means("Who says so.", "来源。")
}

const fn certainty() -> Key {
    text("certainty").one_of(CERTAINTY).required().means(
        "How sure it is: a named outlet that agrees with others, a weak page or arithmetic on sources, or a value in a \
         plausible range.",
        "把握：有名来源且互相印证（high），弱来源或由来源推算（medium），合理范围内取值（low）。",
    )
}

/// `[[observed]]`
pub const OBSERVED: &[Key] = &[
    id(),
    text("text")
        .is(Kind::Text)
        .required()
        .means("What was observed, in a sentence.", "观察到的内容，一句话。"),
    chinese("text_zh"),
    text("metric")
        .one_of(&[
            "lead_time_days",
            "queue_wait_hours",
            "service_hours",
            "turnaround_days",
            "travel_km",
            "first_slot_days",
            "fully_booked_share",
            "release_success_share",
            "jobs",
            "served",
            "lost_share",
            "centres",
            "points",
            "cities_covered",
            "deliveries",
        ])
        .required()
        .means(
            "What is compared: a metric of the results over the span, or a fact of the network: `centres` that do every \
             kind of work, `points` of any kind, `cities_covered`, each on the day `from`, and `deliveries`.",
            "比较的内容：该时段的结果指标，或网络本身的事实：`from` 当日能做全部工作的 `centres`、任何网点 `points`、\
             有网点的城市 `cities_covered`，以及交付量 `deliveries`。",
        ),
    text("city")
        .is(Kind::Reference("city"))
        .absent("all", "全部")
        .means("Of this city's owners, or the slots of its centres.", "该城市的车主，或其服务中心的时段。"),
    text("centre")
        .is(Kind::Reference("centre"))
        .absent("all", "全部")
        .means("Of this centre.", "该服务中心。"),
    text("failure")
        .is(Kind::Reference("failure"))
        .absent("all", "全部")
        .means("Of this failure mode.", "该故障类型。"),
    text("team")
        .is(Kind::Reference("team"))
        .absent("all", "全部")
        .means("Of this team.", "该班组。"),
    plain("from")
        .is(Kind::Date)
        .absent("the measured time", "全部统计时段")
        .means("First day.", "第一天。"),
    plain("to")
        .is(Kind::Date)
        .absent("`from`", "同 `from`")
        .means("Last day, included.", "最后一天（含）。"),
    plain("value")
        .between(0.0, 1e12, Unit::NONE)
        .absent("`low` and `high`", "由 `low` 和 `high` 给出")
        .means("The reported figure, in the unit of the metric.", "公布的数字，单位同指标。"),
    plain("low")
        .between(0.0, 1e12, Unit::NONE)
        .absent("`value`", "同 `value`")
        .means("Least value reported.", "公布的最小值。"),
    plain("high")
        .between(0.0, 1e12, Unit::NONE)
        .absent("`value`", "同 `value`")
        .means("Largest value reported.", "公布的最大值。"),
    source(),
    chinese("source_zh"),
    certainty(),
];

/// `[[peer]]`
pub const PEER: &[Key] = &[
    id(),
    text("name")
        .is(Kind::Text)
        .absent("the id", "同 id")
        .means("English name.", "英文名称。"),
    text("name_zh")
        .is(Kind::Text)
        .absent("the `name`", "同 `name`")
        .means("Chinese name.", "中文名称。"),
    plain("date")
        .is(Kind::Date)
        .required()
        .means("When it was so.", "日期。"),
    plain("cars_per_point").above(0.0, 1e9, Unit::NONE).required().means(
        "Cars of the fleet for one point of service.",
        "每个服务网点对应的保有车辆数。",
    ),
    text("kind").one_of(&["full", "any"]).or("\"any\"").means(
        "Which points are counted: those that take every kind of job, or all.",
        "计入哪些网点：能接各类工单的，或全部。",
    ),
    text("source").is(Kind::Text).required().means("Who says so.", "来源。"),
    text("certainty")
        .one_of(CERTAINTY)
        .or("\"low\"")
        .means("How sure it is.", "把握。"),
];

/// `[[assumption]]`
pub const ASSUMPTION: &[Key] = &[
    id(),
    text("text")
        .is(Kind::Text)
        .required()
        .means("What is assumed, in a sentence.", "所作的假设，一句话。"),
    chinese("text_zh"),
    text("path").is(Kind::Text).absent("no value of the scenario", "不对应方案中的值").means(
        "The value it is about, as `--set` addresses it: the value shown is the one that holds. Either this or `value`.",
        "所指的值，写法同 `--set`：显示当前生效的值。与 `value` 二选一。",
    ),
    text("value")
        .is(Kind::Text)
        .absent("what stands at `path`", "`path` 处的值")
        .means("The value in words.", "用文字写的值。"),
    chinese("value_zh"),
    source(),
    chinese("source_zh"),
    certainty(),
    text("effect")
        .is(Kind::Text)
        .absent("empty", "空")
        .means("What depends on it.", "影响。"),
    chinese("effect_zh"),
];
