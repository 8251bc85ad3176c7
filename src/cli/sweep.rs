//! `aftersales sweep`: one scenario at many points, one row each.

use super::arguments::Sweep as Asked;
use super::keep::{self, Study};
use super::words::sweep as say;
use super::{Door, End, check, font, progress, run, words};
use crate::metrics::catalogue::Metric;
use crate::report::chart::Chart;
use crate::report::folder::Folder;
use crate::report::manifest::{self, Manifest};
use crate::report::sweep::{Input, NoPicture, csv};
use crate::report::words as labels;
use crate::scenario::{Diagnostics, Loaded, Setting, load_with};
use crate::study::failure::Failure;
use crate::study::sweep::design::{Design, DesignMistake, Value, Vary};
use crate::study::sweep::{Load, Options, Outcome, Sweep, sweep};
use crate::units::Language;
use std::io::Write;
use std::path::Path;

pub(super) fn run(door: &Door, asked: &Asked, command_line: Vec<String>) -> Result<End, Failure> {
    let target = asked.common.folder();
    let design = design(door, asked);
    let metric = metric(door, asked);
    let base = check::load(door, &asked.common);
    let free = Folder::check(&target);
    if let Err(failure) = &free {
        door.mistake(&failure.message(door.language));
    }
    let face = font::given(door, asked.font.as_deref(), base.iter().map(|base| &base.scenario));
    if let Err(failure) = &face {
        door.mistake(&failure.message(door.language));
    }
    let (Some(design), Some(metric), Some(base), Ok(()), Ok(face)) = (design, metric, base, free, face) else {
        return Ok(End::Mistaken);
    };
    let point = |values: &[Option<Value>]| load(asked, &design.paths, values);
    if let Err(mistakes) = paths(&design, &point) {
        door.tell(&mistakes.render(door.language));
        return Ok(End::Mistaken);
    }
    let interrupt = run::interruption();
    let folder = Folder::prepare(&target)?;
    let study = Study {
        command: "sweep",
        scenario: &base.resolved,
        design: &design.text(),
        seed: asked.common.seed,
        resume: asked.resume,
    };
    let store = keep::open(folder.target(), &study)?;
    let options = Options {
        seed: asked.common.seed,
        replications: asked.common.replications,
        threads: asked.common.threads(),
    };
    let line = progress::Line::new(door, (design.points.len() as u32).saturating_mul(options.replications));
    let found = sweep(
        design.clone(),
        &point,
        options,
        &store,
        &|progress| line.show(progress),
        &interrupt,
    );
    line.clear();
    keep::tell(door, &store, asked.resume, found.as_ref().err());
    let found = found?;
    if found.done() == 0 {
        return Ok(all_refused(door, &found));
    }
    folder.write(csv::FILE, |out| csv::write(&found, out))?;
    let input = Input {
        scenario: &base.scenario,
        found: &found,
        metric,
    };
    let chart = (!asked.no_charts).then(|| input.chart(door.language, face.as_ref()));
    if let Some(Ok(chart)) = &chart {
        folder.write("charts/sweep.svg", |out| out.write_all(chart.svg.as_bytes()))?;
        folder.write("charts/sweep.png", |out| out.write_all(&chart.png))?;
        font::tell(door, face.as_ref());
    }
    let manifest = Manifest {
        resolved: base.resolved.clone(),
        plans: Vec::new(),
        sequential: None,
        seed: options.seed,
        replications: options.replications,
        command_line,
        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    folder.write(manifest::FILE, |out| manifest.write(out))?;
    folder.publish()?;
    tell(door, asked, &base, &found, chart)
}

/// The points asked for; none after telling all mistakes.
fn design(door: &Door, asked: &Asked) -> Option<Design> {
    let mut mistakes: Vec<DesignMistake> = Vec::new();
    let table = asked.design.as_deref();
    let made = match table {
        Some(path) => match std::fs::read(path) {
            Ok(bytes) => Design::table(bytes),
            Err(error) => {
                door.mistake(&say::BAD_TABLE.with(door.language, &[&path.display(), &error]));
                return None;
            }
        },
        None => {
            let mut varied = Vec::new();
            for text in &asked.vary {
                match Vary::parse(text) {
                    Ok(vary) => varied.push(vary),
                    Err(mistake) => mistakes.push(mistake),
                }
            }
            match asked.lhs {
                // What could not be read is not missing.
                _ if varied.is_empty() && !mistakes.is_empty() => Err(mistakes.remove(0)),
                Some(count) => Design::latin(&varied, count, asked.common.seed),
                None if asked.zip => Design::zip(&varied),
                None => Design::grid(&varied),
            }
        }
    };
    let made = made.map_err(|mistake| mistakes.push(mistake)).ok();
    for mistake in &mistakes {
        door.mistake(&say::mistake(mistake, table, door.language));
    }
    made.filter(|_| mistakes.is_empty())
}

/// The figure to draw; none after telling that there is no such.
fn metric(door: &Door, asked: &Asked) -> Option<Metric> {
    let found = Metric::ALL.into_iter().find(|metric| metric.key() == asked.metric);
    if found.is_none() {
        let known: Vec<&str> = Metric::ALL.iter().map(|metric| metric.key()).collect();
        door.mistake(&say::UNKNOWN_METRIC.with(door.language, &[&asked.metric, &known.join(", ")]));
    }
    found
}

/// The scenario at a point.
fn load(asked: &Asked, paths: &[String], values: &[Option<Value>]) -> Result<Loaded, Diagnostics> {
    let mut settings = Setting::of_sets(&asked.common.set);
    let option = if asked.design.is_some() { "--design" } else { "--vary" };
    for (at, (path, value)) in paths.iter().zip(values).enumerate() {
        let Some(value) = value else { continue };
        settings.push(Setting {
            name: format!("{option} {}", at + 1),
            text: format!("{path}={}", value.text),
        });
    }
    load_with(&|path| std::fs::read(path), &asked.common.scenario, &settings)
}

/// Refuses paths that lead nowhere, whatever their values.
fn paths(design: &Design, point: Load<'_>) -> Result<(), Diagnostics> {
    let first = |at: usize| design.points.iter().find_map(|point| point[at].clone());
    let values: Vec<Option<Value>> = (0..design.paths.len()).map(first).collect();
    let Err(mistakes) = point(&values) else { return Ok(()) };
    let of_paths: Vec<_> = mistakes
        .iter()
        .filter(|mistake| mistake.is_of_path())
        .cloned()
        .collect();
    match of_paths.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics::new(of_paths)),
    }
}

