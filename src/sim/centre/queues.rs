//! Cars waiting on a floor: one list by needs and priority, in order of arrival at the stage, threaded through the jobs.

use crate::engine::arena::Arena;
use crate::sim::job::{Job, NOBODY};

/// Cars waiting for the same needs with the same priority.
#[derive(Clone, Copy, Debug)]
struct Queue {
    first: u32,
    last: u32,
}

const EMPTY: Queue = Queue {
    first: NOBODY,
    last: NOBODY,
};

/// All waiting cars of a floor.
#[derive(Clone, Debug)]
pub struct Queues {
    /// By class of needs × priority.
    lists: Vec<Queue>,
    levels: usize,
    waiting: u32,
}

/// Which list a car waits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List(usize);

impl Queues {
    /// No one waits; `classes` needs and `levels` priorities.
    pub fn new(classes: usize, levels: usize) -> Queues {
        Queues {
            lists: vec![EMPTY; classes * levels],
            levels,
            waiting: 0,
        }
    }

    /// Sends everyone away.
    pub fn clear(&mut self) {
        self.lists.fill(EMPTY);
        self.waiting = 0;
    }

    /// Whether nobody waits for anything.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.waiting == 0
    }

    /// The first car of a class and its list: of the smallest priority, then the longest there.
    #[inline(always)]
    pub fn first(&self, class: usize) -> Option<(List, usize, u32)> {
        let of_class = &self.lists[class * self.levels..(class + 1) * self.levels];
        let level = of_class.iter().position(|queue| queue.first != NOBODY)?;
        Some((List(class * self.levels + level), level, of_class[level].first))
    }

    /// Puts a car behind those who arrived at their stage before `now`, and at `now` with a smaller id.
    #[inline]
    pub fn join(&mut self, jobs: &mut Arena<Job>, at: u32, class: u32, now: i64) {
        let (priority, id) = (jobs.get(at).priority, jobs.get(at).record.id);
        let queue = &mut self.lists[class as usize * self.levels + priority as usize];
        let mut before = queue.last;
        while before != NOBODY {
            let other = jobs.get(before);
            if other.since < now || other.record.id < id {
                break;
            }
            before = other.before;
        }
        let behind = if before == NOBODY {
            std::mem::replace(&mut queue.first, at)
        } else {
            std::mem::replace(&mut jobs.get_mut(before).behind, at)
        };
        if behind == NOBODY {
            queue.last = at;
        } else {
            jobs.get_mut(behind).before = at;
        }
        self.waiting += 1;
        let job = jobs.get_mut(at);
        job.since = now;
        job.before = before;
        job.behind = behind;
    }

    /// Takes the first car out of a list; there must be one.
    #[inline(always)]
    pub fn take_first(&mut self, jobs: &mut Arena<Job>, list: List) -> u32 {
        self.waiting -= 1;
        let queue = &mut self.lists[list.0];
        let at = queue.first;
        let behind = jobs.get(at).behind;
        queue.first = behind;
        match behind {
            NOBODY => queue.last = NOBODY,
            _ => jobs.get_mut(behind).before = NOBODY,
        }
        at
    }

    /// Takes a car out, wherever it stands.
    pub fn leave(&mut self, jobs: &mut Arena<Job>, at: u32, class: u32) {
        self.waiting -= 1;
        let job = jobs.get(at);
        let (before, behind) = (job.before, job.behind);
        let queue = &mut self.lists[class as usize * self.levels + job.priority as usize];
        match before {
            NOBODY => queue.first = behind,
            _ => jobs.get_mut(before).behind = behind,
        }
        match behind {
            NOBODY => queue.last = before,
            _ => jobs.get_mut(behind).before = before,
        }
    }
}
