//! Bookings compiled for the run: slots of a day, and what owners do with them.

use super::Model;
use super::calendar::{CivilDay, DayKind};
use super::capacity::Capacity;
use super::centre::Work;
use super::hours::spans_of;
use crate::engine::sampler::{Sampler, Tables};
use crate::engine::time::{DAY, MINUTE, Span};
use crate::scenario::Scenario;
use crate::scenario::booking::{Booking, NoShow, Retry, Rules, Slots};
use crate::scenario::centre::{Centre, Hours};
use crate::scenario::ids::TeamId;
use std::sync::Arc;

/// How jobs get into a centre, compiled.
#[derive(Clone, Debug)]
pub enum BookingModel {
    /// The job joins the queue when it occurs.
    WalkIn {
        /// Most jobs waiting for their first stage.
        queue_limit: u32,
        /// Hours until an owner leaves the queue.
        patience: Option<Sampler>,
    },
    /// A slot is booked first.
    Calendar(CalendarModel),
}

/// A calendar of slots.
#[derive(Clone, Debug)]
pub struct CalendarModel {
    /// Bookable days, today included.
    pub horizon: u32,
    /// Position of its release time in [`super::Model::releases`].
    pub release: usize,
    /// In which order owners without a slot try.
    pub retry: Retry,
    /// Days until an owner without a slot gives up.
    pub patience: Option<Sampler>,
    /// By team, then by kind of day (Monday … Sunday, then holidays and adjusted workdays by weekday) or by the patterns
    /// of `by_date`; without slots for a team that has none.
    pub teams: Vec<Vec<DaySlots>>,
    /// By day: its pattern, where slots follow from a capacity that differs by date.
    pub by_date: Option<Vec<u16>>,
    /// What becomes of a booking; none: every owner comes in time.
    pub keeping: Option<Box<Keeping>>,
    /// A slot starts at least so many microseconds after it is booked.
    pub notice: i64,
    /// The release so many days ahead opens to everyone what was kept for urgent jobs; none: nothing is kept.
    pub reserve_until: Option<u32>,
    /// Owners who come without a slot.
    pub beside: Option<BesideModel>,
}

/// The slots of one team at one centre on one kind of day.
#[derive(Clone, Debug)]
pub struct DaySlots {
    /// Their starts in microseconds of the day, ascending. Those with the same starts share them: few are read, again
    /// and again.
    pub starts: Arc<[i64]>,
    /// How many of them, the first ones, are not kept for urgent jobs.
    pub general: u32,
}

/// What calendars share, collected as they are compiled.
#[derive(Debug, Default)]
pub struct Shared {
    /// Release times, minutes of the day.
    pub releases: Vec<u16>,
    /// Starts of slots.
    starts: Vec<Arc<[i64]>>,
}

/// Owners who come to a calendar centre without a slot, compiled.
#[derive(Clone, Debug)]
pub struct BesideModel {
    /// Their share.
    pub share: f64,
    /// Added to the priorities of their jobs.
    pub priority: i32,
    /// Hours until an owner leaves the queue.
    pub patience: Option<Sampler>,
}

/// What becomes of bookings.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// Share of bookings that are called off.
    pub cancel_share: f64,
    /// Days before the slot at which they are.
    pub cancel_notice: Option<Sampler>,
    /// How likely an owner does not come.
    pub no_show: Option<NoShow>,
    /// Minutes after the slot's start at which she arrives.
    pub late: Option<Sampler>,
    /// Later than this she has missed her slot, microseconds.
    pub late_limit: i64,
    /// Share of those without a slot again who look for another.
    pub rebook_share: f64,
}

impl Keeping {
    /// None if every owner comes in time.
    fn new(rules: &Rules, tables: &mut Tables) -> Option<Box<Keeping>> {
        if rules.cancel.is_none() && rules.no_show.is_none() && rules.late_minutes.is_none() {
            return None;
        }
        Some(Box::new(Keeping {
            cancel_share: rules.cancel.as_ref().map_or(0.0, |cancel| cancel.share),
            cancel_notice: rules
                .cancel
                .as_ref()
                .map(|cancel| Sampler::new(&cancel.notice_days, tables)),
            no_show: rules.no_show,
            late: rules.late_minutes.as_ref().map(|law| Sampler::new(law, tables)),
            late_limit: rules
                .late_limit_minutes
                .map_or(i64::MAX, |minutes| Span::from_minutes(minutes).0),
            rebook_share: rules.rebook_share,
        }))
    }

