//! Charts and sentences of made-up comparisons: texts on the sheet and apart, titles that claim what the intervals carry.

use super::draw::pictures;
use super::*;
use crate::metrics::sample::Sample;
use crate::metrics::summary::Scope;
use crate::report::chart::canvas::collisions;
use crate::report::chart::picture::{page, slide};
use crate::report::chart::tests::fixture::World;
use crate::scenario::changes::Changes;
use crate::stats::paired::{self, Points};
use crate::study::compare::PlanFinding;
use crate::study::jobs::JobChanges;
use crate::study::regret::tables;

/// What a made-up plan does: change of the wait in days, of the cost in yuan, and how much a city's wait varies.
type Effect = (f64, f64, f64);

const FUTURES: [[&str; 2]; 2] = [
    ["Many more claims than anybody has expected", "理赔远多于任何人的预期"],
    ["Slow growth", "增长缓慢"],
];

/// Plans with effects, in a world of some cities; five replications.
struct Made {
    scenarios: Vec<Scenario>,
    summaries: Vec<Summary>,
    finding: Comparison,
    futures: Vec<[String; 2]>,
}

impl Made {
    fn new(cities: usize, effects: &[Effect]) -> Made {
        let world = World {
            cities,
            centres: cities,
            booked: true,
            replications: 5,
        };
        let baseline = world.scenario();
        let mut keys = vec![Key::network(Metric::LeadTime, Breakdown::Total), cost::key()];
        let whole = keys[0].clone();
        keys.extend(baseline.cities.iter().map(|city| Key {
            scope: Scope {
                city: city.id.clone(),
                ..whole.scope.clone()
            },
            ..whole.clone()
        }));
        let sample = |(days, yuan, spread): Effect, more: f64| {
            let mut values = Vec::new();
            for noise in [-1.0, -0.5, 0.0, 0.5, 1.0] {
                values.extend([19.2 + more + days + 0.1 * noise * days, 5.82e8 + yuan]);
                values.extend((0..cities).map(|_| 19.2 + days + spread * noise));
            }
            Sample::of(keys.clone(), &values)
        };
        let own = (0.0, 0.0, 0.0);
        let all: Vec<Effect> = std::iter::once(own).chain(effects.iter().copied()).collect();
        let samples: Vec<Sample> = all.iter().map(|&effect| sample(effect, 0.0)).collect();
        let future = |more: f64| all.iter().map(|&effect| sample(effect, more)).collect::<Vec<_>>();
        let futures = [future(3.0), future(-2.0)];
        let slices: Vec<&[Sample]> = std::iter::once(samples.as_slice())
            .chain(futures.iter().map(Vec::as_slice))
            .collect();
        let differences = |plan: &Sample| {
            let mut points = Points::new(effects.len() as u32);
            let found = keys.iter().enumerate().map(|(row, key)| {
                let paired = paired::compare(&samples[0].series(row), &plan.series(row), &mut points).expect("pairs");
                Difference {
                    key: key.clone(),
                    before: paired.before,
                    after: paired.after,
                    verdict: Verdict::of(key.metric, &paired, paired.simultaneous),
                    paired,
                }
            });
            found.collect()
        };
        let plans = samples[1..].iter().map(|plan| PlanFinding {
            changes: Changes::default(),
            differences: differences(plan),
            jobs: JobChanges::default(),
        });
        let scenarios: Vec<Scenario> = (0..all.len())
            .map(|at| Scenario {
                name: format!("Plan {at}, which opens centres in every city that has none"),
                name_zh: format!("方案{at}：在每个尚无服务中心的城市开店"),
                ..baseline.clone()
            })
            .collect();
        let summaries = samples.iter().zip(&scenarios);
        Made {
            summaries: summaries
                .map(|(sample, scenario)| sample.summary(&scenario.name, 1))
                .collect(),
            finding: Comparison {
                seed: 1,
                replications: 5,
                plans: plans.collect(),
                rankings: Vec::new(),
                regrets: tables(&slices),
                futures: vec![Changes::default(); 2],
                samples,
            },
            scenarios,
            futures: FUTURES.map(|names| names.map(str::to_string)).to_vec(),
        }
    }

    fn say<T>(&self, language: Language, then: impl Fn(&Compared) -> T) -> T {
        let fonts = Fonts::built_in();
        let scenarios: Vec<&Scenario> = self.scenarios.iter().collect();
        then(&Compared {
            scenarios: &scenarios,
            summaries: &self.summaries,
            finding: &self.finding,
            futures: &self.futures,
            language,
            fonts: &fonts,
        })
    }
}

