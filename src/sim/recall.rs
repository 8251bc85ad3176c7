//! Recalls: which car has its update when, who is written to when, and who comes when.
//!
//! All of it follows from the draws of each car, so it is known when a replication starts; only who has it done on
//! another visit is known on the day of that visit, and such an owner does not come again. Whose job is lost is due again,
//! and answers one of the reminders from the next day on.

use super::car;
use super::desk::Sent;
use super::draws::{Draws, Purpose};
use super::job::Ticket;
use super::observer::Observer;
use super::record::{Name, Origin};
use super::whereabouts::where_is;
use crate::engine::keyed::unit;
use crate::engine::time::{FOREVER, Time};
use crate::model::Model;
use crate::model::fleet::Car;
use crate::model::recall::RecallModel;
use crate::model::warranty::Payer;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What happens to a car without a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recalled {
    /// It has its update.
    Updated,
    /// Its owner is invited.
    Invited,
    /// It was mended before the run started.
    Mended,
}

/// An owner who looks for a centre because of a recall; in order of time, then recall, city and car.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    /// When she does.
    pub at: i64,
    /// Position of the recall.
    pub recall: u32,
    /// The owner's city.
    pub city: u32,
    /// Number of her car in the city.
    pub ordinal: u32,
}

/// A car concerned that needs a workshop, by its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Letter {
    /// Day of delivery where the oldest cars come first, else 0.
    delivered: i32,
    lot: u64,
    city: u32,
    ordinal: u32,
    refuses: bool,
}

/// A car concerned.
#[derive(Clone, Copy, Debug)]
struct Concerned {
    standing: Standing,
    /// Jobs of it that were lost.
    lost: u8,
    /// When its owner was first written to.
    invited: i64,
}

/// Where a car stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It has an update, now or later; no workshop is needed.
    Updates,
    /// Its owner may come.
    Due,
    /// She has looked for a centre, or it was done on another visit.
    Came,
}

/// The recalls of one replication; its memory is reused.
#[derive(Clone, Debug, Default)]
pub struct Recalls {
    /// By recall × city: where its cars begin in `cars`.
    begins: Vec<usize>,
    cars: Vec<Concerned>,
    letters: Vec<Letter>,
    coming: Vec<Call>,
    next: usize,
    /// Owners who look again after a job that was lost, the earliest first.
    again: BinaryHeap<Reverse<Call>>,
    came: u64,
    /// Owners who call the hotline, in no particular order.
    inquiries: Vec<Call>,
}

impl Recalls {
    /// Forgets the replication and decides what happens in the next one.
    pub fn begin<O: Observer>(&mut self, model: &Model, draws: &Draws, observer: &mut O) {
        self.begins.clear();
        self.cars.clear();
        self.coming.clear();
        self.again.clear();
        self.inquiries.clear();
        self.next = 0;
        self.came = 0;
        for (recall, at) in model.recalls.iter().zip(0..) {
            self.letters.clear();
            self.sort_out(model, draws, (at, recall), observer);
            self.letters.sort_unstable();
            for (before, letter) in self.letters.iter().enumerate() {
                let invited = recall.invited(before);
                if invited > model.end().0 {
                    break;
                }
                observer.recalled(at, day_of(invited), Recalled::Invited);
                let place = self.place(model, at, letter.city, letter.ordinal);
                self.cars[place].invited = invited;
                if letter.refuses {
                    continue;
                }
                let name = name_of(recall, at, letter.city, letter.ordinal);
                match response(model, draws, recall, name, (invited, i64::MIN)) {
                    Some(before) if before < 0 => {
                        self.cars[place].standing = Standing::Came;
                        observer.recalled(at, 0, Recalled::Mended);
                    }
                    Some(instant) => self.coming.push(Call {
                        at: instant,
                        recall: at,
                        city: letter.city,
                        ordinal: letter.ordinal,
                    }),
                    None => {}
                }
            }
        }
        self.coming.sort_unstable();
    }

