//! Questions asked of many replications, and what may go wrong while they are answered.

pub mod backtest;
pub mod compare;
pub mod disk;
pub mod explain;
pub mod failure;
pub mod forecast;
pub mod jobs;
pub mod optimise;
pub mod regret;
pub mod run;
pub mod runner;
pub mod sample;
pub mod store;
pub mod sweep;
