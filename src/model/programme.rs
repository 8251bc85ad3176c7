//! Programmes that help owners who wait, compiled for the run.

use super::calendar::days_between;
use super::geography::takes;
use crate::engine::time::DAY;
use crate::scenario::Scenario;

/// A programme.
#[derive(Clone, Debug)]
pub struct ProgrammeModel {
    /// First day.
    from: i64,
    /// The first day after it.
    to: i64,
    /// By city: whether it is covered.
    cities: Vec<bool>,
    /// By failure mode: whether it is covered.
    modes: Vec<bool>,
    /// By model of car: whether it is covered; none: every car is.
    pub models: Option<Vec<bool>>,
    /// Hash of its name, for the draws of its vouchers.
    pub hash: u64,
    /// What a rescue costs, CNY; none: it is not paid.
    pub tow_cny: Option<f64>,
    /// Vouchers.
    pub voucher: Option<VoucherModel>,
    /// Transport.
    pub transport: Option<TransportModel>,
}

/// Vouchers of a programme.
#[derive(Clone, Copy, Debug)]
pub struct VoucherModel {
    /// What one costs, CNY.
    pub cny: f64,
    /// How long it lasts, microseconds.
    pub valid: i64,
    /// The same in whole days.
    pub valid_days: u32,
    /// Days to the slot from which one is offered.
    pub after_days: u32,
    /// Share of owners who take it.
    pub use_share: f64,
    /// What it adds to satisfaction.
    pub satisfaction: f64,
}

/// Transport of a programme.
#[derive(Clone, Debug)]
pub struct TransportModel {
    /// By failure mode: the centres that cars are carried to, in order of the cities named.
    pub centres: Vec<Vec<u32>>,
    /// Days to the slot from which it is offered.
    pub after_days: u32,
    /// Cars a day.
    pub per_day: u32,
    /// Days on the way.
    pub days: u32,
    /// What a car costs, CNY.
    pub cny: f64,
}

impl ProgrammeModel {
    /// Whether it covers a job that occurred in a city on a day, whatever its car.
    #[inline]
    pub fn covers(&self, city: u32, mode: u32, day: u32) -> bool {
        let day = i64::from(day);
        self.from <= day && day < self.to && self.cities[city as usize] && self.modes[mode as usize]
    }
}

/// The programmes of a scenario.
pub fn programmes(scenario: &Scenario) -> Vec<ProgrammeModel> {
    let of = |programme: &crate::scenario::programme::Programme| {
        let all = |count: usize| vec![true; count];
        let transport = programme.transport.as_ref().map(|transport| TransportModel {
            centres: (scenario.failures.iter())
                .map(|failure| {
                    let of_city = |city: &crate::scenario::ids::CityId| {
                        let centres = scenario.centres.iter().zip(0u32..);
                        let here = centres.filter(|(centre, _)| centre.city == *city && takes(centre, failure));
                        here.map(|(_, at)| at).collect::<Vec<_>>()
                    };
                    transport.cities.iter().flat_map(of_city).collect()
                })
                .collect(),
            after_days: transport.after_days,
            per_day: transport.per_day,
            days: transport.days,
            cny: transport.cny,
        });
        ProgrammeModel {
            from: days_between(scenario.start, programme.from),
            to: days_between(scenario.start, programme.to) + 1,
            cities: programme.cities.as_ref().map_or_else(
                || all(scenario.cities.len()),
                |list| {
                    (0..scenario.cities.len())
                        .map(|at| list.iter().any(|city| city.index() == at))
                        .collect()
                },
            ),
            modes: programme.failures.as_ref().map_or_else(
                || all(scenario.failures.len()),
                |list| {
                    (0..scenario.failures.len())
                        .map(|at| list.iter().any(|mode| mode.index() == at))
                        .collect()
                },
            ),
            models: programme.models.as_ref().map(|list| {
                (0..scenario.models.len())
                    .map(|at| list.iter().any(|model| model.index() == at))
                    .collect()
            }),
            hash: crate::engine::keyed::name_hash(&programme.id),
            tow_cny: programme.tow_cny,
            voucher: programme.voucher.as_ref().map(|voucher| VoucherModel {
                cny: voucher.cny,
                valid: (voucher.valid_days * DAY as f64 + 0.5) as i64,
                valid_days: (voucher.valid_days + 0.5) as u32,
                after_days: voucher.after_days,
                use_share: voucher.use_share,
                satisfaction: voucher.satisfaction,
            }),
            transport,
        }
    };
    scenario.programmes.iter().map(of).collect()
}
