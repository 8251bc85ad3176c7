//! What may be typed: commands and their options, with help in both languages.

use super::words;
use crate::units::Language;
use clap::builder::ArgPredicate;
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand};
use jiff::civil::Date;
use std::ffi::OsString;
use std::path::PathBuf;

/// Plans after-sales capacity: simulates bookings, service centres and waits of a car maker's network.
#[derive(Debug, Parser)]
#[command(
    name = "aftersales",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
#[command(arg_required_else_help = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// Print nothing but mistakes and warnings
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Language of messages and results; by default that of the system
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = ["en", "zh"])]
    pub lang: Option<String>,
    /// Print help
    #[arg(long, short, global = true, action = ArgAction::Help)]
    pub help: Option<bool>,
    /// Print the version
    #[arg(long, short = 'V', action = ArgAction::Version)]
    pub version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write a first scenario to start from, or the starting state of a morning
    New(New),
    /// Tell all mistakes of a scenario, or that there are none
    Check(Common),
    /// Simulate a scenario and leave a folder of results
    Run(Run),
    /// Simulate plans beside a baseline on the same random numbers: differences, how sure, and why
    Compare(Compare),
    /// Simulate a scenario at many points: one row each, resumable
    Sweep(Sweep),
    /// Look for the best plan under a budget, or the least cost that keeps a promise
    Optimise(Optimise),
    /// Forecast a past period and set it against what was observed: coverage, interval score, bias
    Backtest(Backtest),
    /// Tell the story of one job: every step, every wait and its cause
    Explain(Explain),
    /// Print the JSON Schema of a scenario file, for editors
    Schema(Schema),
    /// Print a script that completes commands and options in a shell
    Completions(Completions),
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The file to write; an existing file is never overwritten
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write a starting state instead: the jobs open on a morning, out of a run's records.csv
    #[arg(long, value_name = "RECORDS", requires_all = ["scenario", "at"])]
    pub from_records: Option<PathBuf>,
    /// The scenario of that run
    #[arg(long, value_name = "SCENARIO", requires = "from_records")]
    pub scenario: Option<PathBuf>,
    /// The morning: 00:00 of this date
    #[arg(long, value_name = "DATE", requires = "from_records")]
    pub at: Option<Date>,
    /// The replication to take the jobs from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub replication: u32,
}

#[derive(Debug, Args)]
pub(super) struct Run {
    #[command(flatten)]
    pub common: Common,
    /// Also write every job of every replication to records.csv
    #[arg(long)]
    pub records: bool,
    /// Leave out the charts and the page: figures alone, sooner
    #[arg(long)]
    pub no_charts: bool,
    /// Font (TTF, OTF, TTC) for the letters that charts as PNG need and the built-in font lacks
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
    /// Also simulate this scenario on the same random numbers, and draw both waits in one chart
    #[arg(long, value_name = "SCENARIO")]
    pub beside: Option<PathBuf>,
    /// Also simulate this plan on the same random numbers, and tell on the page what it would help and cost; may be repeated
    #[arg(long, value_name = "PLAN", conflicts_with_all = ["no_charts", "precision"])]
    pub action: Vec<PathBuf>,
    /// Print the summary as JSON on stdout, and nothing else there
    #[arg(long)]
    pub json: bool,
    /// Replicate until a figure of the whole network is known to so many per cent, e.g. lead_time_days=5%; -n is then the
    /// most allowed (1000 if it is not typed)
    #[arg(long, value_name = "METRIC=SHARE", value_delimiter = ',')]
    pub precision: Vec<String>,
    /// How often to draw from the beliefs of the scenario; by default for every two replications
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub beliefs: Option<u32>,
    /// With --precision: report as many fresh replications as it took
    #[arg(long, requires = "precision")]
    pub confirm: bool,
}

