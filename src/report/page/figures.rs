//! The figures of the page: cards and tables.

use crate::metrics::catalogue::Metric;
use crate::metrics::summary::{Breakdown, Row};
use crate::report::chart;
use crate::report::chart::context::{Run, estimate};
use crate::report::chart::focus::Team;
use crate::report::chart::utilisation::Utilisation;
use crate::report::number::{Estimate, Unit, count, with_unit};
use crate::report::words::{self, Phrase};
use serde::Serialize;

/// Cities listed at most.
const CITIES: usize = 10;

/// One of the three sentences with a figure at the top of the page.
#[derive(Serialize)]
pub struct Card {
    pub figure: String,
    pub sentence: String,
    pub notes: Vec<String>,
    pub alarm: bool,
}

/// A table whose first column holds names.
#[derive(Serialize)]
pub struct Grid {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Run<'_> {
    fn say(&self, phrase: Phrase) -> String {
        phrase.say(self.language).to_string()
    }

    fn network(&self, metric: Metric, breakdown: &Breakdown) -> Option<&Row> {
        self.rows(metric).find(|row| {
            let scope = &row.scope;
            scope.city == "*" && scope.centre == "*" && scope.failure == "*" && row.breakdown == *breakdown
        })
    }

    fn interval_note(&self, value: Estimate, unit: Unit) -> Option<String> {
        let interval = value
            .interval(unit, self.language)
            .filter(|_| value.ci95 != Some([value.mean; 2]))?;
        Some(words::CARD_INTERVAL.fill(self.language, &[("interval", &interval)]))
    }

    fn card(&self, row: &Row, unit: Unit, sentence: String, alarm: bool) -> Option<Card> {
        let value = estimate(row)?;
        let mut notes: Vec<String> = self.interval_note(value, unit).into_iter().collect();
        if let Some([_, p90, _]) = row.quantiles {
            let p90 = Estimate { mean: p90, ci95: None }.value(unit, self.language);
            notes.push(words::CARD_P90.fill(self.language, &[("p90", &p90)]));
        }
        Some(Card {
            figure: value.headline(unit, self.language),
            sentence,
            notes,
            alarm,
        })
    }
}

/// How long the two slowest teams let an owner wait; none where no team surely waits longest.
pub fn headline(run: &Run) -> Option<String> {
    let team = run.team()?;
    let say = |value: Estimate| run.wait(value);
    let job = |id: &str| words::team_job(id, run.language);
    let gaps = [
        ("job", job(&team.id)),
        ("value", say(team.lead)),
        ("other", job(&team.next.0)),
        ("less", say(team.next.1)),
    ];
    let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
    Some(words::capitalised(&words::HEADLINE_TEAM.fill(run.language, &gaps)))
}

/// How large the network is and how it books, in one line.
pub fn scale(run: &Run) -> String {
    let (scenario, language) = (run.scenario, run.language);
    let living: u64 = scenario.cities.iter().map(|city| city.vehicles).sum();
    let delivered: u64 = scenario.deliveries.iter().map(|delivery| delivery.vehicles).sum();
    let say = |number: u64| count(number, language);
    let mut parts = Vec::new();
    for (number, one, many) in [
        (living + delivered, words::SCALE_CARS, words::SCALE_CARS),
        (scenario.cities.len() as u64, words::SCALE_CITY, words::SCALE_CITIES),
        (
            scenario.sure_centres().count() as u64,
            words::SCALE_CENTRE,
            words::SCALE_CENTRES,
        ),
    ] {
        let phrase = if number == 1 { one } else { many };
        parts.push(phrase.fill(language, &[("count", &say(number))]));
    }
    if scenario.teams.len() > 1 {
        let teams: Vec<String> = scenario.teams.iter().map(|id| words::failure(id, language)).collect();
        parts.push(words::SCALE_TEAMS.fill(language, &[("teams", &words::listed(&teams, language))]));
    }
    if let Some(horizon) = chart::horizon(scenario, "*") {
        parts.push(words::SCALE_HORIZON.fill(language, &[("horizon", &horizon.to_string())]));
    }
    parts.join(" · ")
}

