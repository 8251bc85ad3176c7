//! The commands through the built program: exit codes, what is written, what is said where.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder with an English environment.
fn aftersales(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with the first scenario in it.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(code(&aftersales(home.path(), &["new", "first.toml"])), 0);
    home
}

#[test]
fn new_writes_the_first_scenario_and_never_overwrites() {
    let home = home();
    let path = home.path().join("first.toml");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first.toml");
    assert_eq!(fs::read(&path).unwrap(), fs::read(shipped).unwrap());
    fs::write(&path, "mine").unwrap();
    let again = aftersales(home.path(), &["new", "first.toml"]);
    assert_eq!(code(&again), 2);
    assert!(
        stderr(&again).contains("first.toml") && stdout(&again).is_empty(),
        "{}",
        stderr(&again)
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(code(&aftersales(home.path(), &["new", "no/such/folder.toml"])), 1);
}

#[test]
fn check_describes_a_sound_scenario() {
    let home = home();
    let checked = aftersales(home.path(), &["check", "first.toml"]);
    assert_eq!(code(&checked), 0, "{}", stderr(&checked));
    assert!(
        stdout(&checked).starts_with("first.toml: no mistakes\n"),
        "{}",
        stdout(&checked)
    );
    let chinese = aftersales(home.path(), &["check", "first.toml", "--lang", "zh"]);
    assert!(
        stdout(&chinese).starts_with("first.toml：没有错误\n"),
        "{}",
        stdout(&chinese)
    );
    let quiet = aftersales(home.path(), &["check", "first.toml", "--quiet"]);
    assert_eq!(
        (code(&quiet), stdout(&quiet), stderr(&quiet)),
        (0, String::new(), String::new())
    );
    assert!(!home.path().join("output").exists());
}

#[test]
fn run_leaves_the_promised_files_and_the_same_bytes_twice() {
    let home = home();
    let run = |out: &str, more: &[&str]| {
        let arguments = [&["run", "first.toml", "-n", "3", "--out", out], more].concat();
        let output = aftersales(home.path(), &arguments);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        // Three replications know little: that is told, and nothing else.
        let told = stderr(&output);
        assert!(
            told.lines().count() == 1 && told.starts_with("warning: Chance is large"),
            "silent where nobody looks: {}",
            stderr(&output)
        );
        output
    };
    let told = run("a", &["--records"]);
    assert!(
        stdout(&told).contains("jobs") && stdout(&told).contains("results: a\n"),
        "{}",
        stdout(&told)
    );
    let printed = run("b", &["--json", "--threads", "3", "--records"]);
    assert_eq!(
        stdout(&printed),
        fs::read_to_string(home.path().join("b/summary.json")).unwrap()
    );
    for file in ["summary.json", "summary.csv", "daily.csv", "records.csv"] {
        let read = |folder: &str| fs::read(home.path().join(folder).join(file)).unwrap();
        assert!(read("a") == read("b"), "{file} differs");
    }
    let manifest = fs::read_to_string(home.path().join("b/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["seed"], 1);
    assert_eq!(manifest["replications"], 3);
    assert_eq!(manifest["command_line"][1], "run");
    assert!(manifest["date"].as_str().unwrap().ends_with('Z'));
    // Our own folder is replaced; records of an earlier run do not stay with the new figures.
    assert!(stdout(&run("a", &["--quiet"])).is_empty());
    assert!(!home.path().join("a/records.csv").exists());
}

#[test]
fn results_go_to_output_by_the_name_of_the_file() {
    let home = home();
    assert_eq!(code(&aftersales(home.path(), &["run", "first.toml", "-n", "1"])), 0);
    assert!(home.path().join("output/first/summary.json").exists());
}

#[test]
fn mistakes_end_with_2_and_write_nothing() {
    let home = home();
    for arguments in [
        vec!["run", "absent.toml"],
        vec!["run", "first.toml", "-n", "0"],
        vec!["run", "first.toml", "-n", "-3"],
        vec!["run", "first.toml", "-j", "0"],
        vec!["run", "first.toml", "--sed", "4"],
        vec!["run", "first.toml", "--set", "centre.wuhan-1.resources.bey=3"],
        vec!["run", "first.toml", "--lang", "fr"],
        vec!["run", "first.toml", "--out", ".."],
        vec!["run"],
        vec!["fly"],
        vec![],
    ] {
        let output = aftersales(home.path(), &arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(
            !stderr(&output).is_empty() && stdout(&output).is_empty(),
            "{arguments:?}"
        );
        assert!(!home.path().join("output").exists(), "{arguments:?}");
    }
}

#[test]
fn mistakes_of_the_file_and_of_the_options_are_told_together() {
    let home = home();
    fs::write(home.path().join("mine"), "a letter").unwrap();
    let output = aftersales(home.path(), &["run", "absent.toml", "-n", "0", "-o", "mine"]);
    assert_eq!(code(&output), 2);
    for part in ["absent.toml", "--replications 0", "mine: "] {
        assert!(stderr(&output).contains(part), "{part}: {}", stderr(&output));
    }
}

#[test]
fn a_folder_of_someone_else_is_refused_before_anything_is_computed() {
    let home = home();
    fs::create_dir(home.path().join("mine")).unwrap();
    fs::write(home.path().join("mine/letter"), "dear").unwrap();
    let output = aftersales(home.path(), &["run", "first.toml", "-o", "mine"]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).contains("mine") && stderr(&output).contains("--out"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_dir(home.path().join("mine")).unwrap().count(), 1);
}

#[test]
fn help_speaks_both_languages() {
    let home = tempfile::tempdir().unwrap();
    let english = aftersales(home.path(), &["run", "--help"]);
    assert_eq!(code(&english), 0);
    assert!(stdout(&english).contains("Replications"), "{}", stdout(&english));
    let chinese = aftersales(home.path(), &["run", "--help", "--lang=zh"]);
    assert!(
        stdout(&chinese).contains("重复次数") && stdout(&chinese).contains("用法"),
        "{}",
        stdout(&chinese)
    );
}

#[test]
fn a_font_that_cannot_be_used_is_a_mistake_of_the_input() {
    let home = home();
    fs::write(home.path().join("letter.ttf"), "not a font").unwrap();
    let run = |font: &str, more: &[&str]| {
        let arguments = [&["run", "first.toml", "-n", "2", "-o", "out", "--font", font], more].concat();
        aftersales(home.path(), &arguments)
    };
    for (font, lang, expected) in [
        ("letter.ttf", "en", "this is no font"),
        ("letter.ttf", "zh", "这不是字体文件"),
        ("none.ttf", "en", "cannot be read"),
        ("none.ttf", "zh", "无法读取此文件"),
        ("first.toml", "en", "this is no font"),
    ] {
        let output = run(font, &["--lang", lang]);
        assert_eq!(code(&output), 2);
        let told = stderr(&output);
        assert!(told.contains(expected) && told.contains(font), "{told}");
    }
    // A font without Chinese letters serves English charts and not Chinese ones.
    fs::write(home.path().join("latin.ttf"), dejavu::sans::regular()).unwrap();
    let chinese = run("latin.ttf", &["--lang", "zh"]);
    assert_eq!(code(&chinese), 2);
    assert!(
        stderr(&chinese).contains("此字体没有图表所需的字符") && !home.path().join("out").exists(),
        "{}",
        stderr(&chinese)
    );
    assert_eq!(code(&run("latin.ttf", &["--lang", "en"])), 0);
    // All mistakes at once: those of the scenario, and the font.
    let both = run("none.ttf", &["--set", "days=0"]);
    assert_eq!(code(&both), 2);
    assert!(
        stderr(&both).contains("out-of-range") && stderr(&both).contains("none.ttf"),
        "{}",
        stderr(&both)
    );
}

#[test]
fn every_command_that_draws_takes_a_font() {
    let home = home();
    let write = |file: &str, text: &[u8]| fs::write(home.path().join(file), text).unwrap();
    write("latin.ttf", dejavu::sans::regular());
    write(
        "bays.toml",
        b"extends = 'first.toml'\nname = 'More'\n[optimise]\ngoal = 'lead_time_days'\nbudget_cny = 1\n\
          [[lever]]\nid = 'bays'\nadds = { bay = 1 }\ncny = 1\n",
    );
    for command in [
        &["compare", "first.toml", "bays.toml"][..],
        &["sweep", "first.toml", "--vary", "centre.wuhan-1.resources.bay=2,3"],
        &["optimise", "bays.toml"],
    ] {
        let run = |font: &str, lang: &str| {
            let more = ["-n", "2", "-o", "out", "--font", font, "--lang", lang];
            let output = aftersales(home.path(), &[command, &more].concat());
            (code(&output), stderr(&output))
        };
        let (code, told) = run("none.ttf", "en");
        assert!(code == 2 && told.contains("none.ttf"), "{told}");
        let (code, told) = run("latin.ttf", "zh");
        assert!(code == 2 && told.contains("此字体没有图表所需的字符"), "{told}");
        assert!(!home.path().join("out").exists());
        assert_eq!(run("latin.ttf", "en").0, 0);
        fs::remove_dir_all(home.path().join("out")).unwrap();
    }
}

#[test]
fn warnings_are_told_in_the_readers_language_and_written_in_english() {
    let home = home();
    let scenario = fs::read_to_string(home.path().join("first.toml")).unwrap();
    let walk_in = "booking = { policy = \"walk-in\" }\n";
    let grown = scenario.replace("warm_up_days = 30", "warm_up_days = 0");
    let grown = grown.split("booking = ").next().unwrap().to_string() + walk_in;
    fs::write(home.path().join("grown.toml"), grown).unwrap();
    let rates = ["--set", "city.wuhan.vehicles=20000"];
    let arguments = [
        &["run", "grown.toml", "-n", "6", "-o", "out", "--lang", "zh"],
        &rates[..],
    ]
    .concat();
    let output = aftersales(home.path(), &arguments);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let summary = fs::read_to_string(home.path().join("out/summary.json")).unwrap();
    let page = fs::read_to_string(home.path().join("out/report.html")).unwrap();
    for (english, chinese) in [
        ("No steady state: in 6 of 6 replications", "没有稳态：6次重复中有6次"),
        ("More work than capacity: the bays of", "工作量超过能力"),
        ("No warm-up", "没有预热期"),
    ] {
        assert!(
            stderr(&output).contains(chinese) && !stderr(&output).contains(english),
            "{}",
            stderr(&output)
        );
        assert!(summary.contains(english) && !summary.contains(chinese), "{english}");
        assert!(page.contains(english) && page.contains(chinese), "{english}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_keeps_what_was_finished_with_the_bytes_of_a_shorter_run() {
    let home = home();
    let mut child = Command::new(env!("CARGO_BIN_EXE_aftersales"))
        .args([
            "run",
            "first.toml",
            "-n",
            "100000000",
            "-o",
            "long",
            "--quiet",
            "--lang",
            "en",
        ])
        .current_dir(home.path())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert!(
        Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    let ended = child.wait().unwrap();
    let mut told = String::new();
    std::io::Read::read_to_string(child.stderr.as_mut().unwrap(), &mut told).unwrap();
    assert_eq!(ended.code(), Some(130), "{told}");
    assert!(told.contains("interrupted") && told.contains("long"), "{told}");
    let manifest = fs::read_to_string(home.path().join("long/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let finished = manifest["replications"].to_string();
    assert_eq!(
        code(&aftersales(
            home.path(),
            &["run", "first.toml", "-n", &finished, "-o", "short"]
        )),
        0
    );
    for file in ["summary.json", "summary.csv", "daily.csv"] {
        let read = |folder: &str| fs::read(home.path().join(folder).join(file)).unwrap();
        assert!(read("long") == read("short"), "{file} differs");
    }
}

#[test]
fn check_tells_who_has_more_work_than_slots_and_a_run_says_it_in_one_line() {
    let home = home();
    let load = ["--set", "city.wuhan.vehicles=1000000"];
    let check = |more: &[&str]| aftersales(home.path(), &[&["check", "first.toml"][..], &load, more].concat());
    let warned = check(&[]);
    assert_eq!(code(&warned), 0, "{}", stderr(&warned));
    let told = stderr(&warned);
    assert!(
        told.contains("more work than") && told.contains("waits grow with the length"),
        "{told}"
    );
    let chinese = stderr(&check(&["--lang", "zh"]));
    assert!(chinese.contains("超出") || chinese.contains("多于"), "{chinese}");
    let quiet = check(&["--quiet"]);
    assert!(
        stdout(&quiet).is_empty() && stderr(&quiet).lines().count() == 1,
        "{}",
        stderr(&quiet)
    );
    let short = ["--set", "days=31", "--no-charts", "--quiet", "-n", "1"];
    let ran = aftersales(home.path(), &[&["run", "first.toml"][..], &load[..0], &short].concat());
    assert_eq!(
        (code(&ran), stderr(&ran).as_str()),
        (0, ""),
        "one day of one run proves nothing"
    );
    let heavy = ["--set", "city.wuhan.vehicles=3000"];
    let ran = aftersales(home.path(), &[&["run", "first.toml"][..], &heavy, &short].concat());
    assert_eq!((code(&ran), stderr(&ran).lines().count()), (0, 1), "{}", stderr(&ran));
}

#[test]
fn completions_know_every_command_in_every_shell() {
    let home = home();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = aftersales(home.path(), &["completions", shell, "--lang", "en"]);
        assert_eq!(code(&output), 0, "{shell}: {}", stderr(&output));
        for word in [
            "check",
            "completions",
            "explain",
            "new",
            "run",
            "schema",
            "--replications",
        ] {
            let word = if shell == "fish" {
                word.trim_start_matches('-')
            } else {
                word
            };
            assert!(stdout(&output).contains(word), "{shell}: no {word}");
        }
    }
    assert_eq!(code(&aftersales(home.path(), &["completions", "cmd"])), 2);
    let script = home.path().join("aftersales.bash");
    fs::write(&script, aftersales(home.path(), &["completions", "bash"]).stdout).unwrap();
    // Not every machine has bash; where there is one, it must take the script.
    if let Ok(read) = Command::new("bash").arg("-n").arg(&script).output() {
        assert!(read.status.success(), "{}", stderr(&read));
    }
}
