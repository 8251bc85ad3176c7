//! A second, slow simulator of one walk-in centre, written from the words alone; every instant must agree.
//!
//! All times are whole minutes on a coarse grid, so that most instants have several things to put in order.

use super::by_hand::Case;
use std::fmt::Write;

const DAY: i64 = 24 * 60;
const DAYS: i64 = 8;
const CENTRES: usize = 60;
const JOBS: usize = 45;

/// Needs of each stage of each failure mode, as positions of `RESOURCES`.
type Modes = [&'static [&'static [usize]]; 5];
const MODES: Modes = [
    &[&[0]],
    &[&[1], &[0, 1]],
    &[&[2], &[0], &[2]],
    &[&[0], &[0]],
    &[&[0, 1, 2]],
];
/// One resource a stage: then the floor takes a shorter way.
const SINGLE: Modes = [
    &[&[0]],
    &[&[1], &[0]],
    &[&[2], &[0], &[2]],
    &[&[0], &[0], &[1]],
    &[&[1], &[2]],
];
/// Bays kept for a mechanic, both for an advisor: nobody waits in a circle.
const CHAINS: Modes = [
    &[&[0], &[0, 1]],
    &[&[0], &[1], &[2]],
    &[&[2], &[0], &[0]],
    &[&[1], &[2], &[1]],
    &[&[0, 1], &[2], &[0]],
];
/// What the stages of [`CHAINS`] keep.
const KEEPS: Modes = [
    &[&[0], &[]],
    &[&[0], &[1], &[]],
    &[&[], &[0], &[]],
    &[&[1], &[], &[]],
    &[&[0, 1], &[], &[]],
];
/// No stage keeps anything.
const NOTHING: Modes = [&[&[], &[], &[]]; 5];
/// A shift as it is written, its minutes, and the first weekday on which there is none.
const SHIFTS: [(&str, i64, i64, i64); 3] = [
    ("days = 'mon-sat'\nshift = '10:00-16:30'", 600, 990, 6),
    ("days = 'mon-fri'\nshift = '12:00-24:00'", 720, DAY, 5),
    ("shift = '00:00-11:00'", 0, 660, 7),
];
const RESOURCES: [&str; 3] = ["bay", "mechanic", "advisor"];

/// Hours as they are written, and the spans of a day, 0 = Monday.
type Pattern = (&'static str, fn(i64) -> Vec<(i64, i64)>);
const HOURS: [Pattern; 6] = [
    ("mon-sun = '00:00-24:00'", |_| vec![(0, DAY)]),
    ("mon-sun = '09:00-12:00, 13:00-18:00'", |_| {
        vec![(540, 720), (780, 1080)]
    }),
    ("mon-fri = '08:00-24:00'", |day| {
        if day < 5 { vec![(480, DAY)] } else { vec![] }
    }),
    ("mon-sun = '00:00-06:00, 22:00-24:00'", |_| vec![(0, 360), (1320, DAY)]),
    (
        "tue-sun = '00:00-12:00'",
        |day| if day > 0 { vec![(0, 720)] } else { vec![] },
    ),
    (
        "mon = '12:00-24:00', tue = '00:00-10:00', fri-sat = '10:00-11:00'",
        |day| match day {
            0 => vec![(720, DAY)],
            1 => vec![(0, 600)],
            4 | 5 => vec![(600, 660)],
            _ => vec![],
        },
    ),
];

/// Numbers without order (splitmix64).
pub struct Dice(u64);

impl Dice {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next one, from 0 to `count` − 1.
    pub fn below(&mut self, count: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((word ^ (word >> 31)) % count as u64) as i64
    }
}

struct Centre {
    counts: Vec<i64>,
    hours: Pattern,
    /// Minutes that started work goes on after closing: none, so many, or all there are.
    overtime: i64,
    limit: Option<usize>,
    /// A shift, of which resource, and how many come.
    shift: Option<(usize, usize, i64)>,
}

impl Centre {
    /// Units there are in the minute after `now`.
    fn counts_at(&self, now: i64) -> Vec<i64> {
        let mut counts = self.counts.clone();
        if let Some((shift, resource, count)) = self.shift {
            let (_, from, to, free_days) = SHIFTS[shift];
            if now / DAY % 7 < free_days && (from..to).contains(&(now % DAY)) {
                counts[resource] = count;
            }
        }
        counts
    }
}

#[derive(Clone, Default)]
struct Job {
    at: i64,
    mode: usize,
    stages: &'static [&'static [usize]],
    keeps: &'static [&'static [usize]],
    /// Holds a unit from earlier stages.
    held: [bool; 3],
    priority: i64,
    patience: Option<i64>,
    work: Vec<i64>,
    stage: usize,
    /// Waits for its stage since then.
    since: Option<i64>,
    /// Works, with so much to do.
    left: Option<i64>,
    start: Option<i64>,
    end: Option<i64>,
    lost: Option<i64>,
    /// Minutes without work in the open centre, by the resource that was missing.
    short_of: [i64; 3],
    /// Minutes without work in the closed centre.
    closed: i64,
}