    /// Which cars of a recall are updated, and which need a workshop.
    fn sort_out<O: Observer>(
        &mut self,
        model: &Model,
        draws: &Draws,
        (at, recall): (u32, &RecallModel),
        observer: &mut O,
    ) {
        for (&cars, city) in recall.cars.iter().zip(0..) {
            self.begins.push(self.cars.len());
            for ordinal in 0..cars {
                self.inquiries
                    .extend(inquiry(model, draws, (at, recall), (city, ordinal)));
                let words = draws.of_job(model, name_of(recall, at, city, ordinal), Purpose::Recall, 0);
                let car = |standing| Concerned {
                    standing,
                    lost: 0,
                    invited: FOREVER,
                };
                if unit(words[0]) < recall.ota_share {
                    self.cars.push(car(Standing::Updates));
                    let updated = recall.updated(words[1]);
                    if updated <= model.end().0 {
                        observer.recalled(at, day_of(updated), Recalled::Updated);
                    }
                    continue;
                }
                self.cars.push(car(Standing::Due));
                self.letters.push(Letter {
                    delivered: if recall.oldest_first {
                        delivered(recall.car(city as usize, ordinal))
                    } else {
                        0
                    },
                    lot: words[2],
                    city,
                    ordinal,
                    refuses: refuses(recall, words),
                });
            }
        }
    }

    fn place(&self, model: &Model, recall: u32, city: u32, ordinal: u32) -> usize {
        self.begins[recall as usize * model.cities + city as usize] + ordinal as usize
    }

    /// Owners who call the hotline about a recall, in no particular order.
    pub fn inquiries(&self) -> &[Call] {
        &self.inquiries
    }

    /// When the next owner looks for a centre.
    #[inline(always)]
    pub fn next(&self) -> i64 {
        let first = self.coming.get(self.next).map_or(FOREVER, |call| call.at);
        self.again.peek().map_or(first, |Reverse(call)| first.min(call.at))
    }

    /// Takes the next one; nobody, if it was done on another visit.
    pub fn take(&mut self, model: &Model) -> Option<Call> {
        let first = self.coming.get(self.next).copied();
        let again = self.again.peek().map(|Reverse(call)| *call);
        let call = if again.is_some_and(|again| first.is_none_or(|first| again < first)) {
            self.again.pop().map(|Reverse(call)| call)
        } else {
            self.next += 1;
            first
        }?;
        let place = self.place(model, call.recall, call.city, call.ordinal);
        if self.cars[place].standing != Standing::Due {
            return None;
        }
        self.cars[place].standing = Standing::Came;
        self.came += 1;
        Some(call)
    }

    /// Where the job of an owner who looks for a centre comes from.
    pub fn origin(&self, model: &Model, call: &Call) -> Origin {
        let place = self.place(model, call.recall, call.city, call.ordinal);
        Origin::Recall {
            recall: call.recall,
            again: self.cars[place].lost,
            ordinal: call.ordinal,
        }
    }

    /// The job of a recalled car was lost on a day before that which begins at `today`: it is due again, and its owner may
    /// answer one of the letters still to come.
    pub fn lose(&mut self, model: &Model, draws: &Draws, job: Name, today: i64) {
        let Origin::Recall {
            recall: at, ordinal, ..
        } = job.origin
        else {
            return;
        };
        let place = self.place(model, at, job.city, ordinal);
        let car = &mut self.cars[place];
        car.standing = Standing::Due;
        car.lost = car.lost.saturating_add(1);
        let recall = &model.recalls[at as usize];
        let name = name_of(recall, at, job.city, ordinal);
        if car.invited > model.end().0 || refuses(recall, draws.of_job(model, name, Purpose::Recall, 0)) {
            return;
        }
        if let Some(instant) = response(model, draws, recall, name, (car.invited, today)) {
            self.again.push(Reverse(Call {
                at: instant,
                recall: at,
                city: job.city,
                ordinal,
            }));
        }
    }

