//! The simulator against formulas and papers: values with a known truth, at a stated power and false-alarm rate.
//!
//! Every case is a scenario in TOML that goes through the public command; the `mean` of its summary is compared with
//! a value from [`reference`], which shares no code with the simulator and is itself checked against published
//! answers. A case passes if the estimate lies within **four standard errors** of the exact value, and if the
//! standard error is **at most 0.33 %** of it, so that a mistake of 2 % is six standard errors wide and fails.
//!
//! A sound simulator fails one case in 16,000 (two-sided normal tail at 4: 6.3e-5; with the 39 degrees of freedom of
//! forty replications 2.7e-4), so a new seed of all the 250 comparisons here raises a false alarm at most
//! once in sixteen times. Replications are chosen so that the standard errors stay clear of their limit under other
//! seeds too. The seeds are fixed: a case that passes keeps passing until results change.
//!
//! [`coverage`], [`selection`], [`forecast`] and [`queues`] judge decisions instead: how often an interval holds or a choice is right, over
//! hundreds or thousands of studies, against the binomial law: 0.1 % of sound programs fail each share that is promised exactly
//! (seven of them), fewer where more than the promise is kept.
//!
//! `cargo test --test theory -- --nocapture` prints every comparison: exact, estimate, standard error, z.

#![allow(clippy::unwrap_used, reason = "a test that cannot read what it needs has failed")]
#![allow(
    clippy::print_stdout,
    reason = "the table of comparisons is for the reader of a test's output"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "the reference stands on the platform's mathematics, not on the simulator's; a clock only times the cases"
)]

mod collect;
mod counts;
mod coverage;
mod fakes;
mod feedback;
mod fleet;
mod forecast;
mod hours;
mod kept;
mod loss;
mod migration;
mod moving;
mod no_show;
mod one_server;
mod optimiser;
mod parts;
mod patience;
mod priority;
mod queues;
mod ramp;
mod recall;
mod reference;
mod roadside;
mod selection;
mod slots;
mod stages;
mod state;
mod stopping;
mod triage;
mod trial;
mod waiting;
