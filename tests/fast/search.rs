//! The parts of a search, each against arithmetic: what is tried, what is kept, what is chosen, what is written.

use crate::loading::load_texts;
use aftersales::report::search::plan::{self, Plan};
use aftersales::report::words::search::SEARCH_PLAN_NAME;
use aftersales::scenario::Loaded;
use aftersales::study::optimise::design::{Design, Move, apply, cost, moves};
use aftersales::study::optimise::outlook::Outlook;
use aftersales::study::optimise::search::{by_outlook, by_steps, by_swaps, neighbours};
use aftersales::study::optimise::trial::{Subject, Trials};
use aftersales::study::optimise::{Ended, Found, Options, optimise};
use aftersales::study::sample::Draws;
use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

static CALM: AtomicBool = AtomicBool::new(false);

fn load(text: &str) -> Loaded {
    let loaded = load_texts(&[("s/s.toml", text.as_bytes().to_vec())], &[]);
    loaded.unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Separate queues of one city: servers, offered load, price of a server more, and how many more at most. A job takes an
/// hour on average.
fn queues(list: &[(u32, f64, u32, u32)], budget: f64) -> Loaded {
    let mut text =
        "name = 'Queues'\nstart = 2025-03-03\ndays = 40\nwarm_up_days = 5\n[[city]]\nid = 'city'\nvehicles = \
                    36525\n"
            .to_string();
    for (at, (servers, load, price, most)) in list.iter().enumerate() {
        // 100 × 365.25 cars, so many jobs an hour.
        let rate = load * 24.0 / 100.0;
        write!(
            text,
            "[[failure]]\nid = 'q{at}'\nrate = {{ per_vehicle_year = {rate:?} }}\nstages = [ {{ id = 'work', needs = \
             ['q{at}'], hours = {{ exponential = {{ mean = 1.0 }} }} }} ]\n[[centre]]\nid = 'q{at}'\ncity = \
             'city'\nresources = {{ q{at} = {servers} }}\nhours = 'always'\nbooking = {{ policy = 'walk-in' \
             }}\n[[lever]]\nid = 'more-q{at}'\nadds = {{ q{at} = 1 }}\nmost = {most}\ncny = {price}\n"
        )
        .unwrap();
    }
    write!(text, "[optimise]\ngoal = 'queue_wait_hours'\nbudget_cny = {budget}\n").unwrap();
    load(&text)
}

/// Jobs that wait in a queue of so many servers (Erlang 1917).
fn waiting(servers: u32, load: f64) -> f64 {
    let blocked = (1..=servers).fold(1.0, |blocked, n| load * blocked / (f64::from(n) + load * blocked));
    let busy = load / f64::from(servers);
    let delayed = blocked / (1.0 - busy * (1.0 - blocked));
    delayed * busy / (1.0 - busy)
}

fn all_waiting(list: &[(u32, f64, u32, u32)], design: &Design) -> f64 {
    let each = list.iter().zip(design);
    each.map(|(&(servers, load, ..), &more)| waiting(servers + more, load))
        .sum()
}

fn guess(list: &[(u32, f64, u32, u32)], budget: f64) -> Vec<Design> {
    let loaded = queues(list, budget);
    let moves = moves(&loaded.scenario).unwrap();
    by_outlook(&mut Outlook::new(&loaded.scenario, &moves, &CALM), &moves, budget)
}

#[test]
fn steps_end_with_the_budget_or_where_no_more_are_allowed() {
    let end = |most: u32, budget: f64| guess(&[(2, 1.9, 1, most)], budget).pop().unwrap()[0];
    assert_eq!(end(5, 2.0), 2, "the whole budget may be spent");
    assert_eq!(end(5, 1.5), 1);
    assert_eq!(end(2, 9.0), 2, "and no more steps are made than a lever has");
}

#[test]
fn a_step_is_taken_for_what_it_gains_for_its_price() {
    // One server more saves 8.59 waiting jobs of the first queue, 4.16 of the second for a third of the price.
    let list = [(2, 1.8, 3, 1), (2, 1.7, 1, 1)];
    let gain = |at: usize| waiting(2, list[at].1) - waiting(3, list[at].1);
    assert!(gain(0) > gain(1) && gain(0) / 3.0 < gain(1));
    assert_eq!(guess(&list, 4.0)[1], [0, 1]);
}

#[test]
fn a_swap_finds_what_steps_miss() {
    // The cheap step saves most for its price, and then the dear one, which saves far more, is out of reach.
    let list = [(1, 0.5, 1, 1), (2, 1.7, 10, 1)];
    assert!(all_waiting(&list, &vec![0, 1]) < all_waiting(&list, &vec![1, 0]));
    let path = guess(&list, 10.0);
    assert_eq!(path[1], [1, 0]);
    assert_eq!(path.last(), Some(&vec![0, 1]));
}

#[test]
fn neighbours_come_in_the_order_of_erlangs_formula() {
    let list = [(2, 1.5, 1, 3), (3, 2.7, 1, 3), (4, 3.0, 1, 3)];
    let loaded = queues(&list, 3.0);
    let moves = moves(&loaded.scenario).unwrap();
    let mut outlook = Outlook::new(&loaded.scenario, &moves, &CALM);
    let design = vec![2, 0, 1];
    // The budget is spent: only swaps are left. By hand: one of the three given up for another.
    let mut swaps: Vec<Design> = Vec::new();
    for (out, into) in [(0, 1), (0, 2), (2, 0), (2, 1)] {
        let mut swapped = design.clone();
        (swapped[out], swapped[into]) = (swapped[out] - 1, swapped[into] + 1);
        swaps.push(swapped);
    }
    swaps.sort_by(|a, b| all_waiting(&list, a).total_cmp(&all_waiting(&list, b)));
    let found = neighbours(&mut outlook, &moves, 3.0, &design);
    assert_eq!(found, swaps);
    assert!(found.iter().all(|other| cost(&moves, other) <= 3.0));
}

/// Cities in a row, 22, 17 and 28 km apart, whose owners go to the nearest centre, of which the first and the last have one. A
/// centre opened in the second takes its own jobs from the first and those of the third from the last: bays there are then
/// worth less.
const NEAR: &str = "name = 'Near'\nstart = 2025-03-03\ndays = 60\nchoice = { reach_km = 100 }\n\
    [[city]]\nid = 'a'\nlat = 30.0\nlon = 110.0\nvehicles = 2000\n[[city]]\nid = 'b'\nlat = 30.2\nlon = 110.0\nvehicles = 2000\n\
    [[city]]\nid = 'c'\nlat = 30.35\nlon = 110.0\nvehicles = 2000\n[[city]]\nid = 'd'\nlat = 30.6\nlon = 110.0\nvehicles = 1000\n\
    [[failure]]\nid = 'f'\nrate = { per_vehicle_year = 2.0 }\nstages = [{ id = 's', needs = ['bay'], hours = 2.0 }]\n\
    [[centre]]\nid = 'd-1'\ncity = 'd'\nresources = { bay = 3 }\nhours = { mon-sun = '09:00-18:00' }\n\
    booking = { policy = 'calendar' }\n\
    [[centre]]\nid = 'a-1'\ncity = 'a'\nresources = { bay = 3 }\nhours = { mon-sun = '09:00-18:00' }\n\
    booking = { policy = 'calendar' }\n\
    [optimise]\ngoal = 'lead_time_days'\nbudget_cny = 10\n\
    [[lever]]\nid = 'bays'\nadds = { bay = 1 }\nmost = 4\ncny = 1\n[[lever]]\nid = 'new'\nlike = 'a-1'\nmost = 2\ncny = 3\n";

#[test]
fn margins_kept_from_step_to_step_are_those_worked_out_anew() {
    for (text, ways) in [
        // Bays at d-1 and a-1, then centres in a, b, c and d.
        (
            NEAR.to_string(),
            vec![
                vec![0, 0, 0, 0, 0, 0],
                vec![0, 0, 0, 1, 0, 0],
                vec![0, 1, 0, 1, 0, 0],
                vec![0, 1, 1, 1, 0, 0],
                vec![0, 1, 0, 0, 1, 0],
                vec![1, 0, 0, 0, 0, 0],
            ],
        ),
        (
            queues_text(&[(2, 1.5, 1, 3), (3, 2.7, 1, 3), (4, 3.0, 1, 3)]),
            vec![vec![0, 0, 0], vec![1, 0, 0], vec![1, 1, 0], vec![0, 1, 2]],
        ),
    ] {
        let loaded = load(&text);
        let moves = moves(&loaded.scenario).unwrap();
        let mut outlook = Outlook::new(&loaded.scenario, &moves, &CALM);
        for design in ways {
            let anew = Outlook::new(&loaded.scenario, &moves, &CALM).margins(&design);
            let kept = outlook.margins(&design);
            let close = |a: &[Option<f64>], b: &[Option<f64>]| {
                a.iter().zip(b).all(|pair| match pair {
                    (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
                    (a, b) => a == b,
                })
            };
            assert!(close(&kept.gains, &anew.gains), "{design:?}: {kept:?}, anew {anew:?}");
            assert!(close(&kept.losses, &anew.losses), "{design:?}: {kept:?}, anew {anew:?}");
        }
    }
}

fn queues_text(list: &[(u32, f64, u32, u32)]) -> String {
    queues(list, 3.0).resolved
}

#[test]
fn an_interruption_ends_the_outlook() {
    let loaded = queues(&[(2, 1.9, 1, 3)], 3.0);
    let moves = moves(&loaded.scenario).unwrap();
    let stopped = AtomicBool::new(true);
    let mut outlook = Outlook::new(&loaded.scenario, &moves, &stopped);
    assert_eq!(outlook.margins(&vec![1]).gains, [None]);
    assert_eq!(by_outlook(&mut outlook, &moves, 3.0), [vec![0]]);
}

/// Simulates in earnest.
fn simulated<T>(loaded: &Loaded, seed: u64, of: impl FnOnce(&mut Trials, &mut Outlook, &[Move]) -> T) -> T {
    let moves = moves(&loaded.scenario).unwrap();
    let subject = Subject {
        scenario: &loaded.scenario,
        wanted: loaded.scenario.optimise.as_ref().unwrap(),
        moves: &moves,
        keep: None,
    };
    let draws = Draws {
        seed,
        first: 1,
        replications: 3,
        threads: 2,
    };
    let mut trials = Trials::new(subject, draws, 60, &|_| {}, &CALM);
    let mut outlook = Outlook::new(&loaded.scenario, &moves, &CALM);
    of(&mut trials, &mut outlook, &moves)
}

#[test]
fn what_nobody_waits_for_is_not_bought() {
    // Nobody ever waits at the second queue: its jobs fill a hundredth of a thousand servers.
    let loaded = queues(&[(1, 0.8, 1, 1), (1000, 10.0, 1, 1)], 5.0);
    let path = simulated(&loaded, 1, |trials, outlook, moves| {
        by_steps(trials, outlook, moves, (5.0, 60), &vec![0, 0]).unwrap()
    });
    assert_eq!(path, [vec![0, 0], vec![1, 0]]);
}

#[test]
fn simulated_steps_may_spend_the_whole_budget() {
    let loaded = queues(&[(2, 1.9, 1, 5)], 2.0);
    let path = simulated(&loaded, 1, |trials, outlook, moves| {
        by_steps(trials, outlook, moves, (2.0, 60), &vec![0]).unwrap()
    });
    assert_eq!(path, [vec![0], vec![1], vec![2]]);
}

#[test]
fn next_steps_stand_in_the_order_of_what_simulation_says() {
    // Nobody may wait at the first queue, so that nothing is to be saved there; the outlook does not know it and ranks it first.
    let text = queues(&[(1, 0.95, 1, 1), (1, 0.7, 1, 1)], 0.5).resolved;
    let text = text.replacen("policy = \"walk-in\"", "policy = \"walk-in\", queue_limit = 0", 1);
    assert!(text.contains("queue_limit"), "{text}");
    let loaded = load(&text);
    let moves = moves(&loaded.scenario).unwrap();
    let gains = Outlook::new(&loaded.scenario, &moves, &CALM).margins(&vec![0, 0]).gains;
    assert!(gains[0] > gains[1], "{gains:?}");
    let found = search(&loaded, 6);
    let order: Vec<usize> = found.confirmed.next.iter().map(|next| next.at).collect();
    assert_eq!(order, [1, 0]);
}

#[test]
fn the_guess_takes_part_in_the_choice_whatever_chance_says_of_it() {
    // Eight queues alike, one of which may have a server more: chance ranks the nine designs, and six go on, and the guess.
    let loaded = queues(&[(1, 0.75, 1, 1); 8], 1.0);
    let finalists = |seed| search_with(&loaded, seed, 2).confirmed.selection.finalists;
    let seventh = (1..=30).find(|&seed| match finalists(seed) {
        6 => false,
        7 => true,
        other => panic!("{other} finalists"),
    });
    assert!(seventh.is_some(), "the guess was never among the rest");
}

#[test]
fn a_swap_must_gain_more_than_its_error() {
    let mut left_alone = 0;
    // Queues alike: chance tells which of them a server helps more.
    let loaded = queues(&[(1, 0.75, 1, 1), (1, 0.75, 1, 1), (1, 0.75, 1, 1)], 1.0);
    for seed in 1..=12 {
        let from = vec![0, 0, 1];
        simulated(&loaded, seed, |trials, outlook, moves| {
            let end = by_swaps(trials, outlook, moves, (1.0, 60), &from).unwrap();
            let now = trials.known(&from).unwrap().values.clone();
            let gains_surely = |design: &Design| {
                let then = &trials.known(design).unwrap().values;
                let gains: Vec<f64> = now.iter().zip(then).map(|(now, then)| now - then).collect();
                let n = gains.len() as f64;
                let mean = gains.iter().sum::<f64>() / n;
                let error =
                    (gains.iter().map(|gain| (gain - mean) * (gain - mean)).sum::<f64>() / (n - 1.0) / n).sqrt();
                (mean > 0.0, mean > error && mean > 0.0)
            };
            let around: Vec<(bool, bool)> = [vec![1, 0, 0], vec![0, 1, 0]].iter().map(gains_surely).collect();
            assert_eq!(end == from, around.iter().all(|(_, surely)| !surely), "{around:?}");
            left_alone += u32::from(end == from && around.iter().any(|(gains, _)| *gains));
        });
    }
    assert!(left_alone > 0, "no gain was within its error");
}

fn search(loaded: &Loaded, replications: u32) -> Found {
    search_with(loaded, 1, replications)
}

fn search_with(loaded: &Loaded, seed: u64, replications: u32) -> Found {
    let moves = moves(&loaded.scenario).unwrap();
    let subject = Subject {
        scenario: &loaded.scenario,
        wanted: loaded.scenario.optimise.as_ref().unwrap(),
        moves: &moves,
        keep: None,
    };
    let options = Options {
        seed,
        search_replications: 3,
        replications,
        designs: 40,
        threads: 2,
    };
    match optimise(subject, options, &|_| {}, &CALM).unwrap() {
        Ended::Found(found) => *found,
        Ended::Interrupted(_) => panic!("interrupted by nobody"),
    }
}

/// A city with a calendar whose bays are short, and one that is well off, out of reach of each other. A bay gives 4.5 slots a
/// day.
fn promise(busy_cars: u32, sure: f64, levers: &str) -> Loaded {
    load(&format!(
        "name = 'Promise'\nstart = 2025-03-03\ndays = 60\nwarm_up_days = 10\nchoice = {{ reach_km = 10 }}\n\
         [[city]]\nid = 'busy'\nlat = 30\nlon = 100\nvehicles = {busy_cars}\n\
         [[city]]\nid = 'calm'\nlat = 35\nlon = 110\nvehicles = 2500\n\
         [[failure]]\nid = 'fix'\nrate = {{ per_vehicle_year = 1.08 }}\n\
         stages = [ {{ id = 'work', needs = ['bay'], hours = 2.0 }} ]\n\
         [[centre]]\nid = 'busy-1'\ncity = 'busy'\nhours = {{ mon-sun = '09:00-18:00' }}\nresources = {{ bay = 2 }}\n\
         booking = {{ policy = 'calendar' }}\n\
         [[centre]]\nid = 'calm-1'\ncity = 'calm'\nhours = {{ mon-sun = '09:00-18:00' }}\nresources = {{ bay = 2 }}\n\
         booking = {{ policy = 'calendar' }}\n\
         [optimise]\ngoal = 'within_days_share'\ndays = 3\npromise_share = 0.9\nsure_share = {sure}\n{levers}"
    ))
}

#[test]
fn what_a_promise_does_not_need_goes_again() {
    // 7,000 × 1.08 ÷ 365.25 = 20.7 jobs a day need five bays, three more. One bay for next to nothing comes first, yet is not
    // needed beside the four that are.
    let levers = "[[lever]]\nid = 'one'\nadds = { bay = 1 }\ncentres = ['busy-1']\ncny = 0.01\n\
                  [[lever]]\nid = 'four'\nadds = { bay = 4 }\ncentres = ['busy-1']\ncny = 100\n\
                  [[lever]]\nid = 'cheap'\nadds = { bay = 1 }\ncentres = ['calm-1']\ncny = 0.001\n";
    let found = search(&promise(7_000, 0.9, levers), 8);
    assert_eq!(found.confirmed.design, [0, 1, 0]);
    assert_eq!(found.confirmed.selection.finalists, 2);
    assert_eq!(found.confirmed.selection.sure_share, Some(0.9));
    // On the way nothing was bought where the promise is kept, however cheap.
    assert!(
        found.way.frontier.iter().all(|point| point.design[2] == 0),
        "{:?}",
        found.way.frontier
    );
}

#[test]
fn what_is_dear_goes_first() {
    // Three bays more are needed. One for next to nothing and one for little are not enough, two for much make four: one of
    // the first two is too many.
    let lever = |id: &str, bays: u32, cny: f64| {
        format!("[[lever]]\nid = '{id}'\nadds = {{ bay = {bays} }}\ncentres = ['busy-1']\ncny = {cny}\n")
    };
    let levers = lever("cheap", 1, 0.01) + &lever("dear", 1, 10.0) + &lever("last", 2, 1000.0);
    assert_eq!(search(&promise(7_000, 0.9, &levers), 8).confirmed.design, [1, 0, 1]);
}

#[test]
fn a_promise_is_looked_at_from_the_dearest_plan_on_and_the_first_that_fails_ends_it() {
    let levers = "[[lever]]\nid = 'one'\nadds = { bay = 1 }\ncentres = ['busy-1']\ncny = 0.01\n\
                  [[lever]]\nid = 'four'\nadds = { bay = 4 }\ncentres = ['busy-1']\ncny = 100\n";
    // Half of the jobs within a day: a share that differs from replication to replication.
    let half = |sure: f64| {
        let text = promise(7_000, sure, levers).resolved;
        let text = text.replace("days = 3\n", "days = 1\n");
        load(&text.replace("promise_share = 0.9", "promise_share = 0.5"))
    };
    let sure = search(&half(0.9), 8);
    assert_eq!(sure.confirmed.selection.finalists, 2, "with the one bay and without");
    // Of two replications nothing is sure to 99.9 % (t is 318): the dearest plan fails and no other one is looked at.
    let unsure = search(&half(0.999), 2);
    let selection = &unsure.confirmed.selection;
    assert_eq!((selection.replications, selection.sure_share), (2, None));
    assert_eq!(selection.finalists, sure.confirmed.selection.finalists);
    assert!(unsure.confirmed.cost_cny >= sure.confirmed.cost_cny);
}

#[test]
fn shares_are_told_as_shares_and_next_steps_by_what_they_are_worth() {
    let levers = "[[lever]]\nid = 'bays'\nadds = { bay = 1 }\nmost = 3\ncny = 10\n";
    let text = promise(6_000, 0.9, levers)
        .resolved
        .replace("promise_share = 0.9", "budget_cny = 10");
    let found = search(&load(&text), 8);
    let fresh = &found.confirmed.fresh;
    assert!(
        0.0 < fresh.before && fresh.before < fresh.after && fresh.after <= 1.0,
        "{fresh:?}"
    );
    let worth: Vec<f64> = (found.confirmed.next.iter())
        .map(|next| next.paired.difference / next.price_cny)
        .collect();
    assert!(worth.len() == 2 && worth.is_sorted_by(|a, b| a >= b), "{worth:?}");
    // No design of the frontier is beaten by a cheaper one.
    let frontier = &found.way.frontier;
    assert!(
        frontier.is_sorted_by(|a, b| a.cost_cny < b.cost_cny && a.value < b.value),
        "{frontier:?}"
    );
}

/// A scenario in which everything that a plan file can say is at stake.
const WHOLE: &str = "name = 'Whole'\nstart = 2025-03-03\ndays = 60\n\
    [[city]]\nid = 'a'\nlat = 30.0\nlon = 110.0\nvehicles = 2000\n[[city]]\nid = 'b'\nlat = 30.2\nlon = 110.0\nvehicles = 2000\n\
    [[failure]]\nid = 'f'\nurgent = true\nrate = { per_vehicle_year = 2.0 }\n\
    stages = [{ id = 's', needs = ['bay', 'booth'], hours = 2.0 }]\n\
    [[centre]]\nid = 'a-1'\ncity = 'a'\nlat = 30.1\nlon = 110.1\nopens = 2025-03-05\ncloses = 2025-04-20\n\
    resources = { bay = 3, booth = 2 }\nhours = { mon-sun = '09:00-18:00' }\n\
    booking = { policy = 'calendar', urgent_reserve_share = 0.1, reserve_until_days = 3 }\n\
    [[centre]]\nid = 'a-2'\ncity = 'a'\nresources = { bay = 1, booth = 1 }\nhours = 'always'\n\
    booking = { policy = 'calendar' }\n\
    [optimise]\ngoal = 'lead_time_days'\nbudget_cny = 10\n\
    [[lever]]\nid = 'bays'\nadds = { bay = 1 }\ncentres = ['a-2']\nmost = 4\ncny = 1\n\
    [[lever]]\nid = 'late'\nlike = 'a-1'\nopens = 2025-04-01\ncities = ['b']\nmost = 2\ncny = 3\n\
    [[lever]]\nid = 'early'\nlike = 'a-1'\ncities = ['b']\ncny = 3\n\
    [[lever]]\nid = 'keep'\nreserve_share = 0.2\ncentres = ['a-1']\nmost = 2\n";

#[test]
fn a_plan_file_says_what_its_design_does() {
    let base = load(WHOLE);
    let moves = moves(&base.scenario).unwrap();
    let design = vec![2, 2, 1, 1];
    let written = Plan {
        scenario: &base.scenario,
        moves: &moves,
        design: &design,
        name: SEARCH_PLAN_NAME,
        comment: "Made up",
    };
    let text = plan::toml(written, "s.toml", &base.resolved);
    let files = [
        ("s/p.toml", text.clone().into_bytes()),
        ("s/s.toml", WHOLE.as_bytes().to_vec()),
    ];
    let loaded = load_texts(&files, &[]).unwrap_or_else(|mistakes| panic!("{mistakes}\n{text}"));
    assert_eq!(
        loaded.scenario.centres,
        apply(&base.scenario, &moves, &design).centres,
        "{text}"
    );
    assert_eq!(loaded.scenario.name, "Whole: best plan found");
    // What is not changed is not written: only the centres that open have booths.
    assert_eq!(text.matches("booth").count(), 3, "{text}");
}
