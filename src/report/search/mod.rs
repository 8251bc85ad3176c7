//! The result of a search, in words: what to do, what it is worth, what would be next.

pub mod csv;
pub mod frontier;
pub mod next;
pub mod page;
pub mod plan;

use super::chart::context::Run;
use super::chart::fonts::Fonts;
use super::number::{Estimate, Unit, date, plus_minus, points, with_unit};
use super::words::{self, search as say};
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Summary};
use crate::scenario::Scenario;
use crate::scenario::optimise::{Bound, Crew, Step};
use crate::stats::paired::Paired;
use crate::study::optimise::Found;
use crate::study::optimise::design::{Design, Place};
use crate::units::Language;
use jiff::ToSpan;
use jiff::civil::Date;

/// Places named of one lever, at most.
const PLACES: usize = 5;

/// A search in one language.
#[derive(Clone, Copy)]
pub struct Searched<'a> {
    /// The scenario that was searched.
    pub scenario: &'a Scenario,
    /// What was found.
    pub found: &'a Found,
    /// Seed and fresh replications; no rows.
    pub summary: &'a Summary,
    /// Replications of each design during the search.
    pub search_replications: u32,
    /// The language of the words.
    pub language: Language,
    /// The faces that must be able to draw the names.
    pub fonts: &'a Fonts,
}

