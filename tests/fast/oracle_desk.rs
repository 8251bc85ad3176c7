//! A second, slow simulator of calendars, written from the words alone; every booking must agree.
//!
//! All times are whole minutes on a coarse grid, so that many things happen at one instant.

use super::by_hand::{Case, Run};
use super::oracle::Dice;
use std::fmt::Write;

const DAY: i64 = 24 * 60;
const DAYS: i64 = 9;
const CENTRES: usize = 120;
const JOBS: usize = 24;

/// One calendar; times in minutes.
struct Calendar {
    slots: i64,
    horizon: i64,
    release: i64,
    notice: i64,
    /// Slots of a day kept for urgent jobs, as written and by hand, and until how many days before.
    kept: (&'static str, i64, i64),
    fate: Fate,
    again: bool,
}

/// What every owner does with her booking.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Comes,
    /// Calls off so many minutes before.
    CallsOff(i64),
    StaysAway,
    /// Comes so late, with this limit.
    Late(i64, i64),
    /// Calls off if there is time for so much notice, else stays away.
    Neither(i64),
}

#[derive(Clone, Default)]
struct Job {
    at: i64,
    urgent: bool,
    patience: Option<i64>,
    booked: Option<i64>,
    /// Day and number.
    slot: Option<(i64, i64)>,
    arrives: Option<i64>,
    /// When a booking shows that it is not kept, and whether by calling off.
    breaks: Option<(i64, bool)>,
    /// Tries at releases until then.
    until: Option<i64>,
    lost: Option<(i64, &'static str)>,
    attempts: i64,
    no_shows: i64,
    cancellations: i64,
}

struct Desk<'a> {
    calendar: &'a Calendar,
    jobs: Vec<Job>,
    /// Who tries, the longest first.
    trying: Vec<usize>,
    taken: Vec<[bool; 4]>,
    opened: i64,
    shared: i64,
}

impl Desk<'_> {
    fn start(&self, (day, slot): (i64, i64)) -> i64 {
        day * DAY + 540 + slot * 540 / self.calendar.slots
    }

    /// An attempt; whether it found a slot.
    fn look(&mut self, id: usize, now: i64, today: i64) -> bool {
        let calendar = self.calendar;
        self.jobs[id].attempts += 1;
        let common = calendar.slots - calendar.kept.1;
        let free = (today..self.opened)
            .flat_map(|day| (0..calendar.slots).map(move |slot| (day, slot)))
            .find(|&(day, slot)| {
                let start = self.start((day, slot));
                start > now
                    && start - now >= calendar.notice
                    && !self.taken[day as usize][slot as usize]
                    && (self.jobs[id].urgent || slot < common || day < self.shared)
            });
        let Some((day, slot)) = free else { return false };
        self.taken[day as usize][slot as usize] = true;
        let start = self.start((day, slot));
        let job = &mut self.jobs[id];
        (job.booked, job.slot, job.until) = (Some(now), Some((day, slot)), None);
        let in_time = |notice: i64| start - notice > now;
        match calendar.fate {
            Fate::CallsOff(notice) | Fate::Neither(notice) if in_time(notice) => {
                job.breaks = Some((start - notice, true));
            }
            Fate::StaysAway | Fate::Neither(_) => job.breaks = Some((start, false)),
            Fate::Late(late, limit) if late > limit => job.breaks = Some((start + late, false)),
            Fate::Late(late, _) => job.arrives = Some(start + late),
            Fate::Comes | Fate::CallsOff(_) => job.arrives = Some(start),
        }
        true
    }

    /// An attempt that is not at a release: who finds nothing waits for one.
    fn attempt(&mut self, id: usize, now: i64, today: i64) {
        if !self.look(id, now, today) {
            let patience = self.jobs[id].patience.unwrap_or(1_000_000);
            self.jobs[id].until = Some(now + patience);
            self.trying.push(id);
        }
    }

    fn breaks(&mut self, id: usize, now: i64, today: i64) {
        let job = &mut self.jobs[id];
        let Some((_, cancelled)) = job.breaks.take() else {
            return;
        };
        let slot = job.slot.take();
        job.booked = None;
        job.cancellations += i64::from(cancelled);
        job.no_shows += i64::from(!cancelled);
        if self.calendar.again {
            self.attempt(id, now, today);
        } else {
            job.lost = Some((now, if cancelled { "cancelled" } else { "no_show" }));
        }
        if let (true, Some((day, slot))) = (cancelled, slot) {
            self.taken[day as usize][slot as usize] = false;
        }
    }

    fn give_up(&mut self, now: i64) {
        let jobs = &mut self.jobs;
        self.trying.retain(|&id| {
            let until = jobs[id].until.unwrap();
            if until <= now {
                jobs[id].lost = Some((until, "no_slot"));
            }
            until > now
        });
    }

    fn release(&mut self, now: i64, today: i64) {
        self.opened = today + self.calendar.horizon;
        self.shared = today + 1 + self.calendar.kept.2;
        self.give_up(now);
        for id in std::mem::take(&mut self.trying) {
            if !self.look(id, now, today) {
                self.trying.push(id);
            }
        }
    }

    fn run(&mut self) {
        let release = self.calendar.release;
        (self.opened, self.shared) = (self.calendar.horizon - 1, self.calendar.kept.2);
        for now in 0..=DAYS * DAY {
            // A midnight ends its day.
            let today = (now - 1).max(0) / DAY;
            if now == 0 && release == 0 {
                self.release(0, 0);
            }
            for id in 0..self.jobs.len() {
                if self.jobs[id].breaks.is_some_and(|(at, _)| at == now) {
                    self.breaks(id, now, today);
                }
            }
            for id in 0..self.jobs.len() {
                if self.jobs[id].at == now {
                    self.attempt(id, now, today);
                }
            }
            if now > 0 && now < DAYS * DAY && now % DAY == release {
                self.release(now, now / DAY);
            }
        }
        self.give_up(DAYS * DAY);
    }
}

