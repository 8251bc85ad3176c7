//! What centres cost, where their operators' costs are known.

use super::floors::centres_of;
use super::layout::Whose;
use super::tally::Tally;
use crate::engine::time::HOUR;

/// A part of the cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    /// Months open × cost per month.
    Fixed,
    /// Hours that units of resources are in work within opening hours × cost per hour.
    Work,
    /// Hours that they are in work after closing × cost per hour.
    Overtime,
    /// Openings within the days measured.
    Opening,
}

/// Days of a month: a twelfth of 365.25.
const DAYS_PER_MONTH: f64 = 30.4375;

impl Component {
    /// Every component, in the order of the results.
    pub const ALL: [Component; 4] = [
        Component::Fixed,
        Component::Work,
        Component::Overtime,
        Component::Opening,
    ];

    /// Its name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Component::Fixed => "fixed",
            Component::Work => "work",
            Component::Overtime => "overtime",
            Component::Opening => "opening",
        }
    }
}

/// Cost of the centres of a scope after the warm-up, CNY: one component or all; none if no cost is known.
pub(super) fn cost(whose: Whose, component: Option<Component>, tally: &Tally) -> Option<f64> {
    let centres = centres_of(whose, tally.model())?.into_iter();
    let wanted = || (Component::ALL.into_iter()).filter(|&part| component.is_none_or(|only| only == part));
    let of_centre = |centre| wanted().map(|part| of_centre(centre, part, tally)).sum::<Option<f64>>();
    let known: Vec<f64> = centres.filter_map(of_centre).collect();
    (!known.is_empty()).then(|| known.iter().sum())
}

fn of_centre(centre: usize, component: Component, tally: &Tally) -> Option<f64> {
    let model = tally.model();
    let spec = &model.centres[centre];
    let cost = spec.cost.as_ref()?;
    let busy = &tally.busy[centre * model.resources..(centre + 1) * model.resources];
    let hours = |ticks: i64| ticks as f64 / HOUR as f64;
    let overtime: i64 = busy.iter().map(|busy| busy.overtime).sum();
    Some(match component {
        Component::Fixed => {
            let open = (model.warm_up_days..model.days).filter(|&day| spec.takes_jobs_on(day));
            open.count() as f64 / DAYS_PER_MONTH * cost.per_month_cny
        }
        Component::Work => {
            let work: i64 = busy.iter().map(|busy| busy.busy - busy.blocked).sum();
            hours(work - overtime) * cost.per_hour_cny
        }
        Component::Overtime => hours(overtime) * cost.per_hour_cny,
        Component::Opening => {
            let measured = model.warm_up_days..model.days;
            let opens = cost.opens_on.is_some_and(|day| measured.contains(&day));
            if opens { cost.opening_cny } else { 0.0 }
        }
    })
}