impl<'a> Searched<'a> {
    /// The names, period and source of the scenario.
    pub fn run(&self) -> Run<'a> {
        Run {
            scenario: self.scenario,
            summary: self.summary,
            language: self.language,
            fonts: self.fonts,
        }
    }

    /// The goal by name: "lead time for body repairs", of a quantile "90 % lead time for body repairs".
    pub fn goal(&self) -> String {
        let Some(q) = self.found.way.quantile else {
            return self.figure();
        };
        let gaps = [("what", self.figure()), ("share", self.percent(q))];
        say::SEARCH_QUANTILE.fill(
            self.language,
            &gaps.each_ref().map(|(name, text)| (*name, text.as_str())),
        )
    }

    /// What a quantile counts; none without one.
    pub fn quantile_note(&self) -> Option<String> {
        let share = self.percent(self.found.way.quantile?);
        let days = self.scenario.days - self.scenario.warm_up_days;
        let days = with_unit(&days.to_string(), Unit::Days, self.language);
        Some(say::SEARCH_QUANTILE_NOTE.fill(self.language, &[("share", &share), ("days", &days)]))
    }

    /// "90 %", without the digits that a share has which was measured.
    pub fn percent(&self, share: f64) -> String {
        let percent = libm::round(share * 1e4) / 1e2;
        with_unit(&percent.to_string(), Unit::Share, self.language)
    }

    fn figure(&self) -> String {
        let key = &self.found.way.key;
        let team = match &key.breakdown {
            Breakdown::Team(team) | Breakdown::TeamDays(team, _) => Some(team),
            _ => None,
        };
        let days = match key.breakdown {
            Breakdown::Days(days) | Breakdown::TeamDays(_, days) => days,
            _ => 0,
        };
        let language = self.language;
        let name = match (key.metric, team) {
            (Metric::LeadTime, Some(team)) => {
                let jobs = words::team_name(team, language);
                return words::LEAD_OF.fill(language, &[("jobs", &jobs)]);
            }
            (Metric::LeadTime, None) => return words::LEAD_PLAIN.say(language).to_string(),
            (Metric::Turnaround, _) => words::TURNAROUND.say(language).to_string(),
            (Metric::QueueWait, _) => words::QUEUE_WAIT.say(language).to_string(),
            (Metric::LostShare, _) => words::LOST.say(language).to_string(),
            _ => {
                let limit = with_unit(&days.to_string(), Unit::Days, language);
                words::WITHIN_METRIC.fill(language, &[("limit", &limit)])
            }
        };
        let name = words::uncapitalised(&name);
        match team {
            Some(team) => {
                let jobs = words::team_jobs(team, language);
                words::METRIC_OF.fill(language, &[("metric", &name), ("jobs", &jobs)])
            }
            None => name,
        }
    }

    /// The goal's unit.
    pub fn unit(&self) -> Unit {
        match self.found.way.key.metric {
            Metric::LostShare | Metric::WithinDays => Unit::Share,
            Metric::QueueWait => Unit::Hours,
            _ => Unit::Days,
        }
    }

    /// Money, three digits at most.
    pub fn money(&self, cny: f64) -> String {
        Estimate {
            mean: cny,
            ci95: Some([cny, cny]),
        }
        .headline(Unit::Yuan, self.language)
    }

    /// A mean of the goal, rounded as its difference is known; of a quantile at most what the run measures.
    pub fn value(&self, mean: f64) -> String {
        if mean >= self.most() {
            let value = with_unit(&mean.to_string(), self.unit(), self.language);
            return say::SEARCH_OR_MORE.fill(self.language, &[("value", &value)]);
        }
        let half = self.found.confirmed.fresh.ci95.map(|[low, high]| (high - low) / 2.0);
        Estimate {
            mean,
            ci95: half.filter(|&half| half > 0.0).map(|half| [mean - half, mean + half]),
        }
        .headline(self.unit(), self.language)
    }

    /// The most that a quantile is told as: who is never served counts as waiting through all that the run measures.
    pub fn most(&self) -> f64 {
        let days = f64::from(self.scenario.days - self.scenario.warm_up_days);
        match (self.found.way.quantile, self.unit()) {
            (None, _) => f64::INFINITY,
            (_, Unit::Hours) => 24.0 * days,
            _ => days,
        }
    }

    /// A difference of the goal with half its interval.
    pub fn difference(&self, paired: &Paired) -> String {
        self.size(estimate(paired))
    }

    /// A difference in the unit of the goal; shares differ by points.
    pub fn size(&self, difference: Estimate) -> String {
        let text = plus_minus(difference, self.unit(), self.language);
        match self.unit() {
            Unit::Share if self.language == Language::En => format!("{text}\u{a0}{}", points(self.language)),
            Unit::Share => format!("{text}{}", points(self.language)),
            unit => with_unit(&text, unit, self.language),
        }
    }

    /// What the search says in one sentence.
    pub fn headline(&self, language: Language) -> String {
        let own = Searched { language, ..*self };
        let confirmed = &own.found.confirmed;
        let cost = own.money(confirmed.cost_cny);
        let what = own.goal();
        if let Some(Bound::Promise(share)) = own.scenario.optimise.as_ref().map(|optimise| optimise.bound) {
            let worst = confirmed.kept.iter().min_by(|a, b| a.at_least.total_cmp(&b.at_least));
            return match worst {
                Some(worst) if worst.at_least < share => {
                    let reached = Estimate {
                        mean: worst.share,
                        ci95: None,
                    };
                    let city = own.run().city(&own.scenario.cities[worst.city].id);
                    let reached = reached.value(Unit::Share, language);
                    say::SEARCH_NOT_KEPT.fill(language, &[("city", &city), ("share", &reached)])
                }
                _ => say::SEARCH_KEPT.fill(language, &[("cost", &cost)]),
            };
        }
        if confirmed.design.iter().all(|&times| times == 0) {
            return say::SEARCH_NOTHING.fill(language, &[("what", &what)]);
        }
        let gaps = [
            ("what", words::capitalised(&what)),
            ("before", own.value(confirmed.fresh.before)),
            ("after", own.value(confirmed.fresh.after)),
            ("cost", cost),
            ("difference", own.difference(&positive(&confirmed.fresh))),
        ];
        let sure = confirmed.fresh.ci95.is_some_and(|[low, high]| low > 0.0 || high < 0.0);
        let phrase = match sure {
            true if confirmed.fresh.before >= own.most() => say::SEARCH_HEADLINE_PLAIN,
            true => say::SEARCH_HEADLINE,
            false => say::SEARCH_UNSURE,
        };
        phrase.fill(language, &gaps.each_ref().map(|(name, text)| (*name, text.as_str())))
    }

    /// One step of a move in words.
    pub fn step(&self, at: usize) -> String {
        let (scenario, run, language) = (self.scenario, self.run(), self.language);
        let step = &self.found.way.moves[at];
        match (&scenario.levers[step.lever].step, step.place) {
            (Step::Adds { units, .. }, Place::Centre(centre)) => {
                let centre = run.centre(&scenario.centres[centre.index()].id);
                say::SEARCH_ADDS.fill(language, &[("units", &self.units(units)), ("centre", &centre)])
            }
            (Step::Opens { like, day, .. }, Place::City(city)) => {
                let like = run.centre(&scenario.centres[like.index()].id);
                let city = run.city(&scenario.cities[city.index()].id);
                let day = day.map(|day| date(day, language));
                let phrase = if day.is_some() {
                    say::SEARCH_OPENS_DAY
                } else {
                    say::SEARCH_OPENS
                };
                let day = day.unwrap_or_default();
                phrase.fill(language, &[("like", &like), ("city", &city), ("day", &day)])
            }
            (Step::Reserves { share, .. }, Place::Centre(centre)) => {
                let share = Estimate {
                    mean: *share,
                    ci95: None,
                };
                let centre = run.centre(&scenario.centres[centre.index()].id);
                let share = share.value(Unit::Share, language);
                say::SEARCH_RESERVES.fill(language, &[("share", &share), ("centre", &centre)])
            }
            (Step::Crews { crew, count, .. }, Place::City(city)) => {
                let city = run.city(&scenario.cities[city.index()].id);
                crew_step(*crew).fill(language, &[("places", &city), ("count", &count.to_string())])
            }
            (Step::Agents { count }, _) => say::SEARCH_AGENTS.fill(language, &[("count", &count.to_string())]),
            _ => scenario.levers[step.lever].id.clone(),
        }
    }

    /// A lever in words, with the first places of these moves of it.
    pub fn lever(&self, lever: usize, moves: &[usize]) -> String {
        let (scenario, run, language) = (self.scenario, self.run(), self.language);
        let places: Vec<String> = (moves.iter())
            .filter_map(|&at| match self.found.way.moves[at].place {
                Place::Centre(centre) => Some(run.centre(&scenario.centres[centre.index()].id)),
                Place::City(city) => Some(run.city(&scenario.cities[city.index()].id)),
                Place::Network => None,
            })
            .collect();
        let more = places.len().saturating_sub(PLACES);
        let mut named = words::listed(&places[..places.len() - more], language);
        if more > 0 {
            let more = words::comparison::COMPARED_AND_MORE.fill(language, &[("count", &more.to_string())]);
            let gap = if language == Language::En { " " } else { "" };
            named = format!(
                "{}{gap}{more}",
                places[..PLACES].join(if language == Language::En { ", " } else { "、" })
            );
        }
        match &scenario.levers[lever].step {
            Step::Adds { units, .. } => {
                let step = self.units(units);
                say::SEARCH_AT.fill(language, &[("step", &step), ("places", &named)])
            }
            Step::Opens { like, day, .. } => {
                let like = run.centre(&scenario.centres[like.index()].id);
                let phrase = if day.is_some() {
                    say::SEARCH_IN_DAY
                } else {
                    say::SEARCH_IN
                };
                let day = day.map(|day| date(day, language)).unwrap_or_default();
                phrase.fill(language, &[("like", &like), ("day", &day), ("places", &named)])
            }
            Step::Reserves { share, .. } => {
                let share = Estimate {
                    mean: *share,
                    ci95: None,
                };
                let share = share.value(Unit::Share, language);
                say::SEARCH_RESERVES.fill(language, &[("share", &share), ("centre", &named)])
            }
            Step::Agents { count } => say::SEARCH_AGENTS.fill(language, &[("count", &count.to_string())]),
            Step::Crews { crew, count, .. } => {
                crew_step(*crew).fill(language, &[("places", &named), ("count", &count.to_string())])
            }
        }
    }

    /// "body bays +2 and booths +1".
    fn units(&self, units: &[(crate::scenario::ids::ResourceId, u32)]) -> String {
        let units: Vec<String> = (units.iter())
            .map(|&(resource, count)| {
                let name = words::resource(&self.scenario.resources[resource.index()], self.language);
                say::SEARCH_UNIT.fill(self.language, &[("count", &count.to_string()), ("resource", &name)])
            })
            .collect();
        words::listed(&units, self.language)
    }

    /// The moves that a design makes, with their times, dearest first.
    pub fn done(&self, design: &Design) -> Vec<(usize, u32)> {
        let made = design.iter().copied().enumerate().filter(|(_, times)| *times > 0);
        let mut made: Vec<(usize, u32)> = made.collect();
        let price = |&(at, times): &(usize, u32)| self.found.way.moves[at].price_cny * f64::from(times);
        made.sort_by(|a, b| price(b).total_cmp(&price(a)).then(a.0.cmp(&b.0)));
        made
    }

    /// The last day to order a move, so that it opens when it shall; none if nothing has to be built or nobody knows.
    pub fn order_by(&self, at: usize) -> Option<Date> {
        let step = &self.found.way.moves[at];
        let Step::Opens { like, day, .. } = &self.scenario.levers[step.lever].step else {
            return None;
        };
        let days = self.days_to_open(like.index())?;
        (*day)?.checked_sub(i64::from(days).days()).ok()
    }

    /// Days from the order of a centre like this one to its opening; none if nobody says.
    pub fn days_to_open(&self, centre: usize) -> Option<u32> {
        let centre = &self.scenario.centres[centre];
        let site = centre.site.map(|site| self.scenario.sites[site.index()].building_days);
        let contract = centre
            .operator
            .map(|operator| self.scenario.operators[operator.index()].days_to_open);
        site.max(contract).filter(|&days| days > 0)
    }
}

/// More vans or drivers, in words.
fn crew_step(crew: Crew) -> words::Phrase {
    match crew {
        Crew::Vans => say::SEARCH_VANS,
        Crew::Drivers => say::SEARCH_DRIVERS,
    }
}

/// A paired difference as a figure with its interval.
pub fn estimate(paired: &Paired) -> Estimate {
    Estimate {
        mean: paired.difference,
        ci95: paired.simultaneous.filter(|[low, high]| high > low),
    }
}

/// The same difference with its sign turned, if it is below zero.
fn positive(paired: &Paired) -> Paired {
    if paired.difference >= 0.0 {
        return *paired;
    }
    let turn = |ends: Option<[f64; 2]>| ends.map(|[low, high]| [-high, -low]);
    Paired {
        difference: -paired.difference,
        ci95: turn(paired.ci95),
        simultaneous: turn(paired.simultaneous),
        ..*paired
    }
}
