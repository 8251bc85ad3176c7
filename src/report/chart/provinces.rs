//! Lead time and round trip by the owner's province: two aligned panels of dots.

use super::canvas::Sheet;
use super::context::{Run, estimate, surely_above};
use super::frame::Frame;
use super::panels::{self, Panel};
use super::picture::{Picture, Table};
use super::rows::Name;
use crate::metrics::catalogue::Metric;
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit};
use crate::report::words;
use crate::units::Language;

/// One province.
#[derive(Clone, Debug, PartialEq)]
pub struct Province {
    /// Its name.
    pub name: String,
    /// Mean lead time, days; none without bookings.
    pub lead_time: Option<Estimate>,
    /// Mean round trip by road, kilometres; none where nobody got a repair.
    pub travel: Option<Estimate>,
    /// Jobs of its cities, of all teams.
    pub jobs: f64,
}

/// Provinces with most jobs among which the title finds the farthest, where jobs are those of one team.
const LARGE: usize = 10;
/// Provinces without a repair that are named; of more, their number.
const NAMED: usize = 3;

/// The provinces, farthest first; before them those where nobody got a repair.
#[derive(Clone, Debug, PartialEq)]
pub struct Provinces {
    /// At least two.
    pub rows: Vec<Province>,
    /// The mean round trip over all jobs.
    pub all: Option<Estimate>,
    /// One job in words, where jobs are those of one team among several.
    pub team_job: Option<String>,
    /// " of body repairs"; empty without team.
    pub of_jobs: String,
    /// The other team's figure, as a further sentence.
    pub beside: Option<String>,
    /// What stands in each province, and how its owners wait.
    pub regions: Table,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals.
    pub reading: String,
    /// The language of its words.
    pub language: Language,
}

impl Provinces {
    /// The chart of a run; none with fewer than two provinces on the road.
    pub fn of(run: &Run) -> Option<Provinces> {
        let team = run.team();
        let team = team.as_ref();
        let by_province = |metric, wanted: Option<&str>| {
            let rows = run.rows(metric).filter_map(move |row| match &row.breakdown {
                Breakdown::Province(name) if team.is_none() => Some((name, row)),
                Breakdown::ProvinceTeam(name, of) if team.is_some_and(|team| *of == team.id) => Some((name, row)),
                _ => None,
            });
            let wanted = wanted.map(str::to_string);
            rows.filter_map(move |(name, row)| {
                (row.scope.centre == "*" && row.scope.failure == "*" && !name.is_empty()).then_some(())?;
                (wanted.is_none() || wanted.as_ref() == Some(name)).then_some((name.as_str(), row))
            })
        };
        let mut rows: Vec<Province> = by_province(Metric::Travel, None)
            .filter_map(|(name, row)| {
                let lead_time = by_province(Metric::LeadTime, Some(name)).find_map(|(_, row)| estimate(row));
                let cities = run.scenario.cities.iter().filter(|city| city.province == name);
                let jobs = cities.filter_map(|city| run.of_city(Metric::Jobs, &city.id, &Breakdown::Total));
                let province = Province {
                    name: words::province(name, run.language),
                    lead_time,
                    travel: estimate(row),
                    jobs: jobs.map(|jobs| jobs.mean).sum(),
                };
                // Without team an absent figure is one that nobody looked at.
                (province.travel.is_some() || (team.is_some() && province.jobs > 0.0)).then_some(province)
            })
            .collect();
        let key = |row: &Province| row.travel.map_or(f64::INFINITY, |travel| travel.mean);
        rows.sort_by(|a, b| key(b).total_cmp(&key(a)));
        let moving = rows.iter().flat_map(|row| row.travel).any(|travel| travel.mean > 0.0);
        let all = run.of_city(Metric::Travel, "*", &run.of_team(team));
        let unsure = team.is_none() && run.scenario.teams.len() > 1;
        let chart = Provinces {
            rows,
            all,
            team_job: team.map(|team| words::team_job(&team.id, run.language)),
            of_jobs: team.map_or_else(String::new, |team| {
                let jobs = words::team_name(&team.id, run.language);
                words::OF_JOBS.fill(run.language, &[("jobs", &jobs)])
            }),
            beside: team
                .and_then(|team| run.beside(team, "*"))
                .or_else(|| unsure.then(|| words::ALL_JOBS.say(run.language).to_string())),
            regions: super::regions::provinces(run, team),
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        };
        (chart.rows.len() > 1 && moving).then_some(chart)
    }

    /// The provinces where nobody got a repair.
    fn without(&self) -> &[Province] {
        let count = self.rows.iter().take_while(|row| row.travel.is_none()).count();
        &self.rows[..count]
    }

