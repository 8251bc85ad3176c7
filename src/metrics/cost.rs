//! What centres cost, as far as it is known.

use super::floors::centres_of;
use super::group::PerJob;
use super::layout::Whose;
use super::outside::{self, OUTSIDE};
use super::tally::{Busy, Tally};
use crate::engine::time::HOUR;
use crate::model::Model;
use crate::model::cost::{Capital, CostModel, Wages};
use crate::model::expansion::NEVER;
use crate::scenario::cost::DAYS_PER_MONTH;

/// A part of the cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    /// Months open × the operator's cost per month.
    Fixed,
    /// Hours that units of resources are in work within opening hours × the operator's cost per hour.
    Work,
    /// Hours that they are in work after closing × the operator's cost per hour and their wage in overtime.
    Overtime,
    /// Openings within the days measured.
    Opening,
    /// Capital of sites and units: of those that open within the days measured, or the share of every open day.
    Capital,
    /// Months open × rent of site and units.
    Rent,
    /// Hours staffed within opening hours × wage.
    Wages,
    /// Parts that jobs needed × what one costs.
    Parts,
    /// Open days × loaner cars × what one costs a day.
    Loaners,
    /// Repairs that do not hold × the gesture for one.
    Goodwill,
    /// Vouchers, transports and rescues of programmes, of the whole network.
    Programme,
    /// Trucks of rescue by month and trip, and what partners take.
    Roadside,
    /// Days × what holding the parts on shelves and in depots takes.
    Stock,
    /// Hours of agents on duty × what one costs.
    Hotline,
    /// Months × engineers of the community × what one costs.
    Community,
    /// Months × what those cost who write for releases of software.
    Releases,
    /// Months × mobile vans × what one costs, and the share of their capital.
    Vans,
    /// Hours of drivers × their wage, and trips × what one takes.
    Drivers,
}

impl Component {
    /// Every component, in the order of the results.
    pub const ALL: [Component; 18] = [
        Component::Fixed,
        Component::Work,
        Component::Overtime,
        Component::Opening,
        Component::Capital,
        Component::Rent,
        Component::Wages,
        Component::Parts,
        Component::Loaners,
        Component::Goodwill,
        Component::Programme,
        Component::Roadside,
        Component::Stock,
        Component::Hotline,
        Component::Community,
        Component::Releases,
        Component::Vans,
        Component::Drivers,
    ];

    /// Its name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Component::Fixed => "fixed",
            Component::Work => "work",
            Component::Overtime => "overtime",
            Component::Opening => "opening",
            Component::Capital => "capital",
            Component::Rent => "rent",
            Component::Wages => "wages",
            Component::Parts => "parts",
            Component::Loaners => "loaners",
            Component::Goodwill => "goodwill",
            Component::Programme => "programme",
            Component::Roadside => "roadside",
            Component::Stock => "stock",
            Component::Hotline => "hotline",
            Component::Community => "community",
            Component::Releases => "releases",
            Component::Vans => "vans",
            Component::Drivers => "drivers",
        }
    }

    /// Whether anything is known of it in a scenario, for a scope: what is not has no row.
    pub fn is_known(self, whose: Whose, model: &Model) -> bool {
        if OUTSIDE.contains(&self) {
            return outside::is_known(self, whose, model);
        }
        let known = |cost: &CostModel| match self {
            Component::Fixed | Component::Work | Component::Opening => cost.operator.is_some(),
            Component::Overtime => cost.operator.is_some() || cost.wages.is_some(),
            Component::Capital => cost.capital.is_some(),
            Component::Rent => cost.rent_per_month_cny.is_some(),
            Component::Wages => cost.wages.is_some(),
            Component::Parts => cost.parts_cny.is_some(),
            Component::Loaners => cost.loaners_per_day_cny.is_some(),
            Component::Goodwill => cost.goodwill_cny.is_some(),
            Component::Programme
            | Component::Roadside
            | Component::Stock
            | Component::Hotline
            | Component::Community
            | Component::Releases
            | Component::Vans
            | Component::Drivers => false,
        };
        model
            .centres
            .iter()
            .filter_map(|centre| centre.cost.as_ref())
            .any(known)
    }
}

/// Cost of the centres of a scope, and of what is around them, after the warm-up, CNY: one component or all; none if no cost is known. `staffed` says
/// the staffed microseconds after the warm-up of a centre × resource.
pub(super) fn cost(
    whose: Whose,
    component: Option<Component>,
    tally: &Tally,
    staffed: impl Fn(usize) -> i128,
) -> Option<f64> {
    let centres = centres_of(whose, tally.model())?.into_iter();
    let wanted = || (Component::ALL.into_iter()).filter(|&part| component.is_none_or(|only| only == part));
    let of_centre = |centre| {
        wanted()
            .map(|part| of_centre(centre, part, tally, &staffed))
            .sum::<Option<f64>>()
    };
    let around = wanted().filter_map(|part| outside::cost(part, whose, tally));
    let known: Vec<f64> = centres.filter_map(of_centre).chain(around).collect();
    (!known.is_empty()).then(|| known.iter().sum())
}

