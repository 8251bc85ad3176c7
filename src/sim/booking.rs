//! Slots and the choice among centres: which is found, by distance and date.

mod book;

use super::draws::{Draws, Purpose};
use super::job::Ticket;
use crate::engine::keyed::unit;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::model::booking::{BookingModel, CalendarModel, DaySlots};
use crate::model::calendar::DayKind;
use crate::model::expansion::NEVER;
use crate::model::geography::Candidate;
use book::Book;
use std::cmp::Ordering;

/// The slots of all centres.
#[derive(Clone, Debug)]
pub struct Slots {
    /// Position of a centre's first team in `books`; none for walk-in centres.
    place: Vec<Option<u32>>,
    books: Vec<Book>,
    /// By centre: the first day on which it takes jobs, [`NEVER`] until a rule has ordered it, and the first on which it
    /// no longer does.
    takes: Vec<(u32, u32)>,
    /// The best offers of the present search, all equal.
    best: Vec<Offer>,
    /// Team and number of the further slots of the last job that took several.
    also: Vec<(u32, u32)>,
}

/// Who looks for slots, and when.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The instant.
    pub now: i64,
    /// The day it lies on.
    pub today: u32,
    /// She may take what is kept for urgent jobs.
    pub urgent: bool,
}

/// What an owner finds when she looks for a centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// A walk-in centre.
    WalkIn {
        /// The centre.
        centre: u32,
        /// One way by road.
        km: f64,
    },
    /// A slot, still to be taken.
    Slot(Pick),
    /// Nothing is free in reach, now.
    Full,
    /// No centre in reach takes such a job, nor will one.
    Nowhere,
}

/// A slot of a centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick {
    /// The centre.
    pub centre: u32,
    /// The day.
    pub day: u32,
    /// Its number among the slots of the job's main team on that day.
    pub slot: u32,
    /// One way by road.
    pub km: f64,
}

impl Slots {
    /// Nothing is booked, nothing is open.
    pub fn new(model: &Model) -> Slots {
        let mut slots = Slots {
            place: Vec::new(),
            books: Vec::new(),
            takes: days_of_work(model).collect(),
            best: Vec::new(),
            also: Vec::new(),
        };
        for centre in &model.centres {
            match &centre.booking {
                BookingModel::WalkIn { .. } => slots.place.push(None),
                BookingModel::Calendar(calendar) => {
                    slots.place.push(Some(slots.books.len() as u32));
                    slots
                        .books
                        .resize(slots.books.len() + model.teams, Book::new(calendar.horizon));
                }
            }
        }
        slots
    }

    /// Forgets all bookings.
    pub fn clear(&mut self, model: &Model) {
        self.books.iter_mut().for_each(Book::clear);
        if !model.rules.is_empty() {
            self.takes.clear();
            self.takes.extend(days_of_work(model));
        }
    }

    /// A rule has ordered a centre.
    pub fn will_open(&mut self, centre: u32, day: u32) {
        self.takes[centre as usize].0 = day;
    }

    /// Whether a centre takes jobs on `day`.
    #[inline]
    pub fn takes_jobs_on(&self, centre: u32, day: u32) -> bool {
        let (opens, closes) = self.takes[centre as usize];
        opens <= day && day < closes
    }

    /// Whether a centre opens after `day`, as far as that is known by then.
    #[inline]
    pub fn opens_after(&self, centre: u32, day: u32) -> bool {
        let (opens, _) = self.takes[centre as usize];
        day < opens && opens != NEVER
    }

