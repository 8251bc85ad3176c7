//! Plans beside a baseline, in words: what is compared, what came of it, what each plan changes.

pub mod cautions;
pub mod changes;
pub mod cost;
pub mod csv;
pub mod differences;
pub mod draw;
pub mod json;
pub mod page;
pub mod regrets;

use super::chart::context::{Run, estimate};
use super::chart::fonts::Fonts;
use super::number::{Estimate, Unit, plus_minus};
use super::words::{self, Phrase, comparison as say};
use crate::metrics::catalogue::{Better, Metric};
use crate::metrics::sample::Key;
use crate::metrics::summary::{Breakdown, Reach, Summary};
use crate::scenario::Scenario;
use crate::study::compare::{Comparison, Difference, Verdict};
use crate::study::regret::Regrets;
use crate::units::Language;

/// A comparison in one language.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The baseline, then the plans.
    pub scenarios: &'a [&'a Scenario],
    /// Their figures, in the same order.
    pub summaries: &'a [Summary],
    /// What was found.
    pub finding: &'a Comparison,
    /// English and Chinese names of the futures, without that of the scenario itself.
    pub futures: &'a [[String; 2]],
    /// The language of the words.
    pub language: Language,
    /// The faces that must be able to draw the names.
    pub fonts: &'a Fonts,
}

/// A figure with its name and unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What is compared.
    pub key: Key,
    /// Its name: "lead time for body repairs".
    pub name: String,
    /// Its unit.
    pub unit: Unit,
}

impl Figure {
    /// Its name with its unit, for the head of a column or a row: "Lost (%)".
    pub fn in_unit(&self, language: Language) -> String {
        let gaps = [("name", self.name.as_str()), ("unit", self.unit.name(language))];
        words::COLUMN_IN_UNIT.fill(language, &gaps)
    }
}

/// The letter of a plan in tables; A is the baseline.
pub fn letter(at: usize) -> String {
    let mut text = String::new();
    let mut rest = at;
    loop {
        text.insert(0, char::from(b'A' + (rest % 26) as u8));
        if rest < 26 {
            return text;
        }
        rest = rest / 26 - 1;
    }
}