fn of_centre(centre: usize, component: Component, tally: &Tally, staffed: &impl Fn(usize) -> i128) -> Option<f64> {
    let model = tally.model();
    let spec = &model.centres[centre];
    let cost = spec.cost.as_ref()?;
    let own = centre * model.resources..(centre + 1) * model.resources;
    let busy = &tally.busy[own.clone()];
    let hours = |ticks: i64| ticks as f64 / HOUR as f64;
    let measured = model.warm_up_days..model.days;
    let open_days = || measured.clone().filter(|&day| tally.takes_jobs_on(centre, day)).count() as f64;
    let months = || open_days() / DAYS_PER_MONTH;
    let by_rule = Some(tally.opens[centre]).filter(|_| spec.opens == NEVER);
    let opens = || by_rule.or(cost.opens_on).is_some_and(|day| measured.contains(&day));
    let overtime: i64 = busy.iter().map(|busy| busy.overtime).sum();
    let operator = cost.operator.as_ref();
    Some(match component {
        Component::Fixed => operator.map_or(0.0, |operator| months() * operator.per_month_cny),
        Component::Work => operator.map_or(0.0, |operator| {
            let work: i64 = busy.iter().map(|busy| busy.busy - busy.blocked).sum();
            hours(work - overtime) * operator.per_hour_cny
        }),
        Component::Overtime => {
            let to_operator = operator.map_or(0.0, |operator| hours(overtime) * operator.per_hour_cny);
            let paid = |wages: &Wages| wages_for(wages, busy.iter().map(|busy| i128::from(busy.overtime)));
            to_operator
                + cost
                    .wages
                    .as_ref()
                    .map_or(0.0, |wages| paid(wages) * wages.overtime_factor)
        }
        Component::Opening => operator.map_or(0.0, |operator| if opens() { operator.opening_cny } else { 0.0 }),
        Component::Capital => match cost.capital {
            Some(Capital::Once(all)) if opens() => all,
            Some(Capital::PerDay(share)) => open_days() * share,
            _ => 0.0,
        },
        Component::Rent => cost.rent_per_month_cny.map_or(0.0, |rent| months() * rent),
        Component::Wages => {
            // Who stays for started work after a cut of staff, or in a centre that has closed for good, is paid as well.
            let stay = |busy: &Busy| i128::from(busy.extra_staffed - busy.overtime);
            let paid = || own.clone().zip(busy).map(|(at, busy)| staffed(at) + stay(busy));
            cost.wages.as_ref().map_or(0.0, |wages| wages_for(wages, paid()))
        }
        Component::Parts => cost.parts_cny.as_ref().map_or(0.0, |each| {
            let needed = &tally.parts[centre * each.len()..(centre + 1) * each.len()];
            needed
                .iter()
                .zip(each)
                .map(|(needed, each)| needed.units as f64 * each)
                .sum()
        }),
        Component::Loaners => cost.loaners_per_day_cny.map_or(0.0, |a_day| open_days() * a_day),
        Component::Goodwill => cost.goodwill_cny.map_or(0.0, |each| {
            let groups = tally.groups().of_centre(centre, None);
            groups.map(|group| tally.jobs[group].counts.failed as f64).sum::<f64>() * each
        }),
        // They belong to no centre.
        Component::Hotline
        | Component::Community
        | Component::Releases
        | Component::Vans
        | Component::Drivers
        | Component::Programme
        | Component::Stock
        | Component::Roadside => 0.0,
    })
}

/// What a centre costs as it runs: what is saved by buying the same work elsewhere.
const RUNNING: [Component; 6] = [
    Component::Fixed,
    Component::Work,
    Component::Overtime,
    Component::Rent,
    Component::Wages,
    Component::Loaners,
];

/// Months in which the centres of a scope save what they took to build and open, against buying the same hours of work
/// from a partner; none if they never do, or nothing is known of it.
pub(super) fn payback(whose: Whose, tally: &Tally, staffed: impl Fn(usize) -> i128) -> Option<f64> {
    let model = tally.model();
    let partner = model.care.partner_per_hour_cny?;
    let (mut outlay, mut saved_a_month) = (0.0, 0.0);
    for centre in centres_of(whose, model)? {
        let spent = (model.centres[centre].cost.as_ref()).and_then(|cost| cost.outlay_cny);
        let open = (model.warm_up_days..model.days).filter(|&day| tally.takes_jobs_on(centre, day));
        let months = open.count() as f64 / DAYS_PER_MONTH;
        let Some(spent) = spent.filter(|_| months > 0.0) else {
            continue;
        };
        let groups = tally.groups().of_centre(centre, None);
        let work = groups.map(|group| tally.jobs[group].cells[PerJob::Service as usize].sum_and_count().0);
        let hours = work.sum::<i128>() as f64 / HOUR as f64;
        let running = RUNNING
            .iter()
            .filter_map(|&part| of_centre(centre, part, tally, &staffed));
        outlay += spent;
        saved_a_month += (hours * partner - running.sum::<f64>()) / months;
    }
    (outlay > 0.0 && saved_a_month > 0.0).then(|| outlay / saved_a_month)
}

/// Whether a centre's payback can be told.
pub(super) fn pays_back(model: &Model, centre: usize) -> bool {
    let cost = model.centres[centre].cost.as_ref();
    model.care.partner_per_hour_cny.is_some() && cost.is_some_and(|cost| cost.outlay_cny.is_some())
}

/// Wages for so many microseconds of each resource.
fn wages_for(wages: &Wages, time: impl Iterator<Item = i128>) -> f64 {
    let hours = time.map(|ticks| ticks as f64 / HOUR as f64);
    hours.zip(&wages.per_hour_cny).map(|(hours, wage)| hours * wage).sum()
}