    /// The centres that an owner considers: after a repair that did not hold the one that did it, while it takes jobs.
    #[inline(always)]
    pub fn in_reach<'m>(&self, model: &'m Model, ticket: &Ticket, day: u32) -> &'m [Candidate] {
        let list = model.candidates(ticket.city, ticket.mode);
        if ticket.chain.is_bound() {
            self.bound_to(list, ticket.chain.centre, day)
        } else {
            list
        }
    }

    #[inline(never)]
    fn bound_to<'m>(&self, list: &'m [Candidate], centre: u32, day: u32) -> &'m [Candidate] {
        match list.iter().position(|candidate| candidate.centre.0 == centre) {
            Some(at) if self.takes_jobs_on(centre, day) => &list[at..=at],
            _ => list,
        }
    }

    /// The release of a centre on the day before `tomorrow`: its last bookable day opens, and what is no longer kept
    /// for urgent jobs.
    pub fn release(&mut self, model: &Model, centre: u32, calendar: &CalendarModel, tomorrow: u32) {
        let Some(place) = self.place[centre as usize] else {
            return;
        };
        for book in &mut self.books[place as usize..place as usize + model.teams] {
            book.open(tomorrow + calendar.horizon - 1);
            if let Some(days) = calendar.reserve_until {
                book.share(tomorrow + days);
            }
        }
    }

    /// Takes one more slot of a team on a day, whatever its hour, and says its number: those of a day are given in
    /// their order.
    pub fn reserve(&mut self, centre: u32, team: u32, day: u32) -> u32 {
        self.place[centre as usize].map_or(0, |place| self.books[(place + team) as usize].reserve(day))
    }

    /// The first day with a free slot of `team` at `centre`, and the slot's number.
    #[inline]
    pub fn first_free(&mut self, model: &Model, centre: u32, team: u32, view: View) -> Option<(u32, u32)> {
        let place = (self.place[centre as usize]? + team) as usize;
        let book = &mut self.books[place];
        let who = usize::from(view.urgent);
        if let Some(found) = book.found(who, view.now) {
            return Some(found);
        }
        let BookingModel::Calendar(calendar) = &model.centres[centre as usize].booking else {
            return None;
        };
        let (opens, closes) = self.takes[centre as usize];
        let until = book.opened().min(closes);
        let mut day = book.first(who).max(view.today).max(opens);
        while day < until {
            if let Some(slot) = free_on(model, calendar, book, team, view, day) {
                book.skip_to(who, day);
                let start = i64::from(day) * DAY + slots_on(model, calendar, team, day).starts[slot as usize];
                book.note(who, (day, slot), start - (calendar.notice - 1).max(0));
                return Some((day, slot));
            }
            day += 1;
        }
        book.skip_to(who, day);
        None
    }

    /// The free slot of `team` at `centre` on a bookable day.
    fn free_on(&mut self, model: &Model, centre: u32, team: u32, view: View, day: u32) -> Option<u32> {
        let place = self.place[centre as usize]?;
        let BookingModel::Calendar(calendar) = &model.centres[centre as usize].booking else {
            return None;
        };
        let book = &mut self.books[(place + team) as usize];
        free_on(model, calendar, book, team, view, day)
    }

    /// Bookable days with a slot of `team` at `centre`.
    pub fn free_days(&mut self, model: &Model, centre: u32, team: u32, view: View) -> u32 {
        let Some((first, _)) = self.first_free(model, centre, team, view) else {
            return 0;
        };
        let until = self.until(centre, team);
        let (Some(place), BookingModel::Calendar(calendar)) =
            (self.place[centre as usize], &model.centres[centre as usize].booking)
        else {
            return 0;
        };
        let book = &mut self.books[(place + team) as usize];
        if calendar.notice > 0 {
            let free = |&day: &u32| free_on(model, calendar, book, team, view, day).is_some();
            return 1 + (first + 1..until).filter(free).count() as u32;
        }
        // After today nothing is past.
        1 + book.free_days(first + 1, until, |day, kept| {
            let slots = slots_on(model, calendar, team, day);
            if kept { slots.general } else { slots.starts.len() as u32 }
        })
    }

    /// Bookable days of a team end before this one.
    fn until(&self, centre: u32, team: u32) -> u32 {
        let opened = self.place[centre as usize].map_or(0, |place| self.books[(place + team) as usize].opened());
        opened.min(self.takes[centre as usize].1)
    }

    /// The first day from `from` on, of those that `wanted` names, on which every team of a job has a free slot; and
    /// the slot of the main team.
    fn first_of_all(
        &mut self,
        model: &Model,
        (centre, mode): (u32, u32),
        view: View,
        from: u32,
        wanted: impl Fn(u32) -> bool,
    ) -> Option<(u32, u32)> {
        let mode = &model.modes[mode as usize];
        let until = self.until(centre, mode.team);
        (from..until).filter(|&day| wanted(day)).find_map(|day| {
            let slot = self.free_on(model, centre, mode.team, view, day)?;
            let others = mode.also_teams.iter();
            let mut others = others.map(|&team| self.free_on(model, centre, team, view, day));
            others.all(|other| other.is_some()).then_some((day, slot))
        })
    }

    /// As an owner finds it who cannot come before day `from`: the first day with a slot of each team of a job.
    pub fn first_from(
        &mut self,
        model: &Model,
        (centre, mode): (u32, u32),
        view: View,
        from: u32,
    ) -> Option<(u32, u32)> {
        self.place[centre as usize]?;
        let from = from.max(self.takes[centre as usize].0);
        self.first_of_all(model, (centre, mode), view, from, |_| true)
    }

    /// What a centre offers for a job: the first day with a slot of each of its teams. Who would rather come on a day
    /// off takes a later one if it is less late than a working day counts to her.
    #[inline]
    fn offer(
        &mut self,
        model: &Model,
        (centre, mode): (u32, u32),
        view: View,
        mind: Option<f64>,
    ) -> Option<(u32, u32, f64)> {
        let spec = &model.modes[mode as usize];
        let (mut day, mut slot) = self.first_free(model, centre, spec.team, view)?;
        if !spec.also_teams.is_empty() {
            (day, slot) = self.first_of_all(model, (centre, mode), view, day, |_| true)?;
        }
        let mut days = f64::from(day - view.today);
        if let Some(mind) = mind
            && is_working_day(model, day)
        {
            let off = self.first_of_all(model, (centre, mode), view, day + 1, |day| !is_working_day(model, day));
            days += mind;
            if let Some((later, its)) = off.filter(|(later, _)| f64::from(later - view.today) < days) {
                (day, slot, days) = (later, its, f64::from(later - view.today));
            }
        }
        Some((day, slot, days))
    }

    /// Takes a slot that was found, and those of the other teams of the job; its start.
    #[inline]
    pub fn take(&mut self, model: &Model, mode: u32, pick: &Pick, view: View) -> i64 {
        let Pick { centre, day, slot, .. } = *pick;
        let BookingModel::Calendar(calendar) = &model.centres[centre as usize].booking else {
            return 0;
        };
        let mode = &model.modes[mode as usize];
        self.also.clear();
        for &team in &mode.also_teams {
            if let Some(slot) = self.free_on(model, centre, team, view, day) {
                self.also.push((team, slot));
            }
        }
        if let Some(place) = self.place[centre as usize] {
            self.books[(place + mode.team) as usize].take(day, slot);
            for &(team, slot) in &self.also {
                self.books[(place + team) as usize].take(day, slot);
            }
        }
        i64::from(day) * DAY + slots_on(model, calendar, mode.team, day).starts[slot as usize]
    }

    /// Team and number of the further slots taken last.
    pub fn also(&self) -> &[(u32, u32)] {
        &self.also
    }

    /// Gives a slot back.
    pub fn give_back(&mut self, centre: u32, team: u32, day: u32, slot: u32) {
        if let Some(place) = self.place[centre as usize] {
            self.books[(place + team) as usize].give_back(day, slot);
        }
    }

    /// What the owner of `ticket` likes best: least days until the slot plus distance in days; then the own city;
    /// then the nearest; then evenly, by her own draw.
    pub fn choose(&mut self, model: &Model, draws: &Draws, ticket: &Ticket, view: View) -> Choice {
        let today = view.today;
        let list = self.in_reach(model, ticket, today);
        let mind = model.weekend.and_then(|weekend| {
            let word = draws.of_job(model, ticket.name(), Purpose::Owner, 0)[0];
            (unit(word) < weekend.share).then_some(weekend.days)
        });
        self.best.clear();
        let mut later = false;
        let (team, who) = (model.modes[ticket.mode as usize].team, usize::from(view.urgent));
        let mut passed_over = false;
        for candidate in list {
            let centre = candidate.centre.0;
            let way = candidate.km * model.days_per_km;
            if let Some(best) = self.best.first()
                && (best.walk_in && !best.ties_with(candidate) || !candidate.own && way > best.score)
            {
                break;
            }
            // Most centres in reach are full, or too late to be the best: their books know, and nothing else is looked at.
            if let Some(place) = self.place[centre as usize] {
                let book = &self.books[(place + team) as usize];
                let first = book.first(who);
                let days = || f64::from(first.saturating_sub(today));
                if first >= book.opened() || self.best.first().is_some_and(|best| days() + way > best.score) {
                    passed_over = true;
                    continue;
                }
            }
            let calendar = self.place[centre as usize].is_some();
            if !self.takes_jobs_on(centre, today) {
                later |= calendar && self.opens_after(centre, today);
                continue;
            }
            let found = if calendar {
                self.offer(model, (centre, ticket.mode), view, mind)
            } else {
                Some((today, 0, 0.0))
            };
            later |= calendar;
            let Some((day, slot, days)) = found else { continue };
            let offer = Offer {
                candidate: *candidate,
                walk_in: !calendar,
                day,
                slot,
                score: days + way,
            };
            let order = self.best.first().map_or(Ordering::Less, |best| offer.compare(best));
            if order == Ordering::Less {
                self.best.clear();
            }
            if order != Ordering::Greater {
                self.best.push(offer);
            }
        }
        if self.best.is_empty() && passed_over && !later {
            let calendars = list.iter().map(|candidate| candidate.centre.0);
            let mut calendars = calendars.filter(|&centre| self.place[centre as usize].is_some());
            later = calendars.any(|centre| self.takes_jobs_on(centre, today) || self.opens_after(centre, today));
        }
        let pick = match self.best.len() {
            0 => return if later { Choice::Full } else { Choice::Nowhere },
            1 => 0,
            ties => {
                let word = draws.of_job(model, ticket.name(), Purpose::Booking, 0)[0];
                (unit(word) * ties as f64) as usize
            }
        };
        let Offer {
            candidate,
            walk_in,
            day,
            slot,
            ..
        } = self.best[pick];
        let (centre, km) = (candidate.centre.0, candidate.km);
        if walk_in {
            Choice::WalkIn { centre, km }
        } else {
            Choice::Slot(Pick { centre, day, slot, km })
        }
    }
}

