//! Decisions between real queues whose exact figures Erlang's formula gives: simulated in the library, a thousand studies in
//! seconds.

use crate::coverage::{all_hold, true_distances};
use crate::fakes::{band, floor};
use crate::reference::erlang;
use crate::trial::{Station, exponential, stations};
use aftersales::metrics::catalogue::Metric;
use aftersales::metrics::group::Groups;
use aftersales::metrics::sample::{Key, Reading};
use aftersales::metrics::summary::Breakdown;
use aftersales::metrics::tally::Tally;
use aftersales::model::Model;
use aftersales::scenario::{self, Scenario};
use aftersales::sim::{World, simulate};
use aftersales::stats::best::{Wanted, distances};
use aftersales::stats::paired::{Points, compare};
use aftersales::stats::selection::{Request, Settings, Unusable, select};

/// Hours of a mean service.
const MEAN: f64 = 0.1;
/// Four days after one of warm-up, a dozen times as long as such a queue remembers.
const DAYS: u32 = 5;
const WARM_UP: u32 = 1;

/// M/M/c as a scenario.
fn queue(servers: u32, offered: f64) -> Scenario {
    let toml = stations(
        DAYS,
        WARM_UP,
        &[Station::new("bay", offered / MEAN, exponential(MEAN), servers)],
    );
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("queue.toml");
    std::fs::write(&path, toml).unwrap();
    scenario::load(&path, &[]).unwrap().scenario
}

/// Jobs in the system on average, exactly.
fn in_system(servers: u32, offered: f64) -> f64 {
    offered * (erlang::mean_wait(servers, offered) + 1.0)
}

/// A scenario that is simulated again and again.
struct Machine<'m> {
    model: &'m Model,
    world: World,
    tally: Tally<'m>,
    reading: Reading,
    values: Vec<f64>,
}

