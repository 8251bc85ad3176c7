//! `aftersales optimise`: the best plan under a budget, or the least cost that keeps a promise.

use super::arguments::Optimise;
use super::keep::{self, Study};
use super::{Door, End, check, font, progress, run, words};
use crate::metrics::summary::Summary;
use crate::report::chart::fonts::Fonts;
use crate::report::chart::names;
use crate::report::folder::Folder;
use crate::report::manifest::{self, Manifest};
use crate::report::page as pages;
use crate::report::search::page::{self, Origin};
use crate::report::search::plan::{self, Plan};
use crate::report::search::{Searched, csv};
use crate::report::words as labels;
use crate::report::words::search as say;
use crate::study::failure::Failure;
use crate::study::optimise::design::{self, Priceless};
use crate::study::optimise::trial::{Keep, Subject};
use crate::study::optimise::{Ended, Options, optimise};
use crate::units::Language;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// Steps told in the terminal, at most; the page has them all.
const SHOWN: usize = 12;

pub(super) fn run(door: &Door, asked: &Optimise, command_line: Vec<String>) -> Result<End, Failure> {
    let target = asked.common.folder();
    let language = door.language;
    let Some(loaded) = check::load(door, &asked.common) else {
        return Ok(End::Mistaken);
    };
    let scenario = &loaded.scenario;
    let path = asked.common.scenario.display();
    let wanted = scenario.optimise.as_ref().filter(|_| !scenario.levers.is_empty());
    let moves = design::moves(scenario);
    let (Some(wanted), Ok(moves)) = (wanted, &moves) else {
        match moves {
            Err(Priceless(lever)) => {
                door.mistake(&words::NO_PRICE.with(language, &[&path, &scenario.levers[lever].id]));
            }
            Ok(_) => door.mistake(&words::NOTHING_WANTED.with(language, &[&path])),
        }
        return Ok(End::Mistaken);
    };
    if let Err(failure) = Folder::check(&target) {
        door.mistake(&failure.message(language));
        return Ok(End::Mistaken);
    }
    let face = match font::given(door, asked.font.as_deref(), [scenario]) {
        Ok(face) => face,
        Err(failure) => {
            door.mistake(&failure.message(language));
            return Ok(End::Mistaken);
        }
    };
    let interrupt = run::interruption();
    let folder = Folder::prepare(&target)?;
    let options = Options {
        seed: asked.common.seed,
        search_replications: asked.search_replications,
        replications: asked.common.replications,
        designs: asked.designs,
        threads: asked.common.threads(),
    };
    let study = Study {
        command: "optimise",
        scenario: &loaded.resolved,
        design: "",
        seed: options.seed,
        resume: asked.resume,
    };
    let store = keep::open(folder.target(), &study)?;
    let subject = Subject {
        scenario,
        wanted,
        moves,
        keep: Some(Keep {
            store: &store,
            resolved: &loaded.resolved,
        }),
    };
    let line = progress::Line::new(door, options.designs);
    let ended = optimise(subject, options, &|progress| line.show(progress), &interrupt);
    line.clear();
    let interruption = matches!(ended, Ok(Ended::Interrupted(..))).then_some(Failure::Interrupted);
    keep::tell(
        door,
        &store,
        asked.resume,
        interruption.as_ref().or(ended.as_ref().err()),
    );
    let command = command_line.join(" ");
    let manifest = Manifest {
        resolved: loaded.resolved.clone(),
        plans: Vec::new(),
        seed: options.seed,
        replications: options.replications,
        sequential: None,
        command_line,
        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    let extends = between(folder.target(), &asked.common.scenario);
    let write_plan = |plan| {
        let text = plan::toml(plan, &extends, &loaded.resolved);
        folder.write(plan::FILE, |out| out.write_all(text.as_bytes()))
    };
    let found = match ended? {
        Ended::Found(found) => *found,
        Ended::Interrupted(so_far) => {
            write_plan(Plan {
                scenario,
                moves,
                design: &so_far.design,
                name: say::SEARCH_SO_FAR_NAME,
                comment: say::SEARCH_SO_FAR.say(Language::En),
            })?;
            folder.write(csv::FRONTIER, |out| csv::write_frontier(scenario, &so_far.way, out))?;
            folder.write(manifest::FILE, |out| manifest.write(out))?;
            folder.publish()?;
            if !door.quiet {
                door.say(&words::PLAN.with(language, &[&target.join(plan::FILE).display()]))?;
            }
            door.warning(say::SEARCH_SO_FAR.say(language));
            return Ok(End::Interrupted);
        }
    };
    let summary = Summary {
        scenario: scenario.name.clone(),
        seed: options.seed,
        replications: options.replications,
        warnings: Vec::new(),
        rows: Vec::new(),
    };
    let fonts = Fonts::for_texts(language, names(scenario, Language::En), face.as_ref());
    let searched = Searched {
        scenario,
        found: &found,
        summary: &summary,
        search_replications: options.search_replications,
        language,
        fonts: &fonts,
    };
    write_plan(Plan {
        scenario,
        moves,
        design: &found.confirmed.design,
        name: say::SEARCH_PLAN_NAME,
        comment: &labels::capitalised(&searched.headline(Language::En)),
    })?;
    folder.write(csv::FRONTIER, |out| csv::write_frontier(scenario, &found.way, out))?;
    folder.write(csv::NEXT, |out| csv::write_next(scenario, &found, out))?;
    let origin = Origin {
        command: &command,
        version: env!("CARGO_PKG_VERSION"),
        hash: &manifest::hash(&loaded.resolved),
    };
    pictures(&searched, origin, &folder)?;
    folder.write(manifest::FILE, |out| manifest.write(out))?;
    folder.publish()?;
    font::tell(door, face.as_ref());
    tell(door, &target, &searched)
}

/// Draws the charts and the page.
fn pictures(searched: &Searched, origin: Origin, folder: &Folder) -> Result<(), Failure> {
    let charts = page::charts(searched);
    folder.write_charts(&charts)?;
    let other = Searched {
        language: match searched.language {
            Language::En => Language::Zh,
            Language::Zh => Language::En,
        },
        ..*searched
    };
    let other_charts = page::page_charts(&other);
    let html = page::render([(searched, &charts), (&other, &other_charts)], origin);
    folder.write(pages::FILE, |out| out.write_all(html.as_bytes()))
}

/// Says what came out and where it is.
fn tell(door: &Door, target: &Path, searched: &Searched) -> Result<End, Failure> {
    let language = door.language;
    let found = searched.found;
    if !door.quiet {
        let mut text = labels::sentence(&labels::capitalised(&searched.headline(language)), language);
        text.push('\n');
        let done = searched.done(&found.confirmed.design);
        for &(at, times) in done.iter().take(SHOWN) {
            let price = searched.money(found.way.moves[at].price_cny * f64::from(times));
            text.push_str(&format!("  {times} × {}  {price}\n", searched.step(at)));
        }
        if let Some(more) = done.len().checked_sub(SHOWN).filter(|&more| more > 0) {
            let more = say::SEARCH_MORE.fill(language, &[("count", &more.to_string())]);
            text.push_str(&format!("  {more}\n"));
        }
        let sentences = [page::twice(searched), page::how(searched)];
        for sentence in sentences
            .iter()
            .chain(&searched.quantile_note())
            .filter(|sentence| !sentence.is_empty())
        {
            text.push_str(sentence);
            text.push('\n');
        }
        text.push_str(&format!("{}\n", say::SEARCH_NEXT.say(language)));
        for next in &found.confirmed.next {
            let price = searched.money(next.price_cny);
            let difference = searched.difference(&next.paired);
            text.push_str(&format!("  {}  {difference}  {price}\n", searched.step(next.at)));
        }
        door.say(&text)?;
        door.say(&words::RESULTS.with(language, &[&target.display()]))?;
        door.say(&words::PLAN.with(language, &[&target.join(plan::FILE).display()]))?;
        door.say(&words::PAGE.with(language, &[&target.join(pages::FILE).display()]))?;
    }
    if found.cut_short {
        door.warning(say::SEARCH_CUT_SHORT.say(language));
    }
    Ok(End::Done)
}

/// The path of a file from a folder, with `/` between its parts; absolute where they share no root.
fn between(folder: &Path, file: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| absolute(path));
    let file = real(file);
    // The folder may not be there yet, what it stands in is.
    let folder = match (folder.parent(), folder.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => absolute(folder),
    };
    let (from, to): (Vec<Component>, Vec<Component>) = (folder.components().collect(), file.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    let path: PathBuf = up
        .map(PathBuf::from)
        .chain(to[common..].iter().map(|part| PathBuf::from(part.as_os_str())))
        .collect();
    path.display().to_string().replace('\\', "/")
}