impl<'a> Compared<'a> {
    /// The run of the baseline (0) or of a plan.
    pub fn run(&self, at: usize) -> Run<'a> {
        Run {
            scenario: self.scenarios[at],
            summary: &self.summaries[at],
            language: self.language,
            fonts: self.fonts,
        }
    }

    /// The name of the baseline (0) or of a plan.
    pub fn name(&self, at: usize) -> &'a str {
        match self.language {
            Language::En => &self.scenarios[at].name,
            Language::Zh => &self.scenarios[at].name_zh,
        }
    }

    /// The name of a future; 0 is that of the scenario itself.
    pub fn future(&self, at: usize) -> String {
        let name = at.checked_sub(1).and_then(|at| self.futures.get(at));
        match (name, self.language) {
            (Some([english, _]), Language::En) => english.clone(),
            (Some([_, chinese]), Language::Zh) => chinese.clone(),
            (None, language) => say::REGRET_AS_IT_STANDS.say(language).to_string(),
        }
    }

    /// The regrets in a figure; none without futures.
    pub fn regrets(&self, figure: &Figure) -> Option<&'a Regrets> {
        self.finding.regrets.iter().find(|table| table.key == figure.key)
    }

    /// Plans without the baseline.
    pub fn plans(&self) -> usize {
        self.finding.plans.len()
    }

    /// The difference of a plan (1 first) in a figure.
    pub fn difference(&self, plan: usize, key: &Key) -> Option<&'a Difference> {
        self.finding.plans[plan - 1].find(key)
    }

    /// What the comparison is about: the lead time of the team that waits longest, or of all; without bookings the wait
    /// at the centre.
    pub fn subject(&self) -> Option<Figure> {
        let run = self.run(0);
        let team = run.team();
        let lead = Figure {
            key: Key::network(Metric::LeadTime, run.of_team(team.as_ref())),
            name: run.lead_of(team.as_ref()),
            unit: Unit::Days,
        };
        let wait = Figure {
            key: Key::network(Metric::QueueWait, Breakdown::Total),
            name: words::uncapitalised(words::QUEUE_WAIT.say(self.language)),
            unit: Unit::Hours,
        };
        [lead, wait]
            .into_iter()
            .find(|figure| (1..=self.plans()).any(|plan| self.difference(plan, &figure.key).is_some()))
    }

    /// The figures of the whole network that a reader wants side by side, the subject first.
    pub fn figures(&self) -> Vec<Figure> {
        let language = self.language;
        let label = |phrase: Phrase| phrase.say(language).to_string();
        let whole = |metric, breakdown, name: String, unit| Figure {
            key: Key::network(metric, breakdown),
            name,
            unit,
        };
        let run = self.run(0);
        let mut figures: Vec<Figure> = self.subject().into_iter().collect();
        for figure in &mut figures {
            figure.name = words::capitalised(&figure.name);
        }
        for team in (run.scenario.teams.iter()).filter(|_| run.scenario.teams.len() > 1) {
            let jobs = words::team_jobs(team, language);
            let gaps = [("metric", words::LEAD_TIME.say(language)), ("jobs", jobs.as_str())];
            let name = words::METRIC_OF.fill(language, &gaps);
            figures.push(whole(Metric::LeadTime, Breakdown::Team(team.clone()), name, Unit::Days));
        }
        let limit = super::number::with_unit("7", Unit::Days, language);
        let within = words::WITHIN_METRIC.fill(language, &[("limit", &limit)]);
        let reach = Reach {
            km: 100,
            team: None,
            province: None,
        };
        let any = || "*".to_string();
        figures.extend([
            whole(Metric::LeadTime, Breakdown::Total, label(words::LEAD_TIME), Unit::Days),
            whole(Metric::WithinDays, Breakdown::Days(7), within, Unit::Share),
            whole(
                Metric::QueueWait,
                Breakdown::Total,
                label(words::QUEUE_WAIT),
                Unit::Hours,
            ),
            whole(
                Metric::Turnaround,
                Breakdown::Total,
                label(words::TURNAROUND),
                Unit::Days,
            ),
            whole(Metric::LostShare, Breakdown::Total, label(words::LOST), Unit::Share),
            whole(Metric::Travel, Breakdown::Total, label(words::TRAVEL), Unit::Kilometres),
            whole(
                Metric::Covered,
                Breakdown::Km(reach),
                label(say::COMPARED_COVERED),
                Unit::Share,
            ),
            whole(
                Metric::FullyBooked,
                Breakdown::Team(any()),
                label(words::FULLY_BOOKED),
                Unit::Share,
            ),
            whole(
                Metric::ReleaseSuccess,
                Breakdown::Total,
                label(words::RELEASE_SUCCESS),
                Unit::Share,
            ),
            whole(
                Metric::Overtaken,
                Breakdown::Total,
                label(words::precision::METRIC_OVERTAKEN),
                Unit::Share,
            ),
        ]);
        figures.extend(words::precision::CARE.map(|metric| {
            let breakdown = match metric {
                Metric::SolvedShare => Breakdown::Component(any()),
                _ => Breakdown::Total,
            };
            whole(metric, breakdown, label(words::precision::metric(metric)), Unit::Share)
        }));
        figures.push(whole(
            Metric::RescueWithin,
            Breakdown::Component("60".into()),
            label(words::roadside::HELP_WITHIN_AN_HOUR),
            Unit::Share,
        ));
        figures.extend([
            whole(Metric::Served, Breakdown::Total, label(words::SERVED), Unit::Jobs),
            Figure {
                key: cost::key(),
                name: label(say::COMPARED_COST),
                unit: Unit::Yuan,
            },
        ]);
        let mut seen: Vec<Key> = Vec::new();
        figures.retain(|figure| {
            let new = !seen.contains(&figure.key);
            seen.push(figure.key.clone());
            new && (1..=self.plans()).any(|plan| self.difference(plan, &figure.key).is_some())
        });
        figures
    }

    /// "−6.7 ± 0.2", "≈ 0.01 ± 0.05" if it cannot be told apart, "=" if nothing differs.
    pub fn cell(&self, difference: &Difference, unit: Unit) -> String {
        let text = plus_minus(together(difference), unit, self.language);
        match difference.verdict {
            Verdict::Same => "=".to_string(),
            Verdict::Undecided => format!("≈ {text}"),
            _ => text,
        }
    }

    /// What a plan does to a figure, in a sentence.
    pub fn sentence(&self, plan: usize, figure: &Figure) -> Option<String> {
        let difference = self.difference(plan, &figure.key)?;
        let (language, unit) = (self.language, figure.unit);
        let value = |mean: f64| self.precise(difference, mean).headline(unit, language);
        let interval = super::number::difference(together(difference), unit, language).unwrap_or_default();
        let by = Estimate {
            mean: difference.paired.difference.abs(),
            ci95: together(difference)
                .ci95
                .map(|[low, high]| if high < 0.0 { [-high, -low] } else { [low, high] }),
        };
        let phrase = match difference.verdict {
            Verdict::Same => say::COMPARED_SAME,
            Verdict::Undecided => say::COMPARED_UNDECIDED,
            _ if value(difference.before) == value(difference.after) => say::COMPARED_HARDLY,
            _ if difference.paired.difference < 0.0 => say::COMPARED_LESS,
            _ => say::COMPARED_MORE,
        };
        let gaps = [
            ("plan", self.name(plan).to_string()),
            ("what", figure.name.clone()),
            ("interval", interval),
            ("before", value(difference.before)),
            ("after", value(difference.after)),
            ("difference", spaced(&plus_minus(by, unit, language), unit, language)),
        ];
        Some(phrase.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str()))))
    }

    /// The baseline's mean of a figure, with its own interval.
    pub fn baseline(&self, key: &Key) -> Option<Estimate> {
        let rows = self.summaries[0].rows.iter();
        let mut own = rows.filter(|row| row.metric == key.metric && row.breakdown == key.breakdown);
        own.find(|row| row.scope == key.scope).and_then(estimate)
    }

    /// A mean rounded as precisely as the difference is known.
    pub fn precise(&self, difference: &Difference, mean: f64) -> Estimate {
        let half = difference.paired.ci95.map(|[low, high]| (high - low) / 2.0);
        Estimate {
            mean,
            ci95: half.filter(|&half| half > 0.0).map(|half| [mean - half, mean + half]),
        }
    }

    /// Which plan is best in a figure, in a sentence.
    pub fn best(&self, figure: &Figure) -> Option<String> {
        let language = self.language;
        let changed = (1..=self.plans()).any(|plan| {
            self.difference(plan, &figure.key)
                .is_some_and(|difference| difference.verdict.is_sure())
        });
        if !changed {
            return Some(words::capitalised(
                &say::COMPARED_NONE.fill(language, &[("what", &figure.name)]),
            ));
        }
        let ranking = self.finding.rankings.iter().find(|ranking| ranking.key == figure.key)?;
        let better = figure.key.metric.better()?;
        // Less is better: who may be best has a lower end below 0.
        let may_be_best = |interval: &[f64; 2]| match better {
            Better::Less => interval[0] < 0.0,
            Better::More => interval[1] > 0.0,
        };
        let tied: Vec<usize> = (0..ranking.plans.len())
            .filter(|&at| may_be_best(&ranking.plans[at].1))
            .collect();
        let names: Vec<String> = tied.iter().map(|&at| self.name(at).to_string()).collect();
        if let [only] = tied.as_slice() {
            let [low, high] = ranking.plans[*only].1;
            let lead = match better {
                Better::Less => -high,
                Better::More => low,
            };
            let gaps = [
                ("plan", names[0].clone()),
                ("what", figure.name.clone()),
                (
                    "difference",
                    Estimate { mean: lead, ci95: None }.value(figure.unit, language),
                ),
            ];
            // Alone the best, its lead has no lower bound but nothing.
            let phrase = if lead > 0.0 {
                say::COMPARED_BEST
            } else {
                say::COMPARED_BEST_ONE
            };
            let gaps = gaps.each_ref().map(|(name, text)| (*name, text.as_str()));
            return Some(phrase.fill(language, &gaps));
        }
        let gaps = [
            ("plans", words::listed(&names, language)),
            ("what", figure.name.clone()),
        ];
        let gaps = gaps.each_ref().map(|(name, text)| (*name, text.as_str()));
        Some(words::capitalised(&say::COMPARED_TIED.fill(language, &gaps)))
    }

    /// Plans by the subject, best first.
    pub fn ranked(&self, figure: &Figure) -> Vec<usize> {
        let mut plans: Vec<usize> = (1..=self.plans())
            .filter(|&plan| self.difference(plan, &figure.key).is_some())
            .collect();
        let worse = |plan: &usize| {
            let difference = self
                .difference(*plan, &figure.key)
                .map_or(0.0, |found| found.paired.difference);
            match figure.key.metric.better() {
                Some(Better::More) => -difference,
                _ => difference,
            }
        };
        plans.sort_by(|a, b| worse(a).total_cmp(&worse(b)));
        plans
    }
}

