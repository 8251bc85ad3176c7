//! What people, cars and programmes outside the centres cost: agents, engineers, releases of software, mobile vans, drivers, help,
//! rescue trucks; and the parts that are held.

use super::collect;
use super::cost::Component;
use super::floors::centres_of;
use super::layout::Whose;
use super::roadside;
use super::tally::Tally;
use crate::engine::time::HOUR;
use crate::model::Model;
use crate::scenario::cost::{DAYS_PER_MONTH, sum};

/// Components that belong to no centre.
pub(super) const OUTSIDE: [Component; 8] = [
    Component::Hotline,
    Component::Community,
    Component::Releases,
    Component::Vans,
    Component::Drivers,
    Component::Programme,
    Component::Roadside,
    Component::Stock,
];

/// Whether such a component is known of a scope: the hotline, the community, releases and programmes serve the whole country, vans and drivers
/// their city.
pub(super) fn is_known(component: Component, whose: Whose, model: &Model) -> bool {
    if component == Component::Roadside {
        return roadside::costs(whose, model);
    }
    if component == Component::Stock {
        return model.outside.stock_per_day.is_some() && centres_of(whose, model).is_some();
    }
    let cost = &model.outside;
    let here = match whose {
        Whose::All => true,
        Whose::City(city) => match component {
            Component::Vans => cost.vans_in[city] > 0,
            Component::Drivers => collect::groups(whose, model).is_some(),
            _ => false,
        },
        _ => false,
    };
    let known = match component {
        Component::Hotline => cost.agent_per_hour.is_some(),
        Component::Community => cost.engineers_per_month.is_some(),
        Component::Releases => cost.releases_per_month.is_some(),
        Component::Vans => cost.van_per_month.is_some() || cost.van_per_day.is_some(),
        Component::Drivers => cost.driver_per_hour.is_some() || cost.trip.is_some(),
        Component::Programme => !model.programmes.is_empty(),
        _ => false,
    };
    here && known
}

/// What such a component of a scope costs after the warm-up, CNY; none if it is not known.
pub(super) fn cost(component: Component, whose: Whose, tally: &Tally) -> Option<f64> {
    let model = tally.model();
    if !is_known(component, whose, model) {
        return None;
    }
    let cost = &model.outside;
    let hours = |staffed: i128| staffed as f64 / HOUR as f64;
    let (from, to) = (model.warm_up().0, model.end().0);
    let days = f64::from(model.days - model.warm_up_days);
    match component {
        Component::Hotline => {
            let hotline = model.triage.as_ref().and_then(|triage| triage.hotline.as_ref());
            let staffed = hotline.map_or(0, |hotline| hotline.staffed(from, to));
            cost.agent_per_hour.map(|price| price * hours(staffed))
        }
        Component::Community => cost.engineers_per_month.map(|month| month * days / DAYS_PER_MONTH),
        Component::Releases => cost.releases_per_month.map(|month| month * days / DAYS_PER_MONTH),
        Component::Programme => Some(tally.programmes.cost(model)),
        Component::Stock => {
            let held = cost.stock_per_day.as_ref()?;
            let shelves = centres_of(whose, model)?.into_iter().map(|centre| held[centre]);
            let depots = (whose == Whose::All).then(|| held[model.centres.len()]);
            Some(shelves.chain(depots).sum::<f64>() * days)
        }
        Component::Vans => {
            let vans: u32 = match whose {
                Whose::City(city) => cost.vans_in[city],
                _ => cost.vans_in.iter().sum(),
            };
            let one = sum([
                cost.van_per_month.map(|month| month * days / DAYS_PER_MONTH),
                cost.van_per_day.map(|day| day * days),
            ]);
            one.map(|one| one * f64::from(vans))
        }
        Component::Roadside => roadside::cost(whose, tally),
        _ => {
            let rule = model.collect.as_ref()?;
            let groups = collect::groups(whose, model)?;
            let staffed = groups.clone().map(|group| rule.staffed(group, from, to)).sum();
            let trips: u64 = groups.map(|group| tally.drivers[group].trips).sum();
            sum([
                cost.driver_per_hour.map(|price| price * hours(staffed)),
                cost.trip.map(|price| price * trips as f64),
            ])
        }
    }
}
