//! The bands of a forecast by day: of a run just made, or of one that was kept.

use crate::metrics::catalogue::Metric;
use crate::metrics::daily::{Daily, DayPoint};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a band is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// What is forecast.
    pub metric: Metric,
    /// A city's id, or `"*"`.
    pub city: String,
    /// A team, or `"*"`.
    pub team: String,
    /// The day.
    pub date: Date,
}

/// Bands over chance and beliefs, and over chance alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    known: BTreeMap<Place, [DayPoint; 2]>,
}

impl Bands {
    /// Of a forecast whose first day is `start`; days without a band in both are left out.
    pub fn of(all: &Daily, chance: &Daily, start: Date) -> Bands {
        let mut known: BTreeMap<Place, [DayPoint; 2]> = BTreeMap::new();
        for series in all.series.iter().filter(|series| series.centre == "*") {
            let same = chance.series.iter().find(|other| {
                (&other.city, &other.centre, &other.team, other.metric)
                    == (&series.city, &series.centre, &series.team, series.metric)
            });
            let Some(chance) = same else { continue };
            let mut date = start;
            for (one, other) in series.days.iter().zip(&chance.days) {
                if let (Some(one), Some(other)) = (one, other)
                    && one.bands.is_some()
                    && other.bands.is_some()
                {
                    let place = Place {
                        metric: series.metric,
                        city: series.city.clone(),
                        team: series.team.clone(),
                        date,
                    };
                    known.insert(place, [*one, *other]);
                }
                let Ok(next) = date.tomorrow() else { break };
                date = next;
            }
        }
        Bands { known }
    }

    /// Of a `forecast.csv`.
    ///
    /// # Errors
    /// The line, from 1, that is not as the file was written.
    pub fn read(bytes: &[u8]) -> Result<Bands, u64> {
        let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(bytes);
        let head = reader.headers().map_err(|_| 1u64)?.clone();
        let column = |name: &str| head.iter().position(|known| known == name).ok_or(1u64);
        let names = [column("date")?, column("city")?, column("team")?, column("metric")?];
        let levels = ["mean", "p05", "p25", "p50", "p75", "p95"];
        let mut places = [[0; 6]; 2];
        for (at, name) in levels.iter().enumerate() {
            places[0][at] = column(name)?;
            places[1][at] = column(&format!("chance_{name}"))?;
        }
        let mut known = BTreeMap::new();
        let mut line = 1u64;
        for record in reader.records() {
            line += 1;
            let record = record.map_err(|_| line)?;
            let cell = |at: usize| record.get(at).unwrap_or_default();
            let metric = Metric::ALL.into_iter().find(|metric| metric.key() == cell(names[3]));
            let place = Place {
                date: cell(names[0]).parse().map_err(|_| line)?,
                city: cell(names[1]).to_string(),
                team: cell(names[2]).to_string(),
                metric: metric.ok_or(line)?,
            };
            let mut points = [None; 2];
            for (point, places) in points.iter_mut().zip(&places) {
                let mut values = [0.0; 6];
                let mut whole = true;
                for (value, &at) in values.iter_mut().zip(places) {
                    if cell(at).is_empty() {
                        whole = false;
                    } else {
                        *value = cell(at).parse().map_err(|_| line)?;
                    }
                }
                let [mean, bands @ ..] = values;
                *point = whole.then_some(DayPoint {
                    mean,
                    bands: Some(bands),
                });
            }
            if let [Some(all), Some(chance)] = points {
                known.insert(place, [all, chance]);
            }
        }
        Ok(Bands { known })
    }

    /// The two bands of a place.
    pub fn of_place(&self, place: &Place) -> Option<[DayPoint; 2]> {
        self.known.get(place).copied()
    }

    /// The first and the last day.
    pub fn period(&self) -> Option<(Date, Date)> {
        let dates = || self.known.keys().map(|place| place.date);
        Some((dates().min()?, dates().max()?))
    }
}
