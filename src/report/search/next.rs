//! Chart: what each next step would change.

use super::{Searched, estimate};
use crate::metrics::catalogue::Better;
use crate::report::comparison::differences::{Differences, Row};
use crate::report::number::{Estimate, Unit, plus_minus};
use crate::report::words::{self, comparison, search as say};
use crate::study::compare::Verdict;
use crate::study::optimise::confirm::Next;

/// The next steps, the most worth for their price first; none if there are none.
pub fn next(searched: &Searched) -> Option<Differences> {
    let language = searched.language;
    let list = &searched.found.confirmed.next;
    let what = searched.goal();
    let rows: Vec<Row> = list.iter().map(|next| row(searched, next)).collect();
    let first = list.first()?;
    let sure = list.iter().find(|next| verdict(searched, next) == Verdict::Better);
    let smallest = searched.found.confirmed.selection.smallest_difference;
    let small = |next: &Next| {
        let ends = next.paired.simultaneous;
        ends.is_some_and(|ends| ends.iter().all(|end| end.abs() < smallest))
    };
    let title = match sure {
        // Sure, yet nothing that matters.
        Some(_) if list.iter().all(small) => {
            let exact = Estimate {
                mean: smallest,
                ci95: None,
            };
            let gaps = [("what", what.as_str()), ("difference", &searched.size(exact))];
            say::SEARCH_NEXT_SMALL.fill(language, &gaps)
        }
        Some(best) => {
            let gaps = [
                ("step", searched.step(best.at)),
                ("difference", searched.difference(&best.paired)),
                ("cost", searched.money(best.price_cny)),
            ];
            say::SEARCH_NEXT_TITLE.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str())))
        }
        None => say::SEARCH_NEXT_NONE.say(language).to_string(),
    };
    let better = match searched.found.way.key.metric.better() {
        Some(Better::More) => comparison::COMPARED_RIGHT_BETTER,
        _ => comparison::COMPARED_LEFT_BETTER,
    };
    let period = searched.run().period();
    let gaps = [
        ("what", what.as_str()),
        ("unit", searched.unit().name(language)),
        ("period", &period),
        ("better", better.say(language)),
    ];
    let reading = comparison::COMPARED_READING.fill(language, &[("replications", &first.paired.n.to_string())]);
    let head = words::COLUMN_IN_UNIT.fill(
        language,
        &[
            ("name", say::SEARCH_COST.say(language)),
            ("unit", Unit::Yuan.name(language)),
        ],
    );
    Some(Differences {
        name: "next_steps",
        file: super::csv::NEXT,
        title,
        subtitle: say::SEARCH_NEXT_SUBTITLE.fill(language, &gaps),
        reading: words::joined(&[reading, say::SEARCH_NEXT_NOTE.say(language).to_string()], language),
        form: say::SEARCH_NEXT_FORM.fill(language, &[("what", &what)]),
        rows,
        note_head: head,
        first_head: say::SEARCH_STEP.say(language).to_string(),
        unit: searched.unit(),
        language,
    })
}

/// What a step says, from the interval that holds for all steps together.
pub fn verdict(searched: &Searched, next: &Next) -> Verdict {
    let Some([low, high]) = next.paired.simultaneous else {
        return Verdict::Undecided;
    };
    let more_is_better = searched.found.way.key.metric.better() == Some(Better::More);
    match (low > 0.0, high < 0.0) {
        _ if next.paired.identical => Verdict::Same,
        (true, _) if more_is_better => Verdict::Better,
        (_, true) if !more_is_better => Verdict::Better,
        (false, false) => Verdict::Undecided,
        _ => Verdict::Worse,
    }
}

fn row(searched: &Searched, next: &Next) -> Row {
    let money = Estimate {
        mean: next.price_cny,
        ci95: None,
    };
    Row {
        name: searched.step(next.at),
        means: [next.paired.before, next.paired.after].map(|mean| searched.value(mean)),
        difference: estimate(&next.paired),
        verdict: verdict(searched, next),
        note: plus_minus(money, Unit::Yuan, searched.language),
    }
}
