//! The rough outlook of designs, and what one step more or less of each move changes of it.

use super::design::{self, Design, Move, Place};
use crate::engine::sampler::Tables;
use crate::model::{Model, outlook};
use crate::scenario::Scenario;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// What one step more or less changes of the outlook, in expected job-days of waiting; none where there is no such step.
#[derive(Clone, Debug, PartialEq)]
pub struct Margins {
    /// The outlook itself.
    pub value: f64,
    /// By move: what a step more saves.
    pub gains: Vec<Option<f64>>,
    /// By move: what a step less costs.
    pub losses: Vec<Option<f64>>,
}

/// The outlook of designs of a scenario.
pub struct Outlook<'a> {
    scenario: &'a Scenario,
    moves: &'a [Move],
    team: Option<usize>,
    tables: Tables,
    /// Once set, no more is worked out: designs look alike, and no step has a margin.
    interrupt: &'a AtomicBool,
    /// The last design, by city where its jobs go, and its margins.
    last: Option<(Design, Vec<Vec<u32>>, Margins)>,
}

impl<'a> Outlook<'a> {
    /// Nothing worked out yet.
    pub fn new(scenario: &'a Scenario, moves: &'a [Move], interrupt: &'a AtomicBool) -> Outlook<'a> {
        let team = scenario.optimise.as_ref().and_then(|optimise| optimise.team);
        let mut tables = Tables::default();
        let _ = Model::compile_with(scenario, &mut tables);
        Outlook {
            scenario,
            moves,
            team: team.map(|team| team.index()),
            tables,
            interrupt,
            last: None,
        }
    }

    fn model(&self, design: &Design) -> Model {
        // Tables are shared; those that a design adds are few.
        Model::compile_with(
            &design::apply(self.scenario, self.moves, design),
            &mut self.tables.clone(),
        )
    }

    fn is_over(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed)
    }

    /// Expected job-days of waiting of a design; without end once interrupted.
    pub fn of(&self, design: &Design) -> f64 {
        if self.is_over() {
            return f64::INFINITY;
        }
        outlook::job_days(&self.model(design), self.team)
    }

    /// The same of many designs, side by side.
    pub fn of_all(&self, designs: &[Design]) -> Vec<f64> {
        designs.par_iter().map(|design| self.of(design)).collect()
    }

    /// The margins of a design. Those of moves that touch no centre which the way from the last design touched are the
    /// same as there.
    pub fn margins(&mut self, design: &Design) -> Margins {
        let model = self.model(design);
        let value = outlook::job_days(&model, self.team);
        let serving = outlook::serving(&model, self.team);
        let count = self.moves.len();
        let (mut gains, mut losses) = (vec![None; count], vec![None; count]);
        let mut stale = vec![true; count];
        if let Some((before, old, margins)) = &self.last {
            let changed: Vec<usize> = (0..count).filter(|&at| before[at] != design[at]).collect();
            let mut touched: Vec<u32> = Vec::new();
            for &at in &changed {
                touched.extend(self.touch(at, old));
                touched.extend(self.touch(at, &serving));
            }
            // Where jobs go elsewhere than before, both ends have changed.
            for (old, new) in old.iter().zip(&serving).filter(|(old, new)| old != new) {
                touched.extend(old.iter().chain(new));
            }
            for at in 0..count {
                let near = |serving: &[Vec<u32>]| self.touch(at, serving).iter().any(|centre| touched.contains(centre));
                stale[at] = changed.contains(&at) || near(old) || near(&serving);
                if !stale[at] {
                    (gains[at], losses[at]) = (margins.gains[at], margins.losses[at]);
                }
            }
        }
        let mut asked: Vec<(usize, bool, Design)> = Vec::new();
        for at in (0..count).filter(|&at| stale[at]) {
            asked.extend(more(design, self.moves, at).map(|design| (at, true, design)));
            asked.extend(less(design, at).map(|design| (at, false, design)));
        }
        let values: Vec<f64> = asked.par_iter().map(|(.., design)| self.of(design)).collect();
        for ((at, is_more, _), other) in asked.into_iter().zip(values) {
            if is_more {
                gains[at] = Some(value - other);
            } else {
                losses[at] = Some(other - value);
            }
        }
        if self.is_over() {
            (gains, losses) = (vec![None; count], vec![None; count]);
            return Margins { value, gains, losses };
        }
        let margins = Margins { value, gains, losses };
        self.last = Some((design.clone(), serving, margins.clone()));
        margins
    }

    /// The centres that a move touches: its own, or those to which its city's jobs go.
    fn touch(&self, at: usize, serving: &[Vec<u32>]) -> Vec<u32> {
        match self.moves[at].place {
            Place::Centre(centre) => vec![centre.0],
            Place::City(city) => serving[city.index()].clone(),
        }
    }
}

/// A design with one more step of a move; none if there is no more.
pub fn more(design: &Design, moves: &[Move], at: usize) -> Option<Design> {
    let mut more = design.clone();
    more[at] += 1;
    (more[at] <= moves[at].most).then_some(more)
}

/// A design with one step less of a move; none if it makes none.
pub fn less(design: &Design, at: usize) -> Option<Design> {
    let mut less = design.clone();
    less[at] = less[at].checked_sub(1)?;
    Some(less)
}
