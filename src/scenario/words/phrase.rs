//! Words inside a message that differ by language, and its numbers.

use crate::units::Language;
use jiff::civil::Date;

/// Words inside a message that differ by language.
#[derive(Clone, Debug, PartialEq)]
pub enum Phrase {
    /// Outside any section.
    TopLevel,
    /// A string.
    Text,
    /// A date.
    Date,
    /// A month.
    Month,
    /// `true` or `false`.
    Flag,
    /// A table.
    Table,
    /// A list.
    List,
    /// A list of tables: `[[…]]`.
    Entries,
    /// Opening hours.
    Hours,
    /// A distribution.
    Law,
    /// A failure rate.
    Rate,
    /// A number or a table by team.
    Slots,
    /// A number in limits; `true`: the lower limit itself is excluded.
    Between(f64, f64, bool),
    /// A whole number in limits.
    WholeBetween(i64, i64),
    /// After (dates).
    After,
    /// Not before (dates).
    NotBefore,
    /// Not after (instants).
    NotAfter,
    /// What was found: a string.
    FoundText(String),
    /// What was found: a number, a date, a flag.
    FoundPlain(String),
    /// No such file.
    NoSuchFile,
    /// A file that cannot be opened.
    NotOpened,
    /// A folder where a file is expected.
    AFolder,
    /// A list of entries, in `--set`.
    ListOfEntries,
    /// A column of a table.
    Column,
    /// A cell with something in it.
    Cell,
    /// In place of a list of known names.
    Nothing,
    /// Something consumed before `--set` is applied.
    UsedWhileLoading,
    /// In place of a list of known names where a number should stand.
    NoNumber,
    /// Not within the run, whose first and last day these are.
    OutsideRun(Date, Date),
    /// A trip to where one lives.
    TripHome,
    /// What a scenario with other numbers would be told, in English and Chinese.
    Reported(String, String),
}

impl Phrase {
    /// The phrase in a language.
    pub fn words(&self, language: Language) -> String {
        let words = |en: &str, zh: &str| match language {
            Language::En => en.to_string(),
            Language::Zh => zh.to_string(),
        };
        match self {
            Phrase::TopLevel => words("the scenario", "方案"),
            Phrase::Text => words("a text in quotes", "加引号的文本"),
            Phrase::Date => words(
                "a date such as 2025-03-01, without quotes",
                "日期，如 2025-03-01，不加引号",
            ),
            Phrase::Month => words("a month such as \"2024-04\"", "月份，如 \"2024-04\""),
            Phrase::Flag => words("true or false", " true 或 false"),
            Phrase::Table => words("a table {…}", "表 {…}"),
            Phrase::List => words("a list […]", "列表 […]"),
            Phrase::Entries => words("a list of tables", "表的列表"),
            Phrase::Hours => words("\"always\" or a table by day", " \"always\" 或按星期的表"),
            Phrase::Law => words("a number or one distribution in a table", "数，或写有一个分布的表"),
            Phrase::Rate => words("a table with one rate", "写有一种故障率的表"),
            Phrase::Slots => words("a whole number or a table by team", "整数或按班组的表"),
            Phrase::Between(min, max, false) => words(
                &format!("a number from {} to {}", limit(*min), limit(*max)),
                &format!("从 {} 到 {} 的数", limit(*min), limit(*max)),
            ),
            Phrase::Between(min, max, true) => words(
                &format!("a number above {}, at most {}", limit(*min), limit(*max)),
                &format!("大于 {} 且不超过 {} 的数", limit(*min), limit(*max)),
            ),
            Phrase::WholeBetween(min, max) => words(
                &format!("a whole number from {min} to {max}"),
                &format!("从 {min} 到 {max} 的整数"),
            ),
            Phrase::After => words("after", "晚于"),
            Phrase::NotBefore => words("on or after", "不早于"),
            Phrase::NotAfter => words("at or before", "不晚于"),
            Phrase::FoundText(text) => words(&format!("the text \"{text}\""), &format!("文本 \"{text}\"")),
            Phrase::FoundPlain(text) => words(text, &format!(" {text}")),
            Phrase::NoSuchFile => words("there is no such file", "没有这个文件"),
            Phrase::NotOpened => words("it cannot be opened", "无法打开"),
            Phrase::AFolder => words("it is a folder; name a file in it", "这是文件夹，请写出其中的文件"),
            Phrase::ListOfEntries => words("a list of entries", "条目的列表"),
            Phrase::Column => words("a column of this name", "有这个名称的列"),
            Phrase::Cell => words("something in this cell", "单元格中有内容"),
            Phrase::Nothing => words("nothing that `--set` can reach", "没有 `--set` 能到达的键"),
            Phrase::NoNumber => words("no number", "没有数"),
            Phrase::OutsideRun(first, last) => words(
                &format!("it does not lie within the run, {first} to {last}"),
                &format!("不在 {first} 至 {last} 的模拟期内"),
            ),
            Phrase::TripHome => words(
                "nobody travels to where she lives: `travel_share` says who stays",
                "没有人去自己居住的城市：留下多少由 `travel_share` 决定",
            ),
            Phrase::Reported(en, zh) => words(en, zh),
            Phrase::UsedWhileLoading => words(
                "used while the files are read, before `--set`",
                "在读取文件时使用的键，早于 `--set`",
            ),
        }
    }
}

/// A number as a message shows it.
pub fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:.0}")
    } else {
        format!("{value}")
    }
}

/// A limit as a message shows it: four decimals are enough.
fn limit(value: f64) -> String {
    number((value * 1e4).round() / 1e4)
}