/// How bad, where, and what is scarce; fewer where the figures are absent.
pub fn cards(run: &Run) -> Vec<Card> {
    let team = run.team();
    let total = |metric, unit, sentence: Phrase, alarm| {
        let row = run.network(metric, &Breakdown::Total)?;
        run.card(row, unit, run.say(sentence), alarm)
    };
    let of_team = team.as_ref().and_then(|team| {
        let row = run.network(Metric::LeadTime, &Breakdown::Team(team.id.clone()))?;
        let job = words::capitalised(&words::team_job(&team.id, run.language));
        let sentence = words::CARD_TEAM.fill(run.language, &[("job", &job)]);
        let mut card = run.card(row, Unit::Days, sentence, true)?;
        card.notes.extend(run.beside(team, "*"));
        Some(card)
    });
    let first = of_team
        .or_else(|| total(Metric::LeadTime, Unit::Days, words::CARD_LEAD, true))
        .or_else(|| total(Metric::QueueWait, Unit::Hours, words::CARD_WAIT, true));
    let second = within_three_days(run, team.as_ref())
        .or_else(|| total(Metric::Turnaround, Unit::Days, words::CARD_TURNAROUND, false));
    let third = busiest(run).or_else(|| total(Metric::LostShare, Unit::Share, words::CARD_LOST, true));
    [first, second, third].into_iter().flatten().collect()
}

fn within_three_days(run: &Run, team: Option<&Team>) -> Option<Card> {
    run.network(Metric::LeadTime, &Breakdown::Total).and_then(estimate)?;
    let three = team.map_or(Breakdown::Days(3), |team| Breakdown::TeamDays(team.id.clone(), 3));
    let row = run.network(Metric::WithinDays, &three)?;
    let sentence = words::CARD_WITHIN.fill(run.language, &[("cars", &run.cars_of(team))]);
    let mut card = run.card(row, Unit::Share, sentence, false)?;
    let cities = &run.scenario.cities;
    if team.is_some() {
        let city = run.focus_city(team, |city| chart::horizon(run.scenario, city));
        let share = city.and_then(|city| Some((city, run.of_city(Metric::WithinDays, city, &three)?)));
        card.notes.extend(share.map(|(city, share)| {
            let gaps = [
                ("city", run.city(city)),
                ("share", share.headline(Unit::Share, run.language)),
            ];
            words::OF_CITY.fill(run.language, &gaps.each_ref().map(|(n, v)| (*n, v.as_str())))
        }));
        return Some(card);
    }
    let shares = cities
        .iter()
        .filter_map(|city| Some((city, run.of_city(Metric::WithinDays, &city.id, &three)?)));
    if let Some((city, share)) = shares
        .min_by(|a, b| a.1.mean.total_cmp(&b.1.mean))
        .filter(|_| cities.len() > 1)
    {
        let gaps = [
            ("city", run.city(&city.id)),
            ("share", share.headline(Unit::Share, run.language)),
        ];
        card.notes
            .push(words::CARD_WORST.fill(run.language, &gaps.each_ref().map(|(n, v)| (*n, v.as_str()))));
    }
    Some(card)
}

fn busiest(run: &Run) -> Option<Card> {
    let rows = run
        .rows(Metric::Utilisation)
        .filter(|row| row.scope.centre == "*" && row.scope.city == "*");
    let resources = rows.filter_map(|row| match &row.breakdown {
        Breakdown::Resource(resource) => Some((resource, row, row.mean?)),
        _ => None,
    });
    let (resource, row, mean) = resources.max_by(|a, b| a.2.total_cmp(&b.2))?;
    let resource = words::resource(resource, run.language);
    let sentence = words::CARD_BUSY.fill(run.language, &[("resource", &resource)]);
    let mut card = run.card(row, Unit::Share, sentence, mean > 0.85)?;
    let team = run.team();
    let tight = team.as_ref().and_then(|_| Utilisation::of(run)?.tight());
    card.notes
        .push(match (tight, team.as_ref().and_then(|team| full(run, team))) {
            (Some((count, all, line)), _) => {
                let gaps = [("count", count.to_string()), ("all", all.to_string())];
                let gaps = [(gaps[0].0, gaps[0].1.as_str()), (gaps[1].0, &gaps[1].1), ("line", line)];
                words::CARD_SURELY.fill(run.language, &gaps)
            }
            (None, Some(full)) => full,
            (None, None) => run.say(words::CARD_LINE),
        });
    Some(card)
}

/// That a team's calendar is full on most days although nobody is too busy: a day's slots hold whole cars.
fn full(run: &Run, team: &Team) -> Option<String> {
    let days = run.network(Metric::FullyBooked, &Breakdown::Team(team.id.clone()))?;
    let share = estimate(days).filter(|share| share.mean > 0.5)?;
    let gaps = [
        ("jobs", words::team_jobs(&team.id, run.language)),
        ("share", share.headline(Unit::Share, run.language)),
    ];
    Some(words::CARD_FULL.fill(
        run.language,
        &gaps.each_ref().map(|(name, value)| (*name, value.as_str())),
    ))
}

