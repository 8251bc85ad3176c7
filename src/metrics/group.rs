//! Which groups of jobs are counted apart, and the figures of one group.
//!
//! Figures are wanted by city, by centre and by failure mode, each by team. Where few combinations of the three can
//! occur, every combination is a group and a job counts once; else a job counts in the group of its city and team, of
//! its centre and team, and of its failure mode.

use super::care::Care;
use super::causes::CauseSums;
use super::facts::{Facts, Search, ticks};
use super::roadside::Rescues;
use crate::model::Model;
use crate::model::warranty::Payer;
use crate::sim::observer::{Rescued, Way};
use crate::sim::record::{Channel, LossReason, Outcome};
use crate::stats::histogram::{Count, Histogram};

/// Limits of lead time that `within_days_share` knows.
pub const WITHIN_DAYS: [u32; 4] = [1, 3, 7, 14];

/// One way by road from which an owner lives far from her centre, kilometres.
pub const FAR_KM: f64 = 100.0;
/// The round trip of that, in the ticks of [`PerJob::Travel`].
const FAR_TICKS: i64 = (2.0 * FAR_KM * 1e6) as i64;

/// The figures that a job may have, each in whole ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PerJob {
    /// First attempt → start of the slot, microseconds.
    LeadTime,
    /// Arrival → first stage begins, microseconds.
    QueueWait,
    /// Work of served jobs, microseconds.
    Service,
    /// First attempt → handed back, microseconds.
    Turnaround,
    /// Round trip of cars that came to a centre, millimetres.
    Travel,
    /// Attempts of jobs with a slot that took more than one; all others with a lead time took one.
    Attempts,
    /// First attempt of the first visit → handed back for good, microseconds.
    Fix,
    /// Call → answer, microseconds, of calls rather than jobs.
    HotlineWait,
    /// Call → help is there, microseconds, of rescues.
    Response,
    /// When a driver should have set out → when he did, microseconds, of trips rather than jobs.
    DriverWait,
}

/// How many figures a job may have.
pub const FIGURES: usize = 10;

/// One figure of one group of jobs. `C` counts values: `u32` within a replication, `u64` over many.
#[derive(Clone, Debug, Default)]
pub struct Cell<C = u64> {
    sum: i128,
    count: u64,
    histogram: Histogram<C>,
}

impl Cell<u64> {
    /// Adds `count` jobs with a single attempt.
    pub fn add_single_attempts(&mut self, count: u64) {
        self.sum += i128::from(count);
        self.count += count;
        self.histogram.add_many(1, count);
    }
}

impl<C: Count> Cell<C> {
    /// Adds a value that lies in `bucket`.
    #[inline(always)]
    fn add<const WHOLE: bool>(&mut self, (ticks, bucket): (i64, u32)) {
        self.sum += i128::from(ticks);
        self.count += 1;
        if WHOLE {
            self.histogram.add_bucket(bucket);
        }
    }

    /// Adds a value of 0.
    #[inline(always)]
    fn add_zero(&mut self) {
        self.count += 1;
        self.histogram.add_zero();
    }

    /// Adds a wait, which often is 0; to the histogram only if `whole`.
    pub fn add_waited(&mut self, whole: bool, wait: (i64, u32)) {
        match (wait.0, whole) {
            (0, _) => self.add_zero(),
            (_, true) => self.add::<true>(wait),
            (_, false) => self.add::<false>(wait),
        }
    }

    /// Adds another group.
    pub fn merge<D: Count + Into<C>>(&mut self, other: &Cell<D>) {
        self.sum += other.sum;
        self.count += other.count;
        self.histogram.merge(&other.histogram);
    }

    /// Sum and count, which add up over groups.
    pub fn sum_and_count(&self) -> (i128, u64) {
        (self.sum, self.count)
    }

    /// Its values, within 1 %.
    pub fn histogram(&self) -> &Histogram<C> {
        &self.histogram
    }

    /// Forgets the values and keeps the memory.
    fn clear(&mut self) {
        self.sum = 0;
        self.count = 0;
        self.histogram.clear();
    }
}

