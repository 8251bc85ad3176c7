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
    /// Mean round trip by road, kilometres.
    pub travel: Estimate,
}

/// The provinces, farthest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Provinces {
    /// At least two.
    pub rows: Vec<Province>,
    /// The mean round trip over all jobs.
    pub all: Option<Estimate>,
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
        let by_province = |metric, wanted: Option<&str>| {
            let wanted = wanted.map(str::to_string);
            run.rows(metric).filter_map(move |row| match &row.breakdown {
                Breakdown::Province(name)
                    if row.scope.centre == "*" && row.scope.failure == "*" && !name.is_empty() =>
                {
                    (wanted.is_none() || wanted.as_ref() == Some(name)).then_some((name.as_str(), row))
                }
                _ => None,
            })
        };
        let mut rows: Vec<Province> = by_province(Metric::Travel, None)
            .filter_map(|(name, row)| {
                let lead_time = by_province(Metric::LeadTime, Some(name)).find_map(|(_, row)| estimate(row));
                Some(Province {
                    name: words::province(name, run.language),
                    lead_time,
                    travel: estimate(row)?,
                })
            })
            .collect();
        rows.sort_by(|a, b| b.travel.mean.total_cmp(&a.travel.mean));
        let moving = rows.iter().any(|row| row.travel.mean > 0.0);
        let all = run.of_city(Metric::Travel, "*", &Breakdown::Total);
        let chart = Provinces {
            rows,
            all,
            period: run.period(),
            reading: run.reading(),
            language: run.language,
        };
        (chart.rows.len() > 1 && moving).then_some(chart)
    }

    fn ends(&self) -> (&Province, &Province) {
        (&self.rows[0], &self.rows[self.rows.len() - 1])
    }

    fn sure(&self) -> bool {
        let (far, near) = self.ends();
        surely_above(far.travel, near.travel)
    }

    fn has_lead_time(&self) -> bool {
        self.rows.iter().any(|row| row.lead_time.is_some())
    }

    fn drawn(&self) -> (Vec<Name>, Vec<Panel>) {
        let last = self.rows.len() - 1;
        let accent = |i| self.sure() && (i == 0 || i == last);
        let names = self
            .rows
            .iter()
            .enumerate()
            .map(|(i, row)| Name::row(row.name.clone(), accent(i)))
            .collect();
        let road = Panel {
            title: words::PANEL_ROAD.say(self.language).to_string(),
            unit: Unit::Kilometres,
            values: self.rows.iter().map(|row| Some(row.travel)).collect(),
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
        let (far, near) = self.ends();
        let say = |value: Estimate| value.headline(Unit::Kilometres, self.language);
        if self.sure() {
            let gaps = [
                ("far", far.name.as_str()),
                ("long", &say(far.travel)),
                ("near", near.name.as_str()),
                ("short", &say(near.travel)),
            ];
            words::PROVINCE_FAR.fill(self.language, &gaps)
        } else {
            words::PROVINCE_UNSURE.fill(self.language, &[("value", &say(self.all.unwrap_or(far.travel)))])
        }
    }

    fn subtitle(&self) -> String {
        let phrase = if self.has_lead_time() {
            words::PROVINCE_SUBTITLE
        } else {
            words::PROVINCE_SUBTITLE_ROAD
        };
        phrase.fill(self.language, &[("period", &self.period)])
    }

    fn reading(&self) -> String {
        self.reading.clone()
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
        panels::table(words::PROVINCE.say(self.language), &names, &titled, self.language)
    }
}
