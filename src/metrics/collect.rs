//! What drivers did who fetch cars and bring them back.

use super::facts::ticks;
use super::group::{Cell, Counts, PerJob};
use super::layout::Whose;
use super::tally::Tally;
use crate::model::Model;
use crate::sim::observer::{Carried, Way};

/// By group of drivers, of trips that began after the warm-up.
#[derive(Clone, Copy, Debug, Default)]
pub struct DriverTally {
    /// Microseconds after the warm-up and within the run for which drivers are out.
    pub out: i128,
    /// Trips that began after it.
    pub trips: u64,
}

/// Counts a driver who was asked for after the warm-up.
pub(super) fn add(counts: &mut Counts, wait: &mut Cell<u32>, whole: bool, model: &Model, trip: &Carried) {
    let way = trip.way as usize;
    let Some((from, _)) = trip.trip else {
        counts.not_carried[way] += 1;
        return;
    };
    counts.carried[way] += 1;
    // A car that is fetched is collected; one that is only brought back as well.
    let first = trip.way == Way::Fetch || model.collect.as_ref().is_some_and(|rule| !rule.fetches);
    counts.collected += u64::from(first);
    wait.add_waited(whole, ticks(from - trip.wanted));
}

/// What a trip adds to the figures of its drivers.
pub(super) fn drive(drivers: &mut [DriverTally], model: &Model, trip: &Carried) {
    let Some((from, to)) = trip.trip else { return };
    let (start, end) = (model.warm_up().0, model.end().0);
    let drivers = &mut drivers[trip.group as usize];
    drivers.out += i128::from((to.min(end) - from.max(start)).max(0));
    drivers.trips += u64::from((start..=end).contains(&from));
}

/// The groups of drivers of a scope; none if it has no drivers of its own.
pub(super) fn groups(whose: Whose, model: &Model) -> Option<std::ops::Range<usize>> {
    let rule = model.collect.as_ref()?;
    match whose {
        Whose::All => Some(0..rule.groups.len()),
        Whose::City(city) => rule.of_city[city].map(|group| group as usize..group as usize + 1),
        _ => None,
    }
}

/// Time for which drivers are out over their time in their hours.
pub(super) fn busy(whose: Whose, tally: &Tally) -> Option<f64> {
    let model = tally.model();
    let rule = model.collect.as_ref()?;
    let (mut out, mut there) = (0, 0);
    for group in groups(whose, model)? {
        out += tally.drivers[group].out;
        there += rule.staffed(group, model.warm_up().0, model.end().0);
    }
    (there > 0).then(|| out as f64 / there as f64)
}

/// Trips of one way, or of both.
pub(super) fn trips(counts: &[u64; Way::ALL.len()], way: Option<Way>) -> u64 {
    match way {
        Some(way) => counts[way as usize],
        None => counts.iter().sum(),
    }
}

/// The cell of the wait for a driver.
pub(super) const WAIT: usize = PerJob::DriverWait as usize;
