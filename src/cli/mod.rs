//! The command line: the only place that prints, reads a clock or looks at the environment.

#![allow(
    clippy::disallowed_methods,
    reason = "the door reads the clock and the environment for all other rooms"
)]

mod actions;
mod ahead;
mod arguments;
mod backtest;
mod check;
mod compare;
mod completions;
mod explain;
mod font;
mod keep;
mod load;
mod new;
mod optimise;
mod precision;
mod progress;
mod refusal;
mod run;
mod schema;
mod sweep;
mod table;
mod words;

use crate::study::failure::Failure;
use crate::units::Language;
use arguments::{Arguments, Command};
use clap::FromArgMatches;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended, other than by a [`Failure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// All that was asked is done.
    Done,
    /// The input is wrong; every mistake has been told.
    Mistaken,
    /// Interrupted; what was finished is kept.
    Interrupted,
}

/// Reads the arguments, does what they say, and tells how it went: 0 done, 1 failed while running, 2 the input is
/// wrong, 130 interrupted.
pub fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    let language = arguments::language(&typed, |name| std::env::var(name).ok());
    let arguments = match arguments::command(language)
        .try_get_matches_from(&typed)
        .and_then(|matches| Arguments::from_arg_matches(&matches))
    {
        Ok(arguments) => arguments,
        Err(error) if language == Language::Zh && error.exit_code() == 2 && !is_help(&error) => {
            let _ = io::stderr().lock().write_all(refusal::chinese(&error).as_bytes());
            return ExitCode::from(2);
        }
        Err(error) => error.exit(),
    };
    let door = Door {
        language,
        quiet: arguments.quiet,
        warned: RefCell::default(),
    };
    let line = || typed.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let result = match &arguments.command {
        Command::New(asked) => new::run(&door, asked),
        Command::Check(asked) => check::run(&door, asked),
        Command::Explain(asked) => explain::run(&door, asked),
        Command::Run(asked) => run::run(&door, asked, line()),
        Command::Compare(asked) => compare::run(&door, asked, line()),
        Command::Sweep(asked) => sweep::run(&door, asked, line()),
        Command::Optimise(asked) => optimise::run(&door, asked, line()),
        Command::Backtest(asked) => backtest::run(&door, asked, line()),
        Command::Schema(asked) => schema::run(&door, asked),
        Command::Completions(asked) => completions::run(&door, asked),
    };
    match result {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Mistaken) => ExitCode::from(2),
        Ok(End::Interrupted) => ExitCode::from(130),
        Err(failure) => {
            door.mistake(&failure.message(language));
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Whether the parser answers with its help, which is in the reader's language already.
fn is_help(error: &clap::Error) -> bool {
    use clap::error::ErrorKind;
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// Where words leave the program: results on stdout, everything else on stderr.
struct Door {
    language: Language,
    quiet: bool,
    /// The warnings told so far: what holds for a scenario and its plans is told once.
    warned: RefCell<BTreeSet<String>>,
}

impl Door {
    /// A result, on stdout. A reader who has gone away (`| head`) is no failure.
    fn say(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::disk(crate::study::failure::Deed::Write, "stdout", error))
            }
            _ => Ok(()),
        }
    }

    /// What went wrong, on stderr.
    fn mistake(&self, message: &str) {
        self.tell(&words::LABELLED.with(self.language, &[&words::ERROR.of(self.language), &message]));
    }

    /// What to read before trusting the results, on stderr.
    fn warning(&self, message: &str) {
        if !self.warned.borrow_mut().insert(message.to_string()) {
            return;
        }
        self.tell(&words::LABELLED.with(self.language, &[&words::WARNING.of(self.language), &message]));
    }

    /// Text for people, on stderr; if nobody can read it there, nothing can be done.
    fn tell(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}