fn calendar(dice: &mut Dice) -> Calendar {
    let slots = 1 + dice.below(3);
    let fates = [
        Fate::Comes,
        Fate::CallsOff(360),
        Fate::CallsOff(DAY),
        Fate::StaysAway,
        Fate::Late(30, 30),
        Fate::Late(1200, 1440),
        Fate::Late(90, 60),
        Fate::Neither(720),
    ];
    // A half rounds upwards.
    let kept = match dice.below(3) {
        0 => ("0.34", (slots * 34 + 50) / 100, dice.below(2)),
        1 => ("0.5", (slots + 1) / 2, dice.below(3)),
        _ => ("0", 0, 0),
    };
    let horizon = 1 + dice.below(4);
    Calendar {
        slots,
        horizon,
        release: [0, 0, 720, 1200][dice.below(4) as usize],
        notice: [0, 0, 360, DAY][dice.below(if horizon > 1 { 4 } else { 3 }) as usize],
        kept,
        fate: fates[dice.below(8) as usize],
        again: dice.below(3) > 0,
    }
}

fn written(place: usize, calendar: &Calendar) -> String {
    let mut text = format!(
        "[[city]]\nid = 'c{place}'\nlat = {lat:.1}\nlon = 0.0\n[[centre]]\nid = 'w{place}'\ncity = 'c{place}'\n\
         resources = {{ bay = 50 }}\nhours = {{ mon-sun = '09:00-18:00' }}\n\
         booking = {{ policy = 'calendar', retry = 'in-order', slots_per_day = {}, horizon_days = {}, \
         release = '{:02}:00', urgent_reserve_share = {}, reserve_until_days = {}",
        calendar.slots,
        calendar.horizon,
        calendar.release / 60,
        calendar.kept.0,
        calendar.kept.2,
        lat = (place as f64 - 60.0) * 1.4,
    );
    let days = |minutes: i64| minutes as f64 / DAY as f64;
    let fate = match calendar.fate {
        Fate::Comes => String::new(),
        Fate::CallsOff(notice) => format!(", cancel = {{ share = 1, notice_days = {:?} }}", days(notice)),
        Fate::StaysAway => ", no_show = { min_share = 1, max_share = 1 }".into(),
        Fate::Late(late, limit) => format!(", late_minutes = {late}, late_limit_minutes = {limit}"),
        Fate::Neither(notice) => format!(
            ", cancel = {{ share = 1, notice_days = {:?} }}, no_show = {{ min_share = 1, max_share = 1 }}",
            days(notice)
        ),
    };
    if calendar.fate != Fate::Comes && !calendar.again {
        text += ", rebook_share = 0";
    }
    if calendar.notice > 0 {
        write!(text, ", notice_hours = {}", calendar.notice / 60).unwrap();
    }
    text + &fate + " }\n"
}

