//! The forecast of a run whose scenario has beliefs: drawn before it, simulated after it.

use super::arguments::Common;
use super::{Door, End, progress, words};
use crate::metrics::forecast::Forecast;
use crate::scenario::{Loaded, Setting, load_drawn};
use crate::study::failure::Failure;
use crate::study::forecast::{Blocks, Plan, forecast};
use crate::study::run::Outcome;
use std::sync::atomic::AtomicBool;

/// Tells what is wrong with `--beliefs`, and whether nothing is.
pub(super) fn sound(door: &Door, common: &Common, beliefs: Option<u32>, fixed: bool, loaded: Option<&Loaded>) -> bool {
    let Some(beliefs) = beliefs else { return true };
    if loaded.is_some_and(|loaded| loaded.scenario.uncertainty.is_empty()) {
        door.mistake(&words::NO_BELIEFS.with(door.language, &[&common.scenario.display()]));
        return false;
    }
    if fixed && beliefs > common.replications {
        door.mistake(&words::TOO_MANY_BELIEFS.with(door.language, &[&beliefs, &common.replications]));
        return false;
    }
    true
}

/// Draws from the beliefs for the replications `first`, `first + 1`, …; none after telling what the scenario refuses.
pub(super) fn draw(
    door: &Door,
    (common, beliefs): (&Common, Option<u32>),
    loaded: &Loaded,
    first: u32,
    replications: u32,
) -> Option<Plan> {
    let blocks = Blocks::new(common.seed, first, replications, beliefs);
    match Plan::new(&loaded.scenario, blocks, &|drawn: &[Setting]| load(common, drawn)) {
        Ok(plan) => Some(plan),
        Err(refused) => {
            let drawn: Vec<&str> = refused.settings.iter().map(|one| one.text.as_str()).collect();
            door.mistake(&words::BELIEFS_APART.with(door.language, &[&refused.block, &drawn.join(", ")]));
            door.tell(&refused.mistakes.render(door.language));
            None
        }
    }
}

fn load(common: &Common, drawn: &[Setting]) -> Result<Loaded, crate::scenario::Diagnostics> {
    load_drawn(&common.scenario, &common.set, drawn)
}

/// Simulates what was drawn beside the replications of `outcome`; none if not one block could be finished.
pub(super) fn simulate(
    door: &Door,
    common: &Common,
    loaded: &Loaded,
    plan: &Plan,
    outcome: &Outcome,
    interrupt: &AtomicBool,
) -> Result<Option<Forecast>, Failure> {
    let Some(written) = &outcome.each else { return Ok(None) };
    let line = progress::Line::new(door, outcome.summary.replications);
    let found = forecast(
        &loaded.scenario,
        plan,
        written,
        (&|drawn: &[Setting]| load(common, drawn), common.threads()),
        &|progress| line.show(progress),
        interrupt,
    );
    line.clear();
    match found {
        Ok(forecast) => Ok(Some(forecast)),
        Err(Failure::Interrupted) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// How the forecast ended; warns if it holds fewer draws than were wanted.
pub(super) fn told(door: &Door, plan: Option<&Plan>, forecast: Option<&Forecast>) -> End {
    let Some(plan) = plan else { return End::Done };
    let (done, wanted) = (forecast.map_or(0, |forecast| forecast.blocks), plan.blocks());
    if done == wanted {
        return End::Done;
    }
    door.warning(&words::BELIEFS_CUT.with(door.language, &[&done, &wanted]));
    End::Interrupted
}
