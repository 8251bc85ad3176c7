//! Whatever people read is in their language: help, messages and both versions of the page.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Words that are the same in Chinese text: names of outlets and products, and what is typed.
const NAMES: [&str; 12] = [
    "IT", "We", "Predict", "Solera", "PNG", "TOML", "JSON", "TTF", "OTF", "Schema", "shell", "App",
];

/// Names and values that are typed as they stand.
const CHOICES: [&str; 8] = ["aftersales", "en", "zh", "bash", "elvish", "fish", "powershell", "zsh"];

fn aftersales(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8")
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

/// English words of a text that is to be Chinese: two letters or more, all small but the first. What is typed is left
/// out: options, keys with an underscore, capitals, names of files.
fn english_words(text: &str) -> Vec<String> {
    let is_code = |token: &str| {
        token.starts_with('-')
            || token.contains(['_', '=', '/', '`'])
            || token.split('.').count() > 1 && token.is_ascii()
            || token.chars().all(|letter| !letter.is_lowercase())
    };
    let apart = |letter: char| letter.is_whitespace() || (!letter.is_ascii() && !letter.is_ascii_alphanumeric());
    let tokens = text.split(apart).filter(|token| !is_code(token));
    tokens
        .flat_map(|token| token.split(|letter: char| !letter.is_ascii_alphabetic()))
        .filter(|word| word.len() > 1 && !NAMES.contains(word) && word.chars().any(char::is_lowercase))
        .map(str::to_string)
        .collect()
}

/// The text that a part of a page shows: without tags, code, and what is told to programs.
fn shown(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        text.push(' ');
        rest = &rest[open..];
        let skip = [("<code", "</code>"), ("<script", "</script>"), ("<style", "</style>")]
            .into_iter()
            .find(|(start, _)| rest.starts_with(start));
        let end = match skip {
            Some((_, end)) => rest.find(end).map(|at| at + end.len()),
            None => rest.find('>').map(|at| at + 1),
        };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    text + rest
}

#[test]
fn the_reader_of_words_sees_english_in_chinese() {
    assert_eq!(
        english_words("预约 within 3天，见 summary.csv、--out、warm_up_days"),
        ["within"]
    );
    assert_eq!(
        shown("<p>一<code>run</code>二<b>x</b></p>")
            .split_whitespace()
            .collect::<String>(),
        "一二x"
    );
}

#[test]
fn chinese_help_has_no_english_words() {
    let home = tempfile::tempdir().unwrap();
    let chinese = [("LANG", "zh_CN.UTF-8")];
    let top = aftersales(home.path(), &["--help"], &chinese);
    let top = String::from_utf8(top.stdout).unwrap();
    // The names of the commands stand first in their lines.
    let commands: Vec<&str> = top
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.contains(&"run") && commands.len() >= 3, "{commands:?}");
    let mut pages = vec![top.clone()];
    for command in &commands {
        let help = aftersales(home.path(), &[command, "--help"], &chinese);
        pages.push(String::from_utf8(help.stdout).unwrap());
    }
    for page in pages {
        let wrong: Vec<String> = english_words(&page)
            .into_iter()
            .filter(|word| !commands.contains(&word.as_str()) && !CHOICES.contains(&word.as_str()))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?} in\n{page}");
    }
}

#[test]
fn what_cannot_be_understood_is_said_in_chinese() {
    let home = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (vec!["run", "s.toml", "--replicatons", "3"], "--replications"),
        (vec!["run", "s.toml", "-n", "many"], "many"),
        (vec!["run", "s.toml", "--lang", "fr"], "zh"),
        (vec!["run"], "SCENARIO"),
        (vec!["rnu"], "没有 `rnu` 这个命令"),
        (vec!["chekc"], "`check`"),
        (vec!["run", "a.toml", "b.toml"], "b.toml"),
        (vec!["run", "s.toml", "--out"], "--out"),
        (vec!["run", "s.toml", "--seed", "1", "--seed", "2"], "--seed"),
    ] {
        // `--lang fr` is no language: that of the system holds.
        let output = aftersales(home.path(), &arguments, &[("LANG", "zh_CN.UTF-8")]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(
            told.starts_with("错误：") && told.contains(expected),
            "{arguments:?}: {told}"
        );
        let typed = [
            "many",
            "rnu",
            "run",
            "chekc",
            "check",
            "fr",
            "zh",
            "en",
            "help",
            "aftersales",
        ];
        let wrong: Vec<String> = english_words(&told)
            .into_iter()
            .filter(|word| !typed.contains(&word.as_str()))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?} in {told}");
    }
}

#[test]
fn each_version_of_the_page_keeps_to_its_language() {
    let home = tempfile::tempdir().unwrap();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/shanghai-2025.toml");
    let scenario = scenario.to_str().unwrap();
    let run = aftersales(
        home.path(),
        &["run", scenario, "-n", "2", "-o", "out", "--lang", "en"],
        &[],
    );
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let page = fs::read_to_string(home.path().join("out/report.html")).unwrap();
    let part = |lang: &str| {
        let start = page.find(&format!("<div class=\"version\" lang=\"{lang}\"")).unwrap();
        let rest = &page[start + 1..];
        let end = rest.find("<div class=\"version\"").or(rest.find("<script>")).unwrap();
        shown(&rest[rest.find('>').unwrap() + 1..end])
    };
    let wrong = english_words(&part("zh-CN"));
    assert!(wrong.is_empty(), "{wrong:?}");
    let english = part("en");
    let han: String = english
        .chars()
        .filter(|letter| ('\u{4e00}'..'\u{a000}').contains(letter))
        .collect();
    assert!(han.is_empty(), "{han}");
    // Both tell the same: what was observed, and what is assumed.
    for (text, lang) in [
        ("Observed beside simulated", "en"),
        ("观察与模拟对照", "zh-CN"),
        ("低", "zh-CN"),
    ] {
        assert!(part(lang).contains(text), "{text}");
    }
}
