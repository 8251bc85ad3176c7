//! Needs of cars in another city whose owners wait until they are home.

use super::{AT_REST, Movement};

/// A car that leaves within the same part of so long a span is like any other of it, days.
const STEP: f64 = 1.0 / 24.0;

/// Needs of the cars of one city up to an instant, were they all at home: by day, straight within it.
struct SoFar(Vec<f64>);

impl SoFar {
    fn new(days: usize, on: impl Fn(usize) -> f64) -> SoFar {
        let mut sum = 0.0;
        let mut list = vec![0.0];
        list.extend((0..days).map(|day| {
            sum += on(day);
            sum
        }));
        SoFar(list)
    }

    fn by(&self, t: f64) -> f64 {
        let last = self.0.len() - 1;
        let t = t.clamp(0.0, last as f64);
        let day = (t as usize).min(last.saturating_sub(1));
        let Some(&[from, to]) = self.0.get(day..day + 2).and_then(|pair| pair.first_chunk()) else {
            return 0.0;
        };
        from + (t - day as f64) * (to - from)
    }
}

impl Movement {
    /// Adds up what arises while cars stand in another city and is told at home on the day on which they are back: by place ×
    /// city × failure mode. Cars leave and come back in the same order, so each knows how long it was away; they are taken in
    /// parts of an hour's departures for home. Nothing where no owner waits.
    pub(super) fn defer(&self, base: &dyn Fn(usize, usize, usize) -> f64) -> Vec<f64> {
        let (cities, modes, days) = (self.cities, self.modes, self.place_of.len());
        if self.waits.iter().all(|&share| share == 0.0) {
            return Vec::new();
        }
        let mut deferred = vec![0.0; self.guests.len() * modes];
        for mode in (0..modes).filter(|&mode| self.waits[mode] > 0.0) {
            for home in 0..cities {
                let so_far = SoFar::new(days, |day| base(home, mode, day));
                for (at, clock) in self.clocks.iter().enumerate() {
                    let (leave, back) = (&clock.leave, &clock.back);
                    let steps = ((back.to - back.from) / STEP).ceil();
                    let travellers = self.travellers[at * cities + home] / steps;
                    for (to, _, share) in self.routes.destinations(at, home) {
                        let way = clock.days(self.routes.km(home, to));
                        for step in 0..steps as usize {
                            let rank = (step as f64 + 0.5) / steps;
                            let arrives = leave.from + rank * (leave.to - leave.from) + way;
                            let sets_out = back.from + rank * (back.to - back.from);
                            let day = sets_out + way;
                            let Some(&place) = self.place_of.get(day as usize).filter(|_| day >= 0.0) else {
                                continue;
                            };
                            if place == AT_REST {
                                continue;
                            }
                            let needs = (so_far.by(sets_out) - so_far.by(arrives)) * self.away[mode] * self.waits[mode];
                            deferred[(place as usize * cities + home) * modes + mode] += travellers * share * needs;
                        }
                    }
                }
            }
        }
        deferred
    }

    /// What is told at home on a day of a place after a time away.
    pub(super) fn deferred(&self, place: usize, city: usize, mode: usize) -> f64 {
        let at = (place * self.cities + city) * self.modes + mode;
        self.deferred.get(at).copied().unwrap_or(0.0)
    }
}