/// Counts of one group of jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Jobs that occurred.
    pub jobs: u64,
    /// Handed back.
    pub served: u64,
    /// Still open at the end.
    pub unfinished: u64,
    /// Lost, by reason.
    pub lost: [u64; LossReason::ALL.len()],
    /// Jobs that looked for a slot and of which it is known whether they found one within so many days.
    pub within_base: [u64; 4],
    /// Those of them that did.
    pub within: [u64; 4],
    /// Jobs at a centre more than [`FAR_KM`] away.
    pub far: u64,
    /// Retries at a release.
    pub retries: u64,
    /// Retries that got a slot.
    pub retries_booked: u64,
    /// Jobs with a slot whose owner has not come yet.
    pub to_come: u64,
    /// Bookings whose owner did not.
    pub no_shows: u64,
    /// Bookings called off.
    pub cancellations: u64,
    /// Owners who went elsewhere, by [`super::elsewhere::Elsewhere`].
    pub elsewhere: [u64; 3],
    /// Owners who looked for a slot.
    pub looked: u64,
    /// Those whom a later owner overtook.
    pub overtaken: u64,
    /// Served jobs whose repair does not hold.
    pub failed: u64,
    /// Owners who asked for a loaner car.
    pub asked: u64,
    /// Those who got one.
    pub lent: u64,
    /// Microseconds after the warm-up for which owners had loaner cars.
    pub lent_time: i128,
    /// How likely owners of served jobs are satisfied, summed, in [`super::care::SHARES`].
    pub satisfied: u128,
    /// Whose owners went to another shop because no warranty pays.
    pub left: u64,
    /// Jobs by the channel before a visit that has or had them in the end; all others are those of centres.
    pub by_channel: [u64; Channel::ALL.len()],
    /// Solved before they became visits, by channel.
    pub solved: [u64; Channel::ALL.len()],
    /// Cars that drivers fetched, or only brought back.
    pub collected: u64,
    /// Trips of drivers, by [`Way`].
    pub carried: [u64; Way::ALL.len()],
    /// Trips for which there was no driver in time, by [`Way`].
    pub not_carried: [u64; Way::ALL.len()],
    /// Calls at the hotline that were given up.
    pub given_up: u64,
    /// Handed back, by [`Payer`].
    pub paid: [u64; Payer::ALL.len()],
    /// Work of those, by [`Payer`], microseconds.
    pub paid_work: [i128; Payer::ALL.len()],
    /// Rescues on the roadside.
    pub rescues: Rescues,
    /// Parts that jobs needed, by [`Payer`], in [`super::paid::FEN`].
    pub paid_parts: [u64; Payer::ALL.len()],
    /// Microseconds at centres after the warm-up.
    pub at_centre: i128,
}

impl Counts {
    /// Adds another group.
    pub fn add(&mut self, other: &Counts) {
        self.jobs += other.jobs;
        self.served += other.served;
        self.unfinished += other.unfinished;
        for (mine, theirs) in [
            (&mut self.lost[..], &other.lost[..]),
            (&mut self.within_base, &other.within_base),
            (&mut self.within, &other.within),
            (&mut self.elsewhere, &other.elsewhere),
            (&mut self.paid, &other.paid),
            (&mut self.by_channel, &other.by_channel),
            (&mut self.solved, &other.solved),
            (&mut self.carried, &other.carried),
            (&mut self.paid_parts, &other.paid_parts),
            (&mut self.not_carried, &other.not_carried),
        ] {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        self.far += other.far;
        self.retries += other.retries;
        self.retries_booked += other.retries_booked;
        self.to_come += other.to_come;
        self.no_shows += other.no_shows;
        self.cancellations += other.cancellations;
        self.looked += other.looked;
        self.overtaken += other.overtaken;
        self.failed += other.failed;
        self.asked += other.asked;
        self.lent += other.lent;
        self.lent_time += other.lent_time;
        self.satisfied += other.satisfied;
        self.left += other.left;
        self.given_up += other.given_up;
        self.collected += other.collected;
        let works = self.paid_work.iter_mut().zip(other.paid_work);
        works.for_each(|(mine, theirs)| *mine += theirs);
        self.rescues.add(&other.rescues);
        self.at_centre += other.at_centre;
    }
}

/// One group of jobs in one replication.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Figures by job, by [`PerJob`].
    pub cells: [Cell<u32>; FIGURES],
    /// Counts.
    pub counts: Counts,
    /// Turnaround by cause.
    pub causes: CauseSums,
}

