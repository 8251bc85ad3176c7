//! Rescue on the roadside: an idle truck sets out, mends the car where it stands or tows it to a centre, and drives home.
//!
//! It belongs to the desk and happens in the order of time over all cities, so that a truck that serves several is never
//! in two places. At one instant trucks that are back come first, then hours that begin, then those who wait set out in
//! order of their calls, then calls are handed over, then cars are mended or set down. A truck is free again once it is
//! back at its base.

use super::agenda::{Agenda, Ranked};
use super::desk::DeskCtx;
use super::draws::Purpose;
use super::job::Ticket;
use super::observer::{Observer, Rescued};
use super::record::{Chain, Channel, Outcome};
use super::story::Step;
use super::waits::Waits;
use super::whereabouts::{where_is, which_way};
use crate::engine::keyed::unit;
use crate::engine::time::{DAY, FOREVER, Perhaps, Span};
use crate::model::Model;
use crate::model::roadside::{RoadsideModel, Spot};
use crate::scenario::ids::CentreId;
use std::collections::VecDeque;

/// Something that happens on the roadside.
#[derive(Clone, Debug)]
enum What {
    /// A truck is back at its base.
    Back { base: u32 },
    /// The hours of a base begin.
    Opens { base: u32 },
    /// The call of this place has waited long enough.
    HandsOver { place: u64 },
    /// The car is mended where it stood, or set down at its centre.
    Done { ticket: Ticket, fixed: bool },
}

impl Ranked for What {
    fn rank(&self) -> u8 {
        match self {
            What::Back { .. } => 0,
            What::Opens { .. } => 1,
            What::HandsOver { .. } => 2,
            What::Done { .. } => 3,
        }
    }
}

/// Trucks of a base.
#[derive(Clone, Copy, Debug, Default)]
struct Trucks {
    out: u32,
    /// Whether the beginning of its hours is on the agenda.
    expected: bool,
}

/// A car that cannot move, and where it stands.
#[derive(Clone, Debug)]
struct Stranded {
    place: u64,
    ticket: Ticket,
    /// On a road outside the city.
    road: bool,
    spot: Spot,
    /// The bases that reach it, nearest first, with the kilometres between.
    near: Vec<(u32, f64)>,
    /// It has waited so long that partners have it too.
    handed: bool,
}

/// The state of the roadside over a replication.
#[derive(Clone, Debug, Default)]
pub struct Rescue {
    agenda: Agenda<What>,
    /// By base.
    trucks: Vec<Trucks>,
    /// In order of their calls.
    waiting: VecDeque<Stranded>,
    last_place: u64,
    /// Cars that were rescued, or are.
    ended: u64,
    whole: bool,
}

/// Whether a centre takes jobs on a day.
pub type Takes<'a> = &'a dyn Fn(u32, u32) -> bool;

impl Rescue {
    /// All trucks are at home.
    pub fn clear(&mut self, model: &Model) {
        let bases = model.roadside.as_ref().map_or(0, |roadside| roadside.bases.len());
        self.agenda.clear();
        self.trucks.clear();
        self.trucks.resize(bases, Trucks::default());
        self.waiting.clear();
        self.last_place = 0;
        self.ended = 0;
        self.whole = true;
    }

    /// When something happens next.
    #[inline(always)]
    pub fn next(&self) -> i64 {
        self.agenda.next()
    }

