//! Records become figures: what each metric is, how it is tallied, what a summary says.

pub mod catalogue;
pub mod daily;
pub mod summary;
