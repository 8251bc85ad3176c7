//! The day's demand: how many jobs each city has of each failure mode, when they arise, in order of time.

use super::draws::{Draws, Purpose};
use crate::engine::poisson::poisson;
use crate::model::Model;

/// A job of the day before it has a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arising {
    /// Microseconds of the day, 1 to 24 h.
    pub time: i64,
    /// City × failure modes + failure mode.
    pub cell: u32,
    /// Position among the draws of its cell and day.
    pub ordinal: u32,
}

/// The drawn jobs of one day; its memory is reused from day to day.
#[derive(Clone, Debug, Default)]
pub struct DayDemand {
    jobs: Vec<Arising>,
    sorted: Vec<Arising>,
    /// Where each slice of the day begins in `sorted`.
    slices: Vec<u32>,
}

impl DayDemand {
    /// Draws day `day` and returns its jobs in order of time, then cell, then ordinal.
    ///
    /// The number of jobs of a cell is Poisson with the day's expectation, and each falls independently by the
    /// intensity within the day: together exactly a non-homogeneous Poisson process.
    pub fn draw(&mut self, model: &Model, draws: &Draws, day: u32) -> &[Arising] {
        self.jobs.clear();
        let modes = model.modes.len();
        for city in 0..model.cities {
            for mode in 0..modes {
                let mean = model.demand.expected(city, mode, day as usize);
                if mean > 0.0 {
                    self.draw_cell(model, draws, day, city as u32, mode as u32, mean);
                }
            }
        }
        self.sort();
        &self.sorted
    }

    fn draw_cell(&mut self, model: &Model, draws: &Draws, day: u32, city: u32, mode: u32, mean: f64) {
        let cell = city * model.modes.len() as u32 + mode;
        let name = model.cell_hash[cell as usize];
        let count = poisson(mean, draws.of_cell(model, name, day, Purpose::Count, 0)[0]) as u32;
        let profile = &model.demand.modes[mode as usize].profile;
        let mut ordinal = 0;
        while ordinal < count {
            let block = draws.of_cell(model, name, day, Purpose::Time, ordinal / 4);
            for word in &block[..(count - ordinal).min(4) as usize] {
                self.jobs.push(Arising {
                    time: profile.time_of_day(*word),
                    cell,
                    ordinal,
                });
                ordinal += 1;
            }
        }
    }

    /// Sorts by one pass into as many slices of the day as there are jobs, then by insertion: linear for any
    /// reasonable profile of the day.
    fn sort(&mut self) {
        let count = self.jobs.len();
        // A day is a little under 2^37 microseconds.
        let slice_of = |time: i64| ((time as u64 * count as u64) >> 37) as usize;
        self.slices.clear();
        self.slices.resize(count + 1, 0);
        for job in &self.jobs {
            self.slices[slice_of(job.time) + 1] += 1;
        }
        for slice in 1..self.slices.len() {
            self.slices[slice] += self.slices[slice - 1];
        }
        self.sorted.clear();
        self.sorted.resize(
            count,
            Arising {
                time: 0,
                cell: 0,
                ordinal: 0,
            },
        );
        for job in &self.jobs {
            let place = &mut self.slices[slice_of(job.time)];
            self.sorted[*place as usize] = *job;
            *place += 1;
        }
        for at in 1..count {
            let job = self.sorted[at];
            let mut to = at;
            while to > 0 && self.sorted[to - 1] > job {
                self.sorted[to] = self.sorted[to - 1];
                to -= 1;
            }
            self.sorted[to] = job;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::keyed::mix;
    use crate::engine::time::DAY;

    #[test]
    fn jobs_are_sorted_by_time_then_cell_then_ordinal() {
        for count in [0, 1, 2, 1000] {
            let mut demand = DayDemand::default();
            for n in 0..count {
                // Few distinct instants, so that ties occur, both ends of the day among them.
                let time = [1, DAY, DAY / 2, (mix(n, 1) % DAY as u64) as i64 + 1][(mix(n, 2) % 4) as usize];
                demand.jobs.push(Arising {
                    time,
                    cell: (mix(n, 3) % 5) as u32,
                    ordinal: n as u32,
                });
            }
            let mut expected = demand.jobs.clone();
            expected.sort();
            demand.sort();
            assert_eq!(demand.sorted, expected);
        }
    }
}