    /// Whether at the end of the run every truck was out or at home, never more than there are, and every rescue that
    /// began has ended or is open.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// A need occurs. It is returned if the car can move.
    #[inline(never)] // so that scenarios without rescue do not carry it along
    pub fn begin<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        roadside: &RoadsideModel,
        ticket: Ticket,
        takes: Takes,
    ) -> Option<Ticket> {
        let Some(rule) = &roadside.modes[ticket.mode as usize] else {
            return Some(ticket);
        };
        let [immobile, where_, far, _] = words(ctx, &ticket, 0);
        if unit(immobile) >= rule.share {
            return Some(ticket);
        }
        let city = ticket.city;
        // Over a holiday it may be known to be on its way, and on which.
        let stay = where_is(ctx.model, &ctx.draws, ticket.name());
        let on_way = || which_way(ctx.model, &ctx.draws, ticket.name(), stay.home);
        let way = stay.on_road.then(on_way).flatten();
        let way = way.and_then(|way| roadside.on_way(stay.home, way.to, way.part));
        let road = stay.on_road || unit(where_) < roadside.road_share;
        let spot = match way {
            Some(way) => way,
            None if road => Spot::Off(roadside.road_km.sample(far).max(0.0)),
            None => match roadside.towns[city as usize] {
                Some(side) => Spot::in_square(side, [far, words(ctx, &ticket, 1)[3]]),
                None => Spot::Off(roadside.town_km.sample(far).max(0.0)),
            },
        };
        let now = ticket.occurred;
        self.last_place += 1;
        let place = self.last_place;
        let stranded = Stranded {
            place,
            ticket: Ticket {
                channel: Channel::Rescue,
                ..ticket
            },
            road,
            near: roadside.near(city, &spot),
            spot,
            handed: false,
        };
        let with_partner = roadside.partner.is_some() || roadside.has_partner(&stranded.near);
        let to = Channel::Rescue;
        ctx.observer.stepped(ticket.id, now, Step::Turns { to });
        self.waiting.push_back(stranded);
        self.dispatch(ctx, roadside, now, takes);
        if with_partner && self.waiting.back().is_some_and(|last| last.place == place) {
            self.agenda
                .put(now.saturating_add(roadside.hand_over), What::HandsOver { place });
        }
        None
    }

    /// What is due next happens. A need whose car has been set down at a centre is returned.
    pub fn step<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        roadside: &RoadsideModel,
        takes: Takes,
    ) -> Option<Ticket> {
        let (now, what) = self.agenda.pop()?;
        let rank = what.rank();
        let mut left = None;
        match what {
            What::Back { base } => self.trucks[base as usize].out -= 1,
            What::Opens { base } => self.trucks[base as usize].expected = false,
            What::HandsOver { place } => {
                let at = self.waiting.binary_search_by_key(&place, |waits| waits.place);
                if let Ok(at) = at {
                    self.waiting[at].handed = true;
                    self.serve(ctx, roadside, at, now, takes);
                }
                let at = self.waiting.binary_search_by_key(&place, |waits| waits.place);
                if let Ok(at) = at
                    && roadside.partner.is_some()
                    && let Some(stranded) = self.waiting.remove(at)
                {
                    self.hand_over(ctx, roadside, &stranded, now, takes);
                }
            }
            What::Done { ticket, fixed } => {
                self.ended += 1;
                let ticket = Ticket {
                    triaged: Perhaps::at(now),
                    ..ticket
                };
                if fixed {
                    let record = ticket.record(Outcome::Solved, Perhaps::NOT_YET, None);
                    ctx.observer.job_closed(&record, &Waits::NONE);
                } else {
                    ctx.observer.stepped(ticket.id, now, Step::SetDown);
                    left = Some(Ticket {
                        channel: Channel::Centre,
                        ..ticket
                    });
                }
            }
        }
        // Who waits starts when all that ends or changes at this instant has.
        if rank <= 1 && self.agenda.is_past(now, 1) {
            self.dispatch(ctx, roadside, now, takes);
        }
        left
    }

    /// Idle trucks set out to those who have called first; of those that reach a car the nearest, own ones before partners'.
    fn dispatch<O: Observer>(&mut self, ctx: &mut DeskCtx<O>, roadside: &RoadsideModel, now: i64, takes: Takes) {
        let mut at = 0;
        while at < self.waiting.len() {
            if !self.serve(ctx, roadside, at, now, takes) {
                at += 1;
            }
        }
    }

    /// A truck sets out to the call that stands at `at` among those who wait, if one can.
    fn serve<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        roadside: &RoadsideModel,
        at: usize,
        now: i64,
        takes: Takes,
    ) -> bool {
        let Rescue { agenda, trucks, .. } = self;
        let stranded = &self.waiting[at];
        let mut idle = |partner| nearest_idle((agenda, trucks), roadside, &stranded.near, partner, now);
        let found = idle(false).or_else(|| if stranded.handed { idle(true) } else { None });
        let Some((base, km)) = found else { return false };
        if let Some(stranded) = self.waiting.remove(at) {
            self.send(ctx, roadside, &stranded, (base, km, now), takes);
        }
        true
    }

    /// A truck sets out now.
    fn send<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        roadside: &RoadsideModel,
        stranded: &Stranded,
        (base, km, now): (u32, f64, i64),
        takes: Takes,
    ) {
        let there = now.saturating_add(roadside.drive(km, now));
        let partner = roadside.bases[base as usize].partner;
        ctx.observer
            .stepped(stranded.ticket.id, now, Step::TruckComes { partner });
        let (done, centre) = self.help(ctx, roadside, stranded, there, takes);
        let home = match centre {
            Some(centre) => roadside.bases[base as usize].centre_km[centre as usize],
            None => km,
        };
        let back = done.saturating_add(roadside.drive(home, done));
        self.trucks[base as usize].out += 1;
        self.agenda.put(back, What::Back { base });
        tell(ctx, stranded, (Some(base), partner), (now, there, back));
    }

    /// A partner's truck comes.
    fn hand_over<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        roadside: &RoadsideModel,
        stranded: &Stranded,
        now: i64,
        takes: Takes,
    ) {
        let Some(law) = &roadside.partner else { return };
        let word = words(ctx, &stranded.ticket, 1)[2];
        let there = now.saturating_add(Span::from_minutes(law.sample(word)).0);
        ctx.observer
            .stepped(stranded.ticket.id, now, Step::TruckComes { partner: true });
        let (done, _) = self.help(ctx, roadside, stranded, there, takes);
        tell(ctx, stranded, (None, true), (now, there, done));
    }

    /// Whoever came at `there` mends the car or tows it to the nearest centre in reach that takes it; when that is done, and
    /// the centre.
    fn help<O: Observer>(
        &mut self,
        ctx: &mut DeskCtx<O>,
        roadside: &RoadsideModel,
        stranded: &Stranded,
        there: i64,
        takes: Takes,
    ) -> (i64, Option<u32>) {
        let mut ticket = stranded.ticket;
        let (fixed_word, [fixing, loading, ..]) = (words(ctx, &ticket, 0)[3], words(ctx, &ticket, 1));
        let rule = roadside.modes[ticket.mode as usize].as_ref();
        if let Some(rule) = rule
            && unit(fixed_word) < rule.fixed_share
        {
            let done = there.saturating_add(Span::from_minutes(rule.fixed.sample(fixing)).0);
            self.agenda.put(done, What::Done { ticket, fixed: true });
            return (done, None);
        }
        let loaded = there.saturating_add(Span::from_minutes(roadside.load.sample(loading)).0);
        let today = (loaded / DAY) as u32;
        let list = ctx.model.candidates(ticket.city, ticket.mode);
        let open = list.iter().filter(|candidate| takes(candidate.centre.0, today));
        let (done, centre) = match roadside.to_centre(ticket.city, &stranded.spot, open) {
            Some((CentreId(centre), way)) => {
                ticket.chain = Chain { centre, ..ticket.chain };
                (loaded.saturating_add(roadside.drive(way, loaded)), Some(centre))
            }
            // Nobody takes it: it is set down in the city.
            None => {
                let way = roadside.to_city(ticket.city, &stranded.spot);
                (loaded.saturating_add(roadside.drive(way, loaded)), None)
            }
        };
        self.agenda.put(done, What::Done { ticket, fixed: false });
        (done, centre)
    }

    /// Everyone still on the roadside at the end of the run.
    pub fn finish<O: Observer>(&mut self, ctx: &mut DeskCtx<O>) {
        let mut open: Vec<Ticket> = self.waiting.drain(..).map(|stranded| stranded.ticket).collect();
        let mut back = vec![0; self.trucks.len()];
        for what in self.agenda.drain() {
            match what {
                What::Done { ticket, .. } => open.push(ticket),
                What::Back { base } => back[base as usize] += 1,
                What::Opens { .. } | What::HandsOver { .. } => {}
            }
        }
        let bases = (ctx.model.roadside.as_ref()).map_or(&[][..], |roadside| &roadside.bases);
        let trucks = self.trucks.iter().zip(&back).zip(bases);
        let conserved = { trucks }.all(|((state, &back), base)| state.out == back && back <= base.trucks);
        self.whole = conserved && self.last_place == self.ended + open.len() as u64;
        for ticket in open {
            let record = ticket.record(Outcome::Unfinished, Perhaps::NOT_YET, None);
            ctx.observer.job_closed(&record, &Waits::NONE);
        }
    }
}