/// By centre: when it takes jobs, as far as that is known before the run.
fn days_of_work(model: &Model) -> impl Iterator<Item = (u32, u32)> + '_ {
    model.centres.iter().map(|centre| (centre.opens, centre.closes))
}

/// A centre that has something for the owner.
#[derive(Clone, Copy, Debug)]
struct Offer {
    candidate: Candidate,
    walk_in: bool,
    day: u32,
    slot: u32,
    /// Days until the slot as she counts them, plus the distance in days.
    score: f64,
}

impl Offer {
    /// Whether a candidate stands as near.
    fn ties_with(&self, candidate: &Candidate) -> bool {
        self.candidate.own == candidate.own && self.candidate.km == candidate.km
    }

    /// Less is better. A walk-in centre counts as a slot today.
    fn compare(&self, other: &Offer) -> Ordering {
        (self.score.total_cmp(&other.score))
            .then((!self.candidate.own).cmp(&!other.candidate.own))
            .then(self.candidate.km.total_cmp(&other.candidate.km))
            .then((!self.walk_in).cmp(&!other.walk_in))
    }
}

/// The free slot of a team on a bookable day: it starts after `view.now`, at least the notice after it, and is not kept
/// for others.
#[inline(always)]
fn free_on(model: &Model, calendar: &CalendarModel, book: &mut Book, team: u32, view: View, day: u32) -> Option<u32> {
    let DaySlots { starts, general } = slots_on(model, calendar, team, day);
    // Without notice only today has slots that are past: at 24:00 the slot of 00:00 is still ahead.
    let past = if day == view.today || calendar.notice > 0 {
        view.now + (calendar.notice - 1).max(0) - i64::from(day) * DAY
    } else {
        i64::MIN
    };
    let limit = if calendar.reserve_until.is_none() || view.urgent || !book.keeps(day) {
        starts.len() as u32
    } else {
        *general
    };
    book.free_on(day, starts, limit, past)
}

/// The slots of a team on a day.
#[inline(always)]
fn slots_on<'a>(model: &Model, calendar: &'a CalendarModel, team: u32, day: u32) -> &'a DaySlots {
    &calendar.teams[team as usize][calendar.pattern_on(model, day)]
}

/// Monday to Friday but no holiday, or an adjusted workday.
fn is_working_day(model: &Model, day: u32) -> bool {
    match model.civil[day as usize].kind {
        DayKind::Weekday(weekday) => weekday < 5,
        DayKind::Holiday => false,
        DayKind::Workday => true,
    }
}
