//! The one table of keys: what may be written where, and in which shape.

/// The shape of a value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A string.
    Text,
    /// Anything else without inner keys: numbers, dates, flags, lists of them.
    Plain,
    /// A table with these keys.
    Table(&'static [Key]),
    /// A table whose keys are names chosen by the user, or a plain value.
    Named,
    /// A distribution or a rate: one value of one form, replaced whole when files are merged.
    Whole,
    /// Opening hours: replaced whole when files are merged.
    Hours,
    /// `[[…]]` whose entries have an `id`: merged by it.
    ById(&'static [Key]),
    /// `[[…]]` without `id`: replaced whole.
    Entries(&'static [Key]),
    /// Used up while the files are read.
    Loading,
}

/// A key and the shape of its value.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What may stand behind it.
    pub shape: Shape,
}

const fn text(name: &'static str) -> Key {
    Key {
        name,
        shape: Shape::Text,
    }
}

const fn plain(name: &'static str) -> Key {
    Key {
        name,
        shape: Shape::Plain,
    }
}

const fn whole(name: &'static str) -> Key {
    Key {
        name,
        shape: Shape::Whole,
    }
}

const fn named(name: &'static str) -> Key {
    Key {
        name,
        shape: Shape::Named,
    }
}

const fn table(name: &'static str, keys: &'static [Key]) -> Key {
    Key {
        name,
        shape: Shape::Table(keys),
    }
}

const fn by_id(name: &'static str, keys: &'static [Key]) -> Key {
    Key {
        name,
        shape: Shape::ById(keys),
    }
}

const fn entries(name: &'static str, keys: &'static [Key]) -> Key {
    Key {
        name,
        shape: Shape::Entries(keys),
    }
}

/// The key of a name.
pub fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}

/// The top level of a file.
pub const SCENARIO: &[Key] = &[
    text("name"),
    plain("start"),
    plain("days"),
    plain("warm_up_days"),
    plain("road_factor"),
    Key {
        name: "extends",
        shape: Shape::Loading,
    },
    table("calendar", CALENDAR),
    entries("holiday", HOLIDAY),
    table("choice", CHOICE),
    Key {
        name: "tables",
        shape: Shape::Loading,
    },
    by_id("city", CITY),
    entries("delivery", DELIVERY),
    by_id("failure", FAILURE),
    by_id("centre", CENTRE),
    by_id("operator", OPERATOR),
    entries("staff", STAFF),
    entries("trace", TRACE),
    table("state", STATE),
];

/// `[tables]`: the sections whose entries may come from CSV
pub const TABLES: &[Key] = &[
    text("holiday"),
    text("city"),
    text("delivery"),
    text("failure"),
    text("centre"),
    text("operator"),
    text("staff"),
    text("trace"),
];

/// `[calendar]`
pub const CALENDAR: &[Key] = &[
    text("country"),
    plain("month_weights"),
    plain("weekday_weights"),
    plain("hour_weights"),
];

/// `[[holiday]]`
pub const HOLIDAY: &[Key] = &[text("name"), plain("from"), plain("to"), plain("demand_factor")];

/// `[choice]`
pub const CHOICE: &[Key] = &[plain("km_per_day"), plain("reach_km")];

/// `[[city]]`
pub const CITY: &[Key] = &[
    text("id"),
    text("name"),
    text("name_zh"),
    text("province"),
    plain("lat"),
    plain("lon"),
    plain("vehicles"),
    plain("share"),
];

/// `[[delivery]]`
pub const DELIVERY: &[Key] = &[plain("month"), text("model"), plain("vehicles")];

/// `[[failure]]`
pub const FAILURE: &[Key] = &[
    text("id"),
    whole("rate"),
    plain("priority"),
    text("team"),
    plain("month_weights"),
    plain("weekday_weights"),
    plain("hour_weights"),
    plain("holiday_factor"),
    by_id("stages", STAGE),
];

/// One of `stages`
pub const STAGE: &[Key] = &[
    text("id"),
    plain("needs"),
    plain("keep"),
    plain("around_the_clock"),
    whole("hours"),
];

/// `rate`
pub const RATE: &[Key] = &[plain("per_vehicle_year"), table("weibull", RATE_WEIBULL)];

/// `rate = { weibull = … }`
pub const RATE_WEIBULL: &[Key] = &[plain("scale_years"), plain("shape")];

/// `[[centre]]`
pub const CENTRE: &[Key] = &[
    text("id"),
    text("name"),
    text("name_zh"),
    text("city"),
    plain("lat"),
    plain("lon"),
    plain("opens"),
    plain("closes"),
    text("operator"),
    plain("ordered"),
    table("ramp_up", RAMP_UP),
    named("resources"),
    Key {
        name: "hours",
        shape: Shape::Hours,
    },
    table("booking", BOOKING),
];

/// `ramp_up`
pub const RAMP_UP: &[Key] = &[plain("days"), plain("from_share")];

/// `[[operator]]`
pub const OPERATOR: &[Key] = &[
    text("id"),
    text("name"),
    text("name_zh"),
    plain("speed"),
    plain("days_to_open"),
    plain("cost_per_month_cny"),
    plain("cost_per_hour_cny"),
    plain("opening_cost_cny"),
];

/// `[[staff]]`
pub const STAFF: &[Key] = &[
    text("centre"),
    text("resource"),
    plain("count"),
    plain("from"),
    plain("to"),
    text("days"),
    text("shift"),
];

/// `booking` of either policy
pub const BOOKING: &[Key] = &[
    text("policy"),
    plain("queue_limit"),
    whole("patience_hours"),
    plain("horizon_days"),
    text("release"),
    text("retry"),
    whole("patience_days"),
    named("slots_per_day"),
];

/// `booking = { policy = "walk-in" }`
pub const WALK_IN: &[Key] = &[text("policy"), plain("queue_limit"), whole("patience_hours")];

/// `booking = { policy = "calendar" }`
pub const CALENDAR_BOOKING: &[Key] = &[
    text("policy"),
    plain("horizon_days"),
    text("release"),
    text("retry"),
    whole("patience_days"),
    named("slots_per_day"),
];

/// `[[trace]]`
pub const TRACE: &[Key] = &[text("file")];

/// `[state]`
pub const STATE: &[Key] = &[text("file")];

/// The distributions and their parameters.
pub const LAWS: &[(&str, &[Key])] = &[
    ("constant", &[]),
    ("uniform", &[plain("min"), plain("max")]),
    ("triangular", &[plain("min"), plain("mode"), plain("max")]),
    ("exponential", &[plain("mean")]),
    ("erlang", &[plain("mean"), plain("k")]),
    ("gamma", &[plain("mean"), plain("cv")]),
    ("lognormal", &[plain("mean"), plain("cv")]),
    ("weibull", &[plain("mean"), plain("shape")]),
    ("normal", &[plain("mean"), plain("sd")]),
    ("hyperexponential", &[plain("mean"), plain("cv")]),
    ("empirical", &[plain("values"), plain("weights")]),
];
