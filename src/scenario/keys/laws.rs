//! The distributions, the rates and their parameters.

use super::{Key, Kind, Range, Unit, entries, plain, table};

/// Greatest value of anything that a distribution describes, in its own unit.
const LONGEST: f64 = 1e6;

const fn value(name: &'static str) -> Key {
    plain(name).between(0.0, LONGEST, Unit::NONE).required()
}

const MEAN: Key = plain("mean")
    .above(0.0, LONGEST, Unit::NONE)
    .required()
    .means("Mean.", "均值。");

/// The coefficient of variation between limits of the law's own.
const fn cv(range: Range) -> Key {
    plain("cv")
        .is(Kind::Number(range, Unit::NONE))
        .required()
        .means("Standard deviation over mean.", "标准差与均值之比。")
}

const MIN: Key = value("min").means("Least value.", "最小值。");
const MAX: Key = value("max").means("Greatest value; above `min`.", "最大值；大于 `min`。");

/// The distributions.
pub const LAWS: &[Key] = &[
    plain("constant").between(0.0, LONGEST, Unit::NONE).required().means(
        "Always this value, as a plain number says.",
        "恒为该值，与直接写一个数相同。",
    ),
    table("uniform", &[MIN, MAX]).means("Every value between two limits alike.", "两限之间均匀。"),
    table(
        "triangular",
        &[
            MIN,
            value("mode").means(
                "Most likely value; between `min` and `max`.",
                "最可能的值；在 `min` 与 `max` 之间。",
            ),
            MAX,
        ],
    )
    .means("Least, most likely and greatest value.", "最小、最可能与最大值。"),
    table("exponential", &[MEAN]).means("Memoryless; its cv is 1.", "无记忆；变异系数为 1。"),
    table(
        "erlang",
        &[
            MEAN,
            plain("k")
                .count(1, 1000)
                .required()
                .means("Number of equal exponential phases.", "相同指数阶段的个数。"),
        ],
    )
    .means("Sum of `k` exponential phases.", "`k` 个指数阶段之和。"),
    table("gamma", &[MEAN, cv(Range::between(0.001, 4.472_135_954_999_58))]).means(
        "Gamma; its shape 1/cv² is 0.05 at least.",
        "伽马分布；形状 1/cv² 至少为 0.05。",
    ),
    table("lognormal", &[MEAN, cv(Range::above(0.0, 100.0))]).means(
        "The logarithm is normal: usual for working times.",
        "对数服从正态：工时常用。",
    ),
    table(
        "weibull",
        &[
            MEAN,
            plain("shape")
                .between(0.1, 100.0, Unit::NONE)
                .required()
                .means("Below 1: long tail; 1: exponential.", "小于 1：长尾；1：指数。"),
        ],
    )
    .means("Weibull.", "威布尔分布。"),
    table(
        "normal",
        &[
            value("mean").means("Mean before the cut at 0.", "在 0 处截断之前的均值。"),
            plain("sd")
                .above(0.0, LONGEST, Unit::NONE)
                .required()
                .means("Standard deviation before the cut at 0.", "在 0 处截断之前的标准差。"),
        ],
    )
    .means("Normal, what is below 0 counts as 0.", "正态分布，低于 0 的值取 0。"),
    table("hyperexponential", &[MEAN, cv(Range::between(1.0, 100.0))]).means(
        "Two exponential branches with balanced means.",
        "两个均值平衡的指数分支。",
    ),
    table(
        "empirical",
        &[
            plain("values")
                .is(Kind::Numbers(Range::between(0.0, LONGEST)))
                .required()
                .means("The values that occur.", "出现的各值。"),
            plain("weights")
                .is(Kind::Numbers(Range::between(0.0, 1e9)))
                .absent("all alike", "相同")
                .means(
                    "Their relative weights: as many as values, one at least positive.",
                    "各值的相对权重：个数与值相同，至少一个为正。",
                ),
        ],
    )
    .means("One of a list of values.", "取自一列值。"),
];

/// `rate`
pub const RATE: &[Key] = &[
    plain("per_vehicle_year")
        .between(0.0, 1000.0, Unit::PER_VEHICLE_YEAR)
        .required()
        .means(
            "Constant: so many failures are expected per vehicle and year of 365.25 days.",
            "恒定：每车每年（365.25 天）期望的故障次数。",
        ),
    table("weibull", RATE_WEIBULL).means(
        "By age: (age / scale)^shape failures are expected by that age. Needs deliveries: a fixed fleet has no age.",
        "随车龄：到某车龄期望 (车龄 / scale)^shape 次故障。需要交付数据：固定保有量没有车龄。",
    ),
    table("bathtub", RATE_BATHTUB).means(
        "By age, the sum of early failures, a constant and wear; what is left out is not there. Early failures and wear \
         need deliveries.",
        "随车龄：早期故障、恒定故障与磨损之和；未写的部分为零。早期故障与磨损需要交付数据。",
    ),
    plain("per_10000_km")
        .between(0.0, 1000.0, Unit::PER_10000_KM)
        .required()
        .means(
            "By distance: so many failures are expected per 10,000 km driven. Needs `[driving]`.",
            "随里程：每行驶 1 万公里期望的故障次数。需要 `[driving]`。",
        ),
    table("every", RATE_EVERY).means(
        "Service after so much time or distance since delivery or the last service, whichever is less over a year; a \
         fixed fleet has it evenly.",
        "按时间或里程的保养：自交付或上次保养起，一年内先到者为准；固定保有量则均匀发生。",
    ),
];