/// The difference with the interval that holds for all plans together.
pub fn together(difference: &Difference) -> Estimate {
    Estimate {
        mean: difference.paired.difference,
        ci95: difference.paired.simultaneous.filter(|[low, high]| high > low),
    }
}

/// The name of a verdict.
pub fn verdict(verdict: Verdict) -> Phrase {
    match verdict {
        Verdict::Better => say::COMPARED_BETTER,
        Verdict::Worse => say::COMPARED_WORSE,
        Verdict::More => say::COMPARED_VERDICT_MORE,
        Verdict::Less => say::COMPARED_VERDICT_LESS,
        Verdict::Same => say::COMPARED_VERDICT_SAME,
        Verdict::Undecided => say::COMPARED_VERDICT_UNDECIDED,
    }
}

/// The name of a verdict on costs.
pub fn verdict_of_cost(found: Verdict) -> Phrase {
    match found {
        Verdict::Better => say::COMPARED_CHEAPER,
        Verdict::Worse => say::COMPARED_DEARER,
        other => verdict(other),
    }
}

/// "6.7 ± 0.2 days", "CNY 6 million ± 1 million".
fn spaced(text: &str, unit: Unit, language: Language) -> String {
    super::number::with_unit(text, unit, language)
}

/// A cause of waiting by the name people use.
pub fn cause(key: &str, language: Language) -> String {
    let phrase = match key {
        "triage" => words::triage::CAUSE_TRIAGE,
        "no_slot" => words::CAUSE_NO_SLOT,
        "appointment" => words::CAUSE_APPOINTMENT,
        "closed" => words::CAUSE_CLOSED,
        "return" => words::collect::CAUSE_RETURN,
        "work" | "handover" => words::CAUSE_WORK,
        _ => return words::resource(key, language),
    };
    phrase.say(language).to_string()
}

#[cfg(test)]
mod tests;