    /// The farthest and the nearest province with their round trips. Of one team's jobs the farthest of the ten with
    /// most jobs: a small province is far by its place, not by how the network is planned.
    fn ends(&self) -> Option<[(&Province, Estimate); 2]> {
        let mut large: Vec<&Province> = self.rows.iter().collect();
        if self.team_job.is_some() {
            large.sort_by(|a, b| b.jobs.total_cmp(&a.jobs));
            large.truncate(LARGE);
        }
        let with = |row: &'_ Province| row.travel;
        let far = large.into_iter().filter_map(|row| Some((row, with(row)?)));
        let far = far.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean))?;
        let near = self.rows.iter().rev().find_map(|row| Some((row, with(row)?)))?;
        Some([far, near])
    }

    /// The ends where their intervals part.
    fn sure(&self) -> Option<[(&Province, Estimate); 2]> {
        self.ends().filter(|[far, near]| surely_above(far.1, near.1))
    }

    fn has_lead_time(&self) -> bool {
        self.rows.iter().any(|row| row.lead_time.is_some())
    }

    fn drawn(&self) -> (Vec<Name>, Vec<Panel>) {
        let sure = self.sure();
        let unnamed = self.without().is_empty();
        let accent = |row: &Province| match sure {
            Some([far, near]) => row.name == far.0.name || row.travel.is_none() || (unnamed && row.name == near.0.name),
            None => false,
        };
        let names = self
            .rows
            .iter()
            .map(|row| Name::row(row.name.clone(), accent(row)))
            .collect();
        let road = Panel {
            title: words::PANEL_ROAD.say(self.language).to_string(),
            unit: Unit::Kilometres,
            values: self.rows.iter().map(|row| row.travel).collect(),
        };
        let lead = Panel {
            title: words::PANEL_LEAD.say(self.language).to_string(),
            unit: Unit::Days,
            values: self.rows.iter().map(|row| row.lead_time).collect(),
        };
        (
            names,
            if self.has_lead_time() {
                vec![road, lead]
            } else {
                vec![road]
            },
        )
    }
}

impl Picture for Provinces {
    fn name(&self) -> &'static str {
        "provinces"
    }

    fn title(&self) -> String {
        let language = self.language;
        let say = |value: Estimate| value.headline(Unit::Kilometres, language);
        let job = match &self.team_job {
            Some(job) => words::DO_ONE.fill(language, &[("job", job)]),
            None => words::A_REPAIR.say(language).to_string(),
        };
        if let Some([far, near]) = self.sure() {
            let without: Vec<String> = self.without().iter().map(|row| row.name.clone()).collect();
            let none = if without.len() > NAMED {
                let count = words::spelled(without.len(), language);
                words::PROVINCE_COUNT.fill(language, &[("count", &count)])
            } else {
                words::listed(&without, language)
            };
            let gaps = [
                ("far", far.0.name.as_str()),
                ("long", &say(far.1)),
                ("near", near.0.name.as_str()),
                ("short", &say(near.1)),
                ("job", &job),
                ("none", &none),
            ];
            let phrase = if without.is_empty() {
                words::PROVINCE_FAR
            } else {
                words::PROVINCE_NONE
            };
            return phrase.fill(language, &gaps);
        }
        let mean = self.all.or_else(|| self.ends().map(|[far, _]| far.1));
        let value = mean.map_or_else(String::new, say);
        words::PROVINCE_UNSURE.fill(language, &[("value", &value), ("job", &job)])
    }

    fn subtitle(&self) -> String {
        let phrase = if self.has_lead_time() {
            words::PROVINCE_SUBTITLE
        } else {
            words::PROVINCE_SUBTITLE_ROAD
        };
        let beside = words::added(self.beside.as_deref(), self.language);
        let gaps = [
            ("period", self.period.as_str()),
            ("of", &self.of_jobs),
            ("beside", &beside),
        ];
        words::capitalised(&phrase.fill(self.language, &gaps))
    }

    fn reading(&self) -> String {
        // Centres without a place of their own stand where their city is.
        let mut reading = Vec::new();
        let farther = |[far, _]: [(&Province, Estimate); 2]| {
            self.rows
                .iter()
                .flat_map(|row| row.travel)
                .any(|travel| travel.mean > far.1.mean)
        };
        if self.sure().is_some_and(farther) {
            reading.push(words::FARTHEST_OF.fill(self.language, &[("count", &words::spelled(LARGE, self.language))]));
        }
        let inside = |travel: Estimate| travel.mean == 0.0;
        if self.team_job.is_some() && self.rows.iter().flat_map(|row| row.travel).any(inside) {
            reading.push(words::OWN_CITY.say(self.language).to_string());
        }
        reading.push(self.reading.clone());
        words::joined(&reading, self.language)
    }

    fn description(&self) -> String {
        let (names, panels) = self.drawn();
        let form = words::PROVINCE_FORM.fill(self.language, &[("period", &self.period)]);
        let ends = panels::extremes(&names, &panels[0], self.language);
        words::joined(
            &[
                form,
                words::sentence(&self.title(), self.language),
                ends,
                words::FILE_SUMMARY.say(self.language).into(),
            ],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        22.0 * self.rows.len().max(6) as f64
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let (names, panels) = self.drawn();
        panels::draw(sheet, frame, &names, &panels, self.language);
    }

    fn table(&self) -> Table {
        let (names, panels) = self.drawn();
        let titled: Vec<(String, &Panel)> = panels.iter().map(|panel| (panel.title.clone(), panel)).collect();
        let drawn = panels::table(words::PROVINCE.say(self.language), &names, &titled[..1], self.language);
        // Beside the round trip drawn: what stands in the province, and how it waits.
        let mut table = self.regions.clone();
        table.head.extend(drawn.head.into_iter().skip(1));
        for row in &mut table.rows {
            let found = drawn.rows.iter().find(|other| other[0] == row[0]);
            let trip = found.map_or_else(|| vec![String::new(); 2], |other| other[1..].to_vec());
            row.extend(trip);
        }
        table
    }
}