/// The nearest base in its hours with an idle truck, of the maker or of partners. Where the hours begin later, that is put on
/// the agenda.
fn nearest_idle(
    (agenda, trucks): (&mut Agenda<What>, &mut [Trucks]),
    roadside: &RoadsideModel,
    near: &[(u32, f64)],
    partner: bool,
    now: i64,
) -> Option<(u32, f64)> {
    for &(base, km) in near {
        let (spec, trucks) = (&roadside.bases[base as usize], &mut trucks[base as usize]);
        if spec.partner != partner || trucks.out >= spec.trucks {
            continue;
        }
        let opens = spec.hours.first_open(now);
        if opens <= now {
            return Some((base, km));
        }
        if opens < FOREVER && !trucks.expected {
            trucks.expected = true;
            agenda.put(opens, What::Opens { base });
        }
    }
    None
}

fn tell<O: Observer>(
    ctx: &mut DeskCtx<O>,
    stranded: &Stranded,
    (base, partner): (Option<u32>, bool),
    (from, there, to): (i64, i64, i64),
) {
    ctx.observer.rescued(&Rescued {
        occurred: stranded.ticket.occurred,
        city: stranded.ticket.city,
        mode: stranded.ticket.mode,
        base,
        partner,
        road: stranded.road,
        from,
        there,
        to,
    });
}

/// Words of a rescue. Block 0: whether the car can move, whether it is on a road, how far, whether it is mended there;
/// block 1: how long that takes, how long loading, the partner, how far north in its town.
fn words<O>(ctx: &DeskCtx<O>, ticket: &Ticket, block: u32) -> [u64; 4] {
    ctx.draws.of_job(ctx.model, ticket.name(), Purpose::Rescue, block)
}
