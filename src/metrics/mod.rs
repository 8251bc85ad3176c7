//! Records become figures: what each metric is, how it is tallied, what a summary says.

pub mod bands;
pub mod care;
pub mod catalogue;
pub mod causes;
pub mod cost;
pub mod daily;
mod daily_totals;
mod drift;
pub mod elsewhere;
pub mod facts;
mod floors;
pub mod forecast;
pub mod group;
pub mod layout;
pub mod observed;
pub mod recall;
pub mod roadside;
pub mod sample;
pub mod sequential;
pub mod summary;
pub mod tail;
pub mod tally;
pub mod totals;
pub mod triage;
pub mod warning;
