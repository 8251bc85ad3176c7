//! `aftersales compare`: plans side by side on the same random numbers.

use super::arguments::Compare;
use super::keep::{self, Study};
use super::table::aligned;
use super::{Door, End, check, font, progress, run, words};
use crate::metrics::summary::Summary;
use crate::metrics::warning;
use crate::report::chart::fonts::Fonts;
use crate::report::comparison::draw::Input;
use crate::report::comparison::page::{self, Origin};
use crate::report::comparison::{self, Compared, Figure, cautions, letter, regrets};
use crate::report::folder::Folder;
use crate::report::manifest::{self, Manifest};
use crate::report::page as pages;
use crate::report::words::{self as labels, comparison as say};
use crate::scenario::{self, Loaded, Scenario};
use crate::study::compare::{Comparison, Options, compare};
use crate::study::failure::{Deed, Failure};
use crate::units::Language;
use std::io::Write;
use std::path::PathBuf;

pub(super) fn run(door: &Door, asked: &Compare, command_line: Vec<String>) -> Result<End, Failure> {
    let target = asked.common.folder();
    let baseline = check::load(door, &asked.common);
    let plans: Vec<Option<Loaded>> = (asked.plans.iter())
        .map(|path| check::read(door, path, &asked.common.set))
        .collect();
    let futures = baseline.as_ref().and_then(|baseline| {
        // A plan with mistakes has them in every future: told once.
        let sound = asked.plans.iter().zip(&plans).filter(|(_, plan)| plan.is_some());
        futures(door, asked, baseline, &sound.map(|(path, _)| path).collect::<Vec<_>>())
    });
    let loaded = named(door, &asked.plans, baseline, plans);
    // Also a mistake of the input: told together with the others, before anything is computed or written.
    let free = Folder::check(&target);
    if let Err(failure) = &free {
        door.mistake(&failure.message(door.language));
    }
    let face = font::given(
        door,
        asked.font.as_deref(),
        loaded.iter().flatten().map(|loaded| &loaded.scenario),
    );
    if let Err(failure) = &face {
        door.mistake(&failure.message(door.language));
    }
    // Of a single replication no regret is sure: nothing would be written of what takes so long.
    let lonely = asked.common.replications == 1 && !asked.future.is_empty();
    if lonely {
        door.mistake(words::LONELY_FUTURE.of(door.language));
    }
    let (Some(loaded), Some(futures), Ok(()), Ok(face), false) = (loaded, futures, free, face, lonely) else {
        return Ok(End::Mistaken);
    };
    let interrupt = run::interruption();
    let folder = Folder::prepare(&target)?;
    let options = Options {
        seed: asked.common.seed,
        replications: asked.common.replications,
        threads: asked.common.threads(),
    };
    let worlds = loaded.len() * (1 + futures.names.len());
    let line = progress::Line::new(door, options.replications * worlds as u32);
    let show = |progress| line.show(progress);
    let all = loaded.iter().skip(1).chain(futures.scenarios.iter().flatten());
    let plans: Vec<&str> = all.map(|loaded| loaded.resolved.as_str()).collect();
    let study = Study {
        command: "compare",
        scenario: &loaded[0].resolved,
        design: &plans.join("\n"),
        seed: options.seed,
        resume: asked.resume,
    };
    let store = keep::open(folder.target(), &study)?;
    let all: Vec<&Loaded> = loaded.iter().collect();
    let in_futures: Vec<Vec<&Loaded>> = (futures.scenarios.iter())
        .map(|scenarios| scenarios.iter().collect())
        .collect();
    let finding = compare(&all, &in_futures, options, Some(&store), &show, &interrupt);
    line.clear();
    keep::tell(door, &store, asked.resume, finding.as_ref().err());
    let finding = finding?;
    let scenarios: Vec<&Scenario> = loaded.iter().map(|loaded| &loaded.scenario).collect();
    let summaries = summaries(&finding, &scenarios);
    let input = Input {
        scenarios: &scenarios,
        summaries: &summaries,
        finding: &finding,
        futures: &futures.names,
    };
    let fonts = input.fonts(door.language, face.as_ref());
    let compared = input.say(door.language, &fonts);
    folder.write(comparison::csv::FILE, |out| {
        comparison::csv::write(&scenarios, &finding, out)
    })?;
    folder.write(comparison::json::FILE, |out| comparison::json::write(&compared, out))?;
    if !finding.regrets.is_empty() {
        folder.write(comparison::csv::REGRET, |out| {
            comparison::csv::write_regret(&scenarios, &futures.names, &finding, out)
        })?;
    }
    if !asked.no_charts {
        let hashes: Vec<String> = loaded.iter().map(|loaded| manifest::hash(&loaded.resolved)).collect();
        let origin = Origin {
            command: &command_line.join(" "),
            version: env!("CARGO_PKG_VERSION"),
            hashes: &hashes,
        };
        pictures(door.language, input, (origin, &fonts), &folder)?;
        if !asked.json {
            font::tell(door, face.as_ref());
        }
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
    tell(door, asked, &compared)
}

/// The figures of what was compared, each with what it warns of.
pub(super) fn summaries(finding: &Comparison, scenarios: &[&Scenario]) -> Vec<Summary> {
    (finding.samples.iter().zip(scenarios))
        .map(|(sample, scenario)| {
            let mut summary = sample.summary(&scenario.name, finding.seed);
            summary.warnings = warning::of_plan(scenario, &summary.rows);
            summary
        })
        .collect()
}

/// Draws the charts and the page.
fn pictures(
    language: Language,
    input: Input,
    (origin, fonts): (Origin, &Fonts),
    folder: &Folder,
) -> Result<(), Failure> {
    let charts = input.charts(language, fonts);
    folder.write_charts(&charts)?;
    let other = match language {
        Language::En => Language::Zh,
        Language::Zh => Language::En,
    };
    let other_charts = input.page_charts(other, fonts);
    let versions = [
        (&input.say(language, fonts), charts.as_slice()),
        (&input.say(other, fonts), other_charts.as_slice()),
    ];
    let page = page::render(versions, origin);
    folder.write(pages::FILE, |out| out.write_all(page.as_bytes()))
}

/// The same scenarios under other circumstances.
struct Futures {
    /// English and Chinese names.
    names: Vec<[String; 2]>,
    /// By future: the baseline and the plans.
    scenarios: Vec<Vec<Loaded>>,
}

/// The baseline and the plans in every future; none after telling all mistakes of all of them.
fn futures(door: &Door, asked: &Compare, baseline: &Loaded, plans: &[&PathBuf]) -> Option<Futures> {
    let mut futures = Futures {
        names: Vec::new(),
        scenarios: Vec::new(),
    };
    let mut fine = true;
    for path in &asked.future {
        let files = std::iter::once(&asked.common.scenario).chain(plans.iter().copied());
        let mut loaded: Vec<Loaded> = Vec::new();
        for file in files {
            match scenario::load_under(file, path, &asked.common.set) {
                Ok(one) => loaded.push(one),
                Err(mistakes) => {
                    door.tell(&mistakes.render(door.language));
                    fine = false;
                    // A mistake of the future is one of every plan: told once.
                    break;
                }
            }
        }
        let Some(own) = loaded.first() else { continue };
        let known = |warning: &str| {
            baseline
                .warnings
                .iter()
                .any(|old| old.message(door.language) == warning)
        };
        let warnings = own.warnings.iter().map(|warning| warning.message(door.language));
        warnings
            .filter(|warning| !known(warning))
            .for_each(|warning| door.warning(&warning));
        let Scenario { name, name_zh, .. } = &own.scenario;
        let name = if *name == baseline.scenario.name {
            // It names none.
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            [stem.clone(), stem]
        } else {
            [name.clone(), name_zh.clone()]
        };
        let taken = futures.names.iter().any(|other| other[0] == name[0]);
        if taken || name[0] == say::REGRET_AS_IT_STANDS.say(Language::En) {
            door.mistake(&words::SAME_FUTURE.with(door.language, &[&path.display(), &name[0]]));
            fine = false;
        }
        futures.names.push(name);
        futures.scenarios.push(loaded);
    }
    fine.then_some(futures)
}

/// The baseline and the plans, if all of them are sound and go by names of their own.
fn named(door: &Door, paths: &[PathBuf], baseline: Option<Loaded>, plans: Vec<Option<Loaded>>) -> Option<Vec<Loaded>> {
    let loaded: Vec<Loaded> = std::iter::once(baseline).chain(plans).collect::<Option<_>>()?;
    let all: Vec<&Loaded> = loaded.iter().collect();
    told_apart(door, paths, &all).then_some(loaded)
}

/// Whether a baseline and the plans in these files have names of their own; tells which have not.
pub(super) fn told_apart(door: &Door, paths: &[PathBuf], all: &[&Loaded]) -> bool {
    let mut fine = true;
    for (at, plan) in all.iter().enumerate() {
        let twin = all[..at].iter().any(|other| other.scenario.name == plan.scenario.name);
        if twin {
            let path = &paths[at - 1];
            door.mistake(&words::SAME_NAME.with(door.language, &[&path.display(), &plan.scenario.name]));
            fine = false;
        }
    }
    fine
}

/// Says what came out and where it is.
fn tell(door: &Door, asked: &Compare, compared: &Compared) -> Result<End, Failure> {
    if asked.json {
        let mut text = Vec::new();
        comparison::json::write(compared, &mut text).map_err(|error| Failure::disk(Deed::Write, "stdout", error))?;
        door.say(&String::from_utf8_lossy(&text))?;
    } else if !door.quiet {
        door.say(&table(compared))?;
        let place = asked.common.folder();
        door.say(&words::RESULTS.with(door.language, &[&place.display()]))?;
        if !asked.no_charts {
            door.say(&words::PAGE.with(door.language, &[&place.join(pages::FILE).display()]))?;
        }
    }
    cautions::all(compared, false)
        .iter()
        .for_each(|text| door.warning(text));
    Ok(End::Done)
}

/// The plans and their differences as a table for a terminal, and the verdicts in sentences.
fn table(compared: &Compared) -> String {
    let language = compared.language;
    let Comparison { replications, seed, .. } = compared.finding;
    let mut text = words::COMPARED.with(language, &[replications, seed]);
    for at in 0..=compared.plans() {
        let role = match at {
            0 => format!(" {}", say::COMPARED_BASELINE_MARK.say(language)),
            _ => String::new(),
        };
        text.push_str(&format!("  {}  {}{role}\n", letter(at), compared.name(at)));
    }
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut head = vec![say::COMPARED_FIGURE.say(language).to_string(), letter(0)];
    head.extend((1..=compared.plans()).map(|plan| format!("{} − A", letter(plan))));
    lines.push(head);
    for figure in compared.figures() {
        let name = figure.in_unit(language);
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
    aligned(&lines, &mut text);
    text.push_str(say::COMPARED_NOTE.say(language));
    text.push('\n');
    let Some(subject) = compared.subject() else { return text };
    let plans = (1..=compared.plans()).filter_map(|plan| compared.sentence(plan, &subject));
    let best = compared.best(&subject).filter(|_| compared.plans() > 1);
    for sentence in plans.chain(best) {
        text.push_str(&labels::sentence(&sentence, language));
        text.push('\n');
    }
    regrets(compared, &subject, &mut text);
    text
}

/// How much worse each plan is than the best one of each future; nothing without futures.
fn regrets(compared: &Compared, subject: &Figure, text: &mut String) {
    let language = compared.language;
    let (Some(table), Some(finding)) = (compared.regrets(subject), regrets::finding(compared, subject)) else {
        return;
    };
    let gaps = [("what", subject.name.as_str()), ("unit", subject.unit.name(language))];
    text.push_str(&labels::capitalised(&say::REGRET_TABLE.fill(language, &gaps)));
    text.push('\n');
    let mut lines: Vec<Vec<String>> = vec![vec![say::REGRET_FUTURE.say(language).to_string()]];
    lines[0].extend((0..=compared.plans()).map(letter));
    let size = |regret| regrets::size(regret, subject.unit, language);
    for (at, plans) in table.cells.iter().enumerate() {
        let cells = plans.iter().map(|cell| size(cell.regret));
        lines.push(std::iter::once(compared.future(at)).chain(cells).collect());
    }
    let largest = table.largest.iter().map(|&regret| size(regret));
    let name = say::REGRET_LARGEST.say(language).to_string();
    lines.push(std::iter::once(name).chain(largest).collect());
    aligned(&lines, text);
    text.push_str(&labels::sentence(&finding, language));
    text.push('\n');
}