#[derive(Debug, Args)]
pub(super) struct Compare {
    #[command(flatten)]
    pub common: Common,
    /// The plans to compare with it, in TOML
    #[arg(value_name = "PLAN", required = true)]
    pub plans: Vec<PathBuf>,
    /// Also compare them in this future: a TOML file that lies over the scenario and every plan; may be repeated
    #[arg(long, value_name = "FILE")]
    pub future: Vec<PathBuf>,
    /// Go on with what is finished; only --replications may have changed
    #[arg(long)]
    pub resume: bool,
    /// Leave out the charts and the page: figures alone, sooner
    #[arg(long)]
    pub no_charts: bool,
    /// Font (TTF, OTF, TTC) for the letters that charts as PNG need and the built-in font lacks
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
    /// Print the main findings as JSON on stdout, and nothing else there
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Sweep {
    #[command(flatten)]
    pub common: Common,
    /// A key to vary and its values: path=2,3,4 or path=2..6:1; may be repeated
    #[arg(long, value_name = "PATH=VALUES")]
    pub vary: Vec<String>,
    /// Take the values of every --vary side by side instead of all combinations
    #[arg(long)]
    pub zip: bool,
    /// Take N points of a Latin hypercube from the ranges of --vary, which need no step
    #[arg(long, value_name = "N", conflicts_with = "zip")]
    pub lhs: Option<u32>,
    /// Take the points from a table in CSV: paths in the first line, a point in each line below
    #[arg(long, value_name = "FILE", conflicts_with_all = ["vary", "zip", "lhs"])]
    pub design: Option<PathBuf>,
    /// Go on with what is finished; only --replications may have changed
    #[arg(long)]
    pub resume: bool,
    /// The figure to draw
    #[arg(long, value_name = "METRIC", default_value = "lead_time_days")]
    pub metric: String,
    /// Leave out the charts: figures alone, sooner
    #[arg(long)]
    pub no_charts: bool,
    /// Font (TTF, OTF, TTC) for the letters that charts as PNG need and the built-in font lacks
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Optimise {
    #[command(flatten)]
    pub common: Common,
    /// Designs to simulate during the search, at most
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub designs: u32,
    /// Replications of each design during the search
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(2..))]
    pub search_replications: u32,
    /// Go on with what is finished
    #[arg(long)]
    pub resume: bool,
    /// Font (TTF, OTF, TTC) for the letters that charts as PNG need and the built-in font lacks
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Backtest {
    #[command(flatten)]
    pub common: Common,
    /// The table of what was observed, in CSV: date, metric and value, perhaps city and team
    #[arg(long, value_name = "FILE")]
    pub observed: PathBuf,
    /// Judge only from this day on
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Judge this forecast.csv, which was kept, instead of simulating
    #[arg(long, value_name = "FILE")]
    pub forecast: Option<PathBuf>,
    /// How often to draw from the beliefs of the scenario; by default for every two replications
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub beliefs: Option<u32>,
    /// Leave out the chart
    #[arg(long)]
    pub no_charts: bool,
    /// Print the scores as JSON on stdout, and nothing else there
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Print the reference of all keys in Markdown instead
    #[arg(long, hide = true)]
    pub markdown: bool,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    pub common: Common,
    /// The job: replication and id, as the first two columns of records.csv say, e.g. 3/1204
    #[arg(long, value_name = "REPLICATION/ID")]
    pub job: String,
}

impl Explain {
    /// Replication and id; none if the text names no job.
    pub fn job(&self) -> Option<(u32, u32)> {
        let (replication, id) = self.job.split_once('/')?;
        let replication = replication.trim().parse().ok().filter(|number| *number > 0)?;
        Some((replication, id.trim().parse().ok()?))
    }
}

/// What every command about a scenario understands.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// The scenario, in TOML
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// Seed of the random numbers: the same seed gives the same results
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub seed: u64,
    /// Replications: independent repetitions of the same world
    #[arg(
        long,
        short = 'n',
        value_name = "N",
        default_value_t = 30,
        default_value_if("precision", ArgPredicate::IsPresent, "1000")
    )]
    pub replications: u32,
    /// Threads; by default one per core. The results do not depend on it
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<usize>,
    /// Folder for the results; by default output/<name of the scenario's file>
    #[arg(long, short, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Change one key of the scenario, e.g. centre.wuhan-1.resources.bay=3; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
}

impl Common {
    /// Where the results go.
    pub fn folder(&self) -> PathBuf {
        self.out
            .clone()
            .unwrap_or_else(|| PathBuf::from("output").join(self.scenario.file_stem().unwrap_or_default()))
    }

    /// How many threads work.
    pub fn threads(&self) -> usize {
        self.threads
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
    }

    /// Mistakes of the options themselves, in the reader's language.
    pub fn mistakes(&self, language: Language) -> Vec<String> {
        let mut found = Vec::new();
        if self.replications == 0 {
            found.push(words::NO_REPLICATIONS.of(language).to_string());
        }
        if self.threads == Some(0) {
            found.push(words::NO_THREADS.of(language).to_string());
        }
        found
    }
}