impl Job {
    /// What it must seize for its stage.
    fn needs(&self) -> Vec<usize> {
        let needs = self.stages[self.stage].iter().copied();
        needs.filter(|&need| !self.held[need]).collect()
    }

    /// What it holds at the end of its stage, and what of that it goes on to hold.
    fn keeps(&self, resource: usize) -> (bool, bool) {
        let works = self.stages[self.stage].contains(&resource);
        let last = self.stage + 1 == self.stages.len();
        let kept = if works {
            self.keeps[self.stage].contains(&resource)
        } else {
            self.held[resource]
        };
        (works || self.held[resource], kept && !last)
    }

    fn unserved(&self) -> bool {
        self.since.is_some() && self.stage == 0
    }
}

/// Open and closed stretches in order: (start, end, open).
fn stretches(centre: &Centre) -> Vec<(i64, i64, bool)> {
    let mut list: Vec<(i64, i64, bool)> = Vec::new();
    let mut add = |from: i64, to: i64, open: bool| match list.last_mut() {
        Some(last) if last.2 == open => last.1 = to,
        _ if from < to => list.push((from, to, open)),
        _ => {}
    };
    for day in 0..DAYS + 1 {
        let mut from = day * DAY;
        for (open, close) in (centre.hours.1)(day % 7) {
            add(from, day * DAY + open, false);
            add(day * DAY + open, day * DAY + close, true);
            from = day * DAY + close;
        }
        add(from, (day + 1) * DAY, false);
    }
    list
}

/// Starts everyone who can, by priority, arrival at the stage and id.
fn start(jobs: &mut [Job], free: &mut [i64], now: i64) {
    let mut order: Vec<usize> = (0..jobs.len()).filter(|&id| jobs[id].since.is_some()).collect();
    order.sort_by_key(|&id| (jobs[id].priority, jobs[id].since, id));
    for id in order {
        let job = &mut jobs[id];
        if job.needs().iter().all(|&need| free[need] > 0) {
            job.needs().iter().for_each(|&need| free[need] -= 1);
            job.since = None;
            job.left = Some(job.work[job.stage]);
            job.start = job.start.or(Some(now));
        }
    }
}

/// Ends what has nothing left to do.
fn complete(jobs: &mut [Job], free: &mut [i64], now: i64) {
    for job in jobs.iter_mut().filter(|job| job.left == Some(0)) {
        for (resource, free) in free.iter_mut().enumerate() {
            let (held, kept) = job.keeps(resource);
            *free += i64::from(held && !kept);
            job.held[resource] = kept;
        }
        job.left = None;
        job.stage += 1;
        if job.stage == job.work.len() {
            job.end = Some(now);
        } else {
            job.since = Some(now);
        }
    }
}