    /// Whether an owner with number `unit`, uniform in (0, 1), does not come to a slot `lead` microseconds after she booked
    /// it: with probability most − (most − least) e^(−days / scale).
    pub fn stays_away(&self, unit: f64, lead: i64) -> bool {
        let Some(law) = &self.no_show else { return false };
        if unit < law.min_share || unit >= law.max_share {
            // The wait does not matter.
            return unit < law.min_share;
        }
        let shrunk = libm::exp(-(lead as f64 / DAY as f64) / law.scale_days);
        unit < law.max_share - (law.max_share - law.min_share) * shrunk
    }
}

impl CalendarModel {
    /// Compiles the calendar of a centre that has one.
    pub fn new(
        scenario: &Scenario,
        centre: &Centre,
        work: &Work,
        capacity: &Capacity,
        shared: &mut Shared,
        tables: &mut Tables,
    ) -> CalendarModel {
        let plain = Rules::default();
        let (horizon, minute, retry, patience, slots, rules) = match &centre.booking {
            Booking::Calendar {
                horizon_days,
                release_minute,
                retry,
                patience_days,
                slots,
                rules,
            } => (
                *horizon_days,
                *release_minute,
                *retry,
                patience_days.as_ref(),
                slots,
                &**rules,
            ),
            Booking::WalkIn { .. } => (1, 0, Retry::Scramble, None, &Slots::FromCapacity, &plain),
        };
        let release = shared.release(minute);
        let load = |team| work.of_team(scenario, centre, TeamId(team));
        CalendarModel {
            horizon,
            release,
            retry,
            patience: patience.map(|law| Sampler::new(law, tables)),
            teams: (0..scenario.teams.len() as u32)
                .map(|team| shared.slots_of_team((slots, TeamId(team), rules), centre, capacity, &load(team)))
                .collect(),
            by_date: capacity.by_date.clone(),
            keeping: Keeping::new(rules, tables),
            notice: Span::from_hours(rules.notice_hours).0,
            reserve_until: rules.reserve.map(|reserve| reserve.until_days),
            beside: rules.walk_in.as_ref().map(|beside| BesideModel {
                share: beside.share,
                priority: beside.priority,
                patience: beside.patience_hours.as_ref().map(|law| Sampler::new(law, tables)),
            }),
        }
    }

    /// Which pattern of slots a day follows: a position in the list of each of [`Self::teams`].
    #[inline(always)]
    pub fn pattern_on(&self, model: &Model, day: u32) -> usize {
        match &self.by_date {
            None => usize::from(model.patterns[day as usize]),
            Some(patterns) => patterns.get(day as usize).map_or(0, |&pattern| pattern as usize),
        }
    }
}

/// Kinds of day that may have hours of their own: seven weekdays, seven weekdays that are holidays, the workday.
pub const DAY_PATTERNS: usize = 15;

/// Which of the [`DAY_PATTERNS`] a day follows.
#[inline]
pub fn pattern_of(civil: CivilDay) -> usize {
    match civil.kind {
        DayKind::Weekday(day) => day as usize,
        DayKind::Holiday => 7 + civil.weekday as usize,
        DayKind::Workday => 14,
    }
}

impl Shared {
    /// The position of a release time.
    fn release(&mut self, minute: u16) -> usize {
        let known = self.releases.iter().position(|known| *known == minute);
        known.unwrap_or_else(|| {
            self.releases.push(minute);
            self.releases.len() - 1
        })
    }

