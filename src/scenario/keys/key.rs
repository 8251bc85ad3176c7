//! A key: its name, the shape of its value, and what a reader of the reference wants to know about it.

use crate::units::Language;

/// The shape of a value: how files are merged.
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

/// Limits of a number, both named in messages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Least value.
    pub min: f64,
    /// Greatest value, included.
    pub max: f64,
    /// The least value itself is excluded.
    pub above: bool,
}

impl Range {
    /// From `min` to `max`, both included.
    pub const fn between(min: f64, max: f64) -> Range {
        Range { min, max, above: false }
    }

    /// Above `min`, at most `max`.
    pub const fn above(min: f64, max: f64) -> Range {
        Range { min, max, above: true }
    }
}

/// The unit of a number, in English and Chinese; both empty: none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit(pub &'static str, pub &'static str);

impl Unit {
    /// A pure number.
    pub const NONE: Unit = Unit("", "");
    /// Minutes.
    pub const MINUTES: Unit = Unit("minutes", "分钟");
    /// Hours.
    pub const HOURS: Unit = Unit("hours", "小时");
    /// Days.
    pub const DAYS: Unit = Unit("days", "天");
    /// Months.
    pub const MONTHS: Unit = Unit("months", "个月");
    /// Years of 365.25 days.
    pub const YEARS: Unit = Unit("years", "年");
    /// Kilometres.
    pub const KM: Unit = Unit("km", "公里");
    /// Square kilometres.
    pub const SQUARE_KM: Unit = Unit("km²", "平方公里");
    /// Yuan.
    pub const CNY: Unit = Unit("CNY", "元");
    /// Degrees.
    pub const DEGREES: Unit = Unit("degrees", "度");
    /// Failures per vehicle and year of 365.25 days.
    pub const PER_VEHICLE_YEAR: Unit = Unit("per vehicle and year", "次/车·年");

    /// Kilometres per year of 365.25 days.
    pub const KM_PER_YEAR: Unit = Unit("km per year", "公里/年");
    /// Kilometres an hour.
    pub const KM_PER_HOUR: Unit = Unit("km per hour", "公里/小时");
    /// Failures per 10,000 km.
    pub const PER_10000_KM: Unit = Unit("per 10,000 km", "次/万公里");

    /// Its name in a language.
    pub fn of(self, language: Language) -> &'static str {
        pick(language, [self.0, self.1])
    }
}

