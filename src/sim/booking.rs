//! Slots and the choice among centres: which is taken, by distance and date.

use super::draws::{Draws, Purpose};
use super::job::Ticket;
use crate::engine::keyed::unit;
use crate::engine::time::DAY;
use crate::model::Model;
use crate::model::centre::{BookingModel, CalendarModel};
use crate::model::geography::Candidate;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The slots of all centres: for each centre and team, the next free slot of each day of the horizon.
#[derive(Clone, Debug)]
pub struct Slots {
    /// Position of a centre's first team in `books`; none for walk-in centres.
    place: Vec<Option<u32>>,
    books: Vec<Book>,
    /// Slots taken before the run on days that are not bookable yet, by position in `books` and day.
    ahead: BTreeMap<(u32, u32), u32>,
    /// The best offers of the present search, all equal.
    best: Vec<Offer>,
}

/// The slots of one team at one centre.
#[derive(Clone, Debug)]
struct Book {
    /// By day modulo its length: slots of that day that are taken or past.
    gone: Vec<u32>,
    /// No day before this one has a free slot.
    first: u32,
    /// Bookable days end before this one.
    opened: u32,
}

/// What an owner finds when she looks for a centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// A walk-in centre: she goes there.
    WalkIn {
        /// The centre.
        centre: u32,
        /// One way by road.
        km: f64,
    },
    /// A slot, which is now hers.
    Slot {
        /// The centre.
        centre: u32,
        /// Start of the slot.
        start: i64,
        /// One way by road.
        km: f64,
    },
    /// Nothing is free in reach, now.
    Full,
    /// No centre in reach takes such a job, nor will one.
    Nowhere,
}

impl Slots {
    /// Nothing is booked, nothing is open.
    pub fn new(model: &Model) -> Slots {
        let mut slots = Slots {
            place: Vec::new(),
            books: Vec::new(),
            ahead: BTreeMap::new(),
            best: Vec::new(),
        };
        for centre in &model.centres {
            match &centre.booking {
                BookingModel::WalkIn { .. } => slots.place.push(None),
                BookingModel::Calendar(calendar) => {
                    slots.place.push(Some(slots.books.len() as u32));
                    let book = Book {
                        gone: vec![0; calendar.horizon as usize + 1],
                        first: 0,
                        opened: 0,
                    };
                    slots.books.resize(slots.books.len() + model.teams, book);
                }
            }
        }
        slots
    }

    /// Forgets all bookings.
    pub fn clear(&mut self) {
        self.ahead.clear();
        for book in &mut self.books {
            book.gone.fill(0);
            book.first = 0;
            book.opened = 0;
        }
    }

    /// Opens the days of a centre's horizon up to, but not including, `until`.
    pub fn open_until(&mut self, model: &Model, centre: u32, until: u32) {
        let Some(place) = self.place[centre as usize] else {
            return;
        };
        let teams = place..place + model.teams as u32;
        for (at, book) in teams.zip(&mut self.books[place as usize..]) {
            let length = book.gone.len() as u32;
            let from = book.opened.max(until.saturating_sub(length - 1));
            for day in from..until {
                book.gone[(day % length) as usize] = match self.ahead.is_empty() {
                    true => 0,
                    false => self.ahead.get(&(at, day)).copied().unwrap_or(0),
                };
            }
            book.opened = until;
        }
    }

    /// Takes one more slot of a team on a day, whatever its hour: those of a day are given in their order.
    pub fn reserve(&mut self, centre: u32, team: u32, day: u32) {
        let Some(place) = self.place[centre as usize] else {
            return;
        };
        let at = place + team;
        let book = &mut self.books[at as usize];
        let length = book.gone.len() as u32;
        if day < book.opened {
            book.gone[(day % length) as usize] += 1;
        } else {
            *self.ahead.entry((at, day)).or_default() += 1;
        }
    }

