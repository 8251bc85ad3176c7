//! The rough outlook of designs, and what one step more or less of each move changes of it.

use super::design::{self, Design, Move, Place};
use crate::engine::sampler::Tables;
use crate::model::{Model, outlook};
use crate::scenario::Scenario;
use crate::scenario::optimise::Step;
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
    last: Option<Last>,
}

/// A centre by a name that it has in every design: its position, or the move that opens it and which of its centres it is.
type Known = (usize, Option<u32>);

/// A design and what was worked out of it.
struct Last {
    design: Design,
    /// By city: the centres to which its jobs go.
    serving: Vec<Vec<Known>>,
    margins: Margins,
    /// By move: the centres whose capacity or jobs a step more or less changes.
    changes: Vec<Vec<Known>>,
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

    /// The margins of a design. Those of moves that change no centre which the way from the last design changed are the
    /// same as there.
    pub fn margins(&mut self, design: &Design) -> Margins {
        let model = self.model(design);
        let value = outlook::job_days(&model, self.team);
        let serving = self.serving(&model, design);
        let count = self.moves.len();
        let (mut gains, mut losses) = (vec![None; count], vec![None; count]);
        let mut changes: Vec<Vec<Known>> = (0..count).map(|at| self.own(at, &serving)).collect();
        let mut stale = vec![true; count];
        if let Some(last) = &self.last {
            let moved: Vec<usize> = (0..count).filter(|&at| last.design[at] != design[at]).collect();
            let mut changed: Vec<Known> = moved_jobs(&last.serving, &serving);
            for &at in &moved {
                changed.extend(self.own(at, &last.serving));
                changed.extend(self.own(at, &serving));
            }
            for at in 0..count {
                let near = |centres: &[Known]| centres.iter().any(|centre| changed.contains(centre));
                stale[at] = moved.contains(&at) || near(&last.changes[at]) || near(&changes[at]);
                if !stale[at] {
                    (gains[at], losses[at]) = (last.margins.gains[at], last.margins.losses[at]);
                    changes[at].clone_from(&last.changes[at]);
                }
            }
        }
        let mut asked: Vec<(usize, bool, Design)> = Vec::new();
        for at in (0..count).filter(|&at| stale[at]) {
            asked.extend(more(design, self.moves, at).map(|design| (at, true, design)));
            asked.extend(less(design, at).map(|design| (at, false, design)));
        }
        let of = |(at, is_more, other): (usize, bool, Design)| {
            if self.is_over() {
                return (at, is_more, f64::INFINITY, Vec::new());
            }
            let model = self.model(&other);
            let moved = match self.moves_jobs(at) {
                true => moved_jobs(&serving, &self.serving(&model, &other)),
                false => Vec::new(),
            };
            (at, is_more, outlook::job_days(&model, self.team), moved)
        };
        let found: Vec<(usize, bool, f64, Vec<Known>)> = asked.into_par_iter().map(of).collect();
        for (at, is_more, other, moved) in found {
            changes[at].extend(moved);
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
        self.last = Some(Last {
            design: design.clone(),
            serving,
            margins: margins.clone(),
            changes,
        });
        margins
    }

    /// By city of a design: the centres to which its jobs go.
    fn serving(&self, model: &Model, design: &Design) -> Vec<Vec<Known>> {
        let mut names: Vec<Known> = (0..self.scenario.centres.len()).map(|at| (at, None)).collect();
        // Centres that are opened stand behind those that are there, in the order of their moves.
        for (at, step) in self.moves.iter().enumerate() {
            if let Step::Opens { .. } = &self.scenario.levers[step.lever].step {
                names.extend((0..design[at]).map(|number| (at, Some(number))));
            }
        }
        let of_city = |centres: Vec<u32>| centres.iter().map(|&centre| names[centre as usize]).collect();
        outlook::serving(model, self.team).into_iter().map(of_city).collect()
    }

    /// The centres that a move is about: its own, or those to which its city's jobs go.
    fn own(&self, at: usize, serving: &[Vec<Known>]) -> Vec<Known> {
        match self.moves[at].place {
            Place::Centre(centre) => vec![(centre.index(), None)],
            Place::City(city) => serving[city.index()].clone(),
            Place::Network => Vec::new(),
        }
    }

    /// Whether the outlook does not see what a move changes, so that only a simulation tells what it is worth.
    pub fn is_blind_to(&self, at: usize) -> bool {
        let step = &self.scenario.levers[self.moves[at].lever].step;
        matches!(step, Step::Crews { .. } | Step::Agents { .. })
    }

    /// Whether a move may send jobs elsewhere: it opens a centre, or gives one what it has none of.
    fn moves_jobs(&self, at: usize) -> bool {
        let centre = match self.moves[at].place {
            Place::Centre(centre) => centre,
            Place::City(_) => return true,
            Place::Network => return false,
        };
        let has = |resource| {
            let own = self.scenario.centres[centre.index()].resources.iter();
            own.clone().any(|&(other, count)| other == resource && count > 0)
        };
        match &self.scenario.levers[self.moves[at].lever].step {
            Step::Adds { units, .. } => units.iter().any(|&(resource, _)| !has(resource)),
            _ => false,
        }
    }
}

/// The centres that gain or lose jobs between two designs: those of every city whose jobs go elsewhere.
fn moved_jobs(before: &[Vec<Known>], after: &[Vec<Known>]) -> Vec<Known> {
    let moved = before.iter().zip(after).filter(|(before, after)| before != after);
    moved
        .flat_map(|(before, after)| before.iter().chain(after).copied())
        .collect()
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