/// `rate = { bathtub = … }`
pub const RATE_BATHTUB: &[Key] = &[
    table("early", RATE_EARLY).means(
        "Failures that grow rarer with age: (age / scale)^shape by that age.",
        "随车龄减少的故障：到某车龄期望 (车龄 / scale)^shape 次。",
    ),
    plain("per_vehicle_year")
        .between(0.0, 1000.0, Unit::PER_VEHICLE_YEAR)
        .or("0")
        .means("Failures at every age.", "与车龄无关的故障。"),
    table("wear", RATE_WEAR).means(
        "Failures that grow more frequent with age: (age / scale)^shape by that age.",
        "随车龄增多的故障：到某车龄期望 (车龄 / scale)^shape 次。",
    ),
];

const SCALE: Key = plain("scale_years").above(0.0, 1e6, Unit::YEARS).required().means(
    "Age at which one failure of this kind per vehicle is expected.",
    "每车期望满一次此类故障的车龄。",
);

/// `early` of a bathtub
pub const RATE_EARLY: &[Key] = &[
    SCALE,
    plain("shape")
        .between(0.1, 1.0, Unit::NONE)
        .required()
        .means("The smaller, the earlier.", "越小越集中于早期。"),
];

/// `wear` of a bathtub
pub const RATE_WEAR: &[Key] = &[
    SCALE,
    plain("shape")
        .between(1.0, 10.0, Unit::NONE)
        .required()
        .means("The greater, the later and steeper.", "越大越晚、越陡。"),
];

/// `rate = { every = … }`
pub const RATE_EVERY: &[Key] = &[
    plain("months")
        .between(1.0, 1200.0, Unit::MONTHS)
        .absent("time does not matter", "不计时间")
        .means("Time after which service is due.", "到期的时间。"),
    plain("km")
        .between(100.0, 1e6, Unit::KM)
        .absent("distance does not matter", "不计里程")
        .means(
            "Distance after which service is due; needs `[driving]`. One of `months` and `km` at least.",
            "到期的里程；需要 `[driving]`。`months` 与 `km` 至少写一个。",
        ),
    plain("cv").between(0.05, 1.0, Unit::NONE).or("0.15").means(
        "Standard deviation over mean of the intervals that owners keep (gamma).",
        "车主实际间隔的标准差与均值之比（伽马分布）。",
    ),
];

/// `improvement`
pub const IMPROVEMENT: &[Key] = &[
    table("halving", HALVING).means(
        "The hazard halves every so many months of building since the model's first.",
        "自该车型首月起，每隔若干生产月故障率减半。",
    ),
    entries("steps", IMPROVEMENT_STEP).means(
        "From each month on the factor beside it; 1 before the first.",
        "自各月起采用所写的倍数；首项之前为 1。",
    ),
];

/// `improvement = { halving = … }`
pub const HALVING: &[Key] = &[
    plain("months")
        .above(0.0, 1200.0, Unit::MONTHS)
        .required()
        .means("Months after which the hazard is one half.", "故障率减半所需的月数。"),
    plain("floor")
        .between(0.0, 1.0, Unit::NONE)
        .or("0")
        .means("Least factor.", "最小倍数。"),
];

/// `improvement = { steps = [ … ] }`
pub const IMPROVEMENT_STEP: &[Key] = &[
    plain("from")
        .is(Kind::Month)
        .required()
        .means("First month; later than that of the step before.", "首月；晚于前一项。"),
    plain("factor").between(0.0, 1000.0, Unit::NONE).required().means(
        "Factor on the hazard of cars built from then on.",
        "此后生产的车的故障率倍数。",
    ),
];

/// `rate = { weibull = … }`
pub const RATE_WEIBULL: &[Key] = &[
    plain("scale_years").above(0.0, 1e6, Unit::YEARS).required().means(
        "Age at which one failure per vehicle is expected.",
        "每车期望满一次故障的车龄。",
    ),
    plain("shape").between(0.1, 10.0, Unit::NONE).required().means(
        "Below 1: early failures; 1: constant; above 1: wear.",
        "小于 1：早期故障；1：恒定；大于 1：磨损。",
    ),
];