/// The language asked for with `--lang`, else that of the system, else English. Known before the arguments are read,
/// so that their help can be in it.
pub(super) fn language(typed: &[OsString], environment: impl Fn(&str) -> Option<String>) -> Language {
    let mut asked = None;
    let mut parts = typed
        .iter()
        .skip(1)
        .map(|part| part.to_string_lossy())
        .take_while(|part| part != "--");
    while let Some(part) = parts.next() {
        if part == "--lang" {
            asked = parts.next().map(|value| value.into_owned());
        } else if let Some(value) = part.strip_prefix("--lang=") {
            asked = Some(value.to_string());
        }
    }
    let system = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(&environment)
            .find(|value| !value.is_empty())
            .unwrap_or_default()
    };
    // What is no language of ours is refused later, in that of the system.
    let asked = asked.filter(|asked| ["en", "zh"].contains(&asked.as_str()));
    match asked.unwrap_or_else(system).starts_with("zh") {
        true => Language::Zh,
        false => Language::En,
    }
}

/// The commands with their help in a language.
pub(super) fn command(language: Language) -> clap::Command {
    let english = Arguments::command().after_help(words::START.of(language));
    match language {
        Language::En => english,
        Language::Zh => translate(english, ""),
    }
}

/// Puts the Chinese words in place; what has none stays English (a test sees to it that nothing has none).
fn translate(mut command: clap::Command, path: &str) -> clap::Command {
    if let Some(about) = words::help(path) {
        command = command.about(about);
    }
    command = command
        .help_template("{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(|argument| {
            let heading = if argument.is_positional() { "参数" } else { "选项" };
            let Some(help) = words::help(argument.get_id().as_str()) else {
                return argument.help_heading(heading);
            };
            // The parser tells defaults and choices in English.
            let listed = |list: Vec<String>| list.join("、");
            let default = argument
                .get_default_values()
                .iter()
                .map(|value| value.to_string_lossy().into_owned());
            let choices = argument.get_possible_values();
            let choices = choices.iter().map(|value| value.get_name().to_string());
            let takes = argument.get_action().takes_values();
            let mut help = help.to_string();
            for (name, list) in [("默认", listed(default.collect())), ("可选", listed(choices.collect()))] {
                if takes && !list.is_empty() {
                    help.push_str(&format!("（{name} {list}）"));
                }
            }
            argument
                .help(help)
                .help_heading(heading)
                .hide_default_value(takes)
                .hide_possible_values(takes)
        });
    command.mut_subcommands(|inner| {
        let name = inner.get_name().to_string();
        translate(inner, &name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language_of(typed: &str, environment: &[(&str, &str)]) -> Language {
        let typed: Vec<OsString> = typed.split_whitespace().map(OsString::from).collect();
        language(&typed, |name| {
            environment
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn the_language_is_the_one_asked_for_then_the_systems() {
        let chinese = [("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")];
        assert_eq!(language_of("aftersales run s", &[]), Language::En);
        assert_eq!(language_of("aftersales run s", &chinese), Language::Zh);
        assert_eq!(
            language_of("aftersales run s", &[("LC_ALL", "C"), ("LANG", "zh_CN")]),
            Language::En
        );
        assert_eq!(language_of("aftersales run s --lang en", &chinese), Language::En);
        assert_eq!(language_of("aftersales --lang=zh run s", &[]), Language::Zh);
        assert_eq!(language_of("aftersales run -- --lang=zh", &[]), Language::En);
    }

    #[test]
    fn the_arguments_hold_together_in_both_languages() {
        command(Language::En).debug_assert();
        command(Language::Zh).debug_assert();
    }

    #[test]
    fn every_command_and_option_is_explained_in_chinese() {
        let command = Arguments::command();
        let mut names: Vec<String> = vec![String::new()];
        for inner in command.get_subcommands() {
            names.push(inner.get_name().to_string());
            names.extend(inner.get_arguments().map(|argument| argument.get_id().to_string()));
        }
        names.extend(command.get_arguments().map(|argument| argument.get_id().to_string()));
        let missing: Vec<_> = names.iter().filter(|name| words::help(name).is_none()).collect();
        assert!(missing.is_empty(), "no Chinese help for {missing:?}");
    }
}
