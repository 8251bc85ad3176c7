//! `aftersales compare`: plans side by side on the same random numbers.

use super::arguments::Compare;
use super::keep::{self, Study};
use super::{Door, End, check, progress, run, words};
use crate::metrics::summary::Summary;
use crate::report::comparison::draw::Input;
use crate::report::comparison::page::{self, Origin};
use crate::report::comparison::{self, Compared, letter};
use crate::report::folder::Folder;
use crate::report::manifest::{self, Manifest};
use crate::report::number::width;
use crate::report::page as pages;
use crate::report::words::{self as labels, comparison as say};
use crate::scenario::{Loaded, Scenario};
use crate::study::compare::{Comparison, Options, compare};
use crate::study::failure::Failure;
use crate::units::Language;
use std::io::Write;

pub(super) fn run(door: &Door, asked: &Compare, command_line: Vec<String>) -> Result<End, Failure> {
    let target = asked.common.folder();
    let Some(loaded) = plans(door, asked) else {
        return Ok(End::Mistaken);
    };
    if let Err(failure) = Folder::check(&target) {
        door.mistake(&failure.message(door.language));
        return Ok(End::Mistaken);
    }
    let interrupt = run::interruption();
    let folder = Folder::prepare(&target)?;
    let options = Options {
        seed: asked.common.seed,
        replications: asked.common.replications,
        threads: asked.common.threads(),
    };
    let line = progress::Line::new(door, options.replications * loaded.len() as u32);
    let plans: Vec<&str> = loaded.iter().skip(1).map(|loaded| loaded.resolved.as_str()).collect();
    let study = Study {
        command: "compare",
        scenario: &loaded[0].resolved,
        design: &plans.join("\n"),
        seed: options.seed,
        resume: asked.resume,
    };
    let store = keep::open(folder.target(), &study)?;
    let finding = compare(&loaded, options, &store, &|progress| line.show(progress), &interrupt);
    line.clear();
    keep::tell(door, &store, asked.resume, finding.as_ref().err());
    let finding = finding?;
    let scenarios: Vec<&Scenario> = loaded.iter().map(|loaded| &loaded.scenario).collect();
    let summaries: Vec<Summary> = (finding.samples.iter().zip(&scenarios))
        .map(|(sample, scenario)| sample.summary(&scenario.name, options.seed))
        .collect();
    let input = Input {
        scenarios: &scenarios,
        summaries: &summaries,
        finding: &finding,
    };
    folder.write(comparison::csv::FILE, |out| {
        comparison::csv::write(&scenarios, &finding, out)
    })?;
    let hashes: Vec<String> = loaded.iter().map(|loaded| manifest::hash(&loaded.resolved)).collect();
    let fonts = input.fonts(door.language, None);
    if !asked.no_charts {
        let charts = input.charts(door.language, &fonts);
        for chart in &charts {
            folder.write(&format!("charts/{}.svg", chart.name), |out| {
                out.write_all(chart.svg.as_bytes())
            })?;
            folder.write(&format!("charts/{}.png", chart.name), |out| out.write_all(&chart.png))?;
        }
        let other = match door.language {
            Language::En => Language::Zh,
            Language::Zh => Language::En,
        };
        let other_charts = input.page_charts(other, &fonts);
        let origin = Origin {
            command: &command_line.join(" "),
            version: env!("CARGO_PKG_VERSION"),
            hashes: &hashes,
        };
        let versions = [
            (&input.say(door.language, &fonts), charts.as_slice()),
            (&input.say(other, &fonts), other_charts.as_slice()),
        ];
        let page = page::render(versions, origin);
        folder.write(pages::FILE, |out| out.write_all(page.as_bytes()))?;
    }
    let mut resolved = loaded.iter().map(|loaded| loaded.resolved.clone());
    let manifest = Manifest {
        resolved: resolved.next().unwrap_or_default(),
        plans: resolved.collect(),
        seed: options.seed,
        replications: options.replications,
        sequential: None,
        command_line,
        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    folder.write(manifest::FILE, |out| manifest.write(out))?;
    folder.publish()?;
    tell(door, asked, &input.say(door.language, &fonts))
}

/// The baseline and the plans; none after telling all mistakes of all of them.
fn plans(door: &Door, asked: &Compare) -> Option<Vec<Loaded>> {
    let first = check::load(door, &asked.common);
    let others: Vec<Option<Loaded>> = (asked.plans.iter())
        .map(|path| check::read(door, path, &asked.common.set))
        .collect();
    let mut loaded: Vec<Loaded> = vec![first?];
    loaded.extend(others.into_iter().collect::<Option<Vec<_>>>()?);
    let mut fine = true;
    for (at, plan) in loaded.iter().enumerate() {
        let twin = loaded[..at]
            .iter()
            .any(|other| other.scenario.name == plan.scenario.name);
        if twin {
            let path = &asked.plans[at - 1];
            door.mistake(&words::SAME_NAME.with(door.language, &[&path.display(), &plan.scenario.name]));
            fine = false;
        }
    }
    fine.then_some(loaded)
}

/// Says what came out and where it is.
fn tell(door: &Door, asked: &Compare, compared: &Compared) -> Result<End, Failure> {
    if !door.quiet {
        door.say(&table(compared))?;
        let place = asked.common.folder();
        door.say(&words::RESULTS.with(door.language, &[&place.display()]))?;
        if !asked.no_charts {
            door.say(&words::PAGE.with(door.language, &[&place.join(pages::FILE).display()]))?;
        }
    }
    Ok(End::Done)
}

/// The plans and their differences as a table for a terminal, and the verdicts in sentences.
fn table(compared: &Compared) -> String {
    let language = compared.language;
    let Comparison { replications, seed, .. } = compared.finding;
    let mut text = words::COMPARED.with(language, &[replications, seed]);
    for at in 0..=compared.plans() {
        let role = match at {
            0 => format!(" ({})", say::COMPARED_BASELINE.say(language)),
            _ => String::new(),
        };
        text.push_str(&format!("  {}  {}{role}\n", letter(at), compared.name(at)));
    }
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut head = vec![say::COMPARED_FIGURE.say(language).to_string(), letter(0)];
    head.extend((1..=compared.plans()).map(|plan| format!("{} − A", letter(plan))));
    lines.push(head);
    for figure in compared.figures() {
        let name = labels::COLUMN_IN_UNIT.fill(
            language,
            &[("name", &figure.name), ("unit", figure.unit.name(language))],
        );
        let found = |plan: usize| compared.difference(plan, &figure.key);
        let before = compared.baseline(&figure.key);
        let mut line = vec![
            name,
            before.map_or(String::new(), |mean| mean.bare(figure.unit, language)),
        ];
        line.extend(
            (1..=compared.plans())
                .map(|plan| found(plan).map_or(String::new(), |found| compared.cell(found, figure.unit))),
        );
        lines.push(line);
    }
    let columns = compared.plans() + 2;
    let widest = |column: usize| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    for line in &lines {
        for (column, cell) in line.iter().enumerate() {
            let gap = " ".repeat(widths[column] - width(cell));
            // Names to the left, figures to the right.
            match column {
                0 => text.push_str(&format!("  {cell}{gap}")),
                _ => text.push_str(&format!("  {gap}{cell}")),
            }
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text.push_str(say::COMPARED_NOTE.say(language));
    text.push('\n');
    if let Some(subject) = compared.subject() {
        let plans = (1..=compared.plans()).filter_map(|plan| compared.sentence(plan, &subject));
        let best = compared.best(&subject).filter(|_| compared.plans() > 1);
        for sentence in plans.chain(best) {
            text.push_str(&labels::sentence(&sentence, language));
            text.push('\n');
        }
    }
    text
}
