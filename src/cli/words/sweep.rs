//! What `sweep` says.

use super::{Words, words};
use crate::study::sweep::design::{DesignMistake, MOST};
use crate::units::Language;
use std::path::Path;

pub(in crate::cli) const UNKNOWN_METRIC: Words = words(
    "--metric {}: no figure has this name; known: {}",
    "--metric {}：没有这个指标；可选：{}",
);
pub(in crate::cli) const BAD_TABLE: Words = words(
    "--design {}: this file cannot be read: {}. Check the name.",
    "--design {}：无法读取此文件：{}。请检查文件名。",
);
pub(in crate::cli) const ALL_REFUSED: Words = words(
    "none of the {} runs can be done; the first of them:",
    "{} 个运行点均无法运行；其中第一个：",
);
pub(in crate::cli) const SOME_REFUSED: Words = words(
    "{} of {} runs were refused by the scenario; the column status of {} says why",
    "{} / {} 个运行点被方案拒绝；原因见 {} 的 status 列",
);
pub(in crate::cli) const RUNS: Words = words(
    "{}: {} runs of {} replications each, seed {}\n",
    "{}：{} 个运行点，各重复 {} 次，种子 {}\n",
);
pub(in crate::cli) const UNITS: Words = words(
    "units: {} reused, {} damaged and done again, {} done now\n",
    "单元：沿用 {} 个，损坏后重做 {} 个，本次完成 {} 个\n",
);
pub(in crate::cli) const KEPT: Words = words(
    "what was finished is kept in {}; the same command with --resume goes on from there",
    "已完成的部分保存在 {}；在同一命令后加 --resume 即可继续",
);
pub(in crate::cli) const NO_CHART: Words = words("no chart: {}\n", "没有图表：{}\n");
pub(in crate::cli) const NO_CHART_SHAPE: Words = words(
    "one is drawn where one number is varied, or two numbers in a grid",
    "只改变一个数值，或以网格改变两个数值时才会绘图",
);
pub(in crate::cli) const NO_CHART_FIGURES: Words = words("{} has no figures in these runs", "这些运行点没有 {} 的数据");

/// A mistake of the parameters: what, what was expected, what to type.
pub(in crate::cli) fn mistake(mistake: &DesignMistake, table: Option<&Path>, language: Language) -> String {
    let table = table.map(|path| path.display().to_string()).unwrap_or_default();
    let (phrase, gaps): (Words, Vec<String>) = match mistake {
        DesignMistake::Form(text) => (
            words(
                "--vary {}: expected path=values, e.g. --vary centre.wuhan-1.resources.bay=2,3,4",
                "--vary {}：应为“路径=取值”，如 --vary centre.wuhan-1.resources.bay=2,3,4",
            ),
            vec![text.clone()],
        ),
        DesignMistake::NoValue(text) => (
            words(
                "--vary {}: a value is missing; write values with commas between them, e.g. path=2,3,4",
                "--vary {}：缺少一个取值；各取值以逗号分隔，如 path=2,3,4",
            ),
            vec![text.clone()],
        ),
        DesignMistake::Ends(text) => (
            words(
                "--vary {}: both ends of a range must be numbers, e.g. path=2..6:1",
                "--vary {}：范围两端都应为数字，如 path=2..6:1",
            ),
            vec![text.clone()],
        ),
        DesignMistake::Order(text) => (
            words(
                "--vary {}: the range ends below where it begins; write the smaller number first, e.g. path=2..6:1",
                "--vary {}：范围的终点小于起点；请把较小的数写在前面，如 path=2..6:1",
            ),
            vec![text.clone()],
        ),
        DesignMistake::Step(text) => (
            words(
                "--vary {}: the step after the colon must be a number above 0, e.g. path=2..6:1",
                "--vary {}：冒号后的步长应为大于 0 的数，如 path=2..6:1",
            ),
            vec![text.clone()],
        ),
        DesignMistake::NoStep(path) => (
            words(
                "--vary {}: this range needs a step, e.g. 2..6:1; without one it is for --lhs",
                "--vary {}：此范围需要步长，如 2..6:1；没有步长的范围只用于 --lhs",
            ),
            vec![path.clone()],
        ),
        DesignMistake::Twice(path) if !table.is_empty() => (
            words(
                "--design {}: the column {} stands twice; keep one of them",
                "--design {}：列 {} 出现两次；请只保留一个",
            ),
            vec![table, path.clone()],
        ),
        DesignMistake::Twice(path) => (
            words(
                "--vary {}: this parameter stands twice; write all its values in one --vary",
                "--vary {}：此参数出现两次；请把全部取值写在一个 --vary 中",
            ),
            vec![path.clone()],
        ),
        DesignMistake::Lengths(lengths) => {
            let each: Vec<String> = lengths.iter().map(|(path, count)| format!("{path}: {count}")).collect();
            (
                words(
                    "--zip: every --vary needs as many values as the others ({})",
                    "--zip：各 --vary 的取值个数必须相同（{}）",
                ),
                vec![each.join(", ")],
            )
        }
        DesignMistake::Nothing => (
            words(
                "nothing is varied: add --vary path=2,3,4 or --design table.csv",
                "没有要改变的参数：请加上 --vary path=2,3,4 或 --design table.csv",
            ),
            Vec::new(),
        ),
        DesignMistake::NoPoints => (
            words(
                "--lhs 0: at least 1 point is needed, e.g. --lhs 50",
                "--lhs 0：至少需要 1 个点，如 --lhs 50",
            ),
            Vec::new(),
        ),
        DesignMistake::TooMany => (
            words(
                "these are more than {} points: take fewer values, larger steps, or --lhs with fewer points",
                "点数超过 {}：请减少取值、加大步长，或用 --lhs 取更少的点",
            ),
            vec![MOST.to_string()],
        ),
        DesignMistake::Unreadable => (
            words(
                "--design {}: this is no table in CSV; UTF-8 or GBK is expected",
                "--design {}：这不是 CSV 表；应为 UTF-8 或 GBK 编码",
            ),
            vec![table],
        ),
        DesignMistake::NoRows => (
            words(
                "--design {}: expected paths in the first line and a point in each line below",
                "--design {}：第一行应为路径，其下每行一个点",
            ),
            vec![table],
        ),
        DesignMistake::Nameless(column) => (
            words(
                "--design {}: column {} has no name in the first line; write the path of its parameter there",
                "--design {}：第 {} 列在第一行没有名字；请写上其参数的路径",
            ),
            vec![table, column.to_string()],
        ),
        DesignMistake::TooWide(line) => (
            words(
                "--design {}: line {} has more cells than the first line has names",
                "--design {}：第 {} 行的单元格多于第一行的名字",
            ),
            vec![table, line.to_string()],
        ),
    };
    let gaps: Vec<&dyn std::fmt::Display> = gaps.iter().map(|gap| gap as &dyn std::fmt::Display).collect();
    phrase.with(language, &gaps)
}