#[test]
fn texts_stay_on_the_sheet_and_apart_for_few_plans_and_many() {
    let better = |at: usize| (-0.3 * at as f64, 4e6 * at as f64, 0.01);
    let worse = |at: usize| (0.4 * at as f64, -3e6 * at as f64, 0.01);
    let crowd: Vec<Effect> = (0..12)
        .map(|at| if at % 3 == 0 { worse(at) } else { better(at) })
        .collect();
    for effects in [&[better(1)][..], &[better(1), worse(1), (0.0, 0.0, 0.0)], &crowd] {
        let made = Made::new(14, effects);
        for language in [Language::En, Language::Zh] {
            made.say(language, |compared| {
                let all = pictures(compared);
                assert!(all.len() >= 4, "differences, cost, regret, cities");
                for picture in &all {
                    let of = format!("{} of {} plans", picture.name(), effects.len());
                    let sheet = slide(picture.as_ref(), "Source", compared.fonts);
                    assert_eq!(collisions(&sheet), Vec::<String>::new(), "{of}, slide");
                    let sheet = page(picture.as_ref(), compared.fonts);
                    assert_eq!(collisions(&sheet), Vec::<String>::new(), "{of}, page");
                    for text in [
                        picture.title(),
                        picture.subtitle(),
                        picture.reading(),
                        picture.description(),
                    ] {
                        assert!(
                            !text.is_empty() && !text.contains('{') && !text.contains("NaN"),
                            "{of}: {text}"
                        );
                    }
                    let table = picture.table();
                    assert!(
                        table.rows.iter().all(|row| row.len() == table.head.len()),
                        "{of}: {table:?}"
                    );
                }
            });
        }
    }
}

#[test]
fn the_headline_has_effect_and_cost_of_the_best_plan() {
    // Differences of the second plan: −1.5 ± 10 %; the deviation of −0.1, −0.05 … 0.1 times 1.5 is 0.1186, over √5 0.053; with
    // t at 1 − 0.025/2 of 4 degrees (3.4954) ± 0.185, rounded up to 0.19.
    let made = Made::new(3, &[(-0.5, 1.5e7, 0.0), (-1.5, 3.5e7, 0.0)]);
    made.say(Language::En, |compared| {
        let figure = compared.subject().expect("a figure");
        let headline = differences::headline(compared, &figure).expect("a headline");
        let name = compared.name(2);
        let lead = figure.name.clone();
        assert_eq!(
            headline,
            format!("“{name}” cuts {lead} from 19.2\u{a0}days to 17.7\u{a0}days, for CNY 35\u{a0}million more")
        );
        let title = differences::title(compared, &figure).expect("a title");
        assert!(title.ends_with("by 1.50 ± 0.19\u{a0}days"), "{title}");
    });
    made.say(Language::Zh, |compared| {
        let figure = compared.subject().expect("a figure");
        let headline = differences::headline(compared, &figure).expect("a headline");
        assert!(headline.ends_with("由19.2天降至17.7天，多花3500万元"), "{headline}");
    });
}

/// 0.0001 days of 19.2 are sure, for the five replications agree; on paper nobody sees them.
#[test]
fn a_sure_difference_that_no_figure_shows_is_called_that() {
    let made = Made::new(2, &[(-0.0001, 0.0, 0.0)]);
    let said = made.say(Language::En, |compared| {
        let subject = compared.subject().unwrap();
        compared.sentence(1, &subject).unwrap()
    });
    assert!(said.contains("hardly changes"), "{said}");
    assert!(said.contains("19.2\u{a0}days with and without it"), "{said}");
}

#[test]
fn what_is_sure_of_one_city_is_not_of_the_most_changed_of_many() {
    // A city's differences: −1 with deviation s = 0.79 × spread. t = 1 ÷ (s ÷ √5) of 4 degrees: a spread of 0.85 gives 3.33,
    // above 2.776 for one city, below 5.6 and more for ten and more (t at 1 − 0.025/10 is 5.598).
    let shown = |cities: usize, spread: f64| {
        Made::new(cities, &[(-1.0, 0.0, spread)]).say(Language::En, |compared| {
            differences::cities(compared, 1).map(|chart| chart.rows.len())
        })
    };
    assert_eq!(shown(14, 0.85), None);
    // Half the deviation, t = 6.65: sure among fourteen (6.17 at 1 − 0.025/14), and all are shown, twelve at most.
    assert_eq!(shown(14, 0.4252), Some(12));
}

#[test]
fn better_for_less_is_what_the_chart_of_costs_says() {
    let title = |effects: &[Effect]| {
        Made::new(2, effects).say(Language::En, |compared| cost::chart(compared).map(|chart| chart.title))
    };
    let one = title(&[(-2.0, 5e7, 0.0), (-1.0, -1e6, 0.0)]).expect("a chart");
    assert!(one.contains("“Plan 2,") && one.contains("better and cheaper"), "{one}");
    let two = title(&[(-2.0, 5e7, 0.0), (1.0, 1e6, 0.0)]).expect("a chart");
    assert!(
        two.contains("“Plan 1,") && two.ends_with("for CNY 50\u{a0}million"),
        "{two}"
    );
    let none = title(&[(1.0, 5e7, 0.0)]).expect("a chart");
    assert!(none.starts_with("No plan surely buys"), "{none}");
    assert_eq!(title(&[(-1.0, 0.0, 0.0)]), None, "nothing is spent");
}
