//! What a reader of a comparison must not overlook: plans that differ in what a mean hides, and what each run warns of.

use super::{Compared, Figure};
use crate::metrics::catalogue::Metric;
use crate::metrics::sample::Key;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit};
use crate::report::warning;
use crate::report::words::{self, Phrase, comparison as say};
use crate::scenario::booking::{Booking, Retry};
use crate::study::compare::{Difference, Verdict};

/// Everything, in the order of reading; below a headline without what that says.
pub fn all(compared: &Compared, below_headline: bool) -> Vec<String> {
    let language = compared.language;
    let subject = compared.subject();
    let best = (subject.as_ref()).and_then(|subject| compared.ranked(subject).first().copied());
    let mut all = Vec::new();
    for plan in 1..=compared.plans() {
        let order = order(compared, plan).filter(|_| !below_headline || best != Some(plan));
        let order = order.map(|order| fill(compared, say::COMPARED_ORDER_CAUTION, &[("order", order)]));
        let lost = subject.as_ref().and_then(|subject| lost(compared, plan, subject));
        let found = order.into_iter().chain(lost).map(|text| words::capitalised(&text));
        all.extend(found.map(|text| words::sentence(&text, language)));
    }
    all.extend(warnings(compared));
    all
}

/// The finding of a comparison whose best plan serves in another order: a mean would hide it.
pub fn headline(compared: &Compared, subject: &Figure) -> Option<String> {
    let best = *compared.ranked(subject).first()?;
    let order = order(compared, best)?;
    let found = compared.difference(best, &subject.key)?;
    let gaps = [
        ("order", order),
        ("what", subject.name.clone()),
        ("before", value(compared, found, found.before, subject.unit)),
        ("after", value(compared, found, found.after, subject.unit)),
    ];
    Some(words::capitalised(&fill(compared, say::COMPARED_ORDER_HEADLINE, &gaps)))
}

/// In which order owners without a slot are served at each centre, by id.
fn retries<'a>(compared: &Compared<'a>, at: usize) -> impl Iterator<Item = (&'a str, Retry)> {
    let centres = compared.scenarios[at].centres.iter();
    centres.filter_map(|centre| match centre.booking {
        Booking::Calendar { retry, .. } => Some((centre.id.as_str(), retry)),
        Booking::WalkIn { .. } => None,
    })
}

/// What a plan does that serves owners in another order than the baseline; none if it does not, or nobody notices.
fn order(compared: &Compared, plan: usize) -> Option<String> {
    let before: Vec<(&str, Retry)> = retries(compared, 0).collect();
    let other = |(id, retry): (&str, Retry)| before.iter().any(|&(known, was)| known == id && was != retry);
    if !retries(compared, plan).any(other) {
        return None;
    }
    let found = compared.difference(plan, &Key::network(Metric::Overtaken, Breakdown::Total))?;
    let percent = |mean: f64| Estimate { mean, ci95: None }.value(Unit::Share, compared.language);
    let gaps = [
        ("plan", compared.name(plan).to_string()),
        ("before", percent(found.before)),
        ("after", percent(found.after)),
    ];
    (found.verdict.is_sure()).then(|| fill(compared, say::COMPARED_ORDER, &gaps))
}

/// A plan that looks better in the subject, but loses more jobs; or the other way round.
fn lost(compared: &Compared, plan: usize, subject: &Figure) -> Option<String> {
    let found = compared.difference(plan, &subject.key)?;
    let lost = compared.difference(plan, &Key::network(Metric::LostShare, Breakdown::Total))?;
    let phrase = match (found.verdict, lost.verdict) {
        (Verdict::Better, Verdict::Worse) => say::COMPARED_BUT_LOST,
        (Verdict::Worse, Verdict::Better) => say::COMPARED_BUT_KEPT,
        _ => return None,
    };
    let gaps = [
        ("plan", compared.name(plan).to_string()),
        ("what", subject.name.clone()),
        ("before", value(compared, lost, lost.before, Unit::Share)),
        ("after", value(compared, lost, lost.after, Unit::Share)),
    ];
    Some(fill(compared, phrase, &gaps))
}

/// What the runs warn of, each warning once, with the plans that have it.
pub fn warnings(compared: &Compared) -> Vec<String> {
    let language = compared.language;
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for (at, summary) in compared.summaries.iter().enumerate() {
        for text in summary.warnings.iter().map(|warning| warning::say(warning, language)) {
            let name = compared.name(at).to_string();
            match found.iter_mut().find(|(known, _)| *known == text) {
                Some((_, names)) => names.push(name),
                None => found.push((text, vec![name])),
            }
        }
    }
    let told = found.into_iter().map(|(text, names)| {
        if names.len() == compared.summaries.len() {
            return text;
        }
        let gaps = [("what", words::listed(&names, language)), ("finding", text)];
        fill(compared, say::COMPARED_FOUND, &gaps)
    });
    told.collect()
}

fn value(compared: &Compared, found: &Difference, mean: f64, unit: Unit) -> String {
    compared.precise(found, mean).headline(unit, compared.language)
}

fn fill(compared: &Compared, phrase: Phrase, gaps: &[(&str, String)]) -> String {
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, text)| (*name, text.as_str())).collect();
    phrase.fill(compared.language, &gaps)
}
