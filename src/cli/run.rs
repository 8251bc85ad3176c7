//! `aftersales run`: simulates a scenario and leaves a folder of results.

use super::arguments::Run;
use super::{Door, End, check, load, progress, table, words};
use crate::report::chart::{self, ChartContext};
use crate::report::folder::Folder;
use crate::report::manifest::{self, Manifest};
use crate::report::page::{self, PageInput};
use crate::report::records::RecordWriter;
use crate::report::{csv, json};
use crate::scenario::Loaded;
use crate::sim::record::StageTime;
use crate::study::failure::{Deed, Failure};
use crate::study::run::{Closed, Options, Outcome, run as simulate};
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
    let Some(loaded) = loaded else {
        if let Err(failure) = free {
            door.mistake(&failure.message(door.language));
        }
        return Ok(End::Mistaken);
    };
    free?;
    load::tell_in_short(door, &loaded.scenario);
    let interrupt = interruption();
    let folder = Folder::prepare(&target)?;
    let outcome = replications(door, asked, &loaded, &folder, &interrupt)?;
    let summary = &outcome.summary;
    json::check(summary)?;
    folder.write("summary.json", |out| json::write(summary, out))?;
    folder.write("summary.csv", |out| csv::write_summary(summary, out))?;
    folder.write("daily.csv", |out| {
        csv::write_daily(&outcome.daily, loaded.scenario.start, out)
    })?;
    if !asked.no_charts {
        pictures(door, asked, &loaded, &outcome, &command_line, &folder)?;
    }
    let manifest = Manifest {
        resolved: loaded.resolved,
        seed: asked.common.seed,
        replications: summary.replications,
        command_line,
        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    folder.write(manifest::FILE, |out| manifest.write(out))?;
    folder.publish()?;
    tell(door, asked, &outcome)
}

/// Draws the charts and the page.
fn pictures(
    door: &Door,
    asked: &Run,
    loaded: &Loaded,
    outcome: &Outcome,
    command_line: &[String],
    folder: &Folder,
) -> Result<(), Failure> {
    let (scenario, summary, daily) = (&loaded.scenario, &outcome.summary, &outcome.daily);
    let context = ChartContext::of(scenario);
    let charts = chart::draw_all(scenario, summary, daily, &context, door.language);
    for chart in &charts {
        folder.write(&format!("charts/{}.svg", chart.name), |out| {
            out.write_all(chart.svg.as_bytes())
        })?;
        folder.write(&format!("charts/{}.png", chart.name), |out| out.write_all(&chart.png))?;
    }
    let input = PageInput {
        scenario,
        summary,
        daily,
        charts: &charts,
        command: &command_line.join(" "),
        version: env!("CARGO_PKG_VERSION"),
        scenario_hash: &manifest::hash(&loaded.resolved),
        language: door.language,
    };
    let page = page::render(&input);
    folder.write("report.html", |out| out.write_all(page.as_bytes()))?;
    if !asked.json && chart::lacks_face(door.language) {
        door.warning(words::NO_CHINESE_FONT.of(door.language));
    }
    Ok(())
}

/// Runs the replications; their records go to the folder as they are finished, if asked for.
fn replications(
    door: &Door,
    asked: &Run,
    loaded: &Loaded,
    folder: &Folder,
    interrupt: &AtomicBool,
) -> Result<Outcome, Failure> {
    let options = Options {
        seed: asked.common.seed,
        replications: asked.common.replications,
        threads: asked.common.threads(),
        // Results hold the same bytes in every language.
        warnings: loaded
            .warnings
            .iter()
            .map(|warning| warning.message(Language::En))
            .collect(),
    };
    let line = progress::Line::new(door, options.replications);
    let show = |progress| line.show(progress);
    let result = if asked.records {
        let disk = |error| Failure::disk(Deed::Write, folder.path(RECORDS), error);
        let mut writer = RecordWriter::new(folder.create(RECORDS)?, &loaded.scenario).map_err(disk)?;
        let mut append = |replication: u32, records: &[Closed], stages: &[StageTime]| {
            writer.append(replication, records, stages).map_err(disk)
        };
        let outcome = simulate(&loaded.scenario, &options, Some(&mut append), &show, interrupt);
        match outcome {
            Ok(outcome) => {
                folder.close(RECORDS, writer.finish().map_err(disk)?)?;
                Ok(outcome)
            }
            Err(failure) => Err(failure),
        }
    } else {
        simulate(&loaded.scenario, &options, None, &show, interrupt)
    };
    line.clear();
    result
}

/// Says what came out and where it is.
fn tell(door: &Door, asked: &Run, outcome: &Outcome) -> Result<End, Failure> {
    let summary = &outcome.summary;
    let place = asked.common.folder();
    if asked.json {
        let mut text = Vec::new();
        json::write(summary, &mut text).map_err(|error| Failure::disk(Deed::Write, "stdout", error))?;
        door.say(&String::from_utf8_lossy(&text))?;
    } else if !door.quiet {
        door.say(&table::summary(summary, door.language))?;
        door.say(&words::RESULTS.with(door.language, &[&place.display()]))?;
    }
    if !outcome.interrupted {
        return Ok(End::Done);
    }
    door.warning(&words::INTERRUPTED.with(
        door.language,
        &[&summary.replications, &asked.common.replications, &place.display()],
    ));
    Ok(End::Interrupted)
}

/// A flag that the first interruption sets, for the run to end in good order; the second ends the program at once.
fn interruption() -> Arc<AtomicBool> {
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
