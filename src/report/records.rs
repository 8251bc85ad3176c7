//! `records.csv`: one row per job, with every instant to the microsecond.

use super::csv::{Cell, end, writer};
use crate::engine::time::{FOREVER, Perhaps, Span, Time};
use crate::metrics::causes::resource_key;
use crate::model::warranty::Payer;
use crate::scenario::Scenario;
use crate::sim::record::{Channel, JobRecord, Origin, Outcome, StageTime};
use crate::sim::waits::PLACES;
use crate::study::run::Closed;
use csv::Writer;
use std::io::{self, Write};

/// The columns, in order; those of waits by cause and of bookings follow, then [`STAGES`].
pub const COLUMNS: [&str; 22] = [
    "replication",
    "id",
    "key",
    "city",
    "centre",
    "failure",
    "channel",
    "outcome",
    "occurred_hours",
    "booked_hours",
    "slot_hours",
    "arrived_hours",
    "service_start_hours",
    "service_end_hours",
    "lost_hours",
    "lost_reason",
    "retries",
    "work_hours",
    "travel_km",
    "lead_time_hours",
    "queue_wait_hours",
    "turnaround_hours",
];

/// After the waits: how often the owner looked, and which of her bookings were not kept, whether she was overtaken (1).
const BOOKINGS: [&str; 4] = ["attempts", "no_shows", "cancellations", "overtaken"];

/// Where cars were delivered, after that: which car it is, empty where it is not known.
const CAR: [&str; 3] = ["model", "age_days", "odometer_km"];

/// Where anything is said of it, after that: who pays; empty if nobody does here.
const PAYER: &str = "payer";

/// The last column: start and end of each stage in hours, `9.0000000000/10.5000000000`, one after the other with a blank
/// between; `-` for a stage that was over before the run started, no end if it lies beyond the run.
pub const STAGES: &str = "stages";

/// In a run that starts with open jobs, before it: hours at the centre before the start, which no cause explains.
pub const BEFORE_START: &str = "before_start_hours";

/// In a run with triage, after them: when it was over, and how long it took.
const TRIAGE: [&str; 2] = ["triaged_hours", "triage_hours"];

/// In a run with comebacks, before them: visits because of the same need, this one among them; the job that caused it;
/// whether its repair held (1).
const VISITS: [&str; 3] = ["visit", "parent", "held"];

/// In a run with loaner cars, after those: whether the owner asked for one (1), and when she got it.
const LOANERS: [&str; 2] = ["asked_loaner", "loaner_hours"];

/// In a run with cars that travel, after the car: the city where it lives, and whether it was on the road (1).
const STAY: [&str; 2] = ["home", "on_road"];
/// In a run in which drivers collect cars, after those: when a car that a driver handed back, or its owner fetched for want
/// of one, was with its owner again, and how long that was after the end of its last stage.
const RETURNS: [&str; 2] = ["returned_hours", "wait_return_hours"];

/// Writes the jobs of one replication after the other.
pub struct RecordWriter<'a, W: Write> {
    out: Writer<W>,
    scenario: &'a Scenario,
    /// The date of each day of the run.
    dates: Vec<String>,
    /// What stands before the date of a drawn job's key, by city and failure mode.
    prefixes: Vec<Vec<u8>>,
    text: Vec<u8>,
    cell: Cell,
    /// Columns of waits for resources.
    places: usize,
    /// Whether there are those of triage.
    triage: bool,
}