impl Group {
    /// Counts a job in; its histograms only if `WHOLE`.
    #[inline(always)]
    pub fn add<const WHOLE: bool>(&mut self, facts: &Facts) {
        if let Some(care) = facts.care {
            self.add_care::<WHOLE>(care, facts.measured);
        }
        let counts = &mut self.counts;
        counts.at_centre += i128::from(facts.at_centre);
        if !facts.measured {
            return;
        }
        let [_, wait, service, turnaround, travel, ..] = &mut self.cells;
        counts.jobs += 1;
        if facts.served {
            counts.served += 1;
            service.add::<WHOLE>(facts.service);
            turnaround.add::<WHOLE>(facts.turnaround);
            self.causes.add_job(facts.job, facts.waits, facts.search.is_none());
            if let Some(payer) = facts.job.payer {
                counts.paid[payer as usize] += 1;
                counts.paid_work[payer as usize] += i128::from(facts.service.0);
            }
        } else {
            let channel = facts.job.channel;
            if channel != Channel::Centre {
                counts.by_channel[channel as usize] += 1;
            }
            match facts.job.outcome {
                Outcome::Lost(reason) => counts.lost[reason as usize] += 1,
                Outcome::Left => counts.left += 1,
                Outcome::Solved => counts.solved[channel as usize] += 1,
                Outcome::Served | Outcome::Unfinished => counts.unfinished += 1,
            }
        }
        if facts.stay.is_some() {
            if facts.travel.0 == 0 {
                travel.add_zero();
            } else {
                travel.add::<WHOLE>(facts.travel);
                counts.far += u64::from(facts.travel.0 > FAR_TICKS);
            }
        }
        if facts.began {
            wait.add::<WHOLE>(facts.wait);
        }
        if let Some(search) = facts.search {
            self.add_search::<WHOLE>(search);
        }
        if let Some(elsewhere) = facts.elsewhere {
            self.counts.elsewhere[elsewhere as usize] += 1;
        }
    }

    /// Counts in what came of looking for a slot.
    #[inline(never)] // so that jobs which never looked for one do not pay for it
    fn add_search<const WHOLE: bool>(&mut self, search: &Search) {
        let counts = &mut self.counts;
        let [lead, _, _, _, _, attempts, ..] = &mut self.cells;
        if let Some(found) = search.lead {
            lead.add::<WHOLE>(found);
            counts.to_come += u64::from(!search.came);
            if search.attempts.0 > 1 {
                attempts.add::<WHOLE>(search.attempts);
            }
        }
        counts.no_shows += u64::from(search.broken.no_shows);
        counts.cancellations += u64::from(search.broken.cancellations);
        if let Some(within) = &search.within {
            counts.looked += 1;
            counts.overtaken += u64::from(search.overtaken);
            for limit in 0..WITHIN_DAYS.len() {
                counts.within_base[limit] += within.base[limit];
                counts.within[limit] += within.seen[limit];
            }
        }
    }

    /// Counts in a call that is over: its wait, or that it was given up.
    pub fn add_call<const WHOLE: bool>(&mut self, wait: Option<i64>) {
        match wait {
            Some(0) => self.cells[PerJob::HotlineWait as usize].add_zero(),
            Some(wait) => self.cells[PerJob::HotlineWait as usize].add::<WHOLE>(ticks(wait)),
            None => self.counts.given_up += 1,
        }
    }

