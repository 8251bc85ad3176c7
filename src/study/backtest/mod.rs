//! `backtest`: a forecast of a past period beside what came.

pub mod bands;
pub mod observed;

use crate::metrics::catalogue::Metric;
use crate::metrics::daily::DayPoint;
use crate::stats::score::interval_score;
use bands::Bands;
use jiff::civil::Date;
use observed::Observation;

/// One observed day with its forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// What was observed.
    pub observed: f64,
    /// Over chance and beliefs, and over chance alone.
    pub forecast: [DayPoint; 2],
}

/// How good the forecast of a series was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Share of days inside the band of 50 %, ends included.
    pub coverage50: f64,
    /// Share of days inside the band of 90 %.
    pub coverage90: f64,
    /// Mean interval score of the band of 50 %.
    pub score50: f64,
    /// Mean interval score of the band of 90 %.
    pub score90: f64,
    /// Mean of forecast mean less observed.
    pub bias: f64,
    /// Mean distance of the observed from the middle of the forecast.
    pub error: f64,
}

/// One series that was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What was observed.
    pub metric: Metric,
    /// Whose: a city's id, or `"*"`.
    pub city: String,
    /// For which team, or `"*"`.
    pub team: String,
    /// Its days, in order.
    pub days: Vec<Day>,
    /// Over chance and beliefs, and over chance alone.
    pub scores: [Score; 2],
}

/// What came of a forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    /// Every observed series with a day that was forecast, in the order of the table.
    pub series: Vec<Series>,
    /// Observed days without a forecast, or before those that count.
    pub left_out: u32,
}

/// Whether a value lies in the band from the first to the last of two levels.
pub fn inside(point: &DayPoint, (low, high): (usize, usize), value: f64) -> bool {
    point
        .bands
        .is_some_and(|bands| bands[low] <= value && value <= bands[high])
}

/// Levels of the bands of 50 % and 90 %.
pub const BAND50: (usize, usize) = (1, 3);
/// The outer one.
pub const BAND90: (usize, usize) = (0, 4);

/// The interval score of a band of a day; none without a band.
pub fn score(point: &DayPoint, (low, high): (usize, usize), value: f64) -> Option<f64> {
    let miss = if (low, high) == BAND90 { 0.1 } else { 0.5 };
    let bands = point.bands?;
    Some(interval_score([bands[low], bands[high]], miss, value))
}

/// Sets what was observed against its forecast; days before `from` do not count.
pub fn backtest(bands: &Bands, observed: &[Observation], from: Option<Date>) -> Backtest {
    let mut series: Vec<Series> = Vec::new();
    let mut left_out = 0;
    for one in observed {
        let counts = from.is_none_or(|from| from <= one.date);
        let found = bands.of_place(&one.place()).filter(|_| counts);
        let Some(forecast) = found else {
            left_out += 1;
            continue;
        };
        let day = Day {
            date: one.date,
            observed: one.value,
            forecast,
        };
        let same = |known: &&mut Series| known.metric == one.metric && known.city == one.city && known.team == one.team;
        match series.iter_mut().find(same) {
            Some(known) => known.days.push(day),
            None => series.push(Series {
                metric: one.metric,
                city: one.city.clone(),
                team: one.team.clone(),
                days: vec![day],
                scores: [Score::default(); 2],
            }),
        }
    }
    for one in &mut series {
        one.days.sort_by_key(|day| day.date);
        one.scores = [0, 1].map(|which| scored(&one.days, which));
    }
    Backtest { series, left_out }
}

/// The score of days under one of the two forecasts.
fn scored(days: &[Day], which: usize) -> Score {
    let mean = |of: &dyn Fn(&DayPoint, f64) -> f64| {
        let all = days.iter().map(|day| of(&day.forecast[which], day.observed));
        all.sum::<f64>() / days.len() as f64
    };
    Score {
        coverage50: mean(&|point, value| f64::from(u8::from(inside(point, BAND50, value)))),
        coverage90: mean(&|point, value| f64::from(u8::from(inside(point, BAND90, value)))),
        score50: mean(&|point, value| score(point, BAND50, value).unwrap_or(0.0)),
        score90: mean(&|point, value| score(point, BAND90, value).unwrap_or(0.0)),
        bias: mean(&|point, value| point.mean - value),
        error: mean(&|point, value| point.bands.map_or(0.0, |bands| (bands[2] - value).abs())),
    }
}

#[cfg(test)]
mod tests;
