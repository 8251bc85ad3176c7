//! A third, slow simulator: walk-in centres, their shelves and the depots behind them, written from the words alone.
//!
//! Days are those around the Spring Festival of 2025. All times are whole minutes. Everything at a centre happens at minutes
//! of its own, so that no two centres ever order at one instant, for whose order there is no rule.

mod written;

use super::by_hand::{Case, Run};
use super::oracle::Dice;
use std::fmt::Write;
use written::{written_centre, written_depot, written_modes};

const DAY: i64 = 24 * 60;
const DAYS: i64 = 20;
const GROUPS: usize = 14;
const JOBS: usize = 30;
const RESOURCES: [&str; 2] = ["bay", "mechanic"];
const PARTS: [&str; 3] = ["panel", "lamp", "glass"];

/// Needs, what is kept if anything is, and parts of a stage, by position.
type Stage = (&'static [usize], &'static [usize], &'static [usize]);
const MODES: [&[Stage]; 6] = [
    &[(&[0], &[], &[0])],
    &[(&[0], &[0], &[]), (&[0, 1], &[], &[0, 1])],
    &[(&[1], &[], &[1]), (&[0], &[0], &[2]), (&[0], &[], &[1])],
    &[(&[0, 1], &[0], &[]), (&[1], &[], &[2])],
    &[(&[1], &[], &[0, 1, 2])],
    &[(&[0], &[], &[])],
];

/// Whether a day, 0 first, is a day off: 28 January to 4 February 2025, counted from 24 January.
fn off(day: i64) -> bool {
    (4..=11).contains(&day)
}

/// The day on whose 00:00 is there what a supplier has from the evening of `day` on.
fn due(mut day: i64, days: i64, rests: bool) -> i64 {
    let works_on = |day: i64| !(rests && off(day));
    while !works_on(day) {
        day += 1;
    }
    for _ in 0..days {
        day += 1;
        while !works_on(day) {
            day += 1;
        }
    }
    day
}

/// What everybody in one file shares.
struct Factory {
    /// By part: days, as written and in whole ones, and whether it rests on days off.
    parts: [(&'static str, i64, bool); 3],
    keep: bool,
}

struct Depot {
    stock: [i64; 3],
    days: (&'static str, i64),
    cut_off: i64,
    rests: bool,
    /// Not yet worked off: day from whose evening on, instant, centre, part.
    orders: Vec<(i64, i64, usize, usize)>,
    /// Worked off but not there: centre and part, the first first.
    owed: Vec<(usize, usize)>,
    /// On the way from the factory: day and part.
    coming: Vec<(i64, usize)>,
}

struct Centre {
    counts: [i64; 2],
    stock: [i64; 3],
    hours: String,
    spans: Vec<(i64, i64)>,
    closed_on_days_off: bool,
    /// Minutes that started work goes on after closing: none, so many, or all there are.
    overtime: i64,
    limit: Option<usize>,
    /// Its depot, by position.
    depot: Option<usize>,
}

impl Centre {
    fn open_after(&self, now: i64) -> bool {
        let day_off = self.closed_on_days_off && off(now / DAY);
        !day_off && self.spans.iter().any(|&(from, to)| (from..to).contains(&(now % DAY)))
    }
}

#[derive(Clone, Default)]
struct Job {
    at: i64,
    mode: usize,
    stages: &'static [Stage],
    keep: bool,
    priority: i64,
    patience: Option<i64>,
    work: Vec<i64>,
    stage: usize,
    held: [bool; 2],
    /// Waits for these parts.
    missing: Vec<usize>,
    /// Waited for a part before the first stage: she stays.
    stays: bool,
    /// Has all its parts and waits in the queue since then.
    since: Option<i64>,
    left: Option<i64>,
    /// Began to wait for parts after so many others here.
    turn: i64,
    start: Option<i64>,
    end: Option<i64>,
    lost: Option<i64>,
    short_of: [i64; 2],
    closed: i64,
    without_part: i64,
}

impl Job {
    fn needs(&self) -> impl Iterator<Item = usize> {
        let (needs, held) = (self.stages[self.stage].0, self.held);
        needs.iter().copied().filter(move |&need| !held[need])
    }

    fn may_leave(&self) -> bool {
        self.since.is_some() && self.stage == 0 && !self.stays
    }

    fn waits_first(&self) -> bool {
        (self.since.is_some() || !self.missing.is_empty()) && self.stage == 0
    }
}

/// A centre at work.
struct Floor<'a> {
    centre: &'a Centre,
    jobs: Vec<Job>,
    free: [i64; 2],
    shelf: [i64; 3],
    /// Parts that were ordered for owners who left.
    spare: [i64; 3],
    /// What goes back to the shelf in the evening.
    back: Vec<usize>,
    /// Deliveries: day and part.
    coming: Vec<(i64, usize)>,
    /// Orders since they were last taken away: instant and part.
    ordered: Vec<(i64, usize)>,
    /// Waits for parts that have begun.
    turns: i64,
    open: bool,
    closed_at: i64,
    /// By part: needed, and there when needed.
    needed: [i64; 3],
    there: [i64; 3],
}

impl Floor<'_> {
    /// A job reaches its stage.
    fn reach(&mut self, id: usize, now: i64) {
        let job = &mut self.jobs[id];
        for &part in job.stages[job.stage].2 {
            self.needed[part] += 1;
            if self.spare[part] > 0 {
                self.spare[part] -= 1;
            } else {
                self.ordered.push((now, part));
            }
            if self.shelf[part] > 0 {
                self.shelf[part] -= 1;
                self.there[part] += 1;
            } else {
                job.missing.push(part);
            }
        }
        if job.missing.is_empty() {
            job.since = Some(now);
        } else {
            self.turns += 1;
            job.turn = self.turns;
            job.stays |= job.stage == 0;
        }
    }

    /// Ends what has nothing left to do.
    fn complete(&mut self, now: i64) {
        for id in 0..self.jobs.len() {
            let job = &mut self.jobs[id];
            if job.left != Some(0) {
                continue;
            }
            let (needs, keeps, _) = job.stages[job.stage];
            let last = job.stage + 1 == job.stages.len();
            for resource in 0..2 {
                let works = needs.contains(&resource);
                let kept = !last
                    && if works {
                        job.keep && keeps.contains(&resource)
                    } else {
                        job.held[resource]
                    };
                self.free[resource] += i64::from((works || job.held[resource]) && !kept);
                job.held[resource] = kept;
            }
            job.left = None;
            job.stage += 1;
            if last {
                job.end = Some(now);
            } else {
                self.reach(id, now);
            }
        }
    }

    /// Starts everyone who can, by priority, arrival and id, again while work of no length ends.
    fn settle(&mut self, now: i64) {
        while self.open {
            let mut order: Vec<usize> = (0..self.jobs.len())
                .filter(|&id| self.jobs[id].since.is_some())
                .collect();
            order.sort_by_key(|&id| (self.jobs[id].priority, self.jobs[id].since, id));
            for id in order {
                let job = &mut self.jobs[id];
                if job.needs().all(|need| self.free[need] > 0) {
                    job.needs().for_each(|need| self.free[need] -= 1);
                    job.since = None;
                    job.left = Some(job.work[job.stage]);
                    job.start = job.start.or(Some(now));
                }
            }
            if !self.jobs.iter().any(|job| job.left == Some(0)) {
                break;
            }
            self.complete(now);
        }
    }

    /// Lets go who has had enough.
    fn expire(&mut self, now: i64) {
        for job in self.jobs.iter_mut().filter(|job| job.may_leave()) {
            if job.patience.is_some_and(|patience| job.at + patience <= now) {
                (job.since, job.lost) = (None, Some(now));
                self.back.extend(job.stages[0].2);
            }
        }
    }

    fn arrive(&mut self, id: usize, now: i64) {
        let waiting = self.jobs.iter().filter(|job| job.waits_first()).count();
        let job = &self.jobs[id];
        let all_there = job.stages[0].2.iter().all(|&part| self.shelf[part] > 0);
        let starts = self.open && all_there && job.needs().all(|need| self.free[need] > 0);
        if starts || self.centre.limit.is_none_or(|limit| waiting < limit) {
            self.reach(id, now);
            self.settle(now);
            self.expire(now);
        } else {
            self.jobs[id].lost = Some(now);
        }
    }

    /// A minute has passed.
    fn pass(&mut self, now: i64) {
        let goes_on = self.open || now - 1 - self.closed_at < self.centre.overtime;
        for job in &mut self.jobs {
            if !job.missing.is_empty() {
                job.without_part += 1;
            } else if job.since.is_some() && self.open {
                let short = job.needs().filter(|&need| self.free[need] <= 0).min();
                job.short_of[short.expect("something is missing")] += 1;
            } else if job.since.is_some() || job.left.is_some() && !goes_on {
                job.closed += 1;
            }
            if goes_on {
                job.left = job.left.map(|left| left - 1);
            }
        }
    }

    /// The end of a day, or any other instant.
    fn instant(&mut self, now: i64) {
        self.complete(now);
        let midnight = now > 0 && now % DAY == 0;
        if self.open || !midnight {
            if self.open && !self.centre.open_after(now) {
                self.closed_at = now;
            }
            self.open = self.centre.open_after(now);
        }
        self.settle(now);
        for id in 0..self.jobs.len() {
            self.expire(now);
            if self.jobs[id].at == now {
                self.arrive(id, now);
            }
        }
    }

    /// The first instant of a day.
    fn morning(&mut self, now: i64) {
        let mut came: Vec<usize> = std::mem::take(&mut self.back);
        came.iter().for_each(|&part| self.spare[part] += 1);
        self.coming.retain(|&(day, part)| {
            if day == now / DAY {
                came.push(part);
            }
            day != now / DAY
        });
        for part in came {
            // Whoever has waited longest; of one instant who came to its stage first.
            let waits = |id: &usize| self.jobs[*id].missing.contains(&part);
            let first = (0..self.jobs.len()).filter(waits).min_by_key(|&id| self.jobs[id].turn);
            let Some(id) = first else {
                self.shelf[part] += 1;
                continue;
            };
            self.jobs[id].missing.retain(|&missing| missing != part);
            if self.jobs[id].missing.is_empty() {
                self.jobs[id].since = Some(now);
            }
        }
        self.open = self.centre.open_after(now);
        self.settle(now);
    }
}

/// Sends what was ordered today on its way.
fn evening(today: i64, floors: &mut [Floor], depots: &mut [Depot], factory: &Factory) {
    for (at, floor) in floors.iter_mut().enumerate() {
        for (now, part) in std::mem::take(&mut floor.ordered) {
            let (_, days, rests) = factory.parts[part];
            match floor.centre.depot {
                None => floor.coming.push((due(today, days, rests), part)),
                Some(depot) => {
                    let late = now - today * DAY > depots[depot].cut_off;
                    depots[depot].orders.push((today + i64::from(late), now, at, part));
                }
            }
        }
    }
    for depot in depots.iter_mut() {
        depot.coming.retain(|&(day, part)| {
            depot.stock[part] += i64::from(day <= today);
            day > today
        });
        if depot.rests && off(today) {
            continue;
        }
        depot.orders.sort_by_key(|&(_, now, at, _)| (now, at));
        depot.orders.retain(|&(day, _, at, part)| {
            if day <= today {
                let (_, days, rests) = factory.parts[part];
                depot.owed.push((at, part));
                depot.coming.push((due(today, days, rests), part));
            }
            day > today
        });
        depot.owed.retain(|&(at, part)| {
            let there = depot.stock[part] > 0;
            if there {
                depot.stock[part] -= 1;
                floors[at].coming.push((due(today, depot.days.1, depot.rests), part));
            }
            !there
        });
    }
}

/// Minute by minute; midnights end their day.
fn simulate(floors: &mut [Floor], depots: &mut [Depot], factory: &Factory) {
    for now in 0..=DAYS * DAY {
        for floor in floors.iter_mut() {
            if now == 0 {
                floor.open = floor.centre.open_after(0);
            } else {
                floor.pass(now);
            }
            floor.instant(now);
        }
        if now > 0 && now % DAY == 0 && now < DAYS * DAY {
            evening(now / DAY - 1, floors, depots, factory);
            floors.iter_mut().for_each(|floor| floor.morning(now));
        }
    }
}

fn centre(dice: &mut Dice, place: usize, depot: Option<usize>) -> Centre {
    // Minutes of its own; only the first of three knows midnight.
    let shift = (place % 3) as i64 * 5;
    let patterns: [&[(i64, i64)]; 6] = [
        &[(0, 1440)],
        &[(0, 720)],
        &[(840, 1440)],
        &[(540, 720), (780, 1080)],
        &[(480, 1200)],
        &[(720, 1320)],
    ];
    let any = if shift == 0 { dice.below(6) } else { 3 + dice.below(3) };
    let spans: Vec<(i64, i64)> = patterns[any as usize]
        .iter()
        .map(|(from, to)| (from + shift, to + shift))
        .collect();
    let clock = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let written: Vec<String> = spans
        .iter()
        .map(|&(from, to)| format!("{}-{}", clock(from), clock(to)))
        .collect();
    let closed_on_days_off = dice.below(4) == 0;
    let holiday = if closed_on_days_off { ", holiday = 'closed'" } else { "" };
    Centre {
        counts: [1 + dice.below(2), 1 + dice.below(2)],
        stock: [dice.below(3), dice.below(3), dice.below(2)],
        hours: format!("mon-sun = '{}'{holiday}", written.join(", ")),
        spans,
        closed_on_days_off,
        overtime: [0, i64::MAX, 60, 210][dice.below(4) as usize],
        limit: [None, None, None, Some(0), Some(2)][dice.below(5) as usize],
        depot,
    }
}

fn jobs(dice: &mut Dice, place: usize, keep: bool) -> Vec<Job> {
    let shift = (place % 3) as i64 * 5;
    let mut jobs: Vec<Job> = (0..JOBS)
        .map(|_| {
            let mode = dice.below(6) as usize;
            Job {
                at: dice.below(DAYS * 48 - 1) * 30 + shift,
                mode,
                keep,
                priority: dice.below(3) - 1,
                patience: (dice.below(2) == 0).then(|| dice.below(30) * 30),
                stages: MODES[mode],
                work: MODES[mode]
                    .iter()
                    .map(|_| dice.below(4).min(1) * dice.below(20) * 30)
                    .collect(),
                ..Job::default()
            }
        })
        .collect();
    jobs.sort_by_key(|job| job.at);
    jobs
}

fn check(run: &Run, place: usize, floor: &Floor, text: &str) {
    for (id, job) in floor.jobs.iter().enumerate() {
        let row = (place * JOBS + id + 1).to_string();
        let minutes = |column: &str| {
            let cell = run.cell(&row, column);
            (!cell.is_empty()).then(|| (cell.parse::<f64>().unwrap() * 60.0 * 1e6).round() as i64)
        };
        let found = ["start", "end", "lost"].map(minutes);
        let expected = [job.start, job.end, job.lost].map(|minute| minute.map(|minute| minute * 1_000_000));
        let of = || format!("job {id} of c{place}, arrived {} ({}):\n{text}", job.at, job.mode);
        assert_eq!(found, expected, "millionths of minutes of {}", of());
        if job.end.is_some() {
            let columns = [
                "wait_bay_hours",
                "wait_mechanic_hours",
                "closed_hours",
                "wait_part_hours",
            ];
            let expected = [job.short_of[0], job.short_of[1], job.closed, job.without_part];
            let found = columns.map(|column| minutes(column).map(|micros| micros / 1_000_000));
            assert_eq!(found, expected.map(Some), "waits in minutes of {}", of());
        }
    }
    for (part, name) in PARTS.iter().enumerate() {
        if floor.needed[part] > 0 {
            let keys = format!("centre=w{place} part={name}");
            run.is(
                "part_fill_share",
                &keys,
                floor.there[part] as f64 / floor.needed[part] as f64,
            );
        }
    }
}

#[test]
fn slow_shelves_and_depots_agree_to_the_minute() {
    // Not a test of nothing: who waited for a part, held a bay meanwhile, left, was turned away, and what came of a depot's debts.
    let mut seen = [0; 5];
    for seed in 1..=6 {
        compare(&mut Dice::new(seed), seed % 2 == 0, &mut seen);
    }
    assert!(seen.iter().all(|count| *count > 40), "{seen:?}");
}

fn compare(dice: &mut Dice, keep: bool, seen: &mut [usize; 5]) {
    let law = |dice: &mut Dice| [("0.4", 1), ("1", 1), ("1.5", 2), ("3", 3), ("5.2", 6)][dice.below(5) as usize];
    let part = |dice: &mut Dice| {
        let (written, days) = law(dice);
        (written, days, dice.below(2) == 0)
    };
    let factory = Factory {
        parts: [part(dice), part(dice), part(dice)],
        keep,
    };
    let mut depots: Vec<Depot> = (0..GROUPS)
        .map(|_| Depot {
            stock: [dice.below(3), dice.below(2), dice.below(3)],
            days: [("0.5", 1), ("1", 1), ("2", 2), ("2.5", 3)][dice.below(4) as usize],
            cut_off: [DAY, 1020, 720, 0][dice.below(4) as usize],
            rests: dice.below(2) == 0,
            orders: Vec::new(),
            owed: Vec::new(),
            coming: Vec::new(),
        })
        .collect();
    let centres: Vec<Centre> = (0..GROUPS * 3)
        .map(|place| {
            let depot = (dice.below(4) > 0).then_some(place / 3);
            centre(dice, place, depot)
        })
        .collect();
    let texts: Vec<String> = (0..centres.len())
        .map(|place| written_centre(place, &centres[place]))
        .collect();
    let head = written_modes(&factory);
    let stores: Vec<String> = (0..GROUPS).map(|at| written_depot(at, &depots[at])).collect();
    let mut trace = "time city failure priority patience_hours hours.s0 hours.s1 hours.s2\n".to_string();
    let mut floors = Vec::new();
    for (place, centre) in centres.iter().enumerate() {
        let jobs = jobs(dice, place, keep);
        for job in &jobs {
            let hours =
                |minutes: Option<&i64>| minutes.map_or("-".into(), |minutes| (*minutes as f64 / 60.0).to_string());
            let works: Vec<String> = (0..3).map(|stage| hours(job.work.get(stage))).collect();
            let (at, patience) = (job.at as f64 / 60.0, hours(job.patience.as_ref()));
            writeln!(
                trace,
                "{at} c{place} m{} {} {patience} {}",
                job.mode,
                job.priority,
                works.join(" ")
            )
            .unwrap();
        }
        floors.push(Floor {
            centre,
            jobs,
            free: centre.counts,
            shelf: centre.stock,
            spare: [0; 3],
            back: Vec::new(),
            coming: Vec::new(),
            ordered: Vec::new(),
            turns: 0,
            open: false,
            closed_at: 0,
            needed: [0; 3],
            there: [0; 3],
        });
    }
    simulate(&mut floors, &mut depots, &factory);
    let scenario = head.clone() + &stores.concat() + &texts.concat();
    let run = Case::from("2025-01-24", DAYS as u32, &scenario).trace(&trace).run();
    for (place, floor) in floors.iter().enumerate() {
        let store = floor.centre.depot.map_or("", |depot| stores[depot].as_str());
        check(&run, place, floor, &format!("{head}{store}{}", texts[place]));
        for job in &floor.jobs {
            let kinds = [
                job.end.is_some() && job.without_part > 0,
                job.end.is_some() && job.without_part > 0 && job.stages.len() > 1 && keep,
                job.lost.is_some_and(|lost| lost > job.at) && !job.stages[0].2.is_empty(),
                job.lost.is_some_and(|lost| lost == job.at) && !job.stages[0].2.is_empty(),
                job.end.is_some() && job.without_part > 4 * DAY && floor.centre.depot.is_some(),
            ];
            for (count, happened) in seen.iter_mut().zip(kinds) {
                *count += usize::from(happened);
            }
        }
    }
}