    /// What is done beside on a car that comes to a centre today for another reason, another recall among them. `number`
    /// numbers the jobs.
    pub fn join(
        &mut self,
        model: &Model,
        draws: &Draws,
        visit: (i64, u32, &Ticket),
        mut number: impl FnMut() -> u32,
    ) -> Vec<Sent> {
        let mut joined = Vec::new();
        let (at, centre, ticket) = visit;
        // Of recorded jobs and those open at the start nobody knows the car.
        if !matches!(ticket.origin, Origin::Drawn { .. } | Origin::Recall { .. }) {
            return joined;
        }
        // Who comes back does so with the same car.
        let name = Name {
            visit: 0,
            ..ticket.name()
        };
        for (recall, position) in model.recalls.iter().zip(0..) {
            let Some(mode) = recall.mode.filter(|_| recall.on_other_visits && recall.announced < at) else {
                continue;
            };
            let here = |mode| {
                model
                    .candidates(ticket.city, mode)
                    .iter()
                    .any(|one| one.centre.0 == centre)
            };
            let word = draws.of_job(model, name, Purpose::RecallVisit, position)[0];
            let home = where_is(model, draws, name).home;
            let found = match name.origin {
                Origin::Recall { recall: own, .. } if own == position => None,
                Origin::Recall {
                    recall: own, ordinal, ..
                } => recall.also(home as usize, (&model.recalls[own as usize], ordinal), unit(word)),
                _ => recall.visitor(home as usize, car::of(model, draws, name), unit(word)),
            };
            let Some(ordinal) = found else { continue };
            let place = self.place(model, position, home, ordinal);
            if self.cars[place].standing != Standing::Due || !here(mode) {
                continue;
            }
            self.cars[place].standing = Standing::Came;
            self.came += 1;
            joined.push(Sent {
                centre,
                at,
                ticket: Ticket {
                    car: recall.car(home as usize, ordinal),
                    payer: model.warranty.as_ref().map(|_| Payer::Maker),
                    ..Ticket::new(
                        number(),
                        at,
                        (home, mode, model.modes[mode as usize].priority),
                        Origin::Recall {
                            recall: position,
                            again: self.cars[place].lost,
                            ordinal,
                        },
                    )
                },
            });
        }
        joined
    }

    /// Jobs that recalls have caused, comebacks not counted.
    pub fn came(&self) -> u64 {
        self.came
    }
}

/// The day of an instant; what was before the run counts on its first.
fn day_of(instant: i64) -> u32 {
    Time(instant.max(0)).day()
}

/// The name of a car's job.
fn name_of(recall: &RecallModel, at: u32, city: u32, ordinal: u32) -> Name {
    Name {
        origin: Origin::Recall {
            recall: at,
            again: 0,
            ordinal,
        },
        city,
        mode: recall.mode.unwrap_or(0),
        visit: 0,
    }
}

fn delivered(car: Car) -> i32 {
    car.model().map_or(i32::MIN, |_| car.delivered)
}

/// The call of an owner at the hotline within the run; none: she does not ask.
fn inquiry(
    model: &Model,
    draws: &Draws,
    (at, recall): (u32, &RecallModel),
    (city, ordinal): (u32, u32),
) -> Option<Call> {
    let (share, days) = recall.calls.as_ref()?;
    let words = draws.of_job(model, name_of(recall, at, city, ordinal), Purpose::Recall, 1);
    // The law is in days, a sampler's spans are of hours.
    let wait = days.sample_span(words[1]).0.saturating_mul(24);
    let call = Call {
        at: recall.announced.saturating_add(wait),
        recall: at,
        city,
        ordinal,
    };
    (unit(words[0]) < *share && (0..=model.end().0).contains(&call.at)).then_some(call)
}

/// Whether an owner never comes, whatever she is sent: by the words of her car.
fn refuses(recall: &RecallModel, words: [u64; 4]) -> bool {
    unit(words[3]) < recall.refusal_share
}

/// When an owner who was invited at `invited` looks for a centre after a letter that goes out at `from` or later; none: not
/// in the run.
fn response(
    model: &Model,
    draws: &Draws,
    recall: &RecallModel,
    name: Name,
    (invited, from): (i64, i64),
) -> Option<i64> {
    let end = model.end().0;
    for letter in 0..=recall.reminders {
        let sent = recall.sent(invited, letter);
        if sent < from {
            continue;
        }
        if sent > end {
            return None;
        }
        let answer = draws.of_job(model, name, Purpose::RecallAnswer, letter);
        if unit(answer[0]) >= recall.response(letter) {
            continue;
        }
        let Some(read) = reached(model, draws, recall, name, letter) else {
            continue;
        };
        let at = sent
            .saturating_add(read)
            .saturating_add(recall.response_time(answer[1]));
        return (at <= end).then_some(at);
    }
    None
}

/// How long a letter takes by its fastest channel; none: it reaches her by none.
fn reached(model: &Model, draws: &Draws, recall: &RecallModel, name: Name, letter: u32) -> Option<i64> {
    if recall.channels.is_empty() {
        return Some(0);
    }
    let channels = recall.channels.iter().zip(0..);
    let reaching = channels.filter_map(|((share, days), channel)| {
        let words = draws.of_job(model, name, Purpose::RecallLetter, letter << 6 | channel);
        // The law is in days, a sampler's spans are of hours.
        (unit(words[0]) < *share).then(|| days.sample_span(words[1]).0.saturating_mul(24))
    });
    reaching.min()
}
