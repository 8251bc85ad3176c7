//! Recalls: which car has its update when, who is written to when, and who comes when.
//!
//! All of it follows from the draws of each car, so it is known when a replication starts; only who has it done on
//! another visit is known on the day of that visit, and such an owner does not come again.

use super::car;
use super::desk::Sent;
use super::draws::{Draws, Purpose};
use super::job::Ticket;
use super::observer::Observer;
use super::record::{Name, Origin};
use crate::engine::keyed::unit;
use crate::engine::time::{FOREVER, Time};
use crate::model::Model;
use crate::model::fleet::Car;
use crate::model::recall::RecallModel;
use crate::model::warranty::Payer;

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
    cars: Vec<Standing>,
    letters: Vec<Letter>,
    coming: Vec<Call>,
    next: usize,
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
                if letter.refuses {
                    continue;
                }
                let name = name_of(recall, at, letter.city, letter.ordinal);
                match response(model, draws, recall, name, invited) {
                    Some(before) if before < 0 => {
                        let place = self.place(model, at, letter.city, letter.ordinal);
                        self.cars[place] = Standing::Came;
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
                if unit(words[0]) < recall.ota_share {
                    self.cars.push(Standing::Updates);
                    let updated = recall.updated(words[1]);
                    if updated <= model.end().0 {
                        observer.recalled(at, day_of(updated), Recalled::Updated);
                    }
                    continue;
                }
                self.cars.push(Standing::Due);
                self.letters.push(Letter {
                    delivered: if recall.oldest_first {
                        delivered(recall.car(city as usize, ordinal))
                    } else {
                        0
                    },
                    lot: words[2],
                    city,
                    ordinal,
                    refuses: unit(words[3]) < recall.refusal_share,
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
        self.coming.get(self.next).map_or(FOREVER, |call| call.at)
    }

    /// Takes the next one; nobody, if it was done on another visit.
    pub fn take(&mut self, model: &Model) -> Option<Call> {
        let call = *self.coming.get(self.next)?;
        self.next += 1;
        let place = self.place(model, call.recall, call.city, call.ordinal);
        if self.cars[place] != Standing::Due {
            return None;
        }
        self.cars[place] = Standing::Came;
        self.came += 1;
        Some(call)
    }

    /// What is done beside on a car that comes to a centre today for another reason. `number` numbers the job.
    pub fn join(
        &mut self,
        model: &Model,
        draws: &Draws,
        visit: (i64, u32, &Ticket),
        mut number: impl FnMut() -> u32,
    ) -> Option<Sent> {
        let (at, centre, ticket) = visit;
        // Of recorded jobs and those open at the start nobody knows the car.
        if !matches!(ticket.origin, Origin::Drawn { .. }) {
            return None;
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
            let visiting = car::of(model, draws, name);
            let Some(ordinal) = recall.visitor(ticket.city as usize, visiting, unit(word)) else {
                continue;
            };
            let place = self.place(model, position, ticket.city, ordinal);
            if self.cars[place] != Standing::Due || !here(mode) {
                continue;
            }
            self.cars[place] = Standing::Came;
            self.came += 1;
            return Some(Sent {
                centre,
                at,
                ticket: Ticket {
                    car: recall.car(ticket.city as usize, ordinal),
                    payer: model.warranty.as_ref().map(|_| Payer::Maker),
                    ..Ticket::new(
                        number(),
                        at,
                        (ticket.city, mode, model.modes[mode as usize].priority),
                        Origin::Recall {
                            recall: position,
                            ordinal,
                        },
                    )
                },
            });
        }
        None
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
        origin: Origin::Recall { recall: at, ordinal },
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

/// When an owner who was invited at `invited` looks for a centre; none: not in the run.
fn response(model: &Model, draws: &Draws, recall: &RecallModel, name: Name, invited: i64) -> Option<i64> {
    let end = model.end().0;
    for letter in 0..=recall.reminders {
        let sent = recall.sent(invited, letter);
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
