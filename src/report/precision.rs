//! How the number of replications came about, in words.

use super::number::{Estimate, Unit, with_unit};
use super::words::precision as say;
use super::words::{Phrase, joined, listed};
use crate::metrics::sequential::{Aimed, Sequential};
use crate::metrics::warning::enough;
use crate::stats::precision::Why;
use crate::units::Language;

/// Why there are so many replications, how well the figures are known, and what that does to their intervals.
pub fn tell(sequential: &Sequential, language: Language) -> String {
    let aims: Vec<String> = sequential.aims.iter().map(|aimed| aim(aimed, language)).collect();
    let aims = listed(&aims, language);
    // Numbers as they are typed.
    let count = sequential.replications.to_string();
    let gaps = |phrase: Phrase, more: &[(&str, String)]| {
        let mut gaps = vec![("count", count.as_str()), ("aims", aims.as_str())];
        gaps.extend(more.iter().map(|(name, text)| (*name, text.as_str())));
        phrase.fill(language, &gaps)
    };
    if sequential.is_confirmed() {
        let last = sequential.first + sequential.replications - 1;
        let range = [("from", sequential.first.to_string()), ("to", last.to_string())];
        let mut sentences = vec![gaps(say::PRECISION_CONFIRMED, &range)];
        if !sequential.aims.iter().all(|aimed| aimed.reached) {
            sentences.push(say::PRECISION_SHORT.say(language).to_string());
        }
        return joined(&sentences, language);
    }
    match (sequential.why, more(sequential)) {
        (Why::Reached, _) => gaps(say::PRECISION_REACHED, &[]),
        (Why::Unseen, _) => gaps(say::PRECISION_UNSEEN, &[]),
        (Why::Cap, Some(more)) => gaps(say::PRECISION_CAPPED, &[("more", more.to_string())]),
        (Why::Cap, None) => gaps(say::PRECISION_CAPPED_LOST, &[]),
    }
}

/// About how many replications reach every aim; none if one has no interval to go by.
fn more(sequential: &Sequential) -> Option<u32> {
    let of = |aimed: &Aimed| {
        let wanted = aimed.aim.wanted;
        Some(enough(
            sequential.replications,
            aimed.relative?,
            wanted / (1.0 + wanted),
        ))
    };
    sequential
        .aims
        .iter()
        .map(of)
        .try_fold(0, |most, next| Some(most.max(next?)))
}

fn aim(aimed: &Aimed, language: Language) -> String {
    let name = say::metric(aimed.aim.metric).say(language);
    // To a millionth, which hides what binary makes of tenths.
    let wanted = (aimed.aim.wanted * 1e8).round() / 1e6;
    let wanted = with_unit(&wanted.to_string(), Unit::Share, language);
    let half = aimed
        .relative
        .map(|mean| Estimate { mean, ci95: None }.value(Unit::Share, language));
    match half {
        None if aimed.seen => say::PRECISION_ONCE.fill(language, &[("metric", name), ("wanted", &wanted)]),
        Some(half) => say::PRECISION_AIM.fill(language, &[("metric", name), ("half", &half), ("wanted", &wanted)]),
        None => say::PRECISION_NO_AIM.fill(language, &[("metric", name), ("wanted", &wanted)]),
    }
}
