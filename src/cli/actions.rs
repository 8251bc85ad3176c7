//! `aftersales run --action`: plans beside a run on the same random numbers, for its page.

use super::arguments::Run;
use super::{Door, check, compare as plans, progress};
use crate::metrics::summary::Summary;
use crate::report::comparison::draw::Input;
use crate::scenario::{Loaded, Scenario};
use crate::study::compare::{Comparison, Options, compare};
use crate::study::failure::Failure;
use std::sync::atomic::AtomicBool;

/// What was found of the actions, and the scenarios behind it, the one that is run first.
pub(super) struct Actions<'a> {
    scenarios: Vec<&'a Scenario>,
    summaries: Vec<Summary>,
    finding: Comparison,
}

impl Actions<'_> {
    /// As the page takes it.
    pub(super) fn input(&self) -> Input<'_> {
        Input {
            scenarios: &self.scenarios,
            summaries: &self.summaries,
            finding: &self.finding,
            futures: &[],
        }
    }
}

/// The plans of the actions; none after telling their mistakes.
pub(super) fn read(door: &Door, asked: &Run, own: Option<&Loaded>) -> Option<Vec<Loaded>> {
    let found: Vec<Option<Loaded>> = (asked.action.iter())
        .map(|path| check::read(door, path, &asked.common.set))
        .collect();
    let found: Vec<Loaded> = found.into_iter().collect::<Option<_>>()?;
    let all: Vec<&Loaded> = own.into_iter().chain(&found).collect();
    // Without the scenario itself the run ends anyway.
    let fine = own.is_none() || plans::told_apart(door, &asked.action, &all);
    fine.then_some(found)
}

/// Simulates them beside the run; none if there are none, or if that is interrupted.
pub(super) fn simulate<'a>(
    door: &Door,
    asked: &Run,
    own: &'a Loaded,
    actions: &'a [Loaded],
    interrupt: &AtomicBool,
) -> Result<Option<Actions<'a>>, Failure> {
    if actions.is_empty() {
        return Ok(None);
    }
    let all: Vec<&Loaded> = std::iter::once(own).chain(actions).collect();
    let options = Options {
        seed: asked.common.seed,
        replications: asked.common.replications,
        threads: asked.common.threads(),
    };
    let line = progress::Line::new(door, options.replications * all.len() as u32);
    let finding = compare(&all, &[], options, None, &|progress| line.show(progress), interrupt);
    line.clear();
    let finding = match finding {
        Ok(finding) => finding,
        Err(Failure::Interrupted) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let scenarios: Vec<&Scenario> = all.iter().map(|loaded| &loaded.scenario).collect();
    Ok(Some(Actions {
        summaries: plans::summaries(&finding, &scenarios),
        scenarios,
        finding,
    }))
}
