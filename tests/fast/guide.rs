//! The guide and the README are run: each command in order, each file written, each quoted line found.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ENGLISH: &str = "C.UTF-8";

/// A fenced block of a document, or the lines between two of them.
enum Part {
    /// The language behind the fence, the name in the line before it ("`name`:"), and the lines inside.
    Block(String, Option<String>, Vec<String>),
    Prose(String),
}

/// Cuts a document at its fences.
fn parts(document: &str) -> Vec<Part> {
    let (mut parts, mut prose) = (Vec::new(), String::new());
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            prose.push_str(line);
            prose.push('\n');
            continue;
        };
        let inside = lines.by_ref().take_while(|line| *line != "```").map(String::from);
        let inside = inside.collect();
        let before = prose.trim_end().lines().next_back().unwrap_or_default();
        let name = ["`:", "`："].iter().find_map(|end| before.strip_suffix(end));
        let name = name.and_then(|name| name.strip_prefix('`')).map(String::from);
        parts.push(Part::Prose(std::mem::take(&mut prose)));
        parts.push(Part::Block(language.to_string(), name, inside));
    }
    parts.push(Part::Prose(prose));
    parts
}

/// What stands between single backticks.
fn spans(prose: &str) -> Vec<&str> {
    prose.split('`').skip(1).step_by(2).collect()
}

/// One space for any number of them: widths of columns are no promise.
fn plain(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs a line of a shell block with the built program first on the path; none if it needs a Python that is not here.
fn shell(folder: &Path, line: &str, language: &str) -> Option<Output> {
    if line.starts_with("python3") && Command::new("python3").arg("--version").output().is_err() {
        return None;
    }
    let program = Path::new(env!("CARGO_BIN_EXE_aftersales")).parent().unwrap();
    let line = format!("PATH=\"$0:$PATH\"\n{line}");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg(program).current_dir(folder);
    command
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", language);
    Some(command.output().unwrap())
}

/// Runs a line, which must end with the code that its comment names (`# exit 2`), else with 0, and in silence after
/// `# says nothing`. What it said, its warnings after its results.
fn run(folder: &Path, line: &str, language: &str) -> Option<String> {
    let (command, expected) = match line.split_once(" # exit ") {
        Some((command, code)) => (command, code.trim().parse().unwrap()),
        None => (line, 0),
    };
    let output = shell(folder, command, language)?;
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(expected), "{line}\n{said}");
    assert!(said.is_empty() || !line.ends_with("# says nothing"), "{line}\n{said}");
    Some(said)
}

/// Every quoted line is in what was said, in any order of streams, `…` left aside.
fn quoted(said: &str, quoted: &[String]) {
    let lines: Vec<String> = said.lines().map(plain).collect();
    for line in quoted.iter().filter(|line| line.trim() != "…") {
        let line = plain(line);
        assert!(lines.contains(&line), "not said: {line}\n--- said:\n{said}");
    }
}

/// Whether a span names a file or folder of ours, as against a key or a command.
fn names_a_file(span: &str) -> bool {
    let plain = |character: char| character.is_ascii_alphanumeric() || "./_-".contains(character);
    let ends = [".toml", ".csv", ".json", ".html", ".svg", ".png", ".md", ".py", "/"];
    span.chars().all(plain) && (ends.iter().any(|end| span.ends_with(end)) || span.starts_with("output/"))
}

/// A file is there in the walk's folder, among its results, or in the repository.
fn there(folder: &Path, name: &str) -> bool {
    let results = fs::read_dir(folder.join("output")).into_iter().flatten();
    let among = results
        .map(|entry| entry.unwrap().path().join(name))
        .any(|path| path.exists());
    among || folder.join(name).exists() || repository().join(name).exists()
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

/// Walks through a document in a folder that holds nothing but the shipped scenarios. Commands of cargo are left out, and
/// so is `elsewhere`, the folder that they would make.
fn walk(document: &str, language: &str, elsewhere: &str) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    copy(&repository().join("scenarios"), &folder.join("scenarios"));
    let parts = parts(document);
    let mut said = Some(String::new());
    for part in &parts {
        let Part::Block(kind, name, lines) = part else {
            continue;
        };
        match (kind.as_str(), name) {
            (_, Some(name)) => fs::write(folder.join(name), lines.join("\n") + "\n").unwrap(),
            ("sh", None) => {
                let commands = lines.iter().filter(|line| !line.starts_with("cargo "));
                said = commands.map(|line| run(folder, line, language)).collect();
            }
            ("text", None) => said.iter().for_each(|said| quoted(said, lines)),
            _ => panic!("a block of {kind} without a name: {lines:?}"),
        }
    }
    for part in &parts {
        let Part::Prose(prose) = part else { continue };
        for span in spans(prose)
            .into_iter()
            .filter(|span| names_a_file(span) && *span != elsewhere)
        {
            assert!(there(folder, span), "`{span}` is named and not there");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_guide_can_be_followed_to_the_letter() {
    walk(
        &fs::read_to_string(repository().join("docs/guide.md")).unwrap(),
        ENGLISH,
        "",
    );
}

#[cfg(unix)]
#[test]
fn so_can_the_chinese_one() {
    walk(
        &fs::read_to_string(repository().join("docs/guide.zh.md")).unwrap(),
        "zh_CN.UTF-8",
        "",
    );
}

#[cfg(unix)]
#[test]
fn the_readme_can_be_followed_to_the_letter() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    walk(&readme, ENGLISH, "output/national-2025");
    // The two commands that a newcomer tries first.
    let first = "cargo run --release --locked -- run scenarios/national-2025.toml\ncargo test --locked\n";
    assert!(readme.contains(first));
}

/// Links inside the documentation lead somewhere.
#[test]
fn links_lead_somewhere() {
    let docs = repository().join("docs");
    let mut files: Vec<_> = fs::read_dir(&docs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.push(repository().join("README.md"));
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "md"))
    {
        let text = fs::read_to_string(file).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')) {
            let (path, anchor) = target.0.split_once('#').unwrap_or((target.0, ""));
            if path.starts_with("http") {
                continue;
            }
            let path = if path.is_empty() {
                file.clone()
            } else {
                file.parent().unwrap().join(path)
            };
            assert!(path.exists(), "{}: {}", file.display(), target.0);
            if !anchor.is_empty() {
                let text = fs::read_to_string(&path).unwrap();
                let found = text
                    .lines()
                    .filter(|line| line.starts_with('#'))
                    .any(|line| slug(line) == anchor);
                assert!(found, "{}: {}", file.display(), target.0);
            }
        }
    }
}

/// The anchor that readers of Markdown give a heading.
fn slug(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