impl<'a, W: Write> RecordWriter<'a, W> {
    /// Starts the file with its header.
    pub fn new(out: W, scenario: &'a Scenario) -> io::Result<RecordWriter<'a, W>> {
        let mut out = writer(out);
        let places = scenario.resources.len().min(PLACES);
        let waits = (0..places).map(|place| format!("wait_{}_hours", resource_key(scenario, place)));
        let causes = ["no_slot_hours", "appointment_hours", "closed_hours", "handover_hours"];
        let header = COLUMNS.iter().chain(&causes).map(|column| column.to_string());
        let bookings = BOOKINGS.iter().map(|column| column.to_string());
        let part = (!scenario.parts.is_empty()).then(|| "wait_part_hours".to_string());
        let car = CAR.iter().filter(|_| !scenario.deliveries.is_empty());
        let payer = scenario.says_who_pays().then_some(&PAYER);
        let cars = car.chain(payer).map(|column| column.to_string());
        let stay = STAY.iter().filter(|_| !scenario.migrations.is_empty());
        let stay = stay.map(|column| column.to_string());
        let before = (!scenario.state.is_empty()).then(|| BEFORE_START.to_string());
        let visits = VISITS.iter().filter(|_| scenario.comeback.is_some());
        let visits = visits.map(|column| column.to_string());
        let loaners = LOANERS.iter().filter(|_| scenario.loaner.is_some());
        let loaners = loaners.map(|column| column.to_string());
        let returns = RETURNS.iter().filter(|_| scenario.collects());
        let returns = returns.map(|column| column.to_string());
        let triage = scenario.has_triage();
        let triaged = TRIAGE.iter().filter(|_| triage);
        let triaged = triaged.map(|column| column.to_string());
        let last = bookings
            .chain(triaged)
            .chain(visits)
            .chain(loaners)
            .chain(returns)
            .chain(cars)
            .chain(stay)
            .chain(before)
            .chain([STAGES.to_string()]);
        out.write_record(header.chain(waits).chain(part).chain(last))?;
        let mut dates = Vec::with_capacity(scenario.days as usize);
        let mut date = scenario.start;
        for _ in 0..scenario.days {
            dates.push(date.to_string());
            date = date.tomorrow().map_err(io::Error::other)?;
        }
        let prefixes = scenario
            .cities
            .iter()
            .flat_map(|city| {
                scenario
                    .failures
                    .iter()
                    .map(|failure| format!("{}:{}:", city.id, failure.id).into_bytes())
            })
            .collect();
        Ok(RecordWriter {
            out,
            scenario,
            dates,
            prefixes,
            text: Vec::with_capacity(64),
            cell: Cell::new(),
            places,
            triage,
        })
    }

    /// Adds the jobs of a replication (1 is the first), which are in order of their ids, with their stages in the same
    /// order.
    pub fn append(&mut self, replication: u32, records: &[Closed], stages: &[StageTime]) -> io::Result<()> {
        let mut first = Vec::with_capacity(10);
        push_whole(&mut first, u64::from(replication), 1);
        let mut rest = stages;
        for closed in records {
            let own = rest.iter().take_while(|stage| stage.id == closed.job.id).count();
            let (stages, others) = rest.split_at(own);
            rest = others;
            self.row(&first, closed, stages)?;
        }
        Ok(())
    }

    /// Hands back what was written to, with everything in it.
    pub fn finish(self) -> io::Result<W> {
        self.out
            .into_inner()
            .map_err(|error| io::Error::from(error.error().kind()))
    }

    fn row(&mut self, replication: &[u8], closed: &Closed, stages: &[StageTime]) -> io::Result<()> {
        let job = &closed.job;
        let scenario = self.scenario;
        self.out.write_field(replication)?;
        self.whole(u64::from(job.id))?;
        self.key(job)?;
        self.out.write_field(&scenario.cities[job.city.index()].id)?;
        self.out
            .write_field(job.centre.map_or("", |centre| &scenario.centres[centre.index()].id))?;
        self.out.write_field(&scenario.failures[job.failure.index()].id)?;
        self.out.write_field(job.channel.key())?;
        let (outcome, reason) = match job.outcome {
            Outcome::Served => ("served", ""),
            Outcome::Lost(reason) => ("lost", reason.key()),
            Outcome::Unfinished => ("unfinished", ""),
            Outcome::Left => ("left", ""),
            Outcome::Solved => ("solved", ""),
        };
        self.out.write_field(outcome)?;
        self.instant(Some(job.occurred))?;
        let lost = matches!(job.outcome, Outcome::Lost(_));
        for instant in [
            job.booked,
            job.slot,
            job.arrived,
            job.service_start,
            job.service_end,
            if lost { job.gone } else { Perhaps::NOT_YET },
        ] {
            self.instant(instant.get())?;
        }
        self.out.write_field(reason)?;
        self.whole(u64::from(job.retries))?;
        self.span(Some(job.work))?;
        self.cell.write(&mut self.out, Some(job.travel_km))?;
        let since = |from: Time, to: Perhaps| to.get().map(|to| to - from);
        self.span(since(job.looked(), job.slot))?;
        self.span(job.arrived.get().and_then(|arrived| since(arrived, job.service_start)))?;
        let served = job.outcome == Outcome::Served;
        self.span(served.then(|| job.handed_back() - job.occurred))?;
        self.waits(closed)?;
        if self.triage {
            self.instant(job.triaged.get())?;
            let over = job.triaged.came() || job.channel == Channel::Centre;
            self.hours(over.then(|| job.triage()))?;
        }
        if scenario.comeback.is_some() {
            self.visit(job)?;
        }
        if scenario.loaner.is_some() {
            self.whole(u64::from(job.asked_loaner))?;
            self.instant(job.loaner.get())?;
        }
        if scenario.collects() {
            self.instant(if lost { None } else { job.gone.get() })?;
            self.hours(served.then(|| job.way_back()))?;
        }
        self.car(closed)?;
        self.stay(closed)?;
        if !scenario.state.is_empty() {
            self.hours((job.outcome == Outcome::Served).then(|| job.before_start()))?;
        }
        self.stages(stages)?;
        end(&mut self.out)
    }

    fn visit(&mut self, job: &JobRecord) -> io::Result<()> {
        self.whole(u64::from(job.chain.visit) + 1)?;
        self.text.clear();
        if job.chain.is_comeback() {
            push_whole(&mut self.text, u64::from(job.chain.parent), 1);
        }
        self.out.write_field(&self.text)?;
        let held = (job.outcome == Outcome::Served).then_some(u8::from(!job.failed) + b'0');
        Ok(self.out.write_field(held.as_slice())?)
    }

    fn stages(&mut self, stages: &[StageTime]) -> io::Result<()> {
        self.text.clear();
        let before = stages.first().map_or(0, |first| first.step);
        (0..before).for_each(|_| self.text.extend_from_slice(b"- "));
        for (at, stage) in stages.iter().enumerate() {
            if at > 0 {
                self.text.push(b' ');
            }
            push_hours(&mut self.text, stage.start);
            self.text.push(b'/');
            if stage.end < FOREVER {
                push_hours(&mut self.text, stage.end);
            }
        }
        Ok(self.out.write_field(&self.text)?)
    }

    /// What a served job waited for: with `work_hours`, of which the handover is a part, it adds up to the turnaround.
    fn waits(&mut self, closed: &Closed) -> io::Result<()> {
        let job = &closed.job;
        let served = job.outcome == Outcome::Served;
        for wait in [job.no_slot(), job.appointment(), closed.closed, closed.handover] {
            self.hours(served.then_some(wait))?;
        }
        for place in 0..self.places {
            self.hours(served.then_some(closed.short[place]))?;
        }
        if !self.scenario.parts.is_empty() {
            self.hours(served.then_some(closed.part))?;
        }
        self.whole(u64::from(job.attempts()))?;
        self.whole(u64::from(job.broken.no_shows))?;
        self.whole(u64::from(job.broken.cancellations))?;
        self.whole(u64::from(job.overtaken))
    }

    /// Which car it is, as far as that is known, and who pays.
    fn car(&mut self, closed: &Closed) -> io::Result<()> {
        let scenario = self.scenario;
        if !scenario.deliveries.is_empty() {
            let model = closed.car.map_or("", |car| &scenario.models[car.model].id);
            self.out.write_field(model)?;
            match closed.car {
                Some(car) => self.whole(u64::from(car.age_days))?,
                None => self.out.write_field("")?,
            }
            self.cell
                .write(&mut self.out, closed.car.and_then(|car| car.odometer_km))?;
        }
        if scenario.says_who_pays() {
            self.out.write_field(closed.job.payer.map_or("", Payer::key))?;
        }
        Ok(())
    }

    /// Where the car lives, and whether it was on the road.
    fn stay(&mut self, closed: &Closed) -> io::Result<()> {
        let Some(stay) = closed.stay else { return Ok(()) };
        self.out.write_field(&self.scenario.cities[stay.home as usize].id)?;
        self.whole(u64::from(stay.on_road))
    }

    /// `city:failure:date:ordinal` for a drawn job, `file:row` for one of a trace; with `+1` its first comeback.
    fn key(&mut self, job: &JobRecord) -> io::Result<()> {
        self.text.clear();
        match job.origin {
            Origin::Drawn { day, ordinal } => {
                let cell = job.city.index() * self.scenario.failures.len() + job.failure.index();
                self.text.extend_from_slice(&self.prefixes[cell]);
                self.text.extend_from_slice(self.dates[day as usize].as_bytes());
                self.text.push(b':');
                push_whole(&mut self.text, u64::from(ordinal), 1);
            }
            Origin::Open { index } => {
                let row = &self.scenario.state[index as usize];
                self.text.extend_from_slice(row.key.as_bytes());
            }
            Origin::Recall { recall, again, ordinal } => {
                let (recall, city) = (
                    &self.scenario.recalls[recall as usize],
                    &self.scenario.cities[job.city.index()],
                );
                self.text.extend_from_slice(recall.id.as_bytes());
                self.text.push(b':');
                self.text.extend_from_slice(city.id.as_bytes());
                self.text.push(b':');
                push_whole(&mut self.text, u64::from(ordinal), 1);
                if again > 0 {
                    self.text.push(b':');
                    push_whole(&mut self.text, u64::from(again), 1);
                }
            }
            Origin::Trace { index } => {
                let row = &self.scenario.traces[index as usize];
                self.text.extend_from_slice(row.file.as_bytes());
                self.text.push(b':');
                push_whole(&mut self.text, u64::from(row.row), 1);
            }
        }
        if job.chain.is_comeback() {
            self.text.push(b'+');
            push_whole(&mut self.text, u64::from(job.chain.visit), 1);
        }
        Ok(self.out.write_field(&self.text)?)
    }

    fn whole(&mut self, number: u64) -> io::Result<()> {
        self.text.clear();
        push_whole(&mut self.text, number, 1);
        Ok(self.out.write_field(&self.text)?)
    }

    fn instant(&mut self, instant: Option<Time>) -> io::Result<()> {
        self.hours(instant.map(|time| time.0))
    }

    fn span(&mut self, span: Option<Span>) -> io::Result<()> {
        self.hours(span.map(|span| span.0))
    }

    fn hours(&mut self, microseconds: Option<i64>) -> io::Result<()> {
        self.text.clear();
        if let Some(microseconds) = microseconds {
            push_hours(&mut self.text, microseconds);
        }
        Ok(self.out.write_field(&self.text)?)
    }
}

/// Hours with ten decimals from whole microseconds, rounded to the nearest, without a float on the way: an hour is
/// 3.6·10⁹ µs, so 10⁻¹⁰ hours are 9/25 µs. Two microseconds that differ never print alike.
pub(super) fn push_hours(text: &mut Vec<u8>, microseconds: i64) {
    const DECIMALS: u64 = 10_000_000_000;
    if microseconds < 0 {
        text.push(b'-');
    }
    // Widest span of time: 1.8·10¹⁹ / 25 µs, more than twenty thousand years.
    let parts = (microseconds.unsigned_abs() * 25 + 4) / 9;
    push_whole(text, parts / DECIMALS, 1);
    text.push(b'.');
    push_whole(text, parts % DECIMALS, 10);
}

/// A whole number with at least `width` digits.
fn push_whole(text: &mut Vec<u8>, mut number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut from = digits.len();
    while number > 0 {
        from -= 1;
        digits[from] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    text.extend_from_slice(&digits[from.min(digits.len() - width)..]);
}

#[cfg(test)]
mod tests;
