//! Jobs that are open when the run starts, compiled.

use super::calendar::days_between;
use super::geography::road_km;
use super::position;
use crate::engine::keyed::{mix, name_hash};
use crate::engine::time::{Perhaps, Span, Time};
use crate::scenario::Scenario;
use crate::scenario::state::{OpenJob, Standing};
use jiff::civil::Date;

/// One open job.
#[derive(Clone, Debug)]
pub struct OpenModel {
    /// Where it stands.
    pub standing: Standing,
    /// Position of the owner's city.
    pub city: u32,
    /// Position of its failure mode.
    pub mode: u32,
    /// Position of its priority in [`super::Model::priorities`].
    pub priority: u32,
    /// Position of the centre booked or joined.
    pub centre: Option<u32>,
    /// One way by road to that centre, kilometres.
    pub one_way_km: f64,
    /// The first attempt, microseconds, not above 0.
    pub occurred: i64,
    /// When the slot was obtained.
    pub booked: Perhaps,
    /// The slot.
    pub slot: Perhaps,
    /// Arrival at the centre; 0 before it.
    pub arrived: i64,
    /// When the first stage began.
    pub started: Perhaps,
    /// Since when the car waits for its stage.
    pub since: i64,
    /// Present stage, 0 first.
    pub step: u32,
    /// Work left of the running stage; none: drawn.
    pub work_left: Option<Span>,
    /// Releases at which the owner has tried.
    pub retries: u32,
    /// Patience left; none: by the centre's law.
    pub patience_left: Option<Span>,
    /// Its name in random numbers: as that of a drawn or a recorded job, the last number is a date or 0.
    pub name: [u64; 3],
}

/// Compiles the state of a scenario, in its order.
pub fn state(scenario: &Scenario, priorities: &[i32]) -> Vec<OpenModel> {
    let micros = |time: Option<Time>| time.map_or(Perhaps::NOT_YET, |time| Perhaps::at(time.0));
    let open = |job: &OpenJob| OpenModel {
        standing: job.standing,
        city: job.city.0,
        mode: job.failure.0,
        priority: position(priorities, job.priority),
        centre: job.centre.map(|centre| centre.0),
        one_way_km: job
            .centre
            .map_or(0.0, |centre| road_km(scenario, job.city.index(), centre.index())),
        occurred: job.occurred.0,
        booked: micros(job.booked),
        slot: micros(job.slot),
        arrived: job.arrived.map_or(0, |time| time.0),
        started: micros(job.service_start),
        since: job.since.map_or(0, |time| time.0),
        step: job.stage,
        work_left: job.work_left,
        retries: job.retries,
        patience_left: job.patience_left,
        name: name(job),
    };
    scenario.state.iter().map(open).collect()
}

/// The name of the job that the row's `key` names; that of file and row without one.
fn name(job: &OpenJob) -> [u64; 3] {
    let by_row = [u64::from(job.row), name_hash(&job.file), 0];
    if job.own_key {
        of_key(&job.key).unwrap_or([0, name_hash(&job.key), 0])
    } else {
        by_row
    }
}

/// `city:failure:date:ordinal` is a drawn job, `file:row` a recorded one.
fn of_key(key: &str) -> Option<[u64; 3]> {
    let (front, number) = key.rsplit_once(':')?;
    let number = u64::from(number.parse::<u32>().ok()?);
    let parts: Vec<&str> = front.split(':').collect();
    match parts[..] {
        [file] => Some([number, name_hash(file), 0]),
        [city, failure, date] => {
            let date: Date = date.parse().ok()?;
            let day = days_between(Date::constant(1970, 1, 1), date) as u64;
            Some([number, mix(name_hash(city), name_hash(failure)), day])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_the_job_it_was_written_for() {
        // 3 March 2025 is day 20150: 55 years of 365 days, 14 leap days, 31 + 28 + 2 days.
        let wuhan = mix(name_hash("wuhan"), name_hash("body"));
        assert_eq!(of_key("wuhan:body:2025-03-03:7"), Some([7, wuhan, 20150]));
        assert_eq!(of_key("jobs.csv:12"), Some([12, name_hash("jobs.csv"), 0]));
        assert_eq!(of_key("order 4711"), None);
        assert_eq!(of_key("a:b:c:d"), None);
    }
}