/// The figures of the whole network with their intervals.
pub fn key_figures(run: &Run) -> Grid {
    let mut rows = Vec::new();
    let mut push = |name: String, row: Option<&Row>, unit: Unit| {
        let Some((row, value)) = row.and_then(|row| Some((row, estimate(row)?))) else {
            return;
        };
        let quantile = |i: usize| {
            let mean = row.quantiles.map(|quantiles| quantiles[i])?;
            Some(Estimate { mean, ci95: None }.bare(unit, run.language))
        };
        rows.push(vec![
            name,
            value.bare(unit, run.language),
            value.bare_interval(unit, run.language).unwrap_or_default(),
            quantile(0).unwrap_or_default(),
            quantile(1).unwrap_or_default(),
            unit.name(run.language).to_string(),
        ]);
    };
    let all = |metric| {
        let teams = Breakdown::Team("*".to_string());
        run.network(metric, &Breakdown::Total)
            .or_else(|| run.network(metric, &teams))
    };
    let teams: &[String] = match run.scenario.teams.as_slice() {
        [] | [_] => &[],
        several => several,
    };
    let of_team = |name: Phrase, id: &str| {
        let jobs = words::team_jobs(id, run.language);
        words::METRIC_OF.fill(run.language, &[("metric", name.say(run.language)), ("jobs", &jobs)])
    };
    let team_row = |metric, id: &str| run.network(metric, &Breakdown::Team(id.to_string()));
    push(run.say(words::LEAD_TIME), all(Metric::LeadTime), Unit::Days);
    for id in teams {
        let row = team_row(Metric::LeadTime, id);
        push(of_team(words::LEAD_TIME, id), row, Unit::Days);
    }
    for days in [1, 3, 7, 14] {
        let limit = with_unit(&days.to_string(), Unit::Days, run.language);
        let name = words::WITHIN_METRIC.fill(run.language, &[("limit", &limit)]);
        push(
            name,
            run.network(Metric::WithinDays, &Breakdown::Days(days)),
            Unit::Share,
        );
    }
    for id in teams {
        let limit = with_unit("3", Unit::Days, run.language);
        let name = words::WITHIN_METRIC.fill(run.language, &[("limit", &limit)]);
        let gaps = [("metric", name), ("jobs", words::team_jobs(id, run.language))];
        let name = words::METRIC_OF.fill(run.language, &gaps.each_ref().map(|(n, v)| (*n, v.as_str())));
        let row = run.network(Metric::WithinDays, &Breakdown::TeamDays(id.clone(), 3));
        push(name, row, Unit::Share);
    }
    push(run.say(words::QUEUE_WAIT), all(Metric::QueueWait), Unit::Hours);
    push(run.say(words::SERVICE), all(Metric::Service), Unit::Hours);
    for (metric, name, unit) in [
        (Metric::Turnaround, words::TURNAROUND, Unit::Days),
        (Metric::Travel, words::TRAVEL, Unit::Kilometres),
        (Metric::FirstSlot, words::FIRST_SLOT, Unit::Days),
        (Metric::FullyBooked, words::FULLY_BOOKED, Unit::Share),
        (Metric::FreeDays, words::FREE_DAYS, Unit::Days),
    ] {
        push(run.say(name), all(metric), unit);
        for id in teams {
            push(of_team(name, id), team_row(metric, id), unit);
        }
    }
    push(
        run.say(words::RELEASE_SUCCESS),
        all(Metric::ReleaseSuccess),
        Unit::Share,
    );
    for (metric, name) in [
        (Metric::NoShowShare, words::NO_SHOWS),
        (Metric::CancelledShare, words::CANCELLATIONS),
        (Metric::ElsewhereShare, words::ELSEWHERE),
    ] {
        push(run.say(name), all(metric), Unit::Share);
    }
    for resource in &run.scenario.resources {
        let name = words::resource(resource, run.language);
        let name = words::UTILISATION_OF.fill(run.language, &[("resource", &name)]);
        push(
            name,
            run.network(Metric::Utilisation, &Breakdown::Resource(resource.clone())),
            Unit::Share,
        );
    }
    push(run.say(words::IN_SYSTEM), all(Metric::InSystem), Unit::Jobs);
    push(run.say(words::JOBS), all(Metric::Jobs), Unit::Jobs);
    push(run.say(words::SERVED), all(Metric::Served), Unit::Jobs);
    push(run.say(words::LOST), all(Metric::LostShare), Unit::Share);
    push(run.say(words::UNFINISHED), all(Metric::Unfinished), Unit::Jobs);
    let head = [
        words::COLUMN_FIGURE,
        words::COLUMN_MEAN,
        words::COLUMN_INTERVAL,
        words::COLUMN_P50,
        words::COLUMN_P90,
        words::COLUMN_UNIT,
    ];
    Grid {
        head: head.map(|phrase| run.say(phrase)).to_vec(),
        rows,
    }
}

