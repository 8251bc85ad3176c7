//! What follows a repair, compiled for the run: all of it is none where a scenario says nothing.

use super::comeback::ComebackModel;
use super::loaner::LoanerModel;
use super::satisfaction::SatisfactionModel;
use super::{ModeModel, StageModel};
use crate::engine::sampler::Tables;
use crate::scenario::Scenario;

/// What follows a repair.
#[derive(Clone, Debug)]
pub struct CareModel {
    /// How cars come back whose repair does not hold; none: every repair holds.
    pub comeback: Option<ComebackModel>,
    /// Who gets a loaner car; none: there are none.
    pub loaner: Option<LoanerModel>,
    /// How satisfied owners are; none: it is not told.
    pub satisfaction: Option<SatisfactionModel>,
    /// What a partner would charge for an hour of the same work, CNY.
    pub partner_per_hour_cny: Option<f64>,
}

impl CareModel {
    /// Of a scenario with these failure modes.
    pub fn new(scenario: &Scenario, modes: &[ModeModel], stages: &[StageModel], tables: &mut Tables) -> CareModel {
        CareModel {
            comeback: ComebackModel::new(scenario, tables),
            loaner: LoanerModel::new(scenario, modes, stages),
            satisfaction: SatisfactionModel::new(scenario),
            partner_per_hour_cny: scenario.costs.partner_per_hour_cny,
        }
    }

    /// Whether anything of it happens while cars are at centres.
    pub fn reaches_floors(&self) -> bool {
        self.comeback.is_some() || self.loaner.is_some()
    }
}
