//! Whether a floor is open, and how long it has been.

use super::resources::Clock;
use crate::engine::time::{DAY, FOREVER};
use crate::model::Model;

/// The opening hours of a floor as the day goes on.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Position of its opening hours in [`Model::hours`].
    pub hours: usize,
    /// Present open span, or the next one.
    pub span: u32,
    /// Whether it is open.
    pub open: bool,
    /// End of the present open span.
    pub until: i64,
    /// Open microseconds of the days before on which the floor ran.
    before: i64,
    /// Open microseconds of today before `from`.
    worked: i64,
    /// Since when it has been open today.
    from: i64,
    /// Closed microseconds of today in which started work rested, as far as they were asked for.
    rested: i64,
}

impl Opening {
    /// Before the run.
    pub fn new(hours: usize) -> Opening {
        Opening {
            hours,
            span: 0,
            open: false,
            until: 0,
            before: 0,
            worked: 0,
            from: 0,
            rested: 0,
        }
    }

    /// Starts over.
    pub fn clear(&mut self) {
        *self = Opening::new(self.hours);
    }

    /// Finds the hours of the day; an opening at this midnight is still to come.
    pub fn begin_day(&mut self, model: &Model, midnight: i64) {
        let plan = &model.hours[self.hours];
        while plan.span(self.span).1 <= midnight {
            self.span += 1;
        }
        self.open = plan.span(self.span).0 < midnight;
        self.until = plan.span(self.span).1;
        self.from = midnight;
        self.worked = 0;
        self.rested = 0;
    }

    /// The next opening or closing that belongs to today: a closing at 24:00 does, an opening does not.
    pub fn next_turn(&self, model: &Model, close_of_day: i64) -> i64 {
        let (from, to) = model.hours[self.hours].span(self.span);
        let at = if self.open { to } else { from };
        if at > close_of_day || (!self.open && at == close_of_day) {
            FOREVER
        } else {
            at
        }
    }

    /// Opens or closes.
    pub fn turn(&mut self, model: &Model, now: i64) {
        if self.open {
            self.worked += now - self.from;
            self.span += 1;
            // A span may begin where another ends only at midnight, and there they are one.
            debug_assert!(model.hours[self.hours].span(self.span).0 > now);
        } else {
            self.from = now;
            self.until = model.hours[self.hours].span(self.span).1;
        }
        self.open = !self.open;
    }

    /// Since when it has been open today.
    #[inline(always)]
    pub fn from(&self) -> i64 {
        self.from
    }

    /// Open microseconds of today at `now`.
    #[inline(always)]
    fn today(&self, now: i64) -> i64 {
        if self.open {
            self.worked + (now - self.from)
        } else {
            self.worked
        }
    }

    /// Open microseconds of the days before on which the floor ran.
    #[inline(always)]
    pub fn before(&self) -> i64 {
        self.before
    }

    /// Open microseconds at `now` since the start, over the days on which the floor ran.
    #[inline(always)]
    pub fn in_all(&self, now: i64) -> i64 {
        self.before + self.today(now)
    }

    /// Open and closed time of today at `now`.
    #[inline(always)]
    pub fn clock(&self, now: i64, midnight: i64) -> Clock {
        let open = self.today(now);
        Clock {
            open,
            closed: now - midnight - open,
        }
    }

    /// Where overtime has a limit: closed time of today after it, in which started work rested, since it was last asked
    /// for.
    pub fn rest(&mut self, model: &Model, now: i64, midnight: i64) -> i64 {
        let plan = &model.hours[self.hours];
        if self.open || !plan.limits_overtime() {
            return 0;
        }
        let rested = now - midnight - plan.worked_time(midnight, now);
        let more = rested - self.rested;
        self.rested = rested;
        more
    }

    /// Ends the day; its open and closed time.
    pub fn end_day(&mut self, close_of_day: i64) -> Clock {
        let clock = self.clock(close_of_day, close_of_day - DAY);
        self.before += clock.open;
        clock
    }
}