    /// The first day with a free slot of `team` at `centre` as of `now`, which lies on `today`, and the slot's number.
    pub fn first_free(&mut self, model: &Model, centre: u32, team: u32, now: i64, today: u32) -> Option<(u32, u32)> {
        let place = self.place[centre as usize]?;
        let spec = &model.centres[centre as usize];
        let BookingModel::Calendar(calendar) = &spec.booking else {
            return None;
        };
        let book = &mut self.books[(place + team) as usize];
        let until = book.opened.min(spec.closes);
        let length = book.gone.len() as u32;
        let mut day = book.first.max(today).max(spec.opens);
        while day < until {
            let starts = starts_on(model, calendar, team, day);
            let gone = &mut book.gone[(day % length) as usize];
            if day == today {
                // The desk goes forward in time: what is past stays past.
                let past = now - i64::from(day) * DAY;
                while starts.get(*gone as usize).is_some_and(|&start| start <= past) {
                    *gone += 1;
                }
            }
            if (*gone as usize) < starts.len() {
                book.first = day;
                return Some((day, *gone));
            }
            day += 1;
        }
        book.first = day.max(book.first);
        None
    }

    /// Takes the slot that [`Self::first_free`] found; its start.
    fn take(&mut self, model: &Model, centre: u32, team: u32, day: u32, slot: u32) -> i64 {
        let BookingModel::Calendar(calendar) = &model.centres[centre as usize].booking else {
            return 0;
        };
        if let Some(place) = self.place[centre as usize] {
            let book = &mut self.books[(place + team) as usize];
            let length = book.gone.len() as u32;
            book.gone[(day % length) as usize] = slot + 1;
        }
        i64::from(day) * DAY + starts_on(model, calendar, team, day)[slot as usize]
    }

    /// Lets the owner of `ticket` look for a centre at `now`, and take the slot she likes best: least days until
    /// the slot plus distance in days; then the own city; then the nearest; then evenly, by her own draw.
    pub fn choose(&mut self, model: &Model, draws: &Draws, ticket: &Ticket, now: i64, today: u32) -> Choice {
        let team = model.modes[ticket.mode as usize].team;
        let list = model.candidates(ticket.city, ticket.mode);
        self.best.clear();
        let mut later = false;
        for candidate in list {
            let centre = candidate.centre.0;
            let spec = &model.centres[centre as usize];
            let calendar = matches!(spec.booking, BookingModel::Calendar(_));
            let way = candidate.km * model.days_per_km;
            if let Some(best) = self.best.first()
                && (best.walk_in && !best.ties_with(candidate) || !candidate.own && way > best.score)
            {
                break;
            }
            if !spec.takes_jobs_on(today) {
                later |= calendar && today < spec.opens;
                continue;
            }
            let found = if calendar {
                self.first_free(model, centre, team, now, today)
            } else {
                Some((today, 0))
            };
            later |= calendar;
            let Some((day, slot)) = found else { continue };
            let score = f64::from(day - today) + way;
            let offer = Offer {
                candidate: *candidate,
                walk_in: !calendar,
                day,
                slot,
                score,
            };
            let order = self.best.first().map_or(Ordering::Less, |best| offer.compare(best));
            if order == Ordering::Less {
                self.best.clear();
            }
            if order != Ordering::Greater {
                self.best.push(offer);
            }
        }
        let pick = match self.best.len() {
            0 => return if later { Choice::Full } else { Choice::Nowhere },
            1 => 0,
            ties => {
                let word = draws.of_job(model, ticket, Purpose::Booking, 0)[0];
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
            Choice::Slot {
                centre,
                start: self.take(model, centre, team, day, slot),
                km,
            }
        }
    }
}

/// A centre that has something for the owner.
#[derive(Clone, Copy, Debug)]
struct Offer {
    candidate: Candidate,
    walk_in: bool,
    day: u32,
    slot: u32,
    /// Days until the slot, plus the distance in days.
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

/// Starts of the slots of a team on a day.
#[inline]
fn starts_on<'a>(model: &Model, calendar: &'a CalendarModel, team: u32, day: u32) -> &'a [i64] {
    &calendar.teams[team as usize].starts[calendar.pattern_on(model.civil[day as usize], day)]
}
