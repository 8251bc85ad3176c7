//! The distributions, the rates and their parameters.

use super::{Key, Kind, Range, Unit, plain, table};

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