/// Every instant of every job, minute by minute; the minutes that units are in work while it is open and in overtime.
fn simulate(centre: &Centre, jobs: &mut [Job]) -> [i64; 2] {
    let stretches = stretches(centre);
    let open_after = |now: i64| {
        stretches
            .iter()
            .any(|&(from, to, open)| open && from <= now && now < to)
    };
    let mut counts = centre.counts_at(0);
    let mut free = counts.clone();
    let mut open = false;
    let mut closed_at = 0;
    let mut worked = [0; 2];
    for now in 0..=DAYS * DAY {
        // A minute has passed.
        let goes_on = open || now - 1 - closed_at < centre.overtime;
        if goes_on {
            let busy = jobs.iter().filter(|job| job.left.is_some());
            worked[usize::from(!open)] += busy.map(|job| job.stages[job.stage].len() as i64).sum::<i64>();
        }
        for job in jobs.iter_mut() {
            if job.since.is_some() && open {
                let missing = (0..3).find(|need| job.needs().contains(need) && free[*need] <= 0);
                job.short_of[missing.expect("nothing is missing")] += 1;
            } else if job.since.is_some() || job.left.is_some() && !goes_on {
                job.closed += 1;
            }
        }
        if goes_on {
            jobs.iter_mut().for_each(|job| job.left = job.left.map(|left| left - 1));
        }
        complete(jobs, &mut free, now);
        // A midnight ends its day: who opens at 00:00 does so when all is done.
        let midnight = now > 0 && now % DAY == 0;
        let later = midnight && !open;
        if !later {
            if open && !open_after(now) {
                closed_at = now;
            }
            open = open_after(now);
        }
        let mut staff = |free: &mut [i64]| {
            for (resource, count) in centre.counts_at(now).into_iter().enumerate() {
                free[resource] += count - counts[resource];
                counts[resource] = count;
            }
        };
        if !midnight {
            staff(&mut free);
        }
        let settle = |jobs: &mut [Job], free: &mut [i64]| {
            while open && {
                start(jobs, free, now);
                jobs.iter().any(|job| job.left == Some(0))
            } {
                complete(jobs, free, now);
            }
        };
        settle(jobs, &mut free);
        for id in 0..jobs.len() {
            let expire = |jobs: &mut [Job]| {
                for job in jobs.iter_mut().filter(|job| job.unserved()) {
                    if job.patience.is_some_and(|patience| job.at + patience <= now) {
                        (job.since, job.lost) = (None, Some(now));
                    }
                }
            };
            expire(jobs);
            if jobs[id].at == now {
                let waiting = jobs.iter().filter(|job| job.unserved()).count();
                let starts = open && jobs[id].needs().iter().all(|&need| free[need] > 0);
                if starts || centre.limit.is_none_or(|limit| waiting < limit) {
                    jobs[id].since = Some(now);
                    settle(jobs, &mut free);
                    expire(jobs);
                } else {
                    jobs[id].lost = Some(now);
                }
            }
        }
        if midnight && now < DAYS * DAY {
            staff(&mut free);
            open = open_after(now);
            while open && {
                start(jobs, &mut free, now);
                jobs.iter().any(|job| job.left == Some(0))
            } {
                complete(jobs, &mut free, now);
            }
        }
    }
    worked
}

#[test]
fn a_slow_simulator_agrees_to_the_minute() {
    for seed in 1..=2 {
        agree(&mut Dice(seed), &MODES, &NOTHING, false);
        agree(&mut Dice(seed + 100), &SINGLE, &NOTHING, false);
        agree(&mut Dice(seed + 200), &CHAINS, &KEEPS, false);
        agree(&mut Dice(seed + 300), &CHAINS, &KEEPS, true);
        agree(&mut Dice(seed + 400), &SINGLE, &NOTHING, true);
    }
}

