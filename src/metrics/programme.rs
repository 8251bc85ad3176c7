//! Whom programmes helped, how, and for how much.

use super::layout::Whose;
use crate::model::Model;
use crate::sim::observer::{Help, Helped};
use std::collections::BTreeMap;

/// The help of one replication.
#[derive(Clone, Debug)]
pub struct ProgrammeTally {
    cities: usize,
    /// By programme × city: jobs helped after the warm-up, by [`Help`].
    counts: Vec<[u64; Help::ALL.len()]>,
    /// By job with a voucher: what that adds to its owner's satisfaction.
    content: BTreeMap<u32, f64>,
}

impl ProgrammeTally {
    /// Nothing yet.
    pub fn new(model: &Model) -> ProgrammeTally {
        ProgrammeTally {
            cities: model.cities,
            counts: vec![Default::default(); model.programmes.len() * model.cities],
            content: BTreeMap::new(),
        }
    }

    /// Forgets the replication.
    pub fn clear(&mut self) {
        self.counts.fill(Default::default());
        self.content.clear();
    }

    /// Counts help for a job.
    pub fn add(&mut self, model: &Model, help: &Helped) {
        let voucher = model.programmes[help.programme as usize].voucher;
        if let (Help::Voucher, Some(voucher)) = (help.how, voucher)
            && voucher.satisfaction != 0.0
        {
            self.content.insert(help.job, voucher.satisfaction);
        }
        if help.occurred.day() >= model.warm_up_days {
            let cell = help.programme as usize * self.cities + help.city as usize;
            self.counts[cell][help.how as usize] += 1;
        }
    }

    /// What help adds to the satisfaction of a job's owner.
    pub fn content(&self, job: u32) -> f64 {
        if self.content.is_empty() {
            return 0.0;
        }
        self.content.get(&job).copied().unwrap_or(0.0)
    }

    /// Jobs helped, of all owners or those of a city: one way, or each for itself.
    pub fn helped(&self, whose: Whose, how: Option<Help>) -> f64 {
        let here = |at: usize| match whose {
            Whose::City(city) => at % self.cities == city,
            _ => true,
        };
        let cells = self.counts.iter().enumerate().filter(|(at, _)| here(*at));
        let wanted = Help::ALL.into_iter().filter(|one| how.is_none_or(|only| only == *one));
        let of_cell = |counts: &[u64; Help::ALL.len()]| wanted.clone().map(|one| counts[one as usize]).sum::<u64>();
        cells.map(|(_, counts)| of_cell(counts)).sum::<u64>() as f64
    }

    /// What all of it cost, CNY.
    pub fn cost(&self, model: &Model) -> f64 {
        let mut sum = 0.0;
        for (at, counts) in self.counts.iter().enumerate() {
            let programme = &model.programmes[at / self.cities];
            for how in Help::ALL {
                let each = match how {
                    Help::Voucher => programme.voucher.map_or(0.0, |voucher| voucher.cny),
                    Help::Carried => programme.transport.as_ref().map_or(0.0, |transport| transport.cny),
                    Help::Rescued => programme.tow_cny.unwrap_or(0.0),
                };
                sum += counts[how as usize] as f64 * each;
            }
        }
        sum
    }
}