    /// The slots of a team by pattern of day.
    fn slots_of_team(
        &mut self,
        (slots, team, rules): (&Slots, TeamId, &Rules),
        centre: &Centre,
        capacity: &Capacity,
        load: &[(usize, f64)],
    ) -> Vec<DaySlots> {
        let kept = rules.reserve.map_or(0.0, |reserve| reserve.share);
        (capacity.patterns.iter())
            .map(|pattern| {
                let open = open_minutes(&centre.hours, pattern.kind);
                let total: i64 = open.iter().map(|&(from, to)| to - from).sum();
                let count = match slots {
                    Slots::FromCapacity => whole(pattern.jobs(total as f64 / 60.0, load)),
                    Slots::PerDay(list) => list.iter().find(|(t, _)| *t == team).map_or(0, |&(_, count)| count),
                };
                let count = if total == 0 {
                    0
                } else {
                    sold(count, rules.overbooking_share)
                };
                let starts = self.starts(slot_starts(&open, total, count));
                let general = count - nearest(f64::from(count) * kept);
                DaySlots { starts, general }
            })
            .collect()
    }

    fn starts(&mut self, starts: Vec<i64>) -> Arc<[i64]> {
        if let Some(known) = self.starts.iter().find(|known| ***known == *starts) {
            return Arc::clone(known);
        }
        let starts: Arc<[i64]> = starts.into();
        self.starts.push(Arc::clone(&starts));
        starts
    }
}

/// The largest whole number not above `slots`; a hair below a whole number counts as that number, so that
/// 9 h × 2 ÷ 1.5 h is 12 whatever the rounding.
fn whole(slots: f64) -> u32 {
    (slots + 1e-9) as u32
}

/// Slots sold of `slots`.
fn sold(slots: u32, overbooking_share: f64) -> u32 {
    whole(f64::from(slots) * (1.0 + overbooking_share))
}

/// The nearest whole number, a half upwards.
fn nearest(slots: f64) -> u32 {
    whole(slots + 0.5)
}

/// Open spans of a pattern of day, in minutes.
fn open_minutes(hours: &Hours, pattern: usize) -> Vec<(i64, i64)> {
    let (kind, weekday) = match pattern {
        0..7 => (DayKind::Weekday(pattern as u8), pattern as u8),
        7..14 => (DayKind::Holiday, pattern as u8 - 7),
        _ => (DayKind::Workday, 0),
    };
    spans_of(hours, kind, weekday)
        .iter()
        .map(|span| (i64::from(span.from), i64::from(span.to)))
        .collect()
}

/// Slot k of n starts when k/n of the day's open time has passed.
fn slot_starts(open: &[(i64, i64)], total_minutes: i64, count: u32) -> Vec<i64> {
    let mut starts = Vec::with_capacity(count as usize);
    for k in 0..i64::from(count) {
        let mut passed = (i128::from(total_minutes * MINUTE) * i128::from(k) / i128::from(count)) as i64;
        for &(from, to) in open {
            let length = (to - from) * MINUTE;
            if passed < length {
                starts.push(from * MINUTE + passed);
                break;
            }
            passed -= length;
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::HOUR;

    #[test]
    fn slots_are_spread_over_the_open_time() {
        // 09:00–12:00 and 13:00–18:00: 8 hours; slot 3 of 4 starts after 6 open hours, at 16:00.
        let starts = slot_starts(&[(540, 720), (780, 1080)], 480, 4);
        assert_eq!(starts, [9 * HOUR, 11 * HOUR, 14 * HOUR, 16 * HOUR]);
        assert!(slot_starts(&[(540, 720)], 180, 0).is_empty());
    }

    #[test]
    fn a_hair_below_a_whole_number_is_that_number() {
        assert_eq!(whole(9.0 * (2.0 / 1.5)), 12);
        assert_eq!(whole(0.1 + 0.2 + 0.7), 1);
        assert_eq!(whole(11.999), 11);
        // 10 × 1.1 is 11.000000000000002, 30 × 1.1 33, 70 × 1.1 77.00000000000001, 110 × 1.1 121.00000000000001.
        assert_eq!([10, 30, 70, 110, 9].map(|slots| sold(slots, 0.1)), [11, 33, 77, 121, 9]);
        // 6 × 0.25 = 1.5 and 10 × 0.35 = 3.5 go up, 6 × 0.24 down.
        assert_eq!([6.0 * 0.25, 10.0 * 0.35, 6.0 * 0.24].map(nearest), [2, 4, 1]);
    }
}
