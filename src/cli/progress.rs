//! How far a run is: rates and the time left, on stderr, where someone may be looking.

use super::{Door, words};
use crate::study::run::Progress;
use crate::units::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::time::Duration;

/// A line that follows the replications of a run; nothing where stderr is no terminal, or with `--quiet`.
pub(super) struct Line {
    bar: ProgressBar,
    language: Language,
}

impl Line {
    pub fn new(door: &Door, replications: u32) -> Line {
        let seen = io::stderr().is_terminal() && !door.quiet;
        let target = if seen {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(u64::from(replications)), target);
        if let Ok(style) = ProgressStyle::with_template(words::PROGRESS.of(door.language)) {
            bar.set_style(style);
        }
        if seen {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Line {
            bar,
            language: door.language,
        }
    }

    /// Shows how far the run is.
    pub fn show(&self, progress: Progress) {
        // With a precision it is known only up to the next look.
        self.bar.set_length(u64::from(progress.replications));
        self.bar.set_position(u64::from(progress.finished));
        let seconds = self.bar.elapsed().as_secs_f64();
        if seconds > 0.0 {
            let rate = (progress.jobs as f64 / seconds) as u64;
            self.bar
                .set_message(words::JOBS_PER_SECOND.with(self.language, &[&rate]));
        }
    }

    /// Takes the line away, so that what follows starts on a clean one.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