    /// Counts in a rescue.
    pub fn add_rescue<const WHOLE: bool>(&mut self, rescue: &Rescued) {
        self.counts.rescues.note(rescue);
        let cell = &mut self.cells[PerJob::Response as usize];
        match rescue.there - rescue.occurred {
            0 => cell.add_zero(),
            response => cell.add::<WHOLE>(ticks(response)),
        }
    }

    /// Counts in what a job says of care.
    #[inline(never)] // so that scenarios without it do not pay for it
    fn add_care<const WHOLE: bool>(&mut self, care: &Care, measured: bool) {
        let counts = &mut self.counts;
        counts.lent_time += i128::from(care.lent_time);
        if !measured {
            return;
        }
        counts.failed += u64::from(care.failed);
        counts.asked += u64::from(care.asked);
        counts.lent += u64::from(care.lent);
        counts.satisfied += u128::from(care.satisfied.unwrap_or(0));
        if let Some(fix) = care.fix {
            self.cells[PerJob::Fix as usize].add::<WHOLE>(fix);
        }
    }

    /// Forgets the jobs and keeps the memory.
    pub fn clear(&mut self) {
        self.cells.iter_mut().for_each(Cell::clear);
        self.counts = Counts::default();
        self.causes = CauseSums::default();
    }
}

/// What the jobs of a group have in common; none: it does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Common {
    city: Option<usize>,
    centre: Option<usize>,
    mode: Option<usize>,
    team: usize,
}

/// The groups a job belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// That of its combination of city, centre and failure mode.
    One(usize),
    /// That of its city and that of its failure mode.
    Two([usize; 2]),
    /// Those and that of its centre.
    Three([usize; 3]),
}

impl Places {
    /// Does something for each of them.
    pub fn each(self, mut add: impl FnMut(usize)) {
        match self {
            Places::One(group) => add(group),
            Places::Two(groups) => groups.into_iter().for_each(add),
            Places::Three(groups) => groups.into_iter().for_each(add),
        }
    }
}

/// The groups of a model, and where each figure finds its own.
#[derive(Clone, Debug)]
pub struct Groups {
    /// By city × failure mode: the first of its groups and the number of its candidates, if combinations are groups.
    /// The first group is for jobs without a centre; those of the candidates follow in their order.
    combined: Option<Vec<(u32, u32)>>,
    cities: usize,
    centres: usize,
    teams: usize,
    modes: usize,
    common: Vec<Common>,
    of_city: Vec<Vec<u32>>,
    of_centre: Vec<Vec<u32>>,
    of_mode: Vec<Vec<u32>>,
}

impl Groups {
    /// Chooses the groups of a model.
    pub fn new(model: &Model) -> Groups {
        let (cities, centres) = (model.cities, model.centres.len());
        let (teams, modes) = (model.teams, model.modes.len());
        let mut groups = Groups {
            combined: None,
            cities,
            centres,
            teams,
            modes,
            common: Vec::new(),
            of_city: vec![Vec::new(); cities],
            of_centre: vec![Vec::new(); centres],
            of_mode: vec![Vec::new(); modes],
        };
        let cells = || (0..cities).flat_map(|city| (0..modes).map(move |mode| (city, mode)));
        let combinations: usize = cells()
            .map(|(city, mode)| 1 + model.candidates(city as u32, mode as u32).len())
            .sum();
        let margins = (cities + centres) * teams + modes;
        // A booking of before the start may be at a centre that nobody would choose now.
        let foreign = model.state.iter().any(|job| {
            let list = model.candidates(job.city, job.mode);
            (job.centre).is_some_and(|centre| list.iter().all(|candidate| candidate.centre.0 != centre))
        });
        // A call about an update alone is of no failure mode.
        let asked = model
            .recalls
            .iter()
            .any(|recall| recall.calls.is_some() && recall.mode.is_none());
        if !foreign && !asked && combinations <= margins.max(2 * cities) {
            let mut first = Vec::with_capacity(cities * modes);
            for (city, mode) in cells() {
                let candidates = model.candidates(city as u32, mode as u32).len() as u32;
                first.push((groups.common.len() as u32, candidates));
                let team = model.modes[mode].team as usize;
                let none = Common {
                    city: Some(city),
                    centre: None,
                    mode: Some(mode),
                    team,
                };
                groups.push(none);
                for candidate in model.candidates(city as u32, mode as u32) {
                    groups.push(Common {
                        centre: Some(candidate.centre.index()),
                        ..none
                    });
                }
            }
            groups.combined = Some(first);
        } else {
            for team in 0..teams {
                let nothing = Common {
                    city: None,
                    centre: None,
                    mode: None,
                    team,
                };
                (0..cities).for_each(|city| {
                    groups.push(Common {
                        city: Some(city),
                        ..nothing
                    })
                });
            }
            for team in 0..teams {
                let nothing = Common {
                    city: None,
                    centre: None,
                    mode: None,
                    team,
                };
                (0..centres).for_each(|centre| {
                    groups.push(Common {
                        centre: Some(centre),
                        ..nothing
                    })
                });
            }
            for mode in 0..modes {
                let team = model.modes[mode].team as usize;
                groups.push(Common {
                    city: None,
                    centre: None,
                    mode: Some(mode),
                    team,
                });
            }
        }
        groups
    }