/// Calls `use_them` with a machine for each scenario, whose only figure is a metric of the network.
fn with_machines<T>(scenarios: &[Scenario], metric: Metric, use_them: impl FnOnce(&mut [Machine<'_>]) -> T) -> T {
    let models: Vec<Model> = scenarios.iter().map(Model::compile).collect();
    let groups: Vec<Groups> = models.iter().map(Groups::new).collect();
    let wanted = Key::network(metric, Breakdown::Total);
    let parts = scenarios.iter().zip(models.iter().zip(&groups));
    let mut machines: Vec<Machine<'_>> = parts
        .map(|(scenario, (model, groups))| Machine {
            model,
            world: World::new(model),
            tally: Tally::new(model, groups),
            reading: Reading::new(scenario, model, |key| *key == wanted),
            values: Vec::new(),
        })
        .collect();
    use_them(&mut machines)
}

impl Machine<'_> {
    /// The figure of one replication.
    fn value(&mut self, seed: u64, replication: u32) -> f64 {
        self.tally.clear();
        simulate(self.model, seed, replication, &mut self.world, &mut self.tally).unwrap();
        self.reading.read(&self.tally, &mut self.values);
        let [value] = self.values[..] else {
            panic!("one figure was wanted: {:?}", self.values);
        };
        value
    }
}

/// Seeds 1 … TRIALS, a study of 16 replications each.
const TRIALS: u32 = 1_000;
const REPLICATIONS: u32 = 16;

/// Two, three and four servers at 1.3 erlangs: differences known exactly, covered by pairs at 95 %, and all distances to the
/// best together at 95 % at least. The figure is the time average of jobs in the system, which has no bias once the queue
/// is settled; 16 replications of 1,248 jobs leave it nearly normal.
#[test]
fn differences_of_queues_are_covered() {
    let offered = 1.3;
    let servers = [2, 3, 4];
    let scenarios = servers.map(|c| queue(c, offered));
    let exact = servers.map(|c| in_system(c, offered));
    let pairs = [(0, 1), (1, 2), (0, 2)];
    let mut covered = [0; 3];
    let (mut together, mut ratios) = (0, [0.0; 3]);
    let truths = true_distances(&exact, Wanted::Least);
    with_machines(&scenarios, Metric::InSystem, |machines| {
        let mut points = Points::new(1);
        for seed in 1..=u64::from(TRIALS) {
            let of = |machine: &mut Machine<'_>| (1..=REPLICATIONS).map(|r| machine.value(seed, r)).collect();
            let series: Vec<Vec<f64>> = machines.iter_mut().map(of).collect();
            let known: Vec<Vec<Option<f64>>> = (series.iter())
                .map(|list| list.iter().copied().map(Some).collect())
                .collect();
            for (at, (i, j)) in pairs.into_iter().enumerate() {
                let got = compare(&known[i], &known[j], &mut points).unwrap();
                let ([low, high], truth) = (got.ci95.unwrap(), exact[j] - exact[i]);
                covered[at] += u32::from(low <= truth && truth <= high);
                ratios[at] += got.variance_ratio.unwrap() / f64::from(TRIALS);
            }
            let intervals = distances(&series, Wanted::Least, 0.05).unwrap();
            together += u32::from(all_hold(&intervals, &truths));
        }
    });
    let share = |count: u32| f64::from(count) / f64::from(TRIALS);
    let [low, high] = band(0.95, TRIALS);
    for ((i, j), (count, ratio)) in pairs.into_iter().zip(covered.into_iter().zip(ratios)) {
        let (i, j, got) = (servers[i], servers[j], share(count));
        println!("{j} servers beside {i}: covered {got:.3} in [{low}, {high}], variance ratio {ratio:.2}");
        assert!(low <= got && got <= high, "{j} beside {i}: {got}");
    }
    println!("distances to the best together: {:.3}", share(together));
    assert!(share(together) >= floor(0.95, TRIALS), "{}", share(together));
}

/// Selections among real queues.
const SELECTIONS: u32 = 300;

/// How many servers cost least? So much for each of them, and so much for each job waiting, by the hour: exactly known, and
/// found at least as often as promised, for normal figures or nearly so.
#[test]
fn the_cheapest_staffing_is_selected_as_often_as_promised() {
    let offered = 2.2;
    let servers = [3, 4, 5, 6];
    let (server, waiting) = (1.0, 0.9);
    // Jobs in the system, less those in service (the offered load), wait.
    let cost = |c: u32, in_system: f64| server * f64::from(c) + waiting * (in_system - offered);
    let exact = servers.map(|c| cost(c, in_system(c, offered)));
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by(|&a, &b| exact[a].total_cmp(&exact[b]));
    let lead = exact[order[1]] - exact[order[0]];
    println!("costs {exact:.4?}, lead {lead:.4}");
    let scenarios = servers.map(|c| queue(c, offered));
    let settings = Settings {
        wanted: Wanted::Least,
        alpha: 0.05,
        delta: lead,
        first: 10,
        cap: 100_000,
        batch: 1,
    };
    let (mut right, mut used) = (0, 0.0);
    with_machines(&scenarios, Metric::InSystem, |machines| {
        for seed in 1..=u64::from(SELECTIONS) {
            let observe = |request: &Request| {
                let mut of = |&at: &usize| {
                    let value = |r| cost(servers[at], machines[at].value(seed, r));
                    request.replications.clone().map(value).collect()
                };
                Ok::<_, Unusable>(request.alternatives.iter().map(&mut of).collect())
            };
            let found = select(servers.len(), settings, observe).unwrap().unwrap();
            right += u32::from(found.chosen == order[0]);
            used += found.used.iter().map(|&n| f64::from(n)).sum::<f64>();
        }
    });
    let share = f64::from(right) / f64::from(SELECTIONS);
    let mean = used / f64::from(SELECTIONS) / servers.len() as f64;
    println!("the cheapest of {servers:?} servers: {share:.4} after {mean:.1} replications each");
    assert!(share >= floor(0.95, SELECTIONS), "{share}");
}
