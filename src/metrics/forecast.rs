//! What a forecast may turn out to be: by chance alone, and by chance and what is not known of the scenario.

use super::bands::Band;
use super::daily::Daily;
use super::daily_totals::{DailyTotals, Reading as DayReading};
use super::peak::PeakRow;
use super::sample::{Key, Reading, Sample};
use super::tally::Tally;
use crate::model::Model;
use crate::scenario::Scenario;
use crate::stats::moments::Moments;
use crate::stats::rank::{Ranked, spearman};
use crate::stats::score::nearest_rank;
use crate::stats::split::{Parts, Split};

/// The values drawn from one belief.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Where the number stands, as `--set` addresses it.
    pub path: String,
    /// What stands in the scenario.
    pub written: f64,
    /// By block.
    pub values: Vec<f64>,
}

/// What one figure of the summary may turn out to be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ahead {
    /// 5 % and 95 % points over replications of the scenario as it is written: chance alone.
    pub chance90: Option<[f64; 2]>,
    /// The same over the replications of all blocks: chance and beliefs.
    pub all90: Option<[f64; 2]>,
    /// Variances within blocks, by chance, and between them, by beliefs.
    pub parts: Option<Parts>,
}

/// How far a figure of the whole network follows one belief.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// The figure.
    pub key: Key,
    /// The belief, by its position.
    pub belief: usize,
    /// Rank correlation of its draws with the figure's block means; its square is the share of their rank variance.
    pub ranked: Ranked,
}

/// The figures of a run whose numbers were drawn from beliefs.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Every series of the network and of cities over all blocks.
    pub daily: Daily,
    /// By row of the summary.
    pub rows: Vec<Ahead>,
    /// By peak × scope (all, then cities): 5 and 95 % points of the largest backlog over the replications of all blocks.
    pub tops90: Vec<Option<[f64; 2]>>,
    /// Replications over all blocks.
    pub replications: u32,
    /// Blocks; each has drawn its beliefs once.
    pub blocks: u32,
    /// What they drew.
    pub beliefs: Vec<Drawn>,
    /// By figure of the network, the belief that it follows most first.
    pub matters: Vec<Matter>,
}

impl Forecast {
    /// 5 and 95 % points of the largest backlog of a row, of a scenario with so many cities.
    pub fn top90(&self, row: &PeakRow, cities: usize) -> Option<[f64; 2]> {
        let scope = row.city.map_or(0, |city| city + 1);
        *self.tops90.get(row.peak * (cities + 1) + scope)?
    }
}

/// Reads one world drawn from beliefs.
#[derive(Clone, Debug)]
pub struct BlockReading {
    rows: Reading,
    /// By row here: its place among the rows of the scenario as it is written.
    places: Vec<Option<usize>>,
    all: usize,
    days: DayReading,
}

/// The figures of one replication of such a world.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// By row of the scenario as it is written.
    rows: Vec<Option<f64>>,
    /// By series and day.
    days: Vec<Option<f64>>,
    /// By peak × scope: the largest backlog.
    tops: Vec<i64>,
}

impl BlockReading {
    /// Of a world, told by the rows and series of the scenario as it is written.
    pub fn new((scenario, model): (&Scenario, &Model), written: (&Sample, &Model)) -> BlockReading {
        let rows = Reading::new(scenario, model, |_| true);
        let known = written.0.places();
        let sample = rows.sample();
        BlockReading {
            places: sample.keys().iter().map(|key| known.get(key).copied()).collect(),
            rows,
            all: written.0.keys().len(),
            days: DayReading::new(model, written.1),
        }
    }

    /// Reads a replication of the world.
    pub fn read(&self, model: &Model, tally: &Tally) -> Figures {
        let mut figures = Figures::default();
        let mut values = Vec::new();
        self.rows.read(tally, &mut values);
        figures.rows.resize(self.all, None);
        for (value, place) in values.into_iter().zip(&self.places) {
            if let Some(place) = *place {
                figures.rows[place] = (!value.is_nan()).then_some(value);
            }
        }
        self.days.read(tally, &mut figures.days);
        figures.tops = tally.peaks.tops(model);
        figures
    }
}

