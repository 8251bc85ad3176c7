//! Warnings in words.

use super::number::{Estimate, Unit, count};
use super::{precision, words};
use crate::metrics::catalogue::Metric;
use crate::metrics::warning::{WIDE, Warning};
use crate::units::Language;

/// A warning as a sentence or two.
pub fn say(warning: &Warning, language: Language) -> String {
    let plain = |mean: f64, unit| Estimate { mean, ci95: None }.value(unit, language);
    let jobs = |mean: f64| {
        // From ten on two digits, as everywhere without interval.
        let step = 10_u64.pow((mean.max(1.0) as u64).ilog10().saturating_sub(1));
        match mean {
            ..10.0 => Estimate { mean, ci95: None }.bare(Unit::Jobs, language),
            _ => count((mean / step as f64).round() as u64 * step, language),
        }
    };
    let fill = |phrase: words::Phrase, gaps: &[(&str, String)]| {
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
        phrase.fill(language, &gaps)
    };
    match warning {
        Warning::Input(finding) => words::sentence(&finding.message(language), language),
        Warning::Growing {
            replications,
            all,
            first,
            last,
        } => fill(
            words::WARN_GROWING,
            &[
                ("count", count(u64::from(*replications), language)),
                ("all", count(u64::from(*all), language)),
                ("first", jobs(*first)),
                ("last", jobs(*last)),
            ],
        ),
        Warning::Overloaded {
            resource,
            centre,
            share,
            others,
        } => {
            let more = if *others > 0 {
                fill(words::WARN_OTHERS, &[("count", count(*others as u64, language))])
            } else {
                String::new()
            };
            let name = usize::from(language == Language::Zh);
            fill(
                words::WARN_OVERLOADED,
                &[
                    ("resource", words::resource(resource, language)),
                    ("centre", centre[name].clone()),
                    ("share", plain(*share, Unit::Share)),
                    ("others", more),
                ],
            )
        }
        Warning::Sequential(sequential) => precision::tell(sequential, language),
        Warning::NoWarmUp => words::WARN_NO_WARM_UP.say(language).to_string(),
        Warning::ShortWarmUp { early, rest } => fill(
            words::WARN_SHORT_WARM_UP,
            &[("early", jobs(*early)), ("rest", jobs(*rest))],
        ),
        Warning::Wide {
            metric,
            team,
            half,
            replications,
        } => {
            let name = match metric {
                Metric::QueueWait => words::QUEUE_WAIT,
                _ => words::LEAD_TIME,
            };
            let name = match team {
                Some(team) => fill(
                    words::METRIC_OF,
                    &[
                        ("metric", name.say(language).to_string()),
                        ("jobs", words::team_jobs(team, language)),
                    ],
                ),
                None => name.say(language).to_string(),
            };
            fill(
                words::WARN_WIDE,
                &[
                    ("metric", words::uncapitalised(&name)),
                    ("half", plain(*half, Unit::Share)),
                    ("limit", plain(WIDE, Unit::Share)),
                    // As it is typed.
                    ("count", replications.to_string()),
                ],
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_carry_the_same_figures_in_both_languages() {
        let warnings = [
            (
                Warning::Growing {
                    replications: 29,
                    all: 30,
                    first: 1234.0,
                    last: 21_000.0,
                },
                ["29 of 30", "1,200", "21,000"],
                ["30次重复中有29次", "1200", "2.1万"],
            ),
            (
                Warning::Overloaded {
                    resource: "body_bay".into(),
                    centre: ["Wuhan centre".into(), "武汉服务中心".into()],
                    share: 0.998,
                    others: 3,
                },
                ["body bays of Wuhan centre", "100\u{a0}%", "3 more"],
                ["武汉服务中心的钣喷工位", "100%", "另有3个"],
            ),
            (
                Warning::Wide {
                    metric: Metric::LeadTime,
                    team: Some("body".into()),
                    half: 0.31,
                    replications: 130,
                },
                ["lead time, body repairs", "±\u{a0}31\u{a0}%", "-n 130"],
                ["预约等待·钣喷工单", "±31%", "-n 130"],
            ),
        ];
        for (warning, english, chinese) in warnings {
            for (language, expected) in [(Language::En, english), (Language::Zh, chinese)] {
                let text = say(&warning, language);
                for part in expected {
                    assert!(text.contains(part), "{part} is not in: {text}");
                }
            }
        }
    }
}