/// The heading of the table of cities; none with one city.
pub fn cities_title(run: &Run) -> Option<String> {
    let all = run.scenario.cities.len();
    match all {
        0 | 1 => None,
        2..=CITIES => Some(run.say(words::SECTION_CITIES)),
        _ => {
            let (count, all) = (words::spelled(CITIES, run.language), all.to_string());
            Some(words::SECTION_CITIES_WORST.fill(run.language, &[("count", &count), ("all", &all)]))
        }
    }
}

/// The cities with the longest lead time (without bookings: wait at the centre), after the network.
pub fn cities(run: &Run) -> Grid {
    const COLUMNS: [(Metric, Phrase, Unit, bool); 6] = [
        (Metric::LeadTime, words::LEAD_TIME, Unit::Days, true),
        (Metric::QueueWait, words::QUEUE_WAIT, Unit::Hours, true),
        (Metric::Turnaround, words::TURNAROUND, Unit::Days, false),
        (Metric::LostShare, words::LOST, Unit::Share, false),
        (Metric::Unfinished, words::UNFINISHED, Unit::Jobs, false),
        (Metric::Jobs, words::JOBS, Unit::Jobs, false),
    ];
    let team = run.team();
    let of_team = |metric| team.is_some() && matches!(metric, Metric::LeadTime | Metric::Turnaround);
    let value = |metric, city: &str| {
        let breakdown = run.of_team(team.as_ref().filter(|_| of_team(metric)));
        run.of_city(metric, city, &breakdown)
    };
    let columns: Vec<_> = COLUMNS
        .into_iter()
        .filter(|(metric, ..)| value(*metric, "*").is_some())
        .collect();
    let mut head = vec![run.say(words::CITY)];
    for (metric, name, unit, interval) in &columns {
        let mut name = run.say(*name);
        if let Some(team) = team.as_ref().filter(|_| of_team(*metric)) {
            let jobs = words::team_jobs(&team.id, run.language);
            name = words::METRIC_OF.fill(run.language, &[("metric", &name), ("jobs", &jobs)]);
        }
        let gaps = [("name", name.as_str()), ("unit", unit.name(run.language))];
        head.push(words::COLUMN_IN_UNIT.fill(run.language, &gaps));
        if *interval {
            head.push(run.say(words::COLUMN_INTERVAL));
        }
    }
    let mut ids: Vec<&str> = run.scenario.cities.iter().map(|city| city.id.as_str()).collect();
    if let Some((metric, ..)) = columns.first() {
        let key = |id: &str| value(*metric, id).map_or(-1.0, |value| value.mean);
        ids.sort_by(|a, b| key(b).total_cmp(&key(a)));
    }
    ids.truncate(CITIES);
    let row = |id: &str| {
        let mut row = vec![run.city(id)];
        for (metric, _, unit, interval) in &columns {
            let figure = value(*metric, id);
            row.push(figure.map_or_else(|| run.say(words::NONE), |figure| figure.bare(*unit, run.language)));
            if *interval {
                row.push(
                    figure
                        .and_then(|figure| figure.bare_interval(*unit, run.language))
                        .unwrap_or_default(),
                );
            }
        }
        row
    };
    Grid {
        head,
        rows: std::iter::once("*").chain(ids).map(row).collect(),
    }
}

/// Lost jobs by reason, and those that were still open; none where nothing was lost and nothing stayed open.
pub fn lost(run: &Run) -> Option<Grid> {
    let jobs = run
        .network(Metric::Jobs, &Breakdown::Total)
        .and_then(estimate)
        .map(|jobs| jobs.mean);
    let mut rows = Vec::new();
    let mut push = |name: String, share: Estimate| {
        if share.mean > 0.0 {
            let interval = share.bare_interval(Unit::Share, run.language).unwrap_or_default();
            rows.push(vec![name, share.bare(Unit::Share, run.language), interval]);
        }
    };
    for row in run.rows(Metric::LostShare) {
        let whole = row.scope.city == "*" && row.scope.centre == "*" && row.scope.failure == "*";
        if let (true, Breakdown::Reason(reason), Some(share)) = (whole, &row.breakdown, estimate(row)) {
            push(words::capitalised(&words::reason(reason, run.language)), share);
        }
    }
    let open = run.network(Metric::Unfinished, &Breakdown::Total).and_then(estimate);
    if let (Some(open), Some(jobs)) = (open, jobs.filter(|jobs| *jobs > 0.0)) {
        // The share of the mean number of jobs; its interval leaves out that jobs vary too.
        push(
            run.say(words::UNFINISHED),
            Estimate {
                mean: open.mean / jobs,
                ci95: None,
            },
        );
    }
    let head = [words::COLUMN_REASON, words::COLUMN_SHARE, words::COLUMN_INTERVAL];
    (!rows.is_empty()).then(|| Grid {
        head: head.map(|phrase| run.say(phrase)).to_vec(),
        rows,
    })
}