/// Blocks folded in their order.
#[derive(Clone, Debug)]
pub struct ForecastTotals {
    keys: Vec<Key>,
    rows: Vec<(Split, Vec<f64>)>,
    daily: DailyTotals,
    tops: Vec<Band>,
    /// Rows of the network, and their means by block.
    network: Vec<(usize, Vec<Option<f64>>)>,
    replications: u32,
    blocks: u32,
}

impl ForecastTotals {
    /// No block yet.
    pub fn new(written: &Sample, model: &Model) -> ForecastTotals {
        let keys = written.keys().to_vec();
        let is_network = |key: &Key| {
            [&key.scope.city, &key.scope.centre, &key.scope.failure]
                .into_iter()
                .all(|id| id == "*")
        };
        let network = keys.iter().enumerate().filter(|(_, key)| is_network(key));
        ForecastTotals {
            rows: vec![Default::default(); keys.len()],
            network: network.map(|(at, _)| (at, Vec::new())).collect(),
            keys,
            daily: DailyTotals::without_centres(model),
            tops: vec![Band::default(); model.peaks.len() * (model.cities + 1)],
            replications: 0,
            blocks: 0,
        }
    }

    /// Folds the next block.
    pub fn fold(&mut self, block: &[Figures]) {
        for figures in block {
            for (value, (split, values)) in figures.rows.iter().zip(&mut self.rows) {
                if let Some(value) = *value {
                    split.add(value);
                    values.push(value);
                }
            }
            self.daily.fold_values(&figures.days);
            self.tops
                .iter_mut()
                .zip(&figures.tops)
                .for_each(|(band, top)| band.add(*top));
        }
        self.rows.iter_mut().for_each(|(split, _)| split.end_group());
        for (row, means) in &mut self.network {
            let mut mean = Moments::default();
            block
                .iter()
                .filter_map(|figures| figures.rows[*row])
                .for_each(|value| mean.add(value));
            means.push(mean.mean());
        }
        self.replications += block.len() as u32;
        self.blocks += 1;
    }

    /// Blocks folded.
    pub fn blocks(&self) -> u32 {
        self.blocks
    }

    /// All figures; `written` are the replications of the scenario as it is written.
    pub fn forecast(self, scenario: &Scenario, written: &Sample, mut beliefs: Vec<Drawn>) -> Forecast {
        beliefs
            .iter_mut()
            .for_each(|belief| belief.values.truncate(self.blocks as usize));
        let ends = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            Some([nearest_rank(&values, 0.05)?, nearest_rank(&values, 0.95)?])
        };
        let rows = self.rows.into_iter().enumerate().map(|(at, (split, values))| Ahead {
            chance90: ends(written.series(at).into_iter().flatten().collect()),
            all90: ends(values),
            parts: split.parts(),
        });
        let mut matters = Vec::new();
        for (row, means) in &self.network {
            let mut own: Vec<Matter> = Vec::new();
            for (at, belief) in beliefs.iter().enumerate() {
                let pairs = belief
                    .values
                    .iter()
                    .zip(means)
                    .filter_map(|(value, mean)| Some((*value, (*mean)?)));
                let found = spearman(&pairs.collect::<Vec<_>>());
                own.extend(found.map(|ranked| Matter {
                    key: self.keys[*row].clone(),
                    belief: at,
                    ranked,
                }));
            }
            own.sort_by(|a, b| b.ranked.correlation.abs().total_cmp(&a.ranked.correlation.abs()));
            matters.extend(own);
        }
        Forecast {
            daily: self.daily.series(scenario),
            rows: rows.collect(),
            tops90: (self.tops.iter())
                .map(|band| band.levels().map(|[low, .., high]| [low, high]))
                .collect(),
            replications: self.replications,
            blocks: self.blocks,
            beliefs,
            matters,
        }
    }
}