fn check(run: &Run, row: usize, job: &Job, start: Option<i64>, calendar: &Calendar) {
    let row = row.to_string();
    let minutes = |column: &str| {
        let cell = run.cell(&row, column);
        (!cell.is_empty()).then(|| (cell.parse::<f64>().unwrap() * 60.0).round() as i64)
    };
    let arrived = job.arrives.filter(|&at| at <= DAYS * DAY);
    let found = ["booked", "slot", "arrived", "lost"].map(minutes);
    let expected = [job.booked, start, arrived, job.lost.map(|lost| lost.0)];
    let text = written(0, calendar);
    assert_eq!(found, expected, "job {row} in minutes, {text}");
    let reason = job.lost.map_or("", |lost| lost.1);
    assert_eq!(run.cell(&row, "reason"), reason, "job {row}, {text}");
    let counts: [i64; 3] =
        ["attempts", "no_shows", "cancellations"].map(|column| run.cell(&row, column).parse().unwrap());
    assert_eq!(
        counts,
        [job.attempts, job.no_shows, job.cancellations],
        "job {row}, {text}"
    );
}

#[test]
fn a_slow_desk_agrees_to_the_minute() {
    let mut dice = Dice::new(7);
    let mut scenario = "[choice]\nreach_km = 1\n".to_string();
    for (mode, urgent) in [("plain", false), ("urgent", true)] {
        write!(
            scenario,
            "[[failure]]\nid = '{mode}'\nurgent = {urgent}\n\
             stages = [ {{ id = 'work', needs = ['bay'], hours = 0.1 }} ]\n"
        )
        .unwrap();
    }
    let mut trace = "time city failure patience_hours\n".to_string();
    let mut all = Vec::new();
    for place in 0..CENTRES {
        let calendar = calendar(&mut dice);
        scenario += &written(place, &calendar);
        let mut jobs: Vec<Job> = (0..JOBS)
            .map(|_| Job {
                at: dice.below(DAYS * 24 + 1) * 60,
                urgent: dice.below(4) == 0,
                patience: (dice.below(2) == 0).then(|| dice.below(60) * 60),
                ..Job::default()
            })
            .collect();
        jobs.sort_by_key(|job| job.at);
        for job in &jobs {
            let mode = if job.urgent { "urgent" } else { "plain" };
            let patience = job.patience.map_or("-".into(), |patience| (patience / 60).to_string());
            writeln!(trace, "{} c{place} {mode} {patience}", job.at / 60).unwrap();
        }
        all.push((calendar, jobs));
    }
    let run = Case::new(DAYS as u32, &scenario).trace(&trace).run();
    let mut seen = [0; 6];
    for (place, (calendar, jobs)) in all.iter().enumerate() {
        let mut desk = Desk {
            calendar,
            jobs: jobs.clone(),
            trying: Vec::new(),
            taken: vec![[false; 4]; 2 * DAYS as usize],
            opened: 0,
            shared: 0,
        };
        desk.run();
        for (id, job) in desk.jobs.iter().enumerate() {
            let start = job.slot.map(|slot| desk.start(slot));
            check(&run, place * JOBS + id + 1, job, start, calendar);
            let reason = job.lost.map_or("", |lost| lost.1);
            let kinds = ["no_slot", "no_show", "cancelled"].map(|kind| kind == reason);
            let more = [
                job.cancellations > 1,
                job.no_shows > 1,
                job.attempts > 1 && job.arrives.is_some(),
            ];
            for (count, happened) in seen.iter_mut().zip(kinds.iter().chain(&more)) {
                *count += usize::from(*happened);
            }
        }
    }
    // Not a test of nothing.
    assert!(seen.iter().all(|count| *count > CENTRES / 4), "{seen:?}");
}
