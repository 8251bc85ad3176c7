//! Rescue on the roadside: the share of calls with help within 30, 60 and 90 minutes, in town, on roads, and by city.

use super::canvas::Sheet;
use super::context::{Run, estimate, surely_above};
use super::frame::Frame;
use super::panels::{self, Panel};
use super::picture::{Picture, Table};
use super::rows::Name;
use crate::metrics::catalogue::Metric;
use crate::metrics::roadside::{Spot, WITHIN_MINUTES};
use crate::metrics::summary::Breakdown;
use crate::report::number::{Estimate, Unit};
use crate::report::words::{self, roadside as say};
use crate::units::Language;

/// Cities that fit on a slide beside the network, town and road.
const CITIES: usize = 14;
/// The limit that the title speaks of, by its position in [`WITHIN_MINUTES`].
const HOUR: usize = 1;

/// One row: a name and its shares.
type Shares = (String, [Option<Estimate>; WITHIN_MINUTES.len()]);

/// How soon help is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// All rescues, those in town, those on roads.
    pub spots: [Shares; 3],
    /// Cities with most rescues.
    pub cities: Vec<Shares>,
    /// The measured period in words.
    pub period: String,
    /// How to read intervals.
    pub reading: String,
    /// The language of its words.
    pub language: Language,
}

impl Response {
    /// The chart of a run; none without rescues.
    pub fn of(run: &Run) -> Option<Response> {
        let shares = |city: &str, spot: Option<Spot>| {
            WITHIN_MINUTES.map(|limit| {
                let spot = spot.map_or(String::new(), |spot| format!("{}_", spot.key()));
                let part = Breakdown::Component(format!("{spot}{limit}"));
                run.of_city(Metric::RescueWithin, city, &part).map(within_all)
            })
        };
        let mut most: Vec<(f64, &str)> = run
            .rows(Metric::Rescues)
            .filter(|row| row.breakdown == Breakdown::Total && row.scope.city != "*")
            .filter_map(|row| Some((estimate(row)?.mean, row.scope.city.as_str())))
            .filter(|(count, _)| *count > 0.0)
            .collect();
        most.sort_by(|a, b| b.0.total_cmp(&a.0));
        let cities = most.iter().take(CITIES).filter(|_| most.len() > 1);
        let chart = Response {
            spots: [
                (say::ALL_RESCUES.say(run.language).into(), shares("*", None)),
                (say::IN_TOWN.say(run.language).into(), shares("*", Some(Spot::Town))),
                (say::ON_ROADS.say(run.language).into(), shares("*", Some(Spot::Road))),
            ],
            cities: cities.map(|(_, city)| (run.city(city), shares(city, None))).collect(),
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        };
        chart.spots[0].1[HOUR].is_some().then_some(chart)
    }

    /// Shares within an hour in town and on roads, if those on roads are surely less.
    fn slower(&self) -> Option<(Estimate, Estimate)> {
        let [_, (_, town), (_, road)] = &self.spots;
        let (town, road) = (town[HOUR]?, road[HOUR]?);
        surely_above(town, road).then_some((town, road))
    }

    fn drawn(&self) -> (Vec<Name>, Vec<Panel>) {
        let accent = self.slower().is_some();
        let rows = || self.spots.iter().chain(&self.cities);
        let rows = || rows().filter(|(_, shares)| shares.iter().any(Option::is_some));
        let road = say::ON_ROADS.say(self.language);
        let names = rows().map(|(name, _)| Name::row(name.clone(), accent && name == road));
        let panels = WITHIN_MINUTES.iter().enumerate().map(|(at, limit)| Panel {
            title: say::WITHIN.fill(self.language, &[("minutes", &limit.to_string())]),
            unit: Unit::Share,
            values: rows().map(|(_, shares)| shares[at]).collect(),
        });
        (names.collect(), panels.collect())
    }
}

/// A share whose interval ends where shares do.
fn within_all(share: Estimate) -> Estimate {
    Estimate {
        ci95: share.ci95.map(|[low, high]| [low.max(0.0), high.min(1.0)]),
        ..share
    }
}

impl Picture for Response {
    fn name(&self) -> &'static str {
        "roadside_response"
    }

    fn title(&self) -> String {
        let share = |one: Estimate| one.headline(Unit::Share, self.language);
        match (self.slower(), self.spots[0].1[HOUR]) {
            (Some((town, road)), _) => {
                say::TITLE_ROADS.fill(self.language, &[("road", &share(road)), ("town", &share(town))])
            }
            (None, all) => {
                let all = all.map(share).unwrap_or_default();
                say::TITLE_ALL.fill(self.language, &[("share", &all)])
            }
        }
    }

    fn subtitle(&self) -> String {
        say::SUBTITLE.fill(self.language, &[("period", &self.period)])
    }

    fn reading(&self) -> String {
        self.reading.clone()
    }

    fn description(&self) -> String {
        let (names, panels) = self.drawn();
        let form = say::FORM.fill(self.language, &[("period", &self.period)]);
        let ends = panels::extremes(&names, &panels[HOUR], self.language);
        let title = words::sentence(&self.title(), self.language);
        words::joined(
            &[form, title, ends, words::FILE_SUMMARY.say(self.language).into()],
            self.language,
        )
    }

    fn page_plot(&self) -> f64 {
        30.0 * (3 + self.cities.len()) as f64
    }

    fn draw(&self, sheet: &mut Sheet, frame: &Frame) {
        let (names, panels) = self.drawn();
        panels::draw(sheet, frame, &names, &panels, self.language);
    }

    fn table(&self) -> Table {
        let (names, panels) = self.drawn();
        let columns: Vec<(String, &Panel)> = panels.iter().map(|panel| (panel.title.clone(), panel)).collect();
        panels::table(say::WHERE.say(self.language), &names, &columns, self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(town: f64, road: f64) -> Response {
        let shares = |mean: f64| {
            [0.5, 1.0, 1.1].map(|factor| {
                Some(Estimate {
                    mean: mean * factor,
                    ci95: Some([mean * factor - 0.01, mean * factor + 0.01]),
                })
            })
        };
        Response {
            spots: [
                ("all".into(), shares((town + road) / 2.0)),
                ("town".into(), shares(town)),
                ("On roads".into(), shares(road)),
            ],
            cities: Vec::new(),
            period: "2025".into(),
            reading: String::new(),
            language: Language::En,
        }
    }

    #[test]
    fn the_title_claims_only_what_the_intervals_carry() {
        let sure = chart(0.8, 0.4).title();
        assert!(sure.contains("40") && sure.contains("80"), "{sure}");
        let unsure = chart(0.605, 0.595).title();
        assert!(unsure.contains("60") && !unsure.contains("road"), "{unsure}");
    }
}