fn agree(dice: &mut Dice, modes: &Modes, keeps: &Modes, shifts: bool) {
    let mut scenario = "[choice]\nreach_km = 1\n[[operator]]\nid = 'own'\ncost_per_hour_cny = 1\n".to_string();
    for (mode, stages) in modes.iter().enumerate() {
        write!(scenario, "[[failure]]\nid = 'm{mode}'\nstages = [").unwrap();
        for (stage, needs) in stages.iter().enumerate() {
            let names = |list: &[usize]| list.iter().map(|&need| RESOURCES[need]).collect::<Vec<_>>();
            let (needs, keep) = (names(needs), names(keeps[mode][stage]));
            write!(
                scenario,
                "{{ id = 's{stage}', needs = {needs:?}, keep = {keep:?}, hours = 1.0 }}, "
            )
            .unwrap();
        }
        scenario += "]\n";
    }
    let mut trace = "time city failure priority patience_hours hours.s0 hours.s1 hours.s2\n".to_string();
    let mut all = Vec::new();
    let mut staff = String::new();
    for place in 0..CENTRES {
        let centre = Centre {
            counts: (0..3).map(|_| 1 + dice.below(3)).collect(),
            hours: HOURS[place % HOURS.len()],
            overtime: match dice.below(4) {
                0 => 0,
                1 => i64::MAX,
                2 => 30 * (1 + dice.below(4)),
                _ => 30 * (1 + dice.below(48)),
            },
            limit: [None, None, Some(0), Some(2)][dice.below(4) as usize],
            shift: shifts.then(|| (dice.below(3) as usize, dice.below(3) as usize, dice.below(4))),
        };
        if let Some((shift, resource, count)) = centre.shift {
            writeln!(
                staff,
                "[[staff]]\ncentre = 'w{place}'\nresource = '{}'\ncount = {count}\n{}",
                RESOURCES[resource], SHIFTS[shift].0
            )
            .unwrap();
        }
        let counts = RESOURCES
            .iter()
            .zip(&centre.counts)
            .map(|(name, count)| format!("{name} = {count}"));
        writeln!(
            scenario,
            "[[city]]\nid = 'c{place}'\nlat = {lat}.0\nlon = 0.0\n[[centre]]\nid = 'w{place}'\ncity = 'c{place}'\n\
             resources = {{ {} }}\nhours = {{ {}, {} }}\noperator = 'own'\nbooking = {{ policy = 'walk-in'{} }}",
            counts.collect::<Vec<_>>().join(", "),
            centre.hours.0,
            match centre.overtime {
                0 => "closing = 'pause'".into(),
                i64::MAX => "closing = 'finish'".into(),
                minutes => format!("closing = 'finish', overtime_hours = {:?}", minutes as f64 / 60.0),
            },
            centre
                .limit
                .map_or(String::new(), |limit| format!(", queue_limit = {limit}")),
            lat = place as i64 - 30,
        )
        .unwrap();
        let mut jobs: Vec<Job> = (0..JOBS)
            .map(|_| {
                let mode = dice.below(5) as usize;
                Job {
                    at: dice.below(DAYS * 48 + 1) * 30,
                    mode,
                    priority: dice.below(3) - 1,
                    patience: (dice.below(2) == 0).then(|| dice.below(30) * 30),
                    stages: modes[mode],
                    keeps: keeps[mode],
                    work: modes[mode]
                        .iter()
                        .map(|_| dice.below(2) * dice.below(20) * 30)
                        .collect(),
                    ..Job::default()
                }
            })
            .collect();
        jobs.sort_by_key(|job| job.at);
        for job in &jobs {
            let hours =
                |minutes: Option<i64>| minutes.map_or("-".into(), |minutes| format!("{}", minutes as f64 / 60.0));
            let work = |stage: usize| hours(job.work.get(stage).copied());
            writeln!(
                trace,
                "{} c{place} m{} {} {} {} {} {}",
                job.at as f64 / 60.0,
                job.mode,
                job.priority,
                hours(job.patience),
                work(0),
                work(1),
                work(2)
            )
            .unwrap();
        }
        let worked = simulate(&centre, &mut jobs);
        all.push((centre, jobs, worked));
    }
    let run = Case::new(DAYS as u32, &(scenario + &staff)).trace(&trace).run();
    let mut outcomes = [0; 3];
    for (place, (centre, jobs, worked)) in all.iter().enumerate() {
        // A unit costs one yuan an hour.
        for (component, minutes) in ["work", "overtime"].into_iter().zip(worked) {
            let keys = format!("centre=w{place} component={component}");
            run.is("cost_cny", &keys, *minutes as f64 / 60.0);
        }
        for (id, job) in jobs.iter().enumerate() {
            let row = (place * JOBS + id + 1).to_string();
            let found = ["start", "end", "lost"].map(|column| {
                let cell = run.cell(&row, column);
                (!cell.is_empty()).then(|| (cell.parse::<f64>().unwrap() * 60.0 * 1e6).round() as i64)
            });
            let expected = [job.start, job.end, job.lost].map(|minute| minute.map(|minute| minute * 1_000_000));
            let hours = (centre.hours.0, centre.overtime, centre.limit, &centre.counts);
            assert_eq!(
                found, expected,
                "job {id} of c{place} ({hours:?}) in millionths of minutes"
            );
            if job.end.is_some() {
                let columns = [
                    "wait_bay_hours",
                    "wait_mechanic_hours",
                    "wait_advisor_hours",
                    "closed_hours",
                ];
                let found =
                    columns.map(|column| (run.cell(&row, column).parse::<f64>().unwrap() * 60.0).round() as i64);
                let [bay, mechanic, advisor] = job.short_of;
                let expected = [bay, mechanic, advisor, job.closed];
                assert_eq!(found, expected, "waits of job {id} of c{place} ({hours:?}) in minutes");
            }
            outcomes[usize::from(job.end.is_some()) + 2 * usize::from(job.lost.is_some())] += 1;
        }
    }
    // Not a test of nothing: open, served and lost jobs are all there.
    assert!(
        outcomes.iter().all(|count| *count > CENTRES * JOBS / 50),
        "{outcomes:?}"
    );
}