/// Tells why not one run could be done.
fn all_refused(door: &Door, found: &Sweep) -> End {
    door.mistake(&say::ALL_REFUSED.with(door.language, &[&found.outcomes.len()]));
    if let Some(Outcome::Refused(mistakes)) = found.outcomes.first() {
        door.tell(&mistakes.render(door.language));
    }
    End::Mistaken
}

/// Says what came out and where it is.
fn tell(
    door: &Door,
    asked: &Asked,
    base: &Loaded,
    found: &Sweep,
    chart: Option<Result<Chart, NoPicture>>,
) -> Result<End, Failure> {
    let language = door.language;
    let place = asked.common.folder();
    if !door.quiet {
        let name = match language {
            Language::En => &base.scenario.name,
            Language::Zh => &base.scenario.name_zh,
        };
        door.say(&say::RUNS.with(language, &[name, &found.done(), &found.replications, &found.seed]))?;
        door.say(&words::RESULTS.with(language, &[&place.join(csv::FILE).display()]))?;
        match chart {
            Some(Ok(chart)) => door.say(&format!("{}\n", labels::sentence(&chart.title, language)))?,
            Some(Err(NoPicture::Shape)) => {
                door.say(&say::NO_CHART.with(language, &[&say::NO_CHART_SHAPE.of(language)]))?
            }
            Some(Err(NoPicture::Figures)) => {
                let why = say::NO_CHART_FIGURES.with(language, &[&asked.metric]);
                door.say(&say::NO_CHART.with(language, &[&why]))?;
            }
            None => {}
        }
    }
    let refused = found.outcomes.len() - found.done();
    if refused > 0 {
        let file: &Path = csv::FILE.as_ref();
        door.warning(&say::SOME_REFUSED.with(language, &[&refused, &found.outcomes.len(), &file.display()]));
    }
    Ok(End::Done)
}
