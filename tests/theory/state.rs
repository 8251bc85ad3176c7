//! Runs that start in the middle: cars in work and in line, whose exponential work does not remember when it began.

use crate::reference::moving::mean_in_system_from;
use crate::trial::{Estimate, Outcome, Table, exponential, rate, run_from};
use std::fmt::Write as _;

/// Equal cities with a centre each, and the cars that stand there at the start: one in every bay, the others in line.
struct Start {
    cities: u32,
    bays: u32,
    waiting: u32,
    /// Mean hours of work.
    mean: f64,
}

impl Start {
    /// `new` are the keys of the failure mode that bring new jobs.
    fn run(&self, new: &str, replications: u32, options: &[&str]) -> Outcome {
        let mut toml = "name = \"theory\"\nstart = 2025-03-01\ndays = 1\n".to_string();
        let mut state = "state,city,failure,centre,occurred,arrived,since,id\n".to_string();
        for city in 0..self.cities {
            write!(
                toml,
                "[[city]]\nid = \"c{city}\"\nvehicles = 36525\n[[centre]]\nid = \"c{city}\"\ncity = \"c{city}\"\n\
                 resources = {{ bay = {} }}\nhours = \"always\"\nbooking = {{ policy = \"walk-in\" }}\n",
                self.bays
            )
            .unwrap();
            let mut car = |word: &str, since: &str| {
                writeln!(state, "{word},c{city},body,c{city},-9,-9,{since},").unwrap();
            };
            (0..self.bays).for_each(|_| car("in_work", ""));
            // The last of the file has waited longest.
            (1..=self.waiting).for_each(|place| car("waiting", &format!("-{}", 0.01 * f64::from(place))));
        }
        write!(
            toml,
            "[[failure]]\nid = \"body\"\n{new}\n\
             stages = [ {{ id = \"work\", needs = [\"bay\"], hours = {} }} ]\n[state]\nfile = \"state.csv\"\n",
            exponential(self.mean)
        )
        .unwrap();
        run_from(&toml, &state, replications, options)
    }
}

/// While all c bays are busy a car leaves every 1/(cμ) on average, so the car at place k of the line begins at k/(cμ),
/// whether new ones come or not.
#[test]
fn a_line_is_worked_off_at_the_rate_of_its_bays() {
    let start = Start {
        cities: 40,
        bays: 4,
        waiting: 100,
        mean: 0.5,
    };
    let replications = 100;
    let outcome = start.run("", replications, &["--records"]);
    let (cars, line) = (f64::from(start.bays + start.waiting), f64::from(start.waiting));
    // Hours until a car begins, means over cities: of all places, of the last one (the first row of a city that waits), of
    // the middle one.
    let mut waits = vec![(0.0, 0.0, 0.0); replications as usize];
    let mut lines = outcome.records.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let place = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let (replication, key, begun) = (place("replication"), place("key"), place("service_start_hours"));
    for row in lines {
        let cells: Vec<&str> = row.split(',').collect();
        let waited: f64 = cells[begun].parse().unwrap();
        let number: u32 = cells[key].rsplit(':').next().unwrap().parse().unwrap();
        let behind = (number - 1) % (start.bays + start.waiting);
        if behind < start.bays {
            continue;
        }
        let sums = &mut waits[cells[replication].parse::<usize>().unwrap() - 1];
        sums.0 += waited / line / f64::from(start.cities);
        if behind == start.bays {
            sums.1 += waited / f64::from(start.cities);
        }
        if behind == start.bays + start.waiting / 2 {
            sums.2 += waited / f64::from(start.cities);
        }
    }
    let of = |value: fn(&(f64, f64, f64)) -> f64| Estimate::of(&waits.iter().map(value).collect::<Vec<_>>());
    let every = start.mean / f64::from(start.bays);
    let mut table = Table::new("A line of a hundred before four bays", &outcome);
    table.compare("wait, all places", every * (line + 1.0) / 2.0, of(|sums| sums.0));
    table.compare("wait, last place", every * line, of(|sums| sums.1));
    table.compare("wait, middle", every * line / 2.0, of(|sums| sums.2));
    // All are gone long before midnight: their time together is that of the waits and of the work.
    let time = every * line * (line + 1.0) / 2.0 + cars * start.mean;
    let whole = f64::from(start.cities) / 24.0;
    table.compare("in system", whole * time, outcome.row("in_system", &[]));
    let busy = cars * start.mean / 24.0 / f64::from(start.bays);
    table.compare("utilisation", busy, outcome.row("utilisation", &[]));
    table.finish();
}

#[test]
fn a_queue_that_begins_full_empties_as_kolmogorov_says() {
    let start = Start {
        cities: 300,
        bays: 2,
        waiting: 10,
        mean: 1.0,
    };
    let per_hour = 1.6;
    let outcome = start.run(&rate(per_hour), 200, &[]);
    let mut table = Table::new("M/M/2 from twelve, ρ = 0.8, 1/μ = 1 h, first day", &outcome);
    let each = mean_in_system_from(12, 2, per_hour, 1.0 / start.mean, 24.0);
    let all = outcome.row("in_system", &[]);
    table.compare("in system", f64::from(start.cities) * each, all);
    let jobs = f64::from(start.cities) * per_hour * 24.0;
    table.compare("jobs", jobs, outcome.row("jobs", &[]));
    table.finish();
}
