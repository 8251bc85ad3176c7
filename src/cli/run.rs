//! `aftersales run`: simulates a scenario and leaves a folder of results.

use super::arguments::Run;
use super::{Door, End, actions, ahead, check, font, load, precision, progress, table, words};
use crate::metrics::forecast::Forecast;
use crate::metrics::sequential::Aim;
use crate::metrics::warning::Warning;
use crate::report::chart::context::Beside;
use crate::report::chart::fonts::Face;
use crate::report::chart::{self, ChartContext};
use crate::report::comparison::{self, draw};
use crate::report::folder::Folder;
use crate::report::manifest::{self, Manifest};
use crate::report::page::{self, PageInput};
use crate::report::records::RecordWriter;
use crate::report::{csv, forecast, json, migration, peak, warning};
use crate::scenario::{Loaded, Scenario};
use crate::sim::record::StageTime;
use crate::study::failure::{Deed, Failure};
use crate::study::forecast::Plan;
use crate::study::run::{Closed, Number, Options, Outcome, Records, confirmed, run as simulate};
use crate::units::Language;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const RECORDS: &str = "records.csv";

pub(super) fn run(door: &Door, asked: &Run, command_line: Vec<String>) -> Result<End, Failure> {
    let target = asked.common.folder();
    let loaded = check::load(door, &asked.common);
    // Also a mistake of the input: told together with the others, before anything is computed or written.
    let free = Folder::check(&target);
    let face = font::given(
        door,
        asked.font.as_deref(),
        loaded.iter().map(|loaded| &loaded.scenario),
    );
    let beside = asked.beside.as_deref().map(|path| check::read(door, path, &[]));
    let plans = actions::read(door, asked, loaded.as_ref());
    let aims = precision::aims(door, &asked.precision, loaded.as_ref());
    let fixed = asked.precision.is_empty();
    let sound = ahead::sound(door, &asked.common, asked.beliefs, fixed, loaded.as_ref());
    let (Some(loaded), Ok(()), Ok(face), None | Some(Some(_)), Some(plans), Some(aims), true) =
        (loaded, &free, &face, &beside, plans, aims, sound)
    else {
        for failure in [free.err(), face.err()].into_iter().flatten() {
            door.mistake(&failure.message(door.language));
        }
        return Ok(End::Mistaken);
    };
    let unsure = !loaded.scenario.uncertainty.is_empty();
    let drawn = |first, replications| ahead::draw(door, (&asked.common, asked.beliefs), &loaded, first, replications);
    let mut plan = None;
    if unsure && fixed {
        plan = drawn(1, asked.common.replications);
        if plan.is_none() {
            return Ok(End::Mistaken);
        }
    }
    load::tell_in_short(door, &loaded.scenario, &asked.common.scenario);
    let interrupt = interruption();
    let folder = Folder::prepare(&target)?;
    let outcome = replications(door, (asked, &aims), &loaded, &folder, &interrupt)?;
    if unsure && !fixed {
        let first = outcome.sequential.as_ref().map_or(1, |sequential| sequential.first);
        plan = drawn(first, outcome.summary.replications);
        if plan.is_none() {
            return Ok(End::Mistaken);
        }
    }
    let forecast = match &plan {
        Some(plan) => ahead::simulate(door, &asked.common, &loaded, plan, &outcome, &interrupt)?,
        None => None,
    };
    let forecast = forecast.map(Arc::new);
    let beside = match beside.flatten() {
        Some(other) => alongside(door, asked, &other, &outcome, &interrupt)?,
        None => None,
    };
    let actions = actions::simulate(door, asked, &loaded, &plans, &interrupt)?;
    let actions = actions.as_ref().map(actions::Actions::input);
    let summary = &outcome.summary;
    json::check(summary)?;
    let rows = forecast.as_ref().map_or(&[][..], |forecast| &forecast.rows);
    folder.write("summary.json", |out| json::write(summary, rows, out))?;
    folder.write("summary.csv", |out| csv::write_summary(summary, rows, out))?;
    if let Some(forecast) = &forecast {
        folder.write(forecast::FILE, |out| {
            forecast::write(&forecast.daily, &outcome.daily, loaded.scenario.start, out)
        })?;
        folder.write(forecast::BELIEFS, |out| forecast::write_beliefs(forecast, out))?;
    }
    folder.write("daily.csv", |out| {
        csv::write_daily(&outcome.daily, loaded.scenario.start, out)
    })?;
    if !outcome.daily.recalls.is_empty() {
        folder.write("recall.csv", |out| {
            csv::write_recalls(&loaded.scenario, &outcome.daily.recalls, out)
        })?;
    }
    if !outcome.daily.cars.is_empty() {
        folder.write(migration::FILE, |out| {
            migration::write(&loaded.scenario, &outcome.daily.cars, out)
        })?;
    }
    if !outcome.daily.peaks.is_empty() {
        folder.write(peak::FILE, |out| {
            peak::write(&loaded.scenario, &outcome.daily.peaks, forecast.as_deref(), out)
        })?;
    }
    if !outcome.observed.is_empty() {
        folder.write("observed.csv", |out| {
            csv::write_observed(&loaded.scenario, &outcome.observed, out)
        })?;
    }
    if let Some(actions) = actions {
        folder.write(comparison::csv::FILE, |out| {
            comparison::csv::write(actions.scenarios, actions.finding, out)
        })?;
    }
    if !asked.no_charts {
        let context = ChartContext {
            beside,
            ahead: forecast.clone(),
            ..ChartContext::of(&loaded.scenario)
        };
        pictures(
            door,
            asked,
            (&loaded, &context, actions),
            &outcome,
            &command_line,
            face.as_ref(),
            &folder,
        )?;
    }
    let manifest = Manifest {
        resolved: loaded.resolved.clone(),
        plans: plans.iter().map(|plan| plan.resolved.clone()).collect(),
        seed: asked.common.seed,
        replications: summary.replications,
        sequential: outcome.sequential.clone(),
        command_line,
        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    folder.write(manifest::FILE, |out| manifest.write(out))?;
    folder.publish()?;
    tell(
        door,
        asked,
        &loaded.scenario,
        &outcome,
        (plan.as_ref(), forecast.as_deref()),
    )
}

/// Draws the charts and the page.
fn pictures(
    door: &Door,
    asked: &Run,
    (loaded, context, actions): (&Loaded, &ChartContext, Option<draw::Input>),
    outcome: &Outcome,
    command_line: &[String],
    face: Option<&Face>,
    folder: &Folder,
) -> Result<(), Failure> {
    let (scenario, summary, daily) = (&loaded.scenario, &outcome.summary, &outcome.daily);
    let charts = chart::draw_with(scenario, summary, daily, context, door.language, face);
    let other = match door.language {
        Language::En => Language::Zh,
        Language::Zh => Language::En,
    };
    let other_charts = chart::draw_page(scenario, summary, daily, context, other, face);
    folder.write_charts(&charts)?;
    let input = PageInput {
        scenario,
        summary,
        observed: &outcome.observed,
        peaks: &daily.peaks,
        forecast: context.ahead.as_deref(),
        actions,
        charts: &charts,
        other_charts: &other_charts,
        command: &command_line.join(" "),
        version: env!("CARGO_PKG_VERSION"),
        scenario_hash: &manifest::hash(&loaded.resolved),
        language: door.language,
    };
    let page = page::render(&input);
    folder.write(page::FILE, |out| out.write_all(page.as_bytes()))?;
    if !asked.json {
        font::tell(door, face);
    }
    Ok(())
}

/// Runs the replications; their records go to the folder as they are finished, if asked for.
fn replications(
    door: &Door,
    (asked, aims): (&Run, &[Aim]),
    loaded: &Loaded,
    folder: &Folder,
    interrupt: &AtomicBool,
) -> Result<Outcome, Failure> {
    let options = Options {
        seed: asked.common.seed,
        first: 1,
        replications: asked.common.replications,
        number: match aims {
            [] => Number::Fixed,
            aims => Number::Precise(aims.to_vec()),
        },
        threads: asked.common.threads(),
        warnings: loaded.warnings.iter().cloned().map(Warning::Input).collect(),
    };
    let line = progress::Line::new(door, options.replications);
    let show = |progress| line.show(progress);
    let disk = |error| Failure::disk(Deed::Write, folder.path(RECORDS), error);
    let mut writer = None;
    let mut append = |replication: u32, records: &[Closed], stages: &[StageTime]| {
        if writer.is_none() {
            writer = Some(RecordWriter::new(folder.create(RECORDS)?, &loaded.scenario).map_err(disk)?);
        }
        let append = |writer: &mut RecordWriter<_>| writer.append(replication, records, stages).map_err(disk);
        writer.as_mut().map_or(Ok(()), append)
    };
    let records: Option<Records<'_>> = if asked.records { Some(&mut append) } else { None };
    let simulate = if asked.confirm { confirmed } else { simulate };
    let result = simulate(&loaded.scenario, &options, records, &show, interrupt);
    line.clear();
    let outcome = result?;
    if let Some(writer) = writer {
        folder.close(RECORDS, writer.finish().map_err(disk)?)?;
    }
    Ok(outcome)
}

/// The figures of another scenario on the same random numbers; none if that is interrupted.
fn alongside(
    door: &Door,
    asked: &Run,
    other: &Loaded,
    own: &Outcome,
    interrupt: &AtomicBool,
) -> Result<Option<Beside>, Failure> {
    let replications = own.summary.replications;
    let options = Options {
        seed: asked.common.seed,
        first: own.sequential.as_ref().map_or(1, |sequential| sequential.first),
        replications,
        number: Number::Fixed,
        threads: asked.common.threads(),
        warnings: Vec::new(),
    };
    let line = progress::Line::new(door, replications);
    let outcome = simulate(
        &other.scenario,
        &options,
        None,
        &|progress| line.show(progress),
        interrupt,
    );
    line.clear();
    match outcome {
        Ok(outcome) if !outcome.interrupted => Ok(Some(Beside {
            name: other.scenario.name.clone(),
            name_zh: other.scenario.name_zh.clone(),
            summary: outcome.summary,
            daily: outcome.daily,
        })),
        Ok(_) | Err(Failure::Interrupted) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Says what came out and where it is.
fn tell(
    door: &Door,
    asked: &Run,
    scenario: &Scenario,
    outcome: &Outcome,
    (plan, forecast): (Option<&Plan>, Option<&Forecast>),
) -> Result<End, Failure> {
    let summary = &outcome.summary;
    let place = asked.common.folder();
    if asked.json {
        let mut text = Vec::new();
        json::write(summary, forecast.map_or(&[], |forecast| &forecast.rows), &mut text)
            .map_err(|error| Failure::disk(Deed::Write, "stdout", error))?;
        door.say(&String::from_utf8_lossy(&text))?;
    } else if !door.quiet {
        let name = match door.language {
            Language::En => &scenario.name,
            Language::Zh => &scenario.name_zh,
        };
        door.say(&table::summary(name, summary, door.language))?;
        door.say(&words::RESULTS.with(door.language, &[&place.display()]))?;
        if !asked.no_charts {
            let page = place.join(page::FILE);
            door.say(&words::PAGE.with(door.language, &[&page.display()]))?;
        }
    }
    // Those of the scenario were told when it was read.
    let own = (summary.warnings.iter()).filter(|warning| !matches!(warning, Warning::Input(_)));
    own.for_each(|found| door.warning(&warning::say(found, door.language)));
    if !outcome.interrupted {
        return Ok(ahead::told(door, plan, forecast));
    }
    door.warning(&words::INTERRUPTED.with(
        door.language,
        &[&summary.replications, &outcome.wanted, &place.display()],
    ));
    Ok(End::Interrupted)
}

/// A flag that the first interruption sets, for the run to end in good order; the second ends the program at once.
pub(super) fn interruption() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    // Without a handler an interruption kills the run, which leaves the earlier results whole all the same.
    let _ = ctrlc::set_handler(move || {
        if set.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    });
    flag
}
