//! Intervals of decisions hold as often as they say: on values of known mean, spread and correlation, thousands of times.

use crate::fakes::{Fakes, band, floor};
use aftersales::stats::best::{Wanted, distances};
use aftersales::stats::paired::{Points, compare};

const TRIALS: u32 = 10_000;
const REPLICATIONS: usize = 20;

/// The distances to the best of the others that are true, larger being better.
pub fn true_distances(means: &[f64], wanted: Wanted) -> Vec<f64> {
    let k = means.len();
    let best_of_others = |i: usize| {
        let others = (0..k).filter(|&j| j != i).map(|j| means[j]);
        match wanted {
            Wanted::Most => others.fold(f64::NEG_INFINITY, f64::max),
            Wanted::Least => others.fold(f64::INFINITY, f64::min),
        }
    };
    (0..k).map(|i| means[i] - best_of_others(i)).collect()
}

/// Whether every interval holds its truth.
pub fn all_hold(intervals: &[[f64; 2]], truths: &[f64]) -> bool {
    let mut pairs = intervals.iter().zip(truths);
    pairs.all(|([low, high], truth)| low <= truth && truth <= high)
}

/// The mean difference of correlated normal values: exactly 95 %, whatever the correlation.
#[test]
fn a_paired_difference_is_covered_at_its_level() {
    let [low, high] = band(0.95, TRIALS);
    for (lane, correlation, spreads) in [(301, 0.0, [1.0, 1.0]), (302, 0.6, [1.0, 3.0]), (303, 0.95, [1.0, 1.0])] {
        let mut fakes = Fakes::new(lane, &[10.0, 10.3], &spreads, correlation);
        let (mut points, mut covered) = (Points::new(1), 0);
        for _ in 0..TRIALS {
            let series = fakes.series(REPLICATIONS).into_iter();
            let known: Vec<Vec<Option<f64>>> = series.map(|list| list.into_iter().map(Some).collect()).collect();
            let got = compare(&known[0], &known[1], &mut points).unwrap();
            let [from, to] = got.ci95.unwrap();
            covered += u32::from(from <= 0.3 && 0.3 <= to);
        }
        let share = f64::from(covered) / f64::from(TRIALS);
        println!("paired difference, correlation {correlation}, spreads {spreads:?}: {share:.4} in [{low}, {high}]");
        assert!(low <= share && share <= high, "{share}");
    }
}

/// Four plans beside one baseline: all four differences together at 95 % at least, and not idly wide.
#[test]
fn differences_from_one_baseline_are_covered_together() {
    let means = [10.0, 10.0, 10.2, 9.5, 12.0];
    for (lane, correlation) in [(311, 0.0), (312, 0.6)] {
        let mut fakes = Fakes::new(lane, &means, &[1.0, 1.0, 1.5, 0.5, 2.0], correlation);
        let (mut points, mut covered) = (Points::new(4), 0);
        for _ in 0..TRIALS {
            let series = fakes.series(REPLICATIONS).into_iter();
            let known: Vec<Vec<Option<f64>>> = series.map(|list| list.into_iter().map(Some).collect()).collect();
            let holds = (1..5).all(|plan| {
                let got = compare(&known[0], &known[plan], &mut points).unwrap();
                let [from, to] = got.simultaneous.unwrap();
                let truth = means[plan] - means[0];
                from <= truth && truth <= to
            });
            covered += u32::from(holds);
        }
        let share = f64::from(covered) / f64::from(TRIALS);
        println!("four differences together, correlation {correlation}: {share:.4}");
        // Each at 98.75 %: 0.9875⁴ = 0.951 if they were independent, more with a baseline in common.
        assert!(share >= floor(0.95, TRIALS) && share < 0.98, "{share}");
    }
}

/// Distances to the best of the others, of five with unequal spreads: all five together at 95 % at least. Where one leads
/// by far, the four of its rivals decide, each at 98.75 %: not much more than 95 % then.
#[test]
fn distances_to_the_best_are_covered_together() {
    let spreads = [1.0, 1.2, 1.4, 1.6, 1.8];
    let cases = [
        ("slippage", [0.0, 0.0, 0.0, 0.0, 5.0]),
        ("spread", [0.0, 0.5, 1.0, 1.5, 2.0]),
        ("equal", [0.0; 5]),
    ];
    for (lane, (case, means)) in (321..).zip(cases) {
        for (correlation, wanted) in [(0.0, Wanted::Most), (0.6, Wanted::Most), (0.6, Wanted::Least)] {
            let mut fakes = Fakes::new(lane, &means, &spreads, correlation);
            let truths = true_distances(&means, wanted);
            let covered = (0..TRIALS).filter(|_| {
                let series = fakes.series(REPLICATIONS);
                all_hold(&distances(&series, wanted, 0.05).unwrap(), &truths)
            });
            let share = covered.count() as f64 / f64::from(TRIALS);
            println!("distances to the best, {case}, correlation {correlation}, {wanted:?}: {share:.4}");
            assert!(share >= floor(0.95, TRIALS), "{case} {correlation} {share}");
            let led = case == "slippage" && wanted == Wanted::Most;
            assert!(!led || share < 0.97, "{case} {correlation} {share}");
        }
    }
}

/// Two far apart: the leader's lower end and the other's upper end are 0, and one one-sided Student interval decides, so
/// that 95 % is exact.
#[test]
fn two_far_apart_are_covered_at_exactly_the_level() {
    let mut fakes = Fakes::new(331, &[0.0, 5.0], &[1.0, 1.0], 0.3);
    let truths = true_distances(&fakes.means, Wanted::Most);
    let covered = (0..TRIALS).filter(|_| {
        let series = fakes.series(REPLICATIONS);
        all_hold(&distances(&series, Wanted::Most, 0.05).unwrap(), &truths)
    });
    let share = covered.count() as f64 / f64::from(TRIALS);
    let [low, high] = band(0.95, TRIALS);
    println!("two far apart: {share:.4} in [{low}, {high}]");
    assert!(low <= share && share <= high, "{share}");
}