    fn push(&mut self, common: Common) {
        let at = self.common.len() as u32;
        if let Some(city) = common.city {
            self.of_city[city].push(at);
        }
        if let Some(centre) = common.centre {
            self.of_centre[centre].push(at);
        }
        if let Some(mode) = common.mode {
            self.of_mode[mode].push(at);
        }
        self.common.push(common);
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.common.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.common.is_empty()
    }

    /// How many groups have daily figures, the first ones: all but those of a failure mode alone.
    pub fn daily(&self) -> usize {
        if self.combined.is_some() {
            self.len()
        } else {
            self.len() - self.modes
        }
    }

    /// The groups a job belongs to.
    #[inline(always)]
    pub fn of_job(&self, model: &Model, (city, mode, team): (usize, usize, usize), centre: Option<usize>) -> Places {
        if let Some(first) = &self.combined {
            let (first, candidates) = first[city * self.modes + mode];
            let place = match centre {
                None => 0,
                Some(_) if candidates == 1 => 1,
                Some(centre) => {
                    let list = model.candidates(city as u32, mode as u32);
                    1 + list
                        .iter()
                        .position(|candidate| candidate.centre.index() == centre)
                        .unwrap_or(0)
                }
            };
            return Places::One(first as usize + place);
        }
        let of_city = team * self.cities + city;
        let of_mode = self.teams * (self.cities + self.centres) + mode;
        let of_centre = |centre| self.teams * self.cities + team * self.centres + centre;
        match centre {
            Some(centre) => Places::Three([of_city, of_mode, of_centre(centre)]),
            None => Places::Two([of_city, of_mode]),
        }
    }

    /// The groups whose jobs are those of a city; of one team, if given.
    pub fn of_city(&self, city: usize, team: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        self.of_team(&self.of_city[city], team)
    }

    /// The groups whose jobs are those of a centre; of one team, if given.
    pub fn of_centre(&self, centre: usize, team: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        self.of_team(&self.of_centre[centre], team)
    }

    /// The groups whose jobs are those of a failure mode.
    pub fn of_mode(&self, mode: usize) -> impl Iterator<Item = usize> + '_ {
        self.of_team(&self.of_mode[mode], None)
    }

    /// Groups that together hold every job of a team once; every job at all, if none is given.
    pub fn of_all(&self, team: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        self.of_mode.iter().flat_map(move |list| self.of_team(list, team))
    }

    /// The same among the groups with daily figures.
    pub fn of_all_daily(&self, team: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        self.of_city.iter().flat_map(move |list| self.of_team(list, team))
    }

    fn of_team<'a>(&'a self, list: &'a [u32], team: Option<usize>) -> impl Iterator<Item = usize> + 'a {
        let wanted = move |group: &usize| team.is_none_or(|team| self.common[*group].team == team);
        list.iter().map(|&group| group as usize).filter(wanted)
    }
}
