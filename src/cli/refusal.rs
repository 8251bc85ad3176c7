//! What is said to a command line that cannot be understood, in Chinese; the English words are those of the parser.

use super::words;
use clap::error::{ContextKind, Error, ErrorKind};

/// The message in Chinese, complete with what to type next.
pub(super) fn chinese(error: &Error) -> String {
    let named = |kind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
    let argument = named(ContextKind::InvalidArg).unwrap_or_default();
    let value = named(ContextKind::InvalidValue);
    let what = match (error.kind(), value) {
        (ErrorKind::InvalidValue, None) | (ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues, _) => {
            format!("`{argument}` 后面缺少值")
        }
        (ErrorKind::InvalidValue, Some(value)) => format!("`{argument}` 没有 `{value}` 这个选项"),
        (ErrorKind::ValueValidation, Some(value)) => format!("`{argument}` 不能取值 `{value}`"),
        (ErrorKind::UnknownArgument, _) => format!("不认识的参数 `{argument}`"),
        (ErrorKind::InvalidSubcommand, _) => {
            let command = named(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有 `{command}` 这个命令")
        }
        (ErrorKind::MissingRequiredArgument, _) => format!("缺少 `{argument}`"),
        (ErrorKind::MissingSubcommand, _) => "缺少命令".to_string(),
        (ErrorKind::ArgumentConflict, _) => match named(ContextKind::PriorArg).filter(|prior| *prior != argument) {
            Some(prior) => format!("`{argument}` 不能与 `{prior}` 同时使用"),
            None => format!("`{argument}` 只能写一次"),
        },
        (ErrorKind::TooManyValues, Some(value)) => format!("`{argument}` 多了一个值 `{value}`"),
        (ErrorKind::InvalidUtf8, _) => "参数不是 UTF-8 文本".to_string(),
        _ => format!("无法理解的命令行（{}）", error.kind()),
    };
    let meant = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let meant = meant
        .into_iter()
        .find_map(named)
        // The parser names the likeliest last.
        .map(|names| format!("；是否想写 `{}`？", names.rsplit(", ").next().unwrap_or(&names)));
    let known = named(ContextKind::ValidValue).map(|list| format!("；可选：{list}"));
    format!(
        "{}：{what}{}\n用 --help 查看用法\n",
        words::ERROR.of(crate::units::Language::Zh),
        meant.or(known).unwrap_or_default()
    )
}
