//! What `backtest` says.

use super::{Words, words};
use crate::study::backtest::observed::{COLUMNS, Mistake};
use crate::units::Language;

pub(in crate::cli) const UNREADABLE: Words = words(
    "{} {}: this file cannot be read: {}. Check the name.",
    "{} {}：无法读取此文件：{}。请检查文件名。",
);
pub(in crate::cli) const NO_FORECAST: Words = words(
    "--forecast {}:{}: not as `run` or `backtest` leaves a forecast.csv",
    "--forecast {}:{}：不是 `run` 或 `backtest` 留下的 forecast.csv",
);
pub(in crate::cli) const NOTHING_JUDGED: Words = words(
    "--observed {}: none of its {} values is forecast; the forecast goes from {} to {}. Choose other days, or move `start` and \
     `days` of the scenario",
    "--observed {}：其中 {} 个数值均无预测；预测期为 {} 至 {}。请换日期，或调整方案的 `start` 与 `days`",
);
pub(in crate::cli) const LEFT_OUT: Words = words(
    "{} of the observed values are not judged: outside the forecast, or before --from",
    "{} 个实际数值未评估：不在预测期内，或早于 --from",
);
pub(in crate::cli) const FEW: Words = words(
    "with {} replications the band of 90 % goes from the least to the largest of them and holds only about {} % of what comes; \
     take -n 60 or more",
    "仅 {} 次重复时，90% 带为其中最小值至最大值，只能包含约 {}% 的实际值；请取 -n 60 或更多",
);
pub(in crate::cli) const HEADING: Words =
    words("{}: what was observed against the forecast\n", "{}：实际与预测的对照\n");
pub(in crate::cli) const COLUMNS_OF_SCORES: [Words; 6] = [
    words("series", "序列"),
    words("days", "天数"),
    words("inside 50 %", "50%带内"),
    words("inside 90 %", "90%带内"),
    words("score", "得分"),
    words("bias", "偏差"),
];
pub(in crate::cli) const BY_CHANCE: Words = words("  by chance alone", "  仅随机性");
pub(in crate::cli) const NOTE: Words = words(
    "score: interval score of the 90 % band, smaller is better; bias: forecast less observed. Days follow one another, so few \
     of them say little\n",
    "得分：90% 带的区间得分，越小越好；偏差：预测减实际。相邻日子彼此相关，天数少时说明不了多少\n",
);

/// A mistake of the table of observations: where, what, what was expected.
pub(in crate::cli) fn mistake(path: &str, mistake: &Mistake, language: Language) -> String {
    let near = |near: &Option<String>| match near {
        Some(near) => super::DID_YOU_MEAN.with(language, &[near]),
        None => String::new(),
    };
    let at = |line: &u64| format!("{path}:{line}");
    let (phrase, gaps): (Words, Vec<String>) = match mistake {
        Mistake::Unreadable(line) => (
            words(
                "--observed {}: not a table in CSV; save it as CSV UTF-8",
                "--observed {}：不是 CSV 表格；请另存为 CSV UTF-8",
            ),
            vec![at(line)],
        ),
        Mistake::NoColumn(name) => (
            words(
                "--observed {}:1: there is no column `{}`; a table has date, metric and value, perhaps city and team",
                "--observed {}:1：缺少 `{}` 列；表格应有 date、metric、value，可另有 city 与 team",
            ),
            vec![path.to_string(), (*name).to_string()],
        ),
        Mistake::UnknownColumn(name) => (
            words(
                "--observed {}:1: no column is called `{}`; known: {}",
                "--observed {}:1：没有名为 `{}` 的列；可用：{}",
            ),
            vec![path.to_string(), name.clone(), COLUMNS.join(", ")],
        ),
        Mistake::ColumnTwice(name) => (
            words(
                "--observed {}:1: two columns are called `{}`; leave one of them out",
                "--observed {}:1：有两列名为 `{}`；请去掉其中一列",
            ),
            vec![path.to_string(), name.clone()],
        ),
        Mistake::TooLong(line) => (
            words(
                "--observed {}: more cells than columns; write numbers without commas: 1200, 0.5",
                "--observed {}：单元格多于列数；数字请不用逗号：1200、0.5",
            ),
            vec![at(line)],
        ),
        Mistake::NoRows => (
            words(
                "--observed {}: there is no row below the header; write e.g. date,metric,value and 2025-03-01,jobs,12",
                "--observed {}：表头之下没有数据；请写如 date,metric,value 与 2025-03-01,jobs,12",
            ),
            vec![path.to_string()],
        ),
        Mistake::Date(line, text) => (
            words(
                "--observed {}: `{}` is no date; expected one such as 2025-03-01",
                "--observed {}：`{}` 不是日期；应为如 2025-03-01",
            ),
            vec![at(line), text.clone()],
        ),
        Mistake::Number(line, text) => (
            words(
                "--observed {}: `{}` is no number; leave the cell empty where nothing was observed",
                "--observed {}：`{}` 不是数；未观察到时请留空",
            ),
            vec![at(line), text.clone()],
        ),
        Mistake::Impossible(line, text, metric) => (
            words(
                "--observed {}: `{}` cannot be {}; expected a number from 0 on, and for a share at most 1: 0.55 for 55 %",
                "--observed {}：`{}` 不可能是 {} 的值；应不小于 0，比例不超过 1：55% 写作 0.55",
            ),
            vec![at(line), text.clone(), metric.key().to_string()],
        ),
        Mistake::Metric(line, text, nearest) => (
            words(
                "--observed {}: no figure by day is called `{}`{}; there are those of daily.csv: jobs, served, in_system, \
                 lead_time_days, first_slot_days, fully_booked_share, free_days, utilisation",
                "--observed {}：没有名为 `{}` 的按日指标{}；可用 daily.csv 中的 jobs、served、in_system、lead_time_days、\
                 first_slot_days、fully_booked_share、free_days、utilisation",
            ),
            vec![at(line), text.clone(), near(nearest)],
        ),
        Mistake::City(line, text, nearest) => (
            words(
                "--observed {}: the scenario has no city `{}`{}; leave the cell empty for all cities",
                "--observed {}：方案中没有城市 `{}`{}；留空表示所有城市",
            ),
            vec![at(line), text.clone(), near(nearest)],
        ),
        Mistake::Team(line, text, nearest) => (
            words(
                "--observed {}: the scenario has no team `{}`{}; leave the cell empty for all teams",
                "--observed {}：方案中没有班组 `{}`{}；留空表示所有班组",
            ),
            vec![at(line), text.clone(), near(nearest)],
        ),
        Mistake::Twice(line, earlier) => (
            words(
                "--observed {}: the same day and figure stand in line {}; leave one of them out",
                "--observed {}：与第 {} 行的日期和指标相同；请去掉其中一行",
            ),
            vec![at(line), earlier.to_string()],
        ),
    };
    let gaps: Vec<&dyn std::fmt::Display> = gaps.iter().map(|gap| gap as &dyn std::fmt::Display).collect();
    phrase.with(language, &gaps)
}
