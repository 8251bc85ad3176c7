//! Replications in parallel, folded in their order: the result knows neither threads nor timing.

use super::failure::Failure;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What a worker does. Results and state are made once and reused.
pub struct Job<Make, State, Work> {
    /// Makes an empty result.
    pub make: Make,
    /// Makes the state of a worker.
    pub state: State,
    /// Fills a result with a replication (1 first).
    pub work: Work,
}

/// Progress of all workers.
struct Shared<R> {
    /// The next replication to start.
    next: u32,
    /// Replications folded.
    folded: u32,
    /// Finished, but waiting for an earlier one.
    early: BTreeMap<u32, R>,
    /// Results to be reused.
    spare: Vec<R>,
    /// The first failure; everybody stops.
    failure: Option<Failure>,
    /// Someone is folding.
    folding: bool,
}

/// Runs replications 1 … `replications` on `threads` threads and hands each result to `fold`, in order. Returns how
/// many were folded: all, or fewer after an interrupt, and then without a gap.
///
/// A worker runs at most twice the number of threads ahead of the fold, so memory does not grow with replications.
pub fn run<R: Send, S>(
    job: &Job<impl Fn() -> R + Sync, impl Fn() -> S + Sync, impl Fn(u32, &mut S, &mut R) -> Result<(), Failure> + Sync>,
    replications: u32,
    threads: usize,
    interrupt: &AtomicBool,
    fold: impl FnMut(u32, &R) -> Result<(), Failure> + Send,
) -> Result<u32, Failure> {
    let window = 2 * threads as u32;
    let shared = Mutex::new(Shared {
        next: 1,
        folded: 0,
        early: BTreeMap::new(),
        spare: Vec::new(),
        failure: None,
        folding: false,
    });
    let fold = Mutex::new(fold);
    let moved = Condvar::new();
    let worker = |_: rayon::BroadcastContext<'_>| {
        let mut state = (job.state)();
        while let Some((replication, mut result)) = next(&shared, &moved, replications, window, interrupt, &job.make) {
            match (job.work)(replication, &mut state, &mut result) {
                Ok(()) => deliver(&shared, &moved, &fold, replication, result),
                Err(failure) => {
                    lock(&shared).failure.get_or_insert(failure);
                    moved.notify_all();
                }
            }
        }
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Failure::broken(format!("{threads} threads could not be started: {error}")))?;
    pool.broadcast(worker);
    let shared = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    match shared.failure {
        Some(failure) => Err(failure),
        None => Ok(shared.folded),
    }
}

/// A panic elsewhere ends the program anyway; the lock itself is still good.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The next replication to run and a result to fill, once it is inside the window.
fn next<R>(
    shared: &Mutex<Shared<R>>,
    moved: &Condvar,
    replications: u32,
    window: u32,
    interrupt: &AtomicBool,
    make: &impl Fn() -> R,
) -> Option<(u32, R)> {
    let mut state = lock(shared);
    loop {
        if state.next > replications || state.failure.is_some() || interrupt.load(Ordering::Relaxed) {
            return None;
        }
        if state.next <= state.folded + window {
            let replication = state.next;
            state.next += 1;
            let spare = state.spare.pop();
            drop(state);
            return Some((replication, spare.unwrap_or_else(make)));
        }
        state = moved.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

/// Stores a finished replication and folds all that are due. Only one worker folds at a time; the others go on.
fn deliver<R>(
    shared: &Mutex<Shared<R>>,
    moved: &Condvar,
    fold: &Mutex<impl FnMut(u32, &R) -> Result<(), Failure>>,
    replication: u32,
    result: R,
) {
    let mut state = lock(shared);
    state.early.insert(replication, result);
    if state.folding {
        return;
    }
    state.folding = true;
    loop {
        let due = state.folded + 1;
        let Some(result) = state.early.remove(&due).filter(|_| state.failure.is_none()) else {
            break;
        };
        drop(state);
        let outcome = (lock(fold))(due, &result);
        state = lock(shared);
        match outcome {
            Ok(()) => state.folded = due,
            Err(failure) => state.failure = Some(failure),
        }
        state.spare.push(result);
        moved.notify_all();
    }
    state.folding = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(interrupt_after: u32, fail_at: u32) -> (Result<u32, Failure>, Vec<(u32, u64)>) {
        let interrupt = AtomicBool::new(false);
        let job = Job {
            make: || 0u64,
            state: || (),
            work: |replication: u32, (): &mut (), result: &mut u64| {
                if replication == fail_at {
                    return Err(Failure::broken("on purpose"));
                }
                // Later replications finish sooner.
                (0..(100 - replication.min(99)) * 1000).for_each(|n| *result = std::hint::black_box(u64::from(n)));
                *result = u64::from(replication) * u64::from(replication);
                Ok(())
            },
        };
        let mut seen = Vec::new();
        let folded = run(&job, 100, 5, &interrupt, |replication, square| {
            seen.push((replication, *square));
            interrupt.store(replication >= interrupt_after, Ordering::Relaxed);
            Ok(())
        });
        (folded, seen)
    }

    #[test]
    fn results_are_folded_in_order() {
        let (folded, seen) = square(u32::MAX, 0);
        assert_eq!(folded.expect("no failure"), 100);
        assert_eq!(
            seen,
            (1..=100).map(|n| (n, u64::from(n) * u64::from(n))).collect::<Vec<_>>()
        );
    }

    #[test]
    fn an_interrupt_leaves_no_gap() {
        let (folded, seen) = square(7, 0);
        let folded = folded.expect("no failure");
        assert!((7..100).contains(&folded), "{folded}");
        assert!(seen.iter().map(|&(replication, _)| replication).eq(1..=folded));
    }

    #[test]
    fn a_failure_stops_everything() {
        let (folded, seen) = square(u32::MAX, 30);
        assert!(matches!(folded, Err(Failure::Broken { .. })));
        assert!(seen.len() < 30);
    }
}