/// What a value is: what the schema and the reference say of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Not stated yet; a test refuses it.
    Unstated,
    /// What the shape says: a table or entries with keys of their own.
    Inner,
    /// Any text.
    Text,
    /// The path of a file, relative to the one that names it.
    File,
    /// A name that others refer to.
    Id,
    /// The name of an entry or thing of this sort: `city`, `team`, `resource`.
    Reference(&'static str),
    /// A list of at least so many such names, none twice.
    References(&'static str, usize),
    /// `true` or `false`.
    Flag,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A date.
    Date,
    /// A month such as `"2024-04"`.
    Month,
    /// A time of day from `"00:00"` to `"23:59"`.
    Clock,
    /// A whole number from the first to the second limit.
    Whole(i64, i64),
    /// A number in limits, with its unit.
    Number(Range, Unit),
    /// So many relative weights of which one at least is positive.
    Weights(usize),
    /// A list of at least one number in limits.
    Numbers(Range),
    /// A table from names of this sort to whole numbers from 0 to the limit.
    Counts(&'static str, i64),
    /// The same, or one whole number for all.
    CountOrCounts(&'static str, i64),
    /// A table from names of this sort to shares from 0 to 1.
    Shares(&'static str),
    /// A table from names of this sort to numbers in limits.
    Factors(&'static str, Range),
    /// A distribution, with the unit of its values.
    Law(Unit),
    /// A table from paths of numbers to distributions.
    Laws,
    /// How often a failure mode occurs.
    Rate,
    /// How a failure mode's hazard depends on the month of building.
    Improvement,
    /// Opening hours.
    Hours,
    /// Days and ranges of days in a text, with holidays and adjusted workdays.
    Days,
    /// Spans within a day in a text.
    Shift,
}

/// A key, the shape of its value, and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What may stand behind it, for merging.
    pub shape: Shape,
    /// What may stand behind it, for schema and reference.
    pub kind: Kind,
    /// A complete scenario must have it.
    pub required: bool,
    absent: [&'static str; 2],
    meaning: [&'static str; 2],
}

const fn key(name: &'static str, shape: Shape, kind: Kind) -> Key {
    Key {
        name,
        shape,
        kind,
        required: false,
        absent: [""; 2],
        meaning: [""; 2],
    }
}

/// A string; say which kind of.
pub const fn text(name: &'static str) -> Key {
    key(name, Shape::Text, Kind::Unstated)
}

/// A number, a date, a flag or a list of them; say which.
pub const fn plain(name: &'static str) -> Key {
    key(name, Shape::Plain, Kind::Unstated)
}

/// A distribution or a rate; say which.
pub const fn whole(name: &'static str) -> Key {
    key(name, Shape::Whole, Kind::Unstated)
}

/// A table whose keys are names chosen by the user; say what it counts.
pub const fn named(name: &'static str) -> Key {
    key(name, Shape::Named, Kind::Unstated)
}

/// Opening hours.
pub const fn hours(name: &'static str) -> Key {
    key(name, Shape::Hours, Kind::Hours)
}

/// Used up while the files are read.
pub const fn loading(name: &'static str, kind: Kind) -> Key {
    key(name, Shape::Loading, kind)
}

/// A table with these keys.
pub const fn table(name: &'static str, keys: &'static [Key]) -> Key {
    key(name, Shape::Table(keys), Kind::Inner)
}

/// Entries that have an `id`.
pub const fn by_id(name: &'static str, keys: &'static [Key]) -> Key {
    key(name, Shape::ById(keys), Kind::Inner)
}

/// Entries without `id`.
pub const fn entries(name: &'static str, keys: &'static [Key]) -> Key {
    key(name, Shape::Entries(keys), Kind::Inner)
}

impl Key {
    /// What may stand behind it.
    pub const fn is(mut self, kind: Kind) -> Key {
        self.kind = kind;
        self
    }

    /// One of a few words.
    pub const fn one_of(self, words: &'static [&'static str]) -> Key {
        self.is(Kind::Choice(words))
    }

    /// A whole number from `min` to `max`.
    pub const fn count(self, min: i64, max: i64) -> Key {
        self.is(Kind::Whole(min, max))
    }

    /// A number from `min` to `max`, both included.
    pub const fn between(self, min: f64, max: f64, unit: Unit) -> Key {
        self.is(Kind::Number(Range::between(min, max), unit))
    }

    /// A share, from 0 to 1.
    pub const fn share(self) -> Key {
        self.between(0.0, 1.0, Unit::NONE)
    }

    /// A number above `min`, at most `max`.
    pub const fn above(self, min: f64, max: f64, unit: Unit) -> Key {
        self.is(Kind::Number(Range::above(min, max), unit))
    }

    /// A complete scenario must have it.
    pub const fn required(mut self) -> Key {
        self.required = true;
        self
    }

    /// The value that holds if it is absent, as it would be written.
    pub const fn or(self, value: &'static str) -> Key {
        self.absent(value, value)
    }

    /// What holds if it is absent, in words.
    pub const fn absent(mut self, en: &'static str, zh: &'static str) -> Key {
        self.absent = [en, zh];
        self
    }

    /// What it means, in a sentence or two.
    pub const fn means(mut self, en: &'static str, zh: &'static str) -> Key {
        self.meaning = [en, zh];
        self
    }

    /// What holds if it is absent; empty if it is required or says so by itself.
    pub fn default(&self, language: Language) -> &'static str {
        pick(language, self.absent)
    }

    /// What it means.
    pub fn meaning(&self, language: Language) -> &'static str {
        pick(language, self.meaning)
    }

    /// The keys inside its value.
    pub fn inner(&self) -> &'static [Key] {
        match self.shape {
            Shape::Table(keys) | Shape::ById(keys) | Shape::Entries(keys) => keys,
            _ => &[],
        }
    }
}

fn pick(language: Language, [en, zh]: [&'static str; 2]) -> &'static str {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

/// The key of a name.
pub fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}
